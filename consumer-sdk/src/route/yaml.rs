//! Rules as text: YAML, bounded, with values of whatever type people write them in.

use serde_json::{Map, Value};

/// Longest rule in bytes; Nacos' own limit is ten times that.
pub const RULE_BYTES_MAX: usize = 128 * 1024;
/// Most values in a rule, those that aliases repeat among them.
pub const RULE_NODES_MAX: usize = 20_000;
/// Deepest nesting of a rule.
pub const RULE_DEPTH_MAX: usize = 32;

/// A rule's top level.
///
/// # Errors
/// What is wrong with the text.
pub(super) fn read(text: &str) -> Result<Map<String, Value>, String> {
    if text.len() > RULE_BYTES_MAX {
        return Err(format!(
            "the rule has {} bytes, at most {RULE_BYTES_MAX} are read",
            text.len()
        ));
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_nodes: RULE_NODES_MAX,
            max_depth: RULE_DEPTH_MAX,
        },
    };
    match serde_saphyr::from_str_with_options(text, options) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err("the rule is no mapping of keys to values".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// A value as text, whatever type it has; `None` for what is missing, null, a list or a mapping.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A switch: `true` in any letter case, and what YAML 1.1 (Java's reader) calls true.
pub(super) fn flag(map: &Map<String, Value>, key: &str, otherwise: bool) -> bool {
    match text(map.get(key)) {
        Some(text) => ["true", "yes", "on"]
            .iter()
            .any(|yes| text.eq_ignore_ascii_case(yes)),
        None => otherwise,
    }
}

/// A list of texts; `None` when there is no list.
pub(super) fn texts(map: &Map<String, Value>, key: &str) -> Option<Vec<String>> {
    let items = map.get(key)?.as_array()?;
    Some(
        items
            .iter()
            .map(|item| text(Some(item)).unwrap_or_else(|| "null".to_owned()))
            .collect(),
    )
}

/// A list of mappings; what else is in it is left out.
pub(super) fn maps<'a>(
    map: &'a Map<String, Value>,
    key: &str,
) -> Option<Vec<&'a Map<String, Value>>> {
    let items = map.get(key)?.as_array()?;
    Some(items.iter().filter_map(Value::as_object).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_any_type() {
        let rule = read("a: true\nb: 'TRUE'\nc: yes\nd: 7\ne: [1, x]\nf:\n  - {g: h}\n").unwrap();
        assert!(flag(&rule, "a", false) && flag(&rule, "b", false) && flag(&rule, "c", false));
        assert!(!flag(&rule, "d", true) && flag(&rule, "none", true));
        assert_eq!(text(rule.get("d")).as_deref(), Some("7"));
        assert_eq!(texts(&rule, "e").unwrap(), ["1", "x"]);
        assert_eq!(maps(&rule, "f").unwrap().len(), 1);
        assert_eq!(texts(&rule, "a"), None);
    }

    #[test]
    fn bombs_and_nonsense_are_refused() {
        let long = |len: usize| format!("a: {}", "x".repeat(len - 3));
        assert!(read(&long(RULE_BYTES_MAX)).is_ok());
        assert!(
            read(&long(RULE_BYTES_MAX + 1))
                .unwrap_err()
                .contains("131072")
        );
        // A hundred million values in half a kilobyte.
        let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for (name, last) in ["b", "c", "d", "e", "f", "g", "h"]
            .iter()
            .zip(["a", "b", "c", "d", "e", "f", "g"])
        {
            let items = vec![format!("*{last}"); 10].join(",");
            bomb.push_str(&format!("{name}: &{name} [{items}]\n"));
        }
        assert!(read(&bomb).is_err());
        let deep = |depth: usize| format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&deep(10)).is_ok());
        assert!(read(&deep(1000)).is_err());
        for bad in ["", "- a", "a: [", "just text"] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
    }
}
