//! A genuine MariaDB on loopback, durable (every commit is flushed to disk), with a data folder of its own.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::sync::{Mutex, OnceCell};

use crate::availability::{Program, command_path, have};
use crate::error::{PeerError, Result};
use crate::ports::PortLease;
use crate::process::{Process, data_folder, run};

/// The user of the tests, and its password.
const USER: &str = "stock";
const PASSWORD: &str = "stock-secret";
/// Size of the buffer pool unless another is asked for, in MiB.
const POOL_MIB: u32 = 128;
/// How long the server may take to accept connections; recovery after a kill included.
const READY_DEADLINE: Duration = Duration::from_secs(90);

/// A MariaDB server.
#[derive(Debug)]
pub struct MariaDb {
    process: Mutex<Option<Process>>,
    lease: PortLease,
    databases: AtomicU32,
    /// Of its buffer pool, in MiB.
    pool_mib: u32,
    /// Whether it writes a binary log, as servers with replicas do; each commit is then synced in both logs.
    binlog: bool,
    // Last: removed after the process is gone.
    folder: tempfile::TempDir,
}

impl MariaDb {
    /// The server that all tests of this binary share, started by the first; `None` (and said so) without MariaDB.
    /// Each test makes itself a database with [`MariaDb::create_database`]. Do not stop this one.
    ///
    /// # Panics
    /// When it is installed and does not start, or is missing with `STOCK_PEERS=required`.
    pub async fn shared() -> Option<&'static Self> {
        static SHARED: OnceCell<std::result::Result<MariaDb, PeerError>> = OnceCell::const_new();
        if !have("MariaDB", &[Program::MariaDb]) {
            return None;
        }
        match SHARED.get_or_init(Self::start).await {
            Ok(server) => Some(server),
            Err(error) => panic!("{error}"),
        }
    }

    /// Starts a server of the caller's own.
    ///
    /// # Errors
    /// When it is not installed or does not come up; with the end of its log.
    pub async fn start() -> Result<Self> {
        Self::start_with_pool(POOL_MIB).await
    }

    /// The same with a buffer pool of so many MiB, for what is to be measured in memory and not on disk.
    ///
    /// # Errors
    /// When it is not installed or does not come up; with the end of its log.
    pub async fn start_with_pool(pool_mib: u32) -> Result<Self> {
        Self::start_as(pool_mib, false).await
    }

    /// As servers of shops are set: a buffer pool of so many MiB, and a binary log that is synced with every commit.
    ///
    /// # Errors
    /// When it is not installed or does not come up; with the end of its log.
    pub async fn start_measured(pool_mib: u32) -> Result<Self> {
        Self::start_as(pool_mib, true).await
    }

    async fn start_as(pool_mib: u32, binlog: bool) -> Result<Self> {
        let folder = data_folder("mariadb")?;
        let lease = PortLease::take(&[0])?;
        let server = Self {
            process: Mutex::new(None),
            lease,
            databases: AtomicU32::new(0),
            pool_mib,
            binlog,
            folder,
        };
        server.install().await?;
        server.launch().await?;
        server
            .execute(&format!(
                "CREATE USER '{USER}'@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'; \
             GRANT ALL ON *.* TO '{USER}'@'127.0.0.1' WITH GRANT OPTION"
            ))
            .await?;
        Ok(server)
    }

    /// The port it listens on, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.lease.port()
    }

    /// The address of a database on it: `mysql://user:password@127.0.0.1:port/database`.
    pub fn url(&self, database: &str) -> String {
        format!(
            "mysql://{USER}:{PASSWORD}@127.0.0.1:{}/{database}",
            self.port()
        )
    }

    /// Makes an empty database (utf8mb4, compared bytewise) that nobody else uses, and answers its address.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn create_database(&self) -> Result<String> {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.execute(&format!("CREATE DATABASE {name}")).await?;
        Ok(self.url(&name))
    }

    /// Runs statements as the server's administrator, with the `mariadb` client.
    ///
    /// # Errors
    /// When the client cannot be started or the server refuses; with the client's message.
    pub async fn execute(&self, statements: &str) -> Result<String> {
        let mut command = Command::new(command_path("mariadb")?);
        command
            .args([
                "--no-defaults",
                "--batch",
                "--skip-column-names",
                "--user=root",
            ])
            .arg(format!("--socket={}", self.socket().display()))
            .args(["-e", statements]);
        run("mariadb", command).await
    }

    /// Ends it in order and starts it again on the same port and data.
    ///
    /// # Errors
    /// When it does not end or does not come back.
    pub async fn restart(&self) -> Result<()> {
        self.stop().await?;
        self.launch().await
    }

    /// Ends it in order (SIGTERM); [`MariaDb::launch`] starts it again.
    ///
    /// # Errors
    /// When it had to be killed.
    pub async fn stop(&self) -> Result<()> {
        match self.process.lock().await.take() {
            Some(process) => process.stop().await,
            None => Ok(()),
        }
    }

    /// Its process id, while it runs.
    ///
    /// # Errors
    /// When it does not run.
    pub async fn id(&self) -> Result<u32> {
        let slot = self.process.lock().await;
        let process = slot.as_ref();
        process
            .map(Process::id)
            .ok_or_else(|| PeerError::new("MariaDB does not run"))
    }

    /// Kills it (SIGKILL); [`MariaDb::launch`] starts it again, with recovery.
    pub async fn kill9(&self) {
        self.process.lock().await.take();
    }

    /// Stops it where it is (SIGSTOP).
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

    /// Starts the server on its data folder and waits until it accepts connections. Nothing happens if it runs.
    ///
    /// # Errors
    /// When it does not come up; with the end of its log.
    pub async fn launch(&self) -> Result<()> {
        let mut slot = self.process.lock().await;
        if slot.is_some() {
            return Ok(());
        }
        let mut command = Command::new(command_path("mariadbd")?);
        command
            .args(["--no-defaults", "--bind-address=127.0.0.1", "--skip-name-resolve"])
            .arg(format!("--datadir={}", self.data().display()))
            .arg(format!("--tmpdir={}", self.temporary().display()))
            .arg(format!("--socket={}", self.socket().display()))
            .arg(format!("--port={}", self.port()))
            .arg(format!("--pid-file={}", self.folder.path().join("pid").display()))
            // Durable: an acknowledged commit is on disk.
            .args(["--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=1"])
            .args(["--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin"])
            .arg("--max-connections=600")
            .arg(format!("--innodb-buffer-pool-size={}M", self.pool_mib))
            .arg("--performance-schema=OFF");
        if self.binlog {
            let base = self.data().join("binlog");
            command
                .arg(format!("--log-bin={}", base.display()))
                .args(["--binlog-format=ROW", "--sync-binlog=1"])
                .arg("--innodb-log-file-size=1G");
        } else {
            command.arg("--skip-log-bin");
        }
        as_root(&mut command);
        let log = self.folder.path().join("mariadbd.log");
        let mut process = Process::spawn("MariaDB", command, &log, self.folder.path())?;
        let port = self.port();
        process.wait_until(READY_DEADLINE, || greets(port)).await?;
        *slot = Some(process);
        Ok(())
    }

    async fn install(&self) -> Result<()> {
        let temporary = self.temporary();
        std::fs::create_dir(&temporary).map_err(PeerError::because(format!(
            "cannot create {}",
            temporary.display()
        )))?;
        let mut command = Command::new(command_path("mariadb-install-db")?);
        command
            .args([
                "--no-defaults",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
            ])
            .arg(format!("--datadir={}", self.data().display()))
            .arg(format!("--tmpdir={}", temporary.display()));
        as_root(&mut command);
        run("mariadb-install-db", command).await.map(drop)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// For temporary tables. A starting server clears the folder of what looks like left-overs: in a shared one, of
    /// the tables that other servers are just using.
    fn temporary(&self) -> PathBuf {
        self.folder.path().join("tmp")
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }
}

/// The server refuses to run as root unless told to.
fn as_root(command: &mut Command) {
    if rustix::process::getuid().is_root() {
        command.arg("--user=root");
    }
}

/// Whether the server sends its greeting: protocol version 10 after the four bytes of the packet header.
async fn greets(port: u16) -> bool {
    let greeting = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
        let mut head = [0; 5];
        stream.read_exact(&mut head).await.ok()?;
        (head[4] == 10).then_some(())
    };
    matches!(
        tokio::time::timeout(Duration::from_secs(2), greeting).await,
        Ok(Some(()))
    )
}
