//! The read side: figures of goods in Redis and, in front of it, in this process. It is fast and may be lost; the database decides everything.
//!
//! What is shown from here is at most [`CacheOptions::age`] old by the database's clock, whatever was lost on the way: older figures are never shown but
//! read from the database anew. That bound needs nobody's message. Three things make figures younger than it asks for: every provider reads anew what its own
//! transactions moved (after the commit, from the database, so that the order of writers does not matter), goods that are being shown are read anew before
//! they are too old, and where a page would look different every provider is told to forget what it has.
//!
//! `link` keeps the connection, `shelf` knows the keys, `projector` reads and writes figures, `news` hears what others tell, `keeper` fills an empty Redis.

mod address;
mod answers;
mod clock;
mod compare;
mod connect;
mod doctor;
mod keeper;
mod link;
mod news;
mod projector;
mod queue;
mod shelf;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stock::ids::Moment;
use stock::inquiry::Sellable;
use stock::projection::{CLOCK_SLACK_MS, Figures, Goods};
use stock_sql::{Error, Store};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

pub use address::{Address, Topology};
pub use answers::Asking;
pub use compare::{Comparison, IN_FLIGHT_MS, Tally, Uncompared};
pub use doctor::doctor;
pub use link::{CacheError, LinkState, MISSES_MAX};

use crate::lane::Movements;
use answers::Answers;
use clock::DbClock;
use connect::Target;
use link::Link;
use queue::{Queues, WAITING_MAX, Why};
use shelf::{Put, Shelf};

/// Pages whose figures are written to Redis at a time; those of more are not.
const WRITERS_MAX: usize = 16;

/// How long an answer is kept; whether it is still true is told by what it was worked out from.
const ANSWERS_AGE: Duration = Duration::from_secs(60);

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
    front: moka::sync::Cache<Goods, Arc<Figures>>,
    answers: Answers,
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
            .time_to_live(options.age * 2)
            .build();
        Self {
            inner: Arc::new(Inner {
                store,
                link,
                shelf,
                clock: DbClock::new(),
                front,
                answers: Answers::new(options.front_max, ANSWERS_AGE),
                queues: Queues::new(WAITING_MAX),
                age_ms: i64::try_from(options.age.as_millis()).unwrap_or(i64::MAX),
                holder: holder(),
                missed: AtomicBool::new(false),
                rebuild_wanted: AtomicBool::new(false),
                rebuilding: AtomicI64::new(-1),
                writers: Arc::new(Semaphore::new(WRITERS_MAX)),
                last_rebuild: Mutex::new(None),
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
        let inner = &*self.inner;
        let now = inner.clock.now();
        let mut found: Vec<Option<Arc<Figures>>> = match now {
            Some(now) => goods
                .iter()
                .map(|goods| self.in_front(goods, now))
                .collect(),
            None => vec![None; goods.len()],
        };
        count("front", found.iter().flatten().count());
        let mut absent: Vec<usize> = absent(&found);
        if let Some(now) = now.filter(|_| !absent.is_empty()) {
            let wanted: Vec<Goods> = absent.iter().map(|at| goods[*at].clone()).collect();
            let kept = inner.shelf.read(&wanted).await.unwrap_or_default();
            for (at, figures) in absent.iter().zip(kept) {
                let facts = inner.store.facts_version();
                if let Some(figures) = figures.filter(|f| f.is_fresh(now, inner.age_ms, facts)) {
                    let figures = Arc::new(figures);
                    self.remember(&goods[*at], &figures);
                    found[*at] = Some(figures);
                }
            }
            let left = crate::cache::absent(&found);
            count("redis", absent.len() - left.len());
            absent = left;
        }
        if !absent.is_empty() {
            let wanted: BTreeSet<Goods> = absent.iter().map(|at| goods[*at].clone()).collect();
            let read = self.read_database(&wanted).await?;
            count("database", absent.len());
            for at in absent {
                found[at] = read.get(&goods[at]).cloned();
            }
            self.keep_soon(read);
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// What can be sold of goods in a view: worked out, unless it was before from the same figures, facts and sites.
    pub fn answer(
        &self,
        asking: &Asking<'_>,
        work_out: impl FnOnce() -> Option<Sellable>,
    ) -> Option<Sellable> {
        self.inner.answers.of(asking, work_out)
    }

    /// Now, by the database's clock as estimated here; the start of time while nothing is known of it.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.inner.clock.now().unwrap_or_default()
    }

    /// Figures in this process, if they are young enough; growing old, they are read anew in the background.
    fn in_front(&self, goods: &Goods, now: Moment) -> Option<Arc<Figures>> {
        let inner = &*self.inner;
        let figures = inner.front.get(goods)?;
        if !figures.is_fresh(now, inner.age_ms, inner.store.facts_version()) {
            return None;
        }
        if now.0 - figures.at.0 > inner.age_ms / 2 {
            inner.queues.push(Why::Aging, [goods.clone()]);
        }
        Some(figures)
    }

    /// Figures in this process if they are at most so old, without asking anybody; if they are not, they are read anew soon.
    #[must_use]
    pub fn young(&self, goods: &Goods, age_ms: i64) -> Option<Arc<Figures>> {
        let inner = &*self.inner;
        let now = inner.clock.now()?;
        let facts = inner.store.facts_version();
        let figures = inner.front.get(goods);
        let fresh = |age: i64| {
            figures
                .as_ref()
                .is_some_and(|f| f.is_fresh(now, age, facts))
        };
        if !fresh(age_ms / 2) {
            inner.queues.push(Why::Gated, [goods.clone()]);
        }
        figures.as_ref().filter(|_| fresh(age_ms)).cloned()
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

    /// Keeps figures in this process, unless younger ones are there. Figures from the future are wrong and give way.
    fn remember(&self, goods: &Goods, figures: &Arc<Figures>) {
        let latest = self.inner.clock.now();
        let younger = self.inner.front.get(goods).is_some_and(|there| {
            let possible = latest.is_none_or(|now| there.at.0 <= now.0 + CLOCK_SLACK_MS);
            possible && there.at > figures.at
        });
        if !younger {
            self.inner.front.insert(goods.clone(), Arc::clone(figures));
        }
    }
}

impl Movements for Cache {
    fn moved(&self, goods: BTreeSet<Goods>) {
        self.inner.queues.push(Why::Moved, goods);
    }
}

fn absent(found: &[Option<Arc<Figures>>]) -> Vec<usize> {
    let at = found.iter().enumerate();
    at.filter_map(|(at, figures)| figures.is_none().then_some(at))
        .collect()
}

fn count(from: &'static str, figures: usize) {
    let figures = u64::try_from(figures).unwrap_or(u64::MAX);
    metrics::counter!("stock_cache_figures_total", "from" => from).increment(figures);
}

/// A name of letters and digits that no other process has.
fn holder() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let salt = RandomState::new().build_hasher().finish();
    format!("{}x{salt:x}", std::process::id())
}
