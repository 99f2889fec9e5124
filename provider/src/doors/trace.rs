//! The whole life of an order's stock, told in one answer.

use dubbo_api::fulfillment::{Timeline, TimelineEvent, UnitPosition};
use dubbo_api::reply::Reply;
use dubbo_api::states::{DocumentKind, Movement};
use dubbo_api::text::{self, Quantity};
use dubbo_rpc::Context;
use stock::answer::Body;
use stock::balance::BalanceKey;
use stock::bucket::Bucket;
use stock::fulfilment::Return;
use stock::ids::{OrderNo, Tenant};
use stock::paper::PaperKind;
use stock_sql::{Error, OrderLife, Traced};

use super::form::{self, Formed};
use super::{StockCenter, answer, unanswered};

/// Attachment that names the mall, for calls whose arguments have no room for it.
const TENANT_ATTACHMENT: &str = "tenant";

impl StockCenter {
    pub(super) async fn trace_formed(
        &self,
        cx: &Context,
        order: &text::OrderNo,
    ) -> Formed<Reply<Timeline>> {
        let order = form::name("orderNo", order.as_str(), form::NAME_MAX)?;
        let named = cx.attachment(TENANT_ATTACHMENT).map(text::Tenant::from);
        let tenant = super::tenant(named.as_ref())?;
        let told = self.timeline(&tenant, &OrderNo::from(order)).await;
        Ok(told.unwrap_or_else(|error| unanswered(&error)))
    }

    async fn timeline(&self, tenant: &Tenant, order: &OrderNo) -> Result<Reply<Timeline>, Error> {
        let life = self.store.order_life(tenant, order).await?;
        if life.is_empty() {
            return Ok(Reply::refused(
                dubbo_api::code::ResultCode::NotFound,
                format!("nothing is known of order {}", form::shown(order.as_str())),
            )
            .detail("kind", "order")
            .detail("value", order.as_str()));
        }
        Ok(Reply::ok(Timeline {
            order_no: order.as_str().into(),
            positions: positions(&life),
            events: life.events.into_iter().map(event).collect(),
        }))
    }
}

/// The document a voucher was about, as its answer names it.
fn document(body: &Body) -> (&'static str, Option<String>) {
    match body {
        Body::Reservation(view) => (
            "RESERVATION",
            view.reservation_no.as_ref().map(ToString::to_string),
        ),
        Body::Fulfilment(view) => (
            "FULFILLMENT",
            view.fulfilments.first().map(|fo| fo.fo_no.to_string()),
        ),
        Body::Return(view) => ("RETURN", Some(view.return_no.clone())),
        Body::None | Body::Voucher(_) => ("", None),
    }
}

fn event(traced: Traced) -> TimelineEvent {
    let (kind, document_no) = document(&traced.voucher.answer.body);
    let leg = traced.leg;
    TimelineEvent {
        at: Some(answer::date(traced.voucher.book_time)),
        movement: Movement::from(leg.movement.as_str()),
        document_kind: DocumentKind::from(kind),
        document_no,
        voucher_no: traced.voucher.no().as_str().into(),
        seq: leg.seq,
        sku: leg.from.key.sku.as_str().into(),
        warehouse: leg.to.key.warehouse.as_str().into(),
        from_bucket: leg.from.bucket.as_str().into(),
        to_bucket: leg.to.bucket.as_str().into(),
        quantity: Quantity(leg.quantity),
        operator: traced.voucher.operator,
    }
}

/// Where the order's units are, by the documents that hold them.
fn positions(life: &OrderLife) -> Vec<UnitPosition> {
    let mut positions = Vec::new();
    let mut at = |key: &BalanceKey, bucket: Bucket, quantity: i64, document: String| {
        if quantity > 0 {
            positions.push(UnitPosition {
                sku: key.sku.as_str().into(),
                warehouse: key.warehouse.as_str().into(),
                bucket: bucket.as_str().into(),
                quantity: Quantity(quantity),
                document_no: Some(document),
            });
        }
    };
    if let Some(held) = &life.reservation {
        for line in &held.lines {
            let key = BalanceKey {
                sku: line.sku.clone(),
                warehouse: line.warehouse.clone(),
                pool: line.pool.clone(),
                lot: line.lot.clone(),
                owner: line.owner.clone(),
                tenant: held.tenant.clone(),
            };
            at(&key, line.bucket(), line.held(), held.no().to_string());
        }
    }
    for fo in &life.fulfilments {
        for line in &fo.lines {
            let (key, no) = (fo.key_of(line), fo.no().to_string());
            at(&key, Bucket::Allocated, line.open(), no.clone());
            at(&key, Bucket::Customer, line.returnable(), no.clone());
            at(&key, Bucket::CarrierLoss, line.progress.lost, no);
        }
    }
    let moving = [PaperKind::Parcel, PaperKind::Return, PaperKind::Presale];
    for paper in life.papers.iter().filter(|p| moving.contains(&p.kind)) {
        for claim in &paper.claims {
            at(&claim.key, claim.bucket, claim.quantity, paper.no.clone());
        }
        // What was on its way back and never came is the carrier's.
        for line in Return::of(paper).iter().flat_map(|back| &back.lines) {
            let lost = line.missing;
            at(&line.origin, Bucket::CarrierLoss, lost, paper.no.clone());
        }
    }
    positions
}
