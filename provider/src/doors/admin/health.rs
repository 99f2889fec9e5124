//! How the server is, in the words of the contract.

use std::time::Duration;

use dubbo_api::admin::{ComponentHealth, Health};
use dubbo_api::states::HealthStatus;
use dubbo_api::text::Quantity;
use dubbo_registry::RegistrationState;
use stock::admin::{Module, SwitchScope};

use crate::doors::{StockCenter, answer};
use crate::events::NO_BROKER;
use crate::vitals;

/// Events are counted up to here; a longer line is told as this many.
const PENDING_MAX: u32 = 100_000;

impl StockCenter {
    pub(super) async fn look_at_health(&self) -> Health {
        let pulse = vitals::pulse(&self.store).await;
        let up = pulse.now.is_some();
        let mut components = vec![ComponentHealth {
            latency_micros: Some(micros(pulse.took)),
            ..component("database", up, (!up).then_some(pulse.detail))
        }];
        if let Some(state) = self.vitals.registration() {
            let registered = state == RegistrationState::Registered;
            let mut part = component("registry", registered, Some(format!("{state:?}")));
            if !registered {
                // Calls to the address are served all the same.
                part.status = HealthStatus::Degraded;
            }
            components.push(part);
        }
        let waiting = self.lanes.waiting();
        components.push(component(
            "lanes",
            true,
            Some(format!("{waiting} commands wait")),
        ));
        let none = |what: &str| Some(format!("this release has no {what}"));
        components.push(match &self.cache {
            Some(cache) => {
                let health = cache.health();
                let mut part = component("cache", true, Some(health.detail()));
                if !health.link.up {
                    // Every question is answered all the same.
                    part.status = HealthStatus::Degraded;
                }
                part
            }
            None => component("cache", true, none("Redis configured")),
        });
        if let Some(hot) = &self.hot {
            let (marked, by_itself) = hot.count();
            let told = format!("{marked} SKUs marked as hot, {by_itself} hot by themselves here");
            components.push(component("hot", true, Some(told)));
        }
        components.push(match self.vitals.events() {
            Some(status) => {
                let mut part = component("messages", true, Some(status.in_words()));
                if !status.state.is_well() {
                    // Calls are served all the same; events wait in the outbox.
                    part.status = HealthStatus::Degraded;
                }
                part
            }
            None => component("messages", true, Some(NO_BROKER.to_owned())),
        });
        components.extend(self.modules());
        let (ledger_seq, pending) = if up {
            let end = self.store.ledger_end().await.unwrap_or(0);
            let pending = self.store.outbox_pending(PENDING_MAX).await.unwrap_or(0);
            (end, pending)
        } else {
            (0, 0)
        };
        Health {
            status: overall(&components),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            started_at: Some(answer::date(self.vitals.started_at)),
            now: pulse.now.map(answer::date),
            components,
            ledger_seq,
            outbox_pending: Quantity(pending),
        }
    }

    /// The modules, each as its switch says.
    fn modules(&self) -> Vec<ComponentHealth> {
        let network = self.store.network();
        let of = |module: &Module| {
            let name = module.as_str();
            let switch = network.switches.get(SwitchScope::Module, name);
            let mut part = component(name, true, None);
            if let Some(switch) = switch {
                part.status = HealthStatus::Degraded;
                part.detail = Some(format!("{}: {}", switch.mode.as_str(), switch.reason));
            }
            part
        };
        Module::ALL.iter().map(of).collect()
    }
}

fn component(name: &str, up: bool, detail: Option<String>) -> ComponentHealth {
    ComponentHealth {
        name: Some(name.to_owned()),
        status: if up {
            HealthStatus::Up
        } else {
            HealthStatus::Down
        },
        detail,
        latency_micros: None,
    }
}

fn overall(components: &[ComponentHealth]) -> HealthStatus {
    let any = |status: &HealthStatus| components.iter().any(|part| part.status == *status);
    if any(&HealthStatus::Down) {
        HealthStatus::Down
    } else if any(&HealthStatus::Degraded) {
        HealthStatus::Degraded
    } else {
        HealthStatus::Up
    }
}

fn micros(took: Duration) -> i64 {
    i64::try_from(took.as_micros()).unwrap_or(i64::MAX)
}
