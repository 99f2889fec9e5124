//! Presales and losses of transfers as commands; and what a reservation of presale quota still waits for.

use dubbo_api::change::{PresaleReq, TransferLossReq};
use dubbo_api::reply::OpContext;
use dubbo_api::reservation::Reservation;
use dubbo_api::text::Quantity;
use stock::command::{
    ClosePresale, Command, OpenPresale, PresaleCommand, PresaleLine, TransferCommand, TransferLoss,
};
use stock::ids::{Moment, OrderNo, Sku, Tenant};
use stock::paper::presale::Awaited;
use stock::paper::{PaperKind, Presale};
use stock::policy::LINES_MAX;
use stock_sql::Error;

use super::form::{self, Bad, Formed};
use super::reservation::{owner, pool};
use super::{StockCenter, answer, change};

pub(super) fn open(request: &PresaleReq) -> Formed<Command> {
    let lines = lines(request)?;
    for (index, line) in lines.iter().enumerate() {
        if line.quantity.is_none() {
            return Err(Bad::new(&format!("lines[{index}].quantity"), "", "given"));
        }
    }
    Ok(Command::Presale(PresaleCommand::Open(OpenPresale {
        presale_no: number(request)?,
        warehouse: change::site("warehouse", &request.warehouse)?,
        pool: pool("pool", request.pool.as_ref())?,
        expected_at: request.expected_at.map(|date| Moment(date.0)),
        sale_until: request.sale_until.map(|date| Moment(date.0)),
        lines,
    })))
}

pub(super) fn close(request: &PresaleReq) -> Formed<Command> {
    for (field, given) in [
        ("expectedAt", request.expected_at),
        ("saleUntil", request.sale_until),
    ] {
        if let Some(date) = given {
            return Err(Bad::new(field, date.0, "null: only openPresale reads it"));
        }
    }
    Ok(Command::Presale(PresaleCommand::Close(ClosePresale {
        presale_no: number(request)?,
        warehouse: change::site("warehouse", &request.warehouse)?,
        pool: pool("pool", request.pool.as_ref())?,
        lines: lines(request)?,
    })))
}

fn number(request: &PresaleReq) -> Formed<String> {
    let no = request.presale_no.as_deref().unwrap_or_default();
    Ok(form::name("presaleNo", no, form::NAME_MAX)?.to_owned())
}

fn lines(request: &PresaleReq) -> Formed<Vec<PresaleLine>> {
    form::lines("lines", &request.lines)?;
    let mut formed = Vec::with_capacity(request.lines.len());
    for (index, line) in request.lines.iter().enumerate() {
        let field = |name: &str| format!("lines[{index}].{name}");
        let sku = form::name(&field("sku"), line.sku.as_str(), form::NAME_MAX)?;
        let quantity = line
            .quantity
            .map(|n| form::quantity(&field("quantity"), Quantity(n)));
        formed.push(PresaleLine {
            line_no: form::line_no(&format!("lines[{index}]"), line.line_no, index)?,
            sku: Sku::from(sku),
            owner: owner(&field("owner"), line.owner.as_ref())?,
            quantity: quantity.transpose()?,
        });
    }
    form::distinct("lines", formed.iter().map(|line| line.line_no))?;
    Ok(formed)
}

pub(super) fn transfer_loss(request: &TransferLossReq) -> Formed<Command> {
    let operator = request.context.as_ref();
    let operator = operator.and_then(|context: &OpContext| context.operator.as_deref());
    let approver = form::optional("context.operator", operator, form::NAME_MAX)?;
    let approver = approver.ok_or_else(|| Bad::new("context.operator", "", "who approves"))?;
    let proposer = request.proposed_by.as_deref();
    let no = request.transfer_no.as_deref().unwrap_or_default();
    if request.lines.len() > LINES_MAX {
        let limit = format!("at most {LINES_MAX} lines");
        return Err(Bad::new("lines", request.lines.len(), limit));
    }
    Ok(Command::Transfer(TransferCommand::Loss(TransferLoss {
        transfer_no: form::name("transferNo", no, form::NAME_MAX)?.to_owned(),
        lines: change::formed_lines("lines", &request.lines)?,
        approver: approver.to_owned(),
        proposer: form::optional("proposedBy", proposer, form::NAME_MAX)?.map(str::to_owned),
    })))
}

impl StockCenter {
    /// Tells of a reservation's presale lines when their goods are expected, and how much of what is paid still waits for them.
    pub(super) async fn tell_presales(
        &self,
        tenant: &Tenant,
        reservation: &mut Reservation,
    ) -> Result<(), Error> {
        let of_presale =
            |line: &&dubbo_api::reservation::ReservationLine| line.presale_no.is_some();
        let lines = || reservation.lines.iter().filter(of_presale);
        let skus: Vec<Sku> = lines().map(|line| Sku::from(line.sku.as_str())).collect();
        if skus.is_empty() {
            return Ok(());
        }
        let paid = lines().any(|line| line.confirmed > Quantity(0));
        let facts = self.store.facts(&skus).await?;
        let mut waiting: Vec<Awaited> = Vec::new();
        if paid {
            let order = OrderNo::from(reservation.order_no.as_str());
            let no = reservation.reservation_no.as_ref();
            let id = no.and_then(|no| stock::op::parse_no('R', no.as_str()));
            let kind = PaperKind::Presale;
            for paper in self.store.papers_of(tenant, kind, &order).await? {
                let body = Presale::of(&paper).filter(|body| Some(body.reservation_id) == id);
                waiting.extend(body.into_iter().flat_map(|body| body.lines.iter().cloned()));
            }
        }
        for line in &mut reservation.lines {
            let mine = waiting.iter().filter(|one| one.line_no == line.line_no);
            line.waiting = Quantity(mine.map(Awaited::waiting).sum());
            let found = facts.get(&Sku::from(line.sku.as_str()));
            let offer = found
                .into_iter()
                .flat_map(|found| &found.presales)
                .find(|offer| {
                    line.presale_no.as_deref() == Some(offer.presale_no.as_str())
                        && offer.tenant == *tenant
                        && offer.warehouse.as_str() == line.warehouse.as_str()
                        && offer.pool.as_str() == line.pool.as_str()
                        && offer.owner.as_str() == line.owner.as_str()
                });
            let open = line.reserved.get() - line.confirmed.get() - line.released.get();
            if open > 0 || line.waiting > Quantity(0) {
                line.expected_at = offer.and_then(|o| o.expected_at).map(answer::date);
            }
        }
        Ok(())
    }
}
