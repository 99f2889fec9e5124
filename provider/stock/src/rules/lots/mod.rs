//! Lots: goods of a tracked SKU always name one, receipts say what there is to know of it, and what is too old or recalled is locked.

mod age;
mod recall;
#[cfg(test)]
mod tests;

pub(super) use age::age_out;
pub(super) use recall::{REASON as RECALL, accounts, check_release, flag, hold_back, spread};

use super::refusal::{Outcome, Refusal};
use std::collections::BTreeMap;

use crate::book::Book;
use crate::bucket::Bucket;
use crate::command::{Command, LotDates, StockLine, Stocktake};
use crate::facts::Facts;
use crate::ids::{Day, Lot, Sku, Tenant};
use crate::lot::LotFacts;
use crate::policy::AGE_DAYS_MAX;

/// Lines of a command that move goods, wherever they stand in it.
fn goods_lines(command: &Command) -> Vec<&StockLine> {
    match command {
        Command::PurchaseIn(receipt) => receipt.lines.iter().collect(),
        Command::Inspect(inspect) => inspect.passed.iter().chain(&inspect.failed).collect(),
        Command::Freeze(freeze) | Command::Unfreeze(freeze) => freeze.lines.iter().collect(),
        Command::Scrap(scrap) => scrap.lines.iter().collect(),
        Command::Transfer(transfer) => transfer.lines().iter().collect(),
        Command::ReturnToVendor(back) => back.lines.iter().collect(),
        Command::AssignPool(assign) => assign.lines.iter().collect(),
        _ => Vec::new(),
    }
}

/// Checks that goods name a lot where their SKU is tracked, and only there, and that a lot's dates are what is known of it.
///
/// # Errors
/// A lot that is missing, not asked for or not known; dates that contradict what is known, or are missing where its age decides.
pub(super) fn check(command: &Command, book: &Book, facts: &Facts, tenant: &Tenant) -> Outcome<()> {
    let mut new: BTreeMap<(&Sku, &Lot), LotDates> = BTreeMap::new();
    for line in goods_lines(command) {
        let Some(sku) = facts.skus.get(&line.sku).filter(|sku| sku.kit.is_empty()) else {
            // The command's own rule says what is wrong with it.
            continue;
        };
        let is_receipt = matches!(command, Command::PurchaseIn(_));
        let tracked = sku.lots.is_some() && (is_receipt || !has_plain(book, tenant, &line.sku));
        let Some(lot) = named(line, sku.lots.is_some(), tracked)? else {
            no_dates(line, "no lot is")?;
            continue;
        };
        let known = book.lots.get(tenant, &line.sku, lot);
        if !is_receipt {
            known_lot(line.line_no, &line.sku, lot, known)?;
            no_dates(line, "only a receipt tells them")?;
            continue;
        }
        match known {
            Some(known) => same_dates(line, known)?,
            None => {
                let first = new.entry((&line.sku, lot)).or_insert(line.dates);
                if *first != line.dates {
                    return Err(Refusal::form(format!(
                        "line {}: lot {lot} of sku {} is on two lines with different dates: one lot has one date",
                        line.line_no, line.sku
                    )));
                }
                new_dates(line, facts, book.today())?;
            }
        }
    }
    match command {
        Command::Stocktake(count) => check_count(count, book, facts, tenant),
        Command::PurchaseExpect(expect) => {
            let mut lines = expect.lines.iter();
            match lines.find(|line| line.lot.is_some() || !line.dates.are_unknown()) {
                Some(line) => Err(Refusal::form(format!(
                    "line {}: a lot or its dates are given for sku {}: what is announced has none yet, the receipt tells them",
                    line.line_no, line.sku
                ))),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn check_count(count: &Stocktake, book: &Book, facts: &Facts, tenant: &Tenant) -> Outcome<()> {
    for line in &count.lines {
        let sku = facts.skus.get(&line.sku).filter(|sku| sku.kit.is_empty());
        let Some(sku) = sku else { continue };
        let tracked = sku.lots.is_some() && !has_plain(book, tenant, &line.sku);
        let as_line = StockLine {
            line_no: line.line_no,
            sku: line.sku.clone(),
            quantity: line.counted,
            owner: None,
            pool: None,
            lot: line.lot.clone(),
            dates: LotDates::default(),
            unit_cost: None,
        };
        if let Some(lot) = named(&as_line, sku.lots.is_some(), tracked)? {
            let known = book.lots.get(tenant, &line.sku, lot);
            known_lot(line.line_no, &line.sku, lot, known)?;
        }
    }
    Ok(())
}

/// Whether goods of a SKU are there that have no lot: from before it was tracked, or returned by somebody who could not tell.
fn has_plain(book: &Book, tenant: &Tenant, sku: &Sku) -> bool {
    let mut balances = book.balances.iter();
    balances.any(|(key, balance)| {
        // Announced goods and presale quota have no lot yet, whatever their SKU.
        let memo = [Bucket::Incoming, Bucket::PresaleAvail, Bucket::PresaleHeld];
        let mut internal = Bucket::ALL
            .into_iter()
            .filter(|b| b.is_internal() && !memo.contains(b));
        key.lot.is_none()
            && key.sku == *sku
            && key.tenant == *tenant
            && internal.any(|b| balance.get(b) > 0)
    })
}

/// The lot a line names. Only SKUs with lots may name one, and where there are no goods without one they have to.
fn named(line: &StockLine, may: bool, must: bool) -> Outcome<Option<&Lot>> {
    let (line_no, sku) = (line.line_no, &line.sku);
    match line.lot.as_ref().filter(|lot| !lot.is_none()) {
        None if must => Err(Refusal::form(format!(
            "line {line_no}: sku {sku} is tracked by lots and none is named: give its lotNo"
        ))
        .with("sku", sku)),
        Some(lot) if !may => Err(Refusal::form(format!(
            "line {line_no}: lot {lot} is named, but sku {sku} is not tracked by lots: leave lotNo out, or set how its lots may be sold first"
        ))
        .with("sku", sku)),
        lot => Ok(lot),
    }
}

fn known_lot(line_no: i64, sku: &Sku, lot: &Lot, known: Option<&LotFacts>) -> Outcome<()> {
    if known.is_some() {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "line {line_no}: there is no lot {lot} of sku {sku}: check the code, or receive it first"
    ))
    .with("sku", sku)
    .with("lotNo", lot))
}

fn no_dates(line: &StockLine, why: &str) -> Outcome<()> {
    if line.dates.are_unknown() {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "line {}: producedAt or expiresAt is given for sku {}, but {why}: leave them out",
        line.line_no, line.sku
    )))
}

