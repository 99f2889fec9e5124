//! Re-sourcing: a site cannot send what it was to send, others are searched for it, and the allocation moves there in one voucher.

use std::collections::BTreeMap;

use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use dubbo_api::sourcing::{PlanLine, PlanParcel, ResourceReq, SourcingPlan};
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;
use stock::answer::{Answer, Body};
use stock::code::Code;
use stock::command::{Command, Target};
use stock::fulfilment::{Choice, FoPart, FulfilCommand, Resource, ShortReason};
use stock::ids::{FulfilmentNo, Moment, Tenant};
use stock::op::OpType;
use stock::reservation::{Fulfilment, reservation_no};
use stock::sourcing::ask::{Ask, AskLine, StockRow};
use stock::sourcing::plan::Trace;
use stock_sql::Error;

use super::super::answer::head;
use super::super::form::{self, Bad, Formed};
use super::super::{StockCenter, traced};
use super::{Told, plan};

/// How often a plan that was overtaken is searched anew.
const TRIES_MAX: usize = 3;

/// What is asked.
struct Asked {
    tenant: Tenant,
    fo_no: FulfilmentNo,
    reason: ShortReason,
    lines: Vec<FoPart>,
    allow_later: bool,
}

/// A plan for what is missing.
struct Elsewhere {
    trace: Trace,
    plan_no: String,
    choices: Vec<Choice>,
    promise_at: Option<Moment>,
}

impl StockCenter {
    pub(super) async fn resource_formed(
        &self,
        cx: &Context,
        request: &ResourceReq,
    ) -> Told<SourcingPlan> {
        let asked = asked(request)?;
        let context = request.context.as_ref();
        for _ in 0..=TRIES_MAX {
            let fo = match self
                .store
                .fulfilment_order(&asked.tenant, &asked.fo_no)
                .await
            {
                Ok(fo) => fo,
                Err(error) => return Ok(Err(error)),
            };
            let found = match &fo {
                Some(fo) => self.elsewhere(&asked, fo).await,
                // The rule refuses it, and the refusal is remembered.
                None => Ok(None),
            };
            let found = match found {
                Ok(found) => found,
                Err(error) => return Ok(Err(error)),
            };
            let command = Command::Fulfil(FulfilCommand::Resource(Resource {
                fo_no: asked.fo_no.clone(),
                reason: asked.reason,
                lines: asked.lines.clone(),
                choices: found
                    .as_ref()
                    .map_or_else(Vec::new, |found| found.choices.clone()),
                promise_at: found.as_ref().and_then(|found| found.promise_at),
            }));
            let answer = self.write(cx, context, OpType::Resource, command).await?;
            if answer.code != Code::VersionStale {
                return Ok(Ok(traced(self.told(&answer, found, fo.as_ref()), context)));
            }
            metrics::counter!("stock_sourcing_overtaken_total").increment(1);
        }
        let message = format!(
            "{} plans for {} were overtaken by other orders, one after the other; nothing was moved, try again with the same key",
            TRIES_MAX + 1,
            asked.fo_no
        );
        Ok(Ok(Reply::refused(ResultCode::BusyRetry, message)))
    }

    /// Searches other sites for what is missing: by the date that was promised, else later where that is allowed.
    async fn elsewhere(&self, asked: &Asked, fo: &Fulfilment) -> Result<Option<Elsewhere>, Error> {
        let mut ask = self.ask_for(asked, fo).await?;
        if ask.lines.is_empty() {
            return Ok(None);
        }
        let promised = fo.handling.promise_at;
        let mut found = self.solve(&ask, None).await?;
        let kept = found.as_ref().is_ok_and(|trace| trace.plan.is_complete());
        if !kept && promised.is_some() && asked.allow_later {
            ask.required_by = None;
            found = self.solve(&ask, None).await?;
        }
        // A policy that is gone gives way to the channel's.
        if found.is_err() && ask.policy.take().is_some() {
            found = self.solve(&ask, None).await?;
        }
        let Ok(trace) = found else { return Ok(None) };
        let arrive_at = trace.plan.arrive_at;
        Ok(Some(Elsewhere {
            plan_no: self.keep(&trace).await?,
            choices: choices(&trace),
            promise_at: arrive_at.filter(|at| promised.is_some_and(|promised| *at > promised)),
            trace,
        }))
    }

    async fn ask_for(&self, asked: &Asked, fo: &Fulfilment) -> Result<Ask, Error> {
        let target = Target::Reservation(reservation_no(fo.reservation_id));
        let order = match fo.reservation_id {
            0 => None,
            _ => self.store.reservation(&asked.tenant, &target).await?,
        };
        let lines = asked.lines.iter().filter_map(|part| {
            let line = fo.lines.iter().find(|line| line.line_no == part.line_no)?;
            let held = order.iter().flat_map(|order| &order.lines);
            let mut held = held.filter(|held| held.order_line_no == line.order_line_no);
            Some(AskLine {
                line_no: part.line_no,
                sku: line.sku.clone(),
                quantity: part.quantity,
                owner: line.owner.clone(),
                group: None,
                max_age_days: held.find_map(|held| held.max_age_days),
            })
        });
        let order = order.as_ref();
        Ok(Ask {
            tenant: asked.tenant.clone(),
            order_no: Some(fo.order_no.clone()),
            area: order.and_then(|order| order.area.clone()),
            channel: order.and_then(|order| order.channel.clone()),
            policy: order
                .and_then(|order| order.sourced.as_ref())
                .map(|sourced| sourced.policy.clone()),
            lines: lines.collect(),
            order_value: None,
            required_by: fo.handling.promise_at,
            excluded: vec![fo.warehouse.clone()],
            max_parcels: None,
        })
    }

