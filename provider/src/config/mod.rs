//! Settings: one TOML file and the environment, typed, checked at start, secrets masked.

mod events;
mod keys;
mod secret;
mod table;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::keeper::KeeperOptions;

pub use events::{Events, EventsTopology};
pub use keys::{SETTINGS, Setting, nearest};
pub use secret::SecretUrl;
use table::{check_keys, overlay, read_file};

/// Environment variables that carry settings start with this: `STOCK_PROTOCOL__PORT=20881` sets `protocol.port`.
pub const ENV_PREFIX: &str = "STOCK_";

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error(
        "cannot read the settings file {path}: {source}; give another with --config or remove the option"
    )]
    Read {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// The file is no TOML.
    #[error("the settings file {path} is not valid TOML: {message}")]
    Syntax {
        /// File.
        path: PathBuf,
        /// Where and what.
        message: String,
    },
    /// No such setting.
    #[error(
        "unknown setting `{key}` from {origin}{hint}; `stock-center config` lists all settings"
    )]
    UnknownKey {
        /// Key.
        key: String,
        /// File or variable.
        origin: String,
        /// ", did you mean ...".
        hint: String,
    },
    /// A value of the wrong type or outside its limits.
    #[error("setting {key}: {message}")]
    Value {
        /// Key.
        key: String,
        /// What is wrong, the value, the limit and the way out.
        message: String,
    },
}

/// All settings. Keys and defaults: [`SETTINGS`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "each field is documented under its key in SETTINGS"
)]
pub struct Config {
    pub application: Application,
    pub protocol: Protocol,
    pub registry: Registry,
    pub provider: Provider,
    pub admin: Admin,
    pub database: Database,
    pub cache: Cache,
    pub hot: Hot,
    pub data: Data,
    pub lane: Lane,
    pub sweeper: Sweeper,
    pub keep: Keep,
    pub reconcile: Reconcile,
    pub events: Events,
    pub log: Log,
}

macro_rules! section {
    ($name:ident { $($field:ident: $type:ty = $default:expr,)+ }) => {
        #[doc = concat!("Section of [`Config`](crate::config::Config); keys and units: [`SETTINGS`](crate::config::SETTINGS).")]
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[allow(missing_docs, reason = "each field is documented under its key in SETTINGS")]
        pub struct $name { $(pub $field: $type,)+ }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }
    };
}

// After the macro, which it uses.
mod read_side;
pub use read_side::{Cache, Hot};
mod wire;
pub use wire::PublishTriple;

section!(Application {
    name: String = "stock-center".to_owned(),
});
section!(Protocol {
    host: String = "127.0.0.1".to_owned(),
    port: u16 = 20_880,
    advertised_host: String = String::new(),
    advertised_port: u16 = 0,
    payload_bytes: usize = 8 * 1024 * 1024,
    connections_max: usize = 10_000,
    in_flight_per_connection_max: usize = 20_000,
    in_flight_max: usize = 50_000,
    text_zone: String = "Asia/Shanghai".to_owned(),
    triple_exceptions: String = "status".to_owned(),
    tls_certificates_file: String = String::new(),
    tls_key_file: String = String::new(),
    tls_client_authorities_file: String = String::new(),
    tls_only: bool = false,
});
section!(Registry {
    address: SecretUrl = SecretUrl::default(),
    user: String = String::new(),
    password_file: String = String::new(),
    legacy_names: bool = false,
    register_mode: RegisterAt = RegisterAt::All,
    metadata: StoreMetadata = StoreMetadata::Local,
    triple: PublishTriple = PublishTriple::Extra,
    required: bool = false,
});
section!(Provider {
    version: String = String::new(),
    group: String = String::new(),
    weight: u32 = 100,
    timeout_ms: u64 = 3_000,
    token_file: String = String::new(),
    executes: u32 = 0,
    tps: u32 = 0,
    tps_interval_ms: u64 = 60_000,
    warmup_ms: u64 = 0,
    tag: String = String::new(),
    access_log: bool = false,
    shutdown_wait_ms: u64 = 10_000,
});
section!(Admin {
    host: String = "127.0.0.1".to_owned(),
    port: u16 = 22_222,
    operator_token_file: String = String::new(),
    qos_from: String = String::new(),
});
section!(Database {
    url: SecretUrl = SecretUrl::default(),
    url_file: String = String::new(),
    connections_max: u32 = 0,
});
section!(Data {
    dir: PathBuf = PathBuf::from("data"),
    sample: Sample = Sample::Auto,
});
section!(Lane {
    count: usize = 0,
    transactions: usize = 1,
    batch_max: usize = 512,
    queue_max: usize = 20_000,
});
section!(Sweeper {
    interval_ms: u64 = 1_000,
    batch: u32 = 64,
    lots_interval_ms: u64 = 60_000,
});
section!(Keep {
    refusals_hours: u32 = 24,
    answers_days: u32 = 90,
    sent_hours: u32 = 72,
    interval_ms: u64 = 60_000,
    batch: u32 = 128,
});
section!(Reconcile {
    schedule: bool = true,
    tenants: String = crate::doors::DEFAULT_TENANT.to_owned(),
    share_percent: u32 = 5,
    settle_seconds: i64 = 10,
    day_start_seconds: i64 = 0,
    back_dated: BackDated = BackDated::Book,
    abc_default: String = "A".to_owned(),
    close_requires: String = "R1,R2,R4,R5,R6".to_owned(),
});
section!(Log {
    format: LogFormat = LogFormat::Text,
    filter: String = "info".to_owned(),
});

