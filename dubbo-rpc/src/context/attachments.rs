//! Key and value pairs beside a call.

use hessian2::Value;

/// One attachment's value.
#[derive(Debug, Clone)]
pub enum Attachment {
    /// Text; numbers and booleans arrive as their text, a list of one text as that text.
    Text(String),
    /// Anything else a 2.7.x or 3.x caller attached.
    Object(Value),
}

/// A call's attachments in the order they came; a later value of a key replaces the earlier.
///
/// A linear list: a call carries a handful, and the number is bounded by
/// [`Limits::attachments`](crate::Limits::attachments).
#[derive(Debug, Clone, Default)]
pub struct Attachments {
    entries: Vec<(String, Attachment)>,
}

impl Attachments {
    /// The text under exactly this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries
            .iter()
            .find(|(old, _)| old == key)
            .and_then(text)
    }

    /// The text under this key in any letter case; trace headers change it on their way.
    #[must_use]
    pub fn get_ignore_case(&self, key: &str) -> Option<&str> {
        self.entries
            .iter()
            .find(|(old, _)| old.eq_ignore_ascii_case(key))
            .and_then(text)
    }

    /// The value under exactly this key, text or not.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Attachment> {
        self.entries
            .iter()
            .find(|(old, _)| old == key)
            .map(|(_, value)| value)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Attachment)> {
        self.entries
            .iter()
            .map(|(key, value)| (key.as_str(), value))
    }

    /// Keys and values that are text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .filter_map(|entry| Some((entry.0.as_str(), text(entry)?)))
    }

    /// Number of keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Sets a key.
    pub fn insert(&mut self, key: String, value: Attachment) {
        match self.entries.iter_mut().find(|(old, _)| *old == key) {
            Some(entry) => entry.1 = value,
            None => self.entries.push((key, value)),
        }
    }
}

fn text(entry: &(String, Attachment)) -> Option<&str> {
    match &entry.1 {
        Attachment::Text(text) => Some(text),
        Attachment::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_of_a_key_counts() {
        let mut attachments = Attachments::default();
        attachments.insert("k".into(), Attachment::Text("1".into()));
        attachments.insert("K".into(), Attachment::Text("2".into()));
        attachments.insert("k".into(), Attachment::Text("3".into()));
        assert_eq!(attachments.len(), 2);
        assert_eq!(attachments.get("k"), Some("3"));
        assert_eq!(attachments.get("X"), None);
        assert_eq!(attachments.get_ignore_case("K"), Some("3"));
    }
}
