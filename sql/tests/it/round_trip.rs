//! What was written is read back as it was.

use stock::answer::Answer;
use stock::balance::{Balance, BalanceKey};
use stock::book::{Accounts, Book, Documents, Place, Plan};
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::Target;
use stock::ids::{Day, IdSource, Lot, Moment};
use stock::lot::{LotFacts, LotPolicy};
use stock::movement::Movement;
use stock::op::{OpType, VoucherStatus};
use stock::reservation::Reservation;
use stock_sql::AgedLot;

use crate::orders::confirmed;
use crate::support::{
    Database, a_move, envelope, hold, hold_order, ids, key, ok, on_both_engines, op_key, receive,
    run, stock_up,
};

on_both_engines!(
    a_batch_comes_back_whole,
    refusals_are_kept_and_replaced,
    a_voucher_is_reversed_with_its_legs,
    places_show_every_pool,
    lots_are_accounts_of_their_own,
    changes_since_count_what_stands_there,
    holders_are_the_open_ones_latest_first,
    large_batches_are_cut,
    the_clock_is_the_databases,
);

pub(crate) async fn read(database: &Database, documents: &Documents, accounts: &Accounts) -> Book {
    let mut tx = database.store.begin().await.unwrap();
    let mut book = Book::default();
    tx.documents(documents, &mut book).await.unwrap();
    tx.lock(accounts, &mut book).await.unwrap();
    tx.rollback().await;
    book
}

/// What was read is what the transaction wrote.
fn same_vouchers(read: &Book, written: &Book) {
    assert!(!read.vouchers.is_empty());
    for (key, voucher) in &read.vouchers {
        assert_eq!(Some(voucher), written.voucher(key));
    }
}

pub(crate) fn by_order(order: &str) -> Documents {
    Documents {
        reservations: vec![("T1".into(), Target::Order(order.into()))],
        fulfilments_of: vec![("T1".into(), Target::Order(order.into()))],
        ..Documents::default()
    }
}

pub(crate) fn keys(skus: &[&str]) -> Accounts {
    Accounts {
        keys: skus.iter().map(|sku| key(sku)).collect(),
        ..Accounts::default()
    }
}

async fn a_batch_comes_back_whole(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10), ("B", 7)]).await;
    let written = run(
        &database.store,
        &mut ids,
        Documents::default(),
        &["A", "B"],
        |book, ids| {
            for order in ["O-1", "O-2", "O-3"] {
                let plan = hold(book, ids, order, &[("A", 2), ("B", 1)]);
                let mut envelope = envelope(OpType::PreOccupy, order);
                envelope.operator = Some("小王".to_owned());
                envelope.trace_id = Some("trace-1".to_owned());
                envelope.occurred_at = Some(Moment(5));
                assert_eq!(book.apply(&envelope, plan, ids).code, Code::Ok);
            }
        },
    )
    .await
    .unwrap();
    let mut documents = by_order("O-1");
    documents.keys = ["O-1", "O-2", "O-3", "O-4"]
        .map(|o| op_key(OpType::PreOccupy, o))
        .to_vec();
    documents
        .reservations
        .push(("T1".into(), Target::Order("O-3".into())));
    let book = read(database, &documents, &keys(&["A", "B", "C"])).await;
    same_vouchers(&book, &written);
    assert_eq!(book.vouchers.len(), 3);
    let found: Vec<&Reservation> = book.reservations().values().collect();
    let wanted: Vec<&Reservation> = written
        .reservations()
        .values()
        .filter(|r| r.order_no.as_str() != "O-2")
        .collect();
    assert_eq!(found, wanted);
    assert_eq!(found[0].lines.len(), 2);
    for sku in ["A", "B"] {
        let balance = book.balance(&key(sku));
        assert_eq!(balance.quantities, written.balance(&key(sku)).quantities);
        // One number serves the whole batch: not before the row's last, not after the batch's.
        assert!(balance.last_seq >= written.balance(&key(sku)).last_seq);
        assert!(balance.id > 0);
    }
    assert_eq!(book.balance(&key("C")), Balance::default());
    // Another tenant sees none of it.
    let theirs = Documents {
        reservations: vec![
            ("T2".into(), Target::Order("O-1".into())),
            ("T2".into(), Target::Reservation(found[0].no())),
        ],
        ..Documents::default()
    };
    let book = read(database, &theirs, &Accounts::default()).await;
    assert!(
        book.reservation(&"T2".into(), &theirs.reservations[1].1)
            .is_none()
    );
    // One outbox row names the three.
    assert_eq!(database.number("SELECT COUNT(*) FROM outbox").await, 2);
    assert_eq!(
        database
            .number("SELECT COUNT(*) FROM voucher v JOIN outbox o ON o.id = v.outbox_id")
            .await,
        4
    );
}

