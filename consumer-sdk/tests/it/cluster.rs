//! What is done with a call when there are several providers and some fail.

use std::time::Duration;

use consumer_sdk::{BreakerOptions, CallOptions, Cluster, Context, ErrorKind, LoadBalance};

use crate::greeter::{Greeter, PATIENCE, Provider, client, refer, until};

fn cx() -> Context {
    Context::new().with_timeout(PATIENCE)
}

#[tokio::test]
async fn traffic_goes_by_weight_and_in_turn() {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    let reference = refer(&[(&one, "?weight=1"), (&two, "?weight=3")])
        .load_balance(LoadBalance::RoundRobin)
        .connect()
        .await
        .unwrap();
    until("both are connected", || {
        reference.providers().iter().all(|state| state.available)
    })
    .await;
    let greeter = client(&reference);
    for n in 0..40 {
        greeter.name(&cx(), n.to_string()).await.unwrap();
    }
    assert_eq!((one.names(), two.names()), (10, 30));

    // The same argument, the same provider.
    let same = CallOptions::new().load_balance(LoadBalance::ConsistentHash);
    let mut seen = std::collections::HashSet::new();
    for _ in 0..10 {
        let cx = cx().with_local(same.clone());
        seen.insert(greeter.name(&cx, "order-7".into()).await.unwrap());
    }
    assert_eq!(seen.len(), 1, "{seen:?}");
    // One provider, asked for by its address.
    let to_one = CallOptions::new().provider(one.address());
    for _ in 0..5 {
        let cx = cx().with_local(to_one.clone());
        assert_eq!(greeter.name(&cx, "x".into()).await.unwrap(), "one x");
    }
}

#[tokio::test]
async fn a_call_is_sent_again_only_where_the_outcome_allows_it() {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    let reference = refer(&[(&one, ""), (&two, "")])
        .retries(1)
        .connect()
        .await
        .unwrap();
    let greeter = client(&reference);
    // Turned away before it was begun: the other provider does it, always.
    for _ in 0..20 {
        let done_by = greeter.fail(&cx(), "one-busy".into()).await.unwrap();
        assert_eq!(done_by, "two");
    }
    let before = one.fails() + two.fails();
    // An exception is an answer.
    let thrown = greeter.fail(&cx(), "thrown".into()).await.unwrap_err();
    assert!(thrown.exception().is_some());
    assert_eq!(one.fails() + two.fails(), before + 1);
    // It may have been done: not again, unless that does no harm.
    greeter.fail(&cx(), "broken".into()).await.unwrap_err();
    assert_eq!(one.fails() + two.fails(), before + 2);
    let twice = cx().with_local(CallOptions::new().idempotent(true));
    greeter.fail(&twice, "broken".into()).await.unwrap_err();
    assert_eq!(one.fails() + two.fails(), before + 4);
    // Late: the same.
    let late = CallOptions::new().timeout(Duration::from_millis(200));
    let fault = greeter
        .fail(&cx().with_local(late.clone()), "late".into())
        .await
        .unwrap_err();
    assert!(fault.is_timeout(), "{fault}");
    assert_eq!(one.fails() + two.fails(), before + 5);
    let twice = cx().with_local(late.idempotent(true));
    greeter.fail(&twice, "late".into()).await.unwrap_err();
    assert_eq!(one.fails() + two.fails(), before + 7);
}

#[tokio::test]
async fn the_modes_do_what_their_names_say() {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    // Failures are what is asked for here.
    let patient = BreakerOptions {
        failures_in_a_row: 0,
        failure_percent: 0,
        ..BreakerOptions::default()
    };
    let reference = refer(&[(&one, ""), (&two, "")])
        .breaker(patient)
        .connect()
        .await
        .unwrap();
    until("both are connected", || {
        reference.providers().iter().all(|state| state.available)
    })
    .await;
    let greeter = client(&reference);
    let with = |cluster| cx().with_local(CallOptions::new().cluster(cluster));
    let calls = || one.fails() + two.fails();

    let before = calls();
    let fault = greeter.fail(&with(Cluster::Failfast), "busy".into()).await;
    assert!(fault.unwrap_err().was_not_done());
    assert_eq!(calls(), before + 1);

    // Nothing is what an `Option` reads and a text does not: the generic client shows it.
    let generic = reference.generic();
    for cluster in [Cluster::Failsafe, Cluster::Failback] {
        let nothing = generic
            .invoke(
                &with(cluster),
                "fail",
                &["java.lang.String"],
                vec!["busy".into()],
            )
            .await
            .unwrap();
        assert!(nothing.is_null());
    }

    let before = (one.fails(), two.fails());
    let first = greeter
        .fail(&with(Cluster::Forking), "one-late".into())
        .await
        .unwrap();
    assert_eq!(first, "two");
    until("the other was asked too", || {
        (one.fails(), two.fails()) == (before.0 + 1, before.1 + 1)
    })
    .await;

    let before = (one.names(), two.names());
    let last = greeter.name(&with(Cluster::Broadcast), "x".into()).await;
    assert_eq!(last.unwrap(), "two x");
    assert_eq!((one.names(), two.names()), (before.0 + 1, before.1 + 1));
    greeter
        .fail(&with(Cluster::Broadcast), "one-broken".into())
        .await
        .unwrap_err();

    let found = greeter.name(&with(Cluster::Available), "x".into()).await;
    assert_eq!(found.unwrap(), "one x");
}