/// Dates given again must be those that are known.
fn same_dates(line: &StockLine, known: &LotFacts) -> Outcome<()> {
    let pairs = [
        ("producedAt", line.dates.produced_on, known.produced_on),
        ("expiresAt", line.dates.expires_on, known.expires_on),
    ];
    for (name, given, known) in pairs {
        if given.is_some() && given != known {
            let text = |day: Option<Day>| day.map_or_else(|| "unknown".to_owned(), date_text);
            return Err(Refusal::form(format!(
                "line {}: {name} of lot {} of sku {} is {}, it was received as {}: correct it, or name another lot",
                line.line_no,
                line.lot.as_ref().map_or("", Lot::as_str),
                line.sku,
                text(given),
                text(known)
            )));
        }
    }
    Ok(())
}

/// Dates of a lot that is new.
fn new_dates(line: &StockLine, facts: &Facts, today: Day) -> Outcome<()> {
    let refuse = |what: String| {
        Err(Refusal::form(format!(
            "line {}: {what} (sku {})",
            line.line_no, line.sku
        )))
    };
    let policy = facts.skus.get(&line.sku).and_then(|sku| sku.lots);
    let dates = line.dates;
    if policy.is_some_and(|policy| policy.max_age_days.is_some()) && dates.produced_on.is_none() {
        return refuse(
            "producedAt is absent; a new lot of a sku that may be sold up to an age needs it"
                .to_owned(),
        );
    }
    if let Some(made) = dates.produced_on {
        if made > today {
            return refuse(format!(
                "producedAt is {}, which is after today, {}",
                date_text(made),
                date_text(today)
            ));
        }
        if today.since(made) > AGE_DAYS_MAX {
            return refuse(format!(
                "producedAt is {}, more than {AGE_DAYS_MAX} days ago",
                date_text(made)
            ));
        }
    }
    match (dates.produced_on, dates.expires_on) {
        (Some(made), Some(expires)) if expires < made => refuse(format!(
            "expiresAt is {}, before producedAt, {}",
            date_text(expires),
            date_text(made)
        )),
        (_, Some(expires)) if expires.since(today).abs() > AGE_DAYS_MAX => refuse(format!(
            "expiresAt is {}, more than {AGE_DAYS_MAX} days from today",
            date_text(expires)
        )),
        _ => Ok(()),
    }
}

/// What a receipt teaches of lots that were not known.
pub(super) fn learned(
    command: &Command,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
) -> Vec<LotFacts> {
    let Command::PurchaseIn(receipt) = command else {
        return Vec::new();
    };
    let mut learned: Vec<LotFacts> = Vec::new();
    for line in &receipt.lines {
        let Some(lot) = line.lot.as_ref().filter(|lot| !lot.is_none()) else {
            continue;
        };
        let mut others = learned.iter();
        let again = others.any(|other| other.sku == line.sku && other.lot == *lot);
        if !again && book.lots.get(tenant, &line.sku, lot).is_none() {
            let policy = facts.skus.get(&line.sku).and_then(|sku| sku.lots);
            learned.push(LotFacts {
                tenant: tenant.clone(),
                sku: line.sku.clone(),
                lot: lot.clone(),
                produced_on: line.dates.produced_on,
                expires_on: line.dates.expires_on,
                received_at: book.now,
                recall_no: None,
                policy: policy.unwrap_or_default(),
            });
        }
    }
    learned
}

/// A day as people write it.
fn date_text(day: Day) -> String {
    // Civil date from days, by eras of 400 years.
    let shifted = i128::from(day.0) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i128::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}
