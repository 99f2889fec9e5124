//! From the lines of a question to bundles of items: kits taken apart, groups put together.

use super::ask::{Ask, AskLine};
use super::problem::Bundle;
use super::rules::{Policy, Split};
use crate::facts::{Facts, SkuFacts};
use crate::ids::{Owner, Sku};
use crate::policy::QUANTITY_MAX;

/// Why a question cannot be answered at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unasked {
    /// The catalogue has no such SKUs.
    UnknownSkus(Vec<Sku>),
    /// Suspended from sale.
    Suspended(Sku),
    /// Nobody wrote a policy of that name; the names there are.
    UnknownPolicy(String, Vec<String>),
    /// A line that comes to more than can be counted.
    TooMany(i64),
}

/// What a question wants.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand {
    /// SKU and owner of each item, and the greatest age that suits every line that wants it.
    pub(super) items: Vec<(Sku, Owner, Option<i64>)>,
    pub(super) bundles: Vec<Bundle>,
}

/// Takes the lines apart.
///
/// # Errors
/// What the catalogue does not have, or must not be sold.
pub(super) fn demand(ask: &Ask, policy: &Policy, facts: &Facts) -> Result<Demand, Unasked> {
    check_known(ask, facts)?;
    let mut demand = Demand::default();
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for (at, line) in ask.lines.iter().enumerate() {
        let single = demand.bundle(at, line, policy, facts)?;
        let Some(group) = line.group.as_deref() else {
            demand.bundles.push(single);
            continue;
        };
        match groups.iter().find(|(name, _)| *name == group) {
            Some((_, bundle)) => demand.bundles[*bundle].join(&single),
            None => {
                groups.push((group, demand.bundles.len()));
                demand.bundles.push(single.into_one());
            }
        }
    }
    demand.value(ask);
    Ok(demand)
}

fn check_known(ask: &Ask, facts: &Facts) -> Result<(), Unasked> {
    let mut unknown: Vec<Sku> = Vec::new();
    for line in &ask.lines {
        let Some(found) = facts.skus.get(&line.sku) else {
            unknown.push(line.sku.clone());
            continue;
        };
        let mut off_sale = found.suspended;
        for part in &found.kit {
            match facts.skus.get(&part.sku) {
                Some(component) => off_sale |= component.suspended,
                None => unknown.push(part.sku.clone()),
            }
        }
        if off_sale && unknown.is_empty() {
            return Err(Unasked::Suspended(line.sku.clone()));
        }
    }
    unknown.sort();
    unknown.dedup();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(Unasked::UnknownSkus(unknown))
    }
}

impl Demand {
    fn bundle(
        &mut self,
        at: usize,
        line: &AskLine,
        policy: &Policy,
        facts: &Facts,
    ) -> Result<Bundle, Unasked> {
        let found = &facts.skus[&line.sku];
        let one = |sku: &Sku| (sku.clone(), 1);
        let parts: Vec<(Sku, i64)> = if found.kit.is_empty() {
            vec![one(&line.sku)]
        } else {
            let kit = found.kit.iter();
            kit.map(|part| (part.sku.clone(), part.ratio.max(1)))
                .collect()
        };
        let (mut grams, mut value) = (found.weight_grams, found.value_minor);
        if !found.kit.is_empty() {
            let of = |read: fn(&SkuFacts) -> i64| -> i64 {
                let values = parts
                    .iter()
                    .map(|(sku, ratio)| read(&facts.skus[sku]).saturating_mul(*ratio));
                values.fold(0, i64::saturating_add)
            };
            grams = if grams > 0 {
                grams
            } else {
                of(|part| part.weight_grams)
            };
            value = if value > 0 {
                value
            } else {
                of(|part| part.value_minor)
            };
        }
        let mut needs: Vec<(usize, i64)> = Vec::with_capacity(parts.len());
        for (sku, ratio) in &parts {
            if ratio
                .checked_mul(line.quantity)
                .is_none_or(|all| all > QUANTITY_MAX)
            {
                return Err(Unasked::TooMany(line.line_no));
            }
            let item = self.item(sku, line);
            match needs.iter_mut().find(|need| need.0 == item) {
                Some(need) => need.1 = need.1.saturating_add(*ratio),
                None => needs.push((item, *ratio)),
            }
        }
        Ok(Bundle {
            lines: vec![at],
            units: line.quantity,
            needs,
            divisible: policy.split == Split::ByQty,
            grams,
            value,
        })
    }

    fn item(&mut self, sku: &Sku, line: &AskLine) -> usize {
        let known = self
            .items
            .iter()
            .position(|(s, o, _)| s == sku && *o == line.owner);
        let at = known.unwrap_or_else(|| {
            self.items.push((sku.clone(), line.owner.clone(), None));
            self.items.len() - 1
        });
        let age = &mut self.items[at].2;
        *age = match (*age, line.max_age_days) {
            (Some(old), Some(new)) => Some(old.min(new)),
            (old, new) => old.or(new),
        };
        at
    }

    /// Where the order's value is known, the bundles share it: by their list values, or by their units where no list value is known.
    fn value(&mut self, ask: &Ask) {
        let Some(order) = ask.order_value.filter(|value| *value > 0) else {
            return;
        };
        let priced = self.bundles.iter().any(|bundle| bundle.value > 0);
        for bundle in self.bundles.iter_mut().filter(|_| !priced) {
            bundle.value = 1;
        }
        let of = |bundle: &Bundle| i128::from(bundle.value) * i128::from(bundle.units);
        let listed: i128 = self.bundles.iter().map(of).sum();
        for bundle in &mut self.bundles {
            let share = i128::from(bundle.value) * i128::from(order) / listed.max(1);
            bundle.value = i64::try_from(share).unwrap_or(i64::MAX);
        }
    }
}

impl Bundle {
    /// All units as one that is never divided.
    fn into_one(self) -> Self {
        let units = self.units;
        let times = |one: i64| one.saturating_mul(units);
        let needs = self.needs.iter().map(|(item, per)| (*item, times(*per)));
        Self {
            needs: needs.collect(),
            units: 1,
            divisible: false,
            grams: times(self.grams),
            value: times(self.value),
            lines: self.lines,
        }
    }

    /// Another line ships together with this one.
    fn join(&mut self, other: &Self) {
        let other = other.clone().into_one();
        for (item, per) in other.needs {
            match self.needs.iter_mut().find(|need| need.0 == item) {
                Some(need) => need.1 = need.1.saturating_add(per),
                None => self.needs.push((item, per)),
            }
        }
        self.lines.extend(other.lines);
        self.grams = self.grams.saturating_add(other.grams);
        self.value = self.value.saturating_add(other.value);
    }
}
