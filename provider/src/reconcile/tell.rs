//! What is told of differences and closed days: events in the outbox, written with what they tell of.

use dubbo_api::event::{DayClosedEvent, DayTotal, ReconDiffEvent};
use dubbo_api::states::{Bucket as BucketName, DiffClass as Class, DiffState as State, ReconRun};
use stock::ids::{Moment, Owner, Pool, Sku, Warehouse};
use stock::reconcile::DiffClass;
use stock::reconcile::diff::Diff;
use stock::reconcile::report::Finished;
use stock_sql::{DayCloseRow, Error, Notice};

use super::Reconciler;
use crate::events::{Tale, notice};

/// Totals told with a closed day; its report has all.
const TOTALS_MAX: usize = 1_000;

impl Reconciler {
    /// Stores a new difference and tells of it where there is something to tell; `false` if another run stored the same one just now.
    pub(super) async fn add_diff(&self, diff: &Diff, now: Moment) -> Result<bool, Error> {
        let notice = self.notice_of(diff, now);
        self.store.add_diff(diff, notice.as_ref()).await
    }

    /// Stores a difference that has come to another state and tells of it; `false` if somebody else changed it.
    pub(super) async fn change_diff(&self, diff: &Diff) -> Result<bool, Error> {
        let now = self.store.now().await?;
        let notice = self.notice_of(diff, now);
        self.store.change_diff(diff, notice.as_ref()).await
    }

    /// What is told of a difference: nothing before a second look has confirmed it, and nothing of what is on its way.
    fn notice_of(&self, diff: &Diff, now: Moment) -> Option<Notice> {
        if diff.confirmed_at.is_none() || diff.class == DiffClass::InFlight {
            return None;
        }
        let subject = &diff.subject;
        let proposal = diff.repair.as_ref().map(|repair| {
            let (action, quantity) = (repair.action.as_str(), repair.quantity);
            format!("{action} {quantity}: {}", repair.reason)
        });
        let payload = ReconDiffEvent {
            diff_no: diff.no().as_str().into(),
            run: ReconRun::from(diff.kind.as_str()),
            diff_class: Class::from(diff.class.as_str()),
            state: State::from(diff.state.as_str()),
            owner: subject.owner.as_ref().map(Owner::as_str).map(Into::into),
            sku: subject.sku.as_ref().map(Sku::as_str).map(Into::into),
            warehouse: subject
                .warehouse
                .as_ref()
                .map(Warehouse::as_str)
                .map(Into::into),
            pool: subject.pool.as_ref().map(Pool::as_str).map(Into::into),
            bucket: subject
                .bucket
                .map(|bucket| BucketName::from(bucket.as_str())),
            lot_no: subject.lot.clone(),
            document_no: subject.document.clone(),
            ours: diff.ours,
            theirs: diff.theirs,
            proposal,
        };
        let tale = Tale {
            tenant: &diff.tenant,
            key: format!("recon.diff.{}", diff.class.as_str()),
            aggregate: format!("diff:{}", diff.no()),
            biz_no: diff.no(),
            payload,
        };
        notice(self.notices.next(now), now, &[tale])
    }

    /// Stores the close of a day with its totals and tells of it.
    pub(super) async fn put_close(
        &self,
        row: &DayCloseRow,
        report: &Finished,
    ) -> Result<(), Error> {
        let diffs = self.store.diffs_of_day(&row.tenant, row.day).await?;
        let count = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
        let totals = report.totals.iter().take(TOTALS_MAX);
        let payload = DayClosedEvent {
            business_date: Some(row.day.to_string()),
            cut_seq: row.cut_seq,
            diffs: count(diffs),
            carried_over: i32::try_from(row.carried_over.len()).unwrap_or(i32::MAX),
            totals: totals
                .map(|(key, quantity)| DayTotal {
                    owner: key.owner.as_str().into(),
                    warehouse: key.warehouse.as_str().into(),
                    bucket: BucketName::from(key.bucket.as_str()),
                    quantity: *quantity,
                })
                .collect(),
        };
        let tale = Tale {
            tenant: &row.tenant,
            key: "recon.day.closed".to_owned(),
            aggregate: format!("day:{}", row.day),
            biz_no: row.day.to_string(),
            payload,
        };
        let id = self.notices.next(row.closed_at);
        let told = notice(id, row.closed_at, &[tale]);
        self.store
            .put_close(row, &report.totals, told.as_ref())
            .await
    }
}
