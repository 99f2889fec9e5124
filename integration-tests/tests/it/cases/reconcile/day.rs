//! The close of a day: its cut under load, documents that come after it, its reopening; and books that somebody broke.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dubbo_api::change::{InboundReq, StockChangeService, StockLine};
use dubbo_api::code::ResultCode;
use dubbo_api::reconcile::{Diff, ReconcileService, RepairReq};
use dubbo_api::reply::OpContext;
use dubbo_api::states::RepairAction;
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;
use hessian2::Date;
use integration_tests::mariadb::MariaDb;

use super::books::{Books, LATER, LIMIT, date, date_of, pass};
use crate::cases::mall::{Caller, Mall, told};
use crate::cases::on_both_databases;
use crate::cases::provider::{Bind, Center, SETTLE, SHARE, until};

on_both_databases!(case_57_a_back_dated_receipt_is_booked_today_with_its_own_time);

async fn case_57_a_back_dated_receipt_is_booked_today_with_its_own_time(mall: &Mall) {
    let books = Books::of(mall).await;
    let yesterday = date(-1);
    let refused = books.close("C1", &yesterday, &[]).await;
    assert_eq!(refused.code, ResultCode::StateConflict);
    assert_eq!(refused.details["missing"], "R1, R2, R4, R5, R6");
    mall.receive("A", 3).await;
    books.orders("L1", &[]).await;
    assert!(
        books
            .snapshot("S1", (1, 1), None, &[("A", 3)])
            .await
            .is_success()
    );
    for run in ["R1", "R2", "R5", "R6"] {
        books
            .run(&format!("D-{run}"), run, Some(&yesterday), None)
            .await;
    }
    books.run("D-R4", "R4", Some(&yesterday), Some("W1")).await;
    let closed = books
        .close("C2", &yesterday, &[])
        .await
        .into_data()
        .unwrap();
    assert!(closed.closed && closed.runs.iter().all(|run| run.done && run.open == 0));
    assert_eq!(
        books.close("C2", &yesterday, &[]).await.code,
        ResultCode::OkDuplicate
    );
    let before = books.report(&yesterday).await;
    assert!(before.balanced);

    let happened = closed.cut_seq >> 22;
    let request = InboundReq {
        context: mall.context("LATE").map(|context| OpContext {
            occurred_at: Some(Date(happened)),
            ..context
        }),
        warehouse: "W1".into(),
        lines: vec![StockLine {
            sku: "A".into(),
            quantity: Quantity(4),
            ..StockLine::default()
        }],
        ..InboundReq::default()
    };
    let booked = mall
        .goods
        .purchase_in(&Context::new(), request)
        .await
        .unwrap();
    assert_eq!(told(&booked), "OK");
    let ledger = mall.ledger("A").await;
    let late = ledger.last().unwrap();
    assert_eq!(late.biz_time, Some(Date(happened)));
    assert!(late.seq > closed.cut_seq, "it belongs to today");
    assert_eq!(
        books.report(&yesterday).await,
        before,
        "the closed day stays as it was"
    );
    let today = books.report(&date(0)).await;
    assert!(today.balanced);

    let asked = books
        .reopen("O1", "anna", &yesterday)
        .await
        .into_data()
        .unwrap();
    assert!(asked.closed, "one person does not reopen");
    let own = books.reopen("O2", "anna", &yesterday).await;
    assert_eq!(own.code, ResultCode::NotAuthorized);
    let reopened = books
        .reopen("O3", "bert", &yesterday)
        .await
        .into_data()
        .unwrap();
    assert!(!reopened.closed);
    let again = books
        .close("C3", &yesterday, &[])
        .await
        .into_data()
        .unwrap();
    assert!(again.closed);
}

