//! What an answer of inquiry costs the database.

use std::fmt::Write as _;

use dubbo_api::inquiry::{SellableReq, StockQueryService as _};
use dubbo_rpc::Context;
use stock_provider::doors::StockCenter;
use stock_provider::lane::Lanes;
use stock_sql::{CatalogueFile, CatalogueSources};

use crate::support::{options, receive, sqlite};

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_of_two_hundred_parts_takes_a_bounded_number_of_questions() {
    let (_folder, store) = sqlite().await;
    let mut skus = String::from("sku,name,name_en,category,brand,unit,suspended,safety_default\n");
    let names: Vec<String> = (0..199).map(|n| format!("P{n:03}")).collect();
    for name in &names {
        let _ = writeln!(skus, "{name},件,Part,TEST,T,件,0,0");
    }
    let sources = CatalogueSources::new().with(CatalogueFile::Sku, skus.as_bytes());
    let report = store.import_catalogue(sources, false).await.unwrap();
    assert_eq!(report.errors, []);
    let lanes = Lanes::start(&store, options());
    receive(&lanes, "P007", 3).await;
    let center = StockCenter::new(store.clone(), lanes);
    let request = SellableReq {
        tenant: Some("T".into()),
        skus: names
            .iter()
            .chain([&"NONE".to_owned()])
            .map(|sku| sku.as_str().into())
            .collect(),
        ..SellableReq::default()
    };
    let ask = || async {
        let before = store.reads();
        let reply = center
            .batch_sellable(&Context::new(), request.clone())
            .await
            .unwrap();
        let items = reply.into_data().unwrap();
        assert_eq!(items.len(), 200);
        assert_eq!(
            (items[7].sellable.get(), items[7].band.as_str()),
            (3, "LOW")
        );
        assert_eq!(
            (items[8].band.as_str(), items[8].known, items[199].known),
            ("OUT", true, false)
        );
        assert!(
            items
                .iter()
                .all(|item| item.as_of == items[0].as_of && item.as_of.is_some())
        );
        store.reads() - before
    };
    // The facts of unknown and forgotten SKUs, one question for each kind of fact, then the balances with their time: no further question for the time.
    let asked = ask().await;
    assert!(asked <= 7, "{asked} questions for facts and balances");
    // Facts of the one unknown SKU are asked for again; what is known is remembered for a while.
    let asked = ask().await;
    assert!(asked <= 7, "{asked} questions for balances and the unknown");
    let known = SellableReq {
        skus: request.skus[..199].to_vec(),
        ..request.clone()
    };
    let before = store.reads();
    center.batch_sellable(&Context::new(), known).await.unwrap();
    assert_eq!(store.reads() - before, 1, "balances only");
}
