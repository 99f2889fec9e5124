//! The Java jar, built by Maven and looked into by reflection, holds what the Rust types say.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use dubbo_api::generate::{self, Contract, Type};

use crate::{differences, room};

/// The lines that `Dump.java` prints for a jar that agrees.
fn expected(contract: &Contract) -> Vec<String> {
    let mut lines = Vec::new();
    for class in contract.classes.values() {
        lines.push(format!("class {}<{}>", class.name, class.params.join(", ")));
        for field in &class.fields {
            lines.push(format!(
                "field {}.{} {}",
                class.name,
                field.name,
                field.ty.reflected()
            ));
        }
    }
    for service in &contract.services {
        lines.push(format!("interface {}", service.name));
        for method in &service.methods {
            let params: Vec<_> = method
                .params
                .iter()
                .map(|p| format!("{} {} as {}", p.ty.erased(), p.name, p.ty.reflected()))
                .collect();
            lines.push(format!(
                "method {}.{}({}) returns {} as {}",
                service.name,
                method.name,
                params.join(", "),
                method.returns.erased(),
                method.returns.reflected()
            ));
        }
    }
    for set in contract.code_sets {
        for value in set.values {
            lines.push(format!(
                "constant {}.{} = {}",
                set.name,
                value.value.to_uppercase(),
                value.value
            ));
        }
    }
    lines
}

/// Maven and Java; `None` where one is missing, which is said aloud, or fails with `STOCK_PEERS=required`.
pub(crate) fn tools(test: &str) -> Option<(PathBuf, PathBuf)> {
    if let (Some(maven), Some(java)) = (command("mvn"), command("java")) {
        return Some((maven, java));
    }
    let text = format!("{test} needs what this machine lacks: a JDK 17 or later and Apache Maven");
    let required = std::env::var("STOCK_PEERS").is_ok_and(|value| value == "required");
    assert!(!required, "STOCK_PEERS=required, but {text}");
    // Not `eprintln!`: the test runner would swallow it.
    let _ = writeln!(std::io::stderr(), "\n!! NOT RUN: {text}\n");
    None
}

/// Builds the jar and prints what it holds; once, for all tests.
pub(crate) fn dump() -> Option<&'static [String]> {
    static LINES: OnceLock<Option<Vec<String>>> = OnceLock::new();
    LINES.get_or_init(build_and_dump).as_deref()
}

fn build_and_dump() -> Option<Vec<String>> {
    let (maven, java) = tools("the_jar_agrees")?;
    let project = room().join("java");
    run(Command::new(maven)
        .args(["-q", "-B", "-ntp", "-f"])
        .arg(project.join("pom.xml"))
        .arg("package"));
    for kind in ["", "-sources", "-javadoc"] {
        let jar = format!("target/stock-api-{}{kind}.jar", env!("CARGO_PKG_VERSION"));
        assert!(project.join(&jar).is_file(), "Maven made no {jar}");
    }
    let classes = project.join("target/classes");
    let path = std::env::join_paths([classes.clone(), project.join("target/test-classes")])
        .expect("no separator in it");
    let text = run(Command::new(java)
        .arg("-cp")
        .arg(path)
        .arg("com.autoparts.stock.dump.Dump")
        .arg(classes));
    Some(text.lines().map(str::to_owned).collect())
}

fn command(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}

pub(crate) fn run(command: &mut Command) -> String {
    let output = command
        .stdin(Stdio::null())
        .output()
        .expect("can be started");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?} ended with {}:\n{text}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

#[test]
fn the_jar_agrees() {
    let Some(theirs) = dump() else { return };
    let ours = expected(&generate::contract());
    assert!(ours.len() > 1_000, "{} facts", ours.len());
    assert_eq!(differences(&ours, theirs, "the jar"), Vec::<String>::new());
    let once: BTreeSet<_> = theirs.iter().collect();
    assert_eq!(once.len(), theirs.len(), "the jar has something twice");
}

/// The comparison itself can fail: every kind of edit on one side is seen.
#[test]
fn an_edit_on_either_side_is_seen() {
    let contract = generate::contract();
    let theirs = expected(&contract);
    let edit = |change: &dyn Fn(&mut Contract)| {
        let mut edited = contract.clone();
        change(&mut edited);
        differences(&expected(&edited), &theirs, "the jar").len()
    };
    assert_eq!(edit(&|_| {}), 0);
    assert_eq!(edit(&|c| reservation_line(c).ty = Type::BoxedLong), 2);
    assert_eq!(edit(&|c| reservation_line(c).name = "other".into()), 2);
    assert_eq!(
        edit(&|c| c.services[0].methods[0].name = "occupy".into()),
        2
    );
    assert_eq!(
        edit(&|c| c.services[0].methods[0].params[0].name = "req".into()),
        2
    );
    assert_eq!(edit(&|c| drop(c.services[3].methods.pop())), 1);
    assert_eq!(
        edit(&|c| c.code_sets = &c.code_sets[1..]),
        dubbo_api::ResultCode::SET.values.len()
    );
}

fn reservation_line(contract: &mut Contract) -> &mut generate::Field {
    let class = contract
        .classes
        .get_mut("com.autoparts.stock.api.ReservationLine")
        .expect("is there");
    class
        .fields
        .iter_mut()
        .find(|field| field.name == "reserved")
        .expect("is there")
}
