//! One run: reads in pages, rests in between, tells how far it is, keeps what it sees, and lets go of what it no longer sees.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use stock::ids::Moment;
use stock::reconcile::diff::{self, Diff, Look};
use stock::reconcile::{DiffClass, DiffState, RunKind, Sighting, state};
use stock_sql::{DiffFilter, Error, Run, RunState};

use super::{LEASE, Reconciler};

/// Most differences one run keeps: more have one cause, and the run says how many there were.
const DIFFS_MAX: i64 = 10_000;
/// How often a run says how far it is.
const PROGRESS: Duration = Duration::from_secs(5);
/// Differences stored together.
const PIECE: usize = 200;

/// Why a run ends early.
#[derive(Debug)]
pub(super) enum Ended {
    /// The database failed.
    Failed(Error),
    /// It cannot be done as asked; in words.
    Cannot(String),
    /// Another provider has taken it.
    Lost,
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// A run being carried out.
pub(super) struct Work<'r> {
    pub(super) at: &'r Reconciler,
    pub(super) run: Run,
    pub(super) look: Look,
    /// Since the last rest.
    busy_since: Instant,
    told: Instant,
    seen: i64,
}

impl Reconciler {
    /// Carries out a run that was taken.
    pub(super) async fn carry_out(&self, run: Run) -> Result<(), Error> {
        let now = self.store.now().await?;
        let look = Look {
            run_id: run.id,
            kind: run.kind,
            now,
            cut_seq: run.cut_seq,
            day: run.day,
        };
        tracing::info!(run = %run.no(), kind = run.kind.as_str(), tenant = %run.tenant, "a comparison begins");
        let started = Instant::now();
        let mut work = Work {
            at: self,
            look,
            busy_since: Instant::now(),
            told: Instant::now(),
            seen: 0,
            run: Run {
                rows_read: 0,
                diffs: 0,
                message: None,
                ..run
            },
        };
        let ended = work.compare().await;
        let now = self.store.now().await?;
        let run = &mut work.run;
        match ended {
            Ok(()) => run.state = RunState::Done,
            Err(Ended::Cannot(why)) => {
                run.state = RunState::Failed;
                run.message = Some(why);
            }
            Err(Ended::Failed(error)) if error.is_retryable() => {
                // The lease runs out and the run begins anew, here or elsewhere.
                tracing::warn!(run = %run.no(), %error, "a comparison was interrupted");
                return Ok(());
            }
            Err(Ended::Failed(error)) => {
                tracing::error!(run = %run.no(), %error, "a comparison failed");
                run.state = RunState::Failed;
                run.message = Some("the database failed; the provider's log says how".to_owned());
            }
            Err(Ended::Lost) => return Ok(()),
        }
        if work.seen > DIFFS_MAX {
            run.message = Some(format!(
                "{} differences, of which {DIFFS_MAX} are kept: they have one cause",
                work.seen
            ));
        }
        tracing::info!(
            run = %run.no(), kind = run.kind.as_str(), state = run.state.as_str(), rows = run.rows_read, diffs = run.diffs,
            "a comparison ended after {:.1?}", started.elapsed()
        );
        self.store.end_run(run, now).await?;
        // What it read is not wanted again before long.
        self.store.rest().await
    }
}

