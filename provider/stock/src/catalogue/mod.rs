//! The parts catalogue: which vehicle a number names, what fits it, and what stands for what. Rows of the catalogue are arguments, as everywhere here.

mod fitment;
mod import;
mod relation;
mod substitute;
mod vin;

pub use fitment::{Fit, FitRow, FitScope, Fitment, Vehicle, fit_kit, fits, place_covers, tells};
pub use import::{FitRule, ImportList, ImportProblem, Known, PartRow, PartsImport, RelationToAdd};
pub use relation::{CHAIN_MAX, Grade, Related, RelationKind, RelationRow, Relations, relate};
pub use substitute::{Candidate, Wanted, offer};
pub use vin::{VDS_ANY, Vehicles, Vin, VinProblem, VinRow, resolve};
