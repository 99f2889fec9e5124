//! A service as a provider offers it, and what Nacos is told about it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};
use crate::key::ServiceKey;
use crate::registry::AppInfo;

/// Nacos 2.3 and later refuse an instance whose metadata keys and values together are longer (Java characters).
pub const METADATA_CHARS_MAX: usize = 1024;
/// The protocol version every Dubbo since 2.0.10 sends (Java: `Version.DEFAULT_DUBBO_PROTOCOL_VERSION`).
pub(crate) const DUBBO_VERSION: &str = "2.0.2";
/// The one serialization we speak on dubbo://.
pub(crate) const SERIALIZATION: &str = "hessian2";
/// Key of what the port speaks beside the URL's protocol (Java: `CommonConstants.EXT_PROTOCOL`, 3.3).
pub(crate) const EXTRA_PROTOCOLS: &str = "ext.protocol";
/// Java's default weight; not published.
pub(crate) const DEFAULT_WEIGHT: u32 = 100;

/// One service on one port of one provider. Fill in what is not default and hand it to
/// [`Registry::register`](crate::Registry::register).
#[derive(Clone, PartialEq, Eq)]
pub struct ServiceEntry {
    /// Which service.
    pub key: ServiceKey,
    /// The host consumers connect to; not a wildcard address.
    pub host: String,
    /// The port consumers connect to.
    pub port: u16,
    /// `dubbo` or `tri`.
    pub protocol: String,
    /// What the same port speaks beside `protocol`, by the names of Dubbo's URLs. Consumers of Dubbo 3.3 whose reference takes
    /// one of them before `protocol` use it (Java: `ext.protocol`, `RegistryDirectory.getEffectiveProtocol`).
    pub extra_protocols: Vec<String>,
    /// The path in the provider's URL; the interface unless changed.
    pub path: String,
    /// The names of the methods. Left out, with a log line, if the metadata would become too long: consumers can do
    /// without, gateways and admin pages show less.
    pub methods: Vec<String>,
    /// The weight for load balancing; 100 is the default, 0 means no calls.
    pub weight: u32,
    /// The time limit consumers shall use unless they set their own, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// The token callers have to send. Everybody who can read the registry can read it.
    pub token: Option<String>,
    /// The routing tag.
    pub tag: Option<String>,
    /// When the provider started, in milliseconds since 1970: consumers then raise its weight slowly over their
    /// warm-up time of ten minutes. Without it the full weight holds at once.
    pub timestamp_ms: Option<u64>,
    /// The description that admin pages show and call by (Java: `FullServiceDefinition` as JSON); published beside the
    /// application-level registration.
    pub definition: Option<Arc<str>>,
    /// Also register under the name that consumers of Dubbo 2.6 look for. Consumers that know both names see the
    /// provider twice, so this is for services that 2.6 calls.
    pub legacy_name: bool,
    /// Further URL parameters, e.g. `reserve.timeout`.
    pub parameters: BTreeMap<String, String>,
}

impl ServiceEntry {
    /// A service on `dubbo://` with everything else at its default.
    pub fn dubbo(key: ServiceKey, host: impl Into<String>, port: u16) -> Self {
        Self {
            path: key.interface.clone(),
            key,
            host: host.into(),
            port,
            protocol: "dubbo".to_owned(),
            extra_protocols: Vec::new(),
            methods: Vec::new(),
            weight: DEFAULT_WEIGHT,
            timeout_ms: None,
            token: None,
            tag: None,
            timestamp_ms: None,
            definition: None,
            legacy_name: false,
            parameters: BTreeMap::new(),
        }
    }

    /// The names under which it is registered.
    pub(crate) fn names(&self) -> Vec<String> {
        let (full, legacy) = (self.key.full_name(), self.key.legacy_name());
        if self.legacy_name && legacy != full {
            vec![full, legacy]
        } else {
            vec![full]
        }
    }

