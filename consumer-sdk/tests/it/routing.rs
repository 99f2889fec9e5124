//! How often a call is routed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use consumer_sdk::{CallOptions, Cluster, Consumer, Context, Rulebook, ServiceRef};
use dubbo_rpc::hessian2::{Encode, Encoder, Result};
use dubbo_rpc::{Invocation, Invoker as _};

use crate::greeter::{PATIENCE, Provider, greeter, until};

/// A text that counts how often it is looked at: by rules on arguments, and when it is sent.
struct Watched(Arc<AtomicUsize>);

impl Encode for Watched {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        self.0.fetch_add(1, Ordering::Relaxed);
        "watched".encode(e)
    }
}

#[tokio::test]
async fn a_call_is_routed_once_in_every_mode() {
    let provider = Provider::start("one").await;
    let rules = Rulebook::default();
    rules.set(
        "com.example.Greeter::.condition-router",
        "conditions: ['arguments[0]=nobody => host=1.2.3.4']",
    );
    let reference = Consumer::builder("tests", format!("dubbo://{}", provider.address()))
        .rules(rules)
        .build()
        .unwrap()
        .refer(ServiceRef::new(greeter::INTERFACE))
        .connect()
        .await
        .unwrap();
    until("it is connected", || {
        reference.providers().iter().all(|state| state.available)
    })
    .await;
    for cluster in [
        Cluster::Failover,
        Cluster::Failfast,
        Cluster::Failsafe,
        Cluster::Failback,
        Cluster::Forking,
        Cluster::Broadcast,
        Cluster::Available,
    ] {
        let looks = Arc::new(AtomicUsize::new(0));
        let cx = Context::new().with_timeout(PATIENCE);
        let call = Invocation::new(
            reference.service().clone(),
            Arc::from("name"),
            Arc::from("Ljava/lang/String;"),
            vec![Box::new(Watched(Arc::clone(&looks)))],
            cx.with_local(CallOptions::new().cluster(cluster)),
        );
        let reply = reference.invoke(call).await.unwrap();
        assert_eq!(reply.read::<String>().unwrap(), "one watched");
        // By the rule, and to be sent.
        assert_eq!(looks.load(Ordering::Relaxed), 2, "{cluster}");
    }
}
