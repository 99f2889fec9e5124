//! Lanes: many callers, one transaction.
//!
//! Callers hand over commands and wait. While one transaction commits, the next batch collects; there is no timer, so a caller alone waits for nobody. Commands
//! of a batch are decided in order of arrival by the pure rules; an order is all or nothing, a batch is not: what a caller is told never depends on who shared its batch.
//! A lane may have several transactions under way, as several providers may: the locks of the database decide between them.

mod batch;
mod pace;
mod queue;
mod worker;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pace::Traffic;
use queue::Entrance;
use stock::answer::Answer;
use stock::code::Code;
use stock::command::{Command, Envelope, Target};
use stock::projection::Goods;
use stock_sql::{Store, whole_batch};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Bounds of the lanes.
#[derive(Clone, Copy, Debug)]
pub struct LaneOptions {
    /// How many lanes.
    pub count: usize,
    /// Transactions that a lane has under way at a time, each on a connection of its own: while one commits the next reads what it needs.
    pub transactions: usize,
    /// Most commands in one transaction.
    pub batch_max: usize,
    /// Most commands waiting for one lane.
    pub queue_max: usize,
    /// Node part of the identifiers this process hands out.
    pub node: i64,
}

/// A command on its way through a lane.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) envelope: Envelope,
    /// After this the caller no longer listens.
    pub(crate) deadline: Option<Instant>,
    pub(crate) reply: oneshot::Sender<Answer>,
    /// How often it was decided on documents that somebody else was changing.
    pub(crate) stale: u8,
}

/// All lanes of this process.
#[derive(Clone, Debug)]
pub struct Lanes {
    entrances: Arc<[Entrance]>,
    /// The background (the sweeper) has a lane of its own: callers never stand behind it in a queue.
    background: mpsc::Sender<Job>,
    traffic: Arc<Traffic>,
    waiting: Arc<AtomicI64>,
    tracker: TaskTracker,
    stop: CancellationToken,
}

/// Commands of the background that may wait.
const BACKGROUND_QUEUE_MAX: usize = 1_024;

/// Who is told which goods a committed transaction moved.
pub trait Movements: Send + Sync + std::fmt::Debug + 'static {
    /// Is told after every commit; must return at once.
    fn moved(&self, goods: BTreeSet<Goods>);
}

/// The one who is told, if there is one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moved(Option<Arc<dyn Movements>>);

impl Moved {
    const fn is_watched(&self) -> bool {
        self.0.is_some()
    }

    fn tell(&self, goods: BTreeSet<Goods>) {
        if let Some(told) = self.0.as_ref().filter(|_| !goods.is_empty()) {
            told.moved(goods);
        }
    }
}

impl Lanes {
    /// Starts the lanes on a store.
    #[must_use]
    pub fn start(store: &Store, options: LaneOptions) -> Self {
        Self::start_watched(store, options, None)
    }

    /// Starts the lanes on a store and has somebody told which goods move.
    #[must_use]
    pub fn start_watched(
        store: &Store,
        options: LaneOptions,
        movements: Option<Arc<dyn Movements>>,
    ) -> Self {
        let moved = Moved(movements);
        let tracker = TaskTracker::new();
        let stop = CancellationToken::new();
        let waiting = Arc::new(AtomicI64::new(0));
        let batch_max = whole_batch(options.batch_max).max(1);
        let worker = |index: usize| {
            let node = options.node.wrapping_add(i64::try_from(index).unwrap_or(0));
            worker::Worker::new(store.clone(), node, batch_max, moved.clone())
        };
        let (count, transactions) = (options.count.max(1), options.transactions.max(1));
        let entrances = (0..count)
            .map(|lane| {
                let (callers, jobs) = mpsc::channel(options.queue_max);
                let entrance = Entrance::new(callers, batch_max, transactions);
                let jobs = Arc::new(Mutex::new(jobs));
                for transaction in 0..transactions {
                    let worker = worker(lane * transactions + transaction);
                    let serving = worker.run(Arc::clone(&jobs), entrance.seen(), stop.clone());
                    tracker.spawn(serving);
                }
                entrance
            })
            .collect();
        let traffic = Arc::new(Traffic::new());
        let (background, jobs) = mpsc::channel(BACKGROUND_QUEUE_MAX);
        let serving =
            worker(count * transactions).run_background(jobs, Arc::clone(&traffic), stop.clone());
        tracker.spawn(serving);
        Self {
            entrances,
            background,
            traffic,
            waiting,
            tracker,
            stop,
        }
    }

