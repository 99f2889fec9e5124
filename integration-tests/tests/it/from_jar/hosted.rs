//! The probe, hosted by the trait that was written for its jar and called by real Java consumers with all their cases.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::hessian2::{Array, BigDecimal, ByteArray, Date, LocalDateTime, Value};
use dubbo_rpc::{Context, ExportOptions, Fault, Server};
use integration_tests::from_jar::probe_api::{
    AnyNode, Color, Part, ProbeException, ProbeRefusal, ProbeService, ProbeServiceServer, Sample,
};
use integration_tests::java::{self, Line, Via};
use integration_tests::probe::{self, Graph, Probe, ProbeService as _};

/// Does what [`Probe`] does, with the written types.
#[derive(Debug, Default)]
struct Written(Probe);

type Answer<T> = Result<Option<T>, Fault>;

impl ProbeService for Written {
    async fn echo(&self, _: &Context, text: Option<String>) -> Answer<String> {
        Ok(text)
    }

    async fn add(&self, cx: &Context, left: i64, right: i32) -> Result<i64, Fault> {
        self.0.add(cx, left, right).await
    }

    async fn add_boxed(&self, cx: &Context, left: Option<i64>, right: Option<i32>) -> Answer<i64> {
        self.0.add_boxed(cx, left, right).await
    }

    async fn primitives(
        &self,
        cx: &Context,
        flag: bool,
        small: i8,
        mid: i16,
        letter: char,
        single: f32,
        twice: f64,
    ) -> Answer<String> {
        let all = self
            .0
            .primitives(cx, flag, small, mid, letter, single, twice);
        all.await.map(Some)
    }

    async fn not(&self, cx: &Context, flag: bool) -> Result<bool, Fault> {
        self.0.not(cx, flag).await
    }

    async fn half(&self, cx: &Context, value: f64) -> Result<f64, Fault> {
        self.0.half(cx, value).await
    }

    async fn join(&self, cx: &Context, text: Option<String>) -> Answer<String> {
        self.0.join(cx, text.unwrap_or_default()).await.map(Some)
    }

    async fn join_string_int(
        &self,
        cx: &Context,
        text: Option<String>,
        number: i32,
    ) -> Answer<String> {
        let joined = self.0.join_number(cx, text.unwrap_or_default(), number);
        joined.await.map(Some)
    }

    async fn join_long(&self, cx: &Context, number: i64) -> Answer<String> {
        self.0.join_long(cx, number).await.map(Some)
    }

    async fn join_list(&self, cx: &Context, texts: Option<Vec<Option<String>>>) -> Answer<String> {
        let texts = texts.unwrap_or_default().into_iter().flatten().collect();
        self.0.join_all(cx, texts).await.map(Some)
    }

    async fn round_trip(&self, _: &Context, sample: Option<Sample>) -> Answer<Sample> {
        Ok(sample)
    }

    async fn reverse(
        &self,
        _: &Context,
        samples: Option<Vec<Option<Sample>>>,
    ) -> Answer<Vec<Option<Sample>>> {
        Ok(samples.map(|samples| samples.into_iter().rev().collect()))
    }

    async fn attributes(
        &self,
        cx: &Context,
        given: Option<HashMap<String, Value>>,
    ) -> Answer<HashMap<String, Value>> {
        self.0
            .attributes(cx, given.unwrap_or_default())
            .await
            .map(Some)
    }

    async fn parts(
        &self,
        _: &Context,
        given: Option<HashMap<String, Option<Part>>>,
    ) -> Answer<HashMap<String, Option<Part>>> {
        Ok(given)
    }

    async fn tags(&self, _: &Context, given: Option<HashSet<String>>) -> Answer<HashSet<String>> {
        Ok(given)
    }

    async fn bytes(&self, _: &Context, given: Option<ByteArray>) -> Answer<ByteArray> {
        Ok(given)
    }

    async fn doubled(&self, cx: &Context, given: Option<Array<i32>>) -> Answer<Array<i32>> {
        self.0
            .doubled(cx, given.unwrap_or_default())
            .await
            .map(Some)
    }

