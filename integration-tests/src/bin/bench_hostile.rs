//! What others notice of hostile peers: their p99 and the provider's memory, quiet and under each attack.
//!
//! ```text
//! cargo run --release -p integration-tests --bin bench_hostile
//! cargo run --release -p integration-tests --bin bench_hostile -- --seconds 10 --only gzip-bombs
//! cargo run --release -p integration-tests --bin bench_hostile -- --newcomers 1000 --unpacking 1000
//! ```
//!
//! The last runs the providers as if they had no such limits.
//!
//! Provider, attackers and callers are processes of their own on one machine, where an attacker has a machine of his own outside. Two things keep
//! his own computing out of what is measured. His process runs at nice 19: it has the processors whenever provider and callers leave them idle,
//! which is most of the time, and gives them up when these want them; how much it had is printed (`attacker`), so that an attack that was
//! starved is seen. And each attack is run twice: against another provider beside (`beside`), which shows what the machine's load alone
//! does, and against the callers' own (`under`). What the provider is to blame for is `under` against `beside`; the goal, `under` at
//! most twice `quiet`, is stricter than that. What the kernel does for the attacker's packets is not kept out.
#![allow(clippy::print_stdout)] // it talks to a person

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dubbo_rpc::Limits;
use integration_tests::error::{PeerError, Result};
use integration_tests::hostile::attacks::Attack;
use integration_tests::hostile::callers::{Callers, Waits};
use integration_tests::java::usage;
use integration_tests::ports::PortLease;
use integration_tests::probe;
use rcgen::{CertificateParams, KeyPair};

/// `under` at most so many times `quiet`.
const GOAL: f64 = 2.0;
/// The attackers take what processor time nobody else wants.
const ATTACKERS_NICE: i32 = 19;
/// An attack is at its height.
const RAMP: Duration = Duration::from_secs(1);
/// What is left of an attack that has stopped has gone.
const REST: Duration = Duration::from_secs(2);

/// New callers that come at once.
const CROWD: usize = 500;

type AnyError = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> std::result::Result<(), AnyError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| {
        let at = arguments.iter().position(|given| given == name)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let mut limits = Limits::default();
    if let Some(turns) = after("--newcomers") {
        limits.newcomers = turns.parse()?;
    }
    if let Some(turns) = after("--unpacking") {
        limits.unpacking = turns.parse()?;
    }
    if let Some(port) = after("--provide") {
        return provide(port, limits).await;
    }
    if let (Some(name), Some(address)) = (after("--attack"), after("--address")) {
        let attack = Attack::of(name).ok_or_else(|| no_attack(name))?;
        rustix::process::nice(ATTACKERS_NICE)?;
        attack.go_on(address).await;
        return Ok(());
    }
    let seconds: u64 = after("--seconds").unwrap_or("5").parse()?;
    let chosen = match after("--only") {
        None => Attack::ALL.to_vec(),
        Some(name) => vec![Attack::of(name).ok_or_else(|| no_attack(name))?],
    };
    measure(&chosen, Duration::from_secs(seconds), &limits).await
}

fn no_attack(name: &str) -> PeerError {
    let names = Attack::ALL.map(Attack::name).join(", ");
    PeerError::new(format!("`{name}` is no attack; there are {names}"))
}

/// The provider's process: the probe, with TLS and without.
async fn provide(port: &str, limits: Limits) -> std::result::Result<(), AnyError> {
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()])?.self_signed(&key)?;
    let tls = dubbo_rpc::Tls::new(&dubbo_rpc::TlsOptions {
        certificates: certificate.pem().into_bytes(),
        key: key.serialize_pem().into_bytes(),
        client_authorities: None,
    })?;
    let _server = probe::serve_in_tls(&format!("127.0.0.1:{port}"), tls, limits).await?;
    std::future::pending().await
}

/// Another process of this program; killed when it is dropped.
struct Other(Child);

impl Other {
    fn start(arguments: &[&str]) -> Result<Self> {
        let program = std::env::current_exe().map_err(PeerError::because("this program's path"))?;
        let child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .spawn()
            .map_err(PeerError::because("another process of this program"))?;
        Ok(Self(child))
    }

