//! The codec against what Java wrote, against its limits, and against itself.

#![allow(clippy::unwrap_used, reason = "a test that panics says what it met")]

mod derive;
mod vectors;
