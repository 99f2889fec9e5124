//! A registry without a server: for direct calls and tests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use crate::address::{Addresses, ProviderAddress};
use crate::config::{ConfigKey, ConfigState, ConfigWatch};
use crate::entry::ServiceEntry;
use crate::error::Error;
use crate::key::ServiceKey;
use crate::registry::{AppInfo, Registration, RegistrationState};

/// A list of providers in memory. Clones share it.
#[derive(Debug, Clone)]
pub struct FixedRegistry {
    providers: Arc<watch::Sender<Vec<ProviderAddress>>>,
    configs: Arc<Mutex<BTreeMap<ConfigKey, watch::Sender<ConfigState>>>>,
}

impl FixedRegistry {
    /// A registry that knows these providers.
    pub fn new(providers: Vec<ProviderAddress>) -> Self {
        Self {
            providers: Arc::new(watch::Sender::new(providers)),
            configs: Arc::default(),
        }
    }

    /// Replaces the list; subscribers learn of it.
    pub fn set(&self, providers: Vec<ProviderAddress>) {
        self.providers.send_replace(providers);
    }

    /// Replaces a text, or takes it away; who watches it learns of it.
    pub fn set_config(&self, key: &ConfigKey, text: Option<&str>) {
        let state = text.map_or(ConfigState::Absent, |text| {
            ConfigState::Present(text.into())
        });
        self.config(key).send_replace(state);
    }

    fn config(&self, key: &ConfigKey) -> watch::Sender<ConfigState> {
        let mut configs = self.configs.lock().unwrap_or_else(PoisonError::into_inner);
        let absent = || watch::Sender::new(ConfigState::Absent);
        configs.entry(key.clone()).or_insert_with(absent).clone()
    }

    pub(crate) fn watch_config(&self, key: &ConfigKey) -> ConfigWatch {
        self.config(key).subscribe()
    }

    /// Accepts valid entries and announces nothing: who is called directly needs no announcement.
    pub(crate) fn register(&self, entries: Vec<ServiceEntry>) -> Result<Registration, Error> {
        let check = |entries: &[ServiceEntry], _: &AppInfo| {
            entries.iter().try_for_each(ServiceEntry::check)
        };
        let (registration, mut ends) = Registration::new(entries, AppInfo::new("fixed"), check)?;
        tokio::spawn(async move {
            let stopped = loop {
                let online = ends.wanted.borrow_and_update().online;
                ends.state.send_replace(if online {
                    RegistrationState::Registered
                } else {
                    RegistrationState::Offline
                });
                tokio::select! {
                    stopped = &mut ends.stop => break stopped,
                    changed = ends.wanted.changed() => if changed.is_err() { return },
                }
            };
            ends.state.send_replace(RegistrationState::Deregistered);
            if let Ok(answer) = stopped {
                let _ = answer.send(Ok(()));
            }
        });
        Ok(registration)
    }

    pub(crate) fn subscribe(&self, key: &ServiceKey) -> Result<Addresses, Error> {
        key.check()?;
        let key = key.clone();
        let mut all = self.providers.subscribe();
        let select = move |all: &[ProviderAddress]| -> Vec<ProviderAddress> {
            all.iter()
                .filter(|provider| provider.key == key)
                .cloned()
                .collect()
        };
        let first = select(&all.borrow_and_update());
        let (sender, receiver) = watch::channel(Some(first));
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    changed = all.changed() => if changed.is_err() { return },
                    () = sender.closed() => return,
                }
                let selected = select(&all.borrow_and_update());
                sender.send_if_modified(|present| {
                    let changed = present.as_ref() != Some(&selected);
                    *present = Some(selected);
                    changed
                });
            }
        });
        Ok(receiver)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Registry;

    #[tokio::test]
    async fn subscribers_see_their_service_and_its_changes() {
        let (mine, other) = (ServiceKey::new("a.B"), ServiceKey::new("a.C"));
        let at = |key: &ServiceKey, port| ProviderAddress::dubbo(key.clone(), "127.0.0.1", port);
        let fixed = FixedRegistry::new(vec![at(&mine, 1), at(&other, 2)]);
        let registry = Registry::Fixed(fixed.clone());
        let mut addresses = registry.subscribe(mine.clone()).unwrap();
        assert_eq!(*addresses.borrow_and_update(), Some(vec![at(&mine, 1)]));
        fixed.set(vec![at(&mine, 3)]);
        addresses.changed().await.unwrap();
        assert_eq!(*addresses.borrow_and_update(), Some(vec![at(&mine, 3)]));
        fixed.set(Vec::new());
        addresses.changed().await.unwrap();
        assert_eq!(*addresses.borrow_and_update(), Some(Vec::new()));
    }

    #[tokio::test]
    async fn registering_needs_no_server() {
        let registry = Registry::Fixed(FixedRegistry::new(Vec::new()));
        let entry = ServiceEntry::dubbo(ServiceKey::new("a.B"), "127.0.0.1", 1);
        let registration = registry.register(vec![entry.clone()]).unwrap();
        registration.registered().await;
        let state = registration.state();
        registration.deregister().await.unwrap();
        assert_eq!(*state.borrow(), RegistrationState::Deregistered);
        assert!(
            registry
                .register(vec![ServiceEntry { port: 0, ..entry }])
                .is_err()
        );
    }
}
