//! Facts the rules need and never change: catalogue, sites, coverage, channel rules. Read beforehand, immutable while a batch is decided.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::admin::{HoldRule, SwitchScope, Switches};
use crate::balance::BalanceKey;
use crate::book::Place;
use crate::hot::HotMarks;
use crate::ids::{Area, Channel, Lot, Moment, Owner, Pool, Sku, Tenant, Warehouse};
use crate::lot::LotPolicy;
use crate::reconcile::day::{Calendar, Day};
use crate::sourcing::network::SourcingFacts;
use crate::sourcing::rules::{Rules, SafetyScope};

/// A component of a kit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitPart {
    /// Component.
    pub sku: Sku,
    /// How many go into one kit, > 0.
    pub ratio: i64,
}

/// A presale of one SKU in one pool of one site: quota that is sold before the goods are there. How much is left of it says the balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresaleOffer {
    /// Its number, as the operator gave it.
    pub presale_no: String,
    /// Tenant.
    pub tenant: Tenant,
    /// SKU.
    pub sku: Sku,
    /// Where the goods are expected.
    pub warehouse: Warehouse,
    /// Pool the quota is of.
    pub pool: Pool,
    /// Owner of the goods.
    pub owner: Owner,
    /// When the goods are expected; `None` where nobody knows.
    pub expected_at: Option<Moment>,
    /// Sold before this moment; until it is closed if absent.
    pub sale_until: Option<Moment>,
    /// Not sold any more: orders keep what they have of it.
    pub closed: bool,
}

impl PresaleOffer {
    /// Whether it is sold at a moment.
    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        !self.closed && self.sale_until.is_none_or(|end| now < end)
    }

    /// The balance its quota lies in.
    #[must_use]
    pub fn key(&self) -> BalanceKey {
        BalanceKey {
            sku: self.sku.clone(),
            warehouse: self.warehouse.clone(),
            pool: self.pool.clone(),
            lot: Lot::none(),
            owner: self.owner.clone(),
            tenant: self.tenant.clone(),
        }
    }

    /// Whether it is of the place's goods, whatever the pool.
    #[must_use]
    pub fn is_at(&self, place: &Place) -> bool {
        self.warehouse == place.warehouse
            && self.sku == place.sku
            && self.owner == place.owner
            && self.tenant == place.tenant
    }
}

/// What the rules need to know of one SKU.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkuFacts {
    /// May not be sold for now.
    pub suspended: bool,
    /// Components; empty if it is not a kit. A kit's component is never a kit.
    pub kit: Vec<KitPart>,
    /// Safety stock by warehouse, of the shared pool, in base units.
    pub safety: BTreeMap<Warehouse, i64>,
    /// Safety stock where none is given for the warehouse.
    pub safety_default: i64,
    /// Days until it can be had from a supplier, where one has it.
    pub order_days: Option<i32>,
    /// How orders may hold it; the network's rule if absent.
    pub hold: Option<HoldRule>,
    /// Category of parts; rules of sourcing name it.
    pub category: String,
    /// Weight of one base unit in grams; 0 when not known.
    pub weight_grams: i64,
    /// Value of one base unit in fen; 0 when not known.
    pub value_minor: i64,
    /// How its lots may be sold; `None` if it is not tracked by lots.
    pub lots: Option<LotPolicy>,
    /// Its presales, of every tenant; those that are over too, for orders may still wait for their goods.
    pub presales: Vec<PresaleOffer>,
}

impl SkuFacts {
    /// Safety stock of the shared pool in one warehouse.
    #[must_use]
    pub fn safety_in(&self, warehouse: &Warehouse) -> i64 {
        self.safety
            .get(warehouse)
            .copied()
            .unwrap_or(self.safety_default)
    }

    /// The presale whose quota lies in a balance.
    #[must_use]
    pub fn presale_of(&self, key: &BalanceKey) -> Option<&PresaleOffer> {
        self.presales.iter().find(|offer| {
            offer.warehouse == key.warehouse
                && offer.pool == key.pool
                && offer.owner == key.owner
                && offer.tenant == key.tenant
        })
    }
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarehouseFacts {
    /// Open for orders.
    pub enabled: bool,
}

/// A site that serves an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Site.
    pub warehouse: Warehouse,
    /// Smaller goes first.
    pub priority: i64,
}

/// Rules of a sales channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelFacts {
    /// Whether it may draw from the shared pool after its own.
    pub shared_allowed: bool,
}

/// Closed business days, and what is done with a document that happened on one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Periods {
    /// When business days begin.
    pub calendar: Calendar,
    /// Refused with `PERIOD_CLOSED`; else booked today with its own time kept.
    pub refuse_back_dated: bool,
    /// Closed days of the last year or so by tenant.
    pub closed: BTreeMap<Tenant, BTreeSet<Day>>,
}

impl Periods {
    /// Whether a day is closed.
    #[must_use]
    pub fn is_closed(&self, tenant: &Tenant, day: Day) -> bool {
        self.closed
            .get(tenant)
            .is_some_and(|days| days.contains(&day))
    }
}

