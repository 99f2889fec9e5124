//! What is told is what can be held, and the steps add up to it.

use super::*;
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
    read.retain(|key, _| keys.contains(key));
    let told = sellable(&view, &sku, &memory.facts, &read).expect("a known sku");
    let steps = explain(&view, &sku, &memory.facts, memory.balances()).expect("a known sku");
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
