//! h2spec's group `generic`: what every server does for a caller that does nothing wrong.

use super::case::{Case, See, Step, after, after_all, case};
use super::wire::*;

fn starting() -> Vec<Case> {
    vec![Case {
        opened: false,
        ..case(
            "generic 1",
            "a client connection preface",
            after(&[PREFACE.to_vec(), settings(&[])], See::FirstSettings),
        )
    }]
}

/// The port answers at once, so that a stream is half-closed only while its answer has no window to leave by.
fn half_closed() -> Vec<Step> {
    let mut steps = after(&[settings(&[(4, 0)])], See::Ack);
    steps.extend(after(&[headers(1, END_STREAM, &get())], See::Ok(1)));
    steps
}

fn then(mut steps: Vec<Step>, more: Vec<Step>) -> Vec<Step> {
    steps.extend(more);
    steps
}

fn streams() -> Vec<Case> {
    vec![
        case(
            "generic 2",
            "idle: PRIORITY",
            after(
                &[priority(1, 0, false, 255), headers(1, END_STREAM, &get())],
                See::Ok(1),
            ),
        ),
        case(
            "generic 2",
            "half-closed (remote): WINDOW_UPDATE",
            then(half_closed(), after(&[window(1, 4)], See::Data(1, 4))),
        ),
        case(
            "generic 2",
            "half-closed (remote): PRIORITY",
            then(
                half_closed(),
                after(&[priority(1, 0, false, 255), window(1, 100)], See::End(1)),
            ),
        ),
        case(
            "generic 2",
            "half-closed (remote): RST_STREAM",
            then(half_closed(), after(&[rst(1, CANCEL)], See::Alive)),
        ),
        case(
            "generic 2",
            "closed: PRIORITY",
            then(
                after(&[headers(1, END_STREAM, &get())], See::End(1)),
                after(&[priority(1, 0, false, 255)], See::Alive),
            ),
        ),
    ]
}

fn frames() -> Vec<Case> {
    let ok = [See::Ok(1), See::End(1)];
    let padded = |flags: u8, bytes: &[u8]| {
        let padding = [0; 6];
        let payload = [&[6][..], bytes, &padding].concat();
        (flags | PADDED, payload)
    };
    let (data_flags, padded_data) = padded(END_STREAM, JSON);
    let (head_flags, padded_head) = padded(END_STREAM, &get());
    let prioritized = |on, exclusive| [&dependency(on, exclusive, 15)[..], &get()].concat();
    vec![
        case(
            "generic 3.1",
            "a DATA frame",
            after_all(&[headers(1, 0, &post()), data(1, END_STREAM, JSON)], &ok),
        ),
        case(
            "generic 3.1",
            "several DATA frames",
            after_all(
                &[
                    headers(1, 0, &post()),
                    data(1, 0, &JSON[..3]),
                    data(1, END_STREAM, &JSON[3..]),
                ],
                &ok,
            ),
        ),
        case(
            "generic 3.1",
            "a DATA frame with padding",
            after_all(
                &[headers(1, 0, &post()), data(1, data_flags, &padded_data)],
                &[See::Ok(1), See::Holds(1, "\"test\"")],
            ),
        ),
        case(
            "generic 3.2",
            "a HEADERS frame",
            after_all(&[headers(1, END_STREAM, &get())], &ok),
        ),
        case(
            "generic 3.2",
            "a HEADERS frame with padding",
            after_all(&[headers(1, head_flags, &padded_head)], &ok),
        ),
        case(
            "generic 3.2",
            "a HEADERS frame with priority",
            after_all(
                &[headers(
                    1,
                    END_STREAM | WITH_PRIORITY,
                    &prioritized(0, false),
                )],
                &ok,
            ),
        ),
        case(
            "generic 3.3",
            "PRIORITY of weight 1",
            after_all(
                &[priority(1, 0, false, 0), headers(1, END_STREAM, &get())],
                &ok,
            ),
        ),
        case(
            "generic 3.3",
            "PRIORITY of weight 256",
            after_all(
                &[priority(1, 0, false, 255), headers(1, END_STREAM, &get())],
                &ok,
            ),
        ),
        case(
            "generic 3.3",
            "PRIORITY with a dependency",
            after_all(
                &[priority(3, 1, false, 255), headers(1, END_STREAM, &get())],
                &ok,
            ),
        ),
        case(
            "generic 3.3",
            "PRIORITY, exclusive",
            after_all(
                &[priority(1, 0, true, 255), headers(1, END_STREAM, &get())],
                &ok,
            ),
        ),
        case(
            "generic 3.3",
            "PRIORITY of an idle stream, then HEADERS of a lower one",
            after_all(
                &[priority(5, 0, false, 255), headers(3, END_STREAM, &get())],
                &[See::Ok(3), See::End(3)],
            ),
        ),
        case(
            "generic 3.4",
            "RST_STREAM",
            after(&[headers(1, 0, &post()), rst(1, CANCEL)], See::Alive),
        ),
        case(
            "generic 3.5",
            "SETTINGS",
            after(&[settings(&[(3, 100)])], See::Ack),
        ),
        case("generic 3.7", "PING", after(&[], See::Alive)),
        // What may follow is the end: the caller has said goodbye.
        case(
            "generic 3.8",
            "GOAWAY",
            after(
                &[headers(1, END_STREAM, &get()), goaway(0, b"h2spec")],
                See::Ok(1),
            ),
        ),
        case(
            "generic 3.9",
            "WINDOW_UPDATE of the connection",
            after_all(&[window(0, 1), headers(1, END_STREAM, &get())], &ok),
        ),
        case(
            "generic 3.9",
            "WINDOW_UPDATE of a stream",
            after_all(&[headers(1, END_STREAM, &get()), window(1, 1)], &ok),
        ),
    ]
}

