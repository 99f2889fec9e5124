//! Doors: one per module. A door checks the form of a request, turns it into a command of the rules or a question to the store, and turns the answer into the contract's.

mod admin;
mod answer;
mod catalogue;
mod catalogue_import;
mod change;
mod envelope;
mod form;
pub(crate) use form::NAME_MAX;
mod fulfilment;
mod gate;
mod inquiry;
mod instead;
mod ledger;
mod listing;
mod lots;
mod pages;
mod performed;
mod presale;
mod promise;
mod reconcile;
pub(crate) mod reconcile_days;
pub(crate) mod reconcile_diffs;
mod reconcile_lists;
mod reservation;
mod returns;
mod sourcing;
mod substitutes;
mod trace;

pub use sourcing::{STEPS_MAX, TRACE_DAYS};

use std::sync::Arc;
use std::time::Duration;

use dubbo_api::reply::Reply;
use dubbo_rpc::Context;
use stock::answer::Answer;
use stock::command::Command;
use stock::ids::Tenant;
use stock::op::OpType;
use stock_sql::Store;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::cache::Cache;
use crate::events::EventsOptions;
use crate::hot::HotDoor;
use crate::lane::Lanes;
use crate::reconcile::{ReconcileOptions, Reconciler};
use crate::vitals::Vitals;

pub use admin::OPERATOR_TOKEN;
pub use gate::Gated;
pub use pages::Inquiries;

/// Tenant of callers that name none.
pub const DEFAULT_TENANT: &str = "default";
/// Longest a write waits when the caller set no timeout.
const WRITE_WAIT_MAX: Duration = Duration::from_secs(30);
/// Kept back from the caller's time so that the answer still reaches it.
const REPLY_MARGIN: Duration = Duration::from_millis(20);

/// The stock center behind its doors: implements the interfaces of the contract.
#[derive(Clone, Debug)]
pub struct StockCenter {
    store: Store,
    lanes: Lanes,
    vitals: Arc<Vitals>,
    operator_token: Option<Arc<str>>,
    reconciler: Reconciler,
    cache: Option<Cache>,
    hot: Option<HotDoor>,
    events: Option<Arc<EventsOptions>>,
    sweep: Arc<Notify>,
}

impl StockCenter {
    /// Opens the doors on a store and its lanes.
    #[must_use]
    pub fn new(store: Store, lanes: Lanes) -> Self {
        let reconciler =
            Reconciler::new(store.clone(), lanes.clone(), ReconcileOptions::default(), 0);
        Self {
            store,
            lanes,
            vitals: Arc::default(),
            operator_token: None,
            reconciler,
            cache: None,
            hot: None,
            events: None,
            sweep: Arc::default(),
        }
    }

    /// Answers listing pages from a read side.
    #[must_use]
    pub fn with_cache(mut self, cache: Option<Cache>) -> Self {
        self.cache = cache;
        self
    }

    /// Has orders for hot SKUs pass a door before they come to the lanes.
    #[must_use]
    pub fn with_hot(mut self, hot: HotDoor) -> Self {
        self.hot = Some(hot);
        self
    }

    /// Has administration ask for a token with every write; `None` asks for nothing.
    #[must_use]
    pub fn with_operator_token(mut self, token: Option<String>) -> Self {
        self.operator_token = token.map(Arc::from);
        self
    }

    /// Lets operators have events sent again to this broker; `None` where there is none.
    #[must_use]
    pub fn with_events(mut self, events: Option<EventsOptions>) -> Self {
        self.events = events.map(Arc::new);
        self
    }

    /// Wakes the sweeper before its time: somebody was told that a hold is due.
    #[must_use]
    pub(crate) const fn sweep(&self) -> &Arc<Notify> {
        &self.sweep
    }

    /// The store behind the doors.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// How this provider is.
    #[must_use]
    pub const fn vitals(&self) -> &Arc<Vitals> {
        &self.vitals
    }

    /// Reconciles as another reconciler does, for example with the settings of this provider.
    #[must_use]
    pub fn with_reconciler(mut self, reconciler: Reconciler) -> Self {
        self.reconciler = reconciler;
        self
    }

    /// Has a command done and counts what came of it.
    async fn write(
        &self,
        cx: &Context,
        context: Option<&dubbo_api::reply::OpContext>,
        op: OpType,
        command: Command,
    ) -> Result<Answer, Box<form::Bad>> {
        let envelope = envelope::envelope(context, op, command)?;
        let answer = self.lanes.submit(envelope, Some(deadline(cx))).await;
        count(op, &answer);
        Ok(answer)
    }
}

fn deadline(cx: &Context) -> Instant {
    let now = Instant::now();
    let latest = now + WRITE_WAIT_MAX;
    match cx.deadline() {
        Some(given) => given.checked_sub(REPLY_MARGIN).unwrap_or(now).min(latest),
        None => latest,
    }
}

/// A reply with the caller's own trace, by which both sides find the call in their logs.
fn traced<T>(mut reply: Reply<T>, context: Option<&dubbo_api::reply::OpContext>) -> Reply<T> {
    reply.trace_id = context.and_then(|context| context.trace_id.clone());
    reply
}

fn count(op: OpType, answer: &Answer) {
    metrics::counter!("stock_operations_total", "op" => op.as_str(), "code" => answer.code.as_str())
        .increment(1);
}

/// The tenant a request names, or the default one.
pub(crate) fn tenant(given: Option<&dubbo_api::text::Tenant>) -> form::Formed<Tenant> {
    let name = form::optional(
        "tenant",
        given.map(dubbo_api::text::Tenant::as_str),
        form::NAME_MAX,
    )?;
    Ok(Tenant::from(name.unwrap_or(DEFAULT_TENANT)))
}

/// A question the store could not answer.
fn unanswered<T>(error: &stock_sql::Error) -> Reply<T> {
    use dubbo_api::code::ResultCode;
    tracing::warn!(%error, "a question could not be answered by the database");
    let code = if error.is_retryable() {
        ResultCode::BusyRetry
    } else {
        ResultCode::SystemError
    };
    Reply::refused(
        code,
        "the database did not answer; the provider's log says why",
    )
}
