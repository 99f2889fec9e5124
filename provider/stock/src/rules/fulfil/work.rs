//! One fulfilment order on the desk: what a command does to it, collected until it is a plan.

use super::find;
use crate::answer::{Answer, Body};
use crate::balance::BalanceKey;
use crate::book::{Book, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::fulfilment::{Event, EventLine, EventName, FulfilView, FulfilmentView};
use crate::ids::{FulfilmentNo, Tenant};
use crate::movement::Movement;
use crate::paper::{Paper, PaperKind};
use crate::reservation::{Fulfilment, FulfilmentLine};
use crate::rules::refusal::Outcome;

/// A fulfilment order as it shall be, with everything that comes of it.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pub(super) book: &'a Book,
    pub(super) fo: Fulfilment,
    before: Fulfilment,
    /// Fulfilment orders made beside it.
    pub(super) others: Vec<Fulfilment>,
    /// Papers new or changed.
    pub(super) papers: Vec<Paper>,
    pub(super) moves: Vec<Move>,
    pub(super) events: Vec<Event>,
    pub(super) return_no: Option<String>,
    pub(super) code: Code,
    /// It is written even if nothing of it changes: whoever decides on it at the same moment finds another version and decides anew.
    pub(super) guarded: bool,
}

impl<'a> Work<'a> {
    /// Takes a fulfilment order up by its number.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn on(no: &FulfilmentNo, book: &'a Book, tenant: &Tenant) -> Outcome<Self> {
        let fo = find(no, book, tenant)?;
        Ok(Self {
            book,
            before: fo.clone(),
            fo: fo.clone(),
            others: Vec::new(),
            papers: Vec::new(),
            moves: Vec::new(),
            events: Vec::new(),
            return_no: None,
            code: Code::Ok,
            guarded: false,
        })
    }

    /// Moves goods between two buckets of one balance.
    pub(super) fn shift(
        &mut self,
        movement: Movement,
        key: &BalanceKey,
        (from, to): (Bucket, Bucket),
        quantity: i64,
    ) {
        self.carry(movement, (key.clone(), from), (key.clone(), to), quantity);
    }

    /// Moves goods between two balances.
    pub(super) fn carry(
        &mut self,
        movement: Movement,
        from: (BalanceKey, Bucket),
        to: (BalanceKey, Bucket),
        quantity: i64,
    ) {
        if quantity > 0 {
            self.moves.push(Move {
                movement,
                from,
                to,
                quantity,
            });
        }
    }

    /// Tells others of so much of some lines.
    pub(super) fn tell(
        &mut self,
        name: EventName,
        parcel_no: Option<&str>,
        lines: Vec<EventLine>,
        reason: Option<&str>,
    ) {
        if lines.is_empty() {
            return;
        }
        self.events.push(Event {
            name,
            fo_no: Some(self.fo.no()),
            parcel_no: parcel_no.map(str::to_owned),
            return_no: None,
            lines,
            reason: reason.map(str::to_owned),
            refund: false,
            order_no: None,
            dates: None,
        });
    }

    /// A quantity of a line, for an event.
    pub(super) fn event_line(&self, line: &FulfilmentLine, quantity: i64) -> EventLine {
        EventLine {
            order_line_no: line.order_line_no,
            sku: line.sku.clone(),
            warehouse: self.fo.warehouse.clone(),
            pool: line.pool.clone(),
            quantity,
        }
    }

    /// Parcels of the order as they shall be: those changed here instead of those in the book.
    pub(super) fn parcels(&self) -> impl Iterator<Item = &Paper> {
        let stored = self
            .book
            .papers_of(&self.fo.tenant, PaperKind::Parcel, &self.fo.order_no);
        let changed = |stored: &&Paper| self.papers.iter().all(|paper| paper.id != stored.id);
        stored.filter(changed).chain(&self.papers)
    }

    /// The plan: the state is derived anew, and the caller sees everything as it shall be.
    pub(super) fn into_plan(mut self) -> Plan {
        self.fo.settle(self.book.now);
        let changed = self.guarded || self.fo != self.before;
        let mut views = Vec::with_capacity(1 + self.others.len());
        let mut seen = self.fo.clone();
        seen.version += i64::from(changed);
        views.push(FulfilmentView::of(&seen, self.parcels()));
        for other in &self.others {
            let mut seen = other.clone();
            seen.version += 1;
            views.push(FulfilmentView::of(&seen, std::iter::empty()));
        }
        let answer = Answer {
            events: self.events,
            body: Body::Fulfilment(FulfilView {
                fulfilments: views,
                return_no: self.return_no,
            }),
            ..Answer::refused(self.code, String::new())
        };
        let mut fulfilments = Vec::with_capacity(1 + self.others.len());
        if changed {
            fulfilments.push(self.fo);
        }
        fulfilments.extend(self.others);
        Plan {
            moves: self.moves,
            fulfilments,
            papers: self.papers,
            ..Plan::answer(answer)
        }
    }
}
