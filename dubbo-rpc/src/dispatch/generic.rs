//! `$invoke`: calls by callers that have no class of the service, in several forms.
//!
//! Upstream: `org.apache.dubbo.rpc.filter.GenericFilter`.

use std::sync::Arc;

use hessian2::{Encoder, Schema, Throwable, Value, to_value};

use super::{Args, Arguments, CallFuture, Export, Outcome, Refusal, Target, bean, json, pojo};
use crate::body::descriptor;
use crate::body::reply::EncodedValue;
use crate::context::{Context, Received};
use crate::fault::{Fault, RUNTIME_EXCEPTION};
use crate::limits::Limits;
use crate::text;
use crate::triple::wrapper;

/// The class every Java line can load, whatever its package.
const GENERIC_EXCEPTION: &str = "com.alibaba.dubbo.rpc.service.GenericException";

/// How arguments and result travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Maps for objects, names for enums; attachment empty or `true`.
    Pojo,
    /// Arguments as [`Form::Pojo`], the result as an ordinary call's.
    RawReturn,
    /// `JavaBeanDescriptor`; the text is its Java package.
    Bean,
    /// JSON texts.
    Json,
}

impl Form {
    fn of(generic: &str) -> Result<Self, String> {
        match generic {
            "" | "true" => Ok(Self::Pojo),
            "raw.return" => Ok(Self::RawReturn),
            "bean" => Ok(Self::Bean),
            "gson" => Ok(Self::Json),
            "nativejava" => Err(
                "generic serialization [nativejava] is not accepted: objects of \
                                 Java's own serialization are never built here; use true, bean or \
                                 gson"
                    .to_owned(),
            ),
            "protobuf-json" => Err(
                "generic serialization [protobuf-json] is not accepted: the \
                                    service has no protobuf messages; use true, bean or gson"
                    .to_owned(),
            ),
            other => Err(format!(
                "generic serialization [{}] is unknown; use true, raw.return, bean or gson",
                text::name(other)
            )),
        }
    }
}

/// Starts a call of `$invoke(method, parameter types, arguments)`.
pub(super) fn start(
    export: &Export,
    generic: &str,
    arguments: Arguments<'_>,
    mut call: Received,
    limits: &Limits,
) -> Result<CallFuture, Refusal> {
    let bad = |error: &dyn std::fmt::Display| Refusal::BadArgument(format!("$invoke: {error}"));
    let form = match Form::of(generic) {
        Ok(form) => form,
        // An exception: no other provider would take it either.
        Err(message) => return Ok(failed(generic_exception(RUNTIME_EXCEPTION, &message))),
    };
    let mut outer = arguments.args(limits);
    let method: Option<String> = outer.next("method").map_err(|error| bad(&error))?;
    let types: Option<Vec<Option<String>>> =
        outer.next("parameterTypes").map_err(|error| bad(&error))?;
    let values: Value = outer.next("args").map_err(|error| bad(&error))?;
    let values = match &values {
        Value::Null => &[],
        Value::List(list) => list.items.as_slice(),
        _ => return Err(bad(&"args is no array")),
    };
    let method = method.unwrap_or_default();
    let index = find(export, &method, types.as_deref(), values.len()).ok_or_else(|| {
        Refusal::UnknownGenericMethod {
            method: text::name(&method),
            interface: export.interface.to_string(),
        }
    })?;
    call.method = export.method_name(index);
    let encoded = encode_arguments(form, values, values_of(arguments.bytes()))
        .map_err(|error| bad(&error))?;
    let bean_package = bean::package(values);
    let mut args = Args::loose(&encoded, limits);
    let started = export
        .service
        .call(index, Context::received(call), &mut args);
    let future = match started {
        Ok(future) => future,
        Err(error) if error.is_null() => return Ok(failed(as_generic(error.into_fault()))),
        Err(error) => return Err(Refusal::BadArgument(error.to_string())),
    };
    let schema = Arc::clone(&export.schema);
    let limits = limits.hessian.clone();
    Ok(Box::pin(async move {
        let Outcome {
            result,
            attachments,
        } = future.await;
        let result = match result {
            Ok(value) => present(form, bean_package, value, &schema.types, &limits),
            Err(fault) => Err(as_generic(fault)),
        };
        Outcome {
            result,
            attachments,
        }
    }))
}

