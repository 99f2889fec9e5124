//! Door of account reconciliation (库存对账).

use std::collections::BTreeMap;

use dubbo_api::code::ResultCode;
use dubbo_api::reconcile::{
    ApproveReq, BillPage, DayClose, DayReport, DayReq, Diff, DiffQuery, OrderListPage, ReconRunReq,
    ReconcileService, RepairReq, RunProgress, RunQuery, SnapshotAck, SnapshotPage, StatementLine,
    StatementReq,
};
use dubbo_api::reply::{Nothing, OpContext, Page, Reply};
use dubbo_api::states::ReconRun;
use dubbo_rpc::{Context, Fault};
use stock::answer::Answer;
use stock::ids::{Sku, Tenant};
use stock::reconcile::RunKind;
use stock::reconcile::day::Day;
use stock_sql::{Error, List, ListKind, NewRun, Run, RunScope};

use super::form::{self, Bad, Formed};
use super::reservation::{owner, warehouse};
use super::{StockCenter, answer, unanswered};

/// Most SKUs of a run that names some.
const SKUS_MAX: usize = 200;

impl ReconcileService for StockCenter {
    async fn submit_wms_snapshot(
        &self,
        _cx: &Context,
        page: SnapshotPage,
    ) -> Result<Reply<SnapshotAck>, Fault> {
        Ok(told(self.snapshot_formed(&page).await))
    }

    async fn submit_order_list(
        &self,
        _cx: &Context,
        page: OrderListPage,
    ) -> Result<Reply<SnapshotAck>, Fault> {
        Ok(told(self.order_list_formed(&page).await))
    }

    async fn submit_bill(
        &self,
        _cx: &Context,
        page: BillPage,
    ) -> Result<Reply<SnapshotAck>, Fault> {
        Ok(told(self.bill_formed(&page).await))
    }

    async fn run(&self, _cx: &Context, request: ReconRunReq) -> Result<Reply<String>, Fault> {
        Ok(told(self.run_formed(&request).await))
    }

    async fn run_progress(
        &self,
        _cx: &Context,
        query: RunQuery,
    ) -> Result<Reply<RunProgress>, Fault> {
        Ok(told(self.progress_formed(&query).await))
    }

    async fn diffs(&self, _cx: &Context, query: DiffQuery) -> Result<Reply<Page<Diff>>, Fault> {
        Ok(told(self.diffs_formed(&query).await))
    }

    async fn propose(&self, _cx: &Context, request: RepairReq) -> Result<Reply<Nothing>, Fault> {
        Ok(told(self.propose_formed(&request).await))
    }

    async fn approve(&self, _cx: &Context, request: ApproveReq) -> Result<Reply<Nothing>, Fault> {
        Ok(told(self.approve_formed(&request).await))
    }

    async fn close_day(&self, cx: &Context, request: DayReq) -> Result<Reply<DayClose>, Fault> {
        Ok(told(self.close_day_formed(cx, &request).await))
    }

    async fn reopen_day(&self, _cx: &Context, request: DayReq) -> Result<Reply<DayClose>, Fault> {
        Ok(told(self.reopen_day_formed(&request).await))
    }

    async fn day_report(&self, _cx: &Context, request: DayReq) -> Result<Reply<DayReport>, Fault> {
        Ok(told(self.day_report_formed(&request).await))
    }

    async fn statement(
        &self,
        _cx: &Context,
        request: StatementReq,
    ) -> Result<Reply<Page<StatementLine>>, Fault> {
        Ok(told(self.statement_formed(&request).await))
    }
}

/// A reply, or the refusal of a request for its form.
fn told<T>(formed: Formed<Reply<T>>) -> Reply<T> {
    formed.unwrap_or_else(|bad| bad.into_reply())
}

/// The reply to what the database answered, or that it did not.
pub(super) fn answered<T>(outcome: Result<Reply<T>, Error>) -> Reply<T> {
    outcome.unwrap_or_else(|error| unanswered(&error))
}

/// A refusal of the rules in the words of the contract.
pub(super) fn refused<T>(answer: &Answer) -> Reply<T> {
    let mut reply = Reply::refused(answer::code(answer.code), answer.message.clone());
    reply.details.clone_from(&answer.details);
    reply
}

/// No document of that number.
pub(super) fn not_found<T>(kind: &str, value: &str) -> Reply<T> {
    Reply::refused(
        ResultCode::NotFound,
        format!("there is no {kind} {}", form::shown(value)),
    )
    .detail("kind", kind)
    .detail("value", value)
}

