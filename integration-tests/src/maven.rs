//! Jars from Maven Central, copied once per change of their `pom.xml`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::availability::command_path;
use crate::error::{PeerError, Result};

/// Runs Maven with `goals` in `folder` unless it has done so for the present `pom.xml`. Other test processes wait.
/// Blocks; call it off the runtime's threads.
///
/// # Errors
/// When Maven is missing or fails; with what it printed.
pub fn prepare(folder: &Path, goals: &[&str]) -> Result<()> {
    let target = folder.join("target");
    let failed = |path: &Path| PeerError::because(path.display().to_string());
    fs::create_dir_all(&target).map_err(failed(&target))?;
    let lock_path = target.join(".lock");
    let lock = File::create(&lock_path).map_err(failed(&lock_path))?;
    lock.lock().map_err(failed(&lock_path))?;

    let pom = folder.join("pom.xml");
    let wanted = fs::read_to_string(&pom).map_err(failed(&pom))? + &goals.join(" ");
    // Written last, so that an interrupted run is repeated.
    let stamp = target.join(".prepared");
    if fs::read_to_string(&stamp).is_ok_and(|done| done == wanted) {
        return Ok(());
    }
    let output = Command::new(command_path("mvn")?)
        .args(["-q", "-B", "-ntp", "-f"])
        .arg(&pom)
        .args(goals)
        .stdin(Stdio::null())
        .output()
        .map_err(PeerError::because("cannot start mvn"))?;
    if !output.status.success() {
        return Err(PeerError::new(format!(
            "mvn {} on {} ended with {}:\n{}{}",
            goals.join(" "),
            pom.display(),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )));
    }
    fs::write(&stamp, wanted).map_err(failed(&stamp))
}

/// A folder of Java projects and recipes that lies beside this crate's sources.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