    /// Checks what would make it unreachable or be refused.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.key.check()?;
        let refuse = |why: &str| {
            Err(Error::new(
                ErrorKind::Service,
                format!(
                    "service {} at `{}:{}`: {why}",
                    self.key, self.host, self.port
                ),
            ))
        };
        if self.host.trim().is_empty() || ["0.0.0.0", "::", "[::]"].contains(&self.host.as_str()) {
            return refuse(
                "consumers cannot connect to a wildcard address; announce the host they reach",
            );
        }
        if self.port == 0 {
            return refuse("port 0 means any port; register after the server is bound");
        }
        if self.protocol.is_empty() || self.path.is_empty() {
            return refuse("protocol and path must not be empty");
        }
        Ok(())
    }

    /// What Nacos is told: Dubbo's URL parameters and the three keys the registry adds (Java: `NacosRegistry`).
    ///
    /// Empty values are left out: `""` and absent are different to the consumer's matching of version and group.
    pub(crate) fn metadata(&self, app: &AppInfo) -> Result<BTreeMap<String, String>, Error> {
        let mut metadata = self.parameters.clone();
        let number = |n: u64| n.to_string();
        let default_weight = self.weight == DEFAULT_WEIGHT;
        let values: [(&str, Option<String>); 18] = [
            ("protocol", Some(self.protocol.clone())),
            (EXTRA_PROTOCOLS, Some(self.extra_protocols.join(","))),
            ("path", Some(self.path.clone())),
            ("category", Some("providers".to_owned())),
            ("interface", Some(self.key.interface.clone())),
            ("version", Some(self.key.version.clone())),
            ("group", Some(self.key.group.clone())),
            ("side", Some("provider".to_owned())),
            ("application", Some(app.application.clone())),
            ("dubbo", Some(DUBBO_VERSION.to_owned())),
            ("release", Some(app.release.clone())),
            ("serialization", Some(SERIALIZATION.to_owned())),
            ("prefer.serialization", Some(SERIALIZATION.to_owned())),
            ("weight", (!default_weight).then(|| self.weight.to_string())),
            ("timeout", self.timeout_ms.map(number)),
            ("token", self.token.clone()),
            ("dubbo.tag", self.tag.clone()),
            ("timestamp", self.timestamp_ms.map(number)),
        ];
        for (key, value) in values {
            match value {
                Some(value) if !value.is_empty() => metadata.insert(key.to_owned(), value),
                _ => metadata.remove(key),
            };
        }
        self.add_methods(&mut metadata);
        within_limit(&format!("service {}", self.key), &metadata)?;
        Ok(metadata)
    }

    fn add_methods(&self, metadata: &mut BTreeMap<String, String>) {
        let mut methods: Vec<&str> = self.methods.iter().map(String::as_str).collect();
        methods.sort_unstable();
        methods.dedup();
        let methods = methods.join(",");
        let needed = "methods".len() + chars(&methods);
        let free = METADATA_CHARS_MAX.saturating_sub(length(metadata));
        if methods.is_empty() {
            return;
        }
        if needed > free {
            tracing::warn!(service = %self.key, needed, free,
                "the list of methods is left out: Nacos allows {METADATA_CHARS_MAX} characters of metadata");
            return;
        }
        metadata.insert("methods".to_owned(), methods);
    }
}

impl fmt::Debug for ServiceEntry {
    /// Without the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "ServiceEntry({} at {}://{}:{})",
            self.key, self.protocol, self.host, self.port
        )
    }
}

/// Java counts UTF-16 units.
fn chars(text: &str) -> usize {
    text.encode_utf16().count()
}

fn length(metadata: &BTreeMap<String, String>) -> usize {
    metadata
        .iter()
        .map(|(key, value)| chars(key) + chars(value))
        .sum()
}

