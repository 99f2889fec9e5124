//! What rows of a catalogue must be to each other: no kit in a kit, no circle of successors, no opening stock twice.

use std::collections::{HashMap, HashSet};

use stock::catalogue::relate;

use crate::catalogue::files::SUPERSEDED_BY;
use crate::catalogue::{CatalogueFile, ImportReport, Record, Wrong};
use crate::error::Error;
use crate::statement::Statement;
use crate::store::Store;

/// What has been seen so far; names only, so that a file of any length can be judged batch by batch.
#[derive(Debug, Default)]
pub(super) struct Relations {
    kits: HashSet<String>,
    components: HashSet<String>,
    kits_read: bool,
    successor: HashMap<String, String>,
    successors_read: bool,
    /// Warehouse and SKU.
    opened: HashSet<(String, String)>,
}

impl Relations {
    /// The rows that put no kit into a kit; those of the database count too.
    pub(super) async fn kits(
        &mut self,
        store: &Store,
        batch: Vec<Record>,
        report: &mut ImportReport,
    ) -> Result<Vec<Record>, Error> {
        if !self.kits_read {
            for row in store
                .read(&Statement::new("SELECT kit, sku FROM kit_part"))
                .await?
            {
                self.kits.insert(row.text(0)?.to_owned());
                self.components.insert(row.text(1)?.to_owned());
            }
            self.kits_read = true;
        }
        self.kits
            .extend(batch.iter().map(|record| record.text(0).to_owned()));
        let mut good = Vec::with_capacity(batch.len());
        for record in batch {
            let (kit, part) = (record.text(0), record.text(1));
            let problem = if self.kits.contains(part) {
                Some((
                    "sku",
                    format!("{part:?} is a kit: a kit's part is never a kit"),
                ))
            } else if self.components.contains(kit) {
                let what = format!("{kit:?} is part of a kit: a kit's part is never a kit");
                Some(("kit", what))
            } else {
                None
            };
            if let Some((column, what)) = problem {
                let wrong = Wrong::with(column, what);
                report.reject(CatalogueFile::KitPart, record.line, wrong);
            } else {
                self.components.insert(part.to_owned());
                good.push(record);
            }
        }
        Ok(good)
    }

    /// Whether a SKU is a kit of this import.
    pub(super) fn is_kit(&self, sku: &str) -> bool {
        self.kits.contains(sku)
    }

    /// Notes opening stock; false if it was there before.
    pub(super) fn opens(&mut self, warehouse: &str, sku: &str) -> bool {
        self.opened.insert((warehouse.to_owned(), sku.to_owned()))
    }

    /// The rows that close no circle of successors; those of the database count too.
    pub(super) async fn successors(
        &mut self,
        store: &Store,
        batch: Vec<Record>,
        report: &mut ImportReport,
    ) -> Result<Vec<Record>, Error> {
        if !self.successors_read {
            let mut statement =
                Statement::new("SELECT sku, other FROM interchange WHERE relation = ");
            statement.bind(SUPERSEDED_BY);
            for row in store.read(&statement).await? {
                self.successor
                    .insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
            }
            self.successors_read = true;
        }
        let mut good = Vec::with_capacity(batch.len());
        for record in batch {
            let supersedes = record.text(1) == SUPERSEDED_BY;
            match relate(
                &mut self.successor,
                record.text(0),
                record.text(2),
                supersedes,
            ) {
                None => good.push(record),
                Some(what) => {
                    let wrong = Wrong::with("other", what);
                    report.reject(CatalogueFile::Interchange, record.line, wrong);
                }
            }
        }
        Ok(good)
    }
}
