//! An import of parts, fitment and relations that a caller asks for: taken over as a whole or not at all, so every row is judged before any is written.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::catalogue::relation::{Grade, RelationKind, relate};
use crate::ids::Sku;
use crate::op::PayloadHash;

/// A part to add or change. What is absent stays as it is; of a new part it is left open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRow {
    /// The part.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Its brand, by code or by name.
    pub brand: Option<String>,
    /// Numbers of vehicle makers it replaces, to add.
    pub oe_nos: Vec<String>,
    /// Its category.
    pub category: Option<String>,
    /// Its grade, where it is not its brand's.
    pub grade: Option<Grade>,
    /// Its base unit.
    pub unit: Option<String>,
    /// Its weight in grams.
    pub weight_grams: Option<i64>,
    /// Components and how many of them go into one kit; a kit's old ones are forgotten if there are any.
    pub components: Vec<(String, i64)>,
}

/// Fitment to add.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FitRule {
    /// The part.
    pub sku: String,
    /// Make, in Chinese or English.
    pub make: String,
    /// Model, in Chinese or English.
    pub model: String,
    /// First model year; no bound if absent.
    pub year_from: Option<i32>,
    /// Last model year; no bound if absent.
    pub year_to: Option<i32>,
    /// Engine; every one if absent.
    pub engine: Option<String>,
    /// The place on the vehicle; any if absent.
    pub place: Option<String>,
    /// How many the vehicle needs there.
    pub quantity: i64,
    /// Conditions in words.
    pub note: Option<String>,
}

/// A relation to add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationToAdd {
    /// The part that is wanted.
    pub sku: String,
    /// How the other stands for it.
    pub kind: RelationKind,
    /// The part that stands for it.
    pub other: String,
}

/// Everything one import brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartsImport {
    /// Parts.
    pub parts: Vec<PartRow>,
    /// Fitment.
    pub fits: Vec<FitRule>,
    /// Relations.
    pub relations: Vec<RelationToAdd>,
    /// Forget the old fitment and relations of the named parts first.
    pub replace: bool,
}

/// Which list a problem is in, as callers know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportList {
    /// `parts`
    Parts,
    /// `fits`
    Fits,
    /// `relations`
    Relations,
}

impl ImportList {
    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Parts => "parts",
            Self::Fits => "fits",
            Self::Relations => "relations",
        }
    }
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// Which list.
    pub list: ImportList,
    /// Position in it, from 1.
    pub row: usize,
    /// Field.
    pub field: &'static str,
    /// Its value.
    pub value: String,
    /// What is wrong, and the way out.
    pub reason: String,
}

/// What the catalogue has of what an import names.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Codes of brands by code and by name, in small letters.
    pub brands: HashMap<String, String>,
    /// Parts.
    pub skus: HashSet<String>,
    /// Kits.
    pub kits: HashSet<String>,
    /// Components of kits, with a kit each is in.
    pub components: HashMap<String, String>,
    /// Parts with stock of their own.
    pub stocked: HashSet<String>,
    /// Make and model as written, in small letters.
    pub models: HashSet<(String, String)>,
    /// Successors, without those that are forgotten first.
    pub successors: HashMap<String, String>,
}

impl PartsImport {
    /// Tells a retry from another import under the same key.
    #[must_use]
    pub fn fingerprint(&self) -> PayloadHash {
        PayloadHash::of(self)
    }

    /// Rows in all.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.parts.len() + self.fits.len() + self.relations.len()
    }

    /// The parts whose fitment or relations it brings, and those it brings itself.
    #[must_use]
    pub fn named(&self) -> Vec<Sku> {
        let parts = self.parts.iter().map(|row| &row.sku);
        let fits = self.fits.iter().map(|row| &row.sku);
        let relations = self.relations.iter().map(|row| &row.sku);
        let mut named: Vec<Sku> = parts
            .chain(fits)
            .chain(relations)
            .map(|sku| Sku::from(sku.as_str()))
            .collect();
        named.sort();
        named.dedup();
        named
    }

    /// Every part it mentions, components and counterparts too.
    #[must_use]
    pub fn mentioned(&self) -> Vec<Sku> {
        let components = self
            .parts
            .iter()
            .flat_map(|row| row.components.iter().map(|(sku, _)| sku));
        let others = self.relations.iter().map(|row| &row.other);
        let mut all = self.named();
        all.extend(components.chain(others).map(|sku| Sku::from(sku.as_str())));
        all.sort();
        all.dedup();
        all
    }

    /// Every row that cannot be taken over, and why.
    #[must_use]
    pub fn problems(&self, known: &Known) -> Vec<ImportProblem> {
        let mut judge = Judge {
            problems: Vec::new(),
            brought: HashMap::new(),
            kits: &self
                .parts
                .iter()
                .filter(|row| !row.components.is_empty())
                .map(|row| row.sku.as_str())
                .collect(),
            known,
        };
        for (row, part) in (1..).zip(&self.parts) {
            judge.part(row, part);
        }
        for (row, fit) in (1..).zip(&self.fits) {
            judge.fit(row, fit);
        }
        let mut successors = known.successors.clone();
        for (row, relation) in (1..).zip(&self.relations) {
            judge.relation(row, relation, &mut successors);
        }
        judge.problems
    }
}

