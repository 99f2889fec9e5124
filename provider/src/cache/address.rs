//! Where Redis is: one server, the master that sentinels name, or a cluster; with or without TLS, with or without an ACL user.

use percent_encoding::percent_decode_str;

use crate::config::SecretUrl;

/// Most servers an address may name.
const SERVERS_MAX: usize = 64;

/// What stands behind the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topology {
    /// One server.
    One,
    /// The master that sentinels know under a name.
    Sentinel {
        /// The name.
        master: String,
    },
    /// A cluster; the servers named are where it is looked for.
    Cluster,
}

/// An address taken apart.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// What stands behind it.
    pub topology: Topology,
    /// `host` and port of each server named.
    pub servers: Vec<(String, u16)>,
    /// Encrypted.
    pub tls: bool,
    /// ACL user.
    pub user: Option<String>,
    /// Password.
    pub password: Option<String>,
    /// Number of the database; a cluster has only 0.
    pub database: i64,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address")
            .field("topology", &self.topology)
            .field("servers", &self.servers)
            .field("tls", &self.tls)
            .field("user", &self.user)
            .field("password", &self.password.as_ref().map(|_| "***"))
            .field("database", &self.database)
            .finish()
    }
}

const FORMS: &str = "redis://[user:password@]host:port[/database], redis-sentinel://[user:password@]host:port[,host:port]/master[?db=0] or redis-cluster://[user:password@]host:port[,host:port]; with TLS rediss://, rediss-sentinel:// and rediss-cluster://";

impl Address {
    /// Takes an address apart.
    ///
    /// # Errors
    /// What is wrong with it, without its password.
    pub fn parse(url: &SecretUrl) -> Result<Self, String> {
        let wrong = |what: &str| format!("`{url}` {what}; use {FORMS}");
        let text = url.expose();
        let (scheme, rest) = text
            .split_once("://")
            .ok_or_else(|| wrong("has no scheme"))?;
        let (kind, tls) = match scheme.strip_prefix("rediss") {
            Some(kind) => (kind, true),
            None => match scheme.strip_prefix("redis") {
                Some(kind) => (kind, false),
                None => return Err(wrong("has no known scheme")),
            },
        };
        // The last @: a password may hold one.
        let (login, rest) = match rest.rfind('@') {
            Some(at) => (Some(&rest[..at]), &rest[at + 1..]),
            None => (None, rest),
        };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (hosts, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, password) = match login.map(|login| login.split_once(':').unwrap_or(("", login)))
        {
            Some((user, password)) => (
                Some(decoded(user)).filter(|user| !user.is_empty()),
                Some(decoded(password)).filter(|password| !password.is_empty()),
            ),
            None => (None, None),
        };
        let number = |text: &str| {
            let number = text.parse().ok().filter(|number: &i64| *number >= 0);
            number.ok_or_else(|| wrong("names a database that is no number"))
        };
        let mut database = 0;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("db", text)) => database = number(text)?,
                _ => return Err(wrong("has a parameter that is not known")),
            }
        }
        let topology = match kind {
            "" => {
                if !path.is_empty() {
                    database = number(path)?;
                }
                Topology::One
            }
            "-sentinel" if path.is_empty() => return Err(wrong("names no master")),
            "-sentinel" => Topology::Sentinel {
                master: decoded(path),
            },
            "-cluster" if path.is_empty() && database == 0 => Topology::Cluster,
            "-cluster" => return Err(wrong("names a database, a cluster has only 0")),
            _ => return Err(wrong("has no known scheme")),
        };
        let default_port = match topology {
            Topology::Sentinel { .. } => 26_379,
            Topology::One | Topology::Cluster => 6_379,
        };
        let servers: Option<Vec<_>> = hosts
            .split(',')
            .map(|host| server(host, default_port))
            .collect();
        let servers = servers.ok_or_else(|| wrong("has a server that is not host:port"))?;
        if servers.len() > SERVERS_MAX || (topology == Topology::One && servers.len() != 1) {
            return Err(wrong(&format!(
                "names {} servers, of one server it must be 1, else at most {SERVERS_MAX}",
                servers.len()
            )));
        }
        Ok(Self {
            topology,
            servers,
            tls,
            user,
            password,
            database,
        })
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn server(text: &str, default_port: u16) -> Option<(String, u16)> {
    let (host, port) = match text.rsplit_once(':') {
        // An IPv6 address in brackets may stand without a port.
        Some((_, after)) if after.ends_with(']') => (text, default_port),
        Some((host, port)) => (host, port.parse().ok()?),
        None => (text, default_port),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    (!host.is_empty()).then(|| (host.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Address, String> {
        Address::parse(&SecretUrl::new(url.to_owned()))
    }

    #[test]
    fn every_form_is_taken_apart() {
        let one = parse("redis://u:p%40ss@h:7000/3").unwrap();
        assert_eq!(one.topology, Topology::One);
        assert_eq!(one.servers, [("h".to_owned(), 7_000)]);
        assert_eq!(
            (one.user.as_deref(), one.password.as_deref()),
            (Some("u"), Some("p@ss"))
        );
        assert_eq!((one.database, one.tls), (3, false));
        let plain = parse("redis://h").unwrap();
        assert_eq!(
            (plain.servers[0].1, plain.user, plain.password),
            (6_379, None, None)
        );
        assert_eq!(
            parse("redis://:secret@h").unwrap().password.as_deref(),
            Some("secret")
        );
        let watched = parse("rediss-sentinel://a:1,b/mall?db=2").unwrap();
        assert_eq!(
            watched.topology,
            Topology::Sentinel {
                master: "mall".to_owned()
            }
        );
        assert_eq!(
            watched.servers,
            [("a".to_owned(), 1), ("b".to_owned(), 26_379)]
        );
        assert!(watched.tls);
        assert_eq!(watched.database, 2);
        let many = parse("redis-cluster://[::1]:7001,b:7002").unwrap();
        assert_eq!(many.topology, Topology::Cluster);
        assert_eq!(
            many.servers,
            [("::1".to_owned(), 7_001), ("b".to_owned(), 7_002)]
        );
    }

    #[test]
    fn what_is_wrong_is_told_without_the_password() {
        for bad in [
            "h:6379",
            "http://u:canary@h",
            "redis://u:canary@h:x",
            "redis://u:canary@a,b",
            "redis://u:canary@h/x",
            "redis://u:canary@h?ttl=3",
            "redis-sentinel://u:canary@h",
            "redis-cluster://u:canary@h/1",
            "redis-ring://u:canary@h",
            "redis://u:canary@",
        ] {
            let told = parse(bad).unwrap_err();
            assert!(!told.contains("canary"), "{told}");
            assert!(told.contains("redis-sentinel://"), "{told}");
        }
        let shown = format!("{:?}", parse("redis://u:canary@h").unwrap());
        assert!(!shown.contains("canary"), "{shown}");
        let many = |count| format!("redis-cluster://{}", vec!["h:1"; count].join(","));
        assert!(parse(&many(SERVERS_MAX)).is_ok() && parse(&many(SERVERS_MAX + 1)).is_err());
    }
}
