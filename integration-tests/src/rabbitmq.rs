//! A genuine RabbitMQ on loopback, with folders, a cookie and a name server (epmd) of its own. The scripts of the Debian package are called directly, not
//! through the wrappers in `/usr/sbin`: those run as the user of the system's own broker and on its data.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lapin::options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Channel, ExchangeKind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, OnceCell};

use crate::availability::{Program, command_path, have};
use crate::error::{PeerError, Result};
use crate::ports::PortLease;
use crate::process::{Process, data_folder};

/// How long the broker may take to accept connections; recovery after a kill included.
const READY_DEADLINE: Duration = Duration::from_secs(120);
/// How long a broker that was killed may hold its port.
const GONE_DEADLINE: Duration = Duration::from_secs(30);
/// Where the Debian package keeps its scripts.
const SCRIPTS: &str = "/usr/lib/rabbitmq/bin";
/// Offset of the port on which nodes speak to each other, and of the name server's.
const DISTRIBUTION: i32 = 1;
const NAMES: i32 = 2;

/// A RabbitMQ broker.
#[derive(Debug)]
pub struct RabbitMq {
    process: Mutex<Option<Process>>,
    names: Mutex<Option<Process>>,
    lease: PortLease,
    /// Port of the name server: its own, or that of the node it joined.
    names_port: u16,
    // Last: removed after the processes are gone.
    folder: tempfile::TempDir,
}

