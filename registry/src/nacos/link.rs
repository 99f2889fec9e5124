//! The connection to Nacos, whichever client of the library carries it at present.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nacos_sdk::api::naming::{NamingEventListener, ServiceInstance};
use tokio::sync::watch;
use tokio::time::Instant;

use super::calls::{Calls, Target};
use super::opener::Opener;
use super::watcher;
use crate::error::{Error, ErrorKind};
use crate::registry::AppInfo;
use crate::url::RegistryUrl;

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
    state: watch::Sender<LinkState>,
    calls: Mutex<Option<Calls>>,
    held: Mutex<Held>,
    opener: Opener,
    epochs: AtomicU64,
}

/// What the present client has registered and listens to, so that a retired one can be made to forget it.
#[derive(Default, Clone)]
pub(super) struct Held {
    pub(super) targets: BTreeMap<String, Vec<ServiceInstance>>,
    pub(super) listeners: Vec<(String, Arc<dyn NamingEventListener>)>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Held({} names, {} listeners)",
            self.targets.len(),
            self.listeners.len()
        )
    }
}

impl Link {
    /// Starts connecting. Must be called within a tokio runtime.
    pub(super) fn open(url: &RegistryUrl, app: &AppInfo) -> Arc<Self> {
        let link = Arc::new(Self {
            state: watch::Sender::new(LinkState::Connecting { reason: None }),
            calls: Mutex::default(),
            held: Mutex::default(),
            opener: Opener::new(url, app),
            epochs: AtomicU64::new(0),
        });
        tokio::spawn(Box::pin(watcher::run(
            Arc::downgrade(&link),
            link.opener.clone(),
        )));
        link
    }

    pub(super) fn state(&self) -> watch::Receiver<LinkState> {
        self.state.subscribe()
    }

    pub(super) async fn register(&self, target: &Target) -> Result<(), Error> {
        let calls = self.calls()?;
        // Noted before it is known to have worked: a call that timed out may have, or may yet.
        self.held()
            .targets
            .insert(target.name.clone(), target.instances.clone());
        self.noted(calls.register(target).await)
    }

    pub(super) async fn deregister(&self, target: &Target) -> Result<(), Error> {
        let outcome = self.noted(self.calls()?.deregister(target).await);
        if outcome.is_ok() {
            self.held().targets.remove(&target.name);
        }
        outcome
    }

    pub(super) async fn instances(&self, name: &str) -> Result<Vec<ServiceInstance>, Error> {
        self.noted(self.calls()?.instances(name).await)
    }

    pub(super) async fn listen(
        &self,
        name: &str,
        listener: Arc<dyn NamingEventListener>,
    ) -> Result<(), Error> {
        let calls = self.calls()?;
        self.forget(name, &listener);
        self.held()
            .listeners
            .push((name.to_owned(), Arc::clone(&listener)));
        calls.listen(name, listener).await
    }

    pub(super) async fn stop_listening(&self, name: &str, listener: &Arc<dyn NamingEventListener>) {
        self.forget(name, listener);
        if let Ok(calls) = self.calls() {
            let _ = calls.stop_listening(name, Arc::clone(listener)).await;
        }
    }

    fn forget(&self, name: &str, listener: &Arc<dyn NamingEventListener>) {
        self.held()
            .listeners
            .retain(|(n, l)| n != name || !Arc::ptr_eq(l, listener));
    }

    pub(super) fn calls(&self) -> Result<Calls, Error> {
        let calls = self
            .calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        calls.ok_or_else(|| Error::new(ErrorKind::Unreachable, "not connected to Nacos yet"))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A refusal may be that of an outdated token.
    pub(super) fn noted<T>(&self, outcome: Result<T, Error>) -> Result<T, Error> {
        if let (Err(error), Some(login)) = (&outcome, &self.opener.login)
            && error.kind() == ErrorKind::Refused
        {
            login.renew();
        }
        outcome
    }

    pub(super) fn is_up(&self) -> bool {
        matches!(&*self.state.borrow(), LinkState::Up { .. })
    }

    pub(super) fn came_up(&self) {
        let epoch = self.epochs.fetch_add(1, Ordering::Relaxed) + 1;
        self.state.send_replace(LinkState::Up {
            epoch,
            since: Instant::now(),
        });
        tracing::info!(servers = ?self.opener.url.servers(), epoch, "Nacos answers");
    }

    pub(super) fn went_down(&self, reason: String) {
        let was_up = self.is_up();
        self.state.send_modify(|state| {
            *state = match state {
                LinkState::Connecting { .. } => LinkState::Connecting {
                    reason: Some(reason.clone()),
                },
                _ => LinkState::Down {
                    reason: reason.clone(),
                },
            };
        });
        if was_up {
            tracing::warn!(servers = ?self.opener.url.servers(), reason, "Nacos does not answer");
        }
    }

    /// Lets `calls` take over and answers what its predecessor held.
    pub(super) fn take_over(&self, calls: Calls) -> Option<(Calls, Held)> {
        let old = self
            .calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(calls)?;
        Some((old, std::mem::take(&mut *self.held())))
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.opener.cache);
    }
}
