//! Nacos, interface level: one Nacos service per interface, version and group.
//!
//! - [`link`]: the connection, watched with a probe; [`relay`]: where it can be cut
//! - [`login`]: user and password become a token, renewed in time
//! - [`keeper`]: what is registered stays registered
//! - [`discovery`]: who provides a service, through outages too

mod calls;
mod discovery;
mod keeper;
mod link;
mod login;
mod relay;

use std::collections::BTreeMap;
use std::sync::Arc;

use nacos_sdk::api::naming::ServiceInstance;
use tokio::sync::{oneshot, watch};

use self::calls::Target;
use self::link::Link;
pub use self::link::LinkState;
use crate::address::Addresses;
use crate::entry::ServiceEntry;
use crate::error::{Error, ErrorKind};
use crate::key::ServiceKey;
use crate::registry::{AppInfo, Registration, RegistrationState};
use crate::url::RegistryUrl;

/// A Nacos server or cluster. Clones share the connection.
#[derive(Debug, Clone)]
pub struct NacosRegistry {
    link: Arc<Link>,
    app: AppInfo,
}

impl NacosRegistry {
    /// Connects in the background. Must be called within a tokio runtime.
    pub(crate) fn connect(url: &RegistryUrl, app: AppInfo) -> Self {
        Self {
            link: Link::open(url, &app),
            app,
        }
    }

    /// Whether Nacos answers, now and from now on; for health and metrics.
    pub fn link(&self) -> watch::Receiver<LinkState> {
        self.link.state()
    }

    pub(crate) fn register(&self, entries: Vec<ServiceEntry>) -> Result<Registration, Error> {
        let targets = targets(&entries, &self.app)?;
        let (state, receiver) = watch::channel(RegistrationState::Registering { reason: None });
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(keeper::keep(
            Arc::clone(&self.link),
            targets,
            state,
            stopped,
        ));
        Ok(Registration::new(receiver, stop))
    }

    pub(crate) fn subscribe(&self, key: ServiceKey) -> Result<Addresses, Error> {
        key.check()?;
        let (sender, receiver) = watch::channel(None);
        tokio::spawn(discovery::follow(Arc::clone(&self.link), key, sender));
        Ok(receiver)
    }
}

/// What is to be registered under each Nacos name. Several ports of one service go together: one client has one entry
/// per name in Nacos, and a second registration would replace the first.
fn targets(entries: &[ServiceEntry], app: &AppInfo) -> Result<Vec<Target>, Error> {
    let mut names: BTreeMap<String, Vec<ServiceInstance>> = BTreeMap::new();
    for entry in entries {
        entry.check()?;
        let instance = ServiceInstance {
            ip: entry.host.clone(),
            port: i32::from(entry.port),
            metadata: entry.metadata(app)?.into_iter().collect(),
            ..ServiceInstance::default()
        };
        for name in entry.names() {
            let instances = names.entry(name).or_default();
            if instances
                .iter()
                .any(|other| other.ip == instance.ip && other.port == instance.port)
            {
                return Err(Error::new(
                    ErrorKind::Service,
                    format!(
                        "service {} is there twice at {}:{}; Nacos tells instances apart by host and port",
                        entry.key, entry.host, entry.port
                    ),
                ));
            }
            instances.push(instance.clone());
        }
    }
    Ok(names
        .into_iter()
        .map(|(name, instances)| Target { name, instances })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(interface: &str, port: u16) -> ServiceEntry {
        ServiceEntry::dubbo(ServiceKey::new(interface), "127.0.0.1", port)
    }

    #[test]
    fn ports_of_one_service_go_together() {
        let legacy = ServiceEntry {
            legacy_name: true,
            ..entry("a.B", 2)
        };
        let targets = targets(
            &[entry("a.B", 1), legacy, entry("a.C", 1)],
            &AppInfo::new("x"),
        )
        .unwrap();
        let found: Vec<_> = targets
            .iter()
            .map(|t| {
                (
                    t.name.as_str(),
                    t.instances.iter().map(|i| i.port).collect::<Vec<_>>(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("providers:a.B", vec![2]),
                ("providers:a.B::", vec![1, 2]),
                ("providers:a.C::", vec![1])
            ]
        );
    }

    #[test]
    fn the_same_place_twice_is_refused() {
        let error = targets(&[entry("a.B", 1), entry("a.B", 1)], &AppInfo::new("x")).unwrap_err();
        assert!(
            error.to_string().contains("twice at 127.0.0.1:1"),
            "{error}"
        );
    }
}
