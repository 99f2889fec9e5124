//! Override rules: what operators change of services while these run (Java: `Configurator`, `ConfigParser`).

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::key::ServiceKey;
use crate::yaml::read_yaml;

/// Most items of one rule.
const ITEMS_MAX: usize = 1_000;
/// Address that stands for all.
const ANY: &str = "0.0.0.0";

/// Whom an item of a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Providers.
    Provider,
    /// Consumers.
    Consumer,
}

/// A rule as it stands in the registry, `{application}.configurators` or `{interface}:{version}:{group}.configurators`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OverrideRule {
    /// A rule that is switched off changes nothing.
    pub enabled: bool,
    /// Its items in order; a later one overrides.
    pub items: Vec<Override>,
    /// Keys of the rule that are not understood, each named once.
    pub unknown: Vec<String>,
}

/// One item of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Whom it is for. (Java applies an item only to the side it names.)
    pub side: Option<Side>,
    /// `host`, `host:port` or `0.0.0.0`: of the consumer for its side, of the provider for its; empty for all.
    pub addresses: Vec<String>,
    /// The same, of the provider; empty for all.
    pub provider_addresses: Vec<String>,
    /// `[group/]interface[:version]` for a rule of an application; empty or `*` for all.
    pub services: Vec<String>,
    /// Names of applications for a rule of a service; empty or `*` for all.
    pub applications: Vec<String>,
    /// What it changes.
    pub parameters: BTreeMap<String, String>,
}

/// What a rule is applied to: a provider's service, or a consumer's view of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideTarget<'a> {
    /// Which side asks.
    pub side: Side,
    /// Which service.
    pub service: &'a ServiceKey,
    /// The application that asks.
    pub application: &'a str,
    /// Host of the side that asks.
    pub host: &'a str,
    /// The provider.
    pub provider: (&'a str, u16),
}

impl OverrideRule {
    /// Reads a rule.
    ///
    /// # Errors
    /// [`ErrorKind::Rule`] when it cannot be one; the rule before then stays in force.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut documents = read_yaml(text)?;
        let document = match documents.len() {
            0 => return Ok(Self::default()),
            1 => documents.remove(0),
            count => return Err(refuse(format!("{count} documents, one is expected"))),
        };
        let Value::Object(map) = document else {
            return Err(refuse(
                "a map with `configs` is expected; override:// addresses of Dubbo 2.6 are not read"
                    .to_owned(),
            ));
        };
        let mut rule = Self {
            enabled: true,
            ..Self::default()
        };
        for (key, value) in &map {
            match key.as_str() {
                "enabled" => rule.enabled = boolean(key, value)?,
                "configs" => rule.items = items(value, &mut rule.unknown)?,
                // Say where the rule belongs and how it is to be read; the name in the registry says so, too.
                "configVersion" | "scope" | "key" | "apiVersion" | "runtime" | "priority"
                | "dynamic" | "force" | "valid" => {}
                other => note(&mut rule.unknown, other),
            }
        }
        Ok(rule)
    }

    /// What the rule makes of `target`'s parameters: the values of every item that is for it.
    pub fn parameters_for(&self, target: &OverrideTarget<'_>) -> BTreeMap<String, String> {
        let mut parameters = BTreeMap::new();
        if self.enabled {
            for item in self.items.iter().filter(|item| item.is_for(target)) {
                parameters.extend(item.parameters.clone());
            }
        }
        parameters
    }
}

impl Override {
    fn is_for(&self, target: &OverrideTarget<'_>) -> bool {
        let (provider, port) = target.provider;
        let own = match target.side {
            Side::Provider => matches_address(&self.addresses, provider, Some(port)),
            Side::Consumer => matches_address(&self.addresses, target.host, None),
        };
        let any = |names: &[String], right: &dyn Fn(&str) -> bool| {
            names.is_empty() || names.iter().any(|name| name == "*" || right(name))
        };
        self.side == Some(target.side)
            && own
            && matches_address(&self.provider_addresses, provider, Some(port))
            && any(&self.services, &|name| name == target.service.to_string())
            && any(&self.applications, &|name| name == target.application)
    }
}

/// `ip:port`, `ip`, `0.0.0.0`, `0.0.0.0:*`, `0.0.0.0:port`; a port is compared where the other side has one.
fn matches_address(addresses: &[String], host: &str, port: Option<u16>) -> bool {
    addresses.is_empty()
        || addresses.iter().any(|address| {
            let (wanted, wanted_port) = split(address);
            let same_host = wanted == ANY || wanted == "anyhost" || same_host(wanted, host);
            let same_port = match (wanted_port, port) {
                (None | Some("*" | "0"), _) | (_, None) => true,
                (Some(wanted), Some(port)) => wanted.parse() == Ok(port),
            };
            same_host && same_port
        })
}

