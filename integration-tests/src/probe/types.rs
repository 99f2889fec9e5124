//! The probe's interface and values in Rust.
#![allow(missing_docs)] // the Java side documents them

use std::collections::{HashMap, HashSet};

use dubbo_rpc::hessian2::{
    Array, BigDecimal, BigInt, ByteArray, Date, Decode, Decoder, Encode, Encoder, Error, Hessian,
    JavaType, LocalDate, LocalDateTime, TypeRef, Uuid, Value,
};
use dubbo_rpc::{Context, Fault};

/// `com.autoparts.probe.Color`.
#[derive(Hessian, Debug, Clone, Copy, PartialEq, Eq)]
#[hessian(class = "com.autoparts.probe.Color")]
pub enum Color {
    Red,
    Green,
    Blue,
}

/// `com.autoparts.probe.Base`, which [`Sample`] extends.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.autoparts.probe.Base")]
pub struct Base {
    pub created_at: Option<Date>,
    pub trace_id: Option<String>,
}

/// `com.autoparts.probe.Part`.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.autoparts.probe.Part")]
pub struct Part {
    pub sku: Option<String>,
    pub quantity: i64,
    pub price: Option<BigDecimal>,
}

/// `com.autoparts.probe.Sample`.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.autoparts.probe.Sample")]
pub struct Sample {
    #[hessian(flatten_super)]
    pub base: Base,
    pub name: Option<String>,
    pub count: i32,
    pub count_or_null: Option<i32>,
    pub total: i64,
    pub total_or_null: Option<i64>,
    pub weight: f64,
    pub weight_or_null: Option<f64>,
    pub active: bool,
    pub active_or_null: Option<bool>,
    pub amount: Option<BigDecimal>,
    pub big: Option<BigInt>,
    pub data: Option<ByteArray>,
    pub day: Option<LocalDate>,
    pub moment: Option<LocalDateTime>,
    pub id: Option<Uuid>,
    pub color: Option<Color>,
    pub parts: Option<Vec<Option<Part>>>,
    pub tags: Option<HashSet<String>>,
    pub labels: Option<HashMap<String, Option<String>>>,
    pub extra: Option<HashMap<String, Value>>,
    pub main: Option<Part>,
}

/// `com.autoparts.probe.Node`: a graph with rings and shared nodes, which a tree of structs cannot hold; kept as the
/// dynamic value, whose references survive the way back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph(pub Value);

impl Encode for Graph {
    fn encode(&self, e: &mut Encoder) -> Result<(), Error> {
        self.0.encode(e)
    }
}

impl Decode for Graph {
    fn decode(d: &mut Decoder<'_>) -> Result<Self, Error> {
        Value::decode(d).map(Self)
    }
}

impl JavaType for Graph {
    fn type_ref() -> TypeRef {
        TypeRef::class("com.autoparts.probe.Node")
    }
}

/// `com.autoparts.probe.ProbeService`.
#[dubbo_rpc::service(interface = "com.autoparts.probe.ProbeService")]
pub trait ProbeService {
    async fn echo(&self, cx: &Context, text: Option<String>) -> Result<Option<String>, Fault>;
    async fn add(&self, cx: &Context, left: i64, right: i32) -> Result<i64, Fault>;
    async fn add_boxed(
        &self,
        cx: &Context,
        left: Option<i64>,
        right: Option<i32>,
    ) -> Result<Option<i64>, Fault>;
    #[allow(clippy::too_many_arguments)] // one of every primitive
    async fn primitives(
        &self,
        cx: &Context,
        flag: bool,
        small: i8,
        mid: i16,
        letter: char,
        single: f32,
        twice: f64,
    ) -> Result<String, Fault>;
    async fn not(&self, cx: &Context, flag: bool) -> Result<bool, Fault>;
    async fn half(&self, cx: &Context, value: f64) -> Result<f64, Fault>;
    async fn join(&self, cx: &Context, text: String) -> Result<String, Fault>;
    #[dubbo(name = "join")]
    async fn join_number(&self, cx: &Context, text: String, number: i32) -> Result<String, Fault>;
    #[dubbo(name = "join")]
    async fn join_long(&self, cx: &Context, number: i64) -> Result<String, Fault>;
    #[dubbo(name = "join")]
    async fn join_all(&self, cx: &Context, texts: Vec<String>) -> Result<String, Fault>;
    async fn round_trip(
        &self,
        cx: &Context,
        sample: Option<Sample>,
    ) -> Result<Option<Sample>, Fault>;
    async fn reverse(
        &self,
        cx: &Context,
        samples: Option<Vec<Sample>>,
    ) -> Result<Option<Vec<Sample>>, Fault>;
    async fn attributes(
        &self,
        cx: &Context,
        given: HashMap<String, Value>,
    ) -> Result<HashMap<String, Value>, Fault>;
    async fn parts(
        &self,
        cx: &Context,
        given: HashMap<String, Option<Part>>,
    ) -> Result<HashMap<String, Option<Part>>, Fault>;
    async fn tags(&self, cx: &Context, given: HashSet<String>) -> Result<HashSet<String>, Fault>;
    async fn bytes(
        &self,
        cx: &Context,
        given: Option<ByteArray>,
    ) -> Result<Option<ByteArray>, Fault>;
    async fn doubled(&self, cx: &Context, given: Array<i32>) -> Result<Array<i32>, Fault>;
    async fn upper(
        &self,
        cx: &Context,
        given: Array<Option<String>>,
    ) -> Result<Array<Option<String>>, Fault>;
    async fn next(&self, cx: &Context, color: Option<Color>) -> Result<Option<Color>, Fault>;
    async fn scale(
        &self,
        cx: &Context,
        value: Option<BigDecimal>,
        factor: i32,
    ) -> Result<Option<BigDecimal>, Fault>;
    async fn later(&self, cx: &Context, day: Option<Date>) -> Result<Option<Date>, Fault>;
    async fn tomorrow(
        &self,
        cx: &Context,
        moment: Option<LocalDateTime>,
    ) -> Result<Option<LocalDateTime>, Fault>;
    async fn graph(&self, cx: &Context, first: Graph) -> Result<Graph, Fault>;
    async fn ring_size(&self, cx: &Context, first: Graph) -> Result<i32, Fault>;
    async fn any(&self, cx: &Context, value: Value) -> Result<Value, Fault>;
    async fn fail(&self, cx: &Context, kind: String) -> Result<(), Fault>;
    async fn eventually(&self, cx: &Context, text: String, millis: i32) -> Result<String, Fault>;
    async fn sleep(&self, cx: &Context, millis: i32) -> Result<String, Fault>;
    async fn note(&self, cx: &Context, text: String) -> Result<(), Fault>;
    async fn notes(&self, cx: &Context, text: String) -> Result<i32, Fault>;
    async fn attachment(&self, cx: &Context, key: String) -> Result<Option<String>, Fault>;
    async fn big(&self, cx: &Context, size: i32) -> Result<String, Fault>;
}
