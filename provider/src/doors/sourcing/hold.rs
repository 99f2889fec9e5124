//! Sourcing and occupation together: a plan is searched on what is free now, outside the lane, and taken as a whole inside it. Who comes too late for it
//! has it searched anew.

use dubbo_api::reply::{OpContext, Reply};
use dubbo_api::reservation::Reservation;
use dubbo_rpc::Context;
use stock::code::Code;
use stock::command::{Command, PreOccupy};
use stock::ids::Tenant;
use stock::op::OpType;
use stock::reservation::HoldMode;
use stock::sourcing::ask::Ask;
use stock::sourcing::held::{Sourcing, Verdict};
use stock::sourcing::plan::{Plan, Trace};
use stock_sql::Error;

use super::super::form::{self, Bad, Formed};
use super::super::{StockCenter, answer, traced, unanswered};
use super::{ask, solve};

/// How often a plan that was overtaken is searched anew.
const TRIES_MAX: usize = 3;

impl StockCenter {
    /// Whether rules of sourcing choose the sites of a hold: the caller names a policy or a plan, or somebody wrote a policy for its channel. A hold that
    /// names its sites or pools itself is not sourced.
    pub(in crate::doors) fn is_sourced(&self, tenant: &Tenant, hold: &PreOccupy) -> bool {
        if hold.sourcing.is_some() {
            return true;
        }
        let named = hold.fixed_warehouse.is_some()
            || hold
                .lines
                .iter()
                .any(|line| line.warehouse.is_some() || line.pool.is_some());
        let network = self.store.network();
        !named
            && network
                .sourcing
                .rules(tenant)
                .written(hold.channel.as_ref())
                .is_some()
    }

    /// Holds an order by a plan.
    pub(in crate::doors) async fn hold_by_plan(
        &self,
        cx: &Context,
        context: Option<&OpContext>,
        tenant: &Tenant,
        hold: PreOccupy,
    ) -> Reply<Reservation> {
        if let Err(bad) = check(&hold) {
            return bad.into_reply();
        }
        let ask = ask::of_hold(tenant, &hold);
        let mut planned = hold
            .sourcing
            .as_ref()
            .and_then(|sourcing| sourcing.plan_no.clone());
        for tries in 0..=TRIES_MAX {
            let verdict = match planned.take() {
                Some(no) => self.verdict_of_plan(&ask, &no, hold.mode).await,
                None => Ok(self.verdict(&ask, hold.mode).await),
            };
            let verdict = match verdict {
                Ok(Ok(verdict)) => verdict,
                Ok(Err(error)) => return unanswered(&error),
                Err(bad) => return bad.into_reply(),
            };
            let refused = matches!(verdict, Verdict::Refuse { .. });
            // What no plan serves may be served by other parts or by presale: sites are then asked as the area has them.
            let command = if refused && has_others(&hold) {
                Command::PreOccupy(hold.clone())
            } else {
                with(&hold, verdict)
            };
            match self.write(cx, context, OpType::PreOccupy, command).await {
                Err(bad) => return bad.into_reply(),
                Ok(answer) if answer.code != Code::VersionStale => {
                    return traced(answer::reservation_reply(answer), context);
                }
                Ok(_) => {
                    metrics::counter!("stock_sourcing_overtaken_total").increment(1);
                    tracing::debug!(order = %hold.order_no, tries, refused, "a plan was overtaken and is searched anew");
                }
            }
        }
        let verdict = Verdict::Refuse {
            code: Code::NoSource,
            message: format!(
                "{} plans for order {} were overtaken by other orders, one after the other: the goods are going fast, try again as a new operation or hold in mode PARTIAL",
                TRIES_MAX + 1,
                hold.order_no
            ),
            shortages: Vec::new(),
        };
        match self
            .write(cx, context, OpType::PreOccupy, with(&hold, verdict))
            .await
        {
            Ok(answer) => traced(answer::reservation_reply(answer), context),
            Err(bad) => bad.into_reply(),
        }
    }

    /// What a search on what is free now comes to.
    async fn verdict(&self, ask: &Ask, mode: HoldMode) -> Result<Verdict, Error> {
        Ok(match self.solve(ask, None).await? {
            Ok(trace) => {
                let no = self.keep(&trace).await?;
                judge(ask, &trace.plan, no, mode)
            }
            Err(unasked) => {
                let (code, message) = solve::told(&unasked);
                Verdict::Refuse {
                    code,
                    message,
                    shortages: Vec::new(),
                }
            }
        })
    }

