//! The keeper: fills a Redis that is empty, and makes good what was missed while it was away, one provider at a time, while all of them serve.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use stock_sql::Error;
use tokio_util::sync::CancellationToken;

use super::Cache;
use super::compare::Tally;
use super::link::CacheError;
use super::projector::PIECE;

/// How often it looks.
const TICK: Duration = Duration::from_millis(500);
/// How long the work stays with a provider that says nothing.
const LEASE: Duration = Duration::from_secs(15);
const LEASE_NAME: &str = "rebuild";
/// The keeper rests as long as a page took, but at most so long: callers go first.
const REST_MAX: Duration = Duration::from_millis(500);

/// Why the work ended early.
#[derive(Debug)]
pub(super) enum Ended {
    Database(Error),
    Redis(CacheError),
    /// Another provider does it.
    Taken,
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

impl From<CacheError> for Ended {
    fn from(error: CacheError) -> Self {
        Self::Redis(error)
    }
}

impl Cache {
    /// Has all figures written anew, here or by another provider, in the background.
    pub fn rebuild(&self) {
        self.inner.rebuild_wanted.store(true, Ordering::Relaxed);
    }

    /// What the last rebuild of this provider came to.
    #[must_use]
    pub fn last_rebuild(&self) -> Option<Tally> {
        let last = self.inner.last_rebuild.lock();
        last.unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .map(|(_, tally)| *tally)
    }

    /// Looks after Redis until told to stop.
    pub(super) async fn keep_filled(self, stop: CancellationToken) {
        loop {
            self.look_at_clock().await;
            if self.inner.link.state().up {
                match self.look_at_redis().await {
                    Ok(()) | Err(Ended::Taken) => {}
                    Err(Ended::Database(error)) => {
                        tracing::debug!(%error, "figures could not be read for Redis");
                    }
                    Err(Ended::Redis(error)) => {
                        tracing::debug!(%error, "figures could not be written to Redis");
                    }
                }
                self.inner.rebuilding.store(-1, Ordering::Relaxed);
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }

    async fn look_at_clock(&self) {
        let asked = Instant::now();
        if let Ok(now) = self.inner.store.now().await {
            self.inner.clock.learn(asked, now);
        }
    }

    async fn look_at_redis(&self) -> Result<(), Ended> {
        let inner = &*self.inner;
        let empty = inner.shelf.built().await?.is_none();
        let wanted = inner.rebuild_wanted.load(Ordering::Relaxed);
        if !empty && !wanted && !inner.missed.load(Ordering::Relaxed) {
            return Ok(());
        }
        if !inner.shelf.lease(LEASE_NAME, &inner.holder, LEASE).await? {
            return Err(Ended::Taken);
        }
        // What is missed from here on needs another look.
        inner.missed.store(false, Ordering::Relaxed);
        inner.rebuild_wanted.store(false, Ordering::Relaxed);
        let started = Instant::now();
        let done = self.write_all().await;
        let _ = inner.shelf.give_back(LEASE_NAME, &inner.holder).await;
        match done {
            Ok(tally) => {
                tracing::info!(
                    ?tally,
                    empty,
                    "all figures are in Redis, after {:.1?}",
                    started.elapsed()
                );
                metrics::counter!("stock_cache_rebuilds_total").increment(1);
                Ok(())
            }
            Err(ended) => {
                inner.missed.store(true, Ordering::Relaxed);
                Err(ended)
            }
        }
    }

    /// Writes the figures of all goods that have a balance.
    async fn write_all(&self) -> Result<Tally, Ended> {
        let inner = &*self.inner;
        let mut tally = Tally::default();
        let mut after = String::new();
        inner.rebuilding.store(0, Ordering::Relaxed);
        loop {
            let started = Instant::now();
            let skus = inner.store.skus_after(&after, PIECE).await?;
            let Some(last) = skus.last() else { break };
            after = last.to_string();
            tally.add(&self.mend_skus(None, skus).await?);
            inner.rebuilding.store(tally.goods(), Ordering::Relaxed);
            if !inner.shelf.lease(LEASE_NAME, &inner.holder, LEASE).await? {
                return Err(Ended::Taken);
            }
            tokio::time::sleep(started.elapsed().min(REST_MAX)).await;
        }
        let now = inner.store.now().await?;
        inner.shelf.set_built(now).await?;
        let mut last = inner
            .last_rebuild
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *last = Some((now, tally));
        Ok(tally)
    }
}
