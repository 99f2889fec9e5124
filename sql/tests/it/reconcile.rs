//! Reconciliation's own tables: deliveries are gathered once, bills count when they are whole, a difference changes under its version, a run has one provider.

use std::collections::BTreeMap;
use std::time::Duration;

use stock::book::{Documents, Plan};
use stock::bucket::Bucket;
use stock::code::Code;
use stock::ids::{IdSource, Moment, Sku, Tenant};
use stock::movement::Movement;
use stock::op::OpType;
use stock::reconcile::day::{Calendar, Day};
use stock::reconcile::diff::{Diff, Look};
use stock::reconcile::{DiffClass, DiffState, RunKind, Sighting, Subject, settle, state};
use stock_sql::{
    BillLine, CheckLimits, DayCloseRow, DiffFilter, ErrorKind, Goods, ListKind, ListPage, NewRun,
    Notice, PageRows, RunScope, RunState, SkuRange, Store, StoreOptions,
};

use crate::support::{Database, a_move, envelope, ids, ok, on_both_engines, run, stock_up};

on_both_engines!(
    deliveries_are_gathered_once_and_settled_by_whole_bills,
    a_difference_changes_under_its_version,
    a_run_has_one_provider_and_one_call_one_run,
    a_close_keeps_its_totals_until_it_is_reopened_by_two,
);

async fn deliver(store: &Store, ids: &mut IdSource) {
    use Bucket::{Available, CarrierLoss, Customer, QcHold, ReturnTransit, Shipped};
    let moves = [
        (Movement::Ship, Available, Shipped, 5),
        (Movement::Sign, Shipped, Customer, 4),
        (Movement::Lost, Shipped, CarrierLoss, 1),
        (Movement::RetSend, Customer, ReturnTransit, 1),
        (Movement::RetIn, ReturnTransit, QcHold, 1),
        (Movement::RetGood, QcHold, Available, 1),
    ];
    run(store, ids, Documents::default(), &["A"], |book, ids| {
        let moves = moves.map(|(movement, from, to, n)| a_move(movement, "A", from, to, n));
        let plan = Plan {
            moves: moves.to_vec(),
            ..Plan::answer(ok())
        };
        let answer = book.apply(&envelope(OpType::Deliver, "O-1"), plan, ids);
        assert_eq!(answer.code, Code::Ok, "{}", answer.message);
    })
    .await
    .unwrap();
}

fn bill(page: i64, now: Moment, day: Day, signed: i64) -> ListPage {
    ListPage {
        id: IdSource::first_of(now),
        tenant: "T1".into(),
        kind: ListKind::Settlement,
        site: String::new(),
        list_no: "BILL-1".to_owned(),
        page,
        pages: 2,
        last_doc_no: None,
        taken_at: None,
        now,
        now_seq: IdSource::first_of(now),
        rows: PageRows::Bill(vec![BillLine {
            owner: "SELF".into(),
            day,
            order_no: "O-1".into(),
            sku: "A".into(),
            signed,
            returned: 0,
            lost: 0,
        }]),
    }
}

