//! What can go wrong, said in one line: where, what was met, what was wanted, the way out.

use std::fmt;

/// Result of a codec operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a stream or a value was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input ends inside a value.
    Truncated,
    /// A byte that starts no value of Hessian2, or none that is allowed at this place.
    UnexpectedTag,
    /// The value is well formed but of another kind than the wanted type takes.
    TypeMismatch,
    /// A Java `null` where the wanted type has no null.
    Null,
    /// A number, date part or enum constant outside the wanted type's range.
    OutOfRange,
    /// Text that is not CESU-8.
    Text,
    /// A reference, class definition or type index that does not exist, or a cycle into a type
    /// that cannot hold one.
    Reference,
    /// One of [`Limits`](crate::Limits) is exceeded.
    Limit,
    /// A value that Hessian2 or Java cannot express was to be written.
    Unencodable,
}

/// An error of the codec.
///
/// Displays as one lower-case line: position (decoding only), the field it was met in, what was
/// met and what was expected. After an error the encoder's or decoder's stream is unusable.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    at: Option<usize>,
    /// Innermost first: (class, field).
    path: Vec<(&'static str, &'static str)>,
    message: String,
}

impl Error {
    /// An error with a message of the caller's own; used by hand-written codecs.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            at: None,
            path: Vec::new(),
            message: message.into(),
        }))
    }

    #[cold]
    pub(crate) fn at(kind: ErrorKind, at: usize, message: impl Into<String>) -> Self {
        let mut e = Error::new(kind, message);
        e.0.at = Some(at);
        e
    }

    #[cold]
    pub(crate) fn limit(at: usize, name: &'static str, limit: usize, met: usize) -> Self {
        Error::at(
            ErrorKind::Limit,
            at,
            format!("{met} exceeds the limit `{name}` of {limit}; send less or raise the limit"),
        )
    }

    /// The same error, met inside `field` of Java class `class`.
    #[cold]
    #[must_use]
    pub fn in_field(mut self, class: &'static str, field: &'static str) -> Self {
        // A deep error would otherwise collect a name per level.
        if self.0.path.len() < 8 {
            self.0.path.push((class, field));
        }
        self
    }

    /// What went wrong, for code that decides by it.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Offset of the offending byte in the decoded input; `None` for errors of encoding.
    pub fn position(&self) -> Option<usize> {
        self.0.at
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hessian2: ")?;
        if let Some(at) = self.0.at {
            write!(f, "at byte {at}: ")?;
        }
        if let Some((class, _)) = self.0.path.last() {
            write!(f, "in {class}")?;
            for (_, field) in self.0.path.iter().rev() {
                write!(f, ".{field}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}, {self})", self.0.kind)
    }
}

impl std::error::Error for Error {}

/// What the byte at the start of a value announces, for messages.
pub(crate) fn describe_tag(tag: u8) -> &'static str {
    match tag {
        b'N' => "null",
        b'T' | b'F' => "a boolean",
        0x80..=0xd7 | b'I' => "an int",
        0xd8..=0xff | 0x38..=0x3f | 0x59 | b'L' => "a long",
        0x5b..=0x5f | b'D' => "a double",
        0x4a | 0x4b => "a date",
        0x00..=0x1f | 0x30..=0x33 | b'S' | b'R' => "a string",
        0x20..=0x2f | 0x34..=0x37 | b'B' | b'A' => "a binary",
        0x55..=0x58 | 0x70..=0x7f => "a list",
        b'H' | b'M' => "a map",
        b'C' | b'O' | 0x60..=0x6f => "an object",
        b'Q' => "a reference",
        b'Z' => "the end of a list or map",
        _ => "a byte that starts no value",
    }
}
