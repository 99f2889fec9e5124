//! From a call's names to the code that does it. Knows services and values, no protocol and no
//! socket: `dubbo://` uses it, and so will any protocol that joins the port.

mod access;
mod args;
mod bean;
mod generic;
mod governance;
mod json;
mod message;
mod pojo;
mod registry;
mod service;

use std::fmt;

pub use access::{ACCESS_ARGUMENT_BYTES, AccessLog};
pub(crate) use args::Arguments;
pub use args::{Args, BadArgument};
pub use generic::generalized;
pub use governance::Governance;
pub use message::{EncodedArguments, MessageError, MessageMethod, MessageServer};
pub(crate) use registry::{Export, Registry};
pub use registry::{ExportError, ExportOptions, Exported};
pub use service::{
    CallFuture, MethodSchema, Outcome, ParameterSchema, RpcType, Service, ServiceSchema,
};

use crate::body::descriptor::of_type_name;
use crate::body::reply::EncodedValue;
use crate::body::request::{Request, Routing};
use crate::context::{Context, Received};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::stream::ServerStreams;
use crate::text;

/// Name of the method every service has: it answers its argument.
const ECHO: &str = "$echo";

/// A call that was accepted.
pub(crate) enum Started {
    /// Answered already.
    Done(EncodedValue),
    /// The service's code is to be polled.
    Running(CallFuture),
}

/// Why a call was not begun.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// No service is exported under this key.
    UnknownService { key: String },
    /// The service has no such method with such parameters.
    UnknownMethod { method: String, interface: String },
    /// As before, asked for by `$invoke`.
    UnknownGenericMethod { method: String, interface: String },
    /// Arguments cannot be read as the method's parameters.
    BadArgument(String),
    /// The token is missing or wrong.
    Token { interface: String, method: String },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownService { key } => {
                write!(
                    f,
                    "Fail to decode request due to: service {key} is not exported here"
                )
            }
            Self::UnknownMethod { method, interface } => write!(
                f,
                "Fail to decode request due to: {interface} has no method {method}"
            ),
            Self::UnknownGenericMethod { method, interface } => write!(
                f,
                "org.apache.dubbo.rpc.RpcException: No such method {method} in class interface \
                 {interface}"
            ),
            Self::BadArgument(message) => {
                write!(f, "Fail to decode request due to: {message}")
            }
            Self::Token { interface, method } => {
                write!(
                    f,
                    "Invalid token! Forbid invoke remote service interface {interface} method {method}()"
                )
            }
        }
    }
}

impl Registry {
    /// The service a request is for, with its index, found before any argument is built.
    pub(crate) fn route(&self, request: &Request<'_>) -> Result<(usize, &Export), Refusal> {
        let routing = &request.routing;
        let path = routing.path.as_deref().unwrap_or(&request.head.path);
        let version = routing.version.as_deref().unwrap_or(&request.head.version);
        let group = routing.group.as_deref().unwrap_or("");
        let found = self.find(path, version, group);
        self.admit(found, (path, version, group), routing, &request.head.method)
    }

    /// The service a Triple request is for. What is not exported under the very key is looked for as version 1.0.0
    /// of the same group, then under the bare path (`TriplePathResolver`, `dubbo.rpc.tri.resolve-fallback-to-default`).
    pub(crate) fn route_triple(
        &self,
        path: &str,
        method: &str,
        routing: &Routing,
    ) -> Result<(usize, &Export), Refusal> {
        let version = routing.version.as_deref().unwrap_or("");
        let group = routing.group.as_deref().unwrap_or("");
        let found = self
            .find(path, version, group)
            .or_else(|| self.find(path, "1.0.0", group))
            .or_else(|| self.find(path, "", ""));
        self.admit(found, (path, version, group), routing, method)
    }

    fn admit(
        &self,
        found: Option<usize>,
        (path, version, group): (&str, &str, &str),
        routing: &Routing,
        method: &str,
    ) -> Result<(usize, &Export), Refusal> {
        let found = found.and_then(|index| Some((index, self.get(index)?)));
        let (index, export) = found.ok_or_else(|| Refusal::UnknownService {
            key: text::name(&registry::key(path, version, group)),
        })?;
        export.check_token(routing.token.as_deref(), method)?;
        Ok((index, export))
    }
}

/// A routed call's method, or one of those every service has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Echo,
    Generic,
    Method(usize),
}

impl Export {
    /// What a request asks this service to do.
    pub(crate) fn target(&self, request: &Request<'_>) -> Result<Target, Refusal> {
        let head = &request.head;
        let target = match &*head.method {
            ECHO if request.argument_count == 1 => Some(Target::Echo),
            "$invoke" | "$invokeAsync" if request.argument_count == 3 => Some(Target::Generic),
            name => self
                .method(name, &head.descriptor, request.argument_count)
                .map(Target::Method),
        };
        target.ok_or_else(|| Refusal::UnknownMethod {
            method: text::name(&format!("{}({})", head.method, head.descriptor)),
            interface: self.interface.to_string(),
        })
    }

