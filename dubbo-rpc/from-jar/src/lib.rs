//! Rust for the Java interfaces of a compiled jar: a trait per interface, a struct per class.
//!
//! [`generate`] reads class files, not sources, and writes one Rust file for the attribute
//! `dubbo_rpc::service` and the derive `hessian2::Hessian`: what it holds can be called
//! (`FooClient`) and hosted (`FooServer`).
//!
//! | Java | Rust |
//! |---|---|
//! | primitives | `bool`, `i8` … `f64`, `char` |
//! | any reference that may be null | `Option<..>`; elements of lists and values of maps too, unless [`Options::plain_elements`] |
//! | JDK classes | as crate `hessian2` has them |
//! | `Collection`, `ArrayList`, `TreeMap`, … | structs around `Vec` and `HashMap` that Java knows by the declared name |
//! | a class | a struct; its superclass is the field `base`; type parameters stay |
//! | an enum | an enum; a constant it lacks is refused, as Java does |
//! | an interface or abstract class as a value, [`Options::dynamic`] | a struct `AnyFoo` around the dynamic value |
//! | `throws FooException` | a struct `FooException`, from and into `Fault` |
//! | `CompletableFuture<T>` as result | `T`: every method is `async` |
//! | public constants whose value the compiler knew | `pub const` of the type; of a service, of `FooConstants` |
//! | overloads | the first keeps its name, the others say their parameters: `join_string_int` |
//! | generic methods, type parameters of superinterfaces | what they are bounded by, or given |
//!
//! Transient fields, and static ones that are no such constants, are left out, as Java does. Classes and
//! interfaces of the first jar that hold nothing but constants are written where no interface is named. What has no Rust is an error that lists
//! class, member and reason.

mod class_file;
mod classes;
mod constants;
mod emit;
mod emit_constant;
mod emit_item;
mod error;
mod jar;
mod jdk;
mod limits;
mod lineage;
mod mapper;
mod model;
mod names;
mod naming;
mod services;
mod settle;
mod signature;
mod streams;

use crate::class_file::ClassFile;
pub use crate::error::{Error, Result, Unmapped};
use crate::jar::ClassPath;
use crate::mapper::Mapper;
use crate::model::Service;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

/// What is read and how it is written.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Jars, or folders of classes: first the one with the interfaces, then those of types.
    pub jars: Vec<PathBuf>,
    /// Interfaces by full name; none means those of the first jar that look like services.
    pub interfaces: Vec<String>,
    /// Classes that stay dynamic values, which keep subclasses, shared objects and rings.
    pub dynamic: BTreeSet<String>,
    /// Rust names by Java class, where the simple name is not wanted.
    pub rename: BTreeMap<String, String>,
    /// Elements of lists and values of maps are never null, so without `Option`.
    pub plain_elements: bool,
    /// Leaves out the methods that need what has no Rust, with a comment.
    pub skip_unmapped: bool,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct Output {
    /// One Rust file.
    pub rust: String,
    /// The interfaces in it, by their Java names.
    pub interfaces: Vec<String>,
    /// What has no Rust and was left out; empty without [`Options::skip_unmapped`].
    pub left_out: Vec<Unmapped>,
}

