//! Quota: free stock is given to a channel or an activity, and taken back. What orders hold of a quota stays there and goes back there; what a recall could
//! not take yet is noted, and taken when it is given back.

use super::entry::settled;
use super::{Desk, Stand, booked, check_names, document, filed, key_of};
use crate::balance::BalanceKey;
use crate::book::{Move, Plan};
use crate::bucket::Bucket;
use crate::command::{AssignPool, StockLine};
use crate::ids::{IdSource, Pool};
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody, PaperKind, Recall, RecallLeft};
use crate::policy::RECALL_SECONDS;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// The balance of a line in one of the two pools.
pub(super) fn key_in(
    desk: &Desk<'_>,
    assign: &AssignPool,
    line: &StockLine,
    pool: &Pool,
) -> BalanceKey {
    BalanceKey {
        pool: pool.clone(),
        ..key_of(desk.tenant(), &assign.warehouse, line)
    }
}

/// Moves what is free of each line between the shared pool and a quota, and reports the rest.
///
/// # Errors
/// Unknown names, a malformed document, two quotas or none.
pub(in crate::rules) fn assign(
    assign: &AssignPool,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::count(assign.lines.len())?;
    form::stock_lines(&assign.lines)?;
    form::pool(&assign.from)?;
    form::pool(&assign.to)?;
    let movement = match (assign.from.is_shared(), assign.to.is_shared()) {
        (true, false) => Movement::PoolAssign,
        (false, true) => Movement::PoolRecall,
        _ => {
            return Err(Refusal::form(format!(
                "stock goes from {} to {}: exactly one of the two must be SHARED, recall to it first",
                assign.from, assign.to
            )));
        }
    };
    let skus = assign.lines.iter().map(|l| &l.sku);
    check_names(&assign.warehouse, skus, desk.facts)?;
    let mut stand = Stand::new(desk.book);
    let mut rests = Rests::default();
    let mut moves = Vec::with_capacity(assign.lines.len());
    let mut lines = Vec::with_capacity(assign.lines.len());
    for line in &assign.lines {
        let from = key_in(desk, assign, line, &assign.from);
        let to = key_in(desk, assign, line, &assign.to);
        let quantity = stand.take(&from, Bucket::Available, line.quantity);
        lines.push(booked(line.line_no, &to, movement, line.quantity, quantity));
        if movement == Movement::PoolRecall {
            rests.asked_back(&from, quantity, line.quantity - quantity, desk, ids);
        } else {
            // Who gives a quota no longer wants it back.
            rests.forget(&to, desk);
        }
        if quantity > 0 {
            moves.push(Move {
                movement,
                from: (from, Bucket::Available),
                to: (to, Bucket::Available),
                quantity,
            });
        }
    }
    Ok(rests.file(document(moves, lines), desk))
}

/// What is left of recalls, as it shall be.
#[derive(Default)]
struct Rests(Vec<Paper>);

