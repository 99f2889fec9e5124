//! Names and sizes meant to break a log, a metric, a statement or a packet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dubbo_api::change::{FreezeReq, StockChangeService as _, StockLine};
use dubbo_api::reservation::{OccupyLine, PreOccupyReq};
use dubbo_api::states::FreezeReason;
use dubbo_api::text::Quantity;
use dubbo_rpc::{Client, ClientOptions, Context, Invocation, Invoker, ServiceRef};
use integration_tests::availability::{Program, have};
use integration_tests::mariadb::MariaDb;
use tokio::task::JoinSet;

use super::mall::{Caller, told};
use super::provider::Center;

/// Texts that mean something to SQL, shells, logs and formats. None holds a control character.
const QUOTES: &[&str] = &[
    "O'Brien",
    "''",
    "\"x\"",
    "`x`",
    "\\",
    "\\'",
    "x' OR '1'='1",
    "x'; DROP TABLE reservation; --",
    "x\"; DELETE FROM balance; #",
    "1) OR (1=1",
    "/*! x */",
    "%",
    "_",
    "%s%n{}{0}",
    "$1 ? :x @x",
    "${jndi:ldap://x}",
    "<script>x</script>",
    "NULL",
    "0x00",
    "\u{7bb1}\u{1f697}\u{1f697}",
    "\u{202e}x",
    "a\u{301}",
    "\u{ff07}x\u{ff07}",
    "a b",
];

/// Made-up names of interfaces, methods, versions and groups; `STOCK_HOSTILE_NAMES=100000` is the full figure.
const NAMES: usize = 2_000;
const NAMES_VARIABLE: &str = "STOCK_HOSTILE_NAMES";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn log_lines_and_metric_series_cannot_be_forged() {
    // Everything is logged, and the requests are of the kind that gets refused.
    let center =
        Center::sqlite(&[("LOG__FILTER", "info,stock_provider=debug,dubbo_rpc=debug")]).await;
    let provider = &center.providers[0];
    let caller = Caller::connect(provider.address(), "hostile").await;
    let forged = "x\r\n2026-01-01T00:00:00Z ERROR forged\u{1b}[2J\u{1b}[31m\u{85}\u{2028}x";
    let huge = "y".repeat(64 * 1024);
    for name in [forged, &huge] {
        let reply = caller.reserve("O1", &[(name, 1)]).await;
        assert_eq!(told(&reply), "PARAM_INVALID");
        let message = reply.message.unwrap();
        assert!(
            message.len() < 512 && !message.contains(char::is_control),
            "{message:?}"
        );
        assert!(
            !reply
                .details
                .values()
                .any(|value| value.contains(char::is_control) || value.len() > 512)
        );
        assert_eq!(
            told(&caller.reserve(name, &[("S", 1)]).await),
            "PARAM_INVALID"
        );
        assert_eq!(told(&caller.order(name).await), "PARAM_INVALID");
        assert_eq!(told(&caller.by_key(name).await.unwrap()), "PARAM_INVALID");
    }

    // Names of interfaces, methods, versions and groups are the caller's own, too.
    let options = ClientOptions {
        application: Some(forged.to_owned()),
        ..ClientOptions::default()
    };
    let link = Client::connect(provider.address(), options).await.unwrap();
    let known = dubbo_api::reservation::stock_reservation_service::INTERFACE;
    let names = std::env::var(NAMES_VARIABLE).map_or(NAMES, |text| text.parse().unwrap());
    for at in 0..names {
        let made_up = format!("m{at}\r\nforged");
        let (service, method) = match at % 4 {
            0 => (ServiceRef::new(known), made_up),
            1 => (
                ServiceRef::new(format!("com.example.{made_up}")),
                "get".to_owned(),
            ),
            2 => (
                ServiceRef::new(known).with_version(made_up),
                "get".to_owned(),
            ),
            _ => (ServiceRef::new(known).with_group(made_up), "get".to_owned()),
        };
        let call = Invocation::new(
            service,
            method.into(),
            "".into(),
            Vec::new(),
            Context::new(),
        );
        let Err(fault) = link.invoke(call).await else {
            panic!("a made-up call was answered")
        };
        assert!(fault.to_string().len() < 1_024, "{fault}");
    }
    assert_eq!(
        told(&caller.reserve("O1", &[("S", 1)]).await),
        "STOCK_NOT_ENOUGH S 0/1",
        "it serves on"
    );

    let log = std::fs::read_to_string(provider.log()).unwrap();
    // Not an empty promise: the made-up names are in it, one event and one line each.
    let told_of = log
        .lines()
        .filter(|line| line.contains("m4\\r\\nforged"))
        .count();
    assert_eq!(
        told_of, 1,
        "a call refused for its method is logged once, with its name escaped"
    );
    for line in log.lines() {
        assert!(
            line.starts_with("20") && !line.starts_with("2026-01-01T00:00:00Z ERROR forged"),
            "{line:?}"
        );
        assert!(
            !line.contains(|c: char| c.is_control() && c != '\t'),
            "{line:?}"
        );
        assert!(
            line.len() < 4_096,
            "{} bytes: {}",
            line.len(),
            line.chars().take(200).collect::<String>()
        );
    }
    let metrics = reqwest::get(provider.admin_url("metrics"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let mut series: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in metrics
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let labelled = line.rsplit_once(' ').unwrap().0;
        let name = labelled.split('{').next().unwrap();
        series.entry(name).or_default().insert(labelled);
    }
    assert!(
        series.contains_key("dubbo_provider_requests_total"),
        "{metrics}"
    );
    for (name, labelled) in &series {
        assert!(
            labelled.len() <= 200,
            "{name} has {} series",
            labelled.len()
        );
    }
    assert!(!metrics.contains("forged"));
    center.check().await;
}

mod sqlite {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn quotes_and_oversize_values_are_values_or_refused_by_field() {
        let center = super::Center::sqlite(&[]).await;
        super::quotes_and_sizes(&center).await;
    }
}

mod mariadb {
    /// With the smallest packet a server is run with.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn quotes_and_oversize_values_are_values_or_refused_by_field() {
        if !super::have("MariaDB", &[super::Program::MariaDb]) {
            return;
        }
        let server = super::MariaDb::start().await.unwrap();
        server
            .execute("SET GLOBAL max_allowed_packet = 1048576")
            .await
            .unwrap();
        let center = super::Center::mariadb(&server, 1, &[]).await;
        super::quotes_and_sizes(&center).await;
        for provider in &center.providers {
            provider.stop().await.unwrap();
        }
    }
}

