//! A genuine Nacos server on loopback, version 2.3.2 or 3.1.0, standalone with its embedded database.
//!
//! [`console`] does over HTTP what an operator does in the web console.

pub mod console;
mod launch;

use std::time::{Duration, Instant};

use tokio::sync::{Mutex, OnceCell};

use crate::availability::{Program, have};
use crate::error::{PeerError, Result};
use crate::ports::PortLease;
use crate::process::{Process, data_folder};

/// User of a Nacos with authentication.
pub const USER: &str = "nacos";
/// Password of [`USER`].
pub const PASSWORD: &str = "nacos";
/// 10 to 50 s are usual on two cores; the rest is for a machine that also compiles.
const READY_DEADLINE: Duration = Duration::from_secs(240);

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Nacos 2.3.2.
    V2,
    /// Nacos 3.1.0.
    V3,
}

impl Version {
    /// Both, for tests that hold for both.
    pub const ALL: [Self; 2] = [Self::V2, Self::V3];

    /// As people write it.
    pub fn text(self) -> &'static str {
        match self {
            Self::V2 => "2.3.2",
            Self::V3 => "3.1.0",
        }
    }
}

/// Whether clients have to log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Everybody may do everything.
    Off,
    /// Only with [`USER`] and [`PASSWORD`].
    On,
}

/// A Nacos server.
#[derive(Debug)]
pub struct Nacos {
    version: Version,
    auth: Auth,
    process: Mutex<Option<Process>>,
    lease: PortLease,
    // Last: removed after the process is gone.
    folder: tempfile::TempDir,
}

impl Nacos {
    /// The server of this version, without authentication, that all tests of this binary share, started by the first;
    /// `None` (and said so) without Java and Maven. Tests keep apart by the names of their services. Do not stop it.
    ///
    /// # Panics
    /// When it does not start, or Java or Maven is missing with `STOCK_PEERS=required`.
    pub async fn shared(version: Version) -> Option<&'static Self> {
        type Slot = OnceCell<std::result::Result<Nacos, PeerError>>;
        static SHARED: [Slot; 2] = [Slot::const_new(), Slot::const_new()];
        if !Self::available() {
            return None;
        }
        let slot = match version {
            Version::V2 => &SHARED[0],
            Version::V3 => &SHARED[1],
        };
        match slot.get_or_init(|| Self::start(version, Auth::Off)).await {
            Ok(server) => Some(server),
            Err(error) => panic!("{error}"),
        }
    }

    /// Whether this machine can run Nacos at all; said on standard error if not.
    ///
    /// # Panics
    /// When it cannot and `STOCK_PEERS=required`.
    pub fn available() -> bool {
        have("Nacos", &[Program::Java, Program::Maven])
    }

    /// Starts a server of the caller's own.
    ///
    /// # Errors
    /// When it does not come up; with the end of its log.
    pub async fn start(version: Version, auth: Auth) -> Result<Self> {
        let server = Self::prepare(version, auth).await?;
        server.launch().await?;
        Ok(server)
    }

    /// Jars, ports and data folder of a server that is not running yet: its addresses are known, nobody answers.
    ///
    /// # Errors
    /// When the jars cannot be had or no ports are free.
    pub async fn prepare(version: Version, auth: Auth) -> Result<Self> {
        tokio::task::spawn_blocking(move || launch::prepare(version))
            .await
            .map_err(PeerError::because("preparing Nacos"))??;
        let folder = data_folder(&format!("nacos-{}", version.text()))?;
        let lease = PortLease::take(&launch::PORT_OFFSETS)?;
        Ok(Self {
            version,
            auth,
            process: Mutex::new(None),
            lease,
            folder,
        })
    }

    /// Starts the server on its data folder and waits until it serves. Nothing happens if it runs.
    ///
    /// # Errors
    /// When it does not come up; with the end of its log.
    pub async fn launch(&self) -> Result<()> {
        let mut slot = self.process.lock().await;
        if slot.is_some() {
            return Ok(());
        }
        let started = Instant::now();
        let command = launch::command(self.version, self.auth, self.port(), self.folder.path())?;
        let log = self.folder.path().join("stdout.log");
        let name = format!("Nacos {}", self.version.text());
        let mut process = Process::spawn(&name, command, &log, self.folder.path())?;
        let http = console::http_client()?;
        process
            .wait_until(READY_DEADLINE, || {
                launch::is_ready(self.version, self.auth, self.port(), &http)
            })
            .await?;
        tracing::info!(
            version = self.version.text(),
            port = self.port(),
            seconds = started.elapsed().as_secs_f32(),
            "Nacos serves"
        );
        *slot = Some(process);
        Ok(())
    }

    /// Which version it is.
    pub fn version(&self) -> Version {
        self.version
    }

    /// Whether clients have to log in.
    pub fn auth(&self) -> Auth {
        self.auth
    }

    /// The port of the API, on 127.0.0.1; clients find gRPC at this plus 1000.
    pub fn port(&self) -> u16 {
        self.lease.port()
    }

    /// What Java and Rust clients are given: `127.0.0.1:port`.
    pub fn server_addr(&self) -> String {
        format!("127.0.0.1:{}", self.port())
    }

    /// The address as the stock center's configuration has it, with user and password where they are needed.
    pub fn registry_url(&self) -> String {
        match self.auth {
            Auth::Off => format!("nacos://{}", self.server_addr()),
            Auth::On => format!("nacos://{USER}:{PASSWORD}@{}", self.server_addr()),
        }
    }

    /// Ends it in order and starts it again on the same ports and data.
    ///
    /// # Errors
    /// When it does not end or does not come back.
    pub async fn restart(&self) -> Result<()> {
        self.stop().await?;
        self.launch().await
    }

    /// Ends it in order (SIGTERM); [`Nacos::launch`] starts it again.
    ///
    /// # Errors
    /// When it had to be killed.
    pub async fn stop(&self) -> Result<()> {
        match self.process.lock().await.take() {
            Some(process) => process.stop().await,
            None => Ok(()),
        }
    }

    /// Kills it (SIGKILL); [`Nacos::launch`] starts it again.
    pub async fn kill9(&self) {
        self.process.lock().await.take();
    }

    /// Stops it where it is (SIGSTOP): connections stay open and nothing is answered.
    pub async fn pause(&self) {
        if let Some(process) = &*self.process.lock().await {
            process.pause();
        }
    }

    /// Lets it go on (SIGCONT).
    pub async fn resume(&self) {
        if let Some(process) = &*self.process.lock().await {
            process.resume();
        }
    }
}
