//! Figures in this process, each with what is known of its goods since it was read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use stock::ids::Moment;
use stock::projection::{CLOCK_SLACK_MS, Figures, Goods};

use super::pages::Now;
use super::tail::{Proof, TRUST_MS};

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
}

impl Slot {
    pub(super) fn new(goods: Goods, figures: Arc<Figures>, moved: Moment) -> Self {
        Self {
            goods,
            at: figures.at,
            figures,
            moved: AtomicI64::new(moved.0),
            live: AtomicBool::new(true),
            waits: AtomicBool::new(false),
        }
    }

    /// The latest moment at which the figures are known to have been true.
    pub(crate) fn as_of(&self, proof: Proof) -> Moment {
        let at = self.at;
        let unmoved = at.0
            > self
                .moved
                .load(Ordering::Acquire)
                .saturating_add(CLOCK_SLACK_MS);
        match unmoved && proof.covers(at) {
            true => at.max(proof.until),
            false => at,
        }
    }

    /// Whether half of the time is over in which it may be shown, or trusted.
    pub(super) fn grows_old(&self, now: Now) -> bool {
        let since = |moment: Moment| now.at.0.saturating_sub(moment.0);
        since(self.as_of(now.proof)) > now.age_ms / 2
            || since(self.at) > (TRUST_MS / 2).max(now.age_ms / 2)
    }

    /// Says that the goods have moved at or before a moment.
    pub(super) fn has_moved(&self, at: Moment) {
        self.moved.fetch_max(at.0, Ordering::AcqRel);
    }

    /// Nobody shall show it any more.
    pub(super) fn end(&self) {
        self.live.store(false, Ordering::Release);
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
        Slot::new(goods, Arc::new(figures), Moment(moved))
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
    fn it_waits_once() {
        let slot = slot(1, 0);
        assert!(slot.shall_wait() && !slot.shall_wait());
    }
}
