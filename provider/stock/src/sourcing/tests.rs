//! The search against brute force.

use proptest::prelude::*;

use super::place::Placed;
use super::problem::{Bundle, Candidate, Figures, Problem, Score};
use super::rules::{Aim, CoverageRule, Objective, Policy, Split};
use super::solve::{Solution, solve};

const PLENTY: u64 = 50_000_000;

/// Freight (parcel, first, next), priority and hours of a site, and what it has of each item.
type SiteFacts = ((i64, i64, i64), i64, i64, Vec<i64>);

fn candidate(at: usize, (freight, priority, hours, free): SiteFacts, bundles: usize) -> Candidate {
    let name = format!("W{at:02}");
    Candidate {
        warehouse: name.as_str().into(),
        last: false,
        way: CoverageRule {
            warehouse: name.as_str().into(),
            area: "31".into(),
            level: String::new(),
            priority,
            lead_hours: Some(hours),
            first_kg: freight.1,
            next_kg: freight.2,
            parcel: freight.0,
            valid_from: None,
            valid_to: None,
        },
        hours,
        arrive_at: None,
        order_by: None,
        free,
        barred: vec![false; bundles],
        lines_left: i64::MAX,
    }
}

fn bundle(line: usize, item: usize, units: i64, divisible: bool) -> Bundle {
    Bundle {
        lines: vec![line],
        units,
        needs: vec![(item, 1)],
        divisible,
        grams: 700,
        value: 100,
    }
}

fn policy(aims: &[Aim], split: Split, weights: Option<[i64; 5]>) -> Policy {
    Policy {
        objectives: aims
            .iter()
            .enumerate()
            .map(|(at, aim)| Objective {
                aim: *aim,
                weight_milli: weights.map_or(0, |weights| weights[at]),
            })
            .collect(),
        weighted: weights.is_some(),
        split,
        ..Policy::default()
    }
}

/// Lines of items of their own, so that the cheapest site of a set that has a line is known without a search.
fn brute_force(problem: &Problem) -> Vec<(Score, Vec<usize>)> {
    let count = problem.candidates.len();
    let mut scored = Vec::new();
    for mask in 1_u32..(1 << count) {
        let sites: Vec<usize> = (0..count).filter(|site| mask & (1 << site) != 0).collect();
        if sites.len() > problem.policy.max_parcels {
            continue;
        }
        let mut order = sites.clone();
        order.sort_by_key(|s| {
            (
                problem.candidates[*s].way.next_kg,
                problem.candidates[*s].way.priority,
                *s,
            )
        });
        let mut grams = vec![0_i64; count];
        let mut health = 0;
        let covered = problem.bundles.iter().all(|bundle| {
            let item = bundle.needs[0].0;
            let mut rest = bundle.units;
            for &site in &order {
                let free = problem.candidates[site].free[item];
                let taken = if bundle.divisible {
                    free.min(rest)
                } else if free >= rest {
                    rest
                } else {
                    0
                };
                if taken > 0 {
                    grams[site] += taken * bundle.grams;
                    health = health.max(taken * 10_000 / free);
                    rest -= taken;
                }
            }
            rest == 0
        });
        if !covered || sites.iter().any(|site| grams[*site] == 0) {
            continue;
        }
        let mut figures = Figures {
            health,
            ..Figures::default()
        };
        for &site in &sites {
            figures.join(&problem.candidates[site], grams[site]);
        }
        scored.push((figures.score(&problem.policy), sites));
    }
    scored.sort();
    scored
}

/// Fewest sites that can send every line whole, lines of one SKU sharing its stock: by trying every assignment.
fn fewest_sites(problem: &Problem) -> Option<usize> {
    fn assign(
        problem: &Problem,
        at: usize,
        free: &mut Vec<Vec<i64>>,
        used: &mut Vec<usize>,
        best: &mut Option<usize>,
    ) {
        let parcels = used.iter().filter(|count| **count > 0).count();
        if parcels > problem.policy.max_parcels {
            return;
        }
        let Some(bundle) = problem.bundles.get(at) else {
            *best = Some(best.map_or(parcels, |old| old.min(parcels)));
            return;
        };
        let item = bundle.needs[0].0;
        for site in 0..free.len() {
            if free[site][item] >= bundle.units {
                free[site][item] -= bundle.units;
                used[site] += 1;
                assign(problem, at + 1, free, used, best);
                used[site] -= 1;
                free[site][item] += bundle.units;
            }
        }
    }
    let mut free: Vec<Vec<i64>> = problem.candidates.iter().map(|c| c.free.clone()).collect();
    let mut used = vec![0; free.len()];
    let mut best = None;
    assign(problem, 0, &mut free, &mut used, &mut best);
    best
}

