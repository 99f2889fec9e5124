//! Tables for tests: one row, one command or question, with what it comes to. Every command is sent twice, and the invariants hold after every row.
//!
//! ```text
//! warehouse W1 W2            sku S1 S2 safety=2 [lots] [age=30]        kit K = P*1 D*4
//! area 3101 = W1 W2          channel web shared=no      suspend S1        close W2
//! receive W1 S1*10 [qc]      reserve O1 S1*3 S2*1@W1#ACT:sale [partial] [ttl=60] [area=3101] [channel=web] [from=W1]
//! confirm O1 [1*2] [refuse]  cancel O1 [1*2]            extend O1 600     amend O1 S1*2 4:S2*1 [area=33]    expire O1
//! inspect W1 S1*3 fail S1*1  freeze W1 S1*5             count W1 S1=7 [at=mark]    scrap W1 S1*1~L1
//! receive W1 S1*10~L1-30+60 (a lot made 30 days ago, to be sold within 60)    count W1 S1~L1=7    reserve O1 S1*1~14 (at most 14 days old)
//! expect W1 ASN1 S1*9        receive W1 S1*8 asn=ASN1 [last]                         vendor W1 S1*1
//! tr-lock T1 W1 W2 S1*5      tr-out T1 W1 W2 S1*5       tr-in T1 W1 W2 S1*4 [last] tr-loss T1 [S1*1] [by=boss] [of=clerk]
//! recall W1 CH:web S1 (what is left of a recall)        doc TRANSFER T1  ->  IN_TRANSIT transfer_transit S1*5@W2
//! assign W1 SHARED CH:web S1*5                          reverse mark
//! presale W1 PS S1*100 [at=24] [end=60] [pool=CH:web] (expected in 24 hours, sold for 60 seconds)    unpresale W1 PS S1[*5]    serve W1 S1
//! reserve O1 S1*3! (presale will do)                    reserve O1 S1*3?S2+S3 (so will other parts)       receive W1 S1*80 rest=48
//! waits O1 -> WAITING 3 of S1@W1                        due W1 S1 -> in 24 h
//! switch MODULE RESERVATION READ_ONLY                   safety S1 5 [at=W1]
//! age W1 S1~L1 (the sweeper looks whether the lot is past its last day)
//! rule S1|all [limit=5] [scarce=10 [seconds=90]] [on-pay] | rule S1 none                       reserve takes buyer=B
//! tick 60                    mark name (remembers the ledger's end)
//! why -> currentState=CONFIRMED (the facts of the latest answer)
//! stock W1 S1[~L1] [pool]  ->  available=7 preoccupied=3     order O1 -> PRE_OCCUPIED S1*3@W1     fos O1 -> W1 ALLOCATED S1*3
//! ```
//! Any command takes `key=K` (its business number, else one of its own) and `as=name` (its voucher, for `reverse`).

mod fulfil;
mod lines;
mod papers;
mod spell;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::admin::{
    HoldRule, HoldSetting, SafetySetting, Setting, SwitchMode, SwitchScope, SwitchSetting,
};
use crate::answer::{Answer, Body};
use crate::bucket::Bucket;
use crate::command::*;
use crate::facts::{ChannelFacts, Coverage, Facts, KitPart, SkuFacts, WarehouseFacts};
use crate::fulfilment::Event;
use crate::ids::*;
use crate::lot::LotPolicy;
use crate::memory::Memory;
use crate::op::OpKey;
use crate::policy::HOLD_SECONDS_DEFAULT;
use crate::reservation::{HoldMode, Reservation};
use lines::{order_lines, parts, stock_lines};

/// Where every table starts: an empty store on a day in 2026.
pub(crate) fn memory() -> Memory {
    Memory::new(Facts::default(), Moment(1_780_000_000_000))
}

/// Runs a table on an empty store.
pub(crate) fn check(table: &str) -> Memory {
    let mut run = Run {
        memory: memory(),
        marks: BTreeMap::new(),
        vouchers: BTreeMap::new(),
        told: BTreeMap::new(),
        events: Vec::new(),
        sent: 0,
    };
    for (at, row) in table.lines().enumerate() {
        let row = row.split("//").next().unwrap_or_default().trim();
        if !row.is_empty() {
            run.row(at + 1, row);
        }
    }
    run.memory
}

