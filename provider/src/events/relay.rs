//! The relay: one provider of a database at a time takes what is pending in the outbox, in order, and sends it.

use std::collections::BTreeMap;
use std::time::Duration;

use dubbo_api::event::EXCHANGE;
use lapin::types::{AMQPValue, FieldTable};
use stock::ids::IdSource;
use stock_sql::{Error, Happened, OutboxRow, Sent, Store};
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::EventsOptions;
use super::broker::{self, Broker, BrokerError, Outgoing, Published};
use super::crossings::{Crossings, Looked};
use super::notice::{self, Numbers, Teller};
use super::status::{EventsState, EventsStatus};
use super::told::{self, Draft};

/// Name of the lease under which one provider sends.
const LEASE: &str = "events.relay";
/// A relay that died gives way after this long.
const LEASE_TIME: Duration = Duration::from_secs(30);
/// The lease is renewed when it is this old.
const LEASE_RENEWED: Duration = Duration::from_secs(5);
/// Pause before a provider that does not send asks whether it shall.
const STANDBY_PAUSE: Duration = Duration::from_secs(2);
/// Pauses between two tries to reach the broker: doubled from the first to the last.
const RETRY_FIRST: Duration = Duration::from_millis(200);
const RETRY_LAST: Duration = Duration::from_secs(5);
/// Most vouchers sent in one go; a row is never cut.
const VOUCHERS_MAX: usize = 1_024;
/// While a backlog is worked off, rows this much older than the last one sent are still looked for: they became visible late.
const LATE: Duration = Duration::from_secs(5);
/// How often the whole backlog is looked at for its first row, which costs time in proportion to its length.
const WHOLE_LOOK: Duration = Duration::from_secs(10);
/// How often the state is looked at while a batch is on its way.
const LOOK: Duration = Duration::from_millis(500);
/// How often the backlog is counted, and up to where.
const COUNT_EVERY: Duration = Duration::from_secs(5);
const COUNT_MAX: u32 = 1_000_000;

/// Sends what is pending in the outbox, until told to stop.
#[derive(Debug)]
pub struct Relay {
    store: Store,
    /// Numbers rows of its own like a node of lanes.
    node: i64,
    options: EventsOptions,
    status: watch::Sender<EventsStatus>,
    stop: CancellationToken,
}

/// Why a spell of sending ended.
enum Ended {
    Stopped,
    LeaseLost,
    Broken(String),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Broken(format!("the database: {error}"))
    }
}

impl From<BrokerError> for Ended {
    fn from(error: BrokerError) -> Self {
        Self::Broken(format!("the broker: {error}"))
    }
}

/// Where the relay stands in the outbox.
struct Position {
    /// Number up to which everything was sent that was visible.
    sent_to: i64,
    /// Whether the last look found as much as it could take.
    is_full: bool,
    looked_whole: Option<Instant>,
    counted: Option<Instant>,
}

impl Relay {
    /// A relay on a store, in the process whose lanes begin at a node.
    #[must_use]
    pub fn new(store: Store, node: i64, options: EventsOptions, stop: CancellationToken) -> Self {
        Self {
            store,
            node,
            options,
            status: watch::Sender::default(),
            stop,
        }
    }

    /// Where its state is told.
    #[must_use]
    pub fn status(&self) -> watch::Receiver<EventsStatus> {
        self.status.subscribe()
    }

    /// Sends until told to stop.
    pub async fn run(self) {
        let mut pause = RETRY_FIRST;
        loop {
            let wait = match self.store.lease(LEASE, LEASE_TIME).await {
                Ok(true) => match self.spell(&mut pause).await {
                    Ended::Stopped => break,
                    Ended::LeaseLost => STANDBY_PAUSE,
                    Ended::Broken(why) => {
                        self.broken(why);
                        // Another provider may reach what this one does not.
                        self.give_back().await;
                        let wait = pause;
                        pause = (pause * 2).min(RETRY_LAST);
                        wait
                    }
                },
                Ok(false) => {
                    self.status.send_replace(EventsStatus::default());
                    STANDBY_PAUSE
                }
                Err(error) => {
                    tracing::debug!(%error, "the lease of the events could not be asked for");
                    STANDBY_PAUSE
                }
            };
            tokio::select! {
                () = self.stop.cancelled() => break,
                () = tokio::time::sleep(wait) => {}
            }
        }
        self.give_back().await;
    }

    async fn give_back(&self) {
        if let Err(error) = self.store.give_lease_back(LEASE).await {
            tracing::debug!(%error, "the lease of the events ends by itself");
        }
    }

    fn broken(&self, why: String) {
        metrics::counter!("stock_events_broken_total").increment(1);
        let before = self.status.borrow().problem.clone();
        if before.as_deref() != Some(&why) {
            tracing::warn!("events wait in the outbox: {why}");
        }
        self.status.send_replace(EventsStatus {
            state: EventsState::Disconnected,
            problem: Some(why),
        });
    }

    fn well(&self, state: EventsState) {
        self.status.send_if_modified(|status| {
            let now = EventsStatus {
                state,
                problem: None,
            };
            let changed = *status != now;
            *status = now;
            changed
        });
    }

