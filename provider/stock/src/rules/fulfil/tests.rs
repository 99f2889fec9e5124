//! Tables of contract performance.

use crate::table::check;

/// A mall with two sites and three SKUs, and an order of five that is paid.
const PAID: &str = "
    warehouse W1 W2
    sku S A B
    receive W1 S*8
    reserve O1 S*5             -> OK
    confirm O1                 -> OK
";

fn after_paid(table: &str) {
    check(&format!("{PAID}{table}"));
}

#[test]
fn an_order_goes_from_payment_to_signature() {
    after_paid(
        "
        fo O1                      -> W1 ALLOCATED S*5
        create O1 paid             -> OK
        fo O1                      -> W1 SENT_WMS S*5
        create O1 paid             -> OK            // again, under another key: the same
        pick O1 1*2                -> OK
        fo O1                      -> W1 PICKING S*5:pick2
        pick O1 1*4                -> QTY_EXCEEDS
        pick O1 1*3 packed         -> OK
        fo O1                      -> W1 PACKED S*5:pick5
        ship O1 P1 1*5             -> OK
        events                     -> fulfillment.shipped S*5
        fo O1                      -> W1 SHIPPED S*5:pick5:ship5
        stock W1 S                 -> available=3 shipped=5
        deliver O1 P1 1*2:SIGNED   -> OK
        fo O1                      -> W1 PART_SIGNED S*5:pick5:ship5:sign2
        deliver O1 P1 1*3:SIGNED   -> OK
        fo O1                      -> W1 SIGNED S*5:pick5:ship5:sign5
        parcel P1                  -> SIGNED 1*5:sign5
        stock W1 S                 -> available=3
        drop O1                    -> STATE_CONFLICT
        hold O1                    -> STATE_CONFLICT
        release O1                 -> STATE_CONFLICT
        pick O1 1*1                -> STATE_CONFLICT
    ",
    );
}

#[test]
fn stock_is_allocated_directly_once() {
    check(
        "
        warehouse W1 W2
        sku S A
        receive W1 S*3
        receive W2 S*4 A*1
        create O1 S*6 A*1          -> OK
        events                     -> fulfillment.created S*3; fulfillment.created S*3 A*1
        fo O1                      -> W1 SENT_WMS S*3
        fo O1.2                    -> W2 SENT_WMS S*3 A*1
        stock W2 S                 -> available=1 allocated=3
        create O1 S*1              -> STATE_CONFLICT
        create O2 S*2              -> STOCK_NOT_ENOUGH S 1/2
        create O2 S*1 hold         -> OK
        fo O2                      -> W2 ON_HOLD S*1
        ship O2 P1 1*1             -> STATE_CONFLICT
        pick O2 1*1                -> STATE_CONFLICT
        release O2                 -> OK
        drop O2                    -> OK
        fo O2                      -> W2 CANCELLED S*1:back1
        create O2 S*1              -> OK            // given up, it may be had again
        reserve O3 S*1             -> STOCK_NOT_ENOUGH S 0/1
        cancel O4                  -> OK
        create O4 S*1              -> RESERVATION_SUSPENDED
        create O5 paid             -> RESERVATION_NOT_FOUND
        release F99                -> NOT_FOUND
        why                        -> kind=fulfilment order value=F99
    ",
    );
}

#[test]
fn a_reservation_gives_what_it_paid_for() {
    check(
        "
        warehouse W1
        sku S
        receive W1 S*5
        reserve O1 S*2             -> OK
        create O1 paid             -> STATE_CONFLICT
        create O1 S*1              -> STATE_CONFLICT
        confirm O1                 -> OK
        create O1 S*1              -> STATE_CONFLICT
        create O1 paid hold        -> OK
        fo O1                      -> W1 ON_HOLD S*2
        release O1                 -> OK
        fo O1                      -> W1 SENT_WMS S*2
        hold O1                    -> OK
        fo O1                      -> W1 ON_HOLD S*2
    ",
    );
}

#[test]
fn case_29_shipped_twice_is_one_ship() {
    after_paid(
        "
        ship O1 P1 1*5 key=P1      -> OK
        ship O1 P1 1*5 key=P1      -> OK_DUPLICATE
        ship O1 P1 1*5             -> OK_DUPLICATE  // another system's message of the same parcel
        ship O1 P1 1*4             -> STATE_CONFLICT
        stock W1 S                 -> available=3 shipped=5
    ",
    );
}

#[test]
fn case_30_shipped_before_it_was_picked() {
    after_paid(
        "
        ship O1 P1 1*3             -> OK
        fo O1                      -> W1 PART_SHIPPED S*5:ship3
        pick O1 1*5 packed         -> OK
        fo O1                      -> W1 PART_SHIPPED S*5:pick5:ship3
        ship O1 P2 1*2             -> OK
        fo O1                      -> W1 SHIPPED S*5:pick5:ship5
        ship F7 P3 1*1             -> NOT_FOUND
    ",
    );
}

