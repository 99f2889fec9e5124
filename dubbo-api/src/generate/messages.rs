//! The contract as protobuf messages: one message per class, one per answer, one per list of arguments.

use std::collections::BTreeMap;

use super::model::{Contract, Method, Type, simple, words};
use super::numbers::Numbers;

/// The type of a message's field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `int64`.
    Int64,
    /// `int32`.
    Int32,
    /// `bool`.
    Bool,
    /// `double`.
    Double,
    /// `string`.
    Text,
    /// Another message.
    Message(String),
    /// `map<string, string>`.
    TextMap,
}

/// How often a field stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Always: absent is zero.
    Plain,
    /// `optional`: absent is null.
    Optional,
    /// `repeated`.
    Repeated,
}

/// A field of a message.
#[derive(Clone, Debug)]
pub(super) struct MessageField {
    /// Its name, in snake case.
    pub(super) name: String,
    /// Its number.
    pub(super) number: u32,
    /// Its type.
    pub(super) kind: Kind,
    /// How often it stands.
    pub(super) presence: Presence,
    /// What it is.
    pub(super) doc: String,
}

/// What a message stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A class of the contract.
    Class,
    /// A generic class with these arguments, for example `Page<LedgerRow>`.
    Generic(Type),
    /// The arguments of a method that does not take one object.
    Arguments,
}

/// A message.
#[derive(Clone, Debug)]
pub(super) struct Message {
    /// Its name.
    pub(super) name: String,
    /// What it is.
    pub(super) doc: String,
    /// What it stands for.
    pub(super) origin: Origin,
    /// Its fields.
    pub(super) fields: Vec<MessageField>,
    /// Numbers of fields it once had.
    pub(super) reserved: Vec<u32>,
}

/// A method of a service.
#[derive(Clone, Debug)]
pub(super) struct Rpc {
    /// Its name, first letter large.
    pub(super) name: String,
    /// What it does.
    pub(super) doc: String,
    /// The message it takes.
    pub(super) request: String,
    /// The message it answers.
    pub(super) reply: String,
}

/// A service.
#[derive(Clone, Debug)]
pub(super) struct RpcService {
    /// Its name.
    pub(super) name: String,
    /// What it is.
    pub(super) doc: String,
    /// Its methods.
    pub(super) rpcs: Vec<Rpc>,
}

/// All messages and services.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    /// Messages by name.
    pub(super) messages: BTreeMap<String, Message>,
    /// Services in the contract's order.
    pub(super) services: Vec<RpcService>,
}

impl Messages {
    /// Makes the messages of a contract; gives numbers to new fields.
    pub(super) fn of(contract: &Contract, numbers: &mut Numbers) -> Self {
        let mut all = Self::default();
        for class in contract
            .call_classes()
            .filter(|class| class.params.is_empty())
        {
            all.instance(
                contract,
                numbers,
                &Type::Class(class.name.clone(), Vec::new()),
            );
        }
        for service in &contract.services {
            let rpcs = service
                .methods
                .iter()
                .map(|method| Rpc {
                    name: capital(&method.name),
                    doc: method.doc.clone(),
                    request: all.request(contract, numbers, method),
                    reply: all.instance(contract, numbers, &method.returns),
                })
                .collect();
            all.services.push(RpcService {
                name: simple(&service.name).to_owned(),
                doc: service.doc.clone(),
                rpcs,
            });
        }
        all
    }

    fn request(&mut self, contract: &Contract, numbers: &mut Numbers, method: &Method) -> String {
        if let [only] = method.params.as_slice()
            && let Type::Class(..) = only.ty
        {
            return self.instance(contract, numbers, &only.ty);
        }
        let name = format!("{}Arguments", capital(&method.name));
        let doc = format!("Arguments of {}.", method.name);
        let fields: Vec<_> = method
            .params
            .iter()
            .map(|param| {
                (
                    param.name.clone(),
                    param.ty.clone(),
                    format!("The {}.", words(&param.name)),
                )
            })
            .collect();
        self.message(contract, numbers, name, doc, Origin::Arguments, fields)
    }

