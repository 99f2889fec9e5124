//! The upgrade of an HTTP/1.1 connection to HTTP/2 by one of its requests, which is answered on stream 1.
//!
//! Upstream: `TripleHttp2Protocol.configurerHttp1Handlers`, which puts Netty's `HttpServerUpgradeHandler` and `Http2ServerUpgradeCodec`
//! into the pipeline. RFC 7540, 3.2; RFC 9113 has dropped it, callers of both kinds are about.
//!
//! h2 starts no connection whose stream 1 the peer has ended already. It is given the same in bytes: the peer's preface and SETTINGS,
//! with those of its `HTTP2-Settings` before them in one frame, so that one acknowledgement leaves; then HEADERS of stream 1 made of the
//! request, in literals that leave HPACK's table as the peer's encoder has it. The body stays outside, for h2 would count it as received on
//! this connection and give the peer a window for it that it does not have.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TE, TRANSFER_ENCODING,
    UPGRADE,
};
use http::request::Parts;
use http::{Method, Response, StatusCode, Version};
use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::super::state::HalfReceived;

const SETTINGS_HEADER: HeaderName = HeaderName::from_static("http2-settings");
const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");
const PROXY_CONNECTION: HeaderName = HeaderName::from_static("proxy-connection");

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// Bytes before a frame's payload.
const FRAME_HEAD: usize = 9;
/// Longest frame before anybody has agreed to longer ones (SETTINGS_MAX_FRAME_SIZE).
const FRAME_BYTES: usize = 16_384;
/// Bytes of one parameter in SETTINGS.
const SETTING: usize = 6;
/// Most parameters of an `HTTP2-Settings`; there are some ten that mean anything.
const SETTINGS_MAX: usize = 64;

const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const CONTINUATION: u8 = 9;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// A request that wants its connection upgraded, in full.
pub(super) struct Upgrade {
    pub(super) on: hyper::upgrade::OnUpgrade,
    pub(super) offer: Offer,
    pub(super) parts: Parts,
    pub(super) body: Bytes,
    /// Of what all may hold, for a long body.
    pub(super) share: Option<HalfReceived>,
}

/// What a request offers: payload of the SETTINGS that the caller would have sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Offer(Vec<u8>);

impl Offer {
    /// `None` for a request that asks for no upgrade, or not in the form that may be obeyed (RFC 7540, 3.2.1): it is answered as it is.
    pub(super) fn of(parts: &Parts) -> Option<Self> {
        if parts.version != Version::HTTP_11 || parts.method == Method::CONNECT {
            return None;
        }
        let named = |header: HeaderName, name: &str| {
            tokens(&parts.headers, &header).any(|token| token.eq_ignore_ascii_case(name))
        };
        if !named(UPGRADE, "h2c")
            || !named(CONNECTION, UPGRADE.as_str())
            || !named(CONNECTION, SETTINGS_HEADER.as_str())
        {
            return None;
        }
        let mut settings = parts.headers.get_all(SETTINGS_HEADER).iter();
        let (only, None) = (settings.next()?, settings.next()) else {
            return None;
        };
        // Without padding, which Netty and curl leave out as they have to.
        let payload = URL_SAFE_NO_PAD.decode(only.as_bytes()).ok()?;
        let fits = payload.len().is_multiple_of(SETTING) && payload.len() <= SETTINGS_MAX * SETTING;
        fits.then_some(Self(payload))
    }
}

/// The items of a header that is a list.
fn tokens<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
}

/// The answer after which the connection speaks HTTP/2.
pub(super) fn switching() -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("h2c"));
    response
}

/// Reads how the caller begins HTTP/2, of which `read` has come already, and yields what h2 is to see: the same, the request on stream 1,
/// and what came behind.
///
/// # Errors
/// When the connection is lost, or that is no beginning of HTTP/2: it ends without GOAWAY (RFC 9113, 3.4).
pub(super) async fn open(
    stream: &mut (impl AsyncRead + Unpin),
    mut read: Vec<u8>,
    offer: &Offer,
    parts: &Parts,
) -> io::Result<Vec<u8>> {
    let head = PREFACE.len() + FRAME_HEAD;
    fill(stream, &mut read, head).await?;
    let len = settings_len(&read[..head], offer.0.len())?;
    fill(stream, &mut read, head + len).await?;
    let mut opened = Vec::with_capacity(read.len() + 1024);
    opened.extend_from_slice(PREFACE);
    let settings = [&offer.0, &read[head..head + len]].concat();
    frame(&mut opened, SETTINGS, 0, 0, &settings);
    request(&mut opened, parts);
    opened.extend_from_slice(&read[head + len..]);
    Ok(opened)
}

