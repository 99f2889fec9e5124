//! The crate's own client of Triple, against the crate's own server.

use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::hessian2::{BigDecimal, Throwable, Value};
use dubbo_rpc::{
    ClientOptions, Context, ExceptionStyle, GenericClient, Invocation, Invoker as _, Limits,
    ServiceRef, TripleClient,
};

use crate::peer::STOCK;
use crate::stock::{
    self, CJK, MemStock, ReserveLine, ReserveRequest, StockService as _, StockServiceClient,
};

async fn connect(address: std::net::SocketAddr) -> (TripleClient, StockServiceClient) {
    let options = ClientOptions {
        application: Some("order".to_owned()),
        timeout: Duration::from_secs(10),
        ..ClientOptions::default()
    };
    let client = TripleClient::connect(address.to_string(), options)
        .await
        .unwrap();
    let stock = StockServiceClient::new(Arc::new(client.clone()), ServiceRef::new(STOCK));
    (client, stock)
}

#[tokio::test]
async fn typed_and_generic_calls() {
    let server = stock::builder(Arc::new(MemStock::default()), Limits::default())
        .exceptions(ExceptionStyle::Thrown)
        .start()
        .await
        .unwrap();
    let (client, stock) = connect(server.local_addr()).await;
    assert!(client.is_available());
    let cx = Context::new();
    assert_eq!(
        stock
            .echo(&cx, Some(CJK.to_owned()))
            .await
            .unwrap()
            .as_deref(),
        Some(CJK)
    );
    assert_eq!(stock.echo(&cx, None).await.unwrap(), None);
    stock.fail(&cx, "none".to_owned()).await.unwrap();
    // Longer than a window, both ways.
    let long = "件x".repeat(1_200_000);
    let back = stock.echo(&cx, Some(long.clone())).await.unwrap();
    assert!(back.as_deref() == Some(&long));
    let request = ReserveRequest {
        order_no: Some("O-1".to_owned()),
        total_amount: Some("12.50".parse::<BigDecimal>().unwrap()),
        lines: Some(vec![ReserveLine {
            sku_id: 1001,
            warehouse_id: 1,
            quantity: 2,
            ..ReserveLine::default()
        }]),
        ..ReserveRequest::default()
    };
    let result = stock.reserve(&cx, request).await.unwrap();
    assert_eq!(result.order_no.as_deref(), Some("O-1"));

    let fault = stock.fail(&cx, "business".to_owned()).await.unwrap_err();
    let thrown = fault.exception().unwrap();
    assert_eq!(thrown.class(), "com.example.stock.api.StockException");
    assert!(thrown.decode::<Throwable>().is_ok());
    assert!(!fault.is_retryable());
    let fault = stock.fail(&cx, "overloaded".to_owned()).await.unwrap_err();
    assert!(fault.is_retryable() && fault.is_remote(), "{fault:?}");

    let seen = stock
        .echo(&cx, Some("context".to_owned()))
        .await
        .unwrap()
        .unwrap();
    assert!(seen.starts_with("Some(\"order\") Some("), "{seen}");
    let generic = GenericClient::new(Arc::new(client.clone()), ServiceRef::new(STOCK));
    let value = generic
        .invoke(&cx, "echo", &["java.lang.String"], vec![Value::from(CJK)])
        .await
        .unwrap();
    assert_eq!(value, Value::from(CJK));
    assert_eq!(
        generic.echo(&cx, Value::Int(7)).await.unwrap(),
        Value::Int(7)
    );
    let cx = Context::new()
        .with_attachment("x-in", "sent 值")
        .with_attachment("traceId", "T");
    stock.attrs(&cx, Value::map(vec![])).await.unwrap();
    assert_eq!(
        cx.response_attachment("x-out-cjk").as_deref(),
        Some("out-值")
    );
    assert_eq!(client.pending_calls(), 0);
}

#[tokio::test]
async fn a_one_way_call_that_cannot_be_written_says_so() {
    let server = stock::builder(Arc::new(MemStock::default()), Limits::default());
    let server = server.start().await.unwrap();
    let options = ClientOptions {
        payload_bytes: 1_000,
        ..ClientOptions::default()
    };
    let client = TripleClient::connect(server.local_addr().to_string(), options);
    let client = client.await.unwrap();
    let call = |length: usize| {
        Invocation::new(
            ServiceRef::new(STOCK),
            Arc::from("echo"),
            Arc::from("Ljava/lang/String;"),
            vec![Box::new("x".repeat(length))],
            Context::new(),
        )
        .one_way()
    };
    client.invoke(call(100)).await.unwrap();
    let fault = client.invoke(call(1_001)).await.unwrap_err();
    let told = fault.to_string();
    assert!(told.contains("max payload: 1000"), "{told}");
}

#[tokio::test]
async fn late_lost_and_absent_providers() {
    let (server, _) = stock::start(Limits::default()).await;
    let (client, stock) = connect(server.local_addr()).await;
    let hasty = Context::new()
        .with_timeout(Duration::from_millis(80))
        .with_attachment("delay-ms", "3000");
    let fault = stock
        .echo_async(&hasty, Some("x".to_owned()))
        .await
        .unwrap_err();
    assert!(fault.is_timeout(), "{fault:?}");
    let absent = StockServiceClient::new(Arc::new(client.clone()), ServiceRef::new("no.Such"));
    let fault = absent.echo(&Context::new(), None).await.unwrap_err();
    assert!(fault.to_string().contains("not exported"), "{fault}");
    let fault = stock
        .fail(&Context::new(), "runtime".to_owned())
        .await
        .unwrap_err();
    let thrown = fault.exception().unwrap();
    assert_eq!(
        thrown.message(),
        Some("java.lang.IllegalArgumentException: bad argument")
    );

    let many: Vec<_> = (0..200)
        .map(|number| {
            let stock = stock.clone();
            tokio::spawn(async move {
                let text = number.to_string();
                stock
                    .echo_async(&Context::new(), Some(text.clone()))
                    .await
                    .unwrap()
                    == Some(text)
            })
        })
        .collect();
    for one in many {
        assert!(one.await.unwrap());
    }
    // A provider that stops says so, and a call that runs is answered.
    let running = tokio::spawn({
        let stock = stock.clone();
        let cx = Context::new().with_attachment("delay-ms", "3000");
        async move { stock.echo_async(&cx, Some("kept".to_owned())).await }
    });
    while server.stats().in_flight == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let drained = server.shutdown(Duration::from_secs(20)).await;
    assert_eq!((drained.calls_cut, drained.connections_cut), (0, 0));
    assert_eq!(running.await.unwrap().unwrap().as_deref(), Some("kept"));
    let fault = stock.echo(&Context::new(), None).await.unwrap_err();
    assert!(fault.is_retryable(), "{fault:?}");
}
