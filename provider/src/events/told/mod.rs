//! What is told of a voucher: events made from its stored answer, its ledger rows and the documents it names. The same voucher always makes the same events
//! in the same order, so that an event that is sent again is the one that was sent.

mod performance;
mod reservation;
mod stock;

use std::collections::BTreeSet;

use ::stock::answer::Body;
use ::stock::book::{Book, Documents, FulfilmentRef};
use ::stock::command::Target;
use ::stock::ids::{Moment, Pool, Sku, Tenant, Warehouse};
use ::stock::op::{Voucher, VoucherStatus};
use ::stock::paper::{PaperKind, PaperRef};
use dubbo_api::event::{Event, EventLine};
use dubbo_api::text::Quantity;
use hessian2::Date;
use serde::{Deserialize, Serialize};
use stock_sql::Happened;

/// Version of the payloads' form.
const VERSION: i32 = 1;

/// An event without its number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    /// Routing key.
    pub(crate) key: String,
    pub(crate) aggregate: String,
    pub(crate) tenant: Tenant,
    /// The same whenever the event is sent.
    pub(crate) event_id: String,
    pub(crate) occurred_at: Moment,
    pub(crate) biz_no: String,
    pub(crate) trace_id: Option<String>,
    pub(crate) payload: serde_json::Value,
}

impl Draft {
    /// The name under which its aggregate is counted.
    pub(crate) fn counter(&self) -> String {
        // No name has a control character, so two never meet.
        format!("{}\t{}", self.tenant, self.aggregate)
    }

    /// The event as it is sent.
    ///
    /// # Errors
    /// Never on these types; what the serialiser says.
    pub(crate) fn json(&self, aggregate_seq: i64) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&Event {
            event_id: Some(self.event_id.clone()),
            event_type: Some(self.key.clone()),
            version: VERSION,
            occurred_at: Some(Date(self.occurred_at.0)),
            tenant: Some(self.tenant.to_string()),
            aggregate_id: Some(self.aggregate.clone()),
            aggregate_seq,
            biz_no: Some(self.biz_no.clone()),
            trace_id: self.trace_id.clone(),
            payload: Some(&self.payload),
        })
    }
}

/// Collects the events of one voucher.
struct Telling<'v> {
    voucher: &'v Voucher,
    drafts: Vec<Draft>,
}

impl Telling<'_> {
    /// One more event.
    fn tell(&mut self, key: impl Into<String>, aggregate: String, payload: &impl Serialize) {
        let payload = serde_json::to_value(payload).unwrap_or_default();
        self.drafts.push(Draft {
            key: key.into(),
            aggregate,
            tenant: self.voucher.key.tenant.clone(),
            event_id: format!("{}-{}", self.voucher.no(), self.drafts.len() + 1),
            occurred_at: self.voucher.book_time,
            biz_no: self.voucher.key.biz_no.clone(),
            trace_id: self.voucher.trace_id.clone(),
            payload,
        });
    }
}

/// The events of a voucher, in the order in which they are to be sent. `documents` holds what [`wanted`] asked for.
pub(crate) fn drafts(happened: &Happened, documents: &Book) -> Vec<Draft> {
    let mut telling = Telling {
        voucher: &happened.voucher,
        drafts: Vec::new(),
    };
    reservation::tell(&mut telling, happened, documents);
    performance::tell(&mut telling, happened, documents);
    stock::tell(&mut telling, happened, documents);
    telling.drafts
}

/// Documents that the events of vouchers tell of and their answers do not hold.
pub(crate) fn wanted<'h>(all: impl IntoIterator<Item = &'h Happened>) -> Documents {
    let mut wanted = Documents::default();
    let mut orders = BTreeSet::new();
    for happened in all {
        let voucher = &happened.voucher;
        let tenant = &voucher.key.tenant;
        match &voucher.answer.body {
            Body::Reservation(view) => orders.extend(
                view.fulfilments
                    .iter()
                    .map(|no| (tenant.clone(), no.clone())),
            ),
            Body::Voucher(view) => {
                let hit = view.hit_reservations.iter().cloned();
                let hit = hit.map(|no| (tenant.clone(), Target::Reservation(no)));
                wanted.reservations.extend(hit);
                let hit = view.hit_fulfilments.iter();
                orders.extend(hit.map(|no| (tenant.clone(), no.clone())));
            }
            Body::None | Body::Fulfilment(_) | Body::Return(_) => {}
        }
        if let (true, Some(order)) = (reservation::is_refund(voucher), &voucher.order_no) {
            wanted
                .reservations
                .push((tenant.clone(), Target::Order(order.clone())));
        }
        for no in performance::returns_named(voucher) {
            wanted.papers.push(PaperRef::No(
                tenant.clone(),
                PaperKind::Return,
                no.to_owned(),
            ));
        }
        if stock::is_lock(happened) {
            let no = voucher.key.biz_no.clone();
            wanted
                .papers
                .push(PaperRef::No(tenant.clone(), PaperKind::Freeze, no));
        }
    }
    let orders = orders.into_iter();
    wanted.fulfilments = orders
        .map(|(tenant, no)| FulfilmentRef::No(tenant, no))
        .collect();
    wanted.papers.sort();
    wanted.papers.dedup();
    wanted
}

/// A quantity of an event.
fn line(
    order_line_no: i64,
    (sku, warehouse, pool): (&Sku, &Warehouse, &Pool),
    quantity: i64,
) -> EventLine {
    EventLine {
        order_line_no,
        sku: sku.as_str().into(),
        warehouse: warehouse.as_str().into(),
        pool: Some(pool.as_str().into()),
        quantity: Quantity(quantity),
    }
}

/// Whether a voucher did something, now undone or not.
fn is_done(voucher: &Voucher) -> bool {
    matches!(
        voucher.status,
        VoucherStatus::Applied | VoucherStatus::Reversed
    )
}