fn is_a_cover(problem: &Problem, placed: &Placed) {
    for (at, bundle) in problem.bundles.iter().enumerate() {
        let takes: Vec<_> = placed
            .takes
            .iter()
            .filter(|take| take.bundle == at)
            .collect();
        let missing: i64 = placed
            .missing
            .iter()
            .filter(|(b, _)| *b == at)
            .map(|(_, units)| units)
            .sum();
        assert_eq!(
            takes.iter().map(|take| take.units).sum::<i64>() + missing,
            bundle.units
        );
        assert!(bundle.divisible || takes.len() <= 1, "a line is whole");
    }
    for (site, candidate) in problem.candidates.iter().enumerate() {
        for (item, free) in candidate.free.iter().enumerate() {
            let taken: i64 = placed
                .takes
                .iter()
                .filter(|take| take.site == site)
                .flat_map(|take| {
                    problem.bundles[take.bundle]
                        .needs
                        .iter()
                        .map(move |need| (take, need))
                })
                .filter(|(_, need)| need.0 == item)
                .map(|(take, need)| take.units * need.1)
                .sum();
            assert!(taken <= *free, "no site sends more than it has");
        }
    }
    assert!(placed.sites.len() <= problem.policy.max_parcels);
}

fn site_facts(items: usize, most: i64) -> impl Strategy<Value = SiteFacts> {
    (
        (0..9_i64, 0..9_i64, 0..5_i64),
        0..4_i64,
        0..9_i64,
        prop::collection::vec(0..=most, items),
    )
}

const AIMS: [[Aim; 5]; 4] = [
    [
        Aim::Parcels,
        Aim::Cost,
        Aim::Hours,
        Aim::Priority,
        Aim::StockHealth,
    ],
    [
        Aim::Cost,
        Aim::Parcels,
        Aim::Hours,
        Aim::Priority,
        Aim::StockHealth,
    ],
    [
        Aim::Hours,
        Aim::StockHealth,
        Aim::Cost,
        Aim::Priority,
        Aim::Parcels,
    ],
    [
        Aim::Priority,
        Aim::Hours,
        Aim::Parcels,
        Aim::Cost,
        Aim::StockHealth,
    ],
];

fn small() -> impl Strategy<Value = Problem> {
    let sites = prop::collection::vec(site_facts(4, 6), 1..=7);
    let lines = prop::collection::vec(1..=5_i64, 1..=4);
    let weights = prop::option::of(prop::array::uniform5(0..2_000_i64));
    (sites, lines, any::<bool>(), 0..AIMS.len(), weights).prop_map(
        |(sites, lines, divide, aims, weights)| {
            let split = if divide { Split::ByQty } else { Split::ByLine };
            let bundles: Vec<Bundle> = lines
                .iter()
                .enumerate()
                .map(|(at, units)| bundle(at, at, *units, divide))
                .collect();
            Problem {
                candidates: sites
                    .into_iter()
                    .enumerate()
                    .map(|(at, facts)| candidate(at, facts, bundles.len()))
                    .collect(),
                bundles,
                policy: policy(&AIMS[aims], split, weights),
            }
        },
    )
}

/// Lines that share SKUs: a packing problem.
fn crowded() -> impl Strategy<Value = Problem> {
    let sites = prop::collection::vec(site_facts(2, 9), 1..=4);
    let lines = prop::collection::vec((0..2_usize, 1..=5_i64), 1..=6);
    (sites, lines).prop_map(|(sites, lines)| {
        let bundles: Vec<Bundle> = lines
            .iter()
            .enumerate()
            .map(|(at, (item, units))| bundle(at, *item, *units, false))
            .collect();
        Problem {
            candidates: sites
                .into_iter()
                .enumerate()
                .map(|(at, facts)| candidate(at, facts, bundles.len()))
                .collect(),
            bundles,
            policy: policy(&AIMS[0], Split::ByLine, None),
        }
    })
}

