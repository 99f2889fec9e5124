//! Very many calls in flight on one connection, and what the provider allows there.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use consumer_sdk::{Consumer, Context, Fault, Reference, ReferenceBuilder, ServiceRef};
use dubbo_rpc::{ExportOptions, Limits, Server, ServerHandle};
use futures_util::future::try_join_all;
use tokio::sync::Semaphore;

use crate::greeter::until;

/// Longest time for a crowd on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// Calls that are in flight at once.
const CROWD: usize = 10_000;
/// What a provider allows that is not told otherwise here.
const STREAMS: u32 = 100;

#[dubbo_rpc::service(interface = "com.example.Gate")]
trait Gate {
    /// The number, once so many have come as the gate waits for.
    async fn pass(&self, cx: &Context, number: i32) -> Result<i32, Fault>;
}

/// Holds everybody until the last has come; stays open from then on.
struct Held {
    wanted: usize,
    come: AtomicUsize,
    inside: AtomicUsize,
    /// Most calls that were inside at once.
    most: AtomicUsize,
    open: Semaphore,
}

impl Gate for Held {
    async fn pass(&self, _: &Context, number: i32) -> Result<i32, Fault> {
        let inside = self.inside.fetch_add(1, Ordering::Relaxed) + 1;
        self.most.fetch_max(inside, Ordering::Relaxed);
        if self.come.fetch_add(1, Ordering::Relaxed) + 1 == self.wanted {
            self.open.close();
        }
        // Nobody gets a permit: the gate opens by being closed.
        let opened = self.open.acquire().await;
        assert!(opened.is_err());
        self.inside.fetch_sub(1, Ordering::Relaxed);
        Ok(number)
    }
}

async fn provider(wanted: usize, streams: u32) -> (ServerHandle, Arc<Held>) {
    let held = Arc::new(Held {
        wanted,
        come: AtomicUsize::new(0),
        inside: AtomicUsize::new(0),
        most: AtomicUsize::new(0),
        open: Semaphore::new(0),
    });
    let limits = Limits {
        in_flight_per_connection: CROWD,
        in_flight: CROWD,
        streams_per_connection: streams,
        ..Limits::default()
    };
    let server = Server::builder()
        .bind("127.0.0.1:0")
        .limits(limits)
        .service(GateServer::new(Arc::clone(&held)), ExportOptions::default())
        .start()
        .await
        .unwrap();
    (server, held)
}

fn refer(protocol: &str, server: &ServerHandle) -> ReferenceBuilder {
    let address = format!("{protocol}://{}", server.local_addr());
    Consumer::builder("crowd", address)
        .build()
        .unwrap()
        .refer(ServiceRef::new(gate::INTERFACE))
        .timeout(PATIENCE)
        .retries(0)
}

/// So many calls at once; each has to get its own answer.
async fn crowd(reference: &Reference, calls: usize) {
    let reference = reference.clone();
    let service = reference.service().clone();
    let gate = GateClient::new(Arc::new(reference), service);
    let gate = &gate;
    let numbers = 0..i32::try_from(calls).unwrap();
    let passing = numbers.map(async |number| gate.pass(&Context::new(), number).await);
    let seen = try_join_all(passing).await.unwrap();
    let distinct: BTreeSet<i32> = seen.iter().copied().collect();
    assert!(seen.is_sorted() && distinct.len() == calls);
}

#[tokio::test]
async fn ten_thousand_calls_are_in_flight_on_one_connection() {
    for protocol in ["dubbo", "tri"] {
        let (server, held) = provider(CROWD, u32::try_from(CROWD).unwrap()).await;
        let started = std::time::Instant::now();
        let reference = refer(protocol, &server).connect().await.unwrap();
        crowd(&reference, CROWD).await;
        println!("{CROWD} over {protocol}: {:?}", started.elapsed());
        assert_eq!(held.most.load(Ordering::Relaxed), CROWD, "{protocol}");
        let stats = server.stats();
        assert_eq!((stats.accepted, stats.exhausted), (1, 0), "{protocol}");
        server.shutdown(PATIENCE).await;
    }
}

/// What is above the streams that the provider allows waits for one of them; it is neither refused nor a reason to connect again.
#[tokio::test]
async fn calls_above_the_streams_of_a_provider_wait_on_the_same_connection() {
    const ALLOWED: usize = STREAMS as usize;
    let (server, held) = provider(ALLOWED, STREAMS).await;
    let reference = refer("tri", &server).connect().await.unwrap();
    crowd(&reference, 20 * ALLOWED).await;
    let most = held.most.load(Ordering::Relaxed);
    assert_eq!((most, server.stats().accepted), (ALLOWED, 1));
    server.shutdown(PATIENCE).await;
}

/// Four times as many streams are had by four connections, where these are asked for.
#[tokio::test]
async fn connections_are_added_only_where_they_are_asked_for() {
    const CONNECTIONS: usize = 4;
    let wanted = CONNECTIONS * STREAMS as usize;
    let (server, held) = provider(wanted, STREAMS).await;
    let reference = refer("tri", &server).connections(CONNECTIONS);
    let reference = reference.connect().await.unwrap();
    until("all are connected", || server.stats().accepted == 4).await;
    // The last one is known to be there once it has carried something.
    tokio::time::sleep(Duration::from_millis(200)).await;
    crowd(&reference, wanted).await;
    assert_eq!(held.most.load(Ordering::Relaxed), wanted);
    assert_eq!(server.stats().accepted, 4);
    server.shutdown(PATIENCE).await;
}
