//! Papers for whoever asks, and for the sweepers of what is due.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use stock::book::Documents;
use stock::bucket::Bucket;
use stock::ids::{Moment, OrderNo, Sku, Tenant, Warehouse};
use stock::paper::{Claim, Paper, PaperKind, PaperRef};

use crate::error::Error;
use crate::rows;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;
use crate::tx::papers::paper_query;

/// Which papers are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperFilter {
    /// Tenant.
    pub tenant: Tenant,
    /// Kind.
    pub kind: PaperKind,
    /// States; all if empty.
    pub statuses: Vec<String>,
    /// Only those of this order.
    pub order_no: Option<OrderNo>,
    /// Only those due before.
    pub due_before: Option<Moment>,
    /// Only those made before.
    pub created_before: Option<Moment>,
    /// Only those with a larger row identifier; 0 for the first page.
    pub after_id: i64,
    /// Most papers, at most 500.
    pub limit: u32,
}

impl PaperFilter {
    /// All papers of a kind, from the oldest on, in pages of the largest size.
    #[must_use]
    pub const fn of(tenant: Tenant, kind: PaperKind) -> Self {
        Self {
            tenant,
            kind,
            statuses: Vec::new(),
            order_no: None,
            due_before: None,
            created_before: None,
            after_id: 0,
            limit: PAGE_MAX,
        }
    }
}

/// A claim with the paper it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The paper's kind.
    pub kind: PaperKind,
    /// Its number.
    pub no: String,
    /// Its order.
    pub order_no: Option<OrderNo>,
    /// Its state.
    pub status: String,
    /// When it was made.
    pub created_at: Moment,
    /// What it accounts for.
    pub claim: Claim,
}

/// Most papers of a page, and most claims of one answer.
const PAGE_MAX: u32 = 500;

impl Store {
    /// The paper of a number.
    ///
    /// # Errors
    /// If the database fails, or the number is longer than one can be.
    pub async fn paper(
        &self,
        tenant: &Tenant,
        kind: PaperKind,
        no: &str,
    ) -> Result<Option<Paper>, Error> {
        let wanted = Documents {
            papers: vec![PaperRef::No(tenant.clone(), kind, no.to_owned())],
            ..Documents::default()
        };
        let book = self.look(&wanted).await?;
        Ok(book.paper(tenant, kind, no).cloned())
    }

    /// Papers of one kind of an order, in the order they were made; the latest [`stock::paper::PAPERS_OF_ORDER_MAX`].
    ///
    /// # Errors
    /// If the database fails.
    pub async fn papers_of(
        &self,
        tenant: &Tenant,
        kind: PaperKind,
        order: &OrderNo,
    ) -> Result<Vec<Paper>, Error> {
        let wanted = Documents {
            papers: vec![PaperRef::OfOrder(tenant.clone(), kind, order.clone())],
            ..Documents::default()
        };
        let book = self.look(&wanted).await?;
        Ok(book.papers().values().cloned().collect())
    }

    /// A page of papers in the order they were made. The next page starts after the last one's identifier.
    ///
    /// # Errors
    /// If the database fails, or more than 512 states are named.
    pub async fn papers(&self, filter: &PaperFilter) -> Result<Vec<Paper>, Error> {
        if filter.statuses.len() > LIST_MAX {
            return Err(Error::fatal(format!(
                "{} states in one question, at most {LIST_MAX} can be asked for",
                filter.statuses.len()
            )));
        }
        let mut statement = paper_query();
        statement.push("tenant = ").bind(filter.tenant.as_str());
        statement.push(" AND kind = ").bind(filter.kind.as_str());
        if !filter.statuses.is_empty() {
            statement.push(" AND status IN ");
            statement.list(filter.statuses.iter().map(String::as_str));
        }
        if let Some(order) = &filter.order_no {
            statement.push(" AND order_no = ").bind(order.as_str());
        }
        if let Some(before) = filter.due_before {
            statement.push(" AND due_at < ").bind(before.0);
        }
        if let Some(before) = filter.created_before {
            statement.push(" AND created_at < ").bind(before.0);
        }
        statement.push(" AND id > ").bind(filter.after_id);
        statement.push(" ORDER BY id LIMIT ");
        statement.bind(i64::from(filter.limit.min(PAGE_MAX)));
        let mut found = BTreeMap::new();
        let mut tx = self.snapshot().await?;
        tx.add_papers(&statement, &mut found).await?;
        tx.add_claims(&mut found).await?;
        tx.rollback().await;
        Ok(found.into_values().collect())
    }

