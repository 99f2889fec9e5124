//! Deep stock: nothing is held before the payment, which takes its goods or is told to refund.

use super::rows;

#[test]
fn goods_are_taken_when_they_are_paid() {
    rows(
        "
        rule S on-pay                  -> OK
        reserve O1 S*6                 -> OK
        reserve O2 S*6 2:A*1           -> OK                           // both: nothing is held
        reserve O3 S*11                -> STOCK_NOT_ENOUGH S 10/11
        order O1                       -> PRE_OCCUPIED S*6@W1
        stock W1 S                     -> available=10
        stock W1 A                     -> available=9 preoccupied=1
        confirm O1                     -> OK
        order O1                       -> CONFIRMED S*6@W1:paid6
        fos O1                         -> W1 ALLOCATED S*6
        stock W1 S                     -> available=4 allocated=6
        confirm O2                     -> LATE_PAY_NO_STOCK S 4/6      // refund; nothing of the order is bound
        order O2                       -> PRE_OCCUPIED S*6@W1 A*1@W1
        stock W1 A                     -> available=9 preoccupied=1
        receive W2 S*6                 -> OK
        confirm O2                     -> OK                           // elsewhere
        order O2                       -> CONFIRMED S*6@W1:back6 A*1@W1:paid1 S*6@W2:paid6
        fos O2                         -> W1 ALLOCATED A*1; W2 ALLOCATED S*6
        stock W1 S                     -> available=4 allocated=6
    ",
    );
}

#[test]
fn what_holds_nothing_gives_nothing_back() {
    rows(
        "
        rule S on-pay                  -> OK
        reserve O1 S*6 ttl=60          -> OK
        reserve O2 S*6 ttl=60          -> OK
        reserve O3 S*2                 -> OK
        cancel O1                      -> OK
        order O1                       -> CANCELLED S*6@W1:back6
        amend O3 S*4                   -> OK
        order O3                       -> PRE_OCCUPIED S*4@W1
        amend O3 S*1 2:A*1             -> OK
        confirm O3 1*1                 -> OK
        order O3                       -> PRE_OCCUPIED S*4@W1:paid1:back3 A*1@W1
        tick 60
        expire O2                      -> OK
        confirm O2                     -> OK                           // late, and the goods are there
        order O2                       -> CONFIRMED late S*6@W1:paid6
        rule S none                    -> OK
        reserve O4 S*3                 -> OK
        stock W1 S                     -> preoccupied=3 allocated=7
        count W1 S=5                   -> OK hit O4 cut O2
    ",
    );
}
