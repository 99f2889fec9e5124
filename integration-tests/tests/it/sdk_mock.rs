//! Mocks of the SDK beside those of a consumer of Dubbo 3.3.6 (`java/tools-336`, `MockCaller`): the same text, the same method, the same
//! provider (or none), the same outcome.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use consumer_sdk::{Consumer, Context, ServiceRef};
use dubbo_rpc::Fault;
use dubbo_rpc::hessian2::{Array, Date, Value as Dynamic};
use integration_tests::from_jar::probe_api::{
    Color, ProbeService as _, ProbeServiceClient, Sample, probe_service,
};
use integration_tests::java::compatibility::{Level, Protocol};
use integration_tests::java::{self, Dialogue, Line};
use integration_tests::nacos::{Nacos, Version};
use integration_tests::sdk::{JavaProvider, Place, Way};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);

/// Every kind of result a method can declare.
const METHODS: [&str; 19] = [
    "echo",
    "not",
    "half",
    "add",
    "addBoxed",
    "notes",
    "roundTrip",
    "reverse",
    "attributes",
    "parts",
    "tags",
    "doubled",
    "upper",
    "next",
    "scale",
    "later",
    "tomorrow",
    "any",
    "eventually",
];

/// A call of the client, its result shown as `MockCaller` shows it.
async fn called(probe: &ProbeServiceClient, call: &str) -> Result<Value, Fault> {
    let cx = Context::new().with_timeout(PATIENCE);
    let cx = &cx;
    let sent = || Some("sent".to_owned());
    let (method, kind) = call.split_once(' ').unwrap_or((call, call));
    Ok(match method {
        "echo" => json!(probe.echo(cx, sent()).await?),
        "not" => json!(probe.not(cx, true).await?),
        "half" => number(probe.half(cx, 4.0).await?),
        "add" => number(probe.add(cx, 1, 2).await?),
        "addBoxed" => json!(probe.add_boxed(cx, Some(1), Some(2)).await?.map(number)),
        "notes" => number(probe.notes(cx, Some("nobody's".to_owned())).await?),
        "roundTrip" => sample(probe.round_trip(cx, None).await?),
        "reverse" => {
            let seen = probe.reverse(cx, Some(Vec::new())).await?;
            json!(seen.map(|seen| seen.into_iter().map(sample).collect::<Vec<_>>()))
        }
        "attributes" => {
            let seen = probe.attributes(cx, Some(HashMap::new())).await?;
            json!(seen.map(|seen| {
                let shown = seen.iter().map(|(key, value)| (key.clone(), whole(value)));
                shown.collect::<BTreeMap<_, _>>()
            }))
        }
        "parts" => {
            let seen = probe.parts(cx, Some(HashMap::new())).await?;
            json!(seen.map(|seen| {
                let shown = seen
                    .into_iter()
                    .map(|(key, part)| (key, part.map(|part| json!({"sku": part.sku}))));
                shown.collect::<BTreeMap<_, _>>()
            }))
        }
        "tags" => {
            let seen = probe.tags(cx, Some(HashSet::new())).await?;
            json!(seen.map(|seen| seen.into_iter().collect::<BTreeSet<_>>()))
        }
        "doubled" => {
            let seen = probe.doubled(cx, Some(Array(vec![1]))).await?;
            json!(seen.map(|seen| seen.0.into_iter().map(number).collect::<Vec<_>>()))
        }
        "upper" => {
            let sent = Array(vec![Some("a".to_owned())]);
            json!(probe.upper(cx, Some(sent)).await?.map(|seen| seen.0))
        }
        "next" => json!(probe.next(cx, Some(Color::Red)).await?.map(color)),
        "scale" => {
            let sent = "1.5".parse().unwrap();
            let seen = probe.scale(cx, Some(sent), 2).await?;
            json!(seen.map(|seen| seen.to_string()))
        }
        "later" => json!(
            probe
                .later(cx, Some(Date(0)))
                .await?
                .map(|seen| seen.0.to_string())
        ),
        "tomorrow" => {
            let sent = "2024-02-28T12:00".parse().unwrap();
            let seen = probe.tomorrow(cx, Some(sent)).await?;
            json!(seen.map(|seen| seen.to_string()))
        }
        "any" => whole(&probe.any(cx, "sent".into()).await?),
        "fail" => {
            probe.fail(cx, Some(kind.to_owned())).await?;
            Value::Null
        }
        "eventually" => json!(probe.eventually(cx, sent(), 1).await?),
        other => panic!("no method {other}"),
    })
}

