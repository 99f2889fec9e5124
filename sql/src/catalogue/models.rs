//! Makes and models as callers write them, in Chinese or in English, to the words the catalogue keeps.

use std::collections::HashMap;

use crate::catalogue::{CatalogueFile, ImportReport, Record, Wrong};
use crate::error::Error;
use crate::statement::{Statement, Value};
use crate::store::Store;

/// Columns of make and model in `fit_rule.csv`.
const MAKE: usize = 1;
const MODEL: usize = 2;

/// Makes and models of the catalogue and of the import under way.
#[derive(Debug, Default)]
pub(super) struct Models {
    names: HashMap<(String, String), (String, String)>,
    read: bool,
}

impl Models {
    /// Makes and models of the database.
    pub(super) async fn of(store: &Store) -> Result<Self, Error> {
        let mut models = Self::default();
        models.read(store).await?;
        Ok(models)
    }

    /// Notes vehicles of the import.
    pub(super) fn note(&mut self, vehicles: &[Record]) {
        for record in vehicles {
            self.add([1, 2, 3, 4].map(|column| record.text(column)));
        }
    }

    fn add(&mut self, [make, make_en, model, model_en]: [&str; 4]) {
        let kept = (make.to_owned(), model.to_owned());
        for make in [make, make_en] {
            for model in [model, model_en] {
                self.names.insert(spelled(make, model), kept.clone());
            }
        }
    }

    async fn read(&mut self, store: &Store) -> Result<(), Error> {
        if self.read {
            return Ok(());
        }
        let all = Statement::new("SELECT DISTINCT make, make_en, model, model_en FROM vehicle");
        for row in store.read(&all).await? {
            self.add([row.text(0)?, row.text(1)?, row.text(2)?, row.text(3)?]);
        }
        self.read = true;
        Ok(())
    }

    /// Make and model in the catalogue's words.
    pub(super) fn find(&self, make: &str, model: &str) -> Option<&(String, String)> {
        self.names.get(&spelled(make, model))
    }

    /// The rows whose make and model the catalogue has, with its words for them.
    pub(super) async fn named(
        &mut self,
        store: &Store,
        batch: Vec<Record>,
        report: &mut ImportReport,
    ) -> Result<Vec<Record>, Error> {
        self.read(store).await?;
        let mut good = Vec::with_capacity(batch.len());
        for mut record in batch {
            let found = self.find(record.text(MAKE), record.text(MODEL)).cloned();
            if let Some((make, model)) = found {
                record.values[MAKE] = Value::from(make);
                record.values[MODEL] = Value::from(model);
                good.push(record);
            } else {
                let (make, model) = (record.text(MAKE), record.text(MODEL));
                let what = format!("no vehicle is a {make:?} {model:?}: import vehicle.csv first");
                report.reject(
                    CatalogueFile::FitRule,
                    record.line,
                    Wrong::with("model", what),
                );
            }
        }
        Ok(good)
    }
}

fn spelled(make: &str, model: &str) -> (String, String) {
    (make.trim().to_lowercase(), model.trim().to_lowercase())
}
