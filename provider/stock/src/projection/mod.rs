//! The projection: what of one owner's SKU lies free in each site and pool, as read from the database at one moment, for whoever shows it.
//!
//! It is kept outside the database, so it may be old or gone: it decides nothing. Two facts make it safe to write by many at once. Ledger numbers grow
//! along every account, so the sum of the last numbers of all accounts of a SKU grows with every movement: that sum is the version of the figures, and of two
//! figures the one with the smaller version is the older. And a database read after some figures were written is never behind them: figures that are
//! ahead of it are wrong.

#[cfg(test)]
mod tests;
mod text;

pub use text::{HEAD_LENGTH, head};

use std::collections::BTreeMap;

use crate::balance::{Balance, BalanceKey};
use crate::bucket::Bucket;
use crate::ids::{Day, Lot, Moment, Owner, Pool, Sku, Tenant, Warehouse};
use crate::inquiry::Pooled;
use crate::lot::Lots;
use crate::policy::LOW_QUANTITY_MAX;

/// Whose goods, and which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Goods {
    /// Tenant.
    pub tenant: Tenant,
    /// Owner.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
}

impl From<&BalanceKey> for Goods {
    fn from(key: &BalanceKey) -> Self {
        Self {
            tenant: key.tenant.clone(),
            owner: key.owner.clone(),
            sku: key.sku.clone(),
        }
    }
}

/// What lies in one site and pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Site.
    pub warehouse: Warehouse,
    /// Pool.
    pub pool: Pool,
    /// Free and fit for sale, before safety stock, in base units.
    pub available: i64,
    /// Presale quota left.
    pub presale: i64,
    /// Number of the last ledger row of its accounts.
    pub seq: i64,
}

/// Figures that hold only for a day and for what was known of the catalogue: goods told apart by lots grow too old overnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aging {
    /// On this day.
    pub day: Day,
    /// With the catalogue's facts of this version.
    pub facts: i64,
}

/// What lies where of one owner's SKU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// When it was read, by the database's clock.
    pub at: Moment,
    /// Grows with every movement of any of its accounts.
    pub version: u128,
    /// For goods told apart by lots.
    pub aging: Option<Aging>,
    /// By site and pool.
    pub rows: Vec<Row>,
}

impl Figures {
    /// The figures of one owner's SKU from all its balances, read at a moment by one question.
    #[must_use]
    pub fn of(
        balances: BTreeMap<BalanceKey, Balance>,
        lots: &Lots,
        at: Moment,
        facts: i64,
    ) -> Self {
        let sum = |sum: u128, balance: &Balance| {
            sum.saturating_add(u128::from(balance.last_seq.max(0).unsigned_abs()))
        };
        let version = balances.values().fold(0, sum);
        let tracked = balances.keys().any(|key| !key.lot.is_none());
        let today = Day::of(at);
        let saleable = Pooled::of(balances, lots, today).saleable();
        let row = |(key, balance): (BalanceKey, Balance)| Row {
            warehouse: key.warehouse,
            pool: key.pool,
            available: balance.get(Bucket::Available),
            presale: balance.get(Bucket::PresaleAvail),
            seq: balance.last_seq,
        };
        Self {
            at,
            version,
            aging: tracked.then_some(Aging { day: today, facts }),
            rows: saleable.into_iter().map(row).collect(),
        }
    }

    /// Whether they may still be shown at a moment, with the catalogue's facts of a version: not older than allowed, not from the future, of the same day.
    #[must_use]
    pub fn is_fresh(&self, now: Moment, age_ms: i64, facts: i64) -> bool {
        self.is_fresh_as_of(self.at, now, age_ms, facts)
    }

    /// The same of figures that are known to be still true at a later moment than that of their reading.
    #[must_use]
    pub fn is_fresh_as_of(&self, as_of: Moment, now: Moment, age_ms: i64, facts: i64) -> bool {
        let age = now.0.saturating_sub(as_of.0);
        let same = |aging: Aging| aging.day == Day::of(now) && aging.facts == facts;
        (-CLOCK_SLACK_MS..=age_ms).contains(&age) && self.aging.is_none_or(same)
    }

    /// As balances of the pools, for the same rules as balances from the database.
    pub fn balances<'a>(
        &'a self,
        goods: &'a Goods,
    ) -> impl Iterator<Item = (BalanceKey, Balance)> + 'a {
        self.rows.iter().map(|row| {
            let key = BalanceKey {
                sku: goods.sku.clone(),
                warehouse: row.warehouse.clone(),
                pool: row.pool.clone(),
                lot: Lot::none(),
                owner: goods.owner.clone(),
                tenant: goods.tenant.clone(),
            };
            let mut balance = Balance {
                last_seq: row.seq,
                ..Balance::default()
            };
            balance.quantities.add(Bucket::Available, row.available);
            balance.quantities.add(Bucket::PresaleAvail, row.presale);
            (key, balance)
        })
    }

    fn row(&self, warehouse: &Warehouse, pool: &Pool) -> Option<&Row> {
        let key = |row: &Row| (&row.warehouse, &row.pool) == (warehouse, pool);
        self.rows.iter().find(|row| key(row))
    }
}

/// The estimate of the database's clock may be off by so much.
pub const CLOCK_SLACK_MS: i64 = 250;

/// Whether the difference between two figures is seen on a listing page: a row crosses a threshold, or changes where the number itself is shown. `free` is what
/// can be sold of a row after safety stock. Whatever area is looked at, what is shown of it changes only if this is so.
#[must_use]
pub fn crosses(before: Option<&Figures>, after: &Figures, free: impl Fn(&Row) -> i64) -> bool {
    let Some(before) = before else {
        return true;
    };
    // All above the threshold looks alike.
    let shown = |row: &Row| (free(row).min(LOW_QUANTITY_MAX + 1), row.presale > 0);
    let nothing = (0, false);
    let changed = |one: &Figures, other: &Figures| {
        one.rows.iter().any(|row| {
            let there = other.row(&row.warehouse, &row.pool);
            shown(row) != there.map_or(nothing, shown)
        })
    };
    changed(before, after) || changed(after, before)
}

/// What a comparison of kept figures with the database comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The same.
    Equal,
    /// Behind, and not for long: on its way.
    OnItsWay,
    /// Behind for too long.
    Behind,
    /// Of the same version with other figures, or ahead of the database: wrong.
    Wrong,
    /// Not kept at all.
    Lost,
}

/// Compares kept figures with those that were read from the database afterwards.
#[must_use]
pub fn compare(kept: Option<&Figures>, database: &Figures, in_flight_ms: i64) -> Compared {
    let Some(kept) = kept else {
        return Compared::Lost;
    };
    if kept.version == database.version && kept.aging == database.aging {
        return if kept.rows == database.rows {
            Compared::Equal
        } else {
            Compared::Wrong
        };
    }
    if kept.version > database.version || kept.at.0 > database.at.0 + CLOCK_SLACK_MS {
        return Compared::Wrong;
    }
    if database.at.0.saturating_sub(kept.at.0) <= in_flight_ms {
        return Compared::OnItsWay;
    }
    // Nobody showed them for a while: what moved since then is not seen before somebody asks.
    Compared::Behind
}
