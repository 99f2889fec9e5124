//! Documents of goods: what is announced, on its way, locked and recalled.

use std::time::Duration;

use dubbo_api::change::{
    AsnReq, CountReq, DisposeReq, FreezeReq, InboundReq, LedgerQuery, LedgerRow, ReverseReq,
    StockChangeService as _, StockLine, TransferReq, Voucher,
};
use dubbo_api::code::ResultCode;
use dubbo_api::reply::{OpContext, Reply};
use dubbo_api::states::{Bucket, FreezeReason, Movement};
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;
use hessian2::Date;

use super::mall::{Mall, told};
use super::on_both_databases;
use super::provider::{Bind, until};
use super::table::rows;

on_both_databases! {
    case_23_what_is_left_of_a_recall_is_taken_by_the_next_run,
    case_45_transfer_out_10_in_9_later_1_found,
    case_46_transfer_in_before_transfer_out,
    case_57_a_back_dated_receipt_is_booked_today,
    announced_goods_are_received_over_and_short,
    locks_are_released_by_number_or_without,
    a_kit_gives_way_to_a_count_as_a_whole,
    the_ledger_is_listed_by_every_filter,
    goods_go_back_to_the_vendor,
}

fn line(sku: &str, quantity: i64) -> StockLine {
    StockLine {
        sku: sku.into(),
        quantity: Quantity(quantity),
        ..StockLine::default()
    }
}

fn leg(mall: &Mall, key: &str, transfer_no: &str, quantity: i64) -> TransferReq {
    TransferReq {
        context: mall.context(key),
        transfer_no: Some(transfer_no.to_owned()),
        from_warehouse: "W1".into(),
        to_warehouse: "W2".into(),
        lines: vec![line("S", quantity)],
        last_receipt: false,
    }
}

async fn out(mall: &Mall, request: TransferReq) -> Reply<Voucher> {
    mall.goods
        .transfer_out(&Context::new(), request)
        .await
        .unwrap()
}

async fn arrive(mall: &Mall, request: TransferReq) -> Reply<Voucher> {
    mall.goods
        .transfer_in(&Context::new(), request)
        .await
        .unwrap()
}

async fn reverse(mall: &Mall, key: &str, done: &Reply<Voucher>) -> Reply<Voucher> {
    let request = ReverseReq {
        context: mall.context(key),
        voucher_no: done.data.as_ref().unwrap().voucher_no.clone(),
        ..ReverseReq::default()
    };
    mall.goods.reverse(&Context::new(), request).await.unwrap()
}

async fn stock(mall: &Mall) -> (String, String) {
    let (here, there) = tokio::join!(
        mall.stock_at("W1", "S", "SHARED"),
        mall.stock_at("W2", "S", "SHARED")
    );
    (here, there)
}

fn both(here: &str, there: &str) -> (String, String) {
    (here.to_owned(), there.to_owned())
}

async fn case_23_what_is_left_of_a_recall_is_taken_by_the_next_run(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        assign W1 SHARED CH:web S*6 -> OK
        reserve O1 S*4#CH:web      -> OK
        assign W1 CH:web SHARED S*6 -> OK S 2 of 6
        cancel O1                  -> OK
        stock W1 S CH:web          -> available=4
    ",
    )
    .await;
    // A minute passes for the recall.
    let binds = [Bind::Int(60_000), Bind::Text(&mall.tenant)];
    let sql = "UPDATE paper SET sweep_at = sweep_at - ? WHERE tenant = ? AND kind = 'RECALL'";
    assert_eq!(mall.center.execute(sql, &binds).await, 1);
    let recalled = || async { mall.stock("S").await == "available=10" };
    until("the recall to go on", Duration::from_secs(20), recalled).await;
    assert_eq!(mall.stock_at("W1", "S", "CH:web").await, "empty");
    let rows = mall.ledger("S").await;
    assert_eq!(rows.last().unwrap().movement, Movement::PoolRecall);
}

