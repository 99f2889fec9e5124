//! What contract performance could not book as the books stood, decided by two persons; and what was delivered against what was settled for it.

use dubbo_api::change::{InboundReq, StockChangeService as _, StockLine};
use dubbo_api::code::ResultCode;
use dubbo_api::reconcile::{
    BillPage, BillRow, ReconcileService, RepairReq, StatementLine, StatementReq,
};
use dubbo_api::states::{BillKind, RepairAction};
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;

use super::books::{Books, LIMIT, date};
use crate::cases::deeds::Deeds;
use crate::cases::mall::{Mall, told};
use crate::cases::on_both_databases;
use crate::cases::provider::{Bind, until};

on_both_databases!(
    case_32_what_left_beyond_the_books_is_booked_by_two_persons,
    case_32_a_report_in_error_is_put_aside_by_two_persons,
    case_38_what_never_came_back_is_written_off_by_two_persons,
    deliveries_are_compared_with_what_was_settled_for_them,
    a_statement_names_the_parcel_and_what_its_goods_cost,
);

/// The number of the only difference. What was reported needs no second look: the report is one.
async fn reported(books: &Books) -> String {
    let mut diffs = books.diffs().await;
    assert_eq!(diffs.len(), 1, "{diffs:#?}");
    let diff = diffs.remove(0);
    assert_eq!(diff.state.as_str(), "CONFIRMED");
    diff.diff_no.to_string()
}

/// Anna proposes to book it, may not approve it herself, and Bert does.
async fn booked_by_two(books: &Books, no: &str) {
    let proposed = books.propose("P1", "anna", no).await;
    assert_eq!(proposed.code, ResultCode::Ok, "{proposed:?}");
    let own = books.approve("A1", "anna", no).await;
    assert_eq!(own.code, ResultCode::NotAuthorized);
    let approved = books.approve("A2", "bert", no).await;
    assert_eq!(approved.code, ResultCode::Ok, "{approved:?}");
    let again = books.approve("A2", "bert", no).await;
    assert_eq!(again.code, ResultCode::OkDuplicate);
    let third = books.approve("A3", "carl", no).await;
    assert_eq!(third.code, ResultCode::StateConflict);
    let fixed = books.diffs().await.remove(0);
    assert_eq!(fixed.state.as_str(), "FIXED");
    let repair = fixed.repair.unwrap();
    assert_eq!(repair.decided_by.as_deref(), Some("bert"));
    assert!(repair.voucher_no.is_some());
}

const FIVE_PAID: &str = "
    receive W1 S*8
    reserve O1 S*5             -> OK
    confirm O1                 -> OK
";

async fn case_32_what_left_beyond_the_books_is_booked_by_two_persons(mall: &Mall) {
    let books = Books::of(mall).await;
    let mut run = Deeds::new(mall);
    run.rows(FIVE_PAID).await;
    run.rows("ship O1 P1 1*7 -> QTY_EXCEEDS").await;
    let no = reported(&books).await;
    assert_eq!(books.only_diff().await, "QTY_DIFF CONFIRMED 5/7");
    run.rows("stock W1 S -> available=3 allocated=5").await;
    booked_by_two(&books, &no).await;
    run.rows(
        "
        stock W1 S                 -> available=1 shipped=7
        parcel O1 P1               -> SHIPPED 1*7
        deliver O1 P1 1*7:SIGNED   -> OK
        stock W1 S                 -> available=1
    ",
    )
    .await;
    let ledger = mall.ledger("S").await;
    let moves: Vec<String> = ledger
        .iter()
        .skip(3)
        .map(|row| format!("{} {}", row.movement, row.quantity.get()))
        .collect();
    assert_eq!(moves, ["DIRECT_ALLOC 2", "SHIP 7", "SIGN 7"]);
}

async fn case_32_a_report_in_error_is_put_aside_by_two_persons(mall: &Mall) {
    let books = Books::of(mall).await;
    let mut run = Deeds::new(mall);
    run.rows(FIVE_PAID).await;
    run.rows("ship O1 P1 1*7 -> QTY_EXCEEDS").await;
    let no = reported(&books).await;
    let explain = RepairReq {
        context: books.context("P1", "anna"),
        diff_no: no.as_str().into(),
        action: RepairAction::Explain,
        quantity: None,
        reason: Some("the scanner read another order".to_owned()),
    };
    let proposed = books.service.propose(&Context::new(), explain).await;
    assert_eq!(proposed.unwrap().code, ResultCode::Ok);
    let approved = books.approve("A1", "bert", &no).await;
    assert_eq!(approved.code, ResultCode::Ok, "{approved:?}");
    run.rows(
        "
        stock W1 S                 -> available=3 allocated=5
        ship O1 P1 1*5             -> OK
        stock W1 S                 -> available=3 shipped=5
    ",
    )
    .await;
    let open =
        "SELECT COUNT(*) FROM paper WHERE tenant = ? AND kind = 'DISCREPANCY' AND status = 'OPEN'";
    assert_eq!(mall.center.number(open, &mall.tenant).await, 0);
}

