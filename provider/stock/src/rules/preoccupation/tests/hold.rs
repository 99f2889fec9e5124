//! What can be held, and from where.

use super::{WORLD, rows};
use crate::table::check;

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
        why                        -> limit=1
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
        why                        -> sku=NOPE
        reserve O1 S*1@W9          -> WAREHOUSE_UNKNOWN
        why                        -> warehouse=W9
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

#[test]
fn kits_that_come_to_too_many_parts_are_refused() {
    let parts: String = (0..100).map(|at| format!("P{at}*1 ")).collect();
    let skus: String = (0..100).map(|at| format!("P{at} ")).collect();
    let lines = |count: usize| {
        (1..=count)
            .map(|at| format!("{at}:BIG*1 "))
            .collect::<String>()
    };
    rows(&format!(
        "
        sku {skus}
        kit BIG = {parts}
        reserve O1 {}              -> PARAM_INVALID
        receive W1 {}
        reserve O1 {}              -> OK
    ",
        lines(11),
        (0..100).map(|at| format!("P{at}*10 ")).collect::<String>(),
        lines(10)
    ));
}

#[test]
fn parts_of_a_kit_come_whole_from_one_site_where_one_has_them() {
    rows(
        "
        receive W1 PAD*2 DISC*10
        receive W2 PAD*5
        reserve O1 BRAKES*5 area=31 -> OK
        order O1                   -> PRE_OCCUPIED PAD*5@W2 DISC*10@W1
    ",
    );
}

#[test]
fn only_so_many_sites_are_looked_at() {
    use crate::policy::CANDIDATES_MAX;
    let sites = |count: usize| {
        (1..=count)
            .map(|at| format!("S{at:03} "))
            .collect::<String>()
    };
    let table = |count: usize, outcome: &str| {
        check(&format!(
            "
            warehouse {}
            sku A
            receive S{count:03} A*1
            reserve O1 A*1 -> {outcome}
        ",
            sites(count)
        ));
    };
    table(CANDIDATES_MAX, "OK");
    table(CANDIDATES_MAX + 1, "STOCK_NOT_ENOUGH A 0/1");
}

#[test]
fn an_order_that_could_be_served_from_too_many_balances_is_refused() {
    let sites: String = (1..=64).map(|at| format!("S{at:03} ")).collect();
    let parts: String = (0..25).map(|at| format!("P{at}*1 ")).collect();
    let skus: String = (0..25).map(|at| format!("P{at} ")).collect();
    let lines = |count: usize| {
        (1..=count)
            .map(|at| format!("{at}:KIT*1 "))
            .collect::<String>()
    };
    let memory = check(&format!(
        "
        warehouse {sites}
        sku {skus}
        kit KIT = {parts}
        receive S064 {}
        reserve O1 {} -> OK
        reserve O2 {} -> PARAM_INVALID
        reserve O2 {} from=S064 -> OK
    ",
        parts.replace("*1", "*60"),
        lines(25),
        lines(26),
        lines(26)
    ));
    let held: i64 = memory
        .reservations()
        .values()
        .map(|r| r.open_quantity())
        .sum();
    assert_eq!(held, 25 * 25 + 26 * 25);
}