fn number(number: impl std::fmt::Debug) -> Value {
    json!(format!("{number:?}"))
}

fn color(color: Color) -> &'static str {
    match color {
        Color::Red => "RED",
        Color::Green => "GREEN",
        Color::Blue => "BLUE",
    }
}

fn sample(sample: Option<Sample>) -> Value {
    let Some(sample) = sample else {
        return Value::Null;
    };
    json!({
        "name": sample.name,
        "count": number(sample.count),
        "totalOrNull": sample.total_or_null.map(number),
        "weight": number(sample.weight),
        "activeOrNull": sample.active_or_null,
        "amount": sample.amount.map(|amount| amount.to_string()),
        "color": sample.color.map(color),
        "tags": sample.tags.map(|tags| tags.into_iter().collect::<BTreeSet<_>>()),
        "labels": sample.labels.map(|labels| labels.into_iter().collect::<BTreeMap<_, _>>()),
        "main": sample.main.map(|part| json!({"sku": part.sku})),
    })
}

/// A value whose declared type does not say what it is.
fn whole(value: &Dynamic) -> Value {
    match value {
        Dynamic::Null => Value::Null,
        Dynamic::Bool(flag) => json!(flag),
        Dynamic::Int(number) => json!(format!("Integer {number}")),
        Dynamic::Long(number) => json!(format!("Long {number}")),
        Dynamic::Double(number) => json!(format!("Double {number:?}")),
        Dynamic::String(text) => json!(text),
        Dynamic::List(list) => json!(list.items.iter().map(whole).collect::<Vec<_>>()),
        Dynamic::Map(map) => {
            let entries = map.entries.iter();
            let shown = entries.map(|(key, value)| (key.as_str().unwrap_or("?"), whole(value)));
            json!(shown.collect::<BTreeMap<_, _>>())
        }
        other => json!(format!("{other:?}")),
    }
}

/// An outcome as both sides have it. What Dubbo itself throws, or a proxy that got a value of another class, is only a failure: each
/// side has words of its own for it.
fn outcome(result: Result<Value, Fault>) -> Value {
    match result {
        Ok(value) => json!({"value": [value]}),
        Err(fault) => match fault.exception() {
            Some(thrown) if !FAILURES.contains(&thrown.class()) => {
                json!({"thrown": thrown.class(), "message": thrown.message()})
            }
            _ => json!("failure"),
        },
    }
}

const FAILURES: [&str; 3] = [
    "org.apache.dubbo.rpc.RpcException",
    "java.lang.ClassCastException",
    "java.lang.NullPointerException",
];

fn of_java(answer: &Value) -> Value {
    match answer["thrown"].as_str() {
        Some(class) if FAILURES.contains(&class) => json!("failure"),
        _ => answer.clone(),
    }
}

/// Whether two outcomes are one: fields that are null need not be there, and a number may be written otherwise.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let keys: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
            let null = Value::Null;
            keys.into_iter().all(|key| {
                let [ours, theirs] = [ours, theirs].map(|of| of.get(key).unwrap_or(&null));
                same(ours, theirs)
            })
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        }
        (Value::String(ours), Value::String(theirs)) => {
            let number = |text: &str| text.parse::<f64>().ok();
            ours == theirs || number(ours).is_some_and(|ours| number(theirs) == Some(ours))
        }
        _ => ours == theirs,
    }
}

/// What is asked of both sides.
struct Pair {
    java: Dialogue,
    /// Where Java finds its provider, and where ours is.
    registry: String,
    address: String,
    /// Mock, call, ours and theirs.
    differences: Vec<(String, String, String)>,
    compared: usize,
}

impl Pair {
    async fn new(registry: String, address: String) -> Self {
        let java = Dialogue::start("tools-336", "com.autoparts.mocks.MockCaller");
        Self {
            java: java.await.unwrap(),
            registry,
            address,
            differences: Vec::new(),
            compared: 0,
        }
    }

