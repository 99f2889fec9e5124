//! Counts where the figures of pages came from.

use std::sync::OnceLock;

use metrics::{Counter, counter};

/// `stock_cache_figures_total` by `from`. A page counts once for all its SKUs, by a counter that is looked up once: finding one by its name takes longer than
/// many a page does.
#[derive(Default)]
pub(super) struct Sources {
    front: OnceLock<Counter>,
    redis: OnceLock<Counter>,
    database: OnceLock<Counter>,
}

impl Sources {
    /// In this process.
    pub(super) fn front(&self, figures: usize) {
        count(&self.front, "front", figures);
    }

    /// In Redis.
    pub(super) fn redis(&self, figures: usize) {
        count(&self.redis, "redis", figures);
    }

    /// In the database.
    pub(super) fn database(&self, figures: usize) {
        count(&self.database, "database", figures);
    }
}

fn count(counter: &OnceLock<Counter>, from: &'static str, figures: usize) {
    counter
        .get_or_init(|| counter!("stock_cache_figures_total", "from" => from))
        .increment(u64::try_from(figures).unwrap_or(u64::MAX));
}

impl std::fmt::Debug for Sources {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sources").finish_non_exhaustive()
    }
}
