//! The JDK's HTTP client, which asks every server without TLS for an upgrade to HTTP/2 (h2c).

use std::time::Duration;

use integration_tests::java;
use integration_tests::probe;

/// Its first request, of any length, is answered in HTTP/2 on the connection that it upgrades, and so are those that follow.
#[tokio::test(flavor = "multi_thread")]
async fn the_jdks_client_upgrades_to_http2() {
    if !java::available() {
        return;
    }
    let server = probe::serve("127.0.0.1:0").await.unwrap();
    let address = server.local_addr();
    let url = format!("http://{address}/com.autoparts.probe.ProbeService/echo");
    let class = "com.autoparts.upgrade.UpgradeCaller";
    let deadline = Duration::from_secs(60);
    let ran = java::run_to_end("tools-336", class, &["--url", &url], deadline).await;
    let (status, printed) = ran.unwrap();
    assert!(status.success(), "{printed}");
    let answers: Vec<&str> = printed
        .lines()
        .filter(|line| line.starts_with("HTTP"))
        .collect();
    // The text in its quotes.
    assert_eq!(
        answers,
        ["HTTP_2 200 3", "HTTP_2 200 200002", "HTTP_2 200 400002"],
        "{printed}"
    );
    let stats = server.stats();
    assert_eq!((stats.accepted, stats.broken_connections), (1, 0));
}
