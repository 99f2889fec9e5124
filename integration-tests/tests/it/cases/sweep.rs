//! Many holds that run out at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dubbo_api::reservation::PreOccupyReq;
use integration_tests::mariadb::MariaDb;
use tokio::task::JoinSet;

use super::mall::{Caller, told};
use super::provider::{Bind, Center};

/// Holds that run out together; `STOCK_CASE_72_HOLDS=100000` is the full figure of the case.
const HOLDS: usize = 10_000;
const HOLDS_VARIABLE: &str = "STOCK_CASE_72_HOLDS";
/// Tenant of these orders.
const TENANT: &str = "case_72";
/// Reserves timed before the sweep.
const CALM_CALLS: usize = 300;
/// Callers at once while the holds are made.
const MAKERS: usize = 64;

mod sqlite {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn case_72_a_sweep_of_many_due_holds_leaves_reserves_their_latency() {
        let center = super::Center::sqlite(&[]).await;
        super::sweep(&center, "SQLite").await;
    }
}

mod mariadb {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn case_72_a_sweep_of_many_due_holds_leaves_reserves_their_latency() {
        let Some(server) = super::MariaDb::shared().await else {
            return;
        };
        let center = super::Center::mariadb(server, 1, &[]).await;
        super::sweep(&center, "MariaDB").await;
    }
}

async fn sweep(center: &Center, database: &str) {
    let count = std::env::var(HOLDS_VARIABLE).map_or(HOLDS, |text| text.parse().unwrap());
    let caller = Caller::connect(center.providers[0].address(), TENANT).await;
    caller.receive("S", i64::try_from(count).unwrap()).await;
    caller.receive("A", 1_000_000).await;
    hold(&caller, count).await;
    assert_eq!(caller.stock("S").await, format!("preoccupied={count}"));

    let mut calm = Vec::new();
    for at in 0..CALM_CALLS {
        calm.push(timed_reserve(&caller, &format!("CALM{at}")).await);
    }
    // Everything that was held four hours ago is due now: time passes in the database.
    let ms = Bind::Int(4 * 3_600 * 1_000);
    let sql = "UPDATE reservation SET created_at = created_at - ?, expire_at = expire_at - ?, due_at = due_at - ? \
               WHERE tenant = ? AND order_no LIKE 'H%'";
    let started = Instant::now();
    assert_eq!(
        center.execute(sql, &[ms, ms, ms, Bind::Text(TENANT)]).await,
        u64::try_from(count).unwrap()
    );
    let mut busy = Vec::new();
    loop {
        busy.push(timed_reserve(&caller, &format!("BUSY{}", busy.len())).await);
        if busy.len() % 25 == 0 && !caller.stock("S").await.contains("preoccupied") {
            break;
        }
        assert!(
            started.elapsed() < Duration::from_secs(600),
            "{}",
            caller.stock("S").await
        );
    }
    let swept = started.elapsed();
    assert_eq!(
        caller.stock("S").await,
        format!("available={count}"),
        "every hold went back"
    );
    let sql = "SELECT COUNT(*) FROM voucher WHERE tenant = ? AND op = 'EXPIRE'";
    assert_eq!(
        center.number(sql, TENANT).await,
        i64::try_from(count).unwrap(),
        "each once"
    );
    let (calm, busy) = (Latency::of(calm), Latency::of(busy));
    println!(
        "case 72 on {database}: {count} holds given back in {swept:.1?}; reserve before: {calm}; meanwhile: {busy}"
    );
    // The sweep has a lane of its own and rests as long as it works: on SQLite a caller waits for one short batch at most, on MariaDB for the disk they share.
    let bound = calm.p99 * 4 + Duration::from_millis(100);
    assert!(
        busy.p99 <= bound,
        "p99 {:?} during the sweep, {:?} before",
        busy.p99,
        calm.p99
    );
    center.check().await;
}

/// Holds one unit each for many orders.
async fn hold(caller: &Caller, count: usize) {
    let next = Arc::new(AtomicUsize::new(0));
    let mut makers = JoinSet::new();
    for _ in 0..MAKERS {
        let (caller, next) = (caller.clone(), Arc::clone(&next));
        makers.spawn(async move {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= count {
                    return;
                }
                let request = PreOccupyReq {
                    ttl_seconds: Some(14_400),
                    ..caller.hold(&format!("H{at}"), &[("S", 1)])
                };
                assert_eq!(told(&caller.send(request).await), "OK");
            }
        });
    }
    makers.join_all().await;
}

async fn timed_reserve(caller: &Caller, order: &str) -> Duration {
    let started = Instant::now();
    assert_eq!(told(&caller.reserve(order, &[("A", 1)]).await), "OK");
    started.elapsed()
}

/// How long calls took.
struct Latency {
    calls: usize,
    p50: Duration,
    p99: Duration,
    max: Duration,
}

impl Latency {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
        Self {
            calls: times.len(),
            p50: at(50),
            p99: at(99),
            max: at(100),
        }
    }
}

impl std::fmt::Display for Latency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} calls, p50 {:.1?}, p99 {:.1?}, most {:.1?}",
            self.calls, self.p50, self.p99, self.max
        )
    }
}