#[test]
fn case_31_cancelled_after_a_part_has_shipped() {
    after_paid(
        "
        ship O1 P1 1*3             -> OK
        drop O1                    -> OK
        events                     -> fulfillment.cancelled S*2
        fo O1                      -> W1 PART_SHIPPED S*5:back2:ship3
        stock W1 S                 -> available=5 shipped=3
        drop O1                    -> STATE_CONFLICT // the rest is stopped on its way
        deliver O1 P1 1*3:SIGNED   -> OK
        fo O1                      -> W1 COMPLETED S*5:back2:ship3:sign3
    ",
    );
}

#[test]
fn case_32_more_shipped_than_allocated() {
    after_paid(
        "
        ship O1 P1 1*6             -> QTY_EXCEEDS
        why                        -> discrepancy=SHIPPED_BEYOND:P1 limit=5 line=1
        paper DISCREPANCY SHIPPED_BEYOND:P1 -> OPEN
        stock W1 S                 -> available=3 allocated=5
        decide SHIPPED_BEYOND:P2   -> NOT_FOUND
        decide SHIPPED_BEYOND:P1   -> OK
        fo O1                      -> W1 SHIPPED S*6:ship6
        stock W1 S                 -> available=2 shipped=6
        paper DISCREPANCY SHIPPED_BEYOND:P1 -> ACCEPTED
        decide SHIPPED_BEYOND:P1   -> STATE_CONFLICT
        deliver O1 P1 1*6:SIGNED   -> OK
        fo O1                      -> W1 SIGNED S*6:ship6:sign6
        ship O1 P2 1*3             -> QTY_EXCEEDS
        decide SHIPPED_BEYOND:P2 no -> OK
        paper DISCREPANCY SHIPPED_BEYOND:P2 -> DISMISSED
        ship O1 P3 1*4             -> QTY_EXCEEDS
        decide SHIPPED_BEYOND:P3   -> OK            // two are free, two are corrected
        stock W1 S                 -> shipped=4
    ",
    );
}

#[test]
fn case_33_short_pick_not_found() {
    after_paid(
        "
        receive W2 S*4
        receive W1 S*2#CH:web
        pick O1 1*3 1-2:NOT_FOUND  -> OK
        events                     -> fulfillment.short S*2
        fo O1                      -> W1 SHORT_PICK S*5:pick3:short2
        stock W1 S                 -> allocated=5 frozen=3
        stock W1 S CH:web          -> frozen=2
        paper COUNT_TASK W1/S/SELF -> OPEN
        resource O1 NOT_FOUND 1*3 1=3@W2 -> OK
        events                     -> fulfillment.resourced S*3
        fo O1                      -> W1 PICKING S*5:back3:pick3
        fo O1.2                    -> W2 ALLOCATED S*3
        stock W1 S                 -> allocated=2 frozen=6
        stock W2 S                 -> available=1 allocated=3
        ship O1 P1 1*2             -> OK
        ship O1.2 P2 1*3           -> OK
        deliver O1 P1 1*2:SIGNED   -> OK
        deliver O1.2 P2 1*3:SIGNED -> OK
        fo O1                      -> W1 COMPLETED S*5:back3:pick3:ship2:sign2
        fo O1.2                    -> W2 SIGNED S*3:ship3:sign3
    ",
    );
}

#[test]
fn short_goods_go_where_their_reason_says() {
    after_paid(
        "
        receive W2 S*9
        pick O1 1-1:DAMAGED        -> OK
        stock W1 S                 -> available=3 allocated=5
        resource O1 DAMAGED 1*1 1=1@W2 -> OK
        stock W1 S                 -> available=3 allocated=4 defective=1
        pick O1 1-2:CAPACITY       -> OK
        resource O1 CAPACITY 1*1 1=1@W2 -> OK
        fo O1                      -> W1 RESOURCING S*5:back2:short1
        resource O1 CAPACITY 1*1 1=1@W2 -> OK
        stock W1 S                 -> available=5 allocated=2 defective=1
        resource O1 CAPACITY 1*3   -> QTY_EXCEEDS
        resource O1 CAPACITY 1*1 1=2@W2 -> PARAM_INVALID
        resource O1 CAPACITY 1*1 1=1@W1 -> PARAM_INVALID
        resource O1 CAPACITY 1*1 1=1@W9 -> WAREHOUSE_UNKNOWN
        reserve O2 S*6@W2          -> OK
        resource O1 CAPACITY 1*1 1=1@W2 -> VERSION_STALE
        cancel O2                  -> OK
        resource O1 CAPACITY 1*2 1=2@W2 -> OK
        fo O1                      -> W1 COMPLETED S*5:back5
    ",
    );
}

