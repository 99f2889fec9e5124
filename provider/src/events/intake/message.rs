//! A message as it comes: JSON in the form of the contract's request, under a routing key that says what to do with it.

use hessian2::{Coercion, Decode, Decoder, Encoder, Limits, Value};
use lapin::message::Delivery;
use lapin::types::{AMQPValue, FieldTable};
use serde_json::{Map, Value as Json, json};

/// Headers of a message that is tried again, or given up.
pub(super) const ATTEMPTS: &str = "x-stock-attempts";
pub(super) const KEY: &str = "x-stock-key";
pub(super) const QUEUE: &str = "x-stock-queue";
pub(super) const CAUSE: &str = "x-stock-cause";
/// Most bytes of a message.
pub(super) const BYTES_MAX: usize = 1024 * 1024;

/// A message of one of our queues.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) queue: &'static str,
    /// Its sender's identifier; `None` where it gave none.
    pub(super) id: Option<String>,
    /// The routing key it was sent with.
    pub(super) key: String,
    /// How often it was tried before.
    pub(super) attempts: i64,
    /// The system that sent it.
    pub(super) sender: String,
    pub(super) body: Vec<u8>,
    pub(super) headers: FieldTable,
}

impl Message {
    pub(super) fn of(queue: &'static str, delivery: &Delivery) -> Self {
        let properties = &delivery.properties;
        let headers = properties.headers().clone().unwrap_or_default();
        let own = queue.strip_prefix("stock.").unwrap_or(queue);
        Self {
            queue,
            id: properties.message_id().as_ref().map(ToString::to_string),
            key: text(&headers, KEY).unwrap_or_else(|| delivery.routing_key.to_string()),
            attempts: number(&headers, ATTEMPTS).unwrap_or(0),
            sender: properties
                .app_id()
                .as_ref()
                .map_or_else(|| own.to_owned(), ToString::to_string),
            body: delivery.data.clone(),
            headers,
        }
    }

    /// The body with what its sender may leave out: who sends, and under which key.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn json(&self) -> Result<Map<String, Json>, String> {
        if self.body.len() > BYTES_MAX {
            return Err(format!(
                "the message has {} bytes, at most {BYTES_MAX} are taken",
                self.body.len()
            ));
        }
        let body: Json = serde_json::from_slice(&self.body)
            .map_err(|error| format!("the message is no JSON: {error}"))?;
        let Json::Object(mut fields) = body else {
            return Err("the message is no JSON object".to_owned());
        };
        let context = fields.entry("context").or_insert(Json::Null);
        if context.is_null() {
            *context = json!({});
        }
        if let Json::Object(context) = context {
            fill(context, "sourceSystem", Some(&self.sender));
            fill(context, "bizNo", self.id.as_deref());
            fill(context, "tenant", text(&self.headers, "tenant").as_deref());
            fill(
                context,
                "traceId",
                text(&self.headers, "traceId").as_deref(),
            );
        }
        Ok(fields)
    }
}

/// Sets a text that is not given.
pub(super) fn fill(fields: &mut Map<String, Json>, name: &str, value: Option<&str>) {
    let is_absent = fields.get(name).is_none_or(Json::is_null);
    if let (true, Some(value)) = (is_absent, value) {
        fields.insert(name.to_owned(), value.into());
    }
}

/// Reads JSON as a request of the contract, as a generic call in JSON is read: times as milliseconds or as text, unknown fields left out.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn read<T: Decode>(fields: Map<String, Json>) -> Result<T, String> {
    let mut encoder = Encoder::new();
    encoder
        .write(&value(Json::Object(fields)))
        .map_err(|error| error.to_string())?;
    let bytes = encoder.into_vec();
    Decoder::with_limits(&bytes, Limits::default())
        .coercing(Coercion::Generic)
        .read()
        .map_err(|error| error.to_string())
}

fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(flag),
        Json::Number(number) => match number.as_i64() {
            Some(long) => Value::Long(long),
            None => number.as_f64().map_or(Value::Null, Value::Double),
        },
        Json::String(text) => Value::String(text),
        Json::Array(items) => Value::list(items.into_iter().map(value).collect()),
        Json::Object(fields) => Value::map(
            fields
                .into_iter()
                .map(|(name, field)| (Value::String(name), value(field)))
                .collect(),
        ),
    }
}

pub(super) fn text(headers: &FieldTable, name: &str) -> Option<String> {
    match headers.inner().get(name)? {
        AMQPValue::LongString(text) => Some(text.to_string()),
        AMQPValue::ShortString(text) => Some(text.to_string()),
        _ => None,
    }
}

pub(super) fn number(headers: &FieldTable, name: &str) -> Option<i64> {
    match headers.inner().get(name)? {
        AMQPValue::LongLongInt(number) => Some(*number),
        AMQPValue::LongInt(number) => Some(i64::from(*number)),
        AMQPValue::ShortInt(number) => Some(i64::from(*number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use dubbo_api::reservation::ConfirmReq;

    use super::*;

    fn message(body: &str) -> Message {
        Message {
            queue: "stock.order",
            id: Some("M-1".to_owned()),
            key: "order.paid".to_owned(),
            attempts: 0,
            sender: "order".to_owned(),
            body: body.as_bytes().to_vec(),
            headers: FieldTable::default(),
        }
    }

    #[test]
    fn what_the_sender_leaves_out_comes_from_the_envelope() {
        let fields = message(r#"{"orderNo": "O-1", "payNo": "P-1", "colour": "red"}"#).json();
        let request: ConfirmReq = read(fields.unwrap()).unwrap();
        let context = request.context.unwrap();
        assert_eq!(context.biz_no.as_deref(), Some("M-1"));
        assert_eq!(context.source_system.as_deref(), Some("order"));
        assert_eq!(request.order_no, Some("O-1".into()));
        let fields =
            message(r#"{"context": {"bizNo": "P-7", "occurredAt": 1700000000000}}"#).json();
        let request: ConfirmReq = read(fields.unwrap()).unwrap();
        let context = request.context.unwrap();
        assert_eq!(context.biz_no.as_deref(), Some("P-7"));
        assert_eq!(context.occurred_at.map(|at| at.0), Some(1_700_000_000_000));
    }

    #[test]
    fn what_is_no_message_is_said() {
        for (body, why) in [
            ("", "no JSON"),
            ("{", "no JSON"),
            ("[1]", "no JSON object"),
            ("\"x\"", "no JSON object"),
        ] {
            let error = message(body).json().unwrap_err();
            assert!(error.contains(why), "{body}: {error}");
        }
        let mut fields = message("{}").json().unwrap();
        fields.insert("orderNo".to_owned(), json!([1, 2]));
        assert!(read::<ConfirmReq>(fields).is_err());
    }

    #[test]
    fn size_is_bounded_at_n_and_n_plus_one() {
        let body = |bytes: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(bytes - 8));
        assert!(message(&body(BYTES_MAX)).json().is_ok());
        let error = message(&body(BYTES_MAX + 1)).json().unwrap_err();
        assert!(error.contains(&BYTES_MAX.to_string()), "{error}");
    }
}
