//! `com.example.stock.api.StockService` of the recorded Java peers, in Rust, with the same answers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dubbo_rpc::hessian2::{BigDecimal, ByteArray, Date, Hessian, LocalDateTime, Throwable, Value};
use dubbo_rpc::{Context, ExportOptions, Fault, Limits, Server, ServerBuilder, ServerHandle};

pub const CJK: &str = "中文商品名称 ❤ 🚀📦 café";

#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.stock.api.BaseDTO")]
pub struct BaseDto {
    pub created_at: Option<Date>,
}

#[derive(Hessian, Debug, Clone, PartialEq)]
#[hessian(class = "com.example.stock.api.StockStatus")]
pub enum StockStatus {
    Normal,
    Locked,
    SoldOut,
}

#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.stock.api.BatchInfo")]
pub struct BatchInfo {
    pub batch_no: Option<String>,
    pub quantity: i32,
    pub expire_at: Option<LocalDateTime>,
    pub cost: Option<BigDecimal>,
    #[hessian(flatten_super)]
    pub base: BaseDto,
}

#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.stock.api.LineResult")]
pub struct LineResult {
    pub sku_id: i64,
    pub quantity: i32,
    pub success: bool,
    pub remaining: Option<i64>,
}

#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.stock.api.ReserveLine")]
pub struct ReserveLine {
    pub sku_id: i64,
    pub warehouse_id: i32,
    pub quantity: i32,
    pub price: Option<BigDecimal>,
    pub name: Option<String>,
}

#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.stock.api.WarehouseInfo")]
pub struct WarehouseInfo {
    pub id: i32,
    pub name: Option<String>,
    pub address: Option<String>,
    pub latitude: f64,
    pub longitude: f64,
    pub active: Option<bool>,
}

#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.stock.api.ReserveRequest")]
pub struct ReserveRequest {
    pub order_no: Option<String>,
    pub user_id: i64,
    pub warehouse_id: Option<i32>,
    pub lines: Option<Vec<ReserveLine>>,
    pub ext: Option<HashMap<String, Option<String>>>,
    pub total_amount: Option<BigDecimal>,
    pub expire_at: Option<LocalDateTime>,
    pub gift: bool,
    pub vip: Option<bool>,
    pub weight: f64,
    pub signature: Option<ByteArray>,
    pub tags: Option<BTreeSet<String>>,
    pub ship_from: Option<WarehouseInfo>,
    pub status: Option<StockStatus>,
    pub remark: Option<String>,
    #[hessian(flatten_super)]
    pub base: BaseDto,
}

#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.stock.api.ReserveResult")]
pub struct ReserveResult {
    pub success: bool,
    pub code: Option<String>,
    pub message: Option<String>,
    pub order_no: Option<String>,
    pub reservation_id: Option<i64>,
    pub lines: Option<Vec<LineResult>>,
    pub expire_at: Option<LocalDateTime>,
    #[hessian(flatten_super)]
    pub base: BaseDto,
}

#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.stock.api.StockView")]
pub struct StockView {
    pub sku_id: i64,
    pub warehouse_id: i32,
    pub available: Option<i64>,
    pub reserved: Option<i64>,
    pub version: Option<i32>,
    pub sku_name: Option<String>,
    pub price: Option<BigDecimal>,
    pub updated_at: Option<Date>,
    pub last_reserved_at: Option<LocalDateTime>,
    pub status: Option<StockStatus>,
    pub batches: Option<Vec<BatchInfo>>,
    pub attributes: Option<BTreeMap<String, String>>,
    pub thumbnail: Option<ByteArray>,
    pub on_sale: bool,
    pub pre_sale: Option<bool>,
    pub weight: f64,
    pub tags: Option<BTreeSet<String>>,
    pub warehouse: Option<WarehouseInfo>,
    pub nothing: Option<String>,
    #[hessian(flatten_super)]
    pub base: BaseDto,
}

