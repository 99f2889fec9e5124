//! Rows of the ledger's tables as the rules know them: columns and how they are read.

use stock::answer::Answer;
use stock::balance::{BalanceKey, Quantities};
use stock::bucket::{BUCKETS, Bucket};
use stock::fulfilment::{Ask, Handling, Progress};
use stock::ids::{Day, Moment};
use stock::lot::{LotFacts, LotPolicy};
use stock::movement::{Leg, Movement, Side};
use stock::op::{OpKey, OpType, PayloadHash, Voucher, VoucherStatus};
use stock::paper::{Claim, Paper, PaperBody, PaperKind};
use stock::reservation::{
    Fulfilment, FulfilmentLine, FulfilmentStatus, HoldMode, LineTerms, Reservation,
    ReservationLine, ReservationStatus,
};
use stock::sourcing::held::Sourced;

use crate::error::Error;
use crate::limits;
use crate::link::Row;
use crate::statement::Statement;
use crate::statement::Value;

pub(crate) const VOUCHER: &str = "id, book_time, tenant, source, op, biz_no, op_seq, hash, status, answer, refused_until, operator, trace_id, biz_time, reverses, first_seq, last_seq, order_no, parcel_no";
/// As many nulls as [`VOUCHER`] has columns after its first two.
pub(crate) const VOUCHER_NULLS: &str = "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";

pub(crate) fn voucher(row: &Row) -> Result<Voucher, Error> {
    let id = row.int(0)?;
    let broken = |what: &str| Error::fatal(format!("voucher {id}: {what}"));
    Ok(Voucher {
        id,
        key: OpKey {
            tenant: row.text(2)?.into(),
            source: row.text(3)?.to_owned(),
            op: row.code(4, OpType::parse)?,
            biz_no: row.text(5)?.to_owned(),
            op_seq: i32::try_from(row.int(6)?).map_err(|_| broken("op_seq out of range"))?,
        },
        hash: PayloadHash(row.text(7)?.to_owned()),
        status: row.code(8, VoucherStatus::parse)?,
        answer: answer(row.text(9)?).map_err(|e| broken(&e.to_string()))?,
        refused_until: row.int_or_null(10)?.map(Moment),
        operator: row.text_or_null(11)?.map(str::to_owned),
        trace_id: row.text_or_null(12)?.map(str::to_owned),
        biz_time: row.int_or_null(13)?.map(Moment),
        book_time: Moment(row.int(1)?),
        reverses: row.int_or_null(14)?,
        order_no: row.text_or_null(17)?.map(Into::into),
        parcel_no: row.text_or_null(18)?.map(str::to_owned),
    })
}

/// Between which sequence numbers a voucher's legs lie.
pub(crate) fn voucher_legs(row: &Row) -> Result<Option<(i64, i64)>, Error> {
    Ok(row.int_or_null(15)?.zip(row.int_or_null(16)?))
}

fn answer(json: &str) -> Result<Answer, Error> {
    serde_json::from_str(json)
        .map_err(|e| Error::fatal(format!("its stored answer cannot be read: {e}")))
}

pub(crate) const RESERVATION: &str = "id, tenant, order_no, status, mode, buyer, area, channel, created_at, expire_at, pay_no, late, predecessor, version, fixed_warehouse, sourced";

pub(crate) fn reservation(row: &Row) -> Result<Reservation, Error> {
    Ok(Reservation {
        id: row.int(0)?,
        tenant: row.text(1)?.into(),
        order_no: row.text(2)?.into(),
        status: row.code(3, ReservationStatus::parse)?,
        mode: row.code(4, HoldMode::parse)?,
        buyer: row.text_or_null(5)?.map(Into::into),
        area: row.text_or_null(6)?.map(Into::into),
        channel: row.text_or_null(7)?.map(Into::into),
        created_at: Moment(row.int(8)?),
        expire_at: Moment(row.int(9)?),
        pay_no: row.text_or_null(10)?.map(str::to_owned),
        late: row.int(11)? != 0,
        predecessor: row.int_or_null(12)?,
        version: row.int(13)?,
        fixed_warehouse: row.text_or_null(14)?.map(Into::into),
        sourced: row.text_or_null(15)?.map(sourced).transpose()?,
        lines: Vec::new(),
    })
}

fn sourced(json: &str) -> Result<Sourced, Error> {
    serde_json::from_str(json).map_err(|e| {
        Error::fatal(format!(
            "the plan a reservation was held by cannot be read: {e}"
        ))
    })
}

pub(crate) const RESERVATION_LINE: &str = "reservation_id, line_no, order_line_no, owner, sku, kit, warehouse, pool, reserved, confirmed, released, ratio, expired, lot, max_age_days, counted, pinned, on_pay, presale_no, instead_of";

