//! Settings of the Dubbo port that stand for something else, and what the registry is told of it.

use dubbo_rpc::ExceptionStyle;
use dubbo_rpc::hessian2::ZoneOffset;
use serde::{Deserialize, Serialize};

use super::{ConfigError, Protocol, bad};

/// How far it is told that the port speaks Triple, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishTriple {
    /// As an extra protocol of the interfaces' URLs, which consumers of 3.3 read.
    Extra,
    /// As services of their own at the application level, too.
    All,
    /// Not at all.
    Off,
}

impl Protocol {
    pub(super) fn check_tls(&self) -> Result<(), ConfigError> {
        let (certificates, key) = (&self.tls_certificates_file, &self.tls_key_file);
        if certificates.is_empty() != key.is_empty() {
            let message = "certificates and their private key belong together: set both \
                           protocol.tls_certificates_file and protocol.tls_key_file, or neither";
            return Err(bad("protocol.tls_key_file", message.to_owned()));
        }
        let more = [
            (
                "protocol.tls_client_authorities_file",
                !self.tls_client_authorities_file.is_empty(),
            ),
            ("protocol.tls_only", self.tls_only),
        ];
        match more
            .iter()
            .find(|(_, given)| *given && certificates.is_empty())
        {
            Some((name, _)) => {
                let message = "it needs a server that speaks TLS: set \
                               protocol.tls_certificates_file and protocol.tls_key_file";
                Err(bad(name, message.to_owned()))
            }
            None => Ok(()),
        }
    }

    /// The offset that `text_zone` stands for.
    ///
    /// # Errors
    /// When it is neither an offset nor one of the zones known by name.
    pub fn zone(&self) -> Result<ZoneOffset, ConfigError> {
        match self.text_zone.as_str() {
            // Without summer time since 1992.
            "Asia/Shanghai" => Ok(ZoneOffset { seconds: 8 * 3600 }),
            "UTC" => Ok(ZoneOffset { seconds: 0 }),
            offset => offset.parse().map_err(|_| {
                let message = format!(
                    "`{offset}` is no zone; use Asia/Shanghai, UTC or an offset such as +08:00"
                );
                bad("protocol.text_zone", message)
            }),
        }
    }

    /// How exceptions reach Triple callers.
    ///
    /// # Errors
    /// When it is neither of the two ways.
    pub fn exception_style(&self) -> Result<ExceptionStyle, ConfigError> {
        match self.triple_exceptions.as_str() {
            "status" => Ok(ExceptionStyle::Status),
            "thrown" => Ok(ExceptionStyle::Thrown),
            other => {
                let message =
                    format!("`{other}` is no way to send exceptions; use status or thrown");
                Err(bad("protocol.triple_exceptions", message))
            }
        }
    }
}