/// An address with more than one colon and no bracket is IPv6 without a port.
fn split(address: &str) -> (&str, Option<&str>) {
    if let Some((host, rest)) = address
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        return (host, rest.strip_prefix(':'));
    }
    match address.split_once(':') {
        Some((host, port)) if !port.contains(':') => (host, Some(port)),
        _ => (address, None),
    }
}

fn same_host(a: &str, b: &str) -> bool {
    let address = |text: &str| text.trim_matches(['[', ']']).parse::<IpAddr>().ok();
    a == b || address(a).is_some_and(|a| Some(a) == address(b))
}

fn items(value: &Value, unknown: &mut Vec<String>) -> Result<Vec<Override>, Error> {
    let Value::Array(list) = value else {
        return Err(refuse("`configs` must be a list".to_owned()));
    };
    if list.len() > ITEMS_MAX {
        return Err(refuse(format!(
            "{} items, at most {ITEMS_MAX} are read",
            list.len()
        )));
    }
    let mut items = Vec::with_capacity(list.len());
    for value in list {
        if let Some(item) = item(value, unknown)? {
            items.push(item);
        }
    }
    Ok(items)
}

/// `None`: an item that is switched off, or has a condition that is not understood: rather none than for everybody.
fn item(value: &Value, unknown: &mut Vec<String>) -> Result<Option<Override>, Error> {
    let Value::Object(map) = value else {
        return Err(refuse("an item of `configs` must be a map".to_owned()));
    };
    let mut item = Override {
        side: None,
        addresses: Vec::new(),
        provider_addresses: Vec::new(),
        services: Vec::new(),
        applications: Vec::new(),
        parameters: BTreeMap::new(),
    };
    let mut applies = true;
    for (key, value) in map {
        match key.as_str() {
            "enabled" => applies &= boolean(key, value)?,
            "side" => item.side = side(value)?,
            "addresses" => item.addresses = texts(key, value)?,
            "providerAddresses" => item.provider_addresses = texts(key, value)?,
            "services" => item.services = texts(key, value)?,
            "applications" => item.applications = texts(key, value)?,
            "parameters" => item.parameters = parameters(value)?,
            "type" => {}
            "match" if value.is_null() => {}
            other => {
                applies = false;
                note(unknown, &format!("configs.{other}"));
            }
        }
    }
    if item.parameters.is_empty() {
        return Err(refuse(
            "an item of `configs` has no parameters to change".to_owned(),
        ));
    }
    Ok(applies.then_some(item))
}

fn note(unknown: &mut Vec<String>, name: &str) {
    if !unknown.iter().any(|known| known == name) {
        unknown.push(name.to_owned());
    }
}

fn side(value: &Value) -> Result<Option<Side>, Error> {
    match value.as_str() {
        Some("provider") => Ok(Some(Side::Provider)),
        Some("consumer") => Ok(Some(Side::Consumer)),
        _ if value.is_null() => Ok(None),
        _ => Err(refuse(format!(
            "`side` is {value}, it must be provider or consumer"
        ))),
    }
}

fn boolean(key: &str, value: &Value) -> Result<bool, Error> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::String(text) => text
            .parse()
            .map_err(|_| refuse(format!("`{key}` is `{text}`, it must be true or false"))),
        other => Err(refuse(format!(
            "`{key}` is {other}, it must be true or false"
        ))),
    }
}

fn text(key: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text.trim().to_owned()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(value) => Ok(value.to_string()),
        other => Err(refuse(format!(
            "`{key}` holds {other}, a text or a number is expected"
        ))),
    }
}

fn texts(key: &str, value: &Value) -> Result<Vec<String>, Error> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(list) => list.iter().map(|value| text(key, value)).collect(),
        one => Ok(vec![text(key, one)?]),
    }
}

fn parameters(value: &Value) -> Result<BTreeMap<String, String>, Error> {
    let Value::Object(map) = value else {
        return Err(refuse("`parameters` must be a map".to_owned()));
    };
    map.iter()
        .map(|(key, value)| Ok((key.clone(), text(key, value)?)))
        .collect()
}

