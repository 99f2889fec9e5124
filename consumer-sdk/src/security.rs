//! Which providers TLS is spoken with.
//!
//! Upstream: `SSLConfigCertProvider` (a consumer of 3.1 and later goes by its own settings), `Constants.SSL_ENABLED_KEY` (an older one
//! by what the provider announces).

use std::collections::BTreeMap;
use std::fmt;

use crate::error::Error;

/// Parameter by which a provider says that its port speaks TLS, and a reference that it wants it.
pub(crate) const SSL_ENABLED: &str = "ssl-enabled";

/// Which providers of a reference TLS is spoken with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TlsUse {
    /// All of them, whatever they announce: a registry cannot talk anybody out of it. What holds where the consumer has TLS.
    Always,
    /// Those that announce it (`ssl-enabled=true`), the others plainly: while providers are being changed over.
    Announced,
    /// None, also those that announce it.
    Never,
}

/// What holds for one reference.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Security {
    /// Whether the consumer has TLS at all.
    pub(crate) is_configured: bool,
    /// What the reference says.
    pub(crate) said: Option<TlsUse>,
}

impl Security {
    /// Of a reference with these parameters.
    ///
    /// # Errors
    /// A configuration error when it wants what the consumer does not have.
    pub(crate) fn new(
        is_configured: bool,
        said: Option<TlsUse>,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Self, Error> {
        let said = match (said, parameters.get(SSL_ENABLED).map(String::as_str)) {
            (Some(said), _) => Some(said),
            (None, Some("true")) => Some(TlsUse::Always),
            (None, Some("false")) => Some(TlsUse::Never),
            (None, Some(other)) => {
                return Err(Error::configuration(format!(
                    "parameter `{SSL_ENABLED}` is `{other}`; it is true or false"
                )));
            }
            (None, None) => None,
        };
        match said {
            Some(TlsUse::Always | TlsUse::Announced) if !is_configured => {
                Err(Error::configuration(
                    "the reference is to speak TLS and its consumer trusts nobody; name the authorities (ConsumerBuilder::tls)",
                ))
            }
            said => Ok(Self {
                is_configured,
                said,
            }),
        }
    }

    /// Whether TLS is spoken with a provider that says this of itself.
    ///
    /// # Errors
    /// In words, when it has to be and cannot.
    pub(crate) fn toward(
        self,
        provider: &dyn fmt::Display,
        parameters: &BTreeMap<String, String>,
    ) -> Result<bool, String> {
        let announced = announces(parameters);
        match self.said {
            Some(TlsUse::Never) => Ok(false),
            Some(TlsUse::Announced) => Ok(announced),
            Some(TlsUse::Always) => Ok(true),
            None if self.is_configured => Ok(true),
            None if announced => Err(format!(
                "provider {provider} announces TLS ({SSL_ENABLED}=true) and this consumer trusts nobody; name the authorities \
                 (ConsumerBuilder::tls), or, if its port also takes calls without, say so (ReferenceBuilder::tls, TlsUse::Never)"
            )),
            None => Ok(false),
        }
    }

    /// The ways to ask an instance for its services, best first: what its services announce is known only then.
    pub(crate) fn ways(self, parameters: &BTreeMap<String, String>) -> &'static [bool] {
        match self.said {
            Some(TlsUse::Announced) if announces(parameters) => &[true],
            Some(TlsUse::Announced) => &[false, true],
            Some(TlsUse::Never) => &[false],
            Some(TlsUse::Always) => &[true],
            None if self.is_configured => &[true],
            None => &[false],
        }
    }
}

fn announces(parameters: &BTreeMap<String, String>) -> bool {
    parameters
        .get(SSL_ENABLED)
        .is_some_and(|said| said == "true")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn who_has_tls_speaks_it_unless_told_otherwise() {
        use TlsUse::{Always, Announced, Never};
        let parameters = |said: &[&str]| -> BTreeMap<_, _> {
            said.iter()
                .map(|value| (SSL_ENABLED.to_owned(), (*value).to_owned()))
                .collect()
        };
        // Configured, said, announced: spoken, and how instances are asked.
        for (configured, said, announced, spoken, ways) in [
            (true, None, false, Some(true), &[true][..]),
            (true, None, true, Some(true), &[true]),
            (true, Some(Always), false, Some(true), &[true]),
            (true, Some(Announced), false, Some(false), &[false, true]),
            (true, Some(Announced), true, Some(true), &[true]),
            (true, Some(Never), true, Some(false), &[false]),
            (false, None, false, Some(false), &[false]),
            (false, None, true, None, &[false]),
            (false, Some(Never), true, Some(false), &[false]),
        ] {
            let what = format!("{configured} {said:?} {announced}");
            let security = Security::new(configured, said, &parameters(&[])).unwrap();
            let of = parameters(if announced { &["true"] } else { &[] });
            assert_eq!(security.toward(&"h:1", &of).ok(), spoken, "{what}");
            assert_eq!(security.ways(&of), ways, "{what}");
        }
        for (configured, said, own) in [
            (false, Some(Always), &[][..]),
            (false, Some(Announced), &[]),
            (false, None, &["true"]),
            (true, None, &["yes"]),
        ] {
            let error = Security::new(configured, said, &parameters(own)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        }
        let never = Security::new(true, None, &parameters(&["false"])).unwrap();
        assert_eq!(never.toward(&"h:1", &parameters(&["true"])), Ok(false));
    }
}