struct Judge<'j> {
    problems: Vec<ImportProblem>,
    /// Parts of this import, by the row that brought them.
    brought: HashMap<&'j str, usize>,
    /// Kits of this import.
    kits: &'j HashSet<&'j str>,
    known: &'j Known,
}

impl<'j> Judge<'j> {
    fn refuse(
        &mut self,
        list: ImportList,
        row: usize,
        field: &'static str,
        value: &str,
        reason: String,
    ) {
        self.problems.push(ImportProblem {
            list,
            row,
            field,
            value: value.to_owned(),
            reason,
        });
    }

    fn is_known(&self, sku: &str) -> bool {
        self.brought.contains_key(sku) || self.known.skus.contains(sku)
    }

    fn part(&mut self, row: usize, part: &'j PartRow) {
        let list = ImportList::Parts;
        if let Some(before) = self.brought.get(part.sku.as_str()) {
            let reason = format!("stands in row {before} already: give a part once");
            return self.refuse(list, row, "sku", &part.sku, reason);
        }
        self.brought.insert(&part.sku, row);
        if let Some(brand) = &part.brand
            && !self.known.brands.contains_key(&brand.to_lowercase())
        {
            let reason =
                "no brand has this code or name: import it with brand.csv first".to_owned();
            self.refuse(list, row, "brand", brand, reason);
        }
        if part.components.is_empty() {
            return;
        }
        if let Some(kit) = self.known.components.get(&part.sku) {
            let reason = format!("is part of kit {kit}: a kit's part is never a kit");
            self.refuse(list, row, "components", &part.sku, reason);
        }
        if self.known.stocked.contains(&part.sku) {
            let reason = "has stock of its own, and a kit never has: take another SKU for the kit"
                .to_owned();
            self.refuse(list, row, "components", &part.sku, reason);
        }
        for (sku, _) in &part.components {
            if self.kits.contains(sku.as_str()) || self.known.kits.contains(sku) {
                let reason = "is a kit: a kit's part is never a kit".to_owned();
                self.refuse(list, row, "components", sku, reason);
            } else if !self.is_known(sku) {
                let reason =
                    "no such part: give it in an earlier row or import it first".to_owned();
                self.refuse(list, row, "components", sku, reason);
            }
        }
    }

    fn fit(&mut self, row: usize, fit: &'j FitRule) {
        let list = ImportList::Fits;
        if !self.is_known(&fit.sku) {
            self.refuse(
                list,
                row,
                "sku",
                &fit.sku,
                "no such part: import it first".to_owned(),
            );
        }
        let spelled = (
            fit.make.trim().to_lowercase(),
            fit.model.trim().to_lowercase(),
        );
        if !self.known.models.contains(&spelled) {
            let reason = format!(
                "no vehicle of make {} is a {}: import it with vehicle.csv first",
                fit.make, fit.model
            );
            self.refuse(list, row, "model", &fit.model, reason);
        }
        if let (Some(from), Some(to)) = (fit.year_from, fit.year_to)
            && from > to
        {
            let reason = format!("comes before yearFrom {from}");
            self.refuse(list, row, "yearTo", &to.to_string(), reason);
        }
    }

