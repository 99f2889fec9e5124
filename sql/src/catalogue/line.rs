//! Comma-separated lines with a bound: one record is one line, so that a forgotten quote costs one line and not the rest of the file.

use std::io::{BufRead, BufReader, Read};

/// Longest line, in bytes.
pub(super) const LINE_BYTES_MAX: usize = 64 * 1_024;

/// Lines of a file with their numbers, from 1.
pub(super) struct Lines<R> {
    reader: BufReader<R>,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader: BufReader::new(reader),
            number: 0,
        }
    }

    /// The next line's number and fields, or what is wrong with it; blank lines are passed over.
    pub(super) fn next(&mut self) -> Option<(u64, Result<Vec<String>, String>)> {
        loop {
            let mut bytes = Vec::new();
            self.number += 1;
            let limit = u64::try_from(LINE_BYTES_MAX + 1).unwrap_or(u64::MAX);
            match self
                .reader
                .by_ref()
                .take(limit)
                .read_until(b'\n', &mut bytes)
            {
                Ok(0) => return None,
                Ok(_) => {}
                Err(e) => return Some((self.number, Err(format!("the file cannot be read: {e}")))),
            }
            if bytes.len() > LINE_BYTES_MAX {
                let skipped = self.skip_line(bytes.ends_with(b"\n"));
                let what = format!("the line is longer than {LINE_BYTES_MAX} bytes");
                return Some((self.number, skipped.and(Err(what))));
            }
            if self.number == 1 && bytes.starts_with("\u{feff}".as_bytes()) {
                bytes.drain(..3);
            }
            let Ok(text) = std::str::from_utf8(&bytes) else {
                return Some((self.number, Err("the line is not UTF-8".to_owned())));
            };
            let text = text.trim_end_matches(['\r', '\n']);
            if !text.trim().is_empty() {
                return Some((self.number, fields(text)));
            }
        }
    }

    /// Passes over the rest of a line.
    fn skip_line(&mut self, mut ended: bool) -> Result<(), String> {
        while !ended {
            let (used, end) = match self.reader.fill_buf() {
                Ok([]) => return Ok(()),
                Ok(buffer) => match buffer.iter().position(|byte| *byte == b'\n') {
                    Some(at) => (at + 1, true),
                    None => (buffer.len(), false),
                },
                Err(e) => return Err(format!("the file cannot be read: {e}")),
            };
            self.reader.consume(used);
            ended = end;
        }
        Ok(())
    }
}

/// Fields of a line: separated by commas, optionally in double quotes, a quote inside doubled. Spaces around a field do not count.
fn fields(line: &str) -> Result<Vec<String>, String> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start_matches(' ');
        let after = if let Some(quoted) = trimmed.strip_prefix('"') {
            let (field, after) = unquote(quoted)?;
            fields.push(field);
            after.trim_start_matches(' ')
        } else {
            let end = trimmed.find(',').unwrap_or(trimmed.len());
            fields.push(trimmed[..end].trim_end_matches(' ').to_owned());
            &trimmed[end..]
        };
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(fields),
            None => {
                return Err(format!(
                    "field {}: text after its closing quote",
                    fields.len()
                ));
            }
        }
    }
}

fn unquote(text: &str) -> Result<(String, &str), String> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let Some(at) = rest.find('"') else {
            return Err("a quote is not closed on its line".to_owned());
        };
        field.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(next) => {
                field.push('"');
                rest = next;
            }
            None => return Ok((field, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Line = (u64, Result<Vec<String>, String>);

    fn all(text: &[u8]) -> Vec<Line> {
        let mut lines = Lines::new(text);
        std::iter::from_fn(|| lines.next()).collect()
    }

    #[test]
    fn lines_are_split_into_fields() {
        let rows: &[(&str, &[&str])] = &[
            ("a,b", &["a", "b"]),
            ("a, b ,", &["a", "b", ""]),
            ("\"a,b\",\"c \"\"d\"\"\"", &["a,b", "c \"d\""]),
            ("\u{feff}刹车片,5升\r", &["刹车片", "5升"]),
            (" \"x\" ,y", &["x", "y"]),
            (",", &["", ""]),
        ];
        for (text, fields) in rows {
            assert_eq!(
                all(text.as_bytes()),
                [(1, Ok(fields.iter().map(|f| (*f).to_owned()).collect()))],
                "{text}"
            );
        }
    }

    #[test]
    fn bad_lines_are_named_and_the_rest_is_read() {
        let long = "x".repeat(LINE_BYTES_MAX + 10);
        let text = [
            b"a\n\n\"open\nb\n\xff\xfe\n".as_slice(),
            long.as_bytes(),
            b"\nc \"d\n\"e\"f\nz",
        ]
        .concat();
        let seen: Vec<_> = all(&text)
            .into_iter()
            .map(|(number, line)| (number, line.is_ok()))
            .collect();
        assert_eq!(
            seen,
            [
                (1, true),
                (3, false),
                (4, true),
                (5, false),
                (6, false),
                (7, true),
                (8, false),
                (9, true)
            ]
        );
    }

    #[test]
    fn a_line_of_the_limit_is_read() {
        let mut text = "x".repeat(LINE_BYTES_MAX - 1);
        text.push('\n');
        assert!(all(text.as_bytes())[0].1.is_ok());
        let text = "x".repeat(LINE_BYTES_MAX + 1);
        assert!(all(text.as_bytes())[0].1.is_err());
    }
}
