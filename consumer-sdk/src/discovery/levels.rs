//! The providers of a service from both levels of discovery, the one in use as one list.
//!
//! Upstream: `MigrationRuleHandler`, `MigrationInvoker`: a level that the step forbids is not subscribed to, and one that it forbids
//! from now on is left. What is forbidden says the rule, so that no level is asked before the rule is known, or late.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use dubbo_registry::{
    Addresses, ConfigKey, ConfigState, ConfigWatch, MIGRATION_GROUP, ProviderAddress, Registry,
    ServiceKey,
};
use dubbo_rpc::Url;
use tokio::sync::watch;
use tokio::time::Instant;

use super::metadata::Asking;
use super::migration::{Migration, Step, has_applications};
use crate::error::Error;
use crate::pool::Pool;

/// How long the rule may take, and how long the second level may answer later than the first, before they are not waited for.
const LEVEL_WAIT: Duration = Duration::from_secs(2);

type List = Option<Vec<ProviderAddress>>;

/// What is followed for whom.
#[derive(Debug)]
pub(crate) struct Levels {
    pub(crate) key: ServiceKey,
    /// The consumer's application.
    pub(crate) application: String,
    /// The providers' applications, where the consumer names them; else the interface's mapping does.
    pub(crate) provided_by: BTreeSet<String>,
    /// What the consumer itself says.
    pub(crate) own: Migration,
    /// The protocol that is asked for; without one `dubbo` is preferred where a provider speaks both.
    pub(crate) protocol: Option<String>,
}

/// The applications that a consumer names itself (Java: `provided-by`, `AbstractServiceNameMapping.parseServices`).
pub(crate) fn provided_by(consumer: &Url) -> BTreeSet<String> {
    let names = consumer.param("provided-by").unwrap_or_default().split(',');
    names
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Follows the levels that the migration rule allows. Must be called within a tokio runtime.
///
/// # Errors
/// When no service can have this name.
pub(crate) fn follow(
    registry: &Registry,
    levels: Levels,
    asking: Asking,
) -> Result<(Addresses, watch::Receiver<Rest>), Error> {
    levels.key.check()?;
    let rule = ConfigKey::new(format!("{}.migration", levels.application), MIGRATION_GROUP);
    let rule = match registry.watch_config(rule) {
        Ok(rule) => rule,
        Err(error) => {
            tracing::warn!(%error, "there can be no migration rule for an application of this name");
            watch::channel(ConfigState::Absent).1
        }
    };
    let (registry, asking) = (registry.clone(), Arc::new(asking));
    let (key, provided_by) = (levels.key.clone(), levels.provided_by.clone());
    let subscribe = move |level: Level| match level {
        Level::Interface => registry.subscribe(key.clone()),
        Level::Application => {
            let asking = Arc::clone(&asking);
            registry.subscribe_application(key.clone(), provided_by.clone(), asking)
        }
    };
    let (sender, addresses) = watch::channel(None);
    let (rest_sender, rest) = watch::channel(Rest::default());
    let merger = Merger {
        levels,
        subscribe: Box::new(subscribe),
        interface: None,
        application: None,
        rule,
        said: String::new(),
        sender,
        rest: rest_sender,
    };
    tokio::spawn(merger.run());
    Ok((addresses, rest))
}

/// The providers that a share of the calls goes to although another list is in use (Java: `proportion` of a migration rule).
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Rest {
    pub(crate) list: Vec<ProviderAddress>,
    /// Of a hundred calls so many; 0 for none.
    pub(crate) percent: u8,
}

/// Where providers are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Interface,
    Application,
}

struct Merger {
    levels: Levels,
    subscribe: Box<dyn Fn(Level) -> Result<Addresses, dubbo_registry::Error> + Send + Sync>,
    /// The levels that are followed now.
    interface: Option<Addresses>,
    application: Option<Addresses>,
    rule: ConfigWatch,
    /// What was last said to be wrong with the rule.
    said: String,
    sender: watch::Sender<List>,
    rest: watch::Sender<Rest>,
}

impl Merger {
    async fn run(mut self) {
        let rule_until = Instant::now() + LEVEL_WAIT;
        let mut waited_from = None;
        let mut rule_lasts = true;
        loop {
            let rule = self.rule.borrow_and_update().clone();
            let is_ruled = rule != ConfigState::Unknown || rule_until <= Instant::now();
            if is_ruled {
                self.open(&rule);
            }
            let interface = self.list(Level::Interface);
            let application = self.list(Level::Application);
            if interface.is_some() || application.is_some() {
                waited_from.get_or_insert_with(Instant::now);
            }
            let until = waited_from.map(|from| from + LEVEL_WAIT);
            let late = until.is_some_and(|until| until <= Instant::now());
            if is_ruled {
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
                let percent = migration.rest_percent(interface.as_ref(), application.as_ref());
                let list = interface.clone().filter(|_| percent > 0);
                let rest = Rest {
                    list: list.unwrap_or_default(),
                    percent,
                };
                self.rest.send_if_modified(|present| {
                    let changed = *present != rest;
                    *present = rest;
                    changed
                });
            }
            let until = match until {
                _ if !is_ruled => Some(rule_until),
                until => until.filter(|_| !late),
            };
            let pause = async {
                match until {
                    Some(until) => tokio::time::sleep_until(until).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.sender.closed() => return,
                lasts = changed(&mut self.interface) => if !lasts { return },
                lasts = changed(&mut self.application) => if !lasts { return },
                changed = self.rule.changed(), if rule_lasts => rule_lasts = changed.is_ok(),
                () = pause => {}
            }
        }
    }

    /// Follows the levels that are allowed now, and leaves the others.
    fn open(&mut self, rule: &ConfigState) {
        let application = self.list(Level::Application);
        let step = self.migration(rule, application.as_ref()).step;
        // Which applications there are is known by asking for them.
        let asks_names = rule.text().is_some_and(has_applications);
        for (level, is_wanted) in [
            (Level::Interface, step != Step::ForceApplication),
            (
                Level::Application,
                step != Step::ForceInterface || asks_names,
            ),
        ] {
            let followed = match level {
                Level::Interface => &mut self.interface,
                Level::Application => &mut self.application,
            };
            match (followed.is_some(), is_wanted) {
                (false, true) => match (self.subscribe)(level) {
                    Ok(addresses) => *followed = Some(addresses),
                    Err(error) => {
                        tracing::error!(?level, %error, "providers are not looked for at one level");
                    }
                },
                (true, false) => *followed = None,
                _ => {}
            }
        }
    }

    /// Those of a level that can be called; `None` while it is not known, or not followed.
    fn list(&mut self, level: Level) -> List {
        let followed = match level {
            Level::Interface => &mut self.interface,
            Level::Application => &mut self.application,
        };
        let list = followed.as_mut()?.borrow_and_update().clone();
        self.usable(&list)
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

/// Waits until a level that is followed has changed; whether it is followed any longer.
async fn changed(level: &mut Option<Addresses>) -> bool {
    match level {
        Some(addresses) => addresses.changed().await.is_ok(),
        None => std::future::pending().await,
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
#[path = "levels_tests.rs"]
mod tests;
