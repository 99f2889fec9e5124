//! The consumer SDK against genuine Java providers: every line, protocol and way of finding one.
//!
//! [`Place`] is one cell of the table, [`JavaProvider`] the probe on one Java line, [`run`] does all [`cases`] at a place, and
//! [`table`] keeps what came of them in `docs/sdk-compatibility.md`.

pub mod cases;
mod place;
mod provider;
pub mod table;

pub use cases::{CaseResult, Verdict, run};
pub use place::{Place, Way};
pub use provider::JavaProvider;
