//! What changes while a provider is registered, against genuine Nacos servers of both versions: texts that are followed,
//! applications, weights of the console, online and offline.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dubbo_registry::{
    AppInfo, CONFIG_BYTES_MAX, ConfigKey, ConfigState, MetadataFuture, MetadataInfo,
    MetadataRequest, MetadataSource, MetadataStorage, RegisterMode, RegistrationState, Registry,
    ServiceEntry, ServiceKey,
};
use integration_tests::nacos::{Nacos, Version};
use tokio::sync::watch;

use crate::nacos_registry::{connect, entry, interface};

/// What a change in Nacos may take to be seen, on a machine that is busy.
const SOON: Duration = Duration::from_secs(40);

async fn becomes<T: std::fmt::Debug>(
    watch: &mut watch::Receiver<T>,
    what: &str,
    right: impl FnMut(&T) -> bool,
) {
    let waited = tokio::time::timeout(SOON, watch.wait_for(right))
        .await
        .is_ok();
    assert!(waited, "{what}: {:?}", *watch.borrow());
}

#[tokio::test]
async fn a_text_is_followed_through_changes_and_its_removal() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let registry = connect(&nacos.registry_url());
        let key = ConfigKey::rule("followed", "configurators");
        let mut text = registry.watch_config(key.clone()).unwrap();
        becomes(&mut text, "there is none", |now| {
            *now == ConfigState::Absent
        })
        .await;
        for content in ["a: 1", "a: 2"] {
            let started = Instant::now();
            nacos
                .publish_config(&key.data_id, &key.group, content)
                .await
                .unwrap();
            becomes(&mut text, "it is there", |now| now.text() == Some(content)).await;
            println!(
                "Nacos {}: a text was heard of after {:?}",
                version.text(),
                started.elapsed()
            );
        }
        // Too long to be taken over: the one before stays.
        let long = "x".repeat(CONFIG_BYTES_MAX + 1);
        nacos
            .publish_config(&key.data_id, &key.group, &long)
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(text.borrow().text(), Some("a: 2"));
        let started = Instant::now();
        nacos.delete_config(&key.data_id, &key.group).await.unwrap();
        becomes(&mut text, "it is gone", |now| *now == ConfigState::Absent).await;
        println!(
            "Nacos {}: a removal was heard of after {:?}",
            version.text(),
            started.elapsed()
        );
    }
}

/// Answers from what the provider itself announces, as its MetadataService does.
struct Announced(watch::Receiver<Vec<Arc<MetadataInfo>>>);

impl MetadataSource for Announced {
    fn fetch(&self, request: MetadataRequest) -> MetadataFuture {
        let known = self.0.borrow().clone();
        Box::pin(async move {
            assert_eq!((request.protocol.as_str(), request.port), ("dubbo", 20881));
            let found = known.iter().find(|info| info.revision == request.revision);
            found
                .map(|info| info.as_ref().clone())
                .ok_or_else(|| "no such revision".to_owned())
        })
    }
}

#[tokio::test]
async fn an_application_is_found_by_its_mapping_and_its_revision() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        for storage in [MetadataStorage::Local, MetadataStorage::Remote] {
            let key = ServiceKey::new(interface("application")).with_version("1.0.0");
            let app = AppInfo {
                register_mode: RegisterMode::Instance,
                metadata: storage,
                ..AppInfo::new(format!("app-{storage:?}"))
            };
            let provider = Registry::connect(&nacos.registry_url().parse().unwrap(), app);
            let offered = |timeout| ServiceEntry {
                timeout_ms: Some(timeout),
                ..entry(key.clone(), 20881)
            };
            let registration = provider.register(vec![offered(1000)]).unwrap();
            let source = Arc::new(Announced(registration.metadata()));
            let consumer = connect(&nacos.registry_url());
            let mut addresses = consumer
                .subscribe_application(key.clone(), Default::default(), source)
                .unwrap();
            let timeout_is = |timeout: &'static str| {
                move |now: &Option<Vec<dubbo_registry::ProviderAddress>>| {
                    now.as_ref().is_some_and(|all| {
                        all.len() == 1
                            && all[0].port == 20881
                            && all[0].parameters["timeout"] == timeout
                    })
                }
            };
            becomes(&mut addresses, "found", timeout_is("1000")).await;
            // Another revision is asked for anew.
            registration.handle().update(vec![offered(2000)]).unwrap();
            becomes(&mut addresses, "found anew", timeout_is("2000")).await;
            assert!(nacos.instances(&key.full_name()).await.unwrap().is_empty());
            registration.handle().set_online(false);
            becomes(&mut addresses, "offline", |now| {
                now.as_ref().is_some_and(Vec::is_empty)
            })
            .await;
            registration.handle().set_online(true);
            becomes(&mut addresses, "online", timeout_is("2000")).await;
            registration.deregister().await.unwrap();
            becomes(&mut addresses, "gone", |now| {
                now.as_ref().is_some_and(Vec::is_empty)
            })
            .await;
        }
    }
}

#[tokio::test]
async fn a_weight_of_the_console_becomes_metadata_again_and_again() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let key = ServiceKey::new(interface("weights"));
        let registration = connect(&nacos.registry_url())
            .register(vec![ServiceEntry {
                weight: 50,
                ..entry(key.clone(), 20881)
            }])
            .unwrap();
        let mut state = registration.state();
        becomes(&mut state, "registered", |now| {
            *now == RegistrationState::Registered
        })
        .await;
        let mut consumer = connect(&nacos.registry_url())
            .subscribe(key.clone())
            .unwrap();
        let weighs = |weight: u32| {
            move |now: &Option<Vec<dubbo_registry::ProviderAddress>>| {
                now.as_ref()
                    .is_some_and(|all| all.len() == 1 && all[0].weight == weight)
            }
        };
        becomes(&mut consumer, "as configured", weighs(50)).await;
        // From the second on, Nacos shows a copy of the metadata of the time of the change.
        for (console, weight) in [(3.0, 150), (0.5, 25), (4.0, 200), (1.0, 50)] {
            nacos
                .set_weight(&key.full_name(), 20881, console)
                .await
                .unwrap();
            becomes(
                &mut consumer,
                &format!("{console} in the console"),
                weighs(weight),
            )
            .await;
        }
    }
}
