//! Dubbo URLs: `dubbo://host:port/path?key=value`, as registries publish them.
//!
//! Upstream: `org.apache.dubbo.common.URL`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A provider's address with what it says about itself. Parameters are kept sorted, so that equal
/// URLs print equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Url {
    /// `dubbo`, `tri`, …
    pub protocol: String,
    /// Host name or address; an IPv6 address without its brackets.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Service path without the leading slash; as a rule the interface name.
    pub path: String,
    /// Query parameters, decoded.
    pub params: BTreeMap<String, String>,
}

/// Why a text is no Dubbo URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a Dubbo URL: {reason}; expected protocol://host:port/path?key=value")]
pub struct UrlError {
    text: String,
    reason: &'static str,
}

impl Url {
    /// A URL without parameters.
    #[must_use]
    pub fn new(protocol: &str, host: &str, port: u16, path: &str) -> Self {
        Self {
            protocol: protocol.to_owned(),
            host: host.to_owned(),
            port,
            path: path.to_owned(),
            params: BTreeMap::new(),
        }
    }

    /// A parameter's value; an empty one counts as absent, as in Java.
    #[must_use]
    pub fn param(&self, key: &str) -> Option<&str> {
        self.params
            .get(key)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The interface: parameter `interface`, else the path.
    #[must_use]
    pub fn interface(&self) -> &str {
        self.param("interface").unwrap_or(&self.path)
    }

    /// `host:port`, an IPv6 address in brackets.
    #[must_use]
    pub fn address(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// `[group/]path[:version]`, the key under which a provider exports the service.
    #[must_use]
    pub fn service_key(&self) -> String {
        let mut key = String::new();
        if let Some(group) = self.param("group") {
            key.push_str(group);
            key.push('/');
        }
        key.push_str(self.interface());
        if let Some(version) = self.param("version").filter(|version| *version != "0.0.0") {
            key.push(':');
            key.push_str(version);
        }
        key
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.protocol, self.address())?;
        if !self.path.is_empty() {
            write!(f, "/{}", self.path)?;
        }
        for (index, (key, value)) in self.params.iter().enumerate() {
            let mark = if index == 0 { '?' } else { '&' };
            write!(f, "{mark}{}={}", Encoded(key), Encoded(value))?;
        }
        Ok(())
    }
}

impl FromStr for Url {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        let error = |reason| UrlError {
            text: text.chars().take(200).collect(),
            reason,
        };
        let (protocol, rest) = text
            .split_once("://")
            .ok_or_else(|| error("it has no ://"))?;
        if protocol.is_empty() {
            return Err(error("its protocol is empty"));
        }
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = place.split_once('/').unwrap_or((place, ""));
        let authority = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        let (host, port) = match authority.strip_prefix('[') {
            Some(v6) => {
                let (host, rest) = v6
                    .split_once(']')
                    .ok_or_else(|| error("its [ is not closed"))?;
                (host, rest.strip_prefix(':'))
            }
            None => match authority.rsplit_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (authority, None),
            },
        };
        if host.is_empty() {
            return Err(error("its host is empty"));
        }
        let port = match port {
            Some(port) => port
                .parse()
                .map_err(|_| error("its port is not 0 to 65535"))?,
            None => 0,
        };
        let mut params = BTreeMap::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, pair));
            let decoded = |text| decode(text).ok_or_else(|| error("a % is not followed by a byte"));
            params.insert(decoded(key)?, decoded(value)?);
        }
        let path = decode(path).ok_or_else(|| error("a % is not followed by a byte"))?;
        Ok(Self {
            protocol: protocol.to_owned(),
            host: host.to_owned(),
            port,
            path,
            params,
        })
    }
}

/// Percent-encodes everything but the characters `java.net.URLEncoder` leaves alone.
struct Encoded<'a>(&'a str);

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' | b',' => {
                    write!(f, "{}", char::from(byte))?;
                }
                _ => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let pair = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?
            }
            b'+' => b' ',
            _ => byte,
        });
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_what_java_publishes() {
        let text = "dubbo://10.0.0.1:20880/com.x.Foo?application=a%20b&group=g&interface=com.x.Foo&\
                    methods=a,b&timeout=3000&version=1.0";
        let url: Url = text.parse().unwrap();
        assert_eq!(url.address(), "10.0.0.1:20880");
        assert_eq!(url.param("application"), Some("a b"));
        assert_eq!(url.service_key(), "g/com.x.Foo:1.0");
        assert_eq!(url.to_string(), text);
    }

    #[test]
    fn ipv6_user_and_defaults() {
        let url: Url = "tri://user:secret@[::1]:50051/a.B?empty=".parse().unwrap();
        assert_eq!((url.host.as_str(), url.port), ("::1", 50051));
        assert_eq!(url.param("empty"), None);
        assert_eq!(url.to_string(), "tri://[::1]:50051/a.B?empty=");
        assert_eq!("dubbo://h".parse::<Url>().unwrap().port, 0);
        let unversioned: Url = "dubbo://h/a.B?version=0.0.0".parse().unwrap();
        assert_eq!(unversioned.service_key(), "a.B");
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, reason) in [
            ("10.0.0.1:20880", "no ://"),
            ("://h:1", "protocol is empty"),
            ("dubbo://:1", "host is empty"),
            ("dubbo://h:99999", "port"),
            ("dubbo://[::1:1", "not closed"),
            ("dubbo://h:1/a?x=%4", "%"),
        ] {
            let error = text.parse::<Url>().unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
