//! Rules of sourcing as an operator writes them: policies, coverage, waves and capacity, exclusions, safety stock. One version of them is a [`RuleSet`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::promise::Wave;
use crate::ids::{Area, Channel, Moment, Sku, Warehouse};
use crate::movement::codes;

codes! {
    /// What kind of site a warehouse is.
    SiteKind {
        /// Near the customer.
        Front = "FRONT",
        /// Serves a region.
        Regional = "REGIONAL",
        /// Serves the country.
        Central = "CENTRAL",
        /// A store or repair shop.
        Store = "STORE",
        /// A supplier who ships himself.
        Supplier = "SUPPLIER",
        /// Receives returns only: never a source.
        Return = "RETURN",
    }
}

codes! {
    /// What a policy seeks; the smaller figure is the better one.
    Aim {
        /// Few parcels.
        Parcels = "PARCELS",
        /// Little freight, in fen.
        Cost = "COST",
        /// Few hours to the last arrival.
        Hours = "HOURS",
        /// Sites that go first for the area.
        Priority = "PRIORITY",
        /// Sites of which only a small share of the stock is taken, in basis points.
        StockHealth = "STOCK_HEALTH",
    }
}

codes! {
    /// How an order may be split.
    Split {
        /// One site or none.
        None = "NONE",
        /// Whole lines may come from different sites.
        ByLine = "BY_LINE",
        /// One line may come from several sites.
        ByQty = "BY_QTY",
    }
}

codes! {
    /// What a safety-stock rule applies to; the narrowest decides.
    SafetyScope {
        /// One SKU.
        Sku = "SKU",
        /// One category of parts.
        Category = "CATEGORY",
        /// All sites of one type.
        SiteKind = "WAREHOUSE_TYPE",
    }
}

/// One aim and its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// What is sought.
    pub aim: Aim,
    /// Thousandths of the weight an operator gave: whole numbers compare alike everywhere. Not read by policies that take their aims in order.
    pub weight_milli: i64,
}

/// How orders are sourced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// The channel it is for; absent: every channel without its own.
    pub channel: Option<Channel>,
    /// What is sought, most important first, or weighted.
    pub objectives: Vec<Objective>,
    /// Whether the aims are weighed against each other instead of taken in order.
    pub weighted: bool,
    /// How an order may be split.
    pub split: Split,
    /// Most parcels, 1 to [`PARCELS_MAX`].
    pub max_parcels: usize,
    /// What each parcel but the most valuable must carry, in fen.
    pub min_extra_value: i64,
    /// Suppliers only for what no own site has.
    pub supplier_last: bool,
    /// Gather at a hub where that is cheaper and in time.
    pub consolidate: bool,
    /// Leave the last units of the only front site of an area to that area.
    pub protect_front: bool,
}

/// Most parcels a policy may allow.
pub const PARCELS_MAX: usize = 8;

impl Default for Policy {
    /// What holds where nobody wrote a policy: few parcels, then little freight, then fast; whole lines.
    fn default() -> Self {
        let aims = [Aim::Parcels, Aim::Cost, Aim::Hours, Aim::Priority];
        Self {
            name: "DEFAULT".to_owned(),
            channel: None,
            objectives: aims
                .map(|aim| Objective {
                    aim,
                    weight_milli: 0,
                })
                .into(),
            weighted: false,
            split: Split::ByLine,
            max_parcels: 4,
            min_extra_value: 0,
            supplier_last: true,
            consolidate: false,
            protect_front: false,
        }
    }
}

/// A site serves an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageRule {
    /// The site.
    pub warehouse: Warehouse,
    /// Province, city or district; the longest code that is a prefix of the address decides.
    pub area: Area,
    /// Level of service; empty is the standard one.
    pub level: String,
    /// Smaller goes first.
    pub priority: i64,
    /// Hours from handing over to arrival; absent when nobody said.
    pub lead_hours: Option<i64>,
    /// Freight of the first kilogram, in fen.
    pub first_kg: i64,
    /// Freight of each further kilogram begun, in fen.
    pub next_kg: i64,
    /// Fixed cost of a parcel, in fen.
    pub parcel: i64,
    /// Valid from.
    pub valid_from: Option<Moment>,
    /// Valid until, this moment not included.
    pub valid_to: Option<Moment>,
}

impl CoverageRule {
    /// Whether it holds at a moment.
    #[must_use]
    pub fn holds_at(&self, at: Moment) -> bool {
        self.valid_from.is_none_or(|from| from <= at) && self.valid_to.is_none_or(|to| at < to)
    }

    /// Freight of one parcel of a weight: a kilogram begun is a kilogram.
    #[must_use]
    pub fn freight(&self, grams: i64) -> i64 {
        let further = (grams.max(0) + 999) / 1_000 - 1;
        self.parcel
            .saturating_add(self.first_kg)
            .saturating_add(self.next_kg.saturating_mul(further.max(0)))
    }
}

/// A wave of a site's day, with its capacity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityRule {
    /// The site.
    pub warehouse: Warehouse,
    /// The wave.
    pub wave: Wave,
}

/// What must not be sent how. What is absent matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Category of parts.
    pub category: Option<String>,
    /// SKU.
    pub sku: Option<Sku>,
    /// Site that must not send it.
    pub warehouse: Option<Warehouse>,
    /// Area it must not be sent to.
    pub area: Option<Area>,
    /// Level of service it must not use.
    pub level: Option<String>,
}

