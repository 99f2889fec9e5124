//! The contract by way of its Java jar: the same schema as the Rust types it was generated from, and calls of a real stock center.

use std::collections::BTreeMap;
use std::sync::Arc;

use dubbo_rpc::hessian2::schema::{ClassKind, Schema};
use dubbo_rpc::{Context, ServiceRef, ServiceSchema};
use integration_tests::from_jar::stock_api::{
    OccupyLine, OpContext, PreOccupyReq, ReservationQuery, SellableReq, StockQueryService as _,
    StockQueryServiceClient, StockReservationService as _, StockReservationServiceClient,
    fulfillment_service, part_catalog_service, reconcile_service, sourcing_service,
    stock_admin_service, stock_change_service, stock_query_service, stock_reservation_service,
};
use integration_tests::stock_center::StockCenter;

/// What a method is on the wire and in metadata: names and types of its parameters, descriptor, result.
fn methods(schema: &ServiceSchema) -> BTreeMap<(String, String), (Vec<String>, String)> {
    let of = schema.methods.iter().map(|method| {
        let descriptor: String = method
            .parameters
            .iter()
            .map(|parameter| parameter.descriptor.as_str())
            .collect();
        let parameters = method.parameters.iter();
        let named = parameters.map(|parameter| format!("{} {}", parameter.ty, parameter.name));
        let key = (method.name.to_owned(), descriptor);
        (key, (named.collect(), method.returns.to_string()))
    });
    of.collect()
}

/// Fields with their types, and constants, of every class.
fn classes(schema: &Schema) -> BTreeMap<String, Vec<String>> {
    let of = schema.classes.values().map(|class| {
        let mut says = vec![format!(
            "<{}> extends {:?}",
            class.parameters.join(","),
            class.superclass
        )];
        match &class.kind {
            ClassKind::Object(fields) => {
                says.extend(
                    fields
                        .iter()
                        .map(|field| format!("{} {}", field.type_ref, field.name)),
                );
            }
            ClassKind::Enum(constants) => {
                says.extend(constants.iter().map(|constant| constant.name.clone()));
            }
        }
        (class.name.clone(), says)
    });
    of.collect()
}

#[test]
fn the_jar_and_the_rust_types_have_one_schema() {
    let written = [
        fulfillment_service::schema(),
        part_catalog_service::schema(),
        reconcile_service::schema(),
        sourcing_service::schema(),
        stock_admin_service::schema(),
        stock_change_service::schema(),
        stock_query_service::schema(),
        stock_reservation_service::schema(),
    ];
    let ours = dubbo_api::generate::service_schemas();
    assert_eq!(written.len(), ours.len());
    let mut count = 0;
    for ours in &ours {
        let written = written
            .iter()
            .find(|other| other.interface == ours.interface)
            .unwrap();
        assert_eq!(methods(written), methods(ours), "{}", ours.interface);
        let (written, ours) = (classes(&written.types), classes(&ours.types));
        for (name, says) in &ours {
            assert_eq!(written.get(name), Some(says), "{name}");
        }
        assert_eq!(
            written.keys().collect::<Vec<_>>(),
            ours.keys().collect::<Vec<_>>()
        );
        count += ours.len();
    }
    assert!(count > 100, "{count} classes were compared");
}

fn request(order: &str, quantity: i64) -> PreOccupyReq {
    PreOccupyReq {
        context: Some(OpContext {
            source_system: Some("from-jar".to_owned()),
            biz_no: Some(order.to_owned()),
            ..OpContext::default()
        }),
        order_no: Some(order.to_owned()),
        lines: Some(vec![Some(OccupyLine {
            sku: Some("PAD-1001".to_owned()),
            quantity,
            ..OccupyLine::default()
        })]),
        area_code: Some("440106".to_owned()),
        ..PreOccupyReq::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_written_client_calls_the_stock_center() {
    let center = StockCenter::start(&[]).await.unwrap();
    let link = super::link(center.address()).await;
    let service = ServiceRef::new(stock_reservation_service::INTERFACE);
    let orders = StockReservationServiceClient::new(Arc::clone(&link), service);
    let questions =
        StockQueryServiceClient::new(link, ServiceRef::new(stock_query_service::INTERFACE));
    let cx = Context::new();

    let held = orders
        .pre_occupy(&cx, Some(request("J-1", 2)))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(held.code.as_deref(), Some("OK"), "{held:?}");
    let held = held.data.unwrap();
    let lines = held.lines.as_ref().unwrap();
    assert_eq!(lines[0].as_ref().unwrap().sku.as_deref(), Some("PAD-1001"));
    assert!(held.expire_at > held.created_at, "{held:?}");

    let query = ReservationQuery {
        order_no: Some("J-1".to_owned()),
        ..ReservationQuery::default()
    };
    let found = orders
        .get(&cx, Some(query))
        .await
        .unwrap()
        .unwrap()
        .data
        .unwrap();
    assert_eq!(found.reservation_no, held.reservation_no);
    let sellable = SellableReq {
        skus: Some(vec![
            Some("PAD-1001".to_owned()),
            Some("NO-SUCH".to_owned()),
        ]),
        area_code: Some("440106".to_owned()),
        ..SellableReq::default()
    };
    let items = questions
        .batch_sellable(&cx, Some(sellable))
        .await
        .unwrap()
        .unwrap();
    let items = items.data.unwrap();
    assert!(items[0].as_ref().unwrap().sellable > 0, "{items:?}");
    assert!(!items[1].as_ref().unwrap().known, "{items:?}");

    // A refusal is an answer; so is a null where the contract wants a request.
    let much = orders
        .pre_occupy(&cx, Some(request("J-2", 1_000_000)))
        .await
        .unwrap()
        .unwrap();
    assert_ne!(much.code.as_deref(), Some("OK"));
    let short = much.shortages.unwrap().remove(0).unwrap();
    assert_eq!(short.need, 1_000_000, "{short:?}");
    let fault = orders.pre_occupy(&cx, None).await.unwrap_err();
    assert!(fault.exception().is_some(), "{fault:?}");
    center.stop().await.unwrap();
}
