package com.autoparts.order.web;

import com.autoparts.order.model.Order;
import com.autoparts.order.service.OrderService;
import com.autoparts.stock.api.Shortage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping("/orders")
public class OrderController {
    private final OrderService orders;

    public OrderController(OrderService orders) {
        this.orders = orders;
    }

    @PostMapping
    public Map<String, Object> place(@RequestBody Order order) {
        if (order.getOrderNo() == null || order.getBuyerId() == null || order.getLines().isEmpty()
            || order.getWarehouse() == null && order.getAreaCode() == null) {
            throw new IllegalArgumentException("orderNo, buyerId, lines, and warehouse or areaCode are needed");
        }
        return view(orders.place(order));
    }

    @PostMapping("/{orderNo}/pay")
    public Map<String, Object> pay(@PathVariable("orderNo") String orderNo, @RequestBody Map<String, String> payment) {
        if (payment.get("payNo") == null) {
            throw new IllegalArgumentException("payNo is needed");
        }
        return view(orders.pay(orderNo, payment.get("payNo")));
    }

    @PostMapping("/{orderNo}/cancel")
    public Map<String, Object> cancel(@PathVariable("orderNo") String orderNo) {
        return view(orders.cancel(orderNo));
    }

    @GetMapping("/{orderNo}")
    public Map<String, Object> show(@PathVariable("orderNo") String orderNo) {
        return view(orders.show(orderNo));
    }

    private static Map<String, Object> view(OrderService.Outcome outcome) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("order", outcome.order);
        if (outcome.stock != null) {
            view.put("code", outcome.stock.getCode());
            view.put("retryable", outcome.stock.isRetryable());
            List<Map<String, Object>> shortages = new ArrayList<>();
            for (Shortage missing : outcome.stock.getShortages()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("sku", missing.getSku());
                one.put("need", missing.getNeed());
                one.put("have", missing.getHave());
                shortages.add(one);
            }
            view.put("shortages", shortages);
        }
        return view;
    }

    @ExceptionHandler(OrderService.NoSuchOrder.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    public Map<String, String> unknown(OrderService.NoSuchOrder unknown) {
        return Collections.singletonMap("error", unknown.getMessage());
    }

    @ExceptionHandler(IllegalArgumentException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    public Map<String, String> malformed(IllegalArgumentException malformed) {
        return Collections.singletonMap("error", malformed.getMessage());
    }
}
