//! Rust names for Java names.

use std::collections::BTreeSet;

/// Keywords that may be written `r#keyword`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
/// Words that may not be a name in any way.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_", ""];
/// What generated code needs under its own name.
const TAKEN: &[&str] = &[
    "Box", "Context", "Err", "Fault", "HashMap", "HashSet", "None", "Ok", "Option", "Result",
    "Some", "String", "Vec",
];

/// Names that are given out once.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// Without the names of the prelude and of what generated code imports.
    pub(crate) fn of_types() -> Self {
        Self(TAKEN.iter().map(|name| (*name).to_owned()).collect())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    pub(crate) fn take(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// `wanted`, or with a number behind it if that is taken.
    pub(crate) fn give(&mut self, wanted: &str) -> String {
        self.give_apart(wanted, "")
    }

    /// The same with `gap` before the number.
    pub(crate) fn give_apart(&mut self, wanted: &str, gap: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}{gap}{number}"));
        let name = std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(|name| !self.0.contains(name))
            .unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

/// Only what a Rust name may hold.
fn clean(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '_' {
                c
            } else {
                '_'
            }
        })
        .collect();
    match clean.chars().next() {
        Some(first) if first.is_numeric() => format!("n{clean}"),
        _ => clean,
    }
}

/// `orderNo` as `order_no`, `getURLById` as `get_url_by_id`.
pub(crate) fn snake_case(name: &str) -> String {
    let chars: Vec<char> = clean(name).chars().collect();
    let mut out = String::with_capacity(chars.len() + 4);
    for (i, c) in chars.iter().enumerate() {
        if c.is_uppercase() && i > 0 && chars[i - 1] != '_' {
            let before = chars[i - 1].is_lowercase() || chars[i - 1].is_numeric();
            let after = chars.get(i + 1).is_some_and(|next| next.is_lowercase());
            if before || after {
                out.push('_');
            }
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// A Java name as the name of a field, method or parameter, not yet escaped.
pub(crate) fn value_name(java: &str) -> String {
    let name = snake_case(java);
    match NEVER.contains(&name.as_str()) {
        true => format!("{name}_"),
        false => name,
    }
}

/// As it stands in source: keywords raw.
pub(crate) fn escaped(name: &str) -> String {
    match KEYWORDS.contains(&name) {
        true => format!("r#{name}"),
        false => name.to_owned(),
    }
}

/// `Outer$Inner` as `OuterInner`, `order_item` as `OrderItem`.
pub(crate) fn type_name(java: &str) -> String {
    let mut out = String::with_capacity(java.len());
    for word in clean(java).split('_') {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            out.push_str(chars.as_str());
        }
    }
    match NEVER.contains(&out.as_str()) {
        true => format!("Java{out}"),
        false => lettered(out),
    }
}

/// `SOLD_OUT` as `SoldOut`, `inStock` as `InStock`.
pub(crate) fn variant_name(java: &str) -> String {
    let mut out = String::with_capacity(java.len());
    for word in clean(java).split('_') {
        let shouted = !word.chars().any(char::is_lowercase);
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            if shouted {
                out.extend(chars.flat_map(char::to_lowercase));
            } else {
                out.push_str(chars.as_str());
            }
        }
    }
    match NEVER.contains(&out.as_str()) {
        true => format!("{out}_"),
        false => lettered(out),
    }
}

/// With a letter before a digit at the start.
fn lettered(name: String) -> String {
    match name.starts_with(char::is_numeric) {
        true => format!("N{name}"),
        false => name,
    }
}

/// What `#[hessian]` and `#[dubbo]` take for the Java name of a Rust one.
pub(crate) fn lower_camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        if c == '_' {
            upper = !out.is_empty();
        } else if upper {
            out.extend(c.to_uppercase());
            upper = false;
        } else {
            out.push(c);
        }
    }
    out
}

/// What `#[hessian]` takes for the Java name of a variant.
pub(crate) fn screaming_snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (i, c) in name.chars().enumerate() {
        if c.is_uppercase() && i > 0 {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    out
}

/// Whether `name` can be given to a Rust type.
pub(crate) fn is_type_name(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok() && !TAKEN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn java_names_become_rust_names() {
        for (java, rust) in [
            ("orderNo", "order_no"),
            ("getURLById", "get_url_by_id"),
            ("oeNumber2", "oe_number2"),
            ("URL", "url"),
            ("sku1Id", "sku1_id"),
            ("a$b", "a_b"),
            ("self", "self_"),
            ("数量", "数量"),
        ] {
            assert_eq!(value_name(java), rust);
        }
        assert_eq!(escaped("type"), "r#type");
        assert_eq!(escaped("kind"), "kind");
        for (java, rust) in [
            ("Outer$Inner", "OuterInner"),
            ("order_item", "OrderItem"),
            ("Outer$1", "Outer1"),
            ("Self", "JavaSelf"),
        ] {
            assert_eq!(type_name(java), rust);
        }
        for (java, rust) in [
            ("SOLD_OUT", "SoldOut"),
            ("RED", "Red"),
            ("inStock", "InStock"),
            ("V_1_2", "V12"),
            ("_1", "N1"),
            ("SELF", "Self_"),
        ] {
            assert_eq!(variant_name(java), rust);
        }
    }

    #[test]
    fn names_are_given_once() {
        let mut names = Names::of_types();
        assert_eq!(names.give("Result"), "Result2");
        assert_eq!(names.give("Foo"), "Foo");
        assert_eq!(names.give("Foo"), "Foo2");
        assert_eq!(names.give_apart("foo", "_"), "foo");
        assert_eq!(names.give_apart("foo", "_"), "foo_2");
    }

    #[test]
    fn the_macros_names_are_known() {
        assert_eq!(lower_camel("order_no"), "orderNo");
        assert_eq!(lower_camel("cx_"), "cx");
        assert_eq!(screaming_snake("SoldOut"), "SOLD_OUT");
    }
}