async fn quotes_and_sizes(center: &Center) {
    let caller = Caller::connect(center.providers[0].address(), "hostile").await;
    caller.receive("S", 100_000).await;
    quotes_are_kept(&caller).await;
    oversize_is_refused_by_field(&caller).await;
    large_orders_fit(&caller).await;
    center.check().await;
}

/// Each text comes back as it went in, and does nothing else.
async fn quotes_are_kept(caller: &Caller) {
    let mut free = 100_000;
    for text in QUOTES {
        let mut request = PreOccupyReq {
            buyer_id: Some((*text).to_owned()),
            ..caller.hold(text, &[("S", 1)])
        };
        if let Some(context) = &mut request.context {
            context.operator = Some((*text).to_owned());
            context.trace_id = Some((*text).to_owned());
        }
        assert_eq!(told(&caller.send(request.clone()).await), "OK", "{text}");
        assert_eq!(told(&caller.send(request).await), "OK_DUPLICATE", "{text}");
        free -= 1;
        let found = caller.order(text).await.into_data().unwrap();
        assert_eq!(
            (found.order_no.as_str(), found.buyer_id.as_deref()),
            (*text, Some(*text))
        );
        let stored = caller.by_key(text).await.unwrap().into_data().unwrap();
        assert_eq!(stored.reservation.unwrap().order_no.as_str(), *text);
        let reply = caller.reserve(&format!("{text}!"), &[(text, 1)]).await;
        assert_eq!(told(&reply), "SKU_UNKNOWN", "{text}");
        assert_eq!(reply.code.as_str(), "SKU_UNKNOWN");
    }
    let ledger = caller.ledger("S").await;
    let operators: BTreeSet<&str> = ledger
        .iter()
        .filter_map(|row| row.operator.as_deref())
        .collect();
    assert_eq!(operators, QUOTES.iter().copied().collect());
    let held = i64::try_from(QUOTES.len()).unwrap();
    assert_eq!(
        caller.stock("S").await,
        format!("available={free} preoccupied={held}")
    );
}

