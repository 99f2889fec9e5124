//! Reading and writing dynamic values, keeping what they share.

use super::{Identity, ListValue, MapValue, ObjectValue, Shape, Value};
use crate::decode::Scalar;
use crate::decode::{Coercion, Decode, Decoder, Growth, Head, Kind, Length, Open};
use crate::encode::{Encode, Encoder};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Limits, MAX_DEPTH, MAX_REPEATED_BYTES};
use std::collections::HashMap;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the dynamic values of one read stream share.
#[derive(Debug, Default)]
pub(crate) struct SharedValues {
    /// Sets this stream's identities apart from every other's; none until one is needed.
    stream: Option<NonZeroU64>,
    /// Slots being read that some value inside refers to.
    cycled: Vec<usize>,
    /// Finished lists, maps and objects by slot; null where none is.
    values: Vec<Value>,
    /// Shapes by class definition.
    shapes: Vec<Option<Arc<Shape>>>,
    /// Type names by offset.
    type_names: HashMap<usize, Arc<str>>,
}

impl SharedValues {
    fn identity(&mut self, slot: usize) -> Identity {
        static STREAMS: AtomicU64 = AtomicU64::new(1);
        let stream = *self.stream.get_or_insert_with(|| {
            NonZeroU64::new(STREAMS.fetch_add(1, Ordering::Relaxed)).unwrap_or(NonZeroU64::MIN)
        });
        Identity { stream, slot }
    }
}

impl Decode for Value {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        Ok(match d.peek()? {
            Kind::Null | Kind::Bool | Kind::Int | Kind::Long | Kind::Double => {
                match d.scalar("a value")? {
                    Scalar::Null => Value::Null,
                    Scalar::Bool(b) => Value::Bool(b),
                    Scalar::Int(i) => Value::Int(i),
                    Scalar::Long(l) => Value::Long(l),
                    Scalar::Double(d) => Value::Double(d),
                }
            }
            Kind::Date => Value::Date(d.read_date_ms()?),
            Kind::String => Value::String(d.read_string()?),
            Kind::Binary => Value::Binary(crate::types::owned_bytes(d)?.into()),
            Kind::Ref => return reference(d),
            Kind::List | Kind::Map | Kind::Object => return container(d),
        })
    }

    fn null() -> Option<Self> {
        Some(Value::Null)
    }
}

fn reference(d: &mut Decoder<'_>) -> Result<Value> {
    if let Some(slot) = d.peek_cycle()? {
        d.take_reference()?;
        if !d.shared().cycled.contains(&slot) {
            d.charge(size_of::<usize>() * 2)?;
            d.shared().cycled.push(slot);
        }
        return Ok(Value::Cycle(d.shared().identity(slot)));
    }
    let slot = d.peek_reference()?;
    if let Some(value) = d.shared().values.get(slot).filter(|value| !value.is_null()) {
        let value = value.clone();
        d.take_reference()?;
        return Ok(value);
    }
    // Read as another type, or skipped, before.
    container(d)
}

fn container(d: &mut Decoder<'_>) -> Result<Value> {
    // The allocation behind the Arc.
    d.charge(size_of::<ListValue>().max(size_of::<ObjectValue>()) + 16)?;
    let open = d.open("a list, map or object")?;
    let mut value = match open.head {
        Head::List { type_at, len } => list(d, type_at, len)?,
        Head::Map { type_at } => map(d, type_at)?,
        Head::Object { class } => object(d, class)?,
    };
    finish(d, &open, &mut value)?;
    d.close(open);
    Ok(value)
}

/// Gives a value its identity if a cycle leads to it, and keeps it for references to come.
fn finish(d: &mut Decoder<'_>, open: &Open, value: &mut Value) -> Result<()> {
    let cycled = &mut d.shared().cycled;
    if let Some(at) = cycled.iter().position(|slot| *slot == open.slot) {
        cycled.swap_remove(at);
        let identity = Some(d.shared().identity(open.slot));
        match value {
            Value::List(list) => Arc::make_mut(list).identity = identity,
            Value::Map(map) => Arc::make_mut(map).identity = identity,
            Value::Object(object) => Arc::make_mut(object).identity = identity,
            _ => {}
        }
    }
    let more = (open.slot + 1).saturating_sub(d.shared().values.len());
    let mut values = std::mem::take(&mut d.shared().values);
    d.make_room(&mut values, more)?;
    values.resize(values.len() + more, Value::Null);
    values[open.slot] = value.clone();
    d.shared().values = values;
    Ok(())
}

