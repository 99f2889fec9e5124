//! What can be held, and from where.

use std::time::Duration;

use dubbo_api::change::{FreezeReq, StockChangeService as _};
use dubbo_api::inquiry::{SellableReq, StockQueryService as _};
use dubbo_api::reservation::{OccupyLine, PreOccupyReq};
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;

use super::mall::{Mall, told};
use super::on_both_databases;
use super::provider::until;
use super::table::rows;

on_both_databases! {
    case_14_one_sku_on_two_lines_is_summed,
    case_15_every_short_line_of_fifty_is_listed_and_nothing_held,
    case_17_18_19_kits,
    case_20_nonsense_is_refused_by_field_and_leaves_nothing,
    case_21_an_unknown_sku_among_ten,
    case_22_channel_pool_first_then_shared_if_allowed,
    case_24_safety_stock_raised_above_what_is_free,
}

async fn case_14_one_sku_on_two_lines_is_summed(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        reserve O1 S*6 S*6         -> STOCK_NOT_ENOUGH S 10/12
        order O1                   -> RESERVATION_NOT_FOUND
        reserve O1 S*6 S*4         -> OK
        order O1                   -> PRE_OCCUPIED S*6@W1 S*4@W1
        stock W1 S                 -> preoccupied=10
    ",
    )
    .await;
}

async fn case_15_every_short_line_of_fifty_is_listed_and_nothing_held(mall: &Mall) {
    let names: Vec<String> = (1..=50).map(|at| format!("L{at:02}")).collect();
    let stock: String = names[..49].iter().map(|sku| format!("{sku}*5 ")).collect();
    let order: String = names.iter().map(|sku| format!("{sku}*2 ")).collect();
    let two_short = order.replace("L07*2", "L07*6");
    rows(
        mall,
        &format!(
            "
        receive W1 {stock}
        receive W1 L50*1
        reserve O1 {order}         -> STOCK_NOT_ENOUGH L50 1/2
        reserve O2 {two_short}     -> STOCK_NOT_ENOUGH L07 5/6 L50 1/2
        order O1                   -> RESERVATION_NOT_FOUND
        stock W1 L50               -> available=1
        receive W1 L50*1
        reserve O3 {order}         -> OK
    "
        ),
    )
    .await;
    for sku in &names[..49] {
        assert_eq!(mall.stock(sku).await, "available=3 preoccupied=2", "{sku}");
    }
}

async fn case_17_18_19_kits(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 PAD*10 DISC*5 TYRE*7
        reserve O1 BRAKES*3        -> KIT_COMPONENT_SHORT DISC 5/6
        stock W1 PAD               -> available=10
        reserve O1 BRAKES*2 DISC*2 -> KIT_COMPONENT_SHORT DISC 5/6
        reserve O1 BRAKES*2 DISC*1 -> OK
        stock W1 DISC              -> preoccupied=5
        reserve O2 WHEELS*2        -> KIT_COMPONENT_SHORT TYRE 7/8
        reserve O2 WHEELS*1        -> OK
        order O2                   -> PRE_OCCUPIED TYRE*4@W1
    ",
    )
    .await;
    let request = SellableReq {
        tenant: Some(mall.tenant.as_str().into()),
        skus: vec!["WHEELS".into(), "PAD".into(), "NOPE".into()],
        ..SellableReq::default()
    };
    let items = mall
        .questions
        .batch_sellable(&Context::new(), request)
        .await
        .unwrap()
        .into_data()
        .unwrap();
    let told: Vec<_> = items
        .iter()
        .map(|item| (item.sku.as_str(), item.known, item.sellable.get()))
        .collect();
    assert_eq!(
        told,
        [("WHEELS", true, 0), ("PAD", true, 8), ("NOPE", false, 0)]
    );
}

