//! The registry against genuine Nacos servers, both versions, seen through Nacos' own HTTP API.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dubbo_registry::{
    Addresses, AppInfo, ErrorKind, METADATA_CHARS_MAX, ProviderAddress, Registration,
    RegistrationState, Registry, ServiceEntry, ServiceKey,
};
use integration_tests::availability::full_scale;
use integration_tests::nacos::console::{DEFAULT_GROUP, Instance};
use integration_tests::nacos::{Auth, Nacos, PASSWORD, Version};

/// What a change in Nacos may take to be seen: its own delay of half a second, on a machine that is busy.
const SOON: Duration = Duration::from_secs(10);
pub(crate) const HOST: &str = "127.0.0.1";

fn registry(nacos: &Nacos) -> Registry {
    connect(&nacos.registry_url())
}

pub(crate) fn connect(url: &str) -> Registry {
    Registry::connect(&url.parse().unwrap(), AppInfo::new("stock-center"))
}

/// An interface that no other test uses.
pub(crate) fn interface(test: &str) -> String {
    format!("com.example.it.{test}.StockService")
}

pub(crate) fn entry(key: ServiceKey, port: u16) -> ServiceEntry {
    ServiceEntry::dubbo(key, HOST, port)
}

async fn registered(registration: &Registration, within: Duration) {
    let waited = tokio::time::timeout(within, registration.registered()).await;
    assert!(
        waited.is_ok(),
        "after {within:?}: {:?}",
        registration.state().borrow()
    );
}

/// Asks until the answer is right; fails with the last wrong one.
async fn instances_become(
    nacos: &Nacos,
    name: &str,
    right: impl Fn(&[Instance]) -> bool,
) -> Vec<Instance> {
    let started = Instant::now();
    loop {
        let instances = nacos.instances(name).await.unwrap();
        if right(&instances) {
            return instances;
        }
        assert!(started.elapsed() < SOON, "{name}: {instances:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn ports_become(nacos: &Nacos, name: &str, ports: &[u16]) {
    instances_become(nacos, name, |found| {
        let mut found: Vec<u16> = found.iter().map(|instance| instance.port).collect();
        found.sort_unstable();
        found == ports
    })
    .await;
}

fn ports(addresses: &Option<Vec<ProviderAddress>>) -> Option<Vec<u16>> {
    addresses
        .as_ref()
        .map(|all| all.iter().map(|address| address.port).collect())
}

async fn addresses_become(addresses: &mut Addresses, wanted: &[u16], within: Duration) {
    let right = |now: &Option<Vec<ProviderAddress>>| ports(now).as_deref() == Some(wanted);
    let waited = tokio::time::timeout(within, addresses.wait_for(right))
        .await
        .is_ok();
    assert!(
        waited,
        "wanted {wanted:?} within {within:?}, have {:?}",
        *addresses.borrow()
    );
}

#[tokio::test]
async fn every_interface_version_and_group_is_registered_with_what_java_reads() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let name = interface("names");
        let plain = ServiceKey::new(&name);
        let full = plain.clone().with_version("1.0.0").with_group("parts");
        let inner = ServiceKey::new(format!("{name}$Inner"));
        let tuned = ServiceEntry {
            methods: vec!["reserve".into(), "cancel".into()],
            weight: 50,
            timeout_ms: Some(3000),
            tag: Some("gray".into()),
            ..entry(full.clone(), 20881)
        };
        let legacy = ServiceEntry {
            legacy_name: true,
            ..entry(plain.clone(), 20881)
        };
        let registration = registry(nacos)
            .register(vec![legacy, tuned, entry(inner.clone(), 20881)])
            .unwrap();
        registered(&registration, SOON).await;

        let of = async |name: String| {
            let found = instances_become(nacos, &name, |found| found.len() == 1)
                .await
                .remove(0);
            assert_eq!(
                (found.ip.as_str(), found.port, found.weight),
                (HOST, 20881, 1.0)
            );
            assert!(
                found.enabled && found.healthy && found.ephemeral,
                "{found:?}"
            );
            found.metadata
        };
        let of_plain = of(format!("providers:{name}::")).await;
        assert_eq!(
            of_plain,
            of(format!("providers:{name}")).await,
            "full and legacy name differ"
        );
        let expected: BTreeMap<String, String> = [
            ("application", "stock-center"),
            ("category", "providers"),
            ("dubbo", "2.0.2"),
            ("interface", &name),
            ("path", &name),
            ("prefer.serialization", "hessian2"),
            ("protocol", "dubbo"),
            ("release", "3.3.6"),
            ("serialization", "hessian2"),
            ("side", "provider"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
        assert_eq!(of_plain, expected);

        let of_full = of(format!("providers:{name}:1.0.0:parts")).await;
        for (key, value) in [
            ("version", "1.0.0"),
            ("group", "parts"),
            ("methods", "cancel,reserve"),
            ("weight", "50"),
            ("timeout", "3000"),
            ("dubbo.tag", "gray"),
        ] {
            assert_eq!(of_full.get(key).map(String::as_str), Some(value), "{key}");
        }
        let of_inner = of(format!("providers:{name}___Inner::")).await;
        assert_eq!(of_inner["interface"], inner.interface);

        registration.deregister().await.unwrap();
        for gone in ["::", "", ":1.0.0:parts", "___Inner::"] {
            ports_become(nacos, &format!("providers:{name}{gone}"), &[]).await;
        }
    }
}

#[tokio::test]
async fn several_ports_of_one_service_stand_side_by_side() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let key = ServiceKey::new(interface("ports"));
        let registry = registry(nacos);
        let registration = registry
            .register(vec![entry(key.clone(), 20881), entry(key.clone(), 20882)])
            .unwrap();
        registered(&registration, SOON).await;
        ports_become(nacos, &key.full_name(), &[20881, 20882]).await;
        let mut addresses = registry.subscribe(key.clone()).unwrap();
        addresses_become(&mut addresses, &[20881, 20882], SOON).await;

        registration.deregister().await.unwrap();
        ports_become(nacos, &key.full_name(), &[]).await;
        addresses_become(&mut addresses, &[], SOON).await;
    }
}

