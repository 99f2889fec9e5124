//! The close of a business day, its report, and the settlement statement.

use std::collections::BTreeMap;

use dubbo_api::code::ResultCode;
use dubbo_api::reconcile::{
    DayClose, DayReport, DayReportRow, DayReq, DiffCount, MovementSum, RunSummary, StatementLine,
    StatementReq,
};
use dubbo_api::reply::{Page, Reply};
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;
use stock::ids::{Moment, Tenant};
use stock::op::{OpKey, OpType};
use stock::reconcile::day::Day;
use stock::reconcile::report::{Cell, Row};
use stock::reconcile::{DiffClass, DiffState};
use stock_sql::{DayCloseRow, DiffFilter, Error, RunScope, StatementRow};

use super::form::{self, Bad, Formed};
use super::reconcile::{answered, caller, needed_date, operator, refused};
use super::reservation::{owner, warehouse};
use super::{StockCenter, answer, deadline};
use crate::reconcile::{Closing, Refused};

/// Most rows of a report in one answer.
const REPORT_ROWS_MAX: usize = 20_000;
/// Most differences carried over by one call.
const CARRY_MAX: usize = 10_000;
/// Most days of a statement.
const STATEMENT_DAYS_MAX: i64 = 92;
/// Rows of a page when the caller names no limit.
const PAGE_DEFAULT: i64 = 100;
/// Most rows of a page.
const PAGE_MAX: i64 = 500;

