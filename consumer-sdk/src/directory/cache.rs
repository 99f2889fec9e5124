//! The last known providers on disk, for a start while the registry is away.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use dubbo_registry::{ProviderAddress, ServiceKey};
use serde::{Deserialize, Serialize};

/// Longest cache file that is read, in bytes.
pub const CACHE_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// What the file's name keeps of the registry and the service before the digest.
const NAME_CHARS: usize = 80;

/// One service's file.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    file: PathBuf,
    key: ServiceKey,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    service: String,
    providers: Vec<KeptProvider>,
}

#[derive(Serialize, Deserialize)]
struct KeptProvider {
    host: String,
    port: u16,
    protocol: String,
    path: String,
    weight: u32,
    parameters: BTreeMap<String, String>,
}

impl Cache {
    /// The file of a service found through `registry` (its address without the password).
    pub(super) fn new(folder: &Path, registry: &str, key: &ServiceKey) -> Self {
        use md5::Digest as _;
        let name = format!("{registry} {key}");
        let digest = md5::Md5::digest(name.as_bytes());
        let hex: String = digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let readable: String = key
            .to_string()
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '.' {
                    c
                } else {
                    '_'
                }
            })
            .take(NAME_CHARS)
            .collect();
        Self {
            file: folder.join(format!("{readable}-{hex}.json")),
            key: key.clone(),
        }
    }

    /// The providers that were known last; `None` when there is no file, or none that can be read.
    pub(super) fn load(&self) -> Option<Vec<ProviderAddress>> {
        let outcome = self.read();
        if let Err(error) = &outcome
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(file = %self.file.display(), %error, "the cache of providers cannot be read");
        }
        outcome.ok()
    }

    fn read(&self) -> io::Result<Vec<ProviderAddress>> {
        let mut text = String::new();
        let file = fs::File::open(&self.file)?;
        let read = file.take(CACHE_BYTES_MAX + 1).read_to_string(&mut text)?;
        if u64::try_from(read).unwrap_or(u64::MAX) > CACHE_BYTES_MAX {
            return Err(io::Error::other(format!(
                "longer than {CACHE_BYTES_MAX} bytes"
            )));
        }
        let kept: Kept = serde_json::from_str(&text)?;
        if kept.service != self.key.to_string() {
            return Err(io::Error::other(format!("it is of {}", kept.service)));
        }
        let providers = kept.providers.into_iter().map(|kept| ProviderAddress {
            host: kept.host,
            port: kept.port,
            protocol: kept.protocol,
            path: kept.path,
            key: self.key.clone(),
            weight: kept.weight,
            parameters: kept.parameters,
        });
        Ok(providers.collect())
    }

    /// Keeps these, in place of what was kept: whole, or not at all. Readable by the owner only, for a provider's token
    /// may be among its parameters.
    pub(super) fn store(&self, providers: &[ProviderAddress]) {
        if let Err(error) = self.write(providers) {
            tracing::warn!(file = %self.file.display(), %error, "the cache of providers cannot be written");
        }
    }

    fn write(&self, providers: &[ProviderAddress]) -> io::Result<()> {
        let kept = Kept {
            service: self.key.to_string(),
            providers: providers
                .iter()
                .map(|provider| KeptProvider {
                    host: provider.host.clone(),
                    port: provider.port,
                    protocol: provider.protocol.clone(),
                    path: provider.path.clone(),
                    weight: provider.weight,
                    parameters: provider.parameters.clone(),
                })
                .collect(),
        };
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        // Several processes may share the folder: each writes a file of its own and the last one stays.
        let draft = self
            .file
            .with_extension(format!("{}.draft", std::process::id()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&draft)?;
        file.write_all(&serde_json::to_vec(&kept)?)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&draft, &self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_found_again_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let key = ServiceKey::new("a.B").with_version("1.0");
        let cache = Cache::new(folder.path(), "nacos://h", &key);
        assert_eq!(cache.load(), None);
        let mut provider = ProviderAddress::dubbo(key.clone(), "10.0.0.1", 20880);
        provider.parameters.insert("token".into(), "t".into());
        provider.weight = 7;
        cache.store(&[provider.clone()]);
        assert_eq!(cache.load(), Some(vec![provider]));
        let other = Cache::new(folder.path(), "nacos://i", &key);
        assert_eq!(other.load(), None, "another registry");
        cache.store(&[]);
        assert_eq!(cache.load(), Some(Vec::new()));
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no draft stays"
        );
    }

    #[test]
    fn a_file_that_is_broken_or_too_long_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "nacos://h", &ServiceKey::new("a.B"));
        fs::write(&cache.file, "{").unwrap();
        assert_eq!(cache.load(), None);
        let limit = usize::try_from(CACHE_BYTES_MAX).unwrap();
        let whole = "{\"service\":\"a.B\",\"providers\":[]}";
        let padded = |len: usize| format!("{whole}{}", " ".repeat(len - whole.len()));
        fs::write(&cache.file, padded(limit)).unwrap();
        assert_eq!(cache.load(), Some(Vec::new()));
        fs::write(&cache.file, padded(limit + 1)).unwrap();
        assert_eq!(cache.load(), None);
    }
}
