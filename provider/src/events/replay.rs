//! Sends events again that were sent, under the numbers and identifiers they had: for a consumer that lost them.

use stock_sql::Store;

use super::EventsOptions;
use super::broker::{Broker, BrokerError, Outgoing};
use super::relay::{happened, outgoing, tell};

/// Outbox rows read at a time.
const PAGE_ROWS: u32 = 64;

/// Which events are sent again: all conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// First outbox row.
    pub from: i64,
    /// Last outbox row.
    pub to: i64,
    /// Type; a prefix that ends with a dot stands for all types below it.
    pub event_type: Option<String>,
    /// Aggregate.
    pub aggregate: Option<String>,
    /// Most events.
    pub limit: usize,
    /// Count only.
    pub dry_run: bool,
}

/// What a replay did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Events sent, or that would be.
    pub events: usize,
    /// Outbox rows whose events another release made otherwise: they were left out.
    pub unlike: usize,
    /// The next outbox row to go on with; `None` at the end.
    pub next: Option<i64>,
}

/// Why a replay ended early.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The database.
    #[error("the database: {0}")]
    Store(#[from] stock_sql::Error),
    /// The broker.
    #[error("the broker: {0}")]
    Broker(#[from] BrokerError),
}

impl Replay {
    /// Sends them, over a connection of its own.
    ///
    /// # Errors
    /// When the database or the broker fails; what was sent until then is sent.
    pub async fn run(
        &self,
        store: &Store,
        options: &EventsOptions,
    ) -> Result<Replayed, ReplayError> {
        let broker = if self.dry_run {
            None
        } else {
            let broker = Broker::connect(&options.url, "stock-center replay").await?;
            options.topology.events(broker.channel()).await?;
            Some(broker)
        };
        let mut replayed = Replayed::default();
        let mut from = self.from;
        loop {
            let rows = store.outbox_sent_rows((from, self.to), PAGE_ROWS).await?;
            let Some(last) = rows.last() else { break };
            from = last.id.saturating_add(1);
            let happened = happened(store, &rows).await?;
            let told = tell(store, &rows, &happened).await?;
            for (row, drafts) in rows.iter().zip(&told) {
                let kept = row.sequences.as_deref().unwrap_or_default();
                if kept.len() != drafts.len() {
                    replayed.unlike += 1;
                    continue;
                }
                let mut batch: Vec<Outgoing> = Vec::new();
                for (draft, seq) in drafts.iter().zip(kept) {
                    if self.is_wanted(&draft.key, &draft.aggregate) {
                        batch.push(outgoing(draft, *seq, true)?);
                    }
                }
                if replayed.events + batch.len() > self.limit && replayed.events > 0 {
                    replayed.next = Some(row.id);
                    break;
                }
                if let Some(broker) = &broker {
                    broker.publish(&batch).await?;
                }
                replayed.events += batch.len();
            }
            if replayed.next.is_some() {
                break;
            }
        }
        if let Some(broker) = broker {
            broker.close().await;
        }
        Ok(replayed)
    }

    fn is_wanted(&self, key: &str, aggregate: &str) -> bool {
        let of_type = match &self.event_type {
            None => true,
            Some(wanted) => key == wanted || (wanted.ends_with('.') && key.starts_with(wanted)),
        };
        of_type && self.aggregate.as_deref().is_none_or(|it| it == aggregate)
    }
}
