//! One lane: takes what waits, has it booked in one transaction, answers, and looks again.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use stock::answer::Answer;
use stock::code::Code;
use stock::ids::IdSource;
use stock_sql::{Error, ErrorKind, Seat, Store, whole_batch};
use tokio::sync::{Mutex, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::batch::{self, Outcome};
use super::pace::{Bounds, Pace, Traffic};
use super::queue::Seen;
use super::{Job, Moved};

/// Tries of one batch before it is split, and of one command alone before the caller is told to come back.
const TRIES_MAX: u32 = 4;
/// Tries after a commit whose outcome is not known: the database may need a moment to come back.
const UNKNOWN_TRIES_MAX: u32 = 40;
/// How often a command is decided anew when its documents and balances did not fit: somebody else booked on them between the two reads.
const STALE_MAX: u8 = 8;
/// Longest pause between two tries.
const PAUSE_MAX: Duration = Duration::from_millis(500);

/// One lane's task.
#[derive(Debug)]
pub(super) struct Worker {
    store: Store,
    /// Its connection.
    seat: Seat,
    ids: IdSource,
    batch_max: usize,
    /// Commands that wait for an earlier one on the same document.
    deferred: VecDeque<Job>,
    moved: Moved,
    /// Grows with every pause; spreads the retries of several lanes.
    jitter: u64,
}

impl Worker {
    pub(super) fn new(store: Store, node: i64, batch_max: usize, moved: Moved) -> Self {
        let jitter = node.unsigned_abs().wrapping_mul(0x9E37_79B9) | 1;
        Self {
            seat: store.seat(),
            store,
            ids: IdSource::new(node),
            batch_max,
            deferred: VecDeque::new(),
            moved,
            jitter,
        }
    }

    /// Serves callers: what waits goes into one batch, while it is booked the next collects. Whoever else serves the same queue takes what comes then.
    pub(super) async fn run(
        mut self,
        callers: Arc<Mutex<mpsc::Receiver<Job>>>,
        seen: Arc<Seen>,
        stop: CancellationToken,
    ) {
        loop {
            let mut jobs: Vec<Job> = self.deferred.drain(..).collect();
            if jobs.is_empty() {
                let mut callers = callers.lock().await;
                let first = tokio::select! {
                    biased;
                    job = callers.recv() => job,
                    () = stop.cancelled() => {
                        callers.close();
                        callers.recv().await
                    }
                };
                let Some(first) = first else { return };
                jobs.push(first);
                take(&mut jobs, &mut callers, self.batch_max);
            } else if let Ok(mut callers) = callers.try_lock() {
                // Who holds it otherwise waits for the next caller: nobody is there to be taken along.
                take(&mut jobs, &mut callers, self.batch_max);
            }
            let (commands, started) = (jobs.len(), Instant::now());
            self.book(jobs).await;
            seen.batch(commands, self.batch_max, started.elapsed());
        }
    }

    /// Serves the background, at a pace that leaves callers their latency. What waits at the end is left to the next start.
    pub(super) async fn run_background(
        mut self,
        mut background: mpsc::Receiver<Job>,
        traffic: Arc<Traffic>,
        stop: CancellationToken,
    ) {
        let mut pace = Pace::new(match self.store.engine_name() {
            "sqlite" => Bounds::ONE_WRITER,
            _ => Bounds::ROW_LOCKS,
        });
        while !stop.is_cancelled() {
            let mut jobs: Vec<Job> = self.deferred.drain(..).collect();
            if jobs.is_empty() {
                let first = tokio::select! {
                    job = background.recv() => job,
                    () = stop.cancelled() => None,
                };
                let Some(first) = first else { return };
                jobs.push(first);
            }
            take(
                &mut jobs,
                &mut background,
                pace.commands().min(self.batch_max),
            );
            let (commands, started) = (jobs.len(), Instant::now());
            self.book(jobs).await;
            let rest = pace.ended(commands, started.elapsed(), traffic.is_there());
            tokio::time::sleep(rest).await;
        }
    }

    /// Books a batch; halves it when it cannot be booked as a whole, down to the one command that is in the way.
    async fn book(&mut self, jobs: Vec<Job>) {
        let mut parts = VecDeque::from([jobs]);
        while let Some(jobs) = parts.pop_front() {
            let mut jobs = drop_late(jobs);
            if jobs.is_empty() {
                continue;
            }
            match self.book_part(&jobs).await {
                Ok(outcomes) => self.settle(jobs, outcomes),
                Err(error) if jobs.len() == 1 => {
                    let Some(job) = jobs.pop() else { continue };
                    let answer = give_up(&error, &job.envelope.key.biz_no);
                    let _ = job.reply.send(answer);
                }
                Err(error) => {
                    tracing::warn!(%error, commands = jobs.len(), "a batch could not be booked as a whole and is split");
                    let rest = jobs.split_off(jobs.len() / 2);
                    parts.push_front(rest);
                    parts.push_front(jobs);
                }
            }
        }
    }

    /// Books one part, trying again where that can help.
    async fn book_part(&mut self, jobs: &[Job]) -> Result<Vec<Outcome>, Error> {
        let mut tries = 0;
        let mut unknown: Option<Vec<Outcome>> = None;
        loop {
            let error =
                match batch::transact((&self.store, &self.seat), &mut self.ids, jobs, &self.moved)
                    .await
                {
                    Ok(outcomes) => return Ok(own_answers(outcomes, unknown)),
                    Err(failed) => {
                        // The answers of a commit that may have happened: told when the look by key shows that it did.
                        if failed.decided.is_some() {
                            unknown = failed.decided;
                        }
                        failed.error
                    }
                };
            tries += 1;
            let tries_max = match error.kind() {
                ErrorKind::Unknown | ErrorKind::NotReady => UNKNOWN_TRIES_MAX,
                kind if kind.is_retryable() && unknown.is_some() => UNKNOWN_TRIES_MAX,
                kind if kind.is_retryable() => TRIES_MAX,
                _ => return Err(error),
            };
            tracing::debug!(%error, tries, "a batch is tried again");
            let late = jobs
                .iter()
                .all(|job| job.deadline.is_some_and(|d| d <= Instant::now()));
            if tries >= tries_max || (late && unknown.is_none()) {
                return Err(error);
            }
            self.pause(tries).await;
        }
    }

    async fn pause(&mut self, tries: u32) {
        self.jitter ^= self.jitter << 13;
        self.jitter ^= self.jitter >> 7;
        self.jitter ^= self.jitter << 17;
        let base = Duration::from_millis(2 << tries.min(8)).min(PAUSE_MAX);
        let spread = Duration::from_micros(self.jitter % 2_000);
        tokio::time::sleep(base + spread).await;
    }

    fn settle(&mut self, jobs: Vec<Job>, outcomes: Vec<Outcome>) {
        for (mut job, outcome) in jobs.into_iter().zip(outcomes) {
            match outcome {
                Outcome::Answered(answer) => {
                    let _ = job.reply.send(answer);
                }
                Outcome::Deferred => self.deferred.push_back(job),
                Outcome::Stale(_) if job.stale < STALE_MAX => {
                    job.stale += 1;
                    self.deferred.push_back(job);
                }
                Outcome::Stale(answer) => {
                    tracing::error!(biz_no = %job.envelope.key.biz_no, message = %answer.message, "a rule planned the impossible");
                    let _ = job.reply.send(answer);
                }
            }
        }
    }
}

/// Takes what waits, until a batch has so many commands, and no more of them than few statements write: the rest goes with the next.
fn take(jobs: &mut Vec<Job>, from: &mut mpsc::Receiver<Job>, until: usize) {
    let until = whole_batch((jobs.len() + from.len()).min(until));
    while jobs.len() < until {
        let Ok(job) = from.try_recv() else { break };
        jobs.push(job);
    }
}

/// Commands nobody waits for any more are not begun.
fn drop_late(jobs: Vec<Job>) -> Vec<Job> {
    let now = Instant::now();
    let (late, live): (Vec<_>, Vec<_>) = jobs
        .into_iter()
        .partition(|job| job.reply.is_closed() || job.deadline.is_some_and(|d| d <= now));
    for job in late {
        let _ = job.reply.send(Answer::refused(
            Code::BusyRetry,
            "the time of the call ended while it waited for its lane; nothing was done, try again with the same key",
        ));
    }
    live
}

/// After a commit of unknown outcome the look by key finds our own voucher: its caller never saw an answer, so it gets the first one, not `OK_DUPLICATE`.
fn own_answers(found: Vec<Outcome>, first: Option<Vec<Outcome>>) -> Vec<Outcome> {
    let Some(first) = first else { return found };
    found
        .into_iter()
        .zip(first)
        .map(|(found, first)| match (&found, &first) {
            (Outcome::Answered(now), Outcome::Answered(then))
                if then.voucher_no.is_some() && now.voucher_no == then.voucher_no =>
            {
                first
            }
            _ => found,
        })
        .collect()
}

fn give_up(error: &Error, biz_no: &str) -> Answer {
    match error.kind() {
        ErrorKind::Unknown => Answer::refused(
            Code::TimeoutUnknown,
            format!("the database did not say whether {biz_no} was booked; ask by its key"),
        ),
        kind if kind.is_retryable() => {
            tracing::warn!(%error, biz_no, "a command could not be booked and is left to the caller to repeat");
            Answer::refused(
                Code::BusyRetry,
                format!(
                    "the database was too busy for {biz_no}; nothing was done, try again with the same key"
                ),
            )
        }
        _ => {
            tracing::error!(%error, biz_no, "a command failed in the database");
            Answer::refused(
                Code::SystemError,
                format!(
                    "booking {biz_no} failed in the database; nothing was done, the provider's log says why"
                ),
            )
        }
    }
}
