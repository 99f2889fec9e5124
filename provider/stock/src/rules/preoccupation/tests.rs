//! Tables of what orders do.

use crate::table::check;

const WORLD: &str = "
    warehouse W1 W2
    area 31 = W1 W2
    sku A B S PAD DISC TYRE
    kit BRAKES = PAD*1 DISC*2
    kit WHEELS = TYRE*4
    channel web shared=yes
    channel vip shared=no
    receive W1 A*10 S*10
";

/// Runs rows on the common world.
fn rows(table: &str) {
    check(&format!("{WORLD}{table}"));
}

#[test]
fn case_01_sent_twice_with_the_same_content() {
    rows(
        "
        reserve O1 S*3 key=K       -> OK
        reserve O1 S*3 key=K       -> OK_DUPLICATE
        stock W1 S                 -> available=7 preoccupied=3
    ",
    );
}

#[test]
fn case_02_same_key_other_quantity() {
    rows(
        "
        reserve O1 S*3 key=K       -> OK
        reserve O1 S*4 key=K       -> IDEMPOTENT_CONFLICT
        stock W1 S                 -> available=7 preoccupied=3
    ",
    );
}

#[test]
fn case_05_cancel_before_reserve() {
    rows(
        "
        cancel O1                  -> OK
        order O1                   -> SUSPENDED
        reserve O1 S*3             -> RESERVATION_SUSPENDED
        confirm O1                 -> RESERVATION_SUSPENDED
        cancel O1                  -> OK
        cancel R999                -> RESERVATION_NOT_FOUND
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn case_06_cancel_twice_and_after_expiry() {
    rows(
        "
        reserve O1 S*3             -> OK
        cancel O1 key=C            -> OK
        cancel O1 key=C            -> OK_DUPLICATE
        cancel O1                  -> OK
        order O1                   -> CANCELLED S*3@W1:back3
        reserve O2 S*4 ttl=60      -> OK
        tick 60
        expire O2                  -> OK
        cancel O2                  -> OK
        order O2                   -> EXPIRED S*4@W1:back4
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn case_07_confirm_twice_and_after_cancel() {
    rows(
        "
        reserve O1 S*3             -> OK
        confirm O1 key=P           -> OK
        confirm O1 key=P           -> OK_DUPLICATE
        confirm O1                 -> STATE_CONFLICT
        cancel O1                  -> STATE_CONFLICT
        reserve O1 S*1             -> STATE_CONFLICT
        fos O1                     -> W1 ALLOCATED S*3
        reserve O2 S*1             -> OK
        cancel O2                  -> OK
        confirm O2                 -> RESERVATION_CLOSED
        stock W1 S                 -> available=7 allocated=3
    ",
    );
}

#[test]
fn case_08_confirm_and_sweeper_race() {
    rows(
        "
        reserve O1 S*3 ttl=60      -> OK
        tick 59
        expire O1                  -> OK            // not due: nothing to do
        order O1                   -> PRE_OCCUPIED S*3@W1
        confirm O1                 -> OK
        tick 1
        expire O1                  -> OK            // paid: nothing to do
        order O1                   -> CONFIRMED S*3@W1:paid3
        reserve O2 S*3 ttl=60      -> OK
        tick 60
        confirm O2 refuse          -> RESERVATION_EXPIRED
        expire O2                  -> OK
        confirm O2 refuse          -> RESERVATION_EXPIRED
        stock W1 S                 -> available=7 allocated=3
    ",
    );
}

#[test]
fn case_09_paid_after_expiry_and_the_stock_is_there() {
    rows(
        "
        reserve O1 S*3 ttl=60 area=31 -> OK
        tick 61
        expire O1                  -> OK
        confirm O1                 -> OK            // swept: taken anew
        order O1                   -> CONFIRMED late S*3@W1:paid3
        fos O1                     -> W1 ALLOCATED S*3
        confirm O1                 -> STATE_CONFLICT
        reserve O2 S*7 ttl=60      -> OK
        tick 61
        confirm O2                 -> OK            // not swept yet: expired and taken in one step
        order O2                   -> CONFIRMED late S*7@W1:paid7
        stock W1 S                 -> allocated=10
    ",
    );
}

#[test]
fn late_pay_sees_the_hold_that_came_after() {
    rows(
        "
        reserve O1 S*3 ttl=60      -> OK
        tick 61
        expire O1
        reserve O1 S*4             -> OK            // the order tried again
        confirm R1                 -> RESERVATION_NOT_FOUND
        confirm O1                 -> OK            // the latest is meant
        order O1                   -> CONFIRMED S*4@W1:paid4
        stock W1 S                 -> available=6 allocated=4
    ",
    );
}

#[test]
fn late_pay_draws_where_it_was_held_even_on_safety_stock() {
    rows(
        "
        sku V safety=2
        receive W1 V*5             -> OK
        receive W2 V*5             -> OK
        reserve O1 V*3@W1 ttl=60   -> OK
        tick 61
        expire O1
        reserve O2 V*1@W1          -> OK
        confirm O1                 -> OK            // 4 free, 2 of them safety
        stock W1 V                 -> available=1 preoccupied=1 allocated=3
        stock W2 V                 -> available=5
    ",
    );
}

#[test]
fn case_10_paid_after_expiry_and_the_stock_is_gone() {
    rows(
        "
        reserve O1 S*6 ttl=60      -> OK
        tick 61
        expire O1
        reserve O2 S*5             -> OK
        confirm O1                 -> LATE_PAY_NO_STOCK S 5/6
        order O1                   -> EXPIRED S*6@W1:back6
        confirm O1 refuse          -> RESERVATION_EXPIRED
        stock W1 S                 -> available=5 preoccupied=5
    ",
    );
}

#[test]
fn case_11_a_thousand_callers_a_hundred_units() {
    let mut table = format!("{WORLD} receive W1 B*100\n");
    for order in 1..=1_000 {
        let outcome = if order <= 100 {
            "OK"
        } else {
            "STOCK_NOT_ENOUGH B 0/1"
        };
        table += &format!("reserve O{order} B*1 -> {outcome}\n");
    }
    check(&format!("{table} stock W1 B -> preoccupied=100"));
}

#[test]
fn case_12_seven_and_seven_of_ten() {
    rows(
        "
        reserve O1 S*7             -> OK
        reserve O2 S*7             -> STOCK_NOT_ENOUGH S 3/7
        stock W1 S                 -> available=3 preoccupied=7
    ",
    );
}

#[test]
fn case_14_one_sku_on_two_lines_is_summed() {
    rows(
        "
        reserve O1 S*6 S*6         -> STOCK_NOT_ENOUGH S 10/12
        reserve O1 S*6 S*4         -> OK
        order O1                   -> PRE_OCCUPIED S*6@W1 S*4@W1
        stock W1 S                 -> preoccupied=10
    ",
    );
}

#[test]
fn case_15_every_short_line_of_fifty_is_listed_and_nothing_held() {
    let lines: String = (1..=49)
        .map(|at| format!("{at}:S*{} ", 1 + at % 2 - at / 40))
        .collect();
    let lines = lines.replace("*0", "*1");
    assert_eq!(lines.split_whitespace().count(), 49);
    rows(&format!(
        "
        receive W1 S*1000
        reserve O1 {lines} 50:A*11 51:B*1 -> STOCK_NOT_ENOUGH A 10/11 B 0/1
        order O1                   -> none
        stock W1 S                 -> available=1010
        stock W1 A                 -> available=10
    "
    ));
}

#[test]
fn case_16_partial_hold_confirmed_and_released_line_by_line() {
    rows(
        "
        reserve O1 A*4 S*12 B*1 partial -> OK S 10/12 B 0/1
        order O1                   -> PRE_OCCUPIED A*4@W1 S*10@W1
        confirm O1 2*6             -> OK
        cancel O1 2*5              -> QTY_EXCEEDS
        cancel O1 2*4              -> OK
        confirm O1 3*1             -> PARAM_INVALID
        order O1                   -> PRE_OCCUPIED A*4@W1 S*10@W1:paid6:back4
        cancel O1 1*4              -> OK
        order O1                   -> CONFIRMED A*4@W1:back4 S*10@W1:paid6:back4
        fos O1                     -> W1 ALLOCATED S*6
        stock W1 S                 -> available=4 allocated=6
        reserve O2 B*3 partial     -> STOCK_NOT_ENOUGH B 0/3
    ",
    );
}

#[test]
fn case_17_a_kit_whose_discs_are_short() {
    rows(
        "
        receive W1 PAD*10 DISC*5
        reserve O1 BRAKES*3        -> KIT_COMPONENT_SHORT DISC 5/6
        stock W1 PAD               -> available=10
        reserve O1 BRAKES*3 partial -> OK DISC 5/6
        order O1                   -> PRE_OCCUPIED PAD*2@W1 DISC*4@W1
        confirm O1 1*1             -> OK
        order O1                   -> PRE_OCCUPIED PAD*2@W1:paid1 DISC*4@W1:paid2
        confirm O1 1*2             -> QTY_EXCEEDS
        cancel O1                  -> OK
        stock W1 DISC              -> available=3 allocated=2
    ",
    );
}

#[test]
fn case_18_kit_and_loose_part_are_summed() {
    rows(
        "
        receive W1 PAD*10 DISC*5
        reserve O1 BRAKES*2 DISC*2 -> KIT_COMPONENT_SHORT DISC 5/6
        reserve O1 BRAKES*2 DISC*1 -> OK
        stock W1 DISC              -> preoccupied=5
    ",
    );
}

#[test]
fn case_19_seven_tyres_make_one_set() {
    rows(
        "
        receive W1 TYRE*7
        reserve O1 WHEELS*2        -> KIT_COMPONENT_SHORT TYRE 7/8
        reserve O1 WHEELS*2 partial -> OK TYRE 7/8
        order O1                   -> PRE_OCCUPIED TYRE*4@W1
    ",
    );
}

#[test]
fn case_20_nonsense_is_refused_and_leaves_no_row() {
    let lines = |count: usize| {
        (0..count)
            .map(|at| format!("{at}:S*1 "))
            .collect::<String>()
    };
    let memory = check(&format!(
        "{WORLD}
        reserve O1 S*0             -> PARAM_INVALID
        reserve O1 S*-1            -> PARAM_INVALID
        reserve O1 S*1099511627776 -> STOCK_NOT_ENOUGH S 10/1099511627776
        reserve O2 S*1099511627777 -> PARAM_INVALID
        reserve O2 S*9223372036854775807 -> PARAM_INVALID
        reserve O2 WHEELS*1099511627776 -> PARAM_INVALID
        reserve O2                 -> PARAM_INVALID
        reserve O2 {}              -> STOCK_NOT_ENOUGH S 10/200
        reserve O3 {}              -> PARAM_INVALID
        reserve O3 1:S*1 1:A*1     -> PARAM_INVALID
        reserve O3 S*1 ttl=4       -> PARAM_INVALID
        reserve O3 S*1 ttl=5       -> OK
        reserve O4 S*1 ttl=14400   -> OK
        reserve O5 S*1 ttl=14401   -> PARAM_INVALID
        reserve O5 S*1#web         -> PARAM_INVALID
        extend O4 0                -> PARAM_INVALID
        cancel O4 1*0              -> PARAM_INVALID
        confirm O4 1*1 1*1         -> PARAM_INVALID
    ",
        lines(200),
        lines(201)
    ));
    let rows = memory.vouchers().values();
    let invalid = rows.filter(|v| v.answer.code == crate::code::Code::ParamInvalid);
    assert_eq!(invalid.count(), 0);
}

#[test]
fn case_21_an_unknown_sku_among_ten() {
    rows(
        "
        reserve O1 S*1 A*1 NOPE*1 B*1 -> SKU_UNKNOWN
        reserve O1 S*1@W9          -> WAREHOUSE_UNKNOWN
        reserve O1 S*1 from=W9     -> WAREHOUSE_UNKNOWN
        close W3
        reserve O1 S*1 from=W3     -> NO_SOURCE
        suspend A
        reserve O1 S*1 A*1         -> STOCK_FROZEN
        area 99 = W3
        reserve O1 S*1 area=99     -> NO_SOURCE
        order O1                   -> none
        stock W1 S                 -> available=10
    ",
    );
}

#[test]
fn case_22_channel_pool_first_then_shared_if_allowed() {
    rows(
        "
        receive W1 B*5 B*2#CH:web B*1#CH:vip
        reserve O1 B*3 channel=web -> OK
        order O1                   -> PRE_OCCUPIED B*2@W1#CH:web B*1@W1
        reserve O2 B*2 channel=vip -> CHANNEL_QUOTA_EXHAUSTED B 1/2
        reserve O2 B*1 channel=vip -> OK
        cancel O1                  -> OK
        cancel O2                  -> OK
        stock W1 B                 -> available=5
        stock W1 B CH:web          -> available=2
        stock W1 B CH:vip          -> available=1
        reserve O3 B*6             -> STOCK_NOT_ENOUGH B 5/6
        reserve O3 B*3#CH:web      -> STOCK_NOT_ENOUGH B 2/3
    ",
    );
}

#[test]
fn case_24_safety_stock_above_what_is_free() {
    rows(
        "
        reserve O1 S*4             -> OK
        sku S safety=8
        reserve O2 S*1             -> STOCK_NOT_ENOUGH S 0/1
        order O1                   -> PRE_OCCUPIED S*4@W1
        confirm O1                 -> OK
        sku S safety=5
        reserve O2 S*2             -> STOCK_NOT_ENOUGH S 1/2
        reserve O2 S*1             -> OK
        stock W1 S                 -> available=5 preoccupied=1 allocated=4
    ",
    );
}

#[test]
fn case_55_only_the_database_clock_decides() {
    let memory = check(&format!(
        "{WORLD}
        reserve O1 S*1 ttl=60      -> OK
        tick 59
        confirm O1                 -> OK
    "
    ));
    let now = memory.now;
    let vouchers = memory.vouchers().values();
    assert!(
        vouchers
            .filter(|v| v.biz_time.is_none())
            .all(|v| v.book_time <= now)
    );
}

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
fn case_75_refusal_is_remembered_for_the_delayed_copy() {
    rows(
        "
        reserve O1 S*11 key=K      -> STOCK_NOT_ENOUGH S 10/11
        receive W1 S*5
        tick 59
        reserve O1 S*11 key=K      -> STOCK_NOT_ENOUGH S 10/11
        order O1                   -> none
        tick 1
        reserve O1 S*11 key=K      -> OK            // its time is over: decided anew
        reserve O1 S*11 key=K      -> OK_DUPLICATE
        reserve O2 S*9 key=L       -> STOCK_NOT_ENOUGH S 4/9
        reserve O2 S*2 key=L       -> OK            // other content: another question
        reserve O2 S*9 key=L       -> IDEMPOTENT_CONFLICT
    ",
    );
}

#[test]
fn case_76_caller_never_comes_back() {
    rows(
        "
        reserve O1 S*3 ttl=60      -> OK
        tick 60
        expire O1                  -> OK
        order O1                   -> EXPIRED S*3@W1:back3
        stock W1 S                 -> available=10
        expire R999                -> RESERVATION_NOT_FOUND
    ",
    );
}

#[test]
fn extend_never_shortens_and_ends_four_hours_after_the_start() {
    rows(
        "
        reserve O1 S*1 ttl=600     -> OK
        extend O1 60               -> OK            // does not shorten
        tick 599
        extend O1 600              -> OK
        tick 599
        confirm O1 refuse          -> OK
        reserve O2 S*1 ttl=14400   -> OK
        tick 14399
        extend O2 14400            -> OK            // stays at the bound
        tick 1
        extend O2 600              -> RESERVATION_EXPIRED
        amend O2 S*2               -> RESERVATION_EXPIRED
        confirm O2 refuse          -> RESERVATION_EXPIRED
        cancel O2                  -> OK
        extend O2 600              -> RESERVATION_CLOSED
        extend O1 600              -> STATE_CONFLICT
        cancel O3
        extend O3 600              -> RESERVATION_SUSPENDED
        extend O4 600              -> RESERVATION_NOT_FOUND
    ",
    );
}

#[test]
fn an_overdue_hold_gives_way_to_the_same_order() {
    rows(
        "
        reserve O1 S*10 ttl=60     -> OK
        reserve O1 S*10            -> STATE_CONFLICT
        tick 60
        reserve O1 S*10            -> OK
        stock W1 S                 -> preoccupied=10
        cancel O1
        reserve O1 S*2             -> OK
        stock W1 S                 -> available=8 preoccupied=2
    ",
    );
}

#[test]
fn part_paid_then_out_of_time_then_the_rest_paid_late() {
    rows(
        "
        reserve O1 S*8 ttl=60      -> OK
        confirm O1 1*2             -> OK
        cancel O1 1*1              -> OK
        tick 60
        expire O1                  -> OK
        order O1                   -> EXPIRED S*8@W1:paid2:back6
        confirm O1 1*6             -> QTY_EXCEEDS   // one of the six was cancelled
        confirm O1 1*5             -> OK
        order O1                   -> CONFIRMED late S*5@W1:paid5
        stock W1 S                 -> available=3 allocated=7
    ",
    );
}

#[test]
fn one_site_for_all_else_line_by_line_else_split() {
    rows(
        "
        receive W2 S*4 A*20
        reserve O1 S*3 A*3 area=31 -> OK
        order O1                   -> PRE_OCCUPIED S*3@W1 A*3@W1
        reserve O2 S*3 A*12 area=31 -> OK           // W2 alone has both
        order O2                   -> PRE_OCCUPIED S*3@W2 A*12@W2
        reserve O3 S*5 A*8 area=31 -> OK            // no site has both
        order O3                   -> PRE_OCCUPIED S*5@W1 A*8@W2
        reserve O4 A*1 S*3 area=31 -> OK            // S only by splitting
        order O4                   -> PRE_OCCUPIED A*1@W1 S*2@W1 S*1@W2
        confirm O4                 -> OK
        fos O4                     -> W1 ALLOCATED A*1 S*2; W2 ALLOCATED S*1
        confirm O3 2*3             -> OK
        fos O3                     -> W2 ALLOCATED A*3
    ",
    );
}

#[test]
fn lines_that_can_go_nowhere_else_are_served_first() {
    rows(
        "
        receive W2 S*4
        reserve O1 S*10 S*4@W1 area=31 -> OK
        order O1                   -> PRE_OCCUPIED S*6@W1 S*4@W2 S*4@W1
        cancel O1
        reserve O2 S*11 S*4@W1 area=31 -> STOCK_NOT_ENOUGH S 10/11
        reserve O2 S*1 S*11@W1 area=31 -> STOCK_NOT_ENOUGH S 10/11
        reserve O3 S*11 from=W1    -> STOCK_NOT_ENOUGH S 10/11
    ",
    );
}

#[test]
fn the_longest_area_prefix_decides_the_sites() {
    rows(
        "
        area 3101 = W2
        receive W2 S*1
        reserve O1 S*1 area=310115 -> OK
        order O1                   -> PRE_OCCUPIED S*1@W2
        reserve O2 S*1 area=310115 -> STOCK_NOT_ENOUGH S 0/1
        reserve O2 S*1 area=3201   -> OK            // covered by none: any open site
    ",
    );
}
