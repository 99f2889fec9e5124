//! Writes what a batch came to.

use stock::book::{LegsOfOrder, Writes};
use stock::movement::Leg;
use stock::op::{Voucher, VoucherStatus};

use crate::error::Error;
use crate::limits::{self, ANSWER_BYTES_MAX, NUMBER_MAX};
use crate::rows;
use crate::statement::{LIST_MAX, Statement, Usual, Value, inserts, inserts_of_usual};
use crate::tx::Tx;

/// Columns of a voucher's row: [`rows::VOUCHER`] and its outbox row.
const VOUCHER_WIDTH: usize = 20;
/// Neither refused, nor the reversal of another, nor of a parcel.
const VOUCHER_USUAL: [(usize, Usual); 3] =
    [(10, Usual::Null), (14, Usual::Null), (18, Usual::Null)];
/// Of goods without a lot and without a price.
const LEDGER_USUAL: [(usize, Usual); 3] =
    [(16, Usual::Empty), (17, Usual::Empty), (18, Usual::Null)];

impl Tx {
    /// Writes everything: vouchers with one outbox row that names them, documents, ledger rows and net changes of balances.
    ///
    /// # Errors
    /// `Duplicate` if a key is taken, `GuardMissed` if a document or a balance is no longer what the rules saw, `Fatal` for a value that cannot be stored.
    /// After any of them the transaction can only be rolled back.
    pub async fn write(&mut self, writes: &Writes) -> Result<(), Error> {
        if writes.is_empty() {
            return Ok(());
        }
        self.write_vouchers(writes).await?;
        self.write_reversed(&writes.reversed).await?;
        self.write_reservations(&writes.reservations).await?;
        self.write_fulfilments(&writes.fulfilments).await?;
        self.write_papers(&writes.papers).await?;
        self.write_lots(&writes.lots).await?;
        self.write_recalls(&writes.recalls).await?;
        self.write_legs(&writes.legs).await?;
        self.write_orders(&writes.orders).await?;
        let costs = self.costs_after(&writes.legs).await?;
        self.write_balances(writes).await?;
        self.write_costs(&costs).await?;
        self.write_counters(&writes.counts).await?;
        self.write_settings(&writes.settings).await?;
        self.write_offers(&writes.offers).await
    }

    async fn write_vouchers(&mut self, writes: &Writes) -> Result<(), Error> {
        for piece in writes.forgotten.chunks(LIST_MAX) {
            let mut statement = Statement::new("DELETE FROM voucher WHERE id IN ");
            statement.list(piece.iter().copied()).push(" AND status = ");
            statement.bind(VoucherStatus::Refused.as_str());
            self.guarded(&statement, piece.len(), "refusals that are over")
                .await?;
        }
        // In the order of their keys: concurrent duplicates then wait for each other instead of deadlocking.
        let mut vouchers: Vec<&Voucher> = writes.vouchers.iter().collect();
        vouchers.sort_by(|a, b| a.key.cmp(&b.key));
        let mut ids: Vec<i64> = vouchers.iter().map(|voucher| voucher.id).collect();
        ids.sort_unstable();
        let (Some(outbox_id), Some(first)) = (ids.first().copied(), vouchers.first()) else {
            return Ok(());
        };
        let spans = spans(&writes.legs);
        let mut values = Vec::with_capacity(vouchers.len() * VOUCHER_WIDTH);
        for voucher in &vouchers {
            values.extend(voucher_values(
                voucher,
                spans.get(&voucher.id).copied(),
                outbox_id,
            )?);
        }
        let head = format!("INSERT INTO voucher ({}, outbox_id) VALUES ", rows::VOUCHER);
        for statement in inserts_of_usual(&head, VOUCHER_WIDTH, &VOUCHER_USUAL, values) {
            self.execute(&statement).await?;
        }
        let names: Vec<String> = ids.iter().map(i64::to_string).collect();
        let mut outbox = Statement::new(
            "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts) VALUES (",
        );
        outbox
            .bind(outbox_id)
            .push(", ")
            .bind(names.join(","))
            .push(", ");
        outbox
            .bind(first.book_time.0)
            .push(", ")
            .bind(first.book_time.0)
            .push(", 0)");
        self.execute(&outbox).await?;
        Ok(())
    }

    async fn write_reversed(&mut self, reversed: &[i64]) -> Result<(), Error> {
        for piece in reversed.chunks(LIST_MAX) {
            let mut statement = Statement::new("UPDATE voucher SET status = ");
            statement
                .bind(VoucherStatus::Reversed.as_str())
                .push(" WHERE id IN ")
                .list(piece.iter().copied());
            statement
                .push(" AND status = ")
                .bind(VoucherStatus::Applied.as_str());
            self.guarded(&statement, piece.len(), "vouchers to reverse")
                .await?;
        }
        Ok(())
    }

