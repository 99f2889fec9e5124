//! Returns as callers ask for and report them, in the words of the rules.

use dubbo_api::fulfillment::{GradeReq, ReturnInReq, ReturnReq, ReturnSentReq};
use dubbo_api::states::{ReturnKind as KindText, ReturnState as StateText};
use dubbo_api::text;
use stock::fulfilment::{
    Apply, ApplyLine, Grade, GradeLine, Receive, ReceivedLine, ReturnDecision, ReturnGrade,
    ReturnKind, Sent,
};
use stock::ids::{FulfilmentNo, OrderNo, Sku, Warehouse};

use super::form::{self, Bad, Formed};
use super::fulfilment::{each, label, lot, moment};
use super::reservation::warehouse;

fn return_no(given: &text::ReturnNo) -> Formed<String> {
    Ok(form::name("returnNo", given.as_str(), form::NAME_MAX)?.to_owned())
}

fn sku(field: &str, given: &text::Sku) -> Formed<Sku> {
    Ok(Sku::from(form::name(
        field,
        given.as_str(),
        form::NAME_MAX,
    )?))
}

pub(super) fn apply(request: &ReturnReq) -> Formed<Apply> {
    let kind = match request.kind.as_ref().map(KindText::as_str) {
        None | Some("") => ReturnKind::AfterSale,
        Some(text) => ReturnKind::parse(text)
            .filter(|kind| matches!(kind, ReturnKind::AfterSale | ReturnKind::Blind))
            .ok_or_else(|| {
                Bad::new(
                    "kind",
                    text,
                    "AFTER_SALE or BLIND: a refusal or an interception opens its return by itself",
                )
            })?,
    };
    let decision = decision(request)?;
    if kind == ReturnKind::AfterSale && (decision.is_none() || !request.lines.is_empty()) {
        form::lines("lines", &request.lines)?;
    }
    let order = request.order_no.as_ref().map(text::OrderNo::as_str);
    let order = form::optional("orderNo", order, form::NAME_MAX)?;
    if kind == ReturnKind::AfterSale && order.is_none() {
        return Err(Bad::new("orderNo", "", "given, except for kind BLIND"));
    }
    let fo = request.fo_no.as_ref().map(text::FulfillmentNo::as_str);
    Ok(Apply {
        return_no: return_no(&request.return_no)?,
        order_no: order.map(OrderNo::from),
        fo_no: form::optional("foNo", fo, form::NAME_MAX)?.map(FulfilmentNo::from),
        kind,
        warehouse: warehouse("warehouse", request.warehouse.as_ref())?,
        decision,
        lines: each(&request.lines, |field, line| {
            Ok(ApplyLine {
                order_line_no: line.order_line_no,
                sku: sku(&field("sku"), &line.sku)?,
                quantity: form::quantity(&field("quantity"), line.quantity)?,
            })
        })?,
        reason: form::remark("reason", request.reason.as_deref())?,
    })
}

fn decision(request: &ReturnReq) -> Formed<Option<ReturnDecision>> {
    let given = request.decision.as_ref().map(StateText::as_str);
    match (given, request.approved) {
        (None | Some(""), false) => Ok(None),
        (None | Some(""), true) => Ok(Some(ReturnDecision::Approved)),
        (Some(text), approved) => match ReturnDecision::parse(text) {
            Some(decision) if !approved || decision == ReturnDecision::Approved => {
                Ok(Some(decision))
            }
            Some(_) => Err(Bad::new("decision", text, "APPROVED when approved is true")),
            None => Err(Bad::new("decision", text, "APPROVED, REFUSED or CANCELLED")),
        },
    }
}

pub(super) fn sent(request: &ReturnSentReq) -> Formed<Sent> {
    Ok(Sent {
        return_no: return_no(&request.return_no)?,
        carrier: label("carrier", request.carrier.as_deref())?,
        waybill_no: label("waybillNo", request.waybill_no.as_deref())?,
        sent_at: moment(request.sent_at),
    })
}

pub(super) fn receive(request: &ReturnInReq) -> Formed<Receive> {
    form::lines("lines", &request.lines)?;
    let site = form::name("warehouse", request.warehouse.as_str(), form::NAME_MAX)?;
    Ok(Receive {
        return_no: return_no(&request.return_no)?,
        warehouse: Warehouse::from(site),
        received_at: moment(request.received_at),
        lines: each(&request.lines, |field, line| {
            Ok(ReceivedLine {
                line_no: line.line_no,
                sku: sku(&field("sku"), &line.sku)?,
                quantity: form::quantity(&field("quantity"), line.quantity)?,
            })
        })?,
    })
}

pub(super) fn grade(request: &GradeReq) -> Formed<Grade> {
    form::lines("lines", &request.lines)?;
    Ok(Grade {
        return_no: return_no(&request.return_no)?,
        lines: each(&request.lines, |field, line| {
            let grade = line.grade.as_str();
            form::remark(&field("remark"), line.remark.as_deref())?;
            let actual = line.actual_sku.as_ref().filter(|sku| !sku.is_absent());
            Ok(GradeLine {
                line_no: line.line_no,
                grade: ReturnGrade::parse(grade).ok_or_else(|| {
                    Bad::new(
                        &field("grade"),
                        grade,
                        "GOOD, DEFECTIVE, WRONG_ITEM, MISSING or EXTRA",
                    )
                })?,
                quantity: form::quantity(&field("quantity"), line.quantity)?,
                actual_sku: actual
                    .map(|given| sku(&field("actualSku"), given))
                    .transpose()?,
                owner: None,
                lot: lot(&field("lotNo"), line.lot_no.as_deref())?,
            })
        })?,
        last: request.last,
    })
}
