//! The files of a catalogue: their columns and what may stand in them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use stock::catalogue::VDS_ANY;

use crate::limits::{AREA_MAX, NAME_MAX};
use crate::statement::Value;

/// One file of a catalogue, comma-separated, UTF-8, its first line the names of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CatalogueFile {
    /// `area.csv`
    Area,
    /// `supplier.csv`
    Supplier,
    /// `brand.csv`
    Brand,
    /// `sku.csv`
    Sku,
    /// `part.csv`
    Part,
    /// `warehouse.csv`
    Warehouse,
    /// `channel.csv`
    Channel,
    /// `vehicle.csv`
    Vehicle,
    /// `vehicle_build.csv`
    VehicleBuild,
    /// `vin.csv`
    Vin,
    /// `supply.csv`
    Supply,
    /// `kit_part.csv`
    KitPart,
    /// `oe_number.csv`
    OeNumber,
    /// `interchange.csv`
    Interchange,
    /// `fitment.csv`
    Fitment,
    /// `fit_rule.csv`
    FitRule,
    /// `coverage.csv`
    Coverage,
    /// `safety_stock.csv`
    SafetyStock,
    /// `lot_policy.csv`: which SKUs are tracked by lots, and how old a lot may be sold.
    LotPolicy,
    /// `work_calendar.csv`
    WorkCalendar,
    /// `work_day.csv`
    WorkDay,
    /// `site.csv`
    Site,
    /// `site_wave.csv`
    SiteWave,
    /// `coverage_terms.csv`
    CoverageTerms,
    /// `safety_rule.csv`
    SafetyRule,
    /// `sourcing_policy.csv`
    SourcingPolicy,
    /// `sourcing_exclusion.csv`
    SourcingExclusion,
    /// `sku_value.csv`
    SkuValue,
    /// `opening_stock.csv`: read, never written; stock comes in by vouchers only.
    OpeningStock,
    /// `opening_lot.csv`: the same of SKUs that are tracked by lots.
    OpeningLot,
}

/// What a column may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A name that must not be empty.
    Name(usize),
    /// A text that must not be empty and is no key.
    Text(usize),
    /// A text that may be empty and is part of a key.
    Blank(usize),
    /// A text, or nothing.
    TextOrNothing(usize),
    /// A whole number between two limits; this one if there is none.
    NumberOr(i64, i64, i64),
    /// One of these words, or nothing.
    WordOrNothing(&'static [&'static str]),
    /// So many digits and capital letters of a vehicle identification number; the flag allows [`VDS_ANY`].
    VinPart(usize, bool),
    /// An area code; one of the areas, if the catalogue has any.
    InArea,
    /// A whole number between two limits.
    Number(i64, i64),
    /// The same, or nothing.
    NumberOrNothing(i64, i64),
    /// `0` or `1`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Seven digits, Monday first: 1 for a day worked.
    Week,
    /// A day such as `2026-10-01`.
    Date,
    /// Objectives of a policy.
    Objectives,
    /// A name that stands in another file or table.
    Of(Referred),
}

/// Tables that others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Referred {
    Area,
    Supplier,
    Brand,
    Sku,
    Warehouse,
    Vehicle,
}

impl Referred {
    /// Table and key column.
    pub(super) const fn table(self) -> (&'static str, &'static str) {
        match self {
            Self::Area => ("area", "code"),
            Self::Supplier => ("supplier", "code"),
            Self::Brand => ("brand", "code"),
            Self::Sku => ("sku", "sku"),
            Self::Warehouse => ("warehouse", "code"),
            Self::Vehicle => ("vehicle", "code"),
        }
    }
}

/// Largest quantity of a line, in base units.
const QUANTITY_MAX: i64 = stock::policy::QUANTITY_MAX;
/// Model years.
const YEAR_MIN: i64 = 1_900;
const YEAR_MAX: i64 = 2_100;
/// Stands for "no last year" where a key needs one.
pub(super) const YEAR_NEVER: i64 = 9_999;
/// Longest time to get goods from a supplier.
const DAYS_MAX: i64 = 3_650;
/// Greatest age of a lot, in days.
const AGE_DAYS_MAX: i64 = stock::policy::AGE_DAYS_MAX;
const GRADES: &[&str] = &["OE", "OES", "BRAND", "ECONOMY", "REMAN"];
const WAREHOUSE_KINDS: &[&str] = &[
    "FRONT", "REGIONAL", "CENTRAL", "STORE", "SUPPLIER", "RETURN",
];
pub(super) const SUPERSEDED_BY: &str = "SUPERSEDED_BY";
const RELATIONS: &[&str] = &["SAME_OE", "INTERCHANGE", SUPERSEDED_BY, "ALTERNATIVE"];

