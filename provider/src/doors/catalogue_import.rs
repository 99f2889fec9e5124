//! Import of parts, fitment and relations by a call: form of every row first, then as a whole or not at all.

use dubbo_api::catalog::{FitImport, FitRow, ImportProblem, ImportReport, PartRow, RelationRow};
use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use stock::catalogue::{
    self, FitRule, Grade, ImportList, PartsImport, RelationKind, RelationToAdd,
};
use stock_sql::{ImportKey, ImportOutcome};

use super::form::{self, Bad, Formed};
use super::{StockCenter, envelope, unanswered};

/// Most rows of one list.
const ROWS_MAX: usize = 5_000;
/// Problems listed; later ones are counted.
const PROBLEMS_MAX: usize = 100;
/// Longest name of a part, in characters.
const PART_NAME_MAX: usize = 128;
/// Longest place on a vehicle, in characters.
const PLACE_MAX: usize = 32;
/// Longest unit, in characters.
const UNIT_MAX: usize = 16;
/// Most components of a kit and most OE numbers of a part.
const PER_PART_MAX: usize = 100;
/// Model years.
const YEARS: (i64, i64) = (1_900, 2_100);
/// Most of a part that one vehicle needs at one place, in base units: oil is counted in millilitres.
const PER_VEHICLE_MAX: i64 = 1_000_000;

impl StockCenter {
    pub(super) async fn import_parts(&self, request: &FitImport) -> Formed<Reply<ImportReport>> {
        let key = import_key(request)?;
        for (field, rows) in [
            ("parts", request.parts.len()),
            ("fits", request.fits.len()),
            ("relations", request.relations.len()),
        ] {
            if rows > ROWS_MAX {
                return Err(Bad::new(field, rows, format!("at most {ROWS_MAX} rows")));
            }
        }
        let (import, problems) = formed(request);
        if import.rows() + problems.len() == 0 {
            return Err(Bad::new("parts", 0, "one row in parts, fits or relations"));
        }
        if !problems.is_empty() {
            return Ok(report(request.dry_run, problems));
        }
        Ok(
            match self
                .store
                .import_parts(&key, &import, request.dry_run)
                .await
            {
                Ok(ImportOutcome::Done(rows)) => Reply::ok(accepted(request.dry_run, rows)),
                Ok(ImportOutcome::Again(rows)) => Reply {
                    data: Some(accepted(request.dry_run, rows)),
                    ..Reply::of(ResultCode::OkDuplicate)
                },
                Ok(ImportOutcome::Conflict) => Reply::refused(
                    ResultCode::IdempotentConflict,
                    format!(
                        "import {} number {} of {} was done before with other rows: use a new opSeq for another import",
                        form::shown(&key.biz_no),
                        key.op_seq,
                        form::shown(&key.source)
                    ),
                ),
                Ok(ImportOutcome::Refused(problems)) => report(request.dry_run, problems),
                Err(error) => unanswered(&error),
            },
        )
    }
}

fn import_key(request: &FitImport) -> Formed<ImportKey> {
    let key = envelope::key(request.context.as_ref())?;
    Ok(ImportKey {
        tenant: key.tenant,
        source: key.source.to_owned(),
        biz_no: key.biz_no.to_owned(),
        op_seq: key.op_seq,
        operator: key.operator.map(str::to_owned),
    })
}

fn accepted(dry_run: bool, rows: i64) -> ImportReport {
    ImportReport {
        dry_run,
        accepted: i32::try_from(rows).unwrap_or(i32::MAX),
        ..ImportReport::default()
    }
}

/// The report of an import that cannot be: for a dry run that is what was asked, else a refusal.
fn report(dry_run: bool, problems: Vec<catalogue::ImportProblem>) -> Reply<ImportReport> {
    let mut rows: Vec<_> = problems.iter().map(|p| (p.list, p.row)).collect();
    rows.sort_unstable();
    rows.dedup();
    let count = rows.len();
    let first = problems.first().map(|p| {
        format!(
            "{}[{}].{} is {}: {}",
            p.list.as_str(),
            p.row,
            p.field,
            form::shown(&p.value),
            p.reason
        )
    });
    let shown = problems
        .into_iter()
        .take(PROBLEMS_MAX)
        .map(|problem| ImportProblem {
            list: Some(problem.list.as_str().to_owned()),
            row: i32::try_from(problem.row).unwrap_or(i32::MAX),
            field: Some(problem.field.to_owned()),
            value: Some(problem.value),
            reason: Some(problem.reason),
        });
    let report = ImportReport {
        dry_run,
        accepted: 0,
        rejected: i32::try_from(count).unwrap_or(i32::MAX),
        problems: shown.collect(),
    };
    if dry_run {
        return Reply::ok(report);
    }
    let message = format!(
        "{count} rows cannot be taken over, so none was; the first: {}",
        first.unwrap_or_default()
    );
    Reply {
        data: Some(report),
        ..Reply::refused(ResultCode::ParamInvalid, message)
    }
}

/// Rows as the rules know them, and what is wrong with the form of the others.
fn formed(request: &FitImport) -> (PartsImport, Vec<catalogue::ImportProblem>) {
    let mut rows = Rows::default();
    let import = PartsImport {
        parts: rows.all(ImportList::Parts, &request.parts, part),
        fits: rows.all(ImportList::Fits, &request.fits, fit),
        relations: rows.all(ImportList::Relations, &request.relations, relation),
        replace: request.replace,
    };
    (import, rows.problems)
}