    /// Connects and sends for as long as the lease and the connection hold.
    async fn spell(&self, pause: &mut Duration) -> Ended {
        let opened = tokio::select! {
            () = self.stop.cancelled() => return Ended::Stopped,
            opened = self.open() => opened,
        };
        let broker = match opened {
            Ok(broker) => broker,
            Err(error) => return error.into(),
        };
        *pause = RETRY_FIRST;
        self.well(EventsState::Sending);
        let ended = match self.send_all(&broker).await {
            Ok(ended) | Err(ended) => ended,
        };
        if matches!(ended, Ended::Stopped | Ended::LeaseLost) {
            broker.close().await;
        }
        ended
    }

    async fn open(&self) -> Result<Broker, BrokerError> {
        let broker = Broker::connect(&self.options.url, "stock-center events").await?;
        self.options.topology.events(broker.channel()).await?;
        Ok(broker)
    }

    async fn send_all(&self, broker: &Broker) -> Result<Ended, Ended> {
        let mut leased = Instant::now();
        let mut position = Position {
            sent_to: 0,
            is_full: false,
            looked_whole: None,
            counted: None,
        };
        let mut crossings = Crossings::new(Numbers::of(Teller::Relay, self.node));
        loop {
            if self.stop.is_cancelled() {
                return Ok(Ended::Stopped);
            }
            if leased.elapsed() >= LEASE_RENEWED {
                if !self.store.lease(LEASE, LEASE_TIME).await? {
                    return Ok(Ended::LeaseLost);
                }
                leased = Instant::now();
            }
            if !broker.is_connected() {
                return Err(BrokerError::new("the connection ended").into());
            }
            if broker.is_blocked() {
                self.well(EventsState::Blocked);
                self.rest().await;
                continue;
            }
            self.well(EventsState::Sending);
            let rows = self.pending(&mut position).await?;
            let Some(last) = rows.last() else {
                if crossings.walk(&self.store).await? == Looked::Elsewhere {
                    return Ok(Ended::LeaseLost);
                }
                self.rest().await;
                continue;
            };
            position.sent_to = position.sent_to.max(last.id);
            self.send(broker, &crossings, &rows).await?;
        }
    }

    async fn rest(&self) {
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = tokio::time::sleep(self.options.poll) => {}
        }
    }

    /// What is to be sent next: the first pending rows, in order, as many as one batch takes.
    async fn pending(&self, position: &mut Position) -> Result<Vec<OutboxRow>, Ended> {
        let long_ago = |at: Option<Instant>, age| at.is_none_or(|at| at.elapsed() >= age);
        let from = if position.is_full && !long_ago(position.looked_whole, WHOLE_LOOK) {
            let late = i64::try_from(LATE.as_millis()).unwrap_or(0);
            let before = IdSource::millis_of(position.sent_to).saturating_sub(late);
            IdSource::first_of(stock::ids::Moment(before))
        } else {
            position.looked_whole = Some(Instant::now());
            let Some((first, now)) = self.store.outbox_floor().await? else {
                metrics::gauge!("stock_events_outbox_age_seconds").set(0.0);
                metrics::gauge!("stock_events_outbox_rows").set(0.0);
                position.is_full = false;
                return Ok(Vec::new());
            };
            let age = now.0.saturating_sub(IdSource::millis_of(first)).max(0);
            let age = u32::try_from(age).unwrap_or(u32::MAX);
            metrics::gauge!("stock_events_outbox_age_seconds").set(f64::from(age) / 1_000.0);
            first
        };
        if long_ago(position.counted, COUNT_EVERY) {
            position.counted = Some(Instant::now());
            let count = self.store.outbox_pending(COUNT_MAX).await?;
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            metrics::gauge!("stock_events_outbox_rows").set(f64::from(count));
        }
        let mut rows = self
            .store
            .outbox_pending_rows(from, self.options.batch)
            .await?;
        position.is_full = u32::try_from(rows.len()).is_ok_and(|rows| rows >= self.options.batch);
        let mut vouchers = 0;
        let fitting = rows.iter().take_while(|row| {
            vouchers += row.vouchers.len();
            vouchers <= VOUCHERS_MAX
        });
        let fitting = fitting.count().max(1);
        if fitting < rows.len() {
            position.is_full = true;
            rows.truncate(fitting);
        }
        Ok(rows)
    }

    /// Publishes a batch. It may take as long as the broker blocks: meanwhile the state is told and the lease kept.
    async fn publish(&self, broker: &Broker, batch: &[Outgoing]) -> Result<Published, Ended> {
        let publishing = broker.publish(batch);
        tokio::pin!(publishing);
        let mut leased = Instant::now();
        loop {
            tokio::select! {
                published = &mut publishing => return Ok(published?),
                () = tokio::time::sleep(LOOK) => {}
            }
            if broker.is_blocked() {
                self.well(EventsState::Blocked);
            }
            if leased.elapsed() >= LEASE_RENEWED {
                if !self.store.lease(LEASE, LEASE_TIME).await? {
                    return Err(Ended::LeaseLost);
                }
                leased = Instant::now();
            }
        }
    }

    /// Sends the events of some rows and notes it.
    async fn send(
        &self,
        broker: &Broker,
        crossings: &Crossings,
        rows: &[OutboxRow],
    ) -> Result<(), Ended> {
        let happened = happened(&self.store, rows).await?;
        if crossings.look(&self.store, happened.values()).await? == Looked::Elsewhere {
            return Err(Ended::LeaseLost);
        }
        let told = tell(&self.store, rows, &happened).await?;
        let numbered = number(&self.store, rows, &told).await?;
        let mut batch = Vec::with_capacity(numbered.events);
        for (row, sequences) in told.iter().zip(&numbered.sent) {
            for (draft, seq) in row.iter().zip(&sequences.sequences) {
                batch.push(outgoing(draft, *seq, false)?);
            }
        }
        let published = self.publish(broker, &batch).await?;
        let count = u64::try_from(batch.len()).unwrap_or(u64::MAX);
        metrics::counter!("stock_events_published_total").increment(count);
        metrics::counter!("stock_events_returned_total").increment(published.returned);
        if !self
            .store
            .outbox_sent(&numbered.sent, &numbered.aggregates)
            .await?
        {
            // What was sent twice is the same under the same numbers.
            metrics::counter!("stock_events_doubled_total").increment(count);
            return Err(Ended::LeaseLost);
        }
        Ok(())
    }
}

