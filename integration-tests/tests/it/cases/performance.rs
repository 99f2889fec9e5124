//! Contract performance: from the shelf to the signature, the refusal and the return.

use std::time::Duration;

use dubbo_api::code::ResultCode;
use dubbo_api::fulfillment::{
    DeliveryLine, DeliveryReq, FulfillmentService as _, ShipLine, ShipReq,
};
use dubbo_api::states::DeliveryResult;
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;

use super::deeds::{Deeds, deeds};
use super::mall::{Mall, told};
use super::on_both_databases;
use super::provider::{Bind, until};

on_both_databases! {
    an_order_goes_from_payment_to_signature_and_tells_its_life,
    stock_for_cash_on_delivery_is_allocated_once,
    cash_on_delivery_goes_from_two_sites_to_the_door,
    case_29_shipped_twice_is_one_ship,
    case_30_shipped_before_it_was_picked,
    case_31_cancelled_after_a_part_has_shipped,
    case_32_more_shipped_than_allocated,
    case_33_short_pick_not_found,
    case_35_cancelled_while_the_warehouse_packs,
    case_36_signed_before_it_was_shipped,
    case_36_what_waits_is_no_more_than_the_order,
    case_37_one_of_three_refused_at_the_door,
    case_38_refused_and_never_back,
    case_39_signed_then_refused,
    case_40_lost_found_and_delivered,
    case_41_more_returned_than_signed_for,
    case_42_received_at_another_site,
    case_43_mixed_grades,
    case_44_received_without_an_application,
    reports_without_sense_are_answered,
}

/// An order of five that is paid, three left.
const PAID: &str = "
    receive W1 S*8
    reserve O1 S*5             -> OK
    confirm O1                 -> OK
";

async fn after_paid(mall: &Mall, table: &str) {
    deeds(mall, &format!("{PAID}{table}")).await;
}

const SIGNED: &str = "
    receive W1 S*5
    receive W1 A*4
    reserve O1 S*5             -> OK
    confirm O1                 -> OK
    ship O1 P1 1*5             -> OK
    deliver O1 P1 1*5:SIGNED   -> OK
";

async fn after_signed(mall: &Mall, table: &str) {
    deeds(mall, &format!("{SIGNED}{table}")).await;
}

async fn an_order_goes_from_payment_to_signature_and_tells_its_life(mall: &Mall) {
    after_paid(
        mall,
        "
        create O1                  -> OK
        fo O1                      -> W1 SENT_WMS S*5
        hold O1                    -> OK
        fo O1                      -> W1 ON_HOLD S*5
        pick O1 1*1                -> STATE_CONFLICT
        ship O1 P1 1*1             -> STATE_CONFLICT
        release O1                 -> OK
        pick O1 1*5 packed         -> OK
        fo O1                      -> W1 PACKED S*5:pick5
        ship O1 P1 1*3             -> OK
        ship O1 P2 1*2             -> OK
        deliver O1 P1 1*3:SIGNED   -> OK
        deliver O1 P2 1*1:LOST     -> OK
        fo O1                      -> W1 PART_SIGNED S*5:pick5:ship5:sign3:lost1
        parcel O1 P2               -> SHIPPED 1*2:lost1
    ",
    )
    .await;
    let life = mall.life("O1").await;
    let told: Vec<String> = life
        .events
        .iter()
        .map(|event| format!("{} {}", event.movement, event.quantity.get()))
        .collect();
    let all = [
        "PRE_OCCUPY 5",
        "CONFIRM 5",
        "SHIP 3",
        "SHIP 2",
        "SIGN 3",
        "LOST 1",
    ];
    assert_eq!(told, all);
    let mut where_now: Vec<String> = life
        .positions
        .iter()
        .map(|at| format!("{} {}", at.bucket, at.quantity.get()))
        .collect();
    where_now.sort();
    assert_eq!(where_now, ["carrier_loss 1", "customer 3", "shipped 1"]);
    let cx = Context::new().with_attachment("tenant", mall.tenant.as_str());
    let unknown = mall.performance.trace(&cx, "O9".into()).await.unwrap();
    assert_eq!(unknown.code, ResultCode::NotFound);
    let elsewhere = Context::new().with_attachment("tenant", "nobody");
    let other = mall.performance.trace(&elsewhere, "O1".into()).await;
    assert_eq!(other.unwrap().code, ResultCode::NotFound, "another mall's");
}

