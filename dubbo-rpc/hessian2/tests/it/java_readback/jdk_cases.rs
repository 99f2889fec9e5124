//! The JDK's classes, exceptions, and values of unusual shape.

use super::cases::{Case, mixed, sample, written};
use crate::sample::{self as samples, Point};
use hessian2::*;

pub(super) fn jdk(all: &mut Vec<Case>) {
    let k = samples::jdk_kinds();
    sample(all, "uuid", k.uuid);
    sample(all, "locale", k.locale);
    sample(all, "currency", k.currency);
    sample(all, "class", k.type_);
    sample(all, "bitset", k.bits);
    sample(all, "enumset", k.colors);
    sample(all, "atomic_boolean", k.atomic_bool);
    sample(all, "atomic_integer", k.atomic_int);
    sample(all, "atomic_long", k.atomic_long);
    sample(all, "atomic_reference", k.atomic_ref);
    sample(all, "sql_timestamp", k.sql_timestamp);
    sample(all, "sql_date", k.sql_date);
    sample(all, "sql_time", k.sql_time);
    let time = k.local_time.clone().unwrap();
    let date_time = LocalDateTime {
        date: k.local_date.clone().unwrap(),
        time,
    };
    sample(all, "local_date", k.local_date);
    sample(
        all,
        "local_date_min",
        LocalDate::new(-999_999_999, 1, 1).unwrap(),
    );
    sample(all, "local_time", k.local_time);
    sample(all, "local_date_time", date_time);
    sample(all, "instant", k.instant);
    sample(all, "duration", k.duration);
    sample(all, "period", k.period);
    sample(all, "year", k.year);
    sample(all, "year_month", k.year_month);
    sample(all, "month_day", k.month_day);
    sample(all, "zone_offset", k.zone_offset);
    sample(all, "zone_id", k.zone_id);
    sample(all, "offset_time", k.offset_time);
    sample(all, "offset_date_time", k.offset_date_time);
    sample(all, "zoned_date_time", k.zoned_date_time);
    sample(all, "char_field", '中');
    sample(all, "short_field", -300_i16);
    sample(all, "byte_field", -5_i8);
    sample(all, "float_field", 1.1_f32);
}

pub(super) fn exceptions(all: &mut Vec<Case>) {
    sample(
        all,
        "exception",
        Throwable::new("java.lang.RuntimeException", "sold out"),
    );
    let mut silent = Throwable::new("java.lang.IllegalStateException", "");
    silent.message = None;
    sample(all, "exception_null_message", silent);
    let frame = |class: &str, method: &str, file: Option<&str>, line| StackTraceElement {
        declaring_class: class.into(),
        method_name: method.into(),
        file_name: file.map(Into::into),
        line_number: line,
    };
    let mut biz = Throwable::new("com.example.vec.Types$BizException", "库存不足")
        .with("message", "库存不足")
        .with("code", "OUT_OF_STOCK");
    biz.stack_trace = vec![
        frame("com.example.A", "run", Some("A.java"), 12),
        frame("com.example.B", "<init>", None, -2),
    ];
    biz.cause = Some(Box::new(Throwable::new(
        "java.lang.IllegalStateException",
        "row lock",
    )));
    biz.suppressed = vec![Throwable::new("java.lang.RuntimeException", "closing")];
    sample(all, "exception_full", biz);
    sample(
        all,
        "stack_trace_element",
        frame("com.example.A", "run", Some("A.java"), 12),
    );
    written(all, "uuid_then_exception", |e| {
        e.begin_list(None, 2)?;
        e.write(&Uuid(1 << 64 | 2))?;
        e.write(&Throwable::new("java.lang.RuntimeException", "after"))
    });
}

pub(super) fn shapes(all: &mut Vec<Case>) {
    for (name, vector) in [
        (
            "cycle_object",
            "79431a636f6d2e6578616d706c652e7665632e5479706573244e6f6465",
        ),
        ("cycle_list", "795190"),
        ("cycle_map", "48026d6551905a"),
    ] {
        let mut bytes = crate::vectors::unhex(vector);
        if name == "cycle_object" {
            bytes.remove(0);
            bytes.extend(b"\x92\x04next\x01v\x60\x51\x90\x02me");
        }
        let value: Value = Decoder::new(&bytes).read().unwrap();
        written(all, name, |e| e.write(&value));
    }
    let point: Value = ObjectValue::new("com.example.vec.Types$Point")
        .with("x", 1)
        .with("y", 2)
        .into();
    let shared = Value::list(vec![point.clone(), point.clone()]);
    written(all, "shared", |e| e.write(&shared));
    let time = to_value(&"2024-02-29T00:00".parse::<LocalDateTime>().unwrap()).unwrap();
    let shared = Value::list(vec![time, point.clone(), point]);
    written(all, "shared_after_handle", |e| e.write(&shared));
    other_shapes(all);
}

/// Points with other fields than Java's class has, or as maps; classes Java does not have.
fn other_shapes(all: &mut Vec<Case>) {
    const POINT: &str = "com.example.vec.Types$Point";
    written(all, "unknown_field", |e| {
        e.object(POINT, &["z", "y", "x"])?;
        e.write(&vec![Point::default()])?;
        e.write(&-2)?;
        e.write(&1)
    });
    written(all, "absent_field", |e| {
        e.object(POINT, &["x"])?;
        e.write(&1)
    });
    written(all, "object_as_map", |e| {
        e.object("com.example.NotInJava", &["x", "y"])?;
        e.write(&1)?;
        e.write(&-2)
    });
    for (name, class) in [
        ("map_as_object", None),
        ("typed_map_as_object", Some(POINT)),
    ] {
        written(all, name, |e| {
            e.begin_map(class)?;
            for (field, value) in [("x", 1), ("y", -2)] {
                e.write(field)?;
                e.write(&value)?;
            }
            e.end_map();
            Ok(())
        });
    }
    written(all, "forty_classes", |e| {
        e.begin_list(None, 80)?;
        for i in (0..40).chain(0..40) {
            e.object(&format!("com.example.NotInJava{i}"), &["f"])?;
            e.write(&i)?;
        }
        Ok(())
    });
    let point = vec![
        ("class".into(), POINT.into()),
        ("x".into(), 1.into()),
        ("y".into(), 2.into()),
    ];
    let args = Value::typed_list("[object", vec![Value::map(point), Value::Long(5)]);
    mixed(all, "generic_invoke", args);
}
