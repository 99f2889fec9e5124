//! How a hold changes and ends: paid, paid late, given up, out of time.

use std::time::{Duration, Instant};

use dubbo_api::reply::OpContext;
use dubbo_api::reservation::PreOccupyReq;
use hessian2::Date;
use integration_tests::availability::{Program, have};
use integration_tests::stock_center::StockCenter;

use super::mall::{Caller, Mall, told};
use super::on_both_databases;
use super::provider::until;
use super::table::rows;

on_both_databases! {
    case_05_cancel_before_reserve,
    case_06_cancel_twice_and_after_expiry,
    case_07_confirm_twice_and_after_cancel,
    case_09_paid_after_expiry_and_the_stock_is_there,
    case_09_paid_after_expiry_and_another_site_has_it,
    case_10_paid_after_expiry_and_the_stock_is_gone,
    case_16_partial_hold_confirmed_and_released_line_by_line,
    case_55_the_callers_times_are_stored_and_decide_nothing,
    case_71_amendment_that_can_not_be_had_leaves_the_hold,
    case_71_a_new_address_moves_the_hold_or_leaves_it,
    case_76_caller_never_comes_back,
}

async fn case_05_cancel_before_reserve(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        cancel O1                  -> OK
        order O1                   -> SUSPENDED
        reserve O1 S*3             -> RESERVATION_SUSPENDED
        confirm O1                 -> RESERVATION_SUSPENDED
        cancel O1                  -> OK
        stock W1 S                 -> available=10
    ",
    )
    .await;
}

async fn case_06_cancel_twice_and_after_expiry(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        reserve O1 S*3             -> OK
        cancel O1 key=C            -> OK
        cancel O1 key=C            -> OK_DUPLICATE
        cancel O1                  -> OK            // another call: nothing left to do
        order O1                   -> CANCELLED S*3@W1:back3
        reserve O2 S*4 ttl=600     -> OK
        pass O2 600
        swept O2
        cancel O2                  -> OK
        order O2                   -> EXPIRED S*4@W1:back4
        stock W1 S                 -> available=10
    ",
    )
    .await;
}

async fn case_07_confirm_twice_and_after_cancel(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        reserve O1 S*3             -> OK
        confirm O1 key=P           -> OK
        confirm O1 key=P           -> OK_DUPLICATE
        confirm O1                 -> STATE_CONFLICT
        cancel O1                  -> STATE_CONFLICT
        order O1                   -> CONFIRMED S*3@W1:paid3
        reserve O2 S*1             -> OK
        cancel O2                  -> OK
        confirm O2                 -> RESERVATION_CLOSED
        stock W1 S                 -> available=7 allocated=3
    ",
    )
    .await;
    let refund = mall.confirm("O2").await;
    assert!(
        refund.advice.unwrap().contains("refund"),
        "the caller is told what to do"
    );
}

async fn case_09_paid_after_expiry_and_the_stock_is_there(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        reserve O1 S*3 ttl=600 area=31 -> OK
        pass O1 601
        swept O1
        confirm O1 reoccupy        -> OK
        order O1                   -> CONFIRMED late S*3@W1:paid3
        stock W1 S                 -> available=7 allocated=3
    ",
    )
    .await;
    let successor = mall.order("O1").await.into_data().unwrap();
    let first = successor.predecessor_no.clone().unwrap();
    let query = dubbo_api::reservation::ReservationQuery {
        tenant: Some(mall.tenant.as_str().into()),
        reservation_no: Some(first),
        ..Default::default()
    };
    let cx = dubbo_rpc::Context::new();
    let first = dubbo_api::reservation::StockReservationService::get(&mall.orders, &cx, query)
        .await
        .unwrap();
    assert_eq!(
        first.into_data().unwrap().state.as_str(),
        "EXPIRED",
        "the first stays what it was"
    );
    let moves: Vec<String> = mall
        .ledger("S")
        .await
        .iter()
        .map(|row| row.movement.to_string())
        .collect();
    assert_eq!(moves, ["PO_IN", "PRE_OCCUPY", "EXPIRE", "DIRECT_ALLOC"]);
}

async fn case_09_paid_after_expiry_and_another_site_has_it(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*3
        receive W2 S*2
        reserve O1 S*3 ttl=600 area=31 -> OK
        order O1                   -> PRE_OCCUPIED S*3@W1
        pass O1 601
        swept O1
        reserve O2 S*2 from=W1     -> OK
        confirm O1 reoccupy        -> OK
        order O1                   -> CONFIRMED late S*1@W1:paid1 S*2@W2:paid2
        stock W1 S                 -> preoccupied=2 allocated=1
        stock W2 S                 -> allocated=2
    ",
    )
    .await;
}

