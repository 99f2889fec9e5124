//! How a hold changes.

use super::rows;

#[test]
fn case_71_amendment_that_can_not_be_had_leaves_the_hold() {
    rows(
        "
        reserve O1 S*2 A*1         -> OK
        reserve O2 S*8             -> OK
        amend O1 S*3 A*1           -> STOCK_NOT_ENOUGH S 2/3
        amend O1 S*2 B*1           -> STOCK_NOT_ENOUGH B 0/1
        order O1                   -> PRE_OCCUPIED S*2@W1 A*1@W1
        stock W1 S                 -> preoccupied=10
    ",
    );
}

#[test]
fn amend_up_down_swap_add_and_drop() {
    rows("
        receive W1 B*5
        reserve O1 S*2 A*3         -> OK
        amend O1 S*5 A*1           -> OK
        order O1                   -> PRE_OCCUPIED S*5@W1 A*3@W1:back2
        amend O1 1:B*2 3:A*4       -> OK            // line 1 is another part, line 2 gone, line 3 new
        order O1                   -> PRE_OCCUPIED S*5@W1:back5 A*3@W1:back3 B*2@W1 A*4@W1
        stock W1 S                 -> available=10
        stock W1 A                 -> available=6 preoccupied=4
        stock W1 B                 -> available=3 preoccupied=2
        confirm O1 3*1             -> OK
        amend O1 1:B*2             -> QTY_EXCEEDS   // line 3 is paid in part
        amend O1 3:A*1             -> OK            // what is paid stays, nothing else
        order O1                   -> CONFIRMED S*5@W1:back5 A*3@W1:back3 B*2@W1:back2 A*4@W1:paid1:back3
        amend O1 3:A*2             -> STATE_CONFLICT
        amend O9 A*1               -> RESERVATION_NOT_FOUND
    ");
}

#[test]
fn amended_lines_take_over_what_others_give_up() {
    rows(
        "
        reserve O1 S*10            -> OK
        sku S safety=3
        amend O1 1:S*4 2:S*6       -> OK            // handed on, though nothing is free
        stock W1 S                 -> preoccupied=10
        amend O1 2:S*10            -> OK
        amend O1 2:S*11            -> STOCK_NOT_ENOUGH S 10/11
        stock W1 S                 -> preoccupied=10
    ",
    );
}

#[test]
fn amended_address_moves_the_hold() {
    rows(
        "
        area 44 = W2
        receive W2 S*3 A*1
        reserve O1 S*3 A*1 area=31 -> OK
        amend O1 S*3 A*2 area=44   -> STOCK_NOT_ENOUGH A 1/2
        amend O1 S*3 A*1 area=44   -> OK
        order O1                   -> PRE_OCCUPIED S*3@W1:back3 A*1@W1:back1 S*3@W2 A*1@W2
        stock W1 S                 -> available=10
        stock W2 S                 -> preoccupied=3
    ",
    );
}

#[test]
fn amended_kits() {
    rows("
        receive W1 PAD*10 DISC*10
        reserve O1 BRAKES*2        -> OK
        amend O1 BRAKES*4          -> OK
        amend O1 BRAKES*6          -> KIT_COMPONENT_SHORT DISC 10/12
        amend O1 BRAKES*1 DISC*8   -> OK
        stock W1 PAD               -> available=9 preoccupied=1
        stock W1 DISC              -> preoccupied=10
        confirm O1 1*1 2*3         -> OK
        order O1                   -> PRE_OCCUPIED PAD*4@W1:paid1:back3 DISC*8@W1:paid2:back6 DISC*8@W1:paid3
    ");
}

#[test]
fn a_short_amendment_tells_the_whole_line() {
    rows(
        "
        reserve O1 S*4             -> OK
        confirm O1 1*1             -> OK
        reserve O2 S*5             -> OK
        amend O1 S*6               -> STOCK_NOT_ENOUGH S 5/6    // 1 paid, 3 held, 1 free
        amend O1 S*5               -> OK
        order O1                   -> PRE_OCCUPIED S*5@W1:paid1
    ",
    );
}
