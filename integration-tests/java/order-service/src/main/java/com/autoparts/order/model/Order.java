package com.autoparts.order.model;

import java.util.ArrayList;
import java.util.List;

/** An order, as it is stored and as it is answered. */
public class Order {
    /** Written down, stock not asked yet or its answer not known. */
    public static final String PLACING = "PLACING";
    /** Stock is held; waits for payment. */
    public static final String UNPAID = "UNPAID";
    /** Stock refused it. */
    public static final String REFUSED = "REFUSED";
    /** Paid, stock is allocated. */
    public static final String PAID = "PAID";
    /** Given up before payment. */
    public static final String CANCELLED = "CANCELLED";
    /** Paid, but its stock was gone: the money goes back. */
    public static final String REFUND_DUE = "REFUND_DUE";

    private String orderNo;
    private String buyerId;
    private String warehouse;
    private String areaCode;
    private String planNo;
    private String state;
    private String stockCode;
    private String reservationNo;
    private String payNo;
    private List<OrderLine> lines = new ArrayList<>();

    public String getOrderNo() { return orderNo; }
    public void setOrderNo(String orderNo) { this.orderNo = orderNo; }
    public String getBuyerId() { return buyerId; }
    public void setBuyerId(String buyerId) { this.buyerId = buyerId; }
    public String getWarehouse() { return warehouse; }
    public void setWarehouse(String warehouse) { this.warehouse = warehouse; }
    public String getAreaCode() { return areaCode; }
    public void setAreaCode(String areaCode) { this.areaCode = areaCode; }
    public String getPlanNo() { return planNo; }
    public void setPlanNo(String planNo) { this.planNo = planNo; }
    public String getState() { return state; }
    public void setState(String state) { this.state = state; }
    public String getStockCode() { return stockCode; }
    public void setStockCode(String stockCode) { this.stockCode = stockCode; }
    public String getReservationNo() { return reservationNo; }
    public void setReservationNo(String reservationNo) { this.reservationNo = reservationNo; }
    public String getPayNo() { return payNo; }
    public void setPayNo(String payNo) { this.payNo = payNo; }
    public List<OrderLine> getLines() { return lines; }
    public void setLines(List<OrderLine> lines) { this.lines = lines; }
}
