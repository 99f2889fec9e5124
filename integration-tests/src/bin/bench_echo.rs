//! What an echo of 100 bytes costs its provider, in Rust and in Java Dubbo 3.3.6: `dubbo://`, hessian2, 64 callers on one
//! connection, the same caller for both, in turns.
//!
//! ```text
//! cargo run --release -p integration-tests --bin bench_echo
//! ```
#![allow(clippy::print_stdout)] // it talks to a person

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dubbo_rpc::{
    Client, ClientOptions, Context, ExportOptions, Fault, Invoker, Server, ServiceRef,
};
use integration_tests::error::{PeerError, Result};
use integration_tests::java::{JavaServer, usage};
use integration_tests::ports::PortLease;
use integration_tests::process::{Process, data_folder};

const CALLERS: u32 = 64;
const TEXT_BYTES: usize = 100;
const WARM_UP_CALLS: u32 = 60_000;
const CALLS: u32 = 200_000;
const ROUNDS: usize = 3;
const READY_DEADLINE: Duration = Duration::from_secs(30);

/// `com.autoparts.bench.EchoService`, as in `integration-tests/java/tools-336`.
#[dubbo_rpc::service(interface = "com.autoparts.bench.EchoService")]
trait EchoService {
    /// Returns its argument.
    async fn echo(&self, cx: &Context, s: String) -> std::result::Result<String, Fault>;
}

struct Echo;

impl EchoService for Echo {
    async fn echo(&self, _: &Context, s: String) -> std::result::Result<String, Fault> {
        Ok(s)
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first() {
        Some(port) => serve(port).await?,
        None => compare().await?,
    }
    Ok(())
}

async fn serve(port: &str) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let server = Server::builder()
        .bind(format!("127.0.0.1:{port}"))
        .service(
            EchoServiceServer::new(Arc::new(Echo)),
            ExportOptions::default(),
        )
        .start()
        .await?;
    println!("ready {}", server.local_addr().port());
    tokio::signal::ctrl_c().await?;
    Ok(())
}

async fn compare() -> Result<()> {
    if cfg!(debug_assertions) {
        println!("this is a debug build: its figures say nothing, use --release");
    }
    let leases = [PortLease::take(&[0])?, PortLease::take(&[0])?];
    let java_port = leases[0].port().to_string();
    let java = JavaServer::start(
        "tools-336",
        "com.autoparts.bench.EchoProvider",
        &["--port", &java_port],
    )
    .await?;
    let folder = data_folder("bench-echo")?;
    let rust = rust_provider(leases[1].port(), folder.path()).await?;
    let idle = [
        usage::of(rust.id())?.resident_kib,
        usage::of(java.id())?.resident_kib,
    ];
    println!("idle: Rust {} KiB resident, Java {} KiB", idle[0], idle[1]);

    let peers = [
        ("Rust", rust.id(), leases[1].port()),
        ("Java 3.3.6", java.id(), leases[0].port()),
    ];
    let mut best = [f64::INFINITY; 2];
    for (_, _, port) in peers {
        calls(port, WARM_UP_CALLS).await?;
    }
    for round in 1..=ROUNDS {
        for (index, (name, id, port)) in peers.into_iter().enumerate() {
            let before = usage::of(id)?;
            let started = Instant::now();
            calls(port, CALLS).await?;
            let seconds = started.elapsed().as_secs_f64();
            let after = usage::of(id)?;
            let per_thousand = (after.cpu - before.cpu).as_secs_f64() * 1000.0 / f64::from(CALLS);
            best[index] = best[index].min(per_thousand);
            println!(
                "round {round}, {name}: {:.0} calls/s, {per_thousand:.4} provider CPU s per 1,000, {} KiB resident",
                f64::from(CALLS) / seconds,
                after.resident_kib
            );
        }
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "Rust costs {:.3} of Java (best rounds); load average {}",
        best[0] / best[1],
        load.trim()
    );
    Ok(())
}

/// This program again, as the Rust provider in a process of its own.
async fn rust_provider(port: u16, folder: &std::path::Path) -> Result<Process> {
    let program = std::env::current_exe().map_err(PeerError::because("this program's path"))?;
    let mut command = Command::new(program);
    command.arg(port.to_string());
    let log = folder.join("provider.log");
    let mut process = Process::spawn("the Rust echo provider", command, &log, folder)?;
    process
        .wait_until(READY_DEADLINE, || {
            let printed = std::fs::read_to_string(&log).is_ok_and(|text| text.contains("ready"));
            std::future::ready(printed)
        })
        .await?;
    Ok(process)
}

/// Makes `total` calls from [`CALLERS`] tasks on one connection, as a Java consumer shares one per provider.
async fn calls(port: u16, total: u32) -> Result<()> {
    let options = ClientOptions {
        application: Some("bench".into()),
        ..ClientOptions::default()
    };
    let client = Client::connect(format!("127.0.0.1:{port}"), options)
        .await
        .map_err(PeerError::because("connecting"))?;
    let client: Arc<dyn Invoker> = Arc::new(client);
    let echo = Arc::new(EchoServiceClient::new(
        client,
        ServiceRef::new(echo_service::INTERFACE),
    ));
    let mut tasks = Vec::new();
    for _ in 0..CALLERS {
        let echo = Arc::clone(&echo);
        tasks.push(tokio::spawn(async move {
            let text = "x".repeat(TEXT_BYTES);
            for _ in 0..total / CALLERS {
                let answer = echo.echo(&Context::new(), text.clone()).await?;
                if answer.len() != TEXT_BYTES {
                    return Err(Fault::new(format!("{} bytes came back", answer.len())));
                }
            }
            Ok(())
        }));
    }
    for task in tasks {
        task.await
            .map_err(PeerError::because("a caller"))?
            .map_err(PeerError::because("a call"))?;
    }
    Ok(())
}
