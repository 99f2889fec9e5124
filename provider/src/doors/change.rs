//! Door of change (库存变更).

use dubbo_api::change::{
    AsnReq, CountReq, DisposeReq, FreezeReq, InboundReq, InspectReq, LedgerQuery, LedgerRow,
    PoolReq, PresaleReq, ReverseReq, StockChangeService, StockLine as Line, TransferLossReq,
    TransferReq, Voucher,
};
use dubbo_api::reply::{OpContext, Page, Reply};
use dubbo_api::text::{Quantity, WarehouseCode};
use dubbo_rpc::{Context, Fault};
use stock::bucket::Bucket;
use stock::command::{
    AssignPool, Command, CountLine, Freeze, Inspect, PurchaseExpect, PurchaseIn, ReturnToVendor,
    Reverse, Scrap, StockLine, Stocktake, TransferCommand, TransferLeg,
};
use stock::ids::{Moment, Pool, Sku, VoucherNo, Warehouse};
use stock::op::OpType;
use stock::policy::{QUANTITY_MAX, UNIT_COST_MAX};

use super::form::{self, Bad, Formed};
use super::reservation::{owner, pool};
use super::{StockCenter, answer, lots, presale};

impl StockChangeService for StockCenter {
    async fn purchase_expect(
        &self,
        cx: &Context,
        request: AsnReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let command = purchase_expect(&request);
        Ok(self
            .change(
                cx,
                request.context.as_ref(),
                OpType::PurchaseExpect,
                command,
            )
            .await)
    }

    async fn purchase_in(
        &self,
        cx: &Context,
        request: InboundReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let command = purchase_in(&request);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::PurchaseIn, command)
            .await)
    }

    async fn inspect(&self, cx: &Context, request: InspectReq) -> Result<Reply<Voucher>, Fault> {
        let command = inspect(&request);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::Inspect, command)
            .await)
    }

    async fn transfer_lock(
        &self,
        cx: &Context,
        request: TransferReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let command = form::no_last_receipt(request.last_receipt)
            .and_then(|()| transfer(&request).map(TransferCommand::Lock));
        let command = command.map(Command::Transfer);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::TransferLock, command)
            .await)
    }

    async fn transfer_out(
        &self,
        cx: &Context,
        request: TransferReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let command = form::no_last_receipt(request.last_receipt)
            .and_then(|()| transfer(&request).map(TransferCommand::Out));
        let command = command.map(Command::Transfer);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::TransferOut, command)
            .await)
    }

    async fn transfer_in(
        &self,
        cx: &Context,
        request: TransferReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let command = transfer(&request).map(TransferCommand::In);
        let command = command.map(Command::Transfer);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::TransferIn, command)
            .await)
    }

    async fn transfer_loss(
        &self,
        cx: &Context,
        request: TransferLossReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let command = presale::transfer_loss(&request);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::TransferLoss, command)
            .await)
    }

    async fn open_presale(
        &self,
        cx: &Context,
        request: PresaleReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let (context, op) = (request.context.as_ref(), OpType::OpenPresale);
        let reply = self.change(cx, context, op, presale::open(&request)).await;
        // What is on presale is a fact of its SKU: this provider knows at once.
        self.store.forget_facts();
        Ok(reply)
    }

    async fn close_presale(
        &self,
        cx: &Context,
        request: PresaleReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let (context, op) = (request.context.as_ref(), OpType::ClosePresale);
        let reply = self.change(cx, context, op, presale::close(&request)).await;
        self.store.forget_facts();
        Ok(reply)
    }

    async fn freeze(&self, cx: &Context, request: FreezeReq) -> Result<Reply<Voucher>, Fault> {
        let command = freeze(&request).map(Command::Freeze);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::Freeze, command)
            .await)
    }

    async fn unfreeze(&self, cx: &Context, request: FreezeReq) -> Result<Reply<Voucher>, Fault> {
        let command = freeze(&request).map(Command::Unfreeze);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::Unfreeze, command)
            .await)
    }

    async fn stocktake(&self, cx: &Context, request: CountReq) -> Result<Reply<Voucher>, Fault> {
        let command = stocktake(&request);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::Stocktake, command)
            .await)
    }

    async fn scrap(&self, cx: &Context, request: DisposeReq) -> Result<Reply<Voucher>, Fault> {
        let command = scrap(&request);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::Scrap, command)
            .await)
    }

    async fn return_to_vendor(
        &self,
        cx: &Context,
        request: DisposeReq,
    ) -> Result<Reply<Voucher>, Fault> {
        let command = return_to_vendor(&request);
        Ok(self
            .change(
                cx,
                request.context.as_ref(),
                OpType::ReturnToVendor,
                command,
            )
            .await)
    }

    async fn assign_pool(&self, cx: &Context, request: PoolReq) -> Result<Reply<Voucher>, Fault> {
        let command = assign_pool(&request);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::AssignPool, command)
            .await)
    }

    async fn reverse(&self, cx: &Context, request: ReverseReq) -> Result<Reply<Voucher>, Fault> {
        let command = reverse(&request);
        Ok(self
            .change(cx, request.context.as_ref(), OpType::Reverse, command)
            .await)
    }

    async fn list_ledger(
        &self,
        _cx: &Context,
        query: LedgerQuery,
    ) -> Result<Reply<Page<LedgerRow>>, Fault> {
        Ok(match self.list_ledger_formed(&query).await {
            Ok(reply) => reply,
            Err(bad) => bad.into_reply(),
        })
    }
}

