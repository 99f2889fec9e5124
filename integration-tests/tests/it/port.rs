//! What the provider tells of its port and keeps there: Triple found through Nacos, readiness, the way down.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dubbo_api::stock_query_service;
use hessian2::Encoder;
use integration_tests::java::{self, Line};
use integration_tests::nacos::console::DEFAULT_GROUP;
use integration_tests::nacos::{Nacos, Version};
use integration_tests::ports::PortLease;
use integration_tests::stock_center::StockCenter;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::fleet::{Caller, SOON, Tally, served_by};
use crate::java_support::java_settings;

const INTERFACE: &str = stock_query_service::INTERFACE;

/// The stock center is found through Nacos by references that ask for Triple, and called over it; those that ask for nothing call
/// over `dubbo://`. `protocol="tri"` finds it at the application level, where Triple has to be listed. At the interface level a
/// consumer of 3.3 takes Triple for an extra protocol of the URL if it takes `dubbo`, too (Java: `RegistryDirectory`).
#[tokio::test(flavor = "multi_thread")]
async fn references_over_triple_find_it_through_nacos() {
    if !java::available() {
        return;
    }
    /// The reference, what it calls over, and whether it can call over nothing else.
    type Way = (&'static str, &'static str, bool);
    let all: &[Way] = &[
        ("tri/default", "tri", true),
        ("tri/FORCE_APPLICATION", "tri", true),
        // At its defaults Java takes either of two protocols that it finds.
        ("default", "dubbo", false),
    ];
    let extra: &[Way] = &[
        ("tri+dubbo/FORCE_INTERFACE", "tri", true),
        ("default", "dubbo", true),
    ];
    for (version, triple, lines) in [
        (
            Version::V2,
            "all",
            &[(Line::V3_2, all), (Line::V3_3, all)][..],
        ),
        (Version::V3, "extra", &[(Line::V3_3, extra)][..]),
    ] {
        let nacos = Nacos::shared(version).await.unwrap();
        // Other tests register the same interfaces in this server.
        let namespace = "stock-triple";
        let registry = format!("{}?namespace={namespace}", nacos.registry_url());
        let mut settings = java_settings(&registry);
        settings.push(("REGISTRY__TRIPLE", triple));
        let center = StockCenter::start(&settings).await.unwrap();
        let name = format!("providers:{INTERFACE}::");
        let found = nacos.instances_in(namespace, DEFAULT_GROUP, &name).await;
        assert_eq!(found.unwrap()[0].metadata["ext.protocol"], "tri");
        let address = format!("{}?namespace={namespace}", nacos.server_addr());
        for (line, ways) in lines {
            let refs: Vec<&str> = ways.iter().map(|(way, ..)| *way).collect();
            let more = ["--retries", "0"];
            let caller = Caller::start(*line, &address, &refs.join(","), &more).await;
            for (index, (way, protocol, alone)) in ways.iter().enumerate() {
                let what = format!("{} {way} on Nacos {}", line.release(), version.text());
                let good = |seen: &Tally| seen.failed == 0 && seen.ok > 0;
                caller.calls_become(&what, index, 20, good).await;
                let before = served_by(&center, protocol).await;
                let seen = caller.calls(index, 100).await;
                let over = served_by(&center, protocol).await - before;
                println!("{what}: {over} of 100 over {protocol}");
                assert!(good(&seen), "{what}: {seen:?}");
                assert!(
                    !alone || over == 100,
                    "{what}: {over} of 100 over {protocol}"
                );
            }
        }
        center.stop().await.unwrap();
    }
}

