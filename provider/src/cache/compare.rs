//! Compares Redis with the database, and mends what differs.

use std::collections::BTreeMap;
use std::sync::Arc;

use stock::ids::{Owner, Sku, Tenant};
use stock::projection::{Compared, Figures, Goods, compare};
use stock_sql::BalanceFilter;

use super::keeper::Ended;
use super::link::CacheError;
use super::{Cache, shelf};

/// Figures that are behind for no longer than this are on their way.
pub const IN_FLIGHT_MS: i64 = 10_000;

/// Goods whose figures were compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Which.
    pub goods: Goods,
    /// As kept in Redis; absent too where what stands there cannot be read.
    pub kept: Option<Figures>,
    text: Option<Vec<u8>>,
    /// As read from the database afterwards.
    pub database: Arc<Figures>,
    /// What it comes to.
    pub outcome: Compared,
}

/// How many goods came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The same.
    pub equal: i64,
    /// Behind, and mended.
    pub behind: i64,
    /// Wrong, and mended.
    pub wrong: i64,
    /// Not there, and written.
    pub lost: i64,
}

impl Tally {
    /// All of them.
    #[must_use]
    pub const fn goods(&self) -> i64 {
        self.equal + self.behind + self.wrong + self.lost
    }

    pub(super) const fn add(&mut self, other: &Self) {
        self.equal += other.equal;
        self.behind += other.behind;
        self.wrong += other.wrong;
        self.lost += other.lost;
    }

    const fn count(&mut self, outcome: Compared) {
        match outcome {
            Compared::Equal => self.equal += 1,
            Compared::OnItsWay | Compared::Behind => self.behind += 1,
            Compared::Wrong => self.wrong += 1,
            Compared::Lost => self.lost += 1,
        }
    }
}

/// Why a comparison could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Uncompared {
    /// The database failed.
    #[error(transparent)]
    Database(stock_sql::Error),
    /// Redis did not answer.
    #[error(transparent)]
    Redis(CacheError),
}

impl From<Ended> for Uncompared {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Database(error) => Self::Database(error),
            Ended::Redis(error) => Self::Redis(error),
            Ended::Taken => {
                Self::Redis(CacheError::Away("another provider works on it".to_owned()))
            }
        }
    }
}

impl Cache {
    /// Compares the goods of some SKUs, of one tenant and owner or of all, with the database.
    ///
    /// # Errors
    /// When the database or Redis does not answer.
    pub async fn compare_skus(
        &self,
        tenant: Option<&Tenant>,
        owner: Option<&Owner>,
        skus: Vec<Sku>,
    ) -> Result<Vec<Comparison>, Uncompared> {
        Ok(self.compared(tenant, owner, skus).await?)
    }

    async fn compared(
        &self,
        tenant: Option<&Tenant>,
        owner: Option<&Owner>,
        skus: Vec<Sku>,
    ) -> Result<Vec<Comparison>, Ended> {
        let filter = BalanceFilter {
            tenant: tenant.cloned(),
            owner: owner.cloned(),
            skus,
            ..BalanceFilter::default()
        };
        // Whose goods there are is read first; what is kept of them before what the database says of them now: so that only wrong figures are ahead.
        let there = self.read_filter(&filter, std::iter::empty()).await?;
        let goods: Vec<Goods> = there.into_keys().collect();
        let texts = self.inner.shelf.texts(&goods).await?;
        let mut database = self.read_filter(&filter, std::iter::empty()).await?;
        let compared = goods.into_iter().zip(texts).filter_map(|(goods, text)| {
            let database = database.remove(&goods)?;
            let kept = text.as_deref().and_then(shelf::figures);
            Some(Comparison {
                outcome: compare(kept.as_ref(), &database, IN_FLIGHT_MS),
                goods,
                kept,
                text,
                database,
            })
        });
        Ok(compared.collect())
    }

    /// Compares and writes what differs; what it was.
    ///
    /// # Errors
    /// When the database or Redis does not answer.
    pub async fn mend(&self, tenant: &Tenant, skus: Vec<Sku>) -> Result<Tally, Uncompared> {
        Ok(self.mend_skus(Some(tenant), skus).await?)
    }

    pub(super) async fn mend_skus(
        &self,
        tenant: Option<&Tenant>,
        skus: Vec<Sku>,
    ) -> Result<Tally, Ended> {
        let mut tally = Tally::default();
        let mut write = BTreeMap::new();
        let mut other = Vec::new();
        for one in self.compared(tenant, None, skus).await? {
            tally.count(one.outcome);
            if one.outcome == Compared::Equal {
                continue;
            }
            if let (Compared::Wrong | Compared::Lost, Some(text)) = (one.outcome, &one.text) {
                self.inner.shelf.drop_wrong(&one.goods, text).await?;
                self.inner.front.invalidate(&one.goods);
            }
            if one.kept.is_some() {
                other.push(one.goods.clone());
            }
            write.insert(one.goods, one.database);
        }
        let goods: Vec<(Goods, Arc<Figures>)> = write.into_iter().collect();
        self.inner.shelf.put(&goods).await?;
        self.tell(&other).await;
        Ok(tally)
    }
}
