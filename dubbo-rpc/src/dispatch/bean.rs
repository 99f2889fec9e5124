//! `JavaBeanDescriptor`: values spelt out with the names of their classes.
//!
//! Upstream: `org.apache.dubbo.common.beanutil.JavaBeanSerializeUtil`.

use hessian2::{Error, ErrorKind, MapValue, ObjectValue, Schema, Value};

use super::pojo::{is_enum, is_plain, spend};

/// The descriptor's package from 2.7 on, and before.
const PACKAGE: &str = "org.apache.dubbo.common.beanutil";
const OLD_PACKAGE: &str = "com.alibaba.dubbo.common.beanutil";

const CLASS: i32 = 1;
const ENUM: i32 = 2;
const COLLECTION: i32 = 3;
const MAP: i32 = 4;
const ARRAY: i32 = 5;
const PRIMITIVE: i32 = 6;
const BEAN: i32 = 7;

/// Under which property a primitive's value stands: `JavaBeanDescriptor.PRIMITIVE_PROPERTY_VALUE`.
const PRIMITIVE_VALUE: &str = "value";

/// The package of the caller's descriptors; the newer when it sent none.
pub(super) fn package(values: &[Value]) -> &'static str {
    let old = |value: &Value| {
        value
            .as_object()
            .is_some_and(|object| object.class().starts_with(OLD_PACKAGE))
    };
    if values.iter().any(old) {
        OLD_PACKAGE
    } else {
        PACKAGE
    }
}

/// The value a descriptor spells out. Its class names choose nothing but the name in the value.
///
/// # Errors
/// When it is no descriptor, or holds more than `left` values.
pub(super) fn realize(value: &Value, left: &mut usize) -> Result<Value, Error> {
    spend(left)?;
    let object = match value {
        Value::Null => return Ok(Value::Null),
        Value::Object(object) if object.class().ends_with(".JavaBeanDescriptor") => object,
        _ => return Err(mismatch("an argument is no JavaBeanDescriptor")),
    };
    let class = object
        .get("className")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let empty = MapValue::default();
    let properties = object
        .get("properties")
        .and_then(Value::as_map)
        .unwrap_or(&empty);
    let kind = object
        .get("type")
        .and_then(Value::as_i64)
        .and_then(|kind| i32::try_from(kind).ok());
    match kind.unwrap_or_default() {
        PRIMITIVE => Ok(properties.get(PRIMITIVE_VALUE).cloned().unwrap_or_default()),
        CLASS | ENUM => Ok(properties.get("name").cloned().unwrap_or_default()),
        COLLECTION | ARRAY => {
            let mut items = Vec::with_capacity(properties.entries.len());
            for (index, item) in &properties.entries {
                let index = index
                    .as_i64()
                    .ok_or_else(|| mismatch("an element has no index"))?;
                items.push((index, realize(item, left)?));
            }
            items.sort_by_key(|(index, _)| *index);
            Ok(Value::list(
                items.into_iter().map(|(_, item)| item).collect(),
            ))
        }
        MAP => {
            let mut entries = Vec::with_capacity(properties.entries.len());
            for (key, value) in &properties.entries {
                entries.push((realize(key, left)?, realize(value, left)?));
            }
            Ok(Value::map(entries))
        }
        BEAN => {
            let mut bean = ObjectValue::new(class);
            for (name, value) in &properties.entries {
                let name = name
                    .as_str()
                    .ok_or_else(|| mismatch("a property has no name"))?;
                bean = bean.with(name, realize(value, left)?);
            }
            Ok(bean.into())
        }
        other => Err(mismatch(&format!(
            "JavaBeanDescriptor has type {other}, which is not 1 to 7"
        ))),
    }
}

