//! Thresholds of goods: what listing pages of each area show of a SKU, in which sites little of it is left, and whether that is otherwise than what was told
//! last. Told are crossings only.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::balance::{Balance, BalanceKey};
use crate::bucket::Bucket;
use crate::facts::{Facts, Network};
use crate::ids::{Area, Moment, Sku, Warehouse};
use crate::inquiry::{self, Band, View};
use crate::policy::CANDIDATES_MAX;
use crate::projection::Goods;

/// What was told of goods last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Band by area; the empty name is every area that no site is said to cover.
    pub bands: BTreeMap<String, Band>,
    /// Sites with no more than their safety stock.
    pub low: BTreeSet<Warehouse>,
}

/// A threshold that was crossed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// A listing page shows another band.
    Band {
        /// Where; `None` for every area that no site is said to cover.
        area: Option<Area>,
        /// What it showed.
        before: Band,
        /// What it shows now.
        after: Band,
    },
    /// A site has fallen to its safety stock.
    Low {
        /// Site.
        warehouse: Warehouse,
        /// What is free there, safety stock included, in base units.
        free: i64,
        /// Safety stock, > 0.
        safety: i64,
    },
}

/// How goods stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// What is to be told of them.
    pub shown: Shown,
    /// Number of the last ledger row it is of.
    pub version: i64,
    /// Free and safety stock of the sites that are low.
    figures: BTreeMap<Warehouse, (i64, i64)>,
}

/// Areas that the same sites serve, in the same order: what is shown of one is shown of all. The first group has the areas that no site is said to cover.
#[must_use]
pub fn groups(network: &Network) -> Vec<Vec<Option<Area>>> {
    let mut groups: Vec<(Vec<Warehouse>, Vec<Option<Area>>)> =
        vec![(served(network, None), vec![None])];
    for area in network.coverage.keys() {
        let sites = served(network, Some(area));
        match groups.iter_mut().find(|(there, _)| *there == sites) {
            Some((_, areas)) => areas.push(Some(area.clone())),
            None => groups.push((sites, vec![Some(area.clone())])),
        }
    }
    groups.into_iter().map(|(_, areas)| areas).collect()
}

/// Sites that serve an area, whatever their order: it is no part of what is shown, but which of too many are looked at is.
fn served(network: &Network, area: Option<&Area>) -> Vec<Warehouse> {
    let mut sites = network.candidates(area);
    sites.truncate(CANDIDATES_MAX);
    sites.sort();
    sites
}

/// How goods stand, by balances of all that they are made of; `None` if the catalogue does not know them.
#[must_use]
pub fn stand(
    goods: &Goods,
    groups: &[Vec<Option<Area>>],
    facts: &Facts,
    balances: &BTreeMap<BalanceKey, Balance>,
    now: Moment,
) -> Option<Stand> {
    let found = facts.skus.get(&goods.sku)?;
    let mut stand = Stand::default();
    for areas in groups {
        let view = View {
            tenant: &goods.tenant,
            owner: &goods.owner,
            area: areas.first()?.as_ref(),
            channel: None,
            warehouse: None,
        };
        let shown = inquiry::sellable(&view, &goods.sku, facts, balances, now)?;
        stand.version = stand.version.max(shown.version);
        let names = areas.iter().map(name);
        stand
            .shown
            .bands
            .extend(names.map(|name| (name, shown.band)));
    }
    if found.kit.is_empty() {
        for (warehouse, free) in free(&goods.sku, balances) {
            let safety = found.safety_in(warehouse);
            if safety > 0 && free <= safety {
                stand.shown.low.insert(warehouse.clone());
                stand.figures.insert(warehouse.clone(), (free, safety));
            }
        }
    }
    Some(stand)
}

/// What is free in the shared pool of each site where the SKU ever was.
fn free<'b>(
    sku: &Sku,
    balances: &'b BTreeMap<BalanceKey, Balance>,
) -> BTreeMap<&'b Warehouse, i64> {
    let mut free = BTreeMap::new();
    let shared = |key: &BalanceKey| key.sku == *sku && key.pool.is_shared();
    for (key, balance) in balances.iter().filter(|(key, _)| shared(key)) {
        let here: &mut i64 = free.entry(&key.warehouse).or_default();
        *here = here.saturating_add(balance.get(Bucket::Available));
    }
    free
}

