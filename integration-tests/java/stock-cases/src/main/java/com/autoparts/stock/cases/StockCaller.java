package com.autoparts.stock.cases;

import com.autoparts.stock.api.StockChangeService;
import com.autoparts.stock.api.StockQueryService;
import com.autoparts.stock.api.StockReservationService;

/** The proxies of one team's application, however it configured them. */
public interface StockCaller {
    StockReservationService reservations();

    StockChangeService changes();

    StockQueryService queries();
}
