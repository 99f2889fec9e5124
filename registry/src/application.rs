//! Application-level discovery (Dubbo 3): one instance per application, and a list of its services behind a revision.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use serde::{Deserialize, Serialize};

use crate::entry::{
    DEFAULT_WEIGHT, DUBBO_VERSION, EXTRA_PROTOCOLS, SERIALIZATION, ServiceEntry, within_limit,
};
use crate::error::{Error, ErrorKind};
use crate::key::ServiceKey;
use crate::nacos::md5_hex;
use crate::registry::AppInfo;

/// Key of an instance's revision (Java: `ServiceInstanceMetadataUtils`).
pub(crate) const REVISION: &str = "dubbo.metadata.revision";
/// Key that says where the list of services is.
pub(crate) const STORAGE: &str = "dubbo.metadata.storage-type";
/// Key of the ports, as JSON.
pub(crate) const ENDPOINTS: &str = "dubbo.endpoints";
/// Key of how the MetadataService is called, as JSON.
pub(crate) const URL_PARAMS: &str = "dubbo.metadata-service.url-params";
/// Version of `org.apache.dubbo.metadata.MetadataService` (V1), which is also its instance key `meta-v`.
const METADATA_SERVICE_VERSION: &str = "1.0.0";

/// The services of an application's instances of one revision (Java: `org.apache.dubbo.metadata.MetadataInfo`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MetadataInfo {
    /// Name of the application.
    pub app: String,
    /// Changes with the content; consumers keep one list per revision.
    pub revision: String,
    /// By `[group/]interface[:version]:protocol`.
    pub services: BTreeMap<String, ServiceInfo>,
}

/// One service on one protocol (Java: `MetadataInfo.ServiceInfo`).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceInfo {
    /// The interface.
    pub name: String,
    /// The group, absent for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The version, absent for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// `dubbo` or `tri`.
    pub protocol: String,
    /// The port; -1 where the instance's endpoint of the protocol tells it.
    pub port: i32,
    /// The path; mostly the interface.
    pub path: String,
    /// Java's URL parameters.
    pub params: BTreeMap<String, String>,
}

impl std::fmt::Debug for ServiceInfo {
    /// Without the parameters: a token may be among them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://:{}/{}", self.protocol, self.port, self.key())
    }
}

impl ServiceInfo {
    /// Which service it is.
    pub fn key(&self) -> ServiceKey {
        ServiceKey {
            interface: self.name.clone(),
            version: self.version.clone().unwrap_or_default(),
            group: self.group.clone().unwrap_or_default(),
        }
    }
}

/// Which list of services is wanted, and where the instance is that tells it: by
/// `org.apache.dubbo.metadata.MetadataService`, group the application's name, version `1.0.0`, method
/// `getMetadataInfo(String)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataRequest {
    /// Name of the application.
    pub application: String,
    /// The revision that is asked for.
    pub revision: String,
    /// Host of an instance.
    pub host: String,
    /// Port of its MetadataService.
    pub port: u16,
    /// Protocol of its MetadataService: `dubbo` or `tri`.
    pub protocol: String,
    /// Further parameters of the MetadataService's URL.
    pub parameters: BTreeMap<String, String>,
}

/// A list of services on its way.
pub type MetadataFuture = Pin<Box<dyn Future<Output = Result<MetadataInfo, String>> + Send>>;

/// Who asks instances for their services: the registry opens no connection to a provider.
pub trait MetadataSource: Send + Sync + 'static {
    /// Asks one instance; within five seconds, or the answer is not waited for.
    fn fetch(&self, request: MetadataRequest) -> MetadataFuture;
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Endpoint {
    pub(crate) port: u16,
    pub(crate) protocol: String,
}

/// An application as it is registered on one host.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AppInstance {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) metadata: BTreeMap<String, String>,
    pub(crate) info: MetadataInfo,
}

/// The instances that stand for `entries`, one per host.
pub(crate) fn instances(
    entries: &[ServiceEntry],
    app: &AppInfo,
) -> Result<Vec<AppInstance>, Error> {
    let mut hosts: BTreeMap<&str, Vec<&ServiceEntry>> = BTreeMap::new();
    for entry in entries {
        hosts.entry(&entry.host).or_default().push(entry);
    }
    hosts
        .into_values()
        .map(|entries| instance(&entries, app))
        .collect()
}

