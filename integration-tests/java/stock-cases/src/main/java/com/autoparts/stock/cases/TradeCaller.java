package com.autoparts.stock.cases;

import com.autoparts.probe.cases.Line;
import com.autoparts.probe.cases.Target;
import com.autoparts.stock.api.FulfillmentService;
import com.autoparts.stock.api.PartCatalogService;
import com.autoparts.stock.api.ReconcileService;
import com.autoparts.stock.api.SourcingService;
import com.autoparts.stock.api.StockAdminService;
import com.autoparts.stock.api.StockChangeService;
import com.autoparts.stock.api.StockQueryService;
import com.autoparts.stock.api.StockReservationService;

/** Proxies of all modules: those of a Spring application, and references of their own for the modules it has none of. */
final class TradeCaller {
    private final StockCaller spring;
    private final FulfillmentService fulfillment;
    private final ReconcileService reconcile;
    private final SourcingService sourcing;
    private final PartCatalogService catalogue;
    private final StockAdminService admin;

    TradeCaller(StockCaller spring, Line line, Target target) {
        this.spring = spring;
        this.fulfillment = line.refer(FulfillmentService.class, target);
        this.reconcile = line.refer(ReconcileService.class, target);
        this.sourcing = line.refer(SourcingService.class, target);
        this.catalogue = line.refer(PartCatalogService.class, target);
        this.admin = line.refer(StockAdminService.class, target);
    }

    StockReservationService reservations() {
        return spring.reservations();
    }

    StockChangeService changes() {
        return spring.changes();
    }

    StockQueryService queries() {
        return spring.queries();
    }

    FulfillmentService fulfillment() {
        return fulfillment;
    }

    ReconcileService reconcile() {
        return reconcile;
    }

    SourcingService sourcing() {
        return sourcing;
    }

    PartCatalogService catalogue() {
        return catalogue;
    }

    StockAdminService admin() {
        return admin;
    }
}
