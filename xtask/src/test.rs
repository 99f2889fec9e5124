//! The test command: what CI runs and what a developer runs.

use crate::run::{Done, run};
use crate::{licences, setup, tidy};

/// How much of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Only what Rust alone can run.
    Quick,
    /// All, with real peers; a peer that cannot be had is a failure.
    WithPeers,
}

/// Runs every check in order of cost and stops at the first failure.
pub(crate) fn everything(scope: Scope) -> Done {
    run("cargo", &["fmt", "--all", "--check"], &[])?;
    tidy::check()?;
    licences::check()?;
    if scope == Scope::WithPeers {
        setup::install()?;
    }
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
        LEAN,
    )?;
    let quick = ["test", "--workspace", "--exclude", "integration-tests"];
    match scope {
        Scope::Quick => {
            run("cargo", &quick, LEAN)?;
            println!(
                "\nNOT RUN (--quick): every test with a real Nacos, MariaDB or Java peer; `cargo xtask test` runs them"
            );
        }
        Scope::WithPeers => {
            let mut required = LEAN.to_vec();
            required.extend([("STOCK_PEERS", "required"), ("HESSIAN_JAVA", "1")]);
            run("cargo", &quick, &required)?;
            run(
                "cargo",
                &["test", "--package", "integration-tests"],
                &required,
            )?;
        }
    }
    run(
        "cargo",
        &["doc", "--workspace", "--no-deps"],
        &[("RUSTDOCFLAGS", "-D warnings"), LEAN[0]],
    )
}

/// Debug information doubles the size of the test programs and the time to link them.
const LEAN: &[(&str, &str)] = &[("CARGO_PROFILE_DEV_DEBUG", "0")];
