//! Override rules, followed: `{application}.configurators` and, over it, `{interface}:{version}:{group}.configurators`
//! (Java: `RegistryProtocol`, `AbstractConfiguratorListener`).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use dubbo_registry::{
    ConfigKey, ConfigState, ConfigWatch, OverrideRule, OverrideTarget, RegistrationHandle,
    Registry, ServiceKey, Side,
};
use dubbo_rpc::ServerHandle;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::offer::{Offers, Parameters};

/// How long callers are still served with the token they knew before: the registry takes half a second to tell them.
const TOKEN_SPREADS: Duration = Duration::from_millis(1_500);
/// Further changes of a burst are waited for this long.
const BURST: Duration = Duration::from_millis(20);

/// A rule that is watched, and what is in force of it.
struct Watched {
    /// `None`: of the application.
    service: Option<ServiceKey>,
    key: ConfigKey,
    watch: ConfigWatch,
    /// The text that was read last.
    read: ConfigState,
    rule: OverrideRule,
}

/// Follows the rules until told to stop.
pub(super) async fn follow(
    registry: Registry,
    offers: Arc<Offers>,
    server: Arc<ServerHandle>,
    registration: RegistrationHandle,
    stop: CancellationToken,
) {
    let mut names = vec![(None, offers.application().to_owned())];
    names.extend(offers.keys().map(|key| {
        let name = format!("{}:{}:{}", key.interface, key.version, key.group);
        (Some(key.clone()), name)
    }));
    let mut watched = Vec::new();
    for (service, name) in names {
        let key = ConfigKey::rule(&name, "configurators");
        match registry.watch_config(key.clone()) {
            Ok(watch) => watched.push(Watched {
                service,
                key,
                watch,
                read: ConfigState::Unknown,
                rule: OverrideRule::default(),
            }),
            Err(error) => tracing::warn!(%error, "no override rules are read under this name"),
        }
    }
    // While a token spreads, until when the ones before are taken too.
    let mut spreading: Option<(Instant, Parameters)> = None;
    loop {
        let over = spreading.as_ref().map(|(until, _)| *until);
        tokio::select! {
            () = stop.cancelled() => return,
            () = changed(&mut watched) => tokio::time::sleep(BURST).await,
            () = tokio::time::sleep_until(over.unwrap_or_else(Instant::now)), if over.is_some() => {
                spreading = None;
                offers.govern(&server, &offers.present());
                continue;
            }
        }
        for one in &mut watched {
            one.read(&offers);
        }
        let before = offers.present();
        if !offers.set_rules(parameters(&watched, &offers)) {
            continue;
        }
        let now = offers.present();
        // The registry first: a consumer that knows too much is served, one that knows too little is not.
        if let Err(error) = registration.update(offers.entries(&now)) {
            tracing::warn!(%error, "the override rules cannot be published; consumers see the values before");
        }
        let old = spreading.take().map_or(before, |(_, old)| old);
        offers.govern_with(&server, &now, Some(&old));
        spreading = Some((Instant::now() + TOKEN_SPREADS, old));
        tracing::info!("override rules are in force");
    }
}

/// Waits until one of the texts has changed.
async fn changed(watched: &mut [Watched]) {
    let mut all: FuturesUnordered<_> = watched.iter_mut().map(|one| one.watch.changed()).collect();
    match all.next().await {
        Some(Ok(())) => {}
        // The registry is gone with the provider.
        Some(Err(_)) | None => std::future::pending().await,
    }
}

impl Watched {
    /// Takes the rule over; one that cannot be read leaves the one before in force.
    fn read(&mut self, offers: &Offers) {
        let state = self.watch.borrow_and_update().clone();
        if state == self.read {
            return;
        }
        self.read = state.clone();
        let rule = match &state {
            ConfigState::Unknown => return,
            ConfigState::Absent => OverrideRule::default(),
            ConfigState::Present(text) => match OverrideRule::parse(text) {
                Ok(rule) => rule,
                Err(error) => {
                    tracing::warn!(key = %self.key, %error, "the rule before stays in force");
                    return;
                }
            },
        };
        for name in &rule.unknown {
            offers.say_once(format!(
                "`{name}` in the override rule {} is not supported; an item with it changes nothing",
                self.key
            ));
        }
        self.rule = rule;
    }
}

/// What all rules together say of each service: the application's first, the service's over it.
fn parameters(watched: &[Watched], offers: &Offers) -> Parameters {
    let mut all: Parameters = BTreeMap::new();
    for service in offers.keys() {
        let target = OverrideTarget {
            side: Side::Provider,
            service,
            application: offers.application(),
            host: offers.host(),
            provider: (offers.host(), offers.port()),
        };
        let mut of: BTreeMap<String, String> = BTreeMap::new();
        for one in watched {
            if one.service.as_ref().is_none_or(|only| only == service) {
                of.extend(one.rule.parameters_for(&target));
            }
        }
        if !of.is_empty() {
            all.insert(service.clone(), of);
        }
    }
    all
}
