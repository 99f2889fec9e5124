//! Classes as beans, enums and exceptions.

use crate::class_file::{ClassFile, ENUM, PUBLIC, STATIC, SYNTHETIC, TRANSIENT};
use crate::error::{Result, Unmapped};
use crate::jar::ClassPath;
use crate::jdk;
use crate::limits::SUPERCLASSES_MAX;
use crate::lineage::{Root, letters};
use crate::mapper::{Mapper, Scope, Stop};
use crate::model::{Field, Item, Kind, Rust, key};
use crate::signature::{JavaType, OBJECT};
use std::collections::BTreeMap;
use std::rc::Rc;

impl Mapper<'_> {
    /// Reads the classes that were named, and those these name, until none is left.
    ///
    /// # Errors
    /// When a jar cannot be read. What has no Rust is noted.
    pub(crate) fn read_waiting(&mut self) -> Result<()> {
        while let Some(name) = self.waiting.pop() {
            if self.items.contains_key(&name) {
                continue;
            }
            let Some(class) = self.path.class(&name)? else {
                continue;
            };
            let item = match class.is(ENUM) {
                true => enum_item(&class),
                false => self.bean(&class)?,
            };
            self.items.insert(name, item);
        }
        Ok(())
    }

    fn note_problem(&mut self, key: &str, class: &str, member: &str, stop: Stop) -> Result<()> {
        match stop {
            Stop::Failed(error) => Err(error),
            Stop::Unmapped(reason) => {
                self.problems
                    .entry(key.to_owned())
                    .or_default()
                    .push(Unmapped {
                        class: class.to_owned(),
                        member: member.to_owned(),
                        reason,
                    });
                Ok(())
            }
        }
    }

    fn bean(&mut self, class: &Rc<ClassFile>) -> Result<Item> {
        let name = class.name.as_str();
        let (scope, parameters) = match letters(class) {
            Ok(found) => found,
            Err(stop) => {
                self.note_problem(name, name, "type parameters", stop)?;
                (Scope::new(), Vec::new())
            }
        };
        let base = match self.base(class, &scope) {
            Ok(base) => base,
            Err(stop) => {
                self.note_problem(name, name, "superclass", stop)?;
                None
            }
        };
        let mut methods = class.methods.iter();
        if methods.any(|method| method.name == "writeReplace" && method.erased.is_empty()) {
            let reason = "what Java sends is what this returns, not the fields: keep the class \
                          dynamic with `--dynamic`";
            self.note_problem(
                name,
                name,
                "writeReplace()",
                Stop::Unmapped(reason.to_owned()),
            )?;
        }
        let fields = self.fields(name, class, &scope)?;
        Ok(Item {
            class: name.to_owned(),
            parameters,
            kind: Kind::Bean {
                base,
                fields,
                is_key: false,
            },
            notes: self.subclasses_note(class),
        })
    }

    /// The superclass, unless there is none but `Object`.
    fn base(&mut self, class: &Rc<ClassFile>, scope: &Scope) -> Result<Option<Rust>, Stop> {
        let Some(JavaType::Class(name, args)) = &class.header.superclass else {
            return Ok(None);
        };
        if name == OBJECT || name == "java.lang.Record" {
            return Ok(None);
        }
        // The whole chain is there, or the reason is told here.
        self.root(class)?;
        let Some(superclass) = self.path.class(name)? else {
            return Ok(None);
        };
        let args = self.arguments(&superclass, args, scope)?;
        if !self.items.contains_key(name) {
            self.waiting.push(name.clone());
        }
        Ok(Some(Rust::Item(name.clone(), args)))
    }

    /// The fields Java writes: those of objects that are not transient.
    fn fields(&mut self, key: &str, class: &ClassFile, scope: &Scope) -> Result<Vec<Field>> {
        let mut fields = Vec::new();
        for field in &class.fields {
            if field.access & (STATIC | TRANSIENT) != 0 {
                continue;
            }
            let mapped = match field.access & SYNTHETIC != 0 {
                true => Err(Stop::Unmapped(
                    "an inner class that is not static carries the object around it: make it \
                     static"
                        .to_owned(),
                )),
                false => self.usage(&field.ty, scope),
            };
            match mapped {
                Ok(ty) => fields.push(Field {
                    java: field.name.clone(),
                    says: format!("{} {}", field.ty, field.name),
                    ty,
                }),
                Err(stop) => self.note_problem(key, &class.name, &field.name, stop)?,
            }
        }
        Ok(fields)
    }

    /// The exception `name` as methods declare it, if one of the jars has it.
    ///
    /// # Errors
    /// When a jar cannot be read.
    pub(crate) fn thrown(&mut self, name: &str) -> Result<Option<String>> {
        let key = key::thrown(name);
        if self.items.contains_key(&key) {
            return Ok(Some(key));
        }
        if jdk::form(name).is_some() {
            return Ok(None);
        }
        let Some(class) = self.path.class(name)? else {
            return Ok(None);
        };
        match self.root(&class) {
            Ok(Root::Throwable) => {}
            Ok(_) => return Ok(None),
            Err(stop) => {
                self.note_problem(&key, name, "superclass", stop)?;
                return Ok(Some(key));
            }
        }
        let (mut fields, mut at) = (Vec::<Field>::new(), class);
        for _ in 0..SUPERCLASSES_MAX {
            for field in self.fields(&key, &at, &Scope::new())? {
                // A name both have is the subclass's.
                if !fields.iter().any(|other| other.java == field.java) {
                    fields.push(field);
                }
            }
            let Some(JavaType::Class(superclass, _)) = &at.header.superclass else {
                break;
            };
            match self.path.class(superclass)? {
                Some(next) => at = next,
                None => break,
            }
        }
        let item = Item {
            class: name.to_owned(),
            parameters: Vec::new(),
            kind: Kind::Exception(fields),
            notes: Vec::new(),
        };
        self.items.insert(key.clone(), item);
        Ok(Some(key))
    }

    /// Says which subclasses may come where this class is declared, whose fields are not read then.
    fn subclasses_note(&self, class: &ClassFile) -> Vec<String> {
        let Some(subclasses) = self.subclasses.get(&class.name) else {
            return Vec::new();
        };
        vec![format!(
            "Where it is declared, {} may come, whose own fields are not kept; `--dynamic {}` \
             keeps them.",
            subclasses.join(", "),
            class.name
        )]
    }
}

/// Public subclasses of the classes of the first jar, by superclass.
/// A damaged class that nobody names is nobody's concern.
pub(crate) fn subclasses(path: &ClassPath) -> BTreeMap<String, Vec<String>> {
    let mut subclasses: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in path.first() {
        if let Ok(Some(class)) = path.class(&name)
            && class.is(PUBLIC)
            && let Some(JavaType::Class(superclass, _)) = &class.header.superclass
        {
            let of = subclasses.entry(superclass.clone()).or_default();
            of.push(format!("`{}`", crate::signature::simple(&name)));
        }
    }
    subclasses
}

fn enum_item(class: &ClassFile) -> Item {
    let constants = class.fields.iter().filter(|field| field.access & ENUM != 0);
    Item {
        class: class.name.clone(),
        parameters: Vec::new(),
        kind: Kind::Enum(constants.map(|field| field.name.clone()).collect()),
        notes: Vec::new(),
    }
}
