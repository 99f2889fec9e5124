//! Holds what is sent to the AsyncAPI document of the contract: every field is described, and is of the type that is said.

use serde_json::Value;

const DOCUMENT: &str = include_str!("../../../../dubbo-api/schema/asyncapi.json");

/// The document.
pub(crate) struct AsyncApi(Value);

impl AsyncApi {
    pub(crate) fn read() -> Self {
        Self(serde_json::from_str(DOCUMENT).unwrap())
    }

    /// Checks an event that came with a routing key.
    pub(crate) fn check(&self, key: &str, event: &Value) {
        let channels = self.0["channels"].as_object().unwrap();
        let found = channels.values().find(|channel| {
            let address = channel["address"].as_str().unwrap();
            match address.split_once('{') {
                Some((fixed, _)) => key.starts_with(fixed),
                None => key == address,
            }
        });
        let channel = found.unwrap_or_else(|| panic!("{key} is not described"));
        assert_eq!(channel["x-sent-by-this-release"], true, "{key}");
        let messages = channel["messages"].as_object().unwrap();
        let message = self.follow(messages.values().next().unwrap());
        self.holds(&message["payload"], event, key);
    }

    /// What a reference refers to, or the thing itself.
    fn follow<'a>(&'a self, thing: &'a Value) -> &'a Value {
        match thing["$ref"].as_str() {
            Some(reference) => self
                .0
                .pointer(reference.trim_start_matches('#'))
                .unwrap_or_else(|| panic!("{reference} is not there")),
            None => thing,
        }
    }

    fn holds(&self, schema: &Value, value: &Value, at: &str) {
        let schema = self.follow(schema);
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_i64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let allowed = match &schema["type"] {
            Value::String(one) => vec![one.as_str()],
            Value::Array(some) => some.iter().filter_map(Value::as_str).collect(),
            other => panic!("{at}: no type but {other}"),
        };
        assert!(allowed.contains(&kind), "{at} is {value}, not {allowed:?}");
        match value {
            Value::Array(items) => {
                for item in items {
                    self.holds(&schema["items"], item, &format!("{at}[]"));
                }
            }
            Value::Object(fields) => {
                let described = schema["properties"].as_object().unwrap();
                for (name, field) in fields {
                    let Some(schema) = described.get(name) else {
                        panic!("{at}.{name} is not described");
                    };
                    self.holds(schema, field, &format!("{at}.{name}"));
                }
                for name in described.keys() {
                    assert!(fields.contains_key(name), "{at}.{name} is missing");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn what_is_not_described_is_found() {
    let api = AsyncApi::read();
    let refused = |key: &str, event: Value| {
        std::panic::catch_unwind(|| api.check(key, &event)).unwrap_err();
    };
    refused("stock.unheard", serde_json::json!({}));
    refused("reservation.pending_failed", serde_json::json!({}));
    refused("reservation.confirmed", serde_json::json!({"version": "1"}));
}
