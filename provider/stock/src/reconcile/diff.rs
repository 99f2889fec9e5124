//! A difference with its history: who saw it when, and who repaired it how.

use sha2::{Digest, Sha256};

use super::day::Day;
use super::{DiffClass, DiffState, RepairAction, RunKind, Sighting, Subject};
use crate::bucket::Bucket;
use crate::ids::{Moment, Tenant, VoucherNo};

/// A repair and who decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What it does.
    pub action: RepairAction,
    /// By how much; negative takes away.
    pub quantity: i64,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Moment,
    /// Under which key: the same call again is the same proposal.
    pub propose_key: String,
    /// Who approved or refused it.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Moment>,
    /// Under which key.
    pub decide_key: Option<String>,
    /// What the decider said.
    pub comment: Option<String>,
    /// The voucher that repaired it.
    pub voucher_no: Option<VoucherNo>,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// Row identifier; `D` and its digits is the number.
    pub id: i64,
    /// Tenant.
    pub tenant: Tenant,
    /// The comparison.
    pub kind: RunKind,
    /// The run that found it.
    pub run_id: i64,
    /// The run that saw it last.
    pub seen_by: i64,
    /// Class.
    pub class: DiffClass,
    /// State.
    pub state: DiffState,
    /// About what.
    pub subject: Subject,
    /// Our figure, as last seen.
    pub ours: i64,
    /// The other side's, as last seen.
    pub theirs: i64,
    /// How much may differ.
    pub tolerance: i64,
    /// What it is worth, in fen.
    pub value_minor: Option<i64>,
    /// The business day of the run that found it.
    pub day: Day,
    /// When it was first seen as a difference.
    pub found_at: Moment,
    /// When it was seen again, long enough after.
    pub confirmed_at: Option<Moment>,
    /// When it came to its end.
    pub closed_at: Option<Moment>,
    /// The ledger's sequence of the comparison that saw it last.
    pub cut_seq: i64,
    /// In words.
    pub note: Option<String>,
    /// Whether later runs look for it again.
    pub followed: bool,
    /// The repair.
    pub repair: Option<Repair>,
    /// Grows with every change.
    pub version: i64,
}

/// The run a sighting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Run.
    pub run_id: i64,
    /// Comparison.
    pub kind: RunKind,
    /// When it looked, by the database's clock.
    pub now: Moment,
    /// Its sequence.
    pub cut_seq: i64,
    /// Its business day.
    pub day: Day,
}

impl Diff {
    /// A difference seen for the first time.
    #[must_use]
    pub fn first(id: i64, tenant: Tenant, look: &Look, sighting: Sighting) -> Self {
        let state = if sighting.class == DiffClass::InFlight {
            DiffState::Explained
        } else {
            DiffState::Found
        };
        let mut diff = Self {
            id,
            tenant,
            kind: look.kind,
            run_id: look.run_id,
            seen_by: look.run_id,
            class: sighting.class,
            state,
            subject: sighting.subject,
            ours: sighting.ours,
            theirs: sighting.theirs,
            tolerance: sighting.tolerance,
            value_minor: None,
            day: look.day,
            found_at: look.now,
            confirmed_at: None,
            closed_at: None,
            cut_seq: look.cut_seq,
            note: sighting.note,
            followed: true,
            repair: None,
            version: 1,
        };
        if diff.discrepancy().is_some() {
            // Somebody reported it: there is nothing to look at a second time.
            diff.state = DiffState::Confirmed;
            diff.confirmed_at = Some(look.now);
        }
        diff
    }

    /// The discrepancy of contract performance it stands for: it is decided there.
    #[must_use]
    pub fn discrepancy(&self) -> Option<&str> {
        let reported = self.kind == RunKind::R2
            && self.class == DiffClass::QtyDiff
            && self.subject.bucket.is_none();
        self.subject.document.as_deref().filter(|_| reported)
    }

    /// Its number as callers see it.
    #[must_use]
    pub fn no(&self) -> String {
        format!("D{}", self.id)
    }

    /// By how much the other side has more (less, if negative).
    #[must_use]
    pub const fn gap(&self) -> i64 {
        self.theirs.saturating_sub(self.ours)
    }

    /// Whether it still needs somebody: not repaired, refused or explained.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.closed_at.is_none() && !matches!(self.class, DiffClass::InFlight)
    }

    /// What makes it the same difference in the next run, as a short text.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.tenant, self.kind, &self.subject)
    }
}

/// See [`Diff::fingerprint`].
#[must_use]
pub fn fingerprint(tenant: &Tenant, kind: RunKind, subject: &Subject) -> String {
    use std::fmt::Write as _;
    let fields = [
        Some(tenant.as_str()),
        Some(kind.as_str()),
        subject.owner.as_ref().map(crate::ids::Owner::as_str),
        subject.sku.as_ref().map(crate::ids::Sku::as_str),
        subject
            .warehouse
            .as_ref()
            .map(crate::ids::Warehouse::as_str),
        subject.pool.as_ref().map(crate::ids::Pool::as_str),
        subject.bucket.map(Bucket::as_str),
        subject.lot.as_deref(),
        subject.document.as_deref(),
    ];
    let mut hasher = Sha256::new();
    for field in fields {
        // Lengths keep ("a", "bc") and ("ab", "c") apart.
        let text = field.unwrap_or_default();
        hasher.update(text.len().to_le_bytes());
        hasher.update(text);
    }
    let mut hex = String::with_capacity(32);
    for byte in &hasher.finalize()[..16] {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The row identifier in a difference's number.
#[must_use]
pub fn parse_diff_no(text: &str) -> Option<i64> {
    crate::op::parse_no('D', text)
}
