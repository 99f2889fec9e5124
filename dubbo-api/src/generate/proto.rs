//! The `.proto` files for callers that speak Triple with protobuf.

use std::fmt::Write as _;

use super::messages::{Kind, Message, MessageField, Messages, Presence, RpcService};

/// The protobuf package. Another than the Java package, so that a path tells which of the two forms a call has.
pub(super) const PROTO_PACKAGE: &str = "com.autoparts.stock.v1";

const NOTE: &str =
    "// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.\n";

/// Every file: its name and its text.
pub(super) fn files(messages: &Messages) -> Vec<(String, String)> {
    let mut types = head(
        "The messages of the stock center (库存中心). An absent `optional` is Java's null; times are milliseconds since the epoch.",
        &[],
    );
    for message in messages.messages.values() {
        types += &message_text(message);
    }
    let mut files = vec![("types.proto".to_owned(), types)];
    for service in &messages.services {
        files.push((
            format!(
                "{}.proto",
                super::messages::snake(&service.name).trim_start_matches('_')
            ),
            service_text(service),
        ));
    }
    files
}

fn head(doc: &str, imports: &[&str]) -> String {
    let mut out = format!("{NOTE}// {doc}\nsyntax = \"proto3\";\n\npackage {PROTO_PACKAGE};\n\n");
    for import in imports {
        let _ = writeln!(out, "import \"{import}\";");
    }
    if !imports.is_empty() {
        out.push('\n');
    }
    let _ = write!(
        out,
        "option java_multiple_files = true;\noption java_package = \"{PROTO_PACKAGE}\";\n"
    );
    out
}

fn comment(indent: &str, doc: &str) -> String {
    doc.trim()
        .lines()
        .map(|line| format!("{indent}// {}\n", line.trim()))
        .collect()
}

fn message_text(message: &Message) -> String {
    let mut out = format!(
        "\n{}message {} {{\n",
        comment("", &message.doc),
        message.name
    );
    for number in &message.reserved {
        let _ = writeln!(out, "  reserved {number};");
    }
    for field in &message.fields {
        out += &comment("  ", &field.doc);
        let _ = writeln!(
            out,
            "  {}{} {} = {};",
            presence(field),
            kind(&field.kind),
            field.name,
            field.number
        );
    }
    out.push_str("}\n");
    out
}

fn presence(field: &MessageField) -> &'static str {
    match (field.presence, &field.kind) {
        (Presence::Repeated, _) => "repeated ",
        // A message's absence needs no word.
        (Presence::Optional, Kind::Message(_)) | (Presence::Plain, _) => "",
        (Presence::Optional, _) => "optional ",
    }
}

/// The type as a `.proto` file names it.
pub(super) fn kind(kind: &Kind) -> &str {
    match kind {
        Kind::Int64 => "int64",
        Kind::Int32 => "int32",
        Kind::Bool => "bool",
        Kind::Double => "double",
        Kind::Text => "string",
        Kind::Message(name) => name,
        Kind::TextMap => "map<string, string>",
    }
}

fn service_text(service: &RpcService) -> String {
    let mut out = head(&format!("Service {}.", service.name), &["types.proto"]);
    let _ = write!(
        out,
        "\n{}service {} {{\n",
        comment("", &service.doc),
        service.name
    );
    for rpc in &service.rpcs {
        out += &comment("  ", &rpc.doc);
        let _ = writeln!(
            out,
            "  rpc {}({}) returns ({});",
            rpc.name, rpc.request, rpc.reply
        );
    }
    out.push_str("}\n");
    out
}
