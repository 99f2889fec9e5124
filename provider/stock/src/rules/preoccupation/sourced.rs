//! Holds whose sites rules of sourcing chose: the plan is taken as it is, or not at all.

use crate::book::Book;
use crate::code::Code;
use crate::command::PreOccupy;
use crate::ids::{Tenant, Warehouse};
use crate::reservation::HoldMode;
use crate::rules::cover::{Cover, Demand, by_plan};
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::supply::Supply;
use crate::sourcing::held::{Allocation, Verdict, counters};

/// The sites a plan chose.
pub(super) fn sites(hold: &PreOccupy) -> Option<Vec<Warehouse>> {
    let mut sites: Vec<Warehouse> = Vec::new();
    for share in &allocation(hold)?.takes {
        if !sites.contains(&share.warehouse) {
            sites.push(share.warehouse.clone());
        }
    }
    Some(sites)
}

/// The plan a hold shall be taken by.
pub(super) fn allocation(hold: &PreOccupy) -> Option<&Allocation> {
    match hold.sourcing.as_ref()?.found.as_ref()? {
        Verdict::Take(allocation) => Some(allocation),
        Verdict::Refuse { .. } => None,
    }
}

/// Refuses a hold for which the search found no plan.
pub(super) fn check(hold: &PreOccupy) -> Outcome<()> {
    let found = hold
        .sourcing
        .as_ref()
        .and_then(|sourcing| sourcing.found.as_ref());
    match found {
        Some(Verdict::Refuse {
            code,
            message,
            shortages,
        }) => {
            let mut refusal = Refusal::new(*code, message.clone());
            refusal.shortages.clone_from(shortages);
            Err(refusal)
        }
        _ => Ok(()),
    }
}

/// What is taken by a plan; `None` for a hold without one.
///
/// # Errors
/// Goods or capacity went to somebody else since the plan was made: nothing is held, and the refusal is not remembered.
pub(super) fn cover(
    hold: &PreOccupy,
    book: &Book,
    tenant: &Tenant,
    supply: &mut Supply<'_>,
    demand: &Demand,
) -> Outcome<Option<Cover>> {
    let Some(allocation) = allocation(hold) else {
        return Ok(None);
    };
    let place = |share: &crate::sourcing::held::Share| {
        let need = demand
            .needs
            .iter()
            .position(|need| need.line_no == share.line_no)?;
        let site = supply
            .sites
            .iter()
            .position(|site| *site == share.warehouse)?;
        Some((need, site, share.units))
    };
    let shares: Option<Vec<_>> = allocation.takes.iter().map(place).collect();
    let covers_all = hold.mode == HoldMode::Partial || allocation.shortages.is_empty();
    let Some(shares) = shares.filter(|shares| !shares.is_empty() && covers_all) else {
        return Err(overtaken("its plan is not one for these lines"));
    };
    let takes = by_plan(supply, demand, &shares)
        .ok_or_else(|| overtaken("goods it was to take are gone"))?;
    check_capacity(allocation, book, tenant)?;
    Ok(Some(Cover {
        takes,
        shortages: allocation.shortages.clone(),
        too_old: false,
    }))
}

fn check_capacity(allocation: &Allocation, book: &Book, tenant: &Tenant) -> Outcome<()> {
    for slot in &allocation.sourced.slots {
        let mut lines: Vec<i64> = allocation
            .takes
            .iter()
            .filter(|share| share.warehouse == slot.warehouse)
            .map(|share| share.line_no)
            .collect();
        lines.sort_unstable();
        lines.dedup();
        let lines = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        for (counter, adds) in counters(tenant, slot).into_iter().zip([1, lines]) {
            if counter.is_some_and(|(key, most)| book.counter(&key).saturating_add(adds) > most) {
                return Err(overtaken("the capacity it was to take is gone"));
            }
        }
    }
    Ok(())
}

/// Somebody was faster than the plan.
pub(super) fn overtaken(what: &str) -> Refusal {
    Refusal::new(
        Code::VersionStale,
        format!("the sourcing plan was overtaken: {what}; source again"),
    )
}