impl StockCenter {
    pub(super) async fn close_day_formed(
        &self,
        cx: &Context,
        request: &DayReq,
    ) -> Formed<Reply<DayClose>> {
        let caller = caller(request.context.as_ref(), "close")?;
        let day = needed_date("businessDate", request.business_date.as_deref())?;
        let part = [
            ("owner", request.owner.as_ref().map(ToString::to_string)),
            (
                "warehouse",
                request.warehouse.as_ref().map(ToString::to_string),
            ),
        ];
        for (field, named) in part {
            if let Some(named) = named.filter(|name| !name.is_empty()) {
                let limit = "null: a day is closed as a whole; dayReport takes it";
                return Err(Bad::new(field, named, limit));
            }
        }
        if request.carry_over.len() > CARRY_MAX {
            let limit = format!("at most {CARRY_MAX} numbers");
            return Err(Bad::new("carryOver", request.carry_over.len(), limit));
        }
        let closing = Closing {
            day,
            by: operator(request.context.as_ref())?,
            key: OpKey {
                tenant: caller.tenant.clone(),
                source: caller.source,
                op: OpType::CloseDay,
                biz_no: caller.biz_no,
                op_seq: caller.op_seq,
            },
            carry_over: request.carry_over.iter().map(ToString::to_string).collect(),
            tenant: caller.tenant,
        };
        // A long day's books take longer than a caller waits: the close goes on, and the same call again tells how it ended.
        let center = self.clone();
        let closed = tokio::spawn(async move {
            let outcome = center.reconciler.close_day(&closing).await;
            center.closed(outcome).await
        });
        match tokio::time::timeout_at(deadline(cx), closed).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(_)) => Ok(Reply::refused(
                ResultCode::SystemError,
                "the close broke off",
            )),
            Err(_) => Ok(Reply::refused(
                ResultCode::TimeoutUnknown,
                format!("{day} is still being closed: send the same call again"),
            )),
        }
    }

    async fn closed(&self, outcome: Result<(DayCloseRow, bool), Refused>) -> Reply<DayClose> {
        match outcome {
            Ok((row, again)) => {
                let code = if again {
                    ResultCode::OkDuplicate
                } else {
                    ResultCode::Ok
                };
                answered(self.day_close(row).await.map(|close| {
                    let mut reply = Reply::of(code);
                    reply.data = Some(close);
                    reply
                }))
            }
            Err(Refused::Rule(answer)) => refused(&answer),
            Err(Refused::Failed(error)) => answered(Err(error)),
        }
    }

    pub(super) async fn reopen_day_formed(&self, request: &DayReq) -> Formed<Reply<DayClose>> {
        let caller = caller(request.context.as_ref(), "reopen")?;
        let by = operator(request.context.as_ref())?;
        let day = needed_date("businessDate", request.business_date.as_deref())?;
        let who = (by.as_str(), caller.key.as_str());
        let outcome = self.reconciler.reopen_day(&caller.tenant, day, who).await;
        Ok(self.closed(outcome.map(|row| (row, false))).await)
    }

    async fn day_close(&self, row: DayCloseRow) -> Result<DayClose, Error> {
        let mut runs = Vec::new();
        for run in self.reconciler.runs_of(&row.tenant, row.day).await? {
            let (_, open) = self.store.diff_counts(run.id).await?;
            runs.push(RunSummary {
                run: run.kind.as_str().into(),
                run_no: Some(run.no()),
                done: true,
                diffs: i32::try_from(run.diffs).unwrap_or(i32::MAX),
                open: i32::try_from(open).unwrap_or(i32::MAX),
            });
        }
        Ok(DayClose {
            business_date: Some(row.day.to_string()),
            closed: row.closed,
            cut_seq: row.cut_seq,
            closed_at: Some(answer::date(row.closed_at)),
            closed_by: Some(row.closed_by),
            runs,
            carried_over: row
                .carried_over
                .iter()
                .map(|no| no.as_str().into())
                .collect(),
        })
    }

    pub(super) async fn day_report_formed(&self, request: &DayReq) -> Formed<Reply<DayReport>> {
        let given = request
            .context
            .as_ref()
            .and_then(|context| context.tenant.as_ref());
        let tenant = super::tenant(given)?;
        let day = needed_date("businessDate", request.business_date.as_deref())?;
        let scope = RunScope {
            owner: owner("owner", request.owner.as_ref())?,
            warehouse: warehouse("warehouse", request.warehouse.as_ref())?,
            skus: Vec::new(),
        };
        Ok(answered(self.report(&tenant, day, &scope).await))
    }

    async fn report(
        &self,
        tenant: &Tenant,
        day: Day,
        scope: &RunScope,
    ) -> Result<Reply<DayReport>, Error> {
        let report = self.reconciler.report(tenant, day, scope).await?;
        if report.rows.len() > REPORT_ROWS_MAX {
            return Ok(Reply::refused(
                ResultCode::QtyExceeds,
                format!(
                    "the report has {} rows, an answer takes {REPORT_ROWS_MAX}: ask by owner or warehouse, or export it with `stock-center reconcile report`",
                    report.rows.len()
                ),
            )
            .detail("limit", REPORT_ROWS_MAX.to_string()));
        }
        let calendar = self.reconciler.calendar();
        Ok(Reply::ok(DayReport {
            business_date: Some(day.to_string()),
            from_seq: calendar.cut_seq(day.before()),
            to_seq: calendar.cut_seq(day),
            rows: report
                .rows
                .into_iter()
                .map(|(cell, row)| report_row(cell, &row))
                .collect(),
            diffs: self.diff_counts(tenant, day, scope).await?,
            balanced: report.balanced,
        }))
    }

    /// The day's differences by class, with their age and who approved their repairs.
    async fn diff_counts(
        &self,
        tenant: &Tenant,
        day: Day,
        scope: &RunScope,
    ) -> Result<Vec<DiffCount>, Error> {
        let now = self.store.now().await?;
        let mut counts: BTreeMap<DiffClass, (DiffCount, BTreeMap<String, i64>)> = BTreeMap::new();
        let mut filter = DiffFilter {
            day: Some(day),
            ..DiffFilter::of(tenant.clone()).within(scope)
        };
        loop {
            let page = self.store.diffs(&filter).await?;
            let Some(last) = page.last() else { break };
            filter.before_id = Some(last.id);
            for diff in &page {
                let (count, repairs) = counts.entry(diff.class).or_default();
                count.count += 1;
                count.quantity = Quantity(count.quantity.get() + diff.gap().abs());
                if diff.is_open() {
                    count.open += 1;
                    count.oldest_hours = count.oldest_hours.max(hours(diff.found_at, now));
                }
                let fixed = matches!(diff.state, DiffState::Fixed | DiffState::AutoFixed);
                if let Some(repair) = diff.repair.as_ref().filter(|_| fixed) {
                    let by = repair.decided_by.clone().unwrap_or_default();
                    *repairs.entry(by).or_default() += 1;
                }
            }
        }
        let named = |(class, (count, repairs)): (DiffClass, (DiffCount, BTreeMap<String, i64>))| {
            DiffCount {
                diff_class: class.as_str().into(),
                repairs: repairs
                    .iter()
                    .map(|(by, count)| format!("{by} ({count})"))
                    .collect(),
                ..count
            }
        };
        Ok(counts.into_iter().map(named).collect())
    }

    pub(super) async fn statement_formed(
        &self,
        request: &StatementReq,
    ) -> Formed<Reply<Page<StatementLine>>> {
        let tenant = super::tenant(request.tenant.as_ref())?;
        let owner = form::name("owner", request.owner.as_str(), form::NAME_MAX)?;
        let from = needed_date("fromDate", request.from_date.as_deref())?;
        let to = needed_date("toDate", request.to_date.as_deref())?;
        if to < from || to.0 - from.0 >= STATEMENT_DAYS_MAX {
            let limit = format!("fromDate or up to {STATEMENT_DAYS_MAX} days in all");
            return Err(Bad::new("toDate", to, limit));
        }
        let limit = form::within(
            "limit",
            request.limit.map_or(PAGE_DEFAULT, i64::from),
            1,
            PAGE_MAX,
        )?;
        let after = request.cursor.as_deref().filter(|text| !text.is_empty());
        let after = after.map(read_cursor).transpose()?;
        let page = async {
            self.gather().await?;
            let owner = stock::ids::Owner::from(owner);
            let limit = u32::try_from(limit).unwrap_or(1);
            let rows = self
                .store
                .statement_page(&tenant, &owner, (from, to), after.as_ref(), limit)
                .await?;
            let full = rows.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
            Ok(Reply::ok(Page {
                next_cursor: rows.last().filter(|_| full).map(write_cursor),
                items: rows
                    .into_iter()
                    .map(|row| line(owner.as_str(), row))
                    .collect(),
                total: None,
            }))
        };
        Ok(answered(page.await))
    }

    /// Brings the gathered deliveries up to what is surely committed.
    async fn gather(&self) -> Result<(), Error> {
        let now = self.store.now().await?;
        let to_seq = self.reconciler.settled_seq(now);
        let calendar = self.reconciler.calendar();
        let page = crate::reconcile::PAGE;
        while self.store.gather_settlement(calendar, to_seq, page).await? >= page {}
        Ok(())
    }
}

