//! One port, two ways to ask: HTTP, and a line of text as Dubbo's QoS takes it over telnet. The first byte decides: the
//! methods of HTTP are capital letters, commands are small ones.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

/// Most connections that have not said what they are, or ask by lines.
const UNDECIDED_MAX: usize = 128;
/// HTTP connections waiting to be taken.
const HTTP_QUEUE: usize = 64;
/// How long a connection may be silent, before its first byte and between lines.
const SILENCE: Duration = Duration::from_secs(60);
/// Longest line in bytes.
const LINE_BYTES_MAX: usize = 1024;
/// Pause after a failed accept.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Who answers lines.
pub(crate) trait Lines: Send + Sync + 'static {
    /// The answer to one line.
    fn answer(&self, line: &str, from: SocketAddr) -> impl Future<Output = String> + Send;
}

/// Who asks over HTTP.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// The HTTP connections of the port.
#[derive(Debug)]
pub(crate) struct HttpListener {
    connections: mpsc::Receiver<(TcpStream, SocketAddr)>,
    local: SocketAddr,
}

impl Listener for HttpListener {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        match self.connections.recv().await {
            Some(connection) => connection,
            // Told to stop; so is who accepts.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.local)
    }
}

impl Connected<IncomingStream<'_, HttpListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, HttpListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Sorts the connections of `listener`.
///
/// # Errors
/// When it has no address.
pub(crate) fn open<L: Lines>(
    listener: TcpListener,
    lines: Arc<L>,
    stop: CancellationToken,
) -> io::Result<HttpListener> {
    let local = listener.local_addr()?;
    let (sender, connections) = mpsc::channel(HTTP_QUEUE);
    let places = Arc::new(Semaphore::new(UNDECIDED_MAX));
    tokio::spawn(async move {
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            let Ok((stream, from)) = accepted else {
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            };
            let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
                continue;
            };
            let (lines, http, stop) = (Arc::clone(&lines), sender.clone(), stop.clone());
            tokio::spawn(async move {
                let sorted = async {
                    if is_http(&stream).await? {
                        drop(place);
                        let _ = http.send((stream, from)).await;
                        return Ok(());
                    }
                    let _place = place;
                    converse(stream, from, lines.as_ref()).await
                };
                tokio::select! {
                    () = stop.cancelled() => {}
                    ended = sorted => if let Err(error) = ended {
                        tracing::debug!(%from, %error, "a connection of the admin port ended");
                    }
                }
            });
        }
    });
    Ok(HttpListener { connections, local })
}

async fn is_http(stream: &TcpStream) -> io::Result<bool> {
    let mut first = [0];
    let seen = tokio::time::timeout(SILENCE, stream.peek(&mut first)).await??;
    Ok(seen == 0 || first[0].is_ascii_uppercase())
}

/// Answers line by line until `quit`.
async fn converse<L: Lines>(mut stream: TcpStream, from: SocketAddr, lines: &L) -> io::Result<()> {
    let mut pending: Vec<u8> = Vec::new();
    loop {
        while let Some(end) = pending.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = pending.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line).trim().to_owned();
            if matches!(line.as_str(), "quit" | "exit") {
                return stream.write_all(b"BYE!\r\n").await;
            }
            if line.is_empty() {
                continue;
            }
            let answer = lines.answer(&line, from).await;
            let answer = answer.trim_end().replace('\n', "\r\n");
            stream
                .write_all(format!("{answer}\r\n\r\ndubbo>").as_bytes())
                .await?;
        }
        if pending.len() > LINE_BYTES_MAX {
            let text = format!("a line has at most {LINE_BYTES_MAX} bytes\r\n");
            return stream.write_all(text.as_bytes()).await;
        }
        let mut chunk = [0; 256];
        let count = tokio::time::timeout(SILENCE, stream.read(&mut chunk)).await??;
        if count == 0 {
            return Ok(());
        }
        pending.extend_from_slice(&chunk[..count]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Parrot;

    impl Lines for Parrot {
        async fn answer(&self, line: &str, from: SocketAddr) -> String {
            format!("{line} {}", from.ip())
        }
    }

    async fn port() -> (HttpListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let http = open(listener, Arc::new(Parrot), CancellationToken::new()).unwrap();
        let address = http.local_addr().unwrap();
        (http, address)
    }

    #[tokio::test]
    async fn lines_are_answered_one_by_one_and_http_goes_on() {
        let (mut http, address) = port().await;
        let mut telnet = TcpStream::connect(address).await.unwrap();
        telnet.write_all(b"ls\r\n\r\nready\nquit\n").await.unwrap();
        let mut all = String::new();
        telnet.read_to_string(&mut all).await.unwrap();
        assert_eq!(
            all,
            "ls 127.0.0.1\r\n\r\ndubbo>ready 127.0.0.1\r\n\r\ndubbo>BYE!\r\n"
        );

        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(b"GET /ls HTTP/1.1\r\n").await.unwrap();
        let (mut taken, from) = http.accept().await;
        assert_eq!(from, client.local_addr().unwrap());
        let mut first = [0; 3];
        taken.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"GET", "nothing is taken out of the stream");
    }

    #[tokio::test]
    async fn a_line_without_end_is_ended() {
        let (_http, address) = port().await;
        let mut telnet = TcpStream::connect(address).await.unwrap();
        telnet
            .write_all(&vec![b'x'; LINE_BYTES_MAX + 1])
            .await
            .unwrap();
        let mut all = String::new();
        telnet.read_to_string(&mut all).await.unwrap();
        assert!(all.contains("at most 1024 bytes"), "{all}");
    }
}
