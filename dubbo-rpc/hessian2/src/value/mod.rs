//! The dynamic value: whatever a stream may hold, for generic calls and unknown classes.

mod codec;
mod show;

use std::num::NonZeroU64;
use std::sync::Arc;

pub(crate) use codec::{SharedValues, WrittenValues};
pub use codec::{from_value, to_value};

/// Any value of a stream, with the type names it came with.
///
/// Lists, maps and objects are behind an [`Arc`]: a value the stream refers to twice is one
/// allocation here and is written as a reference again; in full once a `java.util.UUID` is in the
/// stream, after which readers do not agree on the numbers of references (at most
/// [`MAX_REPEATED_BYTES`](crate::MAX_REPEATED_BYTES) of such copies). A reference to an enclosing value, which
/// `Arc` alone could not hold without leaking, is a [`Value::Cycle`].
///
/// No class name has an effect: a `java.math.BigDecimal` is an object with the field `value`
/// like any other.
#[derive(Clone, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `java.lang.Boolean`
    Bool(bool),
    /// `java.lang.Integer` (also `Byte` and `Short`, which Java writes alike).
    Int(i32),
    /// `java.lang.Long`
    Long(i64),
    /// `java.lang.Double` (also `Float`).
    Double(f64),
    /// `java.util.Date`, in milliseconds since 1970-01-01T00:00Z.
    Date(i64),
    /// `java.lang.String` (also `Character` and `char[]`).
    String(String),
    /// `byte[]`
    Binary(Box<[u8]>),
    /// A list, set or array.
    List(Arc<ListValue>),
    /// A map.
    Map(Arc<MapValue>),
    /// An object, an enum constant among them.
    Object(Arc<ObjectValue>),
    /// The list, map or object with this identity, which encloses this place or did when read.
    Cycle(Identity),
}

// The budget of reading counts on it: a list of nulls is a byte each on the wire.
const _: () = assert!(size_of::<Value>() == 24);

impl PartialEq for Value {
    /// By content. What is one allocation on both sides is equal without a look inside; two
    /// readings of a stream full of references still take the time of what it unfolds to.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Long(a), Value::Long(b)) | (Value::Date(a), Value::Date(b)) => a == b,
            (Value::Double(a), Value::Double(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Binary(a), Value::Binary(b)) => a == b,
            (Value::List(a), Value::List(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::Map(a), Value::Map(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::Object(a), Value::Object(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::Cycle(a), Value::Cycle(b)) => a == b,
            _ => false,
        }
    }
}

/// Names a list, map or object that a [`Value::Cycle`] leads back to.
#[derive(Debug, Clone, Copy)]
pub struct Identity {
    /// Never zero, so that having none takes no room.
    stream: NonZeroU64,
    slot: usize,
}

impl PartialEq for Identity {
    /// By the place in the stream, so that two readings of the same bytes are equal.
    fn eq(&self, other: &Self) -> bool {
        self.slot == other.slot
    }
}

/// A list, set or array.
#[derive(Clone, Default)]
pub struct ListValue {
    /// Java class or array type, e.g. `java.util.HashSet` or `[int`; `None` is an `ArrayList`.
    pub type_name: Option<Arc<str>>,
    /// The elements.
    pub items: Vec<Value>,
    identity: Option<Identity>,
}

/// A map; entries in the order of the stream, keys not made unique.
#[derive(Clone, Default)]
pub struct MapValue {
    /// Java class; `None` is a `HashMap`.
    pub type_name: Option<Arc<str>>,
    /// Keys and values.
    pub entries: Vec<(Value, Value)>,
    identity: Option<Identity>,
}

/// The name and field names many objects share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Java class.
    pub class: String,
    /// Field names in the order of the stream.
    pub fields: Vec<String>,
}

/// An object.
#[derive(Clone)]
pub struct ObjectValue {
    shape: Arc<Shape>,
    values: Vec<Value>,
    identity: Option<Identity>,
}

impl PartialEq for ListValue {
    fn eq(&self, other: &Self) -> bool {
        self.type_name == other.type_name && self.items == other.items
    }
}

impl PartialEq for MapValue {
    fn eq(&self, other: &Self) -> bool {
        self.type_name == other.type_name && self.entries == other.entries
    }
}

impl PartialEq for ObjectValue {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape && self.values == other.values
    }
}

impl ObjectValue {
    /// An object of Java class `class` without fields yet.
    pub fn new(class: impl Into<String>) -> Self {
        let shape = Shape {
            class: class.into(),
            fields: Vec::new(),
        };
        ObjectValue {
            shape: Arc::new(shape),
            values: Vec::new(),
            identity: None,
        }
    }

