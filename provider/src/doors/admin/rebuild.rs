//! Figures written anew on request, while everything is served.

use dubbo_api::admin::CacheReq;
use dubbo_api::code::ResultCode;
use dubbo_api::reply::{Nothing, Reply};
use stock::ids::{Sku, Tenant};
use stock::projection::Compared;

use crate::cache::{Cache, Tally, Uncompared};
use crate::doors::form::Formed;
use crate::doors::{StockCenter, inquiry, tenant, unanswered};

impl StockCenter {
    /// Forgets what this provider remembers of the catalogue, and writes figures anew: of some SKUs at once, of all in the background.
    pub(super) async fn rebuild(&self, request: &CacheReq) -> Reply<Nothing> {
        let (tenant, skus) = match formed(request) {
            Ok(formed) => formed,
            Err(bad) => return bad.into_reply(),
        };
        if !request.dry_run {
            self.store.forget_facts();
            if let Err(error) = self.store.refresh_network().await {
                return unanswered(&error);
            }
        }
        let Some(cache) = &self.cache else {
            return Reply::of(ResultCode::Ok)
                .detail("scope", "this provider's memory of the catalogue")
                .detail(
                    "figures",
                    "read from the database by every question; there is no Redis (cache.url) to rebuild",
                );
        };
        if skus.is_empty() {
            let health = cache.health();
            if !health.link.up {
                return away(&health.detail());
            }
            if !request.dry_run {
                cache.rebuild();
            }
            return Reply::of(ResultCode::Ok)
                .detail(
                    "scope",
                    "all figures, of every area: areas are worked out from the figures of sites",
                )
                .detail(
                    "state",
                    if request.dry_run {
                        "not begun: a dry run"
                    } else {
                        "begun; health tells how far it is"
                    },
                );
        }
        let done = if request.dry_run {
            compared(cache, &tenant, skus).await
        } else {
            cache.mend(&tenant, skus).await
        };
        match done {
            Ok(tally) => Reply::of(ResultCode::Ok)
                .detail("equal", tally.equal.to_string())
                .detail("behind", tally.behind.to_string())
                .detail("wrong", tally.wrong.to_string())
                .detail("lost", tally.lost.to_string()),
            Err(Uncompared::Database(error)) => unanswered(&error),
            Err(error) => away(&error.to_string()),
        }
    }
}

fn formed(request: &CacheReq) -> Formed<(Tenant, Vec<Sku>)> {
    let context = request.context.as_ref();
    let tenant = tenant(context.and_then(|context| context.tenant.as_ref()))?;
    let skus = match request.skus.is_empty() {
        true => Vec::new(),
        false => inquiry::skus(&request.skus)?,
    };
    Ok((tenant, skus))
}

async fn compared(cache: &Cache, tenant: &Tenant, skus: Vec<Sku>) -> Result<Tally, Uncompared> {
    let mut tally = Tally::default();
    for one in cache.compare_skus(Some(tenant), None, skus).await? {
        match one.outcome {
            Compared::Equal => tally.equal += 1,
            Compared::OnItsWay | Compared::Behind => tally.behind += 1,
            Compared::Wrong => tally.wrong += 1,
            Compared::Lost => tally.lost += 1,
        }
    }
    Ok(tally)
}

fn away(why: &str) -> Reply<Nothing> {
    Reply::refused(
        ResultCode::BusyRetry,
        format!("Redis does not answer, and is filled by itself when it is back: {why}"),
    )
}
