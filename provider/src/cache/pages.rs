//! What was worked out for listing pages: the projection per area and SKU.
//!
//! An answer lies in the view it was worked out for, together with the slots of the figures it rests on: as long as these are live, and sites and facts are
//! the same, it is true. A page that finds all of it costs a look into one table per SKU, and copies what was encoded when the answer was kept.

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use dubbo_api::inquiry::SellableItem;
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hessian2::PreparedFields;
use smallvec::SmallVec;
use stock::facts::Network;
use stock::ids::{Area, Channel, Moment, Owner, Sku, Tenant, Warehouse};
use stock::inquiry::View;

use super::slot::{Changes, Sight, Slot};
use super::tail::Proof;

/// Most views remembered.
const VIEWS_MAX: usize = 4_096;

/// The slots an answer rests on: one, or those of a kit's parts.
pub(crate) type Slots = SmallVec<[Arc<Slot>; 1]>;

/// Who asks: a view that can be kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Viewer {
    pub(crate) tenant: Tenant,
    pub(crate) owner: Owner,
    pub(crate) area: Option<Area>,
    pub(crate) channel: Option<Channel>,
    pub(crate) warehouse: Option<Warehouse>,
}

impl Viewer {
    pub(crate) fn view(&self) -> View<'_> {
        View {
            tenant: &self.tenant,
            owner: &self.owner,
            area: self.area.as_ref(),
            channel: self.channel.as_ref(),
            warehouse: self.warehouse.as_ref(),
        }
    }
}

/// What answers were worked out from, beside figures.
#[derive(Clone, Debug)]
pub(crate) struct Basis {
    /// Sites, coverage, switches.
    pub(crate) network: Arc<Network>,
    /// How often facts of SKUs had been forgotten before they were read.
    pub(crate) facts_forgotten: u64,
    /// Version of the facts, for figures that hold for one alone.
    pub(crate) facts_version: i64,
}

impl Basis {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.network, &other.network)
            && self.facts_forgotten == other.facts_forgotten
            && self.facts_version == other.facts_version
    }
}

/// The clock of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    pub(super) at: Moment,
    pub(super) proof: Proof,
    pub(super) age_ms: i64,
}

/// One answer.
#[derive(Debug)]
pub(crate) struct Shown {
    /// What is shown, all but the moment; its first field is the SKU.
    fields: PreparedFields<SellableItem>,
    /// From which figures.
    slot: Arc<Slot>,
    /// What was last seen of them.
    sight: Sight,
    /// And those of a kit's other parts.
    others: Box<[Arc<Slot>]>,
    /// It is worked out anew from then on, whatever its figures are.
    until: Moment,
}

/// An answer that is true.
pub(super) struct True<'a> {
    pub(super) shown: &'a Shown,
    /// When it is known to be.
    pub(super) as_of: Moment,
    /// Whether some of its figures grow old.
    pub(super) grows_old: bool,
}

impl Shown {
    /// An answer; `None` of one that rests on no figures, of which nobody would be told that it is not true any more.
    pub(crate) fn new(
        fields: PreparedFields<SellableItem>,
        slots: Slots,
        until: Moment,
    ) -> Option<Self> {
        let mut slots = slots.into_iter();
        let slot = slots.next()?;
        Some(Self {
            fields,
            sight: Sight::new(&slot),
            slot,
            others: slots.collect(),
            until,
        })
    }

