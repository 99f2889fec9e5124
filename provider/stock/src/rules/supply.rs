//! What can be drawn from: the free stock of the SKUs, sites and pools one order may use, counted down while the order is spread over them.

use std::collections::BTreeMap;

use crate::balance::BalanceKey;
use crate::book::Book;
use crate::bucket::Bucket;
use crate::facts::SkuFacts;
use crate::ids::{Lot, Owner, Pool, Sku, Tenant, Warehouse};

/// One SKU of one owner.
#[derive(Clone, Debug)]
pub(super) struct Stock<'a> {
    pub(super) sku: Sku,
    pub(super) owner: Owner,
    /// Its safety stock counts against the shared pool; `None` where the whole of it may be drawn.
    pub(super) safety: Option<&'a SkuFacts>,
}

/// A balance, by position in [`Supply`]'s lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub(super) stock: usize,
    pub(super) site: usize,
    pub(super) pool: usize,
}

/// Goods the same command gives back first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Credit {
    /// Back to free stock: safety stock comes off the sum.
    pub(super) freed: i64,
    /// Held by this very order and handed on within it: safety stock does not touch it.
    pub(super) handed_on: i64,
}

/// Free stock by cell, read once and counted down.
#[derive(Debug)]
pub(super) struct Supply<'a> {
    pub(super) book: &'a Book,
    pub(super) tenant: &'a Tenant,
    pub(super) stocks: Vec<Stock<'a>>,
    pub(super) sites: Vec<Warehouse>,
    pub(super) pools: Vec<Pool>,
    pub(super) credits: BTreeMap<BalanceKey, Credit>,
    /// By cell, only those that were asked for: a few of all that the lists could be combined to.
    left: BTreeMap<Cell, i64>,
}

impl<'a> Supply<'a> {
    pub(super) const fn new(book: &'a Book, tenant: &'a Tenant) -> Self {
        Self {
            book,
            tenant,
            stocks: Vec::new(),
            sites: Vec::new(),
            pools: Vec::new(),
            credits: BTreeMap::new(),
            left: BTreeMap::new(),
        }
    }

    /// Position of a pool, added if new.
    pub(super) fn pool(&mut self, pool: &Pool) -> usize {
        position_or_push(&mut self.pools, pool)
    }

    /// Position of a site, added if new.
    pub(super) fn site(&mut self, warehouse: &Warehouse) -> usize {
        position_or_push(&mut self.sites, warehouse)
    }

    pub(super) fn key(&self, cell: Cell) -> BalanceKey {
        let stock = &self.stocks[cell.stock];
        BalanceKey {
            sku: stock.sku.clone(),
            warehouse: self.sites[cell.site].clone(),
            pool: self.pools[cell.pool].clone(),
            lot: Lot::none(),
            owner: stock.owner.clone(),
            tenant: self.tenant.clone(),
        }
    }

    /// What can still be drawn from a cell.
    pub(super) fn left(&mut self, cell: Cell) -> i64 {
        match self.left.get(&cell) {
            Some(left) => *left,
            None => {
                let left = self.sellable(cell);
                self.left.insert(cell, left);
                left
            }
        }
    }

    /// Draws from a cell (a negative amount gives back).
    pub(super) fn draw(&mut self, cell: Cell, amount: i64) {
        let left = self.left(cell) - amount;
        self.left.insert(cell, left);
    }

    /// Forgets what was drawn.
    pub(super) fn restart(&mut self) {
        self.left.clear();
    }

    fn sellable(&self, cell: Cell) -> i64 {
        let key = self.key(cell);
        let credit = if self.credits.is_empty() {
            Credit::default()
        } else {
            self.credits.get(&key).copied().unwrap_or_default()
        };
        let free = self.book.quantity(&key, Bucket::Available) + credit.freed;
        let safety = self.stocks[cell.stock]
            .safety
            .filter(|_| key.pool.is_shared())
            .map_or(0, |facts| facts.safety_in(&key.warehouse).max(0));
        free.saturating_sub(safety).max(0) + credit.handed_on
    }
}

fn position_or_push<T: Clone + PartialEq>(list: &mut Vec<T>, item: &T) -> usize {
    list.iter().position(|old| old == item).unwrap_or_else(|| {
        list.push(item.clone());
        list.len() - 1
    })
}
