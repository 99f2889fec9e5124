//! Nacos: one name per interface, version and group, and one per application.
//!
//! - [`link`]: the connection, watched with a probe; [`relay`]: where it can be cut
//! - [`login`]: user and password become a token, renewed in time
//! - [`keeper`]: what is registered stays registered, with what an operator has set in the console;
//!   [`plan`]: what that is under each name; [`console`]: whose word counts
//! - [`discovery`]: who provides a service, through outages too; [`applications`]: the same at the application level
//! - [`configs`]: texts in Nacos config; [`rules`]: one of them followed

mod applications;
mod calls;
mod configs;
mod console;
mod discovery;
mod keeper;
mod link;
mod login;
mod plan;
mod relay;
mod rules;

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::watch;

pub(crate) use self::configs::md5_hex;
use self::link::Link;
pub use self::link::LinkState;
use crate::address::Addresses;
use crate::application::MetadataSource;
use crate::config::{ConfigKey, ConfigState, ConfigWatch};
use crate::entry::ServiceEntry;
use crate::error::Error;
use crate::key::ServiceKey;
use crate::registry::{AppInfo, Registration};
use crate::url::RegistryUrl;

/// A Nacos server or cluster. Clones share the connection.
#[derive(Debug, Clone)]
pub struct NacosRegistry {
    link: Arc<Link>,
    app: AppInfo,
}

impl NacosRegistry {
    /// Connects in the background. Must be called within a tokio runtime.
    pub(crate) fn connect(url: &RegistryUrl, app: AppInfo) -> Self {
        Self {
            link: Link::open(url, &app),
            app,
        }
    }

    /// Whether Nacos answers, now and from now on; for health and metrics.
    pub fn link(&self) -> watch::Receiver<LinkState> {
        self.link.state()
    }

    pub(crate) fn register(&self, entries: Vec<ServiceEntry>) -> Result<Registration, Error> {
        let check = |entries: &[ServiceEntry], app: &AppInfo| plan::plan(entries, app).map(drop);
        let (registration, ends) = Registration::new(entries, self.app.clone(), check)?;
        tokio::spawn(keeper::keep(Arc::clone(&self.link), self.app.clone(), ends));
        Ok(registration)
    }

    pub(crate) fn subscribe(&self, key: ServiceKey) -> Result<Addresses, Error> {
        key.check()?;
        let (sender, receiver) = watch::channel(None);
        tokio::spawn(discovery::follow(Arc::clone(&self.link), key, sender));
        Ok(receiver)
    }

    pub(crate) fn subscribe_application(
        &self,
        key: ServiceKey,
        provided_by: BTreeSet<String>,
        source: Arc<dyn MetadataSource>,
    ) -> Result<Addresses, Error> {
        key.check()?;
        let (sender, receiver) = watch::channel(None);
        let link = Arc::clone(&self.link);
        let wanted = applications::Wanted {
            key,
            provided_by,
            source,
        };
        tokio::spawn(applications::follow(link, wanted, sender));
        Ok(receiver)
    }

    pub(crate) fn watch_config(&self, key: ConfigKey) -> ConfigWatch {
        let (sender, receiver) = watch::channel(ConfigState::Unknown);
        tokio::spawn(rules::follow(Arc::clone(&self.link), key, sender));
        receiver
    }
}
