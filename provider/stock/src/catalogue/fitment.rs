//! Whether a part fits a vehicle. What the catalogue does not say is `Unknown`, and never "fits".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::Sku;
use crate::movement::codes;

codes! {
    /// Whether a part fits.
    Fitment {
        /// The catalogue says so.
        Fits = "FITS",
        /// The catalogue knows what the part fits, and this is not among it.
        NotFit = "NOT_FIT",
        /// The catalogue does not say.
        Unknown = "UNKNOWN",
    }
}

/// A vehicle of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vehicle {
    /// Its identifier.
    pub code: String,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// First model year.
    pub year_from: i32,
    /// Last model year; still built if absent.
    pub year_to: Option<i32>,
    /// Engine, for example `1.4T EA211`.
    pub engine: String,
    /// Displacement in millilitres.
    pub displacement_ml: Option<i64>,
    /// Transmission.
    pub transmission: Option<String>,
    /// Body style.
    pub body: Option<String>,
}

/// What a row of fitment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FitScope {
    /// One vehicle of the catalogue, all its years.
    Vehicle,
    /// Vehicles of a make and model, in years and with an engine.
    Model {
        /// First model year; no bound if absent.
        year_from: Option<i32>,
        /// Last model year; no bound if absent.
        year_to: Option<i32>,
        /// Engine; every one if absent.
        engine: Option<String>,
    },
}

/// A row of fitment that names the vehicle, or its make and model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitRow {
    /// The part.
    pub sku: Sku,
    /// What it is about.
    pub scope: FitScope,
    /// The place on the vehicle; any if absent.
    pub place: Option<String>,
    /// How many the vehicle needs there.
    pub quantity: i64,
    /// Conditions in words.
    pub note: Option<String>,
}

/// Whether a part fits, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Whether it does.
    pub fitment: Fitment,
    /// Where.
    pub place: Option<String>,
    /// How many the vehicle needs there.
    pub quantity: Option<i64>,
    /// Conditions in words, or why not.
    pub note: Option<String>,
}

impl Fit {
    fn plain(fitment: Fitment, note: Option<String>) -> Self {
        Self {
            fitment,
            place: None,
            quantity: None,
            note,
        }
    }

    /// Not known, and why.
    #[must_use]
    pub fn unknown(note: impl Into<String>) -> Self {
        Self::plain(Fitment::Unknown, Some(note.into()))
    }
}

/// Whether one of two places lies in the other: `FRONT` has `FRONT_LEFT` in it.
#[must_use]
pub fn place_covers(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_ascii_uppercase(), other.to_ascii_uppercase());
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.strip_prefix(&short)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// What a row says of a vehicle.
enum Said {
    Fits,
    Not,
    /// It depends on the model year, which is not known.
    ByYear(String),
}

fn said(row: &FitRow, vehicle: &Vehicle, year: Option<i32>) -> Said {
    let FitScope::Model {
        year_from,
        year_to,
        engine,
    } = &row.scope
    else {
        return Said::Fits;
    };
    if engine
        .as_deref()
        .is_some_and(|named| !has_engine(vehicle, named))
    {
        return Said::Not;
    }
    let from = year_from.unwrap_or(i32::MIN);
    let to = year_to.unwrap_or(i32::MAX);
    let last = vehicle.year_to.unwrap_or(i32::MAX);
    match year {
        Some(year) if (from..=to).contains(&year) => Said::Fits,
        Some(_) => Said::Not,
        None if from <= vehicle.year_from && to >= last => Said::Fits,
        None if to < vehicle.year_from || from > last => Said::Not,
        None => Said::ByYear(format!("fits model years {}", years(*year_from, *year_to))),
    }
}

fn years(from: Option<i32>, to: Option<i32>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "any".to_owned(),
    }
}

/// Whether a vehicle has an engine: by its whole name, or by one word of it (`EA211` of `1.4T EA211`).
fn has_engine(vehicle: &Vehicle, named: &str) -> bool {
    let same = |word: &str| word.eq_ignore_ascii_case(named.trim());
    same(&vehicle.engine) || vehicle.engine.split([' ', '/']).any(same)
}

