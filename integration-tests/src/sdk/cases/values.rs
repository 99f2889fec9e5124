//! Values of every kind, there and back.

use std::collections::{HashMap, HashSet};

use hessian2::{Array, BigDecimal, ByteArray, Date, Decoder, Encoder, ObjectValue, Value};

use super::samples::{
    TEXT, differences, full, long_text, mixed, parsed, part, plain, plain_bean, plain_map,
};
use super::{Case, Checked, Subject, Wrong, cases, cx, equal, failed, text, that};
use crate::from_jar::probe_api::{AnyNode, Color, ProbeService as _, Sample};

pub(super) fn all(s: &Subject) -> Vec<Case<'_>> {
    cases![s:
        "echo.ascii" => echo_ascii,
        "echo.unicode" => echo_unicode,
        "echo.null" => echo_null,
        "echo.empty" => echo_empty,
        "echo.100k" => echo_100k,
        "echo.2M" => echo_2m,
        "primitives" => primitives,
        "boxed" => boxed,
        "long.edges" => long_edges,
        "overloads" => overloads,
        "bean.full" => bean_full,
        "bean.empty" => bean_empty,
        "bean.null" => bean_null,
        "bean.list" => bean_list,
        "bean.map" => bean_map,
        "bean.list.500" => bean_list_500,
        "bean.list.shared" => bean_list_shared,
        "map.mixed" => map_mixed,
        "map.empty" => map_empty,
        "set" => set,
        "arrays.bytes" => arrays_bytes,
        "arrays" => arrays,
        "enum" => enumeration,
        "decimal" => decimal,
        "date" => date,
        "localdatetime" => local_date_time,
        "object" => object,
        "graph.reply" => graph_reply,
        "graph.request" => graph_request,
    ]
}

async fn echoed(s: &Subject, sent: Option<String>) -> Checked {
    equal(&sent, &s.probe.echo(&cx(), sent.clone()).await?)
}

async fn echo_ascii(s: &Subject) -> Checked {
    echoed(s, text("hello")).await
}

async fn echo_unicode(s: &Subject) -> Checked {
    echoed(s, text(TEXT)).await
}

async fn echo_null(s: &Subject) -> Checked {
    echoed(s, None).await
}

async fn echo_empty(s: &Subject) -> Checked {
    echoed(s, text("")).await
}

async fn echo_100k(s: &Subject) -> Checked {
    for length in [
        31, 32, 1_023, 1_024, 32_767, 32_768, 32_769, 65_535, 65_536, 100_000,
    ] {
        echoed(s, Some(long_text(length))).await?;
        echoed(s, Some("x".repeat(length))).await?;
    }
    Ok(())
}

async fn echo_2m(s: &Subject) -> Checked {
    echoed(s, Some(long_text(500_000))).await
}

async fn primitives(s: &Subject) -> Checked {
    for (left, right) in [(1, 2), (i64::MAX, 0), (i64::MIN + 7, -7)] {
        let wanted = left + i64::from(right);
        equal(&wanted, &s.probe.add(&cx(), left, right).await?)?;
    }
    let all = s
        .probe
        .primitives(&cx(), true, -7, -300, 'c', 1.5, 2.25)
        .await?;
    equal(&text("true,-7,-300,c,1.5,2.25"), &all)?;
    equal(&true, &s.probe.not(&cx(), false).await?)?;
    for value in [0.0, 1.0, -0.5, 0.1, 1e300, 4.9e-324, 12_345.678, f64::MAX] {
        equal(&(value / 2.0), &s.probe.half(&cx(), value).await?)?;
    }
    Ok(())
}

async fn boxed(s: &Subject) -> Checked {
    for (left, right, wanted) in [
        (Some(2), Some(3), Some(5)),
        (None, Some(3), None),
        (Some(2), None, None),
    ] {
        equal(&wanted, &s.probe.add_boxed(&cx(), left, right).await?)?;
    }
    Ok(())
}

async fn long_edges(s: &Subject) -> Checked {
    for shift in 0..63 {
        let value = 1_i64 << shift;
        for edge in [value - 1, value, -value, -value - 1] {
            equal(&edge, &s.probe.add(&cx(), edge, 0).await?)?;
        }
    }
    Ok(())
}

async fn overloads(s: &Subject) -> Checked {
    equal(&text("one:x"), &s.probe.join(&cx(), text("x")).await?)?;
    let two = s.probe.join_string_int(&cx(), text("x"), 7).await?;
    equal(&text("two:x:7"), &two)?;
    equal(&text("long:9"), &s.probe.join_long(&cx(), 9).await?)?;
    let list = Some(vec![text("a"), text("b")]);
    equal(&text("list:a+b"), &s.probe.join_list(&cx(), list).await?)?;
    let empty = s.probe.join_list(&cx(), Some(Vec::new())).await?;
    equal(&text("list:"), &empty)
}

