//! Reservations and fulfilment orders: I6, I7, and that the columns others search by say what the document says.

use std::collections::BTreeMap;

use stock::counter::{CounterKey, CounterKind};
use stock::reservation::{Fulfilment, Reservation, ReservationStatus};
use stock::sourcing::held;

use crate::check::Found;
use crate::error::Error;
use crate::link::Row;
use crate::rows;
use crate::statement::Statement;
use crate::tx::Tx;

pub(super) async fn reservations(
    tx: &mut Tx,
    page_rows: usize,
    found: &mut Found,
) -> Result<(), Error> {
    let mut counted: BTreeMap<CounterKey, i64> = BTreeMap::new();
    let mut after = i64::MIN;
    while !found.is_full() {
        let mut statement = Statement::new(format!(
            "SELECT {}, open_order, due_at FROM reservation WHERE id > ",
            rows::RESERVATION
        ));
        statement
            .bind(after)
            .push(&format!(" ORDER BY id LIMIT {page_rows}"));
        let page = tx.fetch(&statement).await?;
        let mut documents = BTreeMap::new();
        for row in &page {
            let reservation = rows::reservation(row)?;
            after = reservation.id;
            marks_of(&reservation, row, found)?;
            documents.insert(reservation.id, reservation);
        }
        let marks = open_marks(
            tx,
            "reservation",
            &documents.keys().copied().collect::<Vec<_>>(),
        )
        .await?;
        tx.add_reservation_lines(&mut documents).await?;
        for reservation in documents.values() {
            check_reservation(reservation, &marks, found);
        }
        let planned = documents.values().filter(|r| r.sourced.is_some());
        let planned: Vec<i64> = planned.map(|reservation| reservation.id).collect();
        let fulfilments = tx.fulfilments_of(&planned).await?;
        for reservation in documents.values() {
            let waves = held::counted(reservation, fulfilments.iter());
            for (key, units) in reservation.counted().into_iter().chain(waves) {
                *counted.entry(key).or_default() += units;
            }
        }
        if page.len() < page_rows {
            break;
        }
    }
    counters(tx, counted, found).await
}

/// What buyers are counted to hold unpaid, and what waves of sites are counted to send, is what documents say.
async fn counters(
    tx: &mut Tx,
    mut counted: BTreeMap<CounterKey, i64>,
    found: &mut Found,
) -> Result<(), Error> {
    // A check that ended early has not seen every line.
    let is_full = found.is_full();
    let statement = Statement::new("SELECT tenant, counter_key, value, kind FROM counter");
    for row in tx.fetch(&statement).await? {
        let key = CounterKey {
            tenant: row.text(0)?.into(),
            kind: row.code(3, CounterKind::parse)?,
            key: row.text(1)?.to_owned(),
        };
        let (value, said) = (row.int(2)?, counted.remove(&key).unwrap_or(0));
        found.expect(value == said || is_full, "I5", || {
            format!(
                "{} {:?} of {} counts {value}, documents say {said}",
                key.kind.as_str(),
                key.key,
                key.tenant
            )
        });
    }
    for (key, said) in counted {
        found.expect(said == 0 || is_full, "I5", || {
            format!(
                "{} {:?} of {} is not counted, documents say {said}",
                key.kind.as_str(),
                key.key,
                key.tenant
            )
        });
    }
    Ok(())
}

/// Lines marked as open, by document and line number.
type Marks = BTreeMap<(i64, i64), String>;

async fn open_marks(tx: &mut Tx, document: &str, ids: &[i64]) -> Result<Marks, Error> {
    let mut marks = Marks::new();
    if ids.is_empty() {
        return Ok(marks);
    }
    let mut statement = Statement::new(format!(
        "SELECT {document}_id, line_no, open_sku FROM {document}_line WHERE open_sku IS NOT NULL AND {document}_id IN "
    ));
    statement.list(ids.iter().copied());
    for row in tx.fetch(&statement).await? {
        marks.insert((row.int(0)?, row.int(1)?), row.text(2)?.to_owned());
    }
    Ok(marks)
}

