//! Running other programs.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// What a step came to.
pub(crate) type Done = Result<(), String>;

/// The top of the checkout.
pub(crate) fn top() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

/// Runs a program in the top of the checkout and shows its output; an exit code other than 0 is an error that repeats the command.
pub(crate) fn run(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Done {
    let line = format!("{program} {}", arguments.join(" "));
    println!("\n==> {line}");
    let started = Instant::now();
    let mut command = Command::new(program);
    // What Cargo told this program of its own package would make build scripts that look at such variables (ring's) run anew, and
    // with them half of the workspace be built anew, between `cargo test` by hand and by this program.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    let status = command
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(top())
        .status()
        .map_err(|error| format!("`{line}` cannot be started: {error}"))?;
    println!(
        "    {} after {:.1} s",
        if status.success() { "ok" } else { "FAILED" },
        started.elapsed().as_secs_f64()
    );
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{line}` ended with {status}"))
    }
}

/// Whether a program is on the path.
pub(crate) fn exists(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}
