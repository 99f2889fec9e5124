//! The door: one type over Nacos and the fixed list, and the handle of what is registered.

use std::path::PathBuf;

use tokio::sync::{oneshot, watch};

use crate::address::Addresses;
use crate::entry::ServiceEntry;
use crate::error::{Error, ErrorKind};
use crate::fixed::FixedRegistry;
use crate::key::ServiceKey;
use crate::nacos::NacosRegistry;
use crate::url::RegistryUrl;

/// The Dubbo release whose behaviour we match, published as `release`.
const RELEASE: &str = "3.3.6";

/// Who registers or looks up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppInfo {
    /// The application's name.
    pub application: String,
    /// The Dubbo release it claims to be; `3.3.6` unless changed.
    pub release: String,
    /// Where the Nacos client keeps its cache files, in folders `nacos-client-*` that are ours: emptied at the start,
    /// for Nacos' answer counts and not what it was last time. It cannot do without; by default they are in the
    /// system's temporary folder.
    pub cache_folder: Option<PathBuf>,
}

impl AppInfo {
    /// An application of this name.
    pub fn new(application: impl Into<String>) -> Self {
        Self {
            application: application.into(),
            release: RELEASE.to_owned(),
            cache_folder: None,
        }
    }
}

/// Where services are registered and found. Cheap to clone; the connection closes with the last clone, registration
/// and subscription.
#[derive(Debug, Clone)]
pub enum Registry {
    /// A Nacos server or cluster.
    Nacos(NacosRegistry),
    /// A list in memory.
    Fixed(FixedRegistry),
}

impl Registry {
    /// Connects to the registry at `url`, in the background and for as long as it takes. Must be called within a
    /// tokio runtime.
    pub fn connect(url: &RegistryUrl, app: AppInfo) -> Self {
        Self::Nacos(NacosRegistry::connect(url, app))
    }

    /// Registers services and keeps them registered until told otherwise. Does not wait for the registry; watch
    /// [`Registration::state`].
    ///
    /// # Errors
    /// [`ErrorKind::Service`] when an entry could never be registered: an impossible name or address, two entries that
    /// are the same, or metadata over the limit.
    pub fn register(&self, entries: Vec<ServiceEntry>) -> Result<Registration, Error> {
        match self {
            Self::Nacos(nacos) => nacos.register(entries),
            Self::Fixed(fixed) => fixed.register(&entries),
        }
    }

    /// The providers of a service, now and from now on, until the receiver is dropped.
    ///
    /// # Errors
    /// [`ErrorKind::Service`] when no service can have this name.
    pub fn subscribe(&self, key: ServiceKey) -> Result<Addresses, Error> {
        match self {
            Self::Nacos(nacos) => nacos.subscribe(key),
            Self::Fixed(fixed) => fixed.subscribe(&key),
        }
    }
}

/// How it stands with what was registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistrationState {
    /// Not yet registered; with the reason of the last failure, if there was one.
    Registering {
        /// Why it has not succeeded yet.
        reason: Option<String>,
    },
    /// The registry has confirmed everything.
    Registered,
    /// Was registered, but the registry stopped answering or lost it; being registered again.
    Lost {
        /// What happened.
        reason: String,
    },
    /// Taken back by [`Registration::deregister`].
    Deregistered,
}

pub(crate) type StopRequest = oneshot::Sender<Result<(), Error>>;

/// Services that are kept registered. Dropping it takes them back in the background.
#[derive(Debug)]
pub struct Registration {
    state: watch::Receiver<RegistrationState>,
    /// Tells the keeper to stop; it answers when it has.
    stop: oneshot::Sender<StopRequest>,
}

impl Registration {
    pub(crate) fn new(
        state: watch::Receiver<RegistrationState>,
        stop: oneshot::Sender<StopRequest>,
    ) -> Self {
        Self { state, stop }
    }

    /// The present state and every change, for health and metrics.
    pub fn state(&self) -> watch::Receiver<RegistrationState> {
        self.state.clone()
    }

    /// Waits until the registry has confirmed everything.
    pub async fn registered(&self) {
        let mut state = self.state.clone();
        // The sender lives as long as the keeper, which ends only after `self`.
        let _ = state
            .wait_for(|state| *state == RegistrationState::Registered)
            .await;
    }

    /// Takes everything back, within seconds whether the registry answers or not. To be called before the server
    /// stops, so that consumers turn away in time.
    ///
    /// # Errors
    /// [`ErrorKind::Unreachable`] when the registry did not confirm; it then drops the services itself soon after the
    /// connection is gone.
    pub async fn deregister(self) -> Result<(), Error> {
        let (answer, answered) = oneshot::channel();
        let gone = || Error::new(ErrorKind::Unreachable, "the registration's task is gone");
        self.stop.send(answer).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}