    /// Whose legs are, of vouchers that are of no order as a whole.
    async fn write_orders(&mut self, orders: &[LegsOfOrder]) -> Result<(), Error> {
        let mut values = Vec::with_capacity(orders.len() * 5);
        for of in orders {
            values.extend([
                of.voucher_id.into(),
                of.legs.0.into(),
                of.legs.1.into(),
                of.tenant.as_str().into(),
                of.order_no.as_str().into(),
            ]);
        }
        let head =
            "INSERT INTO order_leg (voucher_id, first_leg, last_leg, tenant, order_no) VALUES ";
        for statement in inserts(head, 5, values, "") {
            self.execute(&statement).await?;
        }
        Ok(())
    }

    async fn write_legs(&mut self, legs: &[Leg]) -> Result<(), Error> {
        let mut values = Vec::with_capacity(legs.len() * rows::LEDGER_COLUMNS);
        for leg in legs {
            limits::balance_key(&leg.from.key)?;
            limits::balance_key(&leg.to.key)?;
            values.extend([
                leg.seq.into(),
                leg.voucher_id.into(),
                leg.leg_no.into(),
                leg.movement.as_str().into(),
                leg.from.key.tenant.as_str().into(),
                leg.from.key.owner.as_str().into(),
                leg.from.key.sku.as_str().into(),
                leg.from.key.warehouse.as_str().into(),
                leg.from.key.pool.as_str().into(),
                leg.from.bucket.as_str().into(),
                leg.from.after.into(),
                leg.to.key.warehouse.as_str().into(),
                leg.to.key.pool.as_str().into(),
                leg.to.bucket.as_str().into(),
                leg.to.after.into(),
                leg.quantity.into(),
                leg.from.key.lot.as_str().into(),
                leg.to.key.lot.as_str().into(),
                leg.unit_cost.into(),
            ]);
        }
        let head = format!("INSERT INTO ledger ({}) VALUES ", rows::LEDGER);
        for statement in inserts_of_usual(&head, rows::LEDGER_COLUMNS, &LEDGER_USUAL, values) {
            self.execute(&statement).await?;
        }
        Ok(())
    }
}

/// First and last sequence number of each voucher's legs.
fn spans(legs: &[Leg]) -> std::collections::HashMap<i64, (i64, i64)> {
    let mut spans = std::collections::HashMap::new();
    for leg in legs {
        let span = spans.entry(leg.voucher_id).or_insert((leg.seq, leg.seq));
        *span = (span.0.min(leg.seq), span.1.max(leg.seq));
    }
    spans
}

fn voucher_values(
    voucher: &Voucher,
    span: Option<(i64, i64)>,
    outbox_id: i64,
) -> Result<[Value<'_>; VOUCHER_WIDTH], Error> {
    limits::op_key(&voucher.key)?;
    limits::text("hash", &voucher.hash.0, limits::NAME_MAX)?;
    let parcel = voucher.parcel_no.as_deref().unwrap_or_default();
    limits::text("parcelNo", parcel, limits::NAME_MAX)?;
    limits::text(
        "operator",
        voucher.operator.as_deref().unwrap_or_default(),
        NUMBER_MAX,
    )?;
    limits::text(
        "traceId",
        voucher.trace_id.as_deref().unwrap_or_default(),
        NUMBER_MAX,
    )?;
    let answer = serde_json::to_string(&voucher.answer).map_err(|e| {
        Error::fatal(format!(
            "the answer to voucher {} cannot be written: {e}",
            voucher.id
        ))
    })?;
    if answer.len() > ANSWER_BYTES_MAX {
        return Err(Error::fatal(format!(
            "the answer to {} has {} bytes, at most {ANSWER_BYTES_MAX} can be stored: ask with fewer lines",
            voucher.key.biz_no,
            answer.len()
        )));
    }
    Ok([
        voucher.id.into(),
        voucher.book_time.0.into(),
        voucher.key.tenant.as_str().into(),
        voucher.key.source.as_str().into(),
        voucher.key.op.as_str().into(),
        voucher.key.biz_no.as_str().into(),
        i64::from(voucher.key.op_seq).into(),
        voucher.hash.0.as_str().into(),
        voucher.status.as_str().into(),
        answer.into(),
        voucher.refused_until.map(|moment| moment.0).into(),
        voucher.operator.as_deref().into(),
        voucher.trace_id.as_deref().into(),
        voucher.biz_time.map(|moment| moment.0).into(),
        voucher.reverses.into(),
        span.map(|span| span.0).into(),
        span.map(|span| span.1).into(),
        voucher.order_no.as_ref().map(|no| no.as_str()).into(),
        voucher.parcel_no.as_deref().into(),
        outbox_id.into(),
    ])
}
