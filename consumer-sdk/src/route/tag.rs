//! Tagged calls go to tagged providers.
//!
//! Upstream: `TagStateRouter`, `TagRouterRule`.

use std::collections::BTreeMap;

use dubbo_rpc::Url;

use super::pattern::{StringMatch, is_ip_match};
use super::{Request, yaml};

/// Attachment and URL parameter of the tag.
pub(crate) const TAG: &str = "dubbo.tag";
/// Attachment and URL parameter that forbids untagged providers for a tagged call.
const FORCE_TAG: &str = "dubbo.force.tag";

/// The tag of a call: its attachment, else the consumer's own.
fn of_call<'a>(request: &Request<'a>) -> Option<&'a str> {
    (request.attachment)(TAG)
        .filter(|tag| !tag.is_empty())
        .or_else(|| request.consumer.param(TAG))
}

/// Whether a tagged call may go to tagged providers only.
fn is_forced(request: &Request<'_>) -> bool {
    (request.attachment)(FORCE_TAG)
        .filter(|forced| !forced.is_empty())
        .or_else(|| request.consumer.param(FORCE_TAG))
        .is_some_and(|forced| forced.eq_ignore_ascii_case("true"))
}

/// Without a rule (Java: `filterUsingStaticTag`): a tagged call goes to providers of that tag, and to untagged ones where
/// there are none and it is not forced; an untagged call goes to untagged providers only.
pub(super) fn by_static_tag(urls: &[&Url], among: Vec<usize>, request: &Request<'_>) -> Vec<usize> {
    if let Some(tag) = of_call(request) {
        let tagged = kept(&among, |index| urls[index].param(TAG) == Some(tag));
        if !tagged.is_empty() || is_forced(request) {
            return tagged;
        }
    }
    kept(&among, |index| urls[index].param(TAG).is_none())
}

fn kept(among: &[usize], mut is_kept: impl FnMut(usize) -> bool) -> Vec<usize> {
    among
        .iter()
        .copied()
        .filter(|index| is_kept(*index))
        .collect()
}

/// A rule of an application: which of its providers have which tag.
#[derive(Debug, Clone)]
pub(crate) struct TagRule {
    force: bool,
    enabled: bool,
    tags: Vec<Tag>,
}

#[derive(Debug, Clone)]
struct Tag {
    name: String,
    addresses: Vec<String>,
    /// Of v3.0: which parameters a provider has, where no addresses are given.
    params: Option<Vec<(String, StringMatch)>>,
}

/// Addresses by tag.
type Addresses = BTreeMap<String, Vec<String>>;

impl TagRule {
    /// Reads a rule.
    ///
    /// # Errors
    /// What is wrong with it; Java then keeps to the rule it had.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let map = yaml::read(text)?;
        let head = yaml::head(&map)?;
        let version = head.version.unwrap_or_default();
        let is_v3 = version.starts_with("v3.0");
        let mut tags = Vec::new();
        for tag in yaml::maps(&map, "tags").unwrap_or_default() {
            // Nobody asks for the empty name, but addresses without one are no untagged providers either.
            let name = yaml::word(tag, "name")?.unwrap_or_default();
            let addresses = yaml::texts(tag, "addresses").unwrap_or_default();
            let params = match yaml::maps(tag, "match").filter(|_| is_v3) {
                Some(matches) => {
                    let mut params = Vec::new();
                    for param in matches {
                        let key = yaml::text(param.get("key"))
                            .ok_or_else(|| format!("a match of tag `{name}` has no key"))?;
                        let value = match param.get("value").and_then(|value| value.as_object()) {
                            Some(value) => StringMatch::read(value)?,
                            None => StringMatch::default(),
                        };
                        params.push((key, value));
                    }
                    Some(params)
                }
                None if is_v3 && addresses.is_empty() => {
                    return Err(format!("tag `{name}` has neither addresses nor a match"));
                }
                None => None,
            };
            tags.push(Tag {
                name,
                addresses,
                params,
            });
        }
        Ok(Self {
            force: head.force,
            // Unlike a condition rule, one without tags takes the place of the one before it, and is none.
            enabled: head.enabled && head.valid && !tags.is_empty(),
            tags,
        })
    }

    /// Which of `among`, indices into `urls`, the call may go to.
    pub(crate) fn route(
        &self,
        urls: &[&Url],
        among: Vec<usize>,
        request: &Request<'_>,
    ) -> Vec<usize> {
        if !self.enabled {
            return by_static_tag(urls, among, request);
        }
        let addresses = self.addresses(urls);
        let is_listed = |index: usize, list: &[String]| {
            let url = urls[index];
            list.iter().any(|address| {
                is_ip_match(address, &url.host, url.port)
                    || *address == format!("0.0.0.0:{}", url.port)
            })
        };
        let untagged = |index: usize| urls[index].param(TAG).is_none();
        let all: Vec<String> = addresses.values().flatten().cloned().collect();
        let Some(tag) = of_call(request) else {
            let outside = kept(&among, |index| !is_listed(index, &all));
            return kept(&outside, untagged);
        };
        let forced = is_forced(request);
        let tagged = match of_level(&addresses, tag, forced) {
            Some(list) => {
                let tagged = kept(&among, |index| is_listed(index, list));
                if !tagged.is_empty() || self.force {
                    return tagged;
                }
                tagged
            }
            None => kept(&among, |index| urls[index].param(TAG) == Some(tag)),
        };
        if !tagged.is_empty() || forced {
            return tagged;
        }
        kept(&among, |index| !is_listed(index, &all) && untagged(index))
    }

    fn addresses(&self, urls: &[&Url]) -> Addresses {
        let mut addresses = Addresses::new();
        for tag in self.tags.iter().filter(|tag| !tag.addresses.is_empty()) {
            addresses.insert(tag.name.clone(), tag.addresses.clone());
        }
        for tag in self.tags.iter().filter(|tag| tag.addresses.is_empty()) {
            let Some(params) = &tag.params else { continue };
            let matching: Vec<String> = urls
                .iter()
                .filter(|url| {
                    params
                        .iter()
                        .all(|(key, value)| value.is_match(url.params.get(key).map(String::as_str)))
                })
                .map(|url| url.address())
                .collect();
            if !matching.is_empty() {
                addresses.insert(tag.name.clone(), matching);
            }
        }
        addresses
    }
}

