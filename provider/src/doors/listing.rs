//! Listing pages: from the read side where there is one, else from the database.
//!
//! A page is made of encoded items: what the read side keeps of a SKU is copied, and only the moment of its figures is written anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use dubbo_api::inquiry::{SellableItem, SellableReq};
use dubbo_api::reply::Reply;
use dubbo_api::states::Band;
use dubbo_api::text::{Owner as OwnerText, Quantity, Tenant as TenantText, WarehouseCode};
use dubbo_rpc::Fault;
use hessian2::{Hessian, Object as _, ObjectList, PreparedFields, Texts};
use stock::balance::{Balance, BalanceKey};
use stock::facts::Facts;
use stock::ids::{Day, Moment, Owner, Sku};
use stock::inquiry::{self, Sellable};
use stock::projection::Goods;
use stock_sql::Error;

use super::form::{self, Bad, Formed};
use super::inquiry::{channel, sku_at};
use super::{StockCenter, answer, reservation, unanswered};
use crate::cache::{Basis, Cache, Shown, Slot, Slots, Viewer};

/// Fields of an item that are kept: all but the last, `asOf`.
const KEPT_FIELDS: usize = SellableItem::CLASS.fields.len() - 1;
/// Room taken for an item; longer names take more as they come.
const ITEM_BYTES: usize = 56;

/// A [`SellableReq`] whose SKUs lie in one block: they are looked at and not kept.
#[derive(Hessian, Debug, Default)]
#[hessian(class = "com.autoparts.stock.api.SellableReq")]
pub(super) struct Listing {
    tenant: Option<TenantText>,
    skus: Texts,
    area_code: Option<String>,
    channel: Option<String>,
    owner: Option<OwnerText>,
    warehouse: Option<WarehouseCode>,
    exact: bool,
}

impl TryFrom<SellableReq> for Listing {
    type Error = hessian2::Error;

    fn try_from(request: SellableReq) -> Result<Self, Self::Error> {
        let mut skus = Texts::default();
        for sku in &request.skus {
            skus.push(sku.as_str())?;
        }
        Ok(Self {
            tenant: request.tenant,
            skus,
            area_code: request.area_code,
            channel: request.channel,
            owner: request.owner,
            warehouse: request.warehouse,
            exact: request.exact,
        })
    }
}

impl Listing {
    fn viewer(&self) -> Formed<Viewer> {
        Ok(Viewer {
            tenant: super::tenant(self.tenant.as_ref())?,
            owner: reservation::owner("owner", self.owner.as_ref())?.unwrap_or_else(Owner::own),
            area: reservation::area(self.area_code.as_deref())?,
            channel: channel(self.channel.as_deref())?,
            warehouse: reservation::warehouse("warehouse", self.warehouse.as_ref())?,
        })
    }
}

/// Why there is no page.
enum NoPage {
    /// The request is refused for its form.
    Bad(Box<Bad>),
    /// The database did not answer.
    Unanswered(Error),
    /// An item could not be encoded.
    Unwritten(hessian2::Error),
}

impl From<Box<Bad>> for NoPage {
    fn from(bad: Box<Bad>) -> Self {
        Self::Bad(bad)
    }
}

impl From<Error> for NoPage {
    fn from(error: Error) -> Self {
        Self::Unanswered(error)
    }
}

impl From<hessian2::Error> for NoPage {
    fn from(error: hessian2::Error) -> Self {
        Self::Unwritten(error)
    }
}

impl StockCenter {
    /// What of some SKUs can be sold. `exact` asks the database, whatever the read side has.
    ///
    /// # Errors
    /// When the page cannot be encoded: this release is at fault.
    pub(super) async fn sellable(
        &self,
        asked: &Listing,
    ) -> Result<Reply<ObjectList<SellableItem>>, Fault> {
        match self.page(asked).await {
            Ok(items) => Ok(Reply::ok(items)),
            Err(NoPage::Bad(bad)) => Ok(bad.into_reply()),
            Err(NoPage::Unanswered(error)) => Ok(unanswered(&error)),
            Err(NoPage::Unwritten(error)) => Err(Fault::new(format!("a listing page: {error}"))),
        }
    }

    async fn page(&self, asked: &Listing) -> Result<ObjectList<SellableItem>, NoPage> {
        let viewer = asked.viewer()?;
        form::line_count("skus", asked.skus.len())?;
        match self.cache.as_ref().filter(|_| !asked.exact) {
            Some(cache) => self.listed(cache, &viewer, &asked.skus).await,
            None => Box::pin(self.counted(&viewer, &asked.skus)).await,
        }
    }

