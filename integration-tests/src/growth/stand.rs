//! What is measured: providers on one database, with the goods in it that were asked for.

use std::time::{Duration, Instant};

use dubbo_api::{
    CancelReq, InboundReq, OccupyLine, OpContext, PreOccupyReq, Quantity, StockChangeService as _,
    StockChangeServiceClient, StockLine, StockReservationService as _,
    StockReservationServiceClient, stock_change_service, stock_reservation_service,
};
use dubbo_rpc::{Context, Invoker, ServiceRef};
use std::sync::Arc;

use super::fill::{Filling, PATTERN, Size, cancelling};
use super::meter::Meter;
use super::point::Point;
use crate::echo::Seen;
use crate::error::{PeerError, Result};
use crate::mariadb::MariaDb;
use crate::ratio::books::Books;
use crate::ratio::orders::{self, Basket, Orders, PLENTY};
use crate::ratio::sample::{self, PROVIDER};
use crate::ratio::sides;
use crate::stock_center::StockCenter;

/// Numbers of orders that a provider may use before the next one's begin.
const ORDERS_EACH: u64 = 1_000_000_000;
/// Ledger rows up to which the invariants are checked over the whole database after a load.
pub const CHECKED_MAX: u64 = 1_200_000;
/// What comes before every load, at most.
const WARM_UP: Duration = Duration::from_secs(3);

/// Providers on one database.
#[derive(Debug)]
pub struct Stand {
    centers: Vec<StockCenter>,
    processes: Vec<(String, u32)>,
    database: String,
    meter: Meter,
    books: Books,
    /// Orders by provider and connection.
    orders: Vec<Orders>,
    checked: bool,
}

/// How a stand is set up beside its goods.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// Settings of the providers.
    pub settings: &'a [(&'a str, &'a str)],
    /// Statements run on the tables before anything is in them.
    pub tables: &'a [String],
}

impl Stand {
    /// So many providers with the sample's goods.
    ///
    /// # Errors
    /// When one does not come up.
    pub async fn of_sample(
        server: &MariaDb,
        providers: usize,
        setting: Setting<'_>,
    ) -> Result<Self> {
        let database = server.create_database().await?;
        let first = start(&database, setting).await?;
        let skus = orders::skus()?;
        let link = orders::link(&first.address()).await?;
        orders::receive(&link, &skus).await?;
        let mut stand = Self::over(server, database, vec![first]).await?;
        for _ in 1..providers {
            let center = start(&stand.database, setting).await?;
            stand.join(center).await?;
        }
        stand.open(&skus, None).await?;
        Ok(stand)
    }

    /// One provider with many goods and a long past.
    ///
    /// # Errors
    /// When it does not come up, or the database refuses to be filled.
    pub async fn filled(server: &MariaDb, size: Size, setting: Setting<'_>) -> Result<Self> {
        let begun = Instant::now();
        let database = server.create_database().await?;
        let center = start(&database, setting).await?;
        center.stop().await?;
        let mut filling = Filling::begin(&database, size).await?;
        for sql in setting.tables {
            filling.run(sql.clone()).await?;
        }
        filling.catalogue().await?;
        center.launch().await?;
        pattern(&center, size.orders > 0).await?;
        center.stop().await?;
        filling.goods().await?;
        filling.history().await?;
        filling.end().await?;
        center.launch().await?;
        let mut stand = Self::over(server, database, vec![center]).await?;
        stand.checked = size.balances() + 2 * size.orders <= CHECKED_MAX;
        stand.open(&size.skus(), Some(&size.sites())).await?;
        println!(
            "    filled {} balances and {} orders of the past in {:.0} s",
            size.balances(),
            size.orders,
            begun.elapsed().as_secs_f64()
        );
        Ok(stand)
    }

    async fn over(server: &MariaDb, database: String, centers: Vec<StockCenter>) -> Result<Self> {
        let mut stand = Self {
            centers: Vec::new(),
            processes: vec![("database".to_owned(), server.id().await?)],
            meter: Meter::new(&database).await?,
            books: Books::default(),
            orders: Vec::new(),
            checked: true,
            database,
        };
        for center in centers {
            stand.join(center).await?;
        }
        Ok(stand)
    }

