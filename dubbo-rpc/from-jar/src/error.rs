//! Why there is no Rust for a jar.

use std::fmt;
use std::path::PathBuf;

/// Result of reading a jar.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why there is no Rust for a jar.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is no jar, or one beyond the limits.
    #[error("{}: {reason}", path.display())]
    Jar {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A class file is none, or a damaged one.
    #[error(
        "class {class}: {reason}; compile the jar anew, or take it from where it was published"
    )]
    Class {
        /// Its name in the jar.
        class: String,
        /// What is wrong, and where.
        reason: String,
    },
    /// What was asked for is not in the jars, or is no interface.
    #[error("{0}")]
    Asked(String),
    /// What Rust has no counterpart for.
    #[error("{}", list(.0))]
    Unmapped(Vec<Unmapped>),
    /// The tool wrote what is no Rust.
    #[error("the tool wrote what is no Rust, which is a defect of the tool: {0}")]
    Defect(String),
}

/// One member for which there is no Rust.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmapped {
    /// Java class or interface, by its binary name.
    pub class: String,
    /// Field, or method with its parameter types.
    pub member: String,
    /// Why, and the way out.
    pub reason: String,
}

impl fmt::Display for Unmapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.class, self.member, self.reason)
    }
}

fn list(unmapped: &[Unmapped]) -> String {
    let mut text = format!(
        "{} members have no Rust (`--skip-unmapped` leaves out the methods that need them):",
        unmapped.len()
    );
    for one in unmapped {
        text.push_str("\n  ");
        text.push_str(&one.to_string());
    }
    text
}