/// At which levels the provider is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RegisterAt {
    /// At both.
    All,
    /// As an application, for consumers of Dubbo 3.
    Instance,
    /// One name per interface, for consumers of every line.
    Interface,
}

/// Where consumers of Dubbo 3 get the list of services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StoreMetadata {
    /// From the provider itself.
    Local,
    /// From the registry.
    Remote,
}

/// When the bundled sample catalogue is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sample {
    /// Into an empty default SQLite database.
    Auto,
    /// Into any empty database.
    Always,
    /// Never.
    Never,
}

/// What is done with a document that happened on a closed business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BackDated {
    /// Booked today; its own time is kept.
    Book,
    /// Refused with `PERIOD_CLOSED`.
    Refuse,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Config {
    /// Reads the file (if given) and then the variables named `STOCK_SECTION__NAME`, which win.
    ///
    /// # Errors
    /// See [`ConfigError`]; an unknown key names the nearest known one.
    pub fn load(
        file: Option<&Path>,
        env: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = match file {
            Some(path) => read_file(path)?,
            None => toml::Table::new(),
        };
        if let Some(path) = file {
            check_keys(&table, &path.display().to_string())?;
        }
        for (name, value) in env {
            // What Java providers in containers are given.
            let name = match name.as_str() {
                "DUBBO_IP_TO_REGISTRY" => "STOCK_PROTOCOL__ADVERTISED_HOST".to_owned(),
                "DUBBO_PORT_TO_REGISTRY" => "STOCK_PROTOCOL__ADVERTISED_PORT".to_owned(),
                _ => name,
            };
            overlay(&mut table, &name, &value)?;
        }
        let mut config: Self =
            table
                .try_into()
                .map_err(|error: toml::de::Error| ConfigError::Value {
                    key: "(see message)".to_owned(),
                    message: error.message().to_owned(),
                })?;
        config.read_secret_files()?;
        config.check()?;
        Ok(config)
    }

    /// The database to use: the configured one, or SQLite in the data folder.
    #[must_use]
    pub fn database_url(&self) -> SecretUrl {
        if self.database.url.is_empty() {
            SecretUrl::new(format!("sqlite://{}", self.embedded_file().display()))
        } else {
            self.database.url.clone()
        }
    }

    /// The file of the embedded default.
    #[must_use]
    pub fn embedded_file(&self) -> PathBuf {
        self.data.dir.join("stock.db")
    }

    /// Whether the database is the embedded default.
    #[must_use]
    pub fn is_embedded_default(&self) -> bool {
        self.database.url.is_empty()
    }

    /// The token that administration over Dubbo asks for; `None` where none is configured.
    ///
    /// # Errors
    /// When its file cannot be read or is empty.
    pub fn operator_token(&self) -> Result<Option<String>, ConfigError> {
        if self.admin.operator_token_file.is_empty() {
            return Ok(None);
        }
        let path = PathBuf::from(&self.admin.operator_token_file);
        let text =
            std::fs::read_to_string(&path).map_err(|source| ConfigError::Read { path, source })?;
        let token = text.trim();
        if token.is_empty() {
            return Err(bad(
                "admin.operator_token_file",
                format!(
                    "`{}` is empty; write the token into it, or leave the setting out",
                    self.admin.operator_token_file
                ),
            ));
        }
        Ok(Some(token.to_owned()))
    }

    /// How long old rows are kept.
    #[must_use]
    pub fn keeper(&self) -> KeeperOptions {
        let hours = |hours: u32| Duration::from_secs(u64::from(hours) * 3_600);
        KeeperOptions {
            interval: Duration::from_millis(self.keep.interval_ms),
            keep: stock_sql::Keep {
                refusals: hours(self.keep.refusals_hours),
                answers: hours(self.keep.answers_days.saturating_mul(24)),
                sent: hours(self.keep.sent_hours),
                batch: usize::try_from(self.keep.batch).unwrap_or(usize::MAX),
                ..stock_sql::Keep::default()
            },
        }
    }

    fn read_secret_files(&mut self) -> Result<(), ConfigError> {
        let secrets = [
            (&mut self.database.url, &self.database.url_file),
            (&mut self.cache.url, &self.cache.url_file),
            (&mut self.events.url, &self.events.url_file),
        ];
        for (url, file) in secrets.into_iter().filter(|(_, file)| !file.is_empty()) {
            let path = PathBuf::from(file);
            let text = std::fs::read_to_string(&path)
                .map_err(|source| ConfigError::Read { path, source })?;
            *url = SecretUrl::new(text.trim().to_owned());
        }
        Ok(())
    }

    fn check(&self) -> Result<(), ConfigError> {
        let url = self.database.url.expose();
        if !(url.is_empty() || url.starts_with("sqlite:") || url.starts_with("mysql:")) {
            return Err(bad(
                "database.url",
                format!(
                    "`{}` has no known scheme; use sqlite://FILE or mysql://user:password@host:port/database",
                    self.database.url
                ),
            ));
        }
        let registry = self.registry.address.expose();
        if !(registry.is_empty() || registry.starts_with("nacos://")) {
            return Err(bad(
                "registry.address",
                format!(
                    "`{}` has no known scheme; use nacos://host:port",
                    self.registry.address
                ),
            ));
        }
        self.events.check()?;
        range("lane.batch_max", self.lane.batch_max, 1, 4_096)?;
        range("lane.count", self.lane.count, 0, 64)?;
        range("lane.transactions", self.lane.transactions, 1, 16)?;
        range("lane.queue_max", self.lane.queue_max, 1, 10_000_000)?;
        range(
            "protocol.payload_bytes",
            self.protocol.payload_bytes,
            1_024,
            1 << 30,
        )?;
        range(
            "protocol.connections_max",
            self.protocol.connections_max,
            1,
            1_000_000,
        )?;
        range(
            "protocol.in_flight_max",
            self.protocol.in_flight_max,
            1,
            10_000_000,
        )?;
        self.protocol.zone()?;
        self.protocol.exception_style()?;
        self.protocol.check_tls()?;
        range(
            "sweeper.batch",
            usize::try_from(self.sweeper.batch).unwrap_or(usize::MAX),
            1,
            10_000,
        )?;
        range(
            "keep.batch",
            usize::try_from(self.keep.batch).unwrap_or(usize::MAX),
            1,
            512,
        )?;
        let interval = usize::try_from(self.keep.interval_ms).unwrap_or(usize::MAX);
        range("keep.interval_ms", interval, 100, 86_400_000)?;
        self.check_reconcile()?;
        self.check_read_side()?;
        self.admin.qos_from()?;
        if self.application.name.is_empty() || self.application.name.contains(char::is_whitespace) {
            return Err(bad(
                "application.name",
                format!(
                    "`{}` must be a name without blanks, for example stock-center",
                    self.application.name
                ),
            ));
        }
        Ok(())
    }
}

