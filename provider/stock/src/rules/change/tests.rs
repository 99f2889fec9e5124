//! Tables of what the goods do.

use crate::table::check;

const WORLD: &str = "
    warehouse W1
    sku A S
    kit K = A*2
    receive W1 S*10
";

fn rows(table: &str) {
    check(&format!("{WORLD}{table}"));
}

#[test]
fn received_for_inspection_then_passed_failed_and_scrapped() {
    rows(
        "
        receive W1 A*10 qc         -> OK
        reserve O1 A*1             -> STOCK_NOT_ENOUGH A 0/1
        inspect W1 A*6 fail A*5    -> STOCK_NOT_ENOUGH A 10/11
        inspect W1 A*6 fail A*3    -> OK
        stock W1 A                 -> available=6 qc_hold=1 defective=3
        scrap W1 A*2 A*2           -> STOCK_NOT_ENOUGH A 3/4
        scrap W1 A*3               -> OK
        stock W1 A                 -> available=6 qc_hold=1
        inspect W1                 -> PARAM_INVALID
    ",
    );
}

#[test]
fn names_are_checked_before_anything_is_booked() {
    rows(
        "
        receive W9 S*1             -> WAREHOUSE_UNKNOWN
        receive W1 S*1 NOPE*1      -> SKU_UNKNOWN
        receive W1 K*1             -> PARAM_INVALID
        receive W1 S*0             -> PARAM_INVALID
        receive W1                 -> PARAM_INVALID
        receive W1 S*1#web         -> PARAM_INVALID
        freeze W1 K*1              -> PARAM_INVALID
        count W1 NOPE=1            -> SKU_UNKNOWN
        count W1 S=-1              -> PARAM_INVALID
        count W1 S=1 S=1           -> PARAM_INVALID
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn no_balance_grows_without_end() {
    let lines = "S*1099511627776 ".repeat(200);
    let mut table = String::new();
    for _ in 0..20 {
        table += &format!("receive W1 {lines} -> OK\n");
    }
    // 20 times 200 times 2^40 is just under 2^52; the next one would pass it.
    table += &format!("receive W1 {lines} -> QTY_EXCEEDS\n");
    table += "count W1 S=1 -> OK\n stock W1 S -> available=1\n";
    rows(&table);
}

#[test]
fn case_23_recall_of_a_quota_with_live_holds() {
    rows(
        "
        assign W1 SHARED CH:web S*6 -> OK
        reserve O1 S*4#CH:web      -> OK
        assign W1 CH:web SHARED S*6 -> OK S 2 of 6
        stock W1 S CH:web          -> preoccupied=4
        cancel O1                  -> OK
        stock W1 S CH:web          -> available=4
        assign W1 CH:web SHARED S*4 -> OK
        stock W1 S                 -> available=10
        assign W1 SHARED CH:web S*7 S*7 -> OK S 3 of 7
        assign W1 CH:web ACT:sale S*1 -> PARAM_INVALID
        assign W1 SHARED SHARED S*1 -> PARAM_INVALID
    ",
    );
}

#[test]
fn case_25_freeze_more_than_is_free() {
    rows(
        "
        reserve O1 S*4             -> OK
        confirm O1                 -> OK
        freeze W1 S*9              -> OK S 6 of 9
        stock W1 S                 -> allocated=4 frozen=6
        unfreeze W1 S*4 S*3        -> QTY_EXCEEDS S 6/7
        unfreeze W1 S*6            -> OK
        freeze W1 S*4 S*4          -> OK S 2 of 4
        stock W1 S                 -> allocated=4 frozen=6
    ",
    );
}

#[test]
fn case_27_counted_less_than_orders_hold() {
    rows(
        "
        receive W1 S*2#CH:web
        reserve O1 S*2             -> OK
        confirm O1                 -> OK
        tick 1
        reserve O2 S*2             -> OK
        confirm O2                 -> OK
        tick 1
        reserve O3 S*2             -> OK
        tick 1
        reserve O4 S*2             -> OK
        freeze W1 S*1              -> OK
        stock W1 S                 -> available=1 preoccupied=4 allocated=4 frozen=1
        count W1 S=11              -> OK            // the free one
        count W1 S=10              -> OK            // one of the quota's
        stock W1 S CH:web          -> available=1
        stock W1 S                 -> preoccupied=4 allocated=4 frozen=1
        count W1 S=8               -> OK            // the quota's other and the frozen one
        count W1 S=7               -> OK hit O4     // the latest unpaid gives way
        order O4                   -> PRE_OCCUPIED S*2@W1:back1
        count W1 S=5               -> OK hit O4 hit O3
        order O4                   -> CANCELLED S*2@W1:back2
        order O3                   -> PRE_OCCUPIED S*2@W1:back1
        count W1 S=3               -> OK hit O3 cut O2
        fos O2                     -> W1 ALLOCATED S*1
        count W1 S=1               -> OK cut O2 cut O1
        fos O2                     -> W1 SHORT_CLOSED S*0
        fos O1                     -> W1 ALLOCATED S*1
        stock W1 S                 -> allocated=1
        count W1 S=0               -> OK cut O1
        stock W1 S                 -> empty
        confirm O3                 -> RESERVATION_CLOSED
    ",
    );
}

#[test]
fn case_28_the_difference_is_that_of_the_moment_of_counting() {
    rows(
        "
        mark counted
        receive W1 S*5             -> OK
        reserve O1 S*3             -> OK
        confirm O1                 -> OK
        count W1 S=8 at=counted    -> OK            // ten then: two are missing
        stock W1 S                 -> available=10 allocated=3
        mark later
        inspect W1 S*1             -> STOCK_NOT_ENOUGH S 0/1
        count W1 S=13 at=later     -> OK            // as the ledger says
        count W1 S=15              -> OK
        stock W1 S                 -> available=12 allocated=3
    ",
    );
}

#[test]
fn a_loss_that_later_moves_have_already_taken_is_booked_as_far_as_it_goes() {
    rows(
        "
        mark counted
        receive W1 A*5 qc
        inspect W1 fail A*5
        scrap W1 A*4               -> OK
        count W1 A=0               -> OK
        count W1 S=0 A=3 at=counted -> OK
        stock W1 S                 -> empty
        stock W1 A                 -> available=3
    ",
    );
}

#[test]
fn case_74_a_voucher_whose_goods_moved_on_is_not_reversed() {
    rows(
        "
        receive W1 S*5 as=in       -> OK
        reserve O1 S*12            -> OK
        reverse in                 -> STATE_CONFLICT
        why                        -> limit=3 sku=S warehouse=W1
        cancel O1                  -> OK
        reverse in as=back         -> OK
        stock W1 S                 -> available=10
        reverse in                 -> STATE_CONFLICT
        why                        -> currentState=REVERSED
        reverse back               -> STATE_CONFLICT
        reverse V999               -> PARAM_INVALID
        reverse nonsense           -> PARAM_INVALID
    ",
    );
}

#[test]
fn reversed_are_documents_of_goods_not_of_orders() {
    rows(
        "
        reserve O1 S*2 as=hold     -> OK
        reverse hold               -> STATE_CONFLICT
        confirm O1 as=paid         -> OK
        reverse paid               -> STATE_CONFLICT
        freeze W1 S*3 as=lock      -> OK
        reverse lock               -> OK
        assign W1 SHARED CH:web S*3 as=quota -> OK
        reverse quota              -> OK
        receive W1 S*2 qc
        inspect W1 S*1 fail S*1 as=seen -> OK
        reverse seen               -> OK
        stock W1 S                 -> available=8 allocated=2 qc_hold=2
        count W1 S=11 as=loss      -> OK
        reverse loss               -> OK
        count W1 S=1 as=deep       -> OK cut O1
        reverse deep               -> STATE_CONFLICT
    ",
    );
}

#[test]
fn a_reversed_document_still_answers_its_retries() {
    rows(
        "
        receive W1 S*5 key=D as=in -> OK
        reverse in                 -> OK
        receive W1 S*5 key=D       -> OK_DUPLICATE
        receive W1 S*6 key=D       -> IDEMPOTENT_CONFLICT
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn a_loss_leaves_whole_kits_to_paid_orders() {
    check(
        "
        warehouse W1 W2
        sku PAD DISC
        kit BRAKES = PAD*1 DISC*2
        receive W1 PAD*5 DISC*4            -> OK
        receive W2 DISC*6                  -> OK
        reserve O1 BRAKES*2                -> OK
        reserve O2 BRAKES*3                -> OK
        confirm O1                         -> OK
        confirm O2                         -> OK
        fos O2                             -> W1 ALLOCATED PAD*3; W2 ALLOCATED DISC*6
        count W2 DISC=3                    -> OK cut O2 cut O2         // one kit of three is left, over both sites
        fos O2                             -> W1 ALLOCATED PAD*1; W2 ALLOCATED DISC*2
        stock W1 PAD                       -> available=2 allocated=3
        stock W2 DISC                      -> available=1 allocated=2
        fos O1                             -> W1 ALLOCATED PAD*2 DISC*4
        count W1 PAD=1                     -> OK cut O2 cut O2 cut O1
    ",
    );
}
