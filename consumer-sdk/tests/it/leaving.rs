//! A provider leaves in good order while it is called: nobody's call fails, and none is done twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use consumer_sdk::{CallOptions, Consumer, Context, Reference, ServiceRef};

use crate::greeter::{Greeter, PATIENCE, Provider, client, greeter, until};

/// Callers at the same time.
const CALLERS: usize = 32;
/// How long they call before the provider leaves, and after.
const WHILE: Duration = Duration::from_millis(400);

fn cx() -> Context {
    Context::new().with_timeout(PATIENCE)
}

/// Calls until told to stop; how many were answered, and what failed.
async fn caller(reference: Reference, stop: Arc<AtomicBool>) -> (u32, Vec<String>) {
    let greeter = client(&reference);
    let (mut answered, mut failed) = (0, Vec::new());
    while !stop.load(Ordering::Relaxed) {
        match greeter.name(&cx(), "x".into()).await {
            Ok(_) => answered += 1,
            Err(fault) => failed.push(fault.to_string()),
        }
    }
    (answered, failed)
}

async fn one_of_two_leaves(protocol: &str) {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    let addresses = [&one, &two].map(|provider| format!("{protocol}://{}", provider.address()));
    let reference = Consumer::builder("tests", addresses.join(","))
        .build()
        .unwrap()
        .refer(ServiceRef::new(greeter::INTERFACE))
        .connect()
        .await
        .unwrap();
    until("both are connected", || {
        reference.providers().iter().all(|state| state.available)
    })
    .await;
    let stop = Arc::new(AtomicBool::new(false));
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| tokio::spawn(caller(reference.clone(), Arc::clone(&stop))))
        .collect();
    tokio::time::sleep(WHILE).await;
    // One call takes longer than the goodbye: it is answered by who began it.
    let slow = tokio::spawn({
        let greeter = client(&reference);
        let to_one = CallOptions::new().provider(one.address()).timeout(PATIENCE);
        async move {
            let cx = cx().with_local(to_one);
            greeter.fail(&cx, "slow".into()).await
        }
    });
    until("the slow call is begun", || one.fails() == 1).await;
    assert!(one.names() > 0 && two.names() > 0, "{protocol}");
    let drained = one.server.shutdown(PATIENCE).await;
    assert_eq!(
        (drained.calls_cut, drained.connections_cut),
        (0, 0),
        "{protocol}"
    );
    assert_eq!(slow.await.unwrap().unwrap(), "one", "{protocol}");
    let (by_one, by_two) = (one.names(), two.names());
    tokio::time::sleep(WHILE).await;
    stop.store(true, Ordering::Relaxed);
    let mut answered = 0;
    for caller in callers {
        let (calls, failed) = caller.await.unwrap();
        assert_eq!(failed, Vec::<String>::new(), "{protocol}");
        answered += calls;
    }
    assert_eq!(one.names(), by_one, "{protocol}");
    assert!(two.names() > by_two, "{protocol}");
    assert_eq!(one.names() + two.names(), answered, "{protocol}");
    // Back at its address, it is called again.
    let again = Provider::start_at("one", &one.address()).await;
    until("it is connected again", || {
        reference.providers().iter().all(|state| state.available)
    })
    .await;
    let greeter = client(&reference);
    for _ in 0..200 {
        greeter.name(&cx(), "x".into()).await.unwrap();
    }
    assert!(again.names() > 0, "{protocol}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_event_moves_calls_without_a_failure() {
    one_of_two_leaves("dubbo").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goaway_moves_calls_without_a_failure() {
    one_of_two_leaves("tri").await;
}
