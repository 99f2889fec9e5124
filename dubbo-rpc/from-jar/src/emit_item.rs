//! Structs, enums and exceptions as source.

use crate::emit::{WIDTH_MAX, attribute, broken, code_span, doc, quoted, render};
use crate::model::{Field, Item, Kind, OPTION, Rust, Wire, key};
use crate::names::{Names, escaped, lower_camel, screaming_snake, value_name, variant_name};
use crate::naming::Given;
use std::fmt::Write as _;

const INDENT: &str = "    ";

/// Writes what is made of one class.
pub(crate) fn item(out: &mut String, key: &str, item: &Item, given: &Given) {
    let name = &given.types[key];
    out.push('\n');
    match &item.kind {
        Kind::Bean {
            base,
            fields,
            is_key,
        } => bean(out, name, item, base.as_ref(), fields, *is_key, given),
        Kind::Enum(constants) => java_enum(out, name, item, constants),
        Kind::Constants { is_interface } => {
            let class = code_span(&item.class);
            let what = if *is_interface { "interface" } else { "class" };
            doc(out, "", &format!("Constants of Java {what} {class}."));
            let _ = writeln!(out, "#[derive(Debug)]\npub enum {name} {{}}");
        }
        Kind::Exception(fields) => exception(out, name, item, fields, given),
        Kind::Wrapper { inner, raw, wire } => {
            wrapper(out, key, name, item, (inner, *raw, wire), given);
        }
    }
}

fn notes(out: &mut String, item: &Item) {
    for note in &item.notes {
        doc(out, "", &format!("\n{note}"));
    }
}

fn generics(item: &Item) -> String {
    match item.parameters.is_empty() {
        true => String::new(),
        false => format!("<{}>", item.parameters.join(", ")),
    }
}

fn bean(
    out: &mut String,
    name: &str,
    item: &Item,
    base: Option<&Rust>,
    fields: &[Field],
    is_key: bool,
    given: &Given,
) {
    doc(out, "", &format!("Java class {}.", code_span(&item.class)));
    notes(out, item);
    let mut derives = "hessian2::Hessian, Clone, Debug, Default, PartialEq".to_owned();
    if is_key {
        derives.push_str(", Eq, Hash");
    }
    let _ = writeln!(out, "#[derive({derives})]");
    attribute(
        out,
        "",
        "hessian",
        &[format!("class = {}", quoted(&item.class))],
    );
    let _ = write!(out, "pub struct {name}{} {{", generics(item));
    let mut names = Names::default();
    let mut body = String::new();
    self::fields(&mut body, &mut names, fields, given);
    if let Some(base) = base {
        let mut first = String::new();
        let what = code_span(&format!("extends {}", super_name(base)));
        doc(
            &mut first,
            INDENT,
            &format!("What it {what}: the fields of its superclass."),
        );
        first.push_str("    #[hessian(flatten_super)]\n");
        declare(&mut first, &names.give_apart("base", "_"), base, given);
        body.insert_str(0, &first);
    }
    if !body.is_empty() {
        out.push('\n');
        out.push_str(&body);
    }
    out.push_str("}\n");
}

fn super_name(base: &Rust) -> String {
    match base {
        Rust::Item(key, _) => crate::signature::simple(key).replace('$', "."),
        _ => String::new(),
    }
}

/// Fields with their documentation and, where the default would be another, their Java names.
fn fields(out: &mut String, names: &mut Names, fields: &[Field], given: &Given) {
    for field in fields {
        let name = names.give_apart(&value_name(&field.java), "_");
        doc(out, INDENT, &code_span(&field.says));
        if lower_camel(&name) != field.java {
            attribute(
                out,
                INDENT,
                "hessian",
                &[format!("name = {}", quoted(&field.java))],
            );
        }
        declare(out, &escaped(&name), &field.ty, given);
    }
}

fn declare(out: &mut String, name: &str, ty: &Rust, given: &Given) {
    let start = format!("pub {name}: ");
    let line = format!("{INDENT}{start}{},", render(ty, given));
    let own_line = format!("{INDENT}{INDENT}{},", render(ty, given));
    if line.chars().count() > WIDTH_MAX && own_line.chars().count() <= WIDTH_MAX {
        let _ = writeln!(out, "{INDENT}pub {name}:\n{own_line}");
    } else {
        let _ = writeln!(out, "{}", broken(INDENT, &start, ty, ",", given));
    }
}

fn java_enum(out: &mut String, name: &str, item: &Item, constants: &[String]) {
    doc(out, "", &format!("Java enum {}.", code_span(&item.class)));
    notes(out, item);
    let mut names = Names::default();
    let variants: Vec<_> = constants
        .iter()
        .map(|java| (java, names.give(&variant_name(java))))
        .collect();
    if share_a_word(name, variants.iter().map(|(_, variant)| variant.as_str())) {
        out.push_str("#[allow(clippy::enum_variant_names)]\n");
    }
    out.push_str("#[derive(hessian2::Hessian, Clone, Copy, Debug, PartialEq, Eq, Hash)]\n");
    attribute(
        out,
        "",
        "hessian",
        &[format!("class = {}", quoted(&item.class))],
    );
    let _ = writeln!(out, "pub enum {name} {{");
    for (java, variant) in &variants {
        doc(out, INDENT, &code_span(java));
        if screaming_snake(variant) != **java {
            attribute(
                out,
                INDENT,
                "hessian",
                &[format!("name = {}", quoted(java))],
            );
        }
        let _ = writeln!(out, "{INDENT}{variant},");
    }
    out.push_str("}\n");
}

