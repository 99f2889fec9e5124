//! The stock center as a process of its own: the real binary with real settings, started, asked, killed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::error::{PeerError, Result};
use crate::ports::PortLease;
use crate::process::{Process, data_folder};

/// How long it may take to serve.
const READY_DEADLINE: Duration = Duration::from_secs(60);
/// How long the registry may take to confirm it: a Nacos that has just started answers its first registrations slowly.
const REGISTERED_DEADLINE: Duration = Duration::from_secs(120);

/// A provider process. Its Dubbo port is that of a lease, its admin port the next one.
#[derive(Debug)]
pub struct StockCenter {
    lease: PortLease,
    folder: TempDir,
    settings: Vec<(String, String)>,
    /// A command that runs it, with its own arguments; empty: it is run as it is.
    wrapper: Vec<String>,
    process: Mutex<Option<Process>>,
}

impl StockCenter {
    /// Starts it with settings beside the defaults, for example `("DATABASE__URL", "mysql://…")`, and waits until it is ready
    /// and, where it has a registry, until that has confirmed every service.
    ///
    /// # Errors
    /// When it does not become ready or is not registered; with the end of its log.
    pub async fn start(settings: &[(&str, &str)]) -> Result<Self> {
        let center = Self::prepare(settings)?;
        center.launch().await?;
        if center
            .settings
            .iter()
            .any(|(key, _)| key == "REGISTRY__ADDRESS")
        {
            center.registered().await?;
        }
        Ok(center)
    }

    /// Waits until its registry has confirmed every service: it is ready, and called directly, before that.
    ///
    /// # Errors
    /// When it ends before, or the registry does not confirm in time; with the end of its log.
    pub async fn registered(&self) -> Result<()> {
        let mut slot = self.process.lock().await;
        let Some(process) = slot.as_mut() else {
            return Err(PeerError::new("the stock center does not run"));
        };
        let url = self.admin_url("health");
        let registered = || async {
            let Ok(answer) = reqwest::get(&url).await else {
                return false;
            };
            let health: serde_json::Value = answer
                .text()
                .await
                .ok()
                .and_then(|text| serde_json::from_str(&text).ok())
                .unwrap_or_default();
            let parts = health["parts"].as_array().map_or(&[][..], Vec::as_slice);
            parts
                .iter()
                .any(|part| part["name"] == "registry" && part["ok"] == true)
        };
        process.wait_until(REGISTERED_DEADLINE, registered).await
    }

    /// Takes a port and a folder without starting anything.
    ///
    /// # Errors
    /// When there is no port or folder.
    pub fn prepare(settings: &[(&str, &str)]) -> Result<Self> {
        let settings = settings
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        Ok(Self {
            lease: PortLease::take(&[0, 1])?,
            folder: data_folder("center")?,
            settings,
            wrapper: Vec::new(),
            process: Mutex::new(None),
        })
    }

    /// Has another command run it, for example `["faketime", "-f", "+5m"]`.
    #[must_use]
    pub fn under(mut self, wrapper: &[&str]) -> Self {
        self.wrapper = wrapper.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    /// Starts it (again) on its port and data, and waits until it is ready.
    ///
    /// # Errors
    /// When it does not become ready; with the end of its log.
    pub async fn launch(&self) -> Result<()> {
        self.launch_without_waiting().await?;
        let mut slot = self.process.lock().await;
        let Some(process) = slot.as_mut() else {
            return Ok(());
        };
        let url = self.admin_url("ready");
        let ready = || async {
            let Ok(answer) = reqwest::get(&url).await else {
                return false;
            };
            answer.status().is_success()
        };
        process.wait_until(READY_DEADLINE, ready).await
    }

    /// Starts it without waiting.
    ///
    /// # Errors
    /// When the program is not there or cannot be started.
    pub async fn launch_without_waiting(&self) -> Result<()> {
        let mut command = match self.wrapper.split_first() {
            None => Command::new(program()?),
            Some((wrapper, arguments)) => {
                let mut command = Command::new(wrapper);
                command.args(arguments).arg(program()?);
                command
            }
        };
        command
            .env("STOCK_PROTOCOL__PORT", self.port().to_string())
            .env("STOCK_ADMIN__PORT", self.admin_port().to_string())
            .env("STOCK_DATA__DIR", self.folder.path().join("data"))
            .envs(
                self.settings
                    .iter()
                    .map(|(key, value)| (format!("STOCK_{key}"), value)),
            );
        let process = Process::spawn("stock-center", command, &self.log(), self.folder.path())?;
        *self.process.lock().await = Some(process);
        Ok(())
    }

    /// Its Dubbo port.
    pub fn port(&self) -> u16 {
        self.lease.port()
    }

    /// Its admin port.
    pub fn admin_port(&self) -> u16 {
        self.lease.port() + 1
    }

    /// `host:port` of its Dubbo port.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port())
    }

    /// The address of its embedded database, for looking into it while the provider is down.
    pub fn sqlite_url(&self) -> String {
        format!(
            "sqlite://{}",
            self.folder.path().join("data/stock.db").display()
        )
    }

    /// A page of its admin port.
    pub fn admin_url(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}/{page}", self.admin_port())
    }

    /// Its log file.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("stock-center.log")
    }

    /// Its process id, while it runs.
    pub async fn id(&self) -> Option<u32> {
        self.process.lock().await.as_ref().map(Process::id)
    }

    /// SIGTERM, and waits until it has drained and ended.
    ///
    /// # Errors
    /// When it had to be killed.
    pub async fn stop(&self) -> Result<()> {
        match self.process.lock().await.take() {
            Some(process) => process.stop().await,
            None => Ok(()),
        }
    }

    /// SIGKILL.
    pub async fn kill9(&self) {
        if let Some(process) = self.process.lock().await.take() {
            process.kill9();
        }
    }

    /// Runs a subcommand (`check`, `migrate`, …) with the same settings and returns what it printed.
    ///
    /// # Errors
    /// When it ends with another code than 0; with what it printed.
    pub fn run(&self, arguments: &[&str]) -> Result<String> {
        let output = Command::new(program()?)
            .args(arguments)
            .env("STOCK_DATA__DIR", self.folder.path().join("data"))
            .envs(
                self.settings
                    .iter()
                    .map(|(key, value)| (format!("STOCK_{key}"), value)),
            )
            .output()
            .map_err(PeerError::because("stock-center cannot be run"))?;
        let text = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        if output.status.success() {
            return Ok(text);
        }
        Err(PeerError::new(format!(
            "stock-center {} ended with {}: {text}",
            arguments.join(" "),
            output.status
        )))
    }
}

/// The binary beside the test programs, built by the test command (`cargo build --package stock-provider`), or the one named by `STOCK_CENTER_BIN`.
///
/// # Errors
/// When it has not been built.
pub fn program() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("STOCK_CENTER_BIN") {
        return Ok(PathBuf::from(given));
    }
    let here = std::env::current_exe().map_err(PeerError::because("this program's own path"))?;
    let found = here
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder: &Path| folder.join("stock-center"))
        .find(|candidate| candidate.is_file());
    found.ok_or_else(|| {
        PeerError::new(format!(
            "there is no stock-center beside {}; run `cargo build --package stock-provider` first",
            here.display()
        ))
    })
}