    /// What the caller is told: the plan that was booked, or, for a repeated call, what its first one bound.
    fn told(
        &self,
        answer: &Answer,
        found: Option<Elsewhere>,
        fo: Option<&Fulfilment>,
    ) -> Reply<SourcingPlan> {
        let mut reply: Reply<SourcingPlan> = head(answer);
        match (answer.code, found) {
            (Code::Ok, Some(found)) => {
                let mut told = plan::plan(&found.trace, &found.plan_no);
                let order_line = |line_no: i64| {
                    let lines = fo.iter().flat_map(|fo| &fo.lines);
                    let mut lines = lines.filter(|line| line.line_no == line_no);
                    lines.next().map_or(line_no, |line| line.order_line_no)
                };
                for line in told.parcels.iter_mut().flat_map(|parcel| &mut parcel.lines) {
                    line.line_no = order_line(line.line_no);
                }
                reply.data = Some(told);
            }
            (Code::Ok | Code::OkDuplicate, _) => reply.data = Some(self.bound(answer, fo)),
            _ => {}
        }
        reply
    }

    /// The parcels of the fulfilment orders that an answer tells of, but for the one that was short.
    fn bound(&self, answer: &Answer, fo: Option<&Fulfilment>) -> SourcingPlan {
        let Body::Fulfilment(view) = &answer.body else {
            return SourcingPlan::default();
        };
        let short = fo.map(Fulfilment::no);
        let network = self.store.network();
        let made = view
            .fulfilments
            .iter()
            .filter(|made| Some(&made.fo_no) != short.as_ref());
        let parcels = made.map(|made| PlanParcel {
            warehouse: made.warehouse.as_str().into(),
            warehouse_type: network.sourcing.site(&made.warehouse).kind.as_str().into(),
            lines: made
                .lines
                .iter()
                .map(|line| PlanLine {
                    line_no: line.order_line_no,
                    sku: line.sku.as_str().into(),
                    pool: line.pool.as_str().into(),
                    quantity: Quantity(line.allocated),
                })
                .collect(),
            ..PlanParcel::default()
        });
        SourcingPlan {
            parcels: parcels.collect(),
            ..SourcingPlan::default()
        }
    }
}

/// What is bound where: the plan's parcels, lot by lot where lots are told apart, the oldest first.
fn choices(trace: &Trace) -> Vec<Choice> {
    let mut left: BTreeMap<usize, i64> = BTreeMap::new();
    let mut choices = Vec::new();
    let mut rows: Vec<(usize, &StockRow)> = trace.seen.stock.iter().enumerate().collect();
    rows.sort_by_key(|(at, row)| (row.produced.is_none(), row.produced, *at));
    for parcel in &trace.plan.parcels {
        for line in &parcel.lines {
            let mut rest = line.quantity;
            let of_line = rows.iter().filter(|(_, row)| {
                row.warehouse == parcel.warehouse
                    && row.sku == line.sku
                    && row.owner == line.owner
                    && row.pool == line.pool
            });
            for (at, row) in of_line {
                let free = left.entry(*at).or_insert(row.available);
                let quantity = rest.min(*free);
                if quantity > 0 {
                    *free -= quantity;
                    rest -= quantity;
                    choices.push(Choice {
                        line_no: line.line_no,
                        warehouse: parcel.warehouse.clone(),
                        pool: line.pool.clone(),
                        lot: row.lot.clone(),
                        quantity,
                    });
                }
            }
        }
    }
    choices
}

fn asked(request: &ResourceReq) -> Formed<Asked> {
    let tenant = request
        .context
        .as_ref()
        .and_then(|context| context.tenant.as_ref());
    let fo_no = form::name("foNo", request.fo_no.as_str(), form::NAME_MAX)?;
    let reason = request.reason.as_str();
    form::lines("lines", &request.lines)?;
    form::distinct("lines", request.lines.iter().map(|line| line.line_no))?;
    let lines = request.lines.iter().enumerate().map(|(index, line)| {
        Ok(FoPart {
            line_no: form::line_no(&format!("lines[{index}]"), Some(line.line_no), index)?,
            quantity: form::quantity(&format!("lines[{index}].quantity"), line.quantity)?,
            lot: None,
        })
    });
    Ok(Asked {
        tenant: super::super::tenant(tenant)?,
        fo_no: fo_no.into(),
        reason: ShortReason::parse(reason)
            .ok_or_else(|| Bad::new("reason", reason, "NOT_FOUND, DAMAGED or CAPACITY"))?,
        lines: lines.collect::<Formed<_>>()?,
        allow_later: request.allow_later,
    })
}
