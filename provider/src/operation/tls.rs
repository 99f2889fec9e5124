//! Certificates of the Dubbo port: read at the start, and again when the files change.

use std::time::Duration;

use dubbo_rpc::{Tls, TlsOptions};
use tokio_util::sync::CancellationToken;

use crate::config::Protocol;

/// The files are looked at this often.
const LOOK_INTERVAL: Duration = Duration::from_secs(10);

/// What the files hold, in PEM.
#[derive(Clone, PartialEq, Eq)]
struct Files {
    certificates: Vec<u8>,
    key: Vec<u8>,
    client_authorities: Option<Vec<u8>>,
}

impl Files {
    async fn read(protocol: &Protocol) -> Result<Self, String> {
        let read = async |name: &str, path: &str| {
            let read = tokio::fs::read(path).await;
            read.map_err(|error| format!("protocol.{name} {path}: {error}"))
        };
        let authorities = &protocol.tls_client_authorities_file;
        Ok(Self {
            certificates: read("tls_certificates_file", &protocol.tls_certificates_file).await?,
            key: read("tls_key_file", &protocol.tls_key_file).await?,
            client_authorities: match authorities.is_empty() {
                true => None,
                false => Some(read("tls_client_authorities_file", authorities).await?),
            },
        })
    }

    fn options(&self) -> TlsOptions {
        TlsOptions {
            certificates: self.certificates.clone(),
            key: self.key.clone(),
            client_authorities: self.client_authorities.clone(),
        }
    }
}

/// TLS of the Dubbo port as the settings have it; `None` where they name no certificates. Renewed from the files until `stop`.
///
/// # Errors
/// What is wrong with the files.
pub(crate) async fn start(
    protocol: &Protocol,
    stop: &CancellationToken,
) -> Result<Option<Tls>, String> {
    if protocol.tls_certificates_file.is_empty() {
        return Ok(None);
    }
    let files = Files::read(protocol).await?;
    let tls = Tls::new(&files.options()).map_err(|error| {
        format!("{error}; see the settings protocol.tls_certificates_file, protocol.tls_key_file and protocol.tls_client_authorities_file")
    })?;
    tokio::spawn(renew(protocol.clone(), files, tls.clone(), stop.clone()));
    Ok(Some(tls))
}

async fn renew(protocol: Protocol, mut present: Files, tls: Tls, stop: CancellationToken) {
    // What was refused is not tried, nor said, again and again.
    let mut refused = None;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_INTERVAL) => {}
        }
        // A file that is just being replaced is there at the next look.
        let Ok(found) = Files::read(&protocol).await else {
            continue;
        };
        if found == present || refused.as_ref() == Some(&found) {
            continue;
        }
        match tls.renew(&found.options()) {
            Ok(()) => {
                tracing::info!("the Dubbo port has taken its new certificates");
                present = found;
            }
            Err(error) => {
                tracing::warn!(%error, "the certificates before stay in use: the new files cannot be");
                refused = Some(found);
            }
        }
    }
}
