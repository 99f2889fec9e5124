//! TLS of a client: whom it believes, who it says it is, and what went wrong in words.

use std::fmt;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{AlertDescription, CertificateError, ClientConfig, Error};

use crate::tls::{Pem, TlsError, certificates, failed, private_key, roots};

/// Whom a client believes, and who it says it is; Java: `<dubbo:ssl>`.
#[derive(Debug, Clone)]
pub struct ClientTlsOptions {
    authorities: Pem,
    identity: Option<(Pem, Pem)>,
    server_name: Option<String>,
}

impl ClientTlsOptions {
    /// Believes providers whose certificates these issued, or who issued theirs. Java: `ssl.client-trust-cert-collection-path`.
    pub fn new(authorities: impl Into<Pem>) -> Self {
        Self {
            authorities: authorities.into(),
            identity: None,
            server_name: None,
        }
    }

    /// Shows a certificate of its own to who asks for one: the chain, its own first, and its private key. Java:
    /// `ssl.client-key-cert-chain-path`, `ssl.client-private-key-path`.
    #[must_use]
    pub fn identity(mut self, certificates: impl Into<Pem>, key: impl Into<Pem>) -> Self {
        self.identity = Some((certificates.into(), key.into()));
        self
    }

    /// The name that certificates of providers must be for; the host of the address unless it is given, which registries mostly know
    /// as an IP address. Java looks at no name before Netty 4.2, and at none that Dubbo tells it since.
    #[must_use]
    pub fn server_name(mut self, name: impl Into<String>) -> Self {
        self.server_name = Some(name.into());
        self
    }
}

/// TLS of clients, 1.2 and 1.3. Clones are one: what is renewed is renewed for all.
///
/// ```no_run
/// use std::path::PathBuf;
/// use dubbo_rpc::{ClientOptions, ClientTls, ClientTlsOptions};
///
/// # fn options() -> Result<ClientOptions, dubbo_rpc::TlsError> {
/// let tls = ClientTlsOptions::new(PathBuf::from("authority.pem"))
///     .identity(PathBuf::from("order.pem"), PathBuf::from("order.key"))
///     .server_name("stock.internal");
/// let options = ClientOptions {
///     tls: Some(ClientTls::new(&tls)?),
///     ..ClientOptions::default()
/// };
/// # Ok(options)
/// # }
/// ```
#[derive(Clone)]
pub struct ClientTls {
    present: Arc<RwLock<Present>>,
}

/// What new connections are made with.
#[derive(Clone)]
struct Present {
    config: Arc<ClientConfig>,
    server_name: Option<ServerName<'static>>,
    has_identity: bool,
}

impl fmt::Debug for ClientTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let present = self.present();
        f.debug_struct("ClientTls")
            .field("server_name", &present.server_name)
            .field("has_identity", &present.has_identity)
            .finish_non_exhaustive()
    }
}

impl ClientTls {
    /// Reads the files, where there are such, on the calling thread.
    ///
    /// # Errors
    /// When something cannot be read, does not belong together, or is no name.
    pub fn new(options: &ClientTlsOptions) -> Result<Self, TlsError> {
        Ok(Self {
            present: Arc::new(RwLock::new(read(options)?)),
        })
    }

    /// Takes other certificates for the connections to come, read as in [`ClientTls::new`]; those that are open keep theirs.
    ///
    /// # Errors
    /// As [`ClientTls::new`]; then nothing changes.
    pub fn renew(&self, options: &ClientTlsOptions) -> Result<(), TlsError> {
        let renewed = read(options)?;
        *self.present.write().unwrap_or_else(PoisonError::into_inner) = renewed;
        Ok(())
    }

    fn present(&self) -> Present {
        let present = self.present.read().unwrap_or_else(PoisonError::into_inner);
        present.clone()
    }

    /// Makes TLS of a connection to `address`; `alpn` is empty for `dubbo://`, which has no name there. Yields the words for what may
    /// go wrong later, too.
    pub(super) async fn handshake(
        &self,
        address: &str,
        alpn: &[u8],
        stream: TcpStream,
    ) -> Result<(TlsStream<TcpStream>, Words), String> {
        let present = self.present();
        let name = match present.server_name {
            Some(name) => name,
            None => name_of(host(address)).map_err(|error| {
                let host = host(address);
                format!("no certificate can be for `{host}`: {error}; say which name to expect (ClientTlsOptions::server_name)")
            })?,
        };
        let words = Words {
            address: address.to_owned(),
            has_identity: present.has_identity,
        };
        let connector = TlsConnector::from(present.config);
        let made = match alpn {
            [] => connector.connect(name, stream).await,
            alpn => {
                let asking = connector.with_alpn(vec![alpn.to_vec()]);
                asking.connect(name, stream).await
            }
        };
        let stream = made.map_err(|error| words.handshake(&error))?;
        // Who does not know ALPN says nothing: Java's provider of 3.3 goes by the first bytes, as this crate's does.
        match stream.get_ref().1.alpn_protocol() {
            Some(other) if other != alpn => Err(format!(
                "{address} speaks `{}` in TLS, which was not asked for",
                String::from_utf8_lossy(other)
            )),
            _ => Ok((stream, words)),
        }
    }
}

