//! One return on the desk: what a command does to it, collected until it is a plan.

use std::collections::BTreeMap;

use super::{due_at, event, status_of};
use crate::answer::{Answer, Body};
use crate::balance::BalanceKey;
use crate::book::{Book, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::fulfilment::{
    Cause, Discrepancy, DiscrepancyLine, DiscrepancyStatus, Event, EventName, Return, ReturnLine,
    ReturnStatus, ReturnView,
};
use crate::ids::{FulfilmentNo, IdSource};
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody, PaperKind};
use crate::reservation::Fulfilment;
use crate::rules::refusal::{Outcome, Refusal};

/// A return as it shall be, with everything that comes of it.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) book: &'a Book,
    pub(super) paper: Paper,
    pub(super) body: Return,
    pub(super) moves: Vec<Move>,
    pub(super) events: Vec<Event>,
    pub(super) code: Code,
    papers: Vec<Paper>,
    fulfilments: BTreeMap<FulfilmentNo, Fulfilment>,
    status_before: ReturnStatus,
}

impl<'a> Sheet<'a> {
    pub(super) fn on(paper: &Paper, body: &Return, book: &'a Book) -> Self {
        Self {
            book,
            paper: paper.clone(),
            body: body.clone(),
            moves: Vec::new(),
            events: Vec::new(),
            code: Code::Ok,
            papers: Vec::new(),
            fulfilments: BTreeMap::new(),
            status_before: status_of(paper),
        }
    }

    pub(super) fn status(&self) -> ReturnStatus {
        status_of(&self.paper)
    }

    pub(super) fn set_status(&mut self, status: ReturnStatus) {
        status.as_str().clone_into(&mut self.paper.status);
    }

    /// Moves goods.
    pub(super) fn carry(
        &mut self,
        movement: Movement,
        from: (&BalanceKey, Bucket),
        to: (&BalanceKey, Bucket),
        quantity: i64,
    ) {
        if quantity > 0 {
            self.moves.push(Move {
                movement,
                from: (from.0.clone(), from.1),
                to: (to.0.clone(), to.1),
                quantity,
            });
        }
    }

    /// Position of a line.
    ///
    /// # Errors
    /// There is no such line.
    pub(super) fn position(&self, line_no: i64) -> Outcome<usize> {
        let mut lines = self.body.lines.iter();
        lines
            .position(|line| line.line_no == line_no)
            .ok_or_else(|| {
                Refusal::form(format!(
                    "line {line_no} is not in return {}, which has lines 1 to {}",
                    self.paper.no,
                    self.body.lines.len()
                ))
            })
    }

    /// A new line for goods that are not on the return.
    pub(super) fn strange_line(&mut self, origin: BalanceKey) -> usize {
        let last = self.body.lines.iter().map(|line| line.line_no).max();
        let line = ReturnLine::new(last.unwrap_or(0) + 1, 0, origin);
        self.body.lines.push(line);
        self.body.lines.len() - 1
    }

    /// Goods that nobody had announced are taken in, for inspection.
    pub(super) fn take_in(&mut self, at: usize, site: &crate::ids::Warehouse, quantity: i64) {
        let line = &mut self.body.lines[at];
        line.received += quantity;
        line.extra += quantity;
        line.hold(site, quantity);
        let key = line.key_at(site);
        let came = ((&key, Bucket::Customer), (&key, Bucket::QcHold));
        self.carry(Movement::RetIn, came.0, came.1, quantity);
    }

    /// Units of a line are on a return no more: they may be returned again.
    pub(super) fn give_up(&mut self, at: usize, quantity: i64) {
        let Some((fo_no, line_no)) = self.body.lines[at].sent_by.clone() else {
            return;
        };
        let stored = self.book.fulfilment(&self.paper.tenant, &fo_no);
        let Some(fo) = stored else { return };
        let fo = self.fulfilments.entry(fo_no).or_insert_with(|| fo.clone());
        if let Some(line) = fo.lines.iter_mut().find(|line| line.line_no == line_no) {
            line.progress.returned = (line.progress.returned - quantity).max(0);
        }
    }

    /// Keeps what does not fit for two persons to decide; once per return and cause, later lines are added while it is open.
    pub(super) fn keep(&mut self, cause: Cause, line: DiscrepancyLine, ids: &mut IdSource) {
        let no = Discrepancy::no(cause, &self.paper.no);
        let mut mine = self.papers.iter_mut();
        let pending = mine.find(|paper| paper.kind == PaperKind::Discrepancy && paper.no == no);
        if let Some(Paper {
            body: PaperBody::Discrepancy(found),
            ..
        }) = pending
        {
            found.lines.push(line);
            return;
        }
        let known = self
            .book
            .paper(&self.paper.tenant, PaperKind::Discrepancy, &no);
        let mut paper = if let Some(known) = known {
            known.clone()
        } else {
            let body = PaperBody::Discrepancy(Discrepancy {
                cause,
                fo_no: self.body.fo_no.clone(),
                parcel_no: self.body.parcel_no.clone(),
                return_no: Some(self.paper.no.clone()),
                lines: Vec::new(),
                ship: None,
                decided_at: None,
                decided_by: None,
            });
            let open = DiscrepancyStatus::Open.as_str();
            Paper::new(
                ids.next(),
                &self.paper.tenant,
                no,
                open,
                self.book.now,
                body,
            )
        };
        paper.order_no.clone_from(&self.paper.order_no);
        DiscrepancyStatus::Open
            .as_str()
            .clone_into(&mut paper.status);
        if let PaperBody::Discrepancy(found) = &mut paper.body {
            found.lines.push(line);
        }
        self.papers.push(paper);
    }

    /// The plan: what the return accounts for is counted anew.
    pub(super) fn into_plan(mut self) -> Plan {
        let (status, now) = (self.status(), self.book.now);
        if status.is_final() {
            self.body.closed_at = self.body.closed_at.or(Some(now));
            self.paper.due_at = None;
        } else if status != self.status_before || self.body.in_transit() == 0 {
            self.paper.due_at = due_at(status, &self.body, now);
        }
        if status != self.status_before {
            let name = match status {
                ReturnStatus::Received => Some(EventName::ReturnReceived),
                ReturnStatus::Graded => Some(EventName::ReturnGraded),
                status if status.is_final() => Some(EventName::ReturnClosed),
                _ => None,
            };
            let told = name.map(|name| event(name, &self.paper.no, &self.body));
            self.events.extend(told);
        }
        self.paper.claims = self.body.claims();
        self.paper.body = PaperBody::Return(self.body);
        let mut seen = self.paper.clone();
        seen.version += 1;
        let answer = Answer {
            events: self.events,
            body: ReturnView::of(&seen).map_or(Body::None, Body::Return),
            ..Answer::refused(self.code, String::new())
        };
        let mut papers = vec![self.paper];
        papers.extend(self.papers);
        let now = self.book.now;
        let fulfilments = self.fulfilments.into_values().map(|mut fo| {
            fo.settle(now);
            fo
        });
        Plan {
            moves: self.moves,
            fulfilments: fulfilments.collect(),
            papers,
            ..Plan::answer(answer)
        }
    }

    /// The answer of a command that found everything done.
    pub(super) fn into_duplicate(self) -> Plan {
        let answer = Answer {
            body: ReturnView::of(&self.paper).map_or(Body::None, Body::Return),
            ..Answer::refused(Code::OkDuplicate, String::new())
        };
        Plan::answer(answer)
    }
}