/// What Clippy asks of the names of variants, a little stricter.
fn share_a_word<'a>(name: &str, mut variants: impl Iterator<Item = &'a str> + Clone) -> bool {
    let first = |text: &'a str| {
        let end = text.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
        end.map_or(text, |(at, _)| &text[..at])
    };
    let last = |text: &'a str| {
        let start = text.char_indices().rev().find(|(_, c)| c.is_uppercase());
        start.map_or(text, |(at, _)| &text[at..])
    };
    let same = |mut words: Vec<&str>| {
        let count = words.len();
        words.dedup();
        count > 1 && words.len() == 1
    };
    same(variants.clone().map(first).collect())
        || same(variants.clone().map(last).collect())
        || variants.any(|variant| variant.starts_with(name) || variant.ends_with(name))
}

fn wrapper(
    out: &mut String,
    key: &str,
    name: &str,
    item: &Item,
    (inner, raw, wire): (&Rust, bool, &Wire),
    given: &Given,
) {
    let class = code_span(&item.class);
    let is_throwable = *inner == Rust::plain("hessian2::Throwable");
    let text = match key::parts(key).0 {
        "known" => format!("A value whose type is known where Java's signature says {class}."),
        "any" => format!("Any {class}, with the class it came as."),
        _ if is_throwable => format!("A {class}, or a subclass."),
        _ => format!("Java's {class}."),
    };
    doc(out, "", &text);
    if matches!(inner, Rust::Path("HashMap", _)) {
        doc(out, "", "\nThe order of its entries is not kept.");
    }
    notes(out, item);
    let default = if is_throwable { "" } else { "Default, " };
    let _ = writeln!(
        out,
        "#[derive(hessian2::Hessian, Clone, Debug, {default}PartialEq)]"
    );
    let mut arguments = vec![format!("class = {}", quoted(&item.class))];
    if raw {
        arguments.push(format!("java_type = {}", quoted(&item.class)));
    }
    arguments.push("transparent".to_owned());
    match wire {
        Wire::Inner => {}
        Wire::List(class) => arguments.push(format!("list = {}", quoted(class))),
        Wire::Map(class) => arguments.push(format!("map = {}", quoted(class))),
    }
    attribute(out, "", "hessian", &arguments);
    let bound = match inner {
        Rust::Path("HashMap", args) if matches!(args[0], Rust::Parameter(_)) => {
            "\nwhere\n    K: Eq + std::hash::Hash"
        }
        _ => "",
    };
    let _ = writeln!(
        out,
        "pub struct {name}{}(pub {}){bound};",
        generics(item),
        render(inner, given)
    );
}

fn exception(out: &mut String, name: &str, item: &Item, fields: &[Field], given: &Given) {
    let class = quoted(&item.class);
    doc(
        out,
        "",
        &format!("Java exception {}.", code_span(&item.class)),
    );
    notes(out, item);
    out.push_str("#[derive(hessian2::Hessian, Clone, Debug, Default, PartialEq)]\n");
    attribute(out, "", "hessian", &[format!("class = {class}")]);
    let _ = writeln!(out, "pub struct {name} {{");
    let mut names = Names::default();
    doc(out, INDENT, "What `getMessage` returns.");
    let text = Rust::of(OPTION, Rust::plain("String"));
    declare(out, &names.give("detail_message"), &text, given);
    self::fields(out, &mut names, fields, given);
    let _ = write!(
        out,
        "}}

impl {name} {{
    /// The Java class.
    pub const CLASS: &str = {class};

    /// The exception in `fault`, if it is one of this class that can be read.
    pub fn of(fault: &Fault) -> Option<Self> {{
        let exception = fault.exception()?;
        if exception.class() != Self::CLASS {{
            return None;
        }}
        exception.decode().ok()
    }}

    /// As Java writes it, with all that a `Throwable` has.
    ///
    /// # Errors
    /// When one of its fields cannot be written.
    pub fn to_throwable(&self) -> Result<hessian2::Throwable, hessian2::Error> {{
"
    );
    let mutable = if fields.is_empty() { "" } else { "mut " };
    let _ = writeln!(
        out,
        "        let {mutable}thrown = hessian2::Throwable {{
            message: self.detail_message.clone(),
            ..hessian2::Throwable::new(Self::CLASS, \"\")
        }};"
    );
    let mut names = Names::default();
    names.take("detail_message");
    for field in fields {
        let rust = escaped(&names.give_apart(&value_name(&field.java), "_"));
        let java = quoted(&field.java);
        let _ = writeln!(
            out,
            "        thrown = thrown.with({java}, hessian2::to_value(&self.{rust})?);"
        );
    }
    let _ = write!(
        out,
        "        Ok(thrown)
    }}
}}

impl From<{name}> for Fault {{
    fn from(thrown: {name}) -> Self {{
        match thrown.to_throwable() {{
            Ok(thrown) => thrown.into(),
            Err(error) => Fault::new(error.to_string()),
        }}
    }}
}}
"
    );
}