/// Who asks, and under which key, as one text.
pub(super) struct Caller {
    pub(super) tenant: Tenant,
    pub(super) key: String,
    pub(super) source: String,
    pub(super) biz_no: String,
    pub(super) op_seq: i32,
}

/// Checks who asks and under which key.
pub(super) fn caller(context: Option<&OpContext>, what: &str) -> Formed<Caller> {
    let Some(context) = context else {
        return Err(Bad::new(
            "context",
            "",
            "given: sourceSystem and bizNo make the call repeatable",
        ));
    };
    let source = context.source_system.as_deref().unwrap_or_default();
    let source = form::name("context.sourceSystem", source, form::SHORT_NAME_MAX)?;
    let biz_no = context.biz_no.as_deref().unwrap_or_default();
    let biz_no = form::name("context.bizNo", biz_no, form::NAME_MAX)?;
    let op_seq = i64::from(context.op_seq);
    form::within("context.opSeq", op_seq, 0, i64::from(i32::MAX))?;
    let tenant = super::tenant(context.tenant.as_ref())?;
    Ok(Caller {
        key: format!("{what} {tenant} {source} {biz_no} {op_seq}"),
        tenant,
        source: source.to_owned(),
        biz_no: biz_no.to_owned(),
        op_seq: context.op_seq,
    })
}

/// The person behind a call that needs one.
pub(super) fn operator(context: Option<&OpContext>) -> Formed<String> {
    let given = context.and_then(|context| context.operator.as_deref());
    let name = form::name(
        "context.operator",
        given.unwrap_or_default(),
        form::NAME_MAX,
    )?;
    Ok(name.to_owned())
}

/// A business date that may be absent.
pub(super) fn date(field: &str, given: Option<&str>) -> Formed<Option<Day>> {
    let Some(text) = given.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let day = Day::parse(text);
    day.map(Some)
        .ok_or_else(|| Bad::new(field, text, "a date as yyyy-MM-dd"))
}

/// A business date that must be there.
pub(super) fn needed_date(field: &str, given: Option<&str>) -> Formed<Day> {
    date(field, given)?.ok_or_else(|| Bad::new(field, "", "given as yyyy-MM-dd"))
}

/// A comparison by its code.
pub(super) fn kind(field: &str, given: &ReconRun) -> Formed<RunKind> {
    RunKind::parse(given.as_str()).ok_or_else(|| Bad::new(field, given.as_str(), "one of R1 to R7"))
}

impl StockCenter {
    async fn run_formed(&self, request: &ReconRunReq) -> Formed<Reply<String>> {
        let caller = caller(request.context.as_ref(), "run")?;
        let kind = kind("run", &request.run)?;
        if kind == RunKind::R3 && self.cache.is_none() {
            let limit = "another: R3 compares the database with Redis, and this provider has none (cache.url)";
            return Err(Bad::new("run", "R3", limit));
        }
        let day = date("businessDate", request.business_date.as_deref())?;
        let scope = scope(request)?;
        let snapshot = request.snapshot_no.as_deref();
        let snapshot = form::optional("snapshotNo", snapshot, form::NAME_MAX)?;
        if snapshot.is_some() && !matches!(kind, RunKind::R4 | RunKind::R5) {
            return Err(Bad::new(
                "snapshotNo",
                snapshot.unwrap_or_default(),
                "null but for R4 and R5",
            ));
        }
        Ok(answered(
            self.ask(&caller, kind, day, scope, snapshot).await,
        ))
    }

    async fn ask(
        &self,
        caller: &Caller,
        kind: RunKind,
        day: Option<Day>,
        scope: RunScope,
        list_no: Option<&str>,
    ) -> Result<Reply<String>, Error> {
        let now = self.store.now().await?;
        let mut cut_seq = self.reconciler.settled_seq(now);
        let list = match self.list_for(kind, &caller.tenant, &scope, list_no).await? {
            Ok(list) => list,
            Err(reply) => return Ok(*reply),
        };
        if let (RunKind::R4, Some(list)) = (kind, &list) {
            cut_seq = self.cut_of(&caller.tenant, list).await?;
        }
        let run = NewRun {
            id: self.reconciler.next_id(now),
            tenant: caller.tenant.clone(),
            kind,
            day: day.unwrap_or_else(|| self.reconciler.day_of(now)),
            scope,
            list_id: list.map(|list| list.id),
            cut_seq,
            key: Some(caller.key.clone()),
            now,
        };
        let (id, again) = self.store.ask_run(&run).await?;
        let mut reply = Reply::of(if again {
            ResultCode::OkDuplicate
        } else {
            ResultCode::Ok
        });
        reply.data = Some(format!("N{id}"));
        Ok(reply)
    }