    /// Has a command decided and booked, and waits for the answer until the deadline.
    ///
    /// A full queue answers `BUSY_RETRY` at once, and so does one that is so long that the deadline would pass before its end. When the deadline passes first the answer is `TIMEOUT_UNKNOWN`: the command may still be
    /// done, and asking by its key tells.
    pub async fn submit(&self, envelope: Envelope, deadline: Option<Instant>) -> Answer {
        let entrance = &self.entrances[self.lane_of(&envelope.command)];
        let key = envelope.key.biz_no.clone();
        if let Some(late) = deadline.and_then(|deadline| entrance.too_late(deadline)) {
            return Answer::refused(
                Code::BusyRetry,
                format!(
                    "{} commands wait already, which takes about {} ms, and the time of the call ends in {} ms; nothing was done for {key}, try again with the same key or another provider",
                    late.waiting,
                    late.expected.as_millis(),
                    late.left.as_millis()
                ),
            );
        }
        let (reply, answer) = oneshot::channel();
        let job = Job {
            envelope,
            deadline,
            reply,
            stale: 0,
        };
        self.traffic.caller();
        match entrance.callers().try_send(job) {
            Ok(()) => self.wait(&key, answer, deadline).await,
            Err(mpsc::error::TrySendError::Full(_)) => Answer::refused(
                Code::BusyRetry,
                format!(
                    "{} commands wait already, the most a lane takes; nothing was done for {key}, try again with the same key",
                    entrance.callers().max_capacity()
                ),
            ),
            Err(mpsc::error::TrySendError::Closed(_)) => Answer::refused(
                Code::BusyRetry,
                format!("the provider is shutting down; nothing was done for {key}, try another"),
            ),
        }
    }

    /// Has a command of the background decided, at the background's pace.
    pub async fn submit_background(&self, envelope: Envelope) -> Answer {
        let key = envelope.key.biz_no.clone();
        let (reply, answer) = oneshot::channel();
        if self
            .background
            .send(Job {
                envelope,
                deadline: None,
                reply,
                stale: 0,
            })
            .await
            .is_err()
        {
            return Answer::refused(Code::BusyRetry, "the provider is shutting down");
        }
        self.wait(&key, answer, None).await
    }

    /// Commands accepted and not answered yet.
    #[must_use]
    pub fn waiting(&self) -> i64 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Finishes what was accepted, then stops.
    pub async fn shutdown(&self, wait: Duration) {
        self.stop.cancel();
        self.tracker.close();
        if tokio::time::timeout(wait, self.tracker.wait())
            .await
            .is_err()
        {
            tracing::warn!(
                waiting = self.waiting(),
                "lanes were still busy when the wait for them ended"
            );
        }
    }

    async fn wait(
        &self,
        key: &str,
        answer: oneshot::Receiver<Answer>,
        deadline: Option<Instant>,
    ) -> Answer {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let answered = match deadline {
            Some(deadline) => tokio::time::timeout_at(deadline, answer).await.ok(),
            None => Some(answer.await),
        };
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        match answered {
            Some(Ok(answer)) => answer,
            Some(Err(_)) => Answer::refused(
                Code::TimeoutUnknown,
                format!("the lane ended before {key} was answered; ask by its key"),
            ),
            None => Answer::refused(
                Code::TimeoutUnknown,
                format!("the time of the call ended before {key} was answered; ask by its key"),
            ),
        }
    }

    /// Commands of one SKU share a lane, so that a hot SKU is merged in one transaction; others spread by their document. Any lane may serve any
    /// command, the database decides.
    fn lane_of(&self, command: &Command) -> usize {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let count = self.entrances.len();
        if count == 1 {
            return 0;
        }
        let target = |target: &Target| match target {
            Target::Order(no) => no.as_str().to_owned(),
            Target::Reservation(no) => no.as_str().to_owned(),
        };
        let name = match command {
            Command::PreOccupy(c) => c
                .lines
                .iter()
                .map(|l| &l.sku)
                .min()
                .map(ToString::to_string),
            Command::Confirm(c) => Some(target(&c.target)),
            Command::Cancel(c) => Some(target(&c.target)),
            Command::Extend(c) => Some(target(&c.target)),
            Command::Amend(c) => Some(target(&c.target)),
            Command::Expire(no) => Some(no.to_string()),
            Command::Reverse(c) => Some(c.voucher_no.to_string()),
            Command::PurchaseExpect(c) => Some(c.asn_no.clone()),
            Command::Transfer(c) => Some(c.transfer_no().to_owned()),
            Command::RecallRest(no) => Some(no.clone()),
            Command::ReturnToVendor(c) => c.lines.first().map(|l| l.sku.to_string()),
            Command::PurchaseIn(c) => c.lines.first().map(|l| l.sku.to_string()),
            Command::Inspect(c) => c
                .passed
                .iter()
                .chain(&c.failed)
                .next()
                .map(|l| l.sku.to_string()),
            Command::Freeze(c) | Command::Unfreeze(c) => c.lines.first().map(|l| l.sku.to_string()),
            Command::AgeOut(c) => Some(c.sku.to_string()),
            Command::Stocktake(c) => c.lines.first().map(|l| l.sku.to_string()),
            Command::Scrap(c) => c.lines.first().map(|l| l.sku.to_string()),
            Command::Presale(c) => c.lines().first().map(|l| l.sku.to_string()),
            Command::ConvertPresale(c) => Some(c.sku.to_string()),
            Command::AssignPool(c) => c.lines.first().map(|l| l.sku.to_string()),
            Command::Fulfil(c) => Some(c.document().to_owned()),
            Command::Return(c) => Some(c.return_no().to_owned()),
            Command::Administer(setting) => Some(setting.name()),
            Command::Reconcile(c) => c.lane_name(),
        };
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let bucket = hasher.finish() % u64::try_from(count).unwrap_or(1);
        usize::try_from(bucket).unwrap_or(0)
    }
}
