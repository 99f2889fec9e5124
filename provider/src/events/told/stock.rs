//! Events of goods: buckets that changed, goods that were locked.

use std::collections::BTreeMap;

use dubbo_api::event::{BucketDelta, StockAlertEvent, StockChangedEvent};
use dubbo_api::states::{Bucket as BucketName, Movement as MovementName};
use dubbo_api::text::Quantity;
use stock::book::Book;
use stock::bucket::Bucket;
use stock::ids::{Lot, Owner, Pool, Sku, Warehouse};
use stock::movement::{Leg, Movement, Side};
use stock::op::OpType;
use stock::paper::{PaperBody, PaperKind};
use stock_sql::Happened;

use super::Telling;
use crate::sweeper::SOURCE;

/// Number under which the sweeper locks lots that have grown too old.
const AGED: &str = "AGED-";

/// Goods of one owner in one site.
type Place<'l> = (&'l Warehouse, &'l Sku, &'l Owner);

/// Whether a voucher locks goods under a number of its caller's.
pub(super) fn is_lock(happened: &Happened) -> bool {
    happened.voucher.key.op == OpType::Freeze && !happened.legs.is_empty() && !is_aged(happened)
}

fn is_aged(happened: &Happened) -> bool {
    let key = &happened.voucher.key;
    key.source == SOURCE && key.biz_no.starts_with(AGED)
}

pub(super) fn tell(telling: &mut Telling<'_>, happened: &Happened, documents: &Book) {
    let mut places: BTreeMap<Place<'_>, Vec<&Leg>> = BTreeMap::new();
    for leg in &happened.legs {
        for side in [&leg.from, &leg.to] {
            let legs = places.entry(place(side)).or_default();
            if legs.last().is_none_or(|last| last.seq != leg.seq) {
                legs.push(leg);
            }
        }
    }
    for (place, legs) in &places {
        changed(telling, *place, legs);
    }
    if happened.voucher.key.op == OpType::Freeze {
        locked(telling, happened, documents);
    }
}

fn place(side: &Side) -> Place<'_> {
    (&side.key.warehouse, &side.key.sku, &side.key.owner)
}

fn changed(telling: &mut Telling<'_>, at: Place<'_>, legs: &[&Leg]) {
    let (warehouse, sku, owner) = at;
    let mut deltas: BTreeMap<(&Pool, &Lot, Bucket), (i64, i64)> = BTreeMap::new();
    for leg in legs {
        for (side, change) in [(&leg.from, -leg.quantity), (&leg.to, leg.quantity)] {
            if place(side) == at {
                let key = (&side.key.pool, &side.key.lot, side.bucket);
                let (delta, after) = deltas.entry(key).or_default();
                *delta += change;
                *after = side.after;
            }
        }
    }
    let deltas = deltas.into_iter();
    let event = StockChangedEvent {
        owner: owner.as_str().into(),
        sku: sku.as_str().into(),
        warehouse: warehouse.as_str().into(),
        voucher_no: telling.voucher.no().as_str().into(),
        movement: MovementName::from(legs.last().map_or("", |leg| leg.movement.as_str())),
        deltas: deltas
            .map(|((pool, lot, bucket), (delta, after))| BucketDelta {
                pool: pool.as_str().into(),
                bucket: BucketName::from(bucket.as_str()),
                delta,
                after,
                lot_no: (!lot.is_none()).then(|| lot.to_string()),
            })
            .collect(),
        seq: legs.last().map_or(0, |leg| leg.seq),
    };
    telling.tell(format!("stock.changed.{warehouse}"), aggregate(at), &event);
}

/// Goods that were locked, by lot.
fn locked(telling: &mut Telling<'_>, happened: &Happened, documents: &Book) {
    let voucher = &happened.voucher;
    let paper = documents.paper(&voucher.key.tenant, PaperKind::Freeze, &voucher.key.biz_no);
    let reason = match paper.map(|paper| &paper.body) {
        Some(PaperBody::Freeze(freeze)) => Some(freeze.reason.clone()),
        _ => None,
    };
    let key = if is_aged(happened) {
        "stock.aging"
    } else {
        "stock.frozen"
    };
    let mut quantities: BTreeMap<(Place<'_>, &Lot), i64> = BTreeMap::new();
    let legs = happened.legs.iter();
    for leg in legs.filter(|leg| leg.movement == Movement::Freeze) {
        *quantities
            .entry((place(&leg.to), &leg.to.key.lot))
            .or_default() += leg.quantity;
    }
    for ((at, lot), quantity) in quantities {
        let event = StockAlertEvent {
            owner: at.2.as_str().into(),
            sku: at.1.as_str().into(),
            warehouse: at.0.as_str().into(),
            quantity: Quantity(quantity),
            threshold: None,
            lot_no: (!lot.is_none()).then(|| lot.to_string()),
            date: None,
            reason: reason.clone(),
        };
        telling.tell(key, aggregate(at), &event);
    }
}

fn aggregate((warehouse, sku, owner): Place<'_>) -> String {
    format!("stock:{warehouse}/{sku}/{owner}")
}