#[test]
fn case_34_nothing_to_send_instead() {
    after_paid(
        "
        pick O1 1*3 1-2:DAMAGED    -> OK
        resource O1 DAMAGED 1*2    -> OK
        events                     -> fulfillment.short S*2 refund
        stock W1 S                 -> available=3 allocated=3 defective=2
        resource O1 NOT_FOUND 1*3  -> OK
        fo O1                      -> W1 SHORT_CLOSED S*5:back5:pick3
        stock W1 S                 -> frozen=6 defective=2
        drop O1                    -> OK            // nothing left: done already
    ",
    );
}

#[test]
fn case_35_cancelled_while_the_warehouse_packs() {
    after_paid(
        "
        pick O1 1*5 packed         -> OK
        drop O1                    -> OK
        fo O1                      -> W1 CANCELLING S*5:pick5
        stock W1 S                 -> available=3 allocated=5
        hold O1                    -> STATE_CONFLICT
        drop O1 no                 -> OK
        fo O1                      -> W1 CANCEL_FAILED S*5:pick5
        drop O1 no                 -> STATE_CONFLICT
        drop O1 1*2                -> OK
        fo O1                      -> W1 CANCELLING S*5:pick5
        drop O1 yes                -> OK            // the two it was asked for
        fo O1                      -> W1 PACKED S*5:back2:pick5
        drop O1                    -> OK
        ship O1 P1 1*3             -> OK            // it had left already
        fo O1                      -> W1 PART_SHIPPED S*5:back2:pick5:ship3
        stop O1 P1                 -> OK
        fo O1                      -> W1 INTERCEPTING S*5:back2:pick5:ship3
        stop O1 P1 yes             -> OK
        events                     -> fulfillment.intercepted S*3; return.created S*3
        fo O1                      -> W1 INTERCEPTED S*5:back2:pick5:ship3:reject3
        stop O1 P1 yes             -> OK_DUPLICATE
        stop O1 P1                 -> STATE_CONFLICT
        stock W1 S                 -> available=5 return_transit=3
        return O1                  -> INTERCEPTION SENT W1 S*3:way3:refund3
        arrive O1 W1 1:S*3         -> OK
        grade O1 1:GOOD*3 last     -> OK
        stock W1 S                 -> available=8
        return O1                  -> INTERCEPTION CLOSED W1 S*3:good3:refund3
    ",
    );
}

#[test]
fn a_carrier_who_can_not_stop_delivers() {
    after_paid(
        "
        ship O1 P1 1*5             -> OK
        stop O1 P9                 -> NOT_FOUND
        stop O1 P1                 -> OK
        stop O1 P1 no              -> OK
        fo O1                      -> W1 INTERCEPT_FAILED S*5:ship5
        stop O1 P1                 -> OK
        deliver O1 P1 1*5:SIGNED   -> OK
        fo O1                      -> W1 SIGNED S*5:ship5:sign5
        stop O1 P1 no              -> OK_DUPLICATE
        stop O1 P1 yes             -> STATE_CONFLICT
    ",
    );
}

#[test]
fn case_36_signed_before_it_was_shipped() {
    after_paid(
        "
        deliver O1 P1 1*2:SIGNED   -> ACCEPTED_PENDING
        deliver O1 P1 1*2:SIGNED   -> ACCEPTED_PENDING // told twice
        deliver O1 P1 1*1:REJECTED -> ACCEPTED_PENDING
        deliver O1 P1 1*6:SIGNED   -> QTY_EXCEEDS
        parcel P1                  -> PARKED
        fo O1                      -> W1 ALLOCATED S*5
        ship O1 P1 1*4             -> OK
        events                     -> fulfillment.shipped S*4; fulfillment.signed S*2; fulfillment.rejected S*1; return.created S*1
        parcel P1                  -> SHIPPED 1*4:sign2:reject1
        stock W1 S                 -> available=3 allocated=1 shipped=1 return_transit=1
        deliver O1 P2 1*1:SIGNED   -> ACCEPTED_PENDING
        deliver O1 P2 1*1:LOST     -> ACCEPTED_PENDING
        ship O1 P2 1*1             -> OK            // one of the two fits, the other waits for two persons
        parcel P2                  -> SIGNED 1*1:sign1
        paper DISCREPANCY DELIVERED_BEYOND:P2 -> OPEN
    ",
    );
}

