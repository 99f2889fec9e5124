//! What this machine has, and what a test does when something is missing.

use std::io::Write as _;
use std::path::PathBuf;

use crate::error::{PeerError, Result};

/// A program that some peer needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// `mariadbd`, `mariadb-install-db` and the `mariadb` client.
    MariaDb,
    /// A Java runtime, 17 or later.
    Java,
    /// Apache Maven.
    Maven,
    /// `faketime`, which gives a process a clock of its own.
    Faketime,
    /// `rabbitmq-server`, and Erlang's `epmd`.
    RabbitMq,
    /// `redis-server` and the `redis-cli` client.
    Redis,
    /// `rsync`, by which nodes of a Galera cluster give each other their state.
    Rsync,
    /// `protoc`, which writes code for a `.proto`.
    Protoc,
}

impl Program {
    /// The commands that must be there.
    fn commands(self) -> &'static [&'static str] {
        match self {
            Self::MariaDb => &["mariadbd", "mariadb-install-db", "mariadb"],
            Self::Java => &["java"],
            Self::Maven => &["mvn"],
            Self::Faketime => &["faketime"],
            Self::RabbitMq => &["rabbitmq-server", "epmd"],
            Self::Redis => &["redis-server", "redis-cli"],
            Self::Rsync => &["rsync"],
            Self::Protoc => &["protoc"],
        }
    }

    /// How to get it.
    fn way_out(self) -> &'static str {
        match self {
            Self::MariaDb => "install the package mariadb-server",
            Self::Java => "install a JDK 17 or later (package openjdk-17-jdk-headless)",
            Self::Maven => "install the package maven",
            Self::Faketime => "install the package faketime",
            Self::RabbitMq => "install the package rabbitmq-server",
            Self::Redis => "install the package redis-server",
            Self::Rsync => "install the package rsync",
            Self::Protoc => "install the package protobuf-compiler",
        }
    }
}

/// The full path of a command: `PATH`, then the folders of system services, which ordinary users often lack.
///
/// # Errors
/// When it is nowhere.
pub fn command_path(command: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/local/sbin", "/sbin"].map(PathBuf::from))
        .map(|folder| folder.join(command))
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| PeerError::new(format!("`{command}` is not on this machine's PATH")))
}

/// Whether all programs are there. If not: panics with `STOCK_PEERS=required`, else says so on standard error (past
/// the capture of the test runner) and answers `false`: the caller then returns.
///
/// # Panics
/// With `STOCK_PEERS=required`, when a program is missing.
pub fn have(what: &str, programs: &[Program]) -> bool {
    let missing: Vec<String> = programs
        .iter()
        .filter(|program| program.commands().iter().any(|c| command_path(c).is_err()))
        .map(|program| format!("{} ({})", program.commands().join(", "), program.way_out()))
        .collect();
    if missing.is_empty() {
        return true;
    }
    let text = format!(
        "{what} needs what this machine lacks: {}",
        missing.join("; ")
    );
    assert!(!required(), "STOCK_PEERS=required, but {text}");
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    // Not `eprintln!`: the test runner would swallow it.
    let _ = writeln!(std::io::stderr(), "\n!! NOT RUN: {test}: {text}\n");
    false
}

/// Whether a missing program is a failure.
pub fn required() -> bool {
    std::env::var("STOCK_PEERS").is_ok_and(|value| value == "required")
}

/// Whether the figures of the requirements are to be shown in full (`STOCK_SCALE=full`) rather than at a tenth.
pub fn full_scale() -> bool {
    std::env::var("STOCK_SCALE").is_ok_and(|value| value == "full")
}