async fn case_45_transfer_out_10_in_9_later_1_found(mall: &Mall) {
    mall.receive("S", 12).await;
    let cx = Context::new();
    let lock = mall.goods.transfer_lock(&cx, leg(mall, "L", "T1", 10));
    assert_eq!(told(&lock.await.unwrap()), "OK");
    assert_eq!(stock(mall).await, both("available=2 frozen=10", "empty"));
    assert_eq!(told(&out(mall, leg(mall, "O", "T1", 10)).await), "OK");
    assert_eq!(
        stock(mall).await,
        both("available=2", "transfer_transit=10")
    );
    let last = TransferReq {
        last_receipt: true,
        ..leg(mall, "I", "T1", 9)
    };
    assert_eq!(told(&arrive(mall, last.clone()).await), "OK");
    assert_eq!(told(&arrive(mall, last).await), "OK_DUPLICATE");
    let short = both("available=2", "available=9 transfer_transit=1");
    assert_eq!(stock(mall).await, short, "one stays under way");
    // Nobody can free what is under way, and the goods that left can not be called back by undoing the paper.
    let unlock = FreezeReq {
        context: mall.context("U"),
        warehouse: "W2".into(),
        lines: vec![line("S", 1)],
        reason: FreezeReason::Operation,
        remark: None,
    };
    let unlocked = mall.goods.unfreeze(&cx, unlock).await.unwrap();
    assert_eq!(told(&unlocked), "QTY_EXCEEDS S 0/1");
    let found = arrive(mall, leg(mall, "F", "T1", 1)).await;
    assert_eq!(told(&found), "OK");
    assert_eq!(stock(mall).await, both("available=2", "available=10"));
    // It was found in another box after all: the receipt is undone, one is under way again.
    assert_eq!(told(&reverse(mall, "R", &found).await), "OK");
    assert_eq!(stock(mall).await, short);
}

async fn case_46_transfer_in_before_transfer_out(mall: &Mall) {
    mall.receive("S", 10).await;
    let early = arrive(mall, leg(mall, "I1", "T1", 4)).await;
    assert_eq!(told(&early), "ACCEPTED_PENDING");
    let parked = &early.data.as_ref().unwrap().lines[0];
    assert_eq!((parked.asked.get(), parked.booked.get()), (4, 0));
    assert_eq!(stock(mall).await, both("available=10", "empty"));
    mall.center.check().await;
    let wrong_way = TransferReq {
        from_warehouse: "W2".into(),
        to_warehouse: "W1".into(),
        ..leg(mall, "O0", "T1", 4)
    };
    let refused = out(mall, wrong_way).await;
    assert_eq!(told(&refused), "STATE_CONFLICT");
    assert_eq!(refused.details["currentState"], "PARKED");
    let sent = out(mall, leg(mall, "O1", "T1", 6)).await;
    assert_eq!(told(&sent), "OK");
    assert_eq!(
        stock(mall).await,
        both("available=4", "available=4 transfer_transit=2")
    );
    assert_eq!(told(&reverse(mall, "R1", &sent).await), "STATE_CONFLICT");
    assert_eq!(told(&reverse(mall, "R2", &early).await), "STATE_CONFLICT");
    let over = TransferReq {
        last_receipt: true,
        ..leg(mall, "I2", "T1", 3)
    };
    assert_eq!(told(&arrive(mall, over).await), "OK");
    assert_eq!(
        stock(mall).await,
        both("available=4", "available=7"),
        "one more than was sent"
    );
    let same = TransferReq {
        to_warehouse: "W1".into(),
        ..leg(mall, "O2", "T2", 1)
    };
    assert_eq!(told(&out(mall, same).await), "PARAM_INVALID");
    assert_eq!(
        told(&out(mall, leg(mall, "O3", "T2", 9)).await),
        "STOCK_NOT_ENOUGH S 4/9"
    );
}

async fn case_57_a_back_dated_receipt_is_booked_today(mall: &Mall) {
    let happened = Date(1_767_225_600_000);
    let context = OpContext {
        occurred_at: Some(happened),
        ..mall.context("IN").unwrap()
    };
    let request = InboundReq {
        context: Some(context),
        warehouse: "W1".into(),
        lines: vec![line("S", 5)],
        ..InboundReq::default()
    };
    let reply = mall
        .goods
        .purchase_in(&Context::new(), request)
        .await
        .unwrap();
    assert_eq!(told(&reply), "OK");
    let booked = mall.ledger("S").await.remove(0);
    assert_eq!(booked.biz_time, Some(happened), "as the caller said");
    let book_time = booked.book_time.unwrap();
    assert_eq!(reply.data.unwrap().booked_at, Some(book_time));
    assert!(book_time.0 > happened.0 + 86_400_000, "{book_time:?}");
    assert_ne!(
        booked.biz_date.as_deref(),
        Some("2026-01-01"),
        "it counts for the day it was booked on"
    );
    // A later count does not see it in the past.
    mall.receive("S", 1).await;
    let rows = mall.ledger("S").await;
    assert!(rows[0].seq < rows[1].seq);
    assert_eq!(rows[1].to_after, 6);
}