    /// By figures of the database.
    async fn counted(
        &self,
        viewer: &Viewer,
        given: &Texts,
    ) -> Result<ObjectList<SellableItem>, NoPage> {
        let skus = given.iter().enumerate();
        let skus: Vec<Sku> = skus
            .map(|(at, sku)| sku_at(at, sku))
            .collect::<Formed<_>>()?;
        let view = viewer.view();
        let facts = self.facts(&skus).await?;
        let (now, balances) = self.goods(&view, &skus, &facts).await?;
        let mut items = ObjectList::with_capacity(skus.len(), ITEM_BYTES);
        for sku in &skus {
            let found = inquiry::sellable(&view, sku, &facts, &balances, now);
            items.push(&item(sku, found.as_ref(), now))?;
        }
        Ok(items)
    }

    /// The same by figures of the read side; each item says when its figures were true.
    async fn listed(
        &self,
        cache: &Cache,
        viewer: &Viewer,
        given: &Texts,
    ) -> Result<ObjectList<SellableItem>, NoPage> {
        let basis = cache.basis();
        let mut items = ObjectList::with_capacity(given.len(), ITEM_BYTES);
        let mut unknown = Vec::new();
        cache.look_up(viewer, &basis, given.iter(), |found| match found {
            Some((fields, at)) => items.push_prepared(fields, [&answer::date(at)]),
            None => {
                unknown.push(items.len());
                items.push_gap()
            }
        })?;
        if !unknown.is_empty() {
            // The form of names that were found is known to be good.
            let wanted: Vec<Sku> = unknown
                .iter()
                .map(|at| sku_at(*at, given.get(*at).unwrap_or_default()))
                .collect::<Formed<_>>()?;
            // In a place of its own: what it takes would else be moved with every page.
            let found = Box::pin(self.work_out(cache, viewer, &basis, &wanted)).await?;
            for (at, item) in unknown.into_iter().zip(&found) {
                items.fill(at, item)?;
            }
        }
        Ok(items)
    }

    /// Works out what can be sold of some SKUs by figures of the read side, and keeps it for the next page.
    async fn work_out(
        &self,
        cache: &Cache,
        viewer: &Viewer,
        basis: &Basis,
        skus: &[Sku],
    ) -> Result<Vec<SellableItem>, NoPage> {
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
            let item = item(sku, sellable.as_ref(), as_of);
            if item.known {
                let until = until(sku, &facts, &rests_on, cache);
                let fields = PreparedFields::of(&item, KEPT_FIELDS)?;
                let shown = Shown::new(fields, rests_on, until);
                answers.extend(shown.map(|shown| (sku.clone(), shown)));
            }
            found.push(item);
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

fn item(sku: &Sku, found: Option<&Sellable>, at: Moment) -> SellableItem {
    let mut item = SellableItem {
        sku: sku.as_str().into(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_the_contract_says() {
        assert_eq!(Listing::CLASS, SellableReq::CLASS);
        let request = SellableReq {
            tenant: Some("t".into()),
            skus: vec!["A".into(), "".into(), "轮胎".into()],
            area_code: Some("440106".to_owned()),
            channel: Some("app".to_owned()),
            owner: Some("o".into()),
            warehouse: Some("w".into()),
            exact: true,
        };
        let mut e = hessian2::Encoder::new();
        e.write(&request).unwrap();
        let bytes = e.into_vec();
        let read: Listing = hessian2::Decoder::new(&bytes).read().unwrap();
        let made = Listing::try_from(request).unwrap();
        assert_eq!(format!("{read:?}"), format!("{made:?}"));
        assert!(read.skus.iter().eq(["A", "", "轮胎"]) && read.exact);
    }

    #[test]
    fn of_an_item_only_the_moment_is_written_anew() {
        assert_eq!(SellableItem::CLASS.fields[KEPT_FIELDS..], ["asOf"]);
        let found = Sellable {
            quantity: 3,
            band: inquiry::Band::Orderable,
            sites: 2,
            version: 1 << 60,
            presale_left: Some(5),
            orderable_in_days: Some(9),
        };
        let sku = Sku::from("OE-1K0 615 301");
        let mut items = ObjectList::with_capacity(3, ITEM_BYTES);
        let mut plain = Vec::new();
        // A whole minute has a form of its own.
        for at in [Moment(1_700_000_000_123), Moment(60_000), Moment(0)] {
            let shown = item(&sku, Some(&found), at);
            let fields = PreparedFields::of(&shown, KEPT_FIELDS).unwrap();
            items.push_prepared(&fields, [&answer::date(at)]).unwrap();
            plain.push(shown);
        }
        let written = |reply: &dyn hessian2::Encode| {
            let mut e = hessian2::Encoder::new();
            e.write(reply).unwrap();
            e.into_vec()
        };
        assert_eq!(items.read().unwrap(), plain);
        assert_eq!(written(&Reply::ok(items)), written(&Reply::ok(plain)));
    }
}
