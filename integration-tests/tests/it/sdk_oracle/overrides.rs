//! Override rules of services and applications, and what they make of consumers and of providers as a consumer sees them.

use consumer_sdk::Rulebook;
use serde_json::json;

use super::dice::{Dice, quoted};
use super::places::{self, CONSUMER_HOSTS, HOSTS, INTERFACE};
use super::{Oracle, tags};

/// A rule of the application, one of the service, and some URLs.
pub(super) fn case(oracle: &mut Oracle, case: u64) {
    let mut dice = Dice::new(oracle.seed, case);
    let consumer = places::consumer(&mut dice);
    let mut urls = dice.some(1, 3, |dice| places::provider(&consumer, dice));
    urls.push(consumer.clone());
    let part = |key: &str| consumer.param(key).unwrap_or_default().to_owned();
    let service = format!("{INTERFACE}:{}:{}", part("version"), part("group"));
    let which = dice.throw(3);
    let rules = Rulebook::default();
    let mut texts = Vec::new();
    for (place, name) in ["mall", &service].into_iter().enumerate() {
        if which == place || which == 2 {
            let text = rule(&mut dice);
            rules.set(format!("{name}.configurators"), text.as_str());
            texts.push(text);
        }
    }
    let shown: Vec<String> = urls.iter().map(places::raw).collect();
    let question = json!({
        "op": "override", "host": consumer.host, "texts": texts, "urls": shown,
    });
    let theirs = oracle.ask(&question)["parameters"].clone();
    let before: Vec<_> = urls.iter().map(|url| url.params.clone()).collect();
    let ours: Vec<_> = urls
        .into_iter()
        .map(|url| rules.overridden(url, &consumer.host).params)
        .collect();
    let before = json!(before);
    oracle.count(theirs != before);
    oracle.compare(&question, &theirs, &json!(ours));
}

fn rule(dice: &mut Dice) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key}: {value}\n"));
    match dice.throw(8) {
        0 => {}
        1 => line("configVersion", "v2.7"),
        2 => line("configVersion", "v3.1"),
        3 => line("configVersion", dice.one_of(&["v3.0.1", "3.0", "V3.0"])),
        _ => line("configVersion", "v3.0"),
    }
    let is_application = dice.once_in(2);
    if is_application {
        line("scope", "application");
    } else if dice.once_in(2) {
        line("scope", dice.one_of(&["service", "Service"]));
    }
    let key = match is_application {
        true => dice.one_of(&["mall", "mall", "mall", "other", "'*'"]),
        false => dice.one_of(&[
            "a.B",
            "a.B",
            "'a.B:1.0'",
            "g/a.B",
            "'g/a.B:1.0'",
            "'a.B:0.0.0'",
            "'*'",
            "a.C",
            "'/a.B'",
            "7",
        ]),
    };
    line("key", key);
    if dice.once_in(6) {
        line("enabled", dice.one_of(&["true", "false", "no", "'true'"]));
    }
    text.push_str("configs:\n");
    for item in dice.some(1, 3, item) {
        text.push_str(&item);
    }
    text
}

fn item(dice: &mut Dice) -> String {
    const SIDES: &[&str] = &[
        "consumer", "consumer", "consumer", "consumer", "provider", "", "Consumer", "both",
    ];
    let sides = if dice.once_in(12) { SIDES } else { &SIDES[..6] };
    let side = dice.one_of(sides);
    let mut text = match side {
        "" => "  - parameters:\n".to_owned(),
        side => format!("  - side: {side}\n    parameters:\n"),
    };
    let mut keys = Vec::new();
    for (key, value) in dice.some(1, 3, parameter) {
        if !keys.contains(&key) {
            text.push_str(&format!("      {key}: {value}\n"));
            keys.push(key);
        }
    }
    let mut list = |dice: &mut Dice, key: &str, often: usize, values: &[&str]| {
        if dice.once_in(often) {
            let values = dice.mostly_some(10, 2, |dice| quoted(dice.one_of(values)));
            text.push_str(&format!("    {key}: [{}]\n", values.join(", ")));
        }
    };
    let addresses = [CONSUMER_HOSTS, &["0.0.0.0", "0.0.0.0", "*"]].concat();
    list(dice, "addresses", 3, &addresses);
    let providers = [
        HOSTS,
        &[
            "10.0.0.1:20880",
            "10.0.0.2:20881",
            "0.0.0.0",
            "0.0.0.0:*",
            "0.0.0.0:20880",
            "10.0.0.*",
            "*",
        ],
    ]
    .concat();
    list(dice, "providerAddresses", 4, &providers);
    list(
        dice,
        "services",
        5,
        &["a.B", "a.B:1.0", "g/a.B", "g/a.B:1.0", "*", "a.C"],
    );
    list(dice, "applications", 5, &["mall", "other", "*"]);
    if dice.once_in(8) {
        let kind = dice.one_of(&["general", "weight", "balancing", "disabled"]);
        text.push_str(&format!("    type: {kind}\n"));
    }
    if dice.once_in(8) {
        let enabled = dice.one_of(&["true", "false", "yes"]);
        text.push_str(&format!("    enabled: {enabled}\n"));
    }
    if dice.once_in(2) {
        text.push_str(&condition(dice));
    }
    text
}

