//! The rules of stock: pure and synchronous.
//!
//! State and command in, decision and movements out. Nothing here knows a clock, a socket, a database or a thread: time and identifiers are arguments, and
//! the same command on the same book always comes to the same answer.

pub mod answer;
pub mod balance;
pub mod book;
pub mod bucket;
pub mod check;
pub mod code;
pub mod command;
pub mod facts;
pub mod ids;
pub mod inquiry;
pub mod memory;
pub mod movement;
pub mod op;
pub mod policy;
pub mod reservation;
pub mod rules;

#[cfg(test)]
mod table;
