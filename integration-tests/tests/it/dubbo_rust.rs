//! Services written with dubbo-rust (the crate `dubbo` 0.4.0) and ours, both ways, over Triple: it speaks protobuf messages only, packs each by gzip and always asks for
//! version `dubbo-rust/0.1.0` of group `cluster`.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use consumer_sdk::Consumer;
use dubbo_rpc::{
    Args, BadArgument, CallFuture, Context, ExportOptions, Fault, MethodSchema, Outcome, RpcType,
    Server, ServerStreams, Service, ServiceRef, ServiceSchema, StreamIn, channel,
};
use integration_tests::dubbo_rust::{self, Call, Provider};
use integration_tests::stock_center::StockCenter;
use prost::Message as _;

use crate::java_support::SKUS;

const DIALOGUE: &str = "com.autoparts.dialogue.Dialogue";

fn seen(calls: &[Call]) -> Vec<(&str, bool, &str)> {
    calls
        .iter()
        .map(|call| (call.case.as_str(), call.ok, call.detail.as_str()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn dubbo_rust_orders_at_the_stock_center() {
    if !dubbo_rust::available() {
        return;
    }
    let center = StockCenter::start(&[]).await.unwrap();
    let address = center.address();
    let calls = dubbo_rust::calls(&["caller", &address, "RUST-1", SKUS[0]])
        .await
        .unwrap();
    assert_eq!(
        seen(&calls),
        [
            ("preOccupy", true, "OK"),
            ("preOccupy.again", true, "OK_DUPLICATE"),
            ("preOccupy.short", true, "STOCK_NOT_ENOUGH"),
            ("cancel", true, "OK"),
        ]
    );
    center.stop().await.unwrap();
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
}

/// `dialogue.proto`'s message.
#[derive(Clone, PartialEq, Eq, prost::Message)]
struct Line {
    #[prost(string, tag = "1")]
    text: String,
    #[prost(int64, tag = "2")]
    number: i64,
}

fn line(text: &str, number: i64) -> Line {
    let text = text.to_owned();
    Line { text, number }
}

fn read(message: &[u8]) -> Result<Line, Fault> {
    Line::decode(message).map_err(|error| Fault::new(format!("no Line: {error}")))
}

/// What the peer's provider does, too.
struct Dialogue;

const METHODS: [(&str, RpcType); 4] = [
    ("Say", RpcType::Unary),
    ("Count", RpcType::ServerStream),
    ("Collect", RpcType::ClientStream),
    ("Converse", RpcType::BiStream),
];

impl Service for Dialogue {
    fn schema(&self) -> ServiceSchema {
        let method = |(name, rpc_type)| MethodSchema {
            name,
            doc: "",
            parameters: Vec::new(),
            returns: <Option<String> as dubbo_rpc::hessian2::JavaType>::type_ref(),
            rpc_type,
        };
        ServiceSchema {
            interface: DIALOGUE,
            doc: "",
            methods: METHODS.map(method).into(),
            types: dubbo_rpc::hessian2::Schema::default(),
        }
    }

    fn call(&self, _: usize, cx: Context, args: &mut Args<'_>) -> Result<CallFuture, BadArgument> {
        let said = args.message(|bytes| Line::decode(bytes))?;
        let answer = match said.text.as_str() {
            "refuse" => Err(Fault::new("refused as asked")),
            _ => Ok(said.encode_to_vec()),
        };
        Ok(Box::pin(async move { Outcome::message(&cx, answer) }))
    }

    fn stream(&self, method: usize, cx: Context, mut streams: ServerStreams) -> CallFuture {
        let out = streams.messages_out();
        Box::pin(async move {
            let done = async {
                let send = async |line: Line| out.send(Bytes::from(line.encode_to_vec())).await;
                match METHODS[method].0 {
                    "Count" => {
                        let asked = read(&streams.first().await?)?;
                        for number in 1..=asked.number {
                            send(line(&asked.text, number)).await?;
                        }
                    }
                    "Collect" => {
                        let (mut said, mut sum) = (streams.messages_in(), line("", 0));
                        while let Some(next) = said.next().await {
                            let next = read(&next?)?;
                            sum = line(&(sum.text + &next.text), sum.number + next.number);
                        }
                        send(sum).await?;
                    }
                    _ => {
                        let mut said = streams.messages_in();
                        while let Some(next) = said.next().await {
                            let next = read(&next?)?;
                            send(line(&next.text, next.number * 10)).await?;
                        }
                    }
                }
                Ok(Vec::new())
            };
            let done = done.await;
            Outcome::message(&cx, done)
        })
    }
}

/// What both providers answer to the peer.
const ANSWERS: [(&str, bool, &str); 4] = [
    ("say", true, "刹车片 🚗:7"),
    ("count", true, "n:1 n:2 n:3"),
    ("collect", true, "abc:6"),
    ("converse", true, "a:10 b:20 c:30"),
];

#[tokio::test(flavor = "multi_thread")]
async fn dubbo_rust_streams_with_ours_as_with_its_own() {
    if !dubbo_rust::available() {
        return;
    }
    let server = Server::builder()
        .bind("127.0.0.1:0")
        .message_service(Arc::new(Dialogue), ExportOptions::default())
        .start()
        .await
        .unwrap();
    let theirs = Provider::start().await.unwrap();
    for address in [server.local_addr().to_string(), theirs.address()] {
        let calls = dubbo_rust::calls(&["dialogue", &address]).await.unwrap();
        let (refused, others) = calls.split_last().unwrap();
        assert_eq!(seen(others), ANSWERS, "{address}");
        // A reply of headers only it reads as one without a message, whoever sent it.
        assert!(!refused.ok, "{address}: {refused:?}");
    }
}

async fn all(mut lines: StreamIn<Line>) -> Vec<Line> {
    let mut seen = Vec::new();
    while let Some(line) = lines.next().await {
        seen.push(line.unwrap());
    }
    seen
}

/// The other end of a stream of these.
async fn given(lines: &[Line]) -> StreamIn<Line> {
    let (out, asked) = channel(lines.len());
    for line in lines {
        out.send(line.clone()).await.unwrap();
    }
    asked
}

#[tokio::test(flavor = "multi_thread")]
async fn ours_calls_a_provider_written_with_dubbo_rust() {
    if !dubbo_rust::available() {
        return;
    }
    let provider = Provider::start().await.unwrap();
    let consumer = Consumer::builder("dialogue", format!("tri://{}", provider.address()))
        .build()
        .unwrap();
    let reference = consumer.refer(ServiceRef::new(DIALOGUE)).connect().await;
    let theirs = reference.unwrap().messages();
    let cx = Context::new().with_timeout(Duration::from_secs(20));
    let said = line("刹车片 🚗", 7);
    let reply: Line = theirs.unary(&cx, "Say", &said).await.unwrap();
    assert_eq!(reply, said);
    let (out, counted) = channel(4);
    let asked = line("n", 3);
    let count = theirs.server_stream(&cx, "Count", &asked, out);
    let (done, counted) = tokio::join!(count, all(counted));
    done.unwrap();
    assert_eq!(counted, [line("n", 1), line("n", 2), line("n", 3)]);
    let lines = [line("a", 1), line("b", 2), line("c", 3)];
    let collected: Line = theirs
        .client_stream(&cx, "Collect", given(&lines).await)
        .await
        .unwrap();
    assert_eq!(collected, line("abc", 6));
    let (out, answers) = channel(4);
    let converse = theirs.bidirectional_stream(&cx, "Converse", given(&lines).await, out);
    let (done, answers) = tokio::join!(converse, all(answers));
    done.unwrap();
    assert_eq!(answers, [line("a", 10), line("b", 20), line("c", 30)]);
    let refused = theirs
        .unary::<_, Line>(&cx, "Say", &line("refuse", 0))
        .await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("refused as asked"), "{refused}");
}
