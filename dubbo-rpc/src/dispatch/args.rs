//! Arguments on their way from bytes to the types of a method.

use std::fmt;

use hessian2::{Coercion, Decode, Decoder};

use crate::fault::Fault;
use crate::limits::Limits;

/// The arguments of one call, read one after the other into the types the method declares.
#[derive(Debug)]
pub struct Args<'a> {
    source: Source<'a>,
    /// Number of arguments read so far.
    index: usize,
}

#[derive(Debug)]
enum Source<'a> {
    /// All in one hessian2 stream, as `dubbo://` sends them.
    Stream(Box<Decoder<'a>>),
    /// Each a stream of its own, in the loose form of generic calls.
    Loose {
        rest: std::slice::Iter<'a, Vec<u8>>,
        limits: &'a Limits,
    },
}

/// An argument that is not what its parameter takes.
#[derive(Debug)]
pub struct BadArgument {
    index: usize,
    name: &'static str,
    error: Option<hessian2::Error>,
}

impl<'a> Args<'a> {
    /// Arguments that follow one another in one stream.
    #[must_use]
    pub fn stream(bytes: &'a [u8], limits: &Limits) -> Self {
        let decoder = Decoder::with_limits(bytes, limits.hessian.clone());
        Self {
            source: Source::Stream(Box::new(decoder)),
            index: 0,
        }
    }

    /// Arguments in the loose form: maps for objects, text for enums and dates, and so on.
    pub(crate) fn loose(values: &'a [Vec<u8>], limits: &'a Limits) -> Self {
        Self {
            source: Source::Loose {
                rest: values.iter(),
                limits,
            },
            index: 0,
        }
    }

    /// Reads the next argument; `name` is the parameter's, for the error.
    ///
    /// # Errors
    /// [`BadArgument`] when there is none or it is not of this type.
    pub fn next<T: Decode>(&mut self, name: &'static str) -> Result<T, BadArgument> {
        let index = self.index;
        self.index += 1;
        let read = match &mut self.source {
            Source::Stream(decoder) => decoder.read(),
            Source::Loose { rest, limits } => match rest.next() {
                Some(bytes) => Decoder::with_limits(bytes, limits.hessian.clone())
                    .coercing(Coercion::Generic)
                    .in_zone(limits.text_zone.clone())
                    .read(),
                None => {
                    return Err(BadArgument {
                        index,
                        name,
                        error: None,
                    });
                }
            },
        };
        read.map_err(|error| BadArgument {
            index,
            name,
            error: Some(error),
        })
    }
}

impl BadArgument {
    /// Whether it is `null`, or holds a `null`, where there must be a value. A Java service would be called and
    /// fail on it, so that is an exception of the call and not a broken request.
    pub(crate) fn is_null(&self) -> bool {
        self.error
            .as_ref()
            .is_some_and(|error| error.kind() == hessian2::ErrorKind::Null)
    }

    /// The exception a caller gets for a `null`.
    pub(crate) fn into_fault(self) -> Fault {
        Fault::throw("java.lang.IllegalArgumentException", self.to_string())
    }
}

impl fmt::Display for BadArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "argument {} `{}`: ", self.index + 1, self.name)?;
        match &self.error {
            Some(error) => error.fmt(f),
            None => f.write_str("it is missing"),
        }
    }
}

impl std::error::Error for BadArgument {}