/// The method by name and types; by name and number of arguments when the caller names types in
/// a way of its own; by name alone when it names none.
fn find(
    export: &Export,
    method: &str,
    types: Option<&[Option<String>]>,
    arguments: usize,
) -> Option<usize> {
    match types {
        Some(types) if !types.is_empty() || arguments == 0 => {
            let descriptor: String = types
                .iter()
                .map(|name| descriptor::of_type_name(name.as_deref().unwrap_or_default()))
                .collect();
            export.method(method, &descriptor, types.len())
        }
        _ => export.only_method(method),
    }
}

impl Export {
    /// What a call in JSON asks for: the method of this name that takes as many arguments as the body's array has
    /// elements, or the only argument as the body is (`JsonCodec.decode(InputStream, Class[])`).
    pub(crate) fn json_arguments(
        &self,
        method: &str,
        body: &[u8],
    ) -> Result<(Target, Vec<Vec<u8>>), Refusal> {
        let bad = |error: &dyn std::fmt::Display| Refusal::BadArgument(error.to_string());
        let unknown = |count: usize| Refusal::UnknownMethod {
            method: text::name(&format!("{method} of {count} arguments")),
            interface: self.interface.to_string(),
        };
        let body = if body.is_empty() { b"[]" } else { body };
        let value = json::read(body).map_err(|error| bad(&error))?;
        let listed = match &value {
            Value::List(list) => self
                .method(method, "", list.items.len())
                .filter(|index| self.schema.methods[*index].parameters.len() == list.items.len())
                .map(|index| (index, list.items.as_slice())),
            _ => None,
        };
        let (index, values) = match listed {
            Some(listed) => listed,
            None => {
                let count = value.as_list().map_or(1, |list| list.items.len());
                let index = self
                    .method(method, "", 1)
                    .filter(|index| self.schema.methods[*index].parameters.len() == 1)
                    .ok_or_else(|| unknown(count))?;
                (index, std::slice::from_ref(&value))
            }
        };
        let mut encoded = Vec::with_capacity(values.len());
        for value in values {
            let mut encoder = Encoder::new();
            encoder.write(value).map_err(|error| bad(&error))?;
            encoded.push(encoder.into_vec());
        }
        Ok((Target::Method(index), encoded))
    }

    /// The argument of a call in JSON of a method whose results come one after the other, which has one at most: a message of its
    /// stream. The body is the argument, or an array with it.
    pub(crate) fn json_message(
        &self,
        method: usize,
        body: &[u8],
    ) -> Result<Option<Vec<u8>>, Refusal> {
        let bad = |error: &dyn std::fmt::Display| Refusal::BadArgument(error.to_string());
        let body = if body.is_empty() { b"[]" } else { body };
        let value = json::read(body).map_err(|error| bad(&error))?;
        // Beside the observer of the results.
        let schema = self.schema.methods.get(method);
        let takes = schema.map_or(0, |schema| schema.parameters.len().saturating_sub(1));
        let items = value.as_list().map(|list| list.items.as_slice());
        let value = match (items, takes) {
            (Some([]), 0) => return Ok(None),
            (Some([only]), 1) => only,
            (_, 1) => &value,
            (items, _) => {
                let (name, count) = (self.method_name(method), items.map_or(1, <[_]>::len));
                return Err(Refusal::UnknownMethod {
                    method: text::name(&format!("{name} of {count} arguments")),
                    interface: self.interface.to_string(),
                });
            }
        };
        let mut encoder = Encoder::new();
        encoder.write(value).map_err(|error| bad(&error))?;
        let argument = encoder.into_vec();
        let request = wrapper::Request {
            serialization: wrapper::HESSIAN4,
            args: vec![&argument],
            types: Vec::new(),
        };
        let mut message = Vec::with_capacity(argument.len() + 32);
        request.write(&mut message);
        Ok(Some(message))
    }

