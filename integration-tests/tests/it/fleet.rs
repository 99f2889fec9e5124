//! A consumer that calls as it is told, and what the fleet tests share.

use std::time::{Duration, Instant};

use integration_tests::java::{JavaServer, Line};
use integration_tests::ports::PortLease;
use integration_tests::stock_center::StockCenter;

use crate::java_support::SKUS;

/// What a change may take to reach everybody, on a machine that is busy with other things.
pub(crate) const SOON: Duration = Duration::from_secs(60);
/// A run of calls may take this long.
const RUN_DEADLINE: Duration = Duration::from_secs(180);

/// A Java consumer of `StockQueryService`; see `com.autoparts.line.Caller`.
pub(crate) struct Caller {
    http: reqwest::Client,
    url: String,
    _process: JavaServer,
    _lease: PortLease,
}

/// How a run of calls went.
#[derive(Debug)]
pub(crate) struct Tally {
    pub(crate) ok: u64,
    pub(crate) failed: u64,
    pub(crate) first: String,
}

impl Caller {
    /// A consumer with these references, of a registry unless `nacos` is empty.
    pub(crate) async fn start(line: Line, nacos: &str, refs: &str, more: &[&str]) -> Self {
        let lease = PortLease::take(&[0]).unwrap();
        let port = lease.port().to_string();
        let mut arguments = vec!["--port", &port, "--sku", SKUS[0], "--refs", refs];
        if !nacos.is_empty() {
            arguments.extend(["--nacos", nacos]);
        }
        arguments.extend(more);
        let class = "com.autoparts.line.Caller";
        let process = JavaServer::start(line.module(), class, &arguments)
            .await
            .unwrap();
        Self {
            http: reqwest::Client::builder()
                .timeout(RUN_DEADLINE)
                .build()
                .unwrap(),
            url: format!("http://127.0.0.1:{port}"),
            _process: process,
            _lease: lease,
        }
    }

    async fn ask(&self, path: String) -> String {
        let answer = self
            .http
            .get(format!("{}/{path}", self.url))
            .send()
            .await
            .unwrap();
        answer.text().await.unwrap()
    }

    pub(crate) async fn calls(&self, reference: usize, count: u64) -> Tally {
        tally(
            &self
                .ask(format!("calls?ref={reference}&count={count}&threads=8"))
                .await,
        )
    }

    pub(crate) async fn begin(&self) {
        assert_eq!(self.ask("start?threads=4".to_owned()).await, "started");
    }

    pub(crate) async fn end(&self) -> Tally {
        tally(&self.ask("stop".to_owned()).await)
    }

    /// Calls until a run of `count` is as it should be; fails with the last one.
    pub(crate) async fn calls_become(
        &self,
        what: &str,
        reference: usize,
        count: u64,
        right: impl Fn(&Tally) -> bool,
    ) -> Tally {
        let started = Instant::now();
        loop {
            let seen = self.calls(reference, count).await;
            if right(&seen) {
                return seen;
            }
            assert!(started.elapsed() < SOON, "{what}: {seen:?}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// `ok N failed N code N first TEXT`.
fn tally(text: &str) -> Tally {
    let words: Vec<&str> = text.splitn(8, ' ').collect();
    let number = |index: usize| words.get(index).and_then(|word| word.parse::<i64>().ok());
    match (words.first(), number(1), number(3)) {
        (Some(&"ok"), Some(ok), Some(failed)) => Tally {
            ok: ok.try_into().unwrap(),
            failed: failed.try_into().unwrap(),
            first: words.get(7).unwrap_or(&"").to_string(),
        },
        _ => panic!("not a tally: {text}"),
    }
}

/// Calls of `StockQueryService` that a stock center has served.
pub(crate) async fn served(center: &StockCenter) -> u64 {
    served_by(center, "").await
}

/// Those of them that came over a protocol; over any for an empty one.
pub(crate) async fn served_by(center: &StockCenter, protocol: &str) -> u64 {
    let protocol = format!("protocol=\"{protocol}");
    let page = reqwest::get(center.admin_url("metrics"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    page.lines()
        .filter(|line| {
            line.starts_with("dubbo_provider_requests_total{")
                && line.contains("method=\"batchSellable\"")
                && line.contains(&protocol)
        })
        .filter_map(|line| line.rsplit_once(' ')?.1.parse::<u64>().ok())
        .sum()
}
