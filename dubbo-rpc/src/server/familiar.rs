//! Calls that begin and end like one before.
//!
//! A caller sends the same names before the arguments of every call of a method and, as a rule, the same attachments behind them. What was understood of them is kept beside the
//! bytes it was understood from. A call that brings the same bytes needs no second look at them: only its arguments are read.

use std::ops::Range;
use std::sync::Arc;

use hessian2::{Decoder, ErrorKind, Kind};

use super::record::Given;
use crate::body::request::{Request, Routing};
use crate::body::version;
use crate::context::Attachments;
use crate::dispatch::Target;
use crate::limits::Limits;

/// Methods remembered of one connection.
const KNOWN_MAX: usize = 8;
/// Bytes around the arguments, above which a call is not remembered.
const BYTES_MAX: usize = 1_024;
/// So many strangers in a row are remembered; then only one of [`NOW_AND_THEN`], for a caller whose attachments differ from call to call will not send these again.
const STRANGERS_MAX: u32 = 16;
const NOW_AND_THEN: u32 = 64;

/// What a request says beside its arguments.
#[derive(Debug)]
pub(super) struct Understood {
    /// Index of the service it is for.
    pub(super) service: usize,
    pub(super) target: Target,
    /// The method as it was called.
    pub(super) method: Box<str>,
    pub(super) routing: Routing,
    pub(super) attachments: Attachments,
    pub(super) application: Option<Arc<str>>,
    /// Whether its caller reads attachments of a reply.
    pub(super) reads_attachments: bool,
    argument_count: usize,
}

impl Understood {
    pub(super) fn of(
        request: Request<'_>,
        service: usize,
        target: Target,
        application: Option<Arc<str>>,
    ) -> Self {
        let Request {
            head,
            routing,
            attachments,
            argument_count,
            ..
        } = request;
        Self {
            service,
            target,
            method: head.method.into(),
            reads_attachments: version::reads_response_attachments(&head.protocol_version),
            application,
            routing,
            attachments,
            argument_count,
        }
    }

    /// What goes with the arguments.
    pub(super) fn given(&self) -> Given<'_> {
        Given {
            routing: &self.routing,
            attachments: self.attachments.clone(),
            budget: self.routing.budget(),
            gone: None,
        }
    }
}

#[derive(Debug)]
struct Known {
    /// Bytes before the arguments.
    head: Box<[u8]>,
    /// Bytes behind them.
    tail: Box<[u8]>,
    understood: Understood,
}

/// What is remembered of one connection's calls.
#[derive(Debug, Default)]
pub(super) struct Familiar {
    known: Vec<Known>,
    /// Which of them gives way next.
    oldest: usize,
    /// Calls in a row that were not known.
    strangers: u32,
    /// The last of them, if it was not remembered.
    stranger: Option<Understood>,
}

impl Familiar {
    /// Which of the known calls this one is like, and where in its body the arguments are. `None` also where they cannot be read: who reads all of it finds out why.
    pub(super) fn find(&self, body: &[u8], limits: &Limits) -> Option<(usize, Range<usize>)> {
        let mut looked: Option<Range<usize>> = None;
        for (place, known) in self.known.iter().enumerate() {
            if !body.starts_with(&known.head) {
                continue;
            }
            let start = known.head.len();
            let end = match &looked {
                Some(range) if range.start == start => range.end,
                _ => {
                    let mut decoder = Decoder::with_limits(&body[start..], limits.hessian.clone());
                    for _ in 0..known.understood.argument_count {
                        decoder.skip().ok()?;
                    }
                    start + decoder.position()
                }
            };
            if body[end..] == *known.tail {
                return Some((place, start..end));
            }
            looked = Some(start..end);
        }
        None
    }

    /// What is known of a place that [`Familiar::find`] named.
    pub(super) fn get(&mut self, place: usize) -> &Understood {
        self.strangers = 0;
        &self.known[place].understood
    }

    /// Takes in what was read of a call whose arguments are in this range of its body.
    pub(super) fn meet(
        &mut self,
        body: &[u8],
        arguments: &Range<usize>,
        understood: Understood,
        limits: &Limits,
    ) -> &Understood {
        self.strangers = self.strangers.wrapping_add(1);
        let (head, tail) = (&body[..arguments.start], &body[arguments.end..]);
        let often = self.strangers <= STRANGERS_MAX || self.strangers.is_multiple_of(NOW_AND_THEN);
        let short = head.len() + tail.len() <= BYTES_MAX;
        if !often || !short || !is_plain(tail, limits) {
            return self.stranger.insert(understood);
        }
        let known = Known {
            head: head.into(),
            tail: tail.into(),
            understood,
        };
        let place = if self.known.len() < KNOWN_MAX {
            self.known.push(known);
            self.known.len() - 1
        } else {
            let place = self.oldest % KNOWN_MAX;
            self.known[place] = known;
            place
        };
        self.oldest = (place + 1) % KNOWN_MAX;
        &self.known[place].understood
    }

