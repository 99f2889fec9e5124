//! Serves the probe interface on `dubbo://`, for a Java consumer started by hand.
//!
//! ```text
//! cargo run -p integration-tests --bin probe_provider -- 0.0.0.0:20881
//! ```
#![allow(clippy::print_stdout)] // it talks to a person

use integration_tests::probe;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Java consumers replace a 127.x address by the machine's own, so loopback alone would not be reachable for them.
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "0.0.0.0:20881".to_owned());
    let server = probe::serve(&address).await?;
    println!("ready {}", server.local_addr().port());
    tokio::signal::ctrl_c().await?;
    server.shutdown(std::time::Duration::from_secs(10)).await;
    Ok(())
}
