//! Tables over the wire: the rows of the rules' own tests, each command a real call, sent twice.
//!
//! ```text
//! receive W1 TIRE*4~L1-30+60 (a lot made 30 days ago, to be sold within 60)    count W1 TIRE~L1=3    reserve O1 TIRE*2~14 (at most 14 days old)
//! lots TIRE [14] -> W1 L1 available=4; W1 L2 frozen=1 (in picking order)    older L1 30 (the lot was made 30 days earlier)
//! receive W1 S*10 S*2#CH:web     reserve O1 S*3 2:B*1@W1#CH:web [partial] [ttl=60] [area=31] [channel=web] [from=W1]
//! confirm O1 [1*2] [reoccupy]    cancel O1 [1*2]            extend O1 600     amend O1 S*2 4:B*1 [area=31]
//! freeze W1 S*5                  unfreeze W1 S*5            count W1 S=7 [at=mark]
//! inspect W1 S*3 fail S*1        scrap W1 S*1               assign W1 SHARED CH:web S*5         reverse name
//! mark name S (remembers the end of S's ledger)             pass O1 60 (its life moves 60 s into the past)
//! forget 60 (remembered refusals grow 60 s older)           swept O1 (waits until it is EXPIRED)
//! stock W1 S [pool]  ->  available=7 preoccupied=3          order O1 -> PRE_OCCUPIED S*3@W1
//! ```
//! Any command takes `key=K` (its business number, else one of its own) and `as=name` (its voucher, for `reverse`).

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::time::{Duration, SystemTime};

use dubbo_api::change::{
    CountLine, CountReq, DisposeReq, FreezeReq, InboundReq, InspectReq, PoolReq, ReverseReq,
    StockChangeService as _, StockLine, Voucher,
};
use dubbo_api::code::ResultCode;
use dubbo_api::reply::{OpContext, Reply};
use dubbo_api::reservation::{
    AmendReq, CancelReq, ConfirmReq, ExtendReq, OccupyLine, PartLine, PreOccupyReq, Reservation,
    StockReservationService as _,
};
use dubbo_api::states::{FreezeReason, HoldMode, LatePay};
use dubbo_api::text::{OrderNo, Quantity};
use dubbo_rpc::{Context, Fault};
use hessian2::Date;

use super::mall::{Mall, told};
use super::provider::until;

/// Runs a table in a mall.
pub(super) async fn rows(mall: &Mall, table: &str) {
    let mut run = Run {
        mall,
        marks: BTreeMap::new(),
        vouchers: BTreeMap::new(),
        orders: BTreeMap::new(),
        sent: 0,
    };
    for row in table.lines() {
        let row = row.split("//").next().unwrap_or_default().trim();
        if !row.is_empty() {
            run.row(row).await;
        }
    }
}

struct Run<'a> {
    mall: &'a Mall,
    marks: BTreeMap<String, i64>,
    vouchers: BTreeMap<String, String>,
    /// Orders by the numbers of their reservations and fulfilment orders.
    orders: BTreeMap<String, String>,
    sent: usize,
}

/// Words of a row: plain ones, and `name=value` ones.
struct Words<'a> {
    plain: Vec<&'a str>,
    named: BTreeMap<&'a str, &'a str>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str, counts: bool) -> Self {
        let mut words = Words {
            plain: Vec::new(),
            named: BTreeMap::new(),
        };
        for word in text.split_whitespace() {
            match word.split_once('=') {
                Some((name, value)) if !counts || matches!(name, "at" | "key" | "as") => {
                    words.named.insert(name, value);
                }
                _ => words.plain.push(word),
            }
        }
        words
    }

    fn flag(&self, name: &str) -> bool {
        self.plain.contains(&name)
    }

    fn text<T: From<String>>(&self, name: &str) -> Option<T> {
        self.named.get(name).map(|text| T::from((*text).to_owned()))
    }
}

