//! R1 and R2: goods by ranges of SKUs.

use std::collections::HashSet;

use stock::bucket::Bucket;
use stock::check::is_documented;
use stock::fulfilment::{Discrepancy, DiscrepancyStatus};
use stock::ids::{Sku, Tenant};
use stock::paper::{Paper, PaperKind};
use stock::reconcile::diff::{self, Diff, Look};
use stock::reconcile::holdings::{self, STALE_AFTER_MS};
use stock::reconcile::ledger::Walk;
use stock::reconcile::{RunKind, Sighting};
use stock_sql::{Error, Goods, PaperFilter, RunScope, SkuRange};

use super::work::{Ended, Work};
use super::{PAGE, Reconciler};

/// SKUs looked at together.
const SKUS: usize = 64;
/// Most holds past their time that one run names.
const STALE_MAX: u32 = 1_000;

impl Work<'_> {
    /// R1: every balance of the scope against its ledger rows.
    pub(super) async fn ledger_and_balances(&mut self) -> Result<(), Ended> {
        self.run.cut_seq = self.at.settled_seq(self.now());
        self.look.cut_seq = self.run.cut_seq;
        let mut after = String::new();
        loop {
            let range = self.next_range(&after).await?;
            let found = self.walk(range.clone()).await?;
            self.keep(found).await?;
            match range.to {
                Some(to) => after = to,
                None => break,
            }
        }
        self.let_go_of_goods().await
    }

    /// The next SKUs to look at; those that are named all at once.
    async fn next_range(&self, after: &str) -> Result<SkuRange, Ended> {
        if !self.run.scope.skus.is_empty() {
            return Ok(SkuRange::default());
        }
        Ok(self.at.store.sku_range(after, SKUS).await?)
    }

    async fn walk(&mut self, range: SkuRange) -> Result<Vec<Sighting>, Ended> {
        let (tenant, scope) = (self.run.tenant.clone(), self.run.scope.clone());
        let balances = self
            .at
            .store
            .goods_balances(goods(&tenant, &scope, &range))
            .await?;
        let mut rows = balances.len();
        // Rows of other warehouses are read too, and are no strays.
        let settled = if scope.warehouse.is_some() {
            0
        } else {
            self.run.cut_seq
        };
        let mut walk = Walk::new(balances, settled);
        let to_seq = walk.last_seq();
        let mut rest = range;
        let mut inside: Option<(Sku, i64)> = None;
        loop {
            let on = inside.as_ref().map(|(sku, seq)| (sku, *seq));
            let page = self
                .at
                .store
                .goods_legs(goods(&tenant, &scope, &rest), on, to_seq, PAGE)
                .await?;
            for (leg, voucher) in &page {
                walk.add(leg, *voucher);
            }
            rows += page.len();
            self.rest_after(std::mem::take(&mut rows)).await?;
            inside = match (page.last(), page.len() == PAGE, inside.take()) {
                (Some((last, _)), true, _) => Some((last.from.key.sku.clone(), last.seq)),
                (_, _, Some((sku, _))) => {
                    sku.as_str().clone_into(&mut rest.after);
                    None
                }
                (_, _, None) => return Ok(walk.finish()),
            };
        }
    }

    /// R2: every balance of the scope against what documents hold, and holds past their time.
    pub(super) async fn balances_and_documents(&mut self) -> Result<(), Ended> {
        self.run.cut_seq = self.at.settled_seq(self.now());
        self.look.cut_seq = self.run.cut_seq;
        let documented: Vec<Bucket> = Bucket::ALL
            .into_iter()
            .filter(|bucket| bucket.is_internal() && is_documented(*bucket))
            .collect();
        let (tenant, scope) = (self.run.tenant.clone(), self.run.scope.clone());
        let mut after = String::new();
        loop {
            let range = self.next_range(&after).await?;
            let (balances, held) = self
                .at
                .store
                .goods_held(goods(&tenant, &scope, &range))
                .await?;
            let rows = balances.len() + held.len();
            self.keep(holdings::compare(&balances, held, &documented))
                .await?;
            self.rest_after(rows).await?;
            match range.to {
                Some(to) => after = to,
                None => break,
            }
        }
        if scope.is_whole() {
            self.stale_holds().await?;
            self.reported().await?;
        }
        self.let_go_of_goods().await
    }

    async fn stale_holds(&mut self) -> Result<(), Ended> {
        let now = self.now();
        let before = now.plus_seconds(-STALE_AFTER_MS / 1_000);
        let holds = self
            .at
            .store
            .overdue_holds(&self.run.tenant, before, STALE_MAX)
            .await?;
        let found = holds
            .iter()
            .filter_map(|(no, open, end)| holdings::stale(no, *open, *end, now))
            .collect();
        self.keep(found).await
    }

    /// Discrepancies that wait for two persons.
    async fn reported(&mut self) -> Result<(), Ended> {
        let mut after = 0;
        loop {
            let page = self.at.open_discrepancies(&self.run.tenant, after).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = last.id;
            let found = page.iter().filter_map(sighting_of).collect();
            self.keep(found).await?;
        }
    }

    async fn let_go_of_goods(&self) -> Result<(), Ended> {
        let scope = &self.run.scope;
        let covered = |diff: &Diff| {
            let sku = diff.subject.sku.as_ref();
            let named = scope.skus.is_empty() || sku.is_some_and(|sku| scope.skus.contains(sku));
            named && (sku.is_some() && diff.discrepancy().is_none() || scope.is_whole())
        };
        self.let_go_of_unseen(covered).await
    }
}

/// A paper of a discrepancy as a difference.
fn sighting_of(paper: &Paper) -> Option<Sighting> {
    Discrepancy::of(paper).map(|found| holdings::reported(&paper.no, found))
}

impl Reconciler {
    /// The next discrepancies of contract performance that nobody has decided.
    async fn open_discrepancies(&self, tenant: &Tenant, after: i64) -> Result<Vec<Paper>, Error> {
        let filter = PaperFilter {
            statuses: vec![DiscrepancyStatus::Open.as_str().to_owned()],
            after_id: after,
            ..PaperFilter::of(tenant.clone(), PaperKind::Discrepancy)
        };
        self.store.papers(&filter).await
    }

    /// Lists discrepancies among the differences as soon as somebody asks, not only after the next run.
    pub(crate) async fn note_discrepancies(&self, tenant: &Tenant) -> Result<(), Error> {
        let now = self.store.now().await?;
        let look = Look {
            run_id: 0,
            kind: RunKind::R2,
            now,
            cut_seq: self.settled_seq(now),
            day: self.day_of(now),
        };
        let mut after = 0;
        loop {
            let page = self.open_discrepancies(tenant, after).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = last.id;
            let found: Vec<Sighting> = page.iter().filter_map(sighting_of).collect();
            let print = |s: &Sighting| diff::fingerprint(tenant, RunKind::R2, &s.subject);
            let prints: Vec<String> = found.iter().map(print).collect();
            let known = self.store.followed_diffs(&prints).await?;
            let known: HashSet<String> = known.iter().map(Diff::fingerprint).collect();
            for (print, sighting) in prints.into_iter().zip(found) {
                if !known.contains(&print) {
                    let diff = Diff::first(self.next_id(now), tenant.clone(), &look, sighting);
                    self.add_diff(&diff, now).await?;
                }
            }
        }
    }
}

const fn goods<'a>(tenant: &'a Tenant, scope: &'a RunScope, range: &'a SkuRange) -> Goods<'a> {
    Goods {
        tenant,
        scope,
        range,
    }
}
