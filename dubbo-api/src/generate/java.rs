//! The Java 8 jar's sources.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::model::{
    Class, Contract, Field, Method, PACKAGE, Service, Type, package, simple, words,
};
use crate::code::ResultCode;
use crate::code_set::CodeSet;

const NOTE: &str =
    "// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.\n";

/// Every source file: its path below the Java source folder and its text.
pub(super) fn sources(contract: &Contract) -> Vec<(String, String)> {
    let path = |name: &str| format!("{}.java", name.replace('.', "/"));
    let mut files = Vec::new();
    for class in contract.classes.values() {
        files.push((path(&class.name), pojo(contract, class)));
    }
    for service in &contract.services {
        files.push((path(&service.name), interface(contract, service)));
    }
    for set in contract.code_sets {
        files.push((path(&format!("{PACKAGE}.{}", set.name)), constants(set)));
    }
    files.push((
        path(&format!("{PACKAGE}.package-info")),
        package_info(contract),
    ));
    files
}

/// Text for Javadoc: code in braces, links where a type is named, nothing that HTML would eat.
fn javadoc(contract: &Contract, own: &str, text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.trim().split('`').enumerate() {
        if i % 2 == 1 {
            let _ = if contract.knows(part) {
                write!(out, "{{@link {}}}", qualified(contract, own, part))
            } else {
                write!(out, "{{@code {part}}}")
            };
        } else {
            out.push_str(
                &part
                    .replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('>', "&gt;")
                    .replace('@', "&#64;"),
            );
        }
    }
    out.replace("*/", "*&#47;")
}

/// A type's name as source of package `own` needs it.
fn qualified(contract: &Contract, own: &str, name: &str) -> String {
    let full = contract
        .classes
        .keys()
        .find(|class| simple(class) == name)
        .cloned();
    let full = full.unwrap_or_else(|| format!("{PACKAGE}.{name}"));
    if package(&full) == own {
        name.to_owned()
    } else {
        full
    }
}

fn comment(indent: &str, lines: &[String]) -> String {
    let mut out = format!("{indent}/**\n");
    for line in lines.iter().flat_map(|text| text.lines()) {
        let line = line.trim();
        let _ = if line.is_empty() {
            writeln!(out, "{indent} * <p>")
        } else {
            writeln!(out, "{indent} * {line}")
        };
    }
    let _ = writeln!(out, "{indent} */");
    out
}

fn imports(own: &str, types: &[&Type], extra: &[&str]) -> String {
    let mut names: BTreeSet<String> = extra.iter().map(|name| (*name).to_owned()).collect();
    let mut pending: Vec<&Type> = types.to_vec();
    while let Some(ty) = pending.pop() {
        match ty {
            Type::Date | Type::TextMap => {
                names.insert(ty.erased());
            }
            Type::List(item) => {
                names.insert(ty.erased());
                pending.push(item);
            }
            Type::Class(name, args) => {
                if package(name) != own {
                    names.insert(name.clone());
                }
                pending.extend(args);
            }
            _ => {}
        }
    }
    let mut out = String::new();
    for name in &names {
        let _ = writeln!(out, "import {name};");
    }
    if !names.is_empty() {
        out.push('\n');
    }
    out
}

fn header(own: &str) -> String {
    format!("{NOTE}package {own};\n\n")
}

fn pojo(contract: &Contract, class: &Class) -> String {
    let own = package(&class.name);
    let name = simple(&class.name);
    let params = if class.params.is_empty() {
        String::new()
    } else {
        format!("<{}>", class.params.join(", "))
    };
    let types: Vec<_> = class.fields.iter().map(|field| &field.ty).collect();
    let mut extra = vec!["java.io.Serializable", "java.util.Objects"];
    if types.iter().any(|ty| matches!(ty, Type::List(_))) {
        extra.push("java.util.ArrayList");
    }
    if types.contains(&&Type::TextMap) {
        extra.push("java.util.LinkedHashMap");
    }
    let mut out = header(own);
    out += &imports(own, &types, &extra);
    let mut doc = vec![javadoc(contract, own, &class.doc)];
    doc.extend(
        class
            .params
            .iter()
            .map(|param| format!("@param <{param}> the type of the data")),
    );
    out += &comment("", &doc);
    let _ = writeln!(
        out,
        "public class {name}{params} implements Serializable {{"
    );
    out.push_str("    private static final long serialVersionUID = 1L;\n\n");
    for field in &class.fields {
        let initial = match &field.ty {
            Type::List(item) => format!(" = new ArrayList<{}>()", item.java()),
            Type::TextMap => " = new LinkedHashMap<String, String>()".to_owned(),
            _ => String::new(),
        };
        let _ = writeln!(
            out,
            "    private {} {}{initial};",
            field.ty.java(),
            field.name
        );
    }
    let _ = write!(
        out,
        "\n    /** Creates one with nothing set. */\n    public {name}() {{\n    }}\n"
    );
    for field in &class.fields {
        out += &accessors(&javadoc(contract, own, &field.doc), field);
    }
    if name == "Result" {
        out.push_str(SUCCEEDED);
    }
    out += &object_methods(class, name);
    out.push_str("}\n");
    out
}

const SUCCEEDED: &str = "
    /**
     * Whether the call did what was asked, now or earlier. Not a getter, so that it is no property.
     *
     * @return true for OK, OK_DUPLICATE and ACCEPTED_PENDING
     */
    public boolean succeeded() {
        return ResultCode.OK.equals(code) || ResultCode.OK_DUPLICATE.equals(code)
                || ResultCode.ACCEPTED_PENDING.equals(code);
    }
";

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The getter's name, as the JavaBeans rules have it.
fn getter(field: &Field) -> String {
    let prefix = if field.ty == Type::Bool { "is" } else { "get" };
    format!("{prefix}{}", capital(&field.name))
}

