//! Account reconciliation at work: runs are asked for, taken by one provider under a lease, carried out a page at a time, and what they see is kept.
//!
//! A run never holds a transaction open over a pause and pauses after every page, so that it takes a small share of the database's time and callers keep
//! theirs. What it compares and what becomes of a difference is decided in `stock::reconcile`.

mod cache;
mod close;
mod documents;
mod goods;
mod repair;
mod schedule;
mod tell;
mod warehouse;
mod work;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use stock::ids::{IdSource, Moment, Tenant};
use stock::reconcile::RunKind;
use stock::reconcile::day::{Calendar, Day};
use stock::reconcile::tolerance::Abc;
use stock_sql::{Error, Run, RunState, Store};
use tokio_util::sync::CancellationToken;

pub use close::{Closing, Refused};
pub use repair::RepairOutcome;
pub use schedule::run as run_schedule;

use crate::cache::Cache;
use crate::events::{Numbers, Teller};
use crate::lane::Lanes;

/// How long a run stays with its provider before another may take it.
pub(crate) const LEASE: Duration = Duration::from_secs(60);
/// Pause between two looks for runs that are asked for.
const IDLE: Duration = Duration::from_millis(300);
/// Rows read at a time; with 1,000 the allocator kept twice as much after a run (14 MB, now 6).
pub(crate) const PAGE: usize = 250;

/// How reconciliation works here.
#[derive(Clone, Debug)]
pub struct ReconcileOptions {
    /// Runs of the schedule are asked for.
    pub schedule: bool,
    /// For these tenants.
    pub tenants: Vec<Tenant>,
    /// How much of the time a run works; it rests for the remainder. 1 to 100.
    pub share_percent: u32,
    /// Ledger rows this old are surely committed.
    pub settle_seconds: i64,
    /// Class of parts that have none of their own.
    pub abc_default: Abc,
    /// Comparisons without which no day is closed.
    pub close_requires: Vec<RunKind>,
}

impl Default for ReconcileOptions {
    fn default() -> Self {
        Self {
            schedule: false,
            tenants: Vec::new(),
            share_percent: 5,
            settle_seconds: 10,
            abc_default: Abc::A,
            close_requires: vec![
                RunKind::R1,
                RunKind::R2,
                RunKind::R4,
                RunKind::R5,
                RunKind::R6,
            ],
        }
    }
}

/// Reconciliation on a store and its lanes. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reconciler {
    pub(crate) store: Store,
    pub(crate) lanes: Lanes,
    pub(crate) options: Arc<ReconcileOptions>,
    pub(crate) cache: Option<Cache>,
    ids: Arc<Mutex<IdSource>>,
    /// Numbers of what is told.
    notices: Arc<Numbers>,
}

impl Reconciler {
    /// Starts nothing yet.
    #[must_use]
    pub fn new(store: Store, lanes: Lanes, options: ReconcileOptions, node: i64) -> Self {
        Self {
            store,
            lanes,
            options: Arc::new(options),
            cache: None,
            ids: Arc::new(Mutex::new(IdSource::new(node))),
            notices: Arc::new(Numbers::of(Teller::Reconciler, node)),
        }
    }

    /// Compares a read side with the database, too.
    #[must_use]
    pub fn with_cache(mut self, cache: Option<Cache>) -> Self {
        self.cache = cache;
        self
    }

    /// When business days begin.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.store.network().periods.calendar
    }

    /// A number for a new row.
    pub(crate) fn next_id(&self, now: Moment) -> i64 {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        ids.advance_to(now);
        ids.next()
    }

    /// The ledger's last number of rows that are surely committed.
    pub(crate) fn settled_seq(&self, now: Moment) -> i64 {
        IdSource::first_of(now.plus_seconds(-self.options.settle_seconds))
    }

    /// The business day of a moment.
    pub(crate) fn day_of(&self, now: Moment) -> Day {
        self.calendar().day_of(now)
    }

    /// Takes runs that are asked for and carries them out, until told to stop.
    pub async fn serve(self, stop: CancellationToken) {
        loop {
            let worked = tokio::select! {
                () = stop.cancelled() => return,
                worked = self.work_once() => worked,
            };
            let pause = match worked {
                Ok(true) => Duration::ZERO,
                Ok(false) => IDLE,
                Err(error) => {
                    tracing::warn!(%error, "comparisons could not be looked up; the next look follows");
                    IDLE * 10
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn work_once(&self) -> Result<bool, Error> {
        let now = self.store.now().await?;
        let Some(run) = self.store.take_run(now, LEASE).await? else {
            return Ok(false);
        };
        self.carry_out(run).await?;
        Ok(true)
    }

    /// Carries out a run that was asked for and waits for its end: for a command's own use.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn work_on(&self, id: i64) -> Result<Option<Run>, Error> {
        loop {
            let now = self.store.now().await?;
            if let Some(run) = self.store.take_this_run(id, now, LEASE).await? {
                self.carry_out(run).await?;
            }
            match self.store.run(id).await? {
                Some(run) if matches!(run.state, RunState::Queued | RunState::Running) => {
                    tokio::time::sleep(IDLE).await;
                }
                done => return Ok(done),
            }
        }
    }
}
