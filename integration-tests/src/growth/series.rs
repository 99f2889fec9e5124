//! What grows.

use std::time::Duration;

use dubbo_api::{
    SellableReq, StockQueryService as _, StockQueryServiceClient, stock_query_service,
};
use dubbo_rpc::{Context, ServiceRef};

use super::fill::Size;
use super::point::{Point, Series};
use super::stand::{Setting, Stand};
use crate::echo::Seen;
use crate::error::{PeerError, Result};
use crate::mariadb::MariaDb;
use crate::ratio::database::join;
use crate::ratio::orders::Basket;
use std::sync::Arc;
use std::time::Instant;

/// Balances: SKUs at `SITES_OF_ROWS` sites each.
pub const ROWS: &str = "rows";
/// Ledger rows of the past.
pub const LEDGER: &str = "ledger";
/// The same with the ledger in partitions by time.
pub const LEDGER_PARTS: &str = "ledger-parts";
/// Sites per SKU, orders of one line.
pub const SITES: &str = "sites";
/// Sites per SKU, questions for what can be sold of 20 SKUs.
pub const SITES_READ: &str = "sites-read";
/// Connections to one provider, 64 of them busy.
pub const CONNECTIONS: &str = "connections";
/// Lines of an order.
pub const LINES: &str = "lines";
/// Providers on one database.
pub const PROVIDERS: &str = "providers";
/// Callers.
pub const CALLERS: &str = "callers";
/// The run that the model of capacity does not know.
pub const CHECK: &str = "check";

/// All of them.
pub const ALL: [&str; 10] = [
    CALLERS,
    LINES,
    CHECK,
    CONNECTIONS,
    PROVIDERS,
    SITES,
    SITES_READ,
    ROWS,
    LEDGER,
    LEDGER_PARTS,
];

/// Callers of the orders of many lines.
pub const LINES_CALLERS: usize = 64;
/// Callers and lines of [`CHECK`].
pub const CHECK_CALLERS: usize = 128;
/// See [`CHECK_CALLERS`].
pub const CHECK_LINES: u16 = 3;
/// Sites of each SKU where balances are counted.
const SITES_OF_ROWS: u32 = 10;
/// Balances of a database with a long past.
const PAST_SKUS: u32 = 2_000;
/// SKUs where sites are counted.
const SKUS_OF_SITES: u32 = 400;
/// SKUs asked for at once.
const ASKED: usize = 20;
/// Callers where nothing else is said.
const BUSY: usize = 64;
/// File descriptors that are not connections.
const DESCRIPTORS_ELSE: u64 = 500;

/// How a run goes.
#[derive(Debug)]
pub struct Plan {
    /// Names of series; empty: all.
    pub only: Vec<String>,
    /// How long a point takes.
    pub time: Duration,
    /// The large sizes too.
    pub full: bool,
    /// Sizes of stock and of the past up to this one, in rows.
    pub most: u64,
}

impl Plan {
    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }

    fn sizes(&self, small: &[u64], full: &[u64]) -> Vec<u64> {
        let sizes = if self.full { full } else { small };
        sizes
            .iter()
            .copied()
            .filter(|size| *size <= self.most)
            .collect()
    }
}

/// Measures what is wanted.
///
/// # Errors
/// When a provider does not come up, an order is refused, or the books are wrong.
pub async fn measure(
    server: &MariaDb,
    plan: &Plan,
    note: &mut impl FnMut(&str, &Point),
) -> Result<Vec<Series>> {
    let mut found = Vec::new();
    for name in ALL {
        if !plan.wants(name) {
            continue;
        }
        println!("{name}");
        let mut points = Vec::new();
        let mut see = |point: Point| {
            note(name, &point);
            points.push(point);
        };
        match name {
            CALLERS => callers(server, plan, &mut see).await?,
            LINES => lines(server, plan, &mut see).await?,
            CHECK => check(server, plan, &mut see).await?,
            CONNECTIONS => connections(server, plan, &mut see).await?,
            PROVIDERS => providers(server, plan, &mut see).await?,
            SITES => sites(server, plan, false, &mut see).await?,
            SITES_READ => sites(server, plan, true, &mut see).await?,
            ROWS => rows(server, plan, &mut see).await?,
            LEDGER => ledger(server, plan, false, &mut see).await?,
            _ => ledger(server, plan, true, &mut see).await?,
        }
        found.push(Series {
            name: name.to_owned(),
            points,
        });
    }
    Ok(found)
}

async fn callers(server: &MariaDb, plan: &Plan, see: &mut impl FnMut(Point)) -> Result<()> {
    let stand = Stand::of_sample(server, 1, Setting::default()).await?;
    for callers in [1_u16, 4, 16, 64, 256] {
        let many = usize::from(callers);
        see(stand
            .point(f64::from(callers), Basket::Even, many, plan.time)
            .await?);
    }
    stand.close(server).await
}

async fn lines(server: &MariaDb, plan: &Plan, see: &mut impl FnMut(Point)) -> Result<()> {
    let stand = Stand::of_sample(server, 1, Setting::default()).await?;
    for lines in [1_u16, 5, 20, 50, 200] {
        let basket = Basket::Lines(lines);
        see(stand
            .point(f64::from(lines), basket, LINES_CALLERS, plan.time)
            .await?);
    }
    stand.close(server).await
}

async fn check(server: &MariaDb, plan: &Plan, see: &mut impl FnMut(Point)) -> Result<()> {
    let stand = Stand::of_sample(server, 1, Setting::default()).await?;
    let basket = Basket::Lines(CHECK_LINES);
    see(stand
        .point(CHECK_CALLERS as f64, basket, CHECK_CALLERS, plan.time)
        .await?);
    stand.close(server).await
}

