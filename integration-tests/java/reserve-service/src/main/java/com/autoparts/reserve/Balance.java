package com.autoparts.reserve;

/** What is left of a SKU in a warehouse once an order has taken its part. */
public final class Balance {
    private long available;
    private long preoccupied;

    public long getAvailable() {
        return available;
    }

    public void setAvailable(long available) {
        this.available = available;
    }

    public long getPreoccupied() {
        return preoccupied;
    }

    public void setPreoccupied(long preoccupied) {
        this.preoccupied = preoccupied;
    }
}
