//! Rule sets of the contract as rules, checked field by field.

use dubbo_api::sourcing::{
    CapacityRule as CapacityText, CoverageRule as CoverageText, ExclusionRule, RuleSet as SetText,
    SafetyRuleRow, SourcingPolicy,
};
use stock::ids::{Area, Moment, Warehouse};
use stock::policy::QUANTITY_MAX;
use stock::sourcing::calendar::DAY_MINUTES;
use stock::sourcing::promise::Wave;
use stock::sourcing::rules::{
    Aim, CapacityRule, CoverageRule, Exclusion, Keep, Objective, PARCELS_MAX, Policy, RuleSet,
    SafetyRule, SafetyScope, SiteKind, Split,
};

use super::super::form::{self, Bad, Formed};
use super::super::reservation;
use super::number;

/// Longest version, in characters.
pub(super) const VERSION_MAX: usize = 32;
/// Most policies of a rule set.
const POLICIES_MAX: usize = 64;
/// Most rows of its other parts.
const ROWS_MAX: usize = 5_000;
/// Largest weight of an objective.
const WEIGHT_MAX: f64 = 1_000.0;
/// Largest freight and value in fen.
const MINOR_MAX: i64 = 1_000_000_000;
/// Longest way in hours: sixty days.
const LEAD_MAX: i64 = 1_440;
/// Longest processing in minutes: thirty days.
const PROCESSING_MAX: i64 = 43_200;

/// A rule set as it is kept.
pub(super) fn rule_set(text: &SetText, version: &str) -> Formed<RuleSet> {
    form::remark("description", text.description.as_deref())?;
    form::optional("baseVersion", text.base_version.as_deref(), VERSION_MAX)?;
    let set = RuleSet {
        version: version.to_owned(),
        policies: rows("policies", &text.policies, POLICIES_MAX, policy)?,
        coverage: rows("coverage", &text.coverage, ROWS_MAX, coverage)?,
        capacities: rows("capacities", &text.capacities, ROWS_MAX, capacity)?,
        exclusions: rows("exclusions", &text.exclusions, ROWS_MAX, exclusion)?,
        safety: rows("safety", &text.safety, ROWS_MAX, safety)?,
    };
    once(
        "policies.name",
        set.policies.iter().map(|policy| policy.name.clone()),
    )?;
    once(
        "policies.channel",
        set.policies.iter().map(|policy| {
            policy
                .channel
                .as_ref()
                .map_or_else(|| "(every)".to_owned(), ToString::to_string)
        }),
    )?;
    once(
        "coverage",
        set.coverage
            .iter()
            .map(|row| format!("{}/{}/{}", row.area, row.warehouse, row.level)),
    )?;
    once(
        "capacities",
        set.capacities.iter().map(|row| {
            format!(
                "{}/{:?}/{}",
                row.warehouse, row.wave.weekday, row.wave.cutoff_minute
            )
        }),
    )?;
    Ok(set)
}

/// Sites that a rule set names.
pub(super) fn sites(set: &RuleSet) -> Vec<&Warehouse> {
    let coverage = set.coverage.iter().map(|row| &row.warehouse);
    let capacities = set.capacities.iter().map(|row| &row.warehouse);
    let exclusions = set
        .exclusions
        .iter()
        .filter_map(|row| row.warehouse.as_ref());
    let safety = set.safety.iter().filter_map(|row| row.warehouse.as_ref());
    coverage
        .chain(capacities)
        .chain(exclusions)
        .chain(safety)
        .collect()
}

fn rows<T, U>(
    field: &str,
    rows: &[T],
    most: usize,
    form: fn(&str, &T) -> Formed<U>,
) -> Formed<Vec<U>> {
    if rows.len() > most {
        return Err(Bad::new(field, rows.len(), format!("at most {most} rows")));
    }
    let rows = rows.iter().enumerate();
    rows.map(|(index, row)| form(&format!("{field}[{index}]"), row))
        .collect()
}

