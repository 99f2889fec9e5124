//! Balances, ledger and what documents hold of them: I1, I2, I3, I5 and the ledger's half of I4, SKU by SKU.

use std::collections::{BTreeMap, BTreeSet};

use stock::balance::{Balance, BalanceKey, Quantities};
use stock::bucket::Bucket;
use stock::check::is_documented;
use stock::ids::{Owner, Sku, Tenant};
use stock::movement::{Leg, Side};
use stock::op::VoucherStatus;

use crate::check::{Found, spell};
use crate::error::Error;
use crate::rows;
use crate::statement::Statement;
use crate::tx::Tx;

/// SKUs looked at together.
const SKUS: usize = 128;

/// SKUs after one, up to another or to the end.
#[derive(Clone, Debug)]
struct Range {
    after: String,
    to: Option<String>,
}

impl Range {
    fn bind<'a>(&'a self, column: &str, statement: &mut Statement<'a>) {
        statement.push(column).push(" > ").bind(self.after.as_str());
        if let Some(to) = &self.to {
            statement
                .push(" AND ")
                .push(column)
                .push(" <= ")
                .bind(to.as_str());
        }
    }
}

/// What the ledger says of one balance.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    quantities: Quantities,
    last_seq: i64,
}

pub(super) async fn check(tx: &mut Tx, page_rows: usize, found: &mut Found) -> Result<(), Error> {
    let mut after = String::new();
    while !found.is_full() {
        let mut statement = Statement::new("SELECT DISTINCT sku FROM balance WHERE sku > ");
        statement
            .bind(after.as_str())
            .push(&format!(" ORDER BY sku LIMIT {SKUS}"));
        let rows = tx.fetch(&statement).await?;
        let to = match rows.last() {
            Some(row) if rows.len() == SKUS => Some(row.text(0)?.to_owned()),
            _ => None,
        };
        let range = Range { after, to };
        check_range(tx, &range, page_rows, found).await?;
        match range.to {
            Some(to) => after = to,
            None => break,
        }
    }
    Ok(())
}

async fn check_range(
    tx: &mut Tx,
    range: &Range,
    page_rows: usize,
    found: &mut Found,
) -> Result<(), Error> {
    let balances = balances(tx, range).await?;
    signs_and_sums(&balances, found);
    let mut running = walk_ledger(tx, range, page_rows, found).await?;
    for (key, balance) in &balances {
        let ledger = running.remove(key).unwrap_or_default();
        for bucket in Bucket::ALL {
            let (is, sum) = (balance.get(bucket), ledger.quantities.get(bucket));
            found.expect(is == sum, "I3", || {
                format!(
                    "{} has {is} in {}, its ledger rows come to {sum}",
                    spell(key),
                    bucket.as_str()
                )
            });
        }
        found.expect(balance.last_seq >= ledger.last_seq, "I3", || {
            format!(
                "{} says its last row is {} and has row {}",
                spell(key),
                balance.last_seq,
                ledger.last_seq
            )
        });
    }
    for key in running.keys() {
        found.expect(false, "I3", || {
            format!("{} has ledger rows and no balance", spell(key))
        });
    }
    holdings(tx, range, &balances, found).await
}

async fn balances(tx: &mut Tx, range: &Range) -> Result<BTreeMap<BalanceKey, Balance>, Error> {
    let mut statement = Statement::new(format!(
        "SELECT {}, id, last_seq{} FROM balance WHERE ",
        rows::BALANCE_KEY,
        rows::bucket_columns()
    ));
    range.bind("sku", &mut statement);
    let mut balances = BTreeMap::new();
    for row in tx.fetch(&statement).await? {
        let balance = Balance {
            id: row.int(6)?,
            last_seq: row.int(7)?,
            quantities: rows::quantities(&row, 8)?,
        };
        balances.insert(rows::balance_key(&row, 0)?, balance);
    }
    Ok(balances)
}

