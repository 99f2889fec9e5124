//! The SDK against our own servers: one binary, one file per behaviour.

#![allow(clippy::unwrap_used)] // the lints' exemption for tests covers test functions only

mod cluster;
mod crowd;
mod greeter;
mod leaving;
mod routing;
mod streams;
mod tls;
