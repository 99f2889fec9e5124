//! Rules of the house that no other tool checks. Each says what is wrong and the way out.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Done, top};

/// Longest source file.
const LINES_MAX: usize = 600;
/// Longest map of the house.
const MAP_LINES_MAX: usize = 250;

/// Rooms and what their manifest must not name (the arrows of ARCHITECTURE.md).
const ARROWS: &[(&str, &[&str])] = &[
    (
        "dubbo-rpc/hessian2",
        &["tokio", "dubbo-rpc", "stock", "sqlx"],
    ),
    (
        "dubbo-rpc/macros",
        &["tokio", "dubbo-rpc", "stock", "sqlx", "hessian2"],
    ),
    (
        "dubbo-rpc/from-jar",
        &[
            "tokio",
            "dubbo-rpc",
            "dubbo-macros",
            "hessian2",
            "dubbo-api",
            "stock",
            "sqlx",
        ],
    ),
    (
        "dubbo-rpc",
        &[
            "stock",
            "stock-sql",
            "sqlx",
            "nacos-sdk",
            "dubbo-registry",
            "dubbo-api",
        ],
    ),
    ("dubbo-api", &["stock", "stock-sql", "sqlx", "nacos-sdk"]),
    ("registry", &["stock", "stock-sql", "sqlx", "dubbo-rpc"]),
    (
        "sql",
        &["dubbo-rpc", "dubbo-api", "nacos-sdk", "redis", "lapin"],
    ),
    (
        "provider/stock",
        &[
            "tokio",
            "sqlx",
            "stock-sql",
            "dubbo-rpc",
            "dubbo-api",
            "hessian2",
        ],
    ),
    ("provider", &["sqlx", "nacos-sdk", "consumer-sdk"]),
    (
        "consumer-sdk",
        &["stock-provider", "stock-sql", "stock", "sqlx"],
    ),
];

/// Words that the pure rules must not hold.
const NOT_IN_RULES: &[&str] = &[
    "SystemTime",
    "Instant::now",
    "std::net",
    "std::fs",
    "std::thread",
    "async fn",
    "std::env",
];

/// Checks all of it and reports every breach at once.
pub(crate) fn check() -> Done {
    let files = tracked()?;
    let mut wrong = Vec::new();
    for file in files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "rs"))
    {
        let Ok(text) = std::fs::read_to_string(top().join(file)) else {
            continue;
        };
        check_source(file, &text, &mut wrong);
    }
    check_arrows(&mut wrong)?;
    check_map(&mut wrong);
    if wrong.is_empty() {
        println!("tidy: {} files", files.len());
        return Ok(());
    }
    Err(format!("the house is not tidy:\n  {}", wrong.join("\n  ")))
}

/// Files that git knows, from the top of the checkout.
pub(crate) fn tracked() -> Result<Vec<PathBuf>, String> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(top())
        .output()
        .map_err(|error| format!("git ls-files: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .collect())
}

fn is_generated(text: &str) -> bool {
    text.lines().take(5).any(|line| line.contains("@generated"))
}

fn check_source(file: &Path, text: &str, wrong: &mut Vec<String>) {
    let name = file.display();
    if is_generated(text) {
        return;
    }
    let lines = text.lines().count();
    if lines > LINES_MAX {
        wrong.push(format!(
            "{name} has {lines} lines, at most {LINES_MAX}: give the second job a room of its own"
        ));
    }
    // Spelt in two pieces so that this file does not find itself.
    for marker in [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[", "ignore"),
    ] {
        if text.contains(marker) {
            wrong.push(format!("{name} holds {marker}: finish it or leave it out"));
        }
    }
    if file.starts_with("provider/stock/src") {
        for word in NOT_IN_RULES.iter().filter(|word| text.contains(**word)) {
            wrong.push(format!(
                "{name} holds {word}: the rules know no clock, no I/O and no thread"
            ));
        }
    }
}

fn check_arrows(wrong: &mut Vec<String>) -> Result<(), String> {
    for (room, never) in ARROWS {
        let path = top().join(room).join("Cargo.toml");
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let manifest: toml::Table =
            toml::from_str(&text).map_err(|error| format!("{room}: {error}"))?;
        let named = manifest.get("dependencies").and_then(toml::Value::as_table);
        for other in named
            .into_iter()
            .flat_map(toml::Table::keys)
            .filter(|n| never.contains(&n.as_str()))
        {
            wrong.push(format!(
                "{room} depends on {other}: the arrows of ARCHITECTURE.md forbid it"
            ));
        }
    }
    Ok(())
}

fn check_map(wrong: &mut Vec<String>) {
    let lines =
        std::fs::read_to_string(top().join("ARCHITECTURE.md")).map_or(0, |t| t.lines().count());
    if lines == 0 || lines > MAP_LINES_MAX {
        wrong.push(format!(
            "ARCHITECTURE.md has {lines} lines, it must have 1 to {MAP_LINES_MAX}"
        ));
    }
}
