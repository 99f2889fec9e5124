//! R6: what was signed, returned and lost, and what was settled for it, by owner, order and SKU.

use std::collections::BTreeMap;

use super::day::Day;
use super::{DiffClass, Sighting, Subject};
use crate::bucket::Bucket;
use crate::ids::{Owner, Sku};
use crate::movement::Movement;

/// Settled so many days after the delivery is late.
pub const LATE_DAYS: i64 = 7;

/// What is settled: one order's SKU of one owner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Owner.
    pub owner: Owner,
    /// Order, or the document that delivered it.
    pub order_no: String,
    /// SKU.
    pub sku: Sku,
}

/// Quantities of one position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Signed for.
    pub signed: i64,
    /// Returned and graded.
    pub returned: i64,
    /// Lost by a carrier.
    pub lost: i64,
    /// The last day anything of it happened.
    pub day: Option<Day>,
}

impl Figures {
    /// Adds another's.
    pub fn add(&mut self, other: &Self) {
        self.signed += other.signed;
        self.returned += other.returned;
        self.lost += other.lost;
        self.day = self.day.max(other.day);
    }

    /// What a ledger row means for settlement; `None` if it means nothing. `in_parcel`: its goods are of a parcel, so that what comes back was refused or
    /// stopped: it was never signed for, and its return settles nothing.
    #[must_use]
    pub fn of_leg(
        movement: Movement,
        (from, to): (Bucket, Bucket),
        quantity: i64,
        in_parcel: bool,
    ) -> Option<Self> {
        let mut figures = Self::default();
        match (movement, from, to) {
            (Movement::RetGood | Movement::RetBad, ..) if in_parcel => return None,
            (Movement::Sign, ..) => figures.signed = quantity,
            (Movement::RetGood | Movement::RetBad, ..) => figures.returned = quantity,
            (Movement::Lost | Movement::RetMiss, ..) => figures.lost = quantity,
            // The mirrors of those above: where the goods come back from says which.
            (Movement::Reverse, Bucket::Customer, Bucket::Shipped) => figures.signed = -quantity,
            (Movement::Reverse, Bucket::CarrierLoss, _) => figures.lost = -quantity,
            _ => return None,
        }
        Some(figures)
    }

    const fn is_zero(&self) -> bool {
        self.signed == 0 && self.returned == 0 && self.lost == 0
    }
}

/// Compares deliveries with bills; `today` is the day of the run: what was delivered then may be billed tomorrow.
#[must_use]
pub fn compare(
    delivered: &BTreeMap<Position, Figures>,
    billed: &BTreeMap<Position, Figures>,
    today: Day,
) -> Vec<Sighting> {
    let mut found = Vec::new();
    let none = Figures::default();
    let of_ours = delivered
        .iter()
        .map(|(at, ours)| (at, ours, billed.get(at).unwrap_or(&none)));
    let only_theirs = billed
        .iter()
        .filter(|(at, _)| !delivered.contains_key(*at))
        .map(|(at, theirs)| (at, &none, theirs));
    for (at, ours, theirs) in of_ours.chain(only_theirs) {
        if ours.is_zero() && theirs.is_zero() {
            continue;
        }
        let fresh = ours.day.is_some_and(|day| day >= today);
        for (bucket, ours, theirs) in [
            (Bucket::Customer, ours.signed, theirs.signed),
            (Bucket::ReturnTransit, ours.returned, theirs.returned),
            (Bucket::CarrierLoss, ours.lost, theirs.lost),
        ] {
            let class = match ours.cmp(&theirs) {
                std::cmp::Ordering::Equal => continue,
                std::cmp::Ordering::Greater if fresh => DiffClass::InFlight,
                std::cmp::Ordering::Greater => DiffClass::Unsettled,
                std::cmp::Ordering::Less => DiffClass::DoubleSettled,
            };
            found.push(sighting(at, bucket, class, ours, theirs));
        }
        let days = ours
            .day
            .zip(theirs.day)
            .map(|(ours, theirs)| theirs.0 - ours.0);
        if let Some(days) = days.filter(|days| *days > LATE_DAYS) {
            let mut late = sighting(
                at,
                Bucket::Adjust,
                DiffClass::Late,
                ours.signed,
                theirs.signed,
            );
            late.note = Some(format!("settled {days} days after the delivery"));
            found.push(late);
        }
    }
    found
}

fn sighting(at: &Position, bucket: Bucket, class: DiffClass, ours: i64, theirs: i64) -> Sighting {
    Sighting {
        subject: Subject {
            owner: Some(at.owner.clone()),
            sku: Some(at.sku.clone()),
            bucket: Some(bucket),
            document: Some(at.order_no.clone()),
            ..Subject::default()
        },
        class,
        ours,
        theirs,
        tolerance: 0,
        note: None,
    }
}