fn scores(solution: &Solution) -> Vec<(Score, Vec<usize>)> {
    solution
        .options
        .iter()
        .map(|option| (option.score.clone(), option.sites.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn best_and_second_best_are_those_of_brute_force(problem in small()) {
        let all = brute_force(&problem);
        let solution = solve(&problem, PLENTY);
        prop_assert!(!solution.truncated);
        let found = scores(&solution);
        prop_assert_eq!(found.first(), all.first());
        prop_assert_eq!(found.get(1).map(|option| &option.0), all.get(1).map(|option| &option.0));
        if let Some(best) = &solution.best {
            is_a_cover(&problem, best);
            prop_assert_eq!(best.missing.is_empty(), !all.is_empty());
        } else {
            prop_assert!(all.is_empty());
        }
        prop_assert_eq!(solve(&problem, PLENTY), solution, "the same question, the same plan");
    }

    #[test]
    fn lines_of_one_sku_are_packed_into_the_fewest_sites(problem in crowded()) {
        let solution = solve(&problem, PLENTY);
        let covered = solution.best.filter(|best| best.missing.is_empty());
        prop_assert_eq!(covered.map(|best| best.sites.len()), fewest_sites(&problem));
    }

    #[test]
    fn however_few_the_steps_a_cover_stays_a_cover(problem in small(), steps in 0..200_u64) {
        let solution = solve(&problem, steps);
        let whole = solve(&problem, PLENTY);
        if let Some(best) = &solution.best {
            is_a_cover(&problem, best);
            let exact = whole.best.unwrap();
            prop_assert!(best.lack(&problem) > exact.lack(&problem) || best.score >= exact.score);
        }
    }
}

/// Forty sites that have about half of sixty lines each.
fn large(divide: bool) -> Problem {
    let mut seed = 7_u64;
    let mut next = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((seed >> 33) % below).unwrap()
    };
    let bundles: Vec<Bundle> = (0..60)
        .map(|at| bundle(at, at, 1 + next(4), divide))
        .collect();
    let candidates = (0..40)
        .map(|at| {
            let free = (0..60)
                .map(|_| if next(2) == 0 { 0 } else { next(12) })
                .collect();
            let freight = (500 + next(500), 200 + next(400), 50 + next(100));
            candidate(at, (freight, next(30), 12 + next(60), free), 60)
        })
        .collect();
    Problem {
        bundles,
        candidates,
        policy: Policy {
            max_parcels: 8,
            ..policy(
                &AIMS[1],
                if divide { Split::ByQty } else { Split::ByLine },
                None,
            )
        },
    }
}

#[test]
fn case_62_forty_candidates_and_sixty_lines() {
    for divide in [false, true] {
        let problem = large(divide);
        let free = solve(&problem, PLENTY);
        let best = free.best.as_ref().unwrap();
        assert!(best.missing.is_empty() && !free.truncated, "{best:?}");
        is_a_cover(&problem, best);
        let cut = solve(&problem, 1_000);
        assert!(cut.truncated);
        let valid = cut.best.as_ref().unwrap();
        assert!(valid.missing.is_empty());
        is_a_cover(&problem, valid);
        assert!(best.score <= valid.score);
    }
}

#[test]
fn case_61_one_dear_site_or_two_cheap_ones() {
    let sites = [
        ((3_000, 2_000, 0), 1, 24, vec![5, 5, 5]),
        ((500, 500, 0), 2, 24, vec![5, 5, 0]),
        ((500, 600, 0), 3, 24, vec![0, 0, 5]),
    ];
    let bundles: Vec<Bundle> = (0..3).map(|at| bundle(at, at, 1, false)).collect();
    let candidates: Vec<Candidate> = sites
        .into_iter()
        .enumerate()
        .map(|(at, facts)| candidate(at, facts, 3))
        .collect();
    let chosen = |aims: &[Aim], weights| {
        let problem = Problem {
            bundles: bundles.clone(),
            candidates: candidates.clone(),
            policy: policy(aims, Split::ByLine, weights),
        };
        let solution = solve(&problem, PLENTY);
        let sets: Vec<Vec<usize>> = solution
            .options
            .iter()
            .map(|option| option.sites.clone())
            .collect();
        (sets[0].clone(), sets[1].clone())
    };
    let (one, two) = (vec![0], vec![1, 2]);
    assert_eq!(
        chosen(&[Aim::Parcels, Aim::Cost], None),
        (one.clone(), two.clone())
    );
    assert_eq!(
        chosen(&[Aim::Cost, Aim::Parcels], None),
        (two.clone(), one.clone())
    );
    // 1 x 1000 + 5000 against 2 x 1000 + 2200; then a parcel is worth 3,000 fen.
    assert_eq!(
        chosen(
            &[Aim::Parcels, Aim::Cost],
            Some([1_000_000, 1_000, 0, 0, 0])
        ),
        (two.clone(), one.clone())
    );
    assert_eq!(
        chosen(
            &[Aim::Parcels, Aim::Cost],
            Some([3_000_000, 1_000, 0, 0, 0])
        ),
        (one, two)
    );
}