async fn oversize_is_refused_by_field(caller: &Caller) {
    let before = caller.stock("S").await;
    for length in [65, 300, 70_000, 2_000_000] {
        let long = "\u{8f6e}".repeat(length);
        let line = |sku: &str| OccupyLine {
            sku: sku.into(),
            quantity: Quantity(1),
            ..OccupyLine::default()
        };
        let base = || caller.hold("BIG", &[("S", 1)]);
        let requests = [
            (
                "orderNo",
                PreOccupyReq {
                    order_no: long.as_str().into(),
                    ..base()
                },
            ),
            (
                "lines[0].sku",
                PreOccupyReq {
                    lines: vec![line(&long)],
                    ..base()
                },
            ),
            (
                "buyerId",
                PreOccupyReq {
                    buyer_id: Some(long.clone()),
                    ..base()
                },
            ),
            (
                "channel",
                PreOccupyReq {
                    channel: Some(long.clone()),
                    ..base()
                },
            ),
            (
                "areaCode",
                PreOccupyReq {
                    area_code: Some(long.clone()),
                    ..base()
                },
            ),
            (
                "fixedWarehouse",
                PreOccupyReq {
                    fixed_warehouse: Some(long.as_str().into()),
                    ..base()
                },
            ),
            (
                "context.bizNo",
                PreOccupyReq {
                    context: caller.context(&long),
                    ..base()
                },
            ),
        ];
        for (field, request) in requests {
            let reply = caller.send(request).await;
            assert_eq!(
                told(&reply),
                "PARAM_INVALID",
                "{field} of {length} characters"
            );
            assert_eq!(reply.details["field"], field);
            assert!(reply.details["limit"].contains("at most"), "{reply:?}");
        }
        let stock_line = StockLine {
            sku: "S".into(),
            quantity: Quantity(1),
            ..StockLine::default()
        };
        let freeze = FreezeReq {
            context: caller.context("F"),
            warehouse: "W1".into(),
            lines: vec![stock_line],
            reason: FreezeReason::Risk,
            remark: Some(long.chars().cycle().take(length.max(201)).collect()),
        };
        let reply = caller.goods.freeze(&Context::new(), freeze).await.unwrap();
        assert_eq!(
            (told(&reply).as_str(), reply.details["field"].as_str()),
            ("PARAM_INVALID", "remark")
        );
    }
    assert_eq!(caller.stock("S").await, before);
}

/// The longest orders of the longest names, many in one transaction: statements are cut to what a packet takes.
async fn large_orders_fit(caller: &Caller) {
    let name = |at: usize| format!("{at:04}{}", "\u{1f697}".repeat(60));
    let caller = Arc::new(caller.clone());
    let mut orders = JoinSet::new();
    for at in 0..64 {
        let caller = Arc::clone(&caller);
        orders.spawn(async move {
            let request = PreOccupyReq {
                buyer_id: Some(name(at)),
                ..caller.hold(&name(at), &[("S", 1); 200])
            };
            let held = told(&caller.send(request).await);
            let paid = if at % 2 == 0 {
                told(&caller.confirm(&name(at)).await)
            } else {
                "OK".to_owned()
            };
            (held, paid)
        });
    }
    for (held, paid) in orders.join_all().await {
        assert_eq!((held.as_str(), paid.as_str()), ("OK", "OK"));
    }
    let found = caller.order(&name(7)).await.into_data().unwrap();
    assert_eq!(found.lines.len(), 200);
}
