//! Returns: after signing, refused at the door, stopped on the way, or without an application.

use hessian2::{Date, Hessian};

use crate::reply::OpContext;
use crate::states::{ReturnGrade, ReturnKind, ReturnState};
use crate::text::{
    FulfillmentNo, OrderNo, Owner, Quantity, ReturnNo, Sku, VoucherNo, WarehouseCode,
};

/// Opens a return.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReturnReq")]
pub struct ReturnReq {
    /// Who asks, under which key (bizNo = return number). Required.
    pub context: Option<OpContext>,
    /// The after-sale service's number. Required.
    pub return_no: ReturnNo,
    /// The order. Required, except for kind `BLIND`.
    pub order_no: Option<OrderNo>,
    /// The fulfilment order it was sent with; null lets the stock center find it.
    pub fo_no: Option<FulfillmentNo>,
    /// Where it comes from, see `ReturnKind`; null means `AFTER_SALE`.
    pub kind: Option<ReturnKind>,
    /// Where it is to arrive; null means the warehouse that sent it.
    pub warehouse: Option<WarehouseCode>,
    /// Whether customer service has approved it already.
    pub approved: bool,
    /// What is returned, 1 to 200 lines, not more than was signed for; none for kind `BLIND`, or with a decision on a return that is there.
    pub lines: Vec<ReturnLineReq>,
    /// Why, at most 200 characters.
    pub reason: Option<String>,
    /// What customer service says to an application, see `ReturnState`: `APPROVED` (as `approved`), `REFUSED` or `CANCELLED`; null says nothing. Once the
    /// return is there, no lines need be given.
    pub decision: Option<ReturnState>,
}

/// One line to return.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReturnLineReq")]
pub struct ReturnLineReq {
    /// The order's line number.
    pub order_line_no: i64,
    /// SKU. Required.
    pub sku: Sku,
    /// How many, in base units, 1 or more.
    pub quantity: Quantity,
}

/// The customer has sent the goods.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReturnSentReq")]
pub struct ReturnSentReq {
    /// Who asks, under which key (bizNo = return number). Required.
    pub context: Option<OpContext>,
    /// The return. Required.
    pub return_no: ReturnNo,
    /// The carrier's code.
    pub carrier: Option<String>,
    /// The carrier's waybill.
    pub waybill_no: Option<String>,
    /// When it was sent; null means now.
    pub sent_at: Option<Date>,
}

/// Returned goods have arrived.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReturnInReq")]
pub struct ReturnInReq {
    /// Who asks, under which key (bizNo = return number, opSeq = the how-many-th parcel). Required.
    pub context: Option<OpContext>,
    /// The return. Required.
    pub return_no: ReturnNo,
    /// Where it arrived. Required; it may be another warehouse than asked for.
    pub warehouse: WarehouseCode,
    /// When it arrived; null means now.
    pub received_at: Option<Date>,
    /// What arrived, 1 to 200 lines.
    pub lines: Vec<ReturnInLine>,
}

/// One received line.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReturnInLine")]
pub struct ReturnInLine {
    /// The return's line; null for goods that are not on the return.
    pub line_no: Option<i64>,
    /// The SKU that arrived. Required.
    pub sku: Sku,
    /// How many, in base units, 1 or more.
    pub quantity: Quantity,
}

/// The result of inspecting returned goods.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.GradeReq")]
pub struct GradeReq {
    /// Who asks, under which key (bizNo = inspection number). Required.
    pub context: Option<OpContext>,
    /// The return. Required.
    pub return_no: ReturnNo,
    /// What was found, 1 to 200 lines; a line may come several times with different grades.
    pub lines: Vec<GradeLine>,
    /// Whether nothing more is to be inspected: what is neither graded nor missing is closed.
    pub last: bool,
}

/// What inspection found of one line.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.GradeLine")]
pub struct GradeLine {
    /// The return's line; null for grade `EXTRA`.
    pub line_no: Option<i64>,
    /// What was found, see `ReturnGrade`. Required.
    pub grade: ReturnGrade,
    /// How many, in base units, 1 or more.
    pub quantity: Quantity,
    /// The SKU that really came, for grades `WRONG_ITEM` and `EXTRA`.
    pub actual_sku: Option<Sku>,
    /// The lot; null when the SKU has none.
    pub lot_no: Option<String>,
    /// In words, at most 200 characters.
    pub remark: Option<String>,
}

/// A return, as it stands after the call.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReturnOrder")]
pub struct ReturnOrder {
    /// Its number.
    pub return_no: ReturnNo,
    /// The order; null for kind `BLIND`.
    pub order_no: Option<OrderNo>,
    /// The fulfilment order it was sent with.
    pub fo_no: Option<FulfillmentNo>,
    /// The parcel that was refused or stopped; null otherwise.
    pub parcel_no: Option<String>,
    /// Where it comes from, see `ReturnKind`.
    pub kind: ReturnKind,
    /// Where it stands, see `ReturnState`.
    pub state: ReturnState,
    /// Where it is to arrive, or arrived.
    pub warehouse: WarehouseCode,
    /// Its lines.
    pub lines: Vec<ReturnLine>,
    /// When it was opened.
    pub created_at: Option<Date>,
    /// When it was sent; null before.
    pub sent_at: Option<Date>,
    /// When it arrived; null before.
    pub received_at: Option<Date>,
    /// When it was closed; null before.
    pub closed_at: Option<Date>,
    /// The voucher this call booked; null when nothing moved.
    pub voucher_no: Option<VoucherNo>,
    /// Grows with every change.
    pub version: i64,
}

/// One line of a return; quantities in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReturnLine")]
pub struct ReturnLine {
    /// The line's number, from 1.
    pub line_no: i64,
    /// The order's line; 0 for goods without one.
    pub order_line_no: i64,
    /// The goods' owner.
    pub owner: Owner,
    /// The SKU that was to come.
    pub sku: Sku,
    /// Applied for.
    pub applied: Quantity,
    /// Arrived.
    pub received: Quantity,
    /// Found good.
    pub good: Quantity,
    /// Found defective.
    pub defective: Quantity,
    /// Another article came.
    pub wrong_item: Quantity,
    /// Did not come.
    pub missing: Quantity,
    /// More than applied for.
    pub extra: Quantity,
    /// What may be refunded.
    pub refundable: Quantity,
}
