//! A part of a reservation: so many units of an order line, spread over the quantities held for it.

use crate::code::Code;
use crate::command::PartLine;
use crate::reservation::{Reservation, ReservationLine};
use crate::rules::refusal::{Outcome, Refusal};

/// How much of each line of a reservation (by position) a command is about.
pub(super) type Shares = Vec<(usize, i64)>;

/// Shares of everything there is of each line.
pub(super) fn whole(reservation: &Reservation, there: fn(&ReservationLine) -> i64) -> Shares {
    let lines = reservation.lines.iter().enumerate();
    lines
        .map(|(at, line)| (at, there(line)))
        .filter(|(_, quantity)| *quantity > 0)
        .collect()
}

/// Shares for parts by order line, kits in whole kits; everything there is if no part is named.
///
/// # Errors
/// A line the reservation does not have; more than is there.
pub(super) fn shares(
    reservation: &Reservation,
    parts: &[PartLine],
    there: fn(&ReservationLine) -> i64,
) -> Outcome<Shares> {
    if parts.is_empty() {
        return Ok(whole(reservation, there));
    }
    let mut shares = Shares::new();
    for part in parts {
        let units = units(reservation, part, there)?;
        if part.quantity > units {
            return Err(Refusal::new(
                Code::QtyExceeds,
                format!(
                    "line {} of reservation {}: {} asked, only {units} left; ask for no more than that",
                    part.order_line_no,
                    reservation.no(),
                    part.quantity
                ),
            )
            .with("limit", units));
        }
        spread(reservation, part, there, &mut shares);
    }
    Ok(shares)
}

/// Whole units of an order line that are there: the least over its SKUs.
fn units(
    reservation: &Reservation,
    part: &PartLine,
    there: fn(&ReservationLine) -> i64,
) -> Outcome<i64> {
    let of_line = || {
        let lines = reservation.lines.iter();
        lines.filter(|line| line.order_line_no == part.order_line_no)
    };
    of_line()
        .map(|line| {
            let sum: i64 = of_line().filter(|l| same_part(l, line)).map(there).sum();
            sum / line.ratio.max(1)
        })
        .min()
        .ok_or_else(|| {
            let mut known: Vec<String> = Vec::new();
            for line in &reservation.lines {
                let no = line.order_line_no.to_string();
                if !known.contains(&no) {
                    known.push(no);
                }
            }
            Refusal::form(format!(
                "line {} is not in reservation {}, which has lines {}",
                part.order_line_no,
                reservation.no(),
                known.join(", ")
            ))
        })
}

/// Takes the units from the quantities held, in line order.
fn spread(
    reservation: &Reservation,
    part: &PartLine,
    there: fn(&ReservationLine) -> i64,
    shares: &mut Shares,
) {
    for (at, line) in reservation.lines.iter().enumerate() {
        if line.order_line_no != part.order_line_no {
            continue;
        }
        let taken: i64 = shares
            .iter()
            .filter(|(other, _)| {
                let other = &reservation.lines[*other];
                other.order_line_no == line.order_line_no && same_part(other, line)
            })
            .map(|(_, quantity)| quantity)
            .sum();
        let rest = part.quantity.saturating_mul(line.ratio.max(1)) - taken;
        let share = there(line).min(rest);
        if share > 0 {
            shares.push((at, share));
        }
    }
}

/// Whether two held quantities of one order line are of the same SKU in the same role.
fn same_part(a: &ReservationLine, b: &ReservationLine) -> bool {
    a.sku == b.sku && a.owner == b.owner && a.kit == b.kit && a.ratio == b.ratio
}