    /// The message of a class, made if it is not there yet.
    fn instance(&mut self, contract: &Contract, numbers: &mut Numbers, ty: &Type) -> String {
        let Type::Class(class_name, args) = ty else {
            unreachable!("only classes have messages");
        };
        let class = contract.class(class_name);
        let name = match args.as_slice() {
            [] => simple(class_name).to_owned(),
            [data] => format!(
                "{}{}",
                stem(data),
                if simple(class_name) == "Result" {
                    "Reply"
                } else {
                    simple(class_name)
                }
            ),
            more => unreachable!("{} type arguments", more.len()),
        };
        if self.messages.contains_key(&name) {
            return name;
        }
        let origin = if args.is_empty() {
            Origin::Class
        } else {
            Origin::Generic(ty.clone())
        };
        let fields: Vec<_> = class
            .fields
            .iter()
            .map(|field| {
                (
                    field.name.clone(),
                    bind(&field.ty, &class.params, args),
                    field.doc.clone(),
                )
            })
            .filter(|(_, ty, _)| *ty != Type::Void)
            .collect();
        self.message(contract, numbers, name, class.doc.clone(), origin, fields)
    }

    fn message(
        &mut self,
        contract: &Contract,
        numbers: &mut Numbers,
        name: String,
        doc: String,
        origin: Origin,
        fields: Vec<(String, Type, String)>,
    ) -> String {
        let fields: Vec<_> = fields
            .into_iter()
            .map(|(java, ty, doc)| {
                let (kind, presence) = self.kind(contract, numbers, &ty);
                let snake = snake(&java);
                MessageField {
                    number: numbers.of(&name, &snake),
                    name: snake,
                    kind,
                    presence,
                    doc,
                }
            })
            .collect();
        let present: Vec<_> = fields.iter().map(|field| field.name.clone()).collect();
        let reserved = numbers.removed(&name, &present);
        self.messages.insert(
            name.clone(),
            Message {
                name: name.clone(),
                doc,
                origin,
                fields,
                reserved,
            },
        );
        name
    }

    fn kind(&mut self, contract: &Contract, numbers: &mut Numbers, ty: &Type) -> (Kind, Presence) {
        use Presence::{Optional, Plain, Repeated};
        match ty {
            Type::Long => (Kind::Int64, Plain),
            Type::Int => (Kind::Int32, Plain),
            Type::Bool => (Kind::Bool, Plain),
            Type::Double => (Kind::Double, Plain),
            Type::BoxedLong | Type::Date => (Kind::Int64, Optional),
            Type::BoxedInt => (Kind::Int32, Optional),
            Type::BoxedBool => (Kind::Bool, Optional),
            Type::BoxedDouble => (Kind::Double, Optional),
            Type::Text => (Kind::Text, Optional),
            Type::TextMap => (Kind::TextMap, Plain),
            Type::Class(..) => (
                Kind::Message(self.instance(contract, numbers, ty)),
                Optional,
            ),
            Type::List(item) => (self.kind(contract, numbers, item).0, Repeated),
            Type::Void | Type::Param(_) => unreachable!("{ty:?} is no field's type once bound"),
        }
    }
}

/// The type with type parameters replaced by arguments.
fn bind(ty: &Type, params: &[String], args: &[Type]) -> Type {
    match ty {
        Type::Param(name) => {
            let position = params.iter().position(|param| param == name);
            position
                .and_then(|i| args.get(i))
                .expect("a class binds its own parameters")
                .clone()
        }
        Type::List(item) => Type::List(Box::new(bind(item, params, args))),
        Type::Class(name, inner) => Type::Class(
            name.clone(),
            inner.iter().map(|arg| bind(arg, params, args)).collect(),
        ),
        other => other.clone(),
    }
}

/// What the data of a generic class is called in its message's name.
fn stem(ty: &Type) -> String {
    match ty {
        Type::List(item) => format!("{}List", stem(item)),
        Type::Class(name, args) => {
            format!(
                "{}{}",
                args.iter().map(stem).collect::<String>(),
                simple(name)
            )
        }
        Type::Text => "String".into(),
        other => other.java(),
    }
}

/// First letter large.
pub(super) fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// `orderNo` as `order_no`.
pub(super) fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}
