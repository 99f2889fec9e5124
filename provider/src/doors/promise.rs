//! When goods would arrive: the question of a product page and a cart. Nothing is held.

use std::collections::BTreeMap;

use dubbo_api::inquiry::{Promise, PromiseLine, PromiseReq};
use dubbo_api::reply::Reply;
use dubbo_api::text::Quantity;
use stock::facts::Facts;
use stock::ids::{Area, Channel, Moment, Owner, Sku, Tenant};
use stock::inquiry::{self, Dates, Line, LineDate, View};
use stock_sql::Error;

use super::form::{self, Bad, Formed};
use super::{StockCenter, answer, inquiry as door, reservation};

/// How far ahead an order may be planned.
const AHEAD_DAYS_MAX: i64 = 366;
const DAY_MS: i64 = 86_400_000;

/// A question for a date.
pub(super) struct Asked {
    tenant: Tenant,
    owner: Owner,
    area: Area,
    channel: Option<Channel>,
    /// Number of each line.
    numbers: Vec<i64>,
    lines: Vec<Line>,
    at: Option<Moment>,
}

impl Asked {
    pub(super) fn form(request: &PromiseReq) -> Formed<Self> {
        let area = reservation::area(request.area_code.as_deref())?;
        form::lines("lines", &request.lines)?;
        let mut asked = Self {
            tenant: super::tenant(request.tenant.as_ref())?,
            owner: Owner::own(),
            area: area.ok_or_else(|| Bad::new("areaCode", "", "given: the date depends on it"))?,
            channel: door::channel(request.channel.as_deref())?,
            numbers: Vec::with_capacity(request.lines.len()),
            lines: Vec::with_capacity(request.lines.len()),
            at: request.order_at.map(|date| Moment(date.0)),
        };
        for (index, line) in request.lines.iter().enumerate() {
            let field = |name: &str| format!("lines[{index}].{name}");
            let number = form::line_no(&format!("lines[{index}]"), line.line_no, index)?;
            let sku = form::name(&field("sku"), line.sku.as_str(), form::NAME_MAX)?;
            asked.numbers.push(number);
            asked.lines.push(Line {
                sku: Sku::from(sku),
                quantity: form::quantity(&field("quantity"), line.quantity)?,
            });
        }
        form::distinct("lines", asked.numbers.iter().copied())?;
        Ok(asked)
    }

    fn view(&self) -> View<'_> {
        View {
            tenant: &self.tenant,
            owner: &self.owner,
            area: Some(&self.area),
            channel: self.channel.as_ref(),
            warehouse: None,
        }
    }

    /// When the order would be placed: as the caller says, but not before now and not too far ahead.
    fn order_at(&self, now: Moment) -> Formed<Moment> {
        let at = self.at.unwrap_or(now);
        if at.0 > now.0.saturating_add(AHEAD_DAYS_MAX * DAY_MS) {
            let limit = format!("at most {AHEAD_DAYS_MAX} days ahead");
            return Err(Bad::new("orderAt", at.0, limit));
        }
        Ok(at.max(now))
    }
}

impl StockCenter {
    pub(super) async fn promised(&self, asked: &Asked) -> Result<Reply<Promise>, Error> {
        let skus: Vec<Sku> = asked.lines.iter().map(|line| line.sku.clone()).collect();
        let facts = self.facts(&skus).await?;
        let unknown: Vec<&str> = skus
            .iter()
            .filter(|sku| !facts.skus.contains_key(*sku))
            .map(Sku::as_str)
            .collect();
        if !unknown.is_empty() {
            return Ok(door::unknown_skus(&unknown));
        }
        let (now, dates) = self
            .dates(&asked.view(), &asked.lines, &facts, |now| {
                asked.order_at(now)
            })
            .await?;
        let dates = match dates {
            Ok(dates) => dates,
            Err(bad) => return Ok(bad.into_reply()),
        };
        let lines = asked.numbers.iter().zip(&asked.lines).zip(&dates.lines);
        let mut reply = Reply::ok(Promise {
            area_code: Some(asked.area.to_string()),
            earliest_full: dates.full.map(answer::date),
            earliest_partial: dates.partial.map(answer::date),
            order_by: dates.order_by.map(answer::date),
            lines: lines
                .map(|((number, line), date)| told(*number, line, date))
                .collect(),
        });
        if dates.partial.is_none() && door::is_there(&dates.lines) {
            reply.message = Some(format!(
                "the goods are there, but the way from no site to area {} is known at {} ms: give its coverage lead hours",
                asked.area, now.0
            ));
        }
        Ok(reply)
    }

    /// Dates of some lines, and the moment they were asked at.
    pub(super) async fn dates(
        &self,
        view: &View<'_>,
        lines: &[Line],
        facts: &Facts,
        at: impl Fn(Moment) -> Formed<Moment>,
    ) -> Result<(Moment, Formed<Dates>), Error> {
        let parts = inquiry::parts_of(lines, facts);
        let (now, balances) = self.goods(view, &parts, facts).await?;
        let mut incoming = self.store.expected(view.tenant, view.owner, &parts).await?;
        let sold = self
            .store
            .sold_before(view.tenant, view.owner, &parts)
            .await?;
        inquiry::less_sold(&mut incoming, sold);
        inquiry::with_presales(&mut incoming, view, facts, &balances, now);
        let dates = at(now).map(|at| inquiry::dates(view, lines, facts, &balances, &incoming, at));
        Ok((now, dates))
    }

    /// Dates of some SKUs asked for one by one, each as if it were alone.
    pub(super) async fn date_each(
        &self,
        view: &View<'_>,
        lines: &[Line],
        facts: &Facts,
    ) -> Result<BTreeMap<Sku, LineDate>, Error> {
        let parts = inquiry::parts_of(lines, facts);
        let (now, balances) = self.goods(view, &parts, facts).await?;
        let one = |line: &Line| {
            let line = std::slice::from_ref(line);
            let mut dates = inquiry::dates(view, line, facts, &balances, &[], now);
            dates.lines.pop().unwrap_or_default()
        };
        Ok(lines
            .iter()
            .map(|line| (line.sku.clone(), one(line)))
            .collect())
    }
}

fn told(number: i64, line: &Line, date: &LineDate) -> PromiseLine {
    PromiseLine {
        line_no: Some(number),
        sku: line.sku.as_str().into(),
        quantity: Quantity(line.quantity),
        available_now: Quantity(date.available_now),
        warehouse: date.warehouse.as_ref().map(|site| site.as_str().into()),
        arrive_at: date.all_at.map(answer::date),
        from_incoming: date.from_incoming,
    }
}
