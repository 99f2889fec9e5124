//! h2spec's group `http2`, section 6: what each kind of frame may be.

use super::case::{Case, See, Step, after, after_all, case};
use super::wire::*;

const BROKEN: See = See::ConnectionError(&[PROTOCOL_ERROR]);
/// GENERIC: h2 says PROTOCOL_ERROR of frames that are too short, and of windows in SETTINGS.
const SIZE: See = See::ConnectionError(&[FRAME_SIZE_ERROR, PROTOCOL_ERROR]);
const OVERFLOW: See = See::ConnectionError(&[FLOW_CONTROL_ERROR, PROTOCOL_ERROR]);

fn requests() -> Vec<Case> {
    let (get, post) = (get(), post());
    let more = field("x-dummy", "x");
    let too_much = |block: &[u8]| {
        let padding = u8::try_from(block.len() + 1).unwrap();
        [&[padding][..], block].concat()
    };
    vec![
        case(
            "6.1",
            "DATA on stream 0",
            after(&[data(0, END_STREAM, b"test")], BROKEN),
        ),
        case(
            "6.1",
            "DATA on a stream that is not open",
            [
                after(&[settings(&[(4, 0)])], See::Ack),
                after(&[headers(1, END_STREAM, &get)], See::Ok(1)),
                // STRICTER, GENERIC.
                after(
                    &[data(1, END_STREAM, b"test")],
                    See::ConnectionError(&[STREAM_CLOSED, PROTOCOL_ERROR]),
                ),
            ]
            .into_iter()
            .flatten()
            .collect(),
        ),
        case(
            "6.1",
            "DATA with more padding than it has bytes",
            after(
                &[
                    headers(1, 0, &post),
                    data(1, END_STREAM | PADDED, b"\x06test"),
                ],
                BROKEN,
            ),
        ),
        case(
            "6.2",
            "HEADERS without END_HEADERS, and PRIORITY",
            after(
                &[
                    headers_begun(1, 0, &get),
                    priority(1, 0, false, 255),
                    continuation(1, END_HEADERS, &more),
                ],
                BROKEN,
            ),
        ),
        case(
            "6.2",
            "HEADERS without END_HEADERS, and HEADERS of another stream",
            after(
                &[
                    headers_begun(1, 0, &get),
                    headers(3, END_STREAM, &get),
                    continuation(1, END_HEADERS, &more),
                ],
                BROKEN,
            ),
        ),
        case(
            "6.2",
            "HEADERS on stream 0",
            after(&[headers(0, END_STREAM, &get)], BROKEN),
        ),
        case(
            "6.2",
            "HEADERS with more padding than they have bytes",
            after(&[headers(1, END_STREAM | PADDED, &too_much(&get))], BROKEN),
        ),
        case(
            "6.3",
            "PRIORITY on stream 0",
            after(&[priority(0, 0, false, 255)], BROKEN),
        ),
        // STRICTER.
        case(
            "6.3",
            "PRIORITY of four bytes",
            after(
                &[
                    headers(1, 0, &post),
                    frame(PRIORITY, 0, 1, &[0x80, 0, 0, 1]),
                ],
                SIZE,
            ),
        ),
        case(
            "6.4",
            "RST_STREAM on stream 0",
            after(&[rst(0, CANCEL)], BROKEN),
        ),
        case(
            "6.4",
            "RST_STREAM of an idle stream",
            after(&[rst(1, CANCEL)], BROKEN),
        ),
        case(
            "6.4",
            "RST_STREAM of three bytes",
            after(
                &[headers(1, 0, &post), frame(RST_STREAM, 0, 1, &[0; 3])],
                SIZE,
            ),
        ),
    ]
}

