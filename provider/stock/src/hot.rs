//! Hot SKUs: which they are, what the gate in front of them may say, and how fast orders for them are admitted.
//!
//! The gate knows figures that were true a moment ago. It may say that nothing is left, never that something is: whoever passes it is judged by the
//! database.

use std::collections::BTreeMap;

use crate::admin::HotMode;
use crate::command::{OrderLine, PreOccupy};
use crate::facts::Facts;
use crate::ids::{Pool, Sku, Warehouse};
use crate::inquiry::free_of;
use crate::policy::CANDIDATES_MAX;
use crate::projection::Figures;
use crate::reservation::HoldMode;

/// A SKU marked as hot by an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HotMark {
    /// In one site; in every one if absent.
    pub warehouse: Option<Warehouse>,
    /// In a pool: an activity's, a channel's or the shared one.
    pub pool: Pool,
    /// How it shall be served.
    pub mode: HotMode,
}

/// The SKUs marked as hot: few, read with the network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HotMarks(BTreeMap<Sku, Vec<HotMark>>);

impl HotMarks {
    /// Adds a mark.
    pub fn add(&mut self, sku: Sku, mark: HotMark) {
        self.0.entry(sku).or_default().push(mark);
    }

    /// How many SKUs are marked.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a line of an order asks for what is marked.
    #[must_use]
    pub fn is_hot(&self, sku: &Sku, hold: &PreOccupy, line: &OrderLine) -> bool {
        let Some(marks) = self.0.get(sku) else {
            return false;
        };
        let site = line.warehouse.as_ref().or(hold.fixed_warehouse.as_ref());
        let shared = Pool::shared();
        let pool = line.pool.as_ref().unwrap_or(&shared);
        marks.iter().any(|mark| {
            let here = mark
                .warehouse
                .as_ref()
                .is_none_or(|only| Some(only) == site);
            here && mark.pool == *pool
        })
    }
}

/// How much of a SKU a line could take at most, wherever it may be served from, by figures of a moment ago. A hold that rules of sourcing serve may take
/// from every site, and what they keep back is not counted: the figure is never smaller than what a hold could take.
#[must_use]
pub fn left(
    figures: &Figures,
    sku: &Sku,
    hold: &PreOccupy,
    line: &OrderLine,
    sourced: bool,
    facts: &Facts,
) -> i64 {
    let named = line.warehouse.as_ref().or(hold.fixed_warehouse.as_ref());
    let candidates = match named {
        Some(_) => Vec::new(),
        None => {
            let mut sites = facts.network.candidates(hold.area.as_ref());
            sites.truncate(CANDIDATES_MAX);
            sites
        }
    };
    let may_serve = |site: &Warehouse| match named {
        Some(only) => only == site,
        None => sourced || candidates.contains(site),
    };
    let channel = hold.channel.as_ref();
    let own = channel.map(Pool::of_channel);
    let shared = facts.network.shared_allowed(channel);
    let may_draw = |pool: &Pool| match &line.pool {
        Some(only) => only == pool,
        None => (shared && pool.is_shared()) || own.as_ref() == Some(pool),
    };
    let rows = figures
        .rows
        .iter()
        .filter(|row| may_serve(&row.warehouse) && may_draw(&row.pool));
    rows.fold(0, |sum: i64, row| {
        let free = if sourced {
            row.available.max(0)
        } else {
            free_of(row.available, sku, &row.warehouse, &row.pool, facts)
        };
        sum.saturating_add(free)
    })
}

/// Whether an order can be refused as sold out when these lines of it are: all or nothing, or nothing at all is left for it.
#[must_use]
pub fn refuses(hold: &PreOccupy, sold_out_lines: usize) -> bool {
    sold_out_lines > 0 && (hold.mode == HoldMode::All || sold_out_lines == hold.lines.len())
}

/// How fast something is admitted: so many per second on the average, so many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Per second, > 0.
    pub per_second: u32,
    /// At once, > 0.
    pub at_once: u32,
}

/// Admits at a [`Rate`]. Time is given from outside, in milliseconds of any clock that does not go back.
#[derive(Clone, Copy, Debug)]
pub struct Turnstile {
    /// Thousandths of admissions left.
    left: i64,
    at_ms: i64,
}

impl Turnstile {
    /// Nobody has come yet.
    #[must_use]
    pub fn new(rate: Rate, now_ms: i64) -> Self {
        Self {
            left: i64::from(rate.at_once) * 1_000,
            at_ms: now_ms,
        }
    }

