//! What was signed, returned and lost, gathered out of the ledger as it grows: the statement is a page of an index, however long the ledger is.

use std::collections::{BTreeMap, BTreeSet};

use stock::ids::{FulfilmentNo, OrderNo, Owner, Sku, Tenant};
use stock::paper::{PaperBody, PaperKind};
use stock::reconcile::day::{Calendar, Day};
use stock::reconcile::settle::{Figures, Position};

use crate::error::Error;
use crate::link::Row;
use crate::rows;
use crate::statement::{LIST_MAX, Statement, Value, inserts};
use crate::store::Store;

/// The collector's place in the ledger.
const CURSOR: &str = "settlement";
/// The order a voucher is of, or its document where it is of none.
const ORDER_NO: &str = "COALESCE(v.order_no, v.biz_no)";
/// The parcel a voucher is about, empty where it is about none.
const PARCEL_NO: &str = "COALESCE(v.parcel_no, '')";

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Business day.
    pub day: Day,
    /// Order.
    pub order_no: String,
    /// The parcel it was delivered in; empty where it is of none.
    pub parcel_no: String,
    /// The fulfilment order the parcel is of.
    pub fo_no: Option<FulfilmentNo>,
    /// SKU.
    pub sku: Sku,
    /// Signed, returned, lost.
    pub figures: Figures,
    /// Cost of a unit, in fen.
    pub cost: Option<i64>,
    /// An open difference about the order's SKU.
    pub diff_id: Option<i64>,
}