async fn stock_for_cash_on_delivery_is_allocated_once(mall: &Mall) {
    deeds(
        mall,
        "
        receive W1 S*5
        direct O1 S*3@W1           -> OK
        fo O1                      -> W1 SENT_WMS S*3
        direct O1 S*1@W1           -> STATE_CONFLICT
        direct O2 S*3              -> STOCK_NOT_ENOUGH S 2/3
        stock W1 S                 -> available=2 allocated=3
        drop O1                    -> OK
        fo O1                      -> W1 CANCELLED S*3:back3
        stock W1 S                 -> available=5
    ",
    )
    .await;
}

/// No hold, no payment: bound when ordered, paid or refused at the door.
async fn cash_on_delivery_goes_from_two_sites_to_the_door(mall: &Mall) {
    deeds(
        mall,
        "
        receive W1 S*2
        receive W2 S*4
        direct O1 S*5              -> OK
        fo O1                      -> W1 SENT_WMS S*2
        fo O1.2                    -> W2 SENT_WMS S*3
        ship O1 P1 1*2             -> OK
        deliver O1 P1 1*2:SIGNED   -> OK
        ship O1.2 P2 1*3           -> OK
        deliver O1.2 P2 1*3:REJECTED -> OK
        stock W1 S                 -> empty
        stock W2 S                 -> available=1 return_transit=3
    ",
    )
    .await;
    let ledger = mall.ledger("S").await;
    let moves: Vec<String> = ledger
        .iter()
        .skip(2)
        .map(|row| format!("{} {}", row.movement, row.quantity.get()))
        .collect();
    let all = [
        "DIRECT_ALLOC 2",
        "DIRECT_ALLOC 3",
        "SHIP 2",
        "SIGN 2",
        "SHIP 3",
        "REJECT 3",
    ];
    assert_eq!(moves, all);
}

/// The same parcel reported at once by many callers of all providers, each under a key of its own, leaves once.
async fn case_29_shipped_twice_is_one_ship(mall: &Mall) {
    let mut run = Deeds::new(mall);
    run.rows(PAID).await;
    let fo_no = run.fo("O1").await.fo_no;
    let ship = |caller: super::mall::Caller, key: String| {
        let request = ShipReq {
            context: caller.context(&key),
            fo_no: fo_no.clone(),
            parcel_no: Some("P1".to_owned()),
            lines: vec![ShipLine {
                line_no: 1,
                quantity: Quantity(5),
                lot_no: None,
            }],
            ..ShipReq::default()
        };
        async move {
            let cx = Context::new();
            let reply = caller.performance.report_ship(&cx, request).await.unwrap();
            reply
                .message
                .clone()
                .map_or_else(|| told(&reply), |why| format!("{}: {why}", reply.code))
        }
    };
    let callers = mall.callers(8).await.into_iter().enumerate();
    let reports: Vec<_> = callers
        .map(|(at, caller)| tokio::spawn(ship(caller, format!("SHIP{at}"))))
        .collect();
    let mut answers = Vec::new();
    for report in reports {
        answers.push(report.await.unwrap());
    }
    answers.sort();
    let mut expected = vec!["OK_DUPLICATE"; 8];
    expected[0] = "OK";
    assert_eq!(answers, expected);
    run.rows(
        "
        ship O1 P1 1*4             -> STATE_CONFLICT
        stock W1 S                 -> available=3 shipped=5
        fo O1                      -> W1 SHIPPED S*5:pick5:ship5
    ",
    )
    .await;
}

async fn case_30_shipped_before_it_was_picked(mall: &Mall) {
    after_paid(
        mall,
        "
        ship O1 P1 1*3             -> OK
        pick O1 1*5 packed         -> OK
        fo O1                      -> W1 PART_SHIPPED S*5:pick5:ship3
        ship O1 P2 1*2             -> OK
        fo O1                      -> W1 SHIPPED S*5:pick5:ship5
        ship F7 P3 1*1             -> NOT_FOUND
        stock W1 S                 -> available=3 shipped=5
    ",
    )
    .await;
}

