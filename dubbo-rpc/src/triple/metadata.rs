//! Attachments as HTTP headers and back.
//!
//! Upstream: `StreamUtils.convertAttachment` and `AbstractServerCall`. Header names are lower case, so a key with capital
//! letters comes back through `tri-header-convert`, a map from what was sent to what was meant (3.2 and later). Binary
//! values have `-bin` behind their key and travel as base64 without padding.

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hessian2::Value;
use http::header::{HeaderMap, HeaderName, HeaderValue, InvalidHeaderName, InvalidHeaderValue};

use super::{names, status, timeout};
use crate::body::{keys, request};
use crate::context::{Attachment, Attachments};
use crate::limits::Limits;

const TRACEPARENT: HeaderName = HeaderName::from_static(names::TRACEPARENT);

/// Suffix of binary headers.
const BINARY: &str = "-bin";

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Headers that belong to HTTP, gRPC or the routing of a call; in alphabetical order.
const RESERVED: [&str; 27] = [
    "accept",
    "accept-encoding",
    "application",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "group",
    "grpc-accept-encoding",
    "grpc-encoding",
    "grpc-message",
    "grpc-status",
    "grpc-status-details-bin",
    "grpc-timeout",
    "host",
    "interface",
    "path",
    "rest-service-group",
    "rest-service-version",
    "te",
    "transfer-encoding",
    "tri-consumer-appname",
    "tri-exception-code",
    "tri-header-convert",
    "tri-service-group",
    "tri-service-timeout",
    "tri-service-version",
];

/// Whether a header is no attachment.
fn is_reserved(name: &str) -> bool {
    RESERVED.binary_search(&name).is_ok()
        || matches!(name, "user-agent" | "version" | "serialization")
}

/// What the headers of a request say about its call.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) routing: request::Routing,
    pub(crate) attachments: Attachments,
    /// How long the caller waits, counted from when it sent the call.
    pub(crate) budget: Option<Duration>,
}

/// Reads the headers of a request.
///
/// # Errors
/// With what is wrong and the limit, when there are too many attachments.
pub(crate) fn read(headers: &HeaderMap, limits: &Limits) -> Result<Metadata, String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let named = |name: &str, other: &str| text(name).or_else(|| text(other)).map(str::to_owned);
    let mut routing = request::Routing {
        version: named(names::VERSION, names::REST_VERSION),
        group: named(names::GROUP, names::REST_GROUP),
        remote_application: text(names::APPLICATION).map(str::to_owned),
        ..request::Routing::default()
    };
    let meant = original_keys(headers);
    let mut attachments = Attachments::default();
    let (mut count, mut bytes) = (0, 0);
    for (name, value) in headers {
        let name = name.as_str();
        if is_reserved(name) {
            continue;
        }
        count += 1;
        bytes += name.len() + value.len();
        if count > limits.attachments || bytes > limits.attachment_bytes {
            return Err(format!(
                "{count} attachments of {bytes} bytes, limits `attachments` and `attachment_bytes` are {} and {}",
                limits.attachments, limits.attachment_bytes
            ));
        }
        let (sent, value) = attachment(name, value);
        let key = meant.get(sent).cloned().unwrap_or_else(|| sent.to_owned());
        request::file(&mut routing, &mut attachments, key.into(), value);
    }
    let stated = headers
        .get(names::TIMEOUT)
        .and_then(|value| timeout::parse(value.as_bytes()));
    let budget = match (stated, routing.budget()) {
        (Some(stated), Some(attached)) => Some(stated.min(attached)),
        (stated, attached) => stated.or(attached),
    };
    Ok(Metadata {
        routing,
        attachments,
        budget,
    })
}

/// The attachments of a reply, as a caller reads them: texts only.
pub(crate) fn read_reply(headers: &HeaderMap) -> Vec<(String, String)> {
    let meant = original_keys(headers);
    let mut attachments = Vec::new();
    for (name, value) in headers {
        if is_reserved(name.as_str()) {
            continue;
        }
        let (sent, value) = attachment(name.as_str(), value);
        let text = match value {
            Attachment::Text(text) => text,
            Attachment::Object(Value::Binary(bytes)) => match String::from_utf8(bytes.into()) {
                Ok(text) => text,
                Err(_) => continue,
            },
            Attachment::Object(_) => continue,
        };
        let key = meant.get(sent).cloned().unwrap_or_else(|| sent.to_owned());
        attachments.push((key, text));
    }
    attachments
}

/// A header's key and value; a binary one without its suffix.
fn attachment<'a>(name: &'a str, value: &HeaderValue) -> (&'a str, Attachment) {
    if let Some(key) = name.strip_suffix(BINARY).filter(|key| !key.is_empty())
        && let Ok(bytes) = BASE64.decode(value.as_bytes())
    {
        return (key, Attachment::Object(Value::Binary(bytes.into())));
    }
    let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
    (name, Attachment::Text(text))
}

/// The map of `tri-header-convert`: what was sent to what was meant.
fn original_keys(headers: &HeaderMap) -> HashMap<String, String> {
    headers
        .get(names::CONVERT)
        .and_then(|value| serde_json::from_str(&status::decode_message(value.as_bytes())).ok())
        .unwrap_or_default()
}

