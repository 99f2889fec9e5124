//! What can be decided only when all types are known: which are needed, where a box must stand,
//! which collections Rust has for their elements, which type parameters are used.

use crate::error::Unmapped;
use crate::jdk;
use crate::model::Item;
use crate::model::{BOX, Items, Kind, MAP, OPTION, Rust, SET, Service, VALUE, Wire, key, keys_of};
use std::collections::{BTreeMap, BTreeSet};

/// Everything reachable from `from`, itself included.
pub(crate) fn reachable(items: &Items, from: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<String> = from.iter().cloned().collect();
    while let Some(key) = waiting.pop() {
        if let Some(item) = items.get(&key)
            && found.insert(key.clone())
        {
            waiting.extend(item.names());
        } else {
            found.insert(key);
        }
    }
    found
}

/// Generic classes that lead to themselves with type arguments that grow: Java erases them, Rust
/// would need a type for each.
pub(crate) fn growing(items: &Items) -> Vec<(String, Unmapped)> {
    let mut found = Vec::new();
    for (key, item) in items {
        let mut grows = false;
        for ty in item.types() {
            ty.walk(&mut |ty| {
                if let Rust::Item(other, args) = ty
                    && args
                        .iter()
                        .any(|arg| !matches!(arg, Rust::Parameter(_)) && is_open(arg))
                {
                    grows |= reachable(items, &BTreeSet::from([other.clone()])).contains(key);
                }
            });
        }
        if grows {
            let problem = Unmapped {
                class: item.class.clone(),
                member: "type parameters".to_owned(),
                reason: "it leads to itself with type arguments that grow, which would be endless \
                         types in Rust: keep it dynamic with `--dynamic`"
                    .to_owned(),
            };
            found.push((key.clone(), problem));
        }
    }
    found
}

/// Whether a type parameter is in it.
fn is_open(ty: &Rust) -> bool {
    let mut open = false;
    ty.walk(&mut |ty| open |= matches!(ty, Rust::Parameter(_)));
    open
}

/// Decides sets, maps and boxes, and takes away what no service needs.
pub(crate) fn settle(items: &mut Items, services: &mut [Service]) {
    let mut needed = BTreeSet::new();
    for method in services.iter().flat_map(|service| &service.methods) {
        needed.extend(method.names());
    }
    let needed = reachable(items, &needed);
    items.retain(|key, _| needed.contains(key));
    choose_collections(items, services);
    box_cycles(items);
    drop_unused_parameters(items, services);
    keep_notes_of_declared(items, services);
}

fn types_of(services: &mut [Service]) -> impl Iterator<Item = &mut Rust> {
    services
        .iter_mut()
        .flat_map(|service| &mut service.methods)
        .flat_map(|method| {
            method
                .parameters
                .iter_mut()
                .map(|parameter| &mut parameter.ty)
                .chain([&mut method.returns])
        })
}

