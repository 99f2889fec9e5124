//! The SDK beside Nacos: both levels of discovery, a Java provider among others, and the rules of operators.

use std::sync::Arc;
use std::time::Duration;

use consumer_sdk::api::{
    SellableReq, StockQueryService as _, StockQueryServiceClient, stock_query_service,
};
use consumer_sdk::{Consumer, Context, Reference, ServiceRef};
use dubbo_registry::{MAPPING_GROUP, MIGRATION_GROUP};
use integration_tests::java::{self, JavaServer};
use integration_tests::nacos::{Auth, Nacos, Version};
use integration_tests::ports::PortLease;
use integration_tests::stock_center::StockCenter;

use crate::fleet::{SOON, served};
use crate::java_support::{SKUS, WAREHOUSE, java_settings};

/// The Nacos group of Dubbo's rules.
const RULES: &str = "dubbo";
/// The version under which the services are that rules are set for.
const VERSION: &str = "ruled";
/// Calls that show where they go.
const CALLS: u64 = 40;

/// The registry's address, in a Nacos group that no other test looks at.
fn address(nacos: &Nacos, group: &str) -> String {
    format!("{}?group={group}", nacos.registry_url())
}

async fn refer(application: &str, registry: &str, parameters: &[(&str, &str)]) -> Reference {
    let consumer = Consumer::builder(application, registry);
    let consumer = consumer.build().unwrap();
    let service = ServiceRef::new(stock_query_service::INTERFACE);
    let of_version = parameters.iter().find(|(key, _)| *key == "version");
    let service = match of_version {
        Some((_, version)) => service.with_version(*version),
        None => service,
    };
    let mut service = consumer.refer(service);
    for (key, value) in parameters {
        service = service.parameter(*key, value);
    }
    service.connect().await.unwrap()
}

/// The ports that calls are given to, in order.
fn ports(reference: &Reference) -> Vec<u16> {
    let providers = reference.providers().into_iter();
    let ports = providers.map(|one| one.address.rsplit_once(':').unwrap().1.parse().unwrap());
    let mut ports: Vec<u16> = ports.collect();
    ports.sort_unstable();
    ports
}

