//! Door of inquiry (库存查询). Reads skip the lane.

use std::collections::BTreeMap;

use dubbo_api::inquiry::{
    BucketQuery, BucketView, ExplainQuery, ExplainStep, Holder, LotQuery, LotView, Promise,
    PromiseReq, QtyExplain, SellableItem, SellableReq, StockQueryService, Substitute,
    SubstituteReq,
};
use dubbo_api::reply::Reply;
use dubbo_api::states::Bucket as BucketText;
use dubbo_api::text::{self, Quantity};
use dubbo_rpc::{Context, Fault};
use stock::balance::{Balance, BalanceKey};
use stock::book::Place;
use stock::bucket::Bucket;
use stock::facts::Facts;
use stock::ids::{Area, Channel, Day, Moment, Owner, Sku, Tenant, Warehouse};
use stock::inquiry::{self, Pooled, View};
use stock::lot::Lots;
use stock_sql::{BalanceFilter, Claimed, Error, LedgerFilter};

use super::form::{self, Formed};
use super::listing::Listing;
use super::{StockCenter, answer, ledger, lots, promise, reservation, substitutes, unanswered};

/// Holders and movements listed when the caller names no limit.
const LISTED_DEFAULT: i64 = 20;
/// Most of them.
const LISTED_MAX: i64 = 200;

impl StockQueryService for StockCenter {
    async fn batch_sellable(
        &self,
        _cx: &Context,
        request: SellableReq,
    ) -> Result<Reply<Vec<SellableItem>>, Fault> {
        let reply = self.sellable(&Listing::try_from(request)?).await?;
        let items = reply.data.as_ref().map(|items| items.read()).transpose()?;
        Ok(reply.with_data(items))
    }

    async fn promise(&self, _cx: &Context, request: PromiseReq) -> Result<Reply<Promise>, Fault> {
        let asked = match promise::Asked::form(&request) {
            Ok(asked) => asked,
            Err(bad) => return Ok(bad.into_reply()),
        };
        let done = self.promised(&asked).await;
        Ok(done.unwrap_or_else(|error| unanswered(&error)))
    }

    async fn substitutes(
        &self,
        _cx: &Context,
        request: SubstituteReq,
    ) -> Result<Reply<Vec<Substitute>>, Fault> {
        let asked = match substitutes::Asked::form(&request) {
            Ok(asked) => asked,
            Err(bad) => return Ok(bad.into_reply()),
        };
        let done = self.substituted(&asked).await;
        Ok(done.unwrap_or_else(|error| unanswered(&error)))
    }

    async fn buckets(
        &self,
        _cx: &Context,
        query: BucketQuery,
    ) -> Result<Reply<Vec<BucketView>>, Fault> {
        let filter = match bucket_filter(&query) {
            Ok(filter) => filter,
            Err(bad) => return Ok(bad.into_reply()),
        };
        Ok(self
            .read_buckets(&filter, query.as_of_seq)
            .await
            .unwrap_or_else(|error| unanswered(&error)))
    }

    async fn lots(&self, _cx: &Context, query: LotQuery) -> Result<Reply<Vec<LotView>>, Fault> {
        let asked = match lots::Asked::formed(&query) {
            Ok(asked) => asked,
            Err(bad) => return Ok(bad.into_reply()),
        };
        let done = self.list_lots(&asked).await;
        Ok(done.unwrap_or_else(|error| unanswered(&error)))
    }

    async fn explain_quantity(
        &self,
        _cx: &Context,
        query: ExplainQuery,
    ) -> Result<Reply<QtyExplain>, Fault> {
        let (asked, limit) = match Asked::explain(&query) {
            Ok(asked) => asked,
            Err(bad) => return Ok(bad.into_reply()),
        };
        let done = self.explain(&asked, query.as_of_seq, limit).await;
        Ok(done.unwrap_or_else(|error| unanswered(&error)))
    }
}

/// Who asks for which SKUs.
pub(super) struct Asked {
    tenant: Tenant,
    owner: Owner,
    area: Option<Area>,
    channel: Option<Channel>,
    warehouse: Option<Warehouse>,
    pub(super) skus: Vec<Sku>,
}

