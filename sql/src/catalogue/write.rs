//! An import that a caller asks for: parts, fitment and relations, as a whole or not at all, once per key.

use std::collections::{BTreeMap, HashMap};

use stock::catalogue::{ImportProblem, Known, PartRow, PartsImport};
use stock::ids::{Sku, Tenant};

use crate::catalogue::files::{SUPERSEDED_BY, YEAR_NEVER};
use crate::catalogue::models::Models;
use crate::error::Error;
use crate::statement::{LIST_MAX, Statement, Value, inserts};
use crate::store::Store;
use crate::tx::Tx;

/// Who may judge and write parts: two imports together could close a circle that neither sees.
const LEASE: &str = "catalogue";
/// Category and unit of a new part that names none.
const CATEGORY: &str = "PART";
const UNIT: &str = "PCS";
/// Tries while the database is busy.
const TRIES_MAX: u32 = 5;

/// The key under which an import happens once, and who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportKey {
    /// The mall whose system asks; the catalogue itself is one for all.
    pub tenant: Tenant,
    /// The system that asks.
    pub source: String,
    /// Its number of the import.
    pub biz_no: String,
    /// The how-many-th under that number.
    pub op_seq: i32,
    /// Who does it.
    pub operator: Option<String>,
}

/// What became of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// So many rows were taken over; or would be, in a dry run.
    Done(i64),
    /// It was done before under the same key, so many rows.
    Again(i64),
    /// Something else was done before under the same key.
    Conflict,
    /// Nothing was taken over: these rows cannot be.
    Refused(Vec<ImportProblem>),
}

impl Store {
    /// Imports parts, fitment and relations. A dry run judges and writes nothing, and leaves the key free.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn import_parts(
        &self,
        key: &ImportKey,
        import: &PartsImport,
        dry_run: bool,
    ) -> Result<ImportOutcome, Error> {
        let mut make = Statement::new("INSERT INTO lease (name, holder, lease_until) VALUES (");
        make.bind(LEASE)
            .push(", '', 0)")
            .push(self.engine().or_leave("name"));
        self.write_one(&make).await?;
        let models = Models::of(self).await?;
        let mut left = TRIES_MAX;
        loop {
            let mut tx = self.begin().await?;
            let judged = judge(&mut tx, key, import, &models).await;
            let outcome = match judged {
                Ok(Judged::Good(known)) if !dry_run => {
                    match write(&mut tx, key, import, &known, &models).await {
                        Ok(()) => tx
                            .commit()
                            .await
                            .map(|()| ImportOutcome::Done(rows(import))),
                        Err(error) => {
                            tx.rollback().await;
                            Err(error)
                        }
                    }
                }
                judged => {
                    tx.rollback().await;
                    judged.map(|judged| match judged {
                        Judged::Good(_) => ImportOutcome::Done(rows(import)),
                        Judged::Not(outcome) => outcome,
                    })
                }
            };
            left -= 1;
            match outcome {
                // The key tells the next try whether this one was committed after all.
                Err(error) if error.is_retryable() && left > 0 => {}
                outcome => {
                    self.shared.facts.forget();
                    return outcome;
                }
            }
        }
    }
}

fn rows(import: &PartsImport) -> i64 {
    i64::try_from(import.rows()).unwrap_or(i64::MAX)
}

enum Judged {
    Good(Box<Known>),
    Not(ImportOutcome),
}

async fn judge(
    tx: &mut Tx,
    key: &ImportKey,
    import: &PartsImport,
    models: &Models,
) -> Result<Judged, Error> {
    let mut lock = Statement::new("SELECT holder FROM lease WHERE name = ");
    lock.bind(LEASE).push(tx.store().engine().for_update());
    tx.fetch(&lock).await?;
    let mut before = Statement::new("SELECT hash, accepted FROM catalogue_import WHERE tenant = ");
    before.bind(key.tenant.as_str());
    before.push(" AND source = ").bind(key.source.as_str());
    before.push(" AND biz_no = ").bind(key.biz_no.as_str());
    before.push(" AND op_seq = ").bind(i64::from(key.op_seq));
    if let Some(row) = tx.fetch(&before).await?.first() {
        let same = row.text(0)? == import.fingerprint().0;
        return Ok(Judged::Not(if same {
            ImportOutcome::Again(row.int(1)?)
        } else {
            ImportOutcome::Conflict
        }));
    }
    let known = known(tx, import, models).await?;
    let problems = import.problems(&known);
    Ok(if problems.is_empty() {
        Judged::Good(Box::new(known))
    } else {
        Judged::Not(ImportOutcome::Refused(problems))
    })
}