    pub(super) fn fields(&self) -> &PreparedFields<SellableItem> {
        &self.fields
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = &Arc<Slot>> {
        std::iter::once(&self.slot).chain(&self.others)
    }

    /// How many figures it rests on.
    pub(super) fn rests_on(&self) -> usize {
        1 + self.others.len()
    }

    /// The answer, if it may still be shown.
    fn judge(&self, now: Now, changes: &Changes) -> Option<True<'_>> {
        if now.at >= self.until {
            return None;
        }
        let young = |at: Moment| {
            // What holds for a day or a version of the facts is cut off by `until` and the basis.
            let age = now.at.0.saturating_sub(at.0);
            age <= now.age_ms && age >= -stock::projection::CLOCK_SLACK_MS
        };
        let (mut as_of, mut grows_old) = self.sight.as_of(&self.slot, changes, now)?;
        if !young(as_of) {
            return None;
        }
        for slot in &self.others {
            let at = slot.as_of(now.proof);
            if !slot.is_live() || !young(at) {
                return None;
            }
            as_of = as_of.min(at);
            grows_old |= slot.grows_old(now);
        }
        Some(True {
            shown: self,
            as_of,
            grows_old,
        })
    }
}

/// Answers of one view.
#[derive(Debug)]
struct OneView {
    answers: RwLock<Answers>,
    /// The page that last asked, counted.
    used: AtomicU64,
}

#[derive(Debug)]
struct Answers {
    basis: Basis,
    /// Where in `kept` the answer for a SKU is.
    index: HashTable<u32>,
    /// In the order in which they were first asked for: SKUs that are shown together lie together.
    kept: Vec<Shown>,
    /// Of the SKU of each.
    hashes: Vec<u64>,
}

impl Answers {
    fn new(basis: &Basis) -> Self {
        Self {
            basis: basis.clone(),
            index: HashTable::new(),
            kept: Vec::new(),
            hashes: Vec::new(),
        }
    }

    fn clear(&mut self) {
        self.index.clear();
        self.kept.clear();
        self.hashes.clear();
    }

    fn at(&self, hash: u64, sku: &str) -> Option<usize> {
        let is_of = |at: &u32| {
            let at = wide(*at);
            self.hashes.get(at) == Some(&hash) && self.is_at(at, sku)
        };
        self.index.find(hash, is_of).map(|at| wide(*at))
    }

    /// Whether the answer at a place is for a SKU.
    fn is_at(&self, at: usize, sku: &str) -> bool {
        let kept = self.kept.get(at);
        kept.is_some_and(|kept| kept.fields.begins_with(sku))
    }

    fn put(&mut self, hash: u64, sku: &str, shown: Shown) {
        let there = self.at(hash, sku).and_then(|at| self.kept.get_mut(at));
        if let Some(kept) = there {
            *kept = shown;
            return;
        }
        // As many as 32 bits count are more than any process holds.
        let Ok(at) = u32::try_from(self.kept.len()) else {
            return;
        };
        self.kept.push(shown);
        self.hashes.push(hash);
        let hashes = &self.hashes;
        let hash_of = |at: &u32| hashes.get(wide(*at)).copied().unwrap_or_default();
        self.index.insert_unique(hash, at, hash_of);
    }
}

