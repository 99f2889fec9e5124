//! Freeze: free stock is locked under a number, and unlocked again. Orders keep what they hold, transfers keep what is locked for them.

use std::collections::BTreeMap;

use super::{Desk, Entry, Stand, booked, check_names, document, filed, key_of};
use crate::answer::Shortage;
use crate::balance::BalanceKey;
use crate::book::{Move, Place, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Freeze;
use crate::ids::IdSource;
use crate::movement::Movement;
use crate::paper::{self, Paper, PaperBody, PaperKind};
use crate::rules::form;
use crate::rules::lots;
use crate::rules::refusal::{Outcome, Refusal};

/// Locks what is free of each line and reports the rest.
///
/// # Errors
/// Unknown names or a malformed document.
pub(in crate::rules) fn freeze(
    freeze: &Freeze,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    check(freeze, desk)?;
    let new = || {
        PaperBody::Freeze(paper::Freeze {
            warehouse: freeze.warehouse.clone(),
            reason: freeze.reason.clone(),
            remark: freeze.remark.clone(),
            steps: Vec::new(),
        })
    };
    let mut entry = Entry::of(desk, desk.number(), ids, new, PaperKind::Freeze);
    let mut stand = Stand::new(desk.book);
    let (mut moves, mut lines) = (Vec::new(), Vec::new());
    for line in &freeze.lines {
        let key = key_of(desk.tenant(), &freeze.warehouse, line);
        let quantity = stand.take(&key, Bucket::Available, line.quantity);
        let movement = Movement::Freeze;
        lines.push(booked(
            line.line_no,
            &key,
            movement,
            line.quantity,
            quantity,
        ));
        entry.add(line.line_no, movement, &key, quantity);
        if quantity > 0 {
            moves.push(Move {
                movement,
                from: (key.clone(), Bucket::Available),
                to: (key, Bucket::Frozen),
                quantity,
            });
        }
    }
    let is_known = entry.paper.version > 0;
    let plan = document(moves, lines);
    if plan.moves.is_empty() && !is_known {
        // Nothing was free: there is nothing to keep under the number.
        return Ok(plan);
    }
    Ok(filed(plan, entry.done(desk)?))
}

/// Unlocks, all lines or none: what the lock of that number holds, or, under a number that is no lock's, what is locked by no document and then what
/// was locked first.
///
/// # Errors
/// Unknown names, a malformed document, or more than is locked.
pub(in crate::rules) fn unfreeze(unfreeze: &Freeze, desk: &Desk<'_>) -> Outcome<Plan> {
    check(unfreeze, desk)?;
    let named = desk
        .book
        .paper(desk.tenant(), PaperKind::Freeze, desk.number());
    let mut locks = match named {
        Some(paper) => Locks::of(paper),
        None => Locks::all(unfreeze, desk),
    };
    let (mut moves, mut lines, mut short) = (Vec::new(), Vec::new(), BTreeMap::new());
    for line in &unfreeze.lines {
        let key = key_of(desk.tenant(), &unfreeze.warehouse, line);
        let taken = locks.take(line.line_no, &key, line.quantity);
        // Who lifts a recall need not know how much of the lot is locked by now.
        let lifts = unfreeze.reason == lots::RECALL && !key.lot.is_none();
        let quantity = if lifts { taken } else { line.quantity };
        let missed = short.entry(key.clone()).or_insert((line.line_no, 0, 0));
        missed.1 += quantity;
        missed.2 += taken;
        let movement = Movement::Unfreeze;
        lines.push(booked(
            line.line_no,
            &key,
            movement,
            line.quantity,
            quantity,
        ));
        if quantity > 0 {
            moves.push(Move {
                movement,
                from: (key.clone(), Bucket::Frozen),
                to: (key, Bucket::Available),
                quantity,
            });
        }
    }
    refuse_short(short, named)?;
    let mut plan = document(moves, lines);
    for entry in locks.entries.into_iter().filter(Entry::has_lines) {
        plan = filed(plan, entry.done(desk)?);
    }
    Ok(plan)
}

fn refuse_short(
    short: BTreeMap<BalanceKey, (i64, i64, i64)>,
    named: Option<&Paper>,
) -> Outcome<()> {
    let short = short.into_iter().filter(|(_, (_, need, have))| need > have);
    let short: Vec<Shortage> = short
        .map(|(key, (line_no, need, have))| Shortage {
            line_no,
            have,
            sku: key.sku,
            kit: None,
            warehouse: Some(key.warehouse),
            need,
        })
        .collect();
    if short.is_empty() {
        return Ok(());
    }
    let way_out = match named {
        Some(paper) => format!(
            "no more can be unlocked under {} than it locks: correct the quantities, or name the lock that holds the rest",
            paper.no
        ),
        None => "no more can be unlocked than is frozen and not locked for a transfer: correct the quantities".to_owned(),
    };
    Err(Refusal::short(Code::QtyExceeds, short, &way_out))
}

/// Who holds what is frozen.
struct Locks<'a> {
    entries: Vec<Entry>,
    /// What no document holds, where that may be taken.
    nobodys: Option<(Stand<'a>, BTreeMap<BalanceKey, i64>)>,
}

impl<'a> Locks<'a> {
    fn of(paper: &Paper) -> Self {
        Self {
            entries: vec![Entry::on(paper)],
            nobodys: None,
        }
    }

    fn all(unfreeze: &Freeze, desk: &Desk<'a>) -> Self {
        let mut claimed: BTreeMap<BalanceKey, i64> = BTreeMap::new();
        let mut entries: BTreeMap<i64, Entry> = BTreeMap::new();
        let mut seen = std::collections::BTreeSet::new();
        for place in places(unfreeze, desk) {
            for paper in desk.book.claimants(&place, Bucket::Frozen) {
                if !seen.insert(paper.id) {
                    continue;
                }
                let frozen = paper.claims.iter();
                for claim in frozen.filter(|claim| claim.bucket == Bucket::Frozen) {
                    *claimed.entry(claim.key.clone()).or_default() += claim.quantity;
                }
                if paper.kind == PaperKind::Freeze {
                    entries.insert(paper.id, Entry::on(paper));
                }
            }
        }
        Self {
            entries: entries.into_values().collect(),
            nobodys: Some((Stand::new(desk.book), claimed)),
        }
    }

    /// Takes up to `asked`; says how much it was.
    fn take(&mut self, line_no: i64, key: &BalanceKey, asked: i64) -> i64 {
        let mut rest = asked;
        if let Some((stand, claimed)) = &mut self.nobodys {
            let held = claimed.get(key).copied().unwrap_or(0);
            let free = stand.left(key, Bucket::Frozen).saturating_sub(held);
            rest -= stand.take(key, Bucket::Frozen, rest.min(free));
        }
        for entry in &mut self.entries {
            let taken = entry.paper.claimed(key, Bucket::Frozen).clamp(0, rest);
            entry.add(line_no, Movement::Unfreeze, key, taken);
            if let Some((stand, claimed)) = &mut self.nobodys {
                stand.take(key, Bucket::Frozen, taken);
                *claimed.entry(key.clone()).or_default() -= taken;
            }
            rest -= taken;
        }
        asked - rest
    }
}

/// The places of a document's lines, each once.
pub(super) fn places(freeze: &Freeze, desk: &Desk<'_>) -> Vec<Place> {
    let lines = freeze.lines.iter();
    let mut places: Vec<Place> = lines
        .map(|line| Place::from(&key_of(desk.tenant(), &freeze.warehouse, line)))
        .collect();
    places.sort();
    places.dedup();
    places
}

fn check(freeze: &Freeze, desk: &Desk<'_>) -> Outcome<()> {
    form::count(freeze.lines.len())?;
    form::stock_lines(&freeze.lines)?;
    let skus = freeze.lines.iter().map(|l| &l.sku);
    check_names(&freeze.warehouse, skus, desk.facts)?;
    let paper = desk
        .book
        .paper(desk.tenant(), PaperKind::Freeze, desk.number());
    match paper.map(|paper| &paper.body) {
        Some(PaperBody::Freeze(body)) if body.warehouse != freeze.warehouse => Err(Refusal::new(
            Code::StateConflict,
            format!(
                "freeze {} is of warehouse {}, not {}: use its own warehouse, or another number",
                desk.number(),
                body.warehouse,
                freeze.warehouse
            ),
        )),
        _ => Ok(()),
    }
}
