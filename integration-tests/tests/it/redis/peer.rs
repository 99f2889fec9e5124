//! The harness itself: a Redis that is killed, frozen and started anew; a fail-over; a cluster.

use std::time::Duration;

use integration_tests::redis::{Cluster, Redis, Sentinels};

use crate::cases::provider::until;

/// Longest wait for a fail-over.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_comes_back_empty_after_a_kill_and_whole_after_a_pause() {
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    redis.command(&["SET", "a", "1"]).await.unwrap();
    assert_eq!(redis.keys().await.unwrap(), 1);
    redis.pause().await;
    let url = redis.url();
    let asked = async {
        let client = ::redis::Client::open(url).unwrap();
        client.get_multiplexed_async_connection().await.map(drop)
    };
    let answered = tokio::time::timeout(Duration::from_millis(500), asked).await;
    assert!(!matches!(answered, Ok(Ok(()))), "a paused server answers");
    redis.resume().await;
    assert_eq!(redis.keys().await.unwrap(), 1);
    redis.kill9().await;
    assert!(
        redis.command(&["PING"]).await.is_err(),
        "a killed server answers"
    );
    redis.launch().await.unwrap();
    assert_eq!(redis.keys().await.unwrap(), 0);
    redis.command(&["SET", "a", "1"]).await.unwrap();
    redis.flush().await.unwrap();
    assert_eq!(redis.keys().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sentinels_name_another_master_after_a_kill() {
    if !Redis::available() {
        return;
    }
    let group = Sentinels::start().await.unwrap();
    let named = || async {
        let asked = ["SENTINEL", "GET-MASTER-ADDR-BY-NAME", Sentinels::NAME];
        format!("{:?}", group.watchers[0].command(&asked).await)
    };
    let (first, second) = (
        group.first.port().to_string(),
        group.second.port().to_string(),
    );
    assert!(named().await.contains(&first));
    group.first.kill9().await;
    let moved = || async { named().await.contains(&second) };
    until("another master", PATIENCE, moved).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_of_three_serves_all_slots() {
    if !Redis::available() {
        return;
    }
    let cluster = Cluster::start().await.unwrap();
    let nodes = cluster.nodes.iter().map(Redis::url);
    let client = ::redis::cluster::ClusterClient::new(nodes).unwrap();
    let mut link = client.get_async_connection().await.unwrap();
    for key in 0..32 {
        let mut set = ::redis::cmd("SET");
        let done: String = set
            .arg(format!("k{key}"))
            .arg(key)
            .query_async(&mut link)
            .await
            .unwrap();
        assert_eq!(done, "OK");
    }
    let mut held = 0;
    for node in &cluster.nodes {
        let keys = node.keys().await.unwrap();
        assert!(keys > 0, "a node without a key");
        held += keys;
    }
    assert_eq!(held, 32);
}
