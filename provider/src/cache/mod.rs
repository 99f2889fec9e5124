//! The read side: figures of goods in Redis and, in front of it, in this process. It is fast and may be lost; the database decides everything.
//!
//! What is shown from here is at most [`CacheOptions::age`] old by the database's clock, whatever was lost on the way: older figures are never shown but
//! read from the database anew. That bound needs nobody's message. Three things make figures younger than it asks for: every provider reads anew what its own
//! transactions moved (after the commit, from the database, so that the order of writers does not matter), goods that are being shown are read anew before
//! they are too old, and where a page would look different every provider is told to forget what it has. And figures of goods that the ledger's tail does not
//! name are known to be true still, without being read anew.
//!
//! `link` keeps the connection, `shelf` knows the keys, `projector` reads and writes figures, `news` hears what others tell, `keeper` fills an empty Redis;
//! `slot` and `tail` know how long figures stay true, `pages` what was worked out from them; `sources` counts where figures came from.

mod address;
mod clock;
mod compare;
mod connect;
mod doctor;
mod keeper;
mod link;
mod news;
mod pages;
mod projector;
mod queue;
mod shelf;
mod slot;
mod sources;
mod tail;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dubbo_api::inquiry::SellableItem;
use hessian2::PreparedFields;
use stock::ids::Moment;
use stock::projection::{CLOCK_SLACK_MS, Figures, Goods};
use stock_sql::{Error, Store};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

pub use address::{Address, Topology};
pub use compare::{Comparison, IN_FLIGHT_MS, Tally, Uncompared};
pub use doctor::doctor;
pub use link::{CacheError, LinkState, MISSES_MAX};

use crate::lane::Movements;
use clock::DbClock;
use connect::Target;
use link::Link;
pub(crate) use pages::{Basis, Shown, Slots, Viewer};
use pages::{Now, Pages};
use queue::{Queues, WAITING_MAX, Why};
use shelf::{Put, Shelf};
use slot::Changes;
pub(crate) use slot::Slot;
use sources::Sources;
use tail::{TRUST_MS, Tail};

/// Pages whose figures are written to Redis at a time; those of more are not.
const WRITERS_MAX: usize = 16;

/// How the read side is kept.
#[derive(Clone, Debug)]
pub struct CacheOptions {
    /// Where Redis is.
    pub address: Address,
    /// Certificate of the authority that signed Redis's, as PEM; those of the system if absent.
    pub authority: Option<Vec<u8>>,
    /// Start of every key.
    pub prefix: String,
    /// Longest wait for an answer of Redis.
    pub timeout: Duration,
    /// Figures older than this are not shown.
    pub age: Duration,
    /// Most figures kept in this process.
    pub front_max: u64,
}

/// The read side. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Cache {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    link: Link,
    shelf: Shelf,
    clock: DbClock,
    front: moka::sync::Cache<Goods, Arc<Slot>>,
    tail: Tail,
    pages: Pages,
    changes: Arc<Changes>,
    queues: Queues,
    age_ms: i64,
    /// A name no other provider has.
    holder: String,
    /// Something could not be written while Redis was away.
    missed: AtomicBool,
    /// Somebody asked for all figures to be written anew.
    rebuild_wanted: AtomicBool,
    /// Goods written by the rebuild under way; negative while none is.
    rebuilding: AtomicI64,
    /// Who writes what a page has read.
    writers: Arc<Semaphore>,
    last_rebuild: Mutex<Option<(Moment, Tally)>>,
    sources: Sources,
}

/// How the read side is.
#[derive(Clone, Debug)]
pub struct CacheHealth {
    /// The link to Redis.
    pub link: LinkState,
    /// Goods that wait to be read anew.
    pub waiting: usize,
    /// Figures in this process.
    pub front: u64,
    /// Goods written so far by a rebuild under way.
    pub rebuilding: Option<i64>,
}

