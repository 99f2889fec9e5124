//! Writes everything that is made from the contract's types: `cargo run -p dubbo-api --example generate`, or `cargo xtask api`.
#![allow(clippy::print_stdout, reason = "it talks to the person who runs it")]

use std::path::Path;

fn main() -> std::io::Result<()> {
    let changed = dubbo_api::generate::write_all(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    for path in &changed {
        println!("dubbo-api/{}", path.display());
    }
    println!("{} files changed", changed.len());
    Ok(())
}
