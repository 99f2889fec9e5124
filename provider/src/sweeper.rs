//! The sweeper: gives back holds that ran out of time, goes on with recalls that were held up, deals with returns whose time is over, in leased batches,
//! gives free goods to paid presale orders, and locks lots that have grown too old or are recalled, behind the callers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use stock::command::{AgeOut, Command, ConvertPresale, Envelope};
use stock::fulfilment::ReturnCommand;
use stock::ids::{Moment, ReservationNo, Tenant};
use stock::op::{OpKey, OpType};
use stock::paper::PaperKind;
use stock_sql::{AgedLot, Store};
use tokio::sync::Notify;
use tokio::time::Instant;
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
    /// Pause between two looks for lots that have grown too old.
    pub lots_interval: Duration,
}

/// Sweeps until told to stop, now and then and whenever it is woken.
pub async fn run(
    store: Store,
    lanes: Lanes,
    options: SweeperOptions,
    wake: Arc<Notify>,
    stop: CancellationToken,
) {
    let mut lots_at = Instant::now();
    loop {
        if lots_at <= Instant::now() {
            lots_at = Instant::now() + options.lots_interval;
            age_once(&store, &lanes, options.batch).await;
        }
        let swept = sweep_once(&store, &lanes, options.batch)
            .await
            .max(recall_once(&store, &lanes, options.batch).await)
            .max(presales_once(&store, &lanes, options.batch).await)
            .max(returns_once(&store, &lanes, options.batch).await);
        // A full batch means that more are due: go on at once.
        let pause = if swept >= options.batch {
            Duration::ZERO
        } else {
            options.interval
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = wake.notified() => {}
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
    let recalls = (PaperKind::Recall, RECALL_LEASE);
    papers_once(store, lanes, batch, recalls, Command::RecallRest).await
}

/// Deals with one batch of returns whose time is over: never sent, or sent and never arrived; returns how many were claimed.
pub async fn returns_once(store: &Store, lanes: &Lanes, batch: u32) -> u32 {
    let overdue = |no| Command::Return(ReturnCommand::Due(no));
    papers_once(store, lanes, batch, (PaperKind::Return, LEASE), overdue).await
}

/// Has goods that became free serve the paid presale orders that wait for them, in at most so many places; returns in how many. It needs no lease: what
/// another provider gives away first is not free any more.
pub async fn presales_once(store: &Store, lanes: &Lanes, batch: u32) -> u32 {
    let places = match store.presales_to_serve(batch).await {
        Ok(places) => places,
        Err(error) => {
            tracing::warn!(%error, "presale orders that can be served could not be looked up; the next look follows");
            return 0;
        }
    };
    let commands = places.into_iter().map(|place| {
        let command = Command::ConvertPresale(ConvertPresale {
            warehouse: place.warehouse,
            sku: place.sku,
            owner: place.owner,
        });
        lanes.submit_background(look(place.tenant, PaperKind::Presale, command))
    });
    let answers = join_all(commands).await;
    for answer in answers.iter().filter(|answer| !answer.code.is_success()) {
        tracing::warn!(code = answer.code.as_str(), message = %answer.message, "presale orders were not served; the next look tries again");
    }
    let served = answers.iter().filter(|answer| answer.voucher_no.is_some());
    u32::try_from(served.count()).unwrap_or(u32::MAX)
}

/// Claims one batch of due papers of a kind and has something done with each.
async fn papers_once(
    store: &Store,
    lanes: &Lanes,
    batch: u32,
    (kind, lease): (PaperKind, Duration),
    command: impl Fn(String) -> Command,
) -> u32 {
    let due = match store.due_papers(&[kind], batch, lease).await {
        Ok(due) => due,
        Err(error) => {
            tracing::warn!(%error, kind = kind.as_str(), "papers that are due could not be looked up; the next look follows");
            return 0;
        }
    };
    let claimed = u32::try_from(due.len()).unwrap_or(u32::MAX);
    let answers = join_all(
        due.into_iter()
            .map(|(tenant, _, no)| lanes.submit_background(look(tenant, kind, command(no)))),
    )
    .await;
    for answer in answers.iter().filter(|answer| !answer.code.is_success()) {
        tracing::warn!(code = answer.code.as_str(), message = %answer.message, kind = kind.as_str(), "a paper that is due was not dealt with; it is tried again when its lease ends");
    }
    claimed
}

fn look(tenant: Tenant, kind: PaperKind, command: Command) -> Envelope {
    // A number of its own for each look: a paper may be due many times.
    static LOOKS: AtomicU64 = AtomicU64::new(0);
    let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let biz_no = format!(
        "{}-{}-{}-{}",
        kind.as_str(),
        std::process::id(),
        since_epoch.unwrap_or_default().as_millis(),
        LOOKS.fetch_add(1, Ordering::Relaxed)
    );
    let key = OpKey {
        tenant,
        source: SOURCE.to_owned(),
        op: command.op(),
        biz_no,
        op_seq: 0,
    };
    Envelope::new(key, command)
}

/// Locks what is free of lots past their last day, at most so many lots; returns how many were looked at. It needs no lease: what another provider locks
/// first is not free any more.
pub async fn age_once(store: &Store, lanes: &Lanes, batch: u32) -> usize {
    let found =
        async { Ok::<_, stock_sql::Error>((store.now().await?, store.aged_lots(batch).await?)) };
    let (now, aged) = match found.await {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "lots that have grown too old could not be looked up; the next look follows");
            return 0;
        }
    };
    let count = aged.len();
    let commands = (0_i32..).zip(aged);
    let answers = join_all(
        commands.map(|(op_seq, aged)| lanes.submit_background(age_out(now, op_seq, aged))),
    )
    .await;
    for answer in answers.iter().filter(|answer| !answer.code.is_success()) {
        tracing::warn!(code = answer.code.as_str(), message = %answer.message, "a lot that has grown too old was not locked; it is tried again with the next look");
    }
    count
}

/// Each look is an operation of its own: what comes back after it is locked by the next.
fn age_out(now: Moment, op_seq: i32, aged: AgedLot) -> Envelope {
    let command = Command::AgeOut(AgeOut {
        warehouse: aged.place.warehouse,
        sku: aged.place.sku,
        owner: aged.place.owner,
        lot: aged.lot,
    });
    let key = OpKey {
        tenant: aged.place.tenant,
        source: SOURCE.to_owned(),
        op: command.op(),
        biz_no: format!("AGED-{}-{op_seq}", now.0),
        op_seq: 0,
    };
    Envelope::new(key, command)
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
