//! Opens the configured database.

use std::time::Duration;

use stock_sql::{Store, StoreOptions};

use crate::config::{BackDated, Config};

/// Longest wait for a database that is starting together with us.
const START_WAIT: Duration = Duration::from_secs(30);
/// How long catalogue facts are remembered unless their version changes, which is looked at every two seconds. It bounds what a statement by hand, which
/// raises no version, may stay unseen.
const FACTS_AGE: Duration = Duration::from_secs(60);
/// Connections of SQLite, which works in this process: one writes, each has a thread and memory of its own.
const SQLITE_CONNECTIONS: u32 = 4;
/// Pause between two tries.
const START_PAUSE: Duration = Duration::from_millis(500);

/// Opens the database; one on a server may be starting together with us and gets time to answer.
///
/// # Errors
/// What is wrong and what to do about it, in words; never the password.
pub async fn open(config: &Config) -> Result<Store, String> {
    let url = config.database_url();
    let options = StoreOptions {
        max_connections: match config.database.connections_max {
            0 if url.expose().starts_with("sqlite") => SQLITE_CONNECTIONS,
            0 => StoreOptions::default().max_connections,
            most => most,
        },
        calendar: stock::reconcile::day::Calendar {
            day_start_seconds: config.reconcile.day_start_seconds,
        },
        refuse_back_dated: config.reconcile.back_dated == BackDated::Refuse,
        facts_age: FACTS_AGE,
        ..StoreOptions::default()
    };
    let deadline = tokio::time::Instant::now() + START_WAIT;
    loop {
        match Store::open(url.expose(), options.clone()).await {
            Ok(store) => return Ok(store),
            Err(error) if error.is_retryable() && tokio::time::Instant::now() < deadline => {
                tracing::warn!(database = %url, %error, "the database does not answer yet");
                tokio::time::sleep(START_PAUSE).await;
            }
            Err(error) => {
                return Err(format!(
                    "the database {url} cannot be used: {error}; correct database.url or STOCK_DATABASE__URL, or start the database"
                ));
            }
        }
    }
}
