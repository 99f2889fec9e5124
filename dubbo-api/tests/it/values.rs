//! Values on the wire: names, codes, nulls, replies.

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{self, Poll, Waker};

use dubbo_api::states::HoldMode;
use dubbo_api::triple::{Item, messages};
use dubbo_api::{
    LedgerRow, OccupyLine, OpContext, Page, PreOccupyReq, Quantity, Reply, Reservation, ResultCode,
    SellableItem, Shortage, Sku, SourcingService, WarehouseCode,
};
use dubbo_rpc::Context;
use hessian2::{Date, Decode, Decoder, Encode, Encoder, JavaType, Value};

/// A request with most of its fields set.
pub(crate) fn a_request() -> PreOccupyReq {
    PreOccupyReq {
        context: Some(OpContext {
            tenant: Some("mall".into()),
            source_system: Some("order".into()),
            biz_no: Some("O1".into()),
            op_seq: 2,
            operator: Some("小王".into()),
            occurred_at: Some(Date(1_700_000_000_123)),
            trace_id: None,
        }),
        order_no: "O1".into(),
        lines: vec![
            OccupyLine {
                sku: "BRK-1".into(),
                quantity: Quantity(4),
                allow_substitute: Some(false),
                ..Default::default()
            },
            OccupyLine {
                line_no: Some(7),
                sku: "TYR-2".into(),
                quantity: Quantity::MAX,
                ..Default::default()
            },
        ],
        buyer_id: Some("B9".into()),
        ttl_seconds: Some(900),
        mode: Some(HoldMode::Partial),
        fixed_warehouse: Some("SH01".into()),
        ..Default::default()
    }
}

fn bytes(value: &impl Encode) -> Vec<u8> {
    let mut encoder = Encoder::new();
    encoder.write(value).expect("can be written");
    encoder.into_vec()
}

fn read<T: Decode>(bytes: &[u8]) -> T {
    Decoder::new(bytes).read().expect("can be read")
}

#[test]
fn a_request_survives_hessian_and_protobuf() {
    let request = a_request();
    assert_eq!(read::<PreOccupyReq>(&bytes(&request)), request);
    assert_eq!(PreOccupyReq::from_proto(request.to_proto()), request);
}

#[test]
fn names_and_codes_are_strings_and_quantities_are_longs() {
    assert_eq!(bytes(&Sku::from("A")), bytes(&"A".to_owned()));
    assert_eq!(bytes(&HoldMode::All), bytes(&"ALL".to_owned()));
    assert_eq!(bytes(&Quantity(5)), bytes(&5_i64));
    assert_eq!(Sku::descriptor(), "Ljava/lang/String;");
    assert_eq!(HoldMode::descriptor(), "Ljava/lang/String;");
    assert_eq!(Quantity::descriptor(), "J");
}

#[test]
fn absent_is_null_both_ways() {
    let null = bytes(&None::<String>);
    assert_eq!(bytes(&Sku::default()), null);
    assert_eq!(bytes(&ResultCode::default()), null);
    assert!(read::<Sku>(&null).is_absent());
    assert!(read::<ResultCode>(&null).is_absent());
    assert_eq!(read::<Option<WarehouseCode>>(&null), None);
    assert_eq!(read::<Quantity>(&null), Quantity(0));
}

#[test]
fn an_unknown_code_survives_a_round_trip_and_is_a_refusal() {
    let code: ResultCode = read(&bytes(&"SOLD_TO_MARS".to_owned()));
    assert_eq!(code, ResultCode::Other("SOLD_TO_MARS".into()));
    assert_eq!(bytes(&code), bytes(&"SOLD_TO_MARS".to_owned()));
    assert!(!code.is_success() && !code.is_retryable());
    assert_eq!(
        <ResultCode as Item>::from_proto(Item::to_proto(&code)),
        code
    );
}

#[test]
fn every_known_code_reads_back_as_itself() {
    for value in ResultCode::SET.values {
        let code = ResultCode::from(value.value);
        assert!(!matches!(code, ResultCode::Other(_)), "{}", value.value);
        assert_eq!(code.as_str(), value.value);
        let advice = code.advice();
        assert!(
            !advice.english.is_empty() && !advice.chinese.is_empty(),
            "{}",
            value.value
        );
        assert!(!(advice.retryable && code.is_success()), "{}", value.value);
    }
}

#[test]
fn fields_that_were_not_sent_are_absent() {
    let mut encoder = Encoder::new();
    encoder
        .object(
            "com.autoparts.stock.api.PreOccupyReq",
            &["orderNo", "newerField"],
        )
        .expect("can be written");
    encoder.write_str("O1").expect("can be written");
    encoder.write_i32(1);
    let request: PreOccupyReq = read(&encoder.into_vec());
    assert_eq!(
        request,
        PreOccupyReq {
            order_no: "O1".into(),
            ..Default::default()
        }
    );
}

