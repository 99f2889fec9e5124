//! One order against a running stock center: browse, hold, pay, and ask where the units are.
//!
//! ```text
//! cargo run --release --package consumer-sdk --example reserve -- 127.0.0.1:20880 [SKU]
//! ```
#![allow(clippy::print_stdout, reason = "it talks to a person")]

use std::time::{SystemTime, UNIX_EPOCH};

use consumer_sdk::api::{
    ConfirmReq, ExplainQuery, OccupyLine, OpContext, PreOccupyReq, Quantity, SellableReq,
    StockQueryService, StockReservationService,
};
use consumer_sdk::{ClientOptions, Context, StockClient};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments
        .next()
        .unwrap_or_else(|| "127.0.0.1:20880".to_owned());
    let sku = arguments.next().unwrap_or_else(|| "PAD-1001".to_owned());
    let stock = StockClient::connect(&address, ClientOptions::default()).await?;
    let cx = Context::new();

    // Browse: what of the part can be sold in Guangzhou's Tianhe district?
    let request = SellableReq {
        skus: vec![sku.as_str().into()],
        area_code: Some("440106".to_owned()),
        channel: Some("APP".to_owned()),
        ..SellableReq::default()
    };
    let found = stock
        .queries()
        .batch_sellable(&cx, request)
        .await?
        .into_data();
    let found = found.map_err(|refused| format!("{}: {:?}", refused.code, refused.message))?;
    for item in &found {
        println!(
            "browse   {}: {} {} in {} warehouses",
            item.sku, item.band, item.sellable, item.warehouse_count
        );
    }

    // Order: hold two. The key makes the call repeatable.
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let order_no = format!("EX{}", since.as_millis());
    let key = |biz_no: String| {
        Some(OpContext {
            source_system: Some("example".to_owned()),
            biz_no: Some(biz_no),
            ..OpContext::default()
        })
    };
    let line = OccupyLine {
        sku: sku.as_str().into(),
        quantity: Quantity(2),
        ..OccupyLine::default()
    };
    let request = PreOccupyReq {
        context: key(order_no.clone()),
        order_no: order_no.as_str().into(),
        lines: vec![line],
        area_code: Some("440106".to_owned()),
        channel: Some("APP".to_owned()),
        ..PreOccupyReq::default()
    };
    let held = stock
        .reservations()
        .pre_occupy(&cx, request.clone())
        .await?;
    println!(
        "hold     {} {}",
        held.code,
        held.message.as_deref().unwrap_or_default()
    );
    for short in &held.shortages {
        println!(
            "         short: {} needs {}, has {}",
            short.sku, short.need, short.have
        );
    }
    if let Some(reservation) = &held.data {
        for held in &reservation.lines {
            println!(
                "         {} × {} from {} ({})",
                held.reserved, held.sku, held.warehouse, held.pool
            );
        }
    }

    // The same call once more, as after a lost answer: nothing moves twice.
    let again = stock.reservations().pre_occupy(&cx, request).await?;
    println!("again    {}", again.code);

    // Pay.
    let request = ConfirmReq {
        context: key(format!("PAY-{order_no}")),
        order_no: Some(order_no.as_str().into()),
        pay_no: Some(format!("PAY-{order_no}")),
        ..ConfirmReq::default()
    };
    let paid = stock.reservations().confirm(&cx, request).await?;
    println!(
        "pay      {} {}",
        paid.code,
        paid.message.as_deref().unwrap_or_default()
    );
    if let Some(reservation) = &paid.data {
        let sent: Vec<&str> = reservation
            .fulfillment_nos
            .iter()
            .map(AsRef::as_ref)
            .collect();
        println!(
            "         {} is {}, to be sent as {}",
            reservation.order_no,
            reservation.state,
            sent.join(", ")
        );
    }

    // Why is the number what it is?
    let query = ExplainQuery {
        sku: sku.as_str().into(),
        limit: Some(3),
        ..ExplainQuery::default()
    };
    let explained = stock
        .queries()
        .explain_quantity(&cx, query)
        .await?
        .into_data();
    let explained =
        explained.map_err(|refused| format!("{}: {:?}", refused.code, refused.message))?;
    for moved in &explained.movements {
        println!(
            "ledger   {} {} × {} {} → {}",
            moved.movement, moved.quantity, moved.sku, moved.from_bucket, moved.to_bucket
        );
    }
    Ok(())
}
