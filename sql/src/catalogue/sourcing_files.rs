//! The files of sourcing: how sites work, by what terms they serve an area, and the rules that hold where a mall published none of its own.

use super::files::{CatalogueFile, Kind, Referred};
use crate::limits::NAME_MAX;

/// Fen.
const MINOR_MAX: i64 = 1_000_000_000;
/// Minutes of a day.
const MINUTES: i64 = stock::sourcing::calendar::DAY_MINUTES;
/// Milliseconds since the epoch, to the year 9999.
const MILLIS_MAX: i64 = 253_402_300_799_999;
const SCOPES: &[&str] = &["SKU", "CATEGORY", "WAREHOUSE_TYPE"];
const SPLITS: &[&str] = &["NONE", "BY_LINE", "BY_QTY"];

/// Columns of a file of sourcing; none for any other.
pub(super) const fn columns(file: CatalogueFile) -> &'static [(&'static str, Kind)] {
    use Kind::{
        Blank, Date, Flag, InArea, Name, Number, NumberOrNothing, Objectives, Of, Week, Word,
    };
    use Referred::{Sku, Warehouse};
    match file {
        CatalogueFile::WorkCalendar => &[("code", Name(NAME_MAX)), ("week", Week)],
        CatalogueFile::WorkDay => &[
            ("calendar", Name(NAME_MAX)),
            ("day", Date),
            ("worked", Flag),
        ],
        CatalogueFile::Site => &[
            ("warehouse", Of(Warehouse)),
            ("calendar", Blank(NAME_MAX)),
            ("latitude_e6", NumberOrNothing(-90_000_000, 90_000_000)),
            ("longitude_e6", NumberOrNothing(-180_000_000, 180_000_000)),
            ("confidence", Number(0, 100)),
        ],
        CatalogueFile::SiteWave => &[
            ("warehouse", Of(Warehouse)),
            ("weekday", Number(0, 7)),
            ("cutoff_minute", Number(1, MINUTES)),
            ("processing_minutes", Number(0, 43_200)),
            ("orders_max", NumberOrNothing(0, 1_000_000_000)),
            ("lines_max", NumberOrNothing(0, 1_000_000_000)),
        ],
        CatalogueFile::CoverageTerms => &[
            ("area", InArea),
            ("warehouse", Of(Warehouse)),
            ("service_level", Blank(32)),
            ("lead_hours", NumberOrNothing(0, 1_440)),
            ("first_kg_minor", Number(0, MINOR_MAX)),
            ("next_kg_minor", Number(0, MINOR_MAX)),
            ("parcel_minor", Number(0, MINOR_MAX)),
            ("valid_from", NumberOrNothing(0, MILLIS_MAX)),
            ("valid_to", NumberOrNothing(0, MILLIS_MAX)),
        ],
        CatalogueFile::SafetyRule => &[
            ("scope", Word(SCOPES)),
            ("name", Name(NAME_MAX)),
            ("warehouse", Blank(NAME_MAX)),
            ("quantity", NumberOrNothing(0, stock::policy::QUANTITY_MAX)),
            ("basis_points", NumberOrNothing(0, 10_000)),
        ],
        CatalogueFile::SourcingPolicy => &[
            ("name", Name(NAME_MAX)),
            ("channel", Blank(32)),
            ("objectives", Objectives),
            ("weighted", Flag),
            ("split", Word(SPLITS)),
            ("max_parcels", Number(1, 8)),
            ("min_extra_value", Number(0, MINOR_MAX)),
            ("supplier_last", Flag),
            ("consolidate", Flag),
            ("protect_front", Flag),
        ],
        CatalogueFile::SourcingExclusion => &[
            ("category", Blank(NAME_MAX)),
            ("sku", Blank(NAME_MAX)),
            ("warehouse", Blank(NAME_MAX)),
            ("area", Blank(16)),
            ("service_level", Blank(32)),
        ],
        CatalogueFile::SkuValue => &[("sku", Of(Sku)), ("value_minor", Number(0, MINOR_MAX))],
        _ => &[],
    }
}

/// A week such as `1111100`, or what is wrong with it.
pub(super) fn week(column: &str, field: &str) -> Result<(), String> {
    if field.len() == 7 && field.bytes().all(|digit| matches!(digit, b'0' | b'1')) {
        return Ok(());
    }
    Err(format!(
        "{column} is {field:?}, it has to be seven digits, Monday first, 1 for a day worked: 1111100"
    ))
}

/// A day such as `2026-10-01`, or what is wrong with it.
pub(super) fn date(column: &str, field: &str) -> Result<(), String> {
    match stock::ids::Day::parse(field) {
        Some(_) => Ok(()),
        None => Err(format!(
            "{column} is {field:?}, it has to be a day such as 2026-10-01"
        )),
    }
}

/// Objectives such as `PARCELS COST`, or what is wrong with them.
pub(super) fn objectives(column: &str, field: &str) -> Result<(), String> {
    match crate::sourcing::objectives(field) {
        Ok(found) if !found.is_empty() && field.len() <= 255 => Ok(()),
        Ok(_) => Err(format!("{column} is empty or longer than 255 characters")),
        Err(error) => Err(format!("{column}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_days_and_objectives_are_checked() {
        assert!(week("week", "1111100").is_ok());
        for wrong in ["111110", "11111000", "1111120", ""] {
            assert!(week("week", wrong).is_err(), "{wrong}");
        }
        assert!(date("day", "2026-10-01").is_ok());
        assert!(
            date("day", "2026-02-30")
                .unwrap_err()
                .contains("2026-10-01")
        );
        assert!(objectives("objectives", "COST=1 PARCELS=300").is_ok());
        assert!(
            objectives("objectives", "COST CHEAP")
                .unwrap_err()
                .contains("STOCK_HEALTH")
        );
        assert!(objectives("objectives", "").is_err());
    }
}
