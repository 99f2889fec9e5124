//! The comparison with peers: builds what is measured as it is shipped, then runs it.

use crate::run::{Done, run};

/// Builds the server and the comparison in release and runs it with these arguments.
pub(crate) fn run_with(arguments: &[&str]) -> Done {
    let packages = [
        "--package",
        "stock-provider",
        "--package",
        "integration-tests",
    ];
    let build = [
        &["build", "--release"],
        &packages[..],
        &["--bin", "stock-center", "--bin", "ratio"],
    ]
    .concat();
    run("cargo", &build, &[])?;
    let program = crate::test::target()?.join("release/ratio");
    run(&program.display().to_string(), arguments, &[])
}