impl RabbitMq {
    /// The broker that all tests of this binary share, started by the first; `None` (and said so) without RabbitMQ. Each test takes a virtual host of its
    /// own with [`RabbitMq::create_vhost`]. Do not stop this one.
    ///
    /// # Panics
    /// When it is installed and does not start, or is missing with `STOCK_PEERS=required`.
    pub async fn shared() -> Option<&'static Self> {
        static SHARED: OnceCell<std::result::Result<RabbitMq, PeerError>> = OnceCell::const_new();
        if !Self::available() {
            return None;
        }
        match SHARED.get_or_init(Self::start).await {
            Ok(broker) => Some(broker),
            Err(error) => panic!("{error}"),
        }
    }

    /// Whether this machine has it; says so where not.
    pub fn available() -> bool {
        have("RabbitMQ", &[Program::RabbitMq])
    }

    /// Starts a broker of the caller's own.
    ///
    /// # Errors
    /// When it is not installed or does not come up; with the end of its log.
    pub async fn start() -> Result<Self> {
        let lease = PortLease::take(&[0, DISTRIBUTION, NAMES])?;
        let names_port = lease.port() + 2;
        let broker = Self {
            process: Mutex::new(None),
            names: Mutex::new(None),
            lease,
            names_port,
            folder: data_folder("rabbitmq")?,
        };
        broker.prepare()?;
        broker.launch_names().await?;
        broker.launch().await?;
        Ok(broker)
    }

    /// Starts one more node and has it join this one's cluster.
    ///
    /// # Errors
    /// When it does not come up or cannot join.
    pub async fn start_beside(&self) -> Result<Self> {
        let broker = Self {
            process: Mutex::new(None),
            names: Mutex::new(None),
            lease: PortLease::take(&[0, DISTRIBUTION])?,
            names_port: self.names_port,
            folder: data_folder("rabbitmq")?,
        };
        broker.prepare()?;
        broker.launch().await?;
        broker.ctl(&["stop_app"]).await?;
        broker.ctl(&["join_cluster", &self.node()]).await?;
        broker.ctl(&["start_app"]).await?;
        Ok(broker)
    }

    /// The port it listens on, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.lease.port()
    }

    /// The address of its default virtual host.
    pub fn url(&self) -> String {
        self.url_of("%2f")
    }

    /// The address of a virtual host.
    pub fn url_of(&self, vhost: &str) -> String {
        format!("amqp://guest:guest@127.0.0.1:{}/{vhost}", self.port())
    }

    /// The address of a cluster's default virtual host, all its nodes in it.
    pub fn url_of_all(nodes: &[&Self]) -> String {
        let at: Vec<String> = nodes
            .iter()
            .map(|node| format!("127.0.0.1:{}", node.port()))
            .collect();
        format!("amqp://guest:guest@{}/%2f", at.join(","))
    }

    /// Makes a virtual host that nobody else uses, and answers its address.
    ///
    /// # Errors
    /// When the broker refuses.
    pub async fn create_vhost(&self, name: &str) -> Result<String> {
        self.ctl(&["add_vhost", name]).await?;
        self.ctl(&["set_permissions", "-p", name, "guest", ".*", ".*", ".*"])
            .await?;
        Ok(self.url_of(name))
    }

    /// Runs `rabbitmqctl` on it and answers what it printed.
    ///
    /// # Errors
    /// When it cannot be run or ends with an error; with what it printed.
    pub async fn ctl(&self, arguments: &[&str]) -> Result<String> {
        let mut command = self.script("rabbitmqctl")?;
        command.arg("--quiet").args(arguments).stdin(Stdio::null());
        tokio::task::spawn_blocking(move || {
            let output = command
                .output()
                .map_err(PeerError::because("cannot start rabbitmqctl"))?;
            let text = format!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
            if output.status.success() {
                return Ok(text);
            }
            Err(PeerError::new(format!(
                "rabbitmqctl ended with {}:\n{text}",
                output.status
            )))
        })
        .await
        .map_err(PeerError::because("a command's thread"))?
    }

    /// Has it refuse what publishers send (as it does when memory runs out), or take it again.
    ///
    /// # Errors
    /// When the broker cannot be told.
    pub async fn block_publishers(&self, block: bool) -> Result<()> {
        let watermark = if block { "0.000001" } else { "0.6" };
        self.ctl(&["set_vm_memory_high_watermark", watermark])
            .await
            .map(drop)
    }

    /// Ends it in order (SIGTERM); [`RabbitMq::launch`] starts it again.
    ///
    /// # Errors
    /// When it had to be killed.
    pub async fn stop(&self) -> Result<()> {
        let stopped = match self.process.lock().await.take() {
            Some(process) => process.stop().await,
            None => Ok(()),
        };
        self.gone().await;
        stopped
    }

    /// Kills it (SIGKILL); [`RabbitMq::launch`] starts it again, with recovery.
    pub async fn kill9(&self) {
        self.process.lock().await.take();
        self.gone().await;
    }

    /// Waits until nobody listens on its port: the process that was waited for is a script, and the broker itself dies a moment after it.
    async fn gone(&self) {
        let started = Instant::now();
        while started.elapsed() < GONE_DEADLINE {
            if TcpStream::connect(("127.0.0.1", self.port()))
                .await
                .is_err()
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
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

    /// Starts it on its data and waits until it speaks AMQP. Nothing happens if it runs.
    ///
    /// # Errors
    /// When it does not come up; with the end of its log.
    pub async fn launch(&self) -> Result<()> {
        let mut slot = self.process.lock().await;
        if slot.is_some() {
            return Ok(());
        }
        let command = self.script("rabbitmq-server")?;
        let log = self.folder.path().join("out.log");
        let mut process = Process::spawn("RabbitMQ", command, &log, self.folder.path())?;
        let port = self.port();
        process
            .wait_until(READY_DEADLINE, || speaks_amqp(port))
            .await?;
        *slot = Some(process);
        drop(slot);
        // It listens a moment before it is done with its start, and refuses commands until then.
        self.ctl(&["await_startup"]).await.map(drop)
    }

    /// Its name among nodes.
    pub fn node(&self) -> String {
        format!("r{}@localhost", self.port())
    }

    /// Erlang's nodes find each other through a name server. Left to itself a node starts one that outlives it, on a port that every node of the machine shares.
    async fn launch_names(&self) -> Result<()> {
        let mut command = Command::new(command_path("epmd")?);
        command
            .args(["-port", &self.names_port.to_string()])
            .args(["-address", "127.0.0.1"]);
        let log = self.folder.path().join("epmd.log");
        let mut process = Process::spawn("epmd", command, &log, self.folder.path())?;
        let port = self.names_port;
        let ready = || async move { TcpStream::connect(("127.0.0.1", port)).await.is_ok() };
        process.wait_until(READY_DEADLINE, ready).await?;
        *self.names.lock().await = Some(process);
        Ok(())
    }

    fn prepare(&self) -> Result<()> {
        let settings = format!(
            "listeners.tcp.1 = 127.0.0.1:{}\ndisk_free_limit.absolute = 50MB\nlog.file.level = warning\n",
            self.port()
        );
        self.write("rabbitmq.conf", &settings)?;
        self.write("enabled_plugins", "[].\n")?;
        // All nodes of the tests share a cookie, so that they can be one cluster; they listen on loopback only.
        self.write(".erlang.cookie", "STOCKCENTERTESTS")?;
        use std::os::unix::fs::PermissionsExt as _;
        let cookie = self.folder.path().join(".erlang.cookie");
        std::fs::set_permissions(&cookie, std::fs::Permissions::from_mode(0o600)).map_err(
            PeerError::because(format!("cannot protect {}", cookie.display())),
        )
    }

    fn write(&self, name: &str, text: &str) -> Result<()> {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).map_err(PeerError::because(format!(
            "cannot write {}",
            path.display()
        )))
    }

    /// One of the package's scripts, told to use this node's folders and ports.
    fn script(&self, name: &str) -> Result<Command> {
        let path: PathBuf = Path::new(SCRIPTS).join(name);
        if !path.is_file() {
            return Err(PeerError::new(format!(
                "`{}` is not there: install the package rabbitmq-server",
                path.display()
            )));
        }
        let folder = self.folder.path();
        let mut command = Command::new(path);
        command
            .env("HOME", folder)
            .env("RABBITMQ_NODENAME", self.node())
            .env("RABBITMQ_NODE_PORT", self.port().to_string())
            .env("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
            .env("RABBITMQ_DIST_PORT", (self.port() + 1).to_string())
            .env("ERL_EPMD_PORT", self.names_port.to_string())
            .env("ERL_EPMD_ADDRESS", "127.0.0.1")
            .env("RABBITMQ_CONFIG_FILE", folder.join("rabbitmq.conf"))
            .env("RABBITMQ_CONF_ENV_FILE", folder.join("none.conf"))
            .env("RABBITMQ_ADVANCED_CONFIG_FILE", folder.join("none.config"))
            .env("RABBITMQ_ENABLED_PLUGINS_FILE", folder.join("enabled_plugins"))
            .env("RABBITMQ_MNESIA_BASE", folder.join("mnesia"))
            .env("RABBITMQ_LOG_BASE", folder.join("log"))
            .env("RABBITMQ_PID_FILE", folder.join("pid"))
            .env("RABBITMQ_GENERATED_CONFIG_DIR", folder.join("config"))
            // No busy waiting: the machine is shared with what is tested.
            .env(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
            );
        Ok(command)
    }
}

/// Makes a quorum queue that everything the stock center publishes goes to, with a single active consumer, and the exchange where it is absent.
///
/// # Errors
/// When the broker refuses.
pub async fn queue_of_everything(
    channel: &Channel,
    name: &str,
) -> std::result::Result<(), lapin::Error> {
    const EXCHANGE: &str = "stock.event";
    let durable = ExchangeDeclareOptions {
        durable: true,
        ..ExchangeDeclareOptions::default()
    };
    let table = FieldTable::default();
    channel
        .exchange_declare(EXCHANGE.into(), ExchangeKind::Topic, durable, table)
        .await?;
    let mut arguments = FieldTable::default();
    let quorum = AMQPValue::LongString("quorum".into());
    arguments.insert("x-queue-type".into(), quorum);
    // Without it the broker may hand later messages out before it gives back those that a dead consumer had not acknowledged.
    arguments.insert("x-single-active-consumer".into(), AMQPValue::Boolean(true));
    let durable = QueueDeclareOptions {
        durable: true,
        ..QueueDeclareOptions::default()
    };
    channel
        .queue_declare(name.into(), durable, arguments)
        .await?;
    let (options, table) = (QueueBindOptions::default(), FieldTable::default());
    channel
        .queue_bind(name.into(), EXCHANGE.into(), "#".into(), options, table)
        .await
}

/// Whether it answers the protocol's header with its first method.
async fn speaks_amqp(port: u16) -> bool {
    let greeting = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
        stream.write_all(b"AMQP\0\0\x09\x01").await.ok()?;
        let mut head = [0; 1];
        stream.read_exact(&mut head).await.ok()?;
        (head[0] == 1).then_some(())
    };
    matches!(
        tokio::time::timeout(Duration::from_secs(2), greeting).await,
        Ok(Some(()))
    )
}