/// A line and the reservation it belongs to.
pub(crate) fn reservation_line(row: &Row) -> Result<(i64, ReservationLine), Error> {
    let line = ReservationLine {
        line_no: row.int(1)?,
        order_line_no: row.int(2)?,
        owner: row.text(3)?.into(),
        sku: row.text(4)?.into(),
        kit: row.text_or_null(5)?.map(Into::into),
        warehouse: row.text(6)?.into(),
        pool: row.text(7)?.into(),
        reserved: row.int(8)?,
        confirmed: row.int(9)?,
        released: row.int(10)?,
        ratio: row.int(11)?,
        expired: row.int(12)?,
        lot: row.text(13)?.into(),
        max_age_days: row.int_or_null(14)?,
        terms: LineTerms {
            counted: row.int(15)? != 0,
            pinned: row.int(16)? != 0,
            on_pay: row.int(17)? != 0,
        },
        presale: row.text_or_null(18)?.map(str::to_owned),
        instead_of: row.text_or_null(19)?.map(Into::into),
    };
    Ok((row.int(0)?, line))
}

pub(crate) const FULFILMENT: &str = "id, tenant, order_no, reservation_id, warehouse, status, created_at, version, promise_at, sent_at, hold_reason, packed, ask, closed_at";

pub(crate) fn fulfilment(row: &Row) -> Result<Fulfilment, Error> {
    Ok(Fulfilment {
        id: row.int(0)?,
        tenant: row.text(1)?.into(),
        order_no: row.text(2)?.into(),
        reservation_id: row.int(3)?,
        warehouse: row.text(4)?.into(),
        status: row.code(5, FulfilmentStatus::parse)?,
        created_at: Moment(row.int(6)?),
        version: row.int(7)?,
        handling: Handling {
            promise_at: row.int_or_null(8)?.map(Moment),
            sent_at: row.int_or_null(9)?.map(Moment),
            hold_reason: row.text_or_null(10)?.map(str::to_owned),
            packed: row.int(11)? != 0,
            ask: row.code(12, Ask::parse)?,
            closed_at: row.int_or_null(13)?.map(Moment),
        },
        lines: Vec::new(),
    })
}

pub(crate) const FULFILMENT_LINE: &str = "fulfilment_id, line_no, order_line_no, owner, sku, pool, allocated, deallocated, shipped, lot, picked, short_picked, short_open, short_closed, resourced, cancelling, signed, rejected, lost, returned, kit, ratio";

/// A line and the fulfilment order it belongs to.
pub(crate) fn fulfilment_line(row: &Row) -> Result<(i64, FulfilmentLine), Error> {
    let line = FulfilmentLine {
        line_no: row.int(1)?,
        order_line_no: row.int(2)?,
        owner: row.text(3)?.into(),
        sku: row.text(4)?.into(),
        pool: row.text(5)?.into(),
        allocated: row.int(6)?,
        deallocated: row.int(7)?,
        shipped: row.int(8)?,
        lot: row.text(9)?.into(),
        progress: progress(row, 10)?,
        kit: row.text_or_null(20)?.map(Into::into),
        ratio: row.int(21)?,
    };
    Ok((row.int(0)?, line))
}

/// The columns of a line's progress, from the given position.
fn progress(row: &Row, first: usize) -> Result<Progress, Error> {
    let at = |position: usize| row.int(first + position);
    Ok(Progress {
        picked: at(0)?,
        short_picked: at(1)?,
        short_open: at(2)?,
        short_closed: at(3)?,
        resourced: at(4)?,
        cancelling: at(5)?,
        signed: at(6)?,
        rejected: at(7)?,
        lost: at(8)?,
        returned: at(9)?,
    })
}

pub(crate) const LEDGER: &str = "seq, voucher_id, leg_no, movement, tenant, owner, sku, from_warehouse, from_pool, from_bucket, from_after, to_warehouse, to_pool, to_bucket, to_after, quantity, from_lot, to_lot, unit_cost_minor";

/// The columns of [`LEDGER`] with the table's short name before each.
pub(crate) fn ledger_of(table: &str) -> String {
    let columns = LEDGER.split(", ").map(|column| format!("{table}.{column}"));
    columns.collect::<Vec<_>>().join(", ")
}

pub(crate) fn leg(row: &Row) -> Result<Leg, Error> {
    let side = |first: usize, lot: usize| -> Result<Side, Error> {
        Ok(Side {
            key: BalanceKey {
                sku: row.text(6)?.into(),
                warehouse: row.text(first)?.into(),
                pool: row.text(first + 1)?.into(),
                lot: row.text(lot)?.into(),
                owner: row.text(5)?.into(),
                tenant: row.text(4)?.into(),
            },
            bucket: row.code(first + 2, Bucket::parse)?,
            after: row.int(first + 3)?,
        })
    };
    Ok(Leg {
        seq: row.int(0)?,
        voucher_id: row.int(1)?,
        leg_no: row.int(2)?,
        movement: row.code(3, Movement::parse)?,
        from: side(7, 16)?,
        to: side(11, 17)?,
        quantity: row.int(15)?,
        unit_cost: row.int_or_null(18)?,
    })
}

pub(crate) const BALANCE_KEY: &str = "sku, warehouse, pool, lot, owner, tenant";

