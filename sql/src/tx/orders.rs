//! Writes reservations and fulfilment orders.

use std::collections::BTreeMap;

use stock::book::Change;
use stock::reservation::{
    Fulfilment, FulfilmentLine, Reservation, ReservationLine, ReservationStatus,
};

use crate::error::Error;
use crate::limits::{self, AREA_MAX, NAME_MAX, NUMBER_MAX, REASON_MAX};
use crate::statement::{Usual, Value, inserts_of_usual};
use crate::tx::Tx;
use crate::tx::grouped::HeadChange;

/// Columns of a reservation that may change.
const RESERVATION_CHANGES: [&str; 13] = [
    "status",
    "mode",
    "buyer",
    "area",
    "channel",
    "expire_at",
    "pay_no",
    "late",
    "predecessor",
    "open_order",
    "due_at",
    "fixed_warehouse",
    "sourced",
];
const FULFILMENT_CHANGES: [&str; 7] = [
    "status",
    "promise_at",
    "sent_at",
    "hold_reason",
    "packed",
    "ask",
    "closed_at",
];
const RESERVATION_LINE_CHANGES: [&str; 5] =
    ["reserved", "confirmed", "released", "expired", "open_sku"];
const FULFILMENT_LINE_CHANGES: [&str; 14] = [
    "allocated",
    "deallocated",
    "shipped",
    "open_sku",
    "picked",
    "short_picked",
    "short_open",
    "short_closed",
    "resourced",
    "cancelling",
    "signed",
    "rejected",
    "lost",
    "returned",
];

/// A new hold, not paid yet, of an order that had none before.
const NEW_RESERVATION: [(usize, Usual); 4] = [
    (4, Usual::One),
    (11, Usual::Null),
    (12, Usual::Zero),
    (13, Usual::Null),
];
/// Goods that are no kit, no presale and not instead of others, without a lot; nothing has become of them yet.
const NEW_RESERVATION_LINE: [(usize, Usual); 10] = [
    (5, Usual::Null),
    (8, Usual::Empty),
    (9, Usual::Null),
    (10, Usual::One),
    (13, Usual::Zero),
    (14, Usual::Null),
    (15, Usual::Null),
    (17, Usual::Zero),
    (18, Usual::Zero),
    (19, Usual::Zero),
];
/// The same of what a warehouse has to send.
const NEW_FULFILMENT_LINE: [(usize, Usual); 15] = [
    (6, Usual::Empty),
    (8, Usual::Null),
    (9, Usual::One),
    (11, Usual::Zero),
    (12, Usual::Zero),
    (14, Usual::Zero),
    (15, Usual::Zero),
    (16, Usual::Zero),
    (17, Usual::Zero),
    (18, Usual::Zero),
    (19, Usual::Zero),
    (20, Usual::Zero),
    (21, Usual::Zero),
    (22, Usual::Zero),
    (23, Usual::Zero),
];

type LineChanges<'a> = BTreeMap<Vec<Value<'a>>, Vec<(i64, i64)>>;

impl Tx {
    pub(super) async fn write_reservations(
        &mut self,
        changes: &[Change<Reservation>],
    ) -> Result<(), Error> {
        let mut heads = Vec::new();
        let mut new = Vec::new();
        let mut new_lines = Vec::new();
        let mut lines = LineChanges::new();
        for change in changes {
            let after = &change.after;
            check_reservation(after)?;
            match &change.before {
                None => new.extend(reservation_row(after)),
                Some(before) => heads.push(HeadChange {
                    id: after.id,
                    version_before: before.version,
                    version_after: after.version,
                    before: reservation_values(before),
                    after: reservation_values(after),
                }),
            }
            let before: &[ReservationLine] =
                change.before.as_ref().map_or(&[], |before| &before.lines);
            for line in &after.lines {
                match before.iter().find(|old| old.line_no == line.line_no) {
                    None => new_lines.extend(reservation_line_row(after.id, line)),
                    Some(old) if old == line => {}
                    Some(old) => {
                        same_place(
                            after.id,
                            (
                                &old.sku,
                                &old.warehouse,
                                &old.pool,
                                &old.lot,
                                &old.kit,
                                old.ratio,
                            ),
                            (
                                &line.sku,
                                &line.warehouse,
                                &line.pool,
                                &line.lot,
                                &line.kit,
                                line.ratio,
                            ),
                        )?;
                        let values = reservation_line_values(line).to_vec();
                        lines
                            .entry(values)
                            .or_default()
                            .push((after.id, line.line_no));
                    }
                }
            }
        }
        self.write_heads("reservation", &RESERVATION_CHANGES, heads)
            .await?;
        let head = format!(
            "INSERT INTO reservation (id, tenant, order_no, created_at, version, {}) VALUES ",
            RESERVATION_CHANGES.join(", ")
        );
        self.insert(&head, 5 + RESERVATION_CHANGES.len(), &NEW_RESERVATION, new)
            .await?;
        self.write_lines("reservation", &RESERVATION_LINE_CHANGES, lines)
            .await?;
        let head = format!(
            "INSERT INTO reservation_line (reservation_id, line_no, order_line_no, owner, sku, kit, warehouse, pool, lot, max_age_days, ratio, counted, pinned, on_pay, presale_no, instead_of, {}) VALUES ",
            RESERVATION_LINE_CHANGES.join(", ")
        );
        self.insert(&head, 21, &NEW_RESERVATION_LINE, new_lines)
            .await
    }