    /// Admits one.
    ///
    /// # Errors
    /// In how many milliseconds the next is admitted.
    pub fn admit(&mut self, rate: Rate, now_ms: i64) -> Result<(), i64> {
        let full = i64::from(rate.at_once) * 1_000;
        let passed = now_ms.saturating_sub(self.at_ms).max(0);
        let per_second = i64::from(rate.per_second).max(1);
        self.left = passed
            .saturating_mul(per_second)
            .saturating_add(self.left)
            .min(full);
        self.at_ms = self.at_ms.max(now_ms);
        if self.left >= 1_000 {
            self.left -= 1_000;
            return Ok(());
        }
        Err((1_000 - self.left + per_second - 1) / per_second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{SkuFacts, WarehouseFacts};
    use crate::ids::Moment;
    use crate::projection::Row;
    use std::sync::Arc;

    fn line(sku: &str) -> OrderLine {
        OrderLine {
            line_no: 1,
            sku: sku.into(),
            quantity: 1,
            owner: None,
            warehouse: None,
            pool: None,
            max_age_days: None,
            vehicle: None,
            allow_presale: false,
            allow_substitute: false,
            substitutes: Vec::new(),
        }
    }

    fn hold(lines: Vec<OrderLine>) -> PreOccupy {
        PreOccupy {
            order_no: "O".into(),
            lines,
            buyer: None,
            area: None,
            channel: None,
            ttl_seconds: 60,
            mode: HoldMode::All,
            fixed_warehouse: None,
            sourcing: None,
        }
    }

    fn facts() -> Facts {
        let mut facts = Facts::default();
        let network = Arc::make_mut(&mut facts.network);
        for (site, enabled) in [("W1", true), ("W2", true), ("W3", false)] {
            network
                .warehouses
                .insert(site.into(), WarehouseFacts { enabled });
        }
        let known = SkuFacts {
            safety_default: 2,
            ..SkuFacts::default()
        };
        facts.skus.insert("S".into(), Arc::new(known));
        facts
    }

    fn row(warehouse: &str, pool: &str, available: i64) -> Row {
        Row {
            warehouse: warehouse.into(),
            pool: pool.into(),
            available,
            presale: 0,
            seq: 1,
        }
    }

    #[test]
    fn what_is_left_counts_the_sites_and_pools_that_a_hold_would_take_from() {
        let figures = Figures {
            at: Moment(1),
            version: 1,
            aging: None,
            rows: vec![
                row("W1", "SHARED", 5),
                row("W1", "CH:app", 3),
                row("W2", "SHARED", 2),
                row("W3", "SHARED", 9),
            ],
        };
        let facts = facts();
        let sku = Sku::from("S");
        let left =
            |hold: &PreOccupy, sourced| left(&figures, &sku, hold, &hold.lines[0], sourced, &facts);
        let plain = hold(vec![line("S")]);
        assert_eq!(left(&plain, false), 3, "less safety stock, open sites only");
        assert_eq!(left(&plain, true), 16, "sourcing may look everywhere");
        let app = PreOccupy {
            channel: Some("app".into()),
            ..plain.clone()
        };
        assert_eq!(left(&app, false), 6, "its own pool has no safety stock");
        let there = PreOccupy {
            fixed_warehouse: Some("W2".into()),
            ..plain
        };
        assert_eq!(left(&there, false), 0);
        let mut pool = line("S");
        pool.pool = Some("CH:app".into());
        assert_eq!(left(&hold(vec![pool]), false), 3);
    }

    #[test]
    fn a_mark_is_of_a_pool_and_maybe_of_a_site() {
        let mut marks = HotMarks::default();
        let mark = |warehouse: Option<&str>, pool: &str| HotMark {
            warehouse: warehouse.map(Into::into),
            pool: pool.into(),
            mode: HotMode::Gate,
        };
        marks.add("S".into(), mark(None, "ACT:1111"));
        marks.add("T".into(), mark(Some("W1"), "SHARED"));
        let mut activity = line("S");
        activity.pool = Some("ACT:1111".into());
        let order = hold(vec![line("S"), activity, line("T")]);
        let hot = |sku: &str, at: usize| marks.is_hot(&sku.into(), &order, &order.lines[at]);
        assert!(!hot("S", 0) && hot("S", 1), "the activity's pool only");
        assert!(!hot("T", 2), "no site is named");
        let there = PreOccupy {
            fixed_warehouse: Some("W1".into()),
            ..order.clone()
        };
        assert!(marks.is_hot(&"T".into(), &there, &there.lines[2]));
        assert_eq!(marks.len(), 2);
    }

    #[test]
    fn an_order_in_parts_is_refused_only_when_nothing_is_left() {
        let mut order = hold(vec![line("S"), line("T")]);
        assert!(!refuses(&order, 0) && refuses(&order, 1));
        order.mode = HoldMode::Partial;
        assert!(!refuses(&order, 1) && refuses(&order, 2));
    }

    #[test]
    fn a_turnstile_admits_its_rate_and_says_when_to_come_again() {
        let rate = Rate {
            per_second: 10,
            at_once: 3,
        };
        let mut gate = Turnstile::new(rate, 1_000);
        for _ in 0..3 {
            assert_eq!(gate.admit(rate, 1_000), Ok(()));
        }
        assert_eq!(gate.admit(rate, 1_000), Err(100));
        assert_eq!(gate.admit(rate, 1_099), Err(1));
        assert_eq!(gate.admit(rate, 1_100), Ok(()));
        assert_eq!(gate.admit(rate, 900), Err(100), "a clock that goes back");
        let admitted = (1_101..=11_100).filter(|now| gate.admit(rate, *now).is_ok());
        assert_eq!(admitted.count(), 100);
        let mut rested = gate;
        let at_once = (0..9)
            .filter(|_| rested.admit(rate, 99_000).is_ok())
            .count();
        assert_eq!(at_once, 3, "rest is not saved up");
    }
}
