//! Locks balances and reads what hangs on them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use stock::balance::{Balance, BalanceKey};
use stock::book::{Accounts, Book, FulfilmentRef, HOLDERS_MAX, Place};
use stock::bucket::{BUCKETS, Bucket};
use stock::ids::Lot;
use stock::reservation::{Fulfilment, Reservation};
use stock::rules::is_paid_in_part;
use stock::sourcing::held::counters_of;

use crate::error::{Error, ErrorKind};
use crate::limits;
use crate::rows;
use crate::statement::{LIST_MAX, Statement};
use crate::tx::Tx;

/// Most SKUs, warehouses, pools and lots of one look-up by key: their product is what the engine may have to probe.
const LOOKUP_SKUS: usize = 256;
const LOOKUP_WAREHOUSES: usize = 32;
const LOOKUP_POOLS: usize = 16;
const LOOKUP_LOTS: usize = 64;

impl Tx {
    /// Locks balances in the order of their identifiers and reads them into the book, with what hangs on their places.
    ///
    /// # Errors
    /// If the database fails, or somebody else keeps a lock for too long.
    pub async fn lock(&mut self, wanted: &Accounts, book: &mut Book) -> Result<(), Error> {
        let rows = self.balance_rows(wanted).await?;
        let ids: Vec<i64> = rows.keys().copied().collect();
        for piece in ids.chunks(LIST_MAX) {
            for (key, balance) in self.lock_rows(piece, &rows).await? {
                self.ids.insert(key.clone(), balance.id);
                book.balances.insert(key, balance);
            }
        }
        let keys = wanted.keys.iter().chain(rows.values());
        self.lots(keys, book).await?;
        for (place, lot, seq) in &wanted.changes_since {
            let change = self.change_since(place, lot, *seq).await?;
            let of = (place.clone(), lot.clone(), *seq);
            book.changes_since.insert(of, change);
        }
        for place in &wanted.holders {
            self.holders(place, book).await?;
        }
        if !wanted.holders.is_empty() {
            self.lock_kit_parts(book).await?;
        }
        if !wanted.claimants.is_empty() {
            self.claimants(&wanted.claimants, book).await?;
        }
        // Who is cut by a count holds less unpaid and takes less of his sites, too; who that is was just read.
        let mut counters = wanted.counters.clone();
        if !wanted.holders.is_empty() {
            let in_part = book.reservations().values().filter(|r| is_paid_in_part(r));
            let in_part: BTreeSet<FulfilmentRef> = in_part
                .map(|r| FulfilmentRef::OfOrder(r.tenant.clone(), r.order_no.clone()))
                .collect();
            if !in_part.is_empty() {
                let in_part: Vec<FulfilmentRef> = in_part.into_iter().collect();
                self.siblings(&in_part, book).await?;
            }
            let held = book.reservations().values();
            counters.extend(held.flat_map(|r| r.counted().into_keys().chain(counters_of(r))));
            counters.sort();
            counters.dedup();
        }
        if !counters.is_empty() {
            self.counters(&counters, book).await?;
        }
        Ok(())
    }

    /// Locks the balances in which holders hold parts of kits, of paid orders at every site of theirs. They are known only now, so this is out of order: a
    /// deadlock runs the batch again.
    async fn lock_kit_parts(&mut self, book: &mut Book) -> Result<(), Error> {
        let with_kits = book.fulfilments().values().filter(|fo| fo.has_kits());
        let wanted: BTreeSet<FulfilmentRef> = with_kits
            .map(|fo| FulfilmentRef::OfOrder(fo.tenant.clone(), fo.order_no.clone()))
            .collect();
        if !wanted.is_empty() {
            let wanted: Vec<FulfilmentRef> = wanted.into_iter().collect();
            self.siblings(&wanted, book).await?;
        }
        let paid = book.fulfilments().values().flat_map(Fulfilment::kit_keys);
        let parts = book.reservations().values();
        let parts: BTreeSet<BalanceKey> = parts
            .flat_map(Reservation::kit_keys)
            .chain(paid)
            .filter(|key| !book.balances.contains_key(key))
            .collect();
        if parts.is_empty() {
            return Ok(());
        }
        let wanted = Accounts {
            keys: parts.into_iter().collect(),
            ..Accounts::default()
        };
        let rows = self.balance_rows(&wanted).await?;
        let ids: Vec<i64> = rows.keys().copied().collect();
        for piece in ids.chunks(LIST_MAX) {
            for (key, balance) in self.lock_rows(piece, &rows).await? {
                self.ids.insert(key.clone(), balance.id);
                book.balances.insert(key, balance);
            }
        }
        Ok(())
    }

