//! A genuine Galera cluster of MariaDB on loopback: three nodes, each of which takes writes.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::availability::{Program, command_path, have};
use crate::error::{PeerError, Result};
use crate::ports::PortLease;
use crate::process::{Process, data_folder, run};

/// Nodes of the cluster.
pub const NODES: usize = 3;
/// The user of the tests, and its password.
const USER: &str = "stock";
const PASSWORD: &str = "stock-secret";
/// How long a node may take to hold what the others hold.
const READY_DEADLINE: Duration = Duration::from_secs(120);
/// Where the replication library lies.
const LIBRARIES: [&str; 3] = [
    "/usr/lib/galera/libgalera_smm.so",
    "/usr/lib64/galera/libgalera_smm.so",
    "/usr/lib64/galera-4/libgalera_smm.so",
];

/// Three nodes.
#[derive(Debug)]
pub struct Galera {
    nodes: Vec<Node>,
    library: &'static str,
    // Last: removed after the processes are gone.
    folder: tempfile::TempDir,
}

#[derive(Debug)]
struct Node {
    process: Mutex<Option<Process>>,
    /// SQL; replication; whole states; pieces of them.
    lease: PortLease,
}

impl Node {
    fn port(&self, of: u16) -> u16 {
        self.lease.port() + of
    }
}

const REPLICATION: u16 = 1;
const WHOLE: u16 = 2;
const PIECES: u16 = 3;

impl Galera {
    /// Starts a cluster of the caller's own; `None` (and said so) without MariaDB, its replication library or rsync.
    ///
    /// # Errors
    /// When a node does not come up; with the end of its log.
    ///
    /// # Panics
    /// When something is missing with `STOCK_PEERS=required`.
    pub async fn start() -> Result<Option<Self>> {
        if !have("MariaDB", &[Program::MariaDb]) || !have("rsync", &[Program::Rsync]) {
            return Ok(None);
        }
        let library = LIBRARIES
            .into_iter()
            .find(|path| PathBuf::from(path).exists());
        let Some(library) = library else {
            return Err(PeerError::new(format!(
                "there is none of {}: install galera-4",
                LIBRARIES.join(", ")
            )));
        };
        let folder = data_folder("galera")?;
        let node = || {
            Ok(Node {
                process: Mutex::new(None),
                lease: PortLease::take(&[0, 1, 2, 3])?,
            })
        };
        let cluster = Self {
            nodes: (0..NODES).map(|_| node()).collect::<Result<_>>()?,
            library,
            folder,
        };
        for index in 0..NODES {
            cluster.install(index).await?;
        }
        cluster.launch(0, true).await?;
        cluster
            .execute(
                0,
                &format!(
                    "CREATE USER '{USER}'@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'; \
                     GRANT ALL ON *.* TO '{USER}'@'127.0.0.1' WITH GRANT OPTION; CREATE DATABASE stock"
                ),
            )
            .await?;
        for index in 1..NODES {
            cluster.launch(index, false).await?;
        }
        Ok(Some(cluster))
    }

    /// The address of the database `stock` at a node.
    #[must_use]
    pub fn url(&self, node: usize) -> String {
        let port = self.nodes[node].port(0);
        format!("mysql://{USER}:{PASSWORD}@127.0.0.1:{port}/stock")
    }

    /// Kills a node (SIGKILL).
    pub async fn kill9(&self, node: usize) {
        self.nodes[node].process.lock().await.take();
    }

    /// Starts a node again, which takes what it missed from the others.
    ///
    /// # Errors
    /// When it does not come up; with the end of its log.
    pub async fn rejoin(&self, node: usize) -> Result<()> {
        self.launch(node, false).await
    }

    /// Runs statements at a node as the administrator.
    ///
    /// # Errors
    /// When the server refuses; with the client's message.
    pub async fn execute(&self, node: usize, statements: &str) -> Result<String> {
        let mut command = Command::new(command_path("mariadb")?);
        command
            .args([
                "--no-defaults",
                "--batch",
                "--skip-column-names",
                "--user=root",
            ])
            .arg(format!("--socket={}", self.socket(node).display()))
            .args(["-e", statements]);
        run("mariadb", command).await
    }

