//! What one buyer may hold, how long a scarce SKU is held, and where a late payment looks.

use crate::counter::CounterKind;
use crate::table::check;

const WORLD: &str = "
    warehouse W1 W2
    sku A S
    kit K = A*2
    receive W1 S*10 A*10
    receive W2 S*10
";

fn rows(table: &str) -> crate::memory::Memory {
    check(&format!("{WORLD}{table}"))
}

#[test]
fn case_70_a_buyer_holds_no_more_unpaid_than_the_rule_allows() {
    let memory = rows(
        "
        reserve O0 S*1 buyer=B     -> OK            // before the rule: not counted
        rule S limit=5             -> OK
        reserve O1 S*3 buyer=B     -> OK
        reserve O2 S*3 buyer=B     -> BUYER_HOLD_LIMIT
        why                        -> held=3 limit=5 sku=S
        reserve O3 S*6 buyer=C     -> BUYER_HOLD_LIMIT
        reserve O3 S*5 buyer=C     -> OK
        reserve O4 S*3             -> OK            // nobody's
        reserve O5 A*9 buyer=B     -> OK            // another sku
        amend O1 S*5               -> OK
        amend O1 S*6               -> BUYER_HOLD_LIMIT
        confirm O1 1*2             -> OK
        reserve O6 S*2 buyer=B     -> OK
        reserve O7 S*1 buyer=B     -> BUYER_HOLD_LIMIT
        cancel O6 1*1              -> OK
        reserve O7 S*1 buyer=B     -> OK            // under a key of its own
        tick 20000
        expire O1                  -> OK
        expire O7                  -> OK
        reserve O8 S*4 buyer=B     -> OK            // O6 still holds one
        count W1 S=0               -> OK hit O3 hit O0 cut O1
        receive W2 S*20            -> OK
        reserve O9 S*5 buyer=C     -> OK
        cancel O9                  -> OK
        rule S none                -> OK
        reserve O9 S*9 buyer=C key=again -> OK
    ",
    );
    let unpaid = |kind| {
        let counters = memory.counters().iter();
        counters
            .filter(|(key, _)| key.kind == kind)
            .map(|(_, n)| n)
            .sum::<i64>()
    };
    let held: i64 = memory
        .reservations()
        .values()
        .flat_map(|r| r.counted().into_values())
        .sum();
    assert_eq!(unpaid(CounterKind::BuyerHold), held);
}

#[test]
fn the_rule_of_every_sku_counts_components_of_kits() {
    rows(
        "
        rule all limit=3           -> OK
        reserve O1 K*2 buyer=B     -> BUYER_HOLD_LIMIT
        reserve O1 K*1 A*1 buyer=B -> OK
        reserve O2 A*1 buyer=B     -> BUYER_HOLD_LIMIT
        rule A limit=4             -> OK            // its own goes first
        reserve O2 A*1 buyer=B     -> OK
        tick 20000
        reserve O1 A*4 buyer=B     -> BUYER_HOLD_LIMIT
        reserve O1 A*3 buyer=B     -> OK            // what ran out under this order counts no more
    ",
    );
}

#[test]
fn a_scarce_sku_is_held_for_as_long_as_a_checkout_takes() {
    rows(
        "
        rule S scarce=8 seconds=90 -> OK
        reserve O1 S*12            -> OK            // twenty are there
        reserve O2 S*1 ttl=60      -> OK            // eight are there
        reserve O3 S*1             -> OK
        tick 61
        expire O2                  -> OK
        order O2                   -> EXPIRED S*1@W2:back1
        expire O3                  -> OK
        order O3                   -> PRE_OCCUPIED S*1@W2
        tick 30
        expire O3                  -> OK
        order O3                   -> EXPIRED S*1@W2:back1
        expire O1                  -> OK
        confirm O1                 -> OK
    ",
    );
}

#[test]
fn a_late_payment_looks_beyond_the_site_where_the_goods_were_held() {
    rows(
        "
        reserve O1 S*4             -> OK
        order O1                   -> PRE_OCCUPIED S*4@W1
        reserve O2 S*4@W1          -> OK            // picked up there
        tick 20000
        expire O1                  -> OK
        expire O2                  -> OK
        freeze W1 S*10             -> OK
        confirm O1                 -> OK
        fos O1                     -> W2 ALLOCATED S*4
        confirm O2                 -> LATE_PAY_NO_STOCK S 0/4
    ",
    );
}
