//! URL parameters as Java reads them, and what a consumer makes of a provider's.
//!
//! Upstream: `org.apache.dubbo.common.URL.getMethodParameter`, `DefaultProviderURLMergeProcessor`.

use std::str::FromStr;

use dubbo_registry::ProviderAddress;
use dubbo_rpc::Url;

/// The provider's own business, of no use to a consumer.
const OF_THE_PROVIDER: &[&str] = &[
    "threadname",
    "threadpool",
    "corethreads",
    "threads",
    "queues",
    "alive",
    "transporter",
];
/// What a provider says of itself and no consumer overrides.
const KEPT: &[&str] = &["release", "dubbo", "methods", "timestamp", "dubbo.tag"];
/// What a provider says of itself if it says it at all.
const KEPT_IF_THERE: &[&str] = &["group", "version", "generic"];

/// A parameter of a method: `method.key`, else `key`, else `default.key` as 2.6 publishes it.
#[must_use]
pub(crate) fn of_method<'a>(url: &'a Url, method: &str, key: &str) -> Option<&'a str> {
    url.param(&format!("{method}.{key}"))
        .or_else(|| url.param(key))
        .or_else(|| url.param(&format!("default.{key}")))
}

/// The same, read; `None` also when it cannot be read.
#[must_use]
pub(crate) fn read<T: FromStr>(url: &Url, method: &str, key: &str) -> Option<T> {
    of_method(url, method, key)?.trim().parse().ok()
}

/// A provider's URL as the consumer uses it: the provider's parameters, overridden by the consumer's.
#[must_use]
pub(crate) fn merge(provider: &ProviderAddress, consumer: &Url) -> Url {
    let mut url = Url::new(
        &provider.protocol,
        &provider.host,
        provider.port,
        &provider.path,
    );
    url.params.extend(
        provider
            .parameters
            .iter()
            .filter(|(key, _)| {
                let key = key.strip_prefix("default.").unwrap_or(key);
                !OF_THE_PROVIDER.contains(&key)
            })
            .map(|(key, value)| (key.clone(), value.clone())),
    );
    let application = provider.parameters.get("application").cloned();
    for (key, value) in &consumer.params {
        let kept = KEPT.contains(&key.as_str())
            || (KEPT_IF_THERE.contains(&key.as_str())
                && provider.parameters.contains_key(key.as_str()));
        if !kept {
            url.params.insert(key.clone(), value.clone());
        }
    }
    if let Some(application) = application {
        url.params
            .insert("remote.application".to_owned(), application);
    }
    // Published or not, the weight the registry read is the one that counts.
    if provider.weight != 100 {
        url.params
            .entry("weight".to_owned())
            .or_insert_with(|| provider.weight.to_string());
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use dubbo_registry::ServiceKey;

    fn provider(parameters: &[(&str, &str)]) -> ProviderAddress {
        let mut provider = ProviderAddress::dubbo(ServiceKey::new("a.B"), "10.0.0.1", 20880);
        provider.parameters = parameters
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        provider
    }

    #[test]
    fn the_consumer_overrides_what_is_its_to_say() {
        let consumer: Url = "consumer://10.9.9.9/a.B?application=mall&side=consumer&timeout=500&\
                             timestamp=1&release=ours&version=2.0&dubbo.tag=blue"
            .parse()
            .unwrap();
        let merged = merge(
            &provider(&[
                ("application", "stock"),
                ("timeout", "9000"),
                ("retries", "0"),
                ("threads", "200"),
                ("default.threads", "100"),
                ("timestamp", "77"),
                ("version", "1.0"),
                ("dubbo.tag", "green"),
                ("say.timeout", "7"),
            ]),
            &consumer,
        );
        for (key, value) in [
            ("application", Some("mall")),
            ("remote.application", Some("stock")),
            ("timeout", Some("500")),
            ("retries", Some("0")),
            ("threads", None),
            ("default.threads", None),
            ("timestamp", Some("77")),
            ("version", Some("1.0")),
            ("release", None),
            ("dubbo.tag", Some("green")),
        ] {
            assert_eq!(merged.param(key), value, "{key}");
        }
        assert_eq!(read(&merged, "say", "timeout"), Some(7));
        assert_eq!(read(&merged, "hear", "timeout"), Some(500));
        assert_eq!(read::<u32>(&merged, "hear", "application"), None);
        let old = merge(&provider(&[("default.timeout", "42")]), &Url::default());
        assert_eq!(read(&old, "any", "timeout"), Some(42));
    }
}
