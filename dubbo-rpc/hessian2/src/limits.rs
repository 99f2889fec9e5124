//! What one stream may cost: every bound of the codec, by name.

/// Deepest nesting any [`Limits::depth`] may ask for: the decoder recurses, and a thread of
/// 2 MiB (the default of most runtimes) must hold that many frames of an unoptimised build.
pub const MAX_DEPTH: usize = 256;

/// Bytes one written stream may spend on writing again, in full, what references could not lead to
/// in every reader: values that a [`Value`](crate::Value) shares, after a `java.util.UUID`. As
/// many as Dubbo's `payload` allows in all: shared values that hold shared values double with each
/// level.
pub const MAX_REPEATED_BYTES: usize = 8 << 20;

/// Largest input any [`Limits::bytes`] may allow: offsets are kept in 32 bits.
pub const MAX_BYTES: usize = 0x7fff_ffff;

/// Bounds on one decoded stream.
///
/// Every bound is inclusive: a value equal to the limit is accepted, one more is refused with
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit) naming the limit and the value met.
///
/// ```
/// use hessian2::{Decoder, Limits};
/// let limits = Limits { depth: 2, ..Limits::default() };
/// // [[1]] is two lists deep.
/// assert!(Decoder::with_limits(&[0x79, 0x79, 0x91], limits.clone()).read::<hessian2::Value>().is_ok());
/// // [[[1]]] is three.
/// assert!(Decoder::with_limits(&[0x79, 0x79, 0x79, 0x91], limits).read::<hessian2::Value>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole stream. Default 8 MiB, as Dubbo's `payload`; never more than
    /// [`MAX_BYTES`].
    pub bytes: usize,
    /// Lists, maps and objects inside one another. Default and most: [`MAX_DEPTH`].
    pub depth: usize,
    /// Bytes of the thread's stack that reading may take, whatever the types are: a type with many
    /// fields has large frames. Default 1 MiB, half of what a runtime's thread has.
    pub stack_bytes: usize,
    /// List elements and map entries of the whole stream together, repeats by reference counted
    /// again. Default 4,194,304.
    pub items: usize,
    /// UTF-16 code units of one string, all chunks together. Default 8,388,608.
    pub string_units: usize,
    /// Bytes of one binary, all chunks together. Default 8 MiB.
    pub binary_bytes: usize,
    /// Class definitions in the stream. Default 1,024.
    pub class_definitions: usize,
    /// Fields of one class definition. Default 1,024.
    pub class_fields: usize,
    /// Names in the table of list and map types. Default 1,024.
    pub type_names: usize,
    /// Decimal digits, and the absolute value of the scale, of one `BigDecimal`, and the decimal
    /// digits a `BigInteger` may stand for. Default 4,096: arithmetic on more is the attack.
    pub decimal_digits: usize,
    /// Bytes that may be allocated for each byte of input; reading a byte again through a
    /// reference counts as eight. Default 32: a null is one byte there and an empty `String`, of
    /// 24 bytes, here. See [`Limits::expansion_floor`].
    pub expansion: usize,
    /// Bytes that may be allocated or read again beside that, whatever the size of the input.
    /// Default 64 KiB.
    pub expansion_floor: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 8 << 20,
            depth: MAX_DEPTH,
            stack_bytes: 1 << 20,
            items: 4 << 20,
            string_units: 8 << 20,
            binary_bytes: 8 << 20,
            class_definitions: 1024,
            class_fields: 1024,
            type_names: 1024,
            decimal_digits: 4096,
            expansion: 32,
            expansion_floor: 64 << 10,
        }
    }
}

impl Limits {
    /// Bytes an input of `len` bytes may cost in allocation and in repeated reading.
    pub(crate) fn budget(&self, len: usize) -> usize {
        len.saturating_mul(self.expansion)
            .saturating_add(self.expansion_floor)
    }
}
