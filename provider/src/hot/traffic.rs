//! How many orders come for a SKU, and which SKUs are hot by themselves.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use stock::ids::{Sku, Tenant};

/// Most SKUs whose orders are counted.
const COUNTED_MAX: u64 = 20_000;
/// One window.
const WINDOW: Duration = Duration::from_secs(1);

#[derive(Debug)]
struct Seen {
    window: Instant,
    orders: u32,
    hot_until: Option<Instant>,
}

/// Counts orders per SKU.
#[derive(Debug)]
pub(super) struct Traffic {
    seen: moka::sync::Cache<(Tenant, Sku), Arc<Mutex<Seen>>>,
    per_second: u32,
    hot_for: Duration,
}

impl Traffic {
    pub(super) fn new(per_second: u32, hot_for: Duration) -> Self {
        Self {
            seen: moka::sync::Cache::builder()
                .max_capacity(COUNTED_MAX)
                .time_to_idle(hot_for.max(WINDOW) * 2)
                .build(),
            per_second,
            hot_for,
        }
    }

    /// Counts an order; whether its SKU is hot.
    pub(super) fn came(&self, tenant: &Tenant, sku: &Sku) -> bool {
        self.came_at(tenant, sku, Instant::now())
    }

    fn came_at(&self, tenant: &Tenant, sku: &Sku, now: Instant) -> bool {
        let seen = self.seen.get_with((tenant.clone(), sku.clone()), || {
            Arc::new(Mutex::new(Seen {
                window: now,
                orders: 0,
                hot_until: None,
            }))
        });
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(seen.window) >= WINDOW {
            seen.window = now;
            seen.orders = 0;
        }
        seen.orders = seen.orders.saturating_add(1);
        let was_hot = seen.hot_until.is_some_and(|until| now < until);
        if seen.orders >= self.per_second {
            seen.hot_until = Some(now + self.hot_for);
            if !was_hot {
                metrics::counter!("stock_hot_auto_total").increment(1);
                tracing::warn!(%tenant, %sku, per_second = self.per_second, "a SKU has become hot by itself: a gate stands before it now");
            }
            return true;
        }
        was_hot
    }

    /// How many SKUs are hot by themselves now.
    pub(super) fn hot(&self) -> usize {
        let now = Instant::now();
        let is_hot = |seen: &Mutex<Seen>| {
            let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.hot_until.is_some_and(|until| now < until)
        };
        self.seen.iter().filter(|(_, seen)| is_hot(seen)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sku_is_hot_from_its_limit_on_and_cools_down() {
        let traffic = Traffic::new(3, Duration::from_secs(10));
        let (tenant, sku) = (Tenant::from("t"), Sku::from("S"));
        let start = Instant::now();
        let came =
            |after_ms| traffic.came_at(&tenant, &sku, start + Duration::from_millis(after_ms));
        assert!(!came(0) && !came(1), "n - 1 orders in a second");
        assert!(!came(1_001) && !came(1_002), "another second");
        assert!(came(1_003), "n orders");
        assert_eq!(traffic.hot(), 1);
        assert!(came(11_000), "still hot");
        assert!(!came(13_100), "cooled down");
        assert!(
            !traffic.came_at(&tenant, &"T".into(), start),
            "each has its own count"
        );
    }
}
