//! Papers and counters of the book.

use super::{Book, Place};
use crate::bucket::Bucket;
use crate::counter::CounterKey;
use crate::ids::{OrderNo, Tenant};
use crate::paper::{Paper, PaperKind};

impl Book {
    /// Papers in the book, by row identifier.
    #[must_use]
    pub const fn papers(&self) -> &std::collections::BTreeMap<i64, Paper> {
        &self.papers
    }

    /// The paper of a number.
    #[must_use]
    pub fn paper(&self, tenant: &Tenant, kind: PaperKind, no: &str) -> Option<&Paper> {
        let id = self.paper_nos.get(&(tenant.clone(), kind, no.to_owned()))?;
        self.papers.get(id)
    }

    /// Papers of an order, in the order they were made.
    pub fn papers_of<'a>(
        &'a self,
        tenant: &'a Tenant,
        kind: PaperKind,
        order: &'a OrderNo,
    ) -> impl Iterator<Item = &'a Paper> {
        let all = self.papers.values();
        all.filter(move |paper| {
            paper.kind == kind && paper.tenant == *tenant && paper.order_no.as_ref() == Some(order)
        })
    }

    /// Papers that account for goods in a bucket of a place, in the order they were made. Only those that were asked for.
    pub fn claimants<'a>(
        &'a self,
        place: &'a Place,
        bucket: Bucket,
    ) -> impl Iterator<Item = &'a Paper> {
        let all = self.papers.values();
        all.filter(move |paper| paper.claims_at(place, bucket))
    }

    /// Adds a paper that a store has read.
    pub fn take_paper(&mut self, paper: Paper) {
        self.name_paper(&paper);
        self.papers.insert(paper.id, paper);
    }

    /// Adds a paper that accounts for goods, unless it was read before its balances were named: that one decides, or misses its version.
    pub fn take_claimant(&mut self, paper: Paper) {
        if !self.papers.contains_key(&paper.id) {
            self.take_paper(paper);
        }
    }

    /// A counter; 0 if it does not exist.
    #[must_use]
    pub fn counter(&self, key: &CounterKey) -> i64 {
        self.counters.get(key).copied().unwrap_or(0)
    }

    /// Adds a counter that a store has read.
    pub fn take_counter(&mut self, key: CounterKey, value: i64) {
        self.counters.insert(key, value);
    }

    pub(super) fn keep_paper(&mut self, mut after: Paper) {
        let id = after.id;
        let before = self.papers.remove(&id);
        after.version = before.as_ref().map_or(0, |b| b.version) + 1;
        after.tidy_claims();
        if before.is_none() {
            self.name_paper(&after);
        }
        if before.is_none() || !self.papers_touched.iter().any(|(old, _)| *old == id) {
            self.papers_touched.push((id, before));
        }
        self.papers.insert(id, after);
    }

    /// What is wrong with a plan's counts: one that would pass its maximum is a defect of the rule that planned it.
    pub(super) fn check_counts(&self, counts: &[(CounterKey, i64, Option<i64>)]) -> Option<String> {
        for (at, (key, delta, max)) in counts.iter().enumerate() {
            let earlier = counts[..at].iter().filter(|(other, _, _)| other == key);
            let value = earlier.fold(self.counter(key), |value, (_, delta, _)| {
                value.saturating_add(*delta).max(0)
            });
            let after = value.saturating_add(*delta);
            if let Some(max) = max.filter(|max| *delta > 0 && after > *max) {
                return Some(format!(
                    "a rule planned to raise {} {} from {value} by {delta}, past its maximum {max}",
                    key.kind.as_str(),
                    key.key
                ));
            }
        }
        None
    }

    /// Counts down to 0 at most: what was begun before a counter was kept is given back all the same.
    pub(super) fn keep_count(&mut self, key: CounterKey, delta: i64, max: Option<i64>) {
        let before = self.counter(&key);
        let after = before.saturating_add(delta).max(0);
        let count = self.writes.counts.entry(key.clone()).or_default();
        count.delta += after - before;
        if delta > 0 {
            count.max = match (count.max, max) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        self.counters.insert(key, after);
    }

    fn name_paper(&mut self, paper: &Paper) {
        let name = (paper.tenant.clone(), paper.kind, paper.no.clone());
        self.paper_nos.insert(name, paper.id);
    }
}
