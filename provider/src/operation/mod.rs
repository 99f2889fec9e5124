//! What of the provider changes while it serves: where it is registered, and the rules that operators write.
//!
//! - [`address`]: the host and port that consumers are told
//! - `offer`: what is offered of each service, from the settings and the rules in force
//! - `rules`: override rules followed in the registry
//! - `metadata`: the list of services that consumers of Dubbo 3 ask for
//! - `tls`: certificates of the Dubbo port
//! - [`qos`]: the commands of Dubbo's QoS on the admin port

pub mod address;
pub(crate) mod metadata;
pub(crate) mod offer;
pub mod qos;
pub(crate) mod rules;
pub(crate) mod tls;

use std::sync::Arc;

use dubbo_registry::{
    AppInfo, MetadataStorage, RegisterMode, Registration, RegistrationHandle, Registry, RegistryUrl,
};
use dubbo_rpc::ServerHandle;
use tokio_util::sync::CancellationToken;

use crate::config::{Config, PublishTriple, RegisterAt, StoreMetadata};
use metadata::Announced;
use offer::Offers;

/// A provider's place in the registry.
#[derive(Debug)]
pub struct Operation {
    registration: Registration,
    /// What is offered, for QoS.
    offers: Arc<Offers>,
}

impl Operation {
    /// Registers the exported services where the settings say so, and follows the rules of operators; `None` where no
    /// registry is configured: the settings' own rules then hold for good.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub(crate) fn start(
        config: &Config,
        server: &Arc<ServerHandle>,
        announced: &Announced,
        stop: &CancellationToken,
    ) -> Result<Option<Self>, String> {
        let url = match config.registry.address.is_empty() {
            true => None,
            false => Some(registry_url(config)?),
        };
        let (host, port) = address::advertised(config, server.local_addr(), url.as_ref())?;
        let offers = Arc::new(Offers::new(config, server, &host, port)?);
        offers.govern(server, &offers.present());
        announced.offers(&offers);
        let Some(url) = url else {
            return Ok(None);
        };
        let registry = Registry::connect(&url, app_info(config));
        let registration = registry
            .register(offers.entries(&offers.present()))
            .map_err(|error| error.to_string())?;
        announced.registration(registration.metadata());
        tokio::spawn(rules::follow(
            registry,
            Arc::clone(&offers),
            Arc::clone(server),
            registration.handle(),
            stop.clone(),
        ));
        tracing::info!(registry = %config.registry.address, %host, port, "registering; calls to this address are served meanwhile");
        Ok(Some(Self {
            registration,
            offers,
        }))
    }

    /// The registration, to be watched and taken back and forth.
    pub fn handle(&self) -> RegistrationHandle {
        self.registration.handle()
    }

    /// The registration itself, to be taken back for good.
    #[must_use]
    pub fn into_registration(self) -> Registration {
        self.registration
    }

    /// What is offered, for QoS.
    pub(crate) fn offers(&self) -> Arc<Offers> {
        Arc::clone(&self.offers)
    }
}

fn app_info(config: &Config) -> AppInfo {
    let mut info = AppInfo::new(&*config.application.name);
    info.cache_folder = Some(config.data.dir.join("nacos"));
    info.register_mode = match config.registry.register_mode {
        RegisterAt::All => RegisterMode::All,
        RegisterAt::Instance => RegisterMode::Instance,
        RegisterAt::Interface => RegisterMode::Interface,
    };
    info.extra_services = config.registry.triple == PublishTriple::All;
    info.metadata = match config.registry.metadata {
        StoreMetadata::Local => MetadataStorage::Local,
        StoreMetadata::Remote => MetadataStorage::Remote,
    };
    info
}

/// The registry's address with its login.
///
/// # Errors
/// What is wrong with it.
pub fn registry_url(config: &Config) -> Result<RegistryUrl, String> {
    let registry = &config.registry;
    let url: RegistryUrl = registry
        .address
        .expose()
        .parse()
        .map_err(|error: dubbo_registry::Error| error.to_string())?;
    if registry.password_file.is_empty() {
        return Ok(url);
    }
    let password = std::fs::read_to_string(&registry.password_file)
        .map_err(|error| format!("registry.password_file {}: {error}", registry.password_file))?;
    Ok(url.with_login(&*registry.user, password.trim()))
}
