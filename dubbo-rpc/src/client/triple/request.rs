//! A call as it leaves: its headers, and the frame of its message.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use arc_swap::ArcSwap;
use bytes::Bytes;
use foldhash::fast::RandomState;
use hessian2::Encoder;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, TE};
use http::{Method, Request, Uri};
use tokio::time::Instant;

use super::super::{ClientOptions, Invocation, ServiceRef};
use crate::body::{descriptor, keys};
use crate::fault::Fault;
use crate::triple::message::{PREFIX, put_prefix};
use crate::triple::metadata;
use crate::triple::{names, timeout as grpc_timeout, wrapper};

/// Methods of one provider whose forms are kept; where more are called, all are made anew.
const METHODS_KEPT: usize = 256;

/// Headers of a call, at most, that need no second allocation.
const HEADERS: usize = 12;

/// What all calls of a method say alike.
pub(super) struct Form {
    service: ServiceRef,
    method: Arc<str>,
    descriptor: Arc<str>,
    generic: Option<&'static str>,
    uri: Uri,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The fields of the wrapper that name the parameters' types.
    types: Vec<u8>,
}

/// The forms of a client's calls. Looked at by every call, so without a lock that all of them share.
#[derive(Default)]
pub(super) struct Forms {
    /// By the hash of what they are for; of two with the same hash the later one is kept.
    kept: ArcSwap<HashMap<u64, Arc<Form>, RandomState>>,
}

impl Forms {
    /// The form of a call at this address.
    ///
    /// # Errors
    /// A protocol fault when the call has no form in HTTP.
    pub(super) fn of(
        &self,
        call: &Invocation,
        address: &str,
        options: &ClientOptions,
    ) -> Result<Arc<Form>, Fault> {
        let kept = self.kept.load();
        let mut hasher = kept.hasher().build_hasher();
        call.service.hash(&mut hasher);
        call.method.hash(&mut hasher);
        call.descriptor.hash(&mut hasher);
        call.generic.hash(&mut hasher);
        let hash = hasher.finish();
        if let Some(form) = kept.get(&hash).filter(|form| form.is_of(call)) {
            return Ok(Arc::clone(form));
        }
        let form = Arc::new(Form::new(call, address, options)?);
        let mut more = HashMap::clone(&kept);
        if more.len() >= METHODS_KEPT {
            more.clear();
        }
        more.insert(hash, Arc::clone(&form));
        // Of two that are added at the same moment one is lost, and made again with its next call.
        self.kept.store(Arc::new(more));
        Ok(form)
    }
}

impl Form {
    fn new(call: &Invocation, address: &str, options: &ClientOptions) -> Result<Self, Fault> {
        let unwritable = |error: &dyn fmt::Display| {
            Fault::protocol(format!(
                "call of {}.{} has no form in HTTP: {error}",
                call.service.interface(),
                call.method
            ))
        };
        let scheme = match options.tls {
            Some(_) => "https",
            None => "http",
        };
        let uri = Uri::builder()
            .scheme(scheme)
            .authority(address)
            .path_and_query(format!("/{}/{}", call.service.path(), call.method))
            .build()
            .map_err(|error| unwritable(&error))?;
        let mut headers = vec![
            (
                CONTENT_TYPE,
                HeaderValue::from_static("application/grpc+proto"),
            ),
            (TE, HeaderValue::from_static("trailers")),
            (
                HeaderName::from_static(names::ACCEPT_ENCODING),
                HeaderValue::from_static("gzip,identity"),
            ),
        ];
        let application = options.application.as_deref().unwrap_or_default();
        for (name, value) in [
            (names::VERSION, call.service.version()),
            (names::GROUP, call.service.group()),
            (names::APPLICATION, application),
            (keys::GENERIC, call.generic.unwrap_or_default()),
        ] {
            if value.is_empty() {
                continue;
            }
            let text = HeaderValue::try_from(value)
                .map_err(|error| unwritable(&format!("{name} {value:?}: {error}")))?;
            headers.push((HeaderName::from_static(name), text));
        }
        let classes = descriptor::class_names(&call.descriptor)
            .ok_or_else(|| unwritable(&"its descriptor is no list of JVM descriptors"))?;
        let mut types = Vec::new();
        for class in &classes {
            wrapper::put(&mut types, wrapper::TYPES, class.as_bytes());
        }
        Ok(Self {
            service: call.service.clone(),
            method: Arc::clone(&call.method),
            descriptor: Arc::clone(&call.descriptor),
            generic: call.generic,
            uri,
            headers,
            types,
        })
    }

    fn is_of(&self, call: &Invocation) -> bool {
        self.service == call.service
            && self.method == call.method
            && self.descriptor == call.descriptor
            && self.generic == call.generic
    }

