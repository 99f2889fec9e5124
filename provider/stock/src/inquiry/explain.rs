//! Why a number is what it is: the steps from what stands in the buildings to what can be sold, and who holds the rest.

use std::collections::BTreeSet;

use super::{Pooled, View, free_in, parts};
use crate::balance::Balance;
use crate::bucket::Bucket;
use crate::facts::Facts;
use crate::ids::{Moment, OrderNo, Pool, Sku, Warehouse};
use crate::movement::codes;
use crate::reservation::{Fulfilment, Reservation};
use serde::{Deserialize, Serialize};

codes! {
    /// What a step is about.
    Reason {
        /// What stands in the warehouse.
        OnHand = "ON_HAND",
        /// Not in the free bucket: held, bound, frozen, not inspected, defective.
        NotAvailable = "NOT_AVAILABLE",
        /// The warehouse takes no orders.
        WarehouseClosed = "WAREHOUSE_CLOSED",
        /// The warehouse does not serve the area, or is not the one asked for.
        NotInArea = "NOT_IN_AREA",
        /// In a quota the channel does not draw from.
        OtherPool = "OTHER_POOL",
        /// Kept back.
        SafetyStock = "SAFETY_STOCK",
        /// Counted in kits: what does not make a whole kit is left out.
        KitRatio = "KIT_RATIO",
        /// Suspended from sale.
        Suspended = "SUSPENDED",
    }
}

/// One step; the steps of an answer add up to what can be sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is about.
    pub reason: Reason,
    /// SKU: of a kit, the component that allows the fewest.
    pub sku: Sku,
    /// Where; `None` if it is about all.
    pub warehouse: Option<Warehouse>,
    /// What it adds, or takes away if negative.
    pub quantity: i64,
    /// In words.
    pub text: String,
}

/// The steps to the sellable quantity of a SKU. `goods` has every pool and site of it (of its components); others are passed over. `None` if the catalogue
/// does not know it.
#[must_use]
pub fn explain(view: &View<'_>, sku: &Sku, facts: &Facts, goods: &Pooled) -> Option<Vec<Step>> {
    let found = facts.skus.get(sku)?;
    let parts = parts(sku, found);
    let mut scarcest: Option<(i64, i64, Vec<Step>)> = None;
    for (part, ratio) in &parts {
        let steps = part_steps(view, part, facts, goods);
        let left: i64 = steps.iter().map(|step| step.quantity).sum();
        let units = left / ratio;
        if scarcest
            .as_ref()
            .is_none_or(|(fewest, _, _)| units < *fewest)
        {
            scarcest = Some((units, left, steps));
        }
    }
    let (units, left, mut steps) = scarcest.unwrap_or_default();
    let mut close = |reason, quantity: i64, text: String| {
        if quantity != 0 {
            steps.push(Step {
                reason,
                sku: sku.clone(),
                warehouse: None,
                quantity,
                text,
            });
        }
    };
    close(
        Reason::KitRatio,
        units - left,
        format!("{left} of the scarcest part make {units} whole kits"),
    );
    let suspended = |sku: &Sku| facts.skus.get(sku).is_none_or(|found| found.suspended);
    if suspended(sku) || parts.keys().any(|part| suspended(part)) {
        close(Reason::Suspended, -units, "suspended from sale".to_owned());
    }
    Some(steps)
}

fn part_steps(view: &View<'_>, sku: &Sku, facts: &Facts, goods: &Pooled) -> Vec<Step> {
    let of_sku = || {
        goods.balances.iter().filter(|(key, _)| {
            key.sku == *sku && key.owner == *view.owner && key.tenant == *view.tenant
        })
    };
    let sites: BTreeSet<&Warehouse> = of_sku().map(|(key, _)| &key.warehouse).collect();
    let serving = view.sites(facts);
    let pools = view.pools(facts);
    let mut steps = Vec::new();
    for site in sites {
        let here: Vec<Here<'_>> = of_sku()
            .filter(|(key, _)| key.warehouse == *site)
            .map(|(key, balance)| Here {
                pool: &key.pool,
                balance,
                over: goods.over.get(key).copied().unwrap_or(0),
            })
            .collect();
        let mut walk = Walk {
            sku,
            site,
            steps: &mut steps,
        };
        walk.not_free(&here);
        walk.over(&here);
        let free: i64 = here.iter().map(Here::free).sum();
        let open = facts
            .network
            .warehouses
            .get(site)
            .is_some_and(|found| found.enabled);
        if !open {
            walk.step(Reason::WarehouseClosed, -free, || {
                "the warehouse takes no orders".into()
            });
        } else if !serving.contains(site) {
            walk.step(Reason::NotInArea, -free, || {
                "the warehouse does not serve what was asked for".into()
            });
        } else {
            walk.not_sellable(&here, &pools, facts);
        }
    }
    steps
}

/// The goods of a pool in one site.
struct Here<'w> {
    pool: &'w Pool,
    balance: &'w Balance,
    /// Free, but past their last day.
    over: i64,
}

impl Here<'_> {
    fn free(&self) -> i64 {
        self.balance.get(Bucket::Available) - self.over
    }
}