fn blocks() -> Vec<Case> {
    let get = get();
    let ok = [See::Ok(1), See::End(1)];
    let extra = field("x-dummy", &"x".repeat(100));
    vec![
        case(
            "generic 3.10",
            "a CONTINUATION frame",
            after_all(
                &[
                    headers_begun(1, END_STREAM, &get),
                    continuation(1, END_HEADERS, &extra),
                ],
                &ok,
            ),
        ),
        case(
            "generic 3.10",
            "several CONTINUATION frames",
            after_all(
                &[
                    // Cut where a field is cut.
                    headers_begun(1, END_STREAM, &get[..7]),
                    continuation(1, 0, &get[7..]),
                    continuation(1, 0, &extra[..50]),
                    continuation(1, END_HEADERS, &extra[50..]),
                ],
                &ok,
            ),
        ),
        case(
            "generic 4",
            "a GET request",
            after_all(
                &[headers(1, END_STREAM, &get)],
                &[See::Ok(1), See::Holds(1, "a document")],
            ),
        ),
        case(
            "generic 4",
            "a HEAD request",
            after_all(&[headers(1, END_STREAM, &head())], &[See::Ok(1)]),
        ),
        case(
            "generic 4",
            "a POST request",
            after_all(
                &[headers(1, 0, &post()), data(1, END_STREAM, JSON)],
                &[See::Ok(1), See::Holds(1, "\"test\"")],
            ),
        ),
        case(
            "generic 4",
            "a POST request with trailers",
            after_all(
                &[
                    headers(1, 0, &post()),
                    data(1, 0, JSON),
                    headers(1, END_STREAM, &field("x-test", "ok")),
                ],
                &[See::Ok(1), See::Holds(1, "\"test\"")],
            ),
        ),
    ]
}

#[tokio::test]
async fn case_c17_h2spec_generic() {
    let cases: Vec<Case> = [starting(), streams(), frames(), blocks()]
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(cases.len(), 29);
    super::check(cases).await;
}
