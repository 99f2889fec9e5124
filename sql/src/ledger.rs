//! The ledger, page by page.

use stock::bucket::Bucket;
use stock::ids::{Moment, OrderNo, Owner, Pool, Sku, Tenant, Warehouse};
use stock::movement::{Leg, Movement};
use stock::op::OpType;
use stock::projection::Goods;

use crate::error::Error;
use crate::rows;
use crate::statement::{LIST_MAX, Statement, padded};
use crate::store::Store;

/// Most rows of a page.
const PAGE_MAX: u32 = 1_000;
/// Most vouchers of one order whose rows are listed together.
pub const VOUCHERS_MAX: usize = LIST_MAX;

/// The order a row is of: its voucher's, or its own where the voucher serves several.
const ORDER_NO: &str = "COALESCE(v.order_no, o.order_no)";

/// Which ledger rows are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Tenant.
    pub tenant: Tenant,
    /// SKU; all if absent.
    pub sku: Option<Sku>,
    /// Site on either side; all if absent.
    pub warehouse: Option<Warehouse>,
    /// Owner; all if absent.
    pub owner: Option<Owner>,
    /// Pool on either side; all if absent.
    pub pool: Option<Pool>,
    /// Bucket on either side; all if absent.
    pub bucket: Option<Bucket>,
    /// Kind of movement; all if absent.
    pub movement: Option<Movement>,
    /// Rows of one voucher.
    pub voucher: Option<i64>,
    /// Rows of the vouchers about one order, at most its first [`VOUCHERS_MAX`].
    pub order_no: Option<OrderNo>,
    /// Booked at or after.
    pub booked_from: Option<Moment>,
    /// Booked before.
    pub booked_to: Option<Moment>,
    /// Only rows after this sequence number; 0 for the first page.
    pub after_seq: i64,
    /// Only rows before this sequence number; no end if absent.
    pub before_seq: Option<i64>,
    /// Newest first; else in the order of booking.
    pub newest_first: bool,
    /// Most rows, at most 1,000.
    pub limit: u32,
}

impl LedgerFilter {
    /// The whole ledger of a tenant, from the oldest row on, in pages of the largest size.
    #[must_use]
    pub const fn of(tenant: Tenant) -> Self {
        Self {
            tenant,
            sku: None,
            warehouse: None,
            owner: None,
            pool: None,
            bucket: None,
            movement: None,
            voucher: None,
            order_no: None,
            booked_from: None,
            booked_to: None,
            after_seq: 0,
            before_seq: None,
            newest_first: false,
            limit: PAGE_MAX,
        }
    }
}

/// A ledger row with the operation it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// The row.
    pub leg: Leg,
    /// What was done.
    pub op: OpType,
    /// Who asked.
    pub source: String,
    /// Under which document number.
    pub biz_no: String,
    /// Who did it.
    pub operator: Option<String>,
    /// Trace of the call.
    pub trace_id: Option<String>,
    /// When it was booked.
    pub book_time: Moment,
    /// When it happened, as the caller said.
    pub biz_time: Option<Moment>,
    /// The voucher it undoes.
    pub reverses: Option<i64>,
    /// The order it is about.
    pub order_no: Option<OrderNo>,
}

/// First and last sequence number of a voucher's rows.
type Span = (i64, i64);

impl Store {
    /// Goods of which ledger rows are numbered from a number on, each with its last number; `None` if there are more than so many rows.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn goods_moved_since(
        &self,
        first: i64,
        rows_max: u32,
    ) -> Result<Option<Vec<(Goods, i64)>>, Error> {
        let mut statement = Statement::new(
            "SELECT tenant, owner, sku, MAX(seq), COUNT(*) FROM (SELECT tenant, owner, sku, seq FROM ledger WHERE seq >= ",
        );
        statement.bind(first).push(&format!(
            " ORDER BY seq LIMIT {}) latest GROUP BY tenant, owner, sku",
            i64::from(rows_max) + 1
        ));
        let mut rows = 0;
        let mut moved = Vec::new();
        for row in self.read(&statement).await? {
            rows += row.int(4)?;
            let goods = Goods {
                tenant: row.text(0)?.into(),
                owner: row.text(1)?.into(),
                sku: row.text(2)?.into(),
            };
            moved.push((goods, row.int(3)?));
        }
        Ok((rows <= i64::from(rows_max)).then_some(moved))
    }

    /// A page of the ledger. The next page starts after (newest first: before) the last row's number.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ledger(&self, filter: &LedgerFilter) -> Result<Vec<LedgerRow>, Error> {
        let spans = self.spans(filter).await?;
        if spans.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Vec::new());
        }
        let statement = query(filter, spans.as_deref().unwrap_or_default());
        let rows = self.read(&statement).await?;
        let first = rows::LEDGER_COLUMNS;
        rows.iter()
            .map(|row| {
                Ok(LedgerRow {
                    leg: rows::leg(row)?,
                    op: row.code(first, OpType::parse)?,
                    source: row.text(first + 1)?.to_owned(),
                    biz_no: row.text(first + 2)?.to_owned(),
                    operator: row.text_or_null(first + 3)?.map(str::to_owned),
                    trace_id: row.text_or_null(first + 4)?.map(str::to_owned),
                    book_time: Moment(row.int(first + 5)?),
                    biz_time: row.int_or_null(first + 6)?.map(Moment),
                    reverses: row.int_or_null(first + 7)?,
                    order_no: row.text_or_null(first + 8)?.map(Into::into),
                })
            })
            .collect()
    }

    /// Where in the ledger the rows of a voucher or an order lie; `None` if neither is asked for.
    async fn spans(&self, filter: &LedgerFilter) -> Result<Option<Vec<Span>>, Error> {
        if filter.voucher.is_none() && filter.order_no.is_none() {
            return Ok(None);
        }
        let mut statement = Statement::new("SELECT first_seq, last_seq, id FROM voucher WHERE ");
        let of_voucher = |statement: &mut Statement<'_>| {
            statement
                .push("first_seq IS NOT NULL AND tenant = ")
                .bind(filter.tenant.to_string());
            if let Some(voucher) = filter.voucher {
                statement.push(" AND id = ").bind(voucher);
            }
        };
        of_voucher(&mut statement);
        if let Some(order) = &filter.order_no {
            statement.push(" AND order_no = ").bind(order.as_str());
            // Of vouchers that serve several orders, those that serve this one.
            statement.push(" UNION SELECT first_seq, last_seq, id FROM voucher WHERE ");
            of_voucher(&mut statement);
            statement.push(" AND id IN (SELECT voucher_id FROM order_leg WHERE tenant = ");
            statement.bind(filter.tenant.as_str());
            statement.push(" AND order_no = ").bind(order.as_str());
            statement.push(")");
        }
        statement.push(&format!(" ORDER BY 3 LIMIT {VOUCHERS_MAX}"));
        let rows = self.read(&statement).await?;
        let spans = rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?)));
        spans.collect::<Result<_, Error>>().map(Some)
    }
}

