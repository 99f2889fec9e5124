//! Lists, sets, maps and arrays. Any list, set or array class on the wire fits any of the Rust
//! collections, and any map class any map, as `java.util.Collection` parameters demand.

use crate::decode::{Decode, Decoder, Growth, Head, Length};
use crate::encode::{Encode, Encoder};
use crate::error::Result;
use crate::schema::{JavaType, Schema, TypeRef};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};

/// A Java array of `T`, e.g. `Array<i32>` is `int[]`, `Array<Option<i32>>` is `Integer[]`.
///
/// `byte[]` is [`ByteArray`](crate::ByteArray) and `char[]` is [`CharArray`](crate::CharArray):
/// those two are no lists on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Array<T>(pub Vec<T>);

impl<T> From<Vec<T>> for Array<T> {
    fn from(items: Vec<T>) -> Self {
        Array(items)
    }
}

/// Reads a list into a collection made by `new` with `push`; null is the empty collection.
fn read_list<T: Decode, C>(
    d: &mut Decoder<'_>,
    wanted: &str,
    growth: Growth,
    new: impl FnOnce(usize) -> C,
    push: impl FnMut(&mut C, T),
) -> Result<C> {
    if d.take_null()? {
        return Ok(new(0));
    }
    let open = d.open(wanted)?;
    let all = match open.head {
        Head::List { len, .. } => d.read_elements(len, growth, new, push)?,
        Head::Object { class } if d.class_name(class)? == ENUM_SET => {
            enum_set(d, class, growth, new, push)?
        }
        Head::Object { .. } | Head::Map { .. } => return Err(d.mismatch_in(&open, wanted)),
    };
    d.close(open);
    Ok(all)
}

/// Stands for any `java.util.EnumSet`; its elements are in the field `objects`.
const ENUM_SET: &str = "com.alibaba.com.caucho.hessian.io.EnumSetHandler";

fn enum_set<T: Decode, C>(
    d: &mut Decoder<'_>,
    class: usize,
    growth: Growth,
    new: impl FnOnce(usize) -> C,
    push: impl FnMut(&mut C, T),
) -> Result<C> {
    const FIELDS: &[&str] = &["objects"];
    let plan = d.plan(class, FIELDS)?;
    let (mut new, mut push, mut all) = (Some(new), Some(push), None);
    for i in 0..d.class_fields(class) {
        match (d.planned(plan, i), new.take(), push.take()) {
            (0, Some(new), Some(push)) => all = Some(read_list(d, "a list", growth, new, push)?),
            (_, n, p) => {
                (new, push) = (n, p);
                d.skip()?;
            }
        }
    }
    match (all, new) {
        (Some(all), _) => Ok(all),
        (None, Some(new)) => d.read_elements(Length::Known(0), growth, new, |_, _: T| ()),
        (None, None) => Err(d.mismatch("the elements of an EnumSet")),
    }
}

macro_rules! java_collection {
    ([$($params:tt)*] $rust:ty, $java:literal, $descriptor:literal, $($arg:ident),*) => {
        impl<$($arg: JavaType,)* $($params)*> JavaType for $rust {
            fn type_ref() -> TypeRef {
                TypeRef::generic($java, [$($arg::type_ref()),*])
            }

            fn describe(schema: &mut Schema) {
                $($arg::describe(schema);)*
            }

            fn descriptor() -> Cow<'static, str> {
                Cow::Borrowed($descriptor)
            }
        }
    };
}

java_collection!([] Vec<T>, "java.util.List", "Ljava/util/List;", T);
java_collection!([] VecDeque<T>, "java.util.List", "Ljava/util/List;", T);
java_collection!([] LinkedList<T>, "java.util.List", "Ljava/util/List;", T);
java_collection!([] BTreeSet<T>, "java.util.Set", "Ljava/util/Set;", T);
java_collection!([S] HashSet<T, S>, "java.util.Set", "Ljava/util/Set;", T);
java_collection!([] BTreeMap<K, V>, "java.util.Map", "Ljava/util/Map;", K, V);
java_collection!([S] HashMap<K, V, S>, "java.util.Map", "Ljava/util/Map;", K, V);

fn write_list<'a, T: Encode + 'a>(
    e: &mut Encoder,
    type_name: Option<&str>,
    items: impl ExactSizeIterator<Item = &'a T>,
) -> Result<()> {
    e.begin_list(type_name, items.len())?;
    for item in items {
        item.encode(e)?;
    }
    Ok(())
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_list(e, None, self.iter())
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_list(e, None, self.iter())
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        read_list(
            d,
            "a java.util.List",
            Growth::Vector,
            Vec::with_capacity,
            Vec::push,
        )
    }

    fn null() -> Option<Self> {
        Some(Vec::new())
    }
}

impl<T: Encode> Encode for VecDeque<T> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_list(e, None, self.iter())
    }
}

