//! Documents for whoever asks: the stored answer to a key, a reservation as it stands.

use stock::book::{Book, Documents};
use stock::command::Target;
use stock::ids::Tenant;
use stock::op::{OpKey, Voucher};
use stock::reservation::{Fulfilment, Reservation};

use crate::error::{Error, ErrorKind};
use crate::store::Store;
use crate::tx::Tx;

impl Store {
    /// The voucher under an idempotency key, with its stored answer.
    ///
    /// # Errors
    /// If the database fails, or the key cannot be one of ours.
    pub async fn answer_by_key(&self, key: &OpKey) -> Result<Option<Voucher>, Error> {
        let wanted = Documents {
            keys: vec![key.clone()],
            ..Documents::default()
        };
        let mut book = self.look(&wanted).await?;
        Ok(book.vouchers.remove(key))
    }

    /// A reservation by number, or the latest of an order.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn reservation(
        &self,
        tenant: &Tenant,
        target: &Target,
    ) -> Result<Option<Reservation>, Error> {
        let wanted = Documents {
            reservations: vec![(tenant.clone(), target.clone())],
            ..Documents::default()
        };
        let book = self.look(&wanted).await?;
        Ok(book.reservation(tenant, target).cloned())
    }

    /// Fulfilment orders of a reservation, in the order they were made.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn fulfilments(
        &self,
        tenant: &Tenant,
        target: &Target,
    ) -> Result<Vec<Fulfilment>, Error> {
        let wanted = Documents {
            fulfilments_of: vec![(tenant.clone(), target.clone())],
            ..Documents::default()
        };
        let book = self.look(&wanted).await?;
        Ok(book.fulfilments().values().cloned().collect())
    }

    /// Reads documents without a transaction that could write.
    pub(crate) async fn look(&self, wanted: &Documents) -> Result<Book, Error> {
        let mut patience = self.patience();
        loop {
            let mut book = Book::default();
            let mut reader = Tx::reading(self.clone(), self.reader().await?);
            match reader.documents(wanted, &mut book).await {
                Ok(()) => {
                    reader.end_reading();
                    return Ok(book);
                }
                Err(error) if error.kind() == ErrorKind::NotReady => patience.after(error)?,
                Err(error) => return Err(error),
            }
        }
    }
}
