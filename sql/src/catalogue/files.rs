//! The files of a catalogue: their columns and what may stand in them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::limits::{AREA_MAX, NAME_MAX};
use crate::statement::Value;

/// One file of a catalogue, comma-separated, UTF-8, its first line the names of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CatalogueFile {
    /// `brand.csv`
    Brand,
    /// `sku.csv`
    Sku,
    /// `warehouse.csv`
    Warehouse,
    /// `channel.csv`
    Channel,
    /// `vehicle.csv`
    Vehicle,
    /// `kit_part.csv`
    KitPart,
    /// `oe_number.csv`
    OeNumber,
    /// `interchange.csv`
    Interchange,
    /// `fitment.csv`
    Fitment,
    /// `coverage.csv`
    Coverage,
    /// `safety_stock.csv`
    SafetyStock,
    /// `opening_stock.csv`: read, never written; stock comes in by vouchers only.
    OpeningStock,
}

/// What a column may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A name that must not be empty.
    Name(usize),
    /// A text that must not be empty and is no key.
    Text(usize),
    /// A whole number between two limits.
    Number(i64, i64),
    /// The same, or nothing.
    NumberOrNothing(i64, i64),
    /// `0` or `1`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A name that stands in another file or table.
    Of(Referred),
}

/// Tables that others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Referred {
    Brand,
    Sku,
    Warehouse,
    Vehicle,
}

impl Referred {
    /// Table and key column.
    pub(super) const fn table(self) -> (&'static str, &'static str) {
        match self {
            Self::Brand => ("brand", "code"),
            Self::Sku => ("sku", "sku"),
            Self::Warehouse => ("warehouse", "code"),
            Self::Vehicle => ("vehicle", "code"),
        }
    }
}

/// Largest quantity of a line, in base units.
const QUANTITY_MAX: i64 = stock::policy::QUANTITY_MAX;
const GRADES: &[&str] = &["OE", "OES", "BRAND", "ECONOMY", "REMAN"];
const WAREHOUSE_KINDS: &[&str] = &[
    "FRONT", "REGIONAL", "CENTRAL", "STORE", "SUPPLIER", "RETURN",
];
pub(super) const SUPERSEDED_BY: &str = "SUPERSEDED_BY";
const RELATIONS: &[&str] = &["SAME_OE", "INTERCHANGE", SUPERSEDED_BY, "ALTERNATIVE"];

impl CatalogueFile {
    /// All files, in the order they are read: what is referred to comes first.
    pub const ALL: [Self; 12] = [
        Self::Brand,
        Self::Sku,
        Self::Warehouse,
        Self::Channel,
        Self::Vehicle,
        Self::KitPart,
        Self::OeNumber,
        Self::Interchange,
        Self::Fitment,
        Self::Coverage,
        Self::SafetyStock,
        Self::OpeningStock,
    ];

    /// The table it fills; `opening_stock` fills none.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Sku => "sku",
            Self::Warehouse => "warehouse",
            Self::Channel => "channel",
            Self::Vehicle => "vehicle",
            Self::KitPart => "kit_part",
            Self::OeNumber => "oe_number",
            Self::Interchange => "interchange",
            Self::Fitment => "fitment",
            Self::Coverage => "coverage",
            Self::SafetyStock => "safety_stock",
            Self::OpeningStock => "opening_stock",
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
            Self::Brand => Some(Referred::Brand),
            Self::Sku => Some(Referred::Sku),
            Self::Warehouse => Some(Referred::Warehouse),
            Self::Vehicle => Some(Referred::Vehicle),
            _ => None,
        }
    }

    pub(super) const fn columns(self) -> &'static [(&'static str, Kind)] {
        use Kind::{Flag, Name, Number, NumberOrNothing, Of, Text, Word};
        use Referred::{Brand, Sku, Vehicle, Warehouse};
        match self {
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
                ("area", Name(AREA_MAX)),
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
                ("year_from", Number(1_900, 2_100)),
                ("year_to", NumberOrNothing(1_900, 2_100)),
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
                ("area", Name(AREA_MAX)),
                ("warehouse", Of(Warehouse)),
                ("priority", Number(0, 1_000_000)),
            ],
            Self::SafetyStock => &[
                ("sku", Of(Sku)),
                ("warehouse", Of(Warehouse)),
                ("quantity", Number(0, QUANTITY_MAX)),
            ],
            Self::OpeningStock => &[
                ("warehouse", Of(Warehouse)),
                ("sku", Of(Sku)),
                ("quantity", Number(1, QUANTITY_MAX)),
            ],
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
            Self::Flag => number(0, 1),
            Self::Word(words) if words.contains(&field.as_str()) => Ok(Value::from(field)),
            Self::Word(words) => Err(format!(
                "{column} is {field:?}, it has to be one of {}",
                words.join(", ")
            )),
            Self::Name(max) | Self::Text(max) => text(column, field, max),
            Self::Of(_) => text(column, field, NAME_MAX),
        }
    }
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
