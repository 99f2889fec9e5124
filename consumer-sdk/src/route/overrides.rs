//! Rules that change parameters of consumers, and of providers as a consumer sees them.
//!
//! Upstream: `ConfigParser`, `AbstractConfigurator`, `OverrideConfigurator`.

use std::collections::BTreeMap;

use dubbo_rpc::Url;
use serde_json::{Map, Value};

use super::pattern::{StringMatch, is_glob_match, is_ip_match};
use super::yaml;

/// Never parameters themselves (Java: `genConditionKeys`).
const CONDITIONS: &[&str] = &[
    "category",
    "check",
    "dynamic",
    "enabled",
    "group",
    "version",
    "application",
    "side",
    "configVersion",
    "compatible_config",
    "interfaces",
];
/// What a rule may not touch (Java: `AbstractConfiguratorListener`, against code that comes with a rule).
const FORBIDDEN: &[&str] = &["accesslog.fixed.path", "router", "rule", "runtime", "type"];

/// One change, with what it holds for.
#[derive(Debug, Clone)]
pub(crate) struct Override {
    side: String,
    /// Hosts of the side that is meant; `0.0.0.0` for all.
    hosts: Vec<String>,
    provider_addresses: Vec<String>,
    /// `*` for all, else `[group/]interface[:version]`.
    services: Vec<String>,
    /// Empty for all.
    applications: Vec<String>,
    is_v3: bool,
    matching: Option<Match>,
    /// `~key`: what must be equal, before v3.0.
    equal: BTreeMap<String, String>,
    parameters: BTreeMap<String, String>,
}

#[derive(Debug, Clone)]
struct Match {
    address: Option<AddressMatch>,
    provider_address: Option<AddressMatch>,
    service: Option<Vec<StringMatch>>,
    app: Option<Vec<StringMatch>>,
    params: Vec<(String, StringMatch)>,
}

#[derive(Debug, Clone)]
struct AddressMatch {
    cird: Option<String>,
    wildcard: Option<String>,
    exact: Option<String>,
}

/// Reads a rule of a service or an application.
///
/// # Errors
/// What is wrong with it; Java then keeps to the rule it had.
pub(crate) fn read(text: &str) -> Result<Vec<Override>, String> {
    let map = yaml::read(text)?;
    let version = yaml::text(map.get("configVersion")).unwrap_or_default();
    let key = yaml::text(map.get("key")).unwrap_or_default();
    let of_application = yaml::text(map.get("scope")).as_deref() == Some("application");
    if key.is_empty() {
        return Err("the rule has no key".to_owned());
    }
    let mut all = Vec::new();
    for item in yaml::maps(&map, "configs").ok_or("the rule has no configs")? {
        let kind = yaml::text(item.get("type"));
        let enabled = match kind.as_deref() {
            None | Some("general") => yaml::flag(&map, "enabled", true),
            // Java reads a switch that is missing as `null`, which is not `true`.
            Some(_) => yaml::flag(item, "enabled", false),
        };
        let mut parameters: BTreeMap<String, String> = item
            .get("parameters")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.clone(), yaml::text(Some(value))?)))
            .collect();
        if parameters.is_empty() {
            return Err("a config changes no parameter".to_owned());
        }
        if !enabled {
            continue;
        }
        let some = |list: Vec<String>, otherwise: &str| {
            if list.is_empty() {
                vec![otherwise.to_owned()]
            } else {
                list
            }
        };
        let side = yaml::text(item.get("side")).unwrap_or_default();
        let hosts = some(
            yaml::texts(item, "addresses").unwrap_or_default(),
            "0.0.0.0",
        );
        let mut provider_addresses = yaml::texts(item, "providerAddresses").unwrap_or_default();
        if provider_addresses.is_empty() && side == "provider" {
            provider_addresses.clone_from(&hosts);
        }
        let equal = parameters
            .iter()
            .filter_map(|(key, value)| Some((key.strip_prefix('~')?.to_owned(), value.clone())))
            .collect();
        parameters.retain(|key, _| {
            !key.starts_with('~')
                && !CONDITIONS.contains(&key.as_str())
                && !FORBIDDEN.contains(&key.as_str())
        });
        all.push(Override {
            side,
            hosts,
            provider_addresses,
            services: if of_application {
                some(yaml::texts(item, "services").unwrap_or_default(), "*")
            } else {
                vec![key.clone()]
            },
            applications: if of_application {
                vec![key.clone()]
            } else {
                yaml::texts(item, "applications").unwrap_or_default()
            },
            is_v3: version.starts_with("v3.0"),
            matching: item
                .get("match")
                .and_then(Value::as_object)
                .map(Match::read)
                .transpose()?,
            equal,
            parameters,
        });
    }
    Ok(all)
}

