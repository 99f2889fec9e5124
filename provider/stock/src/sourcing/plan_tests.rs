//! Plans from question to parcels: filters with their reasons, policies, groups, safety stock, gathering at a hub.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ask::{Ask, AskLine, Load, Seen, StockRow};
use super::calendar::Day;
use super::network::{Site, SourcingFacts};
use super::plan::{Plan, plan};
use super::promise::Wave;
use super::rules::{
    CapacityRule, CoverageRule, Exclusion, Keep, Policy, RuleSet, Rules, SafetyRule, SafetyScope,
    SiteKind, Split,
};
use crate::code::Code;
use crate::facts::{Facts, KitPart, Network, SkuFacts, WarehouseFacts};
use crate::ids::{Lot, Moment, Owner, Pool};

/// Monday noon in Shanghai.
fn now() -> Moment {
    Day::parse("2026-11-23").unwrap().at(720)
}

struct World {
    set: RuleSet,
    sites: SourcingFacts,
    stock: Vec<StockRow>,
    loads: BTreeMap<String, Load>,
    ask: Ask,
}

impl World {
    /// Sites with kind, home area and priority; each is a day away and sends a parcel for 1,000 fen.
    fn of(sites: &[(&str, SiteKind, &str, i64)]) -> Self {
        let way = |site: &str, area: &str, priority| CoverageRule {
            warehouse: site.into(),
            area: area.into(),
            level: String::new(),
            priority,
            lead_hours: Some(24),
            first_kg: 1_000,
            next_kg: 100,
            parcel: 0,
            valid_from: None,
            valid_to: None,
        };
        let site = |kind, area: &str| Site {
            kind,
            area: area.into(),
            ..Site::default()
        };
        Self {
            set: RuleSet {
                version: "v1".to_owned(),
                coverage: sites
                    .iter()
                    .map(|(name, _, _, priority)| way(name, "31", *priority))
                    .collect(),
                policies: vec![Policy::default()],
                ..RuleSet::default()
            },
            sites: SourcingFacts {
                sites: sites
                    .iter()
                    .map(|(name, kind, area, _)| ((*name).into(), site(*kind, area)))
                    .collect(),
                ..SourcingFacts::default()
            },
            stock: Vec::new(),
            loads: BTreeMap::new(),
            ask: Ask {
                tenant: "T".into(),
                order_no: None,
                area: Some("310115".into()),
                channel: None,
                policy: None,
                lines: Vec::new(),
                order_value: None,
                required_by: None,
                excluded: Vec::new(),
                max_parcels: None,
            },
        }
    }

    fn has(mut self, site: &str, goods: &[(&str, i64)]) -> Self {
        self.stock
            .extend(goods.iter().map(|(sku, available)| StockRow {
                warehouse: site.into(),
                sku: (*sku).into(),
                owner: Owner::own(),
                pool: Pool::shared(),
                lot: Lot::none(),
                produced: None,
                available: *available,
            }));
        self
    }

    fn wants(mut self, goods: &[(&str, i64)]) -> Self {
        let lines = goods
            .iter()
            .zip(1..)
            .map(|((sku, quantity), line_no)| AskLine {
                line_no,
                sku: (*sku).into(),
                quantity: *quantity,
                owner: Owner::own(),
                group: None,
                max_age_days: None,
            });
        self.ask.lines = lines.collect();
        self
    }

    fn policy(mut self, change: impl FnOnce(&mut Policy)) -> Self {
        change(&mut self.set.policies[0]);
        self
    }

    fn plan(&self) -> Plan {
        let known = |sku: &str| SkuFacts {
            category: if sku == "BAT" { "BATTERY" } else { "PAD" }.to_owned(),
            weight_grams: 900,
            value_minor: 500,
            kit: match sku {
                "KIT" => vec![
                    KitPart {
                        sku: "A".into(),
                        ratio: 1,
                    },
                    KitPart {
                        sku: "B".into(),
                        ratio: 2,
                    },
                ],
                _ => Vec::new(),
            },
            ..SkuFacts::default()
        };
        let network = Network {
            warehouses: self
                .sites
                .sites
                .keys()
                .map(|site| {
                    (
                        site.clone(),
                        WarehouseFacts {
                            enabled: site.as_str() != "SHUT",
                        },
                    )
                })
                .collect(),
            sourcing: self.sites.clone(),
            ..Network::default()
        };
        let facts = Facts {
            network: Arc::new(network),
            skus: ["A", "B", "BAT", "KIT"]
                .map(|sku| (sku.into(), Arc::new(known(sku))))
                .into(),
        };
        let seen = Seen {
            at: now(),
            stock: self.stock.clone(),
            loads: self.loads.clone(),
        };
        plan(
            &self.ask,
            &seen,
            &Rules::of(&self.set, &RuleSet::default()),
            &facts,
            100_000,
        )
        .unwrap()
    }