#[derive(Default)]
struct Rows {
    problems: Vec<catalogue::ImportProblem>,
}

/// What is wrong with a field: its name and the refusal a single request would get.
type Wrong = (&'static str, Box<Bad>);

impl Rows {
    fn all<R, T>(
        &mut self,
        list: ImportList,
        rows: &[R],
        form: fn(&R) -> Result<T, Wrong>,
    ) -> Vec<T> {
        let mut good = Vec::with_capacity(rows.len());
        for (row, given) in (1..).zip(rows) {
            match form(given) {
                Ok(formed) => good.push(formed),
                Err((field, bad)) => {
                    let (value, limit) = bad.told();
                    self.problems.push(catalogue::ImportProblem {
                        list,
                        row,
                        field,
                        value: value.to_owned(),
                        reason: format!("it must be {limit}"),
                    });
                }
            }
        }
        good
    }
}

fn required(field: &'static str, value: Option<&str>, max: usize) -> Result<String, Wrong> {
    let value = value.unwrap_or_default();
    let name = form::name(field, value, max).map_err(|bad| (field, bad))?;
    Ok(name.to_owned())
}

fn optional(field: &'static str, value: Option<&str>, max: usize) -> Result<Option<String>, Wrong> {
    let name = form::optional(field, value, max).map_err(|bad| (field, bad))?;
    Ok(name.map(str::to_owned))
}

fn within(field: &'static str, value: i64, (low, high): (i64, i64)) -> Result<i64, Wrong> {
    form::within(field, value, low, high).map_err(|bad| (field, bad))
}

fn part(row: &PartRow) -> Result<catalogue::PartRow, Wrong> {
    let many = |field: &'static str, count: usize| {
        if count <= PER_PART_MAX {
            return Ok(());
        }
        Err((
            field,
            Bad::new(field, count, format!("at most {PER_PART_MAX} of them")),
        ))
    };
    many("oeNos", row.oe_nos.len())?;
    many("components", row.components.len())?;
    let oe = |text: &String| required("oeNos", Some(text), form::NAME_MAX);
    let component = |part: &dubbo_api::catalog::KitComponent| {
        let sku = required("components", Some(part.sku.as_str()), form::NAME_MAX)?;
        Ok((
            sku,
            within("components", part.ratio, (1, stock::policy::QUANTITY_MAX))?,
        ))
    };
    let weight = row
        .weight_grams
        .map(|grams| within("weightGrams", grams, (0, 1_000_000_000)));
    Ok(catalogue::PartRow {
        sku: required("sku", Some(row.sku.as_str()), form::NAME_MAX)?,
        name: required("name", row.name.as_deref(), PART_NAME_MAX)?,
        brand: optional("brand", row.brand.as_deref(), PART_NAME_MAX)?,
        oe_nos: row.oe_nos.iter().map(oe).collect::<Result<_, _>>()?,
        category: optional("category", row.category.as_deref(), form::NAME_MAX)?,
        grade: grade(row.grade.as_str())?,
        unit: optional("baseUnit", row.base_unit.as_deref(), UNIT_MAX)?,
        weight_grams: weight.transpose()?,
        components: row
            .components
            .iter()
            .map(component)
            .collect::<Result<_, Wrong>>()?,
    })
}

fn grade(text: &str) -> Result<Option<Grade>, Wrong> {
    if text.is_empty() {
        return Ok(None);
    }
    let grade = Grade::parse(text).filter(|grade| *grade != Grade::Oes);
    match grade {
        Some(grade) => Ok(Some(grade)),
        None => Err((
            "grade",
            Bad::new("grade", text, "OE, BRAND, ECONOMY or REMAN"),
        )),
    }
}

fn fit(row: &FitRow) -> Result<FitRule, Wrong> {
    let year = |field: &'static str, given: Option<i32>| {
        let year = given
            .map(|year| within(field, i64::from(year), YEARS))
            .transpose()?;
        Ok::<_, Wrong>(year.and_then(|year| i32::try_from(year).ok()))
    };
    let note = form::remark("note", row.note.as_deref()).map_err(|bad| ("note", bad))?;
    let quantity = row.quantity_per_vehicle.unwrap_or(1);
    Ok(FitRule {
        sku: required("sku", Some(row.sku.as_str()), form::NAME_MAX)?,
        make: required("make", row.make.as_deref(), form::NAME_MAX)?,
        model: required("model", row.model.as_deref(), form::NAME_MAX)?,
        year_from: year("yearFrom", row.year_from)?,
        year_to: year("yearTo", row.year_to)?,
        engine: optional("engine", row.engine.as_deref(), form::NAME_MAX)?,
        place: optional("position", row.position.as_deref(), PLACE_MAX)?,
        quantity: within("quantityPerVehicle", quantity, (1, PER_VEHICLE_MAX))?,
        note,
    })
}

fn relation(row: &RelationRow) -> Result<RelationToAdd, Wrong> {
    let kind = RelationKind::parse(row.kind.as_str()).ok_or_else(|| {
        let limit = "SAME_OE, INTERCHANGE, SUPERSEDED_BY or ALTERNATIVE";
        ("kind", Bad::new("kind", row.kind.as_str(), limit))
    })?;
    Ok(RelationToAdd {
        sku: required("fromSku", Some(row.from_sku.as_str()), form::NAME_MAX)?,
        kind,
        other: required("toSku", Some(row.to_sku.as_str()), form::NAME_MAX)?,
    })
}
