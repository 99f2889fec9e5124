//! Transfers: goods are locked at one site, sent, and received at another; what is under way is on the books all the time.
//!
//! A receipt that comes before the message of the sending site waits on the transfer's paper and is booked with that message. After the last receipt more
//! than was sent is a gain, and less stays under way until it is found or a second person approves the loss.

use std::collections::BTreeMap;

use super::entry::{arrival, total};
use super::receive::check_room;
use super::{Desk, Entry, Stand, booked, check_names, document, filed, key_of};
use crate::answer::{BookedLine, Shortage};
use crate::balance::BalanceKey;
use crate::book::{Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{TransferCommand, TransferLeg, TransferLoss};
use crate::ids::IdSource;
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody, PaperKind, Parked, StepMark, Transfer};
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Balances a leg touches: its lines at both ends, and whatever the transfer accounts for.
pub(in crate::rules) fn accounts(command: &TransferCommand, desk: &Desk<'_>) -> Vec<BalanceKey> {
    let mut keys = Vec::new();
    if let TransferCommand::Lock(leg) | TransferCommand::Out(leg) | TransferCommand::In(leg) =
        command
    {
        for line in &leg.lines {
            keys.push(key_of(desk.tenant(), &leg.from, line));
            keys.push(key_of(desk.tenant(), &leg.to, line));
        }
    }
    if let Some(paper) = find(desk, command.transfer_no()) {
        keys.extend(paper.claims.iter().map(|claim| claim.key.clone()));
        if let PaperBody::Transfer(body) = &paper.body {
            keys.extend(body.parked.iter().map(|p| arrival(body, &p.key)));
        }
    }
    keys
}

fn find<'a>(desk: &Desk<'a>, no: &str) -> Option<&'a Paper> {
    desk.book
        .paper(&desk.envelope.key.tenant, PaperKind::Transfer, no)
}

/// Decides one command of a transfer.
///
/// # Errors
/// Unknown names, a malformed document, other sites than before, too little stock; for a loss nothing under way, or no second person.
pub(in crate::rules) fn transfer(
    command: &TransferCommand,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    match command {
        TransferCommand::Loss(loss) => write_off(loss, desk),
        TransferCommand::Lock(leg) => lock(&mut Run::start(leg, desk, ids)?),
        TransferCommand::Out(leg) => send(&mut Run::start(leg, desk, ids)?),
        TransferCommand::In(leg) => receive(&mut Run::start(leg, desk, ids)?),
    }
}

/// A leg as it is worked off.
struct Run<'a> {
    leg: &'a TransferLeg,
    desk: &'a Desk<'a>,
    stand: Stand<'a>,
    entry: Entry,
    moves: Vec<Move>,
    lines: Vec<BookedLine>,
}

impl<'a> Run<'a> {
    fn start(leg: &'a TransferLeg, desk: &'a Desk<'a>, ids: &mut IdSource) -> Outcome<Self> {
        form::count(leg.lines.len())?;
        form::stock_lines(&leg.lines)?;
        let skus = || leg.lines.iter().map(|line| &line.sku);
        check_names(&leg.from, skus(), desk.facts)?;
        check_names(&leg.to, skus(), desk.facts)?;
        if leg.from == leg.to {
            return Err(Refusal::form(format!(
                "fromWarehouse and toWarehouse are both {}: a transfer goes from one site to another",
                leg.from
            )));
        }
        let new = || {
            PaperBody::Transfer(Transfer {
                from: leg.from.clone(),
                to: leg.to.clone(),
                steps: Vec::new(),
                parked: Vec::new(),
                waited: Vec::new(),
                last_receipt_by: None,
                last_receipt_operator: None,
            })
        };
        let entry = Entry::of(desk, &leg.transfer_no, ids, new, PaperKind::Transfer);
        let run = Self {
            leg,
            desk,
            stand: Stand::new(desk.book),
            entry,
            moves: Vec::new(),
            lines: Vec::new(),
        };
        let body = run.body();
        if (&body.from, &body.to) != (&leg.from, &leg.to) {
            return Err(Refusal::new(
                Code::StateConflict,
                format!(
                    "transfer {} goes from {} to {}, not from {} to {}: give its own sites, or another number",
                    leg.transfer_no, body.from, body.to, leg.from, leg.to
                ),
            )
            .with("currentState", &run.entry.paper.status));
        }
        Ok(run)
    }

    fn body(&self) -> &Transfer {
        match &self.entry.paper.body {
            PaperBody::Transfer(body) => body,
            _ => unreachable!("a paper of this kind has this body: the store refuses any other"),
        }
    }

    fn body_mut(&mut self) -> &mut Transfer {
        match &mut self.entry.paper.body {
            PaperBody::Transfer(body) => body,
            _ => unreachable!("a paper of this kind has this body: the store refuses any other"),
        }
    }

    fn under_way(&self, key: &BalanceKey) -> i64 {
        let key = arrival(self.body(), key);
        self.entry.paper.claimed(&key, Bucket::TransferTransit)
    }