/// The addresses of a tag; of `a|b` those of `a|b`, else those of `a` (Java: `selectAddressByTagLevel`).
fn of_level<'a>(addresses: &'a Addresses, tag: &str, forced: bool) -> Option<&'a Vec<String>> {
    if forced || !tag.contains('|') {
        return addresses.get(tag);
    }
    let levels: Vec<&str> = tag.split('|').collect();
    (1..=levels.len())
        .rev()
        .filter_map(|count| addresses.get(&levels[..count].join("|")))
        .find(|list| !list.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(rule: Option<&str>, tag: Option<&str>, forced: bool) -> Vec<usize> {
        let urls: Vec<Url> = [
            "dubbo://10.0.0.1:20880/a.B",
            "dubbo://10.0.0.2:20880/a.B?dubbo.tag=gray&region=hz",
            "dubbo://10.0.0.3:20881/a.B?dubbo.tag=blue",
            "dubbo://10.0.0.4:20881/a.B",
        ]
        .iter()
        .map(|text| text.parse().unwrap())
        .collect();
        let urls: Vec<&Url> = urls.iter().collect();
        let attachment = |key: &str| match key {
            TAG => tag,
            _ => forced.then_some("true"),
        };
        let request = Request {
            consumer: &Url::default(),
            method: "any",
            attachment: &attachment,
            argument: &|_| None,
        };
        match rule {
            None => by_static_tag(&urls, vec![0, 1, 2, 3], &request),
            Some(rule) => TagRule::read(rule)
                .unwrap()
                .route(&urls, vec![0, 1, 2, 3], &request),
        }
    }

    #[test]
    fn static_tags() {
        for (tag, forced, expected) in [
            (None, false, &[0, 3][..]),
            (Some("gray"), false, &[1]),
            (Some("red"), false, &[0, 3]),
            (Some("red"), true, &[]),
            (Some("blue"), true, &[2]),
            (Some(""), true, &[0, 3]),
        ] {
            assert_eq!(route(None, tag, forced), expected, "{tag:?} {forced}");
        }
    }

    #[test]
    fn rules() {
        const RULE: &str = "tags: [{name: a, addresses: ['10.0.0.1:20880']}, {name: 'a|b', addresses: ['10.0.0.4']}, {name: none, addresses: ['10.9.9.9']}]";
        for (tag, forced, expected) in [
            (Some("a"), false, &[0][..]),
            (Some("a|b"), false, &[3]),
            (Some("a|x"), false, &[0]),
            (Some("a|"), false, &[0]),
            (Some("|a"), false, &[]),
            (Some("a|x"), true, &[]),
            (Some("gray"), false, &[1]),
            (Some("none"), false, &[]),
            (Some("other"), false, &[]),
            (None, false, &[]),
        ] {
            assert_eq!(route(Some(RULE), tag, forced), expected, "{tag:?} {forced}");
        }
        let by_port = "tags: [{name: a, addresses: ['0.0.0.0:20880']}]";
        assert_eq!(route(Some(by_port), Some("a"), false), [0, 1]);
        assert_eq!(route(Some(by_port), Some("other"), false), [3]);
        let by_param =
            "configVersion: v3.0\ntags: [{name: hz, match: [{key: region, value: {exact: hz}}]}]";
        assert_eq!(route(Some(by_param), Some("hz"), false), [1]);
        let off = "enabled: false\ntags: [{name: a, addresses: ['10.0.0.1']}]";
        assert_eq!(route(Some(off), Some("a"), false), [0, 3]);
        for none in [
            "tags: x",
            "tags: []",
            "valid: false\ntags: [{name: a, addresses: ['*']}]",
        ] {
            assert_eq!(route(Some(none), None, false), [0, 3], "{none}");
        }
        let unnamed = "tags: [{addresses: ['10.0.0.1']}]";
        assert_eq!(route(Some(unnamed), None, false), [3]);
        let forced = "force: true\ntags: [{name: a, addresses: ['10.9.9.9']}]";
        assert_eq!(route(Some(forced), Some("a"), false), [] as [usize; 0]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (rule, says) in [
            ("tags: [{name: 7}]", "no text"),
            ("configVersion: 3.0\ntags: [{name: a}]", "no text"),
            (
                "configVersion: v3.0\ntags: [{name: a}]",
                "neither addresses",
            ),
        ] {
            assert!(TagRule::read(rule).unwrap_err().contains(says), "{rule}");
        }
    }
}