impl Asked {
    fn explain(query: &ExplainQuery) -> Formed<(Self, usize)> {
        let limit = query.limit.map_or(LISTED_DEFAULT, i64::from);
        let limit = form::within("limit", limit, 1, LISTED_MAX)?;
        let asked = Self {
            tenant: super::tenant(query.tenant.as_ref())?,
            owner: reservation::owner("owner", query.owner.as_ref())?.unwrap_or_else(Owner::own),
            area: reservation::area(query.area_code.as_deref())?,
            channel: channel(query.channel.as_deref())?,
            warehouse: reservation::warehouse("warehouse", query.warehouse.as_ref())?,
            skus: vec![Sku::from(form::name(
                "sku",
                query.sku.as_str(),
                form::NAME_MAX,
            )?)],
        };
        Ok((asked, usize::try_from(limit).unwrap_or(1)))
    }

    pub(super) fn view(&self) -> View<'_> {
        View {
            tenant: &self.tenant,
            owner: &self.owner,
            area: self.area.as_ref(),
            channel: self.channel.as_ref(),
            warehouse: self.warehouse.as_ref(),
        }
    }
}

impl StockCenter {
    pub(in crate::doors) async fn facts(&self, skus: &[Sku]) -> Result<Facts, Error> {
        Ok(Facts {
            network: self.store.network(),
            skus: self.store.facts(skus).await?,
        })
    }

    /// What lies where a view may draw from, in one question, and when it was so.
    pub(super) async fn goods(
        &self,
        view: &View<'_>,
        skus: &[Sku],
        facts: &Facts,
    ) -> Result<(Moment, BTreeMap<BalanceKey, Balance>), Error> {
        let keys = inquiry::accounts(view, skus, facts);
        let Some(first) = keys.first() else {
            return Ok((self.store.now().await?, BTreeMap::new()));
        };
        let filter = BalanceFilter {
            tenant: Some(first.tenant.clone()),
            owner: Some(first.owner.clone()),
            skus: distinct(keys.iter().map(|key| &key.sku)),
            warehouses: distinct(keys.iter().map(|key| &key.warehouse)),
            pools: distinct(keys.iter().map(|key| &key.pool)),
        };
        let (now, balances) = self.store.balances_now(&filter).await?;
        let goods = self.pooled(balances.into_iter().collect(), now).await?;
        Ok((now, goods.saleable()))
    }

    /// Balances without regard to lots; what is known of these is read only where there are some.
    async fn pooled(
        &self,
        balances: BTreeMap<BalanceKey, Balance>,
        now: Moment,
    ) -> Result<Pooled, Error> {
        let lots = self.lots_of(&balances).await?;
        Ok(Pooled::of(balances, &lots, Day::of(now)))
    }

    /// What is known of the lots of some balances, which are of one tenant.
    pub(super) async fn lots_of(
        &self,
        balances: &BTreeMap<BalanceKey, Balance>,
    ) -> Result<Lots, Error> {
        let of_lots = || balances.keys().filter(|key| !key.lot.is_none());
        match of_lots().next() {
            Some(first) => {
                let skus = distinct(of_lots().map(|key| &key.sku));
                self.store.lots(&first.tenant, &skus).await
            }
            None => Ok(Lots::default()),
        }
    }

    async fn read_buckets(
        &self,
        filter: &BalanceFilter,
        as_of: Option<i64>,
    ) -> Result<Reply<Vec<BucketView>>, Error> {
        let facts = self.facts(&filter.skus).await?;
        let found = self.store.buckets(filter, as_of).await?;
        let now = self.store.now().await?;
        let goods = self.pooled(found.into_iter().collect(), now).await?;
        let saleable = goods.saleable();
        let rows = goods.balances.iter();
        Ok(Reply::ok(
            rows.map(|(key, balance)| bucket_view(key, balance, &saleable, &facts))
                .collect(),
        ))
    }

