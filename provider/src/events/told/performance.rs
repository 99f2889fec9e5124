//! Events of contract performance: fulfilment orders, promises and returns.

use dubbo_api::event::{
    EventLine, FulfillmentEvent, PromiseChangedEvent, ReturnEvent, ReturnEventLine,
};
use dubbo_api::states::{DeliveryResult, FulfillmentState, ReturnGrade, ReturnKind, ReturnState};
use dubbo_api::text::Quantity;
use hessian2::Date;
use stock::answer::Body;
use stock::book::Book;
use stock::fulfilment::{Event, EventName, FulfilmentView, Return, ReturnStatus};
use stock::ids::{FulfilmentNo, OrderNo};
use stock::op::{OpType, Voucher};
use stock::paper::PaperKind;
use stock::reservation::{Fulfilment, FulfilmentStatus};
use stock_sql::Happened;

use super::{Telling, is_done};

/// Why a fulfilment order is short: counted goods were not there.
const STOCK_LOSS: &str = "STOCK_LOSS";

/// Returns that a voucher's events name and its answer does not hold.
pub(super) fn returns_named(voucher: &Voucher) -> impl Iterator<Item = &str> {
    let named = voucher.answer.events.iter();
    named
        .filter_map(|event| event.return_no.as_deref())
        .filter(|no| !matches!(&voucher.answer.body, Body::Return(view) if view.return_no == *no))
}

pub(super) fn tell(telling: &mut Telling<'_>, happened: &Happened, documents: &Book) {
    let voucher = &happened.voucher;
    if is_done(voucher) {
        match &voucher.answer.body {
            Body::Reservation(view) => {
                for no in &view.fulfilments {
                    made(telling, no, documents);
                }
            }
            Body::Voucher(view) => {
                for no in &view.hit_fulfilments {
                    hit(telling, no, documents);
                }
            }
            Body::None | Body::Fulfilment(_) | Body::Return(_) => {}
        }
    }
    for event in &voucher.answer.events {
        match event.name {
            EventName::ReturnCreated
            | EventName::ReturnReceived
            | EventName::ReturnGraded
            | EventName::ReturnClosed => {
                // Graded and closed at once: whoever refunds waits for the first.
                if event.name == EventName::ReturnClosed && voucher.key.op == OpType::Grade {
                    let graded = Event {
                        name: EventName::ReturnGraded,
                        ..event.clone()
                    };
                    of_return(telling, voucher, &graded, documents);
                }
                of_return(telling, voucher, event, documents);
            }
            EventName::PromiseChanged => promise(telling, voucher, event),
            _ => of_order(telling, voucher, event),
        }
    }
}

/// The answer of a payment names the fulfilment orders it made; they are told as they were when they were made.
fn made(telling: &mut Telling<'_>, no: &FulfilmentNo, documents: &Book) {
    let found = find(no, documents);
    let lines = found.map(|found| lines_of(found, |line| line.allocated));
    let event = FulfillmentEvent {
        fo_no: no.as_str().into(),
        order_no: order_no(found.map(|found| &found.order_no)).into(),
        state: FulfillmentState::from(FulfilmentStatus::Allocated.as_str()),
        lines: lines.unwrap_or_default(),
        ..FulfillmentEvent::default()
    };
    telling.tell(EventName::Created.as_str(), aggregate(no), &event);
}

/// A count found goods missing that a paid order was to get.
fn hit(telling: &mut Telling<'_>, no: &FulfilmentNo, documents: &Book) {
    let found = find(no, documents);
    let lines = found.map(|found| lines_of(found, |line| line.progress.short_closed));
    let state = found.map_or(FulfilmentStatus::ShortClosed, |found| found.status);
    let event = FulfillmentEvent {
        fo_no: no.as_str().into(),
        order_no: order_no(found.map(|found| &found.order_no)).into(),
        state: FulfillmentState::from(state.as_str()),
        lines: lines.unwrap_or_default(),
        reason: Some(STOCK_LOSS.to_owned()),
        ..FulfillmentEvent::default()
    };
    telling.tell(EventName::Short.as_str(), aggregate(no), &event);
}

fn of_order(telling: &mut Telling<'_>, voucher: &Voucher, event: &Event) {
    let Some(no) = &event.fo_no else { return };
    let view = view_of(voucher, no);
    let parcel = event.parcel_no.as_deref();
    let waybill = view.and_then(|view| {
        let mut parcels = view.parcels.iter();
        let found = parcels.find(|found| Some(found.parcel_no.as_str()) == parcel)?;
        found.parcel.waybill_no.clone()
    });
    let result = match event.name {
        EventName::Signed => Some(DeliveryResult::Signed),
        EventName::Rejected => Some(DeliveryResult::Rejected),
        EventName::Lost => Some(DeliveryResult::Lost),
        _ => None,
    };
    let order = view
        .map(|view| &view.order_no)
        .or(voucher.order_no.as_ref());
    let told = FulfillmentEvent {
        fo_no: no.as_str().into(),
        order_no: order_no(order).into(),
        state: FulfillmentState::from(
            view.map_or(FulfilmentStatus::Allocated, |view| view.status)
                .as_str(),
        ),
        parcel_no: event.parcel_no.clone(),
        waybill_no: waybill,
        result,
        lines: lines(event),
        reason: event.reason.clone(),
    };
    telling.tell(event.name.as_str(), aggregate(no), &told);
}

