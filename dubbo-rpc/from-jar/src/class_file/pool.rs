//! The constant pool: texts and class names that everything else names by index (JVMS 4.4).

use super::BadClass;
use super::cursor::Cursor;

#[derive(Debug)]
enum Constant<'a> {
    Utf8(&'a [u8]),
    Class(u16),
    /// Kinds nobody here asks for.
    Other,
}

/// The constant pool of one class file.
#[derive(Debug)]
pub(super) struct Pool<'a>(Vec<Constant<'a>>);

impl<'a> Pool<'a> {
    pub(super) fn read(cursor: &mut Cursor<'a>) -> Result<Self, BadClass> {
        let count = usize::from(cursor.u16("the size of the constant pool")?);
        // Every constant takes three bytes or more, so that no count allocates more than was sent.
        let mut constants = vec![Constant::Other];
        while constants.len() < count {
            let tag = cursor.u8("a constant")?;
            let constant = match tag {
                1 => {
                    let len = usize::from(cursor.u16("a text's length")?);
                    Constant::Utf8(cursor.take(len, "a text")?)
                }
                7 => Constant::Class(cursor.u16("a class")?),
                // Ints, floats, member references, names with types, dynamic constants and calls.
                3 | 4 | 9..=12 | 17 | 18 => {
                    cursor.take(4, "a number or reference")?;
                    Constant::Other
                }
                15 => {
                    cursor.take(3, "a method handle")?;
                    Constant::Other
                }
                // Longs and doubles, which take two places.
                5 | 6 => {
                    cursor.take(8, "a number")?;
                    constants.push(Constant::Other);
                    Constant::Other
                }
                // Strings, method types, modules, packages.
                8 | 16 | 19 | 20 => {
                    cursor.take(2, "a name")?;
                    Constant::Other
                }
                other => {
                    return Err(BadClass(format!(
                        "constant {} has the unknown tag {other}",
                        constants.len()
                    )));
                }
            };
            constants.push(constant);
        }
        Ok(Self(constants))
    }

    fn get(&self, index: u16, what: &str) -> Result<&Constant<'a>, BadClass> {
        self.0.get(usize::from(index)).ok_or_else(|| {
            BadClass(format!(
                "{what} is constant {index} of {}",
                self.0.len().saturating_sub(1)
            ))
        })
    }

    /// The text at `index`.
    pub(super) fn text(&self, index: u16, what: &str) -> Result<String, BadClass> {
        match self.get(index, what)? {
            Constant::Utf8(bytes) => modified_utf8(bytes)
                .ok_or_else(|| BadClass(format!("{what} (constant {index}) is no valid text"))),
            other => Err(BadClass(format!(
                "{what} (constant {index}) is {other:?} where a text must be"
            ))),
        }
    }

    /// The binary name of the class at `index`, with dots: `com.example.Outer$Inner`.
    pub(super) fn class(&self, index: u16, what: &str) -> Result<String, BadClass> {
        match self.get(index, what)? {
            Constant::Class(name) => Ok(self.text(*name, what)?.replace('/', ".")),
            other => Err(BadClass(format!(
                "{what} (constant {index}) is {other:?} where a class must be"
            ))),
        }
    }

    /// As [`Pool::class`], `None` for index 0.
    pub(super) fn class_or_none(&self, index: u16, what: &str) -> Result<Option<String>, BadClass> {
        match index {
            0 => Ok(None),
            index => self.class(index, what).map(Some),
        }
    }
}

/// Java's own UTF-8 (JVMS 4.4.7): zero is two bytes, what is beyond U+FFFF two surrogates of
/// three bytes each. `None` where bytes are neither; a lone surrogate becomes U+FFFD.
fn modified_utf8(bytes: &[u8]) -> Option<String> {
    let mut units = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    let tail = |rest: &mut dyn Iterator<Item = u8>| {
        let byte = rest.next()?;
        (byte & 0xc0 == 0x80).then_some(u16::from(byte & 0x3f))
    };
    while let Some(byte) = rest.next() {
        let first = u16::from(byte);
        units.push(match byte {
            0x01..=0x7f => first,
            0xc0..=0xdf => (first & 0x1f) << 6 | tail(&mut rest)?,
            0xe0..=0xef => (first & 0x0f) << 12 | tail(&mut rest)? << 6 | tail(&mut rest)?,
            _ => return None,
        });
    }
    Some(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::modified_utf8;

    #[test]
    fn texts_are_read_as_java_writes_them() {
        for (bytes, text) in [
            (&b"plain"[..], Some("plain")),
            (&[0xc0, 0x80], Some("\0")),
            (&[0xe5, 0xba, 0x93], Some("库")),
            (&[0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], Some("😀")),
            (&[0xed, 0xa0, 0xbd], Some("\u{fffd}")),
            (&[0], None),
            (&[0xe5, 0xba], None),
            (&[0xe5, 0x41, 0x41], None),
            (&[0xf0, 0x9f, 0x98, 0x80], None),
        ] {
            assert_eq!(modified_utf8(bytes).as_deref(), text, "{bytes:x?}");
        }
    }
}
