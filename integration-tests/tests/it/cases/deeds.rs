//! Rows of contract performance over the wire; every command is sent twice. Other rows are those of [`super::table`].
//!
//! An order stands for its first fulfilment order, `O1.2` for its second.
//!
//! ```text
//! create O1 [hold]           direct O1 S*3@W1 [hold]        release O1      hold O1
//! pick O1 1*3 [1-2:NOT_FOUND] [packed]         ship O1 P1 1*3 2*1            deliver O1 P1 1*2:SIGNED 1*1:REJECTED
//! drop O1 [1*2] [yes] [no]   stop O1 P1 [yes] [no]
//! apply R1 O1 1:S*2 [to=W2] [approved] [refused] [cancelled]      sent R1    arrive R1 W2 1:S*2 S2*1
//! grade R1 1:GOOD*2 1:WRONG_ITEM*1/S2 EXTRA*1/S2 [last]
//! fo O1 -> W1 SHIPPED S*5:ship3:sign2          parcel O1 P1 -> SHIPPED 1*3:sign1
//! return -> INSPECTING W2 S*2:good1 (as the latest call on a return answered)
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dubbo_api::fulfillment::{
    DeliveryLine, DeliveryReq, FoCancelLine, FoCancelReq, FoCreateReq, FoLineReq, FulfillmentOrder,
    FulfillmentService as _, GradeLine, GradeReq, HoldReq, InterceptReq, PickLine, PickReq,
    ReturnInLine, ReturnInReq, ReturnLineReq, ReturnOrder, ReturnReq, ReturnSentReq, ShipLine,
    ShipReq,
};
use dubbo_api::reply::{OpContext, Reply};
use dubbo_api::text::{FulfillmentNo, Quantity};
use dubbo_rpc::Context;

use super::mall::{Mall, told};
use super::table::{rows, twice};

/// Runs a table in a mall.
pub(super) async fn deeds(mall: &Mall, table: &str) {
    let mut run = Deeds::new(mall);
    run.rows(table).await;
}

/// A table in progress, for tests that look at more than rows.
pub(super) struct Deeds<'a> {
    mall: &'a Mall,
    /// Fulfilment orders by order.
    orders: BTreeMap<String, Vec<FulfillmentNo>>,
    /// As the latest call on each fulfilment order answered.
    latest: BTreeMap<String, FulfillmentOrder>,
    /// As the latest call on a return answered.
    pub(super) given_back: Option<ReturnOrder>,
    sent: usize,
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|_| panic!("not a number: {text}"))
}

/// `line*quantity`
fn parts(words: &[&str]) -> Vec<(i64, Quantity)> {
    let parts = words.iter().filter_map(|word| word.split_once('*'));
    parts
        .map(|(line, quantity)| (number(line), Quantity(number(quantity))))
        .collect()
}