    /// The same object with one more field.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, value: impl Into<Value>) -> Self {
        Arc::make_mut(&mut self.shape).fields.push(field.into());
        self.values.push(value.into());
        self
    }

    /// Java class name.
    pub fn class(&self) -> &str {
        &self.shape.class
    }

    /// The value of `field`; of two with that name the last, as Java keeps it.
    pub fn get(&self, field: &str) -> Option<&Value> {
        let at = self.shape.fields.iter().rposition(|name| name == field)?;
        self.values.get(at)
    }

    /// Field names and values in the order of the stream.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.shape
            .fields
            .iter()
            .map(String::as_str)
            .zip(&self.values)
    }
}

impl MapValue {
    /// The value of the text key `key`; of two the last, as Java keeps it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries
            .iter()
            .rev()
            .find(|(k, _)| k.as_str() == Some(key))
            .map(|(_, v)| v)
    }
}

impl Value {
    /// An `ArrayList` of `items`.
    pub fn list(items: Vec<Value>) -> Self {
        Value::List(Arc::new(ListValue {
            type_name: None,
            items,
            identity: None,
        }))
    }

    /// A list, set or array of Java class or array type `type_name`.
    pub fn typed_list(type_name: &str, items: Vec<Value>) -> Self {
        let type_name = Some(type_name.into());
        Value::List(Arc::new(ListValue {
            type_name,
            items,
            identity: None,
        }))
    }

    /// A `HashMap` of `entries`.
    pub fn map(entries: Vec<(Value, Value)>) -> Self {
        Value::Map(Arc::new(MapValue {
            type_name: None,
            entries,
            identity: None,
        }))
    }

    /// A map of Java class `type_name`.
    pub fn typed_map(type_name: &str, entries: Vec<(Value, Value)>) -> Self {
        let type_name = Some(type_name.into());
        Value::Map(Arc::new(MapValue {
            type_name,
            entries,
            identity: None,
        }))
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The text, if this is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if this is an int or long.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Int(i) => Some(i64::from(*i)),
            Value::Long(l) => Some(*l),
            _ => None,
        }
    }

    /// The elements, if this is a list.
    pub fn as_list(&self) -> Option<&ListValue> {
        match self {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The map, if this is one.
    pub fn as_map(&self) -> Option<&MapValue> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The object, if this is one.
    pub fn as_object(&self) -> Option<&ObjectValue> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether dropping this may have to drop other lists, maps or objects.
    fn is_deep(&self) -> bool {
        matches!(self, Value::List(_) | Value::Map(_) | Value::Object(_))
    }
}

macro_rules! value_from {
    ($($from:ty => $to:expr),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                $to(value)
            }
        }
    )*};
}

value_from! {
    bool => Value::Bool,
    i32 => Value::Int,
    i64 => Value::Long,
    f64 => Value::Double,
    String => Value::String,
    &str => |text: &str| Value::String(text.to_owned()),
    Vec<Value> => Value::list,
    Vec<u8> => |bytes: Vec<u8>| Value::Binary(bytes.into()),
    ObjectValue => |object| Value::Object(Arc::new(object)),
    ListValue => |list| Value::List(Arc::new(list)),
    MapValue => |map| Value::Map(Arc::new(map)),
}

/// Drops values nested arbitrarily deep without recursion.
fn drop_deep(mut pending: Vec<Value>) {
    while let Some(value) = pending.pop() {
        match value {
            Value::List(list) => {
                if let Some(mut list) = Arc::into_inner(list) {
                    pending.append(&mut list.items);
                }
            }
            Value::Map(map) => {
                if let Some(mut map) = Arc::into_inner(map) {
                    pending.extend(map.entries.drain(..).flat_map(|(k, v)| [k, v]));
                }
            }
            Value::Object(object) => {
                if let Some(mut object) = Arc::into_inner(object) {
                    pending.append(&mut object.values);
                }
            }
            _ => {}
        }
    }
}

impl Drop for ListValue {
    fn drop(&mut self) {
        if self.items.iter().any(Value::is_deep) {
            drop_deep(std::mem::take(&mut self.items));
        }
    }
}

impl Drop for MapValue {
    fn drop(&mut self) {
        if self.entries.iter().any(|(k, v)| k.is_deep() || v.is_deep()) {
            drop_deep(self.entries.drain(..).flat_map(|(k, v)| [k, v]).collect());
        }
    }
}

impl Drop for ObjectValue {
    fn drop(&mut self) {
        if self.values.iter().any(Value::is_deep) {
            drop_deep(std::mem::take(&mut self.values));
        }
    }
}
