//! What sourcing knows of sites and rules beside the plain network: read with it, replaced with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::promise::{Departure, Promise, departure};
use super::rules::{RuleSet, Rules, SiteKind};
use crate::ids::{Area, Moment, Tenant, Warehouse};

/// What kind of site it is and how it works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Kind.
    pub kind: SiteKind,
    /// The area it stands in.
    pub area: Area,
    /// Name of its calendar; works every day if nobody wrote that calendar.
    pub calendar: String,
    /// Latitude and longitude in millionths of a degree, where known.
    pub place: Option<(i64, i64)>,
    /// Percent of a supplier's fed stock that can be relied on; 100 for own sites.
    pub confidence: i64,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            kind: SiteKind::Regional,
            area: Area::from(""),
            calendar: String::new(),
            place: None,
            confidence: 100,
        }
    }
}

/// Sites, calendars and rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourcingFacts {
    /// Sites; a warehouse that is not here is a plain regional one.
    pub sites: BTreeMap<Warehouse, Site>,
    /// Calendars by name.
    pub calendars: BTreeMap<String, Calendar>,
    /// The catalogue's own rules.
    pub base: RuleSet,
    /// The same, ready to be looked up in.
    pub own: Arc<Rules>,
    /// Published rules by tenant, laid over the catalogue's.
    pub published: BTreeMap<Tenant, Arc<Rules>>,
}

impl SourcingFacts {
    /// The rules in force for a tenant.
    #[must_use]
    pub fn rules(&self, tenant: &Tenant) -> &Arc<Rules> {
        self.published.get(tenant).unwrap_or(&self.own)
    }

    /// What is known of a site.
    #[must_use]
    pub fn site(&self, warehouse: &Warehouse) -> Site {
        self.sites.get(warehouse).cloned().unwrap_or_default()
    }

    /// The wave an order placed at a moment leaves a site with.
    #[must_use]
    pub fn departure(&self, rules: &Rules, warehouse: &Warehouse, at: Moment) -> Option<Departure> {
        let every_day = Calendar::default();
        let site = self.sites.get(warehouse);
        let calendar = site
            .and_then(|site| self.calendars.get(&site.calendar))
            .unwrap_or(&every_day);
        departure(calendar, rules.waves(warehouse), at)
    }

    /// When an order placed at a moment arrives from a site in an area, by the fastest level of service whose hours are known. `None` where the site does
    /// not serve the area, its hours are not known, or it does not work.
    #[must_use]
    pub fn promise(
        &self,
        tenant: &Tenant,
        warehouse: &Warehouse,
        area: &Area,
        at: Moment,
    ) -> Option<Promise> {
        let rules = self.rules(tenant);
        let rows = rules.coverage(area, at);
        let hours = rows
            .iter()
            .filter(|row| row.warehouse == *warehouse)
            .filter_map(|row| row.lead_hours)
            .min()?;
        self.departure(rules, warehouse, at)
            .map(|departure| departure.promise(hours))
    }
}
