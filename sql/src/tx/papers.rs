//! Papers and counters in a transaction.

use std::collections::{BTreeMap, BTreeSet};

use stock::book::{Book, Change, HOLDERS_MAX, Place};
use stock::bucket::Bucket;
use stock::counter::{COUNTER_KEY_MAX, Count, CounterKey};
use stock::ids::Tenant;
use stock::paper::{PAPER_NO_MAX, PAPERS_OF_ORDER_MAX, Paper, PaperRef};

use crate::error::Error;
use crate::limits::{self, NAME_MAX, PAPER_BODY_BYTES_MAX};
use crate::rows;
use crate::statement::{LIST_MAX, STATEMENT_BYTES_MAX, Statement, inserts};
use crate::tx::Tx;
use crate::tx::grouped::HeadChange;

/// Columns of a paper that may change.
const PAPER_CHANGES: [&str; 5] = ["order_no", "status", "due_at", "sweep_at", "body"];

impl Tx {
    /// Reads papers into the book.
    pub(super) async fn papers(
        &mut self,
        wanted: &[PaperRef],
        book: &mut Book,
    ) -> Result<(), Error> {
        let mut numbers: BTreeMap<(&Tenant, &str), BTreeSet<&str>> = BTreeMap::new();
        let mut of_orders = BTreeSet::new();
        for wanted in wanted {
            match wanted {
                PaperRef::No(tenant, kind, no) => {
                    limits::key_text("paper number", no, PAPER_NO_MAX)?;
                    let group = numbers.entry((tenant, kind.as_str())).or_default();
                    group.insert(no);
                }
                PaperRef::OfOrder(tenant, kind, order) => {
                    of_orders.insert((tenant, kind.as_str(), order));
                }
            }
        }
        let mut found = BTreeMap::new();
        for ((tenant, kind), numbers) in numbers {
            let numbers: Vec<&str> = numbers.into_iter().collect();
            for piece in numbers.chunks(LIST_MAX) {
                let mut statement = paper_query_by(&self.engine().by_index("paper_key"));
                statement.push("tenant = ").bind(tenant.as_str());
                statement.push(" AND kind = ").bind(kind);
                statement.push(" AND paper_no IN ");
                statement.list(piece.iter().copied()).push(self.held());
                self.add_papers(&statement, &mut found).await?;
            }
        }
        for (tenant, kind, order) in of_orders {
            let mut statement = paper_query_by(&self.engine().by_index("paper_order"));
            statement.push("tenant = ").bind(tenant.as_str());
            statement.push(" AND order_no = ").bind(order.as_str());
            statement.push(" AND kind = ").bind(kind);
            statement.push(&format!(" ORDER BY id DESC LIMIT {PAPERS_OF_ORDER_MAX}"));
            statement.push(self.held());
            self.add_papers(&statement, &mut found).await?;
        }
        self.take_papers(found, book).await
    }

    /// Papers that account for goods in buckets of places, oldest first.
    pub(super) async fn claimants(
        &mut self,
        wanted: &[(Place, Bucket)],
        book: &mut Book,
    ) -> Result<(), Error> {
        let mut by_place: BTreeMap<&Place, BTreeSet<&str>> = BTreeMap::new();
        for (place, bucket) in wanted {
            let buckets = by_place.entry(place).or_default();
            buckets.insert(bucket.as_str());
        }
        for (place, buckets) in by_place {
            self.claimants_at(place, &buckets, book).await?;
        }
        Ok(())
    }

    async fn claimants_at(
        &mut self,
        place: &Place,
        buckets: &BTreeSet<&str>,
        book: &mut Book,
    ) -> Result<(), Error> {
        let mut statement =
            Statement::new("SELECT DISTINCT paper_id FROM paper_claim WHERE sku = ");
        statement.bind(place.sku.as_str());
        statement
            .push(" AND warehouse = ")
            .bind(place.warehouse.as_str());
        statement.push(" AND bucket IN ");
        statement.list(buckets.iter().copied());
        statement.push(" AND owner = ").bind(place.owner.as_str());
        statement.push(" AND tenant = ").bind(place.tenant.as_str());
        statement.push(&format!(" ORDER BY paper_id LIMIT {HOLDERS_MAX}"));
        let rows = self.fetch(&statement).await?;
        let ids: Vec<i64> = rows
            .iter()
            .map(|row| row.int(0))
            .collect::<Result<_, _>>()?;
        let mut found = BTreeMap::new();
        for piece in ids.chunks(LIST_MAX) {
            let mut statement = paper_query();
            statement.push("id IN ").list(piece.iter().copied());
            self.add_papers(&statement, &mut found).await?;
        }
        self.add_claims(&mut found).await?;
        for paper in found.into_values() {
            book.take_claimant(paper);
        }
        Ok(())
    }

