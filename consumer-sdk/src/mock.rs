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
//! | `return empty` | an empty text, list or number, as the method declares | `null`: what is declared is not known here |
//! | `return 7` for a text | the text `7` | a number; quote it |
//! | `true`, `default`, `fail`, `force`, a class | an object of the class `{interface}Mock`, or of that class | no class is loaded: no mock, and a warning |

use dubbo_rpc::hessian2::{Encoder, Limits, Value};
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
    Return(Value),
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
        let (forced, rest) = match (text.strip_prefix("force:"), text.strip_prefix("fail:")) {
            (Some(rest), _) => (true, rest.trim()),
            (_, Some(rest)) => (false, rest.trim()),
            _ => (false, text),
        };
        let answer = if let Some(value) = word(rest, "return") {
            MockAnswer::Return(value_of(&value.replace('`', "\"")))
        } else if let Some(class) = word(rest, "throw") {
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
            MockAnswer::Return(value) => {
                let mut encoder = Encoder::new();
                encoder.write(value)?;
                Ok(Reply::new(encoder.into_vec(), Limits::default()))
            }
            MockAnswer::Throw(class) => Err(Fault::throw(class.as_str(), MESSAGE)),
        }
    }
}

fn word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

fn value_of(text: &str) -> Value {
    let quoted = |mark: char| {
        text.strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
    };
    match text {
        "" | "empty" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => {
            if let Some(text) = quoted('"').or_else(|| quoted('\'')) {
                return Value::from(text);
            }
            if let Ok(number) = text.parse::<i32>() {
                return Value::Int(number);
            }
            if let Ok(number) = text.parse::<i64>() {
                return Value::Long(number);
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
        let answer = |text: &str| Mock::read(text).map(|mock| (mock.forced, mock.answer));
        let value = |forced, value| Some((forced, MockAnswer::Return(value)));
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
        let thrown = Some((false, MockAnswer::Throw("a.B".to_owned())));
        assert_eq!(answer("throw a.B"), thrown);
        let nameless = Some((true, MockAnswer::Throw(THROWN.to_owned())));
        assert_eq!(answer("force:throw"), nameless);
    }

    #[test]
    fn answers() {
        let reply = Mock::read("return 7").unwrap().answer().unwrap();
        assert_eq!(reply.read::<i32>().unwrap(), 7);
        let fault = Mock::read("throw a.B").unwrap().answer().unwrap_err();
        assert_eq!(fault.exception().unwrap().class(), "a.B");
    }
}