    /// Identifiers and keys of the rows that exist of what is wanted.
    async fn balance_rows(
        &mut self,
        wanted: &Accounts,
    ) -> Result<BTreeMap<i64, BalanceKey>, Error> {
        let mut rows = BTreeMap::new();
        let mut unknown = Vec::new();
        let known = self.store.shared.balance_ids.get(&wanted.keys);
        for (key, id) in wanted.keys.iter().zip(known) {
            match id.or_else(|| self.ids.get(key).copied()) {
                Some(id) => {
                    rows.insert(id, key.clone());
                }
                None => {
                    limits::balance_key(key)?;
                    unknown.push(key);
                }
            }
        }
        if !unknown.is_empty() {
            let found = self.look_up(&unknown).await?;
            let unknown: BTreeSet<&BalanceKey> = unknown.into_iter().collect();
            rows.extend(found.into_iter().filter(|(_, key)| unknown.contains(key)));
        }
        if !wanted.places.is_empty() {
            rows.extend(self.look_up_places(&wanted.places, false).await?);
        }
        if !wanted.stocked.is_empty() {
            rows.extend(self.look_up_places(&wanted.stocked, true).await?);
        }
        Ok(rows)
    }

    /// Rows by key, without locks: at least those asked for.
    pub(super) async fn look_up(
        &mut self,
        keys: &[&BalanceKey],
    ) -> Result<BTreeMap<i64, BalanceKey>, Error> {
        // By owner, every combination of SKU, warehouse, pool and lot that is named: few texts, and orders ask for nearly that anyway. Goods with a lot are
        // asked for apart, so that they do not multiply the many that have none.
        let mut groups: BTreeMap<_, [BTreeSet<_>; 4]> = BTreeMap::new();
        for key in keys {
            let group = groups
                .entry((key.tenant.as_str(), key.owner.as_str(), key.lot.is_none()))
                .or_default();
            group[0].insert(key.sku.as_str());
            group[1].insert(key.warehouse.as_str());
            group[2].insert(key.pool.as_str());
            group[3].insert(key.lot.as_str());
        }
        let mut rows = BTreeMap::new();
        for ((tenant, owner, _), [skus, warehouses, pools, lots]) in groups {
            for skus in pieces(&skus, LOOKUP_SKUS) {
                for warehouses in pieces(&warehouses, LOOKUP_WAREHOUSES) {
                    for pools in pieces(&pools, LOOKUP_POOLS) {
                        for lots in pieces(&lots, LOOKUP_LOTS) {
                            let mut statement = look_up_query(&skus, &warehouses);
                            statement.push(" AND pool IN ").list(pools.iter().copied());
                            statement.push(" AND lot IN ").list(lots);
                            statement.push(" AND owner = ").bind(owner);
                            statement.push(" AND tenant = ").bind(tenant);
                            self.add_keys(&statement, &mut rows).await?;
                        }
                    }
                }
            }
        }
        Ok(rows)
    }

    /// Rows of every pool and lot of these places; only those with free goods, if so asked.
    async fn look_up_places(
        &mut self,
        places: &[Place],
        with_free_goods: bool,
    ) -> Result<BTreeMap<i64, BalanceKey>, Error> {
        let mut groups: BTreeMap<_, (BTreeSet<_>, BTreeSet<_>)> = BTreeMap::new();
        for place in places {
            let group = groups
                .entry((place.tenant.as_str(), place.owner.as_str()))
                .or_default();
            group.0.insert(place.sku.as_str());
            group.1.insert(place.warehouse.as_str());
        }
        let mut rows = BTreeMap::new();
        for ((tenant, owner), (skus, warehouses)) in groups {
            for skus in pieces(&skus, LOOKUP_SKUS) {
                for warehouses in pieces(&warehouses, LOOKUP_WAREHOUSES) {
                    let mut statement = look_up_query(&skus, &warehouses);
                    statement.push(" AND owner = ").bind(owner);
                    statement.push(" AND tenant = ").bind(tenant);
                    if with_free_goods {
                        statement.push(" AND available > 0");
                    }
                    self.add_keys(&statement, &mut rows).await?;
                }
            }
        }
        let wanted: BTreeSet<&Place> = places.iter().collect();
        rows.retain(|_, key| wanted.contains(&Place::from(&*key)));
        Ok(rows)
    }

