//! Heartbeats the server asks for, idle close, read-only, drain, sockets running out.

use std::time::{Duration, Instant};

use dubbo_rpc::frame::{Kind, Status, encode};
use dubbo_rpc::{Drained, EndedCall, Ending, Limits, Observer, Server};
use std::sync::{Arc, Mutex};

use crate::peer::{Peer, Request, event};
use crate::stock::{self, MemStock};

const READ_ONLY: Kind = Kind::Request {
    two_way: false,
    event: true,
};
const HEARTBEAT: Kind = Kind::Request {
    two_way: true,
    event: true,
};

#[tokio::test]
async fn the_server_asks_a_silent_peer_and_closes_one_that_does_not_answer() {
    let limits = Limits {
        heartbeat: Duration::from_millis(100),
        idle_close: Duration::from_millis(300),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut polite = Peer::connect(server.local_addr()).await;
    let mut dead = Peer::connect(server.local_addr()).await;
    for peer in [&mut polite, &mut dead] {
        assert_eq!(
            peer.call(&Request::echo(1, "x").bytes()).await.status(),
            Status::OK
        );
    }
    let until = Instant::now() + Duration::from_millis(1_000);
    let mut asked = 0;
    while Instant::now() < until {
        let frame = polite.expect().await;
        assert_eq!(
            (frame.header.kind, frame.body.as_slice()),
            (HEARTBEAT, &b"N"[..])
        );
        asked += 1;
        let answer = Kind::Response {
            event: true,
            status: Status::OK,
        };
        // Half of the answers as peers that send no body at all give them.
        let body = if asked % 2 == 0 { &b"N"[..] } else { b"" };
        polite
            .send(&encode(answer, 2, frame.header.id, body).unwrap())
            .await;
    }
    assert!(asked >= 3, "{asked}");
    dead.expect_close().await;
    assert_eq!(
        polite.call(&Request::echo(2, "x").bytes()).await.status(),
        Status::OK
    );
    assert_eq!(server.stats().broken_connections, 1);
}

#[tokio::test]
async fn heartbeats_of_the_peer_keep_a_connection_open() {
    let limits = Limits {
        idle_close: Duration::from_millis(300),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    for id in 0..10 {
        assert_eq!(peer.call(&event(id, true, b"N")).await.header.id, id);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    peer.expect_close().await;
}

#[tokio::test]
async fn read_only_is_told_to_all_and_calls_are_served_on() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut old = Peer::connect(server.local_addr()).await;
    assert_eq!(
        old.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
    server.begin_read_only();
    server.begin_read_only();
    let event = old.expect().await;
    assert_eq!(
        (event.header.kind, event.body.as_slice()),
        (READ_ONLY, &[1, b'R'][..])
    );
    assert_eq!(
        old.call(&Request::echo(2, "x").bytes()).await.header.id,
        2,
        "told once"
    );
    let mut new = Peer::connect(server.local_addr()).await;
    new.send(&Request::echo(3, "x").bytes()).await;
    let mut kinds = [
        new.expect().await.header.kind,
        new.expect().await.header.kind,
    ];
    kinds.sort_by_key(|kind| matches!(kind, Kind::Response { .. }));
    assert_eq!(kinds[0], READ_ONLY);
    assert_eq!(
        kinds[1],
        Kind::Response {
            event: false,
            status: Status::OK
        }
    );
}

#[tokio::test]
async fn a_drain_answers_what_runs_and_what_still_comes() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr();
    let mut peer = Peer::connect(address).await;
    let mut idle = Peer::connect(address).await;
    let mut silent = Peer::connect(address).await;
    assert_eq!(
        idle.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
    peer.send(&Request::slow(1, "running", 400).bytes()).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let begun = Instant::now();
    let shutdown = tokio::spawn(async move { server.shutdown(Duration::from_secs(5)).await });
    assert_eq!(peer.expect().await.header.kind, READ_ONLY);
    peer.send(&Request::echo(2, "still comes").bytes()).await;
    let frame = peer.expect().await;
    assert_eq!((frame.header.id, frame.status()), (2, Status::OK));
    let frame = peer.expect().await;
    assert_eq!((frame.header.id, frame.status()), (1, Status::OK));
    peer.expect_close().await;
    idle.expect_close().await;
    silent.expect_close().await;
    // Peers that wait for this side's close before they close theirs do not hold it up.
    drop((peer, idle, silent));
    assert_eq!(
        shutdown.await.unwrap(),
        Drained {
            calls_cut: 0,
            connections_cut: 0
        }
    );
    let took = begun.elapsed();
    assert!(
        took >= Duration::from_millis(300) && took < Duration::from_secs(3),
        "{took:?}"
    );
    assert!(
        tokio::net::TcpStream::connect(address).await.is_err(),
        "nothing listens any more"
    );
}

#[tokio::test]
async fn a_drain_ends_when_its_patience_does() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    peer.send(&Request::slow(1, "too slow", 60_000).bytes())
        .await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let begun = Instant::now();
    let drained = server.shutdown(Duration::from_millis(200)).await;
    assert_eq!(
        drained,
        Drained {
            calls_cut: 1,
            connections_cut: 1
        }
    );
    assert!(
        begun.elapsed() < Duration::from_secs(4),
        "{:?}",
        begun.elapsed()
    );
    peer.expect_close().await;
}

#[tokio::test]
async fn dropping_the_handle_closes_everything() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    assert_eq!(
        peer.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
    drop(server);
    peer.expect_close().await;
}

#[tokio::test]
async fn an_address_in_use_says_what_to_do() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr().to_string();
    let error = Server::builder()
        .bind(address.clone())
        .start()
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(&address) && error.contains("choose a free port"),
        "{error}"
    );
    let error = Server::builder()
        .bind("nonsense")
        .start()
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("nonsense"), "{error}");
}