fn signs_and_sums(balances: &BTreeMap<BalanceKey, Balance>, found: &mut Found) {
    let mut sums: BTreeMap<(&Tenant, &Owner, &Sku), i128> = BTreeMap::new();
    for (key, balance) in balances {
        for bucket in Bucket::ALL
            .into_iter()
            .filter(|bucket| bucket.is_internal())
        {
            let quantity = balance.get(bucket);
            found.expect(quantity >= 0, "I1", || {
                format!("{} has {quantity} in {}", spell(key), bucket.as_str())
            });
        }
        let sum: i128 = balance
            .quantities
            .columns()
            .iter()
            .map(|q| i128::from(*q))
            .sum();
        *sums.entry((&key.tenant, &key.owner, &key.sku)).or_default() += sum;
    }
    for ((tenant, owner, sku), sum) in sums {
        found.expect(sum == 0, "I2", || {
            format!("all buckets of {tenant}/{owner}/{sku} add up to {sum}, not 0")
        });
    }
}

/// Adds up the ledger of a range, row by row in the order of each SKU.
async fn walk_ledger(
    tx: &mut Tx,
    range: &Range,
    page_rows: usize,
    found: &mut Found,
) -> Result<BTreeMap<BalanceKey, Running>, Error> {
    let mut running = BTreeMap::new();
    let mut rest = range.clone();
    let mut inside: Option<(String, i64)> = None;
    loop {
        let mut statement = Statement::new(format!("SELECT {} FROM ledger WHERE ", rows::LEDGER));
        // Either on within a SKU or on to the next ones: one index range each, however long a SKU's ledger is.
        match &inside {
            Some((sku, seq)) => {
                statement
                    .push("sku = ")
                    .bind(sku.as_str())
                    .push(" AND seq > ")
                    .bind(*seq);
            }
            None => rest.bind("sku", &mut statement),
        }
        statement.push(&format!(" ORDER BY sku, seq LIMIT {page_rows}"));
        let page = tx.fetch(&statement).await?;
        let legs: Vec<Leg> = page.iter().map(rows::leg).collect::<Result<_, _>>()?;
        drop(statement);
        for leg in &legs {
            add_leg(leg, &mut running, found);
        }
        vouchers_done(tx, &legs, found).await?;
        if found.is_full() {
            return Ok(running);
        }
        inside = match (legs.last(), legs.len() == page_rows, inside) {
            (Some(last), true, _) => Some((last.from.key.sku.to_string(), last.seq)),
            (_, _, Some((sku, _))) => {
                rest.after = sku;
                None
            }
            (_, _, None) => return Ok(running),
        };
    }
}

fn add_leg(leg: &Leg, running: &mut BTreeMap<BalanceKey, Running>, found: &mut Found) {
    found.expect(leg.quantity > 0, "I2", || {
        format!("ledger row {} moves {}", leg.seq, leg.quantity)
    });
    let mut side = |side: &Side, amount: i64| {
        let account = running.entry(side.key.clone()).or_default();
        account.quantities.add(side.bucket, amount);
        account.last_seq = leg.seq;
        let sum = account.quantities.get(side.bucket);
        found.expect(sum == side.after, "I3", || {
            format!(
                "ledger row {} leaves {} in {} of {}, the rows so far come to {sum}",
                leg.seq,
                side.after,
                side.bucket.as_str(),
                spell(&side.key)
            )
        });
        // One break is told once, not with every row after it.
        account
            .quantities
            .add(side.bucket, side.after.saturating_sub(sum));
    };
    side(&leg.from, leg.quantity.saturating_neg());
    side(&leg.to, leg.quantity);
}

