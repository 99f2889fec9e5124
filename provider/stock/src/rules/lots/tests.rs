//! Lots, by tables.

use crate::table::check;

#[test]
fn tracked_goods_name_their_lot_and_others_do_not() {
    check(
        "
        warehouse W1
        sku P
        sku T age=30
        receive W1 T*5             -> PARAM_INVALID
        receive W1 T*5~L1          -> PARAM_INVALID   // its age decides, and is not told
        receive W1 T*5~L1-10
        receive W1 T*5~L1          // known by now
        receive W1 T*5~L1-10
        receive W1 T*5~L1-11       -> PARAM_INVALID   // and not made twice
        receive W1 T*5~L2-1 T*5~L2-2 -> PARAM_INVALID
        receive W1 T*5~L3--1       -> PARAM_INVALID   // not before it is made
        receive W1 T*5~L3-2+-3     -> PARAM_INVALID   // nor to be sold before that
        receive W1 P*5~L1          -> PARAM_INVALID
        receive W1 P*5
        freeze W1 T*1              -> PARAM_INVALID
        freeze W1 T*1~L9           -> PARAM_INVALID
        scrap W1 T*1               -> PARAM_INVALID
        count W1 T=3               -> PARAM_INVALID
        count W1 P~L1=3            -> PARAM_INVALID
        reserve O1 P*1~5           -> PARAM_INVALID   // nobody knows how old it is
        reserve O1 T*1~-1          -> PARAM_INVALID
        reserve O1 T*1~36526       -> PARAM_INVALID
        stock W1 T~L1              -> available=15
        stock W1 T                 -> empty
    ",
    );
}

#[test]
fn the_lot_that_expires_first_goes_first() {
    check(
        "
        warehouse W1
        sku T lots
        receive W1 T*2~B-10+40 T*2~A-5+40 T*2~C-5+20 T*2~E-1 T*2~D-1
        reserve O1 T*1             -> OK
        order O1                   -> PRE_OCCUPIED T*1@W1~C
        reserve O2 T*5             -> OK
        order O2                   -> PRE_OCCUPIED T*1@W1~C T*2@W1~B T*2@W1~A
        reserve O3 T*3             -> OK
        order O3                   -> PRE_OCCUPIED T*2@W1~D T*1@W1~E
        reserve O4 T*2             -> STOCK_NOT_ENOUGH T 1/2
        cancel O2                  -> OK
        stock W1 T~B               -> available=2
        confirm O1                 -> OK
        fos O1                     -> W1 ALLOCATED T*1~C
    ",
    );
}

/// Hard case 66, its rules.
#[test]
fn an_age_is_asked_for_and_held_to() {
    check(
        "
        warehouse W1
        sku T age=400
        receive W1 T*4~OLD-380 T*3~NEW-100
        reserve O1 T*4~364         -> LOT_AGE_UNMET T 3/4
        reserve O1 T*3~364         -> OK
        order O1                   -> PRE_OCCUPIED T*3@W1~NEW
        reserve O2 T*1~364         -> LOT_AGE_UNMET T 0/1
        reserve O2 T*5             -> STOCK_NOT_ENOUGH T 4/5
        reserve O2 T*1             -> OK
        order O2                   -> PRE_OCCUPIED T*1@W1~OLD
        cancel O1                  -> OK
        reserve O3 2:T*1 3:T*3~364 -> OK             // the one that may be old leaves the young ones
        order O3                   -> PRE_OCCUPIED T*1@W1~OLD T*3@W1~NEW
        amend O3 2:T*1~364 3:T*2~364 -> OK
        order O3                   -> PRE_OCCUPIED T*1@W1~OLD:back1 T*3@W1~NEW:back1 T*1@W1~NEW
    ",
    );
}

#[test]
fn what_is_too_old_is_not_sold_and_is_locked() {
    check(
        "
        warehouse W1
        sku T age=30
        receive W1 T*4~L1-29 T*2~L2-1 T*1~L3-1+1
        reserve O1 T*1             -> OK
        order O1                   -> PRE_OCCUPIED T*1@W1~L1
        reserve O2 T*1             -> OK
        assign W1 SHARED CH:web T*1~L1 -> OK
        age W1 T~L1                -> OK             // its last day is a day of sale
        stock W1 T~L1              -> available=1 preoccupied=2
        tick 172800
        reserve O3 T*3             -> STOCK_NOT_ENOUGH T 2/3
        reserve O3 T*2 channel=web -> OK
        order O3                   -> PRE_OCCUPIED T*2@W1~L2
        age W1 T~L1                -> OK
        stock W1 T~L1              -> preoccupied=2 frozen=1
        stock W1 T~L1 CH:web       -> frozen=1
        age W1 T~L1                -> OK
        age W1 T~L3                -> OK             // past the day on its label
        stock W1 T~L3              -> frozen=1
        age W1 T~L2                -> OK
        stock W1 T~L2              -> preoccupied=2
        cancel O2                  -> OK             // what comes back is locked with the next look
        age W1 T~L1                -> OK
    ",
    );
}

