//! Outcome codes: what a caller is told, and whether trying again can help.

use crate::movement::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// Codes a caller can get. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    Code {
        /// Done.
        Ok = "OK",
        /// Done before under the same key; the stored answer is given again.
        OkDuplicate = "OK_DUPLICATE",
        /// Accepted; the outcome comes as an event.
        AcceptedPending = "ACCEPTED_PENDING",
        /// A field is missing or outside its limits.
        ParamInvalid = "PARAM_INVALID",
        /// No such SKU.
        SkuUnknown = "SKU_UNKNOWN",
        /// No such warehouse.
        WarehouseUnknown = "WAREHOUSE_UNKNOWN",
        /// No document of that number.
        NotFound = "NOT_FOUND",
        /// Not allowed to do that.
        NotAuthorized = "NOT_AUTHORIZED",
        /// Not enough free stock; every short line is listed.
        StockNotEnough = "STOCK_NOT_ENOUGH",
        /// The stock is locked.
        StockFrozen = "STOCK_FROZEN",
        /// The channel's quota is used up and it may not draw from the shared pool.
        ChannelQuotaExhausted = "CHANNEL_QUOTA_EXHAUSTED",
        /// A component of a kit is short.
        KitComponentShort = "KIT_COMPONENT_SHORT",
        /// Only older lots than asked for.
        LotAgeUnmet = "LOT_AGE_UNMET",
        /// The buyer holds too many unpaid units.
        BuyerHoldLimit = "BUYER_HOLD_LIMIT",
        /// Not sold in that area.
        NotInArea = "NOT_IN_AREA",
        /// No warehouse can serve it.
        NoSource = "NO_SOURCE",
        /// Only by splitting, which is not allowed.
        SplitNotAllowed = "SPLIT_NOT_ALLOWED",
        /// The site is booked out.
        CapacityFull = "CAPACITY_FULL",
        /// The part does not fit the vehicle.
        FitmentMismatch = "FITMENT_MISMATCH",
        /// No such reservation.
        ReservationNotFound = "RESERVATION_NOT_FOUND",
        /// The reservation ran out of time.
        ReservationExpired = "RESERVATION_EXPIRED",
        /// A cancel came first; nothing may be held under this order.
        ReservationSuspended = "RESERVATION_SUSPENDED",
        /// The reservation is closed.
        ReservationClosed = "RESERVATION_CLOSED",
        /// Paid too late and the stock is gone: refund.
        LatePayNoStock = "LATE_PAY_NO_STOCK",
        /// Not possible in the current state.
        StateConflict = "STATE_CONFLICT",
        /// More than the document allows.
        QtyExceeds = "QTY_EXCEEDS",
        /// More returned than signed.
        ReturnExceedsSigned = "RETURN_EXCEEDS_SIGNED",
        /// The business day is closed.
        PeriodClosed = "PERIOD_CLOSED",
        /// Somebody else changed it meanwhile.
        VersionStale = "VERSION_STALE",
        /// Same key, other content.
        IdempotentConflict = "IDEMPOTENT_CONFLICT",
        /// Same key, still running.
        IdempotentInProgress = "IDEMPOTENT_IN_PROGRESS",
        /// Busy: try again, with the same key.
        BusyRetry = "BUSY_RETRY",
        /// Too many calls.
        RateLimited = "RATE_LIMITED",
        /// Writes are switched off for now.
        DegradedReadonly = "DEGRADED_READONLY",
        /// Whether it was done is not known: ask by key.
        TimeoutUnknown = "TIMEOUT_UNKNOWN",
        /// Something broke.
        SystemError = "SYSTEM_ERROR",
        /// Not offered by this release.
        NotImplemented = "NOT_IMPLEMENTED",
    }
}

impl Code {
    /// Whether the call did what was asked, now or earlier.
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Ok | Self::OkDuplicate | Self::AcceptedPending)
    }

    /// Whether the same call with the same key may succeed later.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(
            self,
            Self::IdempotentInProgress
                | Self::BusyRetry
                | Self::RateLimited
                | Self::DegradedReadonly
                | Self::TimeoutUnknown
                | Self::SystemError
        )
    }
}
