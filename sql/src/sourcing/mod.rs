//! What sourcing reads and keeps: sites and rules, free stock and loads, rule sets, traces.

mod network;
mod rule_sets;
mod stock;
mod traces;

pub(crate) use network::objectives;
pub use rule_sets::{Published, RuleSetRow, RuleSetState, Saved};
pub use traces::{TraceFilter, TraceRow};