#[test]
fn a_reply_is_a_java_result_with_its_shortages() {
    let mut reply: Reply<Reservation> =
        Reply::refused(ResultCode::StockNotEnough, "1 line is short").detail("limit", "3");
    reply.shortages.push(Shortage {
        line_no: 1,
        sku: "A".into(),
        need: Quantity(5),
        have: Quantity(3),
        ..Default::default()
    });
    let written = bytes(&reply);
    let Value::Object(object) = read::<Value>(&written) else {
        panic!("no object")
    };
    assert_eq!(object.class(), "com.autoparts.stock.api.Result");
    assert_eq!(read::<Reply<Reservation>>(&written), reply);
    assert_eq!(Reply::<Reservation>::from_proto(reply.to_proto()), reply);
    assert_eq!(
        reply
            .clone()
            .into_data()
            .expect_err("is a refusal")
            .shortages
            .len(),
        1
    );
}

#[test]
fn a_list_of_a_reply_is_there_exactly_when_the_call_succeeded() {
    let empty: Reply<Vec<SellableItem>> = Reply::ok(Vec::new());
    assert_eq!(Reply::from_proto(empty.to_proto()), empty);
    let refused: Reply<Vec<SellableItem>> =
        Reply::refused(ResultCode::ParamInvalid, "skus is empty");
    assert_eq!(Reply::from_proto(refused.to_proto()), refused);
}

#[test]
fn a_page_keeps_its_rows_in_both_forms() {
    let page = Page {
        items: vec![LedgerRow {
            seq: 9,
            ..Default::default()
        }],
        next_cursor: Some("9".into()),
        total: None,
    };
    let reply = Reply::ok(page);
    assert_eq!(read::<Reply<Page<LedgerRow>>>(&bytes(&reply)), reply);
    let message: messages::LedgerRowPageReply = reply.to_proto();
    assert_eq!(message.data.as_ref().map(|page| page.items.len()), Some(1));
    assert_eq!(Reply::from_proto(message), reply);
}

#[test]
fn what_is_not_implemented_says_so() {
    let reply: Reply<()> = Reply::not_implemented("StockQueryService.promise");
    assert_eq!(reply.code, ResultCode::NotImplemented);
    assert!(!reply.retryable && reply.advice.is_some());
    assert_eq!(
        reply.details,
        BTreeMap::from([("method".to_owned(), "StockQueryService.promise".to_owned())])
    );
}

#[test]
fn an_event_is_json_with_java_names_and_milliseconds() {
    use dubbo_api::event::{Event, ReservationEvent};
    let event = Event {
        event_id: Some("E1".into()),
        event_type: Some("reservation.expired".into()),
        occurred_at: Some(Date(1_700_000_000_123)),
        aggregate_seq: 3,
        payload: Some(ReservationEvent {
            order_no: "O1".into(),
            refund: true,
            ..Default::default()
        }),
        ..Default::default()
    };
    let json = serde_json::to_value(&event).expect("can be written");
    assert_eq!(json["type"], "reservation.expired");
    assert_eq!(json["occurredAt"], 1_700_000_000_123_i64);
    assert_eq!(json["payload"]["orderNo"], "O1");
    assert!(json["payload"]["expireAt"].is_null());
    assert_eq!(
        serde_json::from_value::<Event<ReservationEvent>>(json).expect("can be read"),
        event
    );
    let sparse = r#"{"eventId":"E2","newer":1,"payload":{"orderNo":"O2","state":"ARCHIVED"}}"#;
    let read: Event<ReservationEvent> =
        serde_json::from_str(sparse).expect("unknown and absent fields do no harm");
    assert_eq!(read.payload.expect("is there").state.as_str(), "ARCHIVED");
}

/// Serves sourcing and implements nothing of it.
struct Empty;

impl SourcingService for Empty {}

#[test]
fn an_implementor_writes_only_what_it_has() {
    let cx = Context::new();
    let mut call = pin!(Empty.explain(&cx, "P1".into()));
    let Poll::Ready(reply) = call
        .as_mut()
        .poll(&mut task::Context::from_waker(Waker::noop()))
    else {
        panic!("a default method has nothing to wait for");
    };
    let reply = reply.expect("is an answer, not a fault");
    assert_eq!(reply.code, ResultCode::NotImplemented);
    assert_eq!(reply.details["method"], "SourcingService.explain");
}