impl Work<'_> {
    async fn compare(&mut self) -> Result<(), Ended> {
        match self.run.kind {
            RunKind::R1 => self.ledger_and_balances().await,
            RunKind::R2 => self.balances_and_documents().await,
            RunKind::R4 => self.stock_and_snapshot().await,
            RunKind::R5 => self.orders_and_holds().await,
            RunKind::R6 => self.deliveries_and_bills().await,
            RunKind::R7 => self.outbox_and_confirms().await,
            RunKind::R3 => self.database_and_cache().await,
        }
    }

    /// Counts rows of a page, rests so that the run keeps to its share of the time, and says how far it is.
    pub(super) async fn rest_after(&mut self, rows: usize) -> Result<(), Ended> {
        self.run.rows_read += i64::try_from(rows).unwrap_or(0);
        let share = self.at.options.share_percent.clamp(1, 100);
        let worked = self.busy_since.elapsed();
        tokio::time::sleep(worked * (100 - share) / share).await;
        self.busy_since = Instant::now();
        if self.told.elapsed() >= PROGRESS {
            self.told = Instant::now();
            let now = self.at.store.now().await?;
            tracing::info!(run = %self.run.no(), rows = self.run.rows_read, diffs = self.run.diffs, "a comparison is at work");
            if !self.at.store.keep_run(&self.run, now, LEASE).await? {
                return Err(Ended::Lost);
            }
        }
        Ok(())
    }

    /// Keeps what was seen: known differences are looked at again, others are new.
    pub(super) async fn keep(&mut self, sightings: Vec<Sighting>) -> Result<(), Ended> {
        let mut rest = sightings.into_iter().peekable();
        while rest.peek().is_some() {
            let piece: Vec<Sighting> = rest.by_ref().take(PIECE).collect();
            let print =
                |s: &Sighting| diff::fingerprint(&self.run.tenant, self.run.kind, &s.subject);
            let prints: Vec<String> = piece.iter().map(print).collect();
            let known = self.at.store.followed_diffs(&prints).await?;
            let mut known: HashMap<String, Diff> = known
                .into_iter()
                .map(|diff| (diff.fingerprint(), diff))
                .collect();
            for (print, sighting) in prints.into_iter().zip(piece) {
                if sighting.class != DiffClass::InFlight {
                    self.seen += 1;
                    if self.seen > DIFFS_MAX {
                        continue;
                    }
                    self.run.diffs += 1;
                }
                match known.remove(&print) {
                    Some(diff) => self.keep_known(diff, sighting).await?,
                    None => self.keep_new(sighting).await?,
                }
            }
        }
        Ok(())
    }

    async fn keep_new(&mut self, sighting: Sighting) -> Result<(), Ended> {
        let id = self.at.next_id(self.look.now);
        let mut diff = Diff::first(id, self.run.tenant.clone(), &self.look, sighting);
        let subject = &diff.subject;
        if let (Some(owner), Some(sku)) = (&subject.owner, &subject.sku) {
            let cost = self.at.store.cost(&diff.tenant, owner, sku).await?;
            diff.value_minor = cost.map(|cost| cost.saturating_mul(diff.gap().abs()));
        }
        if self.at.add_diff(&diff, self.look.now).await? {
            tell(&diff);
        }
        Ok(())
    }

    async fn keep_known(&mut self, diff: Diff, sighting: Sighting) -> Result<(), Ended> {
        let was = diff.state;
        let after = state::seen_again(diff, &self.look, sighting);
        if after.state == was {
            // Seen again as it was: kept, and no news. Where somebody decides about it right now, the next run looks again.
            self.at.store.change_diff(&after, None).await?;
            return Ok(());
        }
        if !self.at.change_diff(&after).await? {
            return Ok(());
        }
        tell(&after);
        if after.state == DiffState::Confirmed {
            self.at.on_confirmed(after, self.look.now).await?;
        }
        Ok(())
    }

    /// Whether everything that was seen was kept: else what is missing cannot be told from what is gone.
    pub(super) const fn is_complete(&self) -> bool {
        self.seen <= DIFFS_MAX
    }

    /// The next differences that this run looked for and did not see, before a number.
    pub(super) async fn unseen(&self, before_id: Option<i64>) -> Result<Vec<Diff>, Error> {
        let filter = DiffFilter {
            kind: Some(self.run.kind),
            followed: true,
            not_seen_by: Some(self.run.id),
            before_id,
            ..DiffFilter::of(self.run.tenant.clone()).within(&self.run.scope)
        };
        self.at.store.diffs(&filter).await
    }

    /// Lets go of a difference that is not there any more.
    pub(super) async fn let_go(&self, diff: Diff) -> Result<(), Error> {
        if let Some(after) = state::gone(diff, &self.look) {
            self.at.change_diff(&after).await?;
        }
        Ok(())
    }

    /// Lets go of everything in the run's scope that it did not see.
    pub(super) async fn let_go_of_unseen(
        &self,
        covered: impl Fn(&Diff) -> bool,
    ) -> Result<(), Ended> {
        if !self.is_complete() {
            return Ok(());
        }
        let mut before = None;
        loop {
            let page = self.unseen(before).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            before = Some(last.id);
            for diff in page {
                if covered(&diff) {
                    self.let_go(diff).await?;
                }
            }
        }
    }

    /// When the run looked.
    pub(super) const fn now(&self) -> Moment {
        self.look.now
    }
}

/// Says a difference's change to whoever watches logs and metrics. A broken ledger is for the person on call.
fn tell(diff: &Diff) {
    metrics::counter!(
        "stock_recon_diffs_total",
        "run" => diff.kind.as_str(), "class" => diff.class.as_str(), "state" => diff.state.as_str()
    )
    .increment(1);
    if diff.state != DiffState::Confirmed {
        return;
    }
    let (no, class) = (diff.no(), diff.class.as_str());
    if diff.kind == RunKind::R1 {
        tracing::error!(diff = %no, class, tenant = %diff.tenant, ours = diff.ours, theirs = diff.theirs, subject = ?diff.subject, "the ledger is broken: page the person on call");
    } else {
        tracing::warn!(diff = %no, class, tenant = %diff.tenant, ours = diff.ours, theirs = diff.theirs, subject = ?diff.subject, "a difference is confirmed");
    }
}
