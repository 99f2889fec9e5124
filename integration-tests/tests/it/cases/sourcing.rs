//! Where orders come from. Every mall publishes rules of its own.

use std::time::Duration;

use dubbo_api::code::ResultCode;
use dubbo_api::fulfillment::{FoCancelReq, FulfillmentService as _};
use dubbo_api::reply::Reply;
use dubbo_api::reservation::PreOccupyReq;
use dubbo_api::sourcing::{
    CapacityRule, ResourceLine, ResourceReq, RuleSet, SourcingPlan, SourcingPolicy, SourcingReq,
    SourcingService as _,
};
use dubbo_api::text::Quantity;
use dubbo_rpc::{ClientOptions, Context};
use stock::ids::{Day, Moment};
use stock::sourcing::calendar::Calendar;
use stock::sourcing::promise::{Wave, promise};

use super::mall::{Mall, told};
use super::on_both_databases;
use super::provider::{Bind, until};
use super::sourcer::{Sourcer, capacity, held_in, policy, sites, three_sites, way};

on_both_databases! {
    case_61_one_dear_site_or_two_cheap_ones,
    case_62_forty_sites_and_sixty_lines,
    case_63_the_plan_was_made_and_the_stock_gone,
    case_63_a_crowd_that_sources_the_last_units,
    case_64_capacity_of_one_and_two_orders,
    case_65_ordered_at_the_cutoff_before_a_holiday,
    case_33_short_pick_is_sourced_elsewhere,
    case_34_short_pick_that_nobody_else_can_send,
    rules_are_tried_before_they_are_published,
    a_sourced_hold_is_repeated_by_its_request,
}

async fn case_61_one_dear_site_or_two_cheap_ones(mall: &Mall) {
    let sourcer = three_sites(mall).await;
    sourcer
        .receive("X1", &[("L01", 5), ("L02", 5), ("L03", 5)])
        .await;
    sourcer.receive("X2", &[("L01", 5), ("L02", 5)]).await;
    sourcer.receive("X3", &[("L03", 5)]).await;
    let lines = [("L01", 1), ("L02", 2), ("L03", 1)];
    let few = sourcer.source(Some("FEW"), &lines).await;
    assert_eq!(sites(&few), ["X1"]);
    let cheap = sourcer.source(Some("CHEAP"), &lines).await;
    assert_eq!(sites(&cheap), ["X2", "X3"]);
    let plan = cheap.data.unwrap();
    assert!(plan.complete && !plan.truncated);
    assert_eq!(
        (plan.freight_minor, plan.rule_version.as_deref()),
        (2_100, Some("v1"))
    );
    let trace = sourcer.explain(&plan.plan_no).await;
    assert_eq!(trace.plan.as_ref().unwrap().plan_no, plan.plan_no);
    let option = |at: usize| {
        let option = &trace.options[at];
        let scores: Vec<f64> = option.scores.iter().map(|score| score.value).collect();
        let sites: Vec<String> = option.warehouses.iter().map(ToString::to_string).collect();
        (option.chosen, sites.join(" "), scores)
    };
    assert_eq!(option(0), (true, "X2 X3".to_owned(), vec![2_100.0, 2.0]));
    assert_eq!(option(1), (false, "X1".to_owned(), vec![5_000.0, 1.0]));
    let unknown = sourcer.source(Some("NOPE"), &lines).await;
    assert_eq!(unknown.code, ResultCode::ParamInvalid);
    let out_of_area = SourcingReq {
        area_code: Some("65".to_owned()),
        ..trace.request.unwrap()
    };
    let nowhere = sourcer
        .service
        .source(&Context::new(), out_of_area)
        .await
        .unwrap();
    assert_eq!(nowhere.code, ResultCode::NotInArea);
}

