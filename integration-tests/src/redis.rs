//! A genuine Redis on loopback: alone, with a replica and sentinels, or as a cluster. It keeps nothing on disk, so one that was killed comes back empty.

use std::process::Command;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::availability::{Program, command_path, have};
use crate::error::{PeerError, Result};
use crate::ports::PortLease;
use crate::process::{Process, data_folder};

/// How long a server may take to answer, and a cluster or a fail-over to settle.
const READY_DEADLINE: Duration = Duration::from_secs(60);
/// Longest wait for the answer to one command of a test.
const COMMAND_WAIT: Duration = Duration::from_secs(10);
/// How often a condition is looked at while waiting.
const POLL: Duration = Duration::from_millis(100);

/// A Redis server.
#[derive(Debug)]
pub struct Redis {
    process: Mutex<Option<Process>>,
    lease: PortLease,
    arguments: Vec<String>,
    /// How the harness itself logs in: `user:password@`, or nothing.
    login: String,
    /// The port on which the nodes of a cluster talk.
    _bus: Option<PortLease>,
    // Last: removed after the process is gone.
    folder: tempfile::TempDir,
}

impl Redis {
    /// Whether this machine has it; said so if not.
    ///
    /// # Panics
    /// When it is missing with `STOCK_PEERS=required`.
    #[must_use]
    pub fn available() -> bool {
        have("Redis", &[Program::Redis])
    }

    /// Starts a server of the caller's own.
    ///
    /// # Errors
    /// When it is not installed or does not come up; with the end of its log.
    pub async fn start() -> Result<Self> {
        Self::start_with(&[], "").await
    }

    /// Starts a server with arguments of its own; `login` is how the harness itself gets in, `user:password@` or nothing.
    ///
    /// # Errors
    /// When it is not installed or does not come up; with the end of its log.
    pub async fn start_with(arguments: &[&str], login: &str) -> Result<Self> {
        let arguments = arguments.iter().map(|word| (*word).to_owned());
        let server = Self {
            arguments: arguments.collect(),
            login: login.to_owned(),
            ..Self::prepare("redis")?
        };
        server.launch().await?;
        Ok(server)
    }

    /// A node that will be part of a cluster.
    async fn node() -> Result<Self> {
        let bus = PortLease::take(&[0])?;
        let port = bus.port().to_string();
        let arguments = ["--cluster-enabled", "yes", "--cluster-port", &port];
        let server = Self {
            arguments: arguments.iter().map(|word| (*word).to_owned()).collect(),
            _bus: Some(bus),
            ..Self::prepare("redis")?
        };
        server.launch().await?;
        Ok(server)
    }

    /// Takes a port and a folder without starting anything.
    fn prepare(name: &str) -> Result<Self> {
        Ok(Self {
            process: Mutex::new(None),
            lease: PortLease::take(&[0])?,
            arguments: Vec::new(),
            login: String::new(),
            _bus: None,
            folder: data_folder(name)?,
        })
    }

    /// The port it listens on, on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.lease.port()
    }

    /// Its address, with the harness's own login.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://{}127.0.0.1:{}", self.login, self.port())
    }

    /// Starts the server, empty, and waits until it answers. Nothing happens if it runs.
    ///
    /// # Errors
    /// When it does not come up; with the end of its log.
    pub async fn launch(&self) -> Result<()> {
        let mut slot = self.process.lock().await;
        if slot.is_some() {
            return Ok(());
        }
        let mut command = Command::new(command_path("redis-server")?);
        command
            .args(["--bind", "127.0.0.1", "--protected-mode", "no"])
            .args(["--save", "", "--appendonly", "no", "--daemonize", "no"])
            .args(["--port", &self.port().to_string()])
            .args(["--dir", &self.folder.path().display().to_string()])
            .args(&self.arguments);
        let log = self.folder.path().join("redis.log");
        let mut process = Process::spawn("Redis", command, &log, self.folder.path())?;
        process
            .wait_until(READY_DEADLINE, || async {
                self.command(&["PING"]).await.is_ok()
            })
            .await?;
        *slot = Some(process);
        Ok(())
    }

    /// Kills it (SIGKILL); [`Redis::launch`] starts it again, empty.
    pub async fn kill9(&self) {
        self.process.lock().await.take();
    }

    /// Stops it where it is (SIGSTOP): it holds its sockets and answers nothing.
    pub async fn pause(&self) {
        if let Some(process) = &*self.process.lock().await {
            process.pause();
        }
    }

    /// Lets it go on (SIGCONT).
    pub async fn resume(&self) {
        if let Some(process) = &*self.process.lock().await {
            process.resume();
        }
    }

    /// Runs one command on a connection of its own.
    ///
    /// # Errors
    /// When the server cannot be reached, refuses, or does not answer in time.
    pub async fn command(&self, words: &[&str]) -> Result<redis::Value> {
        ask(&self.url(), words).await
    }

    /// Takes away everything in it.
    ///
    /// # Errors
    /// See [`Redis::command`].
    pub async fn flush(&self) -> Result<()> {
        self.command(&["FLUSHALL"]).await.map(drop)
    }

    /// How many keys it has.
    ///
    /// # Errors
    /// See [`Redis::command`].
    pub async fn keys(&self) -> Result<i64> {
        match self.command(&["DBSIZE"]).await? {
            redis::Value::Int(keys) => Ok(keys),
            other => Err(PeerError::new(format!("DBSIZE answered {other:?}"))),
        }
    }
}

