//! h2spec's group `http2`, section 8: requests that are none.
//!
//! A malformed request is a stream error (RFC 9113, 8.1.1): the stream is reset, and the connection goes on.

use super::case::{Case, See, after, case};
use super::wire::*;

const MALFORMED: See = See::StreamError(1, &[PROTOCOL_ERROR]);
const BROKEN: See = See::ConnectionError(&[PROTOCOL_ERROR]);

/// A request without a body.
fn request(section: &'static str, name: &'static str, block: &[Vec<u8>], see: See) -> Case {
    let block = block.concat();
    case(section, name, after(&[headers(1, END_STREAM, &block)], see))
}

fn fields() -> Vec<Case> {
    let malformed = |section, name, block: &[Vec<u8>]| request(section, name, block, MALFORMED);
    let with = |name: &str, value: &str| [get(), field(name, value)];
    let (method, scheme, path) = (vec![0x82], vec![0x86], vec![0x84]);
    let authority = field(":authority", "peer");
    vec![
        // STRICTER: h2 finds these two in the block itself, and ends the connection.
        request(
            "8.1.2",
            "a name in upper case",
            &with("X-TEST", "ok"),
            BROKEN,
        ),
        request(
            "8.1.2.1",
            "an unknown pseudo-header",
            &with(":test", "ok"),
            BROKEN,
        ),
        malformed(
            "8.1.2.1",
            "a pseudo-header of answers",
            &with(":status", "200"),
        ),
        malformed(
            "8.1.2.1",
            "a pseudo-header after a field",
            &[field("x-test", "ok"), get()],
        ),
        malformed("8.1.2.2", "connection", &with("connection", "keep-alive")),
        malformed("8.1.2.2", "keep-alive", &with("keep-alive", "timeout=5")),
        malformed(
            "8.1.2.2",
            "proxy-connection",
            &with("proxy-connection", "close"),
        ),
        malformed(
            "8.1.2.2",
            "transfer-encoding",
            &with("transfer-encoding", "chunked"),
        ),
        malformed("8.1.2.2", "upgrade", &with("upgrade", "h2c")),
        malformed(
            "8.1.2.2",
            "te other than trailers",
            &with("te", "trailers, deflate"),
        ),
        malformed(
            "8.1.2.3",
            "an empty :path",
            &[
                method.clone(),
                scheme.clone(),
                field(":path", ""),
                authority.clone(),
            ],
        ),
        malformed(
            "8.1.2.3",
            "no :method",
            &[scheme.clone(), path.clone(), authority.clone()],
        ),
        malformed(
            "8.1.2.3",
            "no :scheme",
            &[method.clone(), path.clone(), authority.clone()],
        ),
        malformed(
            "8.1.2.3",
            "no :path",
            &[method.clone(), scheme.clone(), authority.clone()],
        ),
        malformed("8.1.2.3", "two of :method", &[method, get()]),
        malformed("8.1.2.3", "two of :scheme", &[scheme, get()]),
        malformed("8.1.2.3", "two of :path", &[path, get()]),
        malformed("8.1.2.3", "two of :authority", &[authority, get()]),
    ]
}

fn bodies() -> Vec<Case> {
    let post = post();
    let stated = [post.clone(), field("content-length", "1")].concat();
    let got = [get(), field("content-length", "1")].concat();
    vec![
        case(
            "8.1",
            "a second HEADERS frame without END_STREAM",
            after(
                &[
                    headers(1, 0, &post),
                    data(1, 0, b"test"),
                    headers(1, 0, &field("x-test", "ok")),
                ],
                MALFORMED,
            ),
        ),
        case(
            "8.1.2.1",
            "a pseudo-header in trailers",
            after(
                &[
                    headers(1, 0, &post),
                    data(1, 0, b"test"),
                    headers(1, 0, &field(":method", "POST")),
                ],
                MALFORMED,
            ),
        ),
        // h2spec leaves END_STREAM out, which alone makes the request malformed; with it:
        case(
            "8.1.2.1",
            "a pseudo-header in trailers that end the request",
            after(
                &[
                    headers(1, 0, &post),
                    data(1, 0, b"test"),
                    headers(1, END_STREAM, &field(":method", "POST")),
                ],
                MALFORMED,
            ),
        ),
        case(
            "8.1.2.6",
            "a content-length other than that of DATA",
            after(
                &[headers(1, 0, &stated), data(1, END_STREAM, b"test")],
                MALFORMED,
            ),
        ),
        case(
            "8.1.2.6",
            "the same of a request that is answered by its headers alone",
            after(
                &[headers(1, 0, &got), data(1, END_STREAM, b"test")],
                MALFORMED,
            ),
        ),
        case(
            "8.1.2.6",
            "a content-length other than that of several DATA",
            after(
                &[
                    headers(1, 0, &stated),
                    data(1, 0, b"test"),
                    data(1, END_STREAM, b"test"),
                ],
                MALFORMED,
            ),
        ),
        case(
            "8.2",
            "PUSH_PROMISE of a client",
            after(
                &[
                    headers(1, 0, &post),
                    frame(
                        PUSH_PROMISE,
                        END_HEADERS,
                        1,
                        &[&[0, 0, 0, 2][..], &get()].concat(),
                    ),
                ],
                BROKEN,
            ),
        ),
    ]
}

#[tokio::test]
async fn case_c17_h2spec_messages() {
    let cases: Vec<Case> = [fields(), bodies()].into_iter().flatten().collect();
    assert_eq!(cases.len(), 25);
    super::check(cases).await;
}
