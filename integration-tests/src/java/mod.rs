//! Real Java peers: the Maven projects of `integration-tests/java`, built once, run as processes.
//!
//! [`build`] compiles all modules; [`Line`] names a Dubbo line and with it a class path; [`run_cases`] runs a consumer
//! that reports one JSON line per case; [`JavaServer`] is a provider or service that stays; [`Dialogue`] is asked line by line; [`matrix`] makes the table of
//! Java version by case, [`compatibility`] the one of all that was run; [`usage`] reads what a process has used.

pub mod compatibility;
mod dialogue;
mod launch;
pub mod matrix;
pub mod usage;

use std::path::Path;
use std::process::ExitStatus;
use std::time::Duration;

use serde::Deserialize;

use crate::availability::{Program, have};
use crate::error::{PeerError, Result};
use crate::process::{Process, data_folder};

pub use dialogue::Dialogue;
pub use launch::build;

/// A JVM on a machine that also compiles needs its time.
const READY_DEADLINE: Duration = Duration::from_secs(90);

/// A Dubbo line: one Maven module, one class path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Line {
    /// com.alibaba.dubbo 2.6.12.
    V2_6,
    /// org.apache.dubbo 2.7.23.
    V2_7,
    /// org.apache.dubbo 3.0.15.
    V3_0,
    /// org.apache.dubbo 3.1.11.
    V3_1,
    /// org.apache.dubbo 3.2.19.
    V3_2,
    /// org.apache.dubbo 3.3.6.
    V3_3,
}

impl Line {
    /// All of them, oldest first.
    pub const EVERY: [Self; 6] = [
        Self::V2_6,
        Self::V2_7,
        Self::V3_0,
        Self::V3_1,
        Self::V3_2,
        Self::V3_3,
    ];

    /// The lines that every table of `dubbo://` has, oldest first.
    pub const ALL: [Self; 4] = [Self::V2_6, Self::V2_7, Self::V3_2, Self::V3_3];

    /// The lines that speak Triple, oldest first.
    pub const TRIPLE: [Self; 4] = [Self::V3_0, Self::V3_1, Self::V3_2, Self::V3_3];

    /// The Maven module.
    pub fn module(self) -> &'static str {
        match self {
            Self::V2_6 => "dubbo-2612",
            Self::V2_7 => "dubbo-2723",
            Self::V3_0 => "dubbo-3015",
            Self::V3_1 => "dubbo-3111",
            Self::V3_2 => "dubbo-3219",
            Self::V3_3 => "dubbo-336",
        }
    }

    /// The release, as its consumers report it.
    pub fn release(self) -> &'static str {
        match self {
            Self::V2_6 => "2.6.12",
            Self::V2_7 => "2.7.23",
            Self::V3_0 => "3.0.15",
            Self::V3_1 => "3.1.11",
            Self::V3_2 => "3.2.19",
            Self::V3_3 => "3.3.6",
        }
    }
}

/// How a consumer finds its provider.
#[derive(Debug, Clone)]
pub enum Via {
    /// A fixed address, `host:port`.
    Direct(String),
    /// The same over Triple.
    Triple(String),
    /// A Nacos 2 server, `host:port`.
    Nacos(String),
    /// A Nacos 3 server, `host:port`, with `?namespace=ID` where tests share the server.
    Nacos3(String),
    /// A Nacos server, `host:port?namespace=ID`, at one level and over one protocol.
    Cell {
        /// The server.
        nacos: String,
        /// `dubbo` or `tri`.
        protocol: &'static str,
        /// The migration step of Dubbo 3.
        step: Option<&'static str>,
    },
}

impl Via {
    /// One word for a table.
    pub fn text(&self) -> &'static str {
        match self {
            Self::Direct(_) => "direct",
            Self::Triple(_) => "Triple",
            Self::Nacos(_) => "Nacos",
            Self::Nacos3(_) => "Nacos 3",
            Self::Cell { .. } => "cell",
        }
    }

    fn arguments(&self) -> Vec<&str> {
        match self {
            Self::Direct(address) => vec!["--direct", address],
            Self::Triple(address) => vec!["--direct", address, "--protocol", "tri"],
            Self::Nacos(address) | Self::Nacos3(address) => vec!["--nacos", address],
            Self::Cell {
                nacos,
                protocol,
                step,
            } => {
                let mut arguments = vec!["--nacos", nacos, "--protocol", protocol];
                if let Some(step) = step {
                    arguments.extend(["--step", step]);
                }
                arguments
            }
        }
    }
}

/// What one case of a Java consumer reported.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseLine {
    /// Release of the consumer.
    pub dubbo: String,
    /// Name of the case.
    pub case: String,
    /// Whether it went as it must.
    pub ok: bool,
    /// The line cannot do it at all, whoever the provider is; `detail` says why.
    pub na: bool,
    /// What went wrong, or why it does not apply.
    pub detail: String,
    /// How long it took, in milliseconds.
    pub ms: u64,
}

/// Whether Java peers can be run here; said on standard error if not.
///
/// # Panics
/// When not and `STOCK_PEERS=required`.
pub fn available() -> bool {
    have("a Java peer", &[Program::Java, Program::Maven])
}

