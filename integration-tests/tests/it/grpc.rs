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

#[derive(Clone, PartialEq, prost::Message)]
struct HealthCheckRequest {
    #[prost(string, tag = "1")]
    service: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct HealthCheckResponse {
    #[prost(int32, tag = "1")]
    status: i32,
}

const SERVING: i32 = 1;
const NOT_SERVING: i32 = 2;
const SERVICE_UNKNOWN: i32 = 3;

/// A probe that watches is told how it stands, and when that changes.
#[tokio::test(flavor = "multi_thread")]
async fn health_is_watched_until_the_server_goes() {
    let center = StockCenter::start(&[]).await.unwrap();
    let endpoint = format!("http://{}", center.address()).parse::<tonic::transport::Endpoint>();
    let mut grpc = Grpc::new(endpoint.unwrap().connect().await.unwrap());
    let mut watches = Vec::new();
    for (service, status) in [
        ("", SERVING),
        ("com.autoparts.stock.v1.StockQueryService", SERVING),
        ("com.example.Nothing", SERVICE_UNKNOWN),
    ] {
        grpc.ready().await.unwrap();
        let request = Request::new(HealthCheckRequest {
            service: service.to_owned(),
        });
        let path = http::uri::PathAndQuery::from_static("/grpc.health.v1.Health/Watch");
        let codec = ProstCodec::<_, HealthCheckResponse>::default();
        let answer = grpc.server_streaming(request, path, codec).await.unwrap();
        let mut watch = answer.into_inner();
        let told = watch.message().await.unwrap().unwrap();
        assert_eq!(told.status, status, "{service}");
        watches.push((watch, status));
    }
    let (stopped, ()) = tokio::join!(center.stop(), async {
        for (mut watch, status) in watches {
            if status == SERVING {
                let told = watch.message().await.unwrap().unwrap();
                assert_eq!(told.status, NOT_SERVING);
            }
            let end = watch.message().await.unwrap_err();
            assert_eq!(end.code(), Code::Unavailable, "{end:?}");
        }
    });
    stopped.unwrap();
}

#[derive(Clone, PartialEq, prost::Message)]
struct ReflectionRequest {
    #[prost(string, tag = "1")]
    host: String,
    #[prost(string, optional, tag = "4")]
    file_containing_symbol: Option<String>,
    #[prost(string, optional, tag = "7")]
    list_services: Option<String>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ReflectionResponse {
    #[prost(message, optional, tag = "2")]
    original_request: Option<ReflectionRequest>,
    #[prost(message, optional, tag = "4")]
    files: Option<ReflectedFiles>,
    #[prost(message, optional, tag = "6")]
    services: Option<ReflectedNames>,
    #[prost(message, optional, tag = "7")]
    error: Option<ReflectionError>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ReflectedFiles {
    #[prost(bytes, repeated, tag = "1")]
    file: Vec<Vec<u8>>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ReflectedNames {
    #[prost(message, repeated, tag = "1")]
    named: Vec<Named>,
}

/// Of a service's entry, and of a file, the first field is the name.
#[derive(Clone, PartialEq, prost::Message)]
struct Named {
    #[prost(string, tag = "1")]
    name: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ReflectionError {
    #[prost(int32, tag = "1")]
    code: i32,
}

/// What `grpcurl list` and `grpcurl describe` ask, under both names of the service.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_without_the_proto_asks_for_it() {
    let center = StockCenter::start(&[]).await.unwrap();
    let endpoint = format!("http://{}", center.address()).parse::<tonic::transport::Endpoint>();
    let mut grpc = Grpc::new(endpoint.unwrap().connect().await.unwrap());
    let service = "com.autoparts.stock.v1.StockReservationService";
    let symbol = |name: &str| ReflectionRequest {
        host: "here".to_owned(),
        file_containing_symbol: Some(name.to_owned()),
        list_services: None,
    };
    for path in [
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
    ] {
        let list = ReflectionRequest {
            list_services: Some("*".to_owned()),
            ..ReflectionRequest::default()
        };
        let asked = vec![list, symbol(service), symbol("com.example.Nothing")];
        grpc.ready().await.unwrap();
        let codec = ProstCodec::<_, ReflectionResponse>::default();
        let path = http::uri::PathAndQuery::from_static(path);
        let requests = Request::new(futures_util::stream::iter(asked.clone()));
        let mut answers = grpc
            .streaming(requests, path, codec)
            .await
            .unwrap()
            .into_inner();
        let mut seen = Vec::new();
        while let Some(answer) = answers.message().await.unwrap() {
            assert_eq!(answer.original_request.as_ref(), asked.get(seen.len()));
            seen.push(answer);
        }
        assert_eq!(seen.len(), 3);
        let listed = seen[0].services.clone().unwrap().named;
        let names: Vec<&str> = listed.iter().map(|named| named.name.as_str()).collect();
        for name in [service, "grpc.health.v1.Health"] {
            assert!(names.contains(&name), "{name} is not in {names:?}");
        }
        assert_eq!(names.len(), 8 + 3, "{names:?}");
        let files = seen[1].files.clone().unwrap().file;
        let files: Vec<String> = files
            .iter()
            .map(|file| {
                <Named as prost::Message>::decode(file.as_slice())
                    .unwrap()
                    .name
            })
            .collect();
        assert_eq!(files, ["stock_reservation_service.proto", "types.proto"]);
        assert_eq!(seen[2].error.as_ref().unwrap().code, 5);
    }
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