    pub(super) async fn write_fulfilments(
        &mut self,
        changes: &[Change<Fulfilment>],
    ) -> Result<(), Error> {
        let mut heads = Vec::new();
        let mut new = Vec::new();
        let mut new_lines = Vec::new();
        let mut lines = LineChanges::new();
        for change in changes {
            let after = &change.after;
            limits::key_text("orderNo", after.order_no.as_str(), NAME_MAX)?;
            let reason = after.handling.hold_reason.as_deref().unwrap_or_default();
            limits::text("holdReason", reason, REASON_MAX)?;
            match &change.before {
                None => new.extend(fulfilment_row(after)),
                Some(before) => heads.push(HeadChange {
                    id: after.id,
                    version_before: before.version,
                    version_after: after.version,
                    before: fulfilment_values(before).to_vec(),
                    after: fulfilment_values(after).to_vec(),
                }),
            }
            let before: &[FulfilmentLine] =
                change.before.as_ref().map_or(&[], |before| &before.lines);
            for line in &after.lines {
                match before.iter().find(|old| old.line_no == line.line_no) {
                    None => new_lines.extend(fulfilment_line_row(after, line)),
                    Some(old) if old == line => {}
                    Some(old) => {
                        same_place(
                            after.id,
                            (&old.sku, &old.pool, &old.lot, &old.owner),
                            (&line.sku, &line.pool, &line.lot, &line.owner),
                        )?;
                        let values = fulfilment_line_values(line).to_vec();
                        lines
                            .entry(values)
                            .or_default()
                            .push((after.id, line.line_no));
                    }
                }
            }
        }
        self.write_heads("fulfilment", &FULFILMENT_CHANGES, heads)
            .await?;
        let head = format!(
            "INSERT INTO fulfilment (id, tenant, order_no, reservation_id, warehouse, created_at, version, {}) VALUES ",
            FULFILMENT_CHANGES.join(", ")
        );
        self.insert(&head, 7 + FULFILMENT_CHANGES.len(), &[], new)
            .await?;
        self.write_lines("fulfilment", &FULFILMENT_LINE_CHANGES, lines)
            .await?;
        let head = format!(
            "INSERT INTO fulfilment_line (fulfilment_id, line_no, order_line_no, owner, sku, pool, lot, warehouse, kit, ratio, {}) VALUES ",
            FULFILMENT_LINE_CHANGES.join(", ")
        );
        self.insert(
            &head,
            10 + FULFILMENT_LINE_CHANGES.len(),
            &NEW_FULFILMENT_LINE,
            new_lines,
        )
        .await
    }

    async fn insert(
        &mut self,
        head: &str,
        width: usize,
        usual: &[(usize, Usual)],
        values: Vec<Value<'_>>,
    ) -> Result<(), Error> {
        for statement in inserts_of_usual(head, width, usual, values) {
            self.execute(&statement).await?;
        }
        Ok(())
    }
}

fn check_reservation(reservation: &Reservation) -> Result<(), Error> {
    let optional =
        |field, value: Option<&str>, max| limits::text(field, value.unwrap_or_default(), max);
    limits::key_text("orderNo", reservation.order_no.as_str(), NAME_MAX)?;
    limits::key_text("tenant", reservation.tenant.as_str(), NAME_MAX)?;
    optional(
        "buyer",
        reservation.buyer.as_ref().map(|b| b.as_str()),
        NAME_MAX,
    )?;
    optional(
        "area",
        reservation.area.as_ref().map(|a| a.as_str()),
        AREA_MAX,
    )?;
    optional(
        "channel",
        reservation.channel.as_ref().map(|c| c.as_str()),
        NAME_MAX,
    )?;
    optional("payNo", reservation.pay_no.as_deref(), NUMBER_MAX)?;
    for line in &reservation.lines {
        optional("kit", line.kit.as_ref().map(|k| k.as_str()), NAME_MAX)?;
        optional("presaleNo", line.presale.as_deref(), NAME_MAX)?;
        let ordered = line.instead_of.as_ref().map(|sku| sku.as_str());
        optional("sku", ordered, NAME_MAX)?;
    }
    Ok(())
}

fn reservation_row(reservation: &Reservation) -> impl Iterator<Item = Value<'_>> {
    [
        reservation.id.into(),
        reservation.tenant.as_str().into(),
        reservation.order_no.as_str().into(),
        reservation.created_at.0.into(),
        reservation.version.into(),
    ]
    .into_iter()
    .chain(reservation_values(reservation))
}