    /// Gives the memory back.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

/// Whether attachments are texts, numbers and nulls alone: what is anything else may refer to what stands in the arguments.
fn is_plain(tail: &[u8], limits: &Limits) -> bool {
    let mut decoder = Decoder::with_limits(tail, limits.hessian.clone());
    let read = decoder.is_at_end()
        || decoder.take_null().unwrap_or(false)
        || decoder
            .read_entries(|decoder| {
                decoder.skip()?;
                match decoder.peek()? {
                    Kind::Null
                    | Kind::String
                    | Kind::Int
                    | Kind::Long
                    | Kind::Bool
                    | Kind::Double => decoder.skip(),
                    _ => Err(decoder.error(ErrorKind::Text, "no plain value")),
                }
            })
            .is_ok();
    read && decoder.is_at_end()
}

#[cfg(test)]
mod tests {
    use hessian2::Encoder;

    use super::*;
    use crate::body::request;

    /// A call of `method` with one text, and these attachments.
    fn body(method: &str, text: &str, attachments: &[(&str, &str)]) -> Vec<u8> {
        let mut encoder = Encoder::append_to(Vec::new());
        for part in ["2.0.2", "a.B", "0.0.0", method, "Ljava/lang/String;", text] {
            encoder.write_str(part).unwrap();
        }
        encoder.begin_map(None).unwrap();
        for (key, value) in attachments {
            encoder.write_str(key).unwrap();
            encoder.write_str(value).unwrap();
        }
        encoder.end_map();
        encoder.into_vec()
    }

    fn meet(familiar: &mut Familiar, body: &[u8], service: usize) {
        let limits = Limits::default();
        let request = request::read(body, &limits).unwrap();
        let start = request.arguments_at;
        let arguments = start..start + request.arguments.len();
        let understood = Understood::of(request, service, Target::Method(service), None);
        familiar.meet(body, &arguments, understood, &limits);
    }

    fn found(familiar: &mut Familiar, body: &[u8]) -> Option<(usize, Vec<u8>)> {
        let (place, arguments) = familiar.find(body, &Limits::default())?;
        let service = familiar.get(place).service;
        Some((service, body[arguments].to_vec()))
    }

    #[test]
    fn only_the_very_same_bytes_are_known() {
        let mut familiar = Familiar::default();
        let attachments = [("path", "a.B"), ("timeout", "500")];
        meet(&mut familiar, &body("one", "x", &attachments), 1);
        meet(&mut familiar, &body("two", "x", &attachments), 2);
        for (method, service) in [("one", 1), ("two", 2)] {
            let (found, arguments) =
                found(&mut familiar, &body(method, "another text", &attachments)).unwrap();
            assert_eq!(found, service);
            assert_eq!(arguments, b"\x0Canother text", "{method}");
        }
        let other = [("path", "a.B"), ("timeout", "501")];
        for stranger in [
            body("one", "x", &other),
            body("three", "x", &attachments),
            body("one", "x", &[]),
            body("one", "x", &attachments[..1]),
        ] {
            assert!(found(&mut familiar, &stranger).is_none());
        }
        // One that looks like it at both ends, with something between arguments and attachments.
        let whole = body("one", "x", &attachments);
        let text = whole.windows(2).position(|two| two == b"\x01x").unwrap();
        let mut between = whole.clone();
        between.insert(text + 2, 0x91);
        assert!(found(&mut familiar, &between).is_none());
        for cut in 0..whole.len() {
            assert!(found(&mut familiar, &whole[..cut]).is_none(), "{cut}");
        }
    }

    #[test]
    fn attachments_that_may_refer_to_arguments_are_not_remembered() {
        let mut familiar = Familiar::default();
        let mut call = body("m", "x", &[("k", "v")]);
        // The value becomes a list of one text, which reads as that text.
        let at = call.windows(2).position(|two| two == b"\x01v").unwrap();
        call.insert(at, 0x79);
        meet(&mut familiar, &call, 1);
        assert!(familiar.known.is_empty());
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut familiar = Familiar::default();
        for number in 0..100 {
            meet(
                &mut familiar,
                &body(&format!("m{number}"), "x", &[]),
                number,
            );
        }
        assert_eq!(familiar.known.len(), KNOWN_MAX);
        // The last of those that were remembered for being few.
        assert!(found(&mut familiar, &body("m15", "y", &[])).is_some());
        assert!(found(&mut familiar, &body("m99", "y", &[])).is_none());
        let mut familiar = Familiar::default();
        let long = "v".repeat(BYTES_MAX);
        meet(&mut familiar, &body("m", "x", &[("long", &long)]), 1);
        assert!(familiar.known.is_empty());
        meet(&mut familiar, &body("m", &long, &[("short", "v")]), 1);
        assert_eq!(familiar.known.len(), 1, "arguments do not count");
        familiar.forget();
        assert!(familiar.known.is_empty());
    }
}