impl StockCenter {
    async fn change(
        &self,
        cx: &Context,
        context: Option<&OpContext>,
        op: OpType,
        command: Formed<Command>,
    ) -> Reply<Voucher> {
        let command = match command {
            Ok(command) => command,
            Err(bad) => return bad.into_reply(),
        };
        match self.write(cx, context, op, command).await {
            Ok(answer) => super::traced(answer::voucher_reply(answer), context),
            Err(bad) => bad.into_reply(),
        }
    }
}

fn purchase_in(request: &InboundReq) -> Formed<Command> {
    let asn_no = form::optional("asnNo", request.asn_no.as_deref(), form::NAME_MAX)?;
    if request.last_receipt && asn_no.is_none() {
        return Err(Bad::new(
            "lastReceipt",
            true,
            "false without an asnNo: there is no announcement to close",
        ));
    }
    Ok(Command::PurchaseIn(PurchaseIn {
        asn_no: asn_no.map(str::to_owned),
        last_receipt: request.last_receipt,
        rest_expected_at: request.rest_expected_at.map(|date| Moment(date.0)),
        warehouse: site("warehouse", &request.warehouse)?,
        lines: {
            form::lines("lines", &request.lines)?;
            priced_lines("lines", &request.lines)?
        },
        to: if request.inspect_first {
            Bucket::QcHold
        } else {
            Bucket::Available
        },
    }))
}

fn purchase_expect(request: &AsnReq) -> Formed<Command> {
    let asn_no = request.asn_no.as_deref().unwrap_or_default();
    let supplier = request.supplier_code.as_deref();
    let supplier = form::optional("supplierCode", supplier, form::NAME_MAX)?;
    Ok(Command::PurchaseExpect(PurchaseExpect {
        asn_no: form::name("asnNo", asn_no, form::NAME_MAX)?.to_owned(),
        supplier: supplier.map(str::to_owned),
        warehouse: site("warehouse", &request.warehouse)?,
        expected_at: request.expected_at.map(|date| Moment(date.0)),
        lines: stock_lines("lines", &request.lines)?,
    }))
}

fn transfer(request: &TransferReq) -> Formed<TransferLeg> {
    let transfer_no = request.transfer_no.as_deref().unwrap_or_default();
    let leg = TransferLeg {
        transfer_no: form::name("transferNo", transfer_no, form::NAME_MAX)?.to_owned(),
        from: site("fromWarehouse", &request.from_warehouse)?,
        to: site("toWarehouse", &request.to_warehouse)?,
        lines: stock_lines("lines", &request.lines)?,
        last_receipt: request.last_receipt,
    };
    if leg.from == leg.to {
        return Err(Bad::new(
            "toWarehouse",
            leg.to,
            "another than fromWarehouse",
        ));
    }
    Ok(leg)
}

fn return_to_vendor(request: &DisposeReq) -> Formed<Command> {
    let supplier = request.supplier_code.as_deref();
    let supplier = form::optional("supplierCode", supplier, form::NAME_MAX)?;
    Ok(Command::ReturnToVendor(ReturnToVendor {
        warehouse: site("warehouse", &request.warehouse)?,
        supplier: supplier.map(str::to_owned),
        lines: stock_lines("lines", &request.lines)?,
        reason: form::remark("reason", request.reason.as_deref())?,
    }))
}

fn inspect(request: &InspectReq) -> Formed<Command> {
    let remark = form::remark("remark", request.remark.as_deref())?;
    form::within(
        "passed and failed",
        i64::try_from(request.passed.len() + request.failed.len()).unwrap_or(i64::MAX),
        1,
        i64::try_from(stock::policy::LINES_MAX).unwrap_or(i64::MAX),
    )?;
    Ok(Command::Inspect(Inspect {
        warehouse: site("warehouse", &request.warehouse)?,
        passed: formed_lines("passed", &request.passed)?,
        failed: formed_lines("failed", &request.failed)?,
        remark,
    }))
}

fn freeze(request: &FreezeReq) -> Formed<Freeze> {
    Ok(Freeze {
        remark: form::remark("remark", request.remark.as_deref())?,
        warehouse: site("warehouse", &request.warehouse)?,
        lines: stock_lines("lines", &request.lines)?,
        reason: form::name("reason", request.reason.as_str(), form::SHORT_NAME_MAX)?.to_owned(),
    })
}