async fn announced_goods_are_received_over_and_short(mall: &Mall) {
    let cx = Context::new();
    let announce = AsnReq {
        context: mall.context("N"),
        asn_no: Some("N1".to_owned()),
        supplier_code: Some("S1".to_owned()),
        warehouse: "W1".into(),
        expected_at: Some(Date(1_800_000_000_000)),
        lines: vec![line("S", 10), line("A", 4)],
    };
    let announced = mall.goods.purchase_expect(&cx, announce).await.unwrap();
    assert_eq!(told(&announced), "OK");
    assert_eq!(mall.stock("S").await, "incoming=10");
    let receipt = |key: &str, lines: Vec<StockLine>| InboundReq {
        context: mall.context(key),
        asn_no: Some("N1".to_owned()),
        warehouse: "W1".into(),
        lines,
        ..InboundReq::default()
    };
    let over = mall
        .goods
        .purchase_in(&cx, receipt("I1", vec![line("S", 13)]));
    assert_eq!(told(&over.await.unwrap()), "OK");
    assert_eq!(mall.stock("S").await, "available=13");
    assert_eq!(
        told(&reverse(mall, "R", &announced).await),
        "STATE_CONFLICT"
    );
    let last = InboundReq {
        last_receipt: true,
        inspect_first: true,
        ..receipt("I2", vec![line("A", 1)])
    };
    assert_eq!(
        told(&mall.goods.purchase_in(&cx, last).await.unwrap()),
        "OK"
    );
    assert_eq!(mall.stock("A").await, "qc_hold=1", "three never came");
    let late = mall
        .goods
        .purchase_in(&cx, receipt("I3", vec![line("A", 1)]));
    assert_eq!(told(&late.await.unwrap()), "STATE_CONFLICT");
    let unknown = InboundReq {
        asn_no: Some("N9".to_owned()),
        ..receipt("I4", vec![line("A", 1)])
    };
    let unknown = mall.goods.purchase_in(&cx, unknown).await.unwrap();
    assert_eq!(told(&unknown), "PARAM_INVALID");
}

async fn locks_are_released_by_number_or_without(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        freeze W1 S*3 key=F1       -> OK
        freeze W1 S*2 key=F2       -> OK
        unfreeze W1 S*4 key=F1     -> QTY_EXCEEDS S 3/4
        unfreeze W1 S*2 key=F3     -> OK            // what was locked first, first
        stock W1 S                 -> available=7 frozen=3
        unfreeze W1 S*2 key=F1     -> QTY_EXCEEDS S 1/2
        count W1 S=8               -> OK
        count W1 S=2               -> OK            // locks hold no more than is there
        unfreeze W1 S*2 key=F2     -> QTY_EXCEEDS S 1/2
        unfreeze W1 S*2 key=F4     -> OK
        stock W1 S                 -> available=2
    ",
    )
    .await;
}

async fn a_kit_gives_way_to_a_count_as_a_whole(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 PAD*4 DISC*8
        reserve O1 BRAKES*2        -> OK
        stock W1 PAD               -> available=2 preoccupied=2
        stock W1 DISC              -> available=4 preoccupied=4
        count W1 PAD=1             -> OK hit O1     // two free ones, and one of O1's: one kit is left
        stock W1 PAD               -> preoccupied=1
        stock W1 DISC              -> available=6 preoccupied=2
        confirm O1                 -> OK
        stock W1 DISC              -> available=6 allocated=2
    ",
    )
    .await;
}

async fn listed(mall: &Mall, query: LedgerQuery) -> Vec<LedgerRow> {
    let mut query = LedgerQuery {
        tenant: Some(mall.tenant.as_str().into()),
        limit: Some(2),
        ..query
    };
    let mut rows = Vec::new();
    loop {
        let page = mall.goods.list_ledger(&Context::new(), query.clone()).await;
        let page = page.unwrap().into_data().unwrap();
        rows.extend(page.items);
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return rows;
        }
    }
}