impl CacheHealth {
    /// In words: what is served how.
    #[must_use]
    pub fn detail(&self) -> String {
        let since = self.link.since.elapsed().as_secs();
        let mut text = match &self.link.why {
            None => format!("Redis answers since {since} s"),
            Some(why) => format!(
                "Redis is away since {since} s ({why}): listing pages are answered from the database, nothing is refused early; every other module is not concerned"
            ),
        };
        if let Some(goods) = self.rebuilding {
            text += &format!("; all figures are being written anew, {goods} so far");
        }
        text + &format!("; {} goods wait, {} in front", self.waiting, self.front)
    }
}

impl Cache {
    /// A read side of a store; nothing runs before [`Cache::start`].
    #[must_use]
    pub fn new(store: Store, options: CacheOptions) -> Self {
        let link = Link::new(Target {
            address: options.address,
            authority: options.authority,
            wait: options.timeout,
        });
        let shelf = Shelf::new(link.clone(), &options.prefix);
        let front = moka::sync::Cache::builder()
            .max_capacity(options.front_max)
            .time_to_live(options.age * 2 + Duration::from_millis(TRUST_MS.unsigned_abs()))
            .eviction_listener(|_, slot: Arc<Slot>, _| slot.end())
            .build();
        let changes = Arc::new(Changes::new());
        Self {
            inner: Arc::new(Inner {
                store,
                link,
                shelf,
                clock: DbClock::new(),
                front,
                tail: Tail::new(),
                pages: Pages::new(options.front_max, Arc::clone(&changes)),
                changes,
                queues: Queues::new(WAITING_MAX),
                age_ms: i64::try_from(options.age.as_millis()).unwrap_or(i64::MAX),
                holder: holder(),
                missed: AtomicBool::new(false),
                rebuild_wanted: AtomicBool::new(false),
                rebuilding: AtomicI64::new(-1),
                writers: Arc::new(Semaphore::new(WRITERS_MAX)),
                last_rebuild: Mutex::new(None),
                sources: Sources::default(),
            }),
        }
    }

    /// Keeps the link to Redis and nothing else: for whoever only looks.
    pub fn connect(&self, stop: &CancellationToken) {
        tokio::spawn(self.inner.link.clone().keep(stop.clone()));
    }

    /// Starts what works in the background, until told to stop.
    pub fn start(&self, stop: &CancellationToken) {
        self.connect(stop);
        tokio::spawn(self.clone().project(stop.clone()));
        tokio::spawn(self.clone().hear_news(stop.clone()));
        tokio::spawn(self.clone().keep_filled(stop.clone()));
        tokio::spawn(self.clone().follow_tail(stop.clone()));
    }

    /// Waits until Redis answers; whether it does.
    pub async fn is_up_within(&self, wait: Duration) -> bool {
        let mut state = self.inner.link.watch();
        let up = state.wait_for(|state| state.up);
        matches!(tokio::time::timeout(wait, up).await, Ok(Ok(_)))
    }

    /// How it is.
    #[must_use]
    pub fn health(&self) -> CacheHealth {
        let rebuilding = self.inner.rebuilding.load(Ordering::Relaxed);
        CacheHealth {
            link: self.inner.link.state(),
            waiting: self.inner.queues.waiting(),
            front: self.inner.front.entry_count(),
            rebuilding: (rebuilding >= 0).then_some(rebuilding),
        }
    }

    /// Figures of some goods, in their order, none older than allowed: from this process, else from Redis in one round trip, else from the database.
    ///
    /// # Errors
    /// If the database is needed and fails.
    pub async fn figures(&self, goods: &[Goods]) -> Result<Vec<Arc<Figures>>, Error> {
        let slots = self.slots(goods).await?;
        Ok(slots.iter().map(|slot| Arc::clone(&slot.figures)).collect())
    }

