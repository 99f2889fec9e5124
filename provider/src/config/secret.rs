//! An address that may carry a password and never shows it.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// A URL whose password is replaced by `***` wherever it is printed or serialised.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct SecretUrl(String);

impl SecretUrl {
    /// Takes over a URL.
    #[must_use]
    pub const fn new(url: String) -> Self {
        Self(url)
    }

    /// The URL with its password: only for connecting.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether none is given.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn masked(&self) -> String {
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return self.0.clone();
        };
        // The last @: a password may hold one, and hiding too much does no harm.
        let Some(at) = rest.rfind('@') else {
            return self.0.clone();
        };
        let user = rest[..at].split(':').next().unwrap_or_default();
        format!("{scheme}://{user}:***{}", &rest[at..])
    }
}

impl fmt::Display for SecretUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for SecretUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.masked())
    }
}

impl Serialize for SecretUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_masked_everywhere() {
        for (url, shown) in [
            ("mysql://u:canary@h:1/db", "mysql://u:***@h:1/db"),
            ("mysql://u:can@ry@h/db", "mysql://u:***@h/db"),
            ("mysql://u:can/ary@h/db", "mysql://u:***@h/db"),
            ("nacos://h:8848", "nacos://h:8848"),
            ("", ""),
        ] {
            let secret = SecretUrl::new(url.to_owned());
            assert_eq!(secret.to_string(), shown);
            assert!(!format!("{secret:?}").contains("canary"));
            assert_eq!(secret.expose(), url);
        }
    }
}
