//! Amend: the order changes before it is paid. What it still needs it keeps, the rest goes back, what is missing is taken: all of it or none.

use std::collections::BTreeMap;

use super::{change, close_if_empty, held_keys, key_of, limits, running};
use crate::balance::BalanceKey;
use crate::book::{Accounts, Book, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Amend;
use crate::facts::Facts;
use crate::ids::Tenant;
use crate::movement::Movement;
use crate::reservation::{HoldMode, Reservation, ReservationLine};
use crate::rules::cover::{Cover, Demand, Pools, cells};
use crate::rules::form;
use crate::rules::order::{self, Terms, Way};
use crate::rules::otherwise::cover_or_other;
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::supply::Supply;

fn terms<'a>(amend: &'a Amend, found: &'a Reservation) -> Terms<'a> {
    Terms {
        area: amend.area.as_ref().or(found.area.as_ref()),
        channel: found.channel.as_ref(),
        fixed_warehouse: found.fixed_warehouse.as_ref(),
        sites: None,
    }
}

/// Balances the order may draw from, and those it holds goods in.
pub(in crate::rules) fn accounts(
    amend: &Amend,
    found: &Reservation,
    book: &Book,
    facts: &Facts,
    accounts: &mut Accounts,
) {
    let mut supply = Supply::new(book, &found.tenant);
    let Ok(demand) = order::demand(&mut supply, &amend.lines, terms(amend, found), facts) else {
        return;
    };
    supply.name(&cells(&supply, &demand), accounts);
    accounts.keys.extend(held_keys(found));
}

/// Makes a hold serve other lines, or another address.
///
/// # Errors
/// As for a hold; a hold that is not running; a line cut below what is paid. A refusal leaves the hold as it was.
pub(in crate::rules) fn amend(
    amend: &Amend,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
) -> Outcome<Plan> {
    form::order_lines(&amend.lines)?;
    let found = running(book, tenant, &amend.target)?;
    let mut supply = Supply::new(book, tenant);
    let mut demand = order::demand(&mut supply, &amend.lines, terms(amend, found), facts)?;
    let moved = amend.area.is_some() && amend.area != found.area;
    let kept = keep(found, &mut demand, &supply, moved)?;
    for (line, keeps) in found.lines.iter().zip(&kept) {
        let spare = line.open() - keeps;
        if spare > 0 && !line.terms.on_pay {
            let place = (key_of(tenant, line), line.free_bucket());
            let credit = supply.credits.entry(place).or_default();
            credit.handed_on += spare;
        }
    }
    let cover = cover_or_other(&mut supply, &mut demand, HoldMode::All);
    if !cover.shortages.is_empty() {
        let bound = !facts.network.shared_allowed(found.channel.as_ref());
        return Err(order::short(cover, &demand, bound));
    }
    let mut after = found.clone();
    if amend.area.is_some() {
        after.area.clone_from(&amend.area);
    }
    for (line, keeps) in after.lines.iter_mut().zip(&kept) {
        line.released += line.open() - keeps;
    }
    add(&mut after, &supply, &demand, &cover, facts);
    close_if_empty(&mut after);
    let moves = moves(found, &after);
    Ok(change(after, moves))
}

/// Sets off what is paid and what is held against what is wanted; says how much of each held line stays.
fn keep(
    found: &Reservation,
    demand: &mut Demand,
    supply: &Supply<'_>,
    moved: bool,
) -> Outcome<Vec<i64>> {
    let mut kept = vec![0; found.lines.len()];
    let mut paid_for = vec![false; found.lines.len()];
    let candidates = demand.candidates;
    let channel_pools = demand.channel_pools.clone();
    for need in &mut demand.needs {
        for part in &mut need.parts {
            let stock = &supply.stocks[part.stock];
            let others = &need.others;
            // What it holds in the place of what was ordered, or before that is there, serves as long as the line allows it.
            let serves_as = |line: &ReservationLine| {
                let mut stocks = std::iter::once(part.stock).chain(others.iter().map(|o| o.stock));
                stocks.any(|at| {
                    let stock = &supply.stocks[at];
                    stock.sku == line.sku && stock.quota.is_some() == line.presale.is_some()
                })
            };
            let serves = |line: &ReservationLine| {
                line.order_line_no == need.line_no
                    && line.kit == need.kit
                    && serves_as(line)
                    && line.owner == stock.owner
                    && line.ratio == part.ratio
                    && line.max_age_days == need.max_age
            };
            let in_place = |line: &ReservationLine| {
                let site = supply.sites.iter().position(|site| *site == line.warehouse);
                let site_serves = match (need.site, site) {
                    (Some(fixed), site) => site == Some(fixed),
                    // A site that stopped serving the area keeps what it holds for it; a new address asks anew.
                    (None, Some(site)) => site < candidates || !moved,
                    (None, None) => !moved,
                };
                let pool_serves = match need.pools {
                    Pools::One(pool) => supply.pools[pool] == line.pool,
                    Pools::Channel => channel_pools
                        .iter()
                        .any(|pool| supply.pools[*pool] == line.pool),
                };
                site_serves && pool_serves
            };
            for (at, line) in found.lines.iter().enumerate().filter(|(_, l)| serves(l)) {
                paid_for[at] = true;
                part.quantity -= line.confirmed;
                part.kept += line.confirmed;
            }
            if part.quantity < 0 {
                return Err(below_paid(need.line_no, part.kept));
            }
            for (at, line) in found.lines.iter().enumerate() {
                if serves(line) && in_place(line) {
                    kept[at] = line.open().min(part.quantity);
                    part.quantity -= kept[at];
                    part.kept += kept[at];
                }
            }
        }
    }
    let mut lines = found.lines.iter().zip(&paid_for);
    match lines.find(|(line, wanted)| line.confirmed > 0 && !**wanted) {
        Some((line, _)) => Err(below_paid(line.order_line_no, line.confirmed)),
        None => Ok(kept),
    }
}

fn below_paid(line_no: i64, paid: i64) -> Refusal {
    Refusal::new(
        Code::QtyExceeds,
        format!(
            "line {line_no}: {paid} base units of it are paid and can not be taken out by an amendment: ask for at least that much of the same sku"
        ),
    )
    .with("limit", paid)
}

/// Adds what was taken: to the line that holds the like already, else as a new line.
fn add(
    after: &mut Reservation,
    supply: &Supply<'_>,
    demand: &Demand,
    cover: &Cover,
    facts: &Facts,
) {
    let mut next_no = after
        .lines
        .iter()
        .map(|line| line.line_no)
        .max()
        .unwrap_or(0)
        + 1;
    let mut lines = order::lines(supply, demand, &cover.takes, next_no);
    limits::mark(&mut lines, after.buyer.as_ref(), facts);
    for taken in lines {
        let like = after.lines.iter_mut().find(|line| {
            line.order_line_no == taken.order_line_no
                && line.kit == taken.kit
                && line.sku == taken.sku
                && line.owner == taken.owner
                && line.ratio == taken.ratio
                && line.warehouse == taken.warehouse
                && line.pool == taken.pool
                && line.terms == taken.terms
                && line.lot == taken.lot
                && line.max_age_days == taken.max_age_days
                && line.presale == taken.presale
                && line.instead_of == taken.instead_of
        });
        match like {
            Some(line) => line.reserved += taken.reserved,
            None => {
                after.lines.push(ReservationLine {
                    line_no: next_no,
                    ..taken
                });
                next_no += 1;
            }
        }
    }
}

/// What has to move between the two states: the net of each balance.
fn moves(before: &Reservation, after: &Reservation) -> Vec<Move> {
    let tenant = &after.tenant;
    let mut net: BTreeMap<(BalanceKey, Bucket), i64> = BTreeMap::new();
    for line in &after.lines {
        let place = (key_of(tenant, line), line.bucket());
        *net.entry(place).or_default() += line.held();
    }
    for line in &before.lines {
        let place = (key_of(tenant, line), line.bucket());
        *net.entry(place).or_default() -= line.held();
    }
    let of = |sign: i64| {
        net.iter()
            .map(move |((key, bucket), q)| (key.clone(), *bucket, q * sign))
            .collect()
    };
    let mut moves = order::held_moves(of(-1), Way::Back(Movement::Release));
    moves.extend(order::held_moves(of(1), Way::Hold));
    moves
}
