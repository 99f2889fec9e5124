//! How rules compare texts, numbers and addresses.
//!
//! Upstream: `UrlUtils.isMatchGlobPattern`, `RangeValuePattern`, `NetUtils.matchIpExpression`, `CIDRUtils`, `StringMatch`.

use std::net::IpAddr;

use regex::Regex;
use serde_json::{Map, Value};

use super::yaml;

/// Largest compiled expression of a rule, in bytes.
const REGEX_BYTES_MAX: usize = 256 * 1024;

/// A text with at most one `*` (the last one counts).
pub(super) fn is_glob_match(pattern: Option<&str>, value: Option<&str>) -> bool {
    let pattern = pattern.unwrap_or_default();
    let value = value.unwrap_or_default();
    if pattern == "*" {
        return true;
    }
    if pattern.is_empty() || value.is_empty() {
        return pattern.is_empty() && value.is_empty();
    }
    match pattern.rsplit_once('*') {
        None => value == pattern,
        // Java compares the two ends apart: they may overlap.
        Some((head, tail)) => value.starts_with(head) && value.ends_with(tail),
    }
}

/// `a~b`, `~b`; what is no range, Java's `a~` too, is `otherwise`. A value that is no number counts as 0.
pub(super) fn is_range_match(pattern: &str, value: &str, otherwise: bool) -> bool {
    let Some(number) = number(value) else {
        return otherwise;
    };
    // Java's `split` forgets empty parts at the end, and what follows the second part does not count.
    let mut parts: Vec<&str> = pattern.split('~').collect();
    while parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    let [start, end, ..] = parts[..] else {
        return otherwise;
    };
    match (start.is_empty(), end.is_empty()) {
        (true, true) => otherwise,
        (true, false) => self::number(end).map_or(otherwise, |end| number <= end),
        (false, true) => self::number(start).map_or(otherwise, |start| number >= start),
        (false, false) => match (self::number(start), self::number(end)) {
            (Some(start), Some(end)) => (start..=end).contains(&number),
            _ => otherwise,
        },
    }
}

/// `StringUtils.parseInteger`: digits only, else 0; `None` where Java throws.
fn number(text: &str) -> Option<i32> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        Some(0)
    }
}

/// An address against `ip`, `ip:port`, segments of `*` and `a-b`, or a network `ip/bits`. What Java cannot read matches
/// nothing; names are compared as they are, not looked up.
pub(super) fn is_ip_match(pattern: &str, host: &str, port: u16) -> bool {
    if pattern.contains('/') {
        return is_in_network(pattern, host).unwrap_or(false);
    }
    let pattern = pattern.trim();
    if pattern == "*" || pattern == "*.*.*.*" {
        return true;
    }
    let Ok(address) = host.parse::<IpAddr>() else {
        let (name, pattern_port) = pattern.rsplit_once(':').unwrap_or((pattern, ""));
        return name == host && (pattern_port.is_empty() || pattern_port == port.to_string());
    };
    let (pattern, pattern_port) = host_and_port(pattern, address.is_ipv4());
    if pattern_port.is_some_and(|wanted| wanted != port.to_string()) {
        return false;
    }
    match address {
        IpAddr::V4(address) => {
            let octets = address.octets().map(u32::from);
            are_segments_match(pattern, '.', &octets, 10)
        }
        IpAddr::V6(address) => {
            if !pattern.contains(['*', '-']) {
                return pattern.parse() == Ok(IpAddr::V6(address));
            }
            let segments = address.segments().map(u32::from);
            are_segments_match(pattern, ':', &segments, 16)
        }
    }
}

fn host_and_port(pattern: &str, is_v4: bool) -> (&str, Option<&str>) {
    if let Some(rest) = pattern.strip_prefix('[') {
        if let Some((host, port)) = rest.split_once("]:") {
            return (host, Some(port));
        }
        if let Some(host) = rest.strip_suffix(']') {
            return (host, None);
        }
    }
    match pattern.split_once(':') {
        Some((host, port)) if is_v4 => (host, Some(port)),
        _ => (pattern, None),
    }
}

