//! R3: Redis against the database, row by row. Its repair is to write the figures anew, which needs nobody's approval: nothing is decided by them.

use stock::bucket::Bucket;
use stock::projection::{Compared, Figures, Row};
use stock::reconcile::diff::Diff;
use stock::reconcile::{DiffClass, Sighting, Subject, state};
use stock_sql::Error;

use super::Reconciler;
use super::work::{Ended, Work};
use crate::cache::{Cache, Comparison, Uncompared};
use crate::sweeper::SOURCE;

/// SKUs compared at a time.
const PIECE: usize = 256;
/// What a difference is about when Redis itself is gone.
const REDIS: &str = "redis";

impl Work<'_> {
    /// R3: the figures in Redis of every SKU of the scope against the balances.
    pub(super) async fn database_and_cache(&mut self) -> Result<(), Ended> {
        let Some(cache) = self.at.cache.clone() else {
            return Err(Ended::Cannot(
                "R3 compares with Redis: set cache.url, or ask a provider that has it set"
                    .to_owned(),
            ));
        };
        let scope = self.run.scope.clone();
        if scope.skus.is_empty() {
            let mut after = String::new();
            loop {
                let skus = self.at.store.skus_after(&after, PIECE).await?;
                let Some(last) = skus.last() else { break };
                after = last.to_string();
                if !self.compare_figures(&cache, skus).await? {
                    return Ok(());
                }
            }
        }
        for piece in scope.skus.chunks(PIECE) {
            if !self.compare_figures(&cache, piece.to_vec()).await? {
                return Ok(());
            }
        }
        self.let_go_of_unseen(|_| true).await
    }

    /// Compares the figures of some SKUs; whether Redis answers.
    async fn compare_figures(
        &mut self,
        cache: &Cache,
        skus: Vec<stock::ids::Sku>,
    ) -> Result<bool, Ended> {
        let (tenant, scope) = (self.run.tenant.clone(), self.run.scope.clone());
        let compared = cache
            .compare_skus(Some(&tenant), scope.owner.as_ref(), skus)
            .await;
        let compared = match compared {
            Ok(compared) => compared,
            Err(Uncompared::Database(error)) => return Err(error.into()),
            Err(Uncompared::Redis(error)) => {
                let gone = Sighting {
                    subject: Subject {
                        document: Some(REDIS.to_owned()),
                        ..Subject::default()
                    },
                    class: DiffClass::CacheLost,
                    ours: 1,
                    theirs: 0,
                    tolerance: 0,
                    note: Some(error.to_string()),
                };
                self.keep(vec![gone]).await?;
                return Ok(false);
            }
        };
        let rows = compared.iter().map(|one| one.database.rows.len()).sum();
        let seen = compared.iter().flat_map(sightings);
        let seen = seen.filter(|sighting| {
            let site = sighting.subject.warehouse.as_ref();
            scope.warehouse.is_none() || site.is_none() || scope.warehouse.as_ref() == site
        });
        let seen: Vec<Sighting> = seen.collect();
        self.keep(seen).await?;
        self.rest_after(rows).await?;
        Ok(true)
    }
}

impl Reconciler {
    /// Writes anew what R3 found to differ; whether that was done.
    pub(super) async fn rebuild(&self, diff: &Diff) -> bool {
        let Some(cache) = &self.cache else {
            return false;
        };
        let Some(sku) = &diff.subject.sku else {
            cache.rebuild();
            return true;
        };
        match cache.mend(&diff.tenant, vec![sku.clone()]).await {
            Ok(_) => true,
            Err(error) => {
                tracing::warn!(diff = %diff.no(), %error, "figures could not be written anew");
                false
            }
        }
    }

    /// What follows of itself when a difference of R3 is confirmed.
    pub(super) async fn rebuild_by_rule(
        &self,
        diff: Diff,
        now: stock::ids::Moment,
    ) -> Result<(), Error> {
        if self.rebuild(&diff).await {
            let fixed = state::auto_fixed(diff, SOURCE, None, now);
            self.change_diff(&fixed).await?;
            tracing::info!(diff = %fixed.no(), "figures that differed are written anew by rule");
        }
        Ok(())
    }
}

/// What differs in one SKU's figures: a row each, or all of it if nothing is kept.
fn sightings(one: &Comparison) -> Vec<Sighting> {
    let total = |figures: &Figures| figures.rows.iter().map(|row| row.available).sum();
    let whole = |class, note: String| Sighting {
        subject: Subject {
            owner: Some(one.goods.owner.clone()),
            sku: Some(one.goods.sku.clone()),
            bucket: Some(Bucket::Available),
            ..Subject::default()
        },
        class,
        ours: total(&one.database),
        theirs: one.kept.as_ref().map_or(0, total),
        tolerance: 0,
        note: Some(note),
    };
    match (one.outcome, &one.kept) {
        (Compared::Equal | Compared::OnItsWay, _) => Vec::new(),
        (Compared::Lost, _) | (_, None) => {
            vec![whole(
                DiffClass::CacheLost,
                "nothing is kept of it".to_owned(),
            )]
        }
        (outcome, Some(kept)) => {
            let rows = differing(one, kept);
            if rows.is_empty() {
                let note = format!(
                    "version {} in the cache, {} in the database",
                    kept.version, one.database.version
                );
                // Behind with the same figures shows nothing wrong.
                let wrong = outcome == Compared::Wrong;
                return wrong
                    .then(|| whole(DiffClass::CacheDrift, note))
                    .into_iter()
                    .collect();
            }
            rows
        }
    }
}

fn differing(one: &Comparison, kept: &Figures) -> Vec<Sighting> {
    let place = |row: &Row| (row.warehouse.clone(), row.pool.clone());
    let mut figures: std::collections::BTreeMap<_, (i64, i64)> = std::collections::BTreeMap::new();
    for row in &one.database.rows {
        figures.entry(place(row)).or_default().0 = row.available;
    }
    for row in &kept.rows {
        figures.entry(place(row)).or_default().1 = row.available;
    }
    let differ = figures
        .into_iter()
        .filter(|(_, (ours, theirs))| ours != theirs);
    differ
        .map(|((warehouse, pool), (ours, theirs))| Sighting {
            subject: Subject {
                owner: Some(one.goods.owner.clone()),
                sku: Some(one.goods.sku.clone()),
                warehouse: Some(warehouse),
                pool: Some(pool),
                bucket: Some(Bucket::Available),
                ..Subject::default()
            },
            class: DiffClass::CacheDrift,
            ours,
            theirs,
            tolerance: 0,
            note: None,
        })
        .collect()
}
