//! Where services are and which rules hold: Nacos, or a fixed list.
//!
//! A provider hands its [`ServiceEntry`]s to a [`Registry`] and gets a [`Registration`], which keeps them registered
//! through every loss of the registry until it is told to deregister. A consumer subscribes to a [`ServiceKey`] and
//! gets the present [`ProviderAddress`]es and every change. Neither waits for the registry: a provider serves while
//! Nacos is down and is registered when it comes; a consumer goes on with the addresses it knows.
//!
//! ```no_run
//! use dubbo_registry::{AppInfo, Registry, RegistryUrl, ServiceEntry, ServiceKey};
//!
//! # async fn provider() -> Result<(), dubbo_registry::Error> {
//! let url: RegistryUrl = "nacos://user:secret@10.0.0.5:8848?namespace=prod".parse()?;
//! let registry = Registry::connect(&url, AppInfo::new("stock-center"));
//!
//! let key = ServiceKey::new("com.example.StockService").with_version("1.0.0");
//! let mut entry = ServiceEntry::dubbo(key, "10.0.0.7", 20880);
//! entry.methods = vec!["reserve".into(), "cancel".into()];
//! let registration = registry.register(vec![entry])?;
//! // ... serve ...
//! registration.deregister().await?;
//! # Ok(())
//! # }
//! ```
//!
//! The Nacos client library logs a great deal, tokens among it at `info`. Run with `nacos_sdk=off`: what matters is logged
//! here and in the states.
//!
//! Names, keys and limits are those of Java Dubbo's Nacos registry; each item names its Java class.

mod address;
mod application;
mod backoff;
mod config;
mod entry;
mod error;
mod fixed;
mod key;
mod nacos;
mod overrides;
mod registry;
mod url;
mod yaml;

pub use address::{Addresses, ProviderAddress};
pub use application::{MetadataFuture, MetadataInfo, MetadataRequest, MetadataSource, ServiceInfo};
pub use backoff::Backoff;
pub use config::{
    CONFIG_BYTES_MAX, ConfigKey, ConfigState, ConfigWatch, MAPPING_GROUP, MIGRATION_GROUP,
    RULES_GROUP,
};
pub use entry::{METADATA_CHARS_MAX, ServiceEntry};
pub use error::{Error, ErrorKind};
pub use fixed::FixedRegistry;
pub use key::ServiceKey;
pub use nacos::{LinkState, NacosRegistry};
pub use overrides::{Override, OverrideRule, OverrideTarget, Side};
pub use registry::{
    AppInfo, MetadataStorage, RegisterMode, Registration, RegistrationHandle, RegistrationState,
    Registry,
};
pub use url::RegistryUrl;
pub use yaml::{RULE_BYTES_MAX, RULE_DEPTH_MAX, RULE_VALUES_MAX, read_yaml};
