//! What presales sell, as goods that are expected.

use std::collections::BTreeMap;

use super::View;
use super::promise::Incoming;
use crate::balance::{Balance, BalanceKey};
use crate::bucket::Bucket;
use crate::facts::Facts;
use crate::ids::{Moment, Sku, Warehouse};

/// Adds what presales sell: the quota that is left to the view, on the day its presale names. Announced goods are what such quota is sold of, so only what
/// goes beyond those of the same place is added.
pub fn with_presales(
    incoming: &mut Vec<Incoming>,
    view: &View<'_>,
    facts: &Facts,
    balances: &BTreeMap<BalanceKey, Balance>,
    now: Moment,
) {
    let mut announced: BTreeMap<(Sku, Warehouse), i64> = BTreeMap::new();
    for one in incoming.iter() {
        let place = (one.sku.clone(), one.warehouse.clone());
        *announced.entry(place).or_default() += one.quantity;
    }
    let pools = view.pools(facts);
    for offer in facts.skus.values().flat_map(|found| &found.presales) {
        let seen = offer.tenant == *view.tenant
            && offer.owner == *view.owner
            && pools.contains(&offer.pool)
            && offer.is_open(now);
        let (Some(expected_at), true) = (offer.expected_at, seen) else {
            continue;
        };
        let balance = balances.get(&offer.key());
        let left = balance.map_or(0, |found| found.get(Bucket::PresaleAvail));
        let place = (offer.sku.clone(), offer.warehouse.clone());
        let covered = announced.entry(place).or_default();
        let beyond = left - (*covered).min(left);
        *covered -= left - beyond;
        if beyond > 0 {
            incoming.push(Incoming {
                sku: offer.sku.clone(),
                warehouse: offer.warehouse.clone(),
                quantity: beyond,
                expected_at,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::facts::{PresaleOffer, SkuFacts};
    use crate::ids::{Area, Owner, Tenant};

    const HOUR: i64 = 3_600_000;
    const MIDNIGHT: i64 = 1_790_784_000_000;

    /// Quota of A at W1 by pool, and goods of it that are announced for W1: what is expected then, as quantity and hours from the question.
    fn with_quota(quota: &[(&str, i64, Option<i64>, bool)], announced: i64) -> Vec<(i64, i64)> {
        let (tenant, owner, area) = (Tenant::from("T"), Owner::own(), Area::from("3101"));
        let view = View {
            tenant: &tenant,
            owner: &owner,
            area: Some(&area),
            channel: None,
            warehouse: None,
        };
        let now = Moment(MIDNIGHT);
        let mut facts = Facts::default();
        let mut balances = BTreeMap::new();
        let mut sold = SkuFacts::default();
        for (pool, left, hours, closed) in quota {
            let offer = PresaleOffer {
                presale_no: "PS".to_owned(),
                tenant: tenant.clone(),
                sku: "A".into(),
                warehouse: "W1".into(),
                pool: (*pool).into(),
                owner: owner.clone(),
                expected_at: hours.map(|hours| Moment(MIDNIGHT + hours * HOUR)),
                sale_until: None,
                closed: *closed,
            };
            let mut balance = Balance::default();
            balance.quantities.add(Bucket::PresaleAvail, *left);
            balances.insert(offer.key(), balance);
            sold.presales.push(offer);
        }
        facts.skus.insert("A".into(), Arc::new(sold));
        let mut incoming: Vec<Incoming> = (announced > 0)
            .then(|| Incoming {
                sku: "A".into(),
                warehouse: "W1".into(),
                quantity: announced,
                expected_at: Moment(MIDNIGHT + HOUR),
            })
            .into_iter()
            .collect();
        with_presales(&mut incoming, &view, &facts, &balances, now);
        let told = incoming.iter();
        told.map(|one| (one.quantity, (one.expected_at.0 - MIDNIGHT) / HOUR))
            .collect()
    }

    #[test]
    fn quota_is_promised_for_the_day_of_its_presale() {
        let shared = ("SHARED", 5, Some(72), false);
        assert_eq!(with_quota(&[shared], 0), [(5, 72)]);
        // The announced goods are those that are sold before they are there.
        assert_eq!(with_quota(&[shared], 3), [(3, 1), (2, 72)]);
        assert_eq!(with_quota(&[shared], 8), [(8, 1)]);
        // Another channel's quota, quota without a day, a sale that is over.
        assert_eq!(with_quota(&[("CH:X", 5, Some(72), false)], 0), []);
        assert_eq!(with_quota(&[("SHARED", 5, None, false)], 0), []);
        assert_eq!(with_quota(&[("SHARED", 5, Some(72), true)], 0), []);
    }
}
