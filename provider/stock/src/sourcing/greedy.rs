//! Where there are too many sets to look at all: a weighted cover from several starts, then sites dropped, exchanged and merged while that helps.

use super::place::Placed;
use super::solve::Search;

/// What a new site's gain is divided by, one start each.
const STARTS: [fn(&super::problem::Candidate) -> i64; 4] = [
    |_| 1,
    |site| site.way.freight(0),
    |site| site.hours,
    |site| site.way.priority,
];

/// Covers everything with up to `sites_max` sites, as well as the steps allow.
pub(super) fn cover(search: &mut Search<'_>, sites_max: usize) {
    for price in STARTS {
        let sites = grow(search, sites_max, price);
        let used = search.placer.place_some(&sites).sites;
        search.look_at(&used);
    }
    improve(search);
}

/// The set that lacks least, where none lacks nothing.
pub(super) fn as_far_as_it_goes(search: &mut Search<'_>, sites_max: usize) -> Option<Placed> {
    let mut found: Option<Placed> = None;
    for price in STARTS {
        let mut sites = grow(search, sites_max, price);
        let mut placed = search.placer.place_some(&sites);
        while !search.placer.is_worth_it(&placed) {
            sites.pop();
            placed = search.placer.place_some(&sites);
        }
        let rank = |placed: &Placed| {
            let lack = placed.lack(search.problem);
            (lack, placed.score.clone(), placed.sites.clone())
        };
        if found.as_ref().is_none_or(|old| rank(&placed) < rank(old)) {
            found = Some(placed);
        }
    }
    found.filter(|placed| !placed.takes.is_empty())
}

/// Adds the site with the largest gain for its price, until nothing is lacking or the set is full.
fn grow(
    search: &mut Search<'_>,
    sites_max: usize,
    price: fn(&super::problem::Candidate) -> i64,
) -> Vec<usize> {
    let problem = search.problem;
    let mut sites: Vec<usize> = Vec::new();
    let everything = i64::try_from(problem.bundles.len()).unwrap_or(i64::MAX);
    let mut lack = everything.saturating_mul(1_000_000);
    while sites.len() < sites_max && lack > 0 {
        let mut best: Option<(i128, std::cmp::Reverse<usize>, i64)> = None;
        for site in (0..problem.candidates.len()).filter(|site| !sites.contains(site)) {
            let mut with = sites.clone();
            with.push(site);
            let left = search.placer.place_some(&with).lack(problem);
            let candidate = &problem.candidates[site];
            // Suppliers that come last gain less than any own site.
            let worth = i128::from(lack - left) * if candidate.last { 1 } else { 1_000_000 };
            let worth = worth * 1_000 / i128::from(price(candidate).max(0) + 1);
            let rank = (worth, std::cmp::Reverse(site), left);
            if lack > left && best.is_none_or(|old| rank > old) {
                best = Some(rank);
            }
        }
        let Some((_, std::cmp::Reverse(site), left)) = best else {
            break;
        };
        sites.push(site);
        lack = left;
    }
    sites
}

/// Drops a site, exchanges one, or merges two into one, as long as the score falls.
fn improve(search: &mut Search<'_>) {
    let count = search.problem.candidates.len();
    'again: while let Some(best) = search.best.clone() {
        let sites = &best.sites;
        let without = |gone: &[usize]| -> Vec<usize> {
            let kept = sites.iter().filter(|site| !gone.contains(site));
            kept.copied().collect()
        };
        let mut removals: Vec<Vec<usize>> = sites.iter().map(|site| vec![*site]).collect();
        for (at, one) in sites.iter().enumerate() {
            removals.extend(sites[at + 1..].iter().map(|other| vec![*one, *other]));
        }
        for gone in removals {
            let kept = without(&gone);
            let joining = (0..count).filter(|site| !sites.contains(site)).map(Some);
            for joins in std::iter::once(None).chain(joining) {
                if search.is_out_of_steps() {
                    return;
                }
                let mut set = kept.clone();
                set.extend(joins);
                set.sort_unstable();
                if set.is_empty() {
                    continue;
                }
                search.look_at(&set);
                if search
                    .best
                    .as_ref()
                    .is_some_and(|now| now.score < best.score)
                {
                    continue 'again;
                }
            }
        }
        return;
    }
}
