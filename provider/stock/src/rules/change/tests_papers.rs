//! Tables of documents of goods.

use crate::table::check;

const WORLD: &str = "
    warehouse W1 W2
    sku A S
    kit K = A*1 S*4
    receive W1 S*10
";

fn rows(table: &str) {
    check(&format!("{WORLD}{table}"));
}

#[test]
fn announced_received_over_and_short() {
    rows(
        "
        expect W1 N1 S*10 A*4      -> OK
        doc ASN N1               -> OPEN incoming A*4@W1 incoming S*10@W1
        stock W1 S                 -> available=10 incoming=10
        receive W1 S*6 asn=N1 qc   -> OK
        stock W1 S                 -> available=10 qc_hold=6 incoming=4
        doc ASN N1               -> PART_RECEIVED incoming A*4@W1 incoming S*4@W1
        receive W1 S*7 asn=N1 as=over -> OK          // three more than announced
        stock W1 S                 -> available=17 qc_hold=6
        receive W2 A*1 asn=N1      -> STATE_CONFLICT
        receive W1 A*1 asn=N2      -> PARAM_INVALID
        reverse over               -> OK
        doc ASN N1               -> PART_RECEIVED incoming A*4@W1 incoming S*4@W1
        receive W1 A*3 asn=N1 last as=end -> OK      // one A and four S never came
        doc ASN N1               -> SHORT_CLOSED
        stock W1 A                 -> available=3
        stock W1 S                 -> available=10 qc_hold=6
        receive W1 A*1 asn=N1      -> STATE_CONFLICT
        why                        -> currentState=SHORT_CLOSED
        expect W1 N1 A*1           -> STATE_CONFLICT
        reverse end                -> OK
        doc ASN N1               -> PART_RECEIVED incoming A*4@W1 incoming S*4@W1
        expect W1 N1 A*1           -> OK
        doc ASN N1               -> PART_RECEIVED incoming A*5@W1 incoming S*4@W1
    ",
    );
}

