//! Account reconciliation: comparisons, second looks, repairs by two persons, the close of the day.

mod approvals;
pub(crate) mod books;
mod day;

use dubbo_api::code::ResultCode;
use dubbo_api::reconcile::{ReconRunReq, ReconcileService};
use dubbo_api::reply::Reply;
use dubbo_api::states::ReconRun;
use dubbo_rpc::Context;

use super::mall::{Mall, told};
use super::on_both_databases;
use books::{Books, LATER, date, pass};

on_both_databases!(
    case_58_a_paid_order_on_its_way_is_no_alarm,
    a_cancelled_order_that_is_held_is_released_after_a_second_list,
    case_59_a_repair_takes_two_persons_and_happens_once,
    case_60_a_missing_page_starts_no_run_a_page_twice_replaces,
    what_is_booked_after_a_snapshots_last_document_is_on_its_way,
    bad_requests_name_field_value_and_limit,
);

async fn case_58_a_paid_order_on_its_way_is_no_alarm(mall: &Mall) {
    let books = Books::of(mall).await;
    mall.receive("A", 5).await;
    assert_eq!(told(&mall.reserve("O", &[("A", 2)]).await), "OK");
    books.orders("L1", &[("O", "PAID", "A", 2, 2)]).await;
    let run = books.run("R-1", "R5", None, None).await;
    assert_eq!(run.diffs, 0, "what is on its way is not counted");
    assert_eq!(books.only_diff().await, "IN_FLIGHT EXPLAINED 0/2");

    books.orders("L2", &[("O", "PAID", "A", 2, 700)]).await;
    books.run("R-2", "R5", None, None).await;
    assert_eq!(books.only_diff().await, "PAID_NO_ALLOC FOUND 0/2");
    books.run("R-3", "R5", None, None).await;
    assert_eq!(
        books.only_diff().await,
        "PAID_NO_ALLOC FOUND 0/2",
        "too soon for a second look"
    );
    pass(mall.center, &mall.tenant, LATER).await;
    books.run("R-4", "R5", None, None).await;
    assert_eq!(books.only_diff().await, "PAID_NO_ALLOC CONFIRMED 0/2");

    assert_eq!(told(&mall.confirm("O").await), "OK");
    books.run("R-5", "R5", None, None).await;
    assert_eq!(books.only_diff().await, "PAID_NO_ALLOC EXPLAINED 0/2");
}

async fn a_cancelled_order_that_is_held_is_released_after_a_second_list(mall: &Mall) {
    let books = Books::of(mall).await;
    mall.receive("A", 5).await;
    assert_eq!(told(&mall.reserve("O", &[("A", 2)]).await), "OK");
    books.orders("L1", &[("O", "CANCELLED", "A", 2, 900)]).await;
    books.run("R-1", "R5", None, None).await;
    assert_eq!(books.only_diff().await, "CANCELLED_HELD FOUND 2/0");
    assert_eq!(mall.stock("A").await, "available=3 preoccupied=2");
    pass(mall.center, &mall.tenant, LATER).await;
    books
        .orders("L2", &[("O", "CANCELLED", "A", 2, 1_000)])
        .await;
    books.run("R-2", "R5", None, None).await;
    assert_eq!(books.only_diff().await, "CANCELLED_HELD AUTO_FIXED 2/0");
    assert_eq!(mall.stock("A").await, "available=5");
    let repair = books.diffs().await.remove(0).repair.unwrap();
    assert!(repair.voucher_no.is_some());
}

