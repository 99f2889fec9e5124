//! Lots for whoever looks: summed up where lots do not matter, in the order of picking where they do.

use std::collections::BTreeMap;

use crate::balance::{Balance, BalanceKey};
use crate::bucket::Bucket;
use crate::ids::Day;
use crate::lot::{LotFacts, Lots};

/// Balances without regard to lots: one of each pool, all its lots summed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pooled {
    /// All goods.
    pub balances: BTreeMap<BalanceKey, Balance>,
    /// Free goods that are past their last day, where there are some.
    pub over: BTreeMap<BalanceKey, i64>,
}

impl Pooled {
    /// Sums the lots of each pool up.
    #[must_use]
    pub fn of(balances: BTreeMap<BalanceKey, Balance>, lots: &Lots, today: Day) -> Self {
        if balances.keys().all(|key| key.lot.is_none()) {
            return Self {
                balances,
                over: BTreeMap::new(),
            };
        }
        let mut pooled = Self::default();
        for (key, balance) in balances {
            let may_be_sold = lots.may_be_sold(&key, today);
            let key = key.without_lot();
            let free = balance.get(Bucket::Available);
            if !may_be_sold && free > 0 {
                *pooled.over.entry(key.clone()).or_default() += free;
            }
            let sum = pooled.balances.entry(key).or_default();
            for bucket in Bucket::ALL {
                sum.quantities.add(bucket, balance.get(bucket));
            }
            sum.last_seq = sum.last_seq.max(balance.last_seq);
        }
        pooled
    }

    /// The balances as far as their free goods may be sold.
    #[must_use]
    pub fn saleable(&self) -> BTreeMap<BalanceKey, Balance> {
        let mut balances = self.balances.clone();
        for (key, over) in &self.over {
            if let Some(balance) = balances.get_mut(key) {
                balance.quantities.add(Bucket::Available, -over);
            }
        }
        balances
    }
}

/// What lies of one lot in one site, all pools summed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotStock {
    /// Account of the lot, in the first of its pools.
    pub key: BalanceKey,
    /// What lies there.
    pub balance: Balance,
    /// What is known of it.
    pub facts: Option<LotFacts>,
    /// Its turn among the lots of its owner and site, from 1.
    pub turn: usize,
}

/// Lots with goods in a building, owner by owner and site by site, in the order of picking; those past their last day come last.
#[must_use]
pub fn in_turn(balances: &BTreeMap<BalanceKey, Balance>, lots: &Lots, today: Day) -> Vec<LotStock> {
    let mut found: BTreeMap<_, (BalanceKey, Balance)> = BTreeMap::new();
    for (key, balance) in balances.iter().filter(|(key, _)| !key.lot.is_none()) {
        let over = !lots.may_be_sold(key, today);
        let place = (key.owner.clone(), key.warehouse.clone(), key.sku.clone());
        let entry = found.entry((place, over, lots.turn(key)));
        let (_, sum) = entry.or_insert_with(|| (key.clone(), Balance::default()));
        for bucket in Bucket::ALL {
            sum.quantities.add(bucket, balance.get(bucket));
        }
        sum.last_seq = sum.last_seq.max(balance.last_seq);
    }
    let mut turns: BTreeMap<_, usize> = BTreeMap::new();
    found
        .into_iter()
        .filter(|(_, (_, balance))| balance.quantities.on_hand() > 0)
        .map(|((place, ..), (key, balance))| {
            let turn = turns.entry(place).or_default();
            *turn += 1;
            LotStock {
                facts: lots.of(&key).cloned(),
                key,
                balance,
                turn: *turn,
            }
        })
        .collect()
}