/// The interface the recorded consumers call.
#[dubbo_rpc::service(interface = "com.example.stock.api.StockService")]
pub trait StockService {
    async fn reserve(&self, cx: &Context, r: ReserveRequest) -> Result<ReserveResult, Fault>;
    async fn query(
        &self,
        cx: &Context,
        sku_id: i64,
        warehouse_id: i32,
    ) -> Result<Option<StockView>, Fault>;
    async fn query_batch(
        &self,
        cx: &Context,
        sku_ids: Option<Vec<i64>>,
    ) -> Result<Vec<StockView>, Fault>;
    async fn echo(&self, cx: &Context, s: Option<String>) -> Result<Option<String>, Fault>;
    #[dubbo(args("in"))]
    async fn attrs(&self, cx: &Context, map: Value) -> Result<Value, Fault>;
    async fn fail(&self, cx: &Context, kind: String) -> Result<(), Fault>;
    async fn echo_async(&self, cx: &Context, s: Option<String>) -> Result<Option<String>, Fault>;
}

/// Stock in memory: 1001 and 1002 exist, the rest does not.
#[derive(Debug)]
pub struct MemStock {
    next_reservation: AtomicI64,
    remaining: Mutex<i64>,
    /// Answers of orders already reserved.
    reserved: Mutex<HashMap<String, ReserveResult>>,
    /// What one-way calls brought.
    pub echoed: Mutex<Vec<String>>,
    /// The last request, for the test to compare.
    pub requests: Mutex<Vec<ReserveRequest>>,
}

impl Default for MemStock {
    fn default() -> Self {
        Self {
            next_reservation: AtomicI64::new(1),
            remaining: Mutex::new(1_000_000),
            reserved: Mutex::default(),
            echoed: Mutex::default(),
            requests: Mutex::default(),
        }
    }
}

pub fn decimal(text: &str) -> Option<BigDecimal> {
    Some(BigDecimal::from_str(text).unwrap())
}

fn time(text: &str) -> Option<LocalDateTime> {
    Some(text.parse().unwrap())
}

pub fn warehouse(id: i32) -> WarehouseInfo {
    WarehouseInfo {
        id,
        name: Some("杭州一号仓".into()),
        address: Some(format!("No.{id}")),
        latitude: 30.2741,
        longitude: -120.1551,
        active: Some(true),
    }
}

pub fn view(sku_id: i64, warehouse_id: i32) -> StockView {
    let batches = (0..2).map(|i| BatchInfo {
        batch_no: Some(format!("B-{i}")),
        quantity: 100 * i - 1,
        expire_at: time(&format!("2030-01-0{}T12:30:15", i + 1)),
        cost: decimal(&i.to_string()),
        base: BaseDto {
            created_at: Some(Date(1_500_000_000_000 + i64::from(i))),
        },
    });
    StockView {
        sku_id,
        warehouse_id,
        available: None,
        reserved: Some(0),
        version: Some(0),
        sku_name: Some(CJK.into()),
        price: decimal("-0.0100"),
        updated_at: Some(Date(1_700_000_000_456)),
        last_reserved_at: time("2024-02-29T00:00"),
        status: Some(StockStatus::Normal),
        batches: Some(batches.collect()),
        attributes: Some(BTreeMap::from([
            ("颜色".to_owned(), "红".to_owned()),
            ("size".to_owned(), "XL".to_owned()),
        ])),
        thumbnail: Some(ByteArray(vec![0x89, b'P', b'N', b'G', 0, 0xff])),
        on_sale: true,
        pre_sale: None,
        weight: 0.001,
        tags: Some(BTreeSet::from(["a".to_owned(), "b".to_owned()])),
        warehouse: Some(warehouse(warehouse_id)),
        nothing: None,
        base: BaseDto {
            created_at: Some(Date(1_600_000_020_000)),
        },
    }
}

impl StockService for MemStock {
    async fn reserve(&self, _cx: &Context, r: ReserveRequest) -> Result<ReserveResult, Fault> {
        self.requests.lock().unwrap().push(r.clone());
        let order_no = r.order_no.clone().unwrap_or_default();
        if let Some(first) = self.reserved.lock().unwrap().get(&order_no) {
            let code = Some("DUPLICATE".into());
            return Ok(ReserveResult {
                code,
                message: None,
                ..first.clone()
            });
        }
        let lines = r.lines.unwrap_or_default().into_iter().map(|line| {
            let mut remaining = self.remaining.lock().unwrap();
            *remaining -= i64::from(line.quantity);
            LineResult {
                sku_id: line.sku_id,
                quantity: line.quantity,
                success: true,
                remaining: Some(*remaining),
            }
        });
        let result = ReserveResult {
            success: true,
            code: Some("OK".into()),
            message: Some("预留成功".into()),
            order_no: r.order_no,
            reservation_id: Some(self.next_reservation.fetch_add(1, Ordering::Relaxed)),
            lines: Some(lines.collect()),
            expire_at: None,
            base: r.base,
        };
        self.reserved
            .lock()
            .unwrap()
            .insert(order_no, result.clone());
        Ok(result)
    }