    /// `W1: 1*A 2*B`, parcel by parcel.
    fn told(&self) -> String {
        let plan = self.plan();
        let parcels = plan.parcels.iter().map(|parcel| {
            let lines: Vec<String> = parcel
                .lines
                .iter()
                .map(|line| format!("{}*{}", line.quantity, line.sku))
                .collect();
            format!("{}: {}", parcel.warehouse, lines.join(" "))
        });
        let parcels: Vec<String> = parcels.collect();
        match plan.cause {
            Some(code) => format!("{} {}", parcels.join(", "), code.as_str())
                .trim()
                .to_owned(),
            None => parcels.join(", "),
        }
    }

    fn why_not(&self) -> String {
        let looked = self.plan().looked;
        let told = looked.iter().map(|site| {
            format!(
                "{}={}",
                site.warehouse,
                site.why_not.map_or("-", |why| why.as_str())
            )
        });
        told.collect::<Vec<_>>().join(" ")
    }
}

const TWO: &[(&str, SiteKind, &str, i64)] = &[
    ("W1", SiteKind::Regional, "31", 1),
    ("W2", SiteKind::Regional, "32", 2),
];

#[test]
fn sites_are_filtered_for_a_reason() {
    let kinds = [
        ("AWAY", SiteKind::Regional, "44", 1),
        ("BACK", SiteKind::Return, "31", 1),
        ("FULL", SiteKind::Regional, "31", 1),
        ("GOOD", SiteKind::Regional, "31", 1),
        ("LATE", SiteKind::Regional, "31", 1),
        ("NONE", SiteKind::Regional, "31", 1),
        ("OUT", SiteKind::Regional, "31", 1),
        ("SHUT", SiteKind::Regional, "31", 1),
    ];
    let mut world = World::of(&kinds).wants(&[("A", 2)]);
    for (site, ..) in kinds {
        world = world.has(site, &[(if site == "NONE" { "B" } else { "A" }, 5)]);
    }
    world
        .set
        .coverage
        .retain(|row| row.warehouse.as_str() != "AWAY");
    world
        .set
        .coverage
        .iter_mut()
        .filter(|row| row.warehouse.as_str() == "LATE")
        .for_each(|row| row.lead_hours = Some(200));
    world.ask.required_by = Some(now().plus_seconds(48 * 3_600));
    world.ask.excluded = vec!["OUT".into()];
    world.set.capacities = vec![CapacityRule {
        warehouse: "FULL".into(),
        wave: Wave {
            orders: Some(3),
            ..Wave::default()
        },
    }];
    world.loads.insert(
        "FULL/2026-11-23/1440".to_owned(),
        Load {
            orders: 3,
            lines: 9,
        },
    );
    assert_eq!(
        world.why_not(),
        "AWAY=NOT_IN_AREA BACK=CLOSED FULL=CAPACITY_FULL GOOD=- LATE=TOO_LATE NONE=NO_STOCK OUT=EXCLUDED SHUT=CLOSED"
    );
    assert_eq!(world.told(), "GOOD: 2*A");
    world.loads.clear();
    assert!(world.why_not().contains("FULL=-"));
    let slot = world.plan().parcels[0].slot.clone().map(|slot| slot.key());
    assert_eq!(
        slot.as_deref(),
        Some("FULL/2026-11-23/1440"),
        "its name comes first"
    );
}

#[test]
fn an_order_is_split_as_the_policy_says() {
    let world = |split| {
        World::of(TWO)
            .has("W1", &[("A", 2)])
            .has("W2", &[("A", 3), ("B", 1)])
            .policy(|p| p.split = split)
    };
    let both = [("A", 1), ("B", 1)];
    assert_eq!(world(Split::None).wants(&both).told(), "W2: 1*A 1*B");
    assert_eq!(
        world(Split::None).wants(&[("A", 4)]).told(),
        "SPLIT_NOT_ALLOWED"
    );
    assert_eq!(
        world(Split::ByLine).wants(&[("A", 4)]).told(),
        "SPLIT_NOT_ALLOWED"
    );
    assert_eq!(
        world(Split::ByQty).wants(&[("A", 4)]).told(),
        "W1: 2*A, W2: 2*A"
    );
    assert_eq!(
        world(Split::ByQty).wants(&[("A", 9)]).told(),
        "W1: 2*A, W2: 3*A STOCK_NOT_ENOUGH"
    );
    assert_eq!(
        world(Split::ByQty)
            .wants(&[("A", 4)])
            .policy(|p| p.max_parcels = 1)
            .told(),
        "W2: 3*A SPLIT_NOT_ALLOWED"
    );
    // The second parcel of two pieces is worth 1,000 fen.
    let worth = |least| {
        world(Split::ByQty)
            .wants(&[("A", 4)])
            .policy(|p| p.min_extra_value = least)
            .told()
    };
    assert_eq!(worth(1_000), "W1: 2*A, W2: 2*A");
    assert_eq!(worth(1_001), "W2: 3*A SPLIT_NOT_ALLOWED");
}

