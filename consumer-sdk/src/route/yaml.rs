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

/// A value as Java's `toString` shows it, lists and mappings too; `None` for null.
pub(super) fn shown(value: &Value) -> Option<String> {
    let inner = |value: &Value| shown(value).unwrap_or_else(|| "null".to_owned());
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inner).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        Value::Object(map) => {
            let entries = map
                .iter()
                .map(|(key, value)| format!("{key}={}", inner(value)));
            Some(format!("{{{}}}", entries.collect::<Vec<_>>().join(", ")))
        }
        plain => text(Some(plain)),
    }
}

/// A value that upstream casts to a text.
///
/// # Errors
/// When it is of another type, as `configVersion: 3.0` is a number.
pub(super) fn word(map: &Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(format!("`{key}: {other}` is no text; put it in quotes")),
    }
}

/// A switch: `true` in any letter case. (`yes` and `on` have been read as `true`, unless they stood in quotes.)
pub(super) fn flag(map: &Map<String, Value>, key: &str, otherwise: bool) -> bool {
    match text(map.get(key)) {
        Some(text) => text.eq_ignore_ascii_case("true"),
        None => otherwise,
    }
}

/// What condition and tag rules begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) force: bool,
    pub(super) enabled: bool,
    pub(super) valid: bool,
    pub(super) version: Option<String>,
}

/// Reads what condition and tag rules begin with (Java: `AbstractRouterRule.parseFromMap0`). `runtime`, `dynamic` and
/// `priority` change nothing, there or here; but a `priority` that is no number is no rule.
///
/// # Errors
/// What is of the wrong type.
pub(super) fn head(map: &Map<String, Value>) -> Result<Head, String> {
    if let Some(priority) = text(map.get("priority"))
        && priority.parse::<i32>().is_err()
    {
        return Err(format!("priority `{priority}` is no number"));
    }
    for key in ["scope", "key"] {
        word(map, key)?;
    }
    Ok(Head {
        force: flag(map, "force", false),
        enabled: flag(map, "enabled", true),
        valid: flag(map, "valid", true),
        version: word(map, "configVersion")?,
    })
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
        let quoted = read("a: 'yes'").unwrap();
        assert!(!flag(&quoted, "a", true));
        assert_eq!(text(rule.get("d")).as_deref(), Some("7"));
        assert_eq!(texts(&rule, "e").unwrap(), ["1", "x"]);
        assert_eq!(maps(&rule, "f").unwrap().len(), 1);
        assert_eq!(texts(&rule, "a"), None);
    }

    #[test]
    fn what_upstream_casts_must_be_of_its_type() {
        let of = |text: &str| head(&read(text).unwrap());
        let found = of("force: on\nvalid: false\nconfigVersion: v3.0").unwrap();
        assert!(found.force && found.enabled && !found.valid);
        assert_eq!(found.version.as_deref(), Some("v3.0"));
        for bad in ["configVersion: 3.0", "scope: true", "key: 7", "priority: x"] {
            assert!(of(bad).is_err(), "{bad}");
        }
        assert!(of("priority: '7'\nkey: ~").is_ok());
    }

    #[test]
    fn nonsense_is_refused() {
        for bad in ["", "- a", "a: [", "just text", "a: &a x", "a: 1\n---\nb: 2"] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
    }
}
