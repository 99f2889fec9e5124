//! A service's first call: what of a part can be sold, and two of it held for an order.
//!
//! ```text
//! cargo run --release --package consumer-sdk --example first_call -- 127.0.0.1:20880
//! ```
#![allow(clippy::print_stdout, reason = "it talks to a person")]

mod shop;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:20880".to_owned());
    println!("{}", shop::first_call(&address, "FC-1").await?);
    Ok(())
}