async fn until_ports(reference: &Reference, what: &str, expected: &[u16]) {
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    let seen = tokio::time::timeout(SOON, async {
        while ports(reference) != expected {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    assert!(
        seen.await.is_ok(),
        "{what}: {:?} instead of {expected:?}",
        ports(reference)
    );
}

/// Calls that all succeed.
async fn call(reference: &Reference) {
    let client =
        StockQueryServiceClient::new(Arc::new(reference.clone()), reference.service().clone());
    for _ in 0..CALLS {
        let request = SellableReq {
            skus: vec![SKUS[0].into()],
            ..SellableReq::default()
        };
        let answer = client
            .batch_sellable(&Context::new(), request)
            .await
            .unwrap();
        assert!(answer.is_success(), "{answer:?}");
    }
}

/// Waits until calls go to `to` and no more to `not`.
async fn until_calls_go(reference: &Reference, what: &str, to: &StockCenter, not: &StockCenter) {
    let moved = tokio::time::timeout(SOON, async {
        loop {
            let before = (served(to).await, served(not).await);
            call(reference).await;
            if (served(to).await - before.0, served(not).await - before.1) == (CALLS, 0) {
                return;
            }
        }
    });
    assert!(moved.await.is_ok(), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn both_levels_are_found_and_the_migration_rule_is_obeyed() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let registry = address(nacos, "sdk-levels");
        let at_level = async |mode: &'static str| {
            let mut settings = java_settings(&registry);
            settings.push(("REGISTRY__REGISTER_MODE", mode));
            settings.push(("APPLICATION__NAME", "stock-levels"));
            StockCenter::start(&settings).await.unwrap()
        };
        let old = at_level("interface").await;
        let new = at_level("instance").await;
        let application = "sdk-levels";
        let reference = refer(application, &registry, &[]).await;
        until_ports(&reference, "the application's", &[new.port()]).await;
        call(&reference).await;
        let forced = refer(
            "sdk-forced",
            &registry,
            &[("migration.step", "FORCE_INTERFACE")],
        )
        .await;
        until_ports(&forced, "the interface's", &[old.port()]).await;
        call(&forced).await;
        let rule = format!("{application}.migration");
        let text = format!("key: {application}\nstep: FORCE_INTERFACE\n");
        nacos
            .publish_config(&rule, MIGRATION_GROUP, &text)
            .await
            .unwrap();
        until_ports(&reference, "the rule's", &[old.port()]).await;
        nacos.delete_config(&rule, MIGRATION_GROUP).await.unwrap();
        until_ports(&reference, "without the rule", &[new.port()]).await;
        // Half of the calls go to the other level, though it is not the one in use.
        let half = format!("key: {application}\nproportion: 50\n");
        let published = nacos.publish_config(&rule, MIGRATION_GROUP, &half);
        published.await.unwrap();
        until_calls_spread(&reference, "half of the calls", &old).await;
        until_calls_spread(&reference, "the other half", &new).await;
        nacos.delete_config(&rule, MIGRATION_GROUP).await.unwrap();
        until_calls_go(&reference, "all calls again", &new, &old).await;
        // One level goes, the other stands in.
        new.stop().await.unwrap();
        until_ports(&reference, "what is left", &[old.port()]).await;
        call(&reference).await;
        old.stop().await.unwrap();
    }
}

/// What it provides is asked from its own MetadataService. Java writes the mapping from the interface only where it has a metadata center; this one has
/// none, as many have, so the test writes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_java_provider_is_found_as_an_application() {
    if !java::available() {
        return;
    }
    let nacos = Nacos::start(Version::V2, Auth::Off).await.unwrap();
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port().to_string();
    let arguments = [
        "--port",
        &port,
        "--nacos",
        &nacos.server_addr(),
        "--skus",
        SKUS[0],
        "--warehouses",
        WAREHOUSE,
    ];
    let class = "com.autoparts.stock.ref.StockProvider";
    let java = JavaServer::start("stock-provider-java", class, &arguments);
    let java = java.await.unwrap();
    let registry = nacos.registry_url();
    // Nothing says yet which application provides it: the interface stands in.
    let reference = refer("sdk-of-java", &registry, &[]).await;
    until_ports(&reference, "the interface's", &[lease.port()]).await;
    call(&reference).await;
    // A consumer that names the application needs no mapping.
    let named = [
        ("migration.step", "FORCE_APPLICATION"),
        ("provided-by", "nobody, stock-provider-java"),
    ];
    let named = refer("sdk-of-java", &registry, &named).await;
    until_ports(&named, "the named application's", &[lease.port()]).await;
    call(&named).await;
    let mapping = stock_query_service::INTERFACE;
    let published = nacos.publish_config(mapping, MAPPING_GROUP, "stock-provider-java");
    published.await.unwrap();
    let forced = [("migration.step", "FORCE_APPLICATION")];
    let forced = refer("sdk-of-java", &registry, &forced).await;
    until_ports(&forced, "the application's", &[lease.port()]).await;
    call(&forced).await;
    drop(java);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_operators_move_calls_without_a_restart() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let registry = address(nacos, "sdk-ruled");
        let start = async || {
            let mut settings = java_settings(&registry);
            settings.push(("APPLICATION__NAME", "stock-ruled"));
            // A rule of the service is for all who share this Nacos: it is of a version that nobody else has.
            settings.push(("PROVIDER__VERSION", VERSION));
            StockCenter::start(&settings).await.unwrap()
        };
        let (one, two) = (start().await, start().await);
        let application = "sdk-ruled";
        let of_version = [("version", VERSION)];
        let reference = refer(application, &registry, &of_version).await;
        until_ports(&reference, "both", &[one.port(), two.port()]).await;
        for (name, rule) in [
            (
                format!("{application}.condition-router"),
                format!(
                    "scope: application\nkey: {application}\nforce: true\nconditions:\n  - '=> port={}'\n",
                    two.port()
                ),
            ),
            (
                format!(
                    "{}:{VERSION}:.condition-router",
                    stock_query_service::INTERFACE
                ),
                format!(
                    "scope: service\nforce: true\nkey: {}\nconditions:\n  - 'method=batchSellable => port={}'\n",
                    stock_query_service::INTERFACE,
                    two.port()
                ),
            ),
            (
                format!("{application}.configurators"),
                format!(
                    "configVersion: v2.7\nscope: application\nkey: {application}\nconfigs:\n\
                     - side: consumer\n  addresses: ['0.0.0.0']\n  providerAddresses: ['{}:{}']\n  parameters: {{disabled: true}}\n",
                    one.address().rsplit_once(':').unwrap().0,
                    one.port()
                ),
            ),
        ] {
            nacos.publish_config(&name, RULES, &rule).await.unwrap();
            until_calls_go(&reference, &name, &two, &one).await;
            // A reference that is made later knows the rule with its first call.
            let before = served(&one).await;
            let later = refer(application, &registry, &of_version).await;
            call(&later).await;
            assert_eq!(served(&one).await, before, "{name}");
            nacos.delete_config(&name, RULES).await.unwrap();
            until_calls_spread(&reference, &name, &one).await;
        }
        one.stop().await.unwrap();
        two.stop().await.unwrap();
    }
}

async fn until_calls_spread(reference: &Reference, what: &str, to: &StockCenter) {
    let back = tokio::time::timeout(SOON, async {
        let before = served(to).await;
        while served(to).await == before {
            call(reference).await;
        }
    });
    assert!(back.await.is_ok(), "{what} is gone");
}
