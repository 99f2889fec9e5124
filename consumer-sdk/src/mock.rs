//! Answers made up on the consumer's side (Java: `mock`, `MockClusterInvoker`, `MockInvoker`).
//!
//! | `mock` | `MockClusterInvoker` in Java | here |
//! |---|---|---|
//! | empty, `false`, `0`, `null`, `n/a` | no mock | the same |
//! | `force:return V` | nobody is asked, V is the answer | the same |
//! | `fail:return V`, `return V` | V when the call failed on the way (`RpcException` that is not `isBiz`); an exception of the service stays | the same |
//! | `return` | `null` | the same |
//! | `throw C` | C with one message; a business exception | the same, by its name: the class need not exist here |
//! | `throw` | `RpcException` with that message | the same |
//! | `` ` `` in a value | stands for `"` | the same |
//! | a value | becomes what the method returns (`PojoUtils.realize`): text to numbers, JSON to objects | the same, by the conversions of generic calls |
//! | `return empty` | an empty text, list or number, as the method declares | `null`: what is declared is not known here |
//! | `force:return` | the class `return`, so that every call fails | `null`, as `return` |
//! | `throw C` where C is not there, or is made of more than a text | `RpcException` | C with that message |
//! | `return x` for a boolean, `return 9999999999` for an int | `false`, the low bits | an error: the value does not fit |
//! | `return true` for a text or number | `ClassCastException` | `true`, `1` |
//! | `true`, `default`, `fail`, `force`, a class | an object of the class `{interface}Mock`, or of that class | no class is loaded: no mock, and a warning |

use dubbo_rpc::hessian2::Value;
use dubbo_rpc::{Fault, Reply};

/// What is answered instead of a call, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Mock {
    /// Without asking a provider at all (`force:`); else only when the call failed on the way (`fail:`, the default).
    pub forced: bool,
    /// The answer.
    pub answer: MockAnswer,
}

/// A made-up answer.
#[derive(Debug, Clone, PartialEq)]
pub enum MockAnswer {
    /// `return VALUE`.
    Return {
        /// The value.
        value: Value,
        /// What stands there, where that is no quoted text: what a method that returns text answers.
        text: Option<String>,
    },
    /// `throw CLASS`.
    Throw(String),
}

/// Class thrown where `throw` names none.
const THROWN: &str = "org.apache.dubbo.rpc.RpcException";
/// What Java's mocks say.
const MESSAGE: &str = "mocked exception for service degradation.";

impl Mock {
    /// Reads `[force:|fail:]return VALUE` and `[force:|fail:]throw [CLASS]`; `false` and what is empty is no mock. A value
    /// is `null`, `true`, `false`, a number, a quoted text, JSON, or the text itself. A class of its own, which Java may
    /// name here, cannot be loaded: it is no mock, and a warning.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if ["", "false", "0", "null", "n/a"]
            .iter()
            .any(|none| text.eq_ignore_ascii_case(none))
        {
            return None;
        }
        let forced = text.starts_with("force:");
        let rest = text.strip_prefix("fail:").unwrap_or(text).trim();
        let rest = rest.strip_prefix("force:").unwrap_or(rest).trim();
        let answer = if let Some(value) = word(rest, "return") {
            let text = value.replace('`', "\"");
            let value = value_of(&text);
            let is_plain = !matches!(&*text, "" | "empty" | "null" | "true" | "false")
                && quoted(&text).is_none();
            MockAnswer::Return {
                value,
                text: is_plain.then_some(text),
            }
        } else if let Some(class) = rest.strip_prefix("throw").map(str::trim) {
            let class = if class.is_empty() { THROWN } else { class };
            MockAnswer::Throw(class.to_owned())
        } else {
            // `true`, `default`, `fail` and `force` mean the class `{interface}Mock` in Java.
            tracing::warn!(
                mock = text,
                "a mock that is a class of Java's is none here: only `return …` and `throw …` are"
            );
            return None;
        };
        Some(Self { forced, answer })
    }

    /// Answers.
    ///
    /// # Errors
    /// The exception of `throw`.
    pub(crate) fn answer(&self) -> Result<Reply, Fault> {
        match &self.answer {
            MockAnswer::Return { value, text } => Reply::made_up(value, text.as_deref()),
            MockAnswer::Throw(class) => Err(Fault::throw(class.as_str(), MESSAGE)),
        }
    }
}

fn word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

