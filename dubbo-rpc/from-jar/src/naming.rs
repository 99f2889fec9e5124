//! Which Rust name each type gets.

use crate::model::{Items, Service, key};
use crate::names::{Names, snake_case, type_name};
use crate::signature::simple;
use std::collections::BTreeMap;

/// Rust names by key, and those of services by interface.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) types: BTreeMap<String, String>,
    pub(crate) services: BTreeMap<String, String>,
}

/// Gives every type and service a name of its own.
///
/// Services come first: their clients and servers are named after them. Two classes of one simple
/// name have the last part of their packages before it.
pub(crate) fn name_all(
    items: &Items,
    services: &[Service],
    renamed: &BTreeMap<String, String>,
) -> Given {
    let mut given = Given::default();
    let mut names = Names::of_types();
    renamed.values().for_each(|name| names.take(name));
    let classes: Vec<(&str, String)> = services
        .iter()
        .map(|service| (service.interface.as_str(), wanted("", &service.interface)))
        .chain(items.keys().filter(|key| !is_of_constants(key)).map(|key| {
            let (mark, class) = key::parts(key);
            (key.as_str(), wanted(mark, class))
        }))
        .collect();
    let is_shared = |name: &str| classes.iter().filter(|(_, other)| other == name).count() > 1;
    let base_name = |mark: &str, class: &str, names: &Names| {
        let short = wanted(mark, class);
        let packaged = || {
            let package = class.rsplit('.').nth(1).unwrap_or("java");
            format!("{}{short}", type_name(package))
        };
        match () {
            () if is_shared(&short) => packaged(),
            () if mark == "holder" && names.has(&short) => packaged(),
            () if names.has(&short) => format!("Java{short}"),
            () => short,
        }
    };
    for service in services {
        let interface = &service.interface;
        let name = match renamed.get(interface) {
            Some(name) => name.clone(),
            None => {
                let base = base_name("", interface, &names);
                names.give(&base)
            }
        };
        for suffix in ["Server", "Client"] {
            names.take(&format!("{name}{suffix}"));
        }
        names.take(&snake_case(&name));
        given.services.insert(interface.clone(), name);
    }
    // What holds constants takes no type its name.
    let (last, first): (Vec<_>, Vec<_>) = items.keys().partition(|key| is_of_constants(key));
    for key in first.into_iter().chain(last) {
        let (mark, class) = key::parts(key);
        let own = matches!(mark, "" | "thrown" | "holder")
            .then(|| renamed.get(class))
            .flatten();
        let name = match own {
            Some(name) => name.clone(),
            None => {
                let base = match (mark, given.services.get(class)) {
                    ("constants", Some(service)) => format!("{service}Constants"),
                    _ => base_name(mark, class, &names),
                };
                names.give(&base)
            }
        };
        given.types.insert(key.clone(), name);
    }
    given
}

fn is_of_constants(key: &str) -> bool {
    matches!(key::parts(key).0, "constants" | "holder")
}

/// The name a type would like to have.
fn wanted(mark: &str, class: &str) -> String {
    let name = type_name(simple(class));
    match mark {
        "any" | "throwable" => format!("Any{name}"),
        "known" => format!("{name}Of"),
        "constants" => format!("{name}Constants"),
        _ => name,
    }
}
