//! The contract as data: what every generator reads.

use std::collections::BTreeMap;

use crate::code_set::CodeSet;

/// The Java package of the contract.
pub(super) const PACKAGE: &str = "com.autoparts.stock.api";
/// The Java package of the events.
pub(super) const EVENT_PACKAGE: &str = "com.autoparts.stock.api.event";

/// A Java type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `long`.
    Long,
    /// `int`.
    Int,
    /// `boolean`.
    Bool,
    /// `double`.
    Double,
    /// `java.lang.Long`.
    BoxedLong,
    /// `java.lang.Integer`.
    BoxedInt,
    /// `java.lang.Boolean`.
    BoxedBool,
    /// `java.lang.Double`.
    BoxedDouble,
    /// `java.lang.String`.
    Text,
    /// `java.util.Date`.
    Date,
    /// `java.lang.Void`.
    Void,
    /// `java.util.List` of an element.
    List(Box<Type>),
    /// `java.util.Map` of text to text.
    TextMap,
    /// A class of the contract with its type arguments.
    Class(String, Vec<Type>),
    /// A type parameter of the class it stands in.
    Param(String),
}

/// A class of the contract.
#[derive(Clone, Debug)]
pub struct Class {
    /// Its name with its package.
    pub name: String,
    /// Names of its type parameters.
    pub params: Vec<String>,
    /// What it is.
    pub doc: String,
    /// Its fields in their order.
    pub fields: Vec<Field>,
}

/// A field of a class, or a parameter of a method.
#[derive(Clone, Debug)]
pub struct Field {
    /// Java name.
    pub name: String,
    /// Java type.
    pub ty: Type,
    /// What it is.
    pub doc: String,
}

/// A method of an interface.
#[derive(Clone, Debug)]
pub struct Method {
    /// Java name.
    pub name: String,
    /// What it does.
    pub doc: String,
    /// Its parameters.
    pub params: Vec<Field>,
    /// What it returns.
    pub returns: Type,
}

/// An interface of the contract.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name with its package.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its methods in their order.
    pub methods: Vec<Method>,
}

/// The whole contract.
#[derive(Clone, Debug)]
pub struct Contract {
    /// Every class by name, the events' included.
    pub classes: BTreeMap<String, Class>,
    /// The interfaces in their order.
    pub services: Vec<Service>,
    /// The sets of codes in their order.
    pub code_sets: &'static [CodeSet],
}

/// The part of a name after the last dot.
pub(super) fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The part of a name before the last dot.
pub(super) fn package(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(package, _)| package)
}

