//! The Rust source of the messages and of their conversions from and to the contract's types.

use std::fmt::Write as _;

use super::messages::{Kind, Message, MessageField, Messages, Origin, Presence, snake};
use super::model::{Contract, Method, Type, simple};
use super::proto::PROTO_PACKAGE;

/// The source of `src/triple/generated.rs`.
pub(super) fn source(contract: &Contract, messages: &Messages) -> String {
    let mut out = String::from(
        "// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.\n\n\
         use dubbo_rpc::MessageMethod;\nuse prost::Message as _;\n\nuse super::{Field, Item};\nuse crate as contract;\n",
    );
    for message in messages.messages.values() {
        out += &message_source(message);
        match &message.origin {
            Origin::Class => out += &conversion(message, &format!("contract::{}", message.name)),
            Origin::Generic(Type::Class(class, args)) if simple(class) == "Result" => {
                out += &reply(message, &args[0]);
            }
            Origin::Generic(ty) => out += &conversion(message, &rust_type(ty)),
            Origin::Arguments => {}
        }
    }
    out += &services(contract, messages);
    out
}

/// How the messages of each service become calls.
fn services(contract: &Contract, messages: &Messages) -> String {
    let mut out = String::from("\npub(super) static SERVICES: &[super::Proto] = &[\n");
    for (service, rpcs) in contract.services.iter().zip(&messages.services) {
        let _ = writeln!(
            out,
            "    super::Proto {{\n        interface: \"{}\",\n        name: \"{PROTO_PACKAGE}.{}\",\n        methods: &[",
            service.name, rpcs.name
        );
        for (method, rpc) in service.methods.iter().zip(&rpcs.rpcs) {
            let _ = writeln!(
                out,
                "            MessageMethod {{\n                name: \"{}\",\n                read: {},\n                write: super::write::<{}>,\n            }},",
                method.name,
                read(method, &rpc.request, messages),
                rust_type(&method.returns)
            );
        }
        out.push_str("        ],\n    },\n");
    }
    out.push_str("];\n");
    out
}

/// The function that makes a method's arguments of its message.
fn read(method: &Method, request: &str, messages: &Messages) -> String {
    let by_field = messages
        .messages
        .get(request)
        .is_some_and(|message| message.origin == Origin::Arguments);
    if !by_field {
        return format!("super::read::<{}>", rust_type(&method.params[0].ty));
    }
    let arguments: Vec<_> = method
        .params
        .iter()
        .map(|param| {
            let field = format!("message.{}", snake(&param.name));
            match &param.ty {
                ty @ Type::Class(..) => {
                    format!("&{field}.map(<{} as Item>::from_proto)", rust_type(ty))
                }
                Type::Date => format!("&{field}.map(<hessian2::Date as Item>::from_proto)"),
                Type::List(item) => format!(
                    "&{field}.into_iter().map(<{} as Item>::from_proto).collect::<Vec<_>>()",
                    rust_type(item)
                ),
                _ => format!("&{field}"),
            }
        })
        .map(|value| format!("super::argument({value})?"))
        .collect();
    if arguments.is_empty() {
        return format!(
            "|message| {request}::decode(message).map(|_| Vec::new()).map_err(|error| error.to_string())"
        );
    }
    format!(
        "|message| {{\n                    let message = {request}::decode(message).map_err(|error| error.to_string())?;\n                    \
         Ok(vec![{}])\n                }}",
        arguments.join(", ")
    )
}

fn message_source(message: &Message) -> String {
    let mut out = format!(
        "\n{}#[derive(Clone, PartialEq, ::prost::Message)]\npub struct {} {{\n",
        doc("", &message.doc),
        message.name
    );
    for field in &message.fields {
        let (annotation, ty) = prost(field);
        out += &doc("    ", &field.doc);
        let _ = writeln!(
            out,
            "    #[prost({annotation}, tag = \"{}\")]\n    pub {}: {ty},",
            field.number, field.name
        );
    }
    out.push_str("}\n");
    out
}

fn doc(indent: &str, text: &str) -> String {
    text.trim()
        .lines()
        .map(|line| format!("{indent}/// {}\n", line.trim()))
        .collect()
}