async fn the_ledger_is_listed_by_every_filter(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10 A*5
        receive W2 S*3 qc
        assign W1 SHARED CH:web S*4 -> OK
        reserve O1 S*2#CH:web A*1  -> OK
        reserve O2 A*1             -> OK
        cancel O1                  -> OK
    ",
    )
    .await;
    let all = mall.ledger("S").await;
    let of = |rows: &[LedgerRow]| -> Vec<(String, String, i64)> {
        let row = |row: &LedgerRow| {
            (
                row.movement.as_str().to_owned(),
                row.sku.as_str().to_owned(),
                row.quantity.get(),
            )
        };
        rows.iter().map(row).collect()
    };
    let spell = |wanted: &[(&str, &str, i64)]| -> Vec<(String, String, i64)> {
        let row = |(code, sku, quantity): &(&str, &str, i64)| {
            ((*code).to_owned(), (*sku).to_owned(), *quantity)
        };
        wanted.iter().map(row).collect()
    };
    let sku = || Some("S".into());
    let order = LedgerQuery {
        order_no: Some("O1".into()),
        ..LedgerQuery::default()
    };
    let rows = listed(mall, order).await;
    assert!(
        rows.iter()
            .all(|row| row.order_no.as_ref().is_some_and(|no| no.as_str() == "O1"))
    );
    let mut found = of(&rows);
    found.sort();
    let wanted = [
        ("PRE_OCCUPY", "A", 1),
        ("PRE_OCCUPY", "S", 2),
        ("RELEASE", "A", 1),
        ("RELEASE", "S", 2),
    ];
    assert_eq!(found, spell(&wanted));
    let voucher = LedgerQuery {
        voucher_no: Some(rows[0].voucher_no.clone()),
        ..LedgerQuery::default()
    };
    assert_eq!(listed(mall, voucher).await.len(), 2);
    let movement = LedgerQuery {
        sku: sku(),
        movement: Some(Movement::PoolAssign),
        ..LedgerQuery::default()
    };
    assert_eq!(
        of(&listed(mall, movement).await),
        spell(&[("POOL_ASSIGN", "S", 4)])
    );
    let pool = LedgerQuery {
        sku: sku(),
        pool: Some("CH:web".into()),
        newest_first: true,
        ..LedgerQuery::default()
    };
    let wanted = [
        ("RELEASE", "S", 2),
        ("PRE_OCCUPY", "S", 2),
        ("POOL_ASSIGN", "S", 4),
    ];
    assert_eq!(of(&listed(mall, pool).await), spell(&wanted));
    let bucket = LedgerQuery {
        sku: sku(),
        bucket: Some(Bucket::QcHold),
        warehouse: Some("W2".into()),
        ..LedgerQuery::default()
    };
    assert_eq!(of(&listed(mall, bucket).await), spell(&[("PO_IN", "S", 3)]));
    // One account: no row touches the quality hold of W1, though rows touch either.
    let bucket = LedgerQuery {
        sku: sku(),
        bucket: Some(Bucket::QcHold),
        warehouse: Some("W1".into()),
        ..LedgerQuery::default()
    };
    assert!(listed(mall, bucket).await.is_empty());
    let from = all[1].book_time;
    let later = LedgerQuery {
        sku: sku(),
        booked_from: from,
        ..LedgerQuery::default()
    };
    assert_eq!(
        listed(mall, later).await.first().map(|row| row.seq),
        all.iter()
            .find(|row| row.book_time >= from)
            .map(|row| row.seq)
    );
    let earlier = LedgerQuery {
        sku: sku(),
        booked_to: all[0].book_time,
        ..LedgerQuery::default()
    };
    assert!(listed(mall, earlier).await.is_empty());
    let between = LedgerQuery {
        from_seq: Some(all[1].seq),
        to_seq: Some(all[2].seq),
        sku: sku(),
        ..LedgerQuery::default()
    };
    assert_eq!(listed(mall, between).await.len(), 2);
    let nothing = mall
        .goods
        .list_ledger(&Context::new(), LedgerQuery::default())
        .await;
    assert_eq!(nothing.unwrap().code, ResultCode::ParamInvalid);
    let unknown = LedgerQuery {
        sku: sku(),
        bucket: Some("cellar".into()),
        ..LedgerQuery::default()
    };
    let unknown = mall.goods.list_ledger(&Context::new(), unknown).await;
    assert_eq!(unknown.unwrap().code, ResultCode::ParamInvalid);
}

async fn goods_go_back_to_the_vendor(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*5 qc
        inspect W1 S*2 fail S*3    -> OK
    ",
    )
    .await;
    let dispose = |key: &str, quantity: i64| DisposeReq {
        context: mall.context(key),
        warehouse: "W1".into(),
        lines: vec![line("S", quantity)],
        supplier_code: Some("S1".to_owned()),
        reason: Some("cracked".to_owned()),
    };
    let cx = Context::new();
    let back = mall
        .goods
        .return_to_vendor(&cx, dispose("D1", 4))
        .await
        .unwrap();
    assert_eq!(told(&back), "STOCK_NOT_ENOUGH S 3/4");
    let back = mall
        .goods
        .return_to_vendor(&cx, dispose("D2", 2))
        .await
        .unwrap();
    assert_eq!(told(&back), "OK");
    let scrap = mall.goods.scrap(&cx, dispose("D3", 1)).await.unwrap();
    assert_eq!(told(&scrap), "PARAM_INVALID", "scrap names no supplier");
    assert_eq!(mall.stock("S").await, "available=2 defective=1");
    let rows = mall.ledger("S").await;
    assert_eq!(rows.last().unwrap().movement, Movement::Rtv);
    let counted = CountReq {
        context: mall.context("C1"),
        warehouse: "W1".into(),
        lines: Vec::new(),
    };
    let counted = mall.goods.stocktake(&cx, counted).await.unwrap();
    assert_eq!(told(&counted), "PARAM_INVALID");
}
