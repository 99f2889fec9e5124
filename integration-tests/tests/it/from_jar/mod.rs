//! Code that `dubbo-from-jar` wrote: it is what the jars say, calls what Java and we host, and hosts what Java calls.

mod calls;
mod hosted;
mod stock;

use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::{Client, ClientOptions, Invoker, TripleClient};
use integration_tests::{from_jar, java};

const PATIENCE: Duration = Duration::from_secs(60);

/// A connection of its own to `address`.
async fn link(address: impl Into<String>) -> Arc<dyn Invoker> {
    let options = ClientOptions {
        timeout: PATIENCE,
        ..ClientOptions::default()
    };
    Arc::new(Client::connect(address, options).await.unwrap())
}

/// The same over Triple.
async fn triple(address: impl Into<String>) -> Arc<dyn Invoker> {
    let options = ClientOptions {
        timeout: PATIENCE,
        ..ClientOptions::default()
    };
    Arc::new(TripleClient::connect(address, options).await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kept_files_are_what_the_jars_say() {
    if !java::available() {
        return;
    }
    java::build().await.unwrap();
    for kept in from_jar::kept() {
        let output = dubbo_from_jar::generate(&kept.options).unwrap();
        let head: Vec<_> = output.rust.lines().take(2).collect();
        assert!(
            output.rust == kept.text,
            "{} is not what its jar says; write it anew: {head:?}",
            kept.path
        );
        assert_eq!(output.left_out, vec![]);
    }
}
