//! What a process has used, from `/proc`.

use std::time::Duration;

use crate::error::{PeerError, Result};

/// CPU time and memory of one process.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// User and system time of all its threads so far.
    pub cpu: Duration,
    /// Resident memory in KiB.
    pub resident_kib: u64,
}

/// Reads the usage of process `id`.
///
/// # Errors
/// When there is no such process, or `/proc` is not Linux's.
pub fn of(id: u32) -> Result<Usage> {
    let stat = read(id, "stat")?;
    let status = read(id, "status")?;
    let malformed = |what: &str| PeerError::new(format!("no {what} in /proc of process {id}"));
    // The command's name is in parentheses and may hold anything; fields are counted behind it.
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest.split_whitespace().collect())
        .unwrap_or_default();
    let ticks = |index: usize| -> Option<u64> { fields.get(index)?.parse().ok() };
    let used = ticks(11)
        .zip(ticks(12))
        .ok_or_else(|| malformed("CPU time"))?;
    let resident_kib = status
        .lines()
        .find_map(|line| {
            line.strip_prefix("VmRSS:")?
                .trim()
                .strip_suffix("kB")?
                .trim()
                .parse()
                .ok()
        })
        .ok_or_else(|| malformed("resident memory"))?;
    Ok(Usage {
        cpu: Duration::from_secs_f64((used.0 + used.1) as f64 / ticks_per_second()),
        resident_kib,
    })
}

fn read(id: u32, file: &str) -> Result<String> {
    let path = format!("/proc/{id}/{file}");
    std::fs::read_to_string(&path).map_err(PeerError::because(path))
}

fn ticks_per_second() -> f64 {
    rustix::param::clock_ticks_per_second() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_usage_grows() {
        let before = of(std::process::id()).unwrap();
        let mut sum = 0_u64;
        while of(std::process::id()).unwrap().cpu < before.cpu + Duration::from_millis(30) {
            sum = (0..100_000_u64).fold(sum, |a, b| a.wrapping_mul(31).wrapping_add(b));
        }
        assert!(sum != 1);
        assert!(before.resident_kib > 500, "{before:?}");
        assert!(of(u32::MAX - 7).is_err());
    }
}