    async fn explain(
        &self,
        asked: &Asked,
        as_of: Option<i64>,
        limit: usize,
    ) -> Result<Reply<QtyExplain>, Error> {
        let facts = self.facts(&asked.skus).await?;
        let sku = &asked.skus[0];
        let Some(found) = facts.skus.get(sku) else {
            return Ok(unknown_skus(&[sku.as_str()]));
        };
        let mut parts: Vec<Sku> = found.kit.iter().map(|part| part.sku.clone()).collect();
        if parts.is_empty() {
            parts.push(sku.clone());
        }
        let filter = BalanceFilter {
            tenant: Some(asked.tenant.clone()),
            owner: Some(asked.owner.clone()),
            skus: parts.clone(),
            ..BalanceFilter::default()
        };
        let balances: BTreeMap<BalanceKey, Balance> = self
            .store
            .buckets(&filter, as_of)
            .await?
            .into_iter()
            .collect();
        let now = self.store.now().await?;
        let goods = self.pooled(balances, now).await?;
        let (saleable, balances) = (goods.saleable(), &goods.balances);
        let view = asked.view();
        let steps = inquiry::explain(&view, sku, &facts, &goods).unwrap_or_default();
        let wanted = |key: &&BalanceKey| {
            asked
                .warehouse
                .as_ref()
                .is_none_or(|only| *only == key.warehouse)
        };
        let shown: Vec<(&BalanceKey, &Balance)> =
            balances.iter().filter(|(key, _)| wanted(key)).collect();
        // Who holds goods is known for now only: the documents keep no past.
        let holders = match as_of {
            None => {
                self.holders(&view, sku, &facts, shown.iter().map(|(key, _)| *key), limit)
                    .await?
            }
            Some(_) => Vec::new(),
        };
        let mut movements = Vec::new();
        for part in &parts {
            let filter = LedgerFilter {
                sku: Some(part.clone()),
                warehouse: asked.warehouse.clone(),
                owner: Some(asked.owner.clone()),
                before_seq: as_of.map(|seq| seq.saturating_add(1)),
                newest_first: true,
                limit: u32::try_from(limit).unwrap_or(u32::MAX),
                ..LedgerFilter::of(asked.tenant.clone())
            };
            movements.extend(self.store.ledger(&filter).await?);
        }
        movements.sort_by_key(|row| std::cmp::Reverse(row.leg.seq));
        movements.truncate(limit);
        Ok(Reply::ok(QtyExplain {
            sku: sku.as_str().into(),
            sellable: Quantity(steps.iter().map(|step| step.quantity).sum()),
            steps: steps.into_iter().map(step).collect(),
            buckets: shown
                .iter()
                .map(|(key, balance)| bucket_view(key, balance, &saleable, &facts))
                .collect(),
            holders,
            movements: movements.into_iter().map(ledger::row).collect(),
            as_of_seq: as_of.unwrap_or_else(|| {
                balances
                    .values()
                    .map(|balance| balance.last_seq)
                    .max()
                    .unwrap_or(0)
            }),
        }))
    }

    async fn holders(
        &self,
        view: &View<'_>,
        sku: &Sku,
        facts: &Facts,
        keys: impl Iterator<Item = &BalanceKey>,
        limit: usize,
    ) -> Result<Vec<Holder>, Error> {
        let mut places: Vec<Place> = keys.map(Place::from).collect();
        places.dedup();
        let (mut reservations, mut fulfilments) = (BTreeMap::new(), BTreeMap::new());
        for place in &places {
            let found = self.store.holders(place).await?;
            reservations.extend(found.reservations.into_iter().map(|held| (held.id, held)));
            fulfilments.extend(found.fulfilments.into_iter().map(|bound| (bound.id, bound)));
        }
        let mut holders = inquiry::holders(
            view,
            sku,
            facts,
            reservations.values(),
            fulfilments.values(),
            limit,
        );
        let parts: std::collections::BTreeSet<&Sku> =
            places.iter().map(|place| &place.sku).collect();
        for part in parts {
            let claims = self
                .store
                .claims(view.tenant, part, view.warehouse, None)
                .await?;
            let own = claims
                .into_iter()
                .filter(|one| one.claim.key.owner == *view.owner);
            holders.extend(own.map(claimer));
        }
        let holders = inquiry::latest(holders, limit);
        Ok(holders.into_iter().map(holder).collect())
    }
}

/// Refuses SKUs that the catalogue does not have, all of them at once.
pub(super) fn unknown_skus<T>(unknown: &[&str]) -> Reply<T> {
    let named = unknown.join(", ");
    Reply::refused(
        dubbo_api::code::ResultCode::SkuUnknown,
        format!("not in the catalogue: {}", form::shown(&named)),
    )
    .detail("sku", named)
}

/// Whether any line has goods that are there now.
pub(super) fn is_there(lines: &[inquiry::LineDate]) -> bool {
    lines.iter().any(|line| line.available_now > 0)
}

/// A paper that accounts for goods.
fn claimer(claimed: Claimed) -> inquiry::Holder {
    inquiry::Holder {
        kind: claimed.kind.as_str(),
        document_no: claimed.no,
        order_no: claimed.order_no,
        warehouse: claimed.claim.key.warehouse,
        pool: claimed.claim.key.pool,
        bucket: claimed.claim.bucket,
        quantity: claimed.claim.quantity,
        since: claimed.created_at,
        until: None,
    }
}