/// What the catalogue has of what an import names.
async fn known(tx: &mut Tx, import: &PartsImport, models: &Models) -> Result<Known, Error> {
    let mut known = Known::default();
    let all = Statement::new("SELECT code, name, name_en FROM brand");
    for row in tx.fetch(&all).await? {
        let code = row.text(0)?;
        for name in [code, row.text(1)?, row.text(2)?] {
            known.brands.insert(name.to_lowercase(), code.to_owned());
        }
    }
    for piece in import.mentioned().chunks(LIST_MAX) {
        let names = || piece.iter().map(Sku::as_str);
        for (sql, column) in [
            ("SELECT sku, sku FROM sku WHERE sku IN ", Column::Skus),
            ("SELECT kit, kit FROM kit_part WHERE kit IN ", Column::Kits),
            (
                "SELECT sku, kit FROM kit_part WHERE sku IN ",
                Column::Components,
            ),
            (
                "SELECT DISTINCT sku, sku FROM balance WHERE sku IN ",
                Column::Stocked,
            ),
        ] {
            let mut statement = Statement::new(sql);
            statement.list(names());
            for row in tx.fetch(&statement).await? {
                let (sku, kit) = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
                match column {
                    Column::Skus => known.skus.insert(sku),
                    Column::Kits => known.kits.insert(sku),
                    Column::Components => known.components.insert(sku, kit).is_none(),
                    Column::Stocked => known.stocked.insert(sku),
                };
            }
        }
    }
    for fit in &import.fits {
        if models.find(&fit.make, &fit.model).is_some() {
            let spelled = (
                fit.make.trim().to_lowercase(),
                fit.model.trim().to_lowercase(),
            );
            known.models.insert(spelled);
        }
    }
    let mut statement = Statement::new("SELECT sku, other FROM interchange WHERE relation = ");
    statement.bind(SUPERSEDED_BY);
    let forgotten = if import.replace {
        import.named()
    } else {
        Vec::new()
    };
    for row in tx.fetch(&statement).await? {
        let sku = row.text(0)?;
        if forgotten
            .binary_search_by(|one| one.as_str().cmp(sku))
            .is_err()
        {
            known
                .successors
                .insert(sku.to_owned(), row.text(1)?.to_owned());
        }
    }
    Ok(known)
}

#[derive(Clone, Copy)]
enum Column {
    Skus,
    Kits,
    Components,
    Stocked,
}

async fn write(
    tx: &mut Tx,
    key: &ImportKey,
    import: &PartsImport,
    known: &Known,
    models: &Models,
) -> Result<(), Error> {
    if import.replace {
        forget(tx, &import.named()).await?;
    }
    write_parts(tx, &import.parts, known).await?;
    write_kits(tx, &import.parts).await?;
    let mut fits = Vec::with_capacity(import.fits.len() * 9);
    for fit in &import.fits {
        let (make, model) = models.find(&fit.make, &fit.model).ok_or_else(|| {
            Error::fatal(format!("{} {} was judged to be known", fit.make, fit.model))
        })?;
        fits.extend([
            Value::from(fit.sku.as_str()),
            Value::from(make.as_str()),
            Value::from(model.as_str()),
            Value::from(fit.year_from.map_or(0, i64::from)),
            Value::from(fit.year_to.map_or(YEAR_NEVER, i64::from)),
            Value::from(fit.engine.as_deref().unwrap_or_default()),
            Value::from(fit.place.as_deref().unwrap_or_default()),
            Value::from(fit.quantity),
            Value::from(fit.note.as_deref()),
        ]);
    }
    let columns = "sku, make, model, year_from, year_to, engine, place, quantity, note";
    replace(tx, "fit_rule", columns, 9, fits).await?;
    let relations = import.relations.iter().flat_map(|row| {
        [
            Value::from(row.sku.as_str()),
            Value::from(row.kind.as_str()),
            Value::from(row.other.as_str()),
        ]
    });
    replace(
        tx,
        "interchange",
        "sku, relation, other",
        3,
        relations.collect(),
    )
    .await?;
    tx.facts_changed().await?;
    let mut done = Statement::new(
        "INSERT INTO catalogue_import (tenant, source, biz_no, op_seq, hash, accepted, operator, imported_at) VALUES (",
    );
    done.bind(key.tenant.as_str()).push(", ");
    done.bind(key.source.as_str()).push(", ");
    done.bind(key.biz_no.as_str()).push(", ");
    done.bind(i64::from(key.op_seq)).push(", ");
    done.bind(import.fingerprint().0).push(", ");
    done.bind(rows(import)).push(", ");
    done.bind(key.operator.as_deref()).push(", ");
    done.push(tx.store().engine().now()).push(")");
    tx.run(&done).await.map(|_| ())
}

/// Forgets fitment and relations of parts; a relation that holds both ways, from either side.
async fn forget(tx: &mut Tx, named: &[Sku]) -> Result<(), Error> {
    for piece in named.chunks(LIST_MAX) {
        for sql in [
            "DELETE FROM fitment WHERE sku IN ",
            "DELETE FROM fit_rule WHERE sku IN ",
            "DELETE FROM interchange WHERE sku IN ",
            "DELETE FROM interchange WHERE relation IN ('SAME_OE', 'INTERCHANGE') AND other IN ",
        ] {
            let mut statement = Statement::new(sql);
            statement.list(piece.iter().map(Sku::as_str));
            tx.run(&statement).await?;
        }
    }
    Ok(())
}

/// What a part's row holds that an import may leave as it is.
struct OldPart {
    name_en: String,
    category: String,
    brand: String,
    unit: String,
    suspended: i64,
    safety_default: i64,
    grade: Option<String>,
    weight_grams: Option<i64>,
}

