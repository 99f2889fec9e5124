//! Calls of the client that never left, or not as a whole: they were certainly not done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dubbo_rpc::{ClientOptions, Context, Fault, Limits, ServiceRef, TripleClient};
use tokio::net::TcpListener;

use crate::peer::STOCK;
use crate::stock::{self, MemStock, StockService as _, StockServiceClient};

fn caller(client: &TripleClient) -> StockServiceClient {
    StockServiceClient::new(Arc::new(client.clone()), ServiceRef::new(STOCK))
}

fn client(address: std::net::SocketAddr) -> TripleClient {
    let options = ClientOptions {
        timeout: Duration::from_secs(10),
        ..ClientOptions::default()
    };
    TripleClient::lazy(address.to_string(), options)
}

/// Calls with so little time that it runs out.
async fn hasty(stock: &StockServiceClient, text: String) -> Fault {
    let cx = Context::new()
        .with_timeout(Duration::from_millis(150))
        .with_attachment("delay-ms", "3000");
    stock.echo_async(&cx, Some(text)).await.unwrap_err()
}

#[tokio::test]
async fn a_call_that_waits_for_a_free_stream_until_it_is_late_was_not_done() {
    let limits = Limits {
        streams_per_connection: 1,
        ..Limits::default()
    };
    let server = stock::builder(Arc::new(MemStock::default()), limits)
        .start()
        .await
        .unwrap();
    let client = client(server.local_addr());
    let stock = caller(&client);
    // Once it is answered the provider's settings are known.
    stock.echo(&Context::new(), None).await.unwrap();
    let first = {
        let (stock, cx) = (stock.clone(), Context::new());
        let cx = cx.with_attachment("delay-ms", "700");
        tokio::spawn(async move { stock.echo_async(&cx, Some("first".to_owned())).await })
    };
    while client.pending_calls() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let fault = hasty(&stock, "second".to_owned()).await;
    assert!(fault.was_not_done() && !fault.is_timeout(), "{fault:?}");
    let text = fault.to_string();
    assert!(
        text.contains("no free stream") && text.contains("was not sent"),
        "{text}"
    );
    assert_eq!(first.await.unwrap().unwrap().as_deref(), Some("first"));
    // With the stream to itself it leaves, and nobody knows what became of it.
    let fault = hasty(&stock, "third".to_owned()).await;
    assert!(fault.is_timeout() && !fault.was_not_done(), "{fault:?}");
    assert_eq!(client.pending_calls(), 0);
}

/// A provider that gives `window` bytes to a stream and takes what comes, without an answer; counts the bytes, and the streams that
/// came to their end.
async fn silent(window: u32, streams: u32) -> (std::net::SocketAddr, Arc<[AtomicUsize; 2]>) {
    let seen: Arc<[AtomicUsize; 2]> = Arc::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let counted = Arc::clone(&seen);
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let mut builder = h2::server::Builder::new();
        builder
            .initial_window_size(window)
            .max_concurrent_streams(streams);
        let mut connection = builder.handshake::<_, bytes::Bytes>(socket).await.unwrap();
        while let Some(Ok((request, respond))) = connection.accept().await {
            let counted = Arc::clone(&counted);
            tokio::spawn(async move {
                let _respond = respond;
                let mut body = request.into_body();
                while let Some(Ok(piece)) = body.data().await {
                    counted[0].fetch_add(piece.len(), Ordering::Relaxed);
                }
                let ended = usize::from(body.is_end_stream());
                counted[1].fetch_add(ended, Ordering::Relaxed);
                std::future::pending::<()>().await;
            });
        }
    });
    (address, seen)
}

#[tokio::test]
async fn a_call_whose_end_never_left_was_not_done() {
    let (address, seen) = silent(1_000, 100).await;
    let client = client(address);
    let stock = caller(&client);
    // The provider's settings come with the first bytes; this one fits into the window, or what it had before.
    let fault = hasty(&stock, "short".to_owned()).await;
    assert!(fault.is_timeout(), "{fault:?}");
    let [bytes, ended] = &*seen;
    let (before, ends) = (bytes.load(Ordering::Relaxed), ended.load(Ordering::Relaxed));
    assert!(before > 0 && ends == 1, "{before} bytes, {ends} ends");
    let fault = hasty(&stock, "x".repeat(5_000)).await;
    assert!(fault.was_not_done() && !fault.is_timeout(), "{fault:?}");
    let more = bytes.load(Ordering::Relaxed) - before;
    assert!(more > 0 && more <= 1_000, "{more} bytes of it came");
    assert_eq!(ended.load(Ordering::Relaxed), 1);
}

/// What is lost while it waits for a stream was not done either; what had left may have been.
#[tokio::test]
async fn a_connection_lost_before_a_call_had_a_stream_took_nothing_with_it() {
    let (address, seen) = silent(65_535, 1).await;
    let (proxy, cut) = cuttable(address).await;
    let client = client(proxy);
    let stock = caller(&client);
    let fault = hasty(&stock, "settings".to_owned()).await;
    assert!(fault.is_timeout(), "{fault:?}");
    let calls: Vec<_> = ["gone", "waiting"]
        .map(|text| {
            let stock = stock.clone();
            tokio::spawn(async move {
                let fault = stock
                    .echo_async(&Context::new(), Some(text.to_owned()))
                    .await;
                fault.unwrap_err()
            })
        })
        .into();
    while seen[1].load(Ordering::Relaxed) < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    cut.send(()).unwrap();
    let mut not_done = Vec::new();
    for call in calls {
        let fault = call.await.unwrap();
        assert!(fault.is_transport(), "{fault:?}");
        not_done.push(fault.was_not_done());
    }
    not_done.sort_unstable();
    assert_eq!(not_done, [false, true]);
}

/// Passes bytes on until it is told to cut the connection.
async fn cuttable(
    to: std::net::SocketAddr,
) -> (std::net::SocketAddr, tokio::sync::oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (cut, told) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let (mut near, _) = listener.accept().await.unwrap();
        let mut far = tokio::net::TcpStream::connect(to).await.unwrap();
        tokio::select! {
            _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
            _ = told => {}
        }
    });
    (address, cut)
}
