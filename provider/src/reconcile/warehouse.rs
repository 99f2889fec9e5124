//! R4: a warehouse's snapshot against our ledger at the last document the warehouse had applied.

use std::collections::BTreeMap;

use stock::ids::Warehouse;
use stock::reconcile::diff::Diff;
use stock::reconcile::snapshot::{Figures, Item, Ours};
use stock_sql::{List, RunScope};

use super::PAGE;
use super::work::{Ended, Work};

impl Work<'_> {
    pub(super) async fn stock_and_snapshot(&mut self) -> Result<(), Ended> {
        let list = self.list("snapshot").await?;
        let warehouse = Warehouse::from(list.site.as_str());
        let scope = RunScope {
            warehouse: Some(warehouse.clone()),
            ..self.run.scope.clone()
        };
        let mut ours = Ours::new(warehouse, self.run.cut_seq);
        let mut after = 0;
        loop {
            let page = self
                .at
                .store
                .balances_after(&self.run.tenant, &scope, after, PAGE)
                .await?;
            for row in &page {
                ours.add_balance(&row.key, &row.balance);
                after = row.balance.id;
            }
            self.rest_after(page.len()).await?;
            if page.len() < PAGE {
                break;
            }
        }
        self.after_the_cut(&scope, |leg| ours.take_back(leg))
            .await?;
        let snapshot = self.snapshot(&list).await?;
        let classes = self.at.store.abc_classes(&self.run.tenant).await?;
        let default = self.at.options.abc_default;
        let class_of = |sku: &_| classes.get(sku).copied().unwrap_or(default);
        let mut differing = ours.compare(snapshot, class_of);
        if !differing.is_empty() {
            self.after_the_cut(&scope, |leg| differing.explain(leg))
                .await?;
        }
        let named = &scope.skus;
        let mut found = differing.into_sightings();
        found.retain(|sighting| {
            let sku = sighting.subject.sku.as_ref();
            let owner = scope.owner.as_ref();
            (named.is_empty() || sku.is_some_and(|sku| named.contains(sku)))
                && owner.is_none_or(|owner| sighting.subject.owner.as_ref() == Some(owner))
        });
        self.keep(found).await?;
        let covered = |diff: &Diff| {
            let sku = diff.subject.sku.as_ref();
            diff.subject.warehouse == scope.warehouse
                && (named.is_empty() || sku.is_some_and(|sku| named.contains(sku)))
        };
        self.let_go_of_unseen(covered).await
    }

    /// The list of this run, all of whose pages must be there.
    pub(super) async fn list(&self, what: &str) -> Result<List, Ended> {
        let id = self.run.list_id.unwrap_or(0);
        let Some(list) = self.at.store.list_by_id(id).await? else {
            return Err(Ended::Cannot(format!("the {what} is gone")));
        };
        let state = self.at.store.list_state(list).await?;
        if let Some(page) = state.missing.first() {
            return Err(Ended::Cannot(format!(
                "page {page} of {what} {} has not arrived",
                state.list.list_no
            )));
        }
        Ok(state.list)
    }

    async fn snapshot(&mut self, list: &List) -> Result<BTreeMap<Item, Figures>, Ended> {
        let mut snapshot: BTreeMap<Item, Figures> = BTreeMap::new();
        for page in 1..=list.pages {
            let lines = self.at.store.snapshot_page(list.id, page).await?;
            let rows = lines.len();
            for line in lines {
                let item = Item {
                    sku: line.sku,
                    owner: line.owner,
                    lot: line.lot,
                };
                let figures = snapshot.entry(item).or_default();
                for (sum, more) in figures
                    .iter_mut()
                    .zip([line.good, line.qc_hold, line.defective])
                {
                    *sum = sum.saturating_add(more);
                }
            }
            self.rest_after(rows).await?;
        }
        Ok(snapshot)
    }

    /// Ledger rows of the warehouse after the cut, in the order of their numbers.
    async fn after_the_cut(
        &mut self,
        scope: &RunScope,
        mut take: impl FnMut(&stock::movement::Leg),
    ) -> Result<(), Ended> {
        let mut after = self.run.cut_seq;
        loop {
            let span = (after, i64::MAX);
            let page = self
                .at
                .store
                .legs_after(&self.run.tenant, scope, span, PAGE)
                .await?;
            for row in &page {
                take(&row.leg);
                after = row.leg.seq;
            }
            self.rest_after(page.len()).await?;
            if page.len() < PAGE {
                return Ok(());
            }
        }
    }
}
