//! On pay: nothing was held of deep stock, so the payment takes its goods, where the order planned them or wherever it is served from. Who comes too late is
//! told to refund, and nothing of the order is bound.

use super::late;
use super::part::Shares;
use crate::balance::BalanceKey;
use crate::book::{Book, Move};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::facts::Facts;
use crate::movement::Movement;
use crate::reservation::{Reservation, ReservationLine};
use crate::rules::order;
use crate::rules::refusal::{Outcome, Refusal};

/// Takes goods for shares of lines of which nothing was held: the lines say afterwards what is paid. Returns the moves, and what is bound by line.
///
/// # Errors
/// `LATE_PAY_NO_STOCK`: the goods are gone.
pub(super) fn take(
    paid: &mut Reservation,
    shares: &Shares,
    book: &Book,
    facts: &Facts,
) -> Outcome<(Vec<Move>, Shares)> {
    if shares.is_empty() {
        return Ok((Vec::new(), Shares::new()));
    }
    let planned = paid.clone();
    let (supply, demand, cover) = late::look_for(&planned, shares, &[], book, facts);
    if cover.takes.is_empty() {
        return Err(Refusal::short(
            Code::LatePayNoStock,
            cover.shortages,
            "goods of these skus are taken when they are paid, and others paid first: refund",
        ));
    }
    let goods: Vec<(BalanceKey, i64)> = cover
        .takes
        .iter()
        .map(|take| (supply.key(take), take.quantity))
        .collect();
    let (free, bound) = (Bucket::Available, Bucket::Allocated);
    let moves = order::moves(goods, Movement::DirectAlloc, free, bound);
    let next_no = paid.lines.iter().map(|line| line.line_no).max();
    let mut taken = order::lines(&supply, &demand, &cover.takes, next_no.unwrap_or(0) + 1);
    let mut left: Vec<(usize, i64)> = shares.clone();
    let mut shares = Shares::new();
    for (at, rest) in &mut left {
        let line = &mut paid.lines[*at];
        for here in &mut taken {
            if !is_planned(line, here) {
                continue;
            }
            let quantity = here.reserved.min(*rest);
            here.reserved -= quantity;
            *rest -= quantity;
            line.confirmed += quantity;
            if quantity > 0 {
                shares.push((*at, quantity));
            }
        }
        // What comes from elsewhere is another line; nothing was held for this one.
        line.released += *rest;
    }
    let mut line_no = next_no.unwrap_or(0);
    for mut elsewhere in taken.into_iter().filter(|line| line.reserved > 0) {
        line_no += 1;
        elsewhere.line_no = line_no;
        elsewhere.confirmed = elsewhere.reserved;
        shares.push((paid.lines.len(), elsewhere.reserved));
        paid.lines.push(elsewhere);
    }
    Ok((moves, shares))
}

/// Whether goods were taken from the very place the line planned.
fn is_planned(line: &ReservationLine, taken: &ReservationLine) -> bool {
    line.order_line_no == taken.order_line_no
        && line.sku == taken.sku
        && line.owner == taken.owner
        && line.kit == taken.kit
        && line.warehouse == taken.warehouse
        && line.pool == taken.pool
        && line.lot == taken.lot
}