async fn case_31_cancelled_after_a_part_has_shipped(mall: &Mall) {
    after_paid(
        mall,
        "
        ship O1 P1 1*3             -> OK
        drop O1                    -> OK
        fo O1                      -> W1 PART_SHIPPED S*5:back2:pick3:ship3
        stock W1 S                 -> available=5 shipped=3
        drop O1                    -> STATE_CONFLICT
        deliver O1 P1 1*3:SIGNED   -> OK
        fo O1                      -> W1 COMPLETED S*5:back2:pick3:ship3:sign3
    ",
    )
    .await;
}

async fn case_32_more_shipped_than_allocated(mall: &Mall) {
    after_paid(
        mall,
        "
        ship O1 P1 1*6             -> QTY_EXCEEDS
        stock W1 S                 -> available=3 allocated=5
    ",
    )
    .await;
    let sql = "SELECT COUNT(*) FROM paper WHERE tenant = ? AND kind = 'DISCREPANCY' AND status = 'OPEN' AND paper_no = 'SHIPPED_BEYOND:P1'";
    assert_eq!(
        mall.center.number(sql, &mall.tenant).await,
        1,
        "what left beyond the books waits for two persons"
    );
}

async fn case_33_short_pick_not_found(mall: &Mall) {
    after_paid(
        mall,
        "
        pick O1 1*3 1-2:NOT_FOUND  -> OK
        fo O1                      -> W1 SHORT_PICK S*5:pick3:short2
        stock W1 S                 -> allocated=5 frozen=3
        reserve O2 S*1             -> STOCK_NOT_ENOUGH S 0/1
        pick O1 1-1:LAZY           -> PARAM_INVALID
    ",
    )
    .await;
    let sql =
        "SELECT COUNT(*) FROM paper WHERE tenant = ? AND kind = 'COUNT_TASK' AND status = 'OPEN'";
    assert_eq!(
        mall.center.number(sql, &mall.tenant).await,
        1,
        "the place is to be counted"
    );
}

async fn case_35_cancelled_while_the_warehouse_packs(mall: &Mall) {
    after_paid(
        mall,
        "
        pick O1 1*5 packed         -> OK
        drop O1                    -> OK
        fo O1                      -> W1 CANCELLING S*5:pick5
        drop O1 no                 -> OK
        fo O1                      -> W1 CANCEL_FAILED S*5:pick5
        drop O1                    -> OK
        drop O1 1*2 yes            -> OK
        stock W1 S                 -> available=5 allocated=3
        ship O1 P1 1*3             -> OK
        stop O1 P1                 -> OK
        fo O1                      -> W1 INTERCEPTING S*5:back2:pick5:ship3
        stop O1 P1 yes             -> OK
        fo O1                      -> W1 INTERCEPTED S*5:back2:pick5:ship3:reject3
        stock W1 S                 -> available=5 return_transit=3
    ",
    )
    .await;
}

async fn case_36_signed_before_it_was_shipped(mall: &Mall) {
    after_paid(
        mall,
        "
        deliver O1 P1 1*2:SIGNED   -> ACCEPTED_PENDING
        deliver O1 P1 1*1:REJECTED -> ACCEPTED_PENDING
        deliver O1 P1 1*6:SIGNED   -> QTY_EXCEEDS
        stock W1 S                 -> available=3 allocated=5
        ship O1 P1 1*4             -> OK
        parcel O1 P1               -> SHIPPED 1*4:sign2:reject1
        stock W1 S                 -> available=3 allocated=1 shipped=1 return_transit=1
    ",
    )
    .await;
}

