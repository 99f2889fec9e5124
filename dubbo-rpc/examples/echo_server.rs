//! Hosts `com.autoparts.bench.EchoService { String echo(String s); }`, for benchmarks and probes.
//!
//! ```text
//! cargo run --release -p dubbo-rpc --example echo_server -- 127.0.0.1:20880
//! ```
//!
//! Prints `listening on <address>` and serves until ctrl-c.
#![expect(clippy::print_stdout, reason = "it talks to whoever started it")]

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::{Context, ExportOptions, Fault, Server};

/// Answers what it is given.
#[dubbo_rpc::service(interface = "com.autoparts.bench.EchoService")]
pub trait EchoService {
    /// Returns `s`.
    async fn echo(&self, cx: &Context, s: Option<String>) -> Result<Option<String>, Fault>;
}

struct Echo;

impl EchoService for Echo {
    async fn echo(&self, _cx: &Context, s: Option<String>) -> Result<Option<String>, Fault> {
        Ok(s)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:20880".to_owned());
    let server = Server::builder()
        .bind(address)
        .service(
            EchoServiceServer::new(Arc::new(Echo)),
            ExportOptions::default(),
        )
        .start()
        .await?;
    println!("listening on {}", server.local_addr());
    std::io::stdout().flush()?;
    tokio::signal::ctrl_c().await?;
    server.shutdown(Duration::from_secs(10)).await;
    Ok(())
}