struct Run {
    memory: Memory,
    marks: BTreeMap<String, i64>,
    vouchers: BTreeMap<String, VoucherNo>,
    /// Facts of the latest answer, and what others are told of it.
    told: BTreeMap<String, String>,
    events: Vec<Event>,
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
                Some((name, value)) if !counts || name == "at" || name == "key" || name == "as" => {
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

    fn id<T: for<'t> From<&'t str>>(&self, name: &str) -> Option<T> {
        self.named.get(name).map(|text| T::from(text))
    }
}

impl Run {
    fn row(&mut self, at: usize, row: &str) {
        let (said, expected) = match row.split_once("->") {
            Some((said, expected)) => (said.trim(), Some(expected.trim())),
            None => (row, None),
        };
        let (verb, rest) = said.split_once(' ').unwrap_or((said, ""));
        let words = Words::of(rest, verb == "count");
        let got = match verb {
            "warehouse" | "close" | "area" | "sku" | "kit" | "suspend" | "channel" => {
                self.world(verb, rest, &words);
                None
            }
            "tick" => {
                let seconds = words.plain[0].parse().expect("seconds");
                self.memory.now = self.memory.now.plus_seconds(seconds);
                None
            }
            "mark" => {
                let end = self.memory.legs().last().map_or(0, |leg| leg.seq);
                self.marks.insert(words.plain[0].into(), end);
                None
            }
            "stock" => Some(self.stock(&words)),
            "doc" => Some(self.doc(&words)),
            "waits" => Some(self.waits(words.plain[0])),
            "expected" => Some(self.expected(&words)),
            "order" => Some(self.order(words.plain[0])),
            "fos" => Some(self.fos(words.plain[0])),
            "why" => {
                let facts = self
                    .told
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"));
                Some(facts.collect::<Vec<_>>().join(" "))
            }
            "fo" | "parcel" | "return" | "paper" | "events" => Some(self.performance(verb, &words)),
            _ => {
                let command = self
                    .perform(verb, &words)
                    .unwrap_or_else(|| self.command(verb, &words));
                Some(self.send(command, &words, at, row))
            }
        };
        if let Some(got) = got {
            let expected = expected.unwrap_or("OK");
            assert_eq!(got, expected, "row {at}: {row}");
        }
    }

    fn world(&mut self, verb: &str, rest: &str, words: &Words<'_>) {
        let facts = &mut self.memory.facts;
        let network = Arc::make_mut(&mut facts.network);
        match verb {
            "warehouse" | "close" => {
                for name in &words.plain {
                    let enabled = verb == "warehouse";
                    network
                        .warehouses
                        .insert((*name).into(), WarehouseFacts { enabled });
                }
            }
            "area" => {
                let (area, sites) = rest.split_once('=').expect("area = sites");
                let sites = sites.split_whitespace().zip(1..);
                let sites = sites.map(|(site, priority)| Coverage {
                    warehouse: site.into(),
                    priority,
                });
                network.coverage.insert(area.trim().into(), sites.collect());
            }
            "channel" => {
                let shared_allowed = words.named.get("shared") != Some(&"no");
                let channel = words.plain[0].into();
                network
                    .channels
                    .insert(channel, ChannelFacts { shared_allowed });
            }
            "kit" => {
                let (kit, parts) = rest.split_once('=').expect("kit = parts");
                let parts = parts.split_whitespace().map(|part| {
                    let (sku, ratio) = part.split_once('*').expect("part*ratio");
                    KitPart {
                        sku: sku.into(),
                        ratio: ratio.parse().expect("ratio"),
                    }
                });
                let kit_facts = SkuFacts {
                    kit: parts.collect(),
                    ..SkuFacts::default()
                };
                facts.skus.insert(kit.trim().into(), Arc::new(kit_facts));
            }
            _ => {
                for name in words.plain.iter().filter(|name| **name != "lots") {
                    let safety = words
                        .named
                        .get("safety")
                        .map_or(0, |s| s.parse().expect("safety"));
                    let days = |name: &str| {
                        words
                            .named
                            .get(name)
                            .map(|days| days.parse().expect("days"))
                    };
                    let lots = (words.flag("lots") || days("age").is_some()).then(|| LotPolicy {
                        max_age_days: days("age"),
                        warn_age_days: None,
                    });
                    let sku_facts = SkuFacts {
                        suspended: verb == "suspend",
                        safety_default: safety,
                        lots,
                        ..SkuFacts::default()
                    };
                    facts.skus.insert((*name).into(), Arc::new(sku_facts));
                }
            }
        }
    }

