//! The stock center among others in Nacos, as Java consumers of several lines see it: application level, mixed fleets,
//! weights from the console, rules, restarts.

use std::time::{Duration, Instant};

use dubbo_api::{
    SellableReq, StockQueryService as _, StockQueryServiceClient, stock_query_service,
};
use dubbo_rpc::{Client, ClientOptions, Context, ServiceRef};
use integration_tests::availability::full_scale;
use integration_tests::java::{self, JavaServer, Line};
use integration_tests::nacos::console::DEFAULT_GROUP;
use integration_tests::nacos::{Auth, Nacos, Version};
use integration_tests::ports::PortLease;
use integration_tests::stock_center::StockCenter;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::fleet::{Caller, SOON, Tally, served};
use crate::java_support::{SKUS, WAREHOUSE, java_settings};

const INTERFACE: &str = stock_query_service::INTERFACE;

fn all_good(tally: &Tally) -> bool {
    tally.failed == 0 && tally.ok > 0
}

/// Registered as an application only, the stock center is found by consumers of 3.x at their defaults and by those that
/// look for applications only; and a consumer that prefers fastjson2 comes to hessian2 by what is published.
#[tokio::test(flavor = "multi_thread")]
async fn consumers_of_dubbo_3_find_it_as_an_application() {
    if !java::available() {
        return;
    }
    for version in Version::ALL {
        let nacos = Nacos::shared(version).await.unwrap();
        // Other tests register the same interfaces in this server.
        let namespace = "stock-application";
        let registry = format!("{}?namespace={namespace}", nacos.registry_url());
        let mut settings = java_settings(&registry);
        settings.push(("REGISTRY__REGISTER_MODE", "instance"));
        if version == Version::V3 {
            settings.push(("REGISTRY__METADATA", "remote"));
        }
        let center = StockCenter::start(&settings).await.unwrap();
        let of = async |name: &str| {
            let found = nacos.instances_in(namespace, DEFAULT_GROUP, name).await;
            found.unwrap().len()
        };
        assert_eq!(of("stock-center").await, 1);
        assert_eq!(of(&format!("providers:{INTERFACE}::")).await, 0);
        // As 3.2 calls whoever publishes nothing of his serialization.
        let foreign = format!(
            "direct:dubbo://127.0.0.1:{}/{INTERFACE}?prefer.serialization=fastjson2",
            center.port()
        );
        let address = format!("{}?namespace={namespace}", nacos.server_addr());
        for line in Line::TRIPLE {
            let refs = format!("default,FORCE_APPLICATION,{foreign}");
            let caller = Caller::start(line, &address, &refs, &["--retries", "0"]).await;
            for (index, step) in ["default", "FORCE_APPLICATION"].into_iter().enumerate() {
                let what = format!("{} {step} on Nacos {}", line.release(), version.text());
                let seen = caller.calls_become(&what, index, 50, all_good).await;
                println!("{what}: {seen:?}");
            }
            if matches!(line, Line::V3_2 | Line::V3_3) {
                // The calls above came to hessian2 by what was published, not for want of another.
                let seen = caller.calls(2, 5).await;
                assert!(
                    seen.ok == 0 && seen.first.contains("serialization id 23"),
                    "{}: {seen:?}",
                    line.release()
                );
            }
        }
        center.stop().await.unwrap();
    }
}

/// The share of calls that `center` served of a run, in percent.
async fn share(caller: &Caller, center: &StockCenter, count: u64) -> f64 {
    let before = served(center).await;
    let seen = caller.calls(0, count).await;
    assert!(
        all_good(&seen),
        "{} of {count} calls failed, first: {}",
        seen.failed,
        seen.first
    );
    let ours = u32::try_from(served(center).await - before).unwrap();
    100.0 * f64::from(ours) / f64::from(u32::try_from(count).unwrap())
}

