//! Quota sold before the goods are there: held, paid, given up, run out, and turned into goods by the time it was paid.

use super::rows;

#[test]
fn case_69_presale_is_served_by_the_time_it_was_paid() {
    rows(
        "
        presale W1 PS S*9 at=24        -> OK
        stock W1 S                     -> available=10 presale_avail=9
        freeze W1 S*10                 -> OK
        reserve O1 S*1                 -> STOCK_NOT_ENOUGH S 0/1       // nobody is sold a presale who did not ask for one
        reserve O1 S*3!                -> OK
        reserve O2 S*3!                -> OK
        reserve O3 S*3!                -> OK
        reserve O4 S*1!                -> STOCK_NOT_ENOUGH S 0/1
        stock W1 S                     -> frozen=10 presale_held=9
        confirm O2                     -> OK
        confirm O1                     -> OK
        order O2                       -> CONFIRMED S*3@W1!PS:paid3
        fos O2                         -> none
        waits O2                       -> WAITING 3 of S@W1
        stock W1 S                     -> frozen=10 presale_held=9
        receive W1 S*5 rest=48         -> OK
        events                         -> fulfillment.created S*3; fulfillment.created S*2; promise.changed S*1
        waits O2                       -> CONVERTED 0 of S@W1
        waits O1                       -> PART_CONVERTED 1 of S@W1
        order O3                       -> PRE_OCCUPIED S*3@W1!PS
        fos O2                         -> W1 ALLOCATED S*3
        fos O1                         -> W1 ALLOCATED S*2
        stock W1 S                     -> allocated=5 frozen=10 presale_held=4
        expected W1 S                  -> in 48 h
        confirm O3                     -> OK
        receive W1 S*9                 -> OK
        waits O1                       -> CONVERTED 0 of S@W1
        waits O3                       -> CONVERTED 0 of S@W1
        stock W1 S                     -> available=5 allocated=9 frozen=10
    ",
    );
}

#[test]
fn stock_goes_before_presale_and_a_line_is_not_split() {
    rows(
        "
        presale W1 PS S*50             -> OK
        reserve O1 S*8!                -> OK
        order O1                       -> PRE_OCCUPIED S*8@W1
        reserve O2 S*5!                -> OK
        order O2                       -> PRE_OCCUPIED S*5@W1!PS
        reserve O3 S*1! 2:S*4! 3:A*1   -> OK                           // the last line gives way
        order O3                       -> PRE_OCCUPIED S*1@W1 S*4@W1!PS A*1@W1
        reserve O4 S*90!               -> STOCK_NOT_ENOUGH S 1/90
        reserve O5 S*41! partial       -> OK
        order O5                       -> PRE_OCCUPIED S*41@W1!PS
        reserve O6 S*41! partial       -> OK S 1/41
        order O6                       -> PRE_OCCUPIED S*1@W1
        reserve O7 BRAKES*1!           -> PARAM_INVALID
    ",
    );
}

#[test]
fn what_is_held_of_a_presale_goes_back_to_it() {
    rows(
        "
        presale W1 PS B*9 end=600      -> OK
        reserve O1 B*2!                -> OK
        reserve O2 B*2! ttl=60         -> OK
        reserve O3 B*3!                -> OK
        cancel O1 1*1                  -> OK
        cancel O1                      -> OK
        stock W1 B                     -> presale_avail=4 presale_held=5
        tick 60
        expire O2                      -> OK
        order O2                       -> EXPIRED B*2@W1!PS:back2
        stock W1 B                     -> presale_avail=6 presale_held=3
        confirm O2                     -> OK                           // paid late: the quota is still there
        order O2                       -> CONFIRMED late B*2@W1!PS:paid2
        waits O2                       -> WAITING 2 of B@W1
        confirm O3 1*2                 -> OK
        confirm O3                     -> OK
        waits O3                       -> WAITING 2 of B@W1; WAITING 1 of B@W1
        cancel O3 1*4                  -> QTY_EXCEEDS
        cancel O3 1*2                  -> OK
        cancel O3                      -> OK
        cancel O3                      -> OK                           // done already
        waits O3                       -> WITHDRAWN 0 of B@W1; WITHDRAWN 0 of B@W1
        stock W1 B                     -> presale_avail=7 presale_held=2
        receive W1 B*1                 -> OK
        cancel O2                      -> OK
        why                            -> withdrawn=1
        waits O2                       -> CONVERTED 0 of B@W1
        cancel O2                      -> STATE_CONFLICT               // what goods came for is a fulfilment order by now
        stock W1 B                     -> allocated=1 presale_avail=8
        tick 600
        reserve O4 B*1!                -> STOCK_NOT_ENOUGH B 0/1       // the sale is over
    ",
    );
}

#[test]
fn presale_lines_are_amended() {
    rows(
        "
        presale W1 PS B*5              -> OK
        reserve O1 B*2!                -> OK
        amend O1 B*4!                  -> OK
        order O1                       -> PRE_OCCUPIED B*4@W1!PS
        amend O1 B*6!                  -> STOCK_NOT_ENOUGH B 4/6
        order O1                       -> PRE_OCCUPIED B*4@W1!PS
        receive W1 B*3                 -> OK
        amend O1 B*5!                  -> OK
        order O1                       -> PRE_OCCUPIED B*4@W1!PS B*1@W1
        amend O1 B*2                   -> OK                           // no presale any more
        order O1                       -> PRE_OCCUPIED B*4@W1!PS:back4 B*2@W1
        stock W1 B                     -> available=1 preoccupied=2 presale_avail=5
    ",
    );
}

