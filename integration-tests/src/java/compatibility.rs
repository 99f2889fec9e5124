//! The table of what has been run: Java version by protocol, level of discovery and version of Nacos. It stands in
//! `docs/compatibility.md`, written by `cargo run -p integration-tests --bin compatibility`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use dubbo_registry::{
    AppInfo, MetadataStorage, RegisterMode, Registration, Registry, RegistryUrl, ServiceEntry,
    ServiceKey,
};
use dubbo_rpc::ExceptionStyle;
use serde::{Deserialize, Serialize};

use super::{CaseLine, Line, Via, run_cases};
use crate::error::{PeerError, Result};
use crate::nacos::{Nacos, Version};
use crate::probe::{self, Protocols, probe_service};

/// The consumer of every line.
const CONSUMER: &str = "com.autoparts.line.ProbeConsumer";
const CONSUMER_DEADLINE: Duration = Duration::from_secs(240);
const REGISTERED_DEADLINE: Duration = Duration::from_secs(60);

/// What a consumer calls over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// `dubbo://`.
    Dubbo,
    /// `tri://`.
    Triple,
}

impl Protocol {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dubbo, Self::Triple];

    /// As in Dubbo's URLs.
    pub fn text(self) -> &'static str {
        match self {
            Self::Dubbo => "dubbo",
            Self::Triple => "tri",
        }
    }
}

/// At which level a consumer looks for providers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// One name per interface.
    Interface,
    /// One name per application.
    Instance,
    /// At both, as a consumer does by itself: from 3.0 on the application's goes first (`APPLICATION_FIRST`), before it there is one.
    All,
}

impl Level {
    const EVERY: [Self; 3] = [Self::Interface, Self::Instance, Self::All];

    /// As in Dubbo's `register-mode`.
    pub fn text(self) -> &'static str {
        match self {
            Self::Interface => "interface",
            Self::Instance => "instance",
            Self::All => "all",
        }
    }

    /// The migration step that makes a consumer look there alone; the default's name where it looks at both.
    pub fn step(self) -> &'static str {
        match self {
            Self::Interface => "FORCE_INTERFACE",
            Self::Instance => "FORCE_APPLICATION",
            Self::All => "APPLICATION_FIRST",
        }
    }
}

/// One place of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Who calls.
    pub line: Line,
    /// Over what.
    pub protocol: Protocol,
    /// Found where.
    pub level: Level,
}

impl Place {
    /// All of them, by line.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for line in Line::EVERY {
            for protocol in Protocol::ALL {
                for level in Level::EVERY {
                    all.push(Self {
                        line,
                        protocol,
                        level,
                    });
                }
            }
        }
        all
    }

    /// Why there can be nothing to run, if so.
    pub fn impossible(self) -> Option<&'static str> {
        let two = matches!(self.line, Line::V2_6 | Line::V2_7);
        match (self.protocol, self.level) {
            (Protocol::Triple, _) if two => Some("Triple is Dubbo 3's"),
            (_, Level::Instance) if two => {
                Some("applications are found by Dubbo 3 (2.7 has a forerunner of its own)")
            }
            (Protocol::Triple, Level::Interface) if self.line != Line::V3_3 => {
                Some("before 3.3 a consumer takes the protocol of the interface's URL only")
            }
            _ => None,
        }
    }

    fn name(self) -> String {
        format!(
            "{} {} {}",
            self.line.release(),
            self.protocol.text(),
            self.level.text()
        )
    }
}

/// The probe, registered at both levels in a Nacos.
pub struct Provider {
    registration: Registration,
    protocols: Arc<Protocols>,
    server: dubbo_rpc::ServerHandle,
    address: String,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({})", self.address)
    }
}

