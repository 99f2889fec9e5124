//! What others hand in, page by page: a page sent twice replaces itself, and whoever compares waits for all of them.

use std::collections::BTreeSet;

use stock::ids::{Moment, OrderNo, Owner, Sku, Tenant};
use stock::reconcile::day::Day;
use stock::reconcile::orders::OrderState;

use super::is_there;
use crate::error::Error;
use crate::statement::{Statement, Value, inserts};
use crate::store::Store;
use crate::tx::Tx;

/// What is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// A warehouse's snapshot.
    Snapshot,
    /// The order service's list.
    Orders,
    /// A settlement statement.
    Settlement,
    /// A carrier's bill.
    Carrier,
}

impl ListKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Snapshot => "SNAPSHOT",
            Self::Orders => "ORDERS",
            Self::Settlement => "SETTLEMENT",
            Self::Carrier => "CARRIER",
        }
    }
}

/// A position of a warehouse's snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotLine {
    /// SKU.
    pub sku: Sku,
    /// Owner.
    pub owner: Owner,
    /// Lot.
    pub lot: Option<String>,
    /// Good.
    pub good: i64,
    /// To be inspected.
    pub qc_hold: i64,
    /// Defective.
    pub defective: i64,
}

/// A row of the order service's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// Order.
    pub order_no: OrderNo,
    /// Its state there.
    pub state: OrderState,
    /// SKU or kit.
    pub sku: Sku,
    /// How many.
    pub quantity: i64,
    /// How long it had been in that state when the list was taken.
    pub age_ms: i64,
}

/// A line of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillLine {
    /// Owner.
    pub owner: Owner,
    /// When it was settled.
    pub day: Day,
    /// Order.
    pub order_no: OrderNo,
    /// SKU.
    pub sku: Sku,
    /// Signed for.
    pub signed: i64,
    /// Returned.
    pub returned: i64,
    /// Lost.
    pub lost: i64,
}

/// The rows of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageRows {
    /// Of a snapshot.
    Snapshot(Vec<SnapshotLine>),
    /// Of a list of orders.
    Orders(Vec<OrderLine>),
    /// Of a bill.
    Bill(Vec<BillLine>),
}

impl PageRows {
    const fn table(&self) -> &'static str {
        match self {
            Self::Snapshot(_) => "wms_snapshot_line",
            Self::Orders(_) => "order_list_line",
            Self::Bill(_) => "bill_line",
        }
    }

    const fn len(&self) -> usize {
        match self {
            Self::Snapshot(rows) => rows.len(),
            Self::Orders(rows) => rows.len(),
            Self::Bill(rows) => rows.len(),
        }
    }
}

/// A page as it came.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// Row identifier, if the list is new.
    pub id: i64,
    /// Tenant.
    pub tenant: Tenant,
    /// What it is of.
    pub kind: ListKind,
    /// Site; empty if it is not of one.
    pub site: String,
    /// Number.
    pub list_no: String,
    /// This page, from 1.
    pub page: i64,
    /// How many there are.
    pub pages: i64,
    /// The last document the sender had seen.
    pub last_doc_no: Option<String>,
    /// When it was taken, as the sender says.
    pub taken_at: Option<Moment>,
    /// Now.
    pub now: Moment,
    /// The ledger's last number now.
    pub now_seq: i64,
    /// Rows.
    pub rows: PageRows,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Row identifier.
    pub id: i64,
    /// Site; empty if it is not of one.
    pub site: String,
    /// Number.
    pub list_no: String,
    /// How many pages there are.
    pub pages: i64,
    /// The last document the sender had seen.
    pub last_doc_no: Option<String>,
    /// When the first page came.
    pub received_at: Moment,
    /// The ledger's last number then.
    pub received_seq: i64,
}

/// How far a list has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListState {
    /// The list.
    pub list: List,
    /// Pages that are missing.
    pub missing: Vec<i64>,
    /// How many pages have arrived.
    pub received: i64,
    /// How many rows have.
    pub rows: i64,
}

const LIST: &str = "id, site, list_no, pages, last_doc_no, received_at, received_seq";