/// `open_order` and `due_at` say what the state says.
fn marks_of(reservation: &Reservation, row: &Row, found: &mut Found) -> Result<(), Error> {
    let (open_order, due_at) = (row.text_or_null(16)?, row.int_or_null(17)?);
    let status = reservation.status;
    let in_force = matches!(
        status,
        ReservationStatus::PreOccupied
            | ReservationStatus::Confirmed
            | ReservationStatus::Suspended
    );
    let wanted = in_force.then(|| reservation.order_no.as_str());
    found.expect(open_order == wanted, "I7", || {
        format!(
            "{} is {} and stands for the order {open_order:?}",
            reservation.no(),
            status.as_str()
        )
    });
    let runs_out = status == ReservationStatus::PreOccupied;
    found.expect(due_at.is_some() == runs_out, "I7", || {
        format!(
            "{} is {} and due at {due_at:?}",
            reservation.no(),
            status.as_str()
        )
    });
    Ok(())
}

fn check_reservation(reservation: &Reservation, marks: &Marks, found: &mut Found) {
    let no = reservation.no();
    for line in &reservation.lines {
        let parts = [line.confirmed, line.released, line.expired];
        let sound = line.reserved > 0
            && line.open() >= 0
            && parts.iter().all(|part| *part >= 0)
            && line.expired <= line.released;
        found.expect(sound, "I6", || {
            format!(
                "line {} of {no}: reserved {}, confirmed {}, released {}, of it expired {}",
                line.line_no, line.reserved, line.confirmed, line.released, line.expired
            )
        });
        let mark = marks
            .get(&(reservation.id, line.line_no))
            .map(String::as_str);
        let wanted = (line.held() > 0).then(|| line.sku.as_str());
        found.expect(mark == wanted, "I5", || {
            format!(
                "line {} of {no} holds {} and is marked {mark:?}",
                line.line_no,
                line.held()
            )
        });
    }
    let running = reservation.status == ReservationStatus::PreOccupied;
    let open = reservation.open_quantity();
    found.expect(running == (open > 0), "I7", || {
        format!("{no} is {} and holds {open}", reservation.status.as_str())
    });
}

pub(super) async fn fulfilments(
    tx: &mut Tx,
    page_rows: usize,
    found: &mut Found,
) -> Result<(), Error> {
    let mut after = i64::MIN;
    while !found.is_full() {
        let mut statement = Statement::new(format!(
            "SELECT {} FROM fulfilment WHERE id > ",
            rows::FULFILMENT
        ));
        statement
            .bind(after)
            .push(&format!(" ORDER BY id LIMIT {page_rows}"));
        let page = tx.fetch(&statement).await?;
        let mut documents = BTreeMap::new();
        for row in &page {
            let fulfilment = rows::fulfilment(row)?;
            after = fulfilment.id;
            documents.insert(fulfilment.id, fulfilment);
        }
        let marks = open_marks(
            tx,
            "fulfilment",
            &documents.keys().copied().collect::<Vec<_>>(),
        )
        .await?;
        tx.add_fulfilment_lines(&mut documents).await?;
        for fulfilment in documents.values() {
            check_fulfilment(fulfilment, &marks, found);
        }
        if page.len() < page_rows {
            break;
        }
    }
    Ok(())
}

fn check_fulfilment(fulfilment: &Fulfilment, marks: &Marks, found: &mut Found) {
    let no = fulfilment.no();
    let mut open = 0_i64;
    for line in &fulfilment.lines {
        found.expect(line.is_sound(), "I6", || {
            format!(
                "line {} of {no}: allocated {}, given up {}, shipped {}, {:?}",
                line.line_no, line.allocated, line.deallocated, line.shipped, line.progress
            )
        });
        let mark = marks
            .get(&(fulfilment.id, line.line_no))
            .map(String::as_str);
        let wanted = (line.open() > 0).then(|| line.sku.as_str());
        found.expect(mark == wanted, "I5", || {
            format!(
                "line {} of {no} holds {} and is marked {mark:?}",
                line.line_no,
                line.open()
            )
        });
        open = open.saturating_add(line.open());
    }
    let derived = fulfilment.derived();
    found.expect(fulfilment.status == derived, "I7", || {
        format!(
            "{no} is {} and holds {open}, which is {}",
            fulfilment.status.as_str(),
            derived.as_str()
        )
    });
}