#[test]
fn what_waits_for_its_parcel_is_bounded() {
    use std::fmt::Write as _;
    let mut table = String::from(
        "
        warehouse W1
        sku S
        receive W1 S*40
        reserve O1 S*32            -> OK
        confirm O1                 -> OK
    ",
    );
    for parcel in 1..=16 {
        let _ = writeln!(table, "deliver O1 P{parcel} 1*1:SIGNED -> ACCEPTED_PENDING");
    }
    let _ = writeln!(table, "deliver O1 P17 1*1:SIGNED -> QTY_EXCEEDS");
    for more in 1..15 {
        let result = ["SIGNED", "REJECTED", "LOST"][more % 3];
        let quantity = 1 + (more / 3) % 5;
        let _ = writeln!(
            table,
            "deliver O1 P1 1*{quantity}:{result} -> ACCEPTED_PENDING"
        );
    }
    table.push_str("deliver O1 P1 1*1:SIGNED 1*1:LOST -> ACCEPTED_PENDING\n");
    table.push_str("deliver O1 P1 1*2:SIGNED 1*1:LOST -> QTY_EXCEEDS\n");
    check(&table);
}

#[test]
fn case_36_what_waits_is_no_more_than_the_order() {
    after_paid(
        "
        deliver O1 P1 1*3:SIGNED   -> ACCEPTED_PENDING
        deliver O1 P2 1*3:SIGNED   -> QTY_EXCEEDS
        deliver O1 P2 1*2:LOST     -> ACCEPTED_PENDING
        deliver O1 P2 1*2:SIGNED   -> ACCEPTED_PENDING
        deliver O1 P3 1*1:SIGNED   -> QTY_EXCEEDS
        deliver O1 P1 1*4:REJECTED -> QTY_EXCEEDS
        ship O1 P2 1*2             -> OK
        parcel P2                  -> SIGNED 1*2:sign2
        ship O1 P1 1*3             -> OK
        stock W1 S                 -> available=3
    ",
    );
}

#[test]
fn case_37_one_of_three_refused_at_the_door() {
    after_paid(
        "
        ship O1 P1 1*3             -> OK
        deliver O1 P1 1*2:SIGNED 1*1:REJECTED -> OK
        events                     -> fulfillment.signed S*2; fulfillment.rejected S*1; return.created S*1
        parcel P1                  -> REJECTED 1*3:sign2:reject1
        return O1                  -> REJECTION SENT W1 S*1:way1:refund1
        stock W1 S                 -> available=3 allocated=2 return_transit=1
        deliver O1 P1 1*2:SIGNED 1*1:REJECTED -> OK_DUPLICATE
        deliver O1 P1 2*1:SIGNED   -> PARAM_INVALID
        deliver O1 P1 1*4:SIGNED   -> QTY_EXCEEDS
    ",
    );
}

#[test]
fn case_38_refused_and_never_back() {
    after_paid(
        "
        ship O1 P1 1*5             -> OK
        deliver O1 P1 1*5:REJECTED -> OK
        due O1                     -> OK
        paper DISCREPANCY RETURN_OVERDUE:O1 -> none
        tick 2592001
        due O1                     -> OK
        return O1                  -> REJECTION SENT W1 S*5:way5:refund5
        stock W1 S                 -> available=3 return_transit=5
    ",
    );
}

#[test]
fn case_39_signed_then_refused() {
    after_paid(
        "
        ship O1 P1 1*5             -> OK
        deliver O1 P1 1*5:SIGNED   -> OK
        deliver O1 P1 1*5:REJECTED -> STATE_CONFLICT
        why                        -> currentState=SIGNED
        deliver O1 P1 1*1:LOST     -> STATE_CONFLICT
        apply R1 O1 1:S*5 approved -> OK
        fo O1                      -> W1 SIGNED S*5:ship5:sign5:return5
    ",
    );
}

#[test]
fn case_40_lost_found_and_delivered() {
    let memory = check(&format!(
        "{PAID}
        ship O1 P1 1*5             -> OK
        deliver O1 P1 1*5:LOST     -> OK
        fo O1                      -> W1 COMPLETED S*5:ship5:lost5
        stock W1 S                 -> available=3
        deliver O1 P1 1*4:SIGNED   -> OK
        parcel P1                  -> LOST 1*5:sign4:lost1
        deliver O1 P1 1*1:REJECTED -> OK
        fo O1                      -> W1 COMPLETED S*5:ship5:sign4:reject1
        stock W1 S                 -> available=3 return_transit=1
    "
    ));
    let told: Vec<&str> = memory
        .legs()
        .iter()
        .map(|leg| leg.movement.as_str())
        .collect();
    let end = ["SHIP", "LOST", "REVERSE", "SIGN", "REVERSE", "REJECT"];
    assert_eq!(told[3..], end, "the loss and its reversal both stay");
}

#[test]
fn a_voucher_of_performance_is_not_reversed() {
    after_paid(
        "
        ship O1 P1 1*5 as=left     -> OK
        reverse left               -> STATE_CONFLICT
    ",
    );
}