    async fn add_keys(
        &mut self,
        statement: &Statement<'_>,
        rows: &mut BTreeMap<i64, BalanceKey>,
    ) -> Result<(), Error> {
        for row in self.fetch(statement).await? {
            rows.insert(row.int(0)?, rows::balance_key(&row, 1)?);
        }
        Ok(())
    }

    async fn lock_rows(
        &mut self,
        ids: &[i64],
        keys: &BTreeMap<i64, BalanceKey>,
    ) -> Result<Vec<(BalanceKey, Balance)>, Error> {
        let engine = self.engine();
        let mut statement = Statement::new(format!(
            "SELECT id, last_seq, {}{} FROM balance{} WHERE id IN ",
            rows::BALANCE_KEY,
            rows::bucket_columns(),
            engine.by_primary_key(),
        ));
        statement
            .list(ids.iter().copied())
            .push(" ORDER BY id")
            .push(engine.for_update());
        let mut found = Vec::with_capacity(ids.len());
        for row in self.fetch(&statement).await? {
            let id = row.int(0)?;
            let key = keys.get(&id).filter(|key| is_row_of(&row, key));
            let Some(key) = key else {
                return Err(self.replaced());
            };
            let balance = Balance {
                id,
                last_seq: row.int(1)?,
                quantities: rows::quantities(&row, 8)?,
            };
            found.push((key.clone(), balance));
        }
        if found.len() != ids.len() {
            return Err(self.replaced());
        }
        Ok(found)
    }

    /// Rows are not what was remembered: someone put another database in place. Nothing remembered counts any more.
    fn replaced(&self) -> Error {
        self.store.shared.balance_ids.forget();
        Error::new(
            ErrorKind::Retry,
            "balance rows are not the ones remembered: was the database restored meanwhile?",
        )
    }

    /// Change of what stands of a lot at a place by ledger rows after a sequence number.
    async fn change_since(&mut self, place: &Place, lot: &Lot, seq: i64) -> Result<i64, Error> {
        let physical: Vec<_> = Bucket::ALL
            .into_iter()
            .filter(|bucket| bucket.is_physical())
            .map(|bucket| format!("'{}'", bucket.as_str()))
            .collect();
        let physical = physical.join(", ");
        let warehouse = place.warehouse.as_str();
        let mut statement = Statement::new("SELECT CAST(COALESCE(SUM(CASE WHEN to_warehouse = ");
        statement
            .bind(warehouse)
            .push(" AND to_lot = ")
            .bind(lot.as_str())
            .push(" AND to_bucket IN (")
            .push(&physical);
        statement.push(") THEN quantity ELSE 0 END - CASE WHEN from_warehouse = ");
        statement
            .bind(warehouse)
            .push(" AND from_lot = ")
            .bind(lot.as_str())
            .push(" AND from_bucket IN (")
            .push(&physical);
        statement.push(") THEN quantity ELSE 0 END), 0) AS SIGNED) FROM ledger WHERE sku = ");
        statement
            .bind(place.sku.as_str())
            .push(" AND seq > ")
            .bind(seq);
        statement.push(" AND owner = ").bind(place.owner.as_str());
        statement.push(" AND tenant = ").bind(place.tenant.as_str());
        let rows = self.fetch(&statement).await?;
        rows.first()
            .ok_or_else(|| Error::fatal("a sum gave no row"))?
            .int(0)
    }