impl Config {
    fn check_reconcile(&self) -> Result<(), ConfigError> {
        let reconcile = &self.reconcile;
        let number = |value: i64| usize::try_from(value).unwrap_or(usize::MAX);
        let share = usize::try_from(reconcile.share_percent).unwrap_or(usize::MAX);
        range("reconcile.share_percent", share, 1, 100)?;
        range(
            "reconcile.settle_seconds",
            number(reconcile.settle_seconds),
            0,
            3_600,
        )?;
        range(
            "reconcile.day_start_seconds",
            number(reconcile.day_start_seconds),
            0,
            86_399,
        )?;
        reconcile
            .default_class()
            .map_err(|why| bad("reconcile.abc_default", why))?;
        reconcile
            .required()
            .map_err(|why| bad("reconcile.close_requires", why))?;
        Ok(())
    }
}

impl Admin {
    /// Addresses beside loopback that may give commands.
    ///
    /// # Errors
    /// When one is no IP address.
    pub fn qos_from(&self) -> Result<Vec<std::net::IpAddr>, ConfigError> {
        let all = self
            .qos_from
            .split(',')
            .map(str::trim)
            .filter(|ip| !ip.is_empty());
        all.map(|ip| {
            ip.parse()
                .map_err(|_| bad("admin.qos_from", format!("`{ip}` is no IP address")))
        })
        .collect()
    }
}

impl Reconcile {
    /// Class of parts that have none of their own.
    ///
    /// # Errors
    /// When it is none of A, B and C.
    pub fn default_class(&self) -> Result<stock::reconcile::tolerance::Abc, String> {
        stock::reconcile::tolerance::Abc::parse(&self.abc_default)
            .ok_or_else(|| format!("`{}` must be A, B or C", self.abc_default))
    }

    /// Comparisons without which no day is closed.
    ///
    /// # Errors
    /// When one is none of R1 to R7.
    pub fn required(&self) -> Result<Vec<stock::reconcile::RunKind>, String> {
        let names = self
            .close_requires
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        names
            .map(|name| {
                stock::reconcile::RunKind::parse(name)
                    .ok_or_else(|| format!("`{name}` must be one of R1 to R7"))
            })
            .collect()
    }
}

fn bad(key: &str, message: String) -> ConfigError {
    ConfigError::Value {
        key: key.to_owned(),
        message,
    }
}

fn range(key: &str, value: usize, low: usize, high: usize) -> Result<(), ConfigError> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(bad(key, format!("{value} is outside {low} to {high}")))
}

#[cfg(test)]
mod tests;