/// With a Java provider beside it: calls go by weight, and a weight set in the console moves them, again and again; those of
/// 2.7 by the interface's instance, those of 3.3 by the application's.
#[tokio::test(flavor = "multi_thread")]
async fn calls_go_by_weight_beside_a_java_provider_and_follow_the_console() {
    if !java::available() {
        return;
    }
    let nacos = Nacos::start(Version::V2, Auth::Off).await.unwrap();
    let registry = nacos.registry_url();
    let center = StockCenter::start(&java_settings(&registry)).await.unwrap();
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port().to_string();
    let arguments = [
        "--port",
        &port,
        "--nacos",
        &nacos.server_addr(),
        "--skus",
        SKUS[0],
        "--warehouses",
        WAREHOUSE,
        "--weight",
        "300",
    ];
    let class = "com.autoparts.stock.ref.StockProvider";
    let _java = JavaServer::start("stock-provider-java", class, &arguments)
        .await
        .unwrap();
    let more = ["--balance", "roundrobin", "--retries", "0"];
    let old = Caller::start(Line::V2_7, &nacos.server_addr(), "default", &more).await;
    let new = Caller::start(Line::V3_3, &nacos.server_addr(), "default", &more).await;
    let count = if full_scale() { 10_000 } else { 2_000 };
    let names = [
        format!("providers:{INTERFACE}::"),
        "stock-center".to_owned(),
    ];
    // (console's weight, share in percent of 100 times that beside 300)
    for (console, expected) in [(1.0, 25.0), (9.0, 75.0), (3.0, 50.0)] {
        if console != 1.0 {
            for name in &names {
                nacos
                    .set_weight(name, center.port(), console)
                    .await
                    .unwrap();
            }
        }
        for (line, caller) in [("2.7.23", &old), ("3.3.6", &new)] {
            let started = Instant::now();
            let close = |share: f64| (share - expected).abs() <= expected * 0.05;
            while !close(share(caller, &center, 200).await) {
                assert!(
                    started.elapsed() < SOON,
                    "{line}: the console's weight {console} does not arrive"
                );
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            let share = share(caller, &center, count).await;
            println!(
                "{line}, console weight {console}: {share:.2} % of {count} calls, {expected} expected"
            );
            assert!(
                close(share),
                "{line}, console weight {console}: {share} % of {count} calls, not {expected}"
            );
        }
    }
}

/// Three providers are restarted one after the other under load: no call fails.
#[tokio::test(flavor = "multi_thread")]
async fn a_rolling_restart_fails_no_call() {
    if !java::available() {
        return;
    }
    let nacos = Nacos::start(Version::V2, Auth::Off).await.unwrap();
    let registry = nacos.registry_url();
    let mut centers = Vec::new();
    for _ in 0..3 {
        centers.push(StockCenter::start(&java_settings(&registry)).await.unwrap());
    }
    let callers = [
        Caller::start(Line::V2_7, &nacos.server_addr(), "default", &[]).await,
        Caller::start(Line::V3_3, &nacos.server_addr(), "default", &[]).await,
    ];
    for caller in &callers {
        caller
            .calls_become("before the restarts", 0, 100, all_good)
            .await;
        caller.begin().await;
    }
    for center in &centers {
        center.stop().await.unwrap();
        center.launch().await.unwrap();
        center.registered().await.unwrap();
        // Every consumer has it again before the next one goes.
        let before = served(center).await;
        let started = Instant::now();
        while served(center).await < before + 50 {
            assert!(
                started.elapsed() < SOON,
                "a restarted provider gets no calls"
            );
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
    for caller in &callers {
        let seen = caller.end().await;
        println!("rolling restart: {seen:?}");
        assert!(seen.failed == 0 && seen.ok > 300, "{seen:?}");
    }
}

async fn becomes(what: &str, mut right: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !right().await {
        assert!(started.elapsed() < SOON, "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!("{what} after {:?}", started.elapsed());
}

/// Override rules hold without a restart; what cannot be read leaves the rule before in force; QoS takes the provider
/// out and in.
#[tokio::test(flavor = "multi_thread")]
async fn rules_of_operators_are_obeyed_without_a_restart() {
    if !java::available() {
        return;
    }
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let registry = nacos.registry_url();
        let mut settings = java_settings(&registry);
        settings.extend([
            ("APPLICATION__NAME", "stock-rules"),
            ("PROVIDER__GROUP", "rules"),
        ]);
        let center = StockCenter::start(&settings).await.unwrap();
        let name = format!("providers:{INTERFACE}::rules");
        let published = async |key: &str| -> Option<String> {
            let found = nacos.instances(&name).await.unwrap();
            found
                .iter()
                .find(|one| one.port == center.port())?
                .metadata
                .get(key)
                .cloned()
        };
        let rule = async |scope: &str, parameters: &str| {
            let (data_id, key) = match scope {
                "service" => (
                    format!("{INTERFACE}::rules.configurators"),
                    format!("rules/{INTERFACE}"),
                ),
                _ => (
                    "stock-rules.configurators".to_owned(),
                    "stock-rules".to_owned(),
                ),
            };
            let text = format!(
                "configVersion: v3.0\nscope: {scope}\nkey: {key}\nenabled: true\nconfigs:\n- side: provider\n  \
                 addresses: ['0.0.0.0']\n  parameters: {{{parameters}}}\n"
            );
            nacos
                .publish_config(&data_id, "dubbo", &text)
                .await
                .unwrap();
        };
        let get = async |page: &str| {
            reqwest::get(center.admin_url(page))
                .await
                .unwrap()
                .text()
                .await
                .unwrap()
        };
        // The group is part of the name, so this calls with it.
        let call = async |token: Option<&str>| direct_in(&center, "rules", token).await;
        call(None).await.unwrap();

        rule("application", "timeout: 777, weight: 50, colour: red").await;
        becomes("timeout and weight are published", async || {
            published("timeout").await.as_deref() == Some("777")
                && published("weight").await.as_deref() == Some("50")
        })
        .await;
        // The service's rule over the application's.
        rule(
            "service",
            "timeout: 888, accesslog: true, dubbo.tag: gray, colour: red",
        )
        .await;
        becomes("the service's rule is over the application's", async || {
            published("timeout").await.as_deref() == Some("888")
                && published("weight").await.as_deref() == Some("50")
                && published("dubbo.tag").await.as_deref() == Some("gray")
        })
        .await;
        becomes("the access log has a line", async || {
            call(None).await.unwrap();
            std::fs::read_to_string(center.log())
                .unwrap()
                .contains("batchSellable(com.autoparts.stock.api.SellableReq) [{")
        })
        .await;
        rule("service", "token: s3cret").await;
        becomes("a token is asked for", async || {
            call(None)
                .await
                .is_err_and(|why| why.contains("Invalid token! Forbid invoke remote service"))
        })
        .await;
        assert!(call(Some("s3cre")).await.is_err() && call(Some("s3cret")).await.is_ok());
        // It is asked for first and published then, as Java does.
        becomes("the token is published", async || {
            published("token").await.as_deref() == Some("s3cret")
        })
        .await;
        rule("service", "tps: 3, tps.interval: 600000").await;
        becomes("a rate is kept", async || {
            call(None)
                .await
                .is_err_and(|why| why.contains("RpcException") && why.contains("max service tps"))
        })
        .await;
        // Poison: the rule before stays.
        let data_id = format!("{INTERFACE}::rules.configurators");
        for poison in [
            "configs: &a [{side: provider, parameters: {tps: 0}}]\nx: [*a, *a]",
            "configs: !!java.util.ArrayList [{side: provider, parameters: {tps: 0}}]",
        ] {
            nacos
                .publish_config(&data_id, "dubbo", poison)
                .await
                .unwrap();
        }
        becomes("poison is refused", async || {
            std::fs::read_to_string(center.log())
                .unwrap()
                .contains("the rule before stays in force")
        })
        .await;
        assert!(
            call(None)
                .await
                .is_err_and(|why| why.contains("max service tps"))
        );
        rule("service", "disabled: true").await;
        becomes("a disabled service is taken back", async || {
            nacos.instances(&name).await.unwrap().is_empty()
        })
        .await;
        rule("service", "disabled: false").await;
        becomes("and comes back", async || {
            published("timeout").await.as_deref() == Some("777")
        })
        .await;
        let log = std::fs::read_to_string(center.log()).unwrap();
        assert_eq!(
            log.matches("the parameter `colour`").count(),
            1,
            "said once"
        );

        assert!(get("ls").await.contains(&format!("Y    rules/{INTERFACE}")));
        assert_eq!(get("offline").await, "OK");
        becomes("offline takes it back", async || {
            nacos.instances(&name).await.unwrap().is_empty()
        })
        .await;
        call(None).await.unwrap();
        let mut telnet = tokio::net::TcpStream::connect(("127.0.0.1", center.admin_port()))
            .await
            .unwrap();
        telnet.write_all(b"online\nready\nquit\n").await.unwrap();
        let mut said = String::new();
        telnet.read_to_string(&mut said).await.unwrap();
        assert!(
            said.starts_with("OK\r\n") && said.contains("true\r\n"),
            "{said}"
        );
        becomes("online brings it back", async || {
            nacos.instances(&name).await.unwrap().len() == 1
        })
        .await;
        let refused = reqwest::get(center.admin_url("shutdown")).await.unwrap();
        assert_eq!(refused.status().as_u16(), 404);
        center.stop().await.unwrap();
    }
}

/// A call without a registry: what a caller that knows the address only is told.
async fn direct_in(center: &StockCenter, group: &str, token: Option<&str>) -> Result<(), String> {
    let options = ClientOptions {
        timeout: SOON,
        ..ClientOptions::default()
    };
    let client = Client::connect(center.address(), options)
        .await
        .map_err(|fault| fault.to_string())?;
    let service = ServiceRef::new(INTERFACE).with_group(group);
    let queries = StockQueryServiceClient::new(Arc::new(client), service);
    let cx = match token {
        Some(token) => Context::new().with_attachment("token", token),
        None => Context::new(),
    };
    let request = SellableReq {
        skus: vec![SKUS[0].into()],
        ..SellableReq::default()
    };
    queries
        .batch_sellable(&cx, request)
        .await
        .map(drop)
        .map_err(|fault| fault.to_string())
}
