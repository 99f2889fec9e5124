//! Facts the rules need and never change: catalogue, sites, coverage, channel rules. Read beforehand, immutable while a batch is decided.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::ids::{Area, Channel, Sku, Warehouse};

/// A component of a kit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitPart {
    /// Component.
    pub sku: Sku,
    /// How many go into one kit, > 0.
    pub ratio: i64,
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

/// Sites, coverage and channels: small, shared, replaced as a whole when the database changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Sites.
    pub warehouses: BTreeMap<Warehouse, WarehouseFacts>,
    /// Sites by area code, in no particular order; the longest code that is a prefix of the asked one wins.
    pub coverage: BTreeMap<Area, Vec<Coverage>>,
    /// Channels with rules of their own; others may draw from the shared pool.
    pub channels: HashMap<Channel, ChannelFacts>,
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
        let enabled = |warehouse: &Warehouse| {
            self.warehouses
                .get(warehouse)
                .is_some_and(|facts| facts.enabled)
        };
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