/// Reads the jars and writes Rust.
///
/// # Errors
/// When a jar or a class in it cannot be read, what was asked for is not there, or, without
/// [`Options::skip_unmapped`], something has no Rust.
pub fn generate(options: &Options) -> Result<Output> {
    check(options)?;
    let path = ClassPath::open(&options.jars)?;
    let interfaces = match options.interfaces.is_empty() {
        true => services_of(&path)?,
        false => options.interfaces.clone(),
    };
    let mut mapper = Mapper {
        path: &path,
        dynamic: &options.dynamic,
        plain_elements: options.plain_elements,
        subclasses: classes::subclasses(&path),
        items: BTreeMap::new(),
        problems: BTreeMap::new(),
        waiting: Vec::new(),
    };
    let (mut services, mut unmapped) = (Vec::new(), BTreeSet::new());
    for name in &interfaces {
        let (mut service, found) = mapper.service(name)?;
        for (member, says) in found {
            service.left_out.push((says, member.to_string()));
            unmapped.insert(member);
        }
        services.push(service);
    }
    mapper.read_waiting()?;
    for (key, problem) in settle::growing(&mapper.items) {
        mapper.problems.entry(key).or_default().push(problem);
    }
    for service in &mut services {
        leave_out(service, &mapper, &mut unmapped);
    }
    let left_out: Vec<Unmapped> = unmapped.into_iter().collect();
    if !left_out.is_empty() && !options.skip_unmapped {
        return Err(Error::Unmapped(left_out));
    }
    let mut items = mapper.items;
    settle::settle(&mut items, &mut services);
    let all = options.interfaces.is_empty();
    let constants = constants::find(&path, &mut items, &services, all)?;
    let given = naming::name_all(&items, &services, &options.rename);
    let header = emit::Header {
        jars: file_names(&options.jars),
        arguments: arguments(options),
        services: &services,
    };
    let rust = emit::file(&header, &items, &constants, &given);
    // Names come from a foreign file: what they make is looked at before anybody gets it.
    syn::parse_file(&rust).map_err(|error| Error::Defect(error.to_string()))?;
    Ok(Output {
        rust,
        interfaces,
        left_out,
    })
}

fn check(options: &Options) -> Result<()> {
    if options.jars.is_empty() {
        return Err(Error::Asked("name a jar or a folder of classes".to_owned()));
    }
    let mut taken = BTreeSet::new();
    for (java, rust) in &options.rename {
        if !names::is_type_name(rust) {
            return Err(Error::Asked(format!(
                "{java} cannot be called `{rust}`: it is no name for a Rust type, or one that the \
                 code needs itself"
            )));
        }
        if !taken.insert(rust) {
            return Err(Error::Asked(format!(
                "two classes cannot be called `{rust}`"
            )));
        }
    }
    Ok(())
}

/// The interfaces of the first jar that look like services.
fn services_of(path: &ClassPath) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for name in path.first() {
        let class: Option<Rc<ClassFile>> = path.class(&name)?;
        if class.is_some_and(|class| services::looks_like_a_service(&class)) {
            found.push(name);
        }
    }
    match found.is_empty() {
        true => Err(Error::Asked(
            "the first jar has no public interface with methods: name the jar that holds the \
             interfaces first"
                .to_owned(),
        )),
        false => Ok(found),
    }
}

/// Takes away the methods that need a type with a problem, and notes these problems.
fn leave_out(service: &mut Service, mapper: &Mapper<'_>, unmapped: &mut BTreeSet<Unmapped>) {
    let mut left_out = Vec::new();
    service.methods.retain(|method| {
        let needed = settle::reachable(&mapper.items, &method.names());
        let problems: Vec<_> = needed
            .iter()
            .filter_map(|key| mapper.problems.get(key))
            .flatten()
            .collect();
        unmapped.extend(problems.iter().map(|problem| (*problem).clone()));
        let first = problems.first().map(|problem| problem.to_string());
        let fits = first.is_none();
        left_out.extend(first.map(|reason| (method.says.clone(), reason)));
        fits
    });
    service.left_out.extend(left_out);
}

/// Without folders: those of one machine say nothing on another.
fn file_names(jars: &[PathBuf]) -> Vec<String> {
    let name = |jar: &PathBuf| {
        jar.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    jars.iter().filter_map(name).collect()
}

fn arguments(options: &Options) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut add = |name: &str, value: &str| arguments.push(format!("--{name} {value}"));
    options
        .interfaces
        .iter()
        .for_each(|name| add("interface", name));
    options.dynamic.iter().for_each(|name| add("dynamic", name));
    options
        .rename
        .iter()
        .for_each(|(java, rust)| add("rename", &format!("{java}={rust}")));
    if options.plain_elements {
        arguments.push("--plain-elements".to_owned());
    }
    if options.skip_unmapped {
        arguments.push("--skip-unmapped".to_owned());
    }
    arguments
}