/// Reads until there are `len` bytes.
async fn fill(
    stream: &mut (impl AsyncRead + Unpin),
    read: &mut Vec<u8>,
    len: usize,
) -> io::Result<()> {
    while read.len() < len {
        if stream.read_buf(read).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

/// Length of the SETTINGS frame that has to follow the preface.
fn settings_len(head: &[u8], offered: usize) -> io::Result<usize> {
    let broken = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why);
    let Some(&[a, b, c, kind, flags, s1, s2, s3, s4]) = head
        .strip_prefix(PREFACE)
        .and_then(|rest| rest.first_chunk())
    else {
        return Err(broken("after the upgrade comes no HTTP/2 preface"));
    };
    let len = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
    // The reserved bit means nothing.
    let stream = [s1 & 0x7F, s2, s3, s4];
    if kind != SETTINGS || flags & 1 != 0 || stream != [0; 4] || !len.is_multiple_of(SETTING) {
        return Err(broken("after the HTTP/2 preface come no SETTINGS"));
    }
    if len + offered > FRAME_BYTES {
        return Err(broken("the first SETTINGS are too long"));
    }
    Ok(len)
}

fn frame(out: &mut Vec<u8>, kind: u8, flags: u8, stream: u8, payload: &[u8]) {
    // Nothing longer than a frame is given to it.
    let len = u32::try_from(payload.len())
        .unwrap_or(u32::MAX)
        .to_be_bytes();
    out.extend_from_slice(&len[1..]);
    out.extend_from_slice(&[kind, flags, 0, 0, 0, stream]);
    out.extend_from_slice(payload);
}

/// HEADERS, and CONTINUATION where they are long, of the request on stream 1, which ends with them.
fn request(out: &mut Vec<u8>, parts: &Parts) {
    let block = block(parts);
    let mut pieces = block.chunks(FRAME_BYTES).peekable();
    let (mut kind, mut flags) = (HEADERS, END_STREAM);
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            flags |= END_HEADERS;
        }
        frame(out, kind, flags, 1, piece);
        (kind, flags) = (CONTINUATION, 0);
    }
}

/// The request's headers in HPACK, without those that are HTTP/1.1's own (RFC 9113, 8.2.2) or that h2 would compare with a body it does
/// not see.
fn block(parts: &Parts) -> Vec<u8> {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut block = Vec::with_capacity(512);
    literal(&mut block, ":method", parts.method.as_str().as_bytes());
    literal(&mut block, ":scheme", b"http");
    literal(&mut block, ":path", path.as_bytes());
    if let Some(host) = parts.headers.get(HOST) {
        literal(&mut block, ":authority", host.as_bytes());
    }
    let listed: Vec<&str> = tokens(&parts.headers, &CONNECTION).collect();
    for (name, value) in &parts.headers {
        let own = [
            CONNECTION,
            UPGRADE,
            SETTINGS_HEADER,
            KEEP_ALIVE,
            PROXY_CONNECTION,
            TRANSFER_ENCODING,
            HOST,
            CONTENT_LENGTH,
        ];
        let hop = own.contains(name)
            || (*name == TE && value.as_bytes() != b"trailers")
            || listed
                .iter()
                .any(|token| token.eq_ignore_ascii_case(name.as_str()));
        // `te` has to be listed in HTTP/1.1, and may be sent on.
        if !hop || (*name == TE && value.as_bytes() == b"trailers") {
            literal(&mut block, name.as_str(), value.as_bytes());
        }
    }
    block
}

