//! The table of Java version by case.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::CaseLine;
use crate::error::{PeerError, Result};

/// Results of several consumers against one provider.
#[derive(Debug, Default)]
pub struct Matrix {
    title: String,
    /// Column headings in the order they came.
    columns: Vec<String>,
    /// Cases in the order they came.
    cases: Vec<String>,
    cells: BTreeMap<(String, String), CaseLine>,
}

impl Matrix {
    /// An empty table; `title` names the provider.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Adds what one consumer reported.
    pub fn add(&mut self, column: &str, lines: Vec<CaseLine>) {
        self.columns.push(column.to_owned());
        for line in lines {
            if !self.cases.contains(&line.case) {
                self.cases.push(line.case.clone());
            }
            self.cells
                .insert((line.case.clone(), column.to_owned()), line);
        }
    }

    /// Every cell that is not right: a failed case, or one that a consumer did not report although another did.
    /// `(case, column, why)`.
    pub fn failures(&self) -> Vec<(String, String, String)> {
        let mut wrong = Vec::new();
        for case in &self.cases {
            for column in &self.columns {
                match self.cells.get(&(case.clone(), column.clone())) {
                    Some(line) if line.ok => {}
                    Some(line) => wrong.push((case.clone(), column.clone(), line.detail.clone())),
                    None => wrong.push((case.clone(), column.clone(), "not reported".to_owned())),
                }
            }
        }
        wrong
    }

    /// As Markdown: the table, then every reason that a cell is not `ok`.
    pub fn markdown(&self) -> String {
        let mut text = format!("## {}\n\n| case |", self.title);
        for column in &self.columns {
            let _ = write!(text, " {column} |");
        }
        text.push_str("\n|---|");
        text.push_str(&"---|".repeat(self.columns.len()));
        text.push('\n');
        let mut notes: Vec<(String, Vec<String>)> = Vec::new();
        let mut passed = vec![0_usize; self.columns.len()];
        for case in &self.cases {
            let _ = write!(text, "| `{case}` |");
            for (index, column) in self.columns.iter().enumerate() {
                let cell = self.cells.get(&(case.clone(), column.clone()));
                let (word, why) = match cell {
                    Some(line) if line.na => ("n/a", Some(line.detail.clone())),
                    Some(line) if line.ok => ("ok", None),
                    Some(line) => ("**FAIL**", Some(line.detail.clone())),
                    None => ("**missing**", Some("not reported".to_owned())),
                };
                passed[index] += usize::from(word == "ok");
                let _ = write!(text, " {word} |");
                if let Some(why) = why {
                    note(&mut notes, format!("`{case}`: {}", one_line(&why)), column);
                }
            }
            text.push('\n');
        }
        text.push_str("| **passed** |");
        for count in passed {
            let _ = write!(text, " {count} of {} |", self.cases.len());
        }
        text.push('\n');
        for (why, columns) in notes {
            let _ = write!(text, "\n- {} ({})", why, columns.join(", "));
        }
        text.push('\n');
        text
    }

    /// Writes the table as `NAME.md` into `folder` and joins all tables there into `folder`'s own name plus `.md`.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn save(&self, folder: &Path, name: &str) -> Result<()> {
        let failed = |path: &Path| PeerError::because(path.display().to_string());
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
        let path = folder.join(name).with_extension("md");
        std::fs::write(&path, self.markdown()).map_err(failed(&path))?;
        let mut tables: Vec<_> = std::fs::read_dir(folder)
            .map_err(failed(folder))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        tables.sort();
        let mut all = String::from("# Java version by case\n");
        for table in tables {
            all.push('\n');
            all.push_str(&std::fs::read_to_string(&table).map_err(failed(&table))?);
        }
        let joined = folder.with_extension("md");
        std::fs::write(&joined, all).map_err(failed(&joined))
    }
}

pub(crate) fn note(notes: &mut Vec<(String, Vec<String>)>, why: String, column: &str) {
    match notes.iter_mut().find(|(known, _)| *known == why) {
        Some((_, columns)) => columns.push(column.to_owned()),
        None => notes.push((why, vec![column.to_owned()])),
    }
}

pub(crate) fn one_line(text: &str) -> String {
    const LIMIT: usize = 300;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LIMIT {
        return line;
    }
    line.chars().take(LIMIT).chain("...".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(case: &str, ok: bool, na: bool, detail: &str) -> CaseLine {
        CaseLine {
            dubbo: "x".to_owned(),
            case: case.to_owned(),
            ok,
            na,
            detail: detail.to_owned(),
            ms: 1,
        }
    }

    #[test]
    fn a_failed_and_a_missing_case_are_failures_and_are_shown() {
        let mut matrix = Matrix::new("Provider");
        matrix.add(
            "one",
            vec![
                line("a", true, false, ""),
                line("b", false, false, "broke\nhere"),
            ],
        );
        matrix.add("two", vec![line("a", true, true, "cannot")]);
        let wrong = matrix.failures();
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert_eq!((wrong[0].0.as_str(), wrong[0].1.as_str()), ("b", "one"));
        assert_eq!(wrong[1].2, "not reported");
        let text = matrix.markdown();
        for part in [
            "| `a` | ok | n/a |",
            "| `b` | **FAIL** | **missing** |",
            "| **passed** | 1 of 2 | 0 of 2 |",
            "- `b`: broke here (one)",
            "- `a`: cannot (two)",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
}
