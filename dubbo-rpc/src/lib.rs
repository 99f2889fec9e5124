//! Dubbo RPC in Rust: host and call Java interfaces.
