//! What operators do: switches, safety stock, hot SKUs, health; and that only they may.

use std::time::{Duration, Instant};

use dubbo_api::admin::{
    CacheReq, HoldRuleReq, HotReq, ReplayReq, SafetyRule, StockAdminService as _, SwitchReq,
};
use dubbo_api::code::ResultCode;
use dubbo_api::inquiry::{SellableReq, StockQueryService as _};
use dubbo_api::reply::{Nothing, Reply};
use dubbo_api::reservation::PreOccupyReq;
use dubbo_api::sourcing::SafetyRuleRow;
use dubbo_api::states::{HealthStatus, HotMode, SafetyScope, SwitchMode, SwitchScope};
use dubbo_rpc::Context;
use integration_tests::mariadb::MariaDb;

use super::mall::{Caller, told};
use super::provider::{Center, until};

/// A setting is seen by every provider after so long at most; what the answer promises.
const EFFECTIVE: Duration = Duration::from_millis(4_000);

/// Switches are the whole provider's: these cases have providers of their own.
macro_rules! on_own_providers {
    ($($case:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let center = super::Center::sqlite(&[]).await;
                super::$case(&center).await;
                center.check().await;
            })+
        }
        mod mariadb {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let Some(server) = super::MariaDb::shared().await else { return };
                let center = super::Center::mariadb(server, 2, &[]).await;
                super::$case(&center).await;
                center.check().await;
            })+
        }
    };
}

on_own_providers! {
    case_73_a_module_for_reads_only_still_answers_and_gives_back,
    case_24_safety_stock_above_what_is_free,
    a_module_that_is_off_answers_nothing,
    hot_marks_are_stored_and_say_that_there_is_no_gate_without_redis,
    case_70_a_buyer_holds_no_more_unpaid_than_the_rule_allows,
}

fn switch(caller: &Caller, no: &str, target: &str, mode: SwitchMode) -> SwitchReq {
    SwitchReq {
        context: caller.context(no),
        scope: SwitchScope::Module,
        target: Some(target.to_owned()),
        mode,
        reason: Some("drill".to_owned()),
        ..SwitchReq::default()
    }
}

async fn turn(caller: &Caller, request: SwitchReq) -> Reply<Nothing> {
    caller
        .operations
        .set_switch(&Context::new(), request)
        .await
        .unwrap()
}

/// The first caller, and one of the last provider: on MariaDB another process.
async fn callers(center: &Center, tenant: &str) -> (Caller, Caller) {
    let (first, last) = (&center.providers[0], center.providers.last().unwrap());
    (
        Caller::connect(first.address(), tenant).await,
        Caller::connect(last.address(), tenant).await,
    )
}

