//! The connection to Nacos: opened in the background, watched with a probe, cut when it does not answer.
//!
//! The client library reconnects by itself, but never says how it stands, and may reconnect only by half: the server
//! then answers that it does not know the connection, to everything and for ever. So the server is asked every two
//! seconds, and the library made to connect anew when that leads nowhere.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use nacos_sdk::api::naming::{NamingEventListener, NamingServiceBuilder, ServiceInstance};
use nacos_sdk::api::props::ClientProps;
use tokio::sync::watch;
use tokio::time::Instant;

use super::calls::{Calls, Target};
use super::login::Login;
use super::relay::Relay;
use crate::backoff::Backoff;
use crate::error::{Error, ErrorKind};
use crate::registry::AppInfo;
use crate::url::RegistryUrl;

/// The server is asked this often whether it is there.
const PROBE_INTERVAL: Duration = Duration::from_secs(2);
/// So many probes in a row must fail before the link counts as down: one lost answer is no outage.
const PROBE_FAILURES: u32 = 2;
/// Waits between cuts while the server does not answer; the library needs up to 20 s to be sure of a new connection.
const CUT: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(60));
/// How often it is looked up why the first connection takes so long.
const REPORT_INTERVAL: Duration = Duration::from_secs(1);

/// Whether the registry answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// It has not answered yet.
    Connecting {
        /// Why not, after the first failure.
        reason: Option<String>,
    },
    /// It answers.
    Up {
        /// Counts the times it came up; from 1.
        epoch: u64,
        /// Since when.
        since: Instant,
    },
    /// It has stopped answering.
    Down {
        /// The last failure.
        reason: String,
    },
}

/// A link to a Nacos server or cluster; closed when the last holder drops it.
#[derive(Debug)]
pub(super) struct Link {
    url: RegistryUrl,
    state: watch::Sender<LinkState>,
    calls: OnceLock<Calls>,
    epochs: AtomicU64,
    login: Option<Arc<Login>>,
    /// Nothing if no loopback port could be had; said in the state.
    relay: Option<Relay>,
    cache: PathBuf,
}

impl Link {
    /// Starts connecting. Must be called within a tokio runtime.
    pub(super) fn open(url: &RegistryUrl, app: &AppInfo) -> Arc<Self> {
        let relay = Relay::start(url.servers());
        let reason = relay
            .as_ref()
            .err()
            .map(|error| format!("no port on loopback: {error}"));
        let link = Arc::new(Self {
            url: url.clone(),
            state: watch::Sender::new(LinkState::Connecting { reason }),
            calls: OnceLock::new(),
            epochs: AtomicU64::new(0),
            login: Login::start(url),
            relay: relay.ok(),
            cache: cache_folder(app),
        });
        if let Some(relay) = &link.relay {
            let client = client(&link, relay, app);
            tokio::spawn(Box::pin(run(
                Arc::downgrade(&link),
                client,
                url.group().to_owned(),
            )));
        }
        link
    }

    pub(super) fn state(&self) -> watch::Receiver<LinkState> {
        self.state.subscribe()
    }

    pub(super) async fn register(&self, target: &Target) -> Result<(), Error> {
        self.noted(self.calls()?.register(target).await)
    }

    pub(super) async fn deregister(&self, target: &Target) -> Result<(), Error> {
        self.noted(self.calls()?.deregister(target).await)
    }

    pub(super) async fn instances(&self, name: &str) -> Result<Vec<ServiceInstance>, Error> {
        self.noted(self.calls()?.instances(name).await)
    }

    pub(super) async fn listen(
        &self,
        name: &str,
        listener: Arc<dyn NamingEventListener>,
    ) -> Result<(), Error> {
        self.calls()?.listen(name, listener).await
    }

    pub(super) async fn stop_listening(&self, name: &str, listener: &Arc<dyn NamingEventListener>) {
        if let Ok(calls) = self.calls() {
            let _ = calls.stop_listening(name, Arc::clone(listener)).await;
        }
    }

    fn calls(&self) -> Result<&Calls, Error> {
        self.calls
            .get()
            .ok_or_else(|| Error::new(ErrorKind::Unreachable, "not connected to Nacos yet"))
    }

    /// A refusal may be that of an outdated token.
    fn noted<T>(&self, outcome: Result<T, Error>) -> Result<T, Error> {
        if let (Err(error), Some(login)) = (&outcome, &self.login)
            && error.kind() == ErrorKind::Refused
        {
            login.renew();
        }
        outcome
    }

