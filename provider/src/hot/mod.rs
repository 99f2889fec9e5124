//! Hot sales: what stands before the lanes when an order asks for a SKU that everybody wants.
//!
//! A SKU is hot because an operator marked it (`setHot`), or by itself: so many orders for it came to this provider within a second. Then, in this order:
//! 1. admission: one buyer comes at a rate of his own, all together at the SKU's, and only so many wait for a lane, so that other SKUs keep theirs;
//! 2. the gate: where figures at most [`HotOptions::fresh_ms`] old say that nothing is left, the order is refused as `SOLD_OUT` without a transaction. Who
//!    was answered under its key before is not refused: the lane repeats the stored answer.
//!
//! Both refusals may be tried again under the same key: nothing was done. Who is admitted is served in order of arrival by the lane, and judged by the database.

mod keys;
mod traffic;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use dubbo_api::code::ResultCode;
use dubbo_api::reply::{Reply, Shortage};
use dubbo_api::text::Quantity;
use stock::command::{OrderLine, PreOccupy};
use stock::facts::Facts;
use stock::hot::{self, Rate, Turnstile};
use stock::ids::{Buyer, Owner, Sku, Tenant};
use stock::op::OpKey;
use stock::projection::Goods;
use stock_sql::Store;

use crate::cache::Cache;
use keys::Keys;
use traffic::Traffic;

/// Most SKUs and buyers whose rates are remembered.
const REMEMBERED_MAX: u64 = 100_000;
/// How long a rate is remembered after the last order.
const REMEMBERED: Duration = Duration::from_secs(30);
/// A sold-out SKU may be asked for again after so long, in milliseconds.
const SOLD_OUT_AGAIN_MS: i64 = 1_000;
/// A lane that has too many orders for a SKU may be asked again after so long, in milliseconds.
const WAITING_AGAIN_MS: i64 = 200;

/// How hot SKUs are served.
#[derive(Clone, Copy, Debug)]
pub struct HotOptions {
    /// Figures this old still say that nothing is left.
    pub fresh_ms: i64,
    /// Orders for one SKU admitted per second.
    pub sku_per_second: u32,
    /// Orders of one buyer for one SKU admitted per second; twice as many at once.
    pub buyer_per_second: u32,
    /// Orders for one SKU that wait for a lane.
    pub waiting_max: u32,
    /// So many orders per second make a SKU hot; 0: never.
    pub auto_per_second: u32,
    /// For so long.
    pub auto: Duration,
}

type Gate<K> = moka::sync::Cache<K, Arc<Mutex<Turnstile>>>;

/// What stands before the lanes. Cheap to clone.
#[derive(Clone, Debug)]
pub struct HotDoor {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    cache: Option<Cache>,
    options: HotOptions,
    start: Instant,
    traffic: Traffic,
    of_sku: Gate<(Tenant, Sku)>,
    of_buyer: Gate<(Tenant, Sku, Buyer)>,
    waiting: moka::sync::Cache<(Tenant, Sku), Arc<AtomicU32>>,
    keys: Keys,
}

/// An admitted order; it counts as waiting until this is dropped.
#[derive(Debug, Default)]
pub struct Admitted {
    counted: Vec<Arc<AtomicU32>>,
}