    fn relation(
        &mut self,
        row: usize,
        relation: &'j RelationToAdd,
        successors: &mut HashMap<String, String>,
    ) {
        let list = ImportList::Relations;
        for (field, sku) in [("fromSku", &relation.sku), ("toSku", &relation.other)] {
            if !self.is_known(sku) {
                return self.refuse(
                    list,
                    row,
                    field,
                    sku,
                    "no such part: import it first".to_owned(),
                );
            }
        }
        let supersedes = relation.kind == RelationKind::SupersededBy;
        if let Some(reason) = relate(successors, &relation.sku, &relation.other, supersedes) {
            self.refuse(list, row, "toSku", &relation.other, reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(sku: &str) -> PartRow {
        PartRow {
            sku: sku.into(),
            name: "n".into(),
            ..PartRow::default()
        }
    }

    fn fit(sku: &str, model: &str) -> FitRule {
        FitRule {
            sku: sku.into(),
            make: "大众".into(),
            model: model.into(),
            quantity: 1,
            ..FitRule::default()
        }
    }

    fn replaced(sku: &str, other: &str) -> RelationToAdd {
        RelationToAdd {
            sku: sku.into(),
            kind: RelationKind::SupersededBy,
            other: other.into(),
        }
    }

    fn known() -> Known {
        Known {
            brands: HashMap::from([("bosch".into(), "BOSCH".into())]),
            skus: ["OLD", "KIT", "STOCKED"].map(str::to_owned).into(),
            kits: HashSet::from(["KIT".into()]),
            components: HashMap::from([("OLD".into(), "KIT".into())]),
            stocked: HashSet::from(["STOCKED".into()]),
            models: HashSet::from([("大众".into(), "golf".into())]),
            successors: HashMap::from([("OLD".into(), "B".into())]),
        }
    }

    fn told(import: &PartsImport) -> Vec<String> {
        let problems = import.problems(&known());
        problems
            .iter()
            .map(|p| {
                format!(
                    "{} {} {} {}: {}",
                    p.list.as_str(),
                    p.row,
                    p.field,
                    p.value,
                    p.reason
                )
            })
            .collect()
    }

    #[test]
    fn a_good_import_has_no_problems() {
        let import = PartsImport {
            parts: vec![
                PartRow {
                    brand: Some("Bosch".into()),
                    ..part("A")
                },
                part("B"),
                PartRow {
                    components: vec![("A".into(), 2), ("B".into(), 1)],
                    ..part("K")
                },
            ],
            fits: vec![fit("A", "Golf"), fit("OLD", "GOLF")],
            relations: vec![replaced("B", "A")],
            replace: false,
        };
        assert_eq!(told(&import), [""; 0]);
        assert_eq!(
            (
                import.rows(),
                import.named().len(),
                import.mentioned().len()
            ),
            (6, 4, 4)
        );
    }

    #[test]
    fn every_bad_row_is_told_with_its_field() {
        let import = PartsImport {
            parts: vec![
                PartRow {
                    brand: Some("NONE".into()),
                    ..part("A")
                },
                part("A"),
                PartRow {
                    components: vec![("A".into(), 1)],
                    ..part("OLD")
                },
                PartRow {
                    components: vec![("KIT".into(), 1), ("NOPE".into(), 1)],
                    ..part("K")
                },
                PartRow {
                    components: vec![("A".into(), 1)],
                    ..part("STOCKED")
                },
            ],
            fits: vec![
                fit("NOPE", "Polo"),
                FitRule {
                    year_from: Some(2019),
                    year_to: Some(2018),
                    ..fit("A", "Golf")
                },
            ],
            relations: vec![replaced("A", "NOPE"), replaced("A", "A")],
            replace: false,
        };
        let starts = [
            "parts 1 brand NONE:",
            "parts 2 sku A: stands in row 1",
            "parts 3 components OLD: is part of kit KIT",
            "parts 4 components KIT: is a kit",
            "parts 4 components NOPE: no such part",
            "parts 5 components STOCKED: has stock",
            "fits 1 sku NOPE:",
            "fits 1 model Polo:",
            "fits 2 yearTo 2018: comes before yearFrom 2019",
            "relations 1 toSku NOPE:",
            "relations 2 toSku A:",
        ];
        let found = told(&import);
        assert_eq!(found.len(), starts.len(), "{found:#?}");
        for (line, start) in found.iter().zip(starts) {
            assert!(line.starts_with(start), "{line}\n{start}");
        }
    }

    #[test]
    fn case_67_a_circle_of_successors_is_refused_and_named() {
        let import = PartsImport {
            parts: vec![part("A"), part("B")],
            relations: vec![replaced("A", "OLD"), replaced("B", "A")],
            ..PartsImport::default()
        };
        assert_eq!(
            told(&import),
            [
                "relations 2 toSku A: a part cannot be superseded, in the end, by itself: B → A → OLD → B"
            ]
        );
    }

    #[test]
    fn another_content_has_another_fingerprint() {
        let import = |name: &str| PartsImport {
            parts: vec![part(name)],
            ..PartsImport::default()
        };
        assert_eq!(import("A").fingerprint(), import("A").fingerprint());
        assert_ne!(import("A").fingerprint(), import("B").fingerprint());
    }
}
