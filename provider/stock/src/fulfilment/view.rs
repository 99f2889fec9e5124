//! What callers are told of fulfilment orders and returns, stored with the voucher's answer.

use serde::{Deserialize, Serialize};

use super::{Handling, Parcel, Progress, Return};
use crate::ids::{FulfilmentNo, Moment, OrderNo, Owner, Pool, ReservationNo, Sku, Warehouse};
use crate::paper::{Paper, PaperKind};
use crate::reservation::{Fulfilment, FulfilmentStatus, reservation_no};

/// One line of a fulfilment order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoLineView {
    /// Position, from 1.
    pub line_no: i64,
    /// The order's line.
    pub order_line_no: i64,
    /// Owner of the goods.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// Pool of origin.
    pub pool: Pool,
    /// Bound in all.
    pub allocated: i64,
    /// Given up.
    pub deallocated: i64,
    /// Shipped.
    pub shipped: i64,
    /// The rest.
    pub progress: Progress,
}

/// A parcel with its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelView {
    /// Number.
    pub parcel_no: String,
    /// State.
    pub status: String,
    /// The rest.
    pub parcel: Parcel,
}

/// A fulfilment order as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfilmentView {
    /// Number.
    pub fo_no: FulfilmentNo,
    /// The order.
    pub order_no: OrderNo,
    /// The reservation it came from.
    pub reservation_no: Option<ReservationNo>,
    /// Site.
    pub warehouse: Warehouse,
    /// State.
    pub status: FulfilmentStatus,
    /// How it is handled.
    pub handling: Handling,
    /// When it was made.
    pub created_at: Moment,
    /// Grows with every change.
    pub version: i64,
    /// Lines.
    pub lines: Vec<FoLineView>,
    /// Its parcels that have left, oldest first.
    pub parcels: Vec<ParcelView>,
}

impl FulfilmentView {
    /// A fulfilment order with its parcels, picked out of papers.
    #[must_use]
    pub fn of<'p>(fo: &Fulfilment, papers: impl Iterator<Item = &'p Paper>) -> Self {
        let fo_no = fo.no();
        let lines = fo.lines.iter().map(|line| FoLineView {
            line_no: line.line_no,
            order_line_no: line.order_line_no,
            owner: line.owner.clone(),
            sku: line.sku.clone(),
            pool: line.pool.clone(),
            allocated: line.allocated,
            deallocated: line.deallocated,
            shipped: line.shipped,
            progress: line.progress,
        });
        let mut parcels: Vec<(i64, ParcelView)> = papers
            .filter(|paper| paper.kind == PaperKind::Parcel && paper.tenant == fo.tenant)
            .filter_map(|paper| Some((paper, Parcel::of(paper)?)))
            .filter(|(_, parcel)| parcel.fo_no == fo_no && !parcel.lines.is_empty())
            .map(|(paper, parcel)| {
                let view = ParcelView {
                    parcel_no: paper.no.clone(),
                    status: paper.status.clone(),
                    parcel: parcel.clone(),
                };
                (paper.id, view)
            })
            .collect();
        parcels.sort_by_key(|(id, _)| *id);
        Self {
            order_no: fo.order_no.clone(),
            reservation_no: (fo.reservation_id != 0).then(|| reservation_no(fo.reservation_id)),
            warehouse: fo.warehouse.clone(),
            status: fo.status,
            handling: fo.handling.clone(),
            created_at: fo.created_at,
            version: fo.version,
            lines: lines.collect(),
            parcels: parcels.into_iter().map(|(_, view)| view).collect(),
            fo_no,
        }
    }
}

/// What became of fulfilment orders: the one a command is about first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfilView {
    /// As they stand.
    pub fulfilments: Vec<FulfilmentView>,
    /// The return this command opened.
    pub return_no: Option<String>,
}

/// A return as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnView {
    /// Number.
    pub return_no: String,
    /// The order.
    pub order_no: Option<OrderNo>,
    /// State.
    pub status: String,
    /// When it was opened.
    pub created_at: Moment,
    /// Grows with every change.
    pub version: i64,
    /// The rest.
    pub body: Return,
}

impl ReturnView {
    /// A return as it stands; `None` for a paper of another kind.
    #[must_use]
    pub fn of(paper: &Paper) -> Option<Self> {
        Some(Self {
            return_no: paper.no.clone(),
            order_no: paper.order_no.clone(),
            status: paper.status.clone(),
            created_at: paper.created_at,
            version: paper.version,
            body: Return::of(paper)?.clone(),
        })
    }
}
