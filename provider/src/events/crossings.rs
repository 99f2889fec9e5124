//! Crossings of thresholds: after goods have moved, what listing pages of each area show of them and in which sites little is left is compared with what was
//! told last. What is otherwise is kept and told in one transaction (`stock.sellable.{area}`, `stock.low`).
//!
//! The relay looks before it notes that the movements were sent: one that dies in between looks again and finds the same, or nothing that is not told.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dubbo_api::event::{SellableEvent, StockAlertEvent};
use dubbo_api::states::Band as BandName;
use dubbo_api::text::Quantity;
use serde::Serialize;
use stock::balance::{Balance, BalanceKey};
use stock::bucket::Bucket;
use stock::crossing::{self, Crossing, Shown, Stand};
use stock::facts::Facts;
use stock::ids::{Area, Moment, Owner, Sku, Tenant};
use stock::lot::Lots;
use stock::projection::{Figures, Goods};
use stock_sql::{BalanceFilter, Change, Error, Happened, Notice, Store};

use super::notice::{Numbers, Tale, notice};

/// Goods looked at together.
const PIECE: usize = 256;
/// Goods looked at in one step of a walk.
const STEP: u32 = 256;
/// Events of one notice.
const NOTICE_EVENTS_MAX: usize = 256;
/// Stands for the areas that no site is said to cover in a routing key.
const EVERYWHERE: &str = "ALL";

/// By how much balances have changed, by what they changed: free goods and presale quota are shown.
type Changes = BTreeMap<BalanceKey, BTreeMap<Bucket, i64>>;

/// What is told of a crossing.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum Payload {
    Sellable(SellableEvent),
    Low(StockAlertEvent),
}

/// Looks for crossings.
#[derive(Debug)]
pub(super) struct Crossings {
    numbers: Numbers,
    /// Facts of the catalogue for which all goods were looked at.
    walked: Option<i64>,
    /// Facts with which a walk began, and the last goods it has come to.
    walking: Option<(i64, Option<Goods>)>,
}

/// Whether everything there is to tell was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looked {
    /// It was.
    Told,
    /// Another relay was at it.
    Elsewhere,
}

impl Crossings {
    pub(super) const fn new(numbers: Numbers) -> Self {
        Self {
            numbers,
            walked: None,
            walking: None,
        }
    }

    /// Looks at all goods that vouchers have moved, and at kits that are made of them.
    pub(super) async fn look<'h>(
        &self,
        store: &Store,
        happened: impl Iterator<Item = &'h Happened>,
    ) -> Result<Looked, Error> {
        let mut moved: BTreeMap<(Tenant, Owner), (BTreeSet<Sku>, Changes)> = BTreeMap::new();
        for leg in happened.flat_map(|happened| &happened.legs) {
            for (side, change) in [(&leg.from, -leg.quantity), (&leg.to, leg.quantity)] {
                if !matches!(side.bucket, Bucket::Available | Bucket::PresaleAvail) {
                    continue;
                }
                let owner = (side.key.tenant.clone(), side.key.owner.clone());
                let (skus, changes) = moved.entry(owner).or_default();
                skus.insert(side.key.sku.clone());
                let of_key = changes.entry(side.key.clone()).or_default();
                *of_key.entry(side.bucket).or_default() += change;
            }
        }
        for ((tenant, owner), (mut skus, changes)) in moved {
            let parts: Vec<Sku> = skus.iter().cloned().collect();
            skus.extend(store.kits_of(&parts).await?);
            let skus: Vec<Sku> = skus.into_iter().collect();
            for piece in skus.chunks(PIECE) {
                let looked = self
                    .look_at(store, (&tenant, &owner), piece, &changes)
                    .await?;
                if looked == Looked::Elsewhere {
                    return Ok(looked);
                }
            }
        }
        Ok(Looked::Told)
    }

    /// One step of a walk over all goods that were told of, if what is known of the catalogue is another than at the last walk: safety stock, coverage.
    pub(super) async fn walk(&mut self, store: &Store) -> Result<Looked, Error> {
        let facts = store.facts_version();
        let (began, after) = match self.walking.take() {
            Some(walking) => walking,
            None if self.walked == Some(facts) => return Ok(Looked::Told),
            None => (facts, None),
        };
        let page = store.told_after(after.as_ref(), STEP).await?;
        let Some(last) = page.last() else {
            self.walked = Some(began);
            return Ok(Looked::Told);
        };
        self.walking = Some((began, Some(last.clone())));
        let mut owners: BTreeMap<(Tenant, Owner), Vec<Sku>> = BTreeMap::new();
        for goods in page {
            let skus = owners.entry((goods.tenant, goods.owner)).or_default();
            skus.push(goods.sku);
        }
        for ((tenant, owner), skus) in owners {
            let looked = self
                .look_at(store, (&tenant, &owner), &skus, &Changes::new())
                .await?;
            if looked == Looked::Elsewhere {
                return Ok(looked);
            }
        }
        Ok(Looked::Told)
    }

    /// Looks at some goods of one owner, which have just changed so.
    async fn look_at(
        &self,
        store: &Store,
        (tenant, owner): (&Tenant, &Owner),
        skus: &[Sku],
        changes: &Changes,
    ) -> Result<Looked, Error> {
        let facts = Facts {
            network: store.network(),
            skus: store.facts(skus).await?,
        };
        let told = store.told(tenant, owner, skus).await?;
        let (now, balances) = read(store, (tenant, owner), &facts).await?;
        let shown = figures(store, tenant, balances.clone(), now).await?;
        // What was never told of stood as it does now but for what has just changed.
        let is_new = skus.iter().any(|sku| !told.contains_key(sku));
        let before = match is_new && !changes.is_empty() {
            true => figures(store, tenant, less(balances, changes), now).await?,
            false => BTreeMap::new(),
        };
        let groups = crossing::groups(&facts.network);
        let mut kept = Vec::new();
        let mut tales = Vec::new();
        for sku in skus {
            let goods = Goods {
                tenant: tenant.clone(),
                owner: owner.clone(),
                sku: sku.clone(),
            };
            let stand = |balances| crossing::stand(&goods, &groups, &facts, balances, now);
            let Some(after) = stand(&shown) else {
                continue;
            };
            let known = told.get(sku);
            let first = match known {
                Some(_) => None,
                None => stand(&before).map(|stand| stand.shown),
            };
            let nothing = Shown::default();
            let last = known.map(|told| &told.shown).or(first.as_ref());
            let crossed = crossing::crossings(last.unwrap_or(&nothing), &after);
            tales.extend(
                crossed
                    .iter()
                    .map(|crossing| tale(tenant, &goods, &after, crossing)),
            );
            if known.is_none_or(|told| told.shown != after.shown) {
                kept.push(Change {
                    goods,
                    shown: after.shown,
                    before: known.map(|told| told.version),
                });
            }
        }
        if kept.is_empty() {
            return Ok(Looked::Told);
        }
        let count = u64::try_from(tales.len()).unwrap_or(u64::MAX);
        let notices: Vec<Notice> = tales
            .chunks(NOTICE_EVENTS_MAX)
            .filter_map(|tales| notice(self.numbers.next(now), now, tales))
            .collect();
        if !store.tell(&kept, &notices).await? {
            return Ok(Looked::Elsewhere);
        }
        metrics::counter!("stock_events_crossings_total").increment(count);
        Ok(Looked::Told)
    }
}

