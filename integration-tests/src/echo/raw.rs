//! A server that sends back what it gets: what the machine's TCP can do with these bytes.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::{Load, generator};
use crate::error::{PeerError, Result};

const BUFFER: usize = 64 * 1024;

/// Sends back every byte, on a port of loopback, until the process ends; `ready` is called once it listens.
///
/// # Errors
/// When the port cannot be had.
pub async fn serve_bytes(port: u16, ready: impl FnOnce()) -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(PeerError::because("serving bytes"))?;
    ready();
    loop {
        let Ok((mut stream, _)) = listener.accept().await else {
            continue;
        };
        tokio::spawn(async move {
            let mut buffer = vec![0; BUFFER];
            let _ = stream.set_nodelay(true);
            while let Ok(count) = stream.read(&mut buffer).await {
                if count == 0 || stream.write_all(&buffer[..count]).await.is_err() {
                    break;
                }
            }
        });
    }
}

/// As many requests in flight as for a provider, each answered when as many bytes are back.
pub(super) async fn closed(load: &Load, until: Instant) -> Result<(u64, Vec<Duration>)> {
    let failed = || PeerError::because("an echo of bytes");
    let mut stream = generator::connect(&load.address).await?;
    let request = generator::request(load.call)?;
    let all = request.repeat(load.depth);
    stream.write_all(&all).await.map_err(failed())?;
    let mut sent_at = std::collections::VecDeque::from(vec![Instant::now(); load.depth]);
    let (mut calls, mut back) = (0_u64, 0_usize);
    let (mut waits, mut buffer) = (Vec::new(), vec![0; 256 * 1024]);
    while !sent_at.is_empty() {
        let count = stream.read(&mut buffer).await.map_err(failed())?;
        if count == 0 {
            return Err(PeerError::new("the server closed the connection"));
        }
        back += count;
        let now = Instant::now();
        let (done, more) = (back / request.len(), now < until);
        back %= request.len();
        for _ in 0..done {
            calls += 1;
            if let Some(sent) = sent_at.pop_front().filter(|_| calls % 8 == 0) {
                waits.push(now - sent);
            }
            if more {
                sent_at.push_back(now);
            }
        }
        if more {
            let again = all.get(..done * request.len()).unwrap_or(&all);
            stream.write_all(again).await.map_err(failed())?;
        }
    }
    Ok((calls, waits))
}
