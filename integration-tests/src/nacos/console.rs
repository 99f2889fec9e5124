//! What an operator sees and does in the web console of Nacos, through the requests the console itself sends.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

use super::launch::{CONSOLE_OFFSET, login};
use super::{Auth, Nacos, Version};
use crate::error::{PeerError, Result};

/// The Nacos group of services that name none.
pub const DEFAULT_GROUP: &str = "DEFAULT_GROUP";
/// An HTTP request of the console may take this long.
const REQUEST_DEADLINE: Duration = Duration::from_secs(10);

/// An instance of a service as the console lists it, disabled ones included.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Instance {
    /// Address of the provider.
    pub ip: String,
    /// Port of the provider.
    pub port: u16,
    /// Weight as set in the console; 1 unless changed.
    pub weight: f64,
    /// Whether the operator lets it take calls.
    pub enabled: bool,
    /// Whether the server thinks that it lives.
    pub healthy: bool,
    /// Whether it goes when its connection goes.
    pub ephemeral: bool,
    /// What the provider says about itself.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

/// A client for the requests of the console; nothing is kept between tests.
pub(super) fn http_client() -> Result<reqwest::Client> {
    reqwest::Client::builder()
        .timeout(REQUEST_DEADLINE)
        .build()
        .map_err(PeerError::because("cannot make an HTTP client"))
}

impl Nacos {
    /// The instances of a service in the default group, disabled ones included; empty if Nacos does not know it.
    ///
    /// # Errors
    /// When Nacos does not answer or answers something else.
    pub async fn instances(&self, service: &str) -> Result<Vec<Instance>> {
        self.instances_in("", DEFAULT_GROUP, service).await
    }