async fn case_20_nonsense_is_refused_by_field_and_leaves_nothing(mall: &Mall) {
    mall.receive("S", 10).await;
    let lines = |quantity: i64, count: usize| -> Vec<OccupyLine> {
        vec![
            OccupyLine {
                sku: "S".into(),
                quantity: Quantity(quantity),
                ..OccupyLine::default()
            };
            count
        ]
    };
    let most = 1_i64 << 40;
    let bad = [
        (lines(0, 1), "lines[0].quantity", "0"),
        (lines(-1, 1), "lines[0].quantity", "-1"),
        (lines(most + 1, 1), "lines[0].quantity", "1099511627777"),
        (
            lines(i64::MAX, 1),
            "lines[0].quantity",
            "9223372036854775807",
        ),
        (
            lines(i64::MIN, 1),
            "lines[0].quantity",
            "-9223372036854775808",
        ),
        (lines(1, 1_000), "lines", "1000"),
        (lines(1, 201), "lines", "201"),
        (lines(1, 0), "lines", "0"),
    ];
    for (lines, field, value) in bad {
        let request = PreOccupyReq {
            lines,
            ..mall.hold("O1", &[])
        };
        let reply = mall.send(request).await;
        assert_eq!(
            reply.code.as_str(),
            "PARAM_INVALID",
            "{field} {value}: {reply:?}"
        );
        assert_eq!(reply.details["field"], field);
        assert!(reply.details["value"].contains(value), "{reply:?}");
        assert!(
            !reply.details["limit"].is_empty() && !reply.retryable,
            "{reply:?}"
        );
    }
    for ttl in [4, 14_401, -1, i32::MIN] {
        let request = PreOccupyReq {
            ttl_seconds: Some(ttl),
            ..mall.hold("O1", &[("S", 1)])
        };
        assert_eq!(
            told(&mall.send(request).await),
            "PARAM_INVALID",
            "ttl {ttl}"
        );
    }
    let request = FreezeReq {
        context: mall.context("F"),
        warehouse: "W1".into(),
        ..FreezeReq::default()
    };
    let reply = mall.goods.freeze(&Context::new(), request).await.unwrap();
    assert_eq!(told(&reply), "PARAM_INVALID");
    // The largest that is allowed is an ordinary question; none of the above left a key behind that would stand in its way.
    let request = PreOccupyReq {
        lines: lines(most, 1),
        ..mall.hold("O1", &[])
    };
    assert_eq!(
        told(&mall.send(request).await),
        format!("STOCK_NOT_ENOUGH S 10/{most}")
    );
    let request = PreOccupyReq {
        lines: lines(1, 200),
        ..mall.hold("O2", &[])
    };
    assert_eq!(told(&mall.send(request).await), "STOCK_NOT_ENOUGH S 10/200");
    assert_eq!(mall.stock("S").await, "available=10");
}

async fn case_21_an_unknown_sku_among_ten(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10 A*10
        reserve O1 S*1 A*1 L01*1 L02*1 L03*1 NOPE*1 L04*1 L05*1 L06*1 B*1 -> SKU_UNKNOWN
        reserve O1 S*1@W9          -> WAREHOUSE_UNKNOWN
        reserve O1 S*1 from=W9     -> WAREHOUSE_UNKNOWN
        reserve O1 S*1 from=W3     -> NO_SOURCE        // closed
        reserve O1 S*1 area=9901   -> NO_SOURCE        // the closed one alone serves it
        reserve O1 S*1 HALT*1      -> STOCK_FROZEN     // its sale is stopped
        order O1                   -> RESERVATION_NOT_FOUND
        stock W1 S                 -> available=10
        stock W1 A                 -> available=10
    ",
    )
    .await;
}

async fn case_22_channel_pool_first_then_shared_if_allowed(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 B*5 B*2#CH:web B*1#CH:vip
        reserve O1 B*3 channel=web -> OK
        order O1                   -> PRE_OCCUPIED B*2@W1#CH:web B*1@W1
        reserve O2 B*2 channel=vip -> CHANNEL_QUOTA_EXHAUSTED B 1/2
        reserve O3 B*1 channel=vip -> OK
        cancel O1                  -> OK
        cancel O3                  -> OK
        stock W1 B                 -> available=5
        stock W1 B CH:web          -> available=2
        stock W1 B CH:vip          -> available=1
        reserve O4 B*6             -> STOCK_NOT_ENOUGH B 5/6
        assign W1 SHARED CH:vip B*3 -> OK
        reserve O5 B*4 channel=vip -> OK
        stock W1 B CH:vip          -> preoccupied=4
    ",
    )
    .await;
}

async fn case_24_safety_stock_raised_above_what_is_free(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 SAFE*10
        reserve O1 SAFE*4          -> OK
    ",
    )
    .await;
    mall.center.import("safety");
    let sellable = || async {
        let request = SellableReq {
            tenant: Some(mall.tenant.as_str().into()),
            skus: vec!["SAFE".into()],
            ..SellableReq::default()
        };
        let items = mall
            .questions
            .batch_sellable(&Context::new(), request)
            .await
            .unwrap()
            .into_data()
            .unwrap();
        items[0].sellable.get()
    };
    until("the new safety stock", Duration::from_secs(20), || async {
        sellable().await == 0
    })
    .await;
    rows(
        mall,
        "
        reserve O2 SAFE*1          -> STOCK_NOT_ENOUGH SAFE 0/1
        order O1                   -> PRE_OCCUPIED SAFE*4@W1
        confirm O1                 -> OK
        stock W1 SAFE              -> available=6 allocated=4
    ",
    )
    .await;
}
