//! Questions of a table, answered in words.

use std::fmt::Write as _;

use super::{Run, Words};
use crate::bucket::Bucket;
use crate::ids::POOL_SHARED;

impl Run {
    pub(super) fn stock(&self, words: &Words<'_>) -> String {
        let [warehouse, sku] = words.plain[..2] else {
            panic!("stock W S")
        };
        let pool = words.plain.get(2).copied().unwrap_or(POOL_SHARED);
        let (sku, lot) = sku.split_once('~').unwrap_or((sku, ""));
        let balances = self.memory.balances().iter();
        let mut at = balances.filter(|(key, _)| {
            key.sku.as_str() == sku
                && key.warehouse.as_str() == warehouse
                && key.pool.as_str() == pool
                && key.lot.as_str() == lot
        });
        let quantities = at
            .next()
            .map(|(_, balance)| balance.quantities)
            .unwrap_or_default();
        let filled = Bucket::ALL.into_iter().filter(|b| b.is_internal());
        let filled = filled.filter(|b| quantities.get(*b) != 0);
        let filled: Vec<String> = filled
            .map(|bucket| format!("{}={}", bucket.as_str(), quantities.get(bucket)))
            .collect();
        if filled.is_empty() {
            "empty".into()
        } else {
            filled.join(" ")
        }
    }

    /// State and what is still held or paid: `S1*3@W1`, with the pool unless shared, and `paid` or `back` where it differs.
    pub(super) fn order(&self, order: &str) -> String {
        let Some(found) = self.latest(order) else {
            return "none".into();
        };
        let mut text = found.status.as_str().to_owned();
        if found.late {
            text += " late";
        }
        for line in &found.lines {
            let _ = write!(text, " {}*{}@{}", line.sku, line.reserved, line.warehouse);
            if !line.pool.is_shared() {
                let _ = write!(text, "#{}", line.pool);
            }
            if !line.lot.is_none() {
                let _ = write!(text, "~{}", line.lot);
            }
            if let Some(presale) = &line.presale {
                let _ = write!(text, "!{presale}");
            }
            if let Some(ordered) = &line.instead_of {
                let _ = write!(text, "(for {ordered})");
            }
            if line.confirmed > 0 {
                let _ = write!(text, ":paid{}", line.confirmed);
            }
            if line.released > 0 {
                let _ = write!(text, ":back{}", line.released);
            }
        }
        text
    }

    pub(super) fn fos(&self, order: &str) -> String {
        let found = self.memory.fulfilments().values();
        let found = found.filter(|f| f.order_no.as_str() == order);
        let spelled: Vec<String> = found
            .map(|f| {
                let mut text = format!("{} {}", f.warehouse, f.status.as_str());
                for line in &f.lines {
                    let _ = write!(text, " {}*{}", line.sku, line.open());
                    if !line.lot.is_none() {
                        let _ = write!(text, "~{}", line.lot);
                    }
                }
                text
            })
            .collect();
        if spelled.is_empty() {
            "none".into()
        } else {
            spelled.join("; ")
        }
    }
}