    fn place(&self, node: usize) -> PathBuf {
        self.folder.path().join(format!("n{node}"))
    }

    fn socket(&self, node: usize) -> PathBuf {
        self.place(node).join("s")
    }

    async fn install(&self, node: usize) -> Result<()> {
        let place = self.place(node);
        std::fs::create_dir_all(place.join("tmp"))
            .map_err(PeerError::because(place.display().to_string()))?;
        let mut command = Command::new(command_path("mariadb-install-db")?);
        command
            .args([
                "--no-defaults",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
            ])
            .arg(format!("--datadir={}", place.join("data").display()))
            .arg(format!("--tmpdir={}", place.join("tmp").display()));
        if let Some(user) = account()? {
            command.arg(format!("--user={user}"));
            // As root the server's transfer of whole states falls back to nobody, who may not read them.
            let mut give = Command::new("chown");
            give.args(["-R", user]).arg(self.folder.path());
            run("chown", give).await?;
        }
        run("mariadb-install-db", command).await.map(drop)
    }

    async fn launch(&self, index: usize, first: bool) -> Result<()> {
        let node = &self.nodes[index];
        let place = self.place(index);
        let at = |of: u16| format!("127.0.0.1:{}", node.port(of));
        let peers: Vec<String> = self
            .nodes
            .iter()
            .map(|node| format!("127.0.0.1:{}", node.port(REPLICATION)))
            .collect();
        let mut command = Command::new(command_path("mariadbd")?);
        command
            .args([
                "--no-defaults",
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
            ])
            .arg(format!("--datadir={}", place.join("data").display()))
            .arg(format!("--tmpdir={}", place.join("tmp").display()))
            .arg(format!("--socket={}", self.socket(index).display()))
            .arg(format!("--port={}", node.port(0)))
            .arg(format!("--pid-file={}", place.join("pid").display()))
            .args([
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin",
            ])
            .args(["--binlog-format=ROW", "--innodb-autoinc-lock-mode=2"])
            .args([
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=64M",
            ])
            .args(["--performance-schema=OFF", "--max-connections=200"])
            .args([
                "--wsrep-on=ON",
                "--wsrep-cluster-name=stock",
                "--wsrep-sst-method=rsync",
            ])
            .arg(format!("--wsrep-provider={}", self.library))
            .arg(format!(
                "--wsrep-cluster-address=gcomm://{}",
                peers.join(",")
            ))
            .arg(format!("--wsrep-node-address={}", at(REPLICATION)))
            .arg(format!("--wsrep-node-name=n{index}"))
            .arg(format!("--wsrep-sst-receive-address={}", at(WHOLE)))
            .arg(format!(
                "--wsrep-provider-options=gmcast.listen_addr=tcp://{};ist.recv_addr={}",
                at(REPLICATION),
                at(PIECES)
            ));
        if first {
            command.arg("--wsrep-new-cluster");
        }
        if let Some(user) = account()? {
            command.arg(format!("--user={user}"));
        }
        let log = place.join("log");
        let name = format!("Galera node {index}");
        let mut process = Process::spawn(&name, command, &log, self.folder.path())?;
        process
            .wait_until(READY_DEADLINE, || async {
                let state = self.execute(index, "SHOW STATUS LIKE 'wsrep_ready'").await;
                state.is_ok_and(|state| state.trim_end().ends_with("ON"))
            })
            .await?;
        *node.process.lock().await = Some(process);
        Ok(())
    }
}

/// The account the server runs under where this process is root: that of the package, or root if there is none.
fn account() -> Result<Option<&'static str>> {
    if !rustix::process::getuid().is_root() {
        return Ok(None);
    }
    let accounts =
        std::fs::read_to_string("/etc/passwd").map_err(PeerError::because("/etc/passwd"))?;
    let found = accounts.lines().any(|line| line.starts_with("mysql:"));
    Ok(Some(if found { "mysql" } else { "root" }))
}
