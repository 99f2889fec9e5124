//! Who provides a service, at the application level: the interface's mapping names applications, each application is a
//! Nacos name, and each instance's revision stands for a list of services that is asked for once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use nacos_sdk::api::naming::{NamingChangeEvent, NamingEventListener, ServiceInstance};
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::discovery::{GRACE, REFRESH, RETRY, publish};
use super::link::{Link, LinkState};
use super::rules;
use crate::address::ProviderAddress;
use crate::application::{
    ENDPOINTS, Endpoint, IS_EXTRA, MetadataInfo, MetadataRequest, MetadataSource, REVISION,
    STORAGE, URL_PARAMS,
};
use crate::config::{ConfigKey, ConfigState, MAPPING_GROUP};
use crate::error::Error;
use crate::key::ServiceKey;

/// How long an instance may take to tell its services (Java: 5 s).
const FETCH_DEADLINE: Duration = Duration::from_secs(5);
/// Most applications that one interface's mapping may name.
const APPLICATIONS_MAX: usize = 256;
/// A revision that no instance could tell is asked for again after this.
const FETCH_RETRY: Duration = Duration::from_secs(2);

struct Bell(Arc<Notify>);

impl NamingEventListener for Bell {
    fn event(&self, _event: Arc<NamingChangeEvent>) {
        self.0.notify_one();
    }
}

struct Follower {
    link: Arc<Link>,
    key: ServiceKey,
    source: Arc<dyn MetadataSource>,
    listener: Arc<dyn NamingEventListener>,
    /// Applications and the connection over which their changes are heard.
    heard: BTreeMap<String, u64>,
    /// Lists of services by application and revision; those in use.
    known: HashMap<(String, String), Arc<MetadataInfo>>,
    /// When a revision could not be had.
    failed: HashMap<(String, String), Instant>,
}

/// Whose providers are looked for, and how.
pub(super) struct Wanted {
    pub(super) key: ServiceKey,
    /// The applications; where there are none, those that the interface's mapping names.
    pub(super) provided_by: BTreeSet<String>,
    pub(super) source: Arc<dyn MetadataSource>,
}

/// Publishes the providers of a service until nobody listens any more.
pub(super) async fn follow(
    link: Arc<Link>,
    wanted: Wanted,
    sender: watch::Sender<Option<Vec<ProviderAddress>>>,
) {
    let bell = Arc::new(Notify::new());
    let Wanted {
        key,
        provided_by,
        source,
    } = wanted;
    let (mapping_sender, mut mapping) = watch::channel(ConfigState::Unknown);
    // Held here, so that a mapping that never changes does not look like one whose follower is gone.
    let mut told = None;
    if provided_by.is_empty() {
        let mapping_key = ConfigKey::new(&*key.interface, MAPPING_GROUP);
        let link = Arc::clone(&link);
        tokio::spawn(rules::follow(link, mapping_key, mapping_sender));
    } else {
        let names: Vec<&str> = provided_by.iter().map(String::as_str).collect();
        mapping_sender.send_replace(ConfigState::Present(names.join(",").into()));
        told = Some(mapping_sender);
    }
    let mut follower = Follower {
        link: Arc::clone(&link),
        key,
        source,
        listener: Arc::new(Bell(Arc::clone(&bell))),
        heard: BTreeMap::new(),
        known: HashMap::new(),
        failed: HashMap::new(),
    };
    let mut state = link.state();
    loop {
        let mut wait = REFRESH;
        let up = match &*state.borrow_and_update() {
            LinkState::Up { epoch, since } => Some((*epoch, *since)),
            _ => None,
        };
        let applications = applications(&mapping.borrow_and_update());
        if let (Some((epoch, since)), Some(applications)) = (up, applications) {
            match follower.ask(&applications, epoch).await {
                Ok((fresh, complete)) => {
                    let grace = (epoch > 1).then(|| GRACE.saturating_sub(since.elapsed()));
                    wait = publish(&sender, fresh, grace.unwrap_or_default());
                    if !complete {
                        wait = FETCH_RETRY;
                    }
                }
                Err(error) => {
                    tracing::debug!(service = %follower.key, %error, "applications not known");
                    wait = RETRY;
                }
            }
        }
        tokio::select! {
            () = sender.closed() => break,
            () = bell.notified() => {}
            changed = mapping.changed() => if changed.is_err() { break },
            changed = state.changed() => if changed.is_err() { break },
            () = tokio::time::sleep(wait) => {}
        }
    }
    for name in follower.heard.keys() {
        link.stop_listening(name, &follower.listener).await;
    }
    drop(told);
}

