package com.autoparts.order.dao;

import com.autoparts.order.model.Order;
import org.apache.ibatis.annotations.Param;

/** Rows of orders and their lines; the statements are in {@code mapper/OrderMapper.xml}. */
public interface OrderMapper {
    Order find(@Param("orderNo") String orderNo);

    void insert(Order order);

    void insertLines(Order order);

    int move(@Param("orderNo") String orderNo, @Param("from") String from, @Param("to") String to,
        @Param("stockCode") String stockCode, @Param("reservationNo") String reservationNo, @Param("payNo") String payNo);
}
