//! What an operator sets in Nacos' console, and what we say: whose word counts.
//!
//! Consumers of Dubbo read the weight from the metadata and never Nacos' own; so the console's weight is published as
//! metadata: the configured weight times the console's, which is 1 until somebody changes it. A service that is also
//! registered under the name of Dubbo 2.6 has it under both names, whichever of them was changed: consumers of 2.7 and 3
//! follow both, take equal URLs for one provider, and would take unequal ones for two.
//!
//! With every change in the console, Nacos keeps a copy of all metadata as they were and shows it in place of what is
//! registered later. A value of the copy that we have said ourselves is no operator's word: it is written anew over HTTP,
//! the only way to reach the copy. A value that we never said is the operator's and stays.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use nacos_sdk::api::naming::ServiceInstance;

use super::link::Link;
use crate::entry::DEFAULT_WEIGHT;
use crate::error::{Error, ErrorKind};

/// Key of the weight in the metadata.
pub(super) const WEIGHT: &str = "weight";
/// So many values of one key are remembered as ours.
const REMEMBERED: usize = 16;
/// How long one request may take.
const REQUEST_DEADLINE: Duration = Duration::from_secs(3);

/// What was said of one instance, by us and by an operator.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// The console's weight of this name; 1 unless changed.
    console: Option<f64>,
    /// The console's weight that holds: of this name, or of the other one of the same service if that was changed later.
    factor: Option<f64>,
    /// Per key the values that we have registered.
    ours: BTreeMap<String, VecDeque<String>>,
}

impl Said {
    /// `base` with the operator's weight.
    pub(super) fn effective(&self, base: &ServiceInstance) -> ServiceInstance {
        let mut instance = base.clone();
        if let Some(console) = self.console {
            instance.weight = console;
        }
        if let Some(factor) = self.factor {
            let weight = weight(base, factor);
            if weight == DEFAULT_WEIGHT && !self.ours.contains_key(WEIGHT) {
                instance.metadata.remove(WEIGHT);
            } else {
                // Once said, it is said even where it is the default: a copy of the old one may be about.
                instance
                    .metadata
                    .insert(WEIGHT.to_owned(), weight.to_string());
            }
        }
        instance
    }

    /// Notes what is registered.
    pub(super) fn registered(&mut self, instance: &ServiceInstance) {
        for (key, value) in &instance.metadata {
            let values = self.ours.entry(key.clone()).or_default();
            if !values.contains(value) {
                values.push_back(value.clone());
                if values.len() > REMEMBERED {
                    values.pop_front();
                }
            }
        }
    }

    /// Takes the console's weight over from the list; whether it is another one.
    pub(super) fn heard(&mut self, listed: &ServiceInstance) -> bool {
        let changed = (listed.weight - self.console.unwrap_or(1.0)).abs() > f64::EPSILON;
        if changed {
            self.console = Some(listed.weight);
            self.factor = self.console;
        }
        changed
    }

    /// Takes over the weight that the console was given under another name of the same service. Nacos' own weight of this
    /// name stays what it is: a copy of it would only be reachable in the console.
    pub(super) fn told(&mut self, factor: f64) {
        self.factor = Some(factor);
    }

    /// What the list says in place of what we registered, though no operator said it.
    pub(super) fn outdated(
        &self,
        registered: &ServiceInstance,
        listed: &ServiceInstance,
    ) -> BTreeMap<String, String> {
        registered
            .metadata
            .iter()
            .filter(|(key, value)| {
                let Some(shown) = listed.metadata.get(*key) else {
                    return false;
                };
                let was_ours = self.ours.get(*key).is_some_and(|ours| ours.contains(shown));
                // Nobody but us can know it; the copy may be older than this process.
                let only_ours = key.starts_with("dubbo.");
                shown != *value && (was_ours || only_ours)
            })
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }
}

/// The configured weight times the console's, at least 1 unless the operator says 0.
fn weight(base: &ServiceInstance, console: f64) -> u32 {
    let configured = base
        .metadata
        .get(WEIGHT)
        .and_then(|text| text.parse::<u32>().ok())
        .unwrap_or(DEFAULT_WEIGHT);
    let product = (f64::from(configured) * console).round();
    if console <= 0.0 || configured == 0 {
        return 0;
    }
    // Nacos' own bound is 10,000; a Java int holds what comes of it.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 1 to 1,000,000"
    )]
    let weight = product.clamp(1.0, 1_000_000.0) as u32;
    weight
}

