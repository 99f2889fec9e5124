//! What the tests with Java callers share.

use std::path::{Path, PathBuf};

/// Where the tables go: `java-matrix/` in the build's target folder, joined in `java-matrix.md` beside it.
pub(crate) fn tables() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .unwrap()
        .join("java-matrix")
}
