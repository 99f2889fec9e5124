//! Calls that stream, through a reference: one provider carries each of them.

use std::time::Duration;

use consumer_sdk::{Consumer, Context, LoadBalance, ServiceRef};
use dubbo_rpc::channel;

use crate::greeter::{Greeter, Provider, client, greeter, until};

#[tokio::test]
async fn a_stream_goes_to_one_provider_and_takes_its_time() {
    let (one, two) = (Provider::start("one").await, Provider::start("two").await);
    let addresses = format!(
        "tri://{},tri://{},tri://127.0.0.1:1",
        one.address(),
        two.address()
    );
    let reference = Consumer::builder("tests", addresses)
        .build()
        .unwrap()
        .refer(ServiceRef::new(greeter::INTERFACE))
        // A call's time; streams have none but their caller's.
        .timeout(Duration::from_millis(100))
        .load_balance(LoadBalance::RoundRobin)
        .connect()
        .await
        .unwrap();
    until("two are connected", || {
        let states = reference.providers();
        states.iter().filter(|state| state.available).count() == 2
    })
    .await;
    let greeter = client(&reference);
    for _ in 0..10 {
        let (ask, texts) = channel(1);
        let (out, mut answers) = channel(1);
        let cx = Context::new();
        let talk = async move {
            let name = answers.next().await.unwrap().unwrap();
            for text in ["a", "b"] {
                tokio::time::sleep(Duration::from_millis(80)).await;
                ask.send(text.to_owned()).await.unwrap();
                let answer = answers.next().await.unwrap().unwrap();
                assert_eq!(answer, format!("{name} {text}"));
            }
        };
        let (done, ()) = tokio::join!(greeter.talk(&cx, texts, out), talk);
        done.unwrap();
    }
    assert_eq!(one.names() + two.names(), 10);
    assert!(one.names() > 0 && two.names() > 0);

    // Turned away in its middle: what was said cannot be said again to another.
    let (ask, texts) = channel(1);
    let (out, _answers) = channel(8);
    ask.send("busy".to_owned()).await.unwrap();
    let fault = greeter.talk(&Context::new(), texts, out).await.unwrap_err();
    assert!(fault.to_string().contains("too much to do"), "{fault}");
    assert_eq!(one.names() + two.names(), 11);
}
