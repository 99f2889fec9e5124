//! The projector: reads from the database what is to be shown, and writes it where all providers see it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use stock::balance::{Balance, BalanceKey};
use stock::facts::Facts;
use stock::ids::{Owner, Sku, Tenant};
use stock::inquiry;
use stock::lot::Lots;
use stock::projection::{self, Figures, Goods};
use stock_sql::{BalanceFilter, Error};
use tokio_util::sync::CancellationToken;

use super::Cache;
use super::queue::Why;
use super::shelf::Put;

/// Goods read at a time.
pub(super) const PIECE: usize = 512;
/// The projector rests as long as a round took, but at least and at most so long: callers go first.
const REST_MIN: Duration = Duration::from_millis(10);
const REST_MAX: Duration = Duration::from_millis(250);

impl Cache {
    /// Reads anew what waits, until told to stop.
    pub(super) async fn project(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.inner.queues.wake.notified() => {}
            }
            while self.inner.queues.waiting() > 0 && !stop.is_cancelled() {
                let started = Instant::now();
                if let Err(error) = self.round().await {
                    // What was taken from its line is made good with everything else.
                    self.inner.missed.store(true, Ordering::Relaxed);
                    tracing::debug!(%error, "figures could not be read anew; who asks for them reads the database");
                }
                let took = started.elapsed();
                metrics::gauge!("stock_cache_waiting").set(gauge(self.inner.queues.waiting()));
                tokio::time::sleep(took.clamp(REST_MIN, REST_MAX)).await;
            }
        }
    }

    /// One round: some of each line, those before a gate first.
    async fn round(&self) -> Result<(), Error> {
        let inner = &*self.inner;
        // All are taken before any is read: what moves afterwards waits anew.
        let gated: BTreeSet<Goods> = inner.queues.take(Why::Gated, PIECE).into_iter().collect();
        let aging = inner.queues.take(Why::Aging, PIECE);
        let mut moved: BTreeSet<Goods> = inner.queues.take(Why::Moved, PIECE).into_iter().collect();
        self.project_all(&gated).await?;
        let aging = self.still_old(aging).await;
        self.project_all(&aging).await?;
        moved.retain(|goods| !gated.contains(goods) && !aging.contains(goods));
        if !inner.link.state().up && !moved.is_empty() {
            // Only what is shown here is worth a question; the rest is made good when Redis is back.
            inner.missed.store(true, Ordering::Relaxed);
            moved.retain(|goods| inner.front.contains_key(goods));
        }
        self.project_all(&moved).await
    }

    /// Of goods that grow old, those that no other provider has read anew meanwhile.
    async fn still_old(&self, aging: Vec<Goods>) -> BTreeSet<Goods> {
        let inner = &*self.inner;
        let kept = match aging.is_empty() {
            true => return BTreeSet::new(),
            false => inner.shelf.read(&aging).await.unwrap_or_default(),
        };
        let mut kept = kept.into_iter();
        let (now, facts) = (inner.clock.now(), inner.store.facts_version());
        let mut old = BTreeSet::new();
        for goods in aging {
            let figures = kept.next().flatten().filter(|figures| {
                now.is_some_and(|now| figures.is_fresh(now, inner.age_ms / 2, facts))
            });
            match figures {
                Some(figures) => {
                    self.remember(&goods, &Arc::new(figures));
                }
                None => {
                    old.insert(goods);
                }
            }
        }
        old
    }

    /// Reads goods from the database and writes them here and in Redis.
    async fn project_all(&self, goods: &BTreeSet<Goods>) -> Result<(), Error> {
        if goods.is_empty() {
            return Ok(());
        }
        let read = self.read_database(goods).await?;
        let failed = self.put(read).await;
        if self.inner.link.state().up {
            self.inner.queues.push(Why::Moved, failed);
        } else if !failed.is_empty() {
            self.inner.missed.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Writes figures to Redis in the background: whoever read them need not wait.
    pub(super) fn keep_soon(&self, read: BTreeMap<Goods, Arc<Figures>>) {
        if !self.inner.link.state().up {
            return;
        }
        let Ok(permit) = Arc::clone(&self.inner.writers).try_acquire_owned() else {
            return;
        };
        let cache = self.clone();
        tokio::spawn(async move {
            cache.put(read).await;
            drop(permit);
        });
    }

    /// Writes figures to Redis and tells everybody of those that look different now; those that could not be written.
    pub(super) async fn put(&self, read: BTreeMap<Goods, Arc<Figures>>) -> Vec<Goods> {
        let inner = &*self.inner;
        let mut failed = Vec::new();
        let read: Vec<(Goods, Arc<Figures>)> = read.into_iter().collect();
        for piece in read.chunks(PIECE) {
            match inner.shelf.put(piece).await {
                Ok(outcomes) => {
                    let seen = self.seen_by_pages(piece, &outcomes).await;
                    self.tell(&seen).await;
                }
                Err(error) => {
                    tracing::debug!(%error, "figures could not be written to Redis");
                    failed.extend(piece.iter().map(|(goods, _)| goods.clone()));
                }
            }
        }
        failed
    }

    /// Goods of which a listing page would show something else than before.
    async fn seen_by_pages(&self, piece: &[(Goods, Arc<Figures>)], outcomes: &[Put]) -> Vec<Goods> {
        let written = || piece.iter().zip(outcomes);
        let skus: BTreeSet<&Sku> = written()
            .filter(|(_, put)| matches!(put, Put::Written(_)))
            .map(|((goods, _), _)| &goods.sku)
            .collect();
        let skus: Vec<Sku> = skus.into_iter().cloned().collect();
        let facts = Facts {
            network: self.inner.store.network(),
            skus: self.inner.store.facts(&skus).await.unwrap_or_default(),
        };
        written()
            .filter_map(|((goods, figures), put)| {
                let Put::Written(before) = put else {
                    return None;
                };
                let free = |row: &projection::Row| {
                    inquiry::free_of(row.available, &goods.sku, &row.warehouse, &row.pool, &facts)
                };
                projection::crosses(before.as_ref(), figures, free).then(|| goods.clone())
            })
            .collect()
    }

    /// Reads figures from the database: a question per tenant and owner. Goods without any balance have figures without rows.
    pub(super) async fn read_database(
        &self,
        goods: &BTreeSet<Goods>,
    ) -> Result<BTreeMap<Goods, Arc<Figures>>, Error> {
        let mut groups: BTreeMap<(&Tenant, &Owner), Vec<Sku>> = BTreeMap::new();
        for one in goods {
            let of_owner = groups.entry((&one.tenant, &one.owner)).or_default();
            of_owner.push(one.sku.clone());
        }
        let mut found = BTreeMap::new();
        for ((tenant, owner), skus) in groups {
            for piece in skus.chunks(PIECE) {
                let filter = BalanceFilter {
                    tenant: Some(tenant.clone()),
                    owner: Some(owner.clone()),
                    skus: piece.to_vec(),
                    ..BalanceFilter::default()
                };
                let wanted = piece.iter().map(|sku| Goods {
                    tenant: tenant.clone(),
                    owner: owner.clone(),
                    sku: sku.clone(),
                });
                found.extend(self.read_filter(&filter, wanted).await?);
            }
        }
        for (goods, figures) in &found {
            self.remember(goods, figures);
        }
        Ok(found)
    }

    /// Figures of all goods that a filter finds, and empty ones of the wanted that it does not.
    pub(super) async fn read_filter(
        &self,
        filter: &BalanceFilter,
        wanted: impl Iterator<Item = Goods>,
    ) -> Result<BTreeMap<Goods, Arc<Figures>>, Error> {
        let store = &self.inner.store;
        // Known before the balances are read: what is learned of lots afterwards is of this version or a later one.
        let facts = store.facts_version();
        let asked = Instant::now();
        let (at, balances) = store.balances_now(filter).await?;
        self.inner.clock.learn(asked, at);
        let mut groups: BTreeMap<Goods, BTreeMap<BalanceKey, Balance>> =
            wanted.map(|goods| (goods, BTreeMap::new())).collect();
        let mut tracked: BTreeMap<Tenant, BTreeSet<Sku>> = BTreeMap::new();
        for (key, balance) in balances {
            if !key.lot.is_none() {
                let of_tenant = tracked.entry(key.tenant.clone()).or_default();
                of_tenant.insert(key.sku.clone());
            }
            let of_goods = groups.entry(Goods::from(&key)).or_default();
            of_goods.insert(key, balance);
        }
        let mut lots: BTreeMap<Tenant, Lots> = BTreeMap::new();
        for (tenant, skus) in tracked {
            let skus: Vec<Sku> = skus.into_iter().collect();
            let known = store.lots(&tenant, &skus).await?;
            lots.insert(tenant, known);
        }
        let none = Lots::default();
        let figures = groups.into_iter().map(|(goods, balances)| {
            let lots = lots.get(&goods.tenant).unwrap_or(&none);
            let figures = Figures::of(balances, lots, at, facts);
            (goods, Arc::new(figures))
        });
        Ok(figures.collect())
    }
}

fn gauge(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
