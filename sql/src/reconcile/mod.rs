//! What account reconciliation stores and reads: runs, differences, what others hand in, closed days, and pages of the ledger.
//!
//! Reads come in keyset pages, so that whoever compares may pause between two of them; none holds a transaction open over a pause.

mod days;
mod diffs;
mod lists;
mod orders;
mod runs;
mod scan;
mod settlement;

pub use days::{DayCloseRow, LatestClose};
pub use diffs::DiffFilter;
pub use lists::{BillLine, List, ListKind, ListPage, ListState, OrderLine, PageRows, SnapshotLine};
pub use runs::{NewRun, Run, RunScope, RunState};
pub use scan::{Goods, PricedBalance, PricedLeg, SkuRange};
pub use settlement::StatementRow;

use crate::error::{Error, ErrorKind};

/// Whether an insert found its row there already.
fn is_there(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Duplicate(_))
}
