//! Installs what the tests with real peers need, from the system's packages. Java peers and Nacos come from Maven Central when they are first used.

use crate::run::{Done, exists, run};

/// A program, and the Debian package that brings it.
const NEEDED: &[(&str, &str)] = &[
    ("mariadbd", "mariadb-server"),
    ("javac", "openjdk-17-jdk-headless"),
    ("mvn", "maven"),
    ("faketime", "faketime"),
    ("rabbitmq-server", "rabbitmq-server"),
    // Tests start servers of their own; the package's service is never used.
    ("redis-server", "redis-server"),
    // By which nodes of a Galera cluster give each other their state.
    ("rsync", "rsync"),
    ("openssl", "openssl"),
    ("protoc", "protobuf-compiler"),
];

/// Asked by every package's installation before it starts a service (Debian's policy layer).
const POLICY: &str = "/usr/sbin/policy-rc.d";
/// "Not allowed": the tests start servers of their own, on folders of their own.
const REFUSE: &str = "#!/bin/sh\nexit 101\n";

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
    let policy = Policy::refuse_services();
    let done = run("apt-get", &arguments, &quiet);
    drop(policy);
    done
}

/// While it lives, packages that are installed start no services: on a machine without systemd their start fails and the installation with it, and elsewhere a
/// broker or database of the system's would run that nobody asked for.
struct Policy {
    made: bool,
}

impl Policy {
    fn refuse_services() -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        let path = std::path::Path::new(POLICY);
        // A machine's own policy, as images of containers have one, stays as it is.
        let made = !path.exists()
            && std::fs::write(path, REFUSE).is_ok()
            && std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).is_ok();
        Self { made }
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        if self.made
            && let Err(error) = std::fs::remove_file(POLICY)
        {
            println!("setup: {POLICY} could not be taken away again: {error}; remove it by hand");
        }
    }
}
