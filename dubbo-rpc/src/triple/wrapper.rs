//! The messages around hessian2 values (`triple_wrapper.proto`).
//!
//! ```text
//! message TripleRequestWrapper  { string serializeType = 1; repeated bytes args = 2; repeated string argTypes = 3; }
//! message TripleResponseWrapper { string serializeType = 1; bytes data = 2; string type = 3; }
//! ```
//!
//! Written by hand: what is read borrows from the message, and a reply is written around bytes that exist already.

/// What Java calls hessian2 in these messages since 3.0.0.
pub(crate) const HESSIAN4: &str = "hessian4";

/// Number of the field that names the serialization, in both messages.
pub(crate) const SERIALIZATION: u8 = 1;

/// Number of the field of a value: an argument, or the result.
pub(crate) const DATA: u8 = 2;

/// Number of the fields that name the arguments' types.
pub(crate) const TYPES: u8 = 3;

/// A request as it came.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request<'a> {
    pub(crate) serialization: &'a str,
    /// Each a hessian2 stream of its own.
    pub(crate) args: Vec<&'a [u8]>,
    /// `Class.getName` of each parameter's type.
    pub(crate) types: Vec<&'a str>,
}

/// A reply as it came.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Response<'a> {
    pub(crate) serialization: &'a str,
    /// One hessian2 value.
    pub(crate) data: &'a [u8],
    /// Class of the value.
    pub(crate) class: &'a str,
}

/// Bytes that are no such message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no Triple wrapper message: {0}")]
pub(crate) struct WrapperError(pub(crate) String);

fn broken(reason: &str) -> WrapperError {
    WrapperError(reason.to_owned())
}

impl<'a> Request<'a> {
    /// Reads a request of at most `arguments` arguments.
    pub(crate) fn read(message: &'a [u8], arguments: usize) -> Result<Self, WrapperError> {
        let mut request = Self::default();
        for field in Fields(message) {
            match field? {
                (1, bytes) => request.serialization = text(bytes)?,
                (2, bytes) => request.args.push(bytes),
                (3, bytes) => request.types.push(text(bytes)?),
                _ => {}
            }
            // A server stream names one type more than it has arguments.
            if request.args.len() > arguments || request.types.len() > arguments + 1 {
                return Err(WrapperError(format!(
                    "more than {arguments} arguments, limit `arguments`"
                )));
            }
        }
        Ok(request)
    }

    /// Appends the message.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, SERIALIZATION, self.serialization.as_bytes());
        for argument in &self.args {
            put(out, DATA, argument);
        }
        for name in &self.types {
            put(out, TYPES, name.as_bytes());
        }
    }
}

impl<'a> Response<'a> {
    /// Reads a reply.
    pub(crate) fn read(message: &'a [u8]) -> Result<Self, WrapperError> {
        let mut response = Self::default();
        for field in Fields(message) {
            match field? {
                (1, bytes) => response.serialization = text(bytes)?,
                (2, bytes) => response.data = bytes,
                (3, bytes) => response.class = text(bytes)?,
                _ => {}
            }
        }
        Ok(response)
    }

    /// Appends the message.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, 1, self.serialization.as_bytes());
        put(out, 2, self.data);
        put(out, 3, self.class.as_bytes());
    }

    /// Appends what stands before the data and what stands behind it, for data that is too long to copy.
    pub(crate) fn write_around(&self, before: &mut Vec<u8>, behind: &mut Vec<u8>) {
        put(before, 1, self.serialization.as_bytes());
        put_head(before, 2, self.data.len());
        put(behind, 3, self.class.as_bytes());
    }

    /// Room that a message takes beside its data, at most.
    pub(crate) fn overhead(&self) -> usize {
        self.serialization.len() + self.class.len() + 3 * 11
    }
}

/// The last text field of this number in any message; empty when there is none.
pub(crate) fn text_field(message: &[u8], number: u64) -> Result<&str, WrapperError> {
    let mut found = "";
    for field in Fields(message) {
        let (at, bytes) = field?;
        if at == number {
            found = text(bytes)?;
        }
    }
    Ok(found)
}

/// The length-delimited fields of any message, with their numbers; others are passed over.
pub(crate) fn fields(message: &[u8]) -> impl Iterator<Item = Result<(u64, &[u8]), WrapperError>> {
    Fields(message)
}

/// Appends a field of bytes; its number is at most 15.
pub(crate) fn put(out: &mut Vec<u8>, number: u8, bytes: &[u8]) {
    put_head(out, number, bytes.len());
    out.extend_from_slice(bytes);
}