    async fn provider(lease: &PortLease, limits: &Limits) -> Result<(Self, String)> {
        let port = lease.port().to_string();
        let address = format!("127.0.0.1:{port}");
        let (newcomers, unpacking) = (limits.newcomers.to_string(), limits.unpacking.to_string());
        let provider = Self::start(&[
            "--provide",
            &port,
            "--newcomers",
            &newcomers,
            "--unpacking",
            &unpacking,
        ])?;
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(&address).await.is_ok() {
                return Ok((provider, address));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(PeerError::new("the provider does not listen after 10 s"))
    }
}

impl Other {
    /// Processor time it has had.
    fn cpu(&self) -> Result<Duration> {
        Ok(usage::of(self.0.id())?.cpu)
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn measure(
    chosen: &[Attack],
    time: Duration,
    limits: &Limits,
) -> std::result::Result<(), AnyError> {
    let leases = [PortLease::take(&[0])?, PortLease::take(&[0])?];
    let (provider, address) = Other::provider(&leases[0], limits).await?;
    let (_beside, elsewhere) = Other::provider(&leases[1], limits).await?;
    let callers = Callers::connect(&address).await?;
    // Buffers and pools are there afterwards.
    callers.call_for(time).await;
    println!(
        "newcomers {}, unpacking {}; crowds of {CROWD} callers that are new have their first answers after {:?}",
        limits.newcomers,
        limits.unpacking,
        [
            crowd(&address).await?,
            crowd(&address).await?,
            crowd(&address).await?
        ]
    );
    println!(
        "| attack | quiet p50 / p99 ms | beside p99 | under p50 / p99 | under : quiet | under : beside | processors of provider / attacker | resident MiB, quiet to most | failed calls |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut missed = Vec::new();
    for attack in chosen {
        let quiet = callers.call_for(time).await;
        let resident = resident_mib(&provider)?;
        let beside = {
            let _attacker = Other::start(&["--attack", attack.name(), "--address", &elsewhere])?;
            tokio::time::sleep(RAMP).await;
            callers.call_for(time).await
        };
        tokio::time::sleep(REST).await;
        let attacker = Other::start(&["--attack", attack.name(), "--address", &address])?;
        tokio::time::sleep(RAMP).await;
        let (begun, used) = (Instant::now(), [provider.cpu()?, attacker.cpu()?]);
        let (under, most) = with_peak(&provider, callers.call_for(time)).await?;
        let share = |now: Duration, before: Duration| {
            now.saturating_sub(before).as_secs_f64() / begun.elapsed().as_secs_f64()
        };
        let shares = [
            share(provider.cpu()?, used[0]),
            share(attacker.cpu()?, used[1]),
        ];
        drop(attacker);
        tokio::time::sleep(REST).await;
        let ratio = |one: &Waits, other: &Waits| {
            one.quantile(0.99).as_secs_f64() / other.quantile(0.99).as_secs_f64()
        };
        let times = ratio(&under, &quiet);
        if times > GOAL {
            missed.push(attack.name());
        }
        println!(
            "| {} | {} / {} | {} | {} / {} | {times:.1} | {:.1} | {:.2} / {:.2} | {resident:.0} to {most:.0} | {} of {} |",
            attack.name(),
            ms(&quiet, 0.5),
            ms(&quiet, 0.99),
            ms(&beside, 0.99),
            ms(&under, 0.5),
            ms(&under, 0.99),
            ratio(&under, &beside),
            shares[0],
            shares[1],
            under.failed,
            under.count() + under.failed,
        );
    }
    match missed.as_slice() {
        [] => println!("the goal, at most {GOAL} times quiet, is met"),
        missed => println!(
            "the goal, at most {GOAL} times quiet, is MISSED by {}",
            missed.join(", ")
        ),
    }
    println!(
        "load average {}",
        std::fs::read_to_string("/proc/loadavg")
            .unwrap_or_default()
            .trim()
    );
    Ok(())
}

/// How long it takes until so many callers that come at once have connected and have their first answer.
async fn crowd(address: &str) -> Result<Duration> {
    let begun = Instant::now();
    let coming: Vec<_> = (0..CROWD)
        .map(|_| {
            let address = address.to_owned();
            tokio::spawn(async move { Callers::greet(&address).await })
        })
        .collect();
    for one in coming {
        let came = one.await.map_err(PeerError::because("a caller"))?;
        came.map_err(PeerError::because("a new caller has no answer"))?;
    }
    Ok(begun.elapsed())
}

fn ms(waits: &Waits, share: f64) -> String {
    format!("{:.2}", waits.quantile(share).as_secs_f64() * 1_000.0)
}

fn resident_mib(provider: &Other) -> Result<f64> {
    Ok(usage::of(provider.0.id())?.resident_kib as f64 / 1024.0)
}

/// What the work comes to, and the most memory that the provider had meanwhile.
async fn with_peak(provider: &Other, work: impl Future<Output = Waits>) -> Result<(Waits, f64)> {
    let mut most = 0.0_f64;
    tokio::pin!(work);
    loop {
        tokio::select! {
            waits = &mut work => return Ok((waits, most)),
            () = tokio::time::sleep(Duration::from_millis(100)) => {
                most = most.max(resident_mib(provider)?);
            }
        }
    }
}
