//! Operations: the key that makes a write happen once, and the voucher it leaves.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::answer::Answer;
use crate::ids::{Moment, OrderNo, Tenant, VoucherNo};
use crate::movement::codes;

codes! {
    /// Kinds of operation; part of the idempotency key.
    OpType {
        /// Hold stock for an order.
        PreOccupy = "PRE_OCCUPY",
        /// Order paid.
        Confirm = "CONFIRM",
        /// Order given up.
        Cancel = "CANCEL",
        /// More time to pay.
        Extend = "EXTEND",
        /// Order changed.
        Amend = "AMEND",
        /// Hold ran out of time.
        Expire = "EXPIRE",
        /// Purchase expected.
        PurchaseExpect = "PURCHASE_EXPECT",
        /// Purchase received.
        PurchaseIn = "PURCHASE_IN",
        /// Inspection.
        Inspect = "INSPECT",
        /// Lock for a transfer.
        TransferLock = "TRANSFER_LOCK",
        /// Send by a transfer.
        TransferOut = "TRANSFER_OUT",
        /// Receive by a transfer.
        TransferIn = "TRANSFER_IN",
        /// Write off what a transfer lost.
        TransferLoss = "TRANSFER_LOSS",
        /// Lock stock.
        Freeze = "FREEZE",
        /// Unlock stock.
        Unfreeze = "UNFREEZE",
        /// Counted stock.
        Stocktake = "STOCKTAKE",
        /// Dispose of stock.
        Scrap = "SCRAP",
        /// Return to the vendor.
        ReturnToVendor = "RETURN_TO_VENDOR",
        /// Move between quotas.
        AssignPool = "ASSIGN_POOL",
        /// Take what is left of a recall.
        RecallRest = "RECALL_REST",
        /// Correct a voucher.
        Reverse = "REVERSE",
        /// Send from elsewhere.
        Resource = "RESOURCE",
        /// Fulfilment orders made.
        FoCreate = "FO_CREATE",
        /// Fulfilment order sent to the warehouse.
        FoRelease = "FO_RELEASE",
        /// Picked.
        Pick = "PICK",
        /// Shipped.
        Ship = "SHIP",
        /// Delivered, refused or lost.
        Deliver = "DELIVER",
        /// Fulfilment order held back.
        FoHold = "FO_HOLD",
        /// Fulfilment order given up.
        FoCancel = "FO_CANCEL",
        /// Parcel stopped on its way.
        Intercept = "INTERCEPT",
        /// Return opened or decided.
        ReturnCreate = "RETURN_CREATE",
        /// Return sent.
        ReturnSend = "RETURN_SEND",
        /// Return received.
        ReturnIn = "RETURN_IN",
        /// Return inspected.
        Grade = "GRADE",
        /// A return's time is over.
        ReturnDue = "RETURN_DUE",
        /// A discrepancy decided by two persons.
        Repair = "REPAIR",
        /// Set safety stock.
        SetSafety = "SET_SAFETY",
        /// Mark a hot SKU.
        SetHot = "SET_HOT",
        /// Turn a switch.
        SetSwitch = "SET_SWITCH",
        /// Close a business day.
        CloseDay = "CLOSE_DAY",
        /// Set how orders may hold a SKU.
        SetHoldRule = "SET_HOLD_RULE",
        /// Open a presale, or add to it.
        OpenPresale = "OPEN_PRESALE",
        /// Take presale quota back.
        ClosePresale = "CLOSE_PRESALE",
        /// Serve paid presale orders from free goods.
        ConvertPresale = "CONVERT_PRESALE",
    }
}

/// Idempotency key: one key, one voucher, one stored answer (invariant I8).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OpKey {
    /// Tenant.
    pub tenant: Tenant,
    /// The system that asks.
    pub source: String,
    /// What it asks for.
    pub op: OpType,
    /// Its document number.
    pub biz_no: String,
    /// Which of several operations of that kind on the document; 0 for the first.
    pub op_seq: i32,
}

