//! Ours against peers, in one run: the goals of speed and what was measured.
//!
//! `cargo xtask ratio` builds and runs it. Two sides take turns (A B A B A B), so that what else the machine does meets both alike; a goal is judged by the median
//! of the rounds' ratios and by their least. Peers are a Java service as a good SSM team writes it (`java/reserve-service`, on the same tables), a Java echo
//! provider, plain SQL by a native client, a Lua script in Redis, and TCP that carries the same bytes.
//!
//! [`goals`] is the table, [`contest`] the turns, [`sample`] what one turn showed, [`machine`] what else ran and how fast the disk is; [`calls`] and [`writes`] hold the
//! goals, [`orders`], [`database`] and [`script`] their loads; [`books`] proves after each contest that nothing was oversold and no grant was lost: a run that did has no numbers.
//! [`report`] keeps a run as one line of JSON and draws the page.
#![allow(clippy::print_stdout, reason = "it talks to the person who runs it")]

pub mod books;
pub mod calls;
pub mod contest;
pub mod database;
pub mod goals;
pub mod lanes;
pub mod machine;
pub mod orders;
pub mod overload;
pub mod plot;
pub mod report;
pub mod sample;
pub mod script;
pub mod sides;
pub mod startup;
pub mod writes;