/// `Set` and `Map` become hashed ones where their elements and keys can be hashed; else a set is a
/// list under its name and a map the dynamic value.
fn choose_collections(items: &mut Items, services: &mut [Service]) {
    let known = items.clone();
    let mut keys = BTreeSet::new();
    let mut more = BTreeMap::new();
    let mut choose = |ty: &mut Rust| {
        // `TreeMap<K, V>` and such, around a hashed map.
        if let Rust::Item(name, args) = ty
            && let Some(item) = known.get(name)
            && is_map(item)
        {
            match is_key(&known, &args[0], &mut BTreeSet::new()) {
                true => keys.extend(keys_of(&args[0])),
                false => {
                    let class = item.class.clone();
                    let inner = Rust::plain(VALUE);
                    let kind = Kind::Wrapper {
                        inner,
                        raw: true,
                        wire: Wire::Inner,
                    };
                    let name = key::any(&class);
                    let parameters = Vec::new();
                    more.entry(name.clone()).or_insert(Item {
                        class,
                        parameters,
                        kind,
                        notes: Vec::new(),
                    });
                    *ty = Rust::Item(name, Vec::new());
                }
            }
            return;
        }
        let Rust::Path(path, args) = ty else { return };
        let hashed = match *path {
            SET => "HashSet",
            MAP => "HashMap",
            _ => return,
        };
        let element = args[0].clone();
        if is_key(&known, &element, &mut BTreeSet::new()) {
            keys.extend(keys_of(&element));
            *path = hashed;
            return;
        }
        let (name, class, letters, inner, wire) = match *path {
            SET => {
                let items = Rust::of("Vec", Rust::Parameter("T".to_owned()));
                let class = "java.util.Set";
                let wire = Wire::List("java.util.HashSet".to_owned());
                (key::jdk(class), class, vec!["T".to_owned()], items, wire)
            }
            _ => {
                let class = "java.util.Map";
                (
                    key::any(class),
                    class,
                    Vec::new(),
                    Rust::plain(VALUE),
                    Wire::Inner,
                )
            }
        };
        let args = match letters.is_empty() {
            true => Vec::new(),
            false => std::mem::take(args),
        };
        more.entry(name.clone()).or_insert_with(|| Item {
            class: class.to_owned(),
            parameters: letters,
            kind: Kind::Wrapper {
                inner,
                raw: args.is_empty(),
                wire,
            },
            notes: Vec::new(),
        });
        *ty = Rust::Item(name, args);
    };
    for item in items.values_mut() {
        // What a wrapper is made for is looked at where it is used.
        if is_map(item) {
            if let Kind::Wrapper {
                inner: Rust::Path(path, _),
                ..
            } = &mut item.kind
            {
                *path = "HashMap";
            }
            continue;
        }
        item.types_mut()
            .into_iter()
            .for_each(|ty| ty.walk_mut(&mut choose));
    }
    types_of(services).for_each(|ty| ty.walk_mut(&mut choose));
    items.extend(more);
    for item in items.values_mut() {
        // A map whose keys cannot be hashed is no map of Rust's any more, and names itself.
        if let Kind::Wrapper {
            inner: Rust::Item(..),
            wire: wire @ Wire::Map(_),
            ..
        } = &mut item.kind
        {
            *wire = Wire::Inner;
        }
    }
    // Beans that are keys hash their fields, and so on.
    for key in reachable(items, &keys) {
        if let Some(Item {
            kind: Kind::Bean { is_key, .. },
            ..
        }) = items.get_mut(&key)
        {
            *is_key = true;
        }
    }
}

/// Whether an item is a map of its type parameters.
fn is_map(item: &Item) -> bool {
    matches!(
        &item.kind,
        Kind::Wrapper { inner: Rust::Path(MAP, args), .. }
            if matches!(args[0], Rust::Parameter(_))
    )
}

/// Whether a type is `Eq` and `Hash`, if every bean that could derive them does.
fn is_key(items: &Items, ty: &Rust, open: &mut BTreeSet<String>) -> bool {
    match ty {
        Rust::Parameter(_) => false,
        Rust::Path(path, args) => {
            let holds = matches!(*path, OPTION | BOX | "Vec" | "hessian2::Array");
            (holds || jdk::is_key(path)) && args.iter().all(|arg| is_key(items, arg, open))
        }
        Rust::Item(key, args) => {
            let Some(item) = items.get(key) else {
                return false;
            };
            let fits = match item.kind {
                Kind::Enum(_) => true,
                Kind::Bean { .. } => {
                    !open.insert(key.clone())
                        || item
                            .types()
                            .into_iter()
                            .all(|ty| matches!(ty, Rust::Parameter(_)) || is_key(items, ty, open))
                }
                Kind::Wrapper { .. } | Kind::Exception(_) | Kind::Constants { .. } => false,
            };
            fits && args.iter().all(|arg| is_key(items, arg, open))
        }
    }
}

/// Calls `visit` with the key of every type that lies in `ty` itself, not behind a pointer.
fn inline(ty: &Rust, visit: &mut dyn FnMut(&str)) {
    match ty {
        Rust::Item(key, args) => {
            visit(key);
            args.iter().for_each(|arg| inline(arg, visit));
        }
        Rust::Path(OPTION | "hessian2::AtomicReference", args) => {
            args.iter().for_each(|arg| inline(arg, visit));
        }
        Rust::Path(..) | Rust::Parameter(_) => {}
    }
}