/// The descriptor of a value.
///
/// # Errors
/// When it holds more than `left` values.
pub(super) fn describe(
    value: &Value,
    types: &Schema,
    package: &str,
    left: &mut usize,
) -> Result<Value, Error> {
    spend(left)?;
    let primitive = |class| {
        descriptor(
            package,
            class,
            PRIMITIVE,
            vec![(PRIMITIVE_VALUE.into(), value.clone())],
        )
    };
    Ok(match value {
        Value::Null | Value::Cycle(_) => Value::Null,
        Value::Bool(_) => primitive("java.lang.Boolean"),
        Value::Int(_) => primitive("java.lang.Integer"),
        Value::Long(_) => primitive("java.lang.Long"),
        Value::Double(_) => primitive("java.lang.Double"),
        Value::Date(_) => primitive("java.util.Date"),
        Value::String(_) => primitive("java.lang.String"),
        // Java spells out every byte; a reader takes a primitive's value as it is.
        Value::Binary(_) => primitive("[B"),
        Value::List(list) => {
            let mut items = Vec::with_capacity(list.items.len());
            for (index, item) in list.items.iter().enumerate() {
                let index = i32::try_from(index).unwrap_or(i32::MAX);
                items.push((Value::Int(index), describe(item, types, package, left)?));
            }
            let (class, kind) = match list.type_name.as_deref() {
                Some(name) if name.starts_with('[') => (element_class(&name[1..]), ARRAY),
                Some(name) => (name, COLLECTION),
                None => ("java.util.ArrayList", COLLECTION),
            };
            descriptor(package, class, kind, items)
        }
        Value::Map(map) => {
            let mut entries = Vec::with_capacity(map.entries.len());
            for (key, value) in &map.entries {
                entries.push((
                    describe(key, types, package, left)?,
                    describe(value, types, package, left)?,
                ));
            }
            let class = map.type_name.as_deref().unwrap_or("java.util.HashMap");
            descriptor(package, class, MAP, entries)
        }
        Value::Object(object) if is_enum(types, object.class()) => {
            let name = object.get("name").cloned().unwrap_or_default();
            descriptor(package, object.class(), ENUM, vec![("name".into(), name)])
        }
        Value::Object(object) if is_plain(object.class()) => primitive(object.class()),
        Value::Object(object) => {
            let mut properties = Vec::new();
            for (name, value) in object.fields() {
                properties.push((Value::from(name), describe(value, types, package, left)?));
            }
            descriptor(package, object.class(), BEAN, properties)
        }
    })
}

fn descriptor(package: &str, class: &str, kind: i32, properties: Vec<(Value, Value)>) -> Value {
    ObjectValue::new(format!("{package}.JavaBeanDescriptor"))
        .with("className", class)
        .with("type", kind)
        .with(
            "properties",
            Value::typed_map("java.util.LinkedHashMap", properties),
        )
        .into()
}

/// An array's element class from its name on the wire.
fn element_class(name: &str) -> &str {
    match name {
        "string" => "java.lang.String",
        "object" => "java.lang.Object",
        "date" => "java.util.Date",
        other => other,
    }
}

fn mismatch(message: &str) -> Error {
    Error::new(ErrorKind::TypeMismatch, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_described_is_realized() {
        let value = Value::from(
            ObjectValue::new("a.B")
                .with("n", 1)
                .with("text", "x")
                .with("nothing", Value::Null)
                .with("list", Value::list(vec![Value::Long(1), Value::Date(2)]))
                .with(
                    "map",
                    Value::map(vec![(Value::from("k"), Value::Double(0.5))]),
                ),
        );
        let described = describe(&value, &Schema::new(), PACKAGE, &mut 100).unwrap();
        assert_eq!(package(std::slice::from_ref(&described)), PACKAGE);
        assert_eq!(realize(&described, &mut 100).unwrap(), value);
    }

    #[test]
    fn what_is_no_descriptor_is_refused() {
        for value in [
            Value::Int(1),
            ObjectValue::new("a.B").into(),
            descriptor(PACKAGE, "a.B", 8, vec![]),
            descriptor(PACKAGE, "a.B", ARRAY, vec![(Value::from("x"), Value::Null)]),
        ] {
            assert!(realize(&value, &mut 100).is_err(), "{value:?}");
        }
        assert_eq!(realize(&Value::Null, &mut 1).unwrap(), Value::Null);
    }
}