impl Drop for Admitted {
    fn drop(&mut self) {
        for waiting in &self.counted {
            waiting.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// One hot SKU of an order: what the line asks for, or a component of it.
struct HotPart<'o> {
    sku: Sku,
    line: &'o OrderLine,
    index: usize,
}

impl HotDoor {
    /// A door before the lanes of a store; with no read side there is no gate, and nothing becomes hot by itself.
    #[must_use]
    pub fn new(store: Store, cache: Option<Cache>, options: HotOptions) -> Self {
        fn remembered<
            K: std::hash::Hash + Eq + Send + Sync + 'static,
            V: Clone + Send + Sync + 'static,
        >() -> moka::sync::Cache<K, V> {
            moka::sync::Cache::builder()
                .max_capacity(REMEMBERED_MAX)
                .time_to_idle(REMEMBERED)
                .build()
        }
        let keys = Keys::start(store.clone());
        Self {
            inner: Arc::new(Inner {
                store,
                cache,
                options,
                start: Instant::now(),
                traffic: Traffic::new(options.auto_per_second, options.auto),
                of_sku: remembered(),
                of_buyer: remembered(),
                waiting: remembered(),
                keys,
            }),
        }
    }

    /// Marked SKUs, and those that are hot by themselves here.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let marked = self.inner.store.network().hot.len();
        (marked, self.inner.traffic.hot())
    }

    /// Lets an order through to its lane, or refuses it.
    ///
    /// # Errors
    /// The refusal: `RATE_LIMITED` or `SOLD_OUT`, both to be tried again.
    pub async fn admit<T>(
        &self,
        key: &OpKey,
        hold: &PreOccupy,
        sourced: bool,
    ) -> Result<Admitted, Box<Reply<T>>> {
        let inner = &*self.inner;
        let network = inner.store.network();
        let watched = inner.cache.is_some() && inner.options.auto_per_second > 0;
        if network.hot.is_empty() && !watched {
            return Ok(Admitted::default());
        }
        let skus: Vec<Sku> = hold.lines.iter().map(|line| line.sku.clone()).collect();
        let Ok(known) = inner.store.facts(&skus).await else {
            // The lane says what is wrong with the database.
            return Ok(Admitted::default());
        };
        let facts = Facts {
            network,
            skus: known,
        };
        let parts = self.hot_parts(&key.tenant, hold, &facts, watched);
        if parts.is_empty() {
            return Ok(Admitted::default());
        }
        let admitted = self.let_in(&key.tenant, hold, &parts)?;
        let Some(cache) = &inner.cache else {
            return Ok(admitted);
        };
        let Some((part, refusal)) = self.sold_out(cache, key, hold, &parts, sourced, &facts) else {
            return Ok(admitted);
        };
        // Who was answered before is told the same again, and nobody is refused while that cannot be asked.
        match inner.keys.is_known(key).await {
            Some(false) => {
                count("sold_out");
                tracing::debug!(order = %hold.order_no, sku = %part, "refused at the gate");
                Err(Box::new(refusal))
            }
            _ => Ok(admitted),
        }
    }

    /// What of an order is hot, components of kits among it.
    fn hot_parts<'o>(
        &self,
        tenant: &Tenant,
        hold: &'o PreOccupy,
        facts: &Facts,
        watched: bool,
    ) -> Vec<HotPart<'o>> {
        let mut parts = Vec::new();
        for (index, line) in hold.lines.iter().enumerate() {
            let Some(found) = facts.skus.get(&line.sku) else {
                continue;
            };
            let kit = found.kit.iter().map(|part| &part.sku);
            let of_line: Vec<&Sku> = if found.kit.is_empty() {
                vec![&line.sku]
            } else {
                kit.collect()
            };
            for sku in of_line {
                let busy = watched && self.inner.traffic.came(tenant, sku);
                let marked = |sku: &Sku| facts.network.hot.is_hot(sku, hold, line);
                if busy || marked(sku) || marked(&line.sku) {
                    parts.push(HotPart {
                        sku: sku.clone(),
                        line,
                        index,
                    });
                }
            }
        }
        parts
    }

    fn let_in<T>(
        &self,
        tenant: &Tenant,
        hold: &PreOccupy,
        parts: &[HotPart<'_>],
    ) -> Result<Admitted, Box<Reply<T>>> {
        let inner = &*self.inner;
        let now = i64::try_from(inner.start.elapsed().as_millis()).unwrap_or(i64::MAX);
        let mut admitted = Admitted::default();
        for part in parts {
            let sku = (tenant.clone(), part.sku.clone());
            if let Some(buyer) = &hold.buyer {
                let per_second = inner.options.buyer_per_second;
                let rate = Rate {
                    per_second,
                    at_once: per_second.saturating_mul(2),
                };
                let who = (tenant.clone(), part.sku.clone(), buyer.clone());
                let came = admit(&inner.of_buyer, who, rate, now);
                came.map_err(|wait| limited(&part.sku, "BUYER", per_second, wait))?;
            }
            let per_second = inner.options.sku_per_second;
            let rate = Rate {
                per_second,
                at_once: per_second,
            };
            let came = admit(&inner.of_sku, sku.clone(), rate, now);
            came.map_err(|wait| limited(&part.sku, "SKU", per_second, wait))?;
            let waiting = inner.waiting.get_with(sku, Arc::default);
            let before = waiting.fetch_add(1, Ordering::Relaxed);
            admitted.counted.push(waiting);
            if before >= inner.options.waiting_max {
                let most = inner.options.waiting_max;
                return Err(limited(&part.sku, "WAITING", most, WAITING_AGAIN_MS));
            }
        }
        Ok(admitted)
    }

    /// The refusal of an order for which nothing is left, by figures that are fresh.
    fn sold_out<T>(
        &self,
        cache: &Cache,
        key: &OpKey,
        hold: &PreOccupy,
        parts: &[HotPart<'_>],
        sourced: bool,
        facts: &Facts,
    ) -> Option<(Sku, Reply<T>)> {
        let mut lines = Vec::new();
        let mut shortages = Vec::new();
        let mut shown = None;
        for part in parts {
            let goods = Goods {
                tenant: key.tenant.clone(),
                owner: part.line.owner.clone().unwrap_or_else(Owner::own),
                sku: part.sku.clone(),
            };
            let Some(figures) = cache.young(&goods, self.inner.options.fresh_ms) else {
                continue;
            };
            if hot::left(&figures, &part.sku, hold, part.line, sourced, facts) > 0 {
                continue;
            }
            lines.push(part.index);
            shortages.push(Shortage {
                line_no: part.line.line_no,
                sku: part.sku.as_str().into(),
                kit: (part.sku != part.line.sku).then(|| part.line.sku.as_str().into()),
                warehouse: part
                    .line
                    .warehouse
                    .as_ref()
                    .map(|site| site.as_str().into()),
                need: Quantity(part.line.quantity),
                have: Quantity(0),
            });
            shown.get_or_insert_with(|| (part.sku.clone(), figures.at));
        }
        lines.dedup();
        let (sku, at) = shown?;
        if !hot::refuses(hold, lines.len()) {
            return None;
        }
        let mut reply = Reply::refused(
            ResultCode::SoldOut,
            format!("{sku} is in great demand and was sold out a moment ago; nothing was done for order {}", hold.order_no),
        )
        .detail("sku", sku.as_str())
        .detail("asOfMs", at.0.to_string())
        .detail("retryAfterMs", SOLD_OUT_AGAIN_MS.to_string());
        reply.shortages = shortages;
        Some((sku, reply))
    }
}

fn admit<K: std::hash::Hash + Eq + Send + Sync + 'static>(
    gate: &Gate<K>,
    who: K,
    rate: Rate,
    now: i64,
) -> Result<(), i64> {
    let gate = gate.get_with(who, || Arc::new(Mutex::new(Turnstile::new(rate, now))));
    let mut gate = gate.lock().unwrap_or_else(PoisonError::into_inner);
    gate.admit(rate, now)
}

fn limited<T>(sku: &Sku, by: &'static str, limit: u32, wait_ms: i64) -> Box<Reply<T>> {
    count(match by {
        "BUYER" => "buyer_rate",
        "SKU" => "sku_rate",
        _ => "waiting",
    });
    let what = match by {
        "BUYER" => format!("one buyer is admitted {limit} times per second for it"),
        "SKU" => format!("{limit} orders per second are admitted for it here"),
        _ => format!("{limit} orders for it wait already, the most that may"),
    };
    Box::new(
        Reply::refused(
            ResultCode::RateLimited,
            format!(
                "{sku} is in great demand: {what}; nothing was done, try again after {wait_ms} ms"
            ),
        )
        .detail("sku", sku.as_str())
        .detail("by", by)
        .detail("limit", limit.to_string())
        .detail("retryAfterMs", wait_ms.to_string()),
    )
}

fn count(why: &'static str) {
    metrics::counter!("stock_hot_refused_total", "why" => why).increment(1);
}