async fn case_62_forty_sites_and_sixty_lines(mall: &Mall) {
    mall.center.import("sites");
    let sourcer = Sourcer::of(mall).await;
    let names: Vec<String> = (1..=40).map(|at| format!("C{at:02}")).collect();
    let cost = |at: i64| (500 + at * 37 % 400, 200 + at * 61 % 300);
    let set = RuleSet {
        policies: vec![SourcingPolicy {
            max_parcels: 8,
            ..policy("FEW", &["COST", "PARCELS"])
        }],
        coverage: names
            .iter()
            .zip(1..)
            .map(|(name, at)| way(name, cost(at).0, cost(at).1, 0))
            .collect(),
        ..sourcer.set("v1")
    };
    // The provider hears of new sites within two seconds.
    until("the sites are known", Duration::from_secs(20), || async {
        sourcer.save(set.clone()).await.code != ResultCode::WarehouseUnknown
    })
    .await;
    assert_eq!(sourcer.simulate("v1").await.code, ResultCode::Ok);
    assert_eq!(sourcer.publish("v1").await.code, ResultCode::Ok);
    let skus: Vec<String> = (1..=20).map(|at| format!("L{at:02}")).collect();
    for (at, name) in names.iter().enumerate() {
        let has = |line: &usize| (at * 7 + line * 3) % 5 < 2;
        let goods: Vec<(&str, i64)> = (0..20)
            .filter(has)
            .map(|line| (skus[line].as_str(), 9))
            .collect();
        sourcer.receive(name, &goods).await;
    }
    let lines: Vec<(&str, i64)> = (0..60)
        .map(|line| {
            (
                skus[line % 20].as_str(),
                1 + i64::try_from(line % 3).unwrap(),
            )
        })
        .collect();
    let first = sourcer.source(Some("FEW"), &lines).await;
    let plan = first.data.as_ref().unwrap();
    assert!(plan.complete, "{:?}", plan.shortages);
    assert!(plan.elapsed_micros > 0);
    let mut sent: Vec<(i64, i64)> = plan
        .parcels
        .iter()
        .flat_map(|parcel| {
            parcel
                .lines
                .iter()
                .map(|line| (line.line_no, line.quantity.get()))
        })
        .collect();
    sent.sort_unstable();
    let wanted: Vec<(i64, i64)> = lines
        .iter()
        .zip(1..)
        .map(|((_, quantity), line)| (line, *quantity))
        .collect();
    assert_eq!(sent, wanted, "every line once and whole");
    let again = sourcer.source(Some("FEW"), &lines).await;
    assert_eq!(
        sites(&first),
        sites(&again),
        "the same question, the same plan"
    );
    let trace = sourcer.explain(&plan.plan_no).await;
    assert_eq!(
        trace.candidates.iter().filter(|site| site.accepted).count(),
        40
    );
}

async fn case_63_the_plan_was_made_and_the_stock_gone(mall: &Mall) {
    let sourcer = three_sites(mall).await;
    sourcer.receive("X1", &[("A", 3), ("B", 3)]).await;
    sourcer.receive("X2", &[("A", 3), ("B", 3)]).await;
    let lines = [("A", 2), ("B", 2)];
    let plan = sourcer.source(Some("FEW"), &lines).await;
    assert_eq!(sites(&plan), ["X2"]);
    let by_plan = |order: &str, plan: &Reply<SourcingPlan>| PreOccupyReq {
        sourcing_policy: None,
        plan_no: plan.data.as_ref().map(|plan| plan.plan_no.clone()),
        ..sourcer.hold(order, &lines)
    };
    // Somebody else is faster: the order is sourced anew and comes from the other site, as a whole.
    let taken = mall
        .send(PreOccupyReq {
            fixed_warehouse: Some("X2".into()),
            ..mall.hold("O-OTHER", &[("B", 2)])
        })
        .await;
    assert_eq!(held_in(&taken), "B*2@X2");
    assert_eq!(
        held_in(&mall.send(by_plan("O-1", &plan)).await),
        "A*2@X1 B*2@X1"
    );
    // Nothing is left that covers both: refused as a whole, nothing held, and the refusal is remembered.
    let short = mall.send(by_plan("O-2", &plan)).await;
    assert_eq!(
        told(&short),
        "SPLIT_NOT_ALLOWED B 2/2",
        "one of each site is left, a line stays whole"
    );
    for (site, left) in [("X1", "available=1 preoccupied=2"), ("X2", "available=3")] {
        assert_eq!(mall.stock_at(site, "A", "SHARED").await, left);
    }
    sourcer.receive("X2", &[("B", 50)]).await;
    assert_eq!(
        told(&mall.send(by_plan("O-2", &plan)).await),
        "SPLIT_NOT_ALLOWED B 2/2"
    );
    let of_other_lines = PreOccupyReq {
        lines: mall.hold("O-3", &[("A", 1)]).lines,
        ..by_plan("O-3", &plan)
    };
    assert_eq!(
        mall.send(of_other_lines).await.code,
        ResultCode::ParamInvalid
    );
}

