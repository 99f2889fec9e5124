//! Installs what the tests with real peers need, from the system's packages. Java peers and Nacos come from Maven Central when they are first used.

use crate::run::{Done, exists, run};

/// A program, and the Debian package that brings it.
const NEEDED: &[(&str, &str)] = &[
    ("mariadbd", "mariadb-server"),
    ("javac", "openjdk-17-jdk-headless"),
    ("mvn", "maven"),
    ("faketime", "faketime"),
];

/// Installs what is absent.
pub(crate) fn install() -> Done {
    let absent: Vec<&str> = NEEDED
        .iter()
        // Servers stand in /usr/sbin, which is not on everybody's path.
        .filter(|(program, _)| !exists(program) && !std::path::Path::new("/usr/sbin").join(program).exists())
        .map(|(_, package)| *package)
        .collect();
    if absent.is_empty() {
        println!("setup: everything is there");
        return Ok(());
    }
    if !exists("apt-get") {
        return Err(format!(
            "these packages are needed and this is no Debian: {}",
            absent.join(" ")
        ));
    }
    let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
    run("apt-get", &["update", "-qq"], &quiet)?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(absent);
    run("apt-get", &arguments, &quiet)
}
