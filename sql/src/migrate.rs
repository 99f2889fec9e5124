//! Brings the schema up to this release. Migrations come in pairs, one text per family of engines, and only ever add.

use std::borrow::Cow;
use std::time::Duration;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use crate::dialect::Engine;
use crate::error::{Error, ErrorKind};
use crate::link::Link;
use crate::statement::Statement;
use crate::store::Store;

/// Number, name, text for MySQL, text for SQLite.
const MIGRATIONS: &[(i64, &str, &str, &str)] = &[
    (
        1,
        "stock",
        include_str!("../mysql/0001_stock.sql"),
        include_str!("../sqlite/0001_stock.sql"),
    ),
    (
        2,
        "catalogue",
        include_str!("../mysql/0002_catalogue.sql"),
        include_str!("../sqlite/0002_catalogue.sql"),
    ),
    (
        3,
        "papers",
        include_str!("../mysql/0003_papers.sql"),
        include_str!("../sqlite/0003_papers.sql"),
    ),
    (
        4,
        "lots",
        include_str!("../mysql/0004_lots.sql"),
        include_str!("../sqlite/0004_lots.sql"),
    ),
    (
        5,
        "fulfilment",
        include_str!("../mysql/0005_fulfilment.sql"),
        include_str!("../sqlite/0005_fulfilment.sql"),
    ),
    (
        6,
        "parts",
        include_str!("../mysql/0006_parts.sql"),
        include_str!("../sqlite/0006_parts.sql"),
    ),
    (
        7,
        "sourcing",
        include_str!("../mysql/0007_sourcing.sql"),
        include_str!("../sqlite/0007_sourcing.sql"),
    ),
    (
        8,
        "admin",
        include_str!("../mysql/0008_admin.sql"),
        include_str!("../sqlite/0008_admin.sql"),
    ),
    (
        9,
        "reconcile",
        include_str!("../mysql/0009_reconcile.sql"),
        include_str!("../sqlite/0009_reconcile.sql"),
    ),
    (
        10,
        "facts version",
        include_str!("../mysql/0010_facts_version.sql"),
        include_str!("../sqlite/0010_facts_version.sql"),
    ),
    (
        11,
        "trade",
        include_str!("../mysql/0011_trade.sql"),
        include_str!("../sqlite/0011_trade.sql"),
    ),
    (
        12,
        "events",
        include_str!("../mysql/0012_events.sql"),
        include_str!("../sqlite/0012_events.sql"),
    ),
    (
        13,
        "notices",
        include_str!("../mysql/0013_notices.sql"),
        include_str!("../sqlite/0013_notices.sql"),
    ),
    (
        14,
        "documents",
        include_str!("../mysql/0014_documents.sql"),
        include_str!("../sqlite/0014_documents.sql"),
    ),
];

/// The newest schema version of this release.
const SCHEMA_VERSION: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Exists before any migration: who holds which lease until when, by the database's clock.
const LEASE_TABLE: &str = "CREATE TABLE IF NOT EXISTS lease (name VARCHAR(64) NOT NULL PRIMARY KEY, holder VARCHAR(64) NOT NULL, lease_until BIGINT NOT NULL)";
const LEASE: &str = "migrate";
/// A migrator that died gives way after this long.
const LEASE_MS: i64 = 60_000;
/// How often one that waits looks again.
const RETRY_PAUSE: Duration = Duration::from_millis(200);
/// A change of a large table takes longer than any other statement.
const MIGRATION_WAIT: Duration = Duration::from_secs(50);

