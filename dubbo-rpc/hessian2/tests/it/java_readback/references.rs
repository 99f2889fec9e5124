//! References after values of every kind, which lead where they should only if a reader gives these values as many slots as we do.

use super::cases::{Case, bytes_of};
use hessian2::*;

/// After every sample, and with its point before it.
pub(super) fn references(all: &mut Vec<Case>) {
    let samples = all.iter().filter(|case| case.check.is_some());
    let samples: Vec<(String, Value)> = samples
        .filter(|case| case.kind == "sample")
        .map(|case| {
            let value = Decoder::new(&case.bytes).read().unwrap();
            (case.name.clone(), value)
        })
        .collect();
    for (name, value) in samples {
        let (shared, other) = (point(), point());
        let after = Value::list(vec![value.clone(), shared.clone(), shared.clone()]);
        let plain = Value::list(vec![value.clone(), shared.clone(), other.clone()]);
        let is_sure = !holds_uuid(&value);
        push(
            all,
            &format!("point_twice_after_{name}"),
            is_sure,
            &after,
            &plain,
        );
        let around = Value::list(vec![shared.clone(), value.clone(), shared.clone()]);
        let plain = Value::list(vec![shared.clone(), value, other]);
        push(all, &format!("point_around_{name}"), true, &around, &plain);
    }
}

fn point() -> Value {
    ObjectValue::new("com.example.vec.Types$Point")
        .with("x", 1)
        .with("y", 2)
        .into()
}

fn holds_uuid(value: &Value) -> bool {
    let bytes = bytes_of(value);
    let class = b"java.util.UUID";
    bytes.windows(class.len()).any(|window| window == class)
}

/// Java must read `shared`, which travels with a reference if that is sure, as it reads `plain`, which shares nothing.
fn push(all: &mut Vec<Case>, name: &str, is_sure: bool, shared: &Value, plain: &Value) {
    let (bytes, plain) = (bytes_of(shared), bytes_of(plain));
    assert_eq!(bytes != plain, is_sure, "{name}");
    all.push(Case {
        name: name.to_owned(),
        bytes,
        kind: "same",
        text: super::hex(&plain),
        check: None,
    });
}
