//! Figures in this process, each with what is known of its goods since it was read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};

use stock::ids::Moment;
use stock::projection::{CLOCK_SLACK_MS, Figures, Goods};

use super::pages::Now;
use super::tail::{Proof, TRUST_MS};

/// Counters of what changes about slots. All of them together fit where a processor reads at once.
const SHARDS: usize = 1_024;

/// Says whether anything has changed about slots since it was last asked, without looking at them: a page asks for 200, and each lies somewhere else in memory.
///
/// Every slot belongs to a shard, whose count grows after each change of one of its slots. As long as the count is what it was when a slot was looked at, the
/// slot is as it was.
#[derive(Debug)]
pub(crate) struct Changes {
    shards: Box<[AtomicU64]>,
    /// Slots made so far.
    made: AtomicUsize,
}

impl Changes {
    pub(super) fn new() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| AtomicU64::new(0)).collect(),
            made: AtomicUsize::new(0),
        }
    }

    /// How often slots of a shard have changed.
    fn of(&self, shard: usize) -> u64 {
        self.shards
            .get(shard)
            .map_or(0, |count| count.load(Ordering::Acquire))
    }

    /// Counts a change, which is there to be seen already.
    fn note(&self, shard: usize) {
        if let Some(count) = self.shards.get(shard) {
            count.fetch_add(1, Ordering::Release);
        }
    }

    /// The shard of the next slot.
    fn next(&self) -> usize {
        self.made.fetch_add(1, Ordering::Relaxed) % SHARDS
    }
}

/// What was last seen of a slot.
#[derive(Debug)]
pub(super) struct Sight {
    shard: usize,
    /// When the slot's figures were read.
    at: Moment,
    /// Twice the count of its shard, and one more if the goods had not moved since: one number, so that many may look at once.
    seen: AtomicU64,
}

impl Sight {
    /// Nothing was seen yet.
    pub(super) fn new(slot: &Slot) -> Self {
        Self {
            shard: slot.shard,
            at: slot.at,
            // Of no count that is ever reached.
            seen: AtomicU64::new(u64::MAX),
        }
    }

    /// The latest moment at which the slot's figures are known to have been true, and whether they grow old; `None` of a slot that is not live any more.
    pub(super) fn as_of(&self, slot: &Slot, changes: &Changes, now: Now) -> Option<(Moment, bool)> {
        // Read before the slot is: what changes meanwhile makes another count.
        let count = changes.of(self.shard).wrapping_mul(2);
        let seen = self.seen.load(Ordering::Relaxed);
        let unmoved = if seen & !1 == count {
            seen & 1 == 1
        } else {
            if !slot.is_live() {
                return None;
            }
            let unmoved = slot.is_unmoved();
            self.seen
                .store(count | u64::from(unmoved), Ordering::Relaxed);
            unmoved
        };
        let as_of = as_of(self.at, unmoved, now.proof);
        Some((as_of, grows_old(self.at, as_of, now)))
    }
}

/// The latest moment at which figures are known to have been true that were read at one, of goods that have moved since, or not.
fn as_of(at: Moment, unmoved: bool, proof: Proof) -> Moment {
    match unmoved && proof.covers(at) {
        true => at.max(proof.until),
        false => at,
    }
}

/// Whether half of the time is over in which figures may be shown, or trusted.
fn grows_old(at: Moment, as_of: Moment, now: Now) -> bool {
    let since = |moment: Moment| now.at.0.saturating_sub(moment.0);
    since(as_of) > now.age_ms / 2 || since(at) > (TRUST_MS / 2).max(now.age_ms / 2)
}

/// Figures of one owner's SKU, as they lie in front. Whoever keeps one sees in it when something newer is known.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(super) goods: Goods,
    pub(crate) figures: Arc<Figures>,
    /// When the figures were read; here, too, because pages ask every slot for it.
    at: Moment,
    /// The goods were seen to move at or before this moment, and perhaps after the figures were read.
    moved: AtomicI64,
    /// No others were put in its place, and nobody was told to forget it.
    live: AtomicBool,
    /// It waits to be read anew.
    waits: AtomicBool,
    changes: Arc<Changes>,
    shard: usize,
}

impl Slot {
    pub(super) fn new(
        goods: Goods,
        figures: Arc<Figures>,
        moved: Moment,
        changes: &Arc<Changes>,
    ) -> Self {
        Self {
            goods,
            at: figures.at,
            figures,
            moved: AtomicI64::new(moved.0),
            live: AtomicBool::new(true),
            waits: AtomicBool::new(false),
            shard: changes.next(),
            changes: Arc::clone(changes),
        }
    }

    /// The latest moment at which the figures are known to have been true.
    pub(crate) fn as_of(&self, proof: Proof) -> Moment {
        as_of(self.at, self.is_unmoved(), proof)
    }

    /// Whether the goods were not seen to move since the figures were read.
    fn is_unmoved(&self) -> bool {
        let moved = self.moved.load(Ordering::Acquire);
        self.at.0 > moved.saturating_add(CLOCK_SLACK_MS)
    }

    /// Whether half of the time is over in which it may be shown, or trusted.
    pub(super) fn grows_old(&self, now: Now) -> bool {
        grows_old(self.at, self.as_of(now.proof), now)
    }

