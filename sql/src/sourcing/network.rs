//! Reads sites, calendars and rules: the catalogue's own from their tables, and what tenants published over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use stock::ids::{Day, Moment, Tenant, Warehouse};
use stock::sourcing::calendar::Calendar;
use stock::sourcing::network::{Site, SourcingFacts};
use stock::sourcing::promise::Wave;
use stock::sourcing::rules::{
    Aim, CapacityRule, CoverageRule, Exclusion, Keep, Objective, Policy, RuleSet, Rules,
    SafetyRule, SafetyScope, SiteKind, Split,
};

use crate::error::Error;
use crate::link::Row;
use crate::statement::Statement;
use crate::store::Store;

impl Store {
    /// All that sourcing knows beside the plain network.
    pub(crate) async fn read_sourcing(&self) -> Result<SourcingFacts, Error> {
        let base = RuleSet {
            version: String::new(),
            policies: self.read_policies().await?,
            coverage: self.read_coverage_rules().await?,
            capacities: self.read_waves().await?,
            exclusions: self.read_exclusions().await?,
            safety: self.read_safety_rules().await?,
        };
        let mut facts = SourcingFacts {
            sites: self.read_sites().await?,
            calendars: self.read_calendars().await?,
            own: Arc::new(Rules::of(&base, &RuleSet::default())),
            base,
            ..SourcingFacts::default()
        };
        let statement =
            Statement::new("SELECT tenant, body FROM rule_set WHERE status = 'PUBLISHED'");
        for row in self.read(&statement).await? {
            let set = super::rule_sets::body(row.text(1)?)?;
            let rules = Arc::new(Rules::of(&set, &facts.base));
            facts.published.insert(Tenant::from(row.text(0)?), rules);
        }
        Ok(facts)
    }

    async fn read_sites(&self) -> Result<BTreeMap<Warehouse, Site>, Error> {
        let mut sites = BTreeMap::new();
        let statement = Statement::new(
            "SELECT w.code, w.kind, w.area, s.calendar, s.latitude_e6, s.longitude_e6, s.confidence \
             FROM warehouse w LEFT JOIN site s ON s.warehouse = w.code",
        );
        for row in self.read(&statement).await? {
            let site = Site {
                kind: row.code(1, SiteKind::parse)?,
                area: row.text(2)?.into(),
                calendar: row.text_or_null(3)?.unwrap_or_default().to_owned(),
                place: row.int_or_null(4)?.zip(row.int_or_null(5)?),
                confidence: row.int_or_null(6)?.unwrap_or(100),
            };
            sites.insert(row.text(0)?.into(), site);
        }
        Ok(sites)
    }

    async fn read_calendars(&self) -> Result<BTreeMap<String, Calendar>, Error> {
        let mut calendars: BTreeMap<String, Calendar> = BTreeMap::new();
        for row in self
            .read(&Statement::new("SELECT code, week FROM work_calendar"))
            .await?
        {
            let digits = row.text(1)?.as_bytes();
            let mut calendar = Calendar::default();
            for (day, works) in calendar.week.iter_mut().enumerate() {
                *works = digits.get(day).is_none_or(|digit| *digit != b'0');
            }
            calendars.insert(row.text(0)?.to_owned(), calendar);
        }
        for row in self
            .read(&Statement::new(
                "SELECT calendar, day, worked FROM work_day",
            ))
            .await?
        {
            let text = row.text(1)?;
            let day = Day::parse(text).ok_or_else(|| {
                Error::fatal(format!("work_day {text:?} is no date such as 2026-10-01"))
            })?;
            let calendar = calendars.entry(row.text(0)?.to_owned()).or_default();
            calendar.days.insert(day, row.int(2)? != 0);
        }
        Ok(calendars)
    }