fn wide(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// A bounded memory of answers by view.
#[derive(Debug)]
pub(super) struct Pages {
    views: RwLock<HashMap<Viewer, Arc<OneView>>>,
    /// Answers in all views.
    kept: Mutex<usize>,
    max: usize,
    pages: AtomicU64,
    hasher: RandomState,
    changes: Arc<Changes>,
}

impl Pages {
    pub(super) fn new(max: u64, changes: Arc<Changes>) -> Self {
        Self {
            views: RwLock::default(),
            kept: Mutex::new(0),
            max: usize::try_from(max).unwrap_or(usize::MAX),
            pages: AtomicU64::new(0),
            hasher: RandomState::default(),
            changes,
        }
    }

    /// Answers for some SKUs of a view, in their order, as far as they are known and true. Ends with the first error of `each`.
    pub(super) fn look_up<'a, E>(
        &self,
        viewer: &Viewer,
        basis: &Basis,
        now: Now,
        mut skus: impl Iterator<Item = &'a str>,
        mut each: impl FnMut(Option<True<'_>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let view = read(&self.views).get(viewer).cloned();
        let Some(view) = view else {
            return skus.try_for_each(|_| each(None));
        };
        let page = self.pages.fetch_add(1, Ordering::Relaxed);
        view.used.store(page, Ordering::Relaxed);
        let answers = read(&view.answers);
        if !answers.basis.is(basis) {
            return skus.try_for_each(|_| each(None));
        }
        // SKUs that are shown together are asked for in the order in which they were first: mostly the next is where it is looked for first.
        let mut next = 0;
        skus.try_for_each(|sku| {
            let at = match answers.is_at(next, sku) {
                true => Some(next),
                false => answers.at(self.hasher.hash_one(sku), sku),
            };
            next = at.map_or(next, |at| at + 1);
            let kept = at.and_then(|at| answers.kept.get(at));
            each(kept.and_then(|kept| kept.judge(now, &self.changes)))
        })
    }

    /// Keeps answers of a view, worked out from a basis.
    pub(super) fn keep(&self, viewer: &Viewer, basis: &Basis, answers: Vec<(Sku, Shown)>) {
        let view = self.view(viewer, basis);
        let mut kept = write(&view.answers);
        let before = kept.kept.len();
        if !kept.basis.is(basis) {
            kept.basis = basis.clone();
            kept.clear();
        }
        for (sku, shown) in answers {
            kept.put(self.hasher.hash_one(sku.as_str()), sku.as_str(), shown);
        }
        if kept.kept.len() > self.max {
            kept.clear();
        }
        let after = kept.kept.len();
        drop(kept);
        let over = {
            let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            *all = (*all + after).saturating_sub(before);
            *all > self.max
        };
        if over {
            self.let_go();
        }
    }

    fn view(&self, viewer: &Viewer, basis: &Basis) -> Arc<OneView> {
        if let Some(view) = read(&self.views).get(viewer) {
            return Arc::clone(view);
        }
        let full = read(&self.views).len() >= VIEWS_MAX;
        if full {
            self.let_go();
        }
        let new = || {
            Arc::new(OneView {
                answers: RwLock::new(Answers::new(basis)),
                used: AtomicU64::new(self.pages.fetch_add(1, Ordering::Relaxed)),
            })
        };
        let mut views = write(&self.views);
        Arc::clone(views.entry(viewer.clone()).or_insert_with(new))
    }

    /// Forgets the views that were not asked for the longest, half of them.
    fn let_go(&self) {
        let mut views = write(&self.views);
        let mut used: Vec<u64> = views
            .values()
            .map(|view| view.used.load(Ordering::Relaxed))
            .collect();
        let middle = used.len() / 2;
        let (_, middle, _) = used.select_nth_unstable(middle);
        let middle = *middle;
        views.retain(|_, view| view.used.load(Ordering::Relaxed) > middle);
        // Whoever is about to keep something in a view that is let go keeps it for nobody; the count is of those that are left.
        let left = views
            .values()
            .map(|view| read(&view.answers).kept.len())
            .sum();
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = left;
    }
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use stock::projection::Figures;

    const NOW: Now = Now {
        at: Moment(100_000),
        proof: Proof::NONE,
        age_ms: 2_000,
    };

    fn viewer(area: &str) -> Viewer {
        Viewer {
            tenant: "t".into(),
            owner: Owner::own(),
            area: Some(area.into()),
            channel: None,
            warehouse: None,
        }
    }

    fn basis() -> Basis {
        Basis {
            network: Arc::default(),
            facts_forgotten: 1,
            facts_version: 1,
        }
    }

    fn pages(max: u64) -> Pages {
        Pages::new(max, Arc::new(Changes::new()))
    }

    fn slot(pages: &Pages, at: i64) -> Arc<Slot> {
        let figures = Figures {
            at: Moment(at),
            version: 1,
            aging: None,
            rows: Vec::new(),
        };
        let goods = stock::projection::Goods {
            tenant: "t".into(),
            owner: Owner::own(),
            sku: "A".into(),
        };
        let figures = Arc::new(figures);
        Arc::new(Slot::new(goods, figures, Moment(0), &pages.changes))
    }

    fn shown(sku: &str, slots: &[&Arc<Slot>]) -> Shown {
        let item = SellableItem {
            sku: sku.into(),
            ..SellableItem::default()
        };
        Shown::new(
            PreparedFields::of(&item, 8).unwrap(),
            slots.iter().map(|slot| Arc::clone(slot)).collect(),
            Moment(i64::MAX),
        )
        .unwrap()
    }

    fn found(pages: &Pages, area: &str, basis: &Basis, now: Now, sku: &str) -> Option<i64> {
        let mut found = None;
        let asked = pages.look_up(&viewer(area), basis, now, [sku].into_iter(), |shown| {
            found = shown.map(|answer| {
                let item = answer.shown.fields().read().unwrap();
                assert_eq!(item.sku.as_str(), sku);
                answer.as_of.0
            });
            Ok::<(), Infallible>(())
        });
        asked.unwrap();
        found
    }

    #[test]
    fn an_answer_lives_as_long_as_what_it_rests_on() {
        let (pages, basis) = (pages(10), basis());
        let (one, other) = (slot(&pages, 99_000), slot(&pages, 98_500));
        let kit = shown("K", &[&one, &other]);
        pages.keep(
            &viewer("1"),
            &basis,
            vec![("A".into(), shown("A", &[&one])), ("K".into(), kit)],
        );
        let at = |area: &str, now: Now, sku: &str| found(&pages, area, &basis, now, sku);
        assert_eq!(at("1", NOW, "A"), Some(99_000));
        assert_eq!(at("1", NOW, "K"), Some(98_500), "the oldest part");
        assert_eq!((at("1", NOW, "B"), at("2", NOW, "A")), (None, None));
        let later = |at| Now {
            at: Moment(at),
            ..NOW
        };
        assert_eq!(at("1", later(100_500), "K"), Some(98_500));
        assert_eq!(at("1", later(100_501), "K"), None, "too old");
        assert_eq!(at("1", later(98_700), "A"), None, "from the future");
        other.end();
        assert_eq!(at("1", NOW, "K"), None, "other figures");
        let mut newer = basis.clone();
        newer.facts_forgotten += 1;
        assert_eq!(found(&pages, "1", &newer, NOW, "A"), None, "other facts");
        newer.network = Arc::default();
        pages.keep(
            &viewer("1"),
            &newer,
            vec![("B".into(), shown("B", &[&one]))],
        );
        assert_eq!(at("1", NOW, "A"), None, "replaced with its basis");
        assert_eq!(found(&pages, "1", &newer, NOW, "B"), Some(99_000));
        let mut over = shown("B", &[&one]);
        over.until = NOW.at;
        pages.keep(&viewer("1"), &newer, vec![("B".into(), over)]);
        assert_eq!(
            found(&pages, "1", &newer, NOW, "B"),
            None,
            "its time is over"
        );
    }

    #[test]
    fn views_nobody_asks_for_give_way() {
        let (pages, basis) = (pages(4), basis());
        let slot = slot(&pages, 99_000);
        for area in ["1", "2", "3", "4"] {
            pages.keep(
                &viewer(area),
                &basis,
                vec![("A".into(), shown("A", &[&slot]))],
            );
        }
        assert!(found(&pages, "1", &basis, NOW, "A").is_some());
        pages.keep(
            &viewer("5"),
            &basis,
            vec![("A".into(), shown("A", &[&slot]))],
        );
        let left: Vec<&str> = ["1", "2", "3", "4", "5"]
            .into_iter()
            .filter(|area| found(&pages, area, &basis, NOW, "A").is_some())
            .collect();
        assert!(left.len() < 5 && left.contains(&"5"), "{left:?}");
        assert!(left.contains(&"1") && !left.contains(&"2"), "{left:?}");
        let many = (0..9).map(|n| {
            let sku = format!("S{n}");
            (sku.as_str().into(), shown(&sku, &[&slot]))
        });
        pages.keep(&viewer("6"), &basis, many.collect());
        assert!(*pages.kept.lock().unwrap() <= 4);
    }
}
