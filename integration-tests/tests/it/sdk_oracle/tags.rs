//! Tag rules of the providers' application.

use consumer_sdk::Trial;

use super::conditions::head;
use super::dice::{Dice, quoted};
use super::places;

const TAGS: &[&str] = &["gray", "blue", "a", "a|b", "a|b|c", "b"];

/// A rule, or none, and a call to try it with.
pub(super) fn case(dice: &mut Dice) -> (Vec<(String, String)>, Trial) {
    let mut trial = places::trial(dice);
    for provider in &mut trial.providers {
        if dice.once_in(3) {
            let tag = dice.one_of(&["gray", "blue", "a|b", ""]).to_owned();
            provider.params.insert("dubbo.tag".to_owned(), tag);
        }
    }
    if dice.once_in(3) {
        let tag = dice.one_of(TAGS).to_owned();
        trial.consumer.params.insert("dubbo.tag".to_owned(), tag);
    }
    if !dice.once_in(3) {
        let tag = dice.one_of(&["gray", "a", "a|b", "a|x", "b|a", "|a", "a|", "red", ""]);
        let tag = tag.to_owned();
        trial.attachments.insert("dubbo.tag".to_owned(), tag);
    }
    const FLAGS: &[&str] = &["true", "false", "TRUE", "", "yes"];
    if dice.once_in(3) {
        let forced = dice.one_of(FLAGS).to_owned();
        trial
            .attachments
            .insert("dubbo.force.tag".to_owned(), forced);
    }
    if dice.once_in(4) {
        let forced = dice.one_of(FLAGS).to_owned();
        let consumer = &mut trial.consumer.params;
        consumer.insert("dubbo.force.tag".to_owned(), forced);
    }
    let mut texts = Vec::new();
    if !dice.once_in(8) {
        texts.push(("stock.tag-router".to_owned(), rule(dice)));
    }
    (texts, trial)
}

fn rule(dice: &mut Dice) -> String {
    let version = dice.one_of(&["", "v2.7", "v3.0", "v3.0", "v3.0.1", "v3.1"]);
    let mut text = head("stock", version, dice);
    if dice.once_in(40) {
        return text + "tags: gray\n";
    }
    text.push_str("tags:\n");
    for tag in dice.mostly_some(40, 4, tag) {
        text.push_str(&tag);
    }
    text
}

fn tag(dice: &mut Dice) -> String {
    let name = match dice.once_in(60) {
        true => "7".to_owned(),
        false => quoted(dice.one_of(TAGS)),
    };
    let mut text = format!("  - name: {name}\n");
    let (has_addresses, has_match) = [
        (true, false),
        (true, false),
        (false, true),
        (true, true),
        (false, false),
    ][if dice.once_in(30) { 4 } else { dice.throw(4) }];
    if has_addresses {
        let list = dice.mostly_some(20, 3, |dice| quoted(address(dice)));
        text.push_str(&format!("    addresses: [{}]\n", list.join(", ")));
    }
    if has_match {
        let params = dice.some(1, 2, param);
        text.push_str(&format!("    match: [{}]\n", params.join(", ")));
    }
    text
}

fn address<'a>(dice: &mut Dice) -> &'a str {
    dice.one_of(&[
        "10.0.0.1",
        "10.0.0.1:20880",
        "10.0.0.2:20881",
        "10.0.0.13:50051",
        "10.0.0.*",
        "10.0.*.1",
        "10.*.*.*:20880",
        "10.0.0.1-9",
        "10.0.0-1.1",
        "10.0.0.1-",
        "10.0.0.0/24",
        "10.0.0.0/31",
        "10.0.0.0/0",
        "10.0.0.0/33",
        "10.0.0.0/x",
        "0.0.0.0:20880",
        "0.0.0.0",
        "*",
        "*:20880",
        "*.*.*.*",
        "*.*.*.*:20881",
        "10.0.0",
        "10.0.0.01",
        "10.0.00.*",
        "10.0.0.0*",
        "10.0.0.1:*",
        " 10.0.0.1 ",
        "192.168.3.4:50051",
        "",
        "::1",
        "fe80::*",
        "2001:db8::/32",
        "300.1.1.1",
        "10.0.0.1:20880:1",
    ])
}

/// A parameter that a provider has to have.
pub(super) fn param(dice: &mut Dice) -> String {
    let key = dice.one_of(&["region", "env", "level", "none", "dubbo.tag"]);
    format!("{{key: {key}, value: {}}}", text_match(dice))
}

/// A condition on one text (StringMatch).
pub(super) fn text_match(dice: &mut Dice) -> String {
    let one = |dice: &mut Dice| -> &'static str {
        dice.one_of(&[
            "exact: hz",
            "exact: gray",
            "exact: '5'",
            "exact: ''",
            "exact: 5",
            "prefix: h",
            "prefix: ''",
            "prefix: '1'",
            "regex: 'h.*'",
            "regex: '[0-9]+'",
            "regex: h",
            "wildcard: '*'",
            "wildcard: 'h*'",
            "wildcard: hz",
            "empty: 'true'",
            "empty: 'false'",
            "empty: true",
            "noempty: 'true'",
            "noempty: ''",
            "exact: mall",
            "exact: a.B",
            "prefix: 'g/'",
            "other: x",
        ])
    };
    let first = one(dice);
    let second = one(dice);
    let is_other = first.split(':').next() != second.split(':').next();
    match dice.once_in(6) && is_other {
        true => format!("{{{first}, {second}}}"),
        false => format!("{{{first}}}"),
    }
}
