//! Catalogue facts the rules need, remembered for a short time.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use stock::admin::{HoldRule, HotMode, Switch, SwitchMode, SwitchScope};
use stock::facts::{
    ChannelFacts, Coverage, KitPart, Network, Periods, PresaleOffer, SkuFacts, WarehouseFacts,
};
use stock::hot::HotMark;
use stock::ids::{Moment, Sku};
use stock::lot::LotPolicy;

use crate::error::Error;
use crate::link::Row;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;

/// A bounded memory of facts by SKU. SKUs that do not exist are not remembered: a caller could fill it with them.
#[derive(Debug)]
pub(crate) struct FactsCache {
    facts: Mutex<HashMap<Sku, (Instant, Arc<SkuFacts>)>>,
    max: usize,
    age: Duration,
    /// Version of the catalogue's facts when it was last looked up: what is remembered was read afterwards.
    version: AtomicI64,
    /// How often everything was forgotten.
    forgotten: AtomicU64,
}

impl FactsCache {
    pub(crate) fn new(max: usize, age: Duration) -> Self {
        Self {
            facts: Mutex::default(),
            max: max.max(1),
            age,
            version: AtomicI64::new(0),
            forgotten: AtomicU64::new(0),
        }
    }

    pub(crate) fn version(&self) -> i64 {
        self.version.load(Ordering::Acquire)
    }

    /// Learns the version that the database has now; another one than before makes everything old.
    pub(crate) fn learn(&self, version: i64) {
        let mut facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        if self.version.swap(version, Ordering::AcqRel) != version {
            facts.clear();
            self.forgotten.fetch_add(1, Ordering::AcqRel);
        }
    }

    /// Moves what is known of `wanted` to `found`; the rest.
    fn take_known(
        &self,
        wanted: BTreeSet<Sku>,
        found: &mut HashMap<Sku, Arc<SkuFacts>>,
    ) -> Vec<Sku> {
        let facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut unknown = Vec::new();
        for sku in wanted {
            match facts.get(&sku) {
                Some((read, known)) if read.elapsed() < self.age => {
                    found.insert(sku, Arc::clone(known));
                }
                _ => unknown.push(sku),
            }
        }
        unknown
    }

    /// Remembers what was read after the given version was known.
    fn remember(&self, read: &HashMap<Sku, Arc<SkuFacts>>, version: i64) {
        let now = Instant::now();
        let mut facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        if self.version() != version {
            return;
        }
        if facts.len() + read.len() > self.max {
            facts.retain(|_, (read, _)| read.elapsed() < self.age);
            if facts.len() + read.len() > self.max {
                facts.clear();
            }
        }
        facts.extend(
            read.iter()
                .take(self.max)
                .map(|(sku, known)| (sku.clone(), (now, Arc::clone(known)))),
        );
    }
}

impl FactsCache {
    /// Forgets everything: the catalogue has changed.
    pub(crate) fn forget(&self) {
        let mut facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        facts.clear();
        self.forgotten.fetch_add(1, Ordering::AcqRel);
    }
}

/// Asks for the version of the catalogue's facts.
pub(crate) const FACTS_VERSION: &str = "SELECT version FROM facts_version WHERE id = 1";

/// The answer to [`FACTS_VERSION`].
pub(crate) fn facts_version_of(rows: &[Row]) -> Result<i64, Error> {
    let row = rows
        .first()
        .ok_or_else(|| Error::fatal("facts_version has no row: migrate the database anew"))?;
    row.int(0)
}

/// Days until a SKU can be had from the quickest supplier that has it and is worked with.
const ORDER_DAYS: &str = "(SELECT MIN(COALESCE(y.days, z.days)) FROM supply y JOIN supplier z ON z.code = y.supplier WHERE y.sku = s.sku AND z.enabled = 1)";

