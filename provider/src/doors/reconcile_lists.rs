//! What others hand in for a comparison, page by page.

use dubbo_api::code::ResultCode;
use dubbo_api::reconcile::{BillPage, OrderListPage, SnapshotAck, SnapshotPage};
use dubbo_api::reply::{OpContext, Reply};
use dubbo_api::states::BillKind;
use dubbo_api::text::Quantity;
use stock::ids::{IdSource, Lot, Moment, OrderNo, Owner, Sku};
use stock::policy::QUANTITY_MAX;
use stock::reconcile::orders::OrderState;
use stock_sql::{
    BillLine, Error, ListKind, ListPage, ListState, OrderLine, PageRows, SnapshotLine,
};

use super::StockCenter;
use super::form::{self, Bad, Formed};
use super::reconcile::{answered, caller, needed_date};
use super::reservation::owner;

/// Most pages of a list.
const PAGES_MAX: i64 = 10_000;
/// Most rows of a page.
const ROWS_MAX: usize = 1_000;
/// Most missing pages that are named.
const MISSING_MAX: usize = 100;
/// Longest an order may have been in its state, in seconds: ten years.
const AGE_MAX: i64 = 10 * 366 * 86_400;

/// The head of a page.
struct Head<'r> {
    context: Option<&'r OpContext>,
    kind: ListKind,
    site: &'r str,
    field: &'r str,
    list_no: Option<&'r str>,
    page: i32,
    pages: i32,
    last_doc_no: Option<&'r str>,
    taken_at: Option<Moment>,
}

impl StockCenter {
    pub(super) async fn snapshot_formed(&self, page: &SnapshotPage) -> Formed<Reply<SnapshotAck>> {
        let site = form::name("warehouse", page.warehouse.as_str(), form::NAME_MAX)?;
        let head = Head {
            context: page.context.as_ref(),
            kind: ListKind::Snapshot,
            site,
            field: "snapshotNo",
            list_no: page.snapshot_no.as_deref(),
            page: page.page,
            pages: page.pages,
            last_doc_no: form::optional("lastDocNo", page.last_doc_no.as_deref(), form::NAME_MAX)?,
            taken_at: page.taken_at.map(|date| Moment(date.0)),
        };
        rows(page.rows.len())?;
        let mut lines = Vec::with_capacity(page.rows.len());
        for (index, row) in page.rows.iter().enumerate() {
            let field = |name: &str| format!("rows[{index}].{name}");
            lines.push(SnapshotLine {
                sku: sku(&field("sku"), row.sku.as_str())?,
                owner: owner(&field("owner"), row.owner.as_ref())?.unwrap_or_else(Owner::own),
                lot: form::optional(&field("lotNo"), row.lot_no.as_deref(), form::NAME_MAX)?
                    .map(|lot| Lot::from(lot).to_string()),
                good: figure(&field("good"), row.good)?,
                qc_hold: figure(&field("qcHold"), row.qc_hold)?,
                defective: figure(&field("defective"), row.defective)?,
            });
        }
        self.take(head, PageRows::Snapshot(lines)).await
    }

    pub(super) async fn order_list_formed(
        &self,
        page: &OrderListPage,
    ) -> Formed<Reply<SnapshotAck>> {
        let head = Head {
            context: page.context.as_ref(),
            kind: ListKind::Orders,
            site: "",
            field: "listNo",
            list_no: page.list_no.as_deref(),
            page: page.page,
            pages: page.pages,
            last_doc_no: None,
            taken_at: page.taken_at.map(|date| Moment(date.0)),
        };
        rows(page.rows.len())?;
        let mut lines = Vec::with_capacity(page.rows.len());
        for (index, row) in page.rows.iter().enumerate() {
            let field = |name: &str| format!("rows[{index}].{name}");
            let state = OrderState::parse(row.state.as_str()).ok_or_else(|| {
                Bad::new(
                    &field("state"),
                    row.state.as_str(),
                    "UNPAID, PAID or CANCELLED",
                )
            })?;
            let age = form::within(&field("ageSeconds"), row.age_seconds, 0, AGE_MAX)?;
            let order = form::name(&field("orderNo"), row.order_no.as_str(), form::NAME_MAX)?;
            lines.push(OrderLine {
                order_no: OrderNo::from(order),
                state,
                sku: sku(&field("sku"), row.sku.as_str())?,
                quantity: figure(&field("quantity"), row.quantity)?,
                age_ms: age * 1_000,
            });
        }
        self.take(head, PageRows::Orders(lines)).await
    }

