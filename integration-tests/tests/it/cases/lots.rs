//! Goods told apart by lot: which is taken first, which are too old, which are recalled.

use std::time::Duration;

use super::mall::Mall;
use super::on_both_databases;
use super::provider::until;
use super::table::rows;

on_both_databases! {
    case_26_recall_of_a_lot_partly_allocated,
    case_66_only_older_lots_than_asked_for,
    case_66_a_lot_ages_out_overnight,
    lots_are_named_and_dated_at_the_dock,
    lots_are_inspected_scrapped_counted_and_moved_between_quotas,
}

async fn held_back(mall: &Mall) -> i64 {
    let sql = "SELECT COUNT(*) FROM fulfilment WHERE tenant = ? AND status = 'ON_HOLD'";
    mall.center.number(sql, &mall.tenant).await
}

async fn case_26_recall_of_a_lot_partly_allocated(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 TIRE*6~L1-100 TIRE*4~L2-50
        receive W2 TIRE*3~L1
        assign W1 SHARED CH:web TIRE*1~L1 -> OK
        reserve O1 TIRE*2@W1       -> OK
        confirm O1                 -> OK
        reserve O2 TIRE*1@W1       -> OK
        reserve O3 TIRE*4@W1       -> OK            // two of L1, two of L2
        confirm O3                 -> OK
        reserve O4 TIRE*1@W1       -> OK            // L2
        confirm O4                 -> OK
        freeze W1 TIRE*9~L1        -> OK TIRE 0 of 8 hit O2 cut O1 cut O3
        stock W1 TIRE CH:web       -> frozen=1
        stock W1 TIRE              -> available=1 preoccupied=1 allocated=7
    ",
    )
    .await;
    // The recall is the lot's: the sweeper locks what lies elsewhere.
    let locked = async || mall.stock_at("W2", "TIRE", "SHARED").await == "frozen=3";
    until(
        "the lot to be locked in W2, too",
        Duration::from_secs(30),
        locked,
    )
    .await;
    rows(
        mall,
        "
        lots TIRE                  -> W1 L2 available=1 allocated=3; W1 L1 allocated=4 frozen=1; W2 L1 frozen=3
        unfreeze W2 TIRE*3~L1      -> OK
    ",
    )
    .await;
    assert_eq!(
        held_back(mall).await,
        2,
        "O1 and O3 are held back, O4 is not"
    );
}

async fn case_66_only_older_lots_than_asked_for(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 TIRE*4~OLD-380 TIRE*3~NEW-100
        reserve O1 TIRE*4~364      -> LOT_AGE_UNMET TIRE 3/4    // a tyre of at most 52 weeks
        reserve O1 TIRE*2~364 key=K2 -> OK
        lots TIRE                  -> W1 OLD available=4; W1 NEW available=1
        reserve O2 TIRE*3          -> OK            // first expired, first out otherwise
        lots TIRE                  -> W1 OLD available=1; W1 NEW available=1
        reserve O3 TIRE*2~364      -> LOT_AGE_UNMET TIRE 1/2
        reserve O3 TIRE*3 key=K3   -> STOCK_NOT_ENOUGH TIRE 2/3
        reserve O4 TIRE*1 TIRE*1~364 -> OK
        lots TIRE                  -> W1 OLD; W1 NEW
        lots TIRE 364              -> W1 NEW
        reserve O5 TIRE*1~-1       -> PARAM_INVALID
        reserve O5 S*1~10          -> PARAM_INVALID
    ",
    )
    .await;
}

async fn case_66_a_lot_ages_out_overnight(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 TIRE*4~L1-728 TIRE*2~L2-100
        receive W1 FLUID*5~F1+0
        reserve O1 TIRE*1          -> OK            // its last day is a day of sale
        lots TIRE                  -> W1 L1 available=3; W1 L2 available=2
        older L1 1
        older F1 1
        reserve O2 TIRE*3          -> STOCK_NOT_ENOUGH TIRE 2/3
        reserve O3 FLUID*1         -> STOCK_NOT_ENOUGH FLUID 0/1
    ",
    )
    .await;
    assert_eq!(mall.sellable("TIRE").await, 2);
    let locked = async || {
        mall.stock("TIRE").await == "available=2 preoccupied=1 frozen=3"
            && mall.stock("FLUID").await == "frozen=5"
    };
    until("the sweeper of lots", Duration::from_secs(20), locked).await;
    rows(mall, "cancel O1 -> OK").await;
    // What comes back is locked with the next look.
    let locked = async || mall.stock("TIRE").await == "available=2 frozen=4";
    until("the next look", Duration::from_secs(20), locked).await;
    assert_eq!(mall.sellable("TIRE").await, 2);
}

async fn lots_are_named_and_dated_at_the_dock(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 TIRE*4          -> PARAM_INVALID
        receive W1 TIRE*4~L1       -> PARAM_INVALID  // its age decides
        receive W1 TIRE*4~L1-10
        receive W1 TIRE*4~L1
        receive W1 TIRE*4~L1-11    -> PARAM_INVALID  // it was made ten days ago
        receive W1 S*4~L1          -> PARAM_INVALID
        receive W1 FLUID*2~F1
        scrap W1 TIRE*1            -> PARAM_INVALID
        scrap W1 TIRE*1~L9         -> PARAM_INVALID
        count W1 TIRE=1            -> PARAM_INVALID
        lots TIRE                  -> W1 L1 available=8
        lots NONE                  -> SKU_UNKNOWN
        lots S                     ->
    ",
    )
    .await;
    let ledger = mall.ledger("TIRE").await;
    assert!(ledger.iter().all(|row| row.lot_no.as_deref() == Some("L1")));
}

async fn lots_are_inspected_scrapped_counted_and_moved_between_quotas(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 TIRE*6~L1-10 TIRE*6~L2-20 qc
        inspect W1 TIRE*4~L1 TIRE*5~L2 fail TIRE*2~L1 -> OK
        inspect W1 TIRE*1~L1       -> STOCK_NOT_ENOUGH TIRE 0/1
        lots TIRE                  -> W1 L2 available=5 qc_hold=1; W1 L1 available=4 defective=2
        scrap W1 TIRE*1~L1         -> OK
        assign W1 SHARED CH:web TIRE*2~L1 -> OK
        reserve O1 TIRE*6 channel=web -> OK          // the quota's lot first, then the shared pool's oldest
        lots TIRE                  -> W1 L2 available=1 qc_hold=1; W1 L1 available=2 defective=1
        count W1 TIRE~L1=4         -> OK
        lots TIRE                  -> W1 L2 available=1 qc_hold=1; W1 L1 available=1 defective=1
        count W1 TIRE~L2=7 TIRE~L1=4 -> OK
        count W1 TIRE~L1=4 TIRE~L1=4 -> PARAM_INVALID
        lots TIRE                  -> W1 L2 available=2 qc_hold=1; W1 L1 available=1 defective=1
        receive W1 TIRE*1~L3-5 as=in
        reverse in                 -> OK
        lots TIRE                  -> W1 L2 available=2 qc_hold=1; W1 L1 available=1 defective=1
    ",
    )
    .await;
}
