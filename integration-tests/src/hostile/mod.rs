//! Peers that mean harm, and what others notice of them: for `bench_hostile`.
//!
//! [`attacks`] holds what such a peer sends, over and over; [`callers`] the others, whose waits are counted.

pub mod attacks;
pub mod callers;