async fn case_73_a_module_for_reads_only_still_answers_and_gives_back(center: &Center) {
    let (here, there) = callers(center, "case_73").await;
    here.receive("S", 10).await;
    for order in ["O1", "O2", "O3"] {
        assert_eq!(told(&here.reserve(order, &[("S", 1)]).await), "OK");
    }
    let trial = SwitchReq {
        dry_run: true,
        ..switch(&here, "T1", "RESERVATION", SwitchMode::ReadOnly)
    };
    let reply = turn(&here, trial).await;
    assert_eq!(
        (told(&reply).as_str(), reply.details["dryRun"].as_str()),
        ("OK", "true")
    );
    assert_eq!(reply.details["before"], "ON");
    assert_eq!(reply.details["after"], "READ_ONLY");
    assert_eq!(
        told(&here.reserve("O4", &[("S", 1)]).await),
        "OK",
        "it was a trial"
    );

    let wanted = switch(&here, "S1", "RESERVATION", SwitchMode::ReadOnly);
    let reply = turn(&here, wanted.clone()).await;
    assert_eq!(told(&reply), "OK");
    assert_eq!(reply.details["effectiveWithinMs"], "4000");
    assert_eq!(told(&turn(&here, wanted).await), "OK_DUPLICATE");
    let other = switch(&here, "S1", "RESERVATION", SwitchMode::Off);
    assert_eq!(told(&turn(&here, other).await), "IDEMPOTENT_CONFLICT");

    // Here at once, on every other provider of the database within the promised time.
    let refused = here.reserve("O5", &[("S", 1)]).await;
    assert_eq!(told(&refused), "DEGRADED_READONLY");
    assert!(refused.retryable);
    assert_eq!(refused.details["mode"], "READ_ONLY");
    let turned = Instant::now();
    let tries = std::sync::atomic::AtomicUsize::new(0);
    until("the other provider", EFFECTIVE, || async {
        // What was done before the switch is answered as before: every try is an order of its own.
        let order = format!(
            "T{}",
            tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
        );
        let reply = there.reserve(&order, &[("V", 1)]).await;
        told(&reply) == "DEGRADED_READONLY"
    })
    .await;
    println!("seen by the other provider after {:?}", turned.elapsed());
    for caller in [&here, &there] {
        assert_eq!(told(&caller.confirm("O1").await), "DEGRADED_READONLY");
        assert_eq!(told(&caller.order("O1").await), "OK");
        assert!(caller.stock("S").await.contains("preoccupied"));
    }
    assert_eq!(told(&here.cancel("O1").await), "OK");
    assert_eq!(told(&there.cancel("O2").await), "OK");
    here.receive("S", 5).await;
    let health = here.operations.health(&Context::new()).await.unwrap();
    let health = health.into_data().unwrap();
    assert_eq!(health.status, HealthStatus::Degraded);
    let part =
        |part: &&dubbo_api::admin::ComponentHealth| part.name.as_deref() == Some("RESERVATION");
    let module = health.components.iter().find(part).unwrap();
    assert_eq!(module.detail.as_deref(), Some("READ_ONLY: drill"));
    assert!(health.ledger_seq > 0);
    assert!(health.outbox_pending.get() > 0);

    // It lasts over a restart, for it is stored.
    let provider = &center.providers[0];
    provider.stop().await.unwrap();
    provider.launch().await.unwrap();
    let here = Caller::connect(provider.address(), "case_73").await;
    assert_eq!(
        told(&here.reserve("O5", &[("S", 1)]).await),
        "DEGRADED_READONLY"
    );
    let back = turn(&here, switch(&here, "S2", "RESERVATION", SwitchMode::On)).await;
    assert_eq!(told(&back), "OK");
    assert_eq!(
        told(&here.reserve("O5", &[("S", 1)]).await),
        "OK",
        "not remembered"
    );
    assert_eq!(told(&here.confirm("O3").await), "OK");
    until("the other provider", EFFECTIVE, || async {
        told(&there.confirm("O4").await) != "DEGRADED_READONLY"
    })
    .await;
}

async fn case_24_safety_stock_above_what_is_free(center: &Center) {
    let (here, there) = callers(center, "case_24").await;
    here.receive("S", 10).await;
    assert_eq!(told(&here.reserve("O1", &[("S", 4)]).await), "OK");
    let rule = |no: &str, quantity, remove| SafetyRule {
        context: here.context(no),
        rule: Some(SafetyRuleRow {
            scope: SafetyScope::Sku,
            sku: Some("S".into()),
            warehouse: Some("W1".into()),
            quantity,
            ..SafetyRuleRow::default()
        }),
        remove,
        ..SafetyRule::default()
    };
    let context = Context::new();
    let set = |rule| async {
        let reply = here.operations.set_safety_stock(&context, rule).await;
        told(&reply.unwrap())
    };
    assert_eq!(set(rule("R1", Some(20), false)).await, "OK");
    let sellable = || async {
        let request = SellableReq {
            tenant: Some("case_24".into()),
            skus: vec!["S".into()],
            ..SellableReq::default()
        };
        let reply = there
            .questions
            .batch_sellable(&Context::new(), request)
            .await;
        reply.unwrap().into_data().unwrap()[0].sellable.get()
    };
    until("the other provider", EFFECTIVE, || async {
        sellable().await == 0
    })
    .await;
    assert_eq!(
        told(&here.reserve("O2", &[("S", 1)]).await),
        "STOCK_NOT_ENOUGH S 0/1"
    );
    assert_eq!(
        told(&here.confirm("O1").await),
        "OK",
        "holds are not touched"
    );
    assert_eq!(set(rule("R2", None, true)).await, "OK");
    until("the other provider", EFFECTIVE, || async {
        sellable().await == 6
    })
    .await;
    assert_eq!(set(rule("R3", None, false)).await, "PARAM_INVALID");
    assert_eq!(set(rule("R3", Some(-1), false)).await, "PARAM_INVALID");
}

