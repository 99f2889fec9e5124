//! The codec against what Java wrote, against its limits, and against itself.

#![allow(clippy::unwrap_used, reason = "a test that panics says what it met")]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what was proven and what was not"
)]

mod coerce;
mod derive;
mod hostile;
mod java_readback;
mod limits;
mod prepared;
mod sample;
mod typed_vectors;
mod vectors;
