//! Callers who mean no harm: a steady small load over both protocols, and how long they waited.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dubbo_rpc::{Client, ClientOptions, Context, Fault, Invoker, ServiceRef, TripleClient};

use crate::probe::{ProbeService as _, ProbeServiceClient, probe_service};

/// Callers per protocol, on one connection each.
const CALLERS: usize = 4;
/// From the end of a caller's call to its next.
const PAUSE: Duration = Duration::from_millis(4);

/// How long calls took.
#[derive(Debug, Clone, Default)]
pub struct Waits {
    /// In order.
    sorted: Vec<Duration>,
    /// Calls that failed.
    pub failed: usize,
}

impl Waits {
    /// The wait that this share of the calls did not exceed.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Duration {
        let last = self.sorted.len().saturating_sub(1);
        let mut index = 0;
        // Small numbers: found without a cast.
        while index < last && (index as f64) < share * last as f64 {
            index += 1;
        }
        self.sorted.get(index).copied().unwrap_or_default()
    }

    /// Calls that were answered.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sorted.len()
    }
}

/// The callers of one provider, connected.
pub struct Callers(Vec<ProbeServiceClient>);

impl std::fmt::Debug for Callers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Callers({})", self.0.len())
    }
}

impl Callers {
    /// Connects them, before anything happens.
    ///
    /// # Errors
    /// When the provider cannot be reached.
    pub async fn connect(address: &str) -> Result<Self, Fault> {
        let options = ClientOptions {
            timeout: Duration::from_secs(10),
            ..ClientOptions::default()
        };
        let dubbo = Client::connect(address, options.clone()).await?;
        let triple = TripleClient::connect(address, options).await?;
        let links: [Arc<dyn Invoker>; 2] = [Arc::new(dubbo), Arc::new(triple)];
        let service = ServiceRef::new(probe_service::INTERFACE);
        let clients = links.iter().flat_map(|link| {
            let client = ProbeServiceClient::new(Arc::clone(link), service.clone());
            std::iter::repeat_n(client, CALLERS)
        });
        Ok(Self(clients.collect()))
    }

    /// Connects one over `dubbo://`, for one call.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn greet(address: &str) -> Result<(), Fault> {
        let options = ClientOptions {
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(60),
            ..ClientOptions::default()
        };
        let link = Arc::new(Client::connect(address, options).await?);
        let probe = ProbeServiceClient::new(link, ServiceRef::new(probe_service::INTERFACE));
        probe.echo(&Context::new(), None).await.map(drop)
    }

    /// Calls for so long.
    pub async fn call_for(&self, time: Duration) -> Waits {
        let until = Instant::now() + time;
        let tasks: Vec<_> = self
            .0
            .iter()
            .map(|probe| tokio::spawn(caller(probe.clone(), until)))
            .collect();
        let mut all = Waits::default();
        for task in tasks {
            match task.await {
                Ok(waits) => {
                    all.sorted.extend(waits.sorted);
                    all.failed += waits.failed;
                }
                Err(_) => all.failed += 1,
            }
        }
        all.sorted.sort_unstable();
        all
    }
}

async fn caller(probe: ProbeServiceClient, until: Instant) -> Waits {
    let mut waits = Waits::default();
    while Instant::now() < until {
        let begun = Instant::now();
        let text =
            Some("one hundred bytes of nothing in particular, as an echo has them".to_owned());
        match probe.echo(&Context::new(), text).await {
            Ok(_) => waits.sorted.push(begun.elapsed()),
            Err(_) => waits.failed += 1,
        }
        tokio::time::sleep(PAUSE).await;
    }
    waits
}
