//! Door of pre-occupation (库存预占).

use dubbo_api::code::ResultCode;
use dubbo_api::reply::{OpAnswer, OpKey, Reply};
use dubbo_api::reservation::{
    AmendReq, CancelReq, ConfirmReq, ExtendReq, OccupyLine, PreOccupyReq, Reservation,
    ReservationQuery, StockReservationService,
};
use dubbo_api::states::{HoldMode as ModeText, LatePay as LatePayText};
use dubbo_api::text;
use dubbo_rpc::{Context, Fault};
use stock::answer::ReservationView;
use stock::command::{
    Amend, Cancel, Command, Confirm, Extend, LatePay, OrderLine, PartLine, PreOccupy, Target,
};
use stock::ids::{Area, Owner, Pool, Sku, Tenant, Warehouse};
use stock::op::OpType;
use stock::policy::{HOLD_SECONDS_DEFAULT, HOLD_SECONDS_MAX, HOLD_SECONDS_MIN};
use stock::reservation::HoldMode;

use super::form::{self, Bad, Formed};
use super::sourcing;
use super::{StockCenter, answer, envelope};
use crate::hot::Admitted;

impl StockReservationService for StockCenter {
    async fn pre_occupy(
        &self,
        cx: &Context,
        request: PreOccupyReq,
    ) -> Result<Reply<Reservation>, Fault> {
        let context = request.context.as_ref();
        let (mut hold, tenant) = match pre_occupy(&request) {
            Ok(formed) => formed,
            Err(bad) => return Ok(bad.into_reply()),
        };
        let terms = (hold.area.as_ref(), hold.channel.as_ref());
        // Boxed, like all that few orders need: every order's call would else be as large as theirs.
        if hold.lines.iter().any(|line| line.vehicle.is_some()) {
            match Box::pin(self.fit_lines(&tenant, terms, &mut hold.lines)).await {
                Ok(None) => {}
                Ok(Some(refused)) => return Ok(super::traced(refused, context)),
                Err(error) => return Ok(super::unanswered(&error)),
            }
        }
        let sourced = self.is_sourced(&tenant, &hold);
        // Held until the answer: an admitted order counts as waiting.
        let _admitted = match self.admit(context, &hold, sourced).await {
            Ok(admitted) => admitted,
            Err(refused) => return Ok(super::traced(*refused, context)),
        };
        if sourced {
            let reply = Box::pin(self.hold_by_plan(cx, context, &tenant, hold)).await;
            return Ok(self.dated(&tenant, reply).await);
        }
        let command = Ok(Command::PreOccupy(hold));
        Ok(self.reserve(cx, context, OpType::PreOccupy, command).await)
    }

    async fn confirm(
        &self,
        cx: &Context,
        request: ConfirmReq,
    ) -> Result<Reply<Reservation>, Fault> {
        let command = confirm(&request);
        Ok(self
            .reserve(cx, request.context.as_ref(), OpType::Confirm, command)
            .await)
    }

    async fn cancel(&self, cx: &Context, request: CancelReq) -> Result<Reply<Reservation>, Fault> {
        let command = cancel(&request);
        Ok(self
            .reserve(cx, request.context.as_ref(), OpType::Cancel, command)
            .await)
    }

    async fn extend(&self, cx: &Context, request: ExtendReq) -> Result<Reply<Reservation>, Fault> {
        let command = extend(&request);
        Ok(self
            .reserve(cx, request.context.as_ref(), OpType::Extend, command)
            .await)
    }

    async fn amend(&self, cx: &Context, request: AmendReq) -> Result<Reply<Reservation>, Fault> {
        let context = request.context.as_ref();
        let command = match amend(&request) {
            Ok(amend) => self.fitted(context, amend).await,
            Err(bad) => Ok(Err(bad)),
        };
        match command {
            Ok(command) => Ok(self.reserve(cx, context, OpType::Amend, command).await),
            Err(refused) => Ok(super::traced(*refused, context)),
        }
    }

    async fn get(
        &self,
        _cx: &Context,
        query: ReservationQuery,
    ) -> Result<Reply<Reservation>, Fault> {
        Ok(match self.get_formed(&query).await {
            Ok(reply) => reply,
            Err(bad) => bad.into_reply(),
        })
    }

    async fn get_by_key(&self, _cx: &Context, key: OpKey) -> Result<Reply<OpAnswer>, Fault> {
        Ok(match self.get_by_key_formed(key).await {
            Ok(reply) => reply,
            Err(bad) => bad.into_reply(),
        })
    }
}