    /// The frame of a call's message.
    ///
    /// # Errors
    /// A protocol fault when an argument cannot be written, or the message is too long.
    pub(super) fn encode(
        &self,
        call: &Invocation,
        options: &ClientOptions,
    ) -> Result<Bytes, Fault> {
        let mut frame = Vec::with_capacity(256);
        frame.resize(PREFIX, 0);
        wrapper::put(
            &mut frame,
            wrapper::SERIALIZATION,
            wrapper::HESSIAN4.as_bytes(),
        );
        for argument in call.arguments.iter() {
            // Each a stream of its own.
            let encoded = wrapper::put_with(&mut frame, wrapper::DATA, |frame| {
                let mut encoder = Encoder::append_to(frame);
                argument.encode(&mut encoder)?;
                Ok::<_, hessian2::Error>(encoder.into_vec())
            });
            encoded.map_err(|error| {
                Fault::protocol(format!(
                    "call of {}.{} cannot be written: {error}",
                    call.service.interface(),
                    call.method
                ))
            })?;
        }
        frame.extend_from_slice(&self.types);
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

    /// The headers of a call that is sent now.
    pub(super) fn head(&self, call: &Invocation, deadline: Option<Instant>) -> Request<()> {
        let mut headers = HeaderMap::with_capacity(HEADERS);
        metadata::write(&mut headers, call.context.attachments().iter());
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        if let Some(deadline) = deadline {
            let left = deadline.saturating_duration_since(Instant::now());
            // Digits and a letter: always a header's value.
            if let Ok(text) = HeaderValue::try_from(grpc_timeout::write(left)) {
                headers.insert(names::TIMEOUT, text);
            }
        }
        let mut head = Request::new(());
        *head.method_mut() = Method::POST;
        *head.uri_mut() = self.uri.clone();
        *head.headers_mut() = headers;
        head
    }
}

/// The fault of a call that was late before it left: certainly not done, as on `dubbo://`.
pub(super) fn late_unsent(call: &Invocation, what: &str, address: &str) -> Fault {
    let (service, method) = (call.service.interface(), &call.method);
    Fault::unsent(format!(
        "{what} {address} before {service}.{method} was late; it was not sent"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;

    fn call(service: &ServiceRef, method: &str, descriptor: &str) -> Invocation {
        Invocation::new(
            service.clone(),
            method.into(),
            descriptor.into(),
            vec![Box::new("hello")],
            Context::new(),
        )
    }

    #[test]
    fn a_form_is_made_once_for_all_calls_of_a_method() {
        let (forms, options) = (Forms::default(), ClientOptions::default());
        let service = ServiceRef::new("a.B").with_version("1");
        let of = |call: &Invocation| forms.of(call, "h:1", &options).unwrap();
        let first = of(&call(&service, "say", "Ljava/lang/String;"));
        assert!(Arc::ptr_eq(
            &first,
            &of(&call(&service, "say", "Ljava/lang/String;"))
        ));
        let others = [
            call(&service, "hear", "Ljava/lang/String;"),
            call(&service, "say", "I"),
            call(
                &service.clone().with_version("2"),
                "say",
                "Ljava/lang/String;",
            ),
        ];
        for other in &others {
            assert!(!Arc::ptr_eq(&first, &of(other)));
        }
        for number in 0..2 * METHODS_KEPT {
            of(&call(&service, &format!("m{number}"), ""));
            assert!(forms.kept.load().len() <= METHODS_KEPT);
        }
    }

    #[test]
    fn a_request_says_what_java_reads() {
        let options = ClientOptions {
            application: Some("shop".to_owned()),
            ..ClientOptions::default()
        };
        let service = ServiceRef::new("a.B").with_version("1").with_group("g");
        let mut call = call(&service, "say", "Ljava/lang/String;");
        // Attachments cannot say what the call itself says.
        call.context = Context::new()
            .with_attachment("userId", "7")
            .with_attachment("tri-service-version", "9");
        let form = Forms::default().of(&call, "h:1", &options).unwrap();
        let frame = form.encode(&call, &options).unwrap();
        assert_eq!(
            &frame[PREFIX..],
            b"\n\x08hessian4\x12\x06\x05hello\x1a\x10java.lang.String"
        );
        let late = Instant::now();
        let head = form.head(&call, Some(late));
        assert_eq!(head.uri(), "http://h:1/a.B/say");
        let mut said: Vec<_> = head
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        said.sort_unstable();
        assert_eq!(
            said,
            [
                ("content-type", "application/grpc+proto"),
                ("grpc-accept-encoding", "gzip,identity"),
                ("grpc-timeout", "1m"),
                ("te", "trailers"),
                ("tri-consumer-appname", "shop"),
                ("tri-header-convert", r#"{"userid":"userId"}"#),
                ("tri-service-group", "g"),
                ("tri-service-version", "1"),
                ("userid", "7"),
            ]
        );
        let empty = ServiceRef::new("a b");
        assert!(
            Forms::default()
                .of(&self::call(&empty, "say", ""), "h:1", &options)
                .is_err()
        );
    }
}