async fn case_63_a_crowd_that_sources_the_last_units(mall: &Mall) {
    let sourcer = three_sites(mall).await;
    for site in ["X1", "X2", "X3"] {
        sourcer.receive(site, &[("A", 4), ("B", 4)]).await;
    }
    // The other provider hears of the rules within two seconds.
    let address = mall.center.providers.last().unwrap().address();
    let elsewhere = Sourcer::at(mall, address, ClientOptions::default()).await;
    until("the rules are known", Duration::from_secs(20), || async {
        elsewhere.source(Some("FEW"), &[("A", 1)]).await.code == ResultCode::Ok
    })
    .await;
    let callers = mall.callers(24).await;
    let mut calls = tokio::task::JoinSet::new();
    for (at, caller) in callers.into_iter().enumerate() {
        let request = sourcer.hold(&format!("O-{at}"), &[("A", 1), ("B", 1)]);
        calls.spawn(async move { caller.send(request).await });
    }
    let replies = calls.join_all().await;
    let mut held = 0;
    for reply in &replies {
        match reply.code {
            ResultCode::Ok => held += 1,
            // Overtaken more often than a plan is searched anew: refused as a whole.
            ResultCode::StockNotEnough | ResultCode::NoSource => {}
            _ => panic!("{reply:?}"),
        }
    }
    let mut left = 0;
    for site in ["X1", "X2", "X3"] {
        let (a, b) = (
            mall.stock_at(site, "A", "SHARED").await,
            mall.stock_at(site, "B", "SHARED").await,
        );
        assert_eq!(a, b, "orders are held as a whole");
        let free = a.strip_prefix("available=").map_or(0, |rest| {
            rest.split(' ').next().unwrap().parse::<i64>().unwrap()
        });
        left += free;
    }
    assert_eq!(held + left, 12);
    assert!(
        held > 0 && (left > 0 || held == 12),
        "{held} of 12 were held"
    );
}