/// A Java name in words: `foNo` is `fulfilment order number`.
pub(super) fn words(name: &str) -> String {
    let mut words = vec![String::new()];
    for c in name.chars() {
        if c.is_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    let spelt = words.iter().map(|word| match word.as_str() {
        "no" => "number",
        "nos" => "numbers",
        "fo" => "fulfilment order",
        "sku" => "SKU",
        "skus" => "SKUs",
        "vin" => "VIN",
        "oe" => "OE number",
        other => other,
    });
    spelt.collect::<Vec<_>>().join(" ")
}

impl Type {
    /// The type in Java source, classes by their simple names.
    pub fn java(&self) -> String {
        match self {
            Self::Long => "long".into(),
            Self::Int => "int".into(),
            Self::Bool => "boolean".into(),
            Self::Double => "double".into(),
            Self::BoxedLong => "Long".into(),
            Self::BoxedInt => "Integer".into(),
            Self::BoxedBool => "Boolean".into(),
            Self::BoxedDouble => "Double".into(),
            Self::Text => "String".into(),
            Self::Date => "Date".into(),
            Self::Void => "Void".into(),
            Self::List(item) => format!("List<{}>", item.java()),
            Self::TextMap => "Map<String, String>".into(),
            Self::Param(name) => name.clone(),
            Self::Class(name, args) => with_args(simple(name), args, Self::java),
        }
    }

    /// The type as `java.lang.reflect.Type.getTypeName` gives it.
    pub fn reflected(&self) -> String {
        match self {
            Self::List(item) => format!("java.util.List<{}>", item.reflected()),
            Self::TextMap => "java.util.Map<java.lang.String, java.lang.String>".into(),
            Self::Class(name, args) => with_args(name, args, Self::reflected),
            other => other.erased(),
        }
    }

    /// The erased type as `Class.getName` gives it; a type parameter is `java.lang.Object`.
    pub fn erased(&self) -> String {
        match self {
            Self::Long | Self::Int | Self::Bool | Self::Double => self.java(),
            Self::BoxedLong
            | Self::BoxedInt
            | Self::BoxedBool
            | Self::BoxedDouble
            | Self::Text
            | Self::Void => {
                format!("java.lang.{}", self.java())
            }
            Self::Date => "java.util.Date".into(),
            Self::List(_) => "java.util.List".into(),
            Self::TextMap => "java.util.Map".into(),
            Self::Class(name, _) => name.clone(),
            Self::Param(name) => name.clone(),
        }
    }

    /// Calls `visit` with every class the type names.
    pub fn classes(&self, visit: &mut impl FnMut(&str)) {
        match self {
            Self::List(item) => item.classes(visit),
            Self::Class(name, args) => {
                visit(name);
                args.iter().for_each(|arg| arg.classes(visit));
            }
            _ => {}
        }
    }
}

fn with_args(name: &str, args: &[Type], show: impl Fn(&Type) -> String) -> String {
    if args.is_empty() {
        return name.to_owned();
    }
    let args: Vec<_> = args.iter().map(show).collect();
    format!("{name}<{}>", args.join(", "))
}

impl Contract {
    /// A class by its name.
    ///
    /// # Panics
    /// Never for a name that a [`Type`] of the contract holds: the schema describes every class it reaches.
    pub fn class(&self, name: &str) -> &Class {
        self.classes
            .get(name)
            .expect("the schema describes every class it reaches")
    }

    /// Whether `name` is the simple name of a class, an interface or a set of codes.
    pub fn knows(&self, name: &str) -> bool {
        self.code_sets.iter().any(|set| set.name == name)
            || self.classes.keys().any(|class| simple(class) == name)
            || self
                .services
                .iter()
                .any(|service| simple(&service.name) == name)
    }

    /// The classes that are part of the calls, not of the events.
    pub fn call_classes(&self) -> impl Iterator<Item = &Class> {
        self.classes
            .values()
            .filter(|class| package(&class.name) == PACKAGE)
    }

    /// The classes that are part of the events.
    pub fn event_classes(&self) -> impl Iterator<Item = &Class> {
        self.classes
            .values()
            .filter(|class| package(&class.name) == EVENT_PACKAGE)
    }

    /// What is wrong with the contract's own rules; empty when nothing is.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for service in &self.services {
            let mut names: Vec<_> = service.methods.iter().map(|m| &m.name).collect();
            names.sort();
            problems.extend(
                names
                    .windows(2)
                    .filter(|w| w[0] == w[1])
                    .map(|w| format!("{}.{} is overloaded", service.name, w[0])),
            );
            for method in &service.methods {
                if !matches!(&method.returns, Type::Class(name, _) if simple(name) == "Result") {
                    problems.push(format!(
                        "{}.{} does not return a Result",
                        service.name, method.name
                    ));
                }
                if method.doc.is_empty() {
                    problems.push(format!(
                        "{}.{} has no documentation",
                        service.name, method.name
                    ));
                }
            }
        }
        for class in self.classes.values() {
            if class.doc.is_empty() {
                problems.push(format!("{} has no documentation", class.name));
            }
            for field in class.fields.iter().filter(|field| field.doc.is_empty()) {
                problems.push(format!(
                    "{}.{} has no documentation",
                    class.name, field.name
                ));
            }
        }
        let mut simple_names: Vec<_> = self
            .classes
            .keys()
            .map(|name| simple(name))
            .chain(self.services.iter().map(|service| simple(&service.name)))
            .chain(self.code_sets.iter().map(|set| set.name))
            .collect();
        simple_names.sort_unstable();
        problems.extend(
            simple_names
                .windows(2)
                .filter(|w| w[0] == w[1])
                .map(|w| format!("two things are named {}", w[0])),
        );
        problems
    }
}
