package com.autoparts.mall.model;

/** A part in a cart. */
public class CartLine extends MallPart {
    private long quantity;

    public long getQuantity() { return quantity; }
    public void setQuantity(long quantity) { this.quantity = quantity; }
}
