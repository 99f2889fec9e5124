package com.autoparts.reserve;

import com.autoparts.stock.api.ReservationLine;

/** A row of the ledger. */
public final class Leg {
    private final long seq;
    private final int legNo;
    private final ReservationLine line;
    private final Balance after;

    Leg(long seq, int legNo, ReservationLine line, Balance after) {
        this.seq = seq;
        this.legNo = legNo;
        this.line = line;
        this.after = after;
    }

    public long getSeq() {
        return seq;
    }

    public int getLegNo() {
        return legNo;
    }

    public String getSku() {
        return line.getSku();
    }

    public String getWarehouse() {
        return line.getWarehouse();
    }

    public long getQuantity() {
        return line.getReserved();
    }

    public long getAvailable() {
        return after.getAvailable();
    }

    public long getPreoccupied() {
        return after.getPreoccupied();
    }
}