/// The steps of one site.
struct Walk<'w> {
    sku: &'w Sku,
    site: &'w Warehouse,
    steps: &'w mut Vec<Step>,
}

impl Walk<'_> {
    fn step(&mut self, reason: Reason, quantity: i64, text: impl FnOnce() -> String) {
        if quantity != 0 {
            self.steps.push(Step {
                reason,
                sku: self.sku.clone(),
                warehouse: Some(self.site.clone()),
                quantity,
                text: text(),
            });
        }
    }

    fn not_free(&mut self, here: &[Here<'_>]) {
        let on_hand = here.iter().map(|h| h.balance.quantities.on_hand()).sum();
        self.step(Reason::OnHand, on_hand, || "stands in the warehouse".into());
        let physical = Bucket::ALL.into_iter().filter(|b| b.is_physical());
        for bucket in physical.filter(|b| *b != Bucket::Available) {
            let there: i64 = here.iter().map(|h| h.balance.get(bucket)).sum();
            self.step(Reason::NotAvailable, -there, || bucket.as_str().into());
        }
    }

    fn over(&mut self, here: &[Here<'_>]) {
        let over: i64 = here.iter().map(|h| h.over).sum();
        self.step(Reason::NotAvailable, -over, || {
            "lots past the last day they may be sold".into()
        });
    }

    fn not_sellable(&mut self, here: &[Here<'_>], pools: &[Pool], facts: &Facts) {
        for here in here {
            let (pool, free) = (here.pool, here.free());
            let mut balance = *here.balance;
            balance.quantities.add(Bucket::Available, -here.over);
            if pools.contains(pool) {
                let kept = free - free_in(&balance, self.sku, self.site, pool, facts);
                self.step(Reason::SafetyStock, -kept, || {
                    format!("safety stock of pool {pool}")
                });
            } else {
                self.step(Reason::OtherPool, -free, || format!("in pool {pool}"));
            }
        }
    }
}

/// Kind of a reservation that holds goods; papers have kinds of their own.
pub const HELD_BY_RESERVATION: &str = "RESERVATION";
/// Kind of a fulfilment order that holds goods.
pub const HELD_BY_FULFILMENT: &str = "FULFILLMENT";

/// A document that holds goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Kind, as callers know it.
    pub kind: &'static str,
    /// Its number.
    pub document_no: String,
    /// Its order, if it is about one.
    pub order_no: Option<OrderNo>,
    /// Where.
    pub warehouse: Warehouse,
    /// From which pool.
    pub pool: Pool,
    /// In which bucket.
    pub bucket: Bucket,
    /// How many.
    pub quantity: i64,
    /// Since when.
    pub since: Moment,
    /// Until when, if it runs out.
    pub until: Option<Moment>,
}

/// Who holds units of a SKU (of any of a kit's components), latest first, at most `limit`.
#[must_use]
pub fn holders<'a>(
    view: &View<'_>,
    sku: &Sku,
    facts: &Facts,
    reservations: impl Iterator<Item = &'a Reservation>,
    fulfilments: impl Iterator<Item = &'a Fulfilment>,
    limit: usize,
) -> Vec<Holder> {
    let Some(found) = facts.skus.get(sku) else {
        return Vec::new();
    };
    let parts = parts(sku, found);
    let here = |warehouse: &Warehouse| view.warehouse.is_none_or(|only| only == warehouse);
    let mut holders = Vec::new();
    for held in reservations.filter(|held| held.tenant == *view.tenant) {
        let lines = held.lines.iter().filter(|line| {
            line.held() > 0
                && parts.contains_key(&line.sku)
                && line.owner == *view.owner
                && here(&line.warehouse)
        });
        holders.extend(lines.map(|line| Holder {
            kind: HELD_BY_RESERVATION,
            document_no: held.no().to_string(),
            order_no: Some(held.order_no.clone()),
            warehouse: line.warehouse.clone(),
            pool: line.pool.clone(),
            bucket: line.bucket(),
            quantity: line.held(),
            since: held.created_at,
            until: Some(held.expire_at),
        }));
    }
    for bound in fulfilments.filter(|f| f.tenant == *view.tenant && here(&f.warehouse)) {
        let lines = bound.lines.iter().filter(|line| {
            line.open() > 0 && parts.contains_key(&line.sku) && line.owner == *view.owner
        });
        holders.extend(lines.map(|line| Holder {
            kind: HELD_BY_FULFILMENT,
            document_no: bound.no().to_string(),
            order_no: Some(bound.order_no.clone()),
            warehouse: bound.warehouse.clone(),
            pool: line.pool.clone(),
            bucket: Bucket::Allocated,
            quantity: line.open(),
            since: bound.created_at,
            until: None,
        }));
    }
    latest(holders, limit)
}

/// The latest holders first, at most `limit`.
#[must_use]
pub fn latest(mut holders: Vec<Holder>, limit: usize) -> Vec<Holder> {
    holders.sort_by(|a, b| (b.since, &b.document_no).cmp(&(a.since, &a.document_no)));
    holders.truncate(limit);
    holders
}