    /// Who accounts for goods of a SKU, by paper: in one warehouse or in all, in one bucket or in all; at most 500, oldest paper first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn claims(
        &self,
        tenant: &Tenant,
        sku: &Sku,
        warehouse: Option<&Warehouse>,
        bucket: Option<Bucket>,
    ) -> Result<Vec<Claimed>, Error> {
        let columns: Vec<_> = rows::PAPER_CLAIM
            .split(", ")
            .map(|column| format!("c.{column}"))
            .collect();
        let mut statement = Statement::new(format!(
            "SELECT {}, p.kind, p.paper_no, p.order_no, p.status, p.created_at FROM paper_claim c JOIN paper p ON p.id = c.paper_id WHERE c.sku = ",
            columns.join(", ")
        ));
        statement.bind(sku.as_str());
        if let Some(warehouse) = warehouse {
            statement
                .push(" AND c.warehouse = ")
                .bind(warehouse.as_str());
        }
        if let Some(bucket) = bucket {
            statement.push(" AND c.bucket = ").bind(bucket.as_str());
        }
        statement.push(" AND c.tenant = ").bind(tenant.as_str());
        statement.push(&format!(
            " ORDER BY c.paper_id, c.claim_no LIMIT {PAGE_MAX}"
        ));
        let first = columns.len();
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(Claimed {
                    kind: row.code(first, PaperKind::parse)?,
                    no: row.text(first + 1)?.to_owned(),
                    order_no: row.text_or_null(first + 2)?.map(Into::into),
                    status: row.text(first + 3)?.to_owned(),
                    created_at: Moment(row.int(first + 4)?),
                    claim: rows::paper_claim(row)?.1,
                })
            })
            .collect()
    }

    /// Claims up to `limit` due papers of these kinds for their sweeper, the longest due first, by the database's clock. One that is claimed is not given
    /// to anybody else until `lease` is over or the paper has changed; a claimer that dies leaves it to the next. Leases end up to a second late.
    ///
    /// # Errors
    /// If the database fails; nothing is claimed then, or until the lease is over.
    pub async fn due_papers(
        &self,
        kinds: &[PaperKind],
        limit: u32,
        lease: Duration,
    ) -> Result<Vec<(Tenant, PaperKind, String)>, Error> {
        let mut due = Vec::new();
        for kind in kinds {
            let left = limit.saturating_sub(u32::try_from(due.len()).unwrap_or(u32::MAX));
            if left > 0 {
                due.extend(self.due_of_kind(*kind, left, lease).await?);
            }
        }
        Ok(due)
    }

    async fn due_of_kind(
        &self,
        kind: PaperKind,
        limit: u32,
        lease: Duration,
    ) -> Result<Vec<(Tenant, PaperKind, String)>, Error> {
        let now = self.engine().now();
        let mut statement = Statement::new(format!(
            "SELECT id, tenant, paper_no, {now} FROM paper WHERE kind = "
        ));
        statement.bind(kind.as_str());
        statement
            .push(&format!(" AND sweep_at <= {now} ORDER BY sweep_at LIMIT "))
            .bind(i64::from(limit));
        let mut now = 0;
        let mut due = BTreeMap::new();
        for row in self.read(&statement).await? {
            now = row.int(3)?;
            let name = (Tenant::from(row.text(1)?), kind, row.text(2)?.to_owned());
            due.insert(row.int(0)?, name);
        }
        let lease_ms = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 4);
        // Two claimers of one millisecond must not take each other's claim for their own.
        let salt = RandomState::new().build_hasher().finish() % 1_000;
        let until = now
            .saturating_add(lease_ms)
            .saturating_add(i64::try_from(salt).unwrap_or(0));
        let ids: Vec<i64> = due.keys().copied().collect();
        let mut ours = HashSet::with_capacity(ids.len());
        for piece in ids.chunks(LIST_MAX) {
            let mut lease = Statement::new("UPDATE paper SET sweep_at = ");
            lease.bind(until).push(" WHERE id IN ");
            lease.list(piece.iter().copied());
            lease.push(" AND sweep_at <= ").bind(now);
            self.write_one(&lease).await?;
            let mut taken = Statement::new("SELECT id FROM paper WHERE id IN ");
            taken.list(piece.iter().copied());
            taken.push(" AND sweep_at = ").bind(until);
            for row in self.read(&taken).await? {
                ours.insert(row.int(0)?);
            }
        }
        due.retain(|id, _| ours.contains(id));
        Ok(due.into_values().collect())
    }
}
