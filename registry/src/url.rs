//! The address of a registry.

use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;

use crate::error::{Error, ErrorKind};

/// Nacos' API port where none is given.
const DEFAULT_PORT: u16 = 8848;
/// Nacos' group where none is given.
const DEFAULT_GROUP: &str = "DEFAULT_GROUP";
/// The parameters that are understood.
const PARAMETERS: [&str; 5] = ["namespace", "group", "username", "password", "backup"];

/// `nacos://[user:password@]host[:port][,host[:port]...][?namespace=..&group=..]`.
///
/// As in Java, further servers may also come as `backup=host:port,host:port` and the login as `username` and
/// `password` parameters. User and password are percent-encoded where they contain reserved characters. The password
/// shows in neither `Debug` nor `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistryUrl {
    servers: Vec<String>,
    login: Option<(String, String)>,
    namespace: String,
    group: String,
}

impl RegistryUrl {
    /// The servers, each `host:port` (the port of the API; gRPC is at 1000 more).
    pub fn servers(&self) -> &[String] {
        &self.servers
    }

    /// The id of the Nacos namespace; empty for `public`.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The Nacos group (not a Dubbo group).
    pub fn group(&self) -> &str {
        &self.group
    }

    /// The user to log in as, if any.
    pub fn user(&self) -> Option<&str> {
        self.login.as_ref().map(|(user, _)| user.as_str())
    }

    /// The password of [`RegistryUrl::user`].
    pub(crate) fn password(&self) -> Option<&str> {
        self.login.as_ref().map(|(_, password)| password.as_str())
    }

    /// The same with this login, e.g. with a password that comes from a file.
    pub fn with_login(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            login: Some((user.into(), password.into())),
            ..self
        }
    }
}

fn refuse(why: impl fmt::Display) -> Error {
    // The text is not quoted: it may hold a password.
    Error::new(
        ErrorKind::Url,
        format!(
            "registry address: {why}; expected nacos://[user:password@]host:port[,host:port][?namespace=id&group=name]"
        ),
    )
}

impl FromStr for RegistryUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let Some((scheme, rest)) = text.trim().split_once("://") else {
            return Err(refuse("it has no `://`"));
        };
        if scheme != "nacos" {
            return Err(refuse(format_args!(
                "`{scheme}` is not a kind of registry we know"
            )));
        }
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        // Java's addresses may end in a path, which means nothing to Nacos.
        let (authority, _path) = match rest.rsplit_once('@') {
            Some((login, hosts)) => {
                let (hosts, path) = hosts.split_once('/').unwrap_or((hosts, ""));
                ((Some(login), hosts), path)
            }
            None => {
                let (hosts, path) = rest.split_once('/').unwrap_or((rest, ""));
                ((None, hosts), path)
            }
        };
        let mut url = Self {
            servers: servers(authority.1)?,
            login: authority.0.map(login).transpose()?,
            namespace: String::new(),
            group: DEFAULT_GROUP.to_owned(),
        };
        url.read_query(query)?;
        if url.servers.is_empty() {
            return Err(refuse("it names no server"));
        }
        Ok(url)
    }
}

impl RegistryUrl {
    fn read_query(&mut self, query: &str) -> Result<(), Error> {
        let (mut user, mut password) = (None, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(value)?;
            match key {
                // `public` is how people call the namespace without an id.
                "namespace" => {
                    self.namespace = if value == "public" {
                        String::new()
                    } else {
                        value
                    }
                }
                "group" if value.is_empty() => {
                    return Err(refuse("the parameter `group` is empty"));
                }
                "group" => self.group = value,
                "username" => user = Some(value),
                "password" => password = Some(value),
                "backup" => self.servers.extend(servers(&value)?),
                _ => {
                    let known = PARAMETERS.join("`, `");
                    return Err(refuse(format_args!(
                        "unknown parameter `{key}`, known are `{known}`"
                    )));
                }
            }
        }
        match (user, password) {
            (Some(user), Some(password)) => self.login = Some((user, password)),
            (None, None) => {}
            _ => return Err(refuse("`username` and `password` go together")),
        }
        Ok(())
    }
}

