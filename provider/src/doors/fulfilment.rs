//! Door of contract performance (库存履约): fulfilment orders and what becomes of them. Returns are formed in [`super::returns`], the trace is told by
//! [`super::trace`].

use dubbo_api::FulfillmentService;
use dubbo_api::fulfillment::{
    DeliveryReq, FoCancelReq, FoCreateReq, FoLineReq, FulfillmentOrder, GradeReq, HoldReq,
    InterceptReq, PickReq, ReturnInReq, ReturnOrder, ReturnReq, ReturnSentReq, ShipReq, Timeline,
};
use dubbo_api::reply::{OpContext, Reply};
use dubbo_api::states::ShortReason as ShortText;
use dubbo_api::text::{self, FulfillmentNo, OrderNo, Quantity};
use dubbo_rpc::{Context, Fault};
use hessian2::Date;
use stock::command::{Command, OrderLine};
use stock::fulfilment::{
    CancelFo, Create, Deliver, DeliveryLine, DeliveryResult, FoPart, FulfilCommand, Hold,
    Intercept, Pick, PickLine, ReturnCommand, Ship, ShortReason,
};
use stock::ids::{Channel, FulfilmentNo, Lot, Moment, ReservationNo, Sku};
use stock::policy::QUANTITY_MAX;

use super::form::{self, Bad, Formed};
use super::reservation::{area, owner, pool, warehouse};
use super::{StockCenter, performed, returns};

impl FulfillmentService for StockCenter {
    async fn create(
        &self,
        cx: &Context,
        request: FoCreateReq,
    ) -> Result<Reply<Vec<FulfillmentOrder>>, Fault> {
        let context = request.context.as_ref();
        let command = match create(&request) {
            Ok(command) => command,
            Err(bad) => return Ok(bad.into_reply()),
        };
        let command = Command::Fulfil(FulfilCommand::Create(command));
        Ok(match self.write(cx, context, command.op(), command).await {
            Ok(answer) => super::traced(performed::orders_reply(answer), context),
            Err(bad) => bad.into_reply(),
        })
    }

    async fn release(
        &self,
        cx: &Context,
        fo_no: FulfillmentNo,
        context: OpContext,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        let command = number(&fo_no).map(FulfilCommand::Release);
        Ok(self.fulfil(cx, Some(&context), command).await)
    }

    async fn report_pick(
        &self,
        cx: &Context,
        request: PickReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        let command = pick(&request).map(FulfilCommand::Pick);
        Ok(self.fulfil(cx, request.context.as_ref(), command).await)
    }

    async fn report_ship(
        &self,
        cx: &Context,
        request: ShipReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        let command = ship(&request).map(FulfilCommand::Ship);
        Ok(self.fulfil(cx, request.context.as_ref(), command).await)
    }

    async fn report_delivery(
        &self,
        cx: &Context,
        request: DeliveryReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        let command = deliver(&request).map(FulfilCommand::Deliver);
        Ok(self.fulfil(cx, request.context.as_ref(), command).await)
    }

    async fn hold(&self, cx: &Context, request: HoldReq) -> Result<Reply<FulfillmentOrder>, Fault> {
        let command = hold(&request).map(FulfilCommand::Hold);
        Ok(self.fulfil(cx, request.context.as_ref(), command).await)
    }

    async fn cancel(
        &self,
        cx: &Context,
        request: FoCancelReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        let command = cancel(&request).map(FulfilCommand::Cancel);
        Ok(self.fulfil(cx, request.context.as_ref(), command).await)
    }

    async fn intercept(
        &self,
        cx: &Context,
        request: InterceptReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        let command = intercept(&request).map(FulfilCommand::Intercept);
        Ok(self.fulfil(cx, request.context.as_ref(), command).await)
    }

    async fn create_return(
        &self,
        cx: &Context,
        request: ReturnReq,
    ) -> Result<Reply<ReturnOrder>, Fault> {
        let command = returns::apply(&request).map(ReturnCommand::Apply);
        Ok(self.give_back(cx, request.context.as_ref(), command).await)
    }

    async fn report_return_sent(
        &self,
        cx: &Context,
        request: ReturnSentReq,
    ) -> Result<Reply<ReturnOrder>, Fault> {
        let command = returns::sent(&request).map(ReturnCommand::Sent);
        Ok(self.give_back(cx, request.context.as_ref(), command).await)
    }

