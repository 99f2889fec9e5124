//! Everything that needs real peers: one binary, one file per behaviour.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // the lints' exemption for tests covers test functions only

mod cases;
mod faults;
mod grpc;
mod java_load;
mod java_matrix;
mod java_services;
mod java_stock;
mod java_support;
mod java_triple;
mod nacos_registry;
mod nacos_secrets;
mod peers;
mod redis;
mod sdk_faults;
mod sdk_stock;
mod story;