fn once(field: &str, names: impl Iterator<Item = String>) -> Formed<()> {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        if seen.contains(&name) {
            return Err(Bad::new(field, name, "named once"));
        }
        seen.insert(name);
    }
    Ok(())
}

fn code<T>(field: &str, text: &str, parse: fn(&str) -> Option<T>, known: &str) -> Formed<T> {
    parse(text).ok_or_else(|| Bad::new(field, text, format!("one of {known}")))
}

fn policy(field: &str, text: &SourcingPolicy) -> Formed<Policy> {
    let at = |name: &str| format!("{field}.{name}");
    let name = form::name(
        &at("name"),
        text.name.as_deref().unwrap_or_default(),
        form::NAME_MAX,
    )?;
    let channel = form::optional(
        &at("channel"),
        text.channel.as_deref(),
        form::SHORT_NAME_MAX,
    )?;
    if text.objectives.is_empty() || text.objectives.len() > Aim::ALL.len() {
        let limit = format!("1 to {} objectives", Aim::ALL.len());
        return Err(Bad::new(&at("objectives"), text.objectives.len(), limit));
    }
    let mut objectives: Vec<Objective> = Vec::with_capacity(text.objectives.len());
    for (index, objective) in text.objectives.iter().enumerate() {
        let field = at(&format!("objectives[{index}]"));
        let known = "PARCELS, COST, HOURS, PRIORITY, STOCK_HEALTH";
        let aim = code(
            &format!("{field}.kind"),
            objective.kind.as_str(),
            Aim::parse,
            known,
        )?;
        if objectives.iter().any(|other| other.aim == aim) {
            return Err(Bad::new(
                &format!("{field}.kind"),
                aim.as_str(),
                "named once",
            ));
        }
        let weight = number(
            &format!("{field}.weight"),
            objective.weight,
            0.0,
            WEIGHT_MAX,
        )?;
        #[allow(clippy::cast_possible_truncation, reason = "0 to 1,000,000")]
        let weight_milli = (weight * 1_000.0).round() as i64;
        objectives.push(Objective { aim, weight_milli });
    }
    if text.weighted
        && objectives
            .iter()
            .all(|objective| objective.weight_milli == 0)
    {
        return Err(Bad::new(
            &at("objectives"),
            0,
            "one weight above 0 at least where they are weighted",
        ));
    }
    let most = i64::try_from(PARCELS_MAX).unwrap_or(i64::MAX);
    let parcels = form::within(&at("maxParcels"), i64::from(text.max_parcels), 1, most)?;
    let least = text.min_extra_parcel_value_minor;
    Ok(Policy {
        name: name.to_owned(),
        channel: channel.map(Into::into),
        objectives,
        weighted: text.weighted,
        split: code(
            &at("split"),
            text.split.as_str(),
            Split::parse,
            "NONE, BY_LINE, BY_QTY",
        )?,
        max_parcels: usize::try_from(parcels).unwrap_or(1),
        min_extra_value: form::within(&at("minExtraParcelValueMinor"), least, 0, MINOR_MAX)?,
        supplier_last: text.supplier_last,
        consolidate: text.consolidate,
        protect_front: text.protect_front,
    })
}

fn site(field: &str, text: &str) -> Formed<Warehouse> {
    form::name(field, text, form::NAME_MAX).map(Warehouse::from)
}

fn area(field: &str, text: Option<&str>) -> Formed<Area> {
    form::name(field, text.unwrap_or_default(), form::AREA_MAX).map(Area::from)
}

