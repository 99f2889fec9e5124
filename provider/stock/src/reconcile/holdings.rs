//! R2: what balances hold for documents is what the documents hold, and no hold outlives its time.

use std::collections::BTreeMap;

use super::ledger::subject;
use super::{DiffClass, Sighting, Subject};
use crate::balance::{Balance, BalanceKey};
use crate::bucket::Bucket;
use crate::fulfilment::Discrepancy;
use crate::ids::{Moment, ReservationNo};

/// A hold is stale when it should have been given back so long ago: many sweeps.
pub const STALE_AFTER_MS: i64 = 60_000;

/// What documents hold in a bucket of a balance.
pub type Held = BTreeMap<(BalanceKey, Bucket), i64>;

/// Compares balances with what documents hold, in the buckets that have documents.
#[must_use]
pub fn compare(
    balances: &[(BalanceKey, Balance)],
    mut held: Held,
    buckets: &[Bucket],
) -> Vec<Sighting> {
    let mut found = Vec::new();
    for (key, balance) in balances {
        for bucket in buckets {
            let documents = held.remove(&(key.clone(), *bucket)).unwrap_or(0);
            let is = balance.get(*bucket);
            if documents != is {
                found.push(sighting(key, *bucket, is, documents));
            }
        }
    }
    for ((key, bucket), documents) in held {
        if documents != 0 && buckets.contains(&bucket) {
            found.push(sighting(&key, bucket, 0, documents));
        }
    }
    found
}

fn sighting(key: &BalanceKey, bucket: Bucket, is: i64, documents: i64) -> Sighting {
    let class = match bucket {
        Bucket::Preoccupied => DiffClass::OrphanHold,
        Bucket::Allocated => DiffClass::GhostAlloc,
        _ => DiffClass::QtyDiff,
    };
    Sighting {
        subject: subject(key, bucket),
        class,
        ours: is,
        theirs: documents,
        tolerance: 0,
        note: Some(if is > documents {
            "the balance holds what no document asks for".to_owned()
        } else {
            "documents ask for more than the balance holds".to_owned()
        }),
    }
}

/// A discrepancy that contract performance keeps until two persons have decided: what was reported and the books do not allow.
#[must_use]
pub fn reported(no: &str, found: &Discrepancy) -> Sighting {
    let sums = found.lines.iter().fold((0_i64, 0_i64), |sums, line| {
        (
            sums.0.saturating_add(line.ours),
            sums.1.saturating_add(line.theirs),
        )
    });
    let subject = found.lines.first().map_or_else(Subject::default, |line| {
        subject(&line.key, Bucket::Available)
    });
    Sighting {
        subject: Subject {
            bucket: None,
            document: Some(no.to_owned()),
            ..subject
        },
        class: DiffClass::QtyDiff,
        ours: sums.0,
        theirs: sums.1,
        tolerance: 0,
        note: Some(format!(
            "reported by contract performance: {}",
            found.cause.as_str()
        )),
    }
}

/// A hold in force whose time was over before [`STALE_AFTER_MS`].
#[must_use]
pub fn stale(no: &ReservationNo, open: i64, expire_at: Moment, now: Moment) -> Option<Sighting> {
    if open == 0 || now.0.saturating_sub(expire_at.0) < STALE_AFTER_MS {
        return None;
    }
    Some(Sighting {
        subject: Subject {
            bucket: Some(Bucket::Preoccupied),
            document: Some(no.to_string()),
            ..Subject::default()
        },
        class: DiffClass::StaleHold,
        ours: open,
        theirs: 0,
        tolerance: 0,
        note: Some("the hold ran out and was not given back".to_owned()),
    })
}
