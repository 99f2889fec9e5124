package com.autoparts.order.service;

import com.autoparts.order.dao.OrderMapper;
import com.autoparts.order.model.Order;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The order's own transactions: none of them is open while stock is asked. */
@Component
public class OrderTables {
    private final OrderMapper orders;

    public OrderTables(OrderMapper orders) {
        this.orders = orders;
    }

    /** Writes a new order down; false when the number is taken. */
    @Transactional
    public boolean write(Order order) {
        try {
            orders.insert(order);
        } catch (DuplicateKeyException taken) {
            return false;
        }
        orders.insertLines(order);
        return true;
    }

    @Transactional
    public void move(Order order, String to, String stockCode, String reservationNo, String payNo) {
        orders.move(order.getOrderNo(), order.getState(), to, stockCode, reservationNo, payNo);
    }

    @Transactional(readOnly = true)
    public Order find(String orderNo) {
        return orders.find(orderNo);
    }
}
