//! The tail of the ledger: goods that do not move need not be read anew to be known.
//!
//! While listing pages are asked for, the last rows of the ledger are looked at every now and then, by one question. Goods without a row there have the
//! figures they had when they were read. So what pages cost the database follows what moves, not what is shown.
//!
//! Rows are not visible in the order of their numbers: a transaction takes its numbers before it commits. A number holds the moment at which its transaction
//! asked the database for the time (`stock::ids::IdSource`), so whoever looks back by [`BACK_MS`] sees the rows of every transaction that took no longer
//! than [`BACK_MS`] less [`GAP_MS`]. Should one take longer, and its provider die before it has the figures read anew, they are wrong for [`TRUST_MS`] at most.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use stock::ids::{IdSource, Moment};
use stock::projection::Goods;
use stock_sql::Error;
use tokio_util::sync::CancellationToken;

use super::Cache;

/// How far back it looks.
const BACK_MS: i64 = 20_000;
/// Longest time between two looks that prove something together.
const GAP_MS: i64 = 5_000;
/// Figures are read anew at least so often, whatever the tail says.
pub(super) const TRUST_MS: i64 = 30_000;
/// Most rows of one look. With more, goods move faster than looking at the tail pays.
const ROWS_MAX: u32 = 20_000;
/// Most goods remembered as moved.
const MOVED_MAX: usize = 100_000;
/// It looks as long as somebody has asked for a page within this time.
const WANTED_MS: i64 = 10_000;
/// It rests at least so many times as long as a look took.
const REST_TIMES: u32 = 10;
/// Shortest rest.
const REST_MIN: Duration = Duration::from_millis(50);
/// Rest after a look that saw too many rows.
const REST_BUSY: Duration = Duration::from_secs(5);

/// What the tail has proved: it has seen what moved in this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    /// From when on.
    pub(super) since: Moment,
    /// Until when.
    pub(super) until: Moment,
}

impl Proof {
    /// Nothing.
    pub(super) const NONE: Self = Self {
        since: Moment(i64::MAX),
        until: Moment(i64::MIN),
    };

    /// Whether figures read at a moment may be judged by it.
    pub(super) const fn covers(self, at: Moment) -> bool {
        at.0 >= self.since.0 && at.0 >= self.until.0.saturating_sub(TRUST_MS)
    }
}

/// What is known of the ledger's tail.
#[derive(Debug)]
pub(super) struct Tail {
    moved: Mutex<Moved>,
    since: AtomicI64,
    until: AtomicI64,
    wanted: AtomicI64,
}

/// Goods that were seen to move, within [`TRUST_MS`].
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// When last, at the latest, and by which row.
    goods: HashMap<Goods, (Moment, i64)>,
    order: VecDeque<(Moment, Goods)>,
}

impl Moved {
    /// When goods were last seen to move; the start of time if they were not.
    pub(super) fn when(&self, goods: &Goods) -> Moment {
        self.goods.get(goods).map_or(Moment(0), |(at, _)| *at)
    }

    /// Notes goods with their last row; whether it was not known.
    fn note(&mut self, goods: &Goods, seq: i64, at: Moment) -> bool {
        if self
            .goods
            .get(goods)
            .is_some_and(|(_, known)| *known >= seq)
        {
            return false;
        }
        self.goods.insert(goods.clone(), (at, seq));
        self.order.push_back((at, goods.clone()));
        true
    }

    /// Forgets what was noted before a moment.
    fn forget_before(&mut self, moment: Moment) {
        while let Some((at, goods)) = self.order.pop_front_if(|(at, _)| *at < moment) {
            if self.goods.get(&goods).is_some_and(|(last, _)| *last == at) {
                self.goods.remove(&goods);
            }
        }
    }
}

impl Tail {
    pub(super) fn new() -> Self {
        Self {
            moved: Mutex::default(),
            since: AtomicI64::new(Proof::NONE.since.0),
            until: AtomicI64::new(Proof::NONE.until.0),
            wanted: AtomicI64::new(i64::MIN),
        }
    }

    /// What is proved by now.
    pub(super) fn proof(&self) -> Proof {
        // The end is read first: a beginning that is set later only proves less.
        let until = Moment(self.until.load(Ordering::Acquire));
        Proof {
            since: Moment(self.since.load(Ordering::Acquire)),
            until,
        }
    }

