//! Dubbo's own service of the application level: consumers of Dubbo 3 ask an application for the list of its services
//! (Java: `org.apache.dubbo.metadata.MetadataService`, version 1.0.0, group the application's name).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Context, ExportOptions, Fault};

/// The version under which it is exported (Java: `MetadataService.VERSION`).
pub const METADATA_VERSION: &str = "1.0.0";

/// The services of one revision (Java: `org.apache.dubbo.metadata.MetadataInfo`).
#[derive(Debug, Clone, Default, PartialEq, Eq, dubbo_macros::Hessian)]
#[hessian(class = "org.apache.dubbo.metadata.MetadataInfo")]
pub struct MetadataInfo {
    /// Name of the application.
    pub app: String,
    /// The revision.
    pub revision: String,
    /// By `[group/]interface[:version]:protocol`.
    pub services: BTreeMap<String, ServiceInfo>,
}

/// One service on one protocol (Java: `MetadataInfo.ServiceInfo`).
#[derive(Clone, Default, PartialEq, Eq, dubbo_macros::Hessian)]
#[hessian(class = "org.apache.dubbo.metadata.MetadataInfo$ServiceInfo")]
pub struct ServiceInfo {
    /// The interface.
    pub name: String,
    /// The group, null for none.
    pub group: Option<String>,
    /// The version, null for none.
    pub version: Option<String>,
    /// `dubbo` or `tri`.
    pub protocol: String,
    /// The port; -1 where the instance's endpoint of the protocol tells it.
    pub port: i32,
    /// The path; mostly the interface.
    pub path: Option<String>,
    /// URL parameters.
    pub params: BTreeMap<String, String>,
}

impl std::fmt::Debug for ServiceInfo {
    /// Without the parameters: a token may be among them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ServiceInfo({} on {})", self.name, self.protocol)
    }
}

/// What consumers of Dubbo 3 ask: by default only for [`MetadataService::get_metadata_info`].
#[dubbo_macros::service(interface = "org.apache.dubbo.metadata.MetadataService")]
pub trait MetadataService {
    /// The application's name.
    async fn service_name(&self, cx: &Context) -> Result<String, Fault>;
    /// The version of this interface.
    async fn version(&self, _cx: &Context) -> Result<String, Fault> {
        Ok(METADATA_VERSION.to_owned())
    }
    /// The services of a revision; null when it is none of the application's.
    #[dubbo(args("revision"))]
    async fn get_metadata_info(
        &self,
        cx: &Context,
        revision: Option<String>,
    ) -> Result<Option<MetadataInfo>, Fault>;
    /// URLs of the exported services, all of them.
    #[dubbo(name = "getExportedURLs")]
    async fn get_exported_urls(&self, cx: &Context) -> Result<Vec<String>, Fault>;
    /// URLs of the exported services of an interface, group, version and protocol; null and `*` stand for any.
    #[dubbo(
        name = "getExportedURLs",
        args("serviceInterface", "group", "version", "protocol")
    )]
    async fn get_exported_urls_of(
        &self,
        cx: &Context,
        interface: Option<String>,
        group: Option<String>,
        version: Option<String>,
        protocol: Option<String>,
    ) -> Result<Vec<String>, Fault>;
    /// The same of an interface.
    #[dubbo(name = "getExportedURLs", args("serviceInterface"))]
    async fn get_exported_urls_of_interface(
        &self,
        cx: &Context,
        interface: Option<String>,
    ) -> Result<Vec<String>, Fault> {
        self.get_exported_urls_of(cx, interface, None, None, None)
            .await
    }
    /// The description of a service by interface, version and group, as JSON; null when there is none.
    #[dubbo(args("interfaceName", "version", "group"))]
    async fn get_service_definition(
        &self,
        cx: &Context,
        interface: Option<String>,
        version: Option<String>,
        group: Option<String>,
    ) -> Result<Option<String>, Fault>;
}

/// Where a [`MetadataServer`] has its answers.
pub trait MetadataSource: Send + Sync + 'static {
    /// The services of a revision, or of the present one for `None`.
    fn revision(&self, revision: Option<&str>) -> Option<MetadataInfo>;
    /// Host that consumers reach.
    fn host(&self) -> String;
    /// The description of a service as JSON.
    fn definition(&self, interface: &str, version: &str, group: &str) -> Option<String>;
}

/// Answers for one application.
#[derive(Debug)]
pub struct MetadataServer<S> {
    application: String,
    source: S,
}

impl<S: MetadataSource> MetadataServer<S> {
    /// The service of `application`.
    pub fn new(application: impl Into<String>, source: S) -> Self {
        Self {
            application: application.into(),
            source,
        }
    }

    /// How it has to be exported. No token: consumers have none when they ask.
    pub fn export(self) -> (MetadataServiceServer<Self>, ExportOptions) {
        let options = ExportOptions {
            group: self.application.clone(),
            version: METADATA_VERSION.to_owned(),
            ..ExportOptions::default()
        };
        (MetadataServiceServer::new(Arc::new(self)), options)
    }

    fn urls(&self, wanted: impl Fn(&ServiceInfo) -> bool) -> Vec<String> {
        let host = self.source.host();
        let info = self.source.revision(None).unwrap_or_default();
        let urls = info.services.values().filter(|service| wanted(service));
        urls.map(|service| {
            let path = service.path.as_deref().unwrap_or(&service.name);
            let mut url = format!("{}://{host}:{}/{path}", service.protocol, service.port);
            let named = [("group", &service.group), ("version", &service.version)];
            let named = named
                .into_iter()
                .filter_map(|(key, value)| Some((key, value.as_ref()?)));
            // The token is for callers that found it in the registry.
            let params = service.params.iter().filter(|(key, _)| *key != "token");
            let params = params.map(|(key, value)| (key.as_str(), value));
            for (index, (key, value)) in named.chain(params).enumerate() {
                url.push(if index == 0 { '?' } else { '&' });
                url.push_str(key);
                url.push('=');
                url.push_str(value);
            }
            url
        })
        .collect()
    }
}

impl<S: MetadataSource> MetadataService for MetadataServer<S> {
    async fn service_name(&self, _cx: &Context) -> Result<String, Fault> {
        Ok(self.application.clone())
    }

    async fn get_metadata_info(
        &self,
        _cx: &Context,
        revision: Option<String>,
    ) -> Result<Option<MetadataInfo>, Fault> {
        Ok(self
            .source
            .revision(Some(revision.as_deref().unwrap_or_default())))
    }

    async fn get_exported_urls(&self, _cx: &Context) -> Result<Vec<String>, Fault> {
        Ok(self.urls(|_| true))
    }

    async fn get_exported_urls_of(
        &self,
        _cx: &Context,
        interface: Option<String>,
        group: Option<String>,
        version: Option<String>,
        protocol: Option<String>,
    ) -> Result<Vec<String>, Fault> {
        let is = |wanted: &Option<String>, value: &str| {
            wanted
                .as_deref()
                .is_none_or(|wanted| wanted == "*" || wanted == value)
        };
        Ok(self.urls(|service| {
            is(&interface, &service.name)
                && is(&group, service.group.as_deref().unwrap_or_default())
                && is(&version, service.version.as_deref().unwrap_or_default())
                && is(&protocol, &service.protocol)
        }))
    }

    async fn get_service_definition(
        &self,
        _cx: &Context,
        interface: Option<String>,
        version: Option<String>,
        group: Option<String>,
    ) -> Result<Option<String>, Fault> {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        Ok(self
            .source
            .definition(&part(&interface), &part(&version), &part(&group)))
    }
}
