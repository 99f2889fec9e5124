//! A call before it becomes bytes, and what comes back.

use std::fmt;
use std::ops::Range;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use hessian2::{Coercion, Decode, Decoder, Encode, Encoder, Value};

use crate::context::Context;
use crate::fault::Fault;
use crate::stream::ClientStreams;

/// An argument, kept as a value so that a call can be sent again, and in any protocol's form.
pub type Argument = Box<dyn Encode + Send + Sync>;

/// Does calls: one connection, or whatever chooses among many.
pub trait Invoker: Send + Sync + 'static {
    /// Does a call. Dropping the future stops the waiting, not the call.
    fn invoke(&self, call: Invocation) -> InvokeFuture<'_>;
}

impl<I: Invoker + ?Sized> Invoker for Arc<I> {
    fn invoke(&self, call: Invocation) -> InvokeFuture<'_> {
        (**self).invoke(call)
    }
}

/// A call in progress.
pub type InvokeFuture<'a> = Pin<Box<dyn Future<Output = Result<Reply, Fault>> + Send + 'a>>;

/// Which service a call is for. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ServiceRef {
    names: Arc<Names>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Names {
    interface: String,
    path: Option<String>,
    version: String,
    group: String,
}

impl ServiceRef {
    /// The service of this Java interface, without version and group.
    pub fn new(interface: impl Into<String>) -> Self {
        let names = Names {
            interface: interface.into(),
            path: None,
            version: String::new(),
            group: String::new(),
        };
        Self {
            names: Arc::new(names),
        }
    }

    /// The same with a version; empty for none.
    #[must_use]
    pub fn with_version(mut self, version: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.names).version = version.into();
        self
    }

    /// The same in a group; empty for none.
    #[must_use]
    pub fn with_group(mut self, group: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.names).group = group.into();
        self
    }

    /// The same under a path that is not the interface's name.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.names).path = Some(path.into());
        self
    }

    /// Fully qualified Java interface.
    #[must_use]
    pub fn interface(&self) -> &str {
        &self.names.interface
    }

    /// Path; the interface unless another was given.
    #[must_use]
    pub fn path(&self) -> &str {
        self.names.path.as_deref().unwrap_or(&self.names.interface)
    }

    /// Version, or empty.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.names.version
    }

    /// Group, or empty.
    #[must_use]
    pub fn group(&self) -> &str {
        &self.names.group
    }
}

/// One call of one method. Cheap to clone, so that it can be tried at several providers.
#[derive(Clone)]
pub struct Invocation {
    /// The service.
    pub service: ServiceRef,
    /// Java name of the method.
    pub method: Arc<str>,
    /// JVM descriptors of the parameters, concatenated.
    pub descriptor: Arc<str>,
    /// The arguments in order.
    pub arguments: Arc<[Argument]>,
    /// Attachments and deadline; gets the reply's attachments.
    pub context: Context,
    /// Whether no reply is wanted.
    pub one_way: bool,
    /// Attachment `generic` of a `$invoke`.
    pub(crate) generic: Option<&'static str>,
    /// The call's only argument where the service is one of protobuf messages; else `arguments` are.
    pub(crate) message: Option<Bytes>,
    /// Both directions of a call that streams; taken by the first connection that carries it, for what was streamed cannot be streamed
    /// again.
    pub(crate) streams: Option<Arc<Mutex<Option<ClientStreams>>>>,
}

impl Invocation {
    /// A call that waits for its reply.
    #[must_use]
    pub fn new(
        service: ServiceRef,
        method: Arc<str>,
        descriptor: Arc<str>,
        arguments: Vec<Argument>,
        context: Context,
    ) -> Self {
        let arguments = arguments.into();
        Self {
            service,
            method,
            descriptor,
            arguments,
            context,
            one_way: false,
            generic: None,
            message: None,
            streams: None,
        }
    }

    /// A call of a service of protobuf messages, over Triple: `message` goes as it is, and so does the reply ([`Reply::message`]).
    #[must_use]
    pub fn of_message(
        service: ServiceRef,
        method: Arc<str>,
        message: Bytes,
        context: Context,
    ) -> Self {
        let mut call = Self::new(service, method, Arc::from(""), Vec::new(), context);
        call.message = Some(message);
        call
    }

