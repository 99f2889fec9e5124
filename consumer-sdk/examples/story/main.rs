//! Three orders of one buyer's garage, from browsing by vehicle to their end: one is signed for, one is refused at the door, one comes
//! back in parts. Then the day is reported and the books balance.
//!
//! ```text
//! cargo run --release                                                              # in one terminal
//! cargo run --release --package consumer-sdk --example story -- 127.0.0.1:20880    # in another
//! ```
#![allow(clippy::print_stdout, reason = "it talks to a person")]

mod tale;

use consumer_sdk::{ClientOptions, StockClient};
use tale::Tale;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:20880".to_owned());
    let stock = StockClient::connect(&address, ClientOptions::default()).await?;
    let mut tale = Tale::begin(stock)?;
    let told = tale.tell().await;
    for line in tale.lines() {
        println!("{line}");
    }
    Ok(told?)
}
