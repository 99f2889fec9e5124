//! From a call's names to the code that does it. Knows services and values, no protocol and no
//! socket: `dubbo://` uses it, and so will any protocol that joins the port.

mod args;
mod bean;
mod generic;
mod json;
mod pojo;
mod registry;
mod service;

use std::fmt;

pub use args::{Args, BadArgument};
pub use generic::generalized;
pub(crate) use registry::{Export, Registry};
pub use registry::{ExportError, ExportOptions, Exported};
pub use service::{CallFuture, MethodSchema, Outcome, ParameterSchema, Service, ServiceSchema};

use crate::body::reply::EncodedValue;
use crate::body::request::{Request, Routing};
use crate::context::{Context, Received};
use crate::limits::Limits;
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
    Token { interface: String },
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
            Self::Token { interface } => {
                write!(
                    f,
                    "Invalid token! Forbid invoke remote service interface {interface}"
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
        let found = self
            .find(path, version, group)
            .and_then(|index| Some((index, self.get(index)?)));
        let (index, export) = found.ok_or_else(|| Refusal::UnknownService {
            key: text::name(&registry::key(path, version, group)),
        })?;
        export.check_token(routing.token.as_deref())?;
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

    /// Reads the arguments and starts the service's code.
    pub(crate) fn start(
        &self,
        target: Target,
        arguments: &[u8],
        routing: &Routing,
        mut call: Received,
        limits: &Limits,
    ) -> Result<Started, Refusal> {
        call.interface = self.interface;
        match target {
            // Its bytes are the same value at the start of any stream.
            Target::Echo => Ok(Started::Done(EncodedValue::from_bytes(arguments))),
            Target::Generic => {
                let generic = routing.generic.as_deref().unwrap_or("");
                generic::start(self, generic, arguments, call, limits).map(Started::Running)
            }
            Target::Method(index) => {
                call.method = self.method_name(index);
                let mut args = Args::stream(arguments, limits);
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