async fn a_module_that_is_off_answers_nothing(center: &Center) {
    let (here, _) = callers(center, "module_off").await;
    here.receive("S", 3).await;
    assert_eq!(told(&here.reserve("O1", &[("S", 1)]).await), "OK");
    for (no, module) in [("S1", "RESERVATION"), ("S2", "FULFILLMENT")] {
        let reply = turn(&here, switch(&here, no, module, SwitchMode::Off)).await;
        assert_eq!(told(&reply), "OK");
    }
    assert_eq!(told(&here.cancel("O1").await), "DEGRADED_READONLY");
    assert_eq!(told(&here.order("O1").await), "DEGRADED_READONLY");
    assert_eq!(
        here.stock("S").await,
        "available=2 preoccupied=1",
        "another module"
    );
    for (no, module) in [("S3", "RESERVATION"), ("S4", "FULFILLMENT")] {
        let reply = turn(&here, switch(&here, no, module, SwitchMode::On)).await;
        assert_eq!(told(&reply), "OK");
    }
    assert_eq!(told(&here.cancel("O1").await), "OK");
    let reply = turn(&here, switch(&here, "S5", "ADMIN", SwitchMode::Off)).await;
    assert_eq!(reply.code, ResultCode::ParamInvalid);
    assert_eq!(reply.details["field"], "target");
}

async fn hot_marks_are_stored_and_say_that_there_is_no_gate_without_redis(center: &Center) {
    let (here, _) = callers(center, "hot").await;
    let request = |no: &str, mode| HotReq {
        context: here.context(no),
        sku: "S".into(),
        mode,
        ..HotReq::default()
    };
    let context = Context::new();
    let set = |request| here.operations.set_hot(&context, request);
    let reply = set(request("H1", HotMode::Gate)).await.unwrap();
    assert_eq!(told(&reply), "OK");
    assert!(
        reply.details["effect"].contains("no gate: there is no Redis"),
        "{reply:?}"
    );
    assert_eq!(
        center
            .number("SELECT COUNT(*) FROM hot_sku WHERE sku <> ?", "none")
            .await,
        1
    );
    let reply = set(request("H2", HotMode::Normal)).await.unwrap();
    assert_eq!(told(&reply), "OK");
    assert_eq!(
        center
            .number("SELECT COUNT(*) FROM hot_sku WHERE sku <> ?", "none")
            .await,
        0
    );
    // What is not served is refused by its name, and nothing is stored of it.
    for mode in [HotMode::Shards, HotMode::Buffered] {
        let name = mode.as_str().to_owned();
        let reply = set(request(&format!("H3-{name}"), mode)).await.unwrap();
        assert_eq!(reply.code, ResultCode::NotImplemented, "{reply:?}");
        assert_eq!(reply.details["value"], format!("`{name}`"), "{reply:?}");
    }
    assert_eq!(
        center
            .number("SELECT COUNT(*) FROM hot_sku WHERE sku <> ?", "none")
            .await,
        0
    );

    let replay = ReplayReq {
        context: here.context("P1"),
        ..ReplayReq::default()
    };
    // From where is not said; and this provider has no broker.
    let reply = here
        .operations
        .replay_outbox(&Context::new(), replay.clone())
        .await
        .unwrap();
    assert_eq!(
        (told(&reply).as_str(), reply.details["field"].as_str()),
        ("PARAM_INVALID", "fromSeq")
    );
    let replay = ReplayReq {
        from_seq: Some(0),
        ..replay
    };
    let reply = here.operations.replay_outbox(&Context::new(), replay).await;
    assert_eq!(told(&reply.unwrap()), "STATE_CONFLICT");
    let rebuild = CacheReq {
        context: here.context("C1"),
        ..CacheReq::default()
    };
    let reply = here
        .operations
        .rebuild_cache(&Context::new(), rebuild)
        .await;
    assert_eq!(told(&reply.unwrap()), "OK");
}

