//! What a Rust service adds to call the stock center, or any Dubbo service.
//!
//! [`StockClient`] is the stock center, typed: its builder takes a registry or a list of providers, [`Hold`] is stock that cannot
//! be forgotten, [`StockError`] says whose fault it is, and the contract's types come along as [`api`].
//!
//! ```no_run
//! use consumer_sdk::api::{SellableReq, StockQueryService as _};
//! use consumer_sdk::{Answered as _, Context, StockClient};
//!
//! # async fn browse() -> Result<(), Box<dyn std::error::Error>> {
//! let stock = StockClient::builder("mall", "nacos://nacos:8848?namespace=prod").connect().await?;
//! let request = SellableReq { skus: vec!["PAD-1001".into()], ..SellableReq::default() };
//! for item in stock.queries().batch_sellable(&Context::new(), request).await.done()? {
//!     println!("{}: {}", item.sku, item.sellable);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Under it lies what calls any Dubbo service: a [`Consumer`] finds providers through Nacos or a list, and makes
//! [`Reference`]s, which are [`Invoker`]s for the client of any trait with `#[dubbo_rpc::service]`, and for the
//! [`GenericClient`] of who has no types.
//!
//! ```no_run
//! use std::sync::Arc;
//! use consumer_sdk::{Consumer, Context, Fault, LoadBalance, ServiceRef};
//!
//! #[dubbo_rpc::service(interface = "com.example.Greeter")]
//! pub trait Greeter {
//!     /// Greets somebody by name.
//!     async fn say_hello(&self, cx: &Context, name: String) -> Result<String, Fault>;
//! }
//!
//! # fn main() {}
//! # async fn call() -> Result<(), Box<dyn std::error::Error>> {
//! let consumer = Consumer::builder("mall", "nacos://nacos:8848").build()?;
//! let reference = consumer
//!     .refer(ServiceRef::new(greeter::INTERFACE).with_version("1.0"))
//!     .load_balance(LoadBalance::LeastActive)
//!     .connect()
//!     .await?;
//! let greeter = GreeterClient::new(Arc::new(reference.clone()), reference.service().clone());
//! greeter.say_hello(&Context::new(), "world".to_owned()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Rooms
//! | room | holds |
//! |---|---|
//! | `stock` | the stock center, typed: builder, holds, errors, lost answers |
//! | `messages` | services of protobuf messages |
//! | `consumer`, `reference` | an application, and the services it refers to |
//! | `discovery` | the registry's two levels as one list, its migration rule, its texts of rules |
//! | `directory` | who provides a service: registry, cache on disk, what is known of each |
//! | `pool` | connections, kept |
//! | `security` | which providers TLS is spoken with; pure |
//! | `cluster` | what is done when a provider fails; one call on its way |
//! | [`balance`] | which provider gets a call; pure |
//! | [`breaker`] | which provider is left alone; pure |
//! | `route` | rules that choose and change providers; pure |
//! | [`from_java`] | where everything of `<dubbo:reference>` is |

pub mod balance;
pub mod breaker;
mod clock;
mod cluster;
mod consumer;
mod directory;
mod discovery;
mod error;
mod java_text;
mod messages;
mod meters;
mod mock;
mod options;
mod params;
mod pool;
mod reference;
mod route;
mod rulebook;
mod security;
mod stock;
mod trace;
mod tuning;

#[doc = include_str!("from_java.md")]
pub mod from_java {}

pub use balance::LoadBalance;
pub use breaker::BreakerOptions;
pub use cluster::Cluster;
pub use consumer::{
    CHECK_WAIT, Consumer, ConsumerBuilder, IN_FLIGHT, REGISTRY_WAIT, ReferenceBuilder,
};
pub use directory::{CACHE_BYTES_MAX, PROVIDERS_MAX};
pub use dubbo_api as api;
pub use dubbo_registry::{RULE_BYTES_MAX, RULE_DEPTH_MAX, RULE_VALUES_MAX};
pub use dubbo_rpc::{
    ClientOptions, ClientTls, ClientTlsOptions, Context, Fault, GenericClient, Invoker, Pem,
    ServiceRef, StreamIn, StreamOut, TlsError, Url, channel,
};
pub use error::{Error, ErrorKind};
pub use messages::MessageClient;
pub use mock::{Mock, MockAnswer};
pub use options::CallOptions;
pub use pool::{Pool, ReconnectOptions};
pub use reference::{ProviderState, Reference};
pub use rulebook::{Rulebook, Trial};
pub use security::TlsUse;
pub use stock::{
    Answered, CANCEL_TRIES, Exported, Hold, NotEnded, Refusal, SETTLE_ROUNDS, Settled, StockClient,
    StockClientBuilder, StockError,
};
pub use tuning::{
    DEFAULT_FAILBACK_TRIES, DEFAULT_FORKS, DEFAULT_RETRIES, DEFAULT_TIMEOUT, RETRIES_MAX,
};
