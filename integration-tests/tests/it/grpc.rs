//! The stock center as callers that are not Dubbo see it: a gRPC stack (tonic) with the `.proto`, and an HTTP client with
//! nothing but the OpenAPI document.

use dubbo_api::triple::{Item as _, messages};
use dubbo_api::{OccupyLine, OpContext, PreOccupyReq, Quantity};
use integration_tests::stock_center::StockCenter;
use serde_json::{Value, json};
use tonic::codec::CompressionEncoding;
use tonic::{Code, Request, Status};
use tonic_prost::ProstCodec;

use crate::java_support::SKUS;

fn pre_occupy(order: &str, quantity: i64) -> PreOccupyReq {
    PreOccupyReq {
        context: Some(OpContext {
            source_system: Some("grpc".to_owned()),
            biz_no: Some(order.to_owned()),
            ..OpContext::default()
        }),
        order_no: order.into(),
        lines: vec![OccupyLine {
            sku: SKUS[0].into(),
            quantity: Quantity(quantity),
            ..OccupyLine::default()
        }],
        ..PreOccupyReq::default()
    }
}

type Grpc = tonic::client::Grpc<tonic::transport::Channel>;

async fn call<Q, A>(grpc: &mut Grpc, path: &'static str, message: Q) -> Result<A, Status>
where
    Q: prost::Message + 'static,
    A: prost::Message + Default + 'static,
{
    grpc.ready()
        .await
        .map_err(|error| Status::unavailable(error.to_string()))?;
    let codec = ProstCodec::<Q, A>::default();
    let path = http::uri::PathAndQuery::from_static(path);
    let answer = grpc.unary(Request::new(message), path, codec).await?;
    Ok(answer.into_inner())
}

const PRE_OCCUPY: &str = "/com.autoparts.stock.v1.StockReservationService/PreOccupy";

#[tokio::test(flavor = "multi_thread")]
async fn a_grpc_caller_holds_stock_with_the_proto() {
    let center = StockCenter::start(&[]).await.unwrap();
    let endpoint = format!("http://{}", center.address()).parse::<tonic::transport::Endpoint>();
    let channel = endpoint.unwrap().connect().await.unwrap();
    // One that packs every message, as services on dubbo-rust do, and one that packs none.
    let packing = Grpc::new(channel.clone())
        .send_compressed(CompressionEncoding::Gzip)
        .accept_compressed(CompressionEncoding::Gzip);
    for (number, mut grpc) in [packing, Grpc::new(channel)].into_iter().enumerate() {
        let order = format!("G{number}");
        let message = pre_occupy(&order, 2).to_proto();
        let held: messages::ReservationReply =
            call(&mut grpc, PRE_OCCUPY, message.clone()).await.unwrap();
        assert_eq!(held.code.as_deref(), Some("OK"), "{held:?}");
        let lines = held.data.unwrap().lines;
        assert_eq!(
            (lines[0].sku.as_deref(), lines[0].reserved),
            (Some(SKUS[0]), 2)
        );
        let again: messages::ReservationReply = call(&mut grpc, PRE_OCCUPY, message).await.unwrap();
        assert_eq!(again.code.as_deref(), Some("OK_DUPLICATE"), "{again:?}");
        let none = pre_occupy(&format!("N{number}"), 0).to_proto();
        let refused: messages::ReservationReply = call(&mut grpc, PRE_OCCUPY, none).await.unwrap();
        assert_eq!(
            refused.code.as_deref(),
            Some("PARAM_INVALID"),
            "{refused:?}"
        );
        // A method whose arguments are no object has a message of its own.
        let health: messages::HealthReply = call(
            &mut grpc,
            "/com.autoparts.stock.v1.StockAdminService/Health",
            messages::HealthArguments {},
        )
        .await
        .unwrap();
        assert_eq!(health.code.as_deref(), Some("OK"), "{health:?}");
        let status = call::<_, messages::HealthReply>(
            &mut grpc,
            "/com.autoparts.stock.v1.StockAdminService/Nothing",
            messages::HealthArguments {},
        )
        .await
        .unwrap_err();
        assert_eq!(status.code(), Code::Unimplemented, "{status:?}");
    }
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
    center.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_openapi_document_describes_what_is_served() {
    let center = StockCenter::start(&[]).await.unwrap();
    let base = format!("http://{}", center.address());
    let client = reqwest::Client::new();
    let document = client
        .get(format!("{base}/openapi.json"))
        .send()
        .await
        .unwrap();
    let document: Value = serde_json::from_str(&document.text().await.unwrap()).unwrap();
    assert_eq!(document, dubbo_api::generate::open_api());
    let post = async |path: &str, body: &Value| {
        let answer = client
            .post(format!("{base}{path}"))
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .await
            .unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (
            status,
            serde_json::from_str::<Value>(&text).unwrap_or_else(|_| panic!("{path}: {text}")),
        )
    };
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() > 60, "{}", paths.len());
    for (path, item) in paths {
        let schema = &item["post"]["requestBody"]["content"]["application/json"]["schema"];
        let count = schema["minItems"].as_u64().unwrap();
        let nulls = Value::from(vec![Value::Null; usize::try_from(count).unwrap()]);
        let (status, answer) = post(path, &nulls).await;
        // A refusal in the answer, or the exception that null is none: the method is there.
        let known = match status {
            200 => answer["code"].is_string(),
            500 => answer["message"].as_str().unwrap().contains("argument "),
            _ => false,
        };
        assert!(known, "{path}: {status} {answer}");
    }

    let hold = "/com.autoparts.stock.api.StockReservationService/preOccupy";
    let request = json!([{
        "context": {"sourceSystem": "curl", "bizNo": "J1"},
        "orderNo": "J1",
        "lines": [{"lineNo": null, "sku": SKUS[0], "quantity": 1}],
    }]);
    let (status, held) = post(hold, &request).await;
    assert_eq!((status, held["code"].as_str()), (200, Some("OK")), "{held}");
    assert_eq!(held["data"]["lines"][0]["reserved"], 1, "{held}");
    // The only argument may stand by itself.
    let (_, again) = post(hold, &request[0]).await;
    assert_eq!(again["code"], "OK_DUPLICATE", "{again}");
    assert_eq!(
        again["data"]["reservationNo"],
        held["data"]["reservationNo"]
    );
    center.stop().await.unwrap();
}
