//! Orders over Dubbo, to ours and to Java's service alike.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dubbo_api::{
    InboundReq, OccupyLine, OpContext, PreOccupyReq, Quantity, StockChangeService as _,
    StockChangeServiceClient, StockLine, StockReservationService, StockReservationServiceClient,
    stock_change_service, stock_reservation_service,
};
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef};

use crate::echo::Seen;
use crate::error::{PeerError, Result};

/// SKUs of the sample that are ordered evenly.
pub const SKUS: usize = 400;
/// Site of the sample.
pub const WAREHOUSE: &str = "WH-GZ";
/// Received of each SKU: more than can be ordered.
pub const PLENTY: i64 = 1_000_000_000;
/// SKUs a call that receives may name.
const RECEIVED_AT_ONCE: usize = 200;
/// How long a call may take: Java's queue of 256 callers on one row is long.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// More than any load leaves open: it is the provider that has to refuse.
const PENDING_MAX: usize = 1_000_000;
/// Spreads numbers in a row over SKUs.
const STRIDE: u64 = 7_919;

/// What is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basket {
    /// One line of the one SKU all want.
    Hot,
    /// One line, any SKU.
    Even,
    /// Five lines: one of the SKU all want, four of any.
    Mixed,
    /// So many lines, each of another SKU.
    Lines(u16),
}

/// Parts of the bundled sample; kits, and what is told apart by lots, left out.
///
/// # Errors
/// When the sample cannot be read.
pub fn skus() -> Result<Vec<String>> {
    let read = |name: &str| {
        let path = format!(
            "{}/../provider/catalogue/{name}",
            env!("CARGO_MANIFEST_DIR")
        );
        std::fs::read_to_string(&path).map_err(PeerError::because(path))
    };
    let (text, lots) = (read("sku.csv")?, read("lot_policy.csv")?);
    let first = |row: &str| row.split(',').next().unwrap_or_default().to_owned();
    let lots: std::collections::HashSet<String> = lots.lines().map(first).collect();
    // The last two columns are `suspended` and `safety_default`.
    let on_sale = |row: &&str| row.rsplit(',').nth(1) == Some("0");
    let codes = text
        .lines()
        .skip(1)
        .filter(on_sale)
        .filter_map(|row| row.split(',').next());
    let parts = codes.filter(|code| !code.starts_with("KIT") && !code.starts_with("SET"));
    let parts = parts.filter(|code| !lots.contains(*code));
    Ok(parts.take(SKUS).map(str::to_owned).collect())
}

/// A connection to a provider, as a Java consumer has one for all its threads.
///
/// # Errors
/// When nobody listens.
pub async fn link(address: &str) -> Result<Arc<dyn Invoker>> {
    link_with(address, CALL_TIMEOUT).await
}

/// The same with callers who wait no longer than `timeout`.
///
/// # Errors
/// When nobody listens.
pub async fn link_with(address: &str, timeout: Duration) -> Result<Arc<dyn Invoker>> {
    let options = ClientOptions {
        timeout,
        pending_calls: PENDING_MAX,
        ..ClientOptions::default()
    };
    let link = Client::connect(address.to_owned(), options).await;
    Ok(Arc::new(link.map_err(PeerError::because("connecting"))?))
}

fn context(biz_no: String) -> Option<OpContext> {
    Some(OpContext {
        source_system: Some("bench".to_owned()),
        biz_no: Some(biz_no),
        ..OpContext::default()
    })
}

/// Receives plenty of every SKU.
///
/// # Errors
/// When the stock center refuses.
pub async fn receive(link: &Arc<dyn Invoker>, skus: &[String]) -> Result<()> {
    let service = ServiceRef::new(stock_change_service::INTERFACE);
    let changes = StockChangeServiceClient::new(Arc::clone(link), service);
    for (part, skus) in skus.chunks(RECEIVED_AT_ONCE).enumerate() {
        let lines = skus.iter().map(|sku| StockLine {
            sku: sku.as_str().into(),
            quantity: Quantity(PLENTY),
            ..StockLine::default()
        });
        let request = InboundReq {
            context: context(format!("FILL-{part}")),
            warehouse: WAREHOUSE.into(),
            lines: lines.collect(),
            ..InboundReq::default()
        };
        let reply = changes.purchase_in(&Context::new(), request).await;
        let reply = reply.map_err(PeerError::because("receiving"))?;
        if !reply.is_success() {
            return Err(PeerError::new(format!(
                "receiving: {} {:?}",
                reply.code, reply.message
            )));
        }
    }
    Ok(())
}

/// Orders to be placed with one provider, over a connection or in its own process.
pub struct Orders<S = StockReservationServiceClient> {
    service: Arc<S>,
    skus: Arc<[String]>,
    sites: Arc<[String]>,
    next: Arc<AtomicU64>,
    held: Arc<AtomicU64>,
    lines: Arc<AtomicU64>,
}

impl<S> Clone for Orders<S> {
    fn clone(&self) -> Self {
        Self {
            service: Arc::clone(&self.service),
            skus: Arc::clone(&self.skus),
            sites: Arc::clone(&self.sites),
            next: Arc::clone(&self.next),
            held: Arc::clone(&self.held),
            lines: Arc::clone(&self.lines),
        }
    }
}

impl<S> std::fmt::Debug for Orders<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Orders")
            .field("next", &self.next)
            .field("held", &self.held)
            .finish_non_exhaustive()
    }
}

/// What a provider made of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Goods are held for it.
    Held,
    /// It may be sent again: too much to do.
    Busy,
    /// Not known in time.
    Unknown,
}