async fn case_64_capacity_of_one_and_two_orders(mall: &Mall) {
    let sourcer = Sourcer::of(mall).await;
    sourcer
        .rules(RuleSet {
            policies: vec![policy("FEW", &["PARCELS", "PRIORITY"])],
            coverage: vec![way("X2", 0, 0, 1), way("X3", 0, 0, 2)],
            capacities: vec![
                capacity("X2", "24:00", Some(1)),
                capacity("X3", "24:00", Some(1)),
            ],
            ..sourcer.set("v1")
        })
        .await;
    sourcer.receive("X2", &[("A", 10)]).await;
    sourcer.receive("X3", &[("A", 10)]).await;
    let orders = || async {
        let sql = "SELECT CAST(COALESCE(SUM(value), 0) AS SIGNED) FROM counter WHERE kind = 'SITE_ORDERS' AND tenant = ?";
        mall.center.number(sql, &mall.tenant).await
    };
    assert_eq!(
        held_in(&mall.send(sourcer.hold("O-1", &[("A", 1)])).await),
        "A*1@X2"
    );
    assert_eq!(
        held_in(&mall.send(sourcer.hold("O-2", &[("A", 1)])).await),
        "A*1@X3"
    );
    assert_eq!(orders().await, 2);
    let full = mall.send(sourcer.hold("O-3", &[("A", 1)])).await;
    assert_eq!(full.code, ResultCode::CapacityFull, "{full:?}");
    let trace = sourcer.source(Some("FEW"), &[("A", 1)]).await;
    let trace = sourcer.explain(&trace.data.unwrap().plan_no).await;
    let why = trace
        .candidates
        .iter()
        .map(|site| site.filter_reason.as_ref().unwrap().as_str());
    assert_eq!(why.collect::<Vec<_>>(), ["CAPACITY_FULL", "CAPACITY_FULL"]);
    // Given back by a cancel, and by time; kept by a payment.
    assert_eq!(mall.cancel("O-1").await.code, ResultCode::Ok);
    assert_eq!(orders().await, 1);
    assert_eq!(
        held_in(&mall.send(sourcer.hold("O-4", &[("A", 1)])).await),
        "A*1@X2"
    );
    let paid = mall.confirm("O-4").await;
    assert_eq!(paid.code, ResultCode::Ok);
    let bound = paid.data.unwrap().fulfillment_nos.remove(0);
    mall.pass("O-2", 100_000).await;
    until("the hold ran out", Duration::from_secs(20), || async {
        orders().await == 1
    })
    .await;
    assert_eq!(
        held_in(&mall.send(sourcer.hold("O-5", &[("A", 1)])).await),
        "A*1@X3"
    );
    assert_eq!(orders().await, 2);
    // A paid order that is given up before it ships relieves its site.
    let give_up = FoCancelReq {
        context: mall.context("C-4"),
        fo_no: bound,
        ..FoCancelReq::default()
    };
    let given_up = mall.performance.cancel(&Context::new(), give_up).await;
    assert_eq!(given_up.unwrap().code, ResultCode::Ok);
    assert_eq!(orders().await, 1);
    assert_eq!(
        held_in(&mall.send(sourcer.hold("O-6", &[("A", 1)])).await),
        "A*1@X2"
    );
}

async fn case_65_ordered_at_the_cutoff_before_a_holiday(mall: &Mall) {
    let sourcer = Sourcer::of(mall).await;
    // A calendar of the test's own: tomorrow and the day after are holidays.
    let calendar = mall.tenant.as_str();
    let binds = [Bind::Text(calendar)];
    mall.center
        .execute("DELETE FROM site WHERE warehouse = 'X3'", &[])
        .await;
    mall.center
        .execute(
            "INSERT INTO site (warehouse, calendar, confidence) VALUES ('X3', ?, 100)",
            &binds,
        )
        .await;
    mall.center
        .execute(
            "INSERT INTO work_calendar (code, week) VALUES (?, '1111111')",
            &binds,
        )
        .await;
    let store = mall.center.store().await;
    let today = Day::of(store.now().await.unwrap());
    store.close().await;
    let mut days = Calendar::default();
    for ahead in 1..=2 {
        let day = today.plus(ahead);
        days.days.insert(day, false);
        let text = day.to_string();
        let binds = [Bind::Text(calendar), Bind::Text(&text)];
        mall.center
            .execute(
                "INSERT INTO work_day (calendar, day, worked) VALUES (?, ?, 0)",
                &binds,
            )
            .await;
    }
    sourcer
        .rules(RuleSet {
            policies: vec![policy("FEW", &["HOURS"])],
            coverage: vec![way("X3", 0, 0, 1)],
            capacities: vec![CapacityRule {
                processing_minutes: 90,
                ..capacity("X3", "00:01", None)
            }],
            ..sourcer.set("v1")
        })
        .await;
    sourcer.receive("X3", &[("A", 10)]).await;
    let waves = [Wave {
        cutoff_minute: 1,
        processing_minutes: 90,
        ..Wave::default()
    }];
    // Whatever the time is now, the cutoff of today is over (but for the first minute of it), and the next two days are holidays.
    until("the calendar is known", Duration::from_secs(20), || async {
        let plan = sourcer.source(None, &[("A", 1)]).await.data.unwrap();
        let trace = sourcer.explain(&plan.plan_no).await;
        let asked = Moment(trace.decided_at.unwrap().0);
        let expected = promise(&days, &waves, 24, asked).unwrap();
        plan.arrive_at.map(|date| date.0) == Some(expected.arrive_at.0)
            && plan.order_by.map(|date| date.0) == Some(expected.order_by.0)
            && Day::of(expected.order_by) != today.plus(1)
    })
    .await;
    mall.center
        .execute("DELETE FROM site WHERE warehouse = 'X3'", &[])
        .await;
}