impl<T: Decode> Decode for VecDeque<T> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        Vec::decode(d).map(VecDeque::from)
    }

    fn null() -> Option<Self> {
        Some(VecDeque::new())
    }
}

impl<T: Encode> Encode for LinkedList<T> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_list(e, Some("java.util.LinkedList"), self.iter())
    }
}

impl<T: Decode> Decode for LinkedList<T> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        read_list(
            d,
            "a java.util.List",
            Growth::Chain,
            |_| LinkedList::new(),
            LinkedList::push_back,
        )
    }

    fn null() -> Option<Self> {
        Some(LinkedList::new())
    }
}

impl<T: Encode> Encode for BTreeSet<T> {
    /// As a `LinkedHashSet`, which keeps the order and asks no `Comparable` of its elements.
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_list(e, Some("java.util.LinkedHashSet"), self.iter())
    }
}

impl<T: Decode + Ord> Decode for BTreeSet<T> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        read_list(
            d,
            "a java.util.Set",
            Growth::Tree,
            |_| BTreeSet::new(),
            |set: &mut BTreeSet<T>, item| {
                set.insert(item);
            },
        )
    }

    fn null() -> Option<Self> {
        Some(BTreeSet::new())
    }
}

impl<T: Encode, S> Encode for HashSet<T, S> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_list(e, Some("java.util.HashSet"), self.iter())
    }
}

impl<T: Decode + Eq + Hash, S: BuildHasher + Default> Decode for HashSet<T, S> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        let new = |_| HashSet::default();
        read_list(
            d,
            "a java.util.Set",
            Growth::Hash,
            new,
            |set: &mut HashSet<T, S>, item| {
                set.insert(item);
            },
        )
    }

    fn null() -> Option<Self> {
        Some(HashSet::default())
    }
}

impl<T: Encode + JavaType> Encode for Array<T> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_list(e, Some(&T::array_name()), self.0.iter())
    }
}

impl<T: Decode> Decode for Array<T> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        read_list(d, "an array", Growth::Vector, Vec::with_capacity, Vec::push).map(Array)
    }

    fn null() -> Option<Self> {
        Some(Array(Vec::new()))
    }
}

impl<T: JavaType> JavaType for Array<T> {
    fn type_ref() -> TypeRef {
        TypeRef::Array(Box::new(T::type_ref()))
    }

    fn describe(schema: &mut Schema) {
        T::describe(schema);
    }
}

/// Reads a map, calling `insert` with each entry; null is the empty map. An object is read as
/// the map of its fields, as Java reads one whose class it does not know.
fn read_map<K: Decode, V: Decode>(
    d: &mut Decoder<'_>,
    growth: Growth,
    mut insert: impl FnMut(K, V),
) -> Result<()> {
    const WANTED: &str = "a java.util.Map";
    if d.take_null()? {
        return Ok(());
    }
    let unit = size_of::<(K, V)>();
    let open = d.open(WANTED)?;
    match open.head {
        Head::Map { .. } => {
            let mut count = 0;
            while d.next_entry()? {
                d.charge_growth(growth, count, unit)?;
                count += 1;
                insert(K::decode(d)?, V::decode(d)?);
            }
        }
        Head::Object { class } => {
            let mut name_at = d.class_fields_at(class);
            for count in 0..d.class_fields(class) {
                d.charge_growth(growth, count, unit)?;
                let (key, next) = d.at_offset(name_at, |d| Ok((K::decode(d)?, d.position())))?;
                name_at = next;
                insert(key, V::decode(d)?);
            }
        }
        Head::List { .. } => return Err(d.mismatch_in(&open, WANTED)),
    }
    d.close(open);
    Ok(())
}

fn write_map<'a, K: Encode + 'a, V: Encode + 'a>(
    e: &mut Encoder,
    entries: impl Iterator<Item = (&'a K, &'a V)>,
) -> Result<()> {
    e.begin_map(None)?;
    for (key, value) in entries {
        key.encode(e)?;
        value.encode(e)?;
    }
    e.end_map();
    Ok(())
}

impl<K: Encode, V: Encode> Encode for BTreeMap<K, V> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_map(e, self.iter())
    }
}

impl<K: Decode + Ord, V: Decode> Decode for BTreeMap<K, V> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        let mut map = BTreeMap::new();
        read_map(d, Growth::Tree, |k, v| {
            map.insert(k, v);
        })?;
        Ok(map)
    }

    fn null() -> Option<Self> {
        Some(BTreeMap::new())
    }
}

impl<K: Encode, V: Encode, S> Encode for HashMap<K, V, S> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        write_map(e, self.iter())
    }
}

impl<K: Decode + Eq + Hash, V: Decode, S: BuildHasher + Default> Decode for HashMap<K, V, S> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        let mut map = HashMap::default();
        read_map(d, Growth::Hash, |k, v| {
            map.insert(k, v);
        })?;
        Ok(map)
    }

    fn null() -> Option<Self> {
        Some(HashMap::default())
    }
}