/// Whether a part fits a vehicle: one answer per place where it does, else one answer in all. `rows` are those of the part that name the vehicle or its make and
/// model; `known_elsewhere` says whether the catalogue has any fitment of the part at all: then silence about this vehicle means that it does not fit.
#[must_use]
pub fn fits(
    rows: &[FitRow],
    known_elsewhere: bool,
    vehicle: &Vehicle,
    year: Option<i32>,
    place: Option<&str>,
) -> Vec<Fit> {
    let mut at: BTreeMap<Option<&str>, Fit> = BTreeMap::new();
    let mut by_year: Option<String> = None;
    let mut other_places: Vec<&str> = Vec::new();
    for row in rows {
        let here = place.is_none_or(|wanted| {
            row.place
                .as_deref()
                .is_none_or(|place| place_covers(place, wanted))
        });
        match said(row, vehicle, year) {
            Said::Fits if here => {
                let fit = Fit {
                    fitment: Fitment::Fits,
                    place: row.place.clone(),
                    quantity: Some(row.quantity),
                    note: row.note.clone(),
                };
                // Two rows for one place: the one that says what to mind.
                let known = at
                    .entry(row.place.as_deref())
                    .or_insert_with(|| fit.clone());
                if known.note.is_none() && fit.note.is_some() {
                    *known = fit;
                }
            }
            Said::Fits => other_places.extend(row.place.as_deref()),
            Said::ByYear(note) if here => by_year = by_year.or(Some(note)),
            Said::ByYear(_) | Said::Not => {}
        }
    }
    if !at.is_empty() {
        return at.into_values().collect();
    }
    let answer = if let Some(note) = by_year {
        Fit::unknown(note)
    } else if !other_places.is_empty() {
        other_places.sort_unstable();
        other_places.dedup();
        let note = format!("fits at {}", other_places.join(", "));
        Fit::plain(Fitment::NotFit, Some(note))
    } else if known_elsewhere || !rows.is_empty() {
        Fit::plain(Fitment::NotFit, None)
    } else {
        Fit::unknown("the catalogue has no fitment of this part")
    };
    vec![answer]
}

/// Whether a kit of which the catalogue has no fitment fits: as its components do.
#[must_use]
pub fn fit_kit(components: &[(Sku, Vec<Fit>)]) -> Fit {
    let told = |fits: &Vec<Fit>| tells(fits);
    let by = |wanted: Fitment| components.iter().find(|(_, fits)| told(fits) == wanted);
    if let Some((sku, _)) = by(Fitment::NotFit) {
        return Fit::plain(
            Fitment::NotFit,
            Some(format!("its part {sku} does not fit")),
        );
    }
    match by(Fitment::Unknown) {
        Some((sku, _)) => Fit::unknown(format!("the catalogue has no fitment of its part {sku}")),
        None if components.is_empty() => Fit::unknown("the catalogue has no fitment of this part"),
        None => Fit {
            quantity: Some(1),
            ..Fit::plain(Fitment::Fits, Some("all its parts fit".to_owned()))
        },
    }
}

