//! The part catalogue (配件目录): which part fits which vehicle, and which parts stand for each other.

use dubbo_rpc::{Context, Fault};
use hessian2::Hessian;

use crate::reply::{OpContext, Reply};
use crate::states::{Fitment, PartGrade, RelationKind};
use crate::text::{Sku, Tenant};

/// A vehicle, as a vehicle identification number tells it.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Vehicle")]
pub struct Vehicle {
    /// Its id in the catalogue; null when the VIN is not known.
    pub vehicle_id: Option<String>,
    /// The VIN asked for.
    pub vin: Option<String>,
    /// Whether the catalogue knows it.
    pub known: bool,
    /// Make, for example `大众`.
    pub make: Option<String>,
    /// Model, for example `迈腾 B8`.
    pub model: Option<String>,
    /// Model year; null when not known.
    pub model_year: Option<i32>,
    /// Engine code, for example `EA888`.
    pub engine: Option<String>,
    /// Displacement in millilitres; null when not known.
    pub displacement_ml: Option<i32>,
    /// Transmission code.
    pub transmission: Option<String>,
    /// Body style.
    pub body: Option<String>,
}

/// Asks whether parts fit a vehicle.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FitReq")]
pub struct FitReq {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The vehicle; null with a VIN.
    pub vehicle_id: Option<String>,
    /// The VIN, 17 characters; null with a vehicle.
    pub vin: Option<String>,
    /// The parts, 1 to 200.
    pub skus: Vec<Sku>,
    /// The place on the vehicle, for example `FRONT_LEFT`; null means any.
    pub position: Option<String>,
}

/// Whether one part fits.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Fit")]
pub struct Fit {
    /// The part.
    pub sku: Sku,
    /// Whether it fits, see `Fitment`. Not known is never "fits".
    pub fitment: Fitment,
    /// The place on the vehicle.
    pub position: Option<String>,
    /// How many the vehicle needs there; null when not known.
    pub quantity_per_vehicle: Option<i64>,
    /// Conditions in words, for example a production date.
    pub note: Option<String>,
}

/// A part that stands for another.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PartRef")]
pub struct PartRef {
    /// The part.
    pub sku: Sku,
    /// Its name.
    pub name: Option<String>,
    /// Its brand.
    pub brand: Option<String>,
    /// Its original-equipment number.
    pub oe_no: Option<String>,
    /// How it stands for the other, see `RelationKind`.
    pub kind: RelationKind,
    /// Its grade, see `PartGrade`.
    pub grade: PartGrade,
    /// The chain of replacements from the part asked for to this one.
    pub chain: Vec<String>,
}

/// Imports parts, fitment and interchange, as a whole or not at all.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FitImport")]
pub struct FitImport {
    /// Who imports, under which key (bizNo = import number). Required.
    pub context: Option<OpContext>,
    /// Parts to add or change, at most 5000.
    pub parts: Vec<PartRow>,
    /// Fitment to add, at most 5000 rows.
    pub fits: Vec<FitRow>,
    /// Interchange to add, at most 5000 rows; a cycle of replacements is refused.
    pub relations: Vec<RelationRow>,
    /// Forget the old fitment and interchange of the named parts first.
    pub replace: bool,
    /// Only check and report.
    pub dry_run: bool,
}

/// One part to import.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PartRow")]
pub struct PartRow {
    /// SKU. Required.
    pub sku: Sku,
    /// Its name, at most 128 characters. Required.
    pub name: Option<String>,
    /// Its brand.
    pub brand: Option<String>,
    /// Its original-equipment numbers.
    pub oe_nos: Vec<String>,
    /// Its category, for example `BRAKE_PAD`.
    pub category: Option<String>,
    /// Its grade, see `PartGrade`.
    pub grade: PartGrade,
    /// The base unit, for example `PCS` or `ML`; null means `PCS`.
    pub base_unit: Option<String>,
    /// Its weight in grams; null when not known.
    pub weight_grams: Option<i64>,
    /// Its components, when it is a kit.
    pub components: Vec<KitComponent>,
}

/// One component of a kit.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.KitComponent")]
pub struct KitComponent {
    /// The component; never a kit itself.
    pub sku: Sku,
    /// How many base units go into one kit, 1 or more.
    pub ratio: i64,
}

/// One row of fitment to import.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FitRow")]
pub struct FitRow {
    /// The part. Required.
    pub sku: Sku,
    /// Make. Required.
    pub make: Option<String>,
    /// Model. Required.
    pub model: Option<String>,
    /// First model year; null means no bound.
    pub year_from: Option<i32>,
    /// Last model year; null means no bound.
    pub year_to: Option<i32>,
    /// Engine code; null means every engine.
    pub engine: Option<String>,
    /// The place on the vehicle; null when it does not matter.
    pub position: Option<String>,
    /// How many the vehicle needs there; null means 1.
    pub quantity_per_vehicle: Option<i64>,
    /// Conditions in words.
    pub note: Option<String>,
}

/// One relation of two parts to import.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.RelationRow")]
pub struct RelationRow {
    /// The part that is wanted. Required.
    pub from_sku: Sku,
    /// The part that stands for it. Required.
    pub to_sku: Sku,
    /// How it does, see `RelationKind`. Required.
    pub kind: RelationKind,
}

/// What an import did.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ImportReport")]
pub struct ImportReport {
    /// Whether it was only checked.
    pub dry_run: bool,
    /// Rows taken over.
    pub accepted: i32,
    /// Rows refused; with any, nothing is taken over.
    pub rejected: i32,
    /// The first 100 problems.
    pub problems: Vec<ImportProblem>,
}

/// Why a row of an import was refused.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ImportProblem")]
pub struct ImportProblem {
    /// Which list: `parts`, `fits` or `relations`.
    pub list: Option<String>,
    /// Position in the list, from 1.
    pub row: i32,
    /// The field.
    pub field: Option<String>,
    /// Its value.
    pub value: Option<String>,
    /// What is wrong, and the way out.
    pub reason: Option<String>,
}

/// The part catalogue (配件目录).
#[dubbo_rpc::service(interface = "com.autoparts.stock.api.PartCatalogService")]
pub trait PartCatalogService {
    /// Finds the vehicle of a VIN.
    async fn resolve_vin(
        &self,
        cx: &Context,
        vin: Option<String>,
    ) -> Result<Reply<Vehicle>, Fault> {
        crate::not_implemented("PartCatalogService.resolveVin", (cx, vin))
    }

    /// Tells which parts fit a vehicle.
    async fn check_fitment(&self, cx: &Context, request: FitReq) -> Result<Reply<Vec<Fit>>, Fault> {
        crate::not_implemented("PartCatalogService.checkFitment", (cx, request))
    }

    /// Lists the parts that stand for a SKU or an original-equipment number.
    async fn interchange(
        &self,
        cx: &Context,
        sku_or_oe: Option<String>,
    ) -> Result<Reply<Vec<PartRef>>, Fault> {
        crate::not_implemented("PartCatalogService.interchange", (cx, sku_or_oe))
    }

    /// Imports parts, fitment and interchange.
    async fn import_fitment(
        &self,
        cx: &Context,
        request: FitImport,
    ) -> Result<Reply<ImportReport>, Fault> {
        crate::not_implemented("PartCatalogService.importFitment", (cx, request))
    }
}
