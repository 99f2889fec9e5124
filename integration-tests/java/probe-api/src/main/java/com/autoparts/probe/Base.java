package com.autoparts.probe;

import java.io.Serializable;
import java.util.Date;

/** What {@link Sample} inherits: superclass fields travel with the subclass's. */
public class Base implements Serializable {
    private static final long serialVersionUID = 1L;

    private Date createdAt;
    private String traceId;

    public Date getCreatedAt() { return createdAt; }
    public void setCreatedAt(Date createdAt) { this.createdAt = createdAt; }
    public String getTraceId() { return traceId; }
    public void setTraceId(String traceId) { this.traceId = traceId; }
}
