//! Reads vouchers, reservations and fulfilment orders into the book.

use std::collections::{BTreeMap, BTreeSet};

use stock::book::{Book, Documents, FULFILMENTS_OF_ORDER_MAX, FulfilmentRef};
use stock::command::Target;
use stock::ids::{Moment, OrderNo, Tenant};
use stock::op::{OpKey, Voucher, parse_no};
use stock::reservation::{Fulfilment, Reservation};

use crate::error::Error;
use crate::limits;
use crate::rows;
use crate::statement::{LIST_MAX, Statement};
use crate::tx::Tx;

/// Idempotency keys that differ in their document number only.
type Group<'a> = (&'a str, &'a str, &'a str, i32);
/// Most groups of one query; a batch of one kind of command from one caller is one group.
const GROUPS_MAX: usize = 16;

impl Tx {
    /// Reads documents into the book, and the database's clock with the first of them.
    ///
    /// # Errors
    /// If the database fails, or a key cannot be one of ours.
    pub async fn documents(&mut self, wanted: &Documents, book: &mut Book) -> Result<(), Error> {
        // The clock is read once; what documents name in their turn is read without keys.
        if !wanted.keys.is_empty() || book.now == Moment::default() {
            for voucher in self.vouchers_by_key(&wanted.keys, &mut book.now).await? {
                book.vouchers.insert(voucher.key.clone(), voucher);
            }
        }
        if !wanted.reservations.is_empty() || !wanted.fulfilments_of.is_empty() {
            let targets: Vec<_> = wanted
                .reservations
                .iter()
                .chain(&wanted.fulfilments_of)
                .collect();
            let found = self.reservations_of(&targets).await?;
            let with_fulfilments = fulfilments_wanted(&wanted.fulfilments_of, &found);
            for reservation in found {
                book.take_reservation(reservation);
            }
            for fulfilment in self.fulfilments_of(&with_fulfilments).await? {
                book.take_fulfilment(fulfilment);
            }
        }
        if !wanted.fulfilments.is_empty() {
            for fulfilment in self.fulfilments_named(&wanted.fulfilments).await? {
                book.take_fulfilment(fulfilment);
            }
        }
        if !wanted.vouchers.is_empty() {
            self.vouchers_with_legs(&wanted.vouchers, book).await?;
            let named = book.voucher_legs.values();
            let named = named.flat_map(|(v, _)| v.answer.papers(&v.key.tenant));
            let named: Vec<_> = named.collect();
            self.papers(&named, book).await?;
        }
        if !wanted.papers.is_empty() {
            self.papers(&wanted.papers, book).await?;
        }
        Ok(())
    }

    /// Vouchers by key, and the clock: one round trip for a batch of one kind.
    async fn vouchers_by_key(
        &mut self,
        keys: &[OpKey],
        now: &mut Moment,
    ) -> Result<Vec<Voucher>, Error> {
        let mut groups: BTreeMap<Group<'_>, BTreeSet<&str>> = BTreeMap::new();
        for key in keys {
            limits::op_key(key)?;
            groups
                .entry((
                    key.tenant.as_str(),
                    &key.source,
                    key.op.as_str(),
                    key.op_seq,
                ))
                .or_default()
                .insert(&key.biz_no);
        }
        let mut pieces = Vec::with_capacity(groups.len());
        for (group, numbers) in groups {
            let numbers: Vec<&str> = numbers.into_iter().collect();
            pieces.extend(
                numbers
                    .chunks(LIST_MAX)
                    .map(|piece| (group, piece.to_vec())),
            );
        }
        // The clock comes with the first of them, or alone.
        let rest = pieces.split_off(pieces.len().min(GROUPS_MAX));
        let mut found = Vec::new();
        let statement = self.voucher_query(true, &pieces);
        for row in self.fetch(&statement).await? {
            if row.int(0)? == 0 {
                *now = Moment(row.int(1)?);
            } else {
                found.push(rows::voucher(&row)?);
            }
        }
        for pieces in rest.chunks(GROUPS_MAX) {
            let statement = self.voucher_query(false, pieces);
            for row in self.fetch(&statement).await? {
                found.push(rows::voucher(&row)?);
            }
        }
        Ok(found)
    }

