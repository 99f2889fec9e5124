//! What the table of compatibility says of the consumer of 3.0.15 and the case `timeout`: it is the consumer's own, and the same with
//! Java providers.
//!
//! The case has a second reference, with 300 ms, call a method that takes 4 s. A case before it has called that method, with the ten
//! seconds of another reference; at the application level all references share one `InstanceAddressURL`, whose service remembers the
//! first number that was read of a method's parameter (upstream 3.0.15: `MetadataInfo.ServiceInfo.getMethodNumbers`).

use std::time::Duration;

use integration_tests::java::compatibility::{Level, Protocol};
use integration_tests::java::{self, CaseLine, Line, Via};
use integration_tests::nacos::{Nacos, Version};
use integration_tests::sdk::{JavaProvider, Place, Way};

const CONSUMER: &str = "com.autoparts.line.ProbeConsumer";
const CONSUMER_DEADLINE: Duration = Duration::from_secs(240);

/// What the consumer of 3.0.15 makes of the case.
async fn timeout_case(
    provider: &JavaProvider,
    line: Line,
    level: Level,
    only: &[&str],
) -> CaseLine {
    let place = Place {
        line,
        protocol: Protocol::Dubbo,
        way: Way::Found(level, Version::V2),
    };
    let address = provider.address(place).unwrap();
    let via = Via::Cell {
        nacos: address.trim_start_matches("nacos://").to_owned(),
        protocol: "dubbo",
        step: Some(level.step()),
    };
    let cases = java::run_cases(Line::V3_0, CONSUMER, &via, only, CONSUMER_DEADLINE);
    let cases = cases.await.unwrap();
    let case = cases.into_iter().find(|case| case.case == "timeout");
    case.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_of_3_0_keeps_a_methods_first_timeout_at_the_application_level() {
    if !java::available() {
        return;
    }
    let nacos = Nacos::shared(Version::V2).await.unwrap();
    for line in [Line::V3_0, Line::V3_3] {
        let provider = JavaProvider::start(line, Protocol::Dubbo, nacos)
            .await
            .unwrap();
        let case = timeout_case(&provider, line, Level::Instance, &[]).await;
        assert!(!case.ok && case.ms >= 4_000, "{case:?}");
        assert!(case.detail.contains("the call returned"), "{case:?}");
        // Where it is the first to call the method, or has its URL to itself, it is on time.
        let first = ["--only", "timeout"];
        let case = timeout_case(&provider, line, Level::Instance, &first).await;
        assert!(case.ok, "{case:?}");
        let case = timeout_case(&provider, line, Level::Interface, &[]).await;
        assert!(case.ok, "{case:?}");
    }
}
