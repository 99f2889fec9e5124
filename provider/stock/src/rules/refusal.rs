//! Refusals: the ordinary way for a rule to say no.

use std::collections::BTreeMap;

use crate::answer::{Answer, Shortage};
use crate::code::Code;
use crate::paper::Paper;

/// Why a command is not done. Becomes the caller's answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) shortages: Vec<Shortage>,
    /// Facts by name, as [`Answer::details`].
    details: BTreeMap<String, String>,
    /// What is kept of what was reported, although it is refused.
    pub(super) papers: Vec<Paper>,
}

/// What a rule comes to.
pub(super) type Outcome<T> = Result<T, Refusal>;

impl Refusal {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            shortages: Vec::new(),
            details: BTreeMap::new(),
            papers: Vec::new(),
        }
    }

    /// Keeps a paper of what was reported.
    pub(super) fn keeping(mut self, paper: Paper) -> Self {
        self.papers.push(paper);
        self
    }

    /// Adds a fact by name.
    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }

    /// The command is malformed: said again it would be wrong again, so it leaves no row.
    pub(super) fn form(message: impl Into<String>) -> Self {
        Self::new(Code::ParamInvalid, message)
    }

    /// Short stock, with every short line and what the caller can do.
    pub(super) fn short(code: Code, shortages: Vec<Shortage>, way_out: &str) -> Self {
        Self {
            code,
            message: format!("{}; {way_out}", spell(&shortages)),
            shortages,
            details: BTreeMap::new(),
            papers: Vec::new(),
        }
    }

    /// Whether it is remembered under the command's key. Not what a retry may find different at once: a payment can overtake its order, and a switch is
    /// turned back.
    pub(super) const fn leaves_row(&self) -> bool {
        !matches!(
            self.code,
            Code::ParamInvalid
                | Code::IdempotentConflict
                | Code::IdempotentInProgress
                // A plan was overtaken: the caller's command is made again with another.
                | Code::VersionStale
                | Code::ReservationNotFound
                | Code::DegradedReadonly
        )
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Self {
            shortages: refusal.shortages,
            details: refusal.details,
            ..Self::refused(refusal.code, refusal.message)
        }
    }
}

/// Most short lines spelled out in a message; the list beside it has all.
const SPELLED_MAX: usize = 5;

fn spell(shortages: &[Shortage]) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("short of stock: ");
    for (at, short) in shortages.iter().take(SPELLED_MAX).enumerate() {
        let between = if at == 0 { "" } else { ", " };
        let _ = write!(
            text,
            "{between}{} wanted {} has {}",
            short.sku, short.need, short.have
        );
        if let Some(kit) = &short.kit {
            let _ = write!(text, " (part of kit {kit})");
        }
        if let Some(warehouse) = &short.warehouse {
            let _ = write!(text, " in {warehouse}");
        }
    }
    if shortages.len() > SPELLED_MAX {
        let _ = write!(text, " and {} more", shortages.len() - SPELLED_MAX);
    }
    text
}
