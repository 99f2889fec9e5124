//! The providers of a service from both levels of discovery, the one in use as one list.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use dubbo_registry::{
    Addresses, ConfigKey, ConfigState, ConfigWatch, MIGRATION_GROUP, ProviderAddress, Registry,
    ServiceKey,
};
use tokio::sync::watch;
use tokio::time::Instant;

use super::metadata::Asking;
use super::migration::Migration;
use crate::error::Error;
use crate::pool::Pool;

/// How long the second level may answer later than the first before it is not waited for.
const LEVEL_WAIT: Duration = Duration::from_secs(2);

type List = Option<Vec<ProviderAddress>>;

/// What is followed for whom.
#[derive(Debug)]
pub(crate) struct Levels {
    pub(crate) key: ServiceKey,
    /// The consumer's application.
    pub(crate) application: String,
    /// What the consumer itself says.
    pub(crate) own: Migration,
    /// The protocol that is asked for; without one `dubbo` is preferred where a provider speaks both.
    pub(crate) protocol: Option<String>,
}

/// Follows both levels and the migration rule. Must be called within a tokio runtime.
///
/// # Errors
/// When no service can have this name.
pub(crate) fn follow(
    registry: &Registry,
    levels: Levels,
    asking: Asking,
) -> Result<Addresses, Error> {
    let of_interface = registry.subscribe(levels.key.clone())?;
    let of_applications = registry.subscribe_application(levels.key.clone(), Arc::new(asking))?;
    let rule = ConfigKey::new(format!("{}.migration", levels.application), MIGRATION_GROUP);
    let rule = match registry.watch_config(rule) {
        Ok(rule) => rule,
        Err(error) => {
            tracing::warn!(%error, "there can be no migration rule for an application of this name");
            watch::channel(ConfigState::Absent).1
        }
    };
    let (sender, addresses) = watch::channel(None);
    let merger = Merger {
        levels,
        of_interface,
        of_applications,
        rule,
        said: String::new(),
        sender,
    };
    tokio::spawn(merger.run());
    Ok(addresses)
}

struct Merger {
    levels: Levels,
    of_interface: Addresses,
    of_applications: Addresses,
    rule: ConfigWatch,
    /// What was last said to be wrong with the rule.
    said: String,
    sender: watch::Sender<List>,
}

