//! What every call answers, and what every write carries.

use std::collections::BTreeMap;

use hessian2::{Date, Hessian};

use crate::change::Voucher;
use crate::code::ResultCode;
use crate::fulfillment::FulfillmentOrder;
use crate::fulfillment::ReturnOrder;
use crate::reservation::Reservation;
use crate::states::OpType;
use crate::text::{Quantity, Sku, Tenant, VoucherNo, WarehouseCode};

/// The answer to every call: a code, what the caller should do, and the data.
///
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Result")]
pub struct Reply<T> {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    pub code: ResultCode,
    /// What was wrong, the value, the limit and the way out; null for a success.
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    pub data: Option<T>,
    /// Every short line of a refused or partly done write; empty otherwise.
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    pub details: BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    pub trace_id: Option<String>,
}

/// One line for which the stock does not suffice.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Shortage")]
pub struct Shortage {
    /// The request's line number; the first of several lines that were summed.
    pub line_no: i64,
    /// The SKU that is short; for a kit, the component.
    pub sku: Sku,
    /// The kit the component belongs to; null if the SKU was asked for itself.
    pub kit: Option<Sku>,
    /// The warehouse, if it had to be one; null when any would do.
    pub warehouse: Option<WarehouseCode>,
    /// Asked for, in base units, over all lines of the SKU.
    pub need: Quantity,
    /// Free, in base units.
    pub have: Quantity,
}

/// One page of a long list.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Page")]
pub struct Page<T> {
    /// The rows of this page, in the order of the query.
    pub items: Vec<T>,
    /// Where the next page starts: give it back as `cursor`; null on the last page.
    pub next_cursor: Option<String>,
    /// How many rows there are in all; null when counting them would cost too much.
    pub total: Option<i64>,
}

/// Who writes, and under which key. Two calls with the same (tenant, sourceSystem, kind of write, bizNo, opSeq) are one write.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.OpContext")]
pub struct OpContext {
    /// The mall whose stock it is; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The calling system, for example `order`; at most 32 characters. Required.
    pub source_system: Option<String>,
    /// The caller's document number: order, payment, receipt or freeze number; at most 64 characters. Required.
    pub biz_no: Option<String>,
    /// The how-many-th write of this kind for this document: 0 for the first.
    pub op_seq: i32,
    /// The person or job who does it; at most 64 characters.
    pub operator: Option<String>,
    /// When it happened in the caller's world. Stored, never decided by: the database's clock decides.
    pub occurred_at: Option<Date>,
    /// The caller's trace; at most 64 characters.
    pub trace_id: Option<String>,
}

/// The key of a write, to ask what became of it.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.OpKey")]
pub struct OpKey {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The system that wrote.
    pub source_system: Option<String>,
    /// The kind of write, one of `OpType`.
    pub op_type: OpType,
    /// The document number under which it wrote.
    pub biz_no: Option<String>,
    /// The `opSeq` under which it wrote.
    pub op_seq: i32,
}

/// The stored answer of a write. `code` is what the first call was told.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.OpAnswer")]
pub struct OpAnswer {
    /// The key.
    pub key: Option<OpKey>,
    /// What the first call was told, one of `ResultCode`.
    pub code: ResultCode,
    /// The message of the first answer; null for a success.
    pub message: Option<String>,
    /// The voucher that was booked; null for a refusal.
    pub voucher_no: Option<VoucherNo>,
    /// When it was answered, by the database's clock.
    pub answered_at: Option<Date>,
    /// Until when a refusal is remembered; null for what was done.
    pub refused_until: Option<Date>,
    /// The short lines of the first answer.
    pub shortages: Vec<Shortage>,
    /// The reservation, if the write was one of reservations.
    pub reservation: Option<Reservation>,
    /// The voucher, if the write was a change of stock.
    pub voucher: Option<Voucher>,
    /// The fulfilment orders, if the write was one of fulfilment.
    pub fulfillment_orders: Vec<FulfillmentOrder>,
    /// The return, if the write was one of returns.
    pub return_order: Option<ReturnOrder>,
}

/// "No data": the `java.lang.Void` of a call that only reports its outcome.
pub type Nothing = ();

impl<T> Reply<T> {
    /// Done, with data.
    pub fn ok(data: T) -> Self {
        Self {
            data: Some(data),
            ..Self::of(ResultCode::Ok)
        }
    }

    /// An answer with a code, its `retryable` and its advice; no data.
    pub fn of(code: ResultCode) -> Self {
        let advice = code.advice();
        Self {
            retryable: advice.retryable,
            advice: (code != ResultCode::Ok).then(|| advice.english.to_owned()),
            code,
            message: None,
            data: None,
            shortages: Vec::new(),
            details: BTreeMap::new(),
            trace_id: None,
        }
    }

    /// A refusal with its message: what was wrong, the value, the limit and the way out.
    pub fn refused(code: ResultCode, message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            ..Self::of(code)
        }
    }

    /// The answer of a method which this release does not serve.
    pub fn not_implemented(method: &str) -> Self {
        Self::refused(
            ResultCode::NotImplemented,
            format!(
                "{method} is not served by release {}",
                env!("CARGO_PKG_VERSION")
            ),
        )
        .detail("method", method)
    }

    /// Adds a fact by name.
    #[must_use]
    pub fn detail(mut self, name: &str, value: impl Into<String>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// The same answer with other data.
    pub fn with_data<U>(self, data: Option<U>) -> Reply<U> {
        Reply {
            code: self.code,
            message: self.message,
            retryable: self.retryable,
            advice: self.advice,
            data,
            shortages: self.shortages,
            details: self.details,
            trace_id: self.trace_id,
        }
    }

    /// The data of a success, or the whole answer of a refusal. Where there is no data to have ([`Nothing`]), ask
    /// [`Reply::is_success`] instead: Java's null cannot be told from "no data".
    ///
    /// # Errors
    /// The answer itself when its code is a refusal or a success without data.
    pub fn into_data(mut self) -> Result<T, Box<Self>> {
        match self.data.take() {
            Some(data) if self.code.is_success() => Ok(data),
            data => Err(Box::new(Self { data, ..self })),
        }
    }

    /// Whether the call did what was asked, now or earlier.
    pub fn is_success(&self) -> bool {
        self.code.is_success()
    }
}