/// An order of a SKU paid and bound in X2; its fulfilment order.
async fn bound_in_x2(mall: &Mall, sourcer: &Sourcer<'_>, quantity: i64) -> String {
    assert_eq!(
        held_in(&mall.send(sourcer.hold("O-1", &[("A", quantity)])).await),
        format!("A*{quantity}@X2")
    );
    let paid = mall.confirm("O-1").await.into_data().unwrap();
    assert_eq!(paid.fulfillment_nos.len(), 1);
    paid.fulfillment_nos[0].to_string()
}

fn missing(mall: &Mall, fo: &str, reason: &str, quantity: i64) -> ResourceReq {
    ResourceReq {
        context: mall.context(&format!("RS-{quantity}")),
        fo_no: fo.into(),
        reason: reason.into(),
        lines: vec![ResourceLine {
            line_no: 1,
            quantity: Quantity(quantity),
        }],
        allow_later: true,
    }
}

async fn case_33_short_pick_is_sourced_elsewhere(mall: &Mall) {
    let sourcer = three_sites(mall).await;
    sourcer.receive("X2", &[("A", 4)]).await;
    sourcer.receive("X1", &[("A", 9)]).await;
    let fo = bound_in_x2(mall, &sourcer, 3).await;
    let request = missing(mall, &fo, "NOT_FOUND", 3);
    let moved = sourcer
        .service
        .resource(&Context::new(), request.clone())
        .await
        .unwrap();
    assert_eq!(moved.code, ResultCode::Ok, "{moved:?}");
    assert_eq!(sites(&moved), ["X1"]);
    assert_eq!(
        mall.stock_at("X1", "A", "SHARED").await,
        "available=6 allocated=3"
    );
    let short = mall.stock_at("X2", "A", "SHARED").await;
    assert!(
        !short.contains("allocated") && short.contains("frozen"),
        "{short}"
    );
    let again = sourcer
        .service
        .resource(&Context::new(), request.clone())
        .await
        .unwrap();
    assert_eq!(again.code, ResultCode::OkDuplicate);
    assert_eq!(sites(&again), ["X1"]);
    assert_eq!(
        mall.stock_at("X1", "A", "SHARED").await,
        "available=6 allocated=3"
    );
    let wrong = ResourceReq {
        reason: "LOST".into(),
        ..request
    };
    assert_eq!(
        sourcer
            .service
            .resource(&Context::new(), wrong)
            .await
            .unwrap()
            .code,
        ResultCode::ParamInvalid
    );
}

async fn case_34_short_pick_that_nobody_else_can_send(mall: &Mall) {
    let sourcer = three_sites(mall).await;
    sourcer.receive("X2", &[("A", 3)]).await;
    let fo = bound_in_x2(mall, &sourcer, 3).await;
    let closed = sourcer
        .service
        .resource(&Context::new(), missing(mall, &fo, "DAMAGED", 2))
        .await
        .unwrap();
    assert_eq!(closed.code, ResultCode::Ok, "{closed:?}");
    let plan = closed.data.unwrap();
    assert!(plan.parcels.is_empty() && !plan.complete, "{plan:?}");
    assert_eq!(
        mall.stock_at("X2", "A", "SHARED").await,
        "allocated=1 defective=2"
    );
    let unknown = ResourceReq {
        context: mall.context("RS-NONE"),
        fo_no: "F1".into(),
        ..missing(mall, &fo, "DAMAGED", 1)
    };
    let unknown = sourcer
        .service
        .resource(&Context::new(), unknown)
        .await
        .unwrap();
    assert!(!unknown.is_success(), "{unknown:?}");
}

