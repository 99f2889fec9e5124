//! One side of a condition: `key=value,value & key!=value`.
//!
//! Upstream: `ConditionStateRouter.parseRule`, `AbstractConditionMatcher`, `ArgumentConditionMatcher`, `AttachmentConditionMatcher`,
//! `UrlParamConditionMatcher`.

use std::collections::{BTreeMap, BTreeSet};

use dubbo_rpc::Url;

use super::Request;
use super::pattern::{is_glob_match, is_range_match};

/// What Java's matchers read where there is no such argument or attachment: a text that equals nothing.
const NOT_FOUND: &str = "dubbo_internal_not_found_argument_condition_value";
/// Keys with the values they must and must not have; all of them must hold.
pub(super) type Terms = BTreeMap<String, Term>;

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Term {
    matches: BTreeSet<String>,
    mismatches: BTreeSet<String>,
}

fn is_separator(c: char) -> bool {
    matches!(c, '&' | '!' | '=' | ',')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
}

/// Separator and content in turn, as Java's pattern `([&!=,]*)\s*([^&!=,\s]+)` finds them; what it does not find is
/// passed over.
fn tokens(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let content = rest.trim_start_matches(is_separator);
        let separator = &rest[..rest.len() - content.len()];
        let content = content.trim_start_matches(is_space);
        let end = content
            .find(|c| is_separator(c) || is_space(c))
            .unwrap_or(content.len());
        if end > 0 {
            found.push((separator, &content[..end]));
            rest = &content[end..];
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    found
}

/// Where the last value of a side went: a `,` goes on there.
struct Place {
    key: String,
    is_mismatch: bool,
    /// The key began anew since, and what goes here is looked at by nobody.
    is_gone: bool,
}

/// Reads one side.
///
/// # Errors
/// A separator where none can be; upstream then refuses the whole rule.
pub(super) fn terms(text: &str) -> Result<Terms, String> {
    let mut terms = Terms::new();
    let mut key: Option<String> = None;
    let mut last: Option<Place> = None;
    for (separator, content) in tokens(text) {
        let illegal = || format!("`{text}`: `{separator}` before `{content}` is out of place");
        match separator {
            "" => {
                terms.insert(content.to_owned(), Term::default());
                key = Some(content.to_owned());
                if let Some(place) = &mut last {
                    place.is_gone |= place.key == content;
                }
            }
            "&" => {
                terms.entry(content.to_owned()).or_default();
                key = Some(content.to_owned());
            }
            "=" | "!=" | "," => {
                let place = match separator {
                    "," => last.take(),
                    _ => key.clone().map(|key| Place {
                        key,
                        is_mismatch: separator == "!=",
                        is_gone: false,
                    }),
                };
                let place = place.ok_or_else(illegal)?;
                if !place.is_gone {
                    let term = terms.entry(place.key.clone()).or_default();
                    let values = if place.is_mismatch {
                        &mut term.mismatches
                    } else {
                        &mut term.matches
                    };
                    values.insert(content.to_owned());
                }
                last = Some(place);
            }
            _ => return Err(illegal()),
        }
    }
    Ok(terms)
}

/// Whether a call is meant.
pub(super) fn is_when(terms: &Terms, request: &Request<'_>) -> bool {
    terms.iter().all(|(key, term)| {
        let value = if key.starts_with("arguments") {
            Some(argument(key, request).unwrap_or_else(|| NOT_FOUND.to_owned()))
        } else if key.starts_with("attachments") {
            match bracketed(key, "attachments[") {
                Some(name) => (request.attachment)(name).map(str::to_owned),
                None => Some(NOT_FOUND.to_owned()),
            }
        } else if key == "method" || key == "methods" {
            Some(request.method.to_owned())
        } else {
            sample(request.consumer, key)
        };
        value.is_some_and(|value| term.is_match(&value, None))
    })
}

/// Whether a provider is; none has a call to look at.
pub(super) fn is_then(terms: &Terms, provider: &Url, consumer: &Url) -> bool {
    terms.iter().all(|(key, term)| {
        // A provider has no call to look at.
        let value = if key.starts_with("arguments") || key.starts_with("attachments") {
            Some(NOT_FOUND.to_owned())
        } else {
            sample(provider, key)
        };
        value.is_some_and(|value| term.is_match(&value, Some(consumer)))
    })
}

fn argument(key: &str, request: &Request<'_>) -> Option<String> {
    let index = bracketed(key, "arguments[")?;
    let is_number = index.bytes().all(|byte| byte.is_ascii_digit());
    (request.argument)(index.parse().ok().filter(|_| is_number)?)
}

/// What stands in brackets behind `head`, in the part of the key before its first dot.
fn bracketed<'a>(key: &'a str, head: &str) -> Option<&'a str> {
    let key = key.split('.').next()?;
    let rest = &key[key.find(head)? + head.len()..];
    rest.rsplit_once(']')
        .map(|(inner, _)| inner)
        .filter(|inner| !inner.is_empty())
}

/// A URL's parameter, or one of its parts (Java: `URL.toOriginalMap`).
fn sample(url: &Url, key: &str) -> Option<String> {
    match key {
        "protocol" => Some(url.protocol.clone()),
        "host" => Some(url.host.clone()),
        "port" if url.port > 0 => Some(url.port.to_string()),
        "path" => Some(url.path.clone()),
        "address" if url.port > 0 => Some(url.address()),
        "address" => Some(url.host.clone()),
        _ => url.params.get(key).cloned(),
    }
}

impl Term {
    /// `consumer` where the right side of a condition is compared: `$key` means its parameter there.
    fn is_match(&self, value: &str, consumer: Option<&Url>) -> bool {
        let matches = |pattern: &String| {
            if pattern.contains('~') {
                return is_range_match(pattern, value, consumer.is_some());
            }
            match (consumer, pattern.strip_prefix('$')) {
                (Some(consumer), Some(key)) => {
                    let meant = match key {
                        // `getRawParameter` prints a port of 0 too, and knows no address.
                        "port" => Some(consumer.port.to_string()),
                        "address" => consumer.params.get(key).cloned(),
                        _ => sample(consumer, key),
                    };
                    is_glob_match(meant.as_deref(), Some(value))
                }
                _ => is_glob_match(Some(pattern), Some(value)),
            }
        };
        // Mismatches go before matches; a key without values matches nothing.
        !self.mismatches.iter().any(matches)
            && if self.matches.is_empty() {
                !self.mismatches.is_empty()
            } else {
                self.matches.iter().any(matches)
            }
    }
}