impl CatalogueFile {
    /// All files, in the order they are read: what is referred to comes first.
    pub const ALL: [Self; 30] = [
        Self::Area,
        Self::Supplier,
        Self::Brand,
        Self::Sku,
        Self::Part,
        Self::Warehouse,
        Self::Channel,
        Self::Vehicle,
        Self::VehicleBuild,
        Self::Vin,
        Self::Supply,
        Self::KitPart,
        Self::OeNumber,
        Self::Interchange,
        Self::Fitment,
        Self::FitRule,
        Self::Coverage,
        Self::SafetyStock,
        Self::LotPolicy,
        Self::WorkCalendar,
        Self::WorkDay,
        Self::Site,
        Self::SiteWave,
        Self::CoverageTerms,
        Self::SafetyRule,
        Self::SourcingPolicy,
        Self::SourcingExclusion,
        Self::SkuValue,
        Self::OpeningStock,
        Self::OpeningLot,
    ];

    /// The table it fills; `opening_stock` and `opening_lot` fill none.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Supplier => "supplier",
            Self::Brand => "brand",
            Self::Sku => "sku",
            Self::Part => "part",
            Self::Warehouse => "warehouse",
            Self::Channel => "channel",
            Self::Vehicle => "vehicle",
            Self::VehicleBuild => "vehicle_build",
            Self::Vin => "vin",
            Self::Supply => "supply",
            Self::KitPart => "kit_part",
            Self::OeNumber => "oe_number",
            Self::Interchange => "interchange",
            Self::Fitment => "fitment",
            Self::FitRule => "fit_rule",
            Self::Coverage => "coverage",
            Self::SafetyStock => "safety_stock",
            Self::LotPolicy => "lot_policy",
            Self::WorkCalendar => "work_calendar",
            Self::WorkDay => "work_day",
            Self::Site => "site",
            Self::SiteWave => "site_wave",
            Self::CoverageTerms => "coverage_terms",
            Self::SafetyRule => "safety_rule",
            Self::SourcingPolicy => "sourcing_policy",
            Self::SourcingExclusion => "sourcing_exclusion",
            Self::SkuValue => "sku_value",
            Self::OpeningStock => "opening_stock",
            Self::OpeningLot => "opening_lot",
        }
    }

    /// Its name in a folder.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("{}.csv", self.table())
    }

    /// Names its first column's values for other files.
    pub(super) const fn defines(self) -> Option<Referred> {
        match self {
            Self::Area => Some(Referred::Area),
            Self::Supplier => Some(Referred::Supplier),
            Self::Brand => Some(Referred::Brand),
            Self::Sku => Some(Referred::Sku),
            Self::Warehouse => Some(Referred::Warehouse),
            Self::Vehicle => Some(Referred::Vehicle),
            _ => None,
        }
    }

    pub(super) const fn columns(self) -> &'static [(&'static str, Kind)] {
        use Kind::{
            Blank, Date, Flag, InArea, Name, Number, NumberOr, NumberOrNothing, Of, Text,
            TextOrNothing, VinPart, Word, WordOrNothing,
        };
        use Referred::{Brand, Sku, Supplier, Vehicle, Warehouse};
        match self {
            Self::Area => &[
                ("code", Name(AREA_MAX)),
                ("name", Text(64)),
                ("name_en", Text(128)),
            ],
            Self::Supplier => &[
                ("code", Name(NAME_MAX)),
                ("name", Text(128)),
                ("name_en", Text(128)),
                ("days", Number(0, DAYS_MAX)),
                ("enabled", Flag),
            ],
            Self::Part => &[
                ("sku", Of(Sku)),
                ("grade", WordOrNothing(GRADES)),
                ("weight_grams", NumberOrNothing(0, 1_000_000_000)),
            ],
            Self::VehicleBuild => &[
                ("vehicle", Of(Vehicle)),
                ("displacement_ml", NumberOrNothing(1, 100_000)),
                ("transmission", TextOrNothing(32)),
                ("body", TextOrNothing(32)),
            ],
            Self::Vin => &[
                ("wmi", VinPart(3, false)),
                ("vds", VinPart(5, true)),
                ("vehicle", Of(Vehicle)),
                ("year_from", NumberOrNothing(YEAR_MIN, YEAR_MAX)),
                ("year_to", NumberOrNothing(YEAR_MIN, YEAR_MAX)),
            ],
            Self::Supply => &[
                ("sku", Of(Sku)),
                ("supplier", Of(Supplier)),
                ("days", NumberOrNothing(0, DAYS_MAX)),
            ],
            Self::FitRule => &[
                ("sku", Of(Sku)),
                ("make", Text(NAME_MAX)),
                ("model", Text(NAME_MAX)),
                ("year_from", NumberOr(YEAR_MIN, YEAR_MAX, 0)),
                ("year_to", NumberOr(YEAR_MIN, YEAR_MAX, YEAR_NEVER)),
                ("engine", Blank(NAME_MAX)),
                ("place", Blank(32)),
                ("quantity", Number(1, 1_000_000)),
                ("note", TextOrNothing(255)),
            ],
            Self::Brand => &[
                ("code", Name(NAME_MAX)),
                ("name", Text(128)),
                ("name_en", Text(128)),
                ("grade", Word(GRADES)),
            ],
            Self::Sku => &[
                ("sku", Name(NAME_MAX)),
                ("name", Text(255)),
                ("name_en", Text(255)),
                ("category", Text(NAME_MAX)),
                ("brand", Of(Brand)),
                ("unit", Text(16)),
                ("suspended", Flag),
                ("safety_default", Number(0, QUANTITY_MAX)),
            ],
            Self::Warehouse => &[
                ("code", Name(NAME_MAX)),
                ("name", Text(128)),
                ("name_en", Text(128)),
                ("kind", Word(WAREHOUSE_KINDS)),
                ("area", InArea),
                ("enabled", Flag),
            ],
            Self::Channel => &[
                ("code", Name(NAME_MAX)),
                ("name", Text(128)),
                ("shared_allowed", Flag),
            ],
            Self::Vehicle => &[
                ("code", Name(NAME_MAX)),
                ("make", Text(NAME_MAX)),
                ("make_en", Text(NAME_MAX)),
                ("model", Text(NAME_MAX)),
                ("model_en", Text(NAME_MAX)),
                ("year_from", Number(YEAR_MIN, YEAR_MAX)),
                ("year_to", NumberOrNothing(YEAR_MIN, YEAR_MAX)),
                ("engine", Text(NAME_MAX)),
            ],
            Self::KitPart => &[
                ("kit", Of(Sku)),
                ("sku", Of(Sku)),
                ("ratio", Number(1, QUANTITY_MAX)),
            ],
            Self::OeNumber => &[
                ("oe", Name(NAME_MAX)),
                ("sku", Of(Sku)),
                ("maker", Text(NAME_MAX)),
            ],
            Self::Interchange => &[
                ("sku", Of(Sku)),
                ("relation", Word(RELATIONS)),
                ("other", Of(Sku)),
            ],
            Self::Fitment => &[
                ("vehicle", Of(Vehicle)),
                ("sku", Of(Sku)),
                ("place", Name(32)),
                ("quantity", Number(1, 1_000)),
            ],
            Self::Coverage => &[
                ("area", InArea),
                ("warehouse", Of(Warehouse)),
                ("priority", Number(0, 1_000_000)),
            ],
            Self::SafetyStock => &[
                ("sku", Of(Sku)),
                ("warehouse", Of(Warehouse)),
                ("quantity", Number(0, QUANTITY_MAX)),
            ],
            Self::LotPolicy => &[
                ("sku", Of(Sku)),
                ("max_age_days", NumberOrNothing(0, AGE_DAYS_MAX)),
                ("warn_age_days", NumberOrNothing(0, AGE_DAYS_MAX)),
            ],
            Self::OpeningStock => &[
                ("warehouse", Of(Warehouse)),
                ("sku", Of(Sku)),
                ("quantity", Number(1, QUANTITY_MAX)),
            ],
            Self::OpeningLot => &[
                ("warehouse", Of(Warehouse)),
                ("sku", Of(Sku)),
                ("quantity", Number(1, QUANTITY_MAX)),
                ("lot", Name(NAME_MAX)),
                ("produced_on", Date),
            ],
            _ => super::sourcing_files::columns(self),
        }
    }
}