impl Orders {
    /// Orders of `skus` over a connection.
    #[must_use]
    pub fn new(link: Arc<dyn Invoker>, skus: &[String]) -> Self {
        let service = ServiceRef::new(stock_reservation_service::INTERFACE);
        Self::of(StockReservationServiceClient::new(link, service), skus)
    }

    /// The same orders, numbered and counted together with these, over another connection.
    #[must_use]
    pub fn over(&self, link: Arc<dyn Invoker>) -> Self {
        let service = ServiceRef::new(stock_reservation_service::INTERFACE);
        Self {
            service: Arc::new(StockReservationServiceClient::new(link, service)),
            ..self.clone()
        }
    }
}

impl<S: StockReservationService + Send + Sync + 'static> Orders<S> {
    /// Orders of `skus` from whoever takes them.
    #[must_use]
    pub fn of(service: S, skus: &[String]) -> Self {
        Self {
            service: Arc::new(service),
            skus: skus.into(),
            sites: [WAREHOUSE.to_owned()].into(),
            next: Arc::default(),
            held: Arc::default(),
            lines: Arc::default(),
        }
    }

    /// Orders that were held so far, and their lines.
    #[must_use]
    pub fn held(&self) -> (u64, u64) {
        let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
        (read(&self.held), read(&self.lines))
    }

    /// The number of the next order.
    #[must_use]
    pub fn next_number(&self) -> u64 {
        self.next.load(Ordering::Relaxed)
    }

    /// Every SKU at each of these sites, instead of the one of the sample.
    #[must_use]
    pub fn at(mut self, sites: &[String]) -> Self {
        self.sites = sites.into();
        self
    }

    /// Goes on from a number: what came before was ordered from the same database.
    #[must_use]
    pub fn after(self, number: u64) -> Self {
        self.next.store(number, Ordering::Relaxed);
        self
    }

    /// The next order of a kind.
    pub fn request(&self, basket: Basket) -> PreOccupyReq {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        let goods = (self.skus.len() as u64, self.sites.len().max(1) as u64);
        let pick = |from: &[String], at: u64| -> String {
            let at = usize::try_from(at).ok();
            at.and_then(|at| from.get(at)).cloned().unwrap_or_default()
        };
        // SKUs follow each other; who has had all of them comes to the next site.
        let good = |at: u64| -> (String, String) {
            let at = at.wrapping_mul(STRIDE) % (goods.0 * goods.1);
            (
                pick(&self.skus, at % goods.0),
                pick(&self.sites, at / goods.0),
            )
        };
        let goods: Vec<(String, String)> = match basket {
            Basket::Hot => vec![good(0)],
            Basket::Even => vec![good(n)],
            // Never the hot one twice, never one twice.
            Basket::Mixed => (0..5)
                .map(|line| match line {
                    0 => good(0),
                    _ => good(1 + (4 * n + line) % (goods.0 - 1)),
                })
                .collect(),
            Basket::Lines(lines) => {
                let lines = u64::from(lines);
                (0..lines).map(|line| good(n * lines + line)).collect()
            }
        };
        let order_no = format!("O-{n}");
        let lines = goods.into_iter().map(|(sku, site)| OccupyLine {
            sku: sku.as_str().into(),
            quantity: Quantity(1),
            warehouse: Some(site.as_str().into()),
            ..OccupyLine::default()
        });
        PreOccupyReq {
            context: context(order_no.clone()),
            order_no: order_no.as_str().into(),
            lines: lines.collect(),
            ttl_seconds: Some(14_000),
            ..PreOccupyReq::default()
        }
    }

    /// Places one.
    ///
    /// # Errors
    /// When it is refused for good, or the provider breaks.
    pub async fn place(&self, basket: Basket) -> Result<Made> {
        let request = self.request(basket);
        let lines = request.lines.len() as u64;
        let reply = match self.service.pre_occupy(&Context::new(), request).await {
            Ok(reply) => reply,
            Err(fault) if fault.is_timeout() => return Ok(Made::Unknown),
            // What the provider answers to one call too many.
            Err(fault) if fault.to_string().contains("EXHAUSTED") => return Ok(Made::Busy),
            Err(fault) => return Err(PeerError::new(format!("reserving: {fault}"))),
        };
        if reply.is_success() {
            self.held.fetch_add(1, Ordering::Relaxed);
            self.lines.fetch_add(lines, Ordering::Relaxed);
            return Ok(Made::Held);
        }
        match reply.code.as_str() {
            "BUSY_RETRY" => Ok(Made::Busy),
            "TIMEOUT_UNKNOWN" => Ok(Made::Unknown),
            _ => Err(PeerError::new(format!(
                "reserving: {} {:?}",
                reply.code, reply.message
            ))),
        }
    }

    /// So many callers, each of whom orders again once it has an answer, until the time is over. Every order must be held.
    ///
    /// # Errors
    /// When one is not.
    pub async fn closed(&self, basket: Basket, callers: usize, time: Duration) -> Result<Seen> {
        let begun = Instant::now();
        let until = begun + time;
        let callers: Vec<_> = (0..callers)
            .map(|_| {
                let orders = self.clone();
                tokio::spawn(async move {
                    let mut waits = Vec::new();
                    while Instant::now() < until {
                        let started = Instant::now();
                        match orders.place(basket).await? {
                            Made::Held => waits.push(started.elapsed()),
                            other => return Err(PeerError::new(format!("{other:?}"))),
                        }
                    }
                    Ok((waits.len() as u64, waits))
                })
            })
            .collect();
        let mut parts = Vec::new();
        for caller in callers {
            parts.push(caller.await.map_err(PeerError::because("a caller"))??);
        }
        Ok(Seen::of(parts, begun))
    }
}
