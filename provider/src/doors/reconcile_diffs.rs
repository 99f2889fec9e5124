//! Differences and their repairs by two persons.

use dubbo_api::code::ResultCode;
use dubbo_api::reconcile::{ApproveReq, Diff, DiffQuery, Repair, RepairReq};
use dubbo_api::reply::{Nothing, Page, Reply};
use stock::policy::QUANTITY_MAX;
use stock::reconcile::state::{Decision, Proposal};
use stock::reconcile::{DiffClass, DiffState, RepairAction, diff};
use stock_sql::DiffFilter;

use super::form::{self, Bad, Formed};
use super::reconcile::{answered, caller, date, kind, not_found, operator, refused};
use super::reservation::{owner, warehouse};
use super::{StockCenter, answer};
use crate::reconcile::RepairOutcome;

/// Rows of a page when the caller names no limit.
const PAGE_DEFAULT: i64 = 100;
/// Most rows of a page.
const PAGE_MAX: i64 = 500;

impl StockCenter {
    pub(super) async fn diffs_formed(&self, query: &DiffQuery) -> Formed<Reply<Page<Diff>>> {
        let filter = filter(query)?;
        let limit = usize::try_from(filter.limit).unwrap_or(usize::MAX);
        let found = async {
            self.reconciler.note_discrepancies(&filter.tenant).await?;
            self.store.diffs(&filter).await
        };
        Ok(answered(found.await.map(|found| {
            let last = found.last().filter(|_| found.len() >= limit);
            Reply::ok(Page {
                next_cursor: last.map(|last| last.id.to_string()),
                items: found.into_iter().map(row).collect(),
                total: None,
            })
        })))
    }

    pub(super) async fn propose_formed(&self, request: &RepairReq) -> Formed<Reply<Nothing>> {
        let caller = caller(request.context.as_ref(), "propose")?;
        let by = operator(request.context.as_ref())?;
        let no = diff_no(request.diff_no.as_str())?;
        let action = RepairAction::parse(request.action.as_str())
            .ok_or_else(|| Bad::new("action", request.action.as_str(), "a repair action"))?;
        if let Some(quantity) = request.quantity {
            form::within("quantity", quantity, -QUANTITY_MAX, QUANTITY_MAX)?;
        }
        let reason = form::remark("reason", request.reason.as_deref())?;
        let proposal = Proposal {
            action,
            quantity: request.quantity,
            reason: reason
                .ok_or_else(|| Bad::new("reason", "", "given, at most 200 characters"))?,
            by,
            key: caller.key,
        };
        let outcome = self.reconciler.propose(&caller.tenant, no, proposal).await;
        Ok(answered(outcome.map(|outcome| repaired(no, &outcome))))
    }

    pub(super) async fn approve_formed(&self, request: &ApproveReq) -> Formed<Reply<Nothing>> {
        let caller = caller(request.context.as_ref(), "approve")?;
        let no = diff_no(request.diff_no.as_str())?;
        let decision = Decision {
            approved: request.approved,
            by: operator(request.context.as_ref())?,
            key: caller.key,
            comment: form::remark("comment", request.comment.as_deref())?,
        };
        let outcome = self.reconciler.decide(&caller.tenant, no, decision).await;
        Ok(answered(outcome.map(|outcome| repaired(no, &outcome))))
    }
}

fn diff_no(given: &str) -> Formed<&str> {
    let no = form::name("diffNo", given, form::NAME_MAX)?;
    if diff::parse_diff_no(no).is_none() {
        return Err(Bad::new("diffNo", no, "D and digits, as diffs lists it"));
    }
    Ok(no)
}

fn repaired(no: &str, outcome: &RepairOutcome) -> Reply<Nothing> {
    match outcome {
        RepairOutcome::Done => Reply::of(ResultCode::Ok),
        RepairOutcome::Again => Reply::of(ResultCode::OkDuplicate),
        RepairOutcome::Unknown => not_found("difference", no),
        RepairOutcome::Declined(declined) => {
            let reply = Reply::refused(answer::code(declined.code), declined.message.clone());
            match &declined.detail {
                Some((name, value)) => reply.detail(name, value.clone()),
                None => reply,
            }
        }
        RepairOutcome::Unrepaired(answer) => refused(answer),
    }
}

