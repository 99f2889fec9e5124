//! What a hosted service is to this crate. `#[dubbo_rpc::service]` writes the implementation.

use std::pin::Pin;

use hessian2::{Encode, Schema, TypeRef};

use super::{Args, BadArgument};
use crate::body::reply::EncodedValue;
use crate::context::Context;
use crate::fault::Fault;
use crate::stream::ServerStreams;

/// A Java interface with code behind it.
///
/// Written by `#[dubbo_rpc::service]` for `XServer`; by hand only for what has no fixed interface.
pub trait Service: Send + Sync + 'static {
    /// The interface: names, types and documentation. Asked once, when the service is exported.
    fn schema(&self) -> ServiceSchema;

    /// Reads the arguments and returns the work to be done, which is polled at once on the
    /// connection's task and moved to one of its own when it has to wait. Code that computes for
    /// more than some tens of microseconds without awaiting delays its connection's other calls.
    ///
    /// `method` is an index of [`ServiceSchema::methods`].
    ///
    /// # Errors
    /// [`BadArgument`] when the arguments are not those of the method.
    fn call(
        &self,
        method: usize,
        cx: Context,
        args: &mut Args<'_>,
    ) -> Result<CallFuture, BadArgument>;

    /// Returns the work of a method that streams, which is done in a task of its own. Of the work's outcome only counts whether it is
    /// an error: results are sent into the stream.
    ///
    /// Asked only for methods whose [`MethodSchema::rpc_type`] is not `Unary`.
    fn stream(&self, method: usize, cx: Context, streams: ServerStreams) -> CallFuture {
        drop((cx, streams));
        Outcome::no_such_method(method)
    }
}

/// How many messages a method takes and gives. Upstream: `MethodDescriptor.RpcType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RpcType {
    /// One each way.
    #[default]
    Unary,
    /// One in, many out.
    ServerStream,
    /// Many in, one out.
    ClientStream,
    /// Many each way.
    BiStream,
}

/// A call in progress.
pub type CallFuture = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// How a call ended, ready to be sent.
#[derive(Debug)]
pub struct Outcome {
    pub(crate) result: Result<EncodedValue, Fault>,
    pub(crate) attachments: Vec<(String, String)>,
}

impl Outcome {
    /// Encodes a method's result and takes the response attachments out of its context.
    pub fn of<T: Encode>(cx: &Context, result: Result<T, Fault>) -> Self {
        let result = result.and_then(|value| {
            EncodedValue::of(&value).map_err(|error| {
                Fault::new(format!(
                    "result of {}.{}: {error}",
                    cx.interface(),
                    cx.method()
                ))
            })
        });
        Self {
            result,
            attachments: cx.take_response_attachments(),
        }
    }

    /// The same for a method whose result is a protobuf message, given as its bytes.
    #[must_use]
    pub fn message(cx: &Context, result: Result<Vec<u8>, Fault>) -> Self {
        Self {
            result: result.map(|message| EncodedValue::from_bytes(&message)),
            attachments: cx.take_response_attachments(),
        }
    }

    /// What generated code answers when a method that streams is called in another way.
    #[doc(hidden)]
    #[must_use]
    pub fn only_streams(cx: &Context) -> CallFuture {
        let fault = Fault::new(format!(
            "{}.{} streams: it can be called over Triple only (`tri://`), with a StreamObserver",
            cx.interface(),
            cx.method()
        ));
        Box::pin(std::future::ready(Self {
            result: Err(fault),
            attachments: Vec::new(),
        }))
    }

    /// What generated code answers to an index it has no method for.
    #[doc(hidden)]
    #[must_use]
    pub fn no_such_method(method: usize) -> CallFuture {
        let fault = Fault::new(format!("the service has no method {method}"));
        Box::pin(std::future::ready(Self {
            result: Err(fault),
            attachments: Vec::new(),
        }))
    }
}

/// A Java interface, for finding methods, for generic calls and for registries.
#[derive(Debug, Clone)]
pub struct ServiceSchema {
    /// Fully qualified Java interface.
    pub interface: &'static str,
    /// Documentation, from the trait's comment.
    pub doc: &'static str,
    /// Methods; the index is what [`Service::call`] gets.
    pub methods: Vec<MethodSchema>,
    /// Every class the methods can reach.
    pub types: Schema,
}

/// One method of a Java interface.
#[derive(Debug, Clone)]
pub struct MethodSchema {
    /// Java name; overloads share it.
    pub name: &'static str,
    /// Documentation, from the method's comment.
    pub doc: &'static str,
    /// Parameters in order.
    pub parameters: Vec<ParameterSchema>,
    /// What it returns, full and generic.
    pub returns: TypeRef,
    /// Whether it streams.
    pub rpc_type: RpcType,
}

/// One parameter of a method.
#[derive(Debug, Clone)]
pub struct ParameterSchema {
    /// Java name.
    pub name: &'static str,
    /// Full generic type.
    pub ty: TypeRef,
    /// JVM descriptor of the erased type.
    pub descriptor: String,
}

impl MethodSchema {
    /// Descriptors of all parameters together, as a call names them.
    #[must_use]
    pub fn descriptor(&self) -> String {
        self.parameters
            .iter()
            .map(|parameter| parameter.descriptor.as_str())
            .collect()
    }
}
