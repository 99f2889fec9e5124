//! When goods would arrive that are sold before they are there.

use std::time::Duration;

use dubbo_api::change::{AsnReq, StockChangeService as _, StockLine};
use dubbo_api::inquiry::{PromiseLine, PromiseReq, StockQueryService as _};
use dubbo_api::sourcing::RuleSet;
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;
use hessian2::Date;
use stock::ids::Moment;
use stock::policy::INCOMING_BUFFER_HOURS;
use stock::sourcing::calendar::Calendar;
use stock::sourcing::promise::{Wave, promise};

use super::mall::{Caller, Mall, told};
use super::on_both_databases;
use super::presale::{FIRST, REST, before_it_is_there, close, open};
use super::provider::until;
use super::sourcer::{Sourcer, policy, way};

on_both_databases! {
    a_promise_names_the_day_of_the_presale,
}

/// When so many would arrive in an area that W1 serves within a day, by one of the providers; and whether goods have to come first.
async fn promised(mall: &Caller, quantity: i64) -> (Option<i64>, bool) {
    let request = PromiseReq {
        tenant: Some(mall.tenant.as_str().into()),
        area_code: Some("310115".to_owned()),
        lines: vec![PromiseLine {
            sku: "S".into(),
            quantity: Quantity(quantity),
            ..PromiseLine::default()
        }],
        ..PromiseReq::default()
    };
    let told = mall.questions.promise(&Context::new(), request).await;
    let told = told.unwrap().into_data().unwrap();
    let line = &told.lines[0];
    assert_eq!(line.arrive_at, told.earliest_full);
    assert_eq!(line.available_now, Quantity(0));
    (told.earliest_full.map(|date| date.0), line.from_incoming)
}

/// Goods that are ready at a moment after they came leave with the wave of that day, a day's way from the customer.
fn arrival(expected: Date) -> Option<i64> {
    let ready = Moment(expected.0).plus_seconds(INCOMING_BUFFER_HOURS * 3_600);
    let found = promise(&Calendar::default(), &[Wave::default()], 24, ready);
    found.map(|found| found.arrive_at.0)
}

async fn a_promise_names_the_day_of_the_presale(mall: &Mall) {
    let sourcer = Sourcer::of(mall).await;
    let served = RuleSet {
        policies: vec![policy("FEW", &["PARCELS"])],
        coverage: vec![way("W1", 0, 0, 1)],
        ..sourcer.set("v1")
    };
    sourcer.rules(served).await;
    let there = mall.elsewhere().await;
    assert_eq!(promised(mall, 1).await, (None, false));
    assert_eq!(told(&open(mall, "PS-618", 10).await), "OK");
    let (first, rest) = (arrival(FIRST), arrival(REST));
    assert!(first.is_some() && first < rest);
    // Both providers tell the same date for what quota is left, and none beyond it.
    for caller in [&**mall, &there] {
        let all = async || promised(caller, 10).await == (first, true);
        until("the presale to be promised", Duration::from_secs(20), all).await;
        assert_eq!(promised(caller, 11).await, (None, true));
    }
    let held = mall.send(before_it_is_there(mall, "O1", 4)).await;
    assert_eq!(told(&held), "OK");
    assert_eq!(promised(mall, 6).await, (first, true));
    assert_eq!(promised(mall, 7).await.0, None, "4 of the 10 are sold");
    // Announced goods go to the 4 that are sold; the fifth of them is promised later than what the presale has left.
    let announced = AsnReq {
        context: mall.context("ASN"),
        asn_no: Some("ASN".to_owned()),
        warehouse: "W1".into(),
        expected_at: Some(REST),
        lines: vec![StockLine {
            sku: "S".into(),
            quantity: Quantity(5),
            ..StockLine::default()
        }],
        ..AsnReq::default()
    };
    let announced = mall.goods.purchase_expect(&Context::new(), announced).await;
    assert_eq!(told(&announced.unwrap()), "OK");
    assert_eq!(promised(mall, 5).await, (first, true));
    assert_eq!(promised(mall, 6).await, (rest, true));
    assert_eq!(told(&close(mall, "END", None).await), "OK");
    assert_eq!(promised(mall, 1).await, (rest, true), "the announced one");
    assert_eq!(promised(mall, 2).await.0, None, "the sale is over");
}