    async fn compare(&mut self, mock: &str, calls: &[&str]) {
        let question = json!({"registry": self.registry, "mock": mock, "calls": calls});
        let theirs = self.java.ask(&question).unwrap();
        let consumer = Consumer::builder("mock-caller", &*self.address);
        let consumer = consumer.build().unwrap();
        let reference = consumer
            .refer(ServiceRef::new(probe_service::INTERFACE))
            .mock(mock)
            .retries(0)
            .check(false)
            .connect()
            .await
            .unwrap();
        let service = reference.service().clone();
        let probe = ProbeServiceClient::new(Arc::new(reference), service);
        for (at, call) in calls.iter().enumerate() {
            self.compared += 1;
            let ours = outcome(called(&probe, call).await);
            let theirs = of_java(theirs.get(at).unwrap_or(&theirs));
            if !same(&ours, &theirs) {
                let both = format!("ours {ours}, theirs {theirs}");
                let (mock, call) = (mock.to_owned(), (*call).to_owned());
                self.differences.push((mock, call, both));
            }
        }
    }

    /// Differences beside the known ones, and known ones that are none any more.
    fn unexpected(&self, known: &[(&str, &[&str])]) -> Vec<String> {
        let is_known = |mock: &str, call: &str| {
            let mut of = known.iter().filter(|(of, _)| *of == mock);
            of.any(|(_, calls)| calls.contains(&call))
        };
        let more = self.differences.iter();
        let more = more.filter(|(mock, call, _)| !is_known(mock, call));
        let mut all: Vec<_> = more
            .map(|(mock, call, both)| format!("`{mock}` {call}: {both}"))
            .collect();
        for (mock, calls) in known {
            for call in *calls {
                let mut differences = self.differences.iter();
                if !differences.any(|(of, other, _)| of == mock && other == call) {
                    all.push(format!("`{mock}` {call}: no difference any more"));
                }
            }
        }
        all
    }
}

const BEAN: &str = r#"force:return {"name":"n","count":3,"weight":1.5,"tags":["a","b"],"color":"RED","main":{"sku":"S"},"labels":{"a":"b"},"amount":"2.50","totalOrNull":7,"activeOrNull":true}"#;

/// With every method, at a provider that is not there.
const MOCKS: [&str; 58] = [
    "force:return null",
    "force:return",
    "return",
    "force:return empty",
    "force:return true",
    "force:return false",
    r#"force:return "x""#,
    "force:return 'x'",
    "force:return x",
    "force:return 5",
    "force:return -5",
    "force:return 5.5",
    "force:return 9999999999",
    r#"force:return "5""#,
    "force:return {`name`:`n`}",
    "force:return [1,2]",
    r#"force:return ["a","b"]"#,
    "force:return []",
    r#"force:return [{"name":"n"}]"#,
    "force:return RED",
    r#"force:return "RED""#,
    "force:throw",
    "force:throw java.lang.IllegalStateException",
    "force:throw com.autoparts.probe.ProbeException",
    "force:throw com.foo.Missing",
    "force: return 5",
    "force:  return 'x'",
    "force:return{}",
    "force",
    "fail",
    "true",
    "default",
    "com.foo.Mock",
    "false",
    "0",
    "N/A",
    "",
    "fail:return 5",
    "fail:return null",
    "throw",
    "throw java.lang.IllegalStateException",
    "fail:throw com.foo.Missing",
    "fail:return 'x'",
    "return 'x'",
    "Return 'x'",
    "FORCE:return 'x'",
    "force:fail:return 'x'",
    "fail:force:return 'x'",
    "forcereturn 'x'",
    r#"force:return "a`b""#,
    "force:return 2024-02-29",
    "force:return 1e3",
    "force:return +5",
    "force:return 0x10",
    "force:return nullx",
    "force:return  spaced  ",
    "force:throwjava.lang.IllegalStateException",
    BEAN,
];

