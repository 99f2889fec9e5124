//! JSON, over HTTP/1.1 and HTTP/2.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::{Document, Limits};
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::caller::{Caller, PATIENCE};
use crate::peer::STOCK;
use crate::stock::{self, MemStock};

/// Status, head and body of the answer to one request on a connection of its own.
async fn ask(address: SocketAddr, head: &str, body: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request =
        format!("{head}\r\nhost: h\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut answer))
        .await
        .unwrap()
        .unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_ascii_lowercase(), body.to_owned())
}

fn post(method: &str) -> String {
    format!("POST /{STOCK}/{method} HTTP/1.1\r\ncontent-type: application/json")
}

#[tokio::test]
async fn calls_in_json() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr();
    let (status, head, body) = ask(address, &post("echo"), "[\"中文\"]").await;
    assert_eq!((status, body.as_str()), (200, "\"中文\""), "{head}");
    assert!(head.contains("content-type: application/json"), "{head}");
    // One argument may stand by itself; what is no array is it.
    assert_eq!(ask(address, &post("echo"), "\"x\"").await.2, "\"x\"");
    assert_eq!(ask(address, &post("echo"), "[null]").await.2, "null");
    let reserve = json!([{"orderNo": "O-9", "warehouseId": 1,
        "lines": [{"skuId": 1001, "warehouseId": 1, "quantity": 2}]}]);
    let (status, _, body) = ask(address, &post("reserve"), &reserve.to_string()).await;
    assert_eq!(status, 200, "{body}");
    let reply: Json = serde_json::from_str(&body).unwrap();
    assert_eq!(reply["orderNo"], "O-9");
    let (status, head, _) = ask(address, &format!("{}\r\nx-in: sent", post("attrs")), "[{}]").await;
    assert_eq!(status, 200);
    assert!(head.contains("x-out: out-value"), "{head}");

    let (status, _, body) = ask(address, &post("fail"), "[\"business\"]").await;
    let error: Json = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (status, &error),
        (500, &json!({"status": "500", "message": "库存不足"}))
    );
    assert_eq!(ask(address, &post("fail"), "[\"overloaded\"]").await.0, 503);
    assert_eq!(
        ask(address, &post("fail"), "[\"panic-later\"]").await.0,
        500
    );
    let hasty = format!(
        "{}\r\ntri-service-timeout: 40\r\ndelay-ms: 3000",
        post("echoAsync")
    );
    assert_eq!(ask(address, &hasty, "[\"x\"]").await.0, 504);
}

#[tokio::test]
async fn what_is_no_call_is_told_so() {
    let document = Document {
        path: "/openapi.json".to_owned(),
        content_type: "application/json",
        body: "{\"openapi\":\"3.1.0\"}".into(),
    };
    let server = stock::builder(Arc::new(MemStock::default()), Limits::default())
        .document(document)
        .start()
        .await
        .unwrap();
    let address = server.local_addr();
    for (head, body, wanted, reason) in [
        (format!("GET /{STOCK}/echo HTTP/1.1"), "", 405, "POST"),
        ("GET / HTTP/1.1".to_owned(), "", 404, "POST"),
        (
            format!("POST /{STOCK}/echo HTTP/1.1"),
            "[1]",
            415,
            "application/json",
        ),
        (
            "POST /no.Such/echo HTTP/1.1\r\ncontent-type: application/json".to_owned(),
            "[]",
            404,
            "not exported",
        ),
        (post("nothing"), "[]", 404, "no method"),
        (post("echo"), "[1,2]", 400, "argument 1"),
        (post("echo"), "{", 400, "JSON"),
        (post("reserve"), "[{\"lines\": 5}]", 400, "argument 1"),
    ] {
        let (status, _, answer) = ask(address, &head, body).await;
        assert_eq!(status, wanted, "{head}: {answer}");
        let error: Json = serde_json::from_str(&answer).unwrap();
        assert_eq!(error["status"], wanted.to_string());
        assert!(
            error["message"].as_str().unwrap().contains(reason),
            "{head}: {answer}"
        );
    }
    let (status, _, body) = ask(address, "GET /openapi.json HTTP/1.1", "").await;
    assert_eq!((status, body.as_str()), (200, "{\"openapi\":\"3.1.0\"}"));
    assert_eq!(
        ask(address, &post("echo"), "[\"after\"]").await.2,
        "\"after\""
    );
}

#[tokio::test]
async fn json_over_http2() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let request = |method: &str| {
        http::Request::post(format!("http://peer/{STOCK}/{method}"))
            .header("content-type", "application/json; charset=utf-8")
            .body(())
            .unwrap()
    };
    let answer = caller.call(request("echo"), "[\"件\"]").await;
    assert_eq!(
        (answer.head.status().as_u16(), answer.body.as_slice()),
        (200, "\"件\"".as_bytes())
    );
    let answer = caller.call(request("fail"), "[\"runtime\"]").await;
    assert_eq!(answer.head.status(), 500);
    let error: Json = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(error["message"], "bad argument");
    let long = format!("[\"{}\"]", "y".repeat(3_000_000));
    let answer = caller.call(request("echo"), long.clone()).await;
    assert!(answer.body == long.as_bytes()[1..long.len() - 1]);
}

#[tokio::test]
async fn bodies_have_limits_in_length_and_time() {
    let limits = Limits {
        payload_bytes: 10_000,
        frame_read: Duration::from_secs(2),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let address = server.local_addr();
    let body = |len: usize| format!("[\"{}\"]", "z".repeat(len - 4));
    assert_eq!(ask(address, &post("echo"), &body(10_000)).await.0, 200);
    let (status, _, answer) = ask(address, &post("echo"), &body(10_001)).await;
    assert_eq!(status, 413, "{answer}");
    assert!(answer.contains("10001, max payload: 10000"), "{answer}");
    let mut slow = TcpStream::connect(address).await.unwrap();
    let head = format!("{}\r\nhost: h\r\ncontent-length: 9\r\n\r\n[", post("echo"));
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 12];
    timeout(PATIENCE, slow.read_exact(&mut answer))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(answer, b"HTTP/1.1 504");
    let mut silent = TcpStream::connect(address).await.unwrap();
    silent.write_all(b"POST /x HTTP/1.1\r\nhos").await.unwrap();
    let mut rest = Vec::new();
    // Closed, with a word or without.
    let _ = timeout(PATIENCE, silent.read_to_end(&mut rest))
        .await
        .expect("closed in time");
}
