//! Lots at the doors: their names and dates in requests, and the question which there are.

use dubbo_api::code::ResultCode;
use dubbo_api::inquiry::{LotQuery, LotView};
use dubbo_api::reply::Reply;
use dubbo_api::text::Quantity;
use hessian2::Date;
use stock::bucket::Bucket;
use stock::command::LotDates;
use stock::ids::{Day, Lot, Moment, Owner, Sku, Tenant, Warehouse};
use stock::inquiry::{self, LotStock};
use stock::policy::AGE_DAYS_MAX;
use stock_sql::{BalanceFilter, Error};

use super::form::{self, Formed};
use super::{StockCenter, answer, reservation};

/// A lot that may be absent.
pub(super) fn lot(field: &str, given: Option<&String>) -> Formed<Option<Lot>> {
    let given = given.map(String::as_str);
    Ok(form::optional(field, given, form::NAME_MAX)?.map(Lot::from))
}

/// The dates of a lot: the days that the moments fall on.
pub(super) fn dates(produced_at: Option<Date>, expires_at: Option<Date>) -> LotDates {
    let day = |date: Date| Day::of(Moment(date.0));
    LotDates {
        produced_on: produced_at.map(day),
        expires_on: expires_at.map(day),
    }
}

/// The greatest age that is asked for, in days.
pub(super) fn max_age(field: &str, given: Option<i32>) -> Formed<Option<i64>> {
    given
        .map(|days| form::within(field, i64::from(days), 0, AGE_DAYS_MAX))
        .transpose()
}

/// Which lots are asked for.
pub(super) struct Asked {
    tenant: Tenant,
    sku: Sku,
    warehouse: Option<Warehouse>,
    owner: Option<Owner>,
    max_age: Option<i64>,
}

impl Asked {
    pub(super) fn formed(query: &LotQuery) -> Formed<Self> {
        let sku = form::name("sku", query.sku.as_str(), form::NAME_MAX)?;
        Ok(Self {
            tenant: super::tenant(query.tenant.as_ref())?,
            sku: Sku::from(sku),
            warehouse: reservation::warehouse("warehouse", query.warehouse.as_ref())?,
            owner: reservation::owner("owner", query.owner.as_ref())?,
            max_age: max_age("maxAgeDays", query.max_age_days)?,
        })
    }
}

impl StockCenter {
    pub(super) async fn list_lots(&self, asked: &Asked) -> Result<Reply<Vec<LotView>>, Error> {
        let skus = std::slice::from_ref(&asked.sku);
        if self.store.facts(skus).await?.is_empty() {
            let sku = form::shown(asked.sku.as_str());
            let message = format!("SKU {sku} is not in the catalogue");
            return Ok(
                Reply::refused(ResultCode::SkuUnknown, message).detail("sku", asked.sku.as_str())
            );
        }
        let filter = BalanceFilter {
            tenant: Some(asked.tenant.clone()),
            owner: asked.owner.clone(),
            skus: skus.to_vec(),
            warehouses: asked.warehouse.iter().cloned().collect(),
            pools: Vec::new(),
        };
        let balances = self.store.balances(&filter).await?.into_iter().collect();
        let lots = self.lots_of(&balances).await?;
        let today = Day::of(self.store.now().await?);
        let young = |stock: &LotStock| {
            let within = |days| lots.is_within(&stock.key, days, today);
            asked.max_age.is_none_or(within)
        };
        let found = inquiry::in_turn(&balances, &lots, today).into_iter();
        Ok(Reply::ok(
            found
                .filter(young)
                .map(|stock| view(stock, today))
                .collect(),
        ))
    }
}

fn view(stock: LotStock, today: Day) -> LotView {
    let LotStock {
        key,
        balance,
        facts,
        turn,
    } = stock;
    let quantity = |bucket| Quantity(balance.get(bucket));
    let facts = facts.as_ref();
    let start = |day: Day| answer::date(day.start());
    LotView {
        owner: key.owner.as_str().into(),
        sku: key.sku.as_str().into(),
        warehouse: key.warehouse.as_str().into(),
        lot_no: Some(key.lot.to_string()),
        available: quantity(Bucket::Available),
        allocated: quantity(Bucket::Allocated),
        frozen: quantity(Bucket::Frozen),
        qc_hold: quantity(Bucket::QcHold),
        defective: quantity(Bucket::Defective),
        produced_at: facts.and_then(|lot| lot.produced_on).map(start),
        // A lot that is named by its DOT week says so itself; of other goods nobody asks.
        dot_week: Some(key.lot.as_str())
            .filter(|lot| is_dot_week(lot))
            .map(str::to_owned),
        received_at: facts.map(|lot| answer::date(lot.received_at)),
        expires_at: facts.and_then(|lot| lot.expires_on).map(start),
        age_days: facts
            .and_then(|lot| lot.age(today))
            .map(|days| i32::try_from(days).unwrap_or(i32::MAX)),
        pick_order: i32::try_from(turn).unwrap_or(i32::MAX),
    }
}

/// `WWYY`: a week of 1 to 53 and a year.
fn is_dot_week(lot: &str) -> bool {
    lot.len() == 4
        && lot.bytes().all(|byte| byte.is_ascii_digit())
        && lot[..2]
            .parse::<u8>()
            .is_ok_and(|week| (1..=53).contains(&week))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_week_is_four_digits_of_a_week_that_there_is() {
        for (lot, is) in [
            ("2326", true),
            ("0126", true),
            ("5320", true),
            ("5420", false),
            ("0026", false),
            ("232", false),
            ("23A6", false),
            ("23２", false),
        ] {
            assert_eq!(is_dot_week(lot), is, "{lot}");
        }
    }

    #[test]
    fn ages_are_bounded_and_named() {
        assert_eq!(max_age("maxAgeDays", None).unwrap(), None);
        assert_eq!(max_age("maxAgeDays", Some(0)).unwrap(), Some(0));
        let most = i32::try_from(AGE_DAYS_MAX).unwrap();
        assert_eq!(max_age("f", Some(most)).unwrap(), Some(AGE_DAYS_MAX));
        for wrong in [-1, most + 1] {
            let refused: Reply<()> = max_age("maxAgeDays", Some(wrong)).unwrap_err().into_reply();
            assert_eq!(refused.details["field"], "maxAgeDays");
        }
    }
}