async fn refusals_are_kept_and_replaced(database: &Database) {
    let mut ids = ids();
    let refusal = Answer::refused(Code::StockNotEnough, "A: 3 asked for, 0 there");
    let written = run(
        &database.store,
        &mut ids,
        Documents::default(),
        &[],
        |book, ids| {
            book.refuse(
                &envelope(OpType::PreOccupy, "O-1"),
                refusal.clone(),
                Vec::new(),
                ids,
            );
        },
    )
    .await
    .unwrap();
    let documents = Documents {
        keys: vec![op_key(OpType::PreOccupy, "O-1")],
        ..Documents::default()
    };
    let book = read(database, &documents, &Accounts::default()).await;
    same_vouchers(&book, &written);
    let kept = &book.vouchers[&documents.keys[0]];
    assert_eq!(
        (kept.status, &kept.answer),
        (VoucherStatus::Refused, &refusal)
    );
    assert!(kept.refused_until.unwrap() > book.now);
    // Its time over, the key is used again.
    let written = run(
        &database.store,
        &mut ids,
        documents.clone(),
        &[],
        |book, ids| {
            book.apply(
                &envelope(OpType::PreOccupy, "O-1"),
                receive(&[("A", 1)]),
                ids,
            );
        },
    )
    .await
    .unwrap();
    let book = read(database, &documents, &Accounts::default()).await;
    same_vouchers(&book, &written);
    assert_eq!(
        book.vouchers[&documents.keys[0]].status,
        VoucherStatus::Applied
    );
    assert_eq!(database.number("SELECT COUNT(*) FROM voucher").await, 1);
}

async fn a_voucher_is_reversed_with_its_legs(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10), ("B", 4)]).await;
    let keys_of = Documents {
        keys: vec![op_key(OpType::PurchaseIn, "PO-1")],
        ..Documents::default()
    };
    let book = read(database, &keys_of, &Accounts::default()).await;
    let id = book.vouchers[&keys_of.keys[0]].id;
    let documents = Documents {
        vouchers: vec![("T1".into(), id)],
        ..Documents::default()
    };
    run(
        &database.store,
        &mut ids,
        documents.clone(),
        &["A", "B"],
        |book, ids| {
            let (voucher, legs) = &book.voucher_legs[&id];
            assert_eq!(voucher.id, id);
            assert_eq!(
                legs.iter()
                    .map(|leg| (leg.leg_no, leg.quantity))
                    .collect::<Vec<_>>(),
                [(1, 10), (2, 4)]
            );
            let plan = Plan {
                moves: legs
                    .iter()
                    .map(|leg| {
                        a_move(
                            Movement::Reverse,
                            leg.from.key.sku.as_str(),
                            leg.to.bucket,
                            leg.from.bucket,
                            leg.quantity,
                        )
                    })
                    .collect(),
                reverses: Some(id),
                ..Plan::answer(ok())
            };
            assert_eq!(
                book.apply(&envelope(OpType::Reverse, "PO-1"), plan, ids)
                    .code,
                Code::Ok
            );
        },
    )
    .await
    .unwrap();
    let book = read(database, &documents, &keys(&["A"])).await;
    assert_eq!(book.voucher_legs[&id].0.status, VoucherStatus::Reversed);
    assert!(book.balance(&key("A")).quantities.is_zero());
    let theirs = Documents {
        vouchers: vec![("T2".into(), id)],
        ..Documents::default()
    };
    assert!(
        read(database, &theirs, &Accounts::default())
            .await
            .voucher_legs
            .is_empty()
    );
}

async fn places_show_every_pool(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10), ("B", 10)]).await;
    let channel = BalanceKey {
        pool: "CH:APP".into(),
        ..key("A")
    };
    run(
        &database.store,
        &mut ids,
        Documents::default(),
        &["A"],
        |book, ids| {
            let plan = Plan {
                moves: vec![stock::book::Move {
                    movement: Movement::PoolAssign,
                    from: (key("A"), Bucket::Available),
                    to: (channel.clone(), Bucket::Available),
                    quantity: 4,
                }],
                ..Plan::answer(ok())
            };
            assert_eq!(
                book.apply(&envelope(OpType::AssignPool, "Q-1"), plan, ids)
                    .code,
                Code::Ok
            );
        },
    )
    .await
    .unwrap();
    let place = Place::from(&key("A"));
    let accounts = Accounts {
        places: vec![place.clone()],
        ..Accounts::default()
    };
    let book = read(database, &Documents::default(), &accounts).await;
    let pools: Vec<_> = book
        .pools_of(&place)
        .map(|(key, b)| (key.pool.as_str().to_owned(), b.get(Bucket::Available)))
        .collect();
    assert_eq!(pools, [("CH:APP".to_owned(), 4), ("SHARED".to_owned(), 6)]);
    assert_eq!(book.balances.len(), 2);
}