async fn case_38_what_never_came_back_is_written_off_by_two_persons(mall: &Mall) {
    let books = Books::of(mall).await;
    let mut run = Deeds::new(mall);
    run.rows(FIVE_PAID).await;
    run.rows(
        "
        ship O1 P1 1*5                     -> OK
        deliver O1 P1 1*2:SIGNED 1*3:REJECTED -> OK
    ",
    )
    .await;
    let ms = Bind::Int(30 * 24 * 3_600 * 1_000);
    let sql = "UPDATE paper SET due_at = due_at - ?, sweep_at = sweep_at - ? WHERE tenant = ? AND kind = 'RETURN'";
    let binds = [ms, ms, Bind::Text(&mall.tenant)];
    assert_eq!(mall.center.execute(sql, &binds).await, 1);
    until("the sweeper", LIMIT, || async {
        !books.diffs().await.is_empty()
    })
    .await;
    let no = reported(&books).await;
    run.rows("stock W1 S -> available=3 return_transit=3").await;
    booked_by_two(&books, &no).await;
    run.rows("stock W1 S -> available=3").await;
    let life = mall.life("O1").await;
    let mut where_now: Vec<String> = life
        .positions
        .iter()
        .map(|at| format!("{} {}", at.bucket, at.quantity.get()))
        .collect();
    where_now.sort();
    assert_eq!(where_now, ["carrier_loss 3", "customer 2"]);
    // What the carrier owes stands in the statement.
    until("the statement", LIMIT, || async {
        statement(&books).await == ["O1 S signed 2 returned 0 lost 3"]
    })
    .await;
}

/// The lines of the mall's own goods, summed by order and SKU.
async fn statement(books: &Books) -> Vec<String> {
    let request = StatementReq {
        tenant: Some(books.tenant.as_str().into()),
        owner: "SELF".into(),
        from_date: Some(date(-7)),
        to_date: Some(date(0)),
        ..StatementReq::default()
    };
    let reply = books.service.statement(&Context::new(), request).await;
    let page = reply.unwrap().into_data().unwrap();
    let mut sums = std::collections::BTreeMap::<String, (i64, i64, i64)>::new();
    for line in page.items {
        let sum = sums
            .entry(format!("{} {}", line.order_no, line.sku))
            .or_default();
        sum.0 += line.signed.get();
        sum.1 += line.returned.get();
        sum.2 += line.lost.get();
    }
    let told = sums.into_iter();
    told.map(|(of, (signed, returned, lost))| {
        format!("{of} signed {signed} returned {returned} lost {lost}")
    })
    .collect()
}

/// Receives goods at a cost per unit.
async fn bought(mall: &Mall, key: &str, quantity: i64, unit_cost: i64) {
    let request = InboundReq {
        context: mall.context(key),
        warehouse: "W1".into(),
        lines: vec![StockLine {
            sku: "S".into(),
            quantity: Quantity(quantity),
            unit_cost_minor: Some(unit_cost),
            ..StockLine::default()
        }],
        ..InboundReq::default()
    };
    let booked = mall.goods.purchase_in(&Context::new(), request).await;
    assert_eq!(told(&booked.unwrap()), "OK");
}

async fn a_statement_names_the_parcel_and_what_its_goods_cost(mall: &Mall) {
    let books = Books::of(mall).await;
    bought(mall, "B1", 4, 1_000).await;
    bought(mall, "B2", 4, 2_000).await;
    // A receipt that does not tell costs what is known.
    mall.receive("S", 2).await;
    let costs: Vec<Option<i64>> = mall
        .ledger("S")
        .await
        .iter()
        .map(|row| row.unit_cost_minor)
        .collect();
    assert_eq!(costs, [Some(1_000), Some(2_000), None]);
    let negative = InboundReq {
        context: mall.context("B3"),
        warehouse: "W1".into(),
        lines: vec![StockLine {
            sku: "S".into(),
            quantity: Quantity(1),
            unit_cost_minor: Some(-1),
            ..StockLine::default()
        }],
        ..InboundReq::default()
    };
    let refused = mall.goods.purchase_in(&Context::new(), negative).await;
    let refused = refused.unwrap();
    assert_eq!(told(&refused), "PARAM_INVALID");
    assert_eq!(refused.details["field"], "lines[0].unitCostMinor");
    let mut run = Deeds::new(mall);
    run.rows(
        "
        reserve O1 S*5             -> OK
        confirm O1                 -> OK
        ship O1 P1 1*3             -> OK
        ship O1 P2 1*2             -> OK
        deliver O1 P1 1*2:SIGNED   -> OK
        deliver O1 P2 1*2:SIGNED   -> OK
        apply R1 O1 1:S*1 approved -> OK
        sent R1                    -> OK
        arrive R1 W1 1:S*1         -> OK
        grade R1 1:GOOD*1 last     -> OK
    ",
    )
    .await;
    let words = ["O1", "P1", "1*1:REJECTED"];
    let told = run.report("deliver", &words, "refused").await;
    let refused = told.into_data().unwrap().return_no;
    let refused = refused.expect("a return is opened at once");
    run.rows(&format!(
        "
        arrive {refused} W1 1:S*1     -> OK
        grade {refused} 1:GOOD*1 last -> OK
    "
    ))
    .await;
    let fo = run.fo("O1").await.fo_no.to_string();
    let line = |line: StatementLine| {
        (
            line.parcel_no,
            line.fo_no.to_string(),
            (line.signed.get(), line.returned.get(), line.settle.get()),
            (line.unit_cost_minor, line.amount_minor),
        )
    };
    let lines = async || {
        let request = StatementReq {
            tenant: Some(books.tenant.as_str().into()),
            owner: "SELF".into(),
            from_date: Some(date(-7)),
            to_date: Some(date(0)),
            ..StatementReq::default()
        };
        let reply = books.service.statement(&Context::new(), request).await;
        let page = reply.unwrap().into_data().unwrap();
        page.items.into_iter().map(line).collect::<Vec<_>>()
    };
    let parcel = |no: &str, signed: i64| {
        let worth = (Some(1_500), Some(1_500 * signed));
        (Some(no.to_owned()), fo.clone(), (signed, 0, signed), worth)
    };
    // What was refused at the door was never signed for: its return settles nothing.
    let wanted = [
        (None, String::new(), (0, 1, -1), (Some(1_500), Some(-1_500))),
        parcel("P1", 2),
        parcel("P2", 2),
    ];
    until("the statement", LIMIT, || async {
        lines().await.len() == 3
    })
    .await;
    assert_eq!(lines().await, wanted);
    let report = books.report(&date(0)).await;
    let available = report
        .rows
        .iter()
        .find(|row| row.bucket.as_str() == "available");
    // Ten came, four are with the customer.
    assert_eq!(available.unwrap().value_minor, Some(7 * 1_500));
}

