//! A supplier's feed (`feed.stock`): what stands at a site of his that ships to customers, as often as he tells. It is a count of that site (`stocktake`): what
//! we hold of it stays held as far as it is there. `feedSeq` is the supplier's own number and grows along a site; a feed that was overtaken is dropped.

use dubbo_api::change::{CountReq, StockChangeService as _};
use dubbo_api::code::ResultCode;
use dubbo_rpc::Context;
use serde_json::{Map, Value as Json};
use stock::ids::Warehouse;
use stock::sourcing::rules::SiteKind;

use super::deed::{Verdict, judge};
use super::message;
use crate::doors::{self, StockCenter};

/// Takes a feed in.
pub(super) async fn take(
    center: &StockCenter,
    cx: &Context,
    mut body: Map<String, Json>,
) -> Verdict {
    let seq = body.remove("feedSeq");
    let Some(seq) = seq.as_ref().and_then(Json::as_i64) else {
        return Verdict::Never(format!(
            "feedSeq is {seq:?}: a whole number is needed that grows with each feed of the site"
        ));
    };
    // What stands there is a quantity to a supplier.
    if let Some(Json::Array(lines)) = body.get_mut("lines") {
        for line in lines.iter_mut().filter_map(Json::as_object_mut) {
            if let (false, Some(quantity)) = (line.contains_key("counted"), line.remove("quantity"))
            {
                line.insert("counted".to_owned(), quantity);
            }
        }
    }
    let count: CountReq = match message::read(body) {
        Ok(count) => count,
        Err(why) => return Verdict::Never(why),
    };
    let given = count.context.as_ref();
    let Ok(tenant) = doors::tenant(given.and_then(|context| context.tenant.as_ref())) else {
        return Verdict::Never("context.tenant is no name".to_owned());
    };
    let site = Warehouse::from(count.warehouse.as_str());
    let store = center.store();
    let kind = store.network().sourcing.site(&site).kind;
    if kind != SiteKind::Supplier {
        return Verdict::Never(format!(
            "warehouse is {site}, a site of kind {}: feeds are taken of sites of kind {}",
            kind.as_str(),
            SiteKind::Supplier.as_str()
        ));
    }
    match store.feed(&tenant, &site).await {
        Ok(Some(last)) if seq <= last => return Verdict::Done(ResultCode::OkDuplicate),
        Ok(_) => {}
        Err(error) => return Verdict::Later(format!("the database: {error}")),
    }
    let verdict = judge(Box::pin(center.stocktake(cx, count)).await);
    if !matches!(verdict, Verdict::Done(_)) {
        return verdict;
    }
    match store.feed_came(&tenant, &site, seq).await {
        Ok(()) => verdict,
        // It comes again and is counted again: under its key that is nothing.
        Err(error) => Verdict::Later(format!("the database: {error}")),
    }
}
