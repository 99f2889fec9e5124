//! A store with a small catalogue, and commands.

use stock::bucket::Bucket;
use stock::command::*;
use stock::ids::Tenant;
use stock::op::{OpKey, OpType};
use stock::reservation::HoldMode;
use stock_provider::lane::{LaneOptions, Lanes};
use stock_sql::{CatalogueFile, CatalogueSources, CheckLimits, Store, StoreOptions};

const SKUS: &str = "sku,name,name_en,category,brand,unit,suspended,safety_default\n\
    A,甲,A,TEST,T,件,0,0\nB,乙,B,TEST,T,件,0,0\n";
const BRANDS: &str = "code,name,name_en,grade\nT,测试,Test,OES\n";
const WAREHOUSES: &str = "code,name,name_en,kind,area,enabled\nW1,一仓,One,REGIONAL,440111,1\n";

/// A store on a database file in a folder of its own.
pub(crate) async fn sqlite() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("stock.db").display());
    let store = Store::open(&url, StoreOptions::default()).await.unwrap();
    store.migrate().await.unwrap();
    let sources = CatalogueSources::new()
        .with(CatalogueFile::Brand, BRANDS.as_bytes())
        .with(CatalogueFile::Sku, SKUS.as_bytes())
        .with(CatalogueFile::Warehouse, WAREHOUSES.as_bytes());
    let report = store.import_catalogue(sources, false).await.unwrap();
    assert_eq!(report.errors, []);
    (folder, store)
}

pub(crate) fn options() -> LaneOptions {
    LaneOptions {
        count: 1,
        transactions: 2,
        batch_max: 512,
        queue_max: 20_000,
        node: 1,
    }
}

pub(crate) fn key(op: OpType, biz_no: &str) -> OpKey {
    OpKey {
        tenant: Tenant::from("T"),
        source: "test".to_owned(),
        op,
        biz_no: biz_no.to_owned(),
        op_seq: 0,
    }
}

pub(crate) fn reserve(order: &str, lines: &[(&str, i64)]) -> Envelope {
    let lines = lines
        .iter()
        .zip(1..)
        .map(|((sku, quantity), line_no)| OrderLine {
            line_no,
            sku: (*sku).into(),
            quantity: *quantity,
            owner: None,
            warehouse: None,
            pool: None,
            max_age_days: None,
            vehicle: None,
            allow_presale: false,
            allow_substitute: false,
            substitutes: Vec::new(),
        })
        .collect();
    let command = Command::PreOccupy(PreOccupy {
        order_no: order.into(),
        lines,
        buyer: None,
        area: None,
        channel: None,
        ttl_seconds: 600,
        mode: HoldMode::All,
        fixed_warehouse: None,
        sourcing: None,
    });
    Envelope::new(key(OpType::PreOccupy, order), command)
}

pub(crate) fn confirm(order: &str) -> Envelope {
    let command = Command::Confirm(Confirm {
        target: Target::Order(order.into()),
        pay_no: format!("PAY-{order}"),
        lines: Vec::new(),
        late_pay: LatePay::Refuse,
    });
    Envelope::new(key(OpType::Confirm, &format!("PAY-{order}")), command)
}

/// A receipt of goods in W1.
pub(crate) fn receipt(no: &str, sku: &str, quantity: i64) -> Envelope {
    let line = StockLine {
        line_no: 1,
        sku: sku.into(),
        quantity,
        owner: None,
        pool: None,
        lot: None,
        dates: LotDates::default(),
        unit_cost: None,
    };
    let command = Command::PurchaseIn(PurchaseIn {
        warehouse: "W1".into(),
        lines: vec![line],
        to: Bucket::Available,
        asn_no: None,
        last_receipt: false,
        rest_expected_at: None,
    });
    Envelope::new(key(OpType::PurchaseIn, no), command)
}

/// Has a command done, which must work.
pub(crate) async fn done(lanes: &Lanes, envelope: Envelope) {
    let answer = lanes.submit(envelope, None).await;
    assert!(answer.code.is_success(), "{answer:?}");
}

pub(crate) async fn receive(lanes: &Lanes, sku: &str, quantity: i64) {
    done(lanes, receipt(&format!("PO-{sku}"), sku, quantity)).await;
}

/// All invariants hold in the database.
pub(crate) async fn check(store: &Store) {
    let violations = store.check(CheckLimits::default()).await.unwrap();
    assert!(violations.is_empty(), "{violations:?}");
}
