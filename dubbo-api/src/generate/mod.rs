//! What is made from the contract's schema: Java sources, `.proto`, Rust messages, JSON, XML, documentation.

mod consumer_xml;
mod java;
mod json;
mod markdown;
mod messages;
mod model;
mod numbers;
mod proto;
mod rust;
mod schema;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use model::{Class, Contract, Field, Method, Service, Type};
pub use schema::{contract, service_schemas};

use messages::Messages;
use numbers::Numbers;

/// Folders below `dubbo-api` in which every file is generated.
const FOLDERS: &[(&str, &str)] = &[
    ("java/src/main/java", "java"),
    ("proto", "proto"),
    ("schema", "json"),
    ("java/src/main/resources", "xml"),
];

/// Where the numbers of message fields are kept.
const NUMBERS: &str = "proto/field-numbers.txt";

/// Every generated file: its path below `dubbo-api` and its text. `room` is that folder; the committed field numbers are read from it.
///
/// # Errors
/// When the contract breaks one of its own rules, or the committed field numbers cannot be read.
pub fn files(room: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let contract = contract();
    let problems = contract.problems();
    if !problems.is_empty() {
        return Err(io::Error::other(problems.join("\n")));
    }
    let committed = match fs::read_to_string(room.join(NUMBERS)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let mut numbers = Numbers::parse(&committed).map_err(io::Error::other)?;
    let messages = Messages::of(&contract, &mut numbers);
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for (path, text) in java::sources(&contract) {
        files.push((Path::new("java/src/main/java").join(path), text));
    }
    for namespace in [
        consumer_xml::Namespace::Apache,
        consumer_xml::Namespace::Alibaba,
    ] {
        let path = Path::new("java/src/main/resources").join(namespace.file());
        files.push((path, consumer_xml::text(&contract, namespace)));
    }
    for (name, text) in proto::files(&messages) {
        files.push((Path::new("proto").join(name), text));
    }
    files.push((NUMBERS.into(), numbers.to_text()));
    files.push((
        "src/triple/generated.rs".into(),
        rust::source(&contract, &messages),
    ));
    for service in &contract.services {
        let path = format!("schema/{}.json", service.name);
        files.push((
            path.into(),
            pretty(&json::service_definition(&contract, service)),
        ));
    }
    files.push((
        "schema/openapi.json".into(),
        pretty(&json::open_api(&contract)),
    ));
    files.push((
        "schema/events.json".into(),
        pretty(&json::events(&contract)),
    ));
    files.push((
        "schema/asyncapi.json".into(),
        pretty(&json::async_api(&contract)),
    ));
    files.push(("README.md".into(), markdown::page(&contract)));
    Ok(files)
}

/// The definition of one interface as dubbo-admin reads it; `None` for an interface that is not the contract's.
pub fn service_definition(interface: &str) -> Option<Value> {
    let contract = contract();
    let service = contract
        .services
        .iter()
        .find(|service| service.name == interface)?;
    Some(json::service_definition(&contract, service))
}

/// The OpenAPI document of the contract.
pub fn open_api() -> Value {
    json::open_api(&contract())
}

/// The JSON Schema of the events.
pub fn event_schemas() -> Value {
    json::events(&contract())
}

/// Writes every generated file below `room` (the folder `dubbo-api`) and deletes generated files of what is gone.
/// Returns the paths that changed.
///
/// # Errors
/// When the contract breaks one of its own rules, or a file cannot be read or written.
pub fn write_all(room: &Path) -> io::Result<Vec<PathBuf>> {
    let files = files(room)?;
    let mut changed = differences(room, &files)?;
    changed.sort();
    for path in &changed {
        let full = room.join(path);
        match files.iter().find(|(name, _)| name == path) {
            Some((_, text)) => {
                if let Some(folder) = full.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::write(full, text)?;
            }
            None => fs::remove_file(full)?,
        }
    }
    Ok(changed)
}

/// The generated files that are not what the types say: other text, missing, or of something that is gone.
///
/// # Errors
/// As [`write_all`].
pub fn stale(room: &Path) -> io::Result<Vec<PathBuf>> {
    differences(room, &files(room)?)
}

fn differences(room: &Path, files: &[(PathBuf, String)]) -> io::Result<Vec<PathBuf>> {
    let mut changed = Vec::new();
    for (path, text) in files {
        match fs::read_to_string(room.join(path)) {
            Ok(there) if there == *text => {}
            Ok(_) => changed.push(path.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => changed.push(path.clone()),
            Err(error) => return Err(error),
        }
    }
    for (folder, extension) in FOLDERS {
        let mut present = Vec::new();
        walk(&room.join(folder), &mut present)?;
        for full in present {
            let path = full
                .strip_prefix(room)
                .map_err(io::Error::other)?
                .to_owned();
            let generated = path.extension().is_some_and(|ext| ext == *extension);
            if generated && !files.iter().any(|(name, _)| *name == path) {
                changed.push(path);
            }
        }
    }
    Ok(changed)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
