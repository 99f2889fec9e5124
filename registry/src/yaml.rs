//! Rules are written in YAML, by people; whoever may write into Nacos writes into every process. Only what a rule needs
//! is read: maps, lists and scalars. Anchors, aliases and tags are refused (a page of them stands for more values than
//! fit in memory, or for objects of somebody's choosing), and so is what is too long, too deep or too much.

use serde_json::{Map, Number, Value};
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::TScalarStyle;

use crate::error::{Error, ErrorKind};

/// Longest text of a rule in bytes.
pub const RULE_BYTES_MAX: usize = crate::config::CONFIG_BYTES_MAX;
/// Deepest nesting of a rule.
pub const RULE_DEPTH_MAX: usize = 32;
/// Most values of a rule, keys included.
pub const RULE_VALUES_MAX: usize = 20_000;

/// Reads every document of a YAML text (`---` between them) as JSON values. An empty text has none.
///
/// # Errors
/// [`ErrorKind::Rule`] when it is no YAML, holds an anchor, an alias, a tag or a key twice, or exceeds a limit.
pub fn read_yaml(text: &str) -> Result<Vec<Value>, Error> {
    if text.len() > RULE_BYTES_MAX {
        return Err(refuse(format!(
            "it has {} bytes, at most {RULE_BYTES_MAX} are read",
            text.len()
        )));
    }
    // Byte order marks are not text to the scanner.
    let mut parser = Parser::new_from_str(text.trim_start_matches('\u{feff}'));
    let mut builder = Builder::default();
    loop {
        let (event, at) = parser
            .next_token()
            .map_err(|error| refuse(error.to_string()))?;
        let done = event == Event::StreamEnd;
        builder
            .event(event)
            .map_err(|why| refuse(format!("line {}: {why}", at.line())))?;
        if done {
            return Ok(builder.documents);
        }
    }
}

fn refuse(why: String) -> Error {
    Error::new(ErrorKind::Rule, format!("the rule cannot be read: {why}"))
}

/// A map or list that is not complete yet.
enum Open {
    Map(Map<String, Value>, Option<String>),
    List(Vec<Value>),
}

#[derive(Default)]
struct Builder {
    documents: Vec<Value>,
    open: Vec<Open>,
    values: usize,
}

impl Builder {
    fn event(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::Alias(_) => Err("aliases (*name) are not read; write the value out".to_owned()),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _)
                if anchor > 0 =>
            {
                Err("anchors (&name) are not read; write the value out".to_owned())
            }
            Event::Scalar(_, _, _, Some(tag))
            | Event::SequenceStart(_, Some(tag))
            | Event::MappingStart(_, Some(tag)) => {
                Err(format!("tags are not read: {}{}", tag.handle, tag.suffix))
            }
            Event::Scalar(text, style, ..) => {
                let wants_key = matches!(self.open.last(), Some(Open::Map(_, None)));
                if wants_key {
                    self.key(text)
                } else {
                    self.value(scalar(text, style))
                }
            }
            Event::SequenceStart(..) => self.begin(Open::List(Vec::new())),
            Event::MappingStart(..) => self.begin(Open::Map(Map::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => {
                let value = match self.open.pop() {
                    Some(Open::Map(map, _)) => Value::Object(map),
                    Some(Open::List(list)) => Value::Array(list),
                    None => return Err("an end without a beginning".to_owned()),
                };
                self.value(value)
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn begin(&mut self, open: Open) -> Result<(), String> {
        if matches!(self.open.last(), Some(Open::Map(_, None))) {
            return Err("a key must be a plain text".to_owned());
        }
        if self.open.len() >= RULE_DEPTH_MAX {
            return Err(format!("more than {RULE_DEPTH_MAX} levels deep"));
        }
        self.open.push(open);
        Ok(())
    }

    fn count(&mut self) -> Result<(), String> {
        self.values += 1;
        if self.values > RULE_VALUES_MAX {
            return Err(format!("more than {RULE_VALUES_MAX} values"));
        }
        Ok(())
    }

    fn key(&mut self, key: String) -> Result<(), String> {
        self.count()?;
        if let Some(Open::Map(map, next)) = self.open.last_mut() {
            if map.contains_key(&key) {
                return Err(format!("the key `{key}` is there twice"));
            }
            *next = Some(key);
        }
        Ok(())
    }

    fn value(&mut self, value: Value) -> Result<(), String> {
        self.count()?;
        match self.open.last_mut() {
            None => self.documents.push(value),
            Some(Open::List(list)) => list.push(value),
            Some(Open::Map(map, key)) => match key.take() {
                Some(key) => drop(map.insert(key, value)),
                None => return Err("a key must be a plain text".to_owned()),
            },
        }
        Ok(())
    }
}

/// A plain scalar as Java's reader (SnakeYAML, YAML 1.1) types it, but for dates and numbers to the base of 60, which stay text; a
/// quoted one is text.
fn scalar(text: String, style: TScalarStyle) -> Value {
    if style != TScalarStyle::Plain {
        return Value::String(text);
    }
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            return Value::Bool(true);
        }
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Value::Bool(false);
        }
        _ => {}
    }
    if let Some(number) = whole_number(&text) {
        return Value::Number(number.into());
    }
    let digits = text.replace('_', "");
    let looks_like_number = digits.contains(['.', 'e', 'E'])
        && digits.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    match looks_like_number
        .then(|| digits.parse::<f64>().ok().and_then(Number::from_f64))
        .flatten()
    {
        Some(number) => Value::Number(number),
        None => Value::String(text),
    }
}

