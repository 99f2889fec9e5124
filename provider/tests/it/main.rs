//! Lanes and doors over a real store.

#![allow(clippy::unwrap_used)] // the lint's exemption for tests covers test functions only

mod inquiry;
mod lane;
mod support;