fn refuse(why: String) -> Error {
    Error::new(
        ErrorKind::Rule,
        format!("the override rule cannot be read: {why}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target<'a>(service: &'a ServiceKey, side: Side) -> OverrideTarget<'a> {
        OverrideTarget {
            side,
            service,
            application: "stock-center",
            host: "10.0.0.9",
            provider: ("10.0.0.7", 20880),
        }
    }

    fn changed(item: &str) -> Option<String> {
        let text = format!("configs:\n- {{parameters: {{weight: 7}}, {item}}}\n");
        let rule = OverrideRule::parse(&text).unwrap();
        let key = ServiceKey::new("a.B").with_version("1.0").with_group("g");
        rule.parameters_for(&target(&key, Side::Provider))
            .remove("weight")
    }

    #[test]
    fn an_item_is_for_the_side_address_service_and_application_it_names() {
        for (item, applies) in [
            ("side: provider", true),
            ("side: consumer", false),
            // Java compares the side with the one of the address it changes.
            ("type: x", false),
            ("side: provider, addresses: ['0.0.0.0']", true),
            ("side: provider, addresses: ['0.0.0.0:*']", true),
            ("side: provider, addresses: ['0.0.0.0:20880']", true),
            ("side: provider, addresses: ['0.0.0.0:1']", false),
            ("side: provider, addresses: [10.0.0.7]", true),
            ("side: provider, addresses: ['10.0.0.7:20880']", true),
            ("side: provider, addresses: ['10.0.0.7:1', 10.0.0.8]", false),
            (
                "side: provider, providerAddresses: ['10.0.0.8:20880']",
                false,
            ),
            ("side: provider, services: ['*']", true),
            ("side: provider, services: ['g/a.B:1.0']", true),
            ("side: provider, services: [a.B]", false),
            ("side: provider, applications: [stock-center]", true),
            ("side: provider, applications: [other]", false),
            ("side: provider, enabled: false", false),
            ("side: provider, match: {param: [{key: a}]}", false),
        ] {
            assert_eq!(changed(item).is_some(), applies, "{item}");
        }
    }

    #[test]
    fn later_items_override_and_a_rule_that_is_off_changes_nothing() {
        let text = |enabled: bool| {
            format!(
                "scope: application\nkey: stock-center\nenabled: {enabled}\nconfigs:\n\
                 - {{side: provider, parameters: {{weight: 1, timeout: 5}}}}\n\
                 - {{side: provider, parameters: {{weight: \"2\", accesslog: true}}}}\n"
            )
        };
        let key = ServiceKey::new("a.B");
        let of = |enabled| {
            let rule = OverrideRule::parse(&text(enabled)).unwrap();
            rule.parameters_for(&target(&key, Side::Provider))
        };
        let expected: BTreeMap<String, String> =
            [("weight", "2"), ("timeout", "5"), ("accesslog", "true")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into();
        assert_eq!(of(true), expected);
        assert!(of(false).is_empty());
        assert_eq!(OverrideRule::parse("").unwrap(), OverrideRule::default());
    }

    #[test]
    fn what_is_not_understood_is_named_once_and_what_is_wrong_is_refused() {
        let rule = OverrideRule::parse(
            "colour: red\nconfigs:\n- {side: provider, match: {}, parameters: {a: 1}}\n\
             - {side: provider, match: {}, parameters: {a: 1}}\n",
        )
        .unwrap();
        assert_eq!(rule.unknown, ["colour", "configs.match"]);
        for (text, why) in [
            ("- override://0.0.0.0/a.B?weight=7", "map"),
            ("configs: 7", "list"),
            ("configs:\n- {side: provider}", "no parameters"),
            (
                "configs:\n- {side: both, parameters: {a: 1}}",
                "provider or consumer",
            ),
            ("configs:\n- {parameters: {a: [1]}}", "text or a number"),
            ("enabled: perhaps", "true or false"),
            ("a: &x 1", "anchors"),
        ] {
            let error = OverrideRule::parse(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Rule);
            assert!(error.to_string().contains(why), "{text}: {error}");
        }
    }

    #[test]
    fn addresses_of_ipv6_are_compared_as_addresses() {
        let all = |address: &str| vec![address.to_owned()];
        assert!(matches_address(
            &all("[fd00::1]:20880"),
            "fd00:0::1",
            Some(20880)
        ));
        assert!(matches_address(&all("fd00::1"), "[fd00::1]", Some(20880)));
        assert!(!matches_address(
            &all("[fd00::1]:1"),
            "fd00::1",
            Some(20880)
        ));
    }
}
