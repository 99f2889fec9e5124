//! Tables of returns.

use crate::table::check;

/// An order of five that was signed for.
const SIGNED: &str = "
    warehouse W1 W2
    sku S A B
    kit K = A*1 B*2
    receive W1 S*5 A*4 B*8
    reserve O1 S*5             -> OK
    confirm O1                 -> OK
    ship O1 P1 1*5             -> OK
    deliver O1 P1 1*5:SIGNED   -> OK
";

fn after_signed(table: &str) {
    check(&format!("{SIGNED}{table}"));
}

#[test]
fn case_41_more_returned_than_signed_for() {
    after_signed(
        "
        apply R1 O1 1:S*6          -> RETURN_EXCEEDS_SIGNED
        why                        -> limit=5 sku=S
        apply R1 O1 1:S*3          -> OK
        apply R2 O1 1:S*3          -> RETURN_EXCEEDS_SIGNED
        apply R2 O1 1:S*2 1:S*1    -> RETURN_EXCEEDS_SIGNED
        apply R1 O1 refused        -> OK
        apply R2 O1 1:S*5          -> OK
        apply R2 O1 cancelled      -> OK
        apply R3 O1 1:S*5 approved -> OK
        apply R4 O1 1:A*1          -> RETURN_EXCEEDS_SIGNED
        apply R4 O9 1:S*1          -> NOT_FOUND
        fo O1                      -> W1 SIGNED S*5:ship5:sign5:return5
    ",
    );
}

#[test]
fn case_42_received_at_another_site() {
    after_signed(
        "
        apply R1 O1 1:S*2 approved -> OK
        events                     -> return.created S*2
        return R1                  -> AFTER_SALE APPROVED W1 S*2
        sent R1                    -> OK
        stock W1 S                 -> return_transit=2
        arrive R1 W2 1:S*2         -> OK
        events                     -> return.received S*2
        stock W1 S                 -> empty
        stock W2 S                 -> qc_hold=2
        grade R1 1:GOOD*2 last     -> OK
        stock W2 S                 -> available=2
        return R1                  -> AFTER_SALE CLOSED W2 S*2:good2:refund2
    ",
    );
}

#[test]
fn case_43_mixed_grades() {
    after_signed(
        "
        apply R1 O1 1:S*5 approved -> OK
        sent R1                    -> OK
        arrive R1 W1 1:S*4         -> OK
        return R1                  -> AFTER_SALE RECEIVED W1 S*5:way1:here4
        grade R1 1:GOOD*5          -> QTY_EXCEEDS
        grade R1 1:GOOD*2 1:DEFECTIVE*1 1:WRONG_ITEM*1/A 1:MISSING*1 last -> OK
        events                     -> return.closed S*3 A*0
        return R1                  -> AFTER_SALE CLOSED W1 S*5:good2:bad1:wrong1:miss1:refund3 A*0:extra1
        stock W1 S                 -> available=2 defective=1
        stock W1 A                 -> available=4 qc_hold=1
        fo O1                      -> W1 SIGNED S*5:ship5:sign5:return4
        paper DISCREPANCY WRONG_ITEM:R1 -> OPEN
        apply R2 O1 1:S*1 approved -> OK            // the right one may still come
        inspect W1 A*1             -> OK            // and the wrong one is goods as any
        grade R1 1:GOOD*1          -> STATE_CONFLICT
        arrive R1 W1 1:S*1         -> STATE_CONFLICT
    ",
    );
}

#[test]
fn case_44_received_without_an_application() {
    check(
        "
        warehouse W1
        sku S A
        kit K = A*1
        arrive B1 W1 S*2           -> OK
        return B1                  -> BLIND RECEIVED W1 S*0:here2:extra2
        stock W1 S                 -> qc_hold=2
        paper DISCREPANCY BLIND_RETURN:B1 -> OPEN
        arrive B1 W1 X*1           -> SKU_UNKNOWN
        arrive B1 W1 K*1           -> PARAM_INVALID
        arrive B2 W9 S*1           -> WAREHOUSE_UNKNOWN
        grade B1 1:GOOD*1 1:DEFECTIVE*1 -> OK
        return B1                  -> BLIND GRADED W1 S*0:good1:bad1:extra2
        stock W1 S                 -> available=1 defective=1
        grade B1 EXTRA*1/A last    -> OK
        stock W1 A                 -> qc_hold=1
        decide BLIND_RETURN:B1     -> OK
        apply B3 O1 blind to=W1    -> OK
        arrive B3 W1 A*1           -> OK
        return B3                  -> BLIND RECEIVED W1 A*0:here1:extra1
    ",
    );
}