/// Fingerprint of a command's content (first 16 bytes of SHA-256, hex): tells a retry from another command under the same key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PayloadHash(pub String);

impl PayloadHash {
    /// Takes the fingerprint of some content in its serialised form.
    #[must_use]
    pub fn of(content: &impl Serialize) -> Self {
        use std::fmt::Write as _;
        // Serialising plain data to a writer that cannot fail.
        let bytes = serde_json::to_vec(content).unwrap_or_default();
        let mut hex = String::with_capacity(32);
        for byte in &Sha256::digest(&bytes)[..16] {
            let _ = write!(hex, "{byte:02x}");
        }
        Self(hex)
    }
}

codes! {
    /// What became of an operation.
    VoucherStatus {
        /// Done; its legs are booked.
        Applied = "APPLIED",
        /// Refused by a rule; the answer is remembered until `refused_until`.
        Refused = "REFUSED",
        /// Undone by a later voucher.
        Reversed = "REVERSED",
    }
}

/// One operation with its answer; the row whose unique key is the idempotency key.
#[derive(Clone, Debug, PartialEq)]
pub struct Voucher {
    /// Row identifier.
    pub id: i64,
    /// Key.
    pub key: OpKey,
    /// Fingerprint of the command.
    pub hash: PayloadHash,
    /// What became of it.
    pub status: VoucherStatus,
    /// What the caller was told.
    pub answer: Answer,
    /// Until when a refusal is remembered; `None` for what was done.
    pub refused_until: Option<Moment>,
    /// Who did it.
    pub operator: Option<String>,
    /// Trace of the call.
    pub trace_id: Option<String>,
    /// When it happened, as the caller says; stored, never decided by.
    pub biz_time: Option<Moment>,
    /// When it was booked, by the database's clock.
    pub book_time: Moment,
    /// The voucher this one reverses.
    pub reverses: Option<i64>,
    /// The order it is about, if it is about one.
    pub order_no: Option<OrderNo>,
    /// The parcel whose goods it is about, if it is about one.
    pub parcel_no: Option<String>,
}

impl Voucher {
    /// Its number as callers see it.
    #[must_use]
    pub fn no(&self) -> VoucherNo {
        voucher_no(self.id)
    }
}

/// A voucher's number as callers see it.
#[must_use]
pub fn voucher_no(id: i64) -> VoucherNo {
    number('V', id)
}

/// A prefix and a row identifier as one text, without the detour over a growing string: every answer has two or three of them.
pub fn number<T: for<'t> From<&'t str>>(prefix: char, id: i64) -> T {
    let mut text = [0_u8; 24];
    let mut at = text.len();
    let mut rest = id.unsigned_abs();
    loop {
        at -= 1;
        text[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if id < 0 {
        at -= 1;
        text[at] = b'-';
    }
    at -= prefix.len_utf8();
    prefix.encode_utf8(&mut text[at..]);
    T::from(std::str::from_utf8(&text[at..]).unwrap_or_default())
}

/// The row identifier in a number such as `V123`, `R123` or `F123` with the given prefix; `None` if it is not of that form.
#[must_use]
pub fn parse_no(prefix: char, text: &str) -> Option<i64> {
    let digits = text.strip_prefix(prefix)?;
    if digits.is_empty() || digits.len() > 19 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_back() {
        for id in [0, 7, 10, 4_096, i64::MAX] {
            let no: VoucherNo = number('V', id);
            assert_eq!(no.as_str(), format!("V{id}"));
            assert_eq!(parse_no('V', no.as_str()), Some(id));
        }
        assert_eq!(
            number::<VoucherNo>('V', i64::MIN).as_str(),
            format!("V{}", i64::MIN)
        );
        for text in ["", "V", "R1", "V-1", "V1x", "V99999999999999999999"] {
            assert_eq!(parse_no('V', text), None, "{text}");
        }
    }
}
