//! What follows a request's headers on a stream of HTTP/2.

use bytes::Bytes;
use h2::RecvStream;

/// The body of a request.
pub(super) enum Content {
    /// As it arrives.
    Stream(RecvStream),
    /// All of it, which came by HTTP/1.1 before the connection was upgraded. Empty once it was taken.
    Whole(Bytes),
}

impl Content {
    /// Whether nothing more will come.
    pub(super) fn is_over(&self) -> bool {
        match self {
            Self::Stream(stream) => stream.is_end_stream(),
            Self::Whole(bytes) => bytes.is_empty(),
        }
    }

    /// The next piece, `None` at the end. What was received is kept: the peer may send as much again.
    pub(super) async fn next(&mut self) -> Option<Result<Bytes, h2::Error>> {
        match self {
            Self::Stream(stream) => {
                let piece = stream.data().await?;
                if let Ok(piece) = &piece {
                    let _ = stream.flow_control().release_capacity(piece.len());
                }
                Some(piece)
            }
            Self::Whole(bytes) if bytes.is_empty() => None,
            Self::Whole(bytes) => Some(Ok(std::mem::take(bytes))),
        }
    }
}