/// Deliveries of eight parcels that have not shipped are reported at once to all providers: each could be in the order of five, two of them cannot.
async fn case_36_what_waits_is_no_more_than_the_order(mall: &Mall) {
    let mut run = Deeds::new(mall);
    run.rows(PAID).await;
    let fo_no = run.fo("O1").await.fo_no;
    let deliver = |caller: super::mall::Caller, at: usize| {
        let request = DeliveryReq {
            context: caller.context(&format!("EIGHT-{at}")),
            fo_no: fo_no.clone(),
            parcel_no: Some(format!("Q{at}")),
            lines: vec![DeliveryLine {
                line_no: 1,
                result: DeliveryResult::Signed,
                quantity: Quantity(3),
                reason: None,
            }],
            ..DeliveryReq::default()
        };
        async move {
            let cx = Context::new();
            told(
                &caller
                    .performance
                    .report_delivery(&cx, request)
                    .await
                    .unwrap(),
            )
        }
    };
    let callers = mall.callers(8).await.into_iter().enumerate();
    let reports: Vec<_> = callers
        .map(|(at, caller)| tokio::spawn(deliver(caller, at)))
        .collect();
    let mut answers = Vec::new();
    for report in reports {
        answers.push(report.await.unwrap());
    }
    answers.sort();
    let mut expected = vec!["QTY_EXCEEDS"; 8];
    expected[0] = "ACCEPTED_PENDING";
    assert_eq!(answers, expected);
    // What is lost and found again is the same unit.
    run.rows(
        "
        deliver O1 P9 1*2:LOST     -> ACCEPTED_PENDING
        deliver O1 P9 1*2:SIGNED   -> ACCEPTED_PENDING
        deliver O1 P9 1*3:REJECTED -> QTY_EXCEEDS
        ship O1 P9 1*2             -> OK
        parcel O1 P9               -> SIGNED 1*2:sign2
        stock W1 S                 -> available=3 allocated=3
    ",
    )
    .await;
}

async fn case_37_one_of_three_refused_at_the_door(mall: &Mall) {
    let mut run = Deeds::new(mall);
    run.rows(PAID).await;
    run.rows("ship O1 P1 1*3").await;
    let words = ["O1", "P1", "1*2:SIGNED", "1*1:REJECTED"];
    let reply = run.report("deliver", &words, "refused").await;
    let told = reply.into_data().unwrap();
    let return_no = told.return_no.expect("a return is opened at once");
    run.rows(&format!(
        "
        parcel O1 P1               -> REJECTED 1*3:sign2:reject1
        stock W1 S                 -> available=3 allocated=2 return_transit=1
        arrive {return_no} W1 1:S*1 -> OK
        return                     -> REJECTION RECEIVED W1 S*1:here1:refund1
        grade {return_no} 1:DEFECTIVE*1 last -> OK
        stock W1 S                 -> available=3 allocated=2 defective=1
    "
    ))
    .await;
}

async fn case_38_refused_and_never_back(mall: &Mall) {
    after_paid(
        mall,
        "
        ship O1 P1 1*5             -> OK
        deliver O1 P1 1*5:REJECTED -> OK
    ",
    )
    .await;
    let ms = Bind::Int(30 * 24 * 3_600 * 1_000);
    let sql = "UPDATE paper SET due_at = due_at - ?, sweep_at = sweep_at - ? WHERE tenant = ? AND kind = 'RETURN'";
    let binds = [ms, ms, Bind::Text(&mall.tenant)];
    assert_eq!(mall.center.execute(sql, &binds).await, 1);
    let open = "SELECT COUNT(*) FROM paper WHERE tenant = ? AND kind = 'DISCREPANCY' AND paper_no LIKE 'RETURN_OVERDUE:%'";
    let found = || async { mall.center.number(open, &mall.tenant).await == 1 };
    until("the sweeper", Duration::from_secs(20), found).await;
    assert_eq!(mall.stock("S").await, "available=3 return_transit=5");
}

async fn case_39_signed_then_refused(mall: &Mall) {
    after_paid(
        mall,
        "
        ship O1 P1 1*5             -> OK
        deliver O1 P1 1*5:SIGNED   -> OK
        deliver O1 P1 1*5:REJECTED -> STATE_CONFLICT
        apply R1 O1 1:S*5 approved -> OK
        return                     -> AFTER_SALE APPROVED W1 S*5
    ",
    )
    .await;
}

async fn case_40_lost_found_and_delivered(mall: &Mall) {
    after_paid(
        mall,
        "
        ship O1 P1 1*5             -> OK
        deliver O1 P1 1*5:LOST     -> OK
        fo O1                      -> W1 COMPLETED S*5:pick5:ship5:lost5
        deliver O1 P1 1*5:SIGNED   -> OK
        fo O1                      -> W1 SIGNED S*5:pick5:ship5:sign5
        stock W1 S                 -> available=3
    ",
    )
    .await;
    let rows = mall.ledger("S").await;
    let told: Vec<String> = rows.iter().map(|row| row.movement.to_string()).collect();
    assert_eq!(told[3..], ["SHIP", "LOST", "REVERSE", "SIGN"]);
}

