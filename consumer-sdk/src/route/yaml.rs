//! Rules as text: YAML, bounded, with values of whatever type people write them in.

use serde_json::{Map, Value};

/// A rule's top level.
///
/// # Errors
/// What is wrong with the text.
pub(super) fn read(text: &str) -> Result<Map<String, Value>, String> {
    let mut documents = dubbo_registry::read_yaml(text)
        .map_err(|error| error.to_string())?
        .into_iter();
    match (documents.next(), documents.next()) {
        (Some(Value::Object(map)), None) => Ok(map),
        (Some(_), Some(_)) => Err("the text holds more than one rule".to_owned()),
        _ => Err("the rule is no mapping of keys to values".to_owned()),
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
    fn nonsense_is_refused() {
        for bad in ["", "- a", "a: [", "just text", "a: &a x", "a: 1\n---\nb: 2"] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
    }
}
