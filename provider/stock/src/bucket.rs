//! Accounts: the buckets a quantity can lie in, inside the stock center and outside of it.

use serde::{Deserialize, Serialize};

/// How many buckets a balance row has.
pub const BUCKETS: usize = 19;

/// A column of a balance row. The first twelve are internal and never negative; the rest stand for the outside world and may be negative, so that the sum over
/// all buckets of an owner's SKU is always zero (double entry).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Good and free.
    Available,
    /// Held for an unpaid order; expires.
    Preoccupied,
    /// Bound to a paid fulfilment order.
    Allocated,
    /// Locked by operations, risk, recall, stocktake or transfer.
    Frozen,
    /// Received or returned, not inspected.
    QcHold,
    /// Failed inspection.
    Defective,
    /// With the carrier, not signed; booked on the shipping warehouse.
    Shipped,
    /// Refused or returned, on its way back.
    ReturnTransit,
    /// Between warehouses; booked on the destination.
    TransferTransit,
    /// Memo: expected from a supplier.
    Incoming,
    /// Memo: presale quota left.
    PresaleAvail,
    /// Memo: presale quota held.
    PresaleHeld,
    /// Outside: suppliers.
    Supplier,
    /// Outside: customers.
    Customer,
    /// Outside: stocktake and reconciliation.
    Adjust,
    /// Outside: disposed of.
    Scrap,
    /// Outside: lost by a carrier.
    CarrierLoss,
    /// Outside: contra of `Incoming`.
    OnOrder,
    /// Outside: contra of the presale buckets.
    PresaleContra,
}

impl Bucket {
    /// All buckets, in column order.
    pub const ALL: [Self; BUCKETS] = [
        Self::Available,
        Self::Preoccupied,
        Self::Allocated,
        Self::Frozen,
        Self::QcHold,
        Self::Defective,
        Self::Shipped,
        Self::ReturnTransit,
        Self::TransferTransit,
        Self::Incoming,
        Self::PresaleAvail,
        Self::PresaleHeld,
        Self::Supplier,
        Self::Customer,
        Self::Adjust,
        Self::Scrap,
        Self::CarrierLoss,
        Self::OnOrder,
        Self::PresaleContra,
    ];

    /// Position in [`Bucket::ALL`] and in a balance's quantities.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether the bucket belongs to the stock center and may never be negative.
    #[must_use]
    pub const fn is_internal(self) -> bool {
        self.index() < Self::Supplier.index()
    }

    /// Whether goods in it stand in the warehouse of the row.
    #[must_use]
    pub const fn is_physical(self) -> bool {
        self.index() <= Self::Defective.index()
    }

    /// The name of its column, and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Preoccupied => "preoccupied",
            Self::Allocated => "allocated",
            Self::Frozen => "frozen",
            Self::QcHold => "qc_hold",
            Self::Defective => "defective",
            Self::Shipped => "shipped",
            Self::ReturnTransit => "return_transit",
            Self::TransferTransit => "transfer_transit",
            Self::Incoming => "incoming",
            Self::PresaleAvail => "presale_avail",
            Self::PresaleHeld => "presale_held",
            Self::Supplier => "supplier",
            Self::Customer => "customer",
            Self::Adjust => "adjust",
            Self::Scrap => "scrap",
            Self::CarrierLoss => "carrier_loss",
            Self::OnOrder => "on_order",
            Self::PresaleContra => "presale_contra",
        }
    }

    /// The bucket of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bucket| bucket.as_str() == name)
    }
}
