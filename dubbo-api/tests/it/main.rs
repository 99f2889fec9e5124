//! The contract's tests: what is generated is current, and Rust, Java and protobuf agree.

mod current;
mod java;
mod proto;
mod values;
mod wire;

use std::path::Path;

/// The folder of this crate.
fn room() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What one side has and the other has not, told once each.
fn differences(ours: &[String], theirs: &[String], their_name: &str) -> Vec<String> {
    let missing = ours
        .iter()
        .filter(|line| !theirs.contains(line))
        .map(|line| format!("{their_name} lacks: {line}"));
    let extra = theirs
        .iter()
        .filter(|line| !ours.contains(line))
        .map(|line| format!("only {their_name} has: {line}"));
    missing.chain(extra).collect()
}
