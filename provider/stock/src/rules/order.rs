//! From the lines of an order to what it draws: SKUs checked, kits taken apart, sites and pools named.

use super::cover::{Cover, Demand, Need, Part, Pools, Take};
use super::otherwise;
use super::refusal::{Outcome, Refusal};
use super::supply::{Stock, Supply};
use crate::balance::BalanceKey;
use crate::book::Move;
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::OrderLine;
use crate::facts::{Facts, KitPart, SkuFacts};
use crate::ids::{Area, Channel, Owner, Pool, Sku, Warehouse};
use crate::movement::Movement;
use crate::policy::{AGE_DAYS_MAX, BALANCES_MAX, CANDIDATES_MAX, PARTS_MAX, QUANTITY_MAX};
use crate::reservation::{LineTerms, ReservationLine};

/// Where an order goes and how it is sold: what decides its sites and pools.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms<'a> {
    pub(super) area: Option<&'a Area>,
    pub(super) channel: Option<&'a Channel>,
    pub(super) fixed_warehouse: Option<&'a Warehouse>,
    /// The sites a plan chose; those of the area if absent.
    pub(super) sites: Option<&'a [Warehouse]>,
}

/// Names the stocks, sites and pools of an order's lines in a supply and says what they need.
///
/// # Errors
/// An unknown or suspended SKU, an unknown or closed warehouse, no site that may serve, a kit too large to count.
pub(super) fn demand<'a>(
    supply: &mut Supply<'a>,
    lines: &[OrderLine],
    terms: Terms<'_>,
    facts: &'a Facts,
) -> Outcome<Demand> {
    let known = resolve(lines, facts)?;
    let candidates = candidates(lines, terms, facts)?;
    let mut demand = Demand {
        candidates: candidates.len(),
        channel_pools: channel_pools(supply, terms.channel, facts),
        needs: Vec::with_capacity(lines.len()),
    };
    supply.sites = candidates;
    check_reach(&known, &demand)?;
    for (line, sku_facts) in lines.iter().zip(known) {
        let site = match line.warehouse.as_ref() {
            Some(warehouse) => {
                check_open(warehouse, facts)?;
                Some(supply.site(warehouse))
            }
            None => None,
        };
        let pools = line
            .pool
            .as_ref()
            .map_or(Pools::Channel, |pool| Pools::One(supply.pool(pool)));
        let owner = line.owner.clone().unwrap_or_else(Owner::own);
        let need = Need {
            line_no: line.line_no,
            sku: line.sku.clone(),
            kit: (!sku_facts.kit.is_empty()).then(|| line.sku.clone()),
            parts: parts(supply, line, &owner, sku_facts, facts)?,
            others: otherwise::others(supply, line, &owner, facts)?,
            site,
            pools,
            max_age: line.max_age_days,
        };
        check_age(&need, line, supply)?;
        demand.needs.push(need);
    }
    Ok(demand)
}

/// An age can be asked for only of goods whose age is known.
fn check_age(need: &Need, line: &OrderLine, supply: &Supply<'_>) -> Outcome<()> {
    let Some(days) = need.max_age else {
        return Ok(());
    };
    if !(0..=AGE_DAYS_MAX).contains(&days) {
        return Err(Refusal::form(format!(
            "line {}: the greatest age is {days} days, it must be 0 to {AGE_DAYS_MAX}",
            line.line_no
        )));
    }
    let mut parts = need.parts.iter();
    if parts.any(|part| supply.stocks[part.stock].tracked) {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "line {}: at most {days} days are asked for, but the age of sku {} is not known: it is not tracked by lots; ask without an age",
        line.line_no, line.sku
    )))
}

/// What one order makes the store lock has a bound.
fn check_reach(known: &[&SkuFacts], demand: &Demand) -> Outcome<()> {
    let parts: usize = known.iter().map(|found| found.kit.len().max(1)).sum();
    let (sites, pools) = (demand.candidates.max(1), demand.channel_pools.len().max(1));
    let balances = parts.saturating_mul(sites).saturating_mul(pools);
    if parts <= PARTS_MAX && balances <= BALANCES_MAX {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "the order comes to {parts} skus with its kits taken apart, at most {PARTS_MAX}, and to {balances} balances over {sites} sites and {pools} pools, at most {BALANCES_MAX}: split it, or name the warehouse"
    )))
}

/// Sites that serve lines which name none.
fn candidates(lines: &[OrderLine], terms: Terms<'_>, facts: &Facts) -> Outcome<Vec<Warehouse>> {
    if let Some(fixed) = terms.fixed_warehouse {
        check_open(fixed, facts)?;
        return Ok(vec![fixed.clone()]);
    }
    if let Some(sites) = terms.sites {
        for site in sites {
            check_open(site, facts)?;
            if !facts.network.is_open(site) {
                return Err(Refusal::new(
                    Code::NoSource,
                    format!("warehouse {site} was switched off: name another"),
                ));
            }
        }
        return Ok(sites.to_vec());
    }
    let mut candidates = facts.network.candidates(terms.area);
    candidates.truncate(CANDIDATES_MAX);
    if candidates.is_empty() && lines.iter().any(|line| line.warehouse.is_none()) {
        let area = terms.area.map_or("(none)", Area::as_str);
        return Err(Refusal::new(
            Code::NoSource,
            format!(
                "no open warehouse serves area {area}: enable one, extend its coverage, or name the warehouse in the order"
            ),
        ));
    }
    Ok(candidates)
}

