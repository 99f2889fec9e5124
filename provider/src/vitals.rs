//! How this provider is: asked by the admin port over HTTP and by operators over Dubbo.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use dubbo_registry::RegistrationState;
use stock::ids::Moment;
use stock_sql::Store;
use tokio::sync::watch;

use crate::events::EventsStatus;

/// Longest wait for the database when it is asked how it is.
pub(crate) const DATABASE_WAIT: Duration = Duration::from_secs(2);

/// What is known of this process since its start.
#[derive(Debug)]
pub struct Vitals {
    started: Instant,
    /// When it started, by this machine's clock.
    pub started_at: Moment,
    registration: OnceLock<watch::Receiver<RegistrationState>>,
    /// Whether the registry has ever confirmed everything.
    confirmed: Arc<AtomicBool>,
    events: OnceLock<watch::Receiver<EventsStatus>>,
}

impl Default for Vitals {
    fn default() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            started: Instant::now(),
            started_at: Moment(since.map_or(0, |s| i64::try_from(s.as_millis()).unwrap_or(0))),
            registration: OnceLock::new(),
            confirmed: Arc::default(),
            events: OnceLock::new(),
        }
    }
}

/// What the database said.
#[derive(Debug)]
pub struct DatabasePulse {
    /// Its clock, if it answered.
    pub now: Option<Moment>,
    /// In words.
    pub detail: String,
    /// How long it took.
    pub took: Duration,
}

impl Vitals {
    /// How long it has run.
    #[must_use]
    pub fn uptime(&self) -> Duration {
        self.started.elapsed()
    }

    /// Learns where the registration's state is told. Must be called within a tokio runtime.
    pub fn watch_registration(&self, state: watch::Receiver<RegistrationState>) {
        let (mut states, confirmed) = (state.clone(), Arc::clone(&self.confirmed));
        tokio::spawn(async move {
            let registered = |state: &RegistrationState| *state == RegistrationState::Registered;
            if states.wait_for(registered).await.is_ok() {
                confirmed.store(true, Ordering::Relaxed);
            }
        });
        let _ = self.registration.set(state);
    }

    /// Whether the registry has confirmed everything since the start, however it is now.
    #[must_use]
    pub fn was_registered(&self) -> bool {
        self.confirmed.load(Ordering::Relaxed)
    }

    /// Learns where the relay's state is told.
    pub fn watch_events(&self, status: watch::Receiver<EventsStatus>) {
        let _ = self.events.set(status);
    }

    /// State of the relay; `None` where no broker is configured.
    #[must_use]
    pub fn events(&self) -> Option<EventsStatus> {
        self.events.get().map(|status| status.borrow().clone())
    }

    /// State of the registration; `None` where there is none.
    #[must_use]
    pub fn registration(&self) -> Option<RegistrationState> {
        self.registration.get().map(|state| state.borrow().clone())
    }
}

/// Asks the database for its clock.
pub async fn pulse(store: &Store) -> DatabasePulse {
    let asked = Instant::now();
    let answer = tokio::time::timeout(DATABASE_WAIT, store.now()).await;
    let (now, detail) = match answer {
        Ok(Ok(now)) => (Some(now), format!("{} answers", store.engine_name())),
        Ok(Err(error)) => (None, error.to_string()),
        Err(_) => (None, format!("no answer within {DATABASE_WAIT:?}")),
    };
    DatabasePulse {
        now,
        detail,
        took: asked.elapsed(),
    }
}