    async fn report_return_received(
        &self,
        cx: &Context,
        request: ReturnInReq,
    ) -> Result<Reply<ReturnOrder>, Fault> {
        let command = returns::receive(&request).map(ReturnCommand::Receive);
        Ok(self.give_back(cx, request.context.as_ref(), command).await)
    }

    async fn grade(&self, cx: &Context, request: GradeReq) -> Result<Reply<ReturnOrder>, Fault> {
        let command = returns::grade(&request).map(ReturnCommand::Grade);
        Ok(self.give_back(cx, request.context.as_ref(), command).await)
    }

    async fn trace(&self, cx: &Context, order_no: OrderNo) -> Result<Reply<Timeline>, Fault> {
        Ok(match self.trace_formed(cx, &order_no).await {
            Ok(reply) => reply,
            Err(bad) => bad.into_reply(),
        })
    }
}

impl StockCenter {
    async fn fulfil(
        &self,
        cx: &Context,
        context: Option<&OpContext>,
        command: Formed<FulfilCommand>,
    ) -> Reply<FulfillmentOrder> {
        let command = match command {
            Ok(command) => Command::Fulfil(command),
            Err(bad) => return bad.into_reply(),
        };
        match self.write(cx, context, command.op(), command).await {
            Ok(answer) => super::traced(performed::order_reply(answer), context),
            Err(bad) => bad.into_reply(),
        }
    }

    async fn give_back(
        &self,
        cx: &Context,
        context: Option<&OpContext>,
        command: Formed<ReturnCommand>,
    ) -> Reply<ReturnOrder> {
        let command = match command {
            Ok(command) => Command::Return(command),
            Err(bad) => return bad.into_reply(),
        };
        match self.write(cx, context, command.op(), command).await {
            Ok(answer) => super::traced(performed::return_reply(answer), context),
            Err(bad) => bad.into_reply(),
        }
    }
}

/// A fulfilment order's number that must be there.
pub(super) fn number(given: &FulfillmentNo) -> Formed<FulfilmentNo> {
    let no = form::name("foNo", given.as_str(), form::NAME_MAX)?;
    Ok(FulfilmentNo::from(no))
}

/// A time the caller tells; stored, never decided by.
pub(super) fn moment(given: Option<Date>) -> Option<Moment> {
    given.map(|date| Moment(date.0))
}

/// A parcel's number that must be there.
fn parcel(given: Option<&str>) -> Formed<String> {
    let no = given.unwrap_or_default();
    Ok(form::name("parcelNo", no, form::NAME_MAX)?.to_owned())
}

/// A text that may be absent, as long as a name.
pub(super) fn label(field: &str, given: Option<&str>) -> Formed<Option<String>> {
    Ok(form::optional(field, given, form::NAME_MAX)?.map(str::to_owned))
}

/// A lot that may be absent.
pub(super) fn lot(field: &str, given: Option<&str>) -> Formed<Option<Lot>> {
    Ok(form::optional(field, given, form::NAME_MAX)?.map(Lot::from))
}

/// Lines in the words of the rules; `list` names them in a refusal.
pub(super) fn each<T, L>(
    list: &[T],
    formed: impl Fn(&dyn Fn(&str) -> String, &T) -> Formed<L>,
) -> Formed<Vec<L>> {
    let mut lines = Vec::with_capacity(list.len());
    for (index, line) in list.iter().enumerate() {
        lines.push(formed(
            &|name: &str| format!("lines[{index}].{name}"),
            line,
        )?);
    }
    Ok(lines)
}

fn create(request: &FoCreateReq) -> Formed<Create> {
    let reservation = request.reservation_no.as_ref();
    let reservation = reservation.map(text::ReservationNo::as_str);
    let reservation = form::optional("reservationNo", reservation, form::NAME_MAX)?;
    if reservation.is_none() {
        form::lines("lines", &request.lines)?;
    } else if !request.lines.is_empty() {
        return Err(Bad::new(
            "lines",
            request.lines.len(),
            "empty with a reservationNo",
        ));
    }
    let mut lines = Vec::with_capacity(request.lines.len());
    for (index, line) in request.lines.iter().enumerate() {
        lines.push(order_line(index, line)?);
    }
    form::distinct("lines", lines.iter().map(|line| line.line_no))?;
    Ok(Create {
        order_no: form::name("orderNo", request.order_no.as_str(), form::NAME_MAX)?.into(),
        reservation: reservation.map(ReservationNo::from),
        lines,
        area: area(request.area_code.as_deref())?,
        channel: form::optional("channel", request.channel.as_deref(), form::SHORT_NAME_MAX)?
            .map(Channel::from),
        promise_at: moment(request.promise_at),
        on_hold: request.on_hold,
    })
}