    fn voucher_query<'k>(
        &self,
        clock: bool,
        groups: &[(Group<'k>, Vec<&'k str>)],
    ) -> Statement<'k> {
        let mut statement = Statement::new("");
        statement.keep_prepared = groups.len() <= 1;
        if clock {
            statement
                .push("SELECT 0, ")
                .push(self.engine().now())
                .push(", ")
                .push(rows::VOUCHER_NULLS);
        }
        for (position, ((tenant, source, op, op_seq), numbers)) in groups.iter().enumerate() {
            if clock || position > 0 {
                statement.push(" UNION ALL ");
            }
            statement
                .push("SELECT ")
                .push(rows::VOUCHER)
                .push(" FROM voucher WHERE tenant = ");
            statement
                .bind(*tenant)
                .push(" AND source = ")
                .bind(*source)
                .push(" AND op = ")
                .bind(*op);
            statement
                .push(" AND biz_no IN ")
                .list(numbers.iter().copied());
            statement.push(" AND op_seq = ").bind(i64::from(*op_seq));
        }
        statement
    }

    /// Reservations with lines: by order the latest of the order; by number that one, and the latest of the same order.
    async fn reservations_of(
        &mut self,
        targets: &[&(Tenant, Target)],
    ) -> Result<Vec<Reservation>, Error> {
        let mut ids = BTreeSet::new();
        let mut orders = BTreeSet::new();
        for (tenant, target) in targets {
            match target {
                Target::Reservation(no) => ids.extend(parse_no('R', no.as_str())),
                Target::Order(order) => {
                    orders.insert((tenant.clone(), order.clone()));
                }
            }
        }
        let mut found = BTreeMap::new();
        let ids: Vec<i64> = ids.into_iter().collect();
        for piece in ids.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM reservation{} WHERE id IN ",
                rows::RESERVATION,
                self.engine().by_primary_key(),
            ));
            statement.list(piece.iter().copied()).push(self.held());
            for row in self.fetch(&statement).await? {
                let reservation = rows::reservation(&row)?;
                orders.insert((reservation.tenant.clone(), reservation.order_no.clone()));
                found.insert(reservation.id, reservation);
            }
        }
        for reservation in self.latest_of(&orders).await? {
            found.insert(reservation.id, reservation);
        }
        self.add_reservation_lines(&mut found).await?;
        Ok(found.into_values().collect())
    }

    /// The latest reservation of each order, without lines.
    async fn latest_of(
        &mut self,
        orders: &BTreeSet<(Tenant, OrderNo)>,
    ) -> Result<Vec<Reservation>, Error> {
        let mut by_tenant: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (tenant, order) in orders {
            by_tenant
                .entry(tenant.as_str())
                .or_default()
                .push(order.as_str());
        }
        let mut latest = BTreeMap::new();
        for (tenant, orders) in by_tenant {
            for piece in orders.chunks(LIST_MAX) {
                let mut statement = Statement::new(format!(
                    "SELECT {} FROM reservation{} WHERE tenant = ",
                    rows::RESERVATION,
                    self.engine().by_index("reservation_order"),
                ));
                statement.bind(tenant).push(" AND order_no IN ");
                statement.list(piece.iter().copied());
                statement.push(" ORDER BY id").push(self.held());
                for row in self.fetch(&statement).await? {
                    let reservation = rows::reservation(&row)?;
                    // Rows come in the order of their identifiers: the last of an order stays.
                    let order = (reservation.tenant.clone(), reservation.order_no.clone());
                    latest.insert(order, reservation);
                }
            }
        }
        Ok(latest.into_values().collect())
    }

    pub(crate) async fn add_reservation_lines(
        &mut self,
        found: &mut BTreeMap<i64, Reservation>,
    ) -> Result<(), Error> {
        let ids: Vec<i64> = found.keys().copied().collect();
        for piece in ids.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM reservation_line WHERE reservation_id IN ",
                rows::RESERVATION_LINE
            ));
            statement
                .list(piece.iter().copied())
                .push(" ORDER BY reservation_id, line_no");
            for row in self.fetch(&statement).await? {
                let (id, line) = rows::reservation_line(&row)?;
                if let Some(reservation) = found.get_mut(&id) {
                    reservation.lines.push(line);
                }
            }
        }
        Ok(())
    }

    /// Fulfilment orders with lines of these reservations.
    pub(crate) async fn fulfilments_of(
        &mut self,
        reservations: &[i64],
    ) -> Result<Vec<Fulfilment>, Error> {
        let mut found = BTreeMap::new();
        for piece in reservations.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM fulfilment{} WHERE reservation_id IN ",
                rows::FULFILMENT,
                self.engine().by_index("fulfilment_reservation"),
            ));
            statement.list(piece.iter().copied()).push(self.held());
            for row in self.fetch(&statement).await? {
                let fulfilment = rows::fulfilment(&row)?;
                found.insert(fulfilment.id, fulfilment);
            }
        }
        self.add_fulfilment_lines(&mut found).await?;
        Ok(found.into_values().collect())
    }

    /// Fulfilment orders with lines by number, or by order the latest [`FULFILMENTS_OF_ORDER_MAX`].
    async fn fulfilments_named(
        &mut self,
        named: &[FulfilmentRef],
    ) -> Result<Vec<Fulfilment>, Error> {
        let mut ids = BTreeSet::new();
        let mut orders = BTreeSet::new();
        for name in named {
            match name {
                FulfilmentRef::No(_, no) => ids.extend(parse_no('F', no.as_str())),
                FulfilmentRef::OfOrder(tenant, order) => {
                    orders.insert((tenant.as_str(), order.as_str()));
                }
            }
        }
        let mut found = BTreeMap::new();
        let select = format!("SELECT {} FROM fulfilment", rows::FULFILMENT);
        let ids: Vec<i64> = ids.into_iter().collect();
        for piece in ids.chunks(LIST_MAX) {
            let by = self.engine().by_primary_key();
            let mut statement = Statement::new(format!("{select}{by} WHERE id IN "));
            statement.list(piece.iter().copied()).push(self.held());
            for row in self.fetch(&statement).await? {
                let fulfilment = rows::fulfilment(&row)?;
                found.insert(fulfilment.id, fulfilment);
            }
        }
        for (tenant, order) in orders {
            let by = self.engine().by_index("fulfilment_order");
            let mut statement = Statement::new(format!("{select}{by} WHERE tenant = "));
            statement.bind(tenant).push(" AND order_no = ").bind(order);
            statement.push(&format!(
                " ORDER BY id DESC LIMIT {FULFILMENTS_OF_ORDER_MAX}"
            ));
            statement.push(self.held());
            for row in self.fetch(&statement).await? {
                let fulfilment = rows::fulfilment(&row)?;
                found.insert(fulfilment.id, fulfilment);
            }
        }
        self.add_fulfilment_lines(&mut found).await?;
        Ok(found.into_values().collect())
    }

    /// Adds the other fulfilment orders of some orders; what is in the book already was read before its balances were named.
    pub(super) async fn siblings(
        &mut self,
        wanted: &[FulfilmentRef],
        book: &mut Book,
    ) -> Result<(), Error> {
        for fulfilment in self.fulfilments_named(wanted).await? {
            if !book.fulfilments().contains_key(&fulfilment.id) {
                book.take_fulfilment(fulfilment);
            }
        }
        Ok(())
    }

    pub(crate) async fn add_fulfilment_lines(
        &mut self,
        found: &mut BTreeMap<i64, Fulfilment>,
    ) -> Result<(), Error> {
        let ids: Vec<i64> = found.keys().copied().collect();
        for piece in ids.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM fulfilment_line WHERE fulfilment_id IN ",
                rows::FULFILMENT_LINE
            ));
            statement
                .list(piece.iter().copied())
                .push(" ORDER BY fulfilment_id, line_no");
            for row in self.fetch(&statement).await? {
                let (id, line) = rows::fulfilment_line(&row)?;
                if let Some(fulfilment) = found.get_mut(&id) {
                    fulfilment.lines.push(line);
                }
            }
        }
        Ok(())
    }

    async fn vouchers_with_legs(
        &mut self,
        wanted: &[(Tenant, i64)],
        book: &mut Book,
    ) -> Result<(), Error> {
        for piece in wanted.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM voucher WHERE id IN ",
                rows::VOUCHER
            ));
            statement.list(piece.iter().map(|(_, id)| *id));
            for row in self.fetch(&statement).await? {
                let voucher = rows::voucher(&row)?;
                if !piece
                    .iter()
                    .any(|(tenant, id)| *id == voucher.id && *tenant == voucher.key.tenant)
                {
                    continue;
                }
                let mut legs = Vec::new();
                if let Some((first, last)) = rows::voucher_legs(&row)? {
                    let mut statement = Statement::new(format!(
                        "SELECT {} FROM ledger WHERE seq BETWEEN ",
                        rows::LEDGER
                    ));
                    statement
                        .bind(first)
                        .push(" AND ")
                        .bind(last)
                        .push(" AND voucher_id = ")
                        .bind(voucher.id);
                    statement.push(" ORDER BY seq");
                    for row in self.fetch(&statement).await? {
                        legs.push(rows::leg(&row)?);
                    }
                }
                book.voucher_legs.insert(voucher.id, (voucher, legs));
            }
        }
        Ok(())
    }
}

/// Which of the reservations found were asked for with their fulfilment orders.
fn fulfilments_wanted(wanted: &[(Tenant, Target)], found: &[Reservation]) -> Vec<i64> {
    let is_wanted = |reservation: &&Reservation| {
        wanted.iter().any(|(tenant, target)| {
            *tenant == reservation.tenant
                && match target {
                    Target::Reservation(no) => parse_no('R', no.as_str()) == Some(reservation.id),
                    Target::Order(order) => *order == reservation.order_no,
                }
        })
    };
    found
        .iter()
        .filter(is_wanted)
        .map(|reservation| reservation.id)
        .collect()
}
