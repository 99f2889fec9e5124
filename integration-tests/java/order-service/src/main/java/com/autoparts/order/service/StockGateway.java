package com.autoparts.order.service;

import com.autoparts.order.model.Order;
import com.autoparts.order.model.OrderLine;
import com.autoparts.stock.api.CancelReq;
import com.autoparts.stock.api.ConfirmReq;
import com.autoparts.stock.api.OccupyLine;
import com.autoparts.stock.api.OpAnswer;
import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.OpKey;
import com.autoparts.stock.api.OpType;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import com.autoparts.stock.api.StockReservationService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.dubbo.rpc.RpcException;
import org.springframework.stereotype.Component;

/** Asks the stock center until there is an answer: the outcome of a call whose answer was lost is asked for by its key. */
@Component
public class StockGateway {
    private static final String SOURCE = "order-service";
    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MILLIS = 50;

    private final StockReservationService stock;

    public StockGateway(StockReservationService stock) {
        this.stock = stock;
    }

    public Result<Reservation> hold(Order order) {
        PreOccupyReq request = new PreOccupyReq();
        request.setContext(context(order.getOrderNo()));
        request.setOrderNo(order.getOrderNo());
        request.setBuyerId(order.getBuyerId());
        request.setAreaCode(order.getAreaCode());
        request.setPlanNo(order.getPlanNo());
        request.setTtlSeconds(1800);
        List<OccupyLine> lines = new ArrayList<>();
        for (OrderLine line : order.getLines()) {
            OccupyLine one = new OccupyLine();
            one.setLineNo((long) line.getLineNo());
            one.setSku(line.getSku());
            one.setQuantity(line.getQuantity());
            one.setWarehouse(order.getWarehouse());
            lines.add(one);
        }
        request.setLines(lines);
        return outcome(OpType.PRE_OCCUPY, request.getContext(), () -> stock.preOccupy(request));
    }

    public Result<Reservation> confirm(Order order, String payNo) {
        ConfirmReq request = new ConfirmReq();
        request.setContext(context(payNo));
        request.setOrderNo(order.getOrderNo());
        request.setPayNo(payNo);
        return outcome(OpType.CONFIRM, request.getContext(), () -> stock.confirm(request));
    }

    public Result<Reservation> cancel(Order order) {
        CancelReq request = new CancelReq();
        request.setContext(context("cancel-" + order.getOrderNo()));
        request.setOrderNo(order.getOrderNo());
        request.setReason("buyer");
        return outcome(OpType.CANCEL, request.getContext(), () -> stock.cancel(request));
    }

    private static OpContext context(String bizNo) {
        OpContext context = new OpContext();
        context.setSourceSystem(SOURCE);
        context.setBizNo(bizNo);
        return context;
    }

    /** The answer of {@code call}; TIMEOUT_UNKNOWN when it is not to be had now. */
    private Result<Reservation> outcome(String opType, OpContext context, Supplier<Result<Reservation>> call) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Result<Reservation> answer = once(call);
            if (answer == null || ResultCode.TIMEOUT_UNKNOWN.equals(answer.getCode())) {
                answer = stored(opType, context);
            }
            if (answer != null && !answer.isRetryable()) {
                return answer;
            }
            pause(attempt);
        }
        Result<Reservation> unknown = new Result<>();
        unknown.setCode(ResultCode.TIMEOUT_UNKNOWN);
        unknown.setRetryable(true);
        return unknown;
    }

    /** Null when the answer was lost or the call did not get through. */
    private static Result<Reservation> once(Supplier<Result<Reservation>> call) {
        try {
            return call.get();
        } catch (RpcException lost) {
            return null;
        }
    }

    /** What became of the call under this key; null when it never took effect, so that it may be sent again. */
    private Result<Reservation> stored(String opType, OpContext context) {
        OpKey key = new OpKey();
        key.setSourceSystem(context.getSourceSystem());
        key.setOpType(opType);
        key.setBizNo(context.getBizNo());
        try {
            Result<OpAnswer> found = stock.getByKey(key);
            if (!found.succeeded()) {
                return null;
            }
            Result<Reservation> answer = new Result<>();
            answer.setCode(found.getData().getCode());
            answer.setMessage(found.getData().getMessage());
            answer.setShortages(found.getData().getShortages());
            answer.setData(found.getData().getReservation());
            return answer;
        } catch (RpcException lost) {
            return null;
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(PAUSE_MILLIS * attempt);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
