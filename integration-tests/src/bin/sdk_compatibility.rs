//! Runs the cells of the SDK's table of compatibility and writes it into `docs/sdk-compatibility.md`: all of them, or those of the
//! releases that are named.
//!
//! ```text
//! cargo run -p integration-tests --bin sdk_compatibility
//! cargo run -p integration-tests --bin sdk_compatibility -- 3.2.19 3.3.6
//! ```
#![allow(clippy::print_stdout)] // it talks to a person

use std::time::Duration;

use integration_tests::java::compatibility::Protocol;
use integration_tests::java::{Line, Via, run_cases};
use integration_tests::nacos::{Auth, Nacos, Version};
use integration_tests::sdk::table::{JavaResult, Table, document, has_provider};
use integration_tests::sdk::{JavaProvider, Place, Verdict, Way, run};

/// The consumer of every line.
const JAVA_CONSUMER: &str = "com.autoparts.line.ProbeConsumer";
const JAVA_DEADLINE: Duration = Duration::from_secs(240);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let releases: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |line: &Line| {
        let release = line.release();
        releases.is_empty() || releases.iter().any(|named| named == release)
    };
    let mut table = Table::load();
    for version in Version::ALL {
        let nacos = Nacos::start(version, Auth::Off).await?;
        for (line, protocol) in Place::rows() {
            if !wanted(&line) || !has_provider(line, protocol) {
                continue;
            }
            let provider = JavaProvider::start(line, protocol, &nacos).await?;
            for place in Place::of_row(line, protocol) {
                // A direct address needs no Nacos: once.
                let is_here = match place.way {
                    Way::Direct => version == Version::V2,
                    Way::Found(_, of) => of == version,
                };
                if !is_here || place.impossible().is_some() {
                    continue;
                }
                let cases = run(&provider, place).await?;
                for case in &cases {
                    if let Verdict::Failed(why) = &case.verdict {
                        println!("{}: {} failed: {why}", place.text(), case.case);
                    }
                }
                println!("{}: {} cases", place.text(), cases.len());
                table.add(place, cases);
                table.save()?;
            }
            if version == Version::V2 {
                let java = java(line, protocol, &provider).await?;
                println!("{} {} by Java: {java:?}", line.release(), protocol.text());
                table.add_java(line, protocol, java);
                table.save()?;
            }
        }
    }
    println!("written: {}", document().display());
    Ok(())
}

/// The line's own consumer against the same provider.
async fn java(
    line: Line,
    protocol: Protocol,
    provider: &JavaProvider,
) -> Result<JavaResult, Box<dyn std::error::Error>> {
    let address = format!("127.0.0.1:{}", provider.port());
    let via = match protocol {
        Protocol::Dubbo => Via::Direct(address),
        Protocol::Triple => Via::Triple(address),
    };
    let cases = run_cases(line, JAVA_CONSUMER, &via, &[], JAVA_DEADLINE).await?;
    let failed = cases.iter().filter(|case| !case.ok);
    Ok(JavaResult {
        passed: cases.iter().filter(|case| case.ok && !case.na).count(),
        all: cases.len(),
        failed: failed.map(|case| case.case.clone()).collect(),
    })
}
