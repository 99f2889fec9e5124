//! A warm listing page, which is copied from what was encoded before, is the page that would be encoded anew: byte for byte, and the same value in every
//! protocol and form a caller may choose.

use std::sync::Arc;

use dubbo_api::inquiry::{SellableItem, SellableReq, stock_query_service};
use dubbo_api::reply::Reply;
use dubbo_api::triple::{Item as _, messages};
use dubbo_rpc::{
    Client, ClientOptions, Context, GenericClient, Invocation, Invoker, ServiceRef, TripleClient,
};
use hessian2::{Encoder, Value};
use integration_tests::redis::Redis;
use integration_tests::stock_center::StockCenter;
use serde_json::json;

use crate::java_support::SKUS;

const TYPE: &str = "com.autoparts.stock.api.SellableReq";

fn request(skus: &[&str], exact: bool) -> SellableReq {
    SellableReq {
        skus: skus.iter().map(|sku| (*sku).into()).collect(),
        exact,
        ..SellableReq::default()
    }
}

/// The bytes of the reply.
async fn asked(link: &Arc<dyn Invoker>, request: SellableReq) -> Vec<u8> {
    let call = Invocation::new(
        ServiceRef::new(stock_query_service::INTERFACE),
        Arc::from("batchSellable"),
        Arc::from(format!("L{};", TYPE.replace('.', "/"))),
        vec![Box::new(request)],
        Context::new(),
    );
    link.invoke(call).await.unwrap().message().to_vec()
}

fn read(bytes: &[u8]) -> Reply<Vec<SellableItem>> {
    hessian2::Decoder::new(bytes).read().unwrap()
}

/// Without the moments: those of two pages differ.
fn timeless(reply: Reply<Vec<SellableItem>>) -> Vec<SellableItem> {
    let mut items = reply.into_data().unwrap();
    for item in &mut items {
        assert!(item.as_of.take().is_some(), "{item:?}");
    }
    items
}

async fn over_grpc(center: &StockCenter, request: &SellableReq) -> Vec<SellableItem> {
    let endpoint = format!("http://{}", center.address()).parse::<tonic::transport::Endpoint>();
    let channel = endpoint.unwrap().connect().await.unwrap();
    let mut grpc = tonic::client::Grpc::new(channel);
    grpc.ready().await.unwrap();
    let codec =
        tonic_prost::ProstCodec::<messages::SellableReq, messages::SellableItemListReply>::default(
        );
    let path = http::uri::PathAndQuery::from_static(
        "/com.autoparts.stock.v1.StockQueryService/BatchSellable",
    );
    let message = tonic::Request::new(request.to_proto());
    let reply = grpc.unary(message, path, codec).await.unwrap().into_inner();
    assert_eq!(reply.code.as_deref(), Some("OK"));
    let items = reply.data.into_iter().map(SellableItem::from_proto);
    timeless(Reply::ok(items.collect()))
}

/// What a generic caller gets, or one of JSON, as the same fields in the same order.
fn told(items: &[SellableItem]) -> Vec<String> {
    let line = |item: &SellableItem| {
        format!(
            "{} {} {} {} {} {}",
            item.sku, item.known, item.band, item.sellable, item.warehouse_count, item.version
        )
    };
    items.iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warm_page_is_the_same_in_every_protocol() {
    if !Redis::available() {
        return;
    }
    let redis = Redis::start().await.unwrap();
    let cache = redis.url();
    let center = StockCenter::start(&[("CACHE__URL", cache.as_str())])
        .await
        .unwrap();
    let options = ClientOptions::default();
    let dubbo = Client::connect(center.address(), options.clone())
        .await
        .unwrap();
    let dubbo: Arc<dyn Invoker> = Arc::new(dubbo);
    let triple = TripleClient::connect(center.address(), options)
        .await
        .unwrap();
    let triple: Arc<dyn Invoker> = Arc::new(triple);
    // A known SKU twice, another, and one that nobody has: it is never kept, so its place is filled each time.
    let skus = [SKUS[0], SKUS[1], "NOBODY-HAS-IT", SKUS[0]];
    let exact = timeless(read(&asked(&dubbo, request(&skus, true)).await));
    assert!(exact[0].known && exact[1].known && !exact[2].known);
    assert!(exact[0].version > 0, "{exact:?}");
    for round in ["cold", "warm", "warm again"] {
        for (name, link) in [("dubbo", &dubbo), ("Triple", &triple)] {
            let bytes = asked(link, request(&skus, false)).await;
            let reply = read(&bytes);
            let mut anew = Encoder::new();
            anew.write(&reply).unwrap();
            assert_eq!(bytes, anew.into_vec(), "{round}, {name}");
            assert_eq!(timeless(reply), exact, "{round}, {name}");
        }
        assert_eq!(
            over_grpc(&center, &request(&skus, false)).await,
            exact,
            "{round}"
        );
    }

    let service = || ServiceRef::new(stock_query_service::INTERFACE);
    let loose = Value::map(vec![(
        "skus".into(),
        Value::list(skus.iter().map(|sku| Value::from(*sku)).collect()),
    )]);
    for link in [&dubbo, &triple] {
        let generic = GenericClient::new(Arc::clone(link), service());
        let answer = generic
            .invoke(
                &Context::new(),
                "batchSellable",
                &[TYPE],
                vec![loose.clone()],
            )
            .await
            .unwrap();
        let field = |map: &Value, name: &str| {
            let map = map.as_map().unwrap_or_else(|| panic!("{map:?}"));
            let entry = map
                .entries
                .iter()
                .find(|(key, _)| key.as_str() == Some(name));
            entry.map(|(_, value)| value.clone()).unwrap()
        };
        let data = field(&answer, "data");
        let items = data.as_list().unwrap().items.iter().map(|item| {
            let number = |name: &str| field(item, name).as_i64().unwrap();
            format!(
                "{} {} {} {} {} {}",
                field(item, "sku").as_str().unwrap(),
                field(item, "known") == Value::Bool(true),
                field(item, "band").as_str().unwrap(),
                number("sellable"),
                number("warehouseCount"),
                number("version")
            )
        });
        assert!(items.eq(told(&exact)), "{answer:?}");
    }

    let url = format!(
        "http://{}/{}/batchSellable",
        center.address(),
        stock_query_service::INTERFACE
    );
    let body = json!([{ "skus": skus }]).to_string();
    let post = reqwest::Client::new()
        .post(url)
        .header("content-type", "application/json");
    let text = post.body(body).send().await.unwrap().text().await.unwrap();
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    let items = answer["data"].as_array().unwrap().iter().map(|item| {
        format!(
            "{} {} {} {} {} {}",
            item["sku"].as_str().unwrap(),
            item["known"],
            item["band"].as_str().unwrap(),
            item["sellable"],
            item["warehouseCount"],
            item["version"]
        )
    });
    assert!(items.eq(told(&exact)), "{text}");

    // The form of names is checked where they are not known, and counted where they are.
    let refused = read(&asked(&dubbo, request(&[SKUS[0], " x"], false)).await);
    assert_eq!(refused.code.as_str(), "PARAM_INVALID", "{refused:?}");
    assert_eq!(refused.details["field"], "skus[1]");
    for (count, code) in [(200, "OK"), (201, "PARAM_INVALID"), (0, "PARAM_INVALID")] {
        let many = request(&vec![SKUS[0]; count], false);
        let reply = read(&asked(&triple, many).await);
        assert_eq!(reply.code.as_str(), code, "{count}: {reply:?}");
    }
    center.stop().await.unwrap();
}
