//! Ageing: what is free of a lot past its last day is locked, under a lock with reason `AGED`; what came back of a recalled lot, under one with reason `RECALL`.

use crate::book::{Book, Place};
use crate::bucket::Bucket;
use crate::command::{AgeOut, Freeze, LotDates, StockLine};
use crate::ids::Tenant;

/// Why the lock is there.
pub(in crate::rules) const REASON: &str = "AGED";

/// The place a lot may be too old in.
pub(in crate::rules) fn place(aged: &AgeOut, tenant: &Tenant) -> Place {
    Place {
        sku: aged.sku.clone(),
        warehouse: aged.warehouse.clone(),
        owner: aged.owner.clone(),
        tenant: tenant.clone(),
    }
}

/// What is to be locked; `None` if the lot may still be sold, or nothing of it is free.
pub(in crate::rules) fn age_out(aged: &AgeOut, book: &Book, tenant: &Tenant) -> Option<Freeze> {
    let place = place(aged, tenant);
    let today = book.today();
    let here = book.pools_of(&place);
    let too_old = here.filter(|(key, balance)| {
        key.lot == aged.lot
            && balance.get(Bucket::Available) > 0
            && !book.lots.may_be_sold(key, today)
    });
    let lines: Vec<StockLine> = (1..)
        .zip(too_old)
        .map(|(line_no, (key, balance))| StockLine {
            line_no,
            sku: key.sku.clone(),
            quantity: balance.get(Bucket::Available),
            owner: Some(key.owner.clone()),
            pool: Some(key.pool.clone()),
            lot: Some(key.lot.clone()),
            dates: LotDates::default(),
            unit_cost: None,
        })
        .collect();
    let known = book.lots.get(tenant, &aged.sku, &aged.lot);
    let reason = if known.is_some_and(|lot| lot.recall_no.is_some()) {
        super::RECALL
    } else {
        REASON
    };
    (!lines.is_empty()).then(|| Freeze {
        warehouse: aged.warehouse.clone(),
        lines,
        reason: reason.to_owned(),
        remark: None,
    })
}
