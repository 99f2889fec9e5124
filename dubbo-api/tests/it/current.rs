//! What is committed is what the types say.

use std::fs;

use dubbo_api::generate;
use serde_json::Value;

use crate::room;

#[test]
fn generated_files_are_current() {
    let stale = generate::stale(room()).expect("the contract keeps its own rules");
    assert!(
        stale.is_empty(),
        "run `cargo xtask api` and commit; not current: {stale:#?}"
    );
}

#[test]
fn an_edited_a_lost_and_a_left_over_file_are_found_and_repaired() {
    let copy = tempfile::tempdir().expect("a folder for the copy");
    let first = generate::write_all(copy.path()).expect("writes into an empty folder");
    assert!(first.len() > 100, "{} files", first.len());
    assert_eq!(
        generate::stale(copy.path()).expect("reads"),
        Vec::<std::path::PathBuf>::new()
    );

    let java = copy
        .path()
        .join("java/src/main/java/com/autoparts/stock/api");
    let edited = fs::read_to_string(java.join("OpKey.java"))
        .expect("is there")
        .replace("int opSeq", "long opSeq");
    fs::write(java.join("OpKey.java"), edited).expect("can be written");
    fs::remove_file(copy.path().join("proto/types.proto")).expect("was there");
    fs::write(java.join("Gone.java"), "class Gone {}").expect("can be written");
    assert_eq!(generate::stale(copy.path()).expect("reads").len(), 3);

    assert_eq!(generate::write_all(copy.path()).expect("writes").len(), 3);
    assert!(!java.join("Gone.java").exists());
    assert!(generate::stale(copy.path()).expect("reads").is_empty());
}

#[test]
fn the_contract_keeps_its_own_rules() {
    assert_eq!(generate::contract().problems(), Vec::<String>::new());
}

#[test]
fn the_jar_has_the_release_of_the_crate() {
    let pom = fs::read_to_string(room().join("java/pom.xml")).expect("is there");
    let release = format!(
        "<artifactId>stock-api</artifactId>\n  <version>{}</version>",
        env!("CARGO_PKG_VERSION")
    );
    assert!(pom.contains(&release), "pom.xml does not say {release}");
}

#[test]
fn every_published_event_has_a_class() {
    let contract = generate::contract();
    for event in dubbo_api::event::PUBLISHED {
        let class = format!("com.autoparts.stock.api.event.{}", event.payload);
        assert!(
            contract.classes.contains_key(&class),
            "{}: no class {class}",
            event.key
        );
    }
}

#[test]
fn a_definition_names_methods_with_java_types_and_every_type_they_reach() {
    let definition =
        generate::service_definition("com.autoparts.stock.api.StockQueryService").expect("is ours");
    let methods = definition["methods"].as_array().expect("a list");
    let sellable = methods
        .iter()
        .find(|m| m["name"] == "batchSellable")
        .expect("is there");
    assert_eq!(
        sellable["parameterTypes"][0],
        "com.autoparts.stock.api.SellableReq"
    );
    let result =
        "com.autoparts.stock.api.Result<java.util.List<com.autoparts.stock.api.SellableItem>>";
    assert_eq!(sellable["returnType"], result);
    let types = definition["types"].as_array().expect("a list");
    let find = |name: &str| {
        types
            .iter()
            .find(|t| t["type"] == name)
            .unwrap_or_else(|| panic!("no type {name}"))
    };
    assert_eq!(
        find(result)["properties"]["data"],
        "java.util.List<com.autoparts.stock.api.SellableItem>"
    );
    assert_eq!(
        find("com.autoparts.stock.api.SellableItem")["properties"]["sellable"],
        "long"
    );
    assert!(generate::service_definition("com.example.Other").is_none());
}

#[test]
fn every_reference_in_the_json_documents_leads_somewhere() {
    fn walk<'a>(value: &'a Value, refs: &mut Vec<&'a str>) {
        match value {
            Value::Object(map) => {
                refs.extend(map.get("$ref").and_then(Value::as_str));
                map.values().for_each(|inner| walk(inner, refs));
            }
            Value::Array(items) => items.iter().for_each(|inner| walk(inner, refs)),
            _ => {}
        }
    }
    for document in [generate::open_api(), generate::event_schemas()] {
        let mut refs = Vec::new();
        walk(&document, &mut refs);
        assert!(refs.len() > 5, "{} references", refs.len());
        for reference in refs {
            let pointer = reference
                .strip_prefix('#')
                .expect("is in the same document");
            assert!(
                document.pointer(pointer).is_some(),
                "{reference} leads nowhere"
            );
        }
    }
}
