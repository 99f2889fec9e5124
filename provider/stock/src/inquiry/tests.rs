//! What is told is what can be held, and the steps add up to it.

use super::*;
use crate::ids::Day;
use crate::memory::Memory;
use crate::table::check;

const WORLD: &str = "
    warehouse W1 W2 W3
    close W4
    area 31 = W1 W2
    sku A safety=2
    sku B
    sku T
    kit K = A*1 B*2
    kit WHEELS = T*4
    channel vip shared=no
    receive W1 A*10 B*9 T*7
    receive W2 A*1 B*2
    receive W3 A*50 T*3
    receive W4 A*70
    receive W1 A*3#CH:vip A*4#ACT:sale
    reserve O1 A*2 area=31
    reserve O2 A*1 area=31
    confirm O2
    freeze W1 A*1
    sku L safety=2 age=30
    kit LK = L*2 B*1
    receive W1 L*5~L1-29 L*6~L2-10 L*4#CH:vip~L3-20
    receive W2 L*3~L1
    reserve O4 L*1 area=31
    tick 172800 // L1 is past its last day; no hold is swept yet
";

fn ask(memory: &Memory, sku: &str, area: Option<&str>, channel: Option<&str>) -> (Sellable, i64) {
    let (tenant, owner) = (Tenant::from("T"), Owner::own());
    let (area, channel) = (area.map(Area::from), channel.map(Channel::from));
    let view = View {
        tenant: &tenant,
        owner: &owner,
        area: area.as_ref(),
        channel: channel.as_ref(),
        warehouse: None,
    };
    let sku = Sku::from(sku);
    let keys = accounts(&view, std::slice::from_ref(&sku), &memory.facts);
    let mut read = memory.balances().clone();
    read.retain(|key, _| keys.contains(&key.without_lot()));
    let lots = memory.known_lots();
    let pooled = |balances| Pooled::of(balances, &lots, Day::of(memory.now));
    let free = pooled(read).saleable();
    let told = sellable(&view, &sku, &memory.facts, &free, memory.now).expect("a known sku");
    let goods = pooled(memory.balances().clone());
    let steps = explain(&view, &sku, &memory.facts, &goods).expect("a known sku");
    (told, steps.iter().map(|step| step.quantity).sum())
}

/// What is told of a SKU, and that the steps to it add up.
fn told(
    memory: &Memory,
    sku: &str,
    area: Option<&str>,
    channel: Option<&str>,
) -> (i64, Band, usize) {
    let (sellable, explained) = ask(memory, sku, area, channel);
    assert_eq!(sellable.quantity, explained, "steps of {sku}");
    (sellable.quantity, sellable.band, sellable.sites)
}

#[test]
fn sellable_by_area_and_channel() {
    let memory = check(WORLD);
    // Free at W1: 10 - 3 taken - 1 frozen = 6, less 2; at W2 1, which is less than safety stock; W3 48.
    assert_eq!(told(&memory, "A", Some("31"), None), (4, Band::Low, 1));
    assert_eq!(told(&memory, "A", None, None), (52, Band::InStock, 2));
    assert_eq!(
        told(&memory, "A", Some("31"), Some("web")),
        (4, Band::Low, 1)
    );
    assert_eq!(
        told(&memory, "A", Some("31"), Some("vip")),
        (3, Band::Low, 1)
    );
    assert_eq!(
        told(&memory, "B", Some("31"), Some("vip")),
        (0, Band::Out, 0)
    );
}

#[test]
fn case_19_kit_sellable_is_the_fewest_any_part_allows() {
    let memory = check(WORLD);
    assert_eq!(told(&memory, "WHEELS", Some("31"), None), (1, Band::Low, 1));
    // 7 and 3 make two sets, and only one site has a whole one.
    assert_eq!(told(&memory, "WHEELS", None, None), (2, Band::Low, 1));
    // Parts may come from two sites: 4 of A, 11 of B.
    assert_eq!(told(&memory, "K", Some("31"), None), (4, Band::Low, 1));
    assert_eq!(told(&memory, "K", None, None), (5, Band::Low, 1));
}