    async fn upper(
        &self,
        cx: &Context,
        given: Option<Array<Option<String>>>,
    ) -> Answer<Array<Option<String>>> {
        self.0.upper(cx, given.unwrap_or_default()).await.map(Some)
    }

    async fn next(&self, _: &Context, color: Option<Color>) -> Answer<Color> {
        Ok(color.map(|color| match color {
            Color::Red => Color::Green,
            Color::Green => Color::Blue,
            Color::Blue => Color::Red,
        }))
    }

    async fn scale(
        &self,
        cx: &Context,
        value: Option<BigDecimal>,
        factor: i32,
    ) -> Answer<BigDecimal> {
        self.0.scale(cx, value, factor).await
    }

    async fn later(&self, cx: &Context, day: Option<Date>) -> Answer<Date> {
        self.0.later(cx, day).await
    }

    async fn tomorrow(&self, cx: &Context, moment: Option<LocalDateTime>) -> Answer<LocalDateTime> {
        self.0.tomorrow(cx, moment).await
    }

    async fn graph(&self, _: &Context, first: AnyNode) -> Result<AnyNode, Fault> {
        Ok(first)
    }

    async fn ring_size(&self, cx: &Context, first: AnyNode) -> Result<i32, Fault> {
        self.0.ring_size(cx, Graph(first.0)).await
    }

    async fn any(&self, _: &Context, value: Value) -> Result<Value, Fault> {
        Ok(value)
    }

    async fn fail(&self, cx: &Context, kind: Option<String>) -> Result<(), Fault> {
        match kind.as_deref() {
            Some("checked") => Err(ProbeException {
                detail_message: Some("checked 异常".to_owned()),
                code: Some("C1".to_owned()),
            }
            .into()),
            Some("declared") => Err(ProbeRefusal {
                detail_message: Some("declared".to_owned()),
                code: Some("D1".to_owned()),
            }
            .into()),
            _ => self.0.fail(cx, kind.unwrap_or_default()).await,
        }
    }

    async fn eventually(&self, cx: &Context, text: Option<String>, delay: i32) -> Answer<String> {
        let text = self.0.eventually(cx, text.unwrap_or_default(), delay);
        text.await.map(Some)
    }

    async fn sleep(&self, cx: &Context, delay: i32) -> Answer<String> {
        self.0.sleep(cx, delay).await.map(Some)
    }

    async fn note(&self, cx: &Context, text: Option<String>) -> Result<(), Fault> {
        self.0.note(cx, text.unwrap_or_default()).await
    }

    async fn notes(&self, cx: &Context, text: Option<String>) -> Result<i32, Fault> {
        self.0.notes(cx, text.unwrap_or_default()).await
    }

    async fn attachment(&self, cx: &Context, key: Option<String>) -> Answer<String> {
        self.0.attachment(cx, key.unwrap_or_default()).await
    }

    async fn big(&self, cx: &Context, size: i32) -> Answer<String> {
        self.0.big(cx, size).await.map(Some)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn java_consumers_find_no_difference() {
    if !java::available() {
        return;
    }
    let written = Arc::new(Written::default());
    let grouped = ExportOptions {
        group: probe::GROUP.to_owned(),
        version: probe::VERSION.to_owned(),
        ..ExportOptions::default()
    };
    let server = Server::builder()
        // A Java consumer replaces 127.x by the machine's own address, so loopback alone is not enough.
        .bind("0.0.0.0:0")
        .service(ProbeServiceServer::new(Arc::clone(&written)), ExportOptions::default())
        .service(ProbeServiceServer::new(written), grouped)
        .start()
        .await
        .unwrap();
    let via = Via::Direct(format!("127.0.0.1:{}", server.local_addr().port()));
    for line in [Line::V2_6, Line::V3_3] {
        let deadline = Duration::from_secs(240);
        let class = "com.autoparts.line.ProbeConsumer";
        let cases = java::run_cases(line, class, &via, &[], deadline)
            .await
            .unwrap();
        let failed: Vec<_> = cases.iter().filter(|case| !case.ok && !case.na).collect();
        assert!(
            cases.len() > 30 && failed.is_empty(),
            "{line:?}: {failed:#?}"
        );
    }
    server.shutdown(Duration::from_secs(5)).await;
}
