//! R5: what the order service says of an order, and what is held and allocated for it.

use serde::{Deserialize, Serialize};

use super::{DiffClass, Sighting, Subject};
use crate::bucket::Bucket;
use crate::ids::{OrderNo, Sku};
use crate::movement::codes;
use crate::paper::presale::Awaited;
use crate::paper::{Paper, Presale};
use crate::reservation::{Fulfilment, Reservation, ReservationLine};

/// The two sides get so long to meet: calls and messages are on their way.
pub const SETTLING_MS: i64 = 600_000;

codes! {
    /// What the order service says of an order.
    OrderState {
        /// Not paid.
        Unpaid = "UNPAID",
        /// Paid.
        Paid = "PAID",
        /// Given up.
        Cancelled = "CANCELLED",
    }
}

/// A row of the order service's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// Order.
    pub order_no: OrderNo,
    /// Its state there.
    pub state: OrderState,
    /// SKU or kit as ordered.
    pub sku: Sku,
    /// How many.
    pub quantity: i64,
    /// How long it has been in that state, in milliseconds, now.
    pub age_ms: i64,
}

/// What we have for one ordered SKU, in the units it was ordered in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderStand {
    /// Held and not paid.
    pub held: i64,
    /// Paid, wherever the goods are by now.
    pub confirmed: i64,
    /// Paid and still in the warehouse, or waiting for goods of a presale.
    pub allocated: i64,
}

/// Adds up an order's documents for one ordered SKU. A kit counts by the first of its components: all of them move together.
#[must_use]
pub fn stand(
    sku: &Sku,
    reservations: &[Reservation],
    fulfilments: &[Fulfilment],
    presales: &[Paper],
) -> OrderStand {
    let ordered = |line: &ReservationLine| {
        let other = line.kit.as_ref().or(line.instead_of.as_ref());
        other.unwrap_or(&line.sku) == sku
    };
    let lines = || {
        let all = reservations.iter().flat_map(|r| &r.lines);
        all.filter(|line| ordered(line))
    };
    let Some(component) = lines().map(|line| &line.sku).min() else {
        return OrderStand::default();
    };
    let mut stand = OrderStand::default();
    let mut ratio = 1;
    let mut order_lines = Vec::new();
    for line in lines().filter(|line| line.sku == *component) {
        stand.held += line.open();
        stand.confirmed += line.confirmed;
        ratio = line.ratio.max(1);
        order_lines.push(line.order_line_no);
    }
    let fulfilled = fulfilments.iter().flat_map(|f| &f.lines);
    stand.allocated = fulfilled
        .filter(|line| line.sku == *component && order_lines.contains(&line.order_line_no))
        .map(crate::reservation::FulfilmentLine::open)
        .sum();
    let waiting = presales.iter().filter_map(Presale::of);
    let waiting = waiting.flat_map(|body| &body.lines);
    stand.allocated += waiting
        .filter(|line| line.key.sku == *component && order_lines.contains(&line.order_line_no))
        .map(Awaited::waiting)
        .sum::<i64>();
    OrderStand {
        held: stand.held / ratio,
        confirmed: stand.confirmed / ratio,
        allocated: stand.allocated / ratio,
    }
}

/// Compares one row; `None` if it agrees.
#[must_use]
pub fn compare(row: &OrderRow, stand: OrderStand) -> Option<Sighting> {
    let (class, bucket, ours, theirs) = match row.state {
        OrderState::Paid if stand.confirmed == 0 => {
            (DiffClass::PaidNoAlloc, Bucket::Allocated, 0, row.quantity)
        }
        OrderState::Paid => (
            DiffClass::QtyDiff,
            Bucket::Allocated,
            stand.confirmed,
            row.quantity,
        ),
        OrderState::Cancelled if stand.held > 0 => {
            (DiffClass::CancelledHeld, Bucket::Preoccupied, stand.held, 0)
        }
        OrderState::Cancelled => (
            DiffClass::CancelledHeld,
            Bucket::Allocated,
            stand.allocated,
            0,
        ),
        OrderState::Unpaid if stand.confirmed > 0 => {
            (DiffClass::QtyDiff, Bucket::Allocated, stand.confirmed, 0)
        }
        // A hold may have run out, or be partial: less than ordered is no difference.
        OrderState::Unpaid => (
            DiffClass::QtyDiff,
            Bucket::Preoccupied,
            stand.held,
            row.quantity,
        ),
    };
    let differs = match row.state {
        OrderState::Unpaid if stand.confirmed == 0 => ours > theirs,
        _ => ours != theirs,
    };
    if !differs {
        return None;
    }
    let young = row.age_ms < SETTLING_MS;
    Some(Sighting {
        subject: Subject {
            sku: Some(row.sku.clone()),
            bucket: Some(bucket),
            document: Some(row.order_no.to_string()),
            ..Subject::default()
        },
        class: if young { DiffClass::InFlight } else { class },
        ours,
        theirs,
        tolerance: 0,
        note: Some(format!(
            "the order service says {} since {} s{}",
            row.state.as_str(),
            row.age_ms / 1_000,
            if young {
                ", which may be on its way"
            } else {
                ""
            }
        )),
    })
}
