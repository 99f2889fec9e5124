//! What goods cost: the moving average of what receipts told, by owner and SKU. What is there is worth the average; goods that leave do not change it.

use crate::bucket::Bucket;
use crate::movement::Leg;

/// Buckets with goods of the owner, wherever they are: what is announced or sold before it is there is not his yet.
pub const OWNED: [Bucket; 9] = [
    Bucket::Available,
    Bucket::Preoccupied,
    Bucket::Allocated,
    Bucket::Frozen,
    Bucket::QcHold,
    Bucket::Defective,
    Bucket::Shipped,
    Bucket::ReturnTransit,
    Bucket::TransferTransit,
];

/// Goods that came at a known cost, or a receipt that was undone (fewer than none).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// How many, in base units.
    pub quantity: i64,
    /// What one costs, in fen.
    pub unit_cost: i64,
}

impl Received {
    /// What a leg says of costs; `None` for all but receipts that told one, and their mirrors.
    #[must_use]
    pub fn of_leg(leg: &Leg) -> Option<Self> {
        let unit_cost = leg.unit_cost?;
        let quantity = match (leg.from.bucket, leg.to.bucket) {
            (Bucket::Supplier, _) => leg.quantity,
            (_, Bucket::Supplier) => -leg.quantity,
            _ => return None,
        };
        Some(Self {
            quantity,
            unit_cost,
        })
    }
}

/// What a base unit costs after some receipts, to the nearest fen: `held` so many were there before them at the average so far. Goods whose cost nobody
/// told count as if they had cost what the first receipt did. `None` if it is not known.
#[must_use]
pub fn average(before: Option<i64>, held: i64, received: &[Received]) -> Option<i64> {
    let mut held = i128::from(held.max(0));
    let mut average = before.map(i128::from);
    for one in received {
        let quantity = i128::from(one.quantity);
        let unit_cost = i128::from(one.unit_cost);
        let old = average.unwrap_or(unit_cost);
        let after = held + quantity;
        let value = held * old + quantity * unit_cost;
        // Nothing is left, or more was undone than is there: what is known stays.
        if after > 0 && value >= 0 {
            average = Some((value + after / 2) / after);
        }
        held = after.max(0);
    }
    average.and_then(|average| i64::try_from(average).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(before: Option<i64>, held: i64, received: &[(i64, i64)]) -> Option<i64> {
        let received: Vec<Received> = received
            .iter()
            .map(|(quantity, unit_cost)| Received {
                quantity: *quantity,
                unit_cost: *unit_cost,
            })
            .collect();
        average(before, held, &received)
    }

    #[test]
    fn receipts_move_the_average_by_their_weight() {
        let rows = [
            // before, held, received -> after
            ((None, 0), &[(10, 100)][..], Some(100)),
            ((Some(100), 10), &[(10, 200)][..], Some(150)),
            ((Some(100), 30), &[(10, 200)][..], Some(125)),
            // All that cost 100 is gone.
            ((Some(100), 0), &[(10, 200)][..], Some(200)),
            // Nobody told what the first ten cost.
            ((None, 10), &[(10, 200)][..], Some(200)),
            // To the nearest fen.
            ((Some(100), 2), &[(1, 101)][..], Some(100)),
            ((Some(100), 1), &[(2, 101)][..], Some(101)),
            // Two lines of one receipt, and one that is undone.
            ((Some(100), 10), &[(10, 200), (20, 250)][..], Some(200)),
            ((Some(150), 20), &[(-10, 200)][..], Some(100)),
            ((Some(150), 10), &[(-10, 200)][..], Some(150)),
            ((Some(7), 5), &[][..], Some(7)),
            ((None, 5), &[][..], None),
            // The largest there may be.
            (
                (Some(1 << 40), 1 << 52),
                &[(1 << 40, 1 << 40)][..],
                Some(1 << 40),
            ),
        ];
        for ((before, held), received, wanted) in rows {
            assert_eq!(
                after(before, held, received),
                wanted,
                "{before:?} {held} {received:?}"
            );
        }
    }
}
