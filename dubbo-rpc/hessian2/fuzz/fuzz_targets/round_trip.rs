//! What was read is written so that it reads the same again: dynamic values and typed ones.
#![no_main]

use hessian2::{Decoder, Encoder, ErrorKind, Limits, Value};
use libfuzzer_sys::fuzz_target;
use sample::Everything;

#[path = "../../tests/it/sample.rs"]
#[allow(dead_code)]
mod sample;

/// The text of a value in which both zeros are one: -0.0 is written as 0.0, the byte that Java writes for it.
fn positive_zero(value: &Value) -> String {
    format!("{value:?}").replace("-0.0", "0.0")
}

fuzz_target!(|bytes: &[u8]| {
    let mut d = Decoder::new(bytes);
    let mut values = Vec::new();
    while !d.is_at_end() {
        match d.read::<Value>() {
            Ok(value) => values.push(value),
            Err(_) => break,
        }
    }
    let mut e = Encoder::new();
    for value in &values {
        match e.write(value) {
            Ok(()) => {}
            // Copies after a UUID are bounded.
            Err(error) if error.to_string().contains("MAX_REPEATED_BYTES") => return,
            Err(error) => panic!("what was read can be written: {error}"),
        }
    }
    let written = e.into_vec();
    // Copies take other numbers, by which cycles are shown.
    let is_copied = written.windows(14).any(|part| part == b"java.util.UUID");
    // Written shorter than it came, it has a smaller budget; that is not what is asked here.
    let limits = || Limits { expansion_floor: usize::MAX, ..Limits::default() };
    let mut again = Decoder::with_limits(&written, limits());
    for value in &values {
        let read: Value = again.read().expect("what was written can be read");
        assert!(is_copied || positive_zero(&read) == positive_zero(value), "{read:?} is not {value:?}");
    }
    assert!(again.is_at_end());

    if let Ok(typed) = Decoder::new(bytes).read::<Everything>() {
        let mut e = Encoder::new();
        match e.write(&typed) {
            Ok(()) => {
                let written = e.into_vec();
                let read: Everything =
                    Decoder::with_limits(&written, limits()).read().expect("what was written can be read");
                assert_eq!(format!("{read:?}").len(), format!("{typed:?}").len());
            }
            // A cycle in a dynamic field may lead to what encloses the typed value.
            Err(error) => assert_eq!(error.kind(), ErrorKind::Unencodable),
        }
    }
});