impl StockCenter {
    async fn reserve(
        &self,
        cx: &Context,
        context: Option<&dubbo_api::reply::OpContext>,
        op: OpType,
        command: Formed<Command>,
    ) -> Reply<Reservation> {
        let command = match command {
            Ok(command) => command,
            Err(bad) => return bad.into_reply(),
        };
        match self.write(cx, context, op, command).await {
            Ok(answer) => {
                let reply = super::traced(answer::reservation_reply(answer), context);
                match super::tenant(context.and_then(|context| context.tenant.as_ref())) {
                    Ok(tenant) => self.dated(&tenant, reply).await,
                    Err(_) => reply,
                }
            }
            Err(bad) => bad.into_reply(),
        }
    }

    /// Lets an order for a hot SKU through, or refuses it.
    async fn admit(
        &self,
        context: Option<&dubbo_api::reply::OpContext>,
        hold: &PreOccupy,
        sourced: bool,
    ) -> Result<Admitted, Box<Reply<Reservation>>> {
        let Some(hot) = &self.hot else {
            return Ok(Admitted::default());
        };
        let who = envelope::key(context).map_err(|bad| Box::new(bad.into_reply()))?;
        let key = stock::op::OpKey {
            tenant: who.tenant,
            source: who.source.to_owned(),
            op: OpType::PreOccupy,
            biz_no: who.biz_no.to_owned(),
            op_seq: who.op_seq,
        };
        hot.admit(&key, hold, sourced).await
    }

    /// A reply that tells what its presale lines wait for.
    async fn dated(&self, tenant: &Tenant, mut reply: Reply<Reservation>) -> Reply<Reservation> {
        if let Some(data) = &mut reply.data
            && data.lines.iter().any(|line| line.presale_no.is_some())
            && let Err(error) = Box::pin(self.tell_presales(tenant, data)).await
        {
            // What was done is done; get tells the dates.
            tracing::warn!(%error, "when presale goods are expected could not be read");
        }
        reply
    }

    /// An amendment whose lines fit their vehicles, or why not.
    async fn fitted(
        &self,
        context: Option<&dubbo_api::reply::OpContext>,
        mut amend: Amend,
    ) -> Result<Formed<Command>, Box<Reply<Reservation>>> {
        let tenant = match super::tenant(context.and_then(|context| context.tenant.as_ref())) {
            Ok(tenant) => tenant,
            Err(bad) => return Ok(Err(bad)),
        };
        if amend.lines.iter().all(|line| line.vehicle.is_none()) {
            return Ok(Ok(Command::Amend(amend)));
        }
        let held = match self.store.reservation(&tenant, &amend.target).await {
            Ok(held) => held,
            Err(error) => return Err(Box::new(super::unanswered(&error))),
        };
        let held = held.as_ref();
        let area = amend.area.clone().or_else(|| held?.area.clone());
        let channel = held.and_then(|held| held.channel.clone());
        let terms = (area.as_ref(), channel.as_ref());
        match Box::pin(self.fit_lines(&tenant, terms, &mut amend.lines)).await {
            Ok(None) => Ok(Ok(Command::Amend(amend))),
            Ok(Some(refused)) => Err(Box::new(refused)),
            Err(error) => Err(Box::new(super::unanswered(&error))),
        }
    }

    async fn get_formed(&self, query: &ReservationQuery) -> Formed<Reply<Reservation>> {
        let tenant = super::tenant(query.tenant.as_ref())?;
        let target = target(query.reservation_no.as_ref(), query.order_no.as_ref())?;
        Ok(match self.store.reservation(&tenant, &target).await {
            Ok(Some(found)) => {
                let view = ReservationView::of(&found, Vec::new());
                let reply = Reply::ok(answer::reservation(view, None));
                self.dated(&tenant, reply).await
            }
            Ok(None) => Reply::refused(
                ResultCode::ReservationNotFound,
                format!("there is no reservation {}", named(&target)),
            ),
            Err(error) => super::unanswered(&error),
        })
    }

