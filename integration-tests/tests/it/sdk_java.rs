//! The SDK against Java providers of every line: what the kept table says passes, passes.

use integration_tests::availability::full_scale;
use integration_tests::java;
use integration_tests::nacos::{Nacos, Version};
use integration_tests::sdk::table::{Kept, has_provider};
use integration_tests::sdk::{JavaProvider, Place, Verdict, Way, run};

/// The cells that one Nacos has, and the direct ones; those of both at full scale.
#[tokio::test(flavor = "multi_thread")]
async fn every_java_provider_is_called_as_the_kept_table_says() {
    if !java::available() {
        return;
    }
    let kept = Kept::read().unwrap();
    let versions: &[Version] = match full_scale() {
        true => &Version::ALL,
        false => &[Version::V2],
    };
    let (mut cells, mut wrong) = (0, Vec::new());
    for version in versions {
        let nacos = Nacos::shared(*version).await.unwrap();
        let start = |(line, protocol)| {
            tokio::spawn(async move { JavaProvider::start(line, protocol, nacos).await })
        };
        let rows = Place::rows().into_iter();
        let mut rows = rows.filter(|(line, protocol)| has_provider(*line, *protocol));
        let mut next = rows.next().map(|row| (row, start(row)));
        while let Some(((line, protocol), starting)) = next {
            let provider = starting.await.unwrap().unwrap();
            // The next JVM comes up while this one is called.
            next = rows.next().map(|row| (row, start(row)));
            for place in Place::of_row(line, protocol) {
                let is_here = match place.way {
                    Way::Direct => *version == Version::V2,
                    Way::Found(_, of) => of == *version,
                };
                if place.impossible().is_some() || !is_here {
                    continue;
                }
                cells += 1;
                wrong.extend(not_as_kept(&provider, place, &kept).await);
            }
        }
    }
    assert_eq!(cells, 28 + (versions.len() - 1) * 18);
    assert!(wrong.is_empty(), "write the table anew? {wrong:#?}");
}

/// Where a run and the kept table differ.
async fn not_as_kept(provider: &JavaProvider, place: Place, kept: &Kept) -> Vec<String> {
    let started = std::time::Instant::now();
    let cases = run(provider, place).await.unwrap();
    let mut wrong = Vec::new();
    let mut passed = 0;
    for case in &cases {
        let is_kept = kept.passes(place, &case.case).unwrap();
        match &case.verdict {
            Verdict::Passed => passed += 1,
            Verdict::Failed(why) if is_kept => {
                wrong.push(format!("{}: {} failed: {why}", place.text(), case.case));
            }
            Verdict::Failed(_) | Verdict::NotApplicable(_) => {}
        }
    }
    let count = format!("{passed} of {}", cases.len());
    println!("{}: {count} in {:?}", place.text(), started.elapsed());
    if wrong.is_empty() && count != kept.count(place).unwrap() {
        wrong.push(format!("{}: {count} cases passed", place.text()));
    }
    wrong
}

/// No place is left out of the table, and none was left unrun.
#[test]
fn the_kept_table_of_the_sdk_has_every_place() {
    let kept = Kept::read().unwrap();
    for (line, protocol) in Place::rows() {
        for place in Place::of_row(line, protocol) {
            let count = kept.count(place).unwrap();
            match place.impossible() {
                Some(why) => assert_eq!(count, format!("cannot exist: {why}")),
                None => assert!(count.contains(" of "), "{}: {count}", place.text()),
            }
        }
    }
}