    /// The same, with what is known of the goods since.
    pub(crate) async fn slots(&self, goods: &[Goods]) -> Result<Vec<Arc<Slot>>, Error> {
        let inner = &*self.inner;
        let now = self.page_now();
        let mut found: Vec<Option<Arc<Slot>>> = match now {
            Some(now) => goods
                .iter()
                .map(|goods| self.in_front(goods, now))
                .collect(),
            None => vec![None; goods.len()],
        };
        inner.sources.front(found.iter().flatten().count());
        let mut absent: Vec<usize> = absent(&found);
        if let Some(now) = now.filter(|_| !absent.is_empty()) {
            let wanted: Vec<Goods> = absent.iter().map(|at| goods[*at].clone()).collect();
            let kept = inner.shelf.read(&wanted).await.unwrap_or_default();
            for (at, figures) in absent.iter().zip(kept) {
                let Some(figures) = figures else { continue };
                let slot = self.remember(&goods[*at], &Arc::new(figures));
                if self.is_fresh(&slot, now) {
                    found[*at] = Some(slot);
                }
            }
            let left = crate::cache::absent(&found);
            inner.sources.redis(absent.len() - left.len());
            absent = left;
        }
        if !absent.is_empty() {
            let wanted: BTreeSet<Goods> = absent.iter().map(|at| goods[*at].clone()).collect();
            let read = self.read_database(&wanted).await?;
            inner.sources.database(absent.len());
            for at in absent {
                found[at] = read
                    .get(&goods[at])
                    .map(|figures| self.remember(&goods[at], figures));
            }
            self.keep_soon(read);
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// What answers are worked out from now, beside figures; to be taken before facts are.
    pub(crate) fn basis(&self) -> Basis {
        let store = &self.inner.store;
        Basis {
            facts_forgotten: store.facts_forgotten(),
            facts_version: store.facts_version(),
            network: store.network(),
        }
    }

    /// Tells what is known and true of some SKUs in a view, each with its moment, in their order. Figures that grow old are read anew in the background.
    ///
    /// # Errors
    /// The first of `each`.
    pub(crate) fn look_up<'a, E>(
        &self,
        viewer: &Viewer,
        basis: &Basis,
        mut skus: impl Iterator<Item = &'a str>,
        mut each: impl FnMut(Option<(&PreparedFields<SellableItem>, Moment)>) -> Result<(), E>,
    ) -> Result<(), E> {
        let inner = &*self.inner;
        let Some(now) = self.page_now() else {
            return skus.try_for_each(|_| each(None));
        };
        inner.tail.want(now.at);
        let (mut known, mut old) = (0, Vec::new());
        inner.pages.look_up(viewer, basis, now, skus, |answer| {
            let Some(answer) = answer else {
                return each(None);
            };
            known += answer.shown.rests_on();
            if answer.grows_old {
                let growing = |slot: &&Arc<Slot>| slot.grows_old(now) && slot.shall_wait();
                old.extend(answer.shown.slots().filter(growing).cloned());
            }
            each(Some((answer.shown.fields(), answer.as_of)))
        })?;
        inner.sources.front(known);
        if !old.is_empty() {
            let old = old.iter().map(|slot| slot.goods.clone());
            inner.queues.push(Why::Aging, old);
        }
        Ok(())
    }

    /// Keeps answers, worked out in a view from a basis.
    pub(crate) fn keep_answers(
        &self,
        viewer: &Viewer,
        basis: &Basis,
        answers: Vec<(stock::ids::Sku, Shown)>,
    ) {
        if !answers.is_empty() {
            self.inner.pages.keep(viewer, basis, answers);
        }
    }

    /// When figures are known to be true.
    pub(crate) fn as_of(&self, slot: &Slot) -> Moment {
        slot.as_of(self.inner.tail.proof())
    }

    /// Longest age of what is shown.
    pub(crate) fn age_ms(&self) -> i64 {
        self.inner.age_ms
    }

    /// How long facts of SKUs are remembered.
    pub(crate) fn facts_age_ms(&self) -> i64 {
        i64::try_from(self.inner.store.facts_age().as_millis()).unwrap_or(i64::MAX)
    }

    /// Now, by the database's clock as estimated here; the start of time while nothing is known of it.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.inner.clock.now().unwrap_or_default()
    }