/// What happened in the vouchers of rows.
pub(super) async fn happened(
    store: &Store,
    rows: &[OutboxRow],
) -> Result<BTreeMap<i64, Happened>, Error> {
    let ids = rows.iter().flat_map(|row| row.vouchers.iter().copied());
    store.happened(&ids.collect::<Vec<i64>>()).await
}

/// The events of rows, row by row.
pub(super) async fn tell(
    store: &Store,
    rows: &[OutboxRow],
    happened: &BTreeMap<i64, Happened>,
) -> Result<Vec<Vec<Draft>>, Error> {
    let wanted = told::wanted(happened.values());
    let documents = store.documents(&wanted).await?;
    Ok(rows
        .iter()
        .map(|row| {
            let vouchers = row.vouchers.iter().filter_map(|id| happened.get(id));
            vouchers
                .flat_map(|happened| told::drafts(happened, &documents))
                .chain(notice::drafts(row))
                .collect()
        })
        .collect())
}

/// Rows with the numbers of their events, and what the aggregates come to.
struct Numbered {
    sent: Vec<Sent>,
    aggregates: BTreeMap<String, i64>,
    events: usize,
}

/// Gives each event the next number of its aggregate. Rows that were sent before keep theirs.
async fn number(store: &Store, rows: &[OutboxRow], told: &[Vec<Draft>]) -> Result<Numbered, Error> {
    let fresh = |row: &OutboxRow, drafts: &[Draft]| {
        let kept = row.sequences.as_ref();
        kept.is_none_or(|kept| kept.len() != drafts.len())
    };
    let mut names: Vec<String> = rows
        .iter()
        .zip(told)
        .filter(|(row, drafts)| fresh(row, drafts))
        .flat_map(|(_, drafts)| drafts.iter().map(Draft::counter))
        .collect();
    names.sort();
    names.dedup();
    let mut known = store.event_sequences(&names).await?;
    let mut aggregates = BTreeMap::new();
    let mut sent = Vec::with_capacity(rows.len());
    let mut events = 0;
    for (row, drafts) in rows.iter().zip(told) {
        let sequences = match &row.sequences {
            Some(kept) if !fresh(row, drafts) => kept.clone(),
            _ => drafts
                .iter()
                .map(|draft| {
                    let name = draft.counter();
                    let last = known.entry(name.clone()).or_default();
                    *last += 1;
                    aggregates.insert(name, *last);
                    *last
                })
                .collect(),
        };
        events += sequences.len();
        sent.push(Sent {
            id: row.id,
            sequences,
        });
    }
    Ok(Numbered {
        sent,
        aggregates,
        events,
    })
}

/// An event as the broker gets it.
pub(super) fn outgoing(draft: &Draft, seq: i64, again: bool) -> Result<Outgoing, BrokerError> {
    let body = draft.json(seq).map_err(|error| {
        BrokerError::new(format!(
            "event {} cannot be written: {error}",
            draft.event_id
        ))
    })?;
    let mut headers = FieldTable::default();
    headers.insert("tenant".into(), broker::text(draft.tenant.as_str()));
    headers.insert("aggregateId".into(), broker::text(&draft.aggregate));
    headers.insert("aggregateSeq".into(), AMQPValue::LongLongInt(seq));
    if let Some(trace) = &draft.trace_id {
        headers.insert("traceId".into(), broker::text(trace));
    }
    if again {
        headers.insert("replayed".into(), AMQPValue::Boolean(true));
    }
    let seconds = u64::try_from(draft.occurred_at.0 / 1_000).unwrap_or(0);
    Ok(Outgoing {
        exchange: EXCHANGE.to_owned(),
        key: draft.key.clone(),
        body,
        properties: broker::json_properties(&draft.event_id, &draft.key, headers)
            .with_timestamp(seconds),
    })
}
