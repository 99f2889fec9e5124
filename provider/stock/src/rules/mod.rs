//! The rules: what a command needs to know, and what it comes to.
//!
//! One verb, one file: `preoccupation/` has what orders do, `change/` what the goods do. Each rule reads the book and the facts and returns a plan or a
//! refusal; only [`decide`] writes into the book.

mod change;
mod cover;
mod form;
mod order;
mod preoccupation;
mod refusal;
mod supply;

use crate::answer::Answer;
use crate::book::{Accounts, Book, Documents, Plan};
use crate::code::Code;
use crate::command::{Command, Envelope, Target};
use crate::facts::Facts;
use crate::ids::{IdSource, Sku, Tenant};
use crate::op::{Voucher, VoucherStatus};
use refusal::{Outcome, Refusal};

/// SKUs whose facts a command needs (components of its kits are added by the store).
#[must_use]
pub fn skus(envelope: &Envelope) -> Vec<Sku> {
    match &envelope.command {
        Command::PreOccupy(hold) => hold.lines.iter().map(|l| l.sku.clone()).collect(),
        Command::Amend(amend) => amend.lines.iter().map(|l| l.sku.clone()).collect(),
        Command::PurchaseIn(receipt) => receipt.lines.iter().map(|l| l.sku.clone()).collect(),
        _ => Vec::new(),
    }
}

/// Documents a command needs.
#[must_use]
pub fn documents(envelope: &Envelope) -> Documents {
    let mut documents = Documents {
        keys: vec![envelope.key.clone()],
        ..Documents::default()
    };
    let target = match &envelope.command {
        Command::PreOccupy(hold) => Some(Target::Order(hold.order_no.clone())),
        Command::Confirm(confirm) => Some(confirm.target.clone()),
        Command::Cancel(cancel) => Some(cancel.target.clone()),
        Command::Extend(extend) => Some(extend.target.clone()),
        Command::Amend(amend) => Some(amend.target.clone()),
        Command::Expire(no) => Some(Target::Reservation(no.clone())),
        _ => None,
    };
    if let Some(target) = target {
        let tenant = envelope.key.tenant.clone();
        documents.reservations.push((tenant, target));
    }
    documents
}

/// Balances a command needs, once its documents are in the book.
#[must_use]
pub fn accounts(envelope: &Envelope, book: &Book, facts: &Facts) -> Accounts {
    let mut accounts = Accounts::default();
    // A refusal may run out before the command is decided, so it does not count as answered here.
    let stored = book.vouchers.get(&envelope.key);
    if stored.is_some_and(|voucher| voucher.status != VoucherStatus::Refused) {
        return accounts;
    }
    let tenant = &envelope.key.tenant;
    let found = |target: &Target| book.reservation(tenant, target);
    let held = |target: &Target| found(target).map(preoccupation::held_keys);
    match &envelope.command {
        Command::PreOccupy(hold) => {
            accounts.keys = preoccupation::hold_accounts(hold, book, facts, tenant);
        }
        Command::Confirm(confirm) => {
            if let Some(reservation) = found(&confirm.target) {
                accounts.keys = preoccupation::held_keys(reservation);
                accounts
                    .keys
                    .extend(preoccupation::late_accounts(reservation, book, facts));
            }
        }
        Command::Cancel(cancel) => accounts.keys = held(&cancel.target).unwrap_or_default(),
        Command::Expire(no) => {
            accounts.keys = held(&Target::Reservation(no.clone())).unwrap_or_default();
        }
        Command::PurchaseIn(receipt) => {
            let keys = receipt.lines.iter();
            accounts.keys = keys
                .map(|line| change::key_of(tenant, &receipt.warehouse, line))
                .collect();
        }
        _ => {}
    }
    accounts.keys.sort();
    accounts.keys.dedup();
    accounts
}

/// Decides one command against the book, books it or remembers its refusal, and says what the caller is told.
pub fn decide(book: &mut Book, facts: &Facts, envelope: &Envelope, ids: &mut IdSource) -> Answer {
    if let Some(answer) = answered(book, envelope) {
        return answer;
    }
    match plan(book, facts, envelope, ids) {
        Ok(plan) => book.apply(envelope, plan, ids),
        Err(refusal) if refusal.leaves_row() => book.refuse(envelope, refusal.into(), ids),
        Err(refusal) => refusal.into(),
    }
}

/// The answer of an earlier command under the same key, while it holds.
fn answered(book: &Book, envelope: &Envelope) -> Option<Answer> {
    let stored = book.vouchers.get(&envelope.key)?;
    let same = stored.hash == envelope.hash;
    match stored.status {
        VoucherStatus::Applied | VoucherStatus::Reversed if same => Some(stored.answer.again()),
        VoucherStatus::Applied | VoucherStatus::Reversed => Some(conflict(stored).into()),
        VoucherStatus::Refused => (same && stored.refused_until.is_some_and(|end| book.now < end))
            .then(|| stored.answer.again()),
    }
}

fn conflict(stored: &Voucher) -> Refusal {
    Refusal::new(
        Code::IdempotentConflict,
        format!(
            "{} {} number {} of {} was done before with other content, as voucher {}: use a new opSeq for another operation",
            stored.key.op.as_str(),
            stored.key.biz_no,
            stored.key.op_seq,
            stored.key.source,
            stored.no()
        ),
    )
}

fn plan(book: &Book, facts: &Facts, envelope: &Envelope, ids: &mut IdSource) -> Outcome<Plan> {
    let tenant: &Tenant = &envelope.key.tenant;
    check_key(envelope)?;
    match &envelope.command {
        Command::PreOccupy(hold) => preoccupation::hold(hold, book, facts, tenant, ids),
        Command::Confirm(confirm) => preoccupation::confirm(confirm, book, facts, tenant, ids),
        Command::Cancel(cancel) => preoccupation::cancel(cancel, book, tenant, ids),
        Command::Extend(extend) => preoccupation::extend(extend, book, tenant),
        Command::Expire(no) => preoccupation::expire(no, book, tenant),
        Command::PurchaseIn(receipt) => change::receive(receipt, book, facts, tenant),
        other => Err(Refusal::form(format!(
            "{} is not in place yet",
            other.op().as_str()
        ))),
    }
}

/// A key names the operation it is for: otherwise two kinds of operation could share one.
fn check_key(envelope: &Envelope) -> Outcome<()> {
    let (named, meant) = (envelope.key.op, envelope.command.op());
    if named == meant {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "the key is for {}, the command is {}: a key names the operation it is for",
        named.as_str(),
        meant.as_str()
    )))
}
