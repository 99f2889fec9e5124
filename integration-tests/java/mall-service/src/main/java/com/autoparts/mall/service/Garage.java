package com.autoparts.mall.service;

import com.autoparts.stock.api.Fit;
import com.autoparts.stock.api.FitReq;
import com.autoparts.stock.api.PartCatalogService;
import com.autoparts.stock.api.Promise;
import com.autoparts.stock.api.PromiseLine;
import com.autoparts.stock.api.PromiseReq;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.StockQueryService;
import com.autoparts.stock.api.Substitute;
import com.autoparts.stock.api.SubstituteReq;
import com.autoparts.stock.api.Vehicle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Service;

/** Parts for the buyer's own vehicle: what fits, what else would do, when it would arrive. */
@Service
public class Garage {
    private final StockQueryService stock;
    private final PartCatalogService catalog;

    public Garage(StockQueryService stock, PartCatalogService catalog) {
        this.stock = stock;
        this.catalog = catalog;
    }

    public Result<Vehicle> vehicle(String vin) {
        return catalog.resolveVin(vin);
    }

    public Result<List<Fit>> fits(String vin, List<String> skus) {
        FitReq request = new FitReq();
        request.setVin(vin);
        request.setSkus(new ArrayList<>(skus));
        return catalog.checkFitment(request);
    }

    public Result<List<Substitute>> substitutes(String sku, String vin, String areaCode) {
        SubstituteReq request = new SubstituteReq();
        request.setSku(sku);
        request.setVin(vin);
        request.setAreaCode(areaCode);
        return stock.substitutes(request);
    }

    public Result<Promise> promise(String sku, long quantity, String areaCode) {
        PromiseLine line = new PromiseLine();
        line.setSku(sku);
        line.setQuantity(quantity);
        PromiseReq request = new PromiseReq();
        request.setAreaCode(areaCode);
        request.setLines(new ArrayList<>(Collections.singletonList(line)));
        return stock.promise(request);
    }
}