impl Store {
    /// Facts of SKUs and of the components of those that are kits; a SKU that does not exist is absent. At most
    /// [`crate::StoreOptions::facts_age`] old, and forgotten as soon as another version of them is seen.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn facts(&self, skus: &[Sku]) -> Result<HashMap<Sku, Arc<SkuFacts>>, Error> {
        let mut found = HashMap::with_capacity(skus.len());
        self.add_facts(skus.iter().cloned().collect(), &mut found)
            .await?;
        let components: BTreeSet<Sku> = found
            .values()
            .flat_map(|facts| facts.kit.iter().map(|part| part.sku.clone()))
            .filter(|sku| !found.contains_key(sku))
            .collect();
        self.add_facts(components, &mut found).await?;
        Ok(found)
    }

    /// Reads sites, coverage and channels again.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn refresh_network(&self) -> Result<(), Error> {
        let _reading = self.shared.network_reading.lock().await;
        let mut network = Network::default();
        for row in self
            .read(&Statement::new("SELECT code, enabled FROM warehouse"))
            .await?
        {
            let facts = WarehouseFacts {
                enabled: row.int(1)? != 0,
            };
            network.warehouses.insert(row.text(0)?.into(), facts);
        }
        for row in self
            .read(&Statement::new(
                "SELECT area, warehouse, priority FROM coverage",
            ))
            .await?
        {
            let coverage = Coverage {
                warehouse: row.text(1)?.into(),
                priority: row.int(2)?,
            };
            network
                .coverage
                .entry(row.text(0)?.into())
                .or_default()
                .push(coverage);
        }
        for row in self
            .read(&Statement::new("SELECT code, shared_allowed FROM channel"))
            .await?
        {
            let facts = ChannelFacts {
                shared_allowed: row.int(1)? != 0,
            };
            network.channels.insert(row.text(0)?.into(), facts);
        }
        network.sourcing = self.read_sourcing().await?;
        self.read_switches(&mut network).await?;
        self.read_hot(&mut network).await?;
        network.periods = Periods {
            calendar: self.shared.options.calendar,
            refuse_back_dated: self.shared.options.refuse_back_dated,
            closed: self.closed_days().await?,
        };
        self.read_facts_version().await?;
        let rules = self.hold_rules([""].into_iter()).await?;
        network.hold = rules.into_values().next().unwrap_or_default();
        let mut known = self
            .shared
            .network
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // The same stays the same: what was worked out with it stays true.
        if **known != network {
            *known = Arc::new(network);
        }
        Ok(())
    }

    async fn read_facts_version(&self) -> Result<(), Error> {
        let rows = self.read(&Statement::new(FACTS_VERSION)).await?;
        self.shared.facts.learn(facts_version_of(&rows)?);
        Ok(())
    }

    /// Version of the catalogue's facts, as last looked up with the network.
    #[must_use]
    pub fn facts_version(&self) -> i64 {
        self.shared.facts.version()
    }

    /// Grows whenever what is remembered of the catalogue's facts is forgotten: what was worked out from them before is old.
    #[must_use]
    pub fn facts_forgotten(&self) -> u64 {
        self.shared.facts.forgotten.load(Ordering::Acquire)
    }

    /// How old remembered facts may be.
    #[must_use]
    pub fn facts_age(&self) -> Duration {
        self.shared.options.facts_age
    }

    /// Switches whose time has not ended, by the database's clock.
    async fn read_switches(&self, network: &mut Network) -> Result<(), Error> {
        let now = self.engine().now();
        let statement = Statement::new(format!(
            "SELECT scope, target, mode, reason FROM operation_switch WHERE until_at IS NULL OR until_at > {now}"
        ));
        for row in self.read(&statement).await? {
            let switch = Switch {
                mode: row.code(2, SwitchMode::parse)?,
                reason: row.text(3)?.to_owned(),
            };
            let scope = row.code(0, SwitchScope::parse)?;
            network.switches.turn(scope, row.text(1)?, switch);
        }
        Ok(())
    }

    /// Hot SKUs whose time has not ended, by the database's clock.
    async fn read_hot(&self, network: &mut Network) -> Result<(), Error> {
        let now = self.engine().now();
        let statement = Statement::new(format!(
            "SELECT sku, warehouse, pool, mode FROM hot_sku WHERE until_at IS NULL OR until_at > {now}"
        ));
        for row in self.read(&statement).await? {
            let mark = HotMark {
                warehouse: Some(row.text(1)?)
                    .filter(|site| !site.is_empty())
                    .map(Into::into),
                pool: row.text(2)?.into(),
                mode: row.code(3, HotMode::parse)?,
            };
            network.hot.add(row.text(0)?.into(), mark);
        }
        Ok(())
    }

    /// Rules for holds by SKU; under the empty name that of every other SKU.
    async fn hold_rules<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
    ) -> Result<BTreeMap<Sku, HoldRule>, Error> {
        let mut statement = Statement::new(
            "SELECT sku, buyer_limit, scarce_below, scarce_seconds, occupy_on_pay FROM hold_rule WHERE sku IN ",
        );
        statement.list(names);
        let mut rules = BTreeMap::new();
        for row in self.read(&statement).await? {
            let rule = HoldRule {
                buyer_limit: row.int_or_null(1)?,
                scarce_below: row.int_or_null(2)?,
                scarce_seconds: row.int(3)?,
                occupy_on_pay: row.int(4)? != 0,
            };
            rules.insert(row.text(0)?.into(), rule);
        }
        Ok(rules)
    }

    /// Forgets catalogue facts, so that a setting made here takes effect here at once.
    pub fn forget_facts(&self) {
        self.shared.facts.forget();
    }

    async fn add_facts(
        &self,
        wanted: BTreeSet<Sku>,
        found: &mut HashMap<Sku, Arc<SkuFacts>>,
    ) -> Result<(), Error> {
        let version = self.facts_version();
        let unknown = self.shared.facts.take_known(wanted, found);
        let mut read = HashMap::with_capacity(unknown.len());
        for piece in unknown.chunks(LIST_MAX) {
            let facts = self.read_facts(piece).await?;
            read.extend(facts.into_iter().map(|(sku, facts)| (sku, Arc::new(facts))));
        }
        if !read.is_empty() {
            self.shared.facts.remember(&read, version);
            found.extend(read);
        }
        Ok(())
    }

    async fn read_facts(&self, skus: &[Sku]) -> Result<BTreeMap<Sku, SkuFacts>, Error> {
        let names = || skus.iter().map(Sku::as_str);
        let mut statement = Statement::new(format!(
            "SELECT s.sku, s.suspended, s.safety_default, s.category, v.value_minor, p.weight_grams, {ORDER_DAYS} FROM sku s \
             LEFT JOIN sku_value v ON v.sku = s.sku LEFT JOIN part p ON p.sku = s.sku WHERE s.sku IN "
        ));
        statement.list(names());
        let mut found: BTreeMap<Sku, SkuFacts> = BTreeMap::new();
        for row in self.read(&statement).await? {
            let facts = SkuFacts {
                suspended: row.int(1)? != 0,
                safety_default: row.int(2)?,
                category: row.text(3)?.to_owned(),
                value_minor: row.int_or_null(4)?.unwrap_or(0),
                weight_grams: row.int_or_null(5)?.unwrap_or(0),
                order_days: row
                    .int_or_null(6)?
                    .and_then(|days| i32::try_from(days).ok()),
                ..SkuFacts::default()
            };
            found.insert(row.text(0)?.into(), facts);
        }
        let mut statement =
            Statement::new("SELECT sku, max_age_days, warn_age_days FROM lot_policy WHERE sku IN ");
        statement.list(names());
        for row in self.read(&statement).await? {
            if let Some(facts) = found.get_mut(&Sku::from(row.text(0)?)) {
                facts.lots = Some(LotPolicy {
                    max_age_days: row.int_or_null(1)?,
                    warn_age_days: row.int_or_null(2)?,
                });
            }
        }
        let mut statement = Statement::new("SELECT kit, sku, ratio FROM kit_part WHERE kit IN ");
        statement.list(names()).push(" ORDER BY kit, sku");
        for row in self.read(&statement).await? {
            if let Some(facts) = found.get_mut(&Sku::from(row.text(0)?)) {
                facts.kit.push(KitPart {
                    sku: row.text(1)?.into(),
                    ratio: row.int(2)?,
                });
            }
        }
        let mut statement =
            Statement::new("SELECT sku, warehouse, quantity FROM safety_stock WHERE sku IN ");
        statement.list(names());
        for row in self.read(&statement).await? {
            if let Some(facts) = found.get_mut(&Sku::from(row.text(0)?)) {
                facts.safety.insert(row.text(1)?.into(), row.int(2)?);
            }
        }
        for (sku, rule) in self.hold_rules(names()).await? {
            if let Some(facts) = found.get_mut(&sku) {
                facts.hold = Some(rule);
            }
        }
        for offer in self.presale_offers(names()).await? {
            if let Some(facts) = found.get_mut(&offer.sku) {
                facts.presales.push(offer);
            }
        }
        Ok(found)
    }

    /// Presales of SKUs, those that are over among them.
    async fn presale_offers<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<PresaleOffer>, Error> {
        let rows = self.read(&presales_statement(names)).await?;
        presales_of(&rows)
    }
}

/// Asks for presales of SKUs, those that are over among them.
pub(crate) fn presales_statement<'a>(names: impl Iterator<Item = &'a str>) -> Statement<'a> {
    let mut statement = Statement::new(
        "SELECT sku, warehouse, pool, owner, tenant, presale_no, expected_at, sale_until, closed FROM presale_offer WHERE sku IN ",
    );
    statement.list(names);
    statement
}

/// The answer to [`presales_statement`].
pub(crate) fn presales_of(rows: &[Row]) -> Result<Vec<PresaleOffer>, Error> {
    let offer = |row: &Row| {
        Ok(PresaleOffer {
            sku: row.text(0)?.into(),
            warehouse: row.text(1)?.into(),
            pool: row.text(2)?.into(),
            owner: row.text(3)?.into(),
            tenant: row.text(4)?.into(),
            presale_no: row.text(5)?.to_owned(),
            expected_at: row.int_or_null(6)?.map(Moment),
            sale_until: row.int_or_null(7)?.map(Moment),
            closed: row.int(8)? != 0,
        })
    };
    rows.iter().map(offer).collect()
}
