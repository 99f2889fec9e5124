//! Bodies of the papers of change. What was done under a paper is a list of steps, one per voucher; its totals are sums over the steps that stand, so that a
//! voucher that is reversed takes exactly its own step back.

use serde::{Deserialize, Serialize};

use crate::balance::BalanceKey;
use crate::ids::{Lot, Moment, Owner, Sku, Warehouse};
use crate::movement::{Movement, codes};
use crate::op::{OpKey, OpType};

/// Most steps of one paper.
pub const STEPS_MAX: usize = 100;
/// Most lines of all steps of one paper together.
pub const STEP_LINES_MAX: usize = 2_000;

/// The voucher of a step: its key within the tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepBy {
    /// The system that asked.
    pub source: String,
    /// What for.
    pub op: OpType,
    /// Under which document number.
    pub biz_no: String,
    /// Which of several.
    pub op_seq: i32,
}

impl From<&OpKey> for StepBy {
    fn from(key: &OpKey) -> Self {
        Self {
            source: key.source.clone(),
            op: key.op,
            biz_no: key.biz_no.clone(),
            op_seq: key.op_seq,
        }
    }
}

/// One quantity of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLine {
    /// The caller's line.
    pub line_no: i64,
    /// What was done.
    pub movement: Movement,
    /// Where the goods stood or stand: on a transfer always at the sending site, so that lines of all its steps compare.
    pub key: BalanceKey,
    /// How much, > 0.
    pub quantity: i64,
    /// What is out of the ordinary about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<StepMark>,
}

codes! {
    /// What is out of the ordinary about a line.
    StepMark {
        /// More than was announced or sent.
        Beyond = "BEYOND",
        /// As [`StepMark::Beyond`], of a receipt that had waited for its goods to be sent.
        Waited = "WAITED",
        /// Announced and never received.
        Missing = "MISSING",
    }
}

/// What one voucher did under a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its voucher.
    pub by: StepBy,
    /// When.
    pub at: Moment,
    /// Who did it.
    #[serde(default)]
    pub operator: Option<String>,
    /// What.
    pub lines: Vec<StepLine>,
    /// Whether the voucher was reversed.
    #[serde(default)]
    pub undone: bool,
}

/// A purchase announced by a supplier: what was announced and not received is claimed in `incoming`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asn {
    /// Where it will arrive.
    pub warehouse: Warehouse,
    /// Who sends it.
    pub supplier: Option<String>,
    /// When it is expected, as the caller says.
    pub expected_at: Option<Moment>,
    /// `PO_EXPECT`: announced. `PO_IN`: received against the announcement; marked where it was beyond it, or where the last receipt found it missing.
    pub steps: Vec<Step>,
    /// The receipt that closed it: nothing more will come.
    #[serde(default)]
    pub closed_by: Option<StepBy>,
}

/// The result of an inspection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// Where.
    pub warehouse: Warehouse,
    /// What was found, in words.
    pub remark: Option<String>,
    /// `QC_PASS` and `QC_FAIL`.
    pub steps: Vec<Step>,
}

/// A receipt reported before the goods were: kept until the sending site's message comes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parked {
    /// Its voucher.
    pub by: StepBy,
    /// The caller's line.
    pub line_no: i64,
    /// Which goods, at the sending site.
    pub key: BalanceKey,
    /// How much of it is not booked yet, > 0.
    pub quantity: i64,
}

/// A transfer between two sites: what is locked is claimed in `frozen` of the one, what is under way in `transfer_transit` of the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transfer {
    /// From where.
    pub from: Warehouse,
    /// To where.
    pub to: Warehouse,
    /// `TR_LOCK`, `TR_OUT`, `TR_IN` (marked where it was beyond what was sent), `TR_LOSS`; `UNFREEZE` and `COUNT_LOSS` for locked goods that were not sent.
    pub steps: Vec<Step>,
    /// Receipts that wait for their goods to be sent.
    #[serde(default)]
    pub parked: Vec<Parked>,
    /// Vouchers of receipts that had to wait, whether their goods have been sent since or not.
    #[serde(default)]
    pub waited: Vec<StepBy>,
    /// Who reported that nothing more will come; what is missing then waits for an approval.
    #[serde(default)]
    pub last_receipt_by: Option<StepBy>,
    /// Who that was: somebody else approves the loss.
    #[serde(default)]
    pub last_receipt_operator: Option<String>,
}

/// Goods locked under a number, claimed in `frozen`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Freeze {
    /// Where.
    pub warehouse: Warehouse,
    /// Why: a short code such as `RECALL`.
    pub reason: String,
    /// More words.
    pub remark: Option<String>,
    /// `FREEZE`, and `UNFREEZE`, `COUNT_LOSS` for what left.
    pub steps: Vec<Step>,
}

/// A count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// Where.
    pub warehouse: Warehouse,
    /// `COUNT_GAIN` and `COUNT_LOSS` as booked.
    pub steps: Vec<Step>,
    /// What was counted.
    pub counted: Vec<Counted>,
}

/// One counted position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Its voucher.
    pub by: StepBy,
    /// The caller's line.
    pub line_no: i64,
    /// What.
    pub sku: Sku,
    /// Whose.
    pub owner: Owner,
    /// Which lot; empty where lots are not told apart.
    #[serde(default, skip_serializing_if = "Lot::is_none")]
    pub lot: Lot,
    /// How much was there.
    pub counted: i64,
    /// Ledger sequence of the moment of counting; the moment of booking if absent.
    pub counted_seq: Option<i64>,
    /// How much more was there than booked at that moment; negative: less.
    pub difference: i64,
}

/// Goods of one owner and SKU that somebody has to count; its number is [`CountTask::no`], so that a place has at most one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountTask {
    /// Where.
    pub warehouse: Warehouse,
    /// What.
    pub sku: Sku,
    /// Whose.
    pub owner: Owner,
    /// Why: a short code such as `NOT_FOUND`.
    pub reason: String,
    /// The document that asked for it.
    pub origin: Option<String>,
    /// The count that did it.
    #[serde(default)]
    pub done_by: Option<StepBy>,
}

impl CountTask {
    /// The number of a place's task.
    #[must_use]
    pub fn no(warehouse: &Warehouse, sku: &Sku, owner: &Owner) -> String {
        format!("{warehouse}/{sku}/{owner}")
    }
}

/// Goods that left the defective bucket for good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disposal {
    /// From where.
    pub warehouse: Warehouse,
    /// Who takes them back; `None` when they were scrapped.
    pub supplier: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// `SCRAP` or `RTV`.
    pub steps: Vec<Step>,
}

/// What is left to recall of one balance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecallLeft {
    /// Balance of the quota.
    pub key: BalanceKey,
    /// How much, > 0.
    pub quantity: i64,
}

/// What was to be recalled from a quota and was held by orders: recalled when they give it back. Its number is [`Recall::no`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recall {
    /// What is left.
    pub left: Vec<RecallLeft>,
}

impl Recall {
    /// The number of what is left of a SKU in a warehouse's quota.
    #[must_use]
    pub fn no(key: &BalanceKey) -> String {
        format!("{}/{}/{}", key.warehouse, key.pool, key.sku)
    }
}