    async fn read_coverage_rules(&self) -> Result<Vec<CoverageRule>, Error> {
        let statement = Statement::new(
            "SELECT c.area, c.warehouse, c.priority, t.service_level, t.lead_hours, t.first_kg_minor, t.next_kg_minor, \
             t.parcel_minor, t.valid_from, t.valid_to FROM coverage c \
             LEFT JOIN coverage_terms t ON t.area = c.area AND t.warehouse = c.warehouse",
        );
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(CoverageRule {
                    area: row.text(0)?.into(),
                    warehouse: row.text(1)?.into(),
                    priority: row.int(2)?,
                    level: row.text_or_null(3)?.unwrap_or_default().to_owned(),
                    lead_hours: row.int_or_null(4)?,
                    first_kg: row.int_or_null(5)?.unwrap_or(0),
                    next_kg: row.int_or_null(6)?.unwrap_or(0),
                    parcel: row.int_or_null(7)?.unwrap_or(0),
                    valid_from: row.int_or_null(8)?.map(Moment),
                    valid_to: row.int_or_null(9)?.map(Moment),
                })
            })
            .collect()
    }

    async fn read_waves(&self) -> Result<Vec<CapacityRule>, Error> {
        let statement = Statement::new(
            "SELECT warehouse, weekday, cutoff_minute, processing_minutes, orders_max, lines_max FROM site_wave \
             ORDER BY warehouse, weekday, cutoff_minute",
        );
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(CapacityRule {
                    warehouse: row.text(0)?.into(),
                    wave: Wave {
                        weekday: Some(row.int(1)?).filter(|weekday| *weekday != 0),
                        cutoff_minute: row.int(2)?,
                        processing_minutes: row.int(3)?,
                        orders: row.int_or_null(4)?,
                        lines: row.int_or_null(5)?,
                    },
                })
            })
            .collect()
    }

    async fn read_exclusions(&self) -> Result<Vec<Exclusion>, Error> {
        let statement = Statement::new(
            "SELECT category, sku, warehouse, area, service_level FROM sourcing_exclusion \
             ORDER BY category, sku, warehouse, area, service_level",
        );
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(Exclusion {
                    category: given(row, 0)?.map(str::to_owned),
                    sku: given(row, 1)?.map(Into::into),
                    warehouse: given(row, 2)?.map(Into::into),
                    area: given(row, 3)?.map(Into::into),
                    level: given(row, 4)?.map(str::to_owned),
                })
            })
            .collect()
    }

    async fn read_safety_rules(&self) -> Result<Vec<SafetyRule>, Error> {
        let statement = Statement::new(
            "SELECT scope, name, warehouse, quantity, basis_points FROM safety_rule ORDER BY scope, name, warehouse",
        );
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                let keep = match row.int_or_null(4)? {
                    Some(points) => Keep::BasisPoints(points),
                    None => Keep::Units(row.int_or_null(3)?.unwrap_or(0)),
                };
                Ok(SafetyRule {
                    scope: row.code(0, SafetyScope::parse)?,
                    name: row.text(1)?.to_owned(),
                    warehouse: given(row, 2)?.map(Into::into),
                    keep,
                })
            })
            .collect()
    }

    async fn read_policies(&self) -> Result<Vec<Policy>, Error> {
        let statement = Statement::new(
            "SELECT name, channel, objectives, weighted, split, max_parcels, min_extra_value, supplier_last, consolidate, \
             protect_front FROM sourcing_policy ORDER BY name",
        );
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(Policy {
                    name: row.text(0)?.to_owned(),
                    channel: given(row, 1)?.map(Into::into),
                    objectives: objectives(row.text(2)?)?,
                    weighted: row.int(3)? != 0,
                    split: row.code(4, Split::parse)?,
                    max_parcels: usize::try_from(row.int(5)?).unwrap_or(1),
                    min_extra_value: row.int(6)?,
                    supplier_last: row.int(7)? != 0,
                    consolidate: row.int(8)? != 0,
                    protect_front: row.int(9)? != 0,
                })
            })
            .collect()
    }
}

/// A text that is empty where it is not given.
fn given(row: &Row, index: usize) -> Result<Option<&str>, Error> {
    Ok(Some(row.text(index)?).filter(|text| !text.is_empty()))
}

/// Objectives such as `COST=1 PARCELS=300`, or `PARCELS COST`.
pub(crate) fn objectives(text: &str) -> Result<Vec<Objective>, Error> {
    let wrong = |what: &str| {
        Error::fatal(format!(
            "objectives {text:?}: {what}; they are names of PARCELS, COST, HOURS, PRIORITY, STOCK_HEALTH, each with =weight in whole numbers where they are weighted"
        ))
    };
    text.split_whitespace()
        .map(|word| {
            let (name, weight) = word.split_once('=').unwrap_or((word, "0"));
            let aim = Aim::parse(name).ok_or_else(|| wrong("an unknown name"))?;
            let weight: i64 = weight
                .parse()
                .map_err(|_| wrong("a weight that is no number"))?;
            Ok(Objective {
                aim,
                weight_milli: weight.saturating_mul(1_000),
            })
        })
        .collect()
}
