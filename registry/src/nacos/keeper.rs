//! What is registered stays registered: through restarts of Nacos, lost connections and lost data; and follows what is
//! wanted, by our side and by an operator's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use nacos_sdk::api::naming::{NamingChangeEvent, NamingEventListener, ServiceInstance};
use tokio::sync::{Notify, oneshot, watch};

use super::calls::Target;
use super::console::{self, Said};
use super::link::{Link, LinkState};
use super::plan::{Plan, plan};
use crate::backoff::Backoff;
use crate::error::{Error, ErrorKind};
use crate::registry::{AppInfo, KeeperEnds, RegistrationState, StopRequest};

/// Waits after Nacos refused a registration.
const RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(15));
/// One name is looked up this often to see whether Nacos still has us.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);
/// After a change a name is looked at this soon: Nacos takes half a second to make it visible.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// A name that is not listed although Nacos accepted it is registered again only every so many rounds.
const ABSENT_ROUNDS: u32 = 6;
/// How long taking everything back may take.
const DEREGISTER_DEADLINE: Duration = Duration::from_secs(5);
/// So many revisions of the application's services are kept for consumers that have not heard of the last change.
const REVISIONS_KEPT: usize = 16;

/// Keeps what is wanted registered until told to stop, then takes it back.
pub(super) async fn keep(link: Arc<Link>, app: AppInfo, ends: KeeperEnds) {
    let keeper = Keeper {
        link,
        app,
        state: ends.state,
        wanted: ends.wanted,
        metadata: ends.metadata,
        plan: Plan::default(),
        live: BTreeMap::new(),
        texts_due: false,
        next_check: 0,
        was_registered: false,
        bell: Arc::default(),
    };
    // Boxed: it lives as long as the provider.
    Box::pin(keeper.run(ends.stop)).await;
}

struct Keeper {
    link: Arc<Link>,
    app: AppInfo,
    state: watch::Sender<RegistrationState>,
    wanted: watch::Receiver<crate::registry::Wanted>,
    metadata: watch::Sender<Vec<Arc<crate::application::MetadataInfo>>>,
    plan: Plan,
    /// What is registered, by name.
    live: BTreeMap<String, Live>,
    /// Whether texts and mappings have still to be written.
    texts_due: bool,
    next_check: usize,
    was_registered: bool,
    bell: Arc<Bell>,
}

/// What is registered under a name.
#[derive(Default)]
struct Live {
    /// As Nacos was told.
    registered: Vec<ServiceInstance>,
    said: BTreeMap<(String, i32), Said>,
    /// For how many checks in a row it was not listed.
    absent: u32,
    /// The connection over which its changes are heard.
    listening: u64,
}

/// Names that may have changed in Nacos.
#[derive(Default)]
struct Bell {
    names: Mutex<BTreeSet<String>>,
    rung: Notify,
}

impl Bell {
    fn ring(&self, name: &str) {
        self.names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned());
        self.rung.notify_one();
    }
}

struct Ear(Arc<Bell>, String);

