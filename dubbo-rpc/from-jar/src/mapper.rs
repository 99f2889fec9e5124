//! Java types as Rust types; notes which classes are needed for them.

use crate::class_file::{ABSTRACT, ANNOTATION, ClassFile, ENUM, INTERFACE};
use crate::error::Error;
use crate::jar::ClassPath;
use crate::jdk::{self, Form};
use crate::lineage::{Root, letters};
use crate::model::{Item, Items, Kind, MAP, OPTION, Problems, Rust, SET, VALUE, Wire, key};
use crate::signature::{JavaType, OBJECT};
use std::collections::{BTreeMap, BTreeSet};

/// Why a type has no Rust.
#[derive(Debug)]
pub(crate) enum Stop {
    /// There is none, and the way out.
    Unmapped(String),
    /// A jar cannot be read.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

pub(crate) fn refuse<T>(reason: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Unmapped(reason.into()))
}

/// Type variables in scope, with their names in Rust.
pub(crate) type Scope = BTreeMap<String, String>;

/// Maps types of the classes on a path.
#[derive(Debug)]
pub(crate) struct Mapper<'a> {
    pub(crate) path: &'a ClassPath,
    /// Classes that stay dynamic.
    pub(crate) dynamic: &'a BTreeSet<String>,
    /// Whether elements of lists and values of maps are never null.
    pub(crate) plain_elements: bool,
    /// Public subclasses by superclass.
    pub(crate) subclasses: BTreeMap<String, Vec<String>>,
    pub(crate) items: Items,
    pub(crate) problems: Problems,
    /// Classes named and not read yet.
    pub(crate) waiting: Vec<String>,
}