fn are_segments_match(pattern: &str, separator: char, address: &[u32], radix: u32) -> bool {
    let masks: Vec<&str> = pattern.split(separator).collect();
    let read = |text: &str| u32::from_str_radix(text, radix).ok();
    // Java looks an address up, and compares a pattern's parts as texts.
    let is_address = !pattern.contains(['*', '-']);
    let is_same = |mask: &str, segment: u32| match (is_address, radix) {
        _ if segment == 0 && !mask.is_empty() && mask.len() <= 4 => {
            mask.bytes().all(|digit| digit == b'0')
        }
        (true, _) => read(mask) == Some(segment),
        (false, 16) => mask == format!("{segment:x}"),
        (false, _) => mask == segment.to_string(),
    };
    masks.len() == address.len()
        && masks
            .iter()
            .zip(address)
            .all(|(mask, segment)| match mask.split_once('-') {
                _ if *mask == "*" => true,
                Some((low, high)) => match (read(low), read(high)) {
                    (Some(low), Some(high)) => (low..=high).contains(segment),
                    _ => false,
                },
                None => is_same(mask, *segment),
            })
}

fn is_in_network(pattern: &str, host: &str) -> Option<bool> {
    let (network, bits) = pattern.split_once('/')?;
    let bits: u32 = bits.parse().ok()?;
    let of = |text: &str| -> Option<(u128, u32)> {
        Some(match text.parse().ok()? {
            IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
            IpAddr::V6(address) => (u128::from(address), 128),
        })
    };
    let ((network, length), (host, host_length)) = (of(network)?, of(host)?);
    if length != host_length || bits > length {
        return Some(false);
    }
    let rest = length - bits;
    Some(network.checked_shr(rest).unwrap_or(0) == host.checked_shr(rest).unwrap_or(0))
}

/// A condition on one text. The first that is set counts, in this order.
#[derive(Debug, Clone, Default)]
pub(super) struct StringMatch {
    exact: Option<String>,
    prefix: Option<String>,
    /// Java compiles it anew for every call and lets it run as long as it takes; here it takes time in proportion to the text.
    regex: Option<Regex>,
    wildcard: Option<String>,
    empty: bool,
    noempty: bool,
}

impl StringMatch {
    /// Reads `{exact: …}`, `{prefix: …}`, `{regex: …}`, `{wildcard: …}`, `{empty: …}` or `{noempty: …}`.
    ///
    /// # Errors
    /// An expression that cannot be read, or is too large.
    pub(super) fn read(map: &Map<String, Value>) -> Result<Self, String> {
        let text = |key: &str| yaml::text(map.get(key));
        let compile = |text: String| {
            regex::RegexBuilder::new(&format!("^(?:{text})$"))
                .size_limit(REGEX_BYTES_MAX)
                .dot_matches_new_line(false)
                .build()
                .map_err(|error| format!("regex `{text}`: {error}"))
        };
        Ok(Self {
            exact: text("exact"),
            prefix: text("prefix"),
            regex: text("regex").map(compile).transpose()?,
            wildcard: text("wildcard"),
            empty: text("empty").is_some(),
            noempty: text("noempty").is_some(),
        })
    }

