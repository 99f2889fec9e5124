//! What an echo of 100 bytes costs its consumer: ours (`consumer-sdk`) and Java Dubbo 3.3.6, 64 callers that wait for each reply, on `dubbo://` and Triple, hessian2,
//! against the same provider in the same run. Rounds A B A B A B; medians with smallest and largest.
//!
//! ```text
//! cargo run --release --package integration-tests --bin bench_consumer [ROUNDS]
//! ```
//!
//! Two builds of our consumer are compared by their CPU for the same number of calls of one provider, in turns: `bench_consumer provide 0` says an
//! address, at which both are told `bench_consumer consume tri ADDRESS CALLS`.
#![allow(clippy::print_stdout)] // it talks to a person

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use consumer_sdk::Consumer;
use dubbo_rpc::{Context, ExportOptions, Fault, Server, ServiceRef};
use integration_tests::error::{PeerError, Result};
use integration_tests::java::{JavaServer, usage};
use integration_tests::process::{Process, data_folder, run};

const ROUNDS: usize = 3;
const CALLERS: usize = 64;
const WARM_UP: Duration = Duration::from_secs(2);
/// Java's just-in-time compiler takes its time.
const WARM_UP_JAVA: Duration = Duration::from_secs(15);
const MEASURED: Duration = Duration::from_secs(5);
/// A consumer is done by then.
const DEADLINE: Duration = Duration::from_secs(90);
const TEXT: usize = 100;
/// What the requirements allow of Java's CPU.
const GOAL: f64 = 0.25;

#[dubbo_rpc::service(interface = "com.autoparts.bench.EchoService")]
trait Echo {
    /// The text itself.
    async fn echo(&self, cx: &Context, text: String) -> std::result::Result<String, Fault>;
}

struct Parrot;

impl Echo for Parrot {
    async fn echo(&self, _: &Context, text: String) -> std::result::Result<String, Fault> {
        Ok(text)
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["provide", port] => provide(port).await?,
        ["consume", protocol, address] => consume(protocol, address, None).await?,
        ["consume", protocol, address, calls] => {
            consume(protocol, address, Some(calls.parse()?)).await?;
        }
        [] => compare(ROUNDS).await?,
        [rounds] => compare(rounds.parse()?).await?,
        _ => return Err("bench_consumer [ROUNDS]".into()),
    }
    Ok(())
}

async fn provide(port: &str) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let server = Server::builder()
        // A Java consumer replaces 127.x by the machine's own address.
        .bind(format!("0.0.0.0:{port}"))
        .service(EchoServer::new(Arc::new(Parrot)), ExportOptions::default())
        .start()
        .await?;
    println!("ready 127.0.0.1:{}", server.local_addr().port());
    std::future::pending::<()>().await;
    Ok(())
}

/// What a consumer says of its measured seconds.
#[derive(Debug, Clone, Copy)]
struct Figures {
    calls: f64,
    cpu_us: f64,
    p50_us: f64,
    p99_us: f64,
}

impl Figures {
    fn read(line: &str) -> Option<Self> {
        let value = |name: &str| -> Option<f64> {
            let mut words = line.split_whitespace();
            words.find_map(|word| word.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
        };
        Some(Self {
            calls: value("calls")?,
            cpu_us: value("cpu_us")?,
            p50_us: value("p50_us")?,
            p99_us: value("p99_us")?,
        })
    }

    /// Milliseconds of CPU for 1,000 calls.
    fn cost(&self) -> f64 {
        self.cpu_us / self.calls
    }
}

/// When the callers stop.
#[derive(Debug, Clone, Copy)]
enum Until {
    Moment(Instant),
    /// So many calls of all callers together.
    Calls(usize),
}

async fn consume(
    protocol: &str,
    address: &str,
    calls_measured: Option<usize>,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let reference = Consumer::builder("echo-consumer", format!("{protocol}://{address}"))
        .build()?
        .refer(ServiceRef::new(echo::INTERFACE))
        .timeout(Duration::from_secs(10))
        .connect()
        .await?;
    let client = Arc::new(EchoClient::new(
        Arc::new(reference.clone()),
        reference.service().clone(),
    ));
    calls(&client, Until::Moment(Instant::now() + WARM_UP)).await?;
    let own = std::process::id();
    let before = usage::of(own)?.cpu;
    let until = match calls_measured {
        Some(count) => Until::Calls(count),
        None => Until::Moment(Instant::now() + MEASURED),
    };
    let mut nanos = calls(&client, until).await?;
    let used = usage::of(own)?.cpu.saturating_sub(before);
    nanos.sort_unstable();
    let at = |share: usize| nanos.get(nanos.len() * share / 100).copied().unwrap_or(0) / 1_000;
    println!(
        "calls={} cpu_us={} p50_us={} p99_us={}",
        nanos.len(),
        used.as_micros(),
        at(50),
        at(99)
    );
    Ok(())
}

async fn calls(client: &Arc<EchoClient>, until: Until) -> Result<Vec<u64>> {
    let begun = Arc::new(AtomicUsize::new(0));
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..CALLERS {
        let (client, begun) = (Arc::clone(client), Arc::clone(&begun));
        callers.spawn(async move {
            let text = "x".repeat(TEXT);
            let mut nanos = Vec::new();
            loop {
                let started = Instant::now();
                let over = match until {
                    Until::Moment(end) => started >= end,
                    Until::Calls(count) => begun.fetch_add(1, Ordering::Relaxed) >= count,
                };
                if over {
                    return Ok(nanos);
                }
                let back = client.echo(&Context::new(), text.clone()).await;
                let back = back.map_err(PeerError::because("echo"))?;
                if back != text {
                    return Err(PeerError::new("no echo"));
                }
                nanos.push(u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX));
            }
        });
    }
    let mut all = Vec::new();
    while let Some(done) = callers.join_next().await {
        all.extend(done.map_err(PeerError::because("a caller"))??);
    }
    Ok(all)
}