impl Run<'_> {
    async fn row(&mut self, row: &str) {
        let (said, expected) = row
            .split_once("->")
            .map_or((row, "OK"), |(said, expected)| {
                (said.trim(), expected.trim())
            });
        let (verb, rest) = said.split_once(' ').unwrap_or((said, ""));
        let words = Words::of(rest, verb == "count");
        let got = match verb {
            "mark" | "pass" | "forget" | "swept" | "older" => {
                self.meanwhile(verb, &words.plain).await;
                return;
            }
            "stock" => {
                let pool = words.plain.get(2).copied().unwrap_or("SHARED");
                self.mall
                    .stock_at(words.plain[0], words.plain[1], pool)
                    .await
            }
            "lots" => self.lots(&words).await,
            "order" => spell_order(&self.mall.order(words.plain[0]).await),
            "reserve" | "confirm" | "cancel" | "extend" | "amend" => {
                self.order_command(verb, &words, row).await
            }
            _ => self.goods_command(verb, &words, row).await,
        };
        assert_eq!(got, expected, "{row}");
    }

    /// Lots in their turn, with what is in their buckets.
    async fn lots(&self, words: &Words<'_>) -> String {
        let max_age = words.plain.get(1).map(|days| days.parse().unwrap());
        let reply = self.mall.lots(words.plain[0], max_age).await;
        let Some(found) = &reply.data else {
            return told(&reply);
        };
        let spelled: Vec<String> = found
            .iter()
            .map(|lot| {
                let mut text = format!("{} {}", lot.warehouse, lot.lot_no.as_ref().unwrap());
                for (name, quantity) in [
                    ("available", lot.available),
                    ("allocated", lot.allocated),
                    ("frozen", lot.frozen),
                    ("qc_hold", lot.qc_hold),
                    ("defective", lot.defective),
                ] {
                    if quantity.get() != 0 {
                        let _ = write!(text, " {name}={}", quantity.get());
                    }
                }
                text
            })
            .collect();
        spelled.join("; ")
    }

    async fn meanwhile(&mut self, verb: &str, words: &[&str]) {
        match verb {
            "mark" => {
                let end = self
                    .mall
                    .buckets(words[1])
                    .await
                    .iter()
                    .map(|view| view.last_seq)
                    .max();
                self.marks.insert(words[0].to_owned(), end.unwrap());
            }
            "pass" => self.mall.pass(words[0], words[1].parse().unwrap()).await,
            "older" => {
                let days = words[1].parse().unwrap();
                self.mall.make_older(words[0], days).await;
            }
            "forget" => self.mall.pass_for_refusals(words[0].parse().unwrap()).await,
            _ => {
                let expired = || async {
                    self.mall.order(words[0]).await.data.unwrap().state.as_str() == "EXPIRED"
                };
                until("the sweeper", Duration::from_secs(20), expired).await;
            }
        }
    }

    fn context(&mut self, words: &Words<'_>) -> Option<OpContext> {
        self.sent += 1;
        let own = format!("B{}", self.sent);
        self.mall
            .context(words.named.get("key").copied().unwrap_or(&own))
    }

    async fn order_command(&mut self, verb: &str, words: &Words<'_>, row: &str) -> String {
        let context = self.context(words);
        let order_no = words.plain[0];
        let some_order = Some(OrderNo::from(order_no));
        let orders = &self.mall.orders;
        let cx = Context::new();
        let reply = match verb {
            "reserve" => {
                let request = PreOccupyReq {
                    context,
                    order_no: order_no.into(),
                    lines: order_lines(&words.plain[1..]),
                    area_code: words.text("area"),
                    channel: words.text("channel"),
                    ttl_seconds: words.named.get("ttl").map(|ttl| ttl.parse().unwrap()),
                    mode: words.flag("partial").then_some(HoldMode::Partial),
                    fixed_warehouse: words.text("from"),
                    ..PreOccupyReq::default()
                };
                twice(row, || orders.pre_occupy(&cx, request.clone())).await
            }
            "confirm" => {
                let request = ConfirmReq {
                    context,
                    order_no: some_order,
                    pay_no: Some("PAY".to_owned()),
                    lines: parts(&words.plain[1..]),
                    late_pay: words.flag("reoccupy").then_some(LatePay::Reoccupy),
                    ..ConfirmReq::default()
                };
                twice(row, || orders.confirm(&cx, request.clone())).await
            }
            "cancel" => {
                let lines = parts(&words.plain[1..]);
                let request = CancelReq {
                    context,
                    order_no: some_order,
                    lines,
                    ..CancelReq::default()
                };
                twice(row, || orders.cancel(&cx, request.clone())).await
            }
            "extend" => {
                let ttl_seconds = Some(words.plain[1].parse().unwrap());
                let request = ExtendReq {
                    context,
                    order_no: some_order,
                    ttl_seconds,
                    ..ExtendReq::default()
                };
                twice(row, || orders.extend(&cx, request.clone())).await
            }
            _ => {
                let lines = order_lines(&words.plain[1..]);
                let request = AmendReq {
                    context,
                    order_no: some_order,
                    lines,
                    area_code: words.text("area"),
                    ..AmendReq::default()
                };
                twice(row, || orders.amend(&cx, request.clone())).await
            }
        };
        if let Some(data) = &reply.data {
            let numbers = data.fulfillment_nos.iter().map(ToString::to_string);
            for number in numbers.chain(data.reservation_no.iter().map(ToString::to_string)) {
                self.orders.insert(number, order_no.to_owned());
            }
            if let (Some(name), Some(no)) = (words.named.get("as"), &data.voucher_no) {
                self.vouchers.insert((*name).to_owned(), no.to_string());
            }
        }
        told(&reply)
    }

    async fn goods_command(&mut self, verb: &str, words: &Words<'_>, row: &str) -> String {
        let context = self.context(words);
        let first = words.plain[0];
        let warehouse = first.into();
        let rest = &words.plain[1..];
        let goods = &self.mall.goods;
        let cx = Context::new();
        let reply = match verb {
            "receive" => {
                let inspect_first = words.flag("qc");
                let request = InboundReq {
                    context,
                    warehouse,
                    inspect_first,
                    lines: stock_lines(rest),
                    ..InboundReq::default()
                };
                twice(row, || goods.purchase_in(&cx, request.clone())).await
            }
            "inspect" => {
                let mut halves = rest.split(|word| *word == "fail");
                let passed = stock_lines(halves.next().unwrap_or_default());
                let failed = stock_lines(halves.next().unwrap_or_default());
                let request = InspectReq {
                    context,
                    warehouse,
                    passed,
                    failed,
                    ..InspectReq::default()
                };
                twice(row, || goods.inspect(&cx, request.clone())).await
            }
            "freeze" | "unfreeze" => {
                let reason = FreezeReason::Recall;
                let request = FreezeReq {
                    context,
                    warehouse,
                    lines: stock_lines(rest),
                    reason,
                    ..FreezeReq::default()
                };
                if verb == "freeze" {
                    twice(row, || goods.freeze(&cx, request.clone())).await
                } else {
                    twice(row, || goods.unfreeze(&cx, request.clone())).await
                }
            }
            "count" => {
                let request = CountReq {
                    context,
                    warehouse,
                    lines: self.count_lines(words),
                };
                twice(row, || goods.stocktake(&cx, request.clone())).await
            }
            "scrap" => {
                let request = DisposeReq {
                    context,
                    warehouse,
                    lines: stock_lines(rest),
                    ..DisposeReq::default()
                };
                twice(row, || goods.scrap(&cx, request.clone())).await
            }
            "assign" => {
                let (from_pool, to_pool) = (rest[0].into(), rest[1].into());
                let request = PoolReq {
                    context,
                    warehouse,
                    from_pool,
                    to_pool,
                    lines: stock_lines(&rest[2..]),
                };
                twice(row, || goods.assign_pool(&cx, request.clone())).await
            }
            "reverse" => {
                let voucher_no = self
                    .vouchers
                    .get(first)
                    .map_or(first, String::as_str)
                    .into();
                let request = ReverseReq {
                    context,
                    voucher_no,
                    ..ReverseReq::default()
                };
                twice(row, || goods.reverse(&cx, request.clone())).await
            }
            _ => panic!("no such verb: {verb}"),
        };
        if let (Some(name), Some(data)) = (words.named.get("as"), &reply.data) {
            self.vouchers
                .insert((*name).to_owned(), data.voucher_no.to_string());
        }
        self.spell_voucher(&reply)
    }

    fn count_lines(&self, words: &Words<'_>) -> Vec<CountLine> {
        let counted = words.plain[1..].iter();
        let line = |word: &&str| {
            let (sku, counted) = word.split_once('=').unwrap();
            let (sku, lot) = sku
                .split_once('~')
                .map_or((sku, None), |(s, l)| (s, Some(l)));
            CountLine {
                sku: sku.into(),
                counted: Quantity(counted.parse().unwrap()),
                lot_no: lot.map(str::to_owned),
                counted_seq: words.named.get("at").map(|mark| self.marks[*mark]),
                ..CountLine::default()
            }
        };
        counted.map(line).collect()
    }

    /// Code, short lines, lines not booked in full, documents hit.
    fn spell_voucher(&self, reply: &Reply<Voucher>) -> String {
        let mut text = told(reply);
        let Some(voucher) = &reply.data else {
            return text;
        };
        for line in voucher
            .lines
            .iter()
            .filter(|line| line.asked != line.booked)
        {
            let _ = write!(
                text,
                " {} {} of {}",
                line.sku,
                line.booked.get(),
                line.asked.get()
            );
        }
        for no in &voucher.hit_reservations {
            let _ = write!(text, " hit {}", self.orders[no.as_str()]);
        }
        for no in &voucher.hit_fulfillments {
            let _ = write!(text, " cut {}", self.orders[no.as_str()]);
        }
        text
    }
}

