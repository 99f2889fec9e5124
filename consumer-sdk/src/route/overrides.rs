//! Rules that change parameters of consumers, and of providers as a consumer sees them.
//!
//! Upstream: `ConfigParser`, `Configurator`, `AbstractConfigurator`, `OverrideConfigurator`, `AbsentConfigurator`. As there, every
//! address, application and service of a rule becomes an `override://` URL first, whose parameters are both what it is for and
//! what it changes; upstream's texts of 2.6, a JSON list of such URLs, are read as well.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use dubbo_rpc::Url;
use serde_json::{Map, Value};

use super::override_match::Match;
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
/// The address that stands for all.
const ANY_HOST: &str = "0.0.0.0";

/// One change, with what it holds for.
#[derive(Debug, Clone)]
pub(crate) struct Override {
    /// `override://host/interface?…`, or `absent://…`, which only adds what is not there.
    url: Url,
    matching: Option<Match>,
}

/// Reads a rule of a service or an application. The changes come in the order in which they apply: those for all addresses
/// before those for one, then by the parameter `priority`.
///
/// # Errors
/// What is wrong with it; Java then keeps to the rule it had.
pub(crate) fn read(text: &str) -> Result<Vec<Override>, String> {
    let mut all = match serde_json::from_str::<Vec<String>>(text) {
        Ok(urls) if !urls.is_empty() => {
            let read = urls.iter().map(|url| Override::of_url(url));
            read.collect::<Result<Vec<_>, _>>()?
        }
        _ => of_map(&yaml::read(text)?)?,
    };
    for one in &mut all {
        one.url
            .params
            .retain(|key, _| !FORBIDDEN.contains(&key.as_str()));
        one.priority()?;
    }
    all.sort_by(Override::order);
    Ok(all)
}

fn of_map(map: &Map<String, Value>) -> Result<Vec<Override>, String> {
    let version = yaml::word(map, "configVersion")?;
    let scope = yaml::word(map, "scope")?;
    let key = yaml::word(map, "key")?;
    let enabled = yaml::flag(map, "enabled", true);
    let mut all = Vec::new();
    for item in yaml::maps(map, "configs").ok_or("the rule has no configs")? {
        let addresses = some(item, "addresses", ANY_HOST);
        let head = head(item, &addresses)?;
        let enabled = match yaml::word(item, "type")?.as_deref() {
            None | Some("general") => enabled,
            // Java reads a switch that is missing as `null`, which is not `true`.
            Some(_) => yaml::flag(item, "enabled", false),
        };
        let tail = format!(
            "&enabled={enabled}&configVersion={}",
            version.as_deref().unwrap_or("null")
        );
        let matching = item.get("match").and_then(Value::as_object);
        let matching = matching.map(Match::read).transpose()?;
        let (services, applications) = if scope.as_deref() == Some("application") {
            let own = key.as_deref().unwrap_or("null").to_owned();
            (some(item, "services", "*"), vec![own])
        } else {
            let own = key.clone().unwrap_or_default();
            let applications = yaml::texts(item, "applications").unwrap_or_default();
            (vec![own], applications)
        };
        let applications: Vec<String> = match applications.is_empty() {
            true => vec![String::new()],
            false => applications
                .iter()
                .map(|name| format!("&application={name}"))
                .collect(),
        };
        for address in &addresses {
            for service in &services {
                for application in &applications {
                    let query = format!("{head}{application}{tail}");
                    let url = service_url(address, service, &query)?;
                    let matching = matching.clone();
                    all.push(Override { url, matching });
                }
            }
        }
    }
    Ok(all)
}

/// A list of a config, `otherwise` where there is none.
fn some(item: &Map<String, Value>, key: &str, otherwise: &str) -> Vec<String> {
    yaml::texts(item, key)
        .filter(|list| !list.is_empty())
        .unwrap_or_else(|| vec![otherwise.to_owned()])
}

/// What upstream's `toParameterString` writes of a config.
fn head(item: &Map<String, Value>, addresses: &[String]) -> Result<String, String> {
    let mut text = "category=dynamicconfigurators".to_owned();
    let side = yaml::word(item, "side")?;
    if let Some(side) = &side {
        text.push_str(&format!("&side={side}"));
    }
    let parameters = item.get("parameters").and_then(Value::as_object);
    let parameters = parameters
        .filter(|parameters| !parameters.is_empty())
        .ok_or("a config changes no parameter")?;
    for (key, value) in parameters {
        let value = yaml::shown(value).ok_or_else(|| format!("parameter `{key}` has no value"))?;
        text.push_str(&format!("&{key}={value}"));
    }
    let providers = yaml::texts(item, "providerAddresses").unwrap_or_default();
    if !providers.is_empty() {
        text.push_str(&format!("&providerAddresses={}", providers.join(",")));
    } else if side.as_deref() == Some("provider") {
        text.push_str(&format!("&providerAddresses={}", addresses.join(",")));
    }
    Ok(text)
}

/// `override://address/interface?…` of `[group/]interface[:version]`.
fn service_url(address: &str, service: &str, query: &str) -> Result<Url, String> {
    if service.is_empty() {
        return Err("the rule has no key, or one of its services has no name".to_owned());
    }
    let (group, service) = match service.split_once('/') {
        Some((group, rest)) if !group.is_empty() => (format!("group={group}&"), rest),
        _ => (String::new(), service),
    };
    let (service, version) = match service.split_once(':') {
        Some((name, version)) if !name.is_empty() => (name, format!("version={version}&")),
        _ => (service, String::new()),
    };
    raw_url(&format!(
        "override://{address}/{service}?{group}{version}{query}"
    ))
}