/// Hard case 26, its rules.
#[test]
fn a_recall_locks_what_is_free_and_holds_orders_back() {
    check(
        "
        warehouse W1 W2
        sku T lots
        receive W1 T*4~L1-10 T*4~L2-5
        receive W2 T*3~L1
        assign W1 SHARED CH:web T*1~L1 -> OK
        reserve O1 T*2             -> OK
        confirm O1                 -> OK
        reserve O2 T*1@W1#CH:web   -> OK
        reserve O3 T*1@W1          -> OK
        reserve O4 T*2@W1          -> OK
        confirm O4                 -> OK
        cancel O2                  -> OK
        fos O1                     -> W1 ALLOCATED T*2~L1
        freeze W1 T*9~L1           -> OK T 0 of 8 hit O3 cut O1
        fos O1                     -> W1 ON_HOLD T*2~L1
        fos O4                     -> W1 ALLOCATED T*2~L2
        stock W1 T~L1              -> preoccupied=1 allocated=2
        stock W1 T~L1 CH:web       -> frozen=1
        stock W1 T~L2              -> available=2 allocated=2
        stock W2 T~L1              -> available=3
        freeze W1 T*2~L2           -> OK cut O4
        stock W1 T~L2              -> allocated=2 frozen=2
    ",
    );
}

#[test]
fn kits_quotas_safety_and_counts_work_on_lots() {
    check(
        "
        warehouse W1 W2
        sku T lots safety=2
        sku V
        kit K = T*4 V*1
        channel web shared=no
        receive W1 T*6~L1-10 T*6~L2-5 V*9
        receive W2 T*3~L3-50
        reserve O1 K*2             -> OK
        order O1                   -> PRE_OCCUPIED T*6@W1~L1 T*2@W1~L2 V*2@W1
        reserve O2 K*1             -> KIT_COMPONENT_SHORT T 3/4    // the safety stock of each site is kept
        reserve O2 K*1 channel=web -> CHANNEL_QUOTA_EXHAUSTED T 0/4 V 0/1
        assign W1 SHARED CH:web T*4~L2 V*1 -> OK
        reserve O2 K*1 channel=web -> OK
        order O2                   -> PRE_OCCUPIED T*4@W1#CH:web~L2 V*1@W1#CH:web
        cancel O2 1*1              -> OK
        stock W1 T~L2 CH:web       -> available=4
        count W1 T~L2=5            -> OK
        stock W1 T~L2 CH:web       -> available=3
        count W1 T~L2=1            -> OK hit O1
        order O1                   -> PRE_OCCUPIED T*6@W1~L1:back2 T*2@W1~L2:back2 V*2@W1:back1 // a whole kit of it
        mark then
        receive W1 T*2~L1          -> OK
        count W1 T~L2=3 at=then    -> OK
        stock W1 T~L2              -> available=3
    ",
    );
}

#[test]
fn a_late_payment_takes_whatever_lot_is_left_within_its_age() {
    check(
        "
        warehouse W1
        sku T age=100
        receive W1 T*2~L1-10 T*2~L2-5 T*2~OLD-90
        reserve O1 T*2~20 ttl=60   -> OK
        order O1                   -> PRE_OCCUPIED T*2@W1~L1
        tick 61
        expire O1                  -> OK
        freeze W1 T*2~L1           -> OK
        confirm O1                 -> OK
        order O1                   -> CONFIRMED late T*2@W1~L2:paid2
        fos O1                     -> W1 ALLOCATED T*2~L2
        reserve O2 T*1~20          -> LOT_AGE_UNMET T 0/1
    ",
    );
}

#[test]
fn goods_from_before_lots_were_tracked_go_first() {
    let table = "
        warehouse W1
        sku T
        receive W1 T*3
        sku T lots
        receive W1 T*3~L1-1
        reserve O1 T*4             -> OK
        order O1                   -> PRE_OCCUPIED T*3@W1 T*1@W1~L1
        cancel O1                  -> OK
        reserve O2 T*4~10          -> LOT_AGE_UNMET T 3/4
        count W1 T=0               -> OK             // brought into a lot by a count
        count W1 T~L1=6            -> OK
        stock W1 T~L1              -> available=6
        stock W1 T                 -> empty
    ";
    check(table);
}

#[test]
fn a_recall_stays_with_the_lot_until_it_is_lifted() {
    check(
        "
        warehouse W1 W2
        area 31 = W1 W2
        sku T age=100
        receive W1 T*4~L1-3 T*2~L2-2      -> OK
        receive W2 T*3~L1                 -> OK
        reserve O1 T*3                    -> OK
        reserve O2 T*1                    -> OK
        order O1                          -> PRE_OCCUPIED T*3@W1~L1
        freeze W1 T*9~L1 key=N1           -> OK T 0 of 9 hit O1 hit O2
        stock W1 T~L1                     -> preoccupied=4
        reserve O3 T*3                    -> STOCK_NOT_ENOUGH T 2/3    // not of W2 either
        cancel O1                         -> OK
        stock W1 T~L1                     -> available=3 preoccupied=1
        reserve O3 T*3                    -> STOCK_NOT_ENOUGH T 2/3
        age W1 T~L1                       -> OK
        stock W1 T~L1                     -> preoccupied=1 frozen=3
        age W2 T~L1                       -> OK
        stock W2 T~L1                     -> frozen=3
        confirm O2                        -> OK
        fos O2                            -> W1 ON_HOLD T*1~L1
        unfreeze W1 T*9~L1 reason=RISK    -> STOCK_FROZEN
        unfreeze W1 T*9~L1                -> OK T 3 of 9
        stock W1 T~L1                     -> available=3 allocated=1
        reserve O3 T*3                    -> OK
        order O3                          -> PRE_OCCUPIED T*3@W1~L1
        age W1 T~L1                       -> OK
        stock W2 T~L1                     -> frozen=3
    ",
    );
}
