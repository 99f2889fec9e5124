//! Entries: what a command does under a paper. A line's effect on the paper's claims is told in one place, for doing it and for taking it back.

use super::Desk;
use crate::balance::BalanceKey;
use crate::bucket::Bucket;
use crate::code::Code;
use crate::ids::IdSource;
use crate::movement::Movement;
use crate::op::{OpKey, OpType};
use crate::paper::{
    Paper, PaperBody, PaperKind, STEP_LINES_MAX, STEPS_MAX, Step, StepBy, StepLine, StepMark,
    Transfer,
};
use crate::rules::refusal::{Outcome, Refusal};

/// A paper as a command changes it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) paper: Paper,
    lines: Vec<StepLine>,
}

impl Entry {
    /// The paper of a number as it stands.
    pub(super) fn on(paper: &Paper) -> Self {
        Self {
            paper: paper.clone(),
            lines: Vec::new(),
        }
    }

    /// The paper of a number, or a new one.
    pub(super) fn of(
        desk: &Desk<'_>,
        no: &str,
        ids: &mut IdSource,
        body: impl FnOnce() -> PaperBody,
        kind: PaperKind,
    ) -> Self {
        match desk.book.paper(desk.tenant(), kind, no) {
            Some(paper) => Self::on(paper),
            None => {
                let now = desk.book.now;
                let paper = Paper::new(ids.next(), desk.tenant(), no, "", now, body());
                Self {
                    paper,
                    lines: Vec::new(),
                }
            }
        }
    }

    /// Whether anything was noted.
    pub(super) fn has_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Notes a line, and what it does to the claims.
    pub(super) fn add(
        &mut self,
        line_no: i64,
        movement: Movement,
        key: &BalanceKey,
        quantity: i64,
    ) {
        self.mark(line_no, movement, key, quantity, None);
    }

    /// As [`Entry::add`], out of the ordinary.
    pub(super) fn mark(
        &mut self,
        line_no: i64,
        movement: Movement,
        key: &BalanceKey,
        quantity: i64,
        mark: Option<StepMark>,
    ) {
        if quantity <= 0 {
            return;
        }
        let line = StepLine {
            line_no,
            movement,
            key: key.clone(),
            quantity,
            mark,
        };
        for (key, bucket, change) in effects(&self.paper.body, &line) {
            self.paper.claim(&key, bucket, change);
        }
        self.lines.push(line);
    }

    /// The paper as it shall be, with the command's step and the state that comes of it.
    ///
    /// # Errors
    /// More steps or lines than a paper may have.
    pub(super) fn done(mut self, desk: &Desk<'_>) -> Outcome<Paper> {
        let step = Step {
            by: desk.by(),
            at: desk.book.now,
            operator: desk.envelope.operator.clone(),
            lines: self.lines,
            undone: false,
        };
        if let Some(steps) = self.paper.body.steps_mut() {
            let lines: usize = steps.iter().map(|step| step.lines.len()).sum();
            if steps.len() >= STEPS_MAX || lines + step.lines.len() > STEP_LINES_MAX {
                return Err(Refusal::new(
                    Code::QtyExceeds,
                    format!(
                        "{} {} has {} steps of {lines} lines, it takes {STEPS_MAX} steps of {STEP_LINES_MAX} lines in all: begin another document",
                        self.paper.kind.as_str(),
                        self.paper.no,
                        steps.len()
                    ),
                )
                .with("limit", STEPS_MAX));
            }
            if !step.lines.is_empty() {
                steps.push(step);
            }
        }
        settle(&mut self.paper);
        Ok(self.paper)
    }
}

