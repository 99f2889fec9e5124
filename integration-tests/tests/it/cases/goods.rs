//! What the goods do.

use super::mall::Mall;
use super::on_both_databases;
use super::table::rows;

on_both_databases! {
    case_23_recall_of_a_quota_with_live_holds,
    case_25_freeze_more_than_is_free,
    case_27_counted_less_than_orders_hold,
    case_28_the_difference_is_that_of_the_moment_of_counting,
    case_74_a_voucher_whose_goods_moved_on_is_not_reversed,
    reversed_are_documents_of_goods_not_of_orders,
}

async fn case_23_recall_of_a_quota_with_live_holds(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        assign W1 SHARED CH:web S*6 -> OK
        reserve O1 S*4#CH:web      -> OK
        assign W1 CH:web SHARED S*6 -> OK S 2 of 6
        stock W1 S CH:web          -> preoccupied=4
        cancel O1                  -> OK
        stock W1 S CH:web          -> available=4
        assign W1 CH:web SHARED S*4 -> OK
        stock W1 S                 -> available=10
    ",
    )
    .await;
}

async fn case_25_freeze_more_than_is_free(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        reserve O1 S*4             -> OK
        confirm O1                 -> OK
        freeze W1 S*9              -> OK S 6 of 9
        stock W1 S                 -> allocated=4 frozen=6
        unfreeze W1 S*4 S*3        -> QTY_EXCEEDS S 6/7
        unfreeze W1 S*6            -> OK
        freeze W1 S*4 S*4          -> OK S 2 of 4
        stock W1 S                 -> allocated=4 frozen=6
    ",
    )
    .await;
}

async fn case_27_counted_less_than_orders_hold(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10 S*2#CH:web
        reserve O1 S*2             -> OK
        confirm O1                 -> OK
        reserve O2 S*2             -> OK
        confirm O2                 -> OK
        reserve O3 S*2             -> OK
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
        count W1 S=1               -> OK cut O2 cut O1
        stock W1 S                 -> allocated=1
        count W1 S=0               -> OK cut O1
        stock W1 S                 -> empty
        confirm O3                 -> RESERVATION_CLOSED
    ",
    )
    .await;
    // What the counts took of an order stands in its ledger and in its life, and nothing of others.
    let rows = mall.ledger_of("O2").await;
    let listed: Vec<(&str, i64)> = rows
        .iter()
        .map(|row| (row.movement.as_str(), row.quantity.get()))
        .collect();
    let wanted = [
        ("PRE_OCCUPY", 2),
        ("CONFIRM", 2),
        ("DEALLOC", 1),
        ("COUNT_LOSS", 1),
        ("DEALLOC", 1),
        ("COUNT_LOSS", 1),
    ];
    assert_eq!(listed, wanted);
    let life = mall.life("O2").await;
    let lived: Vec<(&str, i64)> = life
        .events
        .iter()
        .map(|event| (event.movement.as_str(), event.quantity.get()))
        .collect();
    assert_eq!(lived, wanted);
}

async fn case_28_the_difference_is_that_of_the_moment_of_counting(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        mark counted S
        receive W1 S*5             -> OK
        reserve O1 S*3             -> OK
        confirm O1                 -> OK
        count W1 S=8 at=counted    -> OK            // ten then: two are missing
        stock W1 S                 -> available=10 allocated=3
        mark later S
        count W1 S=13 at=later     -> OK            // as the ledger says
        count W1 S=15              -> OK
        stock W1 S                 -> available=12 allocated=3
    ",
    )
    .await;
}

async fn case_74_a_voucher_whose_goods_moved_on_is_not_reversed(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        receive W1 S*5 as=in       -> OK
        reserve O1 S*12            -> OK
        reverse in                 -> STATE_CONFLICT
        stock W1 S                 -> available=3 preoccupied=12
        cancel O1                  -> OK
        reverse in as=back         -> OK
        stock W1 S                 -> available=10
        reverse in                 -> STATE_CONFLICT
        reverse back               -> STATE_CONFLICT
        reverse V999               -> PARAM_INVALID
        reverse nonsense           -> PARAM_INVALID
    ",
    )
    .await;
}

async fn reversed_are_documents_of_goods_not_of_orders(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        reserve O1 S*2 as=hold     -> OK
        reverse hold               -> STATE_CONFLICT
        confirm O1 as=paid         -> OK
        reverse paid               -> STATE_CONFLICT
        freeze W1 S*3 as=lock      -> OK
        reverse lock               -> OK
        receive W1 S*2 qc
        inspect W1 S*1 fail S*1 as=seen -> OK
        reverse seen               -> OK
        inspect W1 fail S*1        -> OK
        scrap W1 S*1               -> OK
        stock W1 S                 -> available=8 allocated=2 qc_hold=1
        count W1 S=10 as=loss      -> OK
        reverse loss               -> OK
    ",
    )
    .await;
}
