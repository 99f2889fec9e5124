//! Import of a catalogue from comma-separated files: good rows are written in batches, bad ones are reported with their line and left out.

mod files;
mod line;
mod lookup;
mod models;
mod relations;
mod sourcing_files;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::io::Read;

use stock::ids::{Day, Lot, Sku, Warehouse};

pub use files::{CatalogueFile, CatalogueSources};
pub use lookup::{FitRows, PartInfo};
pub use write::{ImportKey, ImportOutcome};

use crate::error::Error;
use crate::statement::{LIST_MAX, Statement, Value, inserts};
use crate::store::Store;
use files::{Kind, Referred};
use line::Lines;
use models::Models;
use relations::Relations;

/// Rows of one transaction.
const BATCH_ROWS: usize = 500;
/// Errors listed; later ones are counted.
pub const IMPORT_ERRORS_MAX: usize = 1_000;
/// Most rows of opening stock, which is handed out as a whole.
pub(crate) const WHOLE_ROWS_MAX: usize = 1_000_000;
/// Tries of one batch.
const TRIES_MAX: u32 = 5;

/// One row that was left out, or a file that could not be read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// File.
    pub file: CatalogueFile,
    /// Line, from 1.
    pub line: u64,
    /// Column, where one is to blame.
    pub column: Option<&'static str>,
    /// What is wrong, the value, the limit.
    pub what: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line {}", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Stock to be received by a voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningStock {
    /// Where.
    pub warehouse: Warehouse,
    /// What.
    pub sku: Sku,
    /// How many, in base units, > 0.
    pub quantity: i64,
    /// The lot, and when it was made, of a SKU that is tracked by lots.
    pub lot: Option<(Lot, Day)>,
}

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Good rows by file: written, or that would be in a dry run.
    pub good: BTreeMap<CatalogueFile, u64>,
    /// Rows left out.
    pub rejected: u64,
    /// Why, the first [`IMPORT_ERRORS_MAX`].
    pub errors: Vec<ImportError>,
    /// Opening stock, for the caller to receive by vouchers.
    pub opening: Vec<OpeningStock>,
}

impl ImportReport {
    pub(crate) fn reject(&mut self, file: CatalogueFile, line: u64, wrong: impl Into<Wrong>) {
        self.rejected += 1;
        if self.errors.len() < IMPORT_ERRORS_MAX {
            let Wrong { column, what } = wrong.into();
            self.errors.push(ImportError {
                file,
                line,
                column,
                what,
            });
        }
    }
}

/// What is wrong with a row, and in which column.
#[derive(Debug)]
pub(crate) struct Wrong {
    column: Option<&'static str>,
    what: String,
}

impl Wrong {
    pub(crate) fn with(column: &'static str, what: impl Into<String>) -> Self {
        Self {
            column: Some(column),
            what: what.into(),
        }
    }
}

impl From<String> for Wrong {
    fn from(what: String) -> Self {
        Self { column: None, what }
    }
}

/// Is told how far an import has come: the file, and its rows read.
pub type Watch<'w> = dyn FnMut(CatalogueFile, u64) + Send + 'w;

/// A row with the line it came from.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) line: u64,
    pub(crate) values: Vec<Value<'static>>,
}

impl Record {
    /// A text column's value.
    pub(crate) fn text(&self, column: usize) -> &str {
        match &self.values[column] {
            Value::Text(text) => text,
            Value::Int(_) | Value::Null => "",
        }
    }
}

impl Store {
    /// Imports a catalogue. Rows that are there already are replaced. Reading one file after the other in the order of [`CatalogueFile::ALL`], it keeps the
    /// names of SKUs, brands, sites and vehicles in memory and little else. A dry run checks everything and writes nothing.
    ///
    /// # Errors
    /// If the database fails. What is wrong with the files is in the report.
    pub async fn import_catalogue(
        &self,
        sources: CatalogueSources<'_>,
        dry_run: bool,
    ) -> Result<ImportReport, Error> {
        self.import_catalogue_watched(sources, dry_run, &mut |_, _| {})
            .await
    }

    /// The same, telling after every batch of rows how far it has come.
    ///
    /// # Errors
    /// As [`Store::import_catalogue`].
    pub async fn import_catalogue_watched(
        &self,
        sources: CatalogueSources<'_>,
        dry_run: bool,
        watch: &mut Watch<'_>,
    ) -> Result<ImportReport, Error> {
        let mut import = Import {
            store: self,
            dry_run,
            known: BTreeMap::new(),
            has_areas: None,
            relations: Relations::default(),
            models: Models::default(),
            report: ImportReport::default(),
        };
        let mut readers = sources.readers;
        for file in CatalogueFile::ALL {
            if let Some(reader) = readers.remove(&file) {
                import.file(file, reader, watch).await?;
            }
        }
        if !dry_run {
            self.shared.facts.forget();
            self.refresh_network().await?;
        }
        Ok(import.report)
    }
}