#[test]
fn an_announcement_is_undone_unless_goods_came() {
    rows(
        "
        expect W1 N1 S*5 as=first  -> OK
        receive W1 S*2 asn=N1 as=in -> OK
        reverse first              -> STATE_CONFLICT
        reverse in                 -> OK
        reverse first              -> OK
        doc ASN N1               -> CANCELLED
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn case_45_transfer_out_10_in_9_later_1_found_or_lost() {
    rows(
        "
        tr-lock T1 W1 W2 S*10         -> OK
        stock W1 S                 -> frozen=10
        doc TRANSFER T1          -> LOCKED frozen S*10@W1
        unfreeze W1 S*1            -> QTY_EXCEEDS S 0/1
        tr-out T1 W1 W2 S*10 as=out  -> OK
        stock W1 S                 -> empty
        stock W2 S                 -> transfer_transit=10
        tr-in T1 W1 W2 S*9 last as=in -> OK
        doc TRANSFER T1          -> SHORT transfer_transit S*1@W2
        stock W2 S                 -> available=9 transfer_transit=1
        reverse out                -> STATE_CONFLICT
        tr-in T1 W1 W2 S*1 as=found -> OK
        doc TRANSFER T1          -> RECEIVED
        reverse found              -> OK
        doc TRANSFER T1          -> SHORT transfer_transit S*1@W2
    ",
    );
}

#[test]
fn case_45_a_loss_takes_the_last_receipt_and_a_second_person() {
    rows(
        "
        tr-out T1 W1 W2 S*10         -> OK            // not locked before: locked with it
        tr-in T1 W1 W2 S*9        -> OK
        tr-loss T1                    -> STATE_CONFLICT
        why                        -> currentState=IN_TRANSIT
        tr-in T1 W1 W2 S*1 last as=in -> OK
        tr-loss T1                    -> STATE_CONFLICT
        reverse in                 -> OK
        tr-loss T1                    -> STATE_CONFLICT
        tr-in T2 W1 W2 A*1 last   -> ACCEPTED_PENDING A 0 of 1
        receive W1 A*5
        tr-out T2 W1 W2 A*3          -> OK
        doc TRANSFER T2          -> SHORT transfer_transit A*2@W2
        tr-loss T2 A*3                -> QTY_EXCEEDS A 2/3
        tr-loss T2 A*1                -> OK
        tr-loss T2                    -> OK
        doc TRANSFER T2          -> WRITTEN_OFF
        stock W2 A                 -> available=1
        tr-loss T2                    -> STATE_CONFLICT
        tr-loss T9                    -> PARAM_INVALID
    ",
    );
}

#[test]
fn case_46_transfer_in_before_transfer_out() {
    rows(
        "
        tr-in T1 W1 W2 S*4 as=in  -> ACCEPTED_PENDING S 0 of 4
        doc TRANSFER T1          -> PARKED
        stock W1 S                 -> available=10
        stock W2 S                 -> empty
        tr-in T1 W1 W2 S*2 as=in2 -> ACCEPTED_PENDING S 0 of 2
        tr-out T1 W2 W1 S*4          -> STATE_CONFLICT
        tr-out T1 W1 W2 S*5 as=out   -> OK
        stock W1 S                 -> available=5
        stock W2 S                 -> available=5
        doc TRANSFER T1          -> PARKED
        reverse in2                -> STATE_CONFLICT
        reverse out                -> STATE_CONFLICT
        tr-out T1 W1 W2 S*2          -> OK
        stock W2 S                 -> available=6 transfer_transit=1
        doc TRANSFER T1          -> IN_TRANSIT transfer_transit S*1@W2
        tr-in T1 W1 W2 S*3 last   -> OK            // two more than were reported as sent
        stock W2 S                 -> available=9
        doc TRANSFER T1          -> RECEIVED
        tr-in T2 W1 W2 S*1 as=early -> ACCEPTED_PENDING S 0 of 1
        reverse early              -> OK
        doc TRANSFER T2          -> CANCELLED
        tr-out T2 W1 W2 S*1          -> OK
        stock W2 S                 -> available=9 transfer_transit=1
        tr-out T3 W1 W2 S*9          -> STOCK_NOT_ENOUGH S 2/9
        tr-lock T3 W1 W1 S*1          -> PARAM_INVALID
    ",
    );
}

#[test]
fn the_last_receipt_frees_what_was_locked_and_not_sent() {
    rows(
        "
        tr-lock T1 W1 W2 S*6 as=lock  -> OK
        tr-out T1 W1 W2 S*4          -> OK
        doc TRANSFER T1          -> IN_TRANSIT frozen S*2@W1 transfer_transit S*4@W2
        reverse lock               -> STATE_CONFLICT
        tr-in T1 W1 W2 S*4 last   -> OK
        doc TRANSFER T1          -> RECEIVED
        stock W1 S                 -> available=6
        stock W2 S                 -> available=4
    ",
    );
}

#[test]
fn unlocked_by_number_or_without() {
    rows(
        "
        freeze W1 S*3 key=F1 as=f1 -> OK
        freeze W1 S*2 key=F2       -> OK
        tr-lock T1 W1 W2 S*1          -> OK
        unfreeze W1 S*4 key=F1     -> QTY_EXCEEDS S 3/4
        unfreeze W1 S*2 key=F1     -> OK
        doc FREEZE F1            -> PART_RELEASED frozen S*1@W1
        reverse f1                 -> STATE_CONFLICT
        unfreeze W2 S*1 key=F2     -> STATE_CONFLICT
        unfreeze W1 S*4            -> QTY_EXCEEDS S 3/4
        unfreeze W1 S*2            -> OK            // what was locked first, first
        doc FREEZE F1            -> RELEASED
        doc FREEZE F2            -> PART_RELEASED frozen S*1@W1
        stock W1 S                 -> available=8 frozen=2
        freeze W1 A*1 key=F3       -> OK A 0 of 1
        doc FREEZE F3            -> none
    ",
    );
}

#[test]
fn locks_give_way_to_a_count() {
    rows(
        "
        freeze W1 S*3 key=F1       -> OK
        tr-lock T1 W1 W2 S*5          -> OK
        count W1 S=6 as=count      -> OK            // two free, two locked
        doc FREEZE F1            -> PART_RELEASED frozen S*1@W1
        count W1 S=4               -> OK
        doc FREEZE F1            -> RELEASED
        doc TRANSFER T1          -> LOCKED frozen S*4@W1
        reverse count              -> OK
        doc FREEZE F1            -> PART_RELEASED frozen S*2@W1
        stock W1 S                 -> available=2 frozen=6
    ",
    );
}

#[test]
fn a_kit_gives_way_as_a_whole() {
    rows(
        "
        receive W1 A*5
        reserve O1 K*2 A*1         -> OK
        stock W1 S                 -> available=2 preoccupied=8
        stock W1 A                 -> available=2 preoccupied=3
        count W1 S=7               -> OK hit O1     // one kit is broken: its other three are free again
        stock W1 S                 -> available=3 preoccupied=4
        stock W1 A                 -> available=3 preoccupied=2
        count W1 A=1               -> OK hit O1
        stock W1 A                 -> preoccupied=1
        stock W1 S                 -> available=7
        order O1                   -> PRE_OCCUPIED A*2@W1:back2 S*8@W1:back8 A*1@W1
    ",
    );
}

#[test]
fn case_23_what_is_left_of_a_recall_is_taken_when_it_comes_back() {
    rows(
        "
        assign W1 SHARED CH:web S*6 -> OK
        reserve O1 S*4#CH:web      -> OK
        reserve O2 S*1#CH:web      -> OK
        assign W1 CH:web SHARED S*6 as=back -> OK S 1 of 6
        doc RECALL W1/CH:web/S   -> OPEN
        recall W1 CH:web S         -> OK
        stock W1 S CH:web          -> preoccupied=5
        cancel O1                  -> OK
        stock W1 S CH:web          -> available=4 preoccupied=1
        recall W1 CH:web S         -> OK S 4 of 5
        stock W1 S CH:web          -> preoccupied=1
        stock W1 S                 -> available=9
        doc RECALL W1/CH:web/S   -> OPEN
        assign W1 SHARED CH:web S*2 -> OK           // given anew: no longer wanted back
        doc RECALL W1/CH:web/S   -> DONE
        recall W1 CH:web S         -> OK
        stock W1 S CH:web          -> available=2 preoccupied=1
    ",
    );
}

#[test]
fn a_recall_does_not_wait_for_goods_that_were_sold() {
    rows(
        "
        assign W1 SHARED CH:web S*3 -> OK
        reserve O1 S*3#CH:web      -> OK
        assign W1 CH:web SHARED S*3 -> OK S 0 of 3
        cancel O1 1*2              -> OK
        recall W1 CH:web S         -> OK S 2 of 3
        doc RECALL W1/CH:web/S   -> OPEN
        count W1 S=9               -> OK
        count W1 S=0               -> OK hit O1
        recall W1 CH:web S         -> OK S 0 of 1
        doc RECALL W1/CH:web/S   -> DONE
    ",
    );
}

#[test]
fn what_a_return_waits_to_be_graded_for_is_not_inspected_counted_away_or_reversed() {
    rows(
        "
        receive W1 A*2 qc as=in
        reserve O1 S*2             -> OK
        confirm O1                 -> OK
        create O1 paid             -> OK
        pick O1 1*2 packed         -> OK
        ship O1 P1 1*2             -> OK
        deliver O1 P1 1*2:SIGNED   -> OK
        apply R1 O1 1:S*2 approved -> OK
        sent R1                    -> OK
        arrive R1 W1 1:S*2         -> OK
        stock W1 S                 -> available=8 qc_hold=2
        inspect W1 S*1             -> STOCK_NOT_ENOUGH S 0/1
        count W1 S=1               -> OK S 8 of 9
        stock W1 S                 -> qc_hold=2
        grade R1 1:GOOD*2 last     -> OK
        stock W1 S                 -> available=2
        inspect W1 A*1             -> OK
        reverse in                 -> STATE_CONFLICT
    ",
    );
}

#[test]
fn defective_goods_go_back_to_the_vendor() {
    rows(
        "
        receive W1 A*4 qc
        inspect W1 fail A*3 key=Q1 as=seen -> OK
        doc INSPECTION Q1        -> DONE
        vendor W1 A*4              -> STOCK_NOT_ENOUGH A 3/4
        vendor W1 A*2 key=D1 as=gone -> OK
        doc DISPOSAL D1          -> DONE
        stock W1 A                 -> qc_hold=1 defective=1
        reverse seen               -> STATE_CONFLICT
        reverse gone               -> OK
        doc DISPOSAL D1          -> CANCELLED
        reverse seen               -> OK
        doc INSPECTION Q1        -> CANCELLED
        stock W1 A                 -> qc_hold=4
    ",
    );
}
