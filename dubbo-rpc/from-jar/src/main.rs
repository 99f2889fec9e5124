//! `dubbo-from-jar`: Rust for the Java interfaces of a jar.

#![allow(clippy::print_stdout, clippy::print_stderr)] // it talks to a person

use clap::Parser;
use dubbo_from_jar::{Options, generate};
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes a Rust trait for each Java interface of a compiled jar, and structs for its types.
///
/// The file calls and hosts the interfaces with the crates `dubbo-rpc` and `hessian2`.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The jar or folder of classes with the interfaces, then those that hold types it needs.
    #[arg(required = true, value_name = "JAR")]
    jars: Vec<PathBuf>,
    /// An interface by its full name; without any, those of the first jar that look like services.
    #[arg(long = "interface", value_name = "NAME")]
    interfaces: Vec<String>,
    /// Keeps a class a dynamic value: with its subclasses, shared objects and rings.
    #[arg(long, value_name = "CLASS")]
    dynamic: Vec<String>,
    /// Gives a class another name in Rust.
    #[arg(long, value_name = "CLASS=NAME", value_parser = renamed)]
    rename: Vec<(String, String)>,
    /// Elements of lists and values of maps are never null: no `Option` for them.
    #[arg(long)]
    plain_elements: bool,
    /// Leaves out methods for which there is no Rust, with a comment each; else they are an error.
    #[arg(long)]
    skip_unmapped: bool,
    /// The file to write; without it the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn renamed(text: &str) -> Result<(String, String), String> {
    let (java, rust) = text
        .split_once('=')
        .ok_or_else(|| "write it as com.example.Result=Reply".to_owned())?;
    Ok((java.to_owned(), rust.to_owned()))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let options = Options {
        jars: arguments.jars,
        interfaces: arguments.interfaces,
        dynamic: arguments.dynamic.into_iter().collect(),
        rename: arguments.rename.into_iter().collect(),
        plain_elements: arguments.plain_elements,
        skip_unmapped: arguments.skip_unmapped,
    };
    let output = match generate(&options) {
        Ok(output) => output,
        Err(error) => {
            eprintln!("dubbo-from-jar: {error}");
            return ExitCode::FAILURE;
        }
    };
    for one in &output.left_out {
        eprintln!("left out: {one}");
    }
    match arguments.out {
        None => print!("{}", output.rust),
        Some(path) => {
            if let Err(error) = std::fs::write(&path, &output.rust) {
                eprintln!("dubbo-from-jar: {}: {error}", path.display());
                return ExitCode::FAILURE;
            }
            eprintln!("{}: {}", path.display(), output.interfaces.join(", "));
        }
    }
    ExitCode::SUCCESS
}