fn login(text: &str) -> Result<(String, String), Error> {
    match text.split_once(':') {
        Some((user, password)) if !user.is_empty() => Ok((decode(user)?, decode(password)?)),
        _ => Err(refuse("before the `@` there must be user:password")),
    }
}

fn servers(text: &str) -> Result<Vec<String>, Error> {
    text.split(',')
        .map(str::trim)
        .filter(|server| !server.is_empty())
        .map(server)
        .collect()
}

fn server(text: &str) -> Result<String, Error> {
    // `[::1]:8848` has colons inside its brackets.
    let host_end = text.rfind(']').map_or(0, |end| end + 1);
    let (host, port) = match text[host_end..].find(':') {
        Some(colon) => {
            let (host, port) = text.split_at(host_end + colon);
            let number = port[1..]
                .parse()
                .ok()
                .filter(|number: &u16| *number <= u16::MAX - 1001 && *number > 0);
            (
                host,
                number.ok_or_else(|| {
                    refuse(format_args!(
                        "`{}` is not a port from 1 to 64534",
                        &port[1..]
                    ))
                })?,
            )
        }
        None => (text, DEFAULT_PORT),
    };
    if host.is_empty() || host.chars().any(char::is_whitespace) {
        return Err(refuse(format_args!("`{host}` is not a host")));
    }
    Ok(format!("{host}:{port}"))
}

fn decode(text: &str) -> Result<String, Error> {
    percent_decode_str(text)
        .decode_utf8()
        .map(Into::into)
        .map_err(|_| refuse("percent-encoded text is not UTF-8"))
}

impl fmt::Display for RegistryUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nacos://")?;
        if let Some(user) = self.user() {
            write!(f, "{user}:***@")?;
        }
        write!(
            f,
            "{}?namespace={}&group={}",
            self.servers.join(","),
            self.namespace,
            self.group
        )
    }
}

impl fmt::Debug for RegistryUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RegistryUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<RegistryUrl, Error> {
        text.parse()
    }

    #[test]
    fn reads_what_java_writes() {
        for (text, shown) in [
            ("nacos://h", "nacos://h:8848?namespace=&group=DEFAULT_GROUP"),
            (
                "nacos://h:1,i:2",
                "nacos://h:1,i:2?namespace=&group=DEFAULT_GROUP",
            ),
            (
                "nacos://h:1?backup=i:2,j:3",
                "nacos://h:1,i:2,j:3?namespace=&group=DEFAULT_GROUP",
            ),
            (
                "nacos://h/org.apache.dubbo.registry.RegistryService?group=g",
                "nacos://h:8848?namespace=&group=g",
            ),
            (
                "nacos://h?namespace=public",
                "nacos://h:8848?namespace=&group=DEFAULT_GROUP",
            ),
            (
                "nacos://[::1]:1,[::2]?namespace=dev",
                "nacos://[::1]:1,[::2]:8848?namespace=dev&group=DEFAULT_GROUP",
            ),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn the_password_is_read_and_never_shown() {
        for text in [
            "nacos://me:s%40:canary/p@h:1",
            "nacos://h:1?username=me&password=s%40:canary/p",
            "nacos://me:s@:canary/p@h:1",
        ] {
            let url = parse(text).unwrap();
            assert_eq!(
                (url.user(), url.password()),
                (Some("me"), Some("s@:canary/p")),
                "{text}"
            );
            assert!(!format!("{url} {url:?}").contains("canary"), "{url:?}");
            assert_eq!(url.servers(), ["h:1"]);
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        for (text, says) in [
            ("127.0.0.1:8848", "no `://`"),
            ("zookeeper://h", "`zookeeper`"),
            ("nacos://", "names no server"),
            ("nacos://me@h", "user:password"),
            ("nacos://h:0", "`0` is not a port"),
            ("nacos://h:64535", "64535"),
            ("nacos://h:x", "`x`"),
            ("nacos://a b", "not a host"),
            ("nacos://h?namspace=x", "unknown parameter `namspace`"),
            ("nacos://h?group=", "`group` is empty"),
            ("nacos://h?username=me", "go together"),
            ("nacos://me:canary@h:x", "port"),
            ("nacos://me:canary%ff@h", "UTF-8"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Url);
            assert!(error.to_string().contains(says), "{text}: {error}");
            assert!(!error.to_string().contains("canary"), "{error}");
        }
    }
}