fn said(words: &[&str]) -> Option<bool> {
    match (words.contains(&"yes"), words.contains(&"no")) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

impl<'a> Deeds<'a> {
    pub(super) fn new(mall: &'a Mall) -> Self {
        Self {
            mall,
            orders: BTreeMap::new(),
            latest: BTreeMap::new(),
            given_back: None,
            sent: 0,
        }
    }

    pub(super) async fn rows(&mut self, table: &str) {
        for row in table.lines() {
            let row = row.split("//").next().unwrap_or_default().trim();
            if !row.is_empty() {
                self.row(row).await;
            }
        }
    }

    async fn row(&mut self, row: &str) {
        let (said, expected) = row
            .split_once("->")
            .map_or((row, "OK"), |(said, expected)| {
                (said.trim(), expected.trim())
            });
        let (verb, rest) = said.split_once(' ').unwrap_or((said, ""));
        let words: Vec<&str> = rest.split_whitespace().collect();
        let got = match verb {
            "fo" => {
                let found = self.fo(words[0]).await;
                spell_fo(&found)
            }
            "parcel" => {
                let found = self.fo(words[0]).await;
                spell_parcel(&found, words[1])
            }
            "return" => spell_return(self.given_back.as_ref()),
            "create" | "direct" => self.create(verb, &words, row).await,
            "release" | "hold" | "pick" | "ship" | "deliver" | "drop" | "stop" => {
                self.perform(verb, &words, row).await
            }
            "apply" | "sent" | "arrive" | "grade" => self.give_back(verb, &words, row).await,
            _ => {
                // Numbers of its own, so that rows of one table after another do not share keys.
                self.sent += 1;
                let keyed = format!("{said} key=T{} -> {expected}", self.sent);
                let plain = matches!(verb, "stock" | "order" | "pass" | "forget" | "swept");
                rows(self.mall, if plain { row } else { &keyed }).await;
                return;
            }
        };
        assert_eq!(got, expected, "{row}");
    }

    /// The context of the next call.
    fn context(&mut self, words: &[&str]) -> Option<OpContext> {
        self.sent += 1;
        let key = words.iter().find_map(|word| word.strip_prefix("key="));
        let own = format!("D{}", self.sent);
        self.mall.context(key.unwrap_or(&own))
    }

    /// The number of a fulfilment order; asks for those of the order if they are not known yet.
    async fn fo_no(&mut self, word: &str) -> FulfillmentNo {
        if word.starts_with('F') {
            return word.into();
        }
        let (order, at) = word.split_once('.').unwrap_or((word, "1"));
        if !self.orders.contains_key(order) {
            let reply = self.create_paid(order, false, &[]).await;
            let made = reply.into_data().unwrap();
            let numbers = made.into_iter().map(|fo| fo.fo_no).collect();
            self.orders.insert(order.to_owned(), numbers);
        }
        self.orders[order][number::<usize>(at) - 1].clone()
    }

    async fn create_paid(
        &mut self,
        order: &str,
        on_hold: bool,
        words: &[&str],
    ) -> Reply<Vec<FulfillmentOrder>> {
        let held = self.mall.order(order).await.data;
        let request = FoCreateReq {
            context: self.context(words),
            order_no: order.into(),
            reservation_no: held.and_then(|held| held.reservation_no),
            on_hold,
            ..FoCreateReq::default()
        };
        let performance = &self.mall.performance;
        let cx = Context::new();
        twice(order, || performance.create(&cx, request.clone())).await
    }

    async fn create(&mut self, verb: &str, words: &[&str], row: &str) -> String {
        let on_hold = words.contains(&"hold");
        let reply = if verb == "create" {
            self.create_paid(words[0], on_hold, words).await
        } else {
            let lines = words[1..].iter().filter_map(|word| word.split_once('*'));
            let lines = lines.map(|(sku, rest)| {
                let (quantity, site) = rest.split_once('@').unwrap_or((rest, ""));
                FoLineReq {
                    sku: sku.into(),
                    quantity: Quantity(number(quantity)),
                    warehouse: (!site.is_empty()).then(|| site.into()),
                    ..FoLineReq::default()
                }
            });
            let request = FoCreateReq {
                lines: lines.collect(),
                context: self.context(words),
                order_no: words[0].into(),
                on_hold,
                ..FoCreateReq::default()
            };
            let performance = &self.mall.performance;
            let cx = Context::new();
            twice(row, || performance.create(&cx, request.clone())).await
        };
        if let Some(made) = &reply.data {
            let numbers = made.iter().map(|fo| fo.fo_no.clone()).collect();
            self.orders.insert(words[0].to_owned(), numbers);
            self.keep(made.iter());
        }
        told(&reply)
    }

    fn keep<'f>(&mut self, told: impl Iterator<Item = &'f FulfillmentOrder>) {
        for fo in told {
            self.latest.insert(fo.fo_no.to_string(), fo.clone());
        }
    }

    async fn perform(&mut self, verb: &str, words: &[&str], row: &str) -> String {
        let reply = self.report(verb, words, row).await;
        self.keep(reply.data.iter());
        told(&reply)
    }

    /// Sends a report on a fulfilment order twice and gives the first answer.
    pub(super) async fn report(
        &mut self,
        verb: &str,
        words: &[&str],
        row: &str,
    ) -> Reply<FulfillmentOrder> {
        let fo_no = self.fo_no(words[0]).await;
        let context = self.context(words);
        let rest = &words[1..];
        let parcel_no = rest.first().map(|word| (*word).to_owned());
        let performance = &self.mall.performance;
        let cx = Context::new();
        match verb {
            "release" => {
                let context = context.unwrap();
                twice(row, || {
                    performance.release(&cx, fo_no.clone(), context.clone())
                })
                .await
            }
            "hold" => {
                let reason = Some("the address is doubtful".to_owned());
                let request = HoldReq {
                    context,
                    fo_no,
                    reason,
                };
                twice(row, || performance.hold(&cx, request.clone())).await
            }
            "pick" => {
                let request = PickReq {
                    context,
                    fo_no,
                    lines: rest.iter().filter_map(|word| picked(word)).collect(),
                    packed: rest.contains(&"packed"),
                };
                twice(row, || performance.report_pick(&cx, request.clone())).await
            }
            "ship" => {
                let lines = parts(&rest[1..]).into_iter();
                let lines = lines.map(|(line_no, quantity)| ShipLine {
                    line_no,
                    quantity,
                    lot_no: None,
                });
                let request = ShipReq {
                    context,
                    fo_no,
                    parcel_no,
                    carrier: Some("SF".to_owned()),
                    waybill_no: Some("SF1".to_owned()),
                    lines: lines.collect(),
                    ..ShipReq::default()
                };
                twice(row, || performance.report_ship(&cx, request.clone())).await
            }
            "deliver" => {
                let request = DeliveryReq {
                    context,
                    fo_no,
                    parcel_no,
                    lines: rest[1..]
                        .iter()
                        .filter_map(|word| delivered(word))
                        .collect(),
                    ..DeliveryReq::default()
                };
                twice(row, || performance.report_delivery(&cx, request.clone())).await
            }
            "drop" => {
                let lines = parts(rest).into_iter();
                let lines = lines.map(|(line_no, quantity)| FoCancelLine { line_no, quantity });
                let request = FoCancelReq {
                    context,
                    fo_no,
                    lines: lines.collect(),
                    stopped: said(rest),
                    ..FoCancelReq::default()
                };
                twice(row, || performance.cancel(&cx, request.clone())).await
            }
            _ => {
                let request = InterceptReq {
                    context,
                    fo_no,
                    parcel_no,
                    stopped: said(rest),
                    reason: None,
                };
                twice(row, || performance.intercept(&cx, request.clone())).await
            }
        }
    }

    async fn give_back(&mut self, verb: &str, words: &[&str], row: &str) -> String {
        let context = self.context(words);
        let return_no = words[0].into();
        let rest = &words[1..];
        let performance = &self.mall.performance;
        let cx = Context::new();
        let reply = match verb {
            "apply" => {
                let decision = ["refused", "cancelled"];
                let decision = decision.into_iter().find(|word| rest.contains(word));
                let to = rest.iter().find_map(|word| word.strip_prefix("to="));
                let request = ReturnReq {
                    context,
                    return_no,
                    order_no: Some(rest[0].into()),
                    warehouse: to.map(Into::into),
                    approved: rest.contains(&"approved"),
                    lines: rest[1..].iter().filter_map(|word| applied(word)).collect(),
                    decision: decision.map(|word| word.to_uppercase().as_str().into()),
                    ..ReturnReq::default()
                };
                twice(row, || performance.create_return(&cx, request.clone())).await
            }
            "sent" => {
                let request = ReturnSentReq {
                    context,
                    return_no,
                    waybill_no: Some("SF9".to_owned()),
                    ..ReturnSentReq::default()
                };
                twice(row, || performance.report_return_sent(&cx, request.clone())).await
            }
            "arrive" => {
                let request = ReturnInReq {
                    context,
                    return_no,
                    warehouse: rest[0].into(),
                    lines: rest[1..].iter().filter_map(|word| received(word)).collect(),
                    ..ReturnInReq::default()
                };
                twice(row, || {
                    performance.report_return_received(&cx, request.clone())
                })
                .await
            }
            _ => {
                let request = GradeReq {
                    context,
                    return_no,
                    lines: rest.iter().filter_map(|word| graded(word)).collect(),
                    last: rest.contains(&"last"),
                };
                twice(row, || performance.grade(&cx, request.clone())).await
            }
        };
        if reply.data.is_some() {
            self.given_back.clone_from(&reply.data);
        }
        told(&reply)
    }

    /// A fulfilment order as it stands: of a paid order as its creation answers once more, of one straight from stock as the latest call on it did.
    pub(super) async fn fo(&mut self, word: &str) -> FulfillmentOrder {
        let (order, at) = word.split_once('.').unwrap_or((word, "1"));
        if self.mall.order(order).await.data.is_none() {
            let no = self.fo_no(word).await;
            return self.latest.get(no.as_str()).unwrap().clone();
        }
        let reply = self.create_paid(order, false, &[]).await;
        let made = reply.into_data().unwrap();
        self.orders.insert(
            order.to_owned(),
            made.iter().map(|fo| fo.fo_no.clone()).collect(),
        );
        made[number::<usize>(at) - 1].clone()
    }
}