fn accessors(doc: &str, field: &Field) -> String {
    let Field { name, ty, .. } = field;
    let (get, set, java, words) = (
        getter(field),
        format!("set{}", capital(name)),
        ty.java(),
        format!("the {}", words(name)),
    );
    format!(
        "\n    /**\n     * {doc}\n     *\n     * @return {words}\n     */\n    public {java} {get}() {{\n        return {name};\n    }}\n\
         \n    /**\n     * See {{@link #{get}()}}.\n     *\n     * @param {name} {words}\n     */\n    public void {set}({java} {name}) {{\n        this.{name} = {name};\n    }}\n"
    )
}

fn object_methods(class: &Class, name: &str) -> String {
    let any = if class.params.is_empty() {
        name.to_owned()
    } else {
        format!("{name}<?>")
    };
    let equal: Vec<_> = class
        .fields
        .iter()
        .map(|Field { name, ty, .. }| match ty {
            Type::Long | Type::Int | Type::Bool => format!("{name} == that.{name}"),
            Type::Double => format!("Double.compare({name}, that.{name}) == 0"),
            _ => format!("Objects.equals({name}, that.{name})"),
        })
        .collect();
    let names: Vec<_> = class
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let shown: Vec<_> = names
        .iter()
        .map(|name| format!("{name}=\" + {name}"))
        .collect();
    format!(
        "\n    @Override\n    public boolean equals(Object other) {{\n        if (this == other) {{\n            return true;\n        }}\n\
         \x20       if (other == null || getClass() != other.getClass()) {{\n            return false;\n        }}\n\
         \x20       {any} that = ({any}) other;\n        return {};\n    }}\n\
         \n    @Override\n    public int hashCode() {{\n        return Objects.hash({});\n    }}\n\
         \n    @Override\n    public String toString() {{\n        return \"{name}{{{} + \"}}\";\n    }}\n",
        equal.join("\n                && "),
        names.join(", "),
        shown.join("\n                + \", "),
    )
}

fn interface(contract: &Contract, service: &Service) -> String {
    let own = package(&service.name);
    let types: Vec<_> = service
        .methods
        .iter()
        .flat_map(|m| m.params.iter().map(|p| &p.ty).chain([&m.returns]))
        .collect();
    let mut out = header(own);
    out += &imports(own, &types, &[]);
    out += &comment("", &[javadoc(contract, PACKAGE, &service.doc)]);
    let _ = writeln!(out, "public interface {} {{", simple(&service.name));
    for method in &service.methods {
        out.push('\n');
        out += &method_source(contract, method);
    }
    out.push_str("}\n");
    out
}

fn method_source(contract: &Contract, method: &Method) -> String {
    let mut doc = vec![javadoc(contract, PACKAGE, &method.doc), String::new()];
    doc.extend(method.params.iter().map(|p| match &p.ty {
        Type::Class(name, _) => {
            format!("@param {} see {{@link {}}}", p.name, simple(name))
        }
        _ => format!("@param {} the {}", p.name, words(&p.name)),
    }));
    doc.push("@return the outcome; a refusal is a code in it, see {@link ResultCode}".to_owned());
    let doc: Vec<_> = doc
        .iter()
        .map(|line| if line.is_empty() { "\n" } else { line }.to_owned())
        .collect();
    let params: Vec<_> = method
        .params
        .iter()
        .map(|p| format!("{} {}", p.ty.java(), p.name))
        .collect();
    let body = comment("    ", &doc).replace(" * <p>\n", " *\n");
    format!(
        "{body}    {} {}({});\n",
        method.returns.java(),
        method.name,
        params.join(", ")
    )
}

fn constants(set: &CodeSet) -> String {
    let mut out = header(PACKAGE);
    let doc = set.doc.replace('`', "");
    let _ = write!(
        out,
        "/**\n * {}\n * <p>\n * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.\n */\npublic final class {} {{\n",
        doc.trim(),
        set.name
    );
    for value in set.values {
        let meaning = value.meaning.trim().replace('`', "");
        let _ = write!(out, "    /** {meaning} {}", value.chinese);
        if set.name == ResultCode::SET.name {
            let advice = ResultCode::from(value.value).advice();
            let again = if advice.retryable {
                "May be sent again"
            } else {
                "Not to be sent again"
            };
            let again = if ResultCode::from(value.value).is_success() {
                "A success"
            } else {
                again
            };
            let _ = write!(
                out,
                "。 {again}: {}. {}。",
                advice.english.replace('`', ""),
                advice.chinese
            );
        }
        let _ = write!(
            out,
            " */\n    public static final String {} = \"{}\";\n\n",
            value.value.to_uppercase(),
            value.value
        );
    }
    let _ = write!(out, "    private {}() {{\n    }}\n}}\n", set.name);
    out
}

fn package_info(contract: &Contract) -> String {
    let mut out = NOTE.to_owned();
    out.push_str("/**\n * The contract of the stock center (库存中心接口).\n * <ul>\n");
    for service in &contract.services {
        let _ = writeln!(
            out,
            " * <li>{{@link {}}}: {}",
            service.name,
            javadoc(contract, PACKAGE, &service.doc)
        );
    }
    out.push_str(" * </ul>\n");
    out.push_str(
        " * Every write carries an {@link com.autoparts.stock.api.OpContext}: sent twice under the same key it takes effect once,\n \
         * so retries by Dubbo or by the caller are safe. A refusal is a code in\n \
         * {@link com.autoparts.stock.api.Result}; an exception means that something broke.\n \
         * Fields are only ever added; times are by the database's clock; quantities are in base units.\n */\n",
    );
    let _ = writeln!(out, "package {PACKAGE};");
    out
}
