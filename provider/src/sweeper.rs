//! The sweeper: gives back holds that ran out of time, and goes on with recalls that were held up, in leased batches, behind the callers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use stock::command::{Command, Envelope};
use stock::ids::{ReservationNo, Tenant};
use stock::op::{OpKey, OpType};
use stock::paper::PaperKind;
use stock_sql::Store;
use tokio_util::sync::CancellationToken;

use crate::lane::Lanes;

/// Name under which this process books what nobody asked for.
pub const SOURCE: &str = "stock-center";
/// How long a claimed hold stays with its claimer before another provider may take it.
const LEASE: Duration = Duration::from_secs(30);
/// Pause between two looks at a recall whose goods have not come back.
const RECALL_LEASE: Duration = Duration::from_secs(stock::policy::RECALL_SECONDS.unsigned_abs());

/// How the sweeper looks for holds that ran out.
#[derive(Clone, Copy, Debug)]
pub struct SweeperOptions {
    /// Pause between two looks that found nothing more.
    pub interval: Duration,
    /// Holds claimed at a time.
    pub batch: u32,
}

/// Sweeps until told to stop.
pub async fn run(store: Store, lanes: Lanes, options: SweeperOptions, stop: CancellationToken) {
    loop {
        let swept = sweep_once(&store, &lanes, options.batch)
            .await
            .max(recall_once(&store, &lanes, options.batch).await);
        // A full batch means that more are due: go on at once.
        let pause = if swept >= options.batch {
            Duration::ZERO
        } else {
            options.interval
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Claims and expires one batch of due holds; returns how many were claimed.
pub async fn sweep_once(store: &Store, lanes: &Lanes, batch: u32) -> u32 {
    let due = match store.due(batch, LEASE).await {
        Ok(due) => due,
        Err(error) => {
            tracing::warn!(%error, "holds that ran out could not be looked up; the next look follows");
            return 0;
        }
    };
    let claimed = u32::try_from(due.len()).unwrap_or(u32::MAX);
    let answers = join_all(
        due.into_iter()
            .map(|(tenant, no)| lanes.submit_background(expire(tenant, no))),
    )
    .await;
    for answer in answers.iter().filter(|answer| !answer.code.is_success()) {
        tracing::warn!(code = answer.code.as_str(), message = %answer.message, "a hold that ran out was not given back; it is tried again when its lease ends");
    }
    claimed
}

/// Goes on with one batch of recalls whose goods may have come back meanwhile; returns how many were claimed.
pub async fn recall_once(store: &Store, lanes: &Lanes, batch: u32) -> u32 {
    let due = match store
        .due_papers(&[PaperKind::Recall], batch, RECALL_LEASE)
        .await
    {
        Ok(due) => due,
        Err(error) => {
            tracing::warn!(%error, "recalls to go on with could not be looked up; the next look follows");
            return 0;
        }
    };
    let claimed = u32::try_from(due.len()).unwrap_or(u32::MAX);
    let answers = join_all(
        due.into_iter()
            .map(|(tenant, _, no)| lanes.submit_background(recall(tenant, no))),
    )
    .await;
    for answer in answers.iter().filter(|answer| !answer.code.is_success()) {
        tracing::warn!(code = answer.code.as_str(), message = %answer.message, "a recall was not gone on with; it is tried again when its lease ends");
    }
    claimed
}

fn recall(tenant: Tenant, no: String) -> Envelope {
    // A number of its own for each look: a recall is gone on with many times.
    static LOOKS: AtomicU64 = AtomicU64::new(0);
    let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let biz_no = format!(
        "RECALL-{}-{}-{}",
        std::process::id(),
        since_epoch.unwrap_or_default().as_millis(),
        LOOKS.fetch_add(1, Ordering::Relaxed)
    );
    let key = OpKey {
        tenant,
        source: SOURCE.to_owned(),
        op: OpType::RecallRest,
        biz_no,
        op_seq: 0,
    };
    Envelope::new(key, Command::RecallRest(no))
}

fn expire(tenant: Tenant, no: ReservationNo) -> Envelope {
    let key = OpKey {
        tenant,
        source: SOURCE.to_owned(),
        op: OpType::Expire,
        biz_no: no.to_string(),
        op_seq: 0,
    };
    Envelope::new(key, Command::Expire(no))
}