async fn case_41_more_returned_than_signed_for(mall: &Mall) {
    after_signed(
        mall,
        "
        apply R1 O1 1:S*6          -> RETURN_EXCEEDS_SIGNED
        apply R1 O1 1:S*3          -> OK
        apply R2 O1 1:S*3          -> RETURN_EXCEEDS_SIGNED
        apply R1 O1 refused        -> OK
        apply R2 O1 1:S*5 approved -> OK
        apply R3 O9 1:S*1          -> NOT_FOUND
        fo O1                      -> W1 SIGNED S*5:pick5:ship5:sign5:return5
    ",
    )
    .await;
}

async fn case_42_received_at_another_site(mall: &Mall) {
    after_signed(
        mall,
        "
        apply R1 O1 1:S*2 approved -> OK
        sent R1                    -> OK
        stock W1 S                 -> return_transit=2
        arrive R1 W2 1:S*2         -> OK
        stock W1 S                 -> empty
        stock W2 S                 -> qc_hold=2
        grade R1 1:GOOD*2 last     -> OK
        stock W2 S                 -> available=2
        return                     -> AFTER_SALE CLOSED W2 S*2:here2:good2:refund2
    ",
    )
    .await;
}

async fn case_43_mixed_grades(mall: &Mall) {
    after_signed(
        mall,
        "
        apply R1 O1 1:S*5 approved -> OK
        sent R1                    -> OK
        arrive R1 W1 1:S*4         -> OK
        grade R1 1:GOOD*2 1:DEFECTIVE*1 1:WRONG_ITEM*1/A 1:MISSING*1 last -> OK
        return                     -> AFTER_SALE CLOSED W1 S*5:here3:good2:bad1:wrong1:miss1:refund3 A*0:here1:extra1
        stock W1 S                 -> available=2 defective=1
        stock W1 A                 -> available=4 qc_hold=1
        fo O1                      -> W1 SIGNED S*5:pick5:ship5:sign5:return4
        arrive R1 W1 1:S*1         -> STATE_CONFLICT
    ",
    )
    .await;
}

async fn case_44_received_without_an_application(mall: &Mall) {
    deeds(
        mall,
        "
        arrive B1 W1 S*2           -> OK
        return                     -> BLIND RECEIVED W1 S*0:here2:extra2
        stock W1 S                 -> qc_hold=2
        arrive B1 W1 X*1           -> SKU_UNKNOWN
        arrive B2 W9 S*1           -> WAREHOUSE_UNKNOWN
        grade B1 1:GOOD*1 1:DEFECTIVE*1 last -> OK
        stock W1 S                 -> available=1 defective=1
    ",
    )
    .await;
    let sql = "SELECT COUNT(*) FROM paper WHERE tenant = ? AND kind = 'DISCREPANCY' AND paper_no = 'BLIND_RETURN:B1'";
    assert_eq!(mall.center.number(sql, &mall.tenant).await, 1);
}

async fn reports_without_sense_are_answered(mall: &Mall) {
    after_paid(
        mall,
        "
        pick O1                    -> PARAM_INVALID
        pick O1 7*1                -> PARAM_INVALID
        pick O1 1*6                -> QTY_EXCEEDS
        ship O1 P1                 -> PARAM_INVALID
        ship O1 P1 1*0             -> PARAM_INVALID
        ship O1 P1 9*1             -> PARAM_INVALID
        deliver O1 P1 1*1:EATEN    -> PARAM_INVALID
        drop O1 9*1                -> PARAM_INVALID
        drop O1 1*9                -> QTY_EXCEEDS
        drop O1 no                 -> STATE_CONFLICT
        stop O1 P1                 -> NOT_FOUND
        release F                  -> NOT_FOUND
        apply R1 O1                -> PARAM_INVALID
        sent R1                    -> NOT_FOUND
        grade R1 1:GOOD*1          -> NOT_FOUND
        grade R1 1:SHINY*1         -> PARAM_INVALID
        fo O1                      -> W1 SENT_WMS S*5
        stock W1 S                 -> available=3 allocated=5
    ",
    )
    .await;
}
