//! The body of a request, read in two steps: what routes it first, its arguments only when the
//! service is known.

use std::borrow::Cow;
use std::time::Duration;

use hessian2::{Decoder, Encode, Encoder, ErrorKind, Kind, Value};

use super::{PROTOCOL_VERSION, descriptor, keys};
use crate::context::{Attachment, Attachments};
use crate::limits::Limits;

/// The five strings before the arguments, borrowed from the body.
#[derive(Debug)]
pub(crate) struct Head<'a> {
    pub(crate) protocol_version: Cow<'a, str>,
    pub(crate) path: Cow<'a, str>,
    pub(crate) version: Cow<'a, str>,
    pub(crate) method: Cow<'a, str>,
    pub(crate) descriptor: Cow<'a, str>,
}

/// What attachments say about the call itself.
#[derive(Debug, Default)]
pub(crate) struct Routing {
    pub(crate) path: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) generic: Option<String>,
    pub(crate) remote_application: Option<String>,
    /// `_TO`: what is left of the caller's own deadline.
    pub(crate) time_left_ms: Option<i64>,
    pub(crate) timeout_ms: Option<i64>,
}

impl Routing {
    /// How long the caller waits, counted from when it sent the call. Zero or less: it has
    /// stopped waiting. Java reads a `timeout` that is not positive as "no timeout".
    pub(crate) fn budget(&self) -> Option<Duration> {
        let ms = self
            .time_left_ms
            .or_else(|| self.timeout_ms.filter(|ms| *ms > 0))?;
        Some(Duration::from_millis(u64::try_from(ms).unwrap_or(0)))
    }
}

/// A request whose arguments have been passed over, not built.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    pub(crate) head: Head<'a>,
    pub(crate) routing: Routing,
    /// Attachments for the service.
    pub(crate) attachments: Attachments,
    /// The arguments' bytes: a hessian2 stream of their own, because the strings before them
    /// enter none of its tables.
    pub(crate) arguments: &'a [u8],
    /// Where in the body they begin.
    pub(crate) arguments_at: usize,
    pub(crate) argument_count: usize,
}

/// Reads a request up to, but not into, its arguments, and what follows them.
///
/// # Errors
/// The codec's when the bytes are no request; they name position, value and limit.
pub(crate) fn read<'a>(body: &'a [u8], limits: &Limits) -> Result<Request<'a>, hessian2::Error> {
    let mut decoder = Decoder::with_limits(body, limits.hessian.clone());
    let head = Head {
        protocol_version: text(&mut decoder)?,
        path: text(&mut decoder)?,
        version: text(&mut decoder)?,
        method: text(&mut decoder)?,
        descriptor: text(&mut decoder)?,
    };
    let argument_count = descriptor::count(&head.descriptor).ok_or_else(|| {
        decoder.error(
            ErrorKind::Text,
            "parameter descriptor is no list of JVM descriptors",
        )
    })?;
    if argument_count > limits.arguments {
        let message = format!(
            "{argument_count} arguments, limit `arguments` is {}",
            limits.arguments
        );
        return Err(decoder.error(ErrorKind::Limit, message));
    }
    let start = decoder.position();
    for _ in 0..argument_count {
        decoder.skip()?;
    }
    let arguments = &body[start..decoder.position()];
    let (routing, attachments) = if decoder.is_at_end() {
        Default::default()
    } else {
        read_attachments(&mut decoder, limits)?
    };
    Ok(Request {
        head,
        routing,
        attachments,
        arguments,
        arguments_at: start,
        argument_count,
    })
}

fn text<'a>(decoder: &mut Decoder<'a>) -> Result<Cow<'a, str>, hessian2::Error> {
    if decoder.take_null()? {
        Ok(Cow::Borrowed(""))
    } else {
        decoder.read_str()
    }
}

fn read_attachments(
    decoder: &mut Decoder<'_>,
    limits: &Limits,
) -> Result<(Routing, Attachments), hessian2::Error> {
    let mut routing = Routing::default();
    let mut attachments = Attachments::default();
    let mut count = 0;
    let mut bytes = 0;
    if decoder.take_null()? {
        return Ok((routing, attachments));
    }
    decoder.read_entries(|decoder| {
        let key = text(decoder)?;
        let value = attachment(decoder)?;
        count += 1;
        bytes += key.len();
        if let Some(Attachment::Text(text)) = &value {
            bytes += text.len();
        }
        if count > limits.attachments || bytes > limits.attachment_bytes {
            let message = format!(
                "{count} attachments of {bytes} bytes, limits `attachments` and `attachment_bytes` \
                 are {} and {}",
                limits.attachments, limits.attachment_bytes
            );
            return Err(decoder.error(ErrorKind::Limit, message));
        }
        if let Some(value) = value {
            file(&mut routing, &mut attachments, key, value);
        }
        Ok(())
    })?;
    Ok((routing, attachments))
}

