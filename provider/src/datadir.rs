//! The data folder: made if absent, locked while a provider uses it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// What is wrong with the data folder.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataDirError {
    /// It cannot be made or written.
    #[error(
        "the data folder {path} cannot be used: {source}; give one that can be written with data.dir or STOCK_DATA__DIR"
    )]
    Unusable {
        /// Folder.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// Another provider uses it.
    #[error(
        "the data folder {path} is in use by another stock center; stop that one, or give this one its own with data.dir or STOCK_DATA__DIR"
    )]
    InUse {
        /// Folder.
        path: PathBuf,
    },
}

/// A data folder that belongs to this process until dropped.
#[derive(Debug)]
pub struct DataDir {
    _lock: File,
}

impl DataDir {
    /// Makes the folder if it is absent, proves that it can be written, and locks it.
    ///
    /// # Errors
    /// See [`DataDirError`].
    pub fn claim(path: &Path) -> Result<Self, DataDirError> {
        let unusable = |source| DataDirError::Unusable {
            path: path.to_owned(),
            source,
        };
        std::fs::create_dir_all(path).map_err(unusable)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("stock-center.lock"))
            .map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(DataDirError::InUse {
                path: path.to_owned(),
            }),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_serves_one_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep/er");
        let first = DataDir::claim(&path).unwrap();
        assert!(matches!(
            DataDir::claim(&path),
            Err(DataDirError::InUse { .. })
        ));
        drop(first);
        DataDir::claim(&path).unwrap();
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = DataDir::claim(file.path()).unwrap_err().to_string();
        assert!(error.contains("data.dir"), "{error}");
    }
}