    fn command(&self, verb: &str, words: &Words<'_>) -> Command {
        let first = words.plain.first().copied().unwrap_or_default();
        match verb {
            "reserve" => Command::PreOccupy(PreOccupy {
                order_no: first.into(),
                lines: order_lines(&words.plain[1..]),
                buyer: words.id("buyer"),
                area: words.id("area"),
                channel: words.id("channel"),
                ttl_seconds: words
                    .named
                    .get("ttl")
                    .map_or(HOLD_SECONDS_DEFAULT, |ttl| ttl.parse().expect("ttl")),
                mode: if words.flag("partial") {
                    HoldMode::Partial
                } else {
                    HoldMode::All
                },
                fixed_warehouse: words.id("from"),
                sourcing: None,
            }),
            "confirm" => Command::Confirm(Confirm {
                target: self.target(first),
                pay_no: words.named.get("pay").copied().unwrap_or("P").into(),
                lines: parts(&words.plain[1..]),
                late_pay: if words.flag("refuse") {
                    LatePay::Refuse
                } else {
                    LatePay::Reoccupy
                },
            }),
            "cancel" => Command::Cancel(Cancel {
                target: self.target(first),
                lines: parts(&words.plain[1..]),
                reason: None,
            }),
            "extend" => Command::Extend(Extend {
                target: self.target(first),
                ttl_seconds: words.plain[1].parse().expect("seconds"),
            }),
            "amend" => Command::Amend(Amend {
                target: self.target(first),
                lines: order_lines(&words.plain[1..]),
                area: words.id("area"),
            }),
            "expire" => Command::Expire(
                self.latest(first)
                    .map_or_else(|| ReservationNo::from(first), Reservation::no),
            ),
            _ => self.goods_command(verb, words),
        }
    }

    /// An order, a reservation's number, or the number of an order's first reservation as `first:O1`.
    fn target(&self, word: &str) -> Target {
        if let Some(order) = word.strip_prefix("first:") {
            let mut oldest = self.memory.reservations().values();
            let first = oldest.find(|r| r.order_no.as_str() == order);
            return Target::Reservation(first.expect("a reservation of the order").no());
        }
        if word.starts_with('R') {
            Target::Reservation(word.into())
        } else {
            Target::Order(word.into())
        }
    }

    fn goods_command(&self, verb: &str, words: &Words<'_>) -> Command {
        let first = words.plain.first().copied().unwrap_or_default();
        let warehouse = Warehouse::from(first);
        let today = Day::of(self.memory.now);
        match verb {
            "receive" => Command::PurchaseIn(PurchaseIn {
                warehouse,
                lines: stock_lines(&words.plain[1..], today),
                to: if words.flag("qc") {
                    Bucket::QcHold
                } else {
                    Bucket::Available
                },
                asn_no: words.named.get("asn").map(|no| (*no).to_owned()),
                last_receipt: words.flag("last"),
                rest_expected_at: words.named.get("rest").map(|hours| self.in_hours(hours)),
            }),
            "inspect" => {
                let mut halves = words.plain[1..].split(|word| *word == "fail");
                Command::Inspect(Inspect {
                    warehouse,
                    passed: stock_lines(halves.next().unwrap_or_default(), today),
                    failed: stock_lines(halves.next().unwrap_or_default(), today),
                    remark: None,
                })
            }
            "age" => {
                let (sku, lot) = words.plain[1].split_once('~').expect("SKU~lot");
                Command::AgeOut(AgeOut {
                    warehouse,
                    sku: sku.into(),
                    owner: Owner::own(),
                    lot: lot.into(),
                })
            }
            "freeze" | "unfreeze" => {
                let freeze = Freeze {
                    warehouse,
                    lines: stock_lines(&words.plain[1..], today),
                    reason: words
                        .named
                        .get("reason")
                        .copied()
                        .unwrap_or("RECALL")
                        .into(),
                    remark: None,
                };
                if verb == "freeze" {
                    Command::Freeze(freeze)
                } else {
                    Command::Unfreeze(freeze)
                }
            }
            "count" => Command::Stocktake(Stocktake {
                warehouse,
                lines: self.count_lines(words),
            }),
            "scrap" => Command::Scrap(Scrap {
                warehouse,
                lines: stock_lines(&words.plain[1..], today),
                reason: None,
            }),
            "assign" => Command::AssignPool(AssignPool {
                warehouse,
                from: words.plain[1].into(),
                to: words.plain[2].into(),
                lines: stock_lines(&words.plain[3..], today),
            }),
            "switch" => Command::Administer(Setting::Switch(SwitchSetting {
                scope: SwitchScope::parse(first).expect("scope"),
                target: words.plain[1].into(),
                mode: SwitchMode::parse(words.plain[2]).expect("mode"),
                reason: "test".into(),
                until: None,
            })),
            "safety" => Command::Administer(Setting::Safety(SafetySetting {
                sku: first.into(),
                warehouse: words.id("at"),
                quantity: words.plain.get(1).map(|n| n.parse().expect("quantity")),
            })),
            "rule" => Command::Administer(Setting::Hold(HoldSetting {
                sku: (first != "all").then(|| first.into()),
                rule: (!words.flag("none")).then(|| HoldRule {
                    occupy_on_pay: words.flag("on-pay"),
                    buyer_limit: words.named.get("limit").map(|n| n.parse().expect("limit")),
                    scarce_below: words
                        .named
                        .get("scarce")
                        .map(|n| n.parse().expect("scarce")),
                    scarce_seconds: words
                        .named
                        .get("seconds")
                        .map_or(90, |n| n.parse().expect("seconds")),
                }),
            })),
            "reverse" => Command::Reverse(Reverse {
                voucher_no: self
                    .vouchers
                    .get(first)
                    .cloned()
                    .unwrap_or_else(|| first.into()),
                reason: None,
            }),
            _ => self.paper_command(verb, words),
        }
    }

