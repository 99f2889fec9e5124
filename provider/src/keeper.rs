//! The keeper: takes away old rows that nobody needs any more, a little at a time, one provider of a database at once.

use std::time::Duration;

use stock_sql::{Keep, Store};
use tokio_util::sync::CancellationToken;

/// How the keeper goes about it.
#[derive(Clone, Copy, Debug)]
pub struct KeeperOptions {
    /// Pause between two looks that found nothing more.
    pub interval: Duration,
    /// How long what is kept, and how many rows a batch has.
    pub keep: Keep,
}

/// Pause between two batches: whoever writes goes first.
const BETWEEN: Duration = Duration::from_millis(200);

/// Purges until told to stop.
pub async fn run(store: Store, options: KeeperOptions, stop: CancellationToken) {
    let mut pause = options.interval;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = match store.purge(options.keep).await {
            Ok(purged) if purged.more => BETWEEN,
            Ok(_) => options.interval,
            Err(error) => {
                tracing::warn!(%error, "old rows could not be taken away; the next look follows");
                options.interval
            }
        };
    }
}
