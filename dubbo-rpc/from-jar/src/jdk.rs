//! The JDK's classes in Rust: what crate `hessian2` has for them.

use crate::model::Wire;

/// What stands for a class of the JDK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A Rust type without arguments.
    Plain(&'static str),
    /// The dynamic value.
    Dynamic,
    /// The dynamic value under the class's own name.
    Opaque,
    /// `java.lang.Void`
    Void,
    /// `java.util.List`, `Set` and `Map` themselves.
    List,
    Set,
    Map,
    /// Classes that are lists, queues, sets or maps on the wire, under their own names.
    ListAs,
    QueueAs,
    SetAs,
    MapAs,
    /// A Rust type with one type argument.
    Holder(&'static str),
    /// `java.lang.Throwable`, and exceptions under their own names.
    Throwable,
    ThrowableAs,
    /// Nothing, and why.
    Refused(&'static str),
}

const LISTS: &[&str] = &[
    "java.util.Collection",
    "java.lang.Iterable",
    "java.util.ArrayList",
    "java.util.LinkedList",
    "java.util.AbstractList",
    "java.util.Vector",
    "java.util.concurrent.CopyOnWriteArrayList",
];
const QUEUES: &[&str] = &["java.util.Queue", "java.util.Deque"];
const SETS: &[&str] = &[
    "java.util.HashSet",
    "java.util.LinkedHashSet",
    "java.util.TreeSet",
    "java.util.SortedSet",
];
const MAPS: &[&str] = &[
    "java.util.HashMap",
    "java.util.LinkedHashMap",
    "java.util.TreeMap",
    "java.util.SortedMap",
    "java.util.Hashtable",
    "java.util.concurrent.ConcurrentHashMap",
];
/// Declared where anything may come.
const OPAQUE: &[&str] = &[
    "java.io.Serializable",
    "java.lang.Cloneable",
    "java.lang.Comparable",
    "java.lang.CharSequence",
    "java.lang.Number",
];

/// The form of a class called `name`, if the JDK has it and Hessian2 a form for it.
pub(crate) fn form(name: &str) -> Option<Form> {
    if let Some(plain) = plain(name) {
        return Some(Form::Plain(plain));
    }
    let listed = [
        (LISTS, Form::ListAs),
        (QUEUES, Form::QueueAs),
        (SETS, Form::SetAs),
        (MAPS, Form::MapAs),
        (OPAQUE, Form::Opaque),
    ];
    if let Some((_, form)) = listed.iter().find(|(names, _)| names.contains(&name)) {
        return Some(*form);
    }
    Some(match name {
        "java.lang.Object" => Form::Dynamic,
        "java.lang.Void" => Form::Void,
        "java.util.List" => Form::List,
        "java.util.Set" => Form::Set,
        "java.util.Map" => Form::Map,
        "java.util.EnumSet" => Form::Holder("hessian2::EnumSet"),
        "java.util.concurrent.atomic.AtomicReference" => Form::Holder("hessian2::AtomicReference"),
        "java.lang.Throwable" => Form::Throwable,
        "java.util.Optional" | "java.util.OptionalInt" | "java.util.OptionalLong" => Form::Refused(
            "an Optional is not Serializable, so Java cannot send it: declare the value",
        ),
        "java.util.stream.Stream"
        | "java.util.Iterator"
        | "java.io.InputStream"
        | "java.io.OutputStream"
        | "java.io.File" => {
            Form::Refused("it is not a value that can be sent: declare a List or byte[]")
        }
        _ if is_exception(name) => Form::ThrowableAs,
        _ => return None,
    })
}

/// What a collection declared as `name` is written as. Java makes it from this name, or, where there
/// is none, an `ArrayList`.
pub(crate) fn wire(name: &str, form: Form) -> Wire {
    let list = |class: &str| Wire::List(class.to_owned());
    match (form, name) {
        (Form::QueueAs, _) => list("java.util.LinkedList"),
        (Form::SetAs, "java.util.SortedSet") => list("java.util.TreeSet"),
        (Form::MapAs, "java.util.SortedMap") => Wire::Map("java.util.TreeMap".to_owned()),
        (Form::MapAs, _) => Wire::Map(name.to_owned()),
        (_, "java.util.Collection" | "java.lang.Iterable" | "java.util.AbstractList") => {
            Wire::Inner
        }
        _ => list(name),
    }
}

/// Exceptions of packages every JDK has.
fn is_exception(name: &str) -> bool {
    let of_jdk = [
        "java.lang.",
        "java.util.",
        "java.io.",
        "java.sql.",
        "java.net.",
    ]
    .iter()
    .any(|package| name.starts_with(package));
    of_jdk && (name.ends_with("Exception") || name.ends_with("Error"))
}

fn plain(name: &str) -> Option<&'static str> {
    Some(match name {
        "java.lang.String" => "String",
        "java.lang.Boolean" => "bool",
        "java.lang.Byte" => "i8",
        "java.lang.Short" => "i16",
        "java.lang.Integer" => "i32",
        "java.lang.Long" => "i64",
        "java.lang.Float" => "f32",
        "java.lang.Double" => "f64",
        "java.lang.Character" => "char",
        "java.lang.Class" => "hessian2::JavaClass",
        "java.lang.StackTraceElement" => "hessian2::StackTraceElement",
        "java.math.BigDecimal" => "hessian2::BigDecimal",
        "java.math.BigInteger" => "hessian2::BigInt",
        "java.util.Date" => "hessian2::Date",
        "java.sql.Timestamp" => "hessian2::SqlTimestamp",
        "java.sql.Date" => "hessian2::SqlDate",
        "java.sql.Time" => "hessian2::SqlTime",
        "java.util.UUID" => "hessian2::Uuid",
        "java.util.Locale" => "hessian2::Locale",
        "java.util.Currency" => "hessian2::Currency",
        "java.util.BitSet" => "hessian2::BitSet",
        "java.util.concurrent.atomic.AtomicBoolean" => "hessian2::AtomicBoolean",
        "java.util.concurrent.atomic.AtomicInteger" => "hessian2::AtomicInteger",
        "java.util.concurrent.atomic.AtomicLong" => "hessian2::AtomicLong",
        "java.time.LocalDate" => "hessian2::LocalDate",
        "java.time.LocalTime" => "hessian2::LocalTime",
        "java.time.LocalDateTime" => "hessian2::LocalDateTime",
        "java.time.Instant" => "hessian2::Instant",
        "java.time.Duration" => "hessian2::Duration",
        "java.time.Period" => "hessian2::Period",
        "java.time.Year" => "hessian2::Year",
        "java.time.YearMonth" => "hessian2::YearMonth",
        "java.time.MonthDay" => "hessian2::MonthDay",
        "java.time.ZoneId" => "hessian2::ZoneId",
        "java.time.ZoneOffset" => "hessian2::ZoneOffset",
        "java.time.OffsetTime" => "hessian2::OffsetTime",
        "java.time.OffsetDateTime" => "hessian2::OffsetDateTime",
        "java.time.ZonedDateTime" => "hessian2::ZonedDateTime",
        _ => return None,
    })
}

/// Rust types that can be keys and elements of sets.
pub(crate) fn is_key(rust: &str) -> bool {
    matches!(
        rust,
        "String" | "bool" | "i8" | "i16" | "i32" | "i64" | "char" | "()"
    ) || (rust.starts_with("hessian2::")
        && !matches!(
            rust,
            "hessian2::Value" | "hessian2::Throwable" | "hessian2::AtomicReference"
        ))
}

#[cfg(test)]
mod tests {
    use super::{Form, form};

    #[test]
    fn the_jdk_is_known() {
        assert_eq!(form("java.util.List"), Some(Form::List));
        assert_eq!(form("java.util.TreeMap"), Some(Form::MapAs));
        assert_eq!(form("java.io.IOException"), Some(Form::ThrowableAs));
        assert_eq!(
            form("java.lang.StackTraceElement"),
            Some(Form::Plain("hessian2::StackTraceElement"))
        );
        assert!(matches!(form("java.util.Optional"), Some(Form::Refused(_))));
        assert_eq!(form("java.util.concurrent.ConcurrentMap"), None);
        assert_eq!(form("com.example.FooException"), None);
    }
}
