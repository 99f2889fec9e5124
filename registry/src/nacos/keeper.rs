//! What is registered stays registered: through restarts of Nacos, lost connections and lost data.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{oneshot, watch};

use super::calls::Target;
use super::link::{Link, LinkState};
use crate::backoff::Backoff;
use crate::error::{Error, ErrorKind};
use crate::registry::{RegistrationState, StopRequest};

/// Waits after Nacos refused a registration.
const RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(15));
/// One name is looked up this often to see whether Nacos still has us.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);
/// A name that is not listed although Nacos accepted it is registered again only every so many rounds.
const ABSENT_ROUNDS: u32 = 6;
/// How long taking everything back may take.
const DEREGISTER_DEADLINE: Duration = Duration::from_secs(5);

/// Keeps `targets` registered until `stop`, then takes them back.
pub(super) async fn keep(
    link: Arc<Link>,
    targets: Vec<Target>,
    state: watch::Sender<RegistrationState>,
    stop: oneshot::Receiver<StopRequest>,
) {
    let absent = vec![0; targets.len()];
    let keeper = Keeper {
        link,
        targets,
        state,
        absent,
        next_check: 0,
        was_registered: false,
    };
    // Boxed: it lives as long as the provider.
    Box::pin(keeper.run(stop)).await;
}

struct Keeper {
    link: Arc<Link>,
    targets: Vec<Target>,
    state: watch::Sender<RegistrationState>,
    /// Per target: for how many checks in a row it was not listed.
    absent: Vec<u32>,
    next_check: usize,
    was_registered: bool,
}

impl Keeper {
    async fn run(mut self, mut stop: oneshot::Receiver<StopRequest>) {
        let request = self.keep_until(&mut stop).await;
        let outcome = self.take_back().await;
        self.state.send_replace(RegistrationState::Deregistered);
        match request {
            Some(request) => drop(request.send(outcome)),
            // Dropped without a word.
            None => drop(outcome.inspect_err(|error| tracing::warn!(%error, "not deregistered"))),
        }
    }

    /// Never cut off in the middle of a call: a registration still under way must not overtake the deregistration.
    async fn keep_until(
        &mut self,
        stop: &mut oneshot::Receiver<StopRequest>,
    ) -> Option<StopRequest> {
        let mut backoff = Backoff::new(RETRY.0, RETRY.1);
        let mut link = self.link.state();
        loop {
            let epoch = tokio::select! {
                request = &mut *stop => return request.ok(),
                epoch = self.link_up(&mut link) => epoch,
            };
            if let Err(error) = self.register_all().await {
                self.failed(&error.to_string());
                tokio::select! {
                    request = &mut *stop => return request.ok(),
                    () = link_left(&mut link, epoch) => continue,
                    () = tokio::time::sleep(backoff.next()) => continue,
                }
            }
            backoff.reset();
            let mut check = tokio::time::interval(CHECK_INTERVAL);
            check.reset();
            loop {
                tokio::select! {
                    request = &mut *stop => return request.ok(),
                    () = link_left(&mut link, epoch) => break,
                    _ = check.tick() => self.check_next().await,
                }
            }
        }
    }

    /// Waits until Nacos answers; says why it does not.
    async fn link_up(&self, link: &mut watch::Receiver<LinkState>) -> u64 {
        loop {
            match &*link.borrow_and_update() {
                LinkState::Up { epoch, .. } => return *epoch,
                LinkState::Connecting { reason: None } => {}
                LinkState::Connecting {
                    reason: Some(reason),
                }
                | LinkState::Down { reason } => {
                    self.failed(reason);
                }
            }
            if link.changed().await.is_err() {
                // Cannot be: we hold the link. Waiting lets `stop` decide.
                std::future::pending::<()>().await;
            }
        }
    }

    async fn register_all(&mut self) -> Result<(), Error> {
        for target in &self.targets {
            self.link.register(target).await?;
        }
        self.absent.fill(0);
        if self.state.send_replace(RegistrationState::Registered) != RegistrationState::Registered {
            let again = self.was_registered;
            tracing::info!(names = self.targets.len(), again, "registered in Nacos");
        }
        self.was_registered = true;
        Ok(())
    }

    fn failed(&self, reason: &str) {
        let reason = reason.to_owned();
        let state = if self.was_registered {
            RegistrationState::Lost { reason }
        } else {
            RegistrationState::Registering {
                reason: Some(reason),
            }
        };
        self.state.send_if_modified(|present| {
            let changed = *present != state;
            // Once per outage: with several servers the reason changes with each attempt.
            let is_news = matches!(
                present,
                RegistrationState::Registered | RegistrationState::Registering { reason: None }
            );
            if is_news {
                tracing::warn!(?state, "not registered in Nacos");
            } else if changed {
                tracing::debug!(?state, "still not registered in Nacos");
            }
            *present = state;
            changed
        });
    }

    /// Looks whether Nacos still has the next name, and registers it again if not.
    ///
    /// The client library re-registers by itself after a reconnection, but takes a refusal for success; and the list
    /// leaves out instances that an operator has switched off. Registering those again changes nothing for them.
    async fn check_next(&mut self) {
        let Some(target) = self.targets.get(self.next_check) else {
            return;
        };
        let index = self.next_check;
        self.next_check = (index + 1) % self.targets.len();
        let Ok(listed) = self.link.instances(&target.name).await else {
            return; // The link's own probe decides whether it is down.
        };
        let has_all = target.instances.iter().all(|ours| {
            listed
                .iter()
                .any(|other| other.ip == ours.ip && other.port == ours.port)
        });
        if has_all {
            self.absent[index] = 0;
            return;
        }
        let rounds = self.absent[index];
        self.absent[index] = rounds.wrapping_add(1);
        if rounds == 1 {
            tracing::info!(
                name = target.name,
                "registered, but not listed: switched off by an operator?"
            );
        }
        if rounds.is_multiple_of(ABSENT_ROUNDS)
            && let Err(error) = self.link.register(target).await
        {
            self.absent[index] = 0;
            tracing::warn!(%error, "cannot register again");
        }
    }

    async fn take_back(&self) -> Result<(), Error> {
        let all = async {
            let mut first_error = Ok(());
            for target in &self.targets {
                let outcome = self.link.deregister(target).await;
                if outcome
                    .as_ref()
                    .is_err_and(|error| error.kind() == ErrorKind::Unreachable)
                {
                    return outcome;
                }
                first_error = first_error.and(outcome);
            }
            first_error
        };
        tokio::time::timeout(DEREGISTER_DEADLINE, all)
            .await
            .unwrap_or_else(|_| {
                Err(Error::new(
                    ErrorKind::Unreachable,
                    format!(
                        "deregistering took longer than {} s",
                        DEREGISTER_DEADLINE.as_secs()
                    ),
                ))
            })
    }
}

/// Waits until the link is down or another one than that of `epoch`.
async fn link_left(link: &mut watch::Receiver<LinkState>, epoch: u64) {
    let same =
        |state: &LinkState| matches!(state, LinkState::Up { epoch: now, .. } if *now == epoch);
    if link.wait_for(|state| !same(state)).await.is_err() {
        std::future::pending::<()>().await;
    }
}
