//! Services of protobuf messages through the SDK: a Java provider whose types are messages, and our own services by their `.proto`.

use std::time::Duration;

use consumer_sdk::{Consumer, Context, MessageClient, ServiceRef, StreamIn, channel};
use dubbo_api::triple::messages;
use integration_tests::java::{self, JavaServer};
use integration_tests::ports::PortLease;
use integration_tests::stock_center::StockCenter;

/// Time of a call on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);
/// Numbers of a long stream.
const MANY: i32 = 5_000;

async fn client(address: String, interface: &str) -> MessageClient {
    let consumer = Consumer::builder("sdk-messages", address).build().unwrap();
    let service = consumer.refer(ServiceRef::new(interface));
    let reference = service.timeout(PATIENCE).connect().await.unwrap();
    reference.messages()
}

fn cx() -> Context {
    Context::new().with_timeout(PATIENCE)
}

async fn all<T>(mut stream: StreamIn<T>) -> Vec<T> {
    let mut seen = Vec::new();
    while let Some(value) = stream.next().await {
        seen.push(value.unwrap());
    }
    seen
}

/// `google.protobuf.StringValue` and `Int32Value` are a text and a number to `prost`.
#[tokio::test(flavor = "multi_thread")]
async fn a_java_provider_of_messages_is_called_and_streamed_with() {
    if !java::available() {
        return;
    }
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port().to_string();
    let class = "com.autoparts.messages.MessageProvider";
    let _java = JavaServer::start("stock-provider-java", class, &["--port", &port])
        .await
        .unwrap();
    let address = format!("tri://127.0.0.1:{port}");
    let greetings = client(address, "com.autoparts.messages.Greetings").await;
    for name in ["world", "库存 😀"] {
        let name = name.to_owned();
        let greeted: String = greetings.unary(&cx(), "greet", &name).await.unwrap();
        assert_eq!(greeted, format!("hello {name}"));
    }
    let long = "x".repeat(2_000_000);
    let greeted: String = greetings.unary(&cx(), "greet", &long).await.unwrap();
    assert_eq!(greeted.len(), long.len() + "hello ".len());
    let nobody = String::new();
    let refused = greetings
        .unary::<_, String>(&cx(), "greet", &nobody)
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("the name is empty"),
        "{refused}"
    );
    assert!(!refused.is_retryable(), "{refused:?}");
    // A reply of another type is a mistake, and said to be one.
    let name = "x".to_owned();
    let wrong = greetings
        .unary::<_, i32>(&cx(), "greet", &name)
        .await
        .unwrap_err();
    assert!(
        wrong.to_string().contains("no message of the type i32"),
        "{wrong}"
    );

    let (out, counted) = channel(4);
    let cx = cx();
    let counting = greetings.server_stream(&cx, "count", &MANY, out);
    let (done, seen) = tokio::join!(counting, all::<i32>(counted));
    done.unwrap();
    assert_eq!(seen, (1..=MANY).collect::<Vec<_>>());

    let (send, sent) = channel(8);
    let sending = async move {
        for number in 1..=1_000 {
            send.send(number).await.unwrap();
        }
    };
    let summing = greetings.client_stream::<i32, i32>(&cx, "sum", sent);
    let (sum, ()) = tokio::join!(summing, sending);
    assert_eq!(sum.unwrap(), 500_500);

    let (ask, asked) = channel::<String>(1);
    let (out, mut answers) = channel::<String>(1);
    let talk = async move {
        for name in ["a", "b", "c"] {
            ask.send(name.to_owned()).await.unwrap();
            let answer = answers.next().await.unwrap().unwrap();
            assert_eq!(answer, format!("hello {name}"));
        }
        drop(ask);
        assert!(answers.next().await.is_none());
    };
    let talking = greetings.bidirectional_stream(&cx, "talk", asked, out);
    let (done, ()) = tokio::join!(talking, talk);
    done.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stock_center_is_called_by_its_proto() {
    let center = StockCenter::start(&[]).await.unwrap();
    let interface = "com.autoparts.stock.v1.StockAdminService";
    let admin = client(format!("tri://{}", center.address()), interface).await;
    let health: messages::HealthReply = admin
        .unary(&cx(), "Health", &messages::HealthArguments {})
        .await
        .unwrap();
    assert_eq!(health.code.as_deref(), Some("OK"), "{health:?}");
    let nothing = messages::HealthArguments {};
    let absent = admin
        .unary::<_, messages::HealthReply>(&cx(), "Nothing", &nothing)
        .await
        .unwrap_err();
    assert!(absent.to_string().contains("Nothing"), "{absent}");
    // The other protocol has no form for it, and says which has.
    let over_dubbo = client(format!("dubbo://{}", center.address()), interface).await;
    let refused = over_dubbo
        .unary::<_, messages::HealthReply>(&cx(), "Health", &nothing)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("tri://"), "{refused}");
    center.stop().await.unwrap();
}
