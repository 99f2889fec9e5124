//! Lanes over a real store.

#![allow(clippy::unwrap_used)] // the lint's exemption for tests covers test functions only

mod lane;
mod support;
