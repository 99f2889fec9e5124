//! The call itself, as the README shows it.

use std::error::Error;

use consumer_sdk::api::{OccupyLine, OpContext, PreOccupyReq, Quantity};
use consumer_sdk::{Context, StockClient};

/// Holds two pieces for an order and cancels it: what a service needs, in twenty lines.
pub(crate) async fn first_call(address: &str, order: &str) -> Result<String, Box<dyn Error>> {
    let stock = StockClient::builder("shop", address).connect().await?;
    let cx = Context::new();
    let hold = stock
        .hold(
            &cx,
            PreOccupyReq {
                context: Some(OpContext {
                    source_system: Some("shop".to_owned()),
                    biz_no: Some(order.to_owned()),
                    ..OpContext::default()
                }),
                order_no: order.into(),
                lines: vec![OccupyLine {
                    sku: "PAD-1001".into(),
                    quantity: Quantity(2),
                    ..OccupyLine::default()
                }],
                area_code: Some("440106".to_owned()),
                ..PreOccupyReq::default()
            },
        )
        .await?;
    let number = hold.reservation().reservation_no.clone();
    let ended = hold.cancel(&cx, "only a try").await?;
    Ok(format!(
        "held as {}, now {}",
        number.unwrap_or_default(),
        ended.state
    ))
}
