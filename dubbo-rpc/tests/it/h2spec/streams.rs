//! h2spec's group `http2`, sections 3 to 5: the preface, frames and their sizes, header blocks, states of streams.

use super::case::{Case, See, Step, after, case};
use super::wire::*;
use crate::stock;

const BROKEN: See = See::ConnectionError(&[PROTOCOL_ERROR]);
const CLOSED: &[u32] = &[STREAM_CLOSED];
/// STRICTER, GENERIC: h2 ends the connection, with PROTOCOL_ERROR or the code that is meant.
const ENDS: See = See::ConnectionError(&[STREAM_CLOSED, PROTOCOL_ERROR]);

fn opening() -> Vec<Case> {
    vec![
        Case {
            opened: false,
            ..case(
                "3.5",
                "a connection preface",
                after(
                    &[PREFACE.to_vec(), settings(&[(4, 65_535)])],
                    See::FirstSettings,
                ),
            )
        },
        Case {
            opened: false,
            ..case(
                "3.5",
                "an invalid connection preface",
                // It names no protocol of this port: no HTTP/2 to say GOAWAY in, which may be left out (RFC 9113, 3.4).
                after(
                    &[b"INVALID CONNECTION PREFACE\r\n\r\n".to_vec()],
                    See::Close,
                ),
            )
        },
        Case {
            opened: false,
            ..case(
                "3.5",
                "a preface that ends otherwise",
                after(&[b"PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".to_vec()], See::Close),
            )
        },
    ]
}

fn formats() -> Vec<Case> {
    let full = vec![b'x'; 16_384];
    let long: Vec<u8> = (0..5)
        .flat_map(|number| field(&format!("x-dummy{number}"), &"x".repeat(4_096)))
        .collect();
    let long = [get(), long].concat();
    let get = get();
    vec![
        case(
            "4.1",
            "a frame of unknown type",
            after(&[frame(0x16, 0, 0, &[0; 8])], See::Alive),
        ),
        case(
            "4.1",
            "a frame with undefined flags",
            after(&[ping(0xFE, [0; 8])], See::Alive),
        ),
        case(
            "4.1",
            "a frame with the reserved bit",
            after(&[frame(PING, 0, 1 << 31, &[0; 8])], See::Alive),
        ),
        case(
            "4.2",
            "DATA of 2^14 bytes",
            after(
                &[headers(1, 0, &post()), data(1, END_STREAM, &full)],
                // No JSON, but read and answered.
                See::OtherStatus(1),
            ),
        ),
        // STRICTER.
        case(
            "4.2",
            "DATA longer than SETTINGS_MAX_FRAME_SIZE",
            after(
                &[
                    headers(1, 0, &post()),
                    data(1, END_STREAM, &vec![b'x'; 16_385]),
                ],
                See::ConnectionError(&[FRAME_SIZE_ERROR]),
            ),
        ),
        case(
            "4.2",
            "HEADERS longer than SETTINGS_MAX_FRAME_SIZE",
            after(
                &[headers(1, END_STREAM, &long)],
                See::ConnectionError(&[FRAME_SIZE_ERROR]),
            ),
        ),
        case(
            "4.3",
            "an invalid header block",
            after(
                &[headers(1, END_STREAM, &[0x40])],
                // GENERIC.
                See::ConnectionError(&[COMPRESSION_ERROR, PROTOCOL_ERROR]),
            ),
        ),
        case(
            "4.3",
            "PRIORITY within a header block",
            after(
                &[
                    headers_begun(1, 0, &get),
                    priority(1, 0, false, 255),
                    continuation(1, END_HEADERS, &field("x-dummy", "x")),
                ],
                BROKEN,
            ),
        ),
        case(
            "4.3",
            "HEADERS of another stream within a header block",
            after(
                &[
                    headers_begun(1, 0, &get),
                    headers(3, END_STREAM, &get),
                    continuation(1, END_HEADERS, &field("x-dummy", "x")),
                ],
                BROKEN,
            ),
        ),
    ]
}