async fn rules_are_tried_before_they_are_published(mall: &Mall) {
    let sourcer = three_sites(mall).await;
    sourcer.receive("X1", &[("A", 5), ("B", 5)]).await;
    sourcer.receive("X2", &[("A", 5)]).await;
    sourcer.receive("X3", &[("B", 5)]).await;
    let lines = [("A", 1), ("B", 1)];
    assert_eq!(sites(&sourcer.source(Some("FEW"), &lines).await), ["X1"]);
    // A draft under which the first policy looks at freight alone.
    let draft = |aims: &[&str]| RuleSet {
        base_version: Some("v1".to_owned()),
        policies: vec![policy("FEW", aims)],
        coverage: vec![
            way("X1", 3_000, 2_000, 30),
            way("X2", 500, 500, 10),
            way("X3", 500, 600, 20),
        ],
        ..sourcer.set("v2")
    };
    assert_eq!(sourcer.save(draft(&["COST"])).await.code, ResultCode::Ok);
    let refused = sourcer.publish("v2").await;
    assert_eq!(refused.code, ResultCode::StateConflict, "{refused:?}");
    let report = sourcer.simulate("v2").await.into_data().unwrap();
    assert_eq!((report.plans, report.changed), (1, 1), "{report:?}");
    assert_eq!((report.parcels_before, report.parcels_after), (1, 2));
    assert_eq!(
        (report.freight_minor_before, report.freight_minor_after),
        (5_000, 2_100)
    );
    assert_eq!(report.samples[0].warehouses_after.len(), 2);
    // Another content: the trial of the old one does not count.
    assert_eq!(
        sourcer.save(draft(&["COST", "PARCELS"])).await.code,
        ResultCode::Ok
    );
    assert_eq!(
        sourcer.save(draft(&["COST", "PARCELS"])).await.code,
        ResultCode::OkDuplicate
    );
    assert_eq!(sourcer.publish("v2").await.code, ResultCode::StateConflict);
    assert_eq!(sourcer.simulate("v2").await.code, ResultCode::Ok);
    assert_eq!(sourcer.publish("v2").await.code, ResultCode::Ok);
    assert_eq!(sourcer.publish("v2").await.code, ResultCode::OkDuplicate);
    assert_eq!(
        sites(&sourcer.source(Some("FEW"), &lines).await),
        ["X2", "X3"]
    );
    assert_eq!(
        sourcer.save(draft(&["HOURS"])).await.code,
        ResultCode::StateConflict,
        "published is never changed"
    );
    assert_eq!(sourcer.publish("v9").await.code, ResultCode::NotFound);
    let elsewhere = RuleSet {
        coverage: vec![way("NOPE", 0, 0, 0)],
        ..sourcer.set("v3")
    };
    assert_eq!(
        sourcer.save(elsewhere).await.code,
        ResultCode::WarehouseUnknown
    );
}

async fn a_sourced_hold_is_repeated_by_its_request(mall: &Mall) {
    let sourcer = three_sites(mall).await;
    sourcer.receive("X2", &[("A", 2)]).await;
    let first = mall.send(sourcer.hold("O-1", &[("A", 2)])).await;
    assert_eq!(held_in(&first), "A*2@X2");
    // The goods are gone, so another search would come to another plan; the call is the same and gets its answer again.
    let again = mall.send(sourcer.hold("O-1", &[("A", 2)])).await;
    assert_eq!(again.code, ResultCode::OkDuplicate);
    assert_eq!(held_in(&again), "A*2@X2");
    let other = PreOccupyReq {
        sourcing_policy: Some("CHEAP".to_owned()),
        ..sourcer.hold("O-1", &[("A", 2)])
    };
    assert_eq!(mall.send(other).await.code, ResultCode::IdempotentConflict);
    let both = PreOccupyReq {
        fixed_warehouse: Some("X2".into()),
        ..sourcer.hold("O-2", &[("A", 2)])
    };
    assert_eq!(mall.send(both).await.code, ResultCode::ParamInvalid);
    // As far as it goes.
    sourcer.receive("X3", &[("B", 3)]).await;
    let partial = PreOccupyReq {
        mode: Some("PARTIAL".into()),
        ..sourcer.hold("O-3", &[("A", 1), ("B", 3)])
    };
    let partial = mall.send(partial).await;
    assert_eq!(held_in(&partial), "B*3@X3");
    assert_eq!(told(&partial), "OK A 0/1");
}