impl Store {
    /// Takes a page; `None` if the list was begun with another number of pages.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take_page(&self, page: &ListPage) -> Result<Option<ListState>, Error> {
        let list = self.begin_list(page).await?;
        if list.pages != page.pages {
            return Ok(None);
        }
        let mut left = 5;
        loop {
            match self.replace_page(list.id, page).await {
                Ok(()) => break,
                Err(error) if error.is_retryable() && left > 0 => left -= 1,
                Err(error) => return Err(error),
            }
        }
        self.list_state(list).await.map(Some)
    }

    async fn begin_list(&self, page: &ListPage) -> Result<List, Error> {
        let key = (page.kind, page.site.as_str(), page.list_no.as_str());
        if let Some(list) = self.list_by_no(&page.tenant, key).await? {
            return Ok(list);
        }
        let mut begin = Statement::new(
            "INSERT INTO recon_list (id, tenant, kind, site, list_no, pages, last_doc_no, taken_at, received_at, received_seq) VALUES (",
        );
        begin.bind(page.id).push(", ").bind(page.tenant.as_str());
        begin.push(", ").bind(page.kind.as_str()).push(", ");
        begin
            .bind(page.site.as_str())
            .push(", ")
            .bind(page.list_no.as_str());
        begin
            .push(", ")
            .bind(page.pages)
            .push(", ")
            .bind(page.last_doc_no.as_deref());
        begin
            .push(", ")
            .bind(page.taken_at.map(|at| at.0))
            .push(", ");
        begin
            .bind(page.now.0)
            .push(", ")
            .bind(page.now_seq)
            .push(")");
        match self.write_one(&begin).await {
            Ok(_) => {}
            Err(error) if is_there(&error) => {}
            Err(error) => return Err(error),
        }
        let list = self.list_by_no(&page.tenant, key).await?;
        list.ok_or_else(|| Error::fatal("a list that was begun just now is gone"))
    }

    async fn replace_page(&self, list_id: i64, page: &ListPage) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        let outcome = replace(&mut tx, list_id, page).await;
        match outcome {
            Ok(()) => tx.commit().await,
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        }
    }

    /// A list by its number.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_by_no(
        &self,
        tenant: &Tenant,
        (kind, site, list_no): (ListKind, &str, &str),
    ) -> Result<Option<List>, Error> {
        let mut statement =
            Statement::new(format!("SELECT {LIST} FROM recon_list WHERE tenant = "));
        statement
            .bind(tenant.as_str())
            .push(" AND kind = ")
            .bind(kind.as_str());
        statement.push(" AND site = ").bind(site);
        statement.push(" AND list_no = ").bind(list_no);
        self.one_list(&statement).await
    }

    /// A list by its row identifier.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_by_id(&self, id: i64) -> Result<Option<List>, Error> {
        let mut statement = Statement::new(format!("SELECT {LIST} FROM recon_list WHERE id = "));
        statement.bind(id);
        self.one_list(&statement).await
    }

    /// The latest lists of a kind that have arrived whole, of one site if it is named.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn latest_list(
        &self,
        tenant: &Tenant,
        kind: ListKind,
        site: Option<&str>,
    ) -> Result<Option<List>, Error> {
        let mut statement =
            Statement::new(format!("SELECT {LIST} FROM recon_list l WHERE tenant = "));
        statement
            .bind(tenant.as_str())
            .push(" AND kind = ")
            .bind(kind.as_str());
        if let Some(site) = site {
            statement.push(" AND site = ").bind(site);
        }
        statement.push(
            " AND pages = (SELECT COUNT(*) FROM recon_list_page p WHERE p.list_id = l.id) ORDER BY id DESC LIMIT 1",
        );
        self.one_list(&statement).await
    }

    async fn one_list(&self, statement: &Statement<'_>) -> Result<Option<List>, Error> {
        let rows = self.read(statement).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        Ok(Some(List {
            id: row.int(0)?,
            site: row.text(1)?.to_owned(),
            list_no: row.text(2)?.to_owned(),
            pages: row.int(3)?,
            last_doc_no: row.text_or_null(4)?.map(str::to_owned),
            received_at: Moment(row.int(5)?),
            received_seq: row.int(6)?,
        }))
    }

    /// How far a list has arrived.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_state(&self, list: List) -> Result<ListState, Error> {
        let mut statement =
            Statement::new("SELECT page, line_count FROM recon_list_page WHERE list_id = ");
        statement.bind(list.id);
        let mut present = BTreeSet::new();
        let mut rows = 0;
        for row in self.read(&statement).await? {
            present.insert(row.int(0)?);
            rows += row.int(1)?;
        }
        let missing = (1..=list.pages).filter(|page| !present.contains(page));
        Ok(ListState {
            missing: missing.collect(),
            received: i64::try_from(present.len()).unwrap_or(i64::MAX),
            rows,
            list,
        })
    }

    /// A page of a snapshot.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn snapshot_page(&self, list_id: i64, page: i64) -> Result<Vec<SnapshotLine>, Error> {
        let mut statement = Statement::new(
            "SELECT sku, owner, lot, good, qc_hold, defective FROM wms_snapshot_line WHERE list_id = ",
        );
        statement.bind(list_id).push(" AND page = ").bind(page);
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(SnapshotLine {
                    sku: row.text(0)?.into(),
                    owner: row.text(1)?.into(),
                    lot: row.text_or_null(2)?.map(str::to_owned),
                    good: row.int(3)?,
                    qc_hold: row.int(4)?,
                    defective: row.int(5)?,
                })
            })
            .collect()
    }

    /// A page of a list of orders.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn order_page(&self, list_id: i64, page: i64) -> Result<Vec<OrderLine>, Error> {
        let mut statement = Statement::new(
            "SELECT order_no, state, sku, quantity, age_ms FROM order_list_line WHERE list_id = ",
        );
        statement.bind(list_id).push(" AND page = ").bind(page);
        statement.push(" ORDER BY line_no");
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(OrderLine {
                    order_no: row.text(0)?.into(),
                    state: row.code(1, OrderState::parse)?,
                    sku: row.text(2)?.into(),
                    quantity: row.int(3)?,
                    age_ms: row.int(4)?,
                })
            })
            .collect()
    }

    /// Whether a list of orders names an order.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn is_listed(&self, list_id: i64, order_no: &str) -> Result<bool, Error> {
        let mut statement = Statement::new("SELECT line_no FROM order_list_line WHERE list_id = ");
        statement
            .bind(list_id)
            .push(" AND order_no = ")
            .bind(order_no);
        statement.push(" LIMIT 1");
        Ok(!self.read(&statement).await?.is_empty())
    }

    /// The ledger's last number of what a document booked: the largest of its vouchers'.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn seq_of_document(
        &self,
        tenant: &Tenant,
        biz_no: &str,
        sources: &[String],
    ) -> Result<Option<i64>, Error> {
        let mut last = None;
        for source in sources {
            let mut statement = Statement::new("SELECT MAX(last_seq) FROM voucher WHERE tenant = ");
            statement
                .bind(tenant.as_str())
                .push(" AND source = ")
                .bind(source.as_str());
            statement.push(" AND op IN ");
            statement.list(stock::op::OpType::ALL.iter().map(|op| op.as_str()));
            statement.push(" AND biz_no = ").bind(biz_no);
            let rows = self.read(&statement).await?;
            let found = rows.first().map_or(Ok(None), |row| row.int_or_null(0))?;
            last = last.max(found);
        }
        Ok(last)
    }

    /// The systems that have written for a tenant.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sources(&self, tenant: &Tenant) -> Result<Vec<String>, Error> {
        // One step of the idempotency key's index per system, however many vouchers each has.
        let mut sources: Vec<String> = Vec::new();
        loop {
            let mut statement = Statement::new("SELECT MIN(source) FROM voucher WHERE tenant = ");
            statement.bind(tenant.as_str());
            if let Some(last) = sources.last() {
                statement.push(" AND source > ").bind(last.clone());
            }
            let rows = self.read(&statement).await?;
            match rows.first().map_or(Ok(None), |row| row.text_or_null(0))? {
                Some(next) if sources.len() < SOURCES_MAX => sources.push(next.to_owned()),
                _ => return Ok(sources),
            }
        }
    }
}

