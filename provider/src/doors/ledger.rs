//! The ledger as callers read it, page by page.

use dubbo_api::change::{LedgerQuery, LedgerRow};
use dubbo_api::reply::{Page, Reply};
use dubbo_api::text::Quantity;
use stock::bucket::Bucket;
use stock::ids::{Day, Moment, OrderNo, Sku};
use stock::movement::Movement;
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
    let sku = form::optional(
        "sku",
        query.sku.as_ref().map(dubbo_api::text::Sku::as_str),
        form::NAME_MAX,
    )?;
    let voucher_no = query.voucher_no.as_ref();
    let voucher_no = voucher_no.map(dubbo_api::text::VoucherNo::as_str);
    let voucher = form::optional("voucherNo", voucher_no, form::NAME_MAX)?;
    let voucher = voucher.map(|no| known("voucherNo", no, voucher_id));
    let voucher = voucher.transpose()?;
    let order_no = query.order_no.as_ref();
    let order_no = order_no.map(dubbo_api::text::OrderNo::as_str);
    let order_no = form::optional("orderNo", order_no, form::NAME_MAX)?;
    let ranged = query.from_seq.is_some() || query.to_seq.is_some();
    if sku.is_none() && voucher.is_none() && order_no.is_none() && !ranged {
        return Err(Bad::new(
            "sku",
            "",
            "given, or a voucherNo, an orderNo or a range of sequences",
        ));
    }
    let bucket = query.bucket.as_ref().map(dubbo_api::states::Bucket::as_str);
    let bucket = form::optional("bucket", bucket, form::NAME_MAX)?;
    let bucket = bucket.map(|name| known("bucket", name, Bucket::parse));
    let movement = query.movement.as_ref();
    let movement = movement.map(dubbo_api::states::Movement::as_str);
    let movement = form::optional("movement", movement, form::NAME_MAX)?;
    let movement = movement.map(|code| known("movement", code, Movement::parse));
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
        pool: reservation::pool("pool", query.pool.as_ref())?,
        bucket: bucket.transpose()?,
        movement: movement.transpose()?,
        voucher,
        order_no: order_no.map(OrderNo::from),
        booked_from: query.booked_from.map(|date| Moment(date.0)),
        booked_to: query.booked_to.map(|date| Moment(date.0)),
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

fn voucher_id(no: &str) -> Option<i64> {
    stock::op::parse_no('V', no)
}

/// A value of ours by its text.
fn known<T>(field: &str, text: &str, parse: fn(&str) -> Option<T>) -> Formed<T> {
    parse(text).ok_or_else(|| Bad::new(field, text, format!("one of the contract's for {field}")))
}

/// A business day as `yyyy-MM-dd`.
fn date_of(day: Day) -> String {
    // Civil date of a count of days, by eras of 400 years that begin in March.
    let days = day.0.saturating_add(719_468);
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 {
        (era * 400 + year, month + 3)
    } else {
        (era * 400 + year + 1, month - 9)
    };
    format!("{year:04}-{month:02}-{day:02}")
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
        biz_date: Some(date_of(Day::of(row.book_time))),
        order_no: row.order_no.map(|no| no.as_str().into()),
        lot_no: Some(leg.from.key.lot.to_string()).filter(|lot| !lot.is_empty()),
        unit_cost_minor: leg.unit_cost,
        operator: row.operator,
        trace_id: row.trace_id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_dates() {
        let cases = [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (19_782, "2024-02-29"),
            (20_454, "2026-01-01"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ];
        for (days, date) in cases {
            assert_eq!(date_of(Day(days)), date);
        }
    }
}