#[test]
fn case_24_suspended_and_safety_are_explained() {
    let memory = check(&format!("{WORLD}\n suspend B"));
    assert_eq!(told(&memory, "B", None, None), (0, Band::Out, 0));
    assert_eq!(told(&memory, "K", None, None), (0, Band::Out, 0));
    let memory = check(&format!("{WORLD}\n sku A safety=60"));
    assert_eq!(told(&memory, "A", None, None), (0, Band::Out, 0));
}

#[test]
fn what_is_told_can_be_held_and_no_more() {
    for (sku, area, channel) in [
        ("A", " area=31", ""),
        ("A", "", " channel=web"),
        ("A", " area=31", " channel=vip"),
        ("K", " area=31", ""),
        ("K", "", ""),
        ("WHEELS", "", ""),
        ("L", " area=31", ""),
        ("L", "", " channel=vip"),
        ("LK", "", ""),
    ] {
        let named = |text: &'static str| text.split_once('=').map(|(_, value)| value);
        let memory = check(WORLD);
        let (told, _, _) = told(&memory, sku, named(area), named(channel));
        let hold = format!("reserve N1 {sku}*{told}{area}{channel} -> OK");
        let again = check(&format!("{WORLD}\n {hold}"));
        let (left, _) = ask(&again, sku, named(area), named(channel));
        assert_eq!(left.quantity, 0, "{hold}");
    }
}

#[test]
fn lots_past_their_last_day_are_shown_but_not_sold() {
    let memory = check(WORLD);
    // Of eleven at W1 one is held; four of L1 are too old, two are kept back.
    assert_eq!(told(&memory, "L", Some("31"), None), (4, Band::Low, 1));
    assert_eq!(told(&memory, "L", None, Some("vip")), (4, Band::Low, 1));
    assert_eq!(told(&memory, "LK", None, None), (2, Band::Low, 1));
    let lots = memory.known_lots();
    let listed = in_turn(memory.balances(), &lots, Day::of(memory.now));
    let spelled: Vec<String> = listed
        .iter()
        .map(|l| {
            let free = l.balance.get(Bucket::Available);
            format!("{} {} {free} {}", l.key.warehouse, l.key.lot, l.turn)
        })
        .collect();
    assert_eq!(
        spelled,
        ["W1 L3 4 1", "W1 L2 6 2", "W1 L1 4 3", "W2 L1 3 1"]
    );
}

#[test]
fn holders_are_listed_latest_first() {
    let memory = check(&format!("{WORLD}\n tick 5\n reserve O3 K*1 area=31"));
    let (tenant, owner) = (Tenant::from("T"), Owner::own());
    let view = View {
        tenant: &tenant,
        owner: &owner,
        area: None,
        channel: None,
        warehouse: None,
    };
    let list = |sku: &str, limit| {
        let (reservations, fulfilments) = (memory.reservations(), memory.fulfilments());
        let found = holders(
            &view,
            &Sku::from(sku),
            &memory.facts,
            reservations.values(),
            fulfilments.values(),
            limit,
        );
        let spelled = found.iter().map(|h| {
            format!(
                "{} {} {}",
                h.order_no.as_ref().unwrap(),
                h.quantity,
                h.bucket.as_str()
            )
        });
        spelled.collect::<Vec<_>>()
    };
    let all = list("A", 10);
    assert_eq!(all[0], "O3 1 preoccupied");
    assert!(all.contains(&"O1 2 preoccupied".to_owned()));
    assert!(all.contains(&"O2 1 allocated".to_owned()));
    assert_eq!(list("A", 2).len(), 2);
    assert_eq!(list("NOPE", 2).len(), 0);
}
