//! Orders at a fixed rate, each of which is asked for until its answer is known.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use consumer_sdk::{Consumer, Context, ServiceRef};
use dubbo_api::{
    PreOccupyReq, StockReservationService as _, StockReservationServiceClient,
    stock_reservation_service,
};
use dubbo_rpc::Invoker;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::error::{PeerError, Result};
use crate::ratio::orders::{Basket, Orders};

/// One order of so many is for goods that are scarce.
pub const SCARCE_EVERY: u64 = 50;
/// Orders under way; more are not placed, which is said.
const UNDER_WAY_MAX: usize = 20_000;
/// How long one call may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(3);
/// How long an order is asked for before it counts as unknown.
const PATIENCE: Duration = Duration::from_secs(120);
/// Between two askings, at first and at most.
const PAUSE: Duration = Duration::from_millis(50);
const PAUSE_MAX: Duration = Duration::from_secs(1);
/// How often the open loop looks at what is due.
const TICK: Duration = Duration::from_millis(5);

/// What is known of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Fate {
    /// It was never placed, or its answer never came.
    Unknown = 0,
    /// Goods are held for it.
    Held = 1,
    /// There was not enough.
    Short = 2,
}

/// Fates by the numbers of orders.
#[derive(Debug)]
pub struct Fates(Vec<AtomicU8>);

impl Fates {
    /// Of so many orders.
    #[must_use]
    pub fn of(orders: usize) -> Self {
        Self((0..orders).map(|_| AtomicU8::new(0)).collect())
    }

    /// How many orders there may be.
    #[must_use]
    pub const fn room(&self) -> u64 {
        self.0.len() as u64
    }

    /// What is known of one.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<Fate> {
        let at = usize::try_from(number).ok()?;
        Some(match self.0.get(at)?.load(Ordering::Relaxed) {
            1 => Fate::Held,
            2 => Fate::Short,
            _ => Fate::Unknown,
        })
    }

    fn set(&self, number: u64, fate: Fate) {
        let at = usize::try_from(number).ok();
        if let Some(slot) = at.and_then(|at| self.0.get(at)) {
            slot.store(fate as u8, Ordering::Relaxed);
        }
    }

    /// How many have a fate.
    #[must_use]
    pub fn count(&self, fate: Fate) -> u64 {
        let of = |slot: &&AtomicU8| slot.load(Ordering::Relaxed) == fate as u8;
        self.0.iter().filter(of).count() as u64
    }
}

/// What the callers have seen so far.
#[derive(Debug, Default)]
pub struct Told {
    /// Orders placed.
    pub placed: AtomicU64,
    /// Askings that had to be repeated.
    pub again: AtomicU64,
    /// Orders not placed, for too many were under way.
    pub left_out: AtomicU64,
    /// The longest that one waited for its answer, in milliseconds.
    pub longest_ms: AtomicU64,
}

/// A way to the providers as a shop has it: of the SDK, with its fail-over.
///
/// # Errors
/// When none of them is there.
pub async fn shop(addresses: &str) -> Result<Arc<dyn Invoker>> {
    let failed = || PeerError::because("the shop");
    let reference = Consumer::builder("soak", addresses)
        .build()
        .map_err(failed())?
        .refer(ServiceRef::new(stock_reservation_service::INTERFACE))
        .timeout(CALL_TIMEOUT)
        .connect()
        .await
        .map_err(failed())?;
    Ok(Arc::new(reference))
}

/// Who orders what: plenty of some, too little of others.
pub struct Callers {
    /// Through which.
    pub link: Arc<dyn Invoker>,
    /// Makes orders of what there is plenty of.
    pub plenty: Orders,
    /// Makes orders of what is scarce.
    pub scarce: Orders,
    /// What became of each.
    pub fates: Arc<Fates>,
    /// What was seen.
    pub told: Arc<Told>,
}

impl std::fmt::Debug for Callers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Callers")
            .field("told", &self.told)
            .finish_non_exhaustive()
    }
}

