//! What runs by itself: a sample of the ledger and of what Redis has every minute, documents every five; after a day's end its cut and its whole comparisons.

use std::time::Duration;

use stock::ids::{Moment, Sku, Tenant};
use stock::reconcile::RunKind;
use stock_sql::{Error, NewRun, RunScope};
use tokio_util::sync::CancellationToken;

use super::Reconciler;

/// How often it looks what is due.
const TICK: Duration = Duration::from_secs(5);
/// SKUs of the minute's sample of R1.
const SAMPLE: usize = 50;
/// The comparisons of an ended day are asked for so long after its end.
const AFTER_END_MS: i64 = 10 * 60_000;

/// Asks for what is due until told to stop. Of several providers one asks: a run of the schedule has a key of its time.
pub async fn run(reconciler: Reconciler, stop: CancellationToken) {
    loop {
        if let Err(error) = reconciler.tick().await {
            tracing::warn!(%error, "the schedule of comparisons could not be looked after");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

impl Reconciler {
    async fn tick(&self) -> Result<(), Error> {
        let now = self.store.now().await?;
        let day = self.day_of(now);
        // The cut of the day that has ended: the number is the same whoever records it, and whenever.
        let ended = day.before();
        self.store
            .record_cut(ended, self.calendar().cut_seq(ended), now)
            .await?;
        if !self.options.schedule {
            return Ok(());
        }
        for tenant in &self.options.tenants {
            // R7 joins them when a relay sends: until then everything waits.
            let cached = self.cache.is_some();
            for (kind, seconds) in [(RunKind::R1, 60), (RunKind::R2, 300), (RunKind::R3, 60)] {
                if kind == RunKind::R3 && !cached {
                    continue;
                }
                let slot = now.0 / 1_000 / seconds;
                let key = format!("schedule {tenant} {} {slot}", kind.as_str());
                let skus = match kind {
                    RunKind::R1 | RunKind::R3 => self.sample(slot).await?,
                    _ => Vec::new(),
                };
                if kind != RunKind::R2 && skus.is_empty() {
                    continue;
                }
                self.ask_scheduled(tenant, kind, day, skus, key, now)
                    .await?;
            }
            if now.0 - self.calendar().start_of(day).0 >= AFTER_END_MS {
                let whole = [RunKind::R1, RunKind::R2, RunKind::R3, RunKind::R6];
                for kind in whole
                    .into_iter()
                    .filter(|kind| cached || *kind != RunKind::R3)
                {
                    let key = format!("schedule {tenant} {} {ended}", kind.as_str());
                    self.ask_scheduled(tenant, kind, ended, Vec::new(), key, now)
                        .await?;
                }
            }
        }
        Ok(())
    }

    async fn ask_scheduled(
        &self,
        tenant: &Tenant,
        kind: RunKind,
        day: stock::reconcile::day::Day,
        skus: Vec<Sku>,
        key: String,
        now: Moment,
    ) -> Result<(), Error> {
        let run = NewRun {
            id: self.next_id(now),
            tenant: tenant.clone(),
            kind,
            day,
            scope: RunScope {
                skus,
                ..RunScope::default()
            },
            list_id: None,
            cut_seq: self.settled_seq(now),
            key: Some(key),
            now,
        };
        self.store.ask_run(&run).await.map(|_| ())
    }

    /// Some SKUs that follow each other, from another place every minute.
    async fn sample(&self, slot: i64) -> Result<Vec<Sku>, Error> {
        self.store.sample_skus(slot, SAMPLE).await
    }
}
