//! Vouchers and the outbox: I4, I8 and I11.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use stock::op::{Voucher, VoucherStatus};

use crate::check::Found;
use crate::error::Error;
use crate::rows;
use crate::statement::Statement;
use crate::tx::Tx;

/// A voucher of a page with what only the store knows of it.
struct Entry {
    voucher: Voucher,
    span: Option<(i64, i64)>,
    outbox_id: i64,
}

pub(super) async fn check(tx: &mut Tx, page_rows: usize, found: &mut Found) -> Result<(), Error> {
    // Reversals are corrections by hand: their numbers fit in memory.
    let mut reversed = HashSet::new();
    let mut undone = HashSet::new();
    let mut after = i64::MIN;
    while !found.is_full() {
        let mut statement = Statement::new(format!(
            "SELECT {}, outbox_id FROM voucher WHERE id > ",
            rows::VOUCHER
        ));
        statement
            .bind(after)
            .push(&format!(" ORDER BY id LIMIT {page_rows}"));
        let page = tx.fetch(&statement).await?;
        let mut entries = Vec::with_capacity(page.len());
        for row in &page {
            after = row.int(0)?;
            match rows::voucher(row) {
                Ok(voucher) => entries.push(Entry {
                    voucher,
                    span: rows::voucher_legs(row)?,
                    outbox_id: row.int(19)?,
                }),
                Err(error) => found.expect(false, "I8", || format!("V{after}: {error}")),
            }
        }
        for entry in &entries {
            check_state(&entry.voucher, found);
            if entry.voucher.status == VoucherStatus::Reversed {
                reversed.insert(entry.voucher.id);
            }
            if let Some(original) = entry.voucher.reverses {
                found.expect(undone.insert(original), "I4", || {
                    format!(
                        "V{original} is undone twice, the second time by V{}",
                        entry.voucher.id
                    )
                });
            }
        }
        ends_are_there(tx, &entries, found).await?;
        named_in_outbox(tx, &entries, found).await?;
        if page.len() < page_rows {
            break;
        }
    }
    for id in reversed.symmetric_difference(&undone) {
        found.expect(false, "I4", || {
            if reversed.contains(id) {
                format!("V{id} says it is reversed and nothing undoes it")
            } else {
                format!("V{id} is undone and does not say so")
            }
        });
    }
    Ok(())
}

fn check_state(voucher: &Voucher, found: &mut Found) {
    let refused = voucher.status == VoucherStatus::Refused;
    let code = voucher.answer.code;
    found.expect(refused != code.is_success(), "I8", || {
        format!(
            "{} is {} and answers {}",
            voucher.no(),
            voucher.status.as_str(),
            code.as_str()
        )
    });
    found.expect(refused == voucher.refused_until.is_some(), "I8", || {
        format!(
            "{} is {} and refused until {:?}",
            voucher.no(),
            voucher.status.as_str(),
            voucher.refused_until
        )
    });
}

/// The first and the last ledger row a voucher names are there and its own.
async fn ends_are_there(tx: &mut Tx, entries: &[Entry], found: &mut Found) -> Result<(), Error> {
    let mut ends = BTreeMap::new();
    for entry in entries {
        if let Some((first, last)) = entry.span {
            ends.insert(first, entry.voucher.id);
            ends.insert(last, entry.voucher.id);
        }
    }
    let wanted: Vec<i64> = ends.keys().copied().collect();
    for piece in wanted.chunks(crate::statement::LIST_MAX) {
        let mut statement = Statement::new("SELECT seq, voucher_id FROM ledger WHERE seq IN ");
        statement.list(piece.iter().copied());
        for row in tx.fetch(&statement).await? {
            let (seq, voucher) = (row.int(0)?, row.int(1)?);
            if ends.get(&seq) == Some(&voucher) {
                ends.remove(&seq);
            }
        }
    }
    for (seq, voucher) in ends {
        found.expect(false, "I4", || {
            format!("ledger row {seq} of V{voucher} is gone")
        });
    }
    Ok(())
}

async fn named_in_outbox(tx: &mut Tx, entries: &[Entry], found: &mut Found) -> Result<(), Error> {
    let ids: BTreeSet<i64> = entries.iter().map(|entry| entry.outbox_id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    // Rows that were sent long ago are purged, in the order of their identifiers; one that was not sent stays behind.
    let purged = tx.position(crate::purge::OUTBOX).await?;
    let mut statement = Statement::new("SELECT id, vouchers FROM outbox WHERE id IN ");
    statement.list(ids);
    let mut named = BTreeMap::new();
    for row in tx.fetch(&statement).await? {
        named.insert(row.int(0)?, names(row.text(1)?).collect::<HashSet<i64>>());
    }
    for entry in entries {
        let is_named = named.get(&entry.outbox_id).map_or_else(
            || entry.outbox_id <= purged,
            |names| names.contains(&entry.voucher.id),
        );
        found.expect(is_named, "I11", || {
            format!(
                "V{} is not named by its outbox row {}",
                entry.voucher.id, entry.outbox_id
            )
        });
    }
    Ok(())
}

/// No outbox row names a voucher of another one. A name without a voucher is a refusal whose time was over; a row without a name tells what no voucher does.
pub(super) async fn outbox(tx: &mut Tx, page_rows: usize, found: &mut Found) -> Result<(), Error> {
    let mut after = i64::MIN;
    while !found.is_full() {
        let mut statement = Statement::new(
            "SELECT id, vouchers, CASE WHEN notice IS NULL THEN 0 ELSE 1 END FROM outbox WHERE id > ",
        );
        statement
            .bind(after)
            .push(&format!(" ORDER BY id LIMIT {page_rows}"));
        let page = tx.fetch(&statement).await?;
        let mut names_of = Vec::new();
        for row in &page {
            after = row.int(0)?;
            let text = row.text(1)?;
            let is_notice = row.int(2)? == 1;
            let named = text.split(',').count();
            let is_whole = if is_notice {
                text.is_empty()
            } else {
                names(text).count() == named
            };
            found.expect(is_whole, "I11", || {
                format!("outbox row {after} names something that is no voucher")
            });
            names_of.extend(names(text).map(|voucher| (voucher, after)));
        }
        for piece in names_of.chunks(crate::statement::LIST_MAX) {
            let mut statement = Statement::new("SELECT id, outbox_id FROM voucher WHERE id IN ");
            statement.list(piece.iter().map(|(voucher, _)| *voucher));
            let mut owners = BTreeMap::new();
            for row in tx.fetch(&statement).await? {
                owners.insert(row.int(0)?, row.int(1)?);
            }
            for (voucher, outbox) in piece {
                let owner = owners.get(voucher).copied();
                found.expect(owner.is_none_or(|owner| owner == *outbox), "I11", || {
                    format!("outbox row {outbox} names V{voucher}, which belongs to row {owner:?}")
                });
            }
        }
        if page.len() < page_rows {
            break;
        }
    }
    Ok(())
}

fn names(text: &str) -> impl Iterator<Item = i64> {
    text.split(',').filter_map(|name| name.parse().ok())
}
