//! A provider as a consumer sees it.

use std::collections::BTreeMap;
use std::fmt;

use tokio::sync::watch;

use crate::key::ServiceKey;

/// The providers of a service: `None` until the registry has answered for the first time, then every change.
pub type Addresses = watch::Receiver<Option<Vec<ProviderAddress>>>;

/// Java's weight where none is published.
const DEFAULT_WEIGHT: u32 = 100;

/// Where one provider of a service is and what it says about itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProviderAddress {
    /// Host to connect to.
    pub host: String,
    /// Port to connect to.
    pub port: u16,
    /// `dubbo` or `tri`.
    pub protocol: String,
    /// The path of the service on that provider; mostly the interface.
    pub path: String,
    /// Which service it provides.
    pub key: ServiceKey,
    /// Its weight for load balancing, 100 unless published; 0 means no calls.
    pub weight: u32,
    /// Everything it publishes, as Java's URL parameters.
    pub parameters: BTreeMap<String, String>,
}

impl ProviderAddress {
    /// A provider known by its address only.
    pub fn dubbo(key: ServiceKey, host: impl Into<String>, port: u16) -> Self {
        Self {
            host: host.into(),
            port,
            protocol: "dubbo".to_owned(),
            path: key.interface.clone(),
            key,
            weight: DEFAULT_WEIGHT,
            parameters: BTreeMap::new(),
        }
    }

    /// The provider of `wanted` that a registered instance is, if it is one that may be called
    /// (Java: `NacosRegistry.buildURL`, `UrlUtils.isMatch`, `RegistryDirectory`).
    pub(crate) fn from_metadata(
        wanted: &ServiceKey,
        host: &str,
        port: u16,
        parameters: BTreeMap<String, String>,
    ) -> Option<Self> {
        let get = |key: &str| parameters.get(key).map(String::as_str);
        let matches = get("interface")
            .or_else(|| get("path"))
            .unwrap_or(&wanted.interface)
            == wanted.interface
            && get("version").unwrap_or("") == wanted.version
            && get("group").unwrap_or("") == wanted.group
            && get("category").unwrap_or("providers") == "providers"
            && get("enabled") != Some("false")
            && get("disabled") != Some("true");
        if !matches {
            return None;
        }
        // Java builds no URL without a protocol either.
        let protocol = get("protocol")?.to_owned();
        Some(Self {
            host: host.to_owned(),
            port,
            protocol,
            path: get("path").unwrap_or(&wanted.interface).to_owned(),
            key: wanted.clone(),
            weight: get("weight")
                .and_then(|weight| weight.parse().ok())
                .unwrap_or(DEFAULT_WEIGHT),
            parameters,
        })
    }

    /// Whether it is the same provider, whatever it says about itself.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        (self.port, &self.host, &self.protocol, &self.path)
            == (other.port, &other.host, &other.protocol, &other.path)
    }
}

impl fmt::Debug for ProviderAddress {
    /// Without the parameters: a token may be among them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}://{}:{}/{} weight {}",
            self.protocol, self.host, self.port, self.key, self.weight
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> ServiceKey {
        ServiceKey::new("a.B").with_version("1.0")
    }

    fn address(more: &[(&str, &str)]) -> Option<ProviderAddress> {
        let base = [
            ("protocol", "dubbo"),
            ("path", "a.B"),
            ("interface", "a.B"),
            ("version", "1.0"),
        ];
        let parameters = base
            .iter()
            .chain(more)
            .filter(|(_, value)| *value != "-")
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        // The last of equal keys counts; `-` takes one away.
        let mut map: BTreeMap<String, String> = parameters.collect();
        for (key, _) in more.iter().filter(|(_, value)| *value == "-") {
            map.remove(*key);
        }
        ProviderAddress::from_metadata(&key(), "h", 1, map)
    }

    #[test]
    fn builds_addresses_as_java_does() {
        let found = address(&[("weight", "7"), ("path", "x/y"), ("token", "canary")]).unwrap();
        assert_eq!(
            (found.weight, found.path.as_str(), found.port),
            (7, "x/y", 1)
        );
        assert!(!format!("{found:?}").contains("canary"));
        assert_eq!(address(&[("weight", "many")]).unwrap().weight, 100);
        // The plugin of 2.6 publishes no path; the consumer's interface stands in.
        assert_eq!(address(&[("path", "-")]).unwrap().path, "a.B");
    }

    #[test]
    fn leaves_out_what_is_not_to_be_called() {
        for other in [
            ("protocol", "-"),
            ("interface", "a.C"),
            ("version", "2.0"),
            ("version", "-"),
            ("group", "g"),
            ("category", "routers"),
            ("enabled", "false"),
            ("disabled", "true"),
        ] {
            assert_eq!(address(&[other]), None, "{other:?}");
        }
    }
}