impl Store {
    /// Gathers a page of the ledger up to a number; how many rows it read. Nothing is gathered twice, whoever else gathers.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn gather_settlement(
        &self,
        calendar: Calendar,
        to_seq: i64,
        limit: usize,
    ) -> Result<usize, Error> {
        let from = self.cursor().await?;
        let mut statement = Statement::new(format!(
            "SELECT {}, {ORDER_NO}, v.biz_no, {PARCEL_NO} FROM ledger l JOIN voucher v ON v.id = l.voucher_id WHERE l.seq > ",
            rows::ledger_of("l")
        ));
        statement.bind(from).push(" AND l.seq <= ").bind(to_seq);
        statement.push(&format!(" ORDER BY l.seq LIMIT {limit}"));
        let page = self.read(&statement).await?;
        let count = page.len();
        let mut values: Vec<Value<'_>> = Vec::new();
        let mut last = to_seq;
        for row in &page {
            let leg = rows::leg(row)?;
            last = leg.seq;
            let (from, to) = (leg.from.bucket, leg.to.bucket);
            let in_parcel = !row.text(rows::LEDGER_COLUMNS + 2)?.is_empty();
            let Some(figures) = Figures::of_leg(leg.movement, (from, to), leg.quantity, in_parcel)
            else {
                continue;
            };
            values.extend([
                leg.seq.into(),
                leg.from.key.tenant.to_string().into(),
                leg.from.key.owner.to_string().into(),
                calendar.day_of_seq(leg.seq).0.into(),
                row.text(rows::LEDGER_COLUMNS)?.to_owned().into(),
                row.text(rows::LEDGER_COLUMNS + 1)?.to_owned().into(),
                row.text(rows::LEDGER_COLUMNS + 2)?.to_owned().into(),
                leg.from.key.sku.to_string().into(),
                figures.signed.into(),
                figures.returned.into(),
                figures.lost.into(),
            ]);
        }
        // The page was not full: everything up to the end is gathered.
        if count < limit {
            last = to_seq;
        }
        if last > from {
            self.put_settlement(from, last, values).await?;
        }
        Ok(count)
    }

    async fn put_settlement(
        &self,
        from: i64,
        to: i64,
        values: Vec<Value<'_>>,
    ) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        let mut step = Statement::new("UPDATE recon_cursor SET seq = ");
        step.bind(to)
            .push(" WHERE name = ")
            .bind(CURSOR)
            .push(" AND seq = ")
            .bind(from);
        let outcome = async {
            if tx.run(&step).await? == 0 {
                // Somebody else gathered these rows.
                return Ok(false);
            }
            let head = "INSERT INTO settlement (seq, tenant, owner, business_day, order_no, document, parcel_no, sku, signed, returned, lost) VALUES ";
            for statement in inserts(head, 11, values, "") {
                tx.run(&statement).await?;
            }
            Ok::<bool, Error>(true)
        }
        .await;
        match outcome {
            Ok(true) => tx.commit().await,
            Ok(false) => {
                tx.rollback().await;
                Ok(())
            }
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        }
    }

    async fn cursor(&self) -> Result<i64, Error> {
        let mut statement = Statement::new("SELECT seq FROM recon_cursor WHERE name = ");
        statement.bind(CURSOR);
        if let Some(row) = self.read(&statement).await?.first() {
            return row.int(0);
        }
        let mut insert = Statement::new("INSERT INTO recon_cursor (name, seq) VALUES (");
        insert.bind(CURSOR).push(", 0)");
        match self.write_one(&insert).await {
            Ok(_) => Ok(0),
            Err(error) if super::is_there(&error) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// A page of what is to be settled with an owner between two days, after the row that is named.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn statement_page(
        &self,
        tenant: &Tenant,
        owner: &Owner,
        (from, to): (Day, Day),
        after: Option<&StatementRow>,
        limit: u32,
    ) -> Result<Vec<StatementRow>, Error> {
        let mut statement = Statement::new(
            "SELECT s.business_day, s.order_no, s.parcel_no, s.sku, CAST(SUM(s.signed) AS SIGNED), \
             CAST(SUM(s.returned) AS SIGNED), CAST(SUM(s.lost) AS SIGNED), MAX(c.cost_minor) FROM settlement s \
             LEFT JOIN recon_cost c ON c.tenant = s.tenant AND c.owner = s.owner AND c.sku = s.sku WHERE s.tenant = ",
        );
        statement
            .bind(tenant.as_str())
            .push(" AND s.owner = ")
            .bind(owner.as_str());
        statement.push(" AND s.business_day >= ").bind(from.0);
        statement.push(" AND s.business_day <= ").bind(to.0);
        if let Some(after) = after {
            // Spelled out: not every engine walks an index along a row comparison.
            statement.push(" AND (s.business_day > ").bind(after.day.0);
            statement.push(" OR (s.business_day = ").bind(after.day.0);
            statement
                .push(" AND (s.order_no > ")
                .bind(after.order_no.as_str());
            statement
                .push(" OR (s.order_no = ")
                .bind(after.order_no.as_str());
            statement
                .push(" AND (s.parcel_no > ")
                .bind(after.parcel_no.as_str());
            statement
                .push(" OR (s.parcel_no = ")
                .bind(after.parcel_no.as_str());
            statement
                .push(" AND s.sku > ")
                .bind(after.sku.as_str())
                .push("))))))");
        }
        statement.push(
            " GROUP BY s.business_day, s.order_no, s.parcel_no, s.sku ORDER BY s.business_day, s.order_no, s.parcel_no, s.sku LIMIT ",
        );
        statement.bind(i64::from(limit));
        let mut found = Vec::new();
        for row in self.read(&statement).await? {
            found.push(StatementRow {
                day: Day(row.int(0)?),
                order_no: row.text(1)?.to_owned(),
                parcel_no: row.text(2)?.to_owned(),
                fo_no: None,
                sku: row.text(3)?.into(),
                figures: figures(&row, 4)?,
                cost: row.int_or_null(7)?,
                diff_id: None,
            });
        }
        self.add_fulfilments(tenant, &mut found).await?;
        self.add_open_diffs(tenant, owner, &mut found).await?;
        Ok(found)
    }

    /// The fulfilment orders that the parcels are of.
    async fn add_fulfilments(
        &self,
        tenant: &Tenant,
        found: &mut [StatementRow],
    ) -> Result<(), Error> {
        let parcels = found.iter().map(|row| row.parcel_no.clone());
        let parcels: BTreeSet<String> = parcels.filter(|no| !no.is_empty()).collect();
        let parcels: Vec<String> = parcels.into_iter().collect();
        let mut of = BTreeMap::new();
        for piece in parcels.chunks(LIST_MAX) {
            let mut statement = Statement::new("SELECT paper_no, body FROM paper WHERE tenant = ");
            statement.bind(tenant.as_str());
            statement
                .push(" AND kind = ")
                .bind(PaperKind::Parcel.as_str());
            statement
                .push(" AND paper_no IN ")
                .list(piece.iter().map(String::as_str));
            for row in self.read(&statement).await? {
                let body: PaperBody = serde_json::from_str(row.text(1)?)
                    .map_err(|error| Error::fatal(format!("a parcel cannot be read: {error}")))?;
                if let PaperBody::Parcel(parcel) = body {
                    of.insert(row.text(0)?.to_owned(), parcel.fo_no);
                }
            }
        }
        for row in found {
            row.fo_no = of.get(&row.parcel_no).cloned();
        }
        Ok(())
    }

    async fn add_open_diffs(
        &self,
        tenant: &Tenant,
        owner: &Owner,
        found: &mut [StatementRow],
    ) -> Result<(), Error> {
        if found.is_empty() {
            return Ok(());
        }
        let mut open = BTreeMap::new();
        let orders: Vec<String> = found.iter().map(|row| row.order_no.clone()).collect();
        for piece in orders.chunks(LIST_MAX) {
            let mut statement = Statement::new(
                "SELECT document, sku, id FROM recon_diff WHERE kind = 'R6' AND closed_at IS NULL AND tenant = ",
            );
            statement
                .bind(tenant.as_str())
                .push(" AND owner = ")
                .bind(owner.as_str());
            statement
                .push(" AND document IN ")
                .list(piece.iter().map(String::as_str));
            for row in self.read(&statement).await? {
                let (Some(order), Some(sku)) = (row.text_or_null(0)?, row.text_or_null(1)?) else {
                    continue;
                };
                open.insert((order.to_owned(), Sku::from(sku)), row.int(2)?);
            }
        }
        for row in found {
            row.diff_id = open.get(&(row.order_no.clone(), row.sku.clone())).copied();
        }
        Ok(())
    }

    /// The next orders of a tenant that have something to settle, or (with `billed`) something billed, within some days.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn orders_to_settle(
        &self,
        tenant: &Tenant,
        after: &str,
        (from, to): (Day, Day),
        billed: bool,
    ) -> Result<Vec<OrderNo>, Error> {
        let table = if billed { "bill_line" } else { "settlement" };
        let mut statement = Statement::new(format!(
            "SELECT DISTINCT order_no FROM {table} WHERE tenant = "
        ));
        statement
            .bind(tenant.as_str())
            .push(" AND order_no > ")
            .bind(after);
        statement.push(" AND business_day >= ").bind(from.0);
        statement.push(" AND business_day <= ").bind(to.0);
        statement.push(&format!(" ORDER BY order_no LIMIT {ORDERS_PAGE}"));
        let rows = self.read(&statement).await?;
        rows.iter().map(|row| Ok(row.text(0)?.into())).collect()
    }

    /// What was delivered and what was billed of some orders, by position, up to a day. Only bills that have arrived whole count.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn settled(
        &self,
        tenant: &Tenant,
        orders: &[OrderNo],
        to: Day,
    ) -> Result<[BTreeMap<Position, Figures>; 2], Error> {
        let mut found = [BTreeMap::new(), BTreeMap::new()];
        let whole = " AND EXISTS (SELECT 1 FROM recon_list l WHERE l.id = b.list_id AND l.pages = (SELECT COUNT(*) FROM recon_list_page p WHERE p.list_id = l.id))";
        for piece in orders.chunks(LIST_MAX) {
            for (at, (table, test)) in [("settlement", ""), ("bill_line", whole)]
                .into_iter()
                .enumerate()
            {
                let mut statement = Statement::new(format!(
                    "SELECT b.owner, b.order_no, b.sku, CAST(SUM(b.signed) AS SIGNED), CAST(SUM(b.returned) AS SIGNED), \
                     CAST(SUM(b.lost) AS SIGNED), MAX(b.business_day) FROM {table} b WHERE b.tenant = "
                ));
                statement.bind(tenant.as_str()).push(" AND b.order_no IN ");
                statement.list(piece.iter().map(OrderNo::as_str));
                statement
                    .push(" AND b.business_day <= ")
                    .bind(to.0)
                    .push(test);
                statement.push(" GROUP BY b.owner, b.order_no, b.sku");
                for row in self.read(&statement).await? {
                    let position = Position {
                        owner: row.text(0)?.into(),
                        order_no: row.text(1)?.to_owned(),
                        sku: row.text(2)?.into(),
                    };
                    let figures = Figures {
                        day: row.int_or_null(6)?.map(Day),
                        ..figures(&row, 3)?
                    };
                    found[at].insert(position, figures);
                }
            }
        }
        Ok(found)
    }
}

/// Orders looked at together.
const ORDERS_PAGE: usize = 200;

fn figures(row: &Row, first: usize) -> Result<Figures, Error> {
    Ok(Figures {
        signed: row.int(first)?,
        returned: row.int(first + 1)?,
        lost: row.int(first + 2)?,
        day: None,
    })
}
