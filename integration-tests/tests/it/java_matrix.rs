//! Consumers of every Dubbo line, direct and through Nacos, against one provider: the table of Java version by case.

use std::time::Duration;

use dubbo_registry::{AppInfo, Registration, Registry, RegistryUrl, ServiceEntry, ServiceKey};
use integration_tests::availability::full_scale;
use integration_tests::java::compatibility::{Level, Place, Protocol, Provider, kept};
use integration_tests::java::matrix::Matrix;
use integration_tests::java::{self, JavaServer, Line, Via};
use integration_tests::nacos::{Auth, Nacos, Version};
use integration_tests::ports::PortLease;
use integration_tests::probe::probe_service;

use crate::java_support::tables;

const PROBE_CONSUMER: &str = "com.autoparts.line.ProbeConsumer";
const PROBE_PROVIDER: &str = "com.autoparts.probe.provider.ProbeProvider";
const CONSUMER_DEADLINE: Duration = Duration::from_secs(240);
/// Before the protocols that calls came over, in a cell of the table.
const OTHER_PROTOCOL: &str = ", but over ";

/// Runs all probe cases on every line over every way and keeps the table.
async fn probe(title: &str, name: &str, vias: &[Via]) -> Matrix {
    let mut matrix = Matrix::new(title);
    for line in Line::ALL {
        for via in vias {
            let cases = java::run_cases(line, PROBE_CONSUMER, via, &[], CONSUMER_DEADLINE)
                .await
                .unwrap();
            assert!(cases.iter().all(|case| case.dubbo == line.release()));
            matrix.add(&format!("{} {}", line.release(), via.text()), cases);
        }
    }
    println!("{}", matrix.markdown());
    matrix.save(&tables(), name).unwrap();
    matrix
}

/// The cases themselves: a Java 3.3.6 provider passes them, but for what Java cannot do with Java.
#[tokio::test(flavor = "multi_thread")]
async fn the_probe_cases_hold_between_java_and_java() {
    if !java::available() {
        return;
    }
    // Of its own: the Rust probe registers under the same names.
    let nacos = Nacos::start(Version::V2, Auth::Off).await.unwrap();
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port().to_string();
    let _provider = JavaServer::start(
        Line::V3_3.module(),
        PROBE_PROVIDER,
        &["--port", &port, "--nacos", &nacos.server_addr()],
    )
    .await
    .unwrap();
    let vias = [
        Via::Direct(format!("127.0.0.1:{port}")),
        Via::Nacos(nacos.server_addr()),
    ];
    let matrix = probe("Probe on Java Dubbo 3.3.6", "probe-java-3.3.6", &vias).await;
    // The descriptor class of 2.6 is not known to a Java 3.x provider; 2.7 takes the mode from what a Java provider
    // publishes when it comes from a registry.
    let known = [
        ("generic.bean", "2.6.12 direct"),
        ("generic.bean", "2.6.12 Nacos"),
        ("generic.bean", "2.7.23 Nacos"),
        ("generic.raw.return", "2.7.23 Nacos"),
    ];
    let unexpected: Vec<_> = matrix
        .failures()
        .into_iter()
        .filter(|(case, column, _)| !known.contains(&(case.as_str(), column.as_str())))
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:#?}");
}

/// The same cases against the probe hosted by `dubbo-rpc`: none may fail, on any line, in any way.
#[tokio::test(flavor = "multi_thread")]
async fn the_probe_cases_hold_between_java_and_rust() {
    if !java::available() {
        return;
    }
    let nacos = Nacos::start(Version::V2, Auth::Off).await.unwrap();
    // A Java consumer replaces 127.x by the machine's own address, so loopback alone is not enough.
    let server = integration_tests::probe::serve("0.0.0.0:0").await.unwrap();
    let port = server.local_addr().port();
    let registration = register(&nacos.registry_url(), port);
    tokio::time::timeout(Duration::from_secs(30), registration.registered())
        .await
        .unwrap();

    let vias = [
        Via::Direct(format!("127.0.0.1:{port}")),
        Via::Nacos(nacos.server_addr()),
    ];
    let matrix = probe("Probe on Rust", "probe-rust", &vias).await;
    assert_eq!(matrix.failures(), vec![]);
    registration.deregister().await.unwrap();
    server.shutdown(Duration::from_secs(5)).await;
}

/// Cells of the table of compatibility say what a run says; all of them at full scale, else the ones that are new.
#[tokio::test(flavor = "multi_thread")]
async fn the_kept_table_of_compatibility_is_what_a_run_says() {
    if !java::available() {
        return;
    }
    let some = [
        (Line::V3_2, Protocol::Dubbo, Level::Instance, Version::V2),
        (Line::V3_3, Protocol::Triple, Level::Interface, Version::V3),
        (Line::V3_1, Protocol::Dubbo, Level::All, Version::V2),
    ];
    let mut seen = 0;
    for version in Version::ALL {
        let nacos = Nacos::shared(version).await.unwrap();
        for place in Place::all() {
            let cell = (place.line, place.protocol, place.level, version);
            if place.impossible().is_some() || !(full_scale() || some.contains(&cell)) {
                continue;
            }
            let provider = Provider::start(nacos, place.line, place.protocol)
                .await
                .unwrap();
            let cell = provider.run(place).await.unwrap();
            let kept = kept(place, version).unwrap();
            let row = format!("{place:?} on Nacos {}", version.text());
            // Where both protocols are published at both levels a consumer of 3.0 takes the one or the other, run by run.
            let is_free = place.line == Line::V3_0 && place.level == Level::All;
            let said = |text: &str| match text.split_once(OTHER_PROTOCOL) {
                Some((passed, _)) if is_free => passed.to_owned(),
                _ => text.to_owned(),
            };
            assert_eq!(
                said(&cell.text()),
                said(&kept),
                "{row}: {cell:?}; write the table anew"
            );
            provider.stop().await;
            seen += 1;
        }
    }
    assert!(seen >= some.len(), "{seen} cells were run");
}

/// No place is left out of the table.
#[test]
fn the_kept_table_of_compatibility_has_every_place() {
    for place in Place::all() {
        for version in Version::ALL {
            let kept = kept(place, version).unwrap();
            match place.impossible() {
                Some(why) => assert_eq!(kept, format!("cannot exist: {why}")),
                None => assert!(
                    kept == "not run" || kept.contains(" of "),
                    "{place:?}: {kept}"
                ),
            }
        }
    }
}

/// Both exports of the probe, with the names that consumers of 2.6 look for.
fn register(registry: &str, port: u16) -> Registration {
    let url: RegistryUrl = registry.parse().unwrap();
    let plain = ServiceKey::new(probe_service::INTERFACE);
    let grouped = ServiceKey::new(probe_service::INTERFACE)
        .with_group(integration_tests::probe::GROUP)
        .with_version(integration_tests::probe::VERSION);
    let entries = [plain, grouped]
        .map(|key| ServiceEntry {
            legacy_name: true,
            ..ServiceEntry::dubbo(key, "127.0.0.1", port)
        })
        .to_vec();
    Registry::connect(&url, AppInfo::new("probe-provider"))
        .register(entries)
        .unwrap()
}