/// Where ours differ: as `consumer_sdk`'s `mock` says, and where upstream makes something of what cannot be meant (an object for a
/// number or date, numbers in a list of beans, which its callers meet as `ClassCastException`). Decimals in JSON are doubles here,
/// `BigDecimal` there, where nothing more is declared.
const KNOWN: [(&str, &[&str]); 32] = [
    ("force:return", &METHODS),
    (
        "force:return empty",
        &[
            "echo",
            "addBoxed",
            "roundTrip",
            "reverse",
            "attributes",
            "parts",
            "tags",
            "doubled",
            "upper",
            "later",
            "any",
            "eventually",
        ],
    ),
    (
        "force:return true",
        &[
            "echo",
            "half",
            "add",
            "addBoxed",
            "notes",
            "later",
            "eventually",
        ],
    ),
    (
        "force:return false",
        &[
            "echo",
            "half",
            "add",
            "addBoxed",
            "notes",
            "later",
            "eventually",
        ],
    ),
    (r#"force:return "x""#, &["not"]),
    ("force:return 'x'", &["not"]),
    ("force:return x", &["not"]),
    ("force:return -5", &["not"]),
    ("force:return 5.5", &["not", "add", "addBoxed", "notes"]),
    ("force:return 9999999999", &["notes"]),
    (r#"force:return "5""#, &["not"]),
    (
        "force:return {`name`:`n`}",
        &["addBoxed", "parts", "scale", "later"],
    ),
    ("force:return [1,2]", &["reverse", "tags", "upper"]),
    (r#"force:return ["a","b"]"#, &["reverse"]),
    (r#"force:return [{"name":"n"}]"#, &["tags", "upper"]),
    ("force:return RED", &["not"]),
    (r#"force:return "RED""#, &["not"]),
    ("force:throw com.autoparts.probe.ProbeException", &METHODS),
    ("force:throw com.foo.Missing", &METHODS),
    ("force:  return 'x'", &["not"]),
    ("fail:throw com.foo.Missing", &METHODS),
    ("fail:return 'x'", &["not"]),
    ("return 'x'", &["not"]),
    ("fail:force:return 'x'", &["not"]),
    (r#"force:return "a`b""#, &["not"]),
    ("force:return 2024-02-29", &["not"]),
    ("force:return 1e3", &["not", "add", "addBoxed", "notes"]),
    ("force:return +5", &["not"]),
    ("force:return 0x10", &["not"]),
    ("force:return nullx", &["not"]),
    ("force:return  spaced  ", &["not"]),
    (
        BEAN,
        &["addBoxed", "attributes", "parts", "scale", "later", "any"],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn mocks_answer_what_upstream_answers() {
    if !java::available() {
        return;
    }
    let nacos = Nacos::shared(Version::V2).await.unwrap();
    let server = nacos.registry_url();
    let registry = format!("{server}?namespace=mocks-of-nobody-{}", std::process::id());
    let mut pair = Pair::new(registry, "dubbo://127.0.0.1:1".to_owned()).await;
    for mock in MOCKS {
        pair.compare(mock, &METHODS).await;
    }
    println!("{} outcomes compared", pair.compared);
    assert_eq!(pair.unexpected(&KNOWN), Vec::<String>::new());
}

/// At a Java provider: a forced mock asks nobody, the others step in for what Dubbo throws and not for what the service throws.
#[tokio::test(flavor = "multi_thread")]
async fn mocks_step_in_where_upstream_steps_in() {
    if !java::available() {
        return;
    }
    let nacos = Nacos::shared(Version::V2).await.unwrap();
    let provider = JavaProvider::start(Line::V3_3, Protocol::Dubbo, nacos);
    let provider = provider.await.unwrap();
    let at = |way| {
        let place = Place {
            line: Line::V3_3,
            protocol: Protocol::Dubbo,
            way,
        };
        provider.address(place).unwrap()
    };
    let found = at(Way::Found(Level::Interface, Version::V2));
    let mut pair = Pair::new(found, at(Way::Direct)).await;
    let calls = [
        "echo",
        "add",
        "roundTrip",
        "fail none",
        "fail checked",
        "fail declared",
        "fail illegal",
        "fail runtime",
        "fail undeclared",
    ];
    for mock in [
        "false",
        "return null",
        "fail:return 5",
        "force:return 5",
        "throw",
        "fail:throw java.lang.IllegalStateException",
        "force:throw java.lang.IllegalStateException",
        "force:throw",
    ] {
        pair.compare(mock, &calls).await;
    }
    assert_eq!(pair.compared, 72);
    assert_eq!(pair.unexpected(&[]), Vec::<String>::new());
}