/// Appends a field of bytes that `write` appends to what it is given. Most are short: their length takes one byte, for which room is kept.
///
/// # Errors
/// Those of `write`; what was there before is lost then.
pub(crate) fn put_with<E>(
    out: &mut Vec<u8>,
    number: u8,
    write: impl FnOnce(Vec<u8>) -> Result<Vec<u8>, E>,
) -> Result<(), E> {
    put_head(out, number, 0);
    let begin = out.len();
    *out = write(std::mem::take(out))?;
    let len = out.len().saturating_sub(begin);
    match u8::try_from(len) {
        Ok(short @ 0..0x80) => out[begin - 1] = short,
        _ => {
            let mut varint = Vec::new();
            put_varint(&mut varint, len);
            out.splice(begin - 1..begin, varint);
        }
    }
    Ok(())
}

/// Appends number and length of a field of bytes.
fn put_head(out: &mut Vec<u8>, number: u8, len: usize) {
    const LENGTH_DELIMITED: u8 = 2;
    out.push(number << 3 | LENGTH_DELIMITED);
    put_varint(out, len);
}

fn put_varint(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7F).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

fn text(bytes: &[u8]) -> Result<&str, WrapperError> {
    std::str::from_utf8(bytes).map_err(|_| broken("a text is not UTF-8"))
}

/// The length-delimited fields of a message; others are passed over.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn varint(&mut self) -> Result<u64, WrapperError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self
                .0
                .split_first()
                .ok_or_else(|| broken("it is cut short"))?;
            self.0 = rest;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(broken("a number has more than ten bytes"))
    }

    fn take(&mut self, len: u64) -> Result<&'a [u8], WrapperError> {
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let (taken, rest) = self
            .0
            .split_at_checked(len)
            .ok_or_else(|| broken("a field is longer than the message"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn field(&mut self) -> Result<Option<(u64, &'a [u8])>, WrapperError> {
        let tag = self.varint()?;
        match tag & 7 {
            0 => self.varint().map(|_| None),
            1 => self.take(8).map(|_| None),
            2 => {
                let len = self.varint()?;
                Ok(Some((tag >> 3, self.take(len)?)))
            }
            5 => self.take(4).map(|_| None),
            _ => Err(broken("a field has an unknown wire type")),
        }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, &'a [u8]), WrapperError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.0.is_empty() {
            match self.field() {
                Ok(Some(field)) => return Some(Ok(field)),
                Ok(None) => {}
                Err(error) => {
                    self.0 = &[];
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a Java 3.3.6 consumer wrote for `echo("hello")`.
    const JAVA: &[u8] = b"\n\x08hessian4\x12\x06\x05hello\x1a\x10java.lang.String";

    #[test]
    fn reads_and_writes_what_java_does() {
        let request = Request::read(JAVA, 10).unwrap();
        assert_eq!(request.serialization, HESSIAN4);
        assert_eq!(request.args, [b"\x05hello"]);
        assert_eq!(request.types, ["java.lang.String"]);
        let mut written = Vec::new();
        request.write(&mut written);
        assert_eq!(written, JAVA);
        let response = Response::read(JAVA).unwrap();
        assert_eq!(
            (response.data, response.class),
            (&b"\x05hello"[..], "java.lang.String")
        );
        written.clear();
        response.write(&mut written);
        assert_eq!(written, JAVA);
        assert!(written.len() - response.data.len() <= response.overhead());
    }

    #[test]
    fn long_fields_and_strange_ones() {
        for len in [0, 127, 128, 16_383, 16_384, 300_000] {
            let data = vec![1; len];
            let response = Response {
                serialization: HESSIAN4,
                data: &data,
                class: "a.B",
            };
            let mut written = vec![
                0x20, 0x96, 0x01, 0x2D, 1, 2, 3, 4, 0x29, 1, 2, 3, 4, 5, 6, 7, 8,
            ];
            response.write(&mut written);
            assert_eq!(Response::read(&written).unwrap(), response);
            let mut with = Vec::new();
            put(&mut with, 1, HESSIAN4.as_bytes());
            let appended = put_with(&mut with, DATA, |mut out| {
                out.extend_from_slice(&data);
                Ok::<_, ()>(out)
            });
            appended.unwrap();
            assert_eq!(Response::read(&with).unwrap().data, data);
            let (mut before, mut behind) = (Vec::new(), Vec::new());
            response.write_around(&mut before, &mut behind);
            let whole = [before, data.clone(), behind].concat();
            assert_eq!(Response::read(&whole).unwrap(), response);
        }
    }

    #[test]
    fn broken_messages_are_named() {
        for (bytes, reason) in [
            (&[0x0A][..], "cut short"),
            (&[0x0A, 5, 1], "longer"),
            (
                &[
                    0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1,
                ],
                "ten bytes",
            ),
            (&[0x0A, 1, 0xFF], "UTF-8"),
            (&[0x0B], "wire type"),
        ] {
            let error = Request::read(bytes, 10).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
        let mut many = Vec::new();
        (0..11).for_each(|_| put(&mut many, 2, b""));
        assert!(Request::read(&many, 11).is_ok());
        assert!(Request::read(&many, 10).is_err());
    }
}