fn list(d: &mut Decoder<'_>, type_at: Option<usize>, len: Length) -> Result<Value> {
    let type_name = type_name(d, type_at)?;
    let items = d.read_elements(len, Growth::Vector, Vec::with_capacity, Vec::push)?;
    Ok(ListValue {
        type_name,
        items,
        identity: None,
    }
    .into())
}

fn map(d: &mut Decoder<'_>, type_at: Option<usize>) -> Result<Value> {
    let type_name = type_name(d, type_at)?;
    let mut entries = Vec::new();
    while d.next_entry()? {
        d.make_room(&mut entries, 1)?;
        entries.push((Value::decode(d)?, Value::decode(d)?));
    }
    Ok(MapValue {
        type_name,
        entries,
        identity: None,
    }
    .into())
}

fn object(d: &mut Decoder<'_>, class: usize) -> Result<Value> {
    let shape = shape(d, class)?;
    let len = shape.fields.len();
    d.charge(len.saturating_mul(size_of::<Value>()))?;
    let mut values = Vec::with_capacity(len);
    for _ in 0..len {
        values.push(Value::decode(d)?);
    }
    Ok(ObjectValue {
        shape,
        values,
        identity: None,
    }
    .into())
}

fn type_name(d: &mut Decoder<'_>, at: Option<usize>) -> Result<Option<Arc<str>>> {
    let Some(at) = at else { return Ok(None) };
    if let Some(name) = d.shared().type_names.get(&at) {
        return Ok(Some(name.clone()));
    }
    let text = d.text_at(at)?;
    d.charge(text.len() + 64)?;
    let name: Arc<str> = text.into();
    d.shared().type_names.insert(at, name.clone());
    Ok(Some(name))
}

fn shape(d: &mut Decoder<'_>, class: usize) -> Result<Arc<Shape>> {
    if let Some(Some(shape)) = d.shared().shapes.get(class) {
        return Ok(shape.clone());
    }
    let mut shape = Shape {
        class: d.class_name(class)?.into_owned(),
        fields: Vec::new(),
    };
    let len = d.class_fields(class);
    d.charge(shape.class.len() + 128 + len * size_of::<String>())?;
    shape.fields.reserve_exact(len);
    let mut offset = d.class_fields_at(class);
    for _ in 0..len {
        let (name, next) = d.name_at(offset)?;
        d.charge(name.len())?;
        shape.fields.push(name.into_owned());
        offset = next;
    }
    let shape = Arc::new(shape);
    let shapes = &mut d.shared().shapes;
    if shapes.len() <= class {
        shapes.resize(class + 1, None);
    }
    shapes[class] = Some(shape.clone());
    Ok(shape)
}

/// What the dynamic values of one written stream share.
#[derive(Debug, Default)]
pub(crate) struct WrittenValues {
    depth: usize,
    /// Slots by address, with the value itself so that the address stays its own.
    by_address: HashMap<usize, (usize, Value)>,
    by_identity: HashMap<(NonZeroU64, usize), usize>,
    /// Bytes of finished copies; see [`MAX_REPEATED_BYTES`].
    repeated: usize,
    /// Depth and beginning in the stream of the outermost copy that is being written.
    copy: Option<(usize, usize)>,
}

impl WrittenValues {
    /// Holds copies to their bound, with the stream as long as `len` now.
    fn charge_copy(&self, len: usize) -> Result<usize> {
        let of_this = self.copy.map_or(0, |(_, start)| len.saturating_sub(start));
        let repeated = self.repeated.saturating_add(of_this);
        if repeated > MAX_REPEATED_BYTES {
            return Err(Error::new(
                ErrorKind::Unencodable,
                format!(
                    "shared values after a java.util.UUID are written again in full, because Dubbo \
                     before 3.3 loses count of references there; these copies take more than \
                     `MAX_REPEATED_BYTES` of {MAX_REPEATED_BYTES} bytes ({repeated} so far): share \
                     less, or put the UUID behind what is shared",
                ),
            ));
        }
        Ok(repeated)
    }
}

