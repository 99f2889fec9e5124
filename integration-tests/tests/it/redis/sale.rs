//! Hot sales on real providers: the hard cases of the gate, and what is told to whom it refuses.
//!
//! Redis never grants here, so nothing has to be given back when it forgets: what the cases of a granting gate guard against is shown as what must be true
//! instead.

use std::collections::BTreeMap;
use std::time::Duration;

use dubbo_api::admin::{HotReq, StockAdminService as _};
use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use dubbo_api::reservation::{PreOccupyReq, Reservation, StockReservationService as _};
use dubbo_api::states::HotMode;
use dubbo_rpc::Context;
use integration_tests::mariadb::MariaDb;
use integration_tests::redis::Redis;
use stock::projection::Compared;
use stock_provider::cache::Cache;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::room::{PATIENCE, options};
use crate::cases::mall::{Caller, told};
use crate::cases::provider::{Center, until};

/// Connections that the callers of a test share.
const CONNECTIONS: usize = 16;

/// Two providers on one database, with a Redis; `None`, and said so, where a server is missing.
async fn sale(settings: &[(&str, &str)]) -> Option<(Redis, Center)> {
    if !Redis::available() {
        return None;
    }
    let server = MariaDb::shared().await?;
    let redis = Redis::start().await.unwrap();
    let url = redis.url();
    // A busy machine may be slow without anything being wrong.
    let cache = [("CACHE__URL", url.as_str()), ("CACHE__TIMEOUT_MS", "300")];
    let settings = [&cache[..], settings].concat();
    let center = Center::mariadb(server, 2, &settings).await;
    Some((redis, center))
}

async fn callers(center: &Center, tenant: &str, count: usize) -> Vec<Caller> {
    let mut callers = Vec::with_capacity(count);
    for provider in center.providers.iter().cycle().take(count) {
        callers.push(Caller::connect(provider.address(), tenant).await);
    }
    callers
}

/// Marks a SKU as hot and waits until every provider knows it.
async fn make_hot(center: &Center, caller: &Caller, sku: &str) {
    let request = HotReq {
        context: caller.context(&format!("HOT-{sku}")),
        sku: sku.into(),
        mode: HotMode::Gate,
        ..HotReq::default()
    };
    let reply = caller
        .operations
        .set_hot(&Context::new(), request)
        .await
        .unwrap();
    assert_eq!(told(&reply), "OK");
    assert!(reply.details["effect"].contains("SOLD_OUT"), "{reply:?}");
    for provider in &center.providers {
        let caller = Caller::connect(provider.address(), &caller.tenant).await;
        let known = || async { part(&caller, "hot").await.contains("1 SKUs marked") };
        until("the mark", PATIENCE, known).await;
    }
}

/// What a part of a provider says of itself.
pub(super) async fn part(caller: &Caller, name: &str) -> String {
    let health = caller.operations.health(&Context::new()).await.unwrap();
    let health = health.into_data().unwrap();
    let found = health
        .components
        .into_iter()
        .find(|part| part.name.as_deref() == Some(name));
    let part = found.unwrap();
    format!("{} {}", part.status, part.detail.unwrap_or_default())
}

