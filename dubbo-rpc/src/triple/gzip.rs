//! gzip of messages, bounded: what a few bytes unpack to is counted before it is kept.

use std::io::{Read, Write};

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

/// Unpacks a message of at most `limit` bytes.
pub(crate) fn unpack(packed: &[u8], limit: usize) -> Result<Vec<u8>, UnpackError> {
    // One byte more than allowed tells that there is too much.
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut plain = Vec::with_capacity((packed.len() * 3).min(limit).min(64 * 1024));
    MultiGzDecoder::new(packed)
        .take(most)
        .read_to_end(&mut plain)
        .map_err(|error| UnpackError::Format(error.to_string()))?;
    if plain.len() > limit {
        return Err(UnpackError::TooLong(limit));
    }
    Ok(plain)
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
            let packed = pack(&plain).unwrap();
            assert_eq!(unpack(&packed, len).unwrap(), plain);
            if len > 0 {
                assert_eq!(unpack(&packed, len - 1), Err(UnpackError::TooLong(len - 1)));
            }
        }
        assert!(matches!(
            unpack(b"no gzip at all", 100),
            Err(UnpackError::Format(_))
        ));
        let cut = &pack(&[1; 500]).unwrap()[..20];
        assert!(matches!(unpack(cut, 1000), Err(UnpackError::Format(_))));
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let bomb = pack(&vec![0; 64 * 1024 * 1024]).unwrap();
        assert!(bomb.len() < 512 * 1024);
        assert_eq!(
            unpack(&bomb, 1024 * 1024),
            Err(UnpackError::TooLong(1024 * 1024))
        );
    }
}