    fn count_lines(&self, words: &Words<'_>) -> Vec<CountLine> {
        let counted = words.plain[1..].iter().zip(1..);
        counted
            .map(|(word, line_no)| {
                let (sku, counted) = word.split_once('=').expect("SKU=counted");
                let (sku, lot) = match sku.split_once('~') {
                    Some((sku, lot)) => (sku, Some(Lot::from(lot))),
                    None => (sku, None),
                };
                CountLine {
                    line_no,
                    sku: sku.into(),
                    owner: None,
                    counted: counted.parse().expect("counted"),
                    counted_seq: words.named.get("at").map(|mark| self.marks[*mark]),
                    lot,
                }
            })
            .collect()
    }

    fn send(&mut self, command: Command, words: &Words<'_>, at: usize, row: &str) -> String {
        self.sent += 1;
        let own = format!("B{}", self.sent);
        let key = OpKey {
            tenant: "T".into(),
            source: "test".into(),
            op: command.op(),
            biz_no: words.named.get("key").map_or(own, |key| (*key).into()),
            op_seq: 0,
        };
        let envelope = Envelope::new(key, command);
        let before = self.memory.clone();
        let answer = self
            .memory
            .submit(&envelope)
            .unwrap_or_else(|e| panic!("row {at}: {row}: {e}"));
        self.sound(at, row);
        self.told.clone_from(&answer.details);
        self.events.clone_from(&answer.events);
        if !answer.code.is_success() {
            unmoved(&before, &self.memory, row);
        }
        let once = self.memory.clone();
        let again = self.memory.submit(&envelope).expect("the same again");
        assert_eq!(again, remembered(&answer), "row {at}, sent again: {row}");
        unmoved(&once, &self.memory, row);
        assert_eq!(
            once.vouchers(),
            self.memory.vouchers(),
            "row {at}, sent again: {row}"
        );
        if let (Some(name), Some(no)) = (words.named.get("as"), &answer.voucher_no) {
            self.vouchers.insert((*name).into(), no.clone());
        }
        self.spell(&answer)
    }

    fn sound(&self, at: usize, row: &str) {
        let violations = self.memory.violations();
        assert!(
            violations.is_empty(),
            "after row {at}: {row}: {violations:#?}"
        );
    }

    fn latest(&self, order: &str) -> Option<&Reservation> {
        let mut found = self.memory.reservations().values().rev();
        found.find(|r| r.order_no.as_str() == order)
    }

    /// Code, short lines, lines not booked in full, documents hit.
    fn spell(&self, answer: &Answer) -> String {
        let mut text = answer.code.as_str().to_owned();
        for short in &answer.shortages {
            let _ = write!(text, " {} {}/{}", short.sku, short.have, short.need);
        }
        if let Body::Voucher(voucher) = &answer.body {
            for line in voucher.lines.iter().filter(|l| l.asked != l.booked) {
                let _ = write!(text, " {} {} of {}", line.sku, line.booked, line.asked);
            }
            for no in &voucher.hit_reservations {
                let hit = self.memory.reservations().values().find(|r| r.no() == *no);
                let _ = write!(text, " hit {}", hit.expect("a reservation").order_no);
            }
            for no in &voucher.hit_fulfilments {
                let hit = self.memory.fulfilments().values().find(|f| f.no() == *no);
                let _ = write!(text, " cut {}", hit.expect("a fulfilment order").order_no);
            }
        }
        text
    }
}

/// What the same command comes to when it is sent again: what was done is a duplicate, what left no voucher is told anew.
pub(crate) fn remembered(answer: &Answer) -> Answer {
    if answer.code.is_success() && answer.voucher_no.is_none() {
        return answer.clone();
    }
    answer.again()
}

/// Nothing moved: same ledger, balances and documents.
pub(crate) fn unmoved(before: &Memory, after: &Memory, row: &str) {
    assert_eq!(before.legs(), after.legs(), "ledger after: {row}");
    assert_eq!(before.balances(), after.balances(), "balances after: {row}");
    assert_eq!(
        before.reservations(),
        after.reservations(),
        "reservations after: {row}"
    );
    assert_eq!(
        before.fulfilments(),
        after.fulfilments(),
        "fulfilment orders after: {row}"
    );
}
