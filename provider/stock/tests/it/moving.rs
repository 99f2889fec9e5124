//! Random moves beside orders: goods announced and received, sent between sites, given back to vendors, what is left of recalls, repairs of the books and
//! the close of a day. Mostly ones that fit a paper that is there, some that come too early, too late or too large.

use proptest::prelude::*;
use stock::balance::BalanceKey;
use stock::bucket::Bucket;
use stock::command::*;
use stock::ids::{Lot, Moment, Owner};
use stock::memory::Memory;
use stock::paper::{Paper, PaperBody, PaperKind};
use stock::reconcile::command::{CloseDay, ReconcileCommand, Repair, RepairLeg};
use stock::reconcile::day::Calendar;

use crate::world::{SKUS, TENANT, WAREHOUSES, lot_line};

/// What is moved.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    Announce,
    Arrive,
    Lock,
    Send,
    Take,
    Lose,
    Unlock,
    Inspect,
    Vendor,
    Rest,
    Repair,
    Close,
}

/// A move: on which paper (so many back), where, of what, how much, and how it is meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    deed: Deed,
    back: usize,
    site: usize,
    sku: usize,
    quantity: i64,
    turn: usize,
}

pub(crate) fn moving() -> impl Strategy<Value = Move> {
    let deed = prop_oneof![
        3 => Just(Deed::Announce),
        4 => Just(Deed::Arrive),
        3 => Just(Deed::Lock),
        4 => Just(Deed::Send),
        5 => Just(Deed::Take),
        3 => Just(Deed::Lose),
        2 => Just(Deed::Unlock),
        2 => Just(Deed::Inspect),
        1 => Just(Deed::Vendor),
        1 => Just(Deed::Rest),
        3 => Just(Deed::Repair),
        1 => Just(Deed::Close),
    ];
    (
        deed,
        0_usize..3,
        0_usize..2,
        0_usize..SKUS.len(),
        1_i64..6,
        0_usize..12,
    )
        .prop_map(|(deed, back, site, sku, quantity, turn)| Move {
            deed,
            back,
            site,
            sku,
            quantity,
            turn,
        })
}

/// Buckets that a repair corrects.
const REPAIRED: [Bucket; 4] = [
    Bucket::Available,
    Bucket::QcHold,
    Bucket::Defective,
    Bucket::Frozen,
];

/// So much of a balance.
fn line_of(key: &BalanceKey, quantity: i64) -> StockLine {
    StockLine {
        line_no: 1,
        sku: key.sku.clone(),
        quantity,
        owner: None,
        pool: Some(key.pool.clone()),
        lot: Some(key.lot.clone()).filter(|lot| !lot.is_none()),
        dates: LotDates::default(),
        unit_cost: None,
    }
}

impl Move {
    /// The command it means in a store as it is.
    pub(crate) fn command(&self, at: usize, memory: &Memory) -> Command {
        let warehouse = || WAREHOUSES[self.site].into();
        match self.deed {
            Deed::Announce => Command::PurchaseExpect(PurchaseExpect {
                asn_no: self.number(memory, PaperKind::Asn, at),
                supplier: None,
                warehouse: warehouse(),
                expected_at: None,
                lines: self.lines(),
            }),
            Deed::Arrive => {
                let paper = self.paper(memory, PaperKind::Asn);
                let site = paper.and_then(|paper| match &paper.body {
                    PaperBody::Asn(asn) => Some(asn.warehouse.clone()),
                    _ => None,
                });
                Command::PurchaseIn(PurchaseIn {
                    warehouse: site.unwrap_or_else(warehouse),
                    lines: self.lines(),
                    to: if self.turn.is_multiple_of(3) {
                        Bucket::QcHold
                    } else {
                        Bucket::Available
                    },
                    asn_no: paper.map(|paper| paper.no.clone()),
                    last_receipt: self.turn == 1,
                    rest_expected_at: None,
                })
            }
            Deed::Lock => Command::Transfer(TransferCommand::Lock(self.leg(at, memory))),
            Deed::Send => Command::Transfer(TransferCommand::Out(self.leg(at, memory))),
            Deed::Take => Command::Transfer(TransferCommand::In(self.leg(at, memory))),
            Deed::Lose => Command::Transfer(TransferCommand::Loss(TransferLoss {
                transfer_no: self
                    .ended(memory)
                    .map_or_else(|| format!("N{at}"), |paper| paper.no.clone()),
                lines: if self.turn < 9 {
                    Vec::new()
                } else {
                    self.lines()
                },
                approver: "second person".into(),
                proposer: Some("first person".into()),
            })),
            Deed::Unlock => {
                let paper = self.paper(memory, PaperKind::Freeze);
                let site = paper.and_then(|paper| match &paper.body {
                    PaperBody::Freeze(freeze) => Some(freeze.warehouse.clone()),
                    _ => None,
                });
                Command::Unfreeze(Freeze {
                    warehouse: site.unwrap_or_else(warehouse),
                    lines: self.lines_of(paper, Bucket::Frozen),
                    reason: "RISK".into(),
                    remark: None,
                })
            }
            Deed::Inspect => {
                let held = memory.balances().iter().rev().filter(|(key, balance)| {
                    balance.get(Bucket::QcHold) > 0
                        && key.warehouse.as_str() == WAREHOUSES[self.site]
                });
                let held = held.map(|(key, _)| line_of(key, 1 + self.quantity / 3));
                let lines: Vec<StockLine> = held.skip(self.back).take(1).collect();
                let (passed, failed) = if self.turn.is_multiple_of(3) {
                    (Vec::new(), lines)
                } else {
                    (lines, Vec::new())
                };
                Command::Inspect(Inspect {
                    warehouse: warehouse(),
                    passed,
                    failed,
                    remark: None,
                })
            }
            Deed::Vendor => Command::ReturnToVendor(ReturnToVendor {
                warehouse: warehouse(),
                supplier: None,
                lines: self.lines(),
                reason: None,
            }),
            Deed::Rest => {
                let paper = self.paper(memory, PaperKind::Recall);
                Command::RecallRest(paper.map_or_else(|| "NONE".into(), |paper| paper.no.clone()))
            }
            Deed::Repair => Command::Reconcile(ReconcileCommand::Repair(self.repair(at, memory))),
            Deed::Close => {
                let calendar = Calendar::default();
                let day = calendar.day_of(memory.now).before();
                Command::Reconcile(ReconcileCommand::CloseDay(CloseDay {
                    day,
                    cut_seq: calendar.cut_seq(day),
                    carried_over: Vec::new(),
                }))
            }
        }
    }