/// The applications of a mapping (Java: a list with commas); `None` before Nacos has answered.
fn applications(mapping: &ConfigState) -> Option<BTreeSet<String>> {
    let text = match mapping {
        ConfigState::Unknown => return None,
        ConfigState::Absent => "",
        ConfigState::Present(text) => text,
    };
    let names = text
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    Some(names.take(APPLICATIONS_MAX).map(str::to_owned).collect())
}

impl Follower {
    /// All providers in a fixed order, and whether every revision could be had.
    async fn ask(
        &mut self,
        applications: &BTreeSet<String>,
        epoch: u64,
    ) -> Result<(Vec<ProviderAddress>, bool), Error> {
        let gone: Vec<String> = self
            .heard
            .keys()
            .filter(|name| !applications.contains(*name))
            .cloned()
            .collect();
        for name in gone {
            self.heard.remove(&name);
            self.link.stop_listening(&name, &self.listener).await;
        }
        let mut all = Vec::new();
        let mut complete = true;
        let mut used = BTreeSet::new();
        for application in applications {
            if self.heard.get(application) != Some(&epoch) {
                self.link
                    .listen(application, Arc::clone(&self.listener))
                    .await?;
                self.heard.insert(application.clone(), epoch);
            }
            for instance in self.link.instances(application).await? {
                let revision = instance
                    .metadata
                    .get(REVISION)
                    .filter(|revision| *revision != "0");
                let (Some(revision), true) = (revision.cloned(), instance.enabled) else {
                    continue;
                };
                let id = (application.clone(), revision);
                let info = self.info(&id, &instance).await;
                used.insert(id);
                match info {
                    Some(info) => all.extend(addresses(&self.key, &info, &instance)),
                    None => complete = false,
                }
            }
        }
        self.known.retain(|id, _| used.contains(id));
        self.failed.retain(|id, _| used.contains(id));
        all.sort_unstable();
        all.dedup_by(|a, b| a.is_same_place(b));
        Ok((all, complete))
    }

    async fn info(
        &mut self,
        id: &(String, String),
        instance: &ServiceInstance,
    ) -> Option<Arc<MetadataInfo>> {
        if let Some(known) = self.known.get(id) {
            return Some(Arc::clone(known));
        }
        if self
            .failed
            .get(id)
            .is_some_and(|at| at.elapsed() < FETCH_RETRY)
        {
            return None;
        }
        let remote = instance
            .metadata
            .get(STORAGE)
            .is_some_and(|storage| storage == "remote");
        let fetched = if remote {
            self.read(id).await
        } else {
            self.fetch(id, instance).await
        };
        match fetched {
            Ok(info) => {
                let info = Arc::new(info);
                self.known.insert(id.clone(), Arc::clone(&info));
                Some(info)
            }
            Err(why) => {
                tracing::warn!(
                    application = id.0,
                    revision = id.1,
                    why,
                    "the services of an application are not known; asking again"
                );
                self.failed.insert(id.clone(), Instant::now());
                None
            }
        }
    }

    async fn read(
        &self,
        (application, revision): &(String, String),
    ) -> Result<MetadataInfo, String> {
        let key = ConfigKey::new(&**application, &**revision);
        let text = self
            .link
            .read_config(&key)
            .await
            .map_err(|error| error.to_string())?
            .ok_or_else(|| format!("config {key} is not there"))?;
        serde_json::from_str(&text).map_err(|error| format!("config {key}: {error}"))
    }

    async fn fetch(
        &self,
        (application, revision): &(String, String),
        instance: &ServiceInstance,
    ) -> Result<MetadataInfo, String> {
        let parameters: BTreeMap<String, String> = instance
            .metadata
            .get(URL_PARAMS)
            .map(|json| {
                serde_json::from_str(json).map_err(|error| format!("{URL_PARAMS}: {error}"))
            })
            .transpose()?
            .unwrap_or_default();
        let port = parameters
            .get("port")
            .and_then(|port| port.parse().ok())
            .or_else(|| u16::try_from(instance.port).ok())
            .ok_or("the instance has no port")?;
        let request = MetadataRequest {
            application: application.clone(),
            revision: revision.clone(),
            host: instance.ip.clone(),
            port,
            protocol: parameters
                .get("protocol")
                .cloned()
                .unwrap_or_else(|| "dubbo".to_owned()),
            parameters,
        };
        match tokio::time::timeout(FETCH_DEADLINE, self.source.fetch(request)).await {
            Ok(fetched) => fetched,
            Err(_) => Err(format!("no answer within {} s", FETCH_DEADLINE.as_secs())),
        }
    }
}

