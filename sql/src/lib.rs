//! Schema and store of the stock center, on SQLite and on everything that speaks MySQL's protocol.
//!
//! A [`Store`] opens the database, [`Store::migrate`] brings its schema up to this release, and [`Store::begin`] starts the one transaction a batch of
//! commands runs in: [`Tx::documents`] reads what the commands name, [`Tx::lock`] locks and reads the balances, [`Tx::write`] writes what the rules came to
//! and [`Tx::commit`] ends it. Reads that decide nothing go past the transaction. The same SQL text runs on every engine; what differs is in one file.
//! Quantities only ever change by guarded amounts, so that the database, not this process, is the judge.

mod catalogue;
mod check;
mod dialect;
mod documents;
mod due;
mod error;
mod expected;
mod facts;
mod ids;
mod inbox;
mod lease;
mod ledger;
mod limits;
mod link;
mod lots;
mod migrate;
mod options;
mod outbox;
mod papers;
mod purge;
mod query;
mod reconcile;
mod rows;
mod seat;
mod sourcing;
mod statement;
mod store;
mod told;
mod trace;
mod tx;

pub use catalogue::{
    CatalogueFile, CatalogueSources, FitRows, IMPORT_ERRORS_MAX, ImportError, ImportKey,
    ImportOutcome, ImportReport, OpeningStock, PartInfo, Watch,
};
pub use check::CheckLimits;
pub use error::{Error, ErrorKind, UniqueKey};
pub use inbox::MESSAGE_ID_MAX;
pub use ledger::{LedgerFilter, LedgerRow, VOUCHERS_MAX};
pub use lots::AgedLot;
pub use options::{StoreOptions, Synchronous};
pub use outbox::{Happened, NOTICE_BYTES_MAX, Notice, OutboxRow, Sent};
pub use papers::{Claimed, PaperFilter};
pub use purge::{Keep, Purged};
pub use query::{BalanceFilter, Holders, SellableRow};
pub use reconcile::{
    BillLine, DayCloseRow, DiffFilter, Goods, LatestClose, List, ListKind, ListPage, ListState,
    NewRun, OrderLine, PageRows, PricedBalance, PricedLeg, Run, RunScope, RunState, SkuRange,
    SnapshotLine, StatementRow,
};
pub use seat::Seat;
pub use sourcing::{Published, RuleSetRow, RuleSetState, Saved, TraceFilter, TraceRow};
pub use statement::whole_batch;
pub use stock::check::Violation;
pub use store::Store;
pub use told::{Change, Told};
pub use trace::{OrderLife, Traced};
pub use tx::Tx;

#[cfg(test)]
mod tests {
    use stock::book::{Accounts, Book, Documents, Writes};

    use super::*;

    /// Compiles only if what the lane awaits can be spawned.
    #[allow(dead_code, reason = "only its types matter")]
    fn futures_can_be_sent(store: &Store, tx: &mut Tx, book: &mut Book) {
        fn sent<T: Send>(_: T) {}
        sent(store.migrate());
        sent(store.facts(&[]));
        sent(store.begin());
        sent(store.check(CheckLimits::default()));
        sent(store.import_catalogue(CatalogueSources::new(), true));
        sent(store.balances(&BalanceFilter::default()));
        sent(store.purge(Keep::default()));
        sent(store.due(1, std::time::Duration::ZERO));
        sent(store.due_papers(&[], 1, std::time::Duration::ZERO));
        sent(store.aged_lots(1));
        sent(tx.documents(&Documents::default(), book));
        sent(tx.lock(&Accounts::default(), book));
        sent(tx.write(&Writes::default()));
    }
}
