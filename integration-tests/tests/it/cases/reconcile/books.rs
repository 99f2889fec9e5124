//! Who reconciles: a caller of `ReconcileService`, and how time passes for what he saw.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dubbo_api::reconcile::{
    ApproveReq, DayClose, DayReport, DayReq, Diff, DiffQuery, OrderListPage, OrderListRow,
    ReconRunReq, ReconcileService, ReconcileServiceClient, RepairReq, RunProgress, RunQuery,
    SnapshotAck, SnapshotPage, SnapshotRow, reconcile_service,
};
use dubbo_api::reply::{Nothing, OpContext, Reply};
use dubbo_api::states::{ReconRun, RepairAction};
use dubbo_api::text::Quantity;
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef};

use crate::cases::mall::Mall;
use crate::cases::provider::{Bind, Center, until};

/// Longest a comparison of a test may take.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);
/// More than the two minutes between two looks.
pub(crate) const LATER: i64 = 130;

/// Who reconciles: a connection of its own to one provider.
pub(crate) struct Books {
    pub(crate) service: ReconcileServiceClient,
    pub(crate) tenant: String,
}

impl Books {
    pub(crate) async fn of(mall: &Mall) -> Self {
        Self::connect(mall.center.providers[0].address(), &mall.tenant).await
    }

    pub(crate) async fn connect(address: String, tenant: &str) -> Self {
        let options = ClientOptions {
            timeout: LIMIT,
            ..ClientOptions::default()
        };
        let link: Arc<dyn Invoker> = Arc::new(Client::connect(address, options).await.unwrap());
        Self {
            service: ReconcileServiceClient::new(
                link,
                ServiceRef::new(reconcile_service::INTERFACE),
            ),
            tenant: tenant.to_owned(),
        }
    }

    pub(crate) fn context(&self, biz_no: &str, operator: &str) -> Option<OpContext> {
        Some(OpContext {
            tenant: Some(self.tenant.as_str().into()),
            source_system: Some("finance".to_owned()),
            biz_no: Some(biz_no.to_owned()),
            operator: Some(operator.to_owned()),
            ..OpContext::default()
        })
    }

    pub(crate) async fn ask(
        &self,
        biz_no: &str,
        run: &str,
        day: Option<&str>,
        site: Option<&str>,
    ) -> Reply<String> {
        let request = ReconRunReq {
            context: self.context(biz_no, "job"),
            run: ReconRun::from(run),
            business_date: day.map(str::to_owned),
            warehouse: site.map(Into::into),
            ..ReconRunReq::default()
        };
        self.service.run(&Context::new(), request).await.unwrap()
    }

    /// Runs a comparison to its end.
    pub(crate) async fn run(
        &self,
        biz_no: &str,
        run: &str,
        day: Option<&str>,
        site: Option<&str>,
    ) -> RunProgress {
        let no = self.ask(biz_no, run, day, site).await.into_data().unwrap();
        until(&format!("{run} {no}"), LIMIT, || async {
            let state = self.progress(&no).await.state;
            !["QUEUED", "RUNNING"].contains(&state.as_str())
        })
        .await;
        let progress = self.progress(&no).await;
        assert_eq!(progress.state.as_str(), "DONE", "{progress:?}");
        progress
    }

    pub(crate) async fn progress(&self, no: &str) -> RunProgress {
        let query = RunQuery {
            tenant: Some(self.tenant.as_str().into()),
            run_no: Some(no.to_owned()),
        };
        let reply = self
            .service
            .run_progress(&Context::new(), query)
            .await
            .unwrap();
        reply.into_data().unwrap()
    }

