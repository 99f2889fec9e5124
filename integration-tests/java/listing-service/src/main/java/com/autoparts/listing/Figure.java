package com.autoparts.listing;

/** What of one SKU can be sold in one area; kept in Redis as one short text, which is cheaper than JSON on both ways. */
public final class Figure {
    private String sku;
    private long sellable;
    private int warehouses;
    private long version;
    private long asOf;

    /** A SKU that is nowhere. */
    static Figure nothing(String sku) {
        Figure figure = new Figure();
        figure.sku = sku;
        return figure;
    }

    String toText() {
        return sellable + "|" + warehouses + "|" + version + "|" + asOf;
    }

    static Figure fromText(String sku, String text) {
        int first = text.indexOf('|');
        int second = text.indexOf('|', first + 1);
        int third = text.indexOf('|', second + 1);
        Figure figure = new Figure();
        figure.sku = sku;
        figure.sellable = Long.parseLong(text.substring(0, first));
        figure.warehouses = Integer.parseInt(text.substring(first + 1, second));
        figure.version = Long.parseLong(text.substring(second + 1, third));
        figure.asOf = Long.parseLong(text.substring(third + 1));
        return figure;
    }

    public String getSku() {
        return sku;
    }

    public void setSku(String sku) {
        this.sku = sku;
    }

    public long getSellable() {
        return sellable;
    }

    public void setSellable(long sellable) {
        this.sellable = sellable;
    }

    public int getWarehouses() {
        return warehouses;
    }

    public void setWarehouses(int warehouses) {
        this.warehouses = warehouses;
    }

    public long getVersion() {
        return version;
    }

    public void setVersion(long version) {
        this.version = version;
    }

    public long getAsOf() {
        return asOf;
    }

    public void setAsOf(long asOf) {
        this.asOf = asOf;
    }
}
