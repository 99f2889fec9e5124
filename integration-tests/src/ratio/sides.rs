//! Who is measured: our provider and Java's service, each with a database of its own on one MariaDB, and the same goods in it.

use std::time::Duration;

use super::books;
use super::orders::{self, Basket, Orders};
use super::sample::{self, PROVIDER, Sample};
use crate::error::{PeerError, Result};
use crate::java::JavaServer;
use crate::mariadb::MariaDb;
use crate::ports::PortLease;
use crate::stock_center::StockCenter;

/// The name ours goes by.
pub const OURS: &str = "stock-center";
/// The name Java's goes by.
pub const JAVA: &str = "Java, Spring, MyBatis";
/// Its class.
const JAVA_CLASS: &str = "com.autoparts.reserve.Main";
const JAVA_MODULE: &str = "reserve-service";

/// How Java's service is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tuning {
    /// Connections of HikariCP.
    pub pool: u32,
    /// Threads of Dubbo.
    pub threads: u32,
    /// Flags of the JVM's collector.
    pub collector: &'static str,
}

impl std::fmt::Display for Tuning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "pool {}, {} threads, {}",
            self.pool, self.threads, self.collector
        )
    }
}

/// Settings of our provider on a database.
pub(crate) fn settings(database: &str) -> [(&'static str, &str); 3] {
    [
        ("DATABASE__URL", database),
        ("DATA__SAMPLE", "always"),
        ("RECONCILE__SCHEDULE", "false"),
    ]
}

/// A side that takes orders.
#[derive(Debug)]
pub struct Side {
    name: &'static str,
    /// Its process.
    id: u32,
    /// That of the database both use.
    database_id: u32,
    database: String,
    /// What was ordered from it.
    pub orders: Orders,
    // What keeps it running.
    center: Option<StockCenter>,
    java: Option<(JavaServer, PortLease)>,
}

impl Side {
    /// Our provider.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn ours(server: &MariaDb) -> Result<Self> {
        let database = server.create_database().await?;
        let center = StockCenter::start(&settings(&database)).await?;
        let skus = orders::skus()?;
        let link = orders::link(&center.address()).await?;
        orders::receive(&link, &skus).await?;
        let id = center.id().await;
        Ok(Self {
            name: OURS,
            id: id.ok_or_else(|| PeerError::new("the provider is gone"))?,
            database_id: server.id().await?,
            database,
            orders: Orders::new(link, &skus),
            center: Some(center),
            java: None,
        })
    }

    /// A database with the goods in it, made by our provider, which then leaves.
    ///
    /// # Errors
    /// When that does not come up.
    pub async fn stocked(server: &MariaDb) -> Result<String> {
        let database = server.create_database().await?;
        let center = StockCenter::start(&settings(&database)).await?;
        let link = orders::link(&center.address()).await?;
        orders::receive(&link, &orders::skus()?).await?;
        center.stop().await?;
        Ok(database)
    }

    /// Java's service on a database of that kind.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn java(server: &MariaDb, database: String, tuning: Tuning) -> Result<Self> {
        let lease = PortLease::take(&[0])?;
        let java = start_java(&database, lease.port(), tuning).await?;
        let link = orders::link(&format!("127.0.0.1:{}", lease.port())).await?;
        Ok(Self {
            name: JAVA,
            id: java.id(),
            database_id: server.id().await?,
            database,
            orders: Orders::new(link, &orders::skus()?),
            center: None,
            java: Some((java, lease)),
        })
    }

    /// Orders from so many callers.
    ///
    /// # Errors
    /// When one is not held.
    pub async fn turn(&self, basket: Basket, callers: usize, time: Duration) -> Result<Sample> {
        let work = self.orders.closed(basket, callers, time);
        sample::take(self.name, &self.processes(), work).await
    }

    /// The processes whose CPU is noted.
    #[must_use]
    pub fn processes(&self) -> [(&'static str, u32); 2] {
        [(PROVIDER, self.id), ("database", self.database_id)]
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> String {
        match (&self.center, &self.java) {
            (Some(center), _) => center.address(),
            (None, Some((_, lease))) => format!("127.0.0.1:{}", lease.port()),
            (None, None) => String::new(),
        }
    }

    /// Proves that its database holds what it answered, and nothing else; ours also by its own invariants.
    ///
    /// # Errors
    /// When it does not.
    pub async fn prove(&self) -> Result<()> {
        let (orders, lines) = self.orders.held();
        books::prove(&self.database, self.name, orders, lines).await?;
        self.check()
    }

    /// Proves the invariants of our ledger; Java's has no such command.
    ///
    /// # Errors
    /// When one does not hold.
    pub fn check(&self) -> Result<()> {
        match &self.center {
            Some(center) => center.run(&["check"]).map(drop),
            None => Ok(()),
        }
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it has to be killed.
    pub async fn stop(self) -> Result<()> {
        match self.center {
            Some(center) => center.stop().await,
            None => Ok(()),
        }
    }
}

/// Starts Java's service; it has printed that it is ready.
///
/// # Errors
/// When it does not come up.
pub async fn start_java(database: &str, port: u16, tuning: Tuning) -> Result<JavaServer> {
    let arguments = java_arguments(database, port, tuning);
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let jvm = ["-Xmx1g", "-Xms1g", tuning.collector];
    JavaServer::start_on(&jvm, JAVA_MODULE, JAVA_CLASS, &words).await
}

/// The same without waiting; see [`JavaServer::spawn`].
///
/// # Errors
/// When it cannot be started.
pub async fn spawn_java(database: &str, port: u16, tuning: Tuning) -> Result<JavaServer> {
    let arguments = java_arguments(database, port, tuning);
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // As little memory as it can do with: what it holds is compared.
    let jvm = ["-Xmx1g", tuning.collector, "-Xshare:auto"];
    JavaServer::spawn(&jvm, JAVA_MODULE, JAVA_CLASS, &words).await
}

fn java_arguments(database: &str, port: u16, tuning: Tuning) -> Vec<String> {
    let rest = database.strip_prefix("mysql://").unwrap_or(database);
    let (login, place) = rest.split_once('@').unwrap_or(("", rest));
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    [
        ("--port", port.to_string()),
        (
            "--db",
            format!("jdbc:mysql://{place}?useSSL=false&allowPublicKeyRetrieval=true"),
        ),
        ("--db-user", user.to_owned()),
        ("--db-password", password.to_owned()),
        ("--pool", tuning.pool.to_string()),
        ("--threads", tuning.threads.to_string()),
    ]
    .into_iter()
    .flat_map(|(name, value)| [name.to_owned(), value])
    .collect()
}
