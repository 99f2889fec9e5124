//! One transaction: reads what a batch of commands needs, writes what it came to.

mod costs;
mod documents;
mod grouped;
mod lock;
mod lots;
mod orders;
pub(crate) mod papers;
mod settings;
mod write;

use std::collections::HashMap;

use stock::balance::BalanceKey;

use crate::dialect::Engine;
use crate::error::{Error, ErrorKind};
use crate::link::{Control, Link, Row};
use crate::seat::Seat;
use crate::statement::Statement;
use crate::store::Store;

/// A transaction that writes. Dropped without [`Tx::commit`] or [`Tx::rollback`], it closes its connection, and the database rolls it back.
#[derive(Debug)]
pub struct Tx {
    store: Store,
    link: Option<Link>,
    /// Where the connection goes when the transaction has ended well.
    seat: Option<Seat>,
    /// Whether documents are locked where they are read: what is decided by them, written or not, then rests on what they are until the commit.
    locks: bool,
    /// Balance rows met in this transaction; remembered by the store once committed.
    ids: HashMap<BalanceKey, i64>,
}

impl Tx {
    /// One that writes.
    pub(crate) fn new(store: Store, link: Link, seat: Seat) -> Self {
        Self::of(store, link, Some(seat), true)
    }

    /// One that only reads, and locks nothing.
    pub(crate) fn reading(store: Store, link: Link) -> Self {
        Self::of(store, link, None, false)
    }

    fn of(store: Store, link: Link, seat: Option<Seat>, locks: bool) -> Self {
        Self {
            store,
            link: Some(link),
            seat,
            locks,
            ids: HashMap::new(),
        }
    }

    /// Commits.
    ///
    /// # Errors
    /// `Unknown` for every failure after which it is not sure that nothing was committed; `Retry` where it is.
    pub async fn commit(mut self) -> Result<(), Error> {
        let wait = self.store.wait();
        let engine = self.store.engine();
        match self.link()?.control("COMMIT", wait).await {
            Ok(()) => {
                self.give_back();
                self.store.shared.balance_ids.remember(self.ids.drain());
                Ok(())
            }
            Err(Control::Failed(error)) => Err(Error::at_commit(engine, error)),
            Err(Control::NoAnswer) => Err(Error::new(
                ErrorKind::Unknown,
                format!("no answer from the database to the commit within {wait:?}"),
            )),
        }
    }

    /// Rolls back. A failure to do so closes the connection, which does it too.
    pub async fn rollback(mut self) {
        let wait = self.store.wait();
        if let Ok(link) = self.link()
            && link.control("ROLLBACK", wait).await.is_ok()
        {
            self.give_back();
        }
    }

    /// Ends what never began a transaction: a reader in the same clothes.
    pub(crate) fn end_reading(mut self) {
        self.give_back();
    }

    /// Gives the connection back to its writer or to the pool: what is still held on drop gets closed.
    fn give_back(&mut self) {
        match (self.link.take(), &self.seat) {
            (Some(link), Some(seat)) => seat.keep(link),
            (link, _) => drop(link),
        }
    }

    fn link(&mut self) -> Result<&mut Link, Error> {
        self.link
            .as_mut()
            .ok_or_else(|| Error::fatal("the transaction has ended"))
    }

    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    fn engine(&self) -> Engine {
        self.store.engine()
    }

    /// End of a select of documents.
    fn held(&self) -> &'static str {
        if self.locks {
            self.engine().for_update()
        } else {
            ""
        }
    }

    pub(crate) async fn fetch(&mut self, statement: &Statement<'_>) -> Result<Vec<Row>, Error> {
        let wait = self.store.wait();
        self.link()?.fetch(statement, wait).await
    }

    async fn execute(&mut self, statement: &Statement<'_>) -> Result<u64, Error> {
        let wait = self.store.wait();
        self.link()?.execute(statement, wait).await
    }

    pub(crate) async fn run(&mut self, statement: &Statement<'_>) -> Result<u64, Error> {
        self.execute(statement).await
    }

    /// Runs a change that has to match exactly so many rows.
    async fn guarded(
        &mut self,
        statement: &Statement<'_>,
        rows: usize,
        what: &str,
    ) -> Result<(), Error> {
        let matched = self.execute(statement).await?;
        if u64::try_from(rows).is_ok_and(|rows| rows == matched) {
            return Ok(());
        }
        Err(Error::guard(what, rows, matched))
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(link) = self.link.take() {
            link.close();
        }
    }
}
