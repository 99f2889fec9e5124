//! What both sides of TLS share: PEM, and why something in it cannot be used.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Longest file of certificates that is read: some hundred times what a chain has.
const PEM_BYTES_MAX: u64 = 1024 * 1024;

/// Certificates or a private key in PEM.
#[derive(Clone)]
pub enum Pem {
    /// In a file of at most 1 MiB, read when it is needed first.
    File(PathBuf),
    /// The text itself.
    Bytes(Vec<u8>),
}

impl From<PathBuf> for Pem {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl From<Vec<u8>> for Pem {
    fn from(text: Vec<u8>) -> Self {
        Self::Bytes(text)
    }
}

/// Says where it is, never what it is: it may be a private key.
impl fmt::Debug for Pem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Bytes(text) => f.debug_tuple("Bytes").field(&text.len()).finish(),
        }
    }
}

impl Pem {
    /// The text. Reads the file, if it is one, on the calling thread.
    pub(crate) fn read(&self, what: &'static str) -> Result<Vec<u8>, TlsError> {
        let path = match self {
            Self::Bytes(text) => return Ok(text.clone()),
            Self::File(path) => path,
        };
        let cannot = |why: &dyn fmt::Display| failed(what, &format!("{}: {why}", path.display()));
        let mut text = Vec::new();
        let file = File::open(path).map_err(|error| cannot(&error))?;
        file.take(PEM_BYTES_MAX + 1)
            .read_to_end(&mut text)
            .map_err(|error| cannot(&error))?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > PEM_BYTES_MAX {
            return Err(cannot(&format!(
                "it is longer than {PEM_BYTES_MAX} bytes, so it is no file of certificates"
            )));
        }
        Ok(text)
    }
}

/// Why TLS cannot be spoken.
#[derive(Debug, thiserror::Error)]
#[error("TLS {what}: {why}")]
pub struct TlsError {
    what: &'static str,
    why: String,
}

pub(crate) fn failed(what: &'static str, why: &dyn fmt::Display) -> TlsError {
    TlsError {
        what,
        why: why.to_string(),
    }
}

/// All certificates in a PEM text; one at least.
pub(crate) fn certificates(
    what: &'static str,
    pem: &[u8],
) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let read = read.map_err(|error| failed(what, &error))?;
    if read.is_empty() {
        return Err(failed(what, &"there is none in the PEM"));
    }
    Ok(read)
}

/// The first private key in a PEM text.
pub(crate) fn private_key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, TlsError> {
    PrivateKeyDer::from_pem_slice(pem).map_err(|error| failed("private key", &error))
}

/// Those who may vouch for the other side.
pub(crate) fn roots(what: &'static str, pem: &[u8]) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    for authority in certificates(what, pem)? {
        roots.add(authority).map_err(|error| failed(what, &error))?;
    }
    Ok(roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_within_a_bound_and_named_when_they_cannot_be() {
        let folder = std::env::temp_dir().join(format!("dubbo-rpc-pem-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("x.pem");
        let most = usize::try_from(PEM_BYTES_MAX).unwrap();
        std::fs::write(&path, vec![b'x'; most]).unwrap();
        assert_eq!(Pem::from(path.clone()).read("t").unwrap().len(), most);
        std::fs::write(&path, vec![b'x'; most + 1]).unwrap();
        let error = Pem::from(path.clone()).read("t").unwrap_err().to_string();
        assert!(
            error.contains("1048576") && error.contains("x.pem"),
            "{error}"
        );
        std::fs::remove_dir_all(&folder).unwrap();
        let error = Pem::from(path).read("authorities").unwrap_err().to_string();
        assert!(
            error.starts_with("TLS authorities: ") && error.contains("x.pem"),
            "{error}"
        );
        let secret = format!("{:?}", Pem::from(b"secret".to_vec()));
        assert_eq!(secret, "Bytes(6)");
    }
}