/// Runs one command on a server.
async fn ask(url: &str, words: &[&str]) -> Result<redis::Value> {
    let (name, arguments) = words
        .split_first()
        .ok_or_else(|| PeerError::new("a Redis command without a word"))?;
    let asked = async {
        let client = redis::Client::open(url)?;
        let mut link = client.get_multiplexed_async_connection().await?;
        let mut command = redis::cmd(name);
        for argument in arguments {
            command.arg(*argument);
        }
        command.query_async::<redis::Value>(&mut link).await
    };
    match tokio::time::timeout(COMMAND_WAIT, asked).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(PeerError::new(format!("Redis {name}: {error}"))),
        Err(_) => Err(PeerError::new(format!(
            "Redis {name}: no answer within {COMMAND_WAIT:?}"
        ))),
    }
}

/// A master with one replica, watched by three sentinels.
#[derive(Debug)]
pub struct Sentinels {
    /// The first master.
    pub first: Redis,
    /// The first replica.
    pub second: Redis,
    /// Who watches them; they agree by two of three.
    pub watchers: Vec<Redis>,
}

impl Sentinels {
    /// The name under which the sentinels know the master.
    pub const NAME: &str = "stock";

    /// Starts all of it and waits until the sentinels know each other and the replica.
    ///
    /// # Errors
    /// When it does not settle.
    pub async fn start() -> Result<Self> {
        let first = Redis::start().await?;
        let port = first.port().to_string();
        let second = Redis::start_with(&["--replicaof", "127.0.0.1", &port], "").await?;
        let mut watchers = Vec::new();
        for _ in 0..3 {
            watchers.push(Redis::watcher(first.port()).await?);
        }
        let group = Self {
            first,
            second,
            watchers,
        };
        let settled = || async {
            let mut all = true;
            for watcher in &group.watchers {
                let Ok(known) = watcher.command(&["SENTINEL", "MASTER", Self::NAME]).await else {
                    return false;
                };
                let known = format!("{known:?}");
                all &= field(&known, "num-slaves") == "1"
                    && field(&known, "num-other-sentinels") == "2";
            }
            all
        };
        until("the sentinels do not know each other", settled).await?;
        Ok(group)
    }

    /// The address for `cache.url`.
    #[must_use]
    pub fn url(&self) -> String {
        let at: Vec<String> = self
            .watchers
            .iter()
            .map(|one| format!("127.0.0.1:{}", one.port()))
            .collect();
        format!("redis-sentinel://{}/{}", at.join(","), Self::NAME)
    }
}

impl Redis {
    /// A sentinel of a master. It keeps its knowledge in a file of its own folder.
    async fn watcher(master: u16) -> Result<Self> {
        let server = Self::prepare("sentinel")?;
        let name = Sentinels::NAME;
        let file = server.folder.path().join("sentinel.conf");
        let text = format!(
            "port {}\nbind 127.0.0.1\nprotected-mode no\ndir {}\n\
             sentinel monitor {name} 127.0.0.1 {master} 2\n\
             sentinel down-after-milliseconds {name} 1500\n\
             sentinel failover-timeout {name} 10000\n",
            server.port(),
            server.folder.path().display()
        );
        std::fs::write(&file, text).map_err(PeerError::because("sentinel.conf"))?;
        let mut command = Command::new(command_path("redis-server")?);
        command.arg(&file).arg("--sentinel");
        let log = server.folder.path().join("sentinel.log");
        let mut process = Process::spawn("Sentinel", command, &log, server.folder.path())?;
        process
            .wait_until(READY_DEADLINE, || async {
                server.command(&["PING"]).await.is_ok()
            })
            .await?;
        *server.process.lock().await = Some(process);
        Ok(server)
    }
}

/// A cluster of three masters.
#[derive(Debug)]
pub struct Cluster {
    /// Its nodes.
    pub nodes: Vec<Redis>,
}

impl Cluster {
    /// Starts three nodes, spreads the slots over them and waits until all of them agree.
    ///
    /// # Errors
    /// When it does not settle.
    pub async fn start() -> Result<Self> {
        let mut nodes = Vec::new();
        for _ in 0..3 {
            nodes.push(Redis::node().await?);
        }
        let cluster = Self { nodes };
        let mut command = Command::new(command_path("redis-cli")?);
        command.args(["--cluster", "create"]);
        for node in &cluster.nodes {
            command.arg(format!("127.0.0.1:{}", node.port()));
        }
        command.arg("--cluster-yes");
        crate::process::run("redis-cli", command).await?;
        let settled = || async {
            let mut all = true;
            for node in &cluster.nodes {
                let info = node.command(&["CLUSTER", "INFO"]).await;
                all &= info.is_ok_and(|info| format!("{info:?}").contains("cluster_state:ok"));
            }
            all
        };
        until("the cluster does not settle", settled).await?;
        Ok(cluster)
    }

    /// The address for `cache.url`.
    #[must_use]
    pub fn url(&self) -> String {
        let at: Vec<String> = self
            .nodes
            .iter()
            .map(|node| format!("127.0.0.1:{}", node.port()))
            .collect();
        format!("redis-cluster://{}", at.join(","))
    }
}

/// The value after a name in the printed form of a flat list.
fn field<'a>(text: &'a str, name: &str) -> &'a str {
    let after = text.split_once(name).map_or("", |(_, after)| after);
    let digits = after.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let rest = &after[digits..];
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    &rest[..end]
}

async fn until<F, Fut>(what: &str, mut yes: F) -> Result<()>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = bool>,
{
    let started = std::time::Instant::now();
    while !yes().await {
        if started.elapsed() > READY_DEADLINE {
            return Err(PeerError::new(format!("{what} within {READY_DEADLINE:?}")));
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}