#[tokio::test]
async fn what_an_operator_switches_off_is_no_provider_until_it_is_on_again() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let key = ServiceKey::new(interface("console"));
        let name = key.full_name();
        let provider = registry(nacos)
            .register(vec![entry(key.clone(), 20881)])
            .unwrap();
        let other = registry(nacos)
            .register(vec![entry(key.clone(), 20882)])
            .unwrap();
        registered(&provider, SOON).await;
        registered(&other, SOON).await;
        let mut addresses = registry(nacos).subscribe(key).unwrap();
        addresses_become(&mut addresses, &[20881, 20882], SOON).await;

        nacos.set_enabled(&name, 20881, false).await.unwrap();
        addresses_become(&mut addresses, &[20882], SOON).await;
        // The last one too: an empty list is an answer.
        nacos.set_enabled(&name, 20882, false).await.unwrap();
        addresses_become(&mut addresses, &[], SOON).await;
        // Longer than the provider takes to notice that it is not listed: it does not switch itself on.
        tokio::time::sleep(Duration::from_secs(12)).await;
        assert_eq!(ports(&addresses.borrow()), Some(Vec::new()));
        let found = instances_become(nacos, &name, |found| found.len() == 2).await;
        assert!(found.iter().all(|instance| !instance.enabled), "{found:?}");

        nacos.set_enabled(&name, 20881, true).await.unwrap();
        addresses_become(&mut addresses, &[20881], SOON).await;
        nacos.set_weight(&name, 20881, 5.0).await.unwrap();
        assert_eq!(*provider.state().borrow(), RegistrationState::Registered);
        instances_become(nacos, &name, |found| {
            found.iter().any(|i| i.port == 20881 && i.weight == 5.0)
        })
        .await;
    }
}

#[tokio::test]
async fn versions_and_groups_are_told_apart_by_subscribers() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let plain = ServiceKey::new(interface("apart"));
        let one = plain.clone().with_version("1");
        let grouped = one.clone().with_group("g");
        let registry = registry(nacos);
        let entries = vec![entry(one.clone(), 20881), entry(grouped.clone(), 20882)];
        let registration = registry.register(entries).unwrap();
        registered(&registration, SOON).await;
        for (key, wanted) in [(plain, vec![]), (one, vec![20881]), (grouped, vec![20882])] {
            let mut addresses = registry.subscribe(key).unwrap();
            addresses_become(&mut addresses, &wanted, SOON).await;
        }
    }
}

#[tokio::test]
async fn nacos_group_and_namespace_of_the_address_are_used() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let key = ServiceKey::new(interface("namespace"));
        let url = format!(
            "{}?namespace=it-namespace&group=it-group",
            nacos.registry_url()
        );
        let registry = connect(&url);
        let registration = registry.register(vec![entry(key.clone(), 20881)]).unwrap();
        registered(&registration, SOON).await;
        let mut addresses = registry.subscribe(key.clone()).unwrap();
        addresses_become(&mut addresses, &[20881], SOON).await;
        let name = key.full_name();
        assert_eq!(
            nacos
                .instances_in("it-namespace", "it-group", &name)
                .await
                .unwrap()
                .len(),
            1
        );
        assert_eq!(
            nacos.instances_in("", DEFAULT_GROUP, &name).await.unwrap(),
            []
        );
    }
}

