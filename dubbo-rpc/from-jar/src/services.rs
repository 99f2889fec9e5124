//! Interfaces as services: their methods, those of the interfaces they extend included.

use crate::class_file::{
    ANNOTATION, BRIDGE, ClassFile, INTERFACE, Method as JavaMethod, PRIVATE, PUBLIC, STATIC,
    SYNTHETIC,
};
use crate::error::{Error, Result, Unmapped};
use crate::limits::SUPERCLASSES_MAX;
use crate::mapper::{Mapper, Scope, Stop};
use crate::model::{Method, Parameter, Rust, Service};
use crate::signature::{JavaType, OBJECT, simple};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Whether `class` looks like an interface that is called: public, with methods, without type
/// parameters, no annotation.
pub(crate) fn looks_like_a_service(class: &ClassFile) -> bool {
    class.is(INTERFACE)
        && class.is(PUBLIC)
        && !class.is(ANNOTATION)
        && class.header.parameters.is_empty()
        && (class.methods.iter().any(is_called)
            // `interface UserService extends BaseService<User> {}`
            || class.methods.is_empty() && class.fields.is_empty()
                && class.header.interfaces.iter().any(|of| {
                    matches!(of, JavaType::Class(_, args) if !args.is_empty())
                }))
}

fn is_called(method: &JavaMethod) -> bool {
    method.access & (STATIC | PRIVATE | SYNTHETIC | BRIDGE) == 0
}

/// A service, and what of it has no Rust.
pub(crate) type Found = (Service, Vec<(Unmapped, String)>);

impl Mapper<'_> {
    /// The interface `name` as a service.
    ///
    /// # Errors
    /// When it is none, or a jar cannot be read. Members without Rust are in the answer, with their
    /// declarations.
    pub(crate) fn service(&mut self, name: &str) -> Result<Found> {
        let class = self.interface(name)?;
        let mut unmapped = Vec::new();
        let mut declared = Vec::new();
        let arguments = BTreeMap::new();
        self.declared(
            &class,
            &arguments,
            0,
            &mut Vec::new(),
            &mut declared,
            &mut unmapped,
        )?;
        let mut methods = Vec::new();
        for (owner, method, arguments) in declared {
            let says = declaration(&method, &arguments);
            match self.method(&method, &arguments) {
                Ok(mapped) => methods.push(mapped),
                Err(Stop::Failed(error)) => return Err(error),
                Err(Stop::Unmapped(reason)) => {
                    let member = member(&method);
                    let class = owner;
                    unmapped.push((
                        Unmapped {
                            class,
                            member,
                            reason,
                        },
                        says,
                    ));
                }
            }
        }
        let service = Service {
            interface: name.to_owned(),
            methods,
            left_out: Vec::new(),
        };
        Ok((service, unmapped))
    }

    fn interface(&self, name: &str) -> Result<Rc<ClassFile>> {
        let Some(class) = self.path.class(name)? else {
            let same = |other: &&str| simple(other).eq_ignore_ascii_case(simple(name));
            let near = self.path.names().find(same);
            let hint = near.map_or_else(
                || "name it in full, with its package".to_owned(),
                |near| format!("there is {near}"),
            );
            return Err(Error::Asked(format!(
                "{name} is in none of the jars: {hint}"
            )));
        };
        if !class.is(INTERFACE) || class.is(ANNOTATION) {
            return Err(Error::Asked(format!(
                "{name} is no interface: only these are called"
            )));
        }
        if !class.header.parameters.is_empty() {
            return Err(Error::Asked(format!(
                "{name} has type parameters: name an interface that extends it and says what they \
                 are"
            )));
        }
        Ok(class)
    }

    /// Collects the methods of an interface and of those it extends, without what it overrides.
    fn declared(
        &self,
        class: &Rc<ClassFile>,
        arguments: &BTreeMap<String, JavaType>,
        depth: usize,
        seen: &mut Vec<(String, Vec<String>)>,
        into: &mut Vec<(String, JavaMethod, BTreeMap<String, JavaType>)>,
        unmapped: &mut Vec<(Unmapped, String)>,
    ) -> Result<()> {
        for method in &class.methods {
            // A bridge stands for the method of a superinterface that was given another type.
            let signature = (method.name.clone(), method.erased.clone());
            if method.access & (STATIC | PRIVATE) != 0 || seen.contains(&signature) {
                continue;
            }
            seen.push(signature);
            if is_called(method) {
                into.push((class.name.clone(), method.clone(), arguments.clone()));
            }
        }
        for of in &class.header.interfaces {
            let JavaType::Class(name, args) = of else {
                continue;
            };
            let above = match self.path.class(name)? {
                Some(above) if depth < SUPERCLASSES_MAX => above,
                Some(_) => {
                    return Err(Error::Asked(format!(
                        "{name} lies above more than {SUPERCLASSES_MAX} interfaces that extend each other, or above itself"
                    )));
                }
                // Markers of the JDK have no methods.
                None if matches!(
                    name.as_str(),
                    "java.io.Serializable" | "java.lang.Cloneable"
                ) =>
                {
                    continue;
                }
                None => {
                    let reason = format!(
                        "it extends {name}, which is in none of the jars given: add the jar that \
                         holds it"
                    );
                    let member = format!("methods of {name}");
                    let class = class.name.clone();
                    let left_out = member.clone();
                    unmapped.push((
                        Unmapped {
                            class,
                            member,
                            reason,
                        },
                        left_out,
                    ));
                    continue;
                }
            };
            let mut of = BTreeMap::new();
            for (at, parameter) in above.header.parameters.iter().enumerate() {
                let given = args.get(at).unwrap_or(&parameter.bound);
                let given = given.with(&|name| arguments.get(name).cloned());
                of.insert(parameter.name.clone(), given);
            }
            self.declared(&above, &of, depth + 1, seen, into, unmapped)?;
        }
        Ok(())
    }

    fn method(
        &mut self,
        method: &JavaMethod,
        arguments: &BTreeMap<String, JavaType>,
    ) -> Result<Method, Stop> {
        let scope = Scope::new();
        let types: Vec<JavaType> = method
            .parameters
            .iter()
            .map(|ty| concrete(ty, method, arguments))
            .collect();
        let returned = concrete(&method.returns, method, arguments);
        let streamed = self.streamed(&types, &returned, &method.names)?;
        if let Some(parameters) = streamed {
            return Ok(Method {
                java: method.name.clone(),
                erased: method.erased.iter().map(|of| erased_name(of)).collect(),
                says: declaration(method, arguments),
                parameters,
                returns: Rust::plain("()"),
                throws: Vec::new(),
            });
        }
        let mut parameters = Vec::new();
        for (at, ty) in types.into_iter().enumerate() {
            let mut rust = self.usage(&ty, &scope)?;
            if ty.descriptor() != method.erased[at] {
                rust = self.erased(&method.erased[at], rust)?;
            }
            let java = method.names[at]
                .clone()
                .unwrap_or_else(|| format!("arg{at}"));
            parameters.push(Parameter { java, ty: rust });
        }
        let returns = match returned {
            JavaType::Class(name, args) if name == "java.util.concurrent.CompletableFuture" => {
                let object = JavaType::class(OBJECT);
                self.usage(args.first().unwrap_or(&object), &scope)?
            }
            other => self.usage(&other, &scope)?,
        };
        let mut throws = Vec::new();
        for class in &method.throws {
            throws.extend(self.thrown(class)?);
        }
        Ok(Method {
            java: method.name.clone(),
            erased: method.erased.iter().map(|of| erased_name(of)).collect(),
            says: declaration(method, arguments),
            parameters,
            returns,
            throws,
        })
    }

    /// `rust` where the descriptor says another class.
    fn erased(&mut self, descriptor: &str, rust: Rust) -> Result<Rust, Stop> {
        match crate::signature::field(descriptor) {
            Ok(JavaType::Class(name, _)) => Ok(self.known_as(&name, rust)),
            _ => Err(Stop::Unmapped(format!(
                "the parameter's type is {descriptor} when called, which is not what it is \
                 declared as"
            ))),
        }
    }
}

