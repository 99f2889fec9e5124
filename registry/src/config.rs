//! What the registry keeps beside addresses: rules, mappings, metadata; each a text under a name and a group.

use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

use crate::error::{Error, ErrorKind};

/// Nacos' limit for a dataId (`ParamChecker`).
const DATA_ID_CHARS_MAX: usize = 256;
/// Nacos' limit for a group (`ParamChecker`).
const GROUP_CHARS_MAX: usize = 128;
/// Longest text that is taken over, in bytes. Rules have a few hundred; more is a mistake or worse, and would be parsed by
/// every process that listens.
pub const CONFIG_BYTES_MAX: usize = 256 * 1024;

/// The Nacos group of rules and service definitions (Java: `DynamicConfiguration.DEFAULT_GROUP`).
pub const RULES_GROUP: &str = "dubbo";
/// The Nacos group of the mapping from interfaces to applications (Java: `ServiceNameMapping.DEFAULT_MAPPING_GROUP`).
pub const MAPPING_GROUP: &str = "mapping";
/// The Nacos group of the migration rules (Java: `MigrationRule.DUBBO_SERVICEDISCOVERY_MIGRATION_GROUP`).
pub const MIGRATION_GROUP: &str = "DUBBO_SERVICEDISCOVERY_MIGRATION";

/// A text in the registry, now and from now on, until the receiver is dropped.
pub type ConfigWatch = watch::Receiver<ConfigState>;

/// What is known of a text in the registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ConfigState {
    /// The registry has not answered yet.
    #[default]
    Unknown,
    /// There is no such text.
    Absent,
    /// This text.
    Present(Arc<str>),
}

impl ConfigState {
    /// The text, if there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Present(text) => Some(text),
            Self::Unknown | Self::Absent => None,
        }
    }
}

/// The name of a text: Nacos' dataId and group.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConfigKey {
    /// Nacos' dataId, e.g. `stock-center.configurators`.
    pub data_id: String,
    /// Nacos' group, e.g. [`RULES_GROUP`].
    pub group: String,
}

impl ConfigKey {
    /// A text in a group. The `$` of an inner class is written `___`, as Java does since 3.1.
    pub fn new(data_id: impl Into<String>, group: impl Into<String>) -> Self {
        Self {
            data_id: data_id.into().replace('$', "___"),
            group: group.into(),
        }
    }

    /// A rule, `{key}.{kind}` in [`RULES_GROUP`].
    pub fn rule(key: &str, kind: &str) -> Self {
        Self::new(format!("{key}.{kind}"), RULES_GROUP)
    }

    /// Whether Nacos takes the name.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let named = [
            ("dataId", &self.data_id, DATA_ID_CHARS_MAX),
            ("group", &self.group, GROUP_CHARS_MAX),
        ];
        for (what, name, limit) in named {
            let bad = name
                .chars()
                .find(|c| !(c.is_ascii_alphanumeric() || "-_:.".contains(*c)));
            if let Some(bad) = bad {
                let why =
                    format!("the {what} contains {bad:?}; letters, digits and `-_:.` are allowed");
                return Err(self.refused(&why));
            }
            if name.is_empty() || name.len() > limit {
                let why = format!(
                    "the {what} has {} characters, Nacos allows 1 to {limit}",
                    name.len()
                );
                return Err(self.refused(&why));
            }
        }
        Ok(())
    }

    fn refused(&self, why: &str) -> Error {
        Error::new(ErrorKind::Service, format!("config {self}: {why}"))
    }
}

impl fmt::Display for ConfigKey {
    /// `dataId in group`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.data_id, self.group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_nacos_takes() {
        assert_eq!(
            ConfigKey::rule("a.B$C:1.0:g", "configurators").data_id,
            "a.B___C:1.0:g.configurators"
        );
        for (data_id, group, good) in [
            ("a", "g", true),
            ("", "g", false),
            ("a", "", false),
            ("a/b", "g", false),
            ("a b", "g", false),
            ("a", "g,h", false),
        ] {
            let checked = ConfigKey::new(data_id, group).check();
            assert_eq!(checked.is_ok(), good, "{data_id:?} {group:?}");
        }
        let at = |chars: usize| ConfigKey::new("a".repeat(chars), "g").check();
        assert!(at(256).is_ok());
        assert!(at(257).unwrap_err().to_string().contains("257"));
    }
}