    pub(super) fn is_match(&self, input: Option<&str>) -> bool {
        if let (Some(exact), Some(input)) = (&self.exact, input) {
            return exact == input;
        }
        if let (Some(prefix), Some(input)) = (&self.prefix, input) {
            return input.starts_with(prefix);
        }
        if let (Some(regex), Some(input)) = (&self.regex, input) {
            return regex.is_match(input);
        }
        if let (Some(wildcard), Some(input)) = (&self.wildcard, input) {
            return wildcard == input || wildcard == "*";
        }
        let is_empty = input.unwrap_or_default().is_empty();
        if self.empty {
            is_empty
        } else {
            self.noempty && !is_empty
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (pattern, value, expected) in [
            ("*", "", true),
            ("", "", true),
            ("", "x", false),
            ("x", "", false),
            ("abc", "abc", true),
            ("ab*", "abc", true),
            ("*bc", "abc", true),
            ("a*c", "abc", true),
            ("a*c", "abd", false),
            ("ab*bc", "abc", true),
        ] {
            assert_eq!(
                is_glob_match(Some(pattern), Some(value)),
                expected,
                "{pattern} {value}"
            );
        }
        assert!(is_glob_match(None, None) && !is_glob_match(None, Some("x")));
    }

    #[test]
    fn ranges() {
        for (pattern, value, expected) in [
            ("1~100", "1", Some(true)),
            ("1~100", "100", Some(true)),
            ("1~100", "101", Some(false)),
            ("~5", "5", Some(true)),
            ("~5", "6", Some(false)),
            // What Java calls invalid is the default of its side.
            ("5~", "9", None),
            ("~", "9", None),
            ("1~100", "99999999999", None),
            // No number is 0.
            ("1~100", "x", Some(false)),
            ("0~100", "-7", Some(true)),
        ] {
            for otherwise in [true, false] {
                let found = is_range_match(pattern, value, otherwise);
                assert_eq!(found, expected.unwrap_or(otherwise), "{pattern} {value}");
            }
        }
    }

    #[test]
    fn addresses() {
        for (pattern, host, expected) in [
            ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.1:20880", "10.0.0.1", true),
            ("10.0.0.1:20881", "10.0.0.1", false),
            ("10.0.*.1", "10.0.7.1", true),
            ("10.0.0.1-9", "10.0.0.9", true),
            ("10.0.0.1-9", "10.0.0.10", false),
            ("10.0.0.*:20880", "10.0.0.3", true),
            ("10.0.0", "10.0.0.1", false),
            ("10.0.0.01", "10.0.0.1", true),
            ("10.0.0.01-1", "10.0.0.1", true),
            ("10.0.*.01", "10.0.0.1", false),
            ("10.00.*.1", "10.0.0.1", true),
            ("*", "10.0.0.1", true),
            ("10.0.0.0/24", "10.0.0.200", true),
            ("10.0.0.0/24", "10.0.1.1", false),
            ("10.0.0.0/33", "10.0.0.0", false),
            ("0.0.0.0/0", "10.0.0.1", true),
            ("x/24", "10.0.0.1", false),
            ("234e:0:4567::3d:*", "234e:0:4567:0:0:0:3d:7", false),
            ("234e:0:4567:0:0:0:3d:*", "234e:0:4567::3d:7", true),
            ("2001:db8::/32", "2001:db8::1", true),
            ("stock-1", "stock-1", true),
            ("stock-1:1", "stock-1", false),
        ] {
            assert_eq!(
                is_ip_match(pattern, host, 20880),
                expected,
                "{pattern} {host}"
            );
        }
    }

    #[test]
    fn string_matches() {
        for (json, input, expected) in [
            (r#"{"exact":"a"}"#, Some("a"), true),
            (r#"{"exact":"a"}"#, Some("b"), false),
            (r#"{"exact":"a"}"#, None, false),
            (r#"{"prefix":"a"}"#, Some("ab"), true),
            (r#"{"regex":"a|bc"}"#, Some("bc"), true),
            (r#"{"regex":"a|bc"}"#, Some("bcd"), false),
            (r#"{"wildcard":"*"}"#, Some("x"), true),
            (r#"{"wildcard":"*"}"#, None, false),
            (r#"{"wildcard":"x*"}"#, Some("xy"), false),
            (r#"{"empty":"1"}"#, None, true),
            (r#"{"empty":"1"}"#, Some("x"), false),
            (r#"{"noempty":1}"#, Some("x"), true),
            (r#"{"noempty":1}"#, None, false),
            ("{}", Some("x"), false),
        ] {
            let map: Map<String, Value> = serde_json::from_str(json).unwrap();
            let found = StringMatch::read(&map).unwrap().is_match(input);
            assert_eq!(found, expected, "{json} {input:?}");
        }
        let read = |text: &str| {
            let map = Map::from_iter([("regex".to_owned(), Value::from(text))]);
            StringMatch::read(&map)
        };
        assert!(read("(").unwrap_err().contains("regex `(`"));
        assert!(read("(a{1000}){1000}").is_err());
    }
}
