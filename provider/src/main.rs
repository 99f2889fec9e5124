//! The stock center.

fn main() {}
