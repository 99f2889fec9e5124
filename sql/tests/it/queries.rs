//! Questions that decide nothing.

use stock::bucket::Bucket;
use stock::ids::Sku;
use stock_sql::{BalanceFilter, LedgerFilter};

use crate::support::{Database, hold_order, ids, key, on_both_engines, stock_up};

on_both_engines!(
    balances_and_what_is_free,
    balances_as_of_a_sequence_number,
    the_ledger_is_paged,
    a_long_list_of_skus_is_cut,
    holders_of_a_sku,
);

fn of(skus: &[&str]) -> BalanceFilter {
    BalanceFilter {
        tenant: Some("T1".into()),
        skus: skus.iter().map(|sku| Sku::from(*sku)).collect(),
        ..BalanceFilter::default()
    }
}

async fn balances_and_what_is_free(database: &Database) {
    let store = &database.store;
    let mut ids = ids();
    stock_up(store, &mut ids, "PO-1", &[("A", 10), ("B", 7)]).await;
    hold_order(store, &mut ids, "O-1", &[("A", 3)])
        .await
        .unwrap();
    let found = store.balances(&of(&["A", "B", "C"])).await.unwrap();
    let seen: Vec<_> = found
        .iter()
        .map(|(key, b)| {
            (
                key.sku.as_str(),
                b.get(Bucket::Available),
                b.get(Bucket::Preoccupied),
            )
        })
        .collect();
    assert_eq!(seen, [("A", 7, 3), ("B", 7, 0)]);
    let mut filter = of(&["A"]);
    filter.warehouses = vec!["WH-GZ".into(), "WH-SH".into()];
    filter.pools = vec!["SHARED".into()];
    filter.owner = Some("SELF".into());
    let found = store.sellable(&filter).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].key, found[0].available), (&key("A"), 7));
    filter.warehouses = vec!["WH-SH".into()];
    assert!(store.sellable(&filter).await.unwrap().is_empty());
    filter.warehouses.clear();
    filter.tenant = Some("T2".into());
    assert!(store.balances(&filter).await.unwrap().is_empty());
    filter.pools = (0..513).map(|n| format!("P{n}").into()).collect();
    let error = store.sellable(&filter).await.unwrap_err().to_string();
    assert!(
        error.contains("513 pools") && error.contains("512"),
        "{error}"
    );
}

async fn balances_as_of_a_sequence_number(database: &Database) {
    let store = &database.store;
    let mut ids = ids();
    stock_up(store, &mut ids, "PO-1", &[("A", 10)]).await;
    let seq = store.balances(&of(&["A"])).await.unwrap()[0].1.last_seq;
    hold_order(store, &mut ids, "O-1", &[("A", 3)])
        .await
        .unwrap();
    stock_up(store, &mut ids, "PO-2", &[("A", 5)]).await;
    let now = store.buckets(&of(&["A"]), None).await.unwrap()[0].1;
    assert_eq!(
        (now.get(Bucket::Available), now.get(Bucket::Preoccupied)),
        (12, 3)
    );
    let then = store.buckets(&of(&["A"]), Some(seq)).await.unwrap()[0].1;
    assert_eq!(
        (then.get(Bucket::Available), then.get(Bucket::Preoccupied)),
        (10, 0)
    );
    assert_eq!((then.get(Bucket::Supplier), then.last_seq), (-10, seq));
    let before = store.buckets(&of(&["A"]), Some(0)).await.unwrap()[0].1;
    assert!(before.quantities.is_zero());
    assert_eq!(
        store.buckets(&of(&["A"]), Some(i64::MAX)).await.unwrap()[0]
            .1
            .quantities,
        now.quantities
    );
}

async fn the_ledger_is_paged(database: &Database) {
    let store = &database.store;
    let mut ids = ids();
    for n in 0..5 {
        stock_up(store, &mut ids, &format!("PO-{n}"), &[("A", 1), ("B", 2)]).await;
    }
    let mut filter = LedgerFilter {
        sku: Some("A".into()),
        warehouse: Some("WH-GZ".into()),
        owner: Some("SELF".into()),
        after_seq: 0,
        limit: 2,
        ..LedgerFilter::of("T1".into())
    };
    let mut seen = Vec::new();
    loop {
        let page = store.ledger(&filter).await.unwrap();
        let Some(last) = page.last() else { break };
        assert!(page.len() <= 2 && last.leg.seq > filter.after_seq);
        filter.after_seq = last.leg.seq;
        seen.extend(page);
    }
    let numbers: Vec<_> = seen.iter().map(|row| row.biz_no.as_str()).collect();
    assert_eq!(numbers, ["PO-0", "PO-1", "PO-2", "PO-3", "PO-4"]);
    assert_eq!(seen[4].leg.to.after, 5);
    assert_eq!(seen[0].source, "order");
    filter.after_seq = 0;
    filter.limit = u32::MAX;
    filter.sku = None;
    filter.warehouse = None;
    filter.owner = None;
    assert_eq!(store.ledger(&filter).await.unwrap().len(), 10);
    filter.warehouse = Some("WH-SH".into());
    assert!(store.ledger(&filter).await.unwrap().is_empty());
    filter.warehouse = None;
    filter.tenant = "T2".into();
    assert!(store.ledger(&filter).await.unwrap().is_empty());
}

async fn a_long_list_of_skus_is_cut(database: &Database) {
    let names: Vec<String> = (0..2_100).map(|n| format!("SKU-{n:05}")).collect();
    let lines: Vec<_> = names.iter().map(|sku| (sku.as_str(), 1)).collect();
    stock_up(&database.store, &mut ids(), "PO-1", &lines).await;
    let all: Vec<_> = names.iter().map(String::as_str).collect();
    assert_eq!(
        database.store.balances(&of(&all)).await.unwrap().len(),
        2_100
    );
    assert_eq!(
        database.store.sellable(&of(&all)).await.unwrap().len(),
        2_100
    );
    assert!(database.store.balances(&of(&[])).await.unwrap().is_empty());
}

async fn holders_of_a_sku(database: &Database) {
    let store = &database.store;
    let mut ids = ids();
    stock_up(store, &mut ids, "PO-1", &[("A", 10), ("B", 10)]).await;
    hold_order(store, &mut ids, "O-1", &[("A", 3), ("B", 1)])
        .await
        .unwrap();
    hold_order(store, &mut ids, "O-2", &[("B", 3)])
        .await
        .unwrap();
    let holders = store.holders(&(&key("A")).into()).await.unwrap();
    assert_eq!(holders.reservations.len(), 1);
    assert_eq!(holders.reservations[0].order_no.as_str(), "O-1");
    assert_eq!(holders.reservations[0].lines.len(), 2);
    assert!(holders.fulfilments.is_empty());
}