async fn write_parts(tx: &mut Tx, parts: &[PartRow], known: &Known) -> Result<(), Error> {
    let old = old_parts(tx, parts).await?;
    let (mut skus, mut details, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        let old = old.get(part.sku.as_str());
        let brand = part
            .brand
            .as_ref()
            .and_then(|name| known.brands.get(&name.to_lowercase()));
        let brand = brand
            .map(String::as_str)
            .or_else(|| old.map(|old| old.brand.as_str()));
        let category = part
            .category
            .as_deref()
            .or_else(|| old.map(|old| old.category.as_str()));
        let unit = part
            .unit
            .as_deref()
            .or_else(|| old.map(|old| old.unit.as_str()));
        skus.extend([
            Value::from(part.sku.as_str()),
            Value::from(part.name.as_str()),
            Value::from(old.map_or(part.name.as_str(), |old| old.name_en.as_str())),
            Value::from(category.unwrap_or(CATEGORY)),
            Value::from(brand.unwrap_or_default()),
            Value::from(unit.unwrap_or(UNIT)),
            Value::from(old.map_or(0, |old| old.suspended)),
            Value::from(old.map_or(0, |old| old.safety_default)),
        ]);
        let grade = part.grade.map(stock::catalogue::Grade::as_str);
        details.extend([
            Value::from(part.sku.as_str()),
            Value::from(grade.or_else(|| old.and_then(|old| old.grade.as_deref()))),
            Value::from(
                part.weight_grams
                    .or_else(|| old.and_then(|old| old.weight_grams)),
            ),
        ]);
        // The maker is not told; a number that is there already keeps the one it has.
        for oe in &part.oe_nos {
            numbers.extend([
                Value::from(oe.as_str()),
                Value::from(part.sku.as_str()),
                Value::from(""),
            ]);
        }
    }
    let columns = "sku, name, name_en, category, brand, unit, suspended, safety_default";
    replace(tx, "sku", columns, 8, skus).await?;
    replace(tx, "part", "sku, grade, weight_grams", 3, details).await?;
    let tail = tx.store().engine().or_leave("oe");
    for statement in inserts(
        "INSERT INTO oe_number (oe, sku, maker) VALUES ",
        3,
        numbers,
        tail,
    ) {
        tx.run(&statement).await?;
    }
    Ok(())
}

async fn old_parts(tx: &mut Tx, parts: &[PartRow]) -> Result<BTreeMap<String, OldPart>, Error> {
    let mut old = BTreeMap::new();
    for piece in parts.chunks(LIST_MAX) {
        let mut statement = Statement::new(
            "SELECT s.sku, s.name_en, s.category, s.brand, s.unit, s.suspended, s.safety_default, p.grade, p.weight_grams \
             FROM sku s LEFT JOIN part p ON p.sku = s.sku WHERE s.sku IN ",
        );
        statement.list(piece.iter().map(|part| part.sku.as_str()));
        for row in tx.fetch(&statement).await? {
            let part = OldPart {
                name_en: row.text(1)?.to_owned(),
                category: row.text(2)?.to_owned(),
                brand: row.text(3)?.to_owned(),
                unit: row.text(4)?.to_owned(),
                suspended: row.int(5)?,
                safety_default: row.int(6)?,
                grade: row.text_or_null(7)?.map(str::to_owned),
                weight_grams: row.int_or_null(8)?,
            };
            old.insert(row.text(0)?.to_owned(), part);
        }
    }
    Ok(old)
}

/// Components of the kits that name any: all others of these kits are forgotten.
async fn write_kits(tx: &mut Tx, parts: &[PartRow]) -> Result<(), Error> {
    let kits: Vec<&PartRow> = parts
        .iter()
        .filter(|part| !part.components.is_empty())
        .collect();
    for piece in kits.chunks(LIST_MAX) {
        let mut statement = Statement::new("DELETE FROM kit_part WHERE kit IN ");
        statement.list(piece.iter().map(|kit| kit.sku.as_str()));
        tx.run(&statement).await?;
    }
    let mut values = Vec::new();
    for kit in kits {
        let mut ratios: HashMap<&str, i64> = HashMap::new();
        for (sku, ratio) in &kit.components {
            let sum = ratios.entry(sku).or_default();
            *sum = sum.saturating_add(*ratio);
        }
        let mut ratios: Vec<_> = ratios.into_iter().collect();
        ratios.sort_unstable();
        for (sku, ratio) in ratios {
            values.extend([
                Value::from(kit.sku.as_str()),
                Value::from(sku),
                Value::from(ratio),
            ]);
        }
    }
    replace(tx, "kit_part", "kit, sku, ratio", 3, values).await
}

async fn replace(
    tx: &mut Tx,
    table: &str,
    columns: &str,
    width: usize,
    values: Vec<Value<'_>>,
) -> Result<(), Error> {
    let head = format!("REPLACE INTO {table} ({columns}) VALUES ");
    for statement in inserts(&head, width, values, "") {
        tx.run(&statement).await?;
    }
    Ok(())
}