/// Receives goods of a lot.
async fn of_lot(database: &Database, ids: &mut IdSource, lot: &str, quantity: i64) {
    let key = BalanceKey {
        lot: lot.into(),
        ..key("A")
    };
    let accounts = Accounts {
        keys: vec![key.clone()],
        ..Accounts::default()
    };
    let mut tx = database.store.begin().await.unwrap();
    let mut book = Book::default();
    tx.lock(&accounts, &mut book).await.unwrap();
    let plan = Plan {
        moves: vec![stock::book::Move {
            movement: Movement::PoIn,
            from: (key.clone(), Bucket::Supplier),
            to: (key.clone(), Bucket::Available),
            quantity,
        }],
        lots: vec![LotFacts {
            tenant: key.tenant.clone(),
            sku: key.sku.clone(),
            lot: key.lot.clone(),
            produced_on: Some(Day(20_000)),
            expires_on: Some(Day(20_000).plus(quantity)),
            received_at: Moment(7),
            recall_no: None,
            policy: LotPolicy::default(),
        }],
        ..Plan::answer(crate::support::ok())
    };
    book.apply(
        &envelope(OpType::PurchaseIn, &format!("PO-{lot}")),
        plan,
        ids,
    );
    tx.write(&book.into_writes()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lots_are_accounts_of_their_own(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    of_lot(database, &mut ids, "L1", 4).await;
    of_lot(database, &mut ids, "L2", 5).await;
    let of = |lot: &str| BalanceKey {
        lot: lot.into(),
        ..key("A")
    };
    let accounts = Accounts {
        keys: vec![key("A"), of("L1"), of("L9")],
        ..Accounts::default()
    };
    let book = read(database, &Documents::default(), &accounts).await;
    assert_eq!(book.quantity(&key("A"), Bucket::Available), 10);
    assert_eq!(book.quantity(&of("L1"), Bucket::Available), 4);
    assert_eq!(book.balances.len(), 2, "what was not asked for is not read");
    let accounts = Accounts {
        places: vec![Place::from(&key("A"))],
        ..Accounts::default()
    };
    let book = read(database, &Documents::default(), &accounts).await;
    assert_eq!(book.quantity(&of("L2"), Bucket::Available), 5);
    assert_eq!(book.balances.len(), 3);
    let l1 = book.lots.of(&of("L1")).expect("what was learned of it");
    assert_eq!(l1.produced_on, Some(Day(20_000)));
    assert_eq!(l1.expires_on, Some(Day(20_004)));
    assert_eq!(
        (l1.received_at, l1.policy),
        (Moment(7), LotPolicy::default())
    );
    assert_eq!(book.lots.iter().count(), 2);
    let known = database.store.lots(&"T1".into(), &["A".into()]).await;
    assert_eq!(known.unwrap(), book.lots);

    // Both are past the day on their label; which of them are free is asked by the database.
    assert!(database.store.aged_lots(10).await.unwrap().is_empty());
    let policy = "INSERT INTO lot_policy (sku, warn_age_days) VALUES ('A', 3)";
    database.sql(policy).await;
    let place = Place::from(&key("A"));
    let aged = |lot: &str| AgedLot {
        place: place.clone(),
        lot: lot.into(),
    };
    let found = database.store.aged_lots(10).await.unwrap();
    assert_eq!(found, [aged("L1"), aged("L2")]);
    assert_eq!(database.store.aged_lots(1).await.unwrap().len(), 1);
    let stocked = Accounts {
        stocked: vec![place.clone()],
        ..Accounts::default()
    };
    database
        .sql("UPDATE balance SET available = 0, frozen = 4 WHERE lot = 'L1'")
        .await;
    let book = read(database, &Documents::default(), &stocked).await;
    let lots: Vec<&str> = book.balances.keys().map(|key| key.lot.as_str()).collect();
    assert_eq!(lots, ["", "L2"]);
    let policy = book.lots.of(&of("L2")).map(|lot| lot.policy.warn_age_days);
    assert_eq!(policy, Some(Some(3)));
    assert_eq!(database.store.aged_lots(10).await.unwrap(), [aged("L2")]);
}

async fn changes_since_count_what_stands_there(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    let counted = read(database, &Documents::default(), &keys(&["A"]))
        .await
        .balance(&key("A"))
        .last_seq;
    stock_up(&database.store, &mut ids, "PO-2", &[("A", 5)]).await;
    of_lot(database, &mut ids, "L1", 4).await;
    // A hold moves nothing in or out.
    hold_order(&database.store, &mut ids, "O-1", &[("A", 3)])
        .await
        .unwrap();
    let place = Place::from(&key("A"));
    let accounts = Accounts {
        changes_since: vec![
            (place.clone(), Lot::none(), counted),
            (place.clone(), Lot::none(), 0),
            (place.clone(), Lot::none(), i64::MAX),
            (place.clone(), Lot::from("L1"), 0),
        ],
        ..Accounts::default()
    };
    let book = read(database, &Documents::default(), &accounts).await;
    let since = |lot: Lot, seq| book.changes_since[&(place.clone(), lot, seq)];
    assert_eq!(since(Lot::none(), counted), 5);
    assert_eq!(since(Lot::none(), 0), 15);
    assert_eq!(since(Lot::none(), i64::MAX), 0);
    assert_eq!(since(Lot::from("L1"), 0), 4, "a lot has changes of its own");
}

async fn holders_are_the_open_ones_latest_first(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10), ("B", 10)]).await;
    for order in ["O-1", "O-2", "O-3"] {
        hold_order(&database.store, &mut ids, order, &[("A", 1), ("B", 2)])
            .await
            .unwrap();
    }
    hold_order(&database.store, &mut ids, "O-4", &[("B", 1)])
        .await
        .unwrap();
    run(
        &database.store,
        &mut ids,
        by_order("O-2"),
        &["A", "B"],
        |book, ids| {
            let plan = confirmed(
                book.reservation(&"T1".into(), &Target::Order("O-2".into()))
                    .unwrap(),
                "P",
            );
            book.apply(&envelope(OpType::Confirm, "O-2"), plan, ids);
        },
    )
    .await
    .unwrap();
    let accounts = Accounts {
        holders: vec![Place::from(&key("A"))],
        ..Accounts::default()
    };
    let book = read(database, &Documents::default(), &accounts).await;
    let orders: Vec<_> = book
        .reservations()
        .values()
        .map(|r| (r.order_no.as_str(), r.lines.len()))
        .collect();
    assert_eq!(orders, [("O-1", 2), ("O-3", 2)]);
    let fulfilments: Vec<_> = book
        .fulfilments()
        .values()
        .map(|f| (f.order_no.as_str(), f.lines.len()))
        .collect();
    assert_eq!(fulfilments, [("O-2", 2)]);
}

