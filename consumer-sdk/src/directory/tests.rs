//! Lists that come, go and stay away.

use std::path::Path;
use std::time::Duration;

use dubbo_rpc::ClientOptions;

use super::*;
use crate::breaker::BreakerOptions;
use crate::pool::ReconnectOptions;
use crate::route::RuleTexts;

const PATIENCE: Duration = Duration::from_secs(30);

type List = Option<Vec<ProviderAddress>>;

fn at(ports: &[u16]) -> Vec<ProviderAddress> {
    let key = ServiceKey::new("a.B");
    let one = |port: &u16| ProviderAddress::dubbo(key.clone(), "127.0.0.1", *port);
    ports.iter().map(one).collect()
}

struct Rig {
    list: watch::Sender<List>,
    rest: watch::Sender<Rest>,
    texts: watch::Sender<RuleTexts>,
    directory: Directory,
}

fn follow(first: List, cache: Option<&Path>, empty_protection: bool) -> Rig {
    let (list, addresses) = watch::channel(first);
    let (texts, receiver) = watch::channel(RuleTexts::new());
    let (rest_sender, rest) = watch::channel(Rest::default());
    let consumer = "consumer://10.9.0.1/a.B?interface=a.B&application=mall&side=consumer";
    let options = DirectoryOptions {
        service: ServiceRef::new("a.B"),
        consumer: consumer.parse().unwrap(),
        pool: Pool::new(ClientOptions::default(), ReconnectOptions::default()),
        security: Security {
            is_configured: false,
            said: None,
        },
        provider: ProviderOptions {
            breaker: BreakerOptions::default(),
            in_flight: 1,
            question: Duration::from_secs(1),
        },
        connections: 1,
        owner: 0,
        lazy: true,
        empty_protection,
        registry_wait: Duration::from_millis(50),
        cache: cache.map(|folder| (folder.to_owned(), "nacos://h".to_owned())),
    };
    Rig {
        list,
        rest: rest_sender,
        texts,
        directory: Directory::follow(options, addresses, Some(rest), Board::new(None, receiver)),
    }
}

fn ports(snapshot: &Snapshot) -> Vec<u16> {
    let endpoints = snapshot.endpoints.iter();
    endpoints.map(|endpoint| endpoint.url.port).collect()
}

async fn until(directory: &Directory, is_so: impl FnMut(&Arc<Snapshot>) -> bool) {
    let mut snapshots = directory.snapshots.clone();
    let waited = tokio::time::timeout(PATIENCE, snapshots.wait_for(is_so)).await;
    assert!(waited.is_ok(), "{:?}", ports(&directory.snapshot()));
}

#[tokio::test]
async fn an_empty_list_is_believed_only_where_that_is_wanted() {
    for protected in [true, false] {
        let rig = follow(Some(at(&[1, 2])), None, protected);
        assert_eq!(ports(&rig.directory.snapshot()), [1, 2]);
        rig.list.send_replace(Some(Vec::new()));
        if !protected {
            until(&rig.directory, |snapshot| snapshot.endpoints.is_empty()).await;
        }
        let before = rig
            .directory
            .snapshot()
            .endpoints
            .first()
            .map(|one| one.provider.id);
        rig.list.send_replace(Some(at(&[1, 3])));
        until(&rig.directory, |snapshot| ports(snapshot) == [1, 3]).await;
        let after = rig.directory.snapshot().endpoints[0].provider.id;
        // Who stays keeps what is known of it.
        assert_eq!(before == Some(after), protected);
    }
}

#[tokio::test]
async fn the_list_of_last_time_stands_in_for_a_registry_that_is_away() {
    let folder = tempfile::tempdir().unwrap();
    {
        let rig = follow(Some(at(&[1, 2])), Some(folder.path()), true);
        let kept = tokio::time::timeout(PATIENCE, async {
            let is_kept = || {
                let mut files = std::fs::read_dir(folder.path()).unwrap();
                files.any(|file| {
                    file.unwrap()
                        .path()
                        .extension()
                        .is_some_and(|end| end == "json")
                })
            };
            while !is_kept() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        });
        kept.await.unwrap();
        assert_eq!(ports(&rig.directory.snapshot()), [1, 2]);
    }
    let rig = follow(None, Some(folder.path()), true);
    assert!(!rig.directory.snapshot().known);
    until(&rig.directory, |snapshot| {
        snapshot.known && ports(snapshot) == [1, 2]
    })
    .await;
    rig.list.send_replace(Some(at(&[3])));
    until(&rig.directory, |snapshot| ports(snapshot) == [3]).await;
    // Without a cache nothing is known, and that is known.
    let rig = follow(None, None, true);
    until(&rig.directory, |snapshot| {
        snapshot.known && snapshot.endpoints.is_empty()
    })
    .await;
}

#[tokio::test]
async fn rules_change_a_fixed_list_too() {
    let rig = follow(Some(at(&[1, 2])), None, true);
    drop(rig.list);
    let rule = "scope: service\nkey: a.B\nconfigs: [{side: consumer, providerAddresses: ['127.0.0.1:1'], parameters: {disabled: true}}]";
    let name = "a.B::.configurators";
    rig.texts
        .send_modify(|texts| drop(texts.insert(name.into(), rule.into())));
    until(&rig.directory, |snapshot| ports(snapshot) == [2]).await;
    rig.texts.send_modify(|texts| drop(texts.remove(name)));
    until(&rig.directory, |snapshot| ports(snapshot) == [1, 2]).await;
}

#[tokio::test]
async fn a_share_of_the_calls_has_providers_of_its_own() {
    let rig = follow(Some(at(&[1, 2])), None, true);
    let shared = |snapshot: &Snapshot| snapshot.rest().map(|rest| ports(rest));
    assert_eq!(shared(&rig.directory.snapshot()), None);
    let list = at(&[2, 3]);
    rig.rest.send_replace(Rest { list, percent: 30 });
    until(&rig.directory, |snapshot| {
        shared(snapshot).is_some_and(|ports| ports == [2, 3])
    })
    .await;
    let snapshot = rig.directory.snapshot();
    assert_eq!(snapshot.rest_percent(), 30);
    // Whoever is in both lists is one provider.
    let id = |snapshot: &Snapshot, place: usize| snapshot.endpoints[place].provider.id;
    assert_eq!(id(&snapshot, 1), id(snapshot.rest().unwrap(), 0));
    drop(rig.rest);
    rig.list.send_replace(Some(at(&[4])));
    until(&rig.directory, |snapshot| {
        ports(snapshot) == [4] && snapshot.rest().is_none()
    })
    .await;
}
