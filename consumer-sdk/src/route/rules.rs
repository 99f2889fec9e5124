//! The rules of a reference at one moment, made from their texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dubbo_rpc::Url;

use super::Request;
use super::condition::ConditionRule;
use super::overrides::{self, Override};
use super::tag::{self, TagRule};
use crate::directory::Endpoint;

/// Texts of rules by the name they are kept under.
pub(crate) type RuleTexts = BTreeMap<String, String>;

/// Rules of a reference at one moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    pub(crate) routers: Arc<Routers>,
    /// The application's first, then the service's.
    overrides: [Arc<Vec<Override>>; 2],
    /// This machine's address as rules see it.
    host: String,
}

/// The routers of a reference.
#[derive(Debug, Clone, Default)]
pub(crate) struct Routers {
    tag: Option<TagRule>,
    /// Of the service, the provider's application and the consumer's, in the order they run.
    conditions: [Option<ConditionRule>; 3],
}

/// Where a reference's rules are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleNames {
    /// `{interface}:{version}:{group}`.
    service: String,
    application: String,
    /// Known with the first provider.
    provider_application: Option<String>,
}

impl RuleNames {
    pub(crate) fn new(consumer: &Url, provider_application: Option<String>) -> Self {
        let part = |key: &str| consumer.param(key).unwrap_or_default();
        Self {
            service: format!(
                "{}:{}:{}",
                part("interface"),
                part("version"),
                part("group")
            )
            .replace('$', "___"),
            application: part("application").to_owned(),
            provider_application,
        }
    }

    /// All names, to be listened to.
    pub(crate) fn all(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for key in [&self.service, &self.application] {
            for suffix in [".condition-router", ".configurators"] {
                names.insert(format!("{key}{suffix}"));
            }
        }
        if let Some(key) = &self.provider_application {
            for suffix in [".condition-router", ".tag-router", ".script-router"] {
                names.insert(format!("{key}{suffix}"));
            }
        }
        names
    }
}

impl Rules {
    /// No rules yet, for a consumer at this address.
    pub(crate) fn new(host: &str) -> Self {
        Self {
            host: host.to_owned(),
            ..Self::default()
        }
    }

    /// What these texts say, in place of what held before.
    pub(crate) fn updated(&self, names: &RuleNames, texts: &RuleTexts) -> Self {
        let old = &*self.routers;
        let condition = |key: Option<&String>, old: &Option<ConditionRule>| {
            let name = format!("{}.condition-router", key?);
            read(&name, texts, old.clone(), ConditionRule::read)
        };
        let provider = names.provider_application.as_ref();
        let tag = provider.and_then(|key| {
            read(
                &format!("{key}.tag-router"),
                texts,
                old.tag.clone(),
                TagRule::read,
            )
        });
        if let Some(script) = provider
            .map(|key| format!("{key}.script-router"))
            .filter(|name| texts.contains_key(name))
        {
            tracing::error!(
                rule = script,
                "a script rule is refused: scripts of a registry are not run here; providers are chosen without it"
            );
        }
        // The consumer's own rule and the provider's application's are one text where they are one application.
        let own = Some(&names.application).filter(|own| provider != Some(*own));
        let [of_service, of_provider, of_application] = &old.conditions;
        let routers = Routers {
            tag,
            conditions: [
                condition(Some(&names.service), of_service),
                condition(provider, of_provider),
                condition(own.or(Some(&names.application)), of_application),
            ],
        };
        let changes = |key: &str, old: &Arc<Vec<Override>>| {
            let name = format!("{key}.configurators");
            let old = Some(old.as_ref().clone()).filter(|old| !old.is_empty());
            Arc::new(read(&name, texts, old, overrides::read).unwrap_or_default())
        };
        Self {
            routers: Arc::new(routers),
            overrides: [
                changes(&names.application, &self.overrides[0]),
                changes(&names.service, &self.overrides[1]),
            ],
            host: self.host.clone(),
        }
    }

    /// A URL as the override rules change it.
    pub(crate) fn overridden(&self, mut url: Url) -> Url {
        for change in self.overrides.iter().flat_map(|changes| changes.iter()) {
            change.apply(&mut url, &self.host);
        }
        url
    }
}