/// Sends a command twice. What was done is answered again with the same data and done no more; a refusal stays one.
pub(super) async fn twice<T, F, Fut>(row: &str, call: F) -> Reply<T>
where
    T: Debug + PartialEq,
    F: Fn() -> Fut,
    Fut: Future<Output = Result<Reply<T>, Fault>>,
{
    let first = call().await.unwrap();
    let again = call().await.unwrap();
    if first.code == ResultCode::Ok && again.code == ResultCode::OkDuplicate {
        assert_eq!(again.data, first.data, "sent again: {row}");
    } else {
        // A success that had nothing to do leaves no voucher, so it is not a duplicate of anything.
        assert_eq!(again.code, first.code, "sent again: {row}");
    }
    assert_eq!(again.shortages, first.shortages, "sent again: {row}");
    first
}

/// State and what is still held or paid: `S*3@W1`, with the pool unless shared, and `paid` or `back` where it differs.
fn spell_order(reply: &Reply<Reservation>) -> String {
    let Some(found) = &reply.data else {
        return reply.code.as_str().to_owned();
    };
    let mut text = found.state.as_str().to_owned();
    if found.late {
        text += " late";
    }
    for line in &found.lines {
        let _ = write!(
            text,
            " {}*{}@{}",
            line.sku,
            line.reserved.get(),
            line.warehouse
        );
        if line.pool.as_str() != "SHARED" {
            let _ = write!(text, "#{}", line.pool);
        }
        if line.confirmed.get() > 0 {
            let _ = write!(text, ":paid{}", line.confirmed.get());
        }
        if line.released.get() > 0 {
            let _ = write!(text, ":back{}", line.released.get());
        }
    }
    text
}