impl NamingEventListener for Ear {
    fn event(&self, _event: Arc<NamingChangeEvent>) {
        self.0.ring(&self.1);
    }
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
            // What a connection was told goes with it.
            for live in self.live.values_mut() {
                live.registered.clear();
            }
            self.texts_due = true;
            loop {
                if let Err(error) = self.bring_about(epoch).await {
                    self.failed(&error.to_string());
                    tokio::select! {
                        request = &mut *stop => return request.ok(),
                        () = link_left(&mut link, epoch) => break,
                        () = tokio::time::sleep(backoff.next()) => continue,
                    }
                }
                backoff.reset();
                let mut check = tokio::time::interval(CHECK_INTERVAL);
                check.reset();
                let bell = Arc::clone(&self.bell);
                let wanted = loop {
                    tokio::select! {
                        request = &mut *stop => return request.ok(),
                        () = link_left(&mut link, epoch) => break false,
                        changed = self.wanted.changed() => if changed.is_ok() { break true },
                        () = bell.rung.notified() => self.look_where_it_rang().await,
                        _ = check.tick() => {
                            self.check_next().await;
                            self.write_texts().await;
                        }
                    }
                };
                if !wanted {
                    break;
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

    /// Makes Nacos agree with what is wanted.
    async fn bring_about(&mut self, epoch: u64) -> Result<(), Error> {
        let wanted = self.wanted.borrow_and_update().clone();
        if !wanted.online {
            self.take_back().await?;
            self.live.clear();
            self.state.send_replace(RegistrationState::Offline);
            tracing::info!("taken back from Nacos by an operator");
            return Ok(());
        }
        // Checked when it was handed over.
        self.plan = plan(&wanted.entries, &self.app)?;
        self.texts_due = true;
        self.remember_revisions();
        if self.app.metadata == crate::registry::MetadataStorage::Remote {
            // Consumers ask for it as soon as they see the instance.
            self.write_texts().await;
        }
        let gone: Vec<String> = self
            .live
            .keys()
            .filter(|name| !self.plan.targets.iter().any(|target| target.name == **name))
            .cloned()
            .collect();
        for name in gone {
            self.take_back_name(&name).await?;
            self.live.remove(&name);
        }
        for index in 0..self.plan.targets.len() {
            self.register(index, epoch).await?;
        }
        self.write_texts().await;
        if self.state.send_replace(RegistrationState::Registered) != RegistrationState::Registered {
            let again = self.was_registered;
            tracing::info!(
                names = self.plan.targets.len(),
                again,
                "registered in Nacos"
            );
        }
        self.was_registered = true;
        Ok(())
    }

    fn remember_revisions(&self) {
        self.metadata.send_modify(|known| {
            for info in &self.plan.infos {
                known.retain(|old| old.revision != info.revision);
                known.push(Arc::clone(info));
            }
            let surplus = known.len().saturating_sub(REVISIONS_KEPT);
            known.drain(..surplus);
        });
    }

    /// Registers a name unless Nacos was told just that over this connection.
    async fn register(&mut self, index: usize, epoch: u64) -> Result<(), Error> {
        let Some(target) = self.plan.targets.get(index) else {
            return Ok(());
        };
        let live = self.live.entry(target.name.clone()).or_default();
        let instances: Vec<ServiceInstance> = target
            .instances
            .iter()
            .map(|base| match live.said.get(&place(base)) {
                Some(said) => said.effective(base),
                None => base.clone(),
            })
            .collect();
        if !same(&live.registered, &instances) {
            let told = Target {
                name: target.name.clone(),
                instances: instances.clone(),
            };
            self.link.register(&told).await?;
            for instance in &instances {
                live.said
                    .entry(place(instance))
                    .or_default()
                    .registered(instance);
            }
            live.registered = instances;
            live.absent = 0;
        }
        if live.listening != epoch && epoch > 0 {
            let ear = Arc::new(Ear(Arc::clone(&self.bell), target.name.clone()));
            match self.link.listen(&target.name, ear).await {
                Ok(()) => live.listening = epoch,
                // Looked up every so often anyway.
                Err(error) => {
                    tracing::debug!(name = target.name, %error, "changes in the console are heard late")
                }
            }
        }
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

    /// Writes mappings and texts that are not written yet. What fails is tried again with the next check: consumers of
    /// the interface level need none of it.
    async fn write_texts(&mut self) {
        if !self.texts_due || !self.wanted.borrow().online {
            return;
        }
        let written = async {
            for (key, text) in &self.plan.texts {
                self.link.write_config(key, text).await?;
            }
            for mapping in &self.plan.mappings {
                self.link.add_word(mapping, &self.app.application).await?;
            }
            Ok::<(), Error>(())
        };
        match written.await {
            Ok(()) => self.texts_due = false,
            Err(error) => {
                tracing::warn!(%error, "consumers of Dubbo 3 that look for applications may not find us yet");
            }
        }
    }

    async fn look_where_it_rang(&mut self) {
        let names = std::mem::take(
            &mut *self
                .bell
                .names
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        for name in names {
            if let Some(index) = self
                .plan
                .targets
                .iter()
                .position(|target| target.name == name)
            {
                self.check(index, false).await;
            }
        }
    }

    async fn check_next(&mut self) {
        let index = self.next_check;
        self.next_check = (index + 1) % self.plan.targets.len().max(1);
        self.check(index, true).await;
    }

    /// Looks whether Nacos still has a name, and what an operator has set; registers it again if it has to be.
    ///
    /// The client library re-registers by itself after a reconnection, but takes a refusal for success; and the list
    /// leaves out instances that an operator has switched off. Registering those again changes nothing for them.
    async fn check(&mut self, index: usize, may_register: bool) {
        let Some(target) = self.plan.targets.get(index).cloned() else {
            return;
        };
        let Ok(listed) = self.link.instances(&target.name).await else {
            return; // The link's own probe decides whether it is down.
        };
        let Some(live) = self.live.get_mut(&target.name) else {
            return;
        };
        let of = |ours: &ServiceInstance| {
            listed
                .iter()
                .find(|other| place(other) == place(ours))
                .cloned()
        };
        if !target.instances.iter().all(|ours| of(ours).is_some()) {
            if may_register {
                let rounds = live.absent;
                live.absent = rounds.wrapping_add(1);
                self.absent(&target.name, index, rounds).await;
            }
            return;
        }
        live.absent = 0;
        let mut heard = Vec::new();
        for base in &target.instances {
            if let Some(listed) = of(base) {
                let said = live.said.entry(place(base)).or_default();
                if said.heard(&listed) {
                    tracing::info!(
                        name = target.name,
                        port = base.port,
                        weight = listed.weight,
                        "the console's weight is published as metadata"
                    );
                    heard.push((place(base), listed.weight));
                }
            }
        }
        if !heard.is_empty() {
            self.publish_weights(&target.name, &heard).await;
            return;
        }
        for registered in live.registered.clone() {
            let Some(listed) = of(&registered) else {
                continue;
            };
            let outdated = live
                .said
                .get(&place(&registered))
                .map(|said| said.outdated(&registered, &listed))
                .unwrap_or_default();
            if outdated.is_empty() {
                continue;
            }
            match console::overwrite(&self.link, &target.name, &registered, &outdated).await {
                Ok(()) => tracing::info!(name = target.name, keys = ?outdated.keys(),
                    "written over the copy that Nacos keeps since a change in its console"),
                Err(error) => tracing::warn!(%error, keys = ?outdated.keys(),
                    "consumers see outdated values, kept by Nacos since a change in its console"),
            }
        }
    }

    /// Registers the console's weights, set under `name`, under every name of that service.
    async fn publish_weights(&mut self, name: &str, heard: &[((String, i32), f64)]) {
        for index in self.plan.names_of_service(name) {
            let Some(other) = self.plan.targets.get(index).map(|t| t.name.clone()) else {
                continue;
            };
            if let Some(live) = self.live.get_mut(&other) {
                for (place, weight) in heard {
                    live.said.entry(place.clone()).or_default().told(*weight);
                }
            }
            // The listening goes on; 0 is no connection.
            if let Err(error) = self.register(index, 0).await {
                tracing::warn!(name = other, %error, "the console's weight cannot be published yet");
            }
            self.look_again(other);
        }
    }

    async fn absent(&mut self, name: &str, index: usize, rounds: u32) {
        if rounds == 1 {
            tracing::info!(
                name,
                "registered, but not listed: switched off by an operator?"
            );
        }
        if !rounds.is_multiple_of(ABSENT_ROUNDS) {
            return;
        }
        if let Some(live) = self.live.get_mut(name) {
            live.registered.clear();
            live.absent = rounds.wrapping_add(1);
        }
        let outcome = self.register(index, 0).await;
        if let Some(live) = self.live.get_mut(name) {
            live.absent = if outcome.is_ok() {
                rounds.wrapping_add(1)
            } else {
                0
            };
        }
        if let Err(error) = outcome {
            tracing::warn!(%error, "cannot register again");
        }
    }

    /// Has a name looked at when Nacos has made the last change visible.
    fn look_again(&self, name: String) {
        let bell = Arc::downgrade(&self.bell);
        tokio::spawn(async move {
            tokio::time::sleep(LOOK_AGAIN).await;
            if let Some(bell) = bell.upgrade() {
                bell.ring(&name);
            }
        });
    }

    async fn take_back(&mut self) -> Result<(), Error> {
        let names: Vec<String> = self.live.keys().cloned().collect();
        let all = async {
            let mut first_error = Ok(());
            for name in &names {
                let outcome = self.take_back_name(name).await;
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

    async fn take_back_name(&self, name: &str) -> Result<(), Error> {
        let wanted = self.plan.targets.iter().find(|target| target.name == name);
        let instances = match self.live.get(name) {
            Some(live) if !live.registered.is_empty() => live.registered.clone(),
            _ => wanted
                .map(|target| target.instances.clone())
                .unwrap_or_default(),
        };
        let target = Target {
            name: name.to_owned(),
            instances,
        };
        self.link.deregister(&target).await
    }
}

/// Whether Nacos would be told the same.
fn same(a: &[ServiceInstance], b: &[ServiceInstance]) -> bool {
    let told = |i: &ServiceInstance| (place(i), i.weight.to_bits(), i.metadata.clone());
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| told(a) == told(b))
}

fn place(instance: &ServiceInstance) -> (String, i32) {
    (instance.ip.clone(), instance.port)
}

/// Waits until the link is down or another one than that of `epoch`.
async fn link_left(link: &mut watch::Receiver<LinkState>, epoch: u64) {
    let same =
        |state: &LinkState| matches!(state, LinkState::Up { epoch: now, .. } if *now == epoch);
    if link.wait_for(|state| !same(state)).await.is_err() {
        std::future::pending::<()>().await;
    }
}