#[test]
fn kits_and_groups_stay_together() {
    let world = || {
        World::of(TWO)
            .has("W1", &[("A", 9), ("B", 1)])
            .has("W2", &[("A", 1), ("B", 9)])
    };
    assert_eq!(
        world().wants(&[("KIT", 1)]).told(),
        "W2: 1*A 2*B",
        "the whole kit from one site"
    );
    assert_eq!(world().wants(&[("KIT", 2)]).told(), "SPLIT_NOT_ALLOWED");
    assert_eq!(
        World::of(TWO)
            .has("W1", &[("A", 9), ("B", 1)])
            .wants(&[("KIT", 1)])
            .told(),
        "KIT_COMPONENT_SHORT"
    );
    let mut group = world().wants(&[("A", 2), ("B", 2)]);
    assert_eq!(group.told(), "W1: 2*A, W2: 2*B");
    for line in &mut group.ask.lines {
        line.group = Some("SET".to_owned());
    }
    assert_eq!(group.told(), "SPLIT_NOT_ALLOWED");
    let group = group.has("W1", &[("B", 1)]);
    assert_eq!(group.told(), "W1: 2*A 2*B");
}

#[test]
fn suppliers_come_last_and_the_only_front_site_keeps_its_last_units() {
    let kinds = [
        ("FRONT", SiteKind::Front, "44", 1),
        ("OWN", SiteKind::Central, "31", 9),
        ("SUP", SiteKind::Supplier, "31", 1),
    ];
    let world = || {
        World::of(&kinds)
            .has("FRONT", &[("A", 6)])
            .has("OWN", &[("A", 1), ("B", 1)])
            .has("SUP", &[("A", 9), ("B", 9)])
    };
    let both = [("A", 1), ("B", 1)];
    assert_eq!(world().wants(&both).told(), "OWN: 1*A 1*B");
    assert_eq!(
        world()
            .wants(&both)
            .policy(|p| p.supplier_last = false)
            .told(),
        "SUP: 1*A 1*B"
    );
    assert_eq!(
        world()
            .wants(&[("A", 2)])
            .policy(|p| p.protect_front = true)
            .told(),
        "SUP: 2*A",
        "one unit above the last five is free"
    );
    assert_eq!(world().wants(&[("A", 2)]).told(), "FRONT: 2*A");
    let mut at_home = world()
        .wants(&[("A", 2)])
        .policy(|p| p.protect_front = true);
    at_home.ask.area = Some("440306".into());
    at_home
        .set
        .coverage
        .iter_mut()
        .for_each(|row| row.area = "44".into());
    assert_eq!(at_home.told(), "FRONT: 2*A", "its own area may have them");
    // Half of what a supplier feeds can be relied on.
    let mut doubtful = World::of(&kinds).has("SUP", &[("A", 9)]).wants(&[("A", 5)]);
    doubtful.sites.sites.get_mut("SUP").unwrap().confidence = 50;
    assert_eq!(doubtful.told(), "STOCK_NOT_ENOUGH");
}

#[test]
fn the_narrowest_safety_rule_decides() {
    let rule = |scope, name: &str, site: Option<&str>, keep| SafetyRule {
        scope,
        name: name.to_owned(),
        warehouse: site.map(Into::into),
        keep,
    };
    let free = |rules: &[SafetyRule]| {
        let mut world = World::of(TWO)
            .has("W1", &[("A", 100)])
            .wants(&[("A", 1_000)])
            .policy(|p| p.split = Split::ByQty);
        world.set.safety = rules.to_vec();
        world.plan().parcels[0].lines[0].quantity
    };
    let kind = rule(SafetyScope::SiteKind, "REGIONAL", None, Keep::Units(1));
    let category = rule(SafetyScope::Category, "PAD", None, Keep::BasisPoints(251));
    let sku = rule(SafetyScope::Sku, "A", None, Keep::Units(20));
    let here = rule(SafetyScope::Sku, "A", Some("W1"), Keep::Units(0));
    let other = rule(SafetyScope::SiteKind, "FRONT", None, Keep::Units(50));
    assert_eq!(free(&[]), 100);
    assert_eq!(free(std::slice::from_ref(&other)), 100);
    assert_eq!(free(&[kind.clone(), other]), 99);
    assert_eq!(
        free(&[kind.clone(), category.clone()]),
        97,
        "2.51 % of 100, rounded up"
    );
    assert_eq!(free(&[sku.clone(), kind.clone(), category.clone()]), 80);
    assert_eq!(free(&[kind, category, sku, here]), 100);
}

