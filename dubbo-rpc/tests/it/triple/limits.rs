//! Every bound of Triple, at n and n + 1.

use std::time::Duration;

use dubbo_rpc::Limits;
use dubbo_rpc::hessian2::Value;

use super::caller::{Caller, answer, echo_frame, framed, head, with, wrapped};
use crate::stock;

#[tokio::test]
async fn messages_have_a_length() {
    let exact = wrapped(
        "hessian4",
        &[Value::from("x".repeat(900))],
        &["java.lang.String"],
    )
    .len();
    let limits = Limits {
        payload_bytes: u32::try_from(exact).unwrap(),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let answer = caller.echo(&"x".repeat(900)).await;
    assert_eq!(answer.status(), "0", "{answer:?}");
    let answer = caller.echo(&"x".repeat(901)).await;
    assert_eq!(answer.status(), "8", "{answer:?}");
    let wanted = format!("Data length too large: {}, max payload: {exact}", exact + 1);
    assert_eq!(answer.text("grpc-message"), wanted);
    // The length alone is enough: what it promises is not waited for.
    let (response, mut stream) = caller.open(head("echo"), false).await;
    stream
        .send_data(vec![0, 0xFF, 0xFF, 0xFF, 0xFF].into(), false)
        .unwrap();
    let answer = super::caller::answer(response).await.unwrap();
    assert_eq!(answer.status(), "8");
    // A reply longer than its request, by what the service adds to the map.
    let map = Value::map(vec![(
        Value::from("k"),
        Value::from("v".repeat(exact - 22)),
    )]);
    let body = framed(&wrapped("hessian4", &[map], &[]));
    let answer = caller.call(head("attrs"), body).await;
    assert_eq!(answer.status(), "8", "{answer:?}");
    assert!(answer.text("grpc-message").contains("max payload"));
    assert_eq!(caller.echo("after").await.value().0, Value::from("after"));
}

#[tokio::test]
async fn calls_in_flight_are_counted_with_those_of_dubbo() {
    let limits = Limits {
        in_flight: 3,
        in_flight_per_connection: 2,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let slow = || with(head("echoAsync"), "delay-ms", "4000");
    let mut first = Caller::connect(server.local_addr()).await;
    let mut second = Caller::connect(server.local_addr()).await;
    let mut running = Vec::new();
    for caller in [&mut first, &mut second] {
        for _ in 0..2 {
            let (response, mut stream) = caller.open(slow(), false).await;
            stream.send_data(echo_frame("x").into(), true).unwrap();
            running.push(response);
        }
        while server.stats().in_flight < running.len().min(3) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let refused = caller.call(slow(), echo_frame("x")).await;
        assert_eq!(refused.status(), "14");
        assert!(
            refused.text("grpc-message").contains("`in_flight"),
            "{refused:?}"
        );
    }
    let mut codes = Vec::new();
    for response in running {
        codes.push(answer(response).await.unwrap().status().to_owned());
    }
    codes.sort();
    assert_eq!(codes, ["0", "0", "0", "14"]);
    assert_eq!(server.stats().exhausted, 3);
}

#[tokio::test]
async fn headers_and_attachments_have_limits() {
    let limits = Limits {
        attachments: 3,
        header_list_bytes: 4096,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let mut request = with(with(with(head("echo"), "a", "1"), "b", "2"), "c", "3");
    let answer = caller.call(request.clone(), echo_frame("x")).await;
    assert_eq!(answer.status(), "0", "{answer:?}");
    request = with(request, "d", "4");
    let answer = caller.call(request, echo_frame("x")).await;
    assert_eq!(answer.status(), "8");
    assert!(answer.text("grpc-message").contains("`attachments`"));
    // Longer than a header list may be: refused by the protocol's own means, and the connection lives.
    let request = with(head("echo"), "a", &"y".repeat(5000));
    let (response, mut stream) = caller.open(request, false).await;
    let _ = stream.send_data(echo_frame("x").into(), true);
    let refused = super::caller::answer(response).await;
    let refused = refused.map_or(true, |answer| answer.head.status() == 431);
    assert!(refused);
    assert_eq!(caller.echo("after").await.value().0, Value::from("after"));
}

#[tokio::test]
async fn a_message_has_its_time() {
    let limits = Limits {
        frame_read: Duration::from_millis(400),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let (response, mut stream) = caller.open(head("echo"), false).await;
    stream.send_data(vec![0, 0, 0].into(), false).unwrap();
    let answer = answer(response).await.unwrap();
    assert_eq!(answer.status(), "4", "{answer:?}");
    assert!(answer.text("grpc-message").contains("`frame_read`"));
}