fn instance(entries: &[&ServiceEntry], app: &AppInfo) -> Result<AppInstance, Error> {
    let first = entries[0];
    let mut endpoints: Vec<Endpoint> = Vec::new();
    let mut services = BTreeMap::new();
    let extra = |entry: &ServiceEntry| match app.extra_services {
        true => entry.extra_protocols.clone(),
        false => Vec::new(),
    };
    let all = entries.iter().flat_map(|entry| {
        let own = std::iter::once(entry.protocol.clone());
        own.chain(extra(entry))
            .map(move |protocol| (*entry, protocol))
    });
    for (entry, protocol) in all {
        if !endpoints.iter().any(|known| known.protocol == protocol) {
            endpoints.push(Endpoint {
                port: entry.port,
                protocol: protocol.clone(),
            });
        }
        let match_key = format!("{}:{protocol}", entry.key);
        if services
            .insert(match_key, service(entry, protocol, first, app)?)
            .is_some()
        {
            return Err(Error::new(
                ErrorKind::Service,
                format!(
                    "service {} is there on two ports; the application level knows one port for each protocol: register \
                     it at the interface level only",
                    entry.key
                ),
            ));
        }
    }
    let mut info = MetadataInfo {
        app: app.application.clone(),
        revision: String::new(),
        services,
    };
    info.revision = revision(&info);
    let url_params: BTreeMap<&str, String> = [
        ("version", METADATA_SERVICE_VERSION.to_owned()),
        ("dubbo", DUBBO_VERSION.to_owned()),
        ("release", app.release.clone()),
        ("side", "provider".to_owned()),
        ("serialization", SERIALIZATION.to_owned()),
        ("prefer.serialization", SERIALIZATION.to_owned()),
        ("protocol", first.protocol.clone()),
        ("port", first.port.to_string()),
    ]
    .into();
    let mut metadata: BTreeMap<String, String> = [
        (REVISION, info.revision.clone()),
        (STORAGE, app.metadata.text().to_owned()),
        (ENDPOINTS, json(&endpoints)),
        (URL_PARAMS, json(&url_params)),
        ("meta-v", METADATA_SERVICE_VERSION.to_owned()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into();
    // What belongs to the instance and not to its services: consumers look here for what a service does not say, and a
    // change of it is no new revision.
    if first.weight != DEFAULT_WEIGHT {
        metadata.insert("weight".to_owned(), first.weight.to_string());
    }
    if let Some(timestamp) = first.timestamp_ms {
        metadata.insert("timestamp".to_owned(), timestamp.to_string());
    }
    if let Some(warmup) = first.parameters.get(WARMUP) {
        metadata.insert(WARMUP.to_owned(), warmup.clone());
    }
    within_limit(&format!("application {}", app.application), &metadata)?;
    Ok(AppInstance {
        host: first.host.clone(),
        port: first.port,
        metadata,
        info,
    })
}

/// Parameter of the warm-up time in milliseconds (Java: `Constants.WARMUP_KEY`).
const WARMUP: &str = "warmup";
/// What an instance says for all its services, and the registry for all of Nacos.
const NOT_OF_A_SERVICE: [&str; 5] = ["protocol", "path", "category", "timestamp", WARMUP];

/// Marks a service that is there on another protocol first (Java: `CommonConstants.IS_EXTRA`, 3.3): consumers that ask for
/// no protocol leave it out.
pub(crate) const IS_EXTRA: &str = "isExtra";

fn service(
    entry: &ServiceEntry,
    protocol: String,
    first: &ServiceEntry,
    app: &AppInfo,
) -> Result<ServiceInfo, Error> {
    let mut params = entry.metadata(app)?;
    params.retain(|key, _| !NOT_OF_A_SERVICE.contains(&key.as_str()));
    params.remove("weight");
    if entry.weight != first.weight {
        params.insert("weight".to_owned(), entry.weight.to_string());
    }
    if protocol != entry.protocol {
        params.remove(EXTRA_PROTOCOLS);
        params.insert(IS_EXTRA.to_owned(), "true".to_owned());
    }
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    Ok(ServiceInfo {
        name: entry.key.interface.clone(),
        group: some(&entry.key.group),
        version: some(&entry.key.version),
        protocol,
        port: i32::from(entry.port),
        path: entry.path.clone(),
        params,
    })
}

/// The same for the same content on any instance; another for another application or any change: consumers keep what
/// they learnt under the revision alone (Java: `MetadataInfo.calAndGetRevision`).
fn revision(info: &MetadataInfo) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    let mut add = |part: &str| {
        // With its length, so that no two lists of parts are one text.
        let _ = write!(text, "{}:{part},", part.len());
    };
    add(&info.app);
    for (key, service) in &info.services {
        add(key);
        add(&service.port.to_string());
        add(&service.path);
        add(&service.params.len().to_string());
        for (key, value) in &service.params {
            add(key);
            add(value);
        }
    }
    md5_hex(&text)
}

/// Text keys and values, and numbers: always to be written.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(interface: &str) -> ServiceEntry {
        ServiceEntry {
            methods: vec!["reserve".into()],
            timeout_ms: Some(3000),
            ..ServiceEntry::dubbo(
                ServiceKey::new(interface).with_version("1.0"),
                "10.0.0.7",
                20880,
            )
        }
    }

    fn only(entries: &[ServiceEntry]) -> AppInstance {
        let mut all = instances(entries, &AppInfo::new("stock-center")).unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn an_instance_says_what_java_reads() {
        let found = only(&[entry("a.B"), entry("a.C")]);
        assert_eq!((found.host.as_str(), found.port), ("10.0.0.7", 20880));
        let revision = found.info.revision.clone();
        for (key, value) in [
            (REVISION, revision.as_str()),
            (STORAGE, "local"),
            (ENDPOINTS, r#"[{"port":20880,"protocol":"dubbo"}]"#),
            ("meta-v", "1.0.0"),
        ] {
            assert_eq!(found.metadata[key], value);
        }
        let params: BTreeMap<String, String> =
            serde_json::from_str(&found.metadata[URL_PARAMS]).unwrap();
        assert_eq!(params["prefer.serialization"], "hessian2");
        assert_eq!(
            (params["port"].as_str(), params["version"].as_str()),
            ("20880", "1.0.0")
        );
        let service = &found.info.services["a.B:1.0:dubbo"];
        assert_eq!(service.key(), entry("a.B").key);
        assert_eq!(service.params["timeout"], "3000");
        assert_eq!(service.params["serialization"], "hessian2");
        assert!(!service.params.contains_key("path") && !service.params.contains_key("weight"));
        let json = serde_json::to_string(&found.info).unwrap();
        assert_eq!(
            serde_json::from_str::<MetadataInfo>(&json).unwrap(),
            found.info
        );
    }

    #[test]
    fn another_protocol_of_the_port_is_a_service_of_its_own_where_it_shall_be() {
        let both = ServiceEntry {
            extra_protocols: vec!["tri".into()],
            ..entry("a.B")
        };
        let found = only(std::slice::from_ref(&both));
        assert_eq!(
            found.info.services["a.B:1.0:dubbo"].params[EXTRA_PROTOCOLS],
            "tri"
        );
        assert_eq!(found.info.services.len(), 1);
        let app = AppInfo {
            extra_services: true,
            ..AppInfo::new("stock-center")
        };
        let found = instances(&[both, entry("a.C")], &app).unwrap().remove(0);
        assert_eq!(
            found.metadata[ENDPOINTS],
            r#"[{"port":20880,"protocol":"dubbo"},{"port":20880,"protocol":"tri"}]"#
        );
        let keys: Vec<&str> = found.info.services.keys().map(String::as_str).collect();
        assert_eq!(keys, ["a.B:1.0:dubbo", "a.B:1.0:tri", "a.C:1.0:dubbo"]);
        let extra = &found.info.services["a.B:1.0:tri"];
        assert_eq!(
            (extra.protocol.as_str(), extra.params[IS_EXTRA].as_str()),
            ("tri", "true")
        );
        assert!(!extra.params.contains_key(EXTRA_PROTOCOLS));
        assert!(
            !found.info.services["a.B:1.0:dubbo"]
                .params
                .contains_key(IS_EXTRA)
        );
    }

    #[test]
    fn the_revision_is_that_of_the_content() {
        let one = only(&[entry("a.B"), entry("a.C")]).info.revision;
        assert_eq!(one.len(), 32);
        assert_eq!(one, only(&[entry("a.C"), entry("a.B")]).info.revision);
        let moved = ServiceEntry {
            host: "10.0.0.8".into(),
            timestamp_ms: Some(7),
            weight: 7,
            ..entry("a.B")
        };
        assert_eq!(
            only(&[entry("a.B")]).info.revision,
            only(&[moved]).info.revision
        );
        for other in [
            ServiceEntry {
                timeout_ms: Some(1),
                ..entry("a.B")
            },
            ServiceEntry {
                port: 1,
                ..entry("a.B")
            },
            ServiceEntry {
                path: "x".into(),
                ..entry("a.B")
            },
            ServiceEntry {
                token: Some("t".into()),
                ..entry("a.B")
            },
        ] {
            assert_ne!(only(&[other, entry("a.C")]).info.revision, one);
        }
        let renamed = instances(&[entry("a.B")], &AppInfo::new("other")).unwrap();
        assert_ne!(
            renamed[0].info.revision,
            only(&[entry("a.B")]).info.revision
        );
    }

    #[test]
    fn a_weight_is_the_instances_unless_a_service_has_its_own() {
        let heavy = |interface: &str| ServiceEntry {
            weight: 300,
            ..entry(interface)
        };
        let found = only(&[heavy("a.B"), heavy("a.C"), entry("a.D")]);
        assert_eq!(found.metadata["weight"], "300");
        assert!(
            !found.info.services["a.C:1.0:dubbo"]
                .params
                .contains_key("weight")
        );
        assert_eq!(found.info.services["a.D:1.0:dubbo"].params["weight"], "100");
    }

    #[test]
    fn one_service_on_two_ports_is_refused_with_the_way_out() {
        let other = ServiceEntry {
            port: 1,
            ..entry("a.B")
        };
        let error = instances(&[entry("a.B"), other], &AppInfo::new("x")).unwrap_err();
        assert!(error.to_string().contains("interface level"), "{error}");
    }
}