impl Override {
    /// Changes a URL if the rule is meant for it. `host` is the consumer's address.
    pub(crate) fn apply(&self, url: &mut Url, host: &str) {
        let side = url.param("side").unwrap_or("consumer");
        if side != self.side {
            return;
        }
        let is_host = self
            .hosts
            .iter()
            .any(|wanted| wanted == "0.0.0.0" || wanted == host);
        if is_host && self.is_meant(url) && self.is_match(url, host) {
            url.params.extend(
                self.parameters
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone())),
            );
        }
    }

    /// Provider's address, application and service (Java: `isV27ConditionMatchOrUnset`).
    fn is_meant(&self, url: &Url) -> bool {
        let address = condition_address(url);
        let is_provider = self.provider_addresses.is_empty()
            || self.provider_addresses.iter().any(|wanted| {
                *wanted == address
                    || wanted == "0.0.0.0"
                    || wanted == "0.0.0.0:*"
                    || *wanted == format!("0.0.0.0:{}", url.port)
                    || *wanted == url.host
            });
        let application = url.param("application");
        let is_application = self.applications.is_empty()
            || self
                .applications
                .iter()
                .any(|wanted| wanted == "*" || Some(wanted.as_str()) == application);
        let service = url.service_key();
        let is_service = self
            .services
            .iter()
            .any(|wanted| wanted == "*" || *wanted == service);
        is_provider && is_application && is_service
    }

    fn is_match(&self, url: &Url, host: &str) -> bool {
        if self.is_v3 {
            return self
                .matching
                .as_ref()
                .is_none_or(|matching| matching.is_match(url, host));
        }
        self.equal
            .iter()
            .all(|(key, value)| value == "*" || url.params.get(key) == Some(value))
    }
}

/// `host:port`, the host alone where there is no port.
fn condition_address(url: &Url) -> String {
    if url.port > 0 {
        url.address()
    } else {
        url.host.clone()
    }
}

impl Match {
    fn read(map: &Map<String, Value>) -> Result<Self, String> {
        let inner = |key: &str| map.get(key).and_then(Value::as_object);
        let one_of = |key: &str| -> Result<Option<Vec<StringMatch>>, String> {
            match inner(key) {
                None => Ok(None),
                Some(list) => {
                    let list = yaml::maps(list, "oneof").unwrap_or_default();
                    list.into_iter()
                        .map(StringMatch::read)
                        .collect::<Result<_, _>>()
                        .map(Some)
                }
            }
        };
        let mut params = Vec::new();
        for param in yaml::maps(map, "param").unwrap_or_default() {
            let value = param.get("value").and_then(Value::as_object);
            let key = yaml::text(param.get("key")).ok_or("a param of a match has no key")?;
            params.push((
                key,
                value
                    .map(StringMatch::read)
                    .transpose()?
                    .unwrap_or_default(),
            ));
        }
        Ok(Self {
            address: inner("address").map(AddressMatch::read),
            provider_address: inner("providerAddress").map(AddressMatch::read),
            service: one_of("service")?,
            app: one_of("app")?,
            params,
        })
    }

    fn is_match(&self, url: &Url, host: &str) -> bool {
        let any = |list: &Option<Vec<StringMatch>>, input: Option<&str>| {
            list.as_ref()
                .is_none_or(|list| list.iter().any(|one| one.is_match(input)))
        };
        self.address
            .as_ref()
            .is_none_or(|address| address.is_match(host))
            && self
                .provider_address
                .as_ref()
                .is_none_or(|address| address.is_match(&condition_address(url)))
            && any(&self.service, Some(&url.service_key()))
            && any(&self.app, url.param("application"))
            && self
                .params
                .iter()
                .all(|(key, value)| value.is_match(url.param(key)))
    }
}

impl AddressMatch {
    fn read(map: &Map<String, Value>) -> Self {
        let text = |key: &str| yaml::text(map.get(key));
        Self {
            cird: text("cird"),
            wildcard: text("wildcard"),
            exact: text("exact"),
        }
    }