impl Store {
    /// Brings the schema up to this release, on an empty database and on one of an earlier release. Of several providers that start at once, one does it and
    /// the others wait. Also reads the network (sites, coverage, channels) for the first time.
    ///
    /// # Errors
    /// If a migration fails, or another process has been at it for two minutes.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.migrate_to(SCHEMA_VERSION).await?;
        self.refresh_network().await
    }

    /// Brings the schema up to a version; [`Store::migrate`] for all but tests of upgrades.
    ///
    /// # Errors
    /// As [`Store::migrate`].
    pub async fn migrate_to(&self, version: i64) -> Result<(), Error> {
        let holder = format!("{}-{:?}", std::process::id(), std::time::SystemTime::now());
        let holder: String = holder
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(64)
            .collect();
        self.write_one(&Statement::new(lease_table(self.engine())))
            .await?;
        self.take_lease(&holder).await?;
        let outcome = self.run_migrations(version).await;
        let mut give_back = Statement::new("DELETE FROM lease WHERE name = ");
        give_back
            .bind(LEASE)
            .push(" AND holder = ")
            .bind(holder.as_str());
        let given_back = self.write_one(&give_back).await;
        outcome?;
        given_back.map(|_| ())
    }

    async fn take_lease(&self, holder: &str) -> Result<(), Error> {
        let engine = self.engine();
        let wait_until = tokio::time::Instant::now() + Duration::from_secs(120);
        loop {
            let mut make = Statement::new("INSERT INTO lease (name, holder, lease_until) VALUES (");
            make.bind(LEASE)
                .push(", '', 0)")
                .push(engine.or_leave("name"));
            self.write_one(&make).await?;
            let mut take = Statement::new("UPDATE lease SET holder = ");
            take.bind(holder)
                .push(", lease_until = ")
                .push(engine.now())
                .push(" + ")
                .bind(LEASE_MS);
            take.push(" WHERE name = ")
                .bind(LEASE)
                .push(" AND lease_until < ")
                .push(engine.now());
            if self.write_one(&take).await? == 1 {
                return Ok(());
            }
            if tokio::time::Instant::now() > wait_until {
                return Err(Error::new(
                    ErrorKind::NotReady,
                    "another process has been migrating the database for two minutes",
                ));
            }
            tokio::time::sleep(RETRY_PAUSE).await;
        }
    }

    /// One statement in a transaction of its own; again while the database is busy.
    pub(crate) async fn write_one(&self, statement: &Statement<'_>) -> Result<u64, Error> {
        let mut left = 5;
        loop {
            let outcome: Result<u64, Error> = async {
                let mut tx = self.begin().await?;
                let matched = tx.run(statement).await?;
                tx.commit().await?;
                Ok(matched)
            }
            .await;
            match outcome {
                Err(error) if error.kind() == ErrorKind::Retry && left > 0 => left -= 1,
                outcome => return outcome,
            }
            tokio::time::sleep(RETRY_PAUSE).await;
        }
    }

    async fn run_migrations(&self, version: i64) -> Result<(), Error> {
        let engine = self.engine();
        let mut migrator = Migrator::with_migrations(migrations(engine, version));
        // Its own lock is GET_LOCK, which Galera does not have; the lease stands in for it.
        migrator.set_locking(false);
        // An older release runs on a newer schema, as it does while providers are replaced one by one: migrations only add.
        migrator.set_ignore_missing(true);
        let outcome = self.apply(&migrator).await;
        if let Err(Unapplied::Failed(MigrateError::Dirty(cut_off))) = &outcome {
            // MySQL commits each statement of a migration by itself; one that was cut off half-way is written so that it can be run again.
            let mut again = Statement::new("DELETE FROM _sqlx_migrations WHERE version = ");
            again.bind(*cut_off).push(" AND success = 0");
            self.write_one(&again).await?;
            return self.apply(&migrator).await.map_err(Error::from);
        }
        outcome.map_err(Error::from)
    }

    async fn apply(&self, migrator: &Migrator) -> Result<(), Unapplied> {
        let mut link = self.writer().await.map_err(Unapplied::Database)?;
        let run = async {
            // Not `run`: its borrow of a connection cannot be sent between threads.
            match &mut link {
                Link::MySql(link) => migrator.run_direct(None, &mut **link, false).await,
                Link::Sqlite(link) => migrator.run_direct(None, &mut **link, false).await,
            }
        };
        let outcome = match tokio::time::timeout(MIGRATION_WAIT, run).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => Unapplied::Failed(error),
            Err(_) => Unapplied::Database(Error::new(
                ErrorKind::NotReady,
                format!("migration of the database took longer than {MIGRATION_WAIT:?}"),
            )),
        };
        link.close();
        Err(outcome)
    }
}

/// Why migrations were not applied.
#[derive(Debug)]
enum Unapplied {
    Failed(MigrateError),
    Database(Error),
}

impl From<Unapplied> for Error {
    fn from(unapplied: Unapplied) -> Self {
        match unapplied {
            Unapplied::Failed(error) => {
                Self::fatal(format!("migration of the database failed: {error}"))
            }
            Unapplied::Database(error) => error,
        }
    }
}

fn lease_table(engine: Engine) -> String {
    match engine {
        Engine::MySql => format!(
            "{LEASE_TABLE} ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
        ),
        Engine::Sqlite => LEASE_TABLE.to_owned(),
    }
}

fn migrations(engine: Engine, version: i64) -> Vec<Migration> {
    MIGRATIONS
        .iter()
        .filter(|(number, ..)| *number <= version)
        .map(|&(number, name, mysql, sqlite)| {
            let text = match engine {
                Engine::MySql => mysql,
                Engine::Sqlite => sqlite,
            };
            Migration::new(
                number,
                Cow::Borrowed(name),
                MigrationType::Simple,
                text.into_sql_str(),
                false,
            )
        })
        .collect()
}
