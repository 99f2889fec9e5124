//! What becomes of a difference: seen, seen again, proposed, decided, repaired.
//!
//! `FOUND → CONFIRMED → PROPOSED → APPROVED → FIXED`, with `REJECTED` by the second person, `AUTO_FIXED` by rule, `EXPLAINED` when a later run of the same
//! scope no longer sees it or when it was only on its way.

use super::diff::{Diff, Look, Repair};
use super::{DiffClass, DiffState, RepairAction, RunKind, Sighting};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::ids::{Moment, VoucherNo};

/// A second look counts when so much time has passed since the first, by the database's clock.
pub const SECOND_LOOK_MS: i64 = 120_000;

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// Code.
    pub code: Code,
    /// What was wrong and the way out.
    pub message: String,
    /// A fact by name, for example `currentState`.
    pub detail: Option<(&'static str, String)>,
}

fn declined(code: Code, message: String) -> Declined {
    Declined {
        code,
        message,
        detail: None,
    }
}

fn wrong_state(diff: &Diff, wanted: &str) -> Declined {
    Declined {
        code: Code::StateConflict,
        message: format!(
            "difference {} is {}, {wanted}",
            diff.no(),
            diff.state.as_str()
        ),
        detail: Some(("currentState", diff.state.as_str().to_owned())),
    }
}

/// Takes over what a later run saw of a known difference.
#[must_use]
pub fn seen_again(mut diff: Diff, look: &Look, sighting: Sighting) -> Diff {
    let on_its_way = sighting.class == DiffClass::InFlight;
    let was_on_its_way = diff.class == DiffClass::InFlight;
    diff.seen_by = look.run_id;
    diff.cut_seq = look.cut_seq;
    // What somebody decides about stays as it was when it was proposed.
    if matches!(diff.state, DiffState::Proposed | DiffState::Approved) {
        diff.version += 1;
        return diff;
    }
    if diff.state == DiffState::Explained && diff.repair.is_some() {
        let same = diff.ours == sighting.ours && diff.theirs == sighting.theirs;
        if same {
            // Somebody explained these very figures.
            diff.version += 1;
            return diff;
        }
        diff.repair = None;
        diff.closed_at = None;
        diff.state = DiffState::Found;
        diff.found_at = look.now;
        diff.confirmed_at = None;
        diff.run_id = look.run_id;
    }
    diff.class = sighting.class;
    diff.ours = sighting.ours;
    diff.theirs = sighting.theirs;
    diff.tolerance = sighting.tolerance;
    diff.note = sighting.note;
    match diff.state {
        _ if on_its_way => {
            diff.state = DiffState::Explained;
            diff.confirmed_at = None;
        }
        // Now it is a difference: this is the first look at it.
        DiffState::Explained if was_on_its_way => {
            diff.state = DiffState::Found;
            diff.found_at = look.now;
            diff.run_id = look.run_id;
        }
        DiffState::Found if look.now.0.saturating_sub(diff.found_at.0) >= SECOND_LOOK_MS => {
            diff.state = DiffState::Confirmed;
            diff.confirmed_at = Some(look.now);
        }
        _ => {}
    }
    diff.version += 1;
    diff
}

/// A run of the same scope did not see it: it explains itself, or its count was taken. What is being repaired at the moment is left alone (`None`).
#[must_use]
pub fn gone(mut diff: Diff, look: &Look) -> Option<Diff> {
    let counted = |repair: &Repair| repair.action == RepairAction::CountTask;
    match diff.state {
        DiffState::Approved if diff.repair.as_ref().is_some_and(counted) => {
            diff.state = DiffState::Fixed;
        }
        DiffState::Approved => return None,
        DiffState::Found | DiffState::Confirmed | DiffState::Proposed | DiffState::Explained => {
            diff.state = DiffState::Explained;
            diff.note = Some(format!("not seen any more by run N{}", look.run_id));
        }
        DiffState::AutoFixed | DiffState::Fixed | DiffState::Rejected => return None,
    }
    diff.seen_by = look.run_id;
    diff.closed_at = diff.closed_at.or(Some(look.now));
    diff.followed = false;
    diff.version += 1;
    Some(diff)
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What to do.
    pub action: RepairAction,
    /// By how much; the whole difference if absent.
    pub quantity: Option<i64>,
    /// Why.
    pub reason: String,
    /// Who proposes.
    pub by: String,
    /// Under which key.
    pub key: String,
}

