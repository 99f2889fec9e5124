//! gzip of messages, bounded: what a few bytes unpack to is counted before it is kept.

use std::io::{Read, Write};

use bytes::buf::Reader;
use bytes::{Buf as _, Bytes};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// Name of the encoding.
pub(crate) const NAME: &str = "gzip";

/// Why a message cannot be unpacked.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UnpackError {
    #[error("a compressed message is no gzip: {0}")]
    Format(String),
    #[error("a message unpacks to more than {0} bytes, limit `payload_bytes`")]
    TooLong(usize),
}

/// Bytes that one step unpacks: a fraction of a millisecond.
pub(crate) const STEP_BYTES: usize = 64 * 1024;

/// The last bytes of a gzip member: how long it is unpacked, modulo 2^32 (RFC 1952, 2.3.1).
const STATED: usize = 4;
/// Bytes that a packed byte can stand for (two bits for 258 bytes: RFC 1951, 3.2.5).
const RATIO_MAX: usize = 1_032;

/// A message that is unpacked step by step, so that others have their turn in between.
pub(crate) struct Unpacking {
    packed: MultiGzDecoder<Reader<Bytes>>,
    plain: Vec<u8>,
    limit: usize,
}

impl Unpacking {
    /// Of a message of at most `limit` bytes.
    ///
    /// # Errors
    /// When it says itself that it is longer.
    pub(crate) fn new(packed: Bytes, limit: usize) -> Result<Self, UnpackError> {
        // The last of several members may say less than all of them have, and whoever means harm says what he likes; who says too much
        // has said it, unless so much cannot be in so little: then it is cut, which the first step finds.
        let stated = packed
            .last_chunk::<STATED>()
            .copied()
            .map(u32::from_le_bytes);
        let stated = stated.and_then(|len| usize::try_from(len).ok());
        let most = packed.len().saturating_mul(RATIO_MAX);
        if stated.is_some_and(|len| len > limit && len <= most) {
            return Err(UnpackError::TooLong(limit));
        }
        let first = (packed.len() * 3).min(limit).min(STEP_BYTES);
        Ok(Self {
            packed: MultiGzDecoder::new(packed.reader()),
            plain: Vec::with_capacity(first),
            limit,
        })
    }

    /// Unpacks so much more; whether that was the end.
    ///
    /// # Errors
    /// When it is no gzip, or has more than its limit.
    pub(crate) fn step(&mut self) -> Result<bool, UnpackError> {
        // One byte more than allowed tells that there is too much.
        let left = self
            .limit
            .saturating_add(1)
            .saturating_sub(self.plain.len());
        let step = left.min(STEP_BYTES);
        let most = u64::try_from(step).unwrap_or(u64::MAX);
        let read = (&mut self.packed)
            .take(most)
            .read_to_end(&mut self.plain)
            .map_err(|error| UnpackError::Format(error.to_string()))?;
        if self.plain.len() > self.limit {
            return Err(UnpackError::TooLong(self.limit));
        }
        Ok(read < step)
    }

    /// What was unpacked.
    pub(crate) fn into_plain(self) -> Vec<u8> {
        self.plain
    }
}

/// Unpacks a message of at most `limit` bytes at once.
pub(crate) fn unpack(packed: Bytes, limit: usize) -> Result<Vec<u8>, UnpackError> {
    let mut unpacking = Unpacking::new(packed, limit)?;
    while !unpacking.step()? {}
    Ok(unpacking.into_plain())
}

/// Packs a message; `None` when that fails, which memory alone could make it.
pub(crate) fn pack(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(
        Vec::with_capacity(plain.len() / 2 + 32),
        Compression::fast(),
    );
    encoder.write_all(plain).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_and_unpacks() {
        for len in [0, 1, 1000, 100_000] {
            let plain = vec![7; len];
            let packed = Bytes::from(pack(&plain).unwrap());
            assert_eq!(unpack(packed.clone(), len).unwrap(), plain);
            if len > 0 {
                assert_eq!(unpack(packed, len - 1), Err(UnpackError::TooLong(len - 1)));
            }
        }
        assert!(matches!(
            unpack(Bytes::from_static(b"no gzip at all"), 100),
            Err(UnpackError::Format(_))
        ));
        let cut = Bytes::from(pack(&[1; 500]).unwrap()).slice(..20);
        assert!(matches!(unpack(cut, 1000), Err(UnpackError::Format(_))));
    }

    #[test]
    fn members_follow_each_other_and_steps_end_where_messages_do() {
        for len in [STEP_BYTES - 1, STEP_BYTES, STEP_BYTES + 1, 2 * STEP_BYTES] {
            let plain: Vec<u8> = (0..251).cycle().take(len).collect();
            let (one, other) = plain.split_at(len / 3);
            let packed = [pack(one).unwrap(), pack(other).unwrap()].concat();
            assert_eq!(unpack(packed.clone().into(), len).unwrap(), plain);
            // The second alone is within it.
            assert_eq!(
                unpack(packed.into(), len - 1),
                Err(UnpackError::TooLong(len - 1))
            );
        }
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let limit = 1024 * 1024;
        let mut bomb = pack(&vec![0; 64 * limit]).unwrap();
        assert!(bomb.len() < limit / 2);
        let too_long = Err(UnpackError::TooLong(limit));
        // By what it says of itself, without a step.
        assert!(Unpacking::new(bomb.clone().into(), limit).is_err());
        assert_eq!(unpack(bomb.clone().into(), limit), too_long);
        // One that lies is found out in as many steps as the limit has.
        let end = bomb.len() - STATED;
        bomb[end..].fill(0);
        let mut unpacking = Unpacking::new(bomb.into(), limit).unwrap();
        for _ in 0..limit / STEP_BYTES {
            assert_eq!(unpacking.step(), Ok(false));
        }
        assert_eq!(unpacking.step(), Err(UnpackError::TooLong(limit)));
    }
}