/// `line*picked`, or `line-short:REASON`
fn picked(word: &str) -> Option<PickLine> {
    if let Some((line, quantity)) = word.split_once('*') {
        return Some(PickLine {
            line_no: number(line),
            picked: Quantity(number(quantity)),
            ..PickLine::default()
        });
    }
    let (line, rest) = word.split_once('-')?;
    let (quantity, reason) = rest.split_once(':')?;
    Some(PickLine {
        line_no: number(line),
        short_quantity: Quantity(number(quantity)),
        short_reason: Some(reason.into()),
        ..PickLine::default()
    })
}

/// `line*quantity:RESULT`
fn delivered(word: &str) -> Option<DeliveryLine> {
    let (part, result) = word.split_once(':')?;
    let (line, quantity) = part.split_once('*')?;
    Some(DeliveryLine {
        line_no: number(line),
        result: result.into(),
        quantity: Quantity(number(quantity)),
        reason: None,
    })
}

/// `orderLine:SKU*quantity`
fn applied(word: &str) -> Option<ReturnLineReq> {
    let (line, goods) = word.split_once(':')?;
    let (sku, quantity) = goods.split_once('*')?;
    Some(ReturnLineReq {
        order_line_no: number(line),
        sku: sku.into(),
        quantity: Quantity(number(quantity)),
    })
}

