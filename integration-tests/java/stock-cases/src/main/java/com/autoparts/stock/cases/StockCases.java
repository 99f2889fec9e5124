package com.autoparts.stock.cases;

import static com.autoparts.probe.cases.Expect.equal;
import static com.autoparts.probe.cases.Expect.that;
import static com.autoparts.stock.cases.Stock.code;
import static com.autoparts.stock.cases.Stock.ok;

import com.autoparts.probe.cases.Report;
import com.autoparts.stock.api.AmendReq;
import com.autoparts.stock.api.CountLine;
import com.autoparts.stock.api.CountReq;
import com.autoparts.stock.api.DisposeReq;
import com.autoparts.stock.api.ExplainQuery;
import com.autoparts.stock.api.ExtendReq;
import com.autoparts.stock.api.HoldMode;
import com.autoparts.stock.api.OpAnswer;
import com.autoparts.stock.api.OpKey;
import com.autoparts.stock.api.OpType;
import com.autoparts.stock.api.PoolReq;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.QtyExplain;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.ReservationQuery;
import com.autoparts.stock.api.ReservationState;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import com.autoparts.stock.api.ReverseReq;
import com.autoparts.stock.api.SellableItem;
import com.autoparts.stock.api.SellableReq;
import com.autoparts.stock.api.Shortage;
import com.autoparts.stock.api.StockReservationService;
import com.autoparts.stock.api.Voucher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every implemented method of the stock center, with its refusals. */
final class StockCases {
    private final Stock stock;
    private final StockReservationService reservations;

    StockCases(Stock stock) {
        this.stock = stock;
        this.reservations = stock.caller.reservations();
    }

    Map<String, Report.Check> all() {
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        inquiry(cases);
        reserving(cases);
        refusals(cases);
        keys(cases);
        changing(cases);
        cases.put("not-implemented", this::notImplemented);
        return cases;
    }

    private void inquiry(Map<String, Report.Check> cases) {
        cases.put("batchSellable", () -> {
            stock.receive(stock.sku, 10);
            SellableReq request = new SellableReq();
            request.setSkus(new ArrayList<>(Arrays.asList(stock.sku, "NO-SUCH-PART-件")));
            request.setWarehouse(stock.warehouse);
            request.setExact(true);
            List<SellableItem> items = ok(stock.caller.queries().batchSellable(request));
            equal(2, items.size());
            equal(stock.sku, items.get(0).getSku());
            that(items.get(0).isKnown() && items.get(0).getSellable() >= 10, items.get(0).toString());
            equal("NO-SUCH-PART-件", items.get(1).getSku());
            that(!items.get(1).isKnown() && items.get(1).getSellable() == 0, items.get(1).toString());
        });
        cases.put("buckets", () -> {
            Stock.Balance before = stock.balance(stock.sku);
            stock.receive(stock.sku, 7);
            equal(before.available + 7, stock.balance(stock.sku).available);
        });
        cases.put("explainQuantity", () -> {
            stock.receive(stock.sku, 1);
            ExplainQuery query = new ExplainQuery();
            query.setSku(stock.sku);
            query.setWarehouse(stock.warehouse);
            QtyExplain explained = ok(stock.caller.queries().explainQuantity(query));
            equal(stock.sku, explained.getSku());
            that(!explained.getSteps().isEmpty() && !explained.getBuckets().isEmpty(), explained.toString());
        });
    }

