//! Texts as Java's `toString` writes them.

use std::fmt;

/// Text in place, for short texts that are written and forgotten.
pub(crate) struct ShortText {
    bytes: [u8; 48],
    len: usize,
}

impl ShortText {
    pub(crate) fn new() -> Self {
        ShortText {
            bytes: [0; 48],
            len: 0,
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        // Only whole strings are put in.
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

impl fmt::Write for ShortText {
    /// Fails, with nothing written, when the text would be longer than 48 bytes.
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let room = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// `Double.toString`.
pub(crate) fn double_text(d: f64) -> String {
    if d.is_nan() {
        return "NaN".into();
    }
    if d.is_infinite() {
        return if d > 0.0 {
            "Infinity".into()
        } else {
            "-Infinity".into()
        };
    }
    if d == 0.0 || (1e-3..1e7).contains(&d.abs()) {
        return format!("{d:?}");
    }
    // Rust writes 1e10 and 1.5e10 where Java writes 1.0E10 and 1.5E10.
    let text = format!("{d:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::double_text;

    #[test]
    fn doubles_read_as_in_java() {
        let cases = [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (1.5, "1.5"),
            (1e10, "1.0E10"),
            (1.25e-5, "1.25E-5"),
            (9_999_999.0, "9999999.0"),
            (1e7, "1.0E7"),
            (0.001, "0.001"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (value, text) in cases {
            assert_eq!(double_text(value), text);
        }
    }
}
