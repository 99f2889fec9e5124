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
    /// Each a stream of its own, as Triple's wrapper sends them.
    Each {
        rest: std::slice::Iter<'a, &'a [u8]>,
        limits: &'a Limits,
    },
    /// One protobuf message, `None` once it is read.
    Message(Option<&'a [u8]>),
    /// Each a stream of its own, in the loose form of generic calls.
    Loose {
        rest: std::slice::Iter<'a, Vec<u8>>,
        limits: &'a Limits,
    },
}

/// The arguments of one call as they came, before they are read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Arguments<'a> {
    /// All in one hessian2 stream, as `dubbo://` sends them.
    Stream(&'a [u8]),
    /// Each a hessian2 stream of its own, as Triple's wrapper sends them.
    Each(&'a [&'a [u8]]),
    /// One protobuf message.
    Message(&'a [u8]),
    /// Each a hessian2 stream of its own, in the loose form of generic calls.
    Loose(&'a [Vec<u8>]),
}

impl<'a> Arguments<'a> {
    /// How many bytes they take.
    pub(crate) fn bytes(self) -> usize {
        match self {
            Self::Stream(bytes) | Self::Message(bytes) => bytes.len(),
            Self::Each(values) => values.iter().map(|value| value.len()).sum(),
            Self::Loose(values) => values.iter().map(Vec::len).sum(),
        }
    }

    /// The only argument's bytes, a stream of its own.
    pub(crate) fn only(self) -> &'a [u8] {
        match self {
            Self::Stream(bytes) | Self::Message(bytes) => bytes,
            Self::Each(values) => values.first().copied().unwrap_or(b"N"),
            Self::Loose(values) => values.first().map_or(b"N", Vec::as_slice),
        }
    }

    /// To read them.
    pub(crate) fn args(self, limits: &'a Limits) -> Args<'a> {
        match self {
            Self::Stream(bytes) => Args::stream(bytes, limits),
            Self::Message(bytes) => Args {
                source: Source::Message(Some(bytes)),
                index: 0,
            },
            Self::Loose(values) => Args::loose(values, limits),
            Self::Each(values) => Args {
                source: Source::Each {
                    rest: values.iter(),
                    limits,
                },
                index: 0,
            },
        }
    }
}

/// An argument that is not what its parameter takes.
#[derive(Debug)]
pub struct BadArgument {
    index: usize,
    name: &'static str,
    error: Mistake,
}

#[derive(Debug)]
enum Mistake {
    Missing,
    Value(hessian2::Error),
    /// It comes in another form than the one asked for, or is no protobuf.
    Form(String),
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
            Source::Each { rest, limits } => match rest.next() {
                Some(bytes) => Decoder::with_limits(bytes, limits.hessian.clone()).read(),
                None => {
                    return Err(BadArgument {
                        index,
                        name,
                        error: Mistake::Missing,
                    });
                }
            },
            Source::Message(_) => {
                return Err(BadArgument {
                    index,
                    name,
                    error: Mistake::Form("it is a protobuf message, not a Java value".to_owned()),
                });
            }
            Source::Loose { rest, limits } => match rest.next() {
                Some(bytes) => Decoder::with_limits(bytes, limits.hessian.clone())
                    .coercing(Coercion::Generic)
                    .in_zone(limits.text_zone.clone())
                    .read(),
                None => {
                    return Err(BadArgument {
                        index,
                        name,
                        error: Mistake::Missing,
                    });
                }
            },
        };
        read.map_err(|error| BadArgument {
            index,
            name,
            error: Mistake::Value(error),
        })
    }

    /// The protobuf message that is the only argument of a service of messages; `read` makes a value of its bytes.
    ///
    /// # Errors
    /// [`BadArgument`] when there is none, or `read` says that it is none.
    pub fn message<T, E: fmt::Display>(
        &mut self,
        read: impl FnOnce(&[u8]) -> Result<T, E>,
    ) -> Result<T, BadArgument> {
        let bad = |error| BadArgument {
            index: 0,
            name: "message",
            error,
        };
        match &mut self.source {
            Source::Message(message) => {
                let message = message.take().ok_or_else(|| bad(Mistake::Missing))?;
                read(message).map_err(|error| bad(Mistake::Form(error.to_string())))
            }
            _ => Err(bad(Mistake::Form(
                "the service takes protobuf messages, over Triple".to_owned(),
            ))),
        }
    }
}

impl BadArgument {
    /// Whether it is `null`, or holds a `null`, where there must be a value. A Java service would be called and
    /// fail on it, so that is an exception of the call and not a broken request.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.error, Mistake::Value(error) if error.kind() == hessian2::ErrorKind::Null)
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
            Mistake::Value(error) => error.fmt(f),
            Mistake::Form(message) => f.write_str(message),
            Mistake::Missing => f.write_str("it is missing"),
        }
    }
}

impl std::error::Error for BadArgument {}