/// What answers for several places come to.
#[must_use]
pub fn tells(fits: &[Fit]) -> Fitment {
    fits.iter()
        .map(|fit| fit.fitment)
        .min()
        .unwrap_or(Fitment::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn golf() -> Vehicle {
        Vehicle {
            code: "VW-GOLF7-14".into(),
            make: "大众".into(),
            model: "高尔夫7".into(),
            year_from: 2014,
            year_to: Some(2020),
            engine: "1.4T EA211".into(),
            ..Vehicle::default()
        }
    }

    fn named(place: &str, quantity: i64) -> FitRow {
        FitRow {
            sku: "P".into(),
            scope: FitScope::Vehicle,
            place: (!place.is_empty()).then(|| place.to_owned()),
            quantity,
            note: None,
        }
    }

    fn model(from: Option<i32>, to: Option<i32>, engine: Option<&str>) -> FitRow {
        FitRow {
            scope: FitScope::Model {
                year_from: from,
                year_to: to,
                engine: engine.map(str::to_owned),
            },
            ..named("FRONT", 2)
        }
    }

    fn told(rows: &[FitRow], elsewhere: bool, year: Option<i32>, place: Option<&str>) -> String {
        let spelled = fits(rows, elsewhere, &golf(), year, place);
        let words = spelled.iter().map(|fit| {
            let mut text = fit.fitment.as_str().to_owned();
            let parts = [
                fit.place.clone(),
                fit.quantity.map(|n| n.to_string()),
                fit.note.clone(),
            ];
            for part in parts.into_iter().flatten() {
                text = format!("{text} {part}");
            }
            text
        });
        words.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn silence_is_unknown_and_knowledge_of_others_is_a_no() {
        assert_eq!(
            told(&[], false, None, None),
            "UNKNOWN the catalogue has no fitment of this part"
        );
        assert_eq!(told(&[], true, None, None), "NOT_FIT");
    }

    #[test]
    fn each_place_has_its_quantity() {
        let rows = [named("FRONT_LEFT", 1), named("REAR", 2)];
        assert_eq!(
            told(&rows, true, None, None),
            "FITS FRONT_LEFT 1; FITS REAR 2"
        );
        assert_eq!(told(&rows, true, None, Some("front")), "FITS FRONT_LEFT 1");
        assert_eq!(
            told(&rows, true, None, Some("ENGINE")),
            "NOT_FIT fits at FRONT_LEFT, REAR"
        );
        // FRONT_LEFT is no part of FRONT_L, nor the other way round.
        assert_eq!(
            told(&rows[..1], true, None, Some("FRONT_L")),
            "NOT_FIT fits at FRONT_LEFT"
        );
        assert_eq!(told(&[named("", 1)], true, None, Some("REAR")), "FITS 1");
    }

    #[test]
    fn years_and_engine_of_a_model_row() {
        let some = model(Some(2016), Some(2018), None);
        let one = std::slice::from_ref(&some);
        assert_eq!(told(one, true, Some(2016), None), "FITS FRONT 2");
        assert_eq!(told(one, true, Some(2019), None), "NOT_FIT");
        assert_eq!(
            told(one, true, None, None),
            "UNKNOWN fits model years 2016 to 2018"
        );
        assert_eq!(
            told(&[model(Some(2014), Some(2020), None)], true, None, None),
            "FITS FRONT 2"
        );
        assert_eq!(
            told(&[model(None, None, None)], true, None, None),
            "FITS FRONT 2"
        );
        assert_eq!(
            told(&[model(Some(2021), None, None)], true, None, None),
            "NOT_FIT"
        );
        for (engine, fit) in [
            ("ea211", "FITS FRONT 2"),
            ("1.4T EA211", "FITS FRONT 2"),
            ("EA888", "NOT_FIT"),
            ("EA2", "NOT_FIT"),
        ] {
            assert_eq!(
                told(&[model(None, None, Some(engine))], true, None, None),
                fit,
                "{engine}"
            );
        }
    }

    #[test]
    fn a_kit_is_as_good_as_its_parts() {
        let fits = |fitment| vec![Fit::plain(fitment, None)];
        let kit = |parts: &[Fitment]| {
            let parts: Vec<_> = parts.iter().map(|one| ("P".into(), fits(*one))).collect();
            fit_kit(&parts).fitment
        };
        assert_eq!(kit(&[Fitment::Fits, Fitment::Fits]), Fitment::Fits);
        assert_eq!(kit(&[Fitment::Fits, Fitment::Unknown]), Fitment::Unknown);
        assert_eq!(kit(&[Fitment::Unknown, Fitment::NotFit]), Fitment::NotFit);
        assert_eq!(kit(&[]), Fitment::Unknown);
    }
}
