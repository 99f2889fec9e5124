//! Nanoseconds and allocations per message: the codec's typed path, its dynamic path, and as the
//! baseline `serde_json` on the same structs in the same run.
//!
//! `cargo bench -p hessian2`; the table at the end has the allocations and the ratios.
#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that panics says what it met"
)]
#![allow(clippy::print_stdout, reason = "its output is the table")]

use criterion::Criterion;
use hessian2::{BigDecimal, Date, Decode, Decoder, Encode, Encoder, Hessian, LocalDateTime, Value};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::hint::black_box;
use std::time::Instant;

/// What `preOccupy` is asked with: an order of five lines.
#[derive(Hessian, Serialize, Deserialize, Debug, Clone, PartialEq)]
#[hessian(class = "com.example.stock.api.ReserveRequest")]
struct ReserveRequest {
    order_no: Option<String>,
    user_id: i64,
    warehouse_id: i32,
    lines: Vec<ReserveLine>,
    #[serde(with = "as_text")]
    total_amount: BigDecimal,
    #[serde(with = "as_text")]
    expire_at: LocalDateTime,
    gift: bool,
    vip: Option<bool>,
    weight: f64,
    remark: Option<String>,
    #[hessian(flatten_super)]
    #[serde(flatten)]
    base: Base,
}

#[derive(Hessian, Serialize, Deserialize, Debug, Clone, PartialEq)]
#[hessian(class = "com.example.stock.api.ReserveLine")]
struct ReserveLine {
    sku_id: i64,
    warehouse_id: i32,
    quantity: i32,
    #[serde(with = "as_text")]
    price: BigDecimal,
    name: Option<String>,
}

#[derive(Hessian, Serialize, Deserialize, Debug, Clone, PartialEq)]
#[hessian(class = "com.example.stock.api.BaseDTO")]
struct Base {
    #[serde(with = "as_ms")]
    created_at: Date,
}

/// One of the POJOs of R3: ten plain fields.
#[derive(Hessian, Serialize, Deserialize, Debug, Clone, PartialEq)]
#[hessian(class = "com.example.stock.api.StockView")]
struct StockView {
    sku_id: i64,
    warehouse_id: i32,
    available: i64,
    reserved: i64,
    version: i32,
    sku_name: Option<String>,
    on_sale: bool,
    pre_sale: Option<bool>,
    weight: f64,
    unit: Option<String>,
    #[hessian(flatten_super)]
    #[serde(flatten)]
    base: Base,
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::{fmt::Display, str::FromStr};

    pub(super) fn serialize<T: Display, S: Serializer>(v: &T, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(v)
    }

    pub(super) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(d)?;
        text.parse().map_err(|_| serde::de::Error::custom("text"))
    }
}

mod as_ms {
    use super::Date;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(v: &Date, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_i64(v.0)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Date, D::Error> {
        i64::deserialize(d).map(Date)
    }
}

fn base() -> Base {
    Base {
        created_at: Date(1_700_000_000_123),
    }
}

fn request() -> ReserveRequest {
    let lines = (0..5).map(|i| ReserveLine {
        sku_id: 1001 + i,
        warehouse_id: 7,
        quantity: 2,
        price: "19.90".parse().unwrap(),
        name: Some("前刹车片 Brembo P85020".into()),
    });
    ReserveRequest {
        order_no: Some("ORD202611110000001".into()),
        user_id: 9_007_199_254_740_993,
        warehouse_id: 7,
        lines: lines.collect(),
        total_amount: "199.00".parse().unwrap(),
        expire_at: "2026-11-11T23:59:59".parse().unwrap(),
        gift: true,
        vip: None,
        weight: 1.25,
        remark: None,
        base: base(),
    }
}

fn views() -> Vec<StockView> {
    let view = |i: i64| StockView {
        sku_id: 1001 + i,
        warehouse_id: 7,
        available: 100_000 + i,
        reserved: 3,
        version: 12,
        sku_name: Some("Front brake pads P85020".into()),
        on_sale: true,
        pre_sale: None,
        weight: 0.5,
        unit: Some("pcs".into()),
        base: base(),
    };
    (0..15).map(view).collect()
}

/// Nanoseconds of one call: the fastest of 20 rounds, so that other load does not count.
fn nanoseconds(mut call: impl FnMut()) -> f64 {
    let round = |call: &mut dyn FnMut()| {
        let begun = Instant::now();
        (0..2_000).for_each(|_| call());
        begun.elapsed().as_secs_f64() * 1e9 / 2_000.0
    };
    (0..20)
        .map(|_| round(&mut call))
        .fold(f64::INFINITY, f64::min)
}

struct Table(Vec<String>);

impl Table {
    fn row(&mut self, c: &mut Criterion, name: &str, bytes: usize, mut call: impl FnMut()) -> f64 {
        call();
        let cost = allocation_counter::measure(&mut call);
        let ns = nanoseconds(&mut call);
        c.bench_function(name, |b| b.iter(&mut call));
        self.0.push(format!(
            "{name:<34} {bytes:>7} {ns:>9.0} {:>8} {:>10}",
            cost.count_total, cost.bytes_total
        ));
        ns
    }

