//! Kills servers in turn and starts them again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::error::Result;
use crate::mariadb::MariaDb;
use crate::redis::Redis;
use crate::stock_center::StockCenter;

/// How long a server stays away.
const AWAY: Duration = Duration::from_secs(2);

/// The servers of a soak.
#[derive(Debug)]
pub struct Servers {
    /// Two providers. The first is killed again and again, the second only early: its memory is judged.
    pub providers: [StockCenter; 2],
    /// Their database.
    pub mariadb: MariaDb,
    /// Their read copy.
    pub redis: Redis,
}

/// What is killed next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Victim {
    /// The one that is judged by its memory.
    Second,
    /// The other one.
    First,
    /// Redis.
    Redis,
    /// The database.
    MariaDb,
}

impl Victim {
    /// The victim of a turn, of those that may be killed by then.
    #[must_use]
    pub const fn of_turn(turn: usize, early: bool) -> Self {
        match (turn % 4, early) {
            (0, true) => Self::Second,
            (0, false) | (1, _) => Self::First,
            (2, _) => Self::Redis,
            (_, _) => Self::MariaDb,
        }
    }
}

impl Servers {
    /// SIGKILL, some seconds of absence, and a start on the same port and data.
    ///
    /// # Errors
    /// When it does not come back.
    pub async fn kill(&self, victim: Victim) -> Result<()> {
        match victim {
            Victim::Second | Victim::First => {
                let at = usize::from(victim == Victim::Second);
                let [first, second] = &self.providers;
                let provider = [first, second][at];
                provider.kill9().await;
                tokio::time::sleep(AWAY).await;
                provider.launch().await
            }
            Victim::Redis => {
                self.redis.kill9().await;
                tokio::time::sleep(AWAY).await;
                self.redis.launch().await
            }
            Victim::MariaDb => {
                self.mariadb.kill9().await;
                tokio::time::sleep(AWAY).await;
                self.mariadb.launch().await
            }
        }
    }
}

/// Kills one after the other, one each `period`, until it is stopped; whom how often.
///
/// # Errors
/// When one does not come back.
pub async fn strike(
    servers: Arc<Servers>,
    period: Duration,
    whole: Duration,
    stop: CancellationToken,
) -> Result<Vec<Victim>> {
    let begun = Instant::now();
    let mut struck = Vec::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok(struck),
            () = tokio::time::sleep(period) => {}
        }
        // The second quarter is the measure: by then the judged one has been up for an eighth of the time.
        let early = begun.elapsed() < whole / 8;
        let victim = Victim::of_turn(struck.len(), early);
        let began = Instant::now();
        servers.kill(victim).await?;
        println!(
            "    {:>5.0} s: {victim:?} was killed and is back after {:.1} s",
            begun.elapsed().as_secs_f64(),
            began.elapsed().as_secs_f64()
        );
        struck.push(victim);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_server_has_its_turn_and_the_judged_one_is_spared_later() {
        let turns = |early| {
            (0..8)
                .map(|turn| Victim::of_turn(turn, early))
                .collect::<Vec<_>>()
        };
        for victim in [
            Victim::Second,
            Victim::First,
            Victim::Redis,
            Victim::MariaDb,
        ] {
            assert!(turns(true).contains(&victim), "{victim:?}");
            assert_eq!(turns(false).contains(&victim), victim != Victim::Second);
        }
    }
}