fn read(options: &ClientTlsOptions) -> Result<Present, TlsError> {
    const AUTHORITIES: &str = "authorities";
    const OWN: &str = "certificates";
    let roots = roots(AUTHORITIES, &options.authorities.read(AUTHORITIES)?)?;
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| failed("versions", &error))?
        .with_root_certificates(roots);
    let config = match &options.identity {
        None => builder.with_no_client_auth(),
        Some((chain, key)) => {
            let chain = certificates(OWN, &chain.read(OWN)?)?;
            let key = private_key(&key.read("private key")?)?;
            builder
                .with_client_auth_cert(chain, key)
                .map_err(|error| failed("certificates and private key", &error))?
        }
    };
    let server_name = options.server_name.as_deref().map(name_of).transpose();
    Ok(Present {
        config: Arc::new(config),
        server_name: server_name.map_err(|error| {
            let name = options.server_name.as_deref().unwrap_or_default();
            failed(
                "server name",
                &format!("`{name}`: {error}; give a DNS name or an IP address"),
            )
        })?,
        has_identity: options.identity.is_some(),
    })
}

fn name_of(name: &str) -> Result<ServerName<'static>, String> {
    ServerName::try_from(name.to_owned()).map_err(|error| error.to_string())
}

/// The host of `host:port`, an IPv6 address without its brackets.
fn host(address: &str) -> &str {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}

/// Says what a failure of TLS with one provider means, and the way out.
#[derive(Debug, Clone)]
pub(super) struct Words {
    address: String,
    has_identity: bool,
}

impl Words {
    /// Of a handshake that failed.
    pub(super) fn handshake(&self, error: &io::Error) -> String {
        let address = &self.address;
        match tls_error(error) {
            Some(error) => self.of(error),
            None => format!(
                "{address} broke off the TLS handshake ({error}), as a port without TLS does; call it without TLS, or the port that speaks it"
            ),
        }
    }

    /// Of what the provider says once the handshake is over for this side: in TLS 1.3 that is where certificates are refused. `None`
    /// for what is not about certificates.
    pub(super) fn refusal(&self, error: &io::Error) -> Option<String> {
        match tls_error(error)? {
            error @ Error::AlertReceived(alert) if is_refusal(*alert) => Some(self.of(error)),
            _ => None,
        }
    }

    fn of(&self, error: &Error) -> String {
        let address = &self.address;
        match error {
            Error::InvalidCertificate(CertificateError::NotValidForNameContext {
                expected,
                presented,
            }) => {
                let presented = match presented.as_slice() {
                    [] => "no name at all".to_owned(),
                    names => names.join(", "),
                };
                format!(
                    "the certificate of {address} is not for `{}` but for {presented}; if that is the provider that is meant, expect its name (ClientTlsOptions::server_name)",
                    expected.to_str()
                )
            }
            // One of the same name with another key is not the one.
            Error::InvalidCertificate(
                CertificateError::UnknownIssuer | CertificateError::BadSignature,
            ) => format!(
                "the certificate of {address} was issued by none of the trusted authorities; if the provider is the right one, trust who issued it (ClientTlsOptions::new)"
            ),
            Error::InvalidCertificate(_) => format!(
                "the certificate of {address} cannot be trusted: {error}; it has to be renewed there"
            ),
            Error::AlertReceived(AlertDescription::NoApplicationProtocol) => format!(
                "{address} speaks TLS but not HTTP/2 in it (ALPN `h2`); call it over dubbo://"
            ),
            Error::AlertReceived(alert) if is_refusal(*alert) && self.has_identity => format!(
                "{address} does not accept this side's certificate (TLS alert {alert:?}); show one that its authorities issued and that is in force (ClientTlsOptions::identity)"
            ),
            Error::AlertReceived(alert) if is_refusal(*alert) => format!(
                "{address} asks for a certificate and this side has none (TLS alert {alert:?}); give it one (ClientTlsOptions::identity)"
            ),
            Error::InvalidMessage(_) => format!(
                "{address} does not answer in TLS ({error}); call it without TLS, or the port that speaks it"
            ),
            _ => format!("no TLS with {address}: {error}"),
        }
    }
}

/// Whether an alert speaks of this side's certificate. A JDK says `handshake_failure` in TLS 1.2 and `bad_certificate` in 1.3 to who
/// has none; OpenSSL and this crate's server say `certificate_required`.
fn is_refusal(alert: AlertDescription) -> bool {
    matches!(
        alert,
        AlertDescription::HandshakeFailure
            | AlertDescription::NoCertificate
            | AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied
            | AlertDescription::DecryptError
            | AlertDescription::CertificateRequired
    )
}

fn tls_error(error: &io::Error) -> Option<&Error> {
    error.get_ref()?.downcast_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_the_name_that_is_expected() {
        for (address, expected) in [
            ("stock.internal:20880", "stock.internal"),
            ("10.0.0.1:20880", "10.0.0.1"),
            ("[fd00::1]:20880", "fd00::1"),
            ("no-port", "no-port"),
        ] {
            assert_eq!(host(address), expected);
            assert!(name_of(host(address)).is_ok(), "{address}");
        }
        assert!(name_of("a b").is_err() && name_of("").is_err());
    }

    #[test]
    fn only_alerts_about_certificates_are_refusals() {
        let words = Words {
            address: "h:1".to_owned(),
            has_identity: false,
        };
        let of = |error: Error| words.refusal(&io::Error::new(io::ErrorKind::InvalidData, error));
        let refused = of(Error::AlertReceived(AlertDescription::CertificateRequired)).unwrap();
        assert!(refused.contains("h:1 asks for a certificate"), "{refused}");
        assert_eq!(
            of(Error::AlertReceived(AlertDescription::InternalError)),
            None
        );
        assert_eq!(of(Error::DecryptError), None);
        let reset = io::Error::from(io::ErrorKind::ConnectionReset);
        assert_eq!(words.refusal(&reset), None);
        assert!(words.handshake(&reset).contains("without TLS"));
    }
}
