//! What was not told: found by its state, told once, by one relay at a time.

use std::collections::BTreeMap;
use std::time::Duration;

use stock_sql::Sent;

use crate::support::{Database, hold_order, ids, on_both_engines, stock_up};

on_both_engines!(
    rows_are_pending_until_they_are_noted,
    what_happened_is_read_back,
    one_relay_at_a_time,
);

async fn some_orders(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10), ("B", 10)]).await;
    for order in ["O-1", "O-2", "O-3"] {
        hold_order(&database.store, &mut ids, order, &[("A", 1), ("B", 2)])
            .await
            .unwrap();
    }
}

async fn rows_are_pending_until_they_are_noted(database: &Database) {
    let store = &database.store;
    assert_eq!(store.outbox_floor().await.unwrap(), None);
    some_orders(database).await;
    let (first, now) = store.outbox_floor().await.unwrap().unwrap();
    assert!(now.0 > 0);
    let rows = store.outbox_pending_rows(first, 100).await.unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0].id, first);
    assert!(rows.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert!(
        rows.iter()
            .all(|row| row.sequences.is_none() && row.vouchers.len() == 1)
    );
    // The second and the third are told first: the first stays the first.
    let sent: Vec<Sent> = rows[1..3]
        .iter()
        .map(|row| Sent {
            id: row.id,
            sequences: vec![1, 7],
        })
        .collect();
    let counts = |last| BTreeMap::from([("T1\tx".to_owned(), last), ("T1\ty".to_owned(), 1)]);
    assert!(store.outbox_sent(&sent, &counts(7)).await.unwrap());
    let left = store.outbox_pending_rows(first, 100).await.unwrap();
    assert_eq!(left, [rows[0].clone(), rows[3].clone()]);
    let told = store.outbox_sent_rows((0, i64::MAX), 100).await.unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].sequences.as_deref(), Some(&[1, 7][..]));
    let names = ["T1\tx", "T1\ty", "T1\tz"].map(str::to_owned);
    let numbers = store.event_sequences(&names).await.unwrap();
    assert_eq!(
        (numbers["T1\tx"], numbers["T1\ty"], numbers.len()),
        (7, 1, 2)
    );
    // A relay that had the same rows notes nothing, its numbers neither.
    let late = [
        Sent {
            id: rows[0].id,
            sequences: vec![3],
        },
        sent[0].clone(),
    ];
    assert!(!store.outbox_sent(&late, &counts(9)).await.unwrap());
    let numbers = store.event_sequences(&names).await.unwrap();
    assert_eq!(numbers["T1\tx"], 7);
    assert_eq!(store.outbox_pending(10).await.unwrap(), 2);
    // Nothing to tell is told too.
    let empty = Sent {
        id: rows[0].id,
        sequences: Vec::new(),
    };
    assert!(store.outbox_sent(&[empty], &BTreeMap::new()).await.unwrap());
    let (next, _) = store.outbox_floor().await.unwrap().unwrap();
    assert_eq!(next, rows[3].id);
}

async fn what_happened_is_read_back(database: &Database) {
    some_orders(database).await;
    let store = &database.store;
    let rows = store.outbox_pending_rows(0, 100).await.unwrap();
    let mut wanted: Vec<i64> = rows.iter().flat_map(|row| row.vouchers.clone()).collect();
    // A refusal that is over is not there any more.
    wanted.push(1);
    let happened = store.happened(&wanted).await.unwrap();
    assert_eq!(happened.len(), 4);
    for (id, happened) in &happened {
        assert_eq!(*id, happened.voucher.id);
        assert_eq!(happened.legs.len(), 2);
        assert!(happened.legs.iter().all(|leg| leg.voucher_id == *id));
        assert!(happened.legs[0].seq < happened.legs[1].seq);
    }
    // Only what was asked for, though others' rows lie between.
    let ends = [wanted[0], wanted[3]];
    assert_eq!(store.happened(&ends).await.unwrap().len(), 2);
    assert!(store.happened(&[]).await.unwrap().is_empty());
}

async fn one_relay_at_a_time(database: &Database) {
    let second = database.second().await;
    let long = Duration::from_secs(60);
    assert!(database.store.lease("test", long).await.unwrap());
    assert!(!second.lease("test", long).await.unwrap());
    assert!(database.store.lease("test", long).await.unwrap(), "renewed");
    // Not one's own to give.
    second.give_lease_back("test").await.unwrap();
    assert!(!second.lease("test", long).await.unwrap());
    database.store.give_lease_back("test").await.unwrap();
    assert!(
        second
            .lease("test", Duration::from_millis(1))
            .await
            .unwrap()
    );
    // A holder that died gives way.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(database.store.lease("test", long).await.unwrap());
    second.close().await;
}
