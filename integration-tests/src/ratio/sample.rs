//! What one turn of one side showed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::machine::Busy;
use crate::echo::Seen;
use crate::error::Result;
use crate::java::usage;

/// One turn.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sample {
    /// Whose.
    pub side: String,
    /// Calls that were answered as they should be.
    pub calls: u64,
    /// How long they took together, in seconds.
    pub seconds: f64,
    /// Of them in a second.
    pub rate: f64,
    /// CPU seconds of each process for 1,000 calls.
    pub cpu: BTreeMap<String, f64>,
    /// Half of the calls took no longer, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 took no longer, in milliseconds.
    pub p99_ms: f64,
    /// Resident memory of the provider at its end, in KiB.
    pub resident_kib: u64,
    /// Cores that others than this run's processes used meanwhile.
    pub foreign: f64,
}

impl Sample {
    /// Calls in a second, whole.
    #[must_use]
    pub fn whole_rate(&self) -> u32 {
        let micros = std::time::Duration::from_secs_f64(self.seconds).as_micros();
        let rate = u128::from(self.calls) * 1_000_000 / micros.max(1);
        u32::try_from(rate).unwrap_or(u32::MAX)
    }

    /// Calls for a CPU second of a process.
    #[must_use]
    pub fn per_cpu_second(&self, process: &str) -> f64 {
        self.cpu.get(process).map_or(0.0, |used| 1_000.0 / used)
    }
}

/// The process whose memory is noted, and whose CPU goals speak of.
pub const PROVIDER: &str = "provider";

/// Runs `work` and notes what it and the processes used.
///
/// # Errors
/// Those of the work, and when a process has gone.
pub async fn take(
    side: &str,
    processes: &[(&str, u32)],
    work: impl Future<Output = Result<Seen>>,
) -> Result<Sample> {
    let used = || -> Result<Vec<f64>> {
        let one = |(_, id): &(&str, u32)| Ok(usage::of(*id)?.cpu.as_secs_f64());
        processes.iter().map(one).collect()
    };
    let (before, busy) = (used()?, Busy::now());
    let seen = work.await?;
    let (after, foreign) = (used()?, busy.foreign_since());
    let thousands = seen.calls.max(1) as f64 / 1_000.0;
    let cpu = processes.iter().zip(before.iter().zip(&after));
    let provider = processes.iter().find(|(name, _)| *name == PROVIDER);
    Ok(Sample {
        side: side.to_owned(),
        calls: seen.calls,
        seconds: seen.elapsed.as_secs_f64(),
        rate: seen.calls as f64 / seen.elapsed.as_secs_f64().max(1e-9),
        cpu: cpu
            .map(|((name, _), (before, after))| ((*name).to_owned(), (after - before) / thousands))
            .collect(),
        p50_ms: seen.percentile_ms(50),
        p99_ms: seen.percentile_ms(99),
        resident_kib: match provider {
            Some((_, id)) => usage::of(*id)?.resident_kib,
            None => 0,
        },
        foreign,
    })
}
