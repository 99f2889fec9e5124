//! The table of what has been run: Java provider by protocol and way, and every case by provider. It stands in
//! `docs/sdk-compatibility.md`, written by `cargo run -p integration-tests --bin sdk_compatibility`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{CaseResult, Place, Verdict, Way};
use crate::error::{PeerError, Result};
use crate::java::Line;
use crate::java::compatibility::Protocol;
use crate::java::matrix::{note, one_line};

/// Results; what is not there was not run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Table {
    cells: BTreeMap<String, Vec<CaseResult>>,
    /// What the line's own Java consumer makes of the same provider, by row.
    java: BTreeMap<String, JavaResult>,
}

/// What a Java consumer reported of its own cases.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct JavaResult {
    /// Cases that went as they must.
    pub passed: usize,
    /// All cases, those that do not apply included.
    pub all: usize,
    /// Cases that went wrong.
    pub failed: Vec<String>,
}

impl Table {
    /// What the runs before have left in the build's target folder, so that a line can be run alone.
    pub fn load() -> Self {
        let text = std::fs::read_to_string(results()).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Keeps the results, and writes the document.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn save(&self) -> Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(PeerError::because("results"))?;
        for (path, text) in [(results(), text), (document(), self.markdown())] {
            let failed = PeerError::because(path.display().to_string());
            std::fs::write(&path, text).map_err(failed)?;
        }
        Ok(())
    }

    /// Notes what came of a place.
    pub fn add(&mut self, place: Place, cases: Vec<CaseResult>) {
        self.cells.insert(place.text(), cases);
    }

    /// Notes what the line's own consumer made of the same provider.
    pub fn add_java(&mut self, line: Line, protocol: Protocol, java: JavaResult) {
        self.java.insert(row(line, protocol), java);
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("{HEAD}\n\n{} Java's own consumer, direct |\n", head());
        text.push_str("|---|---|---|---|---|---|---|---|\n");
        for (line, protocol) in Place::rows() {
            let _ = write!(text, "| {} | {} |", line.release(), protocol.text());
            for place in Place::of_row(line, protocol) {
                let _ = write!(text, " {} |", self.count(place));
            }
            let java = match self.java.get(&row(line, protocol)) {
                Some(java) => format!("{} of {}", java.passed, java.all),
                None if has_provider(line, protocol) => NOT_RUN.to_owned(),
                None => "–".to_owned(),
            };
            let _ = writeln!(text, " {java} |");
        }
        self.cases(&mut text);
        text
    }

    fn count(&self, place: Place) -> String {
        if let Some(why) = place.impossible() {
            return format!("cannot exist: {why}");
        }
        let Some(cases) = self.cells.get(&place.text()) else {
            return NOT_RUN.to_owned();
        };
        let passed = cases
            .iter()
            .filter(|case| case.verdict == Verdict::Passed)
            .count();
        format!("{passed} of {}", cases.len())
    }

    /// The second table, and the reasons below it.
    fn cases(&self, text: &mut String) {
        let rows: Vec<_> = Place::rows()
            .into_iter()
            .filter(|(line, protocol)| has_provider(*line, *protocol))
            .collect();
        text.push_str(CASES);
        for (line, protocol) in &rows {
            let _ = write!(text, " {} |", row(*line, *protocol));
        }
        text.push_str("\n|---|");
        text.push_str(&"---|".repeat(rows.len()));
        text.push('\n');
        let mut notes: Vec<(String, Vec<String>)> = Vec::new();
        for case in self.names() {
            let _ = write!(text, "| `{case}` |");
            for (line, protocol) in &rows {
                let word = self.word(*line, *protocol, &case, &mut notes);
                let _ = write!(text, " {word} |");
            }
            text.push('\n');
        }
        for (why, columns) in notes {
            let _ = write!(text, "\n- {why} ({})", columns.join("; "));
        }
        text.push('\n');
    }

    /// Names of all cases in the order of the first run that has them.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for case in self.cells.values().flatten() {
            if !names.contains(&case.case) {
                names.push(case.case.clone());
            }
        }
        names
    }

    /// What came of a case at one provider, over all ways.
    fn word(
        &self,
        line: Line,
        protocol: Protocol,
        case: &str,
        notes: &mut Vec<(String, Vec<String>)>,
    ) -> String {
        let (mut passed, mut failed) = (0, Vec::new());
        let mut is_applicable = false;
        let mut was_run = false;
        for place in Place::of_row(line, protocol) {
            let results = self.cells.get(&place.text());
            let result = results.and_then(|cases| cases.iter().find(|one| one.case == case));
            let Some(result) = result else { continue };
            was_run = true;
            let why = match &result.verdict {
                Verdict::Passed => {
                    passed += 1;
                    is_applicable = true;
                    continue;
                }
                Verdict::Failed(why) => {
                    failed.push(place.way.text());
                    is_applicable = true;
                    format!("`{case}` failed: {}", one_line(why))
                }
                Verdict::NotApplicable(why) => format!("`{case}` does not apply: {why}"),
            };
            note(notes, why, &place.text());
        }
        let with_java = self.java.get(&row(line, protocol)).is_some_and(|java| {
            let name = if case == "arrays.bytes" {
                "arrays"
            } else {
                case
            };
            java.failed.iter().any(|failed| failed == name)
        });
        let word = match with_java {
            true => "**failed**, with Java too",
            false => "**failed**",
        };
        match (failed.len(), passed) {
            _ if !was_run => NOT_RUN.to_owned(),
            _ if !is_applicable => "n/a".to_owned(),
            (0, _) => PASSED.to_owned(),
            (_, 0) => word.to_owned(),
            _ => format!("{word}: {}", failed.join(" and ")),
        }
    }
}

const NOT_RUN: &str = "not run";
const PASSED: &str = "ok";