    /// The snapshot or list a run compares with, all of it: a missing page is no stock of zero.
    async fn list_for(
        &self,
        kind: RunKind,
        tenant: &Tenant,
        scope: &RunScope,
        list_no: Option<&str>,
    ) -> Result<Result<Option<List>, Box<Reply<String>>>, Error> {
        let (list_kind, name) = match kind {
            RunKind::R4 => (ListKind::Snapshot, "snapshot"),
            RunKind::R5 => (ListKind::Orders, "order list"),
            _ => return Ok(Ok(None)),
        };
        let site = match (kind, &scope.warehouse) {
            (RunKind::R4, Some(site)) => Some(site.as_str()),
            (RunKind::R4, None) => {
                let bad = Bad::new("warehouse", "", "given: a snapshot is of one warehouse");
                return Ok(Err(Box::new(bad.into_reply())));
            }
            _ => Some(""),
        };
        let list = match list_no {
            Some(no) => {
                let key = (list_kind, site.unwrap_or_default(), no);
                self.store.list_by_no(tenant, key).await?
            }
            None => self.store.latest_list(tenant, list_kind, site).await?,
        };
        let Some(list) = list else {
            let no = list_no.unwrap_or("that has arrived whole");
            return Ok(Err(Box::new(not_found(name, no))));
        };
        let state = self.store.list_state(list).await?;
        if state.missing.is_empty() {
            return Ok(Ok(Some(state.list)));
        }
        let missing: Vec<String> = state.missing.iter().take(20).map(i64::to_string).collect();
        let missing = missing.join(", ");
        let reply = Reply::refused(
            ResultCode::StateConflict,
            format!(
                "{name} {} has {} of {} pages; missing: {missing}; send them, then run again",
                state.list.list_no, state.received, state.list.pages
            ),
        )
        .detail("currentState", "INCOMPLETE")
        .detail("missingPages", missing);
        Ok(Err(Box::new(reply)))
    }

    /// The ledger's sequence a snapshot is compared at: that of the last document the warehouse had applied, else of the snapshot's arrival.
    async fn cut_of(&self, tenant: &Tenant, list: &List) -> Result<i64, Error> {
        let Some(document) = &list.last_doc_no else {
            return Ok(list.received_seq);
        };
        let sources = self.store.sources(tenant).await?;
        let seq = self
            .store
            .seq_of_document(tenant, document, &sources)
            .await?;
        Ok(seq.unwrap_or(list.received_seq))
    }

    async fn progress_formed(&self, query: &RunQuery) -> Formed<Reply<RunProgress>> {
        let tenant = super::tenant(query.tenant.as_ref())?;
        let no = query.run_no.as_deref().unwrap_or_default();
        let no = form::name("runNo", no, form::NAME_MAX)?;
        let Some(id) = stock::op::parse_no('N', no) else {
            return Err(Bad::new("runNo", no, "N and digits, as run answers it"));
        };
        Ok(answered(self.store.run(id).await.map(|run| {
            run.filter(|run| run.tenant == tenant)
                .map_or_else(|| not_found("run", no), |run| Reply::ok(progress(run)))
        })))
    }
}

fn scope(request: &ReconRunReq) -> Formed<RunScope> {
    form::within(
        "skus",
        i64::try_from(request.skus.len()).unwrap_or(i64::MAX),
        0,
        i64::try_from(SKUS_MAX).unwrap_or(i64::MAX),
    )?;
    let mut skus = BTreeMap::new();
    for (index, sku) in request.skus.iter().enumerate() {
        let name = form::name(&format!("skus[{index}]"), sku.as_str(), form::NAME_MAX)?;
        skus.insert(Sku::from(name), ());
    }
    Ok(RunScope {
        warehouse: warehouse("warehouse", request.warehouse.as_ref())?,
        owner: owner("owner", request.owner.as_ref())?,
        skus: skus.into_keys().collect(),
    })
}

fn progress(run: Run) -> RunProgress {
    RunProgress {
        run_no: Some(run.no()),
        run: run.kind.as_str().into(),
        state: run.state.as_str().into(),
        business_date: Some(run.day.to_string()),
        cut_seq: run.cut_seq,
        rows_read: run.rows_read,
        diffs: i32::try_from(run.diffs).unwrap_or(i32::MAX),
        created_at: Some(answer::date(run.created_at)),
        finished_at: run.finished_at.map(answer::date),
        message: run.message,
    }
}
