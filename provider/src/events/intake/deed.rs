//! What a message asks for: its routing key names the method of the contract, its body is the request.

use dubbo_api::change::{AsnReq, CountReq, InboundReq, StockChangeService as _, TransferReq};
use dubbo_api::code::ResultCode;
use dubbo_api::fulfillment::{
    DeliveryReq, FulfillmentService as _, InterceptReq, PickReq, ReturnReq, ShipReq,
};
use dubbo_api::reconcile::{ReconcileService as _, SnapshotPage};
use dubbo_api::reply::Reply;
use dubbo_api::reservation::{CancelReq, ConfirmReq, StockReservationService as _};
use dubbo_rpc::{Context, Fault};
use serde_json::{Map, Value as Json};

use super::feed;
use super::message::{self, Message};
use crate::doors::StockCenter;
use crate::events::topology::DUE;

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It worked, now or before, or was answered for good.
    Done(ResultCode),
    /// It may work later: something it tells of has not come yet, or somebody is busy.
    Later(String),
    /// It never will.
    Never(String),
}

/// Has done what a message asks for.
pub(super) async fn do_it(center: &StockCenter, message: &Message) -> Verdict {
    if message.key == DUE {
        // When holds are due the database knows; this only spares the wait until it is asked.
        center.sweep().notify_one();
        return Verdict::Done(ResultCode::Ok);
    }
    let mut body = match message.json() {
        Ok(body) => body,
        Err(why) => return Verdict::Never(why),
    };
    let cx = Context::new();
    macro_rules! call {
        ($method:ident, $request:ty) => {
            match message::read::<$request>(body) {
                Ok(request) => judge(Box::pin(center.$method(&cx, request)).await),
                Err(why) => Verdict::Never(why),
            }
        };
    }
    match message.key.as_str() {
        "order.paid" => call!(confirm, ConfirmReq),
        "order.cancelled" | "order.closed" => match message::read::<CancelReq>(body) {
            Ok(request) => {
                use dubbo_api::reservation::StockReservationService;
                judge(Box::pin(StockReservationService::cancel(center, &cx, request)).await)
            }
            Err(why) => Verdict::Never(why),
        },
        "inbound.received" => call!(purchase_in, InboundReq),
        "outbound.picked" => call!(report_pick, PickReq),
        "outbound.shipped" => call!(report_ship, ShipReq),
        "count.done" => call!(stocktake, CountReq),
        "transfer.locked" => call!(transfer_lock, TransferReq),
        "transfer.shipped" => call!(transfer_out, TransferReq),
        "transfer.received" => call!(transfer_in, TransferReq),
        "snapshot.ready" => call!(submit_wms_snapshot, SnapshotPage),
        "parcel.signed" | "parcel.rejected" | "parcel.lost" => {
            let result = message.key.trim_start_matches("parcel.").to_uppercase();
            of_each_line(&mut body, "result", &result);
            call!(report_delivery, DeliveryReq)
        }
        "intercept.stopped" | "intercept.failed" => {
            let stopped = message.key == "intercept.stopped";
            body.entry("stopped").or_insert(Json::Bool(stopped));
            call!(intercept, InterceptReq)
        }
        "return.approved" | "return.cancelled" => {
            let decision = message.key.trim_start_matches("return.").to_uppercase();
            message::fill(&mut body, "decision", Some(&decision));
            call!(create_return, ReturnReq)
        }
        "asn.sent" => call!(purchase_expect, AsnReq),
        "feed.stock" => feed::take(center, &cx, body).await,
        key => Verdict::Never(format!("nothing is done for messages with the key {key:?}")),
    }
}

/// Sets a text of every line that does not have it.
fn of_each_line(body: &mut Map<String, Json>, name: &str, value: &str) {
    if let Some(Json::Array(lines)) = body.get_mut("lines") {
        for line in lines {
            if let Json::Object(line) = line {
                message::fill(line, name, Some(value));
            }
        }
    }
}

pub(super) fn judge<T>(answer: Result<Reply<T>, Fault>) -> Verdict {
    let reply = match answer {
        Ok(reply) => reply,
        Err(fault) => return Verdict::Later(fault.to_string()),
    };
    let told = || {
        let message = reply.message.as_deref().unwrap_or_default();
        format!("{}: {message}", reply.code.as_str())
    };
    match &reply.code {
        code if code.is_success() => Verdict::Done(code.clone()),
        // Answers like any other: what follows from them is told as an event, or was decided by another message.
        code @ (ResultCode::LatePayNoStock
        | ResultCode::ReservationClosed
        | ResultCode::ReservationExpired
        | ResultCode::ReservationSuspended) => Verdict::Done(code.clone()),
        // It may have overtaken what it tells of.
        ResultCode::ReservationNotFound | ResultCode::NotFound | ResultCode::StateConflict => {
            Verdict::Later(told())
        }
        _ if reply.retryable => Verdict::Later(told()),
        _ => Verdict::Never(told()),
    }
}