/// A literal field without indexing (RFC 7541, 6.2.2), without Huffman coding.
fn literal(block: &mut Vec<u8>, name: &str, value: &[u8]) {
    block.push(0);
    for text in [name.as_bytes(), value] {
        length(block, text.len());
        block.extend_from_slice(text);
    }
}

/// An integer with a prefix of seven bits (RFC 7541, 5.1).
fn length(block: &mut Vec<u8>, len: usize) {
    let low = |len: usize| u8::try_from(len & 0x7F).unwrap_or(0);
    if len < 0x7F {
        return block.push(low(len));
    }
    block.push(0x7F);
    let mut rest = len - 0x7F;
    while rest >= 0x80 {
        block.push(low(rest) | 0x80);
        rest >>= 7;
    }
    block.push(low(rest));
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    fn parts(headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::post("/a.B/call?x=1");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn only_a_whole_offer_is_one() {
        let whole = [
            ("connection", "Upgrade, HTTP2-Settings"),
            ("upgrade", "h2c"),
            ("http2-settings", "AAMAAABkAAQAAP__"),
        ];
        let offer = Offer::of(&parts(&whole)).unwrap();
        assert_eq!(offer.0, [0, 3, 0, 0, 0, 100, 0, 4, 0, 0, 255, 255]);
        for index in 0..whole.len() {
            let mut less = whole.to_vec();
            less.remove(index);
            assert_eq!(Offer::of(&parts(&less)), None, "without {:?}", whole[index]);
        }
        for (index, value) in [
            (0, "upgrade"),
            (0, "http2-settings"),
            (1, "websocket"),
            (1, "h2"),
            // Padded, not of base64url, not whole parameters.
            (2, "AAMAAABkAAQAAP__=="),
            (2, "AAMAAABkAAQAAP//"),
            (2, "AAMA"),
        ] {
            let mut other = whole;
            other[index].1 = value;
            assert_eq!(Offer::of(&parts(&other)), None, "{value}");
        }
        let mut twice = whole.to_vec();
        twice.push(whole[2]);
        assert_eq!(Offer::of(&parts(&twice)), None);
        // At most so many parameters.
        for (count, is_one) in [(SETTINGS_MAX, true), (SETTINGS_MAX + 1, false)] {
            let long = URL_SAFE_NO_PAD.encode(vec![0; count * SETTING]);
            let offer = [whole[0], whole[1], ("http2-settings", &long)];
            assert_eq!(Offer::of(&parts(&offer)).is_some(), is_one);
        }
        // An empty one is one: nothing is set.
        let none = [whole[0], whole[1], ("http2-settings", "")];
        assert_eq!(Offer::of(&parts(&none)), Some(Offer(Vec::new())));
        let mut old = parts(&whole);
        old.version = Version::HTTP_10;
        assert_eq!(Offer::of(&old), None);
    }

    #[test]
    fn lengths_are_integers_of_hpack() {
        for (len, bytes) in [
            (0, &[0][..]),
            (126, &[126]),
            (127, &[127, 0]),
            (128, &[127, 1]),
            (254, &[127, 127]),
            (255, &[127, 128, 1]),
            (16_384, &[127, 129, 127]),
        ] {
            let mut block = Vec::new();
            length(&mut block, len);
            assert_eq!(block, bytes, "{len}");
        }
    }

    #[test]
    fn what_is_of_http1_stays_behind() {
        let parts = parts(&[
            ("host", "h"),
            ("connection", "upgrade, http2-settings, te, x-hop"),
            ("x-hop", "1"),
            ("te", "trailers"),
            ("te", "deflate"),
            ("content-length", "5"),
            ("x-kept", "件"),
        ]);
        let block = String::from_utf8(block(&parts)).unwrap();
        for kept in [
            ":method\x04POST",
            ":path\r/a.B/call?x=1",
            ":authority\x01h",
            "te\x08trailers",
            "x-kept\x03件",
        ] {
            assert!(block.contains(kept), "no {kept:?} in {block:?}");
        }
        for gone in [
            "host",
            "connection",
            "x-hop",
            "content-length",
            "deflate",
            "upgrade",
        ] {
            assert!(!block.contains(gone), "{gone:?} in {block:?}");
        }
    }
}
