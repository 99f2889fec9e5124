//! R5, R6 and R7: orders, bills and messages.

use stock::ids::OrderNo;
use stock::reconcile::day::Day;
use stock::reconcile::diff;
use stock::reconcile::orders::{self, OrderRow};
use stock::reconcile::{DiffClass, Sighting, Subject, settle};

use super::PAGE;
use super::work::{Ended, Work};

/// Deliveries so many days back are compared with bills.
const SETTLE_DAYS: i64 = 31;
/// A message this old should have been sent, in milliseconds.
const UNSENT_AFTER_MS: i64 = 60_000;
/// Waiting messages are counted up to this number.
const UNSENT_COUNTED: u32 = 10_000;

impl Work<'_> {
    /// R5: every row of the order service's list against the order's documents.
    pub(super) async fn orders_and_holds(&mut self) -> Result<(), Ended> {
        let list = self.list("order list").await?;
        let since = self.now().0.saturating_sub(list.received_at.0).max(0);
        for page in 1..=list.pages {
            let lines = self.at.store.order_page(list.id, page).await?;
            let rows = lines.len();
            let mut named: Vec<OrderNo> = lines.iter().map(|line| line.order_no.clone()).collect();
            named.sort();
            named.dedup();
            let documents = self
                .at
                .store
                .order_documents(&self.run.tenant, &named)
                .await?;
            let mut found = Vec::new();
            for line in lines {
                let none = Default::default();
                let (reservations, fulfilments, presales) =
                    documents.get(&line.order_no).unwrap_or(&none);
                let stand = orders::stand(&line.sku, reservations, fulfilments, presales);
                let row = OrderRow {
                    order_no: line.order_no,
                    state: line.state,
                    sku: line.sku,
                    quantity: line.quantity,
                    age_ms: line.age_ms.saturating_add(since),
                };
                found.extend(orders::compare(&row, stand));
            }
            self.keep(found).await?;
            self.rest_after(rows).await?;
        }
        self.let_go_of_orders(list.id).await
    }

    /// Differences about orders that the list names and that agree by now.
    async fn let_go_of_orders(&self, list_id: i64) -> Result<(), Ended> {
        if !self.is_complete() {
            return Ok(());
        }
        let mut before = None;
        loop {
            let page = self.unseen(before).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            before = Some(last.id);
            for diff in page {
                let order = diff.subject.document.clone().unwrap_or_default();
                if self.at.store.is_listed(list_id, &order).await? {
                    self.let_go(diff).await?;
                }
            }
        }
    }

    /// R6: what was signed, returned and lost against what was settled for it.
    pub(super) async fn deliveries_and_bills(&mut self) -> Result<(), Ended> {
        let to_seq = self.at.settled_seq(self.now());
        self.run.cut_seq = self.at.calendar().cut_seq(self.run.day).min(to_seq);
        self.look.cut_seq = self.run.cut_seq;
        loop {
            let calendar = self.at.calendar();
            let rows = self
                .at
                .store
                .gather_settlement(calendar, to_seq, PAGE)
                .await?;
            self.rest_after(rows).await?;
            if rows < PAGE {
                break;
            }
        }
        let days = (Day(self.run.day.0 - SETTLE_DAYS), self.run.day);
        for billed in [false, true] {
            let mut after = String::new();
            loop {
                let store = &self.at.store;
                let orders = store
                    .orders_to_settle(&self.run.tenant, &after, days, billed)
                    .await?;
                let Some(last) = orders.last() else { break };
                last.as_str().clone_into(&mut after);
                let found = self.unsettled(&orders).await?;
                self.keep(found).await?;
                self.rest_after(orders.len()).await?;
            }
        }
        self.let_go_of_settled().await
    }

    async fn unsettled(&self, orders: &[OrderNo]) -> Result<Vec<Sighting>, Ended> {
        let [delivered, billed] = self
            .at
            .store
            .settled(&self.run.tenant, orders, self.run.day)
            .await?;
        let scope = &self.run.scope;
        let mut found = settle::compare(&delivered, &billed, self.run.day);
        found.retain(|sighting| {
            let owner = scope.owner.as_ref();
            owner.is_none_or(|owner| sighting.subject.owner.as_ref() == Some(owner))
        });
        Ok(found)
    }

    async fn let_go_of_settled(&self) -> Result<(), Ended> {
        let mut before = None;
        loop {
            let page = self.unseen(before).await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            before = Some(last.id);
            for diff in page {
                let order = OrderNo::from(diff.subject.document.as_deref().unwrap_or_default());
                let still = self.unsettled(&[order]).await?;
                let print =
                    |s: &Sighting| diff::fingerprint(&self.run.tenant, self.run.kind, &s.subject);
                if !still
                    .iter()
                    .any(|sighting| print(sighting) == diff.fingerprint())
                {
                    self.let_go(diff).await?;
                }
            }
        }
    }

    /// R7: messages that should have been sent. What consumers have taken is not known here.
    pub(super) async fn outbox_and_confirms(&mut self) -> Result<(), Ended> {
        let before = self.now().plus_seconds(-UNSENT_AFTER_MS / 1_000);
        let (count, oldest) = self.at.store.unsent(before, UNSENT_COUNTED).await?;
        let mut found = Vec::new();
        if let Some(oldest) = oldest {
            let or_more = if count >= i64::from(UNSENT_COUNTED) {
                " or more"
            } else {
                ""
            };
            found.push(Sighting {
                subject: Subject {
                    document: Some("outbox".to_owned()),
                    ..Subject::default()
                },
                class: DiffClass::Unsent,
                ours: count,
                theirs: 0,
                tolerance: 0,
                note: Some(format!(
                    "{count}{or_more} outbox rows wait for longer than 60 s, the oldest is {oldest}"
                )),
            });
        }
        self.keep(found).await?;
        self.rest_after(usize::try_from(count).unwrap_or(0)).await?;
        self.let_go_of_unseen(|_| true).await
    }
}