const HEAD: &str = "\
<!-- @generated by `cargo run -p integration-tests --bin sdk_compatibility` -->
# Which Java providers the SDK calls, and how

A `Reference` of `consumer-sdk`, with the client that `dubbo-from-jar` wrote for the probe's jar and with generic calls, against the probe in Java on
each line: given its address, or found through genuine Nacos servers at one level only (`migration.step`, `protocol`). Each provider is a
process of its own, registered at all levels its line has. A cell says how many cases went as they must; those that did not, or that do not apply, stand by name
below, with the reason. The last column is what the consumer of the same Java release makes of the same provider in its own cases: a
Triple provider of 3.0 or 3.1 reads arguments without the types of the parameters and tells exceptions without their class, whoever calls it.";

const CASES: &str = "\n## Every case\n\n`ok`: in every way it was run; `**failed**`: in every way, or in those that are named; `with Java too`: the line's own consumer fails the case \
of this name as well.\n\n| case |";

fn head() -> String {
    let ways = Way::ALL.map(Way::text);
    format!("| provider | protocol | {} |", ways.join(" | "))
}

fn row(line: Line, protocol: Protocol) -> String {
    format!("{} {}", line.release(), protocol.text())
}

/// Whether a line can provide over a protocol at all.
pub fn has_provider(line: Line, protocol: Protocol) -> bool {
    let direct = Place {
        line,
        protocol,
        way: Way::Direct,
    };
    direct.impossible().is_none()
}

/// Where results are kept between runs.
fn results() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/sdk-compatibility.json")
}

/// Where the table is kept.
pub fn document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/sdk-compatibility.md")
}

/// The kept table, for who holds a run to it.
#[derive(Debug)]
pub struct Kept {
    text: String,
}

impl Kept {
    /// Reads it.
    ///
    /// # Errors
    /// When there is none.
    pub fn read() -> Result<Self> {
        let path = document();
        let text = std::fs::read_to_string(&path)
            .map_err(PeerError::because(path.display().to_string()))?;
        Ok(Self { text })
    }

    /// What it says of a place, as a count.
    ///
    /// # Errors
    /// When it has no such row.
    pub fn count(&self, place: Place) -> Result<String> {
        let beginning = format!("| {} | {} |", place.line.release(), place.protocol.text());
        let column = Way::ALL.iter().position(|way| *way == place.way);
        self.cell(&beginning, column)
    }

    /// Whether it says that a case passes at a place.
    ///
    /// # Errors
    /// When it has no such row.
    pub fn passes(&self, place: Place, case: &str) -> Result<bool> {
        let name = format!(" {} ", row(place.line, place.protocol));
        let head = self.text.lines().find(|line| line.starts_with("| case |"));
        let column = head.and_then(|head| head.split('|').skip(2).position(|cell| cell == name));
        let word = self.cell(&format!("| `{case}` |"), column)?;
        Ok(match word.strip_prefix("**failed**") {
            Some(failed) => match failed.split_once(": ") {
                Some((_, ways)) => !ways.split(" and ").any(|way| way == place.way.text()),
                None => false,
            },
            None => word == PASSED,
        })
    }

    fn cell(&self, beginning: &str, column: Option<usize>) -> Result<String> {
        let row = self.text.lines();
        let row = row
            .into_iter()
            .find_map(|line| line.strip_prefix(beginning));
        row.zip(column)
            .and_then(|(row, column)| row.split('|').nth(column))
            .map(|cell| cell.trim().to_owned())
            .ok_or_else(|| {
                let path = document();
                PeerError::new(format!("{} has no row {beginning}", path.display()))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::compatibility::Level;
    use crate::nacos::Version;

    #[test]
    fn a_kept_table_says_what_was_added() {
        let place = |way| Place {
            line: Line::V3_3,
            protocol: Protocol::Triple,
            way,
        };
        let found = place(Way::Found(Level::Interface, Version::V3));
        let case = |case: &str, verdict: Verdict| CaseResult {
            case: case.to_owned(),
            verdict,
        };
        let wrong = || Verdict::Failed("it\nbroke".to_owned());
        let mut table = Table::default();
        table.add(
            place(Way::Direct),
            vec![
                case("good", Verdict::Passed),
                case("bad", wrong()),
                case("half", Verdict::Passed),
                case("none", Verdict::NotApplicable("why not".to_owned())),
            ],
        );
        table.add(
            found,
            vec![
                case("good", Verdict::Passed),
                case("bad", wrong()),
                case("half", wrong()),
            ],
        );
        let kept = Kept {
            text: table.markdown(),
        };
        let passes = |place, case| kept.passes(place, case).unwrap();
        assert_eq!(kept.count(place(Way::Direct)).unwrap(), "2 of 4");
        assert_eq!(kept.count(found).unwrap(), "1 of 3");
        let not_run = place(Way::Found(Level::Instance, Version::V3));
        assert_eq!(kept.count(not_run).unwrap(), NOT_RUN);
        for (case, direct, registered) in [
            ("good", true, true),
            ("bad", false, false),
            ("half", true, false),
            ("none", false, false),
        ] {
            let seen = (passes(place(Way::Direct), case), passes(found, case));
            assert_eq!(seen, (direct, registered), "{case}");
        }
        assert!(kept.passes(found, "unheard of").is_err());
        for part in [
            "| 2.6.12 | tri | cannot exist: Triple is Dubbo 3's |",
            "- `bad` failed: it broke (3.3.6 tri direct; 3.3.6 tri interface, Nacos 3.1.0)",
            "- `none` does not apply: why not (3.3.6 tri direct)",
            "**failed**: interface, Nacos 3.1.0 |",
        ] {
            assert!(kept.text.contains(part), "{part} is not in\n{}", kept.text);
        }
    }
}