impl Provider {
    /// Serves it for the places of one line and protocol: with exceptions as callers of the line can read them over Triple
    /// (before 3.2 a thrown one is taken for the reply), and Triple listed at the application level where it is wanted.
    ///
    /// # Errors
    /// When its port cannot be opened or Nacos does not confirm.
    pub async fn start(nacos: &Nacos, line: Line, protocol: Protocol) -> Result<Self> {
        let style = match line {
            Line::V3_0 | Line::V3_1 => ExceptionStyle::Status,
            _ => ExceptionStyle::Thrown,
        };
        // A Java consumer replaces 127.x by the machine's own address, so loopback alone is not enough.
        let protocols: Arc<Protocols> = Arc::default();
        let server = probe::serve_counted("0.0.0.0:0", style, Arc::clone(&protocols))
            .await
            .map_err(PeerError::because("the probe"))?;
        // Tests and lines do not see each other's.
        let of = [
            line.module(),
            protocol.text(),
            &std::process::id().to_string(),
        ]
        .join("-");
        let namespace = format!("compatibility-{of}");
        let query = format!("?namespace={namespace}");
        let url: RegistryUrl = format!("{}{query}", nacos.registry_url())
            .parse()
            .map_err(PeerError::because("the registry's address"))?;
        let app = AppInfo {
            register_mode: RegisterMode::All,
            metadata: MetadataStorage::Remote,
            extra_services: protocol == Protocol::Triple,
            ..AppInfo::new("probe-provider")
        };
        let plain = ServiceKey::new(probe_service::INTERFACE);
        let grouped = plain
            .clone()
            .with_group(probe::GROUP)
            .with_version(probe::VERSION);
        let port = server.local_addr().port();
        let entries = [plain, grouped].map(|key| ServiceEntry {
            legacy_name: true,
            extra_protocols: vec!["tri".to_owned()],
            ..ServiceEntry::dubbo(key, "127.0.0.1", port)
        });
        let registration = Registry::connect(&url, app)
            .register(entries.to_vec())
            .map_err(PeerError::because("registering the probe"))?;
        tokio::time::timeout(REGISTERED_DEADLINE, registration.registered())
            .await
            .map_err(PeerError::because("registering the probe"))?;
        Ok(Self {
            registration,
            protocols,
            server,
            address: format!("{}{query}", nacos.server_addr()),
        })
    }

    /// Runs all cases of a place.
    ///
    /// # Errors
    /// When the consumer does not report.
    pub async fn run(&self, place: Place) -> Result<Cell> {
        let via = Via::Cell {
            nacos: self.address.clone(),
            protocol: place.protocol.text(),
            // 2.x knows no steps.
            step: match place.line {
                Line::V2_6 | Line::V2_7 => None,
                _ => Some(place.level.step()),
            },
        };
        self.protocols.take();
        let cases = run_cases(place.line, CONSUMER, &via, &[], CONSUMER_DEADLINE).await?;
        let mut others = self.protocols.take();
        others.remove(place.protocol.text());
        Ok(Cell {
            others: others.into_keys().map(str::to_owned).collect(),
            ..Cell::of(&cases)
        })
    }

    /// Takes it back.
    pub async fn stop(self) {
        // The server goes away in any case.
        let _ = self.registration.deregister().await;
        self.server.shutdown(Duration::from_secs(5)).await;
    }
}

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Cases that went as they must.
    pub passed: usize,
    /// Cases that the line cannot do, whoever the provider is.
    pub not_applicable: Vec<String>,
    /// Cases that went wrong.
    pub failed: Vec<String>,
    /// Protocols that calls came over beside the one that was asked for.
    pub others: Vec<String>,
}

impl Cell {
    fn of(cases: &[CaseLine]) -> Self {
        let names = |wanted: fn(&CaseLine) -> bool| -> Vec<String> {
            let found = cases.iter().filter(|case| wanted(case));
            found.map(|case| case.case.clone()).collect()
        };
        Self {
            passed: cases.iter().filter(|case| case.ok && !case.na).count(),
            not_applicable: names(|case| case.na),
            failed: names(|case| !case.ok),
            others: Vec::new(),
        }
    }

    /// As the table shows it.
    pub fn text(&self) -> String {
        let all = self.passed + self.not_applicable.len() + self.failed.len();
        let text = format!("{} of {all}", self.passed);
        match self.others.as_slice() {
            [] => text,
            others => format!("{text}, but over {}", others.join(" and ")),
        }
    }
}

/// Results by place and Nacos; what is not there was not run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Table {
    cells: BTreeMap<String, Cell>,
}

