//! A tenant of one test, and what its order service asks of the stock center.

use std::sync::Arc;
use std::time::Duration;

use dubbo_api::admin::{StockAdminServiceClient, stock_admin_service};
use dubbo_api::catalog::{PartCatalogServiceClient, part_catalog_service};
use dubbo_api::change::{
    InboundReq, LedgerQuery, LedgerRow, StockChangeService, StockChangeServiceClient, StockLine,
    stock_change_service,
};
use dubbo_api::code::ResultCode;
use dubbo_api::fulfillment::{
    FulfillmentService, FulfillmentServiceClient, Timeline, fulfillment_service,
};
use dubbo_api::inquiry::{
    BucketQuery, BucketView, LotQuery, LotView, SellableReq, StockQueryService,
    StockQueryServiceClient, stock_query_service,
};
use dubbo_api::reply::{OpAnswer, OpContext, OpKey, Reply};
use dubbo_api::reservation::{
    CancelReq, ConfirmReq, OccupyLine, PreOccupyReq, Reservation, ReservationQuery,
    StockReservationService, StockReservationServiceClient, stock_reservation_service,
};
use dubbo_api::states::OpType;
use dubbo_api::text::Quantity;
use dubbo_rpc::{Client, ClientOptions, Context, Fault, Invoker, ServiceRef};

use super::provider::{Bind, Center};

/// Every write of a test comes from this system.
pub(crate) const SOURCE: &str = "order";
/// Longest a caller waits: far more than any call takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A caller with a connection of its own.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) orders: StockReservationServiceClient,
    pub(crate) goods: StockChangeServiceClient,
    pub(crate) questions: StockQueryServiceClient,
    pub(crate) parts: PartCatalogServiceClient,
    pub(crate) operations: StockAdminServiceClient,
    pub(crate) performance: FulfillmentServiceClient,
    pub(crate) tenant: String,
}

impl Caller {
    pub(crate) async fn connect(address: String, tenant: &str) -> Self {
        let options = ClientOptions {
            timeout: PATIENCE,
            application: Some("order-service".to_owned()),
            ..ClientOptions::default()
        };
        let link: Arc<dyn Invoker> = Arc::new(Client::connect(address, options).await.unwrap());
        let service = ServiceRef::new;
        Self {
            orders: StockReservationServiceClient::new(
                Arc::clone(&link),
                service(stock_reservation_service::INTERFACE),
            ),
            performance: FulfillmentServiceClient::new(
                Arc::clone(&link),
                service(fulfillment_service::INTERFACE),
            ),
            goods: StockChangeServiceClient::new(
                Arc::clone(&link),
                service(stock_change_service::INTERFACE),
            ),
            parts: PartCatalogServiceClient::new(
                Arc::clone(&link),
                service(part_catalog_service::INTERFACE),
            ),
            questions: StockQueryServiceClient::new(
                Arc::clone(&link),
                service(stock_query_service::INTERFACE),
            ),
            operations: StockAdminServiceClient::new(link, service(stock_admin_service::INTERFACE)),
            tenant: tenant.to_owned(),
        }
    }

    pub(crate) fn context(&self, biz_no: &str) -> Option<OpContext> {
        Some(OpContext {
            tenant: Some(self.tenant.as_str().into()),
            source_system: Some(SOURCE.to_owned()),
            biz_no: Some(biz_no.to_owned()),
            ..OpContext::default()
        })
    }

    /// The request to hold some SKUs for an order, under the order's number.
    pub(crate) fn hold(&self, order: &str, lines: &[(&str, i64)]) -> PreOccupyReq {
        let lines = lines
            .iter()
            .map(|(sku, quantity)| OccupyLine {
                sku: (*sku).into(),
                quantity: Quantity(*quantity),
                ..OccupyLine::default()
            })
            .collect();
        PreOccupyReq {
            context: self.context(order),
            order_no: order.into(),
            lines,
            ..PreOccupyReq::default()
        }
    }

    pub(crate) async fn send(&self, request: PreOccupyReq) -> Reply<Reservation> {
        self.orders
            .pre_occupy(&Context::new(), request)
            .await
            .unwrap()
    }

    pub(crate) async fn reserve(&self, order: &str, lines: &[(&str, i64)]) -> Reply<Reservation> {
        self.send(self.hold(order, lines)).await
    }

