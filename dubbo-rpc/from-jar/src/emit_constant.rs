//! Constants as source.

use crate::class_file::ConstantValue;
use crate::emit::{WIDTH_MAX, code_span, doc};
use crate::model::{Constant, Item, Kind};
use crate::names::{Names, value_name, variant_name};
use crate::naming::Given;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const INDENT: &str = "    ";

/// Writes the constants of a type, whose parameters do not matter to them.
pub(crate) fn constants(
    out: &mut String,
    key: &str,
    item: &Item,
    constants: &[Constant],
    given: &Given,
) {
    let units: Vec<_> = item.parameters.iter().map(|_| "()").collect();
    let arguments = match units.is_empty() {
        true => String::new(),
        false => format!("<{}>", units.join(", ")),
    };
    let _ = writeln!(out, "\nimpl {}{arguments} {{", given.types[key]);
    let mut names = Names::default();
    match &item.kind {
        Kind::Enum(variants) => variants.iter().for_each(|java| {
            names.give(&variant_name(java));
        }),
        Kind::Exception(_) => names.take("CLASS"),
        _ => {}
    }
    let wanted = |constant: &Constant| value_name(&constant.java).to_uppercase();
    // A name that is Rust's already stays as it is.
    let (same, other): (Vec<_>, Vec<_>) = constants
        .iter()
        .partition(|constant| constant.java == wanted(constant));
    let given: BTreeMap<&str, String> = same
        .into_iter()
        .chain(other)
        .map(|constant| {
            let name = names.give_apart(&wanted(constant), "_");
            (constant.java.as_str(), name)
        })
        .collect();
    for constant in constants {
        let name = &given[constant.java.as_str()];
        doc(out, INDENT, &code_span(&constant.says));
        let is_decimal = match constant.value {
            ConstantValue::Float(value) => value.is_finite(),
            ConstantValue::Double(value) => value.is_finite(),
            _ => false,
        };
        if is_decimal {
            // What is near a number of mathematics may be meant as it is.
            let _ = writeln!(out, "{INDENT}#[allow(clippy::approx_constant)]");
        }
        let start = format!("{INDENT}pub const {name}: {} =", constant.ty);
        let value = literal(constant);
        let own_line = format!("{INDENT}{INDENT}{value};");
        if width(&start) + 1 + width(&value) + 1 > WIDTH_MAX && width(&own_line) <= WIDTH_MAX {
            let _ = writeln!(out, "{start}\n{own_line}");
        } else {
            let _ = writeln!(out, "{start} {value};");
        }
    }
    out.push_str("}\n");
}

fn literal(constant: &Constant) -> String {
    let of_float = |value: f64, shown: String| {
        let ty = constant.ty;
        match () {
            () if value.is_nan() => format!("{ty}::NAN"),
            () if value == f64::INFINITY => format!("{ty}::INFINITY"),
            () if value == f64::NEG_INFINITY => format!("{ty}::NEG_INFINITY"),
            () => shown,
        }
    };
    match &constant.value {
        ConstantValue::Bool(value) => value.to_string(),
        ConstantValue::Int(value) => value.to_string(),
        ConstantValue::Char(unit) => match char::from_u32(u32::from(*unit)) {
            Some(c) => format!("{c:?}"),
            None => format!("{unit:#06x}"),
        },
        ConstantValue::Float(value) => of_float(f64::from(*value), format!("{value:?}")),
        ConstantValue::Double(value) => of_float(*value, format!("{value:?}")),
        ConstantValue::Text(text) => format!("{text:?}"),
    }
}

/// Columns, as rustfmt counts them: two for what is as wide as it is high.
fn width(text: &str) -> usize {
    let wide = |c: &char| ('\u{1100}'..='\u{ffdc}').contains(c) || *c >= '\u{1f000}';
    text.chars().count() + text.chars().filter(wide).count()
}