impl Table {
    /// What the runs before have left in the build's target folder, so that a line can be run alone.
    pub fn load() -> Self {
        let text = std::fs::read_to_string(results()).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Keeps the results, and writes the document.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn save(&self) -> Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(PeerError::because("results"))?;
        for (path, text) in [(results(), text), (document(), self.markdown())] {
            let failed = PeerError::because(path.display().to_string());
            std::fs::write(&path, text).map_err(failed)?;
        }
        Ok(())
    }

    /// Notes a result.
    pub fn add(&mut self, place: Place, nacos: Version, cell: Cell) {
        self.cells.insert(key(place, nacos), cell);
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::from(HEAD);
        for version in Version::ALL {
            let _ = write!(text, " Nacos {} |", version.text());
        }
        text.push_str("\n|---|---|---|---|---|\n");
        let mut notes: Vec<(String, Vec<String>)> = Vec::new();
        for place in Place::all() {
            let (line, protocol) = (place.line.release(), place.protocol.text());
            let _ = write!(text, "| {line} | {protocol} | {} |", place.level.text());
            for version in Version::ALL {
                let cell = self.cells.get(&key(place, version));
                let word = match (place.impossible(), cell) {
                    (Some(why), _) => format!("cannot exist: {why}"),
                    (None, None) => "not run".to_owned(),
                    (None, Some(cell)) => {
                        for (what, cases) in [
                            ("not applicable", &cell.not_applicable),
                            ("failed", &cell.failed),
                        ] {
                            if !cases.is_empty() {
                                let note = format!("{what}: `{}`", cases.join("`, `"));
                                super::matrix::note(&mut notes, note, &key(place, version));
                            }
                        }
                        cell.text()
                    }
                };
                let _ = write!(text, " {word} |");
            }
            text.push('\n');
        }
        for (note, columns) in notes {
            let _ = write!(text, "\n- {note} ({})", columns.join("; "));
        }
        text.push('\n');
        text
    }
}

const HEAD: &str = "\
<!-- @generated by `cargo run -p integration-tests --bin compatibility` -->
# Which Java consumers call it, and how

Consumers of each line, found through genuine Nacos servers, against the probe: an interface that is not stock, hosted by `dubbo-rpc` and
registered by `dubbo-registry` at both levels (a consumer looks at the one that the column names, or, in rows `all`, at what it looks at by itself), with calls of every kind: unary, generic in every mode, async, one-way, attachments both ways, exceptions declared and
not, large bodies, Chinese and emoji, nulls, versions and groups, timeouts, overloads. A cell says how many cases went as they must, and whether calls came over another protocol than the reference asked for
(in its rows `all` a consumer of 3.0.15 takes the one or the other, run by run). The stock
center's own methods are called by the same lines in `integration-tests/tests/it/java_stock.rs` and `java_triple.rs`. The consumer of 3.0.15 fails `timeout` at the application level whoever provides: there it
keeps for all references the timeout of the first one that called a method (`MetadataInfo.ServiceInfo.getMethodNumbers`); with Java providers of 3.0.15 and 3.3.6 as well (`integration-tests/tests/it/java_timeout.rs`).

| Dubbo | protocol | level |";

fn key(place: Place, nacos: Version) -> String {
    format!("{}, Nacos {}", place.name(), nacos.text())
}

/// Where results are kept between runs.
fn results() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/compatibility.json")
}

/// Where the table is kept.
pub fn document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/compatibility.md")
}

/// What the kept table says of a place, as [`Cell::text`] writes it.
///
/// # Errors
/// When there is no table, or no such row in it.
pub fn kept(place: Place, nacos: Version) -> Result<String> {
    let path = document();
    let text =
        std::fs::read_to_string(&path).map_err(PeerError::because(path.display().to_string()))?;
    let column = Version::ALL.iter().position(|version| *version == nacos);
    let beginning = format!(
        "| {} | {} | {} |",
        place.line.release(),
        place.protocol.text(),
        place.level.text()
    );
    let row = text.lines().find_map(|line| line.strip_prefix(&beginning));
    let cell = row
        .zip(column)
        .and_then(|(row, column)| row.split('|').nth(column));
    cell.map(|cell| cell.trim().to_owned())
        .ok_or_else(|| PeerError::new(format!("{} has no row {beginning}", path.display())))
}
