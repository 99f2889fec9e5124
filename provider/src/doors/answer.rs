//! Answers of the rules in the words of the contract.

use dubbo_api::code::ResultCode;
use dubbo_api::reply::{OpAnswer, Reply, Shortage};
use dubbo_api::reservation::{Reservation, ReservationLine};
use dubbo_api::text::Quantity;
use hessian2::Date;
use stock::answer::{Answer, Body, ReservationView, VoucherView};
use stock::code::Code;
use stock::ids::{Moment, VoucherNo};
use stock::op::Voucher;
use stock::reservation::LineView;

use super::performed;

/// A code of the rules in the contract: the same text.
pub(super) fn code(code: Code) -> ResultCode {
    ResultCode::from(code.as_str())
}

pub(super) const fn date(moment: Moment) -> Date {
    Date(moment.0)
}

/// The answer to a reservation command.
pub(super) fn reservation_reply(answer: Answer) -> Reply<Reservation> {
    let mut reply = head(&answer);
    if let Body::Reservation(view) = answer.body {
        reply.data = Some(reservation(view, answer.voucher_no.as_ref()));
    }
    reply
}

/// The answer to a change command.
pub(super) fn voucher_reply(answer: Answer) -> Reply<dubbo_api::change::Voucher> {
    let mut reply = head(&answer);
    if let (Body::Voucher(view), Some(no)) = (answer.body, &answer.voucher_no) {
        reply.data = Some(voucher(view, no));
    }
    reply
}

/// The stored answer of a write.
pub(super) fn stored(key: dubbo_api::reply::OpKey, found: Voucher) -> OpAnswer {
    let answer = found.answer;
    let mut stored = OpAnswer {
        key: Some(key),
        code: code(answer.code),
        message: Some(answer.message).filter(|text| !text.is_empty()),
        voucher_no: answer.voucher_no.as_ref().map(|no| no.as_str().into()),
        answered_at: Some(date(found.book_time)),
        refused_until: found.refused_until.map(date),
        shortages: answer.shortages.iter().map(shortage).collect(),
        ..OpAnswer::default()
    };
    match answer.body {
        Body::None => {}
        Body::Fulfilment(view) => {
            stored.fulfillment_orders = performed::orders(view, answer.voucher_no.as_ref());
        }
        Body::Return(view) => {
            stored.return_order = Some(performed::return_order(view, answer.voucher_no.as_ref()));
        }
        Body::Reservation(view) => {
            stored.reservation = Some(reservation(view, answer.voucher_no.as_ref()));
        }
        Body::Voucher(view) => {
            stored.voucher = answer.voucher_no.as_ref().map(|no| voucher(view, no));
        }
    }
    stored
}

/// The code, message and details of an answer.
pub(super) fn head<T>(answer: &Answer) -> Reply<T> {
    let mut reply = Reply::of(code(answer.code));
    reply.message = Some(answer.message.clone()).filter(|text| !text.is_empty());
    reply.shortages = answer.shortages.iter().map(shortage).collect();
    reply.details.clone_from(&answer.details);
    reply
}

pub(super) fn shortage(short: &stock::answer::Shortage) -> Shortage {
    Shortage {
        line_no: short.line_no,
        sku: short.sku.as_str().into(),
        kit: short.kit.as_ref().map(|kit| kit.as_str().into()),
        warehouse: short.warehouse.as_ref().map(|site| site.as_str().into()),
        need: Quantity(short.need),
        have: Quantity(short.have),
    }
}

/// A reservation in the words of the contract.
pub(super) fn reservation(view: ReservationView, voucher: Option<&VoucherNo>) -> Reservation {
    Reservation {
        reservation_no: view.reservation_no.map(|no| no.as_str().into()),
        order_no: view.order_no.as_str().into(),
        state: view.status.as_str().into(),
        mode: Some(view.mode.as_str().into()),
        buyer_id: view.buyer.map(|buyer| buyer.to_string()),
        channel: view.channel.map(|channel| channel.to_string()),
        area_code: view.area.map(|area| area.to_string()),
        lines: view.lines.into_iter().map(line).collect(),
        created_at: Some(date(view.created_at)),
        expire_at: view.expire_at.map(date),
        pay_no: view.pay_no,
        late: view.late,
        predecessor_no: view.predecessor.map(|no| no.as_str().into()),
        fulfillment_nos: view
            .fulfilments
            .iter()
            .map(|no| no.as_str().into())
            .collect(),
        voucher_no: voucher.map(|no| no.as_str().into()),
        version: view.version,
    }
}

fn line(line: LineView) -> ReservationLine {
    ReservationLine {
        line_no: line.line_no,
        order_line_no: line.order_line_no,
        owner: line.owner.as_str().into(),
        sku: line.sku.as_str().into(),
        kit: line.kit.map(|kit| kit.as_str().into()),
        warehouse: line.warehouse.as_str().into(),
        pool: line.pool.as_str().into(),
        reserved: Quantity(line.reserved),
        confirmed: Quantity(line.confirmed),
        released: Quantity(line.released),
        instead_of: line.instead_of.map(|sku| sku.as_str().into()),
        presale_no: line.presale,
        on_pay: line.on_pay,
        ..ReservationLine::default()
    }
}

fn voucher(view: VoucherView, no: &VoucherNo) -> dubbo_api::change::Voucher {
    dubbo_api::change::Voucher {
        voucher_no: no.as_str().into(),
        lines: view
            .lines
            .into_iter()
            .map(|line| dubbo_api::change::VoucherLine {
                line_no: line.line_no,
                sku: line.sku.as_str().into(),
                warehouse: line.warehouse.as_str().into(),
                pool: line.pool.as_str().into(),
                movement: line.movement.as_str().into(),
                asked: Quantity(line.asked),
                booked: Quantity(line.booked),
            })
            .collect(),
        hit_reservations: view
            .hit_reservations
            .iter()
            .map(|no| no.as_str().into())
            .collect(),
        hit_fulfillments: view
            .hit_fulfilments
            .iter()
            .map(|no| no.as_str().into())
            .collect(),
        reverses: view.reverses.map(|no| no.as_str().into()),
        booked_at: view.booked_at.map(date),
        ..Default::default()
    }
}