/// Puts attachments into headers. What has no form there is left out, as Java does.
pub(crate) fn write<'a>(
    headers: &mut HeaderMap,
    attachments: impl Iterator<Item = (&'a str, &'a Attachment)>,
) {
    let mut meant = serde_json::Map::new();
    for (key, value) in attachments {
        if key == names::TRACEPARENT
            && let Attachment::Text(text) = value
            && let Ok(mut text) = HeaderValue::try_from(text)
        {
            // Another with every call: kept in HPACK's table it would only push out what comes again.
            text.set_sensitive(true);
            headers.insert(TRACEPARENT, text);
            continue;
        }
        let sent = key.to_ascii_lowercase();
        if is_reserved(&sent) {
            continue;
        }
        let (name, encoded) = match value {
            Attachment::Text(text) if text.bytes().all(|byte| matches!(byte, 0x20..=0x7E)) => {
                (HeaderName::try_from(&sent), HeaderValue::try_from(text))
            }
            Attachment::Text(text) => binary(&sent, text.as_bytes()),
            Attachment::Object(Value::Binary(bytes)) => binary(&sent, bytes),
            Attachment::Object(_) => continue,
        };
        let (Ok(name), Ok(encoded)) = (name, encoded) else {
            continue;
        };
        headers.insert(name, encoded);
        if sent != key {
            meant.insert(sent, key.into());
        }
    }
    if !meant.is_empty() {
        let text = status::encode_message(&serde_json::Value::from(meant).to_string());
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(names::CONVERT, value);
        }
    }
}

/// Name and value of what has no form as text.
fn binary(
    name: &str,
    bytes: &[u8],
) -> (
    Result<HeaderName, InvalidHeaderName>,
    Result<HeaderValue, InvalidHeaderValue>,
) {
    let name = HeaderName::try_from(format!("{name}{BINARY}"));
    (name, HeaderValue::try_from(BASE64.encode(bytes)))
}

/// Puts the attachments of a reply, which are texts, into its trailers.
pub(crate) fn write_reply(trailers: &mut HeaderMap, attachments: Vec<(String, String)>) {
    let attachments: Vec<_> = attachments
        .into_iter()
        .filter(|(key, _)| key != keys::DUBBO)
        .map(|(key, value)| (key, Attachment::Text(value)))
        .collect();
    write(
        trailers,
        attachments.iter().map(|(key, value)| (key.as_str(), value)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_names_are_sorted() {
        assert!(RESERVED.is_sorted());
    }

    #[test]
    fn attachments_come_back_as_they_were() {
        let sent = [
            ("traceparent", Attachment::Text("00-ab".to_owned())),
            ("userId", Attachment::Text("7 %+".to_owned())),
            ("名", Attachment::Text("has no header".to_owned())),
            ("cjk", Attachment::Text("轴承\u{1F680}".to_owned())),
            (
                "raw",
                Attachment::Object(Value::Binary(vec![0, 255].into())),
            ),
            ("list", Attachment::Object(Value::list(vec![]))),
            ("group", Attachment::Text("not sent".to_owned())),
        ];
        let mut headers = HeaderMap::new();
        write(&mut headers, sent.iter().map(|(key, value)| (*key, value)));
        let read = read(&headers, &Limits::default()).unwrap();
        assert_eq!(read.attachments.get("traceparent"), Some("00-ab"));
        assert_eq!(read.attachments.get("userId"), Some("7 %+"));
        let bytes = |key| match read.attachments.value(key) {
            Some(Attachment::Object(Value::Binary(bytes))) => bytes.to_vec(),
            other => panic!("{key}: {other:?}"),
        };
        assert_eq!(bytes("cjk"), "轴承\u{1F680}".as_bytes());
        assert_eq!(bytes("raw"), [0, 255]);
        assert_eq!(read.attachments.len(), 4);
        let texts = read_reply(&headers);
        assert!(texts.contains(&("cjk".to_owned(), "轴承\u{1F680}".to_owned())));
        assert!(texts.contains(&("userId".to_owned(), "7 %+".to_owned())));
    }

    #[test]
    fn what_routes_a_call_is_not_shown() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("content-type", "application/grpc+proto"),
            ("te", "trailers"),
            ("grpc-timeout", "8000000u"),
            ("timeout", "3000"),
            ("tri-service-version", "1.2.3"),
            ("tri-service-group", "g"),
            ("tri-consumer-appname", "order"),
            ("token", "t"),
            ("generic", "gson"),
            ("user-agent", "x"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let read = read(&headers, &Limits::default()).unwrap();
        assert!(read.attachments.is_empty(), "{:?}", read.attachments);
        let routing = &read.routing;
        assert_eq!(routing.version.as_deref(), Some("1.2.3"));
        assert_eq!(routing.group.as_deref(), Some("g"));
        assert_eq!(routing.token.as_deref(), Some("t"));
        assert_eq!(routing.generic.as_deref(), Some("gson"));
        assert_eq!(routing.remote_application.as_deref(), Some("order"));
        assert_eq!(read.budget, Some(Duration::from_secs(3)));
    }

    #[test]
    fn attachments_have_limits() {
        let with = |count: usize| {
            let mut headers = HeaderMap::new();
            for index in 0..count {
                let name = HeaderName::try_from(format!("k{index}")).unwrap();
                headers.insert(name, HeaderValue::from_static("v"));
            }
            headers
        };
        let limits = Limits {
            attachments: 5,
            ..Limits::default()
        };
        assert!(read(&with(5), &limits).is_ok());
        assert!(
            read(&with(6), &limits)
                .unwrap_err()
                .contains("`attachments`")
        );
        let limits = Limits {
            attachment_bytes: 15,
            ..Limits::default()
        };
        assert!(read(&with(5), &limits).is_ok());
        assert!(read(&with(6), &limits).is_err());
    }
}
