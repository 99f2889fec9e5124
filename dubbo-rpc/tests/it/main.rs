//! Behaviour of the endpoints over real sockets. One file per subject.
#![allow(
    clippy::unwrap_used,
    reason = "a test's helper fails where a test would"
)]
#![allow(
    unreachable_pub,
    reason = "the rooms of one test program share everything"
)]

mod authority;
mod client;
mod client_tls;
mod framing;
mod generic;
mod golden;
mod h2spec;
mod hostile;
mod lifecycle;
mod limits;
mod peer;
mod services;
mod stock;
mod triple;