/// Whether a repair of that kind can help a difference of that comparison.
#[must_use]
pub fn allowed(diff: &Diff, action: RepairAction) -> bool {
    match action {
        RepairAction::Explain => true,
        RepairAction::Adjust => match diff.kind {
            RunKind::R2 if diff.discrepancy().is_some() => true,
            RunKind::R2 => holds(diff) && diff.class != DiffClass::StaleHold,
            RunKind::R4 => diff.subject.bucket.is_some(),
            _ => false,
        },
        RepairAction::CountTask => matches!(diff.kind, RunKind::R1 | RunKind::R4),
        RepairAction::Release => match diff.kind {
            RunKind::R2 => {
                diff.class == DiffClass::StaleHold || (holds(diff) && diff.ours > diff.theirs)
            }
            RunKind::R5 => diff.class == DiffClass::CancelledHeld,
            _ => false,
        },
        RepairAction::Resend => diff.kind == RunKind::R7,
        RepairAction::Rebuild => diff.kind == RunKind::R3,
    }
}

fn holds(diff: &Diff) -> bool {
    diff.subject.bucket.is_some_and(Bucket::is_internal)
}

/// Proposes a repair; the same call again changes nothing (`None`).
///
/// # Errors
/// `STATE_CONFLICT` when it is not confirmed, `PARAM_INVALID` when that repair cannot help, `QTY_EXCEEDS` for more than the difference.
pub fn propose(mut diff: Diff, proposal: Proposal, now: Moment) -> Result<Option<Diff>, Declined> {
    if let Some(repair) = diff
        .repair
        .as_ref()
        .filter(|r| r.propose_key == proposal.key)
    {
        let same = repair.action == proposal.action
            && repair.proposed_by == proposal.by
            && repair.reason == proposal.reason
            && proposal.quantity.is_none_or(|q| q == repair.quantity);
        return if same {
            Ok(None)
        } else {
            Err(declined(
                Code::IdempotentConflict,
                format!(
                    "another repair of {} was proposed under this key",
                    diff.no()
                ),
            ))
        };
    }
    let explained_early =
        proposal.action == RepairAction::Explain && diff.state == DiffState::Found;
    if diff.state != DiffState::Confirmed && !explained_early {
        return Err(wrong_state(
            &diff,
            "a repair is proposed for one that is CONFIRMED",
        ));
    }
    if !allowed(&diff, proposal.action) {
        return Err(Declined {
            code: Code::ParamInvalid,
            message: format!(
                "action {} cannot repair a difference of class {} found by {}",
                proposal.action.as_str(),
                diff.class.as_str(),
                diff.kind.as_str()
            ),
            detail: Some(("field", "action".to_owned())),
        });
    }
    let gap = diff.gap();
    let quantity = proposal.quantity.unwrap_or(gap);
    let within = quantity.signum() == gap.signum() && quantity.abs() <= gap.abs();
    if proposal.action == RepairAction::Adjust && !within {
        return Err(Declined {
            code: Code::QtyExceeds,
            message: format!("quantity is {quantity}, the difference is {gap}"),
            detail: Some(("limit", gap.to_string())),
        });
    }
    diff.state = DiffState::Proposed;
    diff.repair = Some(Repair {
        action: proposal.action,
        quantity,
        reason: proposal.reason,
        proposed_by: proposal.by,
        proposed_at: now,
        propose_key: proposal.key,
        decided_by: None,
        decided_at: None,
        decide_key: None,
        comment: None,
        voucher_no: None,
    });
    diff.version += 1;
    Ok(Some(diff))
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Yes or no.
    pub approved: bool,
    /// Who decides.
    pub by: String,
    /// Under which key.
    pub key: String,
    /// What he says.
    pub comment: Option<String>,
}