/// An import under way.
struct Import<'s> {
    store: &'s Store,
    dry_run: bool,
    /// Names met in this import or found in the database.
    known: BTreeMap<Referred, HashSet<String>>,
    /// Whether the catalogue has any area: only then area codes are checked.
    has_areas: Option<bool>,
    relations: Relations,
    models: Models,
    report: ImportReport,
}

impl Import<'_> {
    async fn file(
        &mut self,
        file: CatalogueFile,
        reader: Box<dyn Read + Send + '_>,
        watch: &mut Watch<'_>,
    ) -> Result<(), Error> {
        let mut lines = Lines::new(reader);
        if let Err((line, what)) = check_head(file, lines.next()) {
            self.report.reject(file, line, what);
            return Ok(());
        }
        let mut batch = Vec::new();
        let mut rows = 0;
        while let Some((line, fields)) = lines.next() {
            rows += 1;
            match fields
                .map_err(Wrong::from)
                .and_then(|fields| parse(file, fields))
            {
                Ok(values) => batch.push(Record { line, values }),
                Err(wrong) => self.report.reject(file, line, wrong),
            }
            if batch.len() == BATCH_ROWS {
                self.batch(file, std::mem::take(&mut batch)).await?;
                watch(file, rows);
            }
        }
        self.batch(file, batch).await?;
        watch(file, rows);
        Ok(())
    }

    async fn batch(&mut self, file: CatalogueFile, batch: Vec<Record>) -> Result<(), Error> {
        let batch = self.referring(file, batch).await?;
        let batch = match file {
            CatalogueFile::KitPart => {
                self.relations
                    .kits(self.store, batch, &mut self.report)
                    .await?
            }
            CatalogueFile::Interchange => {
                self.relations
                    .successors(self.store, batch, &mut self.report)
                    .await?
            }
            CatalogueFile::OpeningStock | CatalogueFile::OpeningLot => {
                self.opening(file, batch);
                return Ok(());
            }
            CatalogueFile::Vehicle => {
                self.models.note(&batch);
                batch
            }
            CatalogueFile::FitRule => {
                self.models
                    .named(self.store, batch, &mut self.report)
                    .await?
            }
            _ => batch,
        };
        if let Some(kind) = file.defines() {
            let names = batch.iter().map(|record| record.text(0).to_owned());
            self.known.entry(kind).or_default().extend(names);
        }
        for piece in batch.chunks(BATCH_ROWS) {
            if !self.dry_run {
                self.write(file, piece).await?;
            }
            let count = u64::try_from(piece.len()).unwrap_or(u64::MAX);
            *self.report.good.entry(file).or_default() += count;
        }
        Ok(())
    }

    /// The records whose names stand in other files or tables.
    async fn referring(
        &mut self,
        file: CatalogueFile,
        batch: Vec<Record>,
    ) -> Result<Vec<Record>, Error> {
        let areas = file == CatalogueFile::Area || self.has_areas().await?;
        let references: Vec<(usize, &'static str, Referred)> = (0..)
            .zip(file.columns())
            .filter_map(|(at, (name, kind))| match kind {
                Kind::Of(referred) => Some((at, *name, *referred)),
                Kind::InArea if areas => Some((at, *name, Referred::Area)),
                _ => None,
            })
            .collect();
        for (at, _, referred) in &references {
            let known = self.known.entry(*referred).or_default();
            let unknown: BTreeSet<&str> = batch
                .iter()
                .map(|record| record.text(*at))
                .filter(|name| !known.contains(*name))
                .collect();
            let unknown: Vec<String> = unknown.into_iter().map(str::to_owned).collect();
            let (table, column) = referred.table();
            for piece in unknown.chunks(LIST_MAX) {
                let mut statement =
                    Statement::new(format!("SELECT {column} FROM {table} WHERE {column} IN "));
                statement.list(piece.iter().map(String::as_str));
                for row in self.store.read(&statement).await? {
                    known.insert(row.text(0)?.to_owned());
                }
            }
        }
        let mut good = Vec::with_capacity(batch.len());
        for record in batch {
            let missing = references.iter().find(|(at, _, referred)| {
                !self
                    .known
                    .get(referred)
                    .is_some_and(|known| known.contains(record.text(*at)))
            });
            match missing {
                None => good.push(record),
                Some((at, name, referred)) => {
                    let what = format!(
                        "{name} {:?} is in no {} known",
                        record.text(*at),
                        referred.table().0
                    );
                    self.report
                        .reject(file, record.line, Wrong::with(name, what));
                }
            }
        }
        Ok(good)
    }

    /// Whether this import or the database has areas.
    async fn has_areas(&mut self) -> Result<bool, Error> {
        let imported = self.known.get(&Referred::Area);
        if imported.is_some_and(|known| !known.is_empty()) {
            return Ok(true);
        }
        if let Some(known) = self.has_areas {
            return Ok(known);
        }
        let any = Statement::new("SELECT code FROM area LIMIT 1");
        let found = !self.store.read(&any).await?.is_empty();
        self.has_areas = Some(found);
        Ok(found)
    }

    fn opening(&mut self, file: CatalogueFile, batch: Vec<Record>) {
        for record in batch {
            let lot = (file == CatalogueFile::OpeningLot)
                .then(|| Some((Lot::from(record.text(3)), Day::parse(record.text(4))?)))
                .flatten();
            let quantity = match record.values[2] {
                Value::Int(quantity) => quantity,
                _ => 0,
            };
            let (warehouse, sku) = (record.text(0), record.text(1));
            // Lots of one SKU stand in lines of their own.
            let of_lot = lot.as_ref().map(|(lot, _)| format!("{sku} {lot}"));
            let named = of_lot.as_deref().unwrap_or(sku);
            if self.report.opening.len() == WHOLE_ROWS_MAX {
                let what = format!("more than {WHOLE_ROWS_MAX} rows; import them in parts");
                self.report.reject(file, record.line, what);
            } else if self.relations.is_kit(sku) {
                let what = format!(
                    "sku {sku:?} is a kit, which is never in stock itself: receive its parts"
                );
                self.report
                    .reject(file, record.line, Wrong::with("sku", what));
            } else if !self.relations.opens(warehouse, named) {
                let what = format!("{sku:?} in {warehouse:?} stands in an earlier line already");
                self.report.reject(file, record.line, what);
            } else {
                self.report.opening.push(OpeningStock {
                    warehouse: warehouse.into(),
                    sku: sku.into(),
                    quantity,
                    lot,
                });
                *self.report.good.entry(file).or_default() += 1;
            }
        }
    }

    async fn write(&self, file: CatalogueFile, records: &[Record]) -> Result<(), Error> {
        let columns: Vec<&str> = file.columns().iter().map(|(name, _)| *name).collect();
        let head = format!(
            "REPLACE INTO {} ({}) VALUES ",
            file.table(),
            columns.join(", ")
        );
        let values: Vec<_> = records
            .iter()
            .flat_map(|record| record.values.iter().cloned())
            .collect();
        let statements = inserts(&head, columns.len(), values, "");
        let mut left = TRIES_MAX;
        loop {
            let outcome: Result<(), Error> = async {
                let mut tx = self.store.begin().await?;
                for statement in &statements {
                    tx.run(statement).await?;
                }
                tx.facts_changed().await?;
                tx.commit().await
            }
            .await;
            left -= 1;
            match outcome {
                // Replacing twice does no harm, so an unknown commit is simply done again.
                Err(error) if error.is_retryable() && left > 0 => {}
                outcome => return outcome,
            }
        }
    }
}

fn check_head(
    file: CatalogueFile,
    head: Option<(u64, Result<Vec<String>, String>)>,
) -> Result<(), (u64, String)> {
    let wanted: Vec<&str> = file.columns().iter().map(|(name, _)| *name).collect();
    let expected = || format!("the first line has to be: {}", wanted.join(","));
    match head {
        None => Err((1, format!("the file is empty; {}", expected()))),
        Some((line, Err(what))) => Err((line, what)),
        Some((line, Ok(found))) if found != wanted => Err((line, expected())),
        Some(_) => Ok(()),
    }
}

fn parse(file: CatalogueFile, fields: Vec<String>) -> Result<Vec<Value<'static>>, Wrong> {
    let columns = file.columns();
    if fields.len() != columns.len() {
        let what = format!("{} fields, it has to be {}", fields.len(), columns.len());
        return Err(what.into());
    }
    let values = columns.iter().zip(fields).map(|((name, kind), field)| {
        kind.parse(name, field)
            .map_err(|what| Wrong::with(name, what))
    });
    values.collect()
}
