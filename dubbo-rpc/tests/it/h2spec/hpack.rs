//! h2spec's cases of HPACK: every representation of a field is understood, and what is none ends the connection.
//!
//! That a field was understood is seen by what is answered: the content type of a call decides whether it is one, and the attachment
//! `x-in` comes back in the answer.

use super::case::{Case, See, after, after_all, case};
use super::wire::*;

/// Codes of RFC 7541, appendix B, for the letters of these tests.
const CODES: &[(u8, u32, u32)] = &[
    (b'-', 0x16, 6),
    (b'/', 0x18, 6),
    (b'a', 0x3, 5),
    (b'c', 0x4, 5),
    (b'e', 0x5, 5),
    (b'h', 0x27, 6),
    (b'i', 0x6, 5),
    (b'j', 0x74, 7),
    (b'l', 0x28, 6),
    (b'n', 0x2a, 6),
    (b'o', 0x7, 5),
    (b'p', 0x2b, 6),
    (b's', 0x8, 5),
    (b't', 0x9, 5),
    (b'x', 0x79, 7),
];

/// A string literal in Huffman's code, its length before it.
fn huffman(text: &str) -> Vec<u8> {
    let (mut bits, mut count, mut out) = (0_u64, 0, Vec::new());
    for letter in text.bytes() {
        let (_, code, len) = CODES.iter().find(|code| code.0 == letter).unwrap();
        bits = bits << len | u64::from(*code);
        count += len;
        while count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).unwrap());
        }
    }
    if count > 0 {
        // The rest is filled with ones.
        let last = (bits << (8 - count) | ((1 << (8 - count)) - 1)) & 0xFF;
        out.push(u8::try_from(last).unwrap());
    }
    out.insert(0, u8::try_from(out.len()).unwrap() | 0x80);
    out
}

#[test]
fn huffman_codes_are_those_of_the_rfc() {
    // RFC 7541, C.4.2, and a name that h2spec has in bytes.
    assert_eq!(
        huffman("no-cache"),
        [0x86, 0xa8, 0xeb, 0x10, 0x64, 0x9c, 0xbf]
    );
    assert_eq!(huffman("x-test"), [0x85, 0xf2, 0xb2, 0x4a, 0x84, 0xff]);
}

