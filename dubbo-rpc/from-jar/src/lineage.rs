//! Where a class comes from: its superclasses to the last, and its type parameters.

use crate::class_file::ClassFile;
use crate::jdk::{self, Form};
use crate::limits::SUPERCLASSES_MAX;
use crate::mapper::{Mapper, Scope, Stop, refuse};
use crate::signature::{JavaType, OBJECT};
use std::rc::Rc;

impl Mapper<'_> {
    /// What is at the end of a class's superclasses.
    pub(crate) fn root(&self, class: &Rc<ClassFile>) -> Result<Root, Stop> {
        let mut at = Rc::clone(class);
        let mut actual: Option<JavaType> = None;
        for _ in 0..SUPERCLASSES_MAX {
            let Some(superclass) = at.header.superclass.clone() else {
                return Ok(Root::Object);
            };
            // What the type parameters of `at` are, seen from `class`.
            let seen = match &actual {
                Some(JavaType::Class(_, args)) => {
                    let JavaType::Class(name, inside) = &superclass else {
                        return refuse(format!("{} extends what is no class", at.name));
                    };
                    JavaType::Class(name.clone(), substituted(&at, args, inside))
                }
                _ => superclass,
            };
            let JavaType::Class(name, _) = &seen else {
                return refuse(format!("{} extends what is no class", at.name));
            };
            if name == OBJECT || name == "java.lang.Record" {
                return Ok(Root::Object);
            }
            match jdk::form(name) {
                Some(Form::Throwable | Form::ThrowableAs) => return Ok(Root::Throwable),
                Some(form @ (Form::ListAs | Form::QueueAs | Form::SetAs | Form::MapAs)) => {
                    return Ok(Root::Collection(seen, form));
                }
                _ => {}
            }
            let Some(next) = self.path.class(name)? else {
                return refuse(format!(
                    "{} extends {name}, which is in none of the jars given: add the jar that holds \
                     it",
                    at.name
                ));
            };
            actual = Some(seen);
            at = next;
        }
        refuse(format!(
            "{} has more than {SUPERCLASSES_MAX} superclasses",
            class.name
        ))
    }
}

/// `inside`, which is said in terms of the class's type parameters, for these arguments.
fn substituted(class: &ClassFile, args: &[JavaType], inside: &[JavaType]) -> Vec<JavaType> {
    let of = |name: &str| {
        let at = class
            .header
            .parameters
            .iter()
            .position(|p| p.name == name)?;
        Some(
            args.get(at)
                .cloned()
                .unwrap_or_else(|| JavaType::class(OBJECT)),
        )
    };
    inside.iter().map(|arg| arg.with(&of)).collect()
}

/// The type parameters of a class by name and, in order, in Rust: a letter each, because the derive
/// tells them apart by their first.
pub(crate) fn letters(class: &ClassFile) -> Result<(Scope, Vec<String>), Stop> {
    let (mut scope, mut letters) = (Scope::new(), Vec::new());
    for parameter in &class.header.parameters {
        let wanted = parameter
            .name
            .chars()
            .next()
            .unwrap_or('T')
            .to_ascii_uppercase();
        let free = std::iter::once(wanted)
            .chain('T'..='Z')
            .chain('A'..'T')
            .filter(char::is_ascii_uppercase)
            .map(String::from)
            .find(|letter| !letters.contains(letter));
        let Some(letter) = free else {
            return refuse(format!("{} has more than 26 type parameters", class.name));
        };
        scope.insert(parameter.name.clone(), letter.clone());
        letters.push(letter);
    }
    Ok((scope, letters))
}

/// What a class extends in the end.
#[derive(Debug)]
pub(crate) enum Root {
    /// `java.lang.Object`: a bean.
    Object,
    Throwable,
    /// A collection of the JDK, with its type arguments.
    Collection(JavaType, Form),
}