impl Merger {
    async fn run(mut self) {
        let mut waited_from = None;
        let mut rule_lasts = true;
        loop {
            let interface = self.of_interface.borrow_and_update().clone();
            let interface = self.usable(&interface);
            let application = self.of_applications.borrow_and_update().clone();
            let application = self.usable(&application);
            let rule = self.rule.borrow_and_update().clone();
            if interface.is_some() || application.is_some() {
                waited_from.get_or_insert_with(Instant::now);
            }
            let until = waited_from.map(|from| from + LEVEL_WAIT);
            let late = until.is_some_and(|until| until <= Instant::now());
            if rule != ConfigState::Unknown || late {
                let migration = self.migration(&rule, application.as_ref());
                let chosen = migration.choose(interface.as_ref(), application.as_ref(), late);
                if let Some(chosen) = chosen {
                    self.sender.send_if_modified(|present| {
                        let changed = present.as_ref() != Some(chosen);
                        if changed {
                            *present = Some(chosen.clone());
                        }
                        changed
                    });
                }
            }
            let pause = async {
                match until {
                    Some(until) if !late => tokio::time::sleep_until(until).await,
                    _ => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.sender.closed() => return,
                changed = self.of_interface.changed() => if changed.is_err() { return },
                changed = self.of_applications.changed() => if changed.is_err() { return },
                changed = self.rule.changed(), if rule_lasts => rule_lasts = changed.is_ok(),
                () = pause => {}
            }
        }
    }

    /// What holds now; a rule that cannot be read leaves what the consumer itself says.
    fn migration(
        &mut self,
        rule: &ConfigState,
        application: Option<&Vec<ProviderAddress>>,
    ) -> Migration {
        let own = self.levels.own;
        let Some(text) = rule.text() else {
            return own;
        };
        let providers = application.into_iter().flatten();
        let names = providers.filter_map(|provider| provider.parameters.get("application"));
        let names: BTreeSet<&str> = names.map(String::as_str).collect();
        let names: Vec<&str> = names.into_iter().collect();
        match own.ruled(text, &shown(&self.levels.key), &names) {
            Ok(migration) => migration,
            Err(error) => {
                if self.said != error {
                    tracing::error!(
                        error,
                        "the migration rule cannot be read and counts as none"
                    );
                    self.said = error;
                }
                own
            }
        }
    }

    /// Those of a list that can be called.
    fn usable(&self, list: &List) -> List {
        let list = list.as_ref()?;
        let wanted = self.levels.protocol.as_deref();
        let of_dubbo: BTreeSet<_> = list
            .iter()
            .filter(|provider| provider.protocol == "dubbo")
            .map(process)
            .collect();
        let is_used = |provider: &&ProviderAddress| match wanted {
            Some(wanted) => provider.protocol == wanted,
            None => {
                Pool::speaks(&provider.protocol)
                    && (provider.protocol == "dubbo" || !of_dubbo.contains(&process(provider)))
            }
        };
        Some(list.iter().filter(is_used).cloned().collect())
    }
}

/// Whose address it is, as far as that is published: one that speaks both protocols is one provider.
fn process(provider: &ProviderAddress) -> (&str, Option<&String>, Option<&String>) {
    let part = |key: &str| provider.parameters.get(key);
    (&provider.host, part("application"), part("pid"))
}

/// The name of a service in a migration rule (Java: `URL.getDisplayServiceKey`).
fn shown(key: &ServiceKey) -> String {
    if key.version.is_empty() {
        key.interface.clone()
    } else {
        format!("{}:{}", key.interface, key.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(protocol: &str, host: &str, application: &str) -> ProviderAddress {
        let mut provider = ProviderAddress::dubbo(ServiceKey::new("a.B"), host, 1);
        provider.protocol = protocol.to_owned();
        let application = ("application".to_owned(), application.to_owned());
        provider.parameters.extend([application]);
        provider
    }

    #[tokio::test]
    async fn the_level_in_use_follows_the_rule() {
        let (interface, of_interface) = watch::channel(None);
        let (applications, of_applications) = watch::channel(None);
        let (rule, of_rule) = watch::channel(ConfigState::Unknown);
        let (sender, mut addresses) = watch::channel::<List>(None);
        let merger = Merger {
            levels: Levels {
                key: ServiceKey::new("a.B").with_version("1"),
                application: "mall".to_owned(),
                own: Migration::default(),
                protocol: None,
            },
            of_interface,
            of_applications,
            rule: of_rule,
            said: String::new(),
            sender,
        };
        tokio::spawn(merger.run());
        let mut hosts = async || -> Vec<(String, String)> {
            let addresses: &mut Addresses = &mut addresses;
            addresses.changed().await.unwrap();
            let list: Vec<ProviderAddress> = addresses.borrow_and_update().clone().unwrap();
            list.into_iter()
                .map(|one| (one.protocol, one.host))
                .collect()
        };
        let is = |protocol: &str, host: &str| (protocol.to_owned(), host.to_owned());
        // Neither the rule nor the other level is known, and both are not waited for any longer.
        let both = vec![
            provider("dubbo", "old", "stock"),
            provider("tri", "old", "stock"),
            provider("rmi", "x", "s"),
        ];
        interface.send_replace(Some(both));
        let before = Instant::now();
        assert_eq!(hosts().await, [is("dubbo", "old")]);
        assert!(before.elapsed() >= LEVEL_WAIT);
        applications.send_replace(Some(vec![provider("tri", "new", "stock")]));
        assert_eq!(hosts().await, [is("tri", "new")]);
        let say = |text: &str| drop(rule.send_replace(ConfigState::Present(text.into())));
        say("applications: [{serviceKey: stock, step: FORCE_INTERFACE}]");
        assert_eq!(hosts().await, [is("dubbo", "old")]);
        say("interfaces: [{serviceKey: 'a.B:1', step: FORCE_APPLICATION}]");
        assert_eq!(hosts().await, [is("tri", "new")]);
        say("step: FORCE_INTERFACE");
        assert_eq!(hosts().await, [is("dubbo", "old")]);
        say("step: nonsense");
        assert_eq!(hosts().await, [is("tri", "new")]);
    }
}
