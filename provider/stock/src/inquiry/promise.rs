//! When goods would arrive: by what lies in the sites that serve, then by what is expected there.

use std::collections::BTreeMap;

use super::{View, free_in, parts};
use crate::balance::{Balance, BalanceKey};
use crate::facts::{Facts, SkuFacts};
use crate::ids::{Moment, Sku, Warehouse};
use crate::policy::INCOMING_BUFFER_HOURS;
use crate::sourcing::promise::Promise;

/// Goods that are expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// What.
    pub sku: Sku,
    /// Where they will arrive.
    pub warehouse: Warehouse,
    /// How many.
    pub quantity: i64,
    /// When, as announced.
    pub expected_at: Moment,
}

/// Takes from what is expected what is sold of it already: presale quota that orders hold, by SKU and warehouse. The earliest goods go to them.
pub fn less_sold(incoming: &mut Vec<Incoming>, mut sold: BTreeMap<(Sku, Warehouse), i64>) {
    incoming.sort_by_key(|one| one.expected_at);
    for one in incoming.iter_mut() {
        if let Some(left) = sold.get_mut(&(one.sku.clone(), one.warehouse.clone())) {
            let taken = one.quantity.min(*left).max(0);
            one.quantity -= taken;
            *left -= taken;
        }
    }
    incoming.retain(|one| one.quantity > 0);
}

/// One line of a question for a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// SKU or kit.
    pub sku: Sku,
    /// How many.
    pub quantity: i64,
}

/// When a line would arrive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineDate {
    /// How many of it are there now, in the sites that serve.
    pub available_now: i64,
    /// Where the first goods would come from.
    pub warehouse: Option<Warehouse>,
    /// When the first whole unit can be there.
    pub first_at: Option<Moment>,
    /// When all of it can be there.
    pub all_at: Option<Moment>,
    /// Order by then to keep these dates.
    pub order_by: Option<Moment>,
    /// Whether a date depends on goods that are still to come.
    pub from_incoming: bool,
}

/// When an order would arrive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// By line, in the order asked.
    pub lines: Vec<LineDate>,
    /// When everything can be there.
    pub full: Option<Moment>,
    /// When the first part can be there.
    pub partial: Option<Moment>,
    /// Order by then to keep these dates.
    pub order_by: Option<Moment>,
}

/// A place goods come from, and when goods from there arrive.
#[derive(Clone, Debug)]
struct Source {
    warehouse: Warehouse,
    left: i64,
    /// Unknown where the way to the area is not known; such goods are there, but bear no date.
    date: Option<Promise>,
    incoming: bool,
}

/// What was drawn for a part of a line.
#[derive(Default)]
struct Drawn {
    /// Of what was wanted, so much is there now.
    now: i64,
    pieces: Vec<(i64, Source)>,
}

/// Dates of the lines of an order placed at a moment. Lines draw on the same goods one after the other: what one takes, the next has not. `None` for a line
/// whose SKU the catalogue does not know or that is not sold.
#[must_use]
pub fn dates(
    view: &View<'_>,
    lines: &[Line],
    facts: &Facts,
    balances: &BTreeMap<BalanceKey, Balance>,
    incoming: &[Incoming],
    at: Moment,
) -> Dates {
    let mut stock = Stock {
        view,
        facts,
        balances,
        incoming,
        at,
        sources: BTreeMap::new(),
    };
    let lines: Vec<LineDate> = lines.iter().map(|line| stock.line(line)).collect();
    let all: Option<Vec<Moment>> = lines.iter().map(|line| line.all_at).collect();
    Dates {
        full: all.and_then(|all| all.into_iter().max()),
        partial: lines.iter().filter_map(|line| line.first_at).min(),
        order_by: lines.iter().filter_map(|line| line.order_by).min(),
        lines,
    }
}

struct Stock<'s> {
    view: &'s View<'s>,
    facts: &'s Facts,
    balances: &'s BTreeMap<BalanceKey, Balance>,
    incoming: &'s [Incoming],
    at: Moment,
    /// By SKU, the earliest first; those without a date last.
    sources: BTreeMap<Sku, Vec<Source>>,
}

