//! Row identifiers of balances by key, remembered so that locking reads and guarded updates name rows by integer.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use stock::balance::BalanceKey;

/// A bounded memory of committed rows. A balance row is never deleted and never changes its key, so an entry stays true.
#[derive(Debug)]
pub(crate) struct BalanceIds {
    ids: RwLock<HashMap<BalanceKey, i64>>,
    max: usize,
}

impl BalanceIds {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            ids: RwLock::default(),
            max: max.max(1),
        }
    }

    /// The identifiers known of these keys, in their order.
    pub(crate) fn get<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a BalanceKey>,
    ) -> Vec<Option<i64>> {
        let ids = self.ids.read().unwrap_or_else(PoisonError::into_inner);
        keys.into_iter().map(|key| ids.get(key).copied()).collect()
    }

    /// Remembers committed rows. Starts over when full: what is in use comes back at once.
    pub(crate) fn remember(&self, rows: impl IntoIterator<Item = (BalanceKey, i64)>) {
        let mut ids = self.ids.write().unwrap_or_else(PoisonError::into_inner);
        for (key, id) in rows {
            if ids.len() >= self.max && !ids.contains_key(&key) {
                ids.clear();
            }
            ids.insert(key, id);
        }
    }

    /// Forgets everything: the database was replaced under us.
    pub(crate) fn forget(&self) {
        self.ids
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

#[cfg(test)]
mod tests {
    use stock::ids::Lot;

    use super::*;

    fn key(sku: &str) -> BalanceKey {
        BalanceKey {
            sku: sku.into(),
            warehouse: "W".into(),
            pool: "P".into(),
            lot: Lot::none(),
            owner: "O".into(),
            tenant: "T".into(),
        }
    }

    #[test]
    fn never_holds_more_than_its_bound() {
        let ids = BalanceIds::new(2);
        ids.remember([(key("a"), 1), (key("b"), 2)]);
        assert_eq!(ids.get([&key("a"), &key("b")]), [Some(1), Some(2)]);
        ids.remember([(key("a"), 1), (key("c"), 3)]);
        assert_eq!(
            ids.get([&key("a"), &key("b"), &key("c")]),
            [None, None, Some(3)]
        );
    }
}
