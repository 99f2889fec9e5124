//! `Debug` of dynamic values, bounded: a value of a few bytes can unfold to 2^64 nodes.

use super::{Identity, ListValue, MapValue, ObjectValue, Value};
use std::cell::Cell;
use std::fmt::{self, Debug, Formatter};

/// Values printed before the rest becomes `…`.
const MOST_SHOWN: usize = 512;

struct Shown<'a> {
    value: &'a Value,
    left: &'a Cell<usize>,
}

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(left) = self.left.get().checked_sub(1) else {
            return f.write_str("…");
        };
        self.left.set(left);
        match self.value {
            Value::Null => f.write_str("null"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Int(i) => write!(f, "{i}"),
            Value::Long(l) => write!(f, "{l}L"),
            Value::Double(d) => write!(f, "{d:?}d"),
            Value::Date(ms) => write!(f, "Date({ms})"),
            Value::String(text) => write!(f, "{text:?}"),
            Value::Binary(bytes) => write!(f, "byte[{}]", bytes.len()),
            Value::List(list) => show_list(list, self.left, f),
            Value::Map(map) => show_map(map, self.left, f),
            Value::Object(object) => show_object(object, self.left, f),
            Value::Cycle(Identity { slot, .. }) => write!(f, "Cycle({slot})"),
        }
    }
}

fn show_list(list: &ListValue, left: &Cell<usize>, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str(list.type_name.as_deref().unwrap_or_default())?;
    let shown = list.items.iter().take(left.get() + 1);
    f.debug_list()
        .entries(shown.map(|value| Shown { value, left }))
        .finish()
}

fn show_map(map: &MapValue, left: &Cell<usize>, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str(map.type_name.as_deref().unwrap_or_default())?;
    let shown = map.entries.iter().take(left.get() + 1);
    let entries = shown.map(|(k, v)| (Shown { value: k, left }, Shown { value: v, left }));
    f.debug_map().entries(entries).finish()
}

fn show_object(object: &ObjectValue, left: &Cell<usize>, f: &mut Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(object.class());
    for (field, value) in object.fields().take(left.get() + 1) {
        shown.field(field, &Shown { value, left });
    }
    shown.finish()
}

impl Debug for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Shown {
            value: self,
            left: &Cell::new(MOST_SHOWN),
        }
        .fmt(f)
    }
}

impl Debug for ListValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        show_list(self, &Cell::new(MOST_SHOWN), f)
    }
}

impl Debug for MapValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        show_map(self, &Cell::new(MOST_SHOWN), f)
    }
}

impl Debug for ObjectValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        show_object(self, &Cell::new(MOST_SHOWN), f)
    }
}