impl Stock<'_> {
    fn line(&mut self, line: &Line) -> LineDate {
        let facts = self.facts;
        let Some(found) = facts.skus.get(&line.sku) else {
            return LineDate::default();
        };
        let parts = parts(&line.sku, found);
        let sold = |sku: &Sku| facts.skus.get(sku).is_some_and(|found| !found.suspended);
        if found.suspended || !parts.keys().all(|part| sold(part)) {
            return LineDate::default();
        }
        let mut answer = LineDate {
            available_now: line.quantity,
            ..LineDate::default()
        };
        let (mut all, mut first) = (Some(Moment(i64::MIN)), Some(Moment(i64::MIN)));
        for (part, ratio) in &parts {
            let wanted = line.quantity.saturating_mul(*ratio);
            let drawn = self.draw(part, wanted);
            answer.available_now = answer.available_now.min(drawn.now / ratio);
            all = later(all, drawn.date_of(wanted));
            let part_first = drawn.date_of(*ratio);
            first = later(first, part_first);
            answer.from_incoming |= drawn.pieces.iter().any(|(_, source)| source.incoming);
            let order_by = drawn.pieces.iter().filter_map(|(_, source)| source.date);
            let order_by = order_by.map(|date| date.order_by).min();
            answer.order_by = earlier(answer.order_by, order_by);
            if answer.warehouse.is_none() && part_first.is_some() {
                let first = drawn.pieces.first();
                answer.warehouse = first.map(|(_, source)| source.warehouse.clone());
            }
        }
        answer.all_at = all;
        answer.first_at = first;
        if answer.first_at.is_none() {
            answer.order_by = None;
            answer.warehouse = None;
        }
        answer
    }

    /// Draws so many of a SKU from the earliest sources.
    fn draw(&mut self, sku: &Sku, wanted: i64) -> Drawn {
        if !self.sources.contains_key(sku) {
            let sources = self.sources_of(sku);
            self.sources.insert(sku.clone(), sources);
        }
        let mut drawn = Drawn::default();
        let mut rest = wanted;
        let sources = self.sources.get_mut(sku).into_iter().flatten();
        for source in sources {
            if !source.incoming {
                drawn.now = drawn.now.saturating_add(source.left).min(wanted);
            }
            let taken = source.left.min(rest);
            if taken > 0 {
                source.left -= taken;
                rest -= taken;
                drawn.pieces.push((taken, source.clone()));
            }
        }
        drawn
    }

    fn sources_of(&self, sku: &Sku) -> Vec<Source> {
        let sites = self.view.sites(self.facts);
        let mut sources: Vec<Source> = sites
            .iter()
            .map(|site| Source {
                warehouse: site.clone(),
                left: self.free(sku, site),
                date: self.date(site, self.at),
                incoming: false,
            })
            .collect();
        let expected = self
            .incoming
            .iter()
            .filter(|one| one.sku == *sku && sites.contains(&one.warehouse));
        sources.extend(expected.map(|one| {
            // What is overdue may come any time now, and not before.
            let expected = one.expected_at.max(self.at);
            let ready = expected.plus_seconds(INCOMING_BUFFER_HOURS * 3_600);
            Source {
                warehouse: one.warehouse.clone(),
                left: one.quantity,
                date: self.date(&one.warehouse, ready),
                incoming: true,
            }
        }));
        sources.retain(|source| source.left > 0 && !(source.incoming && source.date.is_none()));
        // The sort is stable: of two equal dates the site that goes first for the area is asked first, and what is there before what is expected.
        sources.sort_by_key(|source| source.date.map_or(i64::MAX, |date| date.arrive_at.0));
        sources
    }

    fn free(&self, sku: &Sku, site: &Warehouse) -> i64 {
        let pools = self.view.pools(self.facts);
        let free = pools.iter().map(|pool| {
            let balance = self.balances.get(&self.view.key(sku, site, pool));
            free_in(
                &balance.copied().unwrap_or_default(),
                sku,
                site,
                pool,
                self.facts,
            )
        });
        free.fold(0, i64::saturating_add)
    }

    fn date(&self, site: &Warehouse, at: Moment) -> Option<Promise> {
        let area = self.view.area?;
        self.facts
            .network
            .sourcing
            .promise(self.view.tenant, site, area, at)
    }
}

impl Drawn {
    /// When so many of what was drawn can be there.
    fn date_of(&self, wanted: i64) -> Option<Moment> {
        let mut rest = wanted;
        for (taken, source) in &self.pieces {
            rest -= taken;
            let date = source.date?;
            if rest <= 0 {
                return Some(date.arrive_at);
            }
        }
        None
    }
}