/// What a decision comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Decided before by the same call; nothing changes.
    Again(Diff),
    /// Approved by the same call before and not carried out yet: carry it out.
    Unfinished(Diff),
    /// To be stored, and carried out if it is approved.
    Now(Diff),
}

/// Approves or refuses a proposed repair.
///
/// # Errors
/// `NOT_AUTHORIZED` for who proposed it, `STATE_CONFLICT` when nothing is proposed.
pub fn decide(mut diff: Diff, decision: Decision, now: Moment) -> Result<Decided, Declined> {
    let (state, no) = (diff.state, diff.no());
    let Some(repair) = diff.repair.as_mut() else {
        return Err(wrong_state(&diff, "and nothing is proposed for it"));
    };
    if repair.decide_key.as_ref() == Some(&decision.key) {
        return Ok(if state == DiffState::Approved {
            Decided::Unfinished(diff)
        } else {
            Decided::Again(diff)
        });
    }
    if state != DiffState::Proposed {
        return Err(wrong_state(
            &diff,
            "a repair is decided while it is PROPOSED",
        ));
    }
    if repair.proposed_by == decision.by {
        return Err(declined(
            Code::NotAuthorized,
            format!(
                "{} proposed the repair of {no} himself: another person decides it",
                decision.by
            ),
        ));
    }
    repair.decided_by = Some(decision.by);
    repair.decided_at = Some(now);
    repair.decide_key = Some(decision.key);
    repair.comment = decision.comment;
    let action = repair.action;
    let reported = diff.discrepancy().is_some();
    diff.state = match (decision.approved, action) {
        (false, _) => DiffState::Rejected,
        (true, RepairAction::Explain) if !reported => DiffState::Explained,
        (true, _) => DiffState::Approved,
    };
    diff.closed_at = (diff.state != DiffState::Approved).then_some(now);
    diff.followed = diff.state != DiffState::Rejected;
    diff.version += 1;
    Ok(Decided::Now(diff))
}

/// The approved repair was booked.
#[must_use]
pub fn fixed(mut diff: Diff, voucher_no: Option<VoucherNo>, now: Moment) -> Diff {
    diff.state = DiffState::Fixed;
    diff.closed_at = Some(now);
    diff.followed = false;
    if let Some(repair) = diff.repair.as_mut() {
        repair.voucher_no = voucher_no;
    }
    diff.version += 1;
    diff
}

/// The approved repair was refused by the rules of stock: it may be proposed anew.
#[must_use]
pub fn unrepaired(mut diff: Diff, why: String) -> Diff {
    diff.state = DiffState::Confirmed;
    diff.repair = None;
    diff.note = Some(why);
    diff.version += 1;
    diff
}

/// Whether a confirmed difference may be repaired by rule: a hold that is over, by time or by the order service's word given twice, and figures in a cache,
/// by which nothing is decided.
#[must_use]
pub const fn is_automatic(diff: &Diff) -> bool {
    matches!(diff.state, DiffState::Confirmed)
        && matches!(
            (diff.kind, diff.class),
            (RunKind::R2, DiffClass::StaleHold)
                | (RunKind::R5, DiffClass::CancelledHeld)
                | (RunKind::R3, DiffClass::CacheDrift | DiffClass::CacheLost)
        )
}

/// Repaired by rule.
#[must_use]
pub fn auto_fixed(mut diff: Diff, by: &str, voucher_no: Option<VoucherNo>, now: Moment) -> Diff {
    diff.state = DiffState::AutoFixed;
    diff.closed_at = Some(now);
    diff.followed = false;
    diff.repair = Some(Repair {
        action: if diff.kind == RunKind::R3 {
            RepairAction::Rebuild
        } else {
            RepairAction::Release
        },
        quantity: diff.gap(),
        reason: "by rule".to_owned(),
        proposed_by: by.to_owned(),
        proposed_at: now,
        propose_key: String::new(),
        decided_by: Some(by.to_owned()),
        decided_at: Some(now),
        decide_key: None,
        comment: None,
        voucher_no,
    });
    diff.version += 1;
    diff
}
