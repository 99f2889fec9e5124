//! Writes what operators set.

use std::collections::BTreeSet;

use stock::admin::{
    HoldSetting, HotMode, HotSetting, SafetySetting, Setting, SwitchMode, SwitchSetting,
};
use stock::facts::{Facts, PresaleOffer};
use stock::ids::Sku;

use crate::error::{Error, ErrorKind};
use crate::facts::{FACTS_VERSION, facts_version_of, presales_of, presales_statement};
use crate::limits::{self, NAME_MAX};
use crate::statement::{LIST_MAX, Statement, Value};
use crate::tx::Tx;

/// Characters of an operator's reason.
const REASON_MAX: usize = 255;

impl Tx {
    pub(super) async fn write_settings(&mut self, settings: &[Setting]) -> Result<(), Error> {
        for setting in settings {
            match setting {
                Setting::Switch(set) => self.write_switch(set).await?,
                Setting::Safety(set) => self.write_safety(set).await?,
                Setting::Hot(set) => self.write_hot(set).await?,
                Setting::Hold(set) => self.write_hold(set).await?,
            }
        }
        let of_facts = |set: &Setting| matches!(set, Setting::Safety(_) | Setting::Hold(_));
        if settings.iter().any(of_facts) {
            self.facts_changed().await?;
        }
        Ok(())
    }

    /// Has every provider forget what it remembers of SKUs, once this is committed.
    pub(crate) async fn facts_changed(&mut self) -> Result<(), Error> {
        let change = Statement::new("UPDATE facts_version SET version = version + 1 WHERE id = 1");
        self.execute(&change).await.map(|_| ())
    }

    /// Holds a batch to the presales that its facts tell of. To be asked once the balances are locked: who changed both before has committed by then, and is
    /// seen. As long as no fact at all has changed since `version`, this is one small question.
    ///
    /// # Errors
    /// `GuardMissed` if presales have changed since; the store forgets what it remembered, so that another try reads them anew.
    pub async fn presales_unchanged(&mut self, version: i64, facts: &Facts) -> Result<(), Error> {
        let rows = self.fetch(&Statement::new(FACTS_VERSION)).await?;
        let found = facts_version_of(&rows)?;
        if found == version {
            return Ok(());
        }
        let mut known: Vec<&PresaleOffer> =
            facts.skus.values().flat_map(|sku| &sku.presales).collect();
        let names: BTreeSet<&str> = facts.skus.keys().map(Sku::as_str).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let mut now = Vec::new();
        for piece in names.chunks(LIST_MAX) {
            let rows = self
                .fetch(&presales_statement(piece.iter().copied()))
                .await?;
            now.extend(presales_of(&rows)?);
        }
        known.sort_by_cached_key(|offer| offer.key());
        now.sort_by_cached_key(PresaleOffer::key);
        if known.iter().copied().eq(&now) {
            return Ok(());
        }
        self.store.shared.facts.learn(found);
        Err(Error::new(
            ErrorKind::GuardMissed,
            "presales have changed since their facts were read",
        ))
    }

    /// Keeps presales. Two presales that are opened for one balance at once: the second finds it taken, and the whole command is run again.
    pub(super) async fn write_offers(&mut self, offers: &[PresaleOffer]) -> Result<(), Error> {
        for offer in offers {
            limits::balance_key(&offer.key())?;
            limits::key_text("presaleNo", &offer.presale_no, NAME_MAX)?;
            let key = [
                ("sku", offer.sku.as_str().into()),
                ("warehouse", offer.warehouse.as_str().into()),
                ("pool", offer.pool.as_str().into()),
                ("owner", offer.owner.as_str().into()),
                ("tenant", offer.tenant.as_str().into()),
            ];
            let values = [
                ("presale_no", offer.presale_no.as_str().into()),
                ("expected_at", offer.expected_at.map(|at| at.0).into()),
                ("sale_until", offer.sale_until.map(|at| at.0).into()),
                ("closed", offer.closed.into()),
            ];
            self.put("presale_offer", &key, Some(&values[..])).await?;
        }
        if offers.is_empty() {
            return Ok(());
        }
        self.facts_changed().await
    }

