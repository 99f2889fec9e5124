//! What can be drawn from: the free stock of the SKUs, sites and pools one order may use, counted down while the order is spread over them.

use std::collections::BTreeMap;

use super::cover::Take;
use crate::balance::BalanceKey;
use crate::book::{Accounts, Book, Place};
use crate::bucket::Bucket;
use crate::facts::{PresaleOffer, SkuFacts};
use crate::ids::{Day, Owner, Pool, Sku, Tenant, Warehouse};

/// One SKU of one owner.
#[derive(Clone, Debug)]
pub(super) struct Stock<'a> {
    pub(super) sku: Sku,
    pub(super) owner: Owner,
    /// Its safety stock counts against the shared pool; `None` where the whole of it may be drawn.
    pub(super) safety: Option<&'a SkuFacts>,
    /// Its goods are told apart by lot.
    pub(super) tracked: bool,
    /// It is drawn from presale quota, not from goods.
    pub(super) quota: Option<Quota<'a>>,
}

/// Which presale quota may be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) enum Quota<'a> {
    /// That of these presales, as long as they are sold.
    Sold(&'a [PresaleOffer]),
    /// Whatever is left: the order had it before.
    Left,
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

/// The goods of one lot in a cell.
#[derive(Clone, Debug)]
struct Shelf {
    key: BalanceKey,
    left: i64,
}

/// Free stock by cell, read once and counted down.
#[derive(Debug)]
pub(super) struct Supply<'a> {
    pub(super) book: &'a Book,
    pub(super) tenant: &'a Tenant,
    pub(super) stocks: Vec<Stock<'a>>,
    pub(super) sites: Vec<Warehouse>,
    pub(super) pools: Vec<Pool>,
    pub(super) credits: BTreeMap<(BalanceKey, Bucket), Credit>,
    /// By cell, only those that were asked for: a few of all that the lists could be combined to.
    left: BTreeMap<Cell, i64>,
    /// Where lots are told apart: those of a cell that may be sold, in their turn. What is left of a cell bounds what may be drawn of all of them.
    shelves: BTreeMap<Cell, Vec<Shelf>>,
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
            shelves: BTreeMap::new(),
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

    /// The balance of a cell's goods without a lot.
    pub(super) fn plain_key(&self, cell: Cell) -> BalanceKey {
        self.place(cell).pool(&self.pools[cell.pool])
    }

    /// The balance that goods were taken from.
    pub(super) fn key(&self, take: &Take) -> BalanceKey {
        let shelf = take
            .shelf
            .and_then(|at| self.shelves.get(&take.cell)?.get(at));
        shelf.map_or_else(|| self.plain_key(take.cell), |shelf| shelf.key.clone())
    }

    /// Names the balances of cells: those of goods told apart by lot as places, since which lots there are is not known before.
    pub(super) fn name(&self, cells: &[Cell], accounts: &mut Accounts) {
        for &cell in cells {
            if self.stocks[cell.stock].tracked {
                accounts.stocked.push(self.place(cell));
            } else {
                accounts.keys.push(self.plain_key(cell));
            }
        }
        accounts.stocked.sort();
        accounts.stocked.dedup();
    }

    fn place(&self, cell: Cell) -> Place {
        let stock = &self.stocks[cell.stock];
        Place {
            sku: stock.sku.clone(),
            warehouse: self.sites[cell.site].clone(),
            owner: stock.owner.clone(),
            tenant: self.tenant.clone(),
        }
    }

    /// What can still be drawn from a cell of goods no older than so many days.
    pub(super) fn left(&mut self, cell: Cell, max_age: Option<i64>) -> i64 {
        let left = self.open(cell);
        if !self.stocks[cell.stock].tracked {
            return left;
        }
        let today = self.book.today();
        let shelves = self.shelves.get(&cell).map_or(&[][..], Vec::as_slice);
        let within = shelves
            .iter()
            .filter(|shelf| self.serves(shelf, max_age, today));
        left.min(within.map(|shelf| shelf.left).sum())
    }

    /// Draws up to so much from a cell; tells each quantity with the lot it is of.
    pub(super) fn draw(
        &mut self,
        cell: Cell,
        max_age: Option<i64>,
        amount: i64,
        mut taken: impl FnMut(Option<usize>, i64),
    ) -> i64 {
        let amount = self.left(cell, max_age).min(amount).max(0);
        if amount == 0 {
            return 0;
        }
        self.count(cell, amount);
        if !self.stocks[cell.stock].tracked {
            taken(None, amount);
            return amount;
        }
        let today = self.book.today();
        let mut shelves = self.shelves.remove(&cell).unwrap_or_default();
        let mut rest = amount;
        for (at, shelf) in shelves.iter_mut().enumerate() {
            let part = shelf.left.min(rest);
            if part > 0 && self.serves(shelf, max_age, today) {
                shelf.left -= part;
                rest -= part;
                taken(Some(at), part);
            }
        }
        self.shelves.insert(cell, shelves);
        amount
    }

    /// Puts back what was taken.
    pub(super) fn put_back(&mut self, take: &Take) {
        self.count(take.cell, -take.quantity);
        let shelves = self.shelves.get_mut(&take.cell);
        if let Some((shelves, at)) = shelves.zip(take.shelf)
            && let Some(shelf) = shelves.get_mut(at)
        {
            shelf.left += take.quantity;
        }
    }

    /// What of a cell is free and older than so many days, sold or not: what an order that asks for younger goods can be told of.
    pub(super) fn older(&self, cell: Cell, max_age: i64) -> i64 {
        let place = self.place(cell);
        let today = self.book.today();
        let lots = &self.book.lots;
        let here = self.book.pools_of(&place);
        here.filter(|(key, _)| key.pool == self.pools[cell.pool])
            .filter(|(key, _)| !lots.is_within(key, max_age, today))
            .map(|(_, balance)| balance.get(Bucket::Available).max(0))
            .sum()
    }

    /// Forgets what was drawn.
    pub(super) fn restart(&mut self) {
        self.left.clear();
        self.shelves.clear();
    }

    fn serves(&self, shelf: &Shelf, max_age: Option<i64>, today: Day) -> bool {
        max_age.is_none_or(|days| self.book.lots.is_within(&shelf.key, days, today))
    }

    fn count(&mut self, cell: Cell, amount: i64) {
        let left = self.open(cell) - amount;
        self.left.insert(cell, left);
    }

    /// What is left of a cell, read when it is asked for first.
    fn open(&mut self, cell: Cell) -> i64 {
        match self.left.get(&cell) {
            Some(left) => *left,
            None => {
                let left = if let Some(quota) = self.stocks[cell.stock].quota {
                    self.open_quota(cell, quota)
                } else if self.stocks[cell.stock].tracked {
                    self.open_shelves(cell)
                } else {
                    let key = self.plain_key(cell);
                    let free = self.book.quantity(&key, Bucket::Available);
                    let credit = self.credit(&key, Bucket::Available);
                    self.sellable(cell, free, credit)
                };
                self.left.insert(cell, left);
                left
            }
        }
    }

    /// Quota of a cell's presale, as long as it is sold.
    fn open_quota(&self, cell: Cell, quota: Quota<'_>) -> i64 {
        let key = self.plain_key(cell);
        let credit = self.credit(&key, Bucket::PresaleAvail);
        let is_open = match quota {
            Quota::Left => true,
            Quota::Sold(_) => self.offer(cell).is_some_and(|o| o.is_open(self.book.now)),
        };
        let free = if is_open {
            let left = self.book.quantity(&key, Bucket::PresaleAvail);
            left.saturating_add(credit.freed).max(0)
        } else {
            0
        };
        free + credit.handed_on
    }

    /// The presale that a cell's quota is of.
    pub(super) fn offer(&self, cell: Cell) -> Option<&'a PresaleOffer> {
        let (site, pool) = (&self.sites[cell.site], &self.pools[cell.pool]);
        let stock = &self.stocks[cell.stock];
        let Some(Quota::Sold(offers)) = stock.quota else {
            return None;
        };
        offers.iter().find(|offer| {
            offer.warehouse == *site
                && offer.pool == *pool
                && offer.owner == stock.owner
                && offer.tenant == *self.tenant
        })
    }

    /// The lots of a cell that may be sold.
    fn open_shelves(&mut self, cell: Cell) -> i64 {
        let book = self.book;
        let (place, today) = (self.place(cell), book.today());
        let here = book.pools_of(&place);
        let here = here.filter(|(key, _)| {
            key.pool == self.pools[cell.pool] && book.lots.may_be_sold(key, today)
        });
        let (mut free, mut all) = (0_i64, Credit::default());
        let mut shelves = Vec::new();
        for (key, balance) in here {
            let credit = self.credit(key, Bucket::Available);
            let available = balance.get(Bucket::Available);
            free = free.saturating_add(available);
            all.freed += credit.freed;
            all.handed_on += credit.handed_on;
            shelves.push(Shelf {
                key: key.clone(),
                left: available + credit.freed + credit.handed_on,
            });
        }
        shelves.sort_by_cached_key(|shelf| book.lots.turn(&shelf.key));
        self.shelves.insert(cell, shelves);
        self.sellable(cell, free, all)
    }

    fn credit(&self, key: &BalanceKey, bucket: Bucket) -> Credit {
        if self.credits.is_empty() {
            return Credit::default();
        }
        let credit = self.credits.get(&(key.clone(), bucket));
        credit.copied().unwrap_or_default()
    }

    fn sellable(&self, cell: Cell, available: i64, credit: Credit) -> i64 {
        let free = available.saturating_add(credit.freed);
        let safety = self.stocks[cell.stock]
            .safety
            .filter(|_| self.pools[cell.pool].is_shared())
            .map_or(0, |facts| facts.safety_in(&self.sites[cell.site]).max(0));
        free.saturating_sub(safety).max(0) + credit.handed_on
    }
}

fn position_or_push<T: Clone + PartialEq>(list: &mut Vec<T>, item: &T) -> usize {
    list.iter().position(|old| old == item).unwrap_or_else(|| {
        list.push(item.clone());
        list.len() - 1
    })
}