    private void reserving(Map<String, Report.Check> cases) {
        cases.put("preOccupy.confirm", () -> {
            stock.receive(stock.sku, 5);
            stock.receive(stock.other, 5);
            Stock.Balance before = stock.balance(stock.sku);
            String orderNo = stock.number("order");
            Reservation held = ok(reservations.preOccupy(
                stock.order(orderNo, stock.line(stock.sku, 2), stock.line(stock.other, 1))));
            equal(ReservationState.PRE_OCCUPIED, held.getState());
            equal(orderNo, held.getOrderNo());
            equal(2, held.getLines().size());
            that(held.getExpireAt().after(held.getCreatedAt()), held.toString());
            Stock.Balance between = stock.balance(stock.sku);
            equal(before.available - 2, between.available);
            equal(before.preoccupied + 2, between.preoccupied);
            Reservation paid = ok(reservations.confirm(stock.payment(orderNo)));
            equal(ReservationState.CONFIRMED, paid.getState());
            Stock.Balance after = stock.balance(stock.sku);
            equal(before.preoccupied, after.preoccupied);
            equal(before.allocated + 2, after.allocated);
        });
        cases.put("preOccupy.cancel", () -> {
            stock.receive(stock.sku, 3);
            Stock.Balance before = stock.balance(stock.sku);
            String orderNo = stock.number("order");
            ok(reservations.preOccupy(stock.order(orderNo, stock.line(stock.sku, 3))));
            equal(ReservationState.CANCELLED, ok(reservations.cancel(stock.cancellation(orderNo))).getState());
            equal(before.available, stock.balance(stock.sku).available);
            code(ResultCode.OK_DUPLICATE, reservations.cancel(stock.cancellation(orderNo)));
            code(ResultCode.RESERVATION_CLOSED, reservations.confirm(stock.payment(orderNo)));
        });
        cases.put("get", () -> {
            stock.receive(stock.sku, 1);
            String orderNo = stock.number("order");
            Reservation held = ok(reservations.preOccupy(stock.order(orderNo, stock.line(stock.sku, 1))));
            ReservationQuery query = new ReservationQuery();
            query.setOrderNo(orderNo);
            equal(held.getReservationNo(), ok(reservations.get(query)).getReservationNo());
            query.setOrderNo(stock.number("none"));
            code(ResultCode.RESERVATION_NOT_FOUND, reservations.get(query));
        });
        cases.put("extend", () -> {
            stock.receive(stock.sku, 1);
            String orderNo = stock.number("order");
            Reservation held = ok(reservations.preOccupy(stock.order(orderNo, stock.line(stock.sku, 1))));
            ExtendReq request = new ExtendReq();
            request.setContext(stock.context("extend-" + orderNo));
            request.setOrderNo(orderNo);
            request.setTtlSeconds(900);
            that(ok(reservations.extend(request)).getExpireAt().after(held.getExpireAt()), "not extended");
        });
        cases.put("amend", () -> {
            stock.receive(stock.sku, 3);
            Stock.Balance before = stock.balance(stock.sku);
            String orderNo = stock.number("order");
            ok(reservations.preOccupy(stock.order(orderNo, stock.line(stock.sku, 2))));
            AmendReq request = new AmendReq();
            request.setContext(stock.context("amend-" + orderNo));
            request.setOrderNo(orderNo);
            request.setLines(new ArrayList<>(Collections.singletonList(stock.line(stock.sku, 3))));
            ok(reservations.amend(request));
            equal(before.preoccupied + 3, stock.balance(stock.sku).preoccupied);
        });
        cases.put("preOccupy.partial", () -> {
            stock.receive(stock.sku, 1);
            long free = stock.balance(stock.sku).available;
            PreOccupyReq request = stock.order(stock.number("order"), stock.line(stock.sku, free + 5));
            request.setMode(HoldMode.PARTIAL);
            Result<Reservation> answer = reservations.preOccupy(request);
            that(answer.succeeded(), answer.toString());
            long held = 0;
            for (com.autoparts.stock.api.ReservationLine line : answer.getData().getLines()) {
                held += line.getReserved();
            }
            that(held > 0 && held <= free, "held " + held + " of " + free);
            ok(reservations.cancel(stock.cancellation(request.getOrderNo())));
        });
    }

