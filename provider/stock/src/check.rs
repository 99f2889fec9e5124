//! Check: the invariants of stock over everything that is stored. Run by tests after every step, and by whoever can read a consistent snapshot.
//!
//! I1 no internal bucket is negative. I2 every movement has two ends: all buckets of an owner's SKU add up to zero. I3 a balance is the sum of its ledger
//! rows, each of which carries on where the one before it ended. I4 a voucher is reversed at most once, and ledger rows belong to one that was done. I5 what
//! is pre-occupied, allocated or on its way is what open documents hold, and no bucket is claimed for more than is there. I6 no line gives away more than it has. I7 a closed document holds nothing. I8 one key, one voucher.
//! What is counted of buyers' holds and of sites' waves is what documents say (I5, too).
//! I10 lots add up: what came into a lot lies in one of its buckets, no leg carries goods from one lot into another, and every lot with goods is known.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::balance::{Balance, BalanceKey, Quantities};
use crate::bucket::Bucket;
use crate::counter::CounterKey;
use crate::ids::{Lot, Owner, Sku, Tenant};
use crate::lot::Lots;
use crate::movement::Leg;
use crate::op::{OpKey, Voucher, VoucherStatus};
use crate::paper::{CLAIMED_WHOLLY, Paper};
use crate::reservation::{Fulfilment, Reservation, ReservationStatus};
use crate::sourcing::held;

/// Everything stored, at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    /// Balances.
    pub balances: &'a BTreeMap<BalanceKey, Balance>,
    /// What is known of lots.
    pub lots: &'a Lots,
    /// The ledger, in order of sequence number.
    pub legs: &'a [Leg],
    /// Vouchers by row identifier.
    pub vouchers: &'a BTreeMap<i64, Voucher>,
    /// Reservations by row identifier.
    pub reservations: &'a BTreeMap<i64, Reservation>,
    /// Fulfilment orders by row identifier.
    pub fulfilments: &'a BTreeMap<i64, Fulfilment>,
    /// Papers by row identifier.
    pub papers: &'a BTreeMap<i64, Paper>,
    /// Counters.
    pub counters: &'a BTreeMap<CounterKey, i64>,
}

/// Something that must never be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which invariant: `I1` to `I8`.
    pub invariant: &'static str,
    /// What is wrong, with the figures.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.what)
    }
}

/// Every violation in a snapshot; none if all is well.
#[must_use]
pub fn check(snapshot: &Snapshot<'_>) -> Vec<Violation> {
    let mut found = Found(Vec::new());
    balances(snapshot, &mut found);
    lots(snapshot, &mut found);
    ledger(snapshot, &mut found);
    vouchers(snapshot, &mut found);
    holdings(snapshot, &mut found);
    reservations(snapshot, &mut found);
    fulfilments(snapshot, &mut found);
    counters(snapshot, &mut found);
    found.0
}

struct Found(Vec<Violation>);

impl Found {
    fn expect(&mut self, holds: bool, invariant: &'static str, what: impl FnOnce() -> String) {
        if !holds {
            self.0.push(Violation {
                invariant,
                what: what(),
            });
        }
    }
}

fn spell(key: &BalanceKey) -> String {
    let lot = if key.lot.is_none() { "" } else { "~" };
    format!(
        "{}/{}/{}{lot}{}/{}",
        key.sku, key.warehouse, key.pool, key.lot, key.owner
    )
}