/// Checks what Nacos checks; `what` is registered.
pub(crate) fn within_limit(what: &str, metadata: &BTreeMap<String, String>) -> Result<(), Error> {
    let length = length(metadata);
    if length <= METADATA_CHARS_MAX {
        return Ok(());
    }
    let mut sizes: Vec<(usize, &str)> = metadata
        .iter()
        .map(|(key, value)| (chars(key) + chars(value), key.as_str()))
        .collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let sizes: Vec<String> = sizes
        .iter()
        .map(|(size, key)| format!("{key} {size}"))
        .collect();
    Err(Error::new(
        ErrorKind::Service,
        format!(
            "{what}: its metadata has {length} characters, Nacos allows {METADATA_CHARS_MAX}; by size: {}; \
             shorten or leave out the largest",
            sizes.join(", ")
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> ServiceEntry {
        ServiceEntry::dubbo(ServiceKey::new("a.B"), "10.0.0.7", 20880)
    }

    fn app() -> AppInfo {
        AppInfo {
            release: "3.3.6".into(),
            ..AppInfo::new("stock-center")
        }
    }

    fn lines(entry: &ServiceEntry) -> String {
        let metadata = entry.metadata(&app()).unwrap();
        metadata
            .iter()
            .map(|(key, value)| format!("{key}={value}\n"))
            .collect()
    }

    #[test]
    fn publishes_what_consumers_need_and_no_default() {
        assert_eq!(
            lines(&entry()),
            "application=stock-center\ncategory=providers\ndubbo=2.0.2\ninterface=a.B\npath=a.B\n\
             prefer.serialization=hessian2\nprotocol=dubbo\nrelease=3.3.6\nserialization=hessian2\nside=provider\n"
        );
    }

    #[test]
    fn publishes_what_differs_from_the_default() {
        let entry = ServiceEntry {
            key: ServiceKey::new("a.B").with_version("1.0").with_group("g"),
            methods: vec!["z".into(), "a".into(), "z".into()],
            weight: 0,
            timeout_ms: Some(3000),
            token: Some("t".into()),
            tag: Some("gray".into()),
            timestamp_ms: Some(7),
            extra_protocols: vec!["tri".into()],
            parameters: [("a.timeout".to_owned(), "5".to_owned())].into(),
            ..entry()
        };
        let lines = lines(&entry);
        for line in [
            "version=1.0",
            "group=g",
            "methods=a,z",
            "weight=0",
            "timeout=3000",
            "token=t",
            "dubbo.tag=gray",
            "timestamp=7",
            "a.timeout=5",
            "ext.protocol=tri",
        ] {
            assert!(lines.contains(&format!("{line}\n")), "{line} in {lines}");
        }
        assert!(!format!("{entry:?}").contains("token"));
    }

    #[test]
    fn parameters_do_not_override_what_the_registry_says() {
        let mut entry = entry();
        entry.parameters = [("side", "consumer"), ("version", "9"), ("weight", "1")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into();
        let lines = lines(&entry);
        assert!(
            lines.contains("side=provider\n")
                && !lines.contains("version=")
                && !lines.contains("weight=")
        );
    }

    #[test]
    fn methods_go_first_when_the_limit_is_reached() {
        let used = length(&entry().metadata(&app()).unwrap()) + "methods".len();
        let with = |chars: usize| ServiceEntry {
            methods: vec!["m".repeat(chars)],
            ..entry()
        };
        let fits = with(METADATA_CHARS_MAX - used).metadata(&app()).unwrap();
        assert_eq!(length(&fits), METADATA_CHARS_MAX);
        let dropped = with(METADATA_CHARS_MAX - used + 1)
            .metadata(&app())
            .unwrap();
        assert!(!dropped.contains_key("methods"));
    }

    #[test]
    fn metadata_over_the_limit_names_its_keys() {
        let used = length(&entry().metadata(&app()).unwrap()) + "token".len();
        let with = |chars: usize| ServiceEntry {
            token: Some("é".repeat(chars)),
            ..entry()
        };
        assert!(with(METADATA_CHARS_MAX - used).metadata(&app()).is_ok());
        let error = with(METADATA_CHARS_MAX - used + 1)
            .metadata(&app())
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Service);
        let text = error.to_string();
        assert!(
            text.contains("1025") && text.contains("by size: token 8"),
            "{text}"
        );
        assert!(!text.contains('é'), "a value is shown: {text}");
    }

    #[test]
    fn addresses_nobody_can_call_are_refused() {
        for bad in [
            ServiceEntry {
                host: "0.0.0.0".into(),
                ..entry()
            },
            ServiceEntry {
                host: String::new(),
                ..entry()
            },
            ServiceEntry { port: 0, ..entry() },
            ServiceEntry {
                path: String::new(),
                ..entry()
            },
        ] {
            assert_eq!(
                bad.check().unwrap_err().kind(),
                ErrorKind::Service,
                "{bad:?}"
            );
        }
        assert_eq!(entry().check(), Ok(()));
    }

    #[test]
    fn the_legacy_name_is_added_on_request_and_where_it_differs() {
        assert_eq!(entry().names(), ["providers:a.B::"]);
        let legacy = ServiceEntry {
            legacy_name: true,
            ..entry()
        };
        assert_eq!(legacy.names(), ["providers:a.B::", "providers:a.B"]);
        let both = ServiceEntry {
            key: ServiceKey::new("a.B").with_version("1").with_group("g"),
            ..legacy
        };
        assert_eq!(both.names(), ["providers:a.B:1:g"]);
    }
}
