//! Lots: goods of one SKU that are told apart because they age (tyres by DOT week, batteries by charge date) or may be recalled.
//!
//! Whether a SKU is tracked by lots is a fact of its catalogue ([`LotPolicy`]); what is known of a lot ([`LotFacts`]) is learned when it is received and
//! holds in every warehouse. Goods of a tracked SKU that have no lot are from before it was tracked: they are drawn first, and never where an age is asked for.

use std::collections::BTreeMap;

use crate::balance::BalanceKey;
use crate::ids::{Day, Lot, Moment, Sku, Tenant};

/// How a SKU that is tracked by lots may be sold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LotPolicy {
    /// A lot older than so many days is not sold.
    pub max_age_days: Option<i64>,
    /// From so many days on a lot is told of.
    pub warn_age_days: Option<i64>,
}

/// What is known of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotFacts {
    /// Tenant.
    pub tenant: Tenant,
    /// SKU.
    pub sku: Sku,
    /// Its code.
    pub lot: Lot,
    /// When it was made.
    pub produced_on: Option<Day>,
    /// The last day it may be sold.
    pub expires_on: Option<Day>,
    /// When it was first received.
    pub received_at: Moment,
    /// The lock that recalled it: none of it is sold anywhere, and what comes back is locked, until the recall is lifted.
    pub recall_no: Option<String>,
    /// How lots of its SKU may be sold, as the catalogue says when it is read; not kept with it.
    pub policy: LotPolicy,
}

impl LotFacts {
    /// Its age in days; `None` when not known.
    #[must_use]
    pub fn age(&self, today: Day) -> Option<i64> {
        self.produced_on.map(|made| today.since(made))
    }

    /// The last day it may be sold: that on its label, or the one its age allows, whichever is earlier. `None` where it does not age.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        let by_age = self
            .produced_on
            .zip(self.policy.max_age_days)
            .map(|(made, days)| made.plus(days));
        match (self.expires_on, by_age) {
            (Some(label), Some(age)) => Some(label.min(age)),
            (label, age) => label.or(age),
        }
    }

    /// Whether it is past its last day.
    #[must_use]
    pub fn is_over(&self, today: Day) -> bool {
        self.last_day().is_some_and(|last| last < today)
    }
}

/// A lot is recalled, or its recall is lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotRecall {
    /// Tenant.
    pub tenant: Tenant,
    /// SKU.
    pub sku: Sku,
    /// Which lot.
    pub lot: Lot,
    /// The lock that recalls it; `None` lifts the recall.
    pub recall_no: Option<String>,
}

/// The turn of a lot: the one that expires first goes first, then the one made first, then by code.
pub type Turn = (Day, Day, Lot);

/// What is known of some lots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lots(BTreeMap<(Sku, Lot, Tenant), LotFacts>);

impl Lots {
    /// Adds one, in the place of what was known of it.
    pub fn insert(&mut self, facts: LotFacts) {
        let key = (facts.sku.clone(), facts.lot.clone(), facts.tenant.clone());
        self.0.insert(key, facts);
    }

    /// Marks a known lot as recalled, or not.
    pub fn recall(&mut self, recall: &LotRecall) {
        let key = (
            recall.sku.clone(),
            recall.lot.clone(),
            recall.tenant.clone(),
        );
        if let Some(facts) = self.0.get_mut(&key) {
            facts.recall_no.clone_from(&recall.recall_no);
        }
    }

    /// What is known of the lot of an account; `None` for goods without a lot.
    #[must_use]
    pub fn of(&self, key: &BalanceKey) -> Option<&LotFacts> {
        if key.lot.is_none() {
            return None;
        }
        self.get(&key.tenant, &key.sku, &key.lot)
    }

    /// What is known of a lot.
    #[must_use]
    pub fn get(&self, tenant: &Tenant, sku: &Sku, lot: &Lot) -> Option<&LotFacts> {
        self.0.get(&(sku.clone(), lot.clone(), tenant.clone()))
    }

    /// All of them, by SKU and code.
    pub fn iter(&self) -> impl Iterator<Item = &LotFacts> {
        self.0.values()
    }

    /// Whether goods of an account may be sold: not past their last day, and not recalled.
    #[must_use]
    pub fn may_be_sold(&self, key: &BalanceKey, today: Day) -> bool {
        !self
            .of(key)
            .is_some_and(|lot| lot.is_over(today) || lot.recall_no.is_some())
    }

    /// Whether the lot of an account is recalled.
    #[must_use]
    pub fn is_recalled(&self, key: &BalanceKey) -> bool {
        self.of(key).is_some_and(|lot| lot.recall_no.is_some())
    }

    /// Whether goods of an account are surely no older than so many days.
    #[must_use]
    pub fn is_within(&self, key: &BalanceKey, max_age_days: i64, today: Day) -> bool {
        let age = self.of(key).and_then(|lot| lot.age(today));
        age.is_some_and(|age| age <= max_age_days)
    }

    /// The turn of an account's goods: goods from before lots were tracked are the first.
    #[must_use]
    pub fn turn(&self, key: &BalanceKey) -> Turn {
        if key.lot.is_none() {
            return (Day(i64::MIN), Day(i64::MIN), Lot::none());
        }
        let never = Day(i64::MAX);
        let known = self.of(key);
        let last = known.and_then(LotFacts::last_day);
        let made = known.and_then(|lot| lot.produced_on);
        (
            last.unwrap_or(never),
            made.unwrap_or(never),
            key.lot.clone(),
        )
    }
}

impl FromIterator<LotFacts> for Lots {
    fn from_iter<I: IntoIterator<Item = LotFacts>>(facts: I) -> Self {
        let mut lots = Self::default();
        for facts in facts {
            lots.insert(facts);
        }
        lots
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(made: Option<i64>, expires: Option<i64>, max_age_days: Option<i64>) -> LotFacts {
        LotFacts {
            tenant: "T".into(),
            sku: "S".into(),
            lot: "L".into(),
            produced_on: made.map(Day),
            expires_on: expires.map(Day),
            received_at: Moment(0),
            recall_no: None,
            policy: LotPolicy {
                max_age_days,
                warn_age_days: None,
            },
        }
    }

    #[test]
    fn the_earlier_of_label_and_age_is_the_last_day() {
        let last = |made, expires| lot(made, expires, Some(30)).last_day();
        assert_eq!(last(Some(100), Some(120)), Some(Day(120)));
        assert_eq!(last(Some(100), Some(140)), Some(Day(130)));
        assert_eq!(last(Some(100), None), Some(Day(130)));
        assert_eq!(last(None, Some(140)), Some(Day(140)));
        assert_eq!(last(None, None), None);
        // The last day is a day of sale; the one after it is not.
        assert!(!lot(Some(100), None, Some(30)).is_over(Day(130)));
        assert!(lot(Some(100), None, Some(30)).is_over(Day(131)));
        assert!(!lot(Some(100), None, None).is_over(Day(9_999)));
    }
}
