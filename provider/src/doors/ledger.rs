//! The ledger as callers read it, page by page.

use dubbo_api::change::{LedgerQuery, LedgerRow};
use dubbo_api::reply::{Page, Reply};
use dubbo_api::text::Quantity;
use stock::ids::Sku;
use stock_sql::LedgerFilter;

use super::form::{self, Bad, Formed};
use super::{StockCenter, answer, reservation, unanswered};

/// Rows of a page when the caller names no limit.
const PAGE_DEFAULT: i64 = 100;
/// Most rows of a page.
const PAGE_MAX: i64 = 500;

impl StockCenter {
    pub(super) async fn list_ledger_formed(
        &self,
        query: &LedgerQuery,
    ) -> Formed<Reply<Page<LedgerRow>>> {
        let filter = filter(query)?;
        let limit = usize::try_from(filter.limit).unwrap_or(usize::MAX);
        Ok(match self.store.ledger(&filter).await {
            Ok(found) => {
                let full = found.len() >= limit;
                let next = found
                    .last()
                    .filter(|_| full)
                    .map(|last| last.leg.seq.to_string());
                let items = found.into_iter().map(row).collect();
                Reply::ok(Page {
                    items,
                    next_cursor: next,
                    total: None,
                })
            }
            Err(error) => unanswered(&error),
        })
    }
}

fn filter(query: &LedgerQuery) -> Formed<LedgerFilter> {
    form::absent("pool", query.pool.as_ref())?;
    form::absent("bucket", query.bucket.as_ref())?;
    form::absent("movement", query.movement.as_ref())?;
    form::absent("voucherNo", query.voucher_no.as_ref())?;
    form::absent("orderNo", query.order_no.as_ref())?;
    form::absent("bookedFrom", query.booked_from.map(|date| date.0))?;
    form::absent("bookedTo", query.booked_to.map(|date| date.0))?;
    let sku = form::optional(
        "sku",
        query.sku.as_ref().map(dubbo_api::text::Sku::as_str),
        form::NAME_MAX,
    )?;
    if sku.is_none() && query.from_seq.is_none() && query.to_seq.is_none() {
        return Err(Bad::new("sku", "", "given, or a range of sequences"));
    }
    let cursor = match form::optional("cursor", query.cursor.as_deref(), form::NAME_MAX)? {
        None => None,
        Some(text) => Some(
            text.parse::<i64>()
                .map_err(|_| Bad::new("cursor", text, "nextCursor of the page before"))?,
        ),
    };
    let after = query.from_seq.map_or(0, |from| from.saturating_sub(1));
    let before = query.to_seq.map(|to| to.saturating_add(1));
    let limit = form::within(
        "limit",
        query.limit.map_or(PAGE_DEFAULT, i64::from),
        1,
        PAGE_MAX,
    )?;
    Ok(LedgerFilter {
        sku: sku.map(Sku::from),
        warehouse: reservation::warehouse("warehouse", query.warehouse.as_ref())?,
        owner: reservation::owner("owner", query.owner.as_ref())?,
        after_seq: if query.newest_first {
            after
        } else {
            cursor.map_or(after, |seq| seq.max(after))
        },
        before_seq: match (query.newest_first, cursor, before) {
            (true, Some(seq), Some(before)) => Some(seq.min(before)),
            (true, Some(seq), None) => Some(seq),
            (_, _, before) => before,
        },
        newest_first: query.newest_first,
        limit: u32::try_from(limit).unwrap_or(1),
        ..LedgerFilter::of(super::tenant(query.tenant.as_ref())?)
    })
}

/// One row in the words of the contract.
pub(super) fn row(row: stock_sql::LedgerRow) -> LedgerRow {
    let leg = row.leg;
    LedgerRow {
        seq: leg.seq,
        voucher_no: stock::op::voucher_no(leg.voucher_id).as_str().into(),
        leg_no: i32::try_from(leg.leg_no).unwrap_or(i32::MAX),
        movement: leg.movement.as_str().into(),
        owner: leg.from.key.owner.as_str().into(),
        sku: leg.from.key.sku.as_str().into(),
        from_warehouse: leg.from.key.warehouse.as_str().into(),
        from_pool: leg.from.key.pool.as_str().into(),
        from_bucket: leg.from.bucket.as_str().into(),
        from_after: leg.from.after,
        to_warehouse: leg.to.key.warehouse.as_str().into(),
        to_pool: leg.to.key.pool.as_str().into(),
        to_bucket: leg.to.bucket.as_str().into(),
        to_after: leg.to.after,
        quantity: Quantity(leg.quantity),
        source_system: Some(row.source),
        biz_no: Some(row.biz_no),
        biz_time: row.biz_time.map(answer::date),
        book_time: Some(answer::date(row.book_time)),
        operator: row.operator,
        trace_id: row.trace_id,
        ..LedgerRow::default()
    }
}
