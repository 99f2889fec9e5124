//! The check finds nothing in a sound database, and each corruption by its invariant, account and figures.

use stock::book::{Documents, Plan};
use stock::command::Target;
use stock::op::OpType;
use stock_sql::{CheckLimits, Violation};

use crate::orders::confirmed;
use crate::support::{
    Database, envelope, hold_order, ids, key, ok, on_both_engines, run, stock_up,
};

on_both_engines!(
    a_sound_database_has_no_violations,
    each_corruption_is_found,
    the_number_of_violations_is_bounded,
);

/// Receipts, a hold, a paid order, a refusal and a reversal, over some SKUs.
async fn sound(database: &Database) {
    let store = &database.store;
    let mut ids = ids();
    let lines: Vec<(String, i64)> = (0..300)
        .map(|n| (format!("SKU-{n:03}"), 5 + n % 3))
        .collect();
    let lines: Vec<(&str, i64)> = lines.iter().map(|(sku, n)| (sku.as_str(), *n)).collect();
    stock_up(store, &mut ids, "PO-0", &lines).await;
    stock_up(store, &mut ids, "PO-1", &[("A", 10), ("B", 10)]).await;
    stock_up(store, &mut ids, "PO-2", &[("C", 4)]).await;
    hold_order(store, &mut ids, "O-1", &[("A", 2), ("B", 1)])
        .await
        .unwrap();
    hold_order(store, &mut ids, "O-2", &[("A", 3)])
        .await
        .unwrap();
    let of_order = Documents {
        reservations: vec![("T1".into(), Target::Order("O-2".into()))],
        ..Documents::default()
    };
    run(store, &mut ids, of_order.clone(), &["A"], |book, ids| {
        let plan = confirmed(
            book.reservation(&"T1".into(), &of_order.reservations[0].1)
                .unwrap(),
            "P",
        );
        book.apply(&envelope(OpType::Confirm, "O-2"), plan, ids);
    })
    .await
    .unwrap();
    run(store, &mut ids, Documents::default(), &[], |book, ids| {
        let refusal = stock::answer::Answer::refused(stock::code::Code::StockNotEnough, "none");
        book.refuse(
            &envelope(OpType::PreOccupy, "O-3"),
            refusal,
            Vec::new(),
            ids,
        );
    })
    .await
    .unwrap();
    let original = database
        .number("SELECT id FROM voucher WHERE biz_no = 'PO-2'")
        .await;
    let of_voucher = Documents {
        vouchers: vec![("T1".into(), original)],
        ..Documents::default()
    };
    run(store, &mut ids, of_voucher, &["C"], |book, ids| {
        let legs = book.voucher_legs[&original].1.clone();
        let undo = legs.iter().map(|leg| stock::book::Move {
            movement: stock::movement::Movement::Reverse,
            from: (key("C"), leg.to.bucket),
            to: (key("C"), leg.from.bucket),
            quantity: leg.quantity,
        });
        let plan = Plan {
            moves: undo.collect(),
            reverses: Some(original),
            ..Plan::answer(ok())
        };
        book.apply(&envelope(OpType::Reverse, "PO-2"), plan, ids);
    })
    .await
    .unwrap();
}

async fn violations(database: &Database) -> Vec<Violation> {
    // Pages smaller than the data, so that every page border is crossed.
    let limits = CheckLimits {
        page_rows: 3,
        ..CheckLimits::default()
    };
    let small = database.store.check(limits).await.unwrap();
    let large = database.store.check(CheckLimits::default()).await.unwrap();
    let sorted = |violations: &[Violation]| {
        let mut texts: Vec<_> = violations.iter().map(ToString::to_string).collect();
        texts.sort();
        texts
    };
    assert_eq!(sorted(&small), sorted(&large));
    large
}

async fn a_sound_database_has_no_violations(database: &Database) {
    assert_eq!(violations(database).await, []);
    sound(database).await;
    assert_eq!(violations(database).await, []);
}

