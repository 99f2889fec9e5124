//! Lines that are short and served by an equivalent part.

use super::rows;

#[test]
fn a_short_line_is_served_by_the_first_part_that_has_all_of_it() {
    rows(
        "
        receive W1 B*3 PAD*9           -> OK
        reserve O1 S*2?A               -> OK
        order O1                       -> PRE_OCCUPIED S*2@W1
        reserve O2 S*9?A               -> OK
        order O2                       -> PRE_OCCUPIED A*9@W1(for S)
        reserve O3 S*9?A+B+PAD         -> OK
        order O3                       -> PRE_OCCUPIED PAD*9@W1(for S)
        reserve O4 S*9?A+B             -> STOCK_NOT_ENOUGH S 8/9
        reserve O5 S*9?A+NONE          -> STOCK_NOT_ENOUGH S 8/9
        confirm O3                     -> OK
        fos O3                         -> W1 ALLOCATED PAD*9
        cancel O2                      -> OK
        stock W1 A                     -> available=10
    ",
    );
}

#[test]
fn a_line_that_gives_way_leaves_goods_to_the_others() {
    rows(
        "
        reserve O1 S*6 2:S*6?A         -> OK
        order O1                       -> PRE_OCCUPIED S*6@W1 A*6@W1(for S)
        reserve O2 A*5?S 2:S*5?A       -> STOCK_NOT_ENOUGH A 4/5 S 4/5
        reserve O3 A*4 2:S*5?B!        -> STOCK_NOT_ENOUGH S 4/5
        presale W1 PS S*9              -> OK
        reserve O3 A*4 2:S*5?B!        -> OK
        order O3                       -> PRE_OCCUPIED A*4@W1 S*5@W1!PS
        amend O1 S*4 2:S*6?A           -> OK
        order O1                       -> PRE_OCCUPIED S*6@W1:back2 A*6@W1(for S)
        amend O1 S*4 2:S*6             -> OK
        order O1                       -> PRE_OCCUPIED S*6@W1:back2 A*6@W1(for S):back6 S*6@W1
    ",
    );
}

#[test]
fn what_was_held_instead_is_paid_late_as_it_was() {
    rows(
        "
        reserve O1 S*9 ttl=60          -> OK
        reserve O2 S*9?A ttl=60        -> OK
        tick 60
        expire O2                      -> OK
        confirm O2                     -> OK
        order O2                       -> CONFIRMED late A*9@W1(for S):paid9
    ",
    );
}
