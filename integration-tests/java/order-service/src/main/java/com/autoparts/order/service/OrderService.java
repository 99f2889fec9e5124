package com.autoparts.order.service;

import com.autoparts.order.model.Order;
import com.autoparts.order.model.OrderLine;
import com.autoparts.stock.api.Reservation;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Places, pays and cancels orders. Each step may be repeated: it goes on where it stopped. */
@Service
public class OrderService {
    /** Paid too late: the buyer gets the money back. */
    private static final Set<String> REFUND = new HashSet<>(Arrays.asList(ResultCode.LATE_PAY_NO_STOCK,
        ResultCode.RESERVATION_EXPIRED, ResultCode.RESERVATION_CLOSED, ResultCode.RESERVATION_NOT_FOUND));

    private final OrderTables orders;
    private final StockGateway stock;

    public OrderService(OrderTables orders, StockGateway stock) {
        this.orders = orders;
        this.stock = stock;
    }

    /** An order and what stock said about it now. */
    public static final class Outcome {
        public final Order order;
        public final Result<Reservation> stock;

        Outcome(Order order, Result<Reservation> stock) {
            this.order = order;
            this.stock = stock;
        }
    }

    public Outcome place(Order asked) {
        int number = 0;
        for (OrderLine line : asked.getLines()) {
            number++;
            line.setLineNo(number);
        }
        asked.setState(Order.PLACING);
        orders.write(asked);
        return settle(orders.find(asked.getOrderNo()));
    }

    /** Asks stock about an order whose answer is not known; any other stays as it is. */
    private Outcome settle(Order order) {
        if (!Order.PLACING.equals(order.getState())) {
            return new Outcome(order, null);
        }
        Result<Reservation> held = stock.hold(order);
        if (held.succeeded()) {
            orders.move(order, Order.UNPAID, held.getCode(), held.getData().getReservationNo(), null);
        } else if (!held.isRetryable()) {
            orders.move(order, Order.REFUSED, held.getCode(), null, null);
        }
        return new Outcome(orders.find(order.getOrderNo()), held);
    }

    public Outcome pay(String orderNo, String payNo) {
        Order order = settle(known(orderNo)).order;
        if (!Order.UNPAID.equals(order.getState())) {
            return new Outcome(order, null);
        }
        Result<Reservation> paid = stock.confirm(order, payNo);
        if (paid.succeeded()) {
            orders.move(order, Order.PAID, paid.getCode(), null, payNo);
        } else if (REFUND.contains(paid.getCode())) {
            orders.move(order, Order.REFUND_DUE, paid.getCode(), null, payNo);
        }
        return new Outcome(orders.find(orderNo), paid);
    }

    public Outcome cancel(String orderNo) {
        Order order = known(orderNo);
        if (!Order.UNPAID.equals(order.getState()) && !Order.PLACING.equals(order.getState())) {
            return new Outcome(order, null);
        }
        // Also an order whose hold is not known: stock then refuses the hold should it still come.
        Result<Reservation> released = stock.cancel(order);
        if (released.succeeded()) {
            orders.move(order, Order.CANCELLED, released.getCode(), null, null);
        }
        return new Outcome(orders.find(orderNo), released);
    }

    public Outcome show(String orderNo) {
        return new Outcome(known(orderNo), null);
    }

    private Order known(String orderNo) {
        Order order = orders.find(orderNo);
        if (order == null) {
            throw new NoSuchOrder(orderNo);
        }
        return order;
    }

    /** The number is not one of ours. */
    public static final class NoSuchOrder extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoSuchOrder(String orderNo) {
            super("no order " + orderNo);
        }
    }
}