/// Ready only once the registry has confirmed, where it is required; an outage later takes nothing back.
#[tokio::test(flavor = "multi_thread")]
async fn it_is_not_ready_before_a_required_registry_has_confirmed() {
    let Some(nacos) = Nacos::shared(Version::V2).await else {
        return;
    };
    let lease = PortLease::take(&[0, 1000]).unwrap();
    let registry = format!("nacos://127.0.0.1:{}?namespace=stock-ready", lease.port());
    let settings = [
        ("REGISTRY__ADDRESS", registry.as_str()),
        ("REGISTRY__REQUIRED", "true"),
    ];
    let center = StockCenter::prepare(&settings).unwrap();
    center.launch_without_waiting().await.unwrap();
    let status = async |page: &str| match reqwest::get(center.admin_url(page)).await {
        Ok(answer) => answer.status().as_u16(),
        Err(_) => 0,
    };
    let becomes = async |page: &str, wanted: u16| {
        let started = Instant::now();
        while status(page).await != wanted {
            assert!(started.elapsed() < SOON, "{page} is not {wanted}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    becomes("live", 200).await;
    let until = Instant::now() + Duration::from_secs(3);
    while Instant::now() < until {
        assert_eq!(status("ready").await, 503, "nobody has confirmed anything");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut way = JoinSet::new();
    for offset in [0, 1000] {
        let listener = TcpListener::bind(("127.0.0.1", lease.port() + offset))
            .await
            .unwrap();
        way.spawn(forward(listener, nacos.port() + offset));
    }
    becomes("ready", 200).await;
    way.shutdown().await;
    let started = Instant::now();
    while reqwest::get(center.admin_url("health"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap()
        .contains("\"Registered\"")
    {
        assert!(started.elapsed() < SOON, "the outage is not seen");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(status("ready").await, 200);
    center.stop().await.unwrap();
}

async fn forward(listener: TcpListener, to: u16) {
    let mut connections = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        connections.spawn(async move {
            if let Ok(mut far) = TcpStream::connect(("127.0.0.1", to)).await {
                let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
            }
        });
    }
}

/// The way down in Dubbo's order: taken back from the registry, then the read-only event, calls that still come served, then
/// the end.
#[tokio::test(flavor = "multi_thread")]
async fn the_read_only_event_follows_the_deregistration_and_calls_are_served_until_the_end() {
    let Some(nacos) = Nacos::shared(Version::V2).await else {
        return;
    };
    let namespace = "stock-down";
    let registry = format!("{}?namespace={namespace}", nacos.registry_url());
    let settings = [("REGISTRY__ADDRESS", registry.as_str())];
    let center = Arc::new(StockCenter::start(&settings).await.unwrap());
    let listed = async || {
        let mut all = 0;
        for name in [&format!("providers:{INTERFACE}::"), "stock-center"] {
            let found = nacos.instances_in(namespace, DEFAULT_GROUP, name).await;
            all += found.unwrap().len();
        }
        all
    };
    assert_eq!(listed().await, 2);
    let mut peer = TcpStream::connect(center.address()).await.unwrap();
    peer.write_all(&heartbeat()).await.unwrap();
    let (header, _) = frame(&mut peer).await.unwrap();
    assert_eq!(
        (header[2], header[3]),
        (0x22, 20),
        "a heartbeat is answered"
    );

    let stopping = tokio::spawn({
        let center = Arc::clone(&center);
        async move { center.stop().await }
    });
    let (header, body) = frame(&mut peer).await.unwrap();
    assert_eq!(listed().await, 0, "still listed when the event came");
    // On its way when the event came.
    peer.write_all(&echo()).await.unwrap();
    assert_eq!(
        (header[2], body.as_slice()),
        (0xA2, &b"\x01R"[..]),
        "the read-only event"
    );
    let (header, _) = frame(&mut peer).await.unwrap();
    assert_eq!((header[2], header[3]), (0x02, 20), "a late call is served");
    assert!(frame(&mut peer).await.is_none(), "the end");
    stopping.await.unwrap().unwrap();
}

/// Java: `HeaderExchangeClient`, event of hessian2.
pub(crate) fn heartbeat() -> Vec<u8> {
    let mut bytes = vec![0xDA, 0xBB, 0xE2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1];
    bytes.push(b'N');
    bytes
}

/// `$echo` as Java sends it.
fn echo() -> Vec<u8> {
    let mut body = Encoder::new();
    for part in [
        "2.0.2",
        INTERFACE,
        "0.0.0",
        "$echo",
        "Ljava/lang/Object;",
        "x",
    ] {
        body.write_str(part).unwrap();
    }
    let mut body = body.into_vec();
    // No attachments.
    body.push(b'N');
    let mut bytes = vec![0xDA, 0xBB, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 7];
    bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes
}

/// The next frame's header and body; `None` at the end.
async fn frame(peer: &mut TcpStream) -> Option<([u8; 16], Vec<u8>)> {
    let read = async {
        let mut header = [0; 16];
        peer.read_exact(&mut header).await.ok()?;
        let length = u32::from_be_bytes([header[12], header[13], header[14], header[15]]);
        let mut body = vec![0; usize::try_from(length).unwrap()];
        peer.read_exact(&mut body).await.ok()?;
        Some((header, body))
    };
    tokio::time::timeout(SOON, read).await.expect("a frame")
}
