//! Door of sourcing (寻源): trial plans, why they are what they are, rule sets and their trial on past plans.

mod ask;
mod hold;
mod plan;
mod resource;
mod rule_set;
mod rule_text;
mod simulate;
mod solve;

pub(super) use hold::named;
pub use solve::{STEPS_MAX, TRACE_DAYS};

use dubbo_api::code::ResultCode;
use dubbo_api::reply::{Nothing, OpContext, Reply};
use dubbo_api::sourcing::{
    ResourceReq, RuleSet, SimReport, SimReq, SourcingPlan, SourcingReq, SourcingService,
    SourcingTrace,
};
use dubbo_api::text::PlanNo;
use dubbo_rpc::{Context, Fault};
use stock_sql::Error;

use super::form::{self, Bad, Formed};
use super::{StockCenter, unanswered};

/// An answer, a malformed request or a database that did not answer.
type Told<T> = Formed<Result<Reply<T>, Error>>;

fn reply<T>(told: Told<T>) -> Reply<T> {
    match told {
        Ok(Ok(reply)) => reply,
        Ok(Err(error)) => unanswered(&error),
        Err(bad) => bad.into_reply(),
    }
}

impl SourcingService for StockCenter {
    async fn source(
        &self,
        _cx: &Context,
        request: SourcingReq,
    ) -> Result<Reply<SourcingPlan>, Fault> {
        Ok(reply(self.source_formed(&request).await))
    }

    async fn resource(
        &self,
        cx: &Context,
        request: ResourceReq,
    ) -> Result<Reply<SourcingPlan>, Fault> {
        Ok(reply(self.resource_formed(cx, &request).await))
    }

    async fn explain(&self, _cx: &Context, plan_no: PlanNo) -> Result<Reply<SourcingTrace>, Fault> {
        Ok(reply(self.explain_formed(&plan_no).await))
    }

    async fn simulate(&self, _cx: &Context, request: SimReq) -> Result<Reply<SimReport>, Fault> {
        Ok(reply(self.simulate_formed(&request).await))
    }

    async fn save_rule_set(
        &self,
        _cx: &Context,
        rule_set: RuleSet,
    ) -> Result<Reply<Nothing>, Fault> {
        let told = reply(self.save_rules_formed(&rule_set).await);
        Ok(super::traced(told, rule_set.context.as_ref()))
    }

    async fn publish_rule_set(
        &self,
        _cx: &Context,
        version: Option<String>,
        context: OpContext,
    ) -> Result<Reply<Nothing>, Fault> {
        let told = reply(self.publish_formed(version.as_deref(), &context).await);
        Ok(super::traced(told, Some(&context)))
    }
}

impl StockCenter {
    async fn source_formed(&self, request: &SourcingReq) -> Told<SourcingPlan> {
        let ask = ask::of_request(request)?;
        let version = form::optional(
            "ruleVersion",
            request.rule_version.as_deref(),
            form::SHORT_NAME_MAX,
        )?;
        Ok(self.source_as(&ask, version).await)
    }

    async fn source_as(
        &self,
        ask: &stock::sourcing::ask::Ask,
        version: Option<&str>,
    ) -> Result<Reply<SourcingPlan>, Error> {
        let draft = match version {
            Some(version) => match self.rules_of(&ask.tenant, version).await? {
                Some(rules) => Some(rules),
                None => return Ok(no_rule_set(version)),
            },
            None => None,
        };
        let trace = match self.solve(ask, draft).await? {
            Ok(trace) => trace,
            Err(unasked) => return Ok(solve::refused(&unasked)),
        };
        if trace.plan.cause == Some(stock::code::Code::NotInArea) {
            let message = trace.plan.refusal(ask);
            return Ok(Reply::refused(ResultCode::NotInArea, message));
        }
        let no = self.keep(&trace).await?;
        Ok(Reply::ok(plan::plan(&trace, &no)))
    }

    async fn explain_formed(&self, plan_no: &PlanNo) -> Told<SourcingTrace> {
        let no = form::name("planNo", plan_no.as_str(), form::NAME_MAX)?;
        let trace = match self.trace_of(no).await {
            Ok(trace) => trace,
            Err(error) => return Ok(Err(error)),
        };
        Ok(Ok(match trace {
            Some((trace, decided_at)) => Reply::ok(plan::trace(&trace, no, decided_at)),
            None => Reply::refused(
                ResultCode::NotFound,
                format!(
                    "there is no plan {}: traces are kept for {} days",
                    form::shown(no),
                    solve::TRACE_DAYS
                ),
            )
            .detail("kind", "plan")
            .detail("value", no),
        }))
    }
}

fn no_rule_set<T>(version: &str) -> Reply<T> {
    Reply::refused(
        ResultCode::NotFound,
        format!(
            "there is no rule set {}: save it first, or check the version and the tenant",
            form::shown(version)
        ),
    )
    .detail("kind", "ruleSet")
    .detail("value", version)
}

/// A weight, share or other number that must be one.
fn number(field: &str, value: f64, low: f64, high: f64) -> Formed<f64> {
    if value.is_finite() && (low..=high).contains(&value) {
        return Ok(value);
    }
    Err(Bad::new(field, value, format!("{low} to {high}")))
}
