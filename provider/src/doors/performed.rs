//! What became of fulfilment orders and returns, in the words of the contract.

use dubbo_api::fulfillment::{
    FoLine, FulfillmentOrder, Parcel, ParcelLine, ReturnLine, ReturnOrder,
};
use dubbo_api::reply::Reply;
use dubbo_api::text::Quantity;
use stock::answer::{Answer, Body};
use stock::fulfilment::{FoLineView, FulfilView, FulfilmentView, ParcelView, ReturnView};
use stock::ids::VoucherNo;

use super::answer::{date, head};

/// The answer to a command on one fulfilment order.
pub(super) fn order_reply(answer: Answer) -> Reply<FulfillmentOrder> {
    let mut reply = head(&answer);
    if let Body::Fulfilment(view) = answer.body {
        reply.data = orders(view, answer.voucher_no.as_ref()).into_iter().next();
    }
    reply
}

/// The answer to a command that makes fulfilment orders.
pub(super) fn orders_reply(answer: Answer) -> Reply<Vec<FulfillmentOrder>> {
    let mut reply = head(&answer);
    if let Body::Fulfilment(view) = answer.body {
        reply.data = Some(orders(view, answer.voucher_no.as_ref()));
    }
    reply
}

/// The answer to a command on a return.
pub(super) fn return_reply(answer: Answer) -> Reply<ReturnOrder> {
    let mut reply = head(&answer);
    if let Body::Return(view) = answer.body {
        reply.data = Some(return_order(view, answer.voucher_no.as_ref()));
    }
    reply
}

/// Fulfilment orders after a command; what it booked and opened is told with the first.
pub(super) fn orders(view: FulfilView, voucher: Option<&VoucherNo>) -> Vec<FulfillmentOrder> {
    let mut orders: Vec<FulfillmentOrder> = view.fulfilments.into_iter().map(order).collect();
    for order in &mut orders {
        order.voucher_no = voucher.map(|no| no.as_str().into());
    }
    if let Some(first) = orders.first_mut() {
        first.return_no = view.return_no.map(Into::into);
    }
    orders
}

fn order(view: FulfilmentView) -> FulfillmentOrder {
    FulfillmentOrder {
        fo_no: view.fo_no.as_str().into(),
        order_no: view.order_no.as_str().into(),
        reservation_no: view.reservation_no.map(|no| no.as_str().into()),
        warehouse: view.warehouse.as_str().into(),
        state: view.status.as_str().into(),
        lines: view.lines.into_iter().map(line).collect(),
        parcels: view.parcels.into_iter().map(parcel).collect(),
        promise_at: view.handling.promise_at.map(date),
        hold_reason: view.handling.hold_reason,
        created_at: Some(date(view.created_at)),
        sent_at: view.handling.sent_at.map(date),
        closed_at: view.handling.closed_at.map(date),
        voucher_no: None,
        return_no: None,
        version: view.version,
    }
}

fn line(line: FoLineView) -> FoLine {
    let progress = line.progress;
    FoLine {
        line_no: line.line_no,
        order_line_no: line.order_line_no,
        owner: line.owner.as_str().into(),
        sku: line.sku.as_str().into(),
        pool: line.pool.as_str().into(),
        allocated: Quantity(line.allocated),
        deallocated: Quantity(line.deallocated),
        // What has left was picked, reported or not.
        picked: Quantity(progress.picked.max(line.shipped)),
        short_picked: Quantity(progress.short_picked),
        shipped: Quantity(line.shipped),
        signed: Quantity(progress.signed),
        rejected: Quantity(progress.rejected),
        lost: Quantity(progress.lost),
        returned: Quantity(progress.returned),
    }
}

fn parcel(view: ParcelView) -> Parcel {
    let parcel = view.parcel;
    let lines = parcel.lines.into_iter().map(|line| ParcelLine {
        line_no: line.line_no,
        sku: line.key.sku.as_str().into(),
        lot_no: (!line.key.lot.is_none()).then(|| line.key.lot.to_string()),
        quantity: Quantity(line.quantity),
        signed: Quantity(line.signed),
        rejected: Quantity(line.rejected),
        lost: Quantity(line.lost),
    });
    Parcel {
        parcel_no: Some(view.parcel_no),
        carrier: parcel.carrier,
        waybill_no: parcel.waybill_no,
        state: view.status.as_str().into(),
        shipped_at: parcel.shipped_at.map(date),
        delivered_at: parcel.delivered_at.map(date),
        lines: lines.collect(),
    }
}

/// A return after a command.
pub(super) fn return_order(view: ReturnView, voucher: Option<&VoucherNo>) -> ReturnOrder {
    let body = view.body;
    let lines = body.lines.iter().map(|line| ReturnLine {
        line_no: line.line_no,
        order_line_no: line.order_line_no,
        owner: line.origin.owner.as_str().into(),
        sku: line.origin.sku.as_str().into(),
        applied: Quantity(line.applied),
        received: Quantity(line.received),
        good: Quantity(line.good),
        defective: Quantity(line.defective),
        wrong_item: Quantity(line.wrong_item),
        missing: Quantity(line.missing),
        extra: Quantity(line.extra),
        refundable: Quantity(body.refundable(line)),
    });
    ReturnOrder {
        lines: lines.collect(),
        return_no: view.return_no.into(),
        order_no: view.order_no.map(|no| no.as_str().into()),
        fo_no: body.fo_no.map(|no| no.as_str().into()),
        parcel_no: body.parcel_no,
        kind: body.kind.as_str().into(),
        state: view.status.as_str().into(),
        warehouse: body.warehouse.as_str().into(),
        created_at: Some(date(view.created_at)),
        sent_at: body.sent_at.map(date),
        received_at: body.received_at.map(date),
        closed_at: body.closed_at.map(date),
        voucher_no: voucher.map(|no| no.as_str().into()),
        version: view.version,
    }
}
