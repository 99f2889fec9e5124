//! Repairs of differences, and the mark of a closed day.

use std::collections::BTreeMap;

use super::refusal::{Outcome, Refusal};
use crate::answer::{Answer, BookedLine, Shortage};
use crate::balance::BalanceKey;
use crate::book::{Accounts, Book, Move, Place, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Envelope;
use crate::facts::Facts;
use crate::ids::Sku;
use crate::movement::Movement;
use crate::op::OpType;
use crate::policy::{LINES_MAX, QUANTITY_MAX};
use crate::reconcile::command::{ReconcileCommand, Repair};

/// SKUs whose facts a command needs: none, for a repair touches only what is booked already.
pub(super) const fn skus() -> Vec<Sku> {
    Vec::new()
}

/// Balances a command needs, and what documents account for in the buckets it takes from.
pub(super) fn accounts(command: &ReconcileCommand, accounts: &mut Accounts) {
    let ReconcileCommand::Repair(repair) = command else {
        return;
    };
    accounts.keys = repair.legs.iter().map(|leg| leg.key.clone()).collect();
    let taken = repair.legs.iter().filter(|leg| leg.from.is_internal());
    accounts
        .claimants
        .extend(taken.map(|leg| (Place::from(&leg.key), leg.from)));
    accounts.claimants.sort();
    accounts.claimants.dedup();
}

/// Books a repair, or only the mark of a closed day.
///
/// # Errors
/// A malformed repair, or a bucket that has less than shall be taken from it.
pub(super) fn plan(command: &ReconcileCommand, book: &Book) -> Outcome<Plan> {
    match command {
        ReconcileCommand::Repair(repair) => plan_repair(repair, book),
        ReconcileCommand::CloseDay(_) => Ok(Plan::answer(Answer::refused(Code::Ok, ""))),
    }
}

fn plan_repair(repair: &Repair, book: &Book) -> Outcome<Plan> {
    if !(1..=LINES_MAX).contains(&repair.legs.len()) {
        return Err(Refusal::form(format!(
            "the repair of {} has {} legs, it must have 1 to {LINES_MAX}",
            repair.diff_no,
            repair.legs.len()
        )));
    }
    let mut left: BTreeMap<(&BalanceKey, Bucket), i64> = BTreeMap::new();
    let mut moves = Vec::with_capacity(repair.legs.len());
    let mut lines = Vec::with_capacity(repair.legs.len());
    for (line_no, leg) in (1..).zip(&repair.legs) {
        let (outside, inside) = if leg.from == Bucket::Adjust {
            (leg.from, leg.to)
        } else {
            (leg.to, leg.from)
        };
        if outside != Bucket::Adjust || !inside.is_internal() {
            return Err(Refusal::form(format!(
                "a repair moves goods into or out of adjust, not from {} to {}",
                leg.from.as_str(),
                leg.to.as_str()
            )));
        }
        if !(1..=QUANTITY_MAX).contains(&leg.quantity) {
            return Err(Refusal::form(format!(
                "quantity is {}, it must be 1 to {QUANTITY_MAX}",
                leg.quantity
            )));
        }
        // What documents account for is theirs: a repair takes the rest only, or they would hold what is not there.
        let there = |bucket| {
            let claimed = super::change::claimed(book, &leg.key, bucket);
            (book.quantity(&leg.key, bucket) - claimed).max(0)
        };
        if leg.from.is_internal() {
            let have = left
                .entry((&leg.key, leg.from))
                .or_insert_with(|| there(leg.from));
            if *have < leg.quantity {
                return Err(short(
                    line_no,
                    repair,
                    leg.from,
                    &leg.key,
                    leg.quantity,
                    *have,
                ));
            }
            *have -= leg.quantity;
        }
        moves.push(Move {
            movement: Movement::ReconAdj,
            from: (leg.key.clone(), leg.from),
            to: (leg.key.clone(), leg.to),
            quantity: leg.quantity,
        });
        lines.push(BookedLine {
            line_no,
            sku: leg.key.sku.clone(),
            warehouse: leg.key.warehouse.clone(),
            pool: leg.key.pool.clone(),
            lot: leg.key.lot.clone(),
            movement: Movement::ReconAdj,
            asked: leg.quantity,
            booked: leg.quantity,
        });
    }
    Ok(super::change::document(moves, lines))
}

fn short(
    line_no: i64,
    repair: &Repair,
    bucket: Bucket,
    key: &BalanceKey,
    need: i64,
    have: i64,
) -> Refusal {
    let shortage = Shortage {
        line_no,
        sku: key.sku.clone(),
        kit: None,
        warehouse: Some(key.warehouse.clone()),
        need,
        have,
    };
    Refusal::short(
        Code::StockNotEnough,
        vec![shortage],
        &format!(
            "the repair of {} would take more than lies in {} and is no document's: have it counted, which also finds what is held",
            repair.diff_no,
            bucket.as_str()
        ),
    )
}

/// A document that happened on a closed day is booked today and keeps its own time, or is refused where the mall wants it so. Orders and deliveries are
/// never refused: their customers are waiting.
///
/// # Errors
/// `PERIOD_CLOSED` by that policy.
pub(super) fn check_period(envelope: &Envelope, facts: &Facts) -> Outcome<()> {
    let (Some(happened), true) = (envelope.occurred_at, is_document(envelope.key.op)) else {
        return Ok(());
    };
    let periods = &facts.network.periods;
    let day = periods.calendar.day_of(happened);
    if !periods.refuse_back_dated || !periods.is_closed(&envelope.key.tenant, day) {
        return Ok(());
    }
    Err(Refusal::new(
        Code::PeriodClosed,
        format!(
            "it happened on {day}, which is closed: book it on the current day without that time, or have the day reopened by two persons"
        ),
    )
    .with("businessDate", day))
}

const fn is_document(op: OpType) -> bool {
    matches!(
        op,
        OpType::PurchaseExpect
            | OpType::PurchaseIn
            | OpType::Inspect
            | OpType::Stocktake
            | OpType::Scrap
    )
}
