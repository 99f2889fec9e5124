//! Licences of all dependencies, against the list in `deny.toml` (one list for this check and for cargo-deny, which also reads advisories where it is installed).

use cargo_metadata::MetadataCommand;
use serde::Deserialize;
use spdx::{Expression, LicenseReq};

use crate::run::{Done, exists, run, top};

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

/// Checks every package in the lock file.
pub(crate) fn check() -> Done {
    let text = std::fs::read_to_string(top().join("deny.toml"))
        .map_err(|error| format!("deny.toml cannot be read: {error}"))?;
    let deny: Deny = toml::from_str(&text).map_err(|error| format!("deny.toml: {error}"))?;
    let metadata = MetadataCommand::new()
        .current_dir(top())
        .exec()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let allowed = |req: &LicenseReq| {
        deny.licenses.allow.iter().any(|name| {
            spdx::license_id(name).is_some_and(|id| req.license.id() == Some(id))
                || name == &req.license.to_string()
        })
    };
    let mut refused = Vec::new();
    for package in &metadata.packages {
        let Some(licence) = &package.license else {
            refused.push(format!(
                "{} {} names no licence",
                package.name, package.version
            ));
            continue;
        };
        match Expression::parse_mode(licence, spdx::ParseMode::LAX) {
            Ok(expression) if expression.evaluate(allowed) => {}
            Ok(_) => refused.push(format!(
                "{} {} is under {licence}",
                package.name, package.version
            )),
            Err(error) => refused.push(format!("{} {}: {error}", package.name, package.version)),
        }
    }
    if !refused.is_empty() {
        return Err(format!(
            "licences outside the list in deny.toml; use another crate, or extend the list with a reason:\n  {}",
            refused.join("\n  ")
        ));
    }
    println!(
        "licences: {} packages, all within deny.toml",
        metadata.packages.len()
    );
    if exists("cargo-deny") {
        return run("cargo", &["deny", "check"], &[]);
    }
    println!("licences: cargo-deny is not installed, so ADVISORIES AND BANS WERE NOT CHECKED here");
    Ok(())
}
