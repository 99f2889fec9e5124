//! gRPC's message frame: a flag, a length, the message.

use bytes::{Buf, Bytes, BytesMut};

/// Bytes before every message: whether it is compressed, and its length.
pub(crate) const PREFIX: usize = 5;

/// What the first bytes of a frame say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prefix {
    pub(crate) compressed: bool,
    pub(crate) len: usize,
}

/// A body that is no sequence of frames, or one too long.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FrameError {
    #[error("a message starts with {0}, which is neither 0 (plain) nor 1 (compressed)")]
    Flag(u8),
    #[error("Data length too large: {len}, max payload: {limit}")]
    TooLong { len: usize, limit: usize },
}

/// Takes messages out of the bytes of a body, in whatever pieces these come.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// Whole pieces while they come one message each, which is the rule; a copy only where a message is cut.
    rest: BytesMut,
    whole: Option<Bytes>,
}

impl Reader {
    /// Adds a piece of the body.
    pub(crate) fn push(&mut self, piece: Bytes) {
        if piece.is_empty() {
            return;
        }
        match self.whole.take() {
            Some(whole) => {
                self.rest.extend_from_slice(&whole);
                self.rest.extend_from_slice(&piece);
            }
            None if self.rest.is_empty() => self.whole = Some(piece),
            None => self.rest.extend_from_slice(&piece),
        }
    }

    /// Bytes that have come and are no whole message yet.
    pub(crate) fn pending(&self) -> usize {
        self.whole.as_ref().map_or(self.rest.len(), Bytes::len)
    }

    /// The length of the frame in progress, prefix included, once it is known.
    ///
    /// # Errors
    /// When it is no frame, or its message is longer than `limit`.
    pub(crate) fn wanted(&self, limit: usize) -> Result<Option<usize>, FrameError> {
        Ok(self.prefix(limit)?.map(|prefix| PREFIX + prefix.len))
    }

    /// The next whole message, with whether it is compressed.
    ///
    /// # Errors
    /// When it is no frame, or its message is longer than `limit`.
    pub(crate) fn next(&mut self, limit: usize) -> Result<Option<(bool, Bytes)>, FrameError> {
        let Some(prefix) = self.prefix(limit)? else {
            return Ok(None);
        };
        let end = PREFIX + prefix.len;
        let message = match &mut self.whole {
            Some(whole) if whole.len() >= end => {
                let mut frame = whole.split_to(end);
                frame.advance(PREFIX);
                if whole.is_empty() {
                    self.whole = None;
                }
                frame
            }
            None if self.rest.len() >= end => {
                let mut frame = self.rest.split_to(end).freeze();
                frame.advance(PREFIX);
                frame
            }
            _ => return Ok(None),
        };
        Ok(Some((prefix.compressed, message)))
    }

    fn prefix(&self, limit: usize) -> Result<Option<Prefix>, FrameError> {
        let bytes = self.whole.as_deref().unwrap_or(&self.rest);
        let Some(&[flag, a, b, c, d]) = bytes.first_chunk::<PREFIX>() else {
            return match bytes.first() {
                Some(&flag) if flag > 1 => Err(FrameError::Flag(flag)),
                _ => Ok(None),
            };
        };
        if flag > 1 {
            return Err(FrameError::Flag(flag));
        }
        let len = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        if len > limit {
            return Err(FrameError::TooLong { len, limit });
        }
        Ok(Some(Prefix {
            compressed: flag == 1,
            len,
        }))
    }
}

/// Fills in the five bytes that a buffer starts with, for the message behind them; `None` when it is longer than a
/// length can say.
pub(crate) fn put_prefix(frame: &mut [u8], compressed: bool, len: usize) -> Option<()> {
    let len = u32::try_from(len).ok()?;
    let prefix = frame.get_mut(..PREFIX)?;
    prefix[0] = u8::from(compressed);
    prefix[1..].copy_from_slice(&len.to_be_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(message: &[u8]) -> Vec<u8> {
        let mut frame = vec![0; PREFIX];
        frame.extend_from_slice(message);
        put_prefix(&mut frame, false, message.len()).unwrap();
        frame
    }

    #[test]
    fn messages_come_out_whole_however_they_are_cut() {
        let messages: Vec<Vec<u8>> = [0, 1, 5, 300, 0, 70_000].map(|len| vec![7; len]).into();
        let body: Vec<u8> = messages.iter().flat_map(|message| frame(message)).collect();
        for piece in [1, 3, 5, 6, 1000, body.len()] {
            let mut reader = Reader::default();
            let mut seen = Vec::new();
            for chunk in body.chunks(piece) {
                reader.push(Bytes::copy_from_slice(chunk));
                while let Some((compressed, message)) = reader.next(70_000).unwrap() {
                    assert!(!compressed);
                    seen.push(message.to_vec());
                }
            }
            assert_eq!(seen, messages, "pieces of {piece}");
            assert_eq!(reader.pending(), 0);
        }
    }

    #[test]
    fn the_length_is_judged_before_the_message_comes() {
        let mut reader = Reader::default();
        reader.push(Bytes::from_static(&[0, 0, 0, 0, 11]));
        assert_eq!(reader.wanted(11), Ok(Some(16)));
        assert_eq!(reader.next(11), Ok(None));
        assert_eq!(
            reader.next(10),
            Err(FrameError::TooLong { len: 11, limit: 10 })
        );
        let mut reader = Reader::default();
        reader.push(Bytes::from_static(&[2]));
        assert_eq!(reader.next(10), Err(FrameError::Flag(2)));
    }
}
