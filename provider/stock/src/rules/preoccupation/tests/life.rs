//! How a hold ends: paid, paid late, given up, out of time.

use super::{WORLD, rows};
use crate::table::check;

#[test]
fn case_05_cancel_before_reserve() {
    rows(
        "
        cancel O1 1*1              -> RESERVATION_NOT_FOUND   // a part is no giving up
        order O1                   -> none
        cancel O1                  -> OK
        order O1                   -> SUSPENDED
        reserve O1 S*3             -> RESERVATION_SUSPENDED
        confirm O1                 -> RESERVATION_SUSPENDED
        cancel O1                  -> OK
        cancel R999                -> RESERVATION_NOT_FOUND
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn case_06_cancel_twice_and_after_expiry() {
    rows(
        "
        reserve O1 S*3             -> OK
        cancel O1 key=C            -> OK
        cancel O1 key=C            -> OK_DUPLICATE
        cancel O1                  -> OK
        order O1                   -> CANCELLED S*3@W1:back3
        reserve O2 S*4 ttl=60      -> OK
        tick 60
        expire O2                  -> OK
        cancel O2                  -> OK
        order O2                   -> EXPIRED S*4@W1:back4
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn case_07_confirm_twice_and_after_cancel() {
    rows(
        "
        reserve O1 S*3             -> OK
        confirm O1 key=P           -> OK
        confirm O1 key=P           -> OK_DUPLICATE
        confirm O1                 -> STATE_CONFLICT
        why                        -> currentState=CONFIRMED
        cancel O1                  -> STATE_CONFLICT
        why                        -> currentState=CONFIRMED
        reserve O1 S*1             -> STATE_CONFLICT
        why                        -> currentState=CONFIRMED
        fos O1                     -> W1 ALLOCATED S*3
        reserve O2 S*1             -> OK
        cancel O2                  -> OK
        confirm O2                 -> RESERVATION_CLOSED
        stock W1 S                 -> available=7 allocated=3
    ",
    );
}

#[test]
fn case_08_confirm_and_sweeper_race() {
    rows(
        "
        reserve O1 S*3 ttl=60      -> OK
        tick 59
        expire O1                  -> OK            // not due: nothing to do
        order O1                   -> PRE_OCCUPIED S*3@W1
        confirm O1                 -> OK
        tick 1
        expire O1                  -> OK            // paid: nothing to do
        order O1                   -> CONFIRMED S*3@W1:paid3
        reserve O2 S*3 ttl=60      -> OK
        tick 60
        confirm O2 refuse          -> RESERVATION_EXPIRED
        expire O2                  -> OK
        confirm O2 refuse          -> RESERVATION_EXPIRED
        stock W1 S                 -> available=7 allocated=3
    ",
    );
}

#[test]
fn case_09_paid_after_expiry_and_the_stock_is_there() {
    rows(
        "
        reserve O1 S*3 ttl=60 area=31 -> OK
        tick 61
        expire O1                  -> OK
        confirm O1                 -> OK            // swept: taken anew
        order O1                   -> CONFIRMED late S*3@W1:paid3
        fos O1                     -> W1 ALLOCATED S*3
        confirm O1                 -> STATE_CONFLICT
        reserve O2 S*7 ttl=60      -> OK
        tick 61
        confirm O2                 -> OK            // not swept yet: expired and taken in one step
        order O2                   -> CONFIRMED late S*7@W1:paid7
        stock W1 S                 -> allocated=10
    ",
    );
}

#[test]
fn late_pay_sees_the_hold_that_came_after() {
    rows(
        "
        reserve O1 S*3 ttl=60      -> OK
        tick 61
        expire O1
        reserve O1 S*4             -> OK            // the order tried again
        confirm first:O1           -> STATE_CONFLICT  // the order holds elsewhere
        confirm first:O1 refuse    -> STATE_CONFLICT
        cancel first:O1            -> OK            // over already
        confirm R1                 -> RESERVATION_NOT_FOUND
        confirm O1                 -> OK            // the latest is meant
        order O1                   -> CONFIRMED S*4@W1:paid4
        stock W1 S                 -> available=6 allocated=4
    ",
    );
}

#[test]
fn late_pay_draws_where_it_was_held_even_on_safety_stock() {
    rows(
        "
        sku V safety=2
        receive W1 V*5             -> OK
        receive W2 V*5             -> OK
        reserve O1 V*3@W1 ttl=60   -> OK
        tick 61
        expire O1
        reserve O2 V*1@W1          -> OK
        confirm O1                 -> OK            // 4 free, 2 of them safety
        stock W1 V                 -> available=1 preoccupied=1 allocated=3
        stock W2 V                 -> available=5
    ",
    );
}

#[test]
fn case_10_paid_after_expiry_and_the_stock_is_gone() {
    rows(
        "
        reserve O1 S*6 ttl=60      -> OK
        tick 61
        expire O1
        reserve O2 S*5             -> OK
        confirm O1                 -> LATE_PAY_NO_STOCK S 5/6
        order O1                   -> EXPIRED S*6@W1:back6
        confirm O1 refuse          -> RESERVATION_EXPIRED
        stock W1 S                 -> available=5 preoccupied=5
    ",
    );
}

#[test]
fn case_16_partial_hold_confirmed_and_released_line_by_line() {
    rows(
        "
        reserve O1 A*4 S*12 B*1 partial -> OK S 10/12 B 0/1
        order O1                   -> PRE_OCCUPIED A*4@W1 S*10@W1
        confirm O1 2*6             -> OK
        cancel O1 2*5              -> QTY_EXCEEDS
        cancel O1 2*4              -> OK
        confirm O1 3*1             -> PARAM_INVALID
        order O1                   -> PRE_OCCUPIED A*4@W1 S*10@W1:paid6:back4
        cancel O1 1*4              -> OK
        order O1                   -> CONFIRMED A*4@W1:back4 S*10@W1:paid6:back4
        fos O1                     -> W1 ALLOCATED S*6
        stock W1 S                 -> available=4 allocated=6
        reserve O2 B*3 partial     -> STOCK_NOT_ENOUGH B 0/3
    ",
    );
}

#[test]
fn case_55_only_the_database_clock_decides() {
    let memory = check(&format!(
        "{WORLD}
        reserve O1 S*1 ttl=60      -> OK
        tick 59
        confirm O1                 -> OK
    "
    ));
    let now = memory.now;
    let vouchers = memory.vouchers().values();
    assert!(
        vouchers
            .filter(|v| v.biz_time.is_none())
            .all(|v| v.book_time <= now)
    );
}

#[test]
fn case_76_caller_never_comes_back() {
    rows(
        "
        reserve O1 S*3 ttl=60      -> OK
        tick 60
        expire O1                  -> OK
        order O1                   -> EXPIRED S*3@W1:back3
        stock W1 S                 -> available=10
        expire R999                -> RESERVATION_NOT_FOUND
    ",
    );
}

#[test]
fn extend_never_shortens_and_ends_four_hours_after_the_start() {
    rows(
        "
        reserve O1 S*1 ttl=600     -> OK
        extend O1 60               -> OK            // does not shorten
        tick 599
        extend O1 600              -> OK
        tick 599
        confirm O1 refuse          -> OK
        reserve O2 S*1 ttl=14400   -> OK
        tick 14399
        extend O2 14400            -> OK            // stays at the bound
        tick 1
        extend O2 600              -> RESERVATION_EXPIRED
        amend O2 S*2               -> RESERVATION_EXPIRED
        confirm O2 refuse          -> RESERVATION_EXPIRED
        cancel O2                  -> OK
        extend O2 600              -> RESERVATION_CLOSED
        extend O1 600              -> STATE_CONFLICT
        cancel O3
        extend O3 600              -> RESERVATION_SUSPENDED
        extend O4 600              -> RESERVATION_NOT_FOUND
    ",
    );
}

#[test]
fn an_overdue_hold_gives_way_to_the_same_order() {
    rows(
        "
        reserve O1 S*10 ttl=60     -> OK
        reserve O1 S*10            -> STATE_CONFLICT
        tick 60
        reserve O1 S*10            -> OK
        stock W1 S                 -> preoccupied=10
        cancel O1
        reserve O1 S*2             -> OK
        stock W1 S                 -> available=8 preoccupied=2
    ",
    );
}

#[test]
fn part_paid_then_out_of_time_then_the_rest_paid_late() {
    rows(
        "
        reserve O1 S*8 ttl=60      -> OK
        confirm O1 1*2             -> OK
        cancel O1 1*1              -> OK
        tick 60
        expire O1                  -> OK
        order O1                   -> EXPIRED S*8@W1:paid2:back6
        confirm O1 1*6             -> QTY_EXCEEDS   // one of the six was cancelled
        confirm O1 1*5             -> OK
        order O1                   -> CONFIRMED late S*5@W1:paid5
        stock W1 S                 -> available=3 allocated=7
    ",
    );
}

#[test]
fn a_sweeper_that_came_too_early_comes_again_under_the_same_key() {
    rows(
        "
        reserve O1 S*3 ttl=60      -> OK
        tick 59
        extend O1 60               -> OK
        tick 1
        expire O1 key=R            -> OK            // extended meanwhile: not due
        tick 59
        expire O1 key=R            -> OK
        order O1                   -> EXPIRED S*3@W1:back3
        expire O1 key=R            -> OK_DUPLICATE
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn parts_of_kits_are_counted_in_kits() {
    rows(
        "
        receive W1 TYRE*9
        reserve O1 WHEELS*2        -> OK
        confirm O1 1*3             -> QTY_EXCEEDS
        confirm O1 1*1             -> OK
        cancel O1 1*2              -> QTY_EXCEEDS
        cancel O1 1*1              -> OK
        order O1                   -> CONFIRMED TYRE*8@W1:paid4:back4
        stock W1 TYRE              -> available=5 allocated=4
    ",
    );
}

#[test]
fn late_pay_draws_from_the_pools_that_the_order_may_draw_from() {
    rows(
        "
        receive W1 B*2#CH:web B*3 B*2#ACT:sale
        reserve O1 B*2 channel=web ttl=60 -> OK
        order O1                   -> PRE_OCCUPIED B*2@W1#CH:web
        reserve O2 B*2#ACT:sale ttl=60 -> OK
        tick 61
        expire O1
        expire O2
        reserve O3 B*1#CH:web      -> OK
        reserve O4 B*1#ACT:sale    -> OK
        confirm O1                 -> OK            // what is left of the channel's, then the shared pool's
        order O1                   -> CONFIRMED late B*1@W1#CH:web:paid1 B*1@W1:paid1
        confirm O2                 -> LATE_PAY_NO_STOCK B 1/2   // an activity's goods only
    ",
    );
}