/// What a line does to the claims of a paper.
fn effects(body: &PaperBody, line: &StepLine) -> Vec<(BalanceKey, Bucket, i64)> {
    let more = |bucket| (line.key.clone(), bucket, line.quantity);
    let less = |bucket| (line.key.clone(), bucket, -line.quantity);
    let beyond = matches!(line.mark, Some(StepMark::Beyond | StepMark::Waited));
    match (body, line.movement) {
        (PaperBody::Asn(_), Movement::PoExpect) => vec![more(Bucket::Incoming)],
        (PaperBody::Asn(_), Movement::PoIn) if !beyond => vec![less(Bucket::Incoming)],
        (PaperBody::Freeze(_), Movement::Freeze) | (PaperBody::Transfer(_), Movement::TrLock) => {
            vec![more(Bucket::Frozen)]
        }
        (
            PaperBody::Freeze(_) | PaperBody::Transfer(_),
            Movement::Unfreeze | Movement::CountLoss,
        ) => vec![less(Bucket::Frozen)],
        (PaperBody::Transfer(body), Movement::TrOut) => vec![
            less(Bucket::Frozen),
            (
                arrival(body, &line.key),
                Bucket::TransferTransit,
                line.quantity,
            ),
        ],
        (PaperBody::Transfer(body), Movement::TrIn | Movement::TrLoss) if !beyond => vec![(
            arrival(body, &line.key),
            Bucket::TransferTransit,
            -line.quantity,
        )],
        _ => Vec::new(),
    }
}

/// Where goods of the sending site are booked once they are sent.
pub(super) fn arrival(transfer: &Transfer, key: &BalanceKey) -> BalanceKey {
    BalanceKey {
        warehouse: transfer.to.clone(),
        ..key.clone()
    }
}

/// How much of a movement stands, marked so.
pub(super) fn total(paper: &Paper, movement: Movement, mark: Option<StepMark>) -> i64 {
    let standing = paper.body.steps().iter().filter(|step| !step.undone);
    standing
        .flat_map(|step| &step.lines)
        .filter(|line| line.movement == movement && line.mark == mark)
        .map(|line| line.quantity)
        .sum()
}

/// Takes the steps of a reversed voucher back.
///
/// # Errors
/// What was done under the paper since.
pub(super) fn undo(paper: &mut Paper, key: &OpKey) -> Outcome<()> {
    if paper.body.steps_mut().is_none() && !matches!(paper.body, PaperBody::CountTask(_)) {
        return Err(Refusal::new(
            Code::StateConflict,
            format!(
                "{} {} gave way to the voucher and can not take its goods back: count again instead",
                paper.kind.as_str(),
                paper.no
            ),
        )
        .with("currentState", &paper.status));
    }
    let by = StepBy::from(key);
    let mut lines = Vec::new();
    for step in paper.body.steps_mut().into_iter().flatten() {
        if step.by == by && !step.undone {
            step.undone = true;
            lines.extend(step.lines.iter().cloned());
        }
    }
    for line in &lines {
        for (key, bucket, change) in effects(&paper.body, line) {
            paper.claim(&key, bucket, -change);
        }
    }
    let short = paper.claims.iter().find(|claim| claim.quantity < 0);
    if let Some(short) = short {
        let (kind, no) = (paper.kind.as_str(), &paper.no);
        return Err(Refusal::new(
            Code::StateConflict,
            format!(
                "{kind} {no} has moved on: {} of sku {} in {} are no longer its {}; undo what was done under it since, the latest first",
                -short.quantity, short.key.sku, short.key.warehouse, short.bucket.as_str()
            ),
        )
        .with("currentState", &paper.status)
        .with("sku", &short.key.sku)
        .with("warehouse", &short.key.warehouse));
    }
    undo_marks(paper, &by)?;
    settle(paper);
    Ok(())
}