fn coverage(field: &str, text: &CoverageText) -> Formed<CoverageRule> {
    let at = |name: &str| format!("{field}.{name}");
    let level = form::optional(
        &at("serviceLevel"),
        text.service_level.as_deref(),
        form::SHORT_NAME_MAX,
    )?;
    let (from, to) = (
        text.valid_from.map(|date| Moment(date.0)),
        text.valid_to.map(|date| Moment(date.0)),
    );
    if from.zip(to).is_some_and(|(from, to)| from >= to) {
        return Err(Bad::new(
            &at("validTo"),
            to.map_or(0, |to| to.0),
            "later than validFrom",
        ));
    }
    let minor = |name: &str, value: i64| form::within(&at(name), value, 0, MINOR_MAX);
    Ok(CoverageRule {
        warehouse: site(&at("warehouse"), text.warehouse.as_str())?,
        area: area(&at("areaCode"), text.area_code.as_deref())?,
        level: level.unwrap_or_default().to_owned(),
        priority: form::within(&at("priority"), i64::from(text.priority), 0, 1_000_000)?,
        lead_hours: Some(form::within(
            &at("leadHours"),
            i64::from(text.lead_hours),
            0,
            LEAD_MAX,
        )?),
        first_kg: minor("firstKgMinor", text.first_kg_minor)?,
        next_kg: minor("nextKgMinor", text.next_kg_minor)?,
        parcel: minor("parcelMinor", text.parcel_minor)?,
        valid_from: from,
        valid_to: to,
    })
}

fn capacity(field: &str, text: &CapacityText) -> Formed<CapacityRule> {
    let at = |name: &str| format!("{field}.{name}");
    let weekday = text
        .weekday
        .map(|day| form::within(&at("weekday"), i64::from(day), 1, 7));
    let cutoff_minute = match form::optional(&at("cutoff"), text.cutoff.as_deref(), 5)? {
        Some(text) => {
            minute(text).ok_or_else(|| Bad::new(&at("cutoff"), text, "HH:mm, 00:01 to 24:00"))?
        }
        None => DAY_MINUTES,
    };
    let most = |name: &str, value: Option<i32>| {
        value
            .map(|value| form::within(&at(name), i64::from(value), 0, i64::from(i32::MAX)))
            .transpose()
    };
    Ok(CapacityRule {
        warehouse: site(&at("warehouse"), text.warehouse.as_str())?,
        wave: Wave {
            weekday: weekday.transpose()?,
            cutoff_minute,
            processing_minutes: form::within(
                &at("processingMinutes"),
                i64::from(text.processing_minutes),
                0,
                PROCESSING_MAX,
            )?,
            orders: most("ordersPerDay", text.orders_per_day)?,
            lines: most("linesPerDay", text.lines_per_day)?,
        },
    })
}

/// Minutes after midnight of `16:30`.
fn minute(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let plain = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let (hours, minutes): (i64, i64) = if plain(hours) && plain(minutes) {
        (hours.parse().ok()?, minutes.parse().ok()?)
    } else {
        return None;
    };
    let minute = hours * 60 + minutes;
    (minutes < 60 && (1..=DAY_MINUTES).contains(&minute)).then_some(minute)
}

fn exclusion(field: &str, text: &ExclusionRule) -> Formed<Exclusion> {
    let at = |name: &str| format!("{field}.{name}");
    let sku = text.sku.as_ref().map(dubbo_api::text::Sku::as_str);
    let rule = Exclusion {
        category: form::optional(&at("category"), text.category.as_deref(), form::NAME_MAX)?
            .map(str::to_owned),
        sku: form::optional(&at("sku"), sku, form::NAME_MAX)?.map(Into::into),
        warehouse: reservation::warehouse(&at("warehouse"), text.warehouse.as_ref())?,
        area: form::optional(&at("areaCode"), text.area_code.as_deref(), form::AREA_MAX)?
            .map(Into::into),
        level: form::optional(
            &at("serviceLevel"),
            text.service_level.as_deref(),
            form::SHORT_NAME_MAX,
        )?
        .map(str::to_owned),
    };
    if rule == Exclusion::default() {
        return Err(Bad::new(
            field,
            "",
            "a rule that names something: as it is, nothing could be sent at all",
        ));
    }
    Ok(rule)
}