fn query<'f>(filter: &'f LedgerFilter, spans: &[Span]) -> Statement<'f> {
    let columns = rows::ledger_of("l");
    let mut statement = Statement::new(format!(
        "SELECT {columns}, v.op, v.source, v.biz_no, v.operator, v.trace_id, v.book_time, v.biz_time, v.reverses, {ORDER_NO} \
         FROM ledger l JOIN voucher v ON v.id = l.voucher_id \
         LEFT JOIN order_leg o ON o.voucher_id = l.voucher_id AND l.leg_no BETWEEN o.first_leg AND o.last_leg WHERE l.seq > "
    ));
    statement.bind(filter.after_seq);
    if let Some(before) = filter.before_seq {
        statement.push(" AND l.seq < ").bind(before);
    }
    // The rows of a voucher lie together, those of others between them: its span is a range of the primary key.
    for position in 0..spans
        .len()
        .checked_sub(1)
        .map_or(0, |last| padded(last + 1))
    {
        let (first, last) = spans[position.min(spans.len() - 1)];
        statement
            .push(if position == 0 { " AND (" } else { " OR " })
            .push("l.seq BETWEEN ")
            .bind(first)
            .push(" AND ")
            .bind(last);
    }
    if !spans.is_empty() {
        statement.push(")");
    }
    let tenant = filter.tenant.as_str();
    statement.push(" AND l.tenant = ").bind(tenant);
    matching(filter, &mut statement);
    let order = if filter.newest_first { " DESC" } else { "" };
    statement
        .push(" ORDER BY l.seq")
        .push(order)
        .push(" LIMIT ");
    statement.bind(i64::from(filter.limit.min(PAGE_MAX)));
    statement
}

fn matching<'f>(filter: &'f LedgerFilter, statement: &mut Statement<'f>) {
    let plain = [
        ("l.sku", filter.sku.as_ref().map(Sku::as_str)),
        ("l.owner", filter.owner.as_ref().map(Owner::as_str)),
        ("l.movement", filter.movement.map(Movement::as_str)),
        (ORDER_NO, filter.order_no.as_ref().map(OrderNo::as_str)),
    ];
    for (column, value) in plain {
        if let Some(value) = value {
            statement.push(" AND ").push(column).push(" = ").bind(value);
        }
    }
    // One side of a leg has to match them together: a pool's bucket in a warehouse is one account.
    let sided = [
        (
            "warehouse",
            filter.warehouse.as_ref().map(Warehouse::as_str),
        ),
        ("pool", filter.pool.as_ref().map(Pool::as_str)),
        ("bucket", filter.bucket.map(Bucket::as_str)),
    ];
    if sided.iter().any(|(_, value)| value.is_some()) {
        for (position, side) in ["from", "to"].into_iter().enumerate() {
            statement.push(if position == 0 { " AND ((" } else { ") OR (" });
            let given = sided
                .iter()
                .filter_map(|(column, value)| Some((column, (*value)?)));
            for (at, (column, value)) in given.enumerate() {
                statement.push(if at == 0 { "l." } else { " AND l." });
                statement.push(side).push("_").push(column);
                statement.push(" = ").bind(value);
            }
        }
        statement.push("))");
    }
    if let Some(voucher) = filter.voucher {
        statement.push(" AND l.voucher_id = ").bind(voucher);
    }
    if let Some(from) = filter.booked_from {
        statement.push(" AND v.book_time >= ").bind(from.0);
    }
    if let Some(to) = filter.booked_to {
        statement.push(" AND v.book_time < ").bind(to.0);
    }
}