fn balances(snapshot: &Snapshot<'_>, found: &mut Found) {
    let mut sums: BTreeMap<(&Tenant, &Owner, &Sku), i128> = BTreeMap::new();
    for (key, balance) in snapshot.balances {
        if let Some((bucket, quantity)) = balance.quantities.negative_internal() {
            found.expect(false, "I1", || {
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
    for ((_, owner, sku), sum) in sums {
        found.expect(sum == 0, "I2", || {
            format!("all buckets of {sku} of {owner} add up to {sum}, not 0")
        });
    }
}

/// I10: the buckets of one lot add up to zero, as those of its SKU do, so that the lots of a bucket are all there is in it.
fn lots(snapshot: &Snapshot<'_>, found: &mut Found) {
    let mut sums: BTreeMap<(&Tenant, &Owner, &Sku, &Lot), i128> = BTreeMap::new();
    for (key, balance) in snapshot.balances {
        let columns = balance.quantities.columns().iter();
        let sum: i128 = columns.map(|q| i128::from(*q)).sum();
        *sums
            .entry((&key.tenant, &key.owner, &key.sku, &key.lot))
            .or_default() += sum;
        let known = key.lot.is_none() || snapshot.lots.of(key).is_some();
        found.expect(known, "I10", || {
            format!("nothing is known of the lot of {}", spell(key))
        });
    }
    for ((_, owner, sku, lot), sum) in sums {
        found.expect(sum == 0, "I10", || {
            format!("all buckets of lot {lot:?} of {sku} of {owner} add up to {sum}, not 0")
        });
    }
}

fn ledger(snapshot: &Snapshot<'_>, found: &mut Found) {
    let mut running: BTreeMap<&BalanceKey, (Quantities, i64)> = BTreeMap::new();
    let mut last_seq = i64::MIN;
    for leg in snapshot.legs {
        let (from, to) = (&leg.from, &leg.to);
        found.expect(leg.seq > last_seq, "I3", || {
            format!("ledger row {} does not come after {last_seq}", leg.seq)
        });
        last_seq = leg.seq;
        let one_stock = from.key.sku == to.key.sku
            && from.key.owner == to.key.owner
            && from.key.tenant == to.key.tenant;
        found.expect(from.key.lot == to.key.lot, "I10", || {
            format!(
                "ledger row {} carries goods from lot {:?} into {:?}",
                leg.seq, from.key.lot, to.key.lot
            )
        });
        found.expect(leg.quantity > 0 && one_stock, "I2", || {
            format!(
                "ledger row {} moves {} from {} to {}",
                leg.seq,
                leg.quantity,
                spell(&from.key),
                spell(&to.key)
            )
        });
        for (side, amount) in [(from, -leg.quantity), (to, leg.quantity)] {
            let (sum, seq) = running.entry(&side.key).or_default();
            sum.add(side.bucket, amount);
            *seq = leg.seq;
            let sum = sum.get(side.bucket);
            found.expect(sum == side.after, "I3", || {
                format!(
                    "ledger row {} leaves {} in {} of {}, the rows so far come to {sum}",
                    leg.seq,
                    side.after,
                    side.bucket.as_str(),
                    spell(&side.key)
                )
            });
        }
        let done = snapshot
            .vouchers
            .get(&leg.voucher_id)
            .is_some_and(|voucher| voucher.status != VoucherStatus::Refused);
        found.expect(done, "I4", || {
            format!("ledger row {} belongs to no voucher that was done", leg.seq)
        });
    }
    for (key, balance) in snapshot.balances {
        let (sum, seq) = running.remove(key).unwrap_or_default();
        found.expect(sum == balance.quantities, "I3", || {
            format!(
                "{} has {:?}, its ledger rows come to {:?}",
                spell(key),
                balance.quantities,
                sum
            )
        });
        found.expect(balance.last_seq >= seq, "I3", || {
            format!("{} says {} and has row {seq}", spell(key), balance.last_seq)
        });
    }
    for key in running.keys() {
        found.expect(false, "I3", || {
            format!("{} has ledger rows and no balance", spell(key))
        });
    }
}

fn vouchers(snapshot: &Snapshot<'_>, found: &mut Found) {
    let mut keys: BTreeSet<&OpKey> = BTreeSet::new();
    let mut reversed: BTreeSet<i64> = BTreeSet::new();
    for voucher in snapshot.vouchers.values() {
        found.expect(keys.insert(&voucher.key), "I8", || {
            format!("key {:?} has two vouchers", voucher.key)
        });
        let refused = voucher.status == VoucherStatus::Refused;
        found.expect(refused != voucher.answer.code.is_success(), "I8", || {
            format!(
                "voucher {} is {:?} and answers {:?}",
                voucher.id, voucher.status, voucher.answer.code
            )
        });
        if let Some(original) = voucher.reverses {
            found.expect(reversed.insert(original), "I4", || {
                format!("voucher {original} is reversed twice")
            });
            let status = snapshot.vouchers.get(&original).map(|v| v.status);
            found.expect(status == Some(VoucherStatus::Reversed), "I4", || {
                format!(
                    "voucher {original} is undone by {} and is {status:?}",
                    voucher.id
                )
            });
        }
    }
}

/// I5: what balances hold for orders is what the orders' documents hold.
fn holdings(snapshot: &Snapshot<'_>, found: &mut Found) {
    let mut held: BTreeMap<(BalanceKey, Bucket), i64> = BTreeMap::new();
    for reservation in snapshot.reservations.values() {
        for line in &reservation.lines {
            let key = BalanceKey {
                sku: line.sku.clone(),
                warehouse: line.warehouse.clone(),
                pool: line.pool.clone(),
                lot: line.lot.clone(),
                owner: line.owner.clone(),
                tenant: reservation.tenant.clone(),
            };
            *held.entry((key, line.bucket())).or_default() += line.held();
        }
    }
    for fulfilment in snapshot.fulfilments.values() {
        for line in &fulfilment.lines {
            let key = BalanceKey {
                sku: line.sku.clone(),
                warehouse: fulfilment.warehouse.clone(),
                pool: line.pool.clone(),
                lot: line.lot.clone(),
                owner: line.owner.clone(),
                tenant: fulfilment.tenant.clone(),
            };
            *held.entry((key, Bucket::Allocated)).or_default() += line.open();
        }
    }
    for paper in snapshot.papers.values() {
        found.expect(paper.kind == paper.body.kind(), "I5", || {
            format!("{:?} {} has the body of another kind", paper.kind, paper.no)
        });
        for claim in &paper.claims {
            found.expect(
                claim.quantity > 0 && claim.bucket.is_internal(),
                "I5",
                || format!("{:?} {} claims {claim:?}", paper.kind, paper.no),
            );
            let held = held.entry((claim.key.clone(), claim.bucket)).or_default();
            *held += claim.quantity;
        }
    }
    for (key, balance) in snapshot.balances {
        for bucket in Bucket::ALL.into_iter().filter(|b| b.is_internal()) {
            let documents = held.remove(&(key.clone(), bucket)).unwrap_or(0);
            let there = balance.get(bucket);
            let sound = if is_documented(bucket) {
                documents == there
            } else {
                documents <= there
            };
            found.expect(sound, "I5", || {
                format!(
                    "{} has {} in {}, open documents hold {documents}",
                    spell(key),
                    balance.get(bucket),
                    bucket.as_str()
                )
            });
        }
    }
    for ((key, bucket), documents) in held {
        found.expect(documents == 0, "I5", || {
            format!(
                "documents hold {documents} in {} of {}, which has no balance",
                bucket.as_str(),
                spell(&key)
            )
        });
    }
}

/// Whether every unit in a bucket has a document.
#[must_use]
pub fn is_documented(bucket: Bucket) -> bool {
    matches!(bucket, Bucket::Preoccupied | Bucket::Allocated) || CLAIMED_WHOLLY.contains(&bucket)
}

fn reservations(snapshot: &Snapshot<'_>, found: &mut Found) {
    let mut unpaid: BTreeSet<(&Tenant, &str)> = BTreeSet::new();
    for reservation in snapshot.reservations.values() {
        let no = reservation.no();
        for line in &reservation.lines {
            let parts = [line.confirmed, line.released, line.expired];
            let sound = line.reserved > 0
                && line.open() >= 0
                && parts.iter().all(|part| *part >= 0)
                && line.expired <= line.released;
            found.expect(sound, "I6", || {
                format!("line {} of {no}: {line:?}", line.line_no)
            });
        }
        let running = reservation.status == ReservationStatus::PreOccupied;
        found.expect(running == (reservation.open_quantity() > 0), "I7", || {
            format!(
                "{no} is {} and holds {}",
                reservation.status.as_str(),
                reservation.open_quantity()
            )
        });
        if running {
            let order = (&reservation.tenant, reservation.order_no.as_str());
            found.expect(unpaid.insert(order), "I7", || {
                format!("order {} holds stock twice", reservation.order_no)
            });
        }
    }
}

/// Counters say what documents say: what buyers hold unpaid, and what waves of sites are to send.
fn counters(snapshot: &Snapshot<'_>, found: &mut Found) {
    let mut said: BTreeMap<CounterKey, i64> = BTreeMap::new();
    for reservation in snapshot.reservations.values() {
        let waves = held::counted(reservation, snapshot.fulfilments.values());
        for (key, units) in reservation.counted().into_iter().chain(waves) {
            *said.entry(key).or_default() += units;
        }
    }
    for (key, value) in snapshot.counters {
        let documents = said.remove(key).unwrap_or(0);
        found.expect(*value == documents, "I5", || {
            format!("{key:?} counts {value}, documents say {documents}")
        });
    }
    for (key, documents) in said.into_iter().filter(|(_, units)| *units != 0) {
        found.expect(false, "I5", || {
            format!("{key:?} is not counted, documents say {documents}")
        });
    }
}

fn fulfilments(snapshot: &Snapshot<'_>, found: &mut Found) {
    for fulfilment in snapshot.fulfilments.values() {
        let no = fulfilment.no();
        for line in &fulfilment.lines {
            found.expect(line.is_sound(), "I6", || {
                format!("line {} of {no}: {line:?}", line.line_no)
            });
        }
        let derived = fulfilment.derived();
        found.expect(fulfilment.status == derived, "I7", || {
            format!(
                "{no} is {} and holds {}, which is {}",
                fulfilment.status.as_str(),
                fulfilment.open_quantity(),
                derived.as_str()
            )
        });
    }
}
