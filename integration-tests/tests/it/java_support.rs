//! What the tests with Java callers share.

use std::path::{Path, PathBuf};
use std::time::Duration;

use integration_tests::java;

/// Two parts of the bundled sample catalogue, neither kits nor kept back as safety stock, nor to be ordered from a supplier: sold out is `OUT`.
pub(crate) const SKUS: [&str; 2] = ["CLU-1004", "CLU-1005"];
/// A warehouse of the bundled sample catalogue.
pub(crate) const WAREHOUSE: &str = "WH-GZ";

/// Where the tables go: `java-matrix/` in the build's target folder, joined in `java-matrix.md` beside it.
pub(crate) fn tables() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .unwrap()
        .join("java-matrix")
}

/// Settings of a stock center that Java consumers call. A Java consumer replaces an address 127.x by the machine's own
/// (`NetUtils.filterLocalHost`), so the port is opened on all addresses; the traffic stays on this machine.
pub(crate) fn java_settings(registry: &str) -> Vec<(&'static str, &str)> {
    let mut settings = vec![
        ("PROTOCOL__HOST", "0.0.0.0"),
        ("PROTOCOL__ADVERTISED_HOST", "127.0.0.1"),
    ];
    if !registry.is_empty() {
        settings.push(("REGISTRY__ADDRESS", registry));
        settings.push(("REGISTRY__LEGACY_NAMES", "true"));
    }
    settings
}

/// Brings the free stock of a part to `available`, by a Java client of the provider at `address`.
pub(crate) async fn stock_level(address: &str, sku: &str, available: i64) {
    let wanted = available.to_string();
    let (status, log) = java::run_to_end(
        "tools-336",
        "com.autoparts.load.StockLevel",
        &[
            "--direct",
            address,
            "--sku",
            sku,
            "--warehouse",
            WAREHOUSE,
            "--available",
            &wanted,
        ],
        Duration::from_secs(60),
    )
    .await
    .unwrap();
    assert!(status.success(), "{log}");
}