/// `[n:]SKU*quantity[@warehouse][#pool][~age]`
fn order_lines(words: &[&str]) -> Vec<OccupyLine> {
    let line = |word: &&str| {
        let (line_no, word) = match word.split_once(':') {
            Some((no, rest)) if no.parse::<i64>().is_ok() => (no.parse().ok(), rest),
            _ => (None, *word),
        };
        let (word, age) = word
            .split_once('~')
            .map_or((word, None), |(word, age)| (word, Some(age)));
        let (word, pool) = word
            .split_once('#')
            .map_or((word, None), |(word, pool)| (word, Some(pool)));
        let (word, site) = word
            .split_once('@')
            .map_or((word, None), |(word, site)| (word, Some(site)));
        let (sku, quantity) = word.split_once('*').unwrap();
        OccupyLine {
            line_no,
            sku: sku.into(),
            quantity: Quantity(quantity.parse().unwrap()),
            warehouse: site.map(Into::into),
            pool: pool.map(Into::into),
            max_age_days: age.map(|days| days.parse().unwrap()),
            ..OccupyLine::default()
        }
    };
    words
        .iter()
        .filter(|word| word.contains('*'))
        .map(line)
        .collect()
}

/// `[n:]SKU*quantity[#pool][~lot[-made][+left]]`: made so many days ago, may be sold so many days more.
fn stock_lines(words: &[&str]) -> Vec<StockLine> {
    let words = words.iter().filter(|word| word.contains('*'));
    let line = |word: &&str| {
        let (word, lot) = word
            .split_once('~')
            .map_or((*word, None), |(word, lot)| (word, Some(lot)));
        let line = order_lines(&[word]).remove(0);
        let (lot, left) = lot
            .and_then(|lot| lot.split_once('+'))
            .map_or((lot, None), |(lot, left)| (Some(lot), Some(left)));
        let (lot, made) = lot
            .and_then(|lot| lot.split_once('-'))
            .map_or((lot, None), |(lot, made)| (Some(lot), Some(made)));
        let days = |days: &str, sign: i64| {
            let days: i64 = days.parse().unwrap();
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
            let now = i64::try_from(now.unwrap().as_millis()).unwrap();
            Date(now + sign * days * 86_400_000)
        };
        StockLine {
            line_no: line.line_no,
            sku: line.sku,
            quantity: line.quantity,
            pool: line.pool,
            lot_no: lot.map(str::to_owned),
            produced_at: made.map(|made| days(made, -1)),
            expires_at: left.map(|left| days(left, 1)),
            ..StockLine::default()
        }
    };
    words.map(line).collect()
}

/// `order line*quantity`
fn parts(words: &[&str]) -> Vec<PartLine> {
    let part = |word: &&str| {
        let (line, quantity) = word.split_once('*')?;
        Some(PartLine {
            line_no: line.parse().unwrap(),
            quantity: Quantity(quantity.parse().unwrap()),
        })
    };
    words.iter().filter_map(part).collect()
}
