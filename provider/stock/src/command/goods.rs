//! Commands about goods that are on their way.

use serde::{Deserialize, Serialize};

use super::StockLine;
use crate::ids::{Moment, Warehouse};
use crate::op::OpType;

/// A purchase announced by a supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseExpect {
    /// The announcement.
    pub asn_no: String,
    /// Who sends it.
    pub supplier: Option<String>,
    /// Where it will arrive.
    pub warehouse: Warehouse,
    /// When it is expected, as the caller says.
    pub expected_at: Option<Moment>,
    /// What. Announced again under a new key, it adds to what was announced.
    pub lines: Vec<StockLine>,
}

/// One leg of a transfer between two warehouses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferLeg {
    /// The transfer.
    pub transfer_no: String,
    /// From where.
    pub from: Warehouse,
    /// To where.
    pub to: Warehouse,
    /// What is locked, sent or received; a line's pool is the same at both ends.
    pub lines: Vec<StockLine>,
    /// Of a receipt: nothing more will come. What is missing then waits for an approval; what was locked and not sent is free again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub last_receipt: bool,
}

/// What never arrived is written off, with the approval of a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferLoss {
    /// The transfer.
    pub transfer_no: String,
    /// What; all that is still under way if empty.
    pub lines: Vec<StockLine>,
    /// Who approves; not who found it missing.
    pub approver: String,
    /// Who found it missing; who reported the last receipt if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposer: Option<String>,
}

/// Commands of transfers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransferCommand {
    /// Locks goods to be sent.
    Lock(TransferLeg),
    /// Sends goods; those not locked before are locked with it.
    Out(TransferLeg),
    /// Receives goods; those not reported as sent yet wait for that report.
    In(TransferLeg),
    /// See [`TransferLoss`].
    Loss(TransferLoss),
}

impl TransferCommand {
    /// The kind of operation.
    #[must_use]
    pub const fn op(&self) -> OpType {
        match self {
            Self::Lock(_) => OpType::TransferLock,
            Self::Out(_) => OpType::TransferOut,
            Self::In(_) => OpType::TransferIn,
            Self::Loss(_) => OpType::TransferLoss,
        }
    }

    /// The transfer it is about.
    #[must_use]
    pub fn transfer_no(&self) -> &str {
        match self {
            Self::Lock(leg) | Self::Out(leg) | Self::In(leg) => &leg.transfer_no,
            Self::Loss(loss) => &loss.transfer_no,
        }
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[StockLine] {
        match self {
            Self::Lock(leg) | Self::Out(leg) | Self::In(leg) => &leg.lines,
            Self::Loss(loss) => &loss.lines,
        }
    }
}

/// Defective goods go back to the vendor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnToVendor {
    /// Where.
    pub warehouse: Warehouse,
    /// Who takes them back.
    pub supplier: Option<String>,
    /// What; from the defective bucket.
    pub lines: Vec<StockLine>,
    /// Why.
    pub reason: Option<String>,
}
