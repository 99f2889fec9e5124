//! Tables of what orders do.

use crate::table::check;

const WORLD: &str = "
    warehouse W1 W2
    area 31 = W1 W2
    sku A B S
    receive W1 A*10 S*10
";

/// Runs rows on the common world.
fn rows(table: &str) {
    check(&format!("{WORLD}{table}"));
}

#[test]
fn case_01_sent_twice_with_the_same_content() {
    rows(
        "
        reserve O1 S*3 key=K       -> OK
        reserve O1 S*3 key=K       -> OK_DUPLICATE
        stock W1 S                 -> available=7 preoccupied=3
    ",
    );
}

#[test]
fn case_02_same_key_other_quantity() {
    rows(
        "
        reserve O1 S*3 key=K       -> OK
        reserve O1 S*4 key=K       -> IDEMPOTENT_CONFLICT
        stock W1 S                 -> available=7 preoccupied=3
    ",
    );
}

#[test]
fn case_05_cancel_before_reserve() {
    rows(
        "
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
        cancel O1                  -> STATE_CONFLICT
        reserve O1 S*1             -> STATE_CONFLICT
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
