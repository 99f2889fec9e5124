//! What an echo of 100 bytes costs its provider, in Rust and in Java Dubbo 3.3.6: `dubbo://` and Triple, hessian2, 64 calls in flight on
//! one connection, the same generator (bench `echo` of `dubbo-rpc`) for both, one after the other.
//!
//! ```text
//! cargo run -p integration-tests --bin bench_echo
//! ```
//!
//! What follows goes to the generator, such as `--seconds 10 --rounds 5`.
#![allow(clippy::print_stdout)] // it talks to a person

use std::process::Command;

use integration_tests::error::{PeerError, Result};
use integration_tests::java::{JavaServer, usage};
use integration_tests::ports::PortLease;

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let more: Vec<String> = std::env::args().skip(1).collect();
    // What a team has, and what is cheapest where nothing blocks.
    let dispatchers = [("all", "its default"), ("direct", "on the I/O thread")];
    for protocol in ["dubbo", "tri"] {
        println!("Rust, dubbo-rpc, {protocol}:");
        let spoken = ["--protocol".to_owned(), protocol.to_owned()];
        let arguments: Vec<String> = spoken.iter().cloned().chain(more.iter().cloned()).collect();
        generate(&arguments)?;
        for (dispatcher, meaning) in dispatchers {
            let lease = PortLease::take(&[0])?;
            let port = lease.port().to_string();
            let given = [
                "--port",
                &port,
                "--protocol",
                protocol,
                "--dispatcher",
                dispatcher,
            ];
            let java =
                JavaServer::start_measured("tools-336", "com.autoparts.bench.EchoProvider", &given)
                    .await?;
            let idle = usage::of(java.id())?.resident_kib;
            println!(
                "Java, Dubbo 3.3.6, {protocol}, dispatcher {dispatcher} ({meaning}); idle: {idle} KiB resident"
            );
            let mut provider = vec!["--addr".to_owned(), format!("127.0.0.1:{port}")];
            provider.extend(["--pid".to_owned(), java.id().to_string()]);
            provider.extend(spoken.iter().cloned());
            // Its just-in-time compiler has seen nothing yet.
            println!("warm-up:");
            generate(&provider)?;
            println!("measured:");
            provider.extend(more.iter().cloned());
            generate(&provider)?;
        }
    }
    println!(
        "load average {}",
        std::fs::read_to_string("/proc/loadavg")
            .unwrap_or_default()
            .trim()
    );
    Ok(())
}

/// Runs the generator to its end; it prints its own figures.
fn generate(arguments: &[String]) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "bench",
            "--quiet",
            "-p",
            "dubbo-rpc",
            "--bench",
            "echo",
            "--",
        ])
        .args(arguments)
        .status()
        .map_err(PeerError::because("cannot run cargo bench"))?;
    if status.success() {
        Ok(())
    } else {
        Err(PeerError::new(format!("the generator ended with {status}")))
    }
}
