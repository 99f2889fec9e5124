//! R1: a balance is the sum of its ledger rows, each of which carries on where the one before it ended and belongs to its voucher.

use std::collections::BTreeMap;

use super::{DiffClass, Sighting, Subject};
use crate::balance::{Balance, BalanceKey, Quantities};
use crate::bucket::{BUCKETS, Bucket};
use crate::movement::Leg;

/// What is known of the voucher a ledger row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoucherSpan {
    /// There is none, or it was refused.
    Missing,
    /// It was done, and its rows lie between these two numbers.
    Within(i64, i64),
}

#[derive(Clone, Debug)]
struct Account {
    balance: Balance,
    sum: Quantities,
    /// What lies in each bucket by the row that touched it last.
    after: [i64; BUCKETS],
}

/// Balances of some SKUs, and the ledger rows of those SKUs as they come by.
#[derive(Clone, Debug)]
pub struct Walk {
    accounts: BTreeMap<BalanceKey, Account>,
    /// Accounts with old rows and no balance.
    strays: BTreeMap<BalanceKey, Quantities>,
    /// Rows up to this number are surely committed, and so is their balance.
    settled_seq: i64,
    found: Vec<Sighting>,
}

impl Walk {
    /// Begins with balances as they were read before the first ledger row is.
    #[must_use]
    pub fn new(balances: Vec<(BalanceKey, Balance)>, settled_seq: i64) -> Self {
        let accounts = balances.into_iter().map(|(key, balance)| {
            let account = Account {
                balance,
                sum: Quantities::default(),
                after: [0; BUCKETS],
            };
            (key, account)
        });
        Self {
            accounts: accounts.collect(),
            strays: BTreeMap::new(),
            settled_seq,
            found: Vec::new(),
        }
    }

    /// The last number any of the balances has seen; rows after it are of no interest.
    #[must_use]
    pub fn last_seq(&self) -> i64 {
        let seen = self
            .accounts
            .values()
            .map(|account| account.balance.last_seq);
        seen.max().unwrap_or(0).max(self.settled_seq)
    }

    /// Takes the next row of a SKU, in the order of its numbers.
    pub fn add(&mut self, leg: &Leg, voucher: VoucherSpan) {
        for (side, amount) in [
            (&leg.from, leg.quantity.saturating_neg()),
            (&leg.to, leg.quantity),
        ] {
            let Some(account) = self.accounts.get_mut(&side.key) else {
                if leg.seq <= self.settled_seq {
                    let stray = self.strays.entry(side.key.clone()).or_default();
                    stray.add(side.bucket, amount);
                }
                continue;
            };
            if leg.seq > account.balance.last_seq {
                continue;
            }
            account.sum.add(side.bucket, amount);
            let at = &mut account.after[side.bucket.index()];
            let expected = at.saturating_add(amount);
            *at = side.after;
            if expected != side.after {
                self.found.push(Sighting {
                    subject: Subject {
                        document: Some(format!("ledger {}", leg.seq)),
                        ..subject(&side.key, side.bucket)
                    },
                    class: DiffClass::LedgerGap,
                    ours: side.after,
                    theirs: expected,
                    tolerance: 0,
                    note: Some(
                        "a ledger row does not carry on where the one before it ended".to_owned(),
                    ),
                });
            }
        }
        self.check_voucher(leg, voucher);
    }

    fn check_voucher(&mut self, leg: &Leg, voucher: VoucherSpan) {
        let (class, note) = match voucher {
            VoucherSpan::Within(first, last) if (first..=last).contains(&leg.seq) => return,
            VoucherSpan::Within(..) => (
                DiffClass::DupPost,
                "a ledger row stands outside the rows its voucher names",
            ),
            VoucherSpan::Missing => (
                DiffClass::LedgerGap,
                "a ledger row names a voucher that was not done",
            ),
        };
        self.found.push(Sighting {
            subject: Subject {
                document: Some(format!("ledger {}", leg.seq)),
                ..subject(&leg.to.key, leg.to.bucket)
            },
            class,
            ours: leg.quantity,
            theirs: 0,
            tolerance: 0,
            note: Some(note.to_owned()),
        });
    }

    /// How many differences were found so far.
    #[must_use]
    pub const fn found(&self) -> usize {
        self.found.len()
    }

    /// Compares the sums, once all rows have come by.
    #[must_use]
    pub fn finish(mut self) -> Vec<Sighting> {
        for (key, account) in &self.accounts {
            for bucket in Bucket::ALL {
                let (is, sum) = (account.balance.get(bucket), account.sum.get(bucket));
                if is != sum {
                    self.found.push(Sighting {
                        subject: subject(key, bucket),
                        class: DiffClass::LedgerGap,
                        ours: is,
                        theirs: sum,
                        tolerance: 0,
                        note: Some("the balance is not the sum of its ledger rows".to_owned()),
                    });
                }
            }
        }
        for (key, sums) in &self.strays {
            for bucket in Bucket::ALL {
                let sum = sums.get(bucket);
                if sum != 0 {
                    self.found.push(Sighting {
                        subject: subject(key, bucket),
                        class: DiffClass::LedgerGap,
                        ours: 0,
                        theirs: sum,
                        tolerance: 0,
                        note: Some("there are ledger rows and no balance".to_owned()),
                    });
                }
            }
        }
        self.found
    }
}

/// A bucket of a balance as a subject.
#[must_use]
pub fn subject(key: &BalanceKey, bucket: Bucket) -> Subject {
    Subject {
        owner: Some(key.owner.clone()),
        sku: Some(key.sku.clone()),
        warehouse: Some(key.warehouse.clone()),
        pool: Some(key.pool.clone()),
        bucket: Some(bucket),
        lot: super::snapshot::lot_of(key),
        document: None,
    }
}
