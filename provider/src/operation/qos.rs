//! The commands of Dubbo's QoS, for scripts and Kubernetes: over HTTP and as a line of text on the admin port (Java:
//! `dubbo-plugin/dubbo-qos`). There is no `invoke` and no `shutdown`, from wherever it is asked.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use dubbo_registry::{RegistrationHandle, RegistrationState};

use super::Operation;
use super::offer::Offers;

/// How long a command waits for the registry to confirm.
const CONFIRM_WAIT: Duration = Duration::from_secs(8);

/// What a command is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// As an HTTP status.
    pub status: u16,
    /// In words.
    pub text: String,
}

/// Answers commands.
#[derive(Debug, Clone)]
pub struct Qos(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    registered: Option<(RegistrationHandle, Arc<Offers>)>,
    from: Vec<IpAddr>,
}

impl Qos {
    /// Commands for a provider with (or without) a place in a registry; taken from loopback and from these addresses.
    #[must_use]
    pub fn new(operation: Option<&Operation>, from: Vec<IpAddr>) -> Self {
        let registered = operation.map(|operation| (operation.handle(), operation.offers()));
        Self(Arc::new(Parts { registered, from }))
    }

    /// Carries a command out, with its arguments; `None` for one that is not known here.
    pub async fn command(&self, name: &str, arguments: &str, from: IpAddr) -> Option<Answer> {
        let known = matches!(name, "ls" | "online" | "offline" | "version" | "help");
        if !known {
            return None;
        }
        if !self.trusts(from) {
            let text = format!(
                "{name} is taken from loopback only; {from} may be named in the setting admin.qos_from"
            );
            return Some(Answer { status: 403, text });
        }
        Some(match name {
            "ls" => ok(self.list()),
            "online" => self.turn(true, arguments).await,
            "offline" => self.turn(false, arguments).await,
            "version" => ok(format!("stock-center {}", env!("CARGO_PKG_VERSION"))),
            _ => ok(HELP.to_owned()),
        })
    }

    fn trusts(&self, from: IpAddr) -> bool {
        let from = from.to_canonical();
        from.is_loopback() || self.0.from.contains(&from)
    }

    /// What is provided, and whether the registry has it (Java: `Ls`).
    fn list(&self) -> String {
        let Some((handle, offers)) = &self.0.registered else {
            return "As Provider side: no registry is configured; the services are called by address".to_owned();
        };
        let state = handle.state().borrow().clone();
        let published = match state {
            RegistrationState::Registered => "Y",
            _ => "N",
        };
        let offered = offers.entries(&offers.present());
        let mut text = format!("As Provider side: {state:?}\nPUB  Provider Service Name\n");
        for key in offers.keys() {
            let here = offered.iter().any(|entry| entry.key == *key);
            text.push_str(if here { published } else { "N" });
            text.push_str("    ");
            text.push_str(&key.to_string());
            text.push('\n');
        }
        text
    }

    async fn turn(&self, online: bool, arguments: &str) -> Answer {
        if !arguments.trim().is_empty() {
            return Answer {
                status: 400,
                text: "services are taken back and registered all at once: leave the pattern out"
                    .to_owned(),
            };
        }
        let Some((handle, _)) = &self.0.registered else {
            return Answer {
                status: 409,
                text: "no registry is configured".to_owned(),
            };
        };
        handle.set_online(online);
        let wanted = if online {
            RegistrationState::Registered
        } else {
            RegistrationState::Offline
        };
        let mut state = handle.state();
        let confirmed =
            tokio::time::timeout(CONFIRM_WAIT, state.wait_for(|state| *state == wanted));
        match confirmed.await {
            Ok(Ok(_)) => ok("OK".to_owned()),
            _ => Answer {
                status: 503,
                text: format!(
                    "the registry has not confirmed yet: {:?}",
                    handle.state().borrow().clone()
                ),
            },
        }
    }
}

const HELP: &str = "ls       services and whether the registry has them\n\
online   register\n\
offline  take the registration back; calls go on being served\n\
live     true while the process answers\n\
ready    true while calls can be served\n\
startup  true once the provider is ready\n\
version  the release\n\
quit     end the session\n";

fn ok(text: String) -> Answer {
    Answer { status: 200, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn commands_are_taken_from_loopback_and_named_addresses_and_none_runs_code() {
        let qos = Qos::new(None, vec!["10.0.0.1".parse().unwrap()]);
        let from = |ip: &str| ip.parse::<IpAddr>().unwrap();
        for (name, ip, status) in [
            ("ls", "127.0.0.1", 200),
            ("ls", "::1", 200),
            ("ls", "::ffff:127.0.0.1", 200),
            ("ls", "10.0.0.1", 200),
            ("ls", "10.0.0.2", 403),
            ("offline", "10.0.0.2", 403),
            ("offline", "127.0.0.1", 409),
            ("help", "127.0.0.1", 200),
        ] {
            let answer = qos.command(name, "", from(ip)).await.unwrap();
            assert_eq!(answer.status, status, "{name} from {ip}");
        }
        for name in ["invoke", "shutdown", "cd", "exit", ""] {
            assert_eq!(
                qos.command(name, "", from("127.0.0.1")).await,
                None,
                "{name}"
            );
        }
        let answer = qos
            .command("offline", "com.*", from("127.0.0.1"))
            .await
            .unwrap();
        assert_eq!(answer.status, 400);
    }
}
