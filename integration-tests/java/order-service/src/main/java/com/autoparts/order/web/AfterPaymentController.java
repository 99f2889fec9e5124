package com.autoparts.order.web;

import com.autoparts.order.model.Order;
import com.autoparts.order.service.AfterPayment;
import com.autoparts.order.service.OrderService;
import com.autoparts.order.service.Settlement;
import com.autoparts.stock.api.FulfillmentOrder;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ReturnOrder;
import com.autoparts.stock.api.ReturnReq;
import com.autoparts.stock.api.SourcingPlan;
import com.autoparts.stock.api.Timeline;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The settlement page, and orders after their payment, over HTTP. */
@RestController
public class AfterPaymentController {
    private final Settlement settlement;
    private final AfterPayment after;

    public AfterPaymentController(Settlement settlement, AfterPayment after) {
        this.settlement = settlement;
        this.after = after;
    }

    @PostMapping("/settlement")
    public Result<SourcingPlan> settlement(@RequestBody Order order) {
        return settlement.plan(order);
    }

    @GetMapping("/orders/{orderNo}/shipments")
    public Result<List<FulfillmentOrder>> shipments(@PathVariable("orderNo") String orderNo) {
        return after.shipments(orderNo);
    }

    @GetMapping("/orders/{orderNo}/trace")
    public Result<Timeline> trace(@PathVariable("orderNo") String orderNo) {
        return after.trace(orderNo);
    }

    @PostMapping("/orders/{orderNo}/give-up")
    public List<Result<FulfillmentOrder>> giveUp(@PathVariable("orderNo") String orderNo) {
        return after.giveUp(orderNo);
    }

    @PostMapping("/orders/{orderNo}/returns")
    public Result<ReturnOrder> sendBack(@PathVariable("orderNo") String orderNo, @RequestBody ReturnReq asked) {
        return after.sendBack(orderNo, asked);
    }

    @ExceptionHandler(OrderService.NoSuchOrder.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    public Map<String, String> unknown(OrderService.NoSuchOrder unknown) {
        return Collections.singletonMap("error", unknown.getMessage());
    }

    @ExceptionHandler(IllegalArgumentException.class)
    @ResponseStatus(HttpStatus.CONFLICT)
    public Map<String, String> conflict(IllegalArgumentException conflict) {
        return Collections.singletonMap("error", conflict.getMessage());
    }
}