/// What a paper notes beside its steps.
fn undo_marks(paper: &mut Paper, by: &StepBy) -> Outcome<()> {
    let no = paper.no.clone();
    let blocked = |why: &str| {
        Err(Refusal::new(
            Code::StateConflict,
            format!("TRANSFER {no}: {why}"),
        ))
    };
    match &mut paper.body {
        PaperBody::Asn(body) if body.closed_by.as_ref() == Some(by) => body.closed_by = None,
        PaperBody::Transfer(body) => {
            // A receipt that waited was booked by the message of the sending site; which of the two is wrong can not be told from here.
            let books_waiting = |step: &Step| {
                let out = step.by.op == OpType::TransferOut;
                let mut lines = step.lines.iter();
                lines.any(|l| {
                    (out && l.movement == Movement::TrIn) || l.mark == Some(StepMark::Waited)
                })
            };
            let mut steps = body.steps.iter().filter(|step| books_waiting(step));
            if steps.clone().any(|step| step.by == *by) {
                return blocked(
                    "receipts that had waited were booked with this voucher; book what is wrong with them as a count",
                );
            }
            if body.waited.contains(by) && steps.any(|step| !step.undone) {
                return blocked("its receipt had waited and was booked with a later voucher");
            }
            body.parked.retain(|parked| parked.by != *by);
            body.waited.retain(|other| other != by);
            if body.last_receipt_by.as_ref() == Some(by) {
                body.last_receipt_by = None;
                body.last_receipt_operator = None;
            }
        }
        PaperBody::Count(body) => body.counted.retain(|counted| counted.by != *by),
        PaperBody::CountTask(body) if body.done_by.as_ref() == Some(by) => body.done_by = None,
        _ => {}
    }
    Ok(())
}

/// The state that comes of a paper's steps and claims.
fn settle(paper: &mut Paper) {
    paper.tidy_claims();
    let done = |movement| total(paper, movement, None) > 0;
    let claimed = |bucket| paper.claims.iter().any(|claim| claim.bucket == bucket);
    let any = paper.body.steps().iter().any(|step| !step.undone);
    let status = match &paper.body {
        PaperBody::Asn(_) if claimed(Bucket::Incoming) => {
            if done(Movement::PoIn) {
                "PART_RECEIVED"
            } else {
                "OPEN"
            }
        }
        PaperBody::Asn(_) if total(paper, Movement::PoIn, Some(StepMark::Missing)) > 0 => {
            "SHORT_CLOSED"
        }
        PaperBody::Asn(_) if any => "RECEIVED",
        PaperBody::Freeze(_) if claimed(Bucket::Frozen) => {
            if done(Movement::Unfreeze) || done(Movement::CountLoss) {
                "PART_RELEASED"
            } else {
                "FROZEN"
            }
        }
        PaperBody::Freeze(_) if done(Movement::Freeze) => "RELEASED",
        PaperBody::Transfer(body) => transfer_status(paper, body),
        PaperBody::CountTask(body) => {
            if body.done_by.is_some() {
                "DONE"
            } else {
                "OPEN"
            }
        }
        PaperBody::Count(body) if any || !body.counted.is_empty() => "DONE",
        PaperBody::Inspection(_) | PaperBody::Disposal(_) if any => "DONE",
        PaperBody::Recall(body) => {
            if body.left.is_empty() {
                "DONE"
            } else {
                "OPEN"
            }
        }
        PaperBody::Asn(_)
        | PaperBody::Freeze(_)
        | PaperBody::Inspection(_)
        | PaperBody::Disposal(_)
        | PaperBody::Count(_) => "CANCELLED",
        // A paper of another module that claims less than before: its state is its own.
        _ => return,
    };
    status.clone_into(&mut paper.status);
}

fn transfer_status(paper: &Paper, body: &Transfer) -> &'static str {
    let claimed = |bucket| paper.claims.iter().any(|claim| claim.bucket == bucket);
    if !body.parked.is_empty() {
        "PARKED"
    } else if claimed(Bucket::TransferTransit) {
        if body.last_receipt_by.is_some() {
            "SHORT"
        } else {
            "IN_TRANSIT"
        }
    } else if claimed(Bucket::Frozen) {
        "LOCKED"
    } else if total(paper, Movement::TrLoss, None) > 0 {
        "WRITTEN_OFF"
    } else if total(paper, Movement::TrOut, None) > 0 {
        "RECEIVED"
    } else {
        "CANCELLED"
    }
}

/// Puts a paper without steps into its state.
pub(super) fn settled(mut paper: Paper) -> Paper {
    settle(&mut paper);
    paper
}
