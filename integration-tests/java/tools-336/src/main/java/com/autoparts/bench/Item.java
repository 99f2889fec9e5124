package com.autoparts.bench;

import java.io.Serializable;
import java.util.Date;

/** A row of an answer, such as a shop's page has fifteen of. */
public class Item implements Serializable {
    private static final long serialVersionUID = 1L;

    private long id;
    private String sku;
    private String name;
    private int quantity;
    private double price;
    private boolean onSale;
    private Date changedAt;

    /** The row of a number; the Rust provider makes the same. */
    static Item of(int number) {
        Item item = new Item();
        item.id = 1_000_000L + number;
        item.sku = "PAD-" + Integer.toString(10_000 + number).substring(1);
        item.name = "刹车片 front, ceramic, with wear sensor";
        item.quantity = 40 + number;
        item.price = 128.5;
        item.onSale = true;
        item.changedAt = new Date(1_700_000_000_000L);
        return item;
    }

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public String getSku() {
        return sku;
    }

    public void setSku(String sku) {
        this.sku = sku;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public int getQuantity() {
        return quantity;
    }

    public void setQuantity(int quantity) {
        this.quantity = quantity;
    }

    public double getPrice() {
        return price;
    }

    public void setPrice(double price) {
        this.price = price;
    }

    public boolean isOnSale() {
        return onSale;
    }

    public void setOnSale(boolean onSale) {
        this.onSale = onSale;
    }

    public Date getChangedAt() {
        return changedAt;
    }

    public void setChangedAt(Date changedAt) {
        this.changedAt = changedAt;
    }
}