fn order_line(index: usize, line: &FoLineReq) -> Formed<OrderLine> {
    let field = |name: &str| format!("lines[{index}].{name}");
    Ok(OrderLine {
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
        max_age_days: None,
        vehicle: None,
        allow_presale: false,
        allow_substitute: false,
        substitutes: Vec::new(),
    })
}

fn pick(request: &PickReq) -> Formed<Pick> {
    form::lines("lines", &request.lines)?;
    let count = |field: &str, given: Quantity| form::within(field, given.get(), 0, QUANTITY_MAX);
    Ok(Pick {
        fo_no: number(&request.fo_no)?,
        lines: each(&request.lines, |field, line| {
            let reason = line.short_reason.as_ref().map(ShortText::as_str);
            Ok(PickLine {
                line_no: line.line_no,
                picked: count(&field("picked"), line.picked)?,
                short: count(&field("shortQuantity"), line.short_quantity)?,
                reason: reason
                    .filter(|text| !text.is_empty())
                    .map(|text| short_reason(&field("shortReason"), text))
                    .transpose()?,
                lot: lot(&field("lotNo"), line.lot_no.as_deref())?,
            })
        })?,
        packed: request.packed,
    })
}

/// Why goods are missing.
pub(super) fn short_reason(field: &str, text: &str) -> Formed<ShortReason> {
    ShortReason::parse(text).ok_or_else(|| Bad::new(field, text, "NOT_FOUND, DAMAGED or CAPACITY"))
}

fn ship(request: &ShipReq) -> Formed<Ship> {
    form::lines("lines", &request.lines)?;
    Ok(Ship {
        fo_no: number(&request.fo_no)?,
        parcel_no: parcel(request.parcel_no.as_deref())?,
        carrier: label("carrier", request.carrier.as_deref())?,
        waybill_no: label("waybillNo", request.waybill_no.as_deref())?,
        shipped_at: moment(request.shipped_at),
        lines: each(&request.lines, |field, line| {
            Ok(FoPart {
                line_no: line.line_no,
                quantity: form::quantity(&field("quantity"), line.quantity)?,
                lot: lot(&field("lotNo"), line.lot_no.as_deref())?,
            })
        })?,
    })
}

fn deliver(request: &DeliveryReq) -> Formed<Deliver> {
    form::lines("lines", &request.lines)?;
    Ok(Deliver {
        fo_no: number(&request.fo_no)?,
        parcel_no: parcel(request.parcel_no.as_deref())?,
        delivered_at: moment(request.delivered_at),
        lines: each(&request.lines, |field, line| {
            let result = line.result.as_str();
            Ok(DeliveryLine {
                line_no: line.line_no,
                result: DeliveryResult::parse(result).ok_or_else(|| {
                    Bad::new(&field("result"), result, "SIGNED, REJECTED or LOST")
                })?,
                quantity: form::quantity(&field("quantity"), line.quantity)?,
                reason: form::remark(&field("reason"), line.reason.as_deref())?,
            })
        })?,
    })
}

fn hold(request: &HoldReq) -> Formed<Hold> {
    let reason = form::remark("reason", request.reason.as_deref())?;
    Ok(Hold {
        fo_no: number(&request.fo_no)?,
        reason: reason
            .filter(|text| !text.trim().is_empty())
            .ok_or_else(|| Bad::new("reason", "", "given: why it is held back"))?,
    })
}

fn cancel(request: &FoCancelReq) -> Formed<CancelFo> {
    if !request.lines.is_empty() {
        form::lines("lines", &request.lines)?;
        form::distinct("lines", request.lines.iter().map(|line| line.line_no))?;
    }
    Ok(CancelFo {
        fo_no: number(&request.fo_no)?,
        lines: each(&request.lines, |field, line| {
            Ok(FoPart {
                line_no: line.line_no,
                quantity: form::quantity(&field("quantity"), line.quantity)?,
                lot: None,
            })
        })?,
        reason: form::remark("reason", request.reason.as_deref())?,
        stopped: request.stopped,
    })
}

fn intercept(request: &InterceptReq) -> Formed<Intercept> {
    Ok(Intercept {
        fo_no: number(&request.fo_no)?,
        parcel_no: parcel(request.parcel_no.as_deref())?,
        stopped: request.stopped,
        reason: form::remark("reason", request.reason.as_deref())?,
    })
}
