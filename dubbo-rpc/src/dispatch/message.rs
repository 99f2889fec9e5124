//! A service of protobuf messages in front of one of Java values: callers that have the `.proto` reach the same code.

use std::fmt;
use std::sync::{Arc, LazyLock};

use super::{
    Args, Arguments, BadArgument, CallFuture, MethodSchema, Outcome, RpcType, Service,
    ServiceSchema,
};
use crate::body::reply::EncodedValue;
use crate::context::Context;
use crate::fault::Fault;
use crate::limits::Limits;

/// Arguments in order, each a hessian2 value.
pub type EncodedArguments = Vec<Vec<u8>>;

/// One method: how its message becomes arguments, and its result a message.
#[derive(Debug, Clone, Copy)]
pub struct MessageMethod {
    /// The Java method; in the `.proto` its first letter is large.
    pub name: &'static str,
    /// The arguments in a message's bytes, each a hessian2 value.
    pub read: fn(&[u8]) -> Result<EncodedArguments, String>,
    /// The message's bytes for a result, which is a hessian2 value.
    pub write: fn(&[u8]) -> Result<Vec<u8>, String>,
}

/// Hosts a service of Java values as a service of messages; for
/// [`ServerBuilder::message_service`](crate::ServerBuilder::message_service).
pub struct MessageServer {
    name: &'static str,
    service: Arc<dyn Service>,
    /// Methods with their index in the service.
    methods: Vec<(MessageMethod, usize)>,
    types: ServiceSchema,
}

/// A method of messages that the service of values does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{service} has no method {method}, or several of that name: its messages are of another contract"
)]
pub struct MessageError {
    service: &'static str,
    method: &'static str,
}

impl fmt::Debug for MessageServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageServer")
            .field("name", &self.name)
            .field("methods", &self.methods.len())
            .finish_non_exhaustive()
    }
}

impl MessageServer {
    /// Hosts `service` under the full name of a service in a `.proto`.
    ///
    /// # Errors
    /// When a method is not the service's.
    pub fn new(
        name: &'static str,
        methods: &[MessageMethod],
        service: Arc<dyn Service>,
    ) -> Result<Self, MessageError> {
        let types = service.schema();
        let find = |method: &MessageMethod| {
            let mut found =
                (0..types.methods.len()).filter(|index| types.methods[*index].name == method.name);
            match (found.next(), found.next()) {
                (Some(index), None) => Ok((*method, index)),
                _ => Err(MessageError {
                    service: types.interface,
                    method: method.name,
                }),
            }
        };
        let methods = methods.iter().map(find).collect::<Result<_, _>>()?;
        Ok(Self {
            name,
            service,
            methods,
            types,
        })
    }
}

impl Service for MessageServer {
    fn schema(&self) -> ServiceSchema {
        let methods = self.methods.iter().map(|(method, index)| {
            let values = &self.types.methods[*index];
            MethodSchema {
                name: method.name,
                doc: values.doc,
                parameters: Vec::new(),
                returns: values.returns.clone(),
                rpc_type: RpcType::Unary,
            }
        });
        ServiceSchema {
            interface: self.name,
            doc: self.types.doc,
            methods: methods.collect(),
            types: hessian2::Schema::new(),
        }
    }

    fn call(
        &self,
        method: usize,
        cx: Context,
        args: &mut Args<'_>,
    ) -> Result<CallFuture, BadArgument> {
        // The message was within its own bounds; what becomes of it here is about as long.
        static LIMITS: LazyLock<Limits> = LazyLock::new(|| {
            let mut limits = Limits::default();
            limits.hessian.bytes = usize::MAX;
            limits.hessian.expansion_floor = usize::MAX;
            limits
        });
        let Some((method, index)) = self.methods.get(method) else {
            return Ok(Outcome::no_such_method(method));
        };
        let values = args.message(method.read)?;
        let values: Vec<&[u8]> = values.iter().map(Vec::as_slice).collect();
        let mut args = Arguments::Each(&values).args(&LIMITS);
        let work = self.service.call(*index, cx, &mut args)?;
        let write = method.write;
        Ok(Box::pin(async move {
            let Outcome {
                result,
                attachments,
            } = work.await;
            let result = result.and_then(|value| {
                let message = write(value.as_bytes())
                    .map_err(|error| Fault::new(format!("the result has no message: {error}")))?;
                Ok(EncodedValue::from_bytes(&message))
            });
            Outcome {
                result,
                attachments,
            }
        }))
    }
}