impl Rests {
    fn paper<'r>(
        &'r mut self,
        key: &BalanceKey,
        desk: &Desk<'_>,
        new: Option<&mut IdSource>,
    ) -> Option<&'r mut Paper> {
        let no = Recall::no(key);
        let at = self.0.iter().position(|paper| paper.no == no);
        let at = match at {
            Some(at) => at,
            None => {
                let stored = desk.book.paper(desk.tenant(), PaperKind::Recall, &no);
                let made = |ids: &mut IdSource| {
                    let body = PaperBody::Recall(Recall { left: Vec::new() });
                    Paper::new(ids.next(), desk.tenant(), no, "", desk.book.now, body)
                };
                self.0.push(stored.cloned().or_else(|| new.map(made))?);
                self.0.len() - 1
            }
        };
        self.0.get_mut(at)
    }

    /// A recall took so much, and could not take the rest: that is what is left now, unless an earlier one left more.
    fn asked_back(
        &mut self,
        key: &BalanceKey,
        taken: i64,
        rest: i64,
        desk: &Desk<'_>,
        ids: &mut IdSource,
    ) {
        let new = (rest > 0).then_some(ids);
        if let Some(left) = self.paper(key, desk, new).and_then(left_of) {
            let before = left
                .iter()
                .find(|l| l.key == *key)
                .map_or(0, |l| l.quantity);
            left.retain(|l| l.key != *key);
            let quantity = rest.max(before - taken);
            if quantity > 0 {
                let key = key.clone();
                left.push(RecallLeft { key, quantity });
            }
        }
    }

    fn forget(&mut self, key: &BalanceKey, desk: &Desk<'_>) {
        if let Some(left) = self.paper(key, desk, None).and_then(left_of) {
            left.retain(|l| l.key != *key);
        }
    }

    /// Files the papers that differ from what is stored.
    fn file(self, mut plan: Plan, desk: &Desk<'_>) -> Plan {
        for paper in self.0 {
            let paper = due_again(paper, desk);
            let stored = desk.book.paper(desk.tenant(), PaperKind::Recall, &paper.no);
            if stored.is_none_or(|stored| stored.body != paper.body) {
                plan = filed(plan, paper);
            }
        }
        plan
    }
}

fn left_of(paper: &mut Paper) -> Option<&mut Vec<RecallLeft>> {
    match &mut paper.body {
        PaperBody::Recall(body) => Some(&mut body.left),
        _ => None,
    }
}

/// What is left is looked at again after a while, until nothing is.
pub(super) fn due_again(paper: Paper, desk: &Desk<'_>) -> Paper {
    let mut paper = settled(paper);
    let is_left = left_of(&mut paper).is_some_and(|left| !left.is_empty());
    paper.due_at = is_left.then(|| desk.book.now.plus_seconds(RECALL_SECONDS));
    paper
}

/// A reversed recall is not gone on with.
pub(super) fn undo(paper: &mut Paper, moved: &[BalanceKey], desk: &Desk<'_>) {
    if let Some(left) = left_of(paper) {
        left.retain(|left| !moved.contains(&left.key));
    }
    *paper = due_again(paper.clone(), desk);
}

/// Takes what is free by now of what is left of a recall. What can not come back any more, because orders took it for good, is no longer waited for.
///
/// # Errors
/// None; the paper may be gone or done.
pub(in crate::rules) fn recall_rest(no: &str, desk: &Desk<'_>) -> Outcome<Plan> {
    let mut plan = document(Vec::new(), Vec::new());
    let found = desk.book.paper(desk.tenant(), PaperKind::Recall, no);
    let Some(mut paper) = found.cloned() else {
        return Ok(plan);
    };
    let Some(left) = left_of(&mut paper) else {
        return Ok(plan);
    };
    let (mut moves, mut lines) = (Vec::new(), Vec::new());
    for (line_no, rest) in (1..).zip(left.iter_mut()) {
        let there = desk.book.balance(&rest.key);
        let free = there.get(Bucket::Available);
        let held = there.get(Bucket::Preoccupied) + there.get(Bucket::Allocated);
        let asked = rest.quantity;
        let taken = asked.min(free);
        rest.quantity = (asked - taken).min(held);
        let shared = BalanceKey {
            pool: Pool::shared(),
            ..rest.key.clone()
        };
        let movement = Movement::PoolRecall;
        lines.push(booked(line_no, &shared, movement, asked, taken));
        if taken > 0 {
            moves.push(Move {
                movement,
                from: (rest.key.clone(), Bucket::Available),
                to: (shared, Bucket::Available),
                quantity: taken,
            });
        }
    }
    left.retain(|rest| rest.quantity > 0);
    if found.is_some_and(|stored| stored.body == paper.body) {
        return Ok(plan);
    }
    plan = document(moves, lines);
    Ok(filed(plan, due_again(paper, desk)))
}
