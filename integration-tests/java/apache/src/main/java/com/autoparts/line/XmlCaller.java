package com.autoparts.line;

import com.autoparts.stock.api.StockChangeService;
import com.autoparts.stock.api.StockQueryService;
import com.autoparts.stock.api.StockReservationService;
import com.autoparts.stock.cases.StockCaller;

/** Proxies from {@code <dubbo:reference>}. */
public final class XmlCaller implements StockCaller {
    private final StockReservationService reservations;
    private final StockChangeService changes;
    private final StockQueryService queries;

    public XmlCaller(StockReservationService reservations, StockChangeService changes, StockQueryService queries) {
        this.reservations = reservations;
        this.changes = changes;
        this.queries = queries;
    }

    @Override
    public StockReservationService reservations() {
        return reservations;
    }

    @Override
    public StockChangeService changes() {
        return changes;
    }

    @Override
    public StockQueryService queries() {
        return queries;
    }
}