    /// The instances of a service in a namespace (by id; empty: public) and Nacos group.
    ///
    /// # Errors
    /// When Nacos does not answer or answers something else.
    pub async fn instances_in(
        &self,
        namespace: &str,
        group: &str,
        service: &str,
    ) -> Result<Vec<Instance>> {
        #[derive(Deserialize)]
        struct Page {
            #[serde(alias = "pageItems")]
            list: Vec<Instance>,
        }
        let mut query = self.service(namespace, group, service);
        query.extend([
            ("clusterName", "DEFAULT".into()),
            ("pageNo", "1".into()),
            ("pageSize", "100".into()),
        ]);
        let path = match self.version() {
            Version::V2 => "v1/ns/catalog/instances",
            Version::V3 => "v3/console/ns/instance/list",
        };
        let body = match self.send(reqwest::Method::GET, path, &query).await {
            Ok(body) => body,
            // Both versions answer an error for a service that does not exist (any more).
            Err(error) if is_unknown_service(&error) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let page: Page = serde_json::from_value(match self.version() {
            Version::V2 => body,
            Version::V3 => body.get("data").cloned().unwrap_or_default(),
        })
        .map_err(PeerError::because(format!("Nacos' list of {service}")))?;
        Ok(page.list)
    }

    /// Registers an instance by hand, as a persistent one: it stays until Nacos forgets everything.
    ///
    /// # Errors
    /// When Nacos refuses.
    pub async fn add_instance(&self, service: &str, instance: &Instance) -> Result<()> {
        let path = match self.version() {
            Version::V2 => "v1/ns/instance",
            Version::V3 => "v3/admin/ns/instance",
        };
        let instance = Instance {
            ephemeral: false,
            ..instance.clone()
        };
        self.put(reqwest::Method::POST, path, service, &instance)
            .await
    }

    /// Switches an instance off or on.
    ///
    /// # Errors
    /// When there is no such instance or Nacos refuses.
    pub async fn set_enabled(&self, service: &str, port: u16, enabled: bool) -> Result<()> {
        let instance = self.instance(service, port).await?;
        self.update(
            service,
            &Instance {
                enabled,
                ..instance
            },
        )
        .await
    }

    /// Sets the weight of an instance, 0 to 10,000.
    ///
    /// # Errors
    /// When there is no such instance or Nacos refuses.
    pub async fn set_weight(&self, service: &str, port: u16, weight: f64) -> Result<()> {
        let instance = self.instance(service, port).await?;
        self.update(service, &Instance { weight, ..instance }).await
    }

    /// Publishes a configuration (public namespace), as rules and mappings are.
    ///
    /// # Errors
    /// When Nacos refuses.
    pub async fn publish_config(&self, data_id: &str, group: &str, content: &str) -> Result<()> {
        let mut form = vec![
            ("dataId", data_id.to_owned()),
            ("content", content.to_owned()),
        ];
        let path = match self.version() {
            Version::V2 => {
                // The public namespace has no name here, for Dubbo's clients and for the console.
                form.extend([("group", group.to_owned()), ("tenant", String::new())]);
                "v1/cs/configs"
            }
            Version::V3 => {
                form.extend([
                    ("groupName", group.to_owned()),
                    ("namespaceId", "public".to_owned()),
                ]);
                "v3/console/cs/config"
            }
        };
        self.send(reqwest::Method::POST, path, &form)
            .await
            .map(drop)
    }

    /// Deletes a configuration of the public namespace.
    ///
    /// # Errors
    /// When Nacos refuses.
    pub async fn delete_config(&self, data_id: &str, group: &str) -> Result<()> {
        let mut query = vec![("dataId", data_id.to_owned())];
        let path = match self.version() {
            Version::V2 => {
                query.extend([("group", group.to_owned()), ("tenant", String::new())]);
                "v1/cs/configs"
            }
            Version::V3 => {
                query.extend([
                    ("groupName", group.to_owned()),
                    ("namespaceId", "public".to_owned()),
                ]);
                "v3/console/cs/config"
            }
        };
        self.send(reqwest::Method::DELETE, path, &query)
            .await
            .map(drop)
    }

    async fn instance(&self, service: &str, port: u16) -> Result<Instance> {
        let instances = self.instances(service).await?;
        let found = instances
            .iter()
            .find(|instance| instance.port == port)
            .cloned();
        found.ok_or_else(|| {
            PeerError::new(format!(
                "Nacos has no instance of {service} on port {port}: {instances:?}"
            ))
        })
    }

    async fn update(&self, service: &str, instance: &Instance) -> Result<()> {
        let path = match self.version() {
            Version::V2 => "v1/ns/instance",
            Version::V3 => "v3/console/ns/instance",
        };
        self.put(reqwest::Method::PUT, path, service, instance)
            .await
    }

    async fn put(
        &self,
        method: reqwest::Method,
        path: &str,
        service: &str,
        instance: &Instance,
    ) -> Result<()> {
        let metadata = serde_json::to_string(&instance.metadata)
            .map_err(PeerError::because("metadata of an instance"))?;
        let mut form = self.service("", DEFAULT_GROUP, service);
        form.extend([
            ("clusterName", "DEFAULT".to_owned()),
            ("ip", instance.ip.clone()),
            ("port", instance.port.to_string()),
            ("weight", instance.weight.to_string()),
            ("enabled", instance.enabled.to_string()),
            ("ephemeral", instance.ephemeral.to_string()),
            ("metadata", metadata),
        ]);
        self.send(method, path, &form).await.map(drop)
    }

    fn service(&self, namespace: &str, group: &str, service: &str) -> Vec<(&'static str, String)> {
        let namespace = match (self.version(), namespace) {
            (Version::V3, "") => "public",
            (_, given) => given,
        };
        vec![
            ("namespaceId", namespace.to_owned()),
            ("groupName", group.to_owned()),
            ("serviceName", service.to_owned()),
        ]
    }

    /// Sends a request, logged in where that is needed, and answers the body as JSON (text that is none as a string).
    async fn send(
        &self,
        method: reqwest::Method,
        path: &str,
        parameters: &[(&'static str, String)],
    ) -> Result<serde_json::Value> {
        let http = http_client()?;
        let api = format!("http://127.0.0.1:{}/nacos", self.port());
        let base = match self.version() {
            Version::V3 if path.starts_with("v3/console") => {
                format!("http://127.0.0.1:{}", self.port() + CONSOLE_OFFSET)
            }
            _ => api.clone(),
        };
        let mut request = http.request(method.clone(), format!("{base}/{path}"));
        request = if [reqwest::Method::GET, reqwest::Method::DELETE].contains(&method) {
            request.query(parameters)
        } else {
            request.form(parameters)
        };
        if self.auth() == Auth::On {
            let token = login(self.version(), &api, &http)
                .await
                .ok_or_else(|| PeerError::new("Nacos refused the console's login"))?;
            request = request.query(&[("accessToken", token)]);
        }
        let what = format!("{method} {path} on Nacos {}", self.version().text());
        let response = request.send().await.map_err(PeerError::because(&what))?;
        let status = response.status();
        let text = response.text().await.map_err(PeerError::because(&what))?;
        if !status.is_success() {
            return Err(PeerError::new(format!("{what}: {status}: {text}")));
        }
        Ok(serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text)))
    }
}

fn is_unknown_service(error: &PeerError) -> bool {
    let text = error.to_string().to_lowercase();
    text.contains("not found") || text.contains("not exist") || text.contains("no service")
}
