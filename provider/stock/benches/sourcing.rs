//! Time of one plan: a cart of 5 lines with 12 sites to choose from (every set of up to four is looked at), and a workshop's order of 60 lines with 40 sites
//! (greedy cover, then improvement within the provider's steps). From question to plan, filters and trace included.
//!
//! `cargo bench -p stock --bench sourcing`

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use stock::facts::{Facts, Network, SkuFacts, WarehouseFacts};
use stock::ids::{Lot, Moment, Owner, Pool};
use stock::sourcing::ask::{Ask, AskLine, Seen, StockRow};
use stock::sourcing::plan::{Plan, plan};
use stock::sourcing::rules::{Aim, CoverageRule, Objective, Policy, RuleSet, Rules, Split};

/// As the provider allows.
const STEPS: u64 = 500_000;

struct Question {
    ask: Ask,
    seen: Seen,
    rules: Rules,
    facts: Facts,
}

impl Question {
    /// Each site has a line with one chance in two; the same figures every time.
    fn of(lines: usize, sites: usize, split: Split) -> Self {
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % below).unwrap_or(0)
        };
        let site = |at: usize| format!("W{at:02}");
        let sku = |at: usize| format!("S{at:02}");
        let mut stock = Vec::new();
        for at in 0..sites {
            for line in 0..lines {
                if next(2) == 1 {
                    stock.push(StockRow {
                        warehouse: site(at).into(),
                        sku: sku(line).into(),
                        owner: Owner::own(),
                        pool: Pool::shared(),
                        lot: Lot::none(),
                        produced: None,
                        available: 1 + next(12),
                    });
                }
            }
        }
        let coverage = (0..sites).map(|at| CoverageRule {
            warehouse: site(at).into(),
            area: "31".into(),
            level: String::new(),
            priority: next(30),
            lead_hours: Some(12 + next(60)),
            first_kg: 200 + next(400),
            next_kg: 50 + next(100),
            parcel: 500 + next(500),
            valid_from: None,
            valid_to: None,
        });
        let set = RuleSet {
            coverage: coverage.collect(),
            policies: vec![Policy {
                objectives: [Aim::Cost, Aim::Parcels, Aim::Hours]
                    .map(|aim| Objective {
                        aim,
                        weight_milli: 0,
                    })
                    .into(),
                split,
                max_parcels: 8,
                ..Policy::default()
            }],
            ..RuleSet::default()
        };
        let ask_lines = (0..lines).zip(1..).map(|(at, line_no)| AskLine {
            line_no,
            sku: sku(at).into(),
            quantity: 1 + line_no % 4,
            owner: Owner::own(),
            group: None,
            max_age_days: None,
        });
        let facts = SkuFacts {
            weight_grams: 900,
            ..SkuFacts::default()
        };
        let facts = Arc::new(facts);
        let network = Network {
            warehouses: (0..sites)
                .map(|at| (site(at).into(), WarehouseFacts { enabled: true }))
                .collect(),
            ..Network::default()
        };
        Self {
            ask: Ask {
                tenant: "mall".into(),
                order_no: None,
                area: Some("310115".into()),
                channel: None,
                policy: None,
                lines: ask_lines.collect(),
                order_value: None,
                required_by: None,
                excluded: Vec::new(),
                max_parcels: None,
            },
            seen: Seen {
                at: Moment(1_780_000_000_000),
                stock,
                loads: BTreeMap::new(),
            },
            rules: Rules::of(&set, &RuleSet::default()),
            facts: Facts {
                network: Arc::new(network),
                skus: (0..lines)
                    .map(|at| (sku(at).into(), Arc::clone(&facts)))
                    .collect(),
            },
        }
    }

    fn answer(&self, steps: u64) -> Plan {
        plan(&self.ask, &self.seen, &self.rules, &self.facts, steps)
            .expect("the bench asks for known goods")
    }
}

fn sourcing(criterion: &mut Criterion) {
    for (name, split) in [("by line", Split::ByLine), ("by quantity", Split::ByQty)] {
        let cart = Question::of(5, 12, split);
        assert!(cart.answer(STEPS).is_complete());
        criterion.bench_function(&format!("5 lines, 12 sites, {name}"), |bench| {
            bench.iter(|| black_box(cart.answer(STEPS)));
        });
        let workshop = Question::of(60, 40, split);
        assert!(workshop.answer(STEPS).is_complete());
        criterion.bench_function(&format!("60 lines, 40 sites, {name}"), |bench| {
            bench.iter(|| black_box(workshop.answer(STEPS)));
        });
    }
}

criterion_group!(benches, sourcing);
criterion_main!(benches);
