//! Generic calls: names and dynamic values instead of the interface's types.

use hessian2::{ObjectValue, Value};

use super::samples::{TEXT, plain};
use super::{Case, Checked, Subject, Wrong, cases, cx, equal, failed, fault, that};
use consumer_sdk::Fault;

const STRING: &str = "java.lang.String";
const SAMPLE: &str = "com.autoparts.probe.Sample";
const PART: &str = "com.autoparts.probe.Part";

pub(super) fn all(s: &Subject) -> Vec<Case<'_>> {
    cases![s:
        "generic.echo" => echo,
        "generic.primitives" => primitives,
        "generic.overloads" => overloads,
        "generic.no-types" => no_types,
        "generic.no-arguments" => no_arguments,
        "generic.bean-as-map" => bean_as_map,
        "generic.list-of-maps" => list_of_maps,
        "generic.arrays" => arrays,
        "generic.exception" => exception,
        "generic.no-such-method" => no_such_method,
    ]
}

async fn invoke(
    s: &Subject,
    method: &str,
    types: &[&str],
    arguments: Vec<Value>,
) -> Result<Value, Fault> {
    let generic = s.reference.generic();
    generic.invoke(&cx(), method, types, arguments).await
}

async fn echo(s: &Subject) -> Checked {
    for sent in [Value::from(TEXT), Value::Null] {
        let seen = invoke(s, "echo", &[STRING], vec![sent.clone()]).await?;
        equal(&sent, &seen)?;
    }
    Ok(())
}

async fn primitives(s: &Subject) -> Checked {
    let sent = vec![Value::Long(1), Value::Int(2)];
    let seen = invoke(s, "add", &["long", "int"], sent).await?;
    equal(&Value::Long(3), &seen)?;
    let types = ["java.lang.Long", "java.lang.Integer"];
    let seen = invoke(s, "addBoxed", &types, vec![Value::Null, Value::Int(2)]).await?;
    equal(&Value::Null, &seen)
}

async fn overloads(s: &Subject) -> Checked {
    let list = Value::list(vec!["a".into(), "b".into()]);
    for (types, sent, wanted) in [
        (&[STRING][..], vec![Value::from("x")], "one:x"),
        (&[STRING, "int"], vec!["x".into(), Value::Int(7)], "two:x:7"),
        (&["long"], vec![Value::Long(9)], "long:9"),
        (&["java.util.List"], vec![list], "list:a+b"),
    ] {
        let seen = invoke(s, "join", types, sent).await?;
        equal(&Value::from(wanted), &seen)?;
    }
    Ok(())
}

async fn no_types(s: &Subject) -> Checked {
    let seen = invoke(s, "echo", &[], vec!["x".into()]).await?;
    equal(&Value::from("x"), &seen)
}

async fn no_arguments(s: &Subject) -> Checked {
    fault(invoke(s, "echo", &[], Vec::new()).await).map(drop)
}

/// An object of Java as a generic call carries it.
fn fields(class: &str, fields: &[(&str, Value)]) -> Value {
    let mut entries = vec![(Value::from("class"), Value::from(class))];
    for (name, value) in fields {
        entries.push((Value::from(*name), value.clone()));
    }
    Value::map(entries)
}

/// The value of a map's key.
fn of<'a>(value: &'a Value, key: &str) -> Result<&'a Value, Wrong> {
    let map = value
        .as_map()
        .ok_or_else(|| failed(format!("no map: {value:?}")))?;
    map.get(key)
        .ok_or_else(|| failed(format!("no `{key}` in {value:?}")))
}

async fn bean_as_map(s: &Subject) -> Checked {
    let price = ObjectValue::new("java.math.BigDecimal").with("value", "1.10");
    let part_fields = [
        ("sku", Value::from("BP")),
        ("quantity", Value::Long(4)),
        ("price", price.into()),
    ];
    let part = fields(PART, &part_fields);
    let labels = Value::map(vec![("k".into(), "v".into())]);
    let simple = [
        ("name", Value::from(TEXT)),
        ("count", Value::Int(7)),
        ("createdAt", Value::Date(1_000)),
        ("color", Value::from("GREEN")),
        ("labels", labels),
    ];
    let mut sent = simple.to_vec();
    sent.push(("parts", Value::list(vec![part.clone(), part.clone()])));
    sent.push(("main", part));
    let seen = invoke(s, "roundTrip", &[SAMPLE], vec![fields(SAMPLE, &sent)]).await?;
    for (key, wanted) in &simple {
        equal(wanted, &plain(of(&seen, key)?))?;
    }
    let parts = of(&seen, "parts")?;
    let parts = parts
        .as_list()
        .ok_or_else(|| failed(format!("no list: {parts:?}")))?;
    equal(&2, &parts.items.len())?;
    for part in parts.items.iter().chain([of(&seen, "main")?]) {
        for (key, wanted) in &part_fields {
            equal(wanted, of(part, key)?)?;
        }
    }
    for (key, wanted) in [
        ("class", Value::from(SAMPLE)),
        ("countOrNull", Value::Null),
        ("total", Value::Long(0)),
        ("active", Value::Bool(false)),
    ] {
        equal(&wanted, of(&seen, key)?)?;
    }
    Ok(())
}

async fn list_of_maps(s: &Subject) -> Checked {
    let named = |name: &str| Value::map(vec![("name".into(), name.into())]);
    let sent = Value::list(vec![named("a"), named("b")]);
    let seen = invoke(s, "reverse", &["java.util.List"], vec![sent]).await?;
    let list = seen
        .as_list()
        .ok_or_else(|| failed(format!("no list: {seen:?}")))?;
    equal(&2, &list.items.len())?;
    equal(&Value::from("b"), of(&list.items[0], "name")?)
}

async fn arrays(s: &Subject) -> Checked {
    let texts = Value::typed_list("[string", vec!["a".into(), "b".into()]);
    let numbers = Value::typed_list("[int", vec![Value::Int(1), Value::Int(2)]);
    for (method, types, sent, wanted) in [
        (
            "upper",
            "java.lang.String[]",
            texts,
            ["A".into(), "B".into()],
        ),
        ("doubled", "int[]", numbers, [Value::Int(2), Value::Int(4)]),
    ] {
        let seen = invoke(s, method, &[types], vec![sent]).await?;
        let list = seen
            .as_list()
            .ok_or_else(|| failed(format!("no array: {seen:?}")))?;
        equal(&wanted.to_vec(), &list.items)?;
    }
    Ok(())
}

async fn exception(s: &Subject) -> Checked {
    let says = fault(invoke(s, "fail", &[STRING], vec!["checked".into()]).await)?.to_string();
    that(says.contains("checked 异常"), says)
}

async fn no_such_method(s: &Subject) -> Checked {
    let result = invoke(s, "noSuchMethod", &[STRING], vec!["x".into()]).await;
    let says = fault(result)?.to_string();
    that(says.contains("noSuchMethod"), says)
}
