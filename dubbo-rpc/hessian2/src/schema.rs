//! The Java side of Rust types: names, generics, fields and documentation, for signatures,
//! metadata and generated Java sources.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A Rust type that stands for a Java type.
pub trait JavaType {
    /// The Java type with its type arguments.
    fn type_ref() -> TypeRef;

    /// Adds every class reachable from this type that is not the JDK's.
    fn describe(schema: &mut Schema) {
        let _ = schema;
    }

    /// JVM descriptor of the erased type, e.g. `J`, `Ljava/util/List;`, `[Ljava/lang/String;`.
    fn descriptor() -> Cow<'static, str> {
        Cow::Owned(Self::type_ref().descriptor())
    }

    /// What an array of this type is called on the wire, e.g. `[int`, `[java.lang.Integer`.
    fn array_name() -> Cow<'static, str> {
        Cow::Owned(format!("[{}", Self::type_ref().wire_name()))
    }
}

/// A Java primitive, or `void`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Primitive {
    /// `boolean`
    Boolean,
    /// `byte`
    Byte,
    /// `char`
    Char,
    /// `short`
    Short,
    /// `int`
    Int,
    /// `long`
    Long,
    /// `float`
    Float,
    /// `double`
    Double,
    /// `void`, of methods only.
    Void,
}

impl Primitive {
    /// Keyword, JVM descriptor, class of the box.
    fn facts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Primitive::Boolean => ("boolean", "Z", "java.lang.Boolean"),
            Primitive::Byte => ("byte", "B", "java.lang.Byte"),
            Primitive::Char => ("char", "C", "java.lang.Character"),
            Primitive::Short => ("short", "S", "java.lang.Short"),
            Primitive::Int => ("int", "I", "java.lang.Integer"),
            Primitive::Long => ("long", "J", "java.lang.Long"),
            Primitive::Float => ("float", "F", "java.lang.Float"),
            Primitive::Double => ("double", "D", "java.lang.Double"),
            Primitive::Void => ("void", "V", "java.lang.Void"),
        }
    }

    /// The Java keyword.
    pub fn keyword(self) -> &'static str {
        self.facts().0
    }
}

/// A Java type as a signature names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TypeRef {
    /// A primitive: never null.
    Primitive(Primitive),
    /// A class or interface.
    Class {
        /// Binary name, e.g. `java.util.List` or `com.example.Outer$Inner`.
        name: String,
        /// Type arguments, boxed.
        args: Vec<TypeRef>,
    },
    /// An array of the type.
    Array(Box<TypeRef>),
    /// A type parameter of the class being described, e.g. `T`.
    Parameter(String),
}

impl TypeRef {
    /// A class without type arguments.
    pub fn class(name: impl Into<String>) -> Self {
        TypeRef::Class {
            name: name.into(),
            args: Vec::new(),
        }
    }

    /// A class with type arguments, which are boxed where they are primitives.
    pub fn generic(name: impl Into<String>, args: impl IntoIterator<Item = TypeRef>) -> Self {
        let args = args.into_iter().map(TypeRef::boxed).collect();
        TypeRef::Class {
            name: name.into(),
            args,
        }
    }

    /// The class of the box if this is a primitive, else the same type.
    #[must_use]
    pub fn boxed(self) -> Self {
        match self {
            TypeRef::Primitive(primitive) => TypeRef::class(primitive.facts().2),
            other => other,
        }
    }

    /// JVM descriptor of the erased type.
    pub fn descriptor(&self) -> String {
        match self {
            TypeRef::Primitive(primitive) => primitive.facts().1.to_owned(),
            TypeRef::Class { name, .. } => format!("L{};", name.replace('.', "/")),
            TypeRef::Array(element) => format!("[{}", element.descriptor()),
            TypeRef::Parameter(_) => "Ljava/lang/Object;".to_owned(),
        }
    }

