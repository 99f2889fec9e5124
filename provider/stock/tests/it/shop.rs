//! Catalogue and sites of the small world.

use std::collections::BTreeMap;
use std::sync::Arc;

use stock::facts::{
    ChannelFacts, Coverage, Facts, KitPart, Network, Periods, SkuFacts, WarehouseFacts,
};
use stock::lot::LotPolicy;
use stock::memory::Memory;
use stock::sourcing::network::SourcingFacts;

use crate::planning::rules;
use crate::world::{BEGIN, TRACKED, WAREHOUSES};

/// An empty store with catalogue and sites.
pub(crate) fn memory() -> Memory {
    let plain = |safety_default| SkuFacts {
        safety_default,
        ..SkuFacts::default()
    };
    let part = |sku: &str, ratio| KitPart {
        sku: sku.into(),
        ratio,
    };
    let kit = SkuFacts {
        kit: vec![part("A", 2), part("B", 1)],
        ..SkuFacts::default()
    };
    let tracked = SkuFacts {
        lots: Some(LotPolicy {
            max_age_days: Some(TRACKED.1),
            warn_age_days: None,
        }),
        ..plain(1)
    };
    let skus = [
        ("A", plain(1)),
        ("B", plain(0)),
        ("K", kit),
        (TRACKED.0, tracked),
    ];
    let open = WAREHOUSES.map(|w| (w.into(), WarehouseFacts { enabled: true }));
    let coverage = |warehouse: &str, priority| Coverage {
        warehouse: warehouse.into(),
        priority,
    };
    let vip = ChannelFacts {
        shared_allowed: false,
    };
    let network = Network {
        warehouses: open.into(),
        coverage: BTreeMap::from([
            ("31".into(), vec![coverage("W1", 1), coverage("W2", 2)]),
            ("44".into(), vec![coverage("W2", 1)]),
        ]),
        channels: [("vip".into(), vip)].into(),
        periods: Periods {
            refuse_back_dated: true,
            ..Periods::default()
        },
        sourcing: SourcingFacts {
            own: Arc::new(rules()),
            ..SourcingFacts::default()
        },
        ..Network::default()
    };
    let facts = Facts {
        network: Arc::new(network),
        skus: skus
            .map(|(sku, facts)| (sku.into(), Arc::new(facts)))
            .into(),
    };
    Memory::new(facts, BEGIN)
}
