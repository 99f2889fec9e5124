//! Goods whose figures are to be read anew: each waits once, in order of arrival, up to a limit.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use stock::projection::Goods;
use tokio::sync::Notify;

/// Most goods that wait in one line; more are let go, and whoever asks for them reads the database.
pub(super) const WAITING_MAX: usize = 100_000;

/// Why figures are to be read anew; the first goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// A gate stands before them.
    Gated,
    /// Shown by somebody, and growing old.
    Aging,
    /// Moved by a transaction of this provider.
    Moved,
}

const LINES: usize = 3;

#[derive(Debug, Default)]
struct Line {
    order: VecDeque<Goods>,
    waiting: HashSet<Goods>,
}

impl Line {
    fn push(&mut self, goods: Goods, max: usize) -> bool {
        if self.order.len() >= max {
            return self.waiting.contains(&goods);
        }
        if self.waiting.insert(goods.clone()) {
            self.order.push_back(goods);
        }
        true
    }

    fn take(&mut self, count: usize) -> Vec<Goods> {
        let count = count.min(self.order.len());
        let taken: Vec<Goods> = self.order.drain(..count).collect();
        for goods in &taken {
            self.waiting.remove(goods);
        }
        taken
    }
}

/// The lines.
#[derive(Debug)]
pub(super) struct Queues {
    lines: Mutex<[Line; LINES]>,
    max: usize,
    pub(super) wake: Notify,
}

impl Queues {
    pub(super) fn new(max: usize) -> Self {
        Self {
            lines: Mutex::default(),
            max,
            wake: Notify::new(),
        }
    }

    /// Has goods wait; those for which there is no room are let go.
    pub(super) fn push(&self, why: Why, goods: impl IntoIterator<Item = Goods>) {
        let mut let_go = 0;
        {
            let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
            for goods in goods {
                let_go += u64::from(!lines[why as usize].push(goods, self.max));
            }
        }
        if let_go > 0 {
            metrics::counter!("stock_cache_let_go_total").increment(let_go);
        }
        self.wake.notify_one();
    }

    /// The next goods of a line.
    pub(super) fn take(&self, why: Why, count: usize) -> Vec<Goods> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines[why as usize].take(count)
    }

    /// How many wait in all.
    pub(super) fn waiting(&self) -> usize {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().map(|line| line.order.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goods(number: usize) -> Goods {
        Goods {
            tenant: "t".into(),
            owner: "SELF".into(),
            sku: format!("S{number}").into(),
        }
    }

    #[test]
    fn each_waits_once_in_order_and_up_to_the_limit() {
        let queues = Queues::new(3);
        queues.push(Why::Moved, [1, 2, 1, 3].map(goods));
        assert_eq!(queues.waiting(), 3, "each once");
        queues.push(Why::Moved, [goods(4), goods(2)]);
        assert_eq!(queues.waiting(), 3, "the fourth is let go");
        queues.push(Why::Aging, [goods(1)]);
        assert_eq!(queues.waiting(), 4, "each line has its own");
        assert_eq!(queues.take(Why::Moved, 2), [goods(1), goods(2)]);
        queues.push(Why::Moved, [goods(1)]);
        assert_eq!(queues.take(Why::Moved, 9), [goods(3), goods(1)]);
        assert!(queues.take(Why::Gated, 9).is_empty());
    }
}
