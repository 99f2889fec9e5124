package com.autoparts.order.service;

import com.autoparts.order.model.Order;
import com.autoparts.stock.api.FoCancelReq;
import com.autoparts.stock.api.FoCreateReq;
import com.autoparts.stock.api.FulfillmentOrder;
import com.autoparts.stock.api.FulfillmentService;
import com.autoparts.stock.api.OpContext;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ReturnOrder;
import com.autoparts.stock.api.ReturnReq;
import com.autoparts.stock.api.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/** What can happen to an order after it is paid: it is followed, given up before it ships, or sent back. */
@Service
public class AfterPayment {
    private static final String SOURCE = "order-service";

    private final OrderTables orders;
    private final FulfillmentService fulfillment;

    public AfterPayment(OrderTables orders, FulfillmentService fulfillment) {
        this.orders = orders;
        this.fulfillment = fulfillment;
    }

    /** The fulfilment orders that the payment made; asking for them again makes no others. */
    public Result<List<FulfillmentOrder>> shipments(String orderNo) {
        Order order = paid(orderNo);
        FoCreateReq request = new FoCreateReq();
        request.setContext(context("fo-" + orderNo));
        request.setOrderNo(orderNo);
        request.setReservationNo(order.getReservationNo());
        return fulfillment.create(request);
    }

    /** Everything that happened to the order's stock. */
    public Result<Timeline> trace(String orderNo) {
        return fulfillment.trace(orderNo);
    }

    /** Gives up what has not shipped; the answer of every shipment. */
    public List<Result<FulfillmentOrder>> giveUp(String orderNo) {
        List<Result<FulfillmentOrder>> answers = new ArrayList<>();
        boolean all = true;
        Result<List<FulfillmentOrder>> shipments = shipments(orderNo);
        for (FulfillmentOrder one : shipments.getData()) {
            FoCancelReq request = new FoCancelReq();
            request.setContext(context("give-up-" + one.getFoNo()));
            request.setFoNo(one.getFoNo());
            request.setReason("buyer");
            Result<FulfillmentOrder> answer = fulfillment.cancel(request);
            all &= answer.succeeded();
            answers.add(answer);
        }
        if (all) {
            orders.move(orders.find(orderNo), Order.REFUND_DUE, null, null, null);
        }
        return answers;
    }

    /** The buyer sends goods back; customer service has agreed. */
    public Result<ReturnOrder> sendBack(String orderNo, ReturnReq asked) {
        paid(orderNo);
        asked.setContext(context(asked.getReturnNo()));
        asked.setOrderNo(orderNo);
        asked.setApproved(true);
        return fulfillment.createReturn(asked);
    }

    private Order paid(String orderNo) {
        Order order = orders.find(orderNo);
        if (order == null) {
            throw new OrderService.NoSuchOrder(orderNo);
        }
        if (!Order.PAID.equals(order.getState())) {
            throw new IllegalArgumentException("order " + orderNo + " is " + order.getState() + ", not " + Order.PAID);
        }
        return order;
    }

    private static OpContext context(String bizNo) {
        OpContext context = new OpContext();
        context.setSourceSystem(SOURCE);
        context.setBizNo(bizNo);
        return context;
    }
}