    /// What a Triple request asks this service to do: the method by its name, or by its name with a small first
    /// letter; the overload by the types' names in Java's `Class.getName` form; one that is not overloaded whatever
    /// the types (`ReflectionAbstractServerCall`, `DescriptorUtils.findReflectionMethodDescriptor`).
    pub(crate) fn target_triple(
        &self,
        method: &str,
        types: &[&str],
        arguments: usize,
    ) -> Result<Target, Refusal> {
        match method {
            ECHO if arguments == 1 => return Ok(Target::Echo),
            "$invoke" | "$invokeAsync" if arguments == 3 => return Ok(Target::Generic),
            _ => {}
        }
        let small = small_first(method);
        let descriptor: String = types.iter().map(|name| of_type_name(name)).collect();
        let found = [method, &*small].into_iter().find_map(|name| {
            self.method(name, &descriptor, arguments)
                .or_else(|| self.only_method(name))
        });
        found
            .map(Target::Method)
            .ok_or_else(|| Refusal::UnknownMethod {
                method: text::name(&format!("{method}({})", types.join(","))),
                interface: self.interface.to_string(),
            })
    }

    /// Reads the arguments and starts the service's code.
    pub(crate) fn start(
        &self,
        target: Target,
        arguments: Arguments<'_>,
        routing: &Routing,
        mut call: Received,
        limits: &Limits,
    ) -> Result<Started, Refusal> {
        call.interface = self.interface;
        let watched = match self.watch(target, arguments, &call, limits) {
            Ok(watched) => watched,
            Err(limit) => return Ok(Started::Running(generic::failed(limit))),
        };
        let started = self.begin(target, arguments, routing, call, limits)?;
        Ok(match (watched, started) {
            (Some(watched), Started::Running(work)) => Started::Running(Box::pin(async move {
                let _watched = watched;
                work.await
            })),
            (_, started) => started,
        })
    }

    /// Starts the service's code for a method that streams.
    pub(crate) fn start_stream(
        &self,
        method: usize,
        streams: ServerStreams,
        mut call: Received,
        limits: &Limits,
    ) -> CallFuture {
        call.interface = self.interface;
        call.method = self.method_name(method);
        let target = Target::Method(method);
        let watched = match self.watch(target, Arguments::Each(&[]), &call, limits) {
            Ok(watched) => watched,
            Err(limit) => return generic::failed(limit),
        };
        let work = self
            .service
            .stream(method, Context::received(call), streams);
        match watched {
            None => work,
            Some(watched) => Box::pin(async move {
                let _watched = watched;
                work.await
            }),
        }
    }

    /// Counts the call where the service is governed; an exception when a limit is reached.
    fn watch(
        &self,
        target: Target,
        arguments: Arguments<'_>,
        call: &Received,
        limits: &Limits,
    ) -> Result<Option<governance::Watched>, Fault> {
        let Some(rules) = self.governed.rules() else {
            return Ok(None);
        };
        let (index, name) = match target {
            // Java answers it before its filters.
            Target::Echo => return Ok(None),
            Target::Generic => (self.schema.methods.len(), "$invoke"),
            Target::Method(index) => (index, self.method_name(index)),
        };
        let entry = rules
            .access_log()
            .map(|log| access::Entry::of(log, self, target, arguments, call, limits));
        rules
            .admit(&self.governed, index, call, (self.interface, name), entry)
            .map(Some)
    }

    fn begin(
        &self,
        target: Target,
        arguments: Arguments<'_>,
        routing: &Routing,
        mut call: Received,
        limits: &Limits,
    ) -> Result<Started, Refusal> {
        match target {
            // Its bytes are the same value at the start of any stream.
            Target::Echo => Ok(Started::Done(EncodedValue::from_bytes(arguments.only()))),
            Target::Generic => {
                let generic = routing.generic.as_deref().unwrap_or("");
                generic::start(self, generic, arguments, call, limits).map(Started::Running)
            }
            Target::Method(index) => {
                call.method = self.method_name(index);
                let mut args = arguments.args(limits);
                match self.service.call(index, Context::received(call), &mut args) {
                    Ok(running) => Ok(Started::Running(running)),
                    Err(error) if error.is_null() => {
                        Ok(Started::Running(generic::failed(error.into_fault())))
                    }
                    Err(error) => Err(Refusal::BadArgument(error.to_string())),
                }
            }
        }
    }
}

/// `SayHello` as `sayHello`, which is what stubs made of a `.proto` call.
pub(crate) fn small_first(name: &str) -> std::borrow::Cow<'_, str> {
    match name.chars().next() {
        Some(first) if first.is_ascii_uppercase() => {
            format!("{}{}", first.to_ascii_lowercase(), &name[1..]).into()
        }
        _ => name.into(),
    }
}
