//! What measures: builds what is measured as it is shipped, then runs it.

use crate::run::{Done, run};

/// Builds the server and a program of the integration tests in release, and runs that with these arguments.
pub(crate) fn run_with(program: &str, arguments: &[&str]) -> Done {
    let packages = [
        "--package",
        "stock-provider",
        "--package",
        "integration-tests",
    ];
    let build = [
        &["build", "--release"],
        &packages[..],
        &["--bin", "stock-center", "--bin", program],
    ]
    .concat();
    run("cargo", &build, &[])?;
    let program = crate::test::target()?.join("release").join(program);
    run(&program.display().to_string(), arguments, &[])
}