/// Balances of all that some SKUs are made of.
async fn read(
    store: &Store,
    (tenant, owner): (&Tenant, &Owner),
    facts: &Facts,
) -> Result<(Moment, BTreeMap<BalanceKey, Balance>), Error> {
    let filter = BalanceFilter {
        tenant: Some(tenant.clone()),
        owner: Some(owner.clone()),
        // Facts hold the components of kits beside what was asked for.
        skus: facts.skus.keys().cloned().collect(),
        ..BalanceFilter::default()
    };
    let (now, balances) = store.balances_now(&filter).await?;
    Ok((now, balances.into_iter().collect()))
}

/// What of balances can be sold, lots that may not be left out: as a listing page sees them.
async fn figures(
    store: &Store,
    tenant: &Tenant,
    balances: BTreeMap<BalanceKey, Balance>,
    now: Moment,
) -> Result<BTreeMap<BalanceKey, Balance>, Error> {
    let tracked: BTreeSet<Sku> = balances
        .keys()
        .filter(|key| !key.lot.is_none())
        .map(|key| key.sku.clone())
        .collect();
    let tracked: Vec<Sku> = tracked.into_iter().collect();
    let lots = match tracked.is_empty() {
        true => Lots::default(),
        false => store.lots(tenant, &tracked).await?,
    };
    let mut goods: HashMap<Goods, BTreeMap<BalanceKey, Balance>> = HashMap::new();
    for (key, balance) in balances {
        let of_goods = goods.entry(Goods::from(&key)).or_default();
        of_goods.insert(key, balance);
    }
    let mut seen = BTreeMap::new();
    for (goods, balances) in goods {
        let figures = Figures::of(balances, &lots, now, store.facts_version());
        seen.extend(figures.balances(&goods));
    }
    Ok(seen)
}

/// Balances as they were before they changed.
fn less(
    mut balances: BTreeMap<BalanceKey, Balance>,
    changes: &Changes,
) -> BTreeMap<BalanceKey, Balance> {
    for (key, changed) in changes {
        if let Some(balance) = balances.get_mut(key) {
            for (bucket, change) in changed {
                balance.quantities.add(*bucket, -change);
            }
        }
    }
    balances
}

fn tale<'t>(
    tenant: &'t Tenant,
    goods: &Goods,
    stand: &Stand,
    crossing: &Crossing,
) -> Tale<'t, Payload> {
    let (sku, owner) = (&goods.sku, &goods.owner);
    let (key, aggregate, payload) = match crossing {
        Crossing::Band {
            area,
            before,
            after,
        } => {
            let name = area.as_ref().map_or(EVERYWHERE, Area::as_str);
            let payload = SellableEvent {
                owner: owner.as_str().into(),
                sku: sku.as_str().into(),
                area_code: area.as_ref().map(|area| area.as_str().to_owned()),
                band_before: BandName::from(before.as_str()),
                band_after: BandName::from(after.as_str()),
                version: stand.version,
            };
            (
                format!("stock.sellable.{name}"),
                format!("sellable:{name}/{sku}/{owner}"),
                Payload::Sellable(payload),
            )
        }
        Crossing::Low {
            warehouse,
            free,
            safety,
        } => {
            let payload = StockAlertEvent {
                owner: owner.as_str().into(),
                sku: sku.as_str().into(),
                warehouse: warehouse.as_str().into(),
                quantity: Quantity(*free),
                threshold: Some(*safety),
                ..StockAlertEvent::default()
            };
            (
                "stock.low".to_owned(),
                format!("low:{warehouse}/{sku}/{owner}"),
                Payload::Low(payload),
            )
        }
    };
    Tale {
        tenant,
        key,
        aggregate,
        biz_no: sku.to_string(),
        payload,
    }
}
