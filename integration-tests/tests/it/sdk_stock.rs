//! The typed stock client against a real stock center: the first call, the guard of a hold, lost answers.

use std::time::Duration;

use consumer_sdk::api::states::{OpType, ReservationState};
use consumer_sdk::api::{
    OccupyLine, OpContext, OpKey, PreOccupyReq, Quantity, ReservationQuery, ResultCode,
    StockReservationService as _,
};
use consumer_sdk::{Answered as _, Context, ErrorKind, Settled, StockClient, StockError};
use integration_tests::stock_center::StockCenter;

// What a reader of the example runs is what is tested.
#[path = "../../../consumer-sdk/examples/first_call/shop.rs"]
mod shop;

const PATIENCE: Duration = Duration::from_secs(30);

fn request(order: &str, quantity: i64) -> PreOccupyReq {
    PreOccupyReq {
        context: Some(OpContext {
            source_system: Some("sdk".to_owned()),
            biz_no: Some(order.to_owned()),
            ..OpContext::default()
        }),
        order_no: order.into(),
        lines: vec![OccupyLine {
            sku: "PAD-1001".into(),
            quantity: Quantity(quantity),
            ..OccupyLine::default()
        }],
        area_code: Some("440106".to_owned()),
        ..PreOccupyReq::default()
    }
}

async fn state(stock: &StockClient, order: &str) -> ReservationState {
    let query = ReservationQuery {
        order_no: Some(order.into()),
        ..ReservationQuery::default()
    };
    let found = stock.reservations().get(&Context::new(), query).await;
    found.done().unwrap().state
}

async fn until_cancelled(stock: &StockClient, order: &str) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while state(stock, order).await != ReservationState::Cancelled {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    assert!(waited.await.is_ok(), "{order} was never cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn holds_are_ended_whatever_happens() {
    let center = StockCenter::start(&[]).await.unwrap();
    let told = shop::first_call(&center.address(), "FC-1").await.unwrap();
    assert!(told.contains("CANCELLED"), "{told}");

    let stock = StockClient::builder("sdk-tests", center.address())
        .connect()
        .await
        .unwrap();
    let cx = Context::new();
    // Paid, cancelled, kept, and forgotten.
    let paid = stock.hold(&cx, request("O-paid", 1)).await.unwrap();
    let paid = paid.confirm(&cx, "PAY-1").await.unwrap();
    assert!(!paid.fulfillment_nos.is_empty());
    let kept = stock.hold(&cx, request("O-kept", 1)).await.unwrap().keep();
    assert!(kept.reservation_no.is_some());
    drop(stock.hold(&cx, request("O-forgotten", 1)).await.unwrap());
    until_cancelled(&stock, "O-forgotten").await;
    assert_ne!(state(&stock, "O-kept").await, ReservationState::Cancelled);

    // A refusal is no failure, and says what is short.
    let error = stock
        .hold(&cx, request("O-much", 1_000_000))
        .await
        .unwrap_err();
    let StockError::Refused(refusal) = &error else {
        panic!("{error:?}")
    };
    assert!(
        !refusal.shortages.is_empty() && !error.is_outcome_unknown(),
        "{error}"
    );
    let without_key = PreOccupyReq {
        context: None,
        ..request("O-none", 1)
    };
    let StockError::Failed(error) = stock.hold(&cx, without_key).await.unwrap_err() else {
        panic!()
    };
    assert_eq!(error.kind(), ErrorKind::Configuration);

    // What became of a write is known by its key.
    let key = |order: &str| OpKey {
        source_system: Some("sdk".to_owned()),
        op_type: OpType::PreOccupy,
        biz_no: Some(order.to_owned()),
        ..OpKey::default()
    };
    match stock.settle(&cx, &key("O-kept")).await.unwrap() {
        Settled::Answered(answer) => assert_eq!(answer.code, ResultCode::Ok),
        Settled::NeverArrived => panic!("it did"),
    }
    assert!(matches!(
        stock.settle(&cx, &key("O-never")).await.unwrap(),
        Settled::NeverArrived
    ));

    // The provider dies: the outcome of what was under way is asked for at the next one, here the same after a new start.
    center.kill9().await;
    center.launch().await.unwrap();
    let again = stock.hold(&cx, request("O-after", 1)).await.unwrap();
    again.cancel(&cx, "done").await.unwrap();
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
    center.stop().await.unwrap();
}