/// The text between quotes.
fn quoted(text: &str) -> Option<&str> {
    let between = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    between('"').or_else(|| between('\''))
}

fn value_of(text: &str) -> Value {
    // Java: `StringUtils.isNumeric`; what has a sign or a point is a text until something wants a number.
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match text {
        "" | "empty" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => {
            if let Some(text) = quoted(text) {
                return Value::from(text);
            }
            if let Ok(number) = text.parse::<i64>()
                && is_number
            {
                return i32::try_from(number).map_or(Value::Long(number), Value::Int);
            }
            match serde_json::from_str(text) {
                Ok(json) if text.starts_with(['{', '[']) => of_json(json),
                _ => Value::from(text),
            }
        }
    }
}

fn of_json(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(flag),
        serde_json::Value::String(text) => Value::String(text),
        serde_json::Value::Array(items) => Value::list(items.into_iter().map(of_json).collect()),
        serde_json::Value::Object(fields) => Value::map(
            fields
                .into_iter()
                .map(|(key, value)| (Value::String(key), of_json(value)))
                .collect(),
        ),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(whole) => i32::try_from(whole).map_or(Value::Long(whole), Value::Int),
            None => Value::Double(number.as_f64().unwrap_or(f64::NAN)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_java_reads() {
        let answer = |text: &str| {
            Mock::read(text).map(|mock| match mock.answer {
                MockAnswer::Return { value, .. } => (mock.forced, Ok(value)),
                MockAnswer::Throw(class) => (mock.forced, Err(class)),
            })
        };
        let value = |forced, value| Some((forced, Ok(value)));
        for none in ["", " ", "false", "FALSE", "0", "null", "N/A"] {
            assert_eq!(answer(none), None, "{none}");
        }
        // Classes, by name or by Java's short forms for `{interface}Mock`.
        for class in ["com.example.StockMock", "true", "default", "fail", "force"] {
            assert_eq!(answer(class), None, "{class}");
        }
        assert_eq!(answer("return null"), value(false, Value::Null));
        assert_eq!(answer("fail:return 7"), value(false, Value::Int(7)));
        assert_eq!(answer("force:return \"x y\""), value(true, "x y".into()));
        assert_eq!(answer("force: return true"), value(true, Value::Bool(true)));
        assert_eq!(answer("return plain"), value(false, "plain".into()));
        assert_eq!(answer("return"), value(false, Value::Null));
        assert_eq!(answer("force:return"), value(true, Value::Null));
        assert_eq!(answer("return empty"), value(false, Value::Null));
        assert_eq!(answer("return '7'"), value(false, "7".into()));
        assert_eq!(answer("return 2.5"), value(false, "2.5".into()));
        let json = Value::map(vec![("a".into(), Value::list(vec![Value::Int(1)]))]);
        assert_eq!(answer("return {\"a\":[1]}"), value(false, json.clone()));
        assert_eq!(answer("fail:return {`a`:[1]}"), value(false, json));
        let thrown = Some((false, Err("a.B".to_owned())));
        assert_eq!(answer("throw a.B"), thrown);
        let nameless = Some((true, Err(THROWN.to_owned())));
        assert_eq!(answer("force:throw"), nameless);
        assert_eq!(answer("throwa.B"), thrown);
        assert_eq!(answer("fail:force:return 7"), value(false, Value::Int(7)));
        assert_eq!(answer("return -7"), value(false, "-7".into()));
        let long = value(false, Value::Long(9_999_999_999));
        assert_eq!(answer("return 9999999999"), long);
    }

    #[test]
    fn answers() {
        let reply = Mock::read("return 7").unwrap().answer().unwrap();
        assert_eq!(reply.read::<i32>().unwrap(), 7);
        let reply = |text| Mock::read(text).unwrap().answer().unwrap();
        assert_eq!(reply("return -7").read::<i64>().unwrap(), -7);
        assert_eq!(reply("return '2.5'").read::<f64>().unwrap(), 2.5);
        assert_eq!(reply("return [1]").read::<String>().unwrap(), "[1]");
        assert_eq!(reply("return [1]").read::<Vec<i64>>().unwrap(), [1]);
        assert!(reply("return '[1]'").read::<Vec<i64>>().is_err());
        let fault = Mock::read("throw a.B").unwrap().answer().unwrap_err();
        assert_eq!(fault.exception().unwrap().class(), "a.B");
    }
}
