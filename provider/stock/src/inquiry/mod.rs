//! Inquiry: what can be sold, and why that is the number. Reads only; the same sites, pools and safety stock as a hold would use.

#[cfg(test)]
mod band_tests;
mod explain;
mod lots;
mod presales;
mod promise;
#[cfg(test)]
mod tests;

pub use explain::{
    HELD_BY_FULFILMENT, HELD_BY_RESERVATION, Holder, Reason, Step, explain, holders, latest,
};
pub use lots::{LotStock, Pooled, in_turn};
pub use presales::with_presales;
pub use promise::{Dates, Incoming, Line, LineDate, dates, less_sold, parts_of};

use std::collections::BTreeMap;

use crate::balance::{Balance, BalanceKey};
use crate::bucket::Bucket;
use crate::facts::{Facts, SkuFacts};
use crate::ids::{Area, Channel, Lot, Moment, Owner, Pool, Sku, Tenant, Warehouse};
use crate::movement::codes;
use crate::policy::{CANDIDATES_MAX, LOW_QUANTITY_MAX};
use serde::{Deserialize, Serialize};

codes! {
    /// What a listing page shows.
    Band {
        /// More than [`LOW_QUANTITY_MAX`].
        InStock = "IN_STOCK",
        /// A few left; the number is shown.
        Low = "LOW",
        /// Nothing.
        Out = "OUT",
        /// None here, but presale quota is left.
        Presale = "PRESALE",
        /// None here, but a supplier has it here in some days.
        Orderable = "ORDERABLE",
    }
}

impl Band {
    /// The band of a sellable quantity.
    #[must_use]
    pub const fn of(quantity: i64) -> Self {
        match quantity {
            ..=0 => Self::Out,
            1..=LOW_QUANTITY_MAX => Self::Low,
            _ => Self::InStock,
        }
    }
}

/// Who asks: where to, sold through whom, whose goods.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The mall.
    pub tenant: &'a Tenant,
    /// Owner of the goods.
    pub owner: &'a Owner,
    /// Where to; every open site if absent.
    pub area: Option<&'a Area>,
    /// Sold through; the shared pool only if absent.
    pub channel: Option<&'a Channel>,
    /// This site only.
    pub warehouse: Option<&'a Warehouse>,
}

impl View<'_> {
    /// Sites that may serve, as a hold would choose them.
    fn sites(&self, facts: &Facts) -> Vec<Warehouse> {
        let Some(only) = self.warehouse else {
            let mut sites = facts.network.candidates(self.area);
            sites.truncate(CANDIDATES_MAX);
            return sites;
        };
        let open = facts.network.is_open(only);
        open.then(|| only.clone()).into_iter().collect()
    }

    /// Pools that may be drawn from.
    fn pools(&self, facts: &Facts) -> Vec<Pool> {
        let own = self.channel.map(Pool::of_channel);
        let shared = facts.network.shared_allowed(self.channel);
        own.into_iter().chain(shared.then(Pool::shared)).collect()
    }

    fn key(&self, sku: &Sku, warehouse: &Warehouse, pool: &Pool) -> BalanceKey {
        BalanceKey {
            sku: sku.clone(),
            warehouse: warehouse.clone(),
            pool: pool.clone(),
            lot: Lot::none(),
            owner: self.owner.clone(),
            tenant: self.tenant.clone(),
        }
    }
}

/// What of one SKU can be sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sellable {
    /// How many, in base units of the SKU, or in whole kits.
    pub quantity: i64,
    /// What a listing page shows.
    pub band: Band,
    /// In how many sites there is some of it; of a kit, in how many there is a whole one.
    pub sites: usize,
    /// Largest ledger sequence the figure is of.
    pub version: i64,
    /// For band [`Band::Presale`]: presale quota left. A kit has none.
    pub presale_left: Option<i64>,
    /// For band [`Band::Orderable`]: days until it can be had.
    pub orderable_in_days: Option<i32>,
}