fn later(one: Option<Moment>, other: Option<Moment>) -> Option<Moment> {
    Some(one?.max(other?))
}

fn earlier(one: Option<Moment>, other: Option<Moment>) -> Option<Moment> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// SKUs that the lines come to when kits are taken apart.
#[must_use]
pub fn parts_of<'f>(lines: &'f [Line], facts: &'f Facts) -> Vec<Sku> {
    let mut all: Vec<Sku> = Vec::new();
    for line in lines {
        let found: Option<&SkuFacts> = facts.skus.get(&line.sku).map(|found| &**found);
        all.extend(
            found
                .into_iter()
                .flat_map(|found| parts(&line.sku, found))
                .map(|(part, _)| part.clone()),
        );
    }
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::bucket::Bucket;
    use crate::facts::{Coverage, KitPart, Network, WarehouseFacts};
    use crate::ids::{Area, Owner, Tenant};
    use crate::sourcing::network::SourcingFacts;
    use crate::sourcing::rules::{CoverageRule, RuleSet, Rules};

    /// Midnight of a day in Shanghai; sites without waves hand over at the next one.
    const MIDNIGHT: i64 = 1_790_784_000_000;
    const HOUR: i64 = 3_600_000;

    fn rule(warehouse: &str, lead_hours: Option<i64>) -> CoverageRule {
        CoverageRule {
            warehouse: warehouse.into(),
            area: "31".into(),
            level: String::new(),
            priority: 0,
            lead_hours,
            first_kg: 0,
            next_kg: 0,
            parcel: 0,
            valid_from: None,
            valid_to: None,
        }
    }

    /// W1 is 12 hours away, W2 48, the way from W3 is not known.
    fn facts() -> Facts {
        let base = RuleSet {
            coverage: vec![rule("W1", Some(12)), rule("W2", Some(48)), rule("W3", None)],
            ..RuleSet::default()
        };
        let sites = ["W1", "W2", "W3"];
        let served = sites.map(|site| Coverage {
            warehouse: site.into(),
            priority: 1,
        });
        let network = Network {
            warehouses: sites
                .iter()
                .map(|site| ((*site).into(), WarehouseFacts { enabled: true }))
                .collect(),
            coverage: [("31".into(), served.to_vec())].into(),
            sourcing: SourcingFacts {
                own: Arc::new(Rules::of(&base, &RuleSet::default())),
                ..SourcingFacts::default()
            },
            ..Network::default()
        };
        let kit = SkuFacts {
            kit: vec![
                KitPart {
                    sku: "A".into(),
                    ratio: 1,
                },
                KitPart {
                    sku: "B".into(),
                    ratio: 2,
                },
            ],
            ..SkuFacts::default()
        };
        let halted = SkuFacts {
            suspended: true,
            ..SkuFacts::default()
        };
        Facts {
            network: Arc::new(network),
            skus: [
                ("A".into(), Arc::default()),
                ("B".into(), Arc::default()),
                ("K".into(), Arc::new(kit)),
                ("HALT".into(), Arc::new(halted)),
            ]
            .into(),
        }
    }

    /// Asks for some lines as `A*3 K*1` with goods such as `W1:A*2`; expected goods arrive ten hours after the question.
    fn ask(lines: &str, goods: &str, expected: &str) -> Dates {
        let (tenant, owner, area) = (Tenant::from("T"), Owner::own(), Area::from("3101"));
        let view = View {
            tenant: &tenant,
            owner: &owner,
            area: Some(&area),
            channel: None,
            warehouse: None,
        };
        let counted = |word: &str| {
            let (sku, quantity) = word.split_once('*').unwrap();
            (Sku::from(sku), quantity.parse::<i64>().unwrap())
        };
        let placed = |word: &str| {
            let (site, rest) = word.split_once(':').unwrap();
            (Warehouse::from(site), counted(rest))
        };
        let facts = facts();
        let balances = goods
            .split_whitespace()
            .map(|word| {
                let (site, (sku, quantity)) = placed(word);
                let mut balance = Balance::default();
                balance.quantities.add(Bucket::Available, quantity);
                let key = view.key(&sku, &site, &crate::ids::Pool::shared());
                (key, balance)
            })
            .collect();
        let at = Moment(MIDNIGHT + 10 * HOUR);
        let incoming: Vec<Incoming> = expected
            .split_whitespace()
            .map(|word| {
                let (warehouse, (sku, quantity)) = placed(word);
                Incoming {
                    sku,
                    warehouse,
                    quantity,
                    expected_at: Moment(at.0 + 10 * HOUR),
                }
            })
            .collect();
        let lines: Vec<Line> = lines
            .split_whitespace()
            .map(|word| {
                let (sku, quantity) = counted(word);
                Line { sku, quantity }
            })
            .collect();
        dates(&view, &lines, &facts, &balances, &incoming, at)
    }

    /// Hours from midnight of the day of the question.
    fn hours(moment: Option<Moment>) -> Option<i64> {
        moment.map(|moment| (moment.0 - MIDNIGHT) / HOUR)
    }

    fn told(dates: &Dates) -> (Option<i64>, Option<i64>, Option<i64>) {
        (
            hours(dates.full),
            hours(dates.partial),
            hours(dates.order_by),
        )
    }

    #[test]
    fn the_nearest_goods_come_first_and_the_farthest_needed_decide() {
        let near = ask("A*2", "W1:A*2 W2:A*9", "");
        assert_eq!(told(&near), (Some(36), Some(36), Some(24)));
        assert_eq!(near.lines[0].warehouse, Some("W1".into()));
        let both = ask("A*3", "W1:A*2 W2:A*9", "");
        assert_eq!(told(&both), (Some(72), Some(36), Some(24)));
        assert_eq!(
            (both.lines[0].available_now, both.lines[0].from_incoming),
            (3, false)
        );
    }

    #[test]
    fn lines_do_not_promise_the_same_unit_twice() {
        let dates = ask("A*2 A*2", "W1:A*2 W2:A*2", "");
        let all: Vec<_> = dates.lines.iter().map(|line| hours(line.all_at)).collect();
        assert_eq!(all, [Some(36), Some(72)]);
        let short = ask("A*2 A*2", "W1:A*3", "");
        assert_eq!(told(&short), (None, Some(36), Some(24)));
        assert_eq!(
            (short.lines[1].available_now, hours(short.lines[1].first_at)),
            (1, Some(36))
        );
    }

    #[test]
    fn what_is_expected_comes_after_unloading_and_only_where_needed() {
        let dates = ask("A*3", "W1:A*2", "W1:A*5");
        // Expected at hour 20, ready at 44, leaves at 48, 12 hours on the way.
        assert_eq!(told(&dates), (Some(60), Some(36), Some(24)));
        assert_eq!(
            (dates.lines[0].available_now, dates.lines[0].from_incoming),
            (2, true)
        );
        assert!(!ask("A*2", "W1:A*2", "W1:A*5").lines[0].from_incoming);
        // Expected near by is sooner than what lies far away.
        assert_eq!(
            told(&ask("A*1", "W2:A*1", "W1:A*1")),
            (Some(60), Some(60), Some(48))
        );
        assert_eq!(told(&ask("A*6", "", "W1:A*5")), (None, Some(60), Some(48)));
    }

    #[test]
    fn a_way_that_is_not_known_bears_no_date() {
        let dates = ask("A*1", "W3:A*5", "W3:A*5");
        assert_eq!(told(&dates), (None, None, None));
        assert_eq!(
            (dates.lines[0].available_now, &dates.lines[0].warehouse),
            (1, &None)
        );
        // Goods with a date are promised first.
        assert_eq!(
            told(&ask("A*1", "W3:A*5 W2:A*1", "")),
            (Some(72), Some(72), Some(24))
        );
    }

    #[test]
    fn a_kit_waits_for_its_last_part() {
        let dates = ask("K*2", "W1:A*2 W1:B*2 W2:B*9", "");
        assert_eq!(told(&dates), (Some(72), Some(36), Some(24)));
        assert_eq!(dates.lines[0].available_now, 2);
        let none = ask("K*1", "W1:A*2 W1:B*1", "");
        assert_eq!(
            (told(&none), none.lines[0].available_now),
            ((None, None, None), 0)
        );
    }

    #[test]
    fn what_is_not_sold_has_no_date() {
        for sku in ["HALT*1", "NONE*1"] {
            let dates = ask(sku, "W1:HALT*5", "");
            assert_eq!(
                (dates.lines[0].clone(), dates.full),
                (LineDate::default(), None)
            );
        }
    }
}