/// Ledger rows belong to vouchers that were done, within the numbers these name.
async fn vouchers_done(tx: &mut Tx, legs: &[Leg], found: &mut Found) -> Result<(), Error> {
    let ids: BTreeSet<i64> = legs.iter().map(|leg| leg.voucher_id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let mut statement =
        Statement::new("SELECT id, status, first_seq, last_seq FROM voucher WHERE id IN ");
    statement.list(ids);
    let mut spans = BTreeMap::new();
    for row in tx.fetch(&statement).await? {
        if row.code(1, VoucherStatus::parse)? != VoucherStatus::Refused {
            spans.insert(row.int(0)?, row.int_or_null(2)?.zip(row.int_or_null(3)?));
        }
    }
    for leg in legs {
        let span = spans.get(&leg.voucher_id);
        found.expect(span.is_some(), "I4", || {
            format!(
                "ledger row {} belongs to V{}, which is no voucher that was done",
                leg.seq, leg.voucher_id
            )
        });
        let within = span
            .is_none_or(|span| span.is_some_and(|(first, last)| (first..=last).contains(&leg.seq)));
        found.expect(within, "I4", || {
            format!(
                "ledger row {} is not among the rows V{} names: {span:?}",
                leg.seq, leg.voucher_id
            )
        });
    }
    Ok(())
}

/// I5 for a range: what open lines hold against what balances say.
async fn holdings(
    tx: &mut Tx,
    range: &Range,
    balances: &BTreeMap<BalanceKey, Balance>,
    found: &mut Found,
) -> Result<(), Error> {
    let lines = [
        (
            Bucket::Preoccupied,
            "reservation",
            "l.reserved - l.confirmed - l.released",
            " AND l.presale_no IS NULL",
        ),
        (
            Bucket::PresaleHeld,
            "reservation",
            "l.reserved - l.confirmed - l.released",
            " AND l.presale_no IS NOT NULL",
        ),
        (
            Bucket::Allocated,
            "fulfilment",
            "l.allocated - l.deallocated - l.shipped",
            "",
        ),
    ];
    let mut claims = claims(tx, range).await?;
    for (bucket, document, open, only) in lines {
        let mut statement = Statement::new(format!(
            "SELECT l.sku, l.warehouse, l.pool, l.lot, l.owner, d.tenant, CAST(SUM({open}) AS SIGNED) \
             FROM {document}_line l JOIN {document} d ON d.id = l.{document}_id WHERE "
        ));
        range.bind("l.open_sku", &mut statement);
        statement.push(only);
        statement.push(" GROUP BY l.sku, l.warehouse, l.pool, l.lot, l.owner, d.tenant");
        let mut held = BTreeMap::new();
        for row in tx.fetch(&statement).await? {
            held.insert(rows::balance_key(&row, 0)?, row.int(6)?);
        }
        for (key, held) in held {
            *claims.entry((key, bucket)).or_default() += held;
        }
    }
    for (key, balance) in balances {
        for bucket in Bucket::ALL.into_iter().filter(|b| b.is_internal()) {
            let documents = claims.remove(&(key.clone(), bucket)).unwrap_or(0);
            let is = balance.get(bucket);
            let sound = if is_documented(bucket) {
                documents == is
            } else {
                documents <= is
            };
            found.expect(sound, "I5", || {
                format!(
                    "{} has {is} in {}, open documents hold {documents}",
                    spell(key),
                    bucket.as_str()
                )
            });
        }
    }
    for ((key, bucket), documents) in claims {
        found.expect(documents == 0, "I5", || {
            format!(
                "documents hold {documents} in {} of {}, which has no balance",
                bucket.as_str(),
                spell(&key)
            )
        });
    }
    Ok(())
}

/// What papers account for in a range, by balance and bucket.
async fn claims(tx: &mut Tx, range: &Range) -> Result<BTreeMap<(BalanceKey, Bucket), i64>, Error> {
    let key = rows::BALANCE_KEY;
    let mut statement = Statement::new(format!(
        "SELECT {key}, bucket, CAST(SUM(quantity) AS SIGNED) FROM paper_claim WHERE "
    ));
    range.bind("sku", &mut statement);
    statement.push(&format!(" GROUP BY {key}, bucket"));
    let mut claims = BTreeMap::new();
    for row in tx.fetch(&statement).await? {
        let bucket = row.code(rows::BALANCE_KEY_WIDTH, Bucket::parse)?;
        let quantity = row.int(rows::BALANCE_KEY_WIDTH + 1)?;
        claims.insert((rows::balance_key(&row, 0)?, bucket), quantity);
    }
    Ok(claims)
}
