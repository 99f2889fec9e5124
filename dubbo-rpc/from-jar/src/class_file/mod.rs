//! Compiled Java classes, as far as their interface goes (JVMS 4). Panics on no bytes.

mod attributes;
mod cursor;
mod pool;

use crate::signature::{self, Parameter};
use attributes::Attributes;
use cursor::Cursor;
use pool::Pool;

/// Access flags (JVMS tables 4.1-B, 4.5-A, 4.6-A).
pub(crate) const PUBLIC: u16 = 0x0001;
pub(crate) const PRIVATE: u16 = 0x0002;
pub(crate) const STATIC: u16 = 0x0008;
pub(crate) const FINAL: u16 = 0x0010;
pub(crate) const BRIDGE: u16 = 0x0040;
pub(crate) const TRANSIENT: u16 = 0x0080;
pub(crate) const INTERFACE: u16 = 0x0200;
pub(crate) const ABSTRACT: u16 = 0x0400;
pub(crate) const SYNTHETIC: u16 = 0x1000;
pub(crate) const ANNOTATION: u16 = 0x2000;
pub(crate) const ENUM: u16 = 0x4000;

const MAGIC: u32 = 0xcafe_babe;

/// What is wrong with a class file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct BadClass(pub(crate) String);

/// A compiled class or interface.
#[derive(Debug, Clone, Default)]
pub(crate) struct ClassFile {
    /// Of a nested class what its source says, not what its file does.
    pub(crate) access: u16,
    /// Binary name with dots.
    pub(crate) name: String,
    /// Type parameters, superclass and interfaces with their type arguments.
    pub(crate) header: signature::ClassSignature,
    pub(crate) fields: Vec<Field>,
    pub(crate) methods: Vec<Method>,
}

#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) access: u16,
    pub(crate) name: String,
    pub(crate) ty: signature::JavaType,
    /// What a static field holds from the start, where the compiler knew it.
    pub(crate) constant: Option<ConstantValue>,
}

/// What a constant holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ConstantValue {
    Bool(bool),
    /// Of every type of whole numbers.
    Int(i64),
    /// A UTF-16 unit.
    Char(u16),
    Float(f32),
    Double(f64),
    Text(String),
}

#[derive(Debug, Clone)]
pub(crate) struct Method {
    pub(crate) access: u16,
    pub(crate) name: String,
    /// Descriptors of the parameters, e.g. `Ljava/lang/String;`.
    pub(crate) erased: Vec<String>,
    pub(crate) type_parameters: Vec<Parameter>,
    pub(crate) parameters: Vec<signature::JavaType>,
    pub(crate) returns: signature::JavaType,
    /// Classes declared as thrown.
    pub(crate) throws: Vec<String>,
    /// Names of the parameters the compiler kept.
    pub(crate) names: Vec<Option<String>>,
}

impl ClassFile {
    /// Reads a class file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, BadClass> {
        let mut cursor = Cursor::new(bytes);
        let magic = cursor.u32("the magic number")?;
        if magic != MAGIC {
            return Err(BadClass(format!(
                "it begins with {magic:08x}, a class file with {MAGIC:08x}"
            )));
        }
        cursor.u32("the version")?;
        let pool = Pool::read(&mut cursor)?;
        let access = cursor.u16("the access flags")?;
        let name = pool.class(cursor.u16("the class")?, "the class")?;
        let superclass = pool.class_or_none(cursor.u16("the superclass")?, "the superclass")?;
        let mut interfaces = Vec::new();
        for _ in 0..cursor.u16("the number of interfaces")? {
            interfaces.push(pool.class(cursor.u16("an interface")?, "an interface")?);
        }
        let mut fields = Vec::new();
        for _ in 0..cursor.u16("the number of fields")? {
            fields.push(Field::read(&mut cursor, &pool)?);
        }
        let mut methods = Vec::new();
        for _ in 0..cursor.u16("the number of methods")? {
            methods.push(Method::read(&mut cursor, &pool)?);
        }
        let attributes = Attributes::read(&mut cursor, &pool)?;
        if !cursor.is_at_end() {
            return Err(BadClass("it goes on behind its end".to_owned()));
        }
        let nested = attributes.nested.iter().find(|(class, _)| *class == name);
        Ok(Self {
            access: nested.map_or(access, |(_, access)| *access),
            header: match &attributes.signature {
                Some(text) => signature::class(text)?,
                None => signature::ClassSignature::plain(superclass, interfaces),
            },
            name,
            fields,
            methods,
        })
    }

    pub(crate) fn is(&self, flags: u16) -> bool {
        self.access & flags != 0
    }
}

impl Field {
    fn read(cursor: &mut Cursor<'_>, pool: &Pool<'_>) -> Result<Self, BadClass> {
        let access = cursor.u16("a field")?;
        let name = pool.text(cursor.u16("a field")?, "a field's name")?;
        let descriptor = pool.text(cursor.u16("a field")?, "a field's type")?;
        let attributes = Attributes::read(cursor, pool)?;
        let text = attributes.signature.as_ref().unwrap_or(&descriptor);
        // Of fields that are not static it means nothing (JVMS 4.7.2), and javac writes it.
        let constant = attributes.constant.filter(|_| access & STATIC != 0);
        let value = |index| pool.value(index, &descriptor, "a constant's value");
        Ok(Self {
            constant: constant.map(value).transpose()?,
            access,
            ty: signature::field(text)?,
            name,
        })
    }
}

impl Method {
    fn read(cursor: &mut Cursor<'_>, pool: &Pool<'_>) -> Result<Self, BadClass> {
        let access = cursor.u16("a method")?;
        let name = pool.text(cursor.u16("a method")?, "a method's name")?;
        let descriptor = pool.text(cursor.u16("a method")?, "a method's type")?;
        let attributes = Attributes::read(cursor, pool)?;
        let erased = signature::method(&descriptor)?;
        let descriptors: Vec<String> = erased.parameters.iter().map(|p| p.descriptor()).collect();
        let mut signature = match &attributes.signature {
            Some(text) => signature::method(text)?,
            None => erased.clone(),
        };
        // Constructors of inner classes and enums have parameters that the signature leaves out.
        if signature.parameters.len() != erased.parameters.len() {
            signature = erased;
        }
        Ok(Self {
            names: attributes.names_of(access, &descriptors),
            access,
            name,
            erased: descriptors,
            type_parameters: signature.type_parameters,
            parameters: signature.parameters,
            returns: signature.returns,
            throws: attributes.exceptions,
        })
    }
}

#[cfg(test)]
mod tests;