/// One value; `None` for null, which Java callers send for keys they do not set.
pub(super) fn attachment(decoder: &mut Decoder<'_>) -> Result<Option<Attachment>, hessian2::Error> {
    Ok(match decoder.peek()? {
        Kind::Null => {
            decoder.skip()?;
            None
        }
        Kind::String | Kind::Int | Kind::Long | Kind::Bool | Kind::Double => {
            Some(Attachment::Text(decoder.read_string()?))
        }
        _ => {
            let value = decoder.read::<Value>()?;
            let only_text = match value.as_list().map(|list| list.items.as_slice()) {
                Some([Value::String(text)]) => Some(text.clone()),
                _ => None,
            };
            Some(only_text.map_or_else(|| Attachment::Object(value), Attachment::Text))
        }
    })
}

/// Puts a value where it belongs: routing keys are for this crate, the rest for the service.
pub(crate) fn file(
    routing: &mut Routing,
    attachments: &mut Attachments,
    key: Cow<'_, str>,
    value: Attachment,
) {
    let text = match value {
        Attachment::Text(text) => text,
        object @ Attachment::Object(_) => return attachments.insert(key.into_owned(), object),
    };
    match &*key {
        keys::PATH => routing.path = Some(text),
        keys::VERSION => routing.version = Some(text),
        keys::GROUP => routing.group = Some(text),
        keys::TOKEN => routing.token = Some(text),
        keys::GENERIC => routing.generic = Some(text),
        keys::TIMEOUT => routing.timeout_ms = text.parse().ok(),
        keys::TIME_LEFT | keys::TIME_LEFT_LOWER => routing.time_left_ms = text.parse().ok(),
        keys::INTERFACE
        | keys::DUBBO
        | keys::ASYNC
        | keys::ID
        | keys::RETURN
        | keys::TAG
        | keys::FORCE_TAG => {}
        keys::REMOTE_APPLICATION => routing.remote_application = Some(text),
        keys::SENTINEL_APPLICATION => {
            routing
                .remote_application
                .get_or_insert_with(|| text.clone());
            attachments.insert(key.into_owned(), Attachment::Text(text));
        }
        _ => attachments.insert(key.into_owned(), Attachment::Text(text)),
    }
}

/// What a client writes.
pub(crate) struct Outgoing<'a> {
    /// The path; its interface when nothing else is known.
    pub(crate) path: &'a str,
    pub(crate) interface: &'a str,
    pub(crate) version: &'a str,
    pub(crate) group: &'a str,
    pub(crate) method: &'a str,
    pub(crate) descriptor: &'a str,
    pub(crate) arguments: &'a [Box<dyn Encode + Send + Sync>],
    pub(crate) timeout_ms: Option<u128>,
    pub(crate) attachments: &'a [(&'a str, &'a str)],
    pub(crate) objects: &'a Attachments,
}

/// Writes a request's body after what `encoder` already holds.
///
/// # Errors
/// The codec's, when an argument cannot be written.
pub(crate) fn write(encoder: &mut Encoder, call: &Outgoing<'_>) -> Result<(), hessian2::Error> {
    encoder.write_str(PROTOCOL_VERSION)?;
    encoder.write_str(call.path)?;
    encoder.write_str(if call.version.is_empty() {
        "0.0.0"
    } else {
        call.version
    })?;
    encoder.write_str(call.method)?;
    encoder.write_str(call.descriptor)?;
    for argument in call.arguments {
        argument.encode(encoder)?;
    }
    encoder.begin_map(None)?;
    let mut entry = |key: &str, value: &str| {
        encoder.write_str(key)?;
        encoder.write_str(value)
    };
    entry(keys::PATH, call.path)?;
    entry(keys::INTERFACE, call.interface)?;
    entry(
        keys::VERSION,
        if call.version.is_empty() {
            "0.0.0"
        } else {
            call.version
        },
    )?;
    if !call.group.is_empty() {
        entry(keys::GROUP, call.group)?;
    }
    if let Some(timeout_ms) = call.timeout_ms {
        entry(keys::TIMEOUT, &timeout_ms.to_string())?;
    }
    for (key, value) in call.attachments {
        entry(key, value)?;
    }
    for (key, value) in call.objects.iter() {
        if call.attachments.iter().any(|(taken, _)| *taken == key) {
            continue;
        }
        encoder.write_str(key)?;
        match value {
            Attachment::Text(text) => encoder.write_str(text)?,
            Attachment::Object(value) => encoder.write(value)?,
        }
    }
    encoder.end_map();
    Ok(())
}