#[test]
fn case_38_written_off_after_approval() {
    after_signed(
        "
        apply R1 O1 1:S*2 approved -> OK
        sent R1                    -> OK
        due R1                     -> OK
        tick 2592001
        due R1                     -> OK
        paper DISCREPANCY RETURN_OVERDUE:R1 -> OPEN
        stock W1 S                 -> return_transit=2
        decide RETURN_OVERDUE:R1   -> OK
        return R1                  -> AFTER_SALE CLOSED W1 S*2:miss2
        stock W1 S                 -> empty
    ",
    );
}

#[test]
fn an_approved_return_that_is_not_sent_expires() {
    after_signed(
        "
        apply R1 O1 1:S*2          -> OK
        sent R1                    -> STATE_CONFLICT
        apply R1 O1 1:S*2 approved -> OK
        apply R1 O1 1:S*3 approved -> STATE_CONFLICT
        apply R1 O1 refused        -> STATE_CONFLICT
        due R1                     -> OK
        return R1                  -> AFTER_SALE APPROVED W1 S*2
        tick 1209601
        due R1                     -> OK
        return R1                  -> AFTER_SALE EXPIRED W1 S*2
        fo O1                      -> W1 SIGNED S*5:ship5:sign5
        sent R1                    -> STATE_CONFLICT
        apply R2 O1 1:S*5          -> OK
    ",
    );
}

#[test]
fn reports_of_a_return_may_come_in_any_order() {
    after_signed(
        "
        apply R1 O1 1:S*5          -> OK
        arrive R1 W1 1:S*2         -> OK            // neither approved nor sent, and here all the same
        return R1                  -> AFTER_SALE RECEIVED W1 S*5:here2
        sent R1                    -> OK
        return R1                  -> AFTER_SALE RECEIVED W1 S*5:way3:here2
        grade R1 1:GOOD*2          -> OK
        return R1                  -> AFTER_SALE INSPECTING W1 S*5:way3:good2:refund2
        arrive R1 W2 1:S*4         -> OK            // one more than was to come
        return R1                  -> AFTER_SALE INSPECTING W2 S*5:here3:good2:refund2 S*0:here1:extra1
        grade R1 EXTRA*1/S         -> OK            // counted when it arrived
        grade R1 1:GOOD*3 2:GOOD*1 -> OK
        return R1                  -> AFTER_SALE GRADED W2 S*5:good5:refund5 S*0:good1:extra1
        stock W2 S                 -> available=4
    ",
    );
}

#[test]
fn what_a_customer_keeps_is_taken_off_the_return() {
    after_signed(
        "
        apply R1 O1 1:S*5 approved -> OK
        arrive R1 W1 1:S*1         -> OK
        grade R1 1:GOOD*1 last     -> OK
        return R1                  -> AFTER_SALE CLOSED W1 S*5:good1:refund1
        fo O1                      -> W1 SIGNED S*5:ship5:sign5:return1
        stock W1 S                 -> available=1
    ",
    );
}

#[test]
fn parts_of_a_kit_come_back_as_parts() {
    check(
        "
        warehouse W1
        sku A B
        kit K = A*1 B*2
        receive W1 A*2 B*4
        reserve O1 K*2             -> OK
        confirm O1                 -> OK
        ship O1 P1 1*2 2*4         -> OK
        deliver O1 P1 1*2:SIGNED 2*3:SIGNED 2*1:LOST -> OK
        apply R1 O1 1:B*4          -> RETURN_EXCEEDS_SIGNED
        apply R1 O1 1:A*1 1:B*2 approved -> OK
        arrive R1 W1 1:A*1 2:B*2   -> OK
        grade R1 1:GOOD*1 2:DEFECTIVE*2 last -> OK
        stock W1 A                 -> available=1
        stock W1 B                 -> defective=2
    ",
    );
}