    async fn join(&mut self, center: StockCenter) -> Result<()> {
        let id = center.id().await;
        let id = id.ok_or_else(|| PeerError::new("a provider is gone"))?;
        let name = match self.centers.len() {
            0 => PROVIDER.to_owned(),
            more => format!("{PROVIDER} {}", more + 1),
        };
        self.processes.push((name, id));
        self.centers.push(center);
        Ok(())
    }

    /// Opens the books and a connection to each provider.
    async fn open(&mut self, skus: &[String], sites: Option<&[String]>) -> Result<()> {
        self.books = Books::open(&self.database).await?;
        for (number, center) in (0..).zip(&self.centers) {
            let link = orders::link(&center.address()).await?;
            let orders = Orders::new(link, skus).after(number * ORDERS_EACH);
            self.orders.push(match sites {
                Some(sites) => orders.at(sites),
                None => orders,
            });
        }
        Ok(())
    }

    /// More connections to the first provider, each with the same orders to place as its first.
    ///
    /// # Errors
    /// When it takes no more.
    pub async fn connect(&mut self, connections: usize) -> Result<()> {
        let (Some(center), Some(first)) = (self.centers.first(), self.orders.first().cloned())
        else {
            return Err(PeerError::new("a stand without a provider"));
        };
        while self.orders.len() < connections {
            let link = orders::link(&center.address()).await?;
            self.orders.push(first.over(link));
        }
        Ok(())
    }

    /// A connection to the first provider.
    ///
    /// # Errors
    /// When it does not listen.
    pub async fn link(&self) -> Result<Arc<dyn Invoker>> {
        let center = self.centers.first();
        let center = center.ok_or_else(|| PeerError::new("a stand without a provider"))?;
        orders::link(&center.address()).await
    }

    /// Orders of so many callers, spread over at most so many connections; each must be held.
    ///
    /// # Errors
    /// When one is not.
    pub async fn point(
        &self,
        x: f64,
        basket: Basket,
        callers: usize,
        time: Duration,
    ) -> Result<Point> {
        self.load(basket, callers, time.min(WARM_UP)).await?;
        self.measure(x, self.load(basket, callers, time)).await
    }

    /// Any work, measured.
    ///
    /// # Errors
    /// Those of the work, and when the database cannot be asked.
    pub async fn measure(&self, x: f64, work: impl Future<Output = Result<Seen>>) -> Result<Point> {
        let processes: Vec<(&str, u32)> = self
            .processes
            .iter()
            .map(|(name, id)| (name.as_str(), *id))
            .collect();
        let before = self.meter.read().await?;
        let sample = sample::take(sides::OURS, &processes, work).await?;
        let after = self.meter.read().await?;
        let database = self.processes.first().map_or(0, |(_, id)| *id);
        let resident = crate::java::usage::of(database)?.resident_kib;
        Ok(Point {
            x,
            per_call: after.since(&before).per_call(sample.calls),
            database_kib: resident,
            sample,
        })
    }

    async fn load(&self, basket: Basket, callers: usize, time: Duration) -> Result<Seen> {
        let begun = Instant::now();
        let busy = self.orders.len().min(callers).max(1);
        let mut loads = tokio::task::JoinSet::new();
        for (at, orders) in self.orders.iter().take(busy).enumerate() {
            let orders = orders.clone();
            let share = callers / busy + usize::from(at < callers % busy);
            loads.spawn(async move { orders.closed(basket, share, time).await });
        }
        let mut parts = Vec::with_capacity(busy);
        while let Some(done) = loads.join_next().await {
            let seen = done.map_err(PeerError::because("a load"))??;
            parts.push((seen.calls, seen.waits));
        }
        Ok(Seen::of(parts, begun))
    }