#[tokio::test]
async fn a_failed_call_is_made_good_later_by_failback() {
    // Longer than one wait of five seconds takes on paused time would need a paused server too: real time.
    let one = Provider::start("one").await;
    let reference = refer(&[(&one, "")])
        .cluster(Cluster::Failback)
        .connect()
        .await
        .unwrap();
    let nothing = reference
        .generic()
        .invoke(&cx(), "fail", &["java.lang.String"], vec!["busy".into()])
        .await
        .unwrap();
    assert!(nothing.is_null());
    until("it is tried again", || one.fails() >= 2).await;
}

#[tokio::test]
async fn who_does_not_answer_is_left_alone_until_it_is_well() {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    let reference = refer(&[(&one, ""), (&two, "")])
        .timeout(Duration::from_millis(300))
        .connect()
        .await
        .unwrap();
    let greeter = client(&reference);
    let state = |provider: &Provider| {
        let address = provider.address();
        let states = reference.providers();
        states
            .into_iter()
            .find(|state| state.address == address)
            .unwrap()
    };
    until("both are connected", || {
        reference.providers().iter().all(|state| state.available)
    })
    .await;
    let to_one = cx().with_local(CallOptions::new().provider(one.address()).retries(0));
    for _ in 0..3 {
        assert!(
            greeter
                .fail(&to_one, "late".into())
                .await
                .unwrap_err()
                .is_timeout()
        );
    }
    assert!(state(&one).left_alone && !state(&two).left_alone);
    let before = one.names();
    for _ in 0..20 {
        greeter.name(&cx(), "x".into()).await.unwrap();
    }
    assert!(one.names() == before || !state(&one).left_alone);
    // It answers the question, and takes part again.
    until("it is well again", || !state(&one).left_alone).await;
}

#[tokio::test]
async fn a_provider_that_goes_and_comes_back_is_used_again() {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    let reference = refer(&[(&one, ""), (&two, "")]).connect().await.unwrap();
    let greeter = client(&reference);
    let address = one.address();
    one.server.shutdown(Duration::from_secs(1)).await;
    // Nobody is hurt: it has taken its leave, or the call may be repeated elsewhere.
    for _ in 0..30 {
        let cx = cx().with_local(CallOptions::new().idempotent(true));
        assert_eq!(greeter.name(&cx, "x".into()).await.unwrap(), "two x");
    }
    let again = Provider::start_at("one", &address).await;
    until("it is connected again", || {
        reference.providers().iter().all(|state| state.available)
    })
    .await;
    let to_one = cx().with_local(CallOptions::new().provider(&*address));
    greeter.name(&to_one, "x".into()).await.unwrap();
    assert_eq!(again.names(), 1);
}

#[tokio::test]
async fn sticky_calls_stay_and_full_providers_are_spared() {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    let both = [(&one, ""), (&two, "")];
    let sticky = refer(&both).sticky(true).connect().await.unwrap();
    let greeter = client(&sticky);
    let mut seen = std::collections::HashSet::new();
    for _ in 0..20 {
        seen.insert(greeter.name(&cx(), "x".into()).await.unwrap());
    }
    assert_eq!(seen.len(), 1, "{seen:?}");

    let narrow = refer(&[(&one, "")])
        .in_flight(1)
        .retries(0)
        .connect()
        .await
        .unwrap();
    let greeter = client(&narrow);
    let slow_call = cx();
    let slow = greeter.fail(&slow_call, "late".into());
    let second = async {
        until("the first is there", || one.fails() > 0).await;
        greeter.name(&cx(), "x".into()).await
    };
    let (_, second) = tokio::join!(slow, second);
    let fault = second.unwrap_err();
    assert!(
        fault.was_not_done() && fault.to_string().contains("in_flight"),
        "{fault}"
    );
}

#[tokio::test]
async fn traces_tokens_tags_and_mocks() {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    let reference = refer(&[(&one, ""), (&two, "?dubbo.tag=gray")])
        .mock("fail:return \"made up\"")
        .connect()
        .await
        .unwrap();
    let greeter = client(&reference);
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let cx = cx().with_attachment("traceparent", trace);
    assert_eq!(greeter.name(&cx, "x".into()).await.unwrap(), "one x");
    let seen = cx.response_attachment("trace").unwrap();
    assert!(seen.starts_with(&trace[..36]) && seen != trace, "{seen}");
    let gray = cx.child().with_attachment("dubbo.tag", "gray");
    for _ in 0..10 {
        assert_eq!(greeter.name(&gray, "x".into()).await.unwrap(), "two x");
    }
    let red = cx
        .child()
        .with_attachment("dubbo.tag", "red")
        .with_attachment("dubbo.force.tag", "true");
    assert_eq!(greeter.name(&red, "x".into()).await.unwrap(), "made up");
}

#[tokio::test]
async fn nobody_there_is_said_at_once_and_at_the_start() {
    let gone = {
        let one = Provider::start("one").await;
        let address = one.address();
        one.server.shutdown(Duration::from_secs(1)).await;
        address
    };
    let consumer = consumer_sdk::Consumer::builder("tests", &*gone)
        .build()
        .unwrap();
    let service = consumer_sdk::ServiceRef::new("com.example.Greeter");
    let reference = consumer
        .refer(service.clone())
        .check(false)
        .connect()
        .await
        .unwrap();
    let fault = client(&reference)
        .name(&cx(), "x".into())
        .await
        .unwrap_err();
    assert!(
        fault.was_not_done() && fault.to_string().contains(&gone),
        "{fault}"
    );
    let error = consumer.refer(service).connect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("check(false)"), "{error}");
}
