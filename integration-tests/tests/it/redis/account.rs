//! R3 of the account reconciliation: Redis against the database.

use std::sync::Arc;
use std::time::Duration;

use integration_tests::redis::Redis;
use sqlx::Connection as _;
use stock::ids::{IdSource, Tenant};
use stock::projection::Compared;
use stock::reconcile::diff::Diff;
use stock::reconcile::{DiffClass, DiffState, RepairAction, RunKind};
use stock_provider::reconcile::{ReconcileOptions, Reconciler};
use stock_sql::{DiffFilter, NewRun, RunScope, RunState};

use super::room::{PATIENCE, Room, goods};
use crate::cases::provider::until;

/// A comparison of everything, to its end; the differences it knows of afterwards.
async fn compare(room: &Room, books: &Reconciler, number: i64) -> Vec<Diff> {
    let now = room.store.now().await.unwrap();
    let mut ids = IdSource::new(40 + number);
    ids.advance_to(now);
    let run = NewRun {
        id: ids.next(),
        tenant: Tenant::from("T"),
        kind: RunKind::R3,
        day: books.calendar().day_of(now),
        scope: RunScope::default(),
        list_id: None,
        cut_seq: 0,
        key: None,
        now,
    };
    let id = run.id;
    room.store.ask_run(&run).await.unwrap();
    let done = books.work_on(id).await.unwrap().unwrap();
    assert_eq!(done.state, RunState::Done, "{done:?}");
    let filter = DiffFilter {
        kind: Some(RunKind::R3),
        ..DiffFilter::of(Tenant::from("T"))
    };
    room.store.diffs(&filter).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_redis_has_wrong_is_found_twice_and_written_anew_by_rule() {
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    let room = Room::open(&redis, 3, 1, Duration::from_secs(2)).await;
    let cache = room.sides[0].0.clone();
    let options = ReconcileOptions {
        share_percent: 100,
        ..ReconcileOptions::default()
    };
    let books = Reconciler::new(room.store.clone(), room.sides[0].1.clone(), options, 5);
    let books = books.with_cache(Some(cache.clone()));
    for part in ["P000", "P001", "P002"] {
        room.receive(0, part, 10, &format!("IN-{part}")).await;
    }
    until("Redis has it all", PATIENCE, || room.is_equal()).await;
    assert_eq!(compare(&room, &books, 0).await, [], "nothing differs");
    // One has figures of an invented version, one is gone.
    let compared = cache
        .compare_skus(None, None, vec!["P000".into()])
        .await
        .unwrap();
    let mut wrong = (*compared[0].database).clone();
    wrong.version = u128::MAX;
    wrong.rows[0].available = 99;
    assert!(cache.keep(goods("P000"), Arc::new(wrong)).await.unwrap());
    let keys = redis.command(&["KEYS", "*P001"]).await.unwrap();
    let keys: Vec<String> = ::redis::from_redis_value(keys).unwrap();
    redis.command(&["DEL", &keys[0]]).await.unwrap();
    let mut found = compare(&room, &books, 1).await;
    found.sort_by(|a, b| a.subject.sku.cmp(&b.subject.sku));
    let told: Vec<_> = found
        .iter()
        .map(|diff| (diff.class, diff.state, diff.ours, diff.theirs))
        .collect();
    assert_eq!(
        told,
        [
            (DiffClass::CacheDrift, DiffState::Found, 10, 99),
            (DiffClass::CacheLost, DiffState::Found, 10, 0),
        ]
    );
    assert_eq!(found[0].subject.warehouse.as_ref().unwrap().as_str(), "W1");
    // The second look counts after two minutes.
    let mut link = sqlx::SqliteConnection::connect(&room.url).await.unwrap();
    let pass = sqlx::query("UPDATE recon_diff SET found_at = found_at - 130000");
    assert_eq!(pass.execute(&mut link).await.unwrap().rows_affected(), 2);
    link.close().await.unwrap();
    let found = compare(&room, &books, 2).await;
    for diff in &found {
        assert_eq!(diff.state, DiffState::AutoFixed, "{diff:?}");
        assert_eq!(diff.repair.as_ref().unwrap().action, RepairAction::Rebuild);
    }
    assert_eq!(found.len(), 2);
    assert!(room.is_equal().await, "written anew");
    // Without Redis the comparison is made all the same, and says that it is gone.
    redis.kill9().await;
    until("the loss is seen", PATIENCE, || async {
        !cache.health().link.up
    })
    .await;
    let lost = compare(&room, &books, 3).await;
    let lost: Vec<_> = lost
        .iter()
        .filter(|diff| diff.state == DiffState::Found)
        .collect();
    assert_eq!(lost.len(), 1);
    assert_eq!(
        (lost[0].class, lost[0].subject.document.as_deref()),
        (DiffClass::CacheLost, Some("redis"))
    );
    redis.launch().await.unwrap();
    until("filled again", PATIENCE, || room.is_equal()).await;
    let over = compare(&room, &books, 4).await;
    assert!(
        over.iter().all(|diff| diff.state != DiffState::Found),
        "{over:?}"
    );
    let compared = cache
        .compare_skus(None, None, vec!["P000".into()])
        .await
        .unwrap();
    assert_eq!(compared[0].outcome, Compared::Equal);
}
