//! Redis of every kind: behind sentinels, as a cluster, encrypted and with an ACL user.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use integration_tests::ports::PortLease;
use integration_tests::process::{data_folder, run};
use integration_tests::redis::{Cluster, Redis, Sentinels};
use stock_provider::cache::{CacheOptions, doctor};

use super::room::{PATIENCE, Room, options, sku};
use crate::cases::provider::until;

const AGE: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fail_over_loses_nothing_and_the_new_master_is_filled() {
    if !Redis::available() {
        return;
    }
    let group = Sentinels::start().await.unwrap();
    let room = Room::behind(options(&group.url(), AGE), 20, 2).await;
    room.filled().await;
    for part in 0..20 {
        room.receive(part % 2, &sku(part), 9, &format!("IN-{part}"))
            .await;
    }
    until("Redis has it all", PATIENCE, || room.is_equal()).await;
    room.receive(0, &sku(0), 1_000_000, "PLENTY").await;
    // Both sides hold one after the other and show what they hold of, before, while and after there is no master.
    let stop = AtomicBool::new(false);
    let load = async |side: usize| {
        let mut holds = 0;
        while !stop.load(Ordering::Relaxed) {
            room.hold(side, &sku(0), 1, &format!("L-{side}-{holds}"))
                .await;
            assert!(room.free(side, &sku(0)).await > 0);
            holds += 1;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        holds
    };
    let fail_over = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        group.first.kill9().await;
        for part in 1..20 {
            assert_eq!(room.free(part % 2, &sku(part)).await, 9);
            room.hold(part % 2, &sku(part), 2, &format!("O-{part}"))
                .await;
        }
        let away = || async { room.sides.iter().all(|(cache, _)| !cache.health().link.up) };
        until("the loss is seen", PATIENCE, away).await;
        let back = || async { room.sides.iter().all(|(cache, _)| cache.health().link.up) };
        until("the new master answers", PATIENCE * 2, back).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        stop.store(true, Ordering::Relaxed);
    };
    let (one, other, ()) = tokio::join!(load(0), load(1), fail_over);
    until("the new master has it all", PATIENCE * 2, || {
        room.is_equal()
    })
    .await;
    println!("{} holds over a fail-over", one + other);
    let left = 1_000_009 - one - other;
    let shown = || async { room.free(1, &sku(0)).await == left };
    until("what the load has left", PATIENCE, shown).await;
    for part in 1..20 {
        let shown = || async { room.free((part + 1) % 2, &sku(part)).await == 7 };
        until("the holds", PATIENCE, shown).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_is_written_and_read_like_one_server() {
    if !Redis::available() {
        return;
    }
    let cluster = Cluster::start().await.unwrap();
    let room = Room::behind(options(&cluster.url(), Duration::from_secs(50)), 200, 2).await;
    room.filled().await;
    for part in 0..200 {
        room.receive(part % 2, &sku(part), 9, &format!("IN-{part}"))
            .await;
    }
    until("the cluster has it all", PATIENCE, || room.is_equal()).await;
    for node in &cluster.nodes {
        assert!(node.keys().await.unwrap() > 20, "a node without figures");
    }
    assert_eq!(room.free(1, "P007").await, 9);
    room.hold(0, "P007", 9, "O").await;
    let shown = || async { room.free(1, "P007").await == 0 };
    until("news through the cluster", PATIENCE, shown).await;
}

/// A certificate authority of the test's own, and a server's certificate for 127.0.0.1 signed by it.
async fn certificates(folder: &Path) {
    std::fs::write(
        folder.join("names"),
        "subjectAltName=IP:127.0.0.1,DNS:localhost\n",
    )
    .unwrap();
    for line in [
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=test-authority",
        "req -newkey rsa:2048 -nodes -keyout redis.key -out redis.csr -subj /CN=localhost",
        "x509 -req -in redis.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out redis.pem -days 2 -extfile names",
    ] {
        let mut command = Command::new("openssl");
        command.args(line.split(' ')).current_dir(folder);
        run("openssl", command).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_encrypted_redis_with_an_acl_user_serves_and_the_doctor_says_what_is_wrong() {
    if !Redis::available() {
        return;
    }
    let folder = data_folder("redis-tls").unwrap();
    certificates(folder.path()).await;
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port().to_string();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (certificate, key, authority) = (file("redis.pem"), file("redis.key"), file("ca.pem"));
    let arguments = [
        "--tls-port",
        &port,
        "--tls-cert-file",
        &certificate,
        "--tls-key-file",
        &key,
        "--tls-ca-cert-file",
        &authority,
        "--tls-auth-clients",
        "no",
    ];
    let redis = Redis::start_with(&arguments, "").await.unwrap();
    let rights = [
        "ACL",
        "SETUSER",
        "stock",
        "on",
        ">canary",
        "~stock:*",
        "&stock:*",
        "+@read",
        "+@write",
        "+@scripting",
        "+@pubsub",
        "+@connection",
    ];
    redis.command(&rights).await.unwrap();
    let few = [
        "ACL",
        "SETUSER",
        "reader",
        "on",
        ">canary",
        "~stock:*",
        "+@read",
        "+@connection",
    ];
    redis.command(&few).await.unwrap();
    let pem = std::fs::read(folder.path().join("ca.pem")).unwrap();
    let with = |user: &str, authority: Option<Vec<u8>>| CacheOptions {
        authority,
        ..options(&format!("rediss://{user}@127.0.0.1:{port}"), AGE)
    };
    let good = with("stock:canary", Some(pem.clone()));
    assert!(
        doctor(&good)
            .await
            .unwrap()
            .contains("reads, writes and tells news")
    );
    for (wrong, told) in [
        (with("stock:other", Some(pem.clone())), "uthentication"),
        (
            with("reader:canary", Some(pem.clone())),
            "cannot be written",
        ),
        (with("stock:canary", None), "ertificate"),
    ] {
        let why = doctor(&wrong).await.unwrap_err();
        assert!(why.contains(told), "{told}: {why}");
        assert!(!why.contains("canary"), "{why}");
    }
    let room = Room::behind(good, 5, 2).await;
    room.filled().await;
    room.receive(0, "P001", 9, "IN").await;
    until("the encrypted Redis has it", PATIENCE, || room.is_equal()).await;
    let shown = || async { room.free(1, "P001").await == 9 };
    until("the receipt", PATIENCE, shown).await;
}
