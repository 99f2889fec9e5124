//! Reads what a plan is made from, has it searched, and keeps why it is what it is.

use std::sync::Arc;
use std::time::Instant;

use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use stock::facts::Facts;
use stock::ids::{Moment, Sku, Tenant};
use stock::op::{number, parse_no};
use stock::sourcing::ask::{self, Ask};
use stock::sourcing::demand::Unasked;
use stock::sourcing::plan::{Trace, plan};
use stock::sourcing::rules::Rules;
use stock_sql::Error;

use super::super::StockCenter;

/// Steps of one search. Measured with `cargo bench -p stock --bench sourcing`: they take less than the 20 ms a plan may take, and the answer is the same
/// on every machine.
pub const STEPS_MAX: u64 = 500_000;
/// How long traces are kept, in days.
pub const TRACE_DAYS: i64 = 7;
/// Free stock that a trace keeps; of a question with more, only what came of it is kept, and other rules cannot be tried on it.
const TRACE_ROWS_MAX: usize = 2_000;
/// Prefix of a plan's number.
const PLAN: char = 'P';

impl StockCenter {
    /// The rules of a version, whatever its state.
    pub(super) async fn rules_of(
        &self,
        tenant: &Tenant,
        version: &str,
    ) -> Result<Option<Arc<Rules>>, Error> {
        let kept = self.store.rule_set(tenant, version).await?;
        let network = self.store.network();
        Ok(kept.map(|kept| Arc::new(Rules::of(&kept.set, &network.sourcing.base))))
    }

    /// Finds the best plan for a question as things are now.
    pub(super) async fn solve(
        &self,
        ask: &Ask,
        rules: Option<Arc<Rules>>,
    ) -> Result<Result<Trace, Unasked>, Error> {
        let mut skus: Vec<Sku> = ask.lines.iter().map(|line| line.sku.clone()).collect();
        skus.sort();
        skus.dedup();
        let facts = self.facts(&skus).await?;
        let rules = rules.unwrap_or_else(|| Arc::clone(facts.network.sourcing.rules(&ask.tenant)));
        let now = self.store.now().await?;
        let slots = ask::slots(&facts.network.sourcing, &rules, ask, now);
        let mut goods: Vec<Sku> = facts.skus.keys().cloned().collect();
        goods.sort();
        let seen = self.store.seen(&ask.tenant, &goods, &slots, now).await?;
        Ok(search(ask.clone(), seen, rules, facts).await)
    }

    /// Keeps a trace; the plan's number.
    pub(super) async fn keep(&self, trace: &Trace) -> Result<String, Error> {
        let mut kept = trace.clone();
        if kept.seen.stock.len() > TRACE_ROWS_MAX {
            kept.seen.stock.clear();
        }
        let Ok(body) = serde_json::to_string(&kept) else {
            return Ok(String::new());
        };
        let (tenant, order) = (&trace.ask.tenant, trace.ask.order_no.as_ref());
        let id = self
            .store
            .keep_trace(tenant, order, trace.seen.at, &body)
            .await?;
        let no: stock::ids::VoucherNo = number(PLAN, id);
        Ok(no.to_string())
    }

    /// The trace of a plan's number.
    pub(super) async fn trace_of(&self, no: &str) -> Result<Option<(Trace, Moment)>, Error> {
        let Some(id) = parse_no(PLAN, no) else {
            return Ok(None);
        };
        let row = self.store.trace_of_any(id).await?;
        Ok(row.and_then(|row| {
            let trace = serde_json::from_str(&row.body).ok()?;
            Some((trace, row.decided_at))
        }))
    }
}

/// Searches away from the tasks that serve calls: a large question takes milliseconds.
pub(super) async fn search(
    ask: Ask,
    seen: ask::Seen,
    rules: Arc<Rules>,
    facts: Facts,
) -> Result<Trace, Unasked> {
    let done = tokio::task::spawn_blocking(move || {
        let started = Instant::now();
        let plan = plan(&ask, &seen, &rules, &facts, STEPS_MAX)?;
        let micros = i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX);
        metrics::histogram!("stock_sourcing_seconds").record(started.elapsed().as_secs_f64());
        if plan.truncated {
            metrics::counter!("stock_sourcing_truncated_total").increment(1);
        }
        Ok(Trace {
            ask,
            seen,
            plan,
            micros,
        })
    });
    match done.await {
        Ok(found) => found,
        // Only a panic ends such a task early; it goes on where it would have without the task.
        Err(gone) => std::panic::resume_unwind(gone.into_panic()),
    }
}

/// Why a question cannot be answered, for the caller.
pub(super) fn refused<T>(why: &Unasked) -> Reply<T> {
    let (code, message) = told(why);
    let reply = Reply::refused(ResultCode::from(code.as_str()), message);
    match why {
        Unasked::UnknownSkus(skus) => reply.detail("sku", names(skus)),
        Unasked::Suspended(sku) => reply.detail("sku", sku.as_str()),
        Unasked::UnknownPolicy(name, _) => reply.detail("field", "policy").detail("value", name),
        Unasked::TooMany(line) => reply
            .detail("field", "quantity")
            .detail("lineNo", line.to_string()),
    }
}

/// The same as code and words.
pub(super) fn told(why: &Unasked) -> (stock::code::Code, String) {
    use stock::code::Code;
    match why {
        Unasked::UnknownSkus(skus) => (
            Code::SkuUnknown,
            format!(
                "no such sku in the catalogue: {}; check the code or import the part first",
                names(skus)
            ),
        ),
        Unasked::Suspended(sku) => (
            Code::StockFrozen,
            format!(
                "sku {sku} or a part of it is suspended from sale: take it out of the order or lift the suspension"
            ),
        ),
        Unasked::UnknownPolicy(name, known) => (
            Code::ParamInvalid,
            format!(
                "policy is {}; it must be DEFAULT or one of the rules in force: {}",
                super::super::form::shown(name),
                if known.is_empty() {
                    "none is written".to_owned()
                } else {
                    known.join(", ")
                }
            ),
        ),
        Unasked::TooMany(line) => (
            Code::ParamInvalid,
            format!("line {line} comes to more than can be counted; order fewer"),
        ),
    }
}

fn names(skus: &[Sku]) -> String {
    let names: Vec<&str> = skus.iter().map(Sku::as_str).collect();
    names.join(", ")
}