/// `-1_000`, `0x1F`, `0b11`, `017`; `None` for what is none, or does not fit.
fn whole_number(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (radix, digits) = match digits.split_at_checked(2) {
        Some(("0x", rest)) => (16, rest),
        Some(("0b", rest)) => (2, rest),
        _ if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
        _ => (10, digits),
    };
    let digits = digits.replace('_', "");
    if digits.starts_with(['+', '-']) {
        return None;
    }
    i64::from_str_radix(&format!("{sign}{digits}"), radix).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_rule_as_operators_write_it() {
        let text = "
# weights for the new machine
configVersion: v3.0
scope: service
key: g/a.B:1.0
enabled: true
configs:
- addresses: ['0.0.0.0']
  side: provider
  parameters: {weight: 300, timeout: \"2000\", token: ~, ratio: 0.5, ip: 1.2.3.4}
";
        assert_eq!(
            read_yaml(text).unwrap(),
            [json!({
                "configVersion": "v3.0", "scope": "service", "key": "g/a.B:1.0", "enabled": true,
                "configs": [{"addresses": ["0.0.0.0"], "side": "provider",
                    "parameters": {"weight": 300, "timeout": "2000", "token": null, "ratio": 0.5, "ip": "1.2.3.4"}}],
            })]
        );
        assert_eq!(
            read_yaml("a: 1\n---\nb: 2\n").unwrap(),
            [json!({"a": 1}), json!({"b": 2})]
        );
        assert_eq!(
            read_yaml("[{\"a\": [1, true]}]").unwrap(),
            [json!([{"a": [1, true]}])]
        );
        assert!(read_yaml("").unwrap().is_empty() && read_yaml("# nothing\n").unwrap().is_empty());
    }

    #[test]
    fn plain_values_have_the_types_that_java_gives_them() {
        for (text, value) in [
            ("yes", json!(true)),
            ("On", json!(true)),
            ("no", json!(false)),
            ("OFF", json!(false)),
            ("'yes'", json!("yes")),
            ("y", json!("y")),
            ("1_000", json!(1000)),
            ("0x1F", json!(31)),
            ("0b11", json!(3)),
            ("-017", json!(-15)),
            ("018", json!("018")),
            ("0", json!(0)),
            ("+7", json!(7)),
            ("0x-1", json!("0x-1")),
            ("1e3", json!(1000.0)),
            ("1.2.3", json!("1.2.3")),
        ] {
            assert_eq!(read_yaml(text).unwrap(), [value], "{text}");
        }
    }

    #[test]
    fn what_was_made_to_hurt_is_refused() {
        let bomb: String = std::iter::once("a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned())
            .chain((b'b'..=b'i').map(|c| {
                let (name, before) = (char::from(c), char::from(c - 1));
                format!("{name}: &{name} [*{before},*{before},*{before},*{before},*{before},*{before}]\n")
            }))
            .collect();
        let long = "a: ".to_owned() + &"x".repeat(10 * 1024 * 1024);
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        let many = |values: usize| format!("[{}]", vec!["1"; values].join(","));
        for (text, why) in [
            (bomb.as_str(), "anchors"),
            ("a: *b", "anchor"),
            (
                "a: !!javax.script.ScriptEngineManager [!!java.net.URL [x]]",
                "tags",
            ),
            ("!!python/object:os.system {}", "tag"),
            ("a: 1\na: 2", "twice"),
            ("? [a, b]\n: c", "key"),
            ("a: [", ""),
            ("a: b: c: d", ""),
            (long.as_str(), "10485763 bytes"),
            (deep(RULE_DEPTH_MAX + 1).as_str(), "levels"),
            (deep(100_000).as_str(), "limit"),
            (many(RULE_VALUES_MAX).as_str(), "values"),
        ] {
            let error = read_yaml(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Rule);
            let said = error.to_string();
            assert!(
                said.contains(why),
                "{why}: {}",
                &said[..said.len().min(200)]
            );
        }
        assert!(read_yaml(&deep(RULE_DEPTH_MAX)).is_ok());
        assert!(read_yaml(&many(RULE_VALUES_MAX - 1)).is_ok());
    }
}