async fn case_59_a_repair_takes_two_persons_and_happens_once(mall: &Mall) {
    let books = Books::of(mall).await;
    mall.receive("A", 10).await;
    assert!(
        books
            .snapshot("S1", (1, 1), None, &[("A", 8)])
            .await
            .is_success()
    );
    books.run("R-1", "R4", None, Some("W1")).await;
    assert_eq!(books.only_diff().await, "QTY_DIFF FOUND 10/8");
    let no = books.diffs().await[0].diff_no.to_string();
    let early = books.propose("P0", "anna", &no).await;
    assert_eq!(early.code, ResultCode::StateConflict);
    pass(mall.center, &mall.tenant, LATER).await;
    books.run("R-2", "R4", None, Some("W1")).await;
    assert_eq!(books.only_diff().await, "QTY_DIFF CONFIRMED 10/8");

    assert_eq!(books.propose("P1", "anna", &no).await.code, ResultCode::Ok);
    assert_eq!(
        books.propose("P1", "anna", &no).await.code,
        ResultCode::OkDuplicate
    );
    let second = books.propose("P2", "bert", &no).await;
    assert_eq!(second.code, ResultCode::StateConflict);
    assert_eq!(second.details["currentState"], "PROPOSED");
    let own = books.approve("A1", "anna", &no).await;
    assert_eq!(own.code, ResultCode::NotAuthorized);
    assert_eq!(
        mall.stock("A").await,
        "available=10",
        "nothing moves before the second person"
    );
    let (first, other) = tokio::join!(
        books.approve("A2", "bert", &no),
        books.approve("A3", "carl", &no)
    );
    let mut codes = [first.code.as_str(), other.code.as_str()];
    codes.sort_unstable();
    assert_eq!(codes, ["OK", "STATE_CONFLICT"]);
    assert_eq!(mall.stock("A").await, "available=8");
    let ledger = mall.ledger("A").await;
    let repair = ledger.last().unwrap();
    assert_eq!(repair.movement.as_str(), "RECON_ADJ");
    assert_eq!(
        repair.biz_no.as_deref(),
        Some(no.as_str()),
        "the voucher cites the difference"
    );
    assert_eq!(ledger.len(), 2);
    for biz_no in ["P3", "P1"] {
        let late = books.propose(biz_no, "carl", &no).await.code;
        assert!(!late.is_success(), "{late}");
    }
    let fixed = books.diffs().await.remove(0);
    let voucher = fixed.repair.unwrap().voucher_no;
    assert_eq!(voucher, Some(repair.voucher_no.clone()));

    assert!(
        books
            .snapshot("S2", (1, 1), None, &[("A", 8)])
            .await
            .is_success()
    );
    assert_eq!(books.run("R-3", "R4", None, Some("W1")).await.diffs, 0);
    let report = books.report(&date(0)).await;
    assert!(report.balanced);
    let repairs: Vec<&String> = report
        .diffs
        .iter()
        .flat_map(|count| &count.repairs)
        .collect();
    assert_eq!(repairs.len(), 1, "{report:?}");
    assert!(repairs[0].ends_with("(1)"), "{repairs:?}");
}

async fn case_60_a_missing_page_starts_no_run_a_page_twice_replaces(mall: &Mall) {
    let books = Books::of(mall).await;
    mall.receive("A", 4).await;
    mall.receive("B", 6).await;
    let page = |page, rows| books.snapshot("S1", (page, 5), None, rows);
    for (number, rows) in [
        (1, &[("A", 1)][..]),
        (2, &[("B", 99)]),
        (4, &[]),
        (5, &[("B", 2)]),
    ] {
        let ack = page(number, rows).await.into_data().unwrap();
        assert!(!ack.complete);
    }
    let refused = books.ask("R-1", "R4", None, Some("W1")).await;
    assert_eq!(
        refused.code,
        ResultCode::NotFound,
        "no snapshot has arrived whole"
    );
    let named = ReconRunReq {
        context: books.context("R-2", "job"),
        run: ReconRun::R4,
        warehouse: Some("W1".into()),
        snapshot_no: Some("S1".to_owned()),
        ..ReconRunReq::default()
    };
    let refused = books.service.run(&Context::new(), named).await.unwrap();
    assert_eq!(refused.code, ResultCode::StateConflict);
    assert_eq!(refused.details["missingPages"], "3");
    assert!(
        books.diffs().await.is_empty(),
        "a missing page is no stock of zero"
    );

    let ack = page(2, &[("B", 4)]).await.into_data().unwrap();
    assert_eq!((ack.pages_received, ack.missing_pages), (4, vec![3]));
    let ack = page(3, &[("A", 3)]).await.into_data().unwrap();
    assert!(ack.complete);
    assert_eq!(ack.rows, 4);
    let other = books.snapshot("S1", (1, 6), None, &[]).await;
    assert_eq!(other.code, ResultCode::IdempotentConflict);
    assert_eq!(books.run("R-3", "R4", None, Some("W1")).await.diffs, 0);
    assert!(books.diffs().await.is_empty(), "{:#?}", books.diffs().await);
}