fn parameter(dice: &mut Dice) -> (&'static str, &'static str) {
    match dice.throw(16) {
        0..=3 => (
            "timeout",
            dice.one_of(&["7", "'70'", "700", "0x10", "1_000"]),
        ),
        4 | 5 => ("weight", dice.one_of(&["1", "0", "55"])),
        6 => (
            "sticky",
            dice.one_of(&["true", "yes", "on", "'yes'", "False", "no"]),
        ),
        7 => (
            "mock",
            dice.one_of(&[
                "'force:return null'",
                "fail:return+null",
                "'return a=b'",
                "'a&b=c'",
                "'x%20y'",
            ]),
        ),
        8 => ("'~region'", dice.one_of(&["hz", "bj", "'*'"])),
        9 => ("'~level'", dice.one_of(&["1", "'1'", "''"])),
        10 => ("priority", dice.one_of(&["1", "5", "-1"])),
        11 => (
            dice.one_of(&[
                "group",
                "version",
                "application",
                "side",
                "enabled",
                "interface",
            ]),
            dice.one_of(&["g", "'1.0'", "mall", "provider", "false", "a.B"]),
        ),
        12 => (
            dice.one_of(&[
                "router",
                "rule",
                "type",
                "runtime",
                "accesslog.fixed.path",
                "category",
                "check",
                "dynamic",
                "interfaces",
            ]),
            "x",
        ),
        13 => ("ratio", dice.one_of(&["0.5", "1.0", "1e3", "1.50", ".5"])),
        14 => (
            "region",
            dice.one_of(&["hz", "nowhere", "''", "~", "null", "[a, b]", "{a: b}"]),
        ),
        _ => ("disabled", dice.one_of(&["true", "false"])),
    }
}

fn condition(dice: &mut Dice) -> String {
    let mut text = "    match:\n".to_owned();
    let address = |dice: &mut Dice| -> &'static str {
        dice.one_of(&[
            "cird: 10.9.0.0/16",
            "cird: 10.0.0.0/24",
            "cird: 10.9.0.1",
            "cird: '10.0.0.1:20880'",
            "cird: '10.9.0.*'",
            "cird: 10.9.0.0/8",
            "wildcard: '*'",
            "wildcard: '10.9.*'",
            "wildcard: '10.0.0.*'",
            "wildcard: 0.0.0.0",
            "wildcard: '*:20880'",
            "exact: 10.9.0.1",
            "exact: '10.0.0.1:20880'",
        ])
    };
    let one_of = |dice: &mut Dice| {
        let matches = dice.some(1, 2, tags::text_match);
        format!("{{oneof: [{}]}}", matches.join(", "))
    };
    let mut has = false;
    for key in ["address", "providerAddress", "service", "app", "param"] {
        if !dice.once_in(4) {
            continue;
        }
        has = true;
        let value = match key {
            "address" | "providerAddress" => {
                let (first, second) = (address(dice), address(dice));
                let is_other = first.split(':').next() != second.split(':').next();
                match dice.once_in(3) && is_other {
                    true => format!("{{{first}, {second}}}"),
                    false => format!("{{{first}}}"),
                }
            }
            "param" => format!("[{}]", dice.some(1, 2, tags::param).join(", ")),
            _ => one_of(dice),
        };
        text.push_str(&format!("      {key}: {value}\n"));
    }
    match has {
        true => text,
        false => "    match: {}\n".to_owned(),
    }
}