async fn round_trip(s: &Subject, sent: Option<Sample>) -> Checked {
    let seen = s.probe.round_trip(&cx(), sent.clone()).await?;
    equal(&sent, &plain_bean(seen))
}

async fn bean_full(s: &Subject) -> Checked {
    round_trip(s, Some(full()?)).await
}

async fn bean_empty(s: &Subject) -> Checked {
    round_trip(s, Some(Sample::default())).await
}

async fn bean_null(s: &Subject) -> Checked {
    round_trip(s, None).await
}

async fn reversed(s: &Subject, sent: Option<Vec<Option<Sample>>>) -> Checked {
    let mut wanted = sent.clone();
    if let Some(wanted) = &mut wanted {
        wanted.reverse();
    }
    let seen = s.probe.reverse(&cx(), sent).await?;
    let seen: Option<Vec<_>> = seen.map(|seen| seen.into_iter().map(plain_bean).collect());
    if let (Some(wanted), Some(seen)) = (&wanted, &seen) {
        equal(&wanted.len(), &seen.len())?;
        for (number, pair) in wanted.iter().zip(seen).enumerate() {
            if let (Some(wanted), Some(seen)) = pair {
                let fields = differences(wanted, seen);
                that(
                    fields.is_empty(),
                    format!("bean {number} differs: {}", fields.join(", ")),
                )?;
            }
        }
    }
    equal(&wanted, &seen)
}

async fn bean_list(s: &Subject) -> Checked {
    let last = Sample {
        name: text("last"),
        ..full()?
    };
    let sent = vec![Some(full()?), Some(Sample::default()), Some(last)];
    reversed(s, Some(sent)).await?;
    reversed(s, Some(Vec::new())).await?;
    reversed(s, None).await
}

async fn bean_map(s: &Subject) -> Checked {
    let sent = Some(HashMap::from([
        ("a".to_owned(), Some(part("A", 1, Some("1"))?)),
        ("空".to_owned(), None),
    ]));
    equal(&sent, &s.probe.parts(&cx(), sent.clone()).await?)
}

async fn bean_list_500(s: &Subject) -> Checked {
    let numbered = |count| Ok(Some(Sample { count, ..full()? }));
    let sent: Result<Vec<_>, Wrong> = (0..500).map(numbered).collect();
    reversed(s, Some(sent?)).await
}

/// Clones share their dynamic values; the samples hold a UUID, after which references would not be read alike by all lines.
async fn bean_list_shared(s: &Subject) -> Checked {
    let one = full()?;
    reversed(s, Some(vec![Some(one.clone()), Some(one)])).await
}

async fn attributes(s: &Subject, sent: HashMap<String, Value>) -> Checked {
    let mut wanted = sent.clone();
    let size = i32::try_from(sent.len()).map_err(|error| failed(error.to_string()))?;
    wanted.insert("size".to_owned(), Value::Int(size));
    let seen = s.probe.attributes(&cx(), Some(sent)).await?;
    equal(&Some(wanted), &seen.as_ref().map(plain_map))
}

async fn map_mixed(s: &Subject) -> Checked {
    attributes(s, mixed()).await
}

async fn map_empty(s: &Subject) -> Checked {
    attributes(s, HashMap::new()).await
}

async fn set(s: &Subject) -> Checked {
    for sent in [
        HashSet::new(),
        HashSet::from(["b".to_owned(), "甲".to_owned()]),
    ] {
        let sent = Some(sent);
        equal(&sent, &s.probe.tags(&cx(), sent.clone()).await?)?;
    }
    Ok(())
}

async fn arrays_bytes(s: &Subject) -> Checked {
    let raw: Vec<u8> = (0..=u8::MAX).cycle().take(70_000).collect();
    for length in [
        0, 1, 15, 16, 1_023, 1_024, 4_093, 4_094, 8_189, 8_190, 32_768, 70_000,
    ] {
        let sent = Some(ByteArray(raw[..length].to_vec()));
        equal(&sent, &s.probe.bytes(&cx(), sent.clone()).await?)?;
    }
    equal(&None, &s.probe.bytes(&cx(), None).await?)
}

async fn arrays(s: &Subject) -> Checked {
    for (sent, wanted) in [
        (vec![1, -2, 300_000], vec![2, -4, 600_000]),
        (vec![], vec![]),
    ] {
        let seen = s.probe.doubled(&cx(), Some(Array(sent))).await?;
        equal(&Some(Array(wanted)), &seen)?;
    }
    let sent = Array(vec![text("a"), None, text("件")]);
    let wanted = Array(vec![text("A"), None, text("件")]);
    equal(&Some(wanted), &s.probe.upper(&cx(), Some(sent)).await?)
}