async fn case_10_paid_after_expiry_and_the_stock_is_gone(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        reserve O1 S*6 ttl=600     -> OK
        pass O1 601
        swept O1
        reserve O2 S*5             -> OK
        confirm O1 reoccupy        -> LATE_PAY_NO_STOCK S 5/6
        order O1                   -> EXPIRED S*6@W1:back6
        confirm O1                 -> RESERVATION_EXPIRED
        stock W1 S                 -> available=5 preoccupied=5
    ",
    )
    .await;
    // The refusal is in the outbox, so that the refund hears of it.
    let sql = "SELECT COUNT(*) FROM voucher v JOIN outbox o ON o.id = v.outbox_id \
               WHERE v.tenant = ? AND v.op = 'CONFIRM' AND v.answer LIKE '%LATE_PAY_NO_STOCK%'";
    assert_eq!(mall.center.number(sql, &mall.tenant).await, 1);
}

async fn case_16_partial_hold_confirmed_and_released_line_by_line(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10 A*10
        reserve O1 A*4 S*12 B*1 partial -> OK S 10/12 B 0/1
        order O1                   -> PRE_OCCUPIED A*4@W1 S*10@W1
        confirm O1 2*6             -> OK
        cancel O1 2*5              -> QTY_EXCEEDS
        cancel O1 2*4              -> OK
        confirm O1 3*1             -> PARAM_INVALID
        order O1                   -> PRE_OCCUPIED A*4@W1 S*10@W1:paid6:back4
        cancel O1 1*4              -> OK
        order O1                   -> CONFIRMED A*4@W1:back4 S*10@W1:paid6:back4
        stock W1 S                 -> available=4 allocated=6
        stock W1 A                 -> available=10
        reserve O2 B*3 partial     -> STOCK_NOT_ENOUGH B 0/3
    ",
    )
    .await;
}

/// Absolute times of the caller, years away in both directions, are kept as said. On MariaDB a further provider whose clock is five minutes ahead serves the
/// same database: holds last as long there, and its sweeper takes none before its time. (On SQLite the database's clock is the process's own.)
async fn case_55_the_callers_times_are_stored_and_decide_nothing(mall: &Mall) {
    mall.receive("S", 10).await;
    let before = now_ms();
    for (order, said) in [("PAST", 86_400_000), ("FUTURE", 4_102_444_800_000)] {
        let context = OpContext {
            occurred_at: Some(Date(said)),
            ..mall.context(order).unwrap()
        };
        let request = PreOccupyReq {
            context: Some(context),
            ttl_seconds: Some(60),
            ..mall.hold(order, &[("S", 1)])
        };
        let held = mall.send(request).await.into_data().unwrap();
        let (created, expires) = (held.created_at.unwrap().0, held.expire_at.unwrap().0);
        assert_eq!(expires - created, 60_000, "{order}");
        assert!(
            (created - before).abs() < 60_000,
            "{order}: {created} is not about {before}"
        );
        let rows = mall.ledger("S").await;
        let row = rows.last().unwrap();
        assert_eq!(row.biz_time, Some(Date(said)));
        assert!((row.book_time.unwrap().0 - before).abs() < 60_000);
    }
    if !mall.center.is_sqlite() {
        a_provider_with_a_wrong_clock(mall).await;
    }
    for order in ["PAST", "FUTURE"] {
        assert_eq!(
            told(&mall.confirm(order).await),
            "OK",
            "still held by the database's clock"
        );
    }
}

