//! Versions of the rules: drafts, the published one, and those before it.

use stock::ids::{Moment, Tenant};
use stock::sourcing::rules::RuleSet;

use crate::error::Error;
use crate::statement::Statement;
use crate::store::Store;

/// State of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleSetState {
    /// May be changed, tried, and published once it was tried.
    Draft,
    /// Decides.
    Published,
    /// Decided once.
    Retired,
}

impl RuleSetState {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "DRAFT" => Some(Self::Draft),
            "PUBLISHED" => Some(Self::Published),
            "RETIRED" => Some(Self::Retired),
            _ => None,
        }
    }

    /// The state in text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Published => "PUBLISHED",
            Self::Retired => "RETIRED",
        }
    }
}

/// A version as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetRow {
    /// The rules.
    pub set: RuleSet,
    /// State.
    pub state: RuleSetState,
    /// Report of its trial, as text; absent while it was not tried since it was last saved.
    pub report: Option<String>,
    /// When it was published.
    pub published_at: Option<Moment>,
}

/// What saving a draft came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Kept; its trial, if it had one, does not count any more.
    Draft,
    /// The same draft was there already; nothing changed.
    Same,
    /// A version that was published is never changed.
    NotADraft,
}

/// What publishing came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// It decides from now on.
    Done,
    /// It was published before.
    Already,
    /// It was not tried since it was last saved, or there is no such draft.
    NotTried,
}

/// Rules as they are kept.
pub(super) fn body(json: &str) -> Result<RuleSet, Error> {
    serde_json::from_str(json)
        .map_err(|e| Error::fatal(format!("a rule set cannot be read from its row: {e}")))
}

impl Store {
    /// A version of the rules.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn rule_set(
        &self,
        tenant: &Tenant,
        version: &str,
    ) -> Result<Option<RuleSetRow>, Error> {
        let mut statement = Statement::new(
            "SELECT body, status, report, published_at FROM rule_set WHERE tenant = ",
        );
        statement
            .bind(tenant.as_str())
            .push(" AND version = ")
            .bind(version);
        let rows = self.read(&statement).await?;
        rows.first()
            .map(|row| {
                Ok(RuleSetRow {
                    set: body(row.text(0)?)?,
                    state: row.code(1, RuleSetState::parse)?,
                    report: row.text_or_null(2)?.map(str::to_owned),
                    published_at: row.int_or_null(3)?.map(Moment),
                })
            })
            .transpose()
    }

    /// Keeps a draft; another content takes the place of the old one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn save_rule_set(
        &self,
        tenant: &Tenant,
        set: &RuleSet,
        by: Option<&str>,
    ) -> Result<Saved, Error> {
        let text = serde_json::to_string(set)
            .map_err(|e| Error::fatal(format!("a rule set cannot be written as text: {e}")))?;
        let known = self.rule_set(tenant, &set.version).await?.is_some();
        let now = self.engine().now();
        let mut make = Statement::new(
            "INSERT INTO rule_set (tenant, version, status, body, saved_by, saved_at) VALUES (",
        );
        make.bind(tenant.as_str())
            .push(", ")
            .bind(set.version.as_str());
        make.push(", 'DRAFT', ")
            .bind(text.as_str())
            .push(", ")
            .bind(by)
            .push(", ");
        make.push(now)
            .push(")")
            .push(self.engine().or_leave("version"));
        self.write_one(&make).await?;
        match self.rule_set(tenant, &set.version).await? {
            Some(kept) if kept.set == *set && kept.state == RuleSetState::Draft => {
                return Ok(if known { Saved::Same } else { Saved::Draft });
            }
            Some(kept) if kept.state != RuleSetState::Draft => return Ok(Saved::NotADraft),
            _ => {}
        }
        let mut change = Statement::new("UPDATE rule_set SET body = ");
        change
            .bind(text.as_str())
            .push(", report = NULL, saved_by = ")
            .bind(by);
        change
            .push(", saved_at = ")
            .push(now)
            .push(" WHERE tenant = ")
            .bind(tenant.as_str());
        change
            .push(" AND version = ")
            .bind(set.version.as_str())
            .push(" AND status = 'DRAFT'");
        let changed = self.write_one(&change).await?;
        Ok(if changed == 1 {
            Saved::Draft
        } else {
            Saved::NotADraft
        })
    }

    /// Keeps the report of a draft's trial, if the draft is still what was tried.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn save_trial(
        &self,
        tenant: &Tenant,
        tried: &RuleSet,
        report: &str,
    ) -> Result<bool, Error> {
        let text = serde_json::to_string(tried)
            .map_err(|e| Error::fatal(format!("a rule set cannot be written as text: {e}")))?;
        let mut change = Statement::new("UPDATE rule_set SET report = ");
        change
            .bind(report)
            .push(" WHERE tenant = ")
            .bind(tenant.as_str());
        change.push(" AND version = ").bind(tried.version.as_str());
        change
            .push(" AND status = 'DRAFT' AND body = ")
            .bind(text.as_str());
        Ok(self.write_one(&change).await? == 1)
    }

    /// Publishes a draft that was tried; the version before retires. Other providers follow within two seconds.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn publish_rule_set(
        &self,
        tenant: &Tenant,
        version: &str,
    ) -> Result<Published, Error> {
        let now = self.engine().now();
        let mut tx = self.begin().await?;
        let mut publish =
            Statement::new("UPDATE rule_set SET status = 'PUBLISHED', published_at = ");
        publish
            .push(now)
            .push(" WHERE tenant = ")
            .bind(tenant.as_str());
        publish.push(" AND version = ").bind(version);
        publish.push(" AND status = 'DRAFT' AND report IS NOT NULL");
        if tx.run(&publish).await? == 0 {
            tx.rollback().await;
            let kept = self.rule_set(tenant, version).await?;
            let published = kept.is_some_and(|kept| kept.state == RuleSetState::Published);
            return Ok(if published {
                Published::Already
            } else {
                Published::NotTried
            });
        }
        let mut retire = Statement::new("UPDATE rule_set SET status = 'RETIRED' WHERE tenant = ");
        retire
            .bind(tenant.as_str())
            .push(" AND status = 'PUBLISHED' AND version <> ")
            .bind(version);
        tx.run(&retire).await?;
        tx.commit().await?;
        self.refresh_network().await?;
        Ok(Published::Done)
    }
}