/// Invariant, what somebody did to the database, what has to be told.
const CORRUPTIONS: &[(&str, &str, &[&str])] = &[
    (
        "I1",
        "UPDATE balance SET frozen = -2, available = available + 2 WHERE sku = 'B'",
        &["B", "WH-GZ", "-2", "frozen"],
    ),
    (
        "I2",
        "UPDATE balance SET customer = 7 WHERE sku = 'B'",
        &["B", "add up to 7"],
    ),
    (
        "I3",
        "UPDATE balance SET available = available + 1, supplier = supplier - 1 WHERE sku = 'B'",
        &["B", "available", "has 10", "come to 9"],
    ),
    (
        "I3",
        "UPDATE ledger SET to_after = 12 WHERE sku = 'B' AND to_bucket = 'available'",
        &["B", "12", "10"],
    ),
    (
        "I3",
        "DELETE FROM balance WHERE sku = 'B'",
        &["B", "no balance"],
    ),
    (
        "I3",
        "UPDATE balance SET last_seq = 1 WHERE sku = 'B'",
        &["B", "last row is 1"],
    ),
    (
        "I10",
        "UPDATE balance SET lot = 'L7' WHERE sku = 'B'",
        &["nothing is known", "L7", "B"],
    ),
    (
        "I10",
        "UPDATE ledger SET to_lot = 'L7' WHERE sku = 'B' AND to_bucket = 'available'",
        &["from lot \"\" into \"L7\""],
    ),
    (
        "I10",
        "INSERT INTO balance (sku, warehouse, pool, lot, owner, tenant, customer) VALUES ('B', 'WH-GZ', 'SHARED', 'L7', 'SELF', 'T1', 7)",
        &["lot \"L7\"", "B", "add up to 7"],
    ),
    (
        "I4",
        "DELETE FROM ledger WHERE sku = 'C' AND movement = 'REVERSE'",
        &["ledger row", "is gone"],
    ),
    (
        "I4",
        "DELETE FROM voucher WHERE biz_no = 'PO-1'",
        &["no voucher that was done"],
    ),
    (
        "I4",
        "UPDATE voucher SET status = 'APPLIED' WHERE biz_no = 'PO-2' AND op = 'PURCHASE_IN'",
        &["does not say so"],
    ),
    (
        "I4",
        "UPDATE voucher SET status = 'REVERSED' WHERE biz_no = 'PO-1'",
        &["nothing undoes it"],
    ),
    (
        "I4",
        "UPDATE voucher SET first_seq = first_seq + 1 WHERE biz_no = 'PO-1'",
        &["not among the rows"],
    ),
    (
        "I5",
        "UPDATE reservation_line SET released = 1, reserved = reserved + 2 WHERE sku = 'B'",
        &["B", "has 1 in preoccupied", "hold 2"],
    ),
    (
        "I5",
        "UPDATE fulfilment_line SET allocated = 9 WHERE sku = 'A'",
        &["A", "has 3 in allocated", "hold 9"],
    ),
    (
        "I5",
        "UPDATE reservation_line SET open_sku = NULL WHERE sku = 'B'",
        &["line 2 of R", "holds 1"],
    ),
    (
        "I5",
        "UPDATE reservation_line SET warehouse = 'WH-SH' WHERE sku = 'B'",
        &["WH-SH", "no balance"],
    ),
    (
        "I6",
        "UPDATE reservation_line SET confirmed = 9 WHERE sku = 'B'",
        &["line 2 of R", "confirmed 9"],
    ),
    (
        "I6",
        "UPDATE reservation_line SET expired = 1 WHERE sku = 'B'",
        &["line 2 of R", "expired 1"],
    ),
    (
        "I6",
        "UPDATE fulfilment_line SET shipped = 9",
        &["of F", "shipped 9"],
    ),
    (
        "I7",
        "UPDATE reservation SET status = 'EXPIRED' WHERE order_no = 'O-1'",
        &["EXPIRED", "holds 3"],
    ),
    (
        "I7",
        "UPDATE reservation SET open_order = NULL WHERE order_no = 'O-2'",
        &["CONFIRMED", "None"],
    ),
    (
        "I7",
        "UPDATE reservation SET due_at = NULL WHERE order_no = 'O-1'",
        &["PRE_OCCUPIED", "due"],
    ),
    (
        "I7",
        "UPDATE fulfilment SET status = 'CANCELLED'",
        &["CANCELLED", "holds 3"],
    ),
    (
        "I8",
        "UPDATE voucher SET status = 'APPLIED' WHERE biz_no = 'O-3'",
        &["STOCK_NOT_ENOUGH", "APPLIED"],
    ),
    (
        "I8",
        "UPDATE voucher SET answer = '{' WHERE biz_no = 'O-1'",
        &["cannot be read"],
    ),
    (
        "I11",
        "DELETE FROM outbox WHERE id = (SELECT outbox_id FROM voucher WHERE biz_no = 'PO-1')",
        &["not named by its outbox row"],
    ),
    ("I11", "UPDATE outbox SET vouchers = 'x'", &["no voucher"]),
    // A row without a voucher is a notice and nothing else.
    ("I11", "UPDATE outbox SET vouchers = ''", &["no voucher"]),
    ("I11", "UPDATE outbox SET notice = '[]'", &["no voucher"]),
    (
        "I11",
        "UPDATE voucher SET outbox_id = outbox_id + 1 WHERE biz_no = 'PO-1'",
        &["belongs to row"],
    ),
];

const TABLES: [&str; 8] = [
    "balance",
    "voucher",
    "ledger",
    "outbox",
    "reservation",
    "reservation_line",
    "fulfilment",
    "fulfilment_line",
];

async fn each_corruption_is_found(database: &Database) {
    sound(database).await;
    if database.is_mysql() {
        database
            .sql("ALTER TABLE balance DROP CONSTRAINT balance_not_negative")
            .await;
    }
    for table in TABLES {
        database
            .sql(&format!(
                "CREATE TABLE sound_{table} AS SELECT * FROM {table}"
            ))
            .await;
    }
    for (invariant, corruption, told) in CORRUPTIONS {
        assert!(database.sql(corruption).await > 0, "{corruption}");
        let found = violations(database).await;
        assert!(
            found
                .iter()
                .any(|violation| violation.invariant == *invariant
                    && told.iter().all(|text| violation.what.contains(text))),
            "{corruption}: {invariant} {told:?} not in {found:#?}"
        );
        for table in TABLES {
            database.sql(&format!("DELETE FROM {table}")).await;
            database
                .sql(&format!("INSERT INTO {table} SELECT * FROM sound_{table}"))
                .await;
        }
    }
    assert_eq!(violations(database).await, []);
}

async fn the_number_of_violations_is_bounded(database: &Database) {
    sound(database).await;
    database
        .sql("UPDATE balance SET customer = customer + 7")
        .await;
    let limits = CheckLimits {
        violations_max: 5,
        ..CheckLimits::default()
    };
    assert_eq!(database.store.check(limits).await.unwrap().len(), 5);
}
