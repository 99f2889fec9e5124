//! What a listing page shows when there is none: presale, to order, or nothing.

use std::sync::Arc;

use super::*;
use crate::facts::{KitPart, Network, PresaleOffer, WarehouseFacts};

fn facts(days: [Option<i32>; 2]) -> Facts {
    let part = |order_days| SkuFacts {
        order_days,
        ..SkuFacts::default()
    };
    let on_presale = |sku: &str, order_days| SkuFacts {
        presales: vec![PresaleOffer {
            presale_no: "PS".to_owned(),
            tenant: "T".into(),
            sku: sku.into(),
            warehouse: "W1".into(),
            pool: Pool::shared(),
            owner: Owner::own(),
            expected_at: None,
            sale_until: Some(Moment(if sku == "OVER" { 1_000 } else { 1_001 })),
            closed: sku == "SHUT",
        }],
        ..part(order_days)
    };
    let kit = SkuFacts {
        kit: [("A", 1), ("B", 2)]
            .map(|(sku, ratio)| KitPart {
                sku: sku.into(),
                ratio,
            })
            .to_vec(),
        ..SkuFacts::default()
    };
    let halted = SkuFacts {
        suspended: true,
        ..on_presale("HALT", Some(1))
    };
    Facts {
        network: Arc::new(Network {
            warehouses: [("W1".into(), WarehouseFacts { enabled: true })].into(),
            ..Network::default()
        }),
        skus: [
            ("A".into(), Arc::new(on_presale("A", days[0]))),
            ("B".into(), Arc::new(on_presale("B", days[1]))),
            ("OVER".into(), Arc::new(on_presale("OVER", days[0]))),
            ("SHUT".into(), Arc::new(on_presale("SHUT", days[0]))),
            ("K".into(), Arc::new(kit)),
            ("HALT".into(), Arc::new(halted)),
        ]
        .into(),
    }
}

/// Band, quantity, presale left, days.
fn told(sku: &str, goods: &[(&str, Bucket, i64)], days: [Option<i32>; 2]) -> String {
    let (tenant, owner) = (Tenant::from("T"), Owner::own());
    let view = View {
        tenant: &tenant,
        owner: &owner,
        area: None,
        channel: None,
        warehouse: None,
    };
    let mut balances: BTreeMap<BalanceKey, Balance> = BTreeMap::new();
    for (sku, bucket, quantity) in goods {
        let key = view.key(&Sku::from(*sku), &"W1".into(), &Pool::shared());
        let balance = balances.entry(key).or_default();
        balance.quantities.add(*bucket, *quantity);
    }
    let facts = facts(days);
    let found = sellable(&view, &sku.into(), &facts, &balances, Moment(1_000)).unwrap();
    format!(
        "{} {} {:?} {:?}",
        found.band.as_str(),
        found.quantity,
        found.presale_left,
        found.orderable_in_days
    )
}

#[test]
fn bands_of_a_part() {
    use Bucket::{Available, PresaleAvail};
    let none = [None, None];
    let week = [Some(7), None];
    for (goods, days, expected) in [
        (&[("A", Available, 6)][..], week, "IN_STOCK 6 None None"),
        (&[("A", Available, 5)], week, "LOW 5 None None"),
        (
            &[("A", Available, 1), ("A", PresaleAvail, 9)],
            week,
            "LOW 1 None None",
        ),
        (&[("A", PresaleAvail, 9)], week, "PRESALE 0 Some(9) None"),
        (&[], week, "ORDERABLE 0 None Some(7)"),
        (&[], [Some(0), None], "ORDERABLE 0 None Some(0)"),
        (&[], none, "OUT 0 None None"),
    ] {
        assert_eq!(told("A", goods, days), expected);
    }
    assert_eq!(
        told(
            "HALT",
            &[("HALT", Available, 9), ("HALT", PresaleAvail, 9)],
            week
        ),
        "OUT 0 None None",
        "what is not sold is not sold later either"
    );
}

#[test]
fn bands_of_a_kit_are_those_of_its_scarcest_part() {
    use Bucket::{Available, PresaleAvail};
    let both = [Some(7), Some(3)];
    for (goods, days, expected) in [
        (
            &[("A", Available, 9), ("B", Available, 4)][..],
            both,
            "LOW 2 None None",
        ),
        (
            &[
                ("A", Available, 9),
                ("B", Available, 1),
                ("B", PresaleAvail, 4),
            ],
            both,
            // Quota of a part is sold with the part alone.
            "ORDERABLE 0 None Some(3)",
        ),
        (&[("A", PresaleAvail, 9)], both, "ORDERABLE 0 None Some(7)"),
        (&[("A", Available, 9)], both, "ORDERABLE 0 None Some(3)"),
        (&[("A", Available, 9)], [Some(7), None], "OUT 0 None None"),
    ] {
        assert_eq!(told("K", goods, days), expected);
    }
}
