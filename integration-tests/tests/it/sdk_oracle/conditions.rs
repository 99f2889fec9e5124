//! Condition rules, v3.0 and v3.1, of services and applications.

use consumer_sdk::Trial;

use super::dice::{Dice, quoted};
use super::places::{self, HOSTS, INTERFACE, LEVELS, METHODS, PORTS, REGIONS};

/// Rules by name, and a call to try them with.
pub(super) fn case(dice: &mut Dice) -> (Vec<(String, String)>, Trial) {
    let trial = places::trial(dice);
    let part = |key: &str| trial.consumer.param(key).unwrap_or_default().to_owned();
    let service = format!("{INTERFACE}:{}:{}", part("version"), part("group"));
    let mut texts = Vec::new();
    let which = dice.throw(8);
    let (of_service, of_provider, of_consumer) = match which {
        0 | 1 => (true, false, false),
        2 => (false, true, false),
        3 | 4 => (false, false, true),
        5 => (true, false, true),
        _ => (true, true, true),
    };
    let mut add = |key: &str, text: String| texts.push((format!("{key}.condition-router"), text));
    if of_service {
        add(&service, rule("a.B", VERSIONS, dice));
    }
    // Where the provider's application has no rule, or one that cannot be read, upstream runs the consumer's own in its place.
    if of_provider {
        add("stock", rule("stock", VERSIONS, dice));
    } else {
        add("stock", "conditions: ['=> host=*']".to_owned());
    }
    if of_consumer {
        // Up to v3.0 once is as good as twice.
        let versions = if of_provider {
            &VERSIONS[..5]
        } else {
            VERSIONS
        };
        add("mall", rule("mall", versions, dice));
    }
    (texts, trial)
}

const VERSIONS: &[&str] = &[
    "", "v2.7", "v3.0", "v3.0", "v3.0", "v3.1", "v3.1", "V3.1", "v3.1.2", "v3.2",
];

fn rule(key: &str, versions: &[&str], dice: &mut Dice) -> String {
    let version = dice.one_of(versions);
    let mut text = head(key, version, dice);
    text.push_str("conditions:\n");
    let several = version.to_lowercase().starts_with("v3.1");
    for line in dice.mostly_some(30, 3, |dice| match several {
        true => destinations(dice),
        false => format!("  - {}\n", quoted(&condition(dice))),
    }) {
        text.push_str(&line);
    }
    text
}

/// What all rules begin with.
pub(super) fn head(key: &str, version: &str, dice: &mut Dice) -> String {
    let mut text = format!("key: {key}\n");
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key}: {value}\n"));
    if !version.is_empty() {
        line("configVersion", version);
    }
    line("scope", dice.one_of(&["service", "application"]));
    if dice.once_in(2) {
        line(
            "force",
            dice.one_of(&["true", "false", "'TRUE'", "yes", "'yes'", "on", "1"]),
        );
    }
    if dice.once_in(4) {
        line("runtime", dice.one_of(&["true", "false"]));
    }
    if dice.once_in(4) {
        line("priority", dice.one_of(&["1", "0", "'7'", "x"]));
    }
    if dice.once_in(5) {
        line("enabled", dice.one_of(&["true", "false", "no", "'false'"]));
    }
    if dice.once_in(20) {
        line("valid", dice.one_of(&["true", "false"]));
    }
    text
}

fn destinations(dice: &mut Dice) -> String {
    let mut text = "  - trafficDisable: false\n".to_owned();
    if !dice.once_in(6) {
        let from = match dice.throw(6) {
            0 => "true".to_owned(),
            1 => String::new(),
            _ => side(dice, true),
        };
        text.push_str(&format!("    from: {{match: {}}}\n", quoted(&from)));
    }
    if dice.once_in(8) {
        return text;
    }
    text.push_str("    to:\n");
    let to = dice.some(1, 3, |dice| {
        let to = match dice.throw(12) {
            0 => String::new(),
            1 => "false".to_owned(),
            _ => side(dice, false),
        };
        let weight = match dice.throw(6) {
            0 => String::new(),
            1 => ", weight: 0".to_owned(),
            2 => ", weight: '30'".to_owned(),
            _ => format!(", weight: {}", 1 + dice.throw(100)),
        };
        format!("      - {{match: {}{weight}}}\n", quoted(&to))
    });
    text.push_str(&to.concat());
    text
}