    private void refusals(Map<String, Report.Check> cases) {
        cases.put("refused.short", () -> {
            long free = stock.balance(stock.sku).available;
            Result<Reservation> answer = code(ResultCode.STOCK_NOT_ENOUGH, reservations.preOccupy(
                stock.order(stock.number("order"), stock.line(stock.sku, free + 1000), stock.line(stock.other, 1))));
            that(!answer.isRetryable() && answer.getMessage() != null && answer.getAdvice() != null, answer.toString());
            equal(1, answer.getShortages().size());
            Shortage missing = answer.getShortages().get(0);
            equal(stock.sku, missing.getSku());
            equal(free + 1000, missing.getNeed());
            that(missing.getHave() <= free, missing.toString());
        });
        cases.put("refused.unknown-sku", () -> code(ResultCode.SKU_UNKNOWN, reservations.preOccupy(
            stock.order(stock.number("order"), stock.line("NO-SUCH-PART-件", 1)))));
        cases.put("refused.quantity", () -> {
            for (long quantity : new long[] {0, -1, 1L << 50}) {
                code(ResultCode.PARAM_INVALID, reservations.preOccupy(
                    stock.order(stock.number("order"), stock.line(stock.sku, quantity))));
            }
        });
        cases.put("refused.no-lines", () ->
            code(ResultCode.PARAM_INVALID, reservations.preOccupy(stock.order(stock.number("order")))));
        cases.put("refused.null-request", () -> {
            try {
                code(ResultCode.PARAM_INVALID, reservations.preOccupy(null));
            } catch (IllegalArgumentException | NullPointerException thrown) {
                // What Java code does with it; an RpcException would be tried again elsewhere.
                that(thrown.getMessage() == null || !thrown.getMessage().isEmpty(), thrown.toString());
            }
        });
        cases.put("refused.not-found", () -> code(ResultCode.RESERVATION_NOT_FOUND,
            reservations.confirm(stock.payment(stock.number("none")))));
    }

    private void keys(Map<String, Report.Check> cases) {
        cases.put("key.duplicate", () -> {
            stock.receive(stock.sku, 2);
            PreOccupyReq request = stock.order(stock.number("order"), stock.line(stock.sku, 1));
            Reservation first = ok(reservations.preOccupy(request));
            Result<Reservation> second = code(ResultCode.OK_DUPLICATE, reservations.preOccupy(request));
            equal(first.getReservationNo(), second.getData().getReservationNo());
            that(second.succeeded(), "OK_DUPLICATE counts as success");
        });
        cases.put("key.conflict", () -> {
            stock.receive(stock.sku, 3);
            String orderNo = stock.number("order");
            ok(reservations.preOccupy(stock.order(orderNo, stock.line(stock.sku, 1))));
            code(ResultCode.IDEMPOTENT_CONFLICT, reservations.preOccupy(stock.order(orderNo, stock.line(stock.sku, 2))));
        });
        cases.put("key.cancel-first", () -> {
            stock.receive(stock.sku, 1);
            String orderNo = stock.number("order");
            code(ResultCode.OK, reservations.cancel(stock.cancellation(orderNo)));
            code(ResultCode.RESERVATION_SUSPENDED, reservations.preOccupy(stock.order(orderNo, stock.line(stock.sku, 1))));
        });
        cases.put("getByKey", () -> {
            stock.receive(stock.sku, 1);
            String orderNo = stock.number("order");
            Reservation held = ok(reservations.preOccupy(stock.order(orderNo, stock.line(stock.sku, 1))));
            OpKey key = new OpKey();
            key.setSourceSystem(stock.source);
            key.setOpType(OpType.PRE_OCCUPY);
            key.setBizNo(orderNo);
            OpAnswer stored = ok(reservations.getByKey(key));
            equal(ResultCode.OK, stored.getCode());
            equal(held.getReservationNo(), stored.getReservation().getReservationNo());
            key.setBizNo(stock.number("never"));
            code(ResultCode.NOT_FOUND, reservations.getByKey(key));
        });
    }