/// A type with the interface's arguments and the method's bounds in the place of variables.
fn concrete(
    ty: &JavaType,
    method: &JavaMethod,
    arguments: &BTreeMap<String, JavaType>,
) -> JavaType {
    let object = |_: &str| Some(JavaType::class(OBJECT));
    ty.with(&|name| {
        let own = method.type_parameters.iter().find(|p| p.name == name);
        match own {
            Some(parameter) => Some(
                parameter
                    .bound
                    .with(&|name| arguments.get(name).cloned())
                    .with(&object),
            ),
            None => Some(
                arguments
                    .get(name)
                    .cloned()
                    .unwrap_or_else(|| JavaType::class(OBJECT)),
            ),
        }
    })
}

/// The method as Java declares it, with what type variables stand for.
fn declaration(method: &JavaMethod, arguments: &BTreeMap<String, JavaType>) -> String {
    let types = method.parameters.iter().enumerate().map(|(at, ty)| {
        let ty = ty.with(&|name| arguments.get(name).cloned());
        match &method.names[at] {
            Some(name) => format!("{ty} {name}"),
            None => ty.to_string(),
        }
    });
    let types: Vec<_> = types.collect();
    let returns = method.returns.with(&|name| arguments.get(name).cloned());
    let throws: BTreeSet<_> = method
        .throws
        .iter()
        .map(|of| simple(of).replace('$', "."))
        .collect();
    let throws: Vec<_> = throws.into_iter().collect();
    let throws = match throws.is_empty() {
        true => String::new(),
        false => format!(" throws {}", throws.join(", ")),
    };
    format!("{returns} {}({}){throws}", method.name, types.join(", "))
}

fn member(method: &JavaMethod) -> String {
    let types: Vec<_> = method.erased.iter().map(|of| erased_name(of)).collect();
    format!("{}({})", method.name, types.join(", "))
}

/// `Ljava/lang/String;` as `String`.
fn erased_name(descriptor: &str) -> String {
    crate::signature::field(descriptor).map_or_else(|_| descriptor.to_owned(), |ty| ty.to_string())
}

#[cfg(test)]
mod tests {
    use super::looks_like_a_service;
    use crate::class_file::{ABSTRACT, ANNOTATION, ClassFile, INTERFACE, PUBLIC};

    #[test]
    fn only_interfaces_with_methods_are_services() {
        let marker = ClassFile {
            access: PUBLIC | INTERFACE | ABSTRACT,
            ..ClassFile::default()
        };
        assert!(!looks_like_a_service(&marker));
        let annotation = ClassFile {
            access: marker.access | ANNOTATION,
            ..marker
        };
        assert!(!looks_like_a_service(&annotation));
    }
}
