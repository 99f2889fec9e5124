//! The test command: what CI runs and what a developer runs.

use std::path::PathBuf;

use cargo_metadata::MetadataCommand;

use crate::part::{self, Part};
use crate::run::{Done, run, top};
use crate::{cases, licences, setup, tidy};

/// How much of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Only what Rust alone can run.
    Quick,
    /// All, with real peers; a peer that cannot be had is a failure.
    WithPeers,
    /// The same at the figures of the requirements, where the others take a tenth: hours.
    Full,
}

/// Debug information doubles the size of the test programs and the time to link them.
const LEAN: (&str, &str) = ("CARGO_PROFILE_DEV_DEBUG", "0");
/// A missing peer is a failure.
const REQUIRED: [(&str, &str); 3] = [LEAN, ("STOCK_PEERS", "required"), ("HESSIAN_JAVA", "1")];
/// What the tests with two sizes read, at their full figures.
const FULL: &[(&str, &str)] = &[
    ("STOCK_FULL", "1"),
    ("STOCK_SCALE", "full"),
    ("STOCK_FAULTS", "full"),
    ("STOCK_CASE_72_HOLDS", "100000"),
    ("STOCK_TCC_ORDERS", "100000"),
    ("STOCK_HOSTILE_NAMES", "100000"),
];
/// Tests of one crate and its neighbours.
const UNIT: [&str; 4] = ["test", "--workspace", "--exclude", "integration-tests"];
/// Tests with peers at a time: each may run several JVMs.
const PEER_TESTS_AT_ONCE: &str = "--test-threads=2";

/// Runs every check in order of cost and stops at the first failure.
pub(crate) fn everything(scope: Scope) -> Done {
    run("cargo", &["fmt", "--all", "--check"], &[])?;
    tidy::check()?;
    cases::check()?;
    licences::check()?;
    run(
        "cargo",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        &[LEAN],
    )?;
    match scope {
        Scope::Quick => {
            run("cargo", &UNIT, &[LEAN])?;
            println!(
                "\nNOT RUN (--quick): every test with a real Nacos, MariaDB or Java peer; `cargo xtask test` runs them"
            );
        }
        Scope::WithPeers => with_peers(&[])?,
        Scope::Full => with_peers(FULL)?,
    }
    run(
        "cargo",
        &["doc", "--workspace", "--no-deps"],
        &[("RUSTDOCFLAGS", "-D warnings"), LEAN],
    )?;
    cases::show()
}

/// Everything is built once, for the whole workspace: another selection of packages means other features of the crates they share, and so a second build of most of them.
fn with_peers(figures: &[(&str, &str)]) -> Done {
    let required = [&REQUIRED[..], figures].concat();
    setup::install()?;
    run("cargo", &["test", "--workspace", "--no-run"], &[LEAN])?;
    // A peer whose dependencies are not the workspace's.
    let dubbo_rust = "integration-tests/dubbo-rust/Cargo.toml";
    run(
        "cargo",
        &["build", "--locked", "--manifest-path", dubbo_rust],
        &[],
    )?;
    let programs = target()?.join("debug");
    let own = programs.join("xtask");
    let beside_mariadb = programs.join("with_mariadb").display().to_string();
    part::run(
        Part::Unit,
        &own,
        &beside_mariadb,
        &["cargo", "test", "--workspace"],
        &required,
    )?;
    part::run(
        Part::Peers,
        &own,
        "cargo",
        &[
            "test",
            "--workspace",
            "--test",
            "it",
            "--",
            PEER_TESTS_AT_ONCE,
        ],
        &required,
    )?;
    show_tables()
}

/// Prints the tables that the tests with Java callers left.
fn show_tables() -> Done {
    let table = target()?.join("java-matrix.md");
    let text =
        std::fs::read_to_string(&table).map_err(|error| format!("{}: {error}", table.display()))?;
    println!("\n{text}");
    Ok(())
}

pub(crate) fn target() -> Result<PathBuf, String> {
    let metadata = MetadataCommand::new()
        .current_dir(top())
        .no_deps()
        .exec()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    Ok(metadata.target_directory.into_std_path_buf())
}