/// `[line:]SKU*quantity`
fn received(word: &str) -> Option<ReturnInLine> {
    let (line, goods) = match word.split_once(':') {
        Some((line, goods)) => (Some(number(line)), goods),
        None => (None, word),
    };
    let (sku, quantity) = goods.split_once('*')?;
    Some(ReturnInLine {
        line_no: line,
        sku: sku.into(),
        quantity: Quantity(number(quantity)),
    })
}

/// `[line:]GRADE*quantity[/SKU]`
fn graded(word: &str) -> Option<GradeLine> {
    let (line, told) = match word.split_once(':') {
        Some((line, told)) => (Some(number(line)), told),
        None => (None, word),
    };
    let (grade, quantity) = told.split_once('*')?;
    let (quantity, actual) = match quantity.split_once('/') {
        Some((quantity, sku)) => (quantity, Some(sku.into())),
        None => (quantity, None),
    };
    Some(GradeLine {
        line_no: line,
        grade: grade.into(),
        quantity: Quantity(number(quantity)),
        actual_sku: actual,
        ..GradeLine::default()
    })
}

/// Names what is not nothing: `:pick3:ship2`.
fn counts(text: &mut String, counts: &[(&str, Quantity)]) {
    for (name, count) in counts.iter().filter(|(_, count)| count.get() != 0) {
        let _ = write!(text, ":{name}{}", count.get());
    }
}

fn spell_fo(fo: &FulfillmentOrder) -> String {
    let mut text = format!("{} {}", fo.warehouse, fo.state);
    for line in &fo.lines {
        let _ = write!(text, " {}*{}", line.sku, line.allocated.get());
        counts(
            &mut text,
            &[
                ("back", line.deallocated),
                ("pick", line.picked),
                ("short", line.short_picked),
                ("ship", line.shipped),
                ("sign", line.signed),
                ("reject", line.rejected),
                ("lost", line.lost),
                ("return", line.returned),
            ],
        );
    }
    text
}

fn spell_parcel(fo: &FulfillmentOrder, no: &str) -> String {
    let found = fo
        .parcels
        .iter()
        .find(|p| p.parcel_no.as_deref() == Some(no));
    let Some(parcel) = found else {
        return "none".to_owned();
    };
    let mut text = parcel.state.to_string();
    for line in &parcel.lines {
        let _ = write!(text, " {}*{}", line.line_no, line.quantity.get());
        let ends = [
            ("sign", line.signed),
            ("reject", line.rejected),
            ("lost", line.lost),
        ];
        counts(&mut text, &ends);
    }
    text
}

fn spell_return(found: Option<&ReturnOrder>) -> String {
    let Some(found) = found else {
        return "none".to_owned();
    };
    let mut text = format!("{} {} {}", found.kind, found.state, found.warehouse);
    for line in &found.lines {
        let _ = write!(text, " {}*{}", line.sku, line.applied.get());
        counts(
            &mut text,
            &[
                ("here", line.received),
                ("good", line.good),
                ("bad", line.defective),
                ("wrong", line.wrong_item),
                ("miss", line.missing),
                ("extra", line.extra),
                ("refund", line.refundable),
            ],
        );
    }
    text
}
