//! Rows of contract performance. An order stands for its first fulfilment order, `O1.2` for its second, or for its latest return.
//!
//! ```text
//! create O1 paid [hold]      create O1 S1*3@W1 [hold] (from free stock)      release O1      hold O1
//! pick O1 1*3 [1-2:NOT_FOUND] [packed]         ship O1 P1 1*3 2*1            deliver O1 P1 1*2:SIGNED 1*1:REJECTED
//! drop O1 [1*2] [yes] [no] (cancel)            stop O1 P1 [yes] [no]         decide CAUSE:P1 [no]
//! resource O1 NOT_FOUND 1*2 [1=1@W2#POOL]      apply R1 O1 1:S1*2 [to=W2] [approved] [refused] [cancelled] [blind]
//! sent R1          arrive R1 W2 1:S1*2 S2*1    grade R1 1:GOOD*2 1:WRONG_ITEM*1/S2 EXTRA*1/S2 [last]         due R1
//! fo O1 -> W1 SHIPPED S1*5:ship3:sign2         parcel P1 -> SHIPPED 1*3:sign1          paper KIND NO -> OPEN
//! return R1 -> INSPECTING W2 S1*2:good1        events -> fulfillment.shipped S1*3
//! ```

use std::fmt::Write as _;

use super::{Run, Words, order_lines};
use crate::command::Command;
use crate::fulfilment::*;
use crate::ids::{FulfilmentNo, Pool};
use crate::paper::{Paper, PaperKind};
use crate::reservation::Fulfilment;

impl Run {
    /// The command of a row, if it is one of contract performance.
    pub(super) fn perform(&self, verb: &str, words: &Words<'_>) -> Option<Command> {
        let first = words.plain.first().copied().unwrap_or_default();
        let rest = words.plain.get(1..).unwrap_or_default();
        let fulfil = match verb {
            "create" => FulfilCommand::Create(self.create(first, rest, words)),
            "release" => FulfilCommand::Release(self.fo_no(first)),
            "hold" => FulfilCommand::Hold(Hold {
                fo_no: self.fo_no(first),
                reason: "ADDRESS".into(),
            }),
            "pick" => FulfilCommand::Pick(Pick {
                fo_no: self.fo_no(first),
                lines: rest.iter().filter_map(|word| picked(word)).collect(),
                packed: words.flag("packed"),
            }),
            "ship" => FulfilCommand::Ship(Ship {
                fo_no: self.fo_no(first),
                parcel_no: rest[0].into(),
                carrier: None,
                waybill_no: None,
                shipped_at: None,
                lines: fo_parts(&rest[1..]),
            }),
            "deliver" => FulfilCommand::Deliver(Deliver {
                fo_no: self.fo_no(first),
                parcel_no: rest[0].into(),
                delivered_at: None,
                lines: rest[1..].iter().map(|word| delivered(word)).collect(),
            }),
            "drop" => FulfilCommand::Cancel(CancelFo {
                fo_no: self.fo_no(first),
                lines: fo_parts(rest),
                reason: None,
                stopped: said(words),
            }),
            "stop" => FulfilCommand::Intercept(Intercept {
                fo_no: self.fo_no(first),
                parcel_no: rest[0].into(),
                stopped: said(words),
                reason: None,
            }),
            "resource" => FulfilCommand::Resource(Resource {
                fo_no: self.fo_no(first),
                reason: ShortReason::parse(rest[0]).expect("a reason"),
                lines: fo_parts(&rest[1..]),
                choices: words
                    .named
                    .iter()
                    .map(|(line, at)| choice(line, at))
                    .collect(),
                promise_at: None,
            }),
            "decide" => FulfilCommand::Decide(Decide {
                no: first.into(),
                accepted: said(words).unwrap_or(true),
                decided_by: Some("ann".into()),
            }),
            _ => {
                return self
                    .give_back(verb, first, rest, words)
                    .map(Command::Return);
            }
        };
        Some(Command::Fulfil(fulfil))
    }

    fn create(&self, order: &str, rest: &[&str], words: &Words<'_>) -> Create {
        let paid = words.flag("paid");
        Create {
            order_no: order.into(),
            reservation: paid.then(|| {
                let latest = self.latest(order);
                latest.map_or_else(|| "R1".into(), crate::reservation::Reservation::no)
            }),
            lines: order_lines(rest),
            area: words.id("area"),
            channel: words.id("channel"),
            promise_at: None,
            on_hold: words.flag("hold"),
        }
    }