    /// Books one movement, in the ledger and on the paper.
    fn book(&mut self, line_no: i64, movement: Movement, key: &BalanceKey, quantity: i64) {
        if quantity <= 0 {
            return;
        }
        let there = arrival(self.body(), key);
        let (from, to) = match movement {
            Movement::TrLock => (
                (key.clone(), Bucket::Available),
                (key.clone(), Bucket::Frozen),
            ),
            Movement::Unfreeze => (
                (key.clone(), Bucket::Frozen),
                (key.clone(), Bucket::Available),
            ),
            Movement::TrOut => (
                (key.clone(), Bucket::Frozen),
                (there, Bucket::TransferTransit),
            ),
            _ => (
                (there.clone(), Bucket::TransferTransit),
                (there, Bucket::Available),
            ),
        };
        self.entry.add(line_no, movement, key, quantity);
        self.moves.push(Move {
            movement,
            from,
            to,
            quantity,
        });
    }

    /// Books what arrived beyond what was sent: a gain, as the loss is one.
    fn book_beyond(&mut self, line_no: i64, key: &BalanceKey, quantity: i64, mark: StepMark) {
        if quantity <= 0 {
            return;
        }
        let there = arrival(self.body(), key);
        let mark = Some(mark);
        self.entry
            .mark(line_no, Movement::TrIn, key, quantity, mark);
        self.moves.push(Move {
            movement: Movement::TrIn,
            from: (there.clone(), Bucket::Adjust),
            to: (there, Bucket::Available),
            quantity,
        });
    }

    fn tell(&mut self, line_no: i64, key: &BalanceKey, movement: Movement, asked: i64, done: i64) {
        self.lines.push(booked(line_no, key, movement, asked, done));
    }

    fn finish(&mut self) -> Outcome<Plan> {
        check_room(self.desk.book, self.moves.iter())?;
        let moves = std::mem::take(&mut self.moves);
        let lines = std::mem::take(&mut self.lines);
        let paper = self.entry.clone().done(self.desk)?;
        Ok(filed(document(moves, lines), paper))
    }

    fn keyed(&self) -> Vec<(i64, BalanceKey, i64)> {
        let lines = self.leg.lines.iter();
        lines
            .map(|line| {
                let key = key_of(self.desk.tenant(), &self.leg.from, line);
                (line.line_no, key, line.quantity)
            })
            .collect()
    }
}

fn lock(run: &mut Run<'_>) -> Outcome<Plan> {
    check_stock(run, false)?;
    for (line_no, key, quantity) in run.keyed() {
        run.book(line_no, Movement::TrLock, &key, quantity);
        run.tell(line_no, &key, Movement::TrLock, quantity, quantity);
    }
    run.finish()
}

fn send(run: &mut Run<'_>) -> Outcome<Plan> {
    check_stock(run, true)?;
    for (line_no, key, quantity) in run.keyed() {
        let locked = run.entry.paper.claimed(&key, Bucket::Frozen);
        run.book(line_no, Movement::TrLock, &key, quantity - locked.max(0));
        run.book(line_no, Movement::TrOut, &key, quantity);
        run.tell(line_no, &key, Movement::TrOut, quantity, quantity);
        receive_parked(run, &key);
    }
    run.finish()
}

/// Books receipts that waited for these goods.
fn receive_parked(run: &mut Run<'_>, key: &BalanceKey) {
    let mut parked = std::mem::take(&mut run.body_mut().parked);
    for waiting in parked.iter_mut().filter(|waiting| waiting.key == *key) {
        let arrived = waiting.quantity.min(run.under_way(key));
        waiting.quantity -= arrived;
        run.book(waiting.line_no, Movement::TrIn, key, arrived);
        let there = arrival(run.body(), key);
        if arrived > 0 {
            run.tell(waiting.line_no, &there, Movement::TrIn, arrived, arrived);
        }
    }
    parked.retain(|waiting| waiting.quantity > 0);
    run.body_mut().parked = parked;
}

fn receive(run: &mut Run<'_>) -> Outcome<Plan> {
    let by = run.desk.by();
    // Beyond what was sent can only be told once something was sent and nothing more comes.
    let last = run.leg.last_receipt && total(&run.entry.paper, Movement::TrOut, None) > 0;
    let mut waits = false;
    for (line_no, key, quantity) in run.keyed() {
        let arrived = quantity.min(run.under_way(&key).max(0));
        run.book(line_no, Movement::TrIn, &key, arrived);
        let rest = quantity - arrived;
        let there = arrival(run.body(), &key);
        let done = if last { quantity } else { arrived };
        run.tell(line_no, &there, Movement::TrIn, quantity, done);
        if last {
            run.book_beyond(line_no, &key, rest, StepMark::Beyond);
        } else if rest > 0 {
            waits = true;
            let by = by.clone();
            run.body_mut().parked.push(Parked {
                by,
                line_no,
                key,
                quantity: rest,
            });
        }
    }
    if run.leg.last_receipt {
        run.body_mut().last_receipt_by = Some(by.clone());
        run.body_mut().last_receipt_operator = run.desk.envelope.operator.clone();
    }
    if last {
        for waiting in std::mem::take(&mut run.body_mut().parked) {
            let mark = StepMark::Waited;
            run.book_beyond(waiting.line_no, &waiting.key, waiting.quantity, mark);
        }
        for claim in run.entry.paper.claims.clone() {
            if claim.bucket == Bucket::Frozen {
                run.book(0, Movement::Unfreeze, &claim.key, claim.quantity);
            }
        }
    }
    if waits {
        run.body_mut().waited.push(by);
    }
    let mut plan = run.finish()?;
    if waits {
        plan.answer.code = Code::AcceptedPending;
        plan.answer.message = format!(
            "transfer {}: more was received than was reported as sent; the rest is booked with the sending site's report, or with the last receipt",
            run.leg.transfer_no
        );
    }
    Ok(plan)
}