async fn what_is_booked_after_a_snapshots_last_document_is_on_its_way(mall: &Mall) {
    let books = Books::of(mall).await;
    mall.receive("A", 10).await;
    mall.receive("A", 5).await;
    let first = "IN-A-10";
    // Counted before the second receipt: no difference, whatever came since.
    assert!(
        books
            .snapshot("S1", (1, 1), Some(first), &[("A", 10)])
            .await
            .is_success()
    );
    assert_eq!(books.run("R-1", "R4", None, Some("W1")).await.diffs, 0);
    assert!(books.diffs().await.is_empty());
    // Further than the document it names: the second receipt explains it.
    assert!(
        books
            .snapshot("S2", (1, 1), Some(first), &[("A", 15)])
            .await
            .is_success()
    );
    assert_eq!(books.run("R-2", "R4", None, Some("W1")).await.diffs, 0);
    assert_eq!(books.only_diff().await, "IN_FLIGHT EXPLAINED 10/15");
    // Explained by nothing.
    assert!(
        books
            .snapshot("S3", (1, 1), Some(first), &[("A", 13)])
            .await
            .is_success()
    );
    assert_eq!(books.run("R-3", "R4", None, Some("W1")).await.diffs, 1);
    assert_eq!(books.only_diff().await, "QTY_DIFF FOUND 10/13");
}

async fn bad_requests_name_field_value_and_limit(mall: &Mall) {
    let books = Books::of(mall).await;
    let field = |reply: Reply<String>| {
        assert_eq!(reply.code, ResultCode::ParamInvalid, "{reply:?}");
        reply.details["field"].clone()
    };
    assert_eq!(field(books.ask("X", "R9", None, None).await), "run");
    assert_eq!(
        field(books.ask("X", "R1", Some("2026-02-30"), None).await),
        "businessDate"
    );
    assert_eq!(
        field(books.ask("", "R1", None, None).await),
        "context.bizNo"
    );
    assert_eq!(field(books.ask("X", "R4", None, None).await), "warehouse");
    // There is no Redis to compare with.
    assert_eq!(field(books.ask("X", "R3", None, None).await), "run");
    let page = books.snapshot("S", (2, 1), None, &[]).await;
    assert_eq!(page.details["field"], "page");
    let negative = books.snapshot("S", (1, 1), None, &[("A", -1)]).await;
    assert_eq!(negative.details["field"], "rows[0].good");
    let many = vec![("A", 1); 1_001];
    assert_eq!(
        books.snapshot("S", (1, 1), None, &many).await.details["field"],
        "rows"
    );
    let nobody = books.propose("P", "", "D1").await;
    assert_eq!(nobody.details["field"], "context.operator");
    assert_eq!(
        books.propose("P", "anna", "X1").await.details["field"],
        "diffNo"
    );
    assert_eq!(
        books.propose("P", "anna", "D1").await.code,
        ResultCode::NotFound
    );
    let running = books.close("C", &date(0), &[]).await;
    assert_eq!(running.code, ResultCode::StateConflict);
    assert_eq!(running.details["currentState"], "RUNNING");
}