async fn enumeration(s: &Subject) -> Checked {
    for (sent, wanted) in [
        (Some(Color::Red), Some(Color::Green)),
        (Some(Color::Blue), Some(Color::Red)),
        (None, None),
    ] {
        equal(&wanted, &s.probe.next(&cx(), sent).await?)?;
    }
    Ok(())
}

async fn decimal(s: &Subject) -> Checked {
    for (sent, factor, wanted) in [
        ("0.10", 3, "0.30"),
        ("-123456789012345678901.23", 2, "-246913578024691357802.46"),
    ] {
        let (sent, wanted): (BigDecimal, BigDecimal) = (parsed(sent)?, parsed(wanted)?);
        let seen = s.probe.scale(&cx(), Some(sent), factor).await?;
        let digits = |value: &BigDecimal| value.as_bigint_and_exponent();
        equal(&Some(digits(&wanted)), &seen.as_ref().map(digits))?;
    }
    equal(&None, &s.probe.scale(&cx(), None, 2).await?)
}

async fn date(s: &Subject) -> Checked {
    for sent in [1_735_689_600_123, 0, -60_000] {
        let seen = s.probe.later(&cx(), Some(Date(sent))).await?;
        equal(&Some(Date(sent + 1_000)), &seen)?;
    }
    equal(&None, &s.probe.later(&cx(), None).await?)
}

async fn local_date_time(s: &Subject) -> Checked {
    let (sent, wanted) = ("2024-02-28T01:02:03.004", "2024-02-29T01:02:03.004");
    let seen = s.probe.tomorrow(&cx(), Some(parsed(sent)?)).await?;
    equal(&Some(parsed(wanted)?), &seen)?;
    equal(&None, &s.probe.tomorrow(&cx(), None).await?)
}

async fn object(s: &Subject) -> Checked {
    let list = vec![Value::Int(1), "x".into(), Value::Null];
    let part = ObjectValue::new("com.autoparts.probe.Part")
        .with("sku", "p")
        .with("quantity", 1_i64);
    for sent in [
        Value::Null,
        Value::Int(1),
        Value::Long(1 << 40),
        Value::Double(0.25),
        Value::Bool(true),
        Value::from("text"),
        Value::Date(5),
        Value::list(list),
        Value::from(vec![1_u8, 2]),
        ObjectValue::new("java.math.BigDecimal")
            .with("value", "1.10")
            .into(),
    ] {
        equal(&sent, &plain(&s.probe.any(&cx(), sent.clone()).await?))?;
    }
    // A bean comes back with all its fields, in Java's order.
    let seen = s.probe.any(&cx(), part.into()).await?;
    let seen = seen
        .as_object()
        .ok_or_else(|| failed(format!("no object: {seen:?}")))?;
    equal(&"com.autoparts.probe.Part", &seen.class())?;
    equal(&Some(&Value::from("p")), &seen.get("sku"))?;
    equal(&Some(&Value::Long(1)), &seen.get("quantity"))?;
    equal(&Some(&Value::Null), &seen.get("price"))
}

/// A ring of so many nodes; its Java class is kept dynamic.
fn ring(size: usize) -> Result<AnyNode, Wrong> {
    let unwritable = |error: hessian2::Error| failed(error.to_string());
    let mut encoder = Encoder::new();
    for number in 0..size {
        encoder
            .object("com.autoparts.probe.Node", &["name", "next"])
            .map_err(unwritable)?;
        encoder.write_str(&number.to_string()).map_err(unwritable)?;
    }
    let mut bytes = encoder.into_vec();
    // A reference to object 0.
    bytes.extend([0x51, 0x90]);
    Decoder::new(&bytes).read().map(AnyNode).map_err(unwritable)
}

async fn graph_reply(s: &Subject) -> Checked {
    const SIZE: usize = 5;
    let first = s.probe.graph(&cx(), ring(SIZE)?).await?;
    let mut node = &first.0;
    for number in 0..SIZE {
        let object = node
            .as_object()
            .ok_or_else(|| failed(format!("node {number} is {node:?}")))?;
        let name = Value::from(number.to_string());
        equal(&Some(&name), &object.get("name"))?;
        node = object
            .get("next")
            .ok_or_else(|| failed(format!("node {number} has no next")))?;
    }
    that(matches!(node, Value::Cycle(_)), "the ring is open")
}

async fn graph_request(s: &Subject) -> Checked {
    for (size, wanted) in [(2, 2), (30, 30)] {
        equal(&wanted, &s.probe.ring_size(&cx(), ring(size)?).await?)?;
    }
    let open = ObjectValue::new("com.autoparts.probe.Node").with("name", "alone");
    equal(&-1, &s.probe.ring_size(&cx(), AnyNode(open.into())).await?)
}
