//! Writes everything that is made from the contract's types: `cargo run -p dubbo-api --example generate`, or `cargo xtask api`.
#![allow(clippy::print_stdout, reason = "it talks to the person who runs it")]

use std::path::Path;

fn main() -> std::io::Result<()> {
    let changed = dubbo_api::generate::write_all(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    for path in &changed {
        println!("dubbo-api/{}", path.display());
    }
    println!("{} files changed", changed.len());
    write_descriptors(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// The `.proto` files in the form that is served by reflection.
fn write_descriptors(room: &Path) -> std::io::Result<()> {
    let folder = room.join("proto");
    let mut files: Vec<_> = std::fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|ext| ext == "proto"));
    files.sort();
    let set = protox::Compiler::new([&folder])
        .and_then(|mut compiler| {
            compiler.include_imports(true).open_files(&files)?;
            Ok(compiler.encode_file_descriptor_set())
        })
        .map_err(std::io::Error::other)?;
    std::fs::write(folder.join("descriptors.bin"), set)
}
