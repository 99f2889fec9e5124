//! Reverse: a change voucher is undone by its mirror image, as a voucher of its own; the ledger keeps both.

use std::collections::BTreeMap;

use super::{Desk, booked, document, entry, filed, quota};
use crate::answer::Body;
use crate::balance::BalanceKey;
use crate::book::{Book, Move, Place, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Reverse;
use crate::ids::Tenant;
use crate::movement::{Leg, Movement};
use crate::op::{OpType, Voucher, VoucherStatus, parse_no};
use crate::paper::{PaperKind, PaperRef};
use crate::rules::refusal::{Outcome, Refusal};

fn find<'a>(reverse: &Reverse, book: &'a Book, tenant: &Tenant) -> Option<&'a (Voucher, Vec<Leg>)> {
    let id = parse_no('V', reverse.voucher_no.as_str())?;
    let found = book.voucher_legs.get(&id)?;
    (found.0.key.tenant == *tenant).then_some(found)
}

/// Balances the voucher moved.
pub(super) fn accounts(reverse: &Reverse, book: &Book, tenant: &Tenant) -> Vec<BalanceKey> {
    let legs = find(reverse, book, tenant).map_or(&[][..], |(_, legs)| legs);
    legs.iter()
        .flat_map(|leg| [leg.from.key.clone(), leg.to.key.clone()])
        .collect()
}

/// Documents that may have come to hold what the voucher moved.
pub(super) fn claimants(reverse: &Reverse, book: &Book, tenant: &Tenant) -> Vec<(Place, Bucket)> {
    let legs = find(reverse, book, tenant).map_or(&[][..], |(_, legs)| legs);
    let mut claimants: Vec<_> = legs
        .iter()
        .filter(|leg| matches!(leg.to.bucket, Bucket::Frozen | Bucket::QcHold))
        .map(|leg| (Place::from(&leg.to.key), leg.to.bucket))
        .collect();
    claimants.sort();
    claimants.dedup();
    claimants
}

/// Books the mirror image of a voucher's legs, last leg first.
///
/// # Errors
/// No such voucher; one of an order; one undone or refused already; goods or documents that have moved on.
pub(in crate::rules) fn reverse(reverse: &Reverse, desk: &Desk<'_>) -> Outcome<Plan> {
    let book = desk.book;
    let Some((voucher, legs)) = find(reverse, book, desk.tenant()) else {
        return Err(Refusal::form(format!(
            "no voucher {}: give the number from the answer to be undone, and its tenant",
            reverse.voucher_no
        )));
    };
    check_kind(voucher, legs)?;
    let mut moves = Vec::with_capacity(legs.len());
    let mut lines = Vec::with_capacity(legs.len());
    for (line_no, leg) in (1..).zip(legs.iter().rev()) {
        lines.push(booked(
            line_no,
            &leg.from.key,
            Movement::Reverse,
            leg.quantity,
            leg.quantity,
        ));
        moves.push(Move {
            movement: Movement::Reverse,
            from: (leg.to.key.clone(), leg.to.bucket),
            to: (leg.from.key.clone(), leg.from.bucket),
            quantity: leg.quantity,
        });
    }
    check_goods(voucher, &moves, book)?;
    let moved: Vec<BalanceKey> = moves.iter().map(|back| back.to.0.clone()).collect();
    let costs = (1..).zip(legs.iter().rev());
    let costs = costs.filter_map(|(leg_no, leg)| Some((leg_no, leg.unit_cost?)));
    let mut plan = document(moves, lines);
    plan.costs = costs.collect();
    for paper in voucher.answer.papers(desk.tenant()) {
        let PaperRef::No(tenant, kind, no) = &paper else {
            continue;
        };
        let Some(mut paper) = book.paper(tenant, *kind, no).cloned() else {
            continue;
        };
        match kind {
            PaperKind::Recall => quota::undo(&mut paper, &moved, desk),
            _ => entry::undo(&mut paper, &voucher.key)?,
        }
        plan = filed(plan, paper);
    }
    plan.reverses = Some(voucher.id);
    if let Body::Voucher(view) = &mut plan.answer.body {
        view.reverses = Some(voucher.no());
    }
    Ok(plan)
}