fn hours(from: Moment, now: Moment) -> i32 {
    i32::try_from(now.0.saturating_sub(from.0) / 3_600_000).unwrap_or(i32::MAX)
}

/// A row of the report in the words of the contract.
pub(crate) fn report_row(cell: Cell, row: &Row) -> DayReportRow {
    let sum = |(movement, (into, out)): (&stock::movement::Movement, &(i64, i64))| MovementSum {
        movement: movement.as_str().into(),
        quantity_in: Quantity(*into),
        quantity_out: Quantity(*out),
    };
    DayReportRow {
        owner: cell.owner.as_str().into(),
        warehouse: cell.warehouse.as_str().into(),
        category: Some(cell.category).filter(|text| !text.is_empty()),
        bucket: cell.bucket.as_str().into(),
        opening: Quantity(row.opening()),
        movements: row.moves.iter().map(sum).collect(),
        closing: Quantity(row.closing),
        value_minor: (!row.value_unknown).then_some(row.value_minor),
    }
}

fn line(owner: &str, row: StatementRow) -> StatementLine {
    let settle = row.figures.signed - row.figures.returned;
    StatementLine {
        owner: owner.into(),
        business_date: Some(row.day.to_string()),
        order_no: row.order_no.as_str().into(),
        fo_no: row
            .fo_no
            .map_or_else(Default::default, |no| no.as_str().into()),
        parcel_no: Some(row.parcel_no).filter(|no| !no.is_empty()),
        sku: row.sku.as_str().into(),
        signed: Quantity(row.figures.signed),
        returned: Quantity(row.figures.returned),
        lost: Quantity(row.figures.lost),
        settle: Quantity(settle),
        unit_cost_minor: row.cost,
        amount_minor: row.cost.map(|cost| cost.saturating_mul(settle)),
        diff_no: row.diff_id.map(|id| format!("D{id}").as_str().into()),
    }
}

/// Parts of a cursor stand on lines of their own: no name has a line break.
fn write_cursor(row: &StatementRow) -> String {
    format!(
        "{}\n{}\n{}\n{}",
        row.day, row.order_no, row.parcel_no, row.sku
    )
}

fn read_cursor(text: &str) -> Formed<StatementRow> {
    let bad = || Bad::new("cursor", text, "nextCursor of the page before");
    let parts: Vec<&str> = text.split('\n').collect();
    let [day, order_no, parcel_no, sku] = parts[..] else {
        return Err(bad());
    };
    Ok(StatementRow {
        day: Day::parse(day).ok_or_else(bad)?,
        order_no: order_no.to_owned(),
        parcel_no: parcel_no.to_owned(),
        fo_no: None,
        sku: sku.into(),
        figures: stock::reconcile::settle::Figures::default(),
        cost: None,
        diff_id: None,
    })
}