    private void changing(Map<String, Report.Check> cases) {
        cases.put("purchaseIn", () -> {
            Voucher voucher = stock.receive(stock.sku, 4);
            that(voucher.getVoucherNo() != null, voucher.toString());
            equal(1, voucher.getLines().size());
            equal(4L, voucher.getLines().get(0).getBooked());
        });
        cases.put("freeze.unfreeze", () -> {
            stock.receive(stock.sku, 2);
            Stock.Balance before = stock.balance(stock.sku);
            ok(stock.caller.changes().freeze(stock.freeze(stock.number("freeze"), stock.sku, 2)));
            Stock.Balance frozen = stock.balance(stock.sku);
            equal(before.available - 2, frozen.available);
            equal(before.frozen + 2, frozen.frozen);
            ok(stock.caller.changes().unfreeze(stock.freeze(stock.number("unfreeze"), stock.sku, 2)));
            equal(before.available, stock.balance(stock.sku).available);
        });
        cases.put("stocktake", () -> {
            Stock.Balance before = stock.balance(stock.other);
            CountReq request = new CountReq();
            request.setContext(stock.context(stock.number("count")));
            request.setWarehouse(stock.warehouse);
            CountLine line = new CountLine();
            line.setSku(stock.other);
            // All that is physically here, and three more.
            line.setCounted(before.available + before.preoccupied + before.allocated + before.frozen + 3);
            request.setLines(new ArrayList<>(Collections.singletonList(line)));
            ok(stock.caller.changes().stocktake(request));
            equal(before.available + 3, stock.balance(stock.other).available);
        });
        cases.put("scrap", () -> {
            stock.receive(stock.sku, 1);
            DisposeReq request = new DisposeReq();
            request.setContext(stock.context(stock.number("scrap")));
            request.setWarehouse(stock.warehouse);
            request.setReason("damaged");
            request.setLines(new ArrayList<>(Collections.singletonList(stock.goods(stock.sku, 1L << 30))));
            // Nothing defective is here: refused by name, nothing moves.
            Stock.Balance before = stock.balance(stock.sku);
            Result<Voucher> answer = stock.caller.changes().scrap(request);
            that(!answer.succeeded() && answer.getCode() != null && !answer.getCode().equals(ResultCode.SYSTEM_ERROR)
                && !answer.getCode().equals(ResultCode.NOT_IMPLEMENTED), answer.toString());
            equal(before.available, stock.balance(stock.sku).available);
        });
        cases.put("reverse", () -> {
            Stock.Balance before = stock.balance(stock.sku);
            Voucher voucher = stock.receive(stock.sku, 6);
            ReverseReq request = new ReverseReq();
            request.setContext(stock.context(stock.number("reverse")));
            request.setVoucherNo(voucher.getVoucherNo());
            request.setReason("wrong delivery note");
            equal(voucher.getVoucherNo(), ok(stock.caller.changes().reverse(request)).getReverses());
            equal(before.available, stock.balance(stock.sku).available);
        });
        cases.put("assignPool", () -> {
            stock.receive(stock.other, 2);
            Stock.Balance before = stock.balance(stock.other);
            PoolReq request = new PoolReq();
            request.setContext(stock.context(stock.number("pool")));
            request.setWarehouse(stock.warehouse);
            request.setFromPool("SHARED");
            request.setToPool("CH:TMALL");
            request.setLines(new ArrayList<>(Collections.singletonList(stock.goods(stock.other, 2))));
            ok(stock.caller.changes().assignPool(request));
            equal(before.available, stock.balance(stock.other).available);
        });
    }

    private void notImplemented() {
        // A method whose time has not come answers a code, not an exception.
        com.autoparts.stock.api.LotQuery query = new com.autoparts.stock.api.LotQuery();
        query.setSku(stock.sku);
        Result<?> answer = stock.caller.queries().lots(query);
        that(answer != null && answer.getCode() != null, "no code: " + answer);
    }
}
