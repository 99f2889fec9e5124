//! Random reports on paid orders: mostly ones that fit, some that come too early, too late or too large.

use proptest::prelude::*;
use stock::command::{Command, OrderLine};
use stock::fulfilment::*;
use stock::ids::{FulfilmentNo, Lot};
use stock::memory::Memory;
use stock::paper::{Paper, PaperKind};
use stock::reservation::Fulfilment;

/// What is reported.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    Create,
    Direct,
    Release,
    Hold,
    Pick,
    Short,
    Ship,
    Deliver,
    Drop,
    Stop,
    Resource,
    Apply,
    Sent,
    Receive,
    Grade,
    Due,
    Decide,
}

/// A report: on which document (so many back), on which of its parts, how much, and how it is meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Report {
    deed: Deed,
    back: usize,
    part: usize,
    quantity: i64,
    turn: usize,
}

pub(crate) fn report() -> impl Strategy<Value = Report> {
    let deed = prop_oneof![
        1 => Just(Deed::Create),
        1 => Just(Deed::Direct),
        1 => Just(Deed::Release),
        1 => Just(Deed::Hold),
        3 => Just(Deed::Pick),
        2 => Just(Deed::Short),
        6 => Just(Deed::Ship),
        8 => Just(Deed::Deliver),
        2 => Just(Deed::Drop),
        2 => Just(Deed::Stop),
        2 => Just(Deed::Resource),
        4 => Just(Deed::Apply),
        2 => Just(Deed::Sent),
        4 => Just(Deed::Receive),
        5 => Just(Deed::Grade),
        2 => Just(Deed::Due),
        2 => Just(Deed::Decide),
    ];
    (deed, 0_usize..4, 0_usize..3, 1_i64..5, 0_usize..12).prop_map(
        |(deed, back, part, quantity, turn)| Report {
            deed,
            back,
            part,
            quantity,
            turn,
        },
    )
}

const SAID: [Option<bool>; 4] = [None, None, Some(true), Some(false)];

impl Report {
    /// The command it means in a store as it is.
    pub(crate) fn command(&self, at: usize, memory: &Memory) -> Command {
        let fo = memory.fulfilments().values().rev().nth(self.back);
        match self.deed {
            Deed::Apply | Deed::Sent | Deed::Receive | Deed::Grade | Deed::Due => {
                Command::Return(self.on_return(at, memory, fo))
            }
            _ => Command::Fulfil(self.on_order(at, memory, fo)),
        }
    }

    fn on_order(&self, at: usize, memory: &Memory, fo: Option<&Fulfilment>) -> FulfilCommand {
        let fo_no = fo.map_or_else(|| FulfilmentNo::from("F1"), Fulfilment::no);
        let lines = fo.map_or(1, |fo| fo.lines.len());
        let line_no = i64::try_from(self.part % lines).unwrap_or(0) + 1;
        let part = FoPart {
            line_no,
            quantity: self.quantity,
            lot: None,
        };
        let parcel_no = format!("P{fo_no}-{}", self.turn % 3);
        let reason = ShortReason::ALL[self.turn % 3];
        match self.deed {
            Deed::Create | Deed::Direct => self.create(at, fo),
            Deed::Release => FulfilCommand::Release(fo_no),
            Deed::Hold => FulfilCommand::Hold(Hold {
                fo_no,
                reason: "RISK".into(),
            }),
            Deed::Pick | Deed::Short => {
                let short = matches!(self.deed, Deed::Short);
                FulfilCommand::Pick(Pick {
                    fo_no,
                    lines: vec![PickLine {
                        line_no,
                        picked: if short { 0 } else { self.quantity },
                        short: if short { self.quantity } else { 0 },
                        reason: short.then_some(reason),
                        lot: None,
                    }],
                    packed: self.turn == 0,
                })
            }
            Deed::Ship => FulfilCommand::Ship(Ship {
                fo_no,
                parcel_no,
                carrier: None,
                waybill_no: None,
                shipped_at: None,
                lines: vec![part],
            }),
            Deed::Deliver => FulfilCommand::Deliver(Deliver {
                fo_no,
                parcel_no,
                delivered_at: None,
                lines: vec![DeliveryLine {
                    line_no,
                    result: [
                        DeliveryResult::Signed,
                        DeliveryResult::Signed,
                        DeliveryResult::Rejected,
                        DeliveryResult::Lost,
                    ][self.turn / 3],
                    quantity: self.quantity,
                    reason: None,
                }],
            }),
            Deed::Drop => FulfilCommand::Cancel(CancelFo {
                fo_no,
                lines: if self.turn < 6 {
                    vec![part]
                } else {
                    Vec::new()
                },
                reason: None,
                stopped: SAID[self.turn % 4],
            }),
            Deed::Stop => FulfilCommand::Intercept(Intercept {
                fo_no,
                parcel_no,
                stopped: SAID[self.turn % 4],
                reason: None,
            }),
            Deed::Resource => FulfilCommand::Resource(Resource {
                fo_no,
                reason,
                choices: self.choices(&part, fo),
                lines: vec![part],
                promise_at: None,
            }),
            _ => {
                let papers = memory.papers().values().rev();
                let mut found = papers.filter(|paper| paper.kind == PaperKind::Discrepancy);
                let no = found.nth(self.back).map_or("NONE", |paper| &paper.no);
                FulfilCommand::Decide(Decide {
                    no: no.to_owned(),
                    accepted: !self.turn.is_multiple_of(3),
                    decided_by: None,
                })
            }
        }
    }

