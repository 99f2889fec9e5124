//! What was measured at one size.

use serde::{Deserialize, Serialize};

use crate::ratio::machine::{FOREIGN_MAX, Machine};
use crate::ratio::sample::{PROVIDER, Sample};

/// One size of one series.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Point {
    /// The size.
    pub x: f64,
    /// Rate, CPU, latency and memory of the provider.
    pub sample: Sample,
    /// What the database counted.
    pub per_call: PerCall,
    /// Resident memory of the database, in KiB.
    pub database_kib: u64,
}

/// What a call came to in the database, on average.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct PerCall {
    /// Transactions that wrote.
    pub commits: f64,
    /// Groups of them that were synced together: each is a sync of the redo log and one of the binary log.
    pub groups: f64,
    /// Rows written, in tables and for the engine's own use.
    pub rows: f64,
    /// Bytes in the binary log.
    pub binlog_bytes: f64,
    /// Bytes in the redo log.
    pub redo_bytes: f64,
    /// Bytes by which the tables' files grew; they grow in steps of some MiB.
    pub file_bytes: f64,
}

impl Point {
    /// CPU seconds of all providers for 1,000 calls.
    #[must_use]
    pub fn provider_cpu(&self) -> f64 {
        let all = self.sample.cpu.iter();
        all.filter(|(name, _)| name.starts_with(PROVIDER))
            .map(|(_, used)| used)
            .sum()
    }

    /// CPU seconds of the database for 1,000 calls.
    #[must_use]
    pub fn database_cpu(&self) -> f64 {
        self.sample.cpu.get("database").copied().unwrap_or(0.0)
    }

    /// Whether others used so much of the machine that it says little.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.sample.foreign > FOREIGN_MAX
    }

    /// One line for a person.
    #[must_use]
    pub fn line(&self) -> String {
        let loaded = match self.is_loaded() {
            true => format!("; OTHERS USED {:.1} CORES", self.sample.foreign),
            false => String::new(),
        };
        format!(
            "    {:>11}: {:.0}/s, CPU s per 1,000: provider {:.4}, database {:.4}; p50 {:.2} ms, p99 {:.2} ms; {:.0} and {:.0} MiB; per call {:.3} commits, {:.3} syncs, {:.1} rows, {:.0} + {:.0} bytes of logs, {:.0} of files{loaded}",
            self.x,
            self.sample.rate,
            self.provider_cpu(),
            self.database_cpu(),
            self.sample.p50_ms,
            self.sample.p99_ms,
            self.sample.resident_kib as f64 / 1_024.0,
            self.database_kib as f64 / 1_024.0,
            self.per_call.commits,
            self.per_call.groups * 2.0,
            self.per_call.rows,
            self.per_call.redo_bytes,
            self.per_call.binlog_bytes,
            self.per_call.file_bytes,
        )
    }
}

/// Sizes of one kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Series {
    /// Its name, one of [`super::series::ALL`].
    pub name: String,
    /// From small to large.
    pub points: Vec<Point>,
}

/// One run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Run {
    /// Its day.
    pub day: String,
    /// The commit it was made of; with `+` if there was more than that.
    pub commit: String,
    /// Seconds of each point.
    pub seconds: f64,
    /// The machine.
    pub machine: Machine,
    /// Buffer pool of the database, in MiB.
    pub pool_mib: u32,
    /// Averages of load before and after.
    pub load: (String, String),
    /// What was measured.
    pub series: Vec<Series>,
}
