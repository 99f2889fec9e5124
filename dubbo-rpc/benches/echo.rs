//! Echo calls over loopback: rate, latency, and CPU of the provider per 1,000 calls.
//!
//! ```text
//! cargo bench -p dubbo-rpc --bench echo                              # our own server, started here
//! cargo bench -p dubbo-rpc --bench echo -- --addr 127.0.0.1:20880 --pid 4711    # any provider
//! ```
//!
//! | option | default | meaning |
//! |---|---|---|
//! | `--addr HOST:PORT` | own server | provider of `com.autoparts.bench.EchoService` |
//! | `--pid PID` | own server's | process whose CPU is read from `/proc/PID/stat` |
//! | `--protocol NAME` | dubbo | `dubbo`, or `tri` for Triple in wrapper mode |
//! | `--connections N` | 1 | connections |
//! | `--depth N` | 64 | calls in flight on each |
//! | `--bytes N` | 100 | length of the echoed text |
//! | `--seconds N` | 5 | length of one round |
//! | `--rounds N` | 3 | rounds |
//!
//! The generator sends the frames a Java consumer sends and checks every reply's status, length and
//! text. The server is a process of its own, so that its CPU can be told from the generator's.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to a person"
)]

use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use dubbo_rpc::frame::{HEADER_LEN, Header, Kind, Status};
use dubbo_rpc::hessian2::Encoder;
use dubbo_rpc::{ClientOptions, Context, ExportOptions, Fault, Server, ServiceRef, TripleClient};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

type Failure = Box<dyn Error + Send + Sync>;

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

#[derive(Clone)]
struct Load {
    address: String,
    triple: bool,
    connections: usize,
    depth: usize,
    bytes: usize,
    seconds: u64,
    rounds: usize,
}

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    if args.first().is_some_and(|arg| arg == "serve") {
        return runtime.block_on(serve());
    }
    // `cargo test --benches` runs this too: short, so that it shows that it works.
    let quick = !std::env::args().any(|arg| arg == "--bench");
    let number = |name: &str, default: usize| -> Result<usize, Failure> {
        Ok(option(&args, name).map_or(Ok(default), |text| text.parse())?)
    };
    let mut load = Load {
        address: option(&args, "--addr").unwrap_or_default(),
        triple: match option(&args, "--protocol").as_deref() {
            None | Some("dubbo") => false,
            Some("tri") => true,
            Some(other) => return Err(format!("protocol {other} is neither dubbo nor tri").into()),
        },
        connections: number("--connections", 1)?,
        depth: number("--depth", 64)?,
        bytes: number("--bytes", 100)?,
        seconds: u64::try_from(number("--seconds", if quick { 1 } else { 5 })?)?,
        rounds: number("--rounds", if quick { 1 } else { 3 })?,
    };
    let mut pid = option(&args, "--pid")
        .map(|text| text.parse())
        .transpose()?;
    let mut own = None;
    if load.address.is_empty() {
        let (child, address) = start_own_server()?;
        pid = Some(child.0.id());
        own = Some(child);
        load.address = address;
    }
    println!(
        "echo of {} bytes at {}: {} connection(s) x {} in flight, {} round(s) of {} s",
        load.bytes, load.address, load.connections, load.depth, load.rounds, load.seconds
    );
    runtime.block_on(measure(
        &Load {
            seconds: 1,
            ..load.clone()
        },
        None,
    ))?;
    for _ in 0..load.rounds {
        let line = runtime.block_on(measure(&load, pid))?;
        println!("{line}");
    }
    drop(own);
    Ok(())
}

fn option(args: &[String], name: &str) -> Option<String> {
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1).cloned()
}

async fn serve() -> Result<(), Failure> {
    let server = Server::builder()
        .bind("127.0.0.1:0")
        .service(
            EchoServiceServer::new(Arc::new(Echo)),
            ExportOptions::default(),
        )
        .start()
        .await?;
    println!("{}", server.local_addr());
    std::io::stdout().flush()?;
    std::future::pending().await
}

/// Killed when the benchmark ends, however it ends.
struct OwnServer(Child);

impl Drop for OwnServer {
    fn drop(&mut self) {
        if self.0.kill().and_then(|()| self.0.wait()).is_err() {
            eprintln!("the server of this benchmark could not be stopped");
        }
    }
}

