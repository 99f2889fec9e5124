//! Building the Maven projects and starting a JVM on one of their class paths.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use tokio::sync::OnceCell;

use crate::availability::command_path;
use crate::error::{PeerError, Result};
use crate::maven;

/// The aggregator's folder, in this crate.
const PROJECTS: &str = "java";
/// The contract's jar, which is one of its modules; seen from the aggregator.
const STOCK_API: &str = "../../dubbo-api/java";

/// A quick start and a small heap: these JVMs live for a test.
pub(super) const SHORT_LIVED: [&str; 4] = [
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xshare:auto",
    "-Xmx320m",
];
/// Java as it is run for work: full just-in-time compilation, parallel collection, room.
pub(super) const MEASURED: [&str; 3] = ["-Xmx1g", "-Xms1g", "-XX:+UseParallelGC"];
/// Dubbo 2.x and 3.0 to 3.2 reach into these on Java 17.
const OPENED: [&str; 4] = ["java.lang", "java.math", "java.util", "java.time"];

/// Builds all modules unless that was done for the present sources. Once per process; other test processes wait.
///
/// # Errors
/// When Maven fails; with what it printed.
pub async fn build() -> Result<()> {
    static BUILT: OnceCell<std::result::Result<(), PeerError>> = OnceCell::const_new();
    BUILT
        .get_or_init(|| async {
            tokio::task::spawn_blocking(package)
                .await
                .map_err(PeerError::because("building the Java projects"))?
        })
        .await
        .clone()
}

fn package() -> Result<()> {
    let projects = maven::project(PROJECTS);
    let target = projects.join("target");
    let failed = |path: &Path| PeerError::because(path.display().to_string());
    fs::create_dir_all(&target).map_err(failed(&target))?;
    let lock_path = target.join(".lock");
    let lock = File::create(&lock_path).map_err(failed(&lock_path))?;
    lock.lock().map_err(failed(&lock_path))?;

    let mut hasher = DefaultHasher::new();
    fingerprint(&projects, &mut hasher)?;
    fingerprint(&projects.join(STOCK_API), &mut hasher)?;
    let wanted = hasher.finish().to_string();
    // Written last, so that an interrupted build is repeated.
    let stamp = target.join(".built");
    if fs::read_to_string(&stamp).is_ok_and(|done| done == wanted) {
        return Ok(());
    }
    let started = Instant::now();
    let output = Command::new(command_path("mvn")?)
        .args(["-q", "-B", "-ntp", "package"])
        // The callers need neither Javadoc nor sources; these are built where the contract is tested.
        .args(["-Dmaven.javadoc.skip=true", "-Dmaven.source.skip=true", "-f"])
        .arg(projects.join("pom.xml"))
        .stdin(Stdio::null())
        .output()
        .map_err(PeerError::because("cannot start mvn"))?;
    if !output.status.success() {
        return Err(PeerError::new(format!(
            "mvn package on {} ended with {}:\n{}{}",
            projects.display(),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )));
    }
    tracing::info!(
        seconds = started.elapsed().as_secs_f32(),
        "Java projects built"
    );
    fs::write(&stamp, wanted).map_err(failed(&stamp))
}

/// Names and contents of all sources below `folder`, in a fixed order; `target` folders are Maven's.
fn fingerprint(folder: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    let failed = PeerError::because(folder.display().to_string());
    let mut entries: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect(),
        Err(error) => return Err(failed(error)),
    };
    entries.sort();
    for path in entries {
        if path.is_dir() {
            if !path.ends_with("target") {
                fingerprint(&path, hasher)?;
            }
        } else {
            path.hash(hasher);
            fs::read(&path)
                .map_err(PeerError::because(path.display().to_string()))?
                .hash(hasher);
        }
    }
    Ok(())
}

/// A JVM with the class path of `module`, about to run `class`; what it writes about itself goes into `folder`.
pub(super) fn command(module: &str, class: &str, folder: &Path, jvm: &[&str]) -> Result<Command> {
    let project = maven::project(PROJECTS).join(module);
    let list = project.join("target/classpath.txt");
    let jars = fs::read_to_string(&list).map_err(PeerError::because(list.display().to_string()))?;
    let own = project.join("target/classes");
    let mut command = Command::new(command_path("java")?);
    command.current_dir(folder).args(jvm);
    for package in OPENED {
        command.arg(format!("--add-opens=java.base/{package}=ALL-UNNAMED"));
    }
    command
        .arg(format!("-Duser.home={}", folder.display()))
        .arg(format!("-Djava.io.tmpdir={}", folder.display()))
        .arg("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
        .arg("-cp")
        .arg(format!("{}:{}", own.display(), jars.trim()))
        .arg(class);
    Ok(command)
}