    /// Proves that the database holds what was answered and nothing else, and its invariants unless it is too large for that.
    ///
    /// # Errors
    /// When it does not.
    pub async fn prove(&self) -> Result<()> {
        // Connections of one provider count together.
        let counted = self.orders.iter().take(self.centers.len());
        let (orders, lines) = counted
            .map(Orders::held)
            .fold((0, 0), |sum, held| (sum.0 + held.0, sum.1 + held.1));
        self.books
            .prove(&self.database, sides::OURS, orders, lines)
            .await?;
        match self.centers.first() {
            Some(center) if self.checked => center.run(&["check"]).map(drop),
            _ => Ok(()),
        }
    }

    /// Proves, ends the providers and gives the database up.
    ///
    /// # Errors
    /// When the books are wrong or a provider has to be killed.
    pub async fn close(self, server: &MariaDb) -> Result<()> {
        self.prove().await?;
        drop(self.orders);
        for center in &self.centers {
            center.stop().await?;
        }
        let name = self.database.rsplit('/').next().unwrap_or_default();
        server.execute(&format!("DROP DATABASE {name}")).await?;
        // Binary logs of what is gone need no room.
        server
            .execute("SET GLOBAL max_binlog_size = 1073741824; PURGE BINARY LOGS BEFORE NOW()")
            .await
            .map(drop)
    }
}

async fn start(database: &str, setting: Setting<'_>) -> Result<StockCenter> {
    let settings = [&sides::settings(database)[..], setting.settings].concat();
    StockCenter::start(&settings).await
}

/// Has a provider receive the goods that all others are copies of and, if there is to be a past, hold and cancel the order that all of its are copies of.
async fn pattern(center: &StockCenter, past: bool) -> Result<()> {
    let link = orders::link(&center.address()).await?;
    let (sku, site) = ("G-0000000", "S-000");
    let context = |biz_no: &str| {
        Some(OpContext {
            source_system: Some("bench".to_owned()),
            biz_no: Some(biz_no.to_owned()),
            ..OpContext::default()
        })
    };
    let refused = |what: &str, code: &str, message: Option<String>| {
        Err(PeerError::new(format!(
            "{what}: {code} {}",
            message.unwrap_or_default()
        )))
    };
    let failed = |what: &'static str| PeerError::because(what);
    let service = ServiceRef::new(stock_change_service::INTERFACE);
    let changes = StockChangeServiceClient::new(Arc::clone(&link), service);
    let received = changes
        .purchase_in(
            &Context::new(),
            InboundReq {
                context: context("FIRST"),
                warehouse: site.into(),
                lines: vec![StockLine {
                    sku: sku.into(),
                    quantity: Quantity(PLENTY),
                    ..StockLine::default()
                }],
                ..InboundReq::default()
            },
        )
        .await
        .map_err(failed("receiving"))?;
    if !received.is_success() {
        return refused("receiving", received.code.as_str(), received.message);
    }
    if !past {
        return Ok(());
    }
    let service = ServiceRef::new(stock_reservation_service::INTERFACE);
    let orders = StockReservationServiceClient::new(link, service);
    let held = orders
        .pre_occupy(
            &Context::new(),
            PreOccupyReq {
                context: context(PATTERN),
                order_no: PATTERN.into(),
                lines: vec![OccupyLine {
                    sku: sku.into(),
                    quantity: Quantity(1),
                    warehouse: Some(site.into()),
                    ..OccupyLine::default()
                }],
                ..PreOccupyReq::default()
            },
        )
        .await
        .map_err(failed("reserving"))?;
    if !held.is_success() {
        return refused("reserving", held.code.as_str(), held.message);
    }
    let cancelled = orders
        .cancel(
            &Context::new(),
            CancelReq {
                context: context(&cancelling()),
                order_no: Some(PATTERN.into()),
                ..CancelReq::default()
            },
        )
        .await
        .map_err(failed("cancelling"))?;
    if !cancelled.is_success() {
        return refused("cancelling", cancelled.code.as_str(), cancelled.message);
    }
    Ok(())
}
