//! One process of a peer: started in a process group of its own, guarded, ended by id.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::error::{PeerError, Result};

/// How long a peer may take to end after SIGTERM before it is killed.
const STOP_DEADLINE: Duration = Duration::from_secs(30);
/// How often a condition is looked at while waiting.
const POLL: Duration = Duration::from_millis(50);
/// How much of a log goes into an error.
const LOG_TAIL_BYTES: u64 = 4096;

/// A running peer process and all its children.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    group: Pid,
    log: PathBuf,
    guard: Guard,
}

impl Process {
    /// Starts `command` in a process group of its own, its output appended to `log`. When this process ends without
    /// having stopped it, the group is killed and `folder` removed.
    ///
    /// # Errors
    /// When the log cannot be opened or the program cannot be started.
    pub fn spawn(name: &str, mut command: Command, log: &Path, folder: &Path) -> Result<Self> {
        let open = || File::options().create(true).append(true).open(log);
        let out = open().map_err(PeerError::because(format!("{name}: {}", log.display())))?;
        let err = open().map_err(PeerError::because(format!("{name}: {}", log.display())))?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .process_group(0)
            .spawn()
            .map_err(PeerError::because(format!(
                "{name}: cannot start {command:?}"
            )))?;
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let guarded = group
            .ok_or_else(|| PeerError::new(format!("{name}: no process id")))
            .and_then(|group| Ok((group, Guard::spawn(group, folder)?)));
        match guarded {
            Ok((group, guard)) => Ok(Self {
                name: name.to_owned(),
                child,
                group,
                log: log.to_owned(),
                guard,
            }),
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(error)
            }
        }
    }

    /// The id of the process, which is also that of its group.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until `ready` answers true.
    ///
    /// # Errors
    /// When the process ends or the deadline passes; with the end of its log.
    pub async fn wait_until<F, Fut>(&mut self, deadline: Duration, mut ready: F) -> Result<()>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = bool>,
    {
        let started = Instant::now();
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(self.error(&format!("ended with {status} before it was ready")));
            }
            if ready().await {
                return Ok(());
            }
            if started.elapsed() > deadline {
                return Err(self.error(&format!("not ready after {} s", deadline.as_secs())));
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits for a process that ends by itself.
    ///
    /// # Errors
    /// When the deadline passes; with the end of its log. It is then still running.
    pub async fn wait_for_exit(&mut self, deadline: Duration) -> Result<ExitStatus> {
        let started = Instant::now();
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Ok(status);
            }
            if started.elapsed() > deadline {
                return Err(self.error(&format!("has not ended after {} s", deadline.as_secs())));
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Asks the group to end (SIGTERM), waits, and kills it if it does not end in time.
    ///
    /// # Errors
    /// When it had to be killed.
    pub async fn stop(mut self) -> Result<()> {
        self.signal(Signal::CONT);
        self.signal(Signal::TERM);
        let started = Instant::now();
        while started.elapsed() < STOP_DEADLINE {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return Ok(());
            }
            tokio::time::sleep(POLL).await;
        }
        Err(self.error(&format!(
            "did not end within {} s of SIGTERM and was killed",
            STOP_DEADLINE.as_secs()
        )))
    }

    /// Kills the group (SIGKILL) and reaps the process.
    pub fn kill9(self) {
        // Dropping does it.
    }

    /// Stops the group where it is (SIGSTOP): it holds its sockets and answers nothing.
    pub fn pause(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets a paused group go on (SIGCONT).
    pub fn resume(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        // An error says that the group is gone, which every caller finds out by waiting.
        let _ = kill_process_group(self.group, signal);
    }

    /// An error about this process, with the end of its log.
    pub fn error(&self, what: &str) -> PeerError {
        PeerError::new(format!(
            "{} (process {}) {what}; the end of {}:\n{}",
            self.name,
            self.child.id(),
            self.log.display(),
            tail(&self.log)
        ))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
        let _ = self.child.wait();
        self.guard.release();
    }
}

/// The last lines of a log.
pub fn tail(log: &Path) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(log)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(LOG_TAIL_BYTES)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    read().unwrap_or_else(|error| format!("(cannot read it: {error})"))
}

/// A tiny process that outlives ours for a moment. It waits on a pipe from us: a word on it means the peer was ended in
/// order; its end without a word means that we are gone, in whatever way, and the peer has to go too. A destructor
/// cannot do that: it does not run for statics, on `exit` or on SIGKILL.
#[derive(Debug)]
struct Guard {
    shell: Child,
}

impl Guard {
    const SCRIPT: &str = r#"
        if read -r word; then exit 0; fi
        kill -s KILL -- "-$1"
        for attempt in 1 2 3 4 5; do rm -rf -- "$2" && break; sleep 0.2; done
    "#;

    fn spawn(group: Pid, folder: &Path) -> Result<Self> {
        let shell = Command::new("sh")
            .args(["-c", Self::SCRIPT, "peer-guard", &group.as_raw_nonzero().to_string()])
            .arg(folder)
            // Ctrl-C goes to the foreground group; the guard must not die of it before we do.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(PeerError::because("cannot start the guard of a peer"))?;
        Ok(Self { shell })
    }

    fn release(&mut self) {
        if let Some(mut pipe) = self.shell.stdin.take() {
            let _ = pipe.write_all(b"ended\n");
        }
        let _ = self.shell.wait();
    }
}

/// A fresh data folder for a peer, removed when dropped.
///
/// # Errors
/// When it cannot be made.
pub fn data_folder(name: &str) -> Result<tempfile::TempDir> {
    let parent = std::env::var_os("STOCK_PEERS_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    tempfile::Builder::new()
        .prefix(&format!("stock-{name}-"))
        .tempdir_in(&parent)
        .map_err(PeerError::because(format!(
            "cannot make a data folder in {}",
            parent.display()
        )))
}

/// Runs a command to its end off the runtime's threads and answers its output.
///
/// # Errors
/// When it cannot be started or ends with another code than 0; with what it printed.
pub async fn run(name: &str, mut command: Command) -> Result<String> {
    let name = name.to_owned();
    tokio::task::spawn_blocking(move || {
        let output = command
            .stdin(Stdio::null())
            .output()
            .map_err(PeerError::because(format!("cannot start {name}")))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(PeerError::new(format!(
            "{name} ended with {}:\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )))
    })
    .await
    .map_err(PeerError::because("a command's thread"))?
}