    /// A result in JSON.
    pub(crate) fn to_json(
        &self,
        value: &EncodedValue,
        limits: &Limits,
    ) -> Result<String, hessian2::Error> {
        let mut left = values_of(value.as_bytes().len());
        let value = own_value(value, &limits.hessian)?;
        json::write(&value, &self.schema.types, &mut left)
    }
}

/// A result of ours as a dynamic value.
fn own_value(value: &EncodedValue, limits: &hessian2::Limits) -> Result<Value, hessian2::Error> {
    // In memory already: what it takes was not the caller's to choose.
    let limits = hessian2::Limits {
        expansion_floor: usize::MAX,
        ..limits.clone()
    };
    hessian2::Decoder::with_limits(value.as_bytes(), limits).read()
}

/// How many values may be built from so many bytes. A value takes a byte at least; some more come
/// of values the stream names again and again, which have no names in a map or in JSON.
fn values_of(bytes: usize) -> usize {
    bytes.saturating_add(1_024)
}

fn encode_arguments(
    form: Form,
    values: &[Value],
    budget: usize,
) -> Result<Vec<Vec<u8>>, hessian2::Error> {
    let mut left = budget;
    let mut encoded = Vec::with_capacity(values.len());
    for value in values {
        let converted = match form {
            Form::Pojo | Form::RawReturn => None,
            Form::Bean => Some(bean::realize(value, &mut left)?),
            Form::Json => Some(json::parse(value)?),
        };
        let mut encoder = Encoder::new();
        encoder.write(converted.as_ref().unwrap_or(value))?;
        encoded.push(encoder.into_vec());
    }
    Ok(encoded)
}

/// The result in the caller's form.
fn present(
    form: Form,
    bean_package: &'static str,
    value: EncodedValue,
    types: &Schema,
    limits: &hessian2::Limits,
) -> Result<EncodedValue, Fault> {
    if form == Form::RawReturn {
        return Ok(value);
    }
    let mut left = values_of(value.as_bytes().len());
    let value = own_value(&value, limits)?;
    let shown = match form {
        Form::Json => Value::String(json::write(&value, types, &mut left)?),
        Form::Bean => bean::describe(&value, types, bean_package, &mut left)?,
        Form::Pojo | Form::RawReturn => pojo::generalize(&value, types, &mut left)?,
    };
    Ok(EncodedValue::of(&shown)?)
}

pub(super) fn failed(fault: Fault) -> CallFuture {
    Box::pin(std::future::ready(Outcome {
        result: Err(fault),
        attachments: Vec::new(),
    }))
}

/// A caller without the service's classes gets the one class it has.
fn as_generic(fault: Fault) -> Fault {
    match fault.exception() {
        Some(thrown) => generic_exception(thrown.class(), thrown.message().unwrap_or_default()),
        None => match fault.into_reply() {
            Ok(thrown) => generic_exception(thrown.class(), thrown.message().unwrap_or_default()),
            Err((status, message)) => Fault::refused(status, message),
        },
    }
}

fn generic_exception(class: &str, message: &str) -> Fault {
    let thrown = Throwable::new(GENERIC_EXCEPTION, message)
        .with("exceptionClass", class)
        .with("exceptionMessage", message);
    Fault::from(thrown)
}

/// A typed value in the form generic calls use: a map for an object, a name for an enum constant.
///
/// # Errors
/// The codec's, when the value cannot be written.
pub fn generalized<T: hessian2::Encode + hessian2::JavaType>(
    value: &T,
) -> Result<Value, hessian2::Error> {
    let mut types = Schema::new();
    types.add::<T>();
    pojo::generalize(&to_value(value)?, &types, &mut { usize::MAX })
}