fn connection() -> Vec<Case> {
    let (get, post) = (get(), post());
    let with_window = |window: u32| {
        [
            after(&[settings(&[(4, 100), (4, window)])], See::Ack),
            after(
                &[headers(1, END_STREAM, &get)],
                See::Data(1, usize::try_from(window).unwrap()),
            ),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<Step>>()
    };
    vec![
        case(
            "6.5",
            "SETTINGS with ACK and a payload",
            after(&[frame(SETTINGS, ACK, 0, &[0])], SIZE),
        ),
        case(
            "6.5",
            "SETTINGS on a stream",
            after(&[frame(SETTINGS, 0, 1, &[0, 3, 0, 0, 0, 100])], BROKEN),
        ),
        case(
            "6.5",
            "SETTINGS of three bytes",
            after(
                &[frame(SETTINGS, 0, 0, &[0, 3, 0])],
                See::ConnectionError(&[PROTOCOL_ERROR, FRAME_SIZE_ERROR]),
            ),
        ),
        case(
            "6.5.2",
            "ENABLE_PUSH of 2",
            after(&[settings(&[(2, 2)])], BROKEN),
        ),
        case(
            "6.5.2",
            "INITIAL_WINDOW_SIZE above 2^31-1",
            after(&[settings(&[(4, 1 << 31)])], OVERFLOW),
        ),
        case(
            "6.5.2",
            "MAX_FRAME_SIZE below 2^14",
            after(&[settings(&[(5, 16_383)])], BROKEN),
        ),
        case(
            "6.5.2",
            "MAX_FRAME_SIZE above 2^24-1",
            after(&[settings(&[(5, 1 << 24)])], BROKEN),
        ),
        case(
            "6.5.2",
            "an unknown parameter",
            after_all(&[settings(&[(0xFF, 1)])], &[See::Ack, See::Alive]),
        ),
        case("6.5.3", "the last of several values holds", with_window(1)),
        case(
            "6.5.3",
            "SETTINGS are acknowledged",
            after(&[settings(&[(2, 0)])], See::Ack),
        ),
        case("6.7", "PING", after(&[], See::Alive)),
        // The acknowledgement of what was not asked for is not answered: what comes is the answer to the next.
        case(
            "6.7",
            "PING with ACK",
            after(&[ping(ACK, *b"unwanted")], See::Alive),
        ),
        case(
            "6.7",
            "PING on a stream",
            after(&[frame(PING, 0, 1, &[0; 8])], BROKEN),
        ),
        case(
            "6.7",
            "PING of six bytes",
            after(&[frame(PING, 0, 0, &[0; 6])], SIZE),
        ),
        case(
            "6.8",
            "GOAWAY on a stream",
            after(&[frame(GOAWAY, 0, 1, &[0; 8])], BROKEN),
        ),
        case(
            "7",
            "GOAWAY with an unknown error code",
            after(&[goaway(0xFF, b"")], See::Close),
        ),
        case(
            "7",
            "RST_STREAM with an unknown error code",
            after(&[headers(1, 0, &post), rst(1, 0xFF)], See::Alive),
        ),
    ]
}

fn windows() -> Vec<Case> {
    let (get, post) = (get(), post());
    let say = |bytes: Vec<u8>| Step::Say(bytes);
    vec![
        case(
            "6.9",
            "WINDOW_UPDATE of 0 on the connection",
            after(&[window(0, 0)], BROKEN),
        ),
        case(
            "6.9",
            "WINDOW_UPDATE of 0 on a stream",
            // STRICTER.
            after(&[headers(1, 0, &post), window(1, 0)], BROKEN),
        ),
        case(
            "6.9",
            "WINDOW_UPDATE of three bytes",
            after(&[frame(WINDOW_UPDATE, 0, 0, &[0, 0, 1])], SIZE),
        ),
        case(
            "6.9.1",
            "a window of 1",
            vec![
                say(settings(&[(4, 1)])),
                Step::See(See::Ack),
                say(headers(1, END_STREAM, &get)),
                Step::See(See::Data(1, 1)),
            ],
        ),
        case(
            "6.9.1",
            "the connection's window above 2^31-1",
            after(
                &[window(0, 0x7FFF_FFFF), window(0, 0x7FFF_FFFF)],
                See::ConnectionError(&[FLOW_CONTROL_ERROR]),
            ),
        ),
        case(
            "6.9.1",
            "a stream's window above 2^31-1",
            after(
                &[
                    headers(1, 0, &post),
                    window(1, 0x7FFF_FFFF),
                    window(1, 0x7FFF_FFFF),
                ],
                See::StreamError(1, &[FLOW_CONTROL_ERROR]),
            ),
        ),
        case(
            "6.9.2",
            "INITIAL_WINDOW_SIZE changed after HEADERS",
            vec![
                say(settings(&[(4, 0)])),
                Step::See(See::Ack),
                say(headers(1, END_STREAM, &get)),
                Step::See(See::Ok(1)),
                say(settings(&[(4, 1)])),
                Step::See(See::Data(1, 1)),
            ],
        ),
        case(
            "6.9.2",
            "a window that becomes negative",
            vec![
                say(settings(&[(4, 3)])),
                Step::See(See::Ack),
                say(headers(1, END_STREAM, &get)),
                Step::See(See::Data(1, 3)),
                // Now at -1: of two more bytes one may be sent.
                say(settings(&[(4, 2)])),
                Step::See(See::Ack),
                say(window(1, 2)),
                Step::See(See::Data(1, 1)),
            ],
        ),
        case(
            "6.9.2",
            "INITIAL_WINDOW_SIZE above 2^31-1 in bytes",
            after(&[frame(SETTINGS, 0, 0, &[0, 4, 0x80, 0, 0, 0])], OVERFLOW),
        ),
    ]
}

fn continuations() -> Vec<Case> {
    let (get, post) = (get(), post());
    let more = field("x-dummy", "x");
    vec![
        case(
            "6.10",
            "several CONTINUATION frames",
            after_all(
                &[
                    headers_begun(1, END_STREAM, &get),
                    continuation(1, 0, &more),
                    continuation(1, END_HEADERS, &more),
                ],
                &[See::Ok(1), See::End(1)],
            ),
        ),
        case(
            "6.10",
            "CONTINUATION followed by DATA",
            after(
                &[
                    headers_begun(1, 0, &post),
                    continuation(1, 0, &more),
                    data(1, END_STREAM, b"test"),
                ],
                BROKEN,
            ),
        ),
        case(
            "6.10",
            "CONTINUATION on stream 0",
            after(
                &[
                    headers_begun(1, END_STREAM, &get),
                    continuation(0, END_HEADERS, &more),
                ],
                BROKEN,
            ),
        ),
        case(
            "6.10",
            "CONTINUATION after HEADERS with END_HEADERS",
            after(
                &[
                    headers(1, END_STREAM, &get),
                    continuation(1, END_HEADERS, &more),
                ],
                BROKEN,
            ),
        ),
        case(
            "6.10",
            "CONTINUATION after CONTINUATION with END_HEADERS",
            after(
                &[
                    headers_begun(1, END_STREAM, &get),
                    continuation(1, END_HEADERS, &more),
                    continuation(1, END_HEADERS, &more),
                ],
                BROKEN,
            ),
        ),
        case(
            "6.10",
            "CONTINUATION after DATA",
            after(
                &[
                    headers(1, 0, &post),
                    data(1, 0, b"[\"te"),
                    continuation(1, END_HEADERS, &more),
                ],
                BROKEN,
            ),
        ),
    ]
}

#[tokio::test]
async fn case_c17_h2spec_frames() {
    let cases: Vec<Case> = [requests(), connection(), windows(), continuations()]
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(cases.len(), 44);
    super::check(cases).await;
}
