//! Our own lanes, driven in this process: what calls over the wire take away.

use std::time::Duration;

use stock_provider::doors::StockCenter;
use stock_provider::lane::{LaneOptions, Lanes};
use stock_sql::{Store, StoreOptions};

use super::books;
use super::calls::Plan;
use super::contest::{Contest, turns};
use super::goals::Goal;
use super::orders::{self, Basket, Orders};
use super::sample;
use super::sides::Side;
use crate::error::{PeerError, Result};
use crate::mariadb::MariaDb;

const WARM_UP: Duration = Duration::from_secs(3);
/// As a provider on such a database has them.
const LANES: LaneOptions = LaneOptions {
    count: 2,
    transactions: 1,
    batch_max: 512,
    queue_max: 20_000,
    node: 77,
};

/// Ours over Dubbo, then the same doors on the same kind of database without any wire.
///
/// # Errors
/// When an order is refused, or the books hold another number of them.
pub async fn measure(
    server: &MariaDb,
    goal: &Goal,
    callers: usize,
    plan: &Plan,
    note: &mut impl FnMut(Contest),
) -> Result<()> {
    let database = Side::stocked(server).await?;
    let ours = Side::ours(server).await?;
    let failed = || PeerError::because("the store");
    let store = Store::open(&database, StoreOptions::default()).await;
    let store = store.map_err(failed())?;
    store.refresh_network().await.map_err(failed())?;
    let lanes = Lanes::start(&store, LANES);
    let doors = StockCenter::new(store.clone(), lanes.clone());
    let inside = Orders::of(doors, &orders::skus()?);
    ours.turn(Basket::Even, 64, WARM_UP).await?;
    inside.closed(Basket::Even, 64, WARM_UP).await?;
    let processes = [
        (sample::PROVIDER, std::process::id()),
        ("database", server.id().await?),
    ];
    let (one, other) = turns(
        plan.rounds,
        async |_| ours.turn(Basket::Even, callers, plan.time).await,
        async |_| {
            let work = inside.closed(Basket::Even, callers, plan.time);
            sample::take("lanes without calls", &processes, work).await
        },
    )
    .await?;
    ours.prove().await?;
    let (held, lines) = inside.held();
    books::prove(&database, "lanes without calls", held, lines).await?;
    lanes.shutdown(Duration::from_secs(30)).await;
    store.close().await;
    note(Contest::of(goal, one, other, |a, b| a.rate / b.rate));
    ours.stop().await
}