    fn create(&self, at: usize, fo: Option<&Fulfilment>) -> FulfilCommand {
        let paid = fo.filter(|fo| matches!(self.deed, Deed::Create) && fo.reservation_id != 0);
        let line = OrderLine {
            line_no: 1,
            sku: ["A", "B", "K"][self.part].into(),
            quantity: self.quantity,
            owner: None,
            warehouse: None,
            pool: None,
            max_age_days: None,
            vehicle: None,
            allow_presale: false,
            allow_substitute: false,
            substitutes: Vec::new(),
        };
        FulfilCommand::Create(Create {
            order_no: paid.map_or_else(|| format!("D{at}").into(), |fo| fo.order_no.clone()),
            reservation: paid.map(|fo| stock::reservation::reservation_no(fo.reservation_id)),
            lines: if paid.is_some() {
                Vec::new()
            } else {
                vec![line]
            },
            area: None,
            channel: None,
            promise_at: None,
            on_hold: self.turn == 0,
        })
    }

    /// Another site for what is missing, or none.
    fn choices(&self, part: &FoPart, fo: Option<&Fulfilment>) -> Vec<Choice> {
        if self.turn < 4 {
            return Vec::new();
        }
        let here = fo.is_none_or(|fo| fo.warehouse.as_str() == "W1");
        vec![Choice {
            line_no: part.line_no,
            warehouse: if here { "W2" } else { "W1" }.into(),
            pool: "SHARED".into(),
            lot: Lot::none(),
            quantity: 1 + self.quantity / 2,
        }]
    }

    fn on_return(&self, at: usize, memory: &Memory, fo: Option<&Fulfilment>) -> ReturnCommand {
        let papers = memory.papers().values().rev();
        let mut found = papers.filter(|paper| paper.kind == PaperKind::Return);
        let paper: Option<&Paper> = found.nth(self.back);
        let return_no = paper.map_or_else(|| format!("R{at}"), |paper| paper.no.clone());
        let lines = paper.and_then(Return::of).map_or(&[][..], |r| &r.lines);
        let line = lines.get(self.part % lines.len().max(1));
        match self.deed {
            Deed::Apply => self.apply(at, paper, fo),
            Deed::Sent => ReturnCommand::Sent(Sent {
                return_no,
                carrier: None,
                waybill_no: None,
                sent_at: None,
            }),
            Deed::Receive => ReturnCommand::Receive(Receive {
                return_no: if self.turn == 0 {
                    format!("B{at}")
                } else {
                    return_no
                },
                warehouse: if self.turn.is_multiple_of(2) {
                    "W1"
                } else {
                    "W2"
                }
                .into(),
                received_at: None,
                lines: vec![ReceivedLine {
                    line_no: line.filter(|_| self.turn > 0).map(|line| line.line_no),
                    sku: line.map_or_else(|| "A".into(), |line| line.origin.sku.clone()),
                    quantity: self.quantity,
                }],
            }),
            Deed::Grade => {
                let grade = ReturnGrade::ALL[self.turn % 5];
                let named = matches!(grade, ReturnGrade::WrongItem | ReturnGrade::Extra);
                ReturnCommand::Grade(Grade {
                    return_no,
                    lines: vec![GradeLine {
                        line_no: (grade != ReturnGrade::Extra)
                            .then(|| line.map_or(1, |line| line.line_no)),
                        grade,
                        quantity: 1 + self.quantity / 2,
                        actual_sku: named.then(|| "B".into()),
                        owner: None,
                        lot: None,
                    }],
                    last: self.turn > 9,
                })
            }
            _ => ReturnCommand::Due(return_no),
        }
    }

    fn apply(&self, at: usize, paper: Option<&Paper>, fo: Option<&Fulfilment>) -> ReturnCommand {
        let decision = [
            None,
            Some(ReturnDecision::Approved),
            Some(ReturnDecision::Approved),
            Some(ReturnDecision::Refused),
            Some(ReturnDecision::Cancelled),
        ][self.turn % 5];
        // On a return that is there, or a new one for what the order had signed for.
        let known = paper.filter(|_| self.turn > 7);
        let line = fo.and_then(|fo| fo.lines.get(self.part % fo.lines.len()));
        let lines = line.map(|line| ApplyLine {
            order_line_no: line.order_line_no,
            sku: line.sku.clone(),
            quantity: 1 + self.quantity / 2,
        });
        ReturnCommand::Apply(Apply {
            return_no: known.map_or_else(|| format!("R{at}"), |paper| paper.no.clone()),
            order_no: match known {
                Some(paper) => paper.order_no.clone(),
                None => fo.map(|fo| fo.order_no.clone()),
            },
            fo_no: None,
            kind: ReturnKind::AfterSale,
            warehouse: None,
            decision,
            lines: lines.into_iter().filter(|_| known.is_none()).collect(),
            reason: None,
        })
    }
}