    fn give_back(
        &self,
        verb: &str,
        first: &str,
        rest: &[&str],
        words: &Words<'_>,
    ) -> Option<ReturnCommand> {
        let return_no = self.return_no(first);
        let command = match verb {
            "apply" => {
                let decisions = ["approved", "refused", "cancelled"];
                let decision = decisions.into_iter().find(|word| words.flag(word));
                let decision = decision.map(str::to_uppercase);
                let blind = words.flag("blind");
                ReturnCommand::Apply(Apply {
                    return_no,
                    order_no: rest.first().filter(|_| !blind).map(|word| (*word).into()),
                    fo_no: None,
                    kind: if blind {
                        ReturnKind::Blind
                    } else {
                        ReturnKind::AfterSale
                    },
                    warehouse: words.id("to"),
                    decision: decision.and_then(|text| ReturnDecision::parse(&text)),
                    lines: order_lines(rest).into_iter().map(applied).collect(),
                    reason: None,
                })
            }
            "sent" => ReturnCommand::Sent(Sent {
                return_no,
                carrier: None,
                waybill_no: Some("WB".into()),
                sent_at: None,
            }),
            "arrive" => ReturnCommand::Receive(Receive {
                return_no,
                warehouse: rest[0].into(),
                received_at: None,
                lines: rest[1..].iter().map(|word| received(word)).collect(),
            }),
            "grade" => ReturnCommand::Grade(Grade {
                return_no,
                lines: rest.iter().filter_map(|word| graded(word)).collect(),
                last: words.flag("last"),
            }),
            "due" => ReturnCommand::Due(return_no),
            _ => return None,
        };
        Some(command)
    }

    fn fo(&self, word: &str) -> Option<&Fulfilment> {
        let (order, at) = word.split_once('.').unwrap_or((word, "1"));
        let mut of_order = self
            .memory
            .fulfilments()
            .values()
            .filter(|fo| fo.order_no.as_str() == order);
        of_order.nth(at.parse::<usize>().expect("a position") - 1)
    }

    fn fo_no(&self, word: &str) -> FulfilmentNo {
        self.fo(word)
            .map_or_else(|| FulfilmentNo::from(word), Fulfilment::no)
    }

    /// A return by number, or the latest of an order.
    fn return_no(&self, word: &str) -> String {
        let mut latest = self.memory.papers().values().rev();
        let found = latest.find(|paper| {
            paper.kind == PaperKind::Return
                && paper
                    .order_no
                    .as_ref()
                    .is_some_and(|no| no.as_str() == word)
        });
        found.map_or_else(|| word.to_owned(), |paper| paper.no.clone())
    }

    fn paper(&self, kind: PaperKind, no: &str) -> Option<&Paper> {
        self.memory.paper(&"T".into(), kind, no)
    }

    /// The answer to a question of contract performance.
    pub(super) fn performance(&self, verb: &str, words: &Words<'_>) -> String {
        let first = words.plain.first().copied().unwrap_or_default();
        let none = || "none".to_owned();
        match verb {
            "fo" => self.fo(first).map_or_else(none, spell_fo),
            "parcel" => {
                let paper = self.paper(PaperKind::Parcel, first);
                paper.map_or_else(none, spell_parcel)
            }
            "return" => {
                let paper = self.paper(PaperKind::Return, &self.return_no(first));
                paper.map_or_else(none, spell_return)
            }
            "paper" => {
                let kind = PaperKind::parse(first).expect("a kind of paper");
                let paper = self.paper(kind, words.plain[1]);
                paper.map_or_else(none, |paper| paper.status.clone())
            }
            _ => {
                let told: Vec<String> = self.events.iter().map(spell_event).collect();
                told.join("; ")
            }
        }
    }
}

fn said(words: &Words<'_>) -> Option<bool> {
    match (words.flag("yes"), words.flag("no")) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|_| panic!("not a number: {text}"))
}

/// `line*quantity`
fn fo_parts(words: &[&str]) -> Vec<FoPart> {
    let parts = words.iter().filter_map(|word| word.split_once('*'));
    parts
        .map(|(line, quantity)| FoPart {
            line_no: number(line),
            quantity: number(quantity),
            lot: None,
        })
        .collect()
}

