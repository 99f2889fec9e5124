//! The rules: what a command needs to know, and what it comes to.
//!
//! One verb, one file: `preoccupation/` has what orders do, `change/` what the goods do. Each rule reads the book and the facts and returns a plan or a
//! refusal; only [`decide`] writes into the book.

mod about;
mod admin;
mod capacity;
mod change;
mod cover;
mod form;
mod fulfil;
mod lots;
mod order;
mod otherwise;
mod preoccupation;
mod reconcile;
mod refusal;
mod returns;
mod supply;

pub(crate) use preoccupation::key_of as held_key;

use crate::answer::Answer;
use crate::book::{Accounts, Book, Documents, Plan};
use crate::code::Code;
use crate::command::{Command, Envelope, OrderLine, PresaleCommand, Target};
use crate::counter::CounterKey;
use crate::facts::Facts;
use crate::fulfilment::{FulfilCommand, ReturnCommand};
use crate::ids::{IdSource, Moment, Sku, Tenant};
use crate::op::{Voucher, VoucherStatus, parse_no};
use change::Desk;
use refusal::{Outcome, Refusal};

pub use about::{order_of, parcel_of};
pub use capacity::is_paid_in_part;

/// SKUs whose facts a command needs (components of its kits are added by the store).
#[must_use]
pub fn skus(envelope: &Envelope) -> Vec<Sku> {
    let of_order = |lines: &[OrderLine]| {
        let named = |line: &OrderLine| {
            let others = line.substitutes.clone();
            std::iter::once(line.sku.clone()).chain(others)
        };
        lines.iter().flat_map(named).collect()
    };
    match &envelope.command {
        Command::PreOccupy(hold) => of_order(&hold.lines),
        Command::Amend(amend) => of_order(&amend.lines),
        Command::Confirm(_) | Command::Cancel(_) | Command::Extend(_) | Command::Expire(_) => {
            Vec::new()
        }
        Command::Fulfil(command) => fulfil::skus(command),
        Command::Return(command) => returns::skus(command),
        Command::Administer(setting) => setting.skus(),
        Command::Reconcile(_) => reconcile::skus(),
        Command::AgeOut(aged) => vec![aged.sku.clone()],
        Command::Presale(command) => command.lines().iter().map(|l| l.sku.clone()).collect(),
        Command::ConvertPresale(convert) => vec![convert.sku.clone()],
        other => change::skus(other),
    }
}

