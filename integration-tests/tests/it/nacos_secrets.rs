//! What a registration says of its secrets: nothing.

use std::time::Duration;

use dubbo_registry::{ServiceEntry, ServiceKey};
use integration_tests::nacos::{Nacos, Version};

use crate::nacos_registry::{HOST, connect, entry, interface};

/// The password.
const CANARY: &str = "canary-7f3a";
/// The token that callers are told through the registry. The client library writes what Nacos pushes, this among it; providers
/// run with its log off (`nacos_sdk=off`).
const TOKEN: &str = "token-9b1d";
const LIBRARY: &str = "nacos_sdk::";
/// Holds the addresses that [`talks_to_nacos_with_every_log_on`] connects to.
const LOG_TEST_URLS: &str = "STOCK_LOG_TEST_URLS";

/// Does nothing unless the test below runs it, in a process of its own: the log is one for the whole process.
#[tokio::test]
async fn talks_to_nacos_with_every_log_on() {
    let Ok(urls) = std::env::var(LOG_TEST_URLS) else {
        return;
    };
    tracing_subscriber::fmt()
        .with_max_level(tracing::level_filters::LevelFilter::TRACE)
        .with_writer(std::io::stderr)
        .init();
    let key = ServiceKey::new(interface("log"));
    for url in urls.split(' ') {
        let registry = connect(url);
        let token = Some(TOKEN.to_owned());
        let entry = ServiceEntry {
            token,
            ..entry(key.clone(), 20881)
        };
        let registration = registry.register(vec![entry.clone()]).unwrap();
        tracing::info!(?registry, ?registration, ?entry, "shown");
        tokio::time::sleep(Duration::from_secs(6)).await;
        tracing::info!(state = ?registration.state(), "shown");
    }
}

#[tokio::test]
async fn no_log_shows_the_password() {
    let Some(nacos) = Nacos::shared(Version::V3).await else {
        return;
    };
    let away = integration_tests::ports::PortLease::take(&[0, 1000]).unwrap();
    let urls = [nacos.port(), away.port()].map(|port| format!("nacos://me:{CANARY}@{HOST}:{port}"));
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "nacos_secrets::talks_to_nacos_with_every_log_on",
            "--nocapture",
        ])
        .env(LOG_TEST_URLS, urls.join(" "))
        .stdin(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let output = tokio::task::spawn_blocking(|| child.wait_with_output())
        .await
        .unwrap()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{log}");
    assert!(log.contains("cannot log in at Nacos"), "{log}");
    let shows =
        |line: &&str| line.contains(CANARY) || (line.contains(TOKEN) && !line.contains(LIBRARY));
    let shown: Vec<&str> = log.lines().filter(shows).collect();
    assert!(
        shown.is_empty(),
        "{} of {} lines, first: {:.400}",
        shown.len(),
        log.lines().count(),
        shown[0]
    );
}
