package com.autoparts.line;

import com.autoparts.stock.api.StockChangeService;
import com.autoparts.stock.api.StockQueryService;
import com.autoparts.stock.api.StockReservationService;
import com.autoparts.stock.cases.StockCaller;
import com.alibaba.dubbo.config.annotation.Reference;

/** Proxies injected by {@code @Reference}. */
public class AnnotatedCaller implements StockCaller {
    @Reference(url = "${stock.url}", timeout = 10000, retries = 0, check = false)
    private StockReservationService reservations;
    @Reference(url = "${stock.url}", timeout = 10000, retries = 0, check = false)
    private StockChangeService changes;
    @Reference(url = "${stock.url}", timeout = 10000, retries = 0, check = false)
    private StockQueryService queries;

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
