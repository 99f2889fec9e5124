//! Any bytes, read as dynamic values: never a panic, never more memory than the limits say.
#![no_main]

use hessian2::{Decoder, Limits, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let cost = allocation_counter::measure(|| {
        let mut d = Decoder::new(bytes);
        while !d.is_at_end() && d.read::<Value>().is_ok() {}
    });
    let limits = Limits::default();
    let most = limits.expansion_floor + bytes.len() * limits.expansion;
    assert!(cost.bytes_max <= most as u64 + 16_384, "{} for {}", cost.bytes_max, bytes.len());
});