    /// Pays an order, under the order's number; a hold that has run out is not taken anew.
    pub(crate) async fn confirm(&self, order: &str) -> Reply<Reservation> {
        let request = ConfirmReq {
            context: self.context(order),
            order_no: Some(order.into()),
            pay_no: Some(order.to_owned()),
            ..ConfirmReq::default()
        };
        self.orders.confirm(&Context::new(), request).await.unwrap()
    }

    pub(crate) async fn cancel(&self, order: &str) -> Reply<Reservation> {
        let request = CancelReq {
            context: self.context(order),
            order_no: Some(order.into()),
            ..CancelReq::default()
        };
        self.orders.cancel(&Context::new(), request).await.unwrap()
    }

    pub(crate) async fn order(&self, order: &str) -> Reply<Reservation> {
        let query = ReservationQuery {
            tenant: Some(self.tenant.as_str().into()),
            order_no: Some(order.into()),
            ..ReservationQuery::default()
        };
        self.orders.get(&Context::new(), query).await.unwrap()
    }

    /// The whole life of an order's stock.
    pub(crate) async fn life(&self, order: &str) -> Timeline {
        let cx = Context::new().with_attachment("tenant", self.tenant.as_str());
        let reply = self.performance.trace(&cx, order.into()).await.unwrap();
        reply.into_data().unwrap()
    }

    /// What became of a preOccupy, by its key.
    pub(crate) async fn by_key(&self, biz_no: &str) -> Result<Reply<OpAnswer>, Fault> {
        let key = OpKey {
            tenant: Some(self.tenant.as_str().into()),
            source_system: Some(SOURCE.to_owned()),
            op_type: OpType::PreOccupy,
            biz_no: Some(biz_no.to_owned()),
            op_seq: 0,
        };
        self.orders.get_by_key(&Context::new(), key).await
    }

    /// Receives goods in W1.
    pub(crate) async fn receive(&self, sku: &str, quantity: i64) {
        let line = StockLine {
            sku: sku.into(),
            quantity: Quantity(quantity),
            ..StockLine::default()
        };
        let request = InboundReq {
            context: self.context(&format!("IN-{sku}-{quantity}")),
            warehouse: "W1".into(),
            lines: vec![line],
            ..InboundReq::default()
        };
        let reply = self
            .goods
            .purchase_in(&Context::new(), request)
            .await
            .unwrap();
        assert_eq!(reply.code, ResultCode::Ok, "{reply:?}");
    }

    /// The buckets of a SKU in every warehouse and pool.
    pub(crate) async fn buckets(&self, sku: &str) -> Vec<BucketView> {
        let query = BucketQuery {
            tenant: Some(self.tenant.as_str().into()),
            skus: vec![sku.into()],
            ..BucketQuery::default()
        };
        let reply = self
            .questions
            .buckets(&Context::new(), query)
            .await
            .unwrap();
        reply.into_data().unwrap()
    }

    /// The lots of a SKU.
    pub(crate) async fn lots(&self, sku: &str, max_age_days: Option<i32>) -> Reply<Vec<LotView>> {
        let query = LotQuery {
            tenant: Some(self.tenant.as_str().into()),
            sku: sku.into(),
            max_age_days,
            ..LotQuery::default()
        };
        self.questions.lots(&Context::new(), query).await.unwrap()
    }

    /// What of a SKU can be sold.
    pub(crate) async fn sellable(&self, sku: &str) -> i64 {
        let request = SellableReq {
            tenant: Some(self.tenant.as_str().into()),
            skus: vec![sku.into()],
            ..SellableReq::default()
        };
        let reply = self
            .questions
            .batch_sellable(&Context::new(), request)
            .await
            .unwrap();
        reply.into_data().unwrap()[0].sellable.get()
    }

    /// The filled buckets of a SKU in W1's shared pool, as `available=7 preoccupied=3`.
    pub(crate) async fn stock(&self, sku: &str) -> String {
        self.stock_at("W1", sku, "SHARED").await
    }

    pub(crate) async fn stock_at(&self, warehouse: &str, sku: &str, pool: &str) -> String {
        let found = self.buckets(sku).await;
        let here = found
            .iter()
            .find(|view| view.warehouse.as_str() == warehouse && view.pool.as_str() == pool);
        here.map_or_else(|| "empty".to_owned(), filled)
    }

    /// All ledger rows of a SKU, oldest first.
    pub(crate) async fn ledger(&self, sku: &str) -> Vec<LedgerRow> {
        self.rows(LedgerQuery {
            sku: Some(sku.into()),
            ..LedgerQuery::default()
        })
        .await
    }

