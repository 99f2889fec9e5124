//! The door: one type over Nacos and the fixed list, and the handle of what is registered.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{oneshot, watch};

use crate::address::Addresses;
use crate::application::{MetadataInfo, MetadataSource};
use crate::config::{ConfigKey, ConfigWatch};
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
    /// At which levels services are registered.
    pub register_mode: RegisterMode,
    /// Where consumers of the application level get the list of its services.
    pub metadata: MetadataStorage,
    /// Whether [`ServiceEntry::extra_protocols`] are services of their own at the application level, where references that
    /// ask for such a protocol find them. Consumers of 3.0 to 3.2 that ask for none may use any that they find.
    pub extra_services: bool,
}

/// At which levels services are registered (Java: `register-mode`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RegisterMode {
    /// One name per interface, version and group: what every Dubbo since 2.6 finds. A default consumer of 3.x that finds
    /// another provider of the interface at the application level calls only that.
    #[default]
    Interface,
    /// One name per application: what 3.x finds. Whoever registers so has to serve
    /// `org.apache.dubbo.metadata.MetadataService` (or publish [`MetadataStorage::Remote`]).
    Instance,
    /// Both: Java's default.
    All,
}

impl RegisterMode {
    pub(crate) fn interface(self) -> bool {
        self != Self::Instance
    }

    pub(crate) fn instance(self) -> bool {
        self != Self::Interface
    }
}

/// Where consumers of the application level get the list of an application's services (Java: `metadata-type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MetadataStorage {
    /// From the provider, by its MetadataService.
    #[default]
    Local,
    /// From Nacos config.
    Remote,
}

impl MetadataStorage {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Remote => "remote",
        }
    }
}

impl AppInfo {
    /// An application of this name.
    pub fn new(application: impl Into<String>) -> Self {
        Self {
            application: application.into(),
            release: RELEASE.to_owned(),
            cache_folder: None,
            register_mode: RegisterMode::default(),
            metadata: MetadataStorage::default(),
            extra_services: false,
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
            Self::Fixed(fixed) => fixed.register(entries),
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

    /// The providers of a service that are registered at the application level, now and from now on: of the applications
    /// `provided_by` (Java: `provided-by`), or, where none is named, of all that the interface's mapping names, which is then
    /// followed. `source` is asked for the services of each revision once.
    ///
    /// # Errors
    /// [`ErrorKind::Service`] when no service can have this name.
    pub fn subscribe_application(
        &self,
        key: ServiceKey,
        provided_by: BTreeSet<String>,
        source: Arc<dyn MetadataSource>,
    ) -> Result<Addresses, Error> {
        match self {
            Self::Nacos(nacos) => nacos.subscribe_application(key, provided_by, source),
            Self::Fixed(fixed) => fixed.subscribe(&key),
        }
    }

    /// A text in the registry, now and from now on, until the receiver is dropped: rules, mappings.
    ///
    /// # Errors
    /// [`ErrorKind::Service`] when no text can have this name.
    pub fn watch_config(&self, key: ConfigKey) -> Result<ConfigWatch, Error> {
        key.check()?;
        Ok(match self {
            Self::Nacos(nacos) => nacos.watch_config(key),
            Self::Fixed(fixed) => fixed.watch_config(&key),
        })
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
    /// Taken back by [`RegistrationHandle::set_online`]; the services go on being served.
    Offline,
    /// Taken back by [`Registration::deregister`].
    Deregistered,
}

pub(crate) type StopRequest = oneshot::Sender<Result<(), Error>>;

/// What shall be registered.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) entries: Vec<ServiceEntry>,
    pub(crate) online: bool,
}

/// What may be done with a registration by others than its owner.
#[derive(Debug, Clone)]
pub struct RegistrationHandle {
    state: watch::Receiver<RegistrationState>,
    wanted: watch::Sender<Wanted>,
    /// Says whether entries could ever be registered.
    check: fn(&[ServiceEntry], &AppInfo) -> Result<(), Error>,
    app: AppInfo,
}

impl RegistrationHandle {
    /// The present state and every change, for health and metrics.
    pub fn state(&self) -> watch::Receiver<RegistrationState> {
        self.state.clone()
    }

    /// Registers these services in place of the ones before; what has not changed stays as it is.
    ///
    /// # Errors
    /// As [`Registry::register`]; the ones before stay.
    pub fn update(&self, entries: Vec<ServiceEntry>) -> Result<(), Error> {
        (self.check)(&entries, &self.app)?;
        self.wanted.send_if_modified(|wanted| {
            let changed = wanted.entries != entries;
            wanted.entries = entries;
            changed
        });
        Ok(())
    }

    /// Takes everything back without giving it up (`false`), or registers it again (`true`): what an operator does before
    /// he stops a provider. Watch [`RegistrationHandle::state`] for when it is done.
    pub fn set_online(&self, online: bool) {
        self.wanted.send_if_modified(|wanted| {
            let changed = wanted.online != online;
            wanted.online = online;
            changed
        });
    }
}

/// Services that are kept registered. Dropping it takes them back in the background.
#[derive(Debug)]
pub struct Registration {
    handle: RegistrationHandle,
    metadata: watch::Receiver<Vec<Arc<MetadataInfo>>>,
    /// Tells the keeper to stop; it answers when it has.
    stop: oneshot::Sender<StopRequest>,
}

/// The ends of a registration that its keeper holds.
pub(crate) struct KeeperEnds {
    pub(crate) state: watch::Sender<RegistrationState>,
    pub(crate) wanted: watch::Receiver<Wanted>,
    pub(crate) metadata: watch::Sender<Vec<Arc<MetadataInfo>>>,
    pub(crate) stop: oneshot::Receiver<StopRequest>,
}

impl Registration {
    pub(crate) fn new(
        entries: Vec<ServiceEntry>,
        app: AppInfo,
        check: fn(&[ServiceEntry], &AppInfo) -> Result<(), Error>,
    ) -> Result<(Self, KeeperEnds), Error> {
        check(&entries, &app)?;
        let (state, state_receiver) =
            watch::channel(RegistrationState::Registering { reason: None });
        let (wanted, wanted_receiver) = watch::channel(Wanted {
            entries,
            online: true,
        });
        let (metadata, metadata_receiver) = watch::channel(Vec::new());
        let (stop, stopped) = oneshot::channel();
        let registration = Self {
            handle: RegistrationHandle {
                state: state_receiver,
                wanted,
                check,
                app,
            },
            metadata: metadata_receiver,
            stop,
        };
        let ends = KeeperEnds {
            state,
            wanted: wanted_receiver,
            metadata,
            stop: stopped,
        };
        Ok((registration, ends))
    }

    /// The present state and every change, for health and metrics.
    pub fn state(&self) -> watch::Receiver<RegistrationState> {
        self.handle.state()
    }

    /// For those who change what is registered, or take it back for a while.
    pub fn handle(&self) -> RegistrationHandle {
        self.handle.clone()
    }

    /// What the application says of its services, the present revision last, with some of those before it: consumers that
    /// have not heard of the last change yet still ask for them. Empty unless registered at the application level.
    pub fn metadata(&self) -> watch::Receiver<Vec<Arc<MetadataInfo>>> {
        self.metadata.clone()
    }

    /// Waits until the registry has confirmed everything.
    pub async fn registered(&self) {
        let mut state = self.handle.state();
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
