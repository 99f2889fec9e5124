//! The project's own tools: `cargo xtask test` is the one command that passes everything.

mod cases;
mod licences;
mod measure;
mod part;
mod run;
mod setup;
mod test;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test            everything a change must pass: format, lints, tidiness, licences, docs, unit and golden tests,
                            then the tests against real peers (installs MariaDB, RabbitMQ and the Java peers if they are absent)
cargo xtask test --quick    the same without peers: only Rust is needed, under two minutes when built
cargo xtask test --full     the same as `test`, at the figures of the requirements instead of a tenth of them: hours
cargo xtask api             writes what is made from the contract's types: Java, .proto, JSON, documentation
cargo xtask setup           only installs what the tests with peers need
cargo xtask licences        only checks the licences of all dependencies against deny.toml
cargo xtask tidy            only checks the rules of the house that no other tool checks
cargo xtask ratio [...]     measures ours against Java, plain SQL, Redis and TCP in one run (release builds; --only D1,R4 --rounds 5 --seconds 8 --keep)
cargo xtask growth [...]    measures what a reserve costs as stock, the past, sites, connections, lines, callers and providers grow (--only rows --seconds 5 --full --most 1000000 --keep)
cargo xtask soak [...]      loads two providers while every server is killed in turn; memory must stay flat and the books right (--minutes 20 --rate N)
cargo xtask cases           only lists the hard cases of the trade: their tests, and what waits for what
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::everything(test::Scope::WithPeers),
        ["test", "--full"] => test::everything(test::Scope::Full),
        ["test", "--quick"] => test::everything(test::Scope::Quick),
        ["api"] => run::run(
            "cargo",
            &["run", "--quiet", "-p", "dubbo-api", "--example", "generate"],
            &[],
        ),
        ["setup"] => setup::install(),
        ["licences"] => licences::check(),
        ["tidy"] => tidy::check(),
        ["runner", program, arguments @ ..] => return part::runner(program, arguments),
        [program @ ("ratio" | "growth" | "soak"), arguments @ ..] => {
            measure::run_with(program, arguments)
        }
        ["cases"] => cases::show().and_then(|()| cases::check()),
        _ => {
            print!("{HELP}");
            return if words.is_empty() || words == ["help"] {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            };
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nFAILED: {why}");
            ExitCode::FAILURE
        }
    }
}