fn filter(query: &DiffQuery) -> Formed<DiffFilter> {
    let run_id = match form::optional("runNo", query.run_no.as_deref(), form::NAME_MAX)? {
        None => None,
        Some(no) => Some(
            stock::op::parse_no('N', no)
                .ok_or_else(|| Bad::new("runNo", no, "N and digits, as run answers it"))?,
        ),
    };
    let cursor = match form::optional("cursor", query.cursor.as_deref(), form::NAME_MAX)? {
        None => None,
        Some(text) => Some(
            text.parse::<i64>()
                .map_err(|_| Bad::new("cursor", text, "nextCursor of the page before"))?,
        ),
    };
    let class = query.diff_class.as_ref().map(|given| {
        DiffClass::parse(given.as_str())
            .ok_or_else(|| Bad::new("diffClass", given.as_str(), "a class of differences"))
    });
    let state = query.state.as_ref().map(|given| {
        DiffState::parse(given.as_str())
            .ok_or_else(|| Bad::new("state", given.as_str(), "a state of differences"))
    });
    let sku = query.sku.as_ref().map(dubbo_api::text::Sku::as_str);
    let limit = query.limit.map_or(PAGE_DEFAULT, i64::from);
    let limit = form::within("limit", limit, 1, PAGE_MAX)?;
    Ok(DiffFilter {
        run_id,
        kind: query.run.as_ref().map(|run| kind("run", run)).transpose()?,
        class: class.transpose()?,
        states: state.transpose()?.into_iter().collect(),
        sku: form::optional("sku", sku, form::NAME_MAX)?.map(Into::into),
        warehouse: warehouse("warehouse", query.warehouse.as_ref())?,
        owner: owner("owner", query.owner.as_ref())?,
        day: date("businessDate", query.business_date.as_deref())?,
        before_id: cursor,
        limit: u32::try_from(limit).unwrap_or(1),
        ..DiffFilter::of(super::tenant(query.tenant.as_ref())?)
    })
}

/// A difference in the words of the contract.
pub(crate) fn row(diff: diff::Diff) -> Diff {
    let no = diff.no();
    let subject = diff.subject;
    Diff {
        diff_no: no.as_str().into(),
        run_no: Some(format!("N{}", diff.run_id)),
        run: diff.kind.as_str().into(),
        diff_class: diff.class.as_str().into(),
        state: diff.state.as_str().into(),
        owner: subject.owner.map(|owner| owner.as_str().into()),
        sku: subject.sku.map(|sku| sku.as_str().into()),
        warehouse: subject.warehouse.map(|site| site.as_str().into()),
        pool: subject.pool.map(|pool| pool.as_str().into()),
        bucket: subject.bucket.map(|bucket| bucket.as_str().into()),
        lot_no: subject.lot,
        document_no: subject.document,
        ours: diff.ours,
        theirs: diff.theirs,
        tolerance: diff.tolerance,
        value_minor: diff.value_minor,
        found_at: Some(answer::date(diff.found_at)),
        confirmed_at: diff.confirmed_at.map(answer::date),
        cut_seq: diff.cut_seq,
        repair: diff.repair.map(repair),
    }
}

fn repair(repair: diff::Repair) -> Repair {
    Repair {
        action: repair.action.as_str().into(),
        quantity: repair.quantity,
        reason: Some(repair.reason),
        proposed_by: Some(repair.proposed_by),
        proposed_at: Some(answer::date(repair.proposed_at)),
        decided_by: repair.decided_by,
        decided_at: repair.decided_at.map(answer::date),
        voucher_no: repair.voucher_no.map(|no| no.as_str().into()),
    }
}
