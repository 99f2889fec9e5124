package com.autoparts.probe;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;

/** A nested bean. */
public class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private long quantity;
    private BigDecimal price;

    public Part() { }

    public Part(String sku, long quantity, BigDecimal price) {
        this.sku = sku;
        this.quantity = quantity;
        this.price = price;
    }

    public String getSku() { return sku; }
    public void setSku(String sku) { this.sku = sku; }
    public long getQuantity() { return quantity; }
    public void setQuantity(long quantity) { this.quantity = quantity; }
    public BigDecimal getPrice() { return price; }
    public void setPrice(BigDecimal price) { this.price = price; }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Part)) {
            return false;
        }
        Part o = (Part) other;
        return Objects.equals(sku, o.sku) && quantity == o.quantity && Objects.equals(price, o.price);
    }

    @Override
    public int hashCode() { return Objects.hash(sku, quantity, price); }

    @Override
    public String toString() { return "Part(" + sku + " x" + quantity + " @" + price + ")"; }
}
