//! The connection to Nacos: opened in the background, watched with a probe, cut when it does not answer.
//!
//! The client library reconnects by itself, but never says how it stands, and may reconnect only by half: the server
//! then answers that it does not know the connection, to everything and for ever. So the server is asked every two
//! seconds, and the library made to connect anew when that leads nowhere.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use nacos_sdk::api::naming::{NamingEventListener, NamingServiceBuilder, ServiceInstance};
use nacos_sdk::api::props::ClientProps;
use tokio::sync::watch;
use tokio::time::Instant;

use super::calls::{Calls, Target};
use super::configs::Configs;
use super::login::Login;
use super::relay::Relay;
use crate::backoff::Backoff;
use crate::config::ConfigKey;
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
/// How long one waits for the clients of Nacos config to be made.
const CONFIGS_DEADLINE: Duration = Duration::from_secs(5);
/// So many calls in a row to Nacos config must fail, while naming answers, before the connections are made anew.
const CONFIG_FAILURES: u32 = 5;

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
    app: String,
    /// The clients of Nacos config, from when the first text was asked for.
    configs: watch::Sender<Option<Arc<Configs>>>,
    configs_wanted: AtomicBool,
    config_failures: AtomicU32,
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
            app: app.application.clone(),
            configs: watch::Sender::new(None),
            configs_wanted: AtomicBool::new(false),
            config_failures: AtomicU32::new(0),
        });
        if let Some(relay) = &link.relay {
            let client = client(&link, relay);
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

    /// The clients of Nacos config; made when they are first asked for.
    pub(super) async fn configs(self: &Arc<Self>) -> Result<Arc<Configs>, Error> {
        if !self.configs_wanted.swap(true, Ordering::Relaxed) {
            tokio::spawn(open_configs(Arc::downgrade(self)));
        }
        let mut configs = self.configs.subscribe();
        let wait = configs.wait_for(Option::is_some);
        let present = match tokio::time::timeout(CONFIGS_DEADLINE, wait).await {
            Ok(Ok(configs)) => configs.clone(),
            _ => None,
        };
        present
            .ok_or_else(|| Error::new(ErrorKind::Unreachable, "not connected to Nacos config yet"))
    }

    /// The text under `key` as the server has it now.
    pub(super) async fn read_config(
        self: &Arc<Self>,
        key: &ConfigKey,
    ) -> Result<Option<Arc<str>>, Error> {
        let outcome = self.configs().await?.read(key).await;
        self.noted_config(outcome)
    }

    /// Writes a text, whatever was there.
    pub(super) async fn write_config(
        self: &Arc<Self>,
        key: &ConfigKey,
        content: &str,
    ) -> Result<(), Error> {
        let outcome = self.configs().await?.write(key, content).await;
        self.noted_config(outcome)
    }

    /// Adds a word to a list with commas.
    pub(super) async fn add_word(
        self: &Arc<Self>,
        key: &ConfigKey,
        word: &str,
    ) -> Result<(), Error> {
        let outcome = self.configs().await?.add_word(key, word).await;
        self.noted_config(outcome)
    }

    /// The servers' `host:port` and the login, for what the library has no call for.
    pub(super) fn http_login(&self) -> (&[String], Option<String>) {
        let token = self.login.as_ref().and_then(|login| login.token());
        (self.url.servers(), token)
    }

    /// The address's namespace and Nacos group.
    pub(super) fn namespace_and_group(&self) -> (&str, &str) {
        (self.url.namespace(), self.url.group())
    }

    /// The clients of Nacos config reconnect by half, too: the probe of naming does not see that.
    fn noted_config<T>(&self, outcome: Result<T, Error>) -> Result<T, Error> {
        let outcome = self.noted(outcome);
        match &outcome {
            Err(error) if error.kind() == ErrorKind::Unreachable && self.is_up() => {
                let failures = self.config_failures.fetch_add(1, Ordering::Relaxed) + 1;
                if failures.is_multiple_of(CONFIG_FAILURES) {
                    self.cut();
                }
            }
            _ => self.config_failures.store(0, Ordering::Relaxed),
        }
        outcome
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

/// The settings of all clients of one link.
fn props(link: &Link, relay: &Relay) -> ClientProps {
    ClientProps::new()
        .server_addr(format!("127.0.0.1:{}", relay.port()))
        .remote_grpc_port(relay.port())
        .namespace(link.url.namespace())
        .app_name(&link.app)
        // Our configuration counts, not variables that the library happens to know.
        .env_first(false)
        // Off, or "the last instance was switched off" never arrives.
        .naming_push_empty_protection(false)
        // The library starts without its server only with this on; the folder is a fresh one, so nothing is loaded.
        .load_cache_at_start(true)
        .cache_dir(&link.cache)
}

/// Makes the clients of Nacos config, however long it takes for Nacos to come.
async fn open_configs(link: Weak<Link>) {
    let opening = {
        let Some(link) = link.upgrade() else { return };
        let Some(relay) = &link.relay else { return };
        let login = link.login.as_ref().map(|login| login.plugin());
        Box::pin(Configs::open(props(&link, relay), login))
    };
    let opened = opening.await;
    let Some(link) = link.upgrade() else { return };
    match opened {
        Ok(configs) => drop(link.configs.send_replace(Some(Arc::new(configs)))),
        Err(error) => {
            tracing::error!(%error, "Nacos config cannot be used");
            link.configs_wanted.store(false, Ordering::Relaxed);
        }
    }
}

/// The library's client with our settings.
fn client(link: &Link, relay: &Relay) -> NamingServiceBuilder {
    let builder = NamingServiceBuilder::new(props(link, relay));
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