async fn case_70_a_buyer_holds_no_more_unpaid_than_the_rule_allows(center: &Center) {
    let (here, there) = callers(center, "case_70").await;
    here.receive("S", 200).await;
    here.receive("A", 200).await;
    let rule = |no: &str, limit| HoldRuleReq {
        context: here.context(no),
        sku: Some("S".into()),
        buyer_limit: limit,
        remove: limit.is_none(),
        ..HoldRuleReq::default()
    };
    let set = async |rule| {
        let reply = here.operations.set_hold_rule(&Context::new(), rule).await;
        told(&reply.unwrap())
    };
    assert_eq!(set(rule("R1", Some(50))).await, "OK");
    tokio::time::sleep(EFFECTIVE).await;
    let order = |order: String, sku: &str| PreOccupyReq {
        buyer_id: Some("hoarder".to_owned()),
        ..here.hold(&order, &[(sku, 1)])
    };
    // A hundred orders at once, through every provider: fifty are held.
    let mut orders = tokio::task::JoinSet::new();
    for at in 0..100 {
        let caller = if at % 2 == 0 {
            here.clone()
        } else {
            there.clone()
        };
        let request = order(format!("O{at}"), "S");
        orders.spawn(async move { (at, caller.send(request).await) });
    }
    let told_all: Vec<_> = orders.join_all().await;
    let held: Vec<usize> = told_all
        .iter()
        .filter(|(_, reply)| reply.code == ResultCode::Ok)
        .map(|(at, _)| *at)
        .collect();
    assert_eq!(held.len(), 50);
    let (_, refused) = told_all
        .iter()
        .find(|(_, r)| r.code != ResultCode::Ok)
        .unwrap();
    assert_eq!(told(refused), "BUYER_HOLD_LIMIT");
    assert_eq!(refused.details["limit"], "50");
    assert_eq!(refused.details["sku"], "S");
    assert_eq!(here.stock("S").await, "available=150 preoccupied=50");
    let counter = "SELECT value FROM counter WHERE tenant = ?";
    assert_eq!(center.number(counter, "case_70").await, 50);
    // Another SKU and another buyer are free; paid, cancelled and expired units make room.
    assert_eq!(told(&here.send(order("A1".to_owned(), "A")).await), "OK");
    let other = PreOccupyReq {
        buyer_id: Some("other".to_owned()),
        ..here.hold("B1", &[("S", 3)])
    };
    assert_eq!(told(&here.send(other).await), "OK");
    assert_eq!(told(&here.cancel("B1").await), "OK");
    assert_eq!(told(&here.confirm(&format!("O{}", held[0])).await), "OK");
    assert_eq!(told(&there.cancel(&format!("O{}", held[1])).await), "OK");
    for name in ["N1", "N2"] {
        assert_eq!(told(&there.send(order(name.to_owned(), "S")).await), "OK");
    }
    assert_eq!(
        told(&here.send(order("N3".to_owned(), "S")).await),
        "BUYER_HOLD_LIMIT"
    );
    assert_eq!(set(rule("R2", None)).await, "OK");
    assert_eq!(
        told(&here.send(order("N4".to_owned(), "S")).await),
        "OK",
        "here at once"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn administration_asks_for_the_operators_token_where_one_is_configured() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "canary-7\n").unwrap();
    let path = file.display().to_string();
    let center = Center::sqlite(&[("ADMIN__OPERATOR_TOKEN_FILE", path.as_str())]).await;
    let caller = Caller::connect(center.providers[0].address(), "token").await;
    let wanted = || switch(&caller, "S1", "RESERVATION", SwitchMode::ReadOnly);
    let given = |token: &str| Context::new().with_attachment("operator-token", token);
    for context in [
        Context::new(),
        given("canary-8"),
        given("canary-"),
        given(""),
    ] {
        let reply = caller
            .operations
            .set_switch(&context, wanted())
            .await
            .unwrap();
        assert_eq!(reply.code, ResultCode::NotAuthorized);
        assert!(!format!("{reply:?}").contains("canary"), "{reply:?}");
    }
    assert_eq!(
        told(&caller.reserve("O1", &[("S", 1)]).await),
        "STOCK_NOT_ENOUGH S 0/1"
    );
    let health = caller.operations.health(&Context::new()).await.unwrap();
    assert_eq!(health.code, ResultCode::Ok, "how it is, anyone may ask");
    let reply = caller
        .operations
        .set_switch(&given("canary-7"), wanted())
        .await
        .unwrap();
    assert_eq!(told(&reply), "OK");
    assert_eq!(
        told(&caller.reserve("O2", &[("S", 1)]).await),
        "DEGRADED_READONLY"
    );
    let log = std::fs::read_to_string(center.providers[0].log()).unwrap();
    assert!(!log.contains("canary"), "the token is in the log");
}
