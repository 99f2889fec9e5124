//! What a Rust service adds to call the stock center or any Dubbo service.
