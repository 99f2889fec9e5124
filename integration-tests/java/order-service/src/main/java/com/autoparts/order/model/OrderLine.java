package com.autoparts.order.model;

/** One line of an order. */
public class OrderLine {
    private int lineNo;
    private String sku;
    private long quantity;

    public int getLineNo() { return lineNo; }
    public void setLineNo(int lineNo) { this.lineNo = lineNo; }
    public String getSku() { return sku; }
    public void setSku(String sku) { this.sku = sku; }
    public long getQuantity() { return quantity; }
    public void setQuantity(long quantity) { this.quantity = quantity; }
}