async fn a_provider_with_a_wrong_clock(mall: &Mall) {
    if !have("a provider with a wrong clock", &[Program::Faketime]) {
        return;
    }
    let settings = [
        ("DATA__SAMPLE", "never"),
        ("SWEEPER__INTERVAL_MS", "100"),
        ("DATABASE__URL", mall.center.url.as_str()),
    ];
    let ahead = StockCenter::prepare(&settings)
        .unwrap()
        .under(&["faketime", "-f", "+5m"]);
    ahead.launch().await.unwrap();
    let log = std::fs::read_to_string(ahead.log()).unwrap();
    // The log's own times (2026-01-31T12:34:56Z) show that the clock is wrong indeed.
    let time: Vec<i64> = log[11..19]
        .split(':')
        .map(|part| part.parse().unwrap())
        .collect();
    let logged = (time[0] * 60 + time[1]) * 60 + time[2];
    let off = (logged - now_ms() / 1_000).rem_euclid(86_400);
    assert!((200..=300).contains(&off), "its clock is {off} s ahead");
    let caller = Caller::connect(ahead.address(), &mall.tenant).await;
    let before = now_ms();
    let request = PreOccupyReq {
        ttl_seconds: Some(60),
        ..mall.hold("AHEAD", &[("S", 1)])
    };
    let held = caller.send(request).await.into_data().unwrap();
    let created = held.created_at.unwrap().0;
    assert!(
        (created - before).abs() < 60_000,
        "the provider's own clock, {} s ahead, decided",
        (created - before) / 1_000
    );
    assert_eq!(held.expire_at.unwrap().0 - created, 60_000);
    // Time for the hasty clock's sweeper to take what is not due; by its own clock all of these holds ran out four minutes ago.
    tokio::time::sleep(Duration::from_secs(1)).await;
    for order in ["PAST", "FUTURE", "AHEAD"] {
        assert_eq!(
            mall.order(order).await.into_data().unwrap().state.as_str(),
            "PRE_OCCUPIED",
            "{order}"
        );
    }
    assert_eq!(told(&mall.confirm("AHEAD").await), "OK");
    ahead.kill9().await;
}

fn now_ms() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

async fn case_71_amendment_that_can_not_be_had_leaves_the_hold(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10 A*10
        reserve O1 S*2 A*1         -> OK
        reserve O2 S*8             -> OK
        amend O1 S*3 A*1           -> STOCK_NOT_ENOUGH S 2/3
        amend O1 S*2 B*1           -> STOCK_NOT_ENOUGH B 0/1
        order O1                   -> PRE_OCCUPIED S*2@W1 A*1@W1
        stock W1 S                 -> preoccupied=10
        amend O1 S*1 A*2           -> OK
        order O1                   -> PRE_OCCUPIED S*2@W1:back1 A*2@W1
        stock W1 S                 -> available=1 preoccupied=9
        extend O1 600              -> OK
        confirm O1                 -> OK
        amend O1 S*1               -> STATE_CONFLICT
    ",
    )
    .await;
}

async fn case_71_a_new_address_moves_the_hold_or_leaves_it(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10 A*2
        receive W2 S*3 A*1
        reserve O1 S*3 A*1 area=31 -> OK
        amend O1 S*3 A*2 area=44   -> STOCK_NOT_ENOUGH A 1/2
        order O1                   -> PRE_OCCUPIED S*3@W1 A*1@W1
        amend O1 S*3 A*1 area=44   -> OK
        order O1                   -> PRE_OCCUPIED S*3@W1:back3 A*1@W1:back1 S*3@W2 A*1@W2
        stock W1 S                 -> available=10
        stock W2 S                 -> preoccupied=3
        confirm O1                 -> OK
        stock W2 S                 -> allocated=3
        stock W2 A                 -> allocated=1
    ",
    )
    .await;
    assert_eq!(
        mall.order("O1")
            .await
            .into_data()
            .unwrap()
            .area_code
            .as_deref(),
        Some("44")
    );
}

/// In real time: the shortest hold there is, and a caller that never comes back.
async fn case_76_caller_never_comes_back(mall: &Mall) {
    mall.receive("S", 3).await;
    let lost = mall.elsewhere().await;
    let request = PreOccupyReq {
        ttl_seconds: Some(5),
        ..mall.hold("O1", &[("S", 3)])
    };
    let started = Instant::now();
    assert_eq!(told(&lost.send(request).await), "OK");
    drop(lost);
    assert_eq!(
        told(&mall.reserve("O2", &[("S", 1)]).await),
        "STOCK_NOT_ENOUGH S 0/1"
    );
    let expired = || async { mall.order("O1").await.data.unwrap().state.as_str() == "EXPIRED" };
    until("the end of the hold", Duration::from_secs(30), expired).await;
    assert!(
        started.elapsed() >= Duration::from_secs(5),
        "not before its time: {:?}",
        started.elapsed()
    );
    assert_eq!(mall.stock("S").await, "available=3");
    let sql = "SELECT COUNT(*) FROM voucher v JOIN outbox o ON o.id = v.outbox_id WHERE v.tenant = ? AND v.op = 'EXPIRE'";
    assert_eq!(
        mall.center.number(sql, &mall.tenant).await,
        1,
        "the event is on its way"
    );
    assert_eq!(told(&mall.reserve("O3", &[("S", 3)]).await), "OK");
}