/// Safety stock as a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyRule {
    /// What it applies to.
    pub scope: SafetyScope,
    /// The SKU, category or kind of site.
    pub name: String,
    /// One site only; absent: every site.
    pub warehouse: Option<Warehouse>,
    /// How much is kept back.
    pub keep: Keep,
}

/// How much is kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keep {
    /// So many base units.
    Units(i64),
    /// So many hundredths of a percent of what is free, rounded up.
    BasisPoints(i64),
}

impl Keep {
    /// Units kept back of so many that are free.
    #[must_use]
    pub fn of(self, free: i64) -> i64 {
        match self {
            Self::Units(units) => units,
            Self::BasisPoints(points) => {
                let kept = (i128::from(free.max(0)) * i128::from(points) + 9_999) / 10_000;
                i64::try_from(kept).unwrap_or(i64::MAX)
            }
        }
    }
}

/// One version of the rules. A part that is empty leaves that part as the catalogue has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// Its version; empty for the catalogue's own.
    pub version: String,
    /// Policies.
    pub policies: Vec<Policy>,
    /// Coverage.
    pub coverage: Vec<CoverageRule>,
    /// Waves and capacity.
    pub capacities: Vec<CapacityRule>,
    /// Exclusions.
    pub exclusions: Vec<Exclusion>,
    /// Safety stock.
    pub safety: Vec<SafetyRule>,
}

/// Rules made ready to be looked up in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The version that decided; empty for the catalogue's own.
    pub version: String,
    policies: Vec<Policy>,
    coverage: BTreeMap<Area, Vec<CoverageRule>>,
    waves: BTreeMap<Warehouse, Vec<Wave>>,
    /// What must not be sent how.
    pub exclusions: Vec<Exclusion>,
    /// Safety stock, as [`crate::facts::Facts::safety`] reads it.
    pub safety: Vec<SafetyRule>,
}

impl Rules {
    /// A version laid over the catalogue's own rules: each part that it has replaces the catalogue's.
    #[must_use]
    pub fn of(set: &RuleSet, base: &RuleSet) -> Self {
        fn part<'a, T>(own: &'a [T], base: &'a [T]) -> &'a [T] {
            if own.is_empty() { base } else { own }
        }
        let mut coverage: BTreeMap<Area, Vec<CoverageRule>> = BTreeMap::new();
        for row in part(&set.coverage, &base.coverage) {
            coverage
                .entry(row.area.clone())
                .or_default()
                .push(row.clone());
        }
        let mut waves: BTreeMap<Warehouse, Vec<Wave>> = BTreeMap::new();
        for row in part(&set.capacities, &base.capacities) {
            waves
                .entry(row.warehouse.clone())
                .or_default()
                .push(row.wave.clone());
        }
        Self {
            version: set.version.clone(),
            policies: part(&set.policies, &base.policies).to_vec(),
            coverage,
            waves,
            exclusions: part(&set.exclusions, &base.exclusions).to_vec(),
            safety: part(&set.safety, &base.safety).to_vec(),
        }
    }

    /// The policy of a name. Without a name: the channel's own, else the general one, else the built-in one. `None` for a name nobody wrote.
    #[must_use]
    pub fn policy(&self, name: Option<&str>, channel: Option<&Channel>) -> Option<Policy> {
        match name {
            Some(name) => {
                let default = Policy::default();
                let written = self.policies.iter().find(|policy| policy.name == name);
                written
                    .cloned()
                    .or_else(|| (default.name == name).then_some(default))
            }
            None => Some(self.written(channel).cloned().unwrap_or_default()),
        }
    }

    /// The policy somebody wrote for a channel, or for all.
    #[must_use]
    pub fn written(&self, channel: Option<&Channel>) -> Option<&Policy> {
        let of = |wanted: Option<&Channel>| {
            let mut policies = self.policies.iter();
            policies.find(move |policy| policy.channel.as_ref() == wanted)
        };
        channel
            .and_then(|channel| of(Some(channel)))
            .or_else(|| of(None))
    }

    /// Names of all policies.
    #[must_use]
    pub fn policy_names(&self) -> Vec<&str> {
        self.policies
            .iter()
            .map(|policy| policy.name.as_str())
            .collect()
    }

    /// Rows of the longest area code that is a prefix of the asked one and has a row that holds; none if no code covers it.
    #[must_use]
    pub fn coverage(&self, area: &Area, at: Moment) -> Vec<&CoverageRule> {
        let text = area.as_str();
        (1..=text.len())
            .rev()
            .filter(|end| text.is_char_boundary(*end))
            .filter_map(|end| self.coverage.get(&text[..end]))
            .map(|rows| {
                rows.iter()
                    .filter(|row| row.holds_at(at))
                    .collect::<Vec<_>>()
            })
            .find(|rows| !rows.is_empty())
            .unwrap_or_default()
    }

    /// Every area a site serves.
    pub fn areas_of<'a>(&'a self, warehouse: &'a Warehouse) -> impl Iterator<Item = &'a Area> {
        let serves = move |rows: &&CoverageRule| rows.warehouse == *warehouse;
        self.coverage
            .iter()
            .filter(move |(_, rows)| rows.iter().any(|row| serves(&row)))
            .map(|(area, _)| area)
    }

    /// Sites somebody wrote waves for.
    pub fn sites_with_waves(&self) -> impl Iterator<Item = &Warehouse> {
        self.waves.keys()
    }

    /// The waves of a site's days; none: one until midnight.
    #[must_use]
    pub fn waves(&self, warehouse: &Warehouse) -> &[Wave] {
        self.waves.get(warehouse).map_or(&[], Vec::as_slice)
    }
}
