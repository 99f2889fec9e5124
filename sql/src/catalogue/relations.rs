//! What rows of a catalogue must be to each other: no kit in a kit, no circle of successors, no opening stock twice.

use std::collections::{HashMap, HashSet};

use crate::catalogue::files::SUPERSEDED_BY;
use crate::catalogue::{CatalogueFile, ImportReport, Record};
use crate::error::Error;
use crate::statement::Statement;
use crate::store::Store;

/// What has been seen so far.
#[derive(Debug, Default)]
pub(super) struct Relations {
    kits: HashSet<String>,
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
        let mut components = HashSet::new();
        for row in store
            .read(&Statement::new("SELECT kit, sku FROM kit_part"))
            .await?
        {
            self.kits.insert(row.text(0)?.to_owned());
            components.insert(row.text(1)?.to_owned());
        }
        self.kits
            .extend(batch.iter().map(|record| record.text(0).to_owned()));
        let mut good = Vec::with_capacity(batch.len());
        for record in batch {
            let (kit, part) = (record.text(0), record.text(1));
            if self.kits.contains(part) {
                let what = format!("{part:?} is a kit: a kit's part is never a kit");
                report.reject(CatalogueFile::KitPart, record.line, what);
            } else if components.contains(kit) {
                let what = format!("{kit:?} is part of a kit: a kit's part is never a kit");
                report.reject(CatalogueFile::KitPart, record.line, what);
            } else {
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
        &self,
        store: &Store,
        batch: Vec<Record>,
        report: &mut ImportReport,
    ) -> Result<Vec<Record>, Error> {
        let mut statement = Statement::new("SELECT sku, other FROM interchange WHERE relation = ");
        statement.bind(SUPERSEDED_BY);
        let mut successor: HashMap<String, String> = HashMap::new();
        for row in store.read(&statement).await? {
            successor.insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
        }
        let mut good = Vec::with_capacity(batch.len());
        for record in batch {
            let (sku, other) = (record.text(0), record.text(2));
            let problem = if sku == other {
                Some(format!("{sku:?} is related to itself"))
            } else if record.text(1) != SUPERSEDED_BY {
                None
            } else if successor.get(sku).is_some_and(|known| known != other) {
                Some(format!(
                    "{sku:?} has another successor already: {:?}",
                    successor[sku]
                ))
            } else if leads_to(&successor, other, sku) {
                Some(format!(
                    "{other:?} is itself superseded, in the end, by {sku:?}"
                ))
            } else {
                successor.insert(sku.to_owned(), other.to_owned());
                None
            };
            match problem {
                None => good.push(record),
                Some(what) => report.reject(CatalogueFile::Interchange, record.line, what),
            }
        }
        Ok(good)
    }
}

/// Whether following successors from one SKU comes to another. The map holds no circle, for every edge was asked about before it was added; one that came
/// with the database ends the walk.
fn leads_to(successor: &HashMap<String, String>, from: &str, to: &str) -> bool {
    let mut at = from;
    for _ in 0..=successor.len() {
        if at == to {
            return true;
        }
        match successor.get(at) {
            Some(next) => at = next,
            None => return false,
        }
    }
    true
}
