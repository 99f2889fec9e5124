//! The Java jar, built by Maven and looked into by reflection, holds what the Rust types say.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

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

/// Builds the jar and prints what it holds; `None` where Java or Maven is missing.
fn dump() -> Option<Vec<String>> {
    let (Some(maven), Some(java)) = (command("mvn"), command("java")) else {
        let text = "needs what this machine lacks: a JDK 17 or later and Apache Maven";
        let required = std::env::var("STOCK_PEERS").is_ok_and(|value| value == "required");
        assert!(!required, "STOCK_PEERS=required, but the Java jar {text}");
        // Not `eprintln!`: the test runner would swallow it.
        let _ = writeln!(std::io::stderr(), "\n!! NOT RUN: the_jar_agrees: {text}\n");
        return None;
    };
    let project = room().join("java");
    run(Command::new(maven)
        .args(["-q", "-B", "-ntp", "-f"])
        .arg(project.join("pom.xml"))
        .arg("package"));
    for jar in [
        "stock-api-0.1.0.jar",
        "stock-api-0.1.0-sources.jar",
        "stock-api-0.1.0-javadoc.jar",
    ] {
        assert!(
            project.join("target").join(jar).is_file(),
            "Maven made no {jar}"
        );
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

fn run(command: &mut Command) -> String {
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
    assert_eq!(differences(&ours, &theirs, "the jar"), Vec::<String>::new());
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