/// The channel's own pool, then the shared one if it may draw from it.
pub(super) fn channel_pools(
    supply: &mut Supply<'_>,
    channel: Option<&Channel>,
    facts: &Facts,
) -> Vec<usize> {
    let mut pools = Vec::with_capacity(2);
    if let Some(channel) = channel {
        pools.push(supply.pool(&Pool::of_channel(channel)));
    }
    if facts.network.shared_allowed(channel) {
        pools.push(supply.pool(&Pool::shared()));
    }
    pools
}

/// The facts of each line's SKU. All unknown ones are named at once, components of kits included.
fn resolve<'a>(lines: &[OrderLine], facts: &'a Facts) -> Outcome<Vec<&'a SkuFacts>> {
    let mut known: Vec<&SkuFacts> = Vec::with_capacity(lines.len());
    let mut unknown: Vec<&str> = Vec::new();
    let mut suspended: Option<&OrderLine> = None;
    for line in lines {
        let Some(found) = facts.skus.get(&line.sku) else {
            unknown.push(line.sku.as_str());
            continue;
        };
        let mut off_sale = found.suspended;
        for part in &found.kit {
            match facts.skus.get(&part.sku) {
                Some(component) => off_sale |= component.suspended,
                None => unknown.push(part.sku.as_str()),
            }
        }
        suspended = suspended.or_else(|| off_sale.then_some(line));
        known.push(found);
    }
    if !unknown.is_empty() {
        return Err(unknown_skus(&unknown));
    }
    match suspended {
        None => Ok(known),
        Some(line) => Err(Refusal::new(
            Code::StockFrozen,
            format!(
                "sku {} (line {}) or a part of it is suspended from sale: take it out of the order or lift the suspension",
                line.sku, line.line_no
            ),
        )),
    }
}

/// Refuses SKUs that the catalogue does not have.
pub(super) fn unknown_skus(unknown: &[&str]) -> Refusal {
    Refusal::new(
        Code::SkuUnknown,
        format!(
            "no such sku in the catalogue: {}; check the code or import the part first",
            unknown.join(", ")
        ),
    )
    .with("sku", unknown.join(", "))
}

/// Refuses a warehouse that does not exist or takes no orders.
fn check_open(warehouse: &Warehouse, facts: &Facts) -> Outcome<()> {
    match facts.network.warehouses.get(warehouse) {
        Some(found) if found.enabled => Ok(()),
        Some(_) => Err(Refusal::new(
            Code::NoSource,
            format!("warehouse {warehouse} takes no orders now: enable it or name another"),
        )
        .with("warehouse", warehouse)),
        None => Err(unknown_warehouse(warehouse)),
    }
}

/// Refuses a warehouse that does not exist.
pub(super) fn unknown_warehouse(warehouse: &Warehouse) -> Refusal {
    Refusal::new(
        Code::WarehouseUnknown,
        format!("no such warehouse: {warehouse}; check the code or create the site first"),
    )
    .with("warehouse", warehouse)
}

fn parts<'a>(
    supply: &mut Supply<'a>,
    line: &OrderLine,
    owner: &Owner,
    sku_facts: &'a SkuFacts,
    facts: &'a Facts,
) -> Outcome<Vec<Part>> {
    if sku_facts.kit.is_empty() {
        return Ok(vec![Part {
            stock: stock(supply, &line.sku, owner, sku_facts),
            ratio: 1,
            quantity: line.quantity,
            kept: 0,
        }]);
    }
    let mut parts: Vec<Part> = Vec::with_capacity(sku_facts.kit.len());
    for KitPart { sku, ratio } in &sku_facts.kit {
        let stock = stock(supply, sku, owner, &facts.skus[sku]);
        match parts.iter_mut().find(|part| part.stock == stock) {
            Some(part) => part.ratio = part.ratio.saturating_add((*ratio).max(1)),
            None => parts.push(Part {
                stock,
                ratio: (*ratio).max(1),
                quantity: 0,
                kept: 0,
            }),
        }
    }
    for part in &mut parts {
        part.quantity = line
            .quantity
            .checked_mul(part.ratio)
            .filter(|quantity| *quantity <= QUANTITY_MAX)
            .ok_or_else(|| {
                Refusal::form(format!(
                    "line {}: {} of kit {} need more than {QUANTITY_MAX} of a part; order fewer",
                    line.line_no, line.quantity, line.sku
                ))
            })?;
    }
    Ok(parts)
}