/// Runs the cases of `class` (a consumer of `line`) against the provider at `via` and reads its report.
///
/// # Errors
/// When it does not end within `deadline`, or its report is not what a report is; with the end of its log.
pub async fn run_cases(
    line: Line,
    class: &str,
    via: &Via,
    more: &[&str],
    deadline: Duration,
) -> Result<Vec<CaseLine>> {
    build().await?;
    let folder = data_folder(&format!("java-{}", line.module()))?;
    let report = folder.path().join("report.jsonl");
    let mut command = launch::command(line.module(), class, folder.path(), &launch::SHORT_LIVED)?;
    command
        .args(via.arguments())
        .args(more)
        .arg("--report")
        .arg(&report);
    let log = folder.path().join("java.log");
    let name = format!("{class} on Dubbo {}", line.release());
    let mut process = Process::spawn(&name, command, &log, folder.path())?;
    process.wait_for_exit(deadline).await?;
    let cases = read_report(&report)?;
    if cases.is_empty() {
        return Err(process.error("reported nothing"));
    }
    Ok(cases)
}

fn read_report(report: &Path) -> Result<Vec<CaseLine>> {
    let text = std::fs::read_to_string(report)
        .map_err(PeerError::because(report.display().to_string()))?;
    text.lines()
        .map(|line| {
            serde_json::from_str(line)
                .map_err(PeerError::because(format!("not a case report: `{line}`")))
        })
        .collect()
}

/// Runs `class` of `module` to its end and answers its exit status and what it printed.
///
/// # Errors
/// When it does not end within `deadline`; with the end of its log.
pub async fn run_to_end(
    module: &str,
    class: &str,
    arguments: &[&str],
    deadline: Duration,
) -> Result<(ExitStatus, String)> {
    build().await?;
    let folder = data_folder(&format!("java-{module}"))?;
    let mut command = launch::command(module, class, folder.path(), &launch::SHORT_LIVED)?;
    command.args(arguments);
    let log = folder.path().join("java.log");
    let mut process = Process::spawn(class, command, &log, folder.path())?;
    let status = process.wait_for_exit(deadline).await?;
    let printed =
        std::fs::read_to_string(&log).map_err(PeerError::because(log.display().to_string()))?;
    Ok((status, printed))
}

/// A Java program that serves until it is dropped.
#[derive(Debug)]
pub struct JavaServer {
    process: Process,
    // Last: removed after the process is gone.
    folder: tempfile::TempDir,
}

impl JavaServer {
    /// Starts `class` of `module` with `arguments` and waits until it has printed a line that starts with `ready`.
    ///
    /// # Errors
    /// When it ends before, or the deadline passes; with the end of its log.
    pub async fn start(module: &str, class: &str, arguments: &[&str]) -> Result<Self> {
        Self::start_on(&launch::SHORT_LIVED, module, class, arguments).await
    }

    /// The same on a JVM that is fit to be measured: full just-in-time compilation and a large heap.
    ///
    /// # Errors
    /// As [`JavaServer::start`].
    pub async fn start_measured(module: &str, class: &str, arguments: &[&str]) -> Result<Self> {
        Self::start_on(&launch::MEASURED, module, class, arguments).await
    }

    /// The same on a JVM with these flags.
    ///
    /// # Errors
    /// As [`JavaServer::start`].
    pub async fn start_on(
        jvm: &[&str],
        module: &str,
        class: &str,
        arguments: &[&str],
    ) -> Result<Self> {
        let mut server = Self::spawn(jvm, module, class, arguments).await?;
        let log = server.folder.path().join("java.log");
        server
            .process
            .wait_until(READY_DEADLINE, || {
                let printed = std::fs::read_to_string(&log)
                    .is_ok_and(|text| text.lines().any(|line| line.starts_with("ready")));
                std::future::ready(printed)
            })
            .await?;
        Ok(server)
    }

    /// Starts it without waiting for anything.
    ///
    /// # Errors
    /// When the modules cannot be built or the JVM cannot be started.
    pub async fn spawn(
        jvm: &[&str],
        module: &str,
        class: &str,
        arguments: &[&str],
    ) -> Result<Self> {
        build().await?;
        let folder = data_folder(&format!("java-{module}"))?;
        let mut command = launch::command(module, class, folder.path(), jvm)?;
        command.args(arguments);
        let log = folder.path().join("java.log");
        let process = Process::spawn(class, command, &log, folder.path())?;
        Ok(Self { process, folder })
    }

    /// Its process id, for [`usage`].
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Its own folder, with `java.log` in it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Waits for a program that ends by itself, with exit code 0, and answers the last line it printed.
    ///
    /// # Errors
    /// When it does not end within `deadline`, or ends otherwise; with the end of its log.
    pub async fn finished(&mut self, deadline: Duration) -> Result<String> {
        let status = self.process.wait_for_exit(deadline).await?;
        if !status.success() {
            return Err(self.process.error(&format!("ended with {status}")));
        }
        let log = self.folder.path().join("java.log");
        let printed =
            std::fs::read_to_string(&log).map_err(PeerError::because(log.display().to_string()))?;
        Ok(printed.lines().last().unwrap_or_default().to_owned())
    }

    /// The process itself: to stop, kill or pause it.
    pub fn process(&self) -> &Process {
        &self.process
    }
}
