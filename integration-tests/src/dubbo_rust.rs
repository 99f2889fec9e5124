//! A service written with dubbo-rust (the crate `dubbo` 0.4.0), in a package with dependencies of its own: `integration-tests/dubbo-rust`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;
use tokio::net::TcpStream;
use tokio::sync::OnceCell;

use crate::availability::{Program, have};
use crate::error::{PeerError, Result};
use crate::ports::PortLease;
use crate::process::{Process, data_folder, run};

/// How long a provider may take until it listens.
const READY_DEADLINE: Duration = Duration::from_secs(30);

/// A call that the peer made.
#[derive(Debug, Deserialize)]
pub struct Call {
    /// Its name.
    pub case: String,
    /// Whether the peer got a reply.
    pub ok: bool,
    /// The reply, or what came instead.
    pub detail: String,
}

/// Whether it can be built here; if not, says so or fails as the tests are told to.
pub fn available() -> bool {
    have("dubbo-rust", &[Program::Protoc])
}

/// The program, built when it is first asked for.
async fn program() -> Result<&'static Path> {
    static BUILT: OnceCell<PathBuf> = OnceCell::const_new();
    let build = async || {
        let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("dubbo-rust");
        let mut command = Command::new("cargo");
        command
            .args(["build", "--quiet", "--locked"])
            .current_dir(&package)
            // Of the caller's own build: this package has its own.
            .env_remove("CARGO_TARGET_DIR");
        run("cargo build of dubbo-rust", command).await?;
        Ok(package.join("target/debug/dubbo-rust-peer"))
    };
    BUILT.get_or_try_init(build).await.map(PathBuf::as_path)
}

/// Lets it call, and answers what it says of each call.
///
/// # Errors
/// When it cannot be built or does not end well, as it does where a connection is refused.
pub async fn calls(arguments: &[&str]) -> Result<Vec<Call>> {
    let mut command = Command::new(program().await?);
    command.args(arguments);
    let printed = run("dubbo-rust", command).await?;
    let read = |line: &str| serde_json::from_str(line).map_err(PeerError::because(line));
    printed.lines().map(read).collect()
}

/// A provider of `com.autoparts.dialogue.Dialogue`.
#[derive(Debug)]
pub struct Provider {
    _process: Process,
    lease: PortLease,
    _folder: tempfile::TempDir,
}

impl Provider {
    /// Starts it.
    ///
    /// # Errors
    /// When it cannot be built or does not come up; with the end of its log.
    pub async fn start() -> Result<Self> {
        let folder = data_folder("dubbo-rust")?;
        let lease = PortLease::take(&[0])?;
        let mut command = Command::new(program().await?);
        command.arg("provider").arg(lease.port().to_string());
        let log = folder.path().join("provider.log");
        let mut process = Process::spawn("dubbo-rust", command, &log, folder.path())?;
        let port = lease.port();
        let listens = async || TcpStream::connect(("127.0.0.1", port)).await.is_ok();
        process.wait_until(READY_DEADLINE, listens).await?;
        Ok(Self {
            _process: process,
            lease,
            _folder: folder,
        })
    }

    /// Where it listens: `127.0.0.1:port`.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.lease.port())
    }
}
