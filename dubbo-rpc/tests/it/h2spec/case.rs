//! A case of the table: what is said, and what has to be answered.

use std::net::SocketAddr;

use super::wire::*;

/// A step of a conversation.
pub enum Step {
    /// Bytes leave.
    Say(Vec<u8>),
    /// This comes, whatever else comes before it.
    See(See),
}

/// What a port may answer.
#[derive(Debug, Clone)]
pub enum See {
    /// SETTINGS that are no acknowledgement, as the very first frame.
    FirstSettings,
    /// Acknowledged SETTINGS.
    Ack,
    /// The answer to a PING with these bytes, which is asked for by this step: the connection is as it was.
    Alive,
    /// HEADERS of an answer of status 200 on the stream.
    Ok(u32),
    /// The end of the answer on the stream, or its reset without an error.
    End(u32),
    /// DATA of just so many bytes on the stream.
    Data(u32, usize),
    /// DATA on the stream that holds this.
    Holds(u32, &'static str),
    /// RST_STREAM with one of these codes; the connection lives.
    StreamError(u32, &'static [u32]),
    /// GOAWAY with one of these codes, and the connection closes.
    ConnectionError(&'static [u32]),
    /// The connection closes, in whatever way.
    Close,
    /// An answer to the request that is no 200, and no error of HTTP/2.
    OtherStatus(u32),
}

/// One case: its section in RFC 9113 (or 7541), what is done, how.
pub struct Case {
    pub section: &'static str,
    pub name: &'static str,
    pub steps: Vec<Step>,
    /// Whether the connection is opened in order first.
    pub opened: bool,
}

pub fn case(section: &'static str, name: &'static str, steps: Vec<Step>) -> Case {
    Case {
        section,
        name,
        steps,
        opened: true,
    }
}

/// Says all of it at once, then sees that.
pub fn after(said: &[Vec<u8>], see: See) -> Vec<Step> {
    vec![Step::Say(said.concat()), Step::See(see)]
}

/// Says all of it at once, then sees these in order.
pub fn after_all(said: &[Vec<u8>], see: &[See]) -> Vec<Step> {
    let say = Step::Say(said.concat());
    let see = see.iter().cloned().map(Step::See);
    std::iter::once(say).chain(see).collect()
}

impl Case {
    /// How it went; the reason where it did not go as it must.
    pub async fn run(&self, address: SocketAddr) -> Result<(), String> {
        let mut wire = Wire::open(address).await;
        if self.opened {
            wire.send(&[PREFACE, &settings(&[])].concat()).await;
            see(&mut wire, &See::FirstSettings).await?;
            wire.send(&frame(SETTINGS, ACK, 0, &[])).await;
            see(&mut wire, &See::Ack).await?;
        }
        for step in &self.steps {
            match step {
                Step::Say(bytes) => wire.send(bytes).await,
                Step::See(wanted) => see(&mut wire, wanted).await?,
            }
        }
        Ok(())
    }
}

async fn see(wire: &mut Wire, wanted: &See) -> Result<(), String> {
    const ASKED: [u8; 8] = *b"alive ok";
    if let See::Alive = wanted {
        wire.send(&ping(0, ASKED)).await;
    }
    let mut is_first = true;
    loop {
        let next = wire.next().await;
        let next = next.map_err(|error| format!("{wanted:?}: {error}"))?;
        let Some(seen) = next else {
            return match wanted {
                See::Close => Ok(()),
                _ => Err(format!("{wanted:?}: the connection was closed")),
            };
        };
        match wanted {
            See::FirstSettings if is_first => {
                let good = seen.is(SETTINGS) && !seen.has(ACK);
                return good
                    .then_some(())
                    .ok_or_else(|| format!("first came {seen:?}"));
            }
            See::Ack if seen.is(SETTINGS) && seen.has(ACK) && seen.payload.is_empty() => {
                return Ok(());
            }
            See::Alive if seen.is(PING) && seen.has(ACK) && seen.payload == ASKED => return Ok(()),
            See::Ok(stream) if seen.is(HEADERS) && seen.stream == *stream => {
                return if seen.is_ok() {
                    Ok(())
                } else {
                    Err(format!("no answer of status 200: {seen:?}"))
                };
            }
            See::OtherStatus(stream) if seen.is(HEADERS) && seen.stream == *stream => {
                return if seen.is_ok() {
                    Err("it was answered".to_owned())
                } else {
                    Ok(())
                };
            }
            See::End(stream) if seen.stream == *stream => {
                let ended = (seen.is(DATA) || seen.is(HEADERS)) && seen.has(END_STREAM);
                if ended || (seen.is(RST_STREAM) && seen.code() == 0) {
                    return Ok(());
                }
            }
            See::Data(stream, len) if seen.is(DATA) && seen.stream == *stream => {
                return if seen.payload.len() == *len {
                    Ok(())
                } else {
                    Err(format!("{wanted:?}: {} bytes came", seen.payload.len()))
                };
            }
            See::Holds(stream, text) if seen.is(DATA) && seen.stream == *stream => {
                let came = String::from_utf8_lossy(&seen.payload);
                return if came.contains(text) {
                    Ok(())
                } else {
                    Err(format!("no {text:?} in {came:?}"))
                };
            }
            See::StreamError(stream, _)
                if seen.stream == *stream
                    && (seen.is(DATA) || seen.is(HEADERS))
                    && seen.has(END_STREAM) =>
            {
                return Err(format!("{wanted:?}: it was answered"));
            }
            See::StreamError(stream, codes)
                if seen.is(RST_STREAM)
                    && seen.stream == *stream
                    && codes.contains(&seen.code()) =>
            {
                return Box::pin(see(wire, &See::Alive)).await;
            }
            See::ConnectionError(codes) if seen.is(GOAWAY) && codes.contains(&seen.code()) => {
                return Box::pin(see(wire, &See::Close)).await;
            }
            See::Close => {}
            _ if seen.is(GOAWAY) => return Err(format!("{wanted:?}: GOAWAY {}", seen.code())),
            _ if seen.is(RST_STREAM) => {
                return Err(format!("{wanted:?}: RST_STREAM {}", seen.code()));
            }
            _ => {}
        }
        is_first = false;
    }
}