#[test]
fn what_must_not_fly_goes_by_road() {
    let mut world = World::of(&TWO[..1]).has("W1", &[("A", 5), ("BAT", 5)]);
    let by_air = CoverageRule {
        level: "AIR".to_owned(),
        lead_hours: Some(6),
        ..world.set.coverage[0].clone()
    };
    world.set.coverage.push(by_air);
    world.set.exclusions = vec![Exclusion {
        category: Some("BATTERY".to_owned()),
        level: Some("AIR".to_owned()),
        ..Exclusion::default()
    }];
    world.set.policies[0].objectives = vec![super::rules::Objective {
        aim: super::rules::Aim::Hours,
        weight_milli: 0,
    }];
    let hours = |world: &World| (world.plan().arrive_at.unwrap().0 - now().0) / 3_600_000;
    // Midnight is the cutoff, twelve hours from now.
    let pads = world.wants(&[("A", 1)]);
    assert_eq!(hours(&pads), 18);
    let batteries = pads.wants(&[("A", 1), ("BAT", 1)]);
    assert_eq!(hours(&batteries), 36);
    assert_eq!(batteries.told(), "W1: 1*A 1*BAT");
}

#[test]
fn parcels_are_gathered_at_a_hub_where_that_is_cheaper_and_in_time() {
    let kinds = [
        ("FAR1", SiteKind::Regional, "44", 1),
        ("FAR2", SiteKind::Regional, "51", 2),
        ("HUB", SiteKind::Central, "31", 3),
    ];
    let mut world = World::of(&kinds)
        .has("FAR1", &[("A", 1)])
        .has("FAR2", &[("B", 1)])
        .has("HUB", &[("BAT", 1)])
        .wants(&[("A", 1), ("B", 1)])
        .policy(|p| p.consolidate = true);
    let to_hub = |site: &str| CoverageRule {
        warehouse: site.into(),
        area: "31".into(),
        ..world.set.coverage[0].clone()
    };
    // Between sites of the mall freight is cheap.
    let mut lanes = vec![to_hub("FAR1"), to_hub("FAR2")];
    for lane in &mut lanes {
        lane.area = "3101".into();
        lane.first_kg = 100;
    }
    world.set.coverage.extend(lanes);
    world.sites.sites.get_mut("HUB").unwrap().area = "310115".into();
    world.ask.area = Some("32".into());
    let customers = world
        .set
        .coverage
        .iter_mut()
        .filter(|row| row.area.as_str() == "31");
    customers.for_each(|row| row.area = "32".into());
    let direct = world.plan();
    assert_eq!(
        (direct.hub, direct.freight),
        (None, 2_000),
        "a day later than the parcels, which nobody allowed"
    );
    world.ask.required_by = Some(now().plus_seconds(84 * 3_600));
    let gathered = world.plan();
    assert_eq!(
        gathered.hub.map(|hub| hub.warehouse.to_string()).as_deref(),
        Some("HUB")
    );
    assert_eq!(
        gathered.freight,
        100 + 100 + 1_000 + 100,
        "two ways to the hub and one of two kilograms from it"
    );
    assert_eq!(world.policy(|p| p.consolidate = false).plan().hub, None);
}

#[test]
fn an_area_nobody_serves_and_age_nobody_has() {
    let mut world = World::of(TWO).has("W1", &[("A", 5)]).wants(&[("A", 1)]);
    world.ask.lines[0].max_age_days = Some(30);
    assert_eq!(world.told(), "LOT_AGE_UNMET", "its age is not known");
    world.stock[0].produced = Some(Day::of(now()).plus(-30));
    assert_eq!(world.told(), "W1: 1*A");
    world.stock[0].produced = Some(Day::of(now()).plus(-31));
    assert_eq!(world.told(), "LOT_AGE_UNMET");
    world.ask.area = Some("65".into());
    assert_eq!(world.told(), Code::NotInArea.as_str());
}