/// Most systems looked through for a document's number.
const SOURCES_MAX: usize = 64;

async fn replace(tx: &mut Tx, list_id: i64, page: &ListPage) -> Result<(), Error> {
    for table in [page.rows.table(), "recon_list_page"] {
        let mut delete = Statement::new(format!("DELETE FROM {table} WHERE list_id = "));
        delete.bind(list_id).push(" AND page = ").bind(page.page);
        tx.run(&delete).await?;
    }
    let mut head = Statement::new(
        "INSERT INTO recon_list_page (list_id, page, line_count, received_at) VALUES (",
    );
    let count = i64::try_from(page.rows.len()).unwrap_or(i64::MAX);
    head.bind(list_id)
        .push(", ")
        .bind(page.page)
        .push(", ")
        .bind(count);
    head.push(", ").bind(page.now.0).push(")");
    tx.run(&head).await?;
    let (columns, width, values) = page_values(list_id, page);
    let sql = format!("INSERT INTO {} ({columns}) VALUES ", page.rows.table());
    for statement in inserts(&sql, width, values, "") {
        tx.run(&statement).await?;
    }
    Ok(())
}

fn page_values(list_id: i64, page: &ListPage) -> (&'static str, usize, Vec<Value<'_>>) {
    let mut values: Vec<Value<'_>> = Vec::new();
    let place = |line_no: i64| [list_id.into(), page.page.into(), line_no.into()];
    match &page.rows {
        PageRows::Snapshot(rows) => {
            for (line_no, row) in (1..).zip(rows) {
                values.extend(place(line_no));
                values.push(row.sku.as_str().into());
                values.push(row.owner.as_str().into());
                values.push(row.lot.as_deref().into());
                values.extend([row.good, row.qc_hold, row.defective].map(Value::from));
            }
            (
                "list_id, page, line_no, sku, owner, lot, good, qc_hold, defective",
                9,
                values,
            )
        }
        PageRows::Orders(rows) => {
            for (line_no, row) in (1..).zip(rows) {
                values.extend(place(line_no));
                values.push(row.order_no.as_str().into());
                values.push(row.state.as_str().into());
                values.push(row.sku.as_str().into());
                values.extend([row.quantity, row.age_ms].map(Value::from));
            }
            (
                "list_id, page, line_no, order_no, state, sku, quantity, age_ms",
                8,
                values,
            )
        }
        PageRows::Bill(rows) => {
            for (line_no, row) in (1..).zip(rows) {
                values.extend(place(line_no));
                values.push(page.tenant.as_str().into());
                values.push(row.owner.as_str().into());
                values.push(row.day.0.into());
                values.push(row.order_no.as_str().into());
                values.push(row.sku.as_str().into());
                values.extend([row.signed, row.returned, row.lost].map(Value::from));
            }
            (
                "list_id, page, line_no, tenant, owner, business_day, order_no, sku, signed, returned, lost",
                11,
                values,
            )
        }
    }
}
