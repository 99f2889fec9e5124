//! Every row hessian-lite wrote is read and written again.

use hessian2::{Decoder, Encoder, Value};
use serde_json::Value as Json;

pub(crate) fn rows() -> Vec<Json> {
    include_str!("../../testdata/java.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

pub(crate) fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
        .collect()
}

pub(crate) fn read_all(bytes: &[u8]) -> hessian2::Result<Vec<Value>> {
    let mut d = Decoder::new(bytes);
    let mut all = Vec::new();
    while !d.is_at_end() {
        all.push(d.read()?);
    }
    Ok(all)
}

/// Rows that are not written as they came, and why each may differ.
const WRITTEN_OTHERWISE: &[(&str, &str)] = &[
    ("3.2.13 bin_8188", CHUNKS),
    ("3.2.13 bin_8189", CHUNKS),
    ("3.2.13 bin_8192", CHUNKS),
    ("3.2.13 bin_16384", CHUNKS),
    ("3.2.13 bin_32769", CHUNKS),
    ("3.2.13 bin_65536", CHUNKS),
    ("4.0.4 inputstream", STREAM),
    ("3.2.13 inputstream", STREAM),
    ("4.0.4 iterator", ITERATOR),
    ("3.2.13 iterator", ITERATOR),
    ("4.0.4 uuid_then_ref", UUID),
    ("3.2.13 uuid_then_ref", UUID),
];
const CHUNKS: &str = "long binaries are cut as 4.0.4 cuts them, which 3.2.13 reads";
const STREAM: &str = "a stream of unknown length; here the length is known";
const UUID: &str =
    "in full after a UUID, where 3.2.13 reads references wrongly, its own among them";
const ITERATOR: &str = "a list of unknown length, which Java itself cannot read";

/// Hessian-lite version and name, as [`WRITTEN_OTHERWISE`] has them.
pub(crate) fn row_name(row: &Json) -> String {
    let lib = row["lib"]
        .as_str()
        .unwrap()
        .trim_start_matches("hessian-lite-");
    format!("{lib} {}", row["name"].as_str().unwrap())
}

pub(crate) fn is_written_otherwise(row: &Json) -> bool {
    let name = row_name(row);
    WRITTEN_OTHERWISE.iter().any(|(other, _)| *other == name)
}

#[test]
fn dynamic_values_are_written_as_java_wrote_them() {
    let mut different = Vec::new();
    let mut read = 0;
    for row in rows() {
        let Some(hex) = row["hex"].as_str() else {
            assert!(row["error"].is_string(), "{row}");
            continue;
        };
        read += 1;
        let bytes = unhex(hex);
        let lib = row["lib"]
            .as_str()
            .unwrap()
            .trim_start_matches("hessian-lite-");
        let name = format!("{lib} {}", row["name"].as_str().unwrap());
        let values = read_all(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut e = Encoder::new();
        for value in &values {
            e.write(value).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        let again = e.into_vec();
        // As text, because NaN is not equal to itself.
        assert_eq!(
            format!("{:?}", read_all(&again).unwrap()),
            format!("{values:?}"),
            "{name}"
        );
        if again != bytes {
            different.push(name);
        }
    }
    assert_eq!(read, 514);
    let allowed: Vec<_> = WRITTEN_OTHERWISE.iter().map(|(name, _)| *name).collect();
    different.sort();
    let mut sorted = allowed;
    sorted.sort_unstable();
    assert_eq!(different, sorted);
}