/// Dubbo 2.6 registers under the name without empty parts only, and publishes no path.
#[tokio::test]
async fn a_provider_of_2_6_is_found_under_its_legacy_name() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let key = ServiceKey::new(interface("legacy")).with_version("1.0");
        let metadata = [
            ("protocol", "dubbo"),
            ("interface", key.interface.as_str()),
            ("version", "1.0"),
            ("side", "provider"),
            ("category", "providers"),
        ];
        let instance = Instance {
            ip: HOST.to_owned(),
            port: 20880,
            weight: 1.0,
            enabled: true,
            healthy: true,
            ephemeral: false,
            metadata: metadata
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
        };
        nacos
            .add_instance(&format!("providers:{}:1.0", key.interface), &instance)
            .await
            .unwrap();
        let registry = registry(nacos);
        let mut addresses = registry.subscribe(key.clone()).unwrap();
        addresses_become(&mut addresses, &[20880], SOON).await;
        assert_eq!(addresses.borrow().as_ref().unwrap()[0].path, key.interface);
        // Ours joins under the other name. (Under the same one Nacos refuses it beside an instance added by hand.)
        let registration = registry.register(vec![entry(key, 20881)]).unwrap();
        registered(&registration, SOON).await;
        addresses_become(&mut addresses, &[20880, 20881], SOON).await;
    }
}

#[tokio::test]
async fn a_dead_server_in_the_address_is_passed_over() {
    let Some(nacos) = Nacos::shared(Version::V2).await else {
        return;
    };
    let dead = integration_tests::ports::PortLease::take(&[0, 1000]).unwrap();
    let key = ServiceKey::new(interface("dead"));
    // Each link begins with a server of its own choice: three of them make it likely that one begins with the dead.
    let addresses = [
        format!("nacos://{HOST}:{},{HOST}:{}", dead.port(), nacos.port()),
        format!("nacos://{HOST}:{},{HOST}:{}", nacos.port(), dead.port()),
        format!(
            "nacos://{HOST}:{}?backup={HOST}:{}",
            dead.port(),
            nacos.port()
        ),
    ];
    for (url, port) in addresses.iter().zip(20881..) {
        let registration = connect(url)
            .register(vec![entry(key.clone(), port)])
            .unwrap();
        registered(&registration, SOON).await;
        registration.deregister().await.unwrap();
    }
}

/// Our limit is the server's: what we let through is accepted.
#[tokio::test]
async fn metadata_of_the_greatest_length_is_accepted_by_nacos() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let key = ServiceKey::new(interface("limit"));
        let with = |chars: usize| ServiceEntry {
            parameters: [("note".to_owned(), "x".repeat(chars))].into(),
            ..entry(key.clone(), 20881)
        };
        let registry = registry(nacos);
        let most = (1..METADATA_CHARS_MAX)
            .rev()
            .find(|chars| registry.register(vec![with(*chars)]).is_ok());
        let most = most.unwrap();
        let refused = registry.register(vec![with(most + 1)]).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Service);
        assert!(refused.to_string().contains("note"), "{refused}");

        let registration = registry.register(vec![with(most)]).unwrap();
        registered(&registration, SOON).await;
        let found = instances_become(nacos, &key.full_name(), |found| found.len() == 1)
            .await
            .remove(0);
        let length: usize = found
            .metadata
            .iter()
            .map(|(key, value)| key.len() + value.len())
            .sum();
        assert_eq!(length, METADATA_CHARS_MAX);
    }
}

#[tokio::test]
async fn outage_of_nacos_2() {
    outage(Version::V2).await;
}

#[tokio::test]
async fn outage_of_nacos_3() {
    outage(Version::V3).await;
}

