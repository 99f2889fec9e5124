//! R4: what stands in a warehouse by our ledger and by the warehouse's own snapshot, at the last document the warehouse had applied.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::tolerance::Abc;
use super::{DiffClass, Sighting, Subject};
use crate::balance::{Balance, BalanceKey};
use crate::bucket::Bucket;
use crate::ids::{Owner, Sku, Warehouse};
use crate::movement::Leg;

/// What a warehouse tells apart: good, to be inspected, defective. Good is told under `available`.
pub const KINDS: [Bucket; 3] = [Bucket::Available, Bucket::QcHold, Bucket::Defective];
/// Most points of its way after the cut that are remembered of one figure.
const POINTS_MAX: usize = 10_000;

/// A position of a warehouse's books.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// SKU.
    pub sku: Sku,
    /// Owner.
    pub owner: Owner,
    /// Lot; absent where lots are not kept.
    pub lot: Option<String>,
}

/// A balance's lot; none where lots are not told apart.
pub(super) fn lot_of(key: &BalanceKey) -> Option<String> {
    Some(key.lot.as_str().to_owned()).filter(|lot| !lot.is_empty())
}

impl Item {
    fn of(key: &BalanceKey) -> Self {
        Self {
            sku: key.sku.clone(),
            owner: key.owner.clone(),
            lot: lot_of(key),
        }
    }
}

/// Quantities in the order of [`KINDS`].
pub type Figures = [i64; KINDS.len()];

/// Which of the warehouse's kinds a bucket is, if its goods stand there.
#[must_use]
pub const fn kind_of(bucket: Bucket) -> Option<usize> {
    match bucket {
        Bucket::Available | Bucket::Preoccupied | Bucket::Allocated | Bucket::Frozen => Some(0),
        Bucket::QcHold => Some(1),
        Bucket::Defective => Some(2),
        _ => None,
    }
}

/// Our figures at the cut: balances as they are, less what ledger rows after the cut did to them.
#[derive(Clone, Debug)]
pub struct Ours {
    warehouse: Warehouse,
    cut_seq: i64,
    figures: BTreeMap<Item, Figures>,
    /// Accounts that moved after the cut, with the last row their balance had seen.
    moved: HashMap<BalanceKey, i64>,
}

impl Ours {
    /// Begins for a warehouse at a cut.
    #[must_use]
    pub fn new(warehouse: Warehouse, cut_seq: i64) -> Self {
        Self {
            warehouse,
            cut_seq,
            figures: BTreeMap::new(),
            moved: HashMap::new(),
        }
    }

    /// Takes a balance as read.
    pub fn add_balance(&mut self, key: &BalanceKey, balance: &Balance) {
        let figures = self.figures.entry(Item::of(key)).or_default();
        for bucket in Bucket::ALL {
            if let Some(kind) = kind_of(bucket) {
                figures[kind] = figures[kind].saturating_add(balance.get(bucket));
            }
        }
        if balance.last_seq > self.cut_seq {
            self.moved.insert(key.clone(), balance.last_seq);
        }
    }

    /// Takes back a ledger row after the cut, if the balance had seen it.
    pub fn take_back(&mut self, leg: &Leg) {
        for (side, amount) in sides(leg) {
            let seen = self.moved.get(&side.key).copied().unwrap_or(0);
            if leg.seq <= self.cut_seq || leg.seq > seen {
                continue;
            }
            if let Some(kind) = kind_of(side.bucket) {
                let figures = self.figures.entry(Item::of(&side.key)).or_default();
                figures[kind] = figures[kind].saturating_sub(amount);
            }
        }
    }