    /// Open reservations and fulfilment orders with goods at a place, latest first.
    pub(crate) async fn holders(&mut self, place: &Place, book: &mut Book) -> Result<(), Error> {
        let reservations = self.holder_ids("reservation", place).await?;
        let mut found = BTreeMap::new();
        for piece in reservations.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM reservation WHERE id IN ",
                rows::RESERVATION
            ));
            statement.list(piece.iter().copied());
            for row in self.fetch(&statement).await? {
                let reservation = rows::reservation(&row)?;
                found.insert(reservation.id, reservation);
            }
        }
        self.add_reservation_lines(&mut found).await?;
        for reservation in found.into_values() {
            book.take_reservation(reservation);
        }
        let fulfilments = self.holder_ids("fulfilment", place).await?;
        let mut found = BTreeMap::new();
        for piece in fulfilments.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM fulfilment WHERE id IN ",
                rows::FULFILMENT
            ));
            statement.list(piece.iter().copied());
            for row in self.fetch(&statement).await? {
                let fulfilment = rows::fulfilment(&row)?;
                found.insert(fulfilment.id, fulfilment);
            }
        }
        self.add_fulfilment_lines(&mut found).await?;
        for fulfilment in found.into_values() {
            book.take_fulfilment(fulfilment);
        }
        Ok(())
    }

    async fn holder_ids(&mut self, document: &str, place: &Place) -> Result<Vec<i64>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT DISTINCT l.{document}_id FROM {document}_line l JOIN {document} d ON d.id = l.{document}_id WHERE l.open_sku = "
        ));
        statement
            .bind(place.sku.as_str())
            .push(" AND l.warehouse = ")
            .bind(place.warehouse.as_str());
        statement.push(" AND l.owner = ").bind(place.owner.as_str());
        statement
            .push(" AND d.tenant = ")
            .bind(place.tenant.as_str());
        statement.push(&format!(
            " ORDER BY l.{document}_id DESC LIMIT {HOLDERS_MAX}"
        ));
        let rows = self.fetch(&statement).await?;
        rows.iter().map(|row| row.int(0)).collect()
    }

    /// Makes zero rows for keys that have none, and learns their identifiers.
    pub(super) async fn ensure_rows(
        &mut self,
        missing: &[&BalanceKey],
    ) -> Result<HashMap<BalanceKey, i64>, Error> {
        let mut values = Vec::with_capacity(missing.len() * 6);
        for key in missing {
            limits::balance_key(key)?;
            values.extend([
                key.sku.as_str().into(),
                key.warehouse.as_str().into(),
                key.pool.as_str().into(),
                key.lot.as_str().into(),
                key.owner.as_str().into(),
                key.tenant.as_str().into(),
            ]);
        }
        let head = format!("INSERT INTO balance ({}) VALUES ", rows::BALANCE_KEY);
        for statement in crate::statement::inserts(&head, 6, values, self.engine().or_leave("id")) {
            self.execute(&statement).await?;
        }
        let wanted: BTreeSet<_> = missing.iter().copied().collect();
        let mut rows = self.look_up(missing).await?;
        rows.retain(|_, key| wanted.contains(key));
        let ids: Vec<i64> = rows.keys().copied().collect();
        let mut found = HashMap::with_capacity(ids.len());
        for piece in ids.chunks(LIST_MAX) {
            for (key, balance) in self.lock_rows(piece, &rows).await? {
                if balance.last_seq != 0 {
                    // The rules took it for zero.
                    return Err(Error::guard("new balance rows", missing.len(), 0));
                }
                found.insert(key, balance.id);
            }
        }
        Ok(found)
    }
}

fn is_row_of(row: &crate::link::Row, key: &BalanceKey) -> bool {
    let same = |index, text: &str| row.text(index).is_ok_and(|found| found == text);
    same(2, key.sku.as_str())
        && same(3, key.warehouse.as_str())
        && same(4, key.pool.as_str())
        && same(5, key.lot.as_str())
        && same(6, key.owner.as_str())
        && same(7, key.tenant.as_str())
}

fn look_up_query<'a>(skus: &[&'a str], warehouses: &[&'a str]) -> Statement<'a> {
    let mut statement = Statement::new(format!(
        "SELECT id, {} FROM balance WHERE sku IN ",
        rows::BALANCE_KEY
    ));
    statement
        .list(skus.iter().copied())
        .push(" AND warehouse IN ")
        .list(warehouses.iter().copied());
    statement
}

fn pieces<'a>(names: &BTreeSet<&'a str>, max: usize) -> Vec<Vec<&'a str>> {
    let names: Vec<_> = names.iter().copied().collect();
    names.chunks(max).map(<[&str]>::to_vec).collect()
}

// The key columns come between `last_seq` and the buckets.
const _: () = assert!(
    BUCKETS == 19,
    "lock_rows reads the buckets from column 8 on"
);