/// Position of a SKU's goods, added if new.
pub(super) fn stock<'a>(
    supply: &mut Supply<'a>,
    sku: &Sku,
    owner: &Owner,
    facts: &'a SkuFacts,
) -> usize {
    let known = supply
        .stocks
        .iter()
        .position(|stock| stock.sku == *sku && stock.owner == *owner && stock.quota.is_none());
    known.unwrap_or_else(|| {
        supply.stocks.push(Stock {
            sku: sku.clone(),
            owner: owner.clone(),
            safety: Some(facts),
            tracked: facts.lots.is_some(),
            quota: None,
        });
        supply.stocks.len() - 1
    })
}

/// The refusal of an order that is short.
pub(super) fn short(cover: Cover, demand: &Demand, channel_is_bound: bool) -> Refusal {
    let by_channel = channel_is_bound
        && demand
            .needs
            .iter()
            .all(|need| matches!(need.pools, Pools::Channel));
    let code = if cover.too_old {
        Code::LotAgeUnmet
    } else if by_channel {
        Code::ChannelQuotaExhausted
    } else if cover.shortages.iter().all(|short| short.kit.is_some()) {
        Code::KitComponentShort
    } else {
        Code::StockNotEnough
    };
    let way_out = if cover.too_old {
        "what is there is older than asked for: take it as it is, or wait for the next receipt"
    } else if by_channel {
        "the channel's quota is used up and it may not draw from the shared pool: assign it more, or order less"
    } else {
        "order no more than is there, hold in mode PARTIAL, or try again after the next receipt"
    };
    Refusal::short(code, cover.shortages, way_out)
}

/// Lines of a reservation for what was taken, numbered from `next_no`.
pub(super) fn lines(
    supply: &Supply<'_>,
    demand: &Demand,
    takes: &[Take],
    next_no: i64,
) -> Vec<ReservationLine> {
    (next_no..)
        .zip(takes)
        .map(|(line_no, take)| {
            let need = &demand.needs[take.need];
            let key = supply.key(take);
            let other = need.kit.is_none() && key.sku != need.sku;
            let offer = supply.offer(take.cell);
            ReservationLine {
                line_no,
                order_line_no: need.line_no,
                owner: key.owner,
                sku: key.sku,
                kit: need.kit.clone(),
                warehouse: key.warehouse,
                pool: key.pool,
                lot: key.lot,
                max_age_days: need.max_age,
                ratio: need.parts[take.part].ratio,
                reserved: take.quantity,
                confirmed: 0,
                released: 0,
                expired: 0,
                terms: LineTerms {
                    counted: false,
                    pinned: need.site.is_some(),
                    on_pay: false,
                },
                presale: offer.map(|offer| offer.presale_no.clone()),
                instead_of: other.then(|| need.sku.clone()),
            }
        })
        .collect()
}

/// What is held, or was held, of lines: the balance, the bucket it is held in, and how much.
pub(super) type Held = Vec<(BalanceKey, Bucket, i64)>;

/// Which way held quantities go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Free goods and quota are held.
    Hold,
    /// They go back, for the reason the movement gives.
    Back(Movement),
}

/// Moves between what is free and what is held: of goods, and of presale quota.
pub(super) fn held_moves(held: Held, way: Way) -> Vec<Move> {
    let (quota, goods): (Held, Held) = held
        .into_iter()
        .partition(|(_, bucket, _)| *bucket == Bucket::PresaleHeld);
    let of = |held: Held| held.into_iter().map(|(key, _, quantity)| (key, quantity));
    let (free, bound) = (Bucket::Available, Bucket::Preoccupied);
    let mut all = match way {
        Way::Hold => moves(of(goods).collect(), Movement::PreOccupy, free, bound),
        Way::Back(movement) => moves(of(goods).collect(), movement, bound, free),
    };
    if !quota.is_empty() {
        let (free, bound) = (Bucket::PresaleAvail, Bucket::PresaleHeld);
        all.extend(match way {
            Way::Hold => moves(of(quota).collect(), Movement::PsHold, free, bound),
            Way::Back(movement) => moves(of(quota).collect(), movement, bound, free),
        });
    }
    all
}

/// Quantities that were taken of goods and of presale quota.
pub(super) fn taken(supply: &Supply<'_>, takes: &[Take]) -> Held {
    let takes = takes.iter();
    takes
        .map(|take| {
            let quota = supply.stocks[take.cell.stock].quota.is_some();
            let bucket = if quota {
                Bucket::PresaleHeld
            } else {
                Bucket::Preoccupied
            };
            (supply.key(take), bucket, take.quantity)
        })
        .collect()
}

/// Quantities summed by balance, in key order: one leg each.
pub(super) fn moves(
    mut quantities: Vec<(BalanceKey, i64)>,
    movement: Movement,
    from: Bucket,
    to: Bucket,
) -> Vec<Move> {
    if quantities.len() > 1 {
        quantities.sort_by(|(a, _), (b, _)| a.cmp(b));
        quantities.dedup_by(|(key, quantity), (kept_key, kept)| {
            let same = key == kept_key;
            if same {
                *kept = kept.saturating_add(*quantity);
            }
            same
        });
    }
    quantities
        .into_iter()
        .filter(|(_, quantity)| *quantity > 0)
        .map(|(key, quantity)| Move {
            movement,
            from: (key.clone(), from),
            to: (key, to),
            quantity,
        })
        .collect()
}