/// Interface, method, ending, application.
type Heard = (String, String, Ending, Option<String>);

#[derive(Default)]
struct Recorder {
    calls: Mutex<Vec<Heard>>,
}

impl Observer for Recorder {
    fn call_ended(&self, call: &EndedCall<'_>) {
        assert!(call.elapsed < Duration::from_secs(10));
        assert_eq!(call.protocol, "dubbo");
        self.calls.lock().unwrap().push((
            call.interface.to_owned(),
            call.method.to_owned(),
            call.ending,
            call.remote_application.map(str::to_owned),
        ));
    }
}

#[tokio::test]
async fn an_observer_hears_of_every_call() {
    let recorder = Arc::new(Recorder::default());
    let server = stock::builder(Arc::new(MemStock::default()), Limits::default())
        .observer(Arc::clone(&recorder) as Arc<dyn Observer>)
        .start()
        .await
        .unwrap();
    let mut peer = Peer::connect(server.local_addr()).await;
    let failing = Request {
        method: "fail".into(),
        ..Request::echo(2, "business")
    };
    let unknown = Request {
        method: "x".repeat(50_000),
        ..Request::echo(3, "x")
    };
    let oneway = Request {
        two_way: false,
        ..Request::echo(4, "x")
    };
    let echo = Request::echo(1, "x").attach("remote.application", "orders");
    for request in [echo, failing, unknown, Request::slow(5, "x", 1)] {
        peer.call(&request.bytes()).await;
    }
    let too_long = Request::echo(7, &"x".repeat(9 << 20));
    peer.call(&too_long.bytes()).await;
    peer.send(&oneway.bytes()).await;
    peer.call(&event(6, true, b"N")).await;
    let calls = recorder.calls.lock().unwrap().clone();
    let stock = crate::peer::STOCK;
    let expected = [
        (stock, "echo", Ending::Value, Some("orders")),
        (stock, "fail", Ending::Exception, None),
        (stock, "", Ending::Refused(Status::BAD_REQUEST), None),
        (stock, "echoAsync", Ending::Value, None),
        ("", "", Ending::Refused(Status::BAD_REQUEST), None),
        (stock, "echo", Ending::Value, None),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(interface, method, ending, application)| {
            let application = application.map(str::to_owned);
            (
                (*interface).to_owned(),
                (*method).to_owned(),
                *ending,
                application,
            )
        })
        .collect();
    assert_eq!(calls, expected);
    let stats = server.stats();
    assert_eq!(
        (
            stats.requests,
            stats.values,
            stats.exceptions,
            stats.one_way
        ),
        (5, 3, 1, 1)
    );
    assert_eq!(
        (stats.accepted, stats.connections, stats.in_flight),
        (1, 1, 0)
    );
}

const OWN_PROCESS: &str = "DUBBO_RPC_TEST_SERVER";

/// Serves; in a process started by the next test until that kills it, else for one call.
#[tokio::test]
async fn a_server_that_may_be_a_process_of_its_own() {
    let (server, _) = stock::start(Limits::default()).await;
    if std::env::var_os(OWN_PROCESS).is_some() {
        println!("\nlistening on {}", server.local_addr());
        std::future::pending::<()>().await;
    }
    let mut peer = Peer::connect(server.local_addr()).await;
    assert_eq!(
        peer.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
}

/// A tenth of the figures: 64 file descriptors, 100 sockets.
#[tokio::test]
async fn case_c19_a_server_without_file_descriptors_accepts_again_when_it_has_some() {
    let mut child = tokio::process::Command::new("sh")
        .args(["-c", "ulimit -n 64; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "lifecycle::a_server_that_may_be_a_process_of_its_own",
            "--nocapture",
        ])
        .env(OWN_PROCESS, "1")
        .stdout(std::process::Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines =
        tokio::io::AsyncBufReadExt::lines(tokio::io::BufReader::new(child.stdout.take().unwrap()));
    let address = loop {
        let line = lines
            .next_line()
            .await
            .unwrap()
            .expect("the server's address");
        if let Some((_, address)) = line.split_once("listening on ") {
            break address.parse().unwrap();
        }
    };
    let mut early = Peer::connect(address).await;
    assert_eq!(
        early.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
    let mut crowd = Vec::new();
    for _ in 0..100 {
        crowd.push(tokio::net::TcpStream::connect(address).await.unwrap());
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let frame = early.call(&Request::echo(2, "x").bytes()).await;
    assert_eq!(frame.status(), Status::OK, "who is connected is served");
    let mut waiting = Peer::connect(address).await;
    waiting.send(&Request::echo(3, "x").bytes()).await;
    let unserved = tokio::time::timeout(Duration::from_millis(300), waiting.next()).await;
    assert!(unserved.is_err(), "there was no descriptor left for it");
    drop(crowd);
    let begun = Instant::now();
    assert_eq!(waiting.expect().await.status(), Status::OK);
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
    child.kill().await.unwrap();
}