/// How many columns [`BALANCE_KEY`] has.
pub(crate) const BALANCE_KEY_WIDTH: usize = 6;

/// Values of [`BALANCE_KEY`], checked.
pub(crate) fn balance_key_values(
    key: &BalanceKey,
) -> Result<[Value<'_>; BALANCE_KEY_WIDTH], Error> {
    limits::balance_key(key)?;
    Ok([
        key.sku.as_str().into(),
        key.warehouse.as_str().into(),
        key.pool.as_str().into(),
        key.lot.as_str().into(),
        key.owner.as_str().into(),
        key.tenant.as_str().into(),
    ])
}

pub(crate) const PAPER: &str =
    "id, tenant, kind, paper_no, order_no, status, created_at, due_at, version, body";

/// A paper without its claims.
pub(crate) fn paper(row: &Row) -> Result<Paper, Error> {
    let kind = row.code(2, PaperKind::parse)?;
    let no = row.text(3)?.to_owned();
    let broken = |what: &str| Error::fatal(format!("{} {no}: {what}", kind.as_str()));
    let body: PaperBody = serde_json::from_str(row.text(9)?)
        .map_err(|e| broken(&format!("its body cannot be read: {e}")))?;
    if body.kind() != kind {
        return Err(broken("its body is of another kind"));
    }
    Ok(Paper {
        id: row.int(0)?,
        tenant: row.text(1)?.into(),
        kind,
        order_no: row.text_or_null(4)?.map(Into::into),
        status: row.text(5)?.to_owned(),
        created_at: Moment(row.int(6)?),
        due_at: row.int_or_null(7)?.map(Moment),
        version: row.int(8)?,
        claims: Vec::new(),
        no,
        body,
    })
}

/// [`BALANCE_KEY`] and what surrounds it.
pub(crate) const PAPER_CLAIM: &str =
    "paper_id, claim_no, sku, warehouse, pool, lot, owner, tenant, bucket, quantity";

/// What is known of lots, with how those of their SKUs may be sold; the condition follows.
pub(crate) fn lot_query<'a>() -> Statement<'a> {
    Statement::new(
        "SELECT l.tenant, l.sku, l.lot, l.produced_on, l.expires_on, l.received_at, p.max_age_days, p.warn_age_days, l.recall_no \
         FROM lot l LEFT JOIN lot_policy p ON p.sku = l.sku WHERE ",
    )
}

pub(crate) fn lot(row: &Row) -> Result<LotFacts, Error> {
    Ok(LotFacts {
        tenant: row.text(0)?.into(),
        sku: row.text(1)?.into(),
        lot: row.text(2)?.into(),
        produced_on: row.int_or_null(3)?.map(Day),
        expires_on: row.int_or_null(4)?.map(Day),
        received_at: Moment(row.int(5)?),
        policy: LotPolicy {
            max_age_days: row.int_or_null(6)?,
            warn_age_days: row.int_or_null(7)?,
        },
        recall_no: row.text_or_null(8)?.map(str::to_owned),
    })
}

/// A claim and the paper it is of.
pub(crate) fn paper_claim(row: &Row) -> Result<(i64, Claim), Error> {
    let claim = Claim {
        key: balance_key(row, 2)?,
        bucket: row.code(2 + BALANCE_KEY_WIDTH, Bucket::parse)?,
        quantity: row.int(3 + BALANCE_KEY_WIDTH)?,
    };
    Ok((row.int(0)?, claim))
}

/// The key columns of a balance, from the given position.
pub(crate) fn balance_key(row: &Row, first: usize) -> Result<BalanceKey, Error> {
    Ok(BalanceKey {
        sku: row.text(first)?.into(),
        warehouse: row.text(first + 1)?.into(),
        pool: row.text(first + 2)?.into(),
        lot: row.text(first + 3)?.into(),
        owner: row.text(first + 4)?.into(),
        tenant: row.text(first + 5)?.into(),
    })
}

/// Names of the bucket columns in their order, each behind a comma.
pub(crate) fn bucket_columns() -> String {
    Bucket::ALL
        .iter()
        .map(|bucket| format!(", {}", bucket.as_str()))
        .collect()
}

/// The bucket columns of a balance, from the given position.
pub(crate) fn quantities(row: &Row, first: usize) -> Result<Quantities, Error> {
    let mut columns = [0; BUCKETS];
    for (position, column) in columns.iter_mut().enumerate() {
        *column = row.int(first + position)?;
    }
    Ok(Quantities::from_columns(columns))
}

/// How many columns [`BALANCE_KEY`] and [`LEDGER`] name.
pub(crate) const BALANCE_KEY_COLUMNS: usize = columns(BALANCE_KEY);
pub(crate) const LEDGER_COLUMNS: usize = columns(LEDGER);

const fn columns(names: &str) -> usize {
    let bytes = names.as_bytes();
    let (mut at, mut count) = (0, 1);
    while at < bytes.len() {
        if bytes[at] == b',' {
            count += 1;
        }
        at += 1;
    }
    count
}