/// Values of [`RESERVATION_CHANGES`].
fn reservation_values(reservation: &Reservation) -> Vec<Value<'_>> {
    let status = reservation.status;
    let in_force = matches!(
        status,
        ReservationStatus::PreOccupied
            | ReservationStatus::Confirmed
            | ReservationStatus::Suspended
    );
    let runs_out = status == ReservationStatus::PreOccupied;
    vec![
        status.as_str().into(),
        reservation.mode.as_str().into(),
        reservation.buyer.as_ref().map(|b| b.as_str()).into(),
        reservation.area.as_ref().map(|a| a.as_str()).into(),
        reservation.channel.as_ref().map(|c| c.as_str()).into(),
        reservation.expire_at.0.into(),
        reservation.pay_no.as_deref().into(),
        reservation.late.into(),
        reservation.predecessor.into(),
        in_force.then(|| reservation.order_no.as_str()).into(),
        runs_out.then_some(reservation.expire_at.0).into(),
        reservation
            .fixed_warehouse
            .as_ref()
            .map(|w| w.as_str())
            .into(),
        // Plain data, which cannot fail to be written as text.
        reservation
            .sourced
            .as_ref()
            .and_then(|sourced| serde_json::to_string(sourced).ok())
            .into(),
    ]
}

fn reservation_line_row(id: i64, line: &ReservationLine) -> impl Iterator<Item = Value<'_>> {
    [
        id.into(),
        line.line_no.into(),
        line.order_line_no.into(),
        line.owner.as_str().into(),
        line.sku.as_str().into(),
        line.kit.as_ref().map(|kit| kit.as_str()).into(),
        line.warehouse.as_str().into(),
        line.pool.as_str().into(),
        line.lot.as_str().into(),
        line.max_age_days.into(),
        line.ratio.into(),
        line.terms.counted.into(),
        line.terms.pinned.into(),
        line.terms.on_pay.into(),
        line.presale.as_deref().into(),
        line.instead_of.as_ref().map(|sku| sku.as_str()).into(),
    ]
    .into_iter()
    .chain(reservation_line_values(line))
}

/// Values of [`RESERVATION_LINE_CHANGES`].
fn reservation_line_values(line: &ReservationLine) -> [Value<'_>; 5] {
    [
        line.reserved.into(),
        line.confirmed.into(),
        line.released.into(),
        line.expired.into(),
        (line.held() > 0).then(|| line.sku.as_str()).into(),
    ]
}

fn fulfilment_row(fulfilment: &Fulfilment) -> impl Iterator<Item = Value<'_>> {
    [
        fulfilment.id.into(),
        fulfilment.tenant.as_str().into(),
        fulfilment.order_no.as_str().into(),
        fulfilment.reservation_id.into(),
        fulfilment.warehouse.as_str().into(),
        fulfilment.created_at.0.into(),
        fulfilment.version.into(),
    ]
    .into_iter()
    .chain(fulfilment_values(fulfilment))
}

/// Values of [`FULFILMENT_CHANGES`].
fn fulfilment_values(fulfilment: &Fulfilment) -> [Value<'_>; 7] {
    let handling = &fulfilment.handling;
    [
        fulfilment.status.as_str().into(),
        handling.promise_at.map(|moment| moment.0).into(),
        handling.sent_at.map(|moment| moment.0).into(),
        handling.hold_reason.as_deref().into(),
        handling.packed.into(),
        handling.ask.as_str().into(),
        handling.closed_at.map(|moment| moment.0).into(),
    ]
}

fn fulfilment_line_row<'a>(
    fulfilment: &'a Fulfilment,
    line: &'a FulfilmentLine,
) -> impl Iterator<Item = Value<'a>> {
    [
        fulfilment.id.into(),
        line.line_no.into(),
        line.order_line_no.into(),
        line.owner.as_str().into(),
        line.sku.as_str().into(),
        line.pool.as_str().into(),
        line.lot.as_str().into(),
        fulfilment.warehouse.as_str().into(),
        line.kit.as_ref().map(|kit| kit.as_str()).into(),
        line.ratio.into(),
    ]
    .into_iter()
    .chain(fulfilment_line_values(line))
}

/// Values of [`FULFILMENT_LINE_CHANGES`].
fn fulfilment_line_values(line: &FulfilmentLine) -> [Value<'_>; 14] {
    let progress = &line.progress;
    [
        line.allocated.into(),
        line.deallocated.into(),
        line.shipped.into(),
        (line.open() > 0).then(|| line.sku.as_str()).into(),
        progress.picked.into(),
        progress.short_picked.into(),
        progress.short_open.into(),
        progress.short_closed.into(),
        progress.resourced.into(),
        progress.cancelling.into(),
        progress.signed.into(),
        progress.rejected.into(),
        progress.lost.into(),
        progress.returned.into(),
    ]
}

/// A line's goods and place never change; a rule that does so is defective, and storing half of it would hide that.
fn same_place<T: PartialEq>(id: i64, before: T, after: T) -> Result<(), Error> {
    if before == after {
        return Ok(());
    }
    Err(Error::fatal(format!(
        "document {id}: a line changed its sku, warehouse, pool or lot, which takes a new line"
    )))
}