fn condition(dice: &mut Dice) -> String {
    let when = match dice.throw(8) {
        0 => String::new(),
        1 => "true".to_owned(),
        _ => side(dice, true),
    };
    let then = match dice.throw(14) {
        0 => String::new(),
        1 => "false".to_owned(),
        2 => "  ".to_owned(),
        _ => side(dice, false),
    };
    match dice.throw(12) {
        0 => then,
        1 => format!("{when}=>{then}"),
        _ => format!("{when} => {then}"),
    }
}

/// Terms of one side, mostly few: more would match nothing.
fn side(dice: &mut Dice, is_when: bool) -> String {
    let count = 1 + [0, 0, 0, 1, 1, 2][dice.throw(6)];
    let mut text = String::new();
    for place in 0..count {
        if place > 0 {
            text.push_str(dice.one_of(&[" & ", "&", " &", " & ", " ", ","]));
        }
        text.push_str(&term(dice, is_when));
    }
    text
}

fn term(dice: &mut Dice, is_when: bool) -> String {
    let (key, values): (&str, &[&str]) = match dice.throw(if is_when { 17 } else { 13 }) {
        0 | 1 => ("host", HOSTS),
        2 => ("port", PORTS),
        3 => ("address", &["10.0.0.1:20880", "10.0.0.2:20881", "10.9.0.1"]),
        4 => ("protocol", &["dubbo", "tri", "consumer"]),
        5 => ("application", &["mall", "stock"]),
        6 | 7 => ("region", REGIONS),
        8 => ("level", LEVELS),
        9 => ("env", &["gray", "prod"]),
        10 => ("weight", &["10", "100", "200"]),
        11 => (
            dice.one_of(&["path", "interface", "side", "remote.application"]),
            &["a.B", "consumer", "stock"],
        ),
        12 => (
            dice.one_of(&["nothing", "version", "group", "timeout"]),
            &["1.0", "g", "500"],
        ),
        13 | 14 => (dice.one_of(&["method", "methods"]), METHODS),
        15 => (
            dice.one_of(&[
                "arguments[0]",
                "arguments[0]",
                "arguments[1]",
                "arguments[9]",
                "arguments[x]",
                "arguments",
                "arguments[0].id",
            ]),
            &["O-1", "O-2", "7", "null", "150"],
        ),
        _ => (
            dice.one_of(&[
                "attachments[vip]",
                "attachments[vip]",
                "attachments[user]",
                "attachments[a.b]",
                "attachments[]",
                "attachments",
            ]),
            &["yes", "no", "u1", "7"],
        ),
    };
    let prefix = match dice.throw(8) {
        0 => "consumer.",
        1 => "provider.",
        _ => "",
    };
    let operator = match dice.throw(60) {
        0 => "=!",
        1 => "==",
        2 => "",
        3..=5 => " != ",
        6..=8 => " = ",
        9..=24 => "!=",
        _ => "=",
    };
    let values = dice.some(1, 3, |dice| value(dice, values));
    let values = values.join(dice.one_of(&[",", ",", ", ", " ,"]));
    format!("{prefix}{key}{operator}{values}")
}

fn value(dice: &mut Dice, values: &[&str]) -> String {
    let plain = dice.one_of(values);
    match dice.throw(12) {
        0 => "*".to_owned(),
        1 => format!("{}*", &plain[..plain.len().div_ceil(2)]),
        2 => format!("*{}", &plain[plain.len() / 2..]),
        3 => dice
            .one_of(&[
                "1~10",
                "10~100",
                "~50",
                "5~",
                "~",
                "0~99999999999",
                "100~10",
                "1~5~9",
            ])
            .to_owned(),
        4 => dice
            .one_of(&[
                "$region",
                "$host",
                "$level",
                "$none",
                "$protocol",
                "$port",
                "$address",
                "$path",
                "$",
            ])
            .to_owned(),
        5 => "10.0.*.1".to_owned(),
        _ => plain.to_owned(),
    }
}