/// `line*picked`, or `line-short:REASON`
fn picked(word: &str) -> Option<PickLine> {
    if let Some((line, quantity)) = word.split_once('*') {
        return Some(PickLine {
            line_no: number(line),
            picked: number(quantity),
            short: 0,
            reason: None,
            lot: None,
        });
    }
    let (line, rest) = word.split_once('-')?;
    let (quantity, reason) = rest.split_once(':').expect("quantity:REASON");
    Some(PickLine {
        line_no: number(line),
        picked: 0,
        short: number(quantity),
        reason: ShortReason::parse(reason),
        lot: None,
    })
}

/// `line*quantity:RESULT`
fn delivered(word: &str) -> DeliveryLine {
    let (part, result) = word.split_once(':').expect("line*quantity:RESULT");
    let (line, quantity) = part.split_once('*').expect("line*quantity");
    DeliveryLine {
        line_no: number(line),
        result: DeliveryResult::parse(result).expect("a result"),
        quantity: number(quantity),
        reason: None,
    }
}

/// `line=quantity@warehouse[#pool]`
fn choice(line: &str, at: &str) -> Choice {
    let (quantity, at) = at.split_once('@').expect("quantity@warehouse");
    let (warehouse, pool) = at.split_once('#').unwrap_or((at, "SHARED"));
    Choice {
        line_no: number(line),
        warehouse: warehouse.into(),
        pool: Pool::from(pool),
        lot: crate::ids::Lot::none(),
        quantity: number(quantity),
    }
}

fn applied(line: crate::command::OrderLine) -> ApplyLine {
    ApplyLine {
        order_line_no: line.line_no,
        sku: line.sku,
        quantity: line.quantity,
    }
}

/// `[line:]SKU*quantity`
fn received(word: &str) -> ReceivedLine {
    let (line, goods) = match word.split_once(':') {
        Some((line, goods)) => (Some(number(line)), goods),
        None => (None, word),
    };
    let (sku, quantity) = goods.split_once('*').expect("SKU*quantity");
    ReceivedLine {
        line_no: line,
        sku: sku.into(),
        quantity: number(quantity),
    }
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
        grade: ReturnGrade::parse(grade).expect("a grade"),
        quantity: number(quantity),
        actual_sku: actual,
        owner: None,
        lot: None,
    })
}

/// Names what is not nothing: `:pick3:ship2`.
fn counts(text: &mut String, counts: &[(&str, i64)]) {
    for (name, count) in counts.iter().filter(|(_, count)| *count != 0) {
        let _ = write!(text, ":{name}{count}");
    }
}

fn spell_fo(fo: &Fulfilment) -> String {
    let mut text = format!("{} {}", fo.warehouse, fo.status.as_str());
    for line in &fo.lines {
        let p = &line.progress;
        let _ = write!(text, " {}*{}", line.sku, line.allocated);
        counts(
            &mut text,
            &[
                ("back", line.deallocated),
                ("pick", p.picked),
                ("short", p.short_open),
                ("ship", line.shipped),
                ("sign", p.signed),
                ("reject", p.rejected),
                ("lost", p.lost),
                ("return", p.returned),
            ],
        );
    }
    text
}

fn spell_parcel(paper: &Paper) -> String {
    let mut text = paper.status.clone();
    for line in Parcel::of(paper).into_iter().flat_map(|p| &p.lines) {
        let _ = write!(text, " {}*{}", line.line_no, line.quantity);
        let ends = [
            ("sign", line.signed),
            ("reject", line.rejected),
            ("lost", line.lost),
        ];
        counts(&mut text, &ends);
    }
    text
}

fn spell_return(paper: &Paper) -> String {
    let body = Return::of(paper).expect("a return");
    let mut text = format!("{} {} {}", body.kind.as_str(), paper.status, body.warehouse);
    for line in &body.lines {
        let _ = write!(text, " {}*{}", line.origin.sku, line.applied);
        counts(
            &mut text,
            &[
                ("way", line.transit),
                ("here", line.held_quantity()),
                ("good", line.good),
                ("bad", line.defective),
                ("wrong", line.wrong_item),
                ("miss", line.missing),
                ("extra", line.extra),
                ("refund", body.refundable(line)),
            ],
        );
    }
    text
}

fn spell_event(event: &Event) -> String {
    let mut text = event.name.as_str().to_owned();
    for line in &event.lines {
        let _ = write!(text, " {}*{}", line.sku, line.quantity);
    }
    if event.refund {
        text.push_str(" refund");
    }
    text
}