fn distinct<'a, T: Clone + Ord + 'a>(items: impl Iterator<Item = &'a T>) -> Vec<T> {
    let set: std::collections::BTreeSet<&T> = items.collect();
    set.into_iter().cloned().collect()
}

pub(super) fn skus(given: &[text::Sku]) -> Formed<Vec<Sku>> {
    form::lines("skus", given)?;
    let given = given.iter().enumerate();
    given.map(|(at, sku)| sku_at(at, sku.as_str())).collect()
}

/// A SKU by its name, which stands at a place among those asked for.
pub(super) fn sku_at(at: usize, name: &str) -> Formed<Sku> {
    // The field is spelt out for who is told of it: most names are good.
    match form::name("skus", name, form::NAME_MAX) {
        Ok(name) => Ok(Sku::from(name)),
        Err(_) => form::name(&format!("skus[{at}]"), name, form::NAME_MAX).map(Sku::from),
    }
}

pub(super) fn channel(given: Option<&str>) -> Formed<Option<Channel>> {
    Ok(form::optional("channel", given, form::SHORT_NAME_MAX)?.map(Channel::from))
}

fn bucket_filter(query: &BucketQuery) -> Formed<BalanceFilter> {
    if query.warehouses.len() > stock::policy::LINES_MAX {
        form::lines("warehouses", &query.warehouses)?;
    }
    let warehouses = query
        .warehouses
        .iter()
        .enumerate()
        .map(|(index, site)| {
            let field = format!("warehouses[{index}]");
            Ok(Warehouse::from(form::name(
                &field,
                site.as_str(),
                form::NAME_MAX,
            )?))
        })
        .collect::<Formed<_>>()?;
    Ok(BalanceFilter {
        tenant: Some(super::tenant(query.tenant.as_ref())?),
        owner: reservation::owner("owner", query.owner.as_ref())?,
        skus: skus(&query.skus)?,
        warehouses,
        pools: reservation::pool("pool", query.pool.as_ref())?
            .into_iter()
            .collect(),
    })
}

fn bucket_view(
    key: &BalanceKey,
    balance: &Balance,
    saleable: &BTreeMap<BalanceKey, Balance>,
    facts: &Facts,
) -> BucketView {
    let free = saleable.get(key).map_or(0, |b| b.get(Bucket::Available));
    let quantity = |bucket: Bucket| Quantity(balance.get(bucket));
    let safety = match facts.skus.get(&key.sku) {
        Some(found) if key.pool.is_shared() => found.safety_in(&key.warehouse),
        _ => 0,
    };
    BucketView {
        owner: key.owner.as_str().into(),
        sku: key.sku.as_str().into(),
        warehouse: key.warehouse.as_str().into(),
        pool: key.pool.as_str().into(),
        available: quantity(Bucket::Available),
        preoccupied: quantity(Bucket::Preoccupied),
        allocated: quantity(Bucket::Allocated),
        frozen: quantity(Bucket::Frozen),
        qc_hold: quantity(Bucket::QcHold),
        defective: quantity(Bucket::Defective),
        shipped: quantity(Bucket::Shipped),
        return_transit: quantity(Bucket::ReturnTransit),
        transfer_transit: quantity(Bucket::TransferTransit),
        incoming: quantity(Bucket::Incoming),
        presale_avail: quantity(Bucket::PresaleAvail),
        presale_held: quantity(Bucket::PresaleHeld),
        on_hand: Quantity(balance.quantities.on_hand()),
        safety_stock: Quantity(safety),
        sellable: Quantity(free.saturating_sub(safety).max(0)),
        last_seq: balance.last_seq,
        updated_at: (balance.last_seq > 0)
            .then(|| hessian2::Date(stock::ids::IdSource::millis_of(balance.last_seq))),
    }
}

fn step(step: inquiry::Step) -> ExplainStep {
    ExplainStep {
        reason: step.reason.as_str().into(),
        sku: step.sku.as_str().into(),
        warehouse: step.warehouse.map(|site| site.as_str().into()),
        quantity: step.quantity,
        text: Some(step.text),
    }
}

fn holder(holder: inquiry::Holder) -> Holder {
    Holder {
        kind: holder.kind.into(),
        document_no: Some(holder.document_no),
        order_no: holder.order_no.map(|no| no.as_str().into()),
        warehouse: holder.warehouse.as_str().into(),
        pool: holder.pool.as_str().into(),
        bucket: BucketText::from(holder.bucket.as_str()),
        quantity: Quantity(holder.quantity),
        since: Some(answer::date(holder.since)),
        until: holder.until.map(answer::date),
    }
}
