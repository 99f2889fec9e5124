package com.autoparts.stock.cases;

import com.autoparts.probe.cases.Expect;
import com.autoparts.stock.api.BucketQuery;
import com.autoparts.stock.api.BucketView;
import com.autoparts.stock.api.CancelReq;
import com.autoparts.stock.api.ConfirmReq;
import com.autoparts.stock.api.FreezeReq;
import com.autoparts.stock.api.FreezeReason;
import com.autoparts.stock.api.InboundReq;
import com.autoparts.stock.api.OccupyLine;
import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.StockLine;
import com.autoparts.stock.api.Voucher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Requests as an order team builds them, and the stock they are about. */
final class Stock {
    final StockCaller caller;
    final String source;
    final String warehouse;
    /** Two parts that the provider knows. */
    final String sku;
    final String other;

    Stock(StockCaller caller, String source, String warehouse, String sku, String other) {
        this.caller = caller;
        this.source = source;
        this.warehouse = warehouse;
        this.sku = sku;
        this.other = other;
    }

    /** A number nobody used before. */
    String number(String kind) {
        return kind + "-" + source + "-" + UUID.randomUUID().toString().substring(0, 18);
    }

    OpContext context(String bizNo) {
        OpContext context = new OpContext();
        context.setSourceSystem(source);
        context.setBizNo(bizNo);
        context.setOperator("caller 件");
        context.setOccurredAt(new Date());
        context.setTraceId(UUID.randomUUID().toString());
        return context;
    }

    OccupyLine line(String part, long quantity) {
        OccupyLine line = new OccupyLine();
        line.setSku(part);
        line.setQuantity(quantity);
        line.setWarehouse(warehouse);
        return line;
    }

    PreOccupyReq order(String orderNo, OccupyLine... lines) {
        PreOccupyReq request = new PreOccupyReq();
        request.setContext(context(orderNo));
        request.setOrderNo(orderNo);
        request.setBuyerId("buyer-" + orderNo);
        request.setTtlSeconds(600);
        request.setLines(new ArrayList<>(Arrays.asList(lines)));
        return request;
    }

    ConfirmReq payment(String orderNo) {
        ConfirmReq request = new ConfirmReq();
        String payNo = "pay-" + orderNo;
        request.setContext(context(payNo));
        request.setOrderNo(orderNo);
        request.setPayNo(payNo);
        return request;
    }

    CancelReq cancellation(String orderNo) {
        CancelReq request = new CancelReq();
        request.setContext(context("cancel-" + orderNo));
        request.setOrderNo(orderNo);
        request.setReason("买家取消");
        return request;
    }

    StockLine goods(String part, long quantity) {
        StockLine line = new StockLine();
        line.setSku(part);
        line.setQuantity(quantity);
        return line;
    }

    InboundReq receipt(String bizNo, String part, long quantity) {
        InboundReq request = new InboundReq();
        request.setContext(context(bizNo));
        request.setWarehouse(warehouse);
        request.setLines(new ArrayList<>(Collections.singletonList(goods(part, quantity))));
        return request;
    }

    FreezeReq freeze(String bizNo, String part, long quantity) {
        FreezeReq request = new FreezeReq();
        request.setContext(context(bizNo));
        request.setWarehouse(warehouse);
        request.setReason(FreezeReason.OPERATION);
        request.setLines(new ArrayList<>(Collections.singletonList(goods(part, quantity))));
        return request;
    }

    /** Brings {@code quantity} of {@code part} in, so that a case has what it needs. */
    Voucher receive(String part, long quantity) {
        Result<Voucher> answer = caller.changes().purchaseIn(receipt(number("asn"), part, quantity));
        return ok(answer);
    }

    /** The balances of {@code part} here, all pools together. */
    Balance balance(String part) {
        BucketQuery query = new BucketQuery();
        query.setSkus(new ArrayList<>(Collections.singletonList(part)));
        query.setWarehouses(new ArrayList<>(Collections.singletonList(warehouse)));
        Balance sum = new Balance();
        List<BucketView> rows = ok(caller.queries().buckets(query));
        for (BucketView row : rows) {
            Expect.equal(part, row.getSku());
            Expect.equal(warehouse, row.getWarehouse());
            sum.available += row.getAvailable();
            sum.preoccupied += row.getPreoccupied();
            sum.allocated += row.getAllocated();
            sum.frozen += row.getFrozen();
        }
        return sum;
    }

    /** The data of an answer that says OK; anything else is the case's failure. */
    static <T> T ok(Result<T> answer) {
        Expect.that(answer != null, "the answer is null");
        Expect.that("OK".equals(answer.getCode()), "wanted OK, saw " + answer);
        return answer.getData();
    }

    /** An answer with this code. */
    static <T> Result<T> code(String wanted, Result<T> answer) {
        Expect.that(answer != null && wanted.equals(answer.getCode()), "wanted " + wanted + ", saw " + answer);
        return answer;
    }

    /** Quantities of one part in one warehouse. */
    static final class Balance {
        long available;
        long preoccupied;
        long allocated;
        long frozen;
    }
}