    /// Says that the goods have moved at or before a moment.
    pub(super) fn has_moved(&self, at: Moment) {
        if self.moved.fetch_max(at.0, Ordering::AcqRel) < at.0 {
            self.changes.note(self.shard);
        }
    }

    /// Nobody shall show it any more.
    pub(super) fn end(&self) {
        if self.live.swap(false, Ordering::AcqRel) {
            self.changes.note(self.shard);
        }
    }

    pub(crate) fn is_live(&self) -> bool {
        self.live.load(Ordering::Acquire)
    }

    /// Has it wait to be read anew; whether it does not wait already.
    pub(super) fn shall_wait(&self) -> bool {
        !self.waits.load(Ordering::Relaxed) && !self.waits.swap(true, Ordering::AcqRel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(at: i64, moved: i64) -> Slot {
        let figures = Figures {
            at: Moment(at),
            version: 1,
            aging: None,
            rows: Vec::new(),
        };
        let goods = Goods {
            tenant: "t".into(),
            owner: "SELF".into(),
            sku: "S".into(),
        };
        Slot::new(
            goods,
            Arc::new(figures),
            Moment(moved),
            &Arc::new(Changes::new()),
        )
    }

    #[test]
    fn what_has_not_moved_stays_true_and_what_has_does_not() {
        let proof = Proof {
            since: Moment(50_000),
            until: Moment(60_000),
        };
        assert_eq!(slot(50_000, 0).as_of(proof), Moment(60_000));
        assert_eq!(slot(60_001, 0).as_of(proof), Moment(60_001), "read later");
        assert_eq!(
            slot(49_999, 0).as_of(proof),
            Moment(49_999),
            "nobody looked"
        );
        let moved = slot(55_000, 0);
        moved.has_moved(Moment(55_000 - CLOCK_SLACK_MS - 1));
        assert_eq!(moved.as_of(proof), Moment(60_000), "before it was read");
        moved.has_moved(Moment(55_000 - CLOCK_SLACK_MS));
        assert_eq!(moved.as_of(proof), Moment(55_000), "perhaps after");
        let long = Proof {
            since: Moment(0),
            until: Moment(60_000),
        };
        assert_eq!(slot(60_000 - TRUST_MS, 0).as_of(long), Moment(60_000));
        let old = Moment(60_000 - TRUST_MS - 1);
        assert_eq!(slot(old.0, 0).as_of(long), old, "read anew now and then");
        assert_eq!(slot(1, 0).as_of(Proof::NONE), Moment(1));
    }

    #[test]
    fn what_was_seen_of_a_slot_holds_until_something_changes() {
        let now = Now {
            at: Moment(61_000),
            proof: Proof {
                since: Moment(50_000),
                until: Moment(60_000),
            },
            age_ms: 4_000,
        };
        let slot = slot(55_000, 0);
        let changes = Arc::clone(&slot.changes);
        let sight = Sight::new(&slot);
        let seen = || sight.as_of(&slot, &changes, now);
        assert_eq!(seen(), Some((Moment(60_000), false)), "looked at");
        assert_eq!(seen(), Some((Moment(60_000), false)), "remembered");
        // What is not told is not looked at: that is what makes it cheap.
        slot.moved.store(54_999, Ordering::Relaxed);
        assert_eq!(seen(), Some((Moment(60_000), false)));
        slot.has_moved(Moment(55_000));
        assert_eq!(seen(), Some((Moment(55_000), true)), "moved since");
        slot.has_moved(Moment(54_000));
        assert_eq!(seen(), Some((Moment(55_000), true)), "known before");
        // Another slot of the shard.
        changes.note(slot.shard);
        assert_eq!(seen(), Some((Moment(55_000), true)), "looked at again");
        slot.end();
        assert_eq!((seen(), seen()), (None, None));
        changes.note(slot.shard);
        assert_eq!(seen(), None);
        let ended = changes.of(slot.shard);
        slot.end();
        assert_eq!(changes.of(slot.shard), ended, "it ends once");
    }

    #[test]
    fn looks_and_changes_at_once_never_leave_what_is_no_longer_so() {
        let changes = Arc::new(Changes::new());
        for _ in 0..200 {
            let slot = Arc::new(slot(1_000_000, 0));
            let sight = Arc::new(Sight::new(&slot));
            let now = Now {
                at: Moment(1_000_100),
                proof: Proof {
                    since: Moment(1),
                    until: Moment(1_000_100),
                },
                age_ms: 10,
            };
            std::thread::scope(|scope| {
                for _ in 0..3 {
                    scope.spawn(|| {
                        for _ in 0..50 {
                            sight.as_of(&slot, &slot.changes, now);
                        }
                    });
                }
                scope.spawn(|| {
                    for at in 1..=20 {
                        slot.has_moved(Moment(at * 50_000));
                    }
                });
            });
            assert_eq!(
                sight.as_of(&slot, &slot.changes, now),
                Some((Moment(1_000_000), true)),
                "it has moved"
            );
            slot.end();
            assert_eq!(sight.as_of(&slot, &slot.changes, now), None);
        }
        assert!((0..3 * SHARDS).all(|made| changes.next() == made % SHARDS));
    }

    #[test]
    fn it_waits_once() {
        let slot = slot(1, 0);
        assert!(slot.shall_wait() && !slot.shall_wait());
    }
}
