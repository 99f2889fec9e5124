//! Skipping and reading agree: where each value ends, and that what follows can be read.
#![no_main]

use hessian2::{Decoder, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (mut read, mut skipped) = (Decoder::new(bytes), Decoder::new(bytes));
    while !read.is_at_end() && read.read::<Value>().is_ok() {
        skipped.skip().expect("what can be read can be skipped");
        assert_eq!(read.position(), skipped.position());
    }
    // Values that were skipped are still known to later references.
    let mut mixed = Decoder::new(bytes);
    let mut skip = true;
    while !mixed.is_at_end() {
        let done = if skip { mixed.skip() } else { mixed.read::<Value>().map(drop) };
        if done.is_err() {
            break;
        }
        skip = !skip;
    }
});
