//! The rules: what a command needs to know, and what it comes to.

use crate::answer::Answer;
use crate::book::{Accounts, Book, Documents};
use crate::command::Envelope;
use crate::facts::Facts;
use crate::ids::{IdSource, Sku};

/// SKUs whose facts a command needs (components of its kits are added by the store).
#[must_use]
pub fn skus(_envelope: &Envelope) -> Vec<Sku> {
    Vec::new()
}

/// Documents a command needs.
#[must_use]
pub fn documents(envelope: &Envelope) -> Documents {
    Documents {
        keys: vec![envelope.key.clone()],
        ..Documents::default()
    }
}

/// Balances a command needs, once its documents are in the book.
#[must_use]
pub fn accounts(_envelope: &Envelope, _book: &Book, _facts: &Facts) -> Accounts {
    Accounts::default()
}

/// Decides one command against the book, books it or remembers its refusal, and says what the caller is told.
pub fn decide(
    _book: &mut Book,
    _facts: &Facts,
    _envelope: &Envelope,
    _ids: &mut IdSource,
) -> Answer {
    Answer::refused(
        crate::code::Code::NotImplemented,
        "the rules are not in place yet",
    )
}