impl Mapper<'_> {
    /// The type of a field, parameter or result: optional, unless it has a null of its own.
    pub(crate) fn usage(&mut self, ty: &JavaType, scope: &Scope) -> Result<Rust, Stop> {
        let rust = self.plain(ty, scope)?;
        let is_never_null = match &rust {
            Rust::Path(path, _) => *path == VALUE || *path == "()",
            Rust::Item(key, _) => key::is_any(key),
            Rust::Parameter(_) => false,
        };
        Ok(match ty {
            JavaType::Primitive(_) => rust,
            _ if is_never_null => rust,
            _ => Rust::of(OPTION, rust),
        })
    }

    /// The type of an element of a list or array, or of a map's value.
    fn element(&mut self, ty: &JavaType, scope: &Scope) -> Result<Rust, Stop> {
        match self.plain_elements {
            true => self.plain(ty, scope),
            false => self.usage(ty, scope),
        }
    }

    /// The type itself, never null.
    pub(crate) fn plain(&mut self, ty: &JavaType, scope: &Scope) -> Result<Rust, Stop> {
        match ty {
            JavaType::Primitive(letter) => Ok(Rust::plain(match letter {
                'Z' => "bool",
                'B' => "i8",
                'C' => "char",
                'S' => "i16",
                'I' => "i32",
                'J' => "i64",
                'F' => "f32",
                'D' => "f64",
                _ => "()",
            })),
            JavaType::Array(element) => match **element {
                JavaType::Primitive('B') => Ok(Rust::plain("hessian2::ByteArray")),
                JavaType::Primitive('C') => Ok(Rust::plain("hessian2::CharArray")),
                _ => Ok(Rust::of("hessian2::Array", self.element(element, scope)?)),
            },
            JavaType::Variable(name) => match scope.get(name) {
                Some(rust) => Ok(Rust::Parameter(rust.clone())),
                None => refuse(format!("type variable {name} is declared nowhere")),
            },
            JavaType::Class(name, _) if self.dynamic.contains(name) => Ok(self.opaque(name)),
            JavaType::Class(name, args) => match jdk::form(name) {
                Some(form) => self.jdk_class(name, form, args, scope),
                None => self.own_class(name, args, scope),
            },
        }
    }

    fn jdk_class(
        &mut self,
        name: &str,
        form: Form,
        args: &[JavaType],
        scope: &Scope,
    ) -> Result<Rust, Stop> {
        let object = JavaType::class(OBJECT);
        let first = args.first().unwrap_or(&object);
        let second = args.get(1).unwrap_or(&object);
        Ok(match form {
            Form::Plain(path) => Rust::plain(path),
            Form::Dynamic => Rust::plain(VALUE),
            Form::Void => Rust::plain("()"),
            Form::Opaque => self.opaque(name),
            Form::List => Rust::of("Vec", self.element(first, scope)?),
            Form::Set => Rust::of(SET, self.plain(first, scope)?),
            Form::Map => Rust::Path(
                MAP,
                vec![self.plain(first, scope)?, self.element(second, scope)?],
            ),
            Form::Holder(path) => Rust::of(path, self.plain(first, scope)?),
            Form::Throwable => Rust::plain("hessian2::Throwable"),
            Form::ThrowableAs => {
                self.wrap_throwable(name);
                Rust::Item(key::throwable(name), Vec::new())
            }
            Form::ListAs | Form::QueueAs | Form::SetAs | Form::MapAs => {
                return self.collection(name, form, args, scope);
            }
            Form::Refused(reason) => return refuse(format!("{name}: {reason}")),
        })
    }

    /// A class that is a collection on the wire, under its own name.
    fn collection(
        &mut self,
        name: &str,
        form: Form,
        args: &[JavaType],
        scope: &Scope,
    ) -> Result<Rust, Stop> {
        let object = JavaType::class(OBJECT);
        let first = args.first().unwrap_or(&object);
        let element = match form {
            Form::SetAs | Form::MapAs => self.plain(first, scope)?,
            _ => self.element(first, scope)?,
        };
        let parameter = |name: &str| Rust::Parameter(name.to_owned());
        // Sets too are lists here: that keeps the order and asks nothing of their elements.
        let inner = match form {
            Form::MapAs => Rust::Path(MAP, vec![parameter("K"), parameter("V")]),
            _ => Rust::of("Vec", parameter("T")),
        };
        let mut rust_args = vec![element];
        if form == Form::MapAs {
            rust_args.push(self.element(args.get(1).unwrap_or(&object), scope)?);
        }
        let letters = match form {
            Form::MapAs => vec!["K".to_owned(), "V".to_owned()],
            _ => vec!["T".to_owned()],
        };
        self.wrap(
            key::jdk(name),
            name,
            letters,
            inner,
            false,
            jdk::wire(name, form),
        );
        Ok(Rust::Item(key::jdk(name), rust_args))
    }

    fn own_class(&mut self, name: &str, args: &[JavaType], scope: &Scope) -> Result<Rust, Stop> {
        let Some(class) = self.path.class(name)? else {
            let hint = match name {
                _ if name.ends_with("StreamObserver") => {
                    "a stream, which is not one request and one reply: it is not supported"
                }
                _ if name.starts_with("java.") || name.starts_with("javax.") => {
                    "Hessian2 has no form for it that this tool knows: declare another type, or \
                     keep it dynamic with `--dynamic`"
                }
                _ => "it is in none of the jars given: add the jar that holds it",
            };
            return refuse(format!("{name}: {hint}"));
        };
        if class.is(ANNOTATION) {
            return refuse(format!("{name} is an annotation, which is no value"));
        }
        if class.is(ENUM) {
            self.need(name);
            return Ok(Rust::Item(name.to_owned(), Vec::new()));
        }
        match self.root(&class)? {
            Root::Object if class.is(INTERFACE | ABSTRACT) => Ok(self.opaque(name)),
            Root::Object => {
                let args = self.arguments(&class, args, scope)?;
                self.need(name);
                Ok(Rust::Item(name.to_owned(), args))
            }
            Root::Throwable => {
                self.wrap_throwable(name);
                Ok(Rust::Item(key::throwable(name), Vec::new()))
            }
            Root::Collection(superclass, form) => {
                // Its own fields are not written: Java takes it for the collection it is.
                let JavaType::Class(of, super_args) = superclass else {
                    return refuse(format!("{name} extends what is no class"));
                };
                let args = self.arguments(&class, args, scope)?;
                let (inside, letters) = letters(&class)?;
                let inner = self.jdk_class_inside(&of, form, &super_args, &inside)?;
                let wire = match form {
                    Form::MapAs => Wire::Map(name.to_owned()),
                    _ => Wire::List(name.to_owned()),
                };
                self.wrap(key::jdk(name), name, letters, inner, true, wire);
                Ok(Rust::Item(key::jdk(name), args))
            }
        }
    }

    /// The value of a collection class itself, not under that class's name.
    fn jdk_class_inside(
        &mut self,
        name: &str,
        form: Form,
        args: &[JavaType],
        scope: &Scope,
    ) -> Result<Rust, Stop> {
        let form = match form {
            Form::ListAs | Form::QueueAs => Form::List,
            // As in `collection`.
            Form::SetAs => Form::List,
            Form::MapAs => Form::Map,
            other => other,
        };
        self.jdk_class(name, form, args, scope)
    }

    /// Type arguments of a class; those of a raw type are its parameters' bounds.
    pub(crate) fn arguments(
        &mut self,
        class: &ClassFile,
        args: &[JavaType],
        scope: &Scope,
    ) -> Result<Vec<Rust>, Stop> {
        let mut rust = Vec::new();
        for (at, parameter) in class.header.parameters.iter().enumerate() {
            let bound = || parameter.bound.with(&|_| Some(JavaType::class(OBJECT)));
            let arg = match args.get(at) {
                // A wildcard says no more than the bound does.
                Some(JavaType::Class(name, _)) if name == OBJECT => bound(),
                Some(arg) => arg.clone(),
                None => bound(),
            };
            rust.push(self.plain(&arg, scope)?);
        }
        Ok(rust)
    }

    /// The dynamic value under the name of a class.
    pub(crate) fn opaque(&mut self, name: &str) -> Rust {
        self.wrap(
            key::any(name),
            name,
            Vec::new(),
            Rust::plain(VALUE),
            true,
            Wire::Inner,
        );
        Rust::Item(key::any(name), Vec::new())
    }

    /// `rust` where a signature says `class`.
    pub(crate) fn known_as(&mut self, class: &str, rust: Rust) -> Rust {
        let inner = Rust::Parameter("T".to_owned());
        self.wrap(
            key::known(class),
            class,
            vec!["T".to_owned()],
            inner,
            true,
            Wire::Inner,
        );
        match rust {
            // Absence stays outermost.
            Rust::Path(OPTION, mut inside) if inside.len() == 1 => {
                let known = Rust::Item(key::known(class), vec![inside.remove(0)]);
                Rust::of(OPTION, known)
            }
            other => Rust::Item(key::known(class), vec![other]),
        }
    }

    fn wrap_throwable(&mut self, name: &str) {
        let inner = Rust::plain("hessian2::Throwable");
        self.wrap(
            key::throwable(name),
            name,
            Vec::new(),
            inner,
            true,
            Wire::Inner,
        );
    }

    fn wrap(
        &mut self,
        key: String,
        class: &str,
        parameters: Vec<String>,
        inner: Rust,
        raw: bool,
        wire: Wire,
    ) {
        self.items.entry(key).or_insert_with(|| Item {
            class: class.to_owned(),
            parameters,
            kind: Kind::Wrapper { inner, raw, wire },
            notes: Vec::new(),
        });
    }

    fn need(&mut self, name: &str) {
        if !self.items.contains_key(name) && !self.waiting.iter().any(|other| other == name) {
            self.waiting.push(name.to_owned());
        }
    }
}
