//! The settings as a table, from the file and the environment, before they are typed.

use std::path::Path;

use super::keys::{SETTINGS, nearest};
use super::{Config, ConfigError, ENV_PREFIX};

pub(super) fn read_file(path: &Path) -> Result<toml::Table, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })?;
    text.parse()
        .map_err(|error: toml::de::Error| ConfigError::Syntax {
            path: path.to_owned(),
            message: error.to_string(),
        })
}

pub(super) fn check_keys(table: &toml::Table, origin: &str) -> Result<(), ConfigError> {
    for (section, value) in table {
        let Some(fields) = value.as_table() else {
            return Err(unknown(section, origin));
        };
        for name in fields.keys() {
            let key = format!("{section}.{name}");
            if !SETTINGS.iter().any(|s| s.key == key) {
                return Err(unknown(&key, origin));
            }
        }
    }
    Ok(())
}

fn unknown(key: &str, origin: &str) -> ConfigError {
    let hint = nearest(key).map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
    ConfigError::UnknownKey {
        key: key.to_owned(),
        origin: origin.to_owned(),
        hint,
    }
}

pub(super) fn overlay(table: &mut toml::Table, name: &str, value: &str) -> Result<(), ConfigError> {
    let Some(rest) = name.strip_prefix(ENV_PREFIX) else {
        return Ok(());
    };
    // Variables without `__` are not settings of ours (the test command has some of its own).
    let Some((section, field)) = rest.split_once("__") else {
        return Ok(());
    };
    let key = format!("{}.{}", section.to_lowercase(), field.to_lowercase());
    if !SETTINGS.iter().any(|s| s.key == key) {
        return Err(unknown(&key, &format!("the environment variable {name}")));
    }
    let section = table
        .entry(section.to_lowercase())
        .or_insert_with(|| toml::Value::Table(toml::Table::new()));
    if let Some(fields) = section.as_table_mut() {
        fields.insert(field.to_lowercase(), typed(&key, value));
    }
    Ok(())
}

/// The value in the type the setting has by default: text stays text even where it looks like a number.
fn typed(key: &str, value: &str) -> toml::Value {
    let default = toml::Table::try_from(Config::default())
        .ok()
        .and_then(|table| {
            let (section, field) = key.split_once('.')?;
            table.get(section)?.get(field).cloned()
        });
    match default {
        Some(toml::Value::Integer(_)) => value.parse().map(toml::Value::Integer).ok(),
        Some(toml::Value::Boolean(_)) => value.parse().map(toml::Value::Boolean).ok(),
        _ => None,
    }
    .unwrap_or_else(|| toml::Value::String(value.to_owned()))
}