/// Reads a text; what cannot be read leaves what was there.
fn read<T>(
    name: &str,
    texts: &RuleTexts,
    old: Option<T>,
    reader: impl FnOnce(&str) -> Result<T, String>,
) -> Option<T> {
    let text = texts.get(name).filter(|text| !text.trim().is_empty())?;
    match reader(text) {
        Ok(rule) => Some(rule),
        Err(error) => {
            tracing::error!(
                rule = name,
                error,
                "a rule cannot be read; the one before it stays in effect"
            );
            old
        }
    }
}

impl Routers {
    pub(crate) fn is_empty(&self) -> bool {
        self.tag.is_none() && self.conditions.iter().all(Option::is_none)
    }

    /// Indices of the endpoints a call may go to.
    pub(crate) fn route(&self, endpoints: &[Arc<Endpoint>], request: &Request<'_>) -> Vec<usize> {
        let urls: Vec<&Url> = endpoints.iter().map(|endpoint| &endpoint.url).collect();
        self.route_urls(&urls, request, &mut |below| fastrand::u64(..below.max(1)))
    }

    /// The same on URLs alone: the tag rule, then the conditions of the service, the provider's application and the
    /// consumer's, each on what the one before left.
    pub(crate) fn route_urls(
        &self,
        urls: &[&Url],
        request: &Request<'_>,
        draw: &mut dyn FnMut(u64) -> u64,
    ) -> Vec<usize> {
        let all: Vec<usize> = (0..urls.len()).collect();
        let mut left = match &self.tag {
            Some(rule) => rule.route(urls, all, request),
            None => tag::by_static_tag(urls, all, request),
        };
        for rule in self.conditions.iter().flatten() {
            if left.is_empty() {
                break;
            }
            left = rule.route(urls, left, request, draw);
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pairs: &[(&str, &str)]) -> RuleTexts {
        let owned = pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        owned.collect()
    }

    #[test]
    fn texts_become_rules_and_what_cannot_be_read_changes_nothing() {
        let consumer: Url =
            "consumer://10.9.0.1/a.B?interface=a.B&application=mall&version=1.0&side=consumer"
                .parse()
                .unwrap();
        let names = RuleNames::new(&consumer, Some("stock".to_owned()));
        assert!(names.all().contains("a.B:1.0:.condition-router"));
        assert!(names.all().contains("stock.tag-router"));
        assert!(names.all().contains("mall.configurators"));
        let condition = "a.B:1.0:.condition-router";
        let change = "mall.configurators";
        let none = Rules::new("10.9.0.1");
        let some = none.updated(
            &names,
            &texts(&[
                (condition, "conditions: ['=> host=10.0.0.2']"),
                (change, "scope: application\nkey: mall\nconfigs: [{side: consumer, parameters: {timeout: 7}}]"),
            ]),
        );
        let urls: Vec<Url> = ["dubbo://10.0.0.1:1/a.B", "dubbo://10.0.0.2:1/a.B"]
            .map(|text| text.parse().unwrap())
            .to_vec();
        let urls: Vec<&Url> = urls.iter().collect();
        let request = Request {
            consumer: &consumer,
            method: "any",
            attachment: &|_| None,
            argument: &|_| None,
        };
        let route = |rules: &Rules| rules.routers.route_urls(&urls, &request, &mut |_| 0);
        assert_eq!(route(&none), [0, 1]);
        assert_eq!(route(&some), [1]);
        assert_eq!(
            some.overridden(consumer.clone()).param("timeout"),
            Some("7")
        );
        let broken = some.updated(
            &names,
            &texts(&[(condition, "conditions: ["), (change, "x")]),
        );
        assert_eq!(route(&broken), [1]);
        assert_eq!(
            broken.overridden(consumer.clone()).param("timeout"),
            Some("7")
        );
        let gone = broken.updated(&names, &RuleTexts::new());
        assert!(gone.routers.is_empty());
        assert_eq!(gone.overridden(consumer.clone()).param("timeout"), None);
    }
}
