//! Runs a part of the workspace's test programs out of one build: Cargo builds and starts them all, and hands each to this program (as Cargo's `runner`), which leaves out those of the other part.

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::run::{self, Done};

/// Which test programs of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Those of all crates but `integration-tests`, and the documentation's.
    Unit,
    /// The test program of `integration-tests`.
    Peers,
}

/// Tells the runner, through Cargo, which part is wanted.
const WANTED: &str = "XTASK_PART";
/// The package of the tests with peers, and its test program without the hash that Cargo appends.
const PEERS_PACKAGE: &str = "integration-tests";
const PEERS_PROGRAM: &str = "it";

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Peers => "peers",
        }
    }

    /// Whether a program belongs to this part.
    fn holds(self, package: &str, program: &Path) -> bool {
        let stem = program
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let name = stem.rsplit_once('-').map_or(stem, |(name, _)| name);
        let is_peers = package == PEERS_PACKAGE && name == PEERS_PROGRAM;
        is_peers == (self == Self::Peers)
    }
}

/// Runs a Cargo command that tests, such that only programs of one part run.
///
/// `own` is where Cargo leaves this program: it may have been built anew since this process began, so the path of the process will not do.
pub(crate) fn run(
    part: Part,
    own: &Path,
    program: &str,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> Done {
    let runner = format!("{} runner", own.display());
    let key = runner_key()?;
    let mut with_runner = environment.to_vec();
    with_runner.extend([(key.as_str(), runner.as_str()), (WANTED, part.name())]);
    println!(
        "\n(only the part `{}` of the test programs runs)",
        part.name()
    );
    run::run(program, arguments, &with_runner)
}

/// Cargo's variable for the runner of this machine's target.
fn runner_key() -> Result<String, String> {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .map_err(|error| format!("`rustc -vV` cannot be started: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("`rustc -vV` names no host")?;
    let host = host.to_uppercase().replace(['-', '.'], "_");
    Ok(format!("CARGO_TARGET_{host}_RUNNER"))
}

/// What Cargo calls for each test program: runs it, if it is of the part that is wanted.
pub(crate) fn runner(program: &str, arguments: &[&str]) -> ExitCode {
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    let wanted = match std::env::var(WANTED).as_deref() {
        Ok("unit") => Part::Unit,
        Ok("peers") => Part::Peers,
        other => {
            eprintln!("{WANTED} is {other:?}; it must be `unit` or `peers`");
            return ExitCode::from(2);
        }
    };
    // A documentation test is a program without a package's name.
    if !package.is_empty() && !wanted.holds(&package, Path::new(program)) {
        println!("(of the other part)");
        return ExitCode::SUCCESS;
    }
    match Command::new(program).args(arguments).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            if code.is_none() {
                eprintln!("{program} ended with {status}");
            }
            ExitCode::from(code.filter(|code| *code != 0).unwrap_or(1))
        }
        Err(error) => {
            eprintln!("{program} cannot be started: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_is_of_one_part() {
        for (package, program, part) in [
            (
                "integration-tests",
                "target/debug/deps/it-0a1b",
                Part::Peers,
            ),
            (
                "integration-tests",
                "target/debug/deps/integration_tests-0a1b",
                Part::Unit,
            ),
            (
                "integration-tests",
                "target/debug/deps/bench_reserve-0a1b",
                Part::Unit,
            ),
            ("stock-sql", "target/debug/deps/it-0a1b", Part::Unit),
            ("", "target/debug/doctest", Part::Unit),
        ] {
            let program = Path::new(program);
            assert!(part.holds(package, program), "{package} {program:?}");
            let other = if part == Part::Unit {
                Part::Peers
            } else {
                Part::Unit
            };
            assert!(!other.holds(package, program), "{package} {program:?}");
        }
    }
}