    pub(super) async fn bill_formed(&self, page: &BillPage) -> Formed<Reply<SnapshotAck>> {
        let kind = match &page.kind {
            BillKind::Settlement => ListKind::Settlement,
            BillKind::Carrier => ListKind::Carrier,
            other => {
                return Err(Bad::new("kind", other.as_str(), "SETTLEMENT or CARRIER"));
            }
        };
        let head = Head {
            context: page.context.as_ref(),
            kind,
            site: "",
            field: "billNo",
            list_no: page.bill_no.as_deref(),
            page: page.page,
            pages: page.pages,
            last_doc_no: None,
            taken_at: None,
        };
        rows(page.rows.len())?;
        let mut lines = Vec::with_capacity(page.rows.len());
        for (index, row) in page.rows.iter().enumerate() {
            let field = |name: &str| format!("rows[{index}].{name}");
            let order = form::name(&field("orderNo"), row.order_no.as_str(), form::NAME_MAX)?;
            let line = BillLine {
                owner: owner(&field("owner"), row.owner.as_ref())?.unwrap_or_else(Owner::own),
                day: needed_date(&field("businessDate"), row.business_date.as_deref())?,
                order_no: OrderNo::from(order),
                sku: sku(&field("sku"), row.sku.as_str())?,
                signed: figure(&field("signed"), row.signed)?,
                returned: figure(&field("returned"), row.returned)?,
                lost: figure(&field("lost"), row.lost)?,
            };
            let foreign = match kind {
                ListKind::Carrier => line.signed.max(line.returned),
                _ => line.lost,
            };
            if foreign != 0 {
                return Err(Bad::new(
                    &format!("rows[{index}]"),
                    foreign,
                    "signed and returned on a SETTLEMENT, lost on a CARRIER bill",
                ));
            }
            lines.push(line);
        }
        self.take(head, PageRows::Bill(lines)).await
    }

    async fn take(&self, head: Head<'_>, rows: PageRows) -> Formed<Reply<SnapshotAck>> {
        let caller = caller(head.context, "page")?;
        let list_no = form::name(head.field, head.list_no.unwrap_or_default(), form::NAME_MAX)?;
        let pages = form::within("pages", i64::from(head.pages), 1, PAGES_MAX)?;
        let page = form::within("page", i64::from(head.page), 1, pages)?;
        let taken = async {
            let now = self.store.now().await?;
            let page = ListPage {
                id: self.reconciler.next_id(now),
                tenant: caller.tenant,
                kind: head.kind,
                site: head.site.to_owned(),
                list_no: list_no.to_owned(),
                page,
                pages,
                last_doc_no: head.last_doc_no.map(str::to_owned),
                taken_at: head.taken_at,
                now,
                now_seq: IdSource::first_of(now),
                rows,
            };
            let state = self.store.take_page(&page).await?;
            Ok::<_, Error>(state.map_or_else(|| other_pages(list_no, pages), |state| ack(&state)))
        };
        Ok(answered(taken.await))
    }
}

fn other_pages(list_no: &str, pages: i64) -> Reply<SnapshotAck> {
    Reply::refused(
        ResultCode::IdempotentConflict,
        format!(
            "{list_no} was begun with another number of pages than {pages}: send it under a new number"
        ),
    )
}

fn ack(state: &ListState) -> Reply<SnapshotAck> {
    let number = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    Reply::ok(SnapshotAck {
        snapshot_no: Some(state.list.list_no.clone()),
        pages: number(state.list.pages),
        pages_received: number(state.received),
        complete: state.missing.is_empty(),
        missing_pages: state
            .missing
            .iter()
            .take(MISSING_MAX)
            .map(|page| number(*page))
            .collect(),
        rows: state.rows,
    })
}

fn rows(count: usize) -> Formed<()> {
    if count <= ROWS_MAX {
        return Ok(());
    }
    Err(Bad::new(
        "rows",
        count,
        format!("at most {ROWS_MAX} rows per page"),
    ))
}

fn sku(field: &str, given: &str) -> Formed<Sku> {
    Ok(Sku::from(form::name(field, given, form::NAME_MAX)?))
}

fn figure(field: &str, given: Quantity) -> Formed<i64> {
    form::within(field, given.get(), 0, QUANTITY_MAX)
}
