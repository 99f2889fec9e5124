//! The question: what is wanted where, and what was seen when it was asked. Both are kept with the plan, so that another set of rules can be tried on them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::calendar::Day;
use super::network::SourcingFacts;
use super::promise::Departure;
use super::rules::Rules;
use crate::ids::{Area, Channel, Lot, Moment, OrderNo, Owner, Pool, Sku, Tenant, Warehouse};

/// What is to be sourced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The mall.
    pub tenant: Tenant,
    /// The order, where there is one already.
    pub order_no: Option<OrderNo>,
    /// Where to; absent: every open site may serve, nothing is known of the way.
    pub area: Option<Area>,
    /// Sold through: decides policy and pools.
    pub channel: Option<Channel>,
    /// Name of the policy; absent: the channel's.
    pub policy: Option<String>,
    /// What.
    pub lines: Vec<AskLine>,
    /// Value of the whole order in fen.
    pub order_value: Option<i64>,
    /// Must arrive by.
    pub required_by: Option<Moment>,
    /// Sites that must not be used.
    pub excluded: Vec<Warehouse>,
    /// Most parcels, if fewer than the policy allows.
    pub max_parcels: Option<usize>,
}

/// One line to source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskLine {
    /// The order's line.
    pub line_no: i64,
    /// SKU or kit.
    pub sku: Sku,
    /// How many.
    pub quantity: i64,
    /// Owner of the goods.
    pub owner: Owner,
    /// Lines of one group ship together.
    pub group: Option<String>,
    /// Not older than so many days.
    pub max_age_days: Option<i64>,
}

/// Free stock of one balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockRow {
    /// Where.
    pub warehouse: Warehouse,
    /// What.
    pub sku: Sku,
    /// Whose.
    pub owner: Owner,
    /// In which pool.
    pub pool: Pool,
    /// Of which lot; empty where lots are not told apart.
    #[serde(default, skip_serializing_if = "Lot::is_none")]
    pub lot: Lot,
    /// When it was made, for goods kept by lot.
    pub produced: Option<Day>,
    /// How many, before safety stock.
    pub available: i64,
}

/// What was seen when a question was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When, by the database's clock.
    pub at: Moment,
    /// Free stock of the question's SKUs.
    pub stock: Vec<StockRow>,
    /// Orders and lines that waves of sites hold already, by [`Slot`] in text.
    pub loads: BTreeMap<String, Load>,
}

/// What a wave holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// Orders.
    pub orders: i64,
    /// Order lines.
    pub lines: i64,
}

/// A wave of a site's day, of which the capacity is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// The site.
    pub warehouse: Warehouse,
    /// The day.
    pub day: Day,
    /// The wave, by its cutoff in minutes.
    pub cutoff_minute: i64,
    /// Most orders.
    pub orders: Option<i64>,
    /// Most order lines.
    pub lines: Option<i64>,
}

impl Slot {
    /// The slot of a departure; `None` where its capacity has no bound.
    #[must_use]
    pub fn of(warehouse: &Warehouse, departure: &Departure) -> Option<Self> {
        let bounded = departure.orders.is_some() || departure.lines.is_some();
        bounded.then(|| Self {
            warehouse: warehouse.clone(),
            day: departure.day,
            cutoff_minute: departure.cutoff_minute,
            orders: departure.orders,
            lines: departure.lines,
        })
    }

    /// The name it is counted under.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.warehouse, self.day, self.cutoff_minute)
    }
}

/// The bounded slots an order placed at a moment could go with, so that what they hold can be read.
#[must_use]
pub fn slots(network: &SourcingFacts, rules: &Rules, ask: &Ask, at: Moment) -> Vec<Slot> {
    let mut sites: Vec<&Warehouse> = match &ask.area {
        Some(area) => {
            let rows = rules.coverage(area, at);
            rows.into_iter().map(|row| &row.warehouse).collect()
        }
        None => rules.sites_with_waves().collect(),
    };
    sites.sort();
    sites.dedup();
    sites
        .into_iter()
        .filter_map(|site| {
            let departure = network.departure(rules, site, at)?;
            Slot::of(site, &departure)
        })
        .collect()
}