/// What an instance provides of a service (Java: `InstanceAddressURL`).
fn addresses(
    key: &ServiceKey,
    info: &MetadataInfo,
    instance: &ServiceInstance,
) -> Vec<ProviderAddress> {
    let endpoints: Vec<Endpoint> = instance
        .metadata
        .get(ENDPOINTS)
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    let of_protocol = |protocol: &str| {
        let endpoint = endpoints
            .iter()
            .find(|endpoint| endpoint.protocol == protocol);
        endpoint.map(|endpoint| endpoint.port)
    };
    info.services
        .values()
        // The same port as another one's, over a protocol that nobody asked for.
        .filter(|service| !service.params.contains_key(IS_EXTRA))
        .filter(|service| service.key() == *key)
        .filter_map(|service| {
            let port = u16::try_from(service.port)
                .ok()
                .filter(|port| *port > 0)
                .or_else(|| of_protocol(&service.protocol))
                .or_else(|| u16::try_from(instance.port).ok())?;
            let mut parameters: BTreeMap<String, String> = instance
                .metadata
                .iter()
                .filter(|(key, _)| !key.starts_with("dubbo.") || *key == "dubbo.tag")
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            parameters.extend(service.params.clone());
            let path = if service.path.is_empty() {
                &service.name
            } else {
                &service.path
            };
            for (name, value) in [
                ("protocol", Some(&service.protocol)),
                ("path", Some(path)),
                ("interface", Some(&service.name)),
                ("version", service.version.as_ref()),
                ("group", service.group.as_ref()),
            ] {
                match value {
                    Some(value) if !value.is_empty() => {
                        parameters.insert(name.to_owned(), value.clone())
                    }
                    _ => parameters.remove(name),
                };
            }
            ProviderAddress::from_metadata(key, &instance.ip, port, parameters)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::ServiceInfo;

    #[test]
    fn a_mapping_is_a_list_with_commas() {
        let names = |text: &str| -> Option<Vec<String>> {
            applications(&ConfigState::Present(text.into()))
                .map(|names| names.into_iter().collect())
        };
        assert_eq!(applications(&ConfigState::Unknown), None);
        assert_eq!(applications(&ConfigState::Absent), Some(BTreeSet::new()));
        assert_eq!(names("b, a,,b").unwrap(), ["a", "b"]);
        let many: Vec<String> = (0..APPLICATIONS_MAX + 1)
            .map(|n| format!("app{n}"))
            .collect();
        assert_eq!(names(&many.join(",")).unwrap().len(), APPLICATIONS_MAX);
    }

    #[test]
    fn an_instance_and_its_list_make_an_address_per_protocol() {
        let service = |protocol: &str, port: i32, params: &[(&str, &str)]| ServiceInfo {
            name: "a.B".into(),
            version: Some("1.0".into()),
            protocol: protocol.into(),
            port,
            params: params
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
            ..ServiceInfo::default()
        };
        let info = MetadataInfo {
            services: [
                ("1".to_owned(), service("dubbo", -1, &[("timeout", "7")])),
                ("2".to_owned(), service("tri", 50051, &[("weight", "5")])),
                (
                    "3".to_owned(),
                    ServiceInfo {
                        version: None,
                        ..service("dubbo", 1, &[])
                    },
                ),
            ]
            .into(),
            ..MetadataInfo::default()
        };
        let instance = ServiceInstance {
            ip: "10.0.0.7".into(),
            port: 20880,
            metadata: [
                (
                    ENDPOINTS.to_owned(),
                    r#"[{"port":20881,"protocol":"dubbo"}]"#.to_owned(),
                ),
                ("weight".to_owned(), "300".to_owned()),
                (REVISION.to_owned(), "r".to_owned()),
            ]
            .into(),
            ..ServiceInstance::default()
        };
        let found = addresses(
            &ServiceKey::new("a.B").with_version("1.0"),
            &info,
            &instance,
        );
        let seen: Vec<_> = found
            .iter()
            .map(|a| (a.protocol.as_str(), a.port, a.weight, a.path.as_str()))
            .collect();
        assert_eq!(
            seen,
            [("dubbo", 20881, 300, "a.B"), ("tri", 50051, 5, "a.B")]
        );
        assert_eq!(found[0].parameters["timeout"], "7");
        assert!(!found[0].parameters.contains_key(REVISION));
    }
}
