package com.autoparts.mall.model;

/** A part as the mall sells it. */
public class MallPart {
    private String sku;
    private String title;
    private long priceMinor;

    public String getSku() { return sku; }
    public void setSku(String sku) { this.sku = sku; }
    public String getTitle() { return title; }
    public void setTitle(String title) { this.title = title; }
    public long getPriceMinor() { return priceMinor; }
    public void setPriceMinor(long priceMinor) { this.priceMinor = priceMinor; }
}
