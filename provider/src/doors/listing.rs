//! Listing pages: from the read side where there is one, else from the database.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use dubbo_api::inquiry::{SellableItem, SellableReq};
use dubbo_api::reply::Reply;
use dubbo_api::states::Band;
use dubbo_api::text::{self, Quantity};
use stock::balance::{Balance, BalanceKey};
use stock::facts::Facts;
use stock::ids::{Day, Moment, Sku};
use stock::inquiry::{self, Sellable};
use stock::projection::Goods;
use stock_sql::Error;

use super::form::{self, Formed};
use super::{StockCenter, answer, unanswered};
use crate::cache::{Basis, Cache, Shown, Slot, Slots, Viewer};

impl StockCenter {
    /// What of some SKUs can be sold. `exact` asks the database, whatever the read side has.
    pub(super) async fn sellable(&self, request: SellableReq) -> Formed<Reply<Vec<SellableItem>>> {
        let viewer = super::inquiry::viewer(&request)?;
        form::lines("skus", &request.skus)?;
        let done = match self.cache.as_ref().filter(|_| !request.exact) {
            Some(cache) => self.listed(cache, &viewer, request.skus).await?,
            None => self.counted(&viewer, request.skus).await?,
        };
        Ok(done.unwrap_or_else(|error| unanswered(&error)))
    }

    async fn counted(
        &self,
        viewer: &Viewer,
        given: Vec<text::Sku>,
    ) -> Formed<Result<Reply<Vec<SellableItem>>, Error>> {
        let skus = super::inquiry::skus(&given)?;
        Ok(self.counted_of(viewer, given, &skus).await)
    }

    async fn counted_of(
        &self,
        viewer: &Viewer,
        given: Vec<text::Sku>,
        skus: &[Sku],
    ) -> Result<Reply<Vec<SellableItem>>, Error> {
        let view = viewer.view();
        let facts = self.facts(skus).await?;
        let (now, balances) = self.goods(&view, skus, &facts).await?;
        let items = given.into_iter().zip(skus).map(|(given, sku)| {
            let found = inquiry::sellable(&view, sku, &facts, &balances, now);
            item(given, found.as_ref(), now)
        });
        Ok(Reply::ok(items.collect()))
    }

    /// The same by figures of the read side; each item says when its figures were true.
    async fn listed(
        &self,
        cache: &Cache,
        viewer: &Viewer,
        mut given: Vec<text::Sku>,
    ) -> Formed<Result<Reply<Vec<SellableItem>>, Error>> {
        let basis = cache.basis();
        let mut items = Vec::with_capacity(given.len());
        let mut unknown = Vec::new();
        cache.look_up(
            viewer,
            &basis,
            given.iter().map(text::Sku::as_str),
            |found| match found {
                Some((found, at)) => items.push(item(text::Sku::default(), Some(found), at)),
                None => {
                    unknown.push(items.len());
                    items.push(SellableItem::default());
                }
            },
        );
        if !unknown.is_empty() {
            // The form of names that were found is known to be good.
            let skus = super::inquiry::skus(&given)?;
            let wanted: Vec<Sku> = unknown.iter().map(|at| skus[*at].clone()).collect();
            let found = match self.work_out(cache, viewer, &basis, &wanted).await {
                Ok(found) => found,
                Err(error) => return Ok(Err(error)),
            };
            for (at, (found, as_of)) in unknown.into_iter().zip(found) {
                items[at] = item(text::Sku::default(), found.as_ref(), as_of);
            }
        }
        for (item, sku) in items.iter_mut().zip(&mut given) {
            item.sku = std::mem::take(sku);
        }
        Ok(Ok(Reply::ok(items)))
    }