    fn is_match(&self, input: &str) -> bool {
        if let Some(cird) = &self.cird
            && (input == cird || is_ip_match(cird, input, 0))
        {
            return true;
        }
        if let Some(wildcard) = &self.wildcard {
            return wildcard == "0.0.0.0" || is_glob_match(Some(wildcard), Some(input));
        }
        match (&self.cird, &self.exact) {
            // Java returns what the network says, whatever else is set.
            (Some(_), _) => false,
            (None, exact) => exact.as_deref() == Some(input),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The URL's value of `timeout` after the rule.
    fn timeout(rule: &str, url: &str) -> Option<String> {
        let mut url: Url = url.parse().unwrap();
        for change in read(rule).unwrap() {
            change.apply(&mut url, "10.9.0.1");
        }
        url.param("timeout").map(str::to_owned)
    }

    #[test]
    fn rules_are_for_whom_they_say() {
        const PROVIDER: &str =
            "dubbo://10.0.0.1:20880/a.B?interface=a.B&side=consumer&application=mall&region=hz";
        let rule = |head: &str, item: &str| {
            format!("{head}\nconfigs: [{{side: consumer, parameters: {{timeout: 7}}{item}}}]")
        };
        for (head, item, applies) in [
            ("configVersion: v2.7\nscope: service\nkey: a.B", "", true),
            ("configVersion: v2.7\nscope: service\nkey: a.C", "", false),
            (
                "configVersion: v2.7\nscope: service\nkey: 'a.B:1.0'",
                "",
                false,
            ),
            (
                "configVersion: v2.7\nscope: application\nkey: mall",
                "",
                true,
            ),
            (
                "configVersion: v2.7\nscope: application\nkey: other",
                "",
                false,
            ),
            ("scope: application\nkey: mall", ", services: [a.C]", false),
            ("enabled: false\nkey: a.B", "", false),
            ("key: a.B", ", addresses: ['10.9.0.1']", true),
            ("key: a.B", ", addresses: ['10.9.0.2']", false),
            ("key: a.B", ", providerAddresses: ['10.0.0.1:20880']", true),
            ("key: a.B", ", providerAddresses: ['0.0.0.0:20881']", false),
            ("key: a.B", ", applications: [mall]", true),
            ("key: a.B", ", applications: [other]", false),
            ("key: a.B", ", type: weight", false),
            ("key: a.B", ", type: weight, enabled: true", true),
            (
                "configVersion: v3.0\nkey: a.B",
                ", match: {param: [{key: region, value: {exact: hz}}]}",
                true,
            ),
            (
                "configVersion: v3.0\nkey: a.B",
                ", match: {param: [{key: region, value: {exact: bj}}]}",
                false,
            ),
            (
                "configVersion: v3.0\nkey: a.B",
                ", match: {address: {cird: 10.9.0.0/16}}",
                true,
            ),
            (
                "configVersion: v3.0\nkey: a.B",
                ", match: {app: {oneof: [{exact: other}]}}",
                false,
            ),
            (
                "configVersion: v3.0\nkey: a.B",
                ", match: {providerAddress: {wildcard: '10.0.0.1:*'}}",
                true,
            ),
        ] {
            let found = timeout(&rule(head, item), PROVIDER);
            assert_eq!(found.is_some(), applies, "{head} {item}");
        }
        let other_side = "key: a.B\nconfigs: [{side: provider, parameters: {timeout: 7}}]";
        assert_eq!(timeout(other_side, PROVIDER), None);
        let equal = |region: &str| {
            format!(
                "key: a.B\nconfigs: [{{side: consumer, parameters: {{timeout: 7, '~region': {region}}}}}]"
            )
        };
        assert_eq!(timeout(&equal("hz"), PROVIDER).as_deref(), Some("7"));
        assert_eq!(timeout(&equal("bj"), PROVIDER), None);
    }

    #[test]
    fn some_parameters_cannot_be_changed_and_nonsense_is_said() {
        let rule = "key: a.B\nconfigs: [{side: consumer, parameters: {group: x, type: y, router: z, weight: 3}}]";
        let changes = read(rule).unwrap();
        assert_eq!(changes[0].parameters.keys().collect::<Vec<_>>(), ["weight"]);
        for (rule, says) in [
            ("configs: []", "no key"),
            ("key: a.B", "no configs"),
            ("key: a.B\nconfigs: [{side: consumer}]", "no parameter"),
        ] {
            assert!(read(rule).unwrap_err().contains(says), "{rule}");
        }
    }
}
