//! The whole life of one order: every voucher about it with its ledger rows, and the documents its units are in.

use std::collections::HashMap;

use stock::book::{Documents, FulfilmentRef};
use stock::command::Target;
use stock::ids::{OrderNo, Tenant};
use stock::movement::Leg;
use stock::op::{OpKey, Voucher, VoucherStatus};
use stock::paper::{Paper, PaperKind, PaperRef, Presale};
use stock::reservation::{Fulfilment, Reservation};

use crate::error::Error;
use crate::rows;
use crate::statement::Statement;
use crate::store::Store;

/// Most ledger rows of one order's life, oldest first.
const EVENTS_MAX: u32 = 5_000;
/// Most vouchers of one order's life, oldest first.
const VOUCHERS_MAX: u32 = 2_000;

/// A ledger row with the voucher it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// The row.
    pub leg: Leg,
    /// The voucher, with its stored answer.
    pub voucher: Voucher,
}

/// The life of an order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderLife {
    /// What happened to its stock, oldest first.
    pub events: Vec<Traced>,
    /// Its latest reservation.
    pub reservation: Option<Reservation>,
    /// Its fulfilment orders.
    pub fulfilments: Vec<Fulfilment>,
    /// Its parcels and returns, and what it waits for of presales.
    pub papers: Vec<Paper>,
}

impl OrderLife {
    /// Whether nothing is known of the order.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
            && self.reservation.is_none()
            && self.fulfilments.is_empty()
            && self.papers.is_empty()
    }
}

impl Store {
    /// Everything that happened to the stock of an order, by the index of vouchers by order, and where its units are now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn order_life(&self, tenant: &Tenant, order: &OrderNo) -> Result<OrderLife, Error> {
        let wanted = Documents {
            reservations: vec![(tenant.clone(), Target::Order(order.clone()))],
            fulfilments: vec![FulfilmentRef::OfOrder(tenant.clone(), order.clone())],
            papers: [PaperKind::Parcel, PaperKind::Return, PaperKind::Presale]
                .map(|kind| PaperRef::OfOrder(tenant.clone(), kind, order.clone()))
                .into(),
            ..Documents::default()
        };
        let book = self.look(&wanted).await?;
        let mut events = self.order_events(tenant, order).await?;
        events.extend(self.events_of_many(tenant, order).await?);
        for paper in book.papers().values() {
            if let Some(body) = Presale::of(paper) {
                let old = self.conversions(tenant, body, &events).await?;
                events.extend(old);
            }
        }
        events.sort_by_key(|traced| traced.leg.seq);
        Ok(OrderLife {
            events,
            reservation: book.latest_of(tenant, order).cloned(),
            fulfilments: book.fulfilments().values().cloned().collect(),
            papers: book.papers().values().cloned().collect(),
        })
    }

    /// Legs of the order in vouchers that are of several.
    async fn events_of_many(&self, tenant: &Tenant, order: &OrderNo) -> Result<Vec<Traced>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT {} FROM voucher WHERE id IN (SELECT voucher_id FROM order_leg WHERE tenant = ",
            rows::VOUCHER
        ));
        statement.bind(tenant.as_str());
        statement.push(" AND order_no = ").bind(order.as_str());
        statement.push(&format!(") ORDER BY id LIMIT {VOUCHERS_MAX}"));
        let mut vouchers = HashMap::new();
        for row in self.read(&statement).await? {
            let voucher = rows::voucher(&row)?;
            vouchers.insert(voucher.id, voucher);
        }
        if vouchers.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = Statement::new(format!(
            "SELECT {} FROM order_leg o JOIN voucher v ON v.id = o.voucher_id JOIN ledger l ON l.seq BETWEEN v.first_seq AND v.last_seq \
             AND l.voucher_id = v.id AND l.leg_no BETWEEN o.first_leg AND o.last_leg WHERE o.tenant = ",
            rows::ledger_of("l")
        ));
        statement.bind(tenant.as_str());
        statement.push(" AND o.order_no = ").bind(order.as_str());
        statement.push(&format!(" ORDER BY l.seq LIMIT {EVENTS_MAX}"));
        self.traced(&statement, &vouchers).await
    }

    /// Ledger rows with their vouchers.
    async fn traced(
        &self,
        statement: &Statement<'_>,
        vouchers: &HashMap<i64, Voucher>,
    ) -> Result<Vec<Traced>, Error> {
        let mut events = Vec::new();
        for row in self.read(statement).await? {
            let leg = rows::leg(&row)?;
            if let Some(voucher) = vouchers.get(&leg.voucher_id).cloned() {
                events.push(Traced { leg, voucher });
            }
        }
        Ok(events)
    }

    /// Where goods took the place of an order's presale quota in vouchers of a version that did not note whose their legs are: those not among `known`.
    async fn conversions(
        &self,
        tenant: &Tenant,
        body: &Presale,
        known: &[Traced],
    ) -> Result<Vec<Traced>, Error> {
        let mut found = Vec::new();
        for conversion in &body.conversions {
            let key = OpKey {
                tenant: tenant.clone(),
                source: conversion.by.source.clone(),
                op: conversion.by.op,
                biz_no: conversion.by.biz_no.clone(),
                op_seq: conversion.by.op_seq,
            };
            if known.iter().any(|event| event.voucher.key == key) {
                continue;
            }
            let Some(voucher) = self.answer_by_key(&key).await? else {
                continue;
            };
            let (first, last) = conversion.legs;
            let mut statement = Statement::new(format!(
                "SELECT {} FROM ledger WHERE seq >= (SELECT first_seq FROM voucher WHERE id = ",
                rows::LEDGER
            ));
            statement.bind(voucher.id);
            statement.push(") AND seq <= (SELECT last_seq FROM voucher WHERE id = ");
            statement.bind(voucher.id).push(") AND voucher_id = ");
            statement.bind(voucher.id).push(" AND leg_no BETWEEN ");
            statement.bind(first).push(" AND ").bind(last);
            for row in self.read(&statement).await? {
                found.push(Traced {
                    leg: rows::leg(&row)?,
                    voucher: voucher.clone(),
                });
            }
        }
        Ok(found)
    }

    async fn order_events(&self, tenant: &Tenant, order: &OrderNo) -> Result<Vec<Traced>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT {} FROM voucher WHERE tenant = ",
            rows::VOUCHER
        ));
        statement.bind(tenant.as_str());
        statement.push(" AND order_no = ").bind(order.as_str());
        statement.push(" AND status <> ");
        statement.bind(VoucherStatus::Refused.as_str());
        statement.push(&format!(" ORDER BY id LIMIT {VOUCHERS_MAX}"));
        let mut vouchers = HashMap::new();
        for row in self.read(&statement).await? {
            let voucher = rows::voucher(&row)?;
            vouchers.insert(voucher.id, voucher);
        }
        let mut statement = Statement::new(format!(
            "SELECT {} FROM voucher v JOIN ledger l ON l.seq BETWEEN v.first_seq AND v.last_seq AND l.voucher_id = v.id WHERE v.tenant = ",
            rows::ledger_of("l")
        ));
        statement.bind(tenant.as_str());
        statement.push(" AND v.order_no = ").bind(order.as_str());
        statement.push(&format!(" ORDER BY l.seq LIMIT {EVENTS_MAX}"));
        self.traced(&statement, &vouchers).await
    }
}