async fn deliveries_are_gathered_once_and_settled_by_whole_bills(database: &Database) {
    let store = &database.store;
    let mut ids = ids();
    stock_up(store, &mut ids, "PO-1", &[("A", 10)]).await;
    deliver(store, &mut ids).await;
    let calendar = Calendar::default();
    let second = database.second().await;
    loop {
        let (one, two) = tokio::join!(
            store.gather_settlement(calendar, i64::MAX - 1, 2),
            second.gather_settlement(calendar, i64::MAX - 1, 2)
        );
        // Two that gather at once may be in each other's way, and neither takes a row twice.
        if matches!((one, two), (Ok(0 | 1), Ok(0 | 1))) {
            break;
        }
    }
    second.close().await;
    assert_eq!(database.number("SELECT COUNT(*) FROM settlement").await, 3);
    let now = store.now().await.unwrap();
    let tenant = Tenant::from("T1");
    let today = calendar.day_of(now);
    let page = store
        .statement_page(&tenant, &"SELF".into(), (today, today), None, 10)
        .await
        .unwrap();
    assert_eq!(page.len(), 1);
    let figures = page[0].figures;
    assert_eq!((figures.signed, figures.returned, figures.lost), (4, 1, 1));
    let rest = store
        .statement_page(&tenant, &"SELF".into(), (today, today), page.first(), 10)
        .await
        .unwrap();
    assert_eq!(rest, []);

    let classes = async || {
        let orders = store
            .orders_to_settle(&tenant, "", (today, today), false)
            .await
            .unwrap();
        assert_eq!(orders.len(), 1);
        let [ours, theirs] = store.settled(&tenant, &orders, today).await.unwrap();
        let found = settle::compare(&ours, &theirs, today.next());
        let found = found.iter().map(|s| (s.class.as_str(), s.ours, s.theirs));
        found.collect::<Vec<_>>()
    };
    let unbilled = [
        ("UNSETTLED", 4, 0),
        ("UNSETTLED", 1, 0),
        ("UNSETTLED", 1, 0),
    ];
    assert_eq!(classes().await, unbilled);
    let ack = store
        .take_page(&bill(1, now, today, 3))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ack.missing, [2]);
    assert_eq!(classes().await, unbilled, "half a bill is no bill");
    store
        .take_page(&bill(2, now, today, 9))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(classes().await[0], ("DOUBLE_SETTLED", 4, 12));
    // A page sent again replaces itself.
    store
        .take_page(&bill(2, now, today, 1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(classes().await, [("UNSETTLED", 1, 0), ("UNSETTLED", 1, 0)]);
}

fn look(now: Moment) -> Look {
    Look {
        run_id: 1,
        kind: RunKind::R4,
        now,
        cut_seq: 5,
        day: Day(20_000),
    }
}

fn sighting(theirs: i64) -> Sighting {
    Sighting {
        subject: Subject {
            sku: Some("A".into()),
            warehouse: Some("W1".into()),
            bucket: Some(Bucket::Available),
            lot: Some("L1".to_owned()),
            ..Subject::default()
        },
        class: DiffClass::QtyDiff,
        ours: 10,
        theirs,
        tolerance: 1,
        note: Some("x".repeat(2_000)),
    }
}

async fn a_difference_changes_under_its_version(database: &Database) {
    let store = &database.store;
    let tenant = Tenant::from("T1");
    let now = Moment(1_000_000);
    let first = Diff::first(7, tenant.clone(), &look(now), sighting(8));
    assert!(store.add_diff(&first, None).await.unwrap());
    let twin = Diff::first(8, tenant.clone(), &look(now), sighting(7));
    assert!(
        !store.add_diff(&twin, None).await.unwrap(),
        "one difference is open once"
    );
    let prints = [first.fingerprint()];
    let known = store.followed_diffs(&prints).await.unwrap().remove(0);
    assert_eq!(known.note.as_ref().unwrap().chars().count(), 500);
    let later = look(now.plus_seconds(120));
    let second = state::seen_again(known.clone(), &later, sighting(8));
    assert_eq!(second.state, DiffState::Confirmed);
    let notice = |id| Notice {
        id,
        at: now,
        text: "[]".to_owned(),
    };
    let told = || database.number("SELECT COUNT(*) FROM outbox WHERE vouchers = ''");
    assert!(store.change_diff(&second, Some(&notice(1))).await.unwrap());
    assert_eq!(told().await, 1);
    assert!(
        !store.change_diff(&second, Some(&notice(2))).await.unwrap(),
        "somebody else was first"
    );
    assert_eq!(told().await, 1, "what did not change is not told");
    let gone = state::gone(second, &later).unwrap();
    let taken = store.change_diff(&gone, Some(&notice(1))).await;
    assert_eq!(
        taken.unwrap_err().kind(),
        ErrorKind::Retry,
        "a number is taken"
    );
    assert!(store.change_diff(&gone, None).await.unwrap());
    assert_eq!(store.diffs_of_day(&tenant, Day(20_000)).await.unwrap(), 1);
    assert_eq!(store.followed_diffs(&prints).await.unwrap(), []);
    assert!(
        store.add_diff(&twin, None).await.unwrap(),
        "it may come again"
    );
    let filter = DiffFilter {
        open: true,
        kind: Some(RunKind::R4),
        sku: Some("A".into()),
        warehouse: Some("W1".into()),
        ..DiffFilter::of(tenant)
    };
    let open = store.diffs(&filter).await.unwrap();
    assert_eq!(open.iter().map(|diff| diff.id).collect::<Vec<_>>(), [8]);
}

async fn a_run_has_one_provider_and_one_call_one_run(database: &Database) {
    let store = &database.store;
    let now = Moment(1_000_000);
    let lease = Duration::from_secs(60);
    let asked = |id| NewRun {
        id,
        tenant: "T1".into(),
        kind: RunKind::R1,
        day: Day(20_000),
        scope: RunScope {
            skus: vec!["A".into(), "B".into()],
            ..RunScope::default()
        },
        list_id: None,
        cut_seq: 5,
        key: Some("the call".to_owned()),
        now,
    };
    assert_eq!(store.ask_run(&asked(1)).await.unwrap(), (1, false));
    assert_eq!(store.ask_run(&asked(2)).await.unwrap(), (1, true));
    let mut run = store.take_run(now, lease).await.unwrap().unwrap();
    assert_eq!(run.scope.skus.len(), 2);
    assert!(
        store.take_run(now, lease).await.unwrap().is_none(),
        "somebody is at it"
    );
    let after = now.plus_seconds(61);
    assert!(
        store.take_run(after, lease).await.unwrap().is_some(),
        "its provider died"
    );
    assert!(store.keep_run(&run, after, lease).await.unwrap());
    run.state = RunState::Done;
    run.rows_read = 9;
    store.end_run(&run, after).await.unwrap();
    let done = store.run(1).await.unwrap().unwrap();
    assert_eq!((done.state, done.rows_read), (RunState::Done, 9));
    let late = after.plus_seconds(600);
    assert!(store.take_run(late, lease).await.unwrap().is_none());
    let tenant = Tenant::from("T1");
    let whole = store.runs_of_day(&tenant, Day(20_000)).await.unwrap();
    assert!(whole.is_empty(), "a part is not the whole");
}

async fn a_close_keeps_its_totals_until_it_is_reopened_by_two(database: &Database) {
    let store = &database.store;
    let tenant = Tenant::from("T1");
    let day = Day(20_000);
    let row = DayCloseRow {
        tenant: tenant.clone(),
        day,
        closed: true,
        cut_seq: 77,
        closed_at: Moment(1),
        closed_by: "anna".to_owned(),
        carried_over: vec!["D1".to_owned(), "D2".to_owned()],
        reopen_asked_by: None,
        reopen_key: None,
        reopened_by: None,
    };
    let total = stock::reconcile::report::TotalKey {
        owner: "SELF".into(),
        warehouse: "W1".into(),
        bucket: Bucket::Available,
    };
    let totals = BTreeMap::from([(total, 9)]);
    let notice = Notice {
        id: 3,
        at: Moment(1),
        text: "[]".to_owned(),
    };
    store.put_close(&row, &totals, Some(&notice)).await.unwrap();
    let rows = store.outbox_pending_rows(0, 10).await.unwrap();
    assert_eq!((rows[0].id, rows[0].notice.as_deref()), (3, Some("[]")));
    assert!(rows[0].vouchers.is_empty());
    let found = store.check(CheckLimits::default()).await.unwrap();
    assert_eq!(
        found,
        [],
        "a row without a voucher tells what no voucher does"
    );
    assert_eq!(store.day_close(&tenant, day).await.unwrap(), Some(row));
    let scope = RunScope::default();
    let base = store
        .latest_close(&tenant, day.next(), &scope)
        .await
        .unwrap();
    assert_eq!((base.cut_seq, base.totals), (77, totals));
    store.refresh_network().await.unwrap();
    assert!(store.network().periods.is_closed(&tenant, day));
    assert!(
        !store.reopen(&tenant, day, "bert").await.unwrap(),
        "nobody asked"
    );
    assert!(store.ask_reopen(&tenant, day, "anna", "k").await.unwrap());
    assert!(
        !store.reopen(&tenant, day, "anna").await.unwrap(),
        "not by who asked"
    );
    assert!(store.reopen(&tenant, day, "bert").await.unwrap());
    store.refresh_network().await.unwrap();
    assert!(!store.network().periods.is_closed(&tenant, day));
    let base = store
        .latest_close(&tenant, day.next(), &scope)
        .await
        .unwrap();
    assert_eq!(base.cut_seq, 0, "a reopened day is no ground to stand on");
}

/// A page of a SKU's ledger costs that page, however long the ledger is: with a connection that compares otherwise than the tables the engine sorts the whole
/// of it for every page. Counted by the server for a user that nobody else is (`userstat`; SQLite has no such count).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_a_long_ledger_reads_that_page_on_mysql() {
    const ROWS: usize = 400;
    const PAGE: usize = 10;
    let Some(database) = crate::support::mysql().await else {
        return;
    };
    let mut ids = ids();
    for number in 0..ROWS {
        stock_up(
            &database.store,
            &mut ids,
            &format!("PO-{number}"),
            &[("A", 1)],
        )
        .await;
    }
    let user = format!("pager_{}", std::process::id());
    for text in [
        format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'secret'"),
        format!("GRANT ALL ON *.* TO '{user}'@'%'"),
        "SET GLOBAL userstat = 1".to_owned(),
    ] {
        database.sql(&text).await;
    }
    let (_, place) = database.url.split_once('@').unwrap();
    let url = format!("mysql://{user}:secret@{place}");
    let store = Store::open(&url, StoreOptions::default()).await.unwrap();
    let (tenant, scope, range) = (Tenant::from("T1"), RunScope::default(), SkuRange::default());
    let goods = Goods {
        tenant: &tenant,
        scope: &scope,
        range: &range,
    };
    let (mut last, mut seen) = (0, 0);
    let sku = Sku::from("A");
    loop {
        let on = Some((&sku, last));
        let legs = store.goods_legs(goods, on, i64::MAX, PAGE).await.unwrap();
        let Some((leg, _)) = legs.last() else { break };
        assert!(leg.seq > last, "{} after {last}", leg.seq);
        (last, seen) = (leg.seq, seen + legs.len());
    }
    store.close().await;
    assert!(seen >= ROWS, "{seen} rows of {ROWS}");
    let read = format!(
        "SELECT CAST(SUM(ROWS_READ) AS SIGNED) FROM information_schema.USER_STATISTICS WHERE USER = '{user}'"
    );
    let read = database.number(&read).await;
    database.sql(&format!("DROP USER '{user}'@'%'")).await;
    database.drop_database().await;
    // Each with its voucher, and one that tells that a page is full; sorted, it would be all rows for every page.
    let most = i64::try_from(3 * seen + 100).unwrap();
    assert!(
        (1..most).contains(&read),
        "{read} rows read for {seen} rows in pages of {PAGE}"
    );
}
