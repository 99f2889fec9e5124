//! Field numbers of the messages: given once, kept in a committed file, never used again.

use std::collections::BTreeMap;

/// Numbers by message and field, removed fields included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    by_message: BTreeMap<String, BTreeMap<String, u32>>,
}

const HEAD: &str = "\
# Field numbers of the protobuf messages. Written by `cargo xtask api`, which only ever adds lines:
# a number that was given once stays with its field, also when the field is gone.
";

impl Numbers {
    /// Reads the committed file.
    ///
    /// # Errors
    /// With the line's number when a line is not `Message.field = number`, or a number comes twice.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut numbers = Self::default();
        for (i, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = || {
                format!(
                    "field numbers, line {}: {line:?} is not `Message.field = number`",
                    i + 1
                )
            };
            let (name, number) = line.split_once(" = ").ok_or_else(wrong)?;
            let (message, field) = name.split_once('.').ok_or_else(wrong)?;
            let number: u32 = number.parse().map_err(|_| wrong())?;
            let fields = numbers.by_message.entry(message.to_owned()).or_default();
            if fields.values().any(|n| *n == number)
                || fields.insert(field.to_owned(), number).is_some()
            {
                return Err(format!(
                    "field numbers, line {}: {line:?} was given before",
                    i + 1
                ));
            }
        }
        Ok(numbers)
    }

    /// The committed file's text.
    pub(super) fn to_text(&self) -> String {
        let mut out = HEAD.to_owned();
        for (message, fields) in &self.by_message {
            let mut rows: Vec<_> = fields
                .iter()
                .map(|(field, number)| (*number, field))
                .collect();
            rows.sort_unstable();
            for (number, field) in rows {
                out += &format!("{message}.{field} = {number}\n");
            }
        }
        out
    }

    /// The number of a field: the one it has, or the message's next.
    pub(super) fn of(&mut self, message: &str, field: &str) -> u32 {
        let fields = self.by_message.entry(message.to_owned()).or_default();
        if let Some(number) = fields.get(field) {
            return *number;
        }
        let next = fields.values().max().map_or(1, |last| last + 1);
        fields.insert(field.to_owned(), next);
        next
    }

    /// Numbers of fields which the message no longer has.
    pub(super) fn removed(&self, message: &str, present: &[String]) -> Vec<u32> {
        let fields = self.by_message.get(message).into_iter().flatten();
        let mut gone: Vec<_> = fields
            .filter(|(name, _)| !present.contains(name))
            .map(|(_, number)| *number)
            .collect();
        gone.sort_unstable();
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn a_number_is_given_once() {
        let mut numbers = Numbers::parse("A.x = 1\nA.gone = 2\n").expect("well formed");
        assert_eq!(numbers.of("A", "x"), 1);
        assert_eq!(numbers.of("A", "y"), 3);
        assert_eq!(numbers.removed("A", &["x".into(), "y".into()]), [2]);
        assert_eq!(Numbers::parse(&numbers.to_text()), Ok(numbers));
    }

    #[test]
    fn a_number_given_twice_is_refused() {
        assert!(Numbers::parse("A.x = 1\nA.y = 1\n").is_err());
        assert!(Numbers::parse("A.x = 1\nA.x = 2\n").is_err());
        assert!(Numbers::parse("A.x: 1\n").is_err());
    }
}
