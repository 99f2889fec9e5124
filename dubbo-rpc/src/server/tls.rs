//! TLS on the port: the first byte of a connection tells, what is inside tells the protocol.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::server::WebPkiClientVerifier;

use crate::tls::{TlsError, certificates, failed, private_key, roots};

/// What HTTP is called in ALPN; a caller of `dubbo://` asks for none.
const ALPN: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// Who this server is, and whom it believes; all in PEM.
#[derive(Clone, Default)]
pub struct TlsOptions {
    /// Certificates, the server's own first. Java: `ssl.server-key-cert-chain-path`.
    pub certificates: Vec<u8>,
    /// Private key of the first. Java: `ssl.server-private-key-path`.
    pub key: Vec<u8>,
    /// Certificates of who may vouch for callers; where there are any, every caller must show one. Java:
    /// `ssl.server-trust-cert-collection-path`.
    pub client_authorities: Option<Vec<u8>>,
}

impl fmt::Debug for TlsOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsOptions")
            .field("certificates", &self.certificates.len())
            .field("client_authorities", &self.client_authorities.is_some())
            .finish_non_exhaustive()
    }
}

/// TLS of a server. Clones are one: what is renewed is renewed for all.
#[derive(Clone)]
pub struct Tls {
    config: Arc<RwLock<Arc<ServerConfig>>>,
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

impl Tls {
    /// TLS 1.2 and 1.3 with these certificates.
    ///
    /// # Errors
    /// When they cannot be read, or do not belong together.
    pub fn new(options: &TlsOptions) -> Result<Self, TlsError> {
        Ok(Self {
            config: Arc::new(RwLock::new(config(options)?)),
        })
    }

    /// Takes other certificates for the connections to come; those that are open keep theirs.
    ///
    /// # Errors
    /// As [`Tls::new`]; then nothing changes.
    pub fn renew(&self, options: &TlsOptions) -> Result<(), TlsError> {
        let renewed = config(options)?;
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = renewed;
        Ok(())
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let config = self.config.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&config))
    }
}

fn config(options: &TlsOptions) -> Result<Arc<ServerConfig>, TlsError> {
    let provider = Arc::new(ring::default_provider());
    let chain = certificates("certificates", &options.certificates)?;
    let key = private_key(&options.key)?;
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| failed("versions", &error))?;
    let builder = match &options.client_authorities {
        None => builder.with_no_client_auth(),
        Some(authorities) => {
            let roots = roots("client authorities", authorities)?;
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
                .build()
                .map_err(|error| failed("client authorities", &error))?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let mut config = builder
        .with_single_cert(chain, key)
        .map_err(|error| failed("certificates and private key", &error))?;
    config.alpn_protocols = ALPN.map(<[u8]>::to_vec).to_vec();
    Ok(Arc::new(config))
}