    async fn query(
        &self,
        _cx: &Context,
        sku_id: i64,
        warehouse_id: i32,
    ) -> Result<Option<StockView>, Fault> {
        Ok((sku_id >= 0).then(|| view(sku_id, warehouse_id)))
    }

    async fn query_batch(
        &self,
        _cx: &Context,
        sku_ids: Option<Vec<i64>>,
    ) -> Result<Vec<StockView>, Fault> {
        Ok(sku_ids
            .unwrap_or_default()
            .into_iter()
            .map(|sku| view(sku, 7))
            .collect())
    }

    async fn echo(&self, cx: &Context, s: Option<String>) -> Result<Option<String>, Fault> {
        match s.as_deref() {
            Some("compute") => {
                let begun = std::time::Instant::now();
                while begun.elapsed() < Duration::from_millis(4) {
                    std::hint::spin_loop();
                }
                Ok(s)
            }
            Some("panic") => panic!("a handler's bug"),
            Some("context") => Ok(Some(format!(
                "{:?} {:?} {} {}",
                cx.remote_application(),
                cx.time_left().map(|left| left <= Duration::from_secs(8)),
                cx.interface(),
                cx.method(),
            ))),
            Some(text) if text.starts_with("?oneway:") => {
                let seen = self.echoed.lock().unwrap().contains(&text[8..].to_owned());
                Ok(Some(if seen { "seen" } else { "unseen" }.into()))
            }
            Some(text) => {
                self.echoed.lock().unwrap().push(text.to_owned());
                Ok(s)
            }
            None => Ok(None),
        }
    }

    async fn attrs(&self, cx: &Context, map: Value) -> Result<Value, Fault> {
        if map.is_null() {
            return Ok(Value::Null);
        }
        cx.set_response_attachment("x-out", "out-value");
        cx.set_response_attachment("x-out-cjk", "out-值");
        let mut entries = map
            .as_map()
            .map(|map| map.entries.clone())
            .unwrap_or_default();
        for key in ["x-in", "traceid"] {
            let value = cx.attachment(key).map_or(Value::Null, Value::from);
            entries.push((Value::from(format!("_att:{key}")), value));
        }
        Ok(Value::typed_map("java.util.LinkedHashMap", entries))
    }

    async fn fail(&self, _cx: &Context, kind: String) -> Result<(), Fault> {
        match kind.as_str() {
            "none" => Ok(()),
            "business" => Err(
                Throwable::new("com.example.stock.api.StockException", "库存不足")
                    .with("code", "STOCK_SHORT")
                    .with("message", "库存不足")
                    .into(),
            ),
            "runtime" => Err(Fault::throw(
                "java.lang.IllegalArgumentException",
                "bad argument",
            )),
            "overloaded" => Err(Fault::overloaded("lane queue is full")),
            "panic-later" => {
                tokio::time::sleep(Duration::from_millis(5)).await;
                panic!("a handler's bug, later");
            }
            other => Err(Fault::new(format!("failed: {other}"))),
        }
    }

    async fn echo_async(&self, cx: &Context, s: Option<String>) -> Result<Option<String>, Fault> {
        let delay = cx
            .attachment("delay-ms")
            .and_then(|ms| ms.parse().ok())
            .unwrap_or(2);
        tokio::time::sleep(Duration::from_millis(delay)).await;
        Ok(s)
    }
}

pub fn builder(service: Arc<MemStock>, limits: Limits) -> ServerBuilder {
    Server::builder()
        .bind("127.0.0.1:0")
        .limits(limits)
        .service(StockServiceServer::new(service), ExportOptions::default())
}

pub async fn start(limits: Limits) -> (ServerHandle, Arc<MemStock>) {
    let service = Arc::new(MemStock::default());
    (
        builder(Arc::clone(&service), limits).start().await.unwrap(),
        service,
    )
}
