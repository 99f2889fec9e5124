//! Which protocol a connection speaks, from its first bytes. Pure.

/// First bytes of an HTTP/2 connection.
const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A record of a handshake, of any version of TLS that is still spoken.
const TLS_HANDSHAKE: [u8; 2] = [0x16, 3];

/// Methods an HTTP/1 request may start with.
const HTTP1_METHODS: [&[u8]; 9] = [
    b"GET ",
    b"POST ",
    b"PUT ",
    b"HEAD ",
    b"DELETE ",
    b"OPTIONS ",
    b"PATCH ",
    b"CONNECT ",
    b"TRACE ",
];

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// They start a `dubbo://` frame.
    Dubbo,
    /// They start an HTTP/1 request.
    Http1,
    /// They are the HTTP/2 preface.
    Http2,
    /// They start a TLS handshake.
    Tls,
    /// They are too few to tell.
    Undecided,
    /// They start nothing that is served here: text commands, anything.
    Unknown,
}

/// Looks at the bytes received so far.
pub(crate) fn detect(bytes: &[u8]) -> Protocol {
    if bytes.is_empty() {
        return Protocol::Undecided;
    }
    if starts(bytes, &crate::frame::MAGIC) {
        return if bytes.len() < 2 {
            Protocol::Undecided
        } else {
            Protocol::Dubbo
        };
    }
    if starts(bytes, &TLS_HANDSHAKE) {
        return if bytes.len() < TLS_HANDSHAKE.len() {
            Protocol::Undecided
        } else {
            Protocol::Tls
        };
    }
    if starts(bytes, HTTP2_PREFACE) {
        let whole = bytes.len() >= HTTP2_PREFACE.len();
        return if whole {
            Protocol::Http2
        } else {
            Protocol::Undecided
        };
    }
    for method in HTTP1_METHODS {
        if starts(bytes, method) {
            let whole = bytes.len() >= method.len();
            return if whole {
                Protocol::Http1
            } else {
                Protocol::Undecided
            };
        }
    }
    Protocol::Unknown
}

/// Whether `bytes` and `wanted` agree as far as both go.
fn starts(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes
        .iter()
        .zip(wanted)
        .all(|(byte, wanted)| byte == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_decide() {
        for (bytes, protocol) in [
            (&b""[..], Protocol::Undecided),
            (&[0xDA], Protocol::Undecided),
            (&[0xDA, 0xBB], Protocol::Dubbo),
            (&[0xDA, 0xBB, 0xC2, 0], Protocol::Dubbo),
            (&[0xDA, 0x00], Protocol::Unknown),
            (b"P", Protocol::Undecided),
            (b"PRI * HTTP/2.0\r\n\r\n", Protocol::Undecided),
            (HTTP2_PREFACE, Protocol::Http2),
            (b"PRI * HTTP/1", Protocol::Unknown),
            (b"PO", Protocol::Undecided),
            (b"POST / HTTP/1.1\r\n", Protocol::Http1),
            (b"GET /", Protocol::Http1),
            (b"invoke a.B.c()\r\n", Protocol::Unknown),
            (b"shutdown\r\n", Protocol::Unknown),
            (b"help", Protocol::Unknown),
            (b"ls\n", Protocol::Unknown),
            (&[0x16], Protocol::Undecided),
            (&[0x16, 3, 1], Protocol::Tls),
            (&[0x16, 2], Protocol::Unknown),
        ] {
            assert_eq!(detect(bytes), protocol, "{}", bytes.escape_ascii());
        }
    }
}
