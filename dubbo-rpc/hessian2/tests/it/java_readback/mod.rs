//! What we write, read by the real hessian-lite of each Dubbo line (`integration-tests/java/
//! hessian-probe`) and compared there with the value built in Java; what Java writes of it, read
//! by us and compared with the value built in Rust.
//!
//! Needs a JDK and Maven. Without them it says so and proves nothing; with `HESSIAN_JAVA=1` that
//! is a failure.

mod cases;
mod jdk_cases;
mod references;

use cases::{Case, cases};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Dubbo line, and the hessian-lite it brings.
const LINES: &[(&str, &str)] = &[
    ("2.6.12", "3.2.12"),
    ("2.7.23 and 3.2.19", "3.2.13"),
    ("3.3.6", "4.0.4"),
];

/// What a hessian-lite cannot read even from its own bytes, as the probe makes sure: version,
/// case, why.
const JAVA_DEFECTS: &[(&str, &str, &str)] = &[
    ("4.0.4", "all_kinds", UNSAFE),
    ("3.2.12", "bitset", BIT_SET),
    ("3.2.12", "jdk_kinds", BIT_SET),
];
const BIT_SET: &str = "a BitSet comes back empty: BitSetHandle came with 3.2.13";
const UNSAFE: &str =
    "UnsafeDeserializer loses fields of type float, short and char (dubbo-hessian-lite#88)";

#[test]
fn java_reads_what_we_write() {
    let jars = match build_probe() {
        Ok(jars) => jars,
        Err(missing) => {
            assert!(std::env::var_os("HESSIAN_JAVA").is_none(), "{missing}");
            eprintln!("NOT RUN, NOTHING PROVEN: readback by real hessian-lite: {missing}");
            return;
        }
    };
    let cases = cases();
    let mut input = String::new();
    for case in &cases {
        writeln!(
            input,
            "{}\t{}\t{}\t{}",
            case.name,
            hex(&case.bytes),
            case.kind,
            case.text
        )
        .unwrap();
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hessian-probe.tsv");
    std::fs::write(&file, input).unwrap();
    let mut wrong = Vec::new();
    for (dubbo, version) in LINES {
        let answers = answers(&jars, version, &file);
        let (mut read, mut back) = (0, 0);
        for case in &cases {
            let known = JAVA_DEFECTS
                .iter()
                .any(|(v, name, _)| v == version && *name == case.name);
            match judge(case, answers.get(case.name.as_str())) {
                Ok(_) if known => wrong.push(format!("{version} {}: no defect", case.name)),
                Ok(wrote_back) => {
                    read += 1;
                    back += usize::from(wrote_back);
                }
                Err(why) if known && why.starts_with("java-alone-differs") => {}
                Err(why) => wrong.push(format!("{version} {}: {why}", case.name)),
            }
        }
        let known = JAVA_DEFECTS.iter().filter(|(v, ..)| v == version).count();
        println!(
            "hessian-lite {version} (Dubbo {dubbo}): {read} of {} read back equal in Java, \
             {back} of these written by Java and read back equal here, {known} known Java defects",
            cases.len()
        );
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Whether Java read the case as meant, and if it could write it, whether we read that as meant.
fn judge(case: &Case, answer: Option<&Vec<String>>) -> Result<bool, String> {
    let Some([verdict, detail, written]) = answer.map(Vec::as_slice) else {
        return Err(format!("no answer: {answer:?}"));
    };
    if verdict != "ok" {
        return Err(format!("{verdict}: {detail}"));
    }
    match &case.check {
        Some(check) if !written.is_empty() => check(&crate::vectors::unhex(written))
            .map_err(|e| format!("Java wrote {written}: {e}"))
            .map(|()| true),
        Some(_) => Err(format!("read, but {detail}")),
        None => Ok(false),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// Builds the probe; yields the folder with its classes and jars.
fn build_probe() -> Result<PathBuf, String> {
    let project =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../integration-tests/java/hessian-probe");
    if let Err(e) = Command::new("java").arg("-version").output() {
        return Err(format!(
            "no `java` on the path ({e}); install a JDK, 17 or later"
        ));
    }
    // Offline first: nothing is asked of a registry once everything is there.
    let mut said = String::new();
    for offline in [true, false] {
        let mut maven = Command::new("mvn");
        maven.args(["-q", "-B", "package"]).current_dir(&project);
        if offline {
            maven.arg("-o");
        }
        match maven.output() {
            Err(e) => return Err(format!("no `mvn` on the path ({e}); install Maven")),
            Ok(output) if output.status.success() => return Ok(project.join("target")),
            Ok(output) => said = String::from_utf8_lossy(&output.stdout).into_owned(),
        }
    }
    Err(format!("the probe does not build: {said}"))
}

/// Runs the probe with one hessian-lite: verdict, detail and what Java wrote, by case.
fn answers(target: &Path, version: &str, file: &Path) -> BTreeMap<String, Vec<String>> {
    let jar = target.join(format!("lib/hessian-lite-{version}.jar"));
    let class_path = std::env::join_paths([target.join("classes"), jar]).unwrap();
    let opens = [
        "lang",
        "math",
        "time",
        "util",
        "util.concurrent.atomic",
        "io",
        "net",
    ];
    let mut java = Command::new("java");
    java.args(opens.map(|name| format!("--add-opens=java.base/java.{name}=ALL-UNNAMED")));
    java.arg("--add-opens=java.sql/java.sql=ALL-UNNAMED");
    java.arg("-cp")
        .arg(class_path)
        .arg("com.autoparts.probe.Probe")
        .arg(file);
    let output = java.output().unwrap();
    assert!(
        output.status.success(),
        "the probe on {version} failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout).unwrap();
    lines
        .lines()
        .map(|line| {
            let mut parts = line.split('\t').map(str::to_owned);
            (parts.next().unwrap(), parts.collect())
        })
        .collect()
}
