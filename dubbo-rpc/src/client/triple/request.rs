//! A call as it leaves: its headers, and the frame of its message.

use std::fmt;

use bytes::Bytes;
use hessian2::Encoder;
use http::header::{CONTENT_TYPE, HeaderValue, TE};
use http::{Method, Request, Uri};
use tokio::time::Instant;

use super::super::{ClientOptions, Invocation};
use crate::body::{descriptor, keys};
use crate::fault::Fault;
use crate::triple::message::{PREFIX, put_prefix};
use crate::triple::metadata;
use crate::triple::{names, timeout as grpc_timeout, wrapper};

/// The frame of a call's message.
pub(super) fn encode(call: &Invocation, options: &ClientOptions) -> Result<Bytes, Fault> {
    let unwritable = |error: &dyn fmt::Display| {
        Fault::protocol(format!(
            "call of {}.{} cannot be written: {error}",
            call.service.interface(),
            call.method
        ))
    };
    let mut encoded = Vec::with_capacity(call.arguments.len());
    for argument in call.arguments.iter() {
        let mut encoder = Encoder::new();
        argument
            .encode(&mut encoder)
            .map_err(|error| unwritable(&error))?;
        encoded.push(encoder.into_vec());
    }
    let types = descriptor::class_names(&call.descriptor)
        .ok_or_else(|| unwritable(&"its descriptor is no list of JVM descriptors"))?;
    let request = wrapper::Request {
        serialization: wrapper::HESSIAN4,
        args: encoded.iter().map(Vec::as_slice).collect(),
        types: types.iter().map(String::as_str).collect(),
    };
    let mut frame = Vec::with_capacity(256);
    frame.resize(PREFIX, 0);
    request.write(&mut frame);
    let len = frame.len() - PREFIX;
    let limit = options.payload_bytes;
    if u32::try_from(len).map_or(true, |len| len > limit)
        || put_prefix(&mut frame, false, len).is_none()
    {
        return Err(Fault::protocol(format!(
            "Data length too large: {len}, max payload: {limit}; the request was not sent"
        )));
    }
    Ok(frame.into())
}

/// The fault of a call that was late before it left: certainly not done, as on `dubbo://`.
pub(super) fn late_unsent(call: &Invocation, what: &str, address: &str) -> Fault {
    let (service, method) = (call.service.interface(), &call.method);
    Fault::unsent(format!(
        "{what} {address} before {service}.{method} was late; it was not sent"
    ))
}

/// The headers of a call.
pub(super) fn head(
    call: &Invocation,
    address: &str,
    deadline: Option<Instant>,
    options: &ClientOptions,
) -> Result<Request<()>, Fault> {
    let unwritable = |error: &dyn fmt::Display| {
        Fault::protocol(format!(
            "call of {}.{} has no form in HTTP: {error}",
            call.service.interface(),
            call.method
        ))
    };
    let scheme = if options.tls.is_some() {
        "https"
    } else {
        "http"
    };
    let uri = Uri::builder()
        .scheme(scheme)
        .authority(address)
        .path_and_query(format!("/{}/{}", call.service.path(), call.method))
        .build()
        .map_err(|error| unwritable(&error))?;
    let mut head = Request::new(());
    *head.method_mut() = Method::POST;
    *head.uri_mut() = uri;
    let headers = head.headers_mut();
    metadata::write(headers, call.context.attachments().iter());
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/grpc+proto"),
    );
    headers.insert(TE, HeaderValue::from_static("trailers"));
    headers.insert(
        names::ACCEPT_ENCODING,
        HeaderValue::from_static("gzip,identity"),
    );
    let mut text = |name: &'static str, value: &str| match HeaderValue::try_from(value) {
        Ok(value) => {
            headers.insert(name, value);
            Ok(())
        }
        Err(error) => Err(unwritable(&format!("{name} {value:?}: {error}"))),
    };
    if let Some(deadline) = deadline {
        let left = deadline.saturating_duration_since(Instant::now());
        text(names::TIMEOUT, &grpc_timeout::write(left))?;
    }
    if !call.service.version().is_empty() {
        text(names::VERSION, call.service.version())?;
    }
    if !call.service.group().is_empty() {
        text(names::GROUP, call.service.group())?;
    }
    if let Some(application) = &options.application {
        text(names::APPLICATION, application)?;
    }
    if let Some(generic) = call.generic {
        text(keys::GENERIC, generic)?;
    }
    Ok(head)
}
