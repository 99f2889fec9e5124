//! Whom override rules change, and what they change.

use super::*;

/// The URL's value of `timeout` after the rule.
fn timeout(rule: &str, url: &str) -> Option<String> {
    let mut url: Url = url.parse().unwrap();
    for change in read(rule).unwrap() {
        change.apply(&mut url, "10.9.0.1");
    }
    url.param("timeout").map(str::to_owned)
}

#[test]
fn rules_are_for_whom_they_say() {
    const PROVIDER: &str =
        "dubbo://10.0.0.1:20880/a.B?interface=a.B&side=consumer&application=mall&region=hz";
    let rule = |head: &str, item: &str| {
        format!("{head}\nconfigs: [{{side: consumer, parameters: {{timeout: 7}}{item}}}]")
    };
    for (head, item, applies) in [
        ("configVersion: v2.7\nscope: service\nkey: a.B", "", true),
        ("configVersion: v2.7\nscope: service\nkey: a.C", "", false),
        (
            "configVersion: v2.7\nscope: service\nkey: 'a.B:1.0'",
            "",
            false,
        ),
        (
            "configVersion: v2.7\nscope: application\nkey: mall",
            "",
            true,
        ),
        (
            "configVersion: v2.7\nscope: application\nkey: other",
            "",
            false,
        ),
        ("scope: application\nkey: mall", ", services: [a.C]", false),
        ("enabled: false\nkey: a.B", "", false),
        ("key: a.B", ", addresses: ['10.9.0.1']", true),
        ("key: a.B", ", addresses: ['10.9.0.2']", false),
        ("key: a.B", ", providerAddresses: ['10.0.0.1:20880']", true),
        ("key: a.B", ", providerAddresses: ['0.0.0.0:20881']", false),
        ("key: a.B", ", applications: [mall]", true),
        ("key: a.B", ", applications: [other]", false),
        ("key: a.B", ", type: weight", false),
        ("key: a.B", ", type: weight, enabled: true", true),
        (
            "configVersion: v3.0\nkey: a.B",
            ", match: {param: [{key: region, value: {exact: hz}}]}",
            true,
        ),
        (
            "configVersion: v3.0\nkey: a.B",
            ", match: {param: [{key: region, value: {exact: bj}}]}",
            false,
        ),
        (
            "configVersion: v3.0\nkey: a.B",
            ", match: {address: {cird: 10.9.0.0/16}}",
            true,
        ),
        (
            "configVersion: v3.0\nkey: a.B",
            ", match: {app: {oneof: [{exact: other}]}}",
            false,
        ),
        (
            "configVersion: v3.0\nkey: a.B",
            ", match: {providerAddress: {wildcard: '10.0.0.1:*'}}",
            true,
        ),
    ] {
        let found = timeout(&rule(head, item), PROVIDER);
        assert_eq!(found.is_some(), applies, "{head} {item}");
    }
    let other_side = "key: a.B\nconfigs: [{side: provider, parameters: {timeout: 7}}]";
    assert_eq!(timeout(other_side, PROVIDER), None);
    let equal = |region: &str| {
        format!(
            "key: a.B\nconfigs: [{{side: consumer, parameters: {{timeout: 7, '~region': {region}}}}}]"
        )
    };
    assert_eq!(timeout(&equal("hz"), PROVIDER).as_deref(), Some("7"));
    assert_eq!(timeout(&equal("bj"), PROVIDER), None);
}

#[test]
fn some_parameters_cannot_be_changed_and_nonsense_is_said() {
    let rule = "key: a.B\nconfigs: [{side: consumer, parameters: {check: x, type: y, router: z, weight: 3}}]";
    let before: Url = "dubbo://10.0.0.1:20880/a.B?side=consumer".parse().unwrap();
    let mut after = before.clone();
    read(rule).unwrap()[0].apply(&mut after, "10.9.0.1");
    after.params.remove("weight").unwrap();
    assert_eq!(after, before);
    for (rule, says) in [
        ("configs: []", "no key"),
        ("key: a.B", "no configs"),
        ("key: 7\nconfigs: []", "no text"),
        ("key: a.B\nconfigs: [{side: consumer}]", "no parameter"),
        (
            "key: a.B\nconfigs: [{side: consumer, parameters: {x: ~}}]",
            "`x`",
        ),
        (
            "key: a.B\nconfigs: [{side: both, parameters: {x: y}}]",
            "`both`",
        ),
        (
            "key: a.B\nconfigs: [{side: consumer, parameters: {priority: x}}]",
            "`x`",
        ),
    ] {
        let found = read(rule).map(|all| all.len());
        match says {
            // A rule that changes nothing needs none.
            "no key" => assert_eq!(found, Ok(0)),
            _ => assert!(found.unwrap_err().contains(says), "{rule}"),
        }
    }
}

#[test]
fn changes_for_one_address_come_after_those_for_all_and_larger_priorities_last() {
    const URL: &str = "dubbo://10.0.0.1:20880/a.B?side=consumer";
    let item = |address: &str, priority: i32, timeout: i32| {
        format!(
            "{{side: consumer, addresses: ['{address}'], parameters: {{timeout: {timeout}, priority: {priority}}}}}"
        )
    };
    for (first, second, expected) in [
        (item("10.9.0.1", 0, 1), item("0.0.0.0", 9, 2), "1"),
        (item("0.0.0.0", 9, 1), item("0.0.0.0", 1, 2), "1"),
        (item("0.0.0.0", 1, 1), item("0.0.0.0", 1, 2), "2"),
    ] {
        let rule = format!("key: a.B\nconfigs: [{first}, {second}]");
        assert_eq!(timeout(&rule, URL).as_deref(), Some(expected), "{rule}");
    }
}

#[test]
fn lists_of_urls_are_read_as_before_2_7() {
    const URL: &str = "dubbo://10.0.0.1:20880/a.B?side=consumer&timeout=3";
    for (rule, expected) in [
        (r#"["override://0.0.0.0/a.B?timeout=7"]"#, "7"),
        (r#"["absent://0.0.0.0/a.B?timeout=7"]"#, "3"),
        (r#"["override://10.9.0.1/a.B?timeout=7"]"#, "7"),
        (r#"["override://10.9.0.2/a.B?timeout=7"]"#, "3"),
        (r#"["override://10.0.0.1:20880/a.B?timeout=7"]"#, "7"),
        (r#"["override://10.0.0.1:20881/a.B?timeout=7"]"#, "3"),
        (r#"["override://0.0.0.0/a.B?timeout=7&enabled=false"]"#, "3"),
    ] {
        assert_eq!(timeout(rule, URL).as_deref(), Some(expected), "{rule}");
    }
    assert!(read(r#"["empty://0.0.0.0/a.B"]"#).is_err());
}