async fn compare(rounds: usize) -> std::result::Result<(), Box<dyn std::error::Error>> {
    println!("load average before: {}", load());
    let own = std::env::current_exe()?;
    let folder = data_folder("bench-consumer")?;
    let log = folder.path().join("provider.log");
    let mut command = Command::new(&own);
    command.args(["provide", "0"]);
    let mut provider = Process::spawn("the provider", command, &log, folder.path())?;
    let listening = || {
        let text = std::fs::read_to_string(&log).unwrap_or_default();
        let address = text.lines().find_map(|line| line.strip_prefix("ready "));
        address.map(str::to_owned)
    };
    provider
        .wait_until(DEADLINE, || std::future::ready(listening().is_some()))
        .await?;
    let address = listening().ok_or("the provider says no address")?;
    for protocol in ["dubbo", "tri"] {
        let (mut ours, mut javas) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let mut command = Command::new(&own);
            command.args(["consume", protocol, &address]);
            let printed = run("our consumer", command).await?;
            ours.push(Figures::read(&printed).ok_or_else(|| PeerError::new(printed))?);
            javas.push(java(protocol, &address).await?);
        }
        report(protocol, "consumer-sdk", &ours);
        report(protocol, "Java 3.3.6", &javas);
        let ratio = median(&ours, Figures::cost) / median(&javas, Figures::cost);
        let word = if ratio <= GOAL { "within" } else { "ABOVE" };
        println!("{protocol}: {ratio:.2} of Java's CPU, {word} the {GOAL} wanted");
    }
    provider.stop().await?;
    println!("load average after: {}", load());
    Ok(())
}

async fn java(protocol: &str, address: &str) -> Result<Figures> {
    let [callers, warm, seconds] = [
        CALLERS.to_string(),
        WARM_UP_JAVA.as_secs().to_string(),
        MEASURED.as_secs().to_string(),
    ];
    let arguments = [
        "--direct",
        address,
        "--protocol",
        protocol,
        "--callers",
        &callers,
        "--warm",
        &warm,
        "--seconds",
        &seconds,
    ];
    let class = "com.autoparts.bench.EchoConsumer";
    let mut consumer = JavaServer::start_measured("tools-336", class, &arguments).await?;
    let line = consumer.finished(DEADLINE).await?;
    Figures::read(&line).ok_or_else(|| PeerError::new(line))
}

fn report(protocol: &str, who: &str, rounds: &[Figures]) {
    let of = |value: fn(&Figures) -> f64| {
        let all = || rounds.iter().map(value);
        let (least, most) = (
            all().fold(f64::INFINITY, f64::min),
            all().fold(0.0, f64::max),
        );
        format!("{:.1} ({least:.1} to {most:.1})", median(rounds, value))
    };
    println!(
        "{protocol}, {who}: CPU of 1,000 calls {} ms, p50 {} us, p99 {} us, calls a second {}",
        of(Figures::cost),
        of(|figures| figures.p50_us),
        of(|figures| figures.p99_us),
        of(|figures| figures.calls / MEASURED.as_secs_f64()),
    );
}

fn median(rounds: &[Figures], value: fn(&Figures) -> f64) -> f64 {
    let mut all: Vec<f64> = rounds.iter().map(value).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .unwrap_or_default()
        .trim()
        .to_owned()
}