    /// What a plan made before comes to.
    async fn verdict_of_plan(
        &self,
        ask: &Ask,
        no: &str,
        mode: HoldMode,
    ) -> Formed<Result<Verdict, Error>> {
        let trace = match self.trace_of(no).await {
            Ok(trace) => trace.map(|(trace, _)| trace),
            Err(error) => return Ok(Err(error)),
        };
        let Some(trace) = trace.filter(|trace| trace.ask.tenant == ask.tenant) else {
            let limit = format!(
                "a plan of the last {} days, or null to source anew",
                solve::TRACE_DAYS
            );
            return Err(Bad::new("planNo", no, limit));
        };
        if !same_goods(&trace, ask) {
            return Err(Bad::new(
                "planNo",
                no,
                "a plan for the same lines, area and channel; or null to source anew",
            ));
        }
        Ok(Ok(judge(ask, &trace.plan, no.to_owned(), mode)))
    }
}

/// A hold by a policy names no site or pool itself.
fn check(hold: &PreOccupy) -> Formed<()> {
    let because = "null where sourcingPolicy or planNo is given: the plan chooses";
    if let Some(site) = &hold.fixed_warehouse {
        return Err(Bad::new("fixedWarehouse", site, because));
    }
    for (index, line) in hold.lines.iter().enumerate() {
        let field = |name: &str| format!("lines[{index}].{name}");
        if let Some(site) = &line.warehouse {
            return Err(Bad::new(&field("warehouse"), site, because));
        }
        if let Some(pool) = &line.pool {
            return Err(Bad::new(&field("pool"), pool, because));
        }
    }
    Ok(())
}

/// Whether a line may be served by something else when it is short.
fn has_others(hold: &PreOccupy) -> bool {
    let mut lines = hold.lines.iter();
    lines.any(|line| line.allow_presale || !line.substitutes.is_empty())
}

fn same_goods(trace: &Trace, ask: &Ask) -> bool {
    let goods = |ask: &Ask| -> Vec<_> {
        let lines = ask.lines.iter();
        let mut goods: Vec<_> = lines
            .map(|line| {
                (
                    line.line_no,
                    line.sku.clone(),
                    line.quantity,
                    line.owner.clone(),
                    line.max_age_days,
                )
            })
            .collect();
        goods.sort();
        goods
    };
    goods(&trace.ask) == goods(ask)
        && trace.ask.area == ask.area
        && trace.ask.channel == ask.channel
}

fn judge(ask: &Ask, plan: &Plan, no: String, mode: HoldMode) -> Verdict {
    let enough = match mode {
        HoldMode::All => plan.is_complete(),
        HoldMode::Partial => !plan.parcels.is_empty(),
    };
    if enough {
        let no = Some(no).filter(|no| !no.is_empty());
        return Verdict::Take(plan.allocation(no));
    }
    Verdict::Refuse {
        code: plan.cause.unwrap_or(Code::NoSource),
        message: plan.refusal(ask),
        shortages: plan.shortages.clone(),
    }
}

/// The caller's command with what the search came to; its fingerprint is that of the caller's request alone.
fn with(hold: &PreOccupy, verdict: Verdict) -> Command {
    let asked = hold.sourcing.as_deref();
    let sourcing = Sourcing {
        policy: asked.and_then(|sourcing| sourcing.policy.clone()),
        plan_no: asked.and_then(|sourcing| sourcing.plan_no.clone()),
        found: Some(verdict),
    };
    Command::PreOccupy(PreOccupy {
        sourcing: Some(Box::new(sourcing)),
        ..hold.clone()
    })
}

/// What a request says of sourcing.
pub(in crate::doors) fn named(
    policy: Option<&str>,
    plan_no: Option<&dubbo_api::text::PlanNo>,
) -> Formed<Option<Box<Sourcing>>> {
    let policy = form::optional("sourcingPolicy", policy, form::NAME_MAX)?;
    let plan_no = plan_no.map(dubbo_api::text::PlanNo::as_str);
    let plan_no = form::optional("planNo", plan_no, form::NAME_MAX)?;
    Ok((policy.is_some() || plan_no.is_some()).then(|| {
        Box::new(Sourcing {
            policy: policy.map(str::to_owned),
            plan_no: plan_no.map(str::to_owned),
            found: None,
        })
    }))
}
