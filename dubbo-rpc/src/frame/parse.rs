//! Finds the next frame in bytes that arrive split and merged anywhere.

use super::{HEADER_LEN, Header, MAGIC};

/// What the bytes at hand are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Part of a frame; `total` bytes from its start make the next step possible.
    Incomplete {
        /// Bytes needed, counted from the frame's start: the header, or header and body.
        total: usize,
    },
    /// A whole frame: `HEADER_LEN + body_len` bytes from the start.
    Frame(Header),
    /// The body is longer than the limit: its bytes are to be dropped as they arrive.
    TooLong(Header),
}

/// Bytes that are no frame; the connection cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// The frame does not start with the magic.
    #[error("frame starts with {found:02x?} instead of the magic da bb")]
    Magic {
        /// The bytes met, as many as there were.
        found: [u8; 2],
    },
    /// A length with the sign bit set.
    #[error("frame has a negative body length")]
    NegativeLength,
    /// A body that no header can announce.
    #[error(
        "body of {len} bytes is longer than a frame can hold ({} bytes)",
        i32::MAX
    )]
    BodyTooLong {
        /// Bytes of the body.
        len: usize,
    },
}

/// Looks at the bytes from a frame's start. Nothing is kept between calls, so bytes may be cut
/// anywhere.
///
/// # Errors
/// [`FrameError`] as soon as the bytes cannot become a frame: already on a wrong first byte.
pub fn step(buffered: &[u8], payload_bytes: u32) -> Result<Step, FrameError> {
    for (index, (found, wanted)) in buffered.iter().zip(MAGIC).enumerate() {
        if *found != wanted {
            let mut bytes = [0; 2];
            bytes[..=index].copy_from_slice(&buffered[..=index]);
            return Err(FrameError::Magic { found: bytes });
        }
    }
    let Some(header) = buffered.first_chunk::<HEADER_LEN>() else {
        return Ok(Step::Incomplete { total: HEADER_LEN });
    };
    let header = Header::from_bytes(header).ok_or(FrameError::NegativeLength)?;
    if header.body_len > payload_bytes {
        return Ok(Step::TooLong(header));
    }
    let total = usize::try_from(header.body_len).map_or(usize::MAX, |len| len + HEADER_LEN);
    if buffered.len() < total {
        return Ok(Step::Incomplete { total });
    }
    Ok(Step::Frame(header))
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, SERIALIZATION_HESSIAN2, encode};
    use super::*;

    fn frame(body: &[u8]) -> Vec<u8> {
        let kind = Kind::Request {
            two_way: true,
            event: false,
        };
        encode(kind, SERIALIZATION_HESSIAN2, 7, body).unwrap()
    }

    #[test]
    fn asks_for_the_header_then_for_the_body() {
        let frame = frame(b"hello");
        assert_eq!(step(&[], 9), Ok(Step::Incomplete { total: 16 }));
        assert_eq!(step(&frame[..15], 9), Ok(Step::Incomplete { total: 16 }));
        assert_eq!(step(&frame[..16], 9), Ok(Step::Incomplete { total: 21 }));
        assert_eq!(step(&frame[..20], 9), Ok(Step::Incomplete { total: 21 }));
        assert!(matches!(step(&frame, 9), Ok(Step::Frame(header)) if header.body_len == 5));
    }

    #[test]
    fn payload_limit_at_n_and_n_plus_one() {
        assert!(matches!(step(&frame(b"12345678"), 8), Ok(Step::Frame(_))));
        assert!(matches!(
            step(&frame(b"123456789"), 8),
            Ok(Step::TooLong(_))
        ));
        assert!(matches!(
            step(&frame(b"123456789")[..16], 8),
            Ok(Step::TooLong(_))
        ));
    }

    #[test]
    fn refuses_other_bytes_at_the_first_one() {
        assert_eq!(step(b"G", 8), Err(FrameError::Magic { found: [b'G', 0] }));
        assert_eq!(
            step(&[0xDA, 0xBA], 8),
            Err(FrameError::Magic {
                found: [0xDA, 0xBA]
            })
        );
        assert_eq!(step(&[0xDA], 8), Ok(Step::Incomplete { total: 16 }));
        let mut negative = frame(b"");
        negative[12] = 0x80;
        assert_eq!(step(&negative, 8), Err(FrameError::NegativeLength));
    }
}