/// A URL whose parameters are taken as they are (Java: `URLStrParser.parseDecodedStr`): upstream encodes none of a rule's values.
fn raw_url(text: &str) -> Result<Url, String> {
    let (place, query) = text.split_once('?').unwrap_or((text, ""));
    let mut url: Url = place
        .parse()
        .map_err(|error: dubbo_rpc::UrlError| error.to_string())?;
    url.path = url.path.trim_start_matches('/').to_owned();
    for pair in query.split(['&', ';']) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        // The one parameter whose values upstream knows (`DefaultDynamicParamSource`).
        let value = match (key, value.to_lowercase()) {
            ("side", side) if side == "consumer" || side == "provider" => side,
            ("side", side) => {
                return Err(format!(
                    "side `{side}` is neither `consumer` nor `provider`"
                ));
            }
            _ => value.to_owned(),
        };
        if !key.is_empty() {
            url.params.insert(key.to_owned(), value);
        }
    }
    Ok(url)
}

impl Override {
    fn of_url(text: &str) -> Result<Self, String> {
        let url = raw_url(text)?;
        if !["override", "absent"].contains(&url.protocol.as_str()) {
            return Err(format!("`{text}` is neither `override://` nor `absent://`"));
        }
        let matching = None;
        Ok(Self { url, matching })
    }

    fn priority(&self) -> Result<i32, String> {
        match self.url.param("priority") {
            None => Ok(0),
            Some(text) => text
                .parse()
                .map_err(|_| format!("priority `{text}` is no number")),
        }
    }

    /// Java: `Configurator.compareTo`.
    fn order(&self, other: &Self) -> Ordering {
        let priority = |one: &Self| one.priority().unwrap_or(0);
        let hosts = self.url.host.cmp(&other.url.host);
        hosts.then_with(|| priority(self).cmp(&priority(other)))
    }

    /// Changes a URL if the rule is meant for it. `host` is the consumer's address.
    pub(crate) fn apply(&self, url: &mut Url, host: &str) {
        if self
            .said("enabled")
            .is_some_and(|enabled| !is_true(enabled))
        {
            return;
        }
        let side = url.param("side").unwrap_or("consumer");
        let seen = match side {
            "provider" => url.host.as_str(),
            _ => host,
        };
        if self.said("configVersion").is_some() {
            if self.said("side") != Some(side) {
                return;
            }
        } else if self.url.port != 0 && self.url.port != url.port {
            // Before 2.7: a port is a provider's, whichever side looks at it.
            return;
        }
        let seen = match self.said("configVersion") {
            None if self.url.port != 0 => url.host.as_str(),
            None if side == "provider" => ANY_HOST,
            _ => seen,
        };
        let is_host = self.url.host == ANY_HOST || self.url.host == seen;
        if is_host && self.is_meant(url) && self.is_match(url, seen) {
            self.change(url);
        }
    }

    fn said(&self, key: &str) -> Option<&str> {
        self.url.param(key)
    }

    fn is_v3(&self) -> bool {
        self.said("configVersion")
            .is_some_and(|version| version.starts_with("v3.0"))
    }

    /// Provider's address, application and service (Java: `isV27ConditionMatchOrUnset`).
    fn is_meant(&self, url: &Url) -> bool {
        let address = address(url);
        let is_provider = self.said("providerAddresses").is_none_or(|wanted| {
            wanted.split(',').any(|wanted| {
                wanted == address
                    || wanted == ANY_HOST
                    || wanted == "0.0.0.0:*"
                    || wanted == format!("0.0.0.0:{}", url.port)
                    || wanted == url.host
            })
        });
        let application = self.said("application");
        let is_application =
            matches!(application, None | Some("*")) || application == url.param("application");
        let service = service_key(&self.url);
        is_provider && is_application && (service == "*" || service == service_key(url))
    }

    fn is_match(&self, url: &Url, host: &str) -> bool {
        if self.is_v3() {
            let matching = self.matching.as_ref();
            return matching.is_none_or(|one| one.is_match(url, host, &address(url)));
        }
        // Java: `isDeprecatedConditionMatch`.
        self.url.params.iter().all(|(key, value)| {
            let key = match key.strip_prefix('~') {
                Some(key) => key,
                None if key == "application" || key == "side" => key,
                None => return true,
            };
            value == "*" || url.params.get(key) == Some(value)
        })
    }

    fn change(&self, url: &mut Url) {
        let is_condition =
            |key: &str| CONDITIONS.contains(&key) || (!self.is_v3() && key.starts_with('~'));
        let changes: BTreeMap<&String, &String> = self
            .url
            .params
            .iter()
            .filter(|(key, _)| !is_condition(key))
            .collect();
        for (key, value) in changes {
            if self.url.protocol == "absent" && url.param(key).is_some() {
                continue;
            }
            url.params.insert(key.clone(), value.clone());
        }
    }
}

/// `[group/]interface[:version]`, whatever the version (Java: `BaseServiceMetadata.buildServiceKey`).
pub(super) fn service_key(url: &Url) -> String {
    let mut key = String::new();
    if let Some(group) = url.param("group") {
        key.push_str(&format!("{group}/"));
    }
    key.push_str(url.interface());
    if let Some(version) = url.param("version") {
        key.push_str(&format!(":{version}"));
    }
    key
}

/// `Boolean.parseBoolean`.
fn is_true(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}

/// `host:port`, the host alone where there is no port.
fn address(url: &Url) -> String {
    if url.port > 0 {
        url.address()
    } else {
        url.host.clone()
    }
}

#[cfg(test)]
#[path = "overrides_tests.rs"]
mod tests;
