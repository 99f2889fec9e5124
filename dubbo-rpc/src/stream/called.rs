//! The streams of a call on the side that makes it.

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use hessian2::{Decode, Decoder, Encode, Encoder, JavaType};

use super::hosted::class_of;
use super::{StreamIn, StreamOut};
use crate::client::InvokeFuture;
use crate::fault::Fault;
use crate::triple::wrapper;

/// Messages on their way to a provider.
pub type Requests = Pin<Box<dyn Stream<Item = Result<Bytes, Fault>> + Send>>;
/// Takes a reply's message, waits until there is room for the next.
type Replies = Box<
    dyn FnMut(Bytes, &hessian2::Limits) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send>>
        + Send,
>;

/// Both directions of a call to be made, as messages. `#[dubbo_rpc::service]` makes them of the typed ends.
pub struct ClientStreams {
    /// Without it, the call's arguments are its only message.
    pub(crate) requests: Option<Requests>,
    pub(crate) replies: Replies,
}

impl fmt::Debug for ClientStreams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientStreams")
            .field("streams_requests", &self.requests.is_some())
            .finish_non_exhaustive()
    }
}

impl ClientStreams {
    /// Replies go to `out`; the request is the call's arguments.
    #[must_use]
    pub fn to<R: Decode + Send + 'static>(out: StreamOut<R>) -> Self {
        let replies: Replies = Box::new(move |message, limits| {
            let value = read::<R>(&message, limits);
            let out = out.clone();
            Box::pin(async move { out.send(value?).await })
        });
        Self {
            requests: None,
            replies,
        }
    }

    /// The same with requests that come one after the other.
    #[must_use]
    pub fn of<A: Encode + JavaType + Send + 'static>(mut self, requests: StreamIn<A>) -> Self {
        let class = class_of::<A>();
        let requests = requests.map(move |value| write(&value?, &class));
        self.requests = Some(Box::pin(requests));
        self
    }

    /// Messages as they are, for a service of protobuf messages: `read` makes a value of each that comes, which goes to `out`.
    #[must_use]
    pub fn messages<R: Send + 'static>(
        requests: Requests,
        read: fn(Bytes) -> Result<R, Fault>,
        out: StreamOut<R>,
    ) -> Self {
        let replies: Replies = Box::new(move |message, _| {
            let value = read(message);
            let out = out.clone();
            Box::pin(async move { out.send(value?).await })
        });
        Self {
            requests: Some(requests),
            replies,
        }
    }
}

/// The only result of a call that streams its arguments; for generated code.
#[doc(hidden)]
pub async fn only_reply<R>(call: InvokeFuture<'_>, mut replies: StreamIn<R>) -> Result<R, Fault> {
    let reading = async move {
        let mut only = None;
        while let Some(value) = replies.next().await {
            if only.replace(value?).is_some() {
                return Err(Fault::protocol(
                    "the provider sent more than one result".to_owned(),
                ));
            }
        }
        only.ok_or_else(|| Fault::protocol("the provider sent no result".to_owned()))
    };
    let (done, only) = tokio::join!(call, reading);
    done.and(only)
}

fn read<T: Decode>(message: &[u8], limits: &hessian2::Limits) -> Result<T, Fault> {
    let wrong = |error: &dyn fmt::Display| {
        Fault::protocol(format!("a result of a stream is unreadable: {error}"))
    };
    let response = wrapper::Response::read(message).map_err(|error| wrong(&error))?;
    if !matches!(response.serialization, wrapper::HESSIAN4 | "hessian2") {
        let name = crate::text::name(response.serialization);
        return Err(wrong(&format!("its serialization is {name}, not hessian2")));
    }
    let data = if response.data.is_empty() {
        b"N"
    } else {
        response.data
    };
    Decoder::with_limits(data, limits.clone())
        .read()
        .map_err(|error| wrong(&error))
}

fn write<T: Encode>(value: &T, class: &str) -> Result<Bytes, Fault> {
    let mut encoder = Encoder::new();
    encoder
        .write(value)
        .map_err(|error| Fault::protocol(format!("a streamed value cannot be written: {error}")))?;
    let data = encoder.into_vec();
    let request = wrapper::Request {
        serialization: wrapper::HESSIAN4,
        args: vec![&data],
        types: vec![class],
    };
    let mut message = Vec::with_capacity(data.len() + class.len() + 32);
    request.write(&mut message);
    Ok(message.into())
}
