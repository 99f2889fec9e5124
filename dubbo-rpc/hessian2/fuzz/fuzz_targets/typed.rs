//! Any bytes, read as a class with a field of every type, strictly and as generic calls do.
#![no_main]

use hessian2::{Coercion, Decoder, Limits};
use libfuzzer_sys::fuzz_target;
use sample::Everything;

#[path = "../../tests/it/sample.rs"]
#[allow(dead_code)]
mod sample;

fuzz_target!(|bytes: &[u8]| {
    for coercion in [Coercion::Wire, Coercion::Generic] {
        let cost = allocation_counter::measure(|| {
            let mut d = Decoder::new(bytes).coercing(coercion);
            while !d.is_at_end() && d.read::<Option<Everything>>().is_ok() {}
        });
        let limits = Limits::default();
        let most = limits.expansion_floor + bytes.len() * limits.expansion;
        assert!(cost.bytes_max <= most as u64 + 16_384, "{} for {}", cost.bytes_max, bytes.len());
    }
});
