//! Everything that needs real peers: one binary, one file per behaviour.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // the lints' exemption for tests covers test functions only

mod cases;
mod crowd;
mod dubbo_rust;
mod events;
mod faults;
mod fleet;
mod from_jar;
mod galera;
mod growth;
mod grpc;
mod http2_upgrade;
mod java_load;
mod java_matrix;
mod java_services;
mod java_stock;
mod java_streams;
mod java_support;
mod java_timeout;
mod java_triple;
mod nacos_fleet;
mod nacos_operation;
mod nacos_registry;
mod nacos_secrets;
mod peers;
mod port;
mod redis;
mod sdk_faults;
mod sdk_java;
mod sdk_messages;
mod sdk_mock;
mod sdk_nacos;
mod sdk_oracle;
mod sdk_stock;
mod story;
mod tls;
// Commands for lanes in the test's own process.
#[allow(dead_code, reason = "the provider's own tests use the rest")]
#[path = "../../../provider/tests/it/support.rs"]
mod lanes;
// The rules' own random histories and the store's proxy, so that providers are held to the same.
#[path = "../../../provider/stock/tests/it/moving.rs"]
mod moving;
#[path = "../../../provider/stock/tests/it/performing.rs"]
mod performing;
#[path = "../../../provider/stock/tests/it/planning.rs"]
mod planning;
#[path = "../../../sql/tests/it/proxy.rs"]
mod proxy;
#[path = "../../../provider/stock/tests/it/shop.rs"]
#[allow(dead_code, reason = "the crowds have a catalogue of their own")]
mod shop;
#[allow(
    dead_code,
    reason = "the histories of one store in memory are played elsewhere"
)]
#[path = "../../../provider/stock/tests/it/world.rs"]
mod world;