fn check_kind(voucher: &Voucher, legs: &[Leg]) -> Outcome<()> {
    let refuse = |why: &str| {
        Err(Refusal::new(
            Code::StateConflict,
            format!(
                "voucher {} ({}) {why}",
                voucher.no(),
                voucher.key.op.as_str()
            ),
        )
        .with("currentState", voucher.status.as_str()))
    };
    match voucher.status {
        VoucherStatus::Reversed => return refuse("is REVERSED already"),
        VoucherStatus::Refused => {
            return refuse("was REFUSED and moved nothing: there is nothing to undo");
        }
        VoucherStatus::Applied => {}
    }
    match voucher.key.op {
        OpType::PreOccupy | OpType::Amend | OpType::Extend => {
            refuse("is of an order: cancel or amend the order's reservation instead")
        }
        OpType::Confirm => refuse("is of a paid order: cancel its fulfilment orders instead"),
        OpType::Cancel | OpType::Expire => {
            refuse("gave an order's stock back: hold it again instead")
        }
        OpType::Reverse => {
            refuse("is itself a reversal: book the document again under a new number")
        }
        _ if is_performance(voucher.key.op) => {
            refuse("is of a fulfilment order or a return: report what really happened instead")
        }
        OpType::RecallRest | OpType::TransferLoss => {
            refuse("was decided upon by others: book what is wrong as a document of its own")
        }
        _ if legs.iter().any(touches_orders) => {
            refuse("changed what orders hold: count again, or cancel those orders instead")
        }
        OpType::PurchaseExpect
        | OpType::PurchaseIn
        | OpType::Inspect
        | OpType::TransferLock
        | OpType::TransferOut
        | OpType::TransferIn
        | OpType::Freeze
        | OpType::Unfreeze
        | OpType::Stocktake
        | OpType::Scrap
        | OpType::ReturnToVendor
        | OpType::AssignPool => Ok(()),
        OpType::OpenPresale | OpType::ClosePresale => {
            refuse("is of a presale: close it, or open it again instead")
        }
        OpType::ConvertPresale => {
            refuse("gave goods to paid orders: cancel their fulfilment orders instead")
        }
        #[allow(
            unreachable_patterns,
            reason = "operations of modules that come to have their own way back"
        )]
        _ => refuse("is no change of goods: undo it by its own module"),
    }
}

/// Whether an operation is one of contract performance: its documents know what became of each unit, and a mirror of its legs would not tell them.
const fn is_performance(op: OpType) -> bool {
    matches!(
        op,
        OpType::Resource
            | OpType::FoCreate
            | OpType::FoRelease
            | OpType::Pick
            | OpType::Ship
            | OpType::Deliver
            | OpType::FoHold
            | OpType::FoCancel
            | OpType::Intercept
            | OpType::ReturnCreate
            | OpType::ReturnSend
            | OpType::ReturnIn
            | OpType::Grade
            | OpType::ReturnDue
            | OpType::Repair
    )
}

fn touches_orders(leg: &Leg) -> bool {
    let of_orders = |bucket| matches!(bucket, Bucket::Preoccupied | Bucket::Allocated);
    of_orders(leg.from.bucket) || of_orders(leg.to.bucket)
}

/// The goods must still lie where the voucher put them.
fn check_goods(voucher: &Voucher, moves: &[Move], book: &Book) -> Outcome<()> {
    let mut net: BTreeMap<&(BalanceKey, Bucket), i64> = BTreeMap::new();
    for back in moves {
        *net.entry(&back.from).or_default() += back.quantity;
        *net.entry(&back.to).or_default() -= back.quantity;
    }
    let own = voucher.answer.papers(&voucher.key.tenant);
    let left = |key: &BalanceKey, bucket: Bucket| {
        let place = Place::from(key);
        let others = book.claimants(&place, bucket).filter(|paper| {
            !own.contains(&PaperRef::No(
                paper.tenant.clone(),
                paper.kind,
                paper.no.clone(),
            ))
        });
        let others: i64 = others.map(|paper| paper.claimed(key, bucket)).sum();
        book.quantity(key, bucket) - others
    };
    let blocked = net
        .into_iter()
        .find(|((key, bucket), need)| bucket.is_internal() && *need > left(key, *bucket));
    match blocked {
        None => Ok(()),
        Some(((key, bucket), need)) => Err(Refusal::new(
            Code::StateConflict,
            format!(
                "voucher {} can not be undone: it needs {need} back from {} of sku {} in {} (pool {}), where {} are left; bring them back or book a correction",
                voucher.no(),
                bucket.as_str(),
                key.sku,
                key.warehouse,
                key.pool,
                left(key, *bucket)
            ),
        )
        .with("limit", left(key, *bucket))
        .with("sku", &key.sku)
        .with("warehouse", &key.warehouse)),
    }
}