fn start_own_server() -> Result<(OwnServer, String), Failure> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("serve")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let stdout = child.stdout.take().ok_or("the server has no output")?;
    let server = OwnServer(child);
    let mut address = String::new();
    BufReader::new(stdout).read_line(&mut address)?;
    Ok((server, address.trim().to_owned()))
}

/// CPU time of a process, all threads, user and system, in seconds.
fn cpu_seconds(pid: u32) -> Result<f64, Failure> {
    // The kernel's USER_HZ, which is 100 wherever Linux runs.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .ok_or("no such format")?
        .1
        .split_whitespace()
        .collect();
    let ticks = |index: usize| -> Result<f64, Failure> {
        Ok(fields.get(index).ok_or("too few fields")?.parse()?)
    };
    Ok((ticks(11)? + ticks(12)?) / TICKS_PER_SECOND)
}

/// One round; a line of results.
async fn measure(load: &Load, pid: Option<u32>) -> Result<String, Failure> {
    let cpu_before = pid.map(cpu_seconds).transpose()?;
    let begun = Instant::now();
    let until = begun + Duration::from_secs(load.seconds);
    let mut tasks = Vec::new();
    for _ in 0..load.connections {
        if load.triple {
            tasks.push(tokio::spawn(triple(load.clone(), until)));
        } else {
            tasks.push(tokio::spawn(connection(load.clone(), until)));
        }
    }
    let mut calls = 0_u64;
    let mut latencies = Vec::new();
    for task in tasks {
        let (count, mut sampled) = task.await??;
        calls += count;
        latencies.append(&mut sampled);
    }
    let wall = begun.elapsed().as_secs_f64();
    latencies.sort_unstable();
    let percentile = |share: usize| {
        let index = latencies.len() * share / 1000;
        latencies
            .get(index.min(latencies.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    let thousands = f64::from(u32::try_from(calls)?) / 1_000.0;
    let mut line = format!(
        "{:>9.0} calls/s  p50 {:?}  p99 {:?}  p99.9 {:?}",
        thousands * 1_000.0 / wall,
        percentile(500),
        percentile(990),
        percentile(999)
    );
    if let (Some(before), Some(pid)) = (cpu_before, pid) {
        let used = cpu_seconds(pid)? - before;
        line.push_str(&format!(
            "  provider CPU {:.4} s per 1,000 calls ({:.0} % of a core)",
            used / thousands,
            used / wall * 100.0
        ));
    }
    Ok(line)
}

/// The same over Triple, with the crate's own client.
async fn triple(load: Load, until: Instant) -> Result<(u64, Vec<Duration>), Failure> {
    let options = ClientOptions {
        timeout: Duration::from_secs(8),
        application: Some("bench-consumer".to_owned()),
        ..ClientOptions::default()
    };
    let client = TripleClient::connect(load.address.clone(), options).await?;
    let service = ServiceRef::new("com.autoparts.bench.EchoService");
    let echo = EchoServiceClient::new(Arc::new(client), service);
    let text = Some("x".repeat(load.bytes));
    let callers = (0..load.depth).map(|_| {
        let (echo, text) = (echo.clone(), text.clone());
        tokio::spawn(async move {
            let (mut calls, mut latencies) = (0_u64, Vec::new());
            loop {
                let begun = Instant::now();
                if begun >= until {
                    return Ok::<_, Failure>((calls, latencies));
                }
                let back = echo.echo(&Context::new(), text.clone()).await?;
                if back != text {
                    return Err("a reply without the text that was sent".into());
                }
                calls += 1;
                if calls % 8 == 0 {
                    latencies.push(begun.elapsed());
                }
            }
        })
    });
    let callers: Vec<_> = callers.collect();
    let (mut calls, mut latencies) = (0, Vec::new());
    for caller in callers {
        let (count, mut sampled) = caller.await??;
        calls += count;
        latencies.append(&mut sampled);
    }
    Ok((calls, latencies))
}

/// Keeps `depth` calls in flight on one connection until `until`; counts, and samples latencies.
async fn connection(load: Load, until: Instant) -> Result<(u64, Vec<Duration>), Failure> {
    let mut stream = TcpStream::connect(&load.address).await?;
    stream.set_nodelay(true)?;
    let text = "x".repeat(load.bytes);
    let request = request(&text)?;
    let depth = load.depth;
    let mut sent_at = vec![Instant::now(); depth];
    let mut out = Vec::with_capacity(request.len() * depth);
    for slot in 0..depth {
        push(&mut out, &request, slot);
    }
    stream.write_all(&out).await?;
    let (mut calls, mut open) = (0_u64, depth);
    let mut latencies = Vec::new();
    let mut buffer = vec![0; 256 * 1024];
    let (mut start, mut end) = (0, 0);
    while open > 0 {
        if start > 0 && (start == end || end > buffer.len() / 2) {
            buffer.copy_within(start..end, 0);
            end -= start;
            start = 0;
        }
        let count = stream.read(&mut buffer[end..]).await?;
        if count == 0 {
            return Err("the provider closed the connection".into());
        }
        end += count;
        let now = Instant::now();
        let more = now < until;
        out.clear();
        while let Some((slot, length)) = reply(&buffer[start..end], &text)? {
            start += length;
            calls += 1;
            if calls % 8 == 0 {
                latencies.push(now - sent_at[slot]);
            }
            if more {
                push(&mut out, &request, slot);
                sent_at[slot] = now;
            } else {
                open -= 1;
            }
        }
        stream.write_all(&out).await?;
    }
    Ok((calls, latencies))
}

/// The frame a Java 3.3 consumer sends for `echo(text)`; the id is put in by [`push`].
fn request(text: &str) -> Result<Vec<u8>, Failure> {
    let interface = "com.autoparts.bench.EchoService";
    let mut encoder = Encoder::append_to(vec![0; HEADER_LEN]);
    for part in [
        "2.0.2",
        interface,
        "0.0.0",
        "echo",
        "Ljava/lang/String;",
        text,
    ] {
        encoder.write_str(part)?;
    }
    encoder.begin_map(None)?;
    for (key, value) in [
        ("path", interface),
        ("remote.application", "bench-consumer"),
        ("interface", interface),
        ("version", "0.0.0"),
        ("timeout", "8000"),
    ] {
        encoder.write_str(key)?;
        encoder.write_str(value)?;
    }
    encoder.end_map();
    let mut frame = encoder.into_vec();
    let kind = Kind::Request {
        two_way: true,
        event: false,
    };
    let body_len = u32::try_from(frame.len() - HEADER_LEN)?;
    let header = Header {
        kind,
        serialization: 2,
        id: 0,
        body_len,
    };
    frame[..HEADER_LEN].copy_from_slice(&header.to_bytes());
    Ok(frame)
}

fn push(out: &mut Vec<u8>, request: &[u8], slot: usize) {
    let at = out.len();
    out.extend_from_slice(request);
    let id = u64::try_from(slot).unwrap_or(0);
    out[at + 4..at + 12].copy_from_slice(&id.to_be_bytes());
}

/// The call a whole reply at the buffer's start answers, and the reply's length.
fn reply(buffer: &[u8], text: &str) -> Result<Option<(usize, usize)>, Failure> {
    let Some(bytes) = buffer.first_chunk::<HEADER_LEN>() else {
        return Ok(None);
    };
    let header = Header::from_bytes(bytes).ok_or("no header")?;
    let length = HEADER_LEN + usize::try_from(header.body_len)?;
    let Some(body) = buffer.get(HEADER_LEN..length) else {
        return Ok(None);
    };
    if header.kind
        != (Kind::Response {
            event: false,
            status: Status::OK,
        })
    {
        return Err(format!("{:?}: {}", header.kind, String::from_utf8_lossy(body)).into());
    }
    if !holds(body, text.as_bytes()) {
        return Err("a reply without the text that was sent".into());
    }
    Ok(Some((usize::try_from(header.id)?, length)))
}

/// Whether the text stands where a short or a one-chunk string's bytes stand.
fn holds(body: &[u8], text: &[u8]) -> bool {
    let head = match text.len() {
        0..=31 => 2,
        32..=1023 => 3,
        _ => 4,
    };
    body.get(head..).is_some_and(|rest| rest.starts_with(text))
}