    async fn get_by_key_formed(&self, key: OpKey) -> Formed<Reply<OpAnswer>> {
        let source = key.source_system.as_deref().unwrap_or_default();
        let biz_no = key.biz_no.as_deref().unwrap_or_default();
        form::name("sourceSystem", source, form::SHORT_NAME_MAX)?;
        form::name("bizNo", biz_no, form::NAME_MAX)?;
        form::name("opType", key.op_type.as_str(), form::SHORT_NAME_MAX)?;
        let never = || {
            Reply::refused(
                ResultCode::NotFound,
                format!(
                    "nothing was done under {}, {}, {}, {}",
                    form::shown(source),
                    key.op_type,
                    form::shown(biz_no),
                    key.op_seq
                ),
            )
            .detail("kind", "key")
            .detail("value", biz_no)
        };
        let Some(op) = OpType::parse(key.op_type.as_str()) else {
            return Ok(never());
        };
        let wanted = stock::op::OpKey {
            tenant: super::tenant(key.tenant.as_ref())?,
            source: source.to_owned(),
            op,
            biz_no: biz_no.to_owned(),
            op_seq: key.op_seq,
        };
        Ok(match self.store.answer_by_key(&wanted).await {
            Ok(Some(found)) => Reply::ok(answer::stored(key, found)),
            Ok(None) => never(),
            Err(error) => super::unanswered(&error),
        })
    }
}

/// The hold a request asks for, and whose it is.
fn pre_occupy(request: &PreOccupyReq) -> Formed<(PreOccupy, Tenant)> {
    let tenant = request
        .context
        .as_ref()
        .and_then(|context| context.tenant.as_ref());
    let tenant = super::tenant(tenant)?;
    let ttl = request.ttl_seconds.map_or(HOLD_SECONDS_DEFAULT, i64::from);
    let hold = PreOccupy {
        order_no: form::name("orderNo", request.order_no.as_str(), form::NAME_MAX)?.into(),
        lines: order_lines(&request.lines)?,
        buyer: form::optional("buyerId", request.buyer_id.as_deref(), form::NAME_MAX)?
            .map(Into::into),
        area: area(request.area_code.as_deref())?,
        channel: form::optional("channel", request.channel.as_deref(), form::SHORT_NAME_MAX)?
            .map(Into::into),
        ttl_seconds: form::within("ttlSeconds", ttl, HOLD_SECONDS_MIN, HOLD_SECONDS_MAX)?,
        mode: mode(request.mode.as_ref())?,
        fixed_warehouse: warehouse("fixedWarehouse", request.fixed_warehouse.as_ref())?,
        sourcing: sourcing::named(request.sourcing_policy.as_deref(), request.plan_no.as_ref())?,
    };
    Ok((hold, tenant))
}

fn confirm(request: &ConfirmReq) -> Formed<Command> {
    let pay_no = request.pay_no.as_deref().unwrap_or_default();
    let late_pay = match request.late_pay.as_ref().map(LatePayText::as_str) {
        None | Some("") => LatePay::Refuse,
        Some(text) => {
            LatePay::parse(text).ok_or_else(|| Bad::new("latePay", text, "REOCCUPY or REFUSE"))?
        }
    };
    Ok(Command::Confirm(Confirm {
        target: target(request.reservation_no.as_ref(), request.order_no.as_ref())?,
        pay_no: form::name("payNo", pay_no, form::NAME_MAX)?.to_owned(),
        lines: parts(&request.lines)?,
        late_pay,
    }))
}

fn cancel(request: &CancelReq) -> Formed<Command> {
    Ok(Command::Cancel(Cancel {
        target: target(request.reservation_no.as_ref(), request.order_no.as_ref())?,
        lines: parts(&request.lines)?,
        reason: form::remark("reason", request.reason.as_deref())?,
    }))
}

fn extend(request: &ExtendReq) -> Formed<Command> {
    let ttl = request.ttl_seconds.map_or(HOLD_SECONDS_DEFAULT, i64::from);
    Ok(Command::Extend(Extend {
        target: target(request.reservation_no.as_ref(), request.order_no.as_ref())?,
        ttl_seconds: form::within("ttlSeconds", ttl, HOLD_SECONDS_MIN, HOLD_SECONDS_MAX)?,
    }))
}

fn amend(request: &AmendReq) -> Formed<Amend> {
    Ok(Amend {
        target: target(request.reservation_no.as_ref(), request.order_no.as_ref())?,
        lines: order_lines(&request.lines)?,
        area: area(request.area_code.as_deref())?,
    })
}

fn order_lines(lines: &[OccupyLine]) -> Formed<Vec<OrderLine>> {
    form::lines("lines", lines)?;
    let formed: Vec<OrderLine> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| order_line(index, line))
        .collect::<Formed<_>>()?;
    form::distinct("lines", formed.iter().map(|line| line.line_no))?;
    super::instead::check(&formed)?;
    Ok(formed)
}