async fn bill(books: &Books, no: &str, rows: &[(&str, i64, i64)]) {
    let row = |(order, signed, returned): &(&str, i64, i64)| BillRow {
        owner: None,
        business_date: Some(date(0)),
        order_no: (*order).into(),
        sku: "S".into(),
        signed: Quantity(*signed),
        returned: Quantity(*returned),
        lost: Quantity(0),
    };
    let request = BillPage {
        context: books.context(no, "finance"),
        bill_no: Some(no.to_owned()),
        kind: BillKind::Settlement,
        page: 1,
        pages: 1,
        rows: rows.iter().map(row).collect(),
    };
    let reply = books.service.submit_bill(&Context::new(), request).await;
    assert!(reply.unwrap().into_data().unwrap().complete);
}

/// The open differences of deliveries, as `O1 customer UNSETTLED 5/0`.
async fn unsettled(books: &Books, biz_no: &str) -> Vec<String> {
    books.run(biz_no, "R6", None, None).await;
    let open = books.diffs().await.into_iter();
    let open = open.filter(|diff| diff.state.as_str() == "FOUND");
    let mut told: Vec<String> = open
        .map(|diff| {
            let (order, bucket) = (diff.document_no, diff.bucket);
            format!(
                "{} {} {} {}/{}",
                order.unwrap_or_default(),
                bucket.unwrap_or_default(),
                diff.diff_class,
                diff.ours,
                diff.theirs
            )
        })
        .collect();
    told.sort();
    told
}

async fn deliveries_are_compared_with_what_was_settled_for_them(mall: &Mall) {
    let books = Books::of(mall).await;
    let mut run = Deeds::new(mall);
    run.rows(
        "
        receive W1 S*20
        reserve O1 S*5             -> OK
        confirm O1                 -> OK
        ship O1 P1 1*5             -> OK
        deliver O1 P1 1*5:SIGNED   -> OK
        reserve O2 S*3             -> OK
        confirm O2                 -> OK
        ship O2 P2 1*3             -> OK
        deliver O2 P2 1*3:SIGNED   -> OK
        apply R1 O2 1:S*1 approved -> OK
        sent R1                    -> OK
        arrive R1 W1 1:S*1         -> OK
        grade R1 1:GOOD*1 last     -> OK
    ",
    )
    .await;
    until("the statement", LIMIT, || async {
        statement(&books).await
            == [
                "O1 S signed 5 returned 0 lost 0",
                "O2 S signed 3 returned 1 lost 0",
            ]
    })
    .await;
    bill(&books, "B1", &[("O1", 5, 0)]).await;
    assert_eq!(
        unsettled(&books, "R6-1").await,
        Vec::<String>::new(),
        "what was delivered today may be billed tomorrow"
    );
    // A day later.
    let sql = "UPDATE settlement SET business_day = business_day - 1 WHERE tenant = ?";
    let moved = mall.center.execute(sql, &[Bind::Text(&mall.tenant)]).await;
    assert_eq!(moved, 3);
    assert_eq!(
        unsettled(&books, "R6-2").await,
        [
            "O2 customer UNSETTLED 3/0",
            "O2 return_transit UNSETTLED 1/0"
        ]
    );
    bill(&books, "B2", &[("O1", 5, 0), ("O2", 3, 1)]).await;
    assert_eq!(
        unsettled(&books, "R6-3").await,
        ["O1 customer DOUBLE_SETTLED 5/10"],
        "what was billed late is settled, what was billed twice is found"
    );
}
