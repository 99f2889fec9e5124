//! Makes the connection under either protocol, in TLS or without.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::ClientOptions;
use super::tls::Words;
use crate::fault::Fault;

/// HTTP/2 in ALPN.
pub(super) const H2: &[u8] = b"h2";

/// Why a provider turned the connection away before it was served at all, once that is known: no call on it was begun.
pub(super) type Refused = Arc<OnceLock<String>>;

/// A connection to a provider.
pub(super) enum Stream {
    Plain(TcpStream),
    Tls(Box<Secured>),
}

/// One in TLS.
pub(super) struct Secured {
    stream: TlsStream<TcpStream>,
    words: Words,
    refused: Refused,
    /// Whether the provider has answered anything: whom it answers it has not refused.
    answered: bool,
}

/// Connects to `address`, with TLS where the options have it; `alpn` is the protocol's name there, empty for none.
pub(super) async fn dial(
    address: &str,
    options: &ClientOptions,
    alpn: &[u8],
) -> Result<Stream, Fault> {
    let limit = options.connect_timeout;
    let connected = timeout(limit, TcpStream::connect(address)).await;
    let stream = connected
        .map_err(|_| Fault::unsent(format!("cannot connect to {address} within {limit:?}")))?
        .map_err(|error| Fault::unsent(format!("cannot connect to {address}: {error}")))?;
    // A request leaves when it is made, not when the last one was acknowledged.
    let _ = stream.set_nodelay(true);
    let Some(tls) = &options.tls else {
        return Ok(Stream::Plain(stream));
    };
    let failed = |why: String| Fault::unsent(format!("cannot connect to {address}: {why}"));
    let made = timeout(limit, tls.handshake(address, alpn, stream)).await;
    let (stream, words) = made
        .map_err(|_| {
            failed(format!(
                "its TLS handshake was not complete after {limit:?}; does this port speak TLS?"
            ))
        })?
        .map_err(failed)?;
    Ok(Stream::Tls(Box::new(Secured {
        stream,
        words,
        refused: Refused::default(),
        answered: false,
    })))
}

impl Stream {
    /// Where the provider's refusal will stand, if it refuses.
    pub(super) fn refused(&self) -> Refused {
        match self {
            Self::Plain(_) => Refused::default(),
            Self::Tls(secured) => Arc::clone(&secured.refused),
        }
    }
}

impl Secured {
    /// An error in words, and noted where it says that nothing was or will be served.
    fn told<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| match self.words.refusal(&error) {
            Some(why) if !self.answered => {
                let why = self.refused.get_or_init(|| why);
                io::Error::new(error.kind(), why.clone())
            }
            _ => error,
        })
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, into),
            Self::Tls(secured) => {
                let before = into.filled().len();
                let polled = Pin::new(&mut secured.stream).poll_read(cx, into);
                secured.answered |= into.filled().len() > before;
                polled.map(|result| secured.told(result))
            }
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Self::Tls(secured) => Pin::new(&mut secured.stream)
                .poll_write(cx, bytes)
                .map(|result| secured.told(result)),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write_vectored(cx, slices),
            Self::Tls(secured) => Pin::new(&mut secured.stream)
                .poll_write_vectored(cx, slices)
                .map(|result| secured.told(result)),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Self::Plain(stream) => stream.is_write_vectored(),
            Self::Tls(secured) => secured.stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Self::Tls(secured) => Pin::new(&mut secured.stream)
                .poll_flush(cx)
                .map(|result| secured.told(result)),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Tls(secured) => Pin::new(&mut secured.stream).poll_shutdown(cx),
        }
    }
}