    /// All differences, newest first, one page after the other.
    pub(crate) async fn diffs(&self) -> Vec<Diff> {
        let mut query = DiffQuery {
            tenant: Some(self.tenant.as_str().into()),
            limit: Some(2),
            ..DiffQuery::default()
        };
        let mut all = Vec::new();
        loop {
            let reply = self
                .service
                .diffs(&Context::new(), query.clone())
                .await
                .unwrap();
            let page = reply.into_data().unwrap();
            all.extend(page.items);
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                return all;
            }
        }
    }

    /// The only difference there is, as `QTY_DIFF FOUND 10/8`.
    pub(crate) async fn only_diff(&self) -> String {
        let diffs = self.diffs().await;
        assert_eq!(diffs.len(), 1, "{diffs:#?}");
        let diff = &diffs[0];
        format!(
            "{} {} {}/{}",
            diff.diff_class, diff.state, diff.ours, diff.theirs
        )
    }

    pub(crate) async fn propose(&self, biz_no: &str, by: &str, diff: &str) -> Reply<Nothing> {
        let request = RepairReq {
            context: self.context(biz_no, by),
            diff_no: diff.into(),
            action: RepairAction::Adjust,
            quantity: None,
            reason: Some("counted twice".to_owned()),
        };
        self.service
            .propose(&Context::new(), request)
            .await
            .unwrap()
    }

    pub(crate) async fn approve(&self, biz_no: &str, by: &str, diff: &str) -> Reply<Nothing> {
        let request = ApproveReq {
            context: self.context(biz_no, by),
            diff_no: diff.into(),
            approved: true,
            comment: None,
        };
        self.service
            .approve(&Context::new(), request)
            .await
            .unwrap()
    }

    pub(crate) async fn snapshot(
        &self,
        no: &str,
        (page, pages): (i32, i32),
        last_doc: Option<&str>,
        rows: &[(&str, i64)],
    ) -> Reply<SnapshotAck> {
        let row = |(sku, good): &(&str, i64)| SnapshotRow {
            sku: (*sku).into(),
            good: Quantity(*good),
            ..SnapshotRow::default()
        };
        let request = SnapshotPage {
            context: self.context(no, "wms"),
            snapshot_no: Some(no.to_owned()),
            warehouse: "W1".into(),
            page,
            pages,
            last_doc_no: last_doc.map(str::to_owned),
            rows: rows.iter().map(row).collect(),
            ..SnapshotPage::default()
        };
        self.service
            .submit_wms_snapshot(&Context::new(), request)
            .await
            .unwrap()
    }

    pub(crate) async fn orders(&self, no: &str, rows: &[(&str, &str, &str, i64, i64)]) {
        let row =
            |(order, state, sku, quantity, age): &(&str, &str, &str, i64, i64)| OrderListRow {
                order_no: (*order).into(),
                state: (*state).into(),
                sku: (*sku).into(),
                quantity: Quantity(*quantity),
                age_seconds: *age,
            };
        let request = OrderListPage {
            context: self.context(no, "orders"),
            list_no: Some(no.to_owned()),
            page: 1,
            pages: 1,
            rows: rows.iter().map(row).collect(),
            ..OrderListPage::default()
        };
        let reply = self
            .service
            .submit_order_list(&Context::new(), request)
            .await
            .unwrap();
        assert!(reply.into_data().unwrap().complete);
    }

    pub(crate) fn day(&self, biz_no: &str, by: &str, date: &str, carry: &[&str]) -> DayReq {
        DayReq {
            context: self.context(biz_no, by),
            business_date: Some(date.to_owned()),
            carry_over: carry.iter().map(|no| (*no).into()).collect(),
            ..DayReq::default()
        }
    }

    pub(crate) async fn close(&self, biz_no: &str, date: &str, carry: &[&str]) -> Reply<DayClose> {
        let request = self.day(biz_no, "anna", date, carry);
        self.service
            .close_day(&Context::new(), request)
            .await
            .unwrap()
    }

    pub(crate) async fn reopen(&self, biz_no: &str, by: &str, date: &str) -> Reply<DayClose> {
        let request = self.day(biz_no, by, date, &[]);
        self.service
            .reopen_day(&Context::new(), request)
            .await
            .unwrap()
    }

    pub(crate) async fn report(&self, date: &str) -> DayReport {
        let request = self.day("report", "anna", date, &[]);
        let reply = self
            .service
            .day_report(&Context::new(), request)
            .await
            .unwrap();
        reply.into_data().unwrap()
    }
}

/// Lets time pass for what was seen, in the database.
pub(crate) async fn pass(center: &Center, tenant: &str, seconds: i64) {
    let binds = [Bind::Int(seconds * 1_000), Bind::Text(tenant)];
    let sql = "UPDATE recon_diff SET found_at = found_at - ? WHERE tenant = ?";
    assert!(center.execute(sql, &binds).await > 0, "nothing was seen");
}

/// A date in Shanghai, so many days from today.
pub(crate) fn date(days: i64) -> String {
    date_of(days, 0)
}

pub(crate) fn date_of(days: i64, day_start_seconds: i64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = stock::ids::Moment(i64::try_from(now.as_millis()).unwrap());
    let calendar = stock::reconcile::day::Calendar { day_start_seconds };
    stock::reconcile::day::Day(calendar.day_of(now).0 + days).to_string()
}
