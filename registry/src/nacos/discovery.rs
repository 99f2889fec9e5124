//! Who provides a service: asked once, then on every change and every so often.
//!
//! A push of Nacos is only taken as a hint to ask: the library may deliver two pushes in the wrong order and drops some.
//! After an outage Nacos knows only the providers that have already come back; those it does not list yet are kept for
//! a while, for they are more likely to be on their way than gone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use nacos_sdk::api::naming::{NamingChangeEvent, NamingEventListener, ServiceInstance};
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::link::{Link, LinkState};
use crate::address::ProviderAddress;
use crate::error::Error;
use crate::key::ServiceKey;

/// Asked at least this often.
pub(super) const REFRESH: Duration = Duration::from_secs(10);
/// Asked again after this if Nacos did not answer.
pub(super) const RETRY: Duration = Duration::from_secs(2);
/// How long after an outage providers that are not listed are kept: clients come back within seconds, and back off up
/// to this long before.
pub(super) const GRACE: Duration = Duration::from_secs(15);

/// Tells the follower that something has changed.
struct Bell(Arc<Notify>);

impl NamingEventListener for Bell {
    fn event(&self, _event: Arc<NamingChangeEvent>) {
        self.0.notify_one();
    }
}

/// Publishes the providers of a service until nobody listens any more.
pub(super) async fn follow(
    link: Arc<Link>,
    key: ServiceKey,
    sender: watch::Sender<Option<Vec<ProviderAddress>>>,
) {
    let mut names = vec![key.full_name(), key.legacy_name()];
    names.dedup();
    let bell = Arc::new(Notify::new());
    let listener: Arc<dyn NamingEventListener> = Arc::new(Bell(Arc::clone(&bell)));
    let mut state = link.state();
    // 0 is no epoch: the first has to be subscribed to.
    let mut listening = 0;
    loop {
        let mut wait = REFRESH;
        let up = match &*state.borrow_and_update() {
            LinkState::Up { epoch, since } => Some((*epoch, *since)),
            _ => None,
        };
        if let Some((epoch, since)) = up {
            let outcome = async {
                if listening != epoch {
                    for name in &names {
                        link.listen(name, Arc::clone(&listener)).await?;
                    }
                }
                ask(&link, &key, &names).await
            };
            match outcome.await {
                Ok(fresh) => {
                    listening = epoch;
                    let grace = (epoch > 1).then(|| GRACE.saturating_sub(since.elapsed()));
                    wait = publish(&sender, fresh, grace.unwrap_or_default());
                }
                Err(error) => {
                    tracing::debug!(service = %key, %error, "providers not known");
                    wait = RETRY;
                }
            }
        }
        tokio::select! {
            () = sender.closed() => break,
            () = bell.notified() => {}
            changed = state.changed() => if changed.is_err() { break },
            () = tokio::time::sleep_until(Instant::now() + wait) => {}
        }
    }
    for name in &names {
        link.stop_listening(name, &listener).await;
    }
}

/// All providers of a service, in a fixed order, each once even if it is registered under both names.
async fn ask(
    link: &Link,
    key: &ServiceKey,
    names: &[String],
) -> Result<Vec<ProviderAddress>, Error> {
    let mut all: Vec<ProviderAddress> = Vec::new();
    for name in names {
        for instance in link.instances(name).await? {
            let Some(address) = address(key, instance) else {
                continue;
            };
            if !all.iter().any(|other| other.is_same_place(&address)) {
                all.push(address);
            }
        }
    }
    all.sort_unstable();
    Ok(all)
}

fn address(key: &ServiceKey, instance: ServiceInstance) -> Option<ProviderAddress> {
    if !instance.enabled {
        return None;
    }
    let port = u16::try_from(instance.port).ok()?;
    let parameters: BTreeMap<String, String> = instance.metadata.into_iter().collect();
    ProviderAddress::from_metadata(key, &instance.ip, port, parameters)
}

/// Publishes what is new; with `grace` left, what is missing stays. Answers how long to wait for the next question.
pub(super) fn publish(
    sender: &watch::Sender<Option<Vec<ProviderAddress>>>,
    mut fresh: Vec<ProviderAddress>,
    grace: Duration,
) -> Duration {
    let mut wait = REFRESH;
    if !grace.is_zero()
        && let Some(present) = &*sender.borrow()
    {
        let missing: Vec<_> = present
            .iter()
            .filter(|known| !fresh.iter().any(|other| other.is_same_place(known)))
            .cloned()
            .collect();
        if !missing.is_empty() {
            wait = grace.min(REFRESH);
            fresh.extend(missing);
            fresh.sort_unstable();
        }
    }
    sender.send_if_modified(|present| {
        let changed = present.as_ref() != Some(&fresh);
        if changed {
            *present = Some(fresh);
        }
        changed
    });
    wait
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(port: u16) -> ProviderAddress {
        ProviderAddress::dubbo(ServiceKey::new("a.B"), "127.0.0.1", port)
    }

    #[test]
    fn what_is_missing_goes_at_once_or_after_the_grace_of_an_outage() {
        let (sender, receiver) = watch::channel(None);
        publish(&sender, vec![at(1), at(2)], GRACE);
        assert_eq!(*receiver.borrow(), Some(vec![at(1), at(2)]));

        let wait = publish(&sender, vec![at(2), at(3)], Duration::from_secs(4));
        assert_eq!(*receiver.borrow(), Some(vec![at(1), at(2), at(3)]));
        assert_eq!(wait, Duration::from_secs(4));

        assert_eq!(publish(&sender, vec![at(3)], Duration::ZERO), REFRESH);
        assert_eq!(*receiver.borrow(), Some(vec![at(3)]));
        publish(&sender, Vec::new(), Duration::ZERO);
        assert_eq!(*receiver.borrow(), Some(Vec::new()));
    }

    #[test]
    fn what_is_said_anew_counts_even_in_the_grace() {
        let (sender, receiver) = watch::channel(Some(vec![at(1)]));
        let heavier = ProviderAddress { weight: 7, ..at(1) };
        publish(&sender, vec![heavier.clone()], GRACE);
        assert_eq!(*receiver.borrow(), Some(vec![heavier]));
    }

    #[test]
    fn switched_off_instances_are_no_providers() {
        let metadata = [("protocol".to_owned(), "dubbo".to_owned())];
        let on = ServiceInstance {
            ip: "h".into(),
            port: 1,
            metadata: metadata.into(),
            ..ServiceInstance::default()
        };
        let key = ServiceKey::new("a.B");
        assert!(address(&key, on.clone()).is_some());
        assert!(
            address(
                &key,
                ServiceInstance {
                    port: -1,
                    ..on.clone()
                }
            )
            .is_none()
        );
        assert!(
            address(
                &key,
                ServiceInstance {
                    enabled: false,
                    ..on
                }
            )
            .is_none()
        );
    }
}