/// Goods come from another site: what was promised stands on the order that was to send them, the new date on those that do.
fn promise(telling: &mut Telling<'_>, voucher: &Voucher, event: &Event) {
    let Some(no) = &event.fo_no else { return };
    let before = view_of(voucher, no);
    let after = match &voucher.answer.body {
        Body::Fulfilment(view) => view.fulfilments.iter().find(|other| other.fo_no != *no),
        _ => None,
    };
    let date = |view: Option<&FulfilmentView>| view?.handling.promise_at.map(|at| Date(at.0));
    let order = before
        .map(|view| &view.order_no)
        .or(voucher.order_no.as_ref());
    let told = PromiseChangedEvent {
        order_no: order_no(order).into(),
        fo_no: no.as_str().into(),
        before: date(before),
        after: date(after),
        reason: event.reason.clone(),
    };
    telling.tell(event.name.as_str(), aggregate(no), &told);
}

fn of_return(telling: &mut Telling<'_>, voucher: &Voucher, event: &Event, documents: &Book) {
    let Some(no) = event.return_no.as_deref() else {
        return;
    };
    let tenant = &voucher.key.tenant;
    let paper = documents.paper(tenant, PaperKind::Return, no);
    let (body, order, state) = match &voucher.answer.body {
        Body::Return(view) if view.return_no == no => (
            Some(&view.body),
            view.order_no.as_ref(),
            view.status.as_str(),
        ),
        // Opened by a refusal or an interception, on its way at once.
        _ => (
            paper.and_then(Return::of),
            paper.and_then(|paper| paper.order_no.as_ref()),
            ReturnStatus::Sent.as_str(),
        ),
    };
    let told = ReturnEvent {
        return_no: no.into(),
        order_no: order.map(|order| order.as_str().into()),
        kind: ReturnKind::from(body.map_or("", |body| body.kind.as_str())),
        state: ReturnState::from(state),
        lines: return_lines(event, body),
    };
    telling.tell(event.name.as_str(), format!("return:{no}"), &told);
}

/// Before the inspection one line per line; after it one per grade that was found.
fn return_lines(event: &Event, body: Option<&Return>) -> Vec<ReturnEventLine> {
    let graded = matches!(
        event.name,
        EventName::ReturnGraded | EventName::ReturnClosed
    );
    let Some(body) = body.filter(|_| graded) else {
        let lines = event.lines.iter();
        return lines
            .map(|line| ReturnEventLine {
                order_line_no: line.order_line_no,
                sku: line.sku.as_str().into(),
                grade: None,
                quantity: Quantity(line.quantity),
                refundable: Quantity(0),
            })
            .collect();
    };
    let mut told = Vec::new();
    for line in &body.lines {
        let mut refundable = body.refundable(line);
        for (grade, quantity) in [
            (ReturnGrade::Good, line.good),
            (ReturnGrade::Defective, line.defective),
            (ReturnGrade::WrongItem, line.wrong_item),
            (ReturnGrade::Missing, line.missing),
            (ReturnGrade::Extra, line.extra),
        ] {
            if quantity > 0 {
                // What may be refunded is told with the grades it came in, the first ones first.
                let share = refundable.min(quantity);
                refundable -= share;
                told.push(ReturnEventLine {
                    order_line_no: line.order_line_no,
                    sku: line.origin.sku.as_str().into(),
                    grade: Some(grade),
                    quantity: Quantity(quantity),
                    refundable: Quantity(share),
                });
            }
        }
    }
    told
}

fn find<'b>(no: &FulfilmentNo, documents: &'b Book) -> Option<&'b Fulfilment> {
    let id = stock::op::parse_no('F', no.as_str())?;
    documents.fulfilments().get(&id)
}

fn view_of<'v>(voucher: &'v Voucher, no: &FulfilmentNo) -> Option<&'v FulfilmentView> {
    match &voucher.answer.body {
        Body::Fulfilment(view) => view.fulfilments.iter().find(|view| view.fo_no == *no),
        _ => None,
    }
}

fn order_no(order: Option<&OrderNo>) -> &str {
    order.map_or("", OrderNo::as_str)
}

fn aggregate(no: &FulfilmentNo) -> String {
    format!("fulfillment:{no}")
}

fn lines(event: &Event) -> Vec<EventLine> {
    let lines = event.lines.iter();
    lines
        .map(|line| {
            let at = (&line.sku, &line.warehouse, &line.pool);
            super::line(line.order_line_no, at, line.quantity)
        })
        .collect()
}

fn lines_of(
    found: &Fulfilment,
    quantity: impl Fn(&stock::reservation::FulfilmentLine) -> i64,
) -> Vec<EventLine> {
    let lines = found.lines.iter();
    lines
        .map(|line| {
            let at = (&line.sku, &found.warehouse, &line.pool);
            super::line(line.order_line_no, at, quantity(line))
        })
        .filter(|line| line.quantity.0 > 0)
        .collect()
}