    /// Some of what arrives is said to have happened the day before, which may be closed.
    pub(crate) fn happened(&self, now: Moment) -> Option<Moment> {
        let back_dated = self.turn == 4 && matches!(self.deed, Deed::Announce | Deed::Arrive);
        back_dated.then(|| now.plus_seconds(-86_400))
    }

    fn paper<'a>(&self, memory: &'a Memory, kind: PaperKind) -> Option<&'a Paper> {
        let papers = memory.papers().values().rev();
        let mut found = papers.filter(|paper| paper.kind == kind);
        found.nth(self.back)
    }

    /// A transfer of which nothing more will come, and something is still under way; any other if there is none.
    fn ended<'a>(&self, memory: &'a Memory) -> Option<&'a Paper> {
        let ended = memory.papers().values().rev().find(|paper| {
            let claims = &paper.claims;
            let under_way = claims.iter().any(|c| c.bucket == Bucket::TransferTransit);
            let last = matches!(&paper.body, PaperBody::Transfer(t) if t.last_receipt_by.is_some());
            under_way && last
        });
        ended.or_else(|| self.paper(memory, PaperKind::Transfer))
    }

    /// The number of a paper that is there, or sometimes a new one.
    fn number(&self, memory: &Memory, kind: PaperKind, at: usize) -> String {
        let known = self.paper(memory, kind).filter(|_| self.turn > 2);
        known.map_or_else(|| format!("N{at}"), |paper| paper.no.clone())
    }

    /// The number it goes by, where it goes on with a paper that was made under one.
    pub(crate) fn biz_no(&self, memory: &Memory) -> Option<String> {
        let paper = match self.deed {
            Deed::Unlock => self.paper(memory, PaperKind::Freeze),
            _ => None,
        };
        paper.map(|paper| paper.no.clone())
    }

    /// Goods that a paper accounts for in a bucket, if it does; some goods else.
    fn lines_of(&self, paper: Option<&Paper>, bucket: Bucket) -> Vec<StockLine> {
        let claims = paper.map_or(&[][..], |paper| &paper.claims);
        let claimed = claims.iter().filter(|claim| claim.bucket == bucket);
        let line = claimed.map(|claim| {
            let quantity = claim.quantity.min(self.quantity);
            line_of(&claim.key, quantity)
        });
        let found: Vec<StockLine> = line.take(1).collect();
        if found.is_empty() || self.turn == 11 {
            return self.lines();
        }
        found
    }

    fn lines(&self) -> Vec<StockLine> {
        vec![lot_line(SKUS[self.sku], self.quantity, self.turn)]
    }

    fn leg(&self, at: usize, memory: &Memory) -> TransferLeg {
        let paper = self.paper(memory, PaperKind::Transfer);
        let known = paper.filter(|_| self.turn > 2 || !matches!(self.deed, Deed::Lock));
        let of = known.and_then(|paper| match &paper.body {
            PaperBody::Transfer(transfer) => {
                Some((paper.no.clone(), transfer.from.clone(), transfer.to.clone()))
            }
            _ => None,
        });
        let (transfer_no, from, to) = of.unwrap_or_else(|| {
            let (from, to) = (WAREHOUSES[self.site], WAREHOUSES[1 - self.site]);
            (format!("N{at}"), from.into(), to.into())
        });
        let lines = match self.deed {
            Deed::Send => self.lines_of(known, Bucket::Frozen),
            Deed::Take => self.lines_of(known, Bucket::TransferTransit),
            _ => self.lines(),
        };
        TransferLeg {
            transfer_no,
            from,
            to,
            lines,
            last_receipt: matches!(self.deed, Deed::Take) && self.turn < 4,
        }
    }

    /// Into or out of a balance that is there, which may well have less.
    fn repair(&self, at: usize, memory: &Memory) -> Repair {
        let bucket = REPAIRED[self.turn % REPAIRED.len()];
        let mut there = memory.balances().keys().rev();
        let key = there.nth(self.back + 3 * self.site).cloned();
        let key = key.unwrap_or_else(|| BalanceKey {
            sku: "A".into(),
            warehouse: WAREHOUSES[self.site].into(),
            pool: "SHARED".into(),
            lot: Lot::none(),
            owner: Owner::own(),
            tenant: TENANT.into(),
        });
        let (from, to) = if self.turn < 8 {
            (bucket, Bucket::Adjust)
        } else {
            (Bucket::Adjust, bucket)
        };
        Repair {
            diff_no: format!("D{at}"),
            legs: vec![RepairLeg {
                key,
                from,
                to,
                quantity: self.quantity,
            }],
            reason: "counted by the warehouse".into(),
        }
    }
}
