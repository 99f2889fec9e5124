//! Dubbo RPC in Rust: host Java interfaces, and call them.
//!
//! Speaks `dubbo://` with hessian2 as Dubbo 2.6, 2.7 and 3.0 to 3.3 do, and on the same port Triple
//! and JSON over HTTP as 3.0 to 3.3 do. A Java consumer sees no difference from a Java provider; a
//! Rust caller sees a trait.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::Duration;
//! use dubbo_rpc::{Client, ClientOptions, Context, ExportOptions, Fault, Server, ServiceRef};
//!
//! #[dubbo_rpc::service(interface = "com.example.Greeter")]
//! pub trait Greeter {
//!     /// Greets somebody by name.
//!     async fn say_hello(&self, cx: &Context, name: String) -> Result<String, Fault>;
//! }
//!
//! struct Polite;
//!
//! impl Greeter for Polite {
//!     async fn say_hello(&self, _cx: &Context, name: String) -> Result<String, Fault> {
//!         if name.is_empty() {
//!             return Err(Fault::throw("java.lang.IllegalArgumentException", "name is empty"));
//!         }
//!         Ok(format!("hello {name}"))
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! #     tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
//! # }
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::builder()
//!     .bind("127.0.0.1:0")
//!     .service(GreeterServer::new(Arc::new(Polite)), ExportOptions::default())
//!     .start()
//!     .await?;
//!
//! let client = Client::connect(server.local_addr().to_string(), ClientOptions::default()).await?;
//! let greeter = GreeterClient::new(Arc::new(client), ServiceRef::new(greeter::INTERFACE));
//! assert_eq!(greeter.say_hello(&Context::new(), "world".to_owned()).await?, "hello world");
//! # server.shutdown(Duration::from_secs(1)).await;
//! # Ok(())
//! # }
//! ```
//!
//! # Rooms
//! | room | holds |
//! |---|---|
//! | [`frame`] | the sixteen bytes before every body; pure |
//! | `body` | requests and replies over hessian2; pure |
//! | `triple` | gRPC framing, wrapper, status, headers of Triple; pure |
//! | `connection` | buffers and back-pressure of one connection; knows no frame |
//! | `dispatch` | exported services, generic calls, `$echo`; knows no protocol |
//! | [`metadata`] | the service that consumers of the application level ask |
//! | `tls` | PEM, for both sides |
//! | `stream` | the ends of streamed arguments and results |
//! | `server` | listener, protocol detection, sessions of `dubbo://` and HTTP, deadlines, drain |
//! | `client` | one connection to a provider, over either protocol, and the calls that share it |

// What the attributes of `macros` write names this crate as others do.
extern crate self as dubbo_rpc;

mod body;
mod client;
mod connection;
mod context;
mod dispatch;
mod fault;
pub mod frame;
mod limits;
pub mod metadata;
mod server;
mod stream;
mod text;
mod tls;
mod triple;
mod url;

pub use body::reply::EncodedValue;
pub use client::{
    Argument, Client, ClientOptions, ClientTls, ClientTlsOptions, GenericClient, Invocation,
    InvokeFuture, Invoker, Reply, ServiceRef, TripleClient,
};
pub use context::{Attachment, Attachments, Context};
pub use dispatch::{
    ACCESS_ARGUMENT_BYTES, AccessLog, Args, BadArgument, CallFuture, EncodedArguments, ExportError,
    ExportOptions, Exported, Governance, MessageError, MessageMethod, MessageServer, MethodSchema,
    Outcome, ParameterSchema, RpcType, Service, ServiceSchema, generalized,
};
pub use dubbo_macros::service;
pub use fault::{Exception, Fault, RUNTIME_EXCEPTION, Result, RpcCode};
pub use hessian2;
pub use limits::{Limits, MESSAGE_BYTES};
#[cfg(fuzzing)]
pub use server::Provider;
pub use server::{
    DescriptorError, Document, Drained, EndedCall, Ending, Observer, ServeError, Server,
    ServerBuilder, ServerHandle, Stats, Tls, TlsOptions,
};
#[doc(hidden)]
pub use stream::only_reply;
pub use stream::{ClientStreams, Requests, ServerStreams, StreamIn, StreamOut, channel};
pub use tls::{Pem, TlsError};
pub use triple::ExceptionStyle;
pub use url::{Url, UrlError};