impl fmt::Display for CatalogueFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.csv", self.table())
    }
}

impl Kind {
    /// The value of a field, or what is wrong with it.
    pub(super) fn parse(self, column: &str, field: String) -> Result<Value<'static>, String> {
        let number = |min: i64, max: i64| match field.parse::<i64>() {
            Ok(number) if (min..=max).contains(&number) => Ok(Value::Int(number)),
            _ => Err(format!(
                "{column} is {field:?}, it has to be a whole number from {min} to {max}"
            )),
        };
        match self {
            Self::Number(min, max) => number(min, max),
            Self::NumberOrNothing(..) if field.is_empty() => Ok(Value::Null),
            Self::NumberOrNothing(min, max) => number(min, max),
            Self::NumberOr(_, _, default) if field.is_empty() => Ok(Value::Int(default)),
            Self::NumberOr(min, max, _) => number(min, max),
            Self::TextOrNothing(_) | Self::WordOrNothing(_) if field.is_empty() => Ok(Value::Null),
            Self::WordOrNothing(words) => Self::Word(words).parse(column, field),
            Self::Blank(_) if field.is_empty() => Ok(Value::from(field)),
            Self::VinPart(length, open) => vin_part(column, field, length, open),
            Self::InArea => text(column, field, AREA_MAX),
            Self::Flag => number(0, 1),
            Self::Word(words) if words.contains(&field.as_str()) => Ok(Value::from(field)),
            Self::Word(words) => Err(format!(
                "{column} is {field:?}, it has to be one of {}",
                words.join(", ")
            )),
            Self::Name(max) | Self::Text(max) | Self::Blank(max) | Self::TextOrNothing(max) => {
                text(column, field, max)
            }
            Self::Of(_) => text(column, field, NAME_MAX),
            Self::Week => checked(super::sourcing_files::week, column, field),
            Self::Date => checked(super::sourcing_files::date, column, field),
            Self::Objectives => checked(super::sourcing_files::objectives, column, field),
        }
    }
}