/// Orders until it is told something final; what that was.
async fn order(caller: &Caller, no: &str, sku: &str) -> Reply<Reservation> {
    loop {
        let reply = caller.reserve(no, &[(sku, 1)]).await;
        let again = matches!(reply.code, ResultCode::BusyRetry | ResultCode::RateLimited);
        if !again {
            return reply;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Orders until the gate refuses.
async fn until_sold_out(caller: &Caller, prefix: &str, sku: &str) -> Reply<Reservation> {
    let started = std::time::Instant::now();
    for number in 0.. {
        let reply = order(caller, &format!("{prefix}-{number}"), sku).await;
        if reply.code == ResultCode::SoldOut {
            return reply;
        }
        assert_eq!(reply.code, ResultCode::StockNotEnough, "{reply:?}");
        assert!(
            started.elapsed() < PATIENCE,
            "the gate never said that it is sold out"
        );
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    unreachable!("numbers do not end")
}

/// A read side of the test's own, which only looks.
async fn look(center: &Center, redis: &Redis) -> (Cache, tokio_util::sync::DropGuard) {
    let cache = Cache::new(
        center.store().await,
        options(&redis.url(), Duration::from_secs(2)),
    );
    let stop = CancellationToken::new();
    cache.connect(&stop);
    assert!(cache.is_up_within(PATIENCE).await);
    (cache, stop.drop_guard())
}

/// Waits until Redis has of every SKU exactly what the database has.
async fn until_equal(cache: &Cache, skus: &[&str]) {
    let equal = || async {
        let skus = skus.iter().map(|sku| (*sku).into()).collect();
        let Ok(compared) = cache.compare_skus(None, None, skus).await else {
            return false;
        };
        !compared.is_empty() && compared.iter().all(|one| one.outcome == Compared::Equal)
    };
    until("Redis equals the database row by row", PATIENCE, equal).await;
}

fn tally(answers: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        *counts.entry(answer.as_str()).or_insert(0) += 1;
    }
    counts
}

/// Redis is emptied, frozen, killed and started empty while 600 orders run for 100 units over two providers: 100 are held, not one more; nobody is told
/// anything but held or sold out; and afterwards Redis fills itself and equals the database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_47_redis_flushed_during_a_sale() {
    let Some((redis, center)) = sale(&[]).await else {
        return;
    };
    let callers = callers(&center, "case_47", CONNECTIONS).await;
    callers[0].receive("S", 100).await;
    make_hot(&center, &callers[0], "S").await;
    let mut crowd = JoinSet::new();
    for at in 0..600 {
        let caller = callers[at % CONNECTIONS].clone();
        crowd.spawn(async move {
            tokio::time::sleep(Duration::from_millis(u64::try_from(at).unwrap() * 5)).await;
            told(&order(&caller, &format!("O{at}"), "S").await)
        });
    }
    let trouble = async {
        let pause = || tokio::time::sleep(Duration::from_millis(400));
        pause().await;
        redis.flush().await.unwrap();
        pause().await;
        redis.pause().await;
        pause().await;
        pause().await;
        redis.resume().await;
        pause().await;
        redis.kill9().await;
        pause().await;
        redis.launch().await.unwrap();
    };
    let (answers, ()) = tokio::join!(crowd.join_all(), trouble);
    let answers: Vec<String> = answers
        .iter()
        .map(|told| told.split(' ').next().unwrap().to_owned())
        .collect();
    let counts = tally(&answers);
    assert_eq!(counts.get("OK"), Some(&100), "{counts:?}");
    let refused =
        ["STOCK_NOT_ENOUGH", "SOLD_OUT"].map(|code| counts.get(code).copied().unwrap_or(0));
    assert_eq!(refused.iter().sum::<usize>(), 500, "{counts:?}");
    assert_eq!(callers[0].stock("S").await, "preoccupied=100");
    center.check().await;
    let (cache, _stop) = look(&center, &redis).await;
    until_equal(&cache, &["S"]).await;
    let reply = until_sold_out(&callers[1], "AFTER", "S").await;
    assert!(reply.retryable && reply.details["retryAfterMs"].parse::<i64>().unwrap() > 0);
    assert_eq!(
        (
            reply.shortages[0].have.get(),
            reply.shortages[0].sku.as_str()
        ),
        (0, "S")
    );
    // What comes back opens the gate by itself.
    callers[0].receive("S", 1).await;
    let tries = std::sync::atomic::AtomicUsize::new(0);
    let open = || async {
        // A number of its own each time: a refusal of the database is remembered under its key.
        let no = format!(
            "LATE-{}",
            tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
        );
        order(&callers[1], &no, "S").await.code == ResultCode::Ok
    };
    until("the gate opens again", PATIENCE, open).await;
    let checked = center.providers[0].run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
}

/// The answer to a granted order is lost with its connection, and the SKU is sold out when the order is sent again under its key: it is not refused by the
/// gate but told what it holds. (Where Redis grants, its token must be found again by the request's number; here there is no token.)
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_48_an_answer_lost_behind_the_gate_is_found_under_its_key() {
    let Some((_redis, center)) = sale(&[]).await else {
        return;
    };
    let callers = callers(&center, "case_48", 2).await;
    callers[0].receive("S", 3).await;
    make_hot(&center, &callers[0], "S").await;
    let first = callers[0].reserve("O1", &[("S", 1)]).await;
    assert_eq!(told(&first), "OK");
    // The caller is gone before it hears the answer, whatever became of its order.
    let lost = Caller::connect(center.providers[1].address(), "case_48").await;
    let call = tokio::spawn(async move { lost.reserve("LOST", &[("S", 1)]).await });
    tokio::task::yield_now().await;
    call.abort();
    let _ = call.await;
    let again = order(&callers[0], "LOST", "S").await;
    assert!(
        matches!(again.code, ResultCode::Ok | ResultCode::OkDuplicate),
        "{again:?}"
    );
    assert_eq!(told(&callers[1].reserve("O3", &[("S", 1)]).await), "OK");
    for (at, caller) in callers.iter().enumerate() {
        until_sold_out(caller, &format!("GATE-{at}"), "S").await;
    }
    for (no, held) in [("O1", &first), ("LOST", &again)] {
        for caller in &callers {
            let reply = order(caller, no, "S").await;
            assert_eq!(reply.code, ResultCode::OkDuplicate, "{reply:?}");
            let number =
                |reply: &Reply<Reservation>| reply.data.as_ref().unwrap().reservation_no.clone();
            assert_eq!(number(&reply), number(held), "the same hold");
        }
    }
    assert_eq!(callers[0].stock("S").await, "preoccupied=3");
    center.check().await;
}

/// A provider dies in the middle of a sale. Nothing is accepted before it is in the database, so there is nothing to replay: what was acknowledged is there,
/// what was not is there once or not at all, and the key tells which.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_49_a_provider_dies_between_admission_and_database() {
    let Some((_redis, center)) = sale(&[]).await else {
        return;
    };
    let callers = callers(&center, "case_49", CONNECTIONS).await;
    callers[0].receive("S", 400).await;
    make_hot(&center, &callers[0], "S").await;
    let mut crowd = JoinSet::new();
    for at in 0..300 {
        let caller = callers[at % CONNECTIONS].clone();
        crowd.spawn(async move {
            let no = format!("O{at}");
            tokio::time::sleep(Duration::from_millis(u64::try_from(at).unwrap() * 3)).await;
            let request = caller.hold(&no, &[("S", 1)]);
            let answer = caller.orders.pre_occupy(&Context::new(), request).await;
            (no, answer.ok().map(|reply| told(&reply)))
        });
    }
    let kill = async {
        tokio::time::sleep(Duration::from_millis(450)).await;
        center.providers[1].kill9().await;
    };
    let (answers, ()) = tokio::join!(crowd.join_all(), kill);
    let mut unknown = 0;
    for (no, answer) in answers {
        match answer.as_deref() {
            // Told, and there.
            Some("OK") => assert!(
                callers[0].order(&no).await.data.is_some(),
                "{no} was acknowledged and is lost"
            ),
            // Not told: the same call under the same key tells.
            _ => {
                unknown += 1;
                let reply = order(&callers[0], &no, "S").await;
                assert!(reply.code.is_success(), "{no}: {reply:?}");
            }
        }
    }
    println!("case 49: {unknown} of 300 orders were not answered");
    assert_eq!(
        callers[0].stock("S").await,
        "available=100 preoccupied=300",
        "each once"
    );
    center.providers[1].launch().await.unwrap();
    center.check().await;
}

/// Redis says that nothing is left of what the database has plenty of, with a version of its own invention. It is believed no longer than such figures are
/// fresh; then the database is asked, and the comparison of the cache finds and mends it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_50_a_gate_that_is_wrong_is_not_believed_for_long() {
    let Some((redis, center)) = sale(&[]).await else {
        return;
    };
    let callers = callers(&center, "case_50", 2).await;
    callers[0].receive("S", 500).await;
    make_hot(&center, &callers[0], "S").await;
    let (cache, _stop) = look(&center, &redis).await;
    until_equal(&cache, &["S"]).await;
    let compared = cache
        .compare_skus(None, None, vec!["S".into()])
        .await
        .unwrap();
    let mut wrong = (*compared[0].database).clone();
    wrong.version = u128::MAX;
    wrong.rows[0].available = 0;
    wrong.at = center.store().await.now().await.unwrap();
    let goods = compared[0].goods.clone();
    assert!(cache.keep(goods.clone(), wrong.into()).await.unwrap());
    for (at, caller) in callers.iter().enumerate() {
        let started = std::time::Instant::now();
        let mut refused = 0;
        for number in 0.. {
            let reply = order(caller, &format!("O-{at}-{number}"), "S").await;
            match reply.code {
                ResultCode::Ok => break,
                ResultCode::SoldOut => refused += 1,
                _ => panic!("{reply:?}"),
            }
            assert!(started.elapsed() < PATIENCE, "still refused");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        println!(
            "case 50: {refused} orders refused by wrong figures, for {:?}",
            started.elapsed()
        );
    }
    let compared = cache
        .compare_skus(None, None, vec!["S".into()])
        .await
        .unwrap();
    assert_eq!(
        compared[0].outcome,
        Compared::Wrong,
        "ahead of the database: nobody overwrites it"
    );
    let broken = center.providers[0].run(&["check"]).unwrap_err().to_string();
    assert!(broken.contains("I9"), "{broken}");
    let tally = cache.mend(&goods.tenant, vec!["S".into()]).await.unwrap();
    assert_eq!((tally.wrong, tally.goods()), (1, 1));
    until_equal(&cache, &["S"]).await;
    center.check().await;
}

/// One buyer who sends everything at once is told when to come again; others, and other SKUs, are served meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_buyer_in_a_hurry_waits_and_nobody_else_does() {
    let Some((_redis, center)) = sale(&[
        ("HOT__BUYER_PER_SECOND", "1"),
        ("HOT__AUTO_PER_SECOND", "40"),
    ])
    .await
    else {
        return;
    };
    let callers = callers(&center, "hurry", 1).await;
    let caller = &callers[0];
    caller.receive("S", 500).await;
    caller.receive("A", 500).await;
    make_hot(&center, caller, "S").await;
    let of = |no: &str, sku: &str, buyer: &str| PreOccupyReq {
        buyer_id: Some(buyer.to_owned()),
        ..caller.hold(no, &[(sku, 1)])
    };
    let mut rush = JoinSet::new();
    for at in 0..40 {
        let (caller, request) = (caller.clone(), of(&format!("R{at}"), "S", "anna"));
        rush.spawn(async move { caller.send(request).await });
    }
    let answers = rush.join_all().await;
    let limited: Vec<_> = answers
        .iter()
        .filter(|reply| reply.code == ResultCode::RateLimited)
        .collect();
    let held = answers
        .iter()
        .filter(|reply| reply.code == ResultCode::Ok)
        .count();
    assert_eq!(limited.len() + held, 40);
    assert!(held >= 2 && !limited.is_empty(), "{held} held");
    for reply in &limited {
        assert!(reply.retryable, "{reply:?}");
        assert_eq!(reply.details["by"], "BUYER");
        assert!(reply.details["retryAfterMs"].parse::<i64>().unwrap() > 0);
    }
    assert_eq!(
        told(&caller.send(of("B1", "S", "ben")).await),
        "OK",
        "another buyer"
    );
    assert_eq!(
        told(&caller.send(of("B2", "A", "anna")).await),
        "OK",
        "another part"
    );
    // Everybody wants A now: it becomes hot by itself.
    let mut crowd = JoinSet::new();
    for at in 0..200 {
        let caller = caller.clone();
        crowd.spawn(async move { told(&order(&caller, &format!("A{at}"), "A").await) });
    }
    let answers = crowd.join_all().await;
    assert!(
        answers.iter().all(|told| told == "OK"),
        "there is enough for all: {answers:?}"
    );
    let told_of = part(caller, "hot").await;
    assert!(!told_of.contains(" 0 hot by themselves"), "{told_of}");
}

