//! Two providers under steady load for long, while every server is killed in turn.
//!
//! `cargo xtask soak` builds and runs it. [`callers`] place orders at a fixed rate through the SDK, as a shop does, and ask again under the same key until they know;
//! [`hand`] kills the providers, the database and Redis and starts them again; [`memory`] notes what the providers hold and judges whether it is flat; [`proof`] asks the
//! database whether every grant is there once and nothing was granted that was not there.
#![allow(clippy::print_stdout, reason = "it talks to the person who runs it")]

pub mod callers;
pub mod hand;
pub mod memory;
pub mod proof;
