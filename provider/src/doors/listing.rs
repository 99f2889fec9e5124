//! Listing pages: from the read side where there is one, else from the database.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use dubbo_api::inquiry::SellableItem;
use dubbo_api::reply::Reply;
use dubbo_api::text::Quantity;
use stock::balance::{Balance, BalanceKey};
use stock::facts::Facts;
use stock::ids::{Moment, Sku};
use stock::inquiry::{self, Sellable, View};
use stock::projection::{Figures, Goods};
use stock_sql::Error;

use super::inquiry::Asked;
use super::{StockCenter, answer};
use crate::cache::{Asking, Cache};

impl StockCenter {
    /// What of some SKUs can be sold. `exact` asks the database, whatever the read side has.
    pub(super) async fn sellable(
        &self,
        asked: &Asked,
        exact: bool,
    ) -> Result<Reply<Vec<SellableItem>>, Error> {
        let facts = self.facts(&asked.skus).await?;
        let view = asked.view();
        if let Some(cache) = self.cache.as_ref().filter(|_| !exact) {
            return listed(cache, &view, &asked.skus, &facts).await;
        }
        let (now, balances) = self.goods(&view, &asked.skus, &facts).await?;
        let items = asked.skus.iter().map(|sku| {
            let found = inquiry::sellable(&view, sku, &facts, &balances, now);
            item(sku, found, now)
        });
        Ok(Reply::ok(items.collect()))
    }
}

/// The same by figures of the read side; each item says when its figures were true.
async fn listed(
    cache: &Cache,
    view: &View<'_>,
    skus: &[Sku],
    facts: &Facts,
) -> Result<Reply<Vec<SellableItem>>, Error> {
    let of = |sku: &Sku| Goods {
        tenant: view.tenant.clone(),
        owner: view.owner.clone(),
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
    let read = cache.figures(&wanted).await?;
    let figures: HashMap<&Sku, (&Goods, &Arc<Figures>)> = wanted
        .iter()
        .zip(&read)
        .map(|(goods, figures)| (&goods.sku, (goods, figures)))
        .collect();
    let now = cache.now();
    let items = skus.iter().map(|sku| {
        let Some(found) = facts.skus.get(sku) else {
            return item(sku, None, now);
        };
        if found.kit.is_empty() {
            let Some((goods, figures)) = figures.get(sku) else {
                return item(sku, None, now);
            };
            let asking = Asking {
                goods,
                view,
                network: &facts.network,
                facts: found,
                figures,
            };
            let answer = cache.answer(&asking, || {
                let balances: BTreeMap<BalanceKey, Balance> = figures.balances(goods).collect();
                inquiry::sellable(view, sku, facts, &balances, figures.at)
            });
            return item(sku, answer, figures.at);
        }
        let mut balances = BTreeMap::new();
        let mut at = now;
        for part in &found.kit {
            if let Some((goods, figures)) = figures.get(&part.sku) {
                balances.extend(figures.balances(goods));
                at = at.min(figures.at);
            }
        }
        item(sku, inquiry::sellable(view, sku, facts, &balances, at), at)
    });
    Ok(Reply::ok(items.collect()))
}

fn item(sku: &Sku, found: Option<Sellable>, at: Moment) -> SellableItem {
    let mut item = SellableItem {
        sku: sku.as_str().into(),
        as_of: Some(answer::date(at)),
        band: inquiry::Band::Out.as_str().into(),
        ..SellableItem::default()
    };
    if let Some(found) = found {
        item.known = true;
        item.band = found.band.as_str().into();
        item.sellable = Quantity(found.quantity);
        item.warehouse_count = i32::try_from(found.sites).unwrap_or(i32::MAX);
        item.version = found.version;
        item.presale_left = found.presale_left;
        item.orderable_in_days = found.orderable_in_days;
    }
    item
}