mod own_sqlite {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn case_56_a_day_is_cut_under_heavy_load() {
        let start = super::day_start_in(40);
        let center = Center::sqlite(&super::cut_settings(&start)).await;
        super::cut(&center, start.parse().unwrap()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn broken_books_are_found_and_frozen() {
        super::broken_books(&Center::sqlite(&[SETTLE, SHARE]).await).await;
    }
}

mod own_mariadb {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn case_56_a_day_is_cut_under_heavy_load() {
        let Some(server) = MariaDb::shared().await else {
            return;
        };
        let start = super::day_start_in(50);
        let center = Center::mariadb(server, 2, &super::cut_settings(&start)).await;
        super::cut(&center, start.parse().unwrap()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn broken_books_are_found_and_frozen() {
        let Some(server) = MariaDb::shared().await else {
            return;
        };
        super::broken_books(&Center::mariadb(server, 1, &[SETTLE, SHARE]).await).await;
    }
}

/// Seconds since midnight in Shanghai.
fn seconds_of_day() -> u64 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    (now + 8 * 3_600) % 86_400
}

/// The setting with which a business day ends so many seconds from now.
fn day_start_in(seconds: u64) -> String {
    ((seconds_of_day() + seconds) % 86_400).to_string()
}

fn cut_settings(start: &str) -> [(&str, &str); 5] {
    [
        SETTLE,
        SHARE,
        ("RECONCILE__DAY_START_SECONDS", start),
        ("RECONCILE__BACK_DATED", "refuse"),
        ("RECONCILE__CLOSE_REQUIRES", "R1,R2"),
    ]
}

async fn cut(center: &Center, start: i64) {
    const TENANT: &str = "case_56";
    let caller = Caller::connect(center.providers[0].address(), TENANT).await;
    let books = Books::connect(center.providers[0].address(), TENANT).await;
    let ending = date_of(0, start);
    caller.receive("A", 100_000).await;
    // The load begins a little before the cut.
    let left = (start - i64::try_from(seconds_of_day()).unwrap()).rem_euclid(86_400);
    assert!(
        (3..100).contains(&left),
        "the providers took too long to start: {left}"
    );
    tokio::time::sleep(Duration::from_secs(u64::try_from(left - 3).unwrap())).await;
    let mut callers = tokio::task::JoinSet::new();
    for number in 0..8_usize {
        let provider = &center.providers[number % center.providers.len()];
        let caller = Caller::connect(provider.address(), TENANT).await;
        let ending = ending.clone();
        callers.spawn(async move {
            let mut over = None;
            for order in 0.. {
                let order = format!("O-{number}-{order}");
                assert_eq!(told(&caller.reserve(&order, &[("A", 1)]).await), "OK");
                assert_eq!(told(&caller.confirm(&order).await), "OK");
                if date_of(0, start) != ending {
                    // On past the cut for a while.
                    let since = *over.get_or_insert_with(std::time::Instant::now);
                    if since.elapsed() > Duration::from_secs(2) {
                        return;
                    }
                }
            }
        });
    }
    callers.join_all().await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    for run in ["R1", "R2"] {
        let done = books
            .run(&format!("D-{run}"), run, Some(&ending), None)
            .await;
        assert_eq!(done.diffs, 0, "{:#?}", books.diffs().await);
    }
    let closed = books.close("C1", &ending, &[]).await.into_data().unwrap();
    let (first, second) = (
        books.report(&ending).await,
        books.report(&date_of(0, start)).await,
    );
    assert!(first.balanced && second.balanced);
    assert_eq!(first.to_seq, closed.cut_seq);
    assert_eq!(second.from_seq, closed.cut_seq);
    let mut both = std::collections::BTreeMap::new();
    for (day, report) in [&first, &second].into_iter().enumerate() {
        for row in &report.rows {
            let moved: i64 = row
                .movements
                .iter()
                .map(|m| m.quantity_in.get() - m.quantity_out.get())
                .sum();
            assert_eq!(row.opening.get() + moved, row.closing.get(), "{row:?}");
            let closing: &mut [i64; 2] = both.entry(row.bucket.to_string()).or_default();
            closing[day] = row.closing.get();
            if day == 1 {
                assert_eq!(
                    closing[0],
                    row.opening.get(),
                    "what one day ends with the next begins with"
                );
            }
        }
    }
    // No row in both days, and none in neither.
    let ledger = caller.ledger("A").await;
    let (before, after): (Vec<_>, Vec<_>) =
        ledger.iter().partition(|row| row.seq <= closed.cut_seq);
    assert!(
        before.len() > 10 && after.len() > 10,
        "{} and {} rows",
        before.len(),
        after.len()
    );
    for (rows, report) in [(before, &first), (after, &second)] {
        for movement in ["PO_IN", "PRE_OCCUPY", "CONFIRM"] {
            let booked: i64 = rows
                .iter()
                .filter(|row| row.movement.as_str() == movement)
                .map(|row| row.quantity.get())
                .sum();
            let moved = report.rows.iter().flat_map(|row| &row.movements);
            let reported: i64 = moved
                .filter(|m| m.movement.as_str() == movement)
                .map(|m| m.quantity_in.get())
                .sum();
            assert_eq!(booked, reported, "{movement}");
        }
    }
    // Case 57 by the other policy: what happened on a closed day is refused.
    let request = InboundReq {
        context: caller.context("LATE").map(|context| OpContext {
            occurred_at: Some(Date(closed.cut_seq >> 22)),
            ..context
        }),
        warehouse: "W1".into(),
        lines: vec![StockLine {
            sku: "A".into(),
            quantity: Quantity(1),
            ..StockLine::default()
        }],
        ..InboundReq::default()
    };
    until("the closed day is known everywhere", LIMIT, || async {
        let reply = caller
            .goods
            .purchase_in(&Context::new(), request.clone())
            .await
            .unwrap();
        reply.code == ResultCode::PeriodClosed
    })
    .await;
    center.check().await;
}

async fn broken_books(center: &Center) {
    const TENANT: &str = "broken";
    let caller = Caller::connect(center.providers[0].address(), TENANT).await;
    let books = Books::connect(center.providers[0].address(), TENANT).await;
    caller.receive("A", 10).await;
    assert_eq!(told(&caller.reserve("O", &[("A", 2)]).await), "OK");
    for run in ["R1", "R2", "R7"] {
        assert_eq!(
            books.run(&format!("{run}-0"), run, None, None).await.diffs,
            0
        );
    }
    // Somebody wrote past the ledger.
    let tenant = [Bind::Text(TENANT)];
    let sql = "UPDATE balance SET available = available + 1, preoccupied = preoccupied + 1, adjust = adjust - 2 WHERE tenant = ?";
    assert_eq!(center.execute(sql, &tenant).await, 1);
    assert_eq!(books.run("R1-1", "R1", None, None).await.diffs, 3);
    assert_eq!(books.run("R2-1", "R2", None, None).await.diffs, 1);
    let shown = |diffs: Vec<Diff>| {
        let mut shown: Vec<String> = diffs
            .iter()
            .map(|d| {
                format!(
                    "{} {} {} {} {}/{}",
                    d.run,
                    d.diff_class,
                    d.state,
                    d.bucket.clone().unwrap_or_default(),
                    d.ours,
                    d.theirs
                )
            })
            .collect();
        shown.sort();
        shown
    };
    assert_eq!(
        shown(books.diffs().await),
        [
            "R1 LEDGER_GAP FOUND adjust -2/0",
            "R1 LEDGER_GAP FOUND available 9/8",
            "R1 LEDGER_GAP FOUND preoccupied 3/2",
            "R2 ORPHAN_HOLD FOUND preoccupied 3/2",
        ]
    );
    pass(center, TENANT, LATER).await;
    books.run("R1-2", "R1", None, None).await;
    assert_eq!(
        caller.stock("A").await,
        "preoccupied=3 frozen=9",
        "goods of a broken ledger are not sold"
    );
    // The hold nobody asks for goes back by two persons.
    books.run("R2-2", "R2", None, None).await;
    let orphan = books
        .diffs()
        .await
        .into_iter()
        .find(|d| d.run.as_str() == "R2")
        .unwrap();
    assert_eq!(orphan.state.as_str(), "CONFIRMED");
    let request = RepairReq {
        context: books.context("P1", "anna"),
        diff_no: orphan.diff_no.clone(),
        action: RepairAction::Release,
        quantity: None,
        reason: Some("no document".to_owned()),
    };
    assert!(
        books
            .service
            .propose(&Context::new(), request)
            .await
            .unwrap()
            .is_success()
    );
    assert!(
        books
            .approve("A1", "bert", orphan.diff_no.as_str())
            .await
            .is_success()
    );
    assert_eq!(
        caller.stock("A").await,
        "available=1 preoccupied=2 frozen=9"
    );
    assert_eq!(books.run("R2-3", "R2", None, None).await.diffs, 0);
    // A voucher moves balance and ledger alike, so it cannot mend a gap between them.
    let gap = books
        .diffs()
        .await
        .into_iter()
        .find(|d| d.run.as_str() == "R1")
        .unwrap();
    let refused = books.propose("P2", "anna", gap.diff_no.as_str()).await;
    assert_eq!(refused.code, ResultCode::ParamInvalid, "{refused:?}");
}
