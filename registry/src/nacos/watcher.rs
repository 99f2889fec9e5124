//! Watches the connection with a probe and replaces a client that does not come back.
//!
//! The client library reconnects by itself, but waits up to 64 s between its tries, never says how it stands, and may
//! reconnect only by half: the server then answers that it does not know the connection, to everything and for ever.
//! So we ask the server every two seconds. When it is reachable and the library is not getting anywhere, a new client
//! takes over and the old one is retired.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::time::Instant;

use super::calls::{Calls, Target};
use super::link::{Held, Link};
use super::opener::Opener;
use crate::backoff::Backoff;
use crate::error::{Error, ErrorKind};

/// The server is asked this often whether it is there.
const PROBE_INTERVAL: Duration = Duration::from_secs(2);
/// So many probes in a row must fail before the link counts as down: one lost answer is no outage.
const PROBE_FAILURES: u32 = 2;
/// Waits between attempts at a new client.
const REPLACE: (Duration, Duration) = (Duration::from_secs(3), Duration::from_secs(30));
/// Waits between attempts to make a retired client let go.
const RETIRE: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(60));

/// What a probe says.
enum Finding {
    /// The server answers.
    Good,
    /// No answer, or none until something outside changes (the password).
    Failing(Error),
    /// The server refuses. Either the user may not list services, which does not matter, or the server does not know
    /// the connection, which a new client mends. The library does not let us see which.
    Refusing(Error),
}

/// Watches until the link is dropped.
pub(super) async fn run(link: Weak<Link>, opener: Opener) {
    let mut backoff = Backoff::new(REPLACE.0, REPLACE.1);
    loop {
        match opener.open().await {
            Ok(calls) => {
                let Some(link) = link.upgrade() else { return };
                link.take_over(calls);
                break;
            }
            Err(error) => {
                let Some(link) = link.upgrade() else { return };
                link.went_down(error.to_string());
            }
        }
        tokio::time::sleep(backoff.next()).await;
    }
    backoff.reset();
    let mut watcher = Watcher {
        opener,
        backoff,
        failures: 0,
        replace_at: None,
        may_not_list: false,
    };
    while let Some(link) = link.upgrade() {
        watcher.look(&link).await;
        drop(link);
        tokio::time::sleep(PROBE_INTERVAL).await;
    }
}

struct Watcher {
    opener: Opener,
    backoff: Backoff,
    /// Probes that failed in a row.
    failures: u32,
    /// When the next new client may be tried; set by the failure that starts a row.
    replace_at: Option<Instant>,
    /// A new client was refused too: this user may not list services.
    may_not_list: bool,
}

impl Watcher {
    async fn look(&mut self, link: &Link) {
        let Ok(calls) = link.calls() else { return };
        let finding = self.find(link, &calls).await;
        match finding {
            Finding::Good => self.is_good(link),
            Finding::Refusing(_)
                if self.may_not_list && self.opener.login.is_some() && !calls.is_disowned() =>
            {
                self.is_good(link);
            }
            Finding::Failing(error) => {
                let may_help = error.kind() == ErrorKind::Unreachable;
                self.is_bad(link, &error, may_help).await;
            }
            Finding::Refusing(error) => self.is_bad(link, &error, true).await,
        }
    }

    async fn find(&self, link: &Link, calls: &Calls) -> Finding {
        let outcome = link.noted(calls.probe().await);
        let no_token = self.opener.login.as_ref().and_then(|login| login.failure());
        match (outcome, no_token) {
            (Ok(()), _) => Finding::Good,
            (Err(error), Some(reason)) if error.kind() == ErrorKind::Refused => {
                Finding::Failing(Error::new(ErrorKind::Refused, reason))
            }
            (Err(error), None) if error.kind() == ErrorKind::Refused => Finding::Refusing(error),
            (Err(error), _) => Finding::Failing(error),
        }
    }

    fn is_good(&mut self, link: &Link) {
        self.failures = 0;
        self.replace_at = None;
        self.backoff.reset();
        if !link.is_up() {
            link.came_up();
        }
    }

    async fn is_bad(&mut self, link: &Link, error: &Error, a_new_client_may_help: bool) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= PROBE_FAILURES || !link.is_up() {
            link.went_down(error.to_string());
        }
        let replace_at = *self
            .replace_at
            .get_or_insert_with(|| Instant::now() + self.backoff.next());
        if !a_new_client_may_help
            || self.failures <= PROBE_FAILURES
            || Instant::now() < replace_at
            || !self.opener.is_reachable().await
        {
            return;
        }
        if self.replace(link).await {
            self.failures = 0;
            self.replace_at = None;
            link.came_up();
        } else {
            self.replace_at = Some(Instant::now() + self.backoff.next());
        }
    }

    /// Puts a new client in place of one that gets nowhere, if the new one works; answers whether it does.
    async fn replace(&mut self, link: &Link) -> bool {
        let Ok(fresh) = self.opener.open().await else {
            return false;
        };
        if let Err(error) = fresh.probe().await {
            self.may_not_list = error.kind() == ErrorKind::Refused;
            // With a token, being refused the list is as good an answer as any.
            if !self.may_not_list || self.opener.login.is_none() {
                return false;
            }
        }
        tracing::info!("a new Nacos client takes over");
        if let Some((old, held)) = link.take_over(fresh) {
            tokio::spawn(Box::pin(retire(old, held)));
        }
        true
    }
}

/// Makes an abandoned client forget its registrations and subscriptions once it has reconnected; it would renew them
/// for ever. Nacos keeps registrations per connection, so this does not touch those of the new client.
async fn retire(old: Calls, held: Held) {
    let targets: Vec<Target> = held
        .targets
        .into_iter()
        .map(|(name, instances)| Target { name, instances })
        .collect();
    let mut backoff = Backoff::new(RETIRE.0, RETIRE.1);
    loop {
        tokio::time::sleep(backoff.next()).await;
        let all = async {
            for (name, listener) in &held.listeners {
                old.stop_listening(name, Arc::clone(listener)).await?;
            }
            for target in &targets {
                old.deregister(target).await?;
            }
            Ok::<(), Error>(())
        };
        match all.await {
            Ok(()) => return tracing::debug!("an abandoned Nacos client has let go"),
            Err(error) => tracing::debug!(%error, "an abandoned Nacos client has not let go yet"),
        }
    }
}