fn plain(text: &str) -> Vec<u8> {
    [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

const KIND: &str = "application/json";

/// A call whose content type is the field.
fn typed(name: &'static str, field: &[u8]) -> Case {
    let block = [&call_of("echo"), field].concat();
    case(
        "generic 5",
        name,
        after_all(
            &[headers(1, 0, &block), data(1, END_STREAM, JSON)],
            &[See::Ok(1), See::Holds(1, "\"test\"")],
        ),
    )
}

/// A call whose attachment `x-in` is the field.
fn attached(name: &'static str, field: &[u8]) -> Case {
    let kind = super::wire::field("content-type", KIND);
    let block = [&call_of("attrs"), &kind, field].concat();
    case(
        "generic 5",
        name,
        after_all(
            &[headers(1, 0, &block), data(1, END_STREAM, b"[{}]")],
            &[See::Ok(1), See::Holds(1, "plain-text")],
        ),
    )
}

/// The same in Huffman's code.
fn attached_coded(name: &'static str, field: &[u8]) -> Case {
    let kind = super::wire::field("content-type", KIND);
    let block = [&call_of("attrs"), &kind, field].concat();
    case(
        "generic 5",
        name,
        after_all(
            &[headers(1, 0, &block), data(1, END_STREAM, b"[{}]")],
            &[See::Ok(1), See::Holds(1, "in-the-nice-place")],
        ),
    )
}

/// Every representation (RFC 7541, 6): first byte, or bytes, of the field; then name and value.
fn representations() -> Vec<Case> {
    let of = |parts: &[&[u8]]| parts.concat();
    let (kind, coded_kind) = (plain(KIND), huffman(KIND));
    let (name, coded_name) = (plain("x-in"), huffman("x-in"));
    let (value, coded_value) = (plain("plain-text"), huffman("in-the-nice-place"));
    let mut indexed = after_all(
        &[
            headers(1, 0, &of(&[&call_of("echo"), &[0x5f], &kind])),
            data(1, END_STREAM, JSON),
        ],
        &[See::Ok(1), See::End(1)],
    );
    // The field that was added is number 62 of the table.
    indexed.extend(after_all(
        &[
            headers(3, 0, &of(&[&call_of("echo"), &[0xbe]])),
            data(3, END_STREAM, JSON),
        ],
        &[See::Ok(3), See::Holds(3, "\"test\"")],
    ));
    let updates = |updates: &[u8]| {
        let block = [updates, &get()].concat();
        after_all(
            &[headers(1, END_STREAM, &block)],
            &[See::Ok(1), See::End(1)],
        )
    };
    vec![
        case("generic 5", "an indexed field", indexed),
        typed("with indexing, indexed name", &of(&[&[0x5f], &kind])),
        typed(
            "with indexing, indexed name, Huffman",
            &of(&[&[0x5f], &coded_kind]),
        ),
        attached("with indexing, new name", &of(&[&[0x40], &name, &value])),
        attached_coded(
            "with indexing, new name, Huffman",
            &of(&[&[0x40], &coded_name, &coded_value]),
        ),
        typed(
            "without indexing, indexed name",
            &of(&[&[0x0f, 0x10], &kind]),
        ),
        typed(
            "without indexing, indexed name, Huffman",
            &of(&[&[0x0f, 0x10], &coded_kind]),
        ),
        attached("without indexing, new name", &of(&[&[0x00], &name, &value])),
        attached_coded(
            "without indexing, new name, Huffman",
            &of(&[&[0x00], &coded_name, &coded_value]),
        ),
        typed("never indexed, indexed name", &of(&[&[0x1f, 0x10], &kind])),
        typed(
            "never indexed, indexed name, Huffman",
            &of(&[&[0x1f, 0x10], &coded_kind]),
        ),
        attached("never indexed, new name", &of(&[&[0x10], &name, &value])),
        attached_coded(
            "never indexed, new name, Huffman",
            &of(&[&[0x10], &coded_name, &coded_value]),
        ),
        case(
            "generic 5",
            "a change of the table's size",
            updates(&[0x21]),
        ),
        case(
            "generic 5",
            "several changes of the table's size",
            updates(&[0x20, 0x3f, 0xe1, 0x1f]),
        ),
    ]
}

/// What is no header block is a COMPRESSION_ERROR (RFC 9113, 4.3), or the generic one.
fn broken() -> Vec<Case> {
    let wrong = |section: &'static str, name: &'static str, block: Vec<u8>| {
        // GENERIC: h2 says PROTOCOL_ERROR.
        let see = See::ConnectionError(&[COMPRESSION_ERROR, PROTOCOL_ERROR]);
        case(section, name, after(&[headers(1, END_STREAM, &block)], see))
    };
    let behind = |bytes: &[u8]| [&get(), bytes].concat();
    vec![
        wrong(
            "hpack 2.3.3",
            "an indexed field with an index that is none",
            behind(&[0xc6]),
        ),
        wrong(
            "hpack 2.3.3",
            "a literal field with an index that is none",
            behind(&[0x7f, 0x07, 0x00]),
        ),
        wrong(
            "hpack 4.2",
            "a change of the table's size at the end of a block",
            behind(&[0x21]),
        ),
        wrong(
            "hpack 5.2",
            "a Huffman code with padding longer than seven bits",
            behind(b"\x00\x85\xf2\xb2\x4a\x84\xff\x84\x49\x50\x9f\xff"),
        ),
        wrong(
            "hpack 5.2",
            "a Huffman code padded by zeros",
            behind(b"\x00\x85\xf2\xb2\x4a\x84\xff\x83\x49\x50\x90"),
        ),
        wrong(
            "hpack 5.2",
            "a Huffman code with the symbol EOS",
            behind(b"\x00\x85\xf2\xb2\x4a\x84\xff\x87\x49\x51\xff\xff\xff\xfa\x7f"),
        ),
        wrong(
            "hpack 6.1",
            "an indexed field with index 0",
            behind(&[0x80]),
        ),
        wrong(
            "hpack 6.3",
            "a change of the table's size to more than SETTINGS_HEADER_TABLE_SIZE",
            // 4,097.
            [&[0x3f, 0xe2, 0x1f][..], &get()].concat(),
        ),
    ]
}

#[tokio::test]
async fn case_c17_h2spec_hpack() {
    let cases: Vec<Case> = [representations(), broken()]
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(cases.len(), 23);
    super::check(cases).await;
}