/// Every line's goods are there: free, and locked for this transfer where they are sent.
fn check_stock(run: &mut Run<'_>, send: bool) -> Outcome<()> {
    let mut wanted: BTreeMap<BalanceKey, (i64, i64)> = BTreeMap::new();
    for (line_no, key, quantity) in run.keyed() {
        wanted.entry(key).or_insert((line_no, 0)).1 += quantity;
    }
    let mut short = Vec::new();
    for (key, (line_no, need)) in wanted {
        let locked = if send {
            run.entry.paper.claimed(&key, Bucket::Frozen).max(0)
        } else {
            0
        };
        let free = run.stand.take(&key, Bucket::Available, i64::MAX);
        let have = locked.saturating_add(free);
        if need > have {
            short.push(Shortage {
                line_no,
                have,
                sku: key.sku,
                kit: None,
                warehouse: Some(key.warehouse),
                need,
            });
        }
    }
    if short.is_empty() {
        return Ok(());
    }
    Err(Refusal::short(
        Code::StockNotEnough,
        short,
        "only free goods and those locked for this transfer can be sent: count the site, or correct the quantities",
    ))
}

fn write_off(loss: &TransferLoss, desk: &Desk<'_>) -> Outcome<Plan> {
    form::stock_lines(&loss.lines)?;
    let no = &loss.transfer_no;
    let Some((paper, body)) = find(desk, no).and_then(|paper| match &paper.body {
        PaperBody::Transfer(body) => Some((paper, body)),
        _ => None,
    }) else {
        return Err(Refusal::form(format!(
            "transferNo is {no:?}, which there is not: give the number of the transfer"
        )));
    };
    if body.last_receipt_by.is_none() {
        return Err(Refusal::new(
            Code::StateConflict,
            format!("transfer {no} is {}: what is under way may still come; report the last receipt first", paper.status),
        )
        .with("currentState", &paper.status));
    }
    let reported = body.last_receipt_operator.as_ref();
    let Some(proposer) = loss.proposer.as_ref().or(reported) else {
        return Err(Refusal::form(format!(
            "nobody is named who found the goods of transfer {no} missing: a loss takes two persons, name the one who proposes it (proposedBy)"
        )));
    };
    if *proposer == loss.approver || reported == Some(&loss.approver) {
        return Err(Refusal::new(
            Code::NotAuthorized,
            format!(
                "{} found the goods of transfer {no} missing: somebody else has to approve the loss",
                loss.approver
            ),
        ));
    }
    let mut entry = Entry::on(paper);
    let under_way: Vec<_> = paper
        .claims
        .iter()
        .filter(|c| c.bucket == Bucket::TransferTransit)
        .cloned()
        .collect();
    let wanted: Vec<(i64, BalanceKey, i64)> = if loss.lines.is_empty() {
        (1..)
            .zip(under_way)
            .map(|(at, claim)| (at, claim.key, claim.quantity))
            .collect()
    } else {
        let lines = loss.lines.iter();
        lines
            .map(|line| {
                (
                    line.line_no,
                    key_of(desk.tenant(), &body.to, line),
                    line.quantity,
                )
            })
            .collect()
    };
    let (mut moves, mut lines) = (Vec::new(), Vec::new());
    for (line_no, there, quantity) in wanted {
        let have = entry.paper.claimed(&there, Bucket::TransferTransit);
        if quantity > have {
            let short = Shortage {
                line_no,
                have,
                sku: there.sku,
                kit: None,
                warehouse: Some(there.warehouse),
                need: quantity,
            };
            return Err(Refusal::short(
                Code::QtyExceeds,
                vec![short],
                "no more can be written off than is under way",
            ));
        }
        let sent = BalanceKey {
            warehouse: body.from.clone(),
            ..there.clone()
        };
        entry.add(line_no, Movement::TrLoss, &sent, quantity);
        lines.push(booked(
            line_no,
            &there,
            Movement::TrLoss,
            quantity,
            quantity,
        ));
        moves.push(Move {
            movement: Movement::TrLoss,
            from: (there.clone(), Bucket::TransferTransit),
            to: (there, Bucket::Adjust),
            quantity,
        });
    }
    if moves.is_empty() {
        return Err(Refusal::new(
            Code::StateConflict,
            format!(
                "transfer {no} is {}: nothing of it is under way",
                paper.status
            ),
        )
        .with("currentState", &paper.status));
    }
    Ok(filed(document(moves, lines), entry.done(desk)?))
}