impl Encode for Value {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        match self {
            Value::Null => e.write_null(),
            Value::Bool(b) => e.write_bool(*b),
            Value::Int(i) => e.write_i32(*i),
            Value::Long(l) => e.write_i64(*l),
            Value::Double(d) => e.write_f64(*d),
            Value::Date(ms) => e.write_date_ms(*ms),
            Value::String(text) => e.write_str(text)?,
            Value::Binary(bytes) => e.write_bytes(bytes),
            Value::Cycle(Identity { stream, slot }) => {
                let written = e.written().by_identity.get(&(*stream, *slot)).copied();
                return match written {
                    Some(slot) => e.write_ref(slot),
                    None => Err(Error::new(
                        ErrorKind::Unencodable,
                        "a cycle leads to a value that is not written in this stream; \
                         write the value that encloses it",
                    )),
                };
            }
            Value::List(list) => {
                if begin(
                    e,
                    self,
                    Arc::as_ptr(list).addr(),
                    Arc::strong_count(list),
                    list.identity,
                )? {
                    e.begin_list(list.type_name.as_deref(), list.items.len())?;
                    list.items.iter().try_for_each(|item| item.encode(e))?;
                    end(e)?;
                }
            }
            Value::Map(map) => {
                if begin(
                    e,
                    self,
                    Arc::as_ptr(map).addr(),
                    Arc::strong_count(map),
                    map.identity,
                )? {
                    e.begin_map(map.type_name.as_deref())?;
                    for (key, value) in &map.entries {
                        key.encode(e)?;
                        value.encode(e)?;
                    }
                    e.end_map();
                    end(e)?;
                }
            }
            Value::Object(object) => {
                let (at, count) = (Arc::as_ptr(object).addr(), Arc::strong_count(object));
                if begin(e, self, at, count, object.identity)? {
                    let names: Vec<&str> = object.shape.fields.iter().map(String::as_str).collect();
                    e.object(&object.shape.class, &names)?;
                    object.values.iter().try_for_each(|value| value.encode(e))?;
                    end(e)?;
                }
            }
        }
        Ok(())
    }
}

/// Writes a reference if this value was written before and every reader finds it there; otherwise
/// notes it and yields `true`. What a cycle leads to keeps its reference: nothing else can express it.
fn begin(
    e: &mut Encoder,
    value: &Value,
    address: usize,
    owners: usize,
    identity: Option<Identity>,
) -> Result<bool> {
    if let Some((slot, _)) = e.written().by_address.get(&address) {
        let slot = *slot;
        if identity.is_some() || e.is_sure_reference(slot) {
            e.write_ref(slot)?;
            return Ok(false);
        }
        let (len, depth) = (e.len(), e.written().depth);
        e.written().copy.get_or_insert((depth, len));
    }
    let len = e.len();
    e.written().charge_copy(len)?;
    if e.written().depth >= MAX_DEPTH {
        return Err(Error::new(
            ErrorKind::Unencodable,
            format!("the value is nested deeper than {MAX_DEPTH} levels"),
        ));
    }
    e.written().depth += 1;
    let slot = e.slots();
    // Only what has another owner can be met again.
    if owners > 1 {
        let first = e.written().by_address.entry(address);
        first.or_insert_with(|| (slot, value.clone()));
    }
    if let Some(Identity { stream, slot: id }) = identity {
        e.written().by_identity.insert((stream, id), slot);
    }
    Ok(true)
}

/// Ends what [`begin`] began.
fn end(e: &mut Encoder) -> Result<()> {
    let len = e.len();
    let written = e.written();
    written.depth -= 1;
    if written
        .copy
        .is_some_and(|(depth, _)| depth == written.depth)
    {
        written.repeated = written.charge_copy(len)?;
        written.copy = None;
    }
    Ok(())
}

/// Turns a typed value into a dynamic one.
///
/// # Errors
/// When the value cannot be written, or exceeds the default limits but that of
/// [`Limits::expansion`]: it is in memory already.
pub fn to_value<T: Encode + ?Sized>(value: &T) -> Result<Value> {
    let mut e = Encoder::for_ourselves();
    e.write(value)?;
    let limits = Limits {
        expansion_floor: usize::MAX,
        ..Limits::default()
    };
    Decoder::with_limits(&e.into_vec(), limits).read()
}

/// Turns a dynamic value into a typed one, with the conversions of generic calls
/// ([`Coercion::Generic`]).
///
/// # Errors
/// When the value does not convert to `T`.
pub fn from_value<T: Decode>(value: &Value) -> Result<T> {
    let mut e = Encoder::for_ourselves();
    e.write(value)?;
    Decoder::new(&e.into_vec())
        .coercing(Coercion::Generic)
        .read()
}
