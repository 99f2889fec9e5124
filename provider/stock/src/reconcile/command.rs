//! What reconciliation asks of the ledger: a repair's correction voucher, and the mark of a closed day.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::diff::Diff;
use super::{RepairAction, RunKind};
use crate::balance::BalanceKey;
use crate::bucket::Bucket;
use crate::ids::{Lot, Owner, Pool, Sku};
use crate::op::OpType;

/// One leg of a repair: into or out of the outside account for corrections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairLeg {
    /// Balance.
    pub key: BalanceKey,
    /// From.
    pub from: Bucket,
    /// To.
    pub to: Bucket,
    /// How much, > 0.
    pub quantity: i64,
}

/// An approved repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// The difference it repairs.
    pub diff_no: String,
    /// Its legs, in order.
    pub legs: Vec<RepairLeg>,
    /// Why.
    pub reason: String,
}

/// A business day is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseDay {
    /// Which.
    pub day: Day,
    /// The ledger's last number that belongs to it.
    pub cut_seq: i64,
    /// Differences that stay open on purpose.
    pub carried_over: Vec<String>,
}

/// What reconciliation asks of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReconcileCommand {
    /// See [`Repair`].
    Repair(Repair),
    /// See [`CloseDay`].
    CloseDay(CloseDay),
}

impl ReconcileCommand {
    /// The kind of operation.
    #[must_use]
    pub const fn op(&self) -> OpType {
        match self {
            Self::Repair(_) => OpType::Repair,
            Self::CloseDay(_) => OpType::CloseDay,
        }
    }

    /// By what it is spread over lanes.
    #[must_use]
    pub fn lane_name(&self) -> Option<String> {
        match self {
            Self::Repair(repair) => repair.legs.first().map(|leg| leg.key.sku.to_string()),
            Self::CloseDay(close) => Some(close.day.to_string()),
        }
    }
}

/// The correction voucher of an approved repair; `None` where no goods move.
#[must_use]
pub fn correction(diff: &Diff) -> Option<Repair> {
    let repair = diff.repair.as_ref()?;
    let subject = &diff.subject;
    let bucket = subject.bucket.filter(|bucket| bucket.is_internal())?;
    let key = BalanceKey {
        sku: subject.sku.clone().unwrap_or_else(|| Sku::from("")),
        warehouse: subject.warehouse.clone()?,
        pool: subject.pool.clone().unwrap_or_else(Pool::shared),
        lot: subject.lot.as_deref().map_or_else(Lot::none, Lot::from),
        owner: subject.owner.clone().unwrap_or_else(Owner::own),
        tenant: diff.tenant.clone(),
    };
    let quantity = repair.quantity;
    let leg = |from, to| RepairLeg {
        key: key.clone(),
        from,
        to,
        quantity: quantity.abs(),
    };
    let legs = match (repair.action, diff.kind) {
        (RepairAction::Adjust, RunKind::R2 | RunKind::R4) if quantity > 0 => {
            vec![leg(Bucket::Adjust, bucket)]
        }
        (RepairAction::Adjust, RunKind::R2 | RunKind::R4) if quantity < 0 => {
            vec![leg(bucket, Bucket::Adjust)]
        }
        // What no document asks for is free again.
        (RepairAction::Release, RunKind::R2) if quantity < 0 && subject.document.is_none() => {
            vec![
                leg(bucket, Bucket::Adjust),
                leg(Bucket::Adjust, Bucket::Available),
            ]
        }
        _ => return None,
    };
    Some(Repair {
        diff_no: diff.no(),
        legs,
        reason: repair.reason.clone(),
    })
}
