//! What will be written, before it is text.

use crate::class_file::ConstantValue;
use crate::error::Unmapped;
use std::collections::{BTreeMap, BTreeSet};

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rust {
    /// A type that is there, by its path. `Set` and `Map` are decided when all types are known.
    Path(&'static str, Vec<Rust>),
    /// A type that is written, by its key.
    Item(String, Vec<Rust>),
    /// A type parameter.
    Parameter(String),
}

pub(crate) const OPTION: &str = "Option";
pub(crate) const VALUE: &str = "hessian2::Value";
pub(crate) const SET: &str = "Set";
pub(crate) const MAP: &str = "Map";
pub(crate) const BOX: &str = "Box";

impl Rust {
    pub(crate) fn plain(path: &'static str) -> Self {
        Self::Path(path, Vec::new())
    }

    pub(crate) fn of(path: &'static str, arg: Rust) -> Self {
        Self::Path(path, vec![arg])
    }

    pub(crate) fn args(&self) -> &[Rust] {
        match self {
            Self::Path(_, args) | Self::Item(_, args) => args,
            Self::Parameter(_) => &[],
        }
    }

    pub(crate) fn args_mut(&mut self) -> &mut [Rust] {
        match self {
            Self::Path(_, args) | Self::Item(_, args) => args,
            Self::Parameter(_) => &mut [],
        }
    }

    /// Calls `visit` with this type and every type inside.
    pub(crate) fn walk(&self, visit: &mut dyn FnMut(&Rust)) {
        visit(self);
        self.args().iter().for_each(|arg| arg.walk(visit));
    }

    /// The same, innermost first and with leave to change them.
    pub(crate) fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Rust)) {
        self.args_mut()
            .iter_mut()
            .for_each(|arg| arg.walk_mut(visit));
        visit(self);
    }
}

/// Keys of types: a Java class by its name, what else is made of one with a mark before it.
pub(crate) mod key {
    /// The dynamic value under the class's name.
    pub(crate) fn any(class: &str) -> String {
        format!("any:{class}")
    }

    /// An exception as a value.
    pub(crate) fn throwable(class: &str) -> String {
        format!("throwable:{class}")
    }

    /// A collection under its own name.
    pub(crate) fn jdk(class: &str) -> String {
        format!("jdk:{class}")
    }

    /// A value whose type is known where signatures say less.
    pub(crate) fn known(class: &str) -> String {
        format!("known:{class}")
    }

    /// An exception that a method declares.
    pub(crate) fn thrown(class: &str) -> String {
        format!("thrown:{class}")
    }

    /// The constants of an interface that is a trait.
    pub(crate) fn constants(class: &str) -> String {
        format!("constants:{class}")
    }

    /// The constants of a class or interface of which nothing else is written.
    pub(crate) fn holder(class: &str) -> String {
        format!("holder:{class}")
    }

    pub(crate) fn is_any(key: &str) -> bool {
        key.starts_with("any:")
    }

    /// Mark and class.
    pub(crate) fn parts(key: &str) -> (&str, &str) {
        key.split_once(':').unwrap_or(("", key))
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) java: String,
    /// The declaration in Java.
    pub(crate) says: String,
    pub(crate) ty: Rust,
}

/// What is written for one key.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) class: String,
    /// Type parameters in Rust.
    pub(crate) parameters: Vec<String>,
    pub(crate) kind: Kind,
    /// Remarks for its documentation.
    pub(crate) notes: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A class with fields.
    Bean {
        base: Option<Rust>,
        fields: Vec<Field>,
        /// Whether it is a key or an element of a set.
        is_key: bool,
    },
    /// An enum with its constants.
    Enum(Vec<String>),
    /// An exception with the fields of its class and superclasses.
    Exception(Vec<Field>),
    /// No values: what an interface or class holds is its constants.
    Constants {
        /// Whether it is an interface.
        is_interface: bool,
    },
    /// A value under the name of a class.
    Wrapper {
        inner: Rust,
        /// Without type arguments in signatures.
        raw: bool,
        /// What it is written as, where the value alone would not say.
        wire: Wire,
    },
}

/// How a wrapped collection names itself on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wire {
    /// As the value inside does.
    Inner,
    /// A list of this class.
    List(String),
    /// A map of this class.
    Map(String),
}

impl Item {
    /// The types it is made of.
    pub(crate) fn types(&self) -> Vec<&Rust> {
        match &self.kind {
            Kind::Bean { base, fields, .. } => base
                .iter()
                .chain(fields.iter().map(|field| &field.ty))
                .collect(),
            Kind::Exception(fields) => fields.iter().map(|field| &field.ty).collect(),
            Kind::Wrapper { inner, .. } => vec![inner],
            Kind::Enum(_) | Kind::Constants { .. } => Vec::new(),
        }
    }

    pub(crate) fn types_mut(&mut self) -> Vec<&mut Rust> {
        match &mut self.kind {
            Kind::Bean { base, fields, .. } => base
                .iter_mut()
                .chain(fields.iter_mut().map(|field| &mut field.ty))
                .collect(),
            Kind::Exception(fields) => fields.iter_mut().map(|field| &mut field.ty).collect(),
            Kind::Wrapper { inner, .. } => vec![inner],
            Kind::Enum(_) | Kind::Constants { .. } => Vec::new(),
        }
    }

    /// Keys of the types it names.
    pub(crate) fn names(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for ty in self.types() {
            keys.extend(keys_of(ty));
        }
        keys
    }
}

/// Keys of the types `ty` names.
pub(crate) fn keys_of(ty: &Rust) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    ty.walk(&mut |ty| {
        if let Rust::Item(key, _) = ty {
            keys.insert(key.clone());
        }
    });
    keys
}

#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) java: String,
    pub(crate) ty: Rust,
}

#[derive(Debug, Clone)]
pub(crate) struct Method {
    pub(crate) java: String,
    /// Simple names of the parameters' types, to tell overloads apart.
    pub(crate) erased: Vec<String>,
    /// The declaration in Java.
    pub(crate) says: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) returns: Rust,
    /// Keys of the exceptions it declares.
    pub(crate) throws: Vec<String>,
}

impl Method {
    /// Keys of the types it names.
    pub(crate) fn names(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = self.throws.iter().cloned().collect();
        for ty in self.parameters.iter().map(|p| &p.ty).chain([&self.returns]) {
            keys.extend(keys_of(ty));
        }
        keys
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) interface: String,
    pub(crate) methods: Vec<Method>,
    /// Declarations that are left out, and why.
    pub(crate) left_out: Vec<(String, String)>,
}

/// A static field whose value the compiler knew.
#[derive(Debug, Clone)]
pub(crate) struct Constant {
    pub(crate) java: String,
    /// The declaration in Java.
    pub(crate) says: String,
    /// The Rust type of a number.
    pub(crate) ty: &'static str,
    pub(crate) value: ConstantValue,
}

/// Constants by the key of the type that has them.
pub(crate) type Constants = BTreeMap<String, Vec<Constant>>;

/// All types by key.
pub(crate) type Items = BTreeMap<String, Item>;
/// What has no Rust, by the key of the type that has it.
pub(crate) type Problems = BTreeMap<String, Vec<Unmapped>>;