fn prost(field: &MessageField) -> (String, String) {
    let (word, ty) = match &field.kind {
        Kind::Int64 => ("int64", "i64".to_owned()),
        Kind::Int32 => ("int32", "i32".to_owned()),
        Kind::Bool => ("bool", "bool".to_owned()),
        Kind::Double => ("double", "f64".to_owned()),
        Kind::Text => ("string", "String".to_owned()),
        Kind::Message(name) => ("message", name.clone()),
        Kind::TextMap => {
            return (
                "btree_map = \"string, string\"".to_owned(),
                "std::collections::BTreeMap<String, String>".to_owned(),
            );
        }
    };
    match field.presence {
        Presence::Plain => (word.to_owned(), ty),
        Presence::Optional => (format!("{word}, optional"), format!("Option<{ty}>")),
        Presence::Repeated => (format!("{word}, repeated"), format!("Vec<{ty}>")),
    }
}

/// The contract's Rust type of a type argument.
fn rust_type(ty: &Type) -> String {
    match ty {
        Type::Text => "String".into(),
        Type::Void => "contract::Nothing".into(),
        Type::List(item) => format!("Vec<{}>", rust_type(item)),
        Type::Class(name, args) => {
            let name = if simple(name) == "Result" {
                "Reply"
            } else {
                simple(name)
            };
            let args: Vec<_> = args.iter().map(rust_type).collect();
            if args.is_empty() {
                format!("contract::{name}")
            } else {
                format!("contract::{name}<{}>", args.join(", "))
            }
        }
        other => unreachable!("{other:?} is no type argument of the contract"),
    }
}

fn conversion(message: &Message, rust: &str) -> String {
    let to: Vec<_> = message
        .fields
        .iter()
        .map(|f| format!("            {0}: Field::to_proto(&self.{0}),\n", f.name))
        .collect();
    let from: Vec<_> = message
        .fields
        .iter()
        .map(|f| format!("            {0}: Field::from_proto(proto.{0}),\n", f.name))
        .collect();
    item(message, rust, &to.concat(), &from.concat())
}

// A field that was added since is left at its default, so that the generator itself still compiles.
fn item(message: &Message, rust: &str, to: &str, from: &str) -> String {
    let name = &message.name;
    format!(
        "\nimpl Item for {rust} {{\n    type Proto = {name};\n\n    fn to_proto(&self) -> {name} {{\n        {name} {{\n{to}        }}\n    }}\n\n    \
         fn from_proto(proto: {name}) -> Self {{\n        Self {{\n{from}            ..Default::default()\n        }}\n    }}\n}}\n"
    )
}

/// A reply's data is an element, a list, or nothing; a list is there exactly when the call succeeded.
fn reply(message: &Message, data: &Type) -> String {
    let mut to = String::new();
    let mut from = String::new();
    for field in message.fields.iter().filter(|field| field.name != "data") {
        let _ = writeln!(
            to,
            "            {0}: Field::to_proto(&self.{0}),",
            field.name
        );
        let _ = writeln!(
            from,
            "            {0}: Field::from_proto(proto.{0}),",
            field.name
        );
    }
    match data {
        Type::Void => from += "            data: None,\n",
        Type::List(_) => {
            to +=
                "            data: self.data.as_ref().map(Field::to_proto).unwrap_or_default(),\n";
            from += "            data: super::list_of_reply(proto.code.as_deref(), proto.data),\n";
        }
        _ => {
            to += "            data: Field::to_proto(&self.data),\n";
            from += "            data: Field::from_proto(proto.data),\n";
        }
    }
    // `data` is moved out before `code`, so the code is looked at first.
    let from = if matches!(data, Type::List(_)) {
        reorder(&from)
    } else {
        from
    };
    item(
        message,
        &format!("contract::Reply<{}>", rust_type(data)),
        &to,
        &from,
    )
}

fn reorder(fields: &str) -> String {
    let (data, rest): (Vec<_>, Vec<_>) = fields
        .lines()
        .partition(|line| line.trim_start().starts_with("data:"));
    data.into_iter()
        .chain(rest)
        .map(|line| format!("{line}\n"))
        .collect()
}