    /// Says that a page was asked for.
    pub(super) fn want(&self, now: Moment) {
        self.wanted.store(now.0, Ordering::Relaxed);
    }

    /// What has moved; while it is held nothing is noted.
    pub(super) fn moved(&self) -> std::sync::MutexGuard<'_, Moved> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins anew: nothing that was read before now is covered.
    fn begin(&self, now: Moment) {
        self.since.store(now.0, Ordering::Release);
    }
}

impl Cache {
    /// Looks at the tail while pages are asked for, until told to stop.
    pub(super) async fn follow_tail(self, stop: CancellationToken) {
        let rest_least = Duration::from_millis(self.inner.age_ms.unsigned_abs() / 4).max(REST_MIN);
        loop {
            let mut rest = rest_least;
            if self.is_tail_wanted() {
                let started = Instant::now();
                match self.look_at_tail().await {
                    Ok(true) => {}
                    Ok(false) => rest = REST_BUSY,
                    Err(error) => {
                        tracing::debug!(%error, "the ledger's tail could not be read; figures are read anew instead");
                    }
                }
                rest = rest.max(started.elapsed() * REST_TIMES);
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    fn is_tail_wanted(&self) -> bool {
        let wanted = self.inner.tail.wanted.load(Ordering::Relaxed);
        let now = self.inner.clock.now();
        now.is_some_and(|now| now.0.saturating_sub(wanted) < WANTED_MS)
    }

    /// One look; whether it saw everything.
    async fn look_at_tail(&self) -> Result<bool, Error> {
        let inner = &*self.inner;
        let tail = &inner.tail;
        let asked = Instant::now();
        let now = inner.store.now().await?;
        inner.clock.learn(asked, now);
        let first = IdSource::first_of(Moment(now.0.saturating_sub(BACK_MS).max(0)));
        let rows = inner.store.goods_moved_since(first, ROWS_MAX).await?;
        let gap = now.0.saturating_sub(tail.until.load(Ordering::Acquire));
        let Some(rows) = rows else {
            tail.begin(Moment(i64::MAX));
            return Ok(false);
        };
        if gap > GAP_MS || tail.proof().since.0 == i64::MAX {
            tail.begin(now);
        }
        // The rows were read after the moment that was asked for.
        let took = i64::try_from(asked.elapsed().as_millis()).unwrap_or(i64::MAX);
        let at = Moment(now.0.saturating_add(took));
        let mut moved = tail.moved();
        for (goods, seq) in &rows {
            if moved.note(goods, *seq, at)
                && let Some(slot) = inner.front.get(goods)
            {
                slot.has_moved(at);
            }
        }
        moved.forget_before(Moment(now.0.saturating_sub(TRUST_MS)));
        if moved.order.len() > MOVED_MAX {
            *moved = Moved::default();
            tail.begin(at);
        }
        drop(moved);
        tail.until.store(now.0, Ordering::Release);
        metrics::counter!("stock_cache_tail_goods_total").increment(rows.len() as u64);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goods(sku: &str) -> Goods {
        Goods {
            tenant: "t".into(),
            owner: "SELF".into(),
            sku: sku.into(),
        }
    }

    #[test]
    fn a_row_is_noted_once_and_forgotten_in_time() {
        let mut moved = Moved::default();
        assert!(moved.note(&goods("A"), 5, Moment(100)));
        assert!(!moved.note(&goods("A"), 5, Moment(200)), "seen before");
        assert_eq!(moved.when(&goods("A")), Moment(100));
        assert!(moved.note(&goods("B"), 6, Moment(150)));
        assert!(moved.note(&goods("A"), 7, Moment(200)));
        moved.forget_before(Moment(160));
        assert_eq!(moved.when(&goods("A")), Moment(200), "moved again since");
        assert_eq!(moved.when(&goods("B")), Moment(0));
        assert_eq!(moved.order.len(), 1);
    }

    #[test]
    fn a_tail_proves_nothing_before_it_has_begun() {
        let tail = Tail::new();
        assert_eq!(tail.proof(), Proof::NONE);
        assert!(!tail.proof().covers(Moment(i64::MAX - 1)));
    }
}
