//! Whom a v3.0 override rule is meant for (`match`).
//!
//! Upstream: `ConditionMatch`, `AddressMatch`, `ListStringMatch`, `ParamMatch`.

use dubbo_rpc::Url;
use serde_json::{Map, Value};

use super::overrides::service_key;
use super::pattern::{StringMatch, is_glob_match, is_ip_match};
use super::yaml;

/// What must hold of the consumer's address and the URL; what is not said holds.
#[derive(Debug, Clone)]
pub(super) struct Match {
    address: Option<AddressMatch>,
    provider_address: Option<AddressMatch>,
    service: Option<Vec<StringMatch>>,
    app: Option<Vec<StringMatch>>,
    params: Vec<(String, StringMatch)>,
}

/// A condition on an address. The first that is set counts, in this order.
#[derive(Debug, Clone)]
struct AddressMatch {
    /// Upstream's spelling of CIDR.
    cird: Option<String>,
    wildcard: Option<String>,
    exact: Option<String>,
}

impl Match {
    /// Reads `{address: …, providerAddress: …, service: {oneof: […]}, app: {oneof: […]}, param: […]}`.
    ///
    /// # Errors
    /// A `param` without a key, or an expression that cannot be read.
    pub(super) fn read(map: &Map<String, Value>) -> Result<Self, String> {
        let inner = |key: &str| map.get(key).and_then(Value::as_object);
        let one_of = |key: &str| -> Result<Option<Vec<StringMatch>>, String> {
            let Some(list) = inner(key) else {
                return Ok(None);
            };
            let list = yaml::maps(list, "oneof").unwrap_or_default();
            let read: Result<_, _> = list.into_iter().map(StringMatch::read).collect();
            read.map(Some)
        };
        let mut params = Vec::new();
        for param in yaml::maps(map, "param").unwrap_or_default() {
            let value = param.get("value").and_then(Value::as_object);
            let value = value.map(StringMatch::read).transpose()?;
            let key = yaml::text(param.get("key")).ok_or("a param of a match has no key")?;
            params.push((key, value.unwrap_or_default()));
        }
        Ok(Self {
            address: inner("address").map(AddressMatch::read),
            provider_address: inner("providerAddress").map(AddressMatch::read),
            service: one_of("service")?,
            app: one_of("app")?,
            params,
        })
    }

    /// Whether it holds. `host` is the consumer's address, `address` the URL's `host:port`.
    pub(super) fn is_match(&self, url: &Url, host: &str, address: &str) -> bool {
        let is_address = |wanted: &Option<AddressMatch>, input: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.is_match(input))
        };
        let any = |list: &Option<Vec<StringMatch>>, input: Option<&str>| {
            list.as_ref()
                .is_none_or(|list| list.iter().any(|one| one.is_match(input)))
        };
        is_address(&self.address, host)
            && is_address(&self.provider_address, address)
            && any(&self.service, Some(&service_key(url)))
            && any(&self.app, url.params.get("application").map(String::as_str))
            && self
                .params
                .iter()
                .all(|(key, value)| value.is_match(url.params.get(key).map(String::as_str)))
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
        if let Some(cird) = &self.cird {
            // Upstream does not take the port off `host:port`: no such text is an address, and the next condition counts.
            let is_address = input.parse::<std::net::IpAddr>().is_ok();
            if input == cird || is_address {
                return input == cird || is_ip_match(cird, input, 0);
            }
        }
        if let Some(wildcard) = &self.wildcard {
            return wildcard == "0.0.0.0" || is_glob_match(Some(wildcard), Some(input));
        }
        self.exact.as_deref() == Some(input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_decides_alone_where_there_is_an_address() {
        let network = |cird: &str| AddressMatch {
            cird: Some(cird.to_owned()),
            wildcard: Some("*".to_owned()),
            exact: None,
        };
        assert!(network("10.0.0.0/24").is_match("10.0.0.7"));
        assert!(!network("10.0.0.0/24").is_match("10.0.1.7"));
        // What is no address is what the wildcard says.
        assert!(network("10.0.0.0/24").is_match("10.0.1.7:20880"));
    }
}