fn order_line(index: usize, line: &OccupyLine) -> Formed<OrderLine> {
    let field = |name: &str| format!("lines[{index}].{name}");
    let vehicle = line.vehicle_id.as_deref();
    let vehicle = form::optional(&field("vehicleId"), vehicle, form::NAME_MAX)?;
    Ok(OrderLine {
        vehicle: vehicle.map(str::to_owned),
        allow_presale: line.allow_presale.unwrap_or(false),
        allow_substitute: line.allow_substitute.unwrap_or(false),
        substitutes: Vec::new(),
        line_no: form::line_no(&format!("lines[{index}]"), line.line_no, index)?,
        sku: Sku::from(form::name(
            &field("sku"),
            line.sku.as_str(),
            form::NAME_MAX,
        )?),
        quantity: form::quantity(&field("quantity"), line.quantity)?,
        owner: owner(&field("owner"), line.owner.as_ref())?,
        warehouse: warehouse(&field("warehouse"), line.warehouse.as_ref())?,
        pool: pool(&field("pool"), line.pool.as_ref())?,
        max_age_days: super::lots::max_age(&field("maxAgeDays"), line.max_age_days)?,
    })
}

fn parts(lines: &[dubbo_api::reservation::PartLine]) -> Formed<Vec<PartLine>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    form::lines("lines", lines)?;
    form::distinct("lines", lines.iter().map(|line| line.line_no))?;
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let quantity = form::quantity(&format!("lines[{index}].quantity"), line.quantity)?;
            Ok(PartLine {
                order_line_no: line.line_no,
                quantity,
            })
        })
        .collect()
}

fn target(
    reservation: Option<&text::ReservationNo>,
    order: Option<&text::OrderNo>,
) -> Formed<Target> {
    let reservation = reservation.map(text::ReservationNo::as_str);
    if let Some(no) = form::optional("reservationNo", reservation, form::NAME_MAX)? {
        return Ok(Target::Reservation(no.into()));
    }
    let order = form::optional("orderNo", order.map(text::OrderNo::as_str), form::NAME_MAX)?;
    match order {
        Some(no) => Ok(Target::Order(no.into())),
        None => Err(Bad::new("orderNo", "", "given when reservationNo is null")),
    }
}

fn named(target: &Target) -> String {
    match target {
        Target::Reservation(no) => form::shown(no.as_str()),
        Target::Order(no) => format!("of order {}", form::shown(no.as_str())),
    }
}

fn mode(given: Option<&ModeText>) -> Formed<HoldMode> {
    match given.map(ModeText::as_str) {
        None | Some("") => Ok(HoldMode::All),
        Some(text) => HoldMode::parse(text).ok_or_else(|| Bad::new("mode", text, "ALL or PARTIAL")),
    }
}

/// An area code that may be absent.
pub(super) fn area(given: Option<&str>) -> Formed<Option<Area>> {
    Ok(form::optional("areaCode", given, form::AREA_MAX)?.map(Area::from))
}

/// A warehouse that may be absent.
pub(super) fn warehouse(
    field: &str,
    given: Option<&text::WarehouseCode>,
) -> Formed<Option<Warehouse>> {
    let given = given.map(text::WarehouseCode::as_str);
    Ok(form::optional(field, given, form::NAME_MAX)?.map(Warehouse::from))
}

/// An owner that may be absent.
pub(super) fn owner(field: &str, given: Option<&text::Owner>) -> Formed<Option<Owner>> {
    Ok(form::optional(field, given.map(text::Owner::as_str), form::NAME_MAX)?.map(Owner::from))
}

/// A pool that may be absent: `SHARED`, `CH:<channel>` or `ACT:<activity>`.
pub(super) fn pool(field: &str, given: Option<&text::Pool>) -> Formed<Option<Pool>> {
    use stock::ids::{POOL_ACTIVITY_PREFIX, POOL_CHANNEL_PREFIX, POOL_SHARED};
    let Some(name) = form::optional(field, given.map(text::Pool::as_str), form::NAME_MAX)? else {
        return Ok(None);
    };
    let rest = name
        .strip_prefix(POOL_CHANNEL_PREFIX)
        .or_else(|| name.strip_prefix(POOL_ACTIVITY_PREFIX));
    if name == POOL_SHARED || rest.is_some_and(|rest| !rest.is_empty()) {
        return Ok(Some(Pool::from(name)));
    }
    Err(Bad::new(
        field,
        name,
        "SHARED, CH:<channel> or ACT:<activity>",
    ))
}