fn checked(
    check: fn(&str, &str) -> Result<(), String>,
    column: &str,
    field: String,
) -> Result<Value<'static>, String> {
    check(column, &field).map(|()| Value::from(field))
}

fn vin_part(
    column: &str,
    field: String,
    length: usize,
    open: bool,
) -> Result<Value<'static>, String> {
    let good = |letter: char| {
        letter.is_ascii_digit()
            || (letter.is_ascii_uppercase() && !matches!(letter, 'I' | 'O' | 'Q'))
            || (open && letter == VDS_ANY)
    };
    if field.chars().count() == length && field.chars().all(good) {
        return Ok(Value::from(field));
    }
    let any = if open { " or * for any" } else { "" };
    Err(format!(
        "{column} is {field:?}, it has to be {length} digits or capitals without I, O and Q{any}"
    ))
}

fn text(column: &str, field: String, max: usize) -> Result<Value<'static>, String> {
    crate::limits::key_text(column, &field, max).map_err(|e| e.to_string())?;
    if field.chars().any(char::is_control) {
        return Err(format!("{column} holds a control character"));
    }
    Ok(Value::from(field))
}

/// The files to import. A file that is not there is not imported; what it would refer to may be in the database already.
#[derive(Default)]
pub struct CatalogueSources<'r> {
    pub(super) readers: BTreeMap<CatalogueFile, Box<dyn Read + Send + 'r>>,
}

impl<'r> CatalogueSources<'r> {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, file: CatalogueFile, reader: impl Read + Send + 'r) -> Self {
        self.readers.insert(file, Box::new(reader));
        self
    }

    /// All files that a folder has.
    ///
    /// # Errors
    /// If the folder has none of them, or one cannot be opened.
    pub fn folder(path: &Path) -> io::Result<Self> {
        let mut sources = Self::new();
        for file in CatalogueFile::ALL {
            match File::open(path.join(file.file_name())) {
                Ok(reader) => sources = sources.with(file, reader),
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                Err(e) => return Err(io::Error::new(e.kind(), format!("{file}: {e}"))),
            }
        }
        if sources.readers.is_empty() {
            let what = format!(
                "{} holds none of the files sku.csv, warehouse.csv, …",
                path.display()
            );
            return Err(io::Error::new(io::ErrorKind::NotFound, what));
        }
        Ok(sources)
    }
}

impl fmt::Debug for CatalogueSources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.readers.keys()).finish()
    }
}