    /// The same call with arguments or results that come one after the other; it ends when all of them have come.
    #[must_use]
    pub fn streaming(mut self, streams: ClientStreams) -> Self {
        self.streams = Some(Arc::new(Mutex::new(Some(streams))));
        self
    }

    /// Whether it streams: it takes as long as its streams do, so only a deadline of its [`Context`] bounds it.
    #[must_use]
    pub fn is_streaming(&self) -> bool {
        self.streams.is_some()
    }

    /// Whether its streams were given to a connection: it cannot be tried again.
    #[must_use]
    pub fn has_streamed(&self) -> bool {
        self.streams.as_ref().is_some_and(|streams| {
            let streams = streams.lock().unwrap_or_else(PoisonError::into_inner);
            streams.is_none()
        })
    }

    /// The same call without a reply: it ends when its bytes are queued.
    #[must_use]
    pub fn one_way(mut self) -> Self {
        self.one_way = true;
        self
    }
}

impl fmt::Debug for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invocation")
            .field("interface", &self.service.interface())
            .field("method", &self.method)
            .field("descriptor", &self.descriptor)
            .field("arguments", &self.arguments.len())
            .field("one_way", &self.one_way)
            .field("streams", &self.streams.is_some())
            .finish_non_exhaustive()
    }
}

/// The value a call came back with, not read yet.
#[derive(Debug, Clone)]
pub struct Reply {
    bytes: Vec<u8>,
    /// Where in the bytes the value is.
    value: Range<usize>,
    limits: hessian2::Limits,
    /// Of an answer that was made up: it is read as generic calls are, and what else it may be meant as.
    made_up: Option<Box<MadeUp>>,
}

#[derive(Debug, Clone)]
struct MadeUp {
    /// Another value, for types that the first does not fit.
    otherwise: Option<Vec<u8>>,
}

impl Reply {
    /// A reply of one hessian2 value.
    #[must_use]
    pub fn new(value: Vec<u8>, limits: hessian2::Limits) -> Self {
        Self {
            value: 0..value.len(),
            bytes: value,
            limits,
            made_up: None,
        }
    }

    /// An answer that no provider gave: a value that becomes what the caller wants with the conversions of generic calls
    /// (Java: `PojoUtils.realize`), or, where it does not fit, the text `otherwise`.
    ///
    /// # Errors
    /// When the value cannot be written.
    pub fn made_up(value: &Value, otherwise: Option<&str>) -> Result<Self, Fault> {
        let bytes_of = |value: &dyn Encode| {
            let mut encoder = Encoder::new();
            value.encode(&mut encoder)?;
            Ok::<_, hessian2::Error>(encoder.into_vec())
        };
        let otherwise = otherwise.map(|text| bytes_of(&text)).transpose()?;
        Ok(Self {
            made_up: Some(Box::new(MadeUp { otherwise })),
            ..Self::new(bytes_of(value)?, hessian2::Limits::default())
        })
    }

    /// A reply that is a part of what came.
    pub(crate) fn within(bytes: Vec<u8>, value: Range<usize>, limits: hessian2::Limits) -> Self {
        Self {
            bytes,
            value,
            limits,
            made_up: None,
        }
    }

    /// What a method without a result replies.
    #[must_use]
    pub fn null() -> Self {
        Self::new(b"N".to_vec(), hessian2::Limits::default())
    }

    /// The bytes of the message that a call of [`Invocation::of_message`] came back with.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        self.bytes.get(self.value.clone()).unwrap_or_default()
    }

    /// Reads the value.
    ///
    /// # Errors
    /// A protocol fault when it is of another type.
    pub fn read<T: Decode>(&self) -> Result<T, Fault> {
        let decoder = |bytes| Decoder::with_limits(bytes, self.limits.clone());
        let read = match &self.made_up {
            None => decoder(self.message()).read(),
            Some(made_up) => {
                let generic = |bytes| decoder(bytes).coercing(Coercion::Generic).read();
                generic(self.message()).or_else(|error| match &made_up.otherwise {
                    Some(text) => generic(text).map_err(|_| error),
                    None => Err(error),
                })
            }
        };
        read.map_err(|error| {
            Fault::protocol(format!("the reply is not of the declared type: {error}"))
        })
    }
}
