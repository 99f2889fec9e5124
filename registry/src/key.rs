//! Which service: interface, version and group; and its names in Nacos.

use std::fmt;

use crate::error::{Error, ErrorKind};

/// Nacos' limit for a service name (`ParamChecker`).
const NAME_CHARS_MAX: usize = 512;

/// A service as Dubbo tells them apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServiceKey {
    /// The Java interface, e.g. `com.example.StockService`.
    pub interface: String,
    /// The version, empty for none.
    pub version: String,
    /// The Dubbo group, empty for none. (Not the Nacos group, which belongs to the registry's address.)
    pub group: String,
}

impl ServiceKey {
    /// A service without version and group.
    pub fn new(interface: impl Into<String>) -> Self {
        Self {
            interface: interface.into(),
            version: String::new(),
            group: String::new(),
        }
    }

    /// The same with this version.
    pub fn with_version(self, version: impl Into<String>) -> Self {
        Self {
            version: version.into(),
            ..self
        }
    }

    /// The same with this group.
    pub fn with_group(self, group: impl Into<String>) -> Self {
        Self {
            group: group.into(),
            ..self
        }
    }

    /// The name under which providers of 2.7 and later are found: always three colons. The `$` of an inner class is
    /// written `___`, as 3.1 and later do (Java: `NacosRegistry`, `NacosServiceName`).
    pub fn full_name(&self) -> String {
        format!(
            "providers:{}:{}:{}",
            self.interface, self.version, self.group
        )
        .replace('$', "___")
    }

    /// The name under which consumers of 2.6 look: without the colons of what is empty
    /// (Java: `com.alibaba.dubbo.registry.nacos.NacosRegistry`).
    pub fn legacy_name(&self) -> String {
        let mut name = format!("providers:{}", self.interface);
        for part in [&self.version, &self.group] {
            if !part.trim().is_empty() {
                name.push(':');
                name.push_str(part);
            }
        }
        name.replace('$', "___")
    }

    /// Whether Nacos and Dubbo can tell this service from others by its name.
    ///
    /// # Errors
    /// [`ErrorKind::Service`], with the part that is wrong.
    pub fn check(&self) -> Result<(), Error> {
        let refuse = |why: String| {
            Err(Error::new(
                ErrorKind::Service,
                format!("service {self}: {why}"),
            ))
        };
        if self.interface.is_empty() {
            return refuse("the interface is empty".into());
        }
        let parts = [
            ("interface", &self.interface),
            ("version", &self.version),
            ("group", &self.group),
        ];
        for (what, part) in parts {
            if let Some(bad) = part
                .chars()
                .find(|c| c.is_whitespace() || ":,*/".contains(*c))
            {
                return refuse(format!(
                    "the {what} contains {bad:?}; white space and `:,*/` are not allowed"
                ));
            }
        }
        let name = self.full_name();
        if name.contains("@@") {
            return refuse("`@@` separates group and service in Nacos and is not allowed".into());
        }
        let chars = name.chars().count();
        if chars > NAME_CHARS_MAX {
            return refuse(format!(
                "its name has {chars} characters, Nacos allows {NAME_CHARS_MAX}"
            ));
        }
        Ok(())
    }
}

impl fmt::Display for ServiceKey {
    /// `group/interface:version`, as Dubbo prints it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.group.is_empty() {
            write!(f, "{}/", self.group)?;
        }
        f.write_str(&self.interface)?;
        if !self.version.is_empty() {
            write!(f, ":{}", self.version)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(interface: &str, version: &str, group: &str) -> ServiceKey {
        ServiceKey::new(interface)
            .with_version(version)
            .with_group(group)
    }

    #[test]
    fn names_are_those_of_java() {
        for (key, full, legacy) in [
            (key("a.B", "", ""), "providers:a.B::", "providers:a.B"),
            (
                key("a.B", "1.0", ""),
                "providers:a.B:1.0:",
                "providers:a.B:1.0",
            ),
            (key("a.B", "", "g"), "providers:a.B::g", "providers:a.B:g"),
            (
                key("a.B", "1.0", "g"),
                "providers:a.B:1.0:g",
                "providers:a.B:1.0:g",
            ),
            (
                key("a.B$C", "", ""),
                "providers:a.B___C::",
                "providers:a.B___C",
            ),
        ] {
            assert_eq!(
                (key.full_name().as_str(), key.legacy_name().as_str()),
                (full, legacy)
            );
            assert_eq!(key.check(), Ok(()));
        }
    }

    #[test]
    fn names_that_nacos_or_dubbo_would_misread_are_refused() {
        for bad in [
            key("", "", ""),
            key("a B", "", ""),
            key("a.B", "1,2", ""),
            key("a.B", "*", ""),
            key("a.B", "", "x:y"),
            key("a@@B", "", ""),
        ] {
            assert_eq!(bad.check().unwrap_err().kind(), ErrorKind::Service, "{bad}");
        }
        let at = |chars: usize| key(&"a".repeat(chars - "providers:::".len()), "", "");
        assert_eq!(at(512).check(), Ok(()));
        assert!(at(513).check().unwrap_err().to_string().contains("513"));
    }
}
