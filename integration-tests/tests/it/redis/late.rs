//! A Redis that answers, but far too late.

use std::time::Duration;

use integration_tests::redis::Redis;

use super::room::PATIENCE;
use super::sale::part;
use crate::cases::mall::{Caller, told};
use crate::cases::provider::{Center, until};
use crate::cases::relay::{Mode, Relay};

/// Redis takes five seconds for every answer: pages do not wait for it but come from the database, the loss is declared, and it is over when Redis is quick again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_do_not_wait_for_a_redis_that_takes_five_seconds() {
    const LATE: Duration = Duration::from_secs(5);
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    let wire = Relay::to(format!("127.0.0.1:{}", redis.port())).await;
    let url = format!("redis://{}", wire.address());
    // Nothing is shown from the provider's own memory for long.
    let settings = [
        ("CACHE__URL", url.as_str()),
        ("CACHE__TIMEOUT_MS", "300"),
        ("CACHE__AGE_MS", "500"),
    ];
    let center = Center::sqlite(&settings).await;
    let caller = Caller::connect(center.providers[0].address(), "late").await;
    caller.receive("S", 1_000).await;
    let is = |wanted: &'static str| {
        let caller = &caller;
        move || async move { part(caller, "cache").await.starts_with(wanted) }
    };
    until("Redis answers", PATIENCE, is("UP")).await;
    wire.set(Mode::LateAnswers(LATE));
    let mut waits = Vec::new();
    for number in 0..30 {
        let no = format!("O-{number}");
        assert_eq!(told(&caller.reserve(&no, &[("S", 1)]).await), "OK");
        let started = std::time::Instant::now();
        assert!(caller.sellable("S").await > 0);
        waits.push(started.elapsed());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    until("the loss is declared", PATIENCE, is("DEGRADED")).await;
    waits.sort();
    println!(
        "pages beside a late Redis: median {:?}, longest {:?}",
        waits[15], waits[29]
    );
    assert!(waits[29] < LATE, "a page waited for Redis: {:?}", waits[29]);
    wire.set(Mode::Pass);
    until("it is over", PATIENCE, is("UP")).await;
    assert_eq!(caller.stock("S").await, "available=970 preoccupied=30");
    center.check().await;
}
