//! What the tool writes for the classes of `testdata/shapes.jar`, whose sources lie beside it.
//!
//! The jar was made by `javac --release 8 -g -parameters` and `jar --no-manifest`.

#![allow(clippy::unwrap_used)] // the lints' exemption for tests covers test functions only

mod refused;
/// Written by the tool; a test holds it to the jar.
#[allow(unreachable_pub, dead_code, reason = "a user's module would be public")]
mod shapes;
mod written;

use dubbo_from_jar::Options;
use std::path::PathBuf;

fn options(interface: &str) -> Options {
    let jar = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/shapes.jar"));
    Options {
        jars: vec![jar],
        interfaces: vec![format!("com.example.shapes.{interface}")],
        ..Options::default()
    }
}
