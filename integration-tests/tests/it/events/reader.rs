//! A Java service that reads events with Spring AMQP, into the classes of the contract's jar.

use std::collections::BTreeSet;

use integration_tests::java::{self, JavaServer};
use integration_tests::rabbitmq::RabbitMq;

use super::listener::{Listener, once};
use super::outgoing::{PATIENCE, delivered};
use crate::cases::mall::Caller;
use crate::cases::provider::{Center, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_spring_amqp_consumer_reads_what_is_sent() {
    if !java::available() {
        return;
    }
    let Some(broker) = RabbitMq::shared().await else {
        return;
    };
    let url = broker.create_vhost("spring").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events.tsv");
    let arguments = [
        "--port",
        &broker.port().to_string(),
        "--vhost",
        "spring",
        "--file",
        &file.display().to_string(),
    ];
    let _reader = JavaServer::start(
        "event-reader",
        "com.autoparts.reader.EventReader",
        &arguments,
    )
    .await
    .unwrap();
    let listener = Listener::start(&url).await;
    let center = Center::sqlite(&[("EVENTS__URL", &url)]).await;
    let caller = Caller::connect(center.providers[0].address(), "spring").await;
    caller.receive("S", 20).await;
    for order in ["O1", "O2"] {
        assert_eq!(caller.reserve(order, &[("S", 3)]).await.code.as_str(), "OK");
    }
    caller.cancel("O1").await;
    caller.confirm("O2").await;
    let kept = once(&delivered(&center, &listener).await);
    let wanted: BTreeSet<String> = kept.iter().map(|seen| seen.message_id.clone()).collect();
    let lines = || std::fs::read_to_string(&file).unwrap_or_default();
    until("Java has read all of it", PATIENCE, || async {
        lines().lines().count() >= wanted.len()
    })
    .await;
    let text = lines();
    let read: BTreeSet<String> = text
        .lines()
        .map(|line| line.split('\t').nth(2).unwrap().to_owned())
        .collect();
    assert_eq!(read, wanted, "{text}");
    assert!(
        text.lines().all(|line| line.starts_with("applied\t")),
        "{text}"
    );
    for words in [
        "O1 PRE_OCCUPIED S*3",
        "O1 CANCELLED S*3",
        "O2 CONFIRMED S*3",
        "S PRE_OCCUPY 2",
        "S OUT>IN_STOCK",
    ] {
        assert!(text.contains(words), "{words}:\n{text}");
    }
}