    /// Runs a query of papers; without claims.
    pub(crate) async fn add_papers(
        &mut self,
        statement: &Statement<'_>,
        found: &mut BTreeMap<i64, Paper>,
    ) -> Result<(), Error> {
        for row in self.fetch(statement).await? {
            let paper = rows::paper(&row)?;
            found.insert(paper.id, paper);
        }
        Ok(())
    }

    /// Adds to papers what they account for.
    pub(crate) async fn add_claims(
        &mut self,
        found: &mut BTreeMap<i64, Paper>,
    ) -> Result<(), Error> {
        let ids: Vec<i64> = found.keys().copied().collect();
        for piece in ids.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM paper_claim WHERE paper_id IN ",
                rows::PAPER_CLAIM
            ));
            statement.list(piece.iter().copied());
            statement.push(" ORDER BY paper_id, claim_no");
            for row in self.fetch(&statement).await? {
                let (id, claim) = rows::paper_claim(&row)?;
                if let Some(paper) = found.get_mut(&id) {
                    paper.claims.push(claim);
                }
            }
        }
        Ok(())
    }

    async fn take_papers(
        &mut self,
        mut found: BTreeMap<i64, Paper>,
        book: &mut Book,
    ) -> Result<(), Error> {
        self.add_claims(&mut found).await?;
        for paper in found.into_values() {
            book.take_paper(paper);
        }
        Ok(())
    }

    pub(super) async fn write_papers(&mut self, changes: &[Change<Paper>]) -> Result<(), Error> {
        if changes.is_empty() {
            return Ok(());
        }
        let mut heads = Vec::new();
        let mut bytes = 0;
        let mut new = Vec::new();
        let mut claims_gone = Vec::new();
        let mut claims = Vec::new();
        let mut changes: Vec<&Change<Paper>> = changes.iter().collect();
        changes.sort_by_key(|change| change.after.id);
        for change in changes {
            let after = &change.after;
            check_paper(after)?;
            let body = body(after)?;
            let before = change.before.as_ref();
            if before.is_none_or(|before| before.claims != after.claims) {
                claims_gone.extend(before.map(|before| before.id));
                for (claim_no, claim) in (1_i64..).zip(&after.claims) {
                    claims.extend([after.id.into(), claim_no.into()]);
                    claims.extend(rows::balance_key_values(&claim.key)?);
                    claims.extend([claim.bucket.as_str().into(), claim.quantity.into()]);
                }
            }
            let Some(before) = before else {
                new.extend([
                    after.id.into(),
                    after.tenant.as_str().into(),
                    after.kind.as_str().into(),
                    after.no.as_str().into(),
                    after.created_at.0.into(),
                    after.version.into(),
                ]);
                new.extend(paper_values(after, body));
                continue;
            };
            bytes += body.len();
            heads.push(HeadChange {
                id: after.id,
                version_before: before.version,
                version_after: after.version,
                // A body that is told to differ: comparing would cost as much as writing.
                before: paper_values(before, String::new()),
                after: paper_values(after, body),
            });
            if bytes > STATEMENT_BYTES_MAX / 2 {
                let heads = std::mem::take(&mut heads);
                bytes = 0;
                self.write_heads("paper", &PAPER_CHANGES, heads).await?;
            }
        }
        self.write_heads("paper", &PAPER_CHANGES, heads).await?;
        let head = format!(
            "INSERT INTO paper (id, tenant, kind, paper_no, created_at, version, {}) VALUES ",
            PAPER_CHANGES.join(", ")
        );
        for statement in inserts(&head, 6 + PAPER_CHANGES.len(), new, "") {
            self.execute(&statement).await?;
        }
        for piece in claims_gone.chunks(LIST_MAX) {
            let mut statement = Statement::new("DELETE FROM paper_claim WHERE paper_id IN ");
            statement.list(piece.iter().copied());
            self.execute(&statement).await?;
        }
        let head = format!("INSERT INTO paper_claim ({}) VALUES ", rows::PAPER_CLAIM);
        for statement in inserts(&head, 4 + rows::BALANCE_KEY_WIDTH, claims, "") {
            self.execute(&statement).await?;
        }
        Ok(())
    }

    /// Locks counters in the order of their keys and reads them into the book.
    pub(super) async fn counters(
        &mut self,
        wanted: &[CounterKey],
        book: &mut Book,
    ) -> Result<(), Error> {
        let engine = self.engine();
        let wanted: BTreeSet<&CounterKey> = wanted.iter().collect();
        for key in wanted {
            check_counter(key)?;
            let mut statement = Statement::new("SELECT value FROM counter WHERE ");
            bind_counter(key, &mut statement);
            statement.push(engine.for_update());
            if let Some(row) = self.fetch(&statement).await?.first() {
                book.take_counter(key.clone(), row.int(0)?);
            }
        }
        Ok(())
    }

    /// Changes counters by guarded amounts, in the order of their keys.
    pub(super) async fn write_counters(
        &mut self,
        counts: &BTreeMap<CounterKey, Count>,
    ) -> Result<(), Error> {
        for (key, count) in counts.iter().filter(|(_, count)| count.delta != 0) {
            check_counter(key)?;
            let mut change = Statement::new("UPDATE counter SET value = value + ");
            change.bind(count.delta).push(" WHERE ");
            bind_counter(key, &mut change);
            if count.delta < 0 {
                change
                    .push(" AND value >= ")
                    .bind(count.delta.saturating_neg());
            } else if let Some(max) = count.max {
                change
                    .push(" AND value <= ")
                    .bind(max.saturating_sub(count.delta));
            }
            if self.execute(&change).await? == 1 {
                continue;
            }
            let mut make =
                Statement::new("INSERT INTO counter (tenant, kind, counter_key, value) VALUES (");
            make.bind(key.tenant.as_str())
                .push(", ")
                .bind(key.kind.as_str());
            make.push(", ").bind(key.key.as_str());
            make.push(", 0)").push(self.engine().or_leave("value"));
            self.execute(&make).await?;
            self.guarded(&change, 1, "counters").await?;
        }
        Ok(())
    }
}

