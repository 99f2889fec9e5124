//! Text from or about a peer, made safe to send back and to log.

use std::fmt::Write as _;

use crate::limits::MESSAGE_BYTES;

/// The text on one line, without control characters, in at most [`MESSAGE_BYTES`] bytes.
pub(crate) fn message(text: &str) -> String {
    shorten(text, MESSAGE_BYTES)
}

/// A name a peer chose (service, method, key), short enough to stand inside a message.
pub(crate) fn name(text: &str) -> String {
    shorten(text, 80)
}

/// The text on one line, without control characters, in at most `limit` bytes.
pub(crate) fn line(text: &str, limit: usize) -> String {
    shorten(text, limit)
}

fn shorten(text: &str, limit: usize) -> String {
    const CUT: &str = "...";
    let mut out = String::with_capacity(text.len().min(limit));
    let mut fits = 0;
    for (index, ch) in text.char_indices() {
        let before = out.len();
        match ch {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Beside the control characters: what reorders or breaks a line where it is shown.
            '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(ch));
            }
            _ if ch.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(ch));
            }
            _ => out.push(ch),
        }
        if before + CUT.len() <= limit {
            fits = before;
        }
        if out.len() > limit || (out.len() == limit && index + ch.len_utf8() < text.len()) {
            out.truncate(fits);
            out.push_str(CUT);
            return out;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_and_short() {
        assert_eq!(message("a\r\nb\u{1b}[31m"), "a\\r\\nb\\u001b[31m");
        assert_eq!(message("轴承"), "轴承");
        assert_eq!(message("a\u{202e}b"), "a\\u202eb");
        assert_eq!(shorten("12345678", 8), "12345678");
        assert_eq!(shorten("123456789", 8), "12345...");
        for text in [
            "x".repeat(300),
            "轴".repeat(300),
            "\n".repeat(300),
            "a轴\n".repeat(90),
        ] {
            let out = message(&text);
            assert!(out.len() <= MESSAGE_BYTES && out.ends_with("..."), "{out}");
        }
    }
}
