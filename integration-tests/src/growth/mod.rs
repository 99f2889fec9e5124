//! How the cost of a reserve grows: with stock, with the past, with sites, connections, lines, callers and providers.
//!
//! `cargo xtask growth` builds and runs it. [`series`] is the list of what grows, [`stand`] the providers and the database of a point, [`fill`] large stocks and long
//! histories by SQL, [`meter`] what the database counts, [`point`] what was measured; [`model`] fits capacity to it and is checked against a run that was not fitted;
//! [`report`] keeps a run as one line of JSON and writes the page, [`plot`] its pictures. The books are proved after each point, as in [`crate::ratio`].
#![allow(clippy::print_stdout, reason = "it talks to the person who runs it")]

pub mod fill;
pub mod fit;
pub mod meter;
pub mod model;
pub mod plot;
pub mod point;
pub mod report;
pub mod series;
pub mod stand;
