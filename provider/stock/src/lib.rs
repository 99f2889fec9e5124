//! The rules of stock: pure and synchronous.
//!
//! State and command in, decision and movements out. Nothing here knows a clock, a socket, a database or a thread: time and identifiers are arguments, and
//! the same command on the same book always comes to the same answer.
//!
//! A store asks [`rules`] what a batch of commands needs, reads it into a [`book::Book`], has each command decided there and writes what came of it in one
//! transaction. [`memory::Memory`] is the smallest such store:
//!
//! ```
//! use std::{collections::BTreeMap, sync::Arc};
//! use stock::bucket::Bucket;
//! use stock::code::Code;
//! use stock::command::{Command, Envelope, LotDates, OrderLine, PreOccupy, PurchaseIn, StockLine};
//! use stock::facts::{Facts, Network, SkuFacts, WarehouseFacts};
//! use stock::{ids::Moment, memory::Memory, op::OpKey, reservation::HoldMode};
//!
//! let network = Network {
//!     warehouses: BTreeMap::from([("SH-01".into(), WarehouseFacts { enabled: true })]),
//!     ..Network::default()
//! };
//! let facts = Facts {
//!     network: Arc::new(network),
//!     skus: [("PAD-0986".into(), Arc::new(SkuFacts::default()))].into(),
//! };
//! let mut store = Memory::new(facts, Moment(1_780_000_000_000));
//! let mut send = |number: &str, command: Command| {
//!     let key = OpKey {
//!         tenant: "mall".into(),
//!         source: "example".into(),
//!         op: command.op(),
//!         biz_no: number.into(),
//!         op_seq: 0,
//!     };
//!     store.submit(&Envelope::new(key, command)).map(|answer| answer.code)
//! };
//! let receipt = Command::PurchaseIn(PurchaseIn {
//!     warehouse: "SH-01".into(),
//!     lines: vec![StockLine { line_no: 1, sku: "PAD-0986".into(), quantity: 4, owner: None, pool: None, lot: None, dates: LotDates::default(), unit_cost: None }],
//!     to: Bucket::Available,
//!     asn_no: None,
//!     last_receipt: false,
//!     rest_expected_at: None,
//! });
//! let order = |number: &str, quantity| {
//!     Command::PreOccupy(PreOccupy {
//!         order_no: number.into(),
//!         lines: vec![OrderLine {
//!             line_no: 1,
//!             sku: "PAD-0986".into(),
//!             quantity,
//!             owner: None,
//!             warehouse: None,
//!             pool: None,
//!             max_age_days: None,
//!             vehicle: None,
//!             allow_presale: false,
//!             allow_substitute: false,
//!             substitutes: Vec::new(),
//!         }],
//!         buyer: None,
//!         area: None,
//!         channel: None,
//!         ttl_seconds: 1_020,
//!         mode: HoldMode::All,
//!         fixed_warehouse: None,
//!         sourcing: None,
//!     })
//! };
//! assert_eq!(send("ASN-1", receipt)?, Code::Ok);
//! assert_eq!(send("O-1", order("O-1", 3))?, Code::Ok);
//! assert_eq!(send("O-1", order("O-1", 3))?, Code::OkDuplicate);
//! assert_eq!(send("O-1", order("O-1", 4))?, Code::IdempotentConflict);
//! assert_eq!(send("O-2", order("O-2", 2))?, Code::StockNotEnough);
//! # Ok::<(), String>(())
//! ```

pub mod admin;
pub mod answer;
pub mod balance;
pub mod book;
pub mod bucket;
pub mod catalogue;
pub mod check;
pub mod code;
pub mod command;
pub mod cost;
pub mod counter;
pub mod crossing;
pub mod facts;
pub mod fulfilment;
pub mod hot;
pub mod ids;
pub mod inquiry;
pub mod lot;
pub mod memory;
pub mod movement;
pub mod op;
pub mod paper;
pub mod policy;
pub mod projection;
pub mod reconcile;
pub mod reservation;
pub mod rules;
pub mod sourcing;

#[cfg(test)]
mod table;
