//! Tables of what operators set.

use crate::table::check;

const WORLD: &str = "
    warehouse W1 W2
    sku A S
    kit K = A*2
    receive W1 S*10 A*10
    receive W2 S*10
";

fn rows(table: &str) {
    check(&format!("{WORLD}{table}"));
}

#[test]
fn case_73_a_module_for_reads_only_still_gives_back() {
    rows(
        "
        reserve O1 S*1             -> OK
        reserve O2 S*1             -> OK
        reserve O3 S*1             -> OK
        switch MODULE RESERVATION READ_ONLY -> OK
        why                        -> after=READ_ONLY before=ON
        reserve O4 S*1             -> DEGRADED_READONLY
        why                        -> mode=READ_ONLY scope=MODULE target=RESERVATION
        confirm O1                 -> DEGRADED_READONLY
        extend O1 600              -> DEGRADED_READONLY
        cancel O2                  -> OK
        receive W1 S*1             -> OK            // another module
        tick 20000
        expire O3                  -> OK            // time is not switched
        order O3                   -> EXPIRED S*1@W1:back1
        switch MODULE CHANGE OFF   -> OK
        receive W1 S*1             -> DEGRADED_READONLY
        switch MODULE RESERVATION OFF -> OK
        cancel O1                  -> DEGRADED_READONLY
        switch MODULE RESERVATION ON -> OK
        reserve O4 S*1 key=late    -> OK            // the refusal before was not remembered
    ",
    );
}

#[test]
fn a_switched_sku_takes_its_kits_along_and_a_switched_site_is_left_out() {
    rows(
        "
        switch SKU A READ_ONLY     -> OK
        reserve O1 A*1             -> DEGRADED_READONLY
        reserve O1 K*1             -> DEGRADED_READONLY
        receive W1 A*1             -> DEGRADED_READONLY
        reserve O1 S*1             -> OK
        switch SKU A ON            -> OK
        switch WAREHOUSE W1 READ_ONLY -> OK
        reserve O2 S*1             -> OK
        order O2                   -> PRE_OCCUPIED S*1@W2
        reserve O3 S*1@W1          -> DEGRADED_READONLY
        reserve O3 S*1 from=W1     -> DEGRADED_READONLY
        confirm O1                 -> DEGRADED_READONLY
        cancel O1                  -> OK
        freeze W1 S*1              -> DEGRADED_READONLY
        freeze W2 S*1              -> OK
        switch WAREHOUSE W1 ON     -> OK
        switch CHANNEL web READ_ONLY -> OK
        reserve O4 S*1 channel=web -> DEGRADED_READONLY
        reserve O4 S*1             -> OK
        assign W1 SHARED CH:web S*1 -> DEGRADED_READONLY
    ",
    );
}

#[test]
fn what_does_not_exist_can_not_be_set() {
    rows(
        "
        switch SKU NOPE OFF        -> SKU_UNKNOWN
        switch WAREHOUSE NOPE OFF  -> WAREHOUSE_UNKNOWN
        switch MODULE ADMIN OFF    -> PARAM_INVALID
        safety NOPE 5              -> SKU_UNKNOWN
        safety S 5 at=NOPE         -> WAREHOUSE_UNKNOWN
        safety S -1                -> PARAM_INVALID
    ",
    );
}

#[test]
fn case_24_safety_stock_above_what_is_free_leaves_holds_alone() {
    rows(
        "
        reserve O1 S*4             -> OK
        safety S 8                 -> OK
        why                        -> after=8 before=0
        stock W1 S                 -> available=6 preoccupied=4
        reserve O2 S*3             -> STOCK_NOT_ENOUGH S 2/3
        safety S 10 at=W2          -> OK
        reserve O2 S*1             -> STOCK_NOT_ENOUGH S 0/1
        confirm O1                 -> OK
        safety S at=W2             -> OK
        safety S 0                 -> OK
        reserve O2 S*16            -> OK
    ",
    );
}

#[test]
fn a_payment_that_overtakes_its_order_is_not_remembered_as_refused() {
    rows(
        "
        confirm O1 key=pay         -> RESERVATION_NOT_FOUND
        reserve O1 S*1             -> OK
        confirm O1 key=pay         -> OK
    ",
    );
}