/// Sites, coverage and channels: small, shared, replaced as a whole when the database changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Sites.
    pub warehouses: BTreeMap<Warehouse, WarehouseFacts>,
    /// Sites by area code, in no particular order; the longest code that is a prefix of the asked one wins.
    pub coverage: BTreeMap<Area, Vec<Coverage>>,
    /// Channels with rules of their own; others may draw from the shared pool.
    pub channels: HashMap<Channel, ChannelFacts>,
    /// What sourcing knows beside: kinds of sites, calendars, rules.
    pub sourcing: SourcingFacts,
    /// What operators switched off or to reads only.
    pub switches: Switches,
    /// SKUs that operators marked as hot.
    pub hot: HotMarks,
    /// Closed business days.
    pub periods: Periods,
    /// How orders may hold SKUs without a rule of their own.
    pub hold: HoldRule,
}

impl Network {
    /// Enabled sites that may serve an area, best first (priority, then name). No area, or none that covers it: every enabled site, by name.
    #[must_use]
    pub fn candidates(&self, area: Option<&Area>) -> Vec<Warehouse> {
        let covering = area.and_then(|area| {
            let text = area.as_str();
            (1..=text.len())
                .rev()
                .filter(|end| text.is_char_boundary(*end))
                .find_map(|end| self.coverage.get(&text[..end]))
        });
        let enabled = |warehouse: &Warehouse| self.is_open(warehouse);
        match covering {
            Some(rows) => {
                let mut rows: Vec<_> = rows.iter().filter(|row| enabled(&row.warehouse)).collect();
                rows.sort_by(|a, b| (a.priority, &a.warehouse).cmp(&(b.priority, &b.warehouse)));
                rows.into_iter().map(|row| row.warehouse.clone()).collect()
            }
            None => self
                .warehouses
                .keys()
                .filter(|w| enabled(w))
                .cloned()
                .collect(),
        }
    }

    /// Whether a site takes orders: enabled, and not switched off or to reads only.
    #[must_use]
    pub fn is_open(&self, warehouse: &Warehouse) -> bool {
        let found = self.warehouses.get(warehouse);
        found.is_some_and(|facts| facts.enabled)
            && self
                .switches
                .get(SwitchScope::Warehouse, warehouse.as_str())
                .is_none()
    }

    /// Whether a SKU or the channel it is sold through is switched off or to reads only: nothing of it can be sold for now.
    #[must_use]
    pub fn is_off_sale(&self, sku: &Sku, channel: Option<&Channel>) -> bool {
        self.switches.get(SwitchScope::Sku, sku.as_str()).is_some()
            || channel.is_some_and(|channel| {
                self.switches
                    .get(SwitchScope::Channel, channel.as_str())
                    .is_some()
            })
    }

    /// Whether a channel may draw from the shared pool.
    #[must_use]
    pub fn shared_allowed(&self, channel: Option<&Channel>) -> bool {
        channel
            .and_then(|c| self.channels.get(c))
            .is_none_or(|facts| facts.shared_allowed)
    }
}

/// All facts for one batch.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Sites, coverage, channels.
    pub network: Arc<Network>,
    /// The SKUs the batch names, with the components of its kits. A SKU that is not here does not exist.
    pub skus: HashMap<Sku, Arc<SkuFacts>>,
}

impl Facts {
    /// How orders may hold a SKU.
    #[must_use]
    pub fn hold_rule(&self, sku: &Sku) -> &HoldRule {
        let own = self.skus.get(sku).and_then(|found| found.hold.as_ref());
        own.unwrap_or(&self.network.hold)
    }

    /// Safety stock of the shared pool of a SKU in a site where so much is free. The narrowest rule decides: the SKU's own figure for this site, a rule
    /// for both, the SKU's own figure, a rule for the SKU, for its category, for the kind of site; of two that are equally narrow the one that names the site.
    #[must_use]
    pub fn safety(
        &self,
        rules: &Rules,
        sku: (&Sku, &SkuFacts),
        warehouse: &Warehouse,
        free: i64,
    ) -> i64 {
        let (name, facts) = sku;
        if let Some(own) = facts.safety.get(warehouse) {
            return *own;
        }
        let by = |scope: SafetyScope, name: &str, site: Option<&Warehouse>| {
            let mut rules = rules.safety.iter();
            let found = rules.find(|rule| {
                rule.scope == scope && rule.name == name && rule.warehouse.as_ref() == site
            });
            found.map(|rule| rule.keep.of(free))
        };
        if rules.safety.is_empty() {
            return facts.safety_default;
        }
        if let Some(keep) = by(SafetyScope::Sku, name.as_str(), Some(warehouse)) {
            return keep;
        }
        if facts.safety_default > 0 {
            return facts.safety_default;
        }
        let wide = |scope, name: &str| {
            let here = by(scope, name, Some(warehouse));
            here.or_else(|| by(scope, name, None))
        };
        let kind = self.network.sourcing.site(warehouse).kind;
        by(SafetyScope::Sku, name.as_str(), None)
            .or_else(|| wide(SafetyScope::Category, &facts.category))
            .or_else(|| wide(SafetyScope::SiteKind, kind.as_str()))
            .unwrap_or(0)
    }
}