    /// Works out what can be sold of some SKUs by figures of the read side, and keeps it for the next page; each with the moment of its figures.
    async fn work_out(
        &self,
        cache: &Cache,
        viewer: &Viewer,
        basis: &Basis,
        skus: &[Sku],
    ) -> Result<Vec<(Option<Sellable>, Moment)>, Error> {
        let facts = Facts {
            network: Arc::clone(&basis.network),
            skus: self.store.facts(skus).await?,
        };
        let of = |sku: &Sku| Goods {
            tenant: viewer.tenant.clone(),
            owner: viewer.owner.clone(),
            sku: sku.clone(),
        };
        let mut wanted: BTreeSet<Goods> = BTreeSet::new();
        for sku in skus {
            match facts.skus.get(sku) {
                Some(found) if found.kit.is_empty() => {
                    wanted.insert(of(sku));
                }
                Some(found) => wanted.extend(found.kit.iter().map(|part| of(&part.sku))),
                None => {}
            }
        }
        let wanted: Vec<Goods> = wanted.into_iter().collect();
        let read = cache.slots(&wanted).await?;
        let slots: HashMap<&Sku, (&Goods, &Arc<Slot>)> = wanted
            .iter()
            .zip(&read)
            .map(|(goods, slot)| (&goods.sku, (goods, slot)))
            .collect();
        let (view, now) = (viewer.view(), cache.now());
        let mut answers = Vec::with_capacity(skus.len());
        let mut found = Vec::with_capacity(skus.len());
        for sku in skus {
            let mut rests_on = Slots::new();
            let mut balances: BTreeMap<BalanceKey, Balance> = BTreeMap::new();
            let (mut as_of, mut read_at) = (Moment(i64::MAX), Moment(i64::MAX));
            let parts = facts.skus.get(sku).map(|facts| &facts.kit);
            let kit = parts.into_iter().flatten().map(|part| &part.sku);
            let alone = parts.filter(|parts| parts.is_empty()).map(|_| sku);
            for (goods, slot) in kit.chain(alone).filter_map(|part| slots.get(part)) {
                balances.extend(slot.figures.balances(goods));
                as_of = as_of.min(cache.as_of(slot));
                read_at = read_at.min(slot.figures.at);
                rests_on.push(Arc::clone(slot));
            }
            if rests_on.is_empty() {
                (as_of, read_at) = (now, now);
            }
            let sellable = inquiry::sellable(&view, sku, &facts, &balances, read_at);
            if let Some(sellable) = sellable.filter(|_| !rests_on.is_empty()) {
                let until = until(sku, &facts, &rests_on, cache);
                let shown = Shown {
                    found: sellable,
                    slots: rests_on,
                    until,
                };
                answers.push((sku.clone(), shown));
            }
            found.push((sellable, as_of));
        }
        cache.keep_answers(viewer, basis, answers);
        Ok(found)
    }
}

/// Until when an answer is true as long as nothing moves: what is known of SKUs is read anew after its time, lots grow too old overnight, and presales end.
fn until(sku: &Sku, facts: &Facts, slots: &Slots, cache: &Cache) -> Moment {
    let later = |at: Moment, millis: i64| Moment(at.0.saturating_add(millis));
    let mut until = later(cache.now(), cache.facts_age_ms());
    for slot in slots {
        if let Some(aging) = slot.figures.aging {
            until = until.min(Day::plus(aging.day, 1).start());
        }
    }
    let presales = facts
        .skus
        .get(sku)
        .is_some_and(|facts| !facts.presales.is_empty());
    if presales {
        let read_at = slots.iter().map(|slot| slot.figures.at).min();
        until = until.min(later(read_at.unwrap_or_default(), cache.age_ms()));
    }
    until
}

fn item(sku: text::Sku, found: Option<&Sellable>, at: Moment) -> SellableItem {
    let mut item = SellableItem {
        sku,
        as_of: Some(answer::date(at)),
        band: Band::Out,
        ..SellableItem::default()
    };
    if let Some(found) = found {
        item.known = true;
        item.band = band(found.band);
        item.sellable = Quantity(found.quantity);
        item.warehouse_count = i32::try_from(found.sites).unwrap_or(i32::MAX);
        item.version = found.version;
        item.presale_left = found.presale_left;
        item.orderable_in_days = found.orderable_in_days;
    }
    item
}

const fn band(band: inquiry::Band) -> Band {
    match band {
        inquiry::Band::InStock => Band::InStock,
        inquiry::Band::Low => Band::Low,
        inquiry::Band::Out => Band::Out,
        inquiry::Band::Presale => Band::Presale,
        inquiry::Band::Orderable => Band::Orderable,
    }
}