fn safety(field: &str, text: &SafetyRuleRow) -> Formed<SafetyRule> {
    let at = |name: &str| format!("{field}.{name}");
    let scope = code(
        &at("scope"),
        text.scope.as_str(),
        SafetyScope::parse,
        "SKU, CATEGORY, WAREHOUSE_TYPE",
    )?;
    let name = match scope {
        SafetyScope::Sku => {
            let sku = text.sku.as_ref().map_or("", dubbo_api::text::Sku::as_str);
            form::name(&at("sku"), sku, form::NAME_MAX)?.to_owned()
        }
        SafetyScope::Category => form::name(
            &at("category"),
            text.category.as_deref().unwrap_or_default(),
            form::NAME_MAX,
        )?
        .to_owned(),
        SafetyScope::SiteKind => {
            let kind = text
                .warehouse_type
                .as_ref()
                .map_or("", |kind| kind.as_str());
            let known = "FRONT, REGIONAL, CENTRAL, STORE, SUPPLIER, RETURN";
            code(&at("warehouseType"), kind, SiteKind::parse, known)?
                .as_str()
                .to_owned()
        }
    };
    let keep = match (text.quantity, text.basis_points) {
        (Some(units), None) => Keep::Units(form::within(&at("quantity"), units, 0, QUANTITY_MAX)?),
        (None, Some(points)) => Keep::BasisPoints(form::within(
            &at("basisPoints"),
            i64::from(points),
            0,
            10_000,
        )?),
        _ => {
            return Err(Bad::new(
                &at("quantity"),
                "",
                "given, or else basisPoints, and not both",
            ));
        }
    };
    Ok(SafetyRule {
        scope,
        name,
        warehouse: reservation::warehouse(&at("warehouse"), text.warehouse.as_ref())?,
        keep,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutoffs_are_minutes_of_the_day() {
        assert_eq!(minute("16:30"), Some(990));
        assert_eq!(minute("24:00"), Some(DAY_MINUTES));
        for wrong in [
            "00:00", "24:01", "16:60", "6:30", "1630", "aa:bb", "-1:30", "16:3",
        ] {
            assert_eq!(minute(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_rule_set_tells_what_is_wrong_with_a_field() {
        let good = SourcingPolicy {
            name: Some("FEW".to_owned()),
            objectives: vec![dubbo_api::sourcing::Objective {
                kind: "PARCELS".into(),
                weight: 0.0,
            }],
            split: "BY_LINE".into(),
            max_parcels: 2,
            ..SourcingPolicy::default()
        };
        let set = |policies: Vec<SourcingPolicy>| {
            let text = SetText {
                policies,
                ..SetText::default()
            };
            rule_set(&text, "v1").map_err(|bad| bad.into_reply::<i64>().message.unwrap_or_default())
        };
        assert_eq!(set(vec![good.clone()]).unwrap().policies[0].max_parcels, 2);
        let wrong = |change: fn(&mut SourcingPolicy)| {
            let mut policy = good.clone();
            change(&mut policy);
            set(vec![policy]).unwrap_err()
        };
        assert!(
            wrong(|policy| policy.max_parcels = 9)
                .contains("policies[0].maxParcels is `9`; it must be 1 to 8")
        );
        assert!(wrong(|policy| policy.split = "HALF".into()).contains("NONE, BY_LINE, BY_QTY"));
        assert!(wrong(|policy| policy.objectives[0].weight = f64::NAN).contains("weight"));
        assert!(wrong(|policy| policy.weighted = true).contains("one weight above 0"));
        assert!(wrong(|policy| policy.objectives.clear()).contains("1 to 5 objectives"));
        assert!(
            set(vec![good.clone(), good.clone()])
                .unwrap_err()
                .contains("named once")
        );
    }
}