/// Whether a command rests on what presales of its SKUs are by now: whether they are sold, and when their goods are expected. Other facts may be a little old;
/// these change with the stock itself.
#[must_use]
pub fn heeds_presales(envelope: &Envelope) -> bool {
    let any = |lines: &[OrderLine]| lines.iter().any(|line| line.allow_presale);
    match &envelope.command {
        Command::PreOccupy(hold) => any(&hold.lines),
        Command::Amend(amend) => any(&amend.lines),
        Command::PurchaseIn(_)
        | Command::Inspect(_)
        | Command::Transfer(_)
        | Command::Presale(_)
        | Command::ConvertPresale(_) => true,
        _ => false,
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
    let tenant = || envelope.key.tenant.clone();
    if let Some(target) = target {
        documents.reservations.push((tenant(), target));
    }
    documents.papers = change::papers(envelope);
    if let Command::Reverse(reverse) = &envelope.command {
        let id = parse_no('V', reverse.voucher_no.as_str());
        documents.vouchers.extend(id.map(|id| (tenant(), id)));
    }
    match &envelope.command {
        Command::Fulfil(command) => fulfil::documents(command, &tenant(), &mut documents),
        Command::Return(command) => returns::documents(command, &tenant(), &mut documents),
        _ => {}
    }
    documents
}

/// Documents that the documents of a command name, once these are in the book; nothing for most commands.
#[must_use]
pub fn linked(envelope: &Envelope, book: &Book) -> Documents {
    let mut documents = Documents::default();
    let tenant = &envelope.key.tenant;
    match &envelope.command {
        Command::Fulfil(command) => fulfil::linked(command, tenant, book, &mut documents),
        Command::Return(command) => returns::linked(command, tenant, book, &mut documents),
        command => preoccupation::waiting_of(command, tenant, book, &mut documents),
    }
    capacity::documents(&envelope.command, tenant, book, &mut documents);
    documents
}

/// Documents a command needs that only those of [`linked`] name. Nearly every command has none.
#[must_use]
pub fn linked_last(envelope: &Envelope, book: &Book) -> Documents {
    let mut documents = Documents::default();
    if let Command::Fulfil(FulfilCommand::Decide(_)) = &envelope.command {
        let tenant = &envelope.key.tenant;
        capacity::documents(&envelope.command, tenant, book, &mut documents);
    }
    documents
}

/// Balances a command needs, once its documents are in the book.
#[must_use]
pub fn accounts(envelope: &Envelope, book: &Book, facts: &Facts) -> Accounts {
    let mut accounts = Accounts::default();
    // A refusal may run out before the command is decided, so it does not count as answered here.
    let stored = book.voucher(&envelope.key);
    if stored.is_some_and(|voucher| voucher.status != VoucherStatus::Refused) {
        return accounts;
    }
    let tenant = &envelope.key.tenant;
    let is_of_order = order_accounts(&envelope.command, tenant, book, facts, &mut accounts);
    if let Command::Fulfil(command) = &envelope.command {
        accounts = fulfil::accounts(command, tenant, book, facts);
    } else if !is_of_order {
        accounts = change::accounts(&Desk {
            book,
            facts,
            envelope,
        });
        lots::accounts(&envelope.command, tenant, &mut accounts);
        change::look_at_presales(
            &Desk {
                book,
                facts,
                envelope,
            },
            &mut accounts,
        );
    }
    accounts
        .counters
        .extend(hold_counters(envelope, book, facts));
    accounts.counters.sort();
    accounts.counters.dedup();
    accounts.keys.sort();
    accounts.keys.dedup();
    accounts
        .counters
        .extend(capacity::counters(&envelope.command, tenant, book));
    accounts
}

/// Counters of unpaid holds that an order's command needs.
fn hold_counters(envelope: &Envelope, book: &Book, facts: &Facts) -> Vec<CounterKey> {
    let tenant = &envelope.key.tenant;
    let found = |target: &Target| book.reservation(tenant, target);
    let (found, buyer, lines) = match &envelope.command {
        Command::PreOccupy(hold) => {
            let order = Target::Order(hold.order_no.clone());
            (found(&order), hold.buyer.as_ref(), &hold.lines[..])
        }
        Command::Amend(amend) => {
            let found = found(&amend.target);
            (
                found,
                found.and_then(|r| r.buyer.as_ref()),
                &amend.lines[..],
            )
        }
        Command::Confirm(confirm) => (found(&confirm.target), None, &[][..]),
        Command::Cancel(cancel) => (found(&cancel.target), None, &[][..]),
        Command::Expire(no) => (found(&Target::Reservation(no.clone())), None, &[][..]),
        _ => return Vec::new(),
    };
    let mut keys = preoccupation::hold_counters(tenant, buyer, lines, facts);
    keys.extend(
        found
            .into_iter()
            .flat_map(|held| held.counted().into_keys()),
    );
    keys
}

/// Balances that a command of an order needs; whether it is one.
fn order_accounts(
    command: &Command,
    tenant: &Tenant,
    book: &Book,
    facts: &Facts,
    accounts: &mut Accounts,
) -> bool {
    let found = |target: &Target| book.reservation(tenant, target);
    let held = |target: &Target| found(target).map_or_else(Vec::new, preoccupation::held_keys);
    match command {
        Command::PreOccupy(hold) => {
            preoccupation::hold_accounts(hold, book, facts, tenant, accounts);
        }
        Command::Confirm(confirm) => {
            accounts.keys = held(&confirm.target);
            if let Some(found) = found(&confirm.target) {
                preoccupation::late_accounts(found, book, facts, accounts);
            }
        }
        Command::Amend(amend) => {
            if let Some(found) = found(&amend.target) {
                preoccupation::amend_accounts(amend, found, book, facts, accounts);
            }
        }
        Command::Cancel(cancel) => {
            accounts.keys = held(&cancel.target);
            if let Some(found) = found(&cancel.target) {
                accounts
                    .keys
                    .extend(preoccupation::waiting_keys(found, book));
            }
        }
        Command::Expire(no) => accounts.keys = held(&Target::Reservation(no.clone())),
        Command::Return(command) => accounts.keys = returns::accounts(command, tenant, book),
        Command::Reconcile(command) => reconcile::accounts(command, accounts),
        Command::Extend(_) | Command::Administer(_) => {}
        _ => return false,
    }
    true
}

/// What a setting would come to, with nothing stored; for a trial.
#[must_use]
pub fn try_setting(envelope: &Envelope, facts: &Facts, now: Moment) -> Answer {
    let mut ids = IdSource::new(0);
    match plan(&Book::new(now), facts, envelope, &mut ids) {
        Ok(plan) => plan.answer,
        Err(refusal) => refusal.into(),
    }
}

/// Decides one command against the book, books it or remembers its refusal, and says what the caller is told.
pub fn decide(book: &mut Book, facts: &Facts, envelope: &Envelope, ids: &mut IdSource) -> Answer {
    if let Some(answer) = answered(book, envelope) {
        return answer;
    }
    match plan(book, facts, envelope, ids) {
        // Not due, or over already. Nothing is remembered: the sweeper asks again under the same key when an extended hold is due after all.
        Ok(plan) if is_sweepers(&envelope.command) && plan.does_nothing() => plan.answer,
        Ok(mut plan) => {
            capacity::count(&mut plan, book);
            book.apply(envelope, plan, ids)
        }
        Err(mut refusal) if refusal.leaves_row() => {
            let papers = std::mem::take(&mut refusal.papers);
            book.refuse(envelope, refusal.into(), papers, ids)
        }
        Err(refusal) => refusal.into(),
    }
}

/// Whether the stock center itself asks, because some time is over.
const fn is_sweepers(command: &Command) -> bool {
    matches!(
        command,
        Command::Expire(_)
            | Command::AgeOut(_)
            | Command::RecallRest(_)
            | Command::ConvertPresale(_)
            | Command::Return(ReturnCommand::Due(_))
    )
}

/// The answer of an earlier command under the same key, while it holds.
fn answered(book: &Book, envelope: &Envelope) -> Option<Answer> {
    let stored = book.voucher(&envelope.key)?;
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
    admin::check_switches(envelope, book, facts)?;
    reconcile::check_period(envelope, facts)?;
    lots::check(&envelope.command, book, facts, tenant)?;
    let mut plan = planned(book, facts, envelope, ids)?;
    plan.lots = lots::learned(&envelope.command, book, facts, tenant);
    preoccupation::count_holds(&mut plan, book, facts)?;
    Ok(plan)
}

fn planned(book: &Book, facts: &Facts, envelope: &Envelope, ids: &mut IdSource) -> Outcome<Plan> {
    let tenant: &Tenant = &envelope.key.tenant;
    let desk = &Desk {
        book,
        facts,
        envelope,
    };
    match &envelope.command {
        Command::PreOccupy(hold) => preoccupation::hold(hold, book, facts, tenant, ids),
        Command::Confirm(confirm) => preoccupation::confirm(confirm, book, facts, tenant, ids),
        Command::Cancel(cancel) => preoccupation::cancel(cancel, book, tenant, ids),
        Command::Extend(extend) => preoccupation::extend(extend, book, tenant),
        Command::Expire(no) => preoccupation::expire(no, book, tenant),
        Command::Amend(amend) => preoccupation::amend(amend, book, facts, tenant),
        Command::Fulfil(command) => fulfil::plan(command, book, facts, tenant, ids),
        Command::Return(command) => returns::plan(command, book, facts, tenant, ids),
        Command::Administer(setting) => admin::set(setting, facts),
        Command::Reconcile(command) => reconcile::plan(command, book),
        other => change(other, desk, ids),
    }
}

/// Decides what the goods do.
fn change(command: &Command, desk: &Desk<'_>, ids: &mut IdSource) -> Outcome<Plan> {
    match command {
        Command::PurchaseExpect(expect) => change::expect(expect, desk, ids),
        Command::PurchaseIn(receipt) => {
            let mut plan = change::receive(receipt, desk)?;
            change::serve_received(&mut plan, receipt.rest_expected_at, desk, ids);
            Ok(plan)
        }
        Command::Inspect(inspect) => {
            let mut plan = change::inspect(inspect, desk, ids)?;
            change::serve_received(&mut plan, None, desk, ids);
            Ok(plan)
        }
        Command::Transfer(transfer) => {
            let mut plan = change::transfer(transfer, desk, ids)?;
            change::serve_received(&mut plan, None, desk, ids);
            Ok(plan)
        }
        Command::Presale(PresaleCommand::Open(open)) => change::open_presale(open, desk),
        Command::Presale(PresaleCommand::Close(close)) => change::close_presale(close, desk),
        Command::ConvertPresale(convert) => Ok(change::convert_presale(convert, desk, ids)),
        Command::Freeze(freeze) => {
            let tenant = &desk.envelope.key.tenant;
            let spread = lots::spread(freeze, desk.book, tenant);
            let freeze = spread.as_ref().unwrap_or(freeze);
            let mut plan = change::freeze(freeze, desk, ids)?;
            lots::hold_back(&mut plan, freeze, desk.book, tenant);
            let no = Some(desk.envelope.key.biz_no.as_str());
            lots::flag(&mut plan, freeze, desk.book, tenant, no);
            Ok(plan)
        }
        Command::AgeOut(aged) => match lots::age_out(aged, desk.book, &desk.envelope.key.tenant) {
            Some(freeze) => change::freeze(&freeze, desk, ids),
            None => Ok(Plan::answer(Answer::refused(Code::Ok, String::new()))),
        },
        Command::Unfreeze(unfreeze) => {
            let tenant = &desk.envelope.key.tenant;
            lots::check_release(unfreeze, desk.book, tenant)?;
            let mut plan = change::unfreeze(unfreeze, desk)?;
            lots::flag(&mut plan, unfreeze, desk.book, tenant, None);
            Ok(plan)
        }
        Command::Stocktake(count) => change::stocktake(count, desk, ids),
        Command::Scrap(scrap) => change::scrap(scrap, desk, ids),
        Command::ReturnToVendor(back) => change::return_to_vendor(back, desk, ids),
        Command::AssignPool(assign) => change::assign(assign, desk, ids),
        Command::RecallRest(no) => change::recall_rest(no, desk),
        Command::Reverse(reverse) => change::reverse(reverse, desk),
        Command::PreOccupy(_)
        | Command::Confirm(_)
        | Command::Cancel(_)
        | Command::Extend(_)
        | Command::Amend(_)
        | Command::Expire(_)
        | Command::Fulfil(_)
        | Command::Return(_)
        | Command::Administer(_)
        | Command::Reconcile(_) => Err(Refusal::new(
            Code::SystemError,
            "a command of an order is no change of goods",
        )),
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
