//! Every bound the endpoints obey, by name. A peer that exceeds one gets an error that names it.

use std::time::Duration;

/// What a server accepts, holds and waits for. Each field is one bound; the defaults are those a
/// Java provider's users expect where Java has the same bound.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Longest body of one frame in bytes, both ways. Java: `payload`, 8 MiB.
    ///
    /// A longer request is answered with status 40 and its bytes are dropped as they arrive; a
    /// longer reply is replaced by status 50.
    pub payload_bytes: u32,
    /// Open connections; further ones are closed on accept.
    pub connections: usize,
    /// Calls of one connection whose reply is not ready yet; further ones get status 100.
    pub in_flight_per_connection: usize,
    /// Calls of the whole server whose reply is not ready yet; further ones get status 100.
    pub in_flight: usize,
    /// Reply bytes of one connection waiting for the peer to read; above it the connection is not
    /// read any more until half of them have left.
    pub reply_bytes_per_connection: usize,
    /// Reply bytes of one connection above which further replies shrink to a status 100: the
    /// handlers that were already running when reading stopped cannot fill the memory either.
    pub reply_bytes_hard: usize,
    /// Bytes of half-received frames longer than 64 KiB, over all connections; a frame that does
    /// not fit is answered with status 100 and dropped as it arrives.
    pub half_received_bytes: usize,
    /// Time from the first byte of a frame to its last; a slower peer is disconnected.
    pub frame_read: Duration,
    /// Silence after which the server asks for a heartbeat. Java: `heartbeat`, 60 s.
    pub heartbeat: Duration,
    /// Silence after which a connection is closed. Java: three times `heartbeat`.
    pub idle_close: Duration,
    /// Time during which a peer reads none of its waiting replies; then it is disconnected.
    pub write_stall: Duration,
    /// Quiet time, from the last call or the read-only event, after which a draining server with no call in flight closes a
    /// connection.
    pub drain_quiet: Duration,
    /// Entries of one request's attachments.
    pub attachments: usize,
    /// Bytes of keys and text values of one request's attachments.
    pub attachment_bytes: usize,
    /// Longest argument list of one call.
    pub arguments: usize,
    /// Bytes of the headers of one HTTP request, each counted with 32 more as HTTP/2 does. Java: 32,768.
    pub header_list_bytes: u32,
    /// Streams of one HTTP/2 connection at a time; the peer is told, and further ones are refused.
    pub streams_per_connection: u32,
    /// Streams of one HTTP/2 connection that its peer reset before they were looked at; one more ends the connection
    /// (rapid reset, CVE-2023-44487).
    pub pending_resets: usize,
    /// Streams of one HTTP/2 connection that this side had to reset because of what the peer sent; one more ends the
    /// connection.
    pub error_resets: usize,
    /// Connections without an answered call so far that are worked on at a moment; others wait their turn. Half of the processors by default, so
    /// that who connects again and again cannot have them all.
    pub newcomers: usize,
    /// Messages packed by gzip that are unpacked beyond their first 64 KiB at a time, over all connections; others wait their turn, at most
    /// `frame_read`. Half of the processors by default, so that bombs cannot have them all.
    pub unpacking: usize,
    /// Bytes of one HTTP/2 stream that may be on their way here before they are read.
    pub stream_window_bytes: u32,
    /// Bytes of one HTTP/2 connection that may be on their way here before they are read.
    pub connection_window_bytes: u32,
    /// Zone of a `java.util.Date` that comes as text without one in a generic call. Java takes the zone of its JVM;
    /// the default is that of Asia/Shanghai, `+08:00`.
    pub text_zone: hessian2::ZoneOffset,
    /// Bounds of the value codec; its `bytes` follows [`Limits::payload_bytes`].
    pub hessian: hessian2::Limits,
}

/// Longest message sent to a peer in an error reply, in bytes, after escaping.
pub const MESSAGE_BYTES: usize = 256;

/// Bytes of a frame up to which its memory needs no share of [`Limits::half_received_bytes`].
pub(crate) const SMALL_FRAME_BYTES: usize = 64 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            payload_bytes: 8 * 1024 * 1024,
            connections: 10_000,
            in_flight_per_connection: 2_048,
            in_flight: 8_192,
            reply_bytes_per_connection: 4 * 1024 * 1024,
            reply_bytes_hard: 64 * 1024 * 1024,
            half_received_bytes: 256 * 1024 * 1024,
            frame_read: Duration::from_secs(20),
            heartbeat: Duration::from_secs(60),
            idle_close: Duration::from_secs(180),
            write_stall: Duration::from_secs(60),
            drain_quiet: Duration::from_millis(200),
            attachments: 256,
            attachment_bytes: 256 * 1024,
            arguments: 255,
            header_list_bytes: 32 * 1024,
            streams_per_connection: 4_096,
            pending_resets: 20,
            error_resets: 1_024,
            newcomers: half_of_processors(),
            unpacking: half_of_processors(),
            stream_window_bytes: 1024 * 1024,
            connection_window_bytes: 4 * 1024 * 1024,
            text_zone: hessian2::ZoneOffset { seconds: 8 * 3600 },
            hessian: hessian2::Limits::default(),
        }
    }
}

fn half_of_processors() -> usize {
    std::thread::available_parallelism().map_or(1, |count| (count.get() / 2).max(1))
}
