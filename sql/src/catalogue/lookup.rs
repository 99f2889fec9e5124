//! Questions to the catalogue: a part, a vehicle, what fits it, what stands for a part. A bounded number of statements each, whatever is asked.

use std::collections::{BTreeMap, HashMap, HashSet};

use stock::catalogue::{
    CHAIN_MAX, FitRow, FitScope, Grade, RelationKind, RelationRow, Relations, Vehicle, Vin, VinRow,
};
use stock::ids::Sku;

use crate::catalogue::files::YEAR_NEVER;
use crate::error::Error;
use crate::link::Row;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;

/// Most rows read of one kind of relation, and most parts of one OE number: a part has a few.
const RELATED_MAX: i64 = 500;

/// What the catalogue says of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartInfo {
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// Its brand's name; absent if it has none.
    pub brand: Option<String>,
    /// Its own grade, else its brand's.
    pub grade: Option<Grade>,
    /// Its base unit.
    pub unit: String,
    /// Its weight in grams.
    pub weight_grams: Option<i64>,
    /// Numbers of vehicle makers it replaces, sorted.
    pub oe_nos: Vec<String>,
}

/// Rows of fitment for one vehicle.
#[derive(Clone, Debug, Default)]
pub struct FitRows {
    /// By part: the rows that name the vehicle, or its make and model.
    pub rows: HashMap<Sku, Vec<FitRow>>,
    /// Parts of which the catalogue has any fitment.
    pub known: HashSet<Sku>,
}

