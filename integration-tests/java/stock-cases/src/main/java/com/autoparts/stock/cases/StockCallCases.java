package com.autoparts.stock.cases;

import static com.autoparts.probe.cases.Expect.equal;
import static com.autoparts.probe.cases.Expect.that;
import static com.autoparts.stock.cases.Stock.ok;

import com.autoparts.probe.cases.Line;
import com.autoparts.probe.cases.Report;
import com.autoparts.probe.cases.Target;
import com.autoparts.stock.api.PreOccupyReq;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import com.autoparts.stock.api.StockReservationService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Stock called in every way a Java team calls: async, generic, with attachments, from many threads, with injected proxies. */
final class StockCallCases {
    private static final int THREADS = 64;
    private static final int ORDERS_PER_THREAD = 5;

    private final Stock stock;
    private final Line line;
    private final Target target;

    StockCallCases(Stock stock, Line line, Target target) {
        this.stock = stock;
        this.line = line;
        this.target = target;
    }

    Map<String, Report.Check> all() {
        Map<String, Report.Check> cases = new LinkedHashMap<>();
        cases.put("async", this::async);
        cases.put("attachments", () -> {
            stock.receive(stock.sku, 1);
            line.attach("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            line.attach("caller-note", "件 😀");
            ok(stock.caller.reservations().preOccupy(stock.order(stock.number("order"), stock.line(stock.sku, 1))));
        });
        cases.put("$echo", () -> equal("OK", line.echo(stock.caller.reservations(), "OK")));
        cases.put("generic", this::generic);
        cases.put("generic.refusal", () -> {
            Map<?, ?> answer = (Map<?, ?>) genericCall("preOccupy", "PreOccupyReq", new HashMap<>());
            equal(ResultCode.PARAM_INVALID, answer.get("code"));
        });
        cases.put("threads.64", this::threads);
        return cases;
    }

    private void async() throws Exception {
        stock.receive(stock.sku, 20);
        List<Future<Result<Reservation>>> running = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        StockReservationService reservations = stock.caller.reservations();
        for (int i = 0; i < 20; i++) {
            PreOccupyReq request = stock.order(stock.number("order"), stock.line(stock.sku, 1));
            orders.add(request.getOrderNo());
            running.add(line.async(() -> reservations.preOccupy(request)));
        }
        for (int i = 0; i < running.size(); i++) {
            equal(orders.get(i), ok(running.get(i).get(20, TimeUnit.SECONDS)).getOrderNo());
        }
    }

    private Object genericCall(String method, String type, Map<String, Object> request) {
        String name = StockReservationService.class.getName();
        String types = StockReservationService.class.getPackage().getName() + "." + type;
        return line.generic(name, target, "true").invoke(method, new String[] {types}, request);
    }

    private void generic() {
        stock.receive(stock.sku, 1);
        String orderNo = stock.number("order");
        Map<String, Object> context = new HashMap<>();
        context.put("sourceSystem", stock.source);
        context.put("bizNo", orderNo);
        // What a caller without the classes has: text, in the zone of the provider.
        context.put("occurredAt", "2026-01-02 03:04:05");
        Map<String, Object> item = new HashMap<>();
        item.put("sku", stock.sku);
        item.put("quantity", 1L);
        item.put("warehouse", stock.warehouse);
        Map<String, Object> request = new HashMap<>();
        request.put("context", context);
        request.put("orderNo", orderNo);
        request.put("lines", new ArrayList<>(Collections.singletonList(item)));
        Map<?, ?> answer = (Map<?, ?>) genericCall("preOccupy", "PreOccupyReq", request);
        that(ResultCode.OK.equals(answer.get("code")), String.valueOf(answer));
        Map<?, ?> data = (Map<?, ?>) answer.get("data");
        equal(orderNo, data.get("orderNo"));
        equal("PRE_OCCUPIED", data.get("state"));
    }

    private void threads() throws Exception {
        stock.receive(stock.sku, THREADS);
        long before = stock.balance(stock.sku).available;
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(pool.submit(() -> {
                    for (int i = 0; i < ORDERS_PER_THREAD; i++) {
                        String orderNo = stock.number("order");
                        Reservation held = ok(stock.caller.reservations().preOccupy(
                            stock.order(orderNo, stock.line(stock.sku, 1))));
                        equal(orderNo, held.getOrderNo());
                        ok(stock.caller.reservations().cancel(stock.cancellation(orderNo)));
                    }
                    return null;
                }));
            }
            for (Future<Void> one : running) {
                one.get(120, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        equal(before, stock.balance(stock.sku).available);
    }
}
