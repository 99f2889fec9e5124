//! An order's documents, for the comparison with what the order service says.

use std::collections::{BTreeMap, BTreeSet};

use stock::ids::{OrderNo, Tenant};
use stock::paper::{Paper, PaperKind};
use stock::reservation::{Fulfilment, Reservation};

use crate::error::Error;
use crate::rows;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;
use crate::tx::Tx;
use crate::tx::papers::paper_query;

/// Documents by order.
type ByOrder = BTreeMap<OrderNo, (Vec<Reservation>, Vec<Fulfilment>, Vec<Paper>)>;

impl Store {
    /// All reservations and fulfilment orders of some orders, and what they wait for of presales, of one moment.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn order_documents(
        &self,
        tenant: &Tenant,
        orders: &[OrderNo],
    ) -> Result<ByOrder, Error> {
        let mut tx = self.snapshot().await?;
        let outcome = documents(&mut tx, tenant, orders).await;
        tx.rollback().await;
        outcome
    }
}

async fn documents(tx: &mut Tx, tenant: &Tenant, orders: &[OrderNo]) -> Result<ByOrder, Error> {
    let mut reservations = BTreeMap::new();
    for piece in orders.chunks(LIST_MAX) {
        let mut statement = Statement::new(format!(
            "SELECT {} FROM reservation WHERE tenant = ",
            rows::RESERVATION
        ));
        statement.bind(tenant.as_str()).push(" AND order_no IN ");
        statement.list(piece.iter().map(OrderNo::as_str));
        for row in tx.fetch(&statement).await? {
            let reservation = rows::reservation(&row)?;
            reservations.insert(reservation.id, reservation);
        }
    }
    tx.add_reservation_lines(&mut reservations).await?;
    let mut fulfilments = BTreeMap::new();
    let ids: Vec<i64> = reservations.keys().copied().collect();
    for piece in ids.chunks(LIST_MAX) {
        let mut statement = Statement::new(format!(
            "SELECT {} FROM fulfilment WHERE reservation_id IN ",
            rows::FULFILMENT
        ));
        statement.list(piece.iter().copied());
        for row in tx.fetch(&statement).await? {
            let fulfilment = rows::fulfilment(&row)?;
            fulfilments.insert(fulfilment.id, fulfilment);
        }
    }
    tx.add_fulfilment_lines(&mut fulfilments).await?;
    let of_presales = reservations.values().filter(|reservation| {
        let mut lines = reservation.lines.iter();
        lines.any(|line| line.presale.is_some() && line.confirmed > 0)
    });
    let of_presales: BTreeSet<&str> = of_presales.map(|r| r.order_no.as_str()).collect();
    let of_presales: Vec<&str> = of_presales.into_iter().collect();
    let mut papers = BTreeMap::new();
    for piece in of_presales.chunks(LIST_MAX) {
        let mut statement = paper_query();
        statement.push("tenant = ").bind(tenant.as_str());
        statement
            .push(" AND order_no IN ")
            .list(piece.iter().copied());
        statement.push(" AND kind = ");
        statement.bind(PaperKind::Presale.as_str());
        tx.add_papers(&statement, &mut papers).await?;
    }
    let mut found = ByOrder::new();
    for reservation in reservations.into_values() {
        let order = found.entry(reservation.order_no.clone()).or_default();
        order.0.push(reservation);
    }
    for fulfilment in fulfilments.into_values() {
        let order = found.entry(fulfilment.order_no.clone()).or_default();
        order.1.push(fulfilment);
    }
    for paper in papers.into_values() {
        if let Some(order) = paper.order_no.clone() {
            found.entry(order).or_default().2.push(paper);
        }
    }
    Ok(found)
}
