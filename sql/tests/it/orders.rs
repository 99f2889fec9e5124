//! Reservations and fulfilment orders that change.

use stock::book::{Accounts, Book, Documents, Plan};
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::Target;
use stock::fulfilment::{Handling, Progress};
use stock::ids::{IdSource, Moment};
use stock::movement::Movement;
use stock::op::OpType;
use stock::reservation::{
    Fulfilment, FulfilmentLine, FulfilmentStatus, Reservation, ReservationStatus,
};

use crate::round_trip::{by_order, keys, read};
use crate::support::{
    Database, a_move, envelope, hold, hold_order, ids, key, ok, on_both_engines, run, stock_up,
};

on_both_engines!(a_confirm_of_many_updates_all, partial_lines_and_new_lines);

pub(crate) fn confirmed(reservation: &Reservation, pay_no: &str) -> Plan {
    let mut after = reservation.clone();
    after.status = ReservationStatus::Confirmed;
    after.pay_no = Some(pay_no.to_owned());
    for line in &mut after.lines {
        line.confirmed = line.reserved;
    }
    Plan {
        moves: after
            .lines
            .iter()
            .map(|l| {
                a_move(
                    Movement::Confirm,
                    l.sku.as_str(),
                    Bucket::Preoccupied,
                    Bucket::Allocated,
                    l.reserved,
                )
            })
            .collect(),
        fulfilments: vec![Fulfilment {
            id: after.id + 1_000_000,
            tenant: after.tenant.clone(),
            order_no: after.order_no.clone(),
            reservation_id: after.id,
            warehouse: "WH-GZ".into(),
            status: FulfilmentStatus::Allocated,
            created_at: Moment(7),
            version: 0,
            handling: Handling::default(),
            lines: after
                .lines
                .iter()
                .map(|l| FulfilmentLine {
                    line_no: l.line_no,
                    order_line_no: l.order_line_no,
                    owner: l.owner.clone(),
                    sku: l.sku.clone(),
                    pool: l.pool.clone(),
                    lot: l.lot.clone(),
                    kit: None,
                    ratio: 1,
                    allocated: l.reserved,
                    deallocated: 0,
                    shipped: 0,
                    progress: Progress::default(),
                })
                .collect(),
        }],
        reservations: vec![after],
        ..Plan::answer(ok())
    }
}

/// Everything of these orders.
fn of_orders(orders: &[String]) -> Documents {
    let targets = || {
        orders
            .iter()
            .map(|order| ("T1".into(), Target::Order(order.as_str().into())))
            .collect()
    };
    Documents {
        reservations: targets(),
        fulfilments_of: targets(),
        ..Documents::default()
    }
}

/// Books one plan per order, all in one transaction.
async fn book_all(
    database: &Database,
    ids: &mut IdSource,
    orders: &[String],
    op: OpType,
    plan: impl Fn(&Book, &mut IdSource, usize, &str) -> Plan,
) -> Book {
    let documents = of_orders(orders);
    run(&database.store, ids, documents, &["A", "B"], |book, ids| {
        for (n, order) in orders.iter().enumerate() {
            let plan = plan(book, ids, n, order);
            let answer = book.apply(&envelope(op, order), plan, ids);
            assert_eq!(answer.code, Code::Ok, "{}", answer.message);
        }
    })
    .await
    .unwrap()
}

fn reservation_of<'b>(book: &'b Book, order: &str) -> &'b Reservation {
    book.reservation(&"T1".into(), &Target::Order(order.into()))
        .unwrap()
}

async fn a_confirm_of_many_updates_all(database: &Database) {
    let mut ids = ids();
    let lines = [("A", 1_000), ("B", 1_000)];
    stock_up(&database.store, &mut ids, "PO-1", &lines).await;
    let orders: Vec<String> = (0..100).map(|n| format!("O-{n:03}")).collect();
    book_all(
        database,
        &mut ids,
        &orders,
        OpType::PreOccupy,
        |book, ids, n, order| {
            let more = i64::try_from(n % 3).unwrap();
            hold(book, ids, order, &[("A", 1), ("B", 1 + more)])
        },
    )
    .await;
    let written = book_all(
        database,
        &mut ids,
        &orders,
        OpType::Confirm,
        |book, _, _, order| confirmed(reservation_of(book, order), &format!("PAY-{order}")),
    )
    .await;
    let book = read(database, &of_orders(&orders), &keys(&["A", "B"])).await;
    assert_eq!(book.reservations().len(), 100);
    assert_eq!(book.reservations(), written.reservations());
    assert_eq!(book.fulfilments(), written.fulfilments());
    assert_eq!(book.quantity(&key("A"), Bucket::Allocated), 100);
    assert_eq!(book.quantity(&key("A"), Bucket::Preoccupied), 0);
    for (what, count) in [
        ("reservation_line WHERE open_sku IS NOT NULL", 0),
        ("reservation WHERE due_at IS NOT NULL", 0),
        ("reservation WHERE open_order IS NOT NULL", 100),
    ] {
        let found = database
            .number(&format!("SELECT COUNT(*) FROM {what}"))
            .await;
        assert_eq!(found, count, "{what}");
    }
    // And all of them given up again.
    let written = book_all(
        database,
        &mut ids,
        &orders,
        OpType::Cancel,
        |book, _, _, order| {
            let reservation = reservation_of(book, order).id;
            let mut of_reservation = book.fulfilments().values();
            let mut fulfilment = of_reservation
                .find(|f| f.reservation_id == reservation)
                .unwrap()
                .clone();
            for line in &mut fulfilment.lines {
                line.deallocated = line.allocated;
            }
            fulfilment.settle(Moment(8));
            Plan {
                fulfilments: vec![fulfilment],
                ..Plan::answer(ok())
            }
        },
    )
    .await;
    let book = read(database, &of_orders(&orders), &Accounts::default()).await;
    assert_eq!(book.fulfilments(), written.fulfilments());
}

async fn partial_lines_and_new_lines(database: &Database) {
    let mut ids = ids();
    stock_up(
        &database.store,
        &mut ids,
        "PO-1",
        &[("A", 10), ("B", 10), ("C", 10)],
    )
    .await;
    hold_order(&database.store, &mut ids, "O-1", &[("A", 5), ("B", 5)])
        .await
        .unwrap();
    let written = run(
        &database.store,
        &mut ids,
        by_order("O-1"),
        &["A", "B", "C"],
        |book, ids| {
            let mut after = book
                .reservation(&"T1".into(), &Target::Order("O-1".into()))
                .unwrap()
                .clone();
            after.lines[0].released = 2;
            let mut new = after.lines[1].clone();
            after.lines[1].released = 5;
            new.line_no = 3;
            new.sku = "C".into();
            new.kit = Some("KIT".into());
            after.lines.push(new);
            after.area = None;
            after.expire_at = after.expire_at.plus_seconds(60);
            let plan = Plan {
                reservations: vec![after],
                ..Plan::answer(ok())
            };
            book.apply(&envelope(OpType::Amend, "O-1"), plan, ids);
        },
    )
    .await
    .unwrap();
    let book = read(database, &by_order("O-1"), &Accounts::default()).await;
    assert_eq!(book.reservations(), written.reservations());
    assert_eq!(
        database
            .number("SELECT COUNT(*) FROM reservation_line WHERE open_sku IN ('A', 'C')")
            .await,
        2
    );
    assert_eq!(
        database
            .number("SELECT COUNT(*) FROM reservation WHERE due_at = expire_at")
            .await,
        1
    );
}
