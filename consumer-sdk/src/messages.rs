//! Services whose arguments and results are protobuf messages, over Triple.
//!
//! Upstream: what the compiler of Dubbo's IDL generates (`StubInvocationUtil`), and Java interfaces whose types are messages.

use std::sync::Arc;

use bytes::Bytes;
use dubbo_rpc::{
    ClientStreams, Context, Fault, Invocation, Invoker, ServiceRef, StreamIn, StreamOut, channel,
    only_reply,
};
use futures_util::StreamExt as _;
use futures_util::stream;
use prost::Message;

/// Calls the methods of a service of protobuf messages, by their names and with the types that `prost` made of the `.proto`.
///
/// Made by [`Reference::messages`](crate::Reference::messages). Such calls go over Triple only; routing, retries and limits are those
/// of every call of the reference.
///
/// ```no_run
/// use consumer_sdk::{Consumer, Context, ServiceRef};
///
/// # #[derive(Clone, PartialEq, prost::Message)]
/// # struct HelloRequest { #[prost(string, tag = "1")] name: String }
/// # #[derive(Clone, PartialEq, prost::Message)]
/// # struct HelloReply { #[prost(string, tag = "1")] message: String }
/// # async fn greet() -> Result<(), Box<dyn std::error::Error>> {
/// let consumer = Consumer::builder("mall", "nacos://nacos:8848").build()?;
/// let greeter = consumer
///     .refer(ServiceRef::new("com.example.Greeter"))
///     .parameter("protocol", "tri")
///     .connect()
///     .await?
///     .messages();
/// let request = HelloRequest { name: "world".into() };
/// let reply: HelloReply = greeter.unary(&Context::new(), "SayHello", &request).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct MessageClient {
    invoker: Arc<dyn Invoker>,
    service: ServiceRef,
}

impl std::fmt::Debug for MessageClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MessageClient")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

impl MessageClient {
    /// A client of one service.
    #[must_use]
    pub fn new(invoker: Arc<dyn Invoker>, service: ServiceRef) -> Self {
        Self { invoker, service }
    }

    /// One message each way. `method` is named as in the `.proto`.
    ///
    /// # Errors
    /// As any call; a protocol fault when the reply is no message of this type, or the provider speaks `dubbo://` only.
    pub async fn unary<Q: Message, R: Message + Default>(
        &self,
        cx: &Context,
        method: &str,
        request: &Q,
    ) -> Result<R, Fault> {
        let message = request.encode_to_vec().into();
        let service = self.service.clone();
        let call = Invocation::of_message(service, method.into(), message, cx.clone());
        let reply = self.invoker.invoke(call).await?;
        read(Bytes::copy_from_slice(reply.message()))
    }

    /// One message there, many back; ends when all of them were taken from the other end of `out`.
    ///
    /// # Errors
    /// As [`MessageClient::unary`].
    pub async fn server_stream<Q: Message, R: Message + Default + 'static>(
        &self,
        cx: &Context,
        method: &str,
        request: &Q,
        out: StreamOut<R>,
    ) -> Result<(), Fault> {
        let message = Bytes::from(request.encode_to_vec());
        let requests = stream::once(std::future::ready(Ok(message)));
        let streams = ClientStreams::messages(Box::pin(requests), read, out);
        self.stream(cx, method, streams).await
    }

    /// Many messages there, one back.
    ///
    /// # Errors
    /// As [`MessageClient::unary`]; a protocol fault when not exactly one message comes back.
    pub async fn client_stream<Q: Message + 'static, R: Message + Default + 'static>(
        &self,
        cx: &Context,
        method: &str,
        requests: StreamIn<Q>,
    ) -> Result<R, Fault> {
        let (out, replies) = channel(1);
        let streams = ClientStreams::messages(written(requests), read, out);
        let call = self.streaming(cx, method, streams);
        only_reply(self.invoker.invoke(call), replies).await
    }

    /// Many messages each way.
    ///
    /// # Errors
    /// As [`MessageClient::unary`].
    pub async fn bidirectional_stream<Q: Message + 'static, R: Message + Default + 'static>(
        &self,
        cx: &Context,
        method: &str,
        requests: StreamIn<Q>,
        out: StreamOut<R>,
    ) -> Result<(), Fault> {
        let streams = ClientStreams::messages(written(requests), read, out);
        self.stream(cx, method, streams).await
    }

    async fn stream(
        &self,
        cx: &Context,
        method: &str,
        streams: ClientStreams,
    ) -> Result<(), Fault> {
        let call = self.streaming(cx, method, streams);
        self.invoker.invoke(call).await.map(drop)
    }

    fn streaming(&self, cx: &Context, method: &str, streams: ClientStreams) -> Invocation {
        let service = self.service.clone();
        let call = Invocation::new(service, method.into(), "".into(), Vec::new(), cx.clone());
        call.streaming(streams)
    }
}

fn written<Q: Message + 'static>(requests: StreamIn<Q>) -> dubbo_rpc::Requests {
    Box::pin(requests.map(|request| Ok(request?.encode_to_vec().into())))
}

fn read<R: Message + Default>(message: Bytes) -> Result<R, Fault> {
    R::decode(message).map_err(|error| {
        let of = std::any::type_name::<R>();
        Fault::protocol(format!("the reply is no message of the type {of}: {error}"))
    })
}
