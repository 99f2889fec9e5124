//! Static fields whose value the compiler knew, of what is written.

use crate::class_file::{
    ClassFile, ConstantValue, ENUM, FINAL, INTERFACE, PUBLIC, STATIC, SYNTHETIC,
};
use crate::error::Result;
use crate::jar::ClassPath;
use crate::limits::SUPERCLASSES_MAX;
use crate::model::{Constant, Constants, Item, Items, Kind, Service, key};
use crate::signature::JavaType;
use std::collections::BTreeSet;

/// What Java's serialization reads, and nobody else.
const SERIAL_VERSION: &str = "serialVersionUID";

/// The constants of all types and services, and of the first jar's classes that hold nothing else: those nested in services, with
/// `all` every one. Where nothing is written that could have them, `items` get an item of their own.
///
/// # Errors
/// When a jar cannot be read.
pub(crate) fn find(
    path: &ClassPath,
    items: &mut Items,
    services: &[Service],
    all: bool,
) -> Result<Constants> {
    let mut constants = Constants::new();
    let mut done = BTreeSet::new();
    let mut keys: Vec<String> = items.keys().cloned().collect();
    // A class itself comes before what else is made of it.
    keys.sort_by_key(|key| !key::parts(key).0.is_empty());
    for key in keys {
        let (mark, class) = key::parts(&key);
        if !matches!(mark, "" | "any" | "thrown") || !done.insert(class.to_owned()) {
            continue;
        }
        if let Some(class) = path.class(class)? {
            // An exception has its superclasses' fields, which have no items.
            let found = of_class(path, &class, mark == "thrown")?;
            note(&mut constants, key.clone(), found);
        }
    }
    for service in services {
        let name = &service.interface;
        if let Some(class) = path.class(name)?
            && done.insert(name.clone())
        {
            let key = key::constants(name);
            if note(&mut constants, key.clone(), of_class(path, &class, false)?) {
                items.insert(key, holder(&class));
            }
        }
    }
    let nested = |name: &String| {
        let mut services = services.iter();
        services.any(|service| {
            let rest = name.strip_prefix(&service.interface);
            rest.is_some_and(|rest| rest.starts_with('$'))
        })
    };
    for name in path.first().into_iter().filter(|name| all || nested(name)) {
        if done.contains(&name) {
            continue;
        }
        if let Some(class) = path.class(&name)?
            && holds_only_constants(&class)
        {
            let key = key::holder(&name);
            if note(&mut constants, key.clone(), of_class(path, &class, false)?) {
                items.insert(key, holder(&class));
            }
        }
    }
    Ok(constants)
}

/// Notes constants, if there are any.
fn note(constants: &mut Constants, key: String, found: Vec<Constant>) -> bool {
    let is_some = !found.is_empty();
    if is_some {
        constants.insert(key, found);
    }
    is_some
}

fn holder(class: &ClassFile) -> Item {
    Item {
        class: class.name.clone(),
        parameters: Vec::new(),
        kind: Kind::Constants {
            is_interface: class.is(INTERFACE),
        },
        notes: Vec::new(),
    }
}

/// Whether a class or interface is public, and has neither methods of objects nor fields of objects.
fn holds_only_constants(class: &ClassFile) -> bool {
    class.is(PUBLIC)
        && !class.is(ENUM)
        && class.header.parameters.is_empty()
        && class.fields.iter().all(|field| field.access & STATIC != 0)
        && class
            .methods
            .iter()
            .all(|method| method.access & (STATIC | SYNTHETIC) != 0 || method.name.starts_with('<'))
}

/// The constants of a class and of the interfaces above it, or with `superclasses` of all above it; of two with one name the nearer.
fn of_class(path: &ClassPath, class: &ClassFile, superclasses: bool) -> Result<Vec<Constant>> {
    let mut found: Vec<Constant> = Vec::new();
    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::from([class.name.clone()]);
    let mut own = |class: &ClassFile, found: &mut Vec<Constant>| {
        add_own(class, found, &mut names);
        let above = class.header.superclass.iter().filter(|_| superclasses);
        let above = above.chain(&class.header.interfaces);
        above
            .filter_map(|of| match of {
                JavaType::Class(name, _) => Some(name.clone()),
                _ => None,
            })
            .collect::<Vec<String>>()
    };
    let mut level = own(class, &mut found);
    for _ in 0..SUPERCLASSES_MAX {
        let mut next = Vec::new();
        for name in level {
            if seen.insert(name.clone())
                && let Some(above) = path.class(&name)?
            {
                next.extend(own(&above, &mut found));
            }
        }
        level = next;
    }
    Ok(found)
}

/// Adds the constants of a class itself. Its fields hide those of one name above it, also where they are no constants.
fn add_own(class: &ClassFile, found: &mut Vec<Constant>, names: &mut BTreeSet<String>) {
    for field in &class.fields {
        let is_constant = field.access & (PUBLIC | STATIC | FINAL) == PUBLIC | STATIC | FINAL
            && field.access & SYNTHETIC == 0
            && field.name != SERIAL_VERSION;
        if !names.insert(field.name.clone()) {
            continue;
        }
        let Some(value) = field.constant.clone().filter(|_| is_constant) else {
            continue;
        };
        found.push(Constant {
            java: field.name.clone(),
            says: format!("{} {}", field.ty, field.name),
            ty: rust_type(&field.ty, &value),
            value,
        });
    }
}

fn rust_type(ty: &JavaType, value: &ConstantValue) -> &'static str {
    match value {
        ConstantValue::Bool(_) => "bool",
        ConstantValue::Int(_) => match ty.descriptor().as_str() {
            "B" => "i8",
            "S" => "i16",
            "J" => "i64",
            _ => "i32",
        },
        // Half a pair of surrogates is a `char` in Java only.
        ConstantValue::Char(unit) => match char::from_u32(u32::from(*unit)) {
            Some(_) => "char",
            None => "u16",
        },
        ConstantValue::Float(_) => "f32",
        ConstantValue::Double(_) => "f64",
        ConstantValue::Text(_) => "&str",
    }
}