    /// All ledger rows of an order, oldest first.
    pub(crate) async fn ledger_of(&self, order: &str) -> Vec<LedgerRow> {
        self.rows(LedgerQuery {
            order_no: Some(order.into()),
            ..LedgerQuery::default()
        })
        .await
    }

    async fn rows(&self, mut query: LedgerQuery) -> Vec<LedgerRow> {
        query.tenant = Some(self.tenant.as_str().into());
        query.limit = Some(500);
        let mut rows = Vec::new();
        loop {
            let reply = self
                .goods
                .list_ledger(&Context::new(), query.clone())
                .await
                .unwrap();
            let page = reply.into_data().unwrap();
            rows.extend(page.items);
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                return rows;
            }
        }
    }
}

fn filled(view: &BucketView) -> String {
    let buckets = [
        ("available", view.available),
        ("preoccupied", view.preoccupied),
        ("allocated", view.allocated),
        ("frozen", view.frozen),
        ("qc_hold", view.qc_hold),
        ("defective", view.defective),
        ("shipped", view.shipped),
        ("return_transit", view.return_transit),
        ("transfer_transit", view.transfer_transit),
        ("incoming", view.incoming),
        ("presale_avail", view.presale_avail),
        ("presale_held", view.presale_held),
    ];
    let filled = buckets.iter().filter(|(_, quantity)| quantity.get() != 0);
    let filled: Vec<String> = filled
        .map(|(name, quantity)| format!("{name}={}", quantity.get()))
        .collect();
    if filled.is_empty() {
        "empty".to_owned()
    } else {
        filled.join(" ")
    }
}

/// A code with the short lines, as `STOCK_NOT_ENOUGH S 3/7` (have and need).
pub(crate) fn told<T>(reply: &Reply<T>) -> String {
    let mut text = reply.code.as_str().to_owned();
    for short in &reply.shortages {
        text += &format!(" {} {}/{}", short.sku, short.have.get(), short.need.get());
    }
    text
}

/// A tenant of one test.
#[derive(Debug)]
pub(crate) struct Mall {
    pub(crate) center: &'static Center,
    caller: Caller,
}

impl std::ops::Deref for Mall {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl Mall {
    pub(crate) async fn open(center: &'static Center, case: &str) -> Self {
        Self {
            center,
            caller: Caller::connect(center.providers[0].address(), case).await,
        }
    }

    /// So many callers with connections of their own, spread over the providers.
    pub(crate) async fn callers(&self, count: usize) -> Vec<Caller> {
        let mut callers = Vec::with_capacity(count);
        for provider in self.center.providers.iter().cycle().take(count) {
            callers.push(Caller::connect(provider.address(), &self.tenant).await);
        }
        callers
    }

    /// A caller of the last provider: on MariaDB another process than the first caller's.
    pub(crate) async fn elsewhere(&self) -> Caller {
        let provider = self.center.providers.last().unwrap();
        Caller::connect(provider.address(), &self.tenant).await
    }

    /// Lets time pass for an order without waiting: its whole life is moved into the past, in the database.
    pub(crate) async fn pass(&self, order: &str, seconds: i64) {
        let ms = Bind::Int(seconds * 1_000);
        let binds = [ms, ms, ms, Bind::Text(&self.tenant), Bind::Text(order)];
        self.center
            .execute(
                "UPDATE reservation SET created_at = created_at - ?, expire_at = expire_at - ?, due_at = due_at - ? \
                 WHERE tenant = ? AND order_no = ?",
                &binds,
            )
            .await;
    }

    /// Lets a lot grow older, in the database.
    pub(crate) async fn make_older(&self, lot: &str, days: i64) {
        let binds = [
            Bind::Int(days),
            Bind::Int(days),
            Bind::Text(&self.tenant),
            Bind::Text(lot),
        ];
        let sql = "UPDATE lot SET produced_on = produced_on - ?, expires_on = expires_on - ? WHERE tenant = ? AND lot = ?";
        assert!(self.center.execute(sql, &binds).await > 0, "no lot {lot}");
    }

    /// Lets time pass for the refusals that are remembered, in the database.
    pub(crate) async fn pass_for_refusals(&self, seconds: i64) {
        let binds = [Bind::Int(seconds * 1_000), Bind::Text(&self.tenant)];
        let sql = "UPDATE voucher SET refused_until = refused_until - ? WHERE tenant = ? AND refused_until IS NOT NULL";
        assert!(
            self.center.execute(sql, &binds).await > 0,
            "no refusal is remembered"
        );
    }
}