impl Store {
    /// What the catalogue says of parts; unknown ones are absent.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn parts(&self, skus: &[Sku]) -> Result<BTreeMap<Sku, PartInfo>, Error> {
        let mut found = BTreeMap::new();
        for piece in skus.chunks(LIST_MAX) {
            let names = || piece.iter().map(Sku::as_str);
            let mut statement = Statement::new(
                "SELECT s.sku, s.name, s.category, b.name, COALESCE(p.grade, b.grade), s.unit, p.weight_grams FROM sku s \
                 LEFT JOIN brand b ON b.code = s.brand LEFT JOIN part p ON p.sku = s.sku WHERE s.sku IN ",
            );
            statement.list(names());
            for row in self.read(&statement).await? {
                let info = PartInfo {
                    name: row.text(1)?.to_owned(),
                    category: row.text(2)?.to_owned(),
                    brand: row.text_or_null(3)?.map(str::to_owned),
                    grade: row.text_or_null(4)?.and_then(Grade::parse),
                    unit: row.text(5)?.to_owned(),
                    weight_grams: row.int_or_null(6)?,
                    oe_nos: Vec::new(),
                };
                found.insert(Sku::from(row.text(0)?), info);
            }
            let mut statement = Statement::new("SELECT sku, oe FROM oe_number WHERE sku IN ");
            statement.list(names()).push(" ORDER BY sku, oe");
            for row in self.read(&statement).await? {
                if let Some(info) = found.get_mut(row.text(0)?) {
                    info.oe_nos.push(row.text(1)?.to_owned());
                }
            }
        }
        Ok(found)
    }

    /// Rows that may name the vehicle of a number.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn vin_rows(&self, vin: &Vin) -> Result<Vec<VinRow>, Error> {
        let mut statement =
            Statement::new("SELECT vds, year_from, year_to, vehicle FROM vin WHERE wmi = ");
        statement.bind(vin.wmi()).push(" AND vds IN ");
        statement.list(vin.descriptions());
        let rows = self.read(&statement).await?;
        let year = |row: &Row, column| -> Result<Option<i32>, Error> {
            Ok(row
                .int_or_null(column)?
                .and_then(|year| i32::try_from(year).ok()))
        };
        rows.iter()
            .map(|row| {
                Ok(VinRow {
                    vds: row.text(0)?.to_owned(),
                    year_from: year(row, 1)?,
                    year_to: year(row, 2)?,
                    vehicle: row.text(3)?.to_owned(),
                })
            })
            .collect()
    }

    /// A vehicle by its identifier.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn vehicle(&self, code: &str) -> Result<Option<Vehicle>, Error> {
        let mut statement = Statement::new(
            "SELECT v.code, v.make, v.model, v.year_from, v.year_to, v.engine, b.displacement_ml, b.transmission, b.body \
             FROM vehicle v LEFT JOIN vehicle_build b ON b.vehicle = v.code WHERE v.code = ",
        );
        statement.bind(code);
        let rows = self.read(&statement).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let year = |year: i64| i32::try_from(year).unwrap_or(i32::MAX);
        Ok(Some(Vehicle {
            code: row.text(0)?.to_owned(),
            make: row.text(1)?.to_owned(),
            model: row.text(2)?.to_owned(),
            year_from: year(row.int(3)?),
            year_to: row.int_or_null(4)?.map(year),
            engine: row.text(5)?.to_owned(),
            displacement_ml: row.int_or_null(6)?,
            transmission: row.text_or_null(7)?.map(str::to_owned),
            body: row.text_or_null(8)?.map(str::to_owned),
        }))
    }

    /// Rows of fitment of parts for a vehicle.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn fit_rows(&self, vehicle: &Vehicle, skus: &[Sku]) -> Result<FitRows, Error> {
        let mut found = FitRows::default();
        for piece in skus.chunks(LIST_MAX) {
            let names = || piece.iter().map(Sku::as_str);
            let mut statement =
                Statement::new("SELECT sku, place, quantity FROM fitment WHERE vehicle = ");
            statement.bind(vehicle.code.as_str()).push(" AND sku IN ");
            statement.list(names());
            for row in self.read(&statement).await? {
                found.add(FitRow {
                    sku: row.text(0)?.into(),
                    scope: FitScope::Vehicle,
                    place: Some(row.text(1)?.to_owned()),
                    quantity: row.int(2)?,
                    note: None,
                });
            }
            let mut statement = Statement::new(
                "SELECT sku, year_from, year_to, engine, place, quantity, note FROM fit_rule WHERE sku IN ",
            );
            statement.list(names());
            statement.push(" AND make = ").bind(vehicle.make.as_str());
            statement.push(" AND model = ").bind(vehicle.model.as_str());
            for row in self.read(&statement).await? {
                found.add(rule(&row)?);
            }
            let mut statement = Statement::new("SELECT sku FROM fitment WHERE sku IN ");
            statement.list(names());
            statement.push(" UNION SELECT sku FROM fit_rule WHERE sku IN ");
            statement.list(names());
            for row in self.read(&statement).await? {
                found.known.insert(row.text(0)?.into());
            }
        }
        Ok(found)
    }

    /// Parts that replace a number of a vehicle's maker; blanks and dashes in it do not count.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn skus_of_oe(&self, oe: &str) -> Result<Vec<Sku>, Error> {
        let bare: String = oe
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '-' | '.'))
            .collect();
        let mut statement = Statement::new("SELECT DISTINCT sku FROM oe_number WHERE oe IN ");
        statement.list([oe.to_owned(), bare.to_uppercase()]);
        statement.push(" ORDER BY sku LIMIT ").bind(RELATED_MAX);
        let rows = self.read(&statement).await?;
        rows.iter().map(|row| Ok(row.text(0)?.into())).collect()
    }

    /// Relations of a part and of what replaces it. A statement for each replacement, at most [`CHAIN_MAX`], and three more.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn relations(&self, wanted: &Sku) -> Result<Relations, Error> {
        let mut relations = Relations::of(wanted.clone());
        let mut next = Some(wanted.clone());
        while let Some(sku) = next {
            let mut statement = Statement::new(RELATION);
            statement.push(" WHERE sku = ").bind(sku.as_str());
            statement.push(" LIMIT ").bind(RELATED_MAX);
            relations.add(self.relation_rows(&statement).await?);
            next = relations.follow();
        }
        debug_assert!(relations.chain().len() <= CHAIN_MAX);
        let chain: Vec<Sku> = relations.chain().to_vec();
        let names = || chain.iter().map(Sku::as_str);
        let mut statement = Statement::new(RELATION);
        statement.push(" WHERE other IN ");
        statement.list(names());
        statement.push(" AND relation IN ");
        let two_way = RelationKind::ALL.iter().filter(|kind| kind.is_two_way());
        statement.list(two_way.map(|kind| kind.as_str()));
        statement.push(" LIMIT ").bind(RELATED_MAX);
        relations.add(self.relation_rows(&statement).await?);
        let mut statement = Statement::new(
            "SELECT a.sku, 'SAME_OE', b.sku FROM oe_number a JOIN oe_number b ON b.oe = a.oe AND b.sku <> a.sku WHERE a.sku IN ",
        );
        statement.list(names());
        statement.push(" LIMIT ").bind(RELATED_MAX);
        relations.add(self.relation_rows(&statement).await?);
        Ok(relations)
    }

    async fn relation_rows(&self, statement: &Statement<'_>) -> Result<Vec<RelationRow>, Error> {
        let rows = self.read(statement).await?;
        rows.iter()
            .map(|row| {
                Ok(RelationRow {
                    sku: row.text(0)?.into(),
                    kind: row.code(1, RelationKind::parse)?,
                    other: row.text(2)?.into(),
                })
            })
            .collect()
    }
}

const RELATION: &str = "SELECT sku, relation, other FROM interchange";

impl FitRows {
    fn add(&mut self, row: FitRow) {
        self.rows.entry(row.sku.clone()).or_default().push(row);
    }
}

fn rule(row: &Row) -> Result<FitRow, Error> {
    let year = |year: i64| i32::try_from(year).ok();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(FitRow {
        sku: row.text(0)?.into(),
        scope: FitScope::Model {
            year_from: Some(row.int(1)?).filter(|year| *year != 0).and_then(year),
            year_to: Some(row.int(2)?)
                .filter(|year| *year != YEAR_NEVER)
                .and_then(year),
            engine: some(row.text(3)?),
        },
        place: some(row.text(4)?),
        quantity: row.int(5)?,
        note: row.text_or_null(6)?.map(str::to_owned),
    })
}