#[test]
fn quota_is_taken_back_as_far_as_nobody_holds_it() {
    rows(
        "
        presale W1 PS B*5              -> OK
        presale W1 PS B*5              -> OK
        presale W1 P2 B*1              -> STATE_CONFLICT
        presale W1 PS BRAKES*1         -> PARAM_INVALID
        presale W1 PS NONE*1           -> SKU_UNKNOWN
        presale W9 PS B*1              -> WAREHOUSE_UNKNOWN
        presale W1 PS B*1 end=0        -> PARAM_INVALID
        presale W1 PS B                -> PARAM_INVALID
        reserve O1 B*4!                -> OK
        unpresale W1 P2 B*1            -> NOT_FOUND
        unpresale W1 PS B*2            -> OK
        unpresale W1 PS B*9            -> OK B 4 of 9
        stock W1 B                     -> presale_held=4
        presale W1 PS B*3              -> OK
        unpresale W1 PS B as=v         -> OK
        reverse v                      -> STATE_CONFLICT
        cancel O1                      -> OK
        reserve O2 B*1!                -> STOCK_NOT_ENOUGH B 0/1       // closed: what comes back is not sold again
        stock W1 B                     -> presale_avail=4
        presale W1 P2 B*1              -> OK
        reserve O2 B*5!                -> OK
        order O2                       -> PRE_OCCUPIED B*5@W1!P2
    ",
    );
}

#[test]
fn goods_of_any_origin_serve_who_waits() {
    rows(
        "
        presale W1 PS B*9 pool=CH:web  -> OK
        reserve O1 B*2! channel=web    -> OK
        reserve O2 B*2! channel=vip    -> CHANNEL_QUOTA_EXHAUSTED B 0/2
        confirm O1                     -> OK
        receive W1 B*1 qc              -> OK
        waits O1                       -> WAITING 2 of B@W1
        inspect W1 B*1                 -> OK
        waits O1                       -> PART_CONVERTED 1 of B@W1
        receive W2 B*3                 -> OK
        waits O1                       -> PART_CONVERTED 1 of B@W1
        tr-out T1 W2 W1 B*2            -> OK
        tr-in T1 W2 W1 B*2 as=v        -> OK
        waits O1                       -> CONVERTED 0 of B@W1
        reverse v                      -> STATE_CONFLICT
        stock W1 B                     -> available=1 allocated=2
        presale W1 P2 B*2              -> OK
        reserve O3 B*3@W1!             -> STOCK_NOT_ENOUGH B 1/3
        reserve O3 B*2@W1!             -> OK
    ",
    );
}

#[test]
fn the_sweeper_serves_from_what_became_free() {
    rows(
        "
        reserve O9 S*10                -> OK
        presale W1 PS S*2              -> OK
        reserve O1 S*2!                -> OK
        confirm O1                     -> OK
        serve W1 S                     -> OK
        waits O1                       -> WAITING 2 of S@W1
        cancel O9                      -> OK
        waits O1                       -> WAITING 2 of S@W1
        serve W1 S                     -> OK
        waits O1                       -> CONVERTED 0 of S@W1
        fos O1                         -> W1 ALLOCATED S*2
        serve W1 S                     -> OK
        stock W1 S                     -> available=8 allocated=2
    ",
    );
}

#[test]
fn the_date_of_the_rest_is_that_of_the_next_announcement() {
    rows(
        "
        presale W1 PS B*9 at=1         -> OK
        expect W1 ASN1 B*5             -> OK
        reserve O1 B*5!                -> OK
        confirm O1                     -> OK
        tick 7200
        receive W1 B*3 asn=ASN1        -> OK
        events                         -> fulfillment.created B*3; promise.changed B*2
        expected W1 B                  -> unknown
        presale W1 PS B*1 at=30        -> OK
        expected W1 B                  -> in 30 h
        receive W1 B*1                 -> OK
        events                         -> fulfillment.created B*1
        expected W1 B                  -> in 30 h
    ",
    );
}

#[test]
fn a_count_cuts_no_presale_and_goods_of_lots_serve_by_age() {
    rows(
        "
        sku T age=100
        presale W1 PS T*9              -> OK
        reserve O1 T*2~14!             -> OK
        reserve O2 T*2!                -> OK
        confirm O1                     -> OK
        confirm O2                     -> OK
        receive W1 T*1~OLD-30          -> OK
        waits O1                       -> WAITING 2 of T@W1
        waits O2                       -> PART_CONVERTED 1 of T@W1
        receive W1 T*3~NEW-3           -> OK
        waits O1                       -> CONVERTED 0 of T@W1
        waits O2                       -> CONVERTED 0 of T@W1
        fos O1                         -> W1 ALLOCATED T*2~NEW
        reserve O3 T*4!                -> OK
        count W1 T~OLD=0               -> OK cut O2
        order O3                       -> PRE_OCCUPIED T*4@W1!PS
    ",
    );
}