fn states() -> Vec<Case> {
    let (get, post) = (get(), post());
    let more = field("x-dummy", "x");
    // Half-closed by the caller, and kept so by an answer that has no window to leave by.
    let half_closed = |then: Vec<u8>, see: See| {
        let mut steps = after(&[settings(&[(4, 0)])], See::Ack);
        steps.extend(after(&[headers(1, END_STREAM, &get)], See::Ok(1)));
        steps.extend(after(&[then], see));
        steps
    };
    let closed = |then: Vec<u8>, see: See| {
        let mut steps = after(&[headers(1, END_STREAM, &get)], See::End(1));
        steps.extend(after(&[then], see));
        steps
    };
    let idle = |then: Vec<u8>| after(&[then], BROKEN);
    let reset = |then: Vec<u8>, see: See| after(&[headers(1, 0, &post), rst(1, CANCEL), then], see);
    vec![
        case("5.1", "idle: DATA", idle(data(1, END_STREAM, b"test"))),
        case("5.1", "idle: RST_STREAM", idle(rst(1, CANCEL))),
        case("5.1", "idle: WINDOW_UPDATE", idle(window(1, 100))),
        case(
            "5.1",
            "idle: CONTINUATION",
            idle(continuation(1, END_HEADERS, &get)),
        ),
        case(
            "5.1",
            "half-closed (remote): DATA",
            half_closed(data(1, END_STREAM, b"test"), ENDS),
        ),
        case(
            "5.1",
            "half-closed (remote): HEADERS",
            half_closed(headers(1, END_STREAM, &get), ENDS),
        ),
        // A CONTINUATION that continues nothing is a connection error as such (RFC 9113, 6.10).
        case(
            "5.1",
            "half-closed (remote): CONTINUATION",
            half_closed(continuation(1, END_HEADERS, &more), ENDS),
        ),
        case(
            "5.1",
            "closed: DATA after RST_STREAM",
            reset(data(1, END_STREAM, b"test"), See::StreamError(1, CLOSED)),
        ),
        case(
            "5.1",
            "closed: HEADERS after RST_STREAM",
            reset(headers(1, END_STREAM, &post), ENDS),
        ),
        case(
            "5.1",
            "closed: CONTINUATION after RST_STREAM",
            reset(continuation(1, END_HEADERS, &more), ENDS),
        ),
        case(
            "5.1",
            "closed: DATA",
            closed(data(1, END_STREAM, b"test"), See::StreamError(1, CLOSED)),
        ),
        case(
            "5.1",
            "closed: HEADERS",
            closed(headers(1, END_STREAM, &get), ENDS),
        ),
        case(
            "5.1",
            "closed: CONTINUATION",
            closed(continuation(1, END_HEADERS, &more), ENDS),
        ),
        case(
            "5.1.1",
            "an even stream",
            after(&[headers(2, END_STREAM, &get)], BROKEN),
        ),
        case(
            "5.1.1",
            "a stream lower than the last",
            after(
                &[headers(5, END_STREAM, &get), headers(3, END_STREAM, &get)],
                BROKEN,
            ),
        ),
    ]
}

fn rest() -> Vec<Case> {
    let get = get();
    let on_itself = [&dependency(1, false, 255)[..], &get].concat();
    let invalid_ping = frame(PING, 0, 3, &[0; 8]);
    vec![
        case(
            "5.3.1",
            "HEADERS of a stream that depends on itself",
            after(
                &[headers(1, END_STREAM | WITH_PRIORITY, &on_itself)],
                See::StreamError(1, &[PROTOCOL_ERROR]),
            ),
        ),
        case(
            "5.3.1",
            "PRIORITY of a stream that depends on itself",
            after(
                &[priority(1, 1, false, 255)],
                See::StreamError(1, &[PROTOCOL_ERROR]),
            ),
        ),
        case(
            "5.4.1",
            "the connection closes after a connection error",
            after(std::slice::from_ref(&invalid_ping), See::Close),
        ),
        case(
            "5.4.1",
            "GOAWAY comes before it",
            after(&[invalid_ping], BROKEN),
        ),
        case(
            "5.5",
            "an unknown extension frame",
            after(&[frame(0xFF, 0xFF, 0, &[0; 8])], See::Alive),
        ),
        case(
            "5.5",
            "an unknown extension frame within a header block",
            after(
                &[
                    headers_begun(1, END_STREAM, &get),
                    frame(0x16, 0, 0, &[0; 8]),
                ],
                BROKEN,
            ),
        ),
    ]
}

#[tokio::test]
async fn case_c17_h2spec_streams() {
    let cases: Vec<Case> = [opening(), formats(), states(), rest()]
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(cases.len(), 33);
    super::check(cases).await;
}

/// 5.1.2: one stream more than SETTINGS_MAX_CONCURRENT_STREAMS is refused, and the others go on.
#[tokio::test]
async fn case_c17_h2spec_5_1_2_streams_beyond_the_limit() {
    let limits = dubbo_rpc::Limits {
        streams_per_connection: 100,
        ..dubbo_rpc::Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    // Requests that do not end stay.
    let many: Vec<u8> = (0..=100)
        .flat_map(|number| headers(1 + 2 * number, 0, &post()))
        .collect();
    let steps = vec![
        Step::Say(many),
        Step::See(See::StreamError(201, &[PROTOCOL_ERROR, REFUSED_STREAM])),
        Step::Say(data(1, END_STREAM, JSON)),
        Step::See(See::Ok(1)),
        Step::See(See::Holds(1, "\"test\"")),
        // A place is free again.
        Step::Say([headers(203, 0, &post()), data(203, END_STREAM, JSON)].concat()),
        Step::See(See::Ok(203)),
    ];
    let refused = case("5.1.2", "streams beyond the limit", steps);
    refused.run(server.local_addr()).await.unwrap();
}