/// Nacos (with authentication) is absent at the start, comes, dies for a while, and comes again: the provider is
/// registered each time without a restart of its own, and a consumer never loses what it knew.
async fn outage(version: Version) {
    if !Nacos::available() {
        return;
    }
    let nacos = Nacos::prepare(version, Auth::On).await.unwrap();
    let key = ServiceKey::new(interface("outage"));
    let name = key.full_name();
    let registry = registry(&nacos);
    let registration = registry.register(vec![entry(key.clone(), 20881)]).unwrap();
    let mut addresses = registry.subscribe(key.clone()).unwrap();
    let seen = record(addresses.clone());

    // Absent: says why, knows nothing, does not fail.
    let mut state = registration.state();
    let says_why = |state: &RegistrationState| {
        matches!(state, RegistrationState::Registering { reason: Some(_) })
    };
    let waited = tokio::time::timeout(Duration::from_secs(20), state.wait_for(says_why))
        .await
        .is_ok();
    assert!(waited, "{:?}", registration.state().borrow());
    assert_eq!(*addresses.borrow(), None);

    let first = serves_and_registered(&nacos, &registration).await;
    ports_become(&nacos, &name, &[20881]).await;
    addresses_become(&mut addresses, &[20881], SOON).await;
    wrong_password_is_said_and_not_shown(&nacos, &key).await;

    // As required: down for two minutes; stopped and started twenty times.
    let (first_outage, times) = if full_scale() {
        (Duration::from_secs(120), 20)
    } else {
        (Duration::from_secs(15), 2)
    };
    let mut noticed = Duration::ZERO;
    let mut again = Duration::ZERO;
    for time in 0..times {
        nacos.kill9().await;
        let killed = Instant::now();
        let mut state = registration.state();
        let lost = state.wait_for(|state| matches!(state, RegistrationState::Lost { .. }));
        drop(
            tokio::time::timeout(Duration::from_secs(15), lost)
                .await
                .expect("the loss is seen"),
        );
        noticed = noticed.max(killed.elapsed());
        let outage = if time == 0 {
            first_outage
        } else {
            Duration::ZERO
        };
        tokio::time::sleep(outage.saturating_sub(killed.elapsed())).await;
        assert_eq!(
            ports(&addresses.borrow()),
            Some(vec![20881]),
            "known addresses go on"
        );
        again = again.max(serves_and_registered(&nacos, &registration).await);
        ports_become(&nacos, &name, &[20881]).await;
    }
    // Longer than the grace in which a consumer keeps what is not listed.
    tokio::time::sleep(Duration::from_secs(17)).await;
    assert_eq!(ports(&addresses.borrow()), Some(vec![20881]));

    let hung = hangs_and_goes_on(&nacos, &registration).await;
    ports_become(&nacos, &name, &[20881]).await;
    let history = seen.lock().unwrap().clone();
    // Nacos may have answered "none" before it had our first registration.
    let since_known: Vec<_> = history
        .iter()
        .skip_while(|ports| ports.is_empty())
        .collect();
    assert_eq!(
        since_known,
        [&[20881]],
        "the consumer's view changed: {history:?}"
    );

    registration.deregister().await.unwrap();
    ports_become(&nacos, &name, &[]).await;
    addresses_become(&mut addresses, &[], Duration::from_secs(20)).await;
    // Past the capture of the test runner: these figures are part of the record.
    let _ = writeln!(
        std::io::stderr(),
        "Nacos {}: registered {first:?} after it served; loss noticed within {noticed:?}; registered again within {again:?} after it served, \
         {hung:?} after it went on",
        version.text()
    );
    assert!(
        again < Duration::from_secs(10),
        "registered again only after {again:?}"
    );
}

/// Starts the server; answers how long after it served the provider was registered.
async fn serves_and_registered(nacos: &Nacos, registration: &Registration) -> Duration {
    let registered = async {
        registration.registered().await;
        Instant::now()
    };
    let serves = async {
        nacos.launch().await.unwrap();
        Instant::now()
    };
    let both = async { tokio::join!(registered, serves) };
    let (registered, serves) = tokio::time::timeout(Duration::from_secs(300), both)
        .await
        .unwrap_or_else(|_| {
            panic!("not registered: {:?}", registration.state().borrow());
        });
    registered.saturating_duration_since(serves)
}

/// Stops the server where it is for longer than it remembers silent clients; answers how long after it went on the
/// provider was registered.
async fn hangs_and_goes_on(nacos: &Nacos, registration: &Registration) -> Duration {
    nacos.pause().await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    let state = registration.state().borrow().clone();
    assert!(matches!(state, RegistrationState::Lost { .. }), "{state:?}");
    nacos.resume().await;
    let resumed = Instant::now();
    registered(registration, Duration::from_secs(20)).await;
    resumed.elapsed()
}

async fn wrong_password_is_said_and_not_shown(nacos: &Nacos, key: &ServiceKey) {
    let url = nacos
        .registry_url()
        .replace(&format!(":{PASSWORD}@"), ":canary@");
    let registration = connect(&url)
        .register(vec![entry(key.clone(), 20882)])
        .unwrap();
    let mut state = registration.state();
    let says = |state: &RegistrationState| matches!(state, RegistrationState::Registering { reason: Some(reason) } if reason.contains("refused user"));
    let waited = tokio::time::timeout(Duration::from_secs(15), state.wait_for(says))
        .await
        .is_ok();
    assert!(waited, "{:?}", registration.state().borrow());
    assert!(!format!("{registration:?}").contains("canary"));
    assert_eq!(nacos.instances(&key.full_name()).await.unwrap().len(), 1);
}

/// Every list of ports that subscribers have been told.
fn record(mut addresses: Addresses) -> Arc<Mutex<Vec<Vec<u16>>>> {
    let seen: Arc<Mutex<Vec<Vec<u16>>>> = Arc::default();
    let record = Arc::clone(&seen);
    tokio::spawn(async move {
        while addresses.changed().await.is_ok() {
            let now = ports(&addresses.borrow_and_update()).unwrap_or_default();
            record.lock().unwrap().push(now);
        }
    });
    seen
}