    /// Asks the server.
    ///
    /// Being refused the list of services is an answer too, if we are logged in: the user may have no right to it and
    /// yet be allowed to register.
    async fn probe(&self) -> Result<(), Error> {
        let calls = self.calls()?;
        let outcome = self.noted(calls.probe().await);
        let no_token = self.login.as_ref().and_then(|login| login.failure());
        match (outcome, no_token) {
            (Err(error), Some(reason)) if error.kind() == ErrorKind::Refused => {
                Err(Error::new(ErrorKind::Refused, reason))
            }
            (Err(error), None)
                if error.kind() == ErrorKind::Refused
                    && self.login.is_some()
                    && !calls.is_disowned() =>
            {
                Ok(())
            }
            (Err(error), _) => match self.relay.as_ref().and_then(Relay::failure) {
                Some(reason) => Err(Error::new(error.kind(), reason)),
                None => Err(error),
            },
            (Ok(()), _) => Ok(()),
        }
    }

    fn is_up(&self) -> bool {
        matches!(&*self.state.borrow(), LinkState::Up { .. })
    }

    fn came_up(&self) {
        let epoch = self.epochs.fetch_add(1, Ordering::Relaxed) + 1;
        self.state.send_replace(LinkState::Up {
            epoch,
            since: Instant::now(),
        });
        tracing::info!(servers = ?self.url.servers(), epoch, "Nacos answers");
    }

    fn went_down(&self, reason: String) {
        if self.is_up() {
            tracing::warn!(servers = ?self.url.servers(), reason, "Nacos does not answer");
        }
        self.state.send_if_modified(|state| {
            let now = match state {
                LinkState::Connecting { .. } => LinkState::Connecting {
                    reason: Some(reason),
                },
                _ => LinkState::Down { reason },
            };
            let changed = *state != now;
            *state = now;
            changed
        });
    }

    fn cut(&self) {
        if let Some(relay) = &self.relay {
            relay.cut();
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.cache);
    }
}

/// The folder for the cache files of one link, empty.
fn cache_folder(app: &AppInfo) -> PathBuf {
    static LINKS: AtomicU64 = AtomicU64::new(0);
    let link = LINKS.fetch_add(1, Ordering::Relaxed);
    let folder = match &app.cache_folder {
        Some(folder) => folder.join(format!("nacos-client-{link}")),
        None => std::env::temp_dir().join(format!("nacos-client-{}-{link}", std::process::id())),
    };
    // What a killed process has left: the library would load it.
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// The library's client with our settings.
fn client(link: &Link, relay: &Relay, app: &AppInfo) -> NamingServiceBuilder {
    let props = ClientProps::new()
        .server_addr(format!("127.0.0.1:{}", relay.port()))
        .remote_grpc_port(relay.port())
        .namespace(link.url.namespace())
        .app_name(&app.application)
        // Our configuration counts, not variables that the library happens to know.
        .env_first(false)
        // Off, or "the last instance was switched off" never arrives.
        .naming_push_empty_protection(false)
        // The library starts without its server only with this on; the folder is a fresh one, so nothing is loaded.
        .naming_load_cache_at_start(true)
        .cache_dir(&link.cache);
    let builder = NamingServiceBuilder::new(props);
    match &link.login {
        Some(login) => builder.with_auth_plugin(login.plugin()),
        None => builder,
    }
}

async fn run(link: Weak<Link>, client: NamingServiceBuilder, group: String) {
    // Ends when Nacos has come.
    let mut opening = Box::pin(client.build());
    let naming = loop {
        tokio::select! {
            opened = &mut opening => break opened,
            () = tokio::time::sleep(REPORT_INTERVAL) => {
                let Some(link) = link.upgrade() else { return };
                if let Some(reason) = link.relay.as_ref().and_then(Relay::failure) {
                    link.went_down(reason);
                }
            }
        }
    };
    {
        let Some(link) = link.upgrade() else { return };
        match naming {
            Ok(naming) => drop(link.calls.set(Calls::new(naming, &group))),
            // With an address of our own making and starting without a server allowed, there is no way to fail.
            Err(error) => {
                return link.went_down(format!("the Nacos client cannot be made: {error}"));
            }
        }
    }
    watch(link).await;
}

async fn watch(link: Weak<Link>) {
    let mut backoff = Backoff::new(CUT.0, CUT.1);
    let mut failures: u32 = 0;
    let mut cut_at = Instant::now();
    while let Some(held) = link.upgrade() {
        match held.probe().await {
            Ok(()) => {
                failures = 0;
                if !held.is_up() {
                    held.came_up();
                }
            }
            Err(error) => {
                failures = failures.saturating_add(1);
                if failures >= PROBE_FAILURES || !held.is_up() {
                    held.went_down(error.to_string());
                }
                if failures == PROBE_FAILURES {
                    backoff.reset();
                    cut_at = Instant::now();
                }
                let wrong_password = held
                    .login
                    .as_ref()
                    .is_some_and(|login| login.failure().is_some())
                    && error.kind() == ErrorKind::Refused;
                if failures >= PROBE_FAILURES && Instant::now() >= cut_at && !wrong_password {
                    held.cut();
                    cut_at = Instant::now() + backoff.next();
                }
            }
        }
        drop(held);
        tokio::time::sleep(PROBE_INTERVAL).await;
    }
}