async fn connections(server: &MariaDb, plan: &Plan, see: &mut impl FnMut(Point)) -> Result<()> {
    let setting = Setting {
        settings: &[("PROTOCOL__CONNECTIONS_MAX", "12000")],
        ..Setting::default()
    };
    let mut stand = Stand::of_sample(server, 1, setting).await?;
    let may = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    let sizes = [1, 64, 1_000, 10_000];
    for connections in sizes {
        // One process has all of them at either end.
        let needed = connections + DESCRIPTORS_ELSE;
        if may.is_some_and(|may| may < needed) {
            println!(
                "    {connections} left out: {needed} file descriptors are needed and {may:?} allowed (ulimit -n)"
            );
            continue;
        }
        let many = usize::try_from(connections).map_err(PeerError::because("connections"))?;
        stand.connect(many).await?;
        see(stand
            .point(connections as f64, Basket::Even, BUSY, plan.time)
            .await?);
    }
    stand.close(server).await
}

async fn providers(server: &MariaDb, plan: &Plan, see: &mut impl FnMut(Point)) -> Result<()> {
    for providers in [1_u16, 2, 3, 4] {
        let many = usize::from(providers);
        let stand = Stand::of_sample(server, many, Setting::default()).await?;
        see(stand
            .point(f64::from(providers), Basket::Even, 4 * BUSY, plan.time)
            .await?);
        stand.close(server).await?;
    }
    Ok(())
}

async fn sites(
    server: &MariaDb,
    plan: &Plan,
    read: bool,
    see: &mut impl FnMut(Point),
) -> Result<()> {
    for sites in [1, 4, 16, 64, 256] {
        let size = Size {
            skus: SKUS_OF_SITES,
            sites,
            orders: 0,
        };
        let stand = Stand::filled(server, size, Setting::default()).await?;
        let x = f64::from(sites);
        see(match read {
            false => stand.point(x, Basket::Even, BUSY, plan.time).await?,
            true => {
                let skus = size.skus();
                asked(&stand, &skus, plan.time / 2).await?;
                stand.measure(x, asked(&stand, &skus, plan.time)).await?
            }
        });
        stand.close(server).await?;
    }
    Ok(())
}

/// What can be sold of some SKUs, at all sites, from the database; asked by [`BUSY`] callers.
async fn asked(stand: &Stand, skus: &[String], time: Duration) -> Result<Seen> {
    let link = stand.link().await?;
    let pages: Arc<Vec<Vec<String>>> = Arc::new(skus.chunks(ASKED).map(<[_]>::to_vec).collect());
    let begun = Instant::now();
    let callers = (0..BUSY).map(|first| {
        let service = ServiceRef::new(stock_query_service::INTERFACE);
        let questions = StockQueryServiceClient::new(Arc::clone(&link), service);
        let pages = Arc::clone(&pages);
        tokio::spawn(async move {
            let mut waits = Vec::new();
            for page in pages.iter().cycle().skip(first) {
                if begun.elapsed() >= time {
                    break;
                }
                let started = Instant::now();
                let request = SellableReq {
                    skus: page.iter().map(|sku| sku.as_str().into()).collect(),
                    exact: true,
                    ..SellableReq::default()
                };
                let reply = questions.batch_sellable(&Context::new(), request).await;
                let reply = reply.map_err(PeerError::because("asking what can be sold"))?;
                let items = reply.into_data().map_err(|reply| {
                    PeerError::new(format!("asking what can be sold: {reply:?}"))
                })?;
                if items.len() != page.len() || items.iter().any(|item| item.sellable.0 <= 0) {
                    return Err(PeerError::new("what is there cannot be sold"));
                }
                waits.push(started.elapsed());
            }
            Ok((waits.len() as u64, waits))
        })
    });
    join(callers.collect(), begun).await
}

async fn rows(server: &MariaDb, plan: &Plan, see: &mut impl FnMut(Point)) -> Result<()> {
    let sizes = plan.sizes(
        &[10_000, 100_000],
        &[10_000, 100_000, 1_000_000, 10_000_000],
    );
    for rows in sizes {
        let size = Size {
            skus: u32::try_from(rows).map_err(PeerError::because("rows"))? / SITES_OF_ROWS,
            sites: SITES_OF_ROWS,
            orders: 0,
        };
        let stand = Stand::filled(server, size, Setting::default()).await?;
        see(stand
            .point(rows as f64, Basket::Even, BUSY, plan.time)
            .await?);
        stand.close(server).await?;
    }
    Ok(())
}

async fn ledger(
    server: &MariaDb,
    plan: &Plan,
    parts: bool,
    see: &mut impl FnMut(Point),
) -> Result<()> {
    let tables = if parts {
        super::fill::partitions()?
    } else {
        Vec::new()
    };
    let sizes = plan.sizes(
        &[20_000, 200_000],
        &[20_000, 1_000_000, 4_000_000, 10_000_000],
    );
    for rows in sizes {
        let size = Size {
            skus: PAST_SKUS,
            sites: SITES_OF_ROWS,
            orders: rows / 2,
        };
        let setting = Setting {
            tables: &tables,
            ..Setting::default()
        };
        let stand = Stand::filled(server, size, setting).await?;
        see(stand
            .point(rows as f64, Basket::Even, BUSY, plan.time)
            .await?);
        stand.close(server).await?;
    }
    Ok(())
}