impl Callers {
    /// So many orders a second until it is stopped; then waits for all answers.
    ///
    /// # Errors
    /// When an order is refused for another reason than that there is not enough.
    pub async fn run(self, rate: f64, stop: CancellationToken) -> Result<()> {
        let service = ServiceRef::new(stock_reservation_service::INTERFACE);
        let service = StockReservationServiceClient::new(Arc::clone(&self.link), service);
        let begun = Instant::now();
        let mut ticks = tokio::time::interval(TICK);
        let mut under_way: JoinSet<Result<()>> = JoinSet::new();
        let mut number = 0_u64;
        while !stop.is_cancelled() && number < self.fates.room() {
            ticks.tick().await;
            let due = begun.elapsed().as_secs_f64() * rate;
            while (number as f64) < due && number < self.fates.room() {
                let at = number;
                number += 1;
                if under_way.len() >= UNDER_WAY_MAX {
                    self.told.left_out.fetch_add(1, Ordering::Relaxed);
                    continue;
                }
                let request = self.request(at);
                let (service, fates) = (service.clone(), Arc::clone(&self.fates));
                let told = Arc::clone(&self.told);
                told.placed.fetch_add(1, Ordering::Relaxed);
                under_way.spawn(async move {
                    let fate = insist(&service, request, &told).await?;
                    fates.set(at, fate);
                    Ok(())
                });
            }
            while let Some(done) = under_way.try_join_next() {
                done.map_err(PeerError::because("a caller"))??;
            }
        }
        while let Some(done) = under_way.join_next().await {
            done.map_err(PeerError::because("a caller"))??;
        }
        Ok(())
    }

    /// The order of a number: its number is its name.
    fn request(&self, number: u64) -> PreOccupyReq {
        let of = match number % SCARCE_EVERY {
            0 => &self.scarce,
            _ => &self.plenty,
        };
        let name = name(number);
        let mut request = of.request(Basket::Even);
        request.order_no = name.as_str().into();
        if let Some(context) = &mut request.context {
            context.biz_no = Some(name);
        }
        request
    }
}

/// What the order of a number is called.
#[must_use]
pub fn name(number: u64) -> String {
    format!("SOAK-{number}")
}

/// The number of an order by its name; `None` for another's.
#[must_use]
pub fn number(name: &str) -> Option<u64> {
    name.strip_prefix("SOAK-")?.parse().ok()
}

/// Asks until it is known what became of an order.
async fn insist(
    service: &StockReservationServiceClient,
    request: PreOccupyReq,
    told: &Told,
) -> Result<Fate> {
    let begun = Instant::now();
    let (mut pause, mut asked) = (PAUSE, false);
    while begun.elapsed() < PATIENCE {
        match service.pre_occupy(&Context::new(), request.clone()).await {
            Ok(reply) if reply.is_success() => {
                let waited = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
                told.longest_ms.fetch_max(waited, Ordering::Relaxed);
                return Ok(Fate::Held);
            }
            Ok(reply) if reply.code.as_str() == "STOCK_NOT_ENOUGH" => return Ok(Fate::Short),
            // The gate in front of the lanes: it knows nothing of an asking that may still be in one.
            Ok(reply) if reply.code.as_str() == "SOLD_OUT" && !asked => return Ok(Fate::Short),
            Ok(reply) if !reply.retryable => {
                return Err(PeerError::new(format!(
                    "{}: {} {:?}",
                    request.order_no.as_str(),
                    reply.code,
                    reply.message
                )));
            }
            // Too busy, not known, or nobody there: the same key is asked again.
            Ok(_) | Err(_) => {}
        }
        asked = true;
        told.again.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSE_MAX);
    }
    Ok(Fate::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_found_by_its_name() {
        assert_eq!(number(&name(12_345)), Some(12_345));
        assert_eq!(number("O-1"), None);
        let fates = Fates::of(3);
        fates.set(1, Fate::Held);
        fates.set(2, Fate::Short);
        fates.set(9, Fate::Held);
        assert_eq!(fates.get(1), Some(Fate::Held));
        assert_eq!(fates.get(0), Some(Fate::Unknown));
        assert_eq!(fates.get(3), None);
        assert_eq!(fates.count(Fate::Held), 1);
    }
}
