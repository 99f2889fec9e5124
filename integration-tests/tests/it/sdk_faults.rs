//! Three providers under load, one killed, one frozen: only calls whose retry is not allowed fail, and the rest goes on.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use consumer_sdk::{CallOptions, Consumer, Context, Fault, Reference, ServiceRef};
use integration_tests::ports::PortLease;
use integration_tests::probe::{ProbeService, ProbeServiceClient, probe_service};
use integration_tests::process::{Process, data_folder};

/// Longest wait for something that must happen, on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);
const TIMEOUT: Duration = Duration::from_secs(2);
/// Callers of each kind.
const CALLERS: usize = 8;

struct Provider {
    process: Process,
    address: String,
    _lease: PortLease,
    _folder: tempfile::TempDir,
}

async fn provider() -> Provider {
    let lease = PortLease::take(&[0]).unwrap();
    let address = format!("127.0.0.1:{}", lease.port());
    let folder = data_folder("sdk-probe").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_probe_provider"));
    command.arg(&address);
    let log = folder.path().join("log");
    let mut process = Process::spawn("probe_provider", command, &log, folder.path()).unwrap();
    let is_there = || async { tokio::net::TcpStream::connect(&address).await.is_ok() };
    process.wait_until(PATIENCE, is_there).await.unwrap();
    Provider {
        process,
        address,
        _lease: lease,
        _folder: folder,
    }
}

/// How a call went and when it began.
struct Done {
    began: Instant,
    took: Duration,
    fault: Option<Fault>,
}

/// Calls one after the other until told to stop.
async fn caller(probe: ProbeServiceClient, idempotent: bool, stop: Arc<AtomicBool>) -> Vec<Done> {
    let mut all = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let cx = Context::new().with_local(CallOptions::new().idempotent(idempotent));
        let began = Instant::now();
        let fault = probe.echo(&cx, Some("x".into())).await.err();
        let took = began.elapsed();
        all.push(Done { began, took, fault });
        // A load, not a race for the processor: the machine does other things too.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    all
}

fn p99(all: &[Done], from: Instant, to: Instant) -> Duration {
    let mut took: Vec<Duration> = all
        .iter()
        .filter(|done| done.began >= from && done.began < to)
        .map(|done| done.took)
        .collect();
    took.sort_unstable();
    took.get(took.len() * 99 / 100).copied().unwrap_or_default()
}

async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    assert!(waited.await.is_ok(), "it never came to: {what}");
}

fn state(reference: &Reference, address: &str) -> consumer_sdk::ProviderState {
    let states = reference.providers();
    states
        .into_iter()
        .find(|state| state.address == address)
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_provider_is_killed_and_one_frozen_under_load() {
    let (good, killed, frozen) = (provider().await, provider().await, provider().await);
    let addresses = [&good, &killed, &frozen].map(|provider| provider.address.clone());
    let reference = Consumer::builder("sdk-faults", addresses.join(","))
        .build()
        .unwrap()
        .refer(ServiceRef::new(probe_service::INTERFACE))
        .timeout(TIMEOUT)
        .connect()
        .await
        .unwrap();
    until("all are connected", || {
        reference.providers().iter().all(|state| state.available)
    })
    .await;
    let probe = ProbeServiceClient::new(Arc::new(reference.clone()), reference.service().clone());
    let stop = Arc::new(AtomicBool::new(false));
    let spawn = |idempotent| {
        let one = || tokio::spawn(caller(probe.clone(), idempotent, Arc::clone(&stop)));
        (0..CALLERS).map(|_| one()).collect::<Vec<_>>()
    };
    let (once, repeatable) = (spawn(false), spawn(true));
    let started = Instant::now();
    tokio::time::sleep(Duration::from_secs(2)).await;

    let fault_at = Instant::now();
    killed.process.kill9();
    frozen.process.pause();
    until("the frozen one is left alone", || {
        state(&reference, &frozen.address).left_alone
    })
    .await;
    let left_after = fault_at.elapsed();
    until("the killed one is missed", || {
        !state(&reference, &killed.address).available
    })
    .await;
    // Calls that were given to the frozen one before have come back by now.
    tokio::time::sleep(TIMEOUT).await;
    let settled = Instant::now();
    tokio::time::sleep(Duration::from_secs(3)).await;
    let calm_end = Instant::now();

    frozen.process.resume();
    until("the frozen one takes part again", || {
        let state = state(&reference, &frozen.address);
        state.available && !state.left_alone
    })
    .await;
    stop.store(true, Ordering::Relaxed);
    let mut calls = [Vec::new(), Vec::new()];
    for (tasks, calls) in [once, repeatable].into_iter().zip(&mut calls) {
        for task in tasks {
            calls.extend(task.await.unwrap());
        }
    }
    let [once, repeatable] = calls;
    let failed: Vec<&Done> = once.iter().filter(|done| done.fault.is_some()).collect();
    println!(
        "{} calls that may be sent once: {} failed; {} that may be repeated: {} failed; frozen one left after {left_after:?}; \
         p99 before {:?}, after {:?}",
        once.len(),
        failed.len(),
        repeatable.len(),
        repeatable
            .iter()
            .filter(|done| done.fault.is_some())
            .count(),
        p99(&once, started, fault_at),
        p99(&once, settled, calm_end),
    );
    for done in &repeatable {
        assert!(
            done.fault.is_none(),
            "a call that may be repeated failed: {:?}",
            done.fault
        );
    }
    for done in &failed {
        let fault = done.fault.as_ref().unwrap();
        let unknown = fault.is_timeout() || (fault.is_transport() && !fault.was_not_done());
        assert!(
            unknown,
            "a call failed that could have been done elsewhere: {fault}"
        );
        assert!(
            done.began < settled,
            "a call failed after all had settled: {fault}"
        );
    }
    assert!(
        once.iter()
            .any(|done| done.fault.is_none() && done.began > settled)
    );
}