    fn page_now(&self) -> Option<Now> {
        Some(Now {
            at: self.inner.clock.now()?,
            proof: self.inner.tail.proof(),
            age_ms: self.inner.age_ms,
        })
    }

    fn is_fresh(&self, slot: &Slot, now: Now) -> bool {
        let (as_of, facts) = (slot.as_of(now.proof), self.inner.store.facts_version());
        slot.figures
            .is_fresh_as_of(as_of, now.at, now.age_ms, facts)
    }

    /// Figures in this process, if they are young enough; growing old, they are read anew in the background.
    fn in_front(&self, goods: &Goods, now: Now) -> Option<Arc<Slot>> {
        let inner = &*self.inner;
        let slot = inner.front.get(goods)?;
        if !self.is_fresh(&slot, now) {
            return None;
        }
        if slot.grows_old(now) && slot.shall_wait() {
            inner.queues.push(Why::Aging, [goods.clone()]);
        }
        Some(slot)
    }

    /// Figures in this process if they are at most so old, without asking anybody; if they are not, they are read anew soon.
    #[must_use]
    pub fn young(&self, goods: &Goods, age_ms: i64) -> Option<Arc<Figures>> {
        let inner = &*self.inner;
        let now = inner.clock.now()?;
        let facts = inner.store.facts_version();
        let slot = inner.front.get(goods);
        let figures = slot.as_ref().map(|slot| &slot.figures);
        let fresh = |age: i64| figures.is_some_and(|f| f.is_fresh(now, age, facts));
        if !fresh(age_ms / 2) {
            inner.queues.push(Why::Gated, [goods.clone()]);
        }
        figures.filter(|_| fresh(age_ms)).cloned()
    }

    /// Has figures read anew before others.
    pub fn hurry(&self, goods: impl IntoIterator<Item = Goods>) {
        self.inner.queues.push(Why::Gated, goods);
    }

    /// Writes figures to Redis, unless the same or newer ones are there; whether they were written.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn keep(&self, goods: Goods, figures: Arc<Figures>) -> Result<bool, CacheError> {
        let put = self.inner.shelf.put(&[(goods, figures)]).await?;
        Ok(put.iter().any(|put| matches!(put, Put::Written(_))))
    }

    /// Keeps figures in this process, unless younger ones are there; what is there then. Figures from the future are wrong and give way.
    fn remember(&self, goods: &Goods, figures: &Arc<Figures>) -> Arc<Slot> {
        let inner = &*self.inner;
        let latest = inner.clock.now();
        // While this is held the tail notes nothing: a movement is either known here or finds the slot in its place.
        let moved = inner.tail.moved();
        if let Some(there) = inner.front.get(goods) {
            let at = there.figures.at;
            let possible = latest.is_none_or(|now| at.0 <= now.0 + CLOCK_SLACK_MS);
            if there.is_live() && possible && at >= figures.at {
                return there;
            }
        }
        let slot = Arc::new(Slot::new(
            goods.clone(),
            Arc::clone(figures),
            moved.when(goods),
            &inner.changes,
        ));
        inner.front.insert(goods.clone(), Arc::clone(&slot));
        slot
    }
}

impl Movements for Cache {
    fn moved(&self, goods: BTreeSet<Goods>) {
        self.inner.queues.push(Why::Moved, goods);
    }
}

fn absent(found: &[Option<Arc<Slot>>]) -> Vec<usize> {
    let at = found.iter().enumerate();
    at.filter_map(|(at, slot)| slot.is_none().then_some(at))
        .collect()
}

/// A name of letters and digits that no other process has.
fn holder() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let salt = RandomState::new().build_hasher().finish();
    format!("{}x{salt:x}", std::process::id())
}