/// Writes metadata into Nacos' copy.
///
/// # Errors
/// When no server takes it.
pub(super) async fn overwrite(
    link: &Link,
    name: &str,
    instance: &ServiceInstance,
    metadata: &BTreeMap<String, String>,
) -> Result<(), Error> {
    let (servers, token) = link.http_login();
    let (namespace, group) = link.namespace_and_group();
    let namespace = if namespace.is_empty() {
        "public"
    } else {
        namespace
    };
    let failed = |why: String| {
        Error::new(
            ErrorKind::Unreachable,
            format!("metadata of {name} in Nacos' console: {why}"),
        )
    };
    let http = reqwest::Client::builder()
        .timeout(REQUEST_DEADLINE)
        .no_proxy()
        .build()
        .map_err(|error| failed(error.to_string()))?;
    let instances = serde_json::json!([{
        "ip": instance.ip,
        "port": instance.port,
        "ephemeral": true,
        "clusterName": instance.cluster_name.as_deref().unwrap_or("DEFAULT"),
    }]);
    let metadata = serde_json::to_string(metadata).unwrap_or_default();
    let mut form: HashMap<&str, String> = [
        ("namespaceId", namespace.to_owned()),
        ("groupName", group.to_owned()),
        ("consistencyType", "ephemeral".to_owned()),
        ("instances", instances.to_string()),
        ("metadata", metadata),
    ]
    .into();
    let mut last = "the address names no server".to_owned();
    for server in servers {
        // Nacos 3, then 2; the first has no such path there.
        for (path, service) in [
            ("v3/admin/ns/instance/metadata/batch", name.to_owned()),
            ("v1/ns/instance/metadata/batch", format!("{group}@@{name}")),
        ] {
            form.insert("serviceName", service);
            let mut request = http
                .put(format!("http://{server}/nacos/{path}"))
                .form(&form);
            if let Some(token) = &token {
                request = request.header("accessToken", token);
            }
            match request.send().await {
                Ok(response) if response.status().is_success() => return Ok(()),
                Ok(response) => {
                    let status = response.status();
                    let said: String = response
                        .text()
                        .await
                        .unwrap_or_default()
                        .chars()
                        .take(200)
                        .collect();
                    last = format!("{server} answered {status} to {path}: {said}");
                }
                Err(error) => {
                    last = format!("{server}: {}", error.without_url());
                    break;
                }
            }
        }
    }
    Err(failed(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instance(weight: f64, metadata: &[(&str, &str)]) -> ServiceInstance {
        ServiceInstance {
            weight,
            metadata: metadata
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect(),
            ..ServiceInstance::default()
        }
    }

    #[test]
    fn the_consoles_weight_multiplies_the_configured_one() {
        let mut said = Said::default();
        let base = instance(1.0, &[]);
        assert!(!said.heard(&base));
        let unchanged = said.effective(&base);
        assert!(unchanged.metadata.is_empty() && unchanged.weight == 1.0);
        for (console, expected) in [
            (3.0, "300"),
            (0.5, "50"),
            (0.001, "1"),
            (0.0, "0"),
            (10_000.0, "1000000"),
        ] {
            assert!(said.heard(&instance(console, &[])));
            let effective = said.effective(&base);
            assert_eq!(
                (effective.weight, effective.metadata[WEIGHT].as_str()),
                (console, expected)
            );
            said.registered(&effective);
        }
        // Back to what it was: said, for the old value is in Nacos' copy.
        assert!(said.heard(&instance(1.0, &[])));
        assert_eq!(said.effective(&base).metadata[WEIGHT], "100");
        assert!(said.heard(&instance(2.0, &[])));
        assert_eq!(
            said.effective(&instance(1.0, &[(WEIGHT, "30")])).metadata[WEIGHT],
            "60"
        );
    }

    #[test]
    fn the_last_change_under_any_name_of_a_service_holds() {
        let (mut full, mut legacy) = (Said::default(), Said::default());
        let base = instance(1.0, &[]);
        assert!(full.heard(&instance(9.0, &[])));
        legacy.told(9.0);
        for (said, own) in [(&full, 9.0), (&legacy, 1.0)] {
            let effective = said.effective(&base);
            assert_eq!(
                (effective.weight, effective.metadata[WEIGHT].as_str()),
                (own, "900")
            );
        }
        // What its own list has always said is no change.
        assert!(!legacy.heard(&instance(1.0, &[])));
        assert!(legacy.heard(&instance(3.0, &[])));
        full.told(3.0);
        for said in [&full, &legacy] {
            assert_eq!(said.effective(&base).metadata[WEIGHT], "300");
        }
        assert!(!full.heard(&instance(9.0, &[])));
    }

    #[test]
    fn a_value_that_we_said_is_outdated_and_an_operators_stays() {
        let mut said = Said::default();
        said.registered(&instance(1.0, &[(WEIGHT, "100"), ("timeout", "3000")]));
        let now = instance(
            1.0,
            &[
                (WEIGHT, "300"),
                ("timeout", "3000"),
                ("dubbo.metadata.revision", "new"),
            ],
        );
        said.registered(&now);
        let listed = instance(
            3.0,
            &[
                (WEIGHT, "100"),
                ("timeout", "9"),
                ("dubbo.metadata.revision", "of the process before"),
                ("x", "y"),
            ],
        );
        let outdated = said.outdated(&now, &listed);
        let found: Vec<_> = outdated
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!(found, [("dubbo.metadata.revision", "new"), (WEIGHT, "300")]);
        assert!(said.outdated(&now, &now).is_empty());
    }
}
