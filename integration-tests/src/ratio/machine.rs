//! What the machine is, and what else it does.

use std::collections::{HashMap, HashSet};
use std::io::Write as _;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::error::{PeerError, Result};

/// Cores that others may use while figures are taken.
pub const FOREIGN_MAX: f64 = 0.5;
/// How long synced writes are counted.
const SYNC_TIME: Duration = Duration::from_secs(2);

/// The machine, as a run found it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Machine {
    /// Name of the processor.
    pub processor: String,
    /// Cores.
    pub cores: usize,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// Writes of 4 KiB that the disk took for good in a second.
    pub synced_writes: f64,
    /// Version of the Java that ran.
    pub java: String,
    /// Version of MariaDB.
    pub mariadb: String,
}

/// Looks at the machine.
///
/// # Errors
/// When it is not Linux, or its disk cannot be written.
pub fn look(java: String, mariadb: String) -> Result<Machine> {
    let read = |path: &str| std::fs::read_to_string(path).map_err(PeerError::because(path));
    let processors = read("/proc/cpuinfo")?;
    let memory = read("/proc/meminfo")?;
    let after = |text: &str, name: &str| -> String {
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or_else(String::new, |(_, value)| value.trim().to_owned())
    };
    let kib = after(&memory, "MemTotal");
    Ok(Machine {
        processor: after(&processors, "model name"),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory_mib: kib
            .split_whitespace()
            .next()
            .and_then(|number| number.parse::<u64>().ok())
            .unwrap_or(0)
            / 1_024,
        synced_writes: synced_writes()?,
        java,
        mariadb,
    })
}

/// How often a second this disk takes 4 KiB for good.
///
/// # Errors
/// When it cannot be written.
pub fn synced_writes() -> Result<f64> {
    let failed = || PeerError::because("measuring synced writes");
    let folder = tempfile::tempdir().map_err(failed())?;
    let mut file = std::fs::File::create(folder.path().join("sync")).map_err(failed())?;
    let started = Instant::now();
    let mut written = 0_u32;
    while started.elapsed() < SYNC_TIME {
        file.write_all(&[7; 4_096]).map_err(failed())?;
        file.sync_data().map_err(failed())?;
        written += 1;
    }
    Ok(f64::from(written) / started.elapsed().as_secs_f64())
}

/// The first line a program prints of itself.
///
/// # Errors
/// When it cannot be run.
pub fn version(program: &str, flag: &str) -> Result<String> {
    let text = output(program, &[flag])?;
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Today, in UTC.
///
/// # Errors
/// When `date` cannot be run.
pub fn day() -> Result<String> {
    output("date", &["-u", "+%F"])
}

/// The commit that is checked out; with `+` if there is more than that.
///
/// # Errors
/// When git cannot be run.
pub fn commit() -> Result<String> {
    let commit = output("git", &["rev-parse", "--short", "HEAD"])?;
    let changed = output("git", &["status", "--porcelain", "--untracked-files=no"])?;
    Ok(match changed.is_empty() {
        true => commit,
        false => format!("{commit}+"),
    })
}

/// What a program prints, on either output.
fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let output = std::process::Command::new(program)
        .args(arguments)
        .output()
        .map_err(PeerError::because(program))?;
    let text = [output.stdout, output.stderr].concat();
    Ok(String::from_utf8_lossy(&text).trim().to_owned())
}

/// The averages of load, as the kernel prints them.
#[must_use]
pub fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// CPU time used so far: by all, and by this process and what it started.
#[derive(Debug)]
pub struct Busy {
    at: Instant,
    all: f64,
    ours: HashMap<u32, f64>,
}

impl Busy {
    /// As of now. What cannot be read counts as nothing.
    #[must_use]
    pub fn now() -> Self {
        Self {
            at: Instant::now(),
            all: all_ticks() / per_second(),
            ours: family(),
        }
    }

    /// Cores that others used since: what all used less what this process and its children did. A child that began and ended in between counts as another's.
    #[must_use]
    pub fn foreign_since(&self) -> f64 {
        let now = Self::now();
        let elapsed = (now.at - self.at).as_secs_f64().max(1e-3);
        let used = |(id, after): (&u32, &f64)| after - self.ours.get(id).copied().unwrap_or(0.0);
        let ours: f64 = now.ours.iter().map(used).sum();
        ((now.all - self.all - ours) / elapsed).max(0.0)
    }
}

fn per_second() -> f64 {
    rustix::param::clock_ticks_per_second() as f64
}

/// Ticks of all cores but idle ones and those waiting for the disk.
fn all_ticks() -> f64 {
    let text = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let first = text.lines().next().unwrap_or_default();
    let fields = first.split_whitespace().skip(1);
    let ticks: Vec<f64> = fields.filter_map(|field| field.parse().ok()).collect();
    // user, nice, system, idle, iowait, irq, softirq; steal and what follows is not ours to use.
    ticks
        .iter()
        .take(7)
        .enumerate()
        .filter(|(index, _)| *index != 3 && *index != 4)
        .map(|(_, ticks)| ticks)
        .sum()
}

/// CPU seconds of this process and everything below it.
fn family() -> HashMap<u32, f64> {
    let mut parents = HashMap::new();
    let mut used = HashMap::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        // The command's name is in parentheses and may hold anything; fields are counted behind it.
        let Some((_, rest)) = stat.rsplit_once(')') else {
            continue;
        };
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let number = |index: usize| -> u32 {
            let field = fields.get(index);
            field.and_then(|field| field.parse().ok()).unwrap_or(0)
        };
        parents.insert(id, number(1));
        let ticks = f64::from(number(11)) + f64::from(number(12));
        used.insert(id, ticks / per_second());
    }
    let mut ours = HashSet::from([std::process::id()]);
    loop {
        let more: Vec<u32> = parents
            .iter()
            .filter(|(id, parent)| ours.contains(parent) && !ours.contains(id))
            .map(|(id, _)| *id)
            .collect();
        if more.is_empty() {
            break;
        }
        ours.extend(more);
    }
    used.retain(|id, _| ours.contains(id));
    used
}

/// Binds all threads of a process to one core, for goals that speak of a core.
///
/// # Errors
/// When `taskset` (util-linux) cannot be run.
pub fn pin(process: u32, core: &str) -> Result<()> {
    let status = std::process::Command::new("taskset")
        .args(["-acp", core, &process.to_string()])
        .stdout(std::process::Stdio::null())
        .status()
        .map_err(PeerError::because("taskset"))?;
    match status.success() {
        true => Ok(()),
        false => Err(PeerError::new(format!("taskset ended with {status}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_child_uses_is_not_foreign() {
        let busy = Busy::now();
        let mut child = std::process::Command::new("sh")
            .args(["-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"])
            .spawn()
            .unwrap();
        let id = child.id();
        while !family().get(&id).is_some_and(|used| *used > 0.05) {
            assert!(child.try_wait().unwrap().is_none(), "it was too quick");
        }
        let family = family();
        assert!(family.contains_key(&std::process::id()));
        let used = family[&id];
        let foreign = busy.foreign_since() * busy.at.elapsed().as_secs_f64();
        let all = all_ticks() / per_second() - busy.all;
        child.wait().unwrap();
        assert!(
            foreign <= all - used + 0.1,
            "{foreign} of {all}, {used} of the child"
        );
    }
}