/// A field that leads back to its class by way of fields only has a box: a struct cannot lie in
/// itself.
fn box_cycles(items: &mut Items) {
    let edges: BTreeMap<String, BTreeSet<String>> = items
        .iter()
        .map(|(key, item)| {
            let mut to = BTreeSet::new();
            item.types().into_iter().for_each(|ty| {
                inline(ty, &mut |key| {
                    to.insert(key.to_owned());
                });
            });
            (key.clone(), to)
        })
        .collect();
    let leads_back = |from: &str, to: &str| {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(at) = waiting.pop() {
            if at == to {
                return true;
            }
            if seen.insert(at.clone()) {
                waiting.extend(edges.get(&at).into_iter().flatten().cloned());
            }
        }
        false
    };
    for (key, item) in items.iter_mut() {
        let Kind::Bean { fields, .. } = &mut item.kind else {
            continue;
        };
        let mut boxed = false;
        for field in fields {
            let mut back = false;
            inline(&field.ty, &mut |other| back |= leads_back(other, key));
            if back {
                field.ty = match std::mem::replace(&mut field.ty, Rust::plain("()")) {
                    Rust::Path(OPTION, mut args) if args.len() == 1 => {
                        Rust::of(OPTION, Rust::of(BOX, args.remove(0)))
                    }
                    other => Rust::of(BOX, other),
                };
                boxed = true;
            }
        }
        if boxed {
            let class = &item.class;
            item.notes.push(format!(
                "It may hold itself: a ring is refused, and what is shared is doubled; `--dynamic \
                 {class}` keeps both.",
            ));
        }
    }
}

/// A type parameter that no field uses is none in Rust.
fn drop_unused_parameters(items: &mut Items, services: &mut [Service]) {
    let mut used: BTreeSet<(String, usize)> = BTreeSet::new();
    loop {
        let before = used.len();
        for (key, item) in items.iter() {
            for (at, parameter) in item.parameters.iter().enumerate() {
                if item
                    .types()
                    .into_iter()
                    .any(|ty| uses(ty, parameter, &used))
                {
                    used.insert((key.clone(), at));
                }
            }
        }
        if used.len() == before {
            break;
        }
    }
    let mut drop = |ty: &mut Rust| {
        if let Rust::Item(key, args) = ty {
            let mut at = 0..;
            args.retain(|_| {
                at.next()
                    .is_some_and(|at| used.contains(&(key.clone(), at)))
            });
        }
    };
    for (key, item) in items.iter_mut() {
        let mut at = 0..;
        item.parameters.retain(|_| {
            at.next()
                .is_some_and(|at| used.contains(&(key.clone(), at)))
        });
        item.types_mut()
            .into_iter()
            .for_each(|ty| ty.walk_mut(&mut drop));
    }
    types_of(services).for_each(|ty| ty.walk_mut(&mut drop));
}

fn uses(ty: &Rust, parameter: &str, used: &BTreeSet<(String, usize)>) -> bool {
    match ty {
        Rust::Parameter(name) => name == parameter,
        Rust::Path(_, args) => args.iter().any(|arg| uses(arg, parameter, used)),
        Rust::Item(key, args) => args
            .iter()
            .enumerate()
            .any(|(at, arg)| used.contains(&(key.clone(), at)) && uses(arg, parameter, used)),
    }
}

/// What is said of places where a class is declared matters only if there are any.
fn keep_notes_of_declared(items: &mut Items, services: &mut [Service]) {
    let mut declared = BTreeSet::new();
    for item in items.values() {
        match &item.kind {
            Kind::Bean { base, fields, .. } => {
                fields
                    .iter()
                    .for_each(|field| declared.extend(keys_of(&field.ty)));
                let args = base.iter().flat_map(Rust::args);
                args.for_each(|arg| declared.extend(keys_of(arg)));
            }
            _ => item
                .types()
                .into_iter()
                .for_each(|ty| declared.extend(keys_of(ty))),
        }
    }
    types_of(services).for_each(|ty| declared.extend(keys_of(ty)));
    for (key, item) in items.iter_mut() {
        if !declared.contains(key) {
            item.notes.clear();
        }
    }
}