async fn large_batches_are_cut(database: &Database) {
    let mut ids = ids();
    let skus: Vec<String> = (0..1_500).map(|n| format!("SKU-{n:05}")).collect();
    let lines: Vec<(&str, i64)> = (1..)
        .zip(&skus)
        .map(|(n, sku)| (sku.as_str(), 1 + n % 7))
        .collect();
    stock_up(&database.store, &mut ids, "PO-1", &lines).await;
    let names: Vec<&str> = skus.iter().map(String::as_str).collect();
    let book = read(database, &Documents::default(), &keys(&names)).await;
    assert_eq!(book.balances.len(), 1_500);
    for (sku, n) in &lines {
        assert_eq!(book.quantity(&key(sku), Bucket::Available), *n);
        assert_eq!(book.quantity(&key(sku), Bucket::Supplier), -n);
    }
    assert_eq!(database.number("SELECT COUNT(*) FROM ledger").await, 1_500);
    // A second provider knows no identifiers yet and finds the same.
    let second = database.second().await;
    let mut tx = second.begin().await.unwrap();
    let mut theirs = Book::default();
    tx.lock(&keys(&names), &mut theirs).await.unwrap();
    assert_eq!(theirs.balances, book.balances);
    tx.rollback().await;
    second.close().await;
}

async fn the_clock_is_the_databases(database: &Database) {
    let before = database.store.now().await.unwrap();
    let book = read(database, &Documents::default(), &Accounts::default()).await;
    let after = database.store.now().await.unwrap();
    assert!(
        before <= book.now && book.now <= after,
        "{before:?} {:?} {after:?}",
        book.now
    );
    let ours = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    assert!((i64::try_from(ours.as_millis()).unwrap() - after.0).abs() < 60_000);
}
