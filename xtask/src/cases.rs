//! The hard cases of the trade, by number: every one has a test that names it, or a reason why not yet.
//!
//! A test is found by its name: `case_17_a_kit_whose_discs_are_short`, or `case_17_18_19_kits` for several in one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::run::{Done, top};
use crate::tidy::tracked;

/// Numbers of the hard cases: 1 to this.
const CASES: u32 = 76;

/// Cases that wait, and for what. A case that has a test over the wire is done, whatever stands here.
const WAITING: &[(std::ops::RangeInclusive<u32>, &str)] = &[];

/// Where tests stand, and what they drive.
const ROOMS: &[(&str, &str)] = &[
    ("provider/stock/", "rules"),
    ("provider/", "provider"),
    ("sql/", "store"),
    ("integration-tests/java/", "java"),
    ("integration-tests/", WIRE),
];
/// Over a real connection, to a real provider. (Java callers do so, too; they are told apart.)
const WIRE: &str = "wire";

/// Tests of each number: what they drive, and their names.
type Found = BTreeMap<u32, Vec<(&'static str, String)>>;

/// Fails where a case has neither a test over the wire nor a reason.
pub(crate) fn check() -> Done {
    let found = found()?;
    let lacking: Vec<String> = (1..=CASES)
        .filter(|number| !is_driven(&found, *number) && reason(*number).is_none())
        .map(|number| number.to_string())
        .collect();
    let beyond: Vec<String> = found
        .range(CASES + 1..)
        .flat_map(|(_, tests)| tests.iter().map(|(_, name)| name.clone()))
        .collect();
    if !beyond.is_empty() {
        return Err(format!(
            "the hard cases end at {CASES}, so these tests name none: {}",
            beyond.join(", ")
        ));
    }
    if lacking.is_empty() {
        return Ok(());
    }
    Err(format!(
        "hard cases without a test in integration-tests that names them (`async fn case_NN_what_happens`): {}; write it, or say in xtask/src/cases.rs what it waits for",
        lacking.join(", ")
    ))
}

/// Prints every case with its tests, and what waits for what.
pub(crate) fn show() -> Done {
    let found = found()?;
    let mut waiting = String::new();
    println!("\nHard cases, and the tests that name them:");
    for number in 1..=CASES {
        let mut line = format!("  {number:>2}");
        for (room, name) in found.get(&number).into_iter().flatten() {
            let _ = write!(line, "  {room}: {name}");
        }
        if let Some(why) = reason(number).filter(|_| !is_driven(&found, number)) {
            let _ = write!(line, "  WAITS");
            let _ = write!(waiting, "\n  {number:>2}  {why}");
        }
        println!("{line}");
    }
    if waiting.is_empty() {
        println!("\nall {CASES} hard cases are driven over the wire; none waits");
    } else {
        println!("\nHARD CASES THAT WAIT:{waiting}");
    }
    Ok(())
}

fn reason(number: u32) -> Option<&'static str> {
    let waiting = WAITING
        .iter()
        .find(|(numbers, _)| numbers.contains(&number));
    waiting.map(|(_, why)| *why)
}

fn is_driven(found: &Found, number: u32) -> bool {
    let tests = found.get(&number).into_iter().flatten();
    tests.into_iter().any(|(room, _)| *room == WIRE)
}

fn found() -> Result<Found, String> {
    let mut found = Found::new();
    for file in tracked()? {
        let room = ROOMS.iter().find(|(folder, _)| file.starts_with(folder));
        let is_source = |e: &std::ffi::OsStr| e == "rs" || e == "java";
        let Some((_, room)) = room.filter(|_| file.extension().is_some_and(is_source)) else {
            continue;
        };
        // A file that git knows and that is gone is being moved.
        let Ok(text) = std::fs::read_to_string(top().join(&file)) else {
            continue;
        };
        for name in text.lines().filter_map(case) {
            for number in numbers(name) {
                let tests = found.entry(number).or_default();
                if !tests.iter().any(|(_, known)| known == name) {
                    tests.push((*room, name.to_owned()));
                }
            }
        }
    }
    Ok(found)
}

/// The case that a line defines: a function of Rust, or the name of a Java caller's check.
fn case(line: &str) -> Option<&str> {
    let put = || line.split_once("cases.put(\"case_");
    let (_, name) = line.split_once("fn case_").or_else(put)?;
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    Some(&name[..end])
}

/// `17_18_19_kits` are three.
fn numbers(name: &str) -> Vec<u32> {
    let words = name.split('_');
    let numbers = words.map_while(|word| (word.len() == 2).then(|| word.parse().ok()).flatten());
    numbers.collect()
}

#[cfg(test)]
mod tests {
    use super::{case, numbers};

    #[test]
    fn tests_are_found_by_name() {
        let line = "    async fn case_17_18_19_kits(mall: &Mall) {";
        assert_eq!(case(line), Some("17_18_19_kits"));
        assert_eq!(case("    case_17_18_19_kits,"), None);
        let java = "        cases.put(\"case_59_60_snapshot\", this::snapshot);";
        assert_eq!(case(java), Some("59_60_snapshot"));
        assert_eq!(numbers("17_18_19_kits"), [17, 18, 19]);
        assert_eq!(numbers("62_forty_sites_and_60_lines"), [62]);
        assert_eq!(numbers("name_of"), Vec::<u32>::new());
    }

    #[test]
    fn no_case_lacks_a_test_and_a_reason() {
        super::check().unwrap();
    }
}
