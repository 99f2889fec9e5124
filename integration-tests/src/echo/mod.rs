//! The smallest service, served and called as fast as can be: what a call costs beside the work itself.
//!
//! [`serve`] is our provider of it (`tools-336` has the Java one), [`serve_bytes`] a TCP server that knows no protocol at all; [`Load`] is the one generator for all
//! of them. It sends the frames a Java consumer sends and checks every reply.

mod generator;
mod raw;
mod triple;

use std::sync::Arc;
use std::time::{Duration, Instant};

use dubbo_rpc::hessian2::{Date, Hessian};
use dubbo_rpc::{Context, ExportOptions, Fault, Server};

use crate::error::{PeerError, Result};

pub use raw::serve_bytes;

/// `com.autoparts.bench.Item`: a row of an answer, such as a shop's page has fifteen of.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.autoparts.bench.Item")]
pub struct Item {
    /// Number of the row.
    pub id: i64,
    /// SKU.
    pub sku: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// Pieces.
    pub quantity: i32,
    /// Price in yuan.
    pub price: f64,
    /// Whether it is sold.
    pub on_sale: bool,
    /// When it was changed.
    pub changed_at: Option<Date>,
}

impl Item {
    /// The row of a number; the Java provider makes the same.
    pub fn of(number: i32) -> Self {
        Self {
            id: 1_000_000 + i64::from(number),
            sku: Some(format!("PAD-{number:04}")),
            name: Some("刹车片 front, ceramic, with wear sensor".to_owned()),
            quantity: 40 + number,
            price: 128.5,
            on_sale: true,
            changed_at: Some(Date(1_700_000_000_000)),
        }
    }
}

/// `com.autoparts.bench.EchoService`.
#[dubbo_rpc::service(interface = "com.autoparts.bench.EchoService")]
pub trait Echo {
    /// The text itself.
    async fn echo(
        &self,
        cx: &Context,
        text: Option<String>,
    ) -> std::result::Result<Option<String>, Fault>;
    /// So many rows.
    async fn list(&self, cx: &Context, count: i32) -> std::result::Result<Vec<Item>, Fault>;
}

struct Parrot;

impl Echo for Parrot {
    async fn echo(
        &self,
        _: &Context,
        text: Option<String>,
    ) -> std::result::Result<Option<String>, Fault> {
        Ok(text)
    }

    async fn list(&self, _: &Context, count: i32) -> std::result::Result<Vec<Item>, Fault> {
        Ok((0..count.clamp(0, 1_000)).map(Item::of).collect())
    }
}

/// Serves it on a port of loopback until the process ends; `ready` is called once it listens.
///
/// # Errors
/// When the port cannot be had.
pub async fn serve(port: u16, ready: impl FnOnce()) -> Result<()> {
    let _server = Server::builder()
        .bind(format!("127.0.0.1:{port}"))
        .service(EchoServer::new(Arc::new(Parrot)), ExportOptions::default())
        .start()
        .await
        .map_err(PeerError::because("serving echoes"))?;
    ready();
    std::future::pending().await
}

/// How it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// `dubbo://`, hessian2.
    Dubbo,
    /// Triple in wrapper mode, hessian2.
    Triple,
    /// The bytes of the `dubbo://` request, sent back by a server that does not look at them.
    Bytes,
}

/// What is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// A text of so many bytes.
    Echo(usize),
    /// So many rows.
    List(i32),
}

/// Calls to be made.
#[derive(Debug, Clone)]
pub struct Load {
    /// `host:port`.
    pub address: String,
    /// Over what.
    pub protocol: Protocol,
    /// Which.
    pub call: Call,
    /// On so many connections.
    pub connections: usize,
    /// So many in flight on each.
    pub depth: usize,
}

/// What callers have seen.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Calls answered.
    pub calls: u64,
    /// From the first to the last of them.
    pub elapsed: Duration,
    /// How long they took, sorted; one of eight of them in a closed loop.
    pub waits: Vec<Duration>,
}

impl Seen {
    /// Sums up what several callers have seen since `begun`.
    #[must_use]
    pub fn of(parts: Vec<(u64, Vec<Duration>)>, begun: Instant) -> Self {
        let elapsed = begun.elapsed();
        let calls = parts.iter().map(|(calls, _)| calls).sum();
        let mut waits: Vec<Duration> = parts.into_iter().flat_map(|(_, waits)| waits).collect();
        waits.sort_unstable();
        Self {
            calls,
            elapsed,
            waits,
        }
    }

    /// How long so many of a hundred calls took at most, in milliseconds.
    #[must_use]
    pub fn percentile_ms(&self, percent: usize) -> f64 {
        let last = self.waits.len().saturating_sub(1);
        let at = self.waits.len() * percent / 100;
        let found = self.waits.get(at.min(last)).copied();
        found.unwrap_or_default().as_secs_f64() * 1_000.0
    }
}

impl Load {
    /// A closed loop: who has an answer asks again, until the time is over.
    ///
    /// # Errors
    /// When a call fails, or its reply is not what was asked for.
    pub async fn closed(&self, time: Duration) -> Result<Seen> {
        let begun = Instant::now();
        let until = begun + time;
        let connections: Vec<_> = (0..self.connections)
            .map(|_| {
                let load = self.clone();
                tokio::spawn(async move {
                    match load.protocol {
                        Protocol::Dubbo => generator::closed(&load, until).await,
                        Protocol::Triple => triple::closed(&load, until).await,
                        Protocol::Bytes => raw::closed(&load, until).await,
                    }
                })
            })
            .collect();
        let mut parts = Vec::new();
        for connection in connections {
            let part = connection.await.map_err(PeerError::because("a caller"))?;
            parts.push(part?);
        }
        Ok(Seen::of(parts, begun))
    }

    /// An open loop over one `dubbo://` connection: so many calls a second, whether answers come or not; how long each took is counted from when it was due.
    ///
    /// # Errors
    /// As [`Load::closed`].
    pub async fn open(&self, rate: u32, time: Duration) -> Result<Seen> {
        let begun = Instant::now();
        let part = generator::open(self, rate, time).await?;
        Ok(Seen::of(vec![part], begun))
    }
}
