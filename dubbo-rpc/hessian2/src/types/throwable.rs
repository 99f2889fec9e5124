//! Exceptions: objects of any class with the fields of `java.lang.Throwable`.

use crate::decode::{Decode, Decoder, Head, UNKNOWN_FIELD};
use crate::encode::{Encode, Encoder};
use crate::error::Result;
use crate::schema::{JavaType, TypeRef};
use crate::value::Value;
use dubbo_macros::Hessian;
use std::fmt;

/// Any `java.lang.Throwable`, with the fields its class adds.
///
/// ```
/// let refused = hessian2::Throwable::new("com.example.StockException", "sold out")
///     .with("code", "OUT_OF_STOCK");
/// assert_eq!(refused.to_string(), "com.example.StockException: sold out");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Throwable {
    /// Java class.
    pub class: String,
    /// `detailMessage`, what `getMessage` returns.
    pub message: Option<String>,
    /// What caused it.
    pub cause: Option<Box<Throwable>>,
    /// Where it was thrown, innermost call first.
    pub stack_trace: Vec<StackTraceElement>,
    /// What `addSuppressed` added.
    pub suppressed: Vec<Throwable>,
    /// The fields of its own class and of classes between it and `Throwable`.
    pub fields: Vec<(String, Value)>,
}

/// `java.lang.StackTraceElement`; the fields JDK 9 added are not kept.
#[derive(Hessian, Debug, Clone, Default, PartialEq, Eq, Hash)]
#[hessian(
    class = "java.lang.StackTraceElement",
    java_type = "java.lang.StackTraceElement"
)]
pub struct StackTraceElement {
    /// Class of the method.
    pub declaring_class: String,
    /// Name of the method.
    pub method_name: String,
    /// Source file, if known.
    pub file_name: Option<String>,
    /// Line in it; negative if unknown, -2 in a native method.
    pub line_number: i32,
}

/// The fields of `java.lang.Throwable`, in the order Java writes them.
const OWN_FIELDS: &[&str] = &[
    "suppressedExceptions",
    "stackTrace",
    "cause",
    "detailMessage",
];

impl Throwable {
    /// An exception of Java class `class` with a message and nothing else.
    pub fn new(class: impl Into<String>, message: impl Into<String>) -> Self {
        Throwable {
            class: class.into(),
            message: Some(message.into()),
            cause: None,
            stack_trace: Vec::new(),
            suppressed: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// The same exception with a field of its own class.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, value: impl Into<Value>) -> Self {
        self.fields.push((field.into(), value.into()));
        self
    }

    /// The value of a field its own class adds, e.g. `code`.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields
            .iter()
            .rev()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value)
    }
}

impl fmt::Display for Throwable {
    /// As `Throwable.toString`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.class)?;
        match &self.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Throwable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

impl JavaType for Throwable {
    fn type_ref() -> TypeRef {
        TypeRef::class("java.lang.Throwable")
    }
}

impl Encode for Throwable {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        let slot = e.slots();
        let mut names = OWN_FIELDS.to_vec();
        names.extend(self.fields.iter().map(|(name, _)| name.as_str()));
        e.object(&self.class, &names)?;
        if self.suppressed.is_empty() {
            e.begin_list(Some("java.util.Collections$EmptyList"), 0)?;
        } else {
            self.suppressed.encode(e)?;
        }
        e.begin_list(Some("[java.lang.StackTraceElement"), self.stack_trace.len())?;
        self.stack_trace
            .iter()
            .try_for_each(|element| element.encode(e))?;
        match &self.cause {
            Some(cause) => cause.encode(e)?,
            // "No cause yet" is the exception itself, so that `initCause` still works in Java;
            // null, which every version reads too, where the index would not be understood.
            None if e.is_sure_reference(slot) => e.write_ref(slot)?,
            None => e.write_null(),
        }
        self.message.encode(e)?;
        self.fields
            .iter()
            .try_for_each(|(_, value)| value.encode(e))
    }
}

impl Decode for Throwable {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        const WANTED: &str = "a java.lang.Throwable";
        let open = d.open(WANTED)?;
        let Head::Object { class } = open.head else {
            return Err(d.mismatch_in(&open, WANTED));
        };
        let name = d.class_name(class)?.into_owned();
        d.charge(name.len() + size_of::<Throwable>())?;
        let mut read = Throwable::new(name, "");
        read.message = None;
        let plan = d.plan(class, OWN_FIELDS)?;
        let mut name_at = d.class_fields_at(class);
        for i in 0..d.class_fields(class) {
            let (name, next) = d.name_at(name_at)?;
            name_at = next;
            match d.planned(plan, i) {
                0 => read.suppressed = Vec::decode(d)?,
                1 => read.stack_trace = Vec::decode(d)?,
                2 if d.peek_cycle()?.is_some() => d.skip()?,
                2 => read.cause = Decode::decode(d)?,
                3 => read.message = Decode::decode(d)?,
                UNKNOWN_FIELD => {
                    d.charge(name.len())?;
                    d.make_room(&mut read.fields, 1)?;
                    let value = Value::decode(d)?;
                    read.fields.push((name.into_owned(), value));
                }
                _ => d.skip()?,
            }
        }
        d.close(open);
        Ok(read)
    }
}