    async fn write_switch(&mut self, set: &SwitchSetting) -> Result<(), Error> {
        limits::key_text("target", &set.target, NAME_MAX)?;
        limits::text("reason", &set.reason, REASON_MAX)?;
        let key = [
            ("scope", set.scope.as_str().into()),
            ("target", set.target.as_str().into()),
        ];
        let values = [
            ("mode", set.mode.as_str().into()),
            ("reason", set.reason.as_str().into()),
            ("until_at", set.until.map(|moment| moment.0).into()),
        ];
        let stays = set.mode != SwitchMode::On;
        self.put("operation_switch", &key, stays.then_some(&values[..]))
            .await
    }

    async fn write_safety(&mut self, set: &SafetySetting) -> Result<(), Error> {
        let Some(warehouse) = &set.warehouse else {
            let mut statement = Statement::new("UPDATE sku SET safety_default = ");
            statement
                .bind(set.quantity.unwrap_or(0))
                .push(" WHERE sku = ")
                .bind(set.sku.as_str());
            return self.guarded(&statement, 1, "the sku").await;
        };
        let key = [
            ("sku", set.sku.as_str().into()),
            ("warehouse", warehouse.as_str().into()),
        ];
        let values = set.quantity.map(|quantity| [("quantity", quantity.into())]);
        self.put(
            "safety_stock",
            &key,
            values.as_ref().map(|values| &values[..]),
        )
        .await
    }

    async fn write_hot(&mut self, set: &HotSetting) -> Result<(), Error> {
        let warehouse = set.warehouse.as_ref().map_or("", |site| site.as_str());
        let key = [
            ("sku", set.sku.as_str().into()),
            ("warehouse", warehouse.into()),
            ("pool", set.pool.as_str().into()),
        ];
        let values = [
            ("mode", set.mode.as_str().into()),
            ("shards", set.shards.into()),
            ("quota", set.quota.into()),
            ("until_at", set.until.map(|moment| moment.0).into()),
        ];
        let stays = set.mode != HotMode::Normal;
        self.put("hot_sku", &key, stays.then_some(&values[..]))
            .await
    }

    async fn write_hold(&mut self, set: &HoldSetting) -> Result<(), Error> {
        let sku = set.sku.as_ref().map_or("", |sku| sku.as_str());
        let values = set.rule.as_ref().map(|rule| {
            [
                ("buyer_limit", rule.buyer_limit.into()),
                ("scarce_below", rule.scarce_below.into()),
                ("scarce_seconds", rule.scarce_seconds.into()),
                ("occupy_on_pay", rule.occupy_on_pay.into()),
            ]
        });
        let key = [("sku", sku.into())];
        self.put("hold_rule", &key, values.as_ref().map(|values| &values[..]))
            .await
    }

    /// Makes a row be as given, or not be there.
    pub(crate) async fn put(
        &mut self,
        table: &str,
        key: &[(&str, Value<'_>)],
        values: Option<&[(&str, Value<'_>)]>,
    ) -> Result<(), Error> {
        let Some(values) = values else {
            let mut remove = Statement::new(format!("DELETE FROM {table}"));
            pairs(&mut remove, " WHERE ", " AND ", key);
            return self.execute(&remove).await.map(|_| ());
        };
        let mut change = Statement::new(format!("UPDATE {table}"));
        pairs(&mut change, " SET ", ", ", values);
        pairs(&mut change, " WHERE ", " AND ", key);
        if self.execute(&change).await? > 0 {
            return Ok(());
        }
        let all: Vec<_> = key.iter().chain(values).collect();
        let columns: Vec<&str> = all.iter().map(|(column, _)| *column).collect();
        let mut add = Statement::new(format!(
            "INSERT INTO {table} ({}) VALUES (",
            columns.join(", ")
        ));
        for (position, (_, value)) in all.into_iter().enumerate() {
            add.push(if position == 0 { "" } else { ", " });
            add.bind(value.clone());
        }
        add.push(")");
        // Two who add at once: the second finds the key taken, and the whole command is run again.
        self.execute(&add).await.map(|_| ())
    }
}

fn pairs<'a>(
    statement: &mut Statement<'a>,
    start: &str,
    between: &str,
    columns: &[(&str, Value<'a>)],
) {
    for (position, (column, value)) in columns.iter().enumerate() {
        statement.push(if position == 0 { start } else { between });
        statement.push(column).push(" = ").bind(value.clone());
    }
}