/// What has to be told: how goods stand against what was told last. Of an area that was never told of nothing is.
#[must_use]
pub fn crossings(before: &Shown, after: &Stand) -> Vec<Crossing> {
    let bands = after.shown.bands.iter().filter_map(|(area, after)| {
        let before = before.bands.get(area).filter(|before| *before != after)?;
        Some(Crossing::Band {
            area: (!area.is_empty()).then(|| area.as_str().into()),
            before: *before,
            after: *after,
        })
    });
    let fallen = after
        .figures
        .iter()
        .filter(|(site, _)| !before.low.contains(*site))
        .map(|(site, (free, safety))| Crossing::Low {
            warehouse: site.clone(),
            free: *free,
            safety: *safety,
        });
    bands.chain(fallen).collect()
}

fn name(area: &Option<Area>) -> String {
    area.as_ref()
        .map_or_else(String::new, |area| area.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::facts::{Coverage, SkuFacts, WarehouseFacts};
    use crate::ids::{Lot, Pool};

    fn facts() -> Facts {
        let mut facts = Facts::default();
        let network = Arc::make_mut(&mut facts.network);
        for site in ["W1", "W2"] {
            let open = WarehouseFacts { enabled: true };
            network.warehouses.insert(site.into(), open);
        }
        for (area, site) in [("4401", "W1"), ("4402", "W1"), ("31", "W2")] {
            let row = Coverage {
                warehouse: site.into(),
                priority: 1,
            };
            network.coverage.insert(area.into(), vec![row]);
        }
        let known = SkuFacts {
            safety: BTreeMap::from([("W1".into(), 3)]),
            ..SkuFacts::default()
        };
        facts.skus.insert("S".into(), Arc::new(known));
        facts
    }

    fn goods() -> Goods {
        Goods {
            tenant: "t".into(),
            owner: "SELF".into(),
            sku: "S".into(),
        }
    }

    fn balances(rows: &[(&str, i64)]) -> BTreeMap<BalanceKey, Balance> {
        let row = |(at, (site, available)): (usize, &(&str, i64))| {
            let key = BalanceKey {
                sku: "S".into(),
                warehouse: (*site).into(),
                pool: Pool::shared(),
                lot: Lot::none(),
                owner: "SELF".into(),
                tenant: "t".into(),
            };
            let mut balance = Balance {
                last_seq: i64::try_from(at).unwrap() + 7,
                ..Balance::default()
            };
            balance.quantities.add(Bucket::Available, *available);
            (key, balance)
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn look(rows: &[(&str, i64)]) -> Stand {
        let facts = facts();
        let groups = groups(&facts.network);
        stand(&goods(), &groups, &facts, &balances(rows), Moment(1)).unwrap()
    }

    fn told(before: &[(&str, i64)], after: &[(&str, i64)]) -> Vec<String> {
        let crossings = crossings(&look(before).shown, &look(after));
        let text = |crossing: &Crossing| match crossing {
            Crossing::Band {
                area,
                before,
                after,
            } => {
                let area = area.as_ref().map_or("everywhere", Area::as_str);
                format!("{area} {}>{}", before.as_str(), after.as_str())
            }
            Crossing::Low {
                warehouse,
                free,
                safety,
            } => format!("{warehouse} {free}<={safety}"),
        };
        crossings.iter().map(text).collect()
    }

    #[test]
    fn areas_that_the_same_sites_serve_are_looked_at_once() {
        let facts = facts();
        let names: Vec<Vec<String>> = groups(&facts.network)
            .iter()
            .map(|areas| areas.iter().map(name).collect())
            .collect();
        assert_eq!(names, [vec![""], vec!["31"], vec!["4401", "4402"]]);
    }

    #[test]
    fn only_what_is_crossed_is_told() {
        assert_eq!(told(&[("W1", 50)], &[("W1", 40)]), [""; 0]);
        assert_eq!(
            told(&[("W1", 50), ("W2", 9)], &[("W1", 8), ("W2", 9)]),
            ["4401 IN_STOCK>LOW", "4402 IN_STOCK>LOW"],
            "five are left above the safety stock; everywhere there are more"
        );
        assert_eq!(
            told(&[("W1", 4)], &[("W1", 3)]),
            [
                "everywhere LOW>OUT",
                "4401 LOW>OUT",
                "4402 LOW>OUT",
                "W1 3<=3"
            ]
        );
        assert_eq!(told(&[("W1", 3)], &[("W1", 1)]), [""; 0], "low already");
        assert_eq!(
            told(&[("W1", 3)], &[("W1", 4)]),
            ["everywhere OUT>LOW", "4401 OUT>LOW", "4402 OUT>LOW"],
            "what rises is not low any more"
        );
    }

    #[test]
    fn of_an_area_never_told_of_nothing_is_told() {
        let after = look(&[("W1", 1)]);
        let told = crossings(&Shown::default(), &after);
        assert_eq!(told.len(), 1, "a site that is low: {told:?}");
        assert_eq!(after.version, 7);
    }
}
