//! The streams of a call on the side that serves it.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use hessian2::{Coercion, Decode, Decoder, Encode, JavaType};
use tokio::sync::mpsc;

use super::{MessagesIn, Sink, Source, StreamIn, StreamOut};
use crate::body::descriptor::class_names;
use crate::body::reply::EncodedValue;
use crate::fault::Fault;
use crate::limits::Limits;
use crate::triple::wrapper;

/// Both directions of a call that arrived, before they are given types. `#[dubbo_rpc::service]` does that; by hand only for a
/// service of protobuf messages, whose messages are taken and sent as they are.
pub struct ServerStreams {
    incoming: Option<MessagesIn>,
    outgoing: Option<mpsc::Sender<Bytes>>,
    limits: Arc<Limits>,
    /// Whether arguments come in the loose form of generic calls.
    loose: bool,
}

impl fmt::Debug for ServerStreams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerStreams").finish_non_exhaustive()
    }
}

impl ServerStreams {
    pub(crate) fn new(
        incoming: MessagesIn,
        outgoing: mpsc::Sender<Bytes>,
        limits: Arc<Limits>,
    ) -> Self {
        Self {
            incoming: Some(incoming),
            outgoing: Some(outgoing),
            limits,
            loose: false,
        }
    }

    /// The same for a caller whose values are in the loose form of generic calls: maps for objects, text for enums and dates.
    pub(crate) fn loosely(self) -> Self {
        Self {
            loose: true,
            ..self
        }
    }

    /// The arguments that come before anything is streamed: the first message.
    ///
    /// # Errors
    /// When it does not come, or is not of this type; `name` is the parameter's, for the error.
    pub async fn argument<T: Decode>(&mut self, name: &'static str) -> Result<T, Fault> {
        let message = self.first().await?;
        read(&message, &self.limits, Some(name), self.loose)
    }

    /// The first message as it is; an empty one where the caller sends none.
    ///
    /// # Errors
    /// When the caller breaks off before.
    pub async fn first(&mut self) -> Result<Bytes, Fault> {
        match &mut self.incoming {
            Some(messages) => messages.recv().await.unwrap_or_else(|| Ok(Bytes::new())),
            None => Ok(Bytes::new()),
        }
    }

    /// What comes from here on, as Java values.
    #[must_use]
    pub fn values_in<T: Decode + 'static>(&mut self) -> StreamIn<T> {
        let (limits, loose) = (Arc::clone(&self.limits), self.loose);
        self.incoming(Box::new(move |message| read(message, &limits, None, loose)))
    }

    /// What comes from here on, as the messages' bytes.
    #[must_use]
    pub fn messages_in(&mut self) -> StreamIn<Bytes> {
        self.incoming(Box::new(|message| Ok(Bytes::copy_from_slice(message))))
    }

    fn incoming<T>(&mut self, read: super::Read<T>) -> StreamIn<T> {
        // Taken twice, the second is a stream without a beginning.
        let messages = self.incoming.take().unwrap_or_else(|| mpsc::channel(1).1);
        StreamIn {
            source: Source::Messages { messages, read },
        }
    }

    /// Where results go, as Java values.
    #[must_use]
    pub fn values_out<T: Encode + JavaType + 'static>(&mut self) -> StreamOut<T> {
        let class: Arc<str> = class_of::<T>().into();
        self.outgoing(Arc::new(move |value| write(value, &class)))
    }

    /// Where results go, as the messages' bytes.
    #[must_use]
    pub fn messages_out(&mut self) -> StreamOut<Bytes> {
        self.outgoing(Arc::new(|message: &Bytes| Ok(message.clone())))
    }

    fn outgoing<T>(&mut self, write: super::Write<T>) -> StreamOut<T> {
        let messages = self.outgoing.take().unwrap_or_else(|| mpsc::channel(1).0);
        StreamOut {
            sink: Sink::Messages { messages, write },
        }
    }
}

/// `Class.getName` of a type, as the wrapper names it.
pub(super) fn class_of<T: JavaType>() -> String {
    class_names(&T::descriptor())
        .and_then(|mut names| names.pop())
        .unwrap_or_default()
}

/// The only value of a message in Triple's wrapper.
fn read<T: Decode>(
    message: &[u8],
    limits: &Limits,
    name: Option<&str>,
    loose: bool,
) -> Result<T, Fault> {
    let name = name.unwrap_or("a streamed value");
    let wrong = |error: &dyn fmt::Display| {
        Fault::throw(
            "java.lang.IllegalArgumentException",
            format!("{name}: {error}"),
        )
    };
    let request =
        wrapper::Request::read(message, limits.arguments).map_err(|error| wrong(&error))?;
    if !matches!(request.serialization, wrapper::HESSIAN4 | "hessian2") {
        let given = crate::text::name(request.serialization);
        return Err(wrong(&format!(
            "serialization {given} is not accepted, only hessian2 (hessian4)"
        )));
    }
    let [value] = request.args[..] else {
        let count = request.args.len();
        return Err(wrong(&format!(
            "a message of a stream has one value, this one has {count}"
        )));
    };
    let mut decoder = Decoder::with_limits(value, limits.hessian.clone());
    if loose {
        decoder = decoder
            .coercing(Coercion::Generic)
            .in_zone(limits.text_zone.clone());
    }
    decoder.read().map_err(|error| wrong(&error))
}

fn write<T: Encode>(value: &T, class: &str) -> Result<Bytes, Fault> {
    let value = EncodedValue::of(value)
        .map_err(|error| Fault::new(format!("a result of a stream: {error}")))?;
    let response = wrapper::Response {
        serialization: wrapper::HESSIAN4,
        data: value.as_bytes(),
        class,
    };
    let mut message = Vec::with_capacity(value.as_bytes().len() + response.overhead());
    response.write(&mut message);
    Ok(message.into())
}
