//! The stock center: library and server.
//!
//! [`app::start`] puts the parts together: the store, the [`lane`]s that write, the [`doors`] that implement the contract, the Dubbo port, the registry ([`operation`]),
//! the [`sweeper`], the [`events`] and the [`admin`] port.

pub mod admin;
mod admin_port;
pub mod app;
pub mod cache;
pub mod config;
pub mod datadir;
pub mod doors;
pub mod events;
pub mod exports;
pub mod hot;
pub mod keeper;
pub mod lane;
pub mod observe;
pub mod operate;
pub mod operation;
pub mod reconcile;
mod reconcile_command;
pub mod sample;
pub mod store;
pub mod sweeper;
pub mod vitals;

pub use reconcile_command::ReconcileCommand;