    /// The erased type as Dubbo writes it in generic calls, e.g. `int`, `java.lang.String[]`.
    pub fn erased_name(&self) -> String {
        match self {
            TypeRef::Primitive(primitive) => primitive.keyword().to_owned(),
            TypeRef::Class { name, .. } => name.clone(),
            TypeRef::Array(element) => format!("{}[]", element.erased_name()),
            TypeRef::Parameter(_) => "java.lang.Object".to_owned(),
        }
    }

    /// As an element type of a list on the wire (`com.caucho.hessian.io.ArraySerializer`).
    fn wire_name(&self) -> String {
        match self {
            TypeRef::Primitive(primitive) => primitive.keyword().to_owned(),
            TypeRef::Class { name, .. } => match name.as_str() {
                "java.lang.String" => "string".to_owned(),
                "java.lang.Object" => "object".to_owned(),
                "java.util.Date" => "date".to_owned(),
                _ => name.clone(),
            },
            TypeRef::Array(element) => format!("[{}", element.wire_name()),
            TypeRef::Parameter(_) => "object".to_owned(),
        }
    }
}

impl fmt::Display for TypeRef {
    /// Java source, with full names: `java.util.Map<java.lang.String, int[]>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TypeRef::Primitive(primitive) => f.write_str(primitive.keyword()),
            TypeRef::Class { name, args } => {
                f.write_str(&name.replace('$', "."))?;
                for (i, arg) in args.iter().enumerate() {
                    write!(f, "{}{arg}", if i == 0 { "<" } else { ", " })?;
                }
                f.write_str(if args.is_empty() { "" } else { ">" })
            }
            TypeRef::Array(element) => write!(f, "{element}[]"),
            TypeRef::Parameter(name) => f.write_str(name),
        }
    }
}

/// Classes by Java name, in a stable order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// Every class added so far.
    pub classes: BTreeMap<String, ClassSchema>,
}

impl Schema {
    /// An empty schema.
    pub fn new() -> Self {
        Schema::default()
    }

    /// Adds what is reachable from `T`.
    pub fn add<T: JavaType>(&mut self) {
        T::describe(self);
    }

    /// Adds the class `name` unless it is there already; `fill` makes its description and may
    /// add the classes it speaks of, this one included.
    pub fn class_once(&mut self, name: &str, fill: impl FnOnce(&mut Schema) -> ClassSchema) {
        if self.classes.contains_key(name) {
            return;
        }
        // In place before its fields are described: they may lead back here.
        self.classes.insert(name.to_owned(), ClassSchema::default());
        let class = fill(self);
        self.classes.insert(name.to_owned(), class);
    }
}

/// One Java class or enum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassSchema {
    /// Binary name.
    pub name: String,
    /// Documentation, from the Rust doc comment.
    pub doc: String,
    /// Type parameters, e.g. `T`.
    pub parameters: Vec<String>,
    /// The superclass, unless it is `Object` or `Enum`.
    pub superclass: Option<TypeRef>,
    /// What it consists of.
    pub kind: ClassKind,
}

/// What a class consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClassKind {
    /// A class with these fields of its own, in the order declared; inherited ones are the
    /// superclass's.
    Object(Vec<FieldSchema>),
    /// An enum with these constants, in the order declared.
    Enum(Vec<ConstantSchema>),
}

impl Default for ClassKind {
    fn default() -> Self {
        ClassKind::Object(Vec::new())
    }
}

/// A field of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSchema {
    /// Java name.
    pub name: String,
    /// Java type; primitives are never null, all others may be.
    pub type_ref: TypeRef,
    /// Documentation, from the Rust doc comment.
    pub doc: String,
}

/// A constant of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstantSchema {
    /// Java name.
    pub name: String,
    /// Documentation, from the Rust doc comment.
    pub doc: String,
}

/// Stands for the type parameter `NAME` while a generic class is described.
#[derive(Debug)]
pub struct TypeParameter<const NAME: char>;

impl<const NAME: char> JavaType for TypeParameter<NAME> {
    fn type_ref() -> TypeRef {
        TypeRef::Parameter(NAME.to_string())
    }
}