/// While listing pages and orders run, Redis is frozen and killed: every page is answered, the loss is declared, and it is over when Redis is back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_answered_while_redis_is_frozen_and_killed() {
    let Some((redis, center)) = sale(&[]).await else {
        return;
    };
    let callers = callers(&center, "pages", 4).await;
    let skus: Vec<String> = (1..=40).map(|number| format!("L{number:02}")).collect();
    for sku in &skus {
        callers[0].receive(sku, 1_000_000).await;
    }
    let stop = CancellationToken::new();
    let mut load = JoinSet::new();
    for (at, caller) in callers.iter().enumerate() {
        let (caller, stop, skus) = (caller.clone(), stop.clone(), skus.clone());
        load.spawn(async move {
            let (mut pages, mut longest) = (0_u32, Duration::ZERO);
            while !stop.is_cancelled() {
                let no = format!("W-{at}-{pages}");
                assert_eq!(told(&order(&caller, &no, &skus[at]).await), "OK");
                let started = std::time::Instant::now();
                assert!(caller.sellable(&skus[at + 8]).await > 0);
                longest = longest.max(started.elapsed());
                pages += 1;
            }
            (pages, longest)
        });
    }
    let is_degraded = |wanted: bool| {
        let callers = &callers;
        move || async move {
            let mut all = true;
            for caller in callers {
                let told = part(caller, "cache").await;
                all &= told.starts_with(if wanted { "DEGRADED" } else { "UP" });
            }
            all
        }
    };
    until("Redis answers", PATIENCE, is_degraded(false)).await;
    redis.pause().await;
    until("it is frozen, and said so", PATIENCE, is_degraded(true)).await;
    redis.resume().await;
    until("it goes on", PATIENCE, is_degraded(false)).await;
    redis.kill9().await;
    until("it is killed, and said so", PATIENCE, is_degraded(true)).await;
    let told = part(&callers[0], "cache").await;
    assert!(told.contains("answered from the database"), "{told}");
    redis.launch().await.unwrap();
    until("it is back", PATIENCE, is_degraded(false)).await;
    stop.cancel();
    let mut pages = 0;
    for (count, longest) in load.join_all().await {
        pages += count;
        println!("pages under trouble: {count}, the longest {longest:?}");
        assert!(longest < Duration::from_secs(10), "a page took {longest:?}");
    }
    assert!(pages >= 8, "{pages} pages");
    let (cache, _stop) = look(&center, &redis).await;
    let names: Vec<&str> = skus.iter().map(String::as_str).collect();
    until_equal(&cache, &names).await;
    center.check().await;
    let seen = center.providers[0].run(&["doctor"]).unwrap();
    assert!(
        seen.contains("cache redis://") && seen.contains("reads, writes and tells news"),
        "{seen}"
    );
}
