//! The projection: one round trip for a page, older writes, news, an empty Redis that fills itself.

use std::sync::Arc;
use std::time::Duration;

use integration_tests::redis::Redis;
use stock::projection::Compared;

use super::room::{PATIENCE, Room, goods, hold, sku};
use crate::cases::provider::until;

/// So old that nothing but news makes a provider look again.
const LONG: Duration = Duration::from_secs(50);

/// How often a command was called.
async fn calls(redis: &Redis, command: &str) -> u64 {
    let stats = redis.command(&["INFO", "commandstats"]).await.unwrap();
    let stats: String = ::redis::from_redis_value(stats).unwrap();
    let line = stats
        .lines()
        .find_map(|line| line.strip_prefix(&format!("cmdstat_{command}:calls=")));
    let number = line.and_then(|rest| rest.split(',').next()?.parse().ok());
    number.unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_two_hundred_parts_is_one_round_trip() {
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    let room = Room::open(&redis, 200, 2, LONG).await;
    for part in 0..200 {
        room.receive(0, &sku(part), 7, &format!("IN-{part}")).await;
    }
    until("Redis has it all", PATIENCE, || room.is_equal()).await;
    let page: Vec<_> = (0..200).map(|part| goods(&sku(part))).collect();
    let before = calls(&redis, "mget").await;
    let read = room.sides[1].0.figures(&page).await.unwrap();
    assert_eq!(
        calls(&redis, "mget").await - before,
        1,
        "one question for 200 parts"
    );
    assert!(
        read.iter()
            .all(|figures| figures.rows.len() == 1 && figures.rows[0].available == 7)
    );
    let again = room.sides[1].0.figures(&page).await.unwrap();
    assert_eq!(
        calls(&redis, "mget").await - before,
        1,
        "then from this process"
    );
    assert!(
        read.iter()
            .zip(&again)
            .all(|(one, other)| Arc::ptr_eq(one, other))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_write_never_overwrites_a_newer_one() {
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    let room = Room::open(&redis, 6, 3, LONG).await;
    room.receive(0, "P000", 10, "IN").await;
    until("the receipt", PATIENCE, || room.is_equal()).await;
    let cache = &room.sides[0].0;
    let old = cache.figures(&[goods("P000")]).await.unwrap().remove(0);
    room.hold(0, "P000", 4, "O").await;
    let seen = || async {
        let compared = cache
            .compare_skus(None, None, vec!["P000".into()])
            .await
            .unwrap();
        compared[0].outcome == Compared::Equal
            && compared[0].kept.as_ref().unwrap().version > old.version
    };
    until("the hold", PATIENCE, seen).await;
    assert!(!cache.keep(goods("P000"), Arc::clone(&old)).await.unwrap());
    let later = stock::projection::Figures {
        at: stock::ids::Moment(i64::MAX),
        ..(*old).clone()
    };
    assert!(
        !cache.keep(goods("P000"), Arc::new(later)).await.unwrap(),
        "a later look at an older version"
    );
    assert!(seen().await);
    // Three providers that move, read and write anew what all of them move: whoever comes last, Redis has the last.
    for part in 0..6 {
        room.receive(part % 3, &sku(part), 1_000, &format!("MORE-{part}"))
            .await;
    }
    let race = (0..3).map(|side| {
        let room = &room;
        async move {
            for number in 0..60 {
                let part = sku((number + side) % 6);
                room.hold(side, &part, 1, &format!("R-{side}-{number}"))
                    .await;
                if number % 7 == 0 {
                    let skus = vec![part.as_str().into()];
                    room.sides[side].0.mend(&"T".into(), skus).await.unwrap();
                }
            }
        }
    });
    futures_util::future::join_all(race).await;
    until("the same in Redis as in the database", PATIENCE, || {
        room.is_equal()
    })
    .await;
    let left: i64 = futures_util::future::join_all((0..6).map(|part| {
        let room = &room;
        async move {
            let skus = vec![sku(part).as_str().into()];
            let compared = room.sides[0]
                .0
                .compare_skus(None, None, skus)
                .await
                .unwrap();
            compared[0].kept.as_ref().unwrap().rows[0].available
        }
    }))
    .await
    .into_iter()
    .sum();
    assert_eq!(left, 6_000 + 10 - 4 - 180);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_threshold_that_is_crossed_is_told_to_every_provider() {
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    let room = Room::open(&redis, 1, 2, LONG).await;
    room.receive(0, "P000", 10, "IN").await;
    let shown = |wanted: i64| {
        let room = &room;
        move || async move { room.free(1, "P000").await == wanted }
    };
    until("the receipt at the other provider", PATIENCE, shown(10)).await;
    // What the other has is good for 50 seconds: only news makes it look again.
    room.hold(0, "P000", 8, "O1").await;
    until("few are left", PATIENCE, shown(2)).await;
    room.hold(0, "P000", 2, "O2").await;
    until("sold out", PATIENCE, shown(0)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_are_never_older_than_allowed_whoever_is_silent() {
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    let room = Room::open(&redis, 1, 2, Duration::from_millis(800)).await;
    room.receive(0, "P000", 10, "IN").await;
    until("the receipt", PATIENCE, || async {
        room.free(1, "P000").await == 10
    })
    .await;
    // A provider that dies before it tells anybody: its movement is told to no read side.
    let silent = stock_provider::lane::Lanes::start(
        &room.store,
        stock_provider::lane::LaneOptions {
            count: 1,
            transactions: 1,
            batch_max: 1,
            queue_max: 9,
            node: 77,
        },
    );
    for number in 0..10 {
        hold(&silent, "P000", 1, &format!("S{number}")).await;
        let known_at = room.store.now().await.unwrap();
        let read = room.sides[1].0.figures(&[goods("P000")]).await.unwrap();
        assert!(
            read[0].at.0 >= known_at.0 - 850,
            "{} ms old",
            known_at.0 - read[0].at.0
        );
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    until("all of them", PATIENCE, || async {
        room.free(1, "P000").await == 0
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_emptied_redis_fills_itself_and_equals_the_database_row_by_row() {
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    let room = Room::open(&redis, 600, 2, Duration::from_secs(2)).await;
    for part in 0..600 {
        room.receive(part % 2, &sku(part), 5, &format!("IN-{part}"))
            .await;
    }
    until("Redis has it all", PATIENCE, || room.is_equal()).await;
    redis.flush().await.unwrap();
    assert_eq!(room.free(0, "P001").await, 5, "served meanwhile");
    until("after FLUSHALL", PATIENCE, || room.is_equal()).await;
    redis.kill9().await;
    let away = || async { room.sides.iter().all(|(cache, _)| !cache.health().link.up) };
    until("the loss is seen", PATIENCE, away).await;
    assert_eq!(room.free(1, "P002").await, 5, "served without Redis");
    room.hold(0, "P002", 5, "O").await;
    redis.launch().await.unwrap();
    until("after a kill", PATIENCE, || room.is_equal()).await;
    let filled = || async { redis.keys().await.unwrap() == 600 + 1 };
    until("a key per part, and the mark", PATIENCE, filled).await;
    // What somebody wrote into it by hand is found and mended.
    let keys = redis.command(&["KEYS", "*P003"]).await.unwrap();
    let keys: Vec<String> = ::redis::from_redis_value(keys).unwrap();
    redis.command(&["SET", &keys[0], "noise"]).await.unwrap();
    let room = &room;
    let mend = || async move {
        let skus = vec!["P003".into()];
        room.sides[0].0.mend(&"T".into(), skus).await.unwrap()
    };
    assert_eq!(mend().await.lost, 1, "noise is as good as nothing");
    let tally = mend().await;
    assert_eq!((tally.equal, tally.goods()), (1, 1));
}
