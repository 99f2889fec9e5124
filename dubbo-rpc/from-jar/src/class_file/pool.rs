//! The constant pool: texts and class names that everything else names by index (JVMS 4.4).

use super::cursor::Cursor;
use super::{BadClass, ConstantValue};

#[derive(Debug)]
enum Constant<'a> {
    Utf8(&'a [u8]),
    Class(u16),
    Integer(u32),
    Float(u32),
    Long(u64),
    Double(u64),
    String(u16),
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
                3 => Constant::Integer(cursor.u32("an int")?),
                4 => Constant::Float(cursor.u32("a float")?),
                // Member references, names with types, dynamic constants and calls.
                9..=12 | 17 | 18 => {
                    cursor.take(4, "a reference")?;
                    Constant::Other
                }
                15 => {
                    cursor.take(3, "a method handle")?;
                    Constant::Other
                }
                // Longs and doubles, which take two places; the second of them names nothing.
                5 | 6 => {
                    let bits = cursor.u64("a number")?;
                    constants.push(match tag {
                        5 => Constant::Long(bits),
                        _ => Constant::Double(bits),
                    });
                    Constant::Other
                }
                8 => Constant::String(cursor.u16("a string")?),
                // Method types, modules, packages.
                16 | 19 | 20 => {
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

    /// The value of a static field of the type `descriptor` (JVMS 4.7.2).
    pub(super) fn value(
        &self,
        index: u16,
        descriptor: &str,
        what: &str,
    ) -> Result<ConstantValue, BadClass> {
        // Of a shorter type Java keeps the low bits, where a compiler left more.
        let low = |bits: &u32| {
            let [_, _, high, low] = bits.to_be_bytes();
            [high, low]
        };
        Ok(match (descriptor, self.get(index, what)?) {
            ("Z", Constant::Integer(bits)) => ConstantValue::Bool(*bits != 0),
            ("B", Constant::Integer(bits)) => {
                let [_, low] = low(bits);
                ConstantValue::Int(i64::from(low.cast_signed()))
            }
            ("S", Constant::Integer(bits)) => {
                ConstantValue::Int(i64::from(i16::from_be_bytes(low(bits))))
            }
            ("C", Constant::Integer(bits)) => ConstantValue::Char(u16::from_be_bytes(low(bits))),
            ("I", Constant::Integer(bits)) => ConstantValue::Int(i64::from(bits.cast_signed())),
            ("J", Constant::Long(bits)) => ConstantValue::Int(bits.cast_signed()),
            ("F", Constant::Float(bits)) => ConstantValue::Float(f32::from_bits(*bits)),
            ("D", Constant::Double(bits)) => ConstantValue::Double(f64::from_bits(*bits)),
            ("Ljava/lang/String;", Constant::String(text)) => {
                ConstantValue::Text(self.text(*text, what)?)
            }
            (_, other) => {
                return Err(BadClass(format!(
                    "{what} (constant {index}) is {other:?} where a field is {descriptor}"
                )));
            }
        })
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