/// Balances that the answer for some SKUs needs. Unknown SKUs need none.
#[must_use]
pub fn accounts(view: &View<'_>, skus: &[Sku], facts: &Facts) -> Vec<BalanceKey> {
    let sites = view.sites(facts);
    let pools = view.pools(facts);
    let mut keys = Vec::new();
    for sku in skus {
        let Some(found) = facts.skus.get(sku) else {
            continue;
        };
        for (part, _) in parts(sku, found) {
            for site in &sites {
                keys.extend(pools.iter().map(|pool| view.key(part, site, pool)));
            }
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

/// What of a SKU can be sold: free stock of the sites and pools that may serve, less safety stock; of a kit, the fewest any component allows. `None` if the
/// catalogue does not know it.
#[must_use]
pub fn sellable(
    view: &View<'_>,
    sku: &Sku,
    facts: &Facts,
    balances: &BTreeMap<BalanceKey, Balance>,
    now: Moment,
) -> Option<Sellable> {
    let found = facts.skus.get(sku)?;
    let parts = parts(sku, found);
    let known = parts.keys().all(|part| facts.skus.contains_key(*part));
    let suspended = |part: &Sku| {
        facts.skus.get(part).is_none_or(|f| f.suspended)
            || facts.network.is_off_sale(part, view.channel)
    };
    let off_sale = !known || suspended(sku) || parts.keys().any(|part| suspended(part));
    let sites = view.sites(facts);
    let pools = view.pools(facts);
    let mut version = 0;
    let mut total: BTreeMap<&Sku, i64> = BTreeMap::new();
    let mut presale: BTreeMap<&Sku, i64> = BTreeMap::new();
    let mut sites_with_some = 0;
    for site in &sites {
        let mut least = i64::MAX;
        for (part, ratio) in &parts {
            let mut here = 0_i64;
            for pool in &pools {
                let key = view.key(part, site, pool);
                let balance = balances.get(&key).copied().unwrap_or_default();
                version = version.max(balance.last_seq);
                let sold = facts
                    .skus
                    .get(*part)
                    .and_then(|found| found.presale_of(&key));
                if sold.is_some_and(|offer| offer.is_open(now)) {
                    let quota = presale.entry(part).or_default();
                    *quota = quota.saturating_add(balance.get(Bucket::PresaleAvail).max(0));
                }
                here = here.saturating_add(free_in(&balance, part, site, pool, facts));
            }
            let sum = total.entry(part).or_default();
            *sum = sum.saturating_add(here);
            least = least.min(here / ratio);
        }
        sites_with_some += usize::from(least > 0);
    }
    let sum = |of: &BTreeMap<&Sku, i64>, part: &Sku| of.get(part).copied().unwrap_or(0);
    let units = |presale_too: bool| {
        let of_part = |(part, ratio): (&&Sku, &i64)| {
            let quota = if presale_too { sum(&presale, part) } else { 0 };
            sum(&total, part).saturating_add(quota) / ratio
        };
        parts.iter().map(of_part).min().unwrap_or(0)
    };
    let mut answer = Sellable {
        quantity: if off_sale { 0 } else { units(false) },
        band: Band::Out,
        sites: if off_sale { 0 } else { sites_with_some },
        version,
        presale_left: None,
        orderable_in_days: None,
    };
    answer.band = Band::of(answer.quantity);
    if answer.band == Band::Out && !off_sale {
        let short = parts
            .iter()
            .filter(|(part, ratio)| sum(&total, part) < **ratio);
        let days = short.map(|(part, _)| facts.skus.get(*part).and_then(|found| found.order_days));
        let days: Option<Vec<i32>> = days.collect();
        // A kit has no presale of its own: only its parts are sold before they are there.
        if found.kit.is_empty() && units(true) > 0 {
            answer.band = Band::Presale;
            answer.presale_left = Some(units(true));
        } else if let Some(days) = days.and_then(|days| days.into_iter().max()) {
            answer.band = Band::Orderable;
            answer.orderable_in_days = Some(days);
        }
    }
    Some(answer)
}

/// What can be sold out of one balance.
#[must_use]
pub fn free_in(
    balance: &Balance,
    sku: &Sku,
    warehouse: &Warehouse,
    pool: &Pool,
    facts: &Facts,
) -> i64 {
    let available = balance.get(Bucket::Available);
    free_of(available, sku, warehouse, pool, facts)
}

/// What can be sold of so many free ones in a site and pool: safety stock of the shared pool stays.
#[must_use]
pub fn free_of(
    available: i64,
    sku: &Sku,
    warehouse: &Warehouse,
    pool: &Pool,
    facts: &Facts,
) -> i64 {
    let safety = facts.skus.get(sku).filter(|_| pool.is_shared());
    let safety = safety.map_or(0, |found| found.safety_in(warehouse).max(0));
    available.saturating_sub(safety).max(0)
}

/// What one unit is made of: itself, or a kit's components with their ratios.
fn parts<'a>(sku: &'a Sku, found: &'a SkuFacts) -> BTreeMap<&'a Sku, i64> {
    let mut parts = BTreeMap::new();
    if found.kit.is_empty() {
        parts.insert(sku, 1);
    }
    for part in &found.kit {
        let ratio: &mut i64 = parts.entry(&part.sku).or_default();
        *ratio = ratio.saturating_add(part.ratio.max(1));
    }
    parts
}