fn stocktake(request: &CountReq) -> Formed<Command> {
    form::lines("lines", &request.lines)?;
    let warehouse = site("warehouse", &request.warehouse)?;
    let mut lines = Vec::with_capacity(request.lines.len());
    let mut places = std::collections::BTreeSet::new();
    for (index, line) in request.lines.iter().enumerate() {
        let field = |name: &str| format!("lines[{index}].{name}");
        let lot = lots::lot(&field("lotNo"), line.lot_no.as_ref())?;
        let sku = Sku::from(form::name(
            &field("sku"),
            line.sku.as_str(),
            form::NAME_MAX,
        )?);
        let owner = owner(&field("owner"), line.owner.as_ref())?;
        if !places.insert((sku.clone(), owner.clone(), lot.clone())) {
            return Err(Bad::new(
                &field("sku"),
                sku,
                "counted once per owner and lot in one document",
            ));
        }
        lines.push(CountLine {
            line_no: form::line_no(&format!("lines[{index}]"), line.line_no, index)?,
            sku,
            owner,
            counted: form::within(&field("counted"), line.counted.get(), 0, QUANTITY_MAX)?,
            lot,
            counted_seq: line
                .counted_seq
                .map(|seq| form::within(&field("countedSeq"), seq, 0, i64::MAX))
                .transpose()?,
        });
    }
    form::distinct("lines", lines.iter().map(|line| line.line_no))?;
    Ok(Command::Stocktake(Stocktake { warehouse, lines }))
}

fn scrap(request: &DisposeReq) -> Formed<Command> {
    if let Some(supplier) = request.supplier_code.as_ref().filter(|s| !s.is_empty()) {
        return Err(Bad::new(
            "supplierCode",
            supplier,
            "null for scrap; returnToVendor names who takes the goods back",
        ));
    }
    Ok(Command::Scrap(Scrap {
        warehouse: site("warehouse", &request.warehouse)?,
        lines: stock_lines("lines", &request.lines)?,
        reason: form::remark("reason", request.reason.as_deref())?,
    }))
}

fn assign_pool(request: &PoolReq) -> Formed<Command> {
    let needed = |field: &str, given: &dubbo_api::text::Pool| -> Formed<Pool> {
        pool(field, Some(given))?.ok_or_else(|| Bad::new(field, "", "given"))
    };
    let from = needed("fromPool", &request.from_pool)?;
    let to = needed("toPool", &request.to_pool)?;
    if from.is_shared() == to.is_shared() {
        return Err(Bad::new(
            "toPool",
            to,
            "SHARED if fromPool is not, and not SHARED if it is",
        ));
    }
    Ok(Command::AssignPool(AssignPool {
        warehouse: site("warehouse", &request.warehouse)?,
        from,
        to,
        lines: stock_lines("lines", &request.lines)?,
    }))
}

fn reverse(request: &ReverseReq) -> Formed<Command> {
    let no = form::name("voucherNo", request.voucher_no.as_str(), form::NAME_MAX)?;
    if stock::op::parse_no('V', no).is_none() {
        return Err(Bad::new(
            "voucherNo",
            no,
            "V and digits, as a voucher's answer gives it",
        ));
    }
    Ok(Command::Reverse(Reverse {
        voucher_no: VoucherNo::from(no),
        reason: form::remark("reason", request.reason.as_deref())?,
    }))
}

pub(super) fn site(field: &str, given: &WarehouseCode) -> Formed<Warehouse> {
    Ok(Warehouse::from(form::name(
        field,
        given.as_str(),
        form::NAME_MAX,
    )?))
}

fn stock_lines(field: &str, lines: &[Line]) -> Formed<Vec<StockLine>> {
    form::lines(field, lines)?;
    formed_lines(field, lines)
}

/// Lines of a document that moves goods which are here already: what they cost is known, or not, from their receipt.
pub(super) fn formed_lines(list: &str, lines: &[Line]) -> Formed<Vec<StockLine>> {
    for (index, line) in lines.iter().enumerate() {
        if let Some(cost) = line.unit_cost_minor {
            let field = format!("{list}[{index}].unitCostMinor");
            return Err(Bad::new(
                &field,
                cost,
                "null: purchaseIn tells what goods cost",
            ));
        }
    }
    priced_lines(list, lines)
}

/// Lines of a receipt, which may tell what its goods cost.
fn priced_lines(list: &str, lines: &[Line]) -> Formed<Vec<StockLine>> {
    let mut formed = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let field = |name: &str| format!("{list}[{index}].{name}");
        let unit_cost = line
            .unit_cost_minor
            .map(|cost| form::within(&field("unitCostMinor"), cost, 0, UNIT_COST_MAX));
        formed.push(StockLine {
            line_no: form::line_no(&format!("{list}[{index}]"), line.line_no, index)?,
            sku: Sku::from(form::name(
                &field("sku"),
                line.sku.as_str(),
                form::NAME_MAX,
            )?),
            quantity: form::quantity(&field("quantity"), Quantity(line.quantity.get()))?,
            owner: owner(&field("owner"), line.owner.as_ref())?,
            pool: pool(&field("pool"), line.pool.as_ref())?,
            lot: lots::lot(&field("lotNo"), line.lot_no.as_ref())?,
            dates: lots::dates(line.produced_at, line.expires_at),
            unit_cost: unit_cost.transpose()?,
        });
    }
    form::distinct(list, formed.iter().map(|line| line.line_no))?;
    Ok(formed)
}
