//! The contract of the stock center: requests, replies, result codes and one trait per module.
//!
//! The Rust types here are the source. Their derive yields a schema (Java class, fields, types, documentation), and
//! from it come the Java 8 jar (`dubbo-api/java`), the `.proto` files, the JSON schemas and the documentation page;
//! `cargo xtask api` writes them, a test holds them to the types.
//!
//! | module | interface | 中文 |
//! |---|---|---|
//! | [`reservation`] | [`StockReservationService`] | 库存预占 |
//! | [`change`] | [`StockChangeService`] | 库存变更 |
//! | [`sourcing`] | [`SourcingService`] | 寻源 |
//! | [`inquiry`] | [`StockQueryService`] | 库存查询 |
//! | [`fulfillment`] | [`FulfillmentService`] | 库存履约 |
//! | [`reconcile`] | [`ReconcileService`] | 库存对账 |
//! | [`catalog`] | [`PartCatalogService`] | 配件目录 |
//! | [`admin`] | [`StockAdminService`] | 运营管理 |
//!
//! The server implements the traits and `consumer-sdk`'s client does, so a Rust service embeds, fakes or calls a stock
//! center with the same code. A method that an implementor leaves out answers `NOT_IMPLEMENTED`.
//!
//! How Java's values look in Rust: a name (`Sku`, `OrderNo`, …) or a code set that must be there is plain, and Java's `null`
//! reads as absent (`is_absent()`); what may be left out is an `Option`; a list is a `Vec`, where `null` reads as empty.

pub mod admin;
pub mod catalog;
pub mod change;
pub mod code;
pub mod code_set;
pub mod event;
pub mod fulfillment;
pub mod generate;
pub mod inquiry;
mod presale;
pub mod reconcile;
mod reconcile_day;
mod reconcile_lists;
pub mod reply;
pub mod reservation;
mod returns;
pub mod sourcing;
mod sourcing_rules;
pub mod states;
mod states_admin;
pub mod text;
pub mod triple;

pub use admin::*;
pub use catalog::*;
pub use change::*;
pub use code::{Advice, ResultCode};
pub use fulfillment::*;
pub use inquiry::*;
pub use reconcile::*;
pub use reply::*;
pub use reservation::*;
pub use sourcing::*;
pub use text::*;

use dubbo_rpc::Fault;

/// What a method answers which an implementor left out; the arguments are dropped.
fn not_implemented<T, A>(method: &str, _arguments: A) -> Result<Reply<T>, Fault> {
    Ok(Reply::not_implemented(method))
}