pub(crate) fn paper_query<'a>() -> Statement<'a> {
    paper_query_by("")
}

fn paper_query_by<'a>(index: &str) -> Statement<'a> {
    Statement::new(format!("SELECT {} FROM paper{index} WHERE ", rows::PAPER))
}

fn bind_counter<'a>(key: &'a CounterKey, statement: &mut Statement<'a>) {
    statement.push("tenant = ").bind(key.tenant.as_str());
    statement.push(" AND kind = ").bind(key.kind.as_str());
    statement.push(" AND counter_key = ").bind(key.key.as_str());
}

fn check_counter(key: &CounterKey) -> Result<(), Error> {
    limits::key_text("tenant", key.tenant.as_str(), NAME_MAX)?;
    limits::key_text("counter", &key.key, COUNTER_KEY_MAX)
}

fn check_paper(paper: &Paper) -> Result<(), Error> {
    limits::key_text("tenant", paper.tenant.as_str(), NAME_MAX)?;
    limits::key_text("paper number", &paper.no, PAPER_NO_MAX)?;
    limits::text("paper status", &paper.status, 24)?;
    match &paper.order_no {
        Some(order) => limits::key_text("orderNo", order.as_str(), NAME_MAX),
        None => Ok(()),
    }
}

fn body(paper: &Paper) -> Result<String, Error> {
    let name = format!("{} {}", paper.kind.as_str(), paper.no);
    let body = serde_json::to_string(&paper.body)
        .map_err(|e| Error::fatal(format!("the body of {name} cannot be written: {e}")))?;
    if body.len() > PAPER_BODY_BYTES_MAX {
        return Err(Error::fatal(format!(
            "the body of {name} has {} bytes, at most {PAPER_BODY_BYTES_MAX} can be stored: begin another document",
            body.len()
        )));
    }
    Ok(body)
}

/// Values of [`PAPER_CHANGES`].
fn paper_values(paper: &Paper, body: String) -> Vec<crate::statement::Value<'_>> {
    let due_at = paper.due_at.map(|moment| moment.0);
    vec![
        paper.order_no.as_ref().map(|order| order.as_str()).into(),
        paper.status.as_str().into(),
        due_at.into(),
        due_at.into(),
        body.into(),
    ]
}
