//! Rule sets: saved as drafts, tried on past plans, then published.

use dubbo_api::code::ResultCode;
use dubbo_api::reply::{Nothing, OpContext, Reply};
use dubbo_api::sourcing::RuleSet as SetText;
use stock::ids::Tenant;
use stock::sourcing::rules::RuleSet;
use stock_sql::{Error, Published, Saved};

use super::super::StockCenter;
use super::super::form::{self, Bad, Formed};
use super::{Told, rule_text};

/// Longest rule set as it is kept, in bytes: it goes to the database in one statement.
const BODY_MAX: usize = 400 * 1_024;

impl StockCenter {
    pub(super) async fn save_rules_formed(&self, text: &SetText) -> Told<Nothing> {
        let by = who(text.context.as_ref())?;
        let version = version(text.version.as_deref())?;
        let set = rule_text::rule_set(text, version)?;
        let bytes = serde_json::to_vec(&set).map_or(usize::MAX, |body| body.len());
        if bytes > BODY_MAX {
            let limit = format!(
                "at most {BODY_MAX} bytes as it is kept: import coverage as a catalogue file instead"
            );
            return Err(Bad::new("ruleSet", format!("{bytes} bytes"), limit));
        }
        let network = self.store.network();
        for site in rule_text::sites(&set) {
            if !network.warehouses.contains_key(site) {
                let message =
                    format!("no such warehouse: {site}; check the code or create the site first");
                return Ok(Ok(Reply::refused(ResultCode::WarehouseUnknown, message)
                    .detail("warehouse", site.as_str())));
            }
        }
        let base = form::optional(
            "baseVersion",
            text.base_version.as_deref(),
            rule_text::VERSION_MAX,
        )?;
        Ok(self.save_rules(&by, &set, base).await)
    }

    async fn save_rules(
        &self,
        by: &Who,
        set: &RuleSet,
        base: Option<&str>,
    ) -> Result<Reply<Nothing>, Error> {
        if let Some(base) = base
            && self.store.rule_set(&by.tenant, base).await?.is_none()
        {
            return Ok(super::no_rule_set(base));
        }
        let saved = self
            .store
            .save_rule_set(&by.tenant, set, by.operator.as_deref())
            .await?;
        Ok(match saved {
            Saved::Draft => Reply::of(ResultCode::Ok),
            Saved::Same => Reply::of(ResultCode::OkDuplicate),
            Saved::NotADraft => Reply::refused(
                ResultCode::StateConflict,
                format!("version {} was published and is never changed: save the rules under another version", set.version),
            )
            .detail("currentState", "PUBLISHED"),
        })
    }

    pub(super) async fn publish_formed(
        &self,
        text: Option<&str>,
        context: &OpContext,
    ) -> Told<Nothing> {
        let by = who(Some(context))?;
        let version = version(text)?;
        Ok(self.publish(&by.tenant, version).await)
    }

    async fn publish(&self, tenant: &Tenant, version: &str) -> Result<Reply<Nothing>, Error> {
        Ok(match self.store.publish_rule_set(tenant, version).await? {
            Published::Done => Reply::of(ResultCode::Ok),
            Published::Already => Reply::of(ResultCode::OkDuplicate),
            Published::NotTried => match self.store.rule_set(tenant, version).await? {
                None => super::no_rule_set(version),
                Some(kept) => Reply::refused(
                    ResultCode::StateConflict,
                    format!(
                        "version {version} is a {} that was not tried since it was last saved: simulate it, read the report, then publish",
                        kept.state.as_str()
                    ),
                )
                .detail("currentState", kept.state.as_str()),
            },
        })
    }
}

/// Who asks.
struct Who {
    tenant: Tenant,
    operator: Option<String>,
}

fn who(context: Option<&OpContext>) -> Formed<Who> {
    let Some(context) = context else {
        return Err(Bad::new(
            "context",
            "",
            "given: it tells who changes the rules",
        ));
    };
    let source = context.source_system.as_deref().unwrap_or_default();
    form::name("context.sourceSystem", source, form::SHORT_NAME_MAX)?;
    let operator = form::optional(
        "context.operator",
        context.operator.as_deref(),
        form::NAME_MAX,
    )?;
    Ok(Who {
        tenant: super::super::tenant(context.tenant.as_ref())?,
        operator: operator.map(str::to_owned),
    })
}

fn version(text: Option<&str>) -> Formed<&str> {
    form::name("version", text.unwrap_or_default(), rule_text::VERSION_MAX)
}