    /// Compares with the snapshot; what differs by more than its class allows.
    #[must_use]
    pub fn compare(
        mut self,
        snapshot: BTreeMap<Item, Figures>,
        class_of: impl Fn(&Sku) -> Abc,
    ) -> Differing {
        let mut sums: BTreeMap<(Sku, Owner), [i64; 2]> = BTreeMap::new();
        let mut lots: BTreeSet<(Sku, Owner)> = BTreeSet::new();
        let mut positions = Vec::new();
        for (item, theirs) in snapshot {
            let ours = self.figures.remove(&item).unwrap_or_default();
            positions.push((item, ours, theirs));
        }
        let absent = std::mem::take(&mut self.figures);
        positions.extend(
            absent
                .into_iter()
                .map(|(item, ours)| (item, ours, [0; KINDS.len()])),
        );
        for (item, ours, theirs) in &positions {
            let sum = sums
                .entry((item.sku.clone(), item.owner.clone()))
                .or_default();
            sum[0] = sum[0].saturating_add(ours.iter().sum());
            sum[1] = sum[1].saturating_add(theirs.iter().sum());
            if item.lot.is_some() {
                lots.insert((item.sku.clone(), item.owner.clone()));
            }
        }
        let mut found = BTreeMap::new();
        for (item, ours, theirs) in positions {
            let abc = class_of(&item.sku);
            let key = (item.sku.clone(), item.owner.clone());
            let equal_in_sum = sums.get(&key).is_some_and(|sum| sum[0] == sum[1]);
            for kind in 0..KINDS.len() {
                let (ours, theirs) = (ours[kind], theirs[kind]);
                let tolerance = abc.tolerance(ours.max(theirs));
                if (ours - theirs).abs() <= tolerance {
                    continue;
                }
                let class = match (ours, theirs) {
                    _ if equal_in_sum && lots.contains(&key) => DiffClass::LotMismatch,
                    (_, 0) => DiffClass::ScOnly,
                    (0, _) => DiffClass::WmsOnly,
                    _ => DiffClass::QtyDiff,
                };
                found.insert(
                    (item.clone(), kind),
                    Candidate {
                        class,
                        ours,
                        theirs,
                        tolerance,
                        running: ours,
                        explained: false,
                        points: 0,
                    },
                );
            }
        }
        Differing {
            warehouse: self.warehouse,
            cut_seq: self.cut_seq,
            found,
        }
    }
}

#[derive(Clone, Debug)]
struct Candidate {
    class: DiffClass,
    ours: i64,
    theirs: i64,
    tolerance: i64,
    running: i64,
    explained: bool,
    points: usize,
}

/// Positions that differ at the cut. Ledger rows after it may explain them: the warehouse was further than the document it named.
#[derive(Clone, Debug)]
pub struct Differing {
    warehouse: Warehouse,
    cut_seq: i64,
    found: BTreeMap<(Item, usize), Candidate>,
}

impl Differing {
    /// Whether there is anything to explain.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Takes the next ledger row after the cut, in the order of the numbers.
    pub fn explain(&mut self, leg: &Leg) {
        if leg.seq <= self.cut_seq {
            return;
        }
        let mut touched = Vec::new();
        for (side, amount) in sides(leg) {
            if side.key.warehouse != self.warehouse {
                continue;
            }
            let Some(kind) = kind_of(side.bucket) else {
                continue;
            };
            let position = (Item::of(&side.key), kind);
            if let Some(candidate) = self.found.get_mut(&position) {
                candidate.running = candidate.running.saturating_add(amount);
                touched.push(position);
            }
        }
        // Both ends of a row are one step: a move from free to frozen is no movement to the warehouse.
        for position in touched {
            if let Some(candidate) = self.found.get_mut(&position) {
                candidate.points += 1;
                candidate.explained |=
                    candidate.points <= POINTS_MAX && candidate.running == candidate.theirs;
            }
        }
    }

    /// What was found.
    #[must_use]
    pub fn into_sightings(self) -> Vec<Sighting> {
        let warehouse = self.warehouse;
        let sighting = |((item, kind), found): ((Item, usize), Candidate)| Sighting {
            subject: Subject {
                owner: Some(item.owner),
                sku: Some(item.sku),
                warehouse: Some(warehouse.clone()),
                bucket: KINDS.get(kind).copied(),
                lot: item.lot,
                ..Subject::default()
            },
            class: if found.explained {
                DiffClass::InFlight
            } else {
                found.class
            },
            ours: found.ours,
            theirs: found.theirs,
            tolerance: found.tolerance,
            note: found.explained.then(|| {
                "documents after the snapshot's last one come to the warehouse's figure".to_owned()
            }),
        };
        self.found.into_iter().map(sighting).collect()
    }
}

fn sides(leg: &Leg) -> [(&crate::movement::Side, i64); 2] {
    [(&leg.from, -leg.quantity), (&leg.to, leg.quantity)]
}