    fn message<T>(&mut self, c: &mut Criterion, name: &str, value: &T)
    where
        T: Encode + Decode + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let mut e = Encoder::new();
        e.write(value).unwrap();
        let bytes = e.into_vec();
        let json = serde_json::to_vec(value).unwrap();
        assert_eq!(&Decoder::new(&bytes).read::<T>().unwrap(), value);
        assert_eq!(&serde_json::from_slice::<T>(&json).unwrap(), value);
        let dynamic: Value = Decoder::new(&bytes).read().unwrap();

        let mut room = Vec::with_capacity(2 * bytes.len());
        let ours = self.row(c, &format!("{name}/encode"), bytes.len(), || {
            room.clear();
            let mut e = Encoder::append_to(std::mem::take(&mut room));
            e.write(black_box(value)).unwrap();
            room = e.into_vec();
        });
        let mut room = Vec::with_capacity(2 * json.len());
        let theirs = self.row(c, &format!("{name}/encode serde_json"), json.len(), || {
            room.clear();
            serde_json::to_writer(&mut room, black_box(value)).unwrap();
        });
        self.0
            .push(format!("{:<34} {:.2} of serde_json", "", ours / theirs));
        let ours = self.row(c, &format!("{name}/decode"), bytes.len(), || {
            black_box(Decoder::new(black_box(&bytes)).read::<T>().unwrap());
        });
        let theirs = self.row(c, &format!("{name}/decode serde_json"), json.len(), || {
            black_box(serde_json::from_slice::<T>(black_box(&json)).unwrap());
        });
        self.0
            .push(format!("{:<34} {:.2} of serde_json", "", ours / theirs));
        self.row(c, &format!("{name}/skip"), bytes.len(), || {
            Decoder::new(black_box(&bytes)).skip().unwrap();
        });
        self.row(c, &format!("{name}/decode Value"), bytes.len(), || {
            black_box(Decoder::new(black_box(&bytes)).read::<Value>().unwrap());
        });
        self.row(c, &format!("{name}/encode Value"), bytes.len(), || {
            let mut e = Encoder::new();
            e.write(black_box(&dynamic)).unwrap();
            black_box(e.into_vec());
        });
    }
}

fn main() {
    let mut c = Criterion::default().configure_from_args().sample_size(20);
    let mut table = Table(Vec::new());
    table.message(&mut c, "String of 100 bytes", &"x".repeat(100));
    table.message(&mut c, "request of 5 lines", &request());
    table.message(&mut c, "15 POJOs", &views());
    c.final_summary();
    println!(
        "\n{:<34} {:>7} {:>9} {:>8} {:>10}",
        "message", "bytes", "ns", "allocs", "allocated"
    );
    table.0.iter().for_each(|row| println!("{row}"));
}
