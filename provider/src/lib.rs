//! The stock center: library and server.

pub mod config;
